//! PDF with a text layer to text: wrapped lines joined to paragraphs, tables as rows of cells parted by tabs, page numbers
//! and running heads left out. A scanned file without text, an encrypted or a damaged one is refused.
//!
//! The parser (hayro-syntax) gives objects and operators, hayro-cmap the maps of codes to characters; fonts, places and
//! layout are told here. `content` runs a page's operators, `font`, `encoding`, `typeface` and `character` tell
//! characters, `line`, `grid`, `column`, `furniture`, `layout` and `paragraph` make text of them.

mod character;
mod column;
mod content;
mod encoding;
mod font;
mod furniture;
mod grid;
mod layout;
mod line;
mod paragraph;
mod stream;
mod typeface;

use content::{Reading, Sheet};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use stream::Budget;

/// The most pages that are read.
const PAGES: usize = 5_000;

/// The text of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PdfText {
    /// The text: a line a paragraph, a heading or a row of a table.
    pub text: String,
    /// At which character of the text each page begins, the first page first. A page without text begins where the next
    /// one does.
    pub pages: Vec<usize>,
    /// The title that the document carries besides its text, where it reads as one.
    pub title: Option<String>,
}

/// Why a PDF gives no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PdfRefusal {
    /// It opens with a password only.
    Encrypted,
    /// Its pages show images and no text.
    NoText {
        /// How many pages it has.
        pages: usize,
    },
    /// It shows text, but its fonts do not tell which characters.
    NoCharacters,
    /// It is cut off or damaged.
    Damaged,
    /// It has more pages, or unpacks to more, than is read.
    TooLarge,
}

/// Each is said of a file whose name stands before it, with what to do.
impl fmt::Display for PdfRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PdfRefusal::Encrypted => write!(
                f,
                "is a PDF encrypted with a password; save it without one and give that file"
            ),
            PdfRefusal::NoText { pages } => write!(
                f,
                "is a PDF of scanned images without text ({pages} pages); recognize its text (OCR) and give that file"
            ),
            PdfRefusal::NoCharacters => write!(
                f,
                "is a PDF whose fonts do not tell the characters; recognize its text (OCR) and give that file"
            ),
            PdfRefusal::Damaged => write!(
                f,
                "is a damaged PDF; open it in a viewer, save it anew and give that file"
            ),
            PdfRefusal::TooLarge => write!(
                f,
                "is a PDF that unpacks to too much; save its text as UTF-8 and give that file"
            ),
        }
    }
}

/// Whether a file opens as a PDF does, perhaps behind white space.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"%PDF-")
}

/// The text of the PDF whose bytes these are.
pub(super) fn read(bytes: &[u8]) -> Result<PdfText, PdfRefusal> {
    // The parser is not ours: should a damaged file break it, the file is to blame and not the run.
    catch_unwind(AssertUnwindSafe(|| read_pages(bytes))).unwrap_or(Err(PdfRefusal::Damaged))
}

fn read_pages(bytes: &[u8]) -> Result<PdfText, PdfRefusal> {
    if stream::is_bomb(bytes) {
        return Err(PdfRefusal::TooLarge);
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => PdfRefusal::Encrypted,
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => PdfRefusal::Encrypted,
        _ => PdfRefusal::Damaged,
    })?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(PdfRefusal::Damaged);
    }
    if pages.len() > PAGES {
        return Err(PdfRefusal::TooLarge);
    }
    let budget = Budget::new();
    let mut reading = Reading::new(&budget);
    let sheets: Vec<Sheet> = pages.iter().map(|page| reading.page(page)).collect();
    if reading.is_spent() {
        return Err(PdfRefusal::TooLarge);
    }
    let glyphs = sheets.iter().flat_map(|s| &s.glyphs);
    let known = glyphs.filter(|g| !g.char.is_whitespace()).count();
    let unknown: usize = sheets.iter().map(|s| s.unknown).sum();
    let images = sheets.iter().any(|s| s.has_images);
    if unknown > 20 && unknown * 4 > known {
        return Err(PdfRefusal::NoCharacters);
    }
    let (text, pages) = paragraph::text(&layout::layout(sheets));
    if text.trim().is_empty() {
        return Err(if images {
            PdfRefusal::NoText { pages: pages.len() }
        } else {
            PdfRefusal::Damaged
        });
    }
    let title = pdf.metadata().title.as_deref().and_then(title);
    Ok(PdfText { text, pages, title })
}

/// The title in a document's properties; `None` where it is empty or a program's own (a file's name, 未命名).
fn title(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode(rest).0,
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode(rest).0,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').into(),
            Err(_) => encoding_rs::GB18030.decode(bytes).0,
        },
    };
    let text = text.trim();
    let text = text.strip_prefix("Microsoft Word - ").unwrap_or(text);
    let chinese = |c: &char| matches!(c, '\u{4e00}'..='\u{9fff}');
    let is_title = text.chars().filter(chinese).count() >= 4
        && !text.contains(['\u{fffd}', '\\', '/'])
        && !text.chars().any(char::is_control);
    let name = [".docx", ".doc", ".wps", ".pdf"];
    let text = name
        .iter()
        .find_map(|n| text.strip_suffix(n))
        .unwrap_or(text);
    is_title.then(|| text.to_string())
}
