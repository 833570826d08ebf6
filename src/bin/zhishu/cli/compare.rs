//! `zhishu compare`: two reports side by side.

use super::answer::{Format, count, nothing, print};
use super::{Found, Global};
use crate::vocabulary;
use anyhow::{Result, anyhow};
use zhishu::{CompareItem, Observation, Page, Part, Reader, StatedBy, compare, document};

/// Compare two reports: the indicators that both state with difference and ratio, and those that only one states
#[derive(clap::Args)]
#[command(
    after_help = "Years are counted from the one that a report covers: the report of 2018 is held against that of 2017 with what each says of
its own year. The difference is the second value less the first, the ratio the second over the first; of growth and rates the
difference is in 百分点 and there is no ratio. Names that the vocabulary does not know are compared where they are the same and
stand for one value.

Examples:
  zhishu compare 清苑-2024 清苑-2025
  zhishu compare 清苑-2025 清远-2017 --limit 0
  zhishu compare 清苑-2024 清苑-2025 --format csv > compare.csv"
)]
pub struct Args {
    /// The first report's id (zhishu documents lists them)
    #[arg(value_name = "DOC")]
    first: String,
    /// The second report's id
    #[arg(value_name = "DOC")]
    second: String,
    /// Of what only one states show at most so many each; 0 for all
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = count, allow_negative_numbers = true)]
    limit: usize,
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let lexicon = vocabulary::lexicon(global.lexicon.as_deref()).map_err(|e| anyhow!(e))?;
    let reader = global.reader()?;
    let first = stated(&reader, &args.first)?;
    let second = stated(&reader, &args.second)?;
    let pairs = compare(first, second, lexicon);
    let mut items: Vec<CompareItem> = pairs
        .iter()
        .filter_map(|p| CompareItem::new(p, lexicon))
        .collect();
    let total = items.len();
    let of =
        |items: &[CompareItem], by: StatedBy| items.iter().filter(|i| i.stated_by == by).count();
    let both = of(&items, StatedBy::Both);
    let alone = [StatedBy::First, StatedBy::Second].map(|by| of(&items, by));
    if args.limit > 0 {
        let mut seen = [0, 0];
        items.retain(|item| {
            let side = match item.stated_by {
                StatedBy::Both => return true,
                StatedBy::First => 0,
                StatedBy::Second => 1,
            };
            seen[side] += 1;
            seen[side] <= args.limit
        });
    }
    print(&Page::part(total, 0, items), args.format)?;
    if args.format == Format::Table && total > 0 {
        let [a, b] = alone;
        let more = if args.limit > 0 && a.max(b) > args.limit {
            "; --limit 0 lists all"
        } else {
            ""
        };
        eprintln!(
            "zhishu: {both} stated by both, {a} by {} alone, {b} by {} alone{more}",
            args.first, args.second
        );
    }
    if total == 0 {
        nothing(
            args.format,
            "neither report states an indicator that can be compared",
        );
    }
    Ok(Found::any(both))
}

/// What a report states.
fn stated(reader: &Reader, id: &str) -> Result<Vec<Observation>> {
    let found = document(reader, id, Part::Whole)?;
    Ok(Observation::from_hits(&found.claims, reader.catalog())?)
}
