//! Whole tables: from lines to what each cell says.

use super::{name, tables, with_unit};
use crate::claim::{Direction, Status};
use crate::document::Metadata;
use crate::lexicon::Lexicon;
use crate::quantity::Number;
use crate::text::{Structure, fold_chars, structure};

/// What the cells of the tables in a text say, a line each: `number indicator kind unit period status`, as `2025` a report
/// covers it; `-` for what is told by none.
fn read(text: &str) -> Vec<String> {
    let source: Vec<char> = text.chars().collect();
    let folded = fold_chars(text);
    let Structure { sentences, .. } = structure(text, &folded);
    let metadata = Metadata {
        covers: Some(2025),
        ..Metadata::default()
    };
    let found = tables(&folded, &sentences, &metadata, Lexicon::builtin());
    let mut mentions: Vec<_> = found.into_values().flatten().collect();
    mentions.sort_by_key(|m| m.span.start);
    mentions
        .into_iter()
        .map(|m| {
            let written: String = source[m.span.start..m.span.end].iter().collect();
            let Some(claim) = m.claim else {
                return format!("{written} -");
            };
            let area = claim.area.map_or(String::new(), |a| format!(" {a}"));
            format!(
                "{written} {} {:?} {}e{} {} {:?}{area}",
                claim.indicator.as_deref().unwrap_or("-"),
                claim.kind,
                m.quantity.unit,
                m.quantity.scale,
                claim.period.as_deref().unwrap_or("-"),
                claim.status,
            )
        })
        .collect()
}

#[test]
fn income_and_expenditure_side_by_side() {
    let text = "2025年收支总表\n单位:亿元\n科目\t2024年决算数\t2025年预计数\t增长%\t科目\t2024年决算数\t2025年预计数\t增长%\n\
                一、税收\t96.7\t93\t-3.8%\t一、教育支出\t54.5\t50.1\t-8.1%\n\
                返还收入\t15.5\t15.6\t\t返还支出\n\
                \t\t\t\t结余\t84.1\t77.2\n\
                \t\t\t\t净结余\n\
                收入合计\t\t754.5\t\t支出合计\t804.6\n";
    assert_eq!(
        read(text),
        [
            "96.7 税收 Level 元e8 2024 Actual",
            "93 税收 Level 元e8 2025 Estimate",
            "-3.8% 税收 Growth %e0 2025 Estimate",
            "54.5 教育支出 Level 元e8 2024 Actual",
            "50.1 教育支出 Level 元e8 2025 Estimate",
            "-8.1% 教育支出 Growth %e0 2025 Estimate",
            "15.5 返还收入 Level 元e8 2024 Actual",
            "15.6 返还收入 Level 元e8 2025 Estimate",
            "84.1 结余 Level 元e8 2024 Actual",
            "77.2 结余 Level 元e8 2025 Estimate",
            "754.5 收入合计 Level 元e8 2025 Estimate",
            "804.6 支出合计 Level 元e8 2024 Actual",
        ]
    );
}

#[test]
fn a_header_may_stand_over_the_second_column_alone() {
    let text = "投资完成情况\n\t比上年增长(%)\n合计\t5.8\n农业\t-10.9\n";
    assert_eq!(
        read(text),
        [
            "5.8 合计 Growth %e0 2025 Actual",
            "-10.9 农业 Growth %e0 2025 Actual"
        ]
    );
}

#[test]
fn a_row_is_a_year_and_the_columns_say_what() {
    let text = "历年床位数和技术人员数\n单位:张、人\n年份 床位数 技术人员数\n每千人\n床位数\n每千人技\n术人员数\n\
                2020 年 3031 3921 3.88 5.02\n2021 年 4101 4302 5.4 5.7\n";
    assert_eq!(
        read(text)[3..6],
        [
            "5.02 每千人技术人员数 Level 人e0 2020 Actual",
            "4101 床位数 Level 张e0 2021 Actual",
            "4302 技术人员数 Level 人e0 2021 Actual",
        ]
    );
    // A column that names nothing but an amount says nothing of a year.
    assert_eq!(
        read("年份 总量(亿元)\n2020 年 3031\n2021 年 4101\n"),
        ["3031 -", "4101 -"]
    );
}

