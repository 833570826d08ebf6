//! Measures: least, middle, greatest and sum of the values that claims have, by any property of them, and their histogram.

use super::counts::Facet;
use super::error::QueryError;
use super::evaluate::{decimals, find};
use super::order::ranks_of;
use super::plan::Plan;
use super::question::Question;
use super::widen::Widened;
use crate::index::{BELOW, IndexError, RankedColumn, Reader, first_values};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::DocAddress;

/// The values of claims of one kind in one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measures {
    /// The value of the property that claims were parted by.
    pub group: Option<String>,
    /// The unit in which the values are given.
    pub base_unit: String,
    /// The kind of claims.
    pub kind: String,
    /// How many claims there are.
    pub count: usize,
    /// The least value. Of a range the middle counts, of any number the number itself whatever its bound.
    pub min: Decimal,
    /// The middle one; of an even count half of the sum of both in the middle.
    pub median: Decimal,
    /// The greatest value.
    pub max: Decimal,
    /// The sum; `None` where it is too large for an exact decimal.
    pub sum: Option<Decimal>,
    /// How many values lie where, where that was asked for.
    pub histogram: Vec<Bin>,
}

/// A part of a histogram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bin {
    /// Where it begins; a value just there is in it.
    pub from: Decimal,
    /// Where it ends; a value just there is in the next one, or in this where it is the last.
    pub to: Decimal,
    /// How many values lie in it.
    pub count: usize,
}

/// The answer to a question for measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllMeasures {
    /// How many claims the question finds.
    pub total: usize,
    /// How many of them have no value: ratios, and numbers too large.
    pub without_value: usize,
    /// The words that were widened by other names of the same indicator.
    pub widened: Vec<Widened>,
    /// The measures by group, unit and kind, in the order of the groups; without groups the greatest count first.
    pub items: Vec<Measures>,
}

/// Measures the values of the claims that `question` asks for. `bins` is how many parts a histogram is to have; 0 for none.
///
/// # Errors
///
/// An unknown value of a field, or an index that cannot be read.
pub fn measures(
    reader: &Reader,
    question: &Question,
    by: Option<Facet>,
    bins: usize,
) -> Result<AllMeasures, QueryError> {
    let plan = Plan::of(reader, question)?;
    let found = find(reader, &plan, true)?;
    let groups = by.map(|facet| Groups::open(reader, facet)).transpose()?;
    let units = reader.ranked("base_unit")?;
    let kinds = reader.ranked("kind")?;
    let mut values: FxHashMap<[Option<i64>; 3], Vec<Decimal>> = FxHashMap::default();
    let (mut total, mut without_value) = (0, 0);
    for (part, found) in found.iter().enumerate() {
        let rows: Vec<u32> = found.claims.ones().map(|row| row as u32).collect();
        total += rows.len();
        let middles = middles(reader, part, &rows)?;
        let groups = match &groups {
            Some(groups) => groups.ranks(reader, part, &rows)?,
            None => vec![None; rows.len()],
        };
        let units = ranks_of(&units, part, &rows).into_iter();
        let keys = groups
            .into_iter()
            .zip(units.zip(ranks_of(&kinds, part, &rows)));
        for (middle, (group, (unit, kind))) in middles.into_iter().zip(keys) {
            match middle {
                Some(middle) => values.entry([group, unit, kind]).or_default().push(middle),
                None => without_value += 1,
            }
        }
    }
    let named = |column: &RankedColumn, rank: Option<i64>| {
        rank.map_or(String::new(), |r| column.value(r as u32).to_string())
    };
    let mut merged: BTreeMap<(Option<String>, String, String), Vec<Decimal>> = BTreeMap::new();
    for ([group, unit, kind], values) in values {
        let group = group.and_then(|rank| groups.as_ref().map(|g| g.value(reader, rank as u32)));
        let key = (group, named(&units, unit), named(&kinds, kind));
        merged.entry(key).or_default().extend(values);
    }
    let mut items: Vec<Measures> = merged
        .into_iter()
        .filter_map(|((group, base_unit, kind), values)| {
            measure(group, base_unit, kind, values, bins)
        })
        .collect();
    if by.is_none() {
        items.sort_by_key(|m| std::cmp::Reverse(m.count));
    }
    Ok(AllMeasures {
        total,
        without_value,
        widened: plan.widened,
        items,
    })
}

fn half(a: Decimal, b: Decimal) -> Decimal {
    a.checked_add(b).map_or(a, |sum| sum / Decimal::TWO)
}

