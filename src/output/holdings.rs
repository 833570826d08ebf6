//! What an index holds, as users get it: its documents, and the whole of it in figures.

use super::items::{Item, cell, named_cell, text};
use super::screen::{Screen, fit_end, width};
use super::sheet::{Cell, Column, Row, Type};
use super::table::{Table, or_dash};
use crate::document::{Level, ReportKind};
use crate::index::{Entry, FORMAT, Reader};
use crate::lexicon::Lexicon;
use crate::query::{CountSort, Facet, QueryError, Question, Window, counts};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// The least that a title or a path is given, in columns.
const NARROW: usize = 8;

/// A document of an index, as users get it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentItem {
    /// The document's id.
    pub id: String,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The place whose report it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The GB/T 2260 code of the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The administrative level of the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// What sort of report it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<ReportKind>,
    /// The year that the title carries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// The year whose results it reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covers: Option<i32>,
    /// The office that issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The day on which it was given or published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The file that it was read from.
    pub file: String,
    /// Other files with the same text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<String>,
    /// Other documents of the same place, year and kind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub editions: Vec<String>,
    /// Where the text came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// How many sentences it has.
    pub sentences: usize,
    /// How many numbers it mentions.
    pub mentions: usize,
    /// How many of them are claims.
    pub claims: usize,
}

impl DocumentItem {
    /// The item for a document of a catalog; `editions` are the other documents of the same place, year and kind.
    pub fn new(id: &str, entry: &Entry, editions: &[&str]) -> DocumentItem {
        let m = &entry.metadata;
        DocumentItem {
            id: id.to_string(),
            title: m.title.clone(),
            place: m.place.clone(),
            code: m.code.clone(),
            level: m.level,
            kind: m.kind,
            year: m.year,
            covers: m.covers,
            file: entry.file.path.clone(),
            issuer: m.issuer.clone(),
            date: m.date.clone(),
            copies: entry.copies.iter().map(|copy| copy.path.clone()).collect(),
            editions: editions.iter().map(|id| id.to_string()).collect(),
            source: m.source.clone(),
            sentences: entry.sentences,
            mentions: entry.mentions,
            claims: entry.claims,
        }
    }
}

impl Row for DocumentItem {
    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(&self.id),
            cell(&self.title),
            cell(&self.place),
            named_cell(&self.level),
            named_cell(&self.kind),
            Cell::whole(self.year),
            Cell::whole(self.covers),
            Cell::text(&self.file),
            Cell::text(self.copies.join("; ")),
            Cell::text(self.editions.join("; ")),
            cell(&self.source),
            Cell::count(self.sentences),
            Cell::count(self.mentions),
            Cell::count(self.claims),
            cell(&self.code),
            cell(&self.issuer),
            cell(&self.date),
        ]
    }
}

impl Item for DocumentItem {
    fn columns() -> Vec<Column> {
        let whole = |names: &[&'static str]| -> Vec<Column> {
            let names = names.iter();
            names
                .map(|name| Column::new(*name, Type::Integer))
                .collect()
        };
        [
            Column::texts(&["id", "title", "place", "level", "kind"]),
            whole(&["year", "covers"]),
            Column::texts(&["file", "copies", "editions", "source"]),
            whole(&["sentences", "mentions", "claims"]),
            Column::texts(&["code", "issuer", "date"]),
        ]
        .concat()
    }

    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        let build = |title: usize, file: usize| {
            let mut table = Table::new(&[
                "id",
                "title",
                "place",
                "year",
                "covers",
                "sentences",
                "claims",
                "file",
            ])
            .right(5)
            .right(6)
            .at_most(0, screen.width / 4)
            .at_most(1, title)
            .at_most(2, screen.width / 6)
            .at_most(7, file);
            for item in items {
                table.row(vec![
                    item.id.clone(),
                    or_dash(text(&item.title)),
                    or_dash(text(&item.place)),
                    or_dash(text(&item.year)),
                    or_dash(text(&item.covers)),
                    item.sentences.to_string(),
                    item.claims.to_string(),
                    fit_end(&item.file, file),
                ]);
            }
            table
        };
        // Title and file share what the other columns leave; neither is cut below what can be read.
        let room = (screen.width + 2 * NARROW).saturating_sub(build(NARROW, NARROW).width());
        let longest =
            |column: fn(&DocumentItem) -> usize| items.iter().map(column).max().unwrap_or(0);
        let files = longest(|item| width(&item.file)).max(NARROW);
        let titles = longest(|item| item.title.as_deref().map_or(0, width)).max(NARROW);
        let title = titles
            .min(room.saturating_sub(files).max(room / 2))
            .max(NARROW);
        let table = build(title, files.min(room.saturating_sub(title)).max(NARROW));
        table.write(screen, out)
    }
}

