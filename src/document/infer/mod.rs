//! Title, place, level, kind and years of a report, told from the name of its file and its first lines.
//!
//! The name of the file goes first for place, level, kind and year, since whoever filed the report chose it, and it
//! names one place alike over all editions. The text goes first for the title, and fills whatever the name leaves open.

mod head;
mod line;
mod name;
mod place;

use super::{Metadata, ReportKind};
use head::Head;
use name::Name;

/// How many characters of a text its years are counted in.
const COUNTED: usize = 200_000;

impl Metadata {
    /// What the name of a report's file and its text tell of it. What they do not tell is `None`, as is the source.
    ///
    /// `file_name` may be a path, with or without its ending.
    pub fn infer(file_name: &str, text: &str) -> Metadata {
        let name = name::read(file_name);
        let head = head::read(text);
        let (kind, year, covers) = kind_and_years(&name, &head, text);
        let place = place_of(&name, &head, text);
        let level = name
            .level
            .or_else(|| {
                head.place
                    .as_deref()
                    .filter(|_| place == head.place)
                    .and_then(place::level)
            })
            .or_else(|| place.as_deref().and_then(place::level));
        Metadata {
            title: title(&name, &head, place.as_deref(), year),
            place,
            level,
            kind,
            year,
            covers,
            source: None,
        }
    }
}

/// The place: as the file's name has it where that is one, else as the first lines have it.
fn place_of(name: &Name, head: &Head, text: &str) -> Option<String> {
    let Some(named) = &name.place else {
        return head.place.clone();
    };
    if name.sure {
        return Some(place::place(named).unwrap_or_else(|| named.clone()));
    }
    // 清河-2017: a place if the text speaks of 清河市.
    let with_ending = |ending: &str| {
        let whole = format!("{named}{ending}");
        text.contains(&whole) || head.place.as_deref() == Some(&whole)
    };
    let spoken_of = ["市", "县", "区", "省", "州", "自治区", "地区"]
        .into_iter()
        .find(|ending| with_ending(ending));
    match spoken_of {
        Some(ending) => Some(format!("{named}{ending}")),
        None => head.place.clone(),
    }
}

/// The kind of report, the year that it carries and the year that it covers.
fn kind_and_years(
    name: &Name,
    head: &Head,
    text: &str,
) -> (Option<ReportKind>, Option<i32>, Option<i32>) {
    // level-place-year without a kind is a work report; other names leave the kind to the text.
    let filed_as_work = name.level.is_some() && name.year.is_some();
    let kind = name.kind.or(if filed_as_work {
        Some(ReportKind::Work)
    } else {
        head.kind
    });
    let stated = name.year.or(head.title_year);
    let (year, covers) = match kind {
        Some(ReportKind::Work) => {
            let year = stated
                .or(head.given)
                .or(name.stamped)
                .or(head.reviewed.map(|year| year + 1))
                .or_else(|| told_most(text).map(|year| year + 1));
            (year, year.map(|year| work_covers(year, name, head, text)))
        }
        Some(ReportKind::Bulletin | ReportKind::Budget | ReportKind::Report) => {
            let year = stated
                .or(head.reviewed)
                .or_else(|| told_most(text))
                .or(head.given.or(name.stamped).map(|year| year - 1));
            (year, year)
        }
        None => match stated {
            Some(year) => (
                Some(year),
                Some(if tells_of(text, year) { year } else { year - 1 }),
            ),
            None => {
                let year = head.reviewed.or_else(|| told_most(text));
                (year, year)
            }
        },
    };
    (kind, year, covers)
}

/// The year that a work report of `year` covers: the year before, unless the text looks back on `year` itself.
fn work_covers(year: i32, name: &Name, head: &Head, text: &str) -> i32 {
    let filed_loosely = name.level.is_none() && name.kind.is_none() && head.title_year.is_none();
    let given_at_its_end =
        head.reviewed == Some(year) && head.given.is_none_or(|given| given == year);
    if given_at_its_end
        || filed_loosely && head.given.is_none() && head.reviewed.is_none() && tells_of(text, year)
    {
        year
    } else {
        year - 1
    }
}

