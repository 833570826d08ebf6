//! From an expression to a formula over rows of the index, by way of the values that the index holds.

use super::contain::any_holds;
use super::error::QueryError;
use super::interval::Interval;
use super::known::{clean, documents, named, span_of_years, units, unknown, values, years};
use super::language::{Condition, Expression, Field, Label, Measure, Origin, Term, Value, agree};
use super::places;
use super::question::Question;
use super::widen::{Widened, widened};
use crate::claim::Confidence;
use crate::index::{BELOW, Reader};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use tantivy::schema::Field as Column;

/// What has to hold of a row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Formula {
    /// All of them; of nothing, it holds.
    All(Vec<Formula>),
    /// At least one of them; of nothing, it does not hold.
    Any(Vec<Formula>),
    /// It does not hold.
    Not(Box<Formula>),
    /// The sentence holds one of the terms of [`Plan::texts`].
    Text(usize),
    /// The sentence or the claim has one of the values.
    Has(Level, Column, BTreeSet<String>),
    /// The claim measures what holds this term in its name.
    Measures(Term),
    /// The claim's value lies there.
    Lies(Interval),
    /// The claim has the quantity that this asks for.
    Counts(Box<Formula>),
    /// The claim is as sure as this.
    Sure(u64),
}

/// Of what a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// Of a sentence, and of each of its claims.
    Sentence,
    /// Of each row by itself: the document of a sentence or a claim.
    Row,
    /// Of a claim alone.
    Claim,
}

/// A text that is looked for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Text {
    /// The text as it was asked for.
    pub term: Term,
    /// Other names of the same indicator.
    pub also: Vec<Term>,
    /// The id of the indicator that it names.
    pub id: Option<String>,
    /// Whether it is one that must not be there.
    pub negated: bool,
}

impl Text {
    /// The text and its other names.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        std::iter::once(&self.term).chain(&self.also)
    }
}

/// What a question asks of an index.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan {
    /// What has to hold.
    pub formula: Formula,
    /// The texts that it names.
    pub texts: Vec<Text>,
    /// The words that were widened by other names of the same indicator.
    pub widened: Vec<Widened>,
}

impl Plan {
    /// What `question` asks of the index behind `reader`.
    ///
    /// # Errors
    ///
    /// An unknown value of a field, or an index that cannot be read.
    pub fn of(reader: &Reader, question: &Question) -> Result<Plan, QueryError> {
        let mut planner = Planner {
            reader,
            question,
            texts: Vec::new(),
            widened: Vec::new(),
        };
        let formula = planner.formula(&question.expression, false)?;
        Ok(Plan {
            formula,
            texts: planner.texts,
            widened: planner.widened,
        })
    }

    /// Whether claims that are found are found for what they are themselves.
    pub fn asks_of_claims(&self) -> bool {
        asks_of_claims(&self.formula)
    }

    /// Whether something is asked that only a claim can meet.
    pub fn needs_claims(&self) -> bool {
        needs_claims(&self.formula)
    }
}

/// Whether each row that is found meets something that is asked of a claim: not where a document may do instead (地区), nor
/// where a word may.
fn asks_of_claims(formula: &Formula) -> bool {
    match formula {
        Formula::All(parts) => parts.iter().any(asks_of_claims),
        Formula::Any(parts) => !parts.is_empty() && parts.iter().all(asks_of_claims),
        other => needs_claims(other),
    }
}

fn needs_claims(formula: &Formula) -> bool {
    match formula {
        Formula::All(parts) | Formula::Any(parts) => parts.iter().any(needs_claims),
        Formula::Not(inner) | Formula::Counts(inner) => needs_claims(inner),
        Formula::Has(level, ..) => *level == Level::Claim,
        Formula::Text(_) => false,
        Formula::Measures(_) | Formula::Lies(_) | Formula::Sure(_) => true,
    }
}

struct Planner<'a> {
    reader: &'a Reader,
    question: &'a Question<'a>,
    texts: Vec<Text>,
    widened: Vec<Widened>,
}

