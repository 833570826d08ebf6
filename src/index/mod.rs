//! The index on disk: two kinds of rows (sentences, each with its claims behind it) in one tantivy index, and a catalog of documents.

mod catalog;
mod chars;
mod column;
mod directory;
mod format;
mod holder;
mod outline;
mod reader;
mod rows;
mod schema;
mod writer;

pub use catalog::{Catalog, Entry, FileState};
pub use format::{FORMAT, IndexError, State, inspect};
pub use holder::WriterNote;
pub use reader::Reader;
pub use writer::Writer;

pub(crate) use chars::{Char, chars, gram};
pub(crate) use column::{RankedColumn, TextColumn, each_value, each_value_of_all, first_values};
pub(crate) use outline::{Listed, Outline};
pub(crate) use rows::{Rows, rows_of, rows_with};
pub(crate) use schema::BELOW;
pub(crate) use writer::{StoredSentence, name};
