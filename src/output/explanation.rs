//! The look of an explanation: what each number was taken for, and the rule that said so.

use super::items::Item;
use super::passages::{arrow, sentence_around};
use super::record::{Numbers, Record, records};
use super::screen::Screen;
use super::sheet::{Cell, Column, Row, Type};
use crate::claim::{FieldRules, Rule};
use crate::document::Document;
use crate::extract::Extraction;
use crate::index::name;
use crate::lexicon::Lexicon;
use serde::Serialize;
use std::io::{self, Write};

/// A mention of a number with the rules that told its fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// The mention.
    #[serde(flatten)]
    pub record: Record,
    /// Which rule told which field; absent where it is no claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<FieldRules>,
}

/// The records of all mentions of a document with the rules that told their fields, in its order.
pub fn explained(document: &Document, extraction: &Extraction) -> Vec<Explained> {
    let rules = extraction
        .mentions
        .iter()
        .map(|m| m.claim.as_ref().map(|claim| claim.rules));
    records(document, extraction)
        .into_iter()
        .zip(rules)
        .map(|(record, rules)| Explained { record, rules })
        .collect()
}

impl Row for Explained {
    fn cells(&self) -> Vec<Cell<'_>> {
        let rules = self.rules.unwrap_or_default();
        let rules = FieldRules::FIELDS.map(|field| Cell::maybe(rules.of(field)));
        [self.record.cells(), rules.to_vec()].concat()
    }
}

impl Item for Explained {
    fn columns() -> Vec<Column> {
        let rules =
            FieldRules::FIELDS.map(|field| Column::new(format!("{field}_rule"), Type::Text));
        [Record::columns(), rules.to_vec()].concat()
    }

    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        explanation(items, Lexicon::builtin(), screen, out)
    }
}

/// Writes for each record the number, its role and rule, and every field below it, with the rule that told it; of an
/// indicator that changed its name the names too, with their years as `lexicon` has them.
pub fn explanation(
    items: &[Explained],
    lexicon: &Lexicon,
    screen: &Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (i, Explained { record, rules }) in items.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        let rule = screen.dim(&format!("rule {}", record.rule));
        writeln!(
            out,
            "{}  {}  {rule}",
            screen.bold(&record.text),
            name(&record.role)
        )?;
        writeln!(
            out,
            "    {:<10} {}",
            "in",
            sentence_around(record, screen.width.saturating_sub(16))
        )?;
        for (field, value) in fields(record, lexicon) {
            if let Some(value) = value.filter(|v| !v.is_empty()) {
                let title = screen.dim(&format!("{field:<10}"));
                match rules.and_then(|rules| rules.of(field)) {
                    Some(rule) => writeln!(out, "    {title} {value}  {}", screen.dim(rule))?,
                    None => writeln!(out, "    {title} {value}")?,
                }
            }
        }
    }
    Ok(())
}

/// The names of an indicator whose years are known, from the oldest on: 一般预算收入 –2011, 公共财政预算收入 2012–2014.
fn names(record: &Record, lexicon: &Lexicon) -> Option<String> {
    let names = lexicon.indicators.names(record.indicator_id.as_deref()?);
    let dated = names
        .into_iter()
        .filter_map(|name| Some(format!("{} {}", name.text, name.years()?)));
    Some(dated.collect::<Vec<_>>().join(", "))
}

/// The fields that say something, in reading order.
fn fields(record: &Record, lexicon: &Lexicon) -> Vec<(&'static str, Option<String>)> {
    let kind = record.kind.as_ref().map(|kind| {
        format!("{} {}", name(kind), arrow(record))
            .trim_end()
            .to_string()
    });
    let indicator = record
        .indicator
        .as_ref()
        .map(|indicator| match &record.indicator_id {
            Some(id) => format!("{indicator} ({id})"),
            None => indicator.clone(),
        });
    let base = record.value.as_ref().map(|value| {
        let to = record
            .value_to
            .as_ref()
            .map(|to| format!(" – {to}"))
            .unwrap_or_default();
        let dimension = record
            .dimension
            .as_ref()
            .map(|d| format!(" ({d})"))
            .unwrap_or_default();
        format!(
            "{value}{to} {}{dimension}",
            record.base_unit.as_deref().unwrap_or_default()
        )
    });
    let confidence = record.confidence.map(|confidence| {
        let doubts: Vec<String> = record.doubts.iter().map(name).collect();
        let band = confidence.band().name();
        let against = if doubts.is_empty() { "" } else { ": " };
        format!("{confidence} {band}{against}{}", doubts.join(", "))
    });
    let rule = Rule::named(&record.rule).map(|rule| rule.meaning.to_string());
    let mut fields = vec![
        ("rule", rule),
        ("number", Some(number(record))),
        ("value", base),
    ];
    fields.extend([
        ("kind", kind),
        ("indicator", indicator),
        ("names", names(record, lexicon)),
        ("baseline", record.baseline.clone()),
        ("whole", record.whole.clone()),
        ("scope", record.scope.clone()),
        ("period", record.period.clone()),
        ("area", record.area.clone()),
        ("status", record.status.as_ref().map(name)),
        ("cumulative", record.cumulative.then(|| "true".to_string())),
        ("of", record.of.clone()),
        ("from", record.from.clone()),
        ("section", record.section.clone()),
        ("confidence", confidence),
    ]);
    fields
}

/// The number as it was read: bound, digits, power of ten, unit.
fn number(record: &Record) -> String {
    let digits = match (&record.number, &record.number_to) {
        (Numbers::One(from), Some(to)) => format!("{from} – {to}"),
        (Numbers::One(one), None) => one.clone(),
        (Numbers::Parts(parts), _) => parts.join(" : "),
    };
    let bound = name(&record.bound);
    let bound = if bound == "=" {
        String::new()
    } else {
        format!("{bound} ")
    };
    let scale = if record.scale == 0 {
        String::new()
    } else {
        format!(" × 10^{}", record.scale)
    };
    let unit = record
        .unit
        .as_ref()
        .map(|u| format!(" {u}"))
        .unwrap_or_default();
    format!("{bound}{digits}{scale}{unit}")
}
