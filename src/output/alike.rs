//! The look of similar statements: what each is like, and the claim itself.

use super::items::Item;
use super::record::Record;
use super::screen::Screen;
use super::sheet::{Cell, Column, Row, Type};
use serde::Serialize;
use std::io::{self, Write};

/// A claim and what it is like, as users get it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SimilarItem {
    /// The statement that it is like, in short.
    pub like: String,
    /// The claim.
    #[serde(flatten)]
    pub claim: Record,
}

/// The columns of the claim that are shown, of those of every list.
const SHOWN: [&str; 16] = [
    "id",
    "document",
    "text",
    "indicator",
    "kind",
    "direction",
    "period",
    "area",
    "status",
    "value",
    "value_to",
    "base_unit",
    "section",
    "sentence",
    "start",
    "end",
];

/// Where the columns that are shown stand among those of a claim.
fn shown(columns: &[Column]) -> impl Iterator<Item = usize> {
    let at = |name| columns.iter().position(|column| column.name == name);
    SHOWN.into_iter().filter_map(at)
}

impl Row for SimilarItem {
    fn cells(&self) -> Vec<Cell<'_>> {
        let cells = self.claim.cells();
        let columns = Record::columns();
        let claim = shown(&columns).map(|at| cells.get(at).cloned().unwrap_or(Cell::Empty));
        std::iter::once(Cell::text(&self.like))
            .chain(claim)
            .collect()
    }
}

impl Item for SimilarItem {
    fn columns() -> Vec<Column> {
        let columns = Record::columns();
        let claim = shown(&columns).map(|at| columns[at].clone());
        let like = Column::new("like", Type::Text);
        std::iter::once(like).chain(claim).collect()
    }

    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        for (i, group) in items.chunk_by(|a, b| a.like == b.like).enumerate() {
            if i > 0 {
                writeln!(out)?;
            }
            writeln!(out, "{}", screen.bold(&group[0].like))?;
            let claims: Vec<Record> = group.iter().map(|item| item.claim.clone()).collect();
            Record::table(&claims, screen, out)?;
        }
        Ok(())
    }
}
