//! Text → claims: the whole way as one function.

use crate::claim::{
    Frame, Line, Mention, Setting, Status, assemble, notes, of_plan_document, opening, plans,
    starts_with, zone_of_heading,
};
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
    let folded = fold_chars(&document.text);
    let Structure {
        sections,
        sentences,
    } = structure(&document.text, &folded);
    let outermost = match of_plan_document(&document.metadata, &document.id, &folded) {
        Some((from, to)) => Frame::of_span(from, to, Status::Target),
        None => Frame::of_report(&document.metadata),
    };
    let frames = section_frames(&sections, document, &outermost, lexicon);
    let zones = if document.metadata.kind == Some(ReportKind::Budget) {
        section_zones(&sections)
    } else {
        vec![None; sections.len()]
    };
    let covers = document.metadata.covers;
    let work = document.metadata.kind == Some(ReportKind::Work);
    let budget = document.metadata.kind == Some(ReportKind::Budget);
    let plan = covers.filter(|_| work || budget).map(Frame::of_plan);
    // Where a heading tells, or the report has no plan, nothing has to be weighed.
    let told = |s: &Sentence| plan.is_none() || s.section.is_some_and(|s| frames[s].1);
    let told: Vec<bool> = sentences.iter().map(told).collect();
    let ahead = plans(&folded, &sentences, &told, budget, lexicon);
    let mut tables = tables(&folded, &sentences, &document.metadata, lexicon);
    let mut mentions: Vec<Mention> = Vec::with_capacity(folded.len() / CHARS_TO_A_MENTION);
    let mut open: Option<Frame> = None;
    let mut section = None;
    // Whether the notes behind a report have begun, and whether this paragraph is one: they explain its terms.
    let (mut notes_begun, mut noted) = (false, false);
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
                notes_begun = false;
            }
            if let Some(cells) = tables.remove(&index) {
                mentions.extend(cells);
                continue;
            }
            let Some(line) = lines.next() else { continue };
            let starts_paragraph = starts_paragraph(&sentences, index, &folded);
            if starts_paragraph {
                let (heads, note) = notes(line.chars());
                notes_begun |= heads;
                noted = notes_begun || note;
            }
            let outer = match &plan {
                Some(plan) if ahead[index] => plan,
                _ => sentence.section.map_or(&outermost, |s| &frames[s].0),
            };
            // What a paragraph before told of the year that is over does not hold for one that reads as a plan.
            if ahead[index] && starts_paragraph {
                open = open.filter(|frame| frame.status != Status::Actual);
            }
            if let Some(frame) = opening(line.chars(), covers, outer) {
                open = Some(frame);
            }
            if line.numbers.is_empty() {
                continue;
            }
            let area_before = match narrows(&line) {
                _ if budget && goes_on(&line) => account(&mentions, &sentences, index, &folded),
                true => (mentions.last()).and_then(|m| m.claim.as_ref()?.area.as_deref()),
                false => None,
            };
            let area_before = area_before.map(str::to_string);
            let framed = match noted {
                true => &outermost,
                false => open.as_ref().unwrap_or(outer),
            };
            let goes_on_within = !starts_paragraph && starts_with(line.chars(), "其中");
            let before = match goes_on_within {
                true => year_before(&mentions, index, framed),
                false => None,
            };
            let setting = Setting {
                lexicon,
                metadata: &document.metadata,
                frame: before.as_ref().unwrap_or(framed),
                area: (sentence.section)
                    .and_then(|s| zones[s].as_deref())
                    .filter(|_| keeps_accounts(&line)),
                area_before: area_before.as_deref(),
                sentence: index,
            };
            assemble(&line, setting, &mut mentions);
        }
    }
    Extraction {
        sections,
        sentences,
        mentions,
    }
}

/// About how many characters of a report stand to one mention: they have room in one piece then, most of the time.
const CHARS_TO_A_MENTION: usize = 20;

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

