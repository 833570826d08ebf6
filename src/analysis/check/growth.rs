//! A level against the level of the year before and the stated growth: 540亿元 × (1 + 10%) = 594亿元.

use super::Report;
use super::calibre::{is_of_years, is_other, is_real};
use super::finding::{Check, Cited, Finding, Sure};
use super::range::{Range, Reading, off_by};
use super::stated::{Stated, is_break};
use super::year::{before, is_named, is_on_year, is_on_year_here};
use crate::claim::{Direction, Kind, Status};
use crate::document::ReportKind;
use rust_decimal::Decimal;
use std::rc::Rc;

/// By how much prices may move in a year, as parts of a hundred: what grows at constant prices may be so far off.
const PRICES: (i64, i64) = (93, 112);

/// Looks at each growth beside its level.
pub fn check(report: &Report, last: &[Rc<Report>], found: &mut Vec<Finding>) {
    for sentence in report.sentences() {
        for growth in sentence {
            let fits = growth.kind == Kind::Growth
                && is_reached(growth, report)
                && !growth.is_doubtful()
                && growth.year().is_some()
                && !(growth.base_unit == "倍" && growth.baseline.is_none())
                && !growth.is_negative()
                && !is_of_years(growth)
                && !is_other(growth)
                && is_on_year_here(growth, report);
            let level = sentence.iter().rev().find(|c| {
                (growth.of == Some(c.start) || follows(c, growth) || is_past(c, growth, sentence))
                    && !c.is_of_last_year()
                    && c.kind == Kind::Level
                    && c.status == growth.status
                    && c.year() == growth.year()
                    && c.same_area(growth)
                    && !c.is_doubtful()
                    && !c.is_range
            });
            let (Some(level), true) = (level, fits) else {
                continue;
            };
            found.extend(by_change(growth, level, sentence));
            found.extend(by_year_before(growth, level, report, last));
        }
    }
}

/// Whether a growth is of a result: what is estimated in a plan or a budget is held against other figures.
fn is_reached(growth: &Stated, report: &Report) -> bool {
    match growth.status {
        Status::Actual => true,
        Status::Estimate => {
            growth.year() == report.covers && report.kind != Some(ReportKind::Budget)
        }
        Status::Target => false,
    }
}

/// 增长8%，达到342亿元: a level right behind its growth.
fn follows(level: &Stated, growth: &Stated) -> bool {
    if growth.of.is_some() || level.start < growth.end || !level.same_name(growth) {
        return false;
    }
    let between = growth.words(growth.end, level.start);
    between.chars().count() <= 12
        && between.chars().all(|c| c == ',' || !is_break(c))
        && ["达", "总量", "总额", "增至", "完成", "为"]
            .iter()
            .any(|word| between.contains(word))
}

/// 25.3万吨，上年为24.1万吨，增长8.4%: a level before that of the year before, which the growth was linked to.
fn is_past(level: &Stated, growth: &Stated, sentence: &[Stated]) -> bool {
    let past = sentence
        .iter()
        .find(|c| growth.of == Some(c.start) && c.is_of_last_year());
    past.is_some_and(|past| {
        level.end <= past.start && level.same_name(past) && level.same_unit(past)
    })
}

/// 30000元，比上年增加2000元，增长8%: level, change and growth of one sentence.
fn by_change(growth: &Stated, level: &Stated, sentence: &[Stated]) -> Option<Finding> {
    let change = sentence.iter().find(|c| {
        c.kind == Kind::Change
            && c.of == Some(level.start)
            && c.same_unit(level)
            && c.same_name(growth)
            && c.year() == growth.year()
            && is_on_year(c)
            && c.baseline.is_some() == growth.baseline.is_some()
            && c.direction == growth.direction
    })?;
    let off = off_by(|how| {
        let (new, moved) = (level.range(how)?, change.range(how)?);
        let old = match change.direction? {
            Direction::Up => new.minus(moved)?,
            Direction::Down => new.plus(moved)?,
        };
        new.off(old.times(growth.factor(how)?)?)
    })?;
    let base = match change.direction? {
        Direction::Up => level.value?.checked_sub(change.value?)?,
        Direction::Down => level.value?.checked_add(change.value?)?,
    };
    let sign = sign(change);
    Some(Finding {
        check: Check::Growth,
        sure: Sure::High,
        reason: "level, change and growth stand in one sentence".into(),
        arithmetic: format!(
            "{} {} {} = {} before; {} / {} = {}%, stated {}{}",
            level.text(),
            if sign == "+" { "-" } else { "+" },
            change.text(),
            level.say(base),
            change.text(),
            level.say(base),
            change
                .value?
                .checked_mul(Decimal::ONE_HUNDRED)?
                .checked_div(base)?
                .round_dp(2)
                .normalize(),
            sign,
            growth.text(),
        ),
        off: Some(off),
        unit: level.base_unit.clone(),
        reached: None,
        claims: vec![
            Cited::of("growth", growth),
            Cited::of("new", level),
            Cited::of("change", change),
        ],
    })
}

