//! What queries are read as, and which mistakes are told where.

use super::amount::Edge;
use super::parse::parse;
use super::syntax::{Condition, Expression};
use crate::lexicon::Lexicon;
use crate::query::error::QueryError;

/// An expression in a short form.
fn shown(query: &str) -> String {
    match parse(query, Lexicon::builtin()) {
        Ok(expression) => show(&expression),
        Err(QueryError::Mistake(m)) => {
            let at = m.at.unwrap_or_default();
            let marked: String = query.chars().skip(at.start).take(at.len()).collect();
            format!("! {} [{marked}]", m.what)
        }
        Err(_) => "! nothing".to_string(),
    }
}

fn show(expression: &Expression) -> String {
    let list = |parts: &[Expression], between: &str| {
        let parts: Vec<String> = parts.iter().map(show).collect();
        format!("({})", parts.join(between))
    };
    match expression {
        Expression::All(parts) => list(parts, " "),
        Expression::Any(parts) => list(parts, " | "),
        Expression::Not(inner) => format!("-{}", show(inner)),
        Expression::One(Condition::Text(term)) => term.chars.iter().map(|c| c.1).collect(),
        Expression::One(Condition::Field { field, values }) => {
            let values: Vec<&str> = values.iter().map(|v| v.text.as_str()).collect();
            format!("{}:{}", field.english(), values.join(","))
        }
        Expression::One(Condition::Measure(m)) => {
            let edge = |e: Option<Edge>, mark: [&str; 2]| {
                e.map_or(String::new(), |e| {
                    format!("{}{}", mark[usize::from(e.inclusive)], e.at.normalize())
                })
            };
            let label = m
                .label
                .as_ref()
                .map_or(String::new(), |l| format!("{l:?} "));
            format!(
                "{label}{}{}{}",
                edge(m.extent.low, [">", ">="]),
                edge(m.extent.high, ["<", "<="]),
                m.extent.base_unit
            )
        }
    }
}

#[test]
fn words_phrases_and_connectives() {
    assert_eq!(shown("风电　项目 “绿色 金融”"), "(风电 项目 绿色金融)");
    assert_eq!(shown("扶貧 ＧＤＰ １０％"), "(扶贫 gdp 10%)");
    assert_eq!(shown("风电 或 光伏"), "(风电 | 光伏)");
    assert_eq!(shown("风电 OR 光伏 项目"), "(风电 | (光伏 项目))");
    assert_eq!(shown("风电|光伏"), "(风电 | 光伏)");
    assert_eq!(shown("“风电”或“光伏”"), "(风电 | 光伏)");
    assert_eq!(shown("（风电 或 光伏） 项目"), "((风电 | 光伏) 项目)");
    assert_eq!(shown("风电 AND 项目"), "(风电 项目)");
    assert_eq!(shown("扶贫 扶貧"), "扶贫");
}

#[test]
fn what_is_left_out() {
    assert_eq!(shown("风电 -海上 -“陆上 风”"), "(风电 -海上 -陆上风)");
    assert_eq!(shown("风电 不含 海上"), "(风电 -海上)");
    assert_eq!(shown("风电 不含海上"), "(风电 -海上)");
    assert_eq!(shown("风电 NOT (海上 或 陆上)"), "(风电 -(海上 | 陆上))");
    assert_eq!(shown("风电 -单位:%"), "(风电 -unit:%)");
    assert_eq!(shown("(风电 -)"), "风电");
    assert_eq!(
        shown("not 风电"),
        "(not 风电)",
        "in small letters it is a word"
    );
}

#[test]
fn marks_inside_a_word_are_marks() {
    assert_eq!(shown("推进“1112”发展 \"开"), "(推进1112发展 开)");
    assert_eq!(shown("14:57.5"), "1457.5");
    assert_eq!(shown("约束性指标"), "约束性指标");
}

#[test]
fn fields_in_both_languages() {
    assert_eq!(shown("指标:投资"), "indicator:投资");
    assert_eq!(
        shown("年份：2015..2018 year:2017"),
        "(year:2015..2018 year:2017)"
    );
    assert_eq!(shown("单位:亿元,%、亩"), "unit:亿元,%,亩");
    assert_eq!(shown("章节:\"一、回顾\""), "section:一、回顾");
    assert_eq!(shown("地区: 广东"), "place:广东");
    assert_eq!(shown("年份>=2015"), "year:2015..9999");
    assert_eq!(shown("年份<２０１５年"), "year:1..2014");
    assert_eq!(shown("单位=亿元,%"), shown("单位:亿元,%"));
}

