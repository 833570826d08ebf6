//! Ranking: the sentences that a plan finds, those first that a person would want first.

use super::Window;
use super::contain::holding;
use super::error::QueryError;
use super::evaluate::Found;
use super::known::clean;
use super::order::{First, Order};
use super::parts::each_part;
use super::plan::{Plan, Text};
use crate::index::{BELOW, IndexError, Reader, Rows, TextColumn, rows_with};
use fixedbitset::FixedBitSet;
use std::cmp::Reverse;
use std::sync::Arc;
use tantivy::query::Bm25Weight;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Score, SegmentReader, TERMINATED, Term};

/// How much more a text counts that is a word of the sentence than one that is a part of words.
const WORD: Score = 2.0;

/// How much another name counts beside the one that was asked for.
const OTHER_NAME: Score = 0.5;

/// What a sentence gets that measures what is asked for, besides its score; about what a rare word gets it.
const MEASURED: Score = 8.0;

/// What it gets besides where the text names the indicator that is measured, and not a part of its name: of GDP and not of
/// 单位GDP能耗.
const NAMED: Score = 32.0;

/// What it gets besides where that claim is one that was asked for.
const MEASURED_AS_ASKED: Score = 8.0;

/// What a sentence gets that has a quantity as it was asked for: it goes before every one that only holds the words.
const COUNTED: Score = 100.0;

/// What a sentence gets for each text that stands in a heading above it.
const IN_SECTION: Score = 1.5;

/// What a sentence gets for each text that stands in the title of its report.
const IN_TITLE: Score = 1.0;

/// How many of the best are held against headings and titles.
const LOOKED_AT: usize = 1_000;

/// Sums of floats may differ in the last bits from one part of the index to another: scores are compared in these steps.
const STEPS: Score = 1024.0;

/// A sentence with its score, in steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ranked {
    /// The score in steps.
    pub score: i32,
    /// The row.
    pub hit: DocAddress,
}

impl Ranked {
    /// The score as it is told.
    pub fn told(self) -> f32 {
        self.score as Score / STEPS
    }
}

/// The sentences found that lie in the window, the best first or last; equal ones in the order of documents and text.
pub(crate) fn best(
    reader: &Reader,
    plan: &Plan,
    found: &[Found],
    last_first: bool,
    window: Window,
) -> Result<Vec<Ranked>, QueryError> {
    let sums = Sums::of(reader, plan, found)?;
    // The best ones are looked at again; those are the same whatever the window.
    let most = match window.limit {
        Some(_) if !last_first => window.end(usize::MAX).max(LOOKED_AT),
        _ => usize::MAX,
    };
    let mut first = First::new(most);
    let scored = each_part(reader, |part| {
        let mut first = First::new(most);
        score(reader, part, plan, &found[part], &sums, &mut first)?;
        Ok::<_, IndexError>(first)
    })?;
    for of_part in scored {
        of_part.all().for_each(|(key, hit)| first.add(key, hit));
    }
    let document = reader.ranked("document")?;
    let order = Order::of(&document);
    let ranked = |(Reverse(score), hit)| Ranked { score, hit };
    let mut all: Vec<Ranked> = first.in_order(&order).into_iter().map(ranked).collect();
    let looked_at = all.len().min(LOOKED_AT);
    let asked: Vec<&Text> = plan.texts.iter().filter(|t| !t.negated).collect();
    if !asked.is_empty() {
        let around = Around::of(reader)?;
        for ranked in &mut all[..looked_at] {
            ranked.score += steps(around.score(ranked.hit, &asked)?);
        }
        // They may only change places with each other.
        let least = all.get(looked_at).map_or(0, |next| next.score);
        for ranked in &mut all[..looked_at] {
            ranked.score = ranked.score.max(least);
        }
        let sorted = &mut all[..looked_at];
        sorted.sort_by_cached_key(|r| (Reverse(r.score), order.place(r.hit)));
    }
    if last_first {
        all.sort_by_cached_key(|r| (r.score, order.place(r.hit)));
    }
    Ok(window.cut(all))
}

fn steps(score: Score) -> i32 {
    (score * STEPS).round() as i32
}

