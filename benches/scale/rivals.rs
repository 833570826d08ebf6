//! What zhishu is held against: plain tantivy, the full-text tables of SQLite, and reading the whole text with ripgrep.
//! They hold the sentences alone, without claims.

use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::process::Command;
use tantivy::collector::{Count, TopDocs};
use tantivy::indexer::UserOperation;
use tantivy::query::{PhraseQuery, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term};
use zhishu::{cut_for_search, fold};

/// How many hits are handed out.
const TOP: usize = 10;

/// Memory of the one thread that builds, as much as zhishu gives to each of its.
const BUDGET: usize = 100_000_000;

/// The words of a sentence with their places, as zhishu keeps them.
fn words(text: &str) -> Vec<(usize, String)> {
    let folded = fold(text).to_lowercase();
    cut_for_search(&folded)
        .iter()
        .filter(|w| w.text.chars().any(char::is_alphanumeric))
        .map(|w| (w.start, w.text.to_string()))
        .collect()
}

/// Cuts a sentence into its words and drops them: what each of the builds does first.
pub fn cut(text: &str) -> usize {
    words(text).len()
}

// ---- plain tantivy ----

/// The fields of the plain index: the words with their places, and the text to hand out.
fn schema() -> (Schema, Field, Field) {
    let mut b = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let words = b.add_text_field(
        "words",
        TextOptions::default().set_indexing_options(indexing),
    );
    let text = b.add_text_field("text", STORED);
    (b.build(), words, text)
}

/// A plain index that is being written.
pub struct PlainWriter(IndexWriter);

impl PlainWriter {
    /// A new index in a folder.
    pub fn new(dir: &Path) -> Self {
        let index = Index::create_in_dir(dir, schema().0).expect("an index can be made");
        let writer = index.writer_with_num_threads(1, BUDGET);
        PlainWriter(writer.expect("the index can be written"))
    }

    /// Takes the sentences of a report.
    pub fn put(&self, sentences: &[&str]) {
        let (_, field, stored) = schema();
        let rows = sentences.iter().map(|sentence| {
            let token = |(position, text)| Token {
                position,
                text,
                ..Token::default()
            };
            let tokens = words(sentence).into_iter().map(token).collect();
            let text = String::new();
            let mut row = TantivyDocument::default();
            row.add_pre_tokenized_text(field, PreTokenizedString { text, tokens });
            row.add_text(stored, sentence);
            UserOperation::Add(row)
        });
        self.0.run(rows).expect("the index takes it");
    }

    /// Makes all of it visible.
    pub fn commit(mut self) {
        self.0.commit().expect("the index can be written");
        let merged = self.0.wait_merging_threads();
        merged.expect("the index can be written");
    }
}

/// A plain index that is read.
pub struct Plain {
    searcher: Searcher,
    words: Field,
    text: Field,
}

impl Plain {
    /// Opens the index in a folder.
    pub fn open(dir: &Path) -> Self {
        let index = Index::open_in_dir(dir).expect("the index is there");
        let (_, words, text) = schema();
        Plain {
            searcher: index.reader().expect("the index is whole").searcher(),
            words,
            text,
        }
    }

    /// How many sentences hold a text that is a word or a phrase; the best are read.
    pub fn search(&self, asked: &str) -> usize {
        let term = |word: &str| Term::from_field_text(self.words, word);
        // The longest word at each place is enough.
        let mut terms: Vec<(usize, Term)> = Vec::new();
        let mut all = words(asked);
        all.sort_by_key(|(start, word)| (*start, std::cmp::Reverse(word.chars().count())));
        let mut end = 0;
        for (start, word) in all {
            if start >= end {
                end = start + word.chars().count();
                terms.push((start, term(&word)));
            }
        }
        let query: Box<dyn Query> = match &terms[..] {
            [(_, one)] => Box::new(TermQuery::new(one.clone(), IndexRecordOption::WithFreqs)),
            _ => Box::new(PhraseQuery::new_with_offset(terms)),
        };
        let wanted = (TopDocs::with_limit(TOP).order_by_score(), Count);
        let (best, count) = self
            .searcher
            .search(&query, &wanted)
            .expect("the index is whole");
        for (_, hit) in best {
            let row: TantivyDocument = self.searcher.doc(hit).expect("the index is whole");
            std::hint::black_box(row.get_first(self.text).and_then(|v| v.as_str()));
        }
        count
    }
}

