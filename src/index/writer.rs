//! Writing an index: documents in, documents out, all of a run in one commit.

use super::catalog::Catalog;
use super::format::{IndexError, State, inspect, payload};
use super::schema::{
    CHARS_TOKENIZER, CLAIM, CharsTokenizer, Fields, SENTENCE, pre_tokenized, schema,
};
use crate::claim::{Claim, Mention};
use crate::document::{Document, Span};
use crate::extract::Extraction;
use crate::text::fold;
use crate::token::cut_for_search;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use std::path::{Path, PathBuf};
use tantivy::directory::error::LockError;
use tantivy::schema::Schema;
use tantivy::{Index, IndexWriter, TantivyDocument, TantivyError, Term};

/// Memory for each thread that builds a part of the index, in bytes.
const BUDGET: usize = 50_000_000;

/// How much of a sentence before and behind a claim is searched for the claim, in scalar values. Only a table without
/// an end of line is longer; its claims would otherwise carry all of it each.
const REACH: usize = 2_000;

/// Text values of a facet are cut to this many scalar values.
const LONGEST_VALUE: usize = 1_000;

/// An index that is being written. What was put is seen by nobody before [`Writer::commit`], and dropping it leaves the
/// index as it was.
pub struct Writer {
    dir: PathBuf,
    fields: Fields,
    writer: IndexWriter,
    catalog: Catalog,
}

impl Writer {
    /// Opens the index at `dir` for writing, and makes one where there is none. At most one writer is open at a time, over
    /// all processes. `threads` is how many parts are built at once.
    ///
    /// # Errors
    ///
    /// A folder that is no index, a foreign format, another writer, or what the system refuses.
    pub fn open(dir: &Path, threads: usize) -> Result<Writer, IndexError> {
        let (schema, fields) = schema();
        let broken = |e| trouble(dir, e);
        let index = match inspect(dir)? {
            State::Present(_) => Index::open_in_dir(dir).map_err(broken)?,
            State::Absent | State::Empty => {
                std::fs::create_dir_all(dir).map_err(|e| IndexError::Io(dir.to_path_buf(), e))?;
                if dir.join("meta.json").exists() {
                    Index::open_in_dir(dir).map_err(broken)?
                } else {
                    Index::create_in_dir(dir, schema.clone()).map_err(broken)?
                }
            }
        };
        same_fields(dir, &index, &schema)?;
        index.tokenizers().register(CHARS_TOKENIZER, CharsTokenizer);
        let threads = threads.max(1);
        let writer = index
            .writer_with_num_threads(threads, threads * BUDGET)
            .map_err(broken)?;
        // Read again now that no other process can write.
        let catalog = match inspect(dir)? {
            State::Present(catalog) => catalog,
            State::Absent | State::Empty => Catalog::default(),
        };
        Ok(Writer {
            dir: dir.to_path_buf(),
            fields,
            writer,
            catalog,
        })
    }

    /// What the index holds, without what this writer was given.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Takes a document out.
    pub fn delete(&self, id: &str) {
        self.writer
            .delete_term(Term::from_field_text(self.fields.document, id));
    }

    /// Puts a document in, in place of one of the same id. `records` holds for each mention of `extraction` what a
    /// search hands out for it; the index keeps that as it is and does not look inside.
    ///
    /// # Errors
    ///
    /// What the system refuses.
    pub fn put(
        &self,
        document: &Document,
        extraction: &Extraction,
        records: &[String],
    ) -> Result<(), IndexError> {
        self.delete(&document.id);
        let text = Text::new(&document.text);
        let mut claims_of: Vec<Vec<(usize, &Mention, &Claim)>> =
            vec![Vec::new(); extraction.sentences.len()];
        for (i, mention) in extraction.mentions.iter().enumerate() {
            if let (Some(claim), Some(list)) = (&mention.claim, claims_of.get_mut(mention.sentence))
            {
                list.push((i, mention, claim));
            }
        }
        for (number, sentence) in extraction.sentences.iter().enumerate() {
            let section = sentence
                .section
                .and_then(|s| extraction.sections.get(s))
                .map(|s| s.heading.as_str());
            let place = Place {
                document,
                section,
                number,
            };
            self.put_sentence(
                &place,
                sentence.span,
                text.slice(sentence.span),
                &claims_of[number],
            )?;
            for (i, mention, claim) in &claims_of[number] {
                let around = Span::new(
                    sentence
                        .span
                        .start
                        .max(mention.span.start.saturating_sub(REACH)),
                    sentence.span.end.min(mention.span.end + REACH),
                );
                let record = records.get(*i).map_or("{}", String::as_str);
                self.put_claim(&place, text.slice(around), mention, claim, record)?;
            }
        }
        Ok(())
    }

