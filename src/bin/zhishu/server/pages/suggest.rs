//! What may be meant while a query is typed.

use super::super::answer::Answer;
use super::super::ask::Ask;
use super::super::problem::Problem;

/// Completions of the word at the end of the query, or at `at`.
pub fn suggest(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.takes(&["q", "at", "limit"], false)?;
    ask.answer("", &Vec::<String>::new())
}
