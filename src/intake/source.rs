//! Where a report lies: a file, or a file in an archive.

use super::files::FileTrouble;
use super::identity::known_path;
use super::prepare::{FOLDERS_ABOVE, Manifests, Source, largest};
use crate::document::Metadata;
use crate::input::{Manifest, Member, members};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What stands between an archive and a file in it: `reports.zip!/2018/清河.txt`.
const WITHIN: &str = "!/";

/// A file to be read, which may lie in an archive.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The file, or the archive that it lies in.
    path: PathBuf,
    member: Option<Box<Within>>,
}

/// The manifest beside a file in an archive, or why it cannot be used.
type Beside = Result<Manifest, String>;

/// A file in an archive, and the manifests that may name it there.
#[derive(Debug, Clone)]
struct Within {
    member: Member,
    /// The path of archive and file in one.
    label: PathBuf,
    /// The manifests of its folder and of those above, the nearest first.
    manifests: Vec<Above>,
}

/// A manifest of an archive, as a file sees it.
#[derive(Debug, Clone)]
struct Above {
    /// How many folders above that of the file.
    levels: usize,
    manifest: Arc<Beside>,
}

impl From<PathBuf> for SourceFile {
    fn from(path: PathBuf) -> SourceFile {
        SourceFile { path, member: None }
    }
}

impl SourceFile {
    /// The file that `path` names; behind `!/` it is one in an archive.
    ///
    /// # Errors
    ///
    /// An archive that cannot be read, or that has no such file.
    pub fn at(path: &Path) -> Result<SourceFile, FileTrouble> {
        let text = path.to_string_lossy();
        let Some((archive, name)) = text.split_once(WITHIN).filter(|_| !path.exists()) else {
            return Ok(SourceFile::from(path.to_path_buf()));
        };
        let archive = Path::new(archive);
        let files = SourceFile::in_archive(archive)?;
        let found = files.into_iter().find(|file| file.entry() == Some(name));
        found.ok_or_else(|| FileTrouble::new(path, "no such file in the archive; check the path"))
    }

    /// The files in an archive, whatever they are.
    ///
    /// # Errors
    ///
    /// An archive that cannot be read.
    pub(super) fn in_archive(path: &Path) -> Result<Vec<SourceFile>, FileTrouble> {
        let members = members(path).map_err(|why| FileTrouble::new(path, why))?;
        let manifests: Vec<(String, Arc<Beside>)> = members
            .iter()
            .filter(|member| Manifest::is_name(file_name(&member.name)))
            .map(|member| {
                let bytes = member.unpack(path, largest(&member.name));
                let read = bytes.and_then(|bytes| Manifest::in_archive(&bytes, &member.name));
                (folder(&member.name).to_string(), Arc::new(read))
            })
            .collect();
        let files = members.into_iter().map(|member| {
            let mut above = Vec::new();
            let mut at = folder(&member.name);
            for levels in 0..=FOLDERS_ABOVE {
                let here = manifests.iter().filter(|(folder, _)| folder == at);
                above.extend(here.map(|(_, manifest)| Above {
                    levels,
                    manifest: manifest.clone(),
                }));
                if at.is_empty() {
                    break;
                }
                at = folder(at);
            }
            let label = format!("{}{WITHIN}{}", path.display(), member.name);
            SourceFile {
                path: path.to_path_buf(),
                member: Some(Box::new(Within {
                    member,
                    label: PathBuf::from(label),
                    manifests: above,
                })),
            }
        });
        Ok(files.collect())
    }

    /// How the user would name it: of a file in an archive both, `reports.zip!/2018/清河.txt`.
    pub fn label(&self) -> &Path {
        self.member
            .as_ref()
            .map_or(&self.path, |within| &within.label)
    }

    /// The file itself, or the archive that it lies in.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its path in the archive that it lies in.
    pub fn entry(&self) -> Option<&str> {
        Some(&self.member.as_ref()?.member.name)
    }

    /// Why it cannot be read, where that is known of a file in an archive before it is.
    pub(super) fn refused(&self) -> Option<&str> {
        self.member.as_ref()?.member.refused()
    }

    /// The path under which the index at `dir` knows it.
    pub(super) fn known(&self, dir: &Path) -> String {
        let known = known_path(dir, &self.path);
        match self.entry() {
            Some(entry) => format!("{known}{WITHIN}{entry}"),
            None => known,
        }
    }

    /// Its size in bytes, and when it or its archive was last changed, as far as the system tells.
    pub(super) fn stamp(&self) -> Option<(u64, u64)> {
        let meta = std::fs::metadata(&self.path).ok()?;
        let since = |t: std::time::SystemTime| t.duration_since(std::time::UNIX_EPOCH).ok();
        let modified = meta.modified().ok().and_then(since);
        let size = self
            .member
            .as_ref()
            .map_or(meta.len(), |within| within.member.size);
        Some((size, modified.map_or(0, |d| d.as_nanos() as u64)))
    }

    /// Reads it.
    ///
    /// # Errors
    ///
    /// A file that is no report for its size, is damaged, or that the system refuses.
    pub fn read(&self) -> Result<Source, FileTrouble> {
        let Some(within) = &self.member else {
            return Source::read(&self.path);
        };
        let most = largest(&within.member.name);
        let bytes = within.member.unpack(&self.path, most);
        bytes
            .map(Source::from_bytes)
            .map_err(|why| FileTrouble::new(&within.label, why))
    }

    /// What the manifest beside it says of it, else that of a folder above; of a file in an archive the manifests there go
    /// before those of the folder that the archive lies in, which name it as if it were unpacked.
    ///
    /// # Errors
    ///
    /// A manifest beside it that is there and cannot be used.
    pub fn described(&self, manifests: &mut Manifests) -> Result<Option<Metadata>, FileTrouble> {
        let Some(within) = &self.member else {
            return manifests.described(&self.path);
        };
        let name = &within.member.name;
        for above in &within.manifests {
            match above.manifest.as_ref() {
                Ok(manifest) => {
                    if let Some(found) = manifest.get(path_from(name, above.levels)) {
                        return Ok(Some(found.clone()));
                    }
                }
                // One above may be of another program.
                Err(_) if above.levels > 0 => {}
                Err(why) => {
                    let beside = within.label.with_file_name("the manifest");
                    let message = format!(
                        "{}: not read, and no text beside it either: {why}",
                        beside.display()
                    );
                    let path = beside;
                    return Err(FileTrouble { path, message });
                }
            }
        }
        manifests.described(&self.path.with_file_name(name))
    }
}

/// The folder of a path in an archive; empty where it lies in none.
fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The end of a path: the file's name and so many folders before it.
fn path_from(name: &str, levels: usize) -> &str {
    let cut = name.rmatch_indices('/').nth(levels);
    cut.map_or(name, |(at, _)| &name[at + 1..])
}

/// The last part of a path in an archive.
fn file_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}
