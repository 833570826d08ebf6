//! The texts that the benchmarks run over: the shipped corpus, repeated with other digits each time.

#[allow(dead_code, reason = "not every benchmark reads so many reports")]
mod many;

#[allow(unused_imports, reason = "not every benchmark reads so many reports")]
pub use many::many;

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
                pages: Vec::new(),
            });
        }
    }
    reports
}

/// The reports in the folder that `ZHISHU_BENCH_TEXTS` names, each once as it is; without it those of [`reports`] with as
/// much prose between their sentences as whole reports have.
///
/// The shipped corpus holds little but claims; what extraction costs on whole reports is told by whole reports.
#[allow(dead_code, reason = "not every benchmark reads whole reports")]
pub fn whole_reports(bytes: usize) -> Vec<Document> {
    if let Some(folder) = std::env::var_os("ZHISHU_BENCH_TEXTS") {
        let texts = texts(Path::new(&folder)).into_iter();
        let documents = texts.map(|(name, text)| Document {
            metadata: Metadata::infer(&name, &text),
            id: name,
            text,
            pages: Vec::new(),
        });
        return documents.collect();
    }
    let mut prose = Prose::new();
    let mut whole = Vec::new();
    let mut size = 0;
    for mut report in reports(bytes) {
        if size >= bytes {
            break;
        }
        report.text = prose.between_claims(&report);
        size += report.text.len();
        whole.push(report);
    }
    whole
}

/// How many characters of a report there are to one claim, as counted over 292 reports of 1956 to 2026: 4,836,255 to 82,701.
#[allow(dead_code, reason = "not every benchmark reads whole reports")]
const CHARS_TO_A_CLAIM: usize = 58;

/// Sentences without numbers, of the words of the vocabularies, the same in every run.
#[allow(dead_code, reason = "not every benchmark reads whole reports")]
struct Prose {
    /// Words that open a clause.
    verbs: Vec<String>,
    /// Places.
    places: Vec<String>,
    /// Names of what a clause is about.
    names: Vec<String>,
    random: Digits,
}

#[allow(dead_code, reason = "not every benchmark reads whole reports")]
impl Prose {
    fn new() -> Self {
        let words = |file: &str, column: usize, of: Option<&str>| -> Vec<String> {
            let words = cells(file, column, of).into_iter().flat_map(|cell| {
                let names = cell.split('|').map(str::to_string);
                names.collect::<Vec<_>>()
            });
            words.filter(|word| word.chars().count() >= 2).collect()
        };
        Prose {
            verbs: words("outlook.tsv", 0, Some("opening")),
            places: words("areas.tsv", 1, None),
            names: [
                words("indicators.tsv", 1, None),
                words("indicators.tsv", 2, None),
            ]
            .concat(),
            random: Digits(0x2545_f491_4f6c_dd1d),
        }
    }

    /// The text of a report with sentences of prose between its own, so that it has as many claims a character as a
    /// whole report.
    fn between_claims(&mut self, report: &Document) -> String {
        let found = zhishu::extract(report, zhishu::Lexicon::builtin());
        let claims = found.mentions.iter().filter(|m| m.claim.is_some()).count();
        let written = report.text.chars().count();
        let wanted = (claims * CHARS_TO_A_CLAIM).saturating_sub(written);
        let mut text = String::new();
        let (mut own, mut added) = (0, 0);
        for sentence in report.text.split_inclusive('。') {
            text.push_str(sentence);
            own += sentence.chars().count();
            while sentence.ends_with('。') && added * written < own * wanted {
                let prose = self.sentence();
                added += prose.chars().count();
                text.push_str(&prose);
            }
        }
        text
    }

    /// A sentence of a few clauses.
    fn sentence(&mut self) -> String {
        let clauses = 2 + self.random.below(4);
        let mut text = String::new();
        for clause in 0..clauses {
            text.push_str(if clause == 0 { "" } else { "，" });
            text.push_str(&self.clause());
        }
        text.push('。');
        text
    }

    /// A clause: what is done, where, and to what.
    fn clause(&mut self) -> String {
        let mut text = String::new();
        for words in [&self.verbs, &self.places, &self.names] {
            text.push_str(&words[self.random.below(words.len())]);
        }
        text
    }
}

/// The cells of a column of a vocabulary, without the years that stand behind names; of rows with `of` in their second
/// column where that is given.
fn cells(file: &str, column: usize, of: Option<&str>) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("lexicon")
        .join(file);
    let text = fs::read_to_string(path).expect("the vocabulary is there");
    let rows = text.lines().filter(|row| !row.starts_with('#')).skip(1);
    let rows = rows.map(|row| row.split('\t').collect::<Vec<_>>());
    let cells = rows.filter(|row| of.is_none() || row.get(1).copied() == of);
    let cells = cells.filter_map(|row| row.get(column).copied());
    let names = |cell: &str| {
        let names = cell
            .split('|')
            .map(|name| name.split('@').next().unwrap_or_default());
        names.collect::<Vec<_>>().join("|")
    };
    cells.map(names).collect()
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
            let bytes = fs::read(&path).expect("the file can be read");
            let reading = zhishu::read(&bytes, &name, None).expect("the files are text");
            (name, reading.text)
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
        char::from(b'1' + self.below(9) as u8)
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
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