impl Planner<'_> {
    fn formula(&mut self, expression: &Expression, negated: bool) -> Result<Formula, QueryError> {
        let lexicon = self.question.lexicon;
        let mut all = |parts: &[Expression]| -> Result<Vec<Formula>, QueryError> {
            parts
                .iter()
                .map(|part| self.formula(part, negated))
                .collect()
        };
        Ok(match expression {
            Expression::All(parts) => {
                agree(parts, lexicon)?;
                Formula::All(all(parts)?)
            }
            Expression::Any(parts) => Formula::Any(all(parts)?),
            Expression::Not(inner) => Formula::Not(Box::new(self.formula(inner, !negated)?)),
            Expression::One(Condition::Text(term)) => self.text(term, negated),
            Expression::One(Condition::Field { field, values }) => self.field(*field, values)?,
            Expression::One(Condition::Measure(measure)) => self.measure(measure)?,
        })
    }

    fn text(&mut self, term: &Term, negated: bool) -> Formula {
        let mut also = Vec::new();
        if !self.question.exact
            && let Some(found) = widened(term, &self.question.lexicon.indicators)
        {
            also = found
                .names
                .iter()
                .filter_map(|name| Term::new(name))
                .collect();
            if !self.widened.contains(&found) {
                self.widened.push(found);
            }
        }
        let id = self.question.lexicon.indicators.id(&term.word);
        self.texts.push(Text {
            term: term.clone(),
            also,
            id: id.map(str::to_string),
            negated,
        });
        Formula::Text(self.texts.len() - 1)
    }

    fn field(&mut self, field: Field, asked: &[Value]) -> Result<Formula, QueryError> {
        let f = self.reader.fields();
        let catalog = self.reader.catalog();
        let few = |column| -> Result<Formula, QueryError> {
            let picked = named(field, asked, BTreeSet::new())?;
            Ok(Formula::Has(Level::Claim, column, picked))
        };
        Ok(match field {
            Field::Year => Formula::Has(Level::Row, f.document, years(catalog, asked)?),
            Field::Document => Formula::Has(Level::Row, f.document, documents(catalog, asked)?),
            Field::Place => self.place(asked)?,
            Field::Area => {
                let known = values(self.reader, f.area)?;
                Formula::Has(Level::Claim, f.area, self.places(field, asked, &known)?)
            }
            Field::Section => Formula::Has(Level::Sentence, f.section, self.sections(asked)?),
            Field::Period => Formula::Has(Level::Claim, f.period, self.periods(asked)?),
            Field::Unit => {
                let known = values(self.reader, f.unit)?;
                let picked = units(&known, asked, self.question.lexicon)?;
                Formula::Has(Level::Claim, f.unit, picked)
            }
            Field::Dimension => {
                let mut known = values(self.reader, f.dimension)?;
                let all = self.question.lexicon.units.iter();
                known.extend(all.map(|u| u.dimension.to_string()));
                Formula::Has(Level::Claim, f.dimension, named(field, asked, known)?)
            }
            Field::Kind => few(f.kind)?,
            Field::Direction => few(f.direction)?,
            Field::Status => few(f.status)?,
            Field::Bound => few(f.bound)?,
            Field::Indicator => Formula::Any(
                asked
                    .iter()
                    .map(|value| self.indicator(value))
                    .collect::<Result<_, _>>()?,
            ),
            Field::Confidence => Formula::Any(
                asked
                    .iter()
                    .map(|value| match value.text.parse::<Confidence>() {
                        Ok(least) => Ok(Formula::Sure(u64::from(least.percent()))),
                        Err(_) => Err(QueryError::NotAValue {
                            field,
                            value: value.clone(),
                            expected: "is no confidence; write a number from 0 to 1 (0.9), or high, medium or low",
                        }),
                    })
                    .collect::<Result<_, _>>()?,
            ),
        })
    }

    /// Documents of a place, and claims that speak of it.
    fn place(&self, asked: &[Value]) -> Result<Formula, QueryError> {
        let f = self.reader.fields();
        let catalog = self.reader.catalog();
        let homes: BTreeSet<String> = catalog
            .documents
            .values()
            .filter_map(|d| d.metadata.place.clone())
            .collect();
        let known = &homes | &values(self.reader, f.area)?;
        let picked = self.places(Field::Place, asked, &known)?;
        let documents = catalog.documents.iter().filter(|(_, entry)| {
            let home = entry.metadata.place.as_ref();
            home.is_some_and(|place| picked.contains(place))
        });
        let documents = documents.map(|(id, _)| id.clone()).collect();
        Ok(Formula::Any(vec![
            Formula::Has(Level::Row, f.document, documents),
            Formula::Has(Level::Claim, f.area, picked),
        ]))
    }

    /// The places of `known` that are asked for.
    fn places(
        &self,
        field: Field,
        asked: &[Value],
        known: &BTreeSet<String>,
    ) -> Result<BTreeSet<String>, QueryError> {
        let mut picked = BTreeSet::new();
        for value in asked {
            let meant = places::meant(known, &value.text, &self.question.lexicon.areas);
            if meant.is_empty() {
                return Err(unknown(field, value, known));
            }
            picked.extend(meant);
        }
        Ok(picked)
    }

    /// The sections with one of the headings above a sentence. A whole heading means that one; else a part is enough.
    fn sections(&self, asked: &[Value]) -> Result<BTreeSet<String>, QueryError> {
        let known = values(self.reader, self.reader.fields().section)?;
        let headings: Vec<(Vec<String>, &String)> = known
            .iter()
            .map(|path| (path.split(BELOW).map(clean).collect(), path))
            .collect();
        let wholes: BTreeSet<&String> = headings.iter().flat_map(|(path, _)| path).collect();
        let mut picked = BTreeSet::new();
        for value in asked {
            // 一、回顾 > （一）经济 as a facet shows it.
            let wanted: Vec<String> = value.text.split(" > ").map(clean).collect();
            let is_meant = |path: &[String]| match wanted.as_slice() {
                [one] if wholes.contains(&one) => path.contains(one),
                [one] => !one.is_empty() && path.iter().any(|heading| heading.contains(one)),
                below => path.starts_with(below),
            };
            let found = headings.iter().filter(|(path, _)| is_meant(path));
            let found: Vec<String> = found.map(|(_, path)| (*path).clone()).collect();
            if found.is_empty() {
                return Err(self.unknown_section(value, &known));
            }
            picked.extend(found);
        }
        Ok(picked)
    }

    fn unknown_section(&self, value: &Value, known: &BTreeSet<String>) -> QueryError {
        let headings = known.iter().flat_map(|path| path.split(BELOW));
        let headings = headings.map(str::to_string).collect();
        unknown(Field::Section, value, &headings)
    }

    /// The times that lie in one of the spans of years, or that begin with what is asked for.
    fn periods(&self, asked: &[Value]) -> Result<BTreeSet<String>, QueryError> {
        let known = values(self.reader, self.reader.fields().period)?;
        let mut picked = BTreeSet::new();
        for value in asked {
            let wanted = clean(&value.text);
            let span = span_of_years(&value.text);
            let found = known.iter().filter(|period| match span {
                Some((from, to)) => {
                    let year = period.get(..4).and_then(|y| y.parse::<i32>().ok());
                    year.is_some_and(|y| (from..=to).contains(&y))
                }
                None => !wanted.is_empty() && clean(period).starts_with(&wanted),
            });
            let found: Vec<String> = found.cloned().collect();
            // A span may be empty; a time that nothing begins with is a mistake.
            if found.is_empty() && span.is_none_or(|(from, to)| from == to) {
                return Err(unknown(Field::Period, value, &known));
            }
            picked.extend(found);
        }
        Ok(picked)
    }

    /// Claims whose indicator contains what is asked for, or is a known one of that name or id.
    fn indicator(&self, value: &Value) -> Result<Formula, QueryError> {
        let f = self.reader.fields();
        let mut ways = Vec::new();
        let asked = clean(&value.text);
        let id = self.question.lexicon.indicators.id(&value.text);
        let ids = values(self.reader, f.indicator_id)?;
        let id = id.unwrap_or(&asked);
        if ids.contains(id) && !self.question.exact {
            let one = BTreeSet::from([id.to_string()]);
            ways.push(Formula::Has(Level::Claim, f.indicator_id, one));
        }
        if let Some(term) = Term::new(&value.text) {
            if ways.is_empty() && !any_holds(self.reader, f.measured, &term)? {
                let names = self.reader.ranked("indicator")?;
                let known = names.values().iter().chain(&ids).cloned().collect();
                return Err(unknown(Field::Indicator, value, &known));
            }
            ways.push(Formula::Measures(term));
        } else {
            return Err(unknown(Field::Indicator, value, &ids));
        }
        Ok(Formula::Any(ways))
    }

    fn measure(&self, measure: &Measure) -> Result<Formula, QueryError> {
        let f = self.reader.fields();
        let has = |column, values: &[&str]| {
            let values = values.iter().map(|v| (*v).to_string()).collect();
            Formula::Has(Level::Claim, column, values)
        };
        let mut parts = Vec::new();
        let extent = &measure.extent;
        let mut rank = false;
        match &measure.label {
            None | Some(Label::Dimension(_) | Label::Field(_)) => {}
            Some(Label::Kind(kinds, direction)) => {
                parts.push(has(f.kind, kinds));
                if let Some(direction) = direction {
                    parts.push(has(f.direction, &[*direction]));
                }
            }
            Some(Label::Rank) => {
                rank = true;
                parts.push(has(f.kind, &["rank"]));
            }
            Some(Label::Indicator(name)) => {
                let value = Value {
                    text: name.clone(),
                    origin: measure.origin,
                };
                parts.push(self.indicator(&value)?);
            }
        }
        // A standing is one whatever it is counted in (第3位, 第3名), and none is before the first.
        let mut low = extent.low;
        if rank {
            low = low.filter(|edge| {
                edge.at > Decimal::ONE || edge.at == Decimal::ONE && !edge.inclusive
            });
        } else {
            parts.push(has(f.base_unit, &[extent.base_unit.as_str()]));
        }
        parts.push(Formula::Lies(Interval {
            low,
            high: extent.high,
            as_written: extent.as_written,
        }));
        Ok(Formula::Counts(Box::new(Formula::All(parts))))
    }
}

/// A condition of one value that was given beside the query.
pub(crate) fn option(text: &str) -> Value {
    Value {
        text: text.to_string(),
        origin: Origin::Option,
    }
}
