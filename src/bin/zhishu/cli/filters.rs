//! The query of search, list, facets and stats, and the filters beside it, as options.

use super::Global;
use super::mistake::Mistaken;
use crate::vocabulary;
use anyhow::{Result, anyhow};
use zhishu::{Field, QueryError, Question};

/// Conditions that a claim must meet.
#[derive(clap::Args)]
#[command(
    next_help_heading = "Filters (repeat or separate by commas for alternatives; all that are given must hold; each is a field of the query too)"
)]
pub struct FilterArgs {
    /// The unit: %, 元 (any scale), 百分点, 人
    #[arg(long, value_name = "UNIT")]
    unit: Vec<String>,
    /// The unit's dimension: currency, area, percentage
    #[arg(long, value_name = "NAME")]
    dimension: Vec<String>,
    /// level, change, growth, share, progress, rank, rank_change, multiple, ratio, duration
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// up, down
    #[arg(long, value_name = "DIRECTION")]
    direction: Vec<String>,
    /// actual, target, estimate
    #[arg(long, value_name = "STATUS")]
    status: Vec<String>,
    /// How the number bounds the value: =, ~ (约), > (多), >= (以上), < (近), <= (以内)
    #[arg(long, value_name = "BOUND")]
    bound: Vec<String>,
    /// The year of the report: 2017, 2015-2020
    #[arg(long, value_name = "YEAR")]
    year: Vec<String>,
    /// The time that the claim speaks of: 2017, 2015-2020
    #[arg(long, value_name = "PERIOD")]
    period: Vec<String>,
    /// The place that the report is of or the claim speaks of, or one that it lies in: 清远, 广东
    #[arg(long, value_name = "PLACE")]
    place: Vec<String>,
    /// The place that the claim speaks of, or one that it lies in
    #[arg(long, value_name = "PLACE")]
    area: Vec<String>,
    /// Part of a heading above the sentence (commas do not separate here)
    #[arg(long, value_name = "TEXT")]
    section: Vec<String>,
    /// The report's id, or part of its title
    #[arg(long, value_name = "ID")]
    document: Vec<String>,
    /// The thing measured: part of its name (投资), or a known name of it (GDP)
    #[arg(long, value_name = "TEXT")]
    indicator: Vec<String>,
    /// The least confidence of a claim: 0.9, 90%, high, medium
    #[arg(long, value_name = "CONFIDENCE")]
    min_confidence: Option<String>,
    /// Look for the words as they are, without other names of the same indicator (GDP without 地区生产总值)
    #[arg(long)]
    exact: bool,
}

/// A question as it was asked at a command line.
pub struct Asked {
    /// The question.
    pub question: Question<'static>,
    /// Its query.
    query: String,
}

impl Asked {
    /// An outcome with the place of the mistake, where the query has one.
    pub fn located<T>(&self, outcome: Result<T, QueryError>) -> Result<T> {
        outcome.map_err(|error| Mistaken::new(error, &self.query).into())
    }
}

impl FilterArgs {
    /// The question that query and filters make.
    pub fn question(&self, global: &Global, query: &[String]) -> Result<Asked> {
        let lexicon = vocabulary::lexicon(global.lexicon.as_deref()).map_err(|e| anyhow!(e))?;
        let query = query.join(" ");
        let question = match query.is_empty() {
            true => Ok(Question::everything(lexicon)),
            false => Question::parse(&query, lexicon),
        };
        let mut question = question.map_err(|error| Mistaken::new(error, &query))?;
        question.exact = self.exact;
        let filters = [
            (Field::Unit, alternatives(&self.unit)),
            (Field::Dimension, alternatives(&self.dimension)),
            (Field::Kind, alternatives(&self.kind)),
            (Field::Direction, alternatives(&self.direction)),
            (Field::Status, alternatives(&self.status)),
            (Field::Bound, alternatives(&self.bound)),
            (Field::Year, alternatives(&self.year)),
            (Field::Period, alternatives(&self.period)),
            (Field::Place, alternatives(&self.place)),
            (Field::Area, alternatives(&self.area)),
            (Field::Section, self.section.clone()),
            (Field::Document, alternatives(&self.document)),
            (Field::Indicator, alternatives(&self.indicator)),
            (
                Field::Confidence,
                self.min_confidence.iter().cloned().collect(),
            ),
        ];
        for (field, values) in filters {
            question = question.with(field, &values);
        }
        Ok(Asked { question, query })
    }
}

/// The values that commas separate. A value of nothing else stays, so that it is refused and not overlooked.
pub fn alternatives(given: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    for value in given {
        let parts: Vec<&str> = value
            .split([',', '，'])
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .collect();
        if parts.is_empty() {
            all.push(value.clone());
        }
        all.extend(parts.into_iter().map(str::to_string));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_separate() {
        let given = ["元,%".to_string(), " 人 ，个".to_string(), String::new()];
        assert_eq!(alternatives(&given), ["元", "%", "人", "个", ""]);
    }
}
