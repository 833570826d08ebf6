//! Search: the sentences that match, best first, with the claims found in them.

use super::Window;
use super::error::QueryError;
use super::evaluate::find;
use super::highlight::highlights;
use super::order::by_document;
use super::passage::{ClaimHit, Passage, claims_of, passage};
use super::plan::{Plan, Text};
use super::question::Question;
use super::rank::{Ranked, best};
use super::widen::Widened;
use crate::index::{IndexError, Reader};
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
