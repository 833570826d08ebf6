//! CSV by RFC 4180, with a byte-order mark so that Excel reads Chinese as it is.

use super::sheet::{Cell, Column, Sheet};
use std::io::{self, Write};

/// Writes CSV.
///
/// Cells hold the data as it is: nothing is put before a value that a spreadsheet may take for a formula.
pub struct Csv<'a> {
    writer: ::csv::Writer<&'a mut (dyn Write + Send)>,
    columns: usize,
}

impl<'a> Csv<'a> {
    /// Writes the byte-order mark and the header.
    pub fn with_mark(columns: &[Column], out: &'a mut (dyn Write + Send)) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        Csv::without_mark(columns, out)
    }

    /// Writes the header alone.
    pub fn without_mark(columns: &[Column], out: &'a mut (dyn Write + Send)) -> io::Result<Self> {
        let mut writer = ::csv::WriterBuilder::new()
            .terminator(::csv::Terminator::CRLF)
            .from_writer(out);
        let names = columns.iter().map(|column| column.name.as_bytes());
        writer.write_record(names).map_err(io_error)?;
        let columns = columns.len();
        Ok(Csv { writer, columns })
    }
}

impl Sheet for Csv<'_> {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        for cell in cells.iter().take(self.columns) {
            let shown = cell.shown();
            self.writer.write_field(&*shown).map_err(io_error)?;
        }
        let end = None::<&[u8]>;
        self.writer.write_record(end).map_err(io_error)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The system's own error, so that a closed pipe can be told.
fn io_error(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Format;
    use super::super::sheet::tests::{hard, written};

    #[test]
    fn cells_stand_as_they_are() {
        let (columns, rows) = hard();
        let text = String::from_utf8(written(Format::Csv, &columns, &rows)).unwrap();
        let lines = [
            "\u{feff}词|x,n,share,value,yes",
            "\"甲,“乙”\"\"\n| \\|\",-3,0.25,79228162514264337593543950335,true",
            "=1+1,,,0.1,false",
            ",7,,,",
            "",
        ];
        assert_eq!(text, lines.join("\r\n"));
        let plain = written(Format::Sdmx, &columns, &rows);
        assert_eq!(plain, text.as_bytes()["\u{feff}".len()..]);
    }
}
