//! Where a query's terms stand in a text: spans of the source itself.

use super::language::Term;
use crate::index::{Char, chars};

/// The parts of `text` in which one of `terms` stands, in scalar values from its start, in order and without overlap.
pub(crate) fn highlights<'a>(
    text: &str,
    terms: impl Iterator<Item = &'a Term>,
) -> Vec<(usize, usize)> {
    let chars = chars(text);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for term in terms {
        for first in 0..chars.len() {
            if let Some(last) = stands_at(&chars, first, term) {
                found.push((chars[first].offset, chars[last].offset + 1));
            }
        }
    }
    found.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (start, end) in found {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

/// The last character of the term if it stands at `first`.
fn stands_at(chars: &[Char], first: usize, term: &Term) -> Option<usize> {
    let from = chars[first].position;
    let behind = &chars[first..];
    let fits = behind.len() >= term.chars.len()
        && behind
            .iter()
            .zip(&term.chars)
            .all(|(c, (place, value))| c.value == *value && c.position - from == *place);
    fits.then(|| first + term.chars.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, terms: &[&str]) -> Vec<String> {
        let terms: Vec<Term> = terms.iter().filter_map(|t| Term::new(t)).collect();
        let source: Vec<char> = text.chars().collect();
        highlights(text, terms.iter())
            .into_iter()
            .map(|(s, e)| source[s..e].iter().collect())
            .collect()
    }

    #[test]
    fn marks_the_source_as_written() {
        assert_eq!(
            marked("脫貧與扶貧，增長１０％", &["扶贫", "10%"]),
            ["扶貧", "１０％"]
        );
        assert_eq!(marked("汕昆、汕湛高速", &["汕昆，汕湛"]), ["汕昆、汕湛"]);
    }

    #[test]
    fn joins_what_overlaps() {
        assert_eq!(marked("高速公路", &["高速", "速公"]), ["高速公"]);
        assert_eq!(marked("大大大", &["大大"]), ["大大大"]);
    }

    #[test]
    fn marks_nothing_across_marks() {
        assert!(marked("扩大，学习", &["大学"]).is_empty());
        assert!(marked("大", &["大学"]).is_empty());
    }
}
