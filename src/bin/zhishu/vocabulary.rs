//! The vocabularies that claims are made with: the shipped ones, and those of a folder that the user or the index names.

use anyhow::{Result, anyhow};
use std::path::{Path, PathBuf};
use zhishu::{Lexicon, State};

/// The vocabularies: the shipped ones, with those of `folder`.
///
/// # Errors
///
/// A folder that cannot be read or is of another form.
pub fn lexicon(folder: Option<&Path>) -> Result<&'static Lexicon, String> {
    match folder {
        None => Ok(Lexicon::builtin()),
        // One for the life of the program, like the shipped ones.
        Some(folder) => match regular(folder)
            .and_then(|()| Lexicon::with_folder(folder).map_err(|error| error.to_string()))
        {
            Ok(lexicon) => Ok(Box::leak(Box::new(lexicon))),
            Err(error) => Err(error),
        },
    }
}

/// The mark of what makes the claims.
///
/// # Errors
///
/// A folder that cannot be read.
pub fn maker(folder: Option<&Path>) -> Result<String> {
    zhishu::maker(folder).map_err(|e| {
        let folder = folder.unwrap_or(Path::new("")).display();
        anyhow!("--lexicon {folder}: {e}; name a folder of vocabularies")
    })
}

/// The folder of the vocabularies that an index was made with, where it is still there.
pub fn remembered(state: &State) -> Option<PathBuf> {
    match state {
        State::Present(catalog) => catalog
            .lexicon
            .clone()
            .map(PathBuf::from)
            .filter(|l| l.is_dir()),
        State::Absent | State::Empty => None,
    }
}

/// A folder of vocabularies as an index remembers it.
pub fn to_remember(folder: &Path) -> String {
    let whole = folder.canonicalize();
    whole.unwrap_or(folder.to_path_buf()).display().to_string()
}

/// Refuses a folder with a pipe or a device in it, which may never end.
fn regular(folder: &Path) -> Result<(), String> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for path in files.map(|f| f.path()) {
        if std::fs::metadata(&path).is_ok_and(|m| !m.is_file() && !m.is_dir()) {
            let path = path.display();
            return Err(format!("--lexicon: {path} is no file; take it away"));
        }
    }
    Ok(())
}
