//! `zhishu export`: every claim that a query finds, to a file that other programs read.

use super::answer::{Format, of_claims, said_of, widened};
use super::destination::Destination;
use super::filters::FilterArgs;
use super::{Found, Global};
use crate::vocabulary;
use anyhow::{Result, anyhow, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};
use std::path::{Path, PathBuf};
use zhishu::{
    Choice, Column, ExportItem, Head, Item, Metadata, ObservationItem, Reader, Record, every_claim,
    hints, write_rows,
};

/// After so many claims the progress is shown anew.
const STEP: usize = 1000;

/// The extensions of files, each with its format.
const EXTENSIONS: [(&str, Format); 10] = [
    (".sdmx.csv", Format::Sdmx),
    (".csv", Format::Csv),
    (".ndjson", Format::Ndjson),
    (".jsonl", Format::Ndjson),
    (".json", Format::Json),
    (".xlsx", Format::Xlsx),
    (".parquet", Format::Parquet),
    (".pq", Format::Parquet),
    (".md", Format::Markdown),
    (".markdown", Format::Markdown),
];

/// Write every claim that is asked for to a file, as CSV, JSON, Excel, Parquet, Markdown or SDMX-CSV
#[derive(clap::Args)]
#[command(
    after_help = "All claims that meet the query and the filters go out, in the order of documents and of their text, each with
section, sentence and offsets and with title, place and years of its document (docs/export.md). Memory does not grow with their
number. A file gets its name when it is whole; one that is there already stays, unless --force is given.

Examples:
  zhishu export --output claims.parquet
  zhishu export 扶贫 --output 扶贫.xlsx
  zhishu export '指标:GDP 类型:growth' --columns document,period,value,sentence --output gdp.csv
  zhishu export --place 清远 --format sdmx > 清远.sdmx.csv
  zhishu export --kind rank --format ndjson | head"
)]
pub struct Args {
    /// What the claim must meet, and its sentence hold
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// The format [default: by the extension of FILE, else csv]
    #[arg(long, value_parser = of_claims(&[Format::Table]), value_name = "FORMAT")]
    format: Option<Format>,
    /// The file to write; - for stdout
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it is there already
    #[arg(long)]
    force: bool,
    /// Only these columns, in this order
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    columns: Vec<String>,
    #[command(flatten)]
    filters: FilterArgs,
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let file = args.output.as_deref().filter(|p| *p != Path::new("-"));
    let format = match (args.format, file) {
        (Some(format), _) => format,
        (None, None) => Format::Csv,
        (None, Some(file)) => by_extension(file)?,
    };
    let Some(form) = format.of_rows() else {
        bail!("--format table is for reading; see: zhishu list");
    };
    let columns = match format {
        Format::Sdmx if !args.columns.is_empty() => {
            bail!("--columns is not for sdmx, which has its own; leave it out")
        }
        Format::Sdmx => ObservationItem::columns(),
        _ => ExportItem::columns(),
    };
    let choice = chosen(&columns, &args.columns)?;
    let mut to = Destination::open(args.output.as_deref(), form.is_binary(), args.force)?;
    let asked = args.filters.question(global, &args.query)?;
    let lexicon = vocabulary::lexicon(global.lexicon.as_deref()).map_err(|e| anyhow!(e))?;
    let reader = global.reader()?;
    let mut claims = asked.located(every_claim(&reader, &asked.question))?;
    let total = claims.total;
    let widened = widened(std::mem::take(&mut claims.widened), format);
    let mut meant = Vec::new();
    if total == 0 {
        meant = said_of(
            asked.located(hints(&reader, &asked.question))?,
            false,
            format,
        );
    }
    let bar = bar(total, to.is_terminal());
    let records = claims.enumerate().map(|(i, hit)| {
        if i % STEP == 0 {
            bar.set_position(i as u64);
        }
        Ok(Record::from_hit(&hit?)?)
    });
    let head = Head {
        total,
        widened: &widened,
        meant: &meant,
        ..Head::default()
    };
    let out = to.out();
    let unknown = Metadata::default();
    let known = |claim: &Record| metadata(&reader, claim).unwrap_or(&unknown);
    let written = match format {
        Format::Sdmx => {
            let rows = records.map(|record: Result<Record>| {
                record.map(|claim| {
                    let metadata = known(&claim);
                    ObservationItem::new(claim, metadata, lexicon)
                })
            });
            write_rows(&head, &columns, rows, form, out)
        }
        _ => {
            let rows = records.map(|record: Result<Record>| {
                record.map(|claim| {
                    let metadata = known(&claim);
                    ExportItem::new(claim, metadata)
                })
            });
            match &choice {
                None => write_rows(&head, &columns, rows, form, out),
                Some(choice) => {
                    let rows = rows.map(|row| row.map(|row| choice.pick(row)));
                    write_rows(&head, choice.columns(), rows, form, out)
                }
            }
        }
    };
    let written = written.map_err(|error| to.blamed(error))?;
    to.finish()?;
    bar.finish_and_clear();
    let place = file.map_or_else(String::new, |f| format!(" written to {}", f.display()));
    eprintln!("zhishu: {written} claims{place}");
    Ok(Found::any(written))
}

/// What is known of the document of a claim.
fn metadata<'a>(reader: &'a Reader, claim: &Record) -> Option<&'a Metadata> {
    let entry = reader.catalog().documents.get(&claim.document);
    entry.map(|entry| &entry.metadata)
}

/// The format that goes by a file's extension.
fn by_extension(file: &Path) -> Result<Format> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_lowercase();
    let found = EXTENSIONS.iter().find(|(end, _)| name.ends_with(end));
    found.map(|(_, format)| *format).ok_or_else(|| {
        let known = EXTENSIONS.map(|(end, _)| end).join(", ");
        anyhow!("{name} does not say the format; give --format, or an extension of {known}")
    })
}

/// The columns that are wanted; `None` for all.
fn chosen(all: &[Column], names: &[String]) -> Result<Option<Choice>> {
    if names.is_empty() {
        return Ok(None);
    }
    Choice::of(all, names).map(Some).map_err(|name| {
        let all: Vec<&str> = all.iter().map(|column| &*column.name).collect();
        anyhow!("no column is called {name}; there are {}", all.join(", "))
    })
}

/// A progress bar on stderr, where that is a terminal and the answer goes elsewhere.
fn bar(total: usize, beside_the_answer: bool) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden());
    if beside_the_answer || !stderr().is_terminal() {
        return bar;
    }
    if let Ok(style) = ProgressStyle::with_template("  {bar:32} {pos}/{len} claims  {elapsed}") {
        bar.set_style(style);
    }
    bar.set_draw_target(ProgressDrawTarget::stderr());
    bar
}
