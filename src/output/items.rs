//! The things that answers consist of, each with its columns in CSV and its look in a table.

use super::passages;
use super::record::{Numbers, Record};
use super::screen::{Screen, width};
use super::table::Table;
use crate::claim::{Role, Status};
use crate::index::name;
use crate::query::{Count, Passage, SentenceHit};
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
    /// The words that were widened by other names of the same indicator.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub widened: Vec<Alike>,
    /// For words that stand nowhere those that may have been meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub meant: Vec<Alike>,
    /// The items of this part.
    pub items: Vec<T>,
}

/// A word of the query and other words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alike {
    /// The word as it was asked for.
    pub word: String,
    /// The other words.
    pub names: Vec<String>,
}

impl<T> Page<T> {
    /// The page of those of `total` items that come behind the first `offset`.
    pub fn part(total: usize, offset: usize, items: Vec<T>) -> Self {
        Page {
            total,
            offset,
            widened: Vec::new(),
            meant: Vec::new(),
            items,
        }
    }

    /// The page of all items.
    pub fn whole(items: Vec<T>) -> Self {
        Page {
            total: items.len(),
            ..Page::part(0, 0, items)
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
    /// The headings above that one, the outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
    /// The sentence as its source wrote it.
    pub sentence: String,
    /// Its first scalar value in the document's text.
    pub start: usize,
    /// The first scalar value behind it.
    pub end: usize,
    /// Where the query's words stand and the claims that it asks for, `[start, end]` in scalar values from the sentence's start.
    pub highlights: Vec<(usize, usize)>,
    /// How well it matches; comparable within one answer only.
    pub score: f32,
    /// The claims found in it.
    pub claims: Vec<Record>,
    /// The ids of those claims that meet what the query asks of a claim; absent where it asks nothing of one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub matches: Vec<String>,
    /// The sentences before it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<ContextItem>,
    /// The sentences behind it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<ContextItem>,
}

/// A sentence beside one that matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContextItem {
    /// The sentence as its source wrote it.
    pub sentence: String,
    /// Its first scalar value in the document's text.
    pub start: usize,
    /// The first scalar value behind it.
    pub end: usize,
}

impl From<Passage> for ContextItem {
    fn from(passage: Passage) -> Self {
        ContextItem {
            sentence: passage.text,
            start: passage.start,
            end: passage.end,
        }
    }
}

impl TryFrom<SentenceHit> for SentenceItem {
    type Error = serde_json::Error;

    fn try_from(hit: SentenceHit) -> Result<Self, Self::Error> {
        let mut claims = Vec::new();
        let mut matches = Vec::new();
        let mut highlights = hit.highlights;
        for (claim, is_asked) in &hit.claims {
            let record = Record::from_hit(claim)?;
            if *is_asked {
                matches.push(record.id.clone());
                let at = |offset: usize| offset.saturating_sub(record.sentence_start);
                highlights.push((at(record.start), at(record.end)));
            }
            claims.push(record);
        }
        let passage = hit.passage;
        let mut within = passage.sections.clone();
        let section = within.pop();
        let (before, after) = hit.context;
        Ok(SentenceItem {
            document: passage.document.clone(),
            title: passage.title.clone(),
            section,
            within,
            sentence: passage.text.clone(),
            start: passage.start,
            end: passage.end,
            highlights: joined(highlights),
            score: hit.score,
            claims,
            matches,
            before: before.into_iter().map(ContextItem::from).collect(),
            after: after.into_iter().map(ContextItem::from).collect(),
        })
    }
}

/// Spans in order, those that overlap as one.
fn joined(mut spans: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    spans.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in spans {
        match joined.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
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
    /// The values that it lies in, the outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
    /// How many claims have it, or one that lies in it.
    pub count: usize,
}

impl From<Count> for CountItem {
    fn from(count: Count) -> Self {
        CountItem {
            facet: count.facet.name(),
            value: count.value,
            within: count.within,
            count: count.count,
        }
    }
}

impl Item for CountItem {
    const COLUMNS: &'static [&'static str] = &["facet", "within", "value", "count"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.facet.to_string(),
            self.within.join(" > "),
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
                let value = "  ".repeat(item.within.len()) + &item.value;
                table.row(vec![item.count.to_string(), value]);
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
            within: Vec::new(),
            count: 2,
        };
        assert_eq!(count.cells().len(), CountItem::COLUMNS.len());
    }
}
