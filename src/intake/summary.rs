//! What a run did.

use super::files::FileTrouble;
use crate::index::Catalog;
use serde::Serialize;
use std::collections::BTreeMap;

/// A file with the text of a document of another file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopyNote {
    /// The file's path, as the index knows it.
    pub file: String,
    /// The id of the document.
    pub document: String,
}

/// A document of which there are others of the same place, year and kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edition {
    /// The id of the document.
    pub document: String,
    /// The ids of the others.
    pub others: Vec<String>,
}

/// What a run did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// Ids of new documents.
    pub added: Vec<String>,
    /// Ids of documents whose file, description or vocabularies changed.
    pub replaced: Vec<String>,
    /// How many files were as the index knows them.
    pub unchanged: usize,
    /// Ids of documents that were taken out.
    pub removed: Vec<String>,
    /// Files that were found to have the text of a document of another file.
    pub copies: Vec<CopyNote>,
    /// New documents that are other editions of a report.
    pub editions: Vec<Edition>,
    /// What could not be taken in, and why.
    pub failed: Vec<FileTrouble>,
}

impl Summary {
    /// Whether the index holds other documents than before.
    pub fn changed(&self) -> bool {
        !(self.added.is_empty() && self.replaced.is_empty() && self.removed.is_empty())
    }
}

/// Which of the documents `added` are other editions of a report that `catalog` has, and of which.
pub(super) fn editions(catalog: &Catalog, added: &[String]) -> Vec<Edition> {
    let editions = catalog.editions();
    let place: BTreeMap<&str, usize> = added.iter().map(String::as_str).zip(0..).collect();
    let of = |id: &String| {
        let others = editions.get(id.as_str())?;
        // Of several new ones the last speaks for all.
        let is_last = others.iter().all(|o| place.get(o) < place.get(id.as_str()));
        is_last.then(|| Edition {
            document: id.clone(),
            others: others.iter().map(|other| other.to_string()).collect(),
        })
    };
    added.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Metadata, ReportKind};
    use crate::index::Entry;

    #[test]
    fn an_edition_is_of_the_same_place_year_and_kind() {
        let mut catalog = Catalog::default();
        let mut add = |id: &str, place: &str, year: i32, kind: ReportKind| {
            let metadata = Metadata {
                place: Some(place.into()),
                year: Some(year),
                kind: Some(kind),
                ..Metadata::default()
            };
            let entry = Entry {
                metadata,
                ..Entry::default()
            };
            catalog.documents.insert(id.into(), entry);
        };
        add("a", "清河市", 2018, ReportKind::Work);
        add("b", "清河市", 2018, ReportKind::Work);
        add("c", "清河市", 2018, ReportKind::Bulletin);
        add("d", "清河市", 2019, ReportKind::Work);
        add("e", "甲县", 2018, ReportKind::Work);
        // Reports of no known kind need not be of one kind.
        add("f", "甲县", 2018, ReportKind::Report);
        add("g", "甲县", 2018, ReportKind::Report);
        let all: Vec<String> = ["b", "c", "d", "e", "g"].map(String::from).into();
        let expected = Edition {
            document: "b".into(),
            others: vec!["a".into()],
        };
        assert_eq!(editions(&catalog, &all), std::slice::from_ref(&expected));
        let both: Vec<String> = ["a", "b"].map(String::from).into();
        assert_eq!(editions(&catalog, &both), [expected]);
    }
}
