//! The texts that the benchmarks run over: the shipped corpus, repeated with other digits each time.

use std::fs;
use std::path::Path;
use zhishu::{Document, Metadata};

/// Reports of at least `bytes` bytes in all; the same ones in every run.
///
/// Years keep their digits, so that a report stays one of its year; every other digit from 1 to 9 becomes another such,
/// so that no two copies state the same figures.
pub fn reports(bytes: usize) -> Vec<Document> {
    let originals = originals();
    let mut digits = Digits(0x9e37_79b9_7f4a_7c15);
    let mut reports = Vec::new();
    let mut size = 0;
    for copy in 0.. {
        for (name, original) in &originals {
            if size >= bytes {
                return reports;
            }
            let text = if copy == 0 {
                original.clone()
            } else {
                digits.change(original)
            };
            size += text.len();
            let metadata = Metadata::infer(name, &text);
            reports.push(Document {
                id: format!("{name}-{copy}"),
                text,
                metadata,
            });
        }
    }
    reports
}

/// The reports in the folder that `ZHISHU_BENCH_TEXTS` names, each once as it is; without it those of [`reports`].
///
/// The shipped corpus holds little but claims; what extraction costs on whole reports is told by whole reports.
#[allow(dead_code, reason = "not every benchmark reads texts of one's own")]
pub fn reports_of_ones_own(bytes: usize) -> Vec<Document> {
    let Some(folder) = std::env::var_os("ZHISHU_BENCH_TEXTS") else {
        return reports(bytes);
    };
    let texts = texts(Path::new(&folder)).into_iter();
    texts
        .map(|(name, text)| Document {
            metadata: Metadata::infer(&name, &text),
            id: name,
            text,
        })
        .collect()
}

/// Names and texts of the shipped corpus in the order of the names.
fn originals() -> Vec<(String, String)> {
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))
}

/// Names and texts of the `.txt` files of a folder in the order of the names.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut originals: Vec<(String, String)> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .map(|path| {
            let name = path
                .file_stem()
                .expect("a file has a name")
                .to_string_lossy()
                .into_owned();
            (name, zhishu::read_text(&path).expect("the files are text"))
        })
        .collect();
    originals.sort();
    assert!(!originals.is_empty(), "the folder holds texts");
    originals
}

/// A source of digits (xorshift), the same in every run.
struct Digits(u64);

impl Digits {
    /// A digit from 1 to 9.
    fn next(&mut self) -> char {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        char::from(b'1' + (self.0 % 9) as u8)
    }

    /// `text` with other digits, those of years kept.
    fn change(&mut self, text: &str) -> String {
        let mut changed = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            let end = rest[start..]
                .find(|c: char| !c.is_ascii_digit())
                .map_or(rest.len(), |length| start + length);
            let number = &rest[start..end];
            changed.push_str(&rest[..start]);
            if number.len() == 4 && rest[end..].starts_with(['年', '-', '—']) {
                changed.push_str(number);
            } else {
                changed.extend(
                    number
                        .chars()
                        .map(|c| if c == '0' { c } else { self.next() }),
                );
            }
            rest = &rest[end..];
        }
        changed.push_str(rest);
        changed
    }
}
