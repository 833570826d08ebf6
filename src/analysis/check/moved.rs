//! The two ends of a move against the stated difference or growth: 由36.5%下降到28.5%，下降8个百分点.

use super::Report;
use super::calibre::{is_other, is_real};
use super::finding::{Check, Cited, Finding, Sure};
use super::growth::{percent_more, sign};
use super::range::Range;
use super::stated::{Stated, is_break};
use crate::claim::{Direction, Kind};
use rust_decimal::Decimal;

/// How many scalar values may stand between the ends and the difference.
const NEAR: usize = 16;

/// Looks at each from–to pair and what is said of it behind or before.
pub fn check(report: &Report, found: &mut Vec<Finding>) {
    for sentence in report.sentences() {
        for (i, new) in sentence.iter().enumerate() {
            let from = sentence[..i].iter().position(|c| new.from == Some(c.start));
            let Some(old) = from.map(|f| &sentence[f]) else {
                continue;
            };
            if new.is_cell()
                || old.is_range
                || new.is_range
                || old.is_negative()
                || new.is_negative()
                || !old.same_unit(new)
                || !is_pair(old, new)
            {
                continue;
            }
            found.extend(turned(old, new));
            let behind = sentence.get(i + 1).filter(|c| is_behind(c, new));
            let before = from
                .and_then(|f| f.checked_sub(1))
                .map(|b| &sentence[b])
                .filter(|c| is_before(c, old));
            let further = behind.and_then(|_| sentence.get(i + 2)).filter(|c| {
                is_behind(c, new) && (c.kind, &c.base_unit) != (sentence[i + 1].kind, &sentence[i + 1].base_unit)
            });
            for said in [behind, further, before].into_iter().flatten() {
                found.extend(against(old, new, said));
            }
        }
    }
}

/// Whether two ends stand in one move of one thing: 从A下降到B, and not 分别从A、B下降到C、D.
fn is_pair(old: &Stated, new: &Stated) -> bool {
    let between = old.words(old.end, new.start);
    let before = old.before(NEAR * 2);
    between.chars().count() <= NEAR * 2
        && between.chars().all(|c| c != '、' && c != ';' && c != '。')
        && (before.contains('从') || before.contains('由'))
        && !before.contains("分别")
        && !between.contains("分别")
}

/// Whether a difference stands right behind the later end.
fn is_behind(said: &Stated, new: &Stated) -> bool {
    let between = new.words(new.end, said.start);
    is_of_move(said)
        && said.same_name(new)
        && said.of.is_none_or(|of| of == new.start)
        && between.chars().count() <= NEAR * 2
        && between.chars().all(|c| c == ',' || !is_break(c))
}

/// Whether a difference stands right before the earlier end: 下降8个百分点，由36.5%下降到28.5%.
fn is_before(said: &Stated, old: &Stated) -> bool {
    let between = said.words(said.end, old.start);
    is_of_move(said)
        && said.same_name(old)
        && said.of.is_none()
        && between.chars().count() <= 8
        && between.contains(',')
        && between.chars().any(|c| c == '从' || c == '由')
}

fn is_of_move(said: &Stated) -> bool {
    matches!(said.kind, Kind::Change | Kind::Growth)
        && !said.is_range
        && said.direction.is_some()
        && !is_other(said)
        && said.baseline.is_none()
}

/// 从36.5%提高到28.5%: a move that goes the other way than its word.
fn turned(old: &Stated, new: &Stated) -> Option<Finding> {
    let between = new.words(old.end, new.start);
    // A better place is a smaller number.
    let place = ["排名", "位次", "名次", "排位"].iter().any(|w| new.name().contains(w));
    if place || between.contains(',') || !matches!(new.kind, Kind::Level | Kind::Share) {
        return None;
    }
    let (before, after) = (old.range()?, new.range()?);
    let off = after.off(before)?;
    let wrong = match new.direction? {
        Direction::Up => off.is_sign_negative(),
        Direction::Down => off.is_sign_positive(),
    };
    if !wrong {
        return None;
    }
    let word = match new.direction? {
        Direction::Up => "a rise",
        Direction::Down => "a fall",
    };
    Some(Finding {
        check: Check::Move,
        sure: Sure::Medium,
        reason: "both ends stand in one clause".into(),
        arithmetic: format!(
            "from {} to {} is no {word}",
            old.text(),
            new.text(),
            word = word.trim_start_matches("a ")
        ),
        off: Some(off),
        unit: new.base_unit.clone(),
        reached: None,
        claims: vec![Cited::of("new", new), Cited::of("old", old)],
    })
}

