//! Cutting a text down to what still breaks.

use std::time::{Duration, Instant};

/// The longest that is spent on it.
const LONGEST: Duration = Duration::from_secs(60);

/// The shortest text found by taking pieces out of `text` that `breaks` too.
///
/// Pieces of half the text are tried first, then of a quarter, down to single characters, and again as long as anything
/// could be taken out.
pub fn least(text: &str, breaks: &dyn Fn(&str) -> bool) -> String {
    let end = Instant::now() + LONGEST;
    let mut chars: Vec<char> = text.chars().collect();
    loop {
        let before = chars.len();
        let mut size = chars.len().div_ceil(2);
        while size > 0 {
            let mut at = 0;
            while at < chars.len() {
                if Instant::now() > end {
                    return chars.into_iter().collect();
                }
                let rest = at.saturating_add(size).min(chars.len());
                let without: Vec<char> = [&chars[..at], &chars[rest..]].concat();
                if breaks(&without.iter().collect::<String>()) {
                    chars = without;
                } else {
                    at = rest;
                }
            }
            size /= 2;
        }
        if chars.len() == before {
            return chars.into_iter().collect();
        }
    }
}

#[test]
fn finds_the_least_text() {
    let breaks = |text: &str| text.contains('甲') && text.ends_with('乙');
    assert_eq!(least("一二甲三四甲五乙六乙", &breaks), "甲乙");
}
