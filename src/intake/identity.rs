//! The names of documents: an id from the file's name, and the path by which a file is known again.

use crate::index::Catalog;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// The path under which the index at `dir` knows a file: relative to the folder that holds the index where it lies below
/// that, so that both can be moved together; else absolute.
pub fn known_path(dir: &Path, file: &Path) -> String {
    let file = absolute(file);
    let dir = absolute(dir);
    let base = dir.parent().unwrap_or(&dir);
    let path = file.strip_prefix(base).unwrap_or(&file);
    path.to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}

/// The path with links resolved where it exists, else made absolute.
fn absolute(path: &Path) -> PathBuf {
    if let Ok(path) = path.canonicalize() {
        return path;
    }
    let joined = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    // A folder that is yet to be made: its parent may exist behind a link.
    match (
        joined.parent().and_then(|p| p.canonicalize().ok()),
        joined.components().next_back(),
    ) {
        (Some(parent), Some(Component::Normal(name))) => parent.join(name),
        _ => joined,
    }
}

/// The file that the index at `dir` knows under a path.
pub fn file_at(dir: &Path, known: &str) -> PathBuf {
    let dir = absolute(dir);
    dir.parent().unwrap_or(&dir).join(known)
}

/// The id of a new document read from `file`: the file's stem, made unlike every id in use.
pub fn id_for(catalog: &Catalog, taken: &BTreeSet<String>, file: &Path) -> String {
    let free = |id: &str| !catalog.documents.contains_key(id) && !taken.contains(id);
    let stem = stem(file);
    if free(&stem) {
        return stem;
    }
    let file = absolute(file);
    let folder = file
        .parent()
        .and_then(Path::file_name)
        .map(|n| clean(&n.to_string_lossy()))
        .unwrap_or_default();
    let with_folder = format!("{stem}-{folder}");
    if !folder.is_empty() && free(&with_folder) {
        return with_folder;
    }
    let base = if folder.is_empty() { stem } else { with_folder };
    (2usize..)
        .map(|n| format!("{base}-{n}"))
        .find(|id| free(id))
        .unwrap_or(base)
}

/// The stem of a file's name, fit for an id.
pub fn stem(file: &Path) -> String {
    let stem = file
        .file_stem()
        .map(|s| clean(&s.to_string_lossy()))
        .unwrap_or_default();
    if stem.is_empty() {
        "document".to_string()
    } else {
        stem
    }
}

/// A name without what has a meaning in lists, record ids and shells.
fn clean(name: &str) -> String {
    let parts = name.split(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, ',' | '，' | '!' | ':' | '#' | '/')
    });
    parts
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unlike() {
        let catalog = Catalog::default();
        let mut taken = BTreeSet::new();
        let mut next = |file: &str| {
            let id = id_for(&catalog, &taken, Path::new(file));
            taken.insert(id.clone());
            id
        };
        assert_eq!(next("/a/清远-2017.txt"), "清远-2017");
        assert_eq!(next("/b/清远-2017.txt"), "清远-2017-b");
        assert_eq!(next("/c/b/清远-2017.txt"), "清远-2017-b-2");
        assert_eq!(next("/c/b/a b,c.txt"), "a-b-c");
    }

    #[test]
    fn paths_beside_the_index_are_relative() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("corpus")).unwrap();
        std::fs::write(dir.path().join("corpus/a.txt"), "x").unwrap();
        let known = known_path(&dir.path().join("index"), &dir.path().join("corpus/a.txt"));
        assert_eq!(known, "corpus/a.txt");
        assert!(file_at(&dir.path().join("index"), &known).is_file());
        let other = tempfile::tempdir().unwrap();
        assert!(
            known_path(
                &other.path().join("index"),
                &dir.path().join("corpus/a.txt")
            )
            .ends_with("/corpus/a.txt")
        );
    }
}
