//! From characters with places to lines of text, cut where wide gaps part what stands side by side.

use super::plane::Glyph;

/// What stands together in a line without a wide gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Segment {
    pub text: String,
    pub x0: f64,
    pub x1: f64,
}

/// A line: segments from left to right.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub segments: Vec<Segment>,
    pub x0: f64,
    pub x1: f64,
    /// The base line.
    pub y: f64,
    /// The size of most of its characters.
    pub size: f64,
    /// The width of what could not be parted from its beginning: a character of Chinese, a word, a number.
    pub first: f64,
}

impl Line {
    /// Its text, a space for each wide gap.
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.segments.iter().map(|s| s.text.as_str()).collect();
        texts.join(" ")
    }
}

/// The lines that glyphs stand in, from top to bottom.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Row> = Vec::new();
    for glyph in glyphs {
        // Base lines come in order, so that a row far above has all that it will get.
        let found = rows
            .iter_mut()
            .rev()
            .take(6)
            .filter(|row| row.shares(&glyph))
            .max_by(|a, b| a.overlap(&glyph).total_cmp(&b.overlap(&glyph)));
        match found {
            Some(row) => row.add(glyph),
            None => rows.push(Row::new(glyph)),
        }
    }
    let mut lines: Vec<Line> = rows.into_iter().filter_map(Row::line).collect();
    lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    lines
}

/// Glyphs on one base line, with raised and lowered ones.
struct Row {
    top: f64,
    bottom: f64,
    /// The largest size in it, whose base line it has.
    size: f64,
    y: f64,
    glyphs: Vec<Glyph>,
}

fn top(glyph: &Glyph) -> f64 {
    glyph.y - 0.8 * glyph.size
}

fn bottom(glyph: &Glyph) -> f64 {
    glyph.y + 0.2 * glyph.size
}

impl Row {
    fn new(glyph: Glyph) -> Row {
        Row {
            top: top(&glyph),
            bottom: bottom(&glyph),
            size: glyph.size,
            y: glyph.y,
            glyphs: vec![glyph],
        }
    }

    /// How much of the lower one's height lies beside the other.
    fn overlap(&self, glyph: &Glyph) -> f64 {
        let shared = self.bottom.min(bottom(glyph)) - self.top.max(top(glyph));
        shared / glyph.size.min(self.size)
    }

    fn shares(&self, glyph: &Glyph) -> bool {
        self.overlap(glyph) > 0.55
    }

    fn add(&mut self, glyph: Glyph) {
        if glyph.char != ' ' && glyph.size > self.size * 1.05 {
            (self.top, self.bottom) = (top(&glyph), bottom(&glyph));
            (self.size, self.y) = (glyph.size, glyph.y);
        }
        self.glyphs.push(glyph);
    }

    fn line(mut self) -> Option<Line> {
        self.glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
        let glyphs = without_shadows(&self.glyphs);
        let size = usual_size(&glyphs)?;
        let (first, last) = (*glyphs.first()?, *glyphs.last()?);
        let wide = widest_gap(&glyphs, size);
        let mut segments: Vec<Segment> = Vec::new();
        let mut before: Option<Glyph> = None;
        // Whether a space lies between the last glyph and this one.
        let mut space = false;
        for glyph in &self.glyphs {
            if glyph.char.is_whitespace() {
                space = true;
                continue;
            }
            if before.is_some_and(|b| is_shadow(&b, glyph)) {
                continue;
            }
            let gap = before.map_or(0.0, |b| glyph.x - (b.x + b.width));
            let fresh = before.is_none_or(|_| gap > wide);
            match segments.last_mut() {
                Some(segment) if !fresh => {
                    let joined = before.is_some_and(|b| is_apart(b.char, glyph.char, gap / size));
                    if space && gap > 0.1 * size || joined {
                        segment.text.push(' ');
                    }
                    segment.text.push(glyph.char);
                    segment.x1 = segment.x1.max(glyph.x + glyph.width);
                }
                _ => segments.push(Segment {
                    text: glyph.char.to_string(),
                    x0: glyph.x,
                    x1: glyph.x + glyph.width,
                }),
            }
            space = false;
            before = Some(*glyph);
        }
        let unbroken = unbroken(&glyphs);
        Some(Line {
            x0: first.x,
            x1: segments.iter().map(|s| s.x1).fold(last.x, f64::max),
            y: self.y,
            size,
            first: unbroken,
            segments,
        })
    }
}

/// Whether `b` is `a` once more, set over it to look bold.
fn is_shadow(a: &Glyph, b: &Glyph) -> bool {
    a.char == b.char && (b.x - a.x).abs() < 0.3 * a.width.min(b.width) && (a.y - b.y).abs() < 1.5
}

/// The glyphs that are no spaces, each once.
fn without_shadows(glyphs: &[Glyph]) -> Vec<Glyph> {
    let mut out: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs.iter().filter(|g| !g.char.is_whitespace()) {
        if !out.last().is_some_and(|last| is_shadow(last, glyph)) {
            out.push(*glyph);
        }
    }
    out
}

