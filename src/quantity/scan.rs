//! Finding the numbers of a sentence: where each starts and ends, its value, its unit.

use super::neighbours::{share_units, tell_standings};
use super::numeral::{Numeral, arabic, digit, is_chinese_numeral, numeral};
use super::part;
use super::unit::unit;
use super::{Bound, Number};
use crate::lexicon::{Cue, Lexicon, WordList, Words};
use crate::text::{CharClass, CharSet};
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// How a number is put, before its role is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A cardinal number.
    Plain,
    /// An ordinal: 第三, 第2位.
    Ordinal,
    /// A standing in words: 首位, 榜首.
    Standing,
    /// Parts against each other: 14:57.5:28.5.
    Ratio,
    /// 翻一番.
    Doubling,
    /// 零增长.
    Standstill,
    /// A part of a whole: 三分之二, 七成.
    Part,
}

/// A number as found in a sentence; places are into the compact characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scanned {
    /// The first character of the mention.
    pub start: usize,
    /// The first character behind it, unit included.
    pub end: usize,
    /// The first character behind the number and its multiplier.
    pub number_end: usize,
    /// How the number is put.
    pub form: Form,
    /// The number.
    pub number: Number,
    /// Power of ten of its multiplier.
    pub scale: u32,
    /// The unit; empty where none is written.
    pub unit: String,
    /// The bound that the number itself states.
    pub bound: Option<Bound>,
    /// Whether it is written in Chinese characters.
    pub chinese: bool,
    /// Whether it is a multiplier alone (亿元).
    pub bare: bool,
    /// Whether a minus sign stands before it.
    pub negative: bool,
}

/// Finds the numbers of a sentence, in order, none overlapping another.
pub(crate) fn scan(text: &[char], lexicon: &Lexicon) -> Vec<Scanned> {
    let mut out: Vec<Scanned> = Vec::new();
    let fixed = lexicon.cues.list(WordList::FixedWord);
    let in_fixed = |c: char| fixed.may_start(c);
    let opening: &CharSet = &OPENING;
    let stops = |c: &char| opening.contains(*c) || in_fixed(*c);
    let mut i = 0;
    // All before was taken or passed over as a word.
    let mut done = 0;
    while let Some(n) = text[i..].iter().position(stops) {
        i += n;
        let before = i.checked_sub(1).filter(|before| *before >= done);
        let word = before
            .and_then(|before| region(text, before, lexicon))
            .or_else(|| fixed_word(text, i, fixed, lexicon));
        if let Some(end) = word {
            i = end;
            done = end;
            continue;
        }
        if !opening.contains(text[i]) {
            i += 1;
            continue;
        }
        match at(text, i, lexicon) {
            Some(found) => {
                i = found.end.max(i + 1);
                done = i;
                out.push(found);
            }
            None => i += skip(text, i),
        }
    }
    share_units(text, &mut out);
    tell_standings(text, &mut out);
    out
}

/// The characters that a number may start with.
static OPENING: LazyLock<CharSet> = LazyLock::new(|| {
    let all = (0..0x1_0000).filter_map(char::from_u32);
    let numerals = all.filter(|c| c.is_ascii_digit() || is_chinese_numeral(*c));
    numerals.chain("第前首榜翻过半几数上-".chars()).collect()
});

/// How many characters of a number that is no mention to pass over.
fn skip(text: &[char], i: usize) -> usize {
    if text[i].is_ascii_digit() {
        text[i..]
            .iter()
            .take_while(|c| c.is_ascii_digit() || **c == '.')
            .count()
            .max(1)
    } else {
        1
    }
}

/// The end of a region with a numeral behind its first character `i`: 珠三角, 长三角.
fn region(text: &[char], i: usize, lexicon: &Lexicon) -> Option<usize> {
    let inner = |c: &char| is_chinese_numeral(*c);
    if inner(&text[i]) || !text.get(i + 1).is_some_and(inner) {
        return None;
    }
    let (n, _) = lexicon.areas.at_start(&text[i..])?;
    (n >= 2).then_some(i + n)
}

