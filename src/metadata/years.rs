//! The year that a report looks back on: from its headings, the plan of five years that ended, the congress it was given
//! to, and the years of which it tells most.

use super::line::{self, Year, chinese_number, squeeze};

/// The longest line that can be a heading.
const SHORT_LINE: usize = 40;

/// How many characters of a text its years are counted in.
const COUNTED: usize = 200_000;

/// The first year of the plan of five years with this number: 13 → 2016. The third began in 1966.
pub(super) fn first_year_of_plan(number: u32) -> Option<i32> {
    let number = i32::try_from(number).ok()?;
    match number {
        1 => Some(1953),
        2 => Some(1958),
        3..=30 => Some(1966 + 5 * (number - 3)),
        _ => None,
    }
}

/// The number of the plan of five years that a squeezed title or heading names: 第十四个五年规划, “十三五”.
pub(super) fn five_year_plan(squeezed: &str) -> Option<u32> {
    let behind = ["个五年规划", "个五年计划"]
        .iter()
        .find_map(|word| squeezed.find(word));
    let in_full = behind.and_then(|at| {
        let before = &squeezed[..at];
        let start = before.rfind('第')? + '第'.len_utf8();
        chinese_number(&before[start..])
    });
    in_full.or_else(|| {
        squeezed.match_indices('五').find_map(|(at, _)| {
            let before = &squeezed[..at];
            let start = before
                .char_indices()
                .rev()
                .take_while(|(_, c)| "一二三四五六七八九十".contains(*c))
                .last()?
                .0;
            let behind = &squeezed[at + '五'.len_utf8()..];
            let named = ["规划", "计划", "时期", "期间", "”", "\"", "」"]
                .iter()
                .any(|word| behind.starts_with(word));
            if named {
                chinese_number(&before[start..])
            } else {
                None
            }
        })
    })
}

/// Whether a year is an end of a span of years: 2021-2025年, 2021至2025年.
pub(super) fn is_range(squeezed: &str, year: &Year) -> bool {
    let marks = ['-', '—', '~', '至', '到', '–', '－', '一'];
    let is_year = |text: &str| text.bytes().take(4).filter(u8::is_ascii_digit).count() == 4;
    let behind = squeezed[year.end..].trim_start_matches('年');
    let before = squeezed[..year.start].trim_end_matches(marks);
    let before_is_year = before.len() < year.start && {
        let digits = before.trim_end_matches('年');
        digits.len() >= 4 && digits.bytes().rev().take(4).all(|b| b.is_ascii_digit())
    };
    behind.starts_with(marks) && is_year(behind.trim_start_matches(marks)) || before_is_year
}

/// The year of a session of the National People's Congress at which something is given: 在第五届全国人民代表大会第二次会议上
/// was in 1979.
pub(super) fn session(squeezed: &str) -> Option<i32> {
    squeezed
        .match_indices("届全国人民代表大会")
        .find_map(|(at, word)| session_at(squeezed, at, at + word.len()))
}

/// The year of the session whose congress stands from 届 at `at` up to `end`.
fn session_at(squeezed: &str, at: usize, end: usize) -> Option<i32> {
    let before = &squeezed[..at];
    let start = before.rfind('第')? + '第'.len_utf8();
    let congress = ordinal(&before[start..])?;
    let number = squeezed[end..]
        .strip_prefix('第')
        .and_then(|rest| rest.split_once("次会议"));
    let to = before[..start].trim_end_matches('第');
    let is_told = to.ends_with('向') || to.ends_with('给');
    let session = match number {
        // 第七届全国人民代表大会第一次会议以来 is another one; one that passes a plan is the one.
        Some((number, behind)) => {
            let at_it = is_told || to.is_empty() || to.ends_with(['在', '日', '(', '—', '\n']);
            let passes = ["批准", "通过", "审议"]
                .iter()
                .any(|word| prefix(behind, 12).contains(word));
            if behind.starts_with("以来") || !(at_it || passes) {
                return None;
            }
            ordinal(number)?
        }
        // A government reports to a new congress at its first session.
        None if is_told => 1,
        None => return None,
    };
    let year = match (congress, session) {
        (1, 1..=5) => 1953 + session,
        (2, 1..=2) => 1958 + session,
        (2, 3..=4) => 1959 + session,
        (3, 1) => 1964,
        (4, 1) => 1975,
        (5, 1..=5) => 1977 + session,
        (6..=30, 1..=5) => 1983 + 5 * (congress - 6) + session - 1,
        _ => return None,
    };
    i32::try_from(year).ok()
}

fn ordinal(text: &str) -> Option<u32> {
    text.parse().ok().or_else(|| chinese_number(text))
}

