//! Facets: how many claims there are of each value of each property of a claim.

use super::Window;
use super::error::QueryError;
use super::evaluate::{Found, find};
use super::known::clean;
use super::places;
use super::plan::Plan;
use super::question::Question;
use crate::index::{
    BELOW, IndexError, Listed, Outline, RankedColumn, Reader, each_value, each_value_of_all,
};
use crate::lexicon::Lexicon;
use std::collections::BTreeMap;
use std::sync::Arc;

/// By what claims are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    /// The unit.
    Unit,
    /// The unit's dimension.
    Dimension,
    /// The kind of claim.
    Kind,
    /// The direction of a change.
    Direction,
    /// Actual, target or estimate.
    Status,
    /// How the number bounds the value.
    Bound,
    /// The thing measured.
    Indicator,
    /// The time the claim speaks of.
    Period,
    /// The place the claim speaks of: province, city, county, one below the other.
    Area,
    /// The headings, one below the other.
    Section,
    /// The document's year.
    Year,
    /// The document's place: province, city, county, one below the other.
    Place,
    /// The document.
    Document,
}

impl Facet {
    /// All facets, in the order in which they are shown.
    pub const ALL: [Facet; 13] = [
        Facet::Unit,
        Facet::Dimension,
        Facet::Kind,
        Facet::Direction,
        Facet::Status,
        Facet::Bound,
        Facet::Indicator,
        Facet::Period,
        Facet::Area,
        Facet::Section,
        Facet::Year,
        Facet::Place,
        Facet::Document,
    ];

    /// The facet's name; also that of its field.
    pub fn name(self) -> &'static str {
        match self {
            Facet::Unit => "unit",
            Facet::Dimension => "dimension",
            Facet::Kind => "kind",
            Facet::Direction => "direction",
            Facet::Status => "status",
            Facet::Bound => "bound",
            Facet::Indicator => "indicator",
            Facet::Period => "period",
            Facet::Area => "area",
            Facet::Section => "section",
            Facet::Year => "year",
            Facet::Place => "place",
            Facet::Document => "document",
        }
    }
}

/// In which order the values of a facet are handed out; those of a hierarchy stand below the one they lie in.
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
    /// The value, as the filter takes it; claims without one are not counted.
    pub value: String,
    /// The values that it lies in, the outermost first; of a facet without a hierarchy none.
    pub within: Vec<String>,
    /// How many claims have it, or one that lies in it.
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
/// An unknown value of a field, or an index that cannot be read.
pub fn counts(
    reader: &Reader,
    question: &Question,
    by: &[Facet],
    sort: CountSort,
    window: Window,
) -> Result<Counts, QueryError> {
    let plan = Plan::of(reader, question)?;
    let found = find(reader, &plan, true)?;
    let counting = Counting {
        reader,
        lexicon: question.lexicon,
        found: &found,
        by_count: sort == CountSort::Count,
        window,
    };
    let mut items = Vec::new();
    for &facet in by {
        let counted = window.cut(counting.list(facet)?).into_iter();
        items.extend(counted.map(|counted| Count {
            facet,
            value: counted.value,
            within: counted.within,
            count: counted.count,
        }));
    }
    Ok(Counts {
        total: found.iter().map(|part| part.claims.count_ones(..)).sum(),
        items,
    })
}

/// What is counted, and how it is handed out.
struct Counting<'a> {
    reader: &'a Reader,
    lexicon: &'a Lexicon,
    found: &'a [Found],
    by_count: bool,
    window: Window,
}

