//! Quantities: a number as written, with multiplier, unit and bound.

mod neighbours;
mod numeral;
mod part;
mod scan;
mod unit;

pub(crate) use numeral::digit as chinese_digit;
pub(crate) use numeral::{last_digit, power};
pub(crate) use scan::{Form, Scanned, scan};

pub use crate::lexicon::Bound;

use crate::lexicon::Lexicon;
use rust_decimal::Decimal;
use std::sync::Arc;

/// The number of a quantity, unsigned, before its multiplier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Number {
    /// One number.
    Single(Decimal),
    /// A range from the lower to the upper end.
    Range(Decimal, Decimal),
    /// The parts of a ratio, in order.
    Ratio(Vec<Decimal>),
}

/// A number with its multiplier, unit and bound; what was written, and its value in the base unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The number as written, unsigned.
    pub number: Number,
    /// Power of ten of the multiplier: 万 4, 亿 8.
    pub scale: u32,
    /// The unit, multiplier stripped; empty where none was written.
    pub unit: String,
    /// How the number bounds the value.
    pub bound: Bound,
    /// The unit's dimension (`currency`, `area`, `percentage`, `count` …), where the lexicon knows the unit.
    pub dimension: Option<Arc<str>>,
    /// The base unit of that dimension in which `base` is given (`元`, `平方米`, `%`).
    pub base_unit: Option<Arc<str>>,
    /// Lower and upper end of the value in the base unit; equal ends for a single number; `None` for a ratio.
    pub base: Option<(Decimal, Decimal)>,
}

impl Quantity {
    /// The quantity as written, without dimension and value.
    pub(crate) fn without_value(number: Number, scale: u32, unit: &str, bound: Bound) -> Self {
        Quantity {
            number,
            scale,
            unit: unit.to_string(),
            bound,
            dimension: None,
            base_unit: None,
            base: None,
        }
    }

    /// The quantity of `number` × 10^`scale` `unit`, its value in the base unit told by the lexicon.
    pub(crate) fn new(
        number: Number,
        scale: u32,
        unit: &str,
        bound: Bound,
        lexicon: &Lexicon,
    ) -> Self {
        let known = lexicon.units.get(unit);
        let in_base = |value: Decimal| {
            let value = power(scale).and_then(|p| value.checked_mul(p))?;
            match known {
                Some(u) => u.to_base(value),
                None => Some(value.normalize()),
            }
        };
        let base = match &number {
            Number::Single(v) => in_base(*v).map(|v| (v, v)),
            Number::Range(a, b) => in_base(*a).zip(in_base(*b)),
            Number::Ratio(_) => None,
        };
        Quantity {
            number,
            scale,
            unit: unit.to_string(),
            bound,
            dimension: known.map(|u| u.dimension.clone()),
            base_unit: known.map(|u| u.base.clone()),
            base,
        }
    }
}
