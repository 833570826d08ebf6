//! Which words of the index were meant by one that was not found, going by its letters and sound.

use std::cmp::Reverse;
use std::iter::once;
use std::str::Chars;

use pinyin::ToPinyinMulti;

/// From how many letters on a typed pinyin may be the beginning of a longer one.
const BEGINNING: usize = 4;

/// From how many letters on one letter of a typed pinyin may be wrong.
const SLIPPED: usize = 5;

/// What a count loses, as a power of two, for each character not read in its usual way.
///
/// Most such readings are out of use, as tai for 大, and 太湖 has to stand before 大户. Words with
/// one that is in use, as 重庆, are so common that they come first all the same.
const ODD: u32 = 4;

/// Why a word may be meant, the best reason first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    /// Its pinyin is what was typed.
    Spelled,
    /// Its pinyin begins with what was typed.
    Begun,
    /// One character is another of the same sound.
    SameSound,
    /// One character differs, or two neighbours are swapped.
    OneOff,
    /// Its syllables begin with the typed letters.
    Initials,
    /// One letter of its pinyin differs, or two neighbours are swapped.
    Slipped,
}

/// A reason, and how many characters have to be read in an unusual way for it to hold.
type Match = (Reason, u32);

/// Where two texts differ that are one slip apart.
enum Slip {
    /// One character stands for another.
    Replaced(char, char),
    /// One character is left out or too many, or two neighbours are swapped.
    Moved,
}

/// Words that the user may have meant, best first, at most `most`.
///
/// `known` gives each word of the index and in how many sentences it stands.
pub fn suggestions<'a>(
    typed: &str,
    known: impl Iterator<Item = (&'a str, u32)>,
    most: usize,
) -> Vec<String> {
    let typed = Typed::new(typed);
    let mut best = Reason::Slipped;
    let mut found = Vec::new();
    for (word, count) in known {
        if let Some((reason, odd)) = typed.meant(word, best) {
            best = best.min(reason);
            let weight = count.checked_shr(ODD * odd).unwrap_or(0);
            let by_count = Reverse((weight, count));
            found.push((reason, by_count, word.chars().count(), word));
        }
    }
    found.retain(|f| counts_beside(f.0, best));
    found.sort_unstable();
    let mut words: Vec<String> = Vec::new();
    for (.., word) in found {
        if words.len() == most {
            break;
        }
        if !words.iter().any(|w| w == word) {
            words.push(word.to_string());
        }
    }
    words
}

/// Whether a weak reason still counts where a word was found for the reason `best`.
fn counts_beside(reason: Reason, best: Reason) -> bool {
    match reason {
        Reason::Initials => best > Reason::Spelled,
        Reason::Slipped => best == Reason::Slipped,
        _ => true,
    }
}

/// What was typed, made ready to be compared with many words.
struct Typed {
    /// Trimmed and in small letters.
    text: String,
    /// Its letters as a pinyin, or none where it is no pinyin.
    letters: String,
}

impl Typed {
    fn new(typed: &str) -> Self {
        let text = typed.trim().to_lowercase();
        Self {
            letters: letters(&text).unwrap_or_default(),
            text,
        }
    }

    /// Why `word` may be meant, where the best reason so far was `best`.
    fn meant(&self, word: &str, best: Reason) -> Option<Match> {
        let found = self
            .by_pinyin(word)
            .or_else(|| self.by_one_off(word))
            .or_else(|| self.by_initials(word, best))
            .or_else(|| self.by_slip(word, best))?;
        let has_marks = word.contains(|c: char| !c.is_alphabetic() || c.is_numeric());
        (!has_marks).then_some(found)
    }

    fn by_pinyin(&self, word: &str) -> Option<Match> {
        if self.letters.is_empty() || word.chars().nth(1).is_none() {
            return None;
        }
        spelled(self.letters.chars(), "", word.chars())
            .filter(|m| m.0 == Reason::Spelled || self.letters.len() >= BEGINNING)
    }

    fn by_one_off(&self, word: &str) -> Option<Match> {
        // A character has four bytes at most.
        if word.len().abs_diff(self.text.len()) > 4 {
            return None;
        }
        let small = word.chars().map(|c| c.to_ascii_lowercase());
        let slip = slip(self.text.chars(), small)?;
        let length = word.chars().count();
        // Latin letters are so few that any two of them are near to any other two.
        let least = if word.is_ascii() { 3 } else { 2 };
        if length.min(self.text.chars().count()) < least {
            return None;
        }
        match slip {
            Slip::Moved => Some((Reason::OneOff, 0)),
            Slip::Replaced(a, b) => match alike(a, b) {
                Some((Reason::OneOff, _)) | None if length > 2 => Some((Reason::OneOff, 0)),
                // Hundreds of words of two characters share one of them: the other has to be alike.
                alike => alike,
            },
        }
    }

