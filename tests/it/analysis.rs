//! Track, panel and compare, by the real binary on a small corpus: two places over four years, names and units that change.

use crate::program::{Run, World};
use serde_json::Value;

const MANIFEST: &str = r#"
[[document]]
file = "清河-2014.txt"
title = "清河市2014年政府工作报告"
place = "清河市"
kind = "work"
year = 2014
covers = 2013

[[document]]
file = "清河-2015.txt"
title = "清河市2015年政府工作报告"
place = "清河市"
kind = "work"
year = 2015
covers = 2014

[[document]]
file = "清河-2014-公报.txt"
title = "清河市2014年国民经济和社会发展统计公报"
place = "清河市"
kind = "bulletin"
year = 2014
covers = 2014

[[document]]
file = "清河-2017.txt"
title = "清河市2017年政府工作报告"
place = "清河市"
kind = "work"
year = 2017
covers = 2016

[[document]]
file = "云岭-2015.txt"
title = "云岭县2015年政府工作报告"
place = "云岭县"
kind = "work"
year = 2015
covers = 2014
"#;

/// A folder with an index of the corpus.
fn world() -> World {
    let world = World::new();
    world
        .write("reports/manifest.toml", MANIFEST)
        .write(
            "reports/清河-2014.txt",
            "一、2013年工作回顾\n全市生产总值完成1000亿元，增长9%。公共财政预算收入完成820000万元，增长12%。城镇登记失业率3.2%。\n\
             二、2014年工作安排\n主要预期目标是：全市生产总值增长8%左右；公共财政预算收入达到90亿元；城镇登记失业率控制在3.5%以内。\n",
        )
        .write(
            "reports/清河-2015.txt",
            "一、2014年工作回顾\n全市生产总值完成1100亿元，增长8.2%。公共财政预算收入完成88亿元，增长7.3%。城镇登记失业率3.6%。\
             南部新区生产总值完成60亿元。\n二、2015年工作安排\n主要预期目标是：全市生产总值增长不低于8%；一般公共预算收入增长7%。\n",
        )
        .write(
            "reports/清河-2014-公报.txt",
            "一、综合\n初步核算，全年全市实现地区生产总值1098.75亿元，比上年增长8.2%。\n",
        )
        .write(
            "reports/清河-2017.txt",
            "一、2016年工作回顾\n全市地区生产总值达到1290.4亿元，增长7.6%。一般公共预算收入完成1012345万元，是2014年的1.15倍；\
             固定资产投资完成640亿元。2014年全市生产总值为1080亿元。\n",
        )
        .write(
            "reports/云岭-2015.txt",
            "一、2014年工作回顾\n全县地区生产总值86.5亿元，增长10.1%。公共财政预算收入突破5亿元。\n",
        );
    world.found(&["index", "reports"]);
    world
}

fn json(world: &World, args: &[&str]) -> Vec<Value> {
    let args: Vec<&str> = args.iter().copied().chain(["--format", "json"]).collect();
    let answer: Value = serde_json::from_str(&world.found(&args)).expect("an object");
    answer["items"].as_array().expect("items").clone()
}

fn year(rows: &[Value], year: i64) -> &Value {
    rows.iter()
        .find(|row| row["year"] == year)
        .expect("a row of the year")
}

#[test]
fn a_series_goes_across_names_and_units() {
    let world = world();
    let rows = json(&world, &["track", "一般公共预算收入", "--place", "清河"]);
    let values: Vec<(i64, Option<&str>, Option<&str>)> = rows
        .iter()
        .map(|row| {
            (
                row["year"].as_i64().unwrap(),
                row["value"].as_str(),
                row["name"].as_str(),
            )
        })
        .collect();
    assert_eq!(values[0], (2013, Some("820000"), Some("公共财政预算收入")));
    assert_eq!(values[1].1, Some("880000"));
    assert_eq!(
        (values[2].0, values[2].1),
        (2015, None),
        "a gap, with a target"
    );
    assert_eq!(values[3], (2016, Some("1012345"), Some("一般公共预算收入")));
    let rows = json(
        &world,
        &[
            "track",
            "fiscal_revenue",
            "--place",
            "清河",
            "--unit",
            "亿元",
        ],
    );
    let row = year(&rows, 2014);
    assert_eq!(
        (&row["value"], &row["said"]),
        (&"88".into(), &"88亿元".into())
    );
    assert_eq!(row["growth"]["value"], "7.3");
    assert_eq!(row["growth_computed"], "7.32");
    assert_eq!(
        (&row["target"]["value"], &row["target_outcome"]),
        (&"90".into(), &"below".into())
    );
}

