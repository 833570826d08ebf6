//! Questions that are asked of each character of a text.

/// A set of characters of the basic plane; one bit for each, so that asking costs one look at memory.
#[derive(Debug, Clone)]
pub(crate) struct CharSet(Box<[u64; WORDS]>);

/// Words of 64 bits that hold a bit for each character of the basic plane.
const WORDS: usize = 0x1_0000 / 64;

impl CharSet {
    /// Whether `c` is in the set.
    #[inline]
    pub fn contains(&self, c: char) -> bool {
        let code = c as usize;
        self.0
            .get(code / 64)
            .is_some_and(|word| word & (1 << (code % 64)) != 0)
    }
}

impl Default for CharSet {
    fn default() -> Self {
        CharSet(Box::new([0; WORDS]))
    }
}

impl Extend<char> for CharSet {
    /// Adds characters; what lies outside of the basic plane is left out.
    fn extend<I: IntoIterator<Item = char>>(&mut self, chars: I) {
        for c in chars {
            let code = c as usize;
            if let Some(word) = self.0.get_mut(code / 64) {
                *word |= 1 << (code % 64);
            }
        }
    }
}

impl FromIterator<char> for CharSet {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut set = CharSet::default();
        set.extend(chars);
        set
    }
}

/// Whether all of `chars` are Chinese characters, dashes, quotation and other marks, or printed ASCII but the bar: none is white space, none is
/// invisible, none parts the cells of a table. Asked without a branch for each, so that several are asked at once.
pub(crate) fn is_solid(chars: &[char]) -> bool {
    let solid = |c: char| {
        let (c, bar) = (u32::from(c), u32::from('|'));
        let (chinese, quote) = (
            c.wrapping_sub(0x3001) < 0x6fff,
            c.wrapping_sub(0x2010) < 0x18,
        );
        chinese | quote | (c.wrapping_sub(0x21) < 0x5e) & (c != bar)
    };
    chars.iter().fold(true, |all, c| all & solid(*c))
}

/// Whether one of `set` stands in `chars`; for sets that are seldom met, since all of `chars` is looked at.
pub(crate) fn has_any<const N: usize>(chars: &[char], set: [char; N]) -> bool {
    let of_set = |c: &char| set.iter().fold(false, |any, s| any | (s == c));
    chars.iter().fold(false, |any, c| any | of_set(c))
}

/// The place of the first of `set` in `chars`; for sets that are seldom met.
pub(crate) fn find_any<const N: usize>(chars: &[char], set: [char; N]) -> Option<usize> {
    const CHUNK: usize = 32;
    let mut chunks = chars.chunks(CHUNK).enumerate();
    let (k, chunk) = chunks.find(|(_, chunk)| has_any(chunk, set))?;
    let within = chunk.iter().position(|c| set.contains(c));
    within.map(|at| k * CHUNK + at)
}

/// The characters as a string. A character takes three bytes most of the time.
pub(crate) fn string(chars: &[char]) -> String {
    let mut out = String::with_capacity(3 * chars.len());
    out.extend(chars);
    out
}

/// What sort of character one is.
pub(crate) trait CharClass {
    /// Whether it can stand in a word or a number: [`char::is_alphanumeric`], told at once of Chinese characters.
    fn is_word(&self) -> bool;

    /// Whether it is a Chinese character of the main block.
    fn is_han(&self) -> bool;
}

impl CharClass for char {
    #[inline]
    fn is_word(&self) -> bool {
        self.is_han() || self.is_alphanumeric()
    }

    #[inline]
    fn is_han(&self) -> bool {
        matches!(self, '\u{4e00}'..='\u{9fff}')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_of_letters_and_digits() {
        let all = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
        let other: Vec<char> = all.filter(|c| c.is_word() != c.is_alphanumeric()).collect();
        assert_eq!(other, []);
        assert!('县'.is_word() && '5'.is_word() && !'。'.is_word());
    }

    #[test]
    fn what_is_solid_parts_nothing() {
        let all = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
        let parts = |c: &char| c.is_whitespace() || c.is_control() || *c == '|';
        let wrong: Vec<char> = all.filter(|c| is_solid(&[*c]) && parts(c)).collect();
        assert_eq!(wrong, []);
        let solid = |text: &str| is_solid(&text.chars().collect::<Vec<_>>());
        assert!(solid("增长5%,其中:市县。") && solid(""));
        assert!(!solid("增长 5%") && !solid("增长\u{200b}5%") && !solid("增长|5%"));
    }

    #[test]
    fn finds_one_of_a_set() {
        let has = |text: &str| has_any(&text.chars().collect::<Vec<_>>(), ['“', '《']);
        assert!(has("《计划》") && has("名为“好”") && !has("没有") && !has(""));
        let at = |text: &str| find_any(&text.chars().collect::<Vec<_>>(), ['“', '《']);
        assert_eq!(at("名为“好”"), Some(2));
        assert_eq!(at(&format!("{}《", "好".repeat(70))), Some(70));
        assert_eq!(at(""), None);
    }

    #[test]
    fn holds_what_was_put_in_and_nothing_else() {
        let set: CharSet = "一万😀".chars().collect();
        assert!(set.contains('一') && set.contains('万'));
        // Neighbours in the same word, the start of the plane, and what lies outside of it.
        for c in ['丁', '丂', '\0', '\u{ffff}', '😀'] {
            assert!(!set.contains(c), "{c:?}");
        }
    }
}
