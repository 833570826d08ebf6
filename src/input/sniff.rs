//! Formats that are no plain text, known by their first bytes.

/// Signatures at a file's start, and the format with its article.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Word, Excel or WPS document",
    ),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x7fELF", "a program (ELF)"),
    (b"MZ\x90\0", "a Windows program"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
];

/// How far into a zip archive the names of its first entries are looked for.
const ZIP_HEAD: usize = 8192;

/// The format of a file that is known not to be plain text, with its article; `None` where nothing is known.
pub(super) fn format(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(zip(&bytes[..bytes.len().min(ZIP_HEAD)]));
    }
    if html(bytes) {
        return Some("an HTML page");
    }
    SIGNATURES
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|&(_, format)| format)
}

/// What a zip archive holds, told by the names of its first entries.
fn zip(head: &[u8]) -> &'static str {
    let has = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    if has(b"word/") {
        "a Word document"
    } else if has(b"xl/") {
        "an Excel workbook"
    } else if has(b"ppt/") {
        "a PowerPoint file"
    } else if has(b"application/vnd.oasis.opendocument") {
        "an OpenDocument file"
    } else if has(b"OFD.xml") {
        "an OFD document"
    } else {
        "a zip archive"
    }
}

/// Whether the bytes open as an HTML page does, behind a byte-order mark and white space.
fn html(bytes: &[u8]) -> bool {
    let bytes = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    [&b"<!doctype html"[..], b"<html"]
        .iter()
        .any(|tag| bytes.len() >= tag.len() && bytes[..tag.len()].eq_ignore_ascii_case(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_common_formats() {
        for (bytes, expected) in [
            (&b"%PDF-1.4\n%\xe2\xe3"[..], "a PDF document"),
            (
                b"PK\x03\x04\x14\0\x06\0[Content_Types].xml..word/document.xml",
                "a Word document",
            ),
            (b"PK\x03\x04\x14\0\0\0report.txt", "a zip archive"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
            (b"\x7fELF\x02\x01\x01", "a program (ELF)"),
            (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML><html>", "an HTML page"),
        ] {
            assert_eq!(format(bytes), Some(expected));
        }
    }

    #[test]
    fn leaves_text_alone() {
        for text in ["政府工作报告", "PK 2017", "%", "<2017年>", "", "BZ"] {
            assert_eq!(format(text.as_bytes()), None, "{text}");
        }
    }
}