/// Holds the two ends against a difference or growth.
fn against(old: &Stated, new: &Stated, said: &Stated) -> Option<Finding> {
    let (before, after, moved) = (old.range()?, new.range()?, said.range()?);
    let up = said.direction? == Direction::Up;
    let points = said.base_unit == "百分点" && new.base_unit == "%";
    let value = |a: &Stated| a.value;
    let difference = match up {
        true => value(new)?.checked_sub(value(old)?)?,
        false => value(old)?.checked_sub(value(new)?)?,
    };
    let is_mean = is_mean(said);
    let (off, arithmetic) = if is_mean && said.kind == Kind::Change {
        let between = match up {
            true => after.minus(before)?,
            false => before.minus(after)?,
        };
        let mut nearest: Option<(Decimal, u32)> = None;
        for n in years(old, new, said)? {
            let part = Decimal::ONE.checked_div(Decimal::from(n))?;
            let off = moved.off(between.scaled(part)?)?;
            if nearest.is_none_or(|(least, _)| off.abs() < least.abs()) {
                nearest = Some((off, n));
            }
        }
        let (off, n) = nearest?;
        let arithmetic = format!(
            "({} - {}) / {n} = {}, stated {}",
            new.text(),
            old.text(),
            said.say(difference.checked_div(Decimal::from(n))?),
            said.text()
        );
        (off, arithmetic)
    } else if points || said.kind == Kind::Change && said.same_unit(new) {
        let between = match up {
            true => after.minus(before)?,
            false => before.minus(after)?,
        };
        let off = moved.off(between)?;
        let (high, low) = if up { (new, old) } else { (old, new) };
        let arithmetic = format!(
            "{} - {} = {}, stated {}",
            high.text(),
            low.text(),
            said.say(difference),
            said.text()
        );
        (off, arithmetic)
    } else if said.kind == Kind::Growth {
        // Of rates the difference in points is often said as one in per cent.
        if new.base_unit == "%" {
            let between = match up {
                true => after.minus(before)?,
                false => before.minus(after)?,
            };
            moved.off(between)?;
        }
        let mut factor = said.factor()?;
        if is_real(new) {
            factor = factor.times(Range::new(Decimal::new(97, 2), Decimal::new(108, 2)))?;
        }
        let years = years(old, new, said)?;
        let mut nearest: Option<(Decimal, u32)> = None;
        for n in years {
            let mut grown = Range::exactly(Decimal::ONE);
            for _ in 0..n {
                grown = grown.times(factor)?;
            }
            let off = after.off(before.times(grown)?)?;
            if nearest.is_none_or(|(least, _)| off.abs() < least.abs()) {
                nearest = Some((off, n));
            }
        }
        let (off, n) = nearest?;
        let power = if n == 1 { String::new() } else { format!("^{n}") };
        let mut grown = Range::exactly(Decimal::ONE);
        for _ in 0..n {
            grown = grown.times(factor)?;
        }
        let arithmetic = format!(
            "{} × (1 {} {}){power} = {}, stated {} (in all {})",
            old.text(),
            sign(said),
            said.text(),
            new.say_range(before.times(grown)?),
            new.text(),
            percent_more(new.value?, old.value?)?,
        );
        (off, arithmetic)
    } else {
        return None;
    };
    let (sure, reason) = match (is_mean, is_real(new)) {
        (_, true) => (
            Sure::Low,
            "its growth is at constant prices, but no usual change of prices explains this",
        ),
        (true, _) => (
            Sure::Medium,
            "the years of the mean may be counted from another one",
        ),
        _ => (
            Sure::High,
            "both ends and the difference stand in one sentence",
        ),
    };
    Some(Finding {
        check: Check::Move,
        sure,
        reason: reason.into(),
        arithmetic,
        off: Some(off),
        unit: if said.kind == Kind::Growth { new.base_unit.clone() } else { said.base_unit.clone() },
        reached: None,
        claims: vec![
            Cited::of("difference", said),
            Cited::of("old", old),
            Cited::of("new", new),
        ],
    })
}

/// Over how many years a growth was told: one, or of a mean as many as its ends or its span say.
fn years(old: &Stated, new: &Stated, said: &Stated) -> Option<Vec<u32>> {
    if !is_mean(said) {
        return Some(vec![1]);
    }
    if let Some((a, b)) = old.year().zip(new.year())
        && a < b
        && b.abs_diff(a) <= 30
    {
        return Some(vec![b.abs_diff(a)]);
    }
    let (a, b) = said.period.as_deref()?.split_once('/')?;
    let span = b.get(..4)?.parse::<u32>().ok()?.checked_sub(a.get(..4)?.parse().ok()?)?;
    (1..=30).contains(&span).then(|| vec![span, span + 1])
}

/// Whether a difference is one of each year.
fn is_mean(said: &Stated) -> bool {
    let before = said.before(12);
    ["年均", "平均", "每年"].iter().any(|word| before.contains(word))
}
