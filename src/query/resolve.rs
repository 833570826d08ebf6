//! From filters to queries of the search engine, by way of the values that the index holds.

use super::error::QueryError;
use super::filters::Filters;
use super::hits::all;
use super::nearest::nearest;
use super::text::{Term as TextTerm, TextQuery};
use crate::index::{CLAIM, Fields, Reader, SENTENCE};
use crate::text::fold;
use std::collections::{BTreeSet, HashSet};
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Score, Term};

/// How many near values an error names.
const NAMED: usize = 5;

/// How much more a term counts that is a word of the sentence than one that is a part of words.
const WORD: Score = 2.0;

/// The multipliers that a unit may be written with.
const MULTIPLIERS: [char; 5] = ['十', '百', '千', '万', '亿'];

/// Which entries are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Sentences, by the filters that a sentence alone can meet.
    Sentences,
    /// Claims, by all filters.
    Claims,
}

/// The entries that meet text and filters, in no order, with their scores where `scores` are wanted.
pub(crate) fn find(
    reader: &Reader,
    wanted: Wanted,
    text: &TextQuery,
    filters: &Filters,
    scores: bool,
) -> Result<Vec<(Score, DocAddress)>, QueryError> {
    let f = reader.fields();
    let entry = if wanted == Wanted::Claims {
        CLAIM
    } else {
        SENTENCE
    };
    let mut parts = vec![(Occur::Must, unscored(Box::new(term(f.entry, entry))))];
    for t in &text.include {
        parts.push((Occur::Must, contains(f, wanted, t)));
        if wanted == Wanted::Sentences {
            let word = Term::from_field_text(f.words, &t.word);
            let word = TermQuery::new(word, IndexRecordOption::WithFreqs);
            parts.push((
                Occur::Should,
                Box::new(BoostQuery::new(Box::new(word), WORD)),
            ));
        }
    }
    for condition in conditions(reader, wanted, filters)? {
        parts.push((Occur::Must, unscored(condition)));
    }
    let mut hits = all(reader, &BooleanQuery::new(parts), scores)?;
    // A phrase among the clauses that must not match trips tantivy 0.27 (an assertion of its PhraseScorer): what is excluded
    // is asked for by itself and taken away.
    for t in &text.exclude {
        let excluded = all(reader, &*contains(f, wanted, t), false)?;
        let excluded: HashSet<DocAddress> = excluded.into_iter().map(|(_, hit)| hit).collect();
        hits.retain(|(_, hit)| !excluded.contains(hit));
    }
    Ok(hits)
}

/// The claims of one sentence.
pub(crate) fn claims_of_sentence(reader: &Reader, key: &str) -> Box<dyn Query> {
    let f = reader.fields();
    Box::new(BooleanQuery::intersection(vec![
        Box::new(term(f.sentence_key, key)),
        Box::new(term(f.entry, CLAIM)),
    ]))
}

fn term(field: Field, value: &str) -> TermQuery {
    TermQuery::new(
        Term::from_field_text(field, value),
        IndexRecordOption::Basic,
    )
}

fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// The entries in whose text the characters of a term stand next to each other.
fn contains(f: &Fields, wanted: Wanted, t: &TextTerm) -> Box<dyn Query> {
    let field = if wanted == Wanted::Claims {
        f.claim_chars
    } else {
        f.chars
    };
    let char_term = |c: char| Term::from_field_text(field, c.encode_utf8(&mut [0; 4]));
    match t.chars.as_slice() {
        [(_, one)] => Box::new(TermQuery::new(
            char_term(*one),
            IndexRecordOption::WithFreqs,
        )),
        many => {
            let terms = many
                .iter()
                .map(|(place, c)| (*place as usize, char_term(*c)))
                .collect();
            Box::new(PhraseQuery::new_with_offset(terms))
        }
    }
}

