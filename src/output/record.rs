//! The wire record: one mention of a number as users get it, on the command line and in exports.

use crate::claim::{Confidence, Direction, Doubt, Kind, Mention, Role, Status};
use crate::document::{Document, Span};
use crate::extract::Extraction;
use crate::quantity::{Bound, Number};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A number as written, or the parts of a ratio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Numbers {
    /// One number, or the lower end of a range.
    One(String),
    /// The parts of a ratio, in order.
    Parts(Vec<String>),
}

/// One mention of a number. Numbers are decimal strings, exact; what is absent is left out.
///
/// The keys are those of the wire and never change their meaning; new ones may be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// `{document}:{start}`.
    pub id: String,
    /// The document's id.
    pub document: String,
    /// The heading of its section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The sentence it stands in, as its source wrote it.
    pub sentence: String,
    /// The sentence's first scalar value in the document's text: `start - sentence_start` is where the mention stands in it.
    pub sentence_start: usize,
    /// Its first scalar value in the document's text.
    pub start: usize,
    /// The first scalar value behind it.
    pub end: usize,
    /// The mention itself, as its source wrote it.
    pub text: String,
    /// Whether it is a claim, and if not, what else.
    pub role: Role,
    /// The number before its multiplier.
    pub number: Numbers,
    /// The upper end of a range, before the multiplier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_to: Option<String>,
    /// Power of ten of the multiplier.
    pub scale: u32,
    /// The unit, multiplier stripped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How the number bounds the value.
    pub bound: Bound,
    /// What sort of statement it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Which way it moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// The thing measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// The canonical id of the thing measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator_id: Option<String>,
    /// What it is compared with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// What a share is a share of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<String>,
    /// Among whom a rank stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The time it speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// The place it speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Reached, aimed at or estimated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Present and true where the text says 累计.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cumulative: bool,
    /// The id of the mention that this one qualifies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The id of the earlier end of a from–to pair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// How sure the claim is, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// What speaks against it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<Doubt>,
    /// The rule that decided role and kind.
    pub rule: String,
    /// The unit's dimension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dimension: Option<String>,
    /// The value in the base unit; of a range the lower end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The upper end of a range in the base unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_to: Option<String>,
    /// The base unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_unit: Option<String>,
    /// The page that it stands on, where the document has pages; the first is 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// The records of all mentions of a document, in its order.
pub fn records(document: &Document, extraction: &Extraction) -> Vec<Record> {
    let bytes: Vec<usize> = document
        .text
        .char_indices()
        .map(|(i, _)| i)
        .chain([document.text.len()])
        .collect();
    let slice = |span: Span| -> String {
        let at = |offset: usize| bytes.get(offset).copied().unwrap_or(document.text.len());
        document
            .text
            .get(at(span.start)..at(span.end))
            .unwrap_or_default()
            .to_string()
    };
    let id = |m: &Mention| format!("{}:{}", document.id, m.span.start);
    let link = |to: Option<usize>| to.and_then(|i| extraction.mentions.get(i)).map(id);
    let record = |m: &Mention| {
        let sentence = extraction.sentences.get(m.sentence);
        let section = sentence
            .and_then(|s| s.section)
            .and_then(|s| extraction.sections.get(s));
        let q = &m.quantity;
        let claim = m.claim.as_ref();
        let (number, number_to) = match &q.number {
            Number::Single(n) => (Numbers::One(n.to_string()), None),
            Number::Range(a, b) => (Numbers::One(a.to_string()), Some(b.to_string())),
            Number::Ratio(parts) => (
                Numbers::Parts(parts.iter().map(Decimal::to_string).collect()),
                None,
            ),
        };
        let (value, value_to) = match &q.base {
            None => (None, None),
            Some((a, b)) if a == b => (Some(plain(a)), None),
            Some((a, b)) => (Some(plain(a)), Some(plain(b))),
        };
        Record {
            id: id(m),
            document: document.id.clone(),
            section: section.map(|s| s.heading.clone()),
            sentence: sentence.map(|s| slice(s.span)).unwrap_or_default(),
            sentence_start: sentence.map_or(m.span.start, |s| s.span.start),
            start: m.span.start,
            end: m.span.end,
            text: slice(m.span),
            role: m.role,
            number,
            number_to,
            scale: q.scale,
            unit: Some(q.unit.clone()).filter(|u| !u.is_empty()),
            bound: q.bound,
            kind: claim.map(|c| c.kind),
            direction: claim.and_then(|c| c.direction),
            indicator: claim.and_then(|c| c.indicator.clone()),
            indicator_id: claim.and_then(|c| c.indicator_id.clone()),
            baseline: claim.and_then(|c| c.baseline.clone()),
            whole: claim.and_then(|c| c.whole.clone()),
            scope: claim.and_then(|c| c.scope.clone()),
            period: claim.and_then(|c| c.period.clone()),
            area: claim.and_then(|c| c.area.clone()),
            status: claim.map(|c| c.status),
            cumulative: claim.is_some_and(|c| c.cumulative),
            of: link(claim.and_then(|c| c.of)),
            from: link(claim.and_then(|c| c.from)),
            confidence: claim.map(|c| c.confidence),
            doubts: claim.map(|c| c.doubts.clone()).unwrap_or_default(),
            rule: m.rule.to_string(),
            dimension: q.dimension.as_deref().map(str::to_string),
            value,
            value_to,
            base_unit: q.base_unit.as_deref().map(str::to_string),
            page: document.pages_of(m.span).map(|pages| pages.first),
        }
    };
    extraction.mentions.iter().map(record).collect()
}

