//! The values that the index holds for a filter, and those of them that a user means.

use super::error::QueryError;
use super::language::{Field, Origin, Value};
use super::nearest::{is_near, nearest};
use crate::index::{Catalog, Reader};
use crate::lexicon::Lexicon;
use crate::text::fold;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use tantivy::schema::Field as Column;

/// How many near values an error names.
const NAMED: usize = 5;

/// The multipliers that a unit may be written with.
const MULTIPLIERS: [char; 5] = ['十', '百', '千', '万', '亿'];

/// Folded, in lower case, without white space at the ends.
pub(crate) fn clean(value: &str) -> String {
    fold(value).to_lowercase().trim().to_string()
}

/// Whether a value contains what was asked for, already cleaned.
fn contains_folded(known: &str, asked: &str) -> bool {
    clean(known).contains(asked)
}

/// The values of a field with few of them that are asked for, in English or Chinese; `known` may add some.
pub(crate) fn named(
    field: Field,
    asked: &[Value],
    mut known: BTreeSet<String>,
) -> Result<BTreeSet<String>, QueryError> {
    let names = field.named_values();
    if field != Field::Dimension {
        known.extend(names.iter().map(|(english, _)| (*english).to_string()));
    }
    let mut picked = BTreeSet::new();
    for value in asked {
        let wanted = clean(&value.text);
        let by_name = names
            .iter()
            .find(|(_, chinese)| chinese.contains(&wanted.as_str()))
            .map(|(english, _)| (*english).to_string());
        match by_name.or_else(|| known.get(&wanted).cloned()) {
            Some(found) => picked.insert(found),
            None => return Err(not_one_of(field, value, &known)),
        };
    }
    Ok(picked)
}

/// The value that `text` names of a field with few of them, in English or Chinese: a kind, a status.
///
/// # Errors
///
/// A name that the field does not have.
pub fn named_value<T: DeserializeOwned>(field: Field, text: &str) -> Result<T, QueryError> {
    let value = Value {
        text: text.to_string(),
        origin: Origin::Option,
    };
    let picked = named(field, std::slice::from_ref(&value), BTreeSet::new())?;
    let name = picked.into_iter().next().unwrap_or_default();
    serde_json::from_value(name.into()).map_err(|_| not_one_of(field, &value, &BTreeSet::new()))
}

/// A value of a field with few of them: the nearest ones, or all of them where none is near.
fn not_one_of(field: Field, value: &Value, known: &BTreeSet<String>) -> QueryError {
    let chinese = field
        .named_values()
        .iter()
        .flat_map(|(_, chinese)| *chinese);
    let all = || {
        known
            .iter()
            .map(String::as_str)
            .chain(chinese.clone().copied())
    };
    if is_near(&value.text, all()) {
        return QueryError::UnknownValue {
            field,
            value: value.clone(),
            nearest: nearest(&value.text, all(), NAMED),
        };
    }
    QueryError::NotOneOf {
        field,
        value: value.clone(),
        possible: known.iter().cloned().collect(),
    }
}

pub(crate) fn unknown(field: Field, value: &Value, known: &BTreeSet<String>) -> QueryError {
    QueryError::UnknownValue {
        field,
        value: value.clone(),
        nearest: nearest(&value.text, known.iter().map(String::as_str), NAMED),
    }
}

/// Units as the index has them: a unit with a multiplier is the unit itself (亿元 is 元, 千瓦 is 千瓦), 个百分点 is 百分点, and
/// with vocabularies every written form of a unit is that unit (㎡ is 平方米).
///
/// A unit that only the vocabularies know is no error: nothing has it.
pub(crate) fn units(
    known: &BTreeSet<String>,
    asked: &[Value],
    lexicon: &Lexicon,
) -> Result<BTreeSet<String>, QueryError> {
    let name = |unit: &str| lexicon.units.get(unit).map(|u| clean(&u.name));
    let mut picked = BTreeSet::new();
    for value in asked {
        let mut wanted = clean(&value.text);
        let mut strange = true;
        while strange && !wanted.is_empty() {
            let canonical = name(&wanted);
            for k in known {
                let same = clean(k) == wanted || (canonical.is_some() && name(k) == canonical);
                if same {
                    picked.insert(k.clone());
                    strange = false;
                }
            }
            strange = strange && canonical.is_none();
            // 万千瓦: without 万 it may be a unit.
            let shorter = wanted
                .strip_prefix(MULTIPLIERS)
                .or_else(|| wanted.strip_prefix('个'));
            wanted = shorter.unwrap_or_default().to_string();
        }
        if strange {
            return Err(unknown(Field::Unit, value, known));
        }
    }
    Ok(picked)
}

