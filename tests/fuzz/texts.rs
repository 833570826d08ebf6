//! Making hostile texts: by grammar from what reports are made of, and by changes to real sentences.

use proptest::char::any as any_char;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::fs;
use std::path::Path;

/// Marks, spaces and openings of lines, where the structure of a text is decided.
const MARKS: [&str; 40] = [
    "。",
    "，",
    "；",
    "、",
    "：",
    "！",
    "？",
    "…",
    "——",
    "—",
    "-",
    "–",
    "~",
    "～",
    "至",
    "到",
    "和",
    "及",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "　",
    "\u{a0}",
    "\u{2028}",
    "一、",
    "（一）",
    "1．",
    "1.",
    "(1)",
    "①",
    "第十二章 ",
    "附件1\n",
    "各位代表：\n",
    "\n单位：亿元\n",
    "\n指标\t2017年\t增长%\n",
    "注：",
    "|",
];

/// Brackets and quotation marks, which are never closed on purpose.
const BRACKETS: [&str; 20] = [
    "（", "）", "(", ")", "“", "”", "‘", "’", "\"", "'", "《", "》", "「", "」", "〔", "〕", "[",
    "]", "【", "】",
];

/// What no report should hold: controls, marks that change what stands before them, characters of four bytes.
const ODD: [char; 36] = [
    '\0',
    '\u{1}',
    '\u{7}',
    '\u{8}',
    '\u{b}',
    '\u{c}',
    '\u{1b}',
    '\u{7f}',
    '\u{85}',
    '\u{ad}',
    '\u{300}',
    '\u{301}',
    '\u{20e3}',
    '\u{200b}',
    '\u{200d}',
    '\u{200f}',
    '\u{202e}',
    '\u{2060}',
    '\u{fe0f}',
    '\u{feff}',
    '\u{fffd}',
    '\u{ffff}',
    '\u{e000}',
    '\u{10ffff}',
    '𠀀',
    '𪚥',
    '𝟙',
    '🐼',
    '👨',
    '㎡',
    '㍿',
    'ﬁ',
    'İ',
    'ß',
    '½',
    '㈠',
];

/// Digits of many scripts, each by its characters from 0 to 9, and other characters that count.
const DIGITS: [&str; 14] = [
    "0123456789",
    "０１２３４５６７８９",
    "〇一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "○一二两三四五六七八",
    "٠١٢٣٤٥٦٧٨٩",
    "०१२३४५६७८९",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "⓪①②③④⑤⑥⑦⑧⑨",
    "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "十百千万亿兆廿卅半几",
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ",
    "零壹貳參肆伍陸柒捌玖",
    "億萬餘多幾兩點仟佰拾",
];

/// What joins digits to numbers.
const JOINTS: [&str; 28] = [
    "", "", ".", "．", "·", "点", "點", ",", "，", "、", "：", ":", "/", "／", "-", "—", "～",
    "至", "分之", "又", "%", "％", "‰", "+", "-", "×", "e", " ",
];

/// Characters in traditional script for those of simplified script.
const TRADITIONAL: [&str; 2] = [
    "亿万国产业务农发亩两点长总额达减历级约时间区县实现医个条余",
    "億萬國產業務農發畝兩點長總額達減歷級約時間區縣實現醫個條餘",
];

/// Sentences of the shipped reports and the words of the vocabularies.
pub struct Ingredients {
    sentences: Vec<String>,
    words: Vec<String>,
}

