//! Facets: how many claims there are of each value of each property of a claim.

use super::Window;
use super::error::QueryError;
use super::evaluate::{Found, find};
use super::known::clean;
use super::places;
use super::plan::Plan;
use super::question::Question;
use crate::index::{BELOW, IndexError, RankedColumn, Reader};
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

    /// Whether its values lie in each other.
    fn is_hierarchical(self) -> bool {
        matches!(self, Facet::Area | Facet::Section | Facet::Place)
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
    let mut items = Vec::new();
    for &facet in by {
        let mut tree = Node::default();
        for (path, count) in values(reader, &found, facet, question.lexicon)? {
            tree.add(&path, count);
        }
        let mut counted = Vec::new();
        tree.list(facet, sort, &mut Vec::new(), &mut counted);
        items.extend(window.cut(counted));
    }
    Ok(Counts {
        total: found.iter().map(|part| part.claims.count_ones(..)).sum(),
        items,
    })
}

/// The values of a facet that the claims found have, each as a path, with how many have it.
fn values(
    reader: &Reader,
    found: &[Found],
    facet: Facet,
    lexicon: &Lexicon,
) -> Result<Vec<(Vec<String>, usize)>, IndexError> {
    let by_value = |name: &'static str| Ok(by_column(reader, found, name)?.into_iter());
    let flat = |counts: Vec<(String, usize)>| -> Vec<(Vec<String>, usize)> {
        counts
            .into_iter()
            .map(|(value, count)| (vec![value], count))
            .collect()
    };
    let documents = &reader.catalog().documents;
    Ok(match facet {
        Facet::Unit => flat(one_name(by_value("unit")?, |unit| {
            lexicon
                .units
                .get(unit)
                .map_or(unit.to_string(), |u| u.name.clone())
        })),
        Facet::Section => {
            let counts = by_sentence(reader, found, "section")?;
            let headings =
                |path: &str| -> Vec<String> { path.split(BELOW).map(str::to_string).collect() };
            counts
                .into_iter()
                .map(|(path, count)| (headings(&path), count))
                .collect()
        }
        Facet::Year => {
            let year = |id: &str| documents.get(id).and_then(|d| d.metadata.year);
            let counts = by_value("document")?;
            flat(
                counts
                    .filter_map(|(id, n)| Some((year(&id)?.to_string(), n)))
                    .collect(),
            )
        }
        Facet::Place => {
            let place = |id: &str| documents.get(id).and_then(|d| d.metadata.place.clone());
            let counts = by_value("document")?;
            counts
                .filter_map(|(id, n)| Some((places::names(&place(&id)?, &lexicon.areas), n)))
                .collect()
        }
        Facet::Area => by_value("area")?
            .map(|(area, n)| (places::names(&area, &lexicon.areas), n))
            .collect(),
        _ => flat(by_value(facet.name())?.collect()),
    })
}

/// How many of the claims found have each value of a column.
fn by_column(
    reader: &Reader,
    found: &[Found],
    name: &'static str,
) -> Result<Vec<(String, usize)>, IndexError> {
    let column = reader.ranked(name)?;
    let mut counts = vec![0usize; column.len()];
    for (part, found) in found.iter().enumerate() {
        let Some((ords, ranks)) = column.part(part) else {
            continue;
        };
        let mut of_part = vec![0usize; ranks.len()];
        for row in found.claims.ones() {
            if let Some(ord) = ords.first(row as u32) {
                of_part[ord as usize] += 1;
            }
        }
        for (rank, count) in ranks.iter().zip(of_part) {
            counts[*rank as usize] += count;
        }
    }
    Ok(named(&column, counts))
}

/// How many of the claims found stand in sentences that have each value of a column.
fn by_sentence(
    reader: &Reader,
    found: &[Found],
    name: &'static str,
) -> Result<Vec<(String, usize)>, IndexError> {
    let column = reader.ranked(name)?;
    let mut counts = vec![0usize; column.len()];
    for (part, found) in found.iter().enumerate() {
        let Some((ords, ranks)) = column.part(part) else {
            continue;
        };
        let rows = reader.rows(part)?;
        // The end of the sentence that was looked at last, and where its claims are counted.
        let (mut end, mut rank) = (0, None);
        for row in found.claims.ones() {
            if row >= end {
                let sentence = rows.sentence_of(row);
                end = rows.end_of(sentence);
                rank = ords.first(sentence as u32).map(|ord| ranks[ord as usize]);
            }
            if let Some(rank) = rank {
                counts[rank as usize] += 1;
            }
        }
    }
    Ok(named(&column, counts))
}

fn named(column: &RankedColumn, counts: Vec<usize>) -> Vec<(String, usize)> {
    let counted = counts
        .into_iter()
        .zip(0u32..)
        .filter(|(count, _)| *count > 0);
    counted
        .map(|(count, rank)| (column.value(rank).to_string(), count))
        .collect()
}

/// Values that are one by another name (㎡ and 平方米) counted as one.
fn one_name(
    counts: impl Iterator<Item = (String, usize)>,
    name: impl Fn(&str) -> String,
) -> Vec<(String, usize)> {
    let mut all: BTreeMap<String, usize> = BTreeMap::new();
    for (value, count) in counts {
        *all.entry(name(&value)).or_default() += count;
    }
    all.into_iter().collect()
}

/// Values below a value.
#[derive(Default)]
struct Node {
    count: usize,
    /// By the value in its plain form: headings in either width are one, by the name that is met most.
    below: BTreeMap<String, (BTreeMap<String, usize>, Node)>,
}

impl Node {
    fn add(&mut self, path: &[String], count: usize) {
        self.count += count;
        if let [value, rest @ ..] = path {
            let (names, node) = self.below.entry(clean(value)).or_default();
            *names.entry(value.clone()).or_default() += count;
            node.add(rest, count);
        }
    }

    fn list(self, facet: Facet, sort: CountSort, within: &mut Vec<String>, all: &mut Vec<Count>) {
        let mut below: Vec<(String, Node)> = self
            .below
            .into_values()
            .filter_map(|(names, node)| {
                let most = names
                    .iter()
                    .max_by_key(|(name, n)| (**n, std::cmp::Reverse(*name)))?;
                Some((most.0.clone(), node))
            })
            .collect();
        below.sort_by(|a, b| a.0.cmp(&b.0));
        if sort == CountSort::Count {
            below.sort_by_key(|(_, node)| std::cmp::Reverse(node.count));
        }
        for (value, node) in below {
            all.push(Count {
                facet,
                value: value.clone(),
                within: within.clone(),
                count: node.count,
            });
            if facet.is_hierarchical() {
                within.push(value);
                node.list(facet, sort, within, all);
                within.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_counts_those_that_lie_in_it() {
        let mut tree = Node::default();
        let path = |text: &str| -> Vec<String> { text.split('/').map(str::to_string).collect() };
        tree.add(&path("广东省/清远市"), 5);
        tree.add(&path("河北省/保定市/清苑区"), 7);
        tree.add(&path("河北省/保定市"), 2);
        tree.add(&path("河北省"), 1);
        let mut all = Vec::new();
        tree.list(Facet::Place, CountSort::Count, &mut Vec::new(), &mut all);
        let shown: Vec<String> = all
            .iter()
            .map(|c| format!("{}{} {}", "-".repeat(c.within.len()), c.value, c.count))
            .collect();
        assert_eq!(
            shown,
            [
                "河北省 10",
                "-保定市 9",
                "--清苑区 7",
                "广东省 5",
                "-清远市 5"
            ]
        );
    }
}
