//! Lines made comparable: no white space, half width, simplified, years in ASCII digits.

use crate::text::fold;

/// The years that a report can be of.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1949..=2099;

/// `text` without white space other than line ends, in half width and simplified script, with years such as
/// 二〇一八年 written 2018年.
pub(super) fn squeeze(text: &str) -> String {
    let chars: Vec<char> = fold(text)
        .chars()
        .filter(|c| *c == '\n' || !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{200b}'))
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
        // 表12025年: the number of the table runs into the year.
        let captioned = (5..=6).contains(&(end - start))
            && squeezed[..start].ends_with(['图', '表'])
            && squeezed[end..].starts_with('年');
        let start = if captioned { end - 4 } else { start };
        let value = squeezed[start..end].parse().ok()?;
        YEARS.contains(&value).then_some(Year { value, start, end })
    })
}

/// The years that 年 follows.
pub(super) fn years(squeezed: &str) -> impl Iterator<Item = Year> {
    bare_years(squeezed).filter(|year| squeezed[year.end..].starts_with('年'))
}

/// A date in a squeezed text, at least to the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
    /// The day of the month, where it is said.
    pub day: Option<u32>,
    /// The byte at which its year starts.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
}

impl Date {
    /// The date by ISO 8601: 2018-01-10, 2018-01.
    pub fn iso(&self) -> String {
        match self.day {
            Some(day) => format!("{:04}-{:02}-{day:02}", self.year, self.month),
            None => format!("{:04}-{:02}", self.year, self.month),
        }
    }
}

/// The dates of a squeezed text: 2018年1月10日, 2018年十二月, 2018-01-10, 2018/1/10.
pub(super) fn dates(squeezed: &str) -> impl Iterator<Item = Date> {
    bare_years(squeezed).filter_map(|year| {
        let rest = &squeezed[year.end..];
        let mark = rest.chars().next()?;
        let behind = rest[mark.len_utf8()..].trim_start_matches('0');
        let in_words = mark == '年';
        if !in_words && !matches!(mark, '-' | '.' | '/') {
            return None;
        }
        let (month, behind) = small_number(behind, 12)?;
        let behind_month = behind.strip_prefix(if in_words { '月' } else { mark })?;
        let most = match month {
            2 if year.value % 4 == 0 && (year.value % 100 != 0 || year.value % 400 == 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let day = small_number(behind_month.trim_start_matches('0'), most)
            .filter(|(_, rest)| !in_words || rest.starts_with(['日', '号']));
        if day.is_none() && !in_words {
            return None;
        }
        let rest = day.map_or(behind_month, |(_, rest)| {
            rest.strip_prefix(['日', '号']).unwrap_or(rest)
        });
        Some(Date {
            year: year.value,
            month,
            day: day.map(|(day, _)| day),
            start: year.start,
            end: squeezed.len() - rest.len(),
        })
    })
}

/// The number from 1 to `most` that a text opens with, in ASCII or Chinese digits, and what follows it.
fn small_number(text: &str, most: u32) -> Option<(u32, &str)> {
    let ascii = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    // White space is gone: 1-510:30 is the fifth at half past ten.
    for length in (1..=ascii).rev() {
        let number: u32 = text[..length].parse().ok()?;
        if (1..=most).contains(&number) {
            return Some((number, &text[length..]));
        }
    }
    let end = text
        .find(|c| !"一二三四五六七八九十廿".contains(c))
        .unwrap_or(text.len());
    let number = chinese_number(&text[..end])?;
    (1..=most).contains(&number).then(|| (number, &text[end..]))
}

/// The number that Chinese digits write: 九, 十, 十二, 二十, 二十一, 廿一.
pub(super) fn chinese_number(text: &str) -> Option<u32> {
    let digit = |part: &str| -> Option<u32> {
        let mut chars = part.chars();
        let only = chars.next()?;
        let value = "一二三四五六七八九".chars().position(|d| d == only)?;
        chars
            .next()
            .is_none()
            .then_some(u32::try_from(value).ok()? + 1)
    };
    let text = text.replace('廿', "二十");
    let Some((tens, ones)) = text.split_once('十') else {
        return digit(&text);
    };
    let tens = if tens.is_empty() { 1 } else { digit(tens)? };
    let ones = if ones.is_empty() { 0 } else { digit(ones)? };
    Some(tens * 10 + ones)
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
    fn finds_dates() {
        let iso = |text: &str| {
            dates(&squeeze(text))
                .map(|d| d.iso())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(iso("2018年1月10日，2018年12月"), "2018-01-10 2018-12");
        assert_eq!(iso("二○一八年十二月二十七日"), "2018-12-27");
        assert_eq!(iso("发布时间：2018-01-10 09:30"), "2018-01-10");
        assert_eq!(iso("2018/2/30，2018.2.3"), "2018-02-03 2018-02-03");
        assert_eq!(iso("2018年13月，2018年，2018-2020年，2018-20"), "");
    }

    #[test]
    fn reads_small_numbers() {
        assert_eq!(chinese_number("二十一"), Some(21));
        assert_eq!(chinese_number("十"), Some(10));
        assert_eq!(chinese_number("九"), Some(9));
        assert_eq!(chinese_number("二一"), None);
        assert_eq!(chinese_number(""), None);
    }

    #[test]
    fn finds_years() {
        let values = |text| years(text).map(|y| y.value).collect::<Vec<_>>();
        assert_eq!(
            values("表12025年，图122024年，表202024年"),
            [2025, 2024, 2024]
        );
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