fn conditions(
    reader: &Reader,
    wanted: Wanted,
    filters: &Filters,
) -> Result<Vec<Box<dyn Query>>, QueryError> {
    let f = reader.fields();
    let mut all: Vec<Box<dyn Query>> = Vec::new();
    if !filters.year.is_empty() {
        all.push(one_of(f.year, years(reader, &filters.year)?));
    }
    if !filters.document.is_empty() {
        all.push(one_of(f.document, documents(reader, &filters.document)?));
    }
    if !filters.section.is_empty() {
        let known = values(reader, f.section)?;
        all.push(one_of(
            f.section,
            pick("section", &filters.section, &known, contains_folded)?,
        ));
    }
    if !filters.place.is_empty() {
        let home = values(reader, f.place)?;
        let area = values(reader, f.area)?;
        let known: BTreeSet<String> = home.union(&area).cloned().collect();
        let picked = pick("place", &filters.place, &known, contains_folded)?;
        let alternatives = vec![
            one_of(f.place, picked.intersection(&home).cloned().collect()),
            one_of(f.area, picked.intersection(&area).cloned().collect()),
        ];
        all.push(Box::new(BooleanQuery::union(alternatives)));
    }
    if wanted == Wanted::Sentences {
        return Ok(all);
    }
    let exact = [
        ("dimension", f.dimension, &filters.dimension, &[][..]),
        ("kind", f.kind, &filters.kind, &KINDS[..]),
        (
            "direction",
            f.direction,
            &filters.direction,
            &DIRECTIONS[..],
        ),
        ("status", f.status, &filters.status, &STATUSES[..]),
    ];
    for (name, field, asked, always) in exact {
        if !asked.is_empty() {
            let mut known = values(reader, field)?;
            known.extend(always.iter().map(|v| (*v).to_string()));
            all.push(one_of(
                field,
                pick(name, asked, &known, |known, asked| {
                    known.to_lowercase() == asked
                })?,
            ));
        }
    }
    if !filters.unit.is_empty() {
        all.push(one_of(
            f.unit,
            units(&values(reader, f.unit)?, &filters.unit)?,
        ));
    }
    if !filters.indicator.is_empty() {
        let ids = values(reader, f.indicator_id)?;
        let names = values(reader, f.indicator)?;
        let known: BTreeSet<String> = names.union(&ids).cloned().collect();
        let picked = pick("indicator", &filters.indicator, &known, contains_folded)?;
        let exact_ids = ids.iter().filter(|id| {
            filters
                .indicator
                .iter()
                .any(|a| clean(a) == id.to_lowercase())
        });
        let alternatives = vec![
            one_of(f.indicator, picked.intersection(&names).cloned().collect()),
            one_of(f.indicator_id, exact_ids.cloned().collect()),
        ];
        all.push(Box::new(BooleanQuery::union(alternatives)));
    }
    Ok(all)
}

/// The kinds of claims, whether the index holds one or not.
const KINDS: [&str; 10] = [
    "level",
    "change",
    "growth",
    "share",
    "progress",
    "rank",
    "rank_change",
    "multiple",
    "ratio",
    "duration",
];
const DIRECTIONS: [&str; 2] = ["up", "down"];
const STATUSES: [&str; 3] = ["actual", "target", "estimate"];

/// Folded, in lower case, without white space at the ends.
fn clean(value: &str) -> String {
    fold(value).to_lowercase().trim().to_string()
}

fn contains_folded(known: &str, asked: &str) -> bool {
    clean(known).contains(asked)
}

/// The known values that fit one of those asked for.
fn pick(
    filter: &'static str,
    asked: &[String],
    known: &BTreeSet<String>,
    fits: impl Fn(&str, &str) -> bool,
) -> Result<BTreeSet<String>, QueryError> {
    let mut picked = BTreeSet::new();
    for value in asked {
        let cleaned = clean(value);
        let before = picked.len();
        let mut any = false;
        if !cleaned.is_empty() {
            for k in known.iter().filter(|k| fits(k, &cleaned)) {
                picked.insert(k.clone());
                any = true;
            }
        }
        if !any && before == picked.len() {
            return Err(unknown(filter, value, known));
        }
    }
    Ok(picked)
}

fn unknown(filter: &'static str, value: &str, known: &BTreeSet<String>) -> QueryError {
    let nearest = nearest(value, known.iter().map(String::as_str), NAMED);
    QueryError::UnknownValue {
        filter,
        value: value.to_string(),
        nearest,
    }
}

/// Units as the index has them: a unit with a multiplier is the unit itself, 个百分点 is 百分点.
fn units(known: &BTreeSet<String>, asked: &[String]) -> Result<BTreeSet<String>, QueryError> {
    let mut picked = BTreeSet::new();
    for value in asked {
        let cleaned = clean(value);
        let bare = cleaned.trim_start_matches(MULTIPLIERS);
        let shorter = cleaned.strip_prefix('个').unwrap_or_default();
        let same = |k: &&String| {
            [cleaned.as_str(), bare, shorter]
                .iter()
                .any(|w| !w.is_empty() && k.to_lowercase() == *w)
        };
        // The unit as asked for goes before what is left of it: 千瓦 is no 瓦.
        match known
            .iter()
            .find(|k| k.to_lowercase() == cleaned)
            .or_else(|| known.iter().find(same))
        {
            Some(unit) => picked.insert(unit.clone()),
            None => return Err(unknown("unit", value, known)),
        };
    }
    Ok(picked)
}

/// The years of documents that lie in one of the spans asked for.
fn years(reader: &Reader, asked: &[String]) -> Result<BTreeSet<String>, QueryError> {
    let known: BTreeSet<i32> = reader
        .catalog()
        .documents
        .values()
        .filter_map(|d| d.metadata.year)
        .collect();
    let mut picked = BTreeSet::new();
    for value in asked {
        let (from, to) = span_of_years(value).ok_or_else(|| QueryError::NotAYear(value.clone()))?;
        if from == to && !known.contains(&from) {
            let mut near: Vec<i32> = known.iter().copied().collect();
            near.sort_by_key(|y| (y.abs_diff(from), *y));
            let nearest = near
                .into_iter()
                .take(NAMED)
                .map(|y| y.to_string())
                .collect();
            return Err(QueryError::UnknownValue {
                filter: "year",
                value: value.clone(),
                nearest,
            });
        }
        picked.extend(known.range(from..=to).map(i32::to_string));
    }
    Ok(picked)
}