#[test]
fn each_row_can_be_cited() {
    let world = world();
    let rows = json(&world, &["track", "GDP", "--place", "清河"]);
    let row = year(&rows, 2016);
    let (start, end) = (row["start"].as_u64().unwrap(), row["end"].as_u64().unwrap());
    let text = std::fs::read_to_string(world.at("reports/清河-2017.txt")).unwrap();
    let said: String = text
        .chars()
        .skip(start as usize)
        .take((end - start) as usize)
        .collect();
    assert_eq!(
        (said.as_str(), &row["document"]),
        ("1290.4亿元", &"清河-2017".into())
    );
    assert_eq!(row["section"], "一、2016年工作回顾");
    assert!(row["sentence"].as_str().unwrap().contains("1290.4亿元"));
}

#[test]
fn the_bulletin_goes_first_and_the_others_are_told() {
    let world = world();
    let rows = json(&world, &["track", "生产总值", "--place", "清河"]);
    let row = year(&rows, 2014);
    assert_eq!(
        (&row["value"], &row["document"]),
        (&"1098.75".into(), &"清河-2014-公报".into())
    );
    assert_eq!(row["chosen_by"], "final_report");
    assert_eq!(
        (&row["others"], &row["revised"]),
        (&2.into(), &"1080".into())
    );
    let rows = json(&world, &["track", "生产总值", "--place", "清河", "--all"]);
    let others: Vec<(&str, &str)> = rows
        .iter()
        .filter_map(|row| Some((row["relation"].as_str()?, row["said"].as_str()?)))
        .collect();
    assert!(
        others.contains(&("differs", "1100亿元")) || others.contains(&("agrees", "1100亿元")),
        "{others:?}"
    );
    assert!(others.contains(&("revised", "1080亿元")), "{others:?}");
    assert!(
        !others.iter().any(|(_, said)| *said == "60亿元"),
        "a zone is not the place: {others:?}"
    );
}

#[test]
fn targets_stand_beside_what_was_reached() {
    let world = world();
    let rows = json(&world, &["track", "GDP", "--place", "清河"]);
    let row = year(&rows, 2014);
    assert_eq!(row["growth_target"]["bound_words"], "左右");
    assert_eq!(row["growth_target_outcome"], "reached");
    let row = year(&rows, 2015);
    assert_eq!(row["cites"], "growth_target");
    assert_eq!(row["growth_target"]["bound_words"], "不低于");
    let rows = json(&world, &["track", "城镇登记失业率", "--place", "清河"]);
    let row = year(&rows, 2014);
    assert_eq!(
        (&row["value"], &row["target_outcome"]),
        (&"3.6".into(), &"missed".into())
    );
}

#[test]
fn a_table_shows_course_and_gaps() {
    let world = world();
    let out = world.found(&["track", "GDP", "--place", "清河,云岭县"]);
    let lines: Vec<&str> = out.lines().collect();
    assert!(
        lines[0].starts_with("清河市 地区生产总值 (亿元)  ▁"),
        "{out}"
    );
    assert!(out.contains("\n云岭县 地区生产总值 (亿元)"), "{out}");
    assert!(
        lines[1].contains("growth") && lines[1].contains("target"),
        "{out}"
    );
    assert!(
        out.contains("8%左右 reached") && out.contains("revised 1080"),
        "{out}"
    );
    let mut narrow = world.command(&["track", "GDP", "--place", "清河"]);
    let narrow = Run::from(narrow.env("COLUMNS", "80").output().unwrap()).out;
    assert!(
        narrow.contains("document") && !narrow.contains("sentence"),
        "{narrow}"
    );
}

