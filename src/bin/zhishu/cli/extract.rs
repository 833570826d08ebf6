//! `zhishu extract`: every number of a report, without an index.

use super::answer::{Format, show};
use super::describe::Describe;
use super::{Found, Global};
use crate::vocabulary;
use anyhow::{Result, anyhow};
use std::path::{Path, PathBuf};
use zhishu::{Document, Page, Source, document_of, extract, prepare, records};

/// Write every number of a report as a record, without an index
#[derive(clap::Args)]
#[command(
    after_help = "One mention a line, of every role (claim, qualifier, date, label), with the field names of the claim record.
The exit code is 0 for a text without any number too.

Examples:
  zhishu extract 报告.txt
  zhishu extract 报告.txt --format csv > 报告.csv
  echo '地区生产总值1500.9亿元，增长5%。' | zhishu extract - --year 2017"
)]
pub struct Args {
    /// The report, or - for what comes through the pipe
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    describe: Describe,
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Format::Ndjson)]
    format: Format,
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let document = read(&args.file, &args.describe)?;
    let lexicon = vocabulary::lexicon(global.lexicon.as_deref()).map_err(|e| anyhow!(e))?;
    let items = records(&document, &extract(&document, lexicon));
    show(&Page::whole(items), args.format, "mentions")?;
    // It converts and does not search: a text without a number is no failure.
    Ok(Found::Something)
}

/// The document in a file, or in what comes through the pipe.
pub fn read(file: &Path, describe: &Describe) -> Result<Document> {
    let (stated, encoding) = (describe.metadata(), describe.encoding);
    if file != Path::new("-") {
        return document_of(file, &stated, encoding).map_err(|trouble| anyhow!(trouble.message));
    }
    let name = Path::new("stdin");
    let reading = Source::from_stream(std::io::stdin().lock(), name)
        .and_then(|source| source.reading(name, encoding))
        .map_err(|trouble| anyhow!(trouble.message))?;
    Ok(prepare("stdin".to_string(), name, reading, None, &stated))
}
