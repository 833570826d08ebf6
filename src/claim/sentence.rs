//! A sentence laid out for analysis: its characters, words, numbers and clauses.

use super::Role;
use super::role::role;
use super::status::{Aim, aims};
use crate::document::Span;
use crate::lexicon::{Lexicon, WordList};
use crate::quantity::{Form, Scanned, scan};
use crate::text::{Compact, has_any, string};
use crate::token::{Tagger, Word};
use rustc_hash::FxHashMap;

/// A sentence laid out for analysis. All places are into [`Line::chars`].
#[derive(Debug)]
pub(crate) struct Line<'a> {
    /// The sentence without spaces, with the way back to the document.
    pub compact: Compact<'a>,
    /// The numbers, in order.
    pub numbers: Vec<Scanned>,
    /// The role of each number and the rule that told it; `None` for what is no mention.
    pub roles: Vec<Option<(Role, &'static str)>>,
    /// The words between the numbers, in a sentence that holds a claim; a number is no word.
    pub words: Vec<Word>,
    /// For each character, whether it stands inside quotation marks or title marks.
    quoted: Vec<bool>,
    /// For each closing bracket, where its partner opens; for each opening one, where it closes.
    brackets: FxHashMap<usize, usize>,
    /// The words of aiming and estimating.
    pub aims: Vec<Aim>,
}

