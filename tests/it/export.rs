//! `zhishu export` and the formats of answers: which file is written when, what stands in it, and how much memory that takes.

use crate::program::{Run, World};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Read;
use std::process::Stdio;

/// The formats that `export` writes, each with an extension that says so.
const FORMATS: [(&str, &str); 7] = [
    ("csv", "csv"),
    ("json", "json"),
    ("ndjson", "jsonl"),
    ("markdown", "md"),
    ("xlsx", "xlsx"),
    ("parquet", "parquet"),
    ("sdmx", "sdmx.csv"),
];

fn records(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines.map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn an_export_has_every_claim_in_the_order_of_documents() {
    let world = World::shipped();
    let index = ["--index", "index"];
    let export = |args: &[&str]| {
        let args = [&["export", "--format", "ndjson"], args, &index].concat();
        let run = world.run(&args);
        (records(&run.out), run)
    };
    for filter in [&[][..], &["增长", "--kind", "growth"], &["--place", "清远"]] {
        let list = ["list", "--limit", "0", "--format", "ndjson"];
        let listed = records(&world.found(&[&list, filter, &index].concat()));
        let (exported, run) = export(filter);
        assert_eq!(run.err, format!("zhishu: {} claims\n", listed.len()));
        assert_eq!(exported.len(), listed.len());
        for (whole, listed) in exported.iter().zip(&listed) {
            let kept = |(key, value): (&String, &Value)| whole.get(key) == Some(value);
            assert!(listed.as_object().unwrap().iter().all(kept), "{whole}");
            assert!(whole["document_covers"].is_number(), "{whole}");
            assert!(whole["document_title"].is_string(), "{whole}");
        }
    }
    let (none, run) = export(&["没有这个词的句子"]);
    assert_eq!((none.len(), run.code), (0, 1), "{run:?}");
    let run = world.run(
        &[
            &[
                "export",
                "--format",
                "json",
                "--unit",
                "个",
                "没有这个词的句子",
            ][..],
            &index,
        ]
        .concat(),
    );
    let whole: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&whole["total"], &whole["items"]),
        (&0.into(), &Value::Array(vec![]))
    );
}

#[test]
fn a_file_is_whole_or_not_there() {
    let world = World::with_corpus();
    world.found(&["stats"]);
    for (format, end) in FORMATS {
        let file = format!("out/甲.{end}");
        std::fs::create_dir_all(world.at("out")).unwrap();
        let run = world.run(&["export", "--output", &file]);
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.out.is_empty(), "{format}");
        assert!(
            run.err.ends_with(&format!(" claims written to {file}\n")),
            "{run:?}"
        );
        let written = std::fs::read(world.at(&file)).unwrap();
        // The format that a pipe gets by name is the one that a file gets by its extension.
        let piped = world
            .command(&["export", "--format", format])
            .output()
            .unwrap();
        // A workbook says when it was made, and is a little longer or shorter by that.
        let same = |bytes: &[u8]| match format {
            "xlsx" => bytes.len().abs_diff(written.len()) < 16,
            _ => bytes == written,
        };
        assert!(same(&piped.stdout), "{format}");
        // It stays, unless it is said that it may go.
        world.write(&file, "mine");
        let error = world.refused(&["export", "--output", &file]);
        assert!(error.contains("--force"), "{error}");
        assert_eq!(std::fs::read(world.at(&file)).unwrap(), b"mine");
        world.found(&["export", "--output", &file, "--force"]);
        assert!(same(&std::fs::read(world.at(&file)).unwrap()), "{format}");
        std::fs::remove_file(world.at(&file)).unwrap();
    }
    // What goes wrong leaves nothing behind.
    let run = world.run(&["export", "甲(", "--output", "out/a.csv"]);
    assert_eq!(run.code, 2, "{run:?}");
    world.refused(&["export", "--output", "out/a.xyz"]);
    world.refused(&["export", "--output", "nowhere/a.csv"]);
    world.refused(&["export", "--output", "out"]);
    world.refused(&["export", "--columns", "id,nothing"]);
    world.refused(&["export", "--columns", "id", "--format", "sdmx"]);
    world.refused(&["documents", "--format", "sdmx"]);
    assert_eq!(std::fs::read_dir(world.at("out")).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn a_file_has_the_rights_of_any_new_file_and_a_link_stays_one() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::with_corpus();
    world.found(&["export", "--output", "a.csv"]);
    world.write("b.csv", "");
    let mode = |name: &str| world.at(name).metadata().unwrap().permissions().mode();
    assert_eq!(mode("a.csv"), mode("b.csv"));
    std::os::unix::fs::symlink(world.at("b.csv"), world.at("link.csv")).unwrap();
    world.found(&["export", "--output", "link.csv", "--force"]);
    assert!(
        world
            .at("link.csv")
            .symlink_metadata()
            .unwrap()
            .is_symlink()
    );
    assert_eq!(
        std::fs::read(world.at("b.csv")).unwrap(),
        std::fs::read(world.at("a.csv")).unwrap()
    );
    world.found(&["export", "--output", "/dev/null", "--format", "parquet"]);
    if std::path::Path::new("/dev/full").exists() {
        let error = world.refused(&["export", "--output", "/dev/full", "--format", "csv"]);
        assert!(error.contains("space"), "{error}");
    }
}

