//! How far two texts of one report say the same: the claims found from each that are found from the other.
//!
//! ```text
//! cargo run --release --example agreement -- report.pdf report.txt
//! cargo run --release --example agreement -- report.pdf report.txt 20
//! cargo run --release --example agreement -- text report.pdf
//! ```
//!
//! Two claims are the same where number, scale, unit and kind are; the second figure asks for the same indicator too. Each
//! claim has one partner at most. With a number, so many claims without a partner are printed from each side. `text` prints
//! what is read of a file.

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;
use zhishu::{Document, Lexicon, Metadata, Record, Role, document_of, extract, records};

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["text", file] => {
            print!("{}", document(file, &Metadata::default())?.text);
            Ok(())
        }
        [a, b] => compare(a, b, 0),
        [a, b, sample] => compare(a, b, sample.parse()?),
        _ => Err("usage: agreement FILE FILE [SAMPLE] | agreement text FILE".into()),
    }
}

/// The report in a file.
fn document(file: &str, stated: &Metadata) -> Result<Document, Failure> {
    Ok(document_of(Path::new(file), stated, None).map_err(|trouble| trouble.message)?)
}

fn compare(a: &str, b: &str, sample: usize) -> Result<(), Failure> {
    let first = document(a, &Metadata::default())?;
    let mut second = document(b, &first.metadata)?;
    // Both are read as texts of one report.
    second.metadata = first.metadata.clone();
    let claims = |document: &Document| {
        let found = records(document, &extract(document, Lexicon::builtin()));
        let claims = found.into_iter().filter(|r| r.role == Role::Claim);
        claims.collect::<Vec<Record>>()
    };
    let (left, right) = (claims(&first), claims(&second));
    for (from, of, to, name) in [(&left, a, &right, b), (&right, b, &left, a)] {
        let (same, alone) = found(from, to, same);
        let (named, _) = found(from, to, same_indicator);
        println!(
            "{of}: {} claims, in {name}: {same} ({:.1} %), with indicator {named} ({:.1} %)",
            from.len(),
            share(same, from.len()),
            share(named, from.len()),
        );
        for record in alone.iter().take(sample) {
            let line = record.sentence.replace('\n', " ");
            println!("  {} | {}", record.text, line);
        }
    }
    Ok(())
}

fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

fn same(r: &Record) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?}",
        r.number, r.number_to, r.scale, r.unit, r.kind
    )
}

fn same_indicator(r: &Record) -> String {
    format!("{} {:?}", same(r), r.indicator)
}

/// How many of `from` have a partner in `to`, and those that have none.
fn found<'a>(
    from: &'a [Record],
    to: &[Record],
    key: fn(&Record) -> String,
) -> (usize, Vec<&'a Record>) {
    let mut left: HashMap<String, usize> = HashMap::new();
    for record in to {
        *left.entry(key(record)).or_default() += 1;
    }
    let mut alone = Vec::new();
    for record in from {
        match left.get_mut(&key(record)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => alone.push(record),
        }
    }
    (from.len() - alone.len(), alone)
}