    fn by_initials(&self, word: &str, best: Reason) -> Option<Match> {
        // Nobody types tones or blanks with initials.
        let asked = self.letters == self.text
            && (2..=6).contains(&self.letters.len())
            && counts_beside(Reason::Initials, best);
        let odd = asked.then(|| begun_by(&self.letters, word.chars()))??;
        Some((Reason::Initials, odd))
    }

    fn by_slip(&self, word: &str, best: Reason) -> Option<Match> {
        let asked = self.letters.len() >= SLIPPED
            && word.chars().nth(1).is_some()
            && counts_beside(Reason::Slipped, best)
            && has_an_end_of(&self.letters, word);
        let odd = asked.then(|| slipped(&self.letters, word))??;
        Some((Reason::Slipped, odd))
    }
}

/// The letters of a typed pinyin without blanks, apostrophes and tones, and with v for ü.
fn letters(text: &str) -> Option<String> {
    let mut letters = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        let letter = match c {
            'a'..='z' => c,
            'ā' | 'á' | 'ǎ' | 'à' => 'a',
            'ē' | 'é' | 'ě' | 'è' => 'e',
            'ī' | 'í' | 'ǐ' | 'ì' => 'i',
            'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
            'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
            'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'v',
            '\'' | '’' | '‘' | ' ' | '\u{3000}' => ' ',
            // Marks that stand by themselves after their letter.
            '\u{300}'..='\u{30c}' => ' ',
            '0'..='5' if before.is_alphabetic() => ' ',
            _ => return None,
        };
        before = c;
        if letter == 'v' && letters.ends_with(['j', 'q', 'x', 'y']) {
            // After these letters the dots of ü are not written.
            letters.push('u');
        } else if letter != ' ' {
            letters.push(letter);
        }
    }
    Some(letters)
}

/// The readings of a character without tones, each once, and a 1 with all but the usual one.
fn readings(c: char) -> impl Iterator<Item = (&'static str, u32)> {
    let all = c.to_pinyin_multi();
    let reading = move |i| Some(all?.get_opt(i)?.plain());
    (0..)
        .map_while(move |i| Some((i, reading(i)?)))
        .filter(move |(i, r)| !(0..*i).any(|j| reading(j) == Some(r)))
        .map(|(i, r)| (r, u32::from(i > 0)))
}

/// Whether `sound` and then the pinyin of `word` are what was typed, or begin with it.
fn spelled(mut typed: Chars, sound: &str, mut word: Chars) -> Option<Match> {
    for letter in sound.chars() {
        match (typed.next(), letter) {
            (None, _) => return Some((Reason::Begun, 0)),
            (Some('u' | 'v'), 'ü') => {}
            (Some(t), _) if t == letter => {}
            _ => return None,
        }
    }
    let Some(c) = word.next() else {
        return typed.next().is_none().then_some((Reason::Spelled, 0));
    };
    let further = |(r, odd): (&str, u32)| {
        let (reason, others) = spelled(typed.clone(), r, word.clone())?;
        Some((reason, odd + others))
    };
    readings(c).filter_map(further).min()
}

/// How many characters of `word` have to be read in an unusual way for each of the typed letters
/// to begin the syllable of one, if they do.
fn begun_by(typed: &str, mut word: Chars) -> Option<u32> {
    let mut all = 0;
    for t in typed.chars() {
        let (_, odd) = readings(word.next()?).find(|(r, _)| r.starts_with(t))?;
        all += odd;
    }
    word.next().is_none().then_some(all)
}

/// The letters of a syllable with u for ü, whichever way that was typed.
fn without_dots(sound: &str) -> impl DoubleEndedIterator<Item = char> + Clone {
    let undotted = |c| if matches!(c, 'ü' | 'v') { 'u' } else { c };
    sound.chars().map(undotted)
}

/// Whether one end of the pinyin of `word` is as typed, since one slip never spoils both.
fn has_an_end_of(typed: &str, word: &str) -> bool {
    let (mut typed, mut word) = (without_dots(typed), word.chars());
    let (first, last) = (typed.next(), typed.next_back());
    let any = |c: Option<char>, fits: &dyn Fn(&str) -> bool| {
        c.is_some_and(|c| readings(c).any(|(r, _)| fits(r)))
    };
    any(word.next(), &|r| without_dots(r).next() == first)
        || any(word.next_back(), &|r| without_dots(r).next_back() == last)
}

