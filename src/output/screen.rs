//! The terminal: its width, its colours, and text that fits it.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Where a table is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// How many columns it has.
    pub width: usize,
    /// Whether it may be coloured.
    pub colour: bool,
    /// Whether long text is broken into lines; what goes through a pipe is left whole, for `grep`.
    pub wraps: bool,
}

impl Screen {
    /// Text that stands out: a match.
    pub fn strong(&self, text: &str) -> String {
        self.paint("1;31", text)
    }

    /// A heading.
    pub fn bold(&self, text: &str) -> String {
        self.paint("1", text)
    }

    /// Text that steps back.
    pub fn dim(&self, text: &str) -> String {
        self.paint("2", text)
    }

    /// How many columns a text may take behind `taken` ones; any number where long text is left whole.
    pub fn room(&self, taken: usize) -> usize {
        match self.wraps {
            true => self.width.saturating_sub(taken),
            false => usize::MAX,
        }
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_string()
        }
    }
}

/// How many columns a text takes on a terminal.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text with white space and control characters as single blanks: one line.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        let blank = c.is_whitespace() || c.is_control();
        if !blank {
            line.push(c);
        } else if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// The text with a blank for whatever breaks a line or is not seen, one for one, so that places in it stay.
pub fn unbroken(text: &str) -> String {
    let blank = |c: char| c.is_whitespace() || c.is_control();
    text.chars()
        .map(|c| if blank(c) { ' ' } else { c })
        .collect()
}

/// The text, cut to at most `most` columns with `…` at its end where it is longer.
pub fn fit(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_string();
    }
    let mut fitted = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > most {
            break;
        }
        fitted.push(c);
    }
    fitted.push('…');
    fitted
}

/// The text, cut at its start to at most `most` columns with `…` there where it is longer: a path by its end.
pub fn fit_end(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_string();
    }
    let mut used = 1;
    let mut from = text.len();
    for (i, c) in text.char_indices().rev() {
        used += c.width().unwrap_or(0);
        if used > most {
            break;
        }
        from = i;
    }
    format!("…{}", &text[from..])
}

/// The part of `text` around the scalar values `start..end`, at most `most` columns, with `…` where it was cut; in one line.
pub fn around(text: &str, start: usize, end: usize, most: usize) -> String {
    let chars: Vec<char> = unbroken(text).chars().collect();
    let columns = |c: char| c.width().unwrap_or(0);
    let (mut from, mut to) = (start.min(chars.len()), end.min(chars.len()));
    let mut used: usize = chars[from..to].iter().map(|c| columns(*c)).sum();
    let room = most.saturating_sub(2);
    // Two before for each one behind: what a number is about stands before it.
    let mut turn = 0;
    loop {
        let can_before = from > 0 && used + columns(chars[from - 1]) <= room;
        let can_behind = to < chars.len() && used + columns(chars[to]) <= room;
        if can_before && (turn < 2 || !can_behind) {
            from -= 1;
            used += columns(chars[from]);
        } else if can_behind {
            used += columns(chars[to]);
            to += 1;
        } else {
            break;
        }
        turn = (turn + 1) % 3;
    }
    let mut shown: String = chars[from..to].iter().collect();
    if from > 0 {
        shown = format!("…{}", shown.trim_start());
    }
    if to < chars.len() {
        shown = format!("{}…", shown.trim_end());
    }
    shown.trim().to_string()
}

/// Breaks a text into lines of at most `most` columns. Marks in `spans` (scalar values) are painted with `paint`.
pub fn wrap(
    text: &str,
    most: usize,
    spans: &[(usize, usize)],
    paint: impl Fn(&str) -> String,
) -> Vec<String> {
    /// Marks that may not open a line.
    const CLOSING: &str = "，。；：、！？）”’》」』】,.;:!?)%％";
    /// How many characters are carried to the next line so that they stay together.
    const LONGEST_WORD: usize = 16;
    let chars: Vec<char> = text.chars().collect();
    let mut lines = Vec::new();
    let mut first = 0;
    while first < chars.len() {
        let mut end = first;
        let mut used = 0;
        while end < chars.len() {
            let columns = chars[end].width().unwrap_or(0);
            if used + columns > most && end > first {
                break;
            }
            used += columns;
            end += 1;
        }
        if end < chars.len() {
            let mut cut = end;
            while cut > first
                && end - cut < LONGEST_WORD
                && (CLOSING.contains(chars[cut])
                    || (together(chars[cut - 1]) && together(chars[cut])))
            {
                cut -= 1;
            }
            // A word longer than a line, or as long as that, is broken where the line ends.
            if cut > first && end - cut < LONGEST_WORD {
                end = cut;
            }
        }
        lines.push(painted(&chars, first, end, spans, &paint));
        first = end;
    }
    lines
}

/// Whether a character stays with its like on one line: digits and Latin letters.
fn together(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '.'
}

/// The characters `first..end`, those in `spans` painted.
fn painted(
    chars: &[char],
    first: usize,
    end: usize,
    spans: &[(usize, usize)],
    paint: &impl Fn(&str) -> String,
) -> String {
    let mut line = String::new();
    let mut at = first;
    for &(start, stop) in spans {
        let (start, stop) = (start.max(at), stop.min(end));
        if start < stop {
            line.extend(&chars[at..start]);
            line.push_str(&paint(&chars[start..stop].iter().collect::<String>()));
            at = stop;
        }
    }
    line.extend(&chars[at..end]);
    line.trim_end().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fits_columns() {
        assert_eq!(fit("地区生产总值", 12), "地区生产总值");
        assert_eq!(fit("地区生产总值", 11), "地区生产总…");
        assert_eq!(fit("abc", 2), "a…");
        assert_eq!(fit_end("corpus/清远.txt", 10), "…/清远.txt");
        assert_eq!(fit_end("a.txt", 5), "a.txt");
        assert_eq!(width("ａ亿元"), 6);
    }

    #[test]
    fn shows_what_is_around_a_number() {
        let text = "全市地区生产总值1500.9亿元，增长5%；固定资产投资666.3亿元";
        let shown = around(text, 8, 16, 24);
        assert!(shown.contains("1500.9亿元"), "{shown}");
        assert!(width(&shown) <= 24, "{shown}");
        assert!(shown.starts_with('…') && shown.ends_with('…'), "{shown}");
        assert_eq!(around("增长5%", 2, 4, 80), "增长5%");
        assert_eq!(around("", 3, 5, 10), "");
    }

    #[test]
    fn wraps_and_marks() {
        let lines = wrap("一二三四五六", 6, &[(2, 4)], |t| format!("<{t}>"));
        assert_eq!(lines, ["一二<三>", "<四>五六"]);
        assert_eq!(
            wrap("一二三，四", 6, &[], str::to_string),
            ["一二", "三，四"]
        );
        assert_eq!(wrap("增长15.5%", 8, &[], str::to_string), ["增长", "15.5%"]);
    }

    #[test]
    fn paints_only_where_it_may() {
        let colour = Screen {
            width: 80,
            colour: true,
            wraps: true,
        };
        let plain = Screen {
            width: 80,
            colour: false,
            wraps: true,
        };
        assert_eq!(colour.strong("扶贫"), "\u{1b}[1;31m扶贫\u{1b}[0m");
        assert_eq!(plain.strong("扶贫"), "扶贫");
    }
}
