//! Facets: how many claims there are of each unit, dimension, kind, section, year, place and document.

use super::Window;
use super::error::QueryError;
use super::find::{Wanted, find};
use super::hits::TextColumn;
use super::question::Question;
use crate::index::Reader;

/// By what claims are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    /// The unit.
    Unit,
    /// The unit's dimension.
    Dimension,
    /// The kind of claim.
    Kind,
    /// The section's heading.
    Section,
    /// The document's year.
    Year,
    /// The document's place.
    Place,
    /// The document.
    Document,
}

impl Facet {
    /// All facets, in the order in which they are shown.
    pub const ALL: [Facet; 7] = [
        Facet::Unit,
        Facet::Dimension,
        Facet::Kind,
        Facet::Section,
        Facet::Year,
        Facet::Place,
        Facet::Document,
    ];

    /// The facet's name; also that of its filter.
    pub fn name(self) -> &'static str {
        match self {
            Facet::Unit => "unit",
            Facet::Dimension => "dimension",
            Facet::Kind => "kind",
            Facet::Section => "section",
            Facet::Year => "year",
            Facet::Place => "place",
            Facet::Document => "document",
        }
    }
}

/// In which order the values of a facet are handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CountSort {
    /// The greatest count first, equal ones by value.
    #[default]
    Count,
    /// By value.
    Value,
}

/// How many claims have a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What is counted by.
    pub facet: Facet,
    /// The value; claims without one are not counted.
    pub value: String,
    /// How many claims have it.
    pub count: usize,
}

/// The answer to a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// How many claims were looked at.
    pub total: usize,
    /// The counts, facet after facet.
    pub items: Vec<Count>,
}

/// Counts the claims that `question` asks for; of each facet the values in the window.
///
/// # Errors
///
/// An unknown value of a filter, or an index that cannot be read.
pub fn counts(
    reader: &Reader,
    question: &Question,
    by: &[Facet],
    sort: CountSort,
    window: Window,
) -> Result<Counts, QueryError> {
    let hits = find(reader, Wanted::Claims, question, false)?;
    let mut items = Vec::new();
    for &facet in by {
        let column = TextColumn::open(reader, facet.name())?;
        let mut counts = vec![0usize; column.len()];
        for rank in hits.iter().filter_map(|(_, hit)| column.rank(*hit)) {
            counts[rank as usize] += 1;
        }
        let mut found: Vec<(usize, u32)> = counts
            .iter()
            .zip(0u32..)
            .filter(|(count, _)| **count > 0)
            .map(|(count, rank)| (*count, rank))
            .collect();
        if sort == CountSort::Count {
            found.sort_by_key(|(count, rank)| (std::cmp::Reverse(*count), *rank));
        }
        items.extend(window.cut(found).into_iter().map(|(count, rank)| Count {
            facet,
            value: column.value(rank).to_string(),
            count,
        }));
    }
    Ok(Counts {
        total: hits.len(),
        items,
    })
}
