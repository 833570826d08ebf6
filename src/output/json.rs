//! JSON: one object for an answer, or one line for each item.

use super::items::Page;
use serde::Serialize;
use std::io::{self, Write};

/// Writes an answer as one object with `total`, `offset` where it is not 0, and `items`.
pub fn json<T: Serialize>(page: &Page<T>, out: &mut dyn Write) -> io::Result<()> {
    json_object(page, out)
}

/// Writes one object, indented.
pub fn json_object<T: Serialize>(object: &T, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, object)?;
    out.write_all(b"\n")
}

/// Writes each item on a line of its own.
pub fn ndjson<T: Serialize>(items: &[T], out: &mut dyn Write) -> io::Result<()> {
    for item in items {
        serde_json::to_writer(&mut *out, item)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_object_or_one_a_line() {
        let page = Page::part(3, 1, vec!["甲", "乙"]);
        let mut out = Vec::new();
        json(&page, &mut out).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(
            value,
            serde_json::json!({"total": 3, "offset": 1, "items": ["甲", "乙"]})
        );
        let mut out = Vec::new();
        ndjson(&page.items, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\"甲\"\n\"乙\"\n");
    }
}