/// An index in figures, as users get it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatsItem {
    /// The folder of the index.
    pub index: String,
    /// The number of its format.
    pub format: u32,
    /// How many documents it holds.
    pub documents: usize,
    /// How many sentences.
    pub sentences: usize,
    /// How many numbers are mentioned.
    pub mentions: usize,
    /// How many of them are claims.
    pub claims: usize,
    /// How many different units the claims have.
    pub units: usize,
    /// How many different places the documents have.
    pub places: usize,
    /// The first year of a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_year: Option<i32>,
    /// The last year of a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_year: Option<i32>,
    /// The size of its files.
    pub bytes: u64,
}

impl StatsItem {
    /// The figures of an index.
    ///
    /// # Errors
    ///
    /// An index that cannot be read.
    pub fn of(reader: &Reader, lexicon: &Lexicon) -> Result<StatsItem, QueryError> {
        let documents = &reader.catalog().documents;
        let all = Window {
            offset: 0,
            limit: None,
        };
        let everything = Question::everything(lexicon);
        let units = counts(
            reader,
            &everything,
            &[Facet::Unit],
            CountSort::default(),
            all,
        )?;
        let metadata = || documents.values().map(|d| &d.metadata);
        let years: BTreeSet<i32> = metadata().filter_map(|m| m.year).collect();
        let places: BTreeSet<&str> = metadata().filter_map(|m| m.place.as_deref()).collect();
        Ok(StatsItem {
            index: reader.dir().display().to_string(),
            format: FORMAT,
            documents: documents.len(),
            sentences: documents.values().map(|d| d.sentences).sum(),
            mentions: documents.values().map(|d| d.mentions).sum(),
            claims: documents.values().map(|d| d.claims).sum(),
            units: units.items.len(),
            places: places.len(),
            first_year: years.first().copied(),
            last_year: years.last().copied(),
            bytes: reader.size(),
        })
    }
}

impl Row for StatsItem {
    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(&self.index),
            Cell::Integer(self.format.into()),
            Cell::count(self.documents),
            Cell::count(self.sentences),
            Cell::count(self.mentions),
            Cell::count(self.claims),
            Cell::count(self.units),
            Cell::count(self.places),
            Cell::whole(self.first_year),
            Cell::whole(self.last_year),
            Cell::Integer(i64::try_from(self.bytes).unwrap_or(i64::MAX)),
        ]
    }
}

impl Item for StatsItem {
    fn columns() -> Vec<Column> {
        let whole = [
            "format",
            "documents",
            "sentences",
            "mentions",
            "claims",
            "units",
            "places",
            "first_year",
            "last_year",
            "bytes",
        ];
        let whole = whole.map(|name| Column::new(name, Type::Integer));
        [Column::texts(&["index"]), whole.into()].concat()
    }

    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        for item in items {
            for (column, cell) in Self::columns().iter().zip(item.cells()) {
                let title = format!("{:<12}", column.name.replace('_', " "));
                let cell = match cell {
                    Cell::Empty => "-".into(),
                    ref cell => cell.shown(),
                };
                writeln!(out, "{}{cell}", screen.dim(&title))?;
            }
        }
        Ok(())
    }
}
