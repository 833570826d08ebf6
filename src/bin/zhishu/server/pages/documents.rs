//! The reports that are indexed.

use super::super::answer::Answer;
use super::super::ask::Ask;
use super::super::problem::Problem;
use super::Part;
use zhishu::{DocumentItem, Place, Places, ReportKind};

/// The reports, those of a place or a year where they are named.
pub fn documents(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.takes(&["place", "year", "kind", "limit", "offset"], false)?;
    let (offset, limit, window) = ask.window()?;
    let places = ask.params().alternatives("place");
    let kinds = ask.params().alternatives("kind");
    let kinds: Vec<ReportKind> = kinds
        .iter()
        .map(|kind| {
            let found = ReportKind::said(kind);
            found.ok_or_else(|| {
                let what = "it is one of work, bulletin, budget, plan, report";
                Problem::parameter("kind", kind, what)
            })
        })
        .collect::<Result<_, _>>()?;
    let years = ask.params().alternatives("year");
    let years: Vec<i32> = years
        .iter()
        .map(|year| {
            let found = year.parse().ok();
            found.ok_or_else(|| Problem::parameter("year", year, "give years: 2017,2018"))
        })
        .collect::<Result<_, _>>()?;
    let snapshot = ask.snapshot()?;
    let lexicon = ask.site.settings.lexicon;
    let known = Places::of(&snapshot.reader, lexicon)?;
    let places: Vec<Place> = places
        .iter()
        .map(|place| known.asked(place, &lexicon.areas))
        .collect::<Result<_, _>>()?;
    let catalog = snapshot.catalog();
    let editions = catalog.editions();
    let found: Vec<DocumentItem> = catalog
        .documents
        .iter()
        .map(|(id, entry)| {
            let others = editions.get(id.as_str()).map_or(&[][..], Vec::as_slice);
            DocumentItem::new(id, entry, others)
        })
        .filter(|item| {
            let home = item.place.as_deref();
            let home = home.map(|place| Place::named(place, &lexicon.areas));
            let place = |asked: &Place| home.as_ref().is_some_and(|home| home.is(asked));
            (places.is_empty() || places.iter().any(place))
                && (kinds.is_empty() || item.kind.is_some_and(|k| kinds.contains(&k)))
                && (years.is_empty() || item.year.is_some_and(|y| years.contains(&y)))
        })
        .collect();
    let part = Part {
        total: found.len(),
        offset,
        limit,
        widened: Vec::new(),
        meant: Vec::new(),
        items: (found.into_iter())
            .skip(offset)
            .take(window.limit.unwrap_or(limit))
            .collect(),
    };
    ask.answer("documents.html", &part)
}
