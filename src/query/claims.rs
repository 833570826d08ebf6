//! List: the claims that meet text and filters, in a given order.

use super::Window;
use super::error::QueryError;
use super::find::{Wanted, find};
use super::hits::{NumberColumn, TextColumn, stored};
use super::question::Question;
use super::sentences::{present_first, turn};
use crate::index::Reader;
use std::cmp::Ordering;
use tantivy::DocAddress;

/// In which order claims are handed out; ties stand in the order of documents and text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClaimSort {
    /// By document, in the order of the text.
    #[default]
    Document,
    /// By the value in the base unit; values of different base units stand in groups.
    Value,
    /// By the document's year.
    Year,
    /// By the name of the indicator.
    Indicator,
    /// By the time the claim speaks of.
    Period,
}

/// The answer to a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimHits {
    /// How many claims there are, whatever the window.
    pub total: usize,
    /// The records of those in the window, as they were put in the index.
    pub records: Vec<String>,
}

/// Finds the claims that `question` asks for: of the sentences that match its text those that meet its filters.
///
/// # Errors
///
/// An unknown value of a filter, or an index that cannot be read.
pub fn claims(
    reader: &Reader,
    question: &Question,
    sort: ClaimSort,
    descending: bool,
    window: Window,
) -> Result<ClaimHits, QueryError> {
    let found = find(reader, Wanted::Claims, question, false)?;
    let mut hits: Vec<DocAddress> = found.into_iter().map(|(_, hit)| hit).collect();
    order(reader, &mut hits, sort, descending)?;
    let total = hits.len();
    let records = window
        .cut(hits)
        .into_iter()
        .map(|hit| Ok(stored(reader, hit)?))
        .collect::<Result<_, QueryError>>()?;
    Ok(ClaimHits { total, records })
}

fn order(
    reader: &Reader,
    hits: &mut [DocAddress],
    sort: ClaimSort,
    descending: bool,
) -> Result<(), QueryError> {
    let document = TextColumn::open(reader, "document")?;
    let start = NumberColumn::open_u64(reader, "start")?;
    let place = |hit: DocAddress| (document.rank(hit).unwrap_or(0), start.get(hit).unwrap_or(0));
    let by = |hits: &mut [DocAddress], first: &dyn Fn(DocAddress, DocAddress) -> Ordering| {
        hits.sort_by(|&a, &b| first(a, b).then_with(|| place(a).cmp(&place(b))));
    };
    match sort {
        ClaimSort::Document => by(hits, &|a, b| turn(place(a).0.cmp(&place(b).0), descending)),
        ClaimSort::Year => {
            let year = |hit| {
                let id = document.value(place(hit).0);
                reader
                    .catalog()
                    .documents
                    .get(id)
                    .and_then(|d| d.metadata.year)
            };
            by(hits, &|a, b| present_first(year(a), year(b), descending));
        }
        ClaimSort::Indicator => {
            let column = TextColumn::open(reader, "indicator")?;
            by(hits, &|a, b| {
                present_first(column.rank(a), column.rank(b), descending)
            });
        }
        ClaimSort::Period => {
            let column = TextColumn::open(reader, "period")?;
            by(hits, &|a, b| {
                present_first(column.rank(a), column.rank(b), descending)
            });
        }
        ClaimSort::Value => {
            let dimension = TextColumn::open(reader, "dimension")?;
            let unit = TextColumn::open(reader, "base_unit")?;
            let lower = NumberColumn::open_f64(reader, "lower")?;
            let upper = NumberColumn::open_f64(reader, "upper")?;
            by(hits, &|a, b| {
                present_first(dimension.rank(a), dimension.rank(b), false)
                    .then_with(|| present_first(unit.rank(a), unit.rank(b), false))
                    .then_with(|| present_first(lower.get(a), lower.get(b), descending))
                    .then_with(|| present_first(upper.get(a), upper.get(b), descending))
            });
        }
    }
    Ok(())
}