#[test]
fn a_chart_is_written_beside_the_answer() {
    let world = world();
    let out = world.found(&[
        "track", "GDP", "--place", "清河", "--plot", "gdp.svg", "--format", "csv",
    ]);
    assert!(out.contains("1098.75"), "{out}");
    let svg = std::fs::read_to_string(world.at("gdp.svg")).unwrap();
    assert!(
        svg.contains("清河市 地区生产总值") && svg.contains("单位：亿元") && svg.contains("1290.4"),
        "{svg}"
    );
    assert!(
        svg.contains("<title>清河市 2014年 1098.75亿元</title>"),
        "{svg}"
    );
    assert!(!svg.contains("style") && !svg.contains("<a "), "{svg}");
    world.found(&["track", "GDP", "--plot", "gdp.PNG"]);
    assert!(
        std::fs::read(world.at("gdp.PNG"))
            .unwrap()
            .starts_with(b"\x89PNG")
    );
    let error = world.refused(&["track", "GDP", "--plot", "gdp.gif"]);
    assert!(error.contains(".svg or .png"), "{error}");
}

#[test]
fn a_mark_of_a_linked_chart_leads_to_its_claim() {
    let world = world();
    world.found(&["track", "GDP", "--index", "index"]);
    let lexicon = zhishu::Lexicon::builtin();
    let reader = zhishu::Reader::open(&world.at("index")).unwrap();
    let topic = zhishu::Topic::named(&reader, "GDP", lexicon).unwrap();
    let known = zhishu::Places::of(&reader, lexicon).unwrap();
    let course = zhishu::Course {
        topic: &topic,
        kind: None,
        status: None,
        from: None,
        to: None,
        places: Some(known.homes()),
        measure: None,
        lexicon,
    };
    let kinds = course.kinds_needed();
    let hits = zhishu::statements(&reader, lexicon, &topic, &kinds, &[], None).unwrap();
    let observations = zhishu::Observation::from_hits(&hits, reader.catalog()).unwrap();
    let series = zhishu::track(&course, observations);
    let address = |document: &str, start: usize| Some(format!("/{document}#claim-{start}"));
    let svg = zhishu::svg(&zhishu::Chart::linked(&series, &topic, address));
    let value = series
        .iter()
        .flat_map(|s| &s.rows)
        .find_map(|row| row.value.as_ref());
    let claim = &value.unwrap().observation;
    let href = format!("href=\"/{}#claim-{}\"", claim.document, claim.start);
    assert!(svg.contains(&href), "{href}: {svg}");
    assert!(!svg.contains("style"), "{svg}");
}

