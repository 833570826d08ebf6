//! Text before words: folding, paragraphs, sections, sentences.

mod char_class;
mod compact;
mod fold;
mod heading;
mod page;
mod structure;

pub(crate) use char_class::{CharClass, CharSet, has_any, is_solid, string};
pub(crate) use compact::Compact;
pub use fold::fold;
pub(crate) use fold::{fold_chars, is_folded};
pub use structure::{Section, Sentence};
pub(crate) use structure::{Structure, structure};
