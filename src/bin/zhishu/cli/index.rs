//! `zhishu index`: take reports into an index.

use super::describe::Describe;
use super::home::{Bar, remembered_lexicon};
use super::patience::Patience;
use super::{Found, Global};
use anyhow::{Result, bail};
use std::path::PathBuf;
use zhishu::{Intake, collect};

/// Index files and folders of text: new reports are added, changed ones replaced
#[derive(clap::Args)]
#[command(
    after_help = "Of a folder its *.txt files are taken, those in folders below too. A file that did not change is left as it is.
All of a run is one commit: a run that is killed leaves the index as it was, and whoever reads meanwhile sees it as it was.
The index remembers --lexicon and uses it from then on; to be rid of it, delete the index and make it anew.

Examples:
  zhishu index 清远市2018年政府工作报告.txt
  zhishu index reports/ --index ~/reports-index
  zhishu index more/ --wait=60
  zhishu index a.txt --title 某县政府工作报告 --place 某县 --year 2018"
)]
pub struct Args {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    describe: Describe,
    #[command(flatten)]
    patience: Patience,
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let dir = global.dir();
    let (files, mut failed) = collect(&args.paths);
    if args.describe.title.is_some() && files.len() > 1 {
        bail!(
            "--title is of one report, and {} files are named; index that one by itself",
            files.len()
        );
    }
    // An index that cannot be used is told before any file is read.
    let state = zhishu::inspect(&dir)?;
    let lexicon_folder = global.lexicon.as_deref().map(|f| {
        f.canonicalize()
            .unwrap_or(f.to_path_buf())
            .display()
            .to_string()
    });
    // Without --lexicon what the index was made with stays, so that no report is read in turn with it and without.
    let remembered = remembered_lexicon(&state);
    let folder = global.lexicon.as_deref().or(remembered.as_deref());
    let lexicon = || Global::lexicon(folder);
    let intake = Intake {
        dir: &dir,
        files,
        stated: args.describe.metadata(),
        lexicon: &lexicon,
        maker: Global::maker(folder)?,
        lexicon_folder,
        trusting: false,
        gone: Vec::new(),
    };
    let bar = Bar::new();
    let outcome = args
        .patience
        .with(|| intake.run(&|done, all| bar.show(done, all)));
    bar.clear();
    let summary = outcome?;
    failed.extend(summary.failed);
    println!(
        "added {}, replaced {}, unchanged {}, failed {}",
        summary.added.len(),
        summary.replaced.len(),
        summary.unchanged,
        failed.len()
    );
    match failed.as_slice() {
        [] => Ok(Found::Something),
        [one] => bail!("{}", one.message),
        many => {
            for trouble in many {
                eprintln!("zhishu: {}", trouble.message);
            }
            let taken = summary.added.len() + summary.replaced.len() + summary.unchanged;
            let others = if taken > 0 {
                "; the others are indexed"
            } else {
                ""
            };
            bail!("{} paths were left out, named above{others}", many.len())
        }
    }
}
