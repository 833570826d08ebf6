//! Plain text: telling the encoding of bytes that claim to be text, and decoding them without loss.

use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Why bytes are no text that can be read whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// They are in this encoding up to that byte.
    Malformed { encoding: &'static str, byte: usize },
    /// They are in no encoding known here.
    NotText,
}

/// An encoding with a byte-order mark.
struct Marked {
    mark: &'static [u8],
    name: &'static str,
    encoding: &'static Encoding,
}

const MARKED: [Marked; 4] = [
    Marked {
        mark: b"\xef\xbb\xbf",
        name: "UTF-8",
        encoding: UTF_8,
    },
    Marked {
        mark: b"\xff\xfe",
        name: "UTF-16",
        encoding: UTF_16LE,
    },
    Marked {
        mark: b"\xfe\xff",
        name: "UTF-16",
        encoding: UTF_16BE,
    },
    Marked {
        mark: b"\x84\x31\x95\x33",
        name: "GB18030",
        encoding: GB18030,
    },
];

/// The share of frequent characters among the two-byte ones from which on a text counts as Chinese in that encoding.
/// Reports have nine in ten, those in traditional script seven in GB18030; bytes of the other encoding have three.
const CHINESE: f64 = 0.5;

/// The same for bytes that are UTF-8 for the greater part: rather damaged than another encoding.
const CHINESE_IN_SPITE_OF_UTF_8: f64 = 0.8;

/// The share of code units that a Chinese text uses, from which on bytes without a mark count as UTF-16.
const UTF_16_UNITS: f64 = 0.9;

/// The share of control characters above which bytes that are valid UTF-8 may be in another encoding.
const CONTROLS: f64 = 0.02;

/// The share of control characters above which decoded bytes are no text: in a short text one is much.
const MOST_CONTROLS: f64 = 0.34;

/// Decodes bytes in whichever encoding they are, strictly; the encoding goes by its name in the standard of the web.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, &'static str), Refusal> {
    let (text, encoding) = decode_any(bytes)?;
    if has_controls(&text, MOST_CONTROLS) {
        Err(Refusal::NotText)
    } else {
        Ok((text, encoding.name()))
    }
}

/// Decodes bytes in that encoding, strictly; its mark is left out.
pub(super) fn decode_as(
    bytes: &[u8],
    encoding: &'static Encoding,
) -> Result<(String, &'static str), Refusal> {
    let marks = MARKED.iter().filter(|m| m.encoding == encoding);
    let skipped = marks
        .filter(|m| bytes.starts_with(m.mark))
        .map(|m| m.mark.len())
        .max()
        .unwrap_or(0);
    strict(encoding, &bytes[skipped..])
        .map(|text| (text, encoding.name()))
        .map_err(|byte| Refusal::Malformed {
            encoding: encoding.name(),
            byte: byte + skipped,
        })
}

/// Whether a text holds a zero, or more than that share of control characters. White space is no such character, and the vertical
/// tab, a soft line end, belongs to it.
fn has_controls(text: &str, share: f64) -> bool {
    let (mut all, mut controls) = (0usize, 0usize);
    for c in text.chars() {
        all += 1;
        controls += usize::from(c.is_ascii_control() && !c.is_whitespace());
    }
    text.contains('\0') || controls as f64 > share * all as f64
}

/// Whether a text that is valid UTF-8 holds hanzi or their marks: three bytes each that fit by chance in no other encoding,
/// whatever controls stand among them.
fn is_chinese_utf_8(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'))
}

