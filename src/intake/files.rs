//! Which files a list of paths means: files as named, and the texts in folders.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

/// Extensions of the files that are taken from a folder; a file that is named is taken whatever its name.
const TEXTS: [&str; 3] = ["txt", "text", "pdf"];

/// Why a pipe, a socket or a device is not read: it may never end, or never begin.
pub(super) const NO_FILE: &str =
    "is a pipe, a socket or a device and no file; save its text in a file and give that";

/// A path that gave nothing, and why; one line that names the path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileTrouble {
    /// The path as the user would name it.
    pub path: PathBuf,
    /// The whole message, the path in it.
    pub message: String,
}

impl FileTrouble {
    /// A trouble with `path`; `why` comes behind its name.
    pub fn new(path: &Path, why: impl fmt::Display) -> FileTrouble {
        FileTrouble {
            path: path.to_path_buf(),
            message: format!("{}: {why}", path.display()),
        }
    }
}

/// The files that `paths` mean, in order and each once, and the paths that could not be read.
///
/// Of a folder these are the texts in it and in the folders below, except hidden ones.
pub fn collect(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<FileTrouble>) {
    let mut files = Vec::new();
    let mut trouble = Vec::new();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(m) if m.is_dir() => {
                let before = files.len();
                let troubles = trouble.len();
                walk(path, &mut files, &mut trouble);
                if files.len() == before && trouble.len() == troubles {
                    trouble.push(FileTrouble::new(
                        path,
                        "no *.txt file in this folder; name a folder of texts, or a file",
                    ));
                }
            }
            Ok(m) if m.is_file() => files.push(path.clone()),
            Ok(_) => trouble.push(FileTrouble::new(path, NO_FILE)),
            Err(e) if leads_nowhere(&e) => {
                trouble.push(FileTrouble::new(
                    path,
                    "no such file or folder; check the path",
                ));
            }
            Err(e) => trouble.push(FileTrouble::new(
                path,
                format!("cannot be read ({e}); check its permissions"),
            )),
        }
    }
    (once(files), trouble)
}

/// Whether there is nothing at a path: no such name, or a name below what is no folder.
pub(super) fn leads_nowhere(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
    )
}

/// Each file once: under its own name where that is among them, else under the first that leads to it.
fn once(files: Vec<PathBuf>) -> Vec<PathBuf> {
    let real = |f: &PathBuf| f.canonicalize().unwrap_or_else(|_| f.clone());
    let is_link = |f: &PathBuf| std::fs::symlink_metadata(f).is_ok_and(|m| m.is_symlink());
    let own: BTreeSet<PathBuf> = files.iter().filter(|f| !is_link(f)).map(real).collect();
    let mut seen = BTreeSet::new();
    files
        .into_iter()
        .filter(|f| {
            let real = real(f);
            !(is_link(f) && own.contains(&real)) && seen.insert(real)
        })
        .collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>, trouble: &mut Vec<FileTrouble>) {
    let entries =
        match std::fs::read_dir(folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(e) => {
                trouble.push(FileTrouble::new(
                    folder,
                    format!("folder cannot be read ({e}); check its permissions"),
                ));
                return;
            }
        };
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        if name.starts_with('.') {
            continue;
        }
        // A link to a folder is not followed: it may lead back here.
        let is_folder = std::fs::symlink_metadata(&path).is_ok_and(|m| m.is_dir());
        if is_folder {
            walk(&path, files, trouble);
        } else if is_text(&path) && std::fs::metadata(&path).map_or(true, |m| m.is_file()) {
            // A link that leads nowhere is named when it is read.
            files.push(path);
        }
    }
}

fn is_text(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| TEXTS.iter().any(|t| e.eq_ignore_ascii_case(t)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_folders_and_named_files() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        std::fs::create_dir_all(at("a/.hidden")).unwrap();
        for name in [
            "b.txt",
            "a/c.TXT",
            "a/README.md",
            "manifest.toml",
            "a/.hidden/d.txt",
            ".e.txt",
        ] {
            std::fs::write(at(name), "x").unwrap();
        }
        let (files, trouble) = collect(&[
            dir.path().to_path_buf(),
            at("b.txt"),
            at("a/README.md"),
            at("none"),
        ]);
        assert_eq!(files, [at("a/c.TXT"), at("b.txt"), at("a/README.md")]);
        assert_eq!(trouble.len(), 1);
        assert!(
            trouble[0].message.contains("none: no such file or folder"),
            "{}",
            trouble[0].message
        );
    }

    #[test]
    fn a_folder_without_texts_is_said() {
        let dir = tempfile::tempdir().unwrap();
        let (files, trouble) = collect(&[dir.path().to_path_buf()]);
        assert!(files.is_empty());
        assert!(
            trouble[0].message.contains("no *.txt file"),
            "{}",
            trouble[0].message
        );
    }
}
