//! `zhishu list`: the claims as a table.

use super::answer::{Format, Part, nothing, order, show};
use super::filters::FilterArgs;
use super::{Found, Global};
use anyhow::Result;
use zhishu::{ClaimSort, Page, Record, claims};

/// List claims as a table
#[derive(clap::Args)]
#[command(
    after_help = "With QUERY only the claims of sentences that match it (see: zhishu search --help).
Sorting by value goes by the value in the base unit (元, 平方米, %) to some 15 digits, one dimension after the other.

Examples:
  zhishu list --unit %
  zhishu list --kind rank
  zhishu list 扶贫 --kind level
  zhishu list --unit 元 --sort -value --limit 10
  zhishu list --indicator 投资 --format csv > 投资.csv"
)]
pub struct Args {
    /// What the claim's sentence must hold
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    part: Part,
    /// document, value, year, indicator or period; -value for the greatest first
    #[arg(long, value_name = "KEY", default_value = "document", allow_hyphen_values = true, value_parser = sort)]
    sort: (ClaimSort, bool),
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

fn sort(text: &str) -> Result<(ClaimSort, bool), String> {
    let (key, descending) = order(text);
    let sort = match key {
        "document" => ClaimSort::Document,
        "value" => ClaimSort::Value,
        "year" => ClaimSort::Year,
        "indicator" => ClaimSort::Indicator,
        "period" => ClaimSort::Period,
        _ => {
            return Err(
                "claims are sorted by document, value, year, indicator or period".to_string(),
            );
        }
    };
    Ok((sort, descending))
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let question = args.filters.question(global, &args.query)?;
    let reader = global.reader()?;
    let (sort, descending) = args.sort;
    let window = args.part.window();
    let hits = claims(&reader, &question, sort, descending, window)?;
    let items: Vec<Record> = hits
        .records
        .iter()
        .map(|r| serde_json::from_str(r))
        .collect::<Result<_, _>>()?;
    show(
        &Page {
            total: hits.total,
            offset: window.offset,
            items,
        },
        args.format,
        "claims",
    )?;
    if hits.total == 0 {
        nothing(args.format, "try fewer words or filters");
    }
    Ok(Found::any(hits.total))
}
