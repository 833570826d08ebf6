//! The command line: formats, exit codes, help, pipes, and the commands that need no index.

use crate::program::{REPORT, Run, World};
use std::io::Write;
use std::process::Stdio;

#[test]
fn exit_codes_say_whether_something_was_found() {
    let world = World::with_corpus();
    assert_eq!(world.run(&["search", "风电"]).code, 0);
    let run = world.run(&["search", "没有的词"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{run:?}");
    assert_eq!(world.run(&["list", "--kind", "ratio"]).code, 1);
    assert_eq!(world.run(&["frobnicate"]).code, 2);
}

#[test]
fn a_search_shows_place_sentence_and_claims() {
    let world = World::with_corpus();
    let out = world.found(&["search", "固定资产"]);
    assert!(!out.contains('\u{1b}'), "no colours in a pipe: {out}");
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("甲县-2018"), "{out}");
    assert_eq!(lines[1], "一、2017年工作回顾");
    assert_eq!(lines[2], "  固定资产投资80亿元，下降3%。");
    assert!(
        lines[3].contains("固定资产投资")
            && lines[3].contains("80亿元")
            && lines[3].contains("2017"),
        "{out}"
    );
    assert!(lines[4].contains("growth ↓"), "{out}");
    assert_eq!(lines.len(), 5, "{out}");
}

#[test]
fn a_list_is_a_table_that_keeps_its_columns() {
    let world = World::with_corpus();
    let out = world.found(&["list", "--unit", "元"]);
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("    value  indicator"), "{out}");
    assert!(lines[1].starts_with("120.5亿元  地区生产总值"), "{out}");
    assert!(lines[2].starts_with("   80亿元  固定资产投资"), "{out}");
}

#[test]
fn a_narrow_list_still_says_what_is_a_target() {
    let world = World::with_corpus();
    let mut command = world.command(&["list", "--status", "target"]);
    let out = Run::from(command.env("COLUMNS", "80").output().unwrap()).out;
    let lines: Vec<&str> = out.lines().collect();
    assert!(
        lines[0].contains("status") && !lines[0].contains("document"),
        "{out}"
    );
    assert!(
        lines.len() > 1 && lines[1..].iter().all(|l| l.contains("target")),
        "{out}"
    );
}

#[test]
fn a_table_of_mentions_says_which_are_claims() {
    let world = World::with_corpus();
    let out = world.found(&["extract", "corpus/甲县-2018.txt", "--format", "table"]);
    assert!(out.lines().next().unwrap().contains("role"), "{out}");
    assert!(
        out.contains("  date") && out.contains("120.5亿元  claim"),
        "{out}"
    );
    assert!(
        !world
            .found(&["list"])
            .lines()
            .next()
            .unwrap()
            .contains("role")
    );
}

#[test]
fn csv_opens_in_a_spreadsheet() {
    let world = World::with_corpus();
    world.write("corpus/乙.txt", "乙县“一号,二号”项目投资5亿元。\n");
    let out = world.found(&["list", "--document", "乙", "--format", "csv"]);
    assert!(
        out.starts_with("\u{feff}id,document,section,sentence,"),
        "{out}"
    );
    assert!(out.contains("\"乙县“一号,二号”项目投资5亿元。\""), "{out}");
    assert_eq!(out.matches("\r\n").count(), 2, "{out}");
    for args in [
        &["search", "总值"][..],
        &["facets"],
        &["documents"],
        &["stats"],
    ] {
        let out = world.found(&[args, &["--format", "csv"]].concat());
        assert!(
            out.starts_with('\u{feff}') && out.lines().count() >= 2,
            "{args:?}: {out}"
        );
    }
}

#[test]
fn every_format_holds_the_same_items() {
    let world = World::with_corpus();
    for args in [
        &["list"][..],
        &["search", "总值"],
        &["facets"],
        &["documents"],
    ] {
        let json = world.json(args);
        let out = world.found(&[args, &["--format", "ndjson"]].concat());
        let lines: Vec<serde_json::Value> = out
            .lines()
            .map(|l| serde_json::from_str(l).unwrap())
            .collect();
        assert_eq!(json["items"].as_array().unwrap(), &lines, "{args:?}");
    }
    assert_eq!(world.json(&["stats"])["documents"], 1);
}

