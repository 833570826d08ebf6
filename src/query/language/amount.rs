//! Amounts of a query: `100亿元`, `1万亩..5万亩`, `一千一百亿元`, and the interval that they ask for.

use crate::lexicon::{Bound, Lexicon};
use crate::quantity::{Number, Quantity, scan};
use crate::text::fold;
use rust_decimal::Decimal;

/// The characters of numerals in Chinese, without those of multipliers.
pub(crate) const NUMERALS: &str = "零〇一二三四五六七八九十百千两半";

/// A number with its unit, in the base unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Amount {
    /// The value in the base unit.
    pub value: Decimal,
    /// The unit as written; empty where there is none.
    pub unit: String,
    /// The base unit in which values are compared; a unit that no vocabulary knows is its own.
    pub base_unit: String,
    /// The dimension, where the vocabulary knows it.
    pub dimension: Option<String>,
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edge {
    /// Where it lies, in the base unit.
    pub at: Decimal,
    /// Whether the interval holds it.
    pub inclusive: bool,
}

/// From where to where a quantity is to lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Extent {
    /// The lower end; absent where there is none.
    pub low: Option<Edge>,
    /// The upper end; absent where there is none.
    pub high: Option<Edge>,
    /// Whether the number as written is to lie there, whatever its bound says of the value (约).
    pub as_written: bool,
    /// The unit in which it is asked.
    pub unit: String,
    /// The base unit in which values are compared; empty where no unit is given.
    pub base_unit: String,
    /// The dimension, where the vocabulary knows it.
    pub dimension: Option<String>,
}

/// The signs between a label and an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Above,
    AtLeast,
    Below,
    AtMost,
    Equal,
    About,
}

impl Sign {
    /// The sign that `text` opens with, and its length.
    pub fn at_start(text: &[char]) -> Option<(Sign, usize)> {
        let equal = |c: Option<&char>| matches!(c, Some('=' | '＝'));
        match text.first()? {
            '>' | '＞' if equal(text.get(1)) => Some((Sign::AtLeast, 2)),
            '<' | '＜' if equal(text.get(1)) => Some((Sign::AtMost, 2)),
            '>' | '＞' => Some((Sign::Above, 1)),
            '<' | '＜' => Some((Sign::Below, 1)),
            '≥' | '⩾' => Some((Sign::AtLeast, 1)),
            '≤' | '⩽' => Some((Sign::AtMost, 1)),
            '=' | '＝' if equal(text.get(1)) => Some((Sign::Equal, 2)),
            '=' | '＝' => Some((Sign::Equal, 1)),
            '≈' => Some((Sign::About, 1)),
            _ => None,
        }
    }
}

/// How far a number may lie from the one that 约 asks for: a twentieth.
pub(crate) fn about(value: Decimal) -> (Decimal, Decimal) {
    let part = value.abs() / Decimal::from(20);
    let far = value.checked_add(part).unwrap_or(Decimal::MAX);
    (value - part, far)
}

impl Extent {
    /// What `sign` and an amount ask for.
    pub fn of(sign: Sign, amount: Amount) -> Extent {
        let edge = |at, inclusive| Some(Edge { at, inclusive });
        let v = amount.value;
        let (near, far) = about(v);
        let (low, high) = match sign {
            Sign::Above => (edge(v, false), None),
            Sign::AtLeast => (edge(v, true), None),
            Sign::Below => (None, edge(v, false)),
            Sign::AtMost => (None, edge(v, true)),
            Sign::Equal => (edge(v, true), edge(v, true)),
            Sign::About => (edge(near, true), edge(far, true)),
        };
        Extent {
            low,
            high,
            as_written: sign == Sign::About,
            unit: amount.unit,
            base_unit: amount.base_unit,
            dimension: amount.dimension,
        }
    }
}

/// Why an amount cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unread {
    /// There is no number at its start.
    NoNumber,
    /// Behind the number, at this character, stands no unit that is known.
    UnknownUnit(usize),
    /// The value is too large for an exact decimal.
    TooLarge,
}

/// Reads a number with its multiplier and unit; the whole of `written` has to be one.
pub(crate) fn amount(written: &str, lexicon: &Lexicon) -> Result<Amount, Unread> {
    with_unit(written, lexicon).or_else(|why| numeral(written, lexicon).ok_or(why))
}