impl Counting<'_> {
    /// The values of a facet that the claims found have, up to the window's end.
    fn list(&self, facet: Facet) -> Result<Vec<Listed>, IndexError> {
        let areas = &self.lexicon.areas;
        let documents = &self.reader.catalog().documents;
        match facet {
            Facet::Unit => {
                let units = &self.lexicon.units;
                let name =
                    |unit: &str| units.get(unit).map_or(unit.to_string(), |u| u.name.clone());
                self.list_made(self.by_claim("unit")?, |unit| Some(vec![name(unit)]))
            }
            Facet::Area => self.list_made(self.by_claim("area")?, |area| {
                Some(places::names(area, areas))
            }),
            Facet::Year => self.list_made(self.by_sentence("document")?, |id| {
                let year = documents.get(id).and_then(|d| d.metadata.year);
                year.map(|year| vec![year.to_string()])
            }),
            Facet::Place => {
                let mut places: BTreeMap<&str, usize> = BTreeMap::new();
                let (column, counts) = self.by_sentence("document")?;
                for (id, count) in met(&column, &counts) {
                    let place = documents.get(id).and_then(|d| d.metadata.place.as_deref());
                    if let Some(place) = place {
                        *places.entry(place).or_default() += count;
                    }
                }
                let paths = places.into_iter();
                let paths = paths.map(|(place, count)| (places::names(place, areas), count));
                Ok(self.list_paths(paths))
            }
            Facet::Section => Ok(self.list_kept(self.by_sentence("section")?, |path| {
                path.split(BELOW).map(str::to_string).collect()
            })),
            Facet::Document => {
                Ok(self.list_kept(self.by_sentence("document")?, |id| vec![id.to_string()]))
            }
            _ => {
                let counts = self.by_claim(facet.name())?;
                Ok(self.list_kept(counts, |value| vec![value.to_string()]))
            }
        }
    }

    /// Lists the values of a column, of which each is by itself what is listed.
    fn list_kept(&self, (column, counts): Counted, path: fn(&str) -> Vec<String>) -> Vec<Listed> {
        let most = self.window.end(usize::MAX);
        column.list(&counts, path, clean, self.by_count, most)
    }

    /// Lists what `path` makes of the values of a column.
    fn list_made(
        &self,
        (column, counts): Counted,
        path: impl Fn(&str) -> Option<Vec<String>>,
    ) -> Result<Vec<Listed>, IndexError> {
        let paths = met(&column, &counts);
        Ok(self.list_paths(paths.filter_map(|(value, count)| Some((path(value)?, count)))))
    }

    fn list_paths(&self, paths: impl Iterator<Item = (Vec<String>, usize)>) -> Vec<Listed> {
        let mut outline = Outline::new(clean);
        let ways: Vec<(Vec<u32>, usize)> = paths
            .map(|(path, count)| (outline.way(&path), count))
            .collect();
        let most = self.window.end(usize::MAX);
        let ways = ways.iter().map(|(way, count)| (&way[..], *count));
        outline.list(ways, self.by_count, most)
    }

    /// How many of the claims found have each value of a column, by its rank.
    fn by_claim(&self, name: &'static str) -> Result<Counted, IndexError> {
        let column = self.reader.ranked(name)?;
        let mut counts = vec![0usize; column.len()];
        for (part, found) in self.found.iter().enumerate() {
            let Some((ords, ranks)) = column.part(part) else {
                continue;
            };
            let mut of_part = vec![0usize; ranks.len()];
            let mut count = |ord: u64| of_part[ord as usize] += 1;
            let rows = self.reader.rows(part)?;
            // Only claims have a value in such a column: where all of them were found, none has to be looked for.
            if found.claims.count_ones(..) == rows.len() - rows.sentences().count_ones(..) {
                each_value_of_all(ords, count);
            } else {
                each_value(ords, found.claims.ones(), |_, ord| count(ord));
            }
            for (rank, count) in ranks.iter().zip(of_part) {
                counts[*rank as usize] += count;
            }
        }
        Ok((column, counts))
    }

    /// How many of the claims found stand in sentences that have each value of a column, by its rank.
    fn by_sentence(&self, name: &'static str) -> Result<Counted, IndexError> {
        let column = self.reader.ranked(name)?;
        let mut counts = vec![0usize; column.len()];
        for (part, found) in self.found.iter().enumerate() {
            let Some((_, ranks)) = column.part(part) else {
                continue;
            };
            for run in column.unranked().runs(self.reader, part)? {
                let rows = run.start as usize..run.end as usize;
                counts[ranks[run.ord as usize] as usize] += found.claims.count_ones(rows);
            }
        }
        Ok((column, counts))
    }
}

/// A column, and how many have each of its values, by rank.
type Counted = (Arc<RankedColumn>, Vec<usize>);

/// The values that have a count.
fn met<'a>(
    column: &'a RankedColumn,
    counts: &'a [usize],
) -> impl Iterator<Item = (&'a str, usize)> {
    let counted = counts.iter().zip(0u32..).filter(|(count, _)| **count > 0);
    counted.map(|(count, rank)| (column.value(rank), *count))
}