#[test]
fn columns_are_those_asked_for_in_their_order() {
    let world = World::with_corpus();
    let columns = ["--columns", "value,text,document_year"];
    let csv = world.found(&[&["export"], &columns[..]].concat());
    let first: Vec<&str> = csv.lines().take(2).collect();
    assert_eq!(
        first,
        [
            "\u{feff}value,text,document_year",
            "12050000000,120.5亿元,2018"
        ]
    );
    let ndjson = world.found(&[&["export", "--format", "ndjson"], &columns[..]].concat());
    let line = r#"{"value":"12050000000","text":"120.5亿元","document_year":2018}"#;
    assert_eq!(ndjson.lines().next(), Some(line));
    let table = world.found(&[&["export", "--format", "markdown"], &columns[..]].concat());
    assert!(
        table.starts_with("| value | text | document\\_year |\n| ---: | --- | ---: |\n"),
        "{table}"
    );
}

#[test]
fn every_list_has_every_format() {
    let world = World::with_corpus();
    world.found(&["stats"]);
    for args in [
        &["list"][..],
        &["search", "总值"],
        &["facets"],
        &["documents"],
        &["stats"],
        &["stats", "--by", "year"],
        &["show", "甲县-2018"],
        &["similar", "地区生产总值"],
        &["extract", "corpus/甲县-2018.txt"],
        &["explain", "增长5%"],
        &["explain", "--rules"],
    ] {
        for (format, begins) in [("markdown", &b"| "[..]), ("parquet", b"PAR1")] {
            let args = [args, &["--format", format]].concat();
            let run = world.command(&args).output().unwrap();
            assert!(run.status.code() < Some(2), "{args:?}: {run:?}");
            assert!(run.stdout.starts_with(begins), "{args:?}");
        }
    }
}

