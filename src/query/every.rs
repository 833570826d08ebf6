//! Every claim that a question asks for, one after the other, however many there are.

use super::error::QueryError;
use super::evaluate::find;
use super::passage::{ClaimHit, claim_hits};
use super::plan::Plan;
use super::question::Question;
use super::widen::Widened;
use crate::index::{IndexError, Reader};
use fixedbitset::FixedBitSet;
use tantivy::DocAddress;

/// How many claims are read at once.
const AT_ONCE: usize = 256;

/// The claims that a question asks for, by document and in the order of the text. Of each only its row is held, as one bit.
pub struct EveryClaim<'a> {
    reader: &'a Reader,
    /// How many claims there are.
    pub total: usize,
    /// The words that were widened by other names of the same indicator.
    pub widened: Vec<Widened>,
    /// The rows of the claims, part after part.
    found: Vec<FixedBitSet>,
    /// The rows of each document, in the order of documents.
    stretches: std::vec::IntoIter<Stretch>,
    /// What is left of the document that is read.
    current: Option<Stretch>,
    /// Claims that were read and not handed out yet.
    read: std::vec::IntoIter<ClaimHit>,
}

/// Rows of one document that stand behind each other in one part of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stretch {
    document: u32,
    part: usize,
    start: usize,
    end: usize,
}

/// Finds the claims that `question` asks for, to be read one after the other.
///
/// # Errors
///
/// An unknown value of a field, or an index that cannot be read.
pub fn every_claim<'a>(
    reader: &'a Reader,
    question: &Question,
) -> Result<EveryClaim<'a>, QueryError> {
    let plan = Plan::of(reader, question)?;
    let found: Vec<FixedBitSet> = find(reader, &plan, true)?
        .into_iter()
        .map(|found| found.claims)
        .collect();
    let document = reader.ranked("document")?;
    let mut stretches = Vec::new();
    for (part, claims) in found.iter().enumerate() {
        let Some((_, ranks)) = document.part(part).filter(|_| !claims.is_clear()) else {
            continue;
        };
        let runs = document.unranked().runs(reader, part)?;
        stretches.extend(runs.iter().map(|run| Stretch {
            document: ranks.get(run.ord as usize).copied().unwrap_or(u32::MAX),
            part,
            start: run.start as usize,
            end: run.end as usize,
        }));
    }
    stretches.sort_unstable();
    Ok(EveryClaim {
        reader,
        total: found.iter().map(|claims| claims.count_ones(..)).sum(),
        widened: plan.widened,
        found,
        stretches: stretches.into_iter(),
        current: None,
        read: Vec::new().into_iter(),
    })
}

impl EveryClaim<'_> {
    /// The rows of the next claims; none where there are no more.
    fn next_rows(&mut self) -> Vec<DocAddress> {
        let mut rows = Vec::new();
        while rows.len() < AT_ONCE {
            let Some(mut stretch) = self.current.take().or_else(|| self.stretches.next()) else {
                break;
            };
            let claims = &self.found[stretch.part];
            while rows.len() < AT_ONCE {
                let next = next_member(claims, stretch.start, stretch.end);
                let Some(row) = next else {
                    stretch.start = stretch.end;
                    break;
                };
                rows.push(DocAddress::new(stretch.part as u32, row as u32));
                stretch.start = row + 1;
            }
            self.current = (stretch.start < stretch.end).then_some(stretch);
        }
        rows
    }
}

/// The first member of a set in `start..end`.
fn next_member(set: &FixedBitSet, start: usize, end: usize) -> Option<usize> {
    let bits = usize::BITS as usize;
    let words = set.as_slice();
    let mut at = start;
    while at < end {
        let left = words.get(at / bits)? >> (at % bits);
        if left != 0 {
            let row = at + left.trailing_zeros() as usize;
            return (row < end).then_some(row);
        }
        at = (at / bits + 1) * bits;
    }
    None
}

impl Iterator for EveryClaim<'_> {
    type Item = Result<ClaimHit, IndexError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(hit) = self.read.next() {
            return Some(Ok(hit));
        }
        let rows = self.next_rows();
        match claim_hits(self.reader, &rows) {
            Ok(hits) => self.read = hits.into_iter(),
            Err(error) => return Some(Err(error)),
        }
        self.read.next().map(Ok)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_member_of_a_set() {
        let mut set = FixedBitSet::with_capacity(300);
        set.extend([0, 5, 63, 64, 200, 299]);
        assert_eq!(next_member(&set, 0, 300), Some(0));
        assert_eq!(next_member(&set, 6, 300), Some(63));
        assert_eq!(next_member(&set, 64, 65), Some(64));
        assert_eq!(next_member(&set, 65, 200), None);
        assert_eq!(next_member(&set, 65, 201), Some(200));
        assert_eq!(next_member(&set, 300, 400), None);
        assert_eq!(next_member(&set, 5, 5), None);
    }
}
