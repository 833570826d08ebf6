//! What a number with its bound says of the value, as an interval, and whether that lies where a query asks.

use super::language::Edge;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Where the value of a claim has to lie, in the base unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Interval {
    /// The lower end; absent where there is none.
    pub low: Option<Edge>,
    /// The upper end; absent where there is none.
    pub high: Option<Edge>,
    /// Whether the number as written has to lie there, whatever its bound says (约).
    pub as_written: bool,
}

/// The end of what a claim says: a multiple of the number, and whether the value may be just that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct End {
    /// The multiple in hundredths.
    hundredths: u32,
    /// Whether the end itself is meant.
    inclusive: bool,
}

/// What a bound makes of a number: from where to where the value lies. Each end is a multiple of the lower or upper number, or
/// is not there.
///
/// | bound | from | to |
/// |---|---|---|
/// | `=` | the number | the number |
/// | `~` 约, 左右 | a twentieth less | a twentieth more |
/// | `>` 多, 余, 超 | the number, without it | – |
/// | `>=` 以上, 不低于 | the number | – |
/// | `<` 近, 不足, 不到 | a tenth less | the number, without it |
/// | `<=` 以内, 不超过 | 0 | the number |
fn ends(bound: &str) -> (Option<End>, Option<End>) {
    let end = |hundredths, inclusive| {
        Some(End {
            hundredths,
            inclusive,
        })
    };
    match bound {
        "~" => (end(95, true), end(105, true)),
        ">" => (end(100, false), None),
        ">=" => (end(100, true), None),
        "<" => (end(90, true), end(100, false)),
        "<=" => (end(0, true), end(100, true)),
        _ => (end(100, true), end(100, true)),
    }
}

/// How the ends of claims of one bound are held against an interval.
pub(crate) struct Test {
    low: Side,
    high: Side,
}

/// How one end of a claim is held against one end of an interval.
enum Side {
    /// The interval has no end there.
    Open,
    /// The claim has no end there, the interval has.
    Never,
    /// The number has to be beyond this.
    At {
        /// The number that lies just at the interval's end, as a float.
        float: f64,
        /// The interval's end, and the claim's end in hundredths of the number.
        exact: (Decimal, u32),
        /// Whether the number may be just there.
        inclusive: bool,
        /// Whether a float tells the number that lies there from all others.
        is_told: bool,
        /// Whether one of both was worked out as a part of the other, so that the last digits of thirds may differ.
        is_part: bool,
    },
}

/// Two floats this near (as a part of them) are told apart by decimals.
const NEAR: f64 = 4.0 * f64::EPSILON;

impl Interval {
    /// How claims of `bound` are held against it.
    pub fn test(&self, bound: &str) -> Test {
        let (low, high) = ends(if self.as_written { "=" } else { bound });
        Test {
            low: side(self.low, low, self.as_written),
            high: side(self.high, high, self.as_written),
        }
    }
}

fn side(edge: Option<Edge>, end: Option<End>, about: bool) -> Side {
    let (Some(edge), Some(end)) = (edge, end) else {
        return match edge {
            None => Side::Open,
            Some(_) => Side::Never,
        };
    };
    let at = edge.at;
    // A claim of at most so much begins at 0, whatever its number.
    if end.hundredths == 0 {
        let holds = at < Decimal::ZERO || at.is_zero() && edge.inclusive;
        return if holds { Side::Open } else { Side::Never };
    }
    let number = at
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|n| n.checked_div(Decimal::from(end.hundredths)));
    let float = number.unwrap_or(at).to_f64().unwrap_or(f64::INFINITY);
    Side::At {
        float,
        exact: (at, end.hundredths),
        // An end that is not meant lies inside an interval that ends there, with or without it.
        inclusive: edge.inclusive || !end.inclusive,
        is_told: end.hundredths == 100 && digits(&at) <= 15,
        is_part: end.hundredths != 100 || about,
    }
}

/// Whether two decimals differ in the last digits alone, as two ways to work out a part of a third do.
fn is_same(a: Decimal, b: Decimal) -> bool {
    (a - b).abs() <= b.abs() * Decimal::new(1, 24)
}

/// How many digits a decimal has.
fn digits(value: &Decimal) -> u32 {
    value
        .normalize()
        .mantissa()
        .unsigned_abs()
        .checked_ilog10()
        .map_or(1, |n| n + 1)
}

/// Whether a number lies on the right side, or only decimals tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Yes,
    No,
    /// Decimals have to tell.
    Near,
}

impl Test {
    /// Whether a claim from `lower` to `upper` lies in the interval. `is_long` says that floats may not tell it from others.
    pub fn floats(&self, lower: f64, upper: f64, is_long: bool) -> Verdict {
        let low = self.low.float(lower, is_long, |number, at| number > at);
        if low == Verdict::No {
            return Verdict::No;
        }
        match self.high.float(upper, is_long, |number, at| number < at) {
            Verdict::Yes => low,
            other => other,
        }
    }

    /// Whether a claim from `lower` to `upper` lies in the interval.
    pub fn decimals(&self, lower: Decimal, upper: Decimal) -> bool {
        self.low.decimal(lower, |end, at| end > at) && self.high.decimal(upper, |end, at| end < at)
    }
}

