//! `zhishu check`: contradictions that were put into small reports are found, what only looks like one is not.

use crate::program::World;
use serde_json::Value;

/// The places of the reports, one for each case.
const PLACES: &str = "甲乙丙丁戊庚辛壬癸子丑寅卯辰巳午未申酉戌亥";

/// What a year's report says of the year before it, under the heading under which results are told.
fn report(place: char, year: u32, text: &str) -> (String, String) {
    let name = format!("{place}河市{year}年政府工作报告");
    let before = year - 1;
    let text = format!("{name}\n\n一、{before}年工作回顾\n{text}\n");
    (format!("{name}.txt"), text)
}

/// The findings of the cases, each of a place of its own: what last year's report says and what this year's does.
fn findings(cases: &[(&str, &str)]) -> Vec<Vec<Value>> {
    let world = World::new();
    let places: Vec<char> = PLACES.chars().collect();
    assert!(cases.len() <= places.len());
    for (place, (last, this)) in places.iter().zip(cases) {
        let (name, text) = report(*place, 2018, this);
        world.write(&format!("reports/{name}"), text);
        if !last.is_empty() {
            let (name, text) = report(*place, 2017, last);
            world.write(&format!("reports/{name}"), text);
        }
    }
    world.found(&["index", "reports", "--index", "ix"]);
    let run = world.run(&[
        "check", "--index", "ix", "--limit", "0", "--format", "ndjson",
    ]);
    assert!(run.code < 2, "{run:?}");
    let all: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object a line"))
        .collect();
    let of = |place: &char| {
        let own = all.iter().filter(|f| {
            let first = f["documents"][0].as_str().unwrap_or_default();
            first.starts_with(*place) && f["class"] == "contradiction"
        });
        own.cloned().collect()
    };
    places.iter().take(cases.len()).map(of).collect()
}

/// Each case has one finding, of this rule, and its arithmetic says this.
fn are_found(rule: &str, cases: &[(&str, &str, &str)]) {
    let texts: Vec<(&str, &str)> = cases.iter().map(|(last, this, _)| (*last, *this)).collect();
    for ((_, text, said), found) in cases.iter().zip(findings(&texts)) {
        let arithmetic: Vec<&str> = found
            .iter()
            .filter(|f| f["check"] == rule)
            .filter_map(|f| f["arithmetic"].as_str())
            .collect();
        assert_eq!(arithmetic.len(), 1, "{rule}: {text}: {found:#?}");
        assert!(arithmetic[0].contains(said), "{text}: {arithmetic:?}");
        assert_eq!(found.len(), 1, "{text}: {found:#?}");
    }
}

/// Nothing is found in any case.
fn are_silent(cases: &[(&str, &str)]) {
    for ((_, text), found) in cases.iter().zip(findings(cases)) {
        assert!(found.is_empty(), "{text}: {found:#?}");
    }
}

#[test]
fn growth_is_held_against_last_years_level() {
    let last = "全市社会消费品零售总额310.5亿元。城镇居民人均可支配收入27100元。一般公共预算收入62.3亿元。全年接待游客520万人次。";
    are_found(
        "growth",
        &[
            (
                last,
                "社会消费品零售总额342.2亿元，增长8.1%。",
                "310.5亿元 × (1 + 8.1%)",
            ),
            (
                last,
                "城镇居民人均可支配收入达到30352元，同比增长8%。",
                "27100元 × (1 + 8%)",
            ),
            (
                last,
                "一般公共预算收入比上年下降6%，完成60.1亿元。",
                "62.3亿元 × (1 - 6%)",
            ),
            (
                last,
                "全年接待游客600万人次、旅游收入50亿元，同比分别增长20.2%和20.5%。",
                "520万人次 × (1 + 20.2%)",
            ),
            (
                "",
                "粮食产量25.3万吨，比上年增产1.2万吨，增长8.4%。",
                "1.2万吨 / 24.1万吨 = 4.98%, stated +8.4%",
            ),
            (
                "",
                "旅游总收入33亿元，比上年的25亿元增长22%。",
                "25亿元 × (1 + 22%)",
            ),
            (
                "",
                "粮食产量25.3万吨，上年为24.1万吨，增长8.4%。",
                "24.1万吨 × (1 + 8.4%)",
            ),
            (
                "全市地区生产总值812.4亿元。",
                "全市地区生产总值1302.1亿元，增长7.2%。",
                "812.4亿元 × (1 + 7.2%)",
            ),
        ],
    );
}

