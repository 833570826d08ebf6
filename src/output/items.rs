//! The things that answers consist of, each with its columns in CSV and its look in a table.

use super::json::Head;
use super::passages;
use super::record::{Numbers, Record};
use super::screen::{Screen, width};
use super::sheet::{Cell, Column, Row, Type};
use super::table::Table;
use crate::claim::{Role, Status};
use crate::index::name;
use crate::query::{Count, Hint, Passage, SentenceHit, Widened};
use serde::Serialize;
use std::io::{self, Write};

/// A part of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// How many items there are, whatever the part.
    pub total: usize,
    /// How many were passed over.
    pub offset: usize,
    /// The words that were widened by other names of the same indicator.
    pub widened: Vec<Alike>,
    /// For words that stand nowhere those that may have been meant.
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

impl From<Widened> for Alike {
    fn from(widened: Widened) -> Self {
        Alike {
            word: widened.word,
            names: widened.names,
        }
    }
}

impl From<Hint> for Alike {
    fn from(hint: Hint) -> Self {
        Alike {
            word: hint.word,
            names: hint.meant,
        }
    }
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

    /// What is said of the whole answer.
    pub fn head(&self) -> Head<'_> {
        Head {
            total: self.total,
            offset: self.offset,
            widened: &self.widened,
            meant: &self.meant,
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

/// Something that an answer consists of.
pub trait Item: Row + Sized {
    /// Its columns.
    fn columns() -> Vec<Column>;

    /// Writes items for a reader at a terminal.
    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()>;
}

/// The value as text; empty where there is none.
pub(super) fn text<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map(T::to_string).unwrap_or_default()
}

/// The text as a cell.
pub(super) fn cell(text: &Option<String>) -> Cell<'_> {
    Cell::maybe(text.as_deref())
}

/// The exact decimal in a text as a cell.
pub(super) fn exact(text: &Option<String>) -> Cell<'_> {
    text.as_deref().map_or(Cell::Empty, Cell::decimal)
}

/// The name of the value as a cell.
pub(super) fn named_cell<T: Serialize>(value: &Option<T>) -> Cell<'static> {
    value.as_ref().map_or(Cell::Empty, |v| Cell::text(name(v)))
}

/// The name of the value; empty where there is none.
pub(super) fn named<T: Serialize>(value: &Option<T>) -> String {
    value.as_ref().map(name).unwrap_or_default()
}

/// The columns of a record: the keys of the wire, in its order.
const RECORD: [(&str, Type); 35] = {
    use Type::{Boolean, Decimal, Integer, Number, Text};
    [
        ("id", Text),
        ("document", Text),
        ("section", Text),
        ("sentence", Text),
        ("sentence_start", Integer),
        ("start", Integer),
        ("end", Integer),
        ("text", Text),
        ("role", Text),
        ("number", Text),
        ("number_to", Text),
        ("scale", Integer),
        ("unit", Text),
        ("bound", Text),
        ("kind", Text),
        ("direction", Text),
        ("indicator", Text),
        ("indicator_id", Text),
        ("baseline", Text),
        ("whole", Text),
        ("scope", Text),
        ("period", Text),
        ("area", Text),
        ("status", Text),
        ("cumulative", Boolean),
        ("of", Text),
        ("from", Text),
        ("confidence", Number),
        ("doubts", Text),
        ("rule", Text),
        ("dimension", Text),
        ("value", Decimal),
        ("value_to", Decimal),
        ("base_unit", Text),
        ("page", Integer),
    ]
};

impl Row for Record {
    fn cells(&self) -> Vec<Cell<'_>> {
        let doubts: Vec<String> = self.doubts.iter().map(name).collect();
        vec![
            Cell::text(&self.id),
            Cell::text(&self.document),
            cell(&self.section),
            Cell::text(&self.sentence),
            Cell::count(self.sentence_start),
            Cell::count(self.start),
            Cell::count(self.end),
            Cell::text(&self.text),
            Cell::text(name(&self.role)),
            match &self.number {
                Numbers::One(number) => Cell::decimal(number),
                Numbers::Parts(parts) => Cell::text(parts.join(":")),
            },
            exact(&self.number_to),
            Cell::Integer(self.scale.into()),
            cell(&self.unit),
            Cell::text(name(&self.bound)),
            named_cell(&self.kind),
            named_cell(&self.direction),
            cell(&self.indicator),
            cell(&self.indicator_id),
            cell(&self.baseline),
            cell(&self.whole),
            cell(&self.scope),
            cell(&self.period),
            cell(&self.area),
            named_cell(&self.status),
            if self.cumulative {
                Cell::Boolean(true)
            } else {
                Cell::Empty
            },
            cell(&self.of),
            cell(&self.from),
            match self.confidence {
                Some(confidence) => match confidence.to_string().parse() {
                    Ok(decimal) => Cell::Decimal(decimal),
                    Err(_) => Cell::Empty,
                },
                None => Cell::Empty,
            },
            match doubts.is_empty() {
                true => Cell::Empty,
                false => Cell::text(doubts.join("|")),
            },
            Cell::text(&self.rule),
            cell(&self.dimension),
            exact(&self.value),
            exact(&self.value_to),
            cell(&self.base_unit),
            Cell::whole(self.page),
        ]
    }
}

impl Item for Record {
    fn columns() -> Vec<Column> {
        RECORD.map(|(name, of)| Column::new(name, of)).into()
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
    /// The page that it begins on, where the document has pages; the first is 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
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
            page: passage.pages.as_ref().map(|pages| pages.first),
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

impl Row for SentenceItem {
    fn cells(&self) -> Vec<Cell<'_>> {
        let claims: Vec<String> = self.claims.iter().map(passages::claim_in_short).collect();
        vec![
            Cell::text(&self.document),
            cell(&self.title),
            cell(&self.section),
            Cell::text(&self.sentence),
            Cell::count(self.start),
            Cell::count(self.end),
            Cell::text(claims.join("; ")),
            Cell::whole(self.page),
        ]
    }
}

impl Item for SentenceItem {
    fn columns() -> Vec<Column> {
        let mut columns = Column::texts(&["document", "title", "section", "sentence"]);
        columns.extend(["start", "end"].map(|name| Column::new(name, Type::Integer)));
        columns.push(Column::new("claims", Type::Text));
        columns.push(Column::new("page", Type::Integer));
        columns
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

impl Row for CountItem {
    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(self.facet),
            Cell::text(self.within.join(" > ")),
            Cell::text(&self.value),
            Cell::count(self.count),
        ]
    }
}

impl Item for CountItem {
    fn columns() -> Vec<Column> {
        let mut columns = Column::texts(&["facet", "within", "value"]);
        columns.push(Column::new("count", Type::Integer));
        columns
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
        assert_eq!(count.cells().len(), CountItem::columns().len());
    }
}
