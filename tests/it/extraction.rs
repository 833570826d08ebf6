//! What is found in a text: each sentence of `tests/data/claims.txt` with its answer, and the texts that hold no claim.

use std::fmt::Write as _;
use zhishu::{Bound, Document, Kind, Lexicon, Metadata, Number, ReportKind, Role, extract};

/// The sentences and the claims that are expected of each, in the form of [`told`].
const CLAIMS: &str = include_str!("../data/claims.txt");

/// Texts that hold numbers but no claim, one a line.
const NO_CLAIMS: &str = include_str!("../data/no_claims.txt");

/// A report of 清远 given in 2018.
fn report(text: &str) -> Document {
    Document {
        id: "清远-2018".to_string(),
        text: text.to_string(),
        metadata: Metadata {
            place: Some("清远市".to_string()),
            kind: Some(ReportKind::Work),
            year: Some(2018),
            covers: Some(2017),
            ..Metadata::default()
        },
        pages: Vec::new(),
    }
}

/// The claims of a text, a line each: text, indicator, kind, direction; then the value where the text does not show it,
/// and what differs from an actual claim of the report's own place and year.
fn told(text: &str) -> Vec<String> {
    let document = report(text);
    let chars: Vec<char> = text.chars().collect();
    let extraction = extract(&document, Lexicon::builtin());
    let mut out = Vec::new();
    for m in &extraction.mentions {
        let Some(c) = &m.claim else { continue };
        let q = &m.quantity;
        let said: String = chars[m.span.start..m.span.end].iter().collect();
        let number = match &q.number {
            Number::Single(n) => n.to_string(),
            Number::Range(a, b) => format!("{a}~{b}"),
            Number::Ratio(parts) => {
                let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
                parts.join(":")
            }
        };
        let name = |v: serde_json::Value| v.as_str().unwrap_or_default().to_string();
        let mut line = format!(
            "{said} {} {}",
            c.indicator.as_deref().unwrap_or("-"),
            kind(c.kind)
        );
        if let Some(d) = c.direction {
            let _ = write!(line, " {}", name(serde_json::json!(d)));
        }
        let _ = write!(line, " {number}e{}{}", q.scale, q.unit);
        if q.bound != Bound::Equal {
            let _ = write!(line, " {}", name(serde_json::json!(q.bound)));
        }
        for (key, value) in [
            ("baseline", &c.baseline),
            ("whole", &c.whole),
            ("scope", &c.scope),
        ] {
            if let Some(value) = value {
                let _ = write!(line, " {key}={value}");
            }
        }
        if c.period.as_deref() != Some("2017") {
            let _ = write!(line, " @{}", c.period.as_deref().unwrap_or("-"));
        }
        if c.area.as_deref() != Some("清远市") {
            let _ = write!(line, " in={}", c.area.as_deref().unwrap_or("-"));
        }
        let status = name(serde_json::json!(c.status));
        if status != "actual" {
            let _ = write!(line, " {status}");
        }
        out.push(line);
    }
    out
}

fn kind(kind: Kind) -> String {
    let value = serde_json::json!(kind);
    value.as_str().unwrap_or_default().to_string()
}

#[test]
fn every_sentence_yields_its_claims() {
    let mut wrong = String::new();
    let mut sentence = None;
    let mut expected: Vec<&str> = Vec::new();
    let mut checked = 0;
    for line in CLAIMS.lines().chain(["## end"]) {
        if let Some(answer) = line.strip_prefix("= ") {
            expected.push(answer);
            continue;
        }
        if let Some(text) = sentence.take() {
            let found = told(text);
            if found != expected {
                let _ = writeln!(
                    wrong,
                    "{text}\n= {}\n  not\n= {}",
                    found.join("\n= "),
                    expected.join("\n= ")
                );
            }
            checked += 1;
            expected.clear();
        }
        if !line.starts_with('#') && !line.is_empty() {
            sentence = Some(line);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(checked >= 50, "{checked} sentences");
}

#[test]
fn texts_without_claims_yield_none() {
    for text in NO_CLAIMS
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
    {
        assert_eq!(told(text), Vec::<String>::new(), "{text}");
    }
}

/// A work report given in the first year of a five-year plan looks back on five years as well as on one.
#[test]
fn the_first_report_of_a_plan_looks_back_on_five_years() {
    let periods = |text: &str| {
        let mut document = report(text);
        document.metadata.year = Some(2021);
        document.metadata.covers = Some(2020);
        let found = extract(&document, Lexicon::builtin());
        let claims = found.mentions.into_iter().filter_map(|m| m.claim);
        claims.filter_map(|c| c.period).collect::<Vec<_>>()
    };
    assert_eq!(periods("产值9亿元，年均增长6%。"), ["2020", "2016/2020"]);
    assert_eq!(periods("产值9亿元，增长6%。"), ["2020", "2020"]);
    assert_eq!(periods("——这五年，新建学校9所。"), ["2016/2020"]);
    assert_eq!(periods("“十三五”以来，新建学校9所。"), ["2016/2020"]);
    assert_eq!(periods("未来五年，新建学校9所。"), ["2021/2025"]);
    assert_eq!(
        periods("一、今年的重点工作\n收入年均增长6%。"),
        ["2021/2025"]
    );
    assert_eq!(
        periods(
            "一、“十三五”成就和“十四五”时期目标\n新建学校9所。\n“十四五”时期经济目标是：新建学校9所。"
        ),
        ["2016/2020", "2021/2025"]
    );
}

#[test]
fn every_role_is_handed_out_with_its_rule() {
    let text = "2017年，主营业务收入5亿元以上工业企业120家，获评4A级景区。";
    let extraction = extract(&report(text), Lexicon::builtin());
    let roles: Vec<Role> = extraction.mentions.iter().map(|m| m.role).collect();
    assert_eq!(
        roles,
        [Role::Date, Role::Qualifier, Role::Claim, Role::Label]
    );
    assert!(extraction.mentions.iter().all(|m| !m.rule.is_empty()));
}

#[test]
fn a_table_gives_unit_and_kind_to_its_cells() {
    let text = "表1 主要产品产量\n产品名称\t单位\t产量\t比上年增长（%）\n水泥\t万吨\t196.24\t-30.2\n其中：特种水泥\t万吨\t12\t0.0";
    assert_eq!(
        told(text),
        [
            "196.24 水泥 level 196.24e4吨",
            "-30.2 水泥 growth down 30.2e0% baseline=上年",
            "12 特种水泥 level 12e4吨",
            "0.0 特种水泥 growth 0.0e0% baseline=上年",
        ]
    );
}

#[test]
fn a_table_run_on_with_spaces_is_read_too() {
    let text =
        "指标 绝对数（亿元） 比上年增长（%）\n生产总值 1500.9 5.0\n— 6 —\n第一产业 210.3 4.2";
    assert_eq!(
        told(text),
        [
            "1500.9 生产总值 level 1500.9e8元",
            "5.0 生产总值 growth up 5.0e0% baseline=上年",
            "210.3 第一产业 level 210.3e8元",
            "4.2 第一产业 growth up 4.2e0% baseline=上年",
        ]
    );
}
