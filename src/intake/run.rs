//! A run of indexing: the work on all cores, and a commit now and then, so that a run that is killed has done a part.

use super::contents::{Contents, digest};
use super::files::FileTrouble;
use super::plan::{Job, Plan};
use super::prepare::prepare;
use super::source::SourceFile;
use super::summary::{CopyNote, Summary, editions};
use super::writing::Writing;
use crate::document::Metadata;
use crate::extract::extract;
use crate::index::{Catalog, Entry, FileState, IndexError, State, Writer, inspect};
use crate::input::Encoding;
use crate::lexicon::Lexicon;
use crate::output::{Record, records};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The least time between two commits.
const PAUSE: Duration = Duration::from_secs(2);

/// A commit comes after so many times the time that the last one took, so that commits take a small part of a run.
const WORTH: u32 = 10;

/// What an index run is to do.
pub struct Intake<'a> {
    /// The folder of the index.
    pub dir: &'a Path,
    /// The files to take in.
    pub files: Vec<SourceFile>,
    /// What the user says of them; it goes before all that can be told from the files.
    pub stated: Metadata,
    /// The encoding of their text, where the user states it.
    pub encoding: Option<Encoding>,
    /// The vocabularies, made only when a file is to be read for claims.
    pub lexicon: &'a (dyn Fn() -> Result<&'a Lexicon, String> + Sync),
    /// Program version and vocabularies, see [`Entry::maker`].
    pub maker: String,
    /// The folder of the user's vocabularies, to be remembered.
    pub lexicon_folder: Option<String>,
    /// Whether a file of the same size and time of change is taken for unchanged unread, and a removed one left out.
    pub trusting: bool,
    /// Paths of files that are no more, as the index knows them. A document that was read from no other goes with them.
    pub gone: Vec<String>,
    /// How many files are read at once; as many as the machine has cores where it is not said.
    pub threads: Option<usize>,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// How many files were read.
    pub files: usize,
    /// How many files are to be read in all.
    pub of_files: usize,
    /// How many bytes the files that were read have.
    pub bytes: u64,
    /// How many bytes all files have that are to be read.
    pub of_bytes: u64,
}

/// Hears how far a run is; called from all threads, first with nothing done.
pub type Listener<'a> = &'a (dyn Fn(Progress) + Sync);

/// What became of a job.
enum Outcome {
    /// Its text is in the index.
    Taken,
    /// Its text is that of a document of another file.
    Copy { of: String, state: FileState },
    /// It could not be read.
    Failed(FileTrouble),
}

/// What was done so far.
struct Ledger {
    /// What the index holds with all that was put into it.
    after: Catalog,
    /// What became of the jobs, by their numbers.
    outcomes: BTreeMap<usize, Outcome>,
    /// When the next commit is due.
    due: Instant,
}