#[test]
fn a_table_goes_on_behind_a_page_number() {
    let text = "- 5 -\n单位:万元\n表3\n2026年本级支出表(按功能)\n编码 分类 预算数\n201 公共服务 401.00\n20101 会议 64.00\n\
                - 6 -\n编码 分类 预算数\n20102 设备 59.00\n";
    let said = |n, name| format!("{n} {name} Level 元e4 2026 Target");
    assert_eq!(
        read(text),
        [
            said("401.00", "公共服务"),
            said("64.00", "会议"),
            said("59.00", "设备")
        ]
    );
    // Behind other words it is another table, of whose unit nothing is told.
    let text = text.replace("- 6 -", "以上各项均已下达。\n各单位名单。\n有关说明。");
    assert_eq!(read(&text)[2], "59.00 设备 Level e0 2025 Target");
}

#[test]
fn rows_of_places_and_columns_of_levels() {
    let text =
        "单位:万元\n债务限额 债务余额\n级次\n合计 专项 合计 专项\n某市 9 8 7 6\n市本级 5 4 3 2\n";
    assert_eq!(
        read(text)[4..6],
        [
            "5 债务限额合计 Level 元e4 2025 Actual 市本级",
            "4 债务限额专项 Level 元e4 2025 Actual 市本级",
        ]
    );
    let text = "单位:亿元\n科目\t预计数\n全市\t市级\n土地收入\t39.6\t13.8\n";
    assert_eq!(
        read(text),
        [
            "39.6 土地收入 Level 元e8 2025 Estimate",
            "13.8 土地收入 Level 元e8 2025 Estimate 市级",
        ]
    );
}

#[test]
fn parts_of_a_total_have_its_unit() {
    let text = "指标 绝对量 增速(%)\n货运总量(万吨) 9976.0 6.1\n铁路 1162.4 18.8\n";
    assert_eq!(
        read(text),
        [
            "9976.0 货运总量 Level 吨e4 2025 Actual",
            "6.1 货运总量 Growth %e0 2025 Actual",
            "1162.4 铁路 Level 吨e4 2025 Actual",
            "18.8 铁路 Growth %e0 2025 Actual",
        ]
    );
    let text = "指标 绝对量 增速(%)\n人均收入(元) 9976.0 6.1\n学校 11 18.8\n";
    assert_eq!(read(text)[2], "11 学校 Level e0 2025 Actual");
}

#[test]
fn a_run_on_table_goes_on_behind_a_name_without_numbers() {
    let text = "单位:万元\n2025年执行数\n2024年 2025年\n项目\n决算数 预算数\n金额 占预算% 增长%\n\
                一、税收收入\n1.增值税 28 30 31 101.95 6.87\n2.房产税 48 49 50 102.04 3.65\n\
                二、非税收入\n转移收入 7 8 9\n其他收入 5 6\n";
    let found = read(text);
    assert_eq!(
        found[..5],
        [
            "28 增值税 Level 元e4 2024 Actual",
            "30 增值税 Level 元e4 2025 Target",
            "31 增值税 Level 元e4 2025 Actual",
            "101.95 增值税 Progress %e0 2025 Actual",
            "6.87 增值税 Growth %e0 2025 Actual",
        ]
    );
    assert_eq!(
        found[10..],
        [
            "7 转移收入 Level 元e4 2024 Actual",
            "8 转移收入 Level 元e4 2025 Target",
            "9 转移收入 Level 元e4 2025 Actual",
            "5 -",
            "6 -",
        ]
    );
    // The last line of a header that cannot be read is no name of rows.
    let text = "单位:万元\n项目 可比\n决算数 预算数 金额 占预算%\n增长%\n教育 264 206 -21.97\n";
    assert!(read(text).iter().all(|cell| !cell.contains("Progress")));
}

#[test]
fn prose_of_names_and_numbers_is_no_table() {
    assert_eq!(read("增长 8.2 其中 7.1\n下降 3.5 其中 2.1\n"), [""; 0]);
    assert_eq!(read("全年增长8.2%,其中工业7.1%。\n"), [""; 0]);
}

