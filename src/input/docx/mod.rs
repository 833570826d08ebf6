//! DOCX: the paragraphs and tables of a Word document in order, its notes at the end.

mod body;
mod numbering;
#[cfg(test)]
mod tests;
mod xml;

use super::plain;
use numbering::Numbering;
use std::io::{Cursor, Read};
use xml::Part;
use zip::ZipArchive;

/// What was read of a document.
pub(super) struct Docx {
    pub text: String,
    pub title: Option<String>,
}

/// Why a document was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is no archive, or one without a document; or the document breaks off.
    Damaged,
    /// A part of it unpacks to more than is read.
    TooLarge,
    /// It is under a password.
    Encrypted,
}

/// The most bytes that a part unpacks to. The text of the longest reports has a twentieth.
const LARGEST: u64 = 64 << 20;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Docx, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let main = main_part(&mut archive)?;
    let folder = main
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder)
        .to_string();
    let source = part(&mut archive, &main)?.ok_or(Refusal::Damaged)?;
    let mut beside = |name: &str| {
        let path = if folder.is_empty() {
            name.to_string()
        } else {
            format!("{folder}/{name}")
        };
        part(&mut archive, &path)
    };
    let lists = beside("numbering.xml")?;
    let styles = beside("styles.xml")?;
    let footnotes = beside("footnotes.xml")?;
    let endnotes = beside("endnotes.xml")?;
    let mut numbering = Numbering::read(lists.as_deref(), styles.as_deref());
    let body = body::read(&source, &mut numbering).map_err(|_| Refusal::Damaged)?;
    let mut lines = body.lines;
    let of_kind = |kind: &str, source: Option<String>, numbering: &mut Numbering| {
        let notes = source
            .map(|s| body::read_notes(&s, numbering))
            .unwrap_or_default();
        notes
            .into_iter()
            .map(|(id, lines)| (format!("{kind} {id}"), lines))
            .collect::<Vec<_>>()
    };
    let mut notes = of_kind("footnote", footnotes, &mut numbering);
    notes.extend(of_kind("endnote", endnotes, &mut numbering));
    for (number, id) in body.notes.iter().enumerate() {
        let Some((_, note)) = notes.iter().find(|(own, _)| own == id) else {
            continue;
        };
        for (i, line) in note.iter().enumerate() {
            let mark = if i == 0 {
                format!("[{}] ", number + 1)
            } else {
                String::new()
            };
            lines.push(mark + line);
        }
    }
    let title = part(&mut archive, "docProps/core.xml")?.and_then(|core| title(&core));
    let mut text = lines.join("\n");
    text.push('\n');
    Ok(Docx { text, title })
}

/// The path of the part that holds the text.
fn main_part(archive: &mut Archive) -> Result<String, Refusal> {
    let mut found = None;
    if let Some(relations) = part(archive, "_rels/.rels")? {
        xml::each(&relations, |element| {
            let kind = element.attribute("Type").unwrap_or_default();
            if element.name == "Relationship" && kind.ends_with("/officeDocument") {
                found = element.attribute("Target");
            }
        });
    }
    let found = found.map(|target| target.trim_start_matches('/').to_string());
    Ok(found
        .filter(|path| archive.index_for_name(path).is_some())
        .unwrap_or_else(|| "word/document.xml".to_string()))
}

/// A part as text; none where there is no such part.
fn part(archive: &mut Archive, name: &str) -> Result<Option<String>, Refusal> {
    use zip::result::ZipError;
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => {
            return Err(Refusal::Encrypted);
        }
        Err(_) => return Err(Refusal::Damaged),
    };
    let mut bytes = Vec::new();
    let read = file.take(LARGEST + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > LARGEST {
        return Err(Refusal::TooLarge);
    }
    read.map_err(|_| Refusal::Damaged)?;
    // XML is UTF-8, or UTF-16 with a mark.
    let (text, _) = plain::decode(&bytes).map_err(|_| Refusal::Damaged)?;
    Ok(Some(text))
}

/// The title among a document's properties, where it says something.
fn title(core: &str) -> Option<String> {
    let (mut open, mut title) = (false, String::new());
    let _ = xml::parts(core, |part| match part {
        Part::Start(element) => open = element.name == "title",
        Part::End(_) => open = false,
        Part::Text(text) if open => title.push_str(&text),
        Part::Text(_) => {}
    });
    let hanzi = title
        .chars()
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .count();
    (hanzi >= 4).then(|| title.trim().to_string())
}
