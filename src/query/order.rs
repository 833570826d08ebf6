//! Putting rows in order: by document and text, by a key, and only the first of them.

use super::Window;
use crate::index::{IndexError, RankedColumn, Reader, first_values};
use std::cmp::Ordering;
use tantivy::DocAddress;

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

/// Leaves of `hits`, which are in the order of rows, the first of the window by the keys that `keys` gives to rows of a part.
pub(super) fn first<K: Ord + Copy, I: Iterator<Item = K>>(
    reader: &Reader,
    hits: &mut Vec<DocAddress>,
    window: Window,
    keys: impl Fn(usize, &[u32]) -> Result<I, IndexError>,
) -> Result<(), IndexError> {
    let mut first = First::new(window.end(hits.len()));
    for of_part in hits.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
        let rows: Vec<u32> = of_part.iter().map(|hit| hit.doc_id).collect();
        let part = of_part.first().map_or(0, |hit| hit.segment_ord as usize);
        for (key, hit) in keys(part, &rows)?.zip(of_part) {
            first.add(key, *hit);
        }
    }
    let document = reader.ranked("document")?;
    let sorted = first.in_order(&Order::of(&document));
    *hits = sorted.into_iter().map(|(_, hit)| hit).collect();
    Ok(())
}

/// The rank of the first value that each of `rows` of a part has.
pub(super) fn ranks_of(column: &RankedColumn, part: usize, rows: &[u32]) -> Vec<Option<i64>> {
    let Some((ords, ranks)) = column.part(part) else {
        return vec![None; rows.len()];
    };
    let rank = |ord: u64| i64::from(ranks[ord as usize]);
    let ords = first_values(ords, rows).into_iter();
    ords.map(|ord| ord.map(rank)).collect()
}

/// Leaves of `hits` the first of the window, by document or by its year; texts stay in their order.
pub(super) fn by_document(
    reader: &Reader,
    hits: &mut Vec<DocAddress>,
    by_year: bool,
    descending: bool,
    window: Window,
) -> Result<(), IndexError> {
    let document = reader.ranked("document")?;
    // The place of each document among all: small numbers, the last one for those that have no year.
    let mut ranks: Vec<u32> = (0..document.len() as u32).collect();
    let year = |rank: u32| {
        let entry = reader.catalog().documents.get(document.value(rank));
        entry.and_then(|e| e.metadata.year)
    };
    if by_year {
        ranks.sort_by(|a, b| present_first(year(*a), year(*b), descending));
    } else if descending {
        ranks.reverse();
    }
    let mut place = vec![0u32; ranks.len()];
    for (i, rank) in ranks.iter().enumerate() {
        // Documents of one year stand in the order of their ids.
        let same = by_year && i > 0 && year(ranks[i - 1]) == year(*rank);
        place[*rank as usize] = if same {
            place[ranks[i - 1] as usize]
        } else {
            i as u32
        };
    }
    first(reader, hits, window, |part, rows| {
        let ranks = ranks_of(&document, part, rows).into_iter();
        Ok(ranks.map(|rank| rank.map_or(0, |rank| place[rank as usize])))
    })
}

/// Compares two values of which each may be absent; those go last in either order.
pub(super) fn present_first<T: PartialOrd>(
    a: Option<T>,
    b: Option<T>,
    descending: bool,
) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => {
            let order = a.partial_cmp(&b).unwrap_or(Ordering::Equal);
            if descending { order.reverse() } else { order }
        }
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
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

    #[test]
    fn the_absent_goes_last_both_ways() {
        assert_eq!(present_first(Some(1), None, false), Ordering::Less);
        assert_eq!(present_first(Some(1), None, true), Ordering::Less);
        assert_eq!(present_first(Some(1), Some(2), true), Ordering::Greater);
    }
}
