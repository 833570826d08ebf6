//! Paragraphs, sections and sentences of a document.

use super::char_class::{CharClass, find_any};
use super::heading::{heading_level, is_plain_heading};
use super::page::{breaks_off, is_caption, is_page_mark};
use crate::document::Span;

/// A part of a document under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading as written, trimmed; of a paragraph that opens with one, its opening sentence.
    pub heading: String,
    /// The text of the section, its heading included.
    pub span: Span,
    /// 1 for `一、`, 2 for `（一）`.
    pub level: u8,
}

/// A sentence and where it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its place in the document.
    pub span: Span,
    /// The section it stands in (an index into [`crate::Extraction::sections`]); `None` before the first heading.
    pub section: Option<usize>,
}

/// The frame of a document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Structure {
    /// In the order of their headings; a section reaches to the next heading.
    pub sections: Vec<Section>,
    /// In the order of the text; everything that is not white space lies in one.
    pub sentences: Vec<Sentence>,
}

/// Finds the paragraphs, sections and sentences of a text, given as written and the characters of it folded.
pub(crate) fn structure(text: &str, folded: &[char]) -> Structure {
    let mut out = Structure::default();
    let mut marks = Marks::default();
    let mut spans = Vec::new();
    // The text from the last heading on, and where that is.
    let (mut rest, mut at) = (text.chars(), 0);
    for paragraph in paragraphs(folded) {
        spans.clear();
        sentences(folded, paragraph, &mut marks, &mut spans);
        let line = &folded[paragraph.start..paragraph.end];
        let level = heading_level(line).or_else(|| is_plain_heading(line).then_some(1));
        if let (Some(level), Some(first)) = (level, spans.first()) {
            let end = first.end.min(first.start + LONGEST_HEADING);
            if first.start > at {
                rest.nth(first.start - at - 1);
                at = first.start;
            }
            let heading: String = rest.clone().take(end - at).collect();
            if let Some(open) = out.sections.last_mut() {
                open.span.end = paragraph.start;
            }
            out.sections.push(Section {
                heading,
                span: Span::new(paragraph.start, folded.len()),
                level,
            });
        }
        let section = out.sections.len().checked_sub(1);
        for &span in &spans {
            bounded(folded, span, |span| {
                out.sentences.push(Sentence { span, section })
            });
        }
    }
    out
}

/// The lines of the text, trimmed, empty ones left out; lines that were broken only to fit a page are joined.
fn paragraphs(folded: &[char]) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < folded.len() {
        let breaks = find_any(&folded[start..], ['\n', '\r', '\u{2028}', '\u{2029}']);
        let end = breaks.map_or(folded.len(), |n| start + n);
        lines.extend(trim(folded, Span::new(start, end)));
        start = end + 1;
    }
    let width = wrap_width(folded, &lines);
    let mut out: Vec<Span> = Vec::new();
    let mut previous: Option<Span> = None;
    // Page numbers behind the last line: passed over where the sentence goes on behind them.
    let mut marks: Vec<Span> = Vec::new();
    let mut noted = false;
    for line in lines {
        let text = &folded[line.start..line.end];
        // A footnote's mark that the page's layout set on a line of its own stands within the sentence.
        let note = is_note(text) && previous.is_some_and(|p| !closes(folded[p.end - 1]));
        if previous.is_some() && !note && is_page_mark(text) {
            marks.push(line);
            continue;
        }
        let goes_on = note || noted && heading_level(text).is_none();
        match (out.last_mut(), previous) {
            (Some(open), Some(before)) if goes_on || continues(folded, before, line, width) => {
                marks.clear();
                open.end = line.end
            }
            _ => {
                out.append(&mut marks);
                out.push(line);
            }
        }
        previous = Some(line);
        noted = note;
    }
    out.append(&mut marks);
    out
}

/// Whether a line is nothing but the mark of a footnote: [2].
fn is_note(line: &[char]) -> bool {
    matches!(line, ['[', digits @ .., ']'] if !digits.is_empty() && digits.len() <= 3
        && digits.iter().all(char::is_ascii_digit))
}

/// The number of columns at which the lines were broken to fit a page; `None` where a line is a paragraph.
fn wrap_width(folded: &[char], lines: &[Span]) -> Option<usize> {
    let open: Vec<usize> = lines
        .iter()
        .filter(|l| !closes(folded[l.end - 1]))
        .map(|l| columns(&folded[l.start..l.end]))
        .collect();
    if open.len() < 4 {
        return None;
    }
    let mut counts = std::collections::BTreeMap::new();
    for w in open.iter().filter(|w| **w >= 40) {
        *counts.entry(w / 6).or_insert(0usize) += 1;
    }
    let (bucket, n) = counts.into_iter().max_by_key(|(_, n)| *n)?;
    (n >= 4 && n * 4 >= open.len() && n * 6 >= lines.len()).then_some(bucket * 6)
}

