//! `zhishu list`: the claims as a table.

use super::answer::{Format, Part, nothing, of_claims, order, said_of, show, stdout, widened};
use super::filters::FilterArgs;
use super::{Found, Global};
use crate::vocabulary;
use anyhow::{Result, anyhow};
use std::io::Write;
use zhishu::{
    ClaimSort, Lexicon, Metadata, ObservationItem, Page, Reader, Record, claims, hints, write_rows,
};

/// List claims as a table
#[derive(clap::Args)]
#[command(
    after_help = "With QUERY only the claims that meet it, and whose sentence holds its words (see: zhishu search --help).
Sorting by value goes by the value in the base unit (元, 平方米, %) to some 15 digits, one dimension after the other.

Examples:
  zhishu list --unit %
  zhishu list --kind rank
  zhishu list 扶贫 --kind level
  zhishu list '指标:投资 >=100亿元 状态:target'
  zhishu list --unit 元 --sort -value --limit 10
  zhishu list --indicator 投资 --format csv > 投资.csv

To write all claims to a file, with what is known of their documents: zhishu export --help"
)]
pub struct Args {
    /// What the claim must meet, and its sentence hold
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
    #[arg(long, value_parser = of_claims(&[]), default_value = "table", value_name = "FORMAT")]
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
    let asked = args.filters.question(global, &args.query)?;
    let lexicon = vocabulary::lexicon(global.lexicon.as_deref()).map_err(|e| anyhow!(e))?;
    let reader = global.reader()?;
    let (sort, descending) = args.sort;
    let window = args.part.window();
    let hits = asked.located(claims(&reader, &asked.question, sort, descending, window))?;
    let items = hits.items.iter().map(Record::from_hit);
    let mut page = Page::part(hits.total, window.offset, items.collect::<Result<_, _>>()?);
    page.widened = widened(hits.widened, args.format);
    if hits.total == 0 {
        let hints = asked.located(hints(&reader, &asked.question))?;
        page.meant = said_of(hints, false, args.format);
    }
    match args.format {
        Format::Sdmx => observations(&reader, page, lexicon)?,
        format => show(&page, format, "claims")?,
    }
    if hits.total == 0 {
        nothing(args.format, "try fewer words or filters");
    }
    Ok(Found::any(hits.total))
}

/// Writes claims as observations of SDMX to stdout.
fn observations(reader: &Reader, page: Page<Record>, lexicon: &Lexicon) -> Result<()> {
    let unknown = Metadata::default();
    let documents = &reader.catalog().documents;
    let head = page.head();
    let rows = page.items.iter().map(|claim| {
        let metadata = documents.get(&claim.document).map(|entry| &entry.metadata);
        let metadata = metadata.unwrap_or(&unknown);
        Ok::<_, std::io::Error>(ObservationItem::new(claim.clone(), metadata, lexicon))
    });
    let mut out = stdout(Format::Sdmx)?;
    write_rows(
        &head,
        &ObservationItem::columns(),
        rows,
        zhishu::Format::Sdmx,
        &mut out,
    )?;
    Ok(out.flush()?)
}
