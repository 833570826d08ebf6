//! The title of a report: which line is one, and the kind and the year that it tells.

use super::line;
use super::place::{is_hanzi, place};
use super::years::{five_year_plan, is_range};
use crate::document::ReportKind;

/// How many characters a title has at most.
pub(super) const TITLE: usize = 70;

/// Over how many lines a title may be broken.
const TITLE_LINES: usize = 4;

/// Words that tell the kind of report; the first that a name or title contains decides.
const KINDS: [(&str, ReportKind); 36] = [
    ("审计", ReportKind::Report),
    ("法院", ReportKind::Report),
    ("检察院", ReportKind::Report),
    ("常务委员会工作报告", ReportKind::Report),
    ("常委会工作报告", ReportKind::Report),
    ("政治协商会议", ReportKind::Report),
    ("统计公报", ReportKind::Bulletin),
    ("政府公报", ReportKind::Report),
    ("公报", ReportKind::Bulletin),
    ("bulletin", ReportKind::Bulletin),
    ("国民经济和社会发展计划", ReportKind::Plan),
    ("国民经济计划", ReportKind::Plan),
    ("社会发展计划", ReportKind::Plan),
    ("预算", ReportKind::Budget),
    ("决算", ReportKind::Budget),
    ("财政收支", ReportKind::Budget),
    ("budget", ReportKind::Budget),
    ("计划执行情况", ReportKind::Plan),
    ("计划草案", ReportKind::Plan),
    ("计划(草案)", ReportKind::Plan),
    ("五年规划", ReportKind::Plan),
    ("五年计划", ReportKind::Plan),
    ("五规划", ReportKind::Plan),
    ("远景目标", ReportKind::Plan),
    ("规划", ReportKind::Plan),
    ("纲要", ReportKind::Plan),
    ("经济运行", ReportKind::Report),
    ("工作总结", ReportKind::Report),
    ("工作报告", ReportKind::Work),
    ("施政报告", ReportKind::Work),
    ("政府工作", ReportKind::Work),
    ("gwr", ReportKind::Work),
    ("执行情况", ReportKind::Report),
    ("工作计划", ReportKind::Report),
    ("计划", ReportKind::Plan),
    ("报告", ReportKind::Report),
];

/// Words at which the place's name ends.
const BEHIND_PLACE: [&str; 40] = [
    "人民委员会",
    "革命委员会",
    "国家统计局",
    "国家发展",
    "办事处",
    "党工委",
    "人民政府",
    "政府",
    "国民",
    "经济运行",
    "经济社会",
    "经济和社会",
    "经济工作",
    "社会",
    "财政",
    "地方",
    "一般公共",
    "公共",
    "总预算",
    "预算",
    "决算",
    "全市",
    "全省",
    "全县",
    "全区",
    "全州",
    "省级",
    "市级",
    "市本级",
    "本级",
    "统计",
    "公报",
    "计划",
    "规划",
    "工作",
    "报告",
    "管委会",
    "管理委员会",
    "本市",
    "上半年",
];

/// The kind of report that a squeezed name or title tells.
pub(super) fn kind(squeezed: &str) -> Option<ReportKind> {
    let lower = squeezed.to_ascii_lowercase();
    KINDS
        .into_iter()
        .find(|(word, _)| lower.contains(word))
        .map(|(_, kind)| kind)
}

/// The year that a squeezed name or title carries; of a report on a budget or a plan the one whose results it reports.
pub(super) fn year(squeezed: &str, kind: Option<ReportKind>) -> Option<i32> {
    match kind {
        Some(ReportKind::Budget) => results_year(squeezed).map(|(year, is_draft)| {
            // A draft alone tells what was reached in the year before.
            if is_draft { year - 1 } else { year }
        }),
        Some(ReportKind::Plan) if five_year_plan(squeezed).is_some() => None,
        Some(ReportKind::Plan) => results_year(squeezed).map(|(year, _)| year),
        _ => first_year(squeezed),
    }
}

