//! `zhishu metadata`: what is told of reports, by what, and how much of it is right.

use super::answer::{Format, screen, show, stdout};
use super::describe::Describe;
use super::{Found, Global};
use crate::vocabulary;
use anyhow::{Result, anyhow, bail};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use zhishu::{
    Clues, Collected, Exclude, Lexicon, Manifest, Manifests, Metadata, MistoldItem, Page,
    SourceFile, TellingFigures, TellingItem, Told, ToldItem, collect, describe, json_object, write,
};

/// Tell title, place, code, level, kind, years, issuer and date of reports, and what each was told by
#[derive(clap::Args)]
#[command(
    after_help = "What the options state goes first, then a manifest (manifest.toml, .csv or .tsv) beside the file or in a folder above,
then the first lines of the text, the file's name, its folders, and what the whole text speaks of (docs/metadata.md).

With --against the answer is measured: TABLE is a manifest of any make, cells between tabs or commas under a header with a column
`file` and any of title, place, code, level, kind, year, covers, issuer, date; columns that are none of these are passed over.
A place is right where it is the same place: 清远 is 清远市, 清苑区 is 保定市清苑区. Exit code 0 says that it was measured.

Examples:
  zhishu metadata 报告.txt
  zhishu metadata reports/ --format csv > manifest.csv
  zhishu metadata reports/ --by text                        without names, folders and manifests
  zhishu metadata reports/ --by text --against MANIFEST.tsv
  zhishu metadata reports/ --against truth.csv --format json"
)]
pub struct Args {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Measure what is told against what this table says
    #[arg(long, value_name = "TABLE")]
    against: Option<PathBuf>,
    /// What to tell it by
    #[arg(long, value_name = "CLUES", value_enum, default_value_t = By::All)]
    by: By,
    #[command(flatten)]
    describe: Describe,
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// What metadata is told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum By {
    /// Options, manifests, text, names of files and folders
    All,
    /// Options, text, names of files and folders
    Files,
    /// Options and text alone
    Text,
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let lexicon = vocabulary::lexicon(global.lexicon.as_deref()).map_err(|e| anyhow!(e))?;
    let table = args.against.as_deref().map(Manifest::read).transpose()?;
    let Collected {
        files,
        trouble: mut failed,
        ..
    } = collect(&args.paths, &Exclude::default());
    let stated = args.describe.metadata();
    let mut manifests = Manifests::default();
    let mut told = Vec::new();
    for file in files {
        if args.against.as_deref() == Some(file.path()) {
            continue;
        }
        match tell(&file, args, &stated, &mut manifests, lexicon) {
            Ok(known) => told.push((file, known)),
            Err(trouble) => failed.push(trouble),
        }
    }
    for trouble in &failed {
        eprintln!("zhishu: {}", trouble.message);
    }
    match &table {
        Some(table) => measure(&told, table, lexicon, args.format)?,
        None => {
            let item = |(file, told): &(SourceFile, Told)| {
                ToldItem::new(file.label().display().to_string(), told)
            };
            show(
                &Page::whole(told.iter().map(item).collect()),
                args.format,
                "files",
            )?;
        }
    }
    if !failed.is_empty() {
        bail!("{} paths were left out, named above", failed.len());
    }
    Ok(Found::any(told.len()))
}

/// What is told of a file.
fn tell(
    file: &SourceFile,
    args: &Args,
    stated: &Metadata,
    manifests: &mut Manifests,
    lexicon: &Lexicon,
) -> Result<Told, zhishu::FileTrouble> {
    let reading = file.read()?.reading(file.label(), args.describe.encoding)?;
    let described = match args.by {
        By::All => file.described(manifests)?,
        By::Files | By::Text => None,
    };
    let path = file.label().to_string_lossy();
    let clues = Clues {
        path: if args.by == By::Text { "" } else { &path },
        title: reading.title.as_deref(),
        text: &reading.text,
    };
    Ok(describe(&clues, described.as_ref(), stated, lexicon))
}

/// Measures what was told against a table.
fn measure(
    told: &[(SourceFile, Told)],
    table: &Manifest,
    lexicon: &Lexicon,
    format: Format,
) -> Result<()> {
    let mut figures = TellingFigures::default();
    let mut wrong = Vec::new();
    let mut without_row = Vec::new();
    let mut named = BTreeSet::new();
    for (file, told) in told {
        let Some((row, expected)) = table.of_path(file.label()) else {
            without_row.push(file.label().display().to_string());
            continue;
        };
        named.insert(row);
        let mistold = figures.compare(told, expected, lexicon.gazetteer());
        wrong.extend(mistold.into_iter().map(|m| MistoldItem::new(row, m)));
    }
    if named.is_empty() {
        bail!(
            "the table names none of the files; its column `file` has their names or their paths"
        );
    }
    let mut item = TellingItem::new(named.len(), &figures, wrong);
    item.without_row = without_row;
    let absent = table.files().filter(|file| !named.contains(file));
    item.without_file = absent.map(str::to_string).collect();
    let mut out = stdout(format)?;
    match format.of_rows() {
        None => item.table(&screen(), &mut out)?,
        Some(zhishu::Format::Json) => json_object(&item, &mut out)?,
        Some(rows) => write(&Page::whole(item.wrong.clone()), rows, &mut out)?,
    }
    out.flush()?;
    for (files, what) in [
        (&item.without_row, "have no row in the table"),
        (&item.without_file, "of the table were not read"),
    ] {
        if let (Some(first), true) = (files.first(), format != Format::Json) {
            eprintln!("zhishu: {} files {what}, the first {first}", files.len());
        }
    }
    Ok(())
}
