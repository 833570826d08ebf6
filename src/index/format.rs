//! Which folders are an index of this program, and of which format; told without opening the index.

use super::catalog::Catalog;
use super::holder::{NOTE, WriterNote};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};

/// The number of the index format that this program writes and reads; it grows with every change of the schema or the catalog.
pub const FORMAT: u32 = 3;

/// The file in which tantivy keeps the list of segments and the payload of the last commit.
const META: &str = "meta.json";

/// The file in which tantivy keeps the names of the files that are its own.
const MANAGED: &str = ".managed.json";

/// How much of a reason is told, in scalar values.
const LONGEST_REASON: usize = 200;

/// Why an index could not be read or written. Each message is one line that says what to do.
#[derive(Debug)]
pub enum IndexError {
    /// There is no index in the folder.
    Absent(PathBuf),
    /// The folder holds other things.
    NotAnIndex(PathBuf),
    /// The index was made by a program of another format; what it was made with, where it says so.
    Format(PathBuf, u32),
    /// Another process is writing to it; which one, where it says so.
    Locked(PathBuf, Option<WriterNote>),
    /// It was changed by another process between reading and writing.
    Changed(PathBuf),
    /// Its files do not fit together.
    Damaged(PathBuf, String),
    /// The system refused to read or write.
    Io(PathBuf, std::io::Error),
}

impl IndexError {
    /// Whether the index cannot be written now or by this user, while it may be whole and good to read.
    pub fn is_only_of_writing(&self) -> bool {
        match self {
            IndexError::Locked(..) | IndexError::Changed(_) => true,
            IndexError::Io(_, e) => {
                matches!(
                    e.kind(),
                    std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem
                )
            }
            _ => false,
        }
    }
}

impl fmt::Display for IndexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            IndexError::Absent(dir) => {
                write!(
                    f,
                    "no index at {}; make one with: zhishu index PATH... --index {0}",
                    dir.display()
                )
            }
            IndexError::NotAnIndex(dir) => write!(
                f,
                "{} is not an index of zhishu and holds other files; name another folder with --index",
                dir.display()
            ),
            IndexError::Format(dir, found) => write!(
                f,
                "the index at {} has format {found}, this program reads format {FORMAT}; delete that folder and make it anew with: zhishu index PATH... --index {0}",
                dir.display()
            ),
            IndexError::Locked(dir, holder) => {
                let who = holder
                    .as_ref()
                    .map_or_else(String::new, |h| format!(", {h},"));
                write!(
                    f,
                    "another zhishu{who} is writing to the index at {}; run this again when it is done, or with --wait",
                    dir.display()
                )
            }
            IndexError::Changed(dir) => {
                write!(
                    f,
                    "another zhishu changed the index at {} meanwhile; run this again",
                    dir.display()
                )
            }
            IndexError::Damaged(dir, why) => write!(
                f,
                "the index at {} cannot be read ({}); delete that folder and make it anew with: zhishu index PATH... --index {0}",
                dir.display(),
                one_line(why)
            ),
            IndexError::Io(path, error) => write!(
                f,
                "{}: {error}; mend that, or choose another folder with --index DIR",
                path.display()
            ),
        }
    }
}

impl std::error::Error for IndexError {}

/// The beginning of a text in one line; the search engine may tell a whole file with what is wrong in it.
fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST_REASON) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// What stands in a folder that is to be an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// There is no such folder.
    Absent,
    /// The folder is there and nothing was committed to it: an index can be made in it.
    Empty,
    /// An index of this program's format, and what it holds.
    Present(Catalog),
}

/// What a commit carries.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    zhishu_format: u32,
    #[serde(default)]
    catalog: serde_json::Value,
}

/// The payload of a commit.
pub fn payload(catalog: &Catalog) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Payload {
        zhishu_format: FORMAT,
        catalog: serde_json::to_value(catalog)?,
    })
}

/// Tells what stands at `dir`, and writes nothing.
///
/// # Errors
///
/// A folder that holds other things, a foreign format, or what the system refuses.
pub fn inspect(dir: &Path) -> Result<State, IndexError> {
    let io = |e| IndexError::Io(dir.to_path_buf(), e);
    match std::fs::metadata(dir) {
        Ok(m) if !m.is_dir() => return Err(IndexError::NotAnIndex(dir.to_path_buf())),
        Ok(_) => {}
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            if std::fs::symlink_metadata(dir).is_ok_and(|m| m.is_symlink()) {
                let why = "is a link that leads nowhere";
                return Err(io(std::io::Error::new(e.kind(), why)));
            }
            return Ok(State::Absent);
        }
        Err(e) => return Err(io(e)),
    }
    let meta = match std::fs::read(dir.join(META)) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            let mut is_left_over = false;
            for file in std::fs::read_dir(dir).map_err(io)? {
                let name = file.map_err(io)?.file_name();
                let name = name.to_string_lossy();
                if is_of_a_segment(&name) {
                    is_left_over = true;
                } else if !may_stand_beside(&name) {
                    return Err(IndexError::NotAnIndex(dir.to_path_buf()));
                }
            }
            if is_left_over {
                let why = format!("its {META} is missing");
                return Err(IndexError::Damaged(dir.to_path_buf(), why));
            }
            return Ok(State::Empty);
        }
        Err(e) => return Err(IndexError::Io(dir.join(META), e)),
    };
    read_meta(dir, &meta)
}

/// Files that an index folder may hold before its first commit.
fn may_stand_beside(name: &str) -> bool {
    name == "README.md"
        || name == ".gitignore"
        || name == ".gitkeep"
        || name == MANAGED
        || name == NOTE
        || name.starts_with(".tantivy-")
        || name.starts_with(".tmp")
}

/// Whether a file's name is that of a part of an index: 32 hexadecimal digits, and what of it the file holds.
fn is_of_a_segment(name: &str) -> bool {
    name.split_once('.').is_some_and(|(id, part)| {
        id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()) && !part.is_empty()
    })
}

fn read_meta(dir: &Path, meta: &[u8]) -> Result<State, IndexError> {
    #[derive(Deserialize)]
    struct Meta {
        schema: serde_json::Value,
        payload: Option<String>,
    }
    let foreign = || IndexError::NotAnIndex(dir.to_path_buf());
    let meta: Meta = serde_json::from_slice(meta).map_err(|e| {
        // An index keeps a list of its files beside it; without one, this may be anybody's.
        if dir.join(MANAGED).is_file() {
            IndexError::Damaged(dir.to_path_buf(), format!("{META}: {e}"))
        } else {
            foreign()
        }
    })?;
    let Some(text) = meta.payload else {
        // Made by this program and killed before the first commit: the schema tells.
        let (schema, _) = super::schema::schema();
        let ours = serde_json::to_value(&schema).is_ok_and(|ours| ours == meta.schema);
        return if ours {
            Ok(State::Empty)
        } else {
            Err(foreign())
        };
    };
    let payload: Payload = serde_json::from_str(&text).map_err(|_| foreign())?;
    if payload.zhishu_format != FORMAT {
        return Err(IndexError::Format(dir.to_path_buf(), payload.zhishu_format));
    }
    let catalog = serde_json::from_value(payload.catalog)
        .map_err(|e| IndexError::Damaged(dir.to_path_buf(), e.to_string()))?;
    Ok(State::Present(catalog))
}
