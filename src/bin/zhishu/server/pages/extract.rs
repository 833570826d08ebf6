//! The claims of a text that is sent: nothing of it is kept.

use super::super::answer::Answer;
use super::super::ask::{Ask, Form};
use super::super::params::Params;
use super::super::problem::Problem;
use super::document::{Block, blocks};
use serde::Serialize;
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

/// The page with a place for a text.
pub fn form(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.takes(&[], false)?;
    ask.answer(
        "extract.html",
        &Shown {
            text: None,
            found: None,
            blocks: Vec::new(),
        },
    )
}

/// The claims of what was sent: a text, or a file of any format that is read. With `is_form` it is the text of the page's form.
pub fn extract(ask: &mut Ask, body: &[u8], is_form: bool) -> Result<Answer, Problem> {
    ask.takes(&["title", "place", "year", "name"], false)?;
    let (stated, reading) = match is_form {
        true => {
            let sent = Params::parse(&String::from_utf8_lossy(body));
            // Clients say of a text that it is a form where nothing else is said.
            if sent.get("text").is_none() && ask.form == Form::Json {
                let what = "the form has no field text; send a text as it is with Content-Type: text/plain";
                return Err(Problem::new(400, "no_text", what));
            }
            let text = sent.get("text").unwrap_or_default().replace("\r\n", "\n");
            (stated(&sent)?, Reading::from(text))
        }
        false => {
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
    let year = params.get("year").map(|given| {
        let year = given.parse().ok().filter(|y| (1000..=9999).contains(y));
        year.ok_or_else(|| Problem::parameter("year", given, "give a year: 2017"))
    });
    Ok(Metadata {
        title: text("title"),
        place: text("place"),
        year: year.transpose()?,
        ..Metadata::default()
    })
}
