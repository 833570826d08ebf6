//! A workbook of Excel: one sheet, or more where the rows are more than one holds.

use super::sheet::{Cell, Column, Sheet, Type, nearest};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::any::Any;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use unicode_width::UnicodeWidthStr;

/// How many rows a sheet holds, the header too.
const MOST_ROWS: u32 = 1_048_576;

/// How much text a cell holds, in UTF-16 units.
const MOST_TEXT: usize = 32_767;

/// What a text ends with that was cut.
const CUT: &str = "…";

/// A decimal of more digits is no number of Excel.
const DIGITS: u128 = 1_000_000_000_000_000;

/// The narrowest and the widest column, in characters.
const WIDTHS: (usize, usize) = (6, 60);

/// By how many rows the width of columns is told.
const LOOKED_AT: u32 = 1000;

/// Writes a workbook. Rows wait in a temporary file until it is put together.
pub struct Xlsx<'a> {
    out: &'a mut (dyn Write + Send),
    workbook: Workbook,
    columns: Vec<(String, Type)>,
    /// The widest cell of each column so far.
    widths: Vec<usize>,
    /// How many rows the sheet has that is written to.
    rows: u32,
    sheets: usize,
    most_rows: u32,
}

impl<'a> Xlsx<'a> {
    /// Begins a workbook. An exact decimal has a column of text behind it, for what is too long for a number of Excel.
    pub fn new(columns: &[Column], out: &'a mut (dyn Write + Send)) -> io::Result<Self> {
        let mut all: Vec<(String, Type)> = Vec::new();
        for column in columns {
            all.push((column.name.to_string(), column.of));
            if column.of == Type::Decimal {
                all.push((column.exact_name(), Type::Text));
            }
        }
        let mut xlsx = Xlsx {
            out,
            workbook: Workbook::new(),
            widths: all.iter().map(|(name, _)| name.width()).collect(),
            columns: all,
            rows: 0,
            sheets: 0,
            most_rows: MOST_ROWS,
        };
        xlsx.next_sheet()?;
        Ok(xlsx)
    }

    /// Begins a sheet with its header.
    fn next_sheet(&mut self) -> io::Result<()> {
        self.close_sheet()?;
        self.sheets += 1;
        let name = match self.sheets {
            1 => "zhishu".to_string(),
            n => format!("zhishu {n}"),
        };
        let bold = Format::new().set_bold();
        let workbook = &mut self.workbook;
        let sheet = waiting(|| workbook.add_worksheet_with_constant_memory())?;
        sheet.set_name(name).map_err(io_error)?;
        sheet.set_freeze_panes(1, 0).map_err(io_error)?;
        for (at, (name, _)) in (0u16..).zip(&self.columns) {
            let written = sheet.write_string_with_format(0, at, name, &bold);
            written.map_err(io_error)?;
        }
        self.rows = 1;
        Ok(())
    }

    /// Gives the last sheet its filters and its widths.
    fn close_sheet(&mut self) -> io::Result<()> {
        let (Some(last), Some(at)) = (
            self.columns.len().checked_sub(1),
            self.sheets.checked_sub(1),
        ) else {
            return Ok(());
        };
        let sheet = self.workbook.worksheet_from_index(at).map_err(io_error)?;
        let filters = sheet.autofilter(0, 0, self.rows.saturating_sub(1), last as u16);
        filters.map_err(io_error)?;
        for (at, width) in (0u16..).zip(&self.widths) {
            let width = (*width + 2).clamp(WIDTHS.0, WIDTHS.1);
            let set = sheet.set_column_width(at, width as f64);
            set.map_err(io_error)?;
        }
        Ok(())
    }
}

impl Sheet for Xlsx<'_> {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        if self.rows >= self.most_rows {
            self.next_sheet()?;
        }
        let row = self.rows;
        let at = self.sheets - 1;
        let sheet = self.workbook.worksheet_from_index(at).map_err(io_error)?;
        let mut cells = cells.iter();
        let mut exact = None;
        for (at, (_, of)) in (0u16..).zip(&self.columns) {
            let cell = match exact.take() {
                Some(cell) => cell,
                None => cells.next().cloned().unwrap_or(Cell::Empty),
            };
            if row < LOOKED_AT {
                let width = &mut self.widths[usize::from(at)];
                *width = cell
                    .shown()
                    .lines()
                    .map(|l| l.width())
                    .fold(*width, usize::max);
            }
            waiting(|| write(sheet, row, at, &cell, *of))?;
            if *of == Type::Decimal {
                exact = Some(match cell {
                    Cell::Decimal(decimal) if is_long(&decimal) => Cell::text(decimal.to_string()),
                    _ => Cell::Empty,
                });
            }
        }
        self.rows += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.close_sheet()?;
        let mut out = Patient {
            out: &mut *self.out,
            error: None,
        };
        let saved = waiting(|| self.workbook.save_to_writer(&mut out));
        if let Some(error) = out.error {
            return Err(error);
        }
        saved?;
        self.out.flush()
    }
}

/// A way out that keeps the first error to itself: the zip file in the making would speak of it on stderr.
struct Patient<'a> {
    out: &'a mut (dyn Write + Send),
    error: Option<io::Error>,
}

impl Write for Patient<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.error.is_none() {
            self.error = self.out.write_all(bytes).err();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.error.is_none() {
            self.error = self.out.flush().err();
        }
        Ok(())
    }
}