impl<'a> Line<'a> {
    /// Lays out the sentences at `spans` of the folded document.
    ///
    /// The words of all are cut in one go: a sentence alone would have to fetch the segmenter's tables anew.
    pub fn layout(folded: &'a [char], spans: &[Span], lexicon: &Lexicon) -> Vec<Line<'a>> {
        let mut lines: Vec<Line> = spans
            .iter()
            .map(|&span| Line::with_numbers(folded, span, lexicon))
            .collect();
        let mut tagger = Tagger::default();
        for line in lines.iter_mut().filter(|l| !l.numbers.is_empty()) {
            line.quoted = quoted(&line.compact.chars);
            line.brackets = brackets(&line.compact.chars);
            line.tell_roles(lexicon);
            for (start, end) in line.gaps(lexicon) {
                tagger.add(&line.compact.chars[start..end]);
            }
        }
        let mut tagged = tagger.tag();
        for line in lines.iter_mut().filter(|l| !l.numbers.is_empty()) {
            // A word has two characters most of the time.
            let mut words = Vec::with_capacity(line.compact.chars.len() / 2);
            for (start, _) in line.gaps(lexicon) {
                tagged.next_into(start, &mut words);
            }
            if words.is_empty() {
                continue;
            }
            line.words = words;
            if line.take_nouns_as_units(lexicon) {
                line.tell_roles(lexicon);
            }
            line.aims = aims(line, lexicon);
        }
        lines
    }

    /// The sentence at `span` with its characters and numbers, and nothing else yet.
    fn with_numbers(folded: &'a [char], span: Span, lexicon: &Lexicon) -> Line<'a> {
        let compact = Compact::new(folded, span);
        let numbers = scan(&compact.chars, lexicon);
        Line {
            compact,
            numbers,
            roles: Vec::new(),
            words: Vec::new(),
            quoted: Vec::new(),
            brackets: FxHashMap::default(),
            aims: Vec::new(),
        }
    }

    /// Tells the role of each number.
    fn tell_roles(&mut self, lexicon: &Lexicon) {
        let roles = (0..self.numbers.len()).map(|k| role(self, k, lexicon));
        self.roles = roles.collect();
    }

    /// The stretches between the numbers, where words stand, up to the end of the last claim's clause: no rule asks for
    /// the words behind it, nor for any in a sentence without a claim.
    fn gaps(&self, lexicon: &Lexicon) -> impl Iterator<Item = (usize, usize)> + '_ {
        let last = (0..self.numbers.len()).rev().find(|&k| {
            let claim = matches!(self.roles[k], Some((Role::Claim, _)));
            claim || self.may_take_noun(k, lexicon)
        });
        let end = last.map(|last| self.clause_end(self.numbers[last].end));
        let numbers = self.numbers.iter();
        let numbers = numbers.take_while(move |n| end.is_some_and(|end| n.start < end));
        let starts = [0].into_iter().chain(numbers.clone().map(|n| n.end));
        let gaps = starts.zip(numbers.map(|n| n.start).chain(end));
        // The comma of 6,497 is read as the end of a clause: no gap is left behind that number.
        gaps.filter(|(start, end)| start <= end)
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
        string(self.slice(start, end))
    }

    /// Whether the character at `at` stands inside quotation marks or title marks.
    pub fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).copied().unwrap_or(false)
    }

    /// The start of the clause that `at` stands in: behind the last ，；： or the bracket that is open there. A pair of
    /// brackets that is closed before `at` is passed over.
    pub fn clause_start(&self, at: usize) -> usize {
        let mut i = at;
        while i > 0 {
            i -= 1;
            let c = self.chars()[i];
            if !is_clause_mark(c) || self.is_quoted(i) {
                continue;
            }
            match self.brackets.get(&i) {
                Some(&open) if open < i => i = open,
                _ => return i + 1,
            }
        }
        0
    }

    /// The end of the clause that `at` stands in.
    pub fn clause_end(&self, at: usize) -> usize {
        let n = self.chars().len();
        (at..n)
            .find(|&i| is_clause_mark(self.chars()[i]) && !self.is_quoted(i))
            .unwrap_or(n)
    }

    /// Whether `at` stands in a bracket that is closed before `later`.
    pub fn closed_before(&self, at: usize, later: usize) -> bool {
        self.brackets
            .iter()
            .any(|(&a, &b)| a < at && at < b && b < later)
    }

    /// Where the brackets close that `at` stands in.
    pub fn closing_around(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 60;
        let near = at.saturating_sub(LONGEST)..at;
        near.rev()
            .filter(|&i| self.chars()[i] == '(')
            .find_map(|i| self.brackets.get(&i).copied().filter(|&close| close >= at))
    }

    /// Where the bracket pair that ends right before `end` opens, if one does and lies behind `start`.
    pub fn bracket_before(&self, start: usize, end: usize) -> Option<usize> {
        self.brackets
            .get(&end.checked_sub(1)?)
            .copied()
            .filter(|&open| open >= start && open < end)
    }

    /// Makes the noun right behind a large number its unit where no measure word stands: 20万农村扶贫对象 → 对象.
    /// Whether it did so anywhere.
    fn take_nouns_as_units(&mut self, lexicon: &Lexicon) -> bool {
        let mut taken = false;
        for k in 0..self.numbers.len() {
            if !self.may_take_noun(k, lexicon) {
                continue;
            }
            let n = &self.numbers[k];
            let noun = !n.unit.is_empty();
            let next = self
                .numbers
                .get(k + 1)
                .map_or(self.chars().len(), |m| m.start);
            let limit = self.clause_end(n.end).min(next);
            // 突破5万关口
            let stop = lexicon.cues.list(WordList::StopRight);
            if stop.at_start(self.slice(n.end, limit)).is_some() {
                continue;
            }
            // 千万城镇劳动力: 城 is no unit here.
            let open = !noun || n.unit.chars().count() == 1;
            let Some(end) = super::noun::bare_phrase(self, n.end, limit, lexicon) else {
                continue;
            };
            if let Some((start, end)) = super::noun::head(self, n.end, end, open, lexicon) {
                let unit = self.text(start, end);
                let n = &mut self.numbers[k];
                n.unit = unit;
                n.end = end;
                taken = true;
            }
        }
        taken
    }

    /// Whether a number is large and has no unit or one that is a noun.
    fn may_take_noun(&self, k: usize, lexicon: &Lexicon) -> bool {
        let n = &self.numbers[k];
        let noun = || n.number_end < n.end && lexicon.units.get(&n.unit).is_some_and(|u| u.noun);
        n.form == Form::Plain && n.scale >= 4 && (n.unit.is_empty() || noun())
    }

    /// The words that lie in the range, in order.
    pub fn words_in(&self, start: usize, end: usize) -> &[Word] {
        let from = self.words.partition_point(|w| w.start < start);
        let to = self.words.partition_point(|w| w.end <= end);
        &self.words[from..to.max(from)]
    }

    /// Whether a word starts at `at`.
    pub fn is_word_start(&self, at: usize) -> bool {
        self.words.binary_search_by_key(&at, |w| w.start).is_ok()
            || self.numbers.iter().any(|n| n.end == at || n.start == at)
    }
}

#[cfg(test)]
impl Line<'static> {
    /// A sentence that stands alone, with the vocabularies of the program.
    pub fn of(text: &str) -> Self {
        let chars: &[char] = text.chars().collect::<Vec<_>>().leak();
        let span = Span::new(0, chars.len());
        Line::layout(chars, &[span], Lexicon::builtin()).remove(0)
    }
}

/// Holds that `rule` is true of the last number of each text of `yes` and of none of `no`.
#[cfg(test)]
pub(crate) fn holds_of_last(rule: impl Fn(&Line, usize) -> bool, yes: &[&str], no: &[&str]) {
    let at_last = |text: &str| {
        let line = Line::of(text);
        let k = line.numbers.len().checked_sub(1).expect(text);
        rule(&line, k)
    };
    for text in yes {
        assert!(at_last(text), "{text}");
    }
    for text in no {
        assert!(!at_last(text), "{text}");
    }
}

