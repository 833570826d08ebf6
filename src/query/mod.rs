//! Asking an index: the query language, the filters, sentences, claims and counts.

mod claims;
mod conditions;
mod counts;
mod error;
mod filters;
mod find;
mod highlight;
mod hits;
mod known;
mod nearest;
mod question;
mod sentences;
mod text;

pub use claims::{ClaimHits, ClaimSort, claims};
pub use counts::{Count, CountSort, Counts, Facet, counts};
pub use error::QueryError;
pub use filters::Filters;
pub use nearest::nearest;
pub use question::Question;
pub use sentences::{SentenceHit, SentenceHits, SentenceSort, sentences};
pub use text::{Term, TextQuery};

/// Which part of the hits is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// How many hits to pass over.
    pub offset: usize,
    /// How many to hand out; `None` for all.
    pub limit: Option<usize>,
}

impl Window {
    /// The part of `hits` that lies in the window.
    fn cut<T>(self, hits: Vec<T>) -> Vec<T> {
        hits.into_iter()
            .skip(self.offset)
            .take(self.limit.unwrap_or(usize::MAX))
            .collect()
    }
}