fn measure(
    group: Option<String>,
    base_unit: String,
    kind: String,
    mut values: Vec<Decimal>,
    bins: usize,
) -> Option<Measures> {
    values.sort_unstable();
    let (min, max) = (*values.first()?, *values.last()?);
    let middle = values.len() / 2;
    let median = match values.len() % 2 {
        0 => half(values[middle - 1], values[middle]),
        _ => values[middle],
    };
    let sum = values
        .iter()
        .try_fold(Decimal::ZERO, |sum, v| sum.checked_add(*v));
    Some(Measures {
        group,
        base_unit,
        kind,
        count: values.len(),
        min,
        median: median.normalize(),
        max,
        sum: sum.map(|s| s.normalize()),
        histogram: histogram(&values, bins),
    })
}

/// How many of sorted values lie where, in at most about `bins` parts whose ends are round numbers. Where most of the greatest
/// are more than a thousand times most of the least, the parts grow tenfold, so that the small ones do not all lie in the first.
/// A few that lie far out do not widen all parts: the first and the last part reach to them.
fn histogram(values: &[Decimal], bins: usize) -> Vec<Bin> {
    let (Some(&min), Some(&max), true) = (values.first(), values.last(), bins > 0) else {
        return Vec::new();
    };
    // One in fifty may lie far out at each end.
    let out = values.len() / 50;
    let (low, high) = (values[out], values[values.len() - 1 - out]);
    let mut ends = match low > Decimal::ZERO && high / Decimal::ONE_THOUSAND > low {
        true => powers(min, max),
        false => steps(low, high, bins),
    };
    if let Some(first) = ends.first_mut() {
        *first = min.min(*first);
    }
    if let Some(last) = ends.last_mut() {
        *last = max.max(*last);
    }
    let mut parts: Vec<Bin> = ends
        .windows(2)
        .map(|pair| Bin {
            from: pair[0],
            to: pair[1],
            count: 0,
        })
        .collect();
    for value in values {
        let part = ends.partition_point(|end| end <= value).saturating_sub(1);
        let last = parts.len().saturating_sub(1);
        if let Some(bin) = parts.get_mut(part.min(last)) {
            bin.count += 1;
        }
    }
    parts
}

/// The powers of ten from the one at or below `min` to the first above `max`.
fn powers(min: Decimal, max: Decimal) -> Vec<Decimal> {
    let mut first = Decimal::ONE;
    let tenth = Decimal::new(1, 1);
    while first > min && first.scale() < 20 {
        first *= tenth;
    }
    while let Some(next) = first.checked_mul(Decimal::TEN).filter(|next| *next <= min) {
        first = next;
    }
    let mut ends = vec![first.normalize()];
    while let Some(last) = ends.last().copied().filter(|last| *last <= max) {
        match last.checked_mul(Decimal::TEN) {
            Some(next) => ends.push(next.normalize()),
            None => break,
        }
    }
    ends
}

/// Ends that lie 1, 2 or 5 times a power of ten apart, from at or below `min` to at or above `max`.
fn steps(min: Decimal, max: Decimal, bins: usize) -> Vec<Decimal> {
    let width = (max - min) / Decimal::from(bins as u64);
    if width <= Decimal::ZERO {
        return vec![min, max];
    }
    let mut unit = Decimal::ONE;
    while unit > width && unit.scale() < 20 {
        unit *= Decimal::new(1, 1);
    }
    while let Some(next) = unit.checked_mul(Decimal::TEN).filter(|next| *next <= width) {
        unit = next;
    }
    let factors = [1u32, 2, 5, 10].map(Decimal::from);
    let step = factors
        .into_iter()
        .filter_map(|f| unit.checked_mul(f))
        .find(|s| *s >= width)
        .unwrap_or(width);
    let steps = min.checked_div(step).map(|n| n.floor());
    let Some(first) = steps.and_then(|n| n.checked_mul(step)) else {
        return vec![min, max];
    };
    let mut ends = vec![first.normalize()];
    while let Some(last) = ends.last().copied().filter(|last| *last < max) {
        match last.checked_add(step) {
            Some(next) if ends.len() <= bins + 2 => ends.push(next.normalize()),
            _ => break,
        }
    }
    // The greatest value lies in the last part, also where it is its end.
    ends
}

/// By what claims are parted.
struct Groups {
    facet: Facet,
    column: Arc<RankedColumn>,
}

impl Groups {
    fn open(reader: &Reader, facet: Facet) -> Result<Groups, IndexError> {
        let name = match facet {
            Facet::Year | Facet::Place => "document",
            other => other.name(),
        };
        Ok(Groups {
            facet,
            column: reader.ranked(name)?,
        })
    }

