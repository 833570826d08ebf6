//! The frame of a stretch of text: the period and status that its heading or opening words give to what follows.

use super::Status;
use super::era::{Era, eras};
use super::sentence::{contains, contains_any, ends_with, starts_with};
use super::status::base_estimated;
use crate::document::Metadata;
use crate::lexicon::{Lexicon, WordList};
use crate::text::{CharClass, has_any};

/// Period and status of claims whose own clause leaves them open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frame {
    /// The period; `None` where nothing tells it.
    pub period: Option<String>,
    /// The status.
    pub status: Status,
}

impl Frame {
    /// What holds where no heading says otherwise: the year that the report covers, reached.
    pub fn of_report(metadata: &Metadata) -> Self {
        Frame {
            period: metadata.covers.map(|y| y.to_string()),
            status: Status::Actual,
        }
    }

    /// The frame of a span of years.
    pub fn of_span(from: i32, to: i32, status: Status) -> Self {
        Frame {
            period: Some(format!("{from}/{to}")),
            status,
        }
    }

    /// The frame of the plan in a report that covers `covers`: the year after, aimed at.
    pub fn of_plan(covers: i32) -> Self {
        Frame {
            period: Some((covers + 1).to_string()),
            status: Status::Target,
        }
    }

    /// Whether it is of several years to come, whose aims are those of the whole: “十五五”时期的主要目标是.
    fn is_of_years_ahead(&self) -> bool {
        self.status == Status::Target && self.period.as_ref().is_some_and(|p| p.contains('/'))
    }

    /// The frame that `heading` (folded) opens, and whether the heading itself tells it; else `outer` stays.
    ///
    /// A heading of the second level changes its parent's frame only by a year to come: 锚定目标攻坚 under 工作回顾 tells
    /// of what was reached.
    pub fn of_heading(
        heading: &str,
        level: u8,
        outer: &Frame,
        covers: Option<i32>,
        lexicon: &Lexicon,
    ) -> (Self, bool) {
        let chars: Vec<char> = heading.chars().filter(|c| !c.is_whitespace()).collect();
        if chars.len() > 60 {
            return (outer.clone(), false);
        }
        let year = years(&chars).into_iter().next_back();
        if let Some(frame) = era_of_heading(&chars, covers).filter(|_| year.is_none()) {
            return (frame, true);
        }
        let has = |list| lexicon.cues.list(list).find(&chars).is_some();
        let top = level == 1;
        let (planned, reached) = (
            top && has(WordList::TargetHeading),
            top && has(WordList::ActualHeading),
        );
        let future = year.zip(covers).is_some_and(|(y, c)| y > c);
        let past = year.zip(covers).is_some_and(|(y, c)| y <= c);
        if future || planned && !reached && !past {
            let next = covers.map(|c| c + 1);
            let period = year.filter(|_| future).or(next).map(|y| y.to_string());
            let status = Status::Target;
            return (Frame { period, status }, true);
        }
        if past || reached {
            let span = past_years(&chars, covers);
            let year = year.filter(|_| past).or(covers).map(|y| y.to_string());
            let period = span.or(year);
            let status = Status::Actual;
            return (Frame { period, status }, true);
        }
        (outer.clone(), false)
    }
}

/// The frame of a five-year plan whose name a heading holds: “十三五”时期…回顾, “十五”回顾. One that goes on is looked
/// back at or ahead to as the other words say.
fn era_of_heading(chars: &[char], covers: Option<i32>) -> Option<Frame> {
    let covers = covers?;
    let era = eras(chars, None)
        .into_iter()
        .find(|e| e.from < e.to && !e.compared)?;
    let status = match (era.to <= covers, covers < era.from) {
        (true, _) => Status::Actual,
        (_, true) => Status::Target,
        _ => return None,
    };
    Some(Frame::of_span(era.from, era.to, status))
}

/// The span that 过去五年, 五年来 in a heading means.
fn past_years(chars: &[char], covers: Option<i32>) -> Option<String> {
    let text: String = chars.iter().collect();
    let five = [
        "过去五年",
        "五年来",
        "过去5年",
        "五年工作",
        "五年的工作",
        "这五年",
    ]
    .iter()
    .any(|w| text.contains(w));
    covers.filter(|_| five).map(|c| format!("{}/{c}", c - 4))
}

