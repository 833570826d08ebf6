//! A claim as analysis sees it: its value as exact decimals, and the report that it stands in.

use crate::claim::{Confidence, Direction, Doubt, Kind, Status};
use crate::document::Metadata;
use crate::quantity::{Bound, last_digit};
use rust_decimal::Decimal;
use std::sync::Arc;

/// A claim of an index with what is known of its report.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// `{document}:{start}`.
    pub id: String,
    /// The document's id.
    pub document: String,
    /// What is known of the document.
    pub report: Arc<Metadata>,
    /// The heading that it stands under.
    pub section: Option<String>,
    /// The sentence as its source wrote it.
    pub sentence: String,
    /// The sentence's first scalar value in the document.
    pub sentence_start: usize,
    /// Its first scalar value in the document.
    pub start: usize,
    /// The first scalar value behind it.
    pub end: usize,
    /// The mention as its source wrote it.
    pub text: String,
    /// The thing measured, in the report's words.
    pub indicator: Option<String>,
    /// Its canonical id.
    pub indicator_id: Option<String>,
    /// What sort of statement it is.
    pub kind: Kind,
    /// Which way it moved.
    pub direction: Option<Direction>,
    /// Reached, aimed at or estimated.
    pub status: Status,
    /// How the number bounds the value.
    pub bound: Bound,
    /// What it is compared with.
    pub baseline: Option<String>,
    /// What it is a part of.
    pub whole: Option<String>,
    /// Among whom a rank stands.
    pub scope: Option<String>,
    /// The time it speaks of: `2017`, `2016/2020`, `2018-05`.
    pub period: Option<String>,
    /// The place it speaks of.
    pub area: Option<String>,
    /// Whether the text says 累计.
    pub cumulative: bool,
    /// The id of the claim that this one qualifies.
    pub of: Option<String>,
    /// The id of the earlier end of a from–to pair.
    pub from: Option<String>,
    /// The number as written, before its multiplier; `None` for the parts of a ratio.
    pub number: Option<Decimal>,
    /// The power of ten of the multiplier.
    pub scale: u32,
    /// The unit without the multiplier.
    pub unit: Option<String>,
    /// Lower and upper end in the base unit, unsigned; equal ends for a single number.
    pub value: Option<(Decimal, Decimal)>,
    /// The base unit.
    pub base_unit: Option<String>,
    /// How sure the claim is.
    pub confidence: Option<Confidence>,
    /// What speaks against it.
    pub doubts: Vec<Doubt>,
}

/// From where to where a value lies; an end that is absent is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The least that it may be.
    pub low: Option<Decimal>,
    /// The most that it may be.
    pub high: Option<Decimal>,
}

impl Extent {
    /// Whether a value may lie in both.
    pub fn meets(&self, other: &Extent) -> bool {
        let below = |low: Option<Decimal>, high: Option<Decimal>| match (low, high) {
            (Some(low), Some(high)) => low <= high,
            _ => true,
        };
        below(self.low, other.high) && below(other.low, self.high)
    }
}

impl Observation {
    /// Lower and upper end in the base unit, negative for a fall; a growth in 倍 in per cent.
    pub fn signed(&self) -> Option<(Decimal, Decimal)> {
        let (mut low, mut high) = self.value?;
        if self.kind == Kind::Growth && self.base_unit.as_deref() == Some("倍") {
            low = low.checked_mul(Decimal::ONE_HUNDRED)?;
            high = high.checked_mul(Decimal::ONE_HUNDRED)?;
        }
        let moves = matches!(self.kind, Kind::Growth | Kind::Change | Kind::RankChange);
        match moves && self.direction == Some(Direction::Down) {
            true => Some((-high, -low)),
            false => Some((low, high)),
        }
    }

    /// The unit in which [`Observation::signed`] is given.
    pub fn signed_unit(&self) -> Option<&str> {
        match self.base_unit.as_deref() {
            Some("倍") if self.kind == Kind::Growth => Some("%"),
            unit => unit,
        }
    }

    /// What one unit of the last digit written is worth, in the unit of [`Observation::signed`]: 1亿元 of 1501亿元, 0.1 of 6.5%.
    pub fn step(&self) -> Option<Decimal> {
        let number = self.number?;
        let (low, _) = self.value?;
        let step = last_digit(number, self.scale, Some(low))?;
        let times = self.kind == Kind::Growth && self.base_unit.as_deref() == Some("倍");
        match times {
            true => step.checked_mul(Decimal::ONE_HUNDRED),
            false => Some(step),
        }
    }

