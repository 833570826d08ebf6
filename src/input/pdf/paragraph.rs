//! From lines and rows to running text: which lines go on in the next one, also over the end of a page.

use super::grid::Table;
use super::line::Line;

/// What stands on a page, from top to bottom.
#[derive(Debug)]
pub(super) enum Block {
    Line(Line),
    Table(Table),
}

/// A page with what is no text taken off.
#[derive(Debug)]
pub(super) struct Laid {
    pub width: f64,
    pub blocks: Vec<Block>,
}

/// The text of the pages, and at which character each begins.
pub(super) fn text(pages: &[Laid]) -> (String, Vec<usize>) {
    let bodies = bodies(pages);
    let mut out = Writer::default();
    let mut starts = Vec::with_capacity(pages.len());
    for (page, body) in pages.iter().zip(&bodies) {
        let notes = notes(&page.blocks, body.size);
        let mut begun = false;
        let mut begin = |out: &Writer, continues: bool| {
            if !begun {
                begun = true;
                // A new line or a space may still come before the page's first character.
                starts.push((out.length, !continues));
            }
        };
        let (text, foot) = page.blocks.split_at(page.blocks.len() - notes);
        // Where the line above stands, and how far below its own line above.
        let mut above: Option<f64> = None;
        let mut step: Option<f64> = None;
        for block in text {
            match block {
                Block::Line(line) => {
                    let down = above.map(|y| line.y - y);
                    let open = out.open.as_ref();
                    let continues = open.is_some_and(|o| continues(o, line, body, (down, step)));
                    step = down.filter(|_| continues);
                    if !continues {
                        out.close();
                    }
                    begin(&out, continues);
                    out.line(line);
                    above = Some(line.y);
                }
                Block::Table(table) => {
                    out.close();
                    begin(&out, false);
                    table.rows.iter().for_each(|row| out.row(row));
                    above = None;
                }
            }
        }
        for block in foot {
            if let Block::Line(line) = block {
                begin(&out, true);
                out.note(line);
            }
        }
        if !begun {
            starts.push((usize::MAX, false));
        }
    }
    out.close();
    // A page without text begins where the next one does.
    let length = out.length;
    let mut next = length;
    let mut starts: Vec<usize> = starts
        .into_iter()
        .rev()
        .map(|(at, _)| {
            if at != usize::MAX {
                next = at;
            }
            next
        })
        .collect();
    starts.reverse();
    (out.text, starts)
}

/// Appends a line to the text that it goes on from: no space between characters of Chinese, one between words, and a word
/// parted by a hyphen in one.
pub(super) fn join(out: &mut String, line: &str) {
    let last = out.chars().next_back();
    let first = line.chars().next();
    if let (Some(a), Some(b)) = (last, first) {
        let word = |c: char| c.is_alphabetic() && !is_wide(c);
        let before = out.chars().rev().nth(1);
        if a == '-' && before.is_some_and(word) && b.is_lowercase() {
            out.pop();
        } else if !is_wide(a) && !is_wide(b) && (word(a) || word(b)) {
            out.push(' ');
        }
    }
    out.push_str(line);
}

/// Whether a character is one of Chinese or of its marks, which no space parts.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' | '—' | '…' | '“' | '”' | '‘' | '’')
}

/// The text as it grows.
#[derive(Default)]
struct Writer {
    text: String,
    length: usize,
    /// The last line of a paragraph that may go on.
    open: Option<Line>,
    /// The footnotes of the pages that the open paragraph stands on.
    notes: Vec<String>,
    /// The last footnote's line, which may go on.
    note: Option<Line>,
}

impl Writer {
    /// Ends the open paragraph, and puts the footnotes behind it.
    fn close(&mut self) {
        self.note = None;
        self.end_line();
        for note in std::mem::take(&mut self.notes) {
            self.push(&note);
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        self.open = None;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push("\n");
        }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.length += text.chars().count();
    }

    fn line(&mut self, line: &Line) {
        let before = self.text.len();
        if self.text.ends_with('\n') {
            self.push(&line.text());
        } else {
            let start = self.text.rfind('\n').map_or(0, |at| at + 1);
            // Only the end of the text matters to what is joined; a hyphen may be taken off.
            let tail = self
                .text
                .char_indices()
                .rev()
                .nth(2)
                .map_or(0, |(at, _)| at);
            let mut end = self.text.split_off(tail.max(start));
            self.length -= end.chars().count();
            join(&mut end, &line.text());
            self.push(&end);
        }
        debug_assert!(self.text.len() + 3 >= before);
        self.open = Some(line.clone());
    }

