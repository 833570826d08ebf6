//! A question to an index: what the sentence must say, and what the claims must be.

use super::filters::Filters;
use super::text::TextQuery;
use crate::lexicon::Lexicon;

/// A question to an index.
#[derive(Debug, Clone, Default)]
pub struct Question<'a> {
    /// What the sentence must hold and must not.
    pub text: TextQuery,
    /// The conditions on claims and documents.
    pub filters: Filters,
    /// The vocabularies by which units and indicators are known by all their names; without them a name means itself.
    pub lexicon: Option<&'a Lexicon>,
}
