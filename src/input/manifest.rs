//! Manifests: what is known of the texts of a folder besides their text, in `manifest.toml`, `manifest.csv` or `manifest.tsv`.

use super::decode;
use crate::document::{Level, Metadata, MetadataField, ReportKind};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// The names that a manifest can have in the folder that it describes.
pub const MANIFESTS: [&str; 3] = ["manifest.toml", "manifest.csv", "manifest.tsv"];

/// What a manifest says, by the name of the file or its path below the manifest's folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    entries: BTreeMap<String, Metadata>,
}

/// Why a manifest could not be used.
#[derive(Debug)]
pub struct ManifestError {
    path: PathBuf,
    why: String,
    /// Whether the texts beside it are not read for it.
    of_folder: bool,
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, why) = (self.path.display(), &self.why);
        if self.of_folder {
            write!(f, "{path}: not read, and no text beside it either: {why}")
        } else {
            write!(f, "{path}: {why}")
        }
    }
}

impl std::error::Error for ManifestError {}

/// What a column or key of a manifest means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    File,
    Field(MetadataField),
    /// A remark for people.
    Note,
}

/// The names of a column besides its key: what Chinese tables write.
const NAMES: [(Column, &[&str]); 12] = [
    (Column::File, &["file", "文件", "文件名", "filename"]),
    (
        Column::Field(MetadataField::Title),
        &["title", "标题", "题名"],
    ),
    (
        Column::Field(MetadataField::Place),
        &["place", "地区", "地方", "地名"],
    ),
    (
        Column::Field(MetadataField::Code),
        &["code", "代码", "行政区划代码", "区划代码"],
    ),
    (
        Column::Field(MetadataField::Level),
        &["level", "级别", "层级", "行政级别"],
    ),
    (
        Column::Field(MetadataField::Kind),
        &["kind", "类型", "种类", "报告类型"],
    ),
    (
        Column::Field(MetadataField::Year),
        &["year", "年份", "年度", "年"],
    ),
    (
        Column::Field(MetadataField::Covers),
        &["covers", "所述年份", "数据年份", "反映年份"],
    ),
    (
        Column::Field(MetadataField::Issuer),
        &["issuer", "发布机构", "发文机关", "机构"],
    ),
    (
        Column::Field(MetadataField::Date),
        &["date", "日期", "发布日期"],
    ),
    (
        Column::Field(MetadataField::Source),
        &["source", "来源", "出处"],
    ),
    (Column::Note, &["note", "备注", "说明", "told_by"]),
];

/// How strictly a manifest is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strictness {
    /// An unknown column or value is a mistake: it may be a slip of the pen.
    Strict,
    /// Unknown columns and values say nothing: the table was made for something else.
    Loose,
}

impl Manifest {
    /// Reads the manifest of `folder`; one that does not exist says nothing.
    ///
    /// # Errors
    ///
    /// A manifest that cannot be read or is not of the form, the message names file and line; or two of them.
    pub fn of_folder(folder: &Path) -> Result<Manifest, ManifestError> {
        let mut found: Option<PathBuf> = None;
        for name in MANIFESTS {
            let path = folder.join(name);
            if std::fs::symlink_metadata(&path).is_err() {
                continue;
            }
            let refused = |why: String| ManifestError {
                path: path.clone(),
                why,
                of_folder: true,
            };
            if let Some(other) = &found {
                let other = other.file_name().unwrap_or_default().to_string_lossy();
                return Err(refused(format!(
                    "{other} describes this folder too; keep one of them"
                )));
            }
            // A pipe may never end; what is no file is not opened.
            if std::fs::metadata(&path).is_ok_and(|m| !m.is_file()) {
                return Err(refused(
                    "is no file; take it away or put a file there".to_string(),
                ));
            }
            found = Some(path);
        }
        match found {
            Some(path) => Manifest::at(&path, Strictness::Strict).map_err(|why| ManifestError {
                path,
                why,
                of_folder: true,
            }),
            None => Ok(Manifest::default()),
        }
    }

