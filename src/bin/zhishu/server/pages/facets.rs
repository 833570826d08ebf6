//! How many claims there are of what.

use super::super::answer::Answer;
use super::super::ask::{Ask, MOST_ITEMS};
use super::super::problem::Problem;
use serde::Serialize;
use zhishu::{CountItem, CountSort, Facet, Window, counts};

/// How many values of each facet are shown where it is not said.
const VALUES: usize = 20;

/// The orders of values.
const ORDERS: [(&str, CountSort); 2] = [("count", CountSort::Count), ("value", CountSort::Value)];

/// The answer.
#[derive(Serialize)]
struct Counted {
    /// How many claims were looked at.
    total: usize,
    /// How many values of each facet were passed over.
    offset: usize,
    /// How many values of each facet are shown at most.
    limit: usize,
    /// The counts, facet after facet.
    items: Vec<CountItem>,
}

/// The facet that a parameter names.
///
/// # Errors
///
/// Another name.
pub fn named(name: &str) -> Result<Facet, Problem> {
    let found = Facet::ALL.into_iter().find(|facet| facet.name() == name);
    found.ok_or_else(|| {
        let names = Facet::ALL.map(Facet::name).join(", ");
        Problem::parameter("by", name, format!("claims are counted by {names}"))
    })
}

/// Counts the claims of a question.
pub fn facets(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.takes_question_and(&["by", "sort"])?;
    let question = ask.question()?;
    let mut by: Vec<Facet> = Vec::new();
    for name in ask.params().alternatives("by") {
        let facet = named(&name)?;
        if !by.contains(&facet) {
            by.push(facet);
        }
    }
    if by.is_empty() {
        by = Facet::ALL.to_vec();
    }
    let limit = ask.params().count("limit", VALUES, MOST_ITEMS)?.max(1);
    let offset = ask.params().count("offset", 0, usize::MAX)?;
    let (sort, descending) = ask.sort(&ORDERS)?;
    if descending {
        let given = ask.params().get("sort").unwrap_or_default();
        let what = "sort by count or by value; there is no other way round";
        return Err(Problem::parameter("sort", given, what));
    }
    let snapshot = ask.snapshot()?;
    let window = Window {
        offset,
        limit: Some(limit),
    };
    let counted = counts(&snapshot.reader, &question, &by, sort, window);
    let counted = counted.map_err(|e| ask.blamed(e))?;
    let answer = Counted {
        total: counted.total,
        offset,
        limit,
        items: counted.items.into_iter().map(CountItem::from).collect(),
    };
    ask.answer("", &answer)
}
