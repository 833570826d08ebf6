//! Folding for analysis: full width to half width, traditional to simplified, one scalar value for one.

use super::CharSet;
use std::sync::LazyLock;

/// The text with full-width letters, digits and marks as half-width ones and traditional characters as simplified
/// ones. Every scalar value becomes exactly one, so that an offset into the folded text is one into the source.
///
/// Letter case is kept. The table of characters is the one of the `fast2s` crate.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    each_folded(text.chars(), |c| out.push(c));
    out
}

/// Whether [`fold`] leaves the text as it is.
pub(crate) fn is_folded(text: &str) -> bool {
    !text.contains(|c| CHANGED.contains(c))
}

/// The characters of [`fold`].
pub(crate) fn fold_chars(text: &str) -> Vec<char> {
    // A character takes three bytes most of the time.
    let mut out = Vec::with_capacity(text.len() / 5 * 2);
    each_folded(text.chars(), |c| out.push(c));
    out
}

/// Gives `take` the folded form of each character in turn.
fn each_folded(chars: impl Iterator<Item = char>, mut take: impl FnMut(char)) {
    let changed: &CharSet = &CHANGED;
    let mut before = None;
    let mut chars = chars.peekable();
    while let Some(c) = chars.next() {
        if !changed.contains(c) {
            take(c);
            before = Some(c);
            continue;
        }
        take(match FOLDED.get(c as usize) {
            Some(&KEPT) | None => c,
            Some(&BY_NEIGHBOURS) => usual(beside(before, c, chars.peek().copied())),
            Some(&folded) => folded,
        });
        before = Some(c);
    }
}

/// Stands in [`FOLDED`] for a character that stays as it is.
const KEPT: char = '\0';

/// Stands in [`FOLDED`] for a character whose folded form its neighbours decide.
const BY_NEIGHBOURS: char = '\u{1}';

/// What each character of the basic plane becomes. Looking it up here costs a fraction of asking the crate's map.
static FOLDED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let folded = |c: char| match c {
        // 乾 stays in 乾隆, 畫 is 划 in 計畫: the characters for which `fast2s` looks at the ones beside.
        '兒' | '覆' | '夥' | '藉' | '瞭' | '麽' | '幺' | '於' | '乾' | '著' | '苧' | '闔'
        | '鍾' | '讎' | '畫' => BY_NEIGHBOURS,
        _ => match usual(beside(None, c, None)) {
            same if same == c => KEPT,
            other => other,
        },
    };
    (0..0x1_0000)
        .map(|code| char::from_u32(code).map_or(KEPT, folded))
        .collect()
});

/// The characters that [`FOLDED`] may change: most of a text is not among them, and this is a small table.
static CHANGED: LazyLock<CharSet> = LazyLock::new(|| {
    let changed = FOLDED.iter().zip(0..).filter(|(to, _)| **to != KEPT);
    changed
        .filter_map(|(_, code)| char::from_u32(code))
        .collect()
});

/// The simplified form of `c` between its neighbours.
fn beside(before: Option<char>, c: char, after: Option<char>) -> char {
    let window: String = before.into_iter().chain([c]).chain(after).collect();
    let simplified = fast2s::convert(&window);
    simplified
        .chars()
        .nth(usize::from(before.is_some()))
        .unwrap_or(c)
}

/// The usual form of a character: half-width, and not a variant. Any other character as it is.
fn usual(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '﹪' => '%',
        // Variant forms that the table of traditional characters leaves out (Unihan, kZVariant and kSemanticVariant).
        '羣' => '群',
        '峯' => '峰',
        '鑛' => '矿',
        '汚' => '污',
        '録' => '录',
        '榦' => '干',
        '繋' => '系',
        '週' => '周',
        '戸' | '戶' => '户',
        '幷' => '并',
        '淸' => '清',
        '說' | '説' => '说',
        '毎' => '每',
        '眾' => '众',
        '衹' => '只',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_width_and_script() {
        assert_eq!(fold("扶貧１５．５％"), "扶贫15.5%");
        assert_eq!(fold("增長，下降。"), "增长,下降。");
    }

    #[test]
    fn looks_at_the_neighbours_where_the_crate_does() {
        for text in [
            "計畫投資,畫家,企畫",
            "答覆,覆蓋率",
            "乾隆,乾淨",
            "憑藉,慰藉,藉口",
            "看著",
        ] {
            let simplified: String = fast2s::convert(text).chars().map(usual).collect();
            assert_eq!(fold(text), simplified);
        }
    }

    #[test]
    fn tells_what_it_leaves_alone() {
        assert!(is_folded("扶贫15.5%,") && !is_folded("扶貧") && !is_folded("１"));
    }

    #[test]
    fn keeps_the_count_of_characters() {
        for text in ["", "a", "億元", "髮展乾隆乾淨著作", "😀１２"] {
            assert_eq!(fold(text).chars().count(), text.chars().count(), "{text}");
        }
    }
}