#[test]
fn a_name_is_told_without_its_number() {
    assert_eq!(name("一、一般公共服务支出"), "一般公共服务支出");
    assert_eq!(name("其中:(二)购置费"), "购置费");
    assert_eq!(name("#1.煤炭"), "煤炭");
    assert_eq!(name("其中:"), "其中:");
    assert_eq!(name("居住[3]"), "居住");
}

#[test]
fn a_label_ends_in_its_unit_or_in_a_place() {
    let of = |label| with_unit(label, Lexicon::builtin());
    assert_eq!(
        of("货运总量(万吨)"),
        ("货运总量", Some(("吨".to_string(), 4)))
    );
    assert_eq!(of("专项补助(万江)"), ("专项补助(万江)", None));
    assert_eq!(of("负担资金(镇街)"), ("负担资金(镇街)", None));
}

#[test]
fn a_number_that_is_part_of_a_name_stays() {
    assert_eq!(name("一、二产业"), "一、二产业");
    assert_eq!(name("第一产业"), "第一产业");
    assert_eq!(name("(转贷)收入"), "(转贷)收入");
    assert_eq!(name("1.5米以上"), "1.5米以上");
}

/// The claims of a text, a line each: indicator, number, power of ten, unit, kind and year.
fn of(text: &str) -> Vec<String> {
    let document = crate::Document {
        text: text.to_string(),
        metadata: Metadata {
            covers: Some(2017),
            ..Metadata::default()
        },
        ..crate::Document::default()
    };
    let found = crate::extract(&document, Lexicon::builtin()).mentions;
    let claims = found
        .into_iter()
        .filter_map(|m| Some((m.claim?, m.quantity)));
    claims
        .map(|(c, q)| {
            let Number::Single(n) = q.number else {
                return String::new();
            };
            let (name, year) = (
                c.indicator.unwrap_or_default(),
                c.period.unwrap_or_default(),
            );
            format!("{name} {n}e{}{} {:?} {year}", q.scale, q.unit, c.kind)
        })
        .collect()
}

/// The indicators of the claims of a text.
fn names(text: &str) -> Vec<String> {
    let first = |line: String| line.split(' ').next().map(str::to_string);
    of(text).into_iter().filter_map(first).collect()
}

#[test]
fn a_header_or_a_unit_makes_claims_of_cells() {
    assert_eq!(of("品种\t产量(吨)\n水泥\t15"), ["水泥 15e0吨 Level 2017"]);
    assert_eq!(of("水泥\t万吨\t15"), ["水泥 15e4吨 Level 2017"]);
    assert_eq!(of("水泥\t15"), [""; 0]);
    assert_eq!(of("品种\t产量(吨)\n16\t15"), [""; 0]);
}

#[test]
fn lines_parted_by_spaces_need_a_header() {
    assert_eq!(of("品种 产量(吨)\n水泥 15"), ["水泥 15e0吨 Level 2017"]);
    assert_eq!(of("水泥 15\n钢材 16"), [""; 0]);
    assert_eq!(of("品种 产量(吨),见下\n水泥 15"), [""; 0]);
}

#[test]
fn three_lines_alike_are_rows_without_a_header() {
    let roles = |text: &str| {
        let text = text.to_string();
        let document = crate::Document {
            text,
            ..crate::Document::default()
        };
        let found = crate::extract(&document, Lexicon::builtin()).mentions;
        let rules = found.into_iter().map(|m| m.rule);
        rules.filter(|r| *r == "label_in_table").count()
    };
    assert_eq!(roles("水泥 15\n钢材 16\n煤炭 17"), 3);
    assert_eq!(roles("水泥 15\n钢材 16\n煤炭的产量"), 0);
}

#[test]
fn a_page_number_parts_no_table() {
    let table = |between: &str| format!("品种\t产量(吨)\n水泥\t15\n{between}\n钢材\t16");
    assert_eq!(names(&table("— 6 —")), ["水泥", "钢材"]);
    assert_eq!(names(&table("-6-")), ["水泥", "钢材"]);
    assert_eq!(names("水泥\t15\n— 6 —\n钢材\t16"), [""; 0]);
}

