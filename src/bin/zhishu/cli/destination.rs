//! Where an export goes: to stdout, or to a file that is there whole or not at all.

use anyhow::{Context, Result, anyhow, bail};
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// How much is written at once.
const AT_ONCE: usize = 1 << 16;

/// The place that is written to. What was written to a file stands under its name after [`Destination::finish`], not before.
pub enum Destination {
    /// What a pipe or a terminal gets.
    Stdout(BufWriter<io::Stdout>),
    /// A device or a named pipe, written as it is.
    Device(BufWriter<File>),
    /// A file in the making.
    File {
        /// What is written, beside the file that is to be.
        file: BufWriter<NamedTempFile>,
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
                return Ok(Destination::Device(BufWriter::with_capacity(
                    AT_ONCE, device,
                )));
            }
            Ok(_) if !replaces => {
                bail!("{shown} is there already; name another file, or replace it with --force")
            }
            Ok(_) => path.canonicalize().with_context(|| shown.to_string())?,
            Err(_) => path.to_path_buf(),
        };
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let file = beside(folder).map_err(|error| {
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
            Destination::Device(out) => out,
            Destination::File { file, .. } => file,
        }
    }

    /// Whether it is a terminal, which has no room for a progress bar beside the answer.
    pub fn is_terminal(&self) -> bool {
        matches!(self, Destination::Stdout(_)) && io::stdout().is_terminal()
    }

    /// Ends the writing: a file gets its name.
    ///
    /// # Errors
    ///
    /// What the system refuses.
    pub fn finish(mut self) -> Result<()> {
        self.out().flush()?;
        if let Destination::File {
            file,
            path,
            replaces,
        } = self
        {
            let file = file.into_inner().map_err(io::Error::from)?;
            let kept = match replaces {
                true => file.persist(&path),
                false => file.persist_noclobber(&path),
            };
            kept.map_err(|e| e.error).with_context(|| {
                let path = path.display();
                format!("{path} is not written")
            })?;
        }
        Ok(())
    }
}

/// A file in a folder that goes away unless it is kept, readable by whom any new file is.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".zhishu-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
