//! `zhishu facets`: how many claims there are of what.

use super::answer::{Format, count, nothing, print};
use super::filters::FilterArgs;
use super::{Found, Global};
use anyhow::Result;
use clap::ValueEnum;
use zhishu::{CountItem, CountSort, Facet, Page, Window, counts};

/// Count claims by unit, kind, indicator, period, place, section and more
#[derive(clap::Args)]
#[command(
    after_help = "With QUERY only the claims that meet it. Each value is one for the filter of the same name.
Places and sections stand below the one they lie in, and are counted with it.

Examples:
  zhishu facets
  zhishu facets 扶贫 --by unit
  zhishu facets '指标:投资 >=100亿元' --by place
  zhishu facets --by kind,year --place 清远 --format csv"
)]
pub struct Args {
    /// What the claim must meet, and its sentence hold
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Count only by these
    #[arg(long, value_delimiter = ',', value_name = "FACET", value_parser = facet)]
    pub by: Vec<Facet>,
    #[command(flatten)]
    filters: FilterArgs,
    /// Show at most so many values of each facet; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = count, allow_negative_numbers = true)]
    limit: usize,
    /// Pass over the first so many values of each facet
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = count, allow_negative_numbers = true)]
    offset: usize,
    /// count, or value for the order of the values
    #[arg(long, value_enum, default_value_t = Sort::Count, value_name = "KEY")]
    sort: Sort,
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// An order of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sort {
    Count,
    Value,
}

/// The facet that a user names.
pub fn facet(text: &str) -> Result<Facet, String> {
    let found = Facet::ALL.into_iter().find(|f| f.name() == text);
    found.ok_or_else(|| {
        let names = Facet::ALL.map(Facet::name);
        format!("claims are counted by {}", names.join(", "))
    })
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let asked = args.filters.question(global, &args.query)?;
    let mut by: Vec<Facet> = Vec::new();
    for facet in &args.by {
        if !by.contains(facet) {
            by.push(*facet);
        }
    }
    if by.is_empty() {
        by = Facet::ALL.to_vec();
    }
    let reader = global.reader()?;
    let order = if args.sort == Sort::Value {
        CountSort::Value
    } else {
        CountSort::Count
    };
    let window = Window {
        offset: args.offset,
        limit: (args.limit > 0).then_some(args.limit),
    };
    let counted = asked.located(counts(&reader, &asked.question, &by, order, window))?;
    let total = counted.total;
    let items: Vec<CountItem> = counted.items.into_iter().map(CountItem::from).collect();
    print(&Page::part(total, args.offset, items), args.format)?;
    if total == 0 {
        nothing(args.format, "try fewer words or filters");
    }
    Ok(Found::any(total))
}
