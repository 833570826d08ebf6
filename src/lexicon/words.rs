//! Longest-match look-up of words at a place in a text.

use std::collections::HashMap;

/// A set of words, each with a value; finds the longest word that starts, or ends, at a place.
#[derive(Debug, Clone)]
pub(crate) struct Words<T> {
    by_first: HashMap<char, Vec<(Vec<char>, T)>>,
    by_last: HashMap<char, Vec<(Vec<char>, T)>>,
}

impl<T> Default for Words<T> {
    fn default() -> Self {
        Words {
            by_first: HashMap::new(),
            by_last: HashMap::new(),
        }
    }
}

impl<T: Copy> Words<T> {
    /// Adds `word`; a word added again takes the new value.
    pub fn insert(&mut self, word: &str, value: T) {
        let chars: Vec<char> = word.chars().collect();
        let (Some(&first), Some(&last)) = (chars.first(), chars.last()) else {
            return;
        };
        for (map, key) in [(&mut self.by_first, first), (&mut self.by_last, last)] {
            let list = map.entry(key).or_default();
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
        let list = self.by_first.get(text.first()?)?;
        list.iter()
            .find(|(w, _)| text.starts_with(w))
            .map(|(w, v)| (w.len(), *v))
    }

    /// The longest word at the end of `text`: its length and value.
    pub fn at_end(&self, text: &[char]) -> Option<(usize, T)> {
        let list = self.by_last.get(text.last()?)?;
        list.iter()
            .find(|(w, _)| text.ends_with(w))
            .map(|(w, v)| (w.len(), *v))
    }

    /// The value of exactly this word.
    pub fn get(&self, word: &[char]) -> Option<T> {
        self.by_first
            .get(word.first()?)?
            .iter()
            .find(|(w, _)| w == word)
            .map(|(_, v)| *v)
    }

    /// The first place in `text` where a word stands: start, length, value.
    pub fn find(&self, text: &[char]) -> Option<(usize, usize, T)> {
        (0..text.len()).find_map(|i| self.at_start(&text[i..]).map(|(n, v)| (i, n, v)))
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
    }
}