/// The size of most glyphs.
fn usual_size(glyphs: &[Glyph]) -> Option<f64> {
    let mut sizes: Vec<f64> = glyphs.iter().map(|g| g.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied()
}

/// The widest gap between neighbours of one segment. Where a line is spaced out to fill its width, all its gaps are wide.
fn widest_gap(glyphs: &[Glyph], size: f64) -> f64 {
    let gaps = glyphs.windows(2).map(|w| w[1].x - (w[0].x + w[0].width));
    let mut gaps: Vec<f64> = gaps.map(|g| g.max(0.0)).collect();
    gaps.sort_by(f64::total_cmp);
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
    0.95 * size + (2.0 * usual).min(1.2 * size)
}

/// Whether neighbours without a space between them are parts of different words, `gap` in parts of the size.
fn is_apart(a: char, b: char, gap: f64) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric();
    // Digits are set with wide gaps in spaced-out lines, letters of a word hardly ever.
    let wide = if a.is_ascii_digit() && b.is_ascii_digit() {
        0.45
    } else {
        0.22
    };
    letter(a) && letter(b) && gap > wide
}

/// How wide what stands together at a line's beginning is: one character of Chinese with the marks that may not open a
/// line, or a word of letters and digits.
fn unbroken(glyphs: &[Glyph]) -> f64 {
    let Some(first) = glyphs.first() else {
        return 0.0;
    };
    let in_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%' | '-');
    let mut end = first.x + first.width;
    for pair in glyphs.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let together = in_word(a.char) && in_word(b.char) && b.x - end < 0.3 * a.size
            || matches!(a.char, '“' | '‘' | '（' | '(' | '《' | '〔')
            || matches!(
                b.char,
                '，' | '。'
                    | '、'
                    | '；'
                    | '：'
                    | '！'
                    | '？'
                    | '）'
                    | '”'
                    | '’'
                    | '》'
                    | '〕'
                    | '%'
                    | '％'
            );
        if !together {
            break;
        }
        end = b.x + b.width;
    }
    end - first.x
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Glyphs of size 10 along a line, from `x`; Chinese as wide as the size, the rest half of it.
    pub fn set(text: &str, x: f64, y: f64) -> Vec<Glyph> {
        let mut at = x;
        let each = text.chars().map(|char| {
            let width = if char.is_ascii() { 5.0 } else { 10.0 };
            at += width;
            let (x, size) = (at - width, 10.0);
            Glyph {
                char,
                x,
                y,
                width,
                size,
            }
        });
        each.collect()
    }

    fn texts(glyphs: Vec<Glyph>) -> Vec<String> {
        lines(glyphs)
            .iter()
            .map(|l| {
                let texts: Vec<&str> = l.segments.iter().map(|s| s.text.as_str()).collect();
                texts.join("|")
            })
            .collect()
    }

    #[test]
    fn lines_go_by_base_lines_and_gaps() {
        let mut glyphs = set("收入", 100.0, 20.0);
        glyphs.extend(set("项目", 10.0, 20.0));
        glyphs.extend(set("增长5%。", 10.0, 40.0));
        assert_eq!(texts(glyphs), ["项目|收入", "增长5%。"]);
    }

    #[test]
    fn raised_marks_belong_to_their_line() {
        let mut glyphs = set("户籍人口", 10.0, 40.0);
        let mark = set("[1]", 50.0, 36.0);
        glyphs.extend(mark.into_iter().map(|g| Glyph { size: 6.0, ..g }));
        glyphs.extend(set("下一行", 10.0, 54.0));
        assert_eq!(texts(glyphs), ["户籍人口[1]", "下一行"]);
    }

    #[test]
    fn words_are_parted_and_characters_of_chinese_are_not() {
        let mut glyphs = set("GDP", 10.0, 20.0);
        glyphs.extend(set("index", 28.0, 20.0));
        glyphs.extend(set("值", 55.0, 20.0));
        glyphs.extend(set("12", 70.0, 20.0));
        assert_eq!(texts(glyphs), ["GDP index值12"]);
        assert_eq!(texts(set("a b c", 0.0, 0.0)), ["a b c"]);
    }

    #[test]
    fn what_is_set_twice_to_look_bold_is_read_once() {
        let mut glyphs = set("总量11", 10.0, 20.0);
        glyphs.extend(set("总量11", 10.4, 20.0));
        assert_eq!(texts(glyphs), ["总量11"]);
    }

    #[test]
    fn a_spaced_out_line_is_one() {
        let glyphs = "增加值占比".chars().enumerate().map(|(i, char)| Glyph {
            char,
            x: 18.0 * i as f64,
            y: 20.0,
            width: 10.0,
            size: 10.0,
        });
        assert_eq!(texts(glyphs.collect()), ["增加值占比"]);
    }
}
