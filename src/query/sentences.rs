//! Search: the sentences that match, best first, with the claims found in them.

use super::Window;
use super::error::QueryError;
use super::find::{Wanted, claims_of_sentence, find};
use super::highlight::highlights;
use super::hits::{NumberColumn, TextColumn, all, stored};
use super::question::Question;
use super::text::TextQuery;
use crate::index::{IndexError, Reader, StoredSentence, sentence_key};
use std::cmp::{Ordering, Reverse};
use std::collections::HashSet;

/// In which order sentences are handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SentenceSort {
    /// The best match first.
    #[default]
    Relevance,
    /// By document, in the order of the text.
    Document,
    /// By the document's year, those without one last.
    Year,
}

/// A sentence that matches.
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceHit {
    /// The document's id.
    pub document: String,
    /// The document's title, where it is known.
    pub title: Option<String>,
    /// The heading of the section.
    pub section: Option<String>,
    /// The sentence as its source wrote it.
    pub text: String,
    /// Its first scalar value in the document.
    pub start: usize,
    /// The first scalar value behind it.
    pub end: usize,
    /// Where the query's terms stand, in scalar values from the sentence's start.
    pub highlights: Vec<(usize, usize)>,
    /// How well it matches; comparable within one answer only.
    pub score: f32,
    /// The records of its claims as they were put in the index, in the order of the text.
    pub claims: Vec<String>,
}

/// The answer to a search.
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceHits {
    /// How many sentences match, whatever the window.
    pub total: usize,
    /// Those in the window.
    pub items: Vec<SentenceHit>,
}

/// Finds the sentences that `question` asks for. A filter that only a claim can meet holds where one claim of the
/// sentence meets all of them.
///
/// # Errors
///
/// An unknown value of a filter, or an index that cannot be read.
pub fn sentences(
    reader: &Reader,
    question: &Question,
    sort: SentenceSort,
    descending: bool,
    window: Window,
) -> Result<SentenceHits, QueryError> {
    let document = TextColumn::open(reader, "document")?;
    let number = NumberColumn::open_u64(reader, "sentence")?;
    let place = |hit| {
        (
            document.rank(hit).unwrap_or(0),
            number.get(hit).unwrap_or(0),
        )
    };

    let with_claim: Option<HashSet<(u32, u64)>> = if question.filters.needs_claim() {
        let of_claims = Question {
            text: TextQuery::default(),
            ..question.clone()
        };
        let claims = find(reader, Wanted::Claims, &of_claims, false)?;
        Some(claims.into_iter().map(|(_, hit)| place(hit)).collect())
    } else {
        None
    };
    let by_score = sort == SentenceSort::Relevance;
    let found = find(reader, Wanted::Sentences, question, by_score)?;
    let mut ranked: Vec<_> = found
        .into_iter()
        .map(|(score, hit)| {
            let (document, number) = place(hit);
            // Sums of floats may differ in the last bits from one part of the index to another.
            ((score * 4096.0).round() as i64, document, number, hit)
        })
        .filter(|(_, document, number, _)| {
            with_claim
                .as_ref()
                .is_none_or(|set| set.contains(&(*document, *number)))
        })
        .collect();
    let year = |rank: u32| {
        reader
            .catalog()
            .documents
            .get(document.value(rank))
            .and_then(|d| d.metadata.year)
    };
    ranked.sort_by(|a, b| {
        let first = match sort {
            SentenceSort::Relevance => turn(Reverse(a.0).cmp(&Reverse(b.0)), descending),
            SentenceSort::Document => turn(a.1.cmp(&b.1), descending),
            SentenceSort::Year => present_first(year(a.1), year(b.1), descending),
        };
        first.then((a.1, a.2).cmp(&(b.1, b.2)))
    });
    let total = ranked.len();
    let items = window
        .cut(ranked)
        .into_iter()
        .map(|(score, _, number, hit)| {
            let sentence: StoredSentence = serde_json::from_str(&stored(reader, hit)?)
                .map_err(|e| IndexError::Damaged(reader.dir().to_path_buf(), e.to_string()))?;
            let claims = claims_in(reader, &sentence_key(&sentence.document, number as usize))?;
            Ok(SentenceHit {
                title: reader
                    .catalog()
                    .documents
                    .get(&sentence.document)
                    .and_then(|d| d.metadata.title.clone()),
                highlights: highlights(&sentence.text, &question.text.include),
                document: sentence.document,
                section: sentence.section,
                text: sentence.text,
                start: sentence.start,
                end: sentence.end,
                score: score as f32 / 4096.0,
                claims,
            })
        });
    let items = items.collect::<Result<_, QueryError>>()?;
    Ok(SentenceHits { total, items })
}

/// The records of the claims of a sentence, in the order of the text.
fn claims_in(reader: &Reader, key: &str) -> Result<Vec<String>, QueryError> {
    let start = NumberColumn::open_u64(reader, "start")?;
    let mut found: Vec<_> = all(reader, &*claims_of_sentence(reader, key), false)?
        .into_iter()
        .map(|(_, hit)| (start.get(hit).unwrap_or(0), hit))
        .collect();
    found.sort_unstable_by_key(|(start, _)| *start);
    found
        .into_iter()
        .map(|(_, hit)| Ok(stored(reader, hit)?))
        .collect()
}

/// An order, or its reverse.
pub(super) fn turn(order: Ordering, descending: bool) -> Ordering {
    if descending { order.reverse() } else { order }
}

/// Compares two values of which each may be absent; those go last in either order.
pub(super) fn present_first<T: PartialOrd>(
    a: Option<T>,
    b: Option<T>,
    descending: bool,
) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => turn(a.partial_cmp(&b).unwrap_or(Ordering::Equal), descending),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_absent_goes_last_both_ways() {
        assert_eq!(present_first(Some(1), None, false), Ordering::Less);
        assert_eq!(present_first(Some(1), None, true), Ordering::Less);
        assert_eq!(present_first(Some(1), Some(2), true), Ordering::Greater);
    }
}
