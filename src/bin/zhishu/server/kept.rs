//! The files of reports that were sent: under which name each is kept, and how it comes into its folder whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, TempPath};
use zhishu::{Manifest, file_at};

/// The longest name of a file, in bytes.
const LONGEST: usize = 200;

/// The longest ending of a name that stays when the name is cut, in bytes.
const ENDING: usize = 12;

/// How the names begin of files that are on their way; hidden ones are taken in by no run of indexing.
const ON_ITS_WAY: &str = ".zhishu-";

/// A name made safe: what stands behind the last separator of folders, without controls, leading dots and blanks at its ends,
/// and not too long. `None` where nothing is left, or where it is the name of a manifest, which describes other files.
pub fn safe_name(given: &str) -> Option<String> {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let bare: String = last.chars().filter(|c| !c.is_control()).collect();
    let name = bare
        .trim_start_matches(|c: char| c == '.' || c.is_whitespace())
        .trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    let is_manifest = Manifest::is_name(&name.to_lowercase());
    (!name.is_empty() && !is_manifest).then(|| shortened(name))
}

/// A name of so many bytes at most, its ending kept.
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_string();
    }
    let ending = name.rfind('.').map_or("", |dot| &name[dot..]);
    let ending = if ending.len() <= ENDING { ending } else { "" };
    let mut cut = LONGEST - ending.len();
    while !name.is_char_boundary(cut) {
        cut -= 1;
    }
    format!("{}{ending}", name[..cut].trim_end())
}

/// A file that was put into the folder, in place of one of the same name where there was one.
pub struct Kept {
    /// Where it is.
    pub path: PathBuf,
    /// The file that was there before.
    before: Option<TempPath>,
}

impl Kept {
    /// Puts a file of these bytes into a folder, which is made where it is missing.
    ///
    /// # Errors
    ///
    /// What the system refuses.
    pub fn put(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<Kept> {
        std::fs::create_dir_all(folder)?;
        let path = folder.join(name);
        let mut builder = Builder::new();
        builder.prefix(ON_ITS_WAY);
        let before = match std::fs::symlink_metadata(&path) {
            Err(_) => None,
            Ok(_) => {
                let aside = |to: &Path| {
                    let linked = std::fs::hard_link(&path, to);
                    linked.or_else(|_| std::fs::copy(&path, to).map(drop))
                };
                Some(builder.make_in(folder, aside)?.into_temp_path())
            }
        };
        #[cfg(unix)]
        let builder = {
            use std::os::unix::fs::PermissionsExt;
            // As any new file; what the system masks of it stays masked.
            builder.permissions(std::fs::Permissions::from_mode(0o666))
        };
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|e| e.error)?;
        Ok(Kept { path, before })
    }

    /// Takes it away again; the one that was there before is back then.
    pub fn undo(self) {
        // What the system refuses here leaves a file that is in no index.
        let _ = match self.before {
            Some(before) => before.persist(&self.path).map_err(|e| e.error),
            None => std::fs::remove_file(&self.path),
        };
    }
}

/// Takes the file away that the index at `dir` knows as `known`, where it lies in the folder; tells whether it did.
pub fn take_away(folder: &Path, dir: &Path, known: &str) -> bool {
    let path = file_at(dir, known);
    let whole = |path: &Path| path.canonicalize().ok();
    let home = path.parent().and_then(whole);
    let lies_there = home.is_some() && home == whole(folder);
    lies_there && std::fs::remove_file(&path).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_else() {
        for (given, expected) in [
            ("清远-2017.txt", Some("清远-2017.txt")),
            ("../../etc/passwd", Some("passwd")),
            ("C:\\reports\\a.docx", Some("a.docx")),
            ("..\\..", None),
            ("a/..", None),
            (" . .hidden.txt. ", Some("hidden.txt")),
            ("a\0b\n.txt", Some("ab.txt")),
            ("/", None),
            ("", None),
            ("Manifest.toml", None),
            ("a.zip!/b.txt", Some("b.txt")),
        ] {
            assert_eq!(safe_name(given).as_deref(), expected, "{given:?}");
        }
    }

    #[test]
    fn long_names_keep_their_ending() {
        let name = safe_name(&format!("{}.docx", "报告".repeat(100))).unwrap();
        assert!(name.len() <= LONGEST && name.len() > LONGEST - 4, "{name}");
        assert!(name.ends_with("报.docx") || name.ends_with("告.docx"));
        let name = safe_name(&"a".repeat(1000)).unwrap();
        assert_eq!(name.len(), LONGEST);
    }

    #[test]
    fn what_is_undone_leaves_the_file_before() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("uploads");
        let read = || std::fs::read_to_string(folder.join("a.txt")).ok();
        let count = || std::fs::read_dir(&folder).unwrap().count();
        Kept::put(&folder, "a.txt", b"1").unwrap().undo();
        assert_eq!((read(), count()), (None, 0));
        drop(Kept::put(&folder, "a.txt", b"1").unwrap());
        Kept::put(&folder, "a.txt", b"2").unwrap().undo();
        assert_eq!((read(), count()), (Some("1".into()), 1));
        drop(Kept::put(&folder, "a.txt", b"3").unwrap());
        assert_eq!((read(), count()), (Some("3".into()), 1));
    }

    #[test]
    fn only_files_of_the_folder_are_taken_away() {
        let dir = tempfile::tempdir().unwrap();
        let (folder, index) = (dir.path().join("uploads"), dir.path().join("index"));
        Kept::put(&folder, "a.txt", b"1").unwrap();
        std::fs::write(dir.path().join("b.txt"), "2").unwrap();
        assert!(!take_away(&folder, &index, "b.txt"));
        assert!(!take_away(&folder, &index, "uploads/../b.txt"));
        assert!(!take_away(&folder, &index, "uploads/none.txt"));
        assert!(take_away(&folder, &index, "uploads/a.txt"));
        assert!(dir.path().join("b.txt").exists() && !folder.join("a.txt").exists());
    }
}
