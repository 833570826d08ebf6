//! What an index holds, document by document; it travels in the payload of each commit.

use crate::document::Metadata;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One document of an index: where it came from, and what was found in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The path of its file: below the folder that holds the index as a relative one with `/`, else absolute.
    pub path: String,
    /// The size of the file in bytes when it was read.
    pub size: u64,
    /// When the file was last changed, in nanoseconds since 1970; 0 where the system does not tell.
    pub modified: u64,
    /// The digest of the file's bytes.
    pub digest: String,
    /// Program version and vocabularies that made the claims.
    pub maker: String,
    /// What is known of the document.
    pub metadata: Metadata,
    /// What `manifest.toml` said of it.
    pub described: Option<Metadata>,
    /// What the user said of it when it was indexed.
    pub stated: Metadata,
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

impl Catalog {
    /// The id and entry of the document that was read from `path`.
    pub fn by_path(&self, path: &str) -> Option<(&str, &Entry)> {
        self.documents
            .iter()
            .find(|(_, e)| e.path == path)
            .map(|(id, e)| (id.as_str(), e))
    }
}
