//! What the name of a file tells: level, place, year and kind of the report.

use super::line::{self, squeeze};
use super::place::{self, is_hanzi};
use crate::document::{Level, ReportKind};

/// What a file's name tells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Name {
    /// The name without its folder and ending.
    pub stem: String,
    /// The level, where the name opens with one: `county-…`.
    pub level: Option<Level>,
    /// What stands for the place; whether it is one is for the text to say where `sure` is false.
    pub place: Option<String>,
    /// Whether the form of the name makes `place` a place.
    pub sure: bool,
    /// The year that the name carries.
    pub year: Option<i32>,
    /// The year of a date stamp (20180110): when the file was made, more often than not the year of the report.
    pub stamped: Option<i32>,
    /// The kind, where the name says it.
    pub kind: Option<ReportKind>,
}

const LEVELS: [(&str, Level); 5] = [
    ("national", Level::National),
    ("province", Level::Province),
    ("city", Level::City),
    ("county", Level::County),
    ("town", Level::Town),
];

/// Words of a name that tell the kind of report; the first that the name contains decides.
const KINDS: [(&str, ReportKind); 15] = [
    ("统计公报", ReportKind::Bulletin),
    ("公报", ReportKind::Bulletin),
    ("bulletin", ReportKind::Bulletin),
    ("预算", ReportKind::Budget),
    ("决算", ReportKind::Budget),
    ("budget", ReportKind::Budget),
    ("计划执行情况", ReportKind::Report),
    ("规划", ReportKind::Report),
    ("纲要", ReportKind::Report),
    ("经济运行", ReportKind::Report),
    ("工作报告", ReportKind::Work),
    ("gwr", ReportKind::Work),
    ("执行情况", ReportKind::Report),
    ("计划", ReportKind::Report),
    ("报告", ReportKind::Report),
];

/// Words at which the place's name ends.
const BEHIND_PLACE: [&str; 24] = [
    "人民政府",
    "政府",
    "国民",
    "经济运行",
    "经济社会",
    "社会",
    "财政",
    "地方",
    "一般公共",
    "总预算",
    "预算",
    "决算",
    "全市",
    "全省",
    "全县",
    "全区",
    "市本级",
    "本级",
    "统计",
    "公报",
    "计划",
    "规划",
    "工作",
    "报告",
];

/// Reads a file's name; folders before it are left out.
pub(super) fn read(file_name: &str) -> Name {
    let base = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let stem = match base.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && is_ending(ending) => stem,
        _ => base,
    };
    let squeezed = squeeze(stem);
    let (level, rest) = LEVELS
        .into_iter()
        .find_map(|(word, level)| {
            Some((
                Some(level),
                squeezed.strip_prefix(word)?.strip_prefix(['-', '_'])?,
            ))
        })
        .unwrap_or((None, &squeezed));
    let kind = kind(rest);
    let year = match kind {
        Some(ReportKind::Budget) => budget_year(rest),
        _ => line::bare_years(rest).next().map(|year| year.value),
    };
    let place = place_before_words(rest);
    Name {
        stem: stem.to_owned(),
        level,
        sure: level.is_some()
            || place
                .as_deref()
                .is_some_and(|name| place::place(name).is_some()),
        place,
        year,
        stamped: line::stamped_year(rest),
        kind,
    }
}

/// Whether what follows the last dot is the ending of a file's name and not part of it.
fn is_ending(ending: &str) -> bool {
    (1..=5).contains(&ending.len())
        && ending.bytes().all(|b| b.is_ascii_alphanumeric())
        && ending.bytes().any(|b| b.is_ascii_alphabetic())
}

/// The kind of report that a squeezed name or title tells.
pub(super) fn kind(squeezed: &str) -> Option<ReportKind> {
    let lower = squeezed.to_ascii_lowercase();
    KINDS
        .into_iter()
        .find(|(word, _)| lower.contains(word))
        .map(|(_, kind)| kind)
}

