//! The numbers that Word writes before paragraphs by itself: 一、 （一） 1.

use super::xml::{self, Element};
use std::collections::HashMap;

/// A level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: i64,
    /// How it counts: decimal, chineseCounting, …
    format: String,
    /// What stands around the number: %1、
    pattern: String,
    /// Whether numbers of other levels in it are written in digits.
    legal: bool,
    /// The level behind which it counts anew, from 1; 0 for never.
    restart: Option<usize>,
}

/// The level and list of a paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub list: Option<String>,
    pub level: Option<usize>,
}

/// What a paragraph style says of numbers.
#[derive(Debug, Clone, Default)]
struct Style {
    based_on: Option<String>,
    place: Place,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The levels of each abstract list.
    levels: HashMap<String, Vec<Level>>,
    /// The abstract list of each list.
    lists: HashMap<String, String>,
    /// Where a list starts a level otherwise.
    starts: HashMap<(String, usize), i64>,
    styles: HashMap<String, Style>,
    /// Styles of a table of contents.
    contents: Vec<String>,
    /// How far each abstract list has counted, by level.
    counts: HashMap<String, Vec<Option<i64>>>,
    /// Lists that were begun, whose starts are then no longer asked for.
    begun: Vec<(String, usize)>,
}

/// The most levels of a list.
const LEVELS: usize = 9;

impl Numbering {
    /// Reads `numbering.xml` and `styles.xml`, where there are any.
    pub fn read(numbering: Option<&str>, styles: Option<&str>) -> Numbering {
        let mut out = Numbering::default();
        if let Some(source) = numbering {
            out.read_lists(source);
        }
        if let Some(source) = styles {
            out.read_styles(source);
        }
        out
    }

    fn read_lists(&mut self, source: &str) {
        let (mut abstract_id, mut list, mut at) = (None::<String>, None::<String>, 0usize);
        xml::each(source, |element| {
            let Element { name, .. } = *element;
            let value = element.attribute("val");
            match name {
                "abstractNum" => {
                    abstract_id = element.attribute("abstractNumId");
                    list = None;
                    if let Some(id) = &abstract_id {
                        self.levels
                            .insert(id.clone(), vec![Level::default(); LEVELS]);
                    }
                }
                "num" => {
                    list = element.attribute("numId");
                    abstract_id = None;
                }
                "abstractNumId" => {
                    if let (Some(list), Some(id)) = (&list, value) {
                        self.lists.insert(list.clone(), id);
                    }
                }
                "lvl" | "lvlOverride" => {
                    at = element
                        .attribute("ilvl")
                        .and_then(|v| v.parse().ok())
                        .unwrap_or(0);
                }
                "startOverride" => {
                    if let (Some(list), Some(start)) = (&list, value.and_then(|v| v.parse().ok())) {
                        self.starts.insert((list.clone(), at), start);
                    }
                }
                _ => {}
            }
            let levels = abstract_id.as_ref().and_then(|id| self.levels.get_mut(id));
            let Some(level) = levels.and_then(|l| l.get_mut(at)) else {
                return;
            };
            let value = element.attribute("val");
            match name {
                "start" => level.start = value.and_then(|v| v.parse().ok()).unwrap_or(0),
                "numFmt" => level.format = value.unwrap_or_default(),
                "lvlText" => level.pattern = value.unwrap_or_default(),
                "isLgl" => level.legal = xml::is_on(value.as_deref()),
                "lvlRestart" => level.restart = value.and_then(|v| v.parse().ok()),
                _ => {}
            }
        });
    }

    fn read_styles(&mut self, source: &str) {
        let mut open = String::new();
        xml::each(source, |element| {
            let value = element.attribute("val");
            match element.name {
                "style" => {
                    open = element.attribute("styleId").unwrap_or_default();
                    self.styles.insert(open.clone(), Style::default());
                }
                "name"
                    if value
                        .as_deref()
                        .is_some_and(|n| n.to_ascii_lowercase().starts_with("toc ")) =>
                {
                    self.contents.push(open.clone());
                }
                _ => {}
            }
            let Some(style) = self.styles.get_mut(&open) else {
                return;
            };
            match element.name {
                "basedOn" => style.based_on = value,
                "numId" => style.place.list = value,
                "ilvl" => style.place.level = value.and_then(|v| v.parse().ok()),
                _ => {}
            }
        });
    }

