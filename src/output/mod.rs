//! What users get: the wire record, and the formats in which answers are written.

mod kept;
mod record;
mod stated;

#[cfg(feature = "program")]
mod alike;
#[cfg(feature = "program")]
mod csv;
#[cfg(feature = "program")]
mod excerpt;
#[cfg(feature = "program")]
mod explanation;
#[cfg(feature = "program")]
mod findings;
#[cfg(feature = "program")]
mod holdings;
#[cfg(feature = "program")]
mod items;
#[cfg(feature = "program")]
mod json;
#[cfg(feature = "program")]
mod measured;
#[cfg(feature = "program")]
mod passages;
#[cfg(feature = "program")]
mod rules;
#[cfg(feature = "program")]
mod screen;
#[cfg(feature = "program")]
mod table;

pub use record::{Numbers, Record, records};
pub use stated::report;

#[cfg(feature = "program")]
pub use holdings::{DocumentItem, StatsItem};
#[cfg(feature = "program")]
pub use items::{Alike, ContextItem, CountItem, Page, SentenceItem};
#[cfg(feature = "program")]
pub use screen::{Screen, unbroken};
#[cfg(feature = "program")]
pub use {
    alike::SimilarItem,
    csv::csv,
    excerpt::{ExcerptItem, excerpt},
    explanation::{Explained, explained, explanation},
    findings::{CitedItem, FindingItem},
    items::Item,
    json::{json, json_object, ndjson},
    measured::{BinItem, MeasuresItem},
    passages::claim_in_short,
};

#[cfg(feature = "program")]
use std::io::{self, Write};

/// The forms in which an answer can be written.
#[cfg(feature = "program")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a reader at a terminal.
    Table,
    /// One object with `total` and `items`.
    Json,
    /// One object a line.
    Ndjson,
    /// A table that Excel opens, with a byte-order mark and a header.
    Csv,
}

/// Writes a page of an answer.
///
/// # Errors
///
/// What the system refuses to write.
#[cfg(feature = "program")]
pub fn write<T: Item>(
    page: &Page<T>,
    format: Format,
    screen: &Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Table => T::table(&page.items, screen, out),
        Format::Json => json(page, out),
        Format::Ndjson => ndjson(&page.items, out),
        Format::Csv => csv(&page.items, out),
    }
}