/// The year that the report looks back on, by its first heading that does so.
pub(super) fn by_heading(lines: &[&str]) -> Option<i32> {
    let short = |line: &&&str| line.chars().count() <= SHORT_LINE && !line.contains('。');
    let by_year = |line: &&str| {
        let year = line::years(line).find(|year| !is_range(line, year))?;
        let is_date = line[year.end..].starts_with('年') && line.contains("月");
        let opens = LOOKS_BACK.iter().any(|word| line.contains(word));
        let names = names_work(line) && !LOOKS_AHEAD.iter().any(|word| line.contains(word));
        (!is_date && (opens || names)).then_some(year.value)
    };
    let by_plan = |line: &&str| {
        let back = ["回顾", "总结", "成就", "完成情况", "执行情况"];
        let back = back.iter().any(|word| line.contains(word));
        let number = five_year_plan(line).filter(|_| back)?;
        Some(first_year_of_plan(number)? + 4)
    };
    let told = lines
        .iter()
        .filter(short)
        .find_map(|line| by_year(line).map(|year| (year, line)));
    let planned = lines.iter().filter(short).find_map(by_plan);
    told.map(|(year, _)| year).or(planned)
}

/// Words of a heading that looks back.
const LOOKS_BACK: [&str; 6] = ["回顾", "执行", "决算", "总结", "完成情况", "主要工作"];

/// Words of a heading that looks ahead.
const LOOKS_AHEAD: [&str; 11] = [
    "安排", "任务", "目标", "计划", "草案", "展望", "打算", "部署", "思路", "建议", "要求",
];

fn names_work(line: &str) -> bool {
    let named = ["年政府工作", "年的工作", "年工作", "年经济社会发展"]
        .iter()
        .any(|word| line.contains(word));
    named && !line.ends_with("报告")
}

/// The year whose work a heading anywhere in a work report plans: 二、2018年主要任务.
pub(super) fn planned(text: &str) -> Option<i32> {
    text.lines()
        .filter(|line| line.chars().take(2 * SHORT_LINE).count() <= SHORT_LINE)
        .find_map(|line| {
            let line = squeeze(line);
            let numbered = line.starts_with(|c: char| "一二三四五六七八九十第(".contains(c));
            let ahead = LOOKS_AHEAD.iter().any(|word| line.contains(word));
            let back = LOOKS_BACK.iter().any(|word| line.contains(word));
            let year = line::years(&line).next()?;
            let is_plain = numbered && ahead && !back && !line.contains('。');
            (is_plain && !is_range(&line, &year)).then_some(year.value)
        })
}

/// The year of a report that its address names: 对2018年工作提出建议.
pub(super) fn advised(address: &str) -> Option<i32> {
    let found = address.find("工作提出")?;
    let year = line::bare_years(&address[..found]).last()?;
    let between = address[year.end..found]
        .trim_start_matches('年')
        .trim_start_matches('的');
    ["", "政府", "重点", "全年", "主要"]
        .contains(&between)
        .then_some(year.value)
}

/// The year that the address names: 报告清河市2018年预算执行情况和2019年预算草案.
pub(super) fn by_address(address: &str) -> Option<i32> {
    let carried_out = address.match_indices("执行情况").find_map(|(at, _)| {
        let year = line::years(&address[..at]).last()?;
        if is_range(address, &year) {
            return None;
        }
        (address[year.end..at].chars().count() <= 24).then_some(year.value)
    });
    carried_out.or_else(|| {
        // 关于1980、1981年国民经济计划安排的报告
        let (start, _) = address.match_indices("关于").next()?;
        let clause = address[start..].split(['。', ';']).next()?;
        let clause = &clause[..clause.find("的报告")?];
        let is_plan = clause.contains("计划") && !clause.contains("个五年");
        let year = line::bare_years(clause).next().filter(|_| is_plan)?;
        Some(year.value)
    })
}

/// The year with which a line opens that tells what was reached: 2018年，….
pub(super) fn by_opening(lines: &[&str]) -> Option<i32> {
    lines.iter().find_map(|line| {
        let year = line::years(line).next().filter(|year| year.start == 0)?;
        let rest = &line[year.end..];
        ["年,", "年是", "年末", "年全"]
            .iter()
            .any(|word| rest.starts_with(word))
            .then_some(year.value)
    })
}

/// Whether the results that a text tells are those of `year` rather than of the year before.
pub(super) fn tells_of(text: &str, year: i32) -> bool {
    let counts = results(text);
    let count = |wanted| {
        counts
            .iter()
            .find(|(year, _)| *year == wanted)
            .map_or(0, |(_, count)| *count)
    };
    count(year) > count(year - 1)
}

/// The year of which a text tells most results, where it is clear.
pub(super) fn told_most(text: &str) -> Option<i32> {
    let counts = results(text);
    let (year, most) = counts.iter().max_by_key(|(year, count)| (*count, *year))?;
    let second = counts
        .iter()
        .filter(|(other, _)| other != year)
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(0);
    (*most >= 3 && *most >= 2 * second).then_some(*year)
}

