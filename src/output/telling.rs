//! What was told of reports, as users get it: the metadata with what told it, and how much of it is right.

use super::items::{Item, named, text};
use super::screen::{Screen, fit_end, width};
use super::sheet::{Cell, Column, Row, Type};
use super::table::{Table, or_dash};
use crate::analysis::{Mistold, TellingFigures};
use crate::document::{Metadata, MetadataField};
use crate::metadata::Told;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The least that a file's name is given, in columns.
const NARROW: usize = 12;

/// What was told of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldItem {
    /// The file.
    pub file: String,
    /// What was told.
    #[serde(flatten)]
    pub metadata: KnownItem,
    /// What each field was told by.
    pub told_by: BTreeMap<&'static str, &'static str>,
}

/// The metadata with what is not known left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownItem(pub Metadata);

impl Serialize for KnownItem {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        for field in MetadataField::ALL {
            match (field, field.of(&self.0)) {
                (_, None) => {}
                (MetadataField::Year, _) => map.serialize_entry(field.name(), &self.0.year)?,
                (MetadataField::Covers, _) => map.serialize_entry(field.name(), &self.0.covers)?,
                (_, Some(value)) => map.serialize_entry(field.name(), &value)?,
            }
        }
        map.end()
    }
}

impl ToldItem {
    /// The item of what was told of `file`.
    pub fn new(file: String, told: &Told) -> ToldItem {
        let by = MetadataField::ALL.into_iter();
        ToldItem {
            file,
            metadata: KnownItem(told.metadata.clone()),
            told_by: by
                .filter_map(|field| Some((field.name(), told.by(field)?.name())))
                .collect(),
        }
    }

    /// What told the fields, in the order of the columns: place by title.
    fn by(&self) -> String {
        let shown = [
            MetadataField::Place,
            MetadataField::Kind,
            MetadataField::Year,
        ];
        let said: Vec<String> = shown
            .iter()
            .filter_map(|field| {
                Some(format!(
                    "{}: {}",
                    field.name(),
                    self.told_by.get(field.name())?
                ))
            })
            .collect();
        said.join(", ")
    }
}

impl Row for ToldItem {
    fn cells(&self) -> Vec<Cell<'_>> {
        let told_by = MetadataField::ALL.into_iter().filter_map(|field| {
            let by = self.told_by.get(field.name())?;
            Some(format!("{}: {by}", field.name()))
        });
        let told_by: Vec<String> = told_by.collect();
        let value = |field: MetadataField| match field {
            MetadataField::Year => Cell::whole(self.metadata.0.year),
            MetadataField::Covers => Cell::whole(self.metadata.0.covers),
            _ => field.of(&self.metadata.0).map_or(Cell::Empty, Cell::text),
        };
        std::iter::once(Cell::text(&self.file))
            .chain(MetadataField::ALL.into_iter().map(value))
            .chain([Cell::text(told_by.join(", "))])
            .collect()
    }
}

impl Item for ToldItem {
    fn columns() -> Vec<Column> {
        let field = |field: MetadataField| match field {
            MetadataField::Year | MetadataField::Covers => Column::new(field.name(), Type::Integer),
            _ => Column::new(field.name(), Type::Text),
        };
        std::iter::once(Column::new("file", Type::Text))
            .chain(MetadataField::ALL.into_iter().map(field))
            .chain([Column::new("told_by", Type::Text)])
            .collect()
    }

    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        if let [item] = items {
            return one(item, screen, out);
        }
        let build = |file: usize| {
            let mut table = Table::new(&[
                "file", "place", "code", "kind", "year", "covers", "date", "told by",
            ])
            .at_most(0, file)
            .at_most(1, screen.width / 4);
            for item in items {
                let m = &item.metadata.0;
                table.row(vec![
                    fit_end(&item.file, file),
                    or_dash(text(&m.place)),
                    or_dash(text(&m.code)),
                    or_dash(named(&m.kind)),
                    or_dash(text(&m.year)),
                    or_dash(text(&m.covers)),
                    or_dash(text(&m.date)),
                    or_dash(item.by()),
                ]);
            }
            table
        };
        let longest = items.iter().map(|item| width(&item.file)).max();
        let room = (screen.width + NARROW).saturating_sub(build(NARROW).width());
        let file = longest.unwrap_or(NARROW).min(room).max(NARROW);
        build(file).write(screen, out)
    }
}

