//! Text → claims: the whole way as one function.

use crate::claim::{Frame, Line, Mention, Setting, Status, assemble, looks_ahead, opening};
use crate::document::{Document, ReportKind, Span};
use crate::lexicon::Lexicon;
use crate::table::tables;
pub use crate::text::{Section, Sentence};
use crate::text::{Structure, fold, fold_chars, structure};

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
    let folded = fold_chars(&source);
    let Structure {
        sections,
        sentences,
    } = structure(&source, &folded);
    let (frames, told) = section_frames(&sections, document, lexicon);
    let outermost = Frame::of_report(&document.metadata);
    let covers = document.metadata.covers;
    let work = document.metadata.kind == Some(ReportKind::Work);
    let plan = covers.filter(|_| work && !told).map(Frame::of_plan);
    let ahead = paragraphs_ahead(&folded, &sentences, lexicon);
    let mut tables = tables(&folded, &sentences, &document.metadata, lexicon);
    let mut mentions: Vec<Mention> = Vec::new();
    let mut open: Option<Frame> = None;
    let mut section = None;
    for batch in batches(&sentences) {
        let spans: Vec<Span> = (batch.clone())
            .filter(|index| !tables.contains_key(index))
            .map(|index| sentences[index].span)
            .collect();
        let mut lines = Line::layout(&folded, &spans, lexicon).into_iter();
        for index in batch {
            let sentence = &sentences[index];
            if sentence.section != section {
                section = sentence.section;
                open = None;
            }
            if let Some(cells) = tables.remove(&index) {
                mentions.extend(cells);
                continue;
            }
            let Some(line) = lines.next() else { continue };
            let outer = match &plan {
                Some(plan) if ahead[index] => plan,
                _ => sentence.section.map_or(&outermost, |s| &frames[s]),
            };
            if let Some(frame) = opening(line.chars(), covers) {
                open = Some(frame);
            }
            if line.numbers.is_empty() {
                continue;
            }
            let area_before = || mentions.last()?.claim.as_ref()?.area.as_deref();
            let setting = Setting {
                lexicon,
                metadata: &document.metadata,
                frame: open.as_ref().unwrap_or(outer),
                area_before: if narrows(&line) { area_before() } else { None },
                sentence: index,
                mentions_before: mentions.len(),
            };
            let found = assemble(&line, setting);
            mentions.extend(found);
        }
    }
    Extraction {
        sections,
        sentences,
        mentions,
    }
}

/// How many characters of text are laid out in one go.
const BATCH: usize = 16_384;

/// The sentences in runs of about [`BATCH`] characters, as indices.
fn batches(sentences: &[Sentence]) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    let mut size = 0;
    for (index, sentence) in sentences.iter().enumerate() {
        size += sentence.span.end - sentence.span.start;
        if size >= BATCH || index + 1 == sentences.len() {
            out.push(from..index + 1);
            from = index + 1;
            size = 0;
        }
    }
    out
}

/// For each sentence, whether its paragraph reads as a plan.
fn paragraphs_ahead(folded: &[char], sentences: &[Sentence], lexicon: &Lexicon) -> Vec<bool> {
    let mut out = Vec::with_capacity(sentences.len());
    let same = |a: &Sentence, b: &Sentence| !folded[a.span.end..b.span.start].contains(&'\n');
    for paragraph in sentences.chunk_by(same) {
        let (first, last) = (&paragraph[0], &paragraph[paragraph.len() - 1]);
        let ahead = looks_ahead(&folded[first.span.start..last.span.end], lexicon);
        out.extend(paragraph.iter().map(|_| ahead));
    }
    out
}

/// Whether a sentence goes on about a part of what the one before spoke of.
fn narrows(line: &Line) -> bool {
    line.chars().starts_with(&['其', '中'])
}

/// The frame of each section: what its heading says, inside what the heading above it says. Once a work report has come
/// to its plan, later headings that say nothing are of the plan. The second value is whether any heading told a frame.
fn section_frames(
    sections: &[Section],
    document: &Document,
    lexicon: &Lexicon,
) -> (Vec<Frame>, bool) {
    let covers = document.metadata.covers;
    let mut default = Frame::of_report(&document.metadata);
    let work = document.metadata.kind == Some(ReportKind::Work);
    let mut above = default.clone();
    let mut any = false;
    let frames = sections
        .iter()
        .map(|s| {
            let outer = if s.level == 1 { &default } else { &above };
            let heading = fold(&s.heading);
            let (frame, told) = Frame::of_heading(&heading, s.level, outer, covers, lexicon);
            any |= told;
            if s.level == 1 {
                above = frame.clone();
                if work && told && frame.status == Status::Target {
                    default = frame.clone();
                }
            }
            frame
        })
        .collect();
    (frames, any)
}
