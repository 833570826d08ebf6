//! The query language: from what a person types to an expression; docs/query.md is its grammar.

mod agree;
mod amount;
mod field;
mod label;
mod measure;
mod parse;
mod syntax;
mod term;

#[cfg(test)]
mod tests;

pub(crate) use agree::agree;
pub(crate) use amount::Edge;
#[cfg(test)]
pub(crate) use amount::about;
pub use field::Field;
pub(crate) use label::Label;
pub use parse::parse;
pub use syntax::{Condition, Expression, Measure, Origin, Value};
pub use term::Term;
