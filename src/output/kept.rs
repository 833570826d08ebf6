//! A claim's record as the index keeps it: without what its sentence says too, under short keys.

use super::record::{Numbers, Record, plain};
use crate::claim::{Confidence, Direction, Doubt, Kind, Role, Status};
use crate::quantity::{Bound, power};
use crate::query::ClaimHit;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What is kept of a record.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    /// The first scalar value, from the sentence's start.
    #[serde(rename = "a")]
    start: usize,
    /// The first scalar value behind it, from the sentence's start.
    #[serde(rename = "z")]
    end: usize,
    #[serde(rename = "n")]
    number: Numbers,
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    number_to: Option<String>,
    #[serde(rename = "x", default, skip_serializing_if = "is_zero")]
    scale: u32,
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(rename = "b")]
    bound: Bound,
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    kind: Option<Kind>,
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    direction: Option<Direction>,
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    indicator: Option<String>,
    #[serde(rename = "j", default, skip_serializing_if = "Option::is_none")]
    indicator_id: Option<String>,
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    baseline: Option<String>,
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    whole: Option<String>,
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    area: Option<String>,
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    #[serde(rename = "y", default, skip_serializing_if = "std::ops::Not::not")]
    cumulative: bool,
    /// Where the mention starts that this one qualifies.
    #[serde(rename = "of", default, skip_serializing_if = "Option::is_none")]
    of: Option<usize>,
    /// Where the earlier end of a from–to pair starts.
    #[serde(rename = "fr", default, skip_serializing_if = "Option::is_none")]
    from: Option<usize>,
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    confidence: Option<Confidence>,
    #[serde(rename = "q", default, skip_serializing_if = "Vec::is_empty")]
    doubts: Vec<Doubt>,
    #[serde(rename = "e")]
    rule: String,
    #[serde(rename = "g", default, skip_serializing_if = "Option::is_none")]
    dimension: Option<String>,
    #[serde(rename = "v", default, skip_serializing_if = "Worked::is_out")]
    value: Worked,
    #[serde(rename = "t", default, skip_serializing_if = "Worked::is_out")]
    value_to: Worked,
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    base_unit: Option<String>,
}

/// A value in the base unit, where it is another than the number with its multiplier.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Worked {
    /// It is that number.
    #[default]
    Out,
    /// It is this; there is none where this is empty.
    Given(String),
}

impl Worked {
    fn is_out(&self) -> bool {
        *self == Worked::Out
    }

    /// What is kept of a value, of which `number` was written with a multiplier.
    fn of(value: Option<String>, number: Option<&str>, scale: u32) -> Worked {
        match value == times(number, scale) {
            true => Worked::Out,
            false => Worked::Given(value.unwrap_or_default()),
        }
    }

    fn value(self, number: Option<&str>, scale: u32) -> Option<String> {
        match self {
            Worked::Out => times(number, scale),
            Worked::Given(value) => Some(value).filter(|v| !v.is_empty()),
        }
    }
}

/// A number with its multiplier.
fn times(number: Option<&str>, scale: u32) -> Option<String> {
    let number: Decimal = number?.parse().ok()?;
    Some(plain(&number.checked_mul(power(scale)?)?))
}

