//! From a file's bytes to its text: which format and which encoding it is in, or why it is no text.
//!
//! Nothing is replaced on the way: a text that cannot be decoded whole is an error that names the first bad byte, since
//! a figure lost in silence is worse than a file refused.

mod archive;
mod docx;
mod encoding;
mod grid;
mod html;
mod manifest;
mod markdown;
mod pdf;
mod plain;
mod sniff;

pub use archive::{Member, members, too_large};
pub use encoding::{Encoding, UnknownEncoding};
pub use manifest::{Manifest, iso_date};

use sniff::Kind;
use std::fmt;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InputFormat {
    /// Text and nothing else, in any encoding.
    Plain,
    /// A page of the web.
    Html,
    /// A Word document (`.docx`).
    Docx,
    /// A PDF document.
    Pdf,
    /// Text with marks of Markdown.
    Markdown,
}

impl fmt::Display for InputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            InputFormat::Plain => "plain text",
            InputFormat::Html => "HTML",
            InputFormat::Docx => "DOCX",
            InputFormat::Pdf => "PDF",
            InputFormat::Markdown => "Markdown",
        })
    }
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its text; all offsets count in it.
    pub text: String,
    /// What it is.
    pub format: InputFormat,
    /// The encoding of its bytes, by its name in the standard of the web; absent where the format has its own.
    pub encoding: Option<&'static str>,
    /// Where each page begins, in Unicode scalar values of the text; empty where there are no pages.
    pub pages: Vec<usize>,
    /// What the file itself calls what it holds, outside its text: the title of a page or a document's property.
    pub title: Option<String>,
}

impl From<String> for Reading {
    /// A text that came from no file.
    fn from(text: String) -> Reading {
        Reading {
            text,
            format: InputFormat::Plain,
            encoding: None,
            pages: Vec::new(),
            title: None,
        }
    }
}

/// Why a file gave no text. Each message is one line that names the file and says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputError {
    /// The file holds nothing, or nothing but white space.
    Empty {
        /// The file as the user named it.
        name: String,
    },
    /// The file is of a known format that is not read.
    NotRead {
        /// The file as the user named it.
        name: String,
        /// The format, with its article: `a RAR archive`.
        format: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
    /// The file is of a format that is read, but this one cannot be.
    Unusable {
        /// The file as the user named it.
        name: String,
        /// What it is.
        format: InputFormat,
        /// What is the matter, and what to do: `is encrypted; save it without a password`.
        why: String,
    },
    /// The file is text in a known encoding, but breaks off or is damaged.
    Malformed {
        /// The file as the user named it.
        name: String,
        /// The encoding by its common name: `UTF-8`.
        encoding: &'static str,
        /// The first byte that does not belong to the encoding, counted from 0 at the file's start.
        byte: usize,
        /// Whether the user stated the encoding.
        stated: bool,
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
            InputError::Empty { name } => {
                write!(f, "{name}: is empty; give a file that has text in it")
            }
            InputError::NotRead {
                name,
                format,
                advice,
            } => write!(f, "{name}: is {format}, which is not read; {advice}"),
            InputError::Unusable { name, why, .. } => write!(f, "{name}: {why}"),
            InputError::Malformed {
                name,
                encoding,
                byte,
                stated: true,
            } => write!(
                f,
                "{name}: invalid {encoding} at byte {byte}; state another encoding, or none and it is told from the bytes"
            ),
            InputError::Malformed {
                name,
                encoding,
                byte,
                stated: false,
            } => write!(
                f,
                "{name}: invalid {encoding} at byte {byte}; the file is damaged or cut off, save it anew as UTF-8, or state its encoding with --encoding"
            ),
            InputError::NotText { name } => write!(
                f,
                "{name}: is not text in UTF-8, GB18030, UTF-16 or Big5; save its text as UTF-8 and give that file, or state its encoding with --encoding"
            ),
        }
    }
}

impl std::error::Error for InputError {}

/// The text of a file whose content is `bytes`.
///
/// The format is told from the bytes first and by the extension of `name` where they leave it open. Text is UTF-8, GB18030
/// (with GBK and GB2312), UTF-16 of either byte order, each with or without a byte-order mark, or Big5, unless `encoding`
/// states another. The mark is not part of the text; line ends are kept as they are.
///
/// `name` is how the error names the file.
///
/// # Errors
///
/// There is nothing but white space, the bytes are of a format that is not read, damaged, or no text.
///
/// # Examples
///
/// ```
/// // 扶贫 in GB18030
/// let reading = zhishu::read(b"\xb7\xf6\xc6\xb6", "report.txt", None).unwrap();
/// assert_eq!(reading.text, "扶贫");
/// assert_eq!(reading.encoding, Some("gb18030"));
/// ```
pub fn read(bytes: &[u8], name: &str, encoding: Option<Encoding>) -> Result<Reading, InputError> {
    let reading = match format_of(bytes, name)? {
        InputFormat::Pdf => pages(bytes, name)?,
        InputFormat::Html => page(bytes, name, encoding)?,
        InputFormat::Docx => word(bytes, name)?,
        InputFormat::Markdown => {
            let (source, encoding) = decode(bytes, name, encoding)?;
            let read = markdown::read(&source);
            Reading {
                format: InputFormat::Markdown,
                encoding: Some(encoding),
                title: read.title,
                ..Reading::from(read.text)
            }
        }
        InputFormat::Plain => {
            let (text, encoding) = decode(bytes, name, encoding)?;
            Reading {
                encoding: Some(encoding),
                ..Reading::from(text)
            }
        }
    };
    if reading.text.trim().is_empty() {
        let name = name.to_owned();
        return Err(InputError::Empty { name });
    }
    Ok(reading)
}

