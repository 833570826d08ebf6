//! The filters that search, list and facets share, as the user gives them.

use crate::claim::Confidence;

/// Conditions on claims and their documents. Values of one filter are alternatives; all filters that are given must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters {
    /// Units: `%`, `元`, `个百分点`, `亿元` (the same as 元).
    pub unit: Vec<String>,
    /// Dimensions: `currency`, `area`, `percentage`.
    pub dimension: Vec<String>,
    /// Kinds of claims: `level`, `growth`, `rank`.
    pub kind: Vec<String>,
    /// `up`, `down`.
    pub direction: Vec<String>,
    /// `actual`, `target`, `estimate`.
    pub status: Vec<String>,
    /// Years of the document: `2017`, `2015-2020`.
    pub year: Vec<String>,
    /// Part of the document's place or of the place that the claim speaks of.
    pub place: Vec<String>,
    /// Part of the section's heading.
    pub section: Vec<String>,
    /// A document's id, or part of its title.
    pub document: Vec<String>,
    /// Part of the indicator, or the id of a known one.
    pub indicator: Vec<String>,
    /// The least confidence.
    pub min_confidence: Option<Confidence>,
}

impl Filters {
    /// Whether a filter is given whose values the vocabularies know by other names.
    pub fn needs_lexicon(&self) -> bool {
        !(self.unit.is_empty() && self.dimension.is_empty() && self.indicator.is_empty())
    }

    /// Whether a filter is given that only a claim can meet.
    pub fn needs_claim(&self) -> bool {
        [
            &self.unit,
            &self.dimension,
            &self.kind,
            &self.direction,
            &self.status,
            &self.indicator,
        ]
        .iter()
        .any(|values| !values.is_empty())
            || self.min_confidence.is_some()
    }
}
