//! A run of indexing: what is new, changed or gone, the work on all cores, and one commit for all of it.

use super::files::FileTrouble;
use super::identity::{id_for, known_path};
use super::prepare::{Source, described, over, prepare};
use crate::document::Metadata;
use crate::extract::extract;
use crate::index::{Catalog, Entry, IndexError, State, Writer, inspect};
use crate::lexicon::Lexicon;
use crate::output::{Record, records};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What an index run is to do.
pub struct Intake<'a> {
    /// The folder of the index.
    pub dir: &'a Path,
    /// The files to take in.
    pub files: Vec<PathBuf>,
    /// What the user says of them; it goes before all that can be told from the files.
    pub stated: Metadata,
    /// The vocabularies, made only when a file is to be read for claims.
    pub lexicon: &'a (dyn Fn() -> Result<&'a Lexicon, String> + Sync),
    /// Program version and vocabularies, see [`Entry::maker`].
    pub maker: String,
    /// The folder of the user's vocabularies, to be remembered.
    pub lexicon_folder: Option<String>,
    /// Whether a file of the same size and time of change is taken for unchanged unread, and a removed one left out.
    pub trusting: bool,
    /// Ids of documents to take out besides.
    pub gone: Vec<String>,
}

/// How far a run is; called from all threads.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Ids of new documents.
    pub added: Vec<String>,
    /// Ids of documents whose file, description or vocabularies changed.
    pub replaced: Vec<String>,
    /// How many files were as the index knows them.
    pub unchanged: usize,
    /// Ids of documents that were taken out.
    pub removed: Vec<String>,
    /// What could not be taken in, and why.
    pub failed: Vec<FileTrouble>,
}

impl Summary {
    /// Whether the index is another than before.
    pub fn changed(&self) -> bool {
        !(self.added.is_empty() && self.replaced.is_empty() && self.removed.is_empty())
    }
}

/// A file to be read for claims.
struct Job {
    id: String,
    known: String,
    file: PathBuf,
    described: Option<Metadata>,
    stated: Metadata,
    is_new: bool,
}

/// What became of a job.
type Outcome = Result<Entry, FileTrouble>;

impl Intake<'_> {
    /// Does the run. Files that cannot be read are named in the summary and leave the index as it is for them.
    ///
    /// # Errors
    ///
    /// An index that cannot be read or written, or vocabularies that cannot be used; the index is then as it was.
    pub fn run(&self, progress: Progress) -> Result<Summary, RunError> {
        let catalog = match inspect(self.dir)? {
            State::Present(catalog) => catalog,
            State::Absent | State::Empty => Catalog::default(),
        };
        let mut summary = Summary::default();
        let jobs = self.plan(&catalog, &mut summary);
        let gone: Vec<&String> = self
            .gone
            .iter()
            .filter(|id| catalog.documents.contains_key(*id))
            .collect();
        if jobs.is_empty() && gone.is_empty() {
            return Ok(summary);
        }
        let lexicon = if jobs.is_empty() {
            None
        } else {
            Some((self.lexicon)().map_err(RunError::Lexicon)?)
        };
        let writer = LazyWriter::new(
            self.dir,
            &catalog,
            if jobs.len() < 16 { 1 } else { cores().min(4) },
        );
        let outcomes = match &lexicon {
            Some(lexicon) => self.work(&jobs, lexicon, &writer, progress)?,
            None => Vec::new(),
        };
        let mut after = catalog.clone();
        for id in gone {
            writer.with(|w| {
                w.delete(id);
                Ok(())
            })?;
            after.documents.remove(id);
            summary.removed.push(id.clone());
        }
        for (job, outcome) in jobs.into_iter().zip(outcomes) {
            match outcome {
                Ok(entry) => {
                    after.removed.remove(&job.known);
                    after.documents.insert(job.id.clone(), entry);
                    if job.is_new {
                        summary.added.push(job.id)
                    } else {
                        summary.replaced.push(job.id)
                    }
                }
                Err(trouble) => summary.failed.push(trouble),
            }
        }
        if self.lexicon_folder.is_some() {
            after.lexicon.clone_from(&self.lexicon_folder);
        }
        if let Some(writer) = writer.take() {
            writer.commit(&after)?;
        }
        Ok(summary)
    }

    /// The files that need work; the others are counted, or named with what is wrong with them.
    fn plan(&self, catalog: &Catalog, summary: &mut Summary) -> Vec<Job> {
        let mut jobs = Vec::new();
        let mut taken = BTreeSet::new();
        let mut manifests: BTreeMap<PathBuf, ()> = BTreeMap::new();
        for file in &self.files {
            let known = known_path(self.dir, file);
            if self.trusting && catalog.removed.contains(&known) {
                continue;
            }
            let described = match described(file) {
                Ok(described) => described,
                Err(trouble) => {
                    // One broken manifest is one trouble, not one for each file beside it.
                    let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
                    if manifests.insert(folder, ()).is_none() {
                        summary.failed.push(trouble);
                    }
                    continue;
                }
            };
            let old = catalog.by_path(&known).map(|(_, entry)| entry);
            let stated = old.map_or_else(
                || self.stated.clone(),
                |old| over(&self.stated, &old.stated),
            );
            let same = |old: &Entry| {
                old.described == described && old.stated == stated && old.maker == self.maker
            };
            if let Some(old) = old.filter(|old| same(old)) {
                let untouched =
                    self.trusting && stamp(file).is_some_and(|s| s == (old.size, old.modified));
                let digest = if untouched {
                    Ok(old.digest.clone())
                } else {
                    Source::read(file).map(|source| source.digest)
                };
                match digest {
                    Ok(digest) if digest == old.digest => {
                        summary.unchanged += 1;
                        continue;
                    }
                    Ok(_) => {}
                    Err(trouble) => {
                        summary.failed.push(trouble);
                        continue;
                    }
                }
            }
            let id = id_for(catalog, &taken, &known, file);
            taken.insert(id.clone());
            jobs.push(Job {
                id,
                known,
                file: file.clone(),
                described,
                stated,
                is_new: old.is_none(),
            });
        }
        jobs
    }

    /// Works off the jobs on all cores; outcomes stand in the order of the jobs.
    fn work(
        &self,
        jobs: &[Job],
        lexicon: &Lexicon,
        writer: &LazyWriter,
        progress: Progress,
    ) -> Result<Vec<Outcome>, RunError> {
        let next = AtomicUsize::new(0);
        let done = AtomicUsize::new(0);
        let outcomes: Mutex<BTreeMap<usize, Outcome>> = Mutex::new(BTreeMap::new());
        let broken: Mutex<Option<IndexError>> = Mutex::new(None);
        progress(0, jobs.len());
        std::thread::scope(|scope| {
            for _ in 0..cores().min(jobs.len()) {
                scope.spawn(|| {
                    while let Some((i, job)) = {
                        let i = next.fetch_add(1, Ordering::Relaxed);
                        jobs.get(i).map(|j| (i, j))
                    } {
                        match self.take_in(job, lexicon, writer) {
                            Ok(outcome) => {
                                lock(&outcomes).insert(i, outcome);
                            }
                            Err(error) => {
                                lock(&broken).get_or_insert(error);
                                next.store(jobs.len(), Ordering::Relaxed);
                            }
                        }
                        progress(done.fetch_add(1, Ordering::Relaxed) + 1, jobs.len());
                    }
                });
            }
        });
        match lock(&broken).take() {
            Some(error) => Err(error.into()),
            None => Ok(std::mem::take(&mut *lock(&outcomes))
                .into_values()
                .collect()),
        }
    }

    /// Reads one file and puts it in the index. The outer error is one of the index and ends the run.
    fn take_in(
        &self,
        job: &Job,
        lexicon: &Lexicon,
        writer: &LazyWriter,
    ) -> Result<Outcome, IndexError> {
        let (size, modified) = stamp(&job.file).unwrap_or((0, 0));
        let read =
            Source::read(&job.file).and_then(|source| Ok((source.text(&job.file)?, source.digest)));
        let (text, digest) = match read {
            Ok(read) => read,
            Err(trouble) => return Ok(Err(trouble)),
        };
        let mut document = prepare(
            job.id.clone(),
            &job.file,
            text,
            job.described.as_ref(),
            &job.stated,
        );
        document
            .metadata
            .source
            .get_or_insert_with(|| job.known.clone());
        let extraction = extract(&document, lexicon);
        let records: Vec<String> = records(&document, &extraction)
            .into_iter()
            .map(Record::kept)
            .collect();
        writer.with(|w| w.put(&document, &extraction, &records))?;
        Ok(Ok(Entry {
            path: job.known.clone(),
            size,
            modified,
            digest,
            maker: self.maker.clone(),
            metadata: document.metadata,
            described: job.described.clone(),
            stated: job.stated.clone(),
            sentences: extraction.sentences.len(),
            mentions: extraction.mentions.len(),
            claims: extraction
                .mentions
                .iter()
                .filter(|m| m.claim.is_some())
                .count(),
        }))
    }
}

