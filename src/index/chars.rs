//! Text as characters and pairs of characters with positions, so that any substring of it can be found and marked.

use crate::text::fold;

/// A character that counts for search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Char {
    /// The character, folded and in lower case.
    pub value: char,
    /// Its place among the characters that count; a run of marks between two characters leaves one place empty.
    pub position: u32,
    /// Its place in the text, in Unicode scalar values.
    pub offset: usize,
}

/// The characters of `text` that count for search: letters, digits, ideographs and the signs that belong to a number.
///
/// White space and characters without width count for nothing (`8 9 8` is `898`), and neither does a comma between digits (`1,234` is `1234`). Any other mark
/// keeps its neighbours apart by one empty place, so that `大学` is not found in `扩大，学习`, while `汕昆、汕湛` is found
/// by a query with the same or another mark in its middle.
pub fn chars(text: &str) -> Vec<Char> {
    let folded: Vec<char> = fold(text).chars().map(lower).collect();
    let mut found = Vec::with_capacity(folded.len());
    let mut position = 0;
    let mut apart = false;
    for (offset, &value) in folded.iter().enumerate() {
        let between_digits = || {
            offset > 0
                && folded[offset - 1].is_ascii_digit()
                && folded.get(offset + 1).is_some_and(char::is_ascii_digit)
        };
        if counts(value) || (value == '.' && between_digits()) {
            if apart && !found.is_empty() {
                position += 1;
            }
            apart = false;
            found.push(Char {
                value,
                position,
                offset,
            });
            position += 1;
        } else if !(value.is_whitespace()
            || has_no_width(value)
            || value == ',' && between_digits())
        {
            apart = true;
        }
    }
    found
}

/// The characters of `text` that count, a blank where one place between two is left empty; [`Grams`] cuts it into grams.
pub fn spread(text: &str) -> String {
    let mut spread = String::with_capacity(text.len());
    let mut next = 0;
    for c in chars(text) {
        if c.position > next {
            spread.push(' ');
        }
        spread.push(c.value);
        next = c.position + 1;
    }
    spread
}

/// The grams of a text that was [`spread`]: each character and the one right behind it, or the character alone where a mark or
/// the end follows; each with the position of its first character.
pub struct Grams<'a> {
    chars: std::str::Chars<'a>,
    next: Option<char>,
    position: u32,
}

impl<'a> Grams<'a> {
    /// Those of a text that was [`spread`].
    pub fn of(spread: &'a str) -> Self {
        let mut chars = spread.chars();
        let next = chars.next();
        Grams {
            chars,
            next,
            position: 0,
        }
    }
}

impl Iterator for Grams<'_> {
    type Item = (u32, char, Option<char>);

    fn next(&mut self) -> Option<Self::Item> {
        let mut first = self.next?;
        if first == ' ' {
            self.position += 1;
            first = self.chars.next()?;
        }
        self.next = self.chars.next();
        let position = self.position;
        self.position += 1;
        Some((position, first, self.next.filter(|c| *c != ' ')))
    }
}

/// Two neighbours as one string, or one character without a neighbour behind it.
pub fn gram(first: char, second: Option<char>) -> String {
    let mut gram = String::with_capacity(8);
    gram.push(first);
    gram.extend(second);
    gram
}

/// Whether a character is not seen: zero-width spaces and joiners, direction marks, the soft hyphen, the byte-order mark.
fn has_no_width(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// Whether a character counts wherever it stands.
fn counts(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '%' | '‰' | '℃' | '°' | '$' | '¥' | '€' | '㎡' | '㎞' | '+'
        )
}

/// The lower case of a character, where that is one character.
fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut shown = String::new();
        let mut next = 0;
        for c in chars(text) {
            shown.push_str(&"_".repeat((c.position - next) as usize));
            shown.push(c.value);
            next = c.position + 1;
        }
        shown
    }

    #[test]
    fn folds_and_drops() {
        assert_eq!(shown("扶貧ＧＤＰ"), "扶贫gdp");
        assert_eq!(shown("，增长 5．5％；"), "增长5.5%");
        assert_eq!(shown("1,234人"), "1234人");
        assert_eq!(shown("粮 食　产\n量"), "粮食产量");
        assert_eq!(
            shown("扶\u{200b}贫\u{feff}产\u{2060}量\u{ad}大\u{200f}学"),
            "扶贫产量大学"
        );
        assert_eq!(shown("。！？"), "");
    }

    #[test]
    fn marks_keep_apart() {
        assert_eq!(shown("扩大，学习"), "扩大_学习");
        assert_eq!(shown("推进“1112”发展"), "推进_1112_发展");
        assert_eq!(shown("……a。”b"), "a_b");
    }

    #[test]
    fn pairs_end_at_marks() {
        let grams = |text: &str| -> Vec<(u32, String)> {
            let spread = spread(text);
            Grams::of(&spread)
                .map(|(at, a, b)| (at, gram(a, b)))
                .collect()
        };
        let pair = |at: u32, gram: &str| (at, gram.to_string());
        assert_eq!(
            grams("扩大，学"),
            [pair(0, "扩大"), pair(1, "大"), pair(3, "学")]
        );
        assert_eq!(grams("5%"), [pair(0, "5%"), pair(1, "%")]);
        assert!(grams("。").is_empty());
        assert_eq!(spread("，增长 5．5％；快、好"), "增长5.5% 快 好");
    }

    #[test]
    fn offsets_point_into_the_source() {
        let text = "　增长，５％";
        let source: Vec<char> = text.chars().collect();
        let at: Vec<char> = chars(text).iter().map(|c| source[c.offset]).collect();
        assert_eq!(at, ['增', '长', '５', '％']);
    }
}
