//! `zhishu search`: the sentences that match, best first.

use super::answer::{Format, Part, nothing, order, show};
use super::filters::FilterArgs;
use super::{Found, Global};
use anyhow::Result;
use zhishu::{Page, SentenceItem, SentenceSort, sentences};

/// Find sentences, best first, with the claims in them
#[derive(clap::Args)]
#[command(
    after_help = "A query: words separated by blanks must all be there; \"…\" or “…” is a phrase; -词 must not be there.
Any part of the text is found; traditional and simplified, full width and half width are one.

Examples:
  zhishu search 扶贫
  zhishu search 风电 项目 -海上
  zhishu search 高速 --unit 公里 --format json
  zhishu search 投资 --kind growth --year 2015-2020 --sort year"
)]
pub struct Args {
    /// What to look for
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    part: Part,
    /// relevance, document or year; -year for the last first
    #[arg(long, value_name = "KEY", default_value = "relevance", allow_hyphen_values = true, value_parser = sort)]
    sort: (SentenceSort, bool),
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

fn sort(text: &str) -> Result<(SentenceSort, bool), String> {
    let (key, descending) = order(text);
    let sort = match key {
        "relevance" => SentenceSort::Relevance,
        "document" => SentenceSort::Document,
        "year" => SentenceSort::Year,
        _ => return Err("sentences are sorted by relevance, document or year".to_string()),
    };
    Ok((sort, descending))
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let question = args.filters.question(global, &args.query)?;
    let reader = global.reader()?;
    let (sort, descending) = args.sort;
    let window = args.part.window();
    let hits = sentences(&reader, &question, sort, descending, window)?;
    let items = hits
        .items
        .into_iter()
        .map(SentenceItem::try_from)
        .collect::<Result<_, _>>()?;
    let page = Page {
        total: hits.total,
        offset: window.offset,
        items,
    };
    show(&page, args.format, "sentences")?;
    if hits.total == 0 {
        nothing(args.format, "try fewer or shorter words, or fewer filters");
    }
    Ok(Found::any(hits.total))
}
