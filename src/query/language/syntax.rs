//! What a query says once it is read: conditions, and how they hold together.

use super::amount::Extent;
use super::field::Field;
use super::label::Label;
use super::term::Term;
use crate::document::Span;

/// Conditions, and how they hold together.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// All of them hold; of nothing, everything does.
    All(Vec<Expression>),
    /// At least one of them holds.
    Any(Vec<Expression>),
    /// It does not hold.
    Not(Box<Expression>),
    /// One condition.
    One(Condition),
}

/// One condition on a sentence or a claim.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// The sentence holds these characters next to each other.
    Text(Term),
    /// A field of the claim or its document has one of these values.
    Field {
        /// The field.
        field: Field,
        /// The alternatives.
        values: Vec<Value>,
    },
    /// The claim measures so much.
    Measure(Measure),
}

/// A quantity that a claim is to have.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// What stands before the sign: 金额, 增长, 占比.
    pub(crate) label: Option<Label>,
    /// From where to where.
    pub(crate) extent: Extent,
    /// Where it stands in the query.
    pub origin: Origin,
}

/// A value that a field is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The value as the user gave it.
    pub text: String,
    /// Where it was given.
    pub origin: Origin,
}

/// Where a condition was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// In a query, at these characters.
    Query(Span),
    /// As an option beside the query.
    Option,
}

impl Expression {
    /// Both of them.
    pub(crate) fn and(self, other: Expression) -> Expression {
        match (self, other) {
            (Expression::All(mut parts), Expression::All(others)) => {
                parts.extend(others);
                Expression::All(parts)
            }
            (Expression::All(mut parts), other) => {
                parts.push(other);
                Expression::All(parts)
            }
            (first, other) => Expression::All(vec![first, other]),
        }
    }
}