#[test]
fn a_reader_that_leaves_is_no_error_in_any_format() {
    let world = World::with_corpus();
    world.write("corpus/长.txt", "全县建成学校5所。\n".repeat(2000));
    world.found(&["stats"]);
    let left = |args: &[&str]| {
        let mut command = world.command(args);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let run = Run::from(child.wait_with_output().unwrap());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
    };
    for format in [
        "csv", "json", "ndjson", "markdown", "xlsx", "parquet", "sdmx",
    ] {
        left(&["export", "--format", format]);
        left(&["list", "--limit", "0", "--format", format]);
    }
    for command in [
        &["search", "学校", "--limit", "0"][..],
        &["facets"],
        &["stats"],
        &["stats", "--format", "json"],
        &["stats", "--by", "year"],
        &["show", "长"],
        &["documents"],
        &["documents", "--format", "xlsx"],
        &["similar", "学校"],
        &["extract", "corpus/长.txt", "--format", "table"],
        &["explain", "增长5%"],
        &["explain", "--rules"],
        &["completions", "bash"],
        &["man", "list"],
        &["--help"],
    ] {
        left(command);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_number_of_claims() {
    // The same claims twice and twenty times. Held, each would take some thousand bytes.
    let sentence = "全县建成学校5所。\n";
    let world = World::new();
    let most = |index: &str, reports: usize, format: &str| {
        if !world.at(index).exists() {
            for report in 0..reports {
                world.write(
                    &format!("{index}-in/报告{report}.txt"),
                    sentence.repeat(2000),
                );
            }
            world.found(&["index", &format!("{index}-in"), "--index", index]);
        }
        let mut command = world.command(&["export", "--index", index, "--format", format]);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let status = format!("/proc/{}/status", child.id());
        let mut out = child.stdout.take().unwrap();
        let (mut most, mut part) = (0u64, vec![0; 1 << 20]);
        loop {
            // What it holds itself; the index's files are the system's to keep or drop.
            let said = std::fs::read_to_string(&status).unwrap_or_default();
            let line = said.lines().find_map(|l| l.strip_prefix("RssAnon:"));
            let held = line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok());
            most = most.max(held.unwrap_or(0));
            if out.read(&mut part).unwrap() == 0 {
                break;
            }
        }
        assert!(child.wait().unwrap().success());
        most
    };
    for format in ["ndjson", "sdmx"] {
        let few = most("few", 2, format);
        let many = most("many", 20, format);
        assert!(
            few > 0 && many < few + 20 * 1024,
            "{format}: {few} kB, {many} kB"
        );
    }
}

/// The codes in the first column of the table under a heading of a document.
fn documented(text: &str, heading: &str) -> BTreeSet<String> {
    let part = text.split("\n## ").find(|part| part.starts_with(heading));
    let part = part.unwrap_or_else(|| panic!("no heading {heading}"));
    let rows = part.lines().filter_map(|line| line.strip_prefix("| `"));
    let codes = rows.filter_map(|row| row.split('`').next());
    codes.map(str::to_string).collect()
}

#[test]
fn observations_have_the_columns_and_codes_that_are_documented() {
    let world = World::with_corpus();
    let extra = "全市粮食产量环比下降2%，总产量是2012年的2.3倍，完成年度目标的104%，占全省的5%。排名上升2位，连续5年居第一。\
        三次产业结构为14:57.5:28.5。财政收入约3亿元，税收超过2亿元。力争增长5%以上，能耗不超过3吨标准煤。预计“十三五”时期新增3—5家企业，2018年5月建成3个。";
    world.write(
        "corpus/乙市-2018.txt",
        format!("乙市2018年政府工作报告\n{extra}\n"),
    );
    let csv = world.found(&["export", "--format", "sdmx"]);
    let documentation = include_str!("../../docs/sdmx.md");
    let mut lines = csv.split("\r\n").filter(|line| !line.is_empty());
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    assert_eq!(header[..3], ["STRUCTURE", "STRUCTURE_ID", "ACTION"]);
    let columns = documented(documentation, "Columns");
    assert_eq!(columns, header.iter().map(|c| c.to_string()).collect());
    let mut used: Vec<BTreeSet<String>> = vec![BTreeSet::new(); header.len()];
    let mut rows = 0;
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells.len(), header.len(), "{line}");
        rows += 1;
        for (used, cell) in used.iter_mut().zip(cells) {
            used.insert(cell.to_string());
        }
    }
    let used = |name: &str| {
        let at = header.iter().position(|column| *column == name).unwrap();
        used[at]
            .iter()
            .filter(|cell| !cell.is_empty())
            .cloned()
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(used("CLAIM_ID").len(), rows, "the keys are unique");
    for column in ["TRANSFORMATION", "OBS_STATUS", "BOUND", "CLAIM_STATUS"] {
        let codes = documented(documentation, column);
        let strange: Vec<_> = used(column).difference(&codes).cloned().collect();
        assert!(
            strange.is_empty(),
            "{column}: {strange:?} not in docs/sdmx.md"
        );
        assert!(used(column).len() > 1, "{column}: {:?}", used(column));
    }
    let lexicon = |name: &str| {
        let path = format!("{}/lexicon/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    };
    let (areas, units, indicators) = (
        lexicon("areas.tsv"),
        lexicon("units.tsv"),
        lexicon("indicators.tsv"),
    );
    let first = |table: &str| -> BTreeSet<String> {
        table
            .lines()
            .filter_map(|l| l.split('\t').next())
            .map(str::to_string)
            .collect()
    };
    let codes = first(&areas);
    for area in used("REF_AREA") {
        let is_code = area.bytes().all(|b| b.is_ascii_digit());
        assert!(codes.contains(&area) || !is_code, "{area}");
    }
    assert!(used("REF_AREA").contains("甲县"), "{:?}", used("REF_AREA"));
    let unit_codes = units
        .lines()
        .filter_map(|l| l.split('\t').nth(5))
        .map(str::to_string);
    let mut known: BTreeSet<String> = unit_codes.collect();
    known.extend(first(&units));
    known.insert("_Z".to_string());
    let strange: Vec<_> = used("UNIT_MEASURE").difference(&known).cloned().collect();
    assert!(strange.is_empty(), "{strange:?}");
    let ids = first(&indicators);
    assert!(used("INDICATOR").iter().any(|i| ids.contains(i)));
    for period in used("TIME_PERIOD") {
        let (start, length) = period
            .split_once("/P")
            .map_or((&*period, None), |(s, l)| (s, Some(l)));
        let parts: Vec<&str> = start.split('-').collect();
        assert!(
            parts.iter().all(|p| p.bytes().all(|b| b.is_ascii_digit())),
            "{period}"
        );
        let widths: Vec<usize> = parts.iter().map(|p| p.len()).collect();
        let is_date = widths == [4, 2, 2];
        match length {
            Some(length) => assert!(is_date && length.ends_with(['Y', 'M']), "{period}"),
            None => assert!(widths == [4] || widths == [4, 2] || is_date, "{period}"),
        }
    }
}

#[cfg(unix)]
#[test]
fn the_example_of_the_documentation_is_what_comes_out() {
    let documentation = include_str!("../../docs/sdmx.md");
    let block = |kind: &str| {
        let begin = documentation.split(&format!("```{kind}\n")).nth(1);
        begin
            .and_then(|b| b.split("```").next())
            .unwrap()
            .to_string()
    };
    let world = World::new();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_zhishu"));
    let path = std::env::var("PATH").unwrap_or_default();
    let folder = program.parent().unwrap().display();
    let mut shell = std::process::Command::new("sh");
    shell.args(["-ec", &block("sh")]).current_dir(world.at(""));
    shell
        .env("PATH", format!("{folder}:{path}"))
        .env_remove("ZHISHU_INDEX");
    let run = shell.output().unwrap();
    let out = String::from_utf8(run.stdout).unwrap();
    assert!(out.replace("\r\n", "\n").ends_with(&block("csv")), "{out}");
}

#[test]
fn a_unit_of_a_code_is_one_size() {
    // UNIT_MEASURE is the code: two units of one code with other factors would be misread.
    let units = include_str!("../../lexicon/units.tsv");
    let mut seen = std::collections::BTreeMap::new();
    for line in units.lines().skip(1).filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [unit, _, dimension, factor, base, code, ..] = cells[..] else {
            continue;
        };
        let is_part = dimension == "currency" && unit != base;
        if code.is_empty() || is_part {
            continue;
        }
        let size = (factor.to_string(), base.to_string());
        let first = seen.entry(code.to_string()).or_insert_with(|| size.clone());
        assert_eq!(*first, size, "{unit}: {code}");
    }
    assert!(seen.len() > 50);
}
