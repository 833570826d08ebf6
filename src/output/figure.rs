//! One figure as users get it: a claim's value in a unit, how it was said, and where it stands.

use super::items::{cell, exact, named_cell};
use super::record::plain;
use super::sheet::{Cell, Column, Type};
use crate::analysis::{Observation, UnitMeasure, bound_words};
use crate::claim::{Confidence, Direction, Kind, Status};
use crate::lexicon::Lexicon;
use crate::quantity::Bound;
use rust_decimal::Decimal;
use serde::Serialize;

/// What a claim says, its value in a stated unit. Numbers are decimal strings, exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The value in `unit`, negative for a fall; of a range the lower end. Absent where it is of another unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The upper end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_to: Option<String>,
    /// The unit of the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The number with its unit as the source wrote it.
    pub said: String,
    /// How the number bounds the value.
    pub bound: Bound,
    /// The words that say so: 左右, 不低于.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound_words: Option<String>,
    /// What sort of statement it is.
    pub kind: Kind,
    /// Which way it moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Reached, aimed at or estimated.
    pub status: Status,
    /// The name by which the report calls the indicator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// The time it speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// The place it speaks of, as the report names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// How sure the claim is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// The claim's id: `{document}:{start}`.
    pub id: String,
    /// The document's id.
    pub document: String,
    /// The document's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The heading that it stands under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The sentence as its source wrote it.
    pub sentence: String,
    /// The sentence's first scalar value in the document.
    pub sentence_start: usize,
    /// The number's first scalar value in the document.
    pub start: usize,
    /// The first scalar value behind it.
    pub end: usize,
}

impl Figure {
    /// The columns of a figure, as [`Figure::cells`] fills them.
    pub const COLUMNS: [(&'static str, Type); 20] = {
        use Type::{Decimal, Integer, Number, Text};
        [
            ("value", Decimal),
            ("value_to", Decimal),
            ("unit", Text),
            ("said", Text),
            ("bound", Text),
            ("bound_words", Text),
            ("kind", Text),
            ("direction", Text),
            ("status", Text),
            ("name", Text),
            ("baseline", Text),
            ("period", Text),
            ("area", Text),
            ("confidence", Number),
            ("id", Text),
            ("document", Text),
            ("section", Text),
            ("sentence", Text),
            ("start", Integer),
            ("end", Integer),
        ]
    };

    /// The columns of a figure.
    pub fn columns() -> Vec<Column> {
        let columns = Self::COLUMNS.into_iter();
        columns.map(|(name, of)| Column::new(name, of)).collect()
    }

    /// The figure that a claim gives, in `measure` where that fits it, else in its base unit.
    pub fn new(
        observation: &Observation,
        measure: Option<&UnitMeasure>,
        lexicon: &Lexicon,
    ) -> Figure {
        let o = observation;
        let base = o.signed_unit().unwrap_or_default();
        let fits = measure.filter(|m| m.base == base);
        let strange = measure.is_some() && fits.is_none();
        let shown = |value| fits.map_or(Some(value), |m| m.of_base(value));
        let ends = o
            .signed()
            .filter(|_| !strange)
            .and_then(|(low, high)| Some((shown(low)?, shown(high)?)));
        let unit = fits.map_or(base, |m| &m.name);
        Figure {
            value: ends.map(|(low, _)| plain(&low)),
            value_to: ends
                .filter(|(low, high)| low != high)
                .map(|(_, high)| plain(&high)),
            unit: Some(unit.to_string()).filter(|u| ends.is_some() && !u.is_empty()),
            said: o.text.clone(),
            bound: o.bound,
            bound_words: bound_words(o, lexicon),
            kind: o.kind,
            direction: o.direction,
            status: o.status,
            name: o.indicator.clone(),
            baseline: o.baseline.clone(),
            period: o.period.clone(),
            area: o.area.clone(),
            confidence: o.confidence,
            id: o.id.clone(),
            document: o.document.clone(),
            title: o.report.title.clone(),
            section: o.section.clone(),
            sentence: o.sentence.clone(),
            sentence_start: o.sentence_start,
            start: o.start,
            end: o.end,
        }
    }

    /// Its cells, one for each of [`Figure::COLUMNS`].
    pub fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            exact(&self.value),
            exact(&self.value_to),
            cell(&self.unit),
            Cell::text(&self.said),
            named_cell(&Some(self.bound)),
            cell(&self.bound_words),
            named_cell(&Some(self.kind)),
            named_cell(&self.direction),
            named_cell(&Some(self.status)),
            cell(&self.name),
            cell(&self.baseline),
            cell(&self.period),
            cell(&self.area),
            self.confidence.map_or(Cell::Empty, |c| {
                Cell::Decimal(Decimal::new(c.percent().into(), 2))
            }),
            Cell::text(&self.id),
            Cell::text(&self.document),
            cell(&self.section),
            Cell::text(&self.sentence),
            Cell::count(self.start),
            Cell::count(self.end),
        ]
    }

    /// The cell of one column; empty where there is no figure.
    pub fn cell_of<'a>(figure: Option<&'a Figure>, column: &str) -> Cell<'a> {
        let at = Self::COLUMNS.iter().position(|(name, _)| *name == column);
        let cell = figure
            .zip(at)
            .and_then(|(figure, at)| figure.cells().get(at).cloned());
        cell.unwrap_or(Cell::Empty)
    }

    /// The number as it is said, with the words that bound it where they stand outside of it: 不低于6%, 6.5%左右.
    pub fn in_words(&self) -> String {
        let Some(words) = &self.bound_words else {
            return self.said.clone();
        };
        if self.said.contains(words.as_str()) {
            return self.said.clone();
        }
        let at = self.start.saturating_sub(self.sentence_start);
        let before: String = self.sentence.chars().take(at).collect();
        let rest: String = self.sentence.chars().skip(at).collect();
        let clause = before
            .rsplit(['，', '；', '。', ',', ';'])
            .next()
            .unwrap_or_default();
        match rest
            .strip_prefix(self.said.as_str())
            .is_some_and(|rest| rest.starts_with(words.as_str()))
        {
            false if clause.contains(words.as_str()) => format!("{words}{}", self.said),
            _ => format!("{}{words}", self.said),
        }
    }

    /// The same with a minus for a fall.
    pub fn in_words_signed(&self) -> String {
        let falls = self.value.as_deref().is_some_and(|v| v.starts_with('-'));
        let sign = if falls && !self.said.starts_with('-') {
            "-"
        } else {
            ""
        };
        format!("{sign}{}", self.in_words())
    }

    /// A value in per cent with its sign, behind that of its bound: +5.3%, ≥+6%.
    pub fn with_sign(&self) -> String {
        let value = self.value.as_deref().unwrap_or_default();
        let sign = if value.starts_with('-') || value.is_empty() {
            ""
        } else {
            "+"
        };
        let to = self.value_to.as_deref();
        let to = to.map(|to| format!("–{to}")).unwrap_or_default();
        let unit = self.unit.as_deref().unwrap_or_default();
        format!(
            "{}{sign}{value}{to}{unit}",
            sign_of(self.bound, value.starts_with('-'))
        )
    }
}

