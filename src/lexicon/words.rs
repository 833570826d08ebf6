//! Longest-match look-up of words at a place in a text.

use crate::text::CharSet;
use rustc_hash::FxHashMap;

/// A set of words, each with a value; finds the longest word that starts, or ends, at a place.
///
/// The words are kept by their first two and by their last two characters, so that a look-up compares few of them.
/// Nearly every look-up finds nothing, so that sets of bits answer most of them.
#[derive(Debug, Clone)]
pub(crate) struct Words<T> {
    by_head: Shelf<T>,
    by_tail: Shelf<T>,
    /// The first characters of the words.
    heads: CharSet,
    /// Their last characters.
    tails: CharSet,
}

/// Words under two of their characters.
#[derive(Debug, Clone)]
struct Shelf<T> {
    words: FxHashMap<(char, char), Entries<T>>,
    filter: Filter,
}

/// Words with their values, the longest first.
type Entries<T> = Vec<(Box<[char]>, T)>;

impl<T> Shelf<T> {
    fn get(&self, key: (char, char)) -> Option<&Entries<T>> {
        if self.filter.may_hold(key) {
            self.words.get(&key)
        } else {
            None
        }
    }
}

/// Which pairs of characters may be keys: a bit for each, and several pairs to a bit.
#[derive(Debug, Clone)]
struct Filter(Box<[u64; FILTER_WORDS]>);

/// 32,768 bits in 4 KB: the largest vocabulary, of places, sets a sixth of them.
const FILTER_WORDS: usize = 512;

impl Filter {
    fn bit((a, b): (char, char)) -> (usize, u64) {
        let hash = (a as u32).wrapping_mul(0x9e37_79b1) ^ (b as u32).wrapping_mul(0x85eb_ca6b);
        let place = (hash >> 17) as usize;
        (place / 64, 1 << (place % 64))
    }

    fn add(&mut self, key: (char, char)) {
        let (word, bit) = Self::bit(key);
        self.0[word] |= bit;
    }

    fn may_hold(&self, key: (char, char)) -> bool {
        let (word, bit) = Self::bit(key);
        self.0[word] & bit != 0
    }
}

/// Stands for the second character of a word that has but one.
const NONE: char = '\0';

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Shelf {
            words: FxHashMap::default(),
            filter: Filter(Box::new([0; FILTER_WORDS])),
        }
    }
}

impl<T> Default for Words<T> {
    fn default() -> Self {
        Words {
            by_head: Shelf::default(),
            by_tail: Shelf::default(),
            heads: CharSet::default(),
            tails: CharSet::default(),
        }
    }
}

impl<T: Copy> Words<T> {
    /// Adds `word`; a word added again takes the new value.
    pub fn insert(&mut self, word: &str, value: T) {
        let chars: Box<[char]> = word.chars().collect();
        let (head, tail) = match *chars {
            [] => return,
            [only] => ((only, NONE), (only, NONE)),
            [first, .., last] => ((first, chars[1]), (last, chars[chars.len() - 2])),
        };
        self.heads.extend([head.0]);
        self.tails.extend([tail.0]);
        for (shelf, key) in [(&mut self.by_head, head), (&mut self.by_tail, tail)] {
            shelf.filter.add(key);
            let list = shelf.words.entry(key).or_default();
            match list.iter_mut().find(|(w, _)| *w == chars) {
                Some(known) => known.1 = value,
                None => {
                    let at = list.partition_point(|(w, _)| w.len() >= chars.len());
                    list.insert(at, (chars.clone(), value));
                }
            }
        }
    }

    /// The longest word at the start of `text`: its length and value.
    pub fn at_start(&self, text: &[char]) -> Option<(usize, T)> {
        let first = *text.first()?;
        if !self.may_start(first) {
            return None;
        }
        let longer = text.get(1).and_then(|&second| {
            let list = self.by_head.get((first, second))?;
            list.iter().find(|(w, _)| text.starts_with(w))
        });
        let found = longer.or_else(|| self.by_head.get((first, NONE))?.first());
        found.map(|(w, v)| (w.len(), *v))
    }

    /// The longest word at the end of `text`: its length and value.
    pub fn at_end(&self, text: &[char]) -> Option<(usize, T)> {
        let last = *text.last()?;
        if !self.tails.contains(last) {
            return None;
        }
        let longer = text.len().checked_sub(2).and_then(|i| {
            let list = self.by_tail.get((last, text[i]))?;
            list.iter().find(|(w, _)| text.ends_with(w))
        });
        let found = longer.or_else(|| self.by_tail.get((last, NONE))?.first());
        found.map(|(w, v)| (w.len(), *v))
    }

    /// How many words there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.by_head.words.values().map(Vec::len).sum()
    }

    /// Whether a word starts with `c`.
    #[inline]
    pub fn may_start(&self, c: char) -> bool {
        self.heads.contains(c)
    }

    /// The value of exactly this word.
    pub fn get(&self, word: &[char]) -> Option<T> {
        let key = (*word.first()?, word.get(1).copied().unwrap_or(NONE));
        let list = self.by_head.get(key)?;
        list.iter().find(|(w, _)| **w == *word).map(|(_, v)| *v)
    }

    /// The first place in `text` where a word stands: start, length, value.
    pub fn find(&self, text: &[char]) -> Option<(usize, usize, T)> {
        let mut starts = (0..text.len()).filter(|&i| self.may_start(text[i]));
        starts.find_map(|i| self.at_start(&text[i..]).map(|(n, v)| (i, n, v)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefers_the_longest() {
        let mut w = Words::default();
        w.insert("平方", 1);
        w.insert("平方公里", 2);
        let text: Vec<char> = "平方公里内平方".chars().collect();
        assert_eq!(w.at_start(&text), Some((4, 2)));
        assert_eq!(w.at_end(&text), Some((2, 1)));
        assert_eq!(w.find(&text), Some((0, 4, 2)));
        assert_eq!(w.get(&text[..3]), None);
        assert_eq!(w.get(&text[..4]), Some(2));
    }
}
