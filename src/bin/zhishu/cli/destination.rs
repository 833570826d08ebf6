//! Where an export goes: to stdout, or to a file that is there whole or not at all.

use anyhow::{Context, Error, Result, anyhow, bail};
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// How much is written at once.
const AT_ONCE: usize = 1 << 16;

/// The place that is written to. What was written to a file stands under its name after [`Destination::finish`], not before.
pub enum Destination {
    /// What a pipe or a terminal gets.
    Stdout(BufWriter<io::Stdout>),
    /// A device or a named pipe, written as it is.
    Device {
        /// What is written.
        file: BufWriter<File>,
        /// Its name.
        path: PathBuf,
    },
    /// A file in the making.
    File {
        /// What is written.
        file: BufWriter<Unfinished>,
        /// The file that is to be.
        path: PathBuf,
        /// Whether a file of that name is replaced.
        replaces: bool,
    },
}

impl Destination {
    /// The way to `path`, or to stdout where there is none or it is `-`.
    ///
    /// # Errors
    ///
    /// What is no text for a terminal, a file that is there already and is not to be replaced, a folder that cannot be written.
    pub fn open(path: Option<&Path>, is_binary: bool, replaces: bool) -> Result<Destination> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            if is_binary && io::stdout().is_terminal() {
                bail!("this format is no text for a terminal; name a file with --output FILE");
            }
            let out = BufWriter::with_capacity(AT_ONCE, io::stdout());
            return Ok(Destination::Stdout(out));
        };
        let shown = path.display();
        // What a link leads to is replaced, not the link.
        let path = match std::fs::metadata(path) {
            Ok(m) if m.is_dir() => bail!("{shown} is a folder; name a file in it"),
            Ok(m) if !m.is_file() => {
                let device = OpenOptions::new().write(true).open(path);
                let device = device.with_context(|| shown.to_string())?;
                return Ok(Destination::Device {
                    file: BufWriter::with_capacity(AT_ONCE, device),
                    path: path.to_path_buf(),
                });
            }
            Ok(_) if !replaces => {
                bail!("{shown} is there already; name another file, or replace it with --force")
            }
            Ok(_) => path.canonicalize().with_context(|| shown.to_string())?,
            Err(_) => path.to_path_buf(),
        };
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let file = Unfinished::in_folder(folder).map_err(|error| {
            let folder = folder.display();
            let why = error.kind();
            anyhow!("no file can be made in {folder} ({why}); name one in another folder with --output FILE")
        })?;
        Ok(Destination::File {
            file: BufWriter::with_capacity(AT_ONCE, file),
            path,
            replaces,
        })
    }

    /// Where to write.
    pub fn out(&mut self) -> &mut (dyn Write + Send) {
        match self {
            Destination::Stdout(out) => out,
            Destination::Device { file, .. } => file,
            Destination::File { file, .. } => file,
        }
    }

    /// Whether it is a terminal, which has no room for a progress bar beside the answer.
    pub fn is_terminal(&self) -> bool {
        matches!(self, Destination::Stdout(_)) && io::stdout().is_terminal()
    }

    /// An error of the writing with the name of what was written; other errors as they are.
    pub fn blamed(&self, error: Error) -> Error {
        let path = match self {
            Destination::Device { path, .. } | Destination::File { path, .. } => path,
            Destination::Stdout(_) => return error,
        };
        match error.downcast_ref::<io::Error>() {
            Some(_) => error.context(format!("{} is not written", path.display())),
            None => error,
        }
    }

    /// Ends the writing: a file gets its name.
    ///
    /// # Errors
    ///
    /// What the system refuses.
    pub fn finish(mut self) -> Result<()> {
        let flushed = self.out().flush();
        flushed.map_err(|error| self.blamed(error.into()))?;
        if let Destination::File {
            file,
            path,
            replaces,
        } = self
        {
            let file = file.into_inner().map_err(io::Error::from)?;
            file.keep(&path, replaces)
                .with_context(|| format!("{} is not written", path.display()))?;
        }
        Ok(())
    }
}

