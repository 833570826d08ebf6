//! Which rows of a part of the index are sentences; the claims of a sentence are the rows behind it up to the next.

use super::schema::{Fields, SENTENCE};
use fixedbitset::FixedBitSet;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

/// The rows of one part of the index.
pub(crate) struct Rows {
    /// The rows that are sentences.
    sentences: FixedBitSet,
    /// The rows that were not taken out, where some were.
    alive: Option<FixedBitSet>,
}

impl Rows {
    /// Reads which rows are which.
    pub fn of(segment: &SegmentReader, fields: &Fields) -> tantivy::Result<Rows> {
        let count = segment.max_doc() as usize;
        let mut sentences = FixedBitSet::with_capacity(count);
        rows_with(segment, fields.row, SENTENCE, &mut sentences)?;
        let alive = segment.alive_bitset().map(|bits| {
            let mut alive = FixedBitSet::with_capacity(count);
            bits.iter_alive().for_each(|row| alive.insert(row as usize));
            alive
        });
        Ok(Rows { sentences, alive })
    }

    /// How many rows there are, those taken out too.
    pub fn len(&self) -> usize {
        self.sentences.len()
    }

    /// The rows that are sentences.
    pub fn sentences(&self) -> &FixedBitSet {
        &self.sentences
    }

    /// Leaves of `rows` those that were not taken out.
    pub fn keep_alive(&self, rows: &mut FixedBitSet) {
        if let Some(alive) = &self.alive {
            rows.intersect_with(alive);
        }
    }

    /// The sentence that a row is, or that a claim was found in.
    pub fn sentence_of(&self, row: usize) -> usize {
        let words = self.sentences.as_slice();
        let (mut word, bit) = (row / BITS, row % BITS);
        let mut left = words
            .get(word)
            .map_or(0, |w| w & (usize::MAX >> (BITS - 1 - bit)));
        while left == 0 && word > 0 {
            word -= 1;
            left = words[word];
        }
        match left {
            0 => 0,
            left => word * BITS + BITS - 1 - left.leading_zeros() as usize,
        }
    }

    /// The first row behind a sentence and its claims.
    pub fn end_of(&self, sentence: usize) -> usize {
        let words = self.sentences.as_slice();
        let next = sentence + 1;
        let (mut word, bit) = (next / BITS, next % BITS);
        let mut left = words.get(word).map_or(0, |w| w & (usize::MAX << bit));
        while left == 0 {
            word += 1;
            match words.get(word) {
                Some(w) => left = *w,
                None => return self.len(),
            }
        }
        word * BITS + left.trailing_zeros() as usize
    }

    /// The claims of a sentence.
    pub fn claims_of(&self, sentence: usize) -> std::ops::Range<usize> {
        sentence + 1..self.end_of(sentence)
    }

    /// Adds to the sentences in `rows` their claims.
    pub fn with_claims(&self, rows: &mut FixedBitSet) {
        let len = rows.len();
        // A bit added below the claims of a sentence runs through all of them and over into the next sentence. That goes
        // from word to word as when large numbers are added.
        let (mut opened, mut carried) = (0, false);
        let words = rows.as_mut_slice().iter_mut();
        for (word, sentences) in words.zip(self.sentences.as_slice()) {
            let claims = !sentences;
            let asked = *word & sentences;
            let first = (asked << 1 | opened) & claims;
            opened = asked >> (BITS - 1);
            let (sum, over) = sum(claims, first, carried);
            carried = over;
            *word |= (claims ^ sum) & claims;
        }
        if let Some(last) = rows.as_mut_slice().last_mut()
            && !len.is_multiple_of(BITS)
        {
            *last &= usize::MAX >> (BITS - len % BITS);
        }
    }

    /// The sentences of which `rows` has a claim.
    pub fn sentences_with(&self, rows: &FixedBitSet) -> FixedBitSet {
        let mut found = FixedBitSet::with_capacity(self.len());
        // As above, in the other direction: a bit added to the claims of a sentence runs over into that sentence.
        let mut carried = false;
        let words = found.as_mut_slice().iter_mut().enumerate().rev();
        for (number, word) in words {
            let sentences = self.sentences.as_slice()[number];
            let claims = !sentences;
            let asked = rows.as_slice().get(number).map_or(0, |w| w & claims);
            if asked == 0 && !carried {
                continue;
            }
            let (sum, over) = sum(claims.reverse_bits(), asked.reverse_bits(), carried);
            carried = over;
            *word = sum.reverse_bits() & sentences;
        }
        found
    }
}