#[test]
fn a_panel_has_a_row_for_each_place_and_year() {
    let world = world();
    let indicators = ["panel", "--indicators", "GDP,公共财政预算收入"];
    let rows = json(&world, &indicators);
    let of = |place: &str, id: &str| {
        let own = |row: &&Value| row["place"] == place && row["indicator_id"] == id;
        rows.iter().filter(own).count()
    };
    assert_eq!((of("清河市", "gdp"), of("云岭县", "gdp")), (3, 1));
    assert_eq!(
        (
            of("清河市", "fiscal_revenue"),
            of("云岭县", "fiscal_revenue")
        ),
        (3, 1)
    );
    let bounded = rows.iter().find(|row| row["bound"] == ">").expect("突破");
    assert_eq!(
        (&bounded["bound_words"], &bounded["base_value"]),
        (&"突破".into(), &"500000000".into())
    );
    let args = [
        "panel",
        "--indicators",
        "GDP",
        "--kind",
        "growth",
        "--status",
        "target",
    ];
    let rows = json(&world, &args);
    let words: Vec<(i64, &str)> = rows
        .iter()
        .map(|row| {
            (
                row["year"].as_i64().unwrap(),
                row["bound_words"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(words, [(2014, "左右"), (2015, "不低于")]);
}

#[test]
fn a_wide_panel_has_columns_for_each_indicator() {
    let world = world();
    let args = [
        "panel",
        "--indicators",
        "GDP,一般公共预算收入",
        "--from",
        "2014",
        "--to",
        "2014",
        "--wide",
    ];
    let rows = json(&world, &args);
    assert_eq!(rows.len(), 2);
    let own = rows.iter().find(|row| row["place"] == "清河市").unwrap();
    assert_eq!(
        (&own["gdp"], &own["gdp_unit"]),
        (&"1098.75".into(), &"亿元".into())
    );
    assert_eq!(
        own["fiscal_revenue_source"]
            .as_str()
            .map(|id| id.starts_with("清河-2015:")),
        Some(true)
    );
    let csv = world.found(&[&args[..], &["--format", "csv"]].concat());
    assert!(
        csv.starts_with("\u{feff}place,place_code,level,year,gdp,gdp_unit,gdp_bound,"),
        "{csv}"
    );
    let table = world.found(&args);
    assert!(
        table.contains("gdp(亿元)") && table.contains(">"),
        "{table}"
    );
    for (format, magic) in [("xlsx", &b"PK"[..]), ("parquet", b"PAR1")] {
        let mut command = world.command(&[&args[..], &["--format", format]].concat());
        let out = command.output().unwrap();
        assert!(
            out.status.success() && out.stdout.starts_with(magic),
            "{format}"
        );
    }
}

#[test]
fn two_reports_side_by_side() {
    let world = world();
    let items = json(&world, &["compare", "清河-2014", "清河-2015"]);
    let pair = |id: &str, kind: &str, status: &str| {
        let own =
            |i: &&Value| i["indicator_id"] == id && i["kind"] == kind && i["status"] == status;
        items
            .iter()
            .find(own)
            .unwrap_or_else(|| panic!("{id} {kind} in {items:?}"))
    };
    let gdp = pair("gdp", "level", "actual");
    assert_eq!(
        (&gdp["difference"], &gdp["ratio"]),
        (&"100".into(), &"1.1".into())
    );
    let revenue = pair("fiscal_revenue", "level", "actual");
    assert_eq!(
        (&revenue["first"]["said"], &revenue["second"]["said"]),
        (&"820000万元".into(), &"88亿元".into())
    );
    assert_eq!(revenue["ratio"], "1.0732");
    let growth = pair("gdp", "growth", "actual");
    assert_eq!(
        (&growth["difference"], &growth["difference_unit"]),
        (&"-0.8".into(), &"百分点".into())
    );
    let target = pair("fiscal_revenue", "level", "target");
    assert_eq!(target["stated_by"], "first");
    let out = world.found(&["compare", "清河-2014", "清河-2015"]);
    assert!(
        out.contains("only in the first") && out.contains("+100亿元"),
        "{out}"
    );
    let error = world.refused(&["compare", "清河-2014", "清河-2016"]);
    assert!(error.contains("清河-2015"), "{error}");
}

#[test]
fn what_is_not_there_is_told_with_what_is() {
    let world = world();
    let error = world.refused(&["track", "地区总产值", "--place", "清河"]);
    assert!(
        error.contains("nearest: ") && error.contains("生产总值"),
        "{error}"
    );
    let error = world.refused(&["track", "GDP", "--place", "清溪"]);
    assert!(
        error.contains("--place “清溪”") && error.contains("清河市"),
        "{error}"
    );
    let error = world.refused(&["track", "GDP", "--unit", "万人"]);
    assert!(
        error.contains("--unit 万人") && error.contains("元"),
        "{error}"
    );
    let error = world.refused(&["track", "GDP", "--from", "2017", "--to", "2014"]);
    assert!(error.contains("--from"), "{error}");
    let run = world.run(&["track", "森林覆盖率"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{run:?}");
    assert!(run.err.contains("nothing found"), "{run:?}");
    let run = world.run(&["panel", "--indicators", "GDP", "--from", "2020"]);
    assert_eq!(run.code, 1, "{run:?}");
}

#[test]
fn a_report_of_no_known_place_has_a_series_too() {
    let world = World::new();
    world.write("a.txt", "2014年，粮食产量5.2万吨。\n");
    world.write("b.txt", "2015年，粮食产量5.5万吨。\n");
    world.found(&["index", "a.txt", "b.txt", "--index", "own"]);
    let rows = json(&world, &["track", "粮食产量", "--index", "own"]);
    let values: Vec<Option<&str>> = rows.iter().map(|row| row["value"].as_str()).collect();
    assert_eq!(values, [Some("5.2"), Some("5.5")]);
    let rows = json(
        &world,
        &["panel", "--indicators", "粮食产量", "--index", "own"],
    );
    assert_eq!(rows.len(), 2);
}
