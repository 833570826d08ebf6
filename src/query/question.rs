//! A question to an index: an expression, and how it is read.

use super::error::QueryError;
use super::language::{Condition, Expression, Field, parse};
use super::plan::option;
use crate::lexicon::Lexicon;

/// A question to an index.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// What has to hold.
    pub expression: Expression,
    /// Whether words are looked for as they are, without other names of the same indicator.
    pub exact: bool,
    /// The vocabularies by which units, indicators and places are known by all their names.
    pub lexicon: &'a Lexicon,
}

impl<'a> Question<'a> {
    /// The question that asks for everything.
    pub fn everything(lexicon: &'a Lexicon) -> Self {
        Question {
            expression: Expression::All(Vec::new()),
            exact: false,
            lexicon,
        }
    }

    /// The question that a query in the query language asks.
    ///
    /// # Errors
    ///
    /// A query that breaks the grammar, or in which nothing is looked for.
    pub fn parse(query: &str, lexicon: &'a Lexicon) -> Result<Self, QueryError> {
        Ok(Question {
            expression: parse(query, lexicon)?,
            ..Question::everything(lexicon)
        })
    }

    /// The same question, and what another query asks besides.
    ///
    /// # Errors
    ///
    /// A query that breaks the grammar, or in which nothing is looked for.
    pub fn and(mut self, query: &str) -> Result<Self, QueryError> {
        self.expression = self.expression.and(parse(query, self.lexicon)?);
        Ok(self)
    }

    /// The same question, and one of these values for a field besides.
    pub fn with<T: AsRef<str>>(mut self, field: Field, values: &[T]) -> Self {
        if !values.is_empty() {
            let values = values.iter().map(|v| option(v.as_ref())).collect();
            let asked = Expression::One(Condition::Field { field, values });
            self.expression = self.expression.and(asked);
        }
        self
    }
}
