//! How often the encoding of a text without a mark is told right: by this program, and by `chardetng`, which browsers use.
//!
//! ```text
//! cargo run --release --example encodings FOLDER
//! ```
//!
//! Each text of the folder is written in each encoding that has all its characters: whole, and cut to some lengths.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030};
use std::collections::BTreeMap;
use std::error::Error;

/// The lengths that texts are cut to, in characters.
const LENGTHS: [usize; 5] = [6, 20, 100, 1000, usize::MAX];

/// How many pieces of a length are taken of each text.
const PIECES: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder of texts")?;
    // Tried, told right here, told right by chardetng.
    let mut counts: BTreeMap<(&str, usize), [usize; 3]> = BTreeMap::new();
    for file in std::fs::read_dir(folder)? {
        let path = file?.path();
        let bytes = std::fs::read(&path)?;
        let Ok(reading) = zhishu::read(&bytes, "a.txt", None) else {
            continue;
        };
        let chars: Vec<char> = reading.text.chars().collect();
        for length in LENGTHS {
            let pieces = if length < chars.len() { PIECES } else { 1 };
            for piece in 0..pieces {
                let from = (chars.len().saturating_sub(length) / PIECES) * piece;
                let to = from.saturating_add(length).min(chars.len());
                let text: String = chars[from..to].iter().collect();
                // A text of ASCII is the same in all.
                if text.is_ascii() || text.trim().is_empty() {
                    continue;
                }
                for (name, bytes) in encoded(&text) {
                    let count = counts.entry((name, length)).or_default();
                    count[0] += 1;
                    let read = zhishu::read(&bytes, "a.txt", None);
                    count[1] += usize::from(read.is_ok_and(|read| read.text == text));
                    count[2] += usize::from(by_chardetng(&bytes).is_some_and(|read| read == text));
                }
            }
        }
    }
    println!("encoding      length   texts    here  chardetng");
    for ((name, length), [all, here, other]) in counts {
        let rate = |n: usize| 100.0 * n as f64 / all as f64;
        let length = if length == usize::MAX {
            "whole".to_string()
        } else {
            length.to_string()
        };
        println!(
            "{name:<12} {length:>7} {all:>7} {:>6.2}% {:>9.2}%",
            rate(here),
            rate(other)
        );
    }
    Ok(())
}

/// The text in each encoding that has all its characters.
fn encoded(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
    let mut all = vec![
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-16LE", wide(u16::to_le_bytes)),
        ("UTF-16BE", wide(u16::to_be_bytes)),
    ];
    for (name, encoding) in [("GB18030", GB18030), ("Big5", BIG5)] {
        let (bytes, _, lossy) = encoding.encode(text);
        if !lossy {
            all.push((name, bytes.into_owned()));
        }
    }
    all
}

fn by_chardetng(bytes: &[u8]) -> Option<String> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding: &'static Encoding = detector.guess(None, Utf8Detection::Allow);
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.into_owned())
}
