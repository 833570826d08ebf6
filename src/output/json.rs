//! JSON: one object for an answer, or one line for each item, as they come.

use super::items::Alike;
use serde::ser::{Error, SerializeSeq};
use serde::{Serialize, Serializer};
use std::cell::{Cell, RefCell};
use std::io::{self, Write};

/// What is said of a whole answer, before its items.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Head<'a> {
    /// How many items there are, whatever the part.
    pub total: usize,
    /// How many were passed over.
    #[serde(skip_serializing_if = "is_zero")]
    pub offset: usize,
    /// The words that were widened by other names of the same indicator.
    #[serde(skip_serializing_if = "<[Alike]>::is_empty")]
    pub widened: &'a [Alike],
    /// For words that stand nowhere those that may have been meant.
    #[serde(skip_serializing_if = "<[Alike]>::is_empty")]
    pub meant: &'a [Alike],
}

fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// An answer whose items are taken while it is written.
#[derive(Serialize)]
struct Answer<'a, I: Serialize> {
    #[serde(flatten)]
    head: &'a Head<'a>,
    items: I,
}

/// Items, and the error that came instead of one.
struct Taken<I, E> {
    items: Cell<Option<I>>,
    error: RefCell<Option<E>>,
    count: Cell<usize>,
}

impl<T: Serialize, E, I: Iterator<Item = Result<T, E>>> Serialize for &Taken<I, E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for item in self.items.take().into_iter().flatten() {
            match item {
                Ok(item) => list.serialize_element(&item)?,
                Err(error) => {
                    self.error.replace(Some(error));
                    return Err(S::Error::custom("no item"));
                }
            }
            self.count.set(self.count.get() + 1);
        }
        list.end()
    }
}

/// Writes an answer as one object with `total`, `offset` where it is not 0, and `items`; tells how many there were.
///
/// # Errors
///
/// What comes instead of an item, and what the system refuses to write.
pub fn json<T: Serialize, E: From<io::Error>>(
    head: &Head,
    items: impl Iterator<Item = Result<T, E>>,
    out: &mut (dyn Write + Send),
) -> Result<usize, E> {
    let taken = Taken {
        items: Cell::new(Some(items)),
        error: RefCell::new(None),
        count: Cell::new(0),
    };
    let items = &taken;
    let written = json_object(&Answer { head, items }, out);
    match taken.error.take() {
        Some(error) => Err(error),
        None => written.map(|()| taken.count.get()).map_err(E::from),
    }
}

/// Writes one object, indented.
pub fn json_object<T: Serialize>(object: &T, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, object)?;
    out.write_all(b"\n")
}

/// Writes each item on a line of its own; tells how many there were.
///
/// # Errors
///
/// What comes instead of an item, and what the system refuses to write.
pub fn ndjson<T: Serialize, E: From<io::Error>>(
    items: impl Iterator<Item = Result<T, E>>,
    out: &mut dyn Write,
) -> Result<usize, E> {
    let mut count = 0;
    for item in items {
        serde_json::to_writer(&mut *out, &item?).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
        count += 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_object_or_one_a_line() {
        let head = Head {
            total: 3,
            offset: 1,
            ..Head::default()
        };
        let items = || ["甲", "乙"].into_iter().map(Ok::<_, io::Error>);
        let mut out = Vec::new();
        assert_eq!(json(&head, items(), &mut out).unwrap(), 2);
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(
            value,
            serde_json::json!({"total": 3, "offset": 1, "items": ["甲", "乙"]})
        );
        let mut out = Vec::new();
        assert_eq!(ndjson(items(), &mut out).unwrap(), 2);
        assert_eq!(String::from_utf8(out).unwrap(), "\"甲\"\n\"乙\"\n");
    }
}