/// The end of a fixed word with a numeral in it that starts at `i`: 一体化, 十三五, 三门峡.
fn fixed_word(text: &[char], i: usize, fixed: &Words<()>, lexicon: &Lexicon) -> Option<usize> {
    let rest = &text[i..];
    let is_number = |n: usize| {
        rest[..n]
            .iter()
            .all(|c| is_chinese_numeral(*c) || c.is_ascii_digit())
    };
    let counts = |n: usize| {
        let next = rest.get(n).copied().unwrap_or(' ');
        let unit = lexicon.units.at_start(&rest[n..]);
        is_chinese_numeral(next)
            || next.is_ascii_digit()
            || matches!(next, '分' | '.' | ',')
            || unit.is_some_and(|(_, u)| !u.noun)
    };
    if let Some((n, ())) = fixed.at_start(rest)
        && !(is_number(n) && counts(n))
        // 有一 is no word in 有一百零四个.
        && !(rest[n - 1] == '一' && matches!(rest.get(n), Some('百' | '千')))
    {
        return Some(i + n);
    }
    if !is_chinese_numeral(text[i]) {
        return region(text, i, lexicon);
    }
    match lexicon.areas.at_start(rest) {
        Some((n, crate::lexicon::AreaKind::Place)) => {
            let numerals = rest.iter().take_while(|c| is_chinese_numeral(**c)).count();
            let unit = lexicon
                .units
                .at_start(&rest[numerals..])
                .map_or(0, |(m, _)| m);
            (n >= 2 && numerals < n && (n >= 3 || numerals + unit != n)).then_some(i + n)
        }
        _ => None,
    }
}

/// The number that starts at `i`, if one does.
fn at(text: &[char], i: usize, lexicon: &Lexicon) -> Option<Scanned> {
    let c = text[i];
    match c {
        '第' | '前' => return ordinal(text, i, lexicon),
        '首' | '榜' => return part::standing(text, i),
        '百' if text.get(i + 1) == Some(&'强') => return part::standing(text, i),
        '零' if text[i..].starts_with(&['零', '增', '长']) => return part::standstill(text, i),
        '翻' => return part::doubling(text, i),
        '过' | '半' => {
            return part::half(text, i).or_else(|| part::half_a_unit(text, i, lexicon));
        }
        '-' => {
            let next = text.get(i + 1)?;
            let free = i == 0
                || matches!(
                    text[i - 1],
                    ' ' | '\t' | '|' | '为' | '长' | '(' | ':' | '%' | ',' | '、'
                );
            // 出口额-3.2%: behind a name only a percentage.
            let named = !free
                && text[i - 1].is_word()
                && !text[i - 1].is_ascii()
                && !is_chinese_numeral(text[i - 1]);
            if !next.is_ascii_digit() || !(free || named) {
                return None;
            }
            let mut found = at(text, i + 1, lexicon)?;
            if named && found.unit != "%" {
                return None;
            }
            found.start = i;
            found.negative = true;
            return Some(found);
        }
        _ => {}
    }
    if let Some(found) = part::part(text, i, lexicon) {
        return Some(found);
    }
    if c.is_ascii_digit() {
        let parts = matches!(text.get(i + part::digits(text, i)), Some(':' | '∶'));
        if let Some(found) = parts.then(|| ratio(text, i)).flatten() {
            return Some(found);
        }
        // A digit that a Latin letter touches belongs to a name (G4, PM2.5, A4), unless it is an amount: GDP1500亿元.
        let touched =
            i > 0 && (text[i - 1].is_ascii_alphabetic() || matches!(text[i - 1], '_' | '.'));
        if touched && !is_amount(text, i, lexicon) {
            return None;
        }
    }
    if c == '半' {
        return None;
    }
    let unit_at = |from: usize| {
        move |n: usize| {
            lexicon
                .units
                .at_start(text.get(from + n..).unwrap_or(&[]))
                .is_some()
        }
    };
    let first = numeral(&text[i..], unit_at(i))?;
    let number_end = i + first.len;
    let (unit, unit_len) = unit(text, number_end, lexicon);
    let mut end = number_end + unit_len;
    if let Some(found) = range(text, i, &first, (&unit, unit_len), lexicon) {
        return Some(found);
    }
    if first.chinese && !chinese_counts(text, i, &first, unit_len, lexicon) {
        return None;
    }
    if first.bare && unit_len == 0 && !bare_counts(text, i, &first) {
        return None;
    }
    // 0.4元/千瓦时: what a price is for.
    if first.bare && i > 0 && text[i - 1] == '/' {
        return None;
    }
    let mut bound = first.bound;
    // 500元多, 三年多
    if bound.is_none() && unit_len > 0 && matches!(text.get(end), Some('多' | '余')) {
        let next = text.get(end + 1);
        if next.is_none_or(|n| !n.is_word() || matches!(n, '的')) {
            bound = Some(Bound::Above);
            end += 1;
        }
    }
    // 一头半
    let half = first.to.is_none()
        && first.scale == 0
        && unit_len > 0
        && text.get(end) == Some(&'半')
        && !text.get(end + 1).is_some_and(|c| c.is_word());
    end += usize::from(half);
    let number = if half {
        first.number.checked_add(Decimal::new(5, 1))?
    } else {
        first.number
    };
    Some(Scanned {
        start: i,
        end,
        number_end,
        form: Form::Plain,
        number: match first.to {
            Some(to) => Number::Range(first.number, to),
            None => Number::Single(number),
        },
        scale: first.scale,
        unit,
        bound,
        chinese: first.chinese,
        bare: first.bare,
        negative: false,
    })
}

