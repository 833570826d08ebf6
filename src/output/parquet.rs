//! Apache Parquet: columns in groups of rows, each written when it is full.

use super::sheet::{Cell, Column, Sheet, Type, nearest};
use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use ::parquet::file::writer::{
    SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter,
};
use ::parquet::schema::types::Type as Schema;
use std::io::{self, Write};
use std::sync::Arc;

/// A group of rows is written when it has so many.
const MOST_ROWS: usize = 50_000;

/// A group of rows is written when its text has so many bytes.
const MOST_BYTES: usize = 16 << 20;

/// Where the file goes.
type Out<'a> = &'a mut (dyn Write + Send);

/// Writes a Parquet file.
pub struct Parquet<'a> {
    writer: SerializedFileWriter<Out<'a>>,
    columns: Vec<Waiting>,
    /// How many rows wait to be written, and how many bytes of text they have.
    rows: usize,
    bytes: usize,
}

/// The values of a column that wait to be written, and for each row whether it has one.
struct Waiting {
    values: Values,
    present: Vec<i16>,
}

enum Values {
    Texts(Vec<ByteArray>),
    Integers(Vec<i64>),
    Floats(Vec<f64>),
    /// The nearest floats of exact decimals; the column behind has the decimals as text.
    Decimals(Vec<f64>),
    Booleans(Vec<bool>),
}

impl Waiting {
    fn new(values: Values) -> Waiting {
        let present = Vec::new();
        Waiting { values, present }
    }

    /// Takes a cell of a row and tells how large it is; what does not fit the column is absent.
    fn take(&mut self, cell: &Cell) -> usize {
        let mut size = 0;
        let present = match (&mut self.values, cell) {
            (_, Cell::Empty) => false,
            (Values::Texts(texts), cell) => {
                let shown = cell.shown();
                size = shown.len();
                texts.push(ByteArray::from(&*shown));
                true
            }
            (Values::Integers(all), Cell::Integer(n)) => {
                all.push(*n);
                true
            }
            (Values::Floats(all) | Values::Decimals(all), Cell::Decimal(decimal)) => {
                all.push(nearest(decimal));
                true
            }
            (Values::Floats(all) | Values::Decimals(all), Cell::Integer(n)) => {
                all.push(*n as f64);
                true
            }
            (Values::Booleans(all), Cell::Boolean(yes)) => {
                all.push(*yes);
                true
            }
            _ => false,
        };
        self.present.push(i16::from(present));
        size
    }

    /// Writes what waits.
    fn write(&mut self, out: &mut SerializedColumnWriter) -> Result<(), ParquetError> {
        let present = &self.present;
        match &mut self.values {
            Values::Texts(all) => write_as::<ByteArrayType>(out, all, present)?,
            Values::Integers(all) => write_as::<Int64Type>(out, all, present)?,
            Values::Floats(all) | Values::Decimals(all) => {
                write_as::<DoubleType>(out, all, present)?
            }
            Values::Booleans(all) => write_as::<BoolType>(out, all, present)?,
        }
        self.present.clear();
        Ok(())
    }
}

fn write_as<T: DataType>(
    out: &mut SerializedColumnWriter,
    values: &mut Vec<T::T>,
    present: &[i16],
) -> Result<(), ParquetError> {
    out.typed::<T>().write_batch(values, Some(present), None)?;
    values.clear();
    Ok(())
}

