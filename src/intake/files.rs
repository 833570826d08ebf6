//! Which files a list of paths means: files as named, and the reports in folders and archives.

use super::source::SourceFile;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::{DirEntry, WalkBuilder};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

/// Extensions of the files that are taken from a folder or an archive; a file that is named is taken whatever its name.
const READ: [&str; 9] = [
    "txt", "text", "md", "markdown", "html", "htm", "shtml", "docx", "pdf",
];

/// Extensions of documents that may be reports and are not read: each is told, and what to do with it.
const TOLD: [&str; 10] = [
    "doc", "docm", "wps", "rtf", "odt", "ofd", "zip", "rar", "7z", "mht",
];

/// Files that lie beside reports and are none, by the start of their names.
const ABOUT: [&str; 6] = [
    "readme",
    "license",
    "licence",
    "changelog",
    "contributing",
    "notice",
];

/// Files with patterns, one a line, of what a folder leaves out.
const IGNORE_FILE: &str = ".zhishuignore";

/// Why a pipe, a socket or a device is not read: it may never end, or never begin.
pub(super) const NO_FILE: &str =
    "is a pipe, a socket or a device and no file; save its text in a file and give that";

/// A path that gave nothing, and why; one line that names the path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileTrouble {
    /// The path as the user would name it.
    #[serde(rename = "file")]
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

/// Patterns of what is left out of folders and archives, in the syntax of `.gitignore`.
#[derive(Debug, Clone)]
pub struct Exclude(Gitignore);

impl Default for Exclude {
    fn default() -> Exclude {
        Exclude(Gitignore::empty())
    }
}

impl Exclude {
    /// Patterns as the user gives them.
    ///
    /// # Errors
    ///
    /// A pattern that is none, in one line.
    pub fn new<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Result<Exclude, String> {
        let mut builder = GitignoreBuilder::new("");
        for pattern in patterns {
            let told = |e| {
                format!(
                    "{pattern:?} is no pattern to leave files out by ({e}); write it as in .gitignore: *.pdf, drafts/, !keep.txt"
                )
            };
            builder.add_line(None, pattern).map_err(told)?;
        }
        let built = builder.build();
        built.map(Exclude).map_err(|e| {
            format!("the patterns to leave files out by are too large ({e}); give fewer")
        })
    }

    /// Whether a path below a folder or in an archive is left out.
    fn has(&self, path: &Path, is_folder: bool) -> bool {
        !path.has_root()
            && self
                .0
                .matched_path_or_any_parents(path, is_folder)
                .is_ignore()
    }
}

/// What a list of paths means.
#[derive(Debug, Clone, Default)]
pub struct Collected {
    /// The files, in order and each once.
    pub files: Vec<SourceFile>,
    /// The paths that could not be read.
    pub trouble: Vec<FileTrouble>,
    /// How many files of folders and archives were passed over as of another kind, by extension.
    pub passed_over: BTreeMap<String, usize>,
}

/// The files that `paths` mean, in order and each once, and the paths that could not be read.
///
/// Of a folder these are the reports in it and in the folders below, except hidden ones and what `exclude` and the ignore
/// files in it leave out; of an archive those in it. Files about a collection (README, LICENSE) are left out too.
pub fn collect(paths: &[PathBuf], exclude: &Exclude) -> Collected {
    let mut collector = Collector {
        exclude,
        out: Collected::default(),
    };
    for path in paths {
        match std::fs::metadata(path) {
            Ok(m) if m.is_dir() => collector.folder(path),
            Ok(m) if m.is_file() => collector.named(path),
            Ok(_) => collector.trouble(path, NO_FILE),
            Err(_) if path.to_string_lossy().contains("!/") => match SourceFile::at(path) {
                Ok(file) => collector.out.files.push(file),
                Err(trouble) => collector.out.trouble.push(trouble),
            },
            Err(e) if leads_nowhere(&e) => {
                collector.trouble(path, "no such file or folder; check the path");
            }
            Err(e) => {
                let why = format!("cannot be read ({e}); check its permissions");
                collector.trouble(path, &why);
            }
        }
    }
    let mut out = collector.out;
    out.files = once(out.files);
    out
}

struct Collector<'a> {
    exclude: &'a Exclude,
    out: Collected,
}