/// How often each year opens a clause or stands at its end (2018年末) in the first half of a text, where a report tells
/// what was reached.
fn results(text: &str) -> Vec<(i32, usize)> {
    let half = text.chars().count().div_ceil(2);
    let squeezed = squeeze(prefix(text, half.min(COUNTED)));
    let mut counts: Vec<(i32, usize)> = Vec::new();
    for year in line::years(&squeezed) {
        let before = squeezed[..year.start].chars().next_back();
        let opens =
            before.is_none_or(|c| matches!(c, '\n' | '。' | ',' | ';' | ':' | '、' | '(' | ')'));
        let rest = &squeezed[year.end..];
        if squeezed[..year.start].ends_with(['比', '较', '与']) {
            continue;
        }
        if !opens && !rest.starts_with("年末") && !rest.starts_with("年底") {
            continue;
        }
        count(&mut counts, year.value);
    }
    counts
}

/// The year that the first half of a text names most, other than as an end of a span, a time to come (到2000年) or what
/// others are compared with (比2012年): the last of the years that a report of several looks back on.
pub(super) fn named_most(text: &str) -> Option<i32> {
    let half = text.chars().count().div_ceil(2);
    let squeezed = squeeze(prefix(text, half.min(COUNTED)));
    let mut counts: Vec<(i32, usize)> = Vec::new();
    for year in line::years(&squeezed) {
        let aside = ['到', '至', '比', '较', '由', '从', '是', '与', '和', '自'];
        let is_aside = squeezed[..year.start].ends_with(aside);
        if !is_aside && !is_range(&squeezed, &year) {
            count(&mut counts, year.value);
        }
    }
    let told = counts.into_iter().filter(|(_, count)| *count >= 2);
    let most = told.max_by_key(|(year, count)| (*count, *year));
    most.map(|(year, _)| year)
}

/// The last year that a text names, one left out that is named but once behind a year that is named often (the day of the
/// publication): the year of a bulletin, which speaks of none to come.
pub(super) fn latest(text: &str) -> Option<i32> {
    let squeezed = squeeze(prefix(text, COUNTED));
    let mut counts: Vec<(i32, usize)> = Vec::new();
    for year in line::years(&squeezed) {
        if !squeezed[..year.start].ends_with(['到', '至']) {
            count(&mut counts, year.value);
        }
    }
    counts.sort_unstable();
    match counts.as_slice() {
        [.., (before, often), (last, 1)] if *often >= 3 && before + 1 == *last => Some(*before),
        [.., (last, _)] => Some(*last),
        [] => None,
    }
}

/// Whether the first headings or the address speak of five years, other than those of a plan.
pub(super) fn looks_back_on_five(lines: &[&str]) -> bool {
    lines.iter().take(FIRST_LINES).any(|line| {
        let short = line.chars().count() <= SHORT_LINE;
        let addressed = line.contains("报告") && line.contains("工作");
        let plan = ["个五年", "五年计划", "五年规划"];
        (short || addressed)
            && ["过去五年", "五年来", "五年工作", "五年的", "的五年"]
                .iter()
                .any(|word| line.contains(word))
            && !plan.iter().any(|word| line.contains(word))
    })
}

/// How many lines the address and the first heading take.
const FIRST_LINES: usize = 16;

/// The year that a text without a head is of, where its captions name one (图1 2021-2025年…), or where no other year is
/// named as often and none behind it more than once: for reports that carry the year whose results they tell.
pub(super) fn named_last(text: &str) -> Option<i32> {
    let squeezed = squeeze(prefix(text, COUNTED));
    let mut captions: Vec<(i32, usize)> = Vec::new();
    let mut all: Vec<(i32, usize)> = Vec::new();
    for line in squeezed.split('\n') {
        let is_caption = line.chars().count() <= SHORT_LINE
            && line.starts_with(['图', '表'])
            && line
                .chars()
                .nth(1)
                .is_some_and(|c| c.is_ascii_digit() || ":一二三".contains(c));
        let mut last = None;
        for year in line::years(line) {
            count(&mut all, year.value);
            last = Some(year.value);
        }
        if let Some(year) = last.filter(|_| is_caption) {
            count(&mut captions, year);
        }
    }
    let most = |counts: &[(i32, usize)]| {
        let best = counts.iter().max_by_key(|(year, count)| (*count, *year))?;
        Some(*best)
    };
    if let Some((year, times)) = most(&captions)
        && times >= 2
    {
        return Some(year);
    }
    let (year, times) = most(&all)?;
    let later = all
        .iter()
        .filter(|(other, _)| *other > year)
        .map(|(_, count)| *count)
        .max();
    (times >= 2 && later.unwrap_or(0) <= 1).then_some(year)
}