/// The claims of a text in a work report of 清远市 given in 2018, which covers 2017.
#[cfg(test)]
pub(crate) fn claims_of(text: &str) -> Vec<super::Claim> {
    claims_in(crate::ReportKind::Work, text)
}

/// The claims of a text in such a report of another kind.
#[cfg(test)]
pub(crate) fn claims_in(kind: crate::ReportKind, text: &str) -> Vec<super::Claim> {
    let document = crate::Document {
        text: text.to_string(),
        metadata: crate::Metadata {
            place: Some("清远市".to_string()),
            kind: Some(kind),
            year: Some(2018),
            covers: Some(2017),
            ..crate::Metadata::default()
        },
        ..crate::Document::default()
    };
    let found = crate::extract(&document, Lexicon::builtin());
    let claims = found.mentions.into_iter().filter_map(|m| m.claim);
    claims.map(|claim| *claim).collect()
}

/// Marks at which a clause ends.
pub(crate) fn is_clause_mark(c: char) -> bool {
    matches!(
        c,
        ',' | ';' | ':' | '。' | '!' | '?' | '(' | ')' | '—' | '…' | '\t' | '|' | '[' | ']'
    )
}

/// Whether `chars` ends with `word`.
pub(crate) fn ends_with(chars: &[char], word: &str) -> bool {
    let mut left = chars.iter().rev();
    word.chars().rev().all(|c| left.next() == Some(&c))
}

/// Whether `text` starts with `word`.
pub(crate) fn starts_with(text: &[char], word: &str) -> bool {
    let mut chars = text.iter().copied();
    word.chars().all(|c| chars.next() == Some(c))
}

/// Whether `chars` are exactly one of `words`.
pub(crate) fn is_one_of(chars: &[char], words: &[&str]) -> bool {
    words.iter().any(|w| chars.iter().copied().eq(w.chars()))
}

/// Whether `word` stands somewhere in `chars`.
pub(crate) fn contains(chars: &[char], word: &str) -> bool {
    let Some(first) = word.chars().next() else {
        return true;
    };
    // Most texts hold not even the first character.
    has_any(chars, [first])
        && (0..chars.len()).any(|i| chars[i] == first && starts_with(&chars[i..], word))
}

/// Whether one of `words` stands somewhere in `chars`.
pub(crate) fn contains_any(chars: &[char], words: &[&str]) -> bool {
    words.iter().any(|w| contains(chars, w))
}

/// The partner of each round bracket, and each bracket of a footnote’s mark, that has one.
fn brackets(chars: &[char]) -> FxHashMap<usize, usize> {
    let mut out = FxHashMap::default();
    if !has_any(chars, [')', ']']) {
        return out;
    }
    let mut open = Vec::new();
    for (i, c) in chars.iter().enumerate() {
        match c {
            '(' => open.push(i),
            ')' => {
                if let Some(from) = open.pop() {
                    out.insert(i, from);
                    out.insert(from, i);
                }
            }
            // 业务总量[8]: the mark of a footnote.
            ']' => {
                let digits = chars[..i].iter().rev().take(3);
                let n = digits.take_while(|c| c.is_ascii_digit()).count();
                if n > 0 && i > n && chars[i - n - 1] == '[' {
                    out.insert(i, i - n - 1);
                    out.insert(i - n - 1, i);
                }
            }
            _ => {}
        }
    }
    out
}

/// For each character, whether it stands inside “…”, ‘…’, 「…」 or 《…》 that open and close in the sentence; nothing
/// where no quotation opens.
fn quoted(chars: &[char]) -> Vec<bool> {
    if !has_any(chars, ['“', '‘', '「', '『', '《', '"']) {
        return Vec::new();
    }
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

    #[test]
    fn clauses_end_at_marks_outside_quotes() {
        let l = Line::of("评为“好,真好”,增长5%;下降2家");
        assert_eq!(l.numbers.len(), 2);
        let at = l.numbers[0].start;
        assert_eq!(l.text(l.clause_start(at), l.clause_end(at)), "增长5%");
        assert!(l.is_quoted(4));
    }

    #[test]
    fn words_and_numbers_cover_the_sentence_up_to_the_clause_of_the_last_claim() {
        let l = Line::of("全市签约项目56个,计划投资1170.6亿元。");
        let words: usize = l.words.iter().map(|w| w.end - w.start).sum();
        let numbers: usize = l.numbers.iter().map(|n| n.end - n.start).sum();
        assert_eq!(words + numbers, l.clause_end(l.numbers[1].end));
        let l = Line::of("增长5%,2017年如此");
        assert_eq!(l.words.last().map(|w| w.end), Some(2));
        assert!(Line::of("2017年工作回顾").words.is_empty());
    }
}
