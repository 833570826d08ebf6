//! A report: its whole text in sections, each claim marked where it stands.

use super::super::address::Address;
use super::super::answer::Answer;
use super::super::ask::{Ask, Form};
use super::super::problem::Problem;
use serde::Serialize;
use std::iter::from_fn;
use zhishu::{ExcerptItem, Kind, Part as Extent, Record, Status, document as find};

/// What the page shows.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    report: &'a ExcerptItem,
    /// The text in blocks.
    blocks: Vec<Block>,
    /// The headings.
    contents: Vec<Heading>,
    /// The permanent address.
    address: String,
}

/// A heading of the table of contents.
#[derive(Debug, Serialize, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its text.
    text: String,
    /// How deep it lies; 1 is the highest.
    level: usize,
    /// Where it begins, in scalar values of the text.
    start: usize,
}

/// A line of the text, or the lines of a table.
#[derive(Debug, Serialize, PartialEq, Eq)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A heading.
    Heading {
        level: usize,
        start: usize,
        parts: Vec<Part>,
    },
    /// A line of prose; where a section begins in it, the section's start.
    Line {
        start: Option<usize>,
        parts: Vec<Part>,
    },
    /// Lines that tabs part into cells.
    Table { rows: Vec<Row> },
}

/// The part of a line that is of one sentence.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub struct Part {
    /// Where the sentence begins, where it does in this line.
    start: Option<usize>,
    /// Its text and claims.
    pieces: Vec<Piece>,
}

/// A row of a table.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub struct Row {
    /// Where the sentence begins that it is.
    start: Option<usize>,
    /// Its cells.
    cells: Vec<Vec<Piece>>,
}

/// A part of a line: bare text, or a claim's number.
#[derive(Debug, Serialize, PartialEq, Eq, Default)]
pub struct Piece {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<Mark>,
}

/// What is shown of a claim where it stands.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub struct Mark {
    start: usize,
    kind: Option<Kind>,
    status: Option<Status>,
    /// The claim in a few words.
    says: String,
    /// The rule that made it.
    rule: String,
}

/// The page of a report.
pub fn document(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.takes(&[], false)?;
    let id = ask.id.clone().unwrap_or_default();
    let snapshot = ask.snapshot()?;
    let found = find(&snapshot.reader, &id, Extent::Whole)?;
    let entry = snapshot.catalog().documents.get(&id);
    let known = entry
        .map(|entry| entry.metadata.clone())
        .unwrap_or_default();
    let report = ExcerptItem::new(found, known)?;
    match ask.form {
        Form::Json => ask.answer("document.html", &report),
        Form::Html => {
            let contents: Vec<Heading> = (report.sections.iter())
                .map(|section| Heading {
                    text: section.heading.clone(),
                    level: section.level,
                    start: section.start,
                })
                .collect();
            let starts: Vec<usize> = report.sentences.iter().map(|(start, _)| *start).collect();
            let shown = Shown {
                blocks: blocks(&report.text, &report.claims, &contents, &starts),
                contents,
                address: Address::of_document(&id, None),
                report: &report,
            };
            ask.answer("document.html", &shown)
        }
    }
}

/// A text in blocks, with its claims marked. `contents` and the starts of `sentences` are in the order of the text.
pub fn blocks(
    text: &str,
    claims: &[Record],
    contents: &[Heading],
    sentences: &[usize],
) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut claims = claims.iter().peekable();
    let mut headings = contents.iter().peekable();
    let mut sentences = sentences.iter().copied().peekable();
    let mut at = 0;
    for line in text.split('\n') {
        let chars: Vec<char> = line.chars().collect();
        let end = at + chars.len();
        // What begins in a line belongs to it.
        let own: Vec<&Record> = from_fn(|| claims.next_if(|claim| claim.start <= end)).collect();
        let heading = from_fn(|| headings.next_if(|heading| heading.start <= end)).last();
        let starts: Vec<usize> = from_fn(|| sentences.next_if(|start| *start <= end)).collect();
        let said = line.trim();
        let is_heading = heading.is_some_and(|h| !said.is_empty() && h.text.trim() == said);
        if line.contains('\t') && !is_heading {
            let mut cells = Vec::new();
            let mut from = 0;
            for to in (0..=chars.len()).filter(|i| *i == chars.len() || chars[*i] == '\t') {
                cells.push(pieces(&chars[from..to], at + from, &own));
                from = to + 1;
            }
            let row = Row {
                start: starts.first().copied(),
                cells,
            };
            match blocks.last_mut() {
                Some(Block::Table { rows }) => rows.push(row),
                _ => blocks.push(Block::Table { rows: vec![row] }),
            }
        } else if !said.is_empty() {
            let parts = parts(&chars, at, &own, &starts);
            blocks.push(match heading {
                Some(heading) if is_heading => Block::Heading {
                    level: heading.level,
                    start: heading.start,
                    parts,
                },
                other => Block::Line {
                    start: other.map(|heading| heading.start),
                    parts,
                },
            });
        }
        at = end + 1;
    }
    blocks
}