fn count(counts: &mut Vec<(i32, usize)>, year: i32) {
    match counts.iter_mut().find(|(counted, _)| *counted == year) {
        Some((_, count)) => *count += 1,
        None => counts.push((year, 1)),
    }
}

/// The first `count` characters of a text.
pub(super) fn prefix(text: &str, count: usize) -> &str {
    text.char_indices()
        .nth(count)
        .map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_of_five_years_have_numbers() {
        assert_eq!(five_year_plan("清河市第十四个五年规划纲要"), Some(14));
        assert_eq!(five_year_plan("一、“十三五”时期的回顾"), Some(13));
        assert_eq!(five_year_plan("“六五”计划执行情况"), Some(6));
        assert_eq!(five_year_plan("过去五年,三五成群"), None);
        assert_eq!(first_year_of_plan(14), Some(2021));
        assert_eq!(first_year_of_plan(6), Some(1981));
        assert_eq!(first_year_of_plan(0), None);
    }

    #[test]
    fn sessions_of_the_national_congress_have_years() {
        for (text, expected) in [
            ("第二届全国人民代表大会第一次会议", Some(1959)),
            ("第二届全国人民代表大会第三次会议", Some(1962)),
            ("向第四届全国人民代表大会作报告", Some(1975)),
            ("第七届全国人民代表大会第四次会议审议通过", Some(1991)),
            ("第七届全国人民代表大会第四次会议以来", None),
            ("第五届全国人民代表大会第二次会议", Some(1979)),
            ("第十三届全国人民代表大会第四次会议", Some(2021)),
            ("第十三届全国人民代表大会", None),
            ("自第七届全国人民代表大会第一次会议以来", None),
            ("向第二届全国人民代表大会第一次会议作报告", Some(1959)),
            ("清河市第五届人民代表大会第二次会议", None),
        ] {
            assert_eq!(session(text), expected, "{text}");
        }
    }

    #[test]
    fn headings_look_back() {
        for (line, expected) in [
            ("一、2017年工作回顾", Some(2017)),
            ("一、“九五”时期国民经济和社会发展的回顾", Some(2000)),
            ("一、2020年和“十三五”时期工作回顾", Some(2020)),
            ("(一)2018年预算执行情况", Some(2018)),
            ("二、2018年工作安排", None),
            ("一、2013-2017年工作回顾", None),
            ("2018年1月10日", None),
        ] {
            assert_eq!(by_heading(&[line]), expected, "{line}");
        }
    }

    #[test]
    fn five_years_end_with_the_last_told() {
        let text = "过去五年，2012年产粮一千，2016年两千，2017年三千。与2016年比，2017年好，到2030年，到2030年更好。\n";
        assert_eq!(named_most(&text.repeat(4)), Some(2017));
        assert_eq!(named_most("2017年一次。"), None);
        assert_eq!(latest("2017年一次，到2020年。"), Some(2017));
        assert_eq!(latest("2017年，2017年，2017年，2018年公布。"), Some(2017));
        assert_eq!(latest("2017年，2018年，"), Some(2018));
        assert_eq!(latest("一年。"), None);
        assert!(looks_back_on_five(&["各位代表:", "一、过去五年工作回顾"]));
        assert!(!looks_back_on_five(&["一、第十三个五年规划的五年工作"]));
        assert!(!looks_back_on_five(&["一、2017年工作回顾"]));
    }

    #[test]
    fn headings_plan() {
        assert_eq!(planned("甲。\n二、2018年主要任务\n"), Some(2018));
        assert_eq!(
            planned("二、2017年任务完成情况\n三、2016-2020年的任务"),
            None
        );
        assert_eq!(planned("2018年的任务很重。"), None);
    }

    #[test]
    fn the_address_names_years() {
        assert_eq!(advised("报告五年工作，对2018年工作提出建议"), Some(2018));
        assert_eq!(advised("对今年工作提出建议"), None);
        assert_eq!(by_address("报告清河市2018年预算执行情况"), Some(2018));
        assert_eq!(
            by_address("关于1980、1981年国民经济计划安排的报告"),
            Some(1980)
        );
        assert_eq!(by_address("1956年到1967年全国农业发展纲要的执行情况"), None);
    }

    #[test]
    fn captions_tell_the_last_year() {
        assert_eq!(
            named_last("图1 2021-2025年产量\n甲。\n图22021-2025年收入\n"),
            Some(2025)
        );
        assert_eq!(
            named_last("甲在2025年，乙在2025年，丙到2026年。"),
            Some(2025)
        );
        assert_eq!(named_last("甲在2025年。"), None);
        assert_eq!(
            named_last("到2026年，到2026年，在2025年，在2025年，在2025年"),
            None
        );
    }
}
