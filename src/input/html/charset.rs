//! The encoding that a page states in its head.

use super::super::encoding::Encoding;

/// How far into a page its head is looked for a statement.
const HEAD: usize = 16 << 10;

/// The encoding that a `meta` element or an XML declaration near the start of the page states.
pub(super) fn stated(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let declared = head.strip_prefix(b"<?xml").and_then(|rest| {
        let end = rest.iter().position(|b| *b == b'>')?;
        label(&rest[..end], b"encoding")
    });
    declared.or_else(|| {
        let mut rest = &head[..];
        loop {
            let at = find(rest, b"<meta")?;
            rest = &rest[at + 5..];
            let end = rest.iter().position(|b| *b == b'>')?;
            if let Some(found) = label(&rest[..end], b"charset") {
                return Some(found);
            }
        }
    })
}

/// The encoding behind `name=` in a tag.
fn label(tag: &[u8], name: &[u8]) -> Option<Encoding> {
    let rest = tag[find(tag, name)? + name.len()..].trim_ascii_start();
    let rest = rest.strip_prefix(b"=")?;
    let quoted = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'');
    let from = rest.iter().position(|b| !quoted(b))?;
    let rest = &rest[from..];
    let end = rest
        .iter()
        .position(|b| quoted(b) || matches!(b, b';' | b'/' | b'?' | b'>'))
        .unwrap_or(rest.len());
    Encoding::labelled(std::str::from_utf8(&rest[..end]).ok()?)
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_each_form() {
        for (head, expected) in [
            ("<head><meta charset=gb2312>", Some("GBK")),
            ("<META CHARSET = 'GB18030' />", Some("gb18030")),
            (
                "<meta name=a><meta http-equiv=\"Content-Type\" content=\"text/html; charset=big5\">",
                Some("Big5"),
            ),
            (
                "<?xml version=\"1.0\" encoding=\"GBK\"?><html>",
                Some("GBK"),
            ),
            ("<meta charset=utf8>", Some("UTF-8")),
            ("<meta charset=\"\"><p>charset=gbk", None),
            ("<p>charset=gbk</p>", None),
            ("<meta charset=", None),
        ] {
            let found = stated(head.as_bytes()).map(Encoding::name);
            assert_eq!(found, expected, "{head}");
        }
    }
}