/// How many characters of `word`, none or one, have to be read in an unusual way for its pinyin to
/// be one slip from what was typed, if it is.
fn slipped(typed: &str, word: &str) -> Option<u32> {
    let near = |odd: Option<(usize, &'static str)>| {
        let sounds = word.chars().enumerate().map(move |(i, c)| match odd {
            Some((at, reading)) if at == i => reading,
            // What has no sound is two slips away.
            _ => readings(c).next().map_or("??", |(usual, _)| usual),
        });
        slip(without_dots(typed), sounds.flat_map(without_dots)).is_some()
    };
    let mut odd = word
        .chars()
        .enumerate()
        .flat_map(|(at, c)| readings(c).skip(1).map(move |(r, _)| (at, r)));
    if near(None) {
        return Some(0);
    }
    odd.any(|odd| near(Some(odd))).then_some(1)
}

/// The one slip between two texts, if they are one apart.
fn slip(
    mut typed: impl Iterator<Item = char> + Clone,
    mut known: impl Iterator<Item = char> + Clone,
) -> Option<Slip> {
    let (a, b) = loop {
        match (typed.next(), known.next()) {
            (None, None) => return None,
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) => break (a, b),
            (None, _) => return known.next().is_none().then_some(Slip::Moved),
            (_, None) => return typed.next().is_none().then_some(Slip::Moved),
        }
    };
    if typed.clone().eq(known.clone()) {
        return Some(Slip::Replaced(a, b));
    }
    let left_out = once(a).chain(typed.clone()).eq(known.clone());
    let too_many = || typed.clone().eq(once(b).chain(known.clone()));
    if left_out || too_many() {
        return Some(Slip::Moved);
    }
    (typed.next() == Some(b) && known.next() == Some(a) && typed.eq(known)).then_some(Slip::Moved)
}

