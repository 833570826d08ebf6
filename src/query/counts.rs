//! Facets: how many claims there are of each unit, dimension, kind, section, year, place and document.

use super::Window;
use super::error::QueryError;
use super::find::{Wanted, find};
use super::hits::TextColumn;
use super::known::clean;
use super::question::Question;
use crate::index::Reader;
use crate::lexicon::Lexicon;
use std::collections::BTreeMap;

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

/// What a value is counted as: a unit under its first name (㎡ as 平方米), a heading in either width.
fn same_as(facet: Facet, value: &str) -> String {
    match facet {
        Facet::Unit => match Lexicon::builtin().units.get(value) {
            Some(unit) => unit.name.clone(),
            None => value.to_string(),
        },
        Facet::Section => clean(value),
        _ => value.to_string(),
    }
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
        // Values that the filter of the same name takes for one are counted as one, by the name that is met most.
        let mut groups: BTreeMap<String, (usize, usize, String)> = BTreeMap::new();
        for (&count, rank) in counts.iter().zip(0u32..).filter(|(count, _)| **count > 0) {
            let value = column.value(rank).to_string();
            let (all, most, name) = groups.entry(same_as(facet, &value)).or_default();
            *all += count;
            if count > *most {
                (*most, *name) = (count, value);
            }
        }
        let mut found: Vec<(usize, String)> = groups
            .into_values()
            .map(|(all, _, name)| (all, name))
            .collect();
        found.sort_by(|a, b| a.1.cmp(&b.1));
        if sort == CountSort::Count {
            found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        }
        let counted = window.cut(found).into_iter();
        items.extend(counted.map(|(count, value)| Count {
            facet,
            value,
            count,
        }));
    }
    Ok(Counts {
        total: hits.len(),
        items,
    })
}
