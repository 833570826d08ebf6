//! Reading what the columns of the index say of rows, and putting rows in order.

use crate::index::{IndexError, RankedColumn, Reader};
use tantivy::columnar::Column;
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

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
pub(crate) struct Order<'a>(&'a RankedColumn);

impl<'a> Order<'a> {
    /// The order by the column of documents.
    pub fn of(document: &'a RankedColumn) -> Self {
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
