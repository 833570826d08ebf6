//! zhishu (知数) reads Chinese government reports and finds every numeric claim in them.

mod claim;
mod document;
mod extract;
mod index;
mod input;
mod intake;
mod lexicon;
mod output;
mod quantity;
mod query;
mod text;
mod token;

pub use claim::{Claim, Direction, Kind, Mention, Role, Status};
pub use document::{Document, Level, Metadata, ReportKind, Span};
pub use extract::{Extraction, Section, Sentence, extract};
pub use index::{Catalog, Entry, FORMAT, IndexError, Reader, State, Writer, inspect};
pub use input::{InputError, decode, read_text};
pub use intake::{
    CORPUS, FileTrouble, Intake, Progress, RunError, Source, Summary, collect, document_of, maker,
    prepare, remove, sync,
};
pub use lexicon::{Lexicon, LexiconError};
#[cfg(feature = "program")]
pub use output::{
    CountItem, DocumentItem, Format, Item, Page, Screen, SentenceItem, StatsItem, explanation,
    json_object, ndjson, write,
};
pub use output::{Numbers, Record, records};
pub use quantity::{Bound, Number, Quantity};
pub use query::{
    ClaimHits, ClaimSort, Count, CountSort, Counts, Facet, Filters, QueryError, Question,
    SentenceHit, SentenceHits, SentenceSort, Term, TextQuery, Window, claims, counts, nearest,
    sentences,
};
pub use text::fold;
