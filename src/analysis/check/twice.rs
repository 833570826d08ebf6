//! The same claim with two values in one report.

use super::Report;
use super::finding::{Check, Cited, Finding, Sure};
use super::stated::Stated;
use crate::claim::{Direction, Kind, Status};
use crate::quantity::Bound;
use std::collections::BTreeMap;

/// What two claims have in common that state the same.
type Same<'a> = (
    &'a str,
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
        found.extend(differing(&claims));
    }
}

/// Whether a claim is so well known that another of its like has to state the same.
fn is_fit(claim: &Stated) -> bool {
    matches!(claim.kind, Kind::Level | Kind::Growth | Kind::Share)
        && claim.is_known()
        && !claim.is_range
        && !claim.is_doubtful()
        && !claim.is_cell()
        && claim.value.is_some()
        && claim.from.is_none()
        && claim.period.is_some()
}

fn key(claim: &Stated) -> Same<'_> {
    let kind = match claim.kind {
        Kind::Growth => "growth",
        Kind::Share => "share",
        _ => "level",
    };
    let status = match claim.status {
        Status::Actual => "actual",
        Status::Target => "target",
        Status::Estimate => "estimate",
    };
    (
        claim.name(),
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
fn differing(claims: &[&Stated]) -> Option<Finding> {
    let (first, others) = claims.split_first()?;
    let range = first.range()?;
    let other = others.iter().find(|c| {
        !c.beside(first)
            && c.cumulative == first.cumulative
            && c.range().is_some_and(|r| r.off(range).is_some())
    })?;
    let off = other.range()?.off(range)?;
    let exact = first.bound == Bound::Equal && other.bound == Bound::Equal;
    Some(Finding {
        check: Check::Twice,
        sure: if exact && claims.len() == 2 { Sure::Medium } else { Sure::Low },
        reason: "both name the same thing, time and place".into(),
        arithmetic: format!(
            "{} {} is {} and {}",
            first.name(),
            first.period.as_deref().unwrap_or_default(),
            first.text(),
            other.text()
        ),
        off: Some(off),
        unit: first.base_unit.clone(),
        reached: None,
        claims: vec![Cited::of("first", first), Cited::of("second", other)],
    })
}
