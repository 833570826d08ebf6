//! Reading an index: one state of it, as it was committed last.

use super::catalog::Catalog;
use super::column::{Columns, RankedColumn, TextColumn};
use super::directory::ReadDirectory;
use super::format::{IndexError, State, inspect};
use super::rows::Rows;
use super::schema::{Fields, register, schema};
use super::writer::{same_fields, trouble};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tantivy::{Index, IndexReader, ReloadPolicy, Searcher};

/// How often an index is opened anew that is committed to meanwhile.
const ATTEMPTS: usize = 100;

/// How many blocks of stored rows each part keeps unpacked. Rows are asked for in their order or a few of them, so that more would
/// only take memory: by the number of parts, and so of claims.
const BLOCKS: usize = 8;

/// An index as it was committed last; later commits do not show in it.
pub struct Reader {
    dir: PathBuf,
    catalog: Catalog,
    fields: Fields,
    searcher: Searcher,
    /// Of each part, read when it is asked for first.
    rows: Vec<OnceLock<Rows>>,
    /// The text columns that were asked for.
    columns: Columns,
}

impl Reader {
    /// Opens the index at `dir`.
    ///
    /// # Errors
    ///
    /// No index, a folder that is none, a foreign format, damage, or what the system refuses.
    pub fn open(dir: &Path) -> Result<Reader, IndexError> {
        let broken = |e| trouble(dir, e);
        let (wanted, fields) = schema();
        let mut catalog = catalog(dir)?;
        // The catalog and the parts that it tells of come from the same commit: where another one comes in between, both are
        // read again.
        for _ in 0..ATTEMPTS {
            let folder = ReadDirectory::open(dir).map_err(|e| broken(e.into()))?;
            let index = Index::open(folder).map_err(broken)?;
            same_fields(dir, &index, &wanted)?;
            register(&index);
            let reader: tantivy::Result<IndexReader> = index
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .doc_store_cache_num_blocks(BLOCKS)
                .try_into();
            let after = self::catalog(dir)?;
            if after == catalog {
                let searcher = reader.map_err(broken)?.searcher();
                let parts = searcher.segment_readers().len();
                return Ok(Reader {
                    dir: dir.to_path_buf(),
                    catalog,
                    fields,
                    searcher,
                    rows: (0..parts).map(|_| OnceLock::new()).collect(),
                    columns: Columns::default(),
                });
            }
            catalog = after;
        }
        Err(IndexError::Changed(dir.to_path_buf()))
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

    /// Which rows of the part `segment` are sentences.
    pub(crate) fn rows(&self, segment: usize) -> Result<&Rows, IndexError> {
        let slot = &self.rows[segment];
        if let Some(rows) = slot.get() {
            return Ok(rows);
        }
        let segment = &self.searcher.segment_readers()[segment];
        let rows = Rows::of(segment, &self.fields).map_err(|e| self.trouble(e))?;
        Ok(slot.get_or_init(|| rows))
    }

    /// The text column called `name`; opened once.
    pub(crate) fn column(&self, name: &'static str) -> Result<Arc<TextColumn>, IndexError> {
        self.columns.opened(self, name)
    }

    /// The text column called `name` with its values ranked; all of them are read once.
    pub(crate) fn ranked(&self, name: &'static str) -> Result<Arc<RankedColumn>, IndexError> {
        self.columns.ranked(self, name)
    }

    /// An error of the search engine in this program's words.
    pub(crate) fn trouble(&self, error: tantivy::TantivyError) -> IndexError {
        trouble(&self.dir, error)
    }
}

/// What the index at `dir` holds.
fn catalog(dir: &Path) -> Result<Catalog, IndexError> {
    match inspect(dir)? {
        State::Present(catalog) => Ok(catalog),
        State::Absent | State::Empty => Err(IndexError::Absent(dir.to_path_buf())),
    }
}
