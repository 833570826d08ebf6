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
    /// Where each page begins, as offsets in the text; empty where it has no pages.
    pub pages: Vec<usize>,
}

impl Document {
    /// The pages of a part of the text; `None` where the text has none.
    pub fn pages_of(&self, part: Span) -> Option<Pages> {
        // A page without text begins where the next one does.
        let begun = self.pages.partition_point(|&start| start <= part.start);
        let inside = self.pages[begun..].iter();
        Some(Pages {
            first: u32::try_from(begun).ok().filter(|&page| page > 0)?,
            breaks: inside
                .take_while(|&&start| start < part.end)
                .map(|start| start - part.start)
                .collect(),
        })
    }
}

/// The pages that a part of a text stands on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pages {
    /// The page that it begins on; the first of the document is 1.
    #[serde(rename = "f")]
    pub first: u32,
    /// Where further pages begin, in scalar values from the part's start.
    #[serde(rename = "b", default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<usize>,
}

impl Pages {
    /// The page of what stands `offset` scalar values behind the part's start.
    pub fn at(&self, offset: usize) -> u32 {
        let begun = self.breaks.partition_point(|&start| start <= offset);
        self.first
            .saturating_add(u32::try_from(begun).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_counted_from_where_they_begin() {
        let document = Document {
            text: "一二三四五六七八九".into(),
            pages: vec![0, 3, 3, 6],
            ..Document::default()
        };
        let pages = |start, end| document.pages_of(Span::new(start, end)).unwrap();
        assert_eq!((pages(2, 3).first, pages(2, 3).breaks), (1, vec![]));
        // The second page is empty.
        assert_eq!((pages(3, 6).first, pages(3, 6).breaks), (3, vec![]));
        let over = pages(4, 9);
        assert_eq!(
            (over.at(0), over.at(1), over.at(2), over.at(4)),
            (3, 3, 4, 4)
        );
        assert_eq!(Document::default().pages_of(Span::new(0, 1)), None);
    }
}
