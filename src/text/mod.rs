//! Text before words: folding, sections, sentences.

mod fold;

pub use fold::fold;