/// The first year of a name or title that is no end of a span of years (2021-2025年).
fn first_year(squeezed: &str) -> Option<i32> {
    line::bare_years(squeezed)
        .find(|year| !is_range(squeezed, year) && !squeezed[year.end..].starts_with("年远景"))
        .map(|year| year.value)
}

/// The year whose results a report on a budget or a plan reports: the one before 执行 or 决算, else the first; and
/// whether the title has but a draft.
fn results_year(squeezed: &str) -> Option<(i32, bool)> {
    let results = ["执行", "决算", "完成情况"];
    let told = results.iter().filter_map(|word| squeezed.find(word)).min();
    let of_results = told.and_then(|at| line::bare_years(&squeezed[..at]).last());
    if let Some(year) = of_results {
        return Some((year.value, false));
    }
    let is_draft = squeezed.contains("草案") && told.is_none();
    first_year(squeezed).map(|year| (year, is_draft))
}

/// The hanzi before the first word that follows a place, in a squeezed name or title: 清河市2018年…, 2018年清河市….
pub(super) fn place_before_words(squeezed: &str) -> Option<String> {
    if OF_THE_COUNTRY
        .iter()
        .any(|office| squeezed.starts_with(office))
    {
        return Some("全国".to_owned());
    }
    let mut rest = squeezed
        .trim_start_matches(['《', '(', '[', '【', '-', '—', '_'])
        .trim_start_matches("关于");
    // Years in front: 2018年清河市….
    while let Some(year) = line::bare_years(rest).next()
        && year.start == 0
    {
        rest = rest[year.end..]
            .trim_start_matches('年')
            .trim_start_matches('度')
            .trim_start_matches(['-', '_', ')', ']', '】', '—'])
            .trim_start_matches("关于");
    }
    let end = rest.find(|c| !is_hanzi(c)).unwrap_or(rest.len());
    let run = &rest[..end];
    let end = BEHIND_PLACE
        .iter()
        .filter_map(|word| run.find(word))
        .min()
        .unwrap_or(run.len());
    let name = run[..end].trim_start_matches("中共");
    (name.chars().count() >= 2).then(|| name.to_owned())
}

/// The place of an office that a name names: 清河市 of 清河市教育局.
pub(super) fn place_of_office(name: &str) -> Option<&str> {
    let is_office = ["局", "厅", "委员会", "办公室", "中心", "医院", "学校"]
        .iter()
        .any(|end| name.ends_with(end));
    let ends = ["自治区", "省", "市", "县", "区", "州", "旗", "镇", "乡"];
    let at = |end: &&str| name.rfind(*end).map(|at| at + end.len());
    let end = ends.iter().filter_map(at).max().filter(|_| is_office)?;
    place(&name[..end]).is_some().then(|| &name[..end])
}

/// Offices of the country that titles open with.
const OF_THE_COUNTRY: [&str; 4] = [
    "国务院",
    "国家统计局关于",
    "财政部关于",
    "国家发展和改革委员会关于",
];

/// The title among the lines before the body: the run of lines that ends first; of runs that end alike the one that
/// says most, else the shortest.
pub(super) fn title(front: &[&str]) -> Option<String> {
    // The cover of a collection (2026年预算公开) stands before the report in it.
    run(front, |title| !is_cover(title)).or_else(|| run(front, |_| true))
}

/// Whether a title is of what holds reports rather than of one.
fn is_cover(title: &str) -> bool {
    !["报告", "公报", "纲要", "规划", "草案"].iter().any(|end| {
        title
            .trim_end_matches(|c: char| c.is_ascii_digit() || c == '年')
            .ends_with(end)
    })
}

fn run(front: &[&str], is_meant: impl Fn(&str) -> bool) -> Option<String> {
    (1..=front.len()).find_map(|end| {
        let first = end.saturating_sub(TITLE_LINES);
        let runs = (first..end)
            .rev()
            .filter_map(|start| as_title(&front[start..end].concat()))
            .filter(|title| is_meant(title));
        runs.reduce(|best, longer| {
            if says(&longer) > says(&best) {
                longer
            } else {
                best
            }
        })
    })
}