    /// Whether a style is one of a table of contents.
    pub fn is_contents(&self, style: &str) -> bool {
        self.contents.iter().any(|s| s == style)
    }

    /// What stands before a paragraph of that style and place; counts it.
    pub fn mark(&mut self, style: Option<&str>, own: &Place) -> String {
        let place = self.place(style, own);
        let Some(list) = place.list.filter(|l| l != "0") else {
            return String::new();
        };
        let level = place.level.unwrap_or(0).min(LEVELS - 1);
        let Some(id) = self.lists.get(&list).cloned() else {
            return String::new();
        };
        let Some(levels) = self.levels.get(&id) else {
            return String::new();
        };
        let counts = self.counts.entry(id).or_insert_with(|| vec![None; LEVELS]);
        // A list that starts a level by itself does so once.
        let key = (list, level);
        let own_start = self.starts.get(&key).filter(|_| !self.begun.contains(&key));
        counts[level] = Some(match (own_start, counts[level]) {
            (Some(start), _) => *start,
            (None, Some(n)) => n.saturating_add(1),
            (None, None) => levels[level].start,
        });
        if own_start.is_some() {
            self.begun.push(key);
        }
        for (deeper, count) in counts.iter_mut().enumerate().skip(level + 1) {
            let anew = levels[deeper].restart.is_none_or(|r| r != 0 && level < r);
            if anew {
                *count = None;
            }
        }
        written(levels, counts, level)
    }

    /// A paragraph's list and level: its own, else those of its style and of the styles that this is based on.
    fn place(&self, style: Option<&str>, own: &Place) -> Place {
        let mut place = own.clone();
        let mut next = style.map(str::to_owned);
        for _ in 0..20 {
            let Some(style) = next.and_then(|id| self.styles.get(&id)) else {
                break;
            };
            place.list = place.list.or_else(|| style.place.list.clone());
            place.level = place.level.or(style.place.level);
            next = style.based_on.clone();
        }
        place
    }
}

/// The number of a level as it is written, with what stands around it.
fn written(levels: &[Level], counts: &[Option<i64>], level: usize) -> String {
    let own = &levels[level];
    if matches!(own.format.as_str(), "bullet" | "none") {
        return String::new();
    }
    let mut out = String::new();
    let mut chars = own.pattern.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let at = chars.next().and_then(|c| c.to_digit(10)).unwrap_or(0) as usize;
        let Some(other) = at.checked_sub(1).and_then(|i| levels.get(i)) else {
            continue;
        };
        let number = counts[at - 1].unwrap_or(other.start);
        let format = if own.legal && at - 1 != level {
            "decimal"
        } else {
            &other.format
        };
        out.push_str(&counted(number, format));
    }
    // A number that no sign ends stands apart from the words.
    if out.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.') {
        out.push(' ');
    }
    out
}

/// A number as a format writes it.
fn counted(number: i64, format: &str) -> String {
    let small = usize::try_from(number)
        .ok()
        .filter(|n| (1..=3999).contains(n));
    let letters = |first: u8| {
        small.map(|n| {
            let letter = char::from(first + ((n - 1) % 26) as u8);
            letter.to_string().repeat((n - 1) / 26 + 1)
        })
    };
    let told = match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "ideographDigital"
        | "taiwaneseDigital"
        | "japaneseDigitalTenThousand" => {
            small.map(|n| chinese(n, &SIMPLE, ["", "十", "百", "千"]))
        }
        "chineseLegalSimplified" => small.map(|n| chinese(n, &LEGAL, ["", "拾", "佰", "仟"])),
        "ideographLegalTraditional" => {
            small.map(|n| chinese(n, &LEGAL_TRADITIONAL, ["", "拾", "佰", "仟"]))
        }
        "ideographTraditional" => small
            .and_then(|n| "甲乙丙丁戊己庚辛壬癸".chars().nth(n - 1))
            .map(String::from),
        "ideographZodiac" => small
            .and_then(|n| "子丑寅卯辰巳午未申酉戌亥".chars().nth(n - 1))
            .map(String::from),
        "upperRoman" => small.map(roman),
        "lowerRoman" => small.map(|n| roman(n).to_ascii_lowercase()),
        "upperLetter" => letters(b'A'),
        "lowerLetter" => letters(b'a'),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => small
            .filter(|n| *n <= 20)
            .and_then(|n| char::from_u32('①' as u32 + n as u32 - 1))
            .map(String::from),
        "decimalEnclosedParen" => Some(format!("({number})")),
        "decimalEnclosedFullstop" => Some(format!("{number}.")),
        "decimalZero" => Some(format!("{number:02}")),
        "decimalFullWidth" | "decimalFullWidth2" => Some(
            number
                .to_string()
                .chars()
                .map(|c| char::from_u32(c as u32 + 0xfee0).unwrap_or(c))
                .collect(),
        ),
        _ => None,
    };
    told.unwrap_or_else(|| number.to_string())
}