#[test]
fn growth_on_another_base_is_no_contradiction() {
    let last = "全市社会消费品零售总额310.5亿元。一般公共预算收入62.3亿元。地区生产总值812.4亿元。粮食产量24.1万吨。";
    are_silent(&[
        (last, "社会消费品零售总额342.2亿元，增长10.2%。"),
        (last, "社会消费品零售总额突破340亿元，增长10.2%。"),
        (last, "一般公共预算收入60.1亿元，同口径增长5.2%。"),
        (last, "一般公共预算收入60.1亿元，剔除减税因素后增长5.2%。"),
        (last, "地区生产总值868.2亿元，增长4.1%。"),
        (last, "五年来，粮食产量达到26.8万吨，年均增长3%。"),
        (last, "粮食产量26.8万吨，比2012年增长31%。"),
        ("", "粮食产量25.3万吨，比上年增产1.2万吨，增长5%。"),
        (
            last,
            "粮食产量26.1万吨，增长8.4%。示范园区粮食产量20.3万吨，增长12%。",
        ),
        ("青山镇粮食产量2.1万吨。", "粮食产量2.5万吨，增长5%。"),
    ]);
}

#[test]
fn old_and_added_are_new() {
    let last =
        "全市高新技术企业达到112家。森林覆盖率41.2%。民用汽车保有量21.3万辆。常住人口98.2万人。";
    are_found(
        "change",
        &[
            (
                last,
                "新增高新技术企业64家，总数达到178家。",
                "112家 + 64家 = 176家, stated 178家",
            ),
            (
                last,
                "高新技术企业新增64家、达到170家。",
                "112家 + 64家 = 176家, stated 170家",
            ),
            (
                last,
                "高新技术企业达151家，较上年增加64家。",
                "112家 + 64家 = 176家",
            ),
            (
                last,
                "森林覆盖率提高1.3个百分点，达到43.5%。",
                "41.2% + 1.3个百分点 = 42.5%",
            ),
            (
                last,
                "民用汽车保有量23.5万辆，比上年末增加1.2万辆。",
                "21.3万辆 + 1.2万辆 = 22.5万辆",
            ),
            (
                last,
                "常住人口97.1万人，比上年减少0.6万人。",
                "98.2万人 - 0.6万人 = 97.6万人",
            ),
        ],
    );
    are_silent(&[
        (last, "新增高新技术企业64家，总数达到176家。"),
        (last, "新增高新技术企业60多家，总数达到176家。"),
        (last, "森林覆盖率提高1.3个百分点，达到42.5%。"),
        (last, "森林覆盖率比2012年提高6.5个百分点，达到42.9%。"),
        (last, "新增高新技术企业64家，新增规上工业企业20家。"),
        (last, "常住人口98.9万人，净增0.7万人。"),
    ]);
}

#[test]
fn one_figure_for_two_years_of_a_report_is_a_misread_year() {
    let text = "2016年高新技术企业达到176家。2017年高新技术企业新增64家、达到176家。";
    assert_eq!(findings(&[("", text)])[0].len(), 0);
    let text = "2016年高新技术企业达到110家。2017年高新技术企业新增64家、达到176家。";
    let found = &findings(&[("", text)])[0];
    assert_eq!(
        (found.len(), &found[0]["check"]),
        (1, &"change".into()),
        "{found:#?}"
    );
}

