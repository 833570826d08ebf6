//! The look of what checks find: the arithmetic, and under it the sentences with their numbers.

use super::items::Item;
use super::record::Record;
use super::screen::{Screen, around, one_line, wrap};
use super::sheet::{Cell, Column, Row, Type};
use crate::analysis::{Check, Class, Finding, Sure};
use serde::Serialize;
use std::io::{self, Write};

/// How many columns of a sentence are shown around its number.
const AROUND: usize = 3;

/// A finding, as users get it. Numbers are decimal strings, exact.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FindingItem {
    /// The rule that found it.
    pub check: Check,
    /// A contradiction, or a note.
    pub class: Class,
    /// How sure it is.
    pub sure: Sure,
    /// Why it is so sure, and no more.
    pub reason: String,
    /// The arithmetic.
    pub arithmetic: String,
    /// How far what is stated lies beyond what rounding allows, in `off_unit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub off: Option<String>,
    /// The base unit of `off`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub off_unit: Option<String>,
    /// Of a target whether it was reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reached: Option<bool>,
    /// The documents that it rests on.
    pub documents: Vec<String>,
    /// The claims that it rests on, the one at odds with the others first.
    pub claims: Vec<CitedItem>,
}

/// A claim that a finding rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CitedItem {
    /// What it is in the arithmetic: `old`, `new`, `change`.
    pub part: &'static str,
    /// The claim.
    #[serde(flatten)]
    pub claim: Record,
}

impl TryFrom<&Finding> for FindingItem {
    type Error = serde_json::Error;

    fn try_from(finding: &Finding) -> Result<Self, Self::Error> {
        let mut claims = Vec::with_capacity(finding.claims.len());
        let mut documents: Vec<String> = Vec::new();
        for cited in &finding.claims {
            let claim = Record::from_hit(&cited.hit)?;
            if !documents.contains(&claim.document) {
                documents.push(claim.document.clone());
            }
            claims.push(CitedItem {
                part: cited.part,
                claim,
            });
        }
        let off = finding.off.map(|off| off.round_dp(6).normalize());
        Ok(FindingItem {
            check: finding.check,
            class: finding.check.class(),
            sure: finding.sure,
            reason: finding.reason.clone(),
            arithmetic: finding.arithmetic.clone(),
            off_unit: off.map(|_| finding.unit.clone()),
            off: off.map(|off| off.to_string()),
            reached: finding.reached,
            documents,
            claims,
        })
    }
}

impl Row for FindingItem {
    fn cells(&self) -> Vec<Cell<'_>> {
        let claims: Vec<String> = self
            .claims
            .iter()
            .map(|c| format!("{} {} {}", c.part, c.claim.id, one_line(&c.claim.text)))
            .collect();
        let offsets: Vec<String> = (self.claims.iter())
            .map(|c| format!("{}-{}", c.claim.start, c.claim.end))
            .collect();
        let mut sections: Vec<&str> = Vec::new();
        let mut sentences: Vec<&str> = Vec::new();
        for cited in &self.claims {
            let section = cited.claim.section.as_deref().unwrap_or_default();
            if !section.is_empty() && !sections.contains(&section) {
                sections.push(section);
            }
            if !sentences.contains(&cited.claim.sentence.as_str()) {
                sentences.push(&cited.claim.sentence);
            }
        }
        vec![
            Cell::text(self.check.name()),
            Cell::text(self.class.name()),
            Cell::text(self.sure.name()),
            Cell::text(&self.reason),
            Cell::text(&self.arithmetic),
            self.off.as_deref().map_or(Cell::Empty, Cell::decimal),
            Cell::maybe(self.off_unit.as_deref()),
            self.reached.map_or(Cell::Empty, Cell::Boolean),
            Cell::text(self.documents.join(" | ")),
            Cell::text(claims.join(" | ")),
            Cell::text(offsets.join(" | ")),
            Cell::text(sections.join(" | ")),
            Cell::text(sentences.join(" | ")),
        ]
    }
}

impl Item for FindingItem {
    fn columns() -> Vec<Column> {
        [
            Column::texts(&["check", "class", "sure", "reason", "arithmetic"]),
            vec![Column::new("off", Type::Decimal)],
            Column::texts(&["off_unit"]),
            vec![Column::new("reached", Type::Boolean)],
            Column::texts(&["documents", "claims", "offsets", "sections", "sentences"]),
        ]
        .concat()
    }

    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                writeln!(out)?;
            }
            finding(i + 1, item, screen, out)?;
        }
        Ok(())
    }
}

fn finding(
    number: usize,
    item: &FindingItem,
    screen: &Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    let name = item
        .claims
        .first()
        .and_then(|c| c.claim.indicator.as_deref());
    let sure = match item.class {
        Class::Contradiction => item.sure.name(),
        Class::Note => "note",
    };
    let head = format!(
        "{number}. {}  {}  {}",
        item.check.name(),
        sure,
        name.unwrap_or_default()
    );
    writeln!(out, "{}", screen.bold(head.trim_end()))?;
    let most = screen.width.saturating_sub(3).max(20);
    for line in wrap(&one_line(&item.arithmetic), most, &[], str::to_string) {
        writeln!(out, "   {}", screen.strong(&line))?;
    }
    for line in wrap(&item.reason, most, &[], str::to_string) {
        writeln!(out, "   {}", screen.dim(&line))?;
    }
    // A sentence that several claims stand in is shown once, from the first to the last of them.
    let mut shown: Vec<(&str, usize)> = Vec::new();
    for cited in &item.claims {
        let claim = &cited.claim;
        let at = (claim.document.as_str(), claim.sentence_start);
        if shown.contains(&at) {
            continue;
        }
        shown.push(at);
        let same = item
            .claims
            .iter()
            .map(|c| &c.claim)
            .filter(|c| (c.document.as_str(), c.sentence_start) == at);
        let (mut from, mut to) = (usize::MAX, 0);
        for other in same {
            from = from.min(other.start.saturating_sub(claim.sentence_start));
            to = to.max(other.end.saturating_sub(claim.sentence_start));
        }
        writeln!(
            out,
            "   {}",
            screen.dim(&format!("{} at {}", claim.document, claim.start))
        )?;
        let room = screen.width.saturating_sub(5).max(20);
        let part = around(&claim.sentence, from, to, room * AROUND);
        for line in wrap(&one_line(&part), room, &[], str::to_string) {
            writeln!(out, "     {line}")?;
        }
    }
    Ok(())
}
