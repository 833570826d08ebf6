//! The things that answers consist of, each with its columns in CSV and its look in a table.

use super::passages;
use super::record::{Numbers, Record, name};
use super::screen::{Screen, width};
use super::table::Table;
use crate::claim::{Role, Status};
use crate::query::{Count, SentenceHit};
use serde::Serialize;
use std::io::{self, Write};

/// A part of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// How many items there are, whatever the part.
    pub total: usize,
    /// How many were passed over.
    #[serde(skip_serializing_if = "is_zero")]
    pub offset: usize,
    /// The items of this part.
    pub items: Vec<T>,
}

impl<T> Page<T> {
    /// The page of all items.
    pub fn whole(items: Vec<T>) -> Self {
        Page {
            total: items.len(),
            offset: 0,
            items,
        }
    }
}

fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// Something that an answer consists of.
pub trait Item: Serialize + Sized {
    /// The titles of its columns in CSV.
    const COLUMNS: &'static [&'static str];

    /// Its cells in CSV, one for each column.
    fn cells(&self) -> Vec<String>;

    /// Writes items for a reader at a terminal.
    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()>;
}

/// The value as a cell; empty where there is none.
pub(super) fn text<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map(T::to_string).unwrap_or_default()
}

/// The name of the value as a cell; empty where there is none.
pub(super) fn named<T: Serialize>(value: &Option<T>) -> String {
    value.as_ref().map(name).unwrap_or_default()
}

impl Item for Record {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "document",
        "section",
        "sentence",
        "sentence_start",
        "start",
        "end",
        "text",
        "role",
        "number",
        "number_to",
        "scale",
        "unit",
        "bound",
        "kind",
        "direction",
        "indicator",
        "indicator_id",
        "baseline",
        "whole",
        "scope",
        "period",
        "area",
        "status",
        "cumulative",
        "of",
        "from",
        "confidence",
        "doubts",
        "rule",
        "dimension",
        "value",
        "value_to",
        "base_unit",
    ];

    fn cells(&self) -> Vec<String> {
        let number = match &self.number {
            Numbers::One(number) => number.clone(),
            Numbers::Parts(parts) => parts.join(":"),
        };
        vec![
            self.id.clone(),
            self.document.clone(),
            text(&self.section),
            self.sentence.clone(),
            self.sentence_start.to_string(),
            self.start.to_string(),
            self.end.to_string(),
            self.text.clone(),
            name(&self.role),
            number,
            text(&self.number_to),
            self.scale.to_string(),
            text(&self.unit),
            name(&self.bound),
            named(&self.kind),
            named(&self.direction),
            text(&self.indicator),
            text(&self.indicator_id),
            text(&self.baseline),
            text(&self.whole),
            text(&self.scope),
            text(&self.period),
            text(&self.area),
            named(&self.status),
            if self.cumulative {
                "true".to_string()
            } else {
                String::new()
            },
            text(&self.of),
            text(&self.from),
            self.confidence.map_or_else(String::new, |c| c.to_string()),
            self.doubts.iter().map(name).collect::<Vec<_>>().join("|"),
            self.rule.clone(),
            text(&self.dimension),
            text(&self.value),
            text(&self.value_to),
            text(&self.base_unit),
        ]
    }

    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        // Where room is short the document goes first: a target without its status would look like a fact.
        let wide = screen.width >= 100;
        let claims_only = items.iter().all(|record| record.role == Role::Claim);
        let mut titles = vec!["value"];
        if !claims_only {
            titles.push("role");
        }
        let indicator = titles.len();
        titles.extend(["indicator", "kind", "", "period", "status"]);
        let document = titles.len();
        if wide {
            titles.push("document");
        }
        titles.push("sentence");
        let build = |room: usize| {
            let mut table = Table::new(&titles)
                .right(0)
                .at_most(0, 20)
                .at_most(indicator, screen.width / 5);
            if wide {
                table = table.at_most(document, screen.width / 7);
            }
            for record in items {
                let mut cells = vec![record.text.clone()];
                if !claims_only {
                    cells.push(name(&record.role));
                }
                cells.extend([
                    text(&record.indicator),
                    named(&record.kind),
                    passages::arrow(record).to_string(),
                    text(&record.period),
                    named(&record.status.filter(|status| *status != Status::Actual)),
                ]);
                if wide {
                    cells.push(record.document.clone());
                }
                let sentence = if room == 0 {
                    String::new()
                } else {
                    passages::sentence_around(record, room)
                };
                cells.push(sentence);
                table.row(cells);
            }
            table
        };
        let used = build(0).width();
        let room = (screen.width + width("sentence"))
            .saturating_sub(used)
            .max(16);
        build(room).write(screen, out)
    }
}

/// A sentence that matches a search, as users get it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SentenceItem {
    /// The document's id.
    pub document: String,
    /// The document's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The heading of the section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The sentence as its source wrote it.
    pub sentence: String,
    /// Its first scalar value in the document's text.
    pub start: usize,
    /// The first scalar value behind it.
    pub end: usize,
    /// Where the query's terms stand, `[start, end]` in scalar values from the sentence's start.
    pub highlights: Vec<(usize, usize)>,
    /// How well it matches; comparable within one answer only.
    pub score: f32,
    /// The claims found in it.
    pub claims: Vec<Record>,
}

impl TryFrom<SentenceHit> for SentenceItem {
    type Error = serde_json::Error;

    fn try_from(hit: SentenceHit) -> Result<Self, Self::Error> {
        Ok(SentenceItem {
            document: hit.document,
            title: hit.title,
            section: hit.section,
            sentence: hit.text,
            start: hit.start,
            end: hit.end,
            highlights: hit.highlights,
            score: hit.score,
            claims: hit
                .claims
                .iter()
                .map(|c| serde_json::from_str(c))
                .collect::<Result<_, _>>()?,
        })
    }
}

impl Item for SentenceItem {
    const COLUMNS: &'static [&'static str] = &[
        "document", "title", "section", "sentence", "start", "end", "claims",
    ];

    fn cells(&self) -> Vec<String> {
        let claims: Vec<String> = self.claims.iter().map(passages::claim_in_short).collect();
        vec![
            self.document.clone(),
            text(&self.title),
            text(&self.section),
            self.sentence.clone(),
            self.start.to_string(),
            self.end.to_string(),
            claims.join("; "),
        ]
    }

    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        passages::passages(items, screen, out)
    }
}

/// A count of claims, as users get it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountItem {
    /// What is counted by: the name of a filter.
    pub facet: &'static str,
    /// The value.
    pub value: String,
    /// How many claims have it.
    pub count: usize,
}

impl From<Count> for CountItem {
    fn from(count: Count) -> Self {
        CountItem {
            facet: count.facet.name(),
            value: count.value,
            count: count.count,
        }
    }
}

impl Item for CountItem {
    const COLUMNS: &'static [&'static str] = &["facet", "value", "count"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.facet.to_string(),
            self.value.clone(),
            self.count.to_string(),
        ]
    }

    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        for (i, group) in items.chunk_by(|a, b| a.facet == b.facet).enumerate() {
            if i > 0 {
                writeln!(out)?;
            }
            let mut table = Table::new(&["claims", group[0].facet])
                .right(0)
                .at_most(1, screen.width.saturating_sub(10));
            for item in group {
                table.row(vec![item.count.to_string(), item.value.clone()]);
            }
            table.write(screen, out)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_cells_as_columns() {
        let count = CountItem {
            facet: "unit",
            value: "元".into(),
            count: 2,
        };
        assert_eq!(count.cells().len(), CountItem::COLUMNS.len());
    }
}
