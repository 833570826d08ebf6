//! The values that the index holds for a filter, and those of them that a user means.

use super::error::QueryError;
use super::nearest::{is_near, nearest};
use crate::index::{Catalog, Reader};
use crate::lexicon::Lexicon;
use crate::text::fold;
use std::collections::BTreeSet;
use tantivy::schema::Field;

/// How many near values an error names.
const NAMED: usize = 5;

/// The filters with so few values that an error can name them all.
const CLOSED: [&str; 4] = ["dimension", "kind", "direction", "status"];

/// The multipliers that a unit may be written with.
const MULTIPLIERS: [char; 5] = ['十', '百', '千', '万', '亿'];

/// Folded, in lower case, without white space at the ends.
pub(crate) fn clean(value: &str) -> String {
    fold(value).to_lowercase().trim().to_string()
}

/// Whether a value contains what was asked for, already cleaned.
pub(crate) fn contains_folded(known: &str, asked: &str) -> bool {
    clean(known).contains(asked)
}

/// The known values that fit one of those asked for.
pub(crate) fn pick(
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

pub(crate) fn unknown(filter: &'static str, value: &str, known: &BTreeSet<String>) -> QueryError {
    let value = value.to_string();
    let all = || known.iter().map(String::as_str);
    if CLOSED.contains(&filter) && !is_near(&value, all()) {
        let possible = known.iter().cloned().collect();
        return QueryError::NotOneOf {
            filter,
            value,
            possible,
        };
    }
    let nearest = nearest(&value, all(), NAMED);
    QueryError::UnknownValue {
        filter,
        value,
        nearest,
    }
}

/// Units as the index has them: a unit with a multiplier is the unit itself (亿元 is 元, 千瓦 is 千瓦), 个百分点 is 百分点, and
/// with vocabularies every written form of a unit is that unit (㎡ is 平方米).
///
/// A unit that only the vocabularies know is no error: nothing has it.
pub(crate) fn units(
    known: &BTreeSet<String>,
    asked: &[String],
    lexicon: Option<&Lexicon>,
) -> Result<BTreeSet<String>, QueryError> {
    let name = |unit: &str| {
        lexicon
            .and_then(|l| l.units.get(unit))
            .map(|u| clean(&u.name))
    };
    let mut picked = BTreeSet::new();
    for value in asked {
        let mut wanted = clean(value);
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
            return Err(unknown("unit", value, known));
        }
    }
    Ok(picked)
}

/// The years of documents that lie in one of the spans asked for.
pub(crate) fn years(catalog: &Catalog, asked: &[String]) -> Result<BTreeSet<String>, QueryError> {
    let known: BTreeSet<i32> = catalog
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
pub(crate) fn documents(
    catalog: &Catalog,
    asked: &[String],
) -> Result<BTreeSet<String>, QueryError> {
    let all = &catalog.documents;
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

/// All values of a field that the index holds.
pub(crate) fn values(reader: &Reader, field: Field) -> Result<BTreeSet<String>, QueryError> {
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
        let ask = |u: &str| {
            units(&known, &[u.to_string()], None).map(|s| s.into_iter().collect::<Vec<_>>())
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
        let lexicon = Some(Lexicon::builtin());
        let ask = |u: &str| {
            units(&known, &[u.to_string()], lexicon).map(|s| s.into_iter().collect::<Vec<_>>())
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
    fn an_unknown_value_names_the_nearest() {
        let error = pick(
            "kind",
            &["leve".to_string()],
            &set(&["level", "rank", "share"]),
            |k, a| k == a,
        )
        .unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("unknown --kind “leve”; nearest: level"),
            "{error}"
        );
    }
}
