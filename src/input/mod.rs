//! From a file's bytes to its text: which encoding it is in, or why it is no text.
//!
//! Nothing is replaced on the way: a text that cannot be decoded whole is an error that names the first bad byte, since
//! a figure lost in silence is worse than a file refused.

mod manifest;
mod plain;
mod sniff;

pub use manifest::{Manifest, iso_date};

use std::fmt;
use std::io;
use std::path::Path;

/// Why a file gave no text. Each message is one line that names the file and says what to do.
#[derive(Debug)]
pub enum InputError {
    /// The file could not be read.
    Unreadable {
        /// The file as the user named it.
        name: String,
        /// What the system said.
        error: io::Error,
    },
    /// The file holds nothing, or nothing but white space.
    Empty {
        /// The file as the user named it.
        name: String,
    },
    /// The file is of a known format that is not plain text.
    NotPlain {
        /// The file as the user named it.
        name: String,
        /// The format, with its article: `a PDF document`.
        format: &'static str,
    },
    /// The file is text in a known encoding, but breaks off or is damaged.
    Malformed {
        /// The file as the user named it.
        name: String,
        /// The encoding by its common name: `UTF-8`.
        encoding: &'static str,
        /// The first byte that does not belong to the encoding, counted from 0 at the file's start.
        byte: usize,
    },
    /// The bytes are no text in any encoding that is known here.
    NotText {
        /// The file as the user named it.
        name: String,
    },
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InputError::Unreadable { name, error } => match error.kind() {
                io::ErrorKind::NotFound => write!(f, "{name}: no such file; check the path"),
                io::ErrorKind::PermissionDenied => {
                    write!(f, "{name}: not readable; check its permissions")
                }
                io::ErrorKind::IsADirectory => {
                    write!(f, "{name}: is a folder; name the files in it")
                }
                _ => write!(f, "{name}: cannot be read ({error}); check the file"),
            },
            InputError::Empty { name } => {
                write!(f, "{name}: is empty; give a file that has text in it")
            }
            InputError::NotPlain { name, format } => write!(
                f,
                "{name}: is {format}; only plain text is read, save its text as UTF-8 and give that file"
            ),
            InputError::Malformed {
                name,
                encoding,
                byte,
            } => write!(
                f,
                "{name}: invalid {encoding} at byte {byte}; the file is damaged or cut off, save it anew as UTF-8"
            ),
            InputError::NotText { name } => write!(
                f,
                "{name}: is not text in UTF-8, GB18030, UTF-16 or Big5; save its text as UTF-8 and give that file"
            ),
        }
    }
}

impl std::error::Error for InputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            InputError::Unreadable { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// Reads a file and decodes it as [`decode`] does.
///
/// # Errors
///
/// The file cannot be read, or [`decode`] finds no text in it.
pub fn read_text(path: &Path) -> Result<String, InputError> {
    let name = path.display().to_string();
    match std::fs::read(path) {
        Ok(bytes) => decode(&bytes, &name),
        Err(error) => Err(InputError::Unreadable { name, error }),
    }
}

/// The text of a file whose content is `bytes`: UTF-8, GB18030 (with GBK and GB2312), UTF-16 of either byte order, each
/// with or without a byte-order mark, or Big5. The mark is not part of the text; line ends are kept as they are.
///
/// `name` is how the error names the file.
///
/// # Errors
///
/// There is nothing but white space, the bytes are of another format, damaged, or no text.
///
/// # Examples
///
/// ```
/// // 扶贫 in GB18030
/// assert_eq!(zhishu::decode(b"\xb7\xf6\xc6\xb6", "report.txt").unwrap(), "扶贫");
/// ```
pub fn decode(bytes: &[u8], name: &str) -> Result<String, InputError> {
    let name = || name.to_owned();
    if let Some(format) = sniff::format(bytes) {
        return Err(InputError::NotPlain {
            name: name(),
            format,
        });
    }
    match plain::decode(bytes) {
        Ok(text) if text.trim().is_empty() => Err(InputError::Empty { name: name() }),
        Ok(text) => Ok(text),
        Err(plain::Refusal::Malformed { encoding, byte }) => Err(InputError::Malformed {
            name: name(),
            encoding,
            byte,
        }),
        Err(plain::Refusal::NotText) => Err(InputError::NotText { name: name() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_file_and_what_to_do() {
        let message = |bytes: &[u8]| decode(bytes, "甲.txt").unwrap_err().to_string();
        assert_eq!(
            message(b""),
            "甲.txt: is empty; give a file that has text in it"
        );
        assert_eq!(message("\u{feff} \u{3000}\r\n".as_bytes()), message(b""));
        assert_eq!(
            message(b"%PDF-1.7\n"),
            "甲.txt: is a PDF document; only plain text is read, save its text as UTF-8 and give that file"
        );
        assert_eq!(
            message(&"全年增长五成".as_bytes()[..17]),
            "甲.txt: invalid UTF-8 at byte 15; the file is damaged or cut off, save it anew as UTF-8"
        );
        for line in [message(b""), message(b"%PDF-"), message(&[0, 1, 2, 3])] {
            assert_eq!(line.lines().count(), 1);
        }
    }

    #[test]
    fn says_why_a_file_cannot_be_read() {
        let missing = Path::new("no such folder/report.txt");
        let error = read_text(missing).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no such folder/report.txt: no such file; check the path"
        );
        let folder = read_text(Path::new("src")).unwrap_err().to_string();
        assert!(folder.starts_with("src: "), "{folder}");
    }

    #[test]
    fn reads_a_file() {
        let text = read_text(Path::new("Cargo.toml")).unwrap();
        assert!(text.contains("name = \"zhishu\""));
    }
}
