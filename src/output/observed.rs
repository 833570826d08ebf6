//! From the record of a claim to what analysis looks at.

use super::record::{Numbers, Record};
use crate::analysis::Observation;
use crate::claim::{Kind, Status};
use crate::document::Metadata;
use crate::index::Catalog;
use crate::query::ClaimHit;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::Arc;

impl Observation {
    /// The observation of a claim and the report that it stands in; `None` for a mention that is no claim.
    pub fn from_record(record: Record, report: Arc<Metadata>) -> Option<Observation> {
        let decimal = |text: &Option<String>| text.as_ref()?.parse::<Decimal>().ok();
        let number = match &record.number {
            Numbers::One(number) => number.parse().ok(),
            Numbers::Parts(_) => None,
        };
        let low = decimal(&record.value);
        let high = decimal(&record.value_to).or(low);
        let kind: Kind = record.kind?;
        let status: Status = record.status?;
        Some(Observation {
            id: record.id,
            document: record.document,
            report,
            section: record.section,
            sentence: record.sentence,
            sentence_start: record.sentence_start,
            start: record.start,
            end: record.end,
            text: record.text,
            indicator: record.indicator,
            indicator_id: record.indicator_id,
            kind,
            direction: record.direction,
            status,
            bound: record.bound,
            baseline: record.baseline,
            whole: record.whole,
            scope: record.scope,
            period: record.period,
            area: record.area,
            cumulative: record.cumulative,
            of: record.of,
            from: record.from,
            number,
            scale: record.scale,
            unit: record.unit,
            value: low.zip(high),
            base_unit: record.base_unit.or_else(|| low.map(|_| String::new())),
            confidence: record.confidence,
            doubts: record.doubts,
        })
    }

    /// The observations of claims as they were found in an index.
    ///
    /// # Errors
    ///
    /// A record that the index does not keep as it should: it is damaged.
    pub fn from_hits(hits: &[ClaimHit], catalog: &Catalog) -> serde_json::Result<Vec<Observation>> {
        let mut reports: HashMap<String, Arc<Metadata>> = HashMap::new();
        let mut observations = Vec::with_capacity(hits.len());
        for hit in hits {
            let record = Record::from_hit(hit)?;
            let report = reports
                .entry(record.document.clone())
                .or_insert_with_key(|id| {
                    let entry = catalog.documents.get(id);
                    Arc::new(entry.map(|e| e.metadata.clone()).unwrap_or_default())
                });
            observations.extend(Observation::from_record(record, report.clone()));
        }
        Ok(observations)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::extract::extract;
    use crate::lexicon::Lexicon;
    use crate::output::records;

    #[test]
    fn numbers_become_decimals() {
        let document = Document {
            id: "甲".into(),
            text: "粮食产量5.50万吨，绿化20—30亩，三次产业比为14:57:29。".into(),
            metadata: Metadata::default(),
            pages: Vec::new(),
        };
        let report = Arc::new(Metadata::default());
        let found: Vec<Observation> = records(&document, &extract(&document, Lexicon::builtin()))
            .into_iter()
            .filter_map(|r| Observation::from_record(r, report.clone()))
            .collect();
        let shown = |o: &Observation| o.value.map(|(a, b)| format!("{a} {b}"));
        assert_eq!(
            found[0].number.map(|n| n.to_string()).as_deref(),
            Some("5.50")
        );
        assert_eq!(
            found[0]
                .step()
                .map(|s| s.normalize().to_string())
                .as_deref(),
            Some("100000")
        );
        let range = shown(&found[1]).unwrap();
        let ends: Vec<&str> = range.split(' ').collect();
        assert_ne!(ends[0], ends[1], "{range}");
        assert_eq!((found[2].kind, found[2].value), (Kind::Ratio, None));
    }
}
