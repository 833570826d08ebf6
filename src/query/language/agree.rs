//! Whether conditions that hold of one and the same claim can: one claim has one value, in one unit.

use super::amount::amount;
use super::field::Field;
use super::label::{Label, dimension_of};
use super::syntax::{Condition, Expression, Origin, Value};
use crate::lexicon::Lexicon;
use crate::query::error::{Mistake, QueryError};

/// What a condition says of the unit of a claim.
struct Said {
    /// The dimension, where it is known.
    dimension: Option<String>,
    /// The base unit, where only one will do.
    base_unit: Option<String>,
    /// The unit or dimension as it was written.
    written: String,
    origin: Origin,
}

/// Refuses conditions of which no claim can meet all, because they ask for values of different dimensions.
///
/// # Errors
///
/// The second of two that do not agree; the message names both dimensions.
pub(crate) fn agree(parts: &[Expression], lexicon: &Lexicon) -> Result<(), QueryError> {
    let mut before: Option<Said> = None;
    for said in parts.iter().filter_map(|part| said(part, lexicon)) {
        let Some(first) = &before else {
            before = Some(said);
            continue;
        };
        let differ = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
        if differ(&first.dimension, &said.dimension) || differ(&first.base_unit, &said.base_unit) {
            let name = |said: &Said| match &said.dimension {
                Some(dimension) => format!("{} in {}", dimension_of(dimension), said.written),
                None => said.written.clone(),
            };
            return Err(QueryError::Mistake(Mistake {
                at: match said.origin {
                    Origin::Query(span) => Some(span),
                    Origin::Option => None,
                },
                what: format!(
                    "one claim has one value, and two are asked for: {} and {}",
                    name(first),
                    name(&said)
                ),
                expected: "one of them, or 或 between them".to_string(),
            }));
        }
    }
    Ok(())
}

fn said(part: &Expression, lexicon: &Lexicon) -> Option<Said> {
    match part {
        // A standing is one whatever it is counted in.
        Expression::One(Condition::Measure(m)) if m.label == Some(Label::Rank) => None,
        Expression::One(Condition::Measure(m)) => Some(Said {
            dimension: m.extent.dimension.clone(),
            base_unit: Some(m.extent.base_unit.clone()),
            written: m.extent.unit.clone(),
            origin: m.origin,
        }),
        Expression::One(Condition::Field { field, values }) => {
            let [Value { text, origin }] = values.as_slice() else {
                return None;
            };
            let (dimension, base_unit) = match field {
                Field::Dimension => (dimension_called(text), None),
                Field::Unit => {
                    let one = amount(&format!("1{}", text.trim()), lexicon).ok()?;
                    (one.dimension, Some(one.base_unit))
                }
                _ => return None,
            };
            Some(Said {
                dimension,
                base_unit,
                written: text.clone(),
                origin: *origin,
            })
        }
        _ => None,
    }
}

/// The dimension that is called so, in English or Chinese.
fn dimension_called(name: &str) -> Option<String> {
    match Label::of(name.trim()) {
        Label::Dimension(dimension) => Some(dimension.to_string()),
        _ => None,
    }
}
