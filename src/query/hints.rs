//! Hints for a question that finds nothing: 您是否要找, words of the index that were meant by one that is not in it, and places
//! that were meant by a word.

use super::contain::any_holds;
use super::error::QueryError;
use super::language::{Condition, Expression, parse};
use super::places::meant;
use super::plan::Plan;
use super::question::Question;
use super::spelling::suggestions;
use crate::index::{IndexError, Reader};
use crate::lexicon::Lexicon;
use std::collections::BTreeMap;

/// How many words are named for one that was not found.
const NAMED: usize = 5;

/// A word, and what may have been meant by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The word as it was asked for.
    pub word: String,
    /// Words of the index, the likeliest first, or one condition of the query language: 地区:湖州.
    pub meant: Vec<String>,
}

/// For each word of `question` that no sentence holds the words of the index that may have been meant. Where every word stands
/// somewhere and there are several, those that name a place are taken for it: of 失业率 湖州 the report is of 湖州, and its
/// sentences do not say so again.
///
/// # Errors
///
/// An unknown value of a field, or an index that cannot be read.
pub fn hints(reader: &Reader, question: &Question) -> Result<Vec<Hint>, QueryError> {
    let plan = Plan::of(reader, question)?;
    let mut words: Option<BTreeMap<String, u32>> = None;
    let mut hints = Vec::new();
    for text in plan.texts.iter().filter(|text| !text.negated) {
        let mut is_there = false;
        for term in text.terms() {
            is_there |= any_holds(reader, reader.fields().text, term)?;
        }
        if is_there {
            continue;
        }
        let known = match &words {
            Some(words) => words,
            None => words.insert(all_words(reader)?),
        };
        let known = known.iter().map(|(word, count)| (word.as_str(), *count));
        let words = suggestions(&text.term.word, known, NAMED);
        if !words.is_empty() {
            hints.push(Hint {
                word: text.term.word.clone(),
                meant: words,
            });
        }
    }
    let texts = plan.texts.iter().filter(|text| !text.negated);
    if hints.is_empty() && texts.clone().count() > 1 {
        hints.extend(texts.filter_map(|text| place(reader, &text.term.word, question.lexicon)));
    }
    Ok(hints)
}

/// The place of a report that a word names.
fn place(reader: &Reader, word: &str, lexicon: &Lexicon) -> Option<Hint> {
    let documents = reader.catalog().documents.values();
    let known = documents.filter_map(|d| d.metadata.place.clone()).collect();
    let is_one = word.chars().count() > 1 && !meant(&known, word, &lexicon.areas).is_empty();
    is_one.then(|| Hint {
        word: word.to_string(),
        meant: vec![format!("地区:{word}")],
    })
}

/// The same question with the likeliest of the words that were meant in place of those that stand nowhere.
pub fn corrected<'a>(question: &Question<'a>, hints: &[Hint]) -> Question<'a> {
    Question {
        expression: replaced(&question.expression, hints, question.lexicon),
        ..question.clone()
    }
}

fn replaced(expression: &Expression, hints: &[Hint], lexicon: &Lexicon) -> Expression {
    let all = |parts: &[Expression]| {
        parts
            .iter()
            .map(|part| replaced(part, hints, lexicon))
            .collect()
    };
    match expression {
        Expression::All(parts) => Expression::All(all(parts)),
        Expression::Any(parts) => Expression::Any(all(parts)),
        Expression::Not(inner) => Expression::Not(Box::new(replaced(inner, hints, lexicon))),
        Expression::One(Condition::Text(term)) => {
            let hint = hints.iter().find(|hint| hint.word == term.word);
            let meant = hint.and_then(|hint| parse(hint.meant.first()?, lexicon).ok());
            meant.unwrap_or_else(|| Expression::One(Condition::Text(term.clone())))
        }
        Expression::One(other) => Expression::One(other.clone()),
    }
}

/// The words of the index, each with in how many sentences it stands.
fn all_words(reader: &Reader) -> Result<BTreeMap<String, u32>, IndexError> {
    let trouble = |e: tantivy::TantivyError| reader.trouble(e);
    let mut all = BTreeMap::new();
    for segment in reader.searcher().segment_readers() {
        let list = segment
            .inverted_index(reader.fields().words)
            .map_err(trouble)?;
        let mut terms = list.terms().stream().map_err(|e| trouble(e.into()))?;
        while terms.advance() {
            if let Ok(word) = std::str::from_utf8(terms.key()) {
                let count = terms.value().doc_freq;
                match all.get_mut(word) {
                    Some(all) => *all += count,
                    None => {
                        all.insert(word.to_string(), count);
                    }
                }
            }
        }
    }
    Ok(all)
}