/// A file that is written and not whole yet. It goes away when the program ends, unless it is kept.
pub enum Unfinished {
    /// One without a name, which goes away however the program ends, and the folder it is in.
    #[cfg(target_os = "linux")]
    Nameless(File, PathBuf),
    /// One with a name for the time being, where the system has no other. It stays where the program is killed.
    Named(NamedTempFile),
}

impl Unfinished {
    /// A new file in a folder, readable by whom any new file is.
    fn in_folder(folder: &Path) -> io::Result<Unfinished> {
        #[cfg(target_os = "linux")]
        if let Ok(file) = nameless(folder) {
            return Ok(Unfinished::Nameless(file, folder.to_path_buf()));
        }
        builder().tempfile_in(folder).map(Unfinished::Named)
    }

    fn file(&mut self) -> &mut File {
        match self {
            #[cfg(target_os = "linux")]
            Unfinished::Nameless(file, _) => file,
            Unfinished::Named(file) => file.as_file_mut(),
        }
    }

    /// Gives the file its name.
    fn keep(self, path: &Path, replaces: bool) -> io::Result<()> {
        let named = match self {
            // A link cannot replace a file: first any name, then this one.
            #[cfg(target_os = "linux")]
            Unfinished::Nameless(file, folder) => builder().make_in(folder, |name| {
                link(&file, name)?;
                file.try_clone()
            })?,
            Unfinished::Named(file) => file,
        };
        let kept = match replaces {
            true => named.persist(path),
            false => named.persist_noclobber(path),
        };
        kept.map(drop).map_err(|e| e.error)
    }
}

impl Write for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file().flush()
    }
}

/// How files are called until they are whole.
fn builder() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".zhishu-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}

/// A file without a name; not every file system has them.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags, open};
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    let file = File::from(open(folder, flags, Mode::from_raw_mode(0o666))?);
    // Without /proc it could get no name in the end.
    std::fs::metadata(by_number(&file))?;
    Ok(file)
}

/// Gives a file without a name one.
#[cfg(target_os = "linux")]
fn link(file: &File, name: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    let number = by_number(file);
    Ok(linkat(CWD, number, CWD, name, AtFlags::SYMLINK_FOLLOW)?)
}

/// The path of an open file.
#[cfg(target_os = "linux")]
fn by_number(file: &File) -> PathBuf {
    use std::os::fd::AsRawFd;
    format!("/proc/self/fd/{}", file.as_raw_fd()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let files = std::fs::read_dir(folder).unwrap().flatten();
        let mut names: Vec<String> = files
            .map(|file| file.file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn written(mut file: Unfinished, text: &str) -> Unfinished {
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    /// A file of either sort that the system has.
    fn both(folder: &Path) -> [Unfinished; 2] {
        let named = builder().tempfile_in(folder).map(Unfinished::Named);
        [Unfinished::in_folder(folder).unwrap(), named.unwrap()]
    }

    #[test]
    fn a_file_has_its_name_when_it_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("claims.csv");
        for file in both(folder.path()) {
            let file = written(file, "whole");
            assert!(!path.exists());
            file.keep(&path, false).unwrap();
            assert_eq!(std::fs::read(&path).unwrap(), b"whole");
            assert!(names(folder.path()).contains(&"claims.csv".to_string()));
            std::fs::remove_file(&path).unwrap();
        }
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn a_file_that_is_there_stays_unless_it_is_to_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("claims.csv");
        std::fs::write(&path, "old").unwrap();
        for file in both(folder.path()) {
            assert!(written(file, "new").keep(&path, false).is_err());
            assert_eq!(std::fs::read(&path).unwrap(), b"old");
        }
        for (file, text) in both(folder.path()).into_iter().zip(["one", "other"]) {
            written(file, text).keep(&path, true).unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(names(folder.path()), ["claims.csv"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_in_the_making_leaves_nothing_however_the_program_ends() {
        let folder = tempfile::tempdir().unwrap();
        // A folder in which the system has files without a name, as most file systems do.
        let Ok(file) = nameless(folder.path()) else {
            return;
        };
        assert!(names(folder.path()).is_empty());
        drop(file);
    }
}
