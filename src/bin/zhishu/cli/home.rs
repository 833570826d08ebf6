//! Which index a command works on, and keeping the default one up with the corpus.

use super::Global;
use super::patience::patiently;
use crate::vocabulary;
use anyhow::{Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Duration;
use zhishu::{CORPUS, Progress, Reader, RunError, State, Summary, inspect, sync};

/// The folder of the index where the user names none.
const DEFAULT: &str = "index";

/// How long the first use waits for another process that builds the same index.
const PATIENCE: Duration = Duration::from_secs(60);

/// The progress while files are read.
const READING: &str = "  {bar:24} {msg}  {decimal_bytes_per_sec}  {eta} left";

/// The progress when all are.
const MERGING: &str = "  {bar:24} {msg}  merging the index";

impl Global {
    /// The folder of the index.
    pub fn dir(&self) -> PathBuf {
        self.named().unwrap_or_else(|| PathBuf::from(DEFAULT))
    }

    /// The folder that the user named, by option or environment.
    fn named(&self) -> Option<PathBuf> {
        self.index.clone().filter(|dir| !dir.as_os_str().is_empty())
    }

    /// The index to read from. The default one is first brought up to the corpus.
    pub fn reader(&self) -> Result<Reader> {
        let dir = self.dir();
        if self.named().is_none() {
            self.keep_up(&dir)?;
        }
        Ok(Reader::open(&dir)?)
    }

    fn keep_up(&self, dir: &Path) -> Result<()> {
        let corpus = Path::new(CORPUS);
        let state = inspect(dir)?;
        if !corpus.is_dir() {
            if matches!(state, State::Absent | State::Empty) {
                bail!(
                    "no index at {DEFAULT}/ and no {CORPUS}/ to make one from; make one with: zhishu index PATH..."
                );
            }
            return Ok(());
        }
        // An index made with vocabularies of the user's own is kept up with the same; --lexicon of a command that reads
        // serves its filters alone, so that two commands in turn do not make the index anew twice.
        let folder = vocabulary::remembered(&state);
        let first = !matches!(state, State::Present(_));
        if first {
            eprintln!("zhishu: first use: building the index at {DEFAULT}/ from {CORPUS}/");
        }
        let bar = Bar::new();
        let lexicon = || vocabulary::lexicon(folder.as_deref());
        let maker = vocabulary::maker(folder.as_deref())?;
        // On first use there is nothing to answer from until whoever came first is done.
        let limit = if first { PATIENCE } else { Duration::ZERO };
        let outcome = patiently(limit, false, || {
            sync(dir, corpus, &lexicon, maker.clone(), &|progress| {
                bar.show(progress)
            })
        });
        bar.clear();
        match outcome {
            // Nothing to read from: what is wrong with the corpus is the answer.
            Ok(summary) if first && !summary.changed() && !summary.failed.is_empty() => {
                let why: Vec<&str> = summary.failed.iter().map(|t| t.message.as_str()).collect();
                bail!("no index made: {}", why.join("; "));
            }
            Ok(summary) => say(&summary, first),
            Err(RunError::Index(error)) if !first && error.is_only_of_writing() => {
                eprintln!("zhishu: what changed in {CORPUS}/ is not in this answer: {error}");
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}

/// Says on stderr what changed.
fn say(summary: &Summary, first: bool) {
    let part = |ids: &[String], verb: &str| match ids {
        [] => None,
        [one] => Some(format!("{verb} {one}")),
        many => Some(format!("{verb} {} reports", many.len())),
    };
    let parts: Vec<String> = [
        part(&summary.added, "added"),
        part(&summary.replaced, "replaced"),
        part(&summary.removed, "removed"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !parts.is_empty() {
        let what = if first {
            String::new()
        } else {
            format!("{CORPUS}/ changed: ")
        };
        eprintln!("zhishu: {what}{}", parts.join(", "));
    }
    for trouble in &summary.failed {
        eprintln!("zhishu: left out: {}", trouble.message);
    }
}

/// A progress bar on stderr, where that is a terminal.
pub struct Bar(Option<ProgressBar>);

impl Bar {
    /// A bar that shows itself when there is something to do.
    pub fn new() -> Bar {
        if !std::io::stderr().is_terminal() {
            return Bar(None);
        }
        let bar = ProgressBar::hidden();
        if let Ok(style) = ProgressStyle::with_template(READING) {
            bar.set_style(style);
        }
        Bar(Some(bar))
    }

    /// Shows how far the work is.
    pub fn show(&self, done: Progress) {
        if let Some(bar) = &self.0 {
            if done.files == 0 {
                bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
                bar.set_length(done.of_bytes);
                bar.reset();
            }
            bar.set_message(format!("{}/{} files", done.files, done.of_files));
            bar.set_position(done.bytes);
            // All are read; what was found is written and put together.
            if done.files == done.of_files
                && let Ok(style) = ProgressStyle::with_template(MERGING)
            {
                bar.set_style(style);
                bar.force_draw();
            }
        }
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
