//! Reading an index: one state of it, as it was committed last.

use super::catalog::Catalog;
use super::directory::ReadDirectory;
use super::format::{IndexError, State, inspect};
use super::schema::{CHARS_TOKENIZER, CharsTokenizer, Fields, schema};
use super::writer::{same_fields, trouble};
use std::path::{Path, PathBuf};
use tantivy::{Index, ReloadPolicy, Searcher};

/// An index as it was committed last; later commits do not show in it.
pub struct Reader {
    dir: PathBuf,
    catalog: Catalog,
    fields: Fields,
    searcher: Searcher,
}

impl Reader {
    /// Opens the index at `dir`.
    ///
    /// # Errors
    ///
    /// No index, a folder that is none, a foreign format, damage, or what the system refuses.
    pub fn open(dir: &Path) -> Result<Reader, IndexError> {
        let catalog = match inspect(dir)? {
            State::Present(catalog) => catalog,
            State::Absent | State::Empty => return Err(IndexError::Absent(dir.to_path_buf())),
        };
        let broken = |e| trouble(dir, e);
        let folder = ReadDirectory::open(dir).map_err(|e| broken(e.into()))?;
        let index = Index::open(folder).map_err(broken)?;
        let (wanted, fields) = schema();
        same_fields(dir, &index, &wanted)?;
        index.tokenizers().register(CHARS_TOKENIZER, CharsTokenizer);
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(broken)?;
        Ok(Reader {
            dir: dir.to_path_buf(),
            catalog,
            fields,
            searcher: reader.searcher(),
        })
    }

    /// What the index holds.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The folder of the index.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The size of the index's files in bytes.
    pub fn size(&self) -> u64 {
        let files = std::fs::read_dir(&self.dir).into_iter().flatten().flatten();
        files
            .filter_map(|f| f.metadata().ok())
            .filter(|m| m.is_file())
            .map(|m| m.len())
            .sum()
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    pub(crate) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// An error of the search engine in this program's words.
    pub(crate) fn trouble(&self, error: tantivy::TantivyError) -> IndexError {
        trouble(&self.dir, error)
    }
}
