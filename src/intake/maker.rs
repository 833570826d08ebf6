//! What made the claims of a document: version, rules, shipped vocabularies and the user's own.

use crate::lexicon::Lexicon;
use std::path::Path;

/// The revision of the rules of extraction. Raise it when a rule changes, so that the default index is made anew.
const RULES: u32 = 10;

/// The mark by which claims are known to be made by this version of the program, with the vocabularies in `lexicon` besides
/// the shipped ones.
///
/// # Errors
///
/// A folder that cannot be read.
pub fn maker(lexicon: Option<&Path>) -> std::io::Result<String> {
    let shipped: String = Lexicon::shipped().iter().map(|(_, text)| *text).collect();
    let words = xxhash_rust::xxh3::xxh3_64(shipped.as_bytes());
    let version = env!("CARGO_PKG_VERSION");
    let version = format!("zhishu {version} rules {RULES} words {words:016x}");
    let Some(folder) = lexicon else {
        return Ok(version);
    };
    let mut files: Vec<_> = std::fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    files.sort_by_key(std::fs::DirEntry::file_name);
    let mut all = Vec::new();
    for file in files.iter().filter(|f| f.path().is_file()) {
        all.extend(file.file_name().as_encoded_bytes());
        all.push(0);
        all.extend(std::fs::read(file.path())?);
        all.push(0);
    }
    Ok(format!(
        "{version} + {:032x}",
        xxhash_rust::xxh3::xxh3_128(&all)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_with_the_vocabularies() {
        let dir = tempfile::tempdir().unwrap();
        let empty = maker(Some(dir.path())).unwrap();
        std::fs::write(dir.path().join("units.tsv"), "x").unwrap();
        let one = maker(Some(dir.path())).unwrap();
        assert_ne!(one, empty);
        assert_eq!(maker(Some(dir.path())).unwrap(), one);
        assert_ne!(maker(None).unwrap(), empty);
        assert!(maker(Some(&dir.path().join("none"))).is_err());
    }
}
