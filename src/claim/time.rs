//! Calendar time: which numbers are dates, what period they name, and the period a section or sentence is framed by.

use super::era::eras;
use super::frame::part_of_year;
use super::sentence::{Line, ends_with, starts_with};
use crate::quantity::{Form, Number, Scanned};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A date in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Date {
    /// Where its name starts, an opening quotation mark included.
    pub name: usize,
    /// Where it starts in the sentence.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The period it names; `None` where it names none by itself (五年, 3月).
    pub period: Option<String>,
    /// The last year of the period.
    pub year: Option<i32>,
    /// The first year, where the period runs from one year to another (从1978年到1983年).
    pub from: Option<i32>,
    /// Whether it only says what something is compared with (比2012年增长).
    pub compared: bool,
    /// Whether 由 or 从 stands before it.
    pub opened: bool,
    /// Whether it is but a part of its year: 今年上半年.
    pub part: bool,
}

/// Whether 由 or 从 stands right before `at`.
fn opens(line: &Line, at: usize) -> bool {
    at > 0 && matches!(line.chars()[at - 1], '由' | '从')
}

fn whole(n: &Decimal) -> Option<i32> {
    (n.scale() == 0 || n.fract().is_zero())
        .then(|| n.to_i32())
        .flatten()
}

fn is_year(n: i32) -> bool {
    (1900..=2100).contains(&n)
}

/// The year that a scanned number names: 2017年, 二〇一七年; `to` of a range is the last.
fn year_of(number: &Scanned) -> Option<(i32, i32)> {
    if number.unit != "年" && number.unit != "年度"
        || number.scale != 0
        || number.form != Form::Plain
    {
        return None;
    }
    match &number.number {
        Number::Single(y) => whole(y).filter(|y| is_year(*y)).map(|y| (y, y)),
        Number::Range(a, b) => {
            let (a, b) = (whole(a)?, whole(b)?);
            (is_year(a) && is_year(b)).then_some((a, b))
        }
        Number::Ratio(_) => None,
    }
}

/// Whether the number is calendar time or a span of it used as one.
pub(crate) fn is_date(line: &Line, k: usize) -> bool {
    let n = &line.numbers[k];
    let chars = line.chars();
    if year_of(n).is_some() {
        return true;
    }
    if is_time_of_day(line, n) {
        return true;
    }
    let next = chars.get(n.end).copied();
    let before = n.start.checked_sub(1).map(|i| chars[i]);
    match n.unit.as_str() {
        "月" | "月份" => true,
        "日" | "号" | "时" | "世纪" | "年代" => n.scale == 0 && n.form == Form::Plain,
        // 前三季度; 连续三个季度 is a length of time.
        "季度" | "个季度" => matches!(before, Some('前' | '第' | '头' | '上' | '后')),
        "年" | "周年" | "年度" if n.form == Form::Plain => {
            // 五年来, 过去五年, 今后5年; 连续N年 and 提前N年 are told by their cue.
            let two_digits = matches!(&n.number, Number::Single(y) if !n.chinese && *y >= Decimal::from(50) && *y < Decimal::from(100));
            two_digits
                || n.chinese && !matches!(before, Some('续' | '前'))
                || matches!(
                    next,
                    Some('来' | '间' | '内' | '后' | '前' | '期' | '以' | '中' | '年')
                )
                || matches!(before, Some('去' | '来' | '后' | '这' | '近' | '期'))
                || before == Some('前') && !ends_with(line.slice(0, n.start), "提前")
                || n.unit == "周年"
        }
        "" if n.form == Form::Plain && n.scale == 0 => {
            // 2016-2030 without 年, 2017 before 年 kept apart by a bracket, 1949—1952.
            match &n.number {
                Number::Range(a, b) => [a, b].into_iter().all(|y| whole(y).is_some_and(is_year)),
                Number::Single(y) => {
                    whole(y).is_some_and(is_year)
                        && next.is_none_or(|c| "、-—~至和及)两三".contains(c))
                }
                Number::Ratio(_) => false,
            }
        }
        _ => false,
    }
}