/// The first and last year of `2017`, `2017年`, `2015-2020` or `2015..2020`.
fn span_of_years(value: &str) -> Option<(i32, i32)> {
    let cleaned = clean(value).replace('年', "");
    let year = |text: &str| {
        text.trim()
            .parse::<i32>()
            .ok()
            .filter(|y| (1..=9999).contains(y))
    };
    if let Some(one) = year(&cleaned) {
        return Some((one, one));
    }
    let separators = ["..", "—", "–", "-", "~", "～", "至", "到"];
    let (from, to) = separators.iter().find_map(|s| cleaned.split_once(s))?;
    let (from, to) = (year(from.trim_matches('—'))?, year(to.trim_matches('—'))?);
    (from <= to).then_some((from, to))
}

/// The ids of documents that are asked for by id or by part of the title.
fn documents(reader: &Reader, asked: &[String]) -> Result<BTreeSet<String>, QueryError> {
    let all = &reader.catalog().documents;
    let mut picked = BTreeSet::new();
    for value in asked {
        if all.contains_key(value) {
            picked.insert(value.clone());
            continue;
        }
        let cleaned = clean(value);
        let in_title = |title: &Option<String>| {
            title
                .as_deref()
                .is_some_and(|t| contains_folded(t, &cleaned))
        };
        let found: Vec<&String> = all
            .iter()
            .filter(|(id, entry)| {
                !cleaned.is_empty() && (clean(id) == cleaned || in_title(&entry.metadata.title))
            })
            .map(|(id, _)| id)
            .collect();
        if found.is_empty() {
            let known: Vec<&str> = all.keys().map(String::as_str).collect();
            let nearest = nearest(value, known, NAMED);
            return Err(QueryError::UnknownValue {
                filter: "document",
                value: value.clone(),
                nearest,
            });
        }
        picked.extend(found.into_iter().cloned());
    }
    Ok(picked)
}

/// The entries that have one of `values`; none where there is no value.
fn one_of(field: Field, values: BTreeSet<String>) -> Box<dyn Query> {
    Box::new(TermSetQuery::new(
        values.iter().map(|v| Term::from_field_text(field, v)),
    ))
}

/// All values of a field that the index holds.
fn values(reader: &Reader, field: Field) -> Result<BTreeSet<String>, QueryError> {
    let trouble = |e: tantivy::TantivyError| QueryError::from(reader.trouble(e));
    let mut all = BTreeSet::new();
    for segment in reader.searcher().segment_readers() {
        let inverted = segment.inverted_index(field).map_err(trouble)?;
        let mut terms = inverted.terms().stream().map_err(|e| trouble(e.into()))?;
        while terms.advance() {
            all.insert(String::from_utf8_lossy(terms.key()).into_owned());
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(values: &[&str]) -> BTreeSet<String> {
        values.iter().map(|v| (*v).to_string()).collect()
    }

    #[test]
    fn units_by_any_scale() {
        let known = set(&["元", "百分点", "%", "千瓦", "瓦", "个"]);
        let ask =
            |u: &str| units(&known, &[u.to_string()]).map(|s| s.into_iter().collect::<Vec<_>>());
        assert_eq!(ask("亿元").unwrap(), ["元"]);
        assert_eq!(ask("万亿元").unwrap(), ["元"]);
        assert_eq!(ask("个百分点").unwrap(), ["百分点"]);
        assert_eq!(ask("％").unwrap(), ["%"]);
        assert_eq!(ask("千瓦").unwrap(), ["千瓦"]);
        assert_eq!(ask("万千瓦").unwrap(), ["千瓦"]);
        assert!(ask("光年").is_err());
    }

    #[test]
    fn spans_of_years() {
        assert_eq!(span_of_years("2017"), Some((2017, 2017)));
        assert_eq!(span_of_years("２０１７年"), Some((2017, 2017)));
        assert_eq!(span_of_years("2015-2020"), Some((2015, 2020)));
        assert_eq!(span_of_years("2015..2020"), Some((2015, 2020)));
        assert_eq!(span_of_years("2015——2020"), Some((2015, 2020)));
        for wrong in ["", "x", "2020-2015", "20x7", "-"] {
            assert_eq!(span_of_years(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_unknown_value_names_the_nearest() {
        let error = pick("kind", &["leve".to_string()], &set(&KINDS), |k, a| k == a).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("unknown --kind “leve”; nearest: level"),
            "{error}"
        );
    }
}