#[test]
fn the_lines_above_name_the_unit() {
    let table = |above: &str| of(&format!("{above}\n指标\t产值\n水泥\t15")).pop();
    let amount = |unit: &str| Some(format!("水泥 15{unit} Level 2017"));
    assert_eq!(table("表一 单位:亿元"), amount("e8元"));
    assert_eq!(table("上面的单位:亿元。"), amount("e0"));
    assert_eq!(table("表一"), amount("e0"));
}

#[test]
fn a_header_names_the_year_and_one_to_come_is_aimed_at() {
    assert_eq!(
        of("品种\t2016年(吨)\t2017年(吨)\n水泥\t15\t16"),
        ["水泥 15e0吨 Level 2016", "水泥 16e0吨 Level 2017"]
    );
    let status = |year: i32| {
        let document = crate::Document {
            text: format!("品种\t{year}年(吨)\n水泥\t15"),
            metadata: Metadata {
                covers: Some(2017),
                ..Metadata::default()
            },
            ..crate::Document::default()
        };
        let found = crate::extract(&document, Lexicon::builtin()).mentions;
        found
            .into_iter()
            .filter_map(|m| m.claim)
            .map(|c| c.status)
            .next_back()
    };
    assert_eq!(status(2018), Some(Status::Target));
    assert_eq!(status(2016), Some(Status::Actual));
}

#[test]
fn a_label_loses_what_only_leads_to_it() {
    assert_eq!(name("其中:水泥"), "水泥");
    assert_eq!(name("一、水泥"), "水泥");
    assert_eq!(name("1.水泥"), "水泥");
    assert_eq!(name("三七药材"), "三七药材");
    assert_eq!(name("1.5米杆"), "1.5米杆");
    assert_eq!(name("其中"), "其中");
}

#[test]
fn a_name_alone_groups_the_rows_below_it() {
    let table = |group: &str| format!("品种\t产量(吨)\n煤炭\t16\n{group}\n水泥\t15");
    assert_eq!(names(&table("大型\t—")), ["煤炭", "水泥大型"]);
    assert_eq!(names(&table("大型\t9")), ["煤炭", "大型", "水泥"]);
}

#[test]
fn a_rate_stands_behind_an_amount_without_a_header() {
    let kinds = |text: &str| {
        let kind = |line: String| line.split(' ').nth(2).map(str::to_string);
        of(text).into_iter().filter_map(kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds("水泥\t吨\t388\t-3.7%"), ["Level", "Growth"]);
    assert_eq!(kinds("水泥\t388\t-3.7%"), ["Level"]);
    assert_eq!(
        kinds("品种\t单位\t产量\t合格率(%)\n水泥\t吨\t388\t3.7%"),
        ["Level"; 2]
    );
}

#[test]
fn only_what_grows_has_a_direction() {
    let directions = |header: &str, cell: &str| {
        let document = crate::Document {
            text: format!("品种\t{header}\n水泥\t{cell}"),
            ..crate::Document::default()
        };
        let found = crate::extract(&document, Lexicon::builtin()).mentions;
        found
            .into_iter()
            .find_map(|m| m.claim)
            .and_then(|c| c.direction)
    };
    assert_eq!(directions("增长(%)", "3"), Some(Direction::Up));
    assert_eq!(directions("增长(%)", "-3"), Some(Direction::Down));
    assert_eq!(directions("增长(%)", "0.0"), None);
    assert_eq!(directions("产量(吨)", "-3"), None);
}

#[test]
fn a_page_without_a_header_takes_the_next_one() {
    let page = "品种 产量(吨)\n煤炭 7";
    let list = "水泥 15\n钢材 16\n玻璃 17\n— 3 —";
    assert_eq!(
        names(&format!("{list}\n{page}")),
        ["水泥", "钢材", "玻璃", "煤炭"]
    );
    let list = "水泥 15 1\n钢材 16 1\n玻璃 17 1\n— 3 —";
    assert_eq!(names(&format!("{list}\n{page}")), ["煤炭"]);
}
