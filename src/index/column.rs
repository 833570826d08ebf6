//! Text columns over all parts of the index: what one row says, and how the values of different parts compare.

use super::format::IndexError;
use super::outline::{Listed, Outline};
use super::reader::Reader;
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tantivy::DocAddress;
use tantivy::columnar::{Column, ColumnIndex, StrColumn};

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
    /// The runs of sentences of each part.
    runs: Vec<OnceLock<Vec<Run>>>,
}

/// Sentences with their claims that stand behind each other and have the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    /// The first row.
    pub start: u32,
    /// The first row behind them.
    pub end: u32,
    /// The number of the value that the sentences have.
    pub ord: u64,
}

impl TextColumn {
    fn open(reader: &Reader, name: &str) -> Result<Self, IndexError> {
        let parts = reader.searcher().segment_readers().iter();
        let parts = parts.map(|part| part.fast_fields().str(name));
        let parts: tantivy::Result<Vec<_>> = parts.collect();
        let parts = parts.map_err(|e| reader.trouble(e))?;
        Ok(TextColumn {
            runs: parts.iter().map(|_| OnceLock::new()).collect(),
            parts,
            made: Mutex::default(),
        })
    }

    /// The numbers of the values of one part.
    pub fn ords(&self, part: usize) -> Option<&Column<u64>> {
        Some(self.parts.get(part)?.as_ref()?.ords())
    }

    /// The runs of the sentences of one part; sentences without a value are in none.
    pub fn runs(&self, reader: &Reader, part: usize) -> Result<&[Run], IndexError> {
        let Some(slot) = self.runs.get(part) else {
            return Ok(&[]);
        };
        let rows = reader.rows(part)?;
        Ok(slot.get_or_init(|| {
            let mut runs: Vec<Run> = Vec::new();
            if let Some(ords) = self.ords(part) {
                each_value(ords, rows.sentences().ones(), |row, ord| {
                    let end = rows.end_of(row as usize) as u32;
                    match runs.last_mut() {
                        Some(run) if run.end == row && run.ord == ord => run.end = end,
                        _ => runs.push(Run {
                            start: row,
                            end,
                            ord,
                        }),
                    }
                });
            }
            runs
        }))
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
    /// How the values lie in each other, as far as that was asked for.
    ways: Mutex<Option<Ways>>,
}

/// How values lie in each other.
struct Ways {
    outline: Outline,
    /// The way to each rank, where it was asked for.
    known: Vec<Option<Vec<u32>>>,
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
            ways: Mutex::default(),
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

    /// All values, in order.
    pub fn values(&self) -> &[String] {
        &self.values
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// The column of one part, with the rank of each of its values.
    pub fn part(&self, part: usize) -> Option<(&Column<u64>, &[u32])> {
        Some((self.column.ords(part)?, &self.ranks[part]))
    }

    /// The column without ranks.
    pub fn unranked(&self) -> &TextColumn {
        &self.column
    }

    /// The first `most` of the values that have a count in `counts`, which is by rank; see [`Outline::list`]. `path` tells
    /// which values a value lies in, and `plain` its plain form; always give the same ones.
    pub fn list(
        &self,
        counts: &[usize],
        path: fn(&str) -> Vec<String>,
        plain: fn(&str) -> String,
        by_count: bool,
        most: usize,
    ) -> Vec<Listed> {
        let mut ways = self.ways.lock().unwrap_or_else(PoisonError::into_inner);
        let Ways { outline, known } = ways.get_or_insert_with(|| Ways {
            outline: Outline::new(plain),
            known: vec![None; self.values.len()],
        });
        let met = || counts.iter().enumerate().filter(|(_, count)| **count > 0);
        for (rank, _) in met() {
            known[rank].get_or_insert_with(|| outline.way(&path(&self.values[rank])));
        }
        let counted = met().filter_map(|(rank, count)| Some((known[rank].as_deref()?, *count)));
        outline.list(counted, by_count, most)
    }
}

/// Gives `take` the first value of each row that has one in a column, whichever they are.
pub(crate) fn each_value_of_all(column: &Column<u64>, mut take: impl FnMut(u64)) {
    if let ColumnIndex::Multivalued(_) = column.index {
        return each_value(column, 0..column.num_docs() as usize, |_, value| {
            take(value)
        });
    }
    let mut values = [0; AT_ONCE];
    let count = column.values.num_vals() as usize;
    for start in (0..count).step_by(AT_ONCE) {
        let values = &mut values[..AT_ONCE.min(count - start)];
        column.values.get_range(start as u64, values);
        values.iter().for_each(|value| take(*value));
    }
}

/// The first value that each of `rows`, which are in order, has in a column.
pub(crate) fn first_values<
    T: PartialOrd + Copy + Default + std::fmt::Debug + Send + Sync + 'static,
>(
    column: &Column<T>,
    rows: &[u32],
) -> Vec<Option<T>> {
    let mut values = vec![None; rows.len()];
    let mut at = 0;
    each_value(
        column,
        rows.iter().map(|row| *row as usize),
        |row, value| {
            while rows[at] != row {
                at += 1;
            }
            values[at] = Some(value);
        },
    );
    values
}

/// How many rows are read at once.
const AT_ONCE: usize = 1024;

/// Gives `take` the first value that each of `rows` has in a column, in their order; rows without one are passed over.
pub(crate) fn each_value<
    T: PartialOrd + Copy + Default + std::fmt::Debug + Send + Sync + 'static,
>(
    column: &Column<T>,
    mut rows: impl Iterator<Item = usize>,
    mut take: impl FnMut(u32, T),
) {
    let (mut asked, mut found, mut at) = (Vec::new(), Vec::new(), Vec::new());
    let mut values = vec![T::default(); AT_ONCE];
    loop {
        asked.clear();
        asked.extend(rows.by_ref().take(AT_ONCE).map(|row| row as u32));
        if asked.is_empty() {
            return;
        }
        found.clear();
        at.clear();
        column.row_ids_for_docs(&asked, &mut found, &mut at);
        values.resize(at.len(), T::default());
        column.values.get_vals(&at, &mut values);
        let mut last = None;
        for (row, value) in found.iter().zip(&values) {
            if last != Some(*row) {
                take(*row, *value);
            }
            last = Some(*row);
        }
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
