//! Writing an index: documents in, documents out, seen from the next commit on.

use super::catalog::Catalog;
use super::chars::spread;
use super::format::{IndexError, State, inspect, payload};
use super::holder::{self, Holder};
use super::schema::{BELOW, Fields, SENTENCE, joined, register, schema};
use crate::claim::{Claim, Mention};
use crate::document::{Document, Pages, Span};
use crate::extract::{Extraction, Section};
use crate::text::fold;
use crate::token::cut_for_search;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use std::path::{Path, PathBuf};
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::LockError;
use tantivy::indexer::{LogMergePolicy, UserOperation};
use tantivy::schema::Schema;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyDocument, TantivyError, Term};

/// Memory for each thread that builds a part of the index, in bytes.
const BUDGET: usize = 100_000_000;

/// A part of the index with more rows than this is merged with no other: merging takes memory by the rows.
const LARGEST_MERGED: usize = 100_000;

/// Text values of a facet are cut to this many scalar values.
const LONGEST_VALUE: usize = 1_000;

/// How many bytes of what is handed out are compressed together: more take less room, and longer to read one of them.
const BLOCK: usize = 64 * 1024;

/// Words without a meaning of their own, which stand in most sentences: that one is there as a word says nothing of a sentence.
/// They are found all the same, as any part of the text is.
const FUNCTION_WORDS: [&str; 20] = [
    "的", "和", "了", "在", "与", "及", "等", "为", "是", "以", "对", "将", "并", "由", "从", "到",
    "于", "着", "也", "把",
];

/// Decimals of at most so many digits are told apart by a float.
const DIGITS_OF_A_FLOAT: u32 = 15;

/// An index that is being written. What was put is seen by nobody before [`Writer::commit`], and dropping it leaves the
/// index as it was.
pub struct Writer {
    dir: PathBuf,
    fields: Fields,
    writer: IndexWriter,
    catalog: Catalog,
    /// Says who writes as long as this is.
    _holder: Holder,
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
                    let folder = MmapDirectory::open(dir).map_err(|e| broken(e.into()))?;
                    Index::builder()
                        .schema(schema.clone())
                        .settings(settings())
                        .open_or_create(folder)
                        .map_err(broken)?
                }
            }
        };
        same_fields(dir, &index, &schema)?;
        register(&index);
        let threads = threads.max(1);
        let writer = index
            .writer_with_num_threads(threads, threads * BUDGET)
            .map_err(broken)?;
        let mut merging = LogMergePolicy::default();
        merging.set_max_docs_before_merge(LARGEST_MERGED);
        writer.set_merge_policy(Box::new(merging));
        let holder = Holder::of(dir);
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
            _holder: holder,
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
        let text = Text::new(&document.text);
        let paths = section_paths(&extraction.sections);
        let mut claims = Vec::new();
        for (mention, record) in extraction.mentions.iter().zip(records) {
            if let Some(claim) = &mention.claim {
                claims.push((mention, &**claim, record.as_str()));
            }
        }
        let mut claims = claims.into_iter().peekable();
        // All rows of a document in one batch: tantivy keeps a batch together and in order.
        let id = Term::from_field_text(self.fields.document, &document.id);
        let mut rows = vec![UserOperation::Delete(id)];
        let mut read = 0;
        for (number, sentence) in extraction.sentences.iter().enumerate() {
            let next = extraction.sentences.get(number + 1);
            let stored = StoredSentence {
                before: text.slice(Span::new(read, sentence.span.start)).to_string(),
                text: text.slice(sentence.span).to_string(),
                start: sentence.span.start,
                pages: document.pages_of(sentence.span),
                after: match next {
                    Some(_) => String::new(),
                    None => text
                        .slice(Span::new(sentence.span.end, text.len()))
                        .to_string(),
                },
            };
            read = sentence.span.end;
            let section = sentence.section.and_then(|s| paths.get(s));
            let row = self.sentence_row(document, section, &stored);
            rows.push(UserOperation::Add(row));
            while let Some((mention, claim, record)) =
                claims.next_if(|(mention, _, _)| mention.sentence == number)
            {
                let row = self.claim_row(document, mention, claim, record);
                rows.push(UserOperation::Add(row));
            }
        }
        self.writer
            .run(rows)
            .map(|_| ())
            .map_err(|e| trouble(&self.dir, e))
    }

    fn sentence_row(
        &self,
        document: &Document,
        section: Option<&String>,
        stored: &StoredSentence,
    ) -> TantivyDocument {
        let f = &self.fields;
        let mut row = TantivyDocument::default();
        row.add_text(f.row, SENTENCE);
        row.add_text(f.document, &document.id);
        row.add_text(f.stored, serde_json::to_string(&stored).unwrap_or_default());
        let folded = fold(&stored.text).to_lowercase();
        let words = cut_for_search(&folded);
        let words = words
            .iter()
            .map(|w| w.text)
            .filter(|w| w.chars().any(char::is_alphanumeric) && !FUNCTION_WORDS.contains(w));
        row.add_text(f.words, joined(words));
        row.add_text(f.text, spread(&stored.text));
        if let Some(section) = section.filter(|s| !s.is_empty()) {
            row.add_text(f.section, section);
        }
        row
    }

    fn claim_row(
        &self,
        document: &Document,
        mention: &Mention,
        claim: &Claim,
        record: &str,
    ) -> TantivyDocument {
        let f = &self.fields;
        let q = &mention.quantity;
        let mut row = TantivyDocument::default();
        row.add_text(f.document, &document.id);
        row.add_text(f.stored, record);
        let unit = fold(&q.unit);
        // A unit that no vocabulary knows is compared with itself alone.
        let base = q.base_unit.as_deref().unwrap_or(&unit);
        let texts = [
            (f.unit, Some(unit.as_str())),
            (f.dimension, q.dimension.as_deref()),
            (f.base_unit, Some(base)),
            (f.period, claim.period.as_deref()),
            (f.area, claim.area.as_deref()),
            (f.indicator, claim.indicator.as_deref()),
            (f.indicator_id, claim.indicator_id.as_deref()),
        ];
        for (field, value) in texts {
            if let Some(value) = value.filter(|v| !v.is_empty()) {
                row.add_text(field, cut(value));
            }
        }
        if let Some(indicator) = &claim.indicator {
            row.add_text(f.measured, spread(cut(indicator)));
        }
        row.add_u64(f.confidence, u64::from(claim.confidence.percent()));
        row.add_text(f.kind, name(&claim.kind));
        row.add_text(f.status, name(&claim.status));
        row.add_text(f.bound, name(&q.bound));
        if let Some(direction) = &claim.direction {
            row.add_text(f.direction, name(direction));
        }
        if let Some((lower, upper)) = &q.base {
            if let Some(value) = lower.to_f64() {
                row.add_f64(f.lower, value);
            }
            if let Some(value) = upper.to_f64().filter(|_| upper != lower) {
                row.add_f64(f.upper, value);
            }
            if [lower, upper].into_iter().any(is_long) {
                row.add_text(f.exact, format!("{lower} {upper}"));
            }
        }
        row
    }

    /// Makes what was put and deleted visible, all of it at once; `catalog` says what the index holds from now on.
    ///
    /// # Errors
    ///
    /// What the system refuses; the index is then as it was.
    pub fn commit(&mut self, catalog: &Catalog) -> Result<(), IndexError> {
        let broken = |e| trouble(&self.dir, e);
        let payload =
            payload(catalog).map_err(|e| IndexError::Damaged(self.dir.clone(), e.to_string()))?;
        let mut commit = self.writer.prepare_commit().map_err(broken)?;
        commit.set_payload(&payload);
        commit.commit().map_err(broken)?;
        share(&self.dir);
        Ok(())
    }

    /// Ends the writing when what was committed has its final form. What was put since the last commit is dropped.
    ///
    /// # Errors
    ///
    /// What the system refuses; what was committed stays.
    pub fn close(self) -> Result<(), IndexError> {
        let closed = self.writer.wait_merging_threads();
        closed.map_err(|e| trouble(&self.dir, e))?;
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

/// What is handed out for a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct StoredSentence {
    /// What stands between the sentence before and this one: line ends, blanks.
    #[serde(rename = "b", default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// The sentence as its source wrote it.
    #[serde(rename = "t")]
    pub text: String,
    /// Its first scalar value in the document.
    #[serde(rename = "s")]
    pub start: usize,
    /// The pages that it stands on, where the document has pages.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<Pages>,
    /// What stands behind the last sentence.
    #[serde(rename = "a", default, skip_serializing_if = "String::is_empty")]
    pub after: String,
}

