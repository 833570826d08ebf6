//! Title, place, level, kind, years, issuer and date of a report, told from its text, the name of its file and its folders.
//!
//! The first lines go first: a title, the meeting at which the report was given, the office that signed. The name of the
//! file fills what they leave open, then the folders, then what the whole text speaks of. Code and level are those of the
//! place in the standard of the report's year.

mod head;
mod issuer;
mod line;
mod name;
mod place;
mod resolve;
mod spoken;
mod title;
mod years;

#[cfg(test)]
mod heads;

use crate::document::{Level, Metadata, MetadataField, ReportKind};
use crate::lexicon::{Gazetteer, Lexicon};
use head::Head;
use name::{Folders, Name};
use resolve::{Resolved, Setting, resolve};

pub use resolve::same_place;

/// What a report's metadata is told from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clues<'a> {
    /// The name of its file, with the folders above it; empty where it has none.
    pub path: &'a str,
    /// The title that the file itself carries: of a web page, a document's properties.
    pub title: Option<&'a str>,
    /// Its text.
    pub text: &'a str,
}

/// What a field of the metadata was told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    /// The user said it.
    Stated,
    /// The manifest beside the file.
    Manifest,
    /// The title in the text.
    Title,
    /// The title that the file itself carries.
    FileTitle,
    /// The meeting at which the report was given.
    Occasion,
    /// The words to those to whom it was given: 我代表清河市人民政府.
    Address,
    /// A heading.
    Heading,
    /// A clause at the opening of the text.
    Opening,
    /// Who signed, and when.
    Signature,
    /// What the text as a whole speaks of.
    Text,
    /// The name of the file.
    FileName,
    /// A folder above the file.
    Folder,
    /// Another field: the level by the place, the year that is covered by the year.
    Derived,
}

impl By {
    /// The name by which it is shown.
    pub fn name(self) -> &'static str {
        match self {
            By::Stated => "stated",
            By::Manifest => "manifest",
            By::Title => "title",
            By::FileTitle => "file title",
            By::Occasion => "occasion",
            By::Address => "address",
            By::Heading => "heading",
            By::Opening => "opening",
            By::Signature => "signature",
            By::Text => "text",
            By::FileName => "file name",
            By::Folder => "folder",
            By::Derived => "other fields",
        }
    }
}

/// Metadata, and what each field of it was told by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// The metadata.
    pub metadata: Metadata,
    by: Vec<(MetadataField, By)>,
}

impl Told {
    /// What a field was told by; `None` where it was not told.
    pub fn by(&self, field: MetadataField) -> Option<By> {
        let said = self.by.iter().find(|(known, _)| *known == field);
        said.map(|(_, by)| *by)
            .filter(|_| field.is_said(&self.metadata))
    }

    /// Puts what `from` says, told by `by`, over what is told.
    pub fn overlay(&mut self, from: &Metadata, by: By) {
        for field in MetadataField::ALL {
            if field.is_said(from) {
                field.copy(from, &mut self.metadata);
                self.set(field, by);
            }
        }
    }

    /// Puts what `from` says of a field in its place, as told by other fields; nothing where it says nothing.
    pub fn derive(&mut self, field: MetadataField, from: Option<Metadata>) {
        field.copy(&from.unwrap_or_default(), &mut self.metadata);
        self.set(field, By::Derived);
    }

    fn set(&mut self, field: MetadataField, by: By) {
        self.by.retain(|(known, _)| *known != field);
        self.by.push((field, by));
    }

    fn set_all(&mut self, fields: &[(MetadataField, Option<By>)]) {
        for (field, by) in fields {
            if let Some(by) = by {
                self.set(*field, *by);
            }
        }
    }
}

impl Metadata {
    /// What the name of a report's file and its text tell of it. What they do not tell is `None`, as is the source.
    ///
    /// `file_name` may be a path, with or without its ending. Places are those of the shipped vocabularies.
    pub fn infer(file_name: &str, text: &str) -> Metadata {
        let clues = Clues {
            path: file_name,
            title: None,
            text,
        };
        tell(&clues, Lexicon::builtin()).metadata
    }
}

