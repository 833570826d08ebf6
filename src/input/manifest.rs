//! `manifest.toml`: what is known of the texts of a folder besides their text.

use crate::document::Metadata;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// The file's name in the folder that it describes.
pub const MANIFEST: &str = "manifest.toml";

/// What a folder's `manifest.toml` says, by file name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    entries: BTreeMap<String, Metadata>,
}

/// Why a manifest could not be used.
#[derive(Debug)]
pub struct ManifestError {
    path: PathBuf,
    why: String,
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: not read, and no text beside it either: {}",
            self.path.display(),
            self.why
        )
    }
}

impl std::error::Error for ManifestError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    document: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    file: String,
    #[serde(flatten)]
    metadata: Metadata,
}

impl Manifest {
    /// Reads the manifest of `folder`; one that does not exist says nothing.
    ///
    /// # Errors
    ///
    /// A manifest that cannot be read or is not of the form; the message names file and line.
    pub fn of_folder(folder: &Path) -> Result<Manifest, ManifestError> {
        let path = folder.join(MANIFEST);
        // A pipe may never end; what is no file is not opened.
        if std::fs::metadata(&path).is_ok_and(|m| !m.is_file()) {
            let why = "is no file; take it away or put a file there".to_string();
            return Err(ManifestError { path, why });
        }
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Manifest::default()),
            Err(e) => {
                return Err(ManifestError {
                    path,
                    why: e.to_string(),
                });
            }
        };
        Manifest::parse(&text).map_err(|why| ManifestError { path, why })
    }

    /// Whether a file of that name is a manifest.
    pub fn is_name(name: &str) -> bool {
        name == MANIFEST
    }

    /// Reads a manifest that lies in an archive.
    ///
    /// # Errors
    ///
    /// One that is not of the form; the message names the line.
    pub fn of_bytes(bytes: &[u8]) -> Result<Manifest, String> {
        Manifest::parse(&String::from_utf8_lossy(bytes))
    }

    fn parse(text: &str) -> Result<Manifest, String> {
        let file: File = toml::from_str(text).map_err(|e| {
            let line = e
                .span()
                .map(|s| text[..s.start.min(text.len())].matches('\n').count() + 1);
            let why = e.message().split_whitespace().collect::<Vec<_>>().join(" ");
            line.map_or_else(|| why.clone(), |line| format!("fix line {line}: {why}"))
        })?;
        Ok(Manifest {
            entries: file
                .document
                .into_iter()
                .map(|row| (row.file, row.metadata))
                .collect(),
        })
    }

    /// What the manifest says of the file called `name`.
    pub fn get(&self, name: &str) -> Option<&Metadata> {
        self.entries.get(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Level, ReportKind};

    #[test]
    fn reads_entries() {
        let text = "[[document]]\nfile = \"甲.txt\"\ntitle = \"甲县报告\"\nlevel = \"county\"\nkind = \"work\"\nyear = 2018\ncovers = 2017\n";
        let manifest = Manifest::parse(text).unwrap();
        let metadata = manifest.get("甲.txt").unwrap();
        assert_eq!(metadata.title.as_deref(), Some("甲县报告"));
        assert_eq!(
            (metadata.level, metadata.kind),
            (Some(Level::County), Some(ReportKind::Work))
        );
        assert_eq!(
            (metadata.year, metadata.covers, &metadata.place),
            (Some(2018), Some(2017), &None)
        );
        assert_eq!(manifest.get("乙.txt"), None);
    }

    #[test]
    fn names_the_line() {
        let error = Manifest::parse("[[document]]\nfile = \"a\"\nyear = \n").unwrap_err();
        assert!(error.starts_with("fix line 3: "), "{error}");
        assert_eq!(error.lines().count(), 1);
    }
}