    fn put_sentence(
        &self,
        place: &Place,
        span: Span,
        text: &str,
        claims: &[(usize, &Mention, &Claim)],
    ) -> Result<(), IndexError> {
        let f = &self.fields;
        let mut entry = self.entry(SENTENCE, place, span.start);
        let stored = StoredSentence {
            document: place.document.id.clone(),
            section: place.section.map(str::to_string),
            text: text.to_string(),
            start: span.start,
            end: span.end,
        };
        entry.add_text(f.stored, serde_json::to_string(&stored).unwrap_or_default());
        let folded = fold(text).to_lowercase();
        let words = cut_for_search(&folded);
        let words = words
            .iter()
            .filter(|w| w.text.chars().any(char::is_alphanumeric))
            .map(|w| (w.start, w.text));
        entry.add_pre_tokenized_text(f.words, pre_tokenized(words));
        entry.add_text(f.chars, text);
        let mut indicators: Vec<&str> = claims
            .iter()
            .filter_map(|(_, _, c)| c.indicator.as_deref())
            .collect();
        indicators.sort_unstable();
        indicators.dedup();
        for indicator in indicators {
            entry.add_text(f.measured, indicator);
        }
        let mut areas: Vec<&str> = claims
            .iter()
            .filter_map(|(_, _, c)| c.area.as_deref())
            .collect();
        areas.sort_unstable();
        areas.dedup();
        for area in areas {
            entry.add_text(f.area, cut(area));
        }
        self.add(entry)
    }

    fn put_claim(
        &self,
        place: &Place,
        around: &str,
        mention: &Mention,
        claim: &Claim,
        record: &str,
    ) -> Result<(), IndexError> {
        let f = &self.fields;
        let q = &mention.quantity;
        let mut entry = self.entry(CLAIM, place, mention.span.start);
        entry.add_text(f.stored, record);
        entry.add_text(f.claim_chars, around);
        let unit = fold(&q.unit);
        let texts = [
            (f.unit, Some(unit.as_str())),
            (f.dimension, q.dimension.as_deref()),
            (f.base_unit, q.base_unit.as_deref()),
            (f.period, claim.period.as_deref()),
            (f.area, claim.area.as_deref()),
            (f.indicator, claim.indicator.as_deref()),
            (f.indicator_id, claim.indicator_id.as_deref()),
        ];
        for (field, value) in texts {
            if let Some(value) = value.filter(|v| !v.is_empty()) {
                entry.add_text(field, cut(value));
            }
        }
        entry.add_u64(f.confidence, u64::from(claim.confidence.percent()));
        entry.add_text(f.kind, name(&claim.kind));
        entry.add_text(f.status, name(&claim.status));
        entry.add_text(f.bound, name(&q.bound));
        if let Some(direction) = &claim.direction {
            entry.add_text(f.direction, name(direction));
        }
        if let Some((lower, upper)) = &q.base {
            for (field, end) in [(f.lower, lower), (f.upper, upper)] {
                if let Some(value) = end.to_f64() {
                    entry.add_f64(field, value);
                }
            }
        }
        self.add(entry)
    }

    /// What sentences and claims have alike.
    fn entry(&self, kind: &str, place: &Place, start: usize) -> TantivyDocument {
        let f = &self.fields;
        let mut entry = TantivyDocument::default();
        entry.add_text(f.entry, kind);
        entry.add_text(f.document, &place.document.id);
        entry.add_text(
            f.sentence_key,
            sentence_key(&place.document.id, place.number),
        );
        entry.add_u64(f.sentence, place.number as u64);
        entry.add_u64(f.start, start as u64);
        if let Some(section) = place.section.filter(|s| !s.is_empty()) {
            entry.add_text(f.section, cut(section));
        }
        if let Some(year) = place.document.metadata.year {
            entry.add_text(f.year, year.to_string());
        }
        if let Some(home) = place
            .document
            .metadata
            .place
            .as_deref()
            .filter(|p| !p.is_empty())
        {
            entry.add_text(f.place, cut(home));
        }
        entry
    }

    fn add(&self, entry: TantivyDocument) -> Result<(), IndexError> {
        self.writer
            .add_document(entry)
            .map(|_| ())
            .map_err(|e| trouble(&self.dir, e))
    }