/// The months that the words at the start of `chars` mean within a year, and the length of the words: 上半年, 前三季度.
pub(crate) fn part_of_year(chars: &[char]) -> Option<((u32, u32), usize)> {
    const PARTS: [(&str, (u32, u32)); 11] = [
        ("上半年", (1, 6)),
        ("下半年", (7, 12)),
        ("一季度", (1, 3)),
        ("第一季度", (1, 3)),
        ("二季度", (4, 6)),
        ("三季度", (7, 9)),
        ("四季度", (10, 12)),
        ("前三季度", (1, 9)),
        ("前三个季度", (1, 9)),
        ("前两个季度", (1, 6)),
        ("头三季度", (1, 9)),
    ];
    let part = PARTS.iter().find(|(word, _)| starts_with(chars, word));
    part.map(|(word, months)| (*months, word.chars().count()))
}

/// The four-digit years before 年 in a heading or a sentence's opening.
pub(crate) fn years(chars: &[char]) -> Vec<i32> {
    let mut out = Vec::new();
    for (i, c) in chars.iter().enumerate() {
        if *c == '年' && i >= 4 {
            let digits: Option<i32> = chars[i - 4..i].iter().try_fold(0i32, |v, c| {
                let d = c
                    .to_digit(10)
                    .or_else(|| crate::quantity::chinese_digit(*c))?;
                Some(v * 10 + i32::try_from(d).ok()?)
            });
            if let Some(y) = digits.filter(|y| (1900..=2100).contains(y)) {
                out.push(y);
            }
        }
    }
    out
}

/// The frame that a sentence's opening sets for what follows: `2026年…安排`, `今年的主要预期目标是`; `outer` is the frame of
/// its section.
pub(crate) fn opening(chars: &[char], covers: Option<i32>, outer: &Frame) -> Option<Frame> {
    let covers = covers?;
    // A title names a year and opens nothing.
    if !chars.iter().any(|c| matches!(c, '。' | ',' | ';' | ':')) {
        return None;
    }
    let chars = without_address(chars);
    let head = &chars[..chars.len().min(9)];
    // The first characters of all words that are looked for; most sentences open with none of them.
    let may_open = matches!(
        head.first(),
        Some('今' | '新' | '做' | '这' | '过' | '一' | '五' | '在' | '近' | '5' | '未')
    );
    let opens = |words: &[&str]| may_open && words.iter().any(|w| starts_with(head, w));
    if let Some(frame) = era_of_opening(chars, covers) {
        return Some(frame);
    }
    if let Some(&y) = years(head).first()
        && !ends_with(&chars[..position(chars, '年').unwrap_or(0)], "到")
        && head.first() != Some(&'到')
    {
        if y == covers + 1 {
            return Some(Frame {
                period: Some(y.to_string()),
                status: Status::Target,
            });
        }
        if y == covers {
            return Some(Frame {
                period: Some(y.to_string()),
                status: Status::Actual,
            });
        }
        // 1982年的计划: a report late in its year speaks of the plan for the next.
        let of_plan = y == covers + 2 && contains(&chars[..chars.len().min(16)], "计划");
        return of_plan.then(|| Frame {
            period: Some(y.to_string()),
            status: Status::Target,
        });
    }
    if starts_with(chars, "今年") && part_of_year(&chars[2..]).is_some() {
        return None;
    }
    if opens(&["今年", "新的一年", "做好今年"]) {
        return Some(Frame {
            period: Some((covers + 1).to_string()),
            status: Status::Target,
        });
    }
    if opens(&["这一年", "过去一年", "过去的一年", "一年来"]) {
        return Some(Frame {
            period: Some(covers.to_string()),
            status: Status::Actual,
        });
    }
    if let Some(year) = plan_over_estimate(chars, covers) {
        return Some(Frame {
            period: Some(year.to_string()),
            status: Status::Target,
        });
    }
    const GOALS: [&str; 6] = [
        "预期目标是",
        "主要目标是",
        "预期目标为",
        "预期目标:",
        "发展目标是",
        "目标任务是",
    ];
    // Most sentences hold no 目标 at all.
    if contains(chars, "目标")
        && !outer.is_of_years_ahead()
        && contains_any(chars, &GOALS)
        && !years(chars).iter().any(|y| *y > covers + 1)
    {
        return Some(Frame {
            period: Some((covers + 1).to_string()),
            status: Status::Target,
        });
    }
    const FIVE: [&str; 13] = [
        "过去五年",
        "五年来",
        "过去的五年",
        "过去5年",
        "五年间",
        "在过去五年",
        "五年中",
        "五年里",
        "近五年",
        "这五年",
        "5年来",
        "这5年",
        "过去的5年",
    ];
    const COMING: [&str; 4] = ["今后五年", "未来五年", "今后5年", "未来5年"];
    if opens(&COMING) {
        return Some(Frame::of_span(covers + 1, covers + 5, Status::Target));
    }
    let closing = |c: &&char| matches!(c, '。' | '!');
    let closed = chars.iter().rev().take_while(closing).count();
    let five = opens(&FIVE)
        || ends_with(&chars[..chars.len() - closed], "的五年") && !contains(chars, "今后");
    five.then(|| Frame {
        period: Some(format!("{}/{covers}", covers - 4)),
        status: Status::Actual,
    })
}