#[test]
fn quantities() {
    assert_eq!(shown(">=100亿元"), ">=10000000000元");
    assert_eq!(
        shown("投资 金额>=100亿元"),
        "(投资 Dimension(\"currency\") >=10000000000元)"
    );
    assert_eq!(shown("=5%"), ">=5<=5%");
    assert_eq!(shown("约5%"), ">=4.75<=5.25%");
    assert_eq!(shown("> 10%"), ">10%");
    assert_eq!(shown("> 10 %"), ">10%");
    assert_eq!(shown("金额 >= 100 亿元"), shown("金额>=100亿元"));
    assert_eq!(shown("年份:>=2015"), shown("年份>=2015"));
    assert_eq!(shown("界限:>="), "bound:>=");
    assert_eq!(shown("投资 > 10%"), "(投资 >10%)", "no label: a word");
    assert_eq!(shown("1万亩..5万亩"), shown("1..5万亩"));
    assert_eq!(shown("1万..5万亩"), shown("1万亩..5万亩"));
    assert_eq!(shown("１..５万亩"), shown("1..5万亩"));
    assert_eq!(shown("100..5万亩"), shown("100亩..5万亩"));
    assert_eq!(shown("1万..3万亿元"), shown("1万亿元..3万亿元"));
    assert_eq!(shown("0.5..5百分点"), shown("0.5个百分点..5个百分点"));
    assert_eq!(shown("一百..三百百分点"), shown("100..300个百分点"));
    assert_eq!(shown("1..5千瓦"), shown("1千瓦..5千瓦"));
    assert_eq!(shown("一..二十五亩"), shown("1亩..25亩"));
    assert_eq!(shown("一..五万亩"), shown("1..5万亩"));
    assert_eq!(shown("投资一百..五百亿元"), shown("投资100..500亿元"));
    assert_eq!(shown("第1..3位"), "Rank >=1<=3位");
    assert_eq!(shown("第一..三位"), "Rank >=1<=3位");
    assert_eq!(shown("第一..三"), "Rank >=1<=3");
    assert_eq!(shown("排名<=十"), "Rank <=10");
    assert_eq!(shown("第2位..十"), "Rank >=2<=10");
    assert_eq!(shown("排名<=3"), "Rank <=3");
    assert_eq!(shown("第>1 学校"), "(Rank >1 学校)", "no unit, but a word");
    assert_eq!(shown(">1 学校"), ">1学校");
    assert_eq!(
        shown("地区生产总值>1000亿元"),
        "Indicator(\"地区生产总值\") >100000000000元"
    );
    assert_eq!(shown("..5%"), "<=5%");
    assert_eq!(shown("5%.."), ">=5%");
}

#[test]
fn mistakes_have_a_place() {
    assert_eq!(shown("指票:投资"), "! unknown field “指票” [指票]");
    assert_eq!(shown("投资 (风电"), "! this bracket is not closed [(]");
    assert_eq!(shown("投资) 风电"), "! this bracket closes none [)]");
    assert_eq!(
        shown("风电 或"),
        "! there is nothing to choose from on one side of this [或]"
    );
    assert_eq!(
        shown("风电 且 或 光伏"),
        "! there is nothing on one side of this [且]"
    );
    assert_eq!(
        shown("风电 不含 或 光伏"),
        "! there is nothing to leave out [不含]"
    );
    assert_eq!(shown("年份="), "! a value is missing behind this [年份=]");
    assert_eq!(shown("指标:"), "! a value is missing behind this [指标:]");
    assert_eq!(shown("单位:亿元,"), "! a value is missing behind this [,]");
    assert_eq!(shown("金额>"), "! an amount is missing behind this [金额>]");
    assert_eq!(shown("金额>很多"), "! this is no amount [很多]");
    assert_eq!(shown(">5光年"), "! unknown unit “光年” [光年]");
    assert_eq!(shown(">100"), "! the amount has no unit [>100]");
    assert_eq!(shown(">三"), "! the amount has no unit [>三]");
    assert_eq!(shown("1万亩..5"), "! the amount has no unit [1万亩..5]");
    assert_eq!(
        shown("排名<=3亿元"),
        "! 数量 (count) is asked for, and 元 is 金额 (currency) [排名<=3亿元]"
    );
    assert_eq!(
        shown("金额>1平方公里"),
        "! 金额 (currency) is asked for, and 平方公里 is 面积 (area) [金额>1平方公里]"
    );
    assert_eq!(
        shown("1亿元..5公里"),
        "! 元 is 金额 (currency) and 公里 is 长度 (length) [1亿元..5公里]"
    );
    assert_eq!(shown("5%..3%"), "! the span ends before it begins [5%..3%]");
    let across = |query: &str| {
        shown(query)
            .split_once("asked for: ")
            .map(|(_, s)| s.to_string())
    };
    assert_eq!(
        across("单位:亩 >100亿元").as_deref(),
        Some("面积 (area) in 亩 and 金额 (currency) in 元 [>100亿元]")
    );
    assert!(across("量纲:面积 >100亿元").is_some() && across(">1亿美元 >1亿元").is_some());
    assert_eq!(across("单位:万元 >100亿元"), None, "of one dimension");
    assert_eq!(across("类型:rank 第1..3位 单位:位"), None);
    assert!(shown(">1亿元 <5公里").contains("金额 (currency) in 元 and 长度 (length) in 公里"));
    assert!(shown("第<=3 >1亿元 <5公里").contains("金额 (currency) in 元 and 长度 (length)"));
    assert_eq!(shown("不含"), "! there is nothing to leave out [不含]");
}

#[test]
fn nothing_to_look_for() {
    for query in ["", "  ", "，。！", "-", "\"\"", "“”", "- ？", "()"] {
        assert_eq!(shown(query), "! nothing", "{query}");
    }
}

#[test]
fn deep_brackets_are_refused() {
    let deep = format!("{}风{}", "(".repeat(1000), ")".repeat(1000));
    assert!(shown(&deep).contains("too deep"));
    let many = format!("{}风", "-".repeat(1000));
    assert!(shown(&many).contains("too deep"));
}