/// Takes a document out of the index at `dir`, and remembers that its file is not to come back by itself.
///
/// # Errors
///
/// An index that cannot be read or written.
pub fn remove(dir: &Path, id: &str) -> Result<Option<Entry>, IndexError> {
    let writer = Writer::open(dir, 1)?;
    let mut catalog = writer.catalog().clone();
    let Some(entry) = catalog.documents.remove(id) else {
        return Ok(None);
    };
    catalog.removed.insert(entry.path.clone());
    writer.delete(id);
    writer.commit(&catalog)?;
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

/// A writer that is opened when there is something to write: where every file is bad, the index stays as it was.
struct LazyWriter<'a> {
    dir: &'a Path,
    planned: &'a Catalog,
    threads: usize,
    writer: std::sync::RwLock<Option<Writer>>,
}

impl<'a> LazyWriter<'a> {
    fn new(dir: &'a Path, planned: &'a Catalog, threads: usize) -> Self {
        LazyWriter {
            dir,
            planned,
            threads,
            writer: std::sync::RwLock::new(None),
        }
    }

    /// Does something with the writer, from any thread.
    fn with(&self, act: impl FnOnce(&Writer) -> Result<(), IndexError>) -> Result<(), IndexError> {
        let opened = self.writer.read().unwrap_or_else(|e| e.into_inner());
        if let Some(writer) = opened.as_ref() {
            return act(writer);
        }
        drop(opened);
        let mut slot = self.writer.write().unwrap_or_else(|e| e.into_inner());
        if slot.is_none() {
            let writer = Writer::open(self.dir, self.threads)?;
            if writer.catalog() != self.planned {
                return Err(IndexError::Changed(self.dir.to_path_buf()));
            }
            *slot = Some(writer);
        }
        slot.as_ref().map_or(Ok(()), act)
    }

    fn take(self) -> Option<Writer> {
        self.writer.into_inner().unwrap_or_else(|e| e.into_inner())
    }
}

/// The lock's content, also where another thread panicked over it.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|e| e.into_inner())
}

/// Size and time of the last change of a file.
fn stamp(file: &Path) -> Option<(u64, u64)> {
    let meta = std::fs::metadata(file).ok()?;
    let modified = meta
        .modified()
        .ok()
        .and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
    Some((meta.len(), modified.map_or(0, |d| d.as_nanos() as u64)))
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