    /// Makes what was put and deleted visible, all of it at once; `catalog` says what the index holds from now on.
    ///
    /// # Errors
    ///
    /// What the system refuses; the index is then as it was.
    pub fn commit(mut self, catalog: &Catalog) -> Result<(), IndexError> {
        let broken = |e| trouble(&self.dir, e);
        let payload =
            payload(catalog).map_err(|e| IndexError::Damaged(self.dir.clone(), e.to_string()))?;
        let mut commit = self.writer.prepare_commit().map_err(broken)?;
        commit.set_payload(&payload);
        commit.commit().map_err(broken)?;
        self.writer.wait_merging_threads().map_err(broken)?;
        share(&self.dir);
        Ok(())
    }
}

/// Lets others read what tantivy writes for its owner alone (it makes these files as temporary ones), with the rights of
/// the files beside them. An index that cannot be shared is whole all the same.
#[cfg(unix)]
fn share(dir: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| std::fs::metadata(path).map(|m| m.permissions().mode());
    let files = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let usual = files
        .map(|f| f.path())
        .filter(|p| p.extension().is_some_and(|e| e == "store"))
        .find_map(|p| mode(&p).ok());
    for name in ["meta.json", ".managed.json"] {
        let path = dir.join(name);
        if let (Some(usual), true) = (usual, path.exists()) {
            let _ = std::fs::set_permissions(&path, std::fs::Permissions::from_mode(usual));
        }
    }
}

#[cfg(not(unix))]
fn share(_: &Path) {}

/// Where a sentence stands.
struct Place<'a> {
    document: &'a Document,
    section: Option<&'a str>,
    number: usize,
}

/// What is handed out for a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct StoredSentence {
    /// The document's id.
    pub document: String,
    /// The heading of its section.
    pub section: Option<String>,
    /// The sentence as its source wrote it.
    pub text: String,
    /// Its first scalar value in the document.
    pub start: usize,
    /// The first scalar value behind it.
    pub end: usize,
}

/// The value that ties a sentence and its claims together.
pub fn sentence_key(document: &str, sentence: usize) -> String {
    format!("{document}#{sentence}")
}

/// The name by which an enumeration's value is written everywhere.
fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// A value short enough for a facet.
fn cut(value: &str) -> &str {
    value
        .char_indices()
        .nth(LONGEST_VALUE)
        .map_or(value, |(end, _)| &value[..end])
}

/// A text whose parts are named in scalar values.
struct Text<'a> {
    text: &'a str,
    bytes: Vec<usize>,
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Self {
        let bytes = text
            .char_indices()
            .map(|(i, _)| i)
            .chain([text.len()])
            .collect();
        Text { text, bytes }
    }

    fn slice(&self, span: Span) -> &'a str {
        let at = |offset: usize| self.bytes.get(offset).copied().unwrap_or(self.text.len());
        self.text
            .get(at(span.start)..at(span.end))
            .unwrap_or_default()
    }
}

/// Refuses an index whose fields are not those of this program, though its format number is the same.
///
/// # Errors
///
/// Other fields.
pub fn same_fields(dir: &Path, index: &Index, schema: &Schema) -> Result<(), IndexError> {
    if index.schema() == *schema {
        return Ok(());
    }
    let why = "its fields are those of another version of zhishu".to_string();
    Err(IndexError::Damaged(dir.to_path_buf(), why))
}

/// Whether an error of reading is one of what was read.
fn says_nothing(kind: std::io::ErrorKind) -> bool {
    use std::io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
    matches!(kind, InvalidData | InvalidInput | Other | UnexpectedEof)
}

/// An error of tantivy in this program's words.
pub fn trouble(dir: &Path, error: TantivyError) -> IndexError {
    match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => IndexError::Locked(dir.to_path_buf()),
        // Bytes that say nothing, and not the system that refuses them.
        TantivyError::IoError(e) if says_nothing(e.kind()) => {
            IndexError::Damaged(dir.to_path_buf(), e.to_string())
        }
        TantivyError::LockFailure(LockError::IoError(e), _) | TantivyError::IoError(e) => {
            IndexError::Io(
                dir.to_path_buf(),
                std::io::Error::new(e.kind(), e.to_string()),
            )
        }
        other => IndexError::Damaged(dir.to_path_buf(), other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_with_other_fields_is_refused() {
        let dir = Path::new("index");
        let (wanted, _) = schema();
        let own = Index::create_in_ram(wanted.clone());
        assert!(same_fields(dir, &own, &wanted).is_ok());
        let other = Index::create_in_ram(Schema::builder().build());
        let refused = same_fields(dir, &other, &wanted).map_err(|e| e.to_string());
        assert!(refused.is_err_and(|e| e.contains("make it anew")));
    }
}