/// What a file is whose content is `bytes`, told as [`read`] tells it; whether it can be read is not tried.
///
/// # Errors
///
/// A format that is not read.
pub fn format_of(bytes: &[u8], name: &str) -> Result<InputFormat, InputError> {
    match sniff::kind(bytes, name) {
        Kind::Read(format) => Ok(format),
        Kind::Other { format, advice } => Err(InputError::NotRead {
            name: name.to_owned(),
            format,
            advice,
        }),
    }
}

/// Whether bytes that begin a file are of an archive, and not of a document that is packed as one.
pub fn is_archive(bytes: &[u8]) -> bool {
    matches!(sniff::kind(bytes, ""), Kind::Other { format, .. } if format == sniff::ARCHIVE)
}

/// The text of bytes that are text, and their encoding.
fn decode(
    bytes: &[u8],
    name: &str,
    stated: Option<Encoding>,
) -> Result<(String, &'static str), InputError> {
    let decoded = match stated {
        Some(encoding) => plain::decode_as(bytes, encoding.charset()),
        None => plain::decode(bytes),
    };
    decoded.map_err(|refusal| undecoded(refusal, name, stated))
}

/// Why bytes that should be text are none.
fn undecoded(refusal: plain::Refusal, name: &str, stated: Option<Encoding>) -> InputError {
    let name = name.to_owned();
    match refusal {
        plain::Refusal::Malformed { encoding, byte } => InputError::Malformed {
            name,
            encoding,
            byte,
            stated: stated.is_some(),
        },
        plain::Refusal::NotText => InputError::NotText { name },
    }
}

/// The main text of a page.
fn page(bytes: &[u8], name: &str, stated: Option<Encoding>) -> Result<Reading, InputError> {
    match html::read(bytes, stated) {
        Ok(page) => Ok(Reading {
            format: InputFormat::Html,
            encoding: Some(page.encoding),
            title: page.title,
            ..Reading::from(page.text)
        }),
        Err(html::Refusal::Text(refusal)) => Err(undecoded(refusal, name, stated)),
        Err(html::Refusal::Frames) => Err(InputError::Unusable {
            name: name.to_owned(),
            format: InputFormat::Html,
            why: "is a page of frames without a text of its own; save the frame that has the text"
                .to_owned(),
        }),
    }
}

/// The text layer of a PDF.
fn pages(bytes: &[u8], name: &str) -> Result<Reading, InputError> {
    let read = pdf::read(bytes).map_err(|refusal| InputError::Unusable {
        name: name.to_owned(),
        format: InputFormat::Pdf,
        why: refusal.to_string(),
    })?;
    Ok(Reading {
        format: InputFormat::Pdf,
        pages: read.pages,
        title: read.title,
        ..Reading::from(read.text)
    })
}

/// The text of a Word document.
fn word(bytes: &[u8], name: &str) -> Result<Reading, InputError> {
    let why = match docx::read(bytes) {
        Ok(read) => {
            return Ok(Reading {
                format: InputFormat::Docx,
                title: read.title,
                ..Reading::from(read.text)
            });
        }
        Err(docx::Refusal::Damaged) => {
            "is a damaged or cut off Word document; open it in Word, save it anew and give that file"
        }
        Err(docx::Refusal::TooLarge) => {
            "is a Word document that unpacks to more than 64 MB of text; split it"
        }
        Err(docx::Refusal::Encrypted) => {
            "is a document under a password; take the password off and give that file"
        }
    };
    Err(InputError::Unusable {
        name: name.to_owned(),
        format: InputFormat::Docx,
        why: why.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(bytes: &[u8]) -> String {
        read(bytes, "甲.txt", None).unwrap_err().to_string()
    }

    #[test]
    fn names_the_file_and_what_to_do() {
        assert_eq!(
            message(b""),
            "甲.txt: is empty; give a file that has text in it"
        );
        assert_eq!(message("\u{feff} \u{3000}\r\n".as_bytes()), message(b""));
        assert_eq!(
            message(b"Rar!\x1a\x07\x01\0"),
            "甲.txt: is a RAR archive, which is not read; unpack it and name the folder, or pack it anew as ZIP"
        );
        assert!(
            message(&"全年增长五成".as_bytes()[..17])
                .starts_with("甲.txt: invalid UTF-8 at byte 15; the file is damaged or cut off")
        );
        for line in [message(b""), message(b"{\\rtf1"), message(&[0, 1, 2, 3])] {
            assert_eq!(line.lines().count(), 1);
        }
    }

    #[test]
    fn a_stated_encoding_goes_first() {
        let big5: Encoding = "big5".parse().unwrap();
        // 扶贫 in GB18030 is 僕? in Big5.
        let as_big5 = read(b"\xb7\xf6\xc6\xb6", "a.txt", Some(big5));
        assert_eq!(as_big5.map(|r| r.encoding), Ok(Some("Big5")));
        let utf_8: Encoding = "utf-8".parse().unwrap();
        let error = read(b"\xb7\xf6\xc6\xb6", "a.txt", Some(utf_8)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a.txt: invalid UTF-8 at byte 0; state another encoding, or none and it is told from the bytes"
        );
    }
}
