//! The shipped corpus and the default index: what was dropped into the one is found in the other.

use super::files::{Exclude, collect};
use super::identity::known_path;
use super::run::{Intake, Listener, RunError};
use super::source::SourceFile;
use super::summary::Summary;
use crate::document::Metadata;
use crate::index::{Catalog, State, inspect};
use crate::lexicon::Lexicon;
use std::path::Path;

/// The folder of the texts that the default index is made from.
pub const CORPUS: &str = "corpus";

/// Brings the index at `dir` up to the texts in `corpus`: new ones are added, changed ones replaced, those whose file
/// is gone removed. A file of the same size and time of change is taken for unchanged.
///
/// # Errors
///
/// An index that cannot be read or written, or vocabularies that cannot be used; the index is then as it was.
pub fn sync<'a>(
    dir: &'a Path,
    corpus: &Path,
    lexicon: &'a (dyn Fn() -> Result<&'a Lexicon, String> + Sync),
    maker: String,
    listener: Listener,
) -> Result<Summary, RunError> {
    let catalog = match inspect(dir)? {
        State::Present(catalog) => catalog,
        State::Absent | State::Empty => Catalog::default(),
    };
    let found = collect(&[corpus.to_path_buf()], &Exclude::default());
    let (files, trouble) = (found.files, found.trouble);
    let gone = gone(&catalog, dir, corpus, &files);
    let intake = Intake {
        dir,
        files,
        stated: Metadata::default(),
        encoding: None,
        lexicon,
        maker,
        lexicon_folder: None,
        trusting: true,
        gone,
        threads: None,
    };
    let mut summary = intake.run(listener)?;
    if !catalog.documents.is_empty() || summary.changed() {
        // An empty corpus beside a filled index is nobody's trouble.
        summary
            .failed
            .extend(trouble.into_iter().filter(|t| t.path != corpus));
    } else {
        summary.failed.extend(trouble);
    }
    Ok(summary)
}

/// The files that came from the corpus and are no longer there.
fn gone(catalog: &Catalog, dir: &Path, corpus: &Path, files: &[SourceFile]) -> Vec<String> {
    let below = format!("{}/", known_path(dir, corpus));
    let there: std::collections::BTreeSet<String> = files.iter().map(|f| f.known(dir)).collect();
    let lost = |path: &&str| {
        path.starts_with(&below)
            && !there.contains(*path)
            && !corpus_file_exists(corpus, &below, path)
    };
    let paths = catalog.paths().into_keys();
    paths.filter(lost).map(str::to_string).collect()
}

/// A file in the corpus that was indexed by name has no text's extension, and is there all the same.
fn corpus_file_exists(corpus: &Path, below: &str, path: &str) -> bool {
    path.strip_prefix(below)
        .is_some_and(|rest| corpus.join(rest).exists())
}