impl Collector<'_> {
    fn trouble(&mut self, path: &Path, why: &str) {
        self.out.trouble.push(FileTrouble::new(path, why));
    }

    /// A file that is named is taken whatever its name; of an archive the reports in it.
    fn named(&mut self, path: &Path) {
        if is_archive(path) {
            self.archive(path);
        } else {
            self.out.files.push(SourceFile::from(path.to_path_buf()));
        }
    }

    fn folder(&mut self, folder: &Path) {
        let before = self.out.files.len() + self.out.trouble.len();
        let kept = {
            let (root, exclude) = (folder.to_path_buf(), self.exclude.clone());
            move |entry: &DirEntry| {
                let is_folder = entry.file_type().is_some_and(|t| t.is_dir());
                let below = entry.path().strip_prefix(&root).unwrap_or(entry.path());
                below.as_os_str().is_empty() || !exclude.has(below, is_folder)
            }
        };
        // Only what lies in the folder itself says what is left out of it.
        let walk = WalkBuilder::new(folder)
            .parents(false)
            .require_git(false)
            .git_global(false)
            .git_exclude(false)
            .add_custom_ignore_filename(IGNORE_FILE)
            .sort_by_file_path(Path::cmp)
            .filter_entry(kept)
            .build();
        for entry in walk {
            match entry {
                // A link to a folder is not followed: it may lead back here.
                Ok(entry) if entry.file_type().is_some_and(|t| t.is_dir()) => {}
                Ok(entry) => self.found(entry.path()),
                Err(e) => self.unreadable(folder, &e),
            }
        }
        if self.out.files.len() + self.out.trouble.len() == before {
            self.trouble(
                folder,
                "no report in this folder (.txt, .md, .html, .docx, .pdf, .zip); name a folder of reports, or a file",
            );
        }
    }

    fn unreadable(&mut self, folder: &Path, error: &ignore::Error) {
        let mut inner = error;
        let mut path = folder.to_path_buf();
        while let ignore::Error::WithDepth { err, .. }
        | ignore::Error::WithPath { err, .. }
        | ignore::Error::WithLineNumber { err, .. } = inner
        {
            if let ignore::Error::WithPath { path: own, .. } = inner {
                path.clone_from(own);
            }
            inner = err;
        }
        let why = match inner.io_error() {
            Some(e) => format!("cannot be read ({e}); check its permissions"),
            None => format!("cannot be read ({inner}); check it"),
        };
        self.trouble(&path, &why);
    }

    /// A file in a folder.
    fn found(&mut self, path: &Path) {
        // A link that leads nowhere is named when it is read; one to a folder is not followed, and a pipe not read.
        if !std::fs::metadata(path).map_or(true, |m| m.is_file()) {
            return;
        }
        if is_about(path) {
            return;
        }
        let extension = extension(path);
        if extension == "zip" {
            self.named(path);
        } else if is_taken(&extension) {
            self.out.files.push(SourceFile::from(path.to_path_buf()));
        } else {
            self.pass_over(path, extension);
        }
    }

    fn pass_over(&mut self, path: &Path, extension: String) {
        let is_manifest = path
            .file_stem()
            .is_some_and(|s| s.eq_ignore_ascii_case("manifest"));
        if !is_manifest {
            *self.out.passed_over.entry(extension).or_insert(0) += 1;
        }
    }

    fn archive(&mut self, path: &Path) {
        let files = match SourceFile::in_archive(path) {
            Ok(files) => files,
            Err(trouble) => return self.out.trouble.push(trouble),
        };
        let before = self.out.files.len() + self.out.trouble.len();
        for file in files {
            let name = PathBuf::from(file.entry().unwrap_or_default());
            let hidden =
                |part: std::path::Component| part.as_os_str().to_string_lossy().starts_with('.');
            let litter = name.starts_with("__MACOSX") || name.components().any(hidden);
            if litter || self.exclude.has(&name, false) || is_about(&name) {
                continue;
            }
            let extension = extension(&name);
            if let Some(why) = file.refused() {
                self.trouble(file.label(), why);
            } else if is_taken(&extension) {
                self.out.files.push(file);
            } else {
                self.pass_over(&name, extension);
            }
        }
        if self.out.files.len() + self.out.trouble.len() == before {
            self.trouble(
                path,
                "no report in this archive (.txt, .md, .html, .docx, .pdf); pack reports, or name a file",
            );
        }
    }
}

/// Whether a file that is named is an archive of reports: by its name and first bytes, so that a document with the wrong name
/// is read as what it is.
fn is_archive(path: &Path) -> bool {
    use std::io::Read;
    let mut start = Vec::new();
    let read =
        std::fs::File::open(path).and_then(|file| file.take(64 << 10).read_to_end(&mut start));
    let zipped = start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06");
    read.is_ok() && (extension(path) == "zip" || zipped && crate::input::is_archive(&start))
}