/// Writes a cell. Text is never a formula, whatever it begins with.
fn write(sheet: &mut Worksheet, row: u32, at: u16, cell: &Cell, of: Type) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Boolean(yes) => sheet.write_boolean(row, at, *yes)?,
        Cell::Integer(n) => sheet.write_number(row, at, *n as f64)?,
        Cell::Decimal(decimal) if of == Type::Text && is_long(decimal) => {
            sheet.write_string(row, at, decimal.to_string())?
        }
        Cell::Decimal(decimal) => sheet.write_number(row, at, nearest(decimal))?,
        Cell::Text(text) if text.is_empty() => return Ok(()),
        Cell::Text(text) => sheet.write_string(row, at, cut(text))?,
    };
    Ok(())
}

/// Whether a decimal has more digits than Excel keeps.
fn is_long(decimal: &Decimal) -> bool {
    decimal.normalize().mantissa().unsigned_abs() >= DIGITS
}

/// The text, as much of it as a cell holds.
fn cut(text: &str) -> String {
    if text.len() <= MOST_TEXT || text.encode_utf16().count() <= MOST_TEXT {
        return text.to_string();
    }
    let mut left = MOST_TEXT - CUT.encode_utf16().count();
    let fits = |c: &char| {
        let room = left.checked_sub(c.len_utf16());
        left = room.unwrap_or(0);
        room.is_some()
    };
    let mut part: String = text.chars().take_while(fits).collect();
    part.push_str(CUT);
    part
}

/// Does what writes to the temporary file that the rows wait in. The writer of workbooks panics where the system refuses that.
fn waiting<T>(act: impl FnOnce() -> Result<T, XlsxError>) -> io::Result<T> {
    match catch_unwind(AssertUnwindSafe(act)) {
        Ok(done) => done.map_err(io_error),
        Err(panic) => match refusal(&*panic) {
            Some(why) => Err(no_room(why)),
            None => resume_unwind(panic),
        },
    }
}

/// What the system said, where a panic tells of an error of its.
fn refusal(panic: &(dyn Any + Send)) -> Option<&str> {
    let told = panic.downcast_ref::<String>()?;
    let (_, error) = told.split_once("Os {")?;
    let why = error.split_once("message: \"")?.1.split('"').next();
    Some(why.unwrap_or(error))
}

/// The rows cannot wait.
fn no_room(why: &str) -> io::Error {
    let folder = std::env::temp_dir();
    io::Error::other(format!(
        "the rows of a workbook wait in {}, which cannot be written ({why}); name another folder by TMPDIR=DIR",
        folder.display()
    ))
}

/// The system's own error, so that a closed pipe can be told.
fn io_error(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        XlsxError::TempFileError(_, error) => no_room(&error.kind().to_string()),
        XlsxError::ZipError(error) => error.into(),
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::tests::{hard, written};
    use super::super::sheet::{self};
    use super::*;

    #[test]
    fn a_workbook_is_a_zip_file() {
        let (columns, rows) = hard();
        let bytes = written(sheet::Format::Xlsx, &columns, &rows);
        assert_eq!(&bytes[..2], b"PK");
    }

    #[test]
    fn more_rows_than_a_sheet_holds_go_on_in_the_next() {
        let columns = [Column::new("n", Type::Integer)];
        let mut out = Vec::new();
        let mut xlsx = Box::new(Xlsx::new(&columns, &mut out).unwrap());
        xlsx.most_rows = 3;
        for n in 0..5 {
            xlsx.row(&[Cell::Integer(n)]).unwrap();
        }
        assert_eq!((xlsx.sheets, xlsx.rows), (3, 2));
        xlsx.finish().unwrap();
        assert!(!out.is_empty());
    }

    #[test]
    fn a_panic_over_the_temporary_file_is_an_error() {
        let refused = || -> Result<(), XlsxError> {
            std::fs::read("no/such/file").expect("Couldn't write to xml file");
            Ok(())
        };
        let error = waiting(refused).unwrap_err().to_string();
        assert!(
            error.contains("TMPDIR") && !error.contains("Os {"),
            "{error}"
        );
        let fault = || -> Result<(), XlsxError> { panic!("a fault of another sort") };
        assert!(catch_unwind(|| waiting(fault)).is_err());
        assert!(waiting(|| Ok(())).is_ok());
    }

    #[test]
    fn long_text_is_cut_with_a_mark() {
        assert_eq!(cut("清远"), "清远");
        let whole = "字".repeat(MOST_TEXT);
        assert_eq!(cut(&whole), whole);
        let long = cut(&"字".repeat(MOST_TEXT + 1));
        assert_eq!(long.chars().count(), MOST_TEXT);
        assert!(long.ends_with('…'));
        let wide = cut(&"𠮷".repeat(MOST_TEXT));
        assert!(wide.encode_utf16().count() <= MOST_TEXT);
    }

    #[test]
    fn long_decimals_are_no_numbers_of_excel() {
        let long = |text: &str| is_long(&text.parse().unwrap());
        assert!(long("1234567890.123456"));
        assert!(!long("999999999999999"));
        assert!(!long("1500900000000000000"[..15].to_string().as_str()));
        assert!(!long("0.100000000000000000000"));
    }
}
