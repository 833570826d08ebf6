//! The rules of area.

use super::{Rule, field};

/// The rules that tell the place that a claim speaks of.
pub(super) const AREA: &[Rule] = &[
    field(
        "area_named",
        "area",
        "the place that its clause opens with",
        &["广东省新建学校【9所】。"],
        &["新建学校【9所】。", "全市新建学校【9所】。"],
    ),
    field(
        "area_own_named",
        "area",
        "a word for the report's own place, with which its clause opens",
        &["全市新建学校【9所】。"],
        &["广东省新建学校【9所】。", "新建学校【9所】。"],
    ),
    field(
        "area_carried",
        "area",
        "the place that a clause before it in the sentence opens with",
        &["广东省新建学校9所，改建学校【5所】。"],
        &["广东省新建学校【9所】，改建学校5所。"],
    ),
    field(
        "area_of_section",
        "area",
        "the zone whose accounts the heading of a section in a budget report names",
        &[
            "清远市2018年预算报告\n一、2017年预算执行情况\n（二）高新区预算执行情况\n一般公共预算收入【9亿元】。",
        ],
        &[
            "清远市2018年预算报告\n一、2017年预算执行情况\n（二）预算执行情况\n一般公共预算收入【9亿元】。",
        ],
    ),
    field(
        "area_of_sentence_before",
        "area",
        "the place of the sentence before, where this one goes on about it with 其中 or 加上, or in a budget report with its accounts",
        &["广东省新建学校9所。其中，小学【5所】。"],
        &["广东省新建学校9所。新建医院【5所】。"],
    ),
    field(
        "area_of_report",
        "area",
        "the report's own place, where the sentence names none",
        &[
            "新建学校【9所】。",
            "产品\t产量（万吨）\n水泥\t【196.24】\n钢材\t18.5",
        ],
        &["广东省新建学校【9所】。"],
    ),
    field(
        "area_of_column",
        "area",
        "the level or place that the header of its column names",
        &["项目\t全市收入（万元）\t市级收入（万元）\n税收收入\t18\t【20】\n非税收入\t17\t19"],
        &["产品\t产量（万吨）\n水泥\t【196.24】\n钢材\t18.5"],
    ),
];