#[test]
fn the_ends_of_a_move_are_held_against_what_is_said_of_it() {
    are_found(
        "move",
        &[
            (
                "",
                "贫困发生率由36.5%下降到28.5%，下降9个百分点。",
                "36.5% - 28.5% = 8个百分点, stated 9个百分点",
            ),
            (
                "",
                "贫困人口减少3.2万人，由8.5万人减少到5.1万人。",
                "8.5万人 - 5.1万人 = 3.4万人, stated 3.2万人",
            ),
            (
                "",
                "财政民生支出从80亿元增加到96亿元，增长25%。",
                "80亿元 × (1 + 25%)",
            ),
            (
                "",
                "非税收入占比由36.5%降为28.5%，降低了6个百分点。",
                "= 8个百分点, stated 6个百分点",
            ),
            (
                "",
                "高新技术企业从112家增加到178家，新增64家。",
                "178家 - 112家 = 66家",
            ),
            (
                "",
                "一般公共预算收入从2012年的40亿元增加到2017年的54.1亿元，年均增长8.2%。",
                "40亿元 × (1 + 8.2%)^5",
            ),
            (
                "",
                "森林覆盖率由42.1%提高到38.5%。",
                "from 42.1% to 38.5% is no rise",
            ),
        ],
    );
    are_silent(&[
        ("", "贫困发生率由36.5%下降到28.5%，下降8个百分点。"),
        ("", "贫困发生率由6.5%下降到0.84%，下降5.7个百分点。"),
        ("", "财政民生支出从80亿元增加到96亿元，增长20%。"),
        (
            "",
            "一般公共预算收入从2012年的40亿元增加到2017年的54.1亿元，年均增长6.2%。",
        ),
        (
            "",
            "残疾人生活补贴、护理补贴分别由90元、120元提高到110元、135元。",
        ),
        ("", "综合实力排名由第42位上升到第38位。"),
        (
            "",
            "税收占比由72.1%提高到75.3%，比全省平均水平高4.1个百分点。",
        ),
    ]);
}

#[test]
fn parts_do_not_exceed_their_sum() {
    are_found(
        "parts",
        &[
            (
                "",
                "一般公共预算收入110亿元，其中税收收入80亿元、非税收入40亿元。",
                "80亿元 + 40亿元 = 120亿元, stated whole 110亿元",
            ),
            (
                "",
                "外贸进出口总额38.2亿元，出口30.1亿元，增长5%，进口9.3亿元，增长2%。",
                "30.1亿元 + 9.3亿元 = 39.4亿元",
            ),
            (
                "",
                "招商引资到位资金150亿元，其中市外资金160亿元。",
                "is more than the whole",
            ),
            (
                "",
                "全市公路总里程8200公里，其中高速公路210公里、国省干线910公里、农村公路7380公里。",
                "8500公里",
            ),
            (
                "",
                "一般公共预算收入12.5亿元，增长5%。其中税收收入8.2亿元，非税收入4.9亿元。",
                "13.1亿元, stated whole 12.5亿元",
            ),
            (
                "",
                "全市共有中小学校320所，其中：小学210所，初中85所，普通高中35所。",
                "330所, stated whole 320所",
            ),
            (
                "",
                "常住人口120.5万人，其中城镇人口64.6万人，乡村人口53.2万人。",
                "117.8万人, stated whole 120.5万人",
            ),
        ],
    );
    are_silent(&[
        (
            "",
            "一般公共预算收入110亿元，其中税收收入80亿元、非税收入30亿元。",
        ),
        (
            "",
            "一般公共预算收入110亿元，其中税收收入80亿元，一般公共预算支出210亿元。",
        ),
        (
            "",
            "存款余额2354.6亿元，比年初增加187.8亿元，其中住户存款1866.8亿元。",
        ),
        (
            "",
            "居民人均可支配收入25000元，其中城镇居民32000元，农村居民15000元。",
        ),
        (
            "",
            "全市公路总里程8200公里，其中高速公路210公里、国省干线910公里。",
        ),
        ("", "进出口总额45.3亿元，其中出口33.2亿元、进口12.2亿元。"),
        (
            "",
            "新增债务限额38亿元，其中：一般债务12亿元，留用9亿元，转贷3亿元；专项债务26亿元。",
        ),
        ("", "扶贫资金投入12亿元（含县级3亿元），其中产业扶贫5亿元。"),
    ]);
}

#[test]
fn a_share_is_the_part_of_the_whole() {
    are_found(
        "share",
        &[
            (
                "",
                "全社会用电量100.2亿千瓦时，其中工业用电量70亿千瓦时，占全社会用电量的62%。",
                "70亿千瓦时 / 100.2亿千瓦时 = 69.86%, stated 62%",
            ),
            (
                "",
                "一般公共预算收入68.5亿元。税收收入48亿元，占一般公共预算收入的比重为75.2%。",
                "48亿元 / 68.5亿元 = 70.07%",
            ),
            (
                "",
                "规模以上工业企业实现主营业务收入150亿元，利润总额12亿元，占主营业务收入的9%。",
                "12亿元 / 150亿元 = 8%",
            ),
            (
                "",
                "一般公共预算支出182亿元。教育支出35.2亿元，占一般公共预算支出的25.1%。",
                "= 19.34%, stated 25.1%",
            ),
        ],
    );
    are_silent(&[
        (
            "",
            "全社会用电量100.2亿千瓦时，其中工业用电量70亿千瓦时，占全社会用电量的69.9%。",
        ),
        (
            "",
            "一般公共预算收入68.5亿元。税收收入48亿元，占一般公共预算收入的比重为70.1%。",
        ),
        (
            "",
            "一般公共预算收入68.5亿元。税收收入占财政总收入的比重为55.2%。税收收入48亿元。",
        ),
        (
            "",
            "一般公共预算支出182亿元。民生支出145亿元，占比达八成左右。",
        ),
    ]);
}

