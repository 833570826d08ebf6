//! Reading what the columns of the index say of rows, and putting rows in order.

use crate::index::{IndexError, Reader};
use std::collections::HashMap;
use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

/// A text column over all parts of the index, its values ranked so that rows of different parts compare.
pub(crate) struct TextColumn {
    /// All values in order; a rank is an index into it.
    values: Vec<String>,
    segments: Vec<Option<(StrColumn, Vec<u32>)>>,
}

impl TextColumn {
    /// Opens the column called `name`.
    pub fn open(reader: &Reader, name: &str) -> Result<TextColumn, IndexError> {
        let mut read = Vec::new();
        for segment in reader.searcher().segment_readers() {
            let column = segment
                .fast_fields()
                .str(name)
                .map_err(|e| reader.trouble(e))?;
            read.push(match column {
                None => None,
                Some(column) => {
                    let values = values_of(reader, &column)?;
                    Some((column, values))
                }
            });
        }
        let mut values: Vec<String> = read
            .iter()
            .flatten()
            .flat_map(|(_, v)| v.iter().cloned())
            .collect();
        values.sort_unstable();
        values.dedup();
        let ranks: HashMap<&str, u32> = values
            .iter()
            .enumerate()
            .map(|(i, v)| (v.as_str(), i as u32))
            .collect();
        let segments = read
            .into_iter()
            .map(|part| {
                part.map(|(column, values)| {
                    let to_rank = values
                        .iter()
                        .map(|v| ranks.get(v.as_str()).copied().unwrap_or(0))
                        .collect();
                    (column, to_rank)
                })
            })
            .collect();
        Ok(TextColumn { values, segments })
    }

    /// The rank of the first value that a row has.
    pub fn rank(&self, hit: DocAddress) -> Option<u32> {
        let (column, ranks) = self.segments.get(hit.segment_ord as usize)?.as_ref()?;
        let ord = column.ords().first(hit.doc_id)?;
        ranks.get(ord as usize).copied()
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
        let (column, ranks) = self.segments.get(part)?.as_ref()?;
        Some((column.ords(), ranks))
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

/// The value that one row has in the column called `name`.
pub(crate) fn value_of(
    reader: &Reader,
    name: &str,
    hit: DocAddress,
) -> Result<Option<String>, IndexError> {
    let segment = reader.searcher().segment_reader(hit.segment_ord);
    let column = segment
        .fast_fields()
        .str(name)
        .map_err(|e| reader.trouble(e))?;
    let Some((column, ord)) = column.and_then(|c| c.ords().first(hit.doc_id).map(|ord| (c, ord)))
    else {
        return Ok(None);
    };
    let mut value = String::new();
    let read = column.ord_to_str(ord, &mut value);
    read.map_err(|e| reader.trouble(e.into()))?;
    Ok(Some(value))
}

/// A numeric column over all parts of the index.
pub(crate) struct NumberColumn(Vec<Option<Column<f64>>>);

impl NumberColumn {
    /// Opens the column of floats called `name`.
    pub fn open(reader: &Reader, name: &str) -> Result<Self, IndexError> {
        let segments = reader.searcher().segment_readers().iter();
        let columns = segments
            .map(|s| s.fast_fields().column_opt::<f64>(name))
            .collect::<tantivy::Result<_>>();
        columns.map(NumberColumn).map_err(|e| reader.trouble(e))
    }

    /// The first value that a row has.
    pub fn get(&self, hit: DocAddress) -> Option<f64> {
        self.0
            .get(hit.segment_ord as usize)?
            .as_ref()?
            .first(hit.doc_id)
    }
}

/// The order of rows: by document, in the order of the text. A document lies whole in one part of the index.
pub(crate) struct Order<'a>(&'a TextColumn);

impl<'a> Order<'a> {
    /// The order by the column of documents.
    pub fn of(document: &'a TextColumn) -> Self {
        Order(document)
    }

    /// Where a row stands in it.
    pub fn place(&self, hit: DocAddress) -> (u32, DocAddress) {
        (self.0.rank(hit).unwrap_or(0), hit)
    }

    /// Sorts `all` by a key and, where keys are equal, by place, and leaves the first `most`.
    pub fn first<T, K: Ord>(
        &self,
        all: &mut Vec<T>,
        most: usize,
        hit: impl Fn(&T) -> DocAddress,
        key: impl Fn(&T) -> K,
    ) {
        if most < all.len() {
            // By the key alone first: most rows need no look at their document.
            let (_, last, _) = all.select_nth_unstable_by(most, |a, b| key(a).cmp(&key(b)));
            let last = key(last);
            all.retain(|item| key(item) <= last);
        }
        all.sort_by_cached_key(|item| (key(item), self.place(hit(item))));
        all.truncate(most);
    }
}

/// What the index hands out for a row.
pub(crate) fn stored(reader: &Reader, hit: DocAddress) -> Result<String, IndexError> {
    let row: TantivyDocument = reader.searcher().doc(hit).map_err(|e| reader.trouble(e))?;
    Ok(row
        .get_first(reader.fields().stored)
        .and_then(|v| v.as_str().map(str::to_string))
        .unwrap_or_default())
}
