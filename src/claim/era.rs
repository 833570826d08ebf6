//! Spans of years that go by a name: the five-year plans (“十四五”时期, 第六个五年计划期间), 建国以来.

use super::sentence::{ends_with, starts_with};
use crate::document::Metadata;

/// A span of years named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Era {
    /// Where the name starts, an opening quotation mark included.
    pub name: usize,
    /// Where the words behind the name start (期间, 以来): outside of quotation marks.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// The first year.
    pub from: i32,
    /// The last year.
    pub to: i32,
    /// Whether it only says what something is compared with (比“八五”时期增长).
    pub compared: bool,
    /// Whether 由 or 从 stands before it (由“十二五”末的9%提高到…).
    pub opened: bool,
}

/// The numerals of the five-year plans, in the order of the plans.
const PLANS: [&str; 15] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四",
    "十五",
];

/// The years of the five-year plan of the numeral. The third was begun three years late.
fn plan_years(numeral: &[char]) -> Option<(i32, i32)> {
    let k = PLANS
        .iter()
        .position(|p| numeral.iter().copied().eq(p.chars()))?;
    let from = match k {
        0 | 1 => 1953 + 5 * k as i32,
        _ => 1956 + 5 * k as i32,
    };
    Some((from, from + 4))
}

/// The numeral that ends right before `end`.
fn numeral_before(chars: &[char], end: usize) -> &[char] {
    let near = end.saturating_sub(3);
    let n = chars[near..end].iter().rev();
    let n = n
        .take_while(|c| "一二三四五六七八九十".contains(**c))
        .count();
    &chars[end - n.min(2)..end]
}

/// The spans that a text (folded) names, in order; `covers` is the year up to which 以来 reaches.
pub(crate) fn eras(chars: &[char], covers: Option<i32>) -> Vec<Era> {
    (0..chars.len())
        .filter_map(|i| match chars[i] {
            '五' => five_year_plan(chars, i, covers),
            '以' => since_founding(chars, i, covers),
            _ => None,
        })
        .collect()
}

/// The plan whose 五 stands at `i`: the last character of 十四五, or the 五 of 第六个五年计划.
fn five_year_plan(chars: &[char], i: usize, covers: Option<i32>) -> Option<Era> {
    const MARKS: [char; 6] = ['“', '”', '"', '‘', '’', '\''];
    let mark = |at: usize| chars.get(at).is_some_and(|c| MARKS.contains(c));
    let behind = &chars[i + 1..];
    let (opens, mut at, years) = if starts_with(behind, "年计划") || starts_with(behind, "年规划")
    {
        let ordinal = chars[..i].strip_suffix(&['个'])?;
        let numeral = numeral_before(chars, ordinal.len());
        let opens = ordinal.len() - numeral.len();
        if !ends_with(&chars[..opens], "第") {
            return None;
        }
        (opens - 1, i + 4, plan_years(numeral)?)
    } else {
        let numeral = numeral_before(chars, i);
        let opens = i - numeral.len();
        let quoted = opens > 0 && mark(opens - 1) && mark(i + 1);
        let at = i + 1 + usize::from(mark(i + 1));
        (opens - usize::from(quoted), at, plan_years(numeral)?)
    };
    let (from, to) = years;
    for word in ["规划", "计划", "这"] {
        if starts_with(&chars[at..], word) {
            at += word.chars().count();
        }
    }
    let rest = &chars[at..];
    let find = |words: &[&str]| {
        let word = words.iter().find(|w| starts_with(rest, w))?;
        Some(at + word.chars().count())
    };
    let before = &chars[..opens];
    let compared = ["比", "较", "与", "同", "高于", "低于", "超过"]
        .iter()
        .any(|w| ends_with(before, w));
    let era = |end: usize, from: i32, to: i32| Era {
        name: opens,
        start: at,
        end,
        from,
        to,
        compared,
        opened: matches!(before.last(), Some('由' | '从')),
    };
    if let Some(end) = find(&["以来"]) {
        let to = covers.map_or(to, |c| c.clamp(from, to));
        return (covers >= Some(from)).then(|| era(end, from, to));
    }
    // “十四五”全市收入累计完成, 比“十三五”541亿元增加: the name alone is the time.
    let opening = before
        .last()
        .is_none_or(|c| matches!(c, ',' | ';' | '。' | ':'));
    let whole =
        opening && find(&["全国", "全省", "全市", "全县", "全区", "全州", "累计"]).is_some();
    let amount = compared && rest.first().is_some_and(char::is_ascii_digit);
    if mark(at - 1) && (whole || amount) {
        return Some(era(at, from, to));
    }
    if let Some(end) = find(&["期末", "时期末", "末"]) {
        return Some(era(end, to, to));
    }
    find(&[
        "期间",
        "时期",
        "期内",
        "五年",
        "的五年",
        "成就",
        "回顾",
        "发展成就",
        "发展回顾",
    ])
    .map(|end| era(end, from, to))
}

