//! Widening a search by the other names of the same indicator: GDP finds 地区生产总值.

use super::language::Term;
use crate::lexicon::Indicators;

/// A word that was widened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Widened {
    /// The word as it was asked for.
    pub word: String,
    /// The other names that are found too.
    pub names: Vec<String>,
}

/// The other names of the indicator that a term names; those that contain the term are found anyway.
pub(super) fn widened(term: &Term, indicators: &Indicators) -> Option<Widened> {
    let id = indicators.id(&term.word)?;
    let mut names: Vec<String> = Vec::new();
    for name in indicators.names(id) {
        let Some(other) = Term::new(&name.text) else {
            continue;
        };
        if !other.word.contains(&term.word) && !names.contains(&name.text) {
            names.push(name.text.clone());
        }
    }
    (!names.is_empty()).then(|| Widened {
        word: term.word.clone(),
        names,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn names(word: &str) -> Vec<String> {
        let indicators = &Lexicon::builtin().indicators;
        let found = Term::new(word).and_then(|term| widened(&term, indicators));
        found.map(|w| w.names).unwrap_or_default()
    }

    #[test]
    fn other_names_of_the_same_thing() {
        assert!(names("gdp").contains(&"地区生产总值".to_string()));
        assert!(names("地区生产总值").contains(&"GDP".to_string()));
        assert!(names("扶贫").is_empty());
    }

    #[test]
    fn what_contains_the_word_is_found_anyway() {
        assert!(
            names("生产总值")
                .iter()
                .all(|name| !name.contains("生产总值"))
        );
    }
}
