//! The same claim with two values in one report.

use super::Report;
use super::calibre::{is_of_years, is_other};
use super::finding::{Check, Cited, Finding, Sure};
use super::range::off_by;
use super::stated::Stated;
use crate::claim::{Direction, Kind, Status};
use crate::document::ReportKind;
use crate::quantity::Bound;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Words for a part of a place or of a thing, of which the same name may have another value.
const PARTS: [&str; 19] = [
    "本级",
    "市级",
    "县级",
    "省级",
    "区级",
    "州级",
    "园区",
    "开发区",
    "高新区",
    "新区",
    "构成",
    "门类",
    "行业看",
    "类型看",
    "产业看",
    "民营",
    "非公",
    "汇总",
    "断面",
];

/// Within how many scalar values a sentence names whom it is about.
const OPENING: usize = 8;

/// Names of what each of many things has.
const OF_EACH: [&str; 5] = ["总投资", "投资额", "项目", "资金", "工程"];

/// What two claims have in common that state the same.
type Same<'a> = (
    String,
    &'static str,
    Option<&'a str>,
    Option<&'a str>,
    &'static str,
    &'a str,
    Option<bool>,
    Option<&'a str>,
    Option<&'a str>,
);

/// Looks at claims of the same thing, time and place.
pub fn check(report: &Report, found: &mut Vec<Finding>) {
    let mut same: BTreeMap<Same, Vec<&Stated>> = BTreeMap::new();
    for claim in report.claims.iter().filter(|c| is_fit(c)) {
        same.entry(key(claim)).or_default().push(claim);
    }
    for claims in same.into_values() {
        found.extend(differing(report, &claims));
    }
    in_tables(report, found);
}

/// Looks at what both the text and a table state: 社会消费品零售总额620.3亿元, and 602.3 in its row.
fn in_tables(report: &Report, found: &mut Vec<Finding>) {
    // The tables of a budget are of one of its tiers each.
    if report.kind == Some(ReportKind::Budget) {
        return;
    }
    let mut same: BTreeMap<Same, (Vec<&Stated>, Vec<&Stated>)> = BTreeMap::new();
    for claim in &report.claims {
        let Some(id) = claim.indicator_id.clone() else {
            continue;
        };
        let mut key = key(claim);
        key.0 = id;
        if is_cell_fit(claim) {
            same.entry(key).or_default().1.push(claim);
        } else if is_fit(claim) && is_headline(report, claim) {
            same.entry(key).or_default().0.push(claim);
        }
    }
    // A name with several values in either stands for several things.
    let single = |claims: &[&Stated]| claims.iter().all(|c| c.value == claims[0].value);
    for (told, cells) in same.into_values() {
        let Some((first, cell)) = told.first().zip(cells.first()) else {
            continue;
        };
        let off = off_by(|how| cell.range(how)?.off(first.range(how)?));
        if let Some(off) = off
            && single(&told)
            && single(&cells)
            && is_near(first, cell)
            && first.cumulative == cell.cumulative
            // 各项存款余额 in a table of 人民币 is another than that of 本外币.
            && (first.same_name(cell) || first.indicator_id.as_deref() == Some("gdp"))
        {
            found.push(Finding {
                check: Check::Twice,
                sure: Sure::Medium,
                reason: "the text and a table name the same thing, time and place".into(),
                arithmetic: said(first, cell),
                off: Some(off),
                unit: first.base_unit.clone(),
                reached: None,
                claims: vec![Cited::of("first", first), Cited::of("second", cell)],
            });
        }
    }
}

/// Whether the cell of a table states a year's level or growth of something known.
fn is_cell_fit(claim: &Stated) -> bool {
    matches!(claim.kind, Kind::Level | Kind::Growth)
        && claim.is_cell()
        && !claim.is_range
        && !claim.is_doubtful()
        && claim.bound == Bound::Equal
        && claim.value.is_some()
        && claim.year().is_some()
}

/// 2018 is 178家 and 175家.
fn said(first: &Stated, other: &Stated) -> String {
    format!(
        "{} {} is {} and {}",
        first.name(),
        first.period.as_deref().unwrap_or_default(),
        first.text(),
        other.text()
    )
}

/// Whether a claim is so well known that another of its like has to state the same.
fn is_fit(claim: &Stated) -> bool {
    matches!(
        claim.kind,
        Kind::Level | Kind::Growth | Kind::Share | Kind::Change
    )
        && (claim.is_known() || claim.is_of_whole())
        && !claim.is_range
        && !claim.is_doubtful()
        && !claim.is_cell()
        && !claim.is_origin
        && !claim.is_negative()
        && !is_other(claim)
        && !is_of_years(claim)
        && !["累计", "以来", "两年", "三年", "五年"]
            .iter()
            .any(|word| claim.kind == Kind::Growth && claim.words(0, claim.start).contains(word))
        && !(claim.dimension.as_deref() == Some("count")
            && claim.scale == 0
            && claim.number.iter().any(|n| n.scale() > 0))
        && !matches!(claim.bound, Bound::AtLeast | Bound::AtMost)
        // 年内新增25家 is aimed at, whatever its section says.
        && !claim.before(30).contains("年内")
        && claim.value.is_some()
        && claim.from.is_none()
        && claim.year().is_some()
}