/// Whether the number at `i` has a multiplier or a unit of money or per cent behind it.
fn is_amount(text: &[char], i: usize, lexicon: &Lexicon) -> bool {
    let unit_ahead = |n: usize| {
        lexicon
            .units
            .at_start(text.get(i + n..).unwrap_or(&[]))
            .is_some()
    };
    numeral(&text[i..], unit_ahead).is_some_and(|n| {
        let unit = lexicon.units.at_start(text.get(i + n.len..).unwrap_or(&[]));
        n.scale > 0 || unit.is_some_and(|(_, u)| u.is_of("currency") || u.is_of("percentage"))
    })
}

/// Whether a numeral in Chinese characters counts something here, and is no part of a word.
fn chinese_counts(
    text: &[char],
    i: usize,
    n: &Numeral,
    unit_len: usize,
    lexicon: &Lexicon,
) -> bool {
    let end = i + n.len;
    let run = &text[i..end];
    let before = i.checked_sub(1).map(|b| text[b]);
    if before.is_some_and(|b| {
        is_chinese_numeral(b) && !follows_year(text, i)
            || matches!(b, '第' | '之' | '周')
            // 统一 and 同一, but 同十五个国家.
            || matches!(b, '统' | '唯' | '逐' | '单' | '同') && text[i] == '一'
    }) {
        return false;
    }
    let has = |set: &[char]| run.iter().any(|c| set.contains(c));
    let ambiguous = n.len == 1
        && lexicon
            .units
            .at_start(&text[end..])
            .is_some_and(|(_, u)| u.ambiguous)
        && before.is_some_and(|c| c.is_word())
        && !matches!(
            before,
            Some('有' | '辖' | '为' | '设' | '的' | '各' | '共' | '等')
        );
    if unit_len > 0 {
        // 两 alone before a unit is a number; 一 too, and its role is told later.
        return run != ['零'] && !ambiguous;
    }
    let open = text.get(end).is_none_or(|c| !c.is_word());
    if has(&['万', '亿']) && run.len() >= 2 {
        return true;
    }
    // 一九八一和一九八二两个年度: the second year and, joined to it, the first.
    if is_year_in_digits(run) {
        return text
            .get(end)
            .is_some_and(|c| matches!(c, '两' | '三' | '和' | '、' | '与' | '及'));
    }
    // 动态为零
    if run == ['零'] {
        return open && before.is_some_and(|b| matches!(b, '为' | '是' | '到' | '至'));
    }
    run.len() >= 2
        && has(&['十', '百', '千'])
        && open
        && n.scale == 0
        && lexicon
            .cues
            .before(&text[..i])
            .is_some_and(|(_, cue)| !matches!(cue, Cue::Adverb))
}

