//! From filters to conditions of the search engine, by way of the values that the index holds.

use super::error::QueryError;
use super::find::Wanted;
use super::known::{clean, contains_folded, documents, pick, units, unknown, values, years};
use super::question::Question;
use crate::index::Reader;
use std::collections::BTreeSet;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{BooleanQuery, Query, RangeQuery, TermSetQuery};
use tantivy::schema::Field;

/// The kinds of claims, whether the index holds one or not.
const KINDS: [&str; 10] = [
    "level",
    "change",
    "growth",
    "share",
    "progress",
    "rank",
    "rank_change",
    "multiple",
    "ratio",
    "duration",
];
const DIRECTIONS: [&str; 2] = ["up", "down"];
const STATUSES: [&str; 3] = ["actual", "target", "estimate"];

/// The conditions that all must hold. A sentence is asked only for what a sentence alone can meet.
pub(crate) fn conditions(
    reader: &Reader,
    wanted: Wanted,
    question: &Question,
) -> Result<Vec<Box<dyn Query>>, QueryError> {
    let f = reader.fields();
    let filters = &question.filters;
    let mut all: Vec<Box<dyn Query>> = Vec::new();
    if !filters.year.is_empty() {
        all.push(one_of(f.year, &years(reader.catalog(), &filters.year)?));
    }
    if !filters.document.is_empty() {
        all.push(one_of(
            f.document,
            &documents(reader.catalog(), &filters.document)?,
        ));
    }
    if !filters.section.is_empty() {
        let known = values(reader, f.section)?;
        all.push(one_of(
            f.section,
            &pick("section", &filters.section, &known, |heading, asked| {
                // A whole heading means that one; else a part is enough.
                let whole = known.iter().any(|k| clean(k) == asked);
                if whole {
                    clean(heading) == asked
                } else {
                    contains_folded(heading, asked)
                }
            })?,
        ));
    }
    if !filters.place.is_empty() {
        let known: BTreeSet<String> = &values(reader, f.place)? | &values(reader, f.area)?;
        let picked = pick("place", &filters.place, &known, contains_folded)?;
        all.push(either(one_of(f.place, &picked), one_of(f.area, &picked)));
    }
    if wanted == Wanted::Sentences {
        return Ok(all);
    }
    let dimensions = question
        .lexicon
        .map(|l| l.units.iter().map(|u| &*u.dimension).collect());
    let exact = [
        (
            "dimension",
            f.dimension,
            &filters.dimension,
            dimensions.unwrap_or_default(),
        ),
        ("kind", f.kind, &filters.kind, KINDS.to_vec()),
        (
            "direction",
            f.direction,
            &filters.direction,
            DIRECTIONS.to_vec(),
        ),
        ("status", f.status, &filters.status, STATUSES.to_vec()),
    ];
    for (name, field, asked, always) in exact {
        if !asked.is_empty() {
            let mut known = values(reader, field)?;
            known.extend(always.into_iter().map(str::to_string));
            all.push(one_of(
                field,
                &pick(name, asked, &known, |known, asked| known == asked)?,
            ));
        }
    }
    if let Some(least) = filters.min_confidence {
        let least = Term::from_field_u64(f.confidence, u64::from(least.percent()));
        all.push(Box::new(RangeQuery::new(
            Bound::Included(least),
            Bound::Unbounded,
        )));
    }
    if !filters.unit.is_empty() {
        all.push(one_of(
            f.unit,
            &units(&values(reader, f.unit)?, &filters.unit, question.lexicon)?,
        ));
    }
    if !filters.indicator.is_empty() {
        all.push(indicators(reader, question)?);
    }
    Ok(all)
}

/// Claims whose indicator contains what is asked for, or is a known one of that name or id.
fn indicators(reader: &Reader, question: &Question) -> Result<Box<dyn Query>, QueryError> {
    let f = reader.fields();
    let names = values(reader, f.indicator)?;
    let ids = values(reader, f.indicator_id)?;
    let mut with_name = BTreeSet::new();
    let mut with_id = BTreeSet::new();
    for value in &question.filters.indicator {
        let asked = clean(value);
        let containing: Vec<&String> = names
            .iter()
            .filter(|n| !asked.is_empty() && contains_folded(n, &asked))
            .collect();
        let id = question
            .lexicon
            .and_then(|l| l.indicators.id(value))
            .unwrap_or(&asked);
        if containing.is_empty() && !ids.contains(id) {
            return Err(unknown("indicator", value, &(&names | &ids)));
        }
        with_name.extend(containing.into_iter().cloned());
        with_id.insert(id.to_string());
    }
    Ok(either(
        one_of(f.indicator, &with_name),
        one_of(f.indicator_id, &with_id),
    ))
}

/// The entries that have one of `values`; none where there is no value.
fn one_of(field: Field, values: &BTreeSet<String>) -> Box<dyn Query> {
    Box::new(TermSetQuery::new(
        values.iter().map(|v| Term::from_field_text(field, v)),
    ))
}

fn either(a: Box<dyn Query>, b: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(BooleanQuery::union(vec![a, b]))
}
