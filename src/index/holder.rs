//! Who writes to an index: a note beside the lock, for whoever finds it held.

use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// The file that says who writes.
pub const NOTE: &str = "writer.json";

/// A process that writes to an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriterNote {
    /// The number of the process.
    pub pid: u32,
    /// Its command line, as far as it can be told.
    pub command: String,
    /// When it began to write, in seconds since 1970.
    pub since: u64,
}

/// Keeps the note as long as it lives.
pub struct Holder(PathBuf);

impl Holder {
    /// Says that this process writes. Where the note cannot be written, the lock holds all the same.
    pub fn of(dir: &Path) -> Holder {
        let args = std::env::args_os().map(|a| a.to_string_lossy().into_owned());
        let mut command: Vec<String> = args.collect();
        if let Some(program) = command.first_mut() {
            let name = Path::new(program.as_str()).file_name();
            *program = name.map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        }
        let note = WriterNote {
            pid: std::process::id(),
            command: command.join(" "),
            since: now(),
        };
        let path = dir.join(NOTE);
        if let Ok(text) = serde_json::to_string(&note) {
            let _ = std::fs::write(&path, text);
        }
        Holder(path)
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The process that says it writes to the index at `dir`.
pub fn of(dir: &Path) -> Option<WriterNote> {
    let text = std::fs::read_to_string(dir.join(NOTE)).ok()?;
    serde_json::from_str(&text).ok()
}

impl std::fmt::Display for WriterNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let seconds = now().saturating_sub(self.since);
        write!(
            f,
            "process {} ({}), for {seconds} s",
            self.pid, self.command
        )
    }
}

fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(0, |d| d.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_goes_with_its_holder() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(of(dir.path()), None);
        let holder = Holder::of(dir.path());
        let note = of(dir.path()).unwrap();
        assert_eq!(note.pid, std::process::id());
        assert!(
            note.to_string()
                .starts_with(&format!("process {} (", note.pid))
        );
        drop(holder);
        assert_eq!(of(dir.path()), None);
    }
}
