//! Which document has which text: two files with the same text are one document, whichever thread read them.

use super::plan::Job;
use crate::index::Catalog;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Condvar, Mutex};

/// Who has which text. Jobs speak in their order, so that the first of two files with one text is the same in each run.
pub(super) struct Contents {
    said: Mutex<Said>,
    turn: Condvar,
}

struct Said {
    /// The job whose turn it is.
    next: usize,
    /// The id of the document that has a text, by the text's digest.
    holders: BTreeMap<String, String>,
}

impl Contents {
    /// What is known before any job spoke: the texts of all documents but those whose file changed.
    pub fn new(catalog: &Catalog, jobs: &[Job]) -> Contents {
        let changing: BTreeSet<&String> = jobs
            .iter()
            .filter(|j| !j.is_new && j.changed)
            .map(|j| &j.id)
            .collect();
        let holders = catalog
            .documents
            .iter()
            .filter(|(id, entry)| !entry.content.is_empty() && !changing.contains(id))
            .map(|(id, entry)| (entry.content.clone(), id.clone()))
            .collect();
        Contents {
            said: Mutex::new(Said { next: 0, holders }),
            turn: Condvar::new(),
        }
    }

    /// Says that the file of job `number` has this text (none where it could not be read), and hears which other document
    /// has it already. Waits until all jobs before have spoken.
    pub fn claim(&self, number: usize, id: &str, content: Option<&str>) -> Option<String> {
        let said = super::run::lock(&self.said);
        let waited = self.turn.wait_while(said, |said| said.next < number);
        let mut said = waited.unwrap_or_else(|e| e.into_inner());
        said.next = number + 1;
        let holder = content.and_then(|content| {
            let holder = said.holders.entry(content.to_string());
            let holder = holder.or_insert_with(|| id.to_string());
            (holder.as_str() != id).then(|| holder.clone())
        });
        drop(said);
        self.turn.notify_all();
        holder
    }
}

/// The digest of a text by which copies are known: line ends and what stands around the text are no part of it.
pub(super) fn digest(text: &str) -> String {
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    for line in text.trim().lines() {
        hash.update(line.trim_end().as_bytes());
        hash.update(b"\n");
    }
    format!("{:032x}", hash.digest128())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_in_order_has_the_text() {
        let contents = Contents::new(&Catalog::default(), &[]);
        std::thread::scope(|scope| {
            let second = scope.spawn(|| contents.claim(1, "乙", Some("x")));
            let third = scope.spawn(|| contents.claim(2, "丙", None));
            std::thread::sleep(std::time::Duration::from_millis(20));
            assert_eq!(contents.claim(0, "甲", Some("x")), None);
            assert_eq!(second.join().unwrap().as_deref(), Some("甲"));
            assert_eq!(third.join().unwrap(), None);
        });
        assert_eq!(contents.claim(3, "甲", Some("x")), None);
    }

    #[test]
    fn line_ends_are_no_part_of_a_text() {
        assert_eq!(digest("甲。\r\n乙。\r\n"), digest("\n甲。\n乙。"));
        assert_ne!(digest("甲。\n乙。"), digest("甲。乙。"));
    }
}