/// Whether `line` carries on the sentence that `before` left open at the page's edge.
fn continues(folded: &[char], before: Span, line: Span, width: Option<usize>) -> bool {
    let (before, line) = (
        &folded[before.start..before.end],
        &folded[line.start..line.end],
    );
    let full = || width.is_some_and(|width| columns(before) + 6 >= width);
    before.last().is_some_and(|c| !closes(*c))
        && heading_level(line).is_none()
        && !is_caption(before)
        && !is_caption(line)
        && !before.contains(&'\t')
        && (full() || breaks_off(before, line))
        && !is_in_columns(before)
        && !is_in_columns(line)
}

/// How many spaces part two columns of a table that a page's layout sets in spaces.
const BETWEEN_COLUMNS: usize = 3;

/// Whether a line is a row of a table in columns of spaces, and no prose: 指标      年末数(万人)      比重(%).
fn is_in_columns(line: &[char]) -> bool {
    let gaps = line
        .chunk_by(|a, b| a.is_whitespace() == b.is_whitespace())
        .filter(|run| run.len() >= BETWEEN_COLUMNS && run[0].is_whitespace());
    gaps.take(2).count() == 2 && !line.iter().any(|c| matches!(c, ',' | '。' | ';' | '“'))
}

fn closes(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | ';' | ':' | '”' | '》' | '…')
}

fn columns(chars: &[char]) -> usize {
    chars.iter().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn trim(folded: &[char], span: Span) -> Option<Span> {
    let Span { mut start, mut end } = span;
    while start < end && folded[start].is_whitespace() {
        start += 1;
    }
    while start < end && folded[end - 1].is_whitespace() {
        end -= 1;
    }
    (start < end).then_some(Span::new(start, end))
}

/// The longest sentence, in scalar values. Real ones stay far below; a longer run without a full stop is cut behind a
/// mark or a space, so that the time and the records of any input stay proportional to its length.
const LONGEST: usize = 1000;

/// The most of an opening sentence that serves as a heading.
const LONGEST_HEADING: usize = 100;

/// Cuts a span that is longer than [`LONGEST`] and gives the pieces to `take`.
fn bounded(folded: &[char], span: Span, mut take: impl FnMut(Span)) {
    let mut piece = |start, end| {
        if let Some(span) = trim(folded, Span::new(start, end)) {
            take(span);
        }
    };
    let mut start = span.start;
    while span.end - start > LONGEST {
        let limit = start + LONGEST;
        let mark = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '、' | ':');
        let end = (start + LONGEST / 2..limit)
            .rev()
            .find(|&i| mark(folded[i]))
            .map_or(limit, |i| i + 1);
        piece(start, end);
        start = end;
    }
    piece(start, span.end);
}

/// The marks of a paragraph that tell where its sentences end; one is used for all paragraphs of a text.
#[derive(Default)]
struct Marks {
    /// Where `。！？` stand.
    stops: Vec<usize>,
    /// The stretches inside quotation marks or brackets that open and close in the paragraph, from the opening mark up to
    /// the closing one, in order and none within another.
    enclosed: Vec<(usize, usize)>,
    /// The marks that are open.
    open: Vec<(char, usize)>,
}

impl Marks {
    /// Finds the marks of a paragraph.
    fn find(&mut self, line: &[char]) {
        self.stops.clear();
        self.enclosed.clear();
        self.open.clear();
        // Chinese characters are told at once.
        let marks = line.iter().enumerate().filter(|(_, c)| !c.is_han());
        for (i, c) in marks {
            match c {
                '。' | '!' | '?' => self.stops.push(i),
                '“' | '‘' | '(' | '《' | '「' | '『' | '【' => self.open.push((*c, i)),
                '”' => self.close('“', i),
                '’' => self.close('‘', i),
                ')' => self.close('(', i),
                '》' => self.close('《', i),
                '」' => self.close('「', i),
                '』' => self.close('『', i),
                '】' => self.close('【', i),
                _ => {}
            }
        }
    }

    /// Closes the nearest `mark` that is open. A mark left open is dropped; looking back a few is enough, and keeps the
    /// time linear.
    fn close(&mut self, mark: char, at: usize) {
        let near = self.open.len().saturating_sub(8);
        if let Some(k) = self.open[near..].iter().rposition(|(o, _)| *o == mark) {
            let (_, from) = self.open[near + k];
            self.open.truncate(near + k);
            while self.enclosed.last().is_some_and(|(inner, _)| *inner > from) {
                self.enclosed.pop();
            }
            self.enclosed.push((from, at));
        }
    }
}

