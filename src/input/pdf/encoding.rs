//! The characters of fonts whose codes are one byte: named encodings, and differences given as glyph names.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Names of glyphs other than single letters, as in the Adobe Glyph List, with their characters.
const NAMES: &str = "exclam ! quotedbl \" numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( parenright ) \
asterisk * plus + comma , hyphen - period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 \
colon : semicolon ; less < equal = greater > question ? at @ bracketleft [ backslash \\ bracketright ] asciicircum ^ \
underscore _ grave ` braceleft { bar | braceright } asciitilde ~ quoteleft ‘ quoteright ’ quotedblleft “ quotedblright ” \
quotesinglbase ‚ quotedblbase „ endash – emdash — bullet • ellipsis … perthousand ‰ periodcentered · middot · degree ° \
plusminus ± multiply × divide ÷ minus − section § paragraph ¶ copyright © registered ® trademark ™ yen ¥ sterling £ cent ¢ \
Euro € euro € guillemotleft « guillemotright » fi ﬁ fl ﬂ ff ﬀ ffi ﬃ ffl ﬄ lessequal ≤ greaterequal ≥ notequal ≠ \
approxequal ≈ infinity ∞ mu µ onehalf ½ onequarter ¼ threequarters ¾ onesuperior ¹ twosuperior ² threesuperior ³ \
fraction ⁄ figuredash ‒ afii61352 № sfthyphen - eacute é egrave è aacute á agrave à oacute ó uacute ú udieresis ü \
odieresis ö adieresis ä germandbls ß Delta Δ Omega Ω alpha α beta β gamma γ sigma σ Sigma Σ pi π";

/// The names with their characters.
static KNOWN: LazyLock<FxHashMap<&str, char>> = LazyLock::new(|| {
    let words: Vec<&str> = NAMES.split_ascii_whitespace().collect();
    let pairs = words.chunks_exact(2);
    pairs
        .filter_map(|w| Some((w[0], w[1].chars().next()?)))
        .collect()
});

/// The character of each code from an encoding's name; `None` where the name is none of the common ones.
pub(super) fn named(name: &[u8]) -> Option<fn(u8) -> Option<char>> {
    match name {
        b"WinAnsiEncoding" | b"PDFDocEncoding" => Some(win_ansi),
        b"MacRomanEncoding" => Some(|code| single(MACINTOSH, code)),
        b"StandardEncoding" => Some(standard),
        _ => None,
    }
}

fn win_ansi(code: u8) -> Option<char> {
    single(WINDOWS_1252, code)
}

/// Adobe's standard encoding, as far as texts use it.
pub(super) fn standard(code: u8) -> Option<char> {
    match code {
        b'\'' => Some('’'),
        b'`' => Some('‘'),
        0x20..=0x7e => Some(char::from(code)),
        0xaa => Some('“'),
        0xba => Some('”'),
        0xae => Some('ﬁ'),
        0xaf => Some('ﬂ'),
        0xb1 => Some('–'),
        0xb4 => Some('·'),
        0xb7 => Some('•'),
        0xbc => Some('…'),
        0xbd => Some('‰'),
        0xd0 => Some('—'),
        0xa5 => Some('¥'),
        0xa7 => Some('§'),
        _ => None,
    }
}

fn single(encoding: &'static Encoding, code: u8) -> Option<char> {
    if code < 0x20 {
        return None;
    }
    let bytes = [code];
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    text.chars().next().filter(|c| *c != '\u{fffd}')
}

/// The character that a glyph's name means: `five`, `A`, `uni4E2D`, `u20BB7`.
pub(super) fn glyph(name: &str) -> Option<char> {
    let name = name.split('.').next().filter(|n| !n.is_empty())?;
    let mut chars = name.chars();
    if let (Some(letter), None) = (chars.next(), chars.next())
        && letter.is_ascii_alphabetic()
    {
        return Some(letter);
    }
    if name == "space" || name == "nbspace" {
        return Some(' ');
    }
    if let Some(found) = KNOWN.get(name) {
        return Some(*found);
    }
    let hex = |prefix: &str, lengths: std::ops::RangeInclusive<usize>| {
        let digits = name.strip_prefix(prefix)?;
        let digits = if prefix == "uni" {
            digits.get(..4)?
        } else {
            digits
        };
        lengths
            .contains(&digits.len())
            .then(|| u32::from_str_radix(digits, 16).ok())
            .flatten()
            .and_then(char::from_u32)
    };
    hex("uni", 4..=4).or_else(|| hex("u", 4..=6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_go_by_their_names() {
        for (name, expected) in [
            ("A", Some('A')),
            ("five", Some('5')),
            ("percent", Some('%')),
            ("space", Some(' ')),
            ("uni4E2D", Some('中')),
            ("u20BB7", Some('𠮷')),
            ("five.tnum", Some('5')),
            ("quoteright", Some('’')),
            ("g27", None),
            ("", None),
            (".notdef", None),
        ] {
            assert_eq!(glyph(name), expected, "{name}");
        }
    }

    #[test]
    fn encodings_go_by_their_names() {
        let of = |name: &[u8], code| named(name).and_then(|chars| chars(code));
        assert_eq!(of(b"WinAnsiEncoding", 0x97), Some('—'));
        assert_eq!(of(b"MacRomanEncoding", 0xd1), Some('—'));
        assert_eq!(of(b"StandardEncoding", b'5'), Some('5'));
        assert_eq!(of(b"WinAnsiEncoding", 3), None);
        assert!(named(b"Unknown").is_none());
    }
}
