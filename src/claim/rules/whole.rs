//! The rules of whole.

use super::{Rule, field};

/// The rules that tell what a share is a share of, and of what a sum named with 其中 is part.
pub(super) const WHOLE: &[Rule] = &[
    field(
        "whole_taken_up",
        "whole",
        "占 with the whole, before the number",
        &["民生支出占公共预算支出的【79.2%】。"],
        &["在公共预算支出中，民生支出占【79.2%】。"],
    ),
    field(
        "whole_with_amount",
        "whole",
        "占 with a whole that has its own number",
        &["达标的县有9个，占全国28个县的【32%】。"],
        &["达标的县有9个，占全国的【32%】。"],
    ),
    field(
        "whole_within",
        "whole",
        "在…占比 or 在…中 as all that stands before the number",
        &["在宽带用户中占比【33.9%】。"],
        &["宽带用户占比【33.9%】。"],
    ),
    field(
        "whole_total",
        "whole",
        "a total that something reaches so much of: 达到全省总量的",
        &["民营经济增加值达到全省经济总量的【50%】。"],
        &["民营经济增加值占全省经济总量的【50%】。"],
    ),
    field(
        "whole_used",
        "whole",
        "the name that 的 parts from a percentage of it: 资金的62%用于",
        &["衔接资金的【62%】用于产业发展。"],
        &["衔接资金增长【62%】。"],
    ),
    field(
        "whole_of_list",
        "whole",
        "the whole of the number before it in a list",
        &["三次产业占GDP的比重分别为3%、【45%】和52%。"],
        &["三次产业占GDP的比重分别为【3%】、45%和52%。"],
    ),
    field(
        "whole_of_first_end",
        "whole",
        "the whole of the earlier end of a move",
        &["财政收入占生产总值的比重由8.9%提高到【9.2%】。"],
        &["财政收入占生产总值的比重由【8.9%】提高到9.2%。"],
    ),
    field(
        "whole_measured_by",
        "whole",
        "what a name that ends with 之比 is measured by",
        &["研发投入与生产总值之比达到【2.1%】。"],
        &["研发投入占生产总值的【2.1%】。"],
    ),
    field(
        "whole_counted_before",
        "whole",
        "the things that were counted within a clause that 在 opens and 中 closes, behind it 比例",
        &["在抽查的20个村中，达标比例为【85%】。"],
        &["在抽查的村中，达标村占【85%】。"],
    ),
    field(
        "whole_of_people",
        "whole",
        "people or firms before 有, so many of whom do what is said behind",
        &["民营企业已有【60%】完成改造。"],
        &["民营企业占全部企业的【60%】。"],
    ),
    field(
        "whole_said_again",
        "whole",
        "the whole of the share before, behind a name of people or firms that reached so much",
        &["入社农户占农户总数的2%，到年底入社的农户达到【60%】。"],
        &["入社农户占农户总数的【2%】，到年底入社的农户达到60%。"],
    ),
    field(
        "whole_of_clause_before",
        "whole",
        "the whole that the clause before names with 在 and 中",
        &["积累在国民收入中所占的比重，上升到【30%】。"],
        &["积累占国民收入的比重上升到【30%】。"],
    ),
    field(
        "whole_behind",
        "whole",
        "the name behind a percentage of it",
        &["【76.1%】的财政支出用于民生。"],
        &["财政支出的【76.1%】用于民生。"],
    ),
    field(
        "whole_narrowed",
        "whole",
        "what the claim before spoke of, where 其中 opens this one",
        &[
            "众创空间8个，其中国家级【3个】。",
            "税收收入9亿元，其中增值税占比【40%】。",
        ],
        &[
            "众创空间8个，孵化器【3个】。",
            "税收收入9亿元，其中增值税占全部收入的【40%】。",
        ],
    ),
    field(
        "whole_contributed_to",
        "whole",
        "what the indicator calls a contribution to: 对…贡献率",
        &["消费对经济增长的贡献率为【66%】。"],
        &["消费占经济总量的【66%】。"],
    ),
    field(
        "whole_named_before",
        "whole",
        "the whole that a clause before it, or the words before 所占, name with 中",
        &["在出口总额中，机电产品占【68.8%】。"],
        &["机电产品占出口总额的【68.8%】。"],
    ),
    field(
        "whole_narrowed_before",
        "whole",
        "what the claim before 其中 spoke of, where 其中 opens a clause before this one",
        &["基金收入600亿元，其中：土地收入529亿元，占比【88%】。"],
        &["基金收入600亿元，土地收入529亿元，占比【88%】。"],
    ),
    field(
        "whole_of_column",
        "whole",
        "what the header of its column says that it is a part of",
        &["项目\t2017年完成（万元）\t占收入合计（%）\n税收收入\t18\t【20】\n非税收入\t17\t19"],
        &["项目\t2017年完成（万元）\t占预算（%）\n税收收入\t18\t【20】\n非税收入\t17\t19"],
    ),
];
