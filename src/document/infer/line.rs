//! Lines made comparable: no white space, half width, simplified, years in ASCII digits.

/// The years that a report can be of.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1949..=2099;

/// `text` without white space other than line ends, in half width and simplified script, with years such as
/// 二〇一八年 written 2018年.
pub(super) fn squeeze(text: &str) -> String {
    let chars: Vec<char> = fast2s::convert(text)
        .chars()
        .filter(|c| *c == '\n' || !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{200b}'))
        .map(half_width)
        .collect();
    let mut squeezed = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        match chinese_year(&chars[at..]) {
            Some(year) if at == 0 || chinese_digit(chars[at - 1]).is_none() => {
                squeezed.push_str(&year.to_string());
                at += 4;
            }
            _ => {
                squeezed.push(chars[at]);
                at += 1;
            }
        }
    }
    squeezed
}

/// The half-width form of a full-width character.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The digit that a Chinese numeral stands for in a year written digit by digit.
fn chinese_digit(c: char) -> Option<i32> {
    "〇一二三四五六七八九"
        .chars()
        .position(|digit| digit == c)
        .or_else(|| "○零Ｏ0O".contains(c).then_some(0))
        .and_then(|digit| i32::try_from(digit).ok())
}

/// The year that `chars` open with, where it is four Chinese digits and 年.
fn chinese_year(chars: &[char]) -> Option<i32> {
    let (digits, rest) = chars.split_at_checked(4)?;
    if rest.first() != Some(&'年') {
        return None;
    }
    let mut year = 0;
    for &digit in digits {
        year = year * 10 + chinese_digit(digit)?;
    }
    YEARS.contains(&year).then_some(year)
}

/// Whether the opening of a squeezed text is a plan of several years: the years that it names most are still to come.
pub(super) fn is_plan(squeezed: &str) -> bool {
    let opening = squeezed
        .char_indices()
        .nth(400)
        .map_or(squeezed, |(at, _)| &squeezed[..at]);
    ["五年计划", "发展纲要"]
        .iter()
        .any(|plan| opening.contains(plan))
}

/// A year in a squeezed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Year {
    /// The year.
    pub value: i32,
    /// The byte at which its digits start.
    pub start: usize,
    /// The byte behind its digits.
    pub end: usize,
}

/// The runs of ASCII digits that can be a year, whatever follows.
pub(super) fn bare_years(squeezed: &str) -> impl Iterator<Item = Year> {
    digit_runs(squeezed).filter_map(|(start, end)| {
        let value = squeezed[start..end].parse().ok()?;
        YEARS.contains(&value).then_some(Year { value, start, end })
    })
}

/// The years that 年 follows.
pub(super) fn years(squeezed: &str) -> impl Iterator<Item = Year> {
    bare_years(squeezed).filter(|year| squeezed[year.end..].starts_with('年'))
}

/// The year of a date stamp such as 20180110.
pub(super) fn stamped_year(squeezed: &str) -> Option<i32> {
    digit_runs(squeezed).find_map(|(start, end)| {
        if end - start != 8 {
            return None;
        }
        let number: i32 = squeezed[start..end].parse().ok()?;
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        let is_date = YEARS.contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        is_date.then_some(year)
    })
}

/// The maximal runs of ASCII digits, as byte ranges.
fn digit_runs(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
        let length = bytes[start..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        at = start + length;
        Some((start, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squeezes() {
        assert_eq!(squeeze("政 府　工作報告"), "政府工作报告");
        assert_eq!(squeeze("１ ９ ９ 7 年（二次）\r\n甲"), "1997年(二次)\n甲");
        assert_eq!(
            squeeze("二〇二五年和二○一八年、一九八五年"),
            "2025年和2018年、1985年"
        );
        assert_eq!(squeeze("三百二十一年"), "三百二十一年");
    }

    #[test]
    fn finds_years() {
        let values = |text| years(text).map(|y| y.value).collect::<Vec<_>>();
        assert_eq!(values("2018年和12019年、2020人、2021年"), [2018, 2021]);
        assert_eq!(
            bare_years("qinghe-2017-x")
                .map(|y| y.value)
                .collect::<Vec<_>>(),
            [2017]
        );
        assert_eq!(stamped_year("report-20180110"), Some(2018));
        assert_eq!(stamped_year("20181310"), None);
    }
}