/// Whether `run` is a year written in Chinese digits without 年.
fn is_year_in_digits(run: &[char]) -> bool {
    run.len() == 4
        && (run.starts_with(&['一', '九']) || matches!(run, ['二', '〇' | '零' | '○', ..]))
        && run.iter().all(|c| digit(*c).is_some() && *c != '两')
}

/// Whether the number at `i` stands right behind a year in Chinese digits: 一九八二|两个.
fn follows_year(text: &[char], i: usize) -> bool {
    text[i] == '两' && i >= 4 && is_year_in_digits(&text[i - 4..i])
}

/// Whether a multiplier alone without a unit is a number: 突破千亿, 上百万|知识青年.
fn bare_counts(text: &[char], i: usize, n: &Numeral) -> bool {
    n.bound.is_some() && n.scale >= 4
        || i > 0
            && matches!(
                text[i - 1],
                '近' | '超' | '破' | '逾' | '过' | '达' | '到' | '至'
            )
}

/// An ordinal that starts with 第 or 前: 第三, 第2位, 第十三名, 前三.
fn ordinal(text: &[char], i: usize, lexicon: &Lexicon) -> Option<Scanned> {
    let first = text[i] == '第';
    let n = numeral(text.get(i + 1..)?, |_| false)?;
    let number_end = i + 1 + n.len;
    let (unit, len) = unit(text, number_end, lexicon);
    let open = text.get(number_end).is_none_or(|c| !c.is_word());
    let counted = ["位", "名"].contains(&unit.as_str());
    if n.scale > 0 || !(first || counted || unit.is_empty() && open) {
        return None;
    }
    let standing = ["位", "名"].contains(&unit.as_str());
    let (unit, end) = if standing {
        ("位".to_string(), number_end + len)
    } else {
        (unit, number_end + len)
    };
    Some(Scanned {
        start: i,
        end,
        number_end,
        form: Form::Ordinal,
        number: Number::Single(n.number),
        scale: n.scale,
        unit,
        bound: (!first).then_some(Bound::AtMost),
        chinese: n.chinese,
        bare: false,
        negative: false,
    })
}

/// Parts against each other: at least three numbers joined by colons, or two behind 比, 结构, 比例.
fn ratio(text: &[char], i: usize) -> Option<Scanned> {
    let (first, mut len) = arabic(&text[i..])?;
    let mut parts = vec![first];
    while matches!(text.get(i + len), Some(':' | '∶')) {
        let Some((next, n)) = arabic(&text[i + len + 1..]) else {
            break;
        };
        parts.push(next);
        len += 1 + n;
    }
    let from = i.saturating_sub(16);
    let told = || {
        let before = &text[from..i];
        let pair = |w: &[char]| matches!(w, ['结', '构'] | ['构', '成']);
        before.contains(&'比') || before.windows(2).any(pair)
    };
    if !(parts.len() >= 3 || parts.len() == 2 && told()) {
        return None;
    }
    Some(Scanned {
        start: i,
        end: i + len,
        number_end: i + len,
        form: Form::Ratio,
        number: Number::Ratio(parts),
        scale: 0,
        unit: String::new(),
        bound: None,
        chinese: false,
        bare: false,
        negative: false,
    })
}

