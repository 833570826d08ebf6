//! Similar: what other reports state of the same indicator.

use super::Window;
use super::claims::claim_rows;
use super::error::QueryError;
use super::language::{Condition, Expression, Field, Value};
use super::passage::{ClaimHit, claim_hits};
use super::plan::{Plan, option};
use super::question::Question;
use crate::claim::Kind;
use crate::index::{IndexError, Reader, name};
use crate::lexicon::Lexicon;
use std::cmp::Reverse;
use tantivy::DocAddress;

/// A statement that others are to be like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The document that it stands in, where it is one of the index.
    pub document: Option<String>,
    /// The thing measured.
    pub indicator: String,
    /// Its canonical id.
    pub indicator_id: Option<String>,
    /// The kind of statement; any kind where there is none.
    pub kind: Option<Kind>,
    /// The unit; any unit where there is none.
    pub unit: Option<String>,
    /// The place that it speaks of.
    pub area: Option<String>,
    /// The time that it speaks of.
    pub period: Option<String>,
}

/// The claims of other documents that state the same indicator in the same kind of unit, and how many there are in all. First
/// those of the same name, of them first those of the same place, and of those the nearest in time.
///
/// # Errors
///
/// An index that cannot be read.
pub fn similar(
    reader: &Reader,
    statement: &Statement,
    lexicon: &Lexicon,
    window: Window,
) -> Result<(usize, Vec<ClaimHit>), QueryError> {
    let question = question(statement, lexicon);
    let plan = match Plan::of(reader, &question) {
        // An indicator or a unit that the index does not hold: nothing is like it.
        Err(QueryError::UnknownValue { .. }) => return Ok((0, Vec::new())),
        plan => plan?,
    };
    let mut ranked = Vec::new();
    for hit in claim_rows(reader, &plan)? {
        ranked.push((distance(reader, statement, hit)?, hit));
    }
    ranked.sort();
    let total = ranked.len();
    let hits: Vec<DocAddress> = window.cut(ranked).into_iter().map(|(_, hit)| hit).collect();
    Ok((total, claim_hits(reader, &hits)?))
}

/// The question for claims of the same indicator, kind and unit in other documents.
fn question<'a>(statement: &Statement, lexicon: &'a Lexicon) -> Question<'a> {
    let indicator = statement
        .indicator_id
        .as_deref()
        .unwrap_or(&statement.indicator);
    let mut question = Question::everything(lexicon).with(Field::Indicator, &[indicator]);
    if let Some(kind) = statement.kind {
        question = question.with(Field::Kind, &[name(&kind)]);
    }
    if let Some(unit) = &statement.unit {
        let dimension = lexicon.units.get(unit).map(|u| u.dimension.to_string());
        question = match dimension.filter(|d| !matches!(d.as_str(), "count" | "rate")) {
            Some(dimension) => question.with(Field::Dimension, &[dimension]),
            None => question.with(Field::Unit, &[unit]),
        };
    }
    if let Some(document) = &statement.document {
        let values: Vec<Value> = vec![option(document)];
        let field = Field::Document;
        let own = Expression::One(Condition::Field { field, values });
        question.expression = question.expression.and(Expression::Not(Box::new(own)));
    }
    question
}

/// How far a claim is from a statement: by name, place, time, and at last by document and text.
type Distance = (bool, bool, u32, Reverse<u32>, String, DocAddress);

fn distance(
    reader: &Reader,
    statement: &Statement,
    hit: DocAddress,
) -> Result<Distance, IndexError> {
    let value = |name| reader.column(name)?.value(reader, hit);
    let year = |period: &Option<String>| -> Option<u32> { period.as_ref()?.get(..4)?.parse().ok() };
    let period = value("period")?;
    let apart = match (year(&period), year(&statement.period)) {
        (Some(a), Some(b)) => a.abs_diff(b),
        (_, None) => 0,
        (None, _) => u32::MAX,
    };
    Ok((
        value("indicator")?.as_deref() != Some(&*statement.indicator),
        value("area")? != statement.area,
        apart,
        Reverse(year(&period).unwrap_or(0)),
        value("document")?.unwrap_or_default(),
        hit,
    ))
}
