//! A target of last year's report against what this year's report says was reached.

use super::Report;
use super::finding::{Check, Cited, Finding, Sure};
use super::stated::Stated;
use crate::claim::{Direction, Kind, Status};
use crate::quantity::Bound;
use rust_decimal::Decimal;
use std::rc::Rc;

/// Looks at each result that last year's reports set a target for.
pub fn check(report: &Report, last: &[Rc<Report>], found: &mut Vec<Finding>) {
    let mut seen: Vec<&Stated> = Vec::new();
    for result in &report.claims {
        let fits = matches!(result.kind, Kind::Level | Kind::Growth | Kind::Change)
            && result.status == Status::Actual
            && result.year().is_some()
            && result.year() == report.covers
            && result.is_known()
            && !result.is_range
            && !result.is_doubtful()
            && !result.is_cell();
        if !fits || seen.iter().any(|s| s.same_name(result) && s.kind == result.kind) {
            continue;
        }
        let targets = last.iter().flat_map(|r| &r.claims);
        let target = targets.into_iter().find(|t| is_target_of(t, result));
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
        && target.same_name(result)
        && target.same_area(result)
        && target.same_unit(result)
        && target.cumulative == result.cumulative
        && !target.is_doubtful()
        && !target.is_cell()
}

/// What is to be said of a target and its result.
fn note(target: &Stated, result: &Stated) -> Option<Finding> {
    let (least, most) = ends(target)?;
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
        reason: "target and result bear the same name".into(),
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
    Some(match target.bound {
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
