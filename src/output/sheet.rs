//! Rows of typed cells under named columns, written one after the other: what CSV, Markdown, Excel and Parquet have in common.

use super::csv::Csv;
use super::json::{self, Head};
use super::markdown::Markdown;
use super::parquet::Parquet;
use super::xlsx::Xlsx;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::io::{self, Write};

/// The forms in which rows can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One object with `total` and `items`.
    Json,
    /// One object a line.
    Ndjson,
    /// CSV by RFC 4180 with a byte-order mark and a header.
    Csv,
    /// CSV by RFC 4180 without a byte-order mark, as SDMX-CSV asks for it; the rows are observations.
    Sdmx,
    /// A table of GitHub Flavored Markdown.
    Markdown,
    /// A workbook of Excel.
    Xlsx,
    /// Apache Parquet.
    Parquet,
}

impl Format {
    /// Whether it is no text, and nothing for a terminal.
    pub fn is_binary(self) -> bool {
        matches!(self, Format::Xlsx | Format::Parquet)
    }
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Text. A cell may hold a number all the same: a spreadsheet then gets a number.
    Text,
    /// Whole numbers.
    Integer,
    /// Decimals that are as good as a binary float: a score, a confidence.
    Number,
    /// Exact decimals. Where a format has floats alone, a second column with `_exact` behind its name has the decimals as text.
    Decimal,
    /// Yes or no.
    Boolean,
}

/// A column: its name, and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The title of the column.
    pub name: Cow<'static, str>,
    /// What its cells hold.
    pub of: Type,
}

impl Column {
    /// A column called `name`.
    pub fn new(name: impl Into<Cow<'static, str>>, of: Type) -> Column {
        let name = name.into();
        Column { name, of }
    }

    /// Columns of text.
    pub fn texts(names: &[&'static str]) -> Vec<Column> {
        let names = names.iter();
        names.map(|name| Column::new(*name, Type::Text)).collect()
    }

    /// The name of the column of exact decimals that stands behind one of floats.
    pub(super) fn exact_name(&self) -> String {
        format!("{}_exact", self.name)
    }
}

/// What stands in one column of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Text.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// A decimal.
    Decimal(Decimal),
    /// Yes or no.
    Boolean(bool),
}

impl<'a> Cell<'a> {
    /// A text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
        Cell::Text(text.into())
    }

    /// The text where there is one.
    pub fn maybe(text: Option<&'a str>) -> Cell<'a> {
        text.map_or(Cell::Empty, |text| Cell::Text(text.into()))
    }

    /// A count or an offset.
    pub fn count(count: usize) -> Cell<'a> {
        Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// The whole number where there is one: a year, a page.
    pub fn whole(number: Option<impl Into<i64>>) -> Cell<'a> {
        number.map_or(Cell::Empty, |number| Cell::Integer(number.into()))
    }

    /// A decimal as it is written; text that is none stays text.
    pub fn decimal(text: &'a str) -> Cell<'a> {
        let decimal = Decimal::from_str_exact(text);
        decimal.map_or_else(|_| Cell::text(text), Cell::Decimal)
    }

    /// The cell as text, exactly; empty where there is nothing.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => "".into(),
            Cell::Text(text) => text.as_ref().into(),
            Cell::Integer(n) => n.to_string().into(),
            Cell::Decimal(decimal) => decimal.to_string().into(),
            Cell::Boolean(yes) => if *yes { "true" } else { "false" }.into(),
        }
    }
}

/// As in a record: decimals are strings.
impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Empty => serializer.serialize_none(),
            Cell::Integer(n) => serializer.serialize_i64(*n),
            Cell::Boolean(yes) => serializer.serialize_bool(*yes),
            Cell::Text(_) | Cell::Decimal(_) => serializer.serialize_str(&self.shown()),
        }
    }
}

/// The nearest binary float.
pub(super) fn nearest(decimal: &Decimal) -> f64 {
    // Reading the decimal's text rounds once; other ways round at every step.
    decimal.to_string().parse().unwrap_or(f64::NAN)
}

/// Something that makes a row. As JSON it is its own `Serialize`.
pub trait Row: Serialize {
    /// Its cells, one for each column.
    fn cells(&self) -> Vec<Cell<'_>>;
}

impl<T: Row> Row for &T {
    fn cells(&self) -> Vec<Cell<'_>> {
        (*self).cells()
    }
}