/// What stands around sentences: the headings above them and the titles of their reports.
struct Around<'a> {
    reader: &'a Reader,
    documents: Arc<TextColumn>,
    sections: Arc<TextColumn>,
}

impl<'a> Around<'a> {
    fn of(reader: &'a Reader) -> Result<Self, IndexError> {
        Ok(Around {
            reader,
            documents: reader.column("document")?,
            sections: reader.column("section")?,
        })
    }

    /// What a sentence gets for them.
    fn score(&self, hit: DocAddress, asked: &[&Text]) -> Result<Score, IndexError> {
        let reader = self.reader;
        let title = self.documents.made(reader, hit, |id| {
            let entry = reader.catalog().documents.get(id);
            let title = entry.and_then(|e| e.metadata.title.as_deref());
            title.map(clean).unwrap_or_default()
        })?;
        let section = self
            .sections
            .made(reader, hit, |path| clean(&path.replace(BELOW, " ")))?;
        let holds = |text: &Option<Arc<str>>, asked: &Text| {
            text.as_ref().is_some_and(|t| t.contains(&asked.term.word))
        };
        let mut score = 0.0;
        for text in asked {
            score += if holds(&title, text) { IN_TITLE } else { 0.0 };
            score += if holds(&section, text) {
                IN_SECTION
            } else {
                0.0
            };
        }
        Ok(score)
    }
}

/// What is counted over all parts of the index.
struct Sums {
    /// How many sentences there are.
    sentences: u64,
    /// How many words a sentence has in the mean.
    words: Score,
    /// For each text in how many sentences it is a word.
    as_word: Vec<u64>,
    /// For each text in how many sentences it stands, and in how many one of its other names.
    as_part: Vec<[u64; 2]>,
}

impl Sums {
    fn of(reader: &Reader, plan: &Plan, found: &[Found]) -> Result<Sums, IndexError> {
        let f = reader.fields();
        let trouble = |e| reader.trouble(e);
        let searcher = reader.searcher();
        let mut words = 0;
        let mut sentences = 0;
        for (part, segment) in searcher.segment_readers().iter().enumerate() {
            words += segment
                .inverted_index(f.words)
                .map_err(trouble)?
                .total_num_tokens();
            sentences += reader.rows(part)?.sentences().count_ones(..) as u64;
        }
        let as_word = plan
            .texts
            .iter()
            .map(|t| searcher.doc_freq(&Term::from_field_text(f.words, &t.term.word)));
        let as_part = (0..plan.texts.len()).map(|i| {
            let count = |which: usize| {
                found
                    .iter()
                    .map(|p| p.texts[i][which].count_ones(..) as u64)
                    .sum()
            };
            [count(0), count(1)]
        });
        Ok(Sums {
            sentences,
            words: words as Score / sentences.max(1) as Score,
            as_word: as_word.collect::<tantivy::Result<_>>().map_err(trouble)?,
            as_part: as_part.collect(),
        })
    }

    /// How the rareness of what stands in `count` sentences weighs, with the length of the sentence; Robertson's BM25.
    fn weight(&self, count: u64) -> Bm25Weight {
        Bm25Weight::for_one_term_without_explain(
            count.min(self.sentences),
            self.sentences,
            self.words,
        )
    }
}