/// The year planned for in a sentence that compares with what is estimated of the year before: 粮食产量比1980年预计增加5%.
fn plan_over_estimate(chars: &[char], covers: i32) -> Option<i32> {
    if !has_any(chars, ['预']) {
        return None;
    }
    let at = (3..chars.len()).find(|&i| {
        chars[i] == '预'
            && chars[i - 1] == '年'
            && base_estimated(&chars[..(i + 2).min(chars.len())])
    })?;
    let base = match years(&chars[..at]).last() {
        Some(year) if !matches!(chars[at - 2], '上' | '去' | '今') => *year,
        _ => covers,
    };
    (base == covers || base == covers + 1).then_some(base + 1)
}

/// The frame of a five-year plan that is over or yet to come and whose time opens a sentence: “十三五”时期,全市…. “十四五”以来
/// reaches no further than its sentence as long as that plan goes on.
fn era_of_opening(chars: &[char], covers: i32) -> Option<Frame> {
    let head = &chars[..chars.len().min(16)];
    // The name of each ends so.
    if !has_any(head, ['五']) {
        return None;
    }
    let named = |e: &Era| {
        let behind = chars.get(e.end).is_some_and(|c| !c.is_word());
        // “十五五”时期经济社会发展的主要目标是, “十三五”时期是极不平凡的五年
        let first = e.name <= 1 && chars.get(e.end).is_none_or(|c| *c != '的');
        let whole = e.to - e.from == 4;
        whole && (behind || first) && !e.compared && e.start <= 9
    };
    let era = eras(head, Some(covers)).into_iter().find(named)?;
    let status = match (era.to <= covers, covers < era.from) {
        (true, _) => Status::Actual,
        (_, true) => Status::Target,
        _ => return None,
    };
    Some(Frame::of_span(era.from, era.to, status))
}

/// Whether a line is the heading of the notes that explain a report's terms, and whether it opens as one of them:
/// [12]“四个不摘”:…, 3.“两新”:是指….
pub(crate) fn notes(line: &[char]) -> (bool, bool) {
    const HEADINGS: [&str; 4] = ["名词解释", "名词注释", "名词说明", "用语说明"];
    let heads = line.len() <= 14 && contains_any(line, &HEADINGS);
    let (bracketed, rest) = match line {
        ['[' | '【' | '〔', rest @ ..] => (true, rest),
        _ => (false, line),
    };
    let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    if heads || digits == 0 || digits > 3 {
        return (heads, false);
    }
    let closed = matches!(rest.get(digits), Some(']' | '】' | '〕'));
    let numbered =
        bracketed && closed || !bracketed && matches!(rest.get(digits), Some('.' | '、'));
    let term = &rest[(digits + 1).min(rest.len())..];
    let term = &term[..term.len().min(48)];
    let explained = match position(term, ':') {
        Some(at) => {
            bracketed
                || term[at + 1..]
                    .iter()
                    .take(8)
                    .any(|c| matches!(c, '指' | '即'))
        }
        None => term.windows(2).any(|w| w == ['是', '指']),
    };
    (false, numbered && explained)
}

/// A sentence without the words that address the hearers and those before its time: 各位代表,刚刚过去的2020年.
fn without_address(chars: &[char]) -> &[char] {
    let mut left = chars;
    if !matches!(
        left.first(),
        Some('—' | '-' | '●' | '◆' | '各' | ',' | '!' | ':' | '在' | '刚' | '过')
    ) {
        return left;
    }
    while let ['—' | '-' | '●' | '◆', rest @ ..] = left {
        left = rest;
    }
    for word in ["各位代表", ",", "!", ":", "在", "刚刚", "过去的"] {
        if starts_with(left, word)
            && (word != "过去的" || left.get(3).is_some_and(char::is_ascii_digit))
        {
            left = &left[word.chars().count()..];
        }
    }
    left
}

