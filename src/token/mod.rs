//! Words: the one place that names the segmenter.

use crate::text::CharSet;
use jieba_rs::{Jieba, TokenizeMode};
use std::sync::LazyLock;

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The word as it stands in the text that was cut.
    pub text: &'a str,
    /// Its first scalar value, counted from the start of that text.
    pub start: usize,
    /// The first scalar value behind it.
    pub end: usize,
}

/// The words of `text` for search: long words and the shorter words inside them, in order of their start.
///
/// Give folded text (see [`crate::text::fold`]).
pub fn cut_for_search(text: &str) -> Vec<Token<'_>> {
    JIEBA
        .tokenize(text, TokenizeMode::Search, true)
        .into_iter()
        .map(|t| Token {
            text: t.word,
            start: t.start,
            end: t.end,
        })
        .collect()
}

/// Whether the dictionary knows `word`; the segmenter also guesses words that it does not know.
pub(crate) fn is_known(word: &str) -> bool {
    JIEBA.has_word(word)
}

/// A word with its part of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// The first character, counted as the caller counts.
    pub start: usize,
    /// The first character behind it.
    pub end: usize,
    /// What sort of word it is.
    pub pos: Pos,
}

/// The parts of speech that extraction tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pos {
    /// Nouns, names, abbreviations, foreign words.
    Noun,
    /// Idioms, numerals, pronouns, words of place and time: they can stand in a noun phrase and are no head of one.
    Loose,
    /// Verbs that are used as nouns: 投资, 发展.
    VerbNoun,
    /// Verbs.
    Verb,
    /// Adjectives and distinguishing words: 高新, 大型.
    Adjective,
    /// Adverbs.
    Adverb,
    /// Prepositions.
    Preposition,
    /// Conjunctions.
    Conjunction,
    /// 的 and its like.
    Particle,
    /// Marks and everything else.
    Other,
}

impl Pos {
    /// Whether a word of this sort can be the noun that a phrase is about.
    pub fn is_nominal(self) -> bool {
        matches!(self, Pos::Noun | Pos::Loose | Pos::VerbNoun)
    }

    /// Whether a word of this sort can describe a noun or be one.
    pub fn is_attributive(self) -> bool {
        self.is_nominal() || self == Pos::Adjective
    }
}

/// Cuts many stretches of text into words with their parts of speech in one go.
#[derive(Debug, Default)]
pub(crate) struct Tagger {
    text: String,
    /// How many characters each stretch has.
    lengths: Vec<usize>,
}

/// Parts two stretches in the text that is cut: no word holds it.
const BETWEEN: char = '\n';

impl Tagger {
    /// Adds a stretch of folded text without line breaks.
    pub fn add(&mut self, chars: &[char]) {
        self.lengths.push(chars.len());
        if !chars.is_empty() {
            self.text.extend(chars);
            self.text.push(BETWEEN);
        }
    }

    /// Cuts all that was added.
    pub fn tag(&self) -> Tagged<'_> {
        // Words that the dictionary does not know are left in single characters: guessing them takes half of the time, and
        // made no claim of the annotated texts better.
        let words = JIEBA.tag(&self.text, false);
        Tagged {
            words: words.into_iter(),
            lengths: self.lengths.iter(),
        }
    }
}

/// The words that a [`Tagger`] found, stretch by stretch.
pub(crate) struct Tagged<'a> {
    words: std::vec::IntoIter<jieba_rs::Tag<'a>>,
    lengths: std::slice::Iter<'a, usize>,
}

impl Tagged<'_> {
    /// Puts the words of the next stretch behind `words`; the stretch starts at `start` as the caller counts. Together
    /// they cover it.
    pub fn next_into(&mut self, start: usize, words: &mut Vec<Word>) {
        let Some(length) = self.lengths.next() else {
            return;
        };
        if *length == 0 {
            return;
        }
        let mut at = start;
        for t in self.words.by_ref() {
            if at == start + length {
                // The mark between two stretches.
                return;
            }
            let end = at + (t.end - t.start);
            words.push(Word {
                start: at,
                end,
                pos: pos(t.word, t.tag),
            });
            at = end;
        }
    }
}

/// What the dictionary tags otherwise than reports use it.
const OTHERWISE: [(&str, Pos); 29] = [
    ("县", Pos::Noun),
    ("区", Pos::Noun),
    ("市", Pos::Noun),
    ("镇", Pos::Noun),
    ("乡", Pos::Noun),
    ("村", Pos::Noun),
    ("省", Pos::Noun),
    ("州", Pos::Noun),
    ("举措", Pos::Noun),
    ("支出", Pos::Noun),
    ("就业", Pos::Noun),
    ("做法", Pos::Noun),
    ("园", Pos::Noun),
    ("干道", Pos::Noun),
    ("清单", Pos::Noun),
    ("进度", Pos::Noun),
    ("进步", Pos::Noun),
    ("全部", Pos::Adverb),
    ("分别", Pos::Adverb),
    ("累计", Pos::Adverb),
    ("共计", Pos::Adverb),
    ("全都", Pos::Adverb),
    ("正在", Pos::Adverb),
    ("如期", Pos::Adverb),
    ("早日", Pos::Adverb),
    ("按期", Pos::Adverb),
    ("陆续", Pos::Adverb),
    ("相继", Pos::Adverb),
    ("成功", Pos::Adverb),
];

/// The first characters of [`OTHERWISE`]: most words start with none of them.
static OTHERWISE_FIRST: LazyLock<CharSet> = LazyLock::new(|| {
    let first = OTHERWISE.iter().filter_map(|(word, _)| word.chars().next());
    first.collect()
});

/// The part of speech that a tag of the segmenter's dictionary (the ICTCLAS set) means.
fn pos(word: &str, tag: &str) -> Pos {
    if word.starts_with(|c| OTHERWISE_FIRST.contains(c))
        && let Some((_, pos)) = OTHERWISE.iter().find(|(known, _)| *known == word)
    {
        return *pos;
    }
    match tag.as_bytes() {
        b"vn" | b"an" => Pos::VerbNoun,
        b"x" if word.chars().all(char::is_alphanumeric) => Pos::Noun,
        b"uj" | b"ul" | b"uv" | b"ud" | b"ug" | b"uz" | b"u" => Pos::Particle,
        [b'n' | b'j', ..] => Pos::Noun,
        [
            b's' | b't' | b'e' | b'l' | b'i' | b'g' | b'f' | b'q' | b'm' | b'k' | b'h' | b'r',
            ..,
        ] => Pos::Loose,
        [b'v', ..] => Pos::Verb,
        [b'a' | b'b' | b'z', ..] => Pos::Adjective,
        [b'd', ..] => Pos::Adverb,
        [b'p', ..] => Pos::Preposition,
        [b'c', ..] => Pos::Conjunction,
        _ => Pos::Other,
    }
}