const SIMPLE: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const LEGAL: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const LEGAL_TRADITIONAL: [&str; 10] = ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"];

/// A number below ten thousand in Chinese: 十一, 二十, 一百〇五.
fn chinese(number: usize, digits: &[&str; 10], powers: [&str; 4]) -> String {
    let mut out = String::new();
    let mut gap = false;
    for power in (0..4).rev() {
        let digit = number / 10usize.pow(power as u32) % 10;
        if digit == 0 {
            gap |= !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push_str(digits[0]);
        }
        if !(digit == 1 && power == 1 && out.is_empty()) {
            out.push_str(digits[digit]);
        }
        out.push_str(powers[power]);
    }
    out
}

fn roman(mut number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(list: &str, level: usize) -> Place {
        Place {
            list: Some(list.to_string()),
            level: Some(level),
        }
    }

    const LISTS: &str = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
        <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3"/></w:lvl>
        <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        </w:numbering>"#;

    #[test]
    fn counts_level_by_level() {
        let mut numbering = Numbering::read(Some(LISTS), None);
        let mut mark = |list, level| numbering.mark(None, &place(list, level));
        assert_eq!(mark("1", 0), "一、");
        assert_eq!(mark("1", 1), "（一）");
        assert_eq!(mark("1", 1), "（二）");
        assert_eq!(mark("1", 2), "1.1 ");
        assert_eq!(mark("1", 3), "");
        assert_eq!(mark("1", 0), "二、");
        assert_eq!(mark("1", 1), "（一）");
        assert_eq!(mark("2", 0), "五、");
        assert_eq!(mark("2", 0), "六、");
        assert_eq!((mark("0", 0), mark("9", 0)), (String::new(), String::new()));
    }

    #[test]
    fn a_style_numbers_its_paragraphs() {
        let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="a"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
            <w:style w:styleId="b"><w:basedOn w:val="a"/></w:style><w:style w:styleId="t"><w:name w:val="TOC 1"/></w:style></w:styles>"#;
        let mut numbering = Numbering::read(Some(LISTS), Some(styles));
        assert_eq!(numbering.mark(Some("b"), &Place::default()), "（一）");
        assert_eq!(numbering.mark(Some("b"), &place("0", 0)), "");
        assert!(numbering.is_contents("t") && !numbering.is_contents("b"));
    }

    #[test]
    fn writes_numbers_in_each_way() {
        for (number, format, expected) in [
            (10, "chineseCounting", "十"),
            (25, "chineseCountingThousand", "二十五"),
            (105, "chineseCounting", "一百〇五"),
            (12, "chineseLegalSimplified", "拾贰"),
            (3, "ideographTraditional", "丙"),
            (4, "upperRoman", "IV"),
            (28, "lowerLetter", "bb"),
            (3, "decimalEnclosedCircleChinese", "③"),
            (7, "decimalZero", "07"),
            (7, "decimal", "7"),
            (0, "chineseCounting", "0"),
            (-1, "upperRoman", "-1"),
            (i64::MAX, "upperLetter", "9223372036854775807"),
        ] {
            assert_eq!(counted(number, format), expected);
        }
    }
}