/// What the clues tell of a report, and by what. What they do not tell is `None`, as is the source.
pub fn tell(clues: &Clues, lexicon: &Lexicon) -> Told {
    let gazetteer = lexicon.gazetteer();
    let name = name::read(clues.path);
    let folders = name::folders(clues.path);
    let head = head::read(clues.text, clues.title, gazetteer);
    let (kind, year, covers) = kind_and_years(&name, &folders, &head, clues.text);
    let year = year.filter(|(year, _)| line::YEARS.contains(year));
    let covers = covers.filter(|_| year.is_some());
    let told_year = year.map(|(year, _)| year);
    let place = place_of(&name, &folders, &head, clues.text, told_year, lexicon);
    let found = place.as_ref().map(|(place, _)| place);
    let title = title_of(&name, &head, found.map(|p| p.place.as_str()), told_year);
    let kind_told = kind.map(|(kind, _)| kind);
    let issuer = head.issuer(found.map(|p| p.place.as_str()), kind_told);
    let date = date_of(&head, told_year);

    let mut told = Told {
        metadata: Metadata {
            title: title.as_ref().map(|(title, _)| title.clone()),
            place: found.map(|p| p.place.clone()),
            code: found.and_then(|p| p.code.clone()),
            level: found.and_then(|p| p.level).or(name.level),
            kind: kind_told,
            year: told_year,
            covers: covers.map(|(year, _)| year),
            issuer: issuer.as_ref().map(|(issuer, _)| issuer.clone()),
            date: date.as_ref().map(|(date, _)| date.clone()),
            source: None,
        },
        by: Vec::new(),
    };
    let level_by = if found.is_some_and(|p| p.level.is_some()) {
        By::Derived
    } else {
        By::FileName
    };
    told.set_all(&[
        (MetadataField::Title, title.map(|(_, by)| by)),
        (MetadataField::Place, place.map(|(_, by)| by)),
        (MetadataField::Code, Some(By::Derived)),
        (MetadataField::Level, Some(level_by)),
        (MetadataField::Kind, kind.map(|(_, by)| by)),
        (MetadataField::Year, year.map(|(_, by)| by)),
        (MetadataField::Covers, covers.map(|(_, by)| by)),
        (MetadataField::Issuer, issuer.map(|(_, by)| by)),
        (MetadataField::Date, date.map(|(_, by)| by)),
    ]);
    told
}

/// Code and level of a place that is called `name` in a report of `year`: for what a user or a manifest says.
pub fn code_and_level(
    name: &str,
    year: Option<i32>,
    level: Option<Level>,
    lexicon: &Lexicon,
) -> (Option<String>, Option<Level>) {
    let setting = Setting {
        level,
        year,
        near: "",
    };
    let found = resolve(name, setting, lexicon.gazetteer());
    (found.code, found.level)
}

/// The place, with what told it: the first lines where they name it, else the file's name where that is one, else what
/// the text speaks of.
fn place_of(
    name: &Name,
    folders: &Folders,
    head: &Head,
    text: &str,
    year: Option<i32>,
    lexicon: &Lexicon,
) -> Option<(Resolved, By)> {
    let gazetteer = lexicon.gazetteer();
    let near = format!("{}\n{}", folders.names.join("/"), head.squeezed);
    let setting = Setting {
        level: None,
        year,
        near: &near,
    };
    let filed = filed_place(name, head, text, gazetteer);
    let of_name = |named: &str| {
        let level = name.level;
        resolve(named, Setting { level, ..setting }, gazetteer)
    };
    if let Some((named, by)) = &head.place {
        let found = resolve(named, setting, gazetteer);
        // The name of the file may say which of several it is: 保定清苑.
        if let Some(filed) = filed
            .as_deref()
            .filter(|_| found.code.is_none())
            .map(of_name)
            && filed.place.ends_with(&found.place)
        {
            return Some((filed, By::FileName));
        }
        if *by != By::Opening || filed.is_none() {
            return Some((found, *by));
        }
    }
    if let Some(named) = filed {
        return Some((of_name(&named), By::FileName));
    }
    let is_report = name.kind.is_some() || head.kind.is_some();
    if let Some((spoken, level)) = spoken::spoken_of(text, year, is_report, lexicon) {
        let level = Some(level);
        return Some((
            resolve(&spoken, Setting { level, ..setting }, gazetteer),
            By::Text,
        ));
    }
    let of_folder = folders
        .names
        .iter()
        .find_map(|folder| resolve::as_place(folder, gazetteer))?;
    Some((resolve(&of_folder, setting, gazetteer), By::Folder))
}