/// A number and the name of a unit, or a numeral alone. In a text such may be part of a word (三家, 5折标台); here it can be
/// nothing else.
fn numeral(written: &str, lexicon: &Lexicon) -> Option<Amount> {
    let text: Vec<char> = fold(written).chars().collect();
    let is_numeral = |c: &&char| NUMERALS.contains(**c) || "0123456789.,万亿".contains(**c);
    let most = text.iter().take_while(is_numeral).count();
    // 三百分点 and 三千瓦时: what ends the numeral may begin the unit.
    let ends = (1..=most).rev().filter(|_| !"万亿".contains(text[0]));
    ends.into_iter().find_map(|end| {
        let (number, unit): (String, String) =
            (text[..end].iter().collect(), text[end..].iter().collect());
        let standing = with_unit(&(number + "位"), lexicon).ok()?;
        let counted = standing.unit == "位";
        let (value, base, dimension) = match lexicon.units.get(&unit) {
            Some(known) => (
                known.to_base(standing.value)?,
                known.base.to_string(),
                Some(known.dimension.to_string()),
            ),
            None => (standing.value, unit.clone(), None),
        };
        (counted && (unit.is_empty() || dimension.is_some())).then_some(Amount {
            value,
            unit,
            base_unit: base,
            dimension,
        })
    })
}

fn with_unit(written: &str, lexicon: &Lexicon) -> Result<Amount, Unread> {
    let text: Vec<char> = fold(written).chars().collect();
    let found = scan(&text, lexicon);
    let first = found.first().filter(|f| f.start == 0 && !f.negative);
    let Some(first) = first else {
        return Err(Unread::NoNumber);
    };
    if first.end != text.len() {
        return Err(Unread::UnknownUnit(first.number_end.min(text.len() - 1)));
    }
    let Number::Single(number) = &first.number else {
        return Err(Unread::NoNumber);
    };
    let number = Number::Single(*number);
    let quantity = Quantity::new(number, first.scale, &first.unit, Bound::Equal, lexicon);
    let (value, _) = quantity.base.ok_or(Unread::TooLarge)?;
    let base = quantity.base_unit.as_deref().unwrap_or(&first.unit);
    Ok(Amount {
        value,
        base_unit: base.to_string(),
        dimension: quantity.dimension.as_deref().map(str::to_string),
        unit: first.unit.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> Result<(String, String), Unread> {
        let found = amount(written, Lexicon::builtin())?;
        Ok((found.value.normalize().to_string(), found.base_unit))
    }

    #[test]
    fn any_writing_of_an_amount() {
        let same = |a: &str, b: &str| assert_eq!(read(a), read(b), "{a} {b}");
        same("1170亿元", "11700000万元");
        same("1170亿元", "一千一百七十亿元");
        same("1公顷", "15亩");
        same("１０％", "10%");
        assert_eq!(read("5%").unwrap(), ("5".into(), "%".into()));
        assert_eq!(read("3").unwrap().1, "");
        assert_eq!(read("二十三").unwrap(), ("23".into(), "".into()));
        same("三公里", "3000米");
        same("三百分点", "3个百分点");
        same("三百家", "300家");
        same("5折标台", "五折标台");
    }

    #[test]
    fn the_greatest_amount_has_a_twentieth_too() {
        let found = amount("77000000000000000万亿家", Lexicon::builtin()).unwrap();
        let extent = Extent::of(Sign::About, found);
        assert_eq!(extent.high.map(|edge| edge.at), Some(Decimal::MAX));
    }

    #[test]
    fn what_is_no_amount() {
        assert_eq!(read("亿"), Err(Unread::NoNumber));
        assert_eq!(read("很多家"), Err(Unread::NoNumber));
        assert_eq!(read("5光年"), Err(Unread::UnknownUnit(1)));
        assert_eq!(read(""), Err(Unread::NoNumber));
    }

    #[test]
    fn signs_of_either_width() {
        let sign = |text: &str| Sign::at_start(&text.chars().collect::<Vec<_>>());
        assert_eq!(sign(">=5"), Some((Sign::AtLeast, 2)));
        assert_eq!(sign("＞＝5"), Some((Sign::AtLeast, 2)));
        assert_eq!(sign("≤5"), Some((Sign::AtMost, 1)));
        assert_eq!(sign("==5"), Some((Sign::Equal, 2)));
        assert_eq!(sign("5"), None);
    }
}