fn position(chars: &[char], c: char) -> Option<usize> {
    chars.iter().position(|x| *x == c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(text: &str) -> (Option<String>, Status) {
        let outer = Frame {
            period: Some("2021".to_string()),
            status: Status::Actual,
        };
        let f = Frame::of_heading(text, 1, &outer, Some(2021), Lexicon::builtin()).0;
        (f.period, f.status)
    }

    #[test]
    fn headings_tell_period_and_status() {
        assert_eq!(
            heading("一、2021年工作回顾"),
            (Some("2021".to_string()), Status::Actual)
        );
        assert_eq!(
            heading("二、2022年经济社会发展总体要求"),
            (Some("2022".to_string()), Status::Target)
        );
        assert_eq!(
            heading("三、今年工作安排"),
            (Some("2022".to_string()), Status::Target)
        );
        assert_eq!(
            heading("一、过去五年工作回顾"),
            (Some("2017/2021".to_string()), Status::Actual)
        );
        assert_eq!(
            heading("四、工业和建筑业"),
            (Some("2021".to_string()), Status::Actual)
        );
    }

    #[test]
    fn five_year_plans_frame_headings_and_what_they_open() {
        assert_eq!(
            heading("一、“十三五”时期经济社会发展回顾"),
            (Some("2016/2020".to_string()), Status::Actual)
        );
        assert_eq!(
            heading("二、“十五五”时期的主要目标任务"),
            (Some("2026/2030".to_string()), Status::Target)
        );
        let of = |text: &str| {
            let outer = Frame::of_plan(2021);
            let found = opening(&text.chars().collect::<Vec<_>>(), Some(2021), &outer);
            found.and_then(|f| f.period)
        };
        assert_eq!(
            of("“十三五”时期,收入增长9%。"),
            Some("2016/2020".to_string())
        );
        assert_eq!(of("“十四五”以来,收入增长9%。"), None);
        assert_eq!(
            of("“十三五”以来,收入增长9%。"),
            Some("2016/2020".to_string())
        );
        assert_eq!(
            of("“十五五”时期主要目标是:收入增长9%。"),
            Some("2026/2030".to_string())
        );
        assert_eq!(of("“十三五”时期的规划,增加9项。"), None);
        assert_eq!(of("——这五年,收入增长9%。"), Some("2017/2021".to_string()));
        assert_eq!(of("未来五年,收入增长9%。"), Some("2022/2026".to_string()));
        assert_eq!(
            of("各位代表,刚刚过去的2021年,是难忘的一年。"),
            Some("2021".to_string())
        );
        assert_eq!(of("今年上半年,收入增长9%。"), None);
    }

    #[test]
    fn notes_explain_terms() {
        let of = |text: &str| notes(&text.chars().collect::<Vec<_>>());
        assert_eq!(of("※名词解释※"), (true, false));
        assert_eq!(of("[9]“三河治理”:整治3条河道。"), (false, true));
        assert_eq!(of("9.“三河治理”:是指整治3条河道。"), (false, true));
        assert_eq!(of("9.治理河道:整治3条河道。"), (false, false));
        assert_eq!(of("治理河道是指整治3条河道。"), (false, false));
    }

    #[test]
    fn openings_change_the_frame() {
        let within = |text: &str, outer: &Frame| {
            opening(&text.chars().collect::<Vec<_>>(), Some(2021), outer).map(|f| f.period)
        };
        let of = |text: &str| within(text, &Frame::of_plan(2021));
        let aims = "经济发展目标是:收入增长9%。";
        assert_eq!(of(aims), Some(Some("2022".to_string())));
        let ahead = Frame::of_span(2022, 2026, Status::Target);
        assert_eq!(within(aims, &ahead), None);
        assert_eq!(
            of("2022年全市收入安排47亿元。"),
            Some(Some("2022".to_string()))
        );
        assert_eq!(
            of("2023年的计划,要求产值增长4%。"),
            Some(Some("2023".to_string()))
        );
        assert_eq!(of("2023年,产值增长4%。"), None);
        assert_eq!(
            of("五年中,新建住宅22亿平方米。"),
            Some(Some("2017/2021".to_string()))
        );
        assert_eq!(
            of("粮食产量9万吨,比2021年预计增加1万吨。"),
            Some(Some("2022".to_string()))
        );
        assert_eq!(of("2021年预计增加1万吨。"), of("2021年增加1万吨。"));
        assert_eq!(of("到2025年,收入"), None);
        assert_eq!(of("工业增加值增长"), None);
    }
}
