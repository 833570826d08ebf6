//! Folding for analysis: full width to half width, traditional to simplified, one scalar value for one.

/// The text with full-width letters, digits and marks as half-width ones and traditional characters as simplified
/// ones. Every scalar value becomes exactly one, so that an offset into the folded text is one into the source.
///
/// Letter case is kept. The table of characters is the one of the `fast2s` crate.
pub fn fold(text: &str) -> String {
    let simplified = fast2s::convert(text);
    simplified.chars().map(usual).collect()
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
        '戸' => '户',
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
    fn keeps_the_count_of_characters() {
        for text in ["", "a", "億元", "髮展乾隆乾淨著作", "😀１２"] {
            assert_eq!(fold(text).chars().count(), text.chars().count(), "{text}");
        }
    }
}