/// Whether the results that a text tells are those of `year` rather than of the year before.
fn tells_of(text: &str, year: i32) -> bool {
    let counts = results_by_year(text);
    let count = |wanted| {
        counts
            .iter()
            .find(|(year, _)| *year == wanted)
            .map_or(0, |(_, count)| *count)
    };
    count(year) > count(year - 1)
}

/// The year of which a text tells most results, where it is clear; in a plan of five years it never is.
fn told_most(text: &str) -> Option<i32> {
    if line::is_plan(&line::squeeze(prefix(text, 1000))) {
        return None;
    }
    let counts = results_by_year(text);
    let (year, most) = counts.iter().max_by_key(|(year, count)| (*count, *year))?;
    let second = counts
        .iter()
        .filter(|(other, _)| other != year)
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(0);
    (*most >= 3 && *most >= 2 * second).then_some(*year)
}

/// The first `count` characters of a text.
fn prefix(text: &str, count: usize) -> &str {
    text.char_indices()
        .nth(count)
        .map_or(text, |(at, _)| &text[..at])
}

/// How often each year opens a clause or stands at its end (2018年末) in the first half of a text, where a report tells
/// what was reached.
fn results_by_year(text: &str) -> Vec<(i32, usize)> {
    let half = text.chars().count().div_ceil(2);
    let squeezed = line::squeeze(prefix(text, half.min(COUNTED)));
    let mut counts: Vec<(i32, usize)> = Vec::new();
    for year in line::years(&squeezed) {
        let before = squeezed[..year.start].chars().next_back();
        let opens =
            before.is_none_or(|c| matches!(c, '\n' | '。' | ',' | ';' | ':' | '、' | '(' | ')'));
        let rest = &squeezed[year.end..];
        if !opens && !rest.starts_with("年末") && !rest.starts_with("年底") {
            continue;
        }
        match counts
            .iter_mut()
            .find(|(counted, _)| *counted == year.value)
        {
            Some((_, count)) => *count += 1,
            None => counts.push((year.value, 1)),
        }
    }
    counts
}

