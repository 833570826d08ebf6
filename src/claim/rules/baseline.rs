//! The rules of baseline.

use super::{Rule, field};

/// The rules that tell what a claim is compared with, or the goal of a progress.
pub(super) const BASELINE: &[Rule] = &[
    field(
        "baseline_than",
        "baseline",
        "比 or 较 with what it is compared with, right before the word of rise or fall",
        &["产值比上年增长【5%】。"],
        &["产值同比增长【5%】。"],
    ),
    field(
        "baseline_beside",
        "baseline",
        "与…相比 or 同…比较 right before the word of rise or fall",
        &["产值与2012年相比增长【50%】。"],
        &["产值比2012年增长【50%】。"],
    ),
    field(
        "baseline_by_word",
        "baseline",
        "同比 or 环比: the same time of the year before, or the time before",
        &["产值同比增长【5%】。", "价格环比上涨【0.5%】。"],
        &["产值比上年增长【5%】。"],
    ),
    field(
        "baseline_stood_over",
        "baseline",
        "高于, 快于 or 低于 with what it stands over or under, right before a difference",
        &["增速高于全省【2.7个百分点】。"],
        &["增速高于【2.7%】。"],
    ),
    field(
        "baseline_date",
        "baseline",
        "the year right before an amount, with 比 before it",
        &["产量比1980年的【70万吨】增长两成。"],
        &["产量比1980年增长【20万吨】。"],
    ),
    field(
        "baseline_multiplied",
        "baseline",
        "what something is so many times of, between the verb and 的",
        &["完成投资是计划任务的【2.1倍】。"],
        &["完成投资增长【2.1倍】。", "出口额是2012年的【2.3倍】。"],
    ),
    field(
        "baseline_year_multiplied",
        "baseline",
        "the year or plan right before 的, of which something is so many times",
        &["出口额是2012年的【2.3倍】。"],
        &["完成投资是计划任务的【2.1倍】。"],
    ),
    field(
        "baseline_goal",
        "baseline",
        "the goal of a progress: 完成…任务的",
        &["造林面积完成全年任务的【112%】。"],
        &["造林面积占全县面积的【12%】。"],
    ),
    field(
        "baseline_goal_with_amount",
        "baseline",
        "the goal of a progress with its own amount between: 为预算3亿元的",
        &["社会保险支出完成2.9亿元，为年初预算3亿元的【98%】。"],
        &["社会保险支出完成2.9亿元，为年初预算的【98%】。"],
    ),
    field(
        "baseline_of_list",
        "baseline",
        "what the number before it in a list is compared with",
        &["投资、消费比上年分别增长10%和【7%】。"],
        &["投资、消费比上年分别增长【10%】和7%。"],
    ),
    field(
        "baseline_said_again",
        "baseline",
        "what the claim before is compared with, where this one says the same in other terms",
        &[
            "粮食产量比上年增加2万吨，增长【7%】。",
            "粮食比上年增产2200万吨，即【7.8%】。",
        ],
        &["粮食产量比上年增加2万吨，同比增长【7%】。"],
    ),
    field(
        "baseline_of_amount",
        "baseline",
        "what the amount right before it is compared with: 比1980年的173元增加",
        &["农民人均收入达到212元，比1980年的173元增加【39元】。"],
        &["农民人均收入达到212元，比1980年增加【39元】。"],
    ),
    field(
        "baseline_of_clause",
        "baseline",
        "a clause of its own before it, which a word of comparing closes: 与2012年相比，",
        &["与2012年相比，棉花产量增长【40%】。"],
        &["棉花产量与2012年相比增长【40%】。"],
    ),
    field(
        "baseline_of_column",
        "baseline",
        "what the header of its column, or the caption, says that it is compared with",
        &[
            "产品名称\t单位\t产量\t比上年增长（%）\n水泥\t万吨\t196.24\t【30.2】\n钢材\t万吨\t12\t0.5",
        ],
        &["水泥产量比上年增长【30.2%】。"],
    ),
];
