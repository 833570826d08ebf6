//! A report of the index as checks need it: each claim's record as numbers, with its sentence folded.

use super::record::{Numbers, Record};
use crate::analysis::{Report, Stated};
use crate::index::{IndexError, Reader};
use crate::lexicon::Lexicon;
use crate::query::{ClaimHit, Part, Passage, QueryError, document};
use crate::text::fold;
use rust_decimal::Decimal;
use std::collections::HashSet;
use std::sync::Arc;

/// The report `id` with its claims, for [`crate::check()`].
///
/// # Errors
///
/// A document that the index does not hold, or an index that cannot be read.
pub fn report(reader: &Reader, id: &str) -> Result<Report, QueryError> {
    let hits = document(reader, id, Part::Whole)?.claims;
    let mut claims = Vec::with_capacity(hits.len());
    let mut last: Option<(Arc<Passage>, Arc<Vec<char>>)> = None;
    for hit in hits {
        let line = match &last {
            Some((home, line)) if Arc::ptr_eq(home, &hit.home) => line.clone(),
            _ => Arc::new(fold(&hit.home.text).chars().collect()),
        };
        last = Some((hit.home.clone(), line.clone()));
        let record = Record::from_hit(&hit)
            .map_err(|e| IndexError::Damaged(reader.dir().to_path_buf(), e.to_string()))?;
        claims.extend(stated(record, hit, line));
    }
    let origins: HashSet<(usize, usize)> = claims
        .iter()
        .filter_map(|c: &Stated| Some((c.hit.home.start, c.from?)))
        .collect();
    for claim in &mut claims {
        claim.is_origin = origins.contains(&(claim.hit.home.start, claim.start));
    }
    let metadata = reader.catalog().documents.get(id).map(|e| &e.metadata);
    Ok(Report {
        id: id.to_string(),
        kind: metadata.and_then(|m| m.kind),
        covers: metadata.and_then(|m| m.covers),
        claims,
    })
}

/// The canonical id of the whole that a share names.
fn id_of(whole: &str) -> Option<String> {
    let id = Lexicon::builtin().indicators.id(whole);
    id.map(str::to_string)
}

/// A claim's record as numbers.
fn stated(record: Record, hit: ClaimHit, line: Arc<Vec<char>>) -> Option<Stated> {
    let decimal = |text: &String| text.parse::<Decimal>().ok();
    let start_of = |id: &Option<String>| {
        let at: usize = id.as_ref()?.rsplit_once(':')?.1.parse().ok()?;
        at.checked_sub(record.sentence_start)
    };
    let number = match &record.number {
        Numbers::One(number) => vec![decimal(number)?],
        Numbers::Parts(parts) => parts.iter().map(decimal).collect::<Option<_>>()?,
    };
    Some(Stated {
        of: start_of(&record.of),
        from: start_of(&record.from),
        start: record.start.checked_sub(record.sentence_start)?,
        end: record.end.checked_sub(record.sentence_start)?,
        number,
        is_range: record.number_to.is_some(),
        scale: record.scale,
        value: record.value.as_ref().and_then(decimal),
        base_unit: record.base_unit.or(record.unit).unwrap_or_default(),
        dimension: record.dimension,
        bound: record.bound,
        kind: record.kind?,
        direction: record.direction,
        indicator: record.indicator,
        indicator_id: record.indicator_id,
        baseline: record.baseline,
        whole_id: record.whole.as_deref().and_then(id_of),
        whole: record.whole,
        period: record.period,
        area: record.area,
        status: record.status?,
        cumulative: record.cumulative,
        is_origin: false,
        doubts: record.doubts,
        rule: record.rule,
        hit,
        line,
    })
}
