//! `zhishu index`: take reports into an index.

use super::describe::Describe;
use super::home::Bar;
use super::patience::Patience;
use super::{Found, Global};
use crate::vocabulary;
use anyhow::{Result, anyhow, bail};
use std::collections::BTreeMap;
use std::path::PathBuf;
use zhishu::{Collected, Exclude, Intake, Summary, collect, json_object};

/// Index reports from files, folders and archives: new reports are added, changed ones replaced
#[derive(clap::Args)]
#[command(
    after_help = "Plain text in any encoding, HTML, Word (.docx), PDF and Markdown are read, and ZIP archives of these (one in another too). Of a folder the files with
those names are taken, those in folders below too, except hidden ones, README and the like, what --exclude leaves out and what a
.gitignore or .zhishuignore in it does. A file that cannot be read is told in one line, and the others are taken in.
A file that did not change is left as it is.
What was done is committed every few seconds: a run that is killed leaves the last commit, and the same command does the rest.
Files with the same text are one report: the first of them is its file, the others are noted as copies (see: zhishu documents).
The index remembers --lexicon and uses it from then on; to be rid of it, delete the index and make it anew.

Examples:
  zhishu index 清远市2018年政府工作报告.txt
  zhishu index reports/ --index ~/reports-index
  zhishu index reports.zip --exclude '*.pdf' --exclude drafts/
  zhishu index reports/ --encoding gbk
  zhishu index reports/ --dry-run        what would change
  zhishu index more/ --wait=60
  zhishu index a.txt --title 某县政府工作报告 --place 某县 --year 2018"
)]
pub struct Args {
    /// Files, folders and ZIP archives
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Leave out of folders and archives what fits this pattern, written as in .gitignore; may be given again
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    #[command(flatten)]
    describe: Describe,
    #[command(flatten)]
    patience: Patience,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// How many files are read at once [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Shape::Text)]
    format: Shape,
}

/// The forms in which it is said what a run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Shape {
    /// A few lines
    Text,
    /// One object with everything
    Json,
}

/// How many lines of one sort are shown, so that what is said of many files is less than a screen.
const LINES: usize = 4;

/// The same for files that were left out.
const TROUBLES: usize = 12;

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let dir = global.dir();
    let patterns = args.exclude.iter().map(String::as_str);
    let exclude = Exclude::new(patterns).map_err(|e| anyhow!(e))?;
    let Collected {
        files,
        trouble: mut failed,
        passed_over,
    } = collect(&args.paths, &exclude);
    if args.describe.title.is_some() && files.len() > 1 {
        bail!(
            "--title is of one report, and {} files are named; index that one by itself",
            files.len()
        );
    }
    // An index that cannot be used is told before any file is read.
    let state = zhishu::inspect(&dir)?;
    let lexicon_folder = global.lexicon.as_deref().map(vocabulary::to_remember);
    // Without --lexicon what the index was made with stays, so that no report is read in turn with it and without.
    let remembered = vocabulary::remembered(&state);
    let folder = global.lexicon.as_deref().or(remembered.as_deref());
    let lexicon = || vocabulary::lexicon(folder);
    let intake = Intake {
        dir: &dir,
        files,
        stated: args.describe.metadata(),
        encoding: args.describe.encoding,
        lexicon: &lexicon,
        maker: vocabulary::maker(folder)?,
        lexicon_folder,
        trusting: false,
        gone: Vec::new(),
        threads: args.threads.map(usize::from),
    };
    let bar = Bar::new();
    let outcome = match args.dry_run {
        true => intake.rehearse(&|progress| bar.show(progress)),
        false => args
            .patience
            .with(|| intake.run(&|progress| bar.show(progress))),
    };
    bar.clear();
    let mut summary = outcome?;
    failed.append(&mut summary.failed);
    summary.failed = failed;
    match args.format {
        Shape::Json => json_object(&summary, &mut std::io::stdout().lock())?,
        Shape::Text => say(&summary, args.dry_run),
    }
    if !passed_over.is_empty() {
        eprintln!("zhishu: {}", other_kinds(&passed_over));
    }
    match summary.failed.as_slice() {
        [] => Ok(Found::Something),
        [one] => bail!("{}", one.message),
        many => {
            if args.format == Shape::Text {
                let lines = many.iter().map(|trouble| trouble.message.clone());
                few(lines, TROUBLES, |line| eprintln!("zhishu: {line}"));
            }
            let taken = summary.added.len() + summary.replaced.len() + summary.unchanged;
            let others = match (taken + summary.copies.len() > 0, args.dry_run) {
                (false, _) => "",
                (true, true) => "; the others would be indexed",
                (true, false) => "; the others are indexed",
            };
            bail!("{} paths were left out, named above{others}", many.len())
        }
    }
}

/// Says which files of folders and archives are none that are read.
fn other_kinds(passed_over: &BTreeMap<String, usize>) -> String {
    let all: usize = passed_over.values().sum();
    let mut kinds: Vec<(&String, &usize)> = passed_over.iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let named = kinds
        .iter()
        .take(6)
        .map(|(kind, count)| match kind.as_str() {
            "" => format!("without extension {count}"),
            kind => format!(".{kind} {count}"),
        });
    let named = named.collect::<Vec<_>>().join(", ");
    let more = if kinds.len() > 6 { ", …" } else { "" };
    let files = if all == 1 { "file" } else { "files" };
    format!(
        "passed over {all} {files} of other kinds ({named}{more}); a file that is named is read whatever its name"
    )
}

/// Says what a run did, or would do.
fn say(summary: &Summary, dry: bool) {
    let would = if dry { "would be " } else { "" };
    let mut line = format!(
        "{would}added {}, replaced {}, unchanged {}, failed {}",
        summary.added.len(),
        summary.replaced.len(),
        summary.unchanged,
        summary.failed.len()
    );
    for (count, what) in [
        (summary.copies.len(), "copies"),
        (summary.removed.len(), "removed"),
    ] {
        if count > 0 {
            line += &format!(", {what} {count}");
        }
    }
    println!("{line}");
    if dry {
        let change = |sign: char| move |id: &String| format!("  {sign} {id}");
        let lines = (summary.added.iter().map(change('+')))
            .chain(summary.replaced.iter().map(change('~')))
            .chain(summary.removed.iter().map(change('-')));
        few(lines, TROUBLES, |line| println!("{line}"));
    }
    let copies = summary.copies.iter();
    let copies = copies.map(|copy| {
        format!(
            "  {}: has the text of {}, noted as its copy",
            copy.file, copy.document
        )
    });
    few(copies, LINES, |line| println!("{line}"));
    let editions = summary.editions.iter().map(|edition| {
        let named = edition.others.len().min(3);
        let more = edition.others.len() - named;
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        format!(
            "  {}: another edition of {}{more} (same place, year and kind)",
            edition.document,
            edition.others[..named].join(", ")
        )
    });
    few(editions, LINES, |line| println!("{line}"));
}

/// Says the first lines, and how many there are besides.
fn few(lines: impl Iterator<Item = String>, most: usize, say: impl Fn(&str)) {
    let lines: Vec<String> = lines.collect();
    // In place of “1 more” that one can be said.
    let shown = if lines.len() <= most + 1 {
        lines.len()
    } else {
        most
    };
    for line in &lines[..shown] {
        say(line);
    }
    if lines.len() > shown {
        let more = lines.len() - shown;
        say(&format!("  … and {more} more; all of them: --format json"));
    }
}
