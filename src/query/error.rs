//! Why a question could not be answered.

use super::language::{Field, Origin, Value};
use crate::document::Span;
use crate::index::IndexError;
use std::fmt;

/// A place where a query breaks the grammar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where it is, in characters of the query; `None` where it is in options beside it.
    pub at: Option<Span>,
    /// What is wrong there.
    pub what: String,
    /// What was expected there.
    pub expected: String,
}

/// Why a question could not be answered. Each message is one line that says what to do.
#[derive(Debug)]
pub enum QueryError {
    /// The query has no letter, digit or ideograph in it.
    NothingAsked(String),
    /// The query breaks the grammar.
    Mistake(Mistake),
    /// The index has no such value of a field.
    UnknownValue {
        /// The field.
        field: Field,
        /// The value as the user gave it.
        value: Value,
        /// What the user may have meant, the nearest first.
        nearest: Vec<String>,
    },
    /// The value is none of the few that the field has, and near to none.
    NotOneOf {
        /// The field.
        field: Field,
        /// The value as the user gave it.
        value: Value,
        /// All values that there are.
        possible: Vec<String>,
    },
    /// The value cannot be one of the field.
    NotAValue {
        /// The field.
        field: Field,
        /// The value as the user gave it.
        value: Value,
        /// What can be.
        expected: &'static str,
    },
    /// There is no such document; the id, and the nearest ones.
    NoDocument(String, Vec<String>),
    /// The index.
    Index(IndexError),
}

impl QueryError {
    /// Where in the query the trouble is, in characters, if it is there.
    pub fn place(&self) -> Option<Span> {
        match self {
            QueryError::Mistake(mistake) => mistake.at,
            QueryError::UnknownValue { value, .. }
            | QueryError::NotOneOf { value, .. }
            | QueryError::NotAValue { value, .. } => match value.origin {
                Origin::Query(span) => Some(span),
                Origin::Option => None,
            },
            QueryError::NothingAsked(_) | QueryError::NoDocument(..) | QueryError::Index(_) => None,
        }
    }
}

/// A field as the user named it: the option, or both names of the query language.
fn called(field: Field, value: &Value) -> String {
    match value.origin {
        Origin::Option => format!("--{}", field.option()),
        Origin::Query(_) => format!("{} ({})", field.name().chinese[0], field.english()),
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QueryError::NothingAsked(query) => {
                write!(
                    f,
                    "nothing to look for in “{query}”; give a word, a number or any part of the text"
                )
            }
            QueryError::Mistake(Mistake { what, expected, .. }) => {
                write!(f, "{what}; expected {expected}")
            }
            QueryError::UnknownValue {
                field,
                value,
                nearest,
            } => {
                write!(f, "unknown {} “{}”; ", called(*field, value), value.text)?;
                match nearest.as_slice() {
                    [] => f.write_str("the index has no value for it"),
                    nearest => write!(f, "nearest: {}", nearest.join(", ")),
                }
            }
            QueryError::NotOneOf {
                field,
                value,
                possible,
            } => {
                let field = called(*field, value);
                let possible = possible.join(", ");
                write!(
                    f,
                    "unknown {field} “{}”; it is one of: {possible}",
                    value.text
                )
            }
            QueryError::NotAValue {
                field,
                value,
                expected,
            } => {
                let field = called(*field, value);
                write!(f, "{field} “{}” {expected}", value.text)
            }
            QueryError::NoDocument(id, nearest) => {
                write!(f, "no report “{id}” in the index; ")?;
                match nearest.as_slice() {
                    [] => f.write_str("it holds none"),
                    nearest => write!(f, "nearest: {}", nearest.join(", ")),
                }
            }
            QueryError::Index(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for QueryError {}

impl From<IndexError> for QueryError {
    fn from(error: IndexError) -> Self {
        QueryError::Index(error)
    }
}
