//! Show: the text of a document as it was read, or a part of it, with the claims found in it.

use super::error::QueryError;
use super::nearest::nearest;
use super::passage::{ClaimHit, claim_hits, sentence};
use crate::index::{BELOW, IndexError, Reader, rows_with};
use fixedbitset::FixedBitSet;
use tantivy::DocAddress;

/// How many near ids an error names.
const NAMED: usize = 5;

/// A document's text, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// The document's id.
    pub document: String,
    /// The text.
    pub text: String,
    /// Its first scalar value in the document.
    pub start: usize,
    /// The first scalar value behind it.
    pub end: usize,
    /// The claims in it, in the order of the text.
    pub claims: Vec<ClaimHit>,
    /// The headings in it, in the order of the text; where it begins within sections, these too.
    pub sections: Vec<Heading>,
    /// Its sentences: the first scalar value of each in the document, and the first one behind it.
    pub sentences: Vec<(usize, usize)>,
}

/// A heading of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its text.
    pub heading: String,
    /// How many headings it lies under, and itself: 1 is the highest.
    pub level: usize,
    /// The first scalar value of its section in the document.
    pub start: usize,
}

/// The part of a document that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// The sentence at this scalar value, and so many before and behind it.
    Around(usize, usize),
}

/// The text of the document `id`, exactly as it was read, with its claims.
///
/// # Errors
///
/// A document that the index does not hold, or an index that cannot be read.
pub fn document(reader: &Reader, id: &str, part: Part) -> Result<Extract, QueryError> {
    if !reader.catalog().documents.contains_key(id) {
        let known = reader.catalog().documents.keys().map(String::as_str);
        return Err(QueryError::NoDocument(
            id.to_string(),
            nearest(id, known, NAMED),
        ));
    }
    let (segment, rows) = rows_of_document(reader, id)?;
    let places = reader.rows(segment)?;
    let sentences: Vec<usize> = rows
        .iter()
        .copied()
        .filter(|r| places.sentences().contains(*r))
        .collect();
    let read = |row: &usize| sentence(reader, DocAddress::new(segment as u32, *row as u32));
    let wanted = match part {
        Part::Whole => 0..sentences.len(),
        Part::Around(at, context) => {
            // How many sentences start there or before: they stand in the order of the text, and the last of them is meant.
            let (mut before, mut end) = (0, sentences.len());
            while before < end {
                let middle = (before + end) / 2;
                match read(&sentences[middle])?.start <= at {
                    true => before = middle + 1,
                    false => end = middle,
                }
            }
            let found = before.saturating_sub(1);
            found.saturating_sub(context)
                ..found
                    .saturating_add(context)
                    .saturating_add(1)
                    .min(sentences.len())
        }
    };
    let is_whole = part == Part::Whole;
    let mut extract = Extract {
        document: id.to_string(),
        text: String::new(),
        start: 0,
        end: 0,
        claims: Vec::new(),
        sections: Vec::new(),
        sentences: Vec::new(),
    };
    let column = reader.column("section")?;
    let mut open: Vec<String> = Vec::new();
    let mut claims = Vec::new();
    for (i, row) in sentences[wanted].iter().enumerate() {
        let stored = read(row)?;
        if i > 0 || is_whole {
            extract.text.push_str(&stored.before);
        } else {
            extract.start = stored.start;
        }
        extract.text.push_str(&stored.text);
        let end = stored.start + stored.text.chars().count();
        extract.sentences.push((stored.start, end));
        let above = column.value(reader, DocAddress::new(segment as u32, *row as u32))?;
        let above = above.map_or(Vec::new(), |s| s.split(BELOW).map(str::to_string).collect());
        let same = open.iter().zip(&above).take_while(|(a, b)| a == b).count();
        for (level, heading) in above.iter().enumerate().skip(same) {
            extract.sections.push(Heading {
                heading: heading.clone(),
                level: level + 1,
                start: stored.start,
            });
        }
        open = above;
        if is_whole {
            extract.text.push_str(&stored.after);
        }
        claims.extend(
            places
                .claims_of(*row)
                .map(|r| DocAddress::new(segment as u32, r as u32)),
        );
    }
    extract.end = extract.start + extract.text.chars().count();
    extract.claims = claim_hits(reader, &claims)?;
    Ok(extract)
}

/// The part of the index that holds a document, and its rows there.
fn rows_of_document(reader: &Reader, id: &str) -> Result<(usize, Vec<usize>), IndexError> {
    let field = reader.fields().document;
    for (part, segment) in reader.searcher().segment_readers().iter().enumerate() {
        let mut rows = FixedBitSet::with_capacity(segment.max_doc() as usize);
        rows_with(segment, field, id, &mut rows).map_err(|e| reader.trouble(e))?;
        reader.rows(part)?.keep_alive(&mut rows);
        if !rows.is_clear() {
            return Ok((part, rows.ones().collect()));
        }
    }
    Ok((0, Vec::new()))
}
