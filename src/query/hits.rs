//! Reading what the columns of the index say of rows, and putting rows in order.

use crate::index::{IndexError, RankedColumn, Reader};
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

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
}

/// The first rows by a key and, where keys are equal, by place.
pub(crate) struct First<K> {
    most: usize,
    /// Rows behind this key are not among them.
    last: Option<K>,
    all: Vec<(K, DocAddress)>,
    /// How many there may be before those that are not among them are dropped.
    room: usize,
}

impl<K: Ord + Copy> First<K> {
    /// None so far, of at most `most`.
    pub fn new(most: usize) -> Self {
        First {
            most,
            last: None,
            all: Vec::new(),
            room: most.saturating_mul(4),
        }
    }

    /// Adds a row.
    pub fn add(&mut self, key: K, hit: DocAddress) {
        if self.last.is_some_and(|last| key > last) {
            return;
        }
        self.all.push((key, hit));
        if self.all.len() > self.room {
            self.drop_others();
            self.room = self.room.max(self.all.len().saturating_mul(2));
        }
    }

    /// Drops rows by the key alone: most of them need no look at their document.
    fn drop_others(&mut self) {
        if self.most >= self.all.len() {
            return;
        }
        let Some(last) = self.most.checked_sub(1) else {
            return self.all.clear();
        };
        let by_key = |a: &(K, DocAddress), b: &(K, DocAddress)| a.0.cmp(&b.0);
        let (_, (last, _), _) = self.all.select_nth_unstable_by(last, by_key);
        let last = *last;
        self.all.retain(|(key, _)| *key <= last);
        self.last = Some(last);
    }

    /// Those that may be among the first, in no order.
    pub fn all(self) -> impl Iterator<Item = (K, DocAddress)> {
        self.all.into_iter()
    }

    /// Those that are among the first, in order, with their keys.
    pub fn in_order(mut self, order: &Order) -> Vec<(K, DocAddress)> {
        self.drop_others();
        self.all
            .sort_by_cached_key(|(key, hit)| (*key, order.place(*hit)));
        self.all.truncate(self.most);
        self.all
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_are_kept_whatever_comes_between() {
        for most in [0, 1, 7, 100, 1000] {
            let mut first = First::new(most);
            let keys = (0..500u32).map(|i| i * 7919 % 251);
            for (row, key) in (0..).zip(keys.clone()) {
                first.add(key, DocAddress::new(0, row));
            }
            first.drop_others();
            let mut kept: Vec<u32> = first.all.iter().map(|(key, _)| *key).collect();
            kept.sort_unstable();
            let mut all: Vec<u32> = keys.collect();
            all.sort_unstable();
            let wanted = most.min(all.len());
            assert!(
                kept.len() >= wanted && kept[..wanted] == all[..wanted],
                "{most}"
            );
            assert!(
                kept[wanted..]
                    .iter()
                    .all(|key| Some(key) == kept[..wanted].last())
            );
        }
    }
}
