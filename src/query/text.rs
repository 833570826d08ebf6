//! The query language: words that must all stand in a sentence, phrases in quotation marks, words that must not.

use super::error::QueryError;
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

/// What a query asks for.
///
/// Words are separated by white space and must all be there. `"…"`, `“…”`, `「…」` and `『…』` hold a phrase together, white
/// space and all. A word or phrase behind `-` must not be there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextQuery {
    /// What must be there.
    pub include: Vec<Term>,
    /// What must not.
    pub exclude: Vec<Term>,
}

impl TextQuery {
    /// Reads a query.
    ///
    /// # Errors
    ///
    /// A query in which no character counts: only marks, only white space.
    pub fn parse(query: &str) -> Result<TextQuery, QueryError> {
        let mut parsed = TextQuery::default();
        let mut rest = query.trim_start();
        while !rest.is_empty() {
            let (minus, body) = match rest.strip_prefix(['-', '－', '−']) {
                Some(body) => (true, body),
                None => (false, rest),
            };
            let (text, behind) = piece(body);
            if let Some(term) = Term::new(text) {
                let side = if minus {
                    &mut parsed.exclude
                } else {
                    &mut parsed.include
                };
                if !side.contains(&term) {
                    side.push(term);
                }
            }
            rest = behind.trim_start();
        }
        if parsed.is_empty() {
            return Err(QueryError::NothingAsked(query.trim().to_string()));
        }
        Ok(parsed)
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

/// The phrase or word that `text` opens with, and what is behind it.
fn piece(text: &str) -> (&str, &str) {
    let mut chars = text.chars();
    if let Some(open) = chars.next() {
        let close = match open {
            '"' => Some('"'),
            '＂' => Some('＂'),
            '“' => Some('”'),
            '「' => Some('」'),
            '『' => Some('』'),
            _ => None,
        };
        if let Some((phrase, behind)) = close.and_then(|close| chars.as_str().split_once(close)) {
            return (phrase, behind);
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(terms: &[Term]) -> Vec<String> {
        terms
            .iter()
            .map(|t| t.chars.iter().map(|c| c.1).collect())
            .collect()
    }

    #[test]
    fn words_and_phrases() {
        let q = TextQuery::parse("风电　项目 “绿色 金融” -\"海上 风\" -投资").unwrap();
        assert_eq!(words(&q.include), ["风电", "项目", "绿色金融"]);
        assert_eq!(words(&q.exclude), ["海上风", "投资"]);
    }

    #[test]
    fn folds_every_term() {
        let q = TextQuery::parse("扶貧 ＧＤＰ １０％").unwrap();
        assert_eq!(words(&q.include), ["扶贫", "gdp", "10%"]);
    }

    #[test]
    fn quotation_marks_inside_a_word_are_marks() {
        let q = TextQuery::parse("推进“1112”发展 \"开").unwrap();
        assert_eq!(words(&q.include), ["推进1112发展", "开"]);
        assert_eq!(q.include[0].chars[2], (3, '1'));
    }

    #[test]
    fn only_marks_is_an_error() {
        for query in ["", "  ", "，。！", "-", "\"\"", "“”", "- ？"] {
            assert!(TextQuery::parse(query).is_err(), "{query}");
        }
    }

    #[test]
    fn the_same_word_twice_is_asked_once() {
        assert_eq!(TextQuery::parse("扶贫 扶貧").unwrap().include.len(), 1);
    }
}