fn key(claim: &Stated) -> Same<'_> {
    let kind = match claim.kind {
        Kind::Growth => "growth",
        Kind::Share => "share",
        Kind::Change => "change",
        _ => "level",
    };
    let status = match claim.status {
        Status::Actual => "actual",
        Status::Target => "target",
        Status::Estimate => "estimate",
    };
    (
        claim.plain_name(),
        kind,
        claim.area.as_deref(),
        claim.period.as_deref(),
        status,
        &claim.base_unit,
        claim.direction.map(|d| d == Direction::Up),
        claim.whole.as_deref(),
        claim.baseline.as_deref().filter(|b| !b.contains("上年")),
    )
}

/// Two of the claims that cannot both be right.
fn differing(report: &Report, claims: &[&Stated]) -> Option<Finding> {
    // A name of three values stands for three things.
    let mut values: Vec<Decimal> = claims.iter().filter_map(|c| c.value).collect();
    values.sort_unstable();
    values.dedup();
    if values.len() > 2 {
        return None;
    }
    let (first, others) = claims.split_first()?;
    let off = |c: &Stated| off_by(|how| c.range(how)?.off(first.range(how)?));
    let other = others
        .iter()
        .find(|c| !c.beside(first) && c.cumulative == first.cumulative && off(c).is_some())?;
    let off = off(other)?;
    let exact = first.bound == Bound::Equal && other.bound == Bound::Equal;
    let anchored = anchor(report, first, other);
    let headline =
        is_headline(report, first) && is_headline(report, other) && is_near(first, other);
    // Beside one level two growths are one too many; one growth may well be of two levels.
    let by_level = anchored.is_some() && first.kind == Kind::Growth;
    if !by_level && !headline {
        return None;
    }
    // Of two levels the growths differ, and that they are two is told of the levels.
    let level_of = |c: &Stated| {
        let level = report
            .claims
            .iter()
            .find(|l| l.beside(c) && c.of == Some(l.start));
        level.and_then(|l| l.value)
    };
    if first.kind == Kind::Growth
        && level_of(first)
            .zip(level_of(other))
            .is_some_and(|(a, b)| a != b)
    {
        return None;
    }
    let (sure, reason) = match (&anchored, exact) {
        (Some(_), _) => (Sure::High, "another number of both is the same"),
        (None, true) => (Sure::Medium, "both name the same thing, time and place"),
        (None, false) => (Sure::Low, "one of both is rounded"),
    };
    let mut cited = vec![Cited::of("first", first), Cited::of("second", other)];
    if let Some((a, b)) = anchored {
        cited.push(Cited::of("same", a));
        cited.push(Cited::of("same", b));
    }
    Some(Finding {
        check: Check::Twice,
        sure,
        reason: reason.into(),
        arithmetic: said(first, other),
        off: Some(off),
        unit: first.base_unit.clone(),
        reached: None,
        claims: cited,
    })
}

/// Numbers beside both that are the same: of one level the growth, of one growth the level.
fn anchor<'a>(
    report: &'a Report,
    first: &Stated,
    other: &Stated,
) -> Option<(&'a Stated, &'a Stated)> {
    let beside = |claim: &Stated| -> Vec<&'a Stated> {
        let near = report.claims.iter().filter(|c| c.beside(claim));
        near.filter(|c| match (claim.kind, c.kind) {
            (Kind::Level, Kind::Growth) => c.of == Some(claim.start),
            (Kind::Growth, Kind::Level) => claim.of == Some(c.start),
            _ => false,
        })
        .collect()
    };
    let others = beside(other);
    beside(first).into_iter().find_map(|a| {
        let b = others.iter().find(|b| {
            a.same_name(b) && a.value == b.value && a.base_unit == b.base_unit && a.value.is_some()
        })?;
        // 10% stands beside many a number; a level does not.
        (a.kind == Kind::Level || a.number.iter().any(|n| n.scale() > 0)).then_some((a, *b))
    })
}

/// Whether a claim speaks of the whole place: no part is named before it, in no list and in no bracket.
fn is_headline(report: &Report, claim: &Stated) -> bool {
    let before = claim.words(0, claim.start);
    claim.bracket().is_none()
        && !follows_part(report, claim)
        && !OF_EACH.iter().any(|word| claim.name().contains(word))
        && !claim.name().starts_with('新')
        && !before.contains("其中")
        && !PARTS
            .iter()
            .any(|word| before.contains(word) && !claim.name().contains(word))
        && (report.kind != Some(ReportKind::Budget) || claim.is_of_whole())
}

/// Whether the sentence before opens with a part of the place, of which this one may go on to speak.
fn follows_part(report: &Report, claim: &Stated) -> bool {
    let home = &claim.hit.home;
    let before = report
        .claims
        .iter()
        .rev()
        .find(|c| c.hit.home.end <= home.start);
    before.is_some_and(|c| {
        let opening = c.words(0, OPENING);
        home.start - c.hit.home.end <= 2 && PARTS.iter().any(|word| opening.contains(word))
    })
}

/// Whether two values may be one: neither is half as much again as the other.
fn is_near(a: &Stated, b: &Stated) -> bool {
    let within = |a: Decimal, b: Decimal| {
        let most = a.checked_mul(Decimal::new(15, 1));
        most.is_some_and(|most| b <= most)
    };
    a.value
        .zip(b.value)
        .is_some_and(|(a, b)| within(a, b) && within(b, a))
}