/// One report field by field.
fn one(item: &ToldItem, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}{}", screen.dim("file    "), item.file)?;
    for field in MetadataField::ALL {
        let value = field
            .of(&item.metadata.0)
            .unwrap_or_else(|| "-".to_string());
        let by = item.told_by.get(field.name());
        let by = by.map_or_else(String::new, |by| format!("  ({by})"));
        let name = format!("{:<8}", field.name());
        writeln!(out, "{}{value}{}", screen.dim(&name), screen.dim(&by))?;
    }
    Ok(())
}

/// A field that was told otherwise than the table says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MistoldItem {
    /// The file.
    pub file: String,
    /// The field.
    pub field: &'static str,
    /// What the table says.
    pub expected: String,
    /// What was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<String>,
    /// What it was told by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told_by: Option<&'static str>,
}

impl MistoldItem {
    /// The item of a field of `file`.
    pub fn new(file: &str, mistold: Mistold) -> MistoldItem {
        MistoldItem {
            file: file.to_string(),
            field: mistold.field.name(),
            expected: mistold.expected,
            told: mistold.told,
            told_by: mistold.by.map(crate::metadata::By::name),
        }
    }
}

impl Row for MistoldItem {
    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(&self.file),
            Cell::text(self.field),
            Cell::text(&self.expected),
            Cell::maybe(self.told.as_deref()),
            Cell::maybe(self.told_by),
        ]
    }
}

impl Item for MistoldItem {
    fn columns() -> Vec<Column> {
        Column::texts(&["file", "field", "expected", "told", "told_by"])
    }

    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        let third = screen.width / 3;
        let mut table = Table::new(&["file", "field", "expected", "told", "told by"])
            .at_most(0, third)
            .at_most(2, third)
            .at_most(3, third);
        for item in items {
            let cells = item.cells();
            table.row(
                cells
                    .iter()
                    .map(|cell| or_dash(cell.shown().into()))
                    .collect(),
            );
        }
        table.write(screen, out)
    }
}

/// How much of what was told is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TellingItem {
    /// How many files were compared.
    pub files: usize,
    /// For each field of the table how many values were told right.
    pub fields: BTreeMap<&'static str, Hits>,
    /// What was told otherwise.
    pub wrong: Vec<MistoldItem>,
    /// Files that the table does not name.
    pub without_row: Vec<String>,
    /// Rows whose file is not among those that were read.
    pub without_file: Vec<String>,
}

/// How many values of a field were told right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hits {
    /// How many the table has.
    pub of: usize,
    /// How many were told right.
    pub right: usize,
    /// Their share in per cent, to two decimals.
    pub percent: String,
}

impl TellingItem {
    /// The item of `figures` over `files` files.
    pub fn new(files: usize, figures: &TellingFigures, wrong: Vec<MistoldItem>) -> TellingItem {
        let fields = figures.fields().map(|(field, of, right)| {
            // Rounded down: 97 per cent is said of nothing less.
            let share = right * 10_000 / of.max(1);
            let percent = format!("{}.{:02}", share / 100, share % 100);
            (field.name(), Hits { of, right, percent })
        });
        TellingItem {
            files,
            fields: fields.collect(),
            wrong,
            without_row: Vec::new(),
            without_file: Vec::new(),
        }
    }

    /// Writes it for a reader: the fields in the order in which metadata is shown, then what is wrong.
    ///
    /// # Errors
    ///
    /// What the system refuses to write.
    pub fn table(&self, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Table::new(&["field", "of", "right", "%"])
            .right(1)
            .right(2)
            .right(3);
        for field in MetadataField::ALL {
            if let Some(hits) = self.fields.get(field.name()) {
                table.row(vec![
                    field.name().to_string(),
                    hits.of.to_string(),
                    hits.right.to_string(),
                    hits.percent.clone(),
                ]);
            }
        }
        table.write(screen, out)?;
        if !self.wrong.is_empty() {
            writeln!(out)?;
            MistoldItem::table(&self.wrong, screen, out)?;
        }
        Ok(())
    }
}