/// 建国以来, 全国解放以来, whose 以 stands at `i`; 建国以来最高 is a record and no span.
fn since_founding(chars: &[char], i: usize, covers: Option<i32>) -> Option<Era> {
    const FOUNDING: [&str; 4] = ["建国", "解放", "新中国成立", "共和国成立"];
    let to = covers.filter(|c| *c > 1949)?;
    let record = chars
        .get(i + 2)
        .is_some_and(|c| "的最首第很少未历从罕".contains(*c));
    let named = FOUNDING.iter().any(|w| ends_with(&chars[..i], w));
    (named && !record && chars.get(i + 1) == Some(&'来')).then_some(Era {
        name: i,
        start: i,
        end: i + 2,
        from: 1949,
        to,
        compared: false,
        opened: false,
    })
}

/// The span of years that a plan document is for: the first that its title or text names and its year lies in or
/// right before, else the five years from its year on; `None` for any other document.
pub(crate) fn of_plan_document(metadata: &Metadata, id: &str, text: &[char]) -> Option<(i32, i32)> {
    let title = metadata.title.as_deref().unwrap_or_default();
    let plan = |name: &str| name.contains("规划") || name.contains("纲要");
    if !(plan(title) || plan(id)) {
        return None;
    }
    let year = metadata.covers?;
    let title: Vec<char> = title.chars().collect();
    let named = [&title[..], text].into_iter().find_map(|chars| {
        let found = eras(chars, None);
        let fits = |e: &&Era| e.from < e.to && (e.from - 1..=e.to).contains(&year);
        found.iter().find(fits).map(|e| (e.from, e.to))
    });
    Some(named.unwrap_or((year, year + 4)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(i32, i32, bool)> {
        let chars: Vec<char> = text.chars().collect();
        let found = eras(&chars, Some(2023));
        found.iter().map(|e| (e.from, e.to, e.compared)).collect()
    }

    #[test]
    fn five_year_plans_name_their_years() {
        assert_eq!(of("“十三五”时期,投资9亿元"), [(2016, 2020, false)]);
        assert_eq!(of("“十四五”以来,投资9亿元"), [(2021, 2023, false)]);
        assert_eq!(of("第一个五年计划期间建厂9座"), [(1953, 1957, false)]);
        assert_eq!(of("六五期间"), [(1981, 1985, false)]);
        assert_eq!(of("第三个五年计划时期"), [(1966, 1970, false)]);
        assert_eq!(of("比“八五”时期增长9%"), [(1991, 1995, true)]);
        assert_eq!(of("到“十四五”末达到9%"), [(2025, 2025, false)]);
        assert_eq!(of("“十三五”全市投资9亿元"), [(2016, 2020, false)]);
        assert_eq!(of("比“十三五”9亿元增加1亿元"), [(2016, 2020, true)]);
    }

    #[test]
    fn the_name_of_a_plan_alone_is_no_time() {
        assert!(of("编制“十四五”规划9项").is_empty());
        assert!(of("编制“十四五”全市规划9项").is_empty());
        assert!(of("第六个五年计划已经通过").is_empty());
        assert!(of("七十五期间").is_empty());
        assert!(of("一百一十五期间").is_empty());
    }

    #[test]
    fn the_founding_opens_a_span_and_no_record() {
        assert_eq!(of("建国以来,粮食增长4倍"), [(1949, 2023, false)]);
        assert!(of("建国以来最高的9%").is_empty());
        assert!(of("超过建国以来的最高水平,达到9%").is_empty());
    }
}