/// How much of place and year a title says.
fn says(title: &str) -> usize {
    let has_place = place_before_words(title).is_some_and(|name| place(&name).is_some());
    usize::from(has_place) + usize::from(line::years(title).next().is_some())
}

/// Words that a page puts before a title.
const BEFORE_TITLE: [&str; 8] = ["来源:", "标题:", "名称:", "题名:", "正文", ">", "»", "›"];

/// The title that a line is, without what a page puts around it, its footnote mark and its addition in brackets.
pub(super) fn as_title(line: &str) -> Option<String> {
    let start = BEFORE_TITLE
        .iter()
        .filter_map(|word| Some(line.rfind(word)? + word.len()))
        .max()
        .unwrap_or(0);
    let line = &line[start..];
    // 2018年政府工作报告_清河市人民政府: the name of the site behind it.
    let named = line.split(['_', '|', '·']).next().unwrap_or(line);
    [line, named].into_iter().find_map(bare_title)
}

fn bare_title(line: &str) -> Option<String> {
    let mut title = line;
    let mut year = "";
    loop {
        let shorter = title.trim_end_matches(['*', '①', '》', '-', '—', '·']);
        let (shorter, inner) = without_brackets(shorter).unwrap_or((shorter, ""));
        if line::years(inner).next().is_some() && !inner.contains('月') {
            year = inner;
        }
        if shorter == title {
            break;
        }
        title = shorter;
    }
    let title = title.trim_start_matches(['《', '*']);
    // 1.政府工作报告: numbered among the papers of a meeting.
    let unnumbered = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let title = unnumbered
        .strip_prefix(['.', '、'])
        .filter(|rest| rest.ends_with("政府工作报告"))
        .unwrap_or(title);
    let is_report = kind(title).is_some_and(|kind| match kind {
        ReportKind::Work => is_work(title),
        ReportKind::Bulletin => {
            title.ends_with("公报")
                && ["统计", "国民经济", "普查", "经济和社会"]
                    .iter()
                    .any(|word| title.contains(word))
        }
        ReportKind::Budget => ["报告", "草案", "的说明", "预算", "决算", "情况", "公开"]
            .iter()
            .any(|end| title.ends_with(end)),
        ReportKind::Plan | ReportKind::Report => {
            let ends = [
                "报告",
                "纲要",
                "规划",
                "计划",
                "运行情况",
                "草案",
                "总结",
                "要点",
                "方案",
            ];
            ends.iter().any(|end| title.ends_with(end))
        }
    });
    let is_heading = title.contains([',', '。', ';', ':', '!', '…', '>'])
        || title.contains("目录")
        || ["决议", "网站", "首页", "审查", "解读"]
            .iter()
            .any(|word| title.contains(word))
        || title.starts_with("第一部分")
        || title.starts_with(['(', '—', '-', '〔'])
        || numbers_a_section(title);
    // 报告 alone, as in a list of contents, is no title.
    let says_something = title.chars().count() > 4 && title.chars().count() <= TITLE;
    (is_report && !is_heading && says_something).then(|| {
        if year.is_empty() || line::years(title).next().is_some() {
            title.to_owned()
        } else {
            format!("{year}{title}")
        }
    })
}

/// Whether a line with a word of work reports ends as their titles do.
fn is_work(title: &str) -> bool {
    let end = title.trim_end_matches(|c: char| c.is_ascii_digit() || c == '年');
    let offices = [
        "政府",
        "管委会",
        "管理委员会",
        "行政公署",
        "行署",
        "人民委员会",
        "革命委员会",
    ];
    let of_an_office = offices.iter().any(|word| title.contains(word));
    end.ends_with("政府工作报告")
        || end.ends_with("施政报告")
        || end.ends_with("工作报告")
            && (of_an_office
                || place_before_words(title).is_some_and(|name| place(&name).is_some()))
}

