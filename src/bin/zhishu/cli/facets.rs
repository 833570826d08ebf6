//! `zhishu facets`: how many claims there are of what.

use super::answer::{Format, count, nothing, print};
use super::filters::FilterArgs;
use super::{Found, Global};
use anyhow::Result;
use clap::ValueEnum;
use zhishu::{CountItem, CountSort, Facet, Page, Window, counts};

/// Count claims by unit, dimension, kind, section, year, place, document
#[derive(clap::Args)]
#[command(
    after_help = "With QUERY only the claims of sentences that match it. Each value is one for the filter of the same name.

Examples:
  zhishu facets
  zhishu facets 扶贫 --by unit
  zhishu facets --by kind,year --place 清远 --format csv"
)]
pub struct Args {
    /// What the claim's sentence must hold
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Count only by these
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FACET")]
    by: Vec<By>,
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

/// A facet as the user writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    Unit,
    Dimension,
    Kind,
    Section,
    Year,
    Place,
    Document,
}

/// An order of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sort {
    Count,
    Value,
}

impl By {
    fn facet(self) -> Facet {
        match self {
            By::Unit => Facet::Unit,
            By::Dimension => Facet::Dimension,
            By::Kind => Facet::Kind,
            By::Section => Facet::Section,
            By::Year => Facet::Year,
            By::Place => Facet::Place,
            By::Document => Facet::Document,
        }
    }
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let question = args.filters.question(global, &args.query)?;
    let mut by: Vec<Facet> = Vec::new();
    for facet in args.by.iter().map(|b| b.facet()) {
        if !by.contains(&facet) {
            by.push(facet);
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
    let counted = counts(&reader, &question, &by, order, window)?;
    let total = counted.total;
    let items: Vec<CountItem> = counted.items.into_iter().map(CountItem::from).collect();
    print(
        &Page {
            total,
            offset: args.offset,
            items,
        },
        args.format,
    )?;
    if total == 0 {
        nothing(args.format, "try fewer words or filters");
    }
    Ok(Found::any(total))
}
