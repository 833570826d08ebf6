//! Sentences as they are handed out, with the claims found in them.

use crate::document::Pages;
use crate::index::{BELOW, IndexError, Reader, StoredSentence};
use std::sync::Arc;
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

/// A sentence and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The document's id.
    pub document: String,
    /// The document's title, where it is known.
    pub title: Option<String>,
    /// The headings that it stands under, the outermost first.
    pub sections: Vec<String>,
    /// The sentence as its source wrote it.
    pub text: String,
    /// Its first scalar value in the document.
    pub start: usize,
    /// The first scalar value behind it.
    pub end: usize,
    /// The pages that it stands on, where the document has pages.
    pub pages: Option<Pages>,
}

/// A claim and the sentence that it was found in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimHit {
    /// The claim as it was put in the index.
    pub stored: String,
    /// Its sentence.
    pub home: Arc<Passage>,
}

/// What the index hands out for a row.
fn stored(reader: &Reader, hit: DocAddress) -> Result<String, IndexError> {
    let row: TantivyDocument = reader.searcher().doc(hit).map_err(|e| reader.trouble(e))?;
    Ok(row
        .get_first(reader.fields().stored)
        .and_then(|v| v.as_str().map(str::to_string))
        .unwrap_or_default())
}

/// The sentence in a row, as it was put in the index.
pub(super) fn sentence(reader: &Reader, hit: DocAddress) -> Result<StoredSentence, IndexError> {
    serde_json::from_str(&stored(reader, hit)?)
        .map_err(|e| IndexError::Damaged(reader.dir().to_path_buf(), e.to_string()))
}

/// The sentence in a row, and where it stands.
pub(super) fn passage(reader: &Reader, hit: DocAddress) -> Result<Passage, IndexError> {
    let sentence = sentence(reader, hit)?;
    let document = reader.column("document")?.value(reader, hit)?;
    let document = document.unwrap_or_default();
    let sections = reader.column("section")?.value(reader, hit)?;
    let entry = reader.catalog().documents.get(&document);
    Ok(Passage {
        title: entry.and_then(|e| e.metadata.title.clone()),
        document,
        sections: sections.map_or(Vec::new(), |s| s.split(BELOW).map(str::to_string).collect()),
        end: sentence.start + sentence.text.chars().count(),
        start: sentence.start,
        text: sentence.text,
        pages: sentence.pages,
    })
}

/// The claims of a sentence as they were put in the index, in the order of the text, each with its row.
pub(super) fn claims_of(
    reader: &Reader,
    hit: DocAddress,
) -> Result<Vec<(DocAddress, String)>, IndexError> {
    let rows = reader.rows(hit.segment_ord as usize)?;
    rows.claims_of(hit.doc_id as usize)
        .map(|row| {
            let claim = DocAddress::new(hit.segment_ord, row as u32);
            Ok((claim, stored(reader, claim)?))
        })
        .collect()
}

/// Claims with their sentences, each sentence read once where its claims follow each other.
pub(super) fn claim_hits(
    reader: &Reader,
    hits: &[DocAddress],
) -> Result<Vec<ClaimHit>, IndexError> {
    let mut found = Vec::with_capacity(hits.len());
    let mut last: Option<(DocAddress, Arc<Passage>)> = None;
    for &hit in hits {
        let rows = reader.rows(hit.segment_ord as usize)?;
        let sentence = DocAddress::new(
            hit.segment_ord,
            rows.sentence_of(hit.doc_id as usize) as u32,
        );
        let home = match &last {
            Some((at, home)) if *at == sentence => home.clone(),
            _ => Arc::new(passage(reader, sentence)?),
        };
        last = Some((sentence, home.clone()));
        found.push(ClaimHit {
            stored: stored(reader, hit)?,
            home,
        });
    }
    Ok(found)
}
