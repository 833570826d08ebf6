//! What is exported is read back by other programs' readers, cell by cell: Python's standard library, pyarrow, openpyxl.

use crate::program::World;
use std::process::Command;

/// A report with what is hard to write in one format or another.
fn hard_report() -> String {
    let long = "长".repeat(40_000);
    [
        "清河市2018年政府工作报告",
        "一、2017年工作回顾",
        "全市地区生产总值1500.9亿元，比上年增长5%左右，三次产业结构为14:57.5:28.5。",
        "=1+1号工程总投资3—5亿元，“一号,二号|三号”项目\\n占比12.5%。",
        "耕地面积1234567890.1234567亩，比上年下降0.30%。",
        "单位能耗*下降*10.3%，排名上升2位，累计建成<学校>5所 & 医院_3_家。",
        "财政民生支出从80亿元增加到96亿元，增长25%。",
        "全年新增就业六万多人，居全",
        "省第三位。",
        &format!("{long}投资5亿元。"),
        "二、2018年工作安排",
        "“十三五”时期固定资产投资年均增长10%以上，力争到2020年森林覆盖率达到72.20%。",
        "",
    ]
    .join("\n")
}

/// Answers other than claims, as the options that give them.
const ANSWERS: [(&str, &[&str]); 11] = [
    ("documents", &["documents"]),
    ("metadata", &["metadata", "corpus/清河市-2018.txt"]),
    ("search", &["search", "增长", "--limit", "0"]),
    ("facets", &["facets", "--by", "unit"]),
    ("stats", &["stats", "类型:level", "--by", "year"]),
    ("similar", &["similar", "GDP"]),
    ("track", &["track", "GDP", "--all"]),
    (
        "panel",
        &[
            "panel",
            "--indicators",
            "GDP,粮食产量",
            "--kind",
            "level,growth",
        ],
    ),
    ("wide", &["panel", "--indicators", "GDP", "--wide"]),
    ("compare", &["compare", "清苑-2024", "清苑-2025"]),
    ("check", &["check"]),
];

#[test]
#[cfg_attr(
    not(feature = "round-trips"),
    ignore = "needs Python with pyarrow and openpyxl: cargo test --features round-trips --test it round_trips"
)]
fn every_format_is_read_back_as_it_was() {
    let world = World::with_corpus();
    world.write("corpus/清河市-2018.txt", hard_report());
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    for file in std::fs::read_dir(shipped).unwrap().flatten() {
        if file.path().extension().is_some_and(|e| e == "txt") {
            let text = std::fs::read(file.path()).unwrap();
            let name = file.file_name();
            world.write(&format!("corpus/{}", name.to_string_lossy()), text);
        }
    }
    let list = world.found(&["list", "--limit", "0", "--format", "ndjson"]);
    assert!(list.lines().count() > 100, "{}", list.lines().count());
    world.write("list.ndjson", list);
    let documents = world.found(&["documents", "--format", "ndjson"]);
    world.write("documents.ndjson", documents);
    for end in ["csv", "json", "ndjson", "md", "xlsx", "parquet", "sdmx.csv"] {
        world.found(&["export", "--output", &format!("claims.{end}")]);
    }
    for (name, args) in ANSWERS {
        for (format, end) in [
            ("ndjson", "ndjson"),
            ("csv", "csv"),
            ("markdown", "md"),
            ("xlsx", "xlsx"),
            ("parquet", "parquet"),
        ] {
            let mut command = world.command(&[args, &["--format", format]].concat());
            let output = command.output().unwrap();
            assert!(output.status.success(), "{name} {format}: {output:?}");
            world.write(&format!("{name}.{end}"), output.stdout);
        }
    }
    let python = std::env::var("ZHISHU_PYTHON").unwrap_or_else(|_| "python3".to_string());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/round_trips.py");
    let run = Command::new(python)
        .arg(script)
        .arg(world.at(""))
        .args(ANSWERS.map(|(name, _)| name))
        .output();
    let run = run.expect("python3 runs; another one is named by ZHISHU_PYTHON");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
}
