//! The look of similar statements: what each is like, and the claim itself.

use super::items::Item;
use super::record::Record;
use super::screen::Screen;
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

impl Item for SimilarItem {
    const COLUMNS: &'static [&'static str] = &[
        "like",
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
        "sentence",
    ];

    fn cells(&self) -> Vec<String> {
        // By name, so that the columns of a claim are those of every list.
        let cells = self.claim.cells();
        let cell = |name: &&str| {
            let at = Record::COLUMNS.iter().position(|column| column == name);
            at.and_then(|at| cells.get(at).cloned()).unwrap_or_default()
        };
        let claim = Self::COLUMNS[1..].iter().map(cell);
        std::iter::once(self.like.clone()).chain(claim).collect()
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
