//! What the name of a file tells: level, place, year and kind of the report.

use super::line::{self, squeeze};
use super::place;
use super::title::{self, kind, place_before_words};
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
    let year = title::year(rest, kind);
    let place = place_before_words(rest).or_else(|| abbreviated(rest));
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

/// The one-character names of the provinces, which names of files use: 沪2018.
const ABBREVIATED: [(char, &str); 34] = [
    ('京', "北京市"),
    ('津', "天津市"),
    ('冀', "河北省"),
    ('晋', "山西省"),
    ('蒙', "内蒙古自治区"),
    ('辽', "辽宁省"),
    ('吉', "吉林省"),
    ('黑', "黑龙江省"),
    ('沪', "上海市"),
    ('苏', "江苏省"),
    ('浙', "浙江省"),
    ('皖', "安徽省"),
    ('闽', "福建省"),
    ('赣', "江西省"),
    ('鲁', "山东省"),
    ('豫', "河南省"),
    ('鄂', "湖北省"),
    ('湘', "湖南省"),
    ('粤', "广东省"),
    ('桂', "广西壮族自治区"),
    ('琼', "海南省"),
    ('渝', "重庆市"),
    ('川', "四川省"),
    ('蜀', "四川省"),
    ('黔', "贵州省"),
    ('贵', "贵州省"),
    ('滇', "云南省"),
    ('藏', "西藏自治区"),
    ('陕', "陕西省"),
    ('甘', "甘肃省"),
    ('青', "青海省"),
    ('宁', "宁夏回族自治区"),
    ('新', "新疆维吾尔自治区"),
    ('港', "香港特别行政区"),
];

/// The province whose one character is all that a name has before a year or a mark.
fn abbreviated(rest: &str) -> Option<String> {
    let mut chars = rest.chars();
    let first = chars.next()?;
    let ends = chars
        .next()
        .is_some_and(|c| c.is_ascii_digit() || matches!(c, '-' | '_' | '.'));
    let (_, name) = ABBREVIATED
        .iter()
        .find(|(short, _)| *short == first && ends)?;
    Some((*name).to_owned())
}

/// Whether what follows the last dot is the ending of a file's name and not part of it.
fn is_ending(ending: &str) -> bool {
    (1..=5).contains(&ending.len())
        && ending.bytes().all(|b| b.is_ascii_alphanumeric())
        && ending.bytes().any(|b| b.is_ascii_alphabetic())
}

/// What the folders of a path tell, the nearest first: 2018/河北/….
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Folders {
    /// The year of the nearest folder that is called by one.
    pub year: Option<i32>,
    /// The kind, where a folder is called by one.
    pub kind: Option<ReportKind>,
    /// The names, squeezed, the nearest first.
    pub names: Vec<String>,
}

/// How many folders above the file are looked at.
const FOLDERS: usize = 3;

/// Reads the folders of a path.
pub(super) fn folders(path: &str) -> Folders {
    let mut parts: Vec<&str> = path.split(['/', '\\']).collect();
    parts.pop();
    let names: Vec<String> = parts
        .iter()
        .rev()
        .filter(|part| !part.is_empty() && !part.starts_with('.'))
        .take(FOLDERS)
        .map(|part| squeeze(part))
        .collect();
    // A folder of a year is called by it and little else; others merely hold digits.
    let year = names.iter().find_map(|name| {
        let year = line::bare_years(name).next()?;
        let rest = name.chars().filter(|c| !c.is_ascii_digit()).count();
        (rest <= 6 && !super::years::is_range(name, &year)).then_some(year.value)
    });
    Folders {
        year,
        kind: names.iter().find_map(|name| kind(name)),
        names,
    }
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
    fn one_character_names_a_province() {
        assert_eq!(read("沪2018.txt").place.as_deref(), Some("上海市"));
        assert_eq!(read("沪上人家.txt").place.as_deref(), Some("沪上人家"));
    }

    #[test]
    fn folders_tell_year_and_kind() {
        let told = folders("统计公报/2018年/河北/甲.txt");
        assert_eq!(
            (told.year, told.kind),
            (Some(2018), Some(ReportKind::Bulletin))
        );
        assert_eq!(told.names, ["河北", "2018年", "统计公报"]);
        assert_eq!(folders("甲.txt"), Folders::default());
        assert_eq!(folders("build-20180110-x/甲.txt").year, None);
        assert_eq!(folders("2016-2020/甲.txt").year, None);
    }
}