#[test]
fn extract_writes_every_mention_where_it_stands() {
    let world = World::new();
    world.write("甲县2018年政府工作报告.txt", REPORT);
    let out = world.found(&["extract", "甲县2018年政府工作报告.txt"]);
    let report: Vec<char> = REPORT.chars().collect();
    let mut roles = Vec::new();
    for line in out.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let [start, end] = ["start", "end"].map(|k| record[k].as_u64().unwrap() as usize);
        assert_eq!(
            report[start..end].iter().collect::<String>(),
            record["text"].as_str().unwrap()
        );
        roles.push(record["role"].as_str().unwrap().to_string());
    }
    assert!(
        roles.contains(&"date".to_string()) && roles.contains(&"claim".to_string()),
        "{roles:?}"
    );
    assert!(!world.at("index").exists());
}

#[test]
fn extract_reads_a_pipe() {
    let world = World::new();
    let mut child = world
        .command(&["extract", "-", "--year", "2017", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all("地区生产总值1500.9亿元，增长5%。".as_bytes())
        .unwrap();
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!(run.code, 0, "{run:?}");
    let answer: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(answer["total"], 2);
    let record = &answer["items"][0];
    assert_eq!(
        (record["number"].as_str(), record["value"].as_str()),
        (Some("1500.9"), Some("150090000000"))
    );
    assert_eq!(record["period"], "2017");
    assert_eq!(answer["items"][1]["of"], "stdin:6");
}

#[test]
fn explain_names_the_rule() {
    let world = World::new();
    let out = world.found(&["explain", "地区生产总值1500.9亿元，增长5%。"]);
    assert!(out.contains("1500.9亿元  claim  rule "), "{out}");
    assert!(out.contains("150090000000 元"), "{out}");
    world.write("a.txt", REPORT);
    assert!(world.found(&["explain", "a.txt"]).contains("120.5亿元"));
    world.refused(&["explain", "missing.txt"]);
    // A name of an indicator that had others in other years is shown with them; one that always had its name is not.
    let renamed = world.found(&["explain", "公共财政预算收入5亿元。"]);
    for names in [
        "(fiscal_revenue)",
        "公共财政预算收入 2012–2014",
        "一般公共预算收入 2015–",
    ] {
        assert!(renamed.contains(names), "{renamed}");
    }
    let same = world.found(&["explain", "粮食产量5万吨。"]);
    assert!(
        same.contains("(grain_output)") && !same.contains("    names "),
        "{same}"
    );
    assert_eq!(world.run(&["explain", "没有数字"]).code, 1);
}

#[test]
fn explain_names_the_rule_of_each_field() {
    let world = World::new();
    let text = "2016年，全市民生支出比上年增长5%。";
    let out = world.found(&["explain", text, "--year", "2018", "--place", "清远市"]);
    for line in [
        "    indicator  民生支出 (exp_livelihood)  indicator_subject\n",
        "    baseline   上年  baseline_than\n",
        "    period     2016  period_date\n",
        "    area       清远市  area_own_named\n",
        "    status     actual  status_year_told\n",
    ] {
        assert!(out.contains(line), "{line}{out}");
    }
    let told = serde_json::json!({
        "indicator": "indicator_subject",
        "baseline": "baseline_than",
        "period": "period_date",
        "status": "status_year_told",
    });
    let json = world.json(&["explain", text, "--year", "2018"]);
    let items = json["items"].as_array().expect("items");
    assert_eq!(
        (items[0]["role"].as_str(), items[0].get("rules")),
        (Some("date"), None)
    );
    assert_eq!(items[1]["rules"], told, "{json}");
    assert_eq!(items[1]["rule"], "growth_in_percent");
    let csv = world.found(&["explain", text, "--year", "2018", "--format", "csv"]);
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].ends_with(",base_unit,page,indicator_rule,baseline_rule,whole_rule,scope_rule,period_rule,area_rule,status_rule"), "{csv}");
    assert!(
        lines[2].ends_with(",indicator_subject,baseline_than,,,period_date,,status_year_told"),
        "{csv}"
    );
    // The record itself, in all other answers, has no more than it had.
    world.write("a.txt", text);
    assert!(!world.found(&["extract", "a.txt"]).contains("rules"));
}

