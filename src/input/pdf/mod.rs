//! PDF with a text layer to text: wrapped lines joined to paragraphs, tables as rows of cells parted by tabs, page numbers
//! and running heads left out. A scanned file without text, an encrypted or a damaged one is refused.
//!
//! The parser (hayro-syntax) gives objects and operators, hayro-cmap the maps of codes to characters; fonts, places and
//! layout are told here. `content` runs a page's operators (`plane`, `rule`), `font`, `encoding`, `typeface` and
//! `character` tell characters, `line`, `grid`, `column`, `furniture`, `layout` and `paragraph` make text of them.

mod character;
mod column;
mod content;
mod encoding;
mod font;
mod furniture;
mod grid;
mod join;
mod layout;
mod line;
mod paragraph;
mod plane;
mod rule;
mod stream;
mod typeface;

use content::Reading;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use plane::Sheet;
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
                "is a PDF that is cut off or damaged; get it anew, or open it in a viewer and save it, and give that file"
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
    if is_cut(bytes) {
        return Err(PdfRefusal::Damaged);
    }
    let budget = Budget::new();
    let mut reading = Reading::new(&budget);
    let sheets: Vec<Sheet> = pages.iter().map(|page| reading.page(page)).collect();
    if reading.is_spent() {
        return Err(PdfRefusal::TooLarge);
    }
    // A figure lost in silence is worse than a file refused.
    if budget.is_damaged() {
        return Err(PdfRefusal::Damaged);
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

/// Whether a file breaks off: what every PDF ends with does not stand near its end. The parser makes do with what is there,
/// and nobody would see that pages are missing.
fn is_cut(bytes: &[u8]) -> bool {
    const END: usize = 64 << 10;
    let end = &bytes[bytes.len().saturating_sub(END)..];
    !end.windows(9).any(|w| w == b"startxref")
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A PDF whose pages have these contents, with a font of Chinese that is not embedded (F1, codes in UTF-16) and one of
    /// Latin (F2). `more` is put into the font of Chinese.
    fn pdf(contents: &[&str], more: &str) -> Vec<u8> {
        let kids: Vec<String> = (0..contents.len())
            .map(|i| format!("{} 0 R", 10 + 2 * i))
            .collect();
        let mut objects = vec![
            (1, "<</Type/Catalog/Pages 2 0 R>>".to_string()),
            (
                2,
                format!(
                    "<</Type/Pages/Kids[{}]/Count {}/MediaBox[0 0 400 300]/Resources<</Font<</F1 3 0 R/F2 5 0 R>>>>>>",
                    kids.join(" "),
                    contents.len()
                ),
            ),
            (
                3,
                format!(
                    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]{more}>>"
                ),
            ),
            (
                4,
                "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[814 939 500]>>"
                    .to_string(),
            ),
            (5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_string()),
        ];
        for (i, content) in contents.iter().enumerate() {
            let page = format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 11 + 2 * i);
            let stream = format!("<</Length {}>>stream\n{content}\nendstream", content.len());
            objects.extend([(10 + 2 * i, page), (11 + 2 * i, stream)]);
        }
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut places = String::new();
        for (number, object) in objects {
            places += &format!("{number} 1\n{:010} 00000 n \n", out.len());
            out.extend(format!("{number} 0 obj{object}endobj\n").bytes());
        }
        let at = out.len();
        out.extend(format!("xref\n0 1\n0000000000 65535 f \n{places}trailer<</Size 99/Root 1 0 R>>\nstartxref\n{at}\n%%EOF").bytes());
        out
    }

    /// Shows a text at a place.
    fn show(text: &str, x: u32, y: u32) -> String {
        let codes: String = text.encode_utf16().map(|u| format!("{u:04x}")).collect();
        format!("BT /F1 10 Tf {x} {y} Td <{codes}> Tj ET\n")
    }

    fn text(contents: &[&str]) -> Result<String, PdfRefusal> {
        read(&pdf(contents, "")).map(|pdf| pdf.text)
    }

    #[test]
    fn reads_a_page() {
        let content = show("清河市概况", 150, 280) + &show("年末人口5万人。", 70, 250);
        let found = read(&pdf(&[&content], "")).unwrap();
        assert_eq!(found.text, "清河市概况\n年末人口5万人。\n");
        assert_eq!((found.pages, found.title), (vec![0], None));
    }

    #[test]
    fn page_numbers_go_and_pages_are_known() {
        let page = |body: &str, number: u32| {
            show(body, 50, 200) + &show(&format!("— {number} —"), 190, 20)
        };
        let (a, b) = (page("增长5%。", 1), page("下降6%。", 2));
        let found = read(&pdf(&[&a, &b], "")).unwrap();
        assert_eq!(
            (found.text.as_str(), found.pages),
            ("增长5%。\n下降6%。\n", vec![0, 6])
        );
    }

    #[test]
    fn slanted_text_is_no_part_of_it_and_invisible_text_is() {
        let slanted = show("内部资料", 0, 0).replace("0 0 Td", "0.7 0.7 -0.7 0.7 100 100 Tm");
        let hidden = show("增长5%。", 50, 200).replace("BT", "BT 3 Tr");
        assert_eq!(text(&[&(slanted + &hidden)]).as_deref(), Ok("增长5%。\n"));
    }

    #[test]
    fn a_page_on_its_side_is_read_upright() {
        let side = show("增长5%。", 0, 0).replace("0 0 Td", "0 1 -1 0 100 100 Tm");
        assert_eq!(text(&[&side]).as_deref(), Ok("增长5%。\n"));
    }

    #[test]
    fn images_without_text_are_a_scan() {
        let scan = "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI";
        assert_eq!(text(&[scan, scan]), Err(PdfRefusal::NoText { pages: 2 }));
    }

    #[test]
    fn fonts_that_tell_no_characters_are_said_to() {
        let content = show(
            "增长百分之五，人口增加三万人，粮食增产一成五，收入增长六成。",
            50,
            200,
        );
        let identity = pdf(&[&content], "").to_vec();
        let bytes = String::from_utf8(identity).unwrap();
        let bytes = bytes
            .replace("UniGB-UCS2-H", "Identity-H  ")
            .replace("(GB1)", "(Own)");
        assert_eq!(read(bytes.as_bytes()), Err(PdfRefusal::NoCharacters));
    }

    #[test]
    fn latin_codes_and_spaces_are_read() {
        let content = "BT /F2 10 Tf 50 200 Td (GDP) Tj 30 0 Td [(in) -20 (dex) -500 (5.2)] TJ ET";
        assert_eq!(text(&[content]).as_deref(), Ok("GDP index 5.2\n"));
    }

    #[test]
    fn each_refusal_is_one_line_that_says_what_to_do() {
        for refusal in [
            PdfRefusal::Encrypted,
            PdfRefusal::NoText { pages: 3 },
            PdfRefusal::NoCharacters,
            PdfRefusal::Damaged,
            PdfRefusal::TooLarge,
        ] {
            let line = refusal.to_string();
            assert!(line.starts_with("is a ") && line.contains("; ") && !line.contains('\n'));
        }
        assert_eq!(read(b"%PDF-1.7\n"), Err(PdfRefusal::Damaged));
    }

    #[test]
    fn a_password_is_asked_for_in_words() {
        let bytes = String::from_utf8(pdf(&["q"], "")).unwrap();
        let key = "0".repeat(64);
        let bytes = bytes.replace(
            "/Root 1 0 R",
            &format!("/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<{key}>/U<{key}>>>"),
        );
        assert_eq!(read(bytes.as_bytes()), Err(PdfRefusal::Encrypted));
    }

    #[test]
    fn a_form_that_shows_itself_ends() {
        let content = "/X Do ".repeat(50);
        let bytes = String::from_utf8(pdf(&[&content], "")).unwrap();
        let form = format!(
            "<</Subtype/Form/Length {}>>stream\n{content}\nendstream",
            content.len()
        );
        let bytes = bytes
            .replace("/Font<<", "/XObject<</X 11 0 R>>/Font<<")
            .replace(
                &format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
                &form,
            );
        assert!(read(bytes.as_bytes()).is_err());
    }

    #[test]
    fn a_file_that_breaks_off_is_not_read_in_part() {
        let content = show("增长5%。", 50, 200);
        let bytes = pdf(&[&content, &content], "");
        let end = bytes.windows(4).rposition(|w| w == b"xref").unwrap();
        let end = bytes[..end]
            .windows(4)
            .rposition(|w| w == b"xref")
            .unwrap_or(end);
        assert_eq!(read(&bytes[..end]), Err(PdfRefusal::Damaged));
    }

    #[test]
    fn titles_are_those_that_read_as_one() {
        let utf_16: Vec<u8> = [0xfe, 0xff]
            .into_iter()
            .chain("清河市公报".encode_utf16().flat_map(u16::to_be_bytes))
            .collect();
        assert_eq!(title(&utf_16).as_deref(), Some("清河市公报"));
        let of = |t: &str| title(t.as_bytes());
        assert_eq!(
            of("Microsoft Word - 清河市公报.docx").as_deref(),
            Some("清河市公报")
        );
        assert_eq!(of("untitled"), None);
        assert_eq!(of(""), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn damage_ends_in_text_or_refusal(
            cut in 0usize..2_000,
            flips in prop::collection::vec((0usize..2_000, any::<u8>()), 0..40),
        ) {
            let content = show("清河市概况", 150, 280) + &show("年末人口5万人。", 70, 250);
            let mut bytes = pdf(&[&content, &content], "");
            for (at, byte) in flips {
                let at = at % bytes.len();
                bytes[at] = byte;
            }
            bytes.truncate(bytes.len() - cut.min(bytes.len()) / 2);
            if let Ok(found) = read(&bytes) {
                let length = found.text.chars().count();
                prop_assert!(found.pages.iter().all(|at| *at <= length));
                prop_assert!(found.pages.is_sorted());
            }
        }
    }
}