/// The place in the file's name: sure by the form of the name, or borne out by the text.
fn filed_place(name: &Name, head: &Head, text: &str, gazetteer: &Gazetteer) -> Option<String> {
    let named = name.place.as_ref()?;
    if name.sure {
        return Some(named.clone());
    }
    // 清河-2017: a place if the text speaks of 清河市.
    let endings = ["市", "县", "区", "省", "州", "自治区", "地区", "旗", "盟"];
    let spoken_of = endings.into_iter().find(|ending| {
        let whole = format!("{named}{ending}");
        text.contains(&whole)
            || head
                .place
                .as_ref()
                .is_some_and(|(place, _)| *place == whole)
    });
    if let Some(ending) = spoken_of {
        return Some(format!("{named}{ending}"));
    }
    // 保定清苑, 延边: known by this name.
    let known = !gazetteer.meant(named).is_empty();
    let is_spoken = text.contains(named.as_str()) || name.kind.is_some() || name.year.is_some();
    (known && is_spoken).then(|| named.clone())
}

/// A year, or a kind, with what told it.
type ToldBy<T> = Option<(T, By)>;

/// The kind of report, the year that it carries and the year that it covers.
fn kind_and_years(
    name: &Name,
    folders: &Folders,
    head: &Head,
    text: &str,
) -> (ToldBy<ReportKind>, ToldBy<i32>, ToldBy<i32>) {
    let kind = kind_of(name, folders, head);
    let by_title = || Some((head.title_year?, head.kind.map_or(By::Title, |(_, by)| by)));
    let by_name = || Some((name.year?, By::FileName));
    let by_folder = || Some((folders.year?, By::Folder));
    let given = head.given.map(|date| date.year);
    let reviewed = head.reviewed;
    match kind.map(|(kind, _)| kind) {
        Some(ReportKind::Work) => {
            let year = work_year(name, head, text)
                .or_else(by_folder)
                .or_else(|| Some((years::named_most(text)? + 1, By::Text)));
            let covers = year.map(|(year, _)| work_covers(year, name, head, text));
            (kind, year, covers)
        }
        Some(ReportKind::Plan) if head.several_years && head.title_year.is_none() => {
            let first = head.plan.and_then(years::first_year_of_plan);
            let year = given
                .map(|year| (year, By::Occasion))
                .or_else(|| Some((head.session?, By::Occasion)))
                .or_else(|| {
                    let signed = head.signed?.year;
                    let near = first.is_none_or(|first| (first - 1..=first + 2).contains(&signed));
                    near.then_some((signed, By::Signature))
                })
                .or_else(by_name)
                .or_else(|| Some((first?, By::Title)))
                .or_else(|| Some((head.reviewed?.0 + 1, By::Heading)))
                .or_else(|| Some((years::told_most(text)? + 1, By::Text)));
            (kind, year, year.map(|(year, _)| (year - 1, By::Derived)))
        }
        Some(ReportKind::Budget | ReportKind::Plan | ReportKind::Bulletin | ReportKind::Report) => {
            let of_heading = reviewed.filter(|(_, by)| *by == By::Heading);
            let is_bulletin = kind.is_some_and(|(kind, _)| kind == ReportKind::Bulletin);
            let is_report = kind.is_some_and(|(kind, _)| kind == ReportKind::Report);
            let year = by_title()
                .or(of_heading.filter(|_| !is_report))
                .or_else(by_name)
                .or(reviewed)
                .or_else(|| Some((years::told_most(text)?, By::Text)))
                .or_else(|| Some((years::latest(text).filter(|_| is_bulletin)?, By::Text)))
                .or_else(|| Some((years::named_last(text)?, By::Text)))
                .or_else(by_folder)
                .or_else(|| Some((given? - 1, By::Occasion)))
                .or_else(|| Some((head.signed?.year - 1, By::Signature)))
                .or_else(|| Some((name.stamped? - 1, By::FileName)))
                .or_else(|| Some((years::latest(text)?, By::Text)));
            (kind, year, year)
        }
        None => match by_title().or_else(by_name) {
            Some((year, by)) => {
                let tells = years::tells_of(text, year);
                let covers = if tells { year } else { year - 1 };
                (None, Some((year, by)), Some((covers, By::Text)))
            }
            None => {
                let session = head.session.map(|year| (year, By::Occasion));
                let year = session
                    .or(reviewed)
                    .or_else(|| Some((years::told_most(text)?, By::Text)))
                    .or_else(by_folder);
                (None, year, year)
            }
        },
    }
}