/// A range: 3—5个, 3至5年, 6%-7%, 5到10万元.
///
/// `first` is the numeral at `i`, with the unit behind it and the length of that.
fn range(
    text: &[char],
    i: usize,
    first: &Numeral,
    (unit_1, n): (&str, usize),
    lexicon: &Lexicon,
) -> Option<Scanned> {
    let at = i + first.len + n;
    let joint = text[at.min(text.len())..]
        .iter()
        .take(2)
        .take_while(|c| matches!(c, '-' | '—' | '~' | '–' | '−' | '一'))
        .count();
    let joint = match text.get(at) {
        Some('至' | '到') => 1,
        Some('一')
            if joint == 1
                && !first.chinese
                && text.get(at + 1).is_some_and(char::is_ascii_digit) =>
        {
            1
        }
        Some('一') => 0,
        _ => joint,
    };
    if joint == 0 {
        return None;
    }
    let rest = text.get(at + joint..)?;
    if first.chinese
        != rest
            .first()
            .is_some_and(|c| digit(*c).is_some() || is_chinese_numeral(*c))
    {
        return None;
    }
    let offset = at + joint;
    let second = numeral(rest, |n| {
        lexicon
            .units
            .at_start(text.get(offset + n..).unwrap_or(&[]))
            .is_some()
    })?;
    let end = offset + second.len;
    let (unit_2, m) = unit(text, end, lexicon);
    if !unit_1.is_empty() && !unit_2.is_empty() && unit_1 != unit_2 {
        return None;
    }
    if first.chinese && m == 0 {
        return None;
    }
    if matches!(text.get(at), Some('到' | '至'))
        && i > 0
        && matches!(text[i - 1], '从' | '由')
        && !unit_1.is_empty()
    {
        return None;
    }
    // 5到10万元: the lower end takes the multiplier of the upper; 5000-1万 brings both to one.
    let (lower, upper, scale) = if first.scale == second.scale
        || (first.scale == 0 && unit_1.is_empty() && first.number < second.number)
    {
        (first.number, second.number, second.scale)
    } else {
        let p = |s: u32, v: Decimal| super::numeral::power(s).and_then(|p| v.checked_mul(p));
        (
            p(first.scale, first.number)?,
            p(second.scale, second.number)?,
            0,
        )
    };
    if lower > upper {
        return None;
    }
    let unit = if unit_2.is_empty() {
        unit_1.to_string()
    } else {
        unit_2
    };
    Some(Scanned {
        start: i,
        end: end + m,
        number_end: end,
        form: Form::Plain,
        number: Number::Range(lower, upper),
        scale,
        unit,
        bound: second.bound,
        chinese: first.chinese,
        bare: false,
        negative: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        scan(&chars, Lexicon::builtin())
            .iter()
            .map(|s| {
                let span: String = chars[s.start..s.end].iter().collect();
                let number = match &s.number {
                    Number::Single(a) => a.to_string(),
                    Number::Range(a, b) => format!("{a}~{b}"),
                    Number::Ratio(p) => p
                        .iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>()
                        .join(":"),
                };
                format!("{span}={number}e{}{}", s.scale, s.unit)
            })
            .collect()
    }

    #[test]
    fn finds_numbers_with_units() {
        assert_eq!(
            found("总面积1.92万平方公里,人口21万多人"),
            ["1.92万平方公里=1.92e4平方公里", "21万多人=21e4人"]
        );
        assert_eq!(found("五所院校和三所学校"), ["五所=5e0所", "三所=3e0所"]);
        assert_eq!(
            found("高3.5和6.5个百分点"),
            ["3.5=3.5e0百分点", "6.5个百分点=6.5e0百分点"]
        );
        assert_eq!(
            found("存栏62万头(只),安置3套(自建)"),
            ["62万头(只)=62e4头(只)", "3套=3e0套"]
        );
        assert_eq!(
            found("一九八一和一九八二两个年度"),
            ["一九八一=1981e0", "一九八二=1982e0", "两个=2e0个"]
        );
        assert_eq!(
            found("投资12、15、18亿元"),
            ["12=12e8元", "15=15e8元", "18亿元=18e8元"]
        );
    }

    #[test]
    fn finds_ranges_and_ratios() {
        assert_eq!(found("培训3—5个班"), ["3—5个=3~5e0个"]);
        assert_eq!(found("补助5到10万元"), ["5到10万元=5~10e4元"]);
        assert_eq!(found("增长6%-7%"), ["6%-7%=6~7e0%"]);
        assert_eq!(
            found("三次产业结构14:57.5:28.5"),
            ["14:57.5:28.5=14:57.5:28.5e0"]
        );
        assert_eq!(found("三至五年"), ["三至五年=3~5e0年"]);
    }

    #[test]
    fn finds_parts_and_standings() {
        assert_eq!(found("降低百分之七点八"), ["百分之七点八=7.8e0%"]);
        assert_eq!(found("三分之二的村"), ["三分之二=66.6667e0%"]);
        assert_eq!(found("超过七成五"), ["七成五=75e0%"]);
        assert_eq!(found("产值翻一番"), ["翻一番=100e0%"]);
        assert_eq!(found("产值翻两番"), ["翻两番=300e0%"]);
        assert_eq!(found("居全省第三"), ["第三=3e0"]);
        assert_eq!(found("居全省首位"), ["首位=1e0位"]);
    }

    #[test]
    fn leaves_fixed_words_alone() {
        for text in [
            "一体化发展",
            "统一部署",
            "万众创新",
            "PM2.5",
            "三门峡市",
            "进一步",
            "十三五规划",
            "之一",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn a_range_joins_numbers_that_fit() {
        assert_eq!(found("补助5000元-1万元"), ["5000元-1万元=5000~10000e0元"]);
        // Units that differ, an end below the start, scripts that differ.
        assert_eq!(found("补助5元-6吨"), ["5元=5e0元", "6吨=6e0吨"]);
        assert_eq!(found("补助9-6吨"), ["9=9e0", "6吨=6e0吨"]);
        assert_eq!(found("补助5吨至六吨"), ["5吨=5e0吨", "六吨=6e0吨"]);
        assert_eq!(found("补助5吨或6吨"), ["5吨=5e0吨", "6吨=6e0吨"]);
        assert_eq!(found("小学三至五"), [""; 0]);
        // The ends of a move.
        assert_eq!(found("由5吨到6吨"), ["5吨=5e0吨", "6吨=6e0吨"]);
        assert_eq!(found("补助5吨到6吨"), ["5吨到6吨=5~6e0吨"]);
    }

    #[test]
    fn a_unit_is_shared_by_numbers_that_a_joint_joins() {
        assert_eq!(found("投资12和18亿元"), ["12=12e8元", "18亿元=18e8元"]);
        assert_eq!(found("投资12以及18亿元"), ["12=12e8元", "18亿元=18e8元"]);
        assert_eq!(found("投资12,18亿元"), ["12=12e0", "18亿元=18e8元"]);
        assert_eq!(found("投资12万、18亿元"), ["12万=12e4", "18亿元=18e8元"]);
        assert_eq!(found("投资12元、18亿吨"), ["12元=12e0元", "18亿吨=18e8吨"]);
        assert_eq!(found("投资12、18"), ["12=12e0", "18=18e0"]);
    }

    #[test]
    fn the_first_few_need_places_or_an_end() {
        assert_eq!(found("居全省前三"), ["前三=3e0"]);
        assert_eq!(found("居全省前3名"), ["前3名=3e0位"]);
        assert_eq!(found("前三季度增长"), ["三季度=3e0季度"]);
    }

    #[test]
    fn a_ratio_of_two_is_told_by_a_word() {
        assert_eq!(found("男女比例3:2"), ["3:2=3:2e0"]);
        assert_eq!(found("收支结构3:2"), ["3:2=3:2e0"]);
        assert_eq!(found("客队3:2取胜"), ["3=3e0", "2=2e0"]);
    }

    #[test]
    fn a_digit_behind_a_letter_is_an_amount_or_part_of_a_name() {
        assert_eq!(found("GDP1500亿元"), ["1500亿元=1500e8元"]);
        assert_eq!(found("GDP1500"), [""; 0]);
        assert_eq!(found("G4高速"), [""; 0]);
    }

    #[test]
    fn a_minus_sign_needs_room_or_per_cent() {
        assert_eq!(found("出口额-3.2%"), ["-3.2%=3.2e0%"]);
        assert_eq!(found("编号出口-3"), ["3=3e0"]);
        assert_eq!(found("余额为-3元"), ["-3元=3e0元"]);
    }

    #[test]
    fn a_multiplier_alone_is_a_number_where_it_is_reached() {
        assert_eq!(found("产值突破千亿"), ["千亿=1000e8"]);
        assert_eq!(found("打造千亿梦想"), [""; 0]);
    }
}
