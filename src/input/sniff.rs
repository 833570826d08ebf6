//! What a file is, told by its first bytes, and where they leave it open by its name.

use super::InputFormat;
use std::path::Path;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A format that is read.
    Read(InputFormat),
    /// A format that is not.
    Other {
        /// With its article: `a RAR archive`.
        format: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
}

/// What to do with a document of another format.
pub(super) const SAVE: &str = "save it as .docx, PDF or text and give that file";

/// What to do with a workbook.
const SAVE_TABLE: &str = "save its tables as text and give that file";

/// What to do with an image.
const RECOGNISE: &str = "there is no text in it; have its text recognised (OCR) and give that file";

/// What to do with an archive of another kind.
const UNPACK: &str = "unpack it and name the folder, or pack it anew as ZIP";

/// What to do with what can be no report.
const NO_REPORT: &str = "give a file that has text in it";

/// What to do with a ZIP archive where one file is asked for.
const NAME_IT: &str =
    "name a file in it (ARCHIVE.zip!/FILE), or take all of it in with: zhishu index";

/// An archive of reports.
pub(super) const ARCHIVE: &str = "a ZIP archive";

/// Signatures at a file's start, the format with its article, and what to do.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"{\\rtf", "an RTF document", SAVE),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", RECOGNISE),
    (b"\xff\xd8\xff", "a JPEG image", RECOGNISE),
    (b"GIF87a", "a GIF image", RECOGNISE),
    (b"GIF89a", "a GIF image", RECOGNISE),
    (b"II*\0", "a TIFF image", RECOGNISE),
    (b"MM\0*", "a TIFF image", RECOGNISE),
    (b"\x7fELF", "a program (ELF)", NO_REPORT),
    (b"MZ\x90\0", "a Windows program", NO_REPORT),
    (b"\x1f\x8b\x08", "a gzip archive", UNPACK),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"\xfd7zXZ\0", "an xz archive", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"SQLite format 3\0", "an SQLite database", SAVE_TABLE),
    (b"PAR1", "a Parquet table", SAVE_TABLE),
];

/// How a compound file of OLE2 starts: the Office of before 2007, WPS, and documents under a password.
const OLE2: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// How far behind its start a PDF may begin.
const PDF_HEAD: usize = 1024;

/// How far into a text tags are looked for.
const HTML_HEAD: usize = 4096;

/// What a file is whose content is `bytes`.
pub(super) fn kind(bytes: &[u8], name: &str) -> Kind {
    let other = |format, advice| Kind::Other { format, advice };
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip(bytes);
    }
    if bytes.starts_with(OLE2) {
        return compound(bytes);
    }
    let head = &bytes[..bytes.len().min(PDF_HEAD)];
    if super::pdf::is_pdf(bytes) || has(head, b"%PDF-") && head.contains(&0) {
        return Kind::Read(InputFormat::Pdf);
    }
    if let Some((_, format, advice)) = SIGNATURES.iter().find(|(s, _, _)| bytes.starts_with(s)) {
        return other(format, advice);
    }
    let extension = Path::new(name)
        .extension()
        .map(|e| e.to_string_lossy().to_ascii_lowercase());
    let named = match extension.as_deref() {
        Some("html" | "htm" | "shtml" | "shtm" | "xhtml") => InputFormat::Html,
        Some("md" | "markdown") => InputFormat::Markdown,
        _ => InputFormat::Plain,
    };
    match named {
        _ if opens_html(bytes) => Kind::Read(InputFormat::Html),
        // A page saved as text by its name alone stays text; a text called .html has no tags.
        InputFormat::Html if !has_tags(bytes) => Kind::Read(InputFormat::Plain),
        named => Kind::Read(named),
    }
}

/// What a zip archive holds, told by the names of its entries: they stand in its directory, at its end, and before each entry.
fn zip(bytes: &[u8]) -> Kind {
    const HEAD: usize = 64 << 10;
    let head = &bytes[..bytes.len().min(HEAD)];
    let tail = &bytes[bytes.len().saturating_sub(HEAD)..];
    let has = |name: &[u8]| has(head, name) || has(tail, name);
    let other = |format, advice| Kind::Other { format, advice };
    if has(b"word/document") || has(b"word/") && has(b"[Content_Types].xml") {
        Kind::Read(InputFormat::Docx)
    } else if has(b"xl/workbook") || has(b"xl/worksheets") {
        other("an Excel workbook", SAVE_TABLE)
    } else if has(b"ppt/presentation") || has(b"ppt/slides") {
        other("a PowerPoint file", SAVE)
    } else if has(b"application/vnd.oasis.opendocument") {
        other("an OpenDocument file", SAVE)
    } else if has(b"OFD.xml") {
        other("an OFD document", SAVE)
    } else if has(b"application/epub+zip") {
        other("an EPUB book", SAVE)
    } else {
        other(ARCHIVE, NAME_IT)
    }
}

/// What a compound file holds, told by the names of its streams, which are in UTF-16.
fn compound(bytes: &[u8]) -> Kind {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        has(bytes, &wide)
    };
    let (format, advice) = if has("EncryptedPackage") {
        (
            "a document under a password",
            "take the password off and give that file",
        )
    } else if has("WordDocument") {
        ("an old Word document (.doc)", SAVE)
    } else if has("Workbook") || has("Book") {
        ("an old Excel workbook (.xls)", SAVE_TABLE)
    } else if has("PowerPoint Document") {
        ("an old PowerPoint file (.ppt)", SAVE)
    } else {
        ("an old document of Office or WPS", SAVE)
    };
    Kind::Other { format, advice }
}

