//! Words: the one place that names the segmenter.

use jieba_rs::{Jieba, TokenizeMode};
use std::sync::LazyLock;

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The word as it stands in the text that was cut.
    pub text: &'a str,
    /// Its first scalar value, counted from the start of that text.
    pub start: usize,
    /// The first scalar value behind it.
    pub end: usize,
}

/// The words of `text` for search: long words and the shorter words inside them, in order of their start.
///
/// Give folded text (see [`crate::text::fold`]).
pub fn cut_for_search(text: &str) -> Vec<Token<'_>> {
    JIEBA
        .tokenize(text, TokenizeMode::Search, true)
        .into_iter()
        .map(|t| Token {
            text: t.word,
            start: t.start,
            end: t.end,
        })
        .collect()
}
