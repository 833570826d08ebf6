//! The values of claims in figures; without a question the index in figures.

use super::super::answer::Answer;
use super::super::ask::{Ask, MOST_ITEMS};
use super::super::problem::Problem;
use super::{Part, alike, facets};
use zhishu::{Expression, Facet, MeasuresItem, StatsItem, measures};

/// The most parts of a histogram.
const MOST_BINS: usize = 200;

/// Least, middle, greatest and sum of the values of claims.
pub fn stats(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.takes_question_and(&["by", "histogram"])?;
    let question = ask.question()?;
    let by = ask.params().get("by").map(facets::named).transpose()?;
    let bins = ask.params().count("histogram", 0, MOST_BINS)?;
    let limit = ask.params().count("limit", MOST_ITEMS, MOST_ITEMS)?.max(1);
    let offset = ask.params().count("offset", 0, usize::MAX)?;
    let snapshot = ask.snapshot()?;
    let is_everything = question.expression == Expression::All(Vec::new());
    if is_everything && by.is_none() && bins == 0 {
        let index = StatsItem::of(&snapshot.reader, ask.site.settings.lexicon)?;
        return ask.answer("", &index);
    }
    let found = measures(&snapshot.reader, &question, by, bins).map_err(|e| ask.blamed(e))?;
    let name = by.map(Facet::name);
    let total = found.items.len();
    let items = found.items.into_iter().skip(offset).take(limit);
    let part = Part {
        total,
        offset,
        limit,
        widened: alike(found.widened),
        meant: Vec::new(),
        items: items.map(|m| MeasuresItem::new(m, name)).collect(),
    };
    ask.answer("", &part)
}
