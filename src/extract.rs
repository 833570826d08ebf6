//! Text → claims: the whole way as one function.

use crate::claim::{Frame, Line, Mention, Setting, Status, assemble, opening};
use crate::document::{Document, ReportKind};
use crate::lexicon::Lexicon;
use crate::table::tables;
pub use crate::text::{Section, Sentence};
use crate::text::{Structure, fold, structure};

/// Everything that was found in one document, in document order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extraction {
    /// The sections.
    pub sections: Vec<Section>,
    /// The sentences; joined they are the text without nothing but white space between them.
    pub sentences: Vec<Sentence>,
    /// The mentions of numbers, of every role.
    pub mentions: Vec<Mention>,
}

/// Finds every number that `document` mentions, and for each claim what it says.
///
/// The same document and lexicon give the same answer, on any thread.
pub fn extract(document: &Document, lexicon: &Lexicon) -> Extraction {
    let source: Vec<char> = document.text.chars().collect();
    let folded: Vec<char> = fold(&document.text).chars().collect();
    let Structure {
        sections,
        sentences,
    } = structure(&source, &folded);
    let frames = section_frames(&sections, document, lexicon);
    let outermost = Frame::of_report(&document.metadata);
    let covers = document.metadata.covers;
    let mut tables = tables(&folded, &sentences, &document.metadata, lexicon);
    let mut mentions: Vec<Mention> = Vec::new();
    let mut open: Option<Frame> = None;
    let mut section = None;
    for (index, sentence) in sentences.iter().enumerate() {
        if sentence.section != section {
            section = sentence.section;
            open = None;
        }
        if let Some(cells) = tables.remove(&index) {
            mentions.extend(cells);
            continue;
        }
        let outer = sentence.section.map_or(&outermost, |s| &frames[s]);
        let line = Line::new(&folded, sentence.span, lexicon);
        if let Some(frame) = opening(line.chars(), covers, outer) {
            open = Some(frame);
        }
        if line.numbers.is_empty() {
            continue;
        }
        let setting = Setting {
            lexicon,
            metadata: &document.metadata,
            frame: open.as_ref().unwrap_or(outer),
            sentence: index,
            mentions_before: mentions.len(),
        };
        mentions.extend(assemble(&line, setting));
    }
    Extraction {
        sections,
        sentences,
        mentions,
    }
}

/// The frame of each section: what its heading says, inside what the heading above it says. Once a work report has come
/// to its plan, later headings that say nothing are of the plan.
fn section_frames(sections: &[Section], document: &Document, lexicon: &Lexicon) -> Vec<Frame> {
    let covers = document.metadata.covers;
    let mut default = Frame::of_report(&document.metadata);
    let work = document.metadata.kind == Some(ReportKind::Work);
    let mut above = default.clone();
    sections
        .iter()
        .map(|s| {
            let outer = if s.level == 1 { &default } else { &above };
            let heading = fold(&s.heading);
            let (frame, told) = Frame::of_heading(&heading, s.level, outer, covers, lexicon);
            if s.level == 1 {
                above = frame.clone();
                if work && told && frame.status == Status::Target {
                    default = frame.clone();
                }
            }
            frame
        })
        .collect()
}
