//! A report as it was read: its text, and what is known of it.

mod field;

pub use field::MetadataField;

use serde::{Deserialize, Serialize};

/// A half-open range of a document's text, counted in Unicode scalar values from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first scalar value that belongs to the span.
    pub start: usize,
    /// The first scalar value behind the span.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// How many scalar values the span covers.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers nothing.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether the scalar value at `offset` lies in the span.
    pub fn contains(&self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }
}

/// The administrative level whose government a report is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The State Council.
    National,
    /// A province, autonomous region or municipality.
    Province,
    /// A prefecture or a city of its rank.
    City,
    /// A county, district, banner or county-level city.
    County,
    /// A town or township.
    Town,
}

/// What sort of report a document is; it decides which year the report covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReportKind {
    /// A government work report: given in its year, it covers the year before.
    Work,
    /// A statistical bulletin: carries the year that it covers.
    Bulletin,
    /// A budget report: carries the year whose results it reports.
    Budget,
    /// A plan of economic and social development, for a year or for five, or a report on how one was carried out: carries
    /// the year whose results it reports, a plan of several years the year in which it was given.
    Plan,
    /// Any other report: covers the year that it carries.
    Report,
}

/// What is known of a document besides its text. What could not be told is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Metadata {
    /// The title, as a reader would cite it.
    pub title: Option<String>,
    /// The place whose report this is: 清远市, 保定市清苑区.
    pub place: Option<String>,
    /// The GB/T 2260 code of the place, six digits, as the standard of the report's year has it; a town and a development
    /// zone have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The administrative level of the place.
    pub level: Option<Level>,
    /// What sort of report it is.
    pub kind: Option<ReportKind>,
    /// The year that the title carries.
    pub year: Option<i32>,
    /// The year whose results it reports.
    pub covers: Option<i32>,
    /// The office that signed the report or in whose name it was given: 清河市人民政府, 清河市统计局.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The day on which it was given or published, by ISO 8601: 2018-01-10, or 2018-01 where no day is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Where the text came from: a path, or what the manifest says.
    pub source: Option<String>,
}

impl Metadata {
    /// What this says, and what `other` says where this says nothing.
    pub fn over(&self, other: &Metadata) -> Metadata {
        let mut all = self.clone();
        for field in MetadataField::ALL {
            if !field.is_said(&all) {
                field.copy(other, &mut all);
            }
        }
        all
    }
}

/// A report: its text as decoded, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The name by which users and the index know it; stable from one run to the next.
    pub id: String,
    /// The text as decoded; a byte-order mark is not text. All offsets count its scalar values.
    pub text: String,
    /// What is known of it.
    pub metadata: Metadata,
}
