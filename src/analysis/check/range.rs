//! What a stated number leaves open: from where to where its value may lie, and arithmetic on such ranges.

use rust_decimal::Decimal;

/// How the last digits of the numbers of a report came about: all in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// They were rounded.
    Rounded,
    /// What follows was cut off.
    Cut,
}

/// How far numbers are off if they were rounded, `how` saying that for one reading: they contradict each other where they do in
/// either.
pub fn off_by(how: impl Fn(Reading) -> Option<Decimal>) -> Option<Decimal> {
    let rounded = how(Reading::Rounded)?;
    how(Reading::Cut).map(|_| rounded)
}

/// Values from `low` to `high`, both included; without end where there is no `high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The least value.
    pub low: Decimal,
    /// The greatest one.
    pub high: Option<Decimal>,
}

impl Range {
    /// The range from `low` to `high`.
    pub fn new(low: Decimal, high: Decimal) -> Range {
        Range {
            low,
            high: Some(high),
        }
    }

    /// One value.
    pub fn exactly(value: Decimal) -> Range {
        Range::new(value, value)
    }

    /// What a number may have been before it was rounded to a last digit of `last`, or before what follows that was cut off.
    pub fn before(value: Decimal, last: Decimal, how: Reading) -> Option<Range> {
        let half = last.checked_div(Decimal::TWO)?;
        Some(match how {
            Reading::Rounded => Range::new(value.checked_sub(half)?, value.checked_add(half)?),
            Reading::Cut => Range::new(value, value.checked_add(last)?),
        })
    }

    /// The sums of two ranges; `None` where they cannot be worked out, here and below.
    pub fn plus(self, other: Range) -> Option<Range> {
        Some(Range {
            low: self.low.checked_add(other.low)?,
            high: match self.high.zip(other.high) {
                Some((a, b)) => Some(a.checked_add(b)?),
                None => None,
            },
        })
    }

    /// The differences of two ranges.
    pub fn minus(self, other: Range) -> Option<Range> {
        Some(Range {
            low: self.low.checked_sub(other.high?)?,
            high: match self.high {
                Some(high) => Some(high.checked_sub(other.low)?),
                None => None,
            },
        })
    }

    /// The products of two ranges without negative values.
    pub fn times(self, other: Range) -> Option<Range> {
        if self.low < Decimal::ZERO || other.low < Decimal::ZERO {
            return None;
        }
        Some(Range {
            low: self.low.checked_mul(other.low)?,
            high: match self.high.zip(other.high) {
                Some((a, b)) => Some(a.checked_mul(b)?),
                None => None,
            },
        })
    }

    /// The quotients of a range without negative values by one of positive ones.
    pub fn over(self, other: Range) -> Option<Range> {
        if self.low < Decimal::ZERO || other.low <= Decimal::ZERO {
            return None;
        }
        Some(Range {
            low: match other.high {
                Some(high) => self.low.checked_div(high)?,
                None => Decimal::ZERO,
            },
            high: match self.high {
                Some(high) => Some(high.checked_div(other.low)?),
                None => None,
            },
        })
    }

    /// Both ends times `factor`, which is positive.
    pub fn scaled(self, factor: Decimal) -> Option<Range> {
        Some(Range {
            low: self.low.checked_mul(factor)?,
            high: match self.high {
                Some(high) => Some(high.checked_mul(factor)?),
                None => None,
            },
        })
    }

    /// How far the range lies from another one, with the sign of the direction from there to here; `None` where they meet. The
    /// greatest value of a range of more than one is not reached: what was rounded to 5 is less than 5.5.
    pub fn off(self, other: Range) -> Option<Decimal> {
        let above = |low: Decimal, range: Range| {
            let beyond = |high: Decimal| low > high || low == high && range.low < high;
            range.high.is_some_and(beyond)
        };
        if above(self.low, other) {
            return self.low.checked_sub(other.high?);
        }
        if above(other.low, self) {
            return self.high?.checked_sub(other.low);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn r(low: &str, high: &str) -> Range {
        Range::new(d(low), d(high))
    }

    #[test]
    fn a_rounded_number_may_have_been_cut_off() {
        let off = |five: &str, is: &str| {
            off_by(|how| Range::before(d(five), d("1"), how)?.off(Range::exactly(d(is))))
        };
        assert_eq!(off("5", "4.6"), None, "rounded");
        assert_eq!(off("5", "5.9"), None, "cut off");
        assert_eq!(off("5", "4.4"), Some(d("0.1")));
        assert_eq!(off("5", "6.3"), Some(d("-0.8")), "as if it was rounded");
    }

    #[test]
    fn numbers_of_one_report_are_read_in_one_way() {
        // 8 + 14 against 20: only if the parts were rounded up and the whole cut off could that be.
        let of = |n: &str, how| Range::before(d(n), d("1"), how).unwrap();
        let off = off_by(|how| of("8", how).plus(of("14", how))?.off(of("20", how)));
        assert_eq!(off, Some(d("0.5")));
    }

    #[test]
    fn the_upper_end_is_not_reached() {
        assert_eq!(r("1", "2").off(r("2", "3")), Some(d("0")));
        assert_eq!(r("2", "3").off(r("1", "2")), Some(d("0")));
        assert_eq!(r("2", "3").off(Range::exactly(d("2"))), None);
        assert_eq!(Range::exactly(d("2")).off(r("1", "2")), Some(d("0")));
    }

    #[test]
    fn ends_go_with_ends() {
        assert_eq!(r("1", "2").plus(r("3", "5")), Some(r("4", "7")));
        assert_eq!(r("3", "5").minus(r("1", "2")), Some(r("1", "4")));
        assert_eq!(r("2", "3").times(r("4", "5")), Some(r("8", "15")));
        assert_eq!(r("8", "12").over(r("2", "4")), Some(r("2", "6")));
        assert_eq!(r("1", "2").over(r("0", "4")), None);
        assert_eq!(r("-1", "2").times(r("1", "4")), None);
    }

    #[test]
    fn what_has_no_end_stays_without() {
        let over = Range {
            low: d("90"),
            high: None,
        };
        assert_eq!(over.plus(r("1", "2")).unwrap().high, None);
        assert_eq!(over.off(Range::exactly(d("500"))), None);
        assert_eq!(over.off(Range::exactly(d("80"))), Some(d("10")));
        assert_eq!(r("1", "2").minus(over), None);
    }

    #[test]
    fn too_large_a_number_is_none_and_no_panic() {
        let most = Range::exactly(Decimal::MAX);
        assert_eq!(most.plus(most), None);
        assert_eq!(most.times(most), None);
        assert_eq!(most.scaled(Decimal::TEN), None);
    }
}