/// Tells the encoding and decodes; the text may still be nonsense full of control characters.
fn decode_any(bytes: &[u8]) -> Result<(String, &'static Encoding), Refusal> {
    if let Some(marked) = MARKED.iter().find(|m| bytes.starts_with(m.mark)) {
        let skipped = marked.mark.len();
        return match strict(marked.encoding, &bytes[skipped..]) {
            Ok(text) => Ok((text, marked.encoding)),
            Err(byte) => Err(Refusal::Malformed {
                encoding: marked.name,
                byte: byte + skipped,
            }),
        };
    }
    let utf_8 = utf_8(bytes);
    if let Ok(text) = &utf_8
        && (!has_controls(text, CONTROLS) || is_chinese_utf_8(text))
    {
        let text = utf_8.map_err(|_| Refusal::NotText)?;
        return Ok((text, UTF_8));
    }
    if let Some(encoding) = utf_16(bytes) {
        return match strict(encoding, bytes) {
            Ok(text) => Ok((text, encoding)),
            Err(byte) => Err(Refusal::Malformed {
                encoding: "UTF-16",
                byte,
            }),
        };
    }
    if bytes.contains(&0) {
        return Err(Refusal::NotText);
    }
    let broken_at = match utf_8 {
        Ok(text) if has_controls(&text, MOST_CONTROLS) => return Err(Refusal::NotText),
        Ok(text) => return Ok((text, UTF_8)),
        Err(byte) => byte,
    };
    let mostly_utf_8 = is_mostly_utf_8(bytes);
    let needed = if mostly_utf_8 {
        CHINESE_IN_SPITE_OF_UTF_8
    } else {
        CHINESE
    };
    let two_byte = [
        ("GB18030", GB18030, frequent_in_gb(bytes)),
        ("Big5", BIG5, frequent_in_big5(bytes)),
    ];
    let mut best = None;
    for (name, encoding, frequent) in two_byte
        .into_iter()
        .filter(|&(_, _, frequent)| frequent >= needed)
    {
        let decoded = strict(encoding, bytes).map_err(|byte| Refusal::Malformed {
            encoding: name,
            byte,
        });
        // A whole text beats a damaged one, then the one with more frequent characters wins.
        let rank = (decoded.is_ok(), frequent);
        if best.as_ref().is_none_or(|(found, _, _)| rank > *found) {
            best = Some((rank, encoding, decoded));
        }
    }
    match best {
        Some((_, encoding, decoded)) => decoded.map(|text| (text, encoding)),
        None if mostly_utf_8 => Err(Refusal::Malformed {
            encoding: "UTF-8",
            byte: broken_at,
        }),
        None => Err(Refusal::NotText),
    }
}

/// The bytes as UTF-8, or the first byte that is not.
fn utf_8(bytes: &[u8]) -> Result<String, usize> {
    std::str::from_utf8(bytes)
        .map(str::to_owned)
        .map_err(|error| error.valid_up_to())
}

/// Whether more of the bytes outside ASCII are valid UTF-8 than are not.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (valid, invalid) = bytes.utf8_chunks().fold((0, 0), |(valid, invalid), chunk| {
        let beyond_ascii = chunk.valid().bytes().filter(|b| !b.is_ascii()).count();
        (valid + beyond_ascii, invalid + chunk.invalid().len())
    });
    valid > invalid
}

/// The bytes decoded without replacement, a mark kept, or the first byte that does not belong to the encoding.
fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let needed = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(needed.unwrap_or(bytes.len()));
    let mut read = 0;
    loop {
        let (result, consumed) =
            decoder.decode_to_string_without_replacement(&bytes[read..], &mut text, true);
        read += consumed;
        match result {
            DecoderResult::InputEmpty => {
                text.shrink_to_fit();
                return Ok(text);
            }
            DecoderResult::OutputFull => text.reserve(bytes.len() - read + 16),
            DecoderResult::Malformed(bad, behind) => {
                return Err(read.saturating_sub(usize::from(bad) + usize::from(behind)));
            }
        }
    }
}

