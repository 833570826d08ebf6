//! A claim with what is known of its document: the row of an export.

use super::items::{Item, cell, named_cell};
use super::record::Record;
use super::screen::Screen;
use super::sheet::{Cell, Column, Row, Type};
use crate::document::{Level, Metadata, ReportKind};
use serde::Serialize;
use std::io::{self, Write};

/// A claim and its document, as users get it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportItem {
    /// The claim.
    #[serde(flatten)]
    pub claim: Record,
    /// The document's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_title: Option<String>,
    /// The place whose report it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_place: Option<String>,
    /// The administrative level of the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_level: Option<Level>,
    /// What sort of report it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_kind: Option<ReportKind>,
    /// The year that the title carries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_year: Option<i32>,
    /// The year whose results it reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_covers: Option<i32>,
    /// Where the text came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_source: Option<String>,
}

impl ExportItem {
    /// A claim of a document of which `metadata` is known.
    pub fn new(claim: Record, metadata: &Metadata) -> ExportItem {
        ExportItem {
            claim,
            document_title: metadata.title.clone(),
            document_place: metadata.place.clone(),
            document_level: metadata.level,
            document_kind: metadata.kind,
            document_year: metadata.year,
            document_covers: metadata.covers,
            document_source: metadata.source.clone(),
        }
    }
}

impl Row for ExportItem {
    fn cells(&self) -> Vec<Cell<'_>> {
        let mut cells = self.claim.cells();
        cells.extend([
            cell(&self.document_title),
            cell(&self.document_place),
            named_cell(&self.document_level),
            named_cell(&self.document_kind),
            Cell::whole(self.document_year),
            Cell::whole(self.document_covers),
            cell(&self.document_source),
        ]);
        cells
    }
}

impl Item for ExportItem {
    fn columns() -> Vec<Column> {
        let document = [
            ("document_title", Type::Text),
            ("document_place", Type::Text),
            ("document_level", Type::Text),
            ("document_kind", Type::Text),
            ("document_year", Type::Integer),
            ("document_covers", Type::Integer),
            ("document_source", Type::Text),
        ];
        let document = document.map(|(name, of)| Column::new(name, of));
        [Record::columns(), document.into()].concat()
    }

    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        let claims: Vec<Record> = items.iter().map(|item| item.claim.clone()).collect();
        Record::table(&claims, screen, out)
    }
}
