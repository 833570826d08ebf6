//! Reading on from an answer: hints, other names, context, the whole report, similar statements, values in figures.

use crate::program::World;
use serde_json::Value;

/// Two reports of cities in two provinces.
fn world() -> World {
    let world = World::new();
    world.write(
        "corpus/清远市2018年政府工作报告.txt",
        "一、2017年工作回顾\n\n全市地区生产总值1500亿元，增长5%。粮食总产量达到60万吨。\n（一）产业\n扶贫资金投入10.3亿元。\n二、2018年工作安排\n地区生产总值增长6%左右。\n",
    );
    world.write(
        "corpus/保定市2018年政府工作报告.txt",
        "一、2017年工作回顾\n全市GDP完成3200亿元，增长6.5%。\n新建高速公路90多公里。\n",
    );
    world
}

fn texts(items: &Value, key: &str) -> Vec<String> {
    let items = items.as_array().unwrap().iter();
    items
        .map(|i| i[key].as_str().unwrap().to_string())
        .collect()
}

#[test]
fn other_names_of_an_indicator_are_found_and_told() {
    let world = world();
    let answer = world.json(&["search", "GDP"]);
    assert_eq!(answer["total"], 3);
    assert_eq!(answer["widened"][0]["word"], "gdp");
    let names = answer["widened"][0]["names"].as_array().unwrap();
    assert!(names.contains(&"地区生产总值".into()), "{answer}");
    let run = world.run(&["search", "GDP"]);
    assert!(
        run.err.contains("gdp finds") && run.err.contains("--exact"),
        "{run:?}"
    );
    let exact = world.json(&["search", "GDP", "--exact"]);
    assert_eq!(exact["total"], 1);
    assert!(exact["widened"].is_null());
    // The name that was asked for goes first.
    assert!(
        answer["items"][0]["sentence"]
            .as_str()
            .unwrap()
            .contains("GDP")
    );
    assert_eq!(world.json(&["list", "指标:GDP 类型:level"])["total"], 2);
    assert_eq!(
        world.json(&["list", "指标:GDP 类型:level", "--exact"])["total"],
        1
    );
}

#[test]
fn a_word_that_stands_nowhere_is_taken_for_the_likeliest() {
    let world = world();
    for (typed, meant) in [
        ("fupin", "扶贫"),
        ("gaosu", "高速"),
        ("高素公路", "高速公路"),
    ] {
        let answer = world.json(&["search", typed]);
        assert_eq!(answer["meant"][0]["word"], typed, "{answer}");
        assert_eq!(answer["meant"][0]["names"][0], meant, "{answer}");
        assert!(
            answer["items"][0]["sentence"]
                .as_str()
                .unwrap()
                .contains(meant)
        );
        let run = world.run(&["search", typed]);
        assert!(run.code == 0 && run.err.contains("您是否要找"), "{run:?}");
        // As it is, and in a list, it is found nowhere; the hint stays.
        for args in [["search", typed, "--exact"].as_slice(), &["list", typed]] {
            let run = world.run(args);
            assert!(run.code == 1 && run.err.contains(meant), "{run:?}");
        }
    }
    // A place that the report is of and the sentence does not name.
    let answer = world.json(&["search", "粮食总产量", "广东"]);
    assert_eq!(answer["meant"][0]["names"][0], "地区:广东", "{answer}");
    assert!(
        answer["items"][0]["sentence"]
            .as_str()
            .unwrap()
            .contains("粮食总产量")
    );
    assert_eq!(world.run(&["search", "粮食总产量", "河北"]).code, 1);
    let run = world.run(&["search", "魑魅魍魉"]);
    assert!(run.code == 1 && !run.err.contains("您是否要找"), "{run:?}");
}

#[test]
fn sentences_around_a_match() {
    let world = world();
    let answer = world.json(&["search", "粮食总产量", "--context", "1"]);
    let item = &answer["items"][0];
    assert_eq!(
        texts(&item["before"], "sentence"),
        ["全市地区生产总值1500亿元，增长5%。"]
    );
    assert_eq!(texts(&item["after"], "sentence"), ["（一）产业"]);
    let shown = world.found(&["search", "粮食总产量", "--context", "1"]);
    let at = |part: &str| shown.find(part).unwrap();
    assert!(at("1500亿元，增长") < at("粮食总产量达到") && at("粮食总产量达到") < at("（一）产业"));
    // Context ends where the report does.
    let last = world.json(&["search", "增长6%左右", "--context", "9"]);
    assert!(last["items"][0]["after"].is_null());
    assert_eq!(last["items"][0]["before"].as_array().unwrap().len(), 6);
}

