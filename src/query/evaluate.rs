//! Holding a formula against the rows of an index: each condition is a set of rows, and sets are joined.

use super::contain::holding;
use super::error::QueryError;
use super::interval::{Interval, Test, Verdict};
use super::parts::each_part;
use super::plan::{Formula, Level, Plan};
use crate::index::{IndexError, Reader, Rows, TextColumn, each_value, first_values, rows_with};
use fixedbitset::FixedBitSet;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use tantivy::schema::Field;
use tantivy::{DocAddress, SegmentReader};

/// What of one part of the index a plan finds.
pub(crate) struct Found {
    /// The sentences that it finds.
    pub sentences: FixedBitSet,
    /// The claims that it finds; empty where only sentences were asked for and it needs no claims.
    pub claims: FixedBitSet,
    /// For each text of the plan the sentences that hold it, and those that hold one of its other names.
    pub texts: Vec<[FixedBitSet; 2]>,
    /// The claims that have a quantity that was asked for.
    pub counted: FixedBitSet,
}

/// What a plan finds, part after part. Claims are found where they are `wanted` or needed.
pub(crate) fn find(reader: &Reader, plan: &Plan, wanted: bool) -> Result<Vec<Found>, QueryError> {
    Ok(each_part(reader, |part| {
        find_in(reader, part, plan, wanted)
    })?)
}

fn find_in(reader: &Reader, part: usize, plan: &Plan, wanted: bool) -> Result<Found, IndexError> {
    let rows = reader.rows(part)?;
    let needs_claims = plan.needs_claims();
    let none = FixedBitSet::new;
    let mut evaluation = Evaluation {
        reader,
        part,
        segment: &reader.searcher().segment_readers()[part],
        rows,
        plan,
        by_claims: wanted || needs_claims,
        texts: vec![[none(), none()]; plan.texts.len()],
        counted: none(),
    };
    let mut found = evaluation.rows_of(&plan.formula, None)?;
    rows.keep_alive(&mut found);
    let (texts, counted) = (evaluation.texts, evaluation.counted);
    let mut claims = none();
    if wanted || needs_claims {
        claims = found.clone();
        claims.difference_with(rows.sentences());
    }
    let mut sentences = found;
    sentences.intersect_with(rows.sentences());
    if needs_claims {
        // A sentence with claims is found by one of them; one without by what can be said of it alone.
        let alone: Vec<usize> = sentences
            .ones()
            .filter(|s| rows.claims_of(*s).is_empty())
            .collect();
        sentences = rows.sentences_with(&claims);
        sentences.extend(alone);
    }
    Ok(Found {
        sentences,
        claims,
        texts,
        counted,
    })
}

struct Evaluation<'a> {
    reader: &'a Reader,
    part: usize,
    segment: &'a SegmentReader,
    rows: &'a Rows,
    plan: &'a Plan,
    /// Whether claims are asked for; else the rows of sentences are enough.
    by_claims: bool,
    texts: Vec<[FixedBitSet; 2]>,
    counted: FixedBitSet,
}