/// Adds the sentences found in one part, with their scores.
fn score(
    reader: &Reader,
    part: usize,
    plan: &Plan,
    found: &Found,
    sums: &Sums,
    first: &mut First<Reverse<i32>>,
) -> Result<(), IndexError> {
    let segment = &reader.searcher().segment_readers()[part];
    let rows = reader.rows(part)?;
    let sentences: Vec<u32> = found.sentences.ones().map(|row| row as u32).collect();
    let mut scores: Vec<Score> = vec![0.0; sentences.len()];
    let trouble = |e| reader.trouble(e);
    let mut counted = found.counted.clone();
    counted.intersect_with(&found.claims);
    // The claims that are found for what they are themselves.
    let asked = match plan.asks_of_claims() {
        true => &found.claims,
        false => &counted,
    };
    for (i, text) in plan.texts.iter().enumerate().filter(|(_, t)| !t.negated) {
        words(
            reader,
            segment,
            text,
            sums.as_word[i],
            sums,
            &sentences,
            &mut scores,
        )
        .map_err(trouble)?;
        let norms = segment
            .get_fieldnorms_reader(reader.fields().words)
            .map_err(trouble)?;
        for (which, weight) in [1.0, OTHER_NAME].into_iter().enumerate() {
            let count = sums.as_part[i][which];
            if count > 0 {
                let bm25 = sums.weight(count);
                // By the length of the sentence, of which an index knows 256.
                let scored: Vec<Score> = (0..=u8::MAX).map(|n| weight * bm25.score(n, 1)).collect();
                add(&found.texts[i][which], &sentences, &mut scores, |row| {
                    scored[usize::from(norms.fieldnorm_id(row))]
                });
            }
        }
        let named = named(reader, segment, rows, text).map_err(trouble)?;
        add(&named, &sentences, &mut scores, |_| NAMED);
        let mut measured = measured(reader, segment, rows, text).map_err(trouble)?;
        let of_any = rows.sentences_with(&measured);
        add(&of_any, &sentences, &mut scores, |_| MEASURED);
        measured.intersect_with(asked);
        let of_asked = rows.sentences_with(&measured);
        add(&of_asked, &sentences, &mut scores, |_| MEASURED_AS_ASKED);
    }
    if !counted.is_clear() {
        add(
            &rows.sentences_with(&counted),
            &sentences,
            &mut scores,
            |_| COUNTED,
        );
    }
    for (row, score) in sentences.iter().zip(&scores) {
        let hit = DocAddress::new(part as u32, *row);
        first.add(Reverse(steps(*score)), hit);
    }
    Ok(())
}

/// Adds to the scores of the sentences that are in `set`.
fn add(set: &FixedBitSet, sentences: &[u32], scores: &mut [Score], weight: impl Fn(u32) -> Score) {
    if set.is_clear() {
        return;
    }
    for (row, score) in sentences.iter().zip(scores) {
        if set.contains(*row as usize) {
            *score += weight(*row);
        }
    }
}

/// Adds to the scores of the sentences of which the text is a word.
fn words(
    reader: &Reader,
    segment: &SegmentReader,
    text: &Text,
    count: u64,
    sums: &Sums,
    sentences: &[u32],
    scores: &mut [Score],
) -> tantivy::Result<()> {
    let field = reader.fields().words;
    let term = Term::from_field_text(field, &text.term.word);
    let list = segment.inverted_index(field)?;
    let Some(mut postings) = list.read_postings(&term, IndexRecordOption::WithFreqs)? else {
        return Ok(());
    };
    let norms = segment.get_fieldnorms_reader(field)?;
    let bm25 = sums.weight(count).boost_by(WORD);
    for (row, score) in sentences.iter().zip(scores) {
        if postings.doc() < *row {
            postings.seek(*row);
        }
        match postings.doc() {
            TERMINATED => break,
            at if at == *row => {
                *score += bm25.score(
                    norms.fieldnorm_id(*row),
                    tantivy::postings::Postings::term_freq(&postings),
                );
            }
            _ => {}
        }
    }
    Ok(())
}

/// The claims that measure what the text says.
fn measured(
    reader: &Reader,
    segment: &SegmentReader,
    rows: &Rows,
    text: &Text,
) -> tantivy::Result<FixedBitSet> {
    let mut claims = FixedBitSet::with_capacity(rows.len());
    for term in text.terms() {
        holding(segment, reader.fields().measured, term, &mut claims)?;
    }
    Ok(claims)
}

/// The sentences with a claim of the indicator that the text names.
fn named(
    reader: &Reader,
    segment: &SegmentReader,
    rows: &Rows,
    text: &Text,
) -> tantivy::Result<FixedBitSet> {
    let mut claims = FixedBitSet::with_capacity(rows.len());
    if let Some(id) = &text.id {
        rows_with(segment, reader.fields().indicator_id, id, &mut claims)?;
    }
    Ok(rows.sentences_with(&claims))
}
