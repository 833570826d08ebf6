//! The two ends of a move against the stated difference or growth: 由36.5%下降到28.5%，下降8个百分点.

use super::Report;
use super::calibre::{is_other, is_real};
use super::finding::{Check, Cited, Finding, Sure};
use super::growth::{percent_more, sign};
use super::range::{Range, Reading, off_by};
use super::stated::{Stated, is_break};
use super::year::is_on_year;
use crate::claim::{Direction, Kind};
use rust_decimal::Decimal;

/// By how much prices may move in each year of a move, as parts of a hundred.
const PRICES: (i64, i64) = (97, 108);

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
            let behind = sentence
                .get(i + 1)
                .filter(|c| is_behind(c, new) && (c.baseline.is_none() || is_in_year(old, new, c)));
            let before = from
                .and_then(|f| f.checked_sub(1))
                .map(|b| &sentence[b])
                .filter(|c| is_before(c, old) && c.baseline.is_none());
            let further = behind.and_then(|_| sentence.get(i + 2)).filter(|c| {
                is_behind(c, new)
                    && c.baseline.is_none()
                    && (c.kind, &c.base_unit) != (sentence[i + 1].kind, &sentence[i + 1].base_unit)
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
}

/// 由82.5%升至86.3%，同比提高3.8个百分点: whether a comparison with the year before may be one of the ends, which no other year
/// is said of.
fn is_in_year(old: &Stated, new: &Stated, said: &Stated) -> bool {
    let year = new.year();
    let before = year.map(|year| year - 1);
    is_on_year(said)
        && year.is_some()
        && year == said.year()
        && (old.year() == year || old.year() == before)
}

/// 从36.5%提高到28.5%: a move that goes the other way than its word.
fn turned(old: &Stated, new: &Stated) -> Option<Finding> {
    let between = new.words(old.end, new.start);
    // A better place is a smaller number.
    let place = ["排名", "位次", "名次", "排位"]
        .iter()
        .any(|w| new.name().contains(w));
    if place || between.contains(',') || !matches!(new.kind, Kind::Level | Kind::Share) {
        return None;
    }
    let off = off_by(|how| new.range(how)?.off(old.range(how)?))?;
    let word = match new.direction? {
        Direction::Up if new.value < old.value => "rise",
        Direction::Down if new.value > old.value => "fall",
        _ => return None,
    };
    Some(Finding {
        check: Check::Move,
        sure: Sure::Medium,
        reason: "both ends stand in one clause".into(),
        arithmetic: format!("from {} to {} is no {word}", old.text(), new.text()),
        off: Some(off),
        unit: new.base_unit.clone(),
        reached: None,
        claims: vec![Cited::of("new", new), Cited::of("old", old)],
    })
}

/// What the arithmetic of a move comes to: how far off, in which unit, in words.
struct Sum {
    off: Decimal,
    unit: String,
    said: String,
    /// Whether prices were allowed for.
    real: bool,
}

/// Holds the two ends against a difference or growth.
fn against(old: &Stated, new: &Stated, said: &Stated) -> Option<Finding> {
    let points = said.base_unit == "百分点" && new.base_unit == "%";
    let sum = match said.kind {
        Kind::Change if points || said.same_unit(new) => by_difference(old, new, said)?,
        Kind::Growth => by_growth(old, new, said)?,
        _ => return None,
    };
    let (sure, reason) = match (is_mean(said) || said.baseline.is_some(), sum.real) {
        (_, true) => (
            Sure::Low,
            "its growth is at constant prices, but no usual change of prices explains this",
        ),
        (true, _) if said.baseline.is_some() => (
            Sure::Medium,
            "the earlier end may be of another year than the one before",
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
        arithmetic: sum.said,
        off: Some(sum.off),
        unit: sum.unit,
        reached: None,
        claims: vec![
            Cited::of("difference", said),
            Cited::of("old", old),
            Cited::of("new", new),
        ],
    })
}

/// The higher end less the lower one, by the stated direction.
fn difference(old: &Stated, new: &Stated, up: bool, how: Reading) -> Option<Range> {
    match up {
        true => new.range(how)?.minus(old.range(how)?),
        false => old.range(how)?.minus(new.range(how)?),
    }
}

/// 36.5% - 28.5% against 8个百分点; of a mean as many years' part of it.
fn by_difference(old: &Stated, new: &Stated, said: &Stated) -> Option<Sum> {
    let up = said.direction? == Direction::Up;
    let (high, low) = if up { (new, old) } else { (old, new) };
    let is = high.value?.checked_sub(low.value?)?;
    let (off, years) = nearest(&years(old, new, said)?, |n| {
        let part = Decimal::ONE.checked_div(Decimal::from(n))?;
        off_by(|how| {
            let is = difference(old, new, up, how)?.scaled(part)?;
            said.range(how)?.off(is)
        })
    })?;
    let is = said.say(is.checked_div(Decimal::from(years))?);
    let (high, low, stated) = (high.text(), low.text(), said.text());
    Some(Sum {
        off,
        unit: said.base_unit.clone(),
        said: match years {
            1 => format!("{high} - {low} = {is}, stated {stated}"),
            n => format!("({high} - {low}) / {n} = {is}, stated {stated}"),
        },
        real: false,
    })
}

/// 80亿元 × (1 + 20%) against 96亿元; of a mean over all its years.
fn by_growth(old: &Stated, new: &Stated, said: &Stated) -> Option<Sum> {
    let up = said.direction? == Direction::Up;
    // Of rates the difference in points is often said as one in per cent.
    if new.base_unit == "%" {
        off_by(|how| said.range(how)?.off(difference(old, new, up, how)?))?;
    }
    let real = is_real(new);
    let grown = |years: u32, how, priced: bool| {
        let mut factor = said.factor(how)?;
        if priced {
            let prices = Range::new(Decimal::new(PRICES.0, 2), Decimal::new(PRICES.1, 2));
            factor = factor.times(prices)?;
        }
        let mut all = old.range(how)?;
        for _ in 0..years {
            all = all.times(factor)?;
        }
        Some(all)
    };
    let (off, years) = nearest(&years(old, new, said)?, |n| {
        off_by(|how| new.range(how)?.off(grown(n, how, real)?))
    })?;
    let power = match years {
        1 => String::new(),
        n => format!("^{n}"),
    };
    Some(Sum {
        off,
        unit: new.base_unit.clone(),
        said: format!(
            "{} × (1 {} {}){power} = {}, stated {} (in all {})",
            old.text(),
            sign(said),
            said.text(),
            new.say_range(grown(years, Reading::Rounded, false)?),
            new.text(),
            percent_more(new.value?, old.value?)?,
        ),
        real,
    })
}

/// The least that is off over these numbers of years, and over which; `None` where one of them fits.
fn nearest(years: &[u32], off: impl Fn(u32) -> Option<Decimal>) -> Option<(Decimal, u32)> {
    let offs: Option<Vec<(Decimal, u32)>> = years.iter().map(|n| Some((off(*n)?, *n))).collect();
    offs?.into_iter().min_by_key(|(off, _)| off.abs())
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
    let span = b
        .get(..4)?
        .parse::<u32>()
        .ok()?
        .checked_sub(a.get(..4)?.parse().ok()?)?;
    (1..=30).contains(&span).then(|| vec![span, span + 1])
}

/// Whether a difference is one of each year.
fn is_mean(said: &Stated) -> bool {
    let before = said.before(12);
    ["年均", "平均", "每年"]
        .iter()
        .any(|word| before.contains(word))
}
