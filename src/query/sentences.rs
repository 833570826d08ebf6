//! Search: the sentences that match, best first, with the claims found in them.

use super::Window;
use super::claims::{first, ranks_of};
use super::error::QueryError;
use super::evaluate::find;
use super::highlight::highlights;
use super::passage::{ClaimHit, Passage, claims_of, passage};
use super::plan::{Plan, Text};
use super::question::Question;
use super::rank::{Ranked, best};
use super::widen::Widened;
use crate::index::{IndexError, Reader};
use std::cmp::Ordering;
use std::sync::Arc;
use tantivy::DocAddress;

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
    /// The sentence and where it stands.
    pub passage: Arc<Passage>,
    /// Where the query's words stand, in scalar values from the sentence's start.
    pub highlights: Vec<(usize, usize)>,
    /// How well it matches; comparable within one answer only.
    pub score: f32,
    /// Its claims, in the order of the text, each with whether it is one that was asked for.
    pub claims: Vec<(ClaimHit, bool)>,
    /// The sentences before it, the nearest last, and those behind it; as many as were asked for.
    pub context: (Vec<Passage>, Vec<Passage>),
}

/// The answer to a search.
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceHits {
    /// How many sentences match, whatever the window.
    pub total: usize,
    /// The words that were widened by other names of the same indicator.
    pub widened: Vec<Widened>,
    /// Those in the window.
    pub items: Vec<SentenceHit>,
}

/// Finds the sentences that `question` asks for. What only a claim can meet holds where one claim of the sentence meets all
/// of it. `context` sentences before and behind each come with it.
///
/// # Errors
///
/// An unknown value of a field, or an index that cannot be read.
pub fn sentences(
    reader: &Reader,
    question: &Question,
    sort: SentenceSort,
    descending: bool,
    window: Window,
    context: usize,
) -> Result<SentenceHits, QueryError> {
    let plan = Plan::of(reader, question)?;
    let found = find(reader, &plan, false)?;
    let total = found.iter().map(|part| part.sentences.count_ones(..)).sum();
    let ranked = match sort {
        SentenceSort::Relevance => best(reader, &plan, &found, descending, window)?,
        SentenceSort::Document | SentenceSort::Year => {
            let mut hits = Vec::with_capacity(total);
            for (part, found) in found.iter().enumerate() {
                let rows = found.sentences.ones();
                hits.extend(rows.map(|row| DocAddress::new(part as u32, row as u32)));
            }
            let by_year = sort == SentenceSort::Year;
            by_document(reader, &mut hits, by_year, descending, window)?;
            let unranked = |hit| Ranked { score: 0, hit };
            window.cut(hits).into_iter().map(unranked).collect()
        }
    };
    let texts: Vec<&Text> = plan.texts.iter().filter(|t| !t.negated).collect();
    let asks = plan.asks_of_claims();
    let items = ranked.into_iter().map(|ranked| {
        let hit = ranked.hit;
        let passage = Arc::new(passage(reader, hit)?);
        let part = &found[hit.segment_ord as usize];
        let claims = claims_of(reader, hit)?.into_iter().map(|(claim, stored)| {
            let home = passage.clone();
            let row = claim.doc_id as usize;
            let is_asked = (asks || part.counted.contains(row)) && part.claims.contains(row);
            (ClaimHit { stored, home }, is_asked)
        });
        Ok(SentenceHit {
            highlights: highlights(&passage.text, texts.iter().flat_map(|t| t.terms())),
            score: ranked.told(),
            claims: claims.collect(),
            context: around(reader, hit, &passage.document, context)?,
            passage,
        })
    });
    let items = items.collect::<Result<_, QueryError>>()?;
    Ok(SentenceHits {
        total,
        widened: plan.widened,
        items,
    })
}

/// The `count` sentences before and behind one, in the same document.
fn around(
    reader: &Reader,
    hit: DocAddress,
    document: &str,
    count: usize,
) -> Result<(Vec<Passage>, Vec<Passage>), IndexError> {
    let rows = reader.rows(hit.segment_ord as usize)?;
    let at = |row: usize| -> Result<Option<Passage>, IndexError> {
        let found = passage(reader, DocAddress::new(hit.segment_ord, row as u32))?;
        Ok((found.document == document).then_some(found))
    };
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    let mut row = hit.doc_id as usize;
    while before.len() < count && row > 0 {
        row = rows.sentence_of(row - 1);
        match at(row)? {
            Some(found) => before.push(found),
            None => break,
        }
    }
    before.reverse();
    let mut row = rows.end_of(hit.doc_id as usize);
    while behind.len() < count && row < rows.len() {
        match at(row)? {
            Some(found) => behind.push(found),
            None => break,
        }
        row = rows.end_of(row);
    }
    Ok((before, behind))
}

/// Leaves of `hits` the first of the window, by document or by its year; texts stay in their order.
pub(super) fn by_document(
    reader: &Reader,
    hits: &mut Vec<DocAddress>,
    by_year: bool,
    descending: bool,
    window: Window,
) -> Result<(), IndexError> {
    let document = reader.ranked("document")?;
    // The place of each document among all: small numbers, the last one for those that have no year.
    let mut ranks: Vec<u32> = (0..document.len() as u32).collect();
    let year = |rank: u32| {
        let entry = reader.catalog().documents.get(document.value(rank));
        entry.and_then(|e| e.metadata.year)
    };
    if by_year {
        ranks.sort_by(|a, b| present_first(year(*a), year(*b), descending));
    } else if descending {
        ranks.reverse();
    }
    let mut place = vec![0u32; ranks.len()];
    for (i, rank) in ranks.iter().enumerate() {
        // Documents of one year stand in the order of their ids.
        let same = by_year && i > 0 && year(ranks[i - 1]) == year(*rank);
        place[*rank as usize] = if same {
            place[ranks[i - 1] as usize]
        } else {
            i as u32
        };
    }
    first(reader, hits, window, |part, rows| {
        let ranks = ranks_of(&document, part, rows).into_iter();
        Ok(ranks.map(|rank| rank.map_or(0, |rank| place[rank as usize])))
    })
}

/// Compares two values of which each may be absent; those go last in either order.
pub(super) fn present_first<T: PartialOrd>(
    a: Option<T>,
    b: Option<T>,
    descending: bool,
) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => {
            let order = a.partial_cmp(&b).unwrap_or(Ordering::Equal);
            if descending { order.reverse() } else { order }
        }
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