// ---- SQLite ----

/// The full-text table of SQLite, with the words joined by blanks. The table of words keeps no text; that stands in a table
/// beside it.
pub struct Sqlite(Connection);

impl Sqlite {
    /// A new database, with everything in one transaction and nothing made safe against a loss of power.
    pub fn new(path: &Path) -> Self {
        let db = Connection::open(path).expect("a database can be made");
        db.execute_batch(
            "PRAGMA journal_mode = OFF;
             PRAGMA synchronous = OFF;
             CREATE VIRTUAL TABLE words USING fts5(cut, content = '', tokenize = 'unicode61');
             CREATE TABLE sentences(id INTEGER PRIMARY KEY, text TEXT NOT NULL);
             BEGIN",
        )
        .expect("tables can be made");
        Sqlite(db)
    }

    /// Opens the database in a file.
    pub fn open(path: &Path) -> Self {
        Sqlite(Connection::open(path).expect("the database is there"))
    }

    /// Takes the sentences of a report.
    pub fn put(&self, sentences: &[&str]) {
        let prepare = |sql| self.0.prepare_cached(sql).expect("the table is there");
        let mut text = prepare("INSERT INTO sentences(text) VALUES (?1)");
        let mut row = prepare("INSERT INTO words(rowid, cut) VALUES (?1, ?2)");
        for sentence in sentences {
            let id = text.insert([sentence]).expect("the table takes it");
            row.execute((id, joined(sentence)))
                .expect("the table takes it");
        }
    }

    /// Makes all of it visible.
    pub fn commit(&self) {
        self.0
            .execute_batch("COMMIT")
            .expect("the database can be written");
    }

    /// How many sentences hold a text that is a word or a phrase; the best are read.
    pub fn search(&self, asked: &str) -> usize {
        let prepare = |sql| self.0.prepare_cached(sql).expect("the table is there");
        let query = format!("\"{}\"", joined(asked));
        let mut best = prepare(
            "SELECT text FROM sentences JOIN
             (SELECT rowid, rank FROM words WHERE words MATCH ?1 ORDER BY rank LIMIT ?2) AS best
             ON id = best.rowid ORDER BY best.rank",
        );
        let rows = best.query_map((&query, TOP as i64), |row| row.get::<_, String>(0));
        for row in rows.expect("the query is one") {
            std::hint::black_box(row.expect("the database is whole"));
        }
        let mut count = prepare("SELECT count(*) FROM words WHERE words MATCH ?1");
        let count = count.query_row([&query], |row| row.get::<_, i64>(0));
        count.expect("the database is whole") as usize
    }
}

/// The words of a text with blanks between them; a mark inside a word would be a blank to SQLite.
fn joined(text: &str) -> String {
    let words: Vec<String> = words(text).into_iter().map(|(_, word)| word).collect();
    words.join(" ")
}

// ---- ripgrep ----

/// A text with a sentence a line.
pub struct Lines(PathBuf);

impl Lines {
    /// The lines of a file, where ripgrep is there to read them.
    pub fn open(path: &Path) -> Option<Self> {
        let there = Command::new("rg").arg("--version").output();
        there
            .is_ok_and(|o| o.status.success())
            .then(|| Lines(path.to_path_buf()))
    }

    /// How many lines hold a text.
    pub fn search(&self, asked: &str) -> usize {
        let found = Command::new("rg")
            .args(["-c", "-F", asked])
            .arg(&self.0)
            .output();
        let count = String::from_utf8(found.expect("ripgrep runs").stdout);
        count.unwrap_or_default().trim().parse().unwrap_or(0)
    }
}
