//! `zhishu similar`: what other reports state of the same indicator.

use super::answer::{Format, Part, nothing, show};
use super::{Found, Global};
use crate::vocabulary;
use anyhow::{Result, anyhow, bail};
use std::path::Path;
use zhishu::{
    Lexicon, Page, Part as Excerpt, Reader, Record, Role, SimilarItem, Statement, claim_in_short,
    document, extract, prepare, records, similar,
};

/// Find other reports' statements of the same indicator as a claim or a sentence
#[derive(clap::Args)]
#[command(
    after_help = "Of an id the claim is taken, of a sentence every claim that is read in it, and a text without a number is the name
of an indicator. First come statements of the same name, of them those of the same place, and of those the nearest in time.

Examples:
  zhishu similar 清远-2017:2120
  zhishu similar '地区生产总值1500.9亿元，增长5%'
  zhishu similar 固定资产投资 --limit 50 --format csv"
)]
pub struct Args {
    /// A claim's id (the field id of every record), or a sentence
    #[arg(required = true, value_name = "ID|SENTENCE")]
    like: Vec<String>,
    #[command(flatten)]
    part: Part,
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let lexicon = vocabulary::lexicon(global.lexicon.as_deref()).map_err(|e| anyhow!(e))?;
    let reader = global.reader()?;
    let like = args.like.join(" ");
    let statements = match claim_of(&reader, &like)? {
        Some(record) => vec![stated(&record, Some(record.document.clone()))],
        None => read(&like, lexicon),
    };
    let statements: Vec<(String, Statement)> = statements.into_iter().flatten().collect();
    if statements.is_empty() {
        bail!(
            "no indicator in “{like}”; give the id of a claim, a sentence with a number, or the name of an indicator"
        );
    }
    let window = args.part.window();
    let mut items = Vec::new();
    let mut total = 0;
    for (like, statement) in statements {
        let (all, hits) = similar(&reader, &statement, lexicon, window)?;
        total += all;
        for hit in &hits {
            items.push(SimilarItem {
                like: like.clone(),
                claim: Record::from_hit(hit)?,
            });
        }
    }
    show(
        &Page::part(total, window.offset, items),
        args.format,
        "statements",
    )?;
    if total == 0 {
        nothing(
            args.format,
            "no other report states this; try a shorter name of the indicator",
        );
    }
    Ok(Found::any(total))
}

/// The claim with this id; `None` where it is no id of this index.
fn claim_of(reader: &Reader, id: &str) -> Result<Option<Record>> {
    let Some((document_id, Ok(at))) = id.rsplit_once(':').map(|(d, at)| (d, at.parse::<usize>()))
    else {
        return Ok(None);
    };
    if !reader.catalog().documents.contains_key(document_id) {
        return Ok(None);
    }
    let found = document(reader, document_id, Excerpt::Around(at, 0))?;
    for hit in &found.claims {
        let record = Record::from_hit(hit)?;
        if record.id == id {
            return Ok(Some(record));
        }
    }
    bail!(
        "no claim begins at {at} in {document_id}; ids are in the field id of: zhishu list --document {document_id} --format json"
    )
}

/// A statement with its look in short; `None` for a claim without indicator.
fn stated(record: &Record, document: Option<String>) -> Option<(String, Statement)> {
    let statement = Statement {
        document,
        indicator: record.indicator.clone()?,
        indicator_id: record.indicator_id.clone(),
        kind: record.kind,
        unit: record.unit.clone(),
        area: record.area.clone(),
        period: record.period.clone(),
    };
    Some((claim_in_short(record), statement))
}

/// The statements that are read in a sentence; of one without a number that of its indicator.
fn read(text: &str, lexicon: &Lexicon) -> Vec<Option<(String, Statement)>> {
    let document = prepare(
        String::new(),
        Path::new(""),
        zhishu::Reading::from(text.to_string()),
        None,
        &zhishu::Metadata::default(),
    );
    let found = records(&document, &extract(&document, lexicon));
    let claims: Vec<&Record> = found.iter().filter(|r| r.role == Role::Claim).collect();
    if !claims.is_empty() {
        return claims
            .into_iter()
            .map(|record| stated(record, None))
            .collect();
    }
    let name = text.trim().trim_end_matches(['。', '，', '；']);
    let statement = Statement {
        document: None,
        indicator: name.to_string(),
        indicator_id: lexicon.indicators.id(name).map(str::to_string),
        kind: None,
        unit: None,
        area: None,
        period: None,
    };
    vec![(!name.is_empty()).then(|| (name.to_string(), statement))]
}