/// The year whose results a budget report of this squeezed title reports: of 2019年执行情况和2020年草案 the first, and
/// of a draft alone the year before the one that it plans.
pub(super) fn budget_year(squeezed: &str) -> Option<i32> {
    let year = line::bare_years(squeezed).next()?.value;
    let only_plans =
        squeezed.contains("草案") && !squeezed.contains("执行") && !squeezed.contains("决算");
    Some(if only_plans { year - 1 } else { year })
}

/// The hanzi before the first word that follows a place, in a squeezed name or title: 清河市2018年…, 2018年清河市….
pub(super) fn place_before_words(squeezed: &str) -> Option<String> {
    let mut rest = squeezed.trim_start_matches("关于");
    // A year in front: 2018年清河市….
    if let Some(year) = line::bare_years(rest).next()
        && year.start == 0
    {
        rest = rest[year.end..]
            .trim_start_matches('年')
            .trim_start_matches("度");
        rest = rest
            .trim_start_matches(['-', '_'])
            .trim_start_matches("关于");
    }
    let end = rest.find(|c| !is_hanzi(c)).unwrap_or(rest.len());
    let run = &rest[..end];
    let end = BEHIND_PLACE
        .iter()
        .filter_map(|word| run.find(word))
        .min()
        .unwrap_or(run.len());
    let name = &run[..end];
    (name.chars().count() >= 2).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    type Told<'a> = (
        Option<Level>,
        Option<&'a str>,
        Option<i32>,
        Option<ReportKind>,
    );

    fn told(
        file_name: &str,
    ) -> (
        Option<Level>,
        Option<String>,
        Option<i32>,
        Option<ReportKind>,
    ) {
        let name = read(file_name);
        (name.level, name.place, name.year, name.kind)
    }

    #[test]
    fn reads_names_of_many_forms() {
        let cases: [(&str, Told<'_>); 10] = [
            (
                "清河市2018年政府工作报告.txt",
                (None, Some("清河市"), Some(2018), Some(ReportKind::Work)),
            ),
            (
                "county-甲市乙-2023-x.txt",
                (Some(Level::County), Some("甲市乙"), Some(2023), None),
            ),
            (
                "a/b/city-清河-2025-公报-r.txt",
                (
                    Some(Level::City),
                    Some("清河"),
                    Some(2025),
                    Some(ReportKind::Bulletin),
                ),
            ),
            (
                "national-中国-1979",
                (Some(Level::National), Some("中国"), Some(1979), None),
            ),
            (
                "2025年清河市国民经济和社会发展统计公报.txt",
                (None, Some("清河市"), Some(2025), Some(ReportKind::Bulletin)),
            ),
            (
                "甲市乙区政府工作报告2023",
                (None, Some("甲市乙区"), Some(2023), Some(ReportKind::Work)),
            ),
            ("qinghe-2017.txt", (None, None, Some(2017), None)),
            ("清河-2017.v2", (None, Some("清河"), Some(2017), None)),
            (
                "关于清河市2019年预算执行情况和2020年预算草案的报告",
                (None, Some("清河市"), Some(2019), Some(ReportKind::Budget)),
            ),
            ("report.txt", (None, None, None, None)),
        ];
        for (file_name, (level, place, year, kind)) in cases {
            assert_eq!(
                told(file_name),
                (level, place.map(str::to_owned), year, kind),
                "{file_name}"
            );
        }
        assert_eq!(read("doc_20180110.txt").stamped, Some(2018));
        assert_eq!(read("doc_20180110.txt").year, None);
    }

    #[test]
    fn a_place_without_the_form_of_one_is_not_sure() {
        assert!(!read("清河-2017").sure);
        assert!(read("清河市-2017").sure);
        assert!(read("city-清河-2017").sure);
    }

    #[test]
    fn a_draft_alone_reports_the_year_before() {
        assert_eq!(budget_year("清河市2020年预算草案"), Some(2019));
        assert_eq!(budget_year("清河市2020年决算(草案)"), Some(2020));
    }
}
