//! The start: what is indexed, by place and year and by kind, and a few questions to begin with.

use super::super::answer::Answer;
use super::super::ask::Ask;
use super::super::problem::Problem;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use zhishu::{Catalog, CountItem, CountSort, Facet, Question, StatsItem, Window, counts};

/// How many places are shown; all are on the page of documents.
const PLACES: usize = 40;

/// What the start shows.
#[derive(Serialize)]
struct Start {
    /// The index in figures; absent where there is none yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<StatsItem>,
    /// Where the index lies or will lie.
    dir: String,
    /// How many claims there are of each kind.
    kinds: Vec<CountItem>,
    /// The places with the most reports, and their reports by year.
    places: Vec<PlaceYears>,
    /// How many other places there are.
    more_places: usize,
}

/// A place and the years of its reports.
#[derive(Serialize)]
struct PlaceYears {
    /// The place; absent where nobody knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// How many reports it has.
    documents: usize,
    /// The years, each with its reports.
    years: Vec<YearDocuments>,
}

/// A year and its reports.
#[derive(Serialize)]
struct YearDocuments {
    /// The year; absent where nobody knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    /// The reports.
    documents: Vec<String>,
}

/// The start.
pub fn start(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.takes(&[], false)?;
    let dir = ask.site.settings.dir.display().to_string();
    let lexicon = ask.site.settings.lexicon;
    let snapshot = match ask.snapshot() {
        Ok(snapshot) => snapshot,
        Err(problem) if problem.code == "no_index" => {
            let empty = Start {
                index: None,
                dir,
                kinds: Vec::new(),
                places: Vec::new(),
                more_places: 0,
            };
            return ask.answer("start.html", &empty);
        }
        Err(problem) => return Err(problem),
    };
    let reader = &snapshot.reader;
    let all = Window {
        offset: 0,
        limit: None,
    };
    let everything = Question::everything(lexicon);
    let kinds = counts(reader, &everything, &[Facet::Kind], CountSort::Count, all)?;
    let mut places = by_place(snapshot.catalog());
    let more_places = places.len().saturating_sub(PLACES);
    places.truncate(PLACES);
    let start = Start {
        index: Some(StatsItem::of(reader, lexicon)?),
        dir,
        kinds: kinds.items.into_iter().map(CountItem::from).collect(),
        places,
        more_places,
    };
    ask.answer("start.html", &start)
}

/// The reports of each place by year, the places with the most first.
fn by_place(catalog: &Catalog) -> Vec<PlaceYears> {
    let mut places: BTreeMap<Option<&str>, BTreeMap<Option<i32>, Vec<String>>> = BTreeMap::new();
    for (id, entry) in &catalog.documents {
        let m = &entry.metadata;
        let years = places.entry(m.place.as_deref()).or_default();
        years.entry(m.year).or_default().push(id.clone());
    }
    let rows = places.into_iter().map(|(place, years)| PlaceYears {
        place: place.map(str::to_string),
        documents: years.values().map(Vec::len).sum(),
        years: years
            .into_iter()
            .map(|(year, documents)| YearDocuments { year, documents })
            .collect(),
    });
    let mut rows: Vec<PlaceYears> = rows.collect();
    rows.sort_by_key(|row| Reverse(row.documents));
    rows
}