fn extension(path: &Path) -> String {
    let extension = path.extension().unwrap_or_default();
    extension.to_string_lossy().to_ascii_lowercase()
}

fn is_taken(extension: &str) -> bool {
    READ.contains(&extension) || TOLD.contains(&extension)
}

/// Whether a file is about a collection and no report, by its name: README.md, LICENSE-MIT.txt.
fn is_about(path: &Path) -> bool {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_ascii_lowercase();
    ABOUT.iter().any(|word| {
        let rest = name.strip_prefix(word);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// Whether there is nothing at a path: no such name, or a name below what is no folder.
pub(super) fn leads_nowhere(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
    )
}

/// Each file once: under its own name where that is among them, else under the first that leads to it.
fn once(files: Vec<SourceFile>) -> Vec<SourceFile> {
    let real = |f: &SourceFile| {
        let path = f.path().canonicalize();
        let path = path.unwrap_or_else(|_| f.path().to_path_buf());
        (path, f.entry().map(str::to_string))
    };
    let is_link =
        |f: &SourceFile| std::fs::symlink_metadata(f.path()).is_ok_and(|m| m.is_symlink());
    let own: BTreeSet<_> = files.iter().filter(|f| !is_link(f)).map(real).collect();
    let mut seen = BTreeSet::new();
    files
        .into_iter()
        .filter(|f| {
            let real = real(f);
            !(is_link(f) && own.contains(&real)) && seen.insert(real)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(collected: &Collected) -> Vec<PathBuf> {
        collected
            .files
            .iter()
            .map(|f| f.label().to_path_buf())
            .collect()
    }

    #[test]
    fn reports_of_folders_and_named_files() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        std::fs::create_dir_all(at("a/.hidden")).unwrap();
        std::fs::create_dir_all(at("a/drafts")).unwrap();
        for name in [
            "b.txt",
            "a/c.TXT",
            "a/README.md",
            "manifest.toml",
            "a/.hidden/d.txt",
            ".e.txt",
            "a/f.doc",
            "a/g.xlsx",
            "a/h.xlsx",
            "a/drafts/i.txt",
            "a/readmes.md",
        ] {
            std::fs::write(at(name), "x").unwrap();
        }
        let paths = [
            dir.path().to_path_buf(),
            at("b.txt"),
            at("a/README.md"),
            at("none"),
        ];
        let found = collect(&paths, &Exclude::new(["drafts/"]).unwrap());
        assert_eq!(
            labels(&found),
            [
                at("a/c.TXT"),
                at("a/f.doc"),
                at("a/readmes.md"),
                at("b.txt"),
                at("a/README.md")
            ]
        );
        assert_eq!(found.passed_over, BTreeMap::from([("xlsx".to_string(), 2)]));
        assert_eq!(found.trouble.len(), 1);
        assert!(
            found.trouble[0]
                .message
                .contains("none: no such file or folder"),
            "{}",
            found.trouble[0].message
        );
        std::fs::write(at("a/.zhishuignore"), "*.doc\n").unwrap();
        std::fs::write(at(".gitignore"), "b.txt\n").unwrap();
        let found = collect(&[dir.path().to_path_buf()], &Exclude::default());
        assert_eq!(
            labels(&found),
            [at("a/c.TXT"), at("a/drafts/i.txt"), at("a/readmes.md")]
        );
    }

    #[test]
    fn patterns_are_those_of_gitignore() {
        let exclude = Exclude::new(["*.pdf", "!keep.pdf", "/2018", "草稿*"]).unwrap();
        for (path, expected) in [
            ("a/b.pdf", true),
            ("a/keep.pdf", false),
            ("2018/a.txt", true),
            ("a/2018/a.txt", false),
            ("a/草稿2.txt", true),
            ("a.txt", false),
        ] {
            assert_eq!(exclude.has(Path::new(path), false), expected, "{path}");
        }
        assert!(Exclude::new(["{a"]).is_err());
    }

    #[test]
    fn a_folder_without_reports_is_said() {
        let dir = tempfile::tempdir().unwrap();
        let found = collect(&[dir.path().to_path_buf()], &Exclude::default());
        assert!(found.files.is_empty());
        assert!(
            found.trouble[0]
                .message
                .contains("no report in this folder"),
            "{}",
            found.trouble[0].message
        );
    }
}