/// Whether a line break stands before a sentence.
fn starts_paragraph(sentences: &[Sentence], index: usize, folded: &[char]) -> bool {
    let before = index.checked_sub(1).map_or(0, |i| sentences[i].span.end);
    folded[before..sentences[index].span.start].contains(&'\n')
}

/// Whether a sentence goes on about a part of what the one before spoke of.
fn narrows(line: &Line) -> bool {
    // 加上上年结转: the items of a budget that the sentence before began.
    ["其中", "加上", "减去"]
        .iter()
        .any(|w| starts_with(line.chars(), w))
}

/// The frame that the sentence before hands on to one that opens with 其中: the year of its last claim, where that was
/// reached and is not the one of the frame.
fn year_before(mentions: &[Mention], index: usize, framed: &Frame) -> Option<Frame> {
    let last = mentions.last().filter(|m| m.sentence + 1 == index)?;
    let claim = last.claim.as_ref()?;
    let year = claim.period.as_ref().filter(|p| p.len() == 4)?;
    let handed = claim.status == Status::Actual && framed.period.as_ref() != Some(year);
    handed.then(|| Frame {
        period: Some(year.clone()),
        status: claim.status,
    })
}

/// Whether a sentence speaks of what an account holds, and not of a policy.
fn keeps_accounts(line: &Line) -> bool {
    const ACCOUNTS: [[char; 2]; 6] = [
        ['收', '入'],
        ['支', '出'],
        ['收', '支'],
        ['结', '余'],
        ['结', '转'],
        ['预', '算'],
    ];
    line.chars()
        .windows(2)
        .any(|w| ACCOUNTS.iter().any(|word| w == word))
}

/// Whether a sentence of a budget report goes on about the accounts that the one before spoke of: 实际支出, 支出总计.
fn goes_on(line: &Line) -> bool {
    const ACCOUNTS: [&str; 7] = ["支出", "收入", "实际", "收支", "加上", "减去", "年终"];
    let open: String = line.chars().iter().take(2).collect();
    ACCOUNTS.contains(&open.as_str())
}

/// The place of the last claim of the sentence before, if that is in the same paragraph; what stands in brackets there is
/// passed over.
fn account<'a>(
    mentions: &'a [Mention],
    sentences: &[Sentence],
    index: usize,
    folded: &[char],
) -> Option<&'a str> {
    let before = sentences[index.checked_sub(1)?].span;
    if starts_paragraph(sentences, index, folded) {
        return None;
    }
    let told = mentions.iter().rev();
    let mut told = told.take_while(|m| m.sentence + 1 == index).take(8);
    let open = |at: usize| {
        let count = |c: char| folded[before.start..at].iter().filter(|x| **x == c).count();
        count('(') > count(')')
    };
    let last = told.find(|m| m.claim.is_some() && !open(m.span.start))?;
    last.claim.as_ref()?.area.as_deref()
}

/// The zone whose accounts each section of a budget report holds, told by its heading or by the one above it.
fn section_zones(sections: &[Section]) -> Vec<Option<String>> {
    let mut above = None;
    let zones = sections.iter().map(|s| {
        let zone = zone_of_heading(&fold(&s.heading));
        if s.level == 1 {
            // 3.高新区预算执行情况 between (一) and (二) heads nothing but its own lines.
            let heads = s
                .heading
                .starts_with(|c| "一二三四五六七八九十第".contains(c));
            above = zone.clone().filter(|_| heads);
        }
        zone.or_else(|| above.clone())
    });
    zones.collect()
}