    fn row(&mut self, cells: &[String]) {
        let cells: Vec<&str> = cells.iter().map(|c| c.trim()).collect();
        let used = cells.iter().rposition(|c| !c.is_empty());
        if let Some(last) = used {
            self.push(&cells[..=last].join("\t"));
            self.end_line();
        }
    }

    fn note(&mut self, line: &Line) {
        let text = line.text();
        let goes_on = self.note.is_some() && !opens_with_mark(&text);
        match self.notes.last_mut() {
            Some(note) if goes_on => join(note, &text),
            _ => self.notes.push(text),
        }
        self.note = Some(line.clone());
    }
}

/// Where the running text of a page stands.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Body {
    size: f64,
    left: f64,
    right: f64,
    /// The usual distance of base lines.
    pitch: f64,
    /// Whether paragraphs open with an indent, so that a line without one opens none.
    indented: bool,
}

/// The most frequent of values, to the nearest multiple of `grain`; the greatest of several.
fn usual(values: impl Iterator<Item = f64>, grain: f64) -> Option<f64> {
    let mut grains: Vec<i64> = values.map(|v| (v / grain).round() as i64).collect();
    grains.sort_unstable();
    grains
        .chunk_by(|a, b| a == b)
        .max_by_key(|group| group.len())
        .map(|group| group[0] as f64 * grain)
}

/// The outermost value that several others are near to.
fn margin(mut values: Vec<f64>, near: f64, enough: usize) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(enough)?;
    (0..=last)
        .find(|&i| values[i + enough - 1] - values[i] <= near)
        .map(|i| values[i])
}

/// The lines of pages that are of the size of running text.
fn running<'a>(pages: &[&'a Laid], size: f64) -> Vec<&'a Line> {
    let blocks = pages.iter().flat_map(|p| &p.blocks);
    let lines = blocks.filter_map(|b| match b {
        Block::Line(line) => Some(line),
        Block::Table(_) => None,
    });
    lines
        .filter(|l| (l.size - size).abs() <= 0.08 * size)
        .collect()
}

/// The body of each page: its own where it has enough lines that agree with those of its like.
fn bodies(pages: &[Laid]) -> Vec<Body> {
    let sizes = pages.iter().flat_map(|p| &p.blocks).flat_map(|b| match b {
        Block::Line(line) => vec![line.size; line.text().chars().count()],
        Block::Table(_) => Vec::new(),
    });
    let size = usual(sizes, 0.5).unwrap_or(12.0);
    let ends = |pages: &[&Laid], enough: usize| {
        let lines = running(pages, size);
        let right = margin(lines.iter().map(|l| -l.x1).collect(), 0.7 * size, enough);
        let left = margin(lines.iter().map(|l| l.x0).collect(), 0.3 * size, enough);
        Some((left?, -right?))
    };
    let mut pitches = Vec::new();
    for page in pages {
        let lines = running(&[page], size);
        pitches.extend(lines.windows(2).map(|w| w[1].y - w[0].y));
    }
    let lines = running(&pages.iter().collect::<Vec<_>>(), size);
    let all = ends(
        &pages.iter().collect::<Vec<_>>(),
        (lines.len() / 40).clamp(2, 12),
    );
    let indent =
        |l: &&&Line| all.is_some_and(|(left, _)| (1.5..2.6).contains(&((l.x0 - left) / size)));
    let indented = lines.iter().filter(indent).count() * 12 >= lines.len() && lines.len() >= 12;
    let pitch = usual(pitches.into_iter().filter(|p| *p > 0.8 * size), 0.5);
    let widths: Vec<i64> = pages.iter().map(|p| p.width.round() as i64).collect();
    let mut of_width: rustc_hash::FxHashMap<i64, Option<(f64, f64)>> = Default::default();
    for &width in &widths {
        of_width.entry(width).or_insert_with(|| {
            let like = pages.iter().zip(&widths).filter(|(_, w)| **w == width);
            let like: Vec<&Laid> = like.map(|(p, _)| p).collect();
            let lines = running(&like, size).len();
            ends(&like, (lines / 40).clamp(2, 12))
        });
    }
    pages
        .iter()
        .zip(&widths)
        .map(|(page, width)| {
            let all = of_width.get(width).copied().flatten();
            let (left, right) = all.unwrap_or((0.0, page.width));
            let own = ends(&[page], 3).unwrap_or((left, right));
            let near = |own: f64, all: f64| (own - all).abs() < 3.0 * size;
            let left = if near(own.0, left) { own.0 } else { left };
            let right = if near(own.1, right) { own.1 } else { right };
            // Nothing but short lines: none is full.
            let narrow = right - left < 0.45 * page.width;
            Body {
                size,
                left,
                right: if narrow { page.width - left } else { right },
                pitch: pitch.unwrap_or(1.8 * size),
                indented,
            }
        })
        .collect()
}

