//! Text → claims: the whole way as one function.

use crate::claim::Mention;
use crate::document::{Document, Span};
use crate::lexicon::Lexicon;

/// A part of a document under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading as written, trimmed; for a paragraph that opens with one, that opening sentence.
    pub heading: String,
    /// The text of the section, its heading included.
    pub span: Span,
}

/// A sentence and where it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its place in the document.
    pub span: Span,
    /// The section it stands in (an index into [`Extraction::sections`]); `None` before the first heading.
    pub section: Option<usize>,
}

/// Everything that was found in one document, in document order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extraction {
    /// The sections.
    pub sections: Vec<Section>,
    /// The sentences; joined they are the text without nothing but white space between them.
    pub sentences: Vec<Sentence>,
    /// The mentions of numbers, of every role.
    pub mentions: Vec<Mention>,
}

/// Finds every number that `document` mentions, and for each claim what it says.
///
/// The same document and lexicon give the same answer, on any thread.
pub fn extract(document: &Document, lexicon: &Lexicon) -> Extraction {
    let _ = (document, lexicon);
    Extraction::default()
}
