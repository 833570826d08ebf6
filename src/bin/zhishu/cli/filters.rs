//! The filters of search, list and facets, as options.

use super::Global;
use anyhow::{Result, anyhow};
use zhishu::{Confidence, Filters, Question, TextQuery};

/// Conditions that a claim must meet.
#[derive(clap::Args)]
#[command(
    next_help_heading = "Filters (repeat or separate by commas for alternatives; all that are given must hold)"
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
    /// The year of the report: 2017, 2015-2020
    #[arg(long, value_name = "YEAR")]
    year: Vec<String>,
    /// Part of the place that the report is of or the claim speaks of: 清远
    #[arg(long, value_name = "PLACE")]
    place: Vec<String>,
    /// Part of the section's heading (commas do not separate here)
    #[arg(long, value_name = "TEXT")]
    section: Vec<String>,
    /// The report's id, or part of its title
    #[arg(long, value_name = "ID")]
    document: Vec<String>,
    /// Part of the thing measured: 投资
    #[arg(long, value_name = "TEXT")]
    indicator: Vec<String>,
    /// The least confidence of a claim: 0.9, 90%, high, medium
    #[arg(long, value_name = "CONFIDENCE")]
    min_confidence: Option<Confidence>,
}

impl FilterArgs {
    /// The question that query and filters make.
    pub fn question<'a>(&self, global: &Global, query: &[String]) -> Result<Question<'a>> {
        let text = if query.is_empty() {
            TextQuery::default()
        } else {
            TextQuery::parse(&query.join(" "))?
        };
        let filters = self.filters();
        let lexicon = if filters.needs_lexicon() {
            Some(Global::lexicon(global.lexicon.as_deref()).map_err(|e| anyhow!(e))?)
        } else {
            None
        };
        Ok(Question {
            text,
            filters,
            lexicon,
        })
    }

    fn filters(&self) -> Filters {
        Filters {
            unit: alternatives(&self.unit),
            dimension: alternatives(&self.dimension),
            kind: alternatives(&self.kind),
            direction: alternatives(&self.direction),
            status: alternatives(&self.status),
            year: alternatives(&self.year),
            place: alternatives(&self.place),
            section: self.section.clone(),
            document: alternatives(&self.document),
            indicator: alternatives(&self.indicator),
            min_confidence: self.min_confidence,
        }
    }
}

/// The values that commas separate. A value of nothing else stays, so that it is refused and not overlooked.
fn alternatives(given: &[String]) -> Vec<String> {
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