    /// Whether a file of that name is a manifest of its folder.
    pub fn is_name(name: &str) -> bool {
        MANIFESTS.contains(&name)
    }

    /// Reads a manifest called `name` that lies in an archive.
    ///
    /// # Errors
    ///
    /// One that is not of the form; the message names the line.
    pub fn in_archive(bytes: &[u8], name: &str) -> Result<Manifest, String> {
        Manifest::of_bytes(bytes, Path::new(name), Strictness::Strict)
    }

    /// Reads any table of reports: TOML by its ending, else cells between tabs, commas or semicolons under a header with a
    /// column `file`. Columns and values that are unknown say nothing.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or no such table; the message names file and line.
    pub fn read(path: &Path) -> Result<Manifest, ManifestError> {
        Manifest::at(path, Strictness::Loose).map_err(|why| ManifestError {
            path: path.to_path_buf(),
            why,
            of_folder: false,
        })
    }

    fn at(path: &Path, strictness: Strictness) -> Result<Manifest, String> {
        let bytes = std::fs::read(path).map_err(|e| e.to_string())?;
        Manifest::of_bytes(&bytes, path, strictness)
    }

    fn of_bytes(bytes: &[u8], path: &Path, strictness: Strictness) -> Result<Manifest, String> {
        let text = if bytes.is_empty() {
            String::new()
        } else {
            decode(bytes, "it", None).map_err(|e| e.to_string())?.0
        };
        match path.extension() {
            Some(ending) if ending.eq_ignore_ascii_case("toml") => {
                Manifest::toml(&text, strictness)
            }
            _ => Manifest::table(&text, strictness),
        }
    }

    fn toml(text: &str, strictness: Strictness) -> Result<Manifest, String> {
        let line_at = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let table: toml::Table = toml::from_str(text).map_err(|e| {
            let why = e.message().split_whitespace().collect::<Vec<_>>().join(" ");
            let line = e.span().map(|span| line_at(span.start));
            line.map_or_else(|| why.clone(), |line| format!("fix line {line}: {why}"))
        })?;
        let line_of = |key: &str| {
            let starts = |line: &str| line.trim_start().starts_with(key);
            text.lines().position(starts).map_or(1, |at| at + 1)
        };
        if let Some(key) = table.keys().find(|key| *key != "document") {
            return Err(format!(
                "fix line {}: `{key}` is nothing that a manifest says; begin each text with [[document]]",
                line_of(key)
            ));
        }
        let rows = match table.get("document") {
            Some(toml::Value::Array(rows)) => rows.as_slice(),
            None => &[],
            Some(_) => {
                return Err("fix it: write [[document]] in two pairs of brackets".to_string());
            }
        };
        let mut manifest = Manifest::default();
        for row in rows {
            let row = row
                .as_table()
                .ok_or("fix it: a [[document]] has keys with values")?;
            let cells = row.iter().map(|(key, value)| {
                let value = match value {
                    toml::Value::String(text) => text.clone(),
                    toml::Value::Integer(number) => number.to_string(),
                    toml::Value::Datetime(date) => date.to_string(),
                    // What no field takes is told as the value that it is.
                    other => format!("a {}", other.type_str()),
                };
                (key.as_str(), value)
            });
            manifest.row(cells, strictness).map_err(|(key, why)| {
                let line = if key.is_empty() {
                    line_of("[[document]]")
                } else {
                    line_of(key)
                };
                format!("fix line {line}: {why}")
            })?;
        }
        Ok(manifest)
    }