/// The title line; where that says neither place nor year, with both before it; else the file's name.
fn title(name: &Name, head: &Head, place: Option<&str>, year: Option<i32>) -> Option<String> {
    match (&head.title, place, year) {
        (Some(title), Some(place), Some(year)) if title == "政府工作报告" => {
            let place = if place == "中国" { "" } else { place };
            Some(format!("{place}{year}年{title}"))
        }
        (Some(title), _, _) => Some(title.clone()),
        (None, _, _) => Some(name.stem.clone()).filter(|stem| !stem.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Level;

    type Told<'a> = (
        Option<&'a str>,
        Option<Level>,
        Option<ReportKind>,
        Option<i32>,
        Option<i32>,
    );

    fn expect(file_name: &str, text: &str, expected: Told<'_>) {
        let told = Metadata::infer(file_name, text);
        let place = told.place.as_deref();
        assert_eq!(
            (place, told.level, told.kind, told.year, told.covers),
            expected,
            "{file_name}: {text}"
        );
    }

    const SPEECH: &str = "政府工作报告\n——2018年1月10日在清河市第七届人民代表大会第三次会议上\n各位代表：\n一、2017年工作回顾\n";

    #[test]
    fn a_work_report_covers_the_year_before() {
        let expected = (
            Some("清河市"),
            Some(Level::City),
            Some(ReportKind::Work),
            Some(2018),
            Some(2017),
        );
        expect("report.txt", SPEECH, expected);
        expect("清河市2018年政府工作报告.txt", "", expected);
        let county = (
            Some("甲市乙"),
            Some(Level::County),
            Some(ReportKind::Work),
            Some(2023),
            Some(2022),
        );
        expect("county-甲市乙-2023-x.txt", "任意。", county);
    }

    #[test]
    fn bulletins_and_budgets_cover_their_year() {
        let bulletin = (
            Some("清河市"),
            Some(Level::City),
            Some(ReportKind::Bulletin),
            Some(2025),
            Some(2025),
        );
        expect("2025年清河市国民经济和社会发展统计公报.txt", "", bulletin);
        expect(
            "a.txt",
            "二○二五年清河市国民经济和社会发展统计公报\n",
            bulletin,
        );
        let budget = (
            Some("清河市"),
            Some(Level::City),
            Some(ReportKind::Budget),
            Some(2019),
            Some(2019),
        );
        expect(
            "a.txt",
            "关于清河市2019年预算执行情况和2020年预算草案的报告\n2020年1月3日\n",
            budget,
        );
    }

    #[test]
    fn the_text_decides_what_a_bare_name_covers() {
        let results = "清河市小而美。\n2017年，产量增长一成。2017年末，人口三万。与2016年相比，收入增长。\n2018年，力争再增一成。\n";
        expect(
            "清河-2017.txt",
            results,
            (
                Some("清河市"),
                Some(Level::City),
                None,
                Some(2017),
                Some(2017),
            ),
        );
        expect(
            "清河-2018.txt",
            results,
            (
                Some("清河市"),
                Some(Level::City),
                None,
                Some(2018),
                Some(2017),
            ),
        );
        expect(
            "qinghe-2017.txt",
            "2017年，清河市增收。\n",
            (
                Some("清河市"),
                Some(Level::City),
                None,
                Some(2017),
                Some(2017),
            ),
        );
        expect(
            "扶贫-2017.txt",
            "扶贫有成效。\n",
            (None, None, None, Some(2017), Some(2016)),
        );
    }

    #[test]
    fn a_report_given_at_the_end_of_its_year_covers_that_year() {
        let text = "政府工作报告\n2025年12月27日在清河市第九届人民代表大会第六次会议上\n各位代表：\n一、2025年工作回顾\n";
        expect(
            "a.txt",
            text,
            (
                Some("清河市"),
                Some(Level::City),
                Some(ReportKind::Work),
                Some(2025),
                Some(2025),
            ),
        );
    }

    #[test]
    fn what_is_not_told_stays_open() {
        expect("report.txt", "增长一成。\n", (None, None, None, None, None));
        expect("report.txt", "", (None, None, None, None, None));
        assert_eq!(Metadata::infer("", "").title, None);
        expect(
            "plan.txt",
            "第六个五年计划\n1985年，甲。1985年，乙。1985年，丙。\n",
            (None, None, None, None, None),
        );
    }

    #[test]
    fn years_told_most_stand_in_for_a_title() {
        let told = |results: &str| {
            Metadata::infer(
                "report.txt",
                &format!("{results}\n{}", "说来话长。".repeat(20)),
            )
            .covers
        };
        assert_eq!(
            told("甲，2016年，乙，2016年，丙，2016年，丁，2017年，戊。"),
            Some(2016)
        );
        assert_eq!(
            told("甲，2016年，乙，2016年，丙，2016年，丁，2017年，戊，2017年，己。"),
            None
        );
        expect(
            "report.txt",
            "甲，2016年，乙。丙，2016年，丁。\n",
            (None, None, None, None, None),
        );
        let text = "2016年，甲。2016年，乙。2016年末，丙。\n2017年，丁。戊。己。庚。辛。壬。癸。再说几句别的话，凑足一半。\n";
        expect(
            "report.txt",
            text,
            (None, None, None, Some(2016), Some(2016)),
        );
    }

    #[test]
    fn a_plan_is_not_of_the_years_that_it_plans() {
        let results = "\n甲，1985年，乙。丙，1985年，丁。戊，1985年，己。\n";
        let text = format!("第六个五年计划{results}{}", "说来话长。".repeat(20));
        expect("plan.txt", &text, (None, None, None, None, None));
    }

    #[test]
    fn titles_are_as_a_reader_would_cite_them() {
        let title = |file_name, text| Metadata::infer(file_name, text).title.unwrap();
        assert_eq!(title("report.txt", SPEECH), "清河市2018年政府工作报告");
        let national = "政府工作报告\n——2021年3月5日在第十三届全国人民代表大会第四次会议上\n";
        assert_eq!(title("report.txt", national), "2021年政府工作报告");
        assert_eq!(title("a/清河-2017.txt", "增长。"), "清河-2017");
        assert_eq!(
            title("a.txt", "清河市2018年国民经济和社会发展\n统计公报〔1〕\n"),
            "清河市2018年国民经济和社会发展统计公报"
        );
    }
}