/// The frame of each section: what its heading says, inside what the heading above it says; and whether a heading tells it
/// at all. Once a work report has come to its plan, later headings that say nothing are of the plan.
fn section_frames(
    sections: &[Section],
    document: &Document,
    outermost: &Frame,
    lexicon: &Lexicon,
) -> Vec<(Frame, bool)> {
    let covers = document.metadata.covers;
    let work = document.metadata.kind == Some(ReportKind::Work);
    let mut default = (outermost.clone(), false);
    let mut above = default.clone();
    sections
        .iter()
        .map(|s| {
            let outer = if s.level == 1 { &default } else { &above };
            let heading = fold(&s.heading);
            let (frame, told) = Frame::of_heading(&heading, s.level, &outer.0, covers, lexicon);
            let framed = (frame, told || outer.1);
            if s.level == 1 {
                above = framed.clone();
                if work && told && framed.0.status == Status::Target {
                    default = framed.clone();
                }
            }
            framed
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::claims_in;

    /// Period and place of the last claim of a text, in a report of `kind` that covers 2017.
    fn last(kind: ReportKind, text: &str) -> (Option<String>, Option<String>) {
        let claim = claims_in(kind, text).pop();
        claim.map_or((None, None), |c| (c.period, c.area))
    }

    #[test]
    fn the_year_before_is_handed_on_to_what_narrows_it() {
        let of = |text: &str| last(ReportKind::Work, text).0.unwrap_or_default();
        assert_eq!(of("2016年收入9亿元。其中税收5亿元。"), "2016");
        assert_eq!(of("2016年收入9亿元。税收5亿元。"), "2017");
        assert_eq!(of("2016年收入9亿元。\n其中税收5亿元。"), "2017");
        assert_eq!(of("2016年收入9亿元。收入结构好转。其中税收5亿元。"), "2017");
        assert_eq!(of("2016年收入9亿元,2017年10亿元。其中税收5亿元。"), "2017");
        // What is aimed at and what is of a month hand nothing on.
        assert_eq!(of("2020年收入9亿元。其中税收5亿元。"), "2017");
        assert_eq!(of("2016年5月收入9亿元。其中税收5亿元。"), "2017");
    }

    #[test]
    fn the_place_before_is_handed_on_to_what_narrows_it() {
        let of = |text: &str| last(ReportKind::Work, text).1.unwrap_or_default();
        assert_eq!(of("高新区收入9亿元。其中税收5亿元。"), "高新区");
        assert_eq!(of("高新区收入9亿元。税收5亿元。"), "清远市");
    }

    #[test]
    fn accounts_go_on_in_a_budget() {
        let of = |text: &str| last(ReportKind::Budget, text).1.unwrap_or_default();
        assert_eq!(of("高新区收入9亿元。支出5亿元。"), "高新区");
        assert_eq!(of("高新区收入9亿元。\n支出5亿元。"), "清远市");
        assert_eq!(of("高新区收入9亿元。学校5所。"), "清远市");
        assert_eq!(of("全市收入9亿元(含高新区2亿元)。支出5亿元。"), "清远市");
        assert_eq!(
            last(ReportKind::Work, "高新区收入9亿元。支出5亿元。")
                .1
                .as_deref(),
            Some("清远市")
        );
    }

    #[test]
    fn the_zone_of_a_heading_keeps_its_accounts() {
        let of = |text: &str| last(ReportKind::Budget, text).1.unwrap_or_default();
        assert_eq!(of("一、高新区预算执行情况\n收入9亿元。"), "高新区");
        assert_eq!(of("一、高新区预算执行情况\n建成学校9所。"), "清远市");
        assert_eq!(of("一、预算执行情况\n收入9亿元。"), "清远市");
    }

    #[test]
    fn a_heading_of_a_plan_holds_for_those_behind_it_that_say_nothing() {
        let of = |text: &str| last(ReportKind::Work, text).0.unwrap_or_default();
        assert_eq!(of("一、2018年工作安排\n二、产业\n学校9所。"), "2018");
        assert_eq!(of("一、2016年工作回顾\n二、产业\n学校9所。"), "2017");
        assert_eq!(
            of("一、2018年工作安排\n二、2017年工作回顾\n学校9所。"),
            "2017"
        );
    }
}