    fn table(text: &str, strictness: Strictness) -> Result<Manifest, String> {
        let header = text.lines().next().unwrap_or_default();
        let delimiter = [b'\t', b',', b';']
            .into_iter()
            .find(|mark| header.as_bytes().contains(mark))
            .unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .trim(csv::Trim::All)
            // Tables between tabs quote nothing: a lone mark is part of a title.
            .quoting(delimiter != b'\t')
            .from_reader(text.as_bytes());
        let broken = |e: csv::Error| {
            let line = e.position().map_or(1, csv::Position::line);
            format!("fix line {line}: {e}")
        };
        let columns = reader.headers().map_err(broken)?.clone();
        if !columns
            .iter()
            .any(|name| column(name) == Some(Column::File))
        {
            return Err(format!(
                "fix line 1: no column `file` (文件) in the header; the columns are {}",
                known()
            ));
        }
        if strictness == Strictness::Strict
            && let Some(name) = columns.iter().find(|name| column(name).is_none())
        {
            return Err(format!("fix line 1: {}", unknown(name)));
        }
        let mut manifest = Manifest::default();
        for record in reader.records() {
            let record = record.map_err(broken)?;
            let line = record.position().map_or(1, csv::Position::line);
            if record.iter().all(str::is_empty) {
                continue;
            }
            if record.len() > columns.len() {
                return Err(format!(
                    "fix line {line}: {} cells, but the header names {} columns; put cells with a comma in quotation marks",
                    record.len(),
                    columns.len()
                ));
            }
            let cells = columns.iter().zip(&record);
            let cells = cells.map(|(name, cell)| (name, cell.to_string()));
            manifest
                .row(cells, strictness)
                .map_err(|(_, why)| format!("fix line {line}: {why}"))?;
        }
        Ok(manifest)
    }

    /// Adds a row; the error says which cell is wrong, and why.
    fn row<'a>(
        &mut self,
        cells: impl Iterator<Item = (&'a str, String)>,
        strictness: Strictness,
    ) -> Result<(), (&'a str, String)> {
        let mut file = None;
        let mut metadata = Metadata::default();
        for (name, value) in cells {
            let value = value.trim();
            let meant = column(name);
            match meant {
                None if strictness == Strictness::Strict => return Err((name, unknown(name))),
                _ if value.is_empty() => {}
                Some(Column::File) => file = Some(value.replace('\\', "/")),
                Some(Column::Field(field)) => match set(&mut metadata, field, value) {
                    Err(why) if strictness == Strictness::Strict => return Err((name, why)),
                    Err(_) | Ok(()) => {}
                },
                Some(Column::Note) | None => {}
            }
        }
        let Some(file) = file else {
            return Err(("", "it names no `file`".to_string()));
        };
        let name = file.trim_start_matches("./").to_string();
        if self.entries.contains_key(&name) && strictness == Strictness::Strict {
            return Err((
                "",
                format!("{name} is described a second time; keep one of the two"),
            ));
        }
        self.entries.insert(name, metadata);
        Ok(())
    }

    /// What the manifest says of the file called `name`, or at the path `name` below its folder.
    pub fn get(&self, name: &str) -> Option<&Metadata> {
        self.entries.get(name)
    }

    /// What it says of a file at `path`: by the whole path or its end, the longest first.
    pub fn of_path(&self, path: &Path) -> Option<(&str, &Metadata)> {
        let path = path.to_string_lossy().replace('\\', "/");
        let mut rest = path.as_str();
        loop {
            if let Some((name, metadata)) = self.entries.get_key_value(rest) {
                return Some((name, metadata));
            }
            rest = rest.split_once('/')?.1;
        }
    }

    /// All files that it names, in the order of their names.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }
}

/// What a column is called, in English or Chinese, whatever the case.
fn column(name: &str) -> Option<Column> {
    let name = name.trim().to_ascii_lowercase();
    NAMES
        .into_iter()
        .find(|(_, names)| names.contains(&name.as_str()))
        .map(|(column, _)| column)
}

fn unknown(name: &str) -> String {
    format!(
        "`{name}` is no column of a manifest; take it out, or call it one of {}",
        known()
    )
}

/// The names of all columns.
fn known() -> String {
    let names = NAMES.iter().filter_map(|(_, names)| names.first().copied());
    names.collect::<Vec<_>>().join(", ")
}