/// Where rows go; memory does not grow with their number.
pub(super) trait Sheet {
    /// Writes a row; what is beyond the columns is left out.
    fn row(&mut self, cells: &[Cell]) -> io::Result<()>;

    /// Writes what stands behind the rows.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// Writes rows in a format, one after the other, and tells how many there were. `head` is what JSON says of the whole answer.
///
/// # Errors
///
/// What comes out of `rows` instead of a row, and what the system refuses to write.
pub fn write_rows<R: Row, E: From<io::Error>>(
    head: &Head,
    columns: &[Column],
    rows: impl IntoIterator<Item = Result<R, E>>,
    format: Format,
    out: &mut (dyn Write + Send),
) -> Result<usize, E> {
    let rows = rows.into_iter();
    let mut sheet: Box<dyn Sheet + '_> = match format {
        Format::Json => return json::json(head, rows, out),
        Format::Ndjson => return json::ndjson(rows, out),
        Format::Csv => Box::new(Csv::with_mark(columns, out)?),
        Format::Sdmx => Box::new(Csv::without_mark(columns, out)?),
        Format::Markdown => Box::new(Markdown::new(columns, out)?),
        Format::Xlsx => Box::new(Xlsx::new(columns, out)?),
        Format::Parquet => Box::new(Parquet::new(columns, out)?),
    };
    let mut count = 0;
    for row in rows {
        sheet.row(&row?.cells())?;
        count += 1;
    }
    sheet.finish()?;
    Ok(count)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A row that was made already.
    #[derive(Debug, Clone, Serialize)]
    pub struct Made(pub Vec<Cell<'static>>);

    impl Row for Made {
        fn cells(&self) -> Vec<Cell<'_>> {
            self.0.clone()
        }
    }

    /// Columns of every type, and rows with what is hard to write.
    pub fn hard() -> (Vec<Column>, Vec<Vec<Cell<'static>>>) {
        let columns = vec![
            Column::new("词|x", Type::Text),
            Column::new("n", Type::Integer),
            Column::new("share", Type::Number),
            Column::new("value", Type::Decimal),
            Column::new("yes", Type::Boolean),
        ];
        let decimal = |text: &'static str| Cell::decimal(text);
        let rows = vec![
            vec![
                Cell::text("甲,“乙”\"\n| \\|"),
                Cell::Integer(-3),
                decimal("0.25"),
                decimal("79228162514264337593543950335"),
                Cell::Boolean(true),
            ],
            vec![
                Cell::text("=1+1"),
                Cell::Empty,
                Cell::Empty,
                decimal("0.1"),
                Cell::Boolean(false),
            ],
            vec![
                Cell::Empty,
                Cell::count(7),
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
            ],
        ];
        (columns, rows)
    }

    /// The rows in a format.
    pub fn written(format: Format, columns: &[Column], rows: &[Vec<Cell<'static>>]) -> Vec<u8> {
        let mut out = Vec::new();
        let rows = rows
            .iter()
            .cloned()
            .map(|row| Ok::<_, io::Error>(Made(row)));
        write_rows(&Head::default(), columns, rows, format, &mut out).unwrap();
        out
    }

    #[test]
    fn a_fault_among_the_rows_ends_the_writing() {
        let (columns, rows) = hard();
        for format in [Format::Json, Format::Ndjson, Format::Csv, Format::Parquet] {
            let broken = [
                Ok(Made(rows[0].clone())),
                Err(io::Error::other("the index is damaged")),
                Ok(Made(rows[1].clone())),
            ];
            let mut out = Vec::new();
            let end = write_rows(&Head::default(), &columns, broken, format, &mut out);
            assert_eq!(
                end.unwrap_err().to_string(),
                "the index is damaged",
                "{format:?}"
            );
        }
    }

    #[test]
    fn decimals_are_kept_as_they_are_written() {
        assert_eq!(Cell::decimal("3.0").shown(), "3.0");
        assert_eq!(Cell::decimal("14:57.5").shown(), "14:57.5");
        assert_eq!(nearest(&"0.1".parse().unwrap()), 0.1);
        assert_eq!(Cell::maybe(None).shown(), "");
        let json = |cell: Cell| serde_json::to_string(&cell).unwrap();
        assert_eq!(json(Cell::decimal("0.10")), "\"0.10\"");
        assert_eq!(json(Cell::Integer(-3)) + &json(Cell::Empty), "-3null");
    }
}