#[test]
fn a_report_is_shown_as_it_was_read() {
    let world = world();
    let id = "清远市2018年政府工作报告";
    let source = std::fs::read_to_string(world.at(&format!("corpus/{id}.txt"))).unwrap();
    let whole = world.run(&["show", id, "--format", "json"]);
    let whole: Value = serde_json::from_str(&whole.out).unwrap();
    assert_eq!(whole["text"], source);
    let marked = world.found(&["show", id]);
    assert_eq!(
        marked.replace(['【', '】'], "").trim_end(),
        source.trim_end()
    );
    assert!(marked.contains("【1500亿元】，增长【5%】"), "{marked}");
    let source: Vec<char> = source.chars().collect();
    for claim in whole["claims"].as_array().unwrap() {
        let [start, end] = ["start", "end"].map(|k| claim[k].as_u64().unwrap() as usize);
        let text: String = source[start..end].iter().collect();
        assert_eq!(text, claim["text"].as_str().unwrap());
        // The id of a claim shows its passage.
        let claim_id = claim["id"].as_str().unwrap();
        let passage = world.run(&["show", claim_id, "--context", "0", "--format", "json"]);
        let passage: Value = serde_json::from_str(&passage.out).unwrap();
        assert_eq!(passage["text"], claim["sentence"]);
        assert_eq!(passage["start"], claim["sentence_start"]);
    }
    // Each heading stands where its section begins, and each claim in the sentence that it names.
    let sections = whole["sections"].as_array().unwrap();
    let headings: Vec<(&str, u64)> = sections
        .iter()
        .map(|s| (s["heading"].as_str().unwrap(), s["level"].as_u64().unwrap()))
        .collect();
    assert_eq!(
        headings[..2],
        [("一、2017年工作回顾", 1), ("（一）产业", 2)]
    );
    for section in sections {
        let start = section["start"].as_u64().unwrap() as usize;
        let text: String = source[start..].iter().collect();
        assert!(
            text.starts_with(section["heading"].as_str().unwrap()),
            "{section}"
        );
    }
    let sentences = whole["sentences"].as_array().unwrap();
    for claim in whole["claims"].as_array().unwrap() {
        let start = &claim["sentence_start"];
        assert!(sentences.iter().any(|span| &span[0] == start), "{claim}");
    }
    let at = world.found(&["show", id, "--at", "40", "--context", "0"]);
    assert!(
        at.starts_with("粮食总产量达到【60万吨】。") && at.contains("· 粮食总产量"),
        "{at}"
    );
    assert!(
        world
            .refused(&["show", "清远"])
            .contains("nearest: 清远市2018年政府工作报告")
    );
}

#[test]
fn similar_statements_stand_in_other_reports() {
    let world = world();
    let level = world.json(&["list", "1500亿元"]);
    let id = level["items"][0]["id"].as_str().unwrap();
    let like = world.json(&["similar", id]);
    assert_eq!(texts(&like["items"], "text"), ["3200亿元"]);
    // Of a sentence each claim, in the reports of the index; the same name first, the latest first.
    let like = world.json(&["similar", "地区生产总值900亿元，增长7%"]);
    assert_eq!(
        texts(&like["items"], "text"),
        ["1500亿元", "3200亿元", "6%", "5%", "6.5%"]
    );
    assert_eq!(world.json(&["similar", "粮食总产量"])["total"], 1);
    assert_eq!(world.run(&["similar", "机器人产量5台"]).code, 1);
    assert!(
        world
            .refused(&["similar", "清远市2018年政府工作报告:1"])
            .contains("no claim begins at 1")
    );
}

#[test]
fn values_in_figures() {
    let world = world();
    let answer = world.json(&["stats", "指标:GDP", "--by", "year"]);
    let items = answer["items"].as_array().unwrap();
    let level = items.iter().find(|i| i["kind"] == "level").unwrap();
    assert_eq!(level["group"], "2018");
    let figures =
        ["count", "min", "median", "max", "sum", "base_unit"].map(|k| level[k].to_string());
    let expected = [
        "2",
        "\"150000000000\"",
        "\"235000000000\"",
        "\"320000000000\"",
        "\"470000000000\"",
        "\"元\"",
    ];
    assert_eq!(figures, expected);
    let shown = world.found(&["stats", "指标:GDP", "--kind", "level", "--by", "place"]);
    assert!(
        shown.contains("清远市") && shown.contains("1500亿元"),
        "{shown}"
    );
    let bars = world.json(&["stats", "类型:growth", "--histogram", "3"]);
    let parts = bars["items"][0]["histogram"].as_array().unwrap();
    let counts = parts.iter().map(|p| p["count"].as_u64().unwrap());
    assert_eq!(counts.sum::<u64>(), 3);
    assert!(
        world
            .found(&["stats", "类型:growth", "--histogram"])
            .contains('█')
    );
    assert_eq!(world.run(&["stats", "指标:粮食总产量 >100万吨"]).code, 1);
}

#[test]
fn a_mistake_is_shown_under_the_query() {
    let world = world();
    let run = world.run(&["list", "投资", "指票:风"]);
    assert_eq!(run.code, 2);
    let lines: Vec<&str> = run.err.lines().collect();
    assert!(
        lines[0].contains("unknown field “指票”") && lines[0].contains("指标"),
        "{run:?}"
    );
    assert_eq!(lines[1..], ["  投资 指票:风", "       ^^^^"]);
    let run = world.run(&["list", "金额>1平方公里"]);
    assert!(
        run.err.contains("金额 (currency)") && run.err.contains("面积 (area)"),
        "{run:?}"
    );
    let run = world.run(&["list", ">1亿元", "--unit", "亩"]);
    assert!(
        run.code == 2
            && run
                .err
                .contains("金额 (currency) in 元 and 面积 (area) in 亩"),
        "{run:?}"
    );
    let run = world.run(&["list", "类型:growht"]);
    assert!(
        run.err.contains("nearest: growth") && run.err.contains("^^^^^^"),
        "{run:?}"
    );
    // The same value as an option is told by its name; there is no query to point into.
    let run = world.run(&["list", "--kind", "growht"]);
    assert!(
        run.err.contains("--kind “growht”") && run.err.lines().count() == 1,
        "{run:?}"
    );
}
