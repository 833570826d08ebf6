//! The rows whose text contains a term: pairs of characters found in the index, held together by their places.

use super::language::Term;
use crate::index::{IndexError, Reader, gram, rows_of, rows_with};
use fixedbitset::FixedBitSet;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EnableScoring, PhraseQuery, Query};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term as IndexTerm};

/// Whether in the `field` of any row the characters of a term stand next to each other.
pub(crate) fn any_holds(reader: &Reader, field: Field, term: &Term) -> Result<bool, IndexError> {
    let parts = reader.searcher().segment_readers();
    for (part, segment) in parts.iter().enumerate() {
        let mut found = FixedBitSet::with_capacity(segment.max_doc() as usize);
        holding(segment, field, term, &mut found).map_err(|e| reader.trouble(e))?;
        reader.rows(part)?.keep_alive(&mut found);
        if !found.is_clear() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Adds the rows in whose `field` the characters of a term stand next to each other.
pub(crate) fn holding(
    segment: &SegmentReader,
    field: Field,
    term: &Term,
    found: &mut FixedBitSet,
) -> tantivy::Result<()> {
    let list = segment.inverted_index(field)?;
    if let [(_, one)] = term.chars.as_slice() {
        // Every gram that the character opens.
        let (from, to) = opened_by(*one);
        let mut grams = list.terms().range().ge(from).lt(to).into_stream()?;
        while grams.advance() {
            let postings =
                list.read_postings_from_terminfo(grams.value(), IndexRecordOption::Basic);
            rows_of(&mut postings?, found);
        }
        return Ok(());
    }
    let grams = needed(term);
    let index_term = |gram: &str| IndexTerm::from_field_text(field, gram);
    if let [Needed { gram, .. }] = grams.as_slice() {
        return rows_with(segment, field, gram, found);
    }
    if grams.last().is_some_and(|last| last.is_open) {
        return ending_open(&list, &grams, index_term, found);
    }
    let places = grams.iter().map(|n| (n.place, index_term(&n.gram)));
    let query = PhraseQuery::new_with_offset(places.collect());
    let weight = query.weight(EnableScoring::disabled_from_schema(segment.schema()))?;
    weight.for_each_no_score(segment, &mut |rows| {
        rows.iter().for_each(|row| found.insert(*row as usize));
    })
}

/// Adds the rows of a term that ends in one character behind a mark: 昆、汕.
fn ending_open(
    list: &InvertedIndexReader,
    grams: &[Needed],
    index_term: impl Fn(&str) -> IndexTerm,
    found: &mut FixedBitSet,
) -> tantivy::Result<()> {
    // For each row the places where the term may begin, as the grams read so far leave them.
    let mut begins: Option<BTreeMap<DocId, BTreeSet<u32>>> = None;
    for needed in grams {
        let mut here: BTreeMap<DocId, BTreeSet<u32>> = BTreeMap::new();
        let mut note = |postings: &mut SegmentPostings| {
            let mut positions = Vec::new();
            while postings.doc() != TERMINATED {
                let row = postings.doc();
                let earlier = begins.as_ref().map(|b| b.get(&row));
                if earlier.is_none_or(|earlier| earlier.is_some()) {
                    postings.positions(&mut positions);
                    let place = needed.place as u32;
                    let starts = positions.iter().filter_map(|p| p.checked_sub(place));
                    let starts = starts.filter(|s| earlier.flatten().is_none_or(|e| e.contains(s)));
                    here.entry(row).or_default().extend(starts);
                }
                postings.advance();
            }
        };
        let option = IndexRecordOption::WithFreqsAndPositions;
        if needed.is_open {
            let first = needed.gram.chars().next().unwrap_or_default();
            let (from, to) = opened_by(first);
            let mut terms = list.terms().range().ge(from).lt(to).into_stream()?;
            while terms.advance() {
                note(&mut list.read_postings_from_terminfo(terms.value(), option)?);
            }
        } else if let Some(mut postings) = list.read_postings(&index_term(&needed.gram), option)? {
            note(&mut postings);
        }
        here.retain(|_, starts| !starts.is_empty());
        begins = Some(here);
    }
    found.extend(
        begins
            .unwrap_or_default()
            .into_keys()
            .map(|row| row as usize),
    );
    Ok(())
}

/// A gram that has to stand at a place of a term.
#[derive(Debug, PartialEq, Eq)]
struct Needed {
    place: usize,
    gram: String,
    /// Whether it is the last character alone, behind which anything may stand.
    is_open: bool,
}

/// Grams that together say all of a term of several characters: each character is in one, and each pair of neighbours is held
/// together by one or by their places.
fn needed(term: &Term) -> Vec<Needed> {
    let chars = &term.chars;
    let mut grams = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let (place, first) = chars[i];
        let next = chars.get(i + 1).filter(|(p, _)| *p == place + 1);
        let is_last = i + 1 == chars.len();
        let needed = |gram, place: u32, is_open| Needed {
            place: place as usize,
            gram,
            is_open,
        };
        match next {
            Some((_, second)) => {
                grams.push(needed(gram(first, Some(*second)), place, false));
                // The pair says nothing of what follows the second: a mark there is told by the next place.
                let behind = chars.get(i + 2);
                let apart = behind.is_some_and(|(p, _)| *p != place + 2);
                i += if apart { 1 } else { 2 };
                // The last character of an odd run is the second one of its pair.
                if i + 1 == chars.len() && !apart {
                    i -= 1;
                }
            }
            None => {
                let before = i.checked_sub(1).map(|b| chars[b].0);
                let alone = before.is_none_or(|p| p + 1 != place);
                match is_last {
                    true if alone => grams.push(needed(gram(first, None), place, true)),
                    true => {}
                    false => grams.push(needed(gram(first, None), place, false)),
                }
                i += 1;
            }
        }
    }
    grams
}

/// From where to where the grams lie that a character opens.
fn opened_by(first: char) -> (Vec<u8>, Vec<u8>) {
    let from = first.to_string().into_bytes();
    let mut to = from.clone();
    // UTF-8 never has 0xff: counting up the last byte ends in the next character or in none.
    if let Some(last) = to.last_mut() {
        *last += 1;
    }
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grams(text: &str) -> Vec<(usize, String, bool)> {
        let term = Term::new(text).unwrap();
        needed(&term)
            .into_iter()
            .map(|n| (n.place, n.gram, n.is_open))
            .collect()
    }

    fn one(place: usize, gram: &str, is_open: bool) -> (usize, String, bool) {
        (place, gram.to_string(), is_open)
    }

    #[test]
    fn few_grams_say_a_term() {
        assert_eq!(grams("扶贫"), [one(0, "扶贫", false)]);
        assert_eq!(
            grams("高速路"),
            [one(0, "高速", false), one(1, "速路", false)]
        );
        assert_eq!(
            grams("高速公路"),
            [one(0, "高速", false), one(2, "公路", false)]
        );
        let five = grams("高速公路网");
        assert_eq!(
            five,
            [
                one(0, "高速", false),
                one(2, "公路", false),
                one(3, "路网", false)
            ]
        );
    }

    #[test]
    fn marks_are_said_by_characters_alone() {
        let two = grams("汕昆、汕湛");
        assert_eq!(
            two,
            [
                one(0, "汕昆", false),
                one(1, "昆", false),
                one(3, "汕湛", false)
            ]
        );
        assert_eq!(grams("昆、汕"), [one(0, "昆", false), one(2, "汕", true)]);
        assert_eq!(
            grams("大，学习"),
            [one(0, "大", false), one(2, "学习", false)]
        );
    }

    #[test]
    fn a_character_opens_its_pairs_alone() {
        let (from, to) = opened_by('贫');
        let within = |gram: &str| gram.as_bytes() >= &from[..] && gram.as_bytes() < &to[..];
        assert!(within("贫") && within("贫困") && !within("困贫") && !within("贬值"));
        let (from, to) = opened_by('5');
        assert!(
            ("5%".as_bytes() >= &from[..])
                && ("5%".as_bytes() < &to[..])
                && ("6".as_bytes() >= &to[..])
        );
    }
}