/// 09:45:30, but 20:50:30 behind a word for parts.
fn is_time_of_day(line: &Line, n: &Scanned) -> bool {
    let Number::Ratio(parts) = &n.number else {
        return false;
    };
    let [hour, minute, second] = parts[..] else {
        return false;
    };
    let below = |v: Decimal, limit: u32| v.is_integer() && v < Decimal::from(limit);
    let before = line.slice(n.start.saturating_sub(12), n.start);
    n.end - n.start == 8
        && below(hour, 24)
        && below(minute, 60)
        && below(second, 60)
        && !before.iter().any(|c| "比构成".contains(*c))
}

/// The dates of a sentence, joined where they stand together (2018年5月), in order.
pub(crate) fn dates(line: &Line, is_date: &[bool], covers: Option<i32>) -> Vec<Date> {
    let mut out: Vec<Date> = Vec::new();
    for (n, _) in line.numbers.iter().zip(is_date).filter(|(_, d)| **d) {
        let before = line.slice(n.start.saturating_sub(4), n.start);
        const COMPARED: [&str; 8] = ["比", "较", "与", "高于", "低于", "少于", "多于", "超过"];
        // 2010年同2000年相比
        let together = ends_with(before, "同") && {
            let behind = line.slice(n.end, n.end + 2);
            starts_with(behind, "相比") || starts_with(behind, "比较")
        };
        let compared = together || COMPARED.iter().any(|w| ends_with(before, w));
        let mut date = Date {
            name: n.start,
            start: n.start,
            end: n.end,
            period: None,
            year: None,
            from: None,
            compared,
            opened: opens(line, n.start),
            part: false,
        };
        if let Some((a, b)) = year_of(n).or_else(|| bare_years(n)) {
            date.period = Some(if a == b {
                a.to_string()
            } else {
                format!("{a}/{b}")
            });
            date.year = Some(b);
            date.from = (a != b).then_some(a);
            let behind = line.slice(n.end, n.end + 2);
            let opens = ["开始", "以来"]
                .iter()
                .any(|w| behind.iter().copied().eq(w.chars()))
                || behind.first() == Some(&'起');
            if let Some(c) = covers.filter(|c| opens && *c > a) {
                date.period = Some(format!("{a}/{c}"));
                date.year = Some(c);
            }
            // 2000年前建成的小区: when the things were made, not when they were counted.
            if matches!(behind.first(), Some('前' | '后'))
                || ["以前", "之前", "以后", "之后"]
                    .iter()
                    .any(|w| behind.iter().copied().eq(w.chars()))
            {
                date.compared = true;
            }
            // 1978、1979两年共增产
            let together = |d: &&Date| {
                let joint = matches!(line.slice(d.end, n.start), ['、' | '和' | '与' | '及']);
                d.from.is_none() && joint && counts_years(line, n.end)
            };
            if let Some(first) = out.last().filter(together).and_then(|d| d.year)
                && first + 1 == b
            {
                date.period = Some(format!("{first}/{b}"));
            }
            // 从1978年到1983年
            if let Some(first) = out
                .last()
                .filter(|d| {
                    d.from.is_none()
                        && matches!(line.slice(d.end, n.start), ['到' | '至' | '—' | '-'])
                })
                .and_then(|d| d.year)
                && first < b
            {
                date.from = Some(first);
                date.period = Some(format!("{first}/{b}"));
                date.compared = false;
            }
        } else if matches!(n.unit.as_str(), "月" | "月份") {
            let months = match &n.number {
                Number::Single(m) => whole(m).map(|m| (m, m)),
                Number::Range(a, b) => whole(a).zip(whole(b)),
                Number::Ratio(_) => None,
            };
            let joined = out.last().filter(|d| d.end == n.start).and_then(|d| d.year);
            if let (Some((a, b)), Some(y)) = (
                months.filter(|(a, b)| (1..=12).contains(a) && (1..=12).contains(b)),
                joined.or(covers),
            ) {
                if joined.is_some() {
                    let period = if a == b {
                        format!("{y}-{a:02}")
                    } else {
                        format!("{y}-{a:02}/{y}-{b:02}")
                    };
                    if let Some(d) = out.last_mut() {
                        d.period = Some(period);
                        d.end = n.end;
                    }
                    continue;
                }
                if n.unit == "月" || n.unit == "月份" {
                    date.period = None;
                    date.year = None;
                }
            }
        } else if n.unit == "日"
            && let Some(d) = out.last_mut()
            && d.end == n.start
        {
            d.end = n.end;
            continue;
        }
        out.push(date);
    }
    out
}