impl Ingredients {
    /// Reads `corpus/` and `lexicon/`.
    pub fn load() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut sentences: Vec<String> = files(&root.join("corpus"), "txt")
            .iter()
            .flat_map(|text| text.split_inclusive(['。', '\n']))
            .map(str::to_owned)
            .filter(|sentence| !sentence.trim().is_empty())
            .collect();
        sentences.sort();
        sentences.dedup();
        let mut words: Vec<String> = files(&root.join("lexicon"), "tsv")
            .iter()
            .flat_map(|text| text.lines().skip(1).filter(|line| !line.starts_with('#')))
            .flat_map(|line| line.split('\t').take(3))
            .flat_map(|cell| cell.split('|'))
            // Names of indicators carry their years: 公共财政预算收入@2012-2014.
            .filter_map(|word| word.split('@').next())
            .filter(|word| {
                !word.is_empty() && !word.bytes().all(|b| b.is_ascii_digit() || b == b'_')
            })
            .map(str::to_owned)
            .collect();
        words.sort();
        words.dedup();
        Ingredients { sentences, words }
    }

    /// Texts of all sorts; one in a hundred is long.
    pub fn text(&self) -> impl Strategy<Value = String> + use<> {
        let grammar = vec(self.piece(), 0..60).prop_map(|pieces| pieces.concat());
        let changed = (
            vec(select(self.sentences.clone()), 1..8),
            vec(self.change(), 0..12),
        )
            .prop_map(|(sentences, changes)| {
                let text = sentences.concat().chars().collect();
                changes
                    .into_iter()
                    .fold(text, |text, change| change.made_to(text))
                    .into_iter()
                    .collect()
            });
        let table = (
            vec(self.cell(), 1..7),
            vec(vec(self.cell(), 0..7), 1..12),
            select(vec!["\t", "  ", " ", "　", " \t"]),
        )
            .prop_map(|(head, rows, between)| {
                let lines = [head].into_iter().chain(rows);
                lines
                    .map(|cells| cells.join(between) + "\n")
                    .collect::<String>()
            });
        let run = (vec(self.piece(), 1..4), 1..LONG)
            .prop_map(|(unit, length)| repeated(&unit.concat(), length));
        let mixed = (grammar.clone(), changed.clone(), table.clone())
            .prop_map(|(a, b, c)| format!("{b}{a}\n{c}{b}"));
        prop_oneof![40 => grammar, 40 => changed, 14 => table, 5 => mixed, 1 => run]
    }

    /// A piece of a report.
    fn piece(&self) -> impl Strategy<Value = String> + Clone + use<> {
        let sentence = (
            select(self.sentences.clone()),
            any::<Index>(),
            any::<Index>(),
        )
            .prop_map(|(sentence, a, b)| {
                let chars: Vec<char> = sentence.chars().collect();
                let (a, b) = (a.index(chars.len() + 1), b.index(chars.len() + 1));
                chars[a.min(b)..a.max(b)].iter().collect()
            });
        let short_run = (
            prop_oneof![
                select(self.words.clone()),
                number(),
                owned(&MARKS),
                owned(&BRACKETS)
            ],
            2..80usize,
        )
            .prop_map(|(piece, times)| piece.repeat(times));
        prop_oneof![
            30 => select(self.words.clone()),
            24 => number(),
            20 => owned(&MARKS),
            8 => owned(&BRACKETS),
            6 => sentence,
            3 => select(&ODD[..]).prop_map(String::from),
            2 => page_number(),
            2 => short_run,
            1 => any_char().prop_map(String::from),
        ]
    }

    /// A cell of a table.
    fn cell(&self) -> impl Strategy<Value = String> + Clone + use<> {
        prop_oneof![
            6 => number(),
            4 => select(self.words.clone()),
            2 => owned(&["", "-", "—", "…", "指标", "单位", "增长%", "比上年增长（%）", "绝对量", "2017年", "亿元", "合 计"]),
            1 => self.piece(),
        ]
    }

    /// A change to a text.
    fn change(&self) -> impl Strategy<Value = Change> + Clone + use<> {
        let range = || (any::<Index>(), 0..40usize);
        prop_oneof![
            4 => range().prop_map(|(at, length)| Change::Delete(at, length)),
            3 => (range(), 2..6usize).prop_map(|((at, length), times)| Change::Repeat(at, length, times)),
            3 => (range(), any::<Index>()).prop_map(|((at, length), to)| Change::Move(at, length, to)),
            6 => (any::<Index>(), self.piece()).prop_map(|(at, piece)| Change::Insert(at, piece)),
            3 => (any::<Index>(), number()).prop_map(|(at, number)| Change::Number(at, number)),
            1 => Just(Change::Traditional),
            1 => Just(Change::FullWidth),
            1 => select(vec![' ', '\n', '\t', '\u{301}', '\u{200b}']).prop_map(Change::Spread),
            1 => Just(Change::Reverse),
        ]
    }
}

/// The length of long texts in characters: what takes the square of it would be seen.
const LONG: usize = if cfg!(debug_assertions) {
    20_000
} else {
    400_000
};

/// `unit` again and again, up to about `length` characters.
fn repeated(unit: &str, length: usize) -> String {
    unit.repeat(length / unit.chars().count().max(1) + 1)
}

