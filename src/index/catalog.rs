//! What an index holds, document by document; it travels in the payload of each commit.

use crate::document::{Metadata, ReportKind};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A file as it was when it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FileState {
    /// Its path: below the folder that holds the index as a relative one with `/`, else absolute.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970; 0 where the system does not tell.
    pub modified: u64,
    /// The digest of its bytes.
    pub digest: String,
}

/// One document of an index: where it came from, and what was found in it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Entry {
    /// The file that it was read from.
    #[serde(flatten)]
    pub file: FileState,
    /// Other files with the same text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<FileState>,
    /// The digest of its text, which tells copies; empty where an older version made the entry.
    #[serde(default)]
    pub content: String,
    /// Program version and vocabularies that made the claims.
    pub maker: String,
    /// What is known of the document.
    pub metadata: Metadata,
    /// What `manifest.toml` said of it.
    pub described: Option<Metadata>,
    /// What the user said of it when it was indexed.
    pub stated: Metadata,
    /// The encoding that the user stated when it was indexed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// How many sentences it has.
    pub sentences: usize,
    /// How many numbers it mentions, of every role.
    pub mentions: usize,
    /// How many of the mentions are claims.
    pub claims: usize,
}

/// All documents of an index, by id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Catalog {
    /// The folder of the user's own vocabularies, where the index was made with one.
    #[serde(default)]
    pub lexicon: Option<String>,
    /// Paths that the user removed and that are not to come back by themselves.
    #[serde(default)]
    pub removed: BTreeSet<String>,
    /// The documents by id.
    pub documents: BTreeMap<String, Entry>,
}

impl Entry {
    /// What the editions of a report have in common: place, year and kind. A report of another kind than the known ones need
    /// not be the like of another of that year.
    fn edition(&self) -> Option<(&str, i32, ReportKind)> {
        let m = &self.metadata;
        let kind = m.kind.filter(|kind| *kind != ReportKind::Report)?;
        Some((m.place.as_deref()?, m.year?, kind))
    }

    /// All files that the document has been read from, the first of them the one whose text it is.
    pub fn files(&self) -> impl Iterator<Item = &FileState> {
        std::iter::once(&self.file).chain(&self.copies)
    }
}

impl Catalog {
    /// Under each path the id and entry of the document that has it among its files.
    pub fn paths(&self) -> BTreeMap<&str, (&str, &Entry)> {
        let mut paths = BTreeMap::new();
        for (id, entry) in &self.documents {
            paths.extend(
                entry
                    .files()
                    .map(|f| (f.path.as_str(), (id.as_str(), entry))),
            );
        }
        paths
    }

    /// Puts an entry in, in place of one of the same id. Where the text is the same as before its other files stay; `copy_of`
    /// is the document whose text the entry's file had before.
    pub fn put(&mut self, id: &str, mut entry: Entry, copy_of: Option<&str>) {
        let path = &entry.file.path;
        self.removed.remove(path);
        if let Some(old) = copy_of.and_then(|of| self.documents.get_mut(of)) {
            old.copies.retain(|copy| copy.path != *path);
        }
        if let Some(old) = self.documents.remove(id)
            && old.content == entry.content
        {
            entry.copies = old.copies;
            entry.copies.retain(|copy| copy.path != entry.file.path);
        }
        self.documents.insert(id.to_string(), entry);
    }

    /// Notes that a file has the text of the document `of`, and of no other.
    pub fn add_copy(&mut self, of: &str, file: FileState) {
        self.removed.remove(&file.path);
        for entry in self.documents.values_mut() {
            entry.copies.retain(|copy| copy.path != file.path);
        }
        if let Some(entry) = self.documents.get_mut(of) {
            entry.copies.push(file);
        }
    }

    /// Takes the file at `path` from the document that has it among its files; a document without any file left goes.
    /// Gives the id of a document that went.
    pub fn lose(&mut self, path: &str) -> Option<String> {
        let (id, entry) = self
            .documents
            .iter_mut()
            .find(|(_, entry)| entry.files().any(|file| file.path == path))?;
        if entry.file.path != path {
            entry.copies.retain(|copy| copy.path != path);
            return None;
        }
        if entry.copies.is_empty() {
            return Some(id.clone());
        }
        entry.file = entry.copies.remove(0);
        None
    }

    /// Under the id of each document the other documents of the same place, year and kind, where there are any: other
    /// editions of a report, as far as can be told.
    pub fn editions(&self) -> BTreeMap<&str, Vec<&str>> {
        let mut alike: BTreeMap<_, Vec<&str>> = BTreeMap::new();
        for (id, entry) in &self.documents {
            if let Some(edition) = entry.edition() {
                alike.entry(edition).or_default().push(id);
            }
        }
        let mut editions = BTreeMap::new();
        for ids in alike.into_values().filter(|ids| ids.len() > 1) {
            for id in &ids {
                let others = ids.iter().copied().filter(|other| other != id);
                editions.insert(*id, others.collect());
            }
        }
        editions
    }
}
