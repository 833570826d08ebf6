//! `zhishu documents`: what is indexed.

use super::answer::{Format, show};
use super::{Found, Global};
use anyhow::Result;
use zhishu::{DocumentItem, Page};

/// List the reports that are indexed, with title, place, year, file and counts
#[derive(clap::Args)]
#[command(
    after_help = "What could not be told of a report is shown as -, and left out in JSON.

Examples:
  zhishu documents
  zhishu documents --format csv > reports.csv"
)]
pub struct Args {
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let reader = global.reader()?;
    let catalog = reader.catalog();
    let editions = catalog.editions();
    let item = |(id, entry): (&String, _)| {
        let others = editions.get(id.as_str()).map_or(&[][..], Vec::as_slice);
        DocumentItem::new(id, entry, others)
    };
    let items: Vec<DocumentItem> = catalog.documents.iter().map(item).collect();
    let total = items.len();
    show(&Page::whole(items), args.format, "documents")?;
    if total == 0 {
        let dir = reader.dir().display();
        eprintln!(
            "zhishu: the index at {dir} holds no report; add some with: zhishu index PATH..."
        );
    }
    Ok(Found::any(total))
}