/// Whether `part` stands in `bytes`.
fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Whether the bytes open as an HTML page does, behind a byte-order mark, white space and comments.
fn opens_html(bytes: &[u8]) -> bool {
    let head = &ascii(bytes);
    let mut rest = head.trim_ascii_start();
    while let Some(at) = comment_end(rest) {
        rest = rest[at..].trim_ascii_start();
    }
    [&b"<!doctype html"[..], b"<html", b"<head>", b"<body"]
        .iter()
        .any(|tag| starts_with(rest, tag))
}

/// Where a comment or the declaration of XML ends with which the bytes open.
fn comment_end(bytes: &[u8]) -> Option<usize> {
    let (open, close): (&[u8], &[u8]) = if bytes.starts_with(b"<!--") {
        (b"<!--", b"-->")
    } else if bytes.starts_with(b"<?xml") {
        (b"<?xml", b"?>")
    } else {
        return None;
    };
    let mut windows = bytes[open.len()..].windows(close.len());
    let at = windows.position(|window| window == close)?;
    Some(open.len() + at + close.len())
}

/// Whether a tag that only HTML has stands near the start.
fn has_tags(bytes: &[u8]) -> bool {
    let head = ascii(bytes);
    let mut opened = head.iter().enumerate().filter(|(_, b)| **b == b'<');
    opened.any(|(at, _)| {
        [
            &b"<p"[..],
            b"<div",
            b"<table",
            b"<br",
            b"<span",
            b"<body",
            b"<head",
            b"<meta",
            b"<title",
            b"<script",
            b"<a ",
            b"<h1",
            b"<h2",
            b"<ul",
            b"<font",
            b"<center",
            b"<article",
            b"<section",
            b"<!doctype",
            b"<style",
        ]
        .iter()
        .any(|tag| starts_with(&head[at..], tag))
    })
}

fn starts_with(bytes: &[u8], tag: &[u8]) -> bool {
    bytes.len() >= tag.len() && bytes[..tag.len()].eq_ignore_ascii_case(tag)
}

/// The start of a text without its mark; of one in UTF-16 each second byte, so that its tags can be read.
fn ascii(bytes: &[u8]) -> Vec<u8> {
    let head = &bytes[..bytes.len().min(HTML_HEAD)];
    let every_second = |from: usize| head.iter().skip(from).step_by(2).copied().collect();
    match head {
        [0xef, 0xbb, 0xbf, rest @ ..] => rest.to_vec(),
        [0xff, 0xfe, ..] => every_second(2),
        [0xfe, 0xff, ..] => every_second(3),
        [b'<', 0, ..] => every_second(0),
        [0, b'<', ..] => every_second(1),
        _ => head.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(bytes: &[u8], name: &str) -> String {
        match kind(bytes, name) {
            Kind::Read(format) => format.to_string(),
            Kind::Other { format, .. } => format.to_string(),
        }
    }

    #[test]
    fn knows_the_common_formats() {
        let wide = |name: &str| -> Vec<u8> {
            let name = name.encode_utf16().flat_map(u16::to_le_bytes);
            OLE2.iter().copied().chain(name).collect()
        };
        for (bytes, expected) in [
            (&b"%PDF-1.4\n%\xe2\xe3"[..], "PDF"),
            (b"\0\r\n%PDF-1.4\n%\xe2\xe3", "PDF"),
            (
                b"PK\x03\x04\x14\0\x06\0[Content_Types].xml..word/document.xml",
                "DOCX",
            ),
            (b"PK\x03\x04\x14\0\0\0report.txt", "a ZIP archive"),
            (b"PK\x03\x04\x14\0\0\0xl/workbook.xml", "an Excel workbook"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
            (b"\x7fELF\x02\x01\x01", "a program (ELF)"),
            (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML><html>", "HTML"),
            (b"<?xml version=\"1.0\"?>\n<!-- x -->\n<html>", "HTML"),
            (b"<\0h\0t\0m\0l\0>\0", "HTML"),
            (&wide("WordDocument"), "an old Word document (.doc)"),
            (&wide("EncryptedPackage"), "a document under a password"),
        ] {
            assert_eq!(format(bytes, "a.txt"), expected);
        }
    }

    #[test]
    fn the_name_tells_what_the_bytes_leave_open() {
        for (bytes, name, expected) in [
            ("<p>增长5%</p>", "a.HTM", "HTML"),
            ("<p>增长5%</p>", "a.txt", "plain text"),
            ("增长5%", "a.html", "plain text"),
            ("# 报告", "a.md", "Markdown"),
            ("<html><p>增长5%", "a.md", "HTML"),
            ("%PDF-1.4", "a.html", "PDF"),
        ] {
            assert_eq!(format(bytes.as_bytes(), name), expected, "{bytes} {name}");
        }
    }

    #[test]
    fn leaves_text_alone() {
        for text in [
            "政府工作报告",
            "PK 2017",
            "%",
            "<2017年>",
            "",
            "BZ",
            "见%PDF-",
        ] {
            assert_eq!(format(text.as_bytes(), ""), "plain text", "{text}");
        }
    }
}