/// A decimal without zeros at its end.
pub(super) fn plain(value: &Decimal) -> String {
    value.normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Claim, FieldRules};
    use crate::extract::{Section, Sentence};
    use crate::quantity::Quantity;

    fn mention(start: usize, end: usize, number: Number, unit: &str) -> Mention {
        let base = match &number {
            Number::Single(n) => Some((*n, *n)),
            Number::Range(a, b) => Some((*a, *b)),
            Number::Ratio(_) => None,
        };
        Mention {
            span: Span::new(start, end),
            sentence: 0,
            role: Role::Claim,
            quantity: Quantity {
                number,
                scale: 0,
                unit: unit.into(),
                bound: Bound::Equal,
                dimension: None,
                base_unit: None,
                base,
            },
            rule: "test",
            claim: Some(Box::new(Claim {
                kind: Kind::Level,
                direction: None,
                indicator: None,
                indicator_id: None,
                baseline: None,
                whole: None,
                scope: None,
                period: None,
                area: None,
                status: Status::Actual,
                cumulative: false,
                of: None,
                from: None,
                rules: FieldRules::default(),
                doubts: Vec::new(),
                confidence: Confidence::from_percent(99),
            })),
        }
    }

    fn document(text: &str, mentions: Vec<Mention>) -> (Document, Extraction) {
        let whole = Span::new(0, text.chars().count());
        let document = Document {
            id: "甲".into(),
            text: text.into(),
            ..Document::default()
        };
        let sections = vec![Section {
            heading: "一、开头".into(),
            level: 1,
            span: whole,
        }];
        let sentences = vec![Sentence {
            span: whole,
            section: Some(0),
        }];
        (
            document,
            Extraction {
                sections,
                sentences,
                mentions,
            },
        )
    }

    #[test]
    fn keys_and_absent_fields() {
        let n = |s: &str| s.parse::<Decimal>().unwrap();
        let mut second = mention(6, 8, Number::Single(n("5")), "%");
        second.claim.as_mut().unwrap().of = Some(0);
        let (document, extraction) = document(
            "收入３个,增5%。",
            vec![mention(2, 4, Number::Single(n("3.0")), "个"), second],
        );
        let json = serde_json::to_string(&records(&document, &extraction)[0]).unwrap();
        assert_eq!(
            json,
            r#"{"id":"甲:2","document":"甲","section":"一、开头","sentence":"收入３个,增5%。","sentence_start":0,"start":2,"end":4,"text":"３个","role":"claim","number":"3.0","scale":0,"unit":"个","bound":"=","kind":"level","status":"actual","confidence":0.99,"rule":"test","value":"3"}"#
        );
        assert_eq!(
            records(&document, &extraction)[1].of.as_deref(),
            Some("甲:2")
        );
    }

    #[test]
    fn ranges_and_ratios() {
        let n = |s: &str| s.parse::<Decimal>().unwrap();
        let (document, extraction) = document(
            "0123456789",
            vec![
                mention(0, 1, Number::Range(n("3"), n("5")), ""),
                mention(2, 3, Number::Ratio(vec![n("14"), n("57.5"), n("28.5")]), ""),
            ],
        );
        let records = records(&document, &extraction);
        assert_eq!(records[0].number_to.as_deref(), Some("5"));
        assert_eq!(records[0].value_to.as_deref(), Some("5"));
        assert_eq!(
            records[1].number,
            Numbers::Parts(vec!["14".into(), "57.5".into(), "28.5".into()])
        );
        assert_eq!(records[1].value, None);
        for record in records {
            let json = serde_json::to_string(&record).unwrap();
            assert_eq!(serde_json::from_str::<Record>(&json).unwrap(), record);
        }
    }
}