/// Puts the sentences of a paragraph in `out`: they end behind `。！？`, never inside quotation marks or brackets that are
/// closed in the same paragraph.
fn sentences(folded: &[char], paragraph: Span, marks: &mut Marks, out: &mut Vec<Span>) {
    marks.find(&folded[paragraph.start..paragraph.end]);
    let mut inside = marks.enclosed.iter().peekable();
    let mut stops = marks.stops.iter().peekable();
    let mut start = paragraph.start;
    while let Some(&stop) = stops.next() {
        while inside.next_if(|(_, close)| *close <= stop).is_some() {}
        if inside.peek().is_some_and(|(open, _)| *open <= stop) {
            continue;
        }
        let mut last = stop;
        while stops.next_if(|next| **next == last + 1).is_some() {
            last += 1;
        }
        let end = paragraph.start + last + 1;
        out.extend(trim(folded, Span::new(start, end)));
        start = end;
    }
    out.extend(trim(folded, Span::new(start, paragraph.end)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    fn parse(text: &str) -> (Structure, Vec<char>) {
        let source: Vec<char> = text.chars().collect();
        let folded: Vec<char> = fold(text).chars().collect();
        (structure(text, &folded), source)
    }

    fn sentence_texts(text: &str) -> Vec<String> {
        let (s, source) = parse(text);
        s.sentences
            .iter()
            .map(|x| source[x.span.start..x.span.end].iter().collect())
            .collect()
    }

    #[test]
    fn ends_sentences_outside_quotes_and_brackets_only() {
        assert_eq!(
            sentence_texts("他说“好。行。”后走了。增长5%（快！）很多！\n下一段"),
            ["他说“好。行。”后走了。", "增长5%（快！）很多！", "下一段"]
        );
    }

    #[test]
    fn an_open_quote_does_not_swallow_the_paragraph() {
        assert_eq!(
            sentence_texts("称为“样板。又一句。"),
            ["称为“样板。", "又一句。"]
        );
    }

    #[test]
    fn sections_reach_to_the_next_heading() {
        let (s, _) = parse("前言。\n一、回顾。增长。\n(一)工业\n工业增长。\n二、安排\n增长。");
        let headings: Vec<_> = s
            .sections
            .iter()
            .map(|x| (x.heading.as_str(), x.level))
            .collect();
        assert_eq!(
            headings,
            [("一、回顾。", 1), ("(一)工业", 2), ("二、安排", 1)]
        );
        assert_eq!(s.sentences[0].section, None);
        assert_eq!(s.sentences.last().map(|x| x.section), Some(Some(2)));
    }

    #[test]
    fn cuts_what_never_ends() {
        let text = "投资增长5%、".repeat(1000);
        let sentences = sentence_texts(&text);
        assert!(sentences.iter().all(|s| s.chars().count() <= LONGEST));
        assert_eq!(sentences.concat(), text);
    }

    #[test]
    fn a_mark_of_a_footnote_stands_within_the_sentence() {
        assert!(is_note(&['[', '2', ']']));
        assert!(!is_note(&['[', '注', ']']));
        let row = "全年全市规模以上工业增加值比上年增长百分之八产品\n".repeat(4);
        let text = format!("{row}\n全年茶叶产值\n[2]\n18.5亿元，增长3%。\n");
        assert!(
            sentence_texts(&text)
                .last()
                .is_some_and(|s| s.contains("产值\n[2]\n18.5亿元"))
        );
    }

    #[test]
    fn joins_lines_broken_by_the_page() {
        let row = "全年全市规模以上工业增加值比上年增长百分之八产品销售率达到很高水平并";
        let text = format!("{row}\n{row}\n{row}\n{row}\n{row}\n结束。");
        assert_eq!(sentence_texts(&text).len(), 1);
        assert_eq!(
            sentence_texts("支出增加,共312.2 亿\n— 16 —\n元,增长。\n- 17 -\n二、下文").len(),
            3
        );
        assert_eq!(
            sentence_texts("第一行\n第二行\n第三行\n第四行\n第五行").len(),
            5
        );
        let header = "品名              产量（万吨）               比上年增长（%）";
        let table = format!("{row}\n{row}\n{row}\n{row}\n结束。\n{header}\n\n稻谷    12.5    -0.4");
        assert_eq!(sentence_texts(&table).len(), 3);
        let justified = row.replacen('业', "业   ", 3);
        let text = format!("{row}\n{row}\n{row}\n{justified}，\n{row}\n结束。");
        assert_eq!(sentence_texts(&text).len(), 1);
    }
}
