//! What a run has to do: which files are new or changed, and under which id each is known.

use super::files::FileTrouble;
use super::identity::{file_at, id_for};
use super::prepare::Manifests;
use super::run::Intake;
use super::source::SourceFile;
use crate::document::Metadata;
use crate::index::{Catalog, Entry, FileState};
use crate::input::Encoding;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a run has to do.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The files to be read: those of known documents first, so that these keep their ids where texts are the same.
    pub jobs: Vec<Job>,
    /// How many files are as the index knows them.
    pub unchanged: usize,
    /// What could not be looked at, and why.
    pub failed: Vec<FileTrouble>,
}

/// A file to be read.
#[derive(Debug)]
pub(super) struct Job {
    /// The id of its document.
    pub id: String,
    /// The path under which the index knows it.
    pub known: String,
    /// Where it is.
    pub file: SourceFile,
    /// Its size in bytes, as far as the system tells.
    pub size: u64,
    /// What the manifest says of it.
    pub described: Option<Metadata>,
    /// What the user says and said of it.
    pub stated: Metadata,
    /// The encoding that the user states or stated of it.
    pub encoding: Option<Encoding>,
    /// The document of which the index knows it as a copy.
    pub copy_of: Option<String>,
    /// Whether the index has no document of this id.
    pub is_new: bool,
    /// Whether its bytes are not those that the index knows.
    pub changed: bool,
}

impl Plan {
    /// Looks at the files of a run.
    pub fn of(intake: &Intake, catalog: &Catalog) -> Plan {
        let mut planner = Planner {
            intake,
            catalog,
            paths: catalog.paths(),
            taken: BTreeSet::new(),
            seen: BTreeSet::new(),
            manifests: Manifests::default(),
            broken: BTreeSet::new(),
            plan: Plan::default(),
        };
        for file in &intake.files {
            let known = file.known(intake.dir);
            if !(intake.trusting && catalog.removed.contains(&known)) {
                planner.look(file, known);
            }
        }
        let mut plan = planner.plan;
        plan.jobs.sort_by_key(|job| job.is_new);
        plan
    }
}

struct Planner<'a, 'b> {
    intake: &'a Intake<'b>,
    catalog: &'a Catalog,
    paths: BTreeMap<&'a str, (&'a str, &'a Entry)>,
    /// The ids that jobs have.
    taken: BTreeSet<String>,
    /// The files that were looked at, by the path under which the index knows them.
    seen: BTreeSet<String>,
    /// Folders whose manifest cannot be used: one broken manifest is one trouble, not one for each file beside it.
    broken: BTreeSet<PathBuf>,
    manifests: Manifests,
    plan: Plan,
}

impl Planner<'_, '_> {
    fn look(&mut self, file: &SourceFile, known: String) {
        if !self.seen.insert(known.clone()) {
            return;
        }
        let described = match file.described(&mut self.manifests) {
            Ok(described) => described,
            Err(trouble) => {
                let folder = file
                    .label()
                    .parent()
                    .map(Path::to_path_buf)
                    .unwrap_or_default();
                if self.broken.insert(folder) {
                    self.plan.failed.push(trouble);
                }
                return;
            }
        };
        let Some(&(id, entry)) = self.paths.get(known.as_str()) else {
            let stated = self.intake.stated.clone();
            self.add_new(file, known, described, stated, None);
            return;
        };
        let state = entry.files().find(|f| f.path == known);
        let changed = match state.map(|state| self.is_changed(file, state)) {
            Some(Ok(changed)) => changed,
            Some(Err(trouble)) => {
                self.plan.failed.push(trouble);
                return;
            }
            None => true,
        };
        let is_main = entry.file.path == known;
        if changed && !is_main {
            let stated = self.intake.stated.clone();
            self.add_new(file, known, described, stated, Some(id));
            return;
        }
        let stated = self.intake.stated.over(&entry.stated);
        let same_main = entry.described == described && entry.maker == self.intake.maker;
        // Of two files with one text the first speaks for both.
        let known_encoding = entry.encoding.as_deref().and_then(|name| name.parse().ok());
        let encoding = self.intake.encoding.or(known_encoding);
        let same_stated = entry.stated == stated && encoding == known_encoding;
        let same = !changed && same_stated && (same_main || !is_main);
        if same || !self.taken.insert(id.to_string()) {
            self.plan.unchanged += 1;
            return;
        }
        self.plan.jobs.push(Job {
            id: id.to_string(),
            known,
            file: file.clone(),
            size: file.stamp().map_or(0, |(size, _)| size),
            described,
            stated,
            encoding,
            copy_of: None,
            is_new: false,
            changed,
        });
        if changed {
            self.look_at_copies(id, entry);
        }
    }

    /// The text of a document changes: the files that had the same text as before are read again, each for itself.
    fn look_at_copies(&mut self, id: &str, entry: &Entry) {
        for copy in &entry.copies {
            let file = SourceFile::at(&file_at(self.intake.dir, &copy.path));
            let there = file.ok().filter(|file| file.path().exists());
            if self.seen.insert(copy.path.clone())
                && let Some(file) = there
            {
                let described = file.described(&mut self.manifests).unwrap_or_default();
                let stated = entry.stated.clone();
                self.add_new(&file, copy.path.clone(), described, stated, Some(id));
            }
        }
    }

    /// Whether a file's bytes are not those that the index knows.
    fn is_changed(&self, file: &SourceFile, known: &FileState) -> Result<bool, FileTrouble> {
        let stamp = file.stamp();
        if self.intake.trusting && stamp.is_some_and(|s| s == (known.size, known.modified)) {
            return Ok(false);
        }
        file.read().map(|source| source.digest != known.digest)
    }

    fn add_new(
        &mut self,
        file: &SourceFile,
        known: String,
        described: Option<Metadata>,
        stated: Metadata,
        copy_of: Option<&str>,
    ) {
        let id = id_for(self.catalog, &self.taken, file.label());
        self.taken.insert(id.clone());
        self.plan.jobs.push(Job {
            id,
            known,
            file: file.clone(),
            size: file.stamp().map_or(0, |(size, _)| size),
            described,
            stated,
            encoding: self.intake.encoding,
            copy_of: copy_of.map(str::to_string),
            is_new: true,
            changed: true,
        });
    }
}