#[test]
fn explain_shows_every_rule() {
    let world = World::new();
    let out = world.found(&["explain", "--rules"]);
    for rule in zhishu::rules() {
        assert!(
            out.contains(&format!("{}  {}\n", rule.name, rule.gives)),
            "{out}"
        );
    }
    let headings: Vec<&str> = out
        .lines()
        .filter(|l| l.starts_with("What a claim says: "))
        .collect();
    assert_eq!(
        headings.len(),
        zhishu::FieldRules::FIELDS.len(),
        "{headings:?}"
    );
    let out = world.found(&["explain", "--rules", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(answer["total"], zhishu::rules().count());
    let first = zhishu::rules().next().expect("a rule");
    assert_eq!(answer["items"][0]["name"], first.name);
    assert!(
        answer["items"][0]["counters"][0]
            .as_str()
            .is_some_and(|t| t.contains('【'))
    );
    // What a rule looks at stands below its name.
    let meaning = zhishu::Rule::named("growth_in_percent")
        .expect("a rule")
        .meaning;
    let out = world.found(&["explain", "地区生产总值增长5%。"]);
    assert!(
        out.contains(&format!("    rule       {meaning}\n")),
        "{out}"
    );
    assert_eq!(world.run(&["explain"]).code, 2);
    assert_eq!(world.run(&["explain", "--rules", "增长5%"]).code, 2);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let world = World::with_corpus();
    world.write("corpus/长.txt", "全县建成学校5所。\n".repeat(3000));
    world.found(&["stats"]);
    for args in [
        &["list", "--limit", "0"][..],
        &["list", "--limit", "0", "--format", "csv"],
        &["extract", "corpus/长.txt"],
    ] {
        let mut child = world
            .command(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let run = Run::from(child.wait_with_output().unwrap());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
    }
}

#[test]
fn every_command_helps_with_examples() {
    let world = World::new();
    let commands = [
        "search",
        "list",
        "facets",
        "extract",
        "explain",
        "index",
        "documents",
        "metadata",
        "remove",
        "stats",
        "track",
        "panel",
        "compare",
        "check",
    ];
    let help = world.found(&["--help"]);
    for command in commands {
        assert!(help.contains(command), "{command}");
        let help = world.found(&[command, "--help"]);
        assert!(
            help.contains("Examples:") && help.contains(&format!("zhishu {command}")),
            "{command}: {help}"
        );
    }
}

#[test]
fn answers_do_not_depend_on_how_the_work_fell_out() {
    let answer = || {
        let world = World::new();
        for i in 0..24 {
            world.write(&format!("in/{i:02}.txt"), REPORT);
        }
        world.found(&["index", "in", "--index", "i"]);
        let search = world.found(&[
            "search", "总值", "--limit", "0", "--format", "json", "--index", "i",
        ]);
        search
            + &world.found(&[
                "list", "--limit", "0", "--sort", "value", "--format", "csv", "--index", "i",
            ])
    };
    assert_eq!(answer(), answer());
}

#[test]
fn a_score_tells_how_well_annotated_texts_are_read() {
    let world = World::new();
    world.write("gold/city-甲市-2018.txt", "全市生产总值150亿元，增长5%。");
    world.write(
        "gold/city-甲市-2018.gold.jsonl",
        r#"{"start":6,"end":11,"number":"150","scale":8,"unit":"元","kind":"level","indicator":["生产总值"],"period":"2017"}
{"start":14,"end":16,"number":"6","unit":"%","kind":"growth","direction":"up","indicator":["生产总值"]}"#,
    );
    let out = world.found(&["score", "gold", "--misses"]);
    assert!(
        out.contains("value      P 0.500  R 0.500  F1 0.500"),
        "{out}"
    );
    assert!(
        out.contains("kind 1.000") && out.contains("period 1.000"),
        "{out}"
    );
    assert!(
        out.contains("   - 14 5%") && out.contains("   + 14 5%"),
        "{out}"
    );
    let json: serde_json::Value = world.json(&["score", "gold"]);
    assert_eq!(json["full"]["f1"], 0.5);
    assert_eq!(world.run(&["score", "nowhere"]).code, 2);
}
