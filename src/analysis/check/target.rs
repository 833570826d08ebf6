//! A target of last year's report against what this year's report says was reached.

use super::Report;
use super::calibre::is_of_years;
use super::finding::{Check, Cited, Finding, Sure};
use super::stated::Stated;
use super::year::{is_near, is_on_year_here};
use crate::claim::{Direction, Kind, Status};
use crate::quantity::Bound;
use rust_decimal::Decimal;
use std::rc::Rc;

/// Words in the name of what a target sets an upper end for.
const BAD: [&str; 9] = [
    "价格",
    "物价",
    "失业",
    "发生率",
    "能耗",
    "排放",
    "死亡",
    "浓度",
    "赤字",
];

/// Looks at each result that last year's reports set a target for.
pub fn check(report: &Report, last: &[Rc<Report>], found: &mut Vec<Finding>) {
    if last.is_empty() {
        return;
    }
    let mut seen: Vec<&Stated> = Vec::new();
    for result in &report.claims {
        let fits = matches!(result.kind, Kind::Level | Kind::Growth | Kind::Change)
            && result.status == Status::Actual
            && result.year().is_some()
            && result.year() == report.covers
            && result.is_known()
            && !result.is_range
            && !result.is_origin
            && !result.is_negative()
            && result.unit_counts()
            && !is_of_years(result)
            && !result.is_doubtful()
            && !result.is_cell()
            && is_on_year_here(result, report);
        if !fits
            || seen
                .iter()
                .any(|s| s.same_name(result) && s.kind == result.kind)
        {
            continue;
        }
        // A name with several values (全市, 市本级) tells no target and no result.
        let alike = |c: &&Stated| {
            c.status == Status::Actual
                && c.kind == result.kind
                && c.same_name(result)
                && c.year() == result.year()
                && c.base_unit == result.base_unit
        };
        if report
            .claims
            .iter()
            .filter(alike)
            .any(|c| c.value != result.value)
        {
            continue;
        }
        let target = last.iter().find_map(|r| {
            let targets = |named: bool| {
                let of = move |t: &&Stated| is_target_of(t, result) && t.same_name(result) == named;
                r.claims.iter().filter(of)
            };
            // What bears the very name is meant before what the vocabulary takes for the same.
            let named = targets(true).next().is_some();
            let mut targets = targets(named);
            let first = targets.next()?;
            targets.all(|t| t.value == first.value).then_some(first)
        });
        if let Some(finding) = target.and_then(|t| note(t, result)) {
            seen.push(result);
            found.push(finding);
        }
    }
}

fn is_target_of(target: &Stated, result: &Stated) -> bool {
    target.status == Status::Target
        && target.kind == result.kind
        && target.year() == result.year()
        && target.same_indicator(result)
        && target.same_area(result)
        && target.same_unit(result)
        && (target.kind != Kind::Level || is_near(target, result))
        && target.cumulative == result.cumulative
        && !target.is_negative()
        && !target.is_doubtful()
        && !target.is_cell()
}

/// What is to be said of a target and its result.
fn note(target: &Stated, result: &Stated) -> Option<Finding> {
    let (least, most) = ends(target)?;
    if target.is_range {
        return None;
    }
    let is = match (target.direction, result.direction) {
        // A fall where a rise was aimed at.
        (Some(a), Some(b)) if a != b => Decimal::ZERO.checked_sub(result.value?)?,
        _ => result.value?,
    };
    let reached = least.is_none_or(|least| is >= least) && most.is_none_or(|most| is <= most);
    let moved = |c: &Stated| match (c.kind, c.direction) {
        (Kind::Level, _) | (_, None) => "",
        (_, Some(Direction::Up)) => "+",
        (_, Some(Direction::Down)) => "-",
    };
    Some(Finding {
        check: Check::Target,
        sure: Sure::Medium,
        reason: match target.same_name(result) {
            true => "target and result bear the same name",
            false => "the vocabulary takes both names for one indicator",
        }
        .into(),
        arithmetic: format!(
            "aimed at {}{}{}, {}: {}{}",
            said(target.bound),
            moved(target),
            target.text(),
            if reached { "reached" } else { "missed" },
            moved(result),
            result.text()
        ),
        off: None,
        unit: result.base_unit.clone(),
        reached: Some(reached),
        claims: vec![Cited::of("result", result), Cited::of("target", target)],
    })
}

/// Between which values a target is reached; 左右 leaves a twentieth below.
fn ends(target: &Stated) -> Option<(Option<Decimal>, Option<Decimal>)> {
    let low = target.value?;
    let bad = BAD.iter().any(|word| target.name().contains(word));
    let falls = target.direction == Some(Direction::Down);
    Some(match target.bound {
        Bound::Equal if target.kind == Kind::Level && falls => (None, Some(low)),
        Bound::Equal if bad && !falls => (None, Some(low)),
        Bound::About if bad && !falls => (None, Some(low.checked_mul(Decimal::new(105, 2))?)),
        Bound::AtMost | Bound::Below => (None, Some(low)),
        Bound::About => (Some(low.checked_mul(Decimal::new(95, 2))?), None),
        _ => (Some(low), None),
    })
}

fn said(bound: Bound) -> &'static str {
    match bound {
        Bound::AtMost | Bound::Below => "at most ",
        Bound::About => "about ",
        _ => "",
    }
}