/// Adds two words and what was carried over from the one before, and tells whether something is carried over.
fn sum(a: usize, b: usize, carried: bool) -> (usize, bool) {
    let (sum, over) = a.overflowing_add(b);
    let (sum, over_again) = sum.overflowing_add(usize::from(carried));
    (sum, over || over_again)
}

/// The number of rows that one word of the set holds.
const BITS: usize = usize::BITS as usize;

/// Adds the rows whose `field` has a value.
pub(crate) fn rows_with(
    segment: &SegmentReader,
    field: Field,
    value: &str,
    into: &mut FixedBitSet,
) -> tantivy::Result<()> {
    let term = Term::from_field_text(field, value);
    let list = segment.inverted_index(field)?;
    if let Some(mut postings) = list.read_postings(&term, IndexRecordOption::Basic)? {
        rows_of(&mut postings, into);
    }
    Ok(())
}

/// Adds the rows of a list of postings.
pub(crate) fn rows_of(postings: &mut impl DocSet, into: &mut FixedBitSet) {
    let mut row: DocId = postings.doc();
    while row != TERMINATED {
        into.insert(row as usize);
        row = postings.advance();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(sentences: &[usize], len: usize) -> Rows {
        let mut bits = FixedBitSet::with_capacity(len);
        bits.extend(sentences.iter().copied());
        Rows {
            sentences: bits,
            alive: None,
        }
    }

    #[test]
    fn claims_stand_behind_their_sentence() {
        let rows = rows(&[0, 3, 4, 200], 203);
        assert_eq!(rows.claims_of(0), 1..3);
        assert_eq!(rows.claims_of(3), 4..4);
        assert_eq!(rows.claims_of(4), 5..200);
        assert_eq!(rows.claims_of(200), 201..203);
        let owners: Vec<usize> = [0, 2, 3, 4, 63, 64, 199, 200, 202]
            .map(|r| rows.sentence_of(r))
            .into();
        assert_eq!(owners, [0, 0, 3, 4, 4, 4, 4, 200, 200]);
    }

    #[test]
    fn from_sentences_to_claims_and_back() {
        let rows = rows(&[0, 3, 4, 7], 10);
        let set = |rows: &[usize]| {
            let mut bits = FixedBitSet::with_capacity(10);
            bits.extend(rows.iter().copied());
            bits
        };
        let mut found = set(&[0, 7]);
        rows.with_claims(&mut found);
        assert_eq!(found.ones().collect::<Vec<_>>(), [0, 1, 2, 7, 8, 9]);
        let with = rows.sentences_with(&set(&[2, 3, 8, 9]));
        assert_eq!(
            with.ones().collect::<Vec<_>>(),
            [0, 7],
            "3 is a sentence and no claim"
        );
    }
    #[test]
    fn whatever_stands_where() {
        // Sentences with none, some and very many claims, and every sort of sets of rows, from a row of digits.
        let mut digit = 1u64;
        let mut next = |end: u64| {
            digit = digit
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (digit >> 33) % end
        };
        for len in [1, 63, 64, 65, 128, 700] {
            for sparse in [1, 2, 5, 90] {
                let starts = (0..len).filter(|row| *row == 0 || next(sparse) == 0);
                let rows = rows(&starts.collect::<Vec<_>>(), len);
                let mut asked = FixedBitSet::with_capacity(len);
                asked.extend((0..len).filter(|_| next(3) == 0));
                let mut with = FixedBitSet::with_capacity(len);
                let of = asked.ones().filter(|row| !rows.sentences().contains(*row));
                with.extend(of.map(|row| rows.sentence_of(row)));
                assert_eq!(rows.sentences_with(&asked), with);
                let mut all = asked.clone();
                for sentence in asked.ones().filter(|row| rows.sentences().contains(*row)) {
                    all.insert_range(rows.claims_of(sentence));
                }
                rows.with_claims(&mut asked);
                assert_eq!(asked, all);
            }
        }
    }
}