/// Whether a line opens as a heading does: 一、…, 2.….
fn numbers_a_section(line: &str) -> bool {
    let behind = line.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    if behind.len() < line.len() {
        return behind.starts_with(['、', '.']);
    }
    let behind = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.len() - behind.len() < 3 && behind.len() < line.len() && behind.starts_with(['、', '.'])
}

/// `title` without a footnote mark or an addition at its end, and what the brackets hold: [1], 〔1〕, (书面), (草案),
/// (2018年1月10日).
fn without_brackets(title: &str) -> Option<(&str, &str)> {
    for (open, close) in [('[', ']'), ('〔', '〕'), ('(', ')'), ('【', '】')] {
        if let Some(inner) = title.strip_suffix(close) {
            let at = inner.rfind(open)?;
            let short = inner[at..].chars().count() <= 6;
            let has_year = line::years(&inner[at..]).next().is_some();
            return (short || has_year).then_some((&title[..at], &inner[at + open.len_utf8()..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_kind() {
        for (title, expected) in [
            ("清河市2018年政府工作报告", Some(ReportKind::Work)),
            (
                "清河市2018年国民经济和社会发展统计公报",
                Some(ReportKind::Bulletin),
            ),
            ("清河市2018年财政决算(草案)", Some(ReportKind::Budget)),
            (
                "清河市2017年国民经济和社会发展计划执行情况与2018年计划草案的报告",
                Some(ReportKind::Plan),
            ),
            (
                "清河市国民经济和社会发展第十四个五年规划和2035年远景目标纲要",
                Some(ReportKind::Plan),
            ),
            (
                "关于2018年度市级预算执行和其他财政收支的审计工作报告",
                Some(ReportKind::Report),
            ),
            ("清河市中级人民法院工作报告", Some(ReportKind::Report)),
            ("清河", None),
        ] {
            assert_eq!(kind(title), expected, "{title}");
        }
    }

    #[test]
    fn tells_the_year() {
        for (title, expected) in [
            ("清河市2018年政府工作报告", Some(2018)),
            (
                "关于清河市2019年预算执行情况和2020年预算草案的报告",
                Some(2019),
            ),
            ("清河市2020年预算草案和2019年预算执行情况的报告", Some(2019)),
            ("清河市2020年预算草案", Some(2019)),
            ("清河市2020年决算(草案)", Some(2020)),
            (
                "清河市2017年国民经济和社会发展计划执行情况与2018年计划草案的报告",
                Some(2017),
            ),
            (
                "清河市国民经济和社会发展第十四个五年规划和2035年远景目标纲要",
                None,
            ),
            ("清河市政府工作报告", None),
        ] {
            assert_eq!(year(title, kind(title)), expected, "{title}");
        }
    }

    #[test]
    fn finds_the_title_among_the_lines() {
        for (front, expected) in [
            (
                &["首页>政务公开>2018年政府工作报告"][..],
                Some("2018年政府工作报告"),
            ),
            (
                &["清河市人民政府门户网站", "政府工作报告(2018年)"],
                Some("2018年政府工作报告"),
            ),
            (
                &["2018年政府工作报告_清河市人民政府"],
                Some("2018年政府工作报告"),
            ),
            (
                &[
                    "关于清河市",
                    "2017年国民经济和社会发展计划",
                    "执行情况与2018年计划",
                    "草案的报告",
                ],
                Some("关于清河市2017年国民经济和社会发展计划执行情况与2018年计划草案的报告"),
            ),
            (
                &[
                    "2026年清河市政府预算公开",
                    "清河市2025年预算执行情况和",
                    "2026年预算草案的报告",
                ],
                Some("清河市2025年预算执行情况和2026年预算草案的报告"),
            ),
            (&["请听报告", "目录"], None),
            (&["一、2017年预算执行情况"], None),
            (&["关于政府工作报告的决议"], None),
        ] {
            assert_eq!(title(front).as_deref(), expected, "{front:?}");
        }
    }
}