/// How many blocks at a page's end are footnotes: lines of a smaller size, the first of which opens with a mark.
fn notes(blocks: &[Block], size: f64) -> usize {
    let small = |b: &&Block| matches!(b, Block::Line(line) if line.size < 0.92 * size);
    let count = blocks.iter().rev().take_while(small).count();
    let first = blocks.len() - count;
    let opens = |b: &Block| matches!(b, Block::Line(line) if opens_with_mark(&line.text()));
    let first = (first..blocks.len()).find(|i| opens(&blocks[*i]));
    let count = first.map_or(0, |i| blocks.len() - i);
    if count == blocks.len() { 0 } else { count }
}

/// Whether a line opens as a footnote does: [1], 〔1〕, ①, 注.
fn opens_with_mark(text: &str) -> bool {
    let mut chars = text.trim_start().chars();
    match chars.next() {
        Some('[' | '〔' | '［') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some('①'..='⑳') => true,
        Some('注') => chars
            .next()
            .is_some_and(|c| matches!(c, '：' | ':' | '1'..='9')),
        _ => false,
    }
}

/// Whether `line` carries on the paragraph whose last line is `open`; `down` is how far it stands below on the same page,
/// and `step` how far the lines of the paragraph are apart, where it has several on this page.
fn continues(
    open: &Line,
    line: &Line,
    body: &Body,
    (down, step): (Option<f64>, Option<f64>),
) -> bool {
    let size = open.size.max(line.size);
    if (open.size - line.size).abs() > 0.08 * size {
        return false;
    }
    let usual = step.unwrap_or(body.pitch * size / body.size);
    if down.is_some_and(|down| down > 1.2 * usual || down < 0.3 * size) {
        return false;
    }
    // What opens the line would have found room in the line above.
    let room = body.right - open.x1;
    if room > line.first + 0.6 * size {
        return false;
    }
    let text = line.text();
    let (before, opens) = (open.text(), opens_as_item(&text));
    if line.x0 > body.left + 1.2 * size {
        // Indented: a paragraph's beginning, unless an item hangs over its mark.
        let hangs = opens_as_item(&before) && !opens && line.x0 > open.x0 + 0.5 * size;
        return hangs && line.x0 < open.x0 + 3.0 * size;
    }
    body.indented || !(opens && before.ends_with(['。', '；', '：', '！', '？', ';']))
}

/// Whether a line opens as a heading or an item does: 一、 （一） 1. (1) 第一， •.
fn opens_as_item(text: &str) -> bool {
    let number = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c);
    if text.starts_with("——") {
        return true;
    }
    let mut chars = text.chars().peekable();
    let bracket = chars.next_if(|c| matches!(c, '（' | '(' | '第')).is_some();
    if !bracket && chars.peek() == Some(&'•') {
        return true;
    }
    let mut digits = 0;
    while chars.next_if(number).is_some() {
        digits += 1;
    }
    let mark = match chars.next() {
        Some('、' | '．') => true,
        Some('.') => chars.next().is_none_or(|c| !c.is_ascii_digit()),
        Some('）' | ')' | '章' | '节' | '条' | '，') => bracket,
        _ => false,
    };
    (1..=3).contains(&digits) && mark
}

#[cfg(test)]
mod tests {
    use super::super::line::{lines, tests::set};
    use super::*;

