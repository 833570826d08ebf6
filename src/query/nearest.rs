//! Which known values come nearest to an unknown one.

use crate::text::fold;

/// The likeness from which on a value may be meant.
const NEAR: f64 = 0.5;

/// The values of `known` nearest to `value`, the nearest first, at most `most`.
pub fn nearest<'a>(
    value: &str,
    known: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<String> {
    let value: Vec<char> = fold(value).to_lowercase().chars().collect();
    let mut scored: Vec<(f64, usize, &str)> = known
        .into_iter()
        .map(|k| {
            let chars: Vec<char> = fold(k).to_lowercase().chars().collect();
            (likeness(&value, &chars), chars.len(), k)
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(b.2)));
    scored.dedup_by(|a, b| a.2 == b.2);
    scored
        .into_iter()
        .take(most)
        .map(|s| s.2.to_string())
        .collect()
}

/// Whether `value` is so near to one of `known` that it may be meant.
pub(super) fn is_near<'a>(value: &str, known: impl IntoIterator<Item = &'a str>) -> bool {
    let folded = |text: &str| -> Vec<char> { fold(text).to_lowercase().chars().collect() };
    let value = folded(value);
    known
        .into_iter()
        .any(|k| likeness(&value, &folded(k)) >= NEAR)
}

/// From 0, nothing in common, to 1, equal.
fn likeness(a: &[char], b: &[char]) -> f64 {
    let longest = a.len().max(b.len());
    if longest == 0 {
        return 1.0;
    }
    // Headings may be long: an edit distance over their first characters tells as much.
    let (a, b) = (&a[..a.len().min(60)], &b[..b.len().min(60)]);
    let edits = 1.0 - distance(a, b) as f64 / longest as f64;
    let common = a.iter().filter(|c| b.contains(c)).count() as f64 / a.len().max(1) as f64;
    0.6 * edits + 0.4 * common
}

/// The count of insertions, deletions and replacements between two texts.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_first() {
        assert_eq!(nearest("leve", ["rank", "level", "share"], 1), ["level"]);
        assert_eq!(nearest("亿元人民币", ["亩", "元", "个"], 1), ["元"]);
        assert_eq!(
            nearest("清远", ["保定市清苑区", "清远市"], 2),
            ["清远市", "保定市清苑区"]
        );
    }

    #[test]
    fn a_word_of_another_language_is_near_to_none() {
        assert!(is_near("grwth", ["level", "growth"]));
        assert!(!is_near("增长", ["level", "growth"]));
        assert!(!is_near("货币", ["area", "currency"]));
    }

    #[test]
    fn counts_edits() {
        let d = |a: &str, b: &str| {
            distance(
                &a.chars().collect::<Vec<_>>(),
                &b.chars().collect::<Vec<_>>(),
            )
        };
        assert_eq!(d("kitten", "sitting"), 3);
        assert_eq!(d("", "ab"), 2);
        assert_eq!(d("亩", "亩"), 0);
    }
}