impl Intake<'_> {
    /// Does the run. Files that cannot be read are named in the summary and leave the index as it is for them.
    ///
    /// What was done is committed every few seconds: a run that is ended leaves the last commit, and the same run again
    /// does the rest.
    ///
    /// # Errors
    ///
    /// An index that cannot be read or written, or vocabularies that cannot be used; the index is then as it was last
    /// committed.
    pub fn run(&self, listener: Listener) -> Result<Summary, RunError> {
        self.go(listener, true)
    }

    /// Says what [`Intake::run`] would do, and leaves the index as it is. Files are read, but not for claims.
    ///
    /// # Errors
    ///
    /// An index that cannot be read.
    pub fn rehearse(&self, listener: Listener) -> Result<Summary, RunError> {
        self.go(listener, false)
    }

    fn go(&self, listener: Listener, writes: bool) -> Result<Summary, RunError> {
        let catalog = match inspect(self.dir)? {
            State::Present(catalog) => catalog,
            State::Absent | State::Empty => Catalog::default(),
        };
        let Plan {
            jobs,
            unchanged,
            failed,
        } = Plan::of(self, &catalog);
        let mut summary = Summary {
            unchanged,
            failed,
            ..Summary::default()
        };
        let mut after = catalog.clone();
        if self.lexicon_folder.is_some() {
            after.lexicon.clone_from(&self.lexicon_folder);
        }
        for path in &self.gone {
            if let Some(id) = after.lose(path) {
                after.documents.remove(&id);
                summary.removed.push(id);
            }
        }
        if jobs.is_empty() && after.documents == catalog.documents {
            return Ok(summary);
        }
        let lexicon = match jobs.is_empty() || !writes {
            true => None,
            false => Some((self.lexicon)().map_err(RunError::Lexicon)?),
        };
        let parts = if jobs.len() < 16 {
            1
        } else {
            self.threads().min(4)
        };
        let writing = Writing::new(self.dir, &catalog, parts, writes);
        let contents = Contents::new(&after, &jobs);
        let ledger = Mutex::new(Ledger {
            after,
            outcomes: BTreeMap::new(),
            due: Instant::now() + PAUSE,
        });
        let work = Work {
            intake: self,
            jobs: &jobs,
            lexicon,
            contents,
            writing: &writing,
            ledger: &ledger,
        };
        for id in &summary.removed {
            writing.delete(id)?;
        }
        work.all(listener)?;
        let ledger = ledger.into_inner().unwrap_or_else(|e| e.into_inner());
        let mut after = ledger.after;
        for (number, outcome) in ledger.outcomes {
            let Some(job) = jobs.get(number) else {
                continue;
            };
            match outcome {
                Outcome::Taken if job.is_new => summary.added.push(job.id.clone()),
                Outcome::Taken => summary.replaced.push(job.id.clone()),
                Outcome::Failed(trouble) => summary.failed.push(trouble),
                Outcome::Copy { of, state } => {
                    if after.documents.remove(&job.id).is_some() {
                        // The file had a text of its own before.
                        writing.delete(&job.id)?;
                        summary.removed.push(job.id.clone());
                    }
                    match job.copy_of.as_deref() == Some(of.as_str()) {
                        true => summary.unchanged += 1,
                        false => summary.copies.push(CopyNote {
                            file: state.path.clone(),
                            document: of.clone(),
                        }),
                    }
                    after.add_copy(&of, state);
                }
            }
        }
        summary.editions = editions(&after, &summary.added);
        writing.finish(&after)?;
        Ok(summary)
    }

    fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.unwrap_or_else(cores).max(1)
    }
}

/// The work of a run, as its threads see it.
struct Work<'a, 'b> {
    intake: &'a Intake<'b>,
    jobs: &'a [Job],
    /// None where a run only says what it would do.
    lexicon: Option<&'a Lexicon>,
    contents: Contents,
    writing: &'a Writing<'a>,
    ledger: &'a Mutex<Ledger>,
}

