//! The rules of status.

use super::{Rule, field};

/// The rules that tell whether a claim is reached, aimed at or estimated.
pub(super) const STATUS: &[Rule] = &[
    field(
        "status_earlier_end",
        "status",
        "an amount of a base, of a year that is over: reached, whatever words of aiming stand around it",
        &["力争收入由上年的【18亿元】增加到20亿元。"],
        &["力争收入增加到【20亿元】。"],
    ),
    field(
        "status_target_reaches",
        "status",
        "a word of aiming before the number, no ； between",
        &[
            "力争地区生产总值增长【5%】，投资增长6%。",
            "签约项目56个，计划投资【170亿元】。",
        ],
        &[
            "实施行动计划【12个】。",
            "产量计划为40万吨，实际达到【50万吨】。",
        ],
    ),
    field(
        "status_list_headed",
        "status",
        "a word of aiming or estimating that heads a list behind a colon: it reaches over ；",
        &["主要预期目标是：生产总值增长9%；投资增长【12%】。"],
        &["目标明确，生产总值增长9%；投资增长【12%】。"],
    ),
    field(
        "status_budget_sum",
        "status",
        "the name of a sum of the budget right before a sum of money",
        &["年初市级支出预算数【30亿元】。"],
        &["完成年初预算【30亿元】。"],
    ),
    field(
        "status_estimate_reaches",
        "status",
        "a word of estimating before the number, in clauses that go on saying how much",
        &["预计生产总值增长5%，投资增长【6%】。"],
        &["预计生产总值增长5%；投资增长【6%】。"],
    ),
    field(
        "status_estimate_of_aim",
        "status",
        "a word of aiming right behind one of estimating: what is estimated",
        &["产量计划为40万吨，预计可以达到【50万吨】。"],
        &["产量可以达到【50万吨】。"],
    ),
    field(
        "status_part_over",
        "status",
        "a part of a year of which a comparison or 已 says that it is over",
        &["2018年上半年收入同比增长【6%】。"],
        &["2018年上半年建成学校【6所】。"],
    ),
    field(
        "status_month_over",
        "status",
        "a month of which 已 says what had come about",
        &["从2018年1月起，税率已降到【6%】。"],
        &["从2018年1月起，税率降到【6%】。"],
    ),
    field(
        "status_present",
        "status",
        "目前, 现有 or 已 in a plan: what is there already",
        &["2018年，整合现有企业【9家】。"],
        &["2018年，在已有基础上再建学校【9所】。"],
    ),
    field(
        "status_years_demanded",
        "status",
        "a few years within which 要求 or 规定 says that it shall be reached",
        &["要求在三年内入学率达到【90%】。"],
        &["在三年内入学率达到【90%】。"],
    ),
    field(
        "status_year_ahead",
        "status",
        "a date behind the year that the report covers",
        &["2020年建成学校【9所】。"],
        &["2016年建成学校【9所】。"],
    ),
    field(
        "status_year_told",
        "status",
        "a date up to the year that the report covers",
        &["2016年建成学校【9所】。"],
        &["2020年建成学校【9所】。", "建成学校【9所】。"],
    ),
    field(
        "status_of_frame",
        "status",
        "what the heading, the opening of the paragraph, or the report itself is about, where nothing nearer tells",
        &["建成学校【9所】。", "二、2018年工作安排\n建成学校【9所】。"],
        &["2016年建成学校【9所】。"],
    ),
    field(
        "status_of_column",
        "status",
        "what the header of its column calls the figures: 预计数, 预算数, 决算数",
        &["项目\t2017年预算数（万元）\t2017年决算数（万元）\n收入\t【18】\t20\n支出\t17\t19"],
        &["指标\t2017年（万元）\t2018年（万元）\n收入\t【18】\t20\n支出\t17\t19"],
    ),
    field(
        "status_column_ahead",
        "status",
        "a column of a table whose header names a year behind the one that the report covers",
        &["指标\t2017年（亿元）\t2018年（亿元）\n收入\t18\t【20】\n支出\t17\t19"],
        &["指标\t2017年（亿元）\t2018年（亿元）\n收入\t【18】\t20\n支出\t17\t19"],
    ),
    field(
        "status_of_cell",
        "status",
        "any other cell of a table: reached",
        &["产品\t产量（万吨）\n水泥\t【196.24】\n钢材\t18.5"],
        &["水泥产量【196.24万吨】。"],
    ),
];