#[test]
fn shares_of_all_parts_make_a_hundred() {
    are_found(
        "partition",
        &[
            (
                "",
                "三次产业结构由15.1:48.2:36.7调整为14.2:47.5:39.6。",
                "14.2 + 47.5 + 39.6 = 101.3, not 100",
            ),
            (
                "",
                "三次产业增加值占地区生产总值的比重分别为18.2%、43.1%和41.5%。",
                "= 102.8%, not 100%",
            ),
            (
                "",
                "第一产业占比18.2%，第二产业占比43.1%，第三产业占比36.5%。",
                "= 97.8%",
            ),
            ("", "一、二、三产业比例为12.3∶45.6∶44.1。", "= 102, not 100"),
        ],
    );
    are_silent(&[
        ("", "三次产业结构由15.1:48.2:36.7调整为14.2:47.5:38.3。"),
        ("", "三次产业结构为14.2:47.5:38.4。"),
        (
            "",
            "三次产业增加值占地区生产总值的比重分别为18.2%、43.1%和38.7%。",
        ),
        ("", "三次产业比例为1:3:4。"),
        ("", "第一产业占比18.2%，第二产业占比43.1%，工业占比36.5%。"),
    ]);
}

#[test]
fn one_claim_has_one_value() {
    let twice = |a: &str, b: &str| format!("{a}\n二、主要问题\n{b}");
    let found = [
        twice(
            "一般公共预算收入68.5亿元。",
            "全市一般公共预算收入只有66.8亿元。",
        ),
        twice(
            "规模以上工业增加值增长8.1%。",
            "规模以上工业增加值增长6.4%，低于预期。",
        ),
        twice("城镇登记失业率3.1%。", "城镇登记失业率为3.6%。"),
        twice(
            "全市高新技术企业总数达178家。",
            "全市高新技术企业只有176家。",
        ),
    ];
    let said = [
        "68.5亿元 and 66.8亿元",
        "8.1% and 6.4%",
        "3.1% and 3.6%",
        "178家 and 176家",
    ];
    let cases: Vec<(&str, &str, &str)> = found
        .iter()
        .zip(said)
        .map(|(text, said)| ("", text.as_str(), said))
        .collect();
    are_found("twice", &cases);
    let silent = [
        twice(
            "一般公共预算收入68.5亿元。",
            "全市一般公共预算收入仅68.5亿元。",
        ),
        twice("一般公共预算收入68.5亿元。", "一般公共预算收入不足70亿元。"),
        twice("地区生产总值1500.9亿元。", "地区生产总值约1500亿元。"),
        twice("地区生产总值1500.9亿元。", "地区生产总值突破1500亿元。"),
        twice(
            "一般公共预算收入68.5亿元。",
            "市本级一般公共预算收入62亿元。",
        ),
        "财政收入63.8亿元。开发区主营业务收入160亿元。财政收入47亿元。".to_string(),
        twice("城镇登记失业率3.1%。", "2012年城镇登记失业率为3.6%。"),
    ];
    let cases: Vec<(&str, &str)> = silent.iter().map(|text| ("", text.as_str())).collect();
    are_silent(&cases);
}

/// Two reports: one sets targets, the next tells what was reached.
fn targets() -> World {
    let world = World::new();
    let (name, text) = report('甲', 2017, "全市高新技术企业112家。");
    let aims = "\n二、2017年工作安排\n主要预期目标：一般公共预算收入增长6%，社会消费品零售总额增长10%以上，居民消费价格涨幅控制在3%以内，城镇新增就业1.2万人。\n";
    world.write(&format!("reports/{name}"), text + aims);
    let (name, text) = report(
        '甲',
        2018,
        "一般公共预算收入增长7.2%。社会消费品零售总额增长8.1%。居民消费价格上涨1.9%。城镇新增就业1.31万人。高新技术企业新增64家，达到178家。",
    );
    world.write(&format!("reports/{name}"), text);
    world.found(&["index", "reports", "--index", "ix"]);
    world
}

