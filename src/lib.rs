//! zhishu (知数) reads Chinese government reports and finds every numeric claim in them.

mod claim;
mod document;
mod extract;
mod index;
mod input;
mod lexicon;
mod quantity;
mod query;
mod text;
mod token;

pub use claim::{Claim, Direction, Kind, Mention, Role, Status};
pub use document::{Document, Level, Metadata, ReportKind, Span};
pub use extract::{Extraction, Section, Sentence, extract};
pub use index::{Catalog, Entry, FORMAT, IndexError, Reader, State, Writer, inspect};
pub use input::{InputError, decode, read_text};
pub use lexicon::{Lexicon, LexiconError};
pub use quantity::{Bound, Number, Quantity};
pub use query::{
    ClaimHits, ClaimSort, Count, Counts, Facet, Filters, QueryError, SentenceHit, SentenceHits,
    SentenceSort, Term, TextQuery, Window, claims, counts, nearest, sentences,
};
pub use text::fold;
