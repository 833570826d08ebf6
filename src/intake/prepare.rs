//! One file made ready: its bytes, its digest, its text, what is known of it.

use super::files::{FileTrouble, NO_FILE, leads_nowhere};
use super::identity::stem;
use super::source::SourceFile;
use crate::document::{Document, Metadata, ReportKind};
use crate::input::{Encoding, Manifest, Reading, read, too_large};
use std::io::Read;
use std::path::Path;

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

/// What `manifest.toml` beside the file says of it.
///
/// # Errors
///
/// A manifest that is there and cannot be used.
pub fn described(path: &Path) -> Result<Option<Metadata>, FileTrouble> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let manifest = Manifest::of_folder(folder).map_err(|e| FileTrouble {
        path: path.to_path_buf(),
        message: e.to_string(),
    })?;
    Ok(path
        .file_name()
        .and_then(|n| manifest.get(&n.to_string_lossy()))
        .cloned())
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
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let Reading { text, title, .. } = reading;
    let mut inferred = Metadata::infer(&name, &text);
    inferred.title = inferred.title.or(title);
    let silent = Metadata::default();
    let mut metadata = over(stated, &over(described.unwrap_or(&silent), &inferred));
    let year_was_told = stated.year.or(described.and_then(|d| d.year)).is_some();
    let covers_was_told = stated.covers.or(described.and_then(|d| d.covers)).is_some();
    let kind_was_told = stated.kind.or(described.and_then(|d| d.kind)).is_some();
    if !covers_was_told && (year_was_told || kind_was_told) {
        // What the text told of the years belonged to another year or kind.
        metadata.covers = match (metadata.kind, metadata.year) {
            (Some(ReportKind::Work), Some(year)) => Some(year - 1),
            (_, year) => year,
        };
    }
    Document { id, text, metadata }
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
    let described = file.described()?;
    let described = described.as_ref();
    Ok(prepare(stem(path), path, reading, described, stated))
}

/// What `first` says, and what `second` says where it says nothing.
pub fn over(first: &Metadata, second: &Metadata) -> Metadata {
    Metadata {
        title: first.title.clone().or_else(|| second.title.clone()),
        place: first.place.clone().or_else(|| second.place.clone()),
        level: first.level.or(second.level),
        kind: first.kind.or(second.kind),
        year: first.year.or(second.year),
        covers: first.covers.or(second.covers),
        source: first.source.clone().or_else(|| second.source.clone()),
    }
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