#[test]
fn a_target_is_reached_or_missed() {
    let world = targets();
    let args = [
        "check", "--index", "ix", "--rule", "target", "--format", "ndjson",
    ];
    let out = world.found(&args);
    let found: Vec<(String, bool)> = out
        .lines()
        .map(|line| {
            let item: Value = serde_json::from_str(line).unwrap();
            assert_eq!(item["class"], "note");
            let name = item["claims"][0]["indicator"].as_str().unwrap_or_default();
            (name.to_string(), item["reached"] == true)
        })
        .collect();
    let expected = [
        ("一般公共预算收入", true),
        ("社会消费品零售总额", false),
        ("居民消费价格", true),
        ("城镇新增就业", true),
    ];
    assert_eq!(
        found,
        expected.map(|(name, reached)| (name.to_string(), reached))
    );
}

#[test]
fn a_finding_cites_its_sentences_in_every_format() {
    let world = targets();
    let run = world.run(&["check", "--index", "ix"]);
    assert_eq!(run.code, 0);
    for said in [
        "1. change  medium  高新技术企业",
        "112家 + 64家 = 176家, stated 178家",
        "甲河市2018年政府工作报告 at",
        "高新技术企业新增64家，达到178家。",
        "甲河市2017年政府工作报告 at",
        "全市高新技术企业112家。",
    ] {
        assert!(run.out.contains(said), "{said}: {}", run.out);
    }
    assert!(
        run.err
            .contains("1 contradiction: change 1; 4 targets: 3 reached, 1 missed"),
        "{}",
        run.err
    );

    let json = world.found(&[
        "check", "--index", "ix", "--rule", "change", "--format", "json",
    ]);
    let page: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(page["total"], 1);
    let item = &page["items"][0];
    assert_eq!(
        (&item["off"], &item["off_unit"]),
        (&"2".into(), &"家".into())
    );
    let parts: Vec<&str> = item["claims"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|c| c["part"].as_str())
        .collect();
    assert_eq!(parts, ["new", "change", "old"]);
    let old = &item["claims"][2];
    let (start, at) = (
        old["start"].as_u64().unwrap(),
        old["sentence_start"].as_u64().unwrap(),
    );
    let sentence: Vec<char> = old["sentence"].as_str().unwrap().chars().collect();
    let text: String = sentence[(start - at) as usize..].iter().take(4).collect();
    assert_eq!(text, "112家");

    let csv = world.found(&[
        "check", "--index", "ix", "--rule", "change", "--format", "csv",
    ]);
    assert_eq!(csv.lines().count(), 2, "{csv}");
    assert!(csv.contains("112家 + 64家 = 176家"), "{csv}");
}

#[test]
fn a_screen_of_eighty_columns_is_kept() {
    let world = targets();
    let out = world
        .command(&["check", "--index", "ix"])
        .env("COLUMNS", "80")
        .output()
        .unwrap();
    let out = String::from_utf8(out.stdout).unwrap();
    let columns = |line: &str| {
        line.chars()
            .map(|c| if c.is_ascii() { 1 } else { 2 })
            .sum::<usize>()
    };
    assert!(out.lines().all(|line| columns(line) <= 80), "{out}");
}