    fn page(parts: &[(&str, f64, f64)]) -> Laid {
        let glyphs = parts.iter().flat_map(|(text, x, y)| set(text, *x, *y));
        Laid {
            width: 230.0,
            blocks: lines(glyphs.collect())
                .into_iter()
                .map(Block::Line)
                .collect(),
        }
    }

    #[test]
    fn full_lines_go_on_and_indents_open_paragraphs() {
        let page = page(&[
            ("清河市概况", 80.0, 20.0),
            ("全市土地面积三百平方公里，总人口", 45.0, 40.0),
            ("五万人，辖三个镇二十个行政村和社区。", 25.0, 56.0),
            ("一是粮食总产量稳步提高，全年达到三", 45.0, 72.0),
            ("百吨。", 25.0, 88.0),
            ("二是收入增加。", 45.0, 104.0),
        ]);
        let (text, starts) = text(&[page]);
        assert_eq!(
            text,
            "清河市概况\n全市土地面积三百平方公里，总人口五万人，辖三个镇二十个行政村和社区。\n\
             一是粮食总产量稳步提高，全年达到三百吨。\n二是收入增加。\n"
        );
        assert_eq!(starts, [0]);
    }

    #[test]
    fn paragraphs_go_on_over_the_end_of_a_page() {
        let body = "土地面积三百平方公里，总人口万人，户";
        let first = page(&[(body, 25.0, 40.0), (body, 25.0, 56.0), (body, 25.0, 72.0)]);
        let empty = page(&[]);
        let last = page(&[("籍人口。", 25.0, 40.0), (body, 45.0, 56.0)]);
        let (text, starts) = text(&[first, empty, last]);
        assert_eq!(text.lines().count(), 2);
        let second: String = text.chars().skip(starts[2]).take(4).collect();
        assert_eq!((starts[1], second.as_str()), (starts[2], "籍人口。"));
    }

    #[test]
    fn footnotes_stand_behind_the_paragraph() {
        let body = "土地面积三百平方公里，总人口万人，户";
        let mut first = page(&[(body, 25.0, 40.0), (body, 25.0, 56.0)]);
        let note = set("[1]按户籍计算。", 25.0, 90.0);
        let note = note
            .into_iter()
            .map(|g| super::super::plane::Glyph { size: 7.0, ..g });
        first
            .blocks
            .extend(lines(note.collect()).into_iter().map(Block::Line));
        let last = page(&[("籍人口。", 25.0, 40.0)]);
        let (text, _) = text(&[first, last]);
        assert!(text.ends_with("户籍人口。\n[1]按户籍计算。\n"), "{text}");
    }

    #[test]
    fn rows_are_lines_of_cells() {
        let rows = vec![
            vec!["指标".to_string(), String::new(), "2025年".to_string()],
            vec![String::new(), "5".to_string(), String::new()],
            vec![String::new(); 3],
        ];
        let (y0, y1, x0) = (0.0, 0.0, 0.0);
        let blocks = vec![Block::Table(Table {
            y0,
            y1,
            x0,
            rows,
            open: false,
        })];
        let (text, _) = text(&[Laid { width: 9.0, blocks }]);
        assert_eq!(text, "指标\t\t2025年\n\t5\n");
    }

    #[test]
    fn words_are_joined_by_a_space_and_chinese_by_none() {
        let joined = |a: &str, b: &str| {
            let mut out = a.to_string();
            join(&mut out, b);
            out
        };
        assert_eq!(joined("产量", "增加"), "产量增加");
        assert_eq!(joined("an index", "of prices"), "an index of prices");
        assert_eq!(joined("infor-", "mation"), "information");
        assert_eq!(joined("15", "亿元"), "15亿元");
        assert_eq!(joined("1,23", "4"), "1,234");
    }

    #[test]
    fn items_open_with_marks() {
        for text in [
            "一、综合",
            "（二）工业",
            "1.水泥",
            "(3)煤炭",
            "第一，扩大",
            "12．其他",
            "• 水",
        ] {
            assert!(opens_as_item(text), "{text}");
        }
        for text in [
            "三产增加",
            "1.5亿元",
            "2025年",
            "（含县级）",
            "十大工程",
            "第一产业",
        ] {
            assert!(!opens_as_item(text), "{text}");
        }
    }
}