/// The kind of report: what the title says, else the file's name, else the way of speaking, else a folder.
fn kind_of(name: &Name, folders: &Folders, head: &Head) -> ToldBy<ReportKind> {
    let titled = head.kind.filter(|(_, by)| *by != By::Address);
    // level-place-year without a kind is a work report; other names leave the kind to the text.
    let filed_as_work = name.level.is_some() && name.year.is_some();
    let filed = if filed_as_work {
        Some(ReportKind::Work)
    } else {
        None
    };
    titled
        .or_else(|| Some((name.kind?, By::FileName)))
        .or(head.kind)
        .or_else(|| Some((filed?, By::FileName)))
        .or_else(|| Some((folders.kind?, By::Folder)))
}

/// The year of a work report: that of its title, of the meeting, of the file's name, or the one behind what it looks back on.
fn work_year(name: &Name, head: &Head, text: &str) -> ToldBy<i32> {
    let behind = |(year, by)| (year + 1, by);
    let by_heading = head.reviewed.filter(|(_, by)| *by == By::Heading);
    let bears_out = |year: i32| {
        head.reviewed
            .is_none_or(|(reviewed, _)| reviewed == year || reviewed + 1 == year)
    };
    let by_name = name.year.map(|year| (year, By::FileName));
    let titled = head.title_year.map(|year| (year, By::Title));
    let given = head.given.map(|date| (date.year, By::Occasion));
    titled
        .or(given)
        .or_else(|| Some((head.session.or(head.met)?, By::Occasion)))
        .or_else(|| Some((head.advised?, By::Address)))
        .or(by_name.filter(|(year, _)| bears_out(*year)))
        .or(by_heading.map(behind))
        .or(by_name)
        .or_else(|| Some((years::planned(text)?, By::Heading)))
        .or_else(|| {
            let told = if head.five_years {
                years::named_most(text)
            } else {
                years::told_most(text)
            };
            told.map(|year| (year, By::Text))
                .or(head.reviewed)
                .map(|(year, by)| (year + i32::from(years::tells_of(text, year + 1)), by))
                .map(behind)
        })
        .or_else(|| Some((head.signed?.year, By::Signature)))
        .or_else(|| Some((name.stamped?, By::FileName)))
}

/// The year that a work report of `year` covers: the year before, unless the text looks back on `year` itself.
fn work_covers(year: i32, name: &Name, head: &Head, text: &str) -> (i32, By) {
    let filed_loosely = name.level.is_none() && name.kind.is_none() && head.title_year.is_none();
    let reviewed = head.reviewed.filter(|(reviewed, _)| *reviewed == year);
    let given = head.given.map(|date| date.year);
    if let Some((year, by)) =
        reviewed.filter(|_| given.is_none_or(|given| given == year || given == year + 1))
    {
        return (year, by);
    }
    let told = filed_loosely
        && given.is_none()
        && head.reviewed.is_none()
        && name.year == Some(year)
        && years::tells_of(text, year);
    if told {
        (year, By::Text)
    } else {
        (year - 1, By::Derived)
    }
}

/// The date, where it fits the year of the report: neither before it nor long after.
fn date_of(head: &Head, year: Option<i32>) -> ToldBy<String> {
    let fits =
        |date: &line::Date| year.is_none_or(|year| (year - 1..=year + 2).contains(&date.year));
    let given = head.given.filter(fits).map(|date| (date, By::Occasion));
    let (date, by) = given.or_else(|| Some((head.signed.filter(fits)?, By::Signature)))?;
    Some((date.iso(), by))
}

/// The title line; where that says neither place nor year, with both before it; else the file's name.
fn title_of(name: &Name, head: &Head, place: Option<&str>, year: Option<i32>) -> ToldBy<String> {
    let by = head.kind.map_or(By::Title, |(_, by)| by);
    match (&head.title, place, year) {
        (Some(title), Some(place), Some(year)) if title == "政府工作报告" => {
            let place = if place == "中国" { "" } else { place };
            Some((format!("{place}{year}年{title}"), by))
        }
        (Some(title), _, _) => Some((title.clone(), by)),
        (None, _, _) => {
            let stem = Some(name.stem.clone()).filter(|stem| !stem.is_empty())?;
            Some((stem, By::FileName))
        }
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
            (None, None, Some(ReportKind::Plan), Some(1981), Some(1980)),
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
        let plan = Some(ReportKind::Plan);
        expect(
            "plan.txt",
            &text,
            (None, None, plan, Some(1981), Some(1980)),
        );
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