    /// From where to where the value lies that was rounded to this number; by its bound one end may be open. 左右 is a
    /// twentieth to either side, 近 a tenth below, as in queries.
    pub fn extent(&self) -> Option<Extent> {
        self.extent_within(self.step()? / Decimal::TWO)
    }

    /// From where to where the value lies as it is said: the number itself where nothing bounds it.
    pub fn claimed(&self) -> Option<Extent> {
        self.extent_within(Decimal::ZERO)
    }

    /// The extent where a number that nothing bounds may be off by `half`.
    fn extent_within(&self, half: Decimal) -> Option<Extent> {
        let (low, high) = self.signed()?;
        let part = |value: Decimal, hundredths: i64| {
            value.abs().saturating_mul(Decimal::new(hundredths, 2))
        };
        let (less, more) = (Decimal::saturating_sub, Decimal::saturating_add);
        let falls = low < Decimal::ZERO;
        let (low, high) = match self.bound {
            Bound::Equal => (Some(less(low, half)), Some(more(high, half))),
            Bound::About => (
                Some(less(low, part(low, 5))),
                Some(more(high, part(high, 5))),
            ),
            Bound::Above | Bound::AtLeast => (Some(low), None),
            Bound::Below => (Some(less(low, part(low, 10))), Some(high)),
            Bound::AtMost => (None, Some(high)),
        };
        // 下降3%以上: the fall is at least so much.
        Some(match (falls, self.bound) {
            (true, Bound::Above | Bound::AtLeast) => Extent {
                low: None,
                high: low,
            },
            (true, Bound::AtMost) => Extent {
                low: high,
                high: None,
            },
            (true, Bound::Below) => {
                let (least, most) = self.signed()?;
                let high = Some(more(most, part(most, 10)));
                Extent {
                    low: Some(least),
                    high,
                }
            }
            _ => Extent { low, high },
        })
    }

    /// Whether both may state one value: they differ by no more than one unit of the last digit of the rounder one, for
    /// reports cut digits off as often as they round.
    pub fn agrees(&self, other: &Observation) -> bool {
        let (Some(a), Some(b)) = (self.extent(), other.extent()) else {
            return false;
        };
        let apart = |a: (Decimal, Decimal), b: (Decimal, Decimal)| {
            a.0.saturating_sub(b.0)
                .abs()
                .max(a.1.saturating_sub(b.1).abs())
        };
        let step = self.step().max(other.step()).unwrap_or_default();
        let close = self.signed().zip(other.signed());
        a.meets(&b) || close.is_some_and(|(a, b)| apart(a, b) <= step)
    }

    /// The power of ten of the last digit written, in the base unit without the factor of the unit: 8 for 1501亿元, 7 for
    /// 1500.9亿元.
    pub fn last_digit(&self) -> i64 {
        let decimals = self.number.map_or(0, |n| n.scale());
        i64::from(self.scale) - i64::from(decimals)
    }

    /// The year that it speaks of, where that is a whole one. What stands at the end of December stands at that of the year.
    pub fn year(&self) -> Option<i32> {
        let period = self.period.as_deref()?;
        let year = match period.strip_suffix("-12") {
            Some(year) if self.kind == Kind::Level => year,
            _ => period,
        };
        let digits = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| year.parse().ok()).flatten()
    }

    /// Whether it speaks of the year that its report covers.
    pub fn is_of_report_year(&self) -> bool {
        self.report.covers.is_some() && self.year() == self.report.covers
    }

    /// The clause of the sentence before the number: what stands between the last mark that ends one and it.
    pub fn clause_before(&self) -> String {
        let before = self.start.saturating_sub(self.sentence_start);
        let chars: Vec<char> = self.sentence.chars().take(before).collect();
        let ends = |c: &char| matches!(c, '，' | '；' | '。' | ',' | ';');
        let from = chars.iter().rposition(ends).map_or(0, |at| at + 1);
        chars[from..].iter().collect()
    }
}

#[cfg(test)]
pub(super) mod samples {
    use super::*;
    use crate::quantity::power;