impl<'a> Parquet<'a> {
    /// Begins a file. An exact decimal is a float, with a column of text behind it that has the decimal itself.
    pub fn new(columns: &[Column], out: Out<'a>) -> io::Result<Self> {
        let mut waiting = Vec::new();
        let mut fields = Vec::new();
        for column in columns {
            let (physical, logical, values) = match column.of {
                Type::Text => (
                    Physical::BYTE_ARRAY,
                    Some(LogicalType::String),
                    Values::Texts(Vec::new()),
                ),
                Type::Integer => (Physical::INT64, None, Values::Integers(Vec::new())),
                Type::Number => (Physical::DOUBLE, None, Values::Floats(Vec::new())),
                Type::Decimal => (Physical::DOUBLE, None, Values::Decimals(Vec::new())),
                Type::Boolean => (Physical::BOOLEAN, None, Values::Booleans(Vec::new())),
            };
            fields.push(field(&column.name, physical, logical)?);
            waiting.push(Waiting::new(values));
            if column.of == Type::Decimal {
                let text = Some(LogicalType::String);
                fields.push(field(&column.exact_name(), Physical::BYTE_ARRAY, text)?);
                waiting.push(Waiting::new(Values::Texts(Vec::new())));
            }
        }
        let schema = Schema::group_type_builder("zhishu").with_fields(fields);
        let schema = schema.build().map_err(io_error)?;
        let properties = WriterProperties::builder()
            .set_created_by(concat!("zhishu ", env!("CARGO_PKG_VERSION")).to_string())
            .set_compression(Compression::ZSTD(Default::default()))
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties));
        Ok(Parquet {
            writer: writer.map_err(io_error)?,
            columns: waiting,
            rows: 0,
            bytes: 0,
        })
    }

    /// Writes the rows that wait as a group.
    fn write_group(&mut self) -> Result<(), ParquetError> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group: SerializedRowGroupWriter<'_, Out<'a>> = self.writer.next_row_group()?;
        for column in &mut self.columns {
            if let Some(mut out) = group.next_column()? {
                column.write(&mut out)?;
                out.close()?;
            }
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

/// A column of a file, in which any cell may be empty.
fn field(name: &str, physical: Physical, logical: Option<LogicalType>) -> io::Result<Arc<Schema>> {
    let field = Schema::primitive_type_builder(name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    Ok(Arc::new(field.build().map_err(io_error)?))
}

impl Sheet for Parquet<'_> {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let mut cells = cells.iter();
        let mut exact = None;
        for column in &mut self.columns {
            let cell = match exact.take() {
                Some(cell) => cell,
                None => cells.next().unwrap_or(&Cell::Empty),
            };
            self.bytes += column.take(cell);
            if let Values::Decimals(_) = column.values {
                exact = Some(cell);
            }
        }
        self.rows += 1;
        if self.rows >= MOST_ROWS || self.bytes >= MOST_BYTES {
            self.write_group().map_err(io_error)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.write_group().map_err(io_error)?;
        self.writer.close().map_err(io_error)?;
        Ok(())
    }
}

/// The system's own error, so that a closed pipe can be told.
fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error.to_string()),
        },
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Format;
    use super::super::sheet::tests::{hard, written};
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::Field;

    fn file(bytes: &[u8]) -> std::fs::File {
        let mut file = tempfile::tempfile().unwrap();
        std::io::Write::write_all(&mut file, bytes).unwrap();
        file
    }

    #[test]
    fn every_cell_is_read_back() {
        let (columns, rows) = hard();
        let bytes = written(Format::Parquet, &columns, &rows);
        let reader = SerializedFileReader::new(file(&bytes)).unwrap();
        let read: Vec<Vec<(String, Field)>> = reader
            .into_iter()
            .map(|row| row.unwrap().into_columns())
            .collect();
        let names: Vec<&str> = read[0].iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["词|x", "n", "share", "value", "value_exact", "yes"]);
        let fields = |row: usize| read[row].iter().map(|(_, field)| field.clone());
        let first: Vec<Field> = fields(0).collect();
        assert_eq!(
            first,
            [
                Field::Str("甲,“乙”\"\n| \\|".into()),
                Field::Long(-3),
                Field::Double(0.25),
                Field::Double(79228162514264337593543950335.0),
                Field::Str("79228162514264337593543950335".into()),
                Field::Bool(true),
            ]
        );
        let last: Vec<Field> = fields(2).collect();
        assert_eq!(last[1], Field::Long(7));
        assert!(last.iter().filter(|f| **f == Field::Null).count() == 5);
        assert_eq!(read.len(), 3);
    }

    #[test]
    fn rows_go_on_in_the_next_group() {
        let (columns, rows) = hard();
        let many: Vec<_> = rows
            .iter()
            .cycle()
            .take(super::MOST_ROWS + 1)
            .cloned()
            .collect();
        let bytes = written(Format::Parquet, &columns, &many);
        let reader = SerializedFileReader::new(file(&bytes)).unwrap();
        assert_eq!(reader.num_row_groups(), 2);
        assert_eq!(
            reader.metadata().file_metadata().num_rows(),
            many.len() as i64
        );
    }
}