/// A line that begins at `at` in the sentences that begin in it, and what goes on from the line before.
fn parts(chars: &[char], at: usize, claims: &[&Record], starts: &[usize]) -> Vec<Part> {
    let end = at + chars.len();
    let starts: Vec<usize> = starts
        .iter()
        .copied()
        .filter(|s| (at..end).contains(s))
        .collect();
    let first = starts.first().copied().unwrap_or(end);
    let mut parts = Vec::new();
    if first > at {
        parts.push(Part {
            start: None,
            pieces: pieces(&chars[..first - at], at, claims),
        });
    }
    for (i, start) in starts.iter().enumerate() {
        let to = starts.get(i + 1).copied().unwrap_or(end);
        parts.push(Part {
            start: Some(*start),
            pieces: pieces(&chars[start - at..to - at], *start, claims),
        });
    }
    parts
}

/// The parts of a line, or of a cell of one, that begins at `at`.
fn pieces(chars: &[char], at: usize, claims: &[&Record]) -> Vec<Piece> {
    let end = at + chars.len();
    let bare = |from: usize, to: usize| Piece {
        text: chars[from - at..to - at].iter().collect(),
        claim: None,
    };
    let mut pieces = Vec::new();
    let mut from = at;
    for claim in claims.iter().filter(|c| (at..end).contains(&c.start)) {
        // One that stands within another is told by that one's record.
        if claim.start < from {
            continue;
        }
        if claim.start > from {
            pieces.push(bare(from, claim.start));
        }
        let to = claim.end.min(end);
        pieces.push(Piece {
            claim: Some(Mark {
                start: claim.start,
                kind: claim.kind,
                status: claim.status,
                says: zhishu::claim_in_short(claim),
                rule: claim.rule.to_string(),
            }),
            ..bare(claim.start, to)
        });
        from = to;
    }
    if from < end {
        pieces.push(bare(from, end));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhishu::{Document, Lexicon, Metadata, extract, records};

    #[test]
    fn lines_headings_and_tables_keep_every_character() {
        let text = "一、回顾\n粮食产量5万吨，增长6%。\n\n品名\t产量（万吨）\n稻谷\t12.5\n结束";
        let document = Document {
            id: "甲".into(),
            text: text.into(),
            metadata: Metadata::default(),
            pages: Vec::new(),
        };
        let claims = records(&document, &extract(&document, Lexicon::builtin()));
        let claims: Vec<Record> = claims.into_iter().filter(|r| r.kind.is_some()).collect();
        let contents = vec![Heading {
            text: "一、回顾".into(),
            level: 1,
            start: 0,
        }];
        let blocks = blocks(text, &claims, &contents, &[0, 5, 20, 21, 30, 37]);
        let said = |pieces: &[Piece]| pieces.iter().map(|p| p.text.as_str()).collect::<String>();
        let Block::Heading { parts, .. } = &blocks[0] else {
            panic!("{blocks:#?}");
        };
        assert_eq!(said(&parts[0].pieces), "一、回顾");
        let Block::Line { parts, .. } = &blocks[1] else {
            panic!("{blocks:#?}");
        };
        assert_eq!(parts[0].start, Some(5));
        let pieces = &parts[0].pieces;
        assert_eq!(said(pieces), "粮食产量5万吨，增长6%。");
        let marked = pieces.iter().filter(|p| p.claim.is_some());
        let marked: Vec<&str> = marked.map(|p| p.text.as_str()).collect();
        assert_eq!(marked, ["5万吨", "6%"]);
        let Block::Table { rows } = &blocks[2] else {
            panic!("{blocks:#?}");
        };
        assert_eq!(rows.len(), 2);
        assert_eq!(said(&rows[1].cells[1]), "12.5");
        assert_eq!(blocks.len(), 4);
    }
}
