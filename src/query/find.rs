//! Finding the entries of the index that a question asks for.

use super::conditions::conditions;
use super::error::QueryError;
use super::hits::all;
use super::question::Question;
use super::text::Term as TextTerm;
use crate::index::{CLAIM, Reader, SENTENCE};
use std::collections::HashSet;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Score, Term};

/// How much more a term counts that is a word of the sentence than one that is a part of words.
const WORD: Score = 2.0;

/// What a sentence gets that measures what is asked for, besides its score; about what a rare word gets it.
const MEASURED: Score = 8.0;

/// Which entries are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Sentences, by the filters that a sentence alone can meet.
    Sentences,
    /// Claims, by all filters.
    Claims,
}

/// The entries that a question asks for, in no order, with their scores where `scores` are wanted.
pub(crate) fn find(
    reader: &Reader,
    wanted: Wanted,
    question: &Question,
    scores: bool,
) -> Result<Vec<(Score, DocAddress)>, QueryError> {
    let f = reader.fields();
    let (entry, field) = match wanted {
        Wanted::Sentences => (SENTENCE, f.chars),
        Wanted::Claims => (CLAIM, f.claim_chars),
    };
    let mut parts = vec![(Occur::Must, unscored(Box::new(term(f.entry, entry))))];
    for t in &question.text.include {
        parts.push((Occur::Must, contains(field, t)));
        if wanted == Wanted::Sentences {
            let word = Term::from_field_text(f.words, &t.word);
            let word = TermQuery::new(word, IndexRecordOption::WithFreqs);
            parts.push((
                Occur::Should,
                Box::new(BoostQuery::new(Box::new(word), WORD)),
            ));
            let measured = ConstScoreQuery::new(contains(f.measured, t), MEASURED);
            parts.push((Occur::Should, Box::new(measured)));
        }
    }
    for condition in conditions(reader, wanted, question)? {
        parts.push((Occur::Must, unscored(condition)));
    }
    let mut hits = all(reader, &BooleanQuery::new(parts), scores)?;
    // A phrase among the clauses that must not match trips tantivy 0.27 (an assertion of its PhraseScorer): what is excluded
    // is asked for by itself and taken away.
    for t in &question.text.exclude {
        let excluded = all(reader, &*contains(field, t), false)?;
        let excluded: HashSet<DocAddress> = excluded.into_iter().map(|(_, hit)| hit).collect();
        hits.retain(|(_, hit)| !excluded.contains(hit));
    }
    Ok(hits)
}

/// The claims of one sentence.
pub(crate) fn claims_of_sentence(reader: &Reader, key: &str) -> Box<dyn Query> {
    let f = reader.fields();
    Box::new(BooleanQuery::intersection(vec![
        Box::new(term(f.sentence_key, key)),
        Box::new(term(f.entry, CLAIM)),
    ]))
}

fn term(field: Field, value: &str) -> TermQuery {
    TermQuery::new(
        Term::from_field_text(field, value),
        IndexRecordOption::Basic,
    )
}

fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// The entries in whose `field` the characters of a term stand next to each other.
fn contains(field: Field, t: &TextTerm) -> Box<dyn Query> {
    let char_term = |c: char| Term::from_field_text(field, c.encode_utf8(&mut [0; 4]));
    match t.chars.as_slice() {
        [(_, one)] => Box::new(TermQuery::new(
            char_term(*one),
            IndexRecordOption::WithFreqs,
        )),
        many => {
            let terms = many
                .iter()
                .map(|(place, c)| (*place as usize, char_term(*c)))
                .collect();
            Box::new(PhraseQuery::new_with_offset(terms))
        }
    }
}
