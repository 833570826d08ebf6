//! `zhishu stats`: an index in figures.

use super::answer::{Format, screen};
use super::{Found, Global};
use anyhow::Result;
use std::collections::BTreeSet;
use std::io::{BufWriter, Write};
use zhishu::{FORMAT, Facet, Lexicon, Page, Question, StatsItem, Window, counts, json_object};

/// Show how many reports, sentences and claims the index holds
#[derive(clap::Args)]
#[command(after_help = "Examples:
  zhishu stats
  zhishu stats --format json")]
pub struct Args {
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let reader = global.reader()?;
    let documents = &reader.catalog().documents;
    let all = Window {
        offset: 0,
        limit: None,
    };
    let units = counts(
        &reader,
        &Question::everything(Lexicon::builtin()),
        &[Facet::Unit],
        Default::default(),
        all,
    )?;
    let years: BTreeSet<i32> = documents.values().filter_map(|d| d.metadata.year).collect();
    let places: BTreeSet<&str> = documents
        .values()
        .filter_map(|d| d.metadata.place.as_deref())
        .collect();
    let item = StatsItem {
        index: reader.dir().display().to_string(),
        format: FORMAT,
        documents: documents.len(),
        sentences: documents.values().map(|d| d.sentences).sum(),
        mentions: documents.values().map(|d| d.mentions).sum(),
        claims: documents.values().map(|d| d.claims).sum(),
        units: units.items.len(),
        places: places.len(),
        first_year: years.first().copied(),
        last_year: years.last().copied(),
        bytes: reader.size(),
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.format == Format::Json {
        json_object(&item, &mut out)?;
    } else {
        let page = Page::whole(vec![item]);
        zhishu::write(&page, args.format.into(), &screen(), &mut out)?;
    }
    out.flush()?;
    Ok(Found::Something)
}
