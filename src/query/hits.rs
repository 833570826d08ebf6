//! Collecting hits, and reading what the columns of the index say of them.

use crate::index::{IndexError, Reader};
use std::collections::HashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::query::Query;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// Every entry that matches, with its score.
pub(crate) struct AllHits {
    /// Whether scores are wanted; without them hits are found faster.
    pub scores: bool,
}

/// The hits of one part of the index.
pub(crate) struct SegmentHits {
    segment: SegmentOrdinal,
    hits: Vec<(Score, DocAddress)>,
}

impl Collector for AllHits {
    type Fruit = Vec<(Score, DocAddress)>;
    type Child = SegmentHits;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<SegmentHits> {
        Ok(SegmentHits {
            segment,
            hits: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.scores
    }

    fn merge_fruits(&self, parts: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        Ok(parts.concat())
    }
}

impl SegmentCollector for SegmentHits {
    type Fruit = Vec<(Score, DocAddress)>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.hits.push((score, DocAddress::new(self.segment, doc)));
    }

    fn harvest(self) -> Self::Fruit {
        self.hits
    }
}

/// All hits of a query, in no order.
pub(crate) fn all(
    reader: &Reader,
    query: &dyn Query,
    scores: bool,
) -> Result<Vec<(Score, DocAddress)>, IndexError> {
    reader
        .searcher()
        .search(query, &AllHits { scores })
        .map_err(|e| reader.trouble(e))
}

/// A text column over all parts of the index, its values ranked so that hits of different parts compare.
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
                    let mut values = Vec::with_capacity(column.num_terms());
                    let mut value = String::new();
                    for ord in 0..column.num_terms() as u64 {
                        value.clear();
                        column
                            .ord_to_str(ord, &mut value)
                            .map_err(|e| reader.trouble(e.into()))?;
                        values.push(value.clone());
                    }
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

    /// The rank of the first value that an entry has.
    pub fn rank(&self, hit: DocAddress) -> Option<u32> {
        let (column, ranks) = self.segments.get(hit.segment_ord as usize)?.as_ref()?;
        let ord = column.term_ords(hit.doc_id).next()?;
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
}

/// A numeric column over all parts of the index.
pub(crate) struct NumberColumn<T: PartialOrd + Copy + Send + Sync + 'static>(
    Vec<Option<Column<T>>>,
);

impl NumberColumn<u64> {
    /// Opens the column of whole numbers called `name`.
    pub fn open_u64(reader: &Reader, name: &str) -> Result<Self, IndexError> {
        let segments = reader.searcher().segment_readers().iter();
        let columns = segments
            .map(|s| s.fast_fields().column_opt::<u64>(name))
            .collect::<tantivy::Result<_>>();
        columns.map(NumberColumn).map_err(|e| reader.trouble(e))
    }
}

impl NumberColumn<f64> {
    /// Opens the column of floats called `name`.
    pub fn open_f64(reader: &Reader, name: &str) -> Result<Self, IndexError> {
        let segments = reader.searcher().segment_readers().iter();
        let columns = segments
            .map(|s| s.fast_fields().column_opt::<f64>(name))
            .collect::<tantivy::Result<_>>();
        columns.map(NumberColumn).map_err(|e| reader.trouble(e))
    }
}

impl<T: PartialOrd + Copy + Send + Sync + std::fmt::Debug + 'static> NumberColumn<T> {
    /// The first value that an entry has.
    pub fn get(&self, hit: DocAddress) -> Option<T> {
        self.0
            .get(hit.segment_ord as usize)?
            .as_ref()?
            .first(hit.doc_id)
    }
}

/// What the index hands out for an entry.
pub(crate) fn stored(reader: &Reader, hit: DocAddress) -> Result<String, IndexError> {
    use tantivy::schema::Value;
    let entry: tantivy::TantivyDocument =
        reader.searcher().doc(hit).map_err(|e| reader.trouble(e))?;
    Ok(entry
        .get_first(reader.fields().stored)
        .and_then(|v| v.as_str().map(str::to_string))
        .unwrap_or_default())
}
