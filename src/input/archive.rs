//! A ZIP archive: what it holds, also in the archives in it, and one file of it at a time.

use super::plain;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use zip::{CompressionMethod, ZipArchive};

/// The most entries of an archive.
const MOST_ENTRIES: u64 = 10_000;

/// The most bytes that the entries of an archive unpack to that are read.
const MOST_BYTES: u64 = 2 << 30;

/// How many times its packed size an entry may unpack to: text packs to a tenth, the emptiest tables to a hundredth.
const RATIO: u64 = 250;

/// An entry smaller than this may be packed as densely as it likes.
const SMALL: u64 = 1 << 20;

/// The most bytes that the archives in an archive have, all together: they are held while their files are read.
const MOST_HELD: u64 = 256 << 20;

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its path in the archive, with `/`; of a file in an archive there both paths: `2018/all.zip!/a.txt`.
    pub name: String,
    /// How many bytes it unpacks to.
    pub size: u64,
    offset: u64,
    packed: u64,
    deflated: bool,
    crc: u32,
    encrypted: bool,
    method: String,
    /// The archive in the archive that it lies in.
    inner: Option<Arc<Vec<u8>>>,
    /// Why it cannot be read, where that is known.
    refused: Option<String>,
}

/// Opens an archive and lists the files in it, in the order of their paths. An archive in it is opened too; one in that is
/// listed as a file.
///
/// # Errors
///
/// What is the matter with the archive and what to do, without its name.
pub fn members(path: &Path) -> Result<Vec<Member>, String> {
    let file = File::open(path).map_err(refused)?;
    let mut members = Vec::new();
    let mut held = 0;
    for mut member in listed(file)? {
        if members.len() as u64 > MOST_ENTRIES {
            return Err(too_many(members.len() as u64));
        }
        if !is_zip(&member.name) {
            members.push(member);
            continue;
        }
        match member.listed(path, MOST_HELD - held) {
            Ok(inner) => {
                held += member.size;
                members.extend(inner);
            }
            Err(why) => {
                member.refused = Some(why);
                members.push(member);
            }
        }
    }
    if members.len() as u64 > MOST_ENTRIES {
        return Err(too_many(members.len() as u64));
    }
    members.sort_by(|a, b| a.name.cmp(&b.name));
    let mut all = 0u64;
    for member in &members {
        all = all.saturating_add(member.size);
    }
    if all > MOST_BYTES {
        return Err(format!(
            "is an archive that unpacks to more than {} GB; unpack it by hand if it is no bomb, and name the folder",
            MOST_BYTES >> 30
        ));
    }
    Ok(members)
}

fn refused(error: std::io::Error) -> String {
    format!("cannot be read ({error}); check the file")
}

fn too_many(count: u64) -> String {
    format!(
        "is an archive of {count} files, more than {MOST_ENTRIES}; split it, or unpack it and name the folder"
    )
}

/// Whether a file in an archive is called as an archive is.
fn is_zip(name: &str) -> bool {
    let extension = Path::new(name).extension().unwrap_or_default();
    extension.eq_ignore_ascii_case("zip")
}

/// The files of an archive, those in archives in it left out.
fn listed(mut source: impl Read + Seek) -> Result<Vec<Member>, String> {
    let damaged =
        || "is a damaged or cut off ZIP archive; pack it anew and give that file".to_string();
    // Asked before the list is read, which a hostile archive makes as long as it likes.
    let count = entries(&mut source).map_err(refused)?;
    if count > MOST_ENTRIES {
        return Err(too_many(count));
    }
    let mut archive = ZipArchive::new(source).map_err(|_| damaged())?;
    let names = names(&mut archive);
    let mut members = Vec::new();
    for (i, name) in names.into_iter().enumerate() {
        let Ok(entry) = archive.by_index_raw(i) else {
            return Err(damaged());
        };
        if entry.is_dir() || entry.is_symlink() {
            continue;
        }
        let method = entry.compression();
        members.push(Member {
            name,
            size: entry.size(),
            offset: entry.data_start().unwrap_or(u64::MAX),
            packed: entry.compressed_size(),
            deflated: method == CompressionMethod::Deflated,
            crc: entry.crc32(),
            encrypted: entry.encrypted(),
            method: match method {
                CompressionMethod::Stored | CompressionMethod::Deflated => String::new(),
                other => other.to_string(),
            },
            inner: None,
            refused: None,
        });
    }
    Ok(members)
}