    /// An observation of 清河市 in its work report of `year`, of the year before.
    pub fn level(number: &str, scale: u32, period: &str, year: i32) -> Observation {
        let decimal: Decimal = number.parse().unwrap();
        let value = decimal * power(scale).unwrap();
        let report = Metadata {
            place: Some("清河市".into()),
            kind: Some(crate::document::ReportKind::Work),
            year: Some(year),
            covers: Some(year - 1),
            ..Metadata::default()
        };
        Observation {
            id: format!("清河-{year}:0"),
            document: format!("清河-{year}"),
            report: Arc::new(report),
            section: None,
            sentence: "全市生产总值".into(),
            sentence_start: 0,
            start: 6,
            end: 10,
            text: number.into(),
            indicator: Some("地区生产总值".into()),
            indicator_id: Some("gdp".into()),
            kind: Kind::Level,
            direction: None,
            status: Status::Actual,
            bound: Bound::Equal,
            baseline: None,
            whole: None,
            scope: None,
            period: Some(period.into()),
            area: Some("清河市".into()),
            cumulative: false,
            of: None,
            from: None,
            number: Some(decimal),
            scale,
            unit: Some("元".into()),
            value: Some((value, value)),
            base_unit: Some("元".into()),
            confidence: None,
            doubts: Vec::new(),
        }
    }

    /// The same in a sentence: what stands before the number, and the number.
    pub fn said(observation: Observation, before: &str, number: &str) -> Observation {
        let start = before.chars().count();
        Observation {
            sentence: format!("{before}{number}。"),
            sentence_start: 0,
            start,
            end: start + number.chars().count(),
            ..observation
        }
    }

    /// A growth of `number` per cent.
    pub fn growth(number: &str, period: &str, year: i32) -> Observation {
        Observation {
            kind: Kind::Growth,
            direction: Some(Direction::Up),
            unit: Some("%".into()),
            base_unit: Some("%".into()),
            ..level(number, 0, period, year)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::samples::{growth, level};
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn the_last_digit_says_how_exact_a_number_is() {
        let exact = level("1500.9", 8, "2017", 2018);
        assert_eq!(exact.step(), Some(decimal("10000000")));
        assert_eq!(exact.last_digit(), 7);
        let extent = exact.extent().unwrap();
        assert_eq!(extent.low, Some(decimal("150085000000")));
        assert_eq!(extent.high, Some(decimal("150095000000")));
        assert_eq!(level("0", 4, "2017", 2018).step(), Some(decimal("10000")));
    }

    #[test]
    fn a_fall_is_negative_and_a_multiple_is_in_per_cent() {
        let mut fall = growth("3", "2017", 2018);
        fall.direction = Some(Direction::Down);
        assert_eq!(fall.signed(), Some((decimal("-3"), decimal("-3"))));
        fall.bound = Bound::AtLeast;
        let extent = fall.extent().unwrap();
        assert_eq!((extent.low, extent.high), (None, Some(decimal("-3"))));
        let mut times = growth("1.2", "2017", 2018);
        times.base_unit = Some("倍".into());
        assert_eq!(times.signed(), Some((decimal("120.0"), decimal("120.0"))));
        assert_eq!(times.signed_unit(), Some("%"));
    }

    #[test]
    fn rounder_numbers_agree_and_others_do_not() {
        let exact = level("1500.9", 8, "2017", 2018);
        assert!(exact.agrees(&level("1501", 8, "2017", 2018)));
        assert!(exact.agrees(&level("1500", 8, "2017", 2018)), "cut off");
        assert!(exact.agrees(&level("0.15", 12, "2017", 2018)));
        assert!(!exact.agrees(&level("1502.3", 8, "2017", 2018)));
        let mut above = level("1500", 8, "2017", 2018);
        above.bound = Bound::Above;
        assert!(above.agrees(&exact));
        assert!(!above.agrees(&level("1400", 8, "2017", 2018)));
    }

    #[test]
    fn only_whole_years_are_years() {
        let at = |period: &str| level("1", 0, period, 2018).year();
        assert_eq!(at("2017"), Some(2017));
        assert_eq!(at("2017-12"), Some(2017));
        assert_eq!(at("2017-06"), None);
        assert_eq!(at("2016/2020"), None);
        assert_eq!(growth("1", "2017-12", 2018).year(), None);
    }
}
