//! List: the claims that a question asks for, in a given order.

use super::Window;
use super::error::QueryError;
use super::evaluate::find;
use super::order::{by_document, first, ranks_of};
use super::passage::{ClaimHit, claim_hits};
use super::plan::Plan;
use super::question::Question;
use super::widen::Widened;
use crate::index::{IndexError, Reader, first_values};
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
    /// The words that were widened by other names of the same indicator.
    pub widened: Vec<Widened>,
    /// Those in the window.
    pub items: Vec<ClaimHit>,
}

/// Finds the claims that `question` asks for.
///
/// # Errors
///
/// An unknown value of a field, or an index that cannot be read.
pub fn claims(
    reader: &Reader,
    question: &Question,
    sort: ClaimSort,
    descending: bool,
    window: Window,
) -> Result<ClaimHits, QueryError> {
    let plan = Plan::of(reader, question)?;
    let mut hits = claim_rows(reader, &plan)?;
    let total = hits.len();
    order(reader, &mut hits, sort, descending, window)?;
    Ok(ClaimHits {
        total,
        widened: plan.widened,
        items: claim_hits(reader, &window.cut(hits))?,
    })
}

/// The rows of the claims that a plan finds.
pub(super) fn claim_rows(reader: &Reader, plan: &Plan) -> Result<Vec<DocAddress>, QueryError> {
    let found = find(reader, plan, true)?;
    let parts = found.iter().enumerate();
    let rows = parts.flat_map(|(part, found)| {
        let claims = found.claims.ones();
        claims.map(move |row| DocAddress::new(part as u32, row as u32))
    });
    Ok(rows.collect())
}

/// Leaves of `hits`, which are in the order of rows, the first of the window.
fn order(
    reader: &Reader,
    hits: &mut Vec<DocAddress>,
    sort: ClaimSort,
    descending: bool,
    window: Window,
) -> Result<(), IndexError> {
    let by_rank = |hits: &mut Vec<DocAddress>, name: &'static str| {
        let column = reader.ranked(name)?;
        first(reader, hits, window, |part, rows| {
            let ranks = ranks_of(&column, part, rows).into_iter();
            Ok(ranks.map(|rank| turned(rank, descending)))
        })
    };
    match sort {
        ClaimSort::Document => by_document(reader, hits, false, descending, window),
        ClaimSort::Year => by_document(reader, hits, true, descending, window),
        ClaimSort::Indicator => by_rank(hits, "indicator"),
        ClaimSort::Period => by_rank(hits, "period"),
        ClaimSort::Value => {
            let dimension = reader.ranked("dimension")?;
            let unit = reader.ranked("base_unit")?;
            first(reader, hits, window, |part, rows| {
                let segment = &reader.searcher().segment_readers()[part];
                let numbers = |name| {
                    let column = segment.fast_fields().column_opt::<f64>(name);
                    let column = column.map_err(|e| reader.trouble(e))?;
                    let values = match column {
                        Some(column) => first_values(&column, rows),
                        None => vec![None; rows.len()],
                    };
                    Ok::<_, IndexError>(values.into_iter().map(|value| value.map(ordered)))
                };
                let ranks = |column| ranks_of(column, part, rows).into_iter();
                let groups = ranks(&dimension).zip(ranks(&unit));
                let groups =
                    groups.map(|(dimension, unit)| (turned(dimension, false), turned(unit, false)));
                let ends = numbers("lower")?.zip(numbers("upper")?);
                let values = ends.map(|(lower, upper)| {
                    let upper = upper.or(lower);
                    (turned(lower, descending), turned(upper, descending))
                });
                Ok(groups.zip(values))
            })
        }
    }
}

/// A key by which the absent goes last in either direction.
fn turned(value: Option<i64>, descending: bool) -> (bool, i64) {
    match value {
        Some(value) if descending => (false, !value),
        Some(value) => (false, value),
        None => (true, 0),
    }
}

/// A number in the order of the float.
fn ordered(value: f64) -> i64 {
    let bits = value.to_bits() as i64;
    if bits < 0 { i64::MIN ^ !bits } else { bits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_as_numbers_in_order() {
        let values = [-5.0, -0.5, 0.0, 0.25, 1.0, 1e12];
        let mut keys: Vec<i64> = values.iter().copied().map(ordered).collect();
        let sorted = keys.clone();
        keys.sort_unstable();
        assert_eq!(keys, sorted);
        assert!(turned(None, true) > turned(Some(i64::MIN), true));
        assert!(turned(Some(2), true) < turned(Some(1), true));
    }
}
