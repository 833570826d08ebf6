//! One file made ready: its bytes, its digest, its text, what is known of it.

use super::files::{FileTrouble, NO_FILE, leads_nowhere};
use super::identity::stem;
use super::source::SourceFile;
use crate::document::{Document, Metadata, MetadataField, ReportKind};
use crate::input::{Encoding, Manifest, Reading, read, too_large};
use crate::lexicon::Lexicon;
use crate::metadata::{By, Clues, Told, code_and_level, tell};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The greatest text that is read, in bytes. The longest reports have less than a hundredth of it.
const LARGEST: u64 = 16 << 20;

/// The greatest file of a format that holds more than its text: pictures, scripts, fonts.
const LARGEST_DOCUMENT: u64 = 64 << 20;

/// The greatest file of that name that is read, in bytes.
pub(super) fn largest(name: &str) -> u64 {
    let extension = Path::new(name).extension().unwrap_or_default();
    let is_text = ["txt", "text", "md", "markdown", "toml", "csv"]
        .iter()
        .any(|text| extension.eq_ignore_ascii_case(text));
    if is_text { LARGEST } else { LARGEST_DOCUMENT }
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The digest of its bytes.
    pub digest: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Source {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// A file that is no report for its size, or what the system refuses.
    pub fn read(path: &Path) -> Result<Source, FileTrouble> {
        let refused = |e: std::io::Error| {
            let why = match e.kind() {
                _ if leads_nowhere(&e) => "no such file; check the path".to_string(),
                std::io::ErrorKind::PermissionDenied => {
                    "not readable; check its permissions".to_string()
                }
                _ => format!("cannot be read ({e}); check the file"),
            };
            FileTrouble::new(path, why)
        };
        let meta = std::fs::metadata(path).map_err(refused)?;
        if meta.is_dir() {
            return Err(FileTrouble::new(path, "is a folder; name a file in it"));
        }
        if !meta.is_file() {
            return Err(FileTrouble::new(path, NO_FILE));
        }
        let most = largest(&path.to_string_lossy());
        if meta.len() > most {
            return Err(FileTrouble::new(path, too_large(most)));
        }
        let file = std::fs::File::open(path).map_err(refused)?;
        Source::from_stream(file, path)
    }

    /// Reads what comes through a stream that calls itself `name`.
    ///
    /// # Errors
    ///
    /// More bytes than a report has, or what the system refuses.
    pub fn from_stream(stream: impl Read, name: &Path) -> Result<Source, FileTrouble> {
        let mut bytes = Vec::new();
        let most = largest(&name.to_string_lossy());
        let read = stream.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|e| FileTrouble::new(name, format!("cannot be read ({e}); check the file")))?;
        if bytes.len() as u64 > most {
            return Err(FileTrouble::new(name, too_large(most)));
        }
        Ok(Source::from_bytes(bytes))
    }

    /// A file of these bytes.
    pub(super) fn from_bytes(bytes: Vec<u8>) -> Source {
        Source {
            digest: digest(&bytes),
            bytes,
        }
    }

    /// What the bytes hold, in the encoding that is stated or else told from them.
    ///
    /// # Errors
    ///
    /// Bytes that are no text, or a text that is no report.
    pub fn reading(&self, path: &Path, encoding: Option<Encoding>) -> Result<Reading, FileTrouble> {
        let name = path.display().to_string();
        read(&self.bytes, &name, encoding).map_err(|e| FileTrouble {
            path: path.to_path_buf(),
            message: e.to_string(),
        })
    }
}

/// A digest that tells one content from another; not against forgery.
fn digest(bytes: &[u8]) -> String {
    format!("{:032x}", xxhash_rust::xxh3::xxh3_128(bytes))
}

/// The manifests of the folders of many files, each read once.
#[derive(Debug, Default)]
pub struct Manifests {
    folders: BTreeMap<PathBuf, Result<Manifest, String>>,
}

/// How many folders above that of a file are asked for a manifest that names it by its path (2018/甲.txt).
pub(super) const FOLDERS_ABOVE: usize = 3;

