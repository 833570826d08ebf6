//! The pages, a file each: what is asked of the index, and the data that the template or JSON shows.

mod check;
mod claims;
mod document;
mod documents;
mod extract;
mod facets;
mod openapi;
mod search;
mod series;
mod start;
mod stats;
mod suggest;

pub use check::check;
pub use claims::{CLAIM_ORDERS, claims, columns_asked};
pub use document::document;
pub use documents::documents;
pub use extract::{MOST_BYTES, Sending, extract, form as extract_form};
pub use facets::facets;
pub use openapi::openapi;
pub use search::search;
pub use series::series;
pub use start::start;
pub use stats::stats;
pub use suggest::suggest;

use super::answer::Answer;
use super::ask::Ask;
use super::problem::Problem;
use serde::Serialize;
use zhishu::{Alike, CountItem, CountSort, Facet, Question, Reader, Window, counts};

/// What answers at an address.
pub type Page = fn(&mut Ask) -> Result<Answer, Problem>;

/// A part of an answer, as users get it.
#[derive(Serialize)]
struct Part<T> {
    /// How many items there are, whatever the part.
    total: usize,
    /// How many were passed over.
    offset: usize,
    /// How many are shown at most.
    limit: usize,
    /// The words that were widened by other names of the same indicator.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    widened: Vec<Alike>,
    /// For words that stand nowhere those that may have been meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    meant: Vec<Alike>,
    /// The items of this part.
    items: Vec<T>,
}

/// Words, each with others.
fn alike<T: Into<Alike>>(words: Vec<T>) -> Vec<Alike> {
    words.into_iter().map(T::into).collect()
}

/// The values of a facet that narrow a question.
#[derive(Serialize)]
struct Narrowing {
    /// The facet.
    facet: &'static str,
    /// Its values with their counts, the most first.
    values: Vec<CountItem>,
}

/// How many values of a facet a page offers.
const OFFERED: usize = 8;

/// The facets that a page offers.
const FACETS: [Facet; 8] = [
    Facet::Kind,
    Facet::Status,
    Facet::Indicator,
    Facet::Place,
    Facet::Year,
    Facet::Unit,
    Facet::Direction,
    Facet::Period,
];

/// What narrows a question, with the count of each value.
fn narrowings(
    reader: &Reader,
    question: &Question,
    blamed: impl Fn(zhishu::QueryError) -> Problem,
) -> Result<Vec<Narrowing>, Problem> {
    let window = Window {
        offset: 0,
        limit: Some(OFFERED),
    };
    let counted = counts(reader, question, &FACETS, CountSort::Count, window).map_err(blamed)?;
    let mut facets: Vec<Narrowing> = Vec::new();
    for count in counted.items {
        let name = count.facet.name();
        let item = CountItem::from(count);
        match facets.last_mut() {
            Some(last) if last.facet == name => last.values.push(item),
            _ => facets.push(Narrowing {
                facet: name,
                values: vec![item],
            }),
        }
    }
    Ok(facets)
}