/// What a bound is written as before a number; nothing for the number itself. A fall of at least 3 % is at most -3 %.
pub(super) fn sign_of(bound: Bound, falls: bool) -> &'static str {
    match (bound, falls) {
        (Bound::Equal, _) => "",
        (Bound::About, _) => "约",
        (Bound::Above, false) | (Bound::Below, true) => ">",
        (Bound::AtLeast, false) | (Bound::AtMost, true) => "≥",
        (Bound::Below, false) | (Bound::Above, true) => "<",
        (Bound::AtMost, false) | (Bound::AtLeast, true) => "≤",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Metadata};
    use crate::extract::extract;
    use crate::output::records;
    use std::sync::Arc;

    fn figures(said: &str) -> Vec<Figure> {
        let lexicon = Lexicon::builtin();
        let document = Document {
            id: "甲".into(),
            text: said.into(),
            metadata: Metadata::default(),
            pages: Vec::new(),
        };
        let report = Arc::new(Metadata::default());
        let records = records(&document, &extract(&document, lexicon)).into_iter();
        let observations = records.filter_map(|r| Observation::from_record(r, report.clone()));
        let measure = UnitMeasure::named("亿元", lexicon);
        observations
            .map(|o| {
                let of_money = o.base_unit.as_deref() == Some("元");
                let measure = measure.as_ref().filter(|_| of_money);
                Figure::new(&o, measure, lexicon)
            })
            .collect()
    }

    #[test]
    fn values_in_a_unit_and_in_words() {
        let found = figures("地区生产总值12050000万元，增长6.5%左右，进口额下降不低于3%。");
        assert_eq!(found[0].value.as_deref(), Some("1205"));
        assert_eq!(found[0].unit.as_deref(), Some("亿元"));
        assert_eq!(found[1].in_words(), "6.5%左右");
        assert_eq!(found[1].with_sign(), "约+6.5%");
        assert_eq!(found[2].in_words(), "不低于3%");
        assert_eq!(found[2].with_sign(), "≤-3%");
        assert_eq!(found[2].in_words_signed(), "-不低于3%");
        assert_eq!(
            Figure::cell_of(found.first(), "said").shown(),
            "12050000万元"
        );
        assert_eq!(found[0].cells().len(), Figure::COLUMNS.len());
    }
}
