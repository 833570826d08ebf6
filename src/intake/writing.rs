//! The writer of a run: opened when there is something to write, and shared by all threads.

use crate::index::{Catalog, IndexError, Writer};
use std::path::Path;
use std::sync::RwLock;

/// The writer of a run. Where nothing is written, the index stays as it was.
pub(super) struct Writing<'a> {
    dir: &'a Path,
    /// What the index held when the run was planned.
    planned: &'a Catalog,
    /// How many parts of the index are built at once.
    parts: usize,
    /// Whether anything is written at all.
    writes: bool,
    writer: RwLock<Option<Writer>>,
}

impl<'a> Writing<'a> {
    /// A writer that is not open yet.
    pub fn new(dir: &'a Path, planned: &'a Catalog, parts: usize, writes: bool) -> Writing<'a> {
        Writing {
            dir,
            planned,
            parts,
            writes,
            writer: RwLock::new(None),
        }
    }

    /// Does something with the writer, from any thread; no commit comes between.
    pub fn with(
        &self,
        act: impl FnOnce(&Writer) -> Result<(), IndexError>,
    ) -> Result<(), IndexError> {
        if !self.writes {
            return Ok(());
        }
        {
            let opened = self.writer.read().unwrap_or_else(|e| e.into_inner());
            if let Some(writer) = opened.as_ref() {
                return act(writer);
            }
        }
        self.open()?;
        let opened = self.writer.read().unwrap_or_else(|e| e.into_inner());
        opened.as_ref().map_or(Ok(()), act)
    }

    fn open(&self) -> Result<(), IndexError> {
        let mut slot = self.writer.write().unwrap_or_else(|e| e.into_inner());
        if slot.is_none() {
            let writer = Writer::open(self.dir, self.parts)?;
            if writer.catalog() != self.planned {
                return Err(IndexError::Changed(self.dir.to_path_buf()));
            }
            *slot = Some(writer);
        }
        Ok(())
    }

    /// Takes a document out.
    pub fn delete(&self, id: &str) -> Result<(), IndexError> {
        self.with(|writer| {
            writer.delete(id);
            Ok(())
        })
    }

    /// Makes what was done visible; `catalog` is asked for when nobody writes.
    pub fn commit(&self, catalog: impl FnOnce() -> Catalog) -> Result<(), IndexError> {
        let mut slot = self.writer.write().unwrap_or_else(|e| e.into_inner());
        slot.as_mut()
            .map_or(Ok(()), |writer| writer.commit(&catalog()))
    }

    /// The last commit. Where only the catalog changed, that is written.
    pub fn finish(self, catalog: &Catalog) -> Result<(), IndexError> {
        if self.writes && catalog != self.planned {
            self.open()?;
        }
        let writer = self.writer.into_inner().unwrap_or_else(|e| e.into_inner());
        let Some(mut writer) = writer else {
            return Ok(());
        };
        writer.commit(catalog)?;
        writer.close()
    }
}
