//! XML as a run of elements and texts; names without their prefix.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The start of an element.
pub(super) struct Element<'a> {
    /// Its name without prefix.
    pub name: &'a str,
    start: &'a BytesStart<'a>,
}

impl Element<'_> {
    /// An attribute by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let mut known = attributes.with_checks(false).flatten();
        let found = known.find(|a| a.key.local_name().as_ref() == name)?;
        Some(unescaped(&found.value))
    }
}

/// A part of a document in XML.
pub(super) enum Part<'a> {
    /// An element begins.
    Start(Element<'a>),
    /// An element ends.
    End(&'a str),
    /// Text.
    Text(String),
}

/// Hands each part of the source to `act`, in order; an element without content begins and ends.
///
/// # Errors
///
/// The place of what is no XML, in bytes; the parts before it were handed out.
pub(super) fn parts(source: &str, mut act: impl FnMut(Part)) -> Result<(), u64> {
    let mut reader = Reader::from_str(source);
    reader.config_mut().check_end_names = false;
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => act(Part::Start(Element {
                name: start.local_name().as_ref(),
                start: &start,
            })),
            Ok(Event::End(end)) => act(Part::End(end.local_name().as_ref())),
            Ok(Event::Text(text)) => act(Part::Text(text.to_string())),
            Ok(Event::CData(text)) => act(Part::Text(text.to_string())),
            Ok(Event::GeneralRef(name)) => act(Part::Text(unescaped(&format!("&{};", &*name)))),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(_) => return Err(reader.error_position()),
        }
    }
}

/// Hands the start of each element to `act`; what is no XML ends it.
pub(super) fn each(source: &str, mut act: impl FnMut(&Element)) {
    let _ = parts(source, |part| {
        if let Part::Start(element) = part {
            act(&element);
        }
    });
}

/// The text with the five entities of XML and those of characters resolved; others are left as they stand.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end <= 12);
        let told = end.and_then(|end| {
            let name = &rest[1..end];
            match name {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                _ => {
                    let digits = name.strip_prefix('#')?;
                    let code = match digits.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16).ok(),
                        None => digits.parse().ok(),
                    };
                    code.and_then(char::from_u32)
                }
            }
        });
        match (told, end) {
            (Some(c), Some(end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Whether a property that may be switched off is on: without a value it is.
pub(super) fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off" | "none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_resolved_once() {
        assert_eq!(
            unescaped("&lt;5%&#20140;&#x4eac;&amp;lt;&x;&"),
            "<5%京京&lt;&x;&"
        );
    }

    #[test]
    fn what_is_no_xml_is_told() {
        assert!(parts("<a><b>甲</b></a>", |_| {}).is_ok());
        assert!(parts("<a><b", |_| {}).is_err());
    }

    #[test]
    fn nothing_is_expanded() {
        let laughs = "<!DOCTYPE a [<!ENTITY b \"&c;&c;\"><!ENTITY c \"ha\">]><a>&b;</a>";
        let mut text = String::new();
        let read = parts(laughs, |part| {
            if let Part::Text(t) = part {
                text.push_str(&t);
            }
        });
        assert_eq!((read, text.as_str()), (Ok(()), "&b;"));
    }
}
