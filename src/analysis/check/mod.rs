//! Contradictions: numbers of one report, or of two that follow each other, that cannot all be right. A file a rule.

mod calibre;
mod change;
mod finding;
mod growth;
mod moved;
mod partition;
mod parts;
mod range;
mod share;
mod stated;
mod target;
mod twice;
mod year;

pub use finding::{Check, Cited, Class, Finding, Sure};
pub use stated::Stated;

use crate::document::{Metadata, ReportKind};
use crate::index::Catalog;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A report with its claims, in the order of the text.
#[derive(Debug, Clone)]
pub struct Report {
    /// The document's id.
    pub id: String,
    /// What sort of report it is.
    pub kind: Option<ReportKind>,
    /// The year whose results it reports.
    pub covers: Option<i32>,
    /// Its claims.
    pub claims: Vec<Stated>,
}

impl Report {
    /// The claims of each sentence that has some.
    fn sentences(&self) -> impl Iterator<Item = &[Stated]> {
        self.claims.chunk_by(|a, b| a.beside(b))
    }
}

/// What contradicts itself in `report`, or contradicts one of the reports of the same place that cover the year before; which of
/// their targets were reached. In the order of the text, each thing once.
pub fn check(report: &Report, last: &[Rc<Report>]) -> Vec<Finding> {
    let mut found = Vec::new();
    growth::check(report, last, &mut found);
    change::check(report, last, &mut found);
    moved::check(report, &mut found);
    parts::check(report, &mut found);
    share::check(report, &mut found);
    partition::check(report, &mut found);
    twice::check(report, &mut found);
    target::check(report, last, &mut found);
    found.sort_by_key(|finding| finding.claims.first().map(|c| c.hit.home.start));
    let mut seen = std::collections::HashSet::new();
    found.retain(|finding| seen.insert(finding.key()));
    found
}

/// Checks the documents `wanted`, one at a time, those of a place one after the other; `load` reads one, `found` takes what was
/// found in it.
///
/// # Errors
///
/// What `load` says.
pub fn check_all<E>(
    catalog: &Catalog,
    wanted: &[String],
    load: impl Fn(&str) -> Result<Report, E>,
    mut found: impl FnMut(Vec<Finding>),
) -> Result<(), E> {
    let metadata = |id: &str| catalog.documents.get(id).map(|entry| &entry.metadata);
    let place = |m: &Metadata| m.place.as_deref().map(bare);
    let mut years: BTreeMap<(String, i32), Vec<&str>> = BTreeMap::new();
    for (id, entry) in &catalog.documents {
        if let Some((place, covers)) = place(&entry.metadata).zip(entry.metadata.covers) {
            years.entry((place, covers)).or_default().push(id);
        }
    }
    let mut order: Vec<&String> = wanted.iter().collect();
    order.sort_by_cached_key(|id| {
        let m = metadata(id);
        (m.and_then(place), m.and_then(|m| m.covers), (*id).clone())
    });
    order.dedup();
    // The reports of one place that the next one may be held against.
    let mut kept: BTreeMap<String, Rc<Report>> = BTreeMap::new();
    for id in order {
        let before = metadata(id).and_then(|m| Some((place(m)?, m.covers?.checked_sub(1)?)));
        let same = metadata(id).and_then(|m| Some((place(m)?, m.covers?)));
        let ids_of = |key: &Option<(String, i32)>| {
            let ids = key.as_ref().and_then(|key| years.get(key));
            ids.cloned().unwrap_or_default()
        };
        let (earlier, now) = (ids_of(&before), ids_of(&same));
        kept.retain(|id, _| earlier.contains(&id.as_str()) || now.contains(&id.as_str()));
        let mut get = |id: &str| -> Result<Rc<Report>, E> {
            if let Some(report) = kept.get(id) {
                return Ok(report.clone());
            }
            let report = Rc::new(load(id)?);
            kept.insert(id.to_string(), report.clone());
            Ok(report)
        };
        let report = get(id)?;
        let mut last = Vec::new();
        for id in earlier {
            last.push(get(id)?);
        }
        // A report of the same kind says the same in the same words.
        last.sort_by_key(|other| other.kind != report.kind);
        found(check(&report, &last));
    }
    Ok(())
}

/// A place without the word for what it is, so that 清河市 and 清河 are one.
fn bare(place: &str) -> String {
    let short = place.trim_end_matches(['省', '市', '县', '区']);
    match short.chars().count() {
        0 | 1 => place.to_string(),
        _ => short.to_string(),
    }
}