/// The ids of documents whose year lies in one of the spans asked for.
pub(crate) fn years(catalog: &Catalog, asked: &[Value]) -> Result<BTreeSet<String>, QueryError> {
    let of =
        |year: Option<i32>, (from, to): (i32, i32)| year.is_some_and(|y| (from..=to).contains(&y));
    let mut picked = BTreeSet::new();
    for value in asked {
        let span = span_of_years(&value.text).ok_or_else(|| QueryError::NotAValue {
            field: Field::Year,
            value: value.clone(),
            expected: "is no year; write 2017, or 2015-2020 for a span of years",
        })?;
        let documents = catalog.documents.iter();
        let found: Vec<&String> = documents
            .filter(|(_, entry)| of(entry.metadata.year, span))
            .map(|(id, _)| id)
            .collect();
        // A span may be empty; one year that no report has is a mistake.
        if found.is_empty() && span.0 == span.1 {
            let known = catalog.documents.values().filter_map(|d| d.metadata.year);
            let mut near: Vec<i32> = known.collect::<BTreeSet<i32>>().into_iter().collect();
            near.sort_by_key(|y| (y.abs_diff(span.0), *y));
            let near = near.into_iter().take(NAMED);
            return Err(QueryError::UnknownValue {
                field: Field::Year,
                value: value.clone(),
                nearest: near.map(|y| y.to_string()).collect(),
            });
        }
        picked.extend(found.into_iter().cloned());
    }
    Ok(picked)
}

/// The first and last year of `2017`, `2017年`, `2015-2020` or `2015..2020`.
pub(crate) fn span_of_years(value: &str) -> Option<(i32, i32)> {
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
pub(crate) fn documents(
    catalog: &Catalog,
    asked: &[Value],
) -> Result<BTreeSet<String>, QueryError> {
    let all = &catalog.documents;
    let mut picked = BTreeSet::new();
    for value in asked {
        if all.contains_key(&value.text) {
            picked.insert(value.text.clone());
            continue;
        }
        let cleaned = clean(&value.text);
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
            return Err(QueryError::UnknownValue {
                field: Field::Document,
                value: value.clone(),
                nearest: nearest(&value.text, known, NAMED),
            });
        }
        picked.extend(found.into_iter().cloned());
    }
    Ok(picked)
}

/// All values of a field that the index holds.
pub(crate) fn values(reader: &Reader, field: Column) -> Result<BTreeSet<String>, QueryError> {
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
    use crate::query::plan::option;

    fn set(values: &[&str]) -> BTreeSet<String> {
        values.iter().map(|v| (*v).to_string()).collect()
    }

    #[test]
    fn units_by_any_scale() {
        let known = set(&["元", "百分点", "%", "千瓦", "瓦", "个"]);
        let ask = |u: &str| {
            let asked = [option(u)];
            units(&known, &asked, Lexicon::builtin()).map(|s| s.into_iter().collect::<Vec<_>>())
        };
        assert_eq!(ask("亿元").unwrap(), ["元"]);
        assert_eq!(ask("万亿元").unwrap(), ["元"]);
        assert_eq!(ask("个百分点").unwrap(), ["百分点"]);
        assert_eq!(ask("％").unwrap(), ["%"]);
        assert_eq!(ask("千瓦").unwrap(), ["千瓦"]);
        assert_eq!(ask("万千瓦").unwrap(), ["千瓦"]);
        assert!(ask("光年").is_err());
    }

    #[test]
    fn units_by_any_written_form() {
        let known = set(&["元", "平方米", "公里"]);
        let ask = |u: &str| {
            let asked = [option(u)];
            units(&known, &asked, Lexicon::builtin()).map(|s| s.into_iter().collect::<Vec<_>>())
        };
        assert_eq!(ask("㎡").unwrap(), ["平方米"]);
        assert_eq!(ask("千米").unwrap(), ["公里"]);
        assert_eq!(ask("万平方米").unwrap(), ["平方米"]);
        assert!(
            ask("公顷").unwrap().is_empty(),
            "known to the vocabularies, and nothing has it"
        );
        assert!(ask("光年光年").is_err());
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
    fn values_have_names_in_both_languages() {
        let ask = |field, text: &str| named(field, &[option(text)], BTreeSet::new());
        assert_eq!(ask(Field::Kind, "增速").unwrap(), set(&["growth"]));
        assert_eq!(ask(Field::Kind, "GROWTH").unwrap(), set(&["growth"]));
        assert_eq!(ask(Field::Status, "目标").unwrap(), set(&["target"]));
        assert_eq!(ask(Field::Bound, "以上").unwrap(), set(&[">="]));
    }

    #[test]
    fn an_unknown_value_names_the_nearest_or_all() {
        let ask = |text: &str| {
            let error = named(Field::Kind, &[option(text)], BTreeSet::new());
            error.unwrap_err().to_string()
        };
        assert!(
            ask("leve").starts_with("unknown --kind “leve”; nearest: level"),
            "{}",
            ask("leve")
        );
        assert!(
            ask("元").contains("it is one of: change, duration"),
            "{}",
            ask("元")
        );
    }
}
