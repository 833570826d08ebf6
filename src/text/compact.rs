//! A stretch of text without its spaces, with the way back to the document's offsets.

use super::char_class::is_solid;
use super::page::is_page_mark;
use crate::document::Span;
use std::borrow::Cow;

/// The characters of a stretch of folded text without the white space that means nothing: line breaks inside a
/// sentence, spaces between Chinese characters, spaces between the digits of one number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Compact<'a> {
    /// The characters that were kept; those of the text itself where all were.
    pub chars: Cow<'a, [char]>,
    /// The offset in the document of the first character, where all were kept.
    start: usize,
    /// For each kept character, its offset in the document; empty where all were kept.
    offsets: Vec<usize>,
}

impl<'a> Compact<'a> {
    /// Compacts the characters of `folded` in `span`; offsets count from the start of `folded`.
    pub fn new(folded: &'a [char], span: Span) -> Self {
        let stretch = &folded[span.start..span.end];
        if is_solid(stretch) || !stretch.iter().any(|&c| is_dropped(c)) {
            return Compact {
                chars: stretch.into(),
                start: span.start,
                offsets: Vec::new(),
            };
        }
        let spaced = is_letter_spaced(stretch) || is_prose(stretch);
        let size = stretch.len();
        let (mut chars, mut offsets) = (Vec::with_capacity(size), Vec::with_capacity(size));
        let mut pending_space = false;
        let mut behind_mark = 0;
        for (i, &c) in stretch.iter().enumerate() {
            if i < behind_mark {
                continue;
            }
            if c == '\n' {
                behind_mark = i + 1 + page_mark_line(&stretch[i + 1..]);
            }
            if c == '—' && i > 0 && stretch[i - 1].is_whitespace() {
                let mark = page_mark(&stretch[i..]);
                if mark > 0 {
                    behind_mark = i + mark;
                    continue;
                }
            }
            if is_dropped(c) {
                pending_space = true;
                continue;
            }
            if pending_space
                && !spaced
                && chars.last().is_some_and(|p| is_numeric_part(*p))
                && is_numeric_part(c)
            {
                chars.push(' ');
                offsets.push(span.start + i - 1);
            }
            pending_space = false;
            chars.push(c);
            offsets.push(span.start + i);
        }
        Compact {
            chars: chars.into(),
            start: span.start,
            offsets,
        }
    }

    /// The document's span of the kept characters from `start` up to `end`.
    pub fn source(&self, start: usize, end: usize) -> Span {
        let Some(last) = end.checked_sub(1).filter(|last| start <= *last) else {
            return Span::default();
        };
        match (self.offset(start), self.offset(last)) {
            (Some(a), Some(b)) if a <= b => Span::new(a, b + 1),
            _ => Span::default(),
        }
    }

    /// The document's offset of the kept character `at`.
    fn offset(&self, at: usize) -> Option<usize> {
        if self.offsets.is_empty() {
            (at < self.chars.len()).then_some(self.start + at)
        } else {
            self.offsets.get(at).copied()
        }
    }
}

/// White space and marks that nobody sees.
#[inline]
fn is_dropped(c: char) -> bool {
    // Chinese characters and marks are told at once.
    !matches!(c, '\u{3001}'..='\u{9fff}') && (c.is_whitespace() || is_invisible(c))
}

/// The length of the line at the start of `rest` where it is nothing but a page number and another line follows, else 0.
fn page_mark_line(rest: &[char]) -> usize {
    // A longer line is none.
    let mut line = rest.iter().take(40);
    let Some(n) = line.position(|c| *c == '\n') else {
        return 0;
    };
    let start = rest[..n].iter().take_while(|c| c.is_whitespace()).count();
    let end = n - rest[start..n]
        .iter()
        .rev()
        .take_while(|c| c.is_whitespace())
        .count();
    if is_page_mark(&rest[start..end]) {
        n
    } else {
        0
    }
}

/// The length of a page number between dashes at the start of `rest` where white space and no new sentence follows, else 0:
/// 增长 |—9— |9.3%, but not 收入和支出 —10— 年末余额.
fn page_mark(rest: &[char]) -> usize {
    const OPENING: [[char; 2]; 5] = [
        ['年', '末'],
        ['全', '年'],
        ['全', '市'],
        ['截', '至'],
        ['规', '模'],
    ];
    let digits = rest[1..].iter().take(4).take_while(|c| c.is_ascii_digit());
    let n = digits.count();
    let behind = rest.get(n + 2..).unwrap_or(&[]);
    let spaces = behind.iter().take_while(|c| c.is_whitespace()).count();
    let opens = OPENING.iter().any(|w| behind[spaces..].starts_with(w));
    let closed = rest.get(n + 1) == Some(&'—') && spaces > 0 && !opens;
    if (1..=3).contains(&n) && closed {
        n + 2
    } else {
        0
    }
}

/// Whether single digits stand apart by single spaces: `1 9 9 7 年`.
fn is_letter_spaced(stretch: &[char]) -> bool {
    let (mut apart, mut together) = (0usize, 0usize);
    for w in stretch.windows(3) {
        if w[0].is_ascii_digit() && w[1].is_whitespace() && w[2].is_ascii_digit() {
            apart += 1;
        }
        if w[0].is_ascii_digit() && w[1].is_ascii_digit() {
            together += 1;
        }
    }
    apart >= 3 && apart > together
}

/// Whether it is running text, where two numbers never stand apart by a space alone.
fn is_prose(stretch: &[char]) -> bool {
    stretch.iter().any(|c| matches!(c, ',' | ';' | '。')) && !stretch.contains(&'\t')
}

fn is_numeric_part(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | '-' | '%' | '+')
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compact(text: &str) -> (String, Vec<Span>) {
        let chars: Vec<char> = text.chars().collect();
        let c = Compact::new(&chars, Span::new(0, chars.len()));
        let spans = (0..c.chars.len()).map(|i| c.source(i, i + 1)).collect();
        (c.chars.iter().collect(), spans)
    }

    #[test]
    fn drops_spaces_between_characters_and_spaced_digits() {
        assert_eq!(compact("增长 8.2%\n,工 业").0, "增长8.2%,工业");
        assert_eq!(compact("1 9 9 7 年 7 4 7 7 2 亿元").0, "1997年74772亿元");
        assert_eq!(
            compact("患者 8 9 8 人 6 89.9万元,").0,
            "患者898人689.9万元,"
        );
    }

    #[test]
    fn keeps_numbers_of_a_row_apart() {
        assert_eq!(compact("万件 130.8 -10.4").0, "万件130.8 -10.4");
    }

    #[test]
    fn passes_over_page_numbers_in_a_line() {
        let compact = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            let out = Compact::new(&chars, Span::new(0, chars.len()));
            out.chars.iter().collect::<String>()
        };
        assert_eq!(compact("比上年增长 —9— 9.3%。"), "比上年增长9.3%。");
        assert_eq!(compact("从 3—5 增至 —9—个"), "从3—5增至—9—个");
        assert_eq!(compact("支出 —9— 年末余额"), "支出—9—年末余额");
    }

    #[test]
    fn passes_over_page_numbers_in_a_sentence() {
        assert_eq!(
            compact("支出 31.2 亿\n — 16 — \n元,增长").0,
            "支出31.2亿元,增长"
        );
        assert_eq!(compact("增长\n12\n家,多").0, "增长12家,多");
    }

    #[test]
    fn leads_back_to_the_source() {
        let (text, spans) = compact("增 长5%");
        assert_eq!(text, "增长5%");
        assert_eq!(spans[1], Span::new(2, 3));
    }
}
