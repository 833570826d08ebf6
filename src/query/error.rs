//! Why a question could not be answered.

use crate::index::IndexError;
use std::fmt;

/// Why a question could not be answered. Each message is one line that says what to do.
#[derive(Debug)]
pub enum QueryError {
    /// The query has no letter, digit or ideograph in it.
    NothingAsked(String),
    /// A filter's value is unknown; the filter, the value, the nearest known ones.
    UnknownValue {
        /// The filter, as the option is called.
        filter: &'static str,
        /// The value as the user gave it.
        value: String,
        /// What the user may have meant, the nearest first.
        nearest: Vec<String>,
    },
    /// A filter's value is none of the few that there are, and near to none.
    NotOneOf {
        /// The filter, as the option is called.
        filter: &'static str,
        /// The value as the user gave it.
        value: String,
        /// All values that there are.
        possible: Vec<String>,
    },
    /// A year that cannot be read.
    NotAYear(String),
    /// The index.
    Index(IndexError),
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
            QueryError::UnknownValue {
                filter,
                value,
                nearest,
            } if nearest.is_empty() => {
                write!(
                    f,
                    "unknown --{filter} “{value}”; the index has no value for it"
                )
            }
            QueryError::UnknownValue {
                filter,
                value,
                nearest,
            } => {
                write!(
                    f,
                    "unknown --{filter} “{value}”; nearest: {}",
                    nearest.join(", ")
                )
            }
            QueryError::NotOneOf {
                filter,
                value,
                possible,
            } => {
                write!(
                    f,
                    "unknown --{filter} “{value}”; it is one of: {}",
                    possible.join(", ")
                )
            }
            QueryError::NotAYear(value) => {
                write!(
                    f,
                    "--year “{value}” is no year; write 2017, or 2015-2020 for a span of years"
                )
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