/// How many entries an archive says that it has; 0 where it says nothing.
fn entries(file: &mut (impl Read + Seek)) -> std::io::Result<u64> {
    const END: usize = 22;
    const COMMENT: u64 = 65_535;
    let size = file.seek(SeekFrom::End(0))?;
    let from = size.saturating_sub(COMMENT + END as u64 + 20);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.by_ref().take(size - from).read_to_end(&mut tail)?;
    let Some(at) = (0..=tail.len().saturating_sub(END))
        .rev()
        .find(|at| tail[*at..].starts_with(b"PK\x05\x06"))
        .filter(|at| at + END <= tail.len())
    else {
        return Ok(0);
    };
    let count = u64::from(u16::from_le_bytes([tail[at + 10], tail[at + 11]]));
    // The true number stands elsewhere where it has no room here.
    let wide = at
        .checked_sub(20)
        .filter(|at| tail[*at..].starts_with(b"PK\x06\x07"));
    let Some(wide) = wide.filter(|_| count == 0xffff) else {
        return Ok(count);
    };
    let number = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().unwrap_or_default());
    let place = number(&tail[wide + 8..wide + 16]);
    if place.saturating_add(40) > size {
        return Ok(count);
    }
    file.seek(SeekFrom::Start(place))?;
    let mut end = [0; 40];
    file.read_exact(&mut end)?;
    Ok(number(&end[32..40]))
}

/// The names of all entries. Archives made on Windows have them in the encoding of the system, and do not say so.
fn names(archive: &mut ZipArchive<impl Read + Seek>) -> Vec<String> {
    let mut raw: Vec<Vec<u8>> = Vec::new();
    for i in 0..archive.len() {
        let entry = archive.by_index_raw(i);
        raw.push(entry.map(|e| e.name_raw().to_vec()).unwrap_or_default());
    }
    let is_utf_8 = |name: &Vec<u8>| std::str::from_utf8(name).is_ok();
    // All together, since a name alone is short.
    let others: Vec<&[u8]> = raw
        .iter()
        .filter(|n| !is_utf_8(n))
        .map(Vec::as_slice)
        .collect();
    let told = plain::decode(&others.join(&b'\n')).map(|(text, _)| text);
    let told = told.unwrap_or_default();
    let mut told = told.split('\n');
    raw.iter()
        .map(|name| {
            let name = match std::str::from_utf8(name) {
                Ok(name) => name.to_string(),
                Err(_) => match told.next().filter(|name| !name.is_empty()) {
                    Some(name) => name.to_string(),
                    None => String::from_utf8_lossy(name).into_owned(),
                },
            };
            name.replace('\\', "/")
        })
        .collect()
}

impl Member {
    /// The files of the archive that this file of the archive at `path` is: of at most `most` bytes.
    fn listed(&self, path: &Path, most: u64) -> Result<Vec<Member>, String> {
        let bytes = Arc::new(self.unpack(path, most)?);
        let mut members = listed(Cursor::new(bytes.as_slice()))?;
        for member in &mut members {
            member.name = format!("{}!/{}", self.name, member.name);
            member.inner = Some(bytes.clone());
            if is_zip(&member.name) {
                let why = "is an archive in an archive in an archive, which is not read; unpack the outer one and name the folder";
                member.refused = Some(why.to_string());
            }
        }
        Ok(members)
    }

    /// Why it cannot be read, where that was seen when the archive was opened.
    pub fn refused(&self) -> Option<&str> {
        self.refused.as_deref()
    }

    /// Unpacks the file from the archive at `path`: at most `most` bytes.
    ///
    /// # Errors
    ///
    /// What is the matter with it and what to do, without its name.
    pub fn unpack(&self, path: &Path, most: u64) -> Result<Vec<u8>, String> {
        if self.encrypted {
            return Err("is under a password; take the password off and pack it anew".to_string());
        }
        if !self.method.is_empty() {
            return Err(format!(
                "is packed in a way that is not read ({}); pack it anew as ZIP with Deflate",
                self.method
            ));
        }
        if self.size > most {
            return Err(too_large(most));
        }
        let bomb = || {
            format!(
                "unpacks to more than {RATIO} times its size, as no report does; unpack it by hand and name that file"
            )
        };
        if self.size > SMALL && self.size / RATIO > self.packed {
            return Err(bomb());
        }
        match &self.inner {
            Some(inner) => self.unpacked(Cursor::new(inner.as_slice())),
            None => self.unpacked(File::open(path).map_err(refused)?),
        }
    }

    /// Its bytes out of those of the archive.
    fn unpacked(&self, mut archive: impl Read + Seek) -> Result<Vec<u8>, String> {
        archive
            .seek(SeekFrom::Start(self.offset))
            .map_err(refused)?;
        let packed = archive.take(self.packed);
        let mut bytes = Vec::new();
        let damaged = || "is damaged in its archive; pack it anew and give that file".to_string();
        // An archive that says less than it holds is stopped where it said that it ends.
        let most = self.size + 1;
        let read = match self.deflated {
            true => DeflateDecoder::new(packed)
                .take(most)
                .read_to_end(&mut bytes),
            false => packed.take(most).read_to_end(&mut bytes),
        };
        let mut crc = Crc::new();
        crc.update(&bytes);
        if read.is_err() || bytes.len() as u64 != self.size || crc.sum() != self.crc {
            return Err(damaged());
        }
        Ok(bytes)
    }
}

/// Why a file of more than `most` bytes is not read.
pub fn too_large(most: u64) -> String {
    format!(
        "is larger than {} MB, the most that is read of a report; split it",
        most >> 20
    )
}