impl Work<'_, '_> {
    /// Works off the jobs.
    fn all(&self, listener: Listener) -> Result<(), IndexError> {
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Progress {
            of_files: self.jobs.len(),
            of_bytes: self.jobs.iter().map(|job| job.size).sum(),
            ..Progress::default()
        });
        let broken: Mutex<Option<IndexError>> = Mutex::new(None);
        let read = |job: &Job| {
            let mut done = lock(&done);
            done.files += 1;
            done.bytes += job.size;
            *done
        };
        listener(*lock(&done));
        std::thread::scope(|scope| {
            for _ in 0..self.intake.threads().min(self.jobs.len()) {
                scope.spawn(|| {
                    while let Some((number, job)) = {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        self.jobs.get(number).map(|job| (number, job))
                    } {
                        if let Err(error) = self
                            .take_in(number, job)
                            .and_then(|()| self.commit_when_due())
                        {
                            lock(&broken).get_or_insert(error);
                            next.store(self.jobs.len(), Ordering::Relaxed);
                        }
                        listener(read(job));
                    }
                });
            }
        });
        match lock(&broken).take() {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    /// Reads one file and puts it in the index. The error is one of the index and ends the run.
    fn take_in(&self, number: usize, job: &Job) -> Result<(), IndexError> {
        let note = |outcome| {
            lock(self.ledger).outcomes.insert(number, outcome);
        };
        let (size, modified) = job.file.stamp().unwrap_or((0, 0));
        let read = job.file.read().and_then(|source| {
            let reading = source.reading(job.file.label(), job.encoding)?;
            Ok((digest(&reading.text), reading, source.digest))
        });
        let content = read.as_ref().ok().map(|(content, _, _)| content.as_str());
        let holder = self.contents.claim(number, &job.id, content);
        let (content, reading, digest) = match read {
            Ok(read) => read,
            Err(trouble) => {
                note(Outcome::Failed(trouble));
                return Ok(());
            }
        };
        let state = FileState {
            path: job.known.clone(),
            size,
            modified,
            digest,
        };
        if let Some(of) = holder {
            note(Outcome::Copy { of, state });
            return Ok(());
        }
        let described = job.described.as_ref();
        let mut document = prepare(
            job.id.clone(),
            job.file.label(),
            reading,
            described,
            &job.stated,
        );
        let source = &mut document.metadata.source;
        source.get_or_insert_with(|| job.known.clone());
        let mut entry = Entry {
            file: state,
            content,
            maker: self.intake.maker.clone(),
            metadata: document.metadata.clone(),
            described: job.described.clone(),
            stated: job.stated.clone(),
            encoding: job.encoding.map(|encoding| encoding.name().to_string()),
            ..Entry::default()
        };
        let Some(lexicon) = self.lexicon else {
            let mut ledger = lock(self.ledger);
            ledger.after.put(&job.id, entry, job.copy_of.as_deref());
            ledger.outcomes.insert(number, Outcome::Taken);
            return Ok(());
        };
        let extraction = extract(&document, lexicon);
        let records: Vec<String> = records(&document, &extraction)
            .into_iter()
            .map(Record::kept)
            .collect();
        entry.sentences = extraction.sentences.len();
        entry.mentions = extraction.mentions.len();
        let is_claim = |m: &&crate::claim::Mention| m.claim.is_some();
        entry.claims = extraction.mentions.iter().filter(is_claim).count();
        // Rows and catalog change together, so that no commit has the one without the other.
        self.writing.with(|writer| {
            writer.put(&document, &extraction, &records)?;
            let mut ledger = lock(self.ledger);
            ledger.after.put(&job.id, entry, job.copy_of.as_deref());
            ledger.outcomes.insert(number, Outcome::Taken);
            Ok(())
        })
    }

    /// Commits what was done, where the last commit was long enough ago.
    fn commit_when_due(&self) -> Result<(), IndexError> {
        {
            let mut ledger = lock(self.ledger);
            let now = Instant::now();
            if now < ledger.due {
                return Ok(());
            }
            // No other thread commits meanwhile.
            ledger.due = now + Duration::from_secs(3600);
        }
        let started = Instant::now();
        self.writing.commit(|| lock(self.ledger).after.clone())?;
        lock(self.ledger).due = Instant::now() + PAUSE.max(started.elapsed() * WORTH);
        Ok(())
    }
}

/// Takes a document out of the index at `dir`, and remembers that its files are not to come back by themselves.
///
/// # Errors
///
/// An index that cannot be read or written.
pub fn remove(dir: &Path, id: &str) -> Result<Option<Entry>, IndexError> {
    let mut writer = Writer::open(dir, 1)?;
    let mut catalog = writer.catalog().clone();
    let Some(entry) = catalog.documents.remove(id) else {
        return Ok(None);
    };
    catalog
        .removed
        .extend(entry.files().map(|f| f.path.clone()));
    writer.delete(id);
    writer.commit(&catalog)?;
    writer.close()?;
    Ok(Some(entry))
}

/// Why a run could not be done.
#[derive(Debug)]
pub enum RunError {
    /// The index.
    Index(IndexError),
    /// The vocabularies.
    Lexicon(String),
}

impl std::fmt::Display for RunError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RunError::Index(error) => error.fmt(f),
            RunError::Lexicon(error) => f.write_str(error),
        }
    }
}

impl std::error::Error for RunError {}

impl From<IndexError> for RunError {
    fn from(error: IndexError) -> Self {
        RunError::Index(error)
    }
}

/// The lock's content, also where another thread panicked over it.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|e| e.into_inner())
}