impl Side {
    fn float(&self, number: f64, is_long: bool, beyond: impl Fn(f64, f64) -> bool) -> Verdict {
        match self {
            Side::Open => Verdict::Yes,
            Side::Never => Verdict::No,
            Side::At {
                float,
                inclusive,
                is_told,
                ..
            } => {
                let near = number == *float || (number - float).abs() <= NEAR * float.abs();
                match (near, beyond(number, *float)) {
                    (true, _) if is_long || !is_told => Verdict::Near,
                    (true, _) if number == *float && *inclusive => Verdict::Yes,
                    (true, false) if number == *float => Verdict::No,
                    (_, true) => Verdict::Yes,
                    (_, false) => Verdict::No,
                }
            }
        }
    }

    fn decimal(&self, number: Decimal, beyond: impl Fn(Decimal, Decimal) -> bool) -> bool {
        match self {
            Side::Open => true,
            Side::Never => false,
            Side::At {
                exact: (at, hundredths),
                inclusive,
                is_part,
                ..
            } => {
                let times = |value: Decimal, n: u32| value.checked_mul(Decimal::from(n));
                // 95 hundredths of the number against the end, both a hundred times as great.
                match (times(number, *hundredths), times(*at, 100)) {
                    (Some(end), Some(at)) if end == at || *is_part && is_same(end, at) => {
                        *inclusive
                    }
                    (Some(end), Some(at)) => beyond(end, at),
                    // Too large to be multiplied exactly; the ends lie far from each other or are equal.
                    _ => beyond(number, *at) || *inclusive && number == *at,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lies(
        bound: &str,
        number: &str,
        low: Option<(&str, bool)>,
        high: Option<(&str, bool)>,
    ) -> bool {
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        let edge = |e: Option<(&str, bool)>| {
            e.map(|(at, inclusive)| Edge {
                at: decimal(at),
                inclusive,
            })
        };
        let interval = Interval {
            low: edge(low),
            high: edge(high),
            as_written: false,
        };
        let test = interval.test(bound);
        let number = decimal(number);
        let exact = test.decimals(number, number);
        let float = number.to_f64().unwrap();
        match test.floats(float, float, false) {
            Verdict::Near => {}
            verdict => assert_eq!(verdict == Verdict::Yes, exact, "{bound}{number}"),
        }
        exact
    }

    #[test]
    fn more_than_ninety_is_more_than_ninety_and_not_ninety() {
        assert!(lies(">", "90", Some(("90", false)), None));
        assert!(lies(">", "90", Some(("90", true)), None));
        assert!(!lies(">", "90", Some(("90", true)), Some(("90", true))));
        assert!(!lies(">", "90", Some(("95", false)), None));
        assert!(!lies(">", "90", None, Some(("200", false))));
    }

    #[test]
    fn at_least_and_at_most() {
        assert!(lies(">=", "100", Some(("100", true)), None));
        assert!(!lies(">=", "100", Some(("100", false)), None));
        assert!(lies("<=", "5", None, Some(("5", true))));
        assert!(!lies("<=", "5", None, Some(("5", false))));
        assert!(lies("<=", "5", Some(("0", true)), Some(("5", true))));
        assert!(!lies("<=", "5", Some(("1", true)), None));
    }

    #[test]
    fn about_and_nearly() {
        assert!(lies("~", "100", Some(("95", true)), Some(("105", true))));
        assert!(!lies("~", "100", Some(("95", false)), None));
        assert!(!lies("~", "5", Some(("5", true)), Some(("5", true))));
        assert!(lies("<", "100", Some(("90", true)), Some(("100", false))));
        assert!(!lies("<", "100", Some(("100", true)), None));
        assert!(!lies("<", "100", Some(("91", true)), None));
    }

    #[test]
    fn decimals_tell_what_floats_cannot() {
        let at = "0.1000000000000000000000000001".parse::<Decimal>().unwrap();
        let interval = Interval {
            low: Some(Edge {
                at,
                inclusive: true,
            }),
            high: None,
            as_written: false,
        };
        let test = interval.test("=");
        let tenth = "0.1".parse::<Decimal>().unwrap();
        assert_eq!(test.floats(0.1, 0.1, false), Verdict::Near);
        assert!(test.decimals(at, at) && !test.decimals(tenth, tenth));
    }

    #[test]
    fn a_part_of_a_third_lies_just_at_its_end() {
        let mu = |number: &str| {
            let number: Decimal = number.parse().unwrap();
            number * Decimal::from(2000) / Decimal::from(3)
        };
        for hundredths in 1..=300u32 {
            let claim = mu(&hundredths.to_string());
            let at = mu(&(Decimal::from(hundredths) * Decimal::new(95, 2)).to_string());
            let low = |inclusive| Interval {
                low: Some(Edge { at, inclusive }),
                high: None,
                as_written: false,
            };
            assert!(low(true).test("~").decimals(claim, claim), "{hundredths}");
            assert!(!low(false).test("~").decimals(claim, claim), "{hundredths}");
            // 约: the edge is a part of what is asked for.
            let (near, far) = super::super::language::about(claim);
            let edge = |at| {
                Some(Edge {
                    at,
                    inclusive: true,
                })
            };
            let about = Interval {
                low: edge(near),
                high: edge(far),
                as_written: true,
            };
            assert!(about.test("=").decimals(at, at), "{hundredths}");
        }
    }

    #[test]
    fn as_written_asks_for_the_number_alone() {
        let interval = Interval {
            low: Some(Edge {
                at: 85.into(),
                inclusive: true,
            }),
            high: Some(Edge {
                at: 95.into(),
                inclusive: true,
            }),
            as_written: true,
        };
        for bound in ["=", "~", ">", ">=", "<", "<="] {
            assert!(
                interval.test(bound).decimals(90.into(), 90.into()),
                "{bound}"
            );
        }
    }
}
