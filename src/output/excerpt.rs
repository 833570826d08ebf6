//! The look of a document's text with its claims marked.

use super::passages;
use super::record::Record;
use super::screen::{Screen, wrap};
use super::telling::KnownItem;
use crate::document::Metadata;
use crate::query::{Extract, Heading};
use serde::Serialize;
use std::io::{self, Write};

/// A document's text or a part of it, as users get it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExcerptItem {
    /// The document's id.
    pub document: String,
    /// What is known of it.
    #[serde(flatten)]
    pub known: KnownItem,
    /// The text, exactly as it was read.
    pub text: String,
    /// Its first scalar value in the document.
    pub start: usize,
    /// The first scalar value behind it.
    pub end: usize,
    /// The claims in it.
    pub claims: Vec<Record>,
    /// The headings in it, in the order of the text.
    pub sections: Vec<HeadingItem>,
    /// Its sentences: `[start, end]` in scalar values of the document.
    pub sentences: Vec<(usize, usize)>,
}

/// A heading of a document, as users get it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeadingItem {
    /// Its text.
    pub heading: String,
    /// How deep it lies: 1 is the highest.
    pub level: usize,
    /// The first scalar value of its section in the document.
    pub start: usize,
}

impl From<Heading> for HeadingItem {
    fn from(heading: Heading) -> HeadingItem {
        HeadingItem {
            heading: heading.heading,
            level: heading.level,
            start: heading.start,
        }
    }
}

impl ExcerptItem {
    /// The item for a part of a document of which this is known.
    ///
    /// # Errors
    ///
    /// Records that the index does not hand out: it is damaged.
    pub fn new(found: Extract, known: Metadata) -> serde_json::Result<ExcerptItem> {
        Ok(ExcerptItem {
            document: found.document,
            known: KnownItem(known),
            text: found.text,
            start: found.start,
            end: found.end,
            claims: found
                .claims
                .iter()
                .map(Record::from_hit)
                .collect::<Result<_, _>>()?,
            sections: found.sections.into_iter().map(HeadingItem::from).collect(),
            sentences: found.sentences,
        })
    }
}

/// Writes a text with its claims marked: by colour, or between 【 and 】 where there is none. With `list` its claims stand in
/// columns under it.
pub fn excerpt(
    item: &ExcerptItem,
    list: bool,
    screen: &Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    let most = screen.room(0);
    let chars: Vec<char> = item.text.chars().collect();
    let mut claims = item.claims.iter().peekable();
    let mut at = 0;
    for line in item.text.split('\n') {
        let end = at + line.chars().count();
        let mut shown = String::new();
        let mut spans = Vec::new();
        let mut length = 0;
        let mut from = at;
        let mut put = |text: &mut String, part: &[char], is_claim: bool| {
            let start = length;
            let marks = is_claim && !screen.colour;
            let inner = part.iter().map(|c| if c.is_control() { ' ' } else { *c });
            let all: String = match marks {
                true => ['【'].into_iter().chain(inner).chain(['】']).collect(),
                false => inner.collect(),
            };
            length += all.chars().count();
            text.push_str(&all);
            if is_claim {
                spans.push((start, length));
            }
        };
        // A claim belongs to the line that it begins in.
        while let Some(claim) =
            claims.next_if(|c| c.start.saturating_sub(item.start) < end.max(at + 1))
        {
            let start = claim.start.saturating_sub(item.start).clamp(from, end);
            let stop = claim.end.saturating_sub(item.start).clamp(start, end);
            put(&mut shown, &chars[from..start], false);
            put(&mut shown, &chars[start..stop], true);
            from = stop;
        }
        put(&mut shown, &chars[from..end], false);
        let lines = wrap(&shown, most, &spans, |t| screen.strong(t));
        if lines.is_empty() {
            writeln!(out)?;
        }
        for line in lines {
            writeln!(out, "{line}")?;
        }
        at = end + 1;
    }
    if list && !item.claims.is_empty() {
        writeln!(out)?;
        passages::claims(&item.claims, &[], screen, out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Metadata};
    use crate::extract::extract;
    use crate::lexicon::Lexicon;
    use crate::output::records;

    fn item(text: &str) -> ExcerptItem {
        let document = Document {
            id: "甲".into(),
            text: text.into(),
            metadata: Metadata::default(),
            pages: Vec::new(),
        };
        let claims = records(&document, &extract(&document, Lexicon::builtin()));
        ExcerptItem {
            document: "甲".into(),
            known: KnownItem(Metadata::default()),
            text: text.into(),
            start: 0,
            end: text.chars().count(),
            claims: claims.into_iter().filter(|r| r.kind.is_some()).collect(),
            sections: Vec::new(),
            sentences: Vec::new(),
        }
    }

    fn shown(text: &str, colour: bool) -> String {
        let screen = Screen {
            width: 80,
            colour,
            wraps: false,
        };
        let mut out = Vec::new();
        excerpt(&item(text), false, &screen, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn claims_are_marked_where_they_stand() {
        let text = "一、回顾\n\n粮食产量5万吨，增长6%。\n建成学校3所。";
        let marked = "一、回顾\n\n粮食产量【5万吨】，增长【6%】。\n建成学校【3所】。\n";
        assert_eq!(shown(text, false), marked);
        assert!(shown(text, true).contains("\u{1b}[1;31m5万吨\u{1b}[0m"));
    }
}