/// Sets a field to what a cell says.
fn set(metadata: &mut Metadata, field: MetadataField, value: &str) -> Result<(), String> {
    let text = Some(value.to_string());
    let year = || {
        let digits = value.trim_end_matches('年').trim_end_matches(".0");
        let year = digits.parse().ok().filter(|y| (1900..=2100).contains(y));
        year.map(Some)
            .ok_or_else(|| format!("`{value}` is no year; write four digits"))
    };
    match field {
        MetadataField::Title => metadata.title = text,
        MetadataField::Place => metadata.place = text,
        MetadataField::Issuer => metadata.issuer = text,
        MetadataField::Source => metadata.source = text,
        MetadataField::Code => {
            if value.len() != 6 || !value.bytes().all(|b| b.is_ascii_digit()) {
                return Err(format!(
                    "`{value}` is no code; write the six digits of GB/T 2260"
                ));
            }
            metadata.code = text;
        }
        MetadataField::Level => {
            let level = Level::said(value).ok_or_else(|| {
                format!("`{value}` is no level; write national, province, city, county or town (国家, 省, 市, 县, 镇)")
            })?;
            metadata.level = Some(level);
        }
        MetadataField::Kind => {
            let kind = ReportKind::said(value).ok_or_else(|| {
                format!(
                    "`{value}` is no kind; write work, bulletin, budget, plan or report (政府工作报告, 统计公报, 预算报告, 计划报告, 其他)"
                )
            })?;
            metadata.kind = Some(kind);
        }
        MetadataField::Year => metadata.year = year()?,
        MetadataField::Covers => metadata.covers = year()?,
        MetadataField::Date => {
            let date = iso_date(value)
                .ok_or_else(|| format!("`{value}` is no date; write 2018-01-10 or 2018-01"))?;
            metadata.date = Some(date);
        }
    }
    Ok(())
}