/// The byte order of text in UTF-16 that has no mark, or `None` where it is something else.
///
/// Chinese text in the right order is nearly all hanzi, their punctuation and ASCII. That alone would also take ASCII
/// for hanzi in pairs, so ASCII code units (with their zero bytes), Chinese marks or bytes beyond ASCII have to be there.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let units = bytes.len() / 2;
    if units == 0 {
        return None;
    }
    let beyond_ascii = bytes.iter().filter(|b| !b.is_ascii()).count();
    let share = |unit: fn([u8; 2]) -> u16| {
        let (mut known, mut ascii, mut marks) = (0usize, 0usize, 0usize);
        for pair in bytes.chunks_exact(2) {
            match unit([pair[0], pair[1]]) {
                0x09..=0x0d | 0x20..=0x7e => ascii += 1,
                0x3001 | 0x3002 | 0xff0c | 0xff1b => marks += 1,
                0x4e00..=0x9fff | 0x3000..=0x303f | 0xff00..=0xffef | 0x2010..=0x203f => known += 1,
                _ => {}
            }
        }
        let plausible = ascii + marks > 0 || beyond_ascii * 10 > bytes.len();
        if plausible {
            (known + ascii + marks) as f64 / units as f64
        } else {
            0.0
        }
    };
    let (little, big) = (share(u16::from_le_bytes), share(u16::from_be_bytes));
    if little.max(big) < UTF_16_UNITS {
        None
    } else if little >= big {
        Some(UTF_16LE)
    } else {
        Some(UTF_16BE)
    }
}

/// Read as GB18030, the share of characters of GB2312's first level and its marks among those that are not ASCII.
fn frequent_in_gb(bytes: &[u8]) -> f64 {
    frequent(bytes, |lead, trail| {
        matches!(lead, 0xa1..=0xa3 | 0xb0..=0xd7) && trail >= 0xa1
    })
}

/// Read as Big5, the share of its first level and its marks among the characters that are not ASCII.
fn frequent_in_big5(bytes: &[u8]) -> f64 {
    frequent(bytes, |lead, _| matches!(lead, 0xa1..=0xc6))
}