#[test]
fn documents_rules_and_sureness_are_asked_for() {
    let world = targets();
    let check = |args: &[&str]| {
        let all: Vec<&str> = ["check", "--index", "ix"]
            .iter()
            .chain(args)
            .copied()
            .collect();
        world.run(&all)
    };
    assert_eq!(
        check(&["甲河市2018年政府工作报告"]).code,
        0,
        "last year's report is fetched"
    );
    assert_eq!(check(&["甲河市2017年政府工作报告"]).code, 1);
    assert_eq!(check(&["--sure", "high"]).code, 1);
    assert_eq!(check(&["--rule", "growth,parts"]).code, 1);
    let wrong = check(&["甲河市"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("甲河市2018年政府工作报告"), "{wrong:?}");
    let wrong = check(&["--rule", "sum"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("growth, change, move"), "{wrong:?}");
}

#[test]
fn parts_are_found_in_sentences_that_go_on_from_the_whole() {
    are_found(
        "parts",
        &[
            (
                "",
                "全市地区生产总值226.81亿元，按可比价格计算，增长4.1%。分产业看，第一产业增加值21.36亿元，增长5.1%；第二产业增加值103.22亿元，增长4.5%；第三产业增加值104.23亿元，增长3.4%。",
                "= 228.81亿元, stated whole 226.81亿元",
            ),
            (
                "",
                "年末常住人口18.82万人，城镇化率54.2%。其中男性9.61万人，女性9.41万人。",
                "= 19.02万人, stated whole 18.82万人",
            ),
            (
                "",
                "年末常住人口52.61万人，其中城镇人口18.22万人，乡村人口33.39万人。",
                "= 51.61万人, stated whole 52.61万人",
            ),
            (
                "",
                "社会消费品零售总额31.42亿元，其中城镇零售额21.90亿元，乡村零售额9.25亿元。",
                "= 31.15亿元, stated whole 31.42亿元",
            ),
            (
                "",
                "各项存款余额560亿元，包括住户存款340亿元、企业存款140亿元、财政存款120亿元。",
                "= 600亿元, stated whole 560亿元",
            ),
        ],
    );
    are_silent(&[
        (
            "",
            "户籍人口156.2万人。常住人口148.6万人，男性76.1万人，女性72.5万人。",
        ),
        (
            "",
            "社会消费品零售总额97.8亿元，增长4.9%。限额以上单位中，城镇消费品零售额26.3亿元，乡村消费品零售额3.1亿元。",
        ),
        (
            "",
            "全市地区生产总值226.8亿元。第一产业增加值21.4亿元，第二产业增加值103.2亿元，第三产业增加值102.2亿元。",
        ),
    ]);
}

#[test]
fn a_table_and_the_text_state_one_value() {
    let table = |retail: &str| {
        format!(
            "社会消费品零售总额620.3亿元，增长10.6%。\n\n表1 主要指标\n指标\t单位\t绝对数\t比上年增长（%）\n社会消费品零售总额\t亿元\t{retail}\t10.6\n粮食产量\t万吨\t31.2\t1.5"
        )
    };
    let (wrong, right) = (table("602.3"), table("620.30"));
    are_found("twice", &[("", &wrong, "is 620.3亿元 and 602.3")]);
    are_silent(&[("", &right)]);
}

#[test]
fn a_whole_is_known_by_its_id() {
    are_found(
        "share",
        &[
            (
                "",
                "全市地区生产总值198.9亿元，按可比价格计算增长6.3%。三产增加值91.2亿元，占GDP比重48.9%。",
                "91.2亿元 / 198.9亿元 = 45.85%",
            ),
            (
                "",
                "全年用电量86.2亿千瓦时，其中工业用电量51.6亿千瓦时，占全社会用电量的64.9%。",
                "= 59.86%, stated 64.9%",
            ),
        ],
    );
    are_silent(&[(
        "",
        "全市地区生产总值198.9亿元。第三产业增加值91.2亿元。分产业看，第二产业投资占比50.7%，第三产业投资占比35.1%。",
    )]);
}

#[test]
fn moves_and_changes_of_things_that_come_and_go() {
    are_found(
        "move",
        &[
            (
                "",
                "开办企业时间从8天压缩至3天，压减6天。",
                "8天 - 3天 = 5天",
            ),
            (
                "",
                "行政许可事项由412项精简到286项，减少116项。",
                "412项 - 286项 = 126项",
            ),
            (
                "",
                "优良天数比率从82.5%升至86.3%，同比提高2.8个百分点。",
                "86.3% - 82.5% = 3.8个百分点",
            ),
        ],
    );
    are_silent(&[
        ("", "开办企业时间从8天压缩至3天，压减5天。"),
        (
            "市场主体达到8.6万户。",
            "新登记市场主体1.9万户，市场主体达到10.1万户。",
        ),
        (
            "",
            "低保标准分别从每月720元、510元提高到760元、560元，提高40元。",
        ),
    ]);
}

#[test]
fn what_a_structure_consists_of_makes_a_hundred() {
    are_found(
        "partition",
        &[(
            "",
            "能源消费结构为煤炭52.1%、石油20.3%、天然气12.2%、其他18.4%。",
            "= 103%, not 100%",
        )],
    );
    are_silent(&[
        (
            "",
            "能源消费结构为煤炭52.1%、石油20.3%、天然气12.2%、其他15.4%。",
        ),
        ("", "电子、汽车、医药产业占比分别为42.1%、20.3%、12.2%。"),
    ]);
}