/// A date by ISO 8601, of one written 2018-01-10, 2018/1/10, 2018年1月10日 or without the day.
pub fn iso_date(value: &str) -> Option<String> {
    let day = value.split(['T', ' ']).next()?;
    let parts: Vec<&str> = day
        .split(['-', '/', '.', '年', '月', '日'])
        .filter(|part| !part.is_empty())
        .collect();
    let number = |part: &str, most: u32| {
        let number: u32 = part.parse().ok()?;
        (1..=most).contains(&number).then_some(number)
    };
    match parts.as_slice() {
        [year, month] if year.len() == 4 => Some(format!(
            "{:04}-{:02}",
            number(year, 9999)?,
            number(month, 12)?
        )),
        [year, month, day] if year.len() == 4 => Some(format!(
            "{:04}-{:02}-{:02}",
            number(year, 9999)?,
            number(month, 12)?,
            number(day, 31)?
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toml(text: &str) -> Result<Manifest, String> {
        Manifest::toml(text, Strictness::Strict)
    }

    fn table(text: &str) -> Result<Manifest, String> {
        Manifest::table(text, Strictness::Strict)
    }

    #[test]
    fn reads_entries() {
        let text = "[[document]]\nfile = \"甲.txt\"\ntitle = \"甲县报告\"\nlevel = \"county\"\nkind = \"work\"\nyear = 2018\ncovers = 2017\ndate = 2018-01-10\n";
        let manifest = toml(text).unwrap();
        let metadata = manifest.get("甲.txt").unwrap();
        assert_eq!(metadata.title.as_deref(), Some("甲县报告"));
        assert_eq!(
            (metadata.level, metadata.kind),
            (Some(Level::County), Some(ReportKind::Work))
        );
        assert_eq!(
            (metadata.year, metadata.covers, &metadata.place),
            (Some(2018), Some(2017), &None)
        );
        assert_eq!(metadata.date.as_deref(), Some("2018-01-10"));
        assert_eq!(manifest.get("乙.txt"), None);
    }

    #[test]
    fn reads_tables_in_two_languages() {
        let english =
            table("file,place,level,kind,year\n甲.txt,\"甲,县\",county,work,2018\n").unwrap();
        assert_eq!(
            english.get("甲.txt").unwrap().place.as_deref(),
            Some("甲,县")
        );
        let chinese = table(
            "文件\t地区\t级别\t类型\t年份\t日期\t代码\n甲.txt\t甲县\t县\t政府工作报告\t2018\t2018/1/10\t130608\n\n",
        )
        .unwrap();
        let told = chinese.get("甲.txt").unwrap();
        assert_eq!(
            (told.level, told.kind),
            (Some(Level::County), Some(ReportKind::Work))
        );
        assert_eq!(
            (told.year, told.date.as_deref()),
            (Some(2018), Some("2018-01-10"))
        );
        assert_eq!(told.code.as_deref(), Some("130608"));
    }

    #[test]
    fn names_the_line() {
        for (error, line, says) in [
            (toml("[[document]]\nfile = \"a\"\nyear = \n"), 3, ""),
            (
                toml("[[document]]\nfile = \"a\"\ntitel = \"b\"\n"),
                3,
                "`titel`",
            ),
            (toml("[[document]]\nyear = 2018\n"), 1, "file"),
            (toml("titel = 1\n"), 1, "[[document]]"),
            (table("file,year\na,2018\nb,viel\n"), 3, "no year"),
            (table("file,chars\na,2018\n"), 1, "`chars`"),
            (table("name,year\na,2018\n"), 1, "no column `file`"),
            (table("file,kind\na,work\na,work\n"), 3, "second time"),
            (table("file,kind\na,work,1\n"), 2, "3 cells"),
            (table("file,code\na,12\n"), 2, "no code"),
            (table("file,date\na,gestern\n"), 2, "no date"),
            (table("file,level\na,x\n"), 2, "no level"),
            (table("file,kind\na,x\n"), 2, "no kind"),
        ] {
            let error = error.unwrap_err();
            assert!(error.starts_with(&format!("fix line {line}: ")), "{error}");
            assert!(error.contains(says), "{error}");
            assert_eq!(error.lines().count(), 1, "{error}");
        }
    }

    #[test]
    fn a_table_of_another_make_is_read_for_what_it_says() {
        let text = "file\tplace\tkind\tchars\na.txt\t甲\tgwr\t77\nb.txt\t\"乙\tx\t1\n";
        let manifest = Manifest::table(text, Strictness::Loose).unwrap();
        assert_eq!(manifest.get("a.txt").unwrap().kind, Some(ReportKind::Work));
        assert_eq!(manifest.get("b.txt").unwrap().kind, None);
        assert_eq!(manifest.files().collect::<Vec<_>>(), ["a.txt", "b.txt"]);
        let by_path = manifest.of_path(Path::new("/x/y/a.txt"));
        assert_eq!(by_path.map(|(name, _)| name), Some("a.txt"));
        assert_eq!(manifest.of_path(Path::new("/x/c.txt")), None);
    }

    #[test]
    fn a_folder_has_one_manifest() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(
            Manifest::of_folder(dir.path()).unwrap(),
            Manifest::default()
        );
        // As Excel saves it: in GBK.
        let (bytes, _, _) = encoding_rs::GBK.encode("文件,地区,年份\n报告.txt,清河市,2018\n");
        std::fs::write(dir.path().join("manifest.csv"), &bytes).unwrap();
        let manifest = Manifest::of_folder(dir.path()).unwrap();
        assert_eq!(
            manifest.get("报告.txt").unwrap().place.as_deref(),
            Some("清河市")
        );
        std::fs::write(dir.path().join("manifest.toml"), "").unwrap();
        let error = Manifest::of_folder(dir.path()).unwrap_err().to_string();
        assert!(
            error.contains("manifest.toml describes this folder too"),
            "{error}"
        );
    }
}