/// The spans that go by a name: “十四五”时期, 建国以来. One that has begun and is not over has no year that tells whether it
/// is reached; the frame tells.
pub(crate) fn named_spans(line: &Line, covers: Option<i32>) -> Vec<Date> {
    let eras = eras(line.chars(), covers).into_iter();
    eras.filter(|e| !e.compared)
        .map(|e| Date {
            name: e.name,
            start: e.start,
            end: e.end,
            period: Some(match e.from == e.to {
                true => e.to.to_string(),
                false => format!("{}/{}", e.from, e.to),
            }),
            year: Some(e.to).filter(|to| covers.is_none_or(|c| *to <= c || c < e.from)),
            from: None,
            compared: e.compared,
            opened: e.opened,
            part: false,
        })
        .collect()
}

/// 今年 and 去年 as a work report says them: the year after and the year that it covers.
pub(crate) fn named_years(line: &Line, covers: i32) -> Vec<Date> {
    let chars = line.chars();
    (0..chars.len().saturating_sub(1))
        .filter(|&i| chars[i + 1] == '年' && !line.is_quoted(i))
        .filter_map(|i| {
            let year = match chars[i] {
                '今' => covers + 1,
                '去' => covers,
                // 文明年 is no year.
                '明' if i == 0 || !matches!(chars[i - 1], '文' | '黎' | '光' | '声' | '说') => {
                    covers + 2
                }
                _ => return None,
            };
            let compared = i > 0 && matches!(chars[i - 1], '比' | '较' | '与');
            let part = part_of_year(&chars[i + 2..]);
            let (period, length) = match part {
                Some(((a, b), n)) => (format!("{year}-{a:02}/{year}-{b:02}"), n),
                None => (year.to_string(), 0),
            };
            Some(Date {
                name: i,
                start: i,
                end: i + 2 + length,
                period: Some(period),
                year: Some(year),
                from: None,
                compared,
                opened: opens(line, i),
                part: part.is_some(),
            })
        })
        .collect()
}

/// Gives the part of the year that stands behind a year to its date (1980年上半年), and adds those that stand alone, of the
/// year named before or else of `framed`: 前三季度.
pub(crate) fn add_parts_of_year(line: &Line, dates: &mut Vec<Date>, framed: Option<i32>) {
    let chars = line.chars();
    // Most sentences hold neither 季度 nor 半年.
    if !chars.iter().any(|c| matches!(c, '季' | '半')) {
        return;
    }
    let mut next = 0;
    for i in 0..chars.len() {
        if i < next
            || !matches!(
                chars[i],
                '上' | '下' | '一' | '二' | '三' | '四' | '第' | '前' | '头'
            )
        {
            continue;
        }
        let Some(((a, b), n)) = part_of_year(&chars[i..]) else {
            continue;
        };
        next = i + n;
        if line.is_quoted(i) || dates.iter().any(|d| d.part && d.start <= i && i < d.end) {
            continue;
        }
        let months = |year: i32| Some(format!("{year}-{a:02}/{year}-{b:02}"));
        let single = |d: &&mut Date| {
            d.year.is_some() && d.from.is_none() && d.period.as_ref().is_some_and(|p| p.len() == 4)
        };
        if let Some(d) = dates.iter_mut().filter(single).find(|d| d.end == i) {
            d.period = d.year.and_then(months);
            d.end = next;
            d.part = true;
            continue;
        }
        let told = dates.iter().rev().filter(|d| d.end <= i && !d.compared);
        let told = told.filter(|d| d.from.is_none()).find_map(|d| d.year);
        let Some(year) = told.or(framed) else {
            continue;
        };
        let at = dates.partition_point(|d| d.start <= i);
        dates.insert(
            at,
            Date {
                name: i,
                start: i,
                end: next,
                period: months(year),
                year: Some(year),
                from: None,
                compared: i > 0 && matches!(chars[i - 1], '比' | '较' | '与'),
                opened: opens(line, i),
                part: true,
            },
        );
    }
}

/// Whether 两年 or 两个年度 stands right behind two years.
fn counts_years(line: &Line, at: usize) -> bool {
    let behind = line.slice(at, at + 3);
    starts_with(behind, "两年") || starts_with(behind, "两个年")
}

fn bare_years(n: &Scanned) -> Option<(i32, i32)> {
    let years = match &n.number {
        Number::Single(y) => whole(y).map(|y| (y, y)),
        Number::Range(a, b) => whole(a).zip(whole(b)),
        Number::Ratio(_) => None,
    };
    years.filter(|(a, b)| n.unit.is_empty() && is_year(*a) && is_year(*b))
}

