//! `zhishu show`: the text of a report, with its claims marked.

use super::answer::{Format, screen, stdout};
use super::{Found, Global};
use anyhow::Result;
use std::io::Write;
use zhishu::{ExcerptItem, Page, Part, document, excerpt, json_object, write};

/// Show a report's text as it was read, or the passage at a place, with its claims marked
#[derive(clap::Args)]
#[command(
    after_help = "Claims are marked by colour, and between 【 and 】 where there is none. OFFSET counts characters (Unicode scalar
values) from the text's start, as start and end of every record do; an id of a claim (清远-2017:2120) says both.

Examples:
  zhishu show 清远-2017
  zhishu show 清远-2017 --at 2120
  zhishu show 清远-2017:2120 --context 3
  zhishu show 清远-2017 --format json"
)]
pub struct Args {
    /// The report's id (see: zhishu documents), or a claim's
    #[arg(value_name = "DOCUMENT")]
    document: String,
    /// Show only the sentence at this place, and those around it
    #[arg(long, value_name = "OFFSET")]
    at: Option<usize>,
    /// So many sentences before and behind it
    #[arg(long, value_name = "N", default_value_t = 2)]
    context: usize,
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let reader = global.reader()?;
    let known = |id: &str| reader.catalog().documents.contains_key(id);
    let of_claim = args
        .document
        .rsplit_once(':')
        .filter(|(id, _)| known(id) && !known(&args.document));
    let of_claim = of_claim.and_then(|(id, at)| Some((id, at.parse::<usize>().ok()?)));
    let (id, at) = match of_claim {
        Some((id, at)) => (id, args.at.or(Some(at))),
        None => (args.document.as_str(), args.at),
    };
    let part = at.map_or(Part::Whole, |at| Part::Around(at, args.context));
    let found = document(&reader, id, part)?;
    let entry = reader.catalog().documents.get(id);
    let title = entry.and_then(|e| e.metadata.title.clone());
    let item = ExcerptItem::new(found, title)?;
    let size = item.end - item.start;
    let mut out = stdout(args.format)?;
    match args.format.of_rows() {
        None => excerpt(&item, at.is_some(), &screen(), &mut out)?,
        Some(zhishu::Format::Json) => json_object(&item, &mut out)?,
        Some(format) => write(&Page::whole(item.claims), format, &mut out)?,
    }
    out.flush()?;
    Ok(Found::any(size))
}
