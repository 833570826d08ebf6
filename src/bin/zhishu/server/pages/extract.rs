//! The claims of a text that is sent: nothing of it is kept.

use super::super::answer::Answer;
use super::super::ask::{Ask, Form};
use super::super::params::Params;
use super::super::problem::Problem;
use super::document::{Block, blocks};
use serde::{Deserialize, Serialize};
use std::path::Path;
use zhishu::{
    Document, KnownItem, Metadata, Reading, Record, extract as find, prepare, read, records,
};

/// The largest text that is taken, in bytes.
pub const MOST_BYTES: usize = 2 * 1024 * 1024;

/// What was found in a text.
#[derive(Serialize)]
struct Found {
    /// How many numbers the text mentions.
    total: usize,
    /// How many of them are claims.
    claims: usize,
    /// What is known or told of the text.
    metadata: KnownItem,
    /// Every mention.
    items: Vec<Record>,
}

/// What the page shows.
#[derive(Serialize)]
struct Shown<'a> {
    /// The text as it was sent; absent where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(flatten)]
    found: Option<&'a Found>,
    /// The text in blocks, its claims marked.
    blocks: Vec<Block>,
}

/// What can be sent, as the page without a text says it.
#[derive(Serialize)]
struct Taken {
    /// How many bytes at most.
    most_bytes: usize,
    /// The types of what is sent, by their names.
    types: [&'static str; 4],
}

/// How a text is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    /// As it is, or as a file.
    Bare,
    /// As the field `text` of a form.
    Form,
    /// As the key `text` of an object.
    Json,
}

impl Sending {
    /// How it is sent by the type that a request names.
    pub fn of(kind: &str) -> Sending {
        match kind.split(';').next().unwrap_or_default().trim() {
            "application/x-www-form-urlencoded" => Sending::Form,
            "application/json" => Sending::Json,
            _ => Sending::Bare,
        }
    }
}

/// A text that is sent as JSON.
#[derive(Deserialize)]
struct Posted {
    text: String,
    title: Option<String>,
    place: Option<String>,
    year: Option<i32>,
}

/// The page with a place for a text.
pub fn form(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.takes(&[], false)?;
    match ask.form {
        Form::Json => ask.answer(
            "",
            &Taken {
                most_bytes: MOST_BYTES,
                types: [
                    "text/plain",
                    "application/json",
                    "application/x-www-form-urlencoded",
                    "application/octet-stream",
                ],
            },
        ),
        Form::Html => ask.answer(
            "extract.html",
            &Shown {
                text: None,
                found: None,
                blocks: Vec::new(),
            },
        ),
    }
}

/// The claims of what was sent: a text, or a file of any format that is read.
pub fn extract(ask: &mut Ask, body: &[u8], sending: Sending) -> Result<Answer, Problem> {
    ask.takes(&["title", "place", "year", "name"], false)?;
    let sent = match sending {
        Sending::Form => Params::parse(&String::from_utf8_lossy(body)),
        Sending::Bare | Sending::Json => Params::default(),
    };
    let (stated, reading) = match (sending, sent.get("text")) {
        (Sending::Json, _) => {
            let posted: Posted = serde_json::from_slice(body).map_err(|error| {
                let what = format!("send an object with the key text ({error})");
                Problem::new(400, "no_text", what)
            })?;
            let stated = Metadata {
                title: posted.title,
                place: posted.place,
                year: posted.year,
                ..stated(ask.params())?
            };
            (stated, Reading::from(posted.text))
        }
        (_, Some(text)) => (stated(&sent)?, Reading::from(text.replace("\r\n", "\n"))),
        (_, None) if ask.form == Form::Html => (stated(&sent)?, Reading::from(String::new())),
        // Many clients say of a bare text that it is a form where nothing else is said.
        (_, None) => {
            let name = ask.params().get("name").unwrap_or("text.txt");
            let reading = read(body, name, None)
                .map_err(|error| Problem::new(415, "not_read", error.to_string()))?;
            (stated(ask.params())?, reading)
        }
    };
    let document = prepare("text".into(), Path::new(""), reading, None, &stated);
    let found = found(&document, ask);
    match ask.form {
        Form::Json => ask.answer("extract.html", &found),
        Form::Html => {
            let claims: Vec<Record> = (found.items.iter())
                .filter(|item| item.kind.is_some())
                .cloned()
                .collect();
            let shown = Shown {
                text: Some(&document.text),
                blocks: blocks(&document.text, &claims, &[], &[]),
                found: Some(&found),
            };
            ask.answer("extract.html", &shown)
        }
    }
}

fn found(document: &Document, ask: &Ask) -> Found {
    let items = records(document, &find(document, ask.site.settings.lexicon));
    Found {
        total: items.len(),
        claims: items.iter().filter(|item| item.kind.is_some()).count(),
        metadata: KnownItem(document.metadata.clone()),
        items,
    }
}

/// What is said of the text.
fn stated(params: &Params) -> Result<Metadata, Problem> {
    let text = |name| params.get(name).map(str::to_string);
    Ok(Metadata {
        title: text("title"),
        place: text("place"),
        year: params.year("year")?,
        ..Metadata::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_is_told_by_its_type() {
        assert_eq!(
            Sending::of("application/json; charset=utf-8"),
            Sending::Json
        );
        assert_eq!(
            Sending::of("application/x-www-form-urlencoded"),
            Sending::Form
        );
        assert_eq!(Sending::of("text/plain"), Sending::Bare);
        assert_eq!(Sending::of(""), Sending::Bare);
    }
}
