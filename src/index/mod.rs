//! The index on disk: two kinds of entries (sentences and claims) in one tantivy index, and a catalog of documents.

mod catalog;
mod chars;
mod directory;
mod format;
mod reader;
mod schema;
mod writer;

pub use catalog::{Catalog, Entry};
pub use format::{FORMAT, IndexError, State, inspect};
pub use reader::Reader;
pub use writer::Writer;

pub(crate) use chars::{Char, chars};
pub(crate) use schema::{CLAIM, SENTENCE};
pub(crate) use writer::{StoredSentence, sentence_key};