impl Manifests {
    /// What the manifest of the file's folder says of it, else that of a folder above, by the path from there.
    ///
    /// # Errors
    ///
    /// A manifest in the file's folder that is there and cannot be used. One above that cannot be used may be of another
    /// program, and says nothing.
    pub fn described(&mut self, path: &Path) -> Result<Option<Metadata>, FileTrouble> {
        let Some(name) = path.file_name() else {
            return Ok(None);
        };
        let folder = path
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let name = name.to_string_lossy();
        let beside = self
            .of_folder(folder)
            .as_ref()
            .map_err(|message| FileTrouble {
                path: path.to_path_buf(),
                message: message.clone(),
            })?;
        if let Some((_, found)) = beside.of_path(path) {
            return Ok(Some(found.clone()));
        }
        let mut from_there = name.into_owned();
        let mut below = folder;
        for _ in 0..FOLDERS_ABOVE {
            let (Some(folder), Some(above)) = (below.file_name(), below.parent()) else {
                break;
            };
            let above = if above.as_os_str().is_empty() {
                Path::new(".")
            } else {
                above
            };
            from_there = format!("{}/{from_there}", folder.to_string_lossy());
            let found = self.of_folder(above).as_ref().ok();
            if let Some(found) = found.and_then(|manifest| manifest.get(&from_there)) {
                return Ok(Some(found.clone()));
            }
            below = above;
        }
        Ok(None)
    }

    fn of_folder(&mut self, folder: &Path) -> &Result<Manifest, String> {
        self.folders
            .entry(folder.to_path_buf())
            .or_insert_with(|| Manifest::of_folder(folder).map_err(|e| e.to_string()))
    }
}

/// What is known of a report, and by what: what the user stated goes before what the manifest says, that before what
/// the clues tell. A code that nobody stated is that of the place that was.
pub fn describe(
    clues: &Clues,
    described: Option<&Metadata>,
    stated: &Metadata,
    lexicon: &Lexicon,
) -> Told {
    let mut told = tell(clues, lexicon);
    let silent = Metadata::default();
    let described = described.unwrap_or(&silent);
    told.overlay(described, By::Manifest);
    told.overlay(stated, By::Stated);
    let said = stated.over(described);
    if said.covers.is_none() && (said.year.is_some() || said.kind.is_some()) {
        // What the text told of the years belonged to another year or kind.
        let covers = match (told.metadata.kind, told.metadata.year) {
            (Some(ReportKind::Work), Some(year)) => Some(year - 1),
            (_, year) => year,
        };
        told.derive(
            MetadataField::Covers,
            covers.map(|covers| Metadata {
                covers: Some(covers),
                ..Metadata::default()
            }),
        );
    }
    if let Some(place) = said.place.as_deref().filter(|_| said.code.is_none()) {
        let (code, level) = code_and_level(place, told.metadata.year, said.level, lexicon);
        let of_place = Metadata {
            code,
            level,
            ..Metadata::default()
        };
        told.derive(MetadataField::Code, Some(of_place.clone()));
        if said.level.is_none() && of_place.level.is_some() {
            told.derive(MetadataField::Level, Some(of_place));
        }
    }
    told
}

/// The document of a reading: what the user stated goes before what the manifest says, that before what name and text tell,
/// and that before what the file calls itself.
pub fn prepare(
    id: String,
    path: &Path,
    reading: Reading,
    described: Option<&Metadata>,
    stated: &Metadata,
) -> Document {
    let path = path.to_string_lossy();
    let Reading {
        text, title, pages, ..
    } = reading;
    let clues = Clues {
        path: &path,
        title: title.as_deref(),
        text: &text,
    };
    let metadata = describe(&clues, described, stated, Lexicon::builtin()).metadata;
    Document {
        id,
        text,
        metadata,
        pages,
    }
}

/// The document of a file, for use without an index.
///
/// # Errors
///
/// A file that cannot be read, is no text, or has a manifest beside it that cannot be used.
pub fn document_of(
    path: &Path,
    stated: &Metadata,
    encoding: Option<Encoding>,
) -> Result<Document, FileTrouble> {
    let file = SourceFile::at(path)?;
    let reading = file.read()?.reading(path, encoding)?;
    let described = file.described(&mut Manifests::default())?;
    let described = described.as_ref();
    Ok(prepare(stem(path), path, reading, described, stated))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_stated_goes_first() {
        let stated = Metadata {
            year: Some(2019),
            ..Metadata::default()
        };
        let described = Metadata {
            title: Some("题".into()),
            year: Some(2018),
            kind: Some(ReportKind::Work),
            ..Metadata::default()
        };
        let document = prepare(
            "a".into(),
            Path::new("a.txt"),
            Reading::from("甲。".to_string()),
            Some(&described),
            &stated,
        );
        assert_eq!(document.metadata.title.as_deref(), Some("题"));
        assert_eq!(
            (document.metadata.year, document.metadata.covers),
            (Some(2019), Some(2018))
        );
    }

    #[test]
    fn digests_tell_apart() {
        assert_ne!(digest(b"a"), digest(b"b"));
        assert_eq!(digest(b"a").len(), 32);
    }
}