/// Level and growth against the level of the year before.
fn by_year_before(
    growth: &Stated,
    level: &Stated,
    report: &Report,
    last: &[Rc<Report>],
) -> Option<Finding> {
    let real = is_real(level);
    let expected = |old: &Stated, how| old.range(how)?.times(growth.factor(how)?);
    let off = |old: &Stated| {
        off_by(|how| {
            let mut expected = expected(old, how)?;
            if level.status == Status::Estimate {
                // What was estimated is rounded as it pleases.
                expected = expected.times(hundredths(99, 101))?;
            }
            let off = level.range(how)?.off(expected)?;
            if real {
                let priced = expected.times(hundredths(PRICES.0, PRICES.1))?;
                level.range(how)?.off(priced)?;
            }
            Some(off)
        })
    };
    let earlier = before(level, report, last);
    let offs: Option<Vec<Decimal>> = earlier.iter().map(|e| off(e.level)).collect();
    let (earlier_first, off) = earlier.first().zip(offs?.first().copied())?;
    let old = earlier_first.level;
    // Where a level of that name and a growth of its own fit last year's, this one is of something else: a zone, a part.
    let rivals = report.claims.iter().filter(|g| {
        g.kind == Kind::Growth
            && g.start != growth.start
            && g.year() == growth.year()
            && g.same_name(growth)
    });
    for rival in rivals {
        let of = |l: &&Stated| l.beside(rival) && rival.of == Some(l.start) && l.same_name(level);
        let fits = report.claims.iter().filter(of).any(|l| {
            l.same_unit(level)
                && l.value != level.value
                && off_by(|how| {
                    let expected = old.range(how)?.times(rival.factor(how)?)?;
                    l.range(how)?.off(expected)
                })
                .is_none()
        });
        if fits {
            return None;
        }
    }
    let expected = expected(old, Reading::Rounded)?;
    let other = earlier_first.is_other;
    let (sure, reason) = match (real, other) {
        (true, _) => (
            Sure::Low,
            "its growth is at constant prices, but no usual change of prices explains this",
        ),
        (false, true) if !is_named(old, level) => (
            Sure::Low,
            "last year's report names it otherwise, and may have been revised",
        ),
        (false, true) => (
            Sure::Medium,
            "last year's figure may have been revised since",
        ),
        (false, false) => (Sure::High, "both years and the growth stand in one report"),
    };
    Some(Finding {
        check: Check::Growth,
        sure,
        reason: reason.into(),
        arithmetic: format!(
            "{} × (1 {} {}) = {}, stated {} ({} / {} = {})",
            old.text(),
            sign(growth),
            growth.text(),
            level.say_range(expected),
            level.text(),
            level.text(),
            old.text(),
            percent_more(level.value?, old.value?)?,
        ),
        off: Some(off),
        unit: level.base_unit.clone(),
        reached: None,
        claims: vec![
            Cited::of("new", level),
            Cited::of("growth", growth),
            Cited::of("old", old),
        ],
    })
}

/// A range in hundredths.
fn hundredths(low: i64, high: i64) -> Range {
    Range::new(Decimal::new(low, 2), Decimal::new(high, 2))
}

/// The sign of a move.
pub fn sign(claim: &Stated) -> &'static str {
    match claim.direction {
        Some(Direction::Down) => "-",
        _ => "+",
    }
}

/// By how much a value is more than another, in per cent.
pub fn percent_more(new: Decimal, old: Decimal) -> Option<String> {
    let more = new
        .checked_sub(old)?
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(old)?
        .round_dp(2)
        .normalize();
    Some(match more.is_sign_negative() {
        true => format!("{more}%"),
        false => format!("+{more}%"),
    })
}
