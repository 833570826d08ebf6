//! Asking an index: the query language, the filters, sentences, claims and counts.

mod claims;
mod contain;
mod counts;
mod document;
mod error;
mod evaluate;
mod every;
mod highlight;
mod hints;
mod interval;
mod known;
mod language;
mod measures;
mod nearest;
mod order;
mod parts;
mod passage;
mod places;
mod plan;
mod question;
mod rank;
mod sentences;
mod similar;
mod spelling;
mod suggest;
mod widen;

pub use claims::{ClaimHits, ClaimSort, claims};
pub use counts::{Count, CountSort, Counts, Facet, counts};
pub use document::{Extract, Heading, Part, document};
pub use error::{Mistake, QueryError};
pub use every::{EveryClaim, every_claim};
pub use hints::{Hint, corrected, hints};
pub use known::named_value;
pub use language::{Condition, Expression, Field, Measure, Origin, Term, Value, parse};
pub use measures::{AllMeasures, Bin, Measures, measures};
pub use nearest::nearest;
pub use passage::{ClaimHit, Passage};
pub use question::Question;
pub use sentences::{SentenceHit, SentenceHits, SentenceSort, sentences};
pub use similar::{Statement, similar};
pub use suggest::{Suggester, Suggestion, SuggestionKind};
pub use widen::Widened;

/// Which part of the hits is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// How many hits to pass over.
    pub offset: usize,
    /// How many to hand out; `None` for all.
    pub limit: Option<usize>,
}

impl Window {
    /// How many of `all` hits lie before its end.
    fn end(self, all: usize) -> usize {
        let end = self.limit.map(|limit| self.offset.saturating_add(limit));
        end.map_or(all, |end| end.min(all))
    }

    /// The part of `hits` that lies in the window.
    fn cut<T>(self, hits: Vec<T>) -> Vec<T> {
        hits.into_iter()
            .skip(self.offset)
            .take(self.limit.unwrap_or(usize::MAX))
            .collect()
    }
}
