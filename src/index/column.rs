//! Text columns over all parts of the index: what one row says, and how the values of different parts compare.

use super::format::IndexError;
use super::reader::Reader;
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::DocAddress;
use tantivy::columnar::{Column, StrColumn};

/// The columns of a reader that were opened, by name.
#[derive(Default)]
pub(crate) struct Columns {
    opened: Mutex<HashMap<&'static str, Arc<TextColumn>>>,
    ranked: Mutex<HashMap<&'static str, Arc<RankedColumn>>>,
}

impl Columns {
    /// The column called `name`.
    pub fn opened(
        &self,
        reader: &Reader,
        name: &'static str,
    ) -> Result<Arc<TextColumn>, IndexError> {
        kept(&self.opened, name, || TextColumn::open(reader, name))
    }

    /// The column called `name`, its values ranked.
    pub fn ranked(
        &self,
        reader: &Reader,
        name: &'static str,
    ) -> Result<Arc<RankedColumn>, IndexError> {
        kept(&self.ranked, name, || {
            RankedColumn::of(reader, self.opened(reader, name)?)
        })
    }
}

/// What is kept under a name; made where it is not there yet.
fn kept<T>(
    all: &Mutex<HashMap<&'static str, Arc<T>>>,
    name: &'static str,
    make: impl FnOnce() -> Result<T, IndexError>,
) -> Result<Arc<T>, IndexError> {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(one) = all.get(name) {
        return Ok(one.clone());
    }
    let one = Arc::new(make()?);
    all.insert(name, one.clone());
    Ok(one)
}

/// A text column over all parts of the index.
pub(crate) struct TextColumn {
    parts: Vec<Option<StrColumn>>,
    /// What was made of values, by part and number of the value.
    made: Mutex<FxHashMap<(u32, u64), Arc<str>>>,
}

impl TextColumn {
    fn open(reader: &Reader, name: &str) -> Result<Self, IndexError> {
        let parts = reader.searcher().segment_readers().iter();
        let parts = parts.map(|part| part.fast_fields().str(name));
        Ok(TextColumn {
            parts: parts
                .collect::<tantivy::Result<_>>()
                .map_err(|e| reader.trouble(e))?,
            made: Mutex::default(),
        })
    }

    /// The numbers of the values of one part.
    pub fn ords(&self, part: usize) -> Option<&Column<u64>> {
        Some(self.parts.get(part)?.as_ref()?.ords())
    }

    /// The first value that a row has.
    pub fn value(&self, reader: &Reader, hit: DocAddress) -> Result<Option<String>, IndexError> {
        let ord = self.ords(hit.segment_ord as usize);
        match ord.and_then(|ords| ords.first(hit.doc_id)) {
            Some(ord) => self.text(reader, hit.segment_ord, ord).map(Some),
            None => Ok(None),
        }
    }

    /// What `make` makes of the first value that a row has, kept for the next row with it; always give the same `make`.
    pub fn made(
        &self,
        reader: &Reader,
        hit: DocAddress,
        make: impl FnOnce(&str) -> String,
    ) -> Result<Option<Arc<str>>, IndexError> {
        let part = hit.segment_ord;
        let ords = self.ords(part as usize);
        let Some(ord) = ords.and_then(|ords| ords.first(hit.doc_id)) else {
            return Ok(None);
        };
        let mut all = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(one) = all.get(&(part, ord)) {
            return Ok(Some(one.clone()));
        }
        let one: Arc<str> = make(&self.text(reader, part, ord)?).into();
        all.insert((part, ord), one.clone());
        Ok(Some(one))
    }

    /// The value with a number.
    fn text(&self, reader: &Reader, part: u32, ord: u64) -> Result<String, IndexError> {
        let mut text = String::new();
        if let Some(Some(column)) = self.parts.get(part as usize) {
            let read = column.ord_to_str(ord, &mut text);
            read.map_err(|e| reader.trouble(e.into()))?;
        }
        Ok(text)
    }
}

/// A text column with its values ranked, so that rows of different parts compare.
pub(crate) struct RankedColumn {
    /// All values in order; a rank is an index into it.
    values: Vec<String>,
    /// For each part the ranks of its values.
    ranks: Vec<Vec<u32>>,
    column: Arc<TextColumn>,
}

impl RankedColumn {
    fn of(reader: &Reader, column: Arc<TextColumn>) -> Result<Self, IndexError> {
        let parts = column.parts.iter();
        let parts = parts.map(|part| match part {
            Some(part) => values_of(reader, part),
            None => Ok(Vec::new()),
        });
        let parts: Vec<Vec<String>> = parts.collect::<Result<_, _>>()?;
        // Each part is in order already, which this sort makes use of.
        let mut values: Vec<String> = parts.iter().flatten().cloned().collect();
        values.sort();
        values.dedup();
        let ranks = parts.iter().map(|part| ranks(part, &values)).collect();
        Ok(RankedColumn {
            values,
            ranks,
            column,
        })
    }

    /// The rank of the first value that a row has.
    pub fn rank(&self, hit: DocAddress) -> Option<u32> {
        let (ords, ranks) = self.part(hit.segment_ord as usize)?;
        ranks.get(ords.first(hit.doc_id)? as usize).copied()
    }

    /// The value of a rank.
    pub fn value(&self, rank: u32) -> &str {
        self.values.get(rank as usize).map_or("", String::as_str)
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// The column of one part, with the rank of each of its values.
    pub fn part(&self, part: usize) -> Option<(&Column<u64>, &[u32])> {
        Some((self.column.ords(part)?, &self.ranks[part]))
    }
}

/// All values of a column of one part, in order.
fn values_of(reader: &Reader, column: &StrColumn) -> Result<Vec<String>, IndexError> {
    let mut values = Vec::with_capacity(column.num_terms());
    let mut terms = column
        .dictionary()
        .stream()
        .map_err(|e| reader.trouble(e.into()))?;
    while terms.advance() {
        values.push(String::from_utf8_lossy(terms.key()).into_owned());
    }
    Ok(values)
}

/// Where each of `part` stands in `all`, both in order.
fn ranks(part: &[String], all: &[String]) -> Vec<u32> {
    let mut next = 0;
    let mut rank = |value: &String| {
        while all.get(next).is_some_and(|other| other < value) {
            next += 1;
        }
        next as u32
    };
    part.iter().map(&mut rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_part_stand_among_all() {
        let texts = |all: &[&str]| -> Vec<String> { all.iter().map(|s| s.to_string()).collect() };
        let all = texts(&["a", "b", "c", "d"]);
        assert_eq!(ranks(&texts(&["b", "d"]), &all), [1, 3]);
        assert_eq!(ranks(&texts(&["a", "b", "c", "d"]), &all), [0, 1, 2, 3]);
    }
}
