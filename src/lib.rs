//! zhishu (知数) reads Chinese government reports and finds every numeric claim in them.

mod claim;
mod document;
mod extract;
mod input;
mod lexicon;
mod quantity;
mod text;
mod token;

pub use claim::{Claim, Direction, Kind, Mention, Role, Status};
pub use document::{Document, Level, Metadata, ReportKind, Span};
pub use extract::{Extraction, Section, Sentence, extract};
pub use input::{InputError, decode, read_text};
pub use lexicon::{Lexicon, LexiconError};
pub use quantity::{Bound, Number, Quantity};
pub use text::fold;
