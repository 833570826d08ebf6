//! `zhishu stats`: an index in figures, or the values of claims.

use super::answer::{Format, nothing, print, stdout, widened};
use super::facets::facet;
use super::filters::FilterArgs;
use super::{Found, Global};
use anyhow::Result;
use std::io::Write;
use zhishu::{
    Expression, Facet, Lexicon, MeasuresItem, Page, Reader, StatsItem, json_object, measures,
};

/// Show least, middle, greatest and sum of the values of claims; without a question what the index holds
#[derive(clap::Args)]
#[command(
    after_help = "Values of one kind and one base unit are taken together, exactly, whatever unit they were written in. Of a range the middle
counts, of any other number the number itself whatever its bound. A sum is of statements as they stand: the same figure may be
stated twice, so narrow it by 指标, 类型, 状态, 地区 and 时期 before it is used.

Examples:
  zhishu stats
  zhishu stats 指标:固定资产投资 --by year
  zhishu stats '指标:GDP 类型:growth 状态:actual' --by place
  zhishu stats 指标:GDP --kind growth --histogram 10
  zhishu stats 扶贫 --unit 元 --format csv"
)]
pub struct Args {
    /// What the claim must meet, and its sentence hold
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Take the claims of each value of this apart: year, period, place, area, indicator, section, document, status …
    #[arg(long, value_name = "FACET", value_parser = facet)]
    by: Option<Facet>,
    /// Show how many values lie where, in about so many parts
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "10", value_parser = bins)]
    histogram: Option<usize>,
    #[command(flatten)]
    filters: FilterArgs,
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

fn bins(text: &str) -> Result<usize, String> {
    let count = text.parse().ok().filter(|n| (1..=1000).contains(n));
    count.ok_or_else(|| "give a number of parts from 1 to 1000".to_string())
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let asked = args.filters.question(global, &args.query)?;
    let reader = global.reader()?;
    let is_everything = asked.question.expression == Expression::All(Vec::new());
    if is_everything && args.by.is_none() && args.histogram.is_none() {
        return whole(&reader, args.format);
    }
    let bins = args.histogram.unwrap_or(0);
    let found = asked.located(measures(&reader, &asked.question, args.by, bins))?;
    let by = args.by.map(Facet::name);
    let items = found.items.into_iter().map(|m| MeasuresItem::new(m, by));
    let items: Vec<MeasuresItem> = items.collect();
    let mut page = Page::part(items.len(), 0, items);
    page.widened = widened(found.widened, args.format);
    print(&page, args.format)?;
    if found.total == 0 {
        nothing(args.format, "try fewer words or filters");
    } else if found.without_value > 0 && args.format == Format::Table {
        eprintln!(
            "zhishu: {} of {} claims have no value (ratios)",
            found.without_value, found.total
        );
    }
    Ok(Found::any(found.total))
}

/// Writes what the index holds.
fn whole(reader: &Reader, format: Format) -> Result<Found> {
    let item = StatsItem::of(reader, Lexicon::builtin())?;
    if format == Format::Json {
        let mut out = stdout(format)?;
        json_object(&item, &mut out)?;
        out.flush()?;
    } else {
        print(&Page::whole(vec![item]), format)?;
    }
    Ok(Found::Something)
}
