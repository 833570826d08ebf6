//! A level against the level of the year before and the stated change: 112家 + 64家 = 176家.

use super::Report;
use super::calibre::{is_of_years, is_other};
use super::finding::{Check, Cited, Finding, Sure};
use super::growth::sign;
use super::range::off_by;
use super::stated::{Stated, is_break};
use super::year::{before, is_named, is_on_year_here};
use crate::claim::{Direction, Kind, Status};
use rust_decimal::Decimal;
use std::rc::Rc;

/// How many scalar values may stand between a change and its level.
const NEAR: usize = 24;

/// Words for new things of which others go each year, and are not told.
const COME_AND_GO: [&str; 8] = [
    "新登记",
    "新注册",
    "新设",
    "新开办",
    "新发展",
    "新开工",
    "新签约",
    "新投放",
];

/// Looks at each change beside its level.
pub fn check(report: &Report, last: &[Rc<Report>], found: &mut Vec<Finding>) {
    for sentence in report.sentences() {
        for change in sentence {
            let fits = is_added(change)
                && change.status == Status::Actual
                && !change.is_range
                && !change.is_doubtful()
                && change.year().is_some()
                && is_on_year_here(change, report)
                && !change.is_negative()
                && !is_of_years(change)
                && !is_other(change);
            let level = sentence.iter().find(|c| is_level_of(c, change));
            if let (Some(level), true) = (level, fits) {
                found.extend(against(change, level, report, last));
            }
        }
    }
}

/// Whether a number tells a change, or a flow of new things whose sum is told behind it: 新认定64家，总数178家.
fn is_added(claim: &Stated) -> bool {
    claim.kind == Kind::Change
        || claim.kind == Kind::Level
            && claim.name().starts_with('新')
            && claim.stock_name() != claim.name()
}

/// Whether `level` is what a change led to: 新增64家、达到176家; 增加64家，总数176家.
fn is_level_of(level: &Stated, change: &Stated) -> bool {
    let unit = match change.base_unit.as_str() {
        "百分点" => level.base_unit == "%",
        _ => level.same_unit(change),
    };
    let linked = change.of == Some(level.start);
    let near = level.start >= change.end && {
        let between = change.words(change.end, level.start);
        between.chars().count() <= NEAR
            && between.chars().all(|c| c == ',' || !is_break(c))
            && ["达", "总数", "总量", "累计", "增至", "增加到", "共", "至"]
                .iter()
                .any(|word| between.contains(word))
    };
    let kind =
        level.kind == Kind::Level || level.kind == Kind::Share && change.base_unit == "百分点";
    kind && unit
        && level.status == Status::Actual
        && level.from.is_none()
        && !level.is_range
        && !level.is_doubtful()
        && level.year() == change.year()
        && level.same_area(change)
        && (level.same_indicator(change) || level.stock_name() == change.stock_name())
        && level.start != change.start
        && (linked || near)
}

fn against(
    change: &Stated,
    level: &Stated,
    report: &Report,
    last: &[Rc<Report>],
) -> Option<Finding> {
    let direction = match change.kind {
        Kind::Change => change.direction?,
        _ => Direction::Up,
    };
    let off = |old: &Stated| {
        off_by(|how| {
            let moved = change.range(how)?;
            let expected = match direction {
                Direction::Up => old.range(how)?.plus(moved)?,
                Direction::Down => old.range(how)?.minus(moved)?,
            };
            level.range(how)?.off(expected)
        })
    };
    let earlier = before(level, report, last);
    let offs: Option<Vec<Decimal>> = earlier.iter().map(|e| off(e.level)).collect();
    let (first, off) = earlier.first().zip(offs?.first().copied())?;
    let old = first.level;
    // One report has the same figure twice, and a change beside it: the year of one of them is misread, not the figure.
    if !first.is_other && old.value == level.value {
        return None;
    }
    // What is new need not stay: the level may be less than old and new together.
    let gross = change.before(8).contains('新') || change.before(8).contains("建");
    let sum = match direction {
        Direction::Up => old.value?.checked_add(change.value?)?,
        Direction::Down => old.value?.checked_sub(change.value?)?,
    };
    let falls_short = gross && level.value < Some(sum);
    // 新登记市场主体1.9万户: as a rule others close in the same year.
    let named = change.name();
    let comes_and_goes = COME_AND_GO
        .iter()
        .any(|word| named.starts_with(word) || change.before(16).contains(word));
    if falls_short && comes_and_goes {
        return None;
    }
    let (sure, reason) = match (first.is_other, falls_short) {
        (true, _) if !is_named(old, level) => (
            Sure::Low,
            "last year's report names it otherwise, and may have been revised",
        ),
        (_, true) => (
            Sure::Medium,
            "of what was added and what there was some may be gone again",
        ),
        (true, _) => (
            Sure::Medium,
            "last year's figure may have been revised since",
        ),
        (false, _) => (Sure::High, "both years and the change stand in one report"),
    };
    Some(Finding {
        check: Check::Change,
        sure,
        reason: reason.into(),
        arithmetic: format!(
            "{} {} {} = {}, stated {}",
            old.text(),
            sign(change),
            change.text(),
            level.say(sum),
            level.text()
        ),
        off: Some(off),
        unit: level.base_unit.clone(),
        reached: None,
        claims: vec![
            Cited::of("new", level),
            Cited::of("change", change),
            Cited::of("old", old),
        ],
    })
}
