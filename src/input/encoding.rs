//! The encoding that a user states, by any name that the web gives it.

use encoding_rs::Encoding as Charset;
use std::fmt;
use std::str::FromStr;

/// An encoding of text as the user stated it; it goes before what the bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static Charset);

/// A name that is no encoding's; the message lists those that are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownEncoding(String);

/// The names that are proposed; a text in Chinese has one of these.
const PROPOSED: &str = "utf-8, gb18030, gbk, gb2312, big5, utf-16le, utf-16be";

/// Names that Windows and Java use and the web does not, with the web's.
const OTHER_NAMES: [(&str, &str); 14] = [
    ("cp936", "gbk"),
    ("ms936", "gbk"),
    ("windows-936", "gbk"),
    ("936", "gbk"),
    ("euc-cn", "gb2312"),
    ("gb-2312", "gb2312"),
    ("gb-18030", "gb18030"),
    ("cp54936", "gb18030"),
    ("54936", "gb18030"),
    ("cp950", "big5"),
    ("950", "big5"),
    ("utf-8-sig", "utf-8"),
    ("utf8-bom", "utf-8"),
    ("utf-16", "utf-16le"),
];

impl Encoding {
    /// Its name in the standard of the web: `gb18030`, `UTF-8`.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The encoding itself.
    pub(super) fn charset(self) -> &'static Charset {
        self.0
    }

    /// The encoding that goes by a label in a page's head or that a user types.
    pub(super) fn labelled(label: &str) -> Option<Encoding> {
        let label = label.trim().to_ascii_lowercase();
        let hyphened = label.replace('_', "-");
        let other = OTHER_NAMES.iter().find(|(name, _)| *name == hyphened);
        let known = other.map_or(label.as_str(), |(_, name)| name);
        let found = [known, &hyphened, &hyphened.replace('-', "")]
            .into_iter()
            .find_map(|label| Charset::for_label(label.as_bytes()))?;
        // The two that stand for no text at all: "replacement" and bytes as they are.
        let is_text = found != encoding_rs::REPLACEMENT && found != encoding_rs::X_USER_DEFINED;
        is_text.then_some(Encoding(found))
    }
}

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    fn from_str(name: &str) -> Result<Encoding, UnknownEncoding> {
        Encoding::labelled(name).ok_or_else(|| UnknownEncoding(name.to_string()))
    }
}

impl fmt::Display for UnknownEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no encoding is called {:?}; it is one of {PROPOSED}, or another name of the web's standard (https://encoding.spec.whatwg.org/#names-and-labels)",
            self.0
        )
    }
}

impl std::error::Error for UnknownEncoding {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_names_that_people_use() {
        for (name, expected) in [
            ("gbk", "GBK"),
            ("GB2312", "GBK"),
            ("gb_2312-80", "GBK"),
            ("cp936", "GBK"),
            ("windows-936", "GBK"),
            ("GB18030", "gb18030"),
            ("Big5", "Big5"),
            ("big5-hkscs", "Big5"),
            ("utf8", "UTF-8"),
            ("UTF-8", "UTF-8"),
            ("utf_16le", "UTF-16LE"),
            ("utf-16be", "UTF-16BE"),
            ("utf-16", "UTF-16LE"),
        ] {
            let found: Result<Encoding, _> = name.parse();
            assert_eq!(found.map(Encoding::name), Ok(expected), "{name}");
        }
    }

    #[test]
    fn a_name_of_none_lists_those_that_are() {
        for name in ["", "chinese!", "gb", "replacement", "x-user-defined"] {
            let line = name.parse::<Encoding>().unwrap_err().to_string();
            assert!(
                line.contains("gb18030") && line.contains(name) && line.lines().count() == 1,
                "{line}"
            );
        }
    }
}