/// For each section its headings from the outermost to its own, as one value.
fn section_paths(sections: &[Section]) -> Vec<String> {
    let mut open: Vec<&Section> = Vec::new();
    let mut paths = Vec::with_capacity(sections.len());
    for section in sections {
        while open.last().is_some_and(|o| o.level >= section.level) {
            open.pop();
        }
        open.push(section);
        let headings: Vec<&str> = open.iter().map(|s| cut(&s.heading)).collect();
        paths.push(headings.join(&BELOW.to_string()));
    }
    paths
}

/// Whether a float may not tell a value from its neighbours.
fn is_long(value: &Decimal) -> bool {
    value.normalize().mantissa().unsigned_abs() >= 10u128.pow(DIGITS_OF_A_FLOAT)
}

/// The name by which an enumeration's value is written everywhere.
pub(crate) fn name(value: &impl Serialize) -> String {
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

    /// How many scalar values it has.
    fn len(&self) -> usize {
        self.bytes.len() - 1
    }

    fn slice(&self, span: Span) -> &'a str {
        let at = |offset: usize| self.bytes.get(offset).copied().unwrap_or(self.text.len());
        self.text
            .get(at(span.start)..at(span.end))
            .unwrap_or_default()
    }
}

/// How the parts of an index are kept.
fn settings() -> IndexSettings {
    IndexSettings {
        docstore_blocksize: BLOCK,
        docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
        ..IndexSettings::default()
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
        TantivyError::LockFailure(LockError::LockBusy, _) => {
            IndexError::Locked(dir.to_path_buf(), holder::of(dir))
        }
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
    fn a_section_stands_below_those_of_a_higher_level() {
        let section = |heading: &str, level| Section {
            heading: heading.into(),
            span: Span::new(0, 1),
            level,
        };
        let paths = section_paths(&[
            section("一", 1),
            section("（一）", 2),
            section("1.", 3),
            section("（二）", 2),
            section("二", 1),
        ]);
        let shown: Vec<String> = paths.iter().map(|p| p.replace(BELOW, "/")).collect();
        assert_eq!(
            shown,
            ["一", "一/（一）", "一/（一）/1.", "一/（二）", "二"]
        );
    }

    #[test]
    fn a_float_tells_fifteen_digits_apart() {
        let long = |text: &str| is_long(&text.parse().unwrap());
        assert!(!long("150090000000") && !long("0.000123") && !long("999999999999999"));
        assert!(long("1000000000000001") && long("666.66666666666666666"));
    }

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
