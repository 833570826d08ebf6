//! Units of measurement and measure words, with dimension and exact factor to a base unit.

use super::LexiconError;
use super::table::Table;
use super::words::Words;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A unit as `lexicon/units.tsv` gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The unit as it is written in a record: `元`, `平方公里`, `百分点`.
    pub name: String,
    /// What it measures: `currency`, `area`, `percentage`, `count` …
    pub dimension: Arc<str>,
    /// The unit in which values of this dimension are compared.
    pub base: Arc<str>,
    /// Its code: ISO 4217 for a currency, UCUM elsewhere; empty where there is none.
    pub code: String,
    /// Numerator and denominator of the exact factor to the base unit.
    pub factor: (Decimal, Decimal),
    /// Whether it is a noun that serves as unit where no measure word stands: 人口, 县.
    pub noun: bool,
    /// Whether the same character is often part of a name: 环, 桥.
    pub ambiguous: bool,
}

impl Unit {
    /// Whether it measures values of a dimension.
    pub fn is_of(&self, dimension: &str) -> bool {
        *self.dimension == *dimension
    }

    /// `value` of this unit in the base unit; `None` where it is too large for an exact decimal.
    pub fn to_base(&self, value: Decimal) -> Option<Decimal> {
        let (times, parts) = self.factor;
        let value = match times == Decimal::ONE {
            true => value,
            false => value.checked_mul(times)?,
        };
        let value = match parts == Decimal::ONE {
            true => value,
            false => value.checked_div(parts)?,
        };
        Some(value.normalize())
    }
}

/// The units, found by any of their written forms.
#[derive(Debug, Clone, Default)]
pub struct Units {
    units: Vec<Unit>,
    forms: Words<u32>,
    /// The same forms whole: what is asked for most is one of them.
    by_form: FxHashMap<String, u32>,
}

impl Units {
    pub(super) fn add(&mut self, name: &str, text: &str) -> Result<(), LexiconError> {
        let table = Table::parse(
            name,
            text,
            &["unit", "aliases", "dimension", "factor", "base"],
        )?;
        for row in table.rows() {
            let unit = row.get("unit");
            if unit.is_empty() || row.get("dimension").is_empty() {
                return Err(row.error("a unit needs a name and a dimension"));
            }
            let factor = match row.get("factor") {
                "" => (Decimal::ONE, Decimal::ONE),
                text => parse_factor(text)
                    .ok_or_else(|| row.error("the factor is no decimal and no fraction a/b"))?,
            };
            let base = if row.get("base").is_empty() {
                unit
            } else {
                row.get("base")
            };
            let known = self.units.iter().position(|u| u.name == unit);
            let index = known.unwrap_or(self.units.len());
            let row_unit = Unit {
                name: unit.to_string(),
                dimension: row.get("dimension").into(),
                base: base.into(),
                code: row.get("code").to_string(),
                factor,
                noun: row.get("note").starts_with("noun"),
                ambiguous: row.get("note").starts_with("noun; ambiguous")
                    || row.get("note").contains("label"),
            };
            match self.units.get_mut(index) {
                Some(old) => *old = row_unit,
                None => self.units.push(row_unit),
            }
            let index = index as u32;
            self.forms.insert(unit, index);
            self.by_form.insert(unit.to_string(), index);
            for alias in row.list("aliases") {
                let alias = crate::text::fold(alias);
                self.forms.insert(&alias, index);
                self.by_form.insert(alias, index);
            }
        }
        Ok(())
    }

    /// The longest written form of a unit at the start of `text` (folded): its length, and the unit.
    pub fn at_start(&self, text: &[char]) -> Option<(usize, &Unit)> {
        self.forms
            .at_start(text)
            .map(|(n, i)| (n, &self.units[i as usize]))
    }

    /// The unit that `form` is a written form of.
    pub fn get(&self, form: &str) -> Option<&Unit> {
        if form.is_empty() {
            return None;
        }
        let find = |form: &str| self.by_form.get(form).copied();
        // Most forms are folded already; folding costs more than looking up. 头(只) is measured as 头.
        let found = find(form)
            .or_else(|| find(form.split_once('(')?.0))
            .or_else(|| find(&crate::text::fold(form)))?;
        self.units.get(found as usize)
    }

    /// All units, in the order of the vocabulary.
    pub fn iter(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter()
    }
}

fn parse_factor(text: &str) -> Option<(Decimal, Decimal)> {
    let (a, b) = text.split_once('/').unwrap_or((text, "1"));
    let (a, b): (Decimal, Decimal) = (a.trim().parse().ok()?, b.trim().parse().ok()?);
    (!b.is_zero()).then_some((a, b))
}