/// A number as reports write it, or worse.
fn number() -> impl Strategy<Value = String> + Clone {
    let digits = (select(&DIGITS[..]), vec(any::<Index>(), 0..8)).prop_map(|(script, digits)| {
        let script: Vec<char> = script.chars().collect();
        digits
            .iter()
            .map(|digit| *digit.get(&script))
            .collect::<String>()
    });
    let plain = prop_oneof![
        (0..100_000u32).prop_map(|n| n.to_string()),
        (0..10_000u32).prop_map(|n| format!("{}.{}", n / 10, n % 10)),
        (1949..2036u32).prop_map(|n| format!("{n}年")),
        owned(&[
            "99999999999999999999999999999",
            "79228162514264337593543950335",
            "0.0000000000000000000000000001",
            "1,234,567.89",
            "百分之",
            "三分之二",
            "翻两番",
            "第",
            "零"
        ]),
    ];
    let unit = owned(&[
        "",
        "",
        "%",
        "亿元",
        "万人",
        "个百分点",
        "倍",
        "万亿",
        "年",
        "月",
        "日",
        "亩",
        "元/吨",
        "成",
        "折",
        "届",
        "位",
        "多",
        "余",
        "以上",
    ]);
    let joined =
        (vec((digits, select(&JOINTS[..])), 1..5), unit.clone()).prop_map(|(parts, unit)| {
            let digits: String = parts
                .iter()
                .flat_map(|(digits, joint)| [digits.as_str(), joint])
                .collect();
            digits + &unit
        });
    prop_oneof![3 => (plain, unit).prop_map(|(plain, unit)| plain + &unit), 2 => joined]
}

/// The line that a page ends with.
fn page_number() -> impl Strategy<Value = String> + Clone {
    (
        select(vec![
            "— # —",
            "- # -",
            "第 # 页 共 30 页",
            "#",
            "·#·",
            "－#－",
        ]),
        0..300u32,
    )
        .prop_map(|(form, page)| format!("\n{}\n", form.replace('#', &page.to_string())))
}

fn owned(words: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    select(words).prop_map(str::to_owned)
}

/// What is done to a text.
#[derive(Debug, Clone)]
enum Change {
    Delete(Index, usize),
    Repeat(Index, usize, usize),
    Move(Index, usize, Index),
    Insert(Index, String),
    /// Another number in the place of the first digits behind a place.
    Number(Index, String),
    Traditional,
    FullWidth,
    /// A character behind each.
    Spread(char),
    Reverse,
}

impl Change {
    fn made_to(self, mut text: Vec<char>) -> Vec<char> {
        let range = |text: &[char], at: Index, length: usize| {
            let at = at.index(text.len() + 1);
            at..(at + length).min(text.len())
        };
        match self {
            Change::Delete(at, length) => {
                let range = range(&text, at, length);
                text.drain(range);
            }
            Change::Repeat(at, length, times) => {
                let range = range(&text, at, length);
                let piece = text[range.clone()].repeat(times);
                text.splice(range, piece);
            }
            Change::Move(at, length, to) => {
                let range = range(&text, at, length);
                let piece: Vec<char> = text.drain(range).collect();
                let to = to.index(text.len() + 1);
                text.splice(to..to, piece);
            }
            Change::Insert(at, piece) => {
                let at = at.index(text.len() + 1);
                text.splice(at..at, piece.chars());
            }
            Change::Number(at, number) => {
                let at = at.index(text.len() + 1);
                if let Some(start) = text[at..].iter().position(char::is_ascii_digit) {
                    let start = at + start;
                    let length = text[start..]
                        .iter()
                        .take_while(|c| c.is_ascii_digit())
                        .count();
                    text.splice(start..start + length, number.chars());
                }
            }
            Change::Traditional => {
                let pairs = || TRADITIONAL[0].chars().zip(TRADITIONAL[1].chars());
                for c in &mut text {
                    *c = pairs()
                        .find(|(simple, _)| simple == c)
                        .map_or(*c, |(_, other)| other);
                }
            }
            Change::FullWidth => {
                for c in &mut text {
                    let wide = u32::from(*c) + 0xfee0;
                    *c = Some(*c)
                        .filter(|c| !c.is_ascii_graphic())
                        .or(char::from_u32(wide))
                        .unwrap_or(*c);
                }
            }
            Change::Spread(between) => text = text.into_iter().flat_map(|c| [c, between]).collect(),
            Change::Reverse => text.reverse(),
        }
        text
    }
}

/// The contents of the files of `folder` with this ending, in the order of their names.
fn files(folder: &Path, ending: &str) -> Vec<String> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read_to_string(path).expect("the file is text"))
        .collect()
}