/// The share of pairs for which `is_frequent` holds among all pairs that a byte beyond ASCII opens.
fn frequent(bytes: &[u8], is_frequent: fn(u8, u8) -> bool) -> f64 {
    let (mut all, mut counted) = (0usize, 0usize);
    let mut rest = bytes.iter();
    while let Some(&lead) = rest.next() {
        if lead.is_ascii() {
            continue;
        }
        all += 1;
        if let Some(&trail) = rest.next() {
            counted += usize::from(is_frequent(lead, trail));
        }
    }
    if all == 0 {
        0.0
    } else {
        counted as f64 / all as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text alone.
    fn decode(bytes: &[u8]) -> Result<String, Refusal> {
        super::decode(bytes).map(|(text, _)| text)
    }

    const TEXT: &str =
        "清河市政府工作报告\r\n——2018年1月10日\r\n全年生产总值1,500.9亿元，增长5％。㐂𠮷";
    const PLAIN: &str = "粮食产量增长三成，其中玉米占一半。";
    const TRADITIONAL: &str = "全縣農業總產值增長百分之五，工業增加值達到三十億元。\n";

    fn utf_16_bytes(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        let (bytes, _, replaced) = encoding.encode(text);
        assert!(!replaced);
        bytes.into_owned()
    }

    fn with_mark(mark: &[u8], bytes: &[u8]) -> Vec<u8> {
        [mark, bytes].concat()
    }

    #[test]
    fn controls_do_not_make_utf_8_another_encoding() {
        // Read as UTF-16 the same bytes are hanzi that nobody writes: 胣羁.
        assert_eq!(decode("、\u{7f}".as_bytes()), Err(Refusal::NotText));
        // Letters in pairs are hanzi in UTF-16; a zero makes a text none, and not one of those.
        let letters = "万\0".to_string() + &"consumption".repeat(9);
        assert_eq!(decode(letters.as_bytes()), Err(Refusal::NotText));
        let text = "、\u{7f}、\u{7f}、、";
        assert_eq!(decode(text.as_bytes()).as_deref(), Ok(text));
    }

    #[test]
    fn decodes_every_encoding_with_and_without_mark() {
        for text in [
            TEXT,
            PLAIN,
            "扶贫",
            "2017\n",
            "a",
            "贫困人口2.3万\r\n",
            "。年",
            "增\u{b}长",
        ] {
            let little = utf_16_bytes(text, u16::to_le_bytes);
            let big = utf_16_bytes(text, u16::to_be_bytes);
            let gb = encoded(GB18030, text);
            for bytes in [
                text.as_bytes().to_vec(),
                with_mark(b"\xef\xbb\xbf", text.as_bytes()),
                with_mark(b"\xff\xfe", &little),
                with_mark(b"\xfe\xff", &big),
                with_mark(b"\x84\x31\x95\x33", &gb),
                little,
                big,
                gb,
            ] {
                assert_eq!(decode(&bytes).as_deref(), Ok(text), "{bytes:02x?}");
            }
        }
    }

    #[test]
    fn decodes_traditional_text() {
        assert_eq!(
            decode(&encoded(BIG5, TRADITIONAL)).as_deref(),
            Ok(TRADITIONAL)
        );
        assert_eq!(
            decode(&encoded(GB18030, TRADITIONAL)).as_deref(),
            Ok(TRADITIONAL)
        );
    }

    #[test]
    fn names_the_first_bad_byte() {
        let cut = |bytes: &[u8]| decode(&bytes[..bytes.len() - 1]);
        let malformed = |encoding, byte| Err(Refusal::Malformed { encoding, byte });
        let utf_8_length = PLAIN.len();
        assert_eq!(cut(PLAIN.as_bytes()), malformed("UTF-8", utf_8_length - 3));
        assert_eq!(
            cut(&with_mark(b"\xef\xbb\xbf", PLAIN.as_bytes())),
            malformed("UTF-8", utf_8_length)
        );
        let little = utf_16_bytes(PLAIN, u16::to_le_bytes);
        assert_eq!(cut(&little), malformed("UTF-16", little.len() - 2));
        assert_eq!(
            cut(&with_mark(b"\xff\xfe", &little)),
            malformed("UTF-16", little.len())
        );
        let gb = encoded(GB18030, PLAIN);
        assert_eq!(cut(&gb), malformed("GB18030", gb.len() - 2));
        // Read as GB18030 this is whole, and half of it frequent hanzi.
        assert_eq!(cut("人工2017年".as_bytes()), malformed("UTF-8", 10));
        let mut damaged = PLAIN.as_bytes().to_vec();
        damaged[6] = 0xff;
        assert_eq!(decode(&damaged), malformed("UTF-8", 6));
    }

    #[test]
    fn half_a_surrogate_pair_is_malformed() {
        let mut units: Vec<u16> = "增长".encode_utf16().collect();
        units.insert(1, 0xd842);
        let bytes: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
        let refused = decode(&with_mark(b"\xff\xfe", &bytes));
        assert_eq!(
            refused,
            Err(Refusal::Malformed {
                encoding: "UTF-16",
                byte: 4
            })
        );
    }

    #[test]
    fn refuses_what_is_no_text() {
        let noise: Vec<u8> = (0..4096u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        assert_eq!(decode(&noise), Err(Refusal::NotText));
        assert_eq!(decode(b"\x00\x01\x02\x03"), Err(Refusal::NotText));
        assert_eq!(decode(b"\x01\x02\x03\x04\x05"), Err(Refusal::NotText));
        // Latin-1, not GB18030 nor pairs of hanzi.
        assert_eq!(
            decode(b"caf\xe9s et th\xe9\xe2tres du centre"),
            Err(Refusal::NotText)
        );
    }

    #[test]
    fn a_stray_control_character_is_no_damage() {
        for text in ["增长5%\u{1b}\n", "5%\u{7}\n", "\u{1}增长"] {
            assert_eq!(decode(text.as_bytes()).as_deref(), Ok(text));
        }
        assert_eq!(
            decode("增\u{1}\u{2}长\u{3}".as_bytes()),
            Err(Refusal::NotText)
        );
    }

    #[test]
    fn ascii_is_not_taken_for_hanzi_in_pairs() {
        assert_eq!(
            decode(b"bush hid the facts").as_deref(),
            Ok("bush hid the facts")
        );
    }
}