/// The number before its multiplier; `None` for the parts of a ratio.
fn one(number: &Numbers) -> Option<&str> {
    match number {
        Numbers::One(number) => Some(number),
        Numbers::Parts(_) => None,
    }
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Record {
    /// What the index is to keep of the record of a claim; [`Record::from_hit`] makes it whole again.
    pub fn kept(self) -> String {
        let r = self;
        // An id is the document's, a colon and where the mention starts.
        let start_of = |id: &Option<String>| id.as_ref()?.rsplit_once(':')?.1.parse().ok();
        let value = Worked::of(r.value, one(&r.number), r.scale);
        let value_to = Worked::of(r.value_to, r.number_to.as_deref(), r.scale);
        let kept = Kept {
            start: r.start.saturating_sub(r.sentence_start),
            end: r.end.saturating_sub(r.sentence_start),
            of: start_of(&r.of),
            from: start_of(&r.from),
            number: r.number,
            number_to: r.number_to,
            scale: r.scale,
            unit: r.unit,
            bound: r.bound,
            kind: r.kind,
            direction: r.direction,
            indicator: r.indicator,
            indicator_id: r.indicator_id,
            baseline: r.baseline,
            whole: r.whole,
            scope: r.scope,
            period: r.period,
            area: r.area,
            status: r.status,
            cumulative: r.cumulative,
            confidence: r.confidence,
            doubts: r.doubts,
            rule: r.rule,
            dimension: r.dimension,
            value,
            value_to,
            base_unit: r.base_unit,
        };
        serde_json::to_string(&kept).unwrap_or_default()
    }

    /// The record of a claim as it was found in an index.
    ///
    /// # Errors
    ///
    /// A record that [`Record::kept`] did not make: the index is damaged.
    pub fn from_hit(hit: &ClaimHit) -> serde_json::Result<Record> {
        let kept: Kept = serde_json::from_str(&hit.stored)?;
        let home = &hit.home;
        let id = |start: usize| format!("{}:{start}", home.document);
        let text = home.text.chars().skip(kept.start);
        let value = kept.value.value(one(&kept.number), kept.scale);
        let value_to = kept.value_to.value(kept.number_to.as_deref(), kept.scale);
        Ok(Record {
            id: id(home.start + kept.start),
            document: home.document.clone(),
            section: home.sections.last().cloned(),
            sentence: home.text.clone(),
            sentence_start: home.start,
            start: home.start + kept.start,
            end: home.start + kept.end,
            text: text.take(kept.end.saturating_sub(kept.start)).collect(),
            role: Role::Claim,
            number: kept.number,
            number_to: kept.number_to,
            scale: kept.scale,
            unit: kept.unit,
            bound: kept.bound,
            kind: kept.kind,
            direction: kept.direction,
            indicator: kept.indicator,
            indicator_id: kept.indicator_id,
            baseline: kept.baseline,
            whole: kept.whole,
            scope: kept.scope,
            period: kept.period,
            area: kept.area,
            status: kept.status,
            cumulative: kept.cumulative,
            of: kept.of.map(id),
            from: kept.from.map(id),
            confidence: kept.confidence,
            doubts: kept.doubts,
            rule: kept.rule,
            dimension: kept.dimension,
            value,
            value_to,
            base_unit: kept.base_unit,
            page: home.pages.as_ref().map(|pages| pages.at(kept.start)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Metadata, Span};
    use crate::extract::extract;
    use crate::lexicon::Lexicon;
    use crate::output::records;
    use crate::query::Passage;
    use std::sync::Arc;

    #[test]
    fn a_record_comes_back_whole() {
        let document = Document {
            id: "甲县-2018".into(),
            text: "一、回顾\n　　粮食产量5万吨，增长约6%，居全省第三。贫困发生率由12%下降到3%。绿化20—30亩，新建道路3.50公里，三次产业比为14:57:29。"
                .into(),
            metadata: Metadata::default(),
            // The second page begins within the first sentence.
            pages: vec![0, 16, 50],
        };
        let extraction = extract(&document, Lexicon::builtin());
        let text: Vec<char> = document.text.chars().collect();
        let claims: Vec<Record> = records(&document, &extraction)
            .into_iter()
            .filter(|r| r.role == Role::Claim)
            .collect();
        assert!(claims.len() >= 5 && claims.iter().any(|r| r.of.is_some()));
        let pages: Vec<Option<u32>> = claims[..2].iter().map(|r| r.page).collect();
        assert_eq!(pages, [Some(1), Some(2)]);
        for record in claims {
            let end = record.sentence_start + record.sentence.chars().count();
            let home = Arc::new(Passage {
                document: "甲县-2018".into(),
                title: None,
                sections: record.section.iter().cloned().collect(),
                text: text[record.sentence_start..end].iter().collect(),
                start: record.sentence_start,
                end,
                pages: document.pages_of(Span::new(record.sentence_start, end)),
            });
            let stored = record.clone().kept();
            let back = Record::from_hit(&ClaimHit { stored, home }).unwrap();
            assert_eq!(back, record);
        }
    }
}
