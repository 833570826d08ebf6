//! One thing to look for in a text: characters that stand next to each other.

use crate::index::chars;
use crate::text::fold;

/// One thing to look for: characters that stand next to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The characters that count, folded, each with its place counted from the first.
    pub(crate) chars: Vec<(u32, char)>,
    /// The term folded and in lower case, as the segmenter would write a word.
    pub(crate) word: String,
}

impl Term {
    /// The term for a piece of text; `None` where no character of it counts.
    pub fn new(text: &str) -> Option<Term> {
        let chars = chars(text);
        let first = chars.first()?.position;
        Some(Term {
            chars: chars
                .iter()
                .map(|c| (c.position - first, c.value))
                .collect(),
            word: fold(text).to_lowercase().trim().to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_and_keeps_marks_as_places() {
        let term = Term::new("推進“１1”發").unwrap();
        let shown: String = term.chars.iter().map(|c| c.1).collect();
        assert_eq!(shown, "推进11发");
        assert_eq!(term.chars[2], (3, '1'));
        assert_eq!(Term::new("，。"), None);
    }
}
