//! A sentence laid out for analysis: its characters, words, numbers and clauses.

use crate::document::Span;
use crate::lexicon::Lexicon;
use crate::quantity::{Scanned, scan};
use crate::text::Compact;
use crate::token::{Pos, Word, tag};

/// A sentence laid out for analysis. All places are into [`Line::chars`].
#[derive(Debug)]
pub(crate) struct Line {
    /// The sentence without spaces, with the way back to the document.
    pub compact: Compact,
    /// The numbers, in order.
    pub numbers: Vec<Scanned>,
    /// The words between the numbers; a number is no word.
    pub words: Vec<Word>,
    /// For each character, whether it stands inside quotation marks or title marks.
    quoted: Vec<bool>,
}

impl Line {
    /// Lays out the sentence at `span` of the folded document.
    pub fn new(folded: &[char], span: Span, lexicon: &Lexicon) -> Self {
        let compact = Compact::new(folded, span);
        let numbers = scan(&compact.chars, lexicon);
        let mut words = Vec::new();
        if !numbers.is_empty() {
            let mut from = 0;
            for n in &numbers {
                words.extend(tag(&compact.chars, from, n.start));
                from = n.end;
            }
            words.extend(tag(&compact.chars, from, compact.chars.len()));
        }
        let quoted = quoted(&compact.chars);
        Line { compact, numbers, words, quoted }
    }

    /// The characters.
    pub fn chars(&self) -> &[char] {
        &self.compact.chars
    }

    /// The characters from `start` up to `end`.
    pub fn slice(&self, start: usize, end: usize) -> &[char] {
        let chars = self.chars();
        let end = end.min(chars.len());
        &chars[start.min(end)..end]
    }

    /// The characters from `start` up to `end` as a string.
    pub fn text(&self, start: usize, end: usize) -> String {
        self.slice(start, end).iter().collect()
    }

    /// Whether the character at `at` stands inside quotation marks or title marks.
    pub fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).copied().unwrap_or(false)
    }

    /// The start of the clause that `at` stands in: behind the last ，；： or bracket.
    pub fn clause_start(&self, at: usize) -> usize {
        (0..at).rev().find(|&i| is_clause_mark(self.chars()[i]) && !self.is_quoted(i)).map_or(0, |i| i + 1)
    }

    /// The end of the clause that `at` stands in.
    pub fn clause_end(&self, at: usize) -> usize {
        let n = self.chars().len();
        (at..n).find(|&i| is_clause_mark(self.chars()[i]) && !self.is_quoted(i)).unwrap_or(n)
    }

    /// The words that lie in the range, in order.
    pub fn words_in(&self, start: usize, end: usize) -> &[Word] {
        let from = self.words.partition_point(|w| w.start < start);
        let to = self.words.partition_point(|w| w.end <= end);
        &self.words[from..to.max(from)]
    }

    /// Whether a word starts at `at`.
    pub fn is_word_start(&self, at: usize) -> bool {
        self.words.binary_search_by_key(&at, |w| w.start).is_ok() || self.numbers.iter().any(|n| n.end == at)
    }

    /// The part of speech of the last word before `end` that lies behind `start`.
    pub fn last_pos(&self, start: usize, end: usize) -> Option<Pos> {
        self.words_in(start, end).last().map(|w| w.pos)
    }
}

/// Marks at which a clause ends.
pub(crate) fn is_clause_mark(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '。' | '!' | '?' | '(' | ')' | '—' | '…' | '\t' | '|' | '[' | ']')
}

/// For each character, whether it stands inside “…”, ‘…’, 「…」 or 《…》 that open and close in the sentence.
fn quoted(chars: &[char]) -> Vec<bool> {
    let mut out = vec![false; chars.len()];
    let mut open: Vec<(char, usize)> = Vec::new();
    for (i, &c) in chars.iter().enumerate() {
        let want = match c {
            '“' | '‘' | '「' | '『' | '《' => {
                open.push((c, i));
                continue;
            }
            '"' => match open.last() {
                Some(('"', _)) => '"',
                _ => {
                    open.push((c, i));
                    continue;
                }
            },
            '”' => '“',
            '’' => '‘',
            '」' => '「',
            '』' => '『',
            '》' => '《',
            _ => continue,
        };
        if let Some((o, from)) = open.pop() {
            if o == want && i - from <= 60 && open.len() < 8 {
                out[from..=i].iter_mut().for_each(|q| *q = true);
            } else if o != want {
                open.clear();
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        let chars: Vec<char> = text.chars().collect();
        Line::new(&chars, Span::new(0, chars.len()), Lexicon::builtin())
    }

    #[test]
    fn clauses_end_at_marks_outside_quotes() {
        let l = line("评为“好,真好”,增长5%;下降2家");
        assert_eq!(l.numbers.len(), 2);
        let at = l.numbers[0].start;
        assert_eq!(l.text(l.clause_start(at), l.clause_end(at)), "增长5%");
        assert!(l.is_quoted(4));
    }

    #[test]
    fn words_and_numbers_cover_the_sentence() {
        let l = line("全市签约项目56个,计划投资1170.6亿元。");
        let words: usize = l.words.iter().map(|w| w.end - w.start).sum();
        let numbers: usize = l.numbers.iter().map(|n| n.end - n.start).sum();
        assert_eq!(words + numbers, l.chars().len());
    }
}