/// How many years a number of a few years counts: 两年.
pub(crate) fn count_of_years(n: &Scanned) -> Option<i32> {
    match (&n.number, n.unit.as_str()) {
        (Number::Single(y), "年" | "年度") => whole(y).filter(|y| (2..=20).contains(y)),
        _ => None,
    }
}

/// The span of years that words such as 五年来 or 过去五年 mean in a report that covers `covers`.
pub(crate) fn span_of_years(line: &Line, k: usize, covers: Option<i32>) -> Option<String> {
    let n = &line.numbers[k];
    let years = match (&n.number, n.unit.as_str()) {
        (Number::Single(y), "年") => whole(y).filter(|y| (2..=30).contains(y))?,
        _ => return None,
    };
    let covers = covers?;
    let behind = line.slice(n.end, n.end + 2);
    let before = line.slice(n.start.saturating_sub(2), n.start);
    // 十年来最低 is no span that a claim speaks of.
    let record = line
        .slice(n.end + 1, n.end + 2)
        .iter()
        .any(|c| "最首新".contains(*c));
    let past = behind.starts_with(&['来']) && !record
        || behind.starts_with(&['间'])
        || ends_with(before, "过去")
        || ends_with(before, "这");
    let coming = ends_with(before, "今后") || ends_with(before, "未来");
    if past {
        return Some(format!("{}/{}", covers - years + 1, covers));
    }
    coming.then(|| format!("{}/{}", covers + 1, covers + years))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendar_time_is_a_date_and_a_length_told_by_its_cue_is_none() {
        let of = |text: &str| {
            let line = Line::of(text);
            is_date(&line, line.numbers.len().checked_sub(1).expect("a number"))
        };
        for date in [
            "截至2017年",
            "过去五年",
            "近5年",
            "5年来",
            "自2016-2030",
            "6月",
            "今后3年",
        ] {
            assert!(of(date), "{date}");
        }
        for other in [
            "连续5年",
            "提前五年",
            "提前3年",
            "收入2017万元",
            "价格2017.5",
            "增长5%",
        ] {
            assert!(!of(other), "{other}");
        }
    }

    #[test]
    fn this_year_and_last_are_named_from_the_year_covered() {
        let of = |text: &str| {
            let named = named_years(&Line::of(text), 2017);
            named
                .into_iter()
                .map(|d| (d.year, d.compared))
                .collect::<Vec<_>>()
        };
        assert_eq!(of("今年收入5亿元"), [(Some(2018), false)]);
        assert_eq!(of("比去年增长5%"), [(Some(2017), true)]);
        assert_eq!(of("“今年”收入5亿元"), []);
        assert_eq!(of("当年收入5亿元"), []);
    }

    #[test]
    fn spans_of_years_end_or_start_at_the_year_covered() {
        let of = |text: &str| span_of_years(&Line::of(text), 0, Some(2017));
        assert_eq!(of("五年来收入增长").as_deref(), Some("2013/2017"));
        assert_eq!(of("过去3年收入增长").as_deref(), Some("2015/2017"));
        assert_eq!(of("今后5年收入增长").as_deref(), Some("2018/2022"));
        assert_eq!(of("十年来最低"), None);
        assert_eq!(of("连续5年增长"), None);
        assert_eq!(of("过去50年收入增长"), None);
    }

    /// The periods of the dates of a text, in a report that covers 2017; `*` marks what is only compared with.
    fn named(text: &str) -> Vec<String> {
        let line = Line::of(text);
        let is_date: Vec<bool> = (0..line.numbers.len()).map(|k| is_date(&line, k)).collect();
        let dates = dates(&line, &is_date, Some(2017)).into_iter();
        let mark = |d: &Date| if d.compared { "*" } else { "" };
        dates
            .map(|d| format!("{}{}", mark(&d), d.period.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn a_month_joins_the_year_before_it() {
        assert_eq!(named("2016年5月收入9亿元"), ["2016-05"]);
        assert_eq!(named("2016年5—7月收入9亿元"), ["2016-05/2016-07"]);
        assert_eq!(named("2016年5月6日收入9亿元"), ["2016-05"]);
        assert_eq!(named("2016年收入,5月达到9亿元"), ["2016", ""]);
        assert_eq!(named("2016年收入,6日达到9亿元"), ["2016", ""]);
        assert_eq!(named("5月收入9亿元"), [""]);
    }

    #[test]
    fn a_year_is_compared_with_behind_the_words_of_comparing() {
        for text in ["比2012年增长5%", "收入高于2012年", "2000年前建成5所学校"] {
            assert!(named(text)[0].starts_with('*'), "{text}");
        }
        assert_eq!(named("2010年同2000年相比增长5%"), ["2010", "*2000"]);
        assert_eq!(named("2010年同2000年一样增长5%"), ["2010", "2000"]);
        assert_eq!(named("2000年建成5所学校"), ["2000"]);
    }

    #[test]
    fn a_year_of_beginning_reaches_to_the_year_covered() {
        assert_eq!(named("2015年以来收入9亿元"), ["2015/2017"]);
        assert_eq!(named("2015年起收入9亿元"), ["2015/2017"]);
        assert_eq!(named("2017年以来收入9亿元"), ["2017"]);
        assert_eq!(named("2015年收入9亿元"), ["2015"]);
    }

    #[test]
    fn two_years_make_a_span_where_they_are_counted_or_led_to() {
        assert_eq!(named("2015、2016两年收入9亿元"), ["2015", "2015/2016", ""]);
        assert_eq!(named("2013、2016两年收入9亿元"), ["2013", "2016", ""]);
        assert_eq!(named("2015、2016年收入9亿元"), ["2015", "2016"]);
        assert_eq!(named("从1978年到1983年增长9%"), ["1978", "1978/1983"]);
        assert_eq!(named("从1978年,1983年增长9%"), ["1978", "1983"]);
        assert_eq!(named("从1983年到1978年增长9%"), ["1983", "1978"]);
    }

    #[test]
    fn a_time_of_day_is_a_date_and_a_structure_is_none() {
        let of = |text: &str| is_date(&Line::of(text), 0);
        assert!(of("会议于09:45:30开始"));
        assert!(!of("三次产业结构为20:50:30"));
        assert!(!of("会议于09:75:30开始"));
    }

    #[test]
    fn plans_by_name_have_their_years() {
        let of = |text: &str| {
            let named = named_spans(&Line::of(text), Some(2017)).into_iter();
            named.map(|d| (d.period, d.year)).collect::<Vec<_>>()
        };
        let span = |from: i32, to: i32| Some(format!("{from}/{to}"));
        assert_eq!(of("“十二五”期间增长5%"), [(span(2011, 2015), Some(2015))]);
        // It goes on yet.
        assert_eq!(of("“十三五”期间增长5%"), [(span(2016, 2020), None)]);
        assert_eq!(of("比“十二五”期间增长5%"), []);
        assert_eq!(of("“两区”期间增长5%"), []);
    }

    #[test]
    fn a_part_of_the_year_is_of_the_year_before_it_or_of_the_frame() {
        let of = |text: &str, framed| {
            let line = Line::of(text);
            let is_date: Vec<bool> = (0..line.numbers.len()).map(|k| is_date(&line, k)).collect();
            let mut found = dates(&line, &is_date, Some(2017));
            add_parts_of_year(&line, &mut found, framed);
            let periods = found.into_iter().filter_map(|d| d.period);
            periods.collect::<Vec<_>>()
        };
        assert_eq!(of("2016年上半年增长5%", None), ["2016-01/2016-06"]);
        assert_eq!(of("上半年增长5%", Some(2017)), ["2017-01/2017-06"]);
        assert_eq!(of("上半年增长5%", None), [""; 0]);
        assert_eq!(of("“上半年”增长5%", Some(2017)), [""; 0]);
        assert_eq!(of("上半场增长5%", Some(2017)), [""; 0]);
        assert_eq!(
            of("2016年产值增长,上半年增长5%", Some(2017)),
            ["2016", "2016-01/2016-06"]
        );
        assert_eq!(
            of("比2016年增长,上半年增长5%", Some(2017)),
            ["2016", "2017-01/2017-06"]
        );
    }

    #[test]
    fn a_few_years_are_counted() {
        let of = |text: &str| count_of_years(&Line::of(text).numbers[0]);
        assert_eq!(of("两年平均增长5%"), Some(2));
        assert_eq!(of("50年来增长5%"), None);
        assert_eq!(of("5个项目"), None);
    }
}
