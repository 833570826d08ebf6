//! The claims of a question as a table: columns to choose, orders, and the same as a file.

use super::super::answer::Answer;
use super::super::ask::{Ask, Form};
use super::super::params::Params;
use super::super::problem::Problem;
use super::{Narrowing, Part, alike, narrowings};
use serde::ser::Error;
use serde::{Serialize, Serializer};
use zhishu::{Choice, ClaimSort, Item, Picked, Record, Row, claims as find, hints};

/// The orders of claims.
pub const CLAIM_ORDERS: [(&str, ClaimSort); 5] = [
    ("document", ClaimSort::Document),
    ("value", ClaimSort::Value),
    ("year", ClaimSort::Year),
    ("indicator", ClaimSort::Indicator),
    ("period", ClaimSort::Period),
];

/// The columns that are shown where none are chosen.
const USUAL: [&str; 9] = [
    "document",
    "indicator",
    "text",
    "kind",
    "direction",
    "period",
    "area",
    "status",
    "sentence",
];

/// What the page shows.
#[derive(Serialize)]
struct Found {
    #[serde(flatten)]
    part: Part<Record>,
    /// The columns that are shown.
    columns: Vec<String>,
    /// The columns that there are.
    all_columns: Vec<String>,
    /// The cells of the items, under `columns`.
    #[serde(skip)]
    rows: Vec<Line>,
    /// What narrows the question.
    facets: Vec<Narrowing>,
}

/// A row of the table of the page.
#[derive(Serialize)]
struct Line {
    document: String,
    start: usize,
    cells: Vec<String>,
}

/// The same with chosen columns of the items.
struct Chosen<'a> {
    found: &'a Found,
    items: Vec<Picked<'a, &'a Record>>,
}

impl Serialize for Chosen<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut whole = serde_json::to_value(self.found).map_err(S::Error::custom)?;
        whole["items"] = serde_json::to_value(&self.items).map_err(S::Error::custom)?;
        whole.serialize(serializer)
    }
}

/// What the template gets: the rows besides.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    found: &'a Found,
    rows: &'a [Line],
}

/// The columns that the parameter `columns` names; the usual ones where it names none.
///
/// # Errors
///
/// A name that no column has.
pub fn columns_asked(params: &Params) -> Result<Choice, Problem> {
    let asked = params.alternatives("columns");
    let names = match asked.is_empty() {
        true => USUAL.map(String::from).to_vec(),
        false => asked,
    };
    let all = Record::columns();
    Choice::of(&all, &names).map_err(|name| {
        let all: Vec<&str> = all.iter().map(|column| &*column.name).collect();
        let what = format!("no column is called so; there are {}", all.join(", "));
        Problem::parameter("columns", &name, what)
    })
}

/// The claims of a question.
pub fn claims(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.takes_question_and(&["sort", "columns"])?;
    let (offset, limit, window) = ask.window()?;
    let question = ask.question()?;
    let (sort, descending) = ask.sort(&CLAIM_ORDERS)?;
    let columns = columns_asked(ask.params())?;
    let snapshot = ask.snapshot()?;
    let reader = &snapshot.reader;
    let hits = find(reader, &question, sort, descending, window).map_err(|e| ask.blamed(e))?;
    let guessed = match hits.total {
        0 => hints(reader, &question).map_err(|e| ask.blamed(e))?,
        _ => Vec::new(),
    };
    let items = hits.items.iter().map(Record::from_hit);
    let items: Vec<Record> = items.collect::<Result<_, _>>()?;
    let lines = items.iter().map(|record| Line {
        document: record.document.clone(),
        start: record.start,
        cells: cells(&columns, record),
    });
    let names = |columns: &[zhishu::Column]| -> Vec<String> {
        columns
            .iter()
            .map(|column| column.name.to_string())
            .collect()
    };
    let found = Found {
        rows: lines.collect(),
        part: Part {
            total: hits.total,
            offset,
            limit,
            widened: alike(hits.widened),
            meant: alike(guessed),
            items,
        },
        columns: names(columns.columns()),
        all_columns: names(&Record::columns()),
        facets: narrowings(reader, &question, |e| ask.blamed(e))?,
    };
    match ask.form {
        // Whole records, or what is chosen of them.
        Form::Json if ask.params().get("columns").is_some() => {
            let picked = found.part.items.iter().map(|item| columns.pick(item));
            let chosen = Chosen {
                items: picked.collect(),
                found: &found,
            };
            ask.answer("", &chosen)
        }
        Form::Json => ask.answer("", &found),
        Form::Html => {
            let rows = &found.rows;
            ask.answer(
                "claims.html",
                &Shown {
                    found: &found,
                    rows,
                },
            )
        }
    }
}

/// The cells of a claim as they stand in a table.
fn cells(columns: &Choice, record: &Record) -> Vec<String> {
    let picked = columns.pick(record);
    let cells = picked.cells();
    cells.iter().map(|cell| cell.shown().into_owned()).collect()
}