    /// The rank of the value by which each of `rows` of a part is parted.
    fn ranks(
        &self,
        reader: &Reader,
        part: usize,
        rows: &[u32],
    ) -> Result<Vec<Option<i64>>, IndexError> {
        if self.facet != Facet::Section {
            return Ok(ranks_of(&self.column, part, rows));
        }
        let places = reader.rows(part)?;
        let rank = |row: &u32| {
            let sentence = places.sentence_of(*row as usize);
            let hit = DocAddress::new(part as u32, sentence as u32);
            self.column.rank(hit).map(i64::from)
        };
        Ok(rows.iter().map(rank).collect())
    }

    fn value(&self, reader: &Reader, rank: u32) -> String {
        let value = self.column.value(rank);
        let entry = || reader.catalog().documents.get(value).map(|e| &e.metadata);
        match self.facet {
            Facet::Year => entry()
                .and_then(|m| m.year)
                .map_or(String::new(), |y| y.to_string()),
            Facet::Place => entry().and_then(|m| m.place.clone()).unwrap_or_default(),
            Facet::Section => value.replace(BELOW, " > "),
            _ => value.to_string(),
        }
    }
}

/// The value of each of `rows` of a part: of a range the middle.
fn middles(reader: &Reader, part: usize, rows: &[u32]) -> Result<Vec<Option<Decimal>>, IndexError> {
    let columns = reader.searcher().segment_readers()[part].fast_fields();
    let trouble = |e| reader.trouble(e);
    let floats = |name| -> Result<Vec<Option<f64>>, IndexError> {
        let column = columns.column_opt::<f64>(name).map_err(trouble)?;
        Ok(column.map_or(vec![None; rows.len()], |c| first_values(&c, rows)))
    };
    let exact = reader.column("exact")?;
    let ends = floats("lower")?.into_iter().zip(floats("upper")?);
    ends.zip(rows)
        .map(|(ends, row)| {
            let (Some(low), high) = ends else {
                return Ok(None);
            };
            let high = high.unwrap_or(low);
            let hit = DocAddress::new(part as u32, *row);
            let (low, high) = decimals(reader, &exact, hit, low, high)?;
            Ok(Some(if low == high { low } else { half(low, high) }))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<Decimal> {
        text.split(' ').map(|v| v.parse().unwrap()).collect()
    }

    #[test]
    fn least_middle_greatest_and_sum_are_exact() {
        let m = measure(
            None,
            "元".into(),
            "level".into(),
            values("0.1 0.2 0.4 0.3"),
            0,
        )
        .unwrap();
        let shown = [m.min, m.median, m.max, m.sum.unwrap()].map(|v| v.to_string());
        assert_eq!(shown, ["0.1", "0.25", "0.4", "1"]);
        assert_eq!(
            measure(None, String::new(), String::new(), Vec::new(), 0),
            None
        );
    }

    fn bins(text: &str, bins: usize) -> Vec<String> {
        let mut values = values(text);
        values.sort_unstable();
        let parts = histogram(&values, bins);
        assert_eq!(
            parts.iter().map(|b| b.count).sum::<usize>(),
            values.len(),
            "none is lost"
        );
        parts
            .iter()
            .map(|b| format!("{}..{} {}", b.from, b.to, b.count))
            .collect()
    }

    #[test]
    fn parts_have_round_ends() {
        assert_eq!(
            bins("1 2 3 4 9.5", 5),
            ["0..2 1", "2..4 2", "4..6 1", "6..8 0", "8..10 1"]
        );
        assert_eq!(bins("5 5 5", 5), ["5..5 3"]);
        assert_eq!(bins("0 10", 2), ["0..5 1", "5..10 1"]);
    }

    #[test]
    fn the_greatest_decimals_have_parts_too() {
        let greatest = Decimal::MAX.to_string();
        for count in [1, 10, 1000] {
            assert!(!bins(&format!("1 {greatest}"), count).is_empty());
            assert!(!bins(&format!("{greatest} {greatest}"), count).is_empty());
            let near = "7000000000000000000000000001 7000000000000000000000000000";
            assert!(!bins(near, count).is_empty());
        }
    }

    #[test]
    fn a_few_far_out_lie_in_the_last_part() {
        let many = "1 2 3 4 5 6 7 8 9 10 ".repeat(10) + "500";
        assert_eq!(bins(&many, 2), ["0..5 40", "5..500 61"]);
    }

    #[test]
    fn parts_grow_tenfold_where_values_do() {
        assert_eq!(
            bins("0.5 20 30 3000", 10),
            [
                "0.1..1 1",
                "1..10 0",
                "10..100 2",
                "100..1000 0",
                "1000..10000 1"
            ]
        );
    }
}
