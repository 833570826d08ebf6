//! CSV by RFC 4180, with a byte-order mark so that Excel reads Chinese as it is.

use super::items::Item;
use std::io::{self, Write};

/// Writes the items under a header of their columns.
///
/// Cells hold the data as it is: nothing is put before a value that a spreadsheet may take for a formula.
pub fn csv<T: Item>(items: &[T], out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer(out);
    writer.write_record(T::COLUMNS).map_err(io_error)?;
    for item in items {
        writer.write_record(item.cells()).map_err(io_error)?;
    }
    writer.flush()
}

/// The system's own error, so that a closed pipe can be told.
fn io_error(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