/// Whether two characters sound the same or, one letter being off, nearly so: n and ng, z and zh,
/// l and n, or f and h.
fn alike(a: char, b: char) -> Option<Match> {
    let compare = |(x, odd_x): (&str, u32), (y, odd_y): (&str, u32)| {
        let near = || slip(x.chars(), y.chars()).map(|_| Reason::OneOff);
        let same = (x == y).then_some(Reason::SameSound);
        Some((same.or_else(near)?, odd_x + odd_y))
    };
    readings(a)
        .flat_map(|x| readings(b).filter_map(move |y| compare(x, y)))
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The suggestions among words that stand in ever fewer sentences, joined with blanks.
    fn among(typed: &str, known: &str) -> String {
        let counts = (1..=9000).rev().step_by(1000);
        suggestions(typed, known.split(' ').zip(counts), 9).join(" ")
    }

    #[test]
    fn the_whole_pinyin_comes_before_its_beginning() {
        let known = "扶贫办 高速公路 湖滨 扶贫 高速 副品";
        assert_eq!(among("fupin", known), "扶贫 副品 扶贫办");
        assert_eq!(among("gaosu", known), "高速 高速公路");
        assert_eq!(among("gaosugonglu", known), "高速公路");
        assert_eq!(among("gaos", known), "高速公路 高速");
        assert_eq!(among("gao", known), "", "too short for a beginning");
        assert_eq!(among("fupin", "扶"), "");
        assert_eq!(among("lu", "路"), "", "of one character");
    }

    #[test]
    fn tones_blanks_and_apostrophes_are_dropped() {
        for typed in [
            "fu2pin2",
            "fú pín",
            "fu\u{301}pi\u{301}n",
            "Fu Pin",
            "fu'pin",
        ] {
            assert_eq!(among(typed, "扶贫 增长"), "扶贫", "{typed}");
        }
        assert_eq!(among("xi’an", "西安"), "西安");
        for typed in ["fupin9", "fupin22", "fu-pin", "pm25", "h1n1", "f p", "2"] {
            assert_eq!(among(typed, "扶贫 平面 湖南"), "", "{typed}");
        }
    }

    #[test]
    fn the_dotted_u_is_typed_as_v_or_u() {
        for typed in ["nvxing", "nuxing", "nüxing", "nǚxìng", "nvxign", "nuxign"] {
            assert_eq!(among(typed, "女性 男性"), "女性", "{typed}");
        }
        assert_eq!(among("lueduo", "掠夺"), "掠夺");
        assert_eq!(among("jvji", "聚集"), "聚集");
        assert_eq!(among("nvli", "努力"), "", "v is no u");
    }

    #[test]
    fn any_reading_counts_but_the_usual_more() {
        assert_eq!(among("chongqing", "重庆"), "重庆");
        assert_eq!(among("zhongqing", "重庆"), "重庆");
        assert_eq!(among("yinhanghangzhang", "银行行长"), "银行行长");
        assert_eq!(among("taihu", "大户 太湖"), "太湖 大户");
        let known = [("崇庆", 20), ("重庆", 3000)].into_iter();
        assert_eq!(suggestions("chongqing", known, 1), ["重庆"]);
    }

    #[test]
    fn initials_count_where_no_pinyin_does() {
        assert_eq!(among("fp", "扶贫 扶贫办 贫富 发票"), "扶贫 发票");
        assert_eq!(among("cq", "重庆"), "重庆");
        assert_eq!(among("gsgl", "高速 高速公路"), "高速公路");
        assert_eq!(among("dada", "大爱大爱 大大"), "大大");
        assert_eq!(among("f", "扶"), "");
        assert_eq!(among("zggcdzy", "中国共产党中央"), "", "too long");
    }

    #[test]
    fn of_two_characters_the_other_has_to_sound_alike() {
        assert_eq!(among("扶频", "步行 扶手 扶平 扶贫"), "扶贫 扶平");
        assert_eq!(among("贫扶", "贫困 扶贫"), "扶贫");
        for (typed, known) in [
            ("金济", "经济"),
            ("四界", "世界"),
            ("蓝方", "南方"),
            ("湖建", "福建"),
        ] {
            assert_eq!(among(typed, known), known);
        }
        assert_eq!(among("扶贫款", "扶贫 贫困 扶"), "扶贫");
        assert_eq!(among("贫", "频 扶贫"), "", "of one character");
    }

    #[test]
    fn of_three_characters_any_other_counts() {
        let known = "高架公路 高速公路 公路 高公速路";
        assert_eq!(among("高苏公路", known), "高速公路 高架公路");
        assert_eq!(among("速高公路", known), "高速公路");
        assert_eq!(among("高速路", "高速公路 高速"), "高速公路 高速");
        assert_eq!(among("人民政策", "人民政府 人民大会"), "人民政府");
    }

    #[test]
    fn latin_words_differ_by_a_letter() {
        assert_eq!(among("GDB", "CPI gdp GDPS GDBS"), "gdp GDBS");
        assert_eq!(among("gbp", "GDP"), "GDP");
        assert_eq!(among("km", "kg mk kmh"), "", "too short");
    }

    #[test]
    fn a_wrong_letter_of_a_pinyin_is_the_last_resort() {
        for typed in [
            "fupim", "fuppin", "ufpin", "fuipn", "gupin", "afupin", "fupinn",
        ] {
            assert_eq!(among(typed, "扶贫 扶 增长 A扶贫"), "扶贫", "{typed}");
        }
        assert_eq!(among("gasou", "高速"), "高速", "across two syllables");
        assert_eq!(among("chongqign", "重庆"), "重庆");
        assert_eq!(among("fuping", "扶贫 阜平"), "阜平", "no resort is needed");
        assert_eq!(among("upiin", "扶贫"), "", "two letters");
        assert_eq!(among("zhuag", "装"), "", "of one character");
        assert_eq!(among("fupn", "扶贫"), "", "too short");
    }

    #[test]
    fn never_the_typed_word_nor_digits_and_marks() {
        assert_eq!(among("扶贫", "扶贫"), "");
        assert_eq!(among("GDP", "gdp GDP"), "");
        assert_eq!(among("高速公路", "高速公路1 高速公路、 高速公路〇"), "");
        assert_eq!(among("GDP1", "GDP"), "GDP");
        assert_eq!(among("", "扶贫 GDP"), "");
    }

    #[test]
    fn the_order_is_by_count_then_length_then_text() {
        let known = [("扶贫县", 5), ("扶贫办", 5), ("扶贫乡里", 5), ("扶贫户", 7)].into_iter();
        let found = suggestions("fupin", known.clone().chain(known.clone()), 9);
        assert_eq!(found, ["扶贫户", "扶贫办", "扶贫县", "扶贫乡里"]);
        assert_eq!(suggestions("fupin", known.clone(), 1), ["扶贫户"]);
        assert!(suggestions("fupin", known, 0).is_empty());
    }
}
