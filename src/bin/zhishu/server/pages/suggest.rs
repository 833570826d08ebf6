//! What may be meant while a query is typed.

use super::super::answer::Answer;
use super::super::ask::{Ask, MOST_ITEMS};
use super::super::problem::Problem;
use serde::Serialize;
use zhishu::Field;

/// How many suggestions there are where it is not said.
const SUGGESTIONS: usize = 8;

/// The answer.
#[derive(Serialize)]
struct Suggestions {
    items: Vec<Suggested>,
}

/// What may be put in place of the word that is typed.
#[derive(Serialize)]
struct Suggested {
    /// The text to put there.
    text: String,
    /// Where the word begins, in characters of the query.
    from: usize,
    /// The first character behind it.
    to: usize,
    /// What it is.
    kind: &'static str,
    /// The same in the language of the request.
    says: String,
    /// How many claims have it.
    #[serde(skip_serializing_if = "is_zero")]
    count: usize,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// Completions of the word at the end of the query, or at the character `at`; with `field` it is a value of that field.
pub fn suggest(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.takes(&["q", "at", "field", "limit"], false)?;
    let snapshot = ask.snapshot()?;
    let params = ask.params();
    let query = params.get("q").unwrap_or_default();
    let at = params.count("at", usize::MAX, usize::MAX)?;
    let limit = params.count("limit", SUGGESTIONS, MOST_ITEMS)?;
    let field = params.get("field").map(|name| {
        let what = "give the name of a field of the query language: indicator, place";
        Field::called(name).ok_or_else(|| Problem::parameter("field", name, what))
    });
    let suggester = snapshot.suggester(ask.site.settings.lexicon)?;
    let found = suggester.suggest(query, at, field.transpose()?, limit);
    let texts = ask.site.locales.texts(ask.language);
    let items = found.into_iter().map(|s| {
        let kind = s.kind.name();
        let says = texts.get(&format!("suggest.{kind}"));
        Suggested {
            text: s.text,
            from: s.from,
            to: s.to,
            kind,
            says: says.cloned().unwrap_or_default(),
            count: s.count,
        }
    });
    let items = items.collect();
    ask.answer("", &Suggestions { items })
}
