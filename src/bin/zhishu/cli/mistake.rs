//! A mistake in a query, shown with the query and a caret under its place.

use std::fmt;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use zhishu::{QueryError, Span, unbroken};

/// The most columns of a query that are shown around a mistake.
const SHOWN: usize = 76;

/// An error of a question, with the query that it was asked by.
#[derive(Debug)]
pub struct Mistaken {
    error: QueryError,
    query: String,
}

impl Mistaken {
    /// An error of `query`.
    pub fn new(error: QueryError, query: &str) -> Mistaken {
        Mistaken {
            error,
            query: query.to_string(),
        }
    }

    /// The query and under it carets at the place of the mistake, where it has one.
    pub fn place(&self) -> Option<[String; 2]> {
        self.error.place().map(|place| marked(&self.query, place))
    }
}

impl fmt::Display for Mistaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for Mistaken {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

/// A query in one line, and carets under the characters of `place`; of a long query the part around it.
fn marked(query: &str, place: Span) -> [String; 2] {
    let chars: Vec<char> = unbroken(query).chars().collect();
    let start = place.start.min(chars.len());
    let end = place.end.clamp(start, chars.len());
    // So much before the place that it stands in the middle of what is shown.
    let mut first = start;
    while first > 0 && width(&chars[first - 1..start]) <= SHOWN / 2 {
        first -= 1;
    }
    let mut last = first;
    while last < chars.len() && width(&chars[first..=last]) <= SHOWN {
        last += 1;
    }
    let shown: String = chars[first..last].iter().collect();
    let before = " ".repeat(width(&chars[first..start]));
    let carets = "^".repeat(width(&chars[start..end.min(last).max(start)]).max(1));
    [shown, before + &carets]
}

fn width(chars: &[char]) -> usize {
    match chars {
        [one] => one.width().unwrap_or(0),
        many => many.iter().collect::<String>().width(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_under_wide_characters() {
        let shown = marked("投资 指票:风", Span::new(3, 5));
        assert_eq!(shown, ["投资 指票:风", "     ^^^^"]);
        assert_eq!(marked("a(b", Span::new(1, 2)), ["a(b", " ^"]);
        assert_eq!(marked("a", Span::new(1, 1)), ["a", " ^"]);
    }

    #[test]
    fn of_a_long_query_the_part_around_it() {
        let query = format!("{}坏{}", "词 ".repeat(100), " 词".repeat(100));
        let [shown, carets] = marked(&query, Span::new(200, 201));
        assert!(shown.width() <= SHOWN && shown.contains('坏'), "{shown}");
        let at = carets.find('^').unwrap();
        let before: String = shown.chars().take_while(|c| *c != '坏').collect();
        assert_eq!(before.width(), at);
    }
}