impl Evaluation<'_> {
    fn none(&self) -> FixedBitSet {
        FixedBitSet::with_capacity(self.rows.len())
    }

    fn every(&self) -> FixedBitSet {
        let mut rows = self.none();
        rows.insert_range(..);
        rows
    }

    /// The rows of which `formula` holds. Where values have to be looked at one by one, those of `within` are enough.
    fn rows_of(
        &mut self,
        formula: &Formula,
        within: Option<&FixedBitSet>,
    ) -> Result<FixedBitSet, IndexError> {
        match formula {
            Formula::All(parts) => {
                let (looked_at, listed): (Vec<&Formula>, Vec<&Formula>) =
                    parts.iter().partition(|p| looks_at_values(p));
                let mut found: Option<FixedBitSet> = None;
                for part in listed.into_iter().chain(looked_at) {
                    let rows = match &found {
                        Some(found) => self.rows_of(part, Some(found))?,
                        None => self.rows_of(part, within)?,
                    };
                    match &mut found {
                        Some(found) => found.intersect_with(&rows),
                        None => found = Some(rows),
                    }
                }
                Ok(found.unwrap_or_else(|| self.every()))
            }
            Formula::Any(parts) => {
                let mut found = self.none();
                for part in parts {
                    found.union_with(&self.rows_of(part, within)?);
                }
                Ok(found)
            }
            Formula::Not(inner) => {
                let mut found = self.rows_of(inner, within)?;
                found.toggle_range(..);
                Ok(found)
            }
            Formula::Text(number) => self.text(*number),
            Formula::Has(level, field, values) => self.has(*level, *field, values),
            Formula::Measures(term) => {
                let mut found = self.none();
                let field = self.reader.fields().measured;
                self.read(holding(self.segment, field, term, &mut found))?;
                Ok(found)
            }
            Formula::Lies(interval) => self.lies(interval, within),
            Formula::Sure(least) => self.sure(*least, within),
            Formula::Counts(inner) => {
                let found = self.rows_of(inner, within)?;
                self.counted.union_with(&found);
                Ok(found)
            }
        }
    }

    fn text(&mut self, number: usize) -> Result<FixedBitSet, IndexError> {
        let field = self.reader.fields().text;
        let Some(text) = self.plan.texts.get(number) else {
            return Ok(self.none());
        };
        let mut itself = self.none();
        self.read(holding(self.segment, field, &text.term, &mut itself))?;
        let mut others = FixedBitSet::new();
        if !text.also.is_empty() {
            others = self.none();
        }
        for term in &text.also {
            self.read(holding(self.segment, field, term, &mut others))?;
        }
        let mut found = itself.clone();
        found.union_with(&others);
        if self.by_claims {
            self.rows.with_claims(&mut found);
        }
        self.texts[number] = [itself, others];
        Ok(found)
    }

    fn has(
        &self,
        level: Level,
        field: Field,
        values: &BTreeSet<String>,
    ) -> Result<FixedBitSet, IndexError> {
        let mut found = self.none();
        for value in values {
            self.read(rows_with(self.segment, field, value, &mut found))?;
        }
        if level == Level::Sentence && self.by_claims {
            self.rows.with_claims(&mut found);
        }
        Ok(found)
    }

    /// The claims whose value lies in `interval`.
    fn lies(
        &self,
        interval: &Interval,
        within: Option<&FixedBitSet>,
    ) -> Result<FixedBitSet, IndexError> {
        let columns = self.segment.fast_fields();
        let lower = self.read(columns.column_opt::<f64>("lower"))?;
        let upper = self.read(columns.column_opt::<f64>("upper"))?;
        let exact = self.reader.column("exact")?;
        let bounds = self.read(columns.str("bound"))?;
        let mut found = self.none();
        let (Some(lower), Some(bounds)) = (lower, bounds) else {
            return Ok(found);
        };
        let mut tests: Vec<Test> = Vec::new();
        for ord in 0..bounds.num_terms() as u64 {
            let mut bound = String::new();
            self.read(bounds.ord_to_str(ord, &mut bound).map_err(Into::into))?;
            tests.push(interval.test(&bound));
        }
        let every;
        let candidates = match within {
            Some(within) => within,
            None => {
                every = self.every();
                &every
            }
        };
        let rows: Vec<u32> = candidates.ones().map(|row| row as u32).collect();
        let ends = first_values(&lower, &rows).into_iter();
        let ends = ends.zip(match upper {
            Some(upper) => first_values(&upper, &rows),
            None => vec![None; rows.len()],
        });
        let bounds = first_values(bounds.ords(), &rows);
        for ((row, ends), bound) in rows.iter().zip(ends).zip(bounds) {
            let ((Some(low), high), Some(bound)) = (ends, bound) else {
                continue;
            };
            let high = high.unwrap_or(low);
            let Some(test) = tests.get(bound as usize) else {
                continue;
            };
            let is_long = || {
                exact
                    .ords(self.part)
                    .is_some_and(|o| o.first(*row).is_some())
            };
            // Whether a value is a long one is asked only where that may matter.
            let verdict = match test.floats(low, high, true) {
                Verdict::Near => test.floats(low, high, is_long()),
                verdict => verdict,
            };
            let lies = match verdict {
                Verdict::No => false,
                Verdict::Yes => true,
                Verdict::Near => {
                    let address = DocAddress::new(self.part as u32, *row);
                    let (low, high) = decimals(self.reader, &exact, address, low, high)?;
                    test.decimals(low, high)
                }
            };
            if lies {
                found.insert(*row as usize);
            }
        }
        Ok(found)
    }

    /// The claims that are as sure as `least`, in hundredths.
    fn sure(&self, least: u64, within: Option<&FixedBitSet>) -> Result<FixedBitSet, IndexError> {
        let column = self.read(self.segment.fast_fields().column_opt::<u64>("confidence"))?;
        let mut found = self.none();
        if let Some(column) = column {
            let every = self.every();
            let candidates = within.unwrap_or(&every).ones();
            each_value(&column, candidates, |row, sure| {
                if sure >= least {
                    found.insert(row as usize);
                }
            });
        }
        Ok(found)
    }

    fn read<T>(&self, outcome: tantivy::Result<T>) -> Result<T, IndexError> {
        outcome.map_err(|e| self.reader.trouble(e))
    }
}

/// Whether the values of rows are looked at one by one.
fn looks_at_values(formula: &Formula) -> bool {
    match formula {
        Formula::Lies(_) | Formula::Sure(_) => true,
        Formula::Counts(inner) | Formula::Not(inner) => looks_at_values(inner),
        Formula::All(parts) | Formula::Any(parts) => parts.iter().any(looks_at_values),
        _ => false,
    }
}

/// The exact ends of a claim's value, which lie at these floats; `exact` is the column of those that floats do not tell.
pub(crate) fn decimals(
    reader: &Reader,
    exact: &TextColumn,
    claim: DocAddress,
    lower: f64,
    upper: f64,
) -> Result<(Decimal, Decimal), IndexError> {
    let written = exact.value(reader, claim)?;
    let ends = written.as_deref().and_then(|text| text.split_once(' '));
    if let Some((Ok(low), Ok(high))) = ends.map(|(a, b)| (a.parse(), b.parse())) {
        return Ok((low, high));
    }
    Ok((of_float(lower), of_float(upper)))
}

/// The decimal of at most fifteen digits that a float stands for.
pub(crate) fn of_float(value: f64) -> Decimal {
    // Most values have few places: a whole number that, divided, is the same float is the decimal.
    for (places, power) in (0..).zip([1.0, 1e1, 1e2, 1e3, 1e4]) {
        let whole = (value * power).round();
        if whole.abs() < 9e15 && whole / power == value {
            return Decimal::new(whole as i64, places).normalize();
        }
    }
    let written = format!("{value}");
    written
        .parse()
        .or_else(|_| Decimal::from_scientific(&written))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_the_decimals_they_were_made_from() {
        for text in ["150090000000", "0.05", "4.75", "33333.3333", "0.000001"] {
            let decimal: Decimal = text.parse().unwrap();
            let float: f64 = text.parse().unwrap();
            assert_eq!(of_float(float), decimal);
        }
    }
}
