//! The folder of an index as its reader sees it: one that may be read and not written can be searched all the same.

use std::io;
use std::path::Path;
use std::sync::Arc;
use tantivy::Directory;
use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

/// A folder for reading.
#[derive(Debug, Clone)]
pub struct ReadDirectory(MmapDirectory);

impl ReadDirectory {
    /// Opens the folder.
    pub fn open(dir: &Path) -> Result<ReadDirectory, OpenDirectoryError> {
        MmapDirectory::open(dir).map(ReadDirectory)
    }
}

impl Directory for ReadDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.0.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.0.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.0.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(callback)
    }

    /// Takes the lock that keeps a writer from deleting files while they are opened. Who may not write the lock's file
    /// goes without: opening takes a moment, and a file that went away meanwhile is an error and no wrong answer.
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.0.acquire_lock(lock) {
            Err(LockError::IoError(e)) if lock.is_blocking && is_refusal(e.kind()) => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            outcome => outcome,
        }
    }
}

/// Whether writing was refused for good.
fn is_refusal(kind: io::ErrorKind) -> bool {
    matches!(
        kind,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use tantivy::directory::{INDEX_WRITER_LOCK, META_LOCK};

    #[test]
    fn only_a_refusal_lets_go_of_the_lock() {
        let dir = tempfile::tempdir().unwrap();
        let directory = ReadDirectory::open(dir.path()).unwrap();
        // A folder in the place of the lock's file cannot be opened for writing, by whomever.
        std::fs::create_dir(dir.path().join(&META_LOCK.filepath)).unwrap();
        assert!(
            matches!(
                directory.acquire_lock(&META_LOCK),
                Err(LockError::IoError(_))
            ),
            "no refusal, no leave"
        );
        assert!(
            is_refusal(io::ErrorKind::PermissionDenied)
                && is_refusal(io::ErrorKind::ReadOnlyFilesystem)
        );
        let held = directory.acquire_lock(&INDEX_WRITER_LOCK).unwrap();
        assert!(matches!(
            directory.acquire_lock(&INDEX_WRITER_LOCK),
            Err(LockError::LockBusy)
        ));
        drop(held);
    }
}
