//! What a change of a rule changes: the claims of a folder of reports, before and after.
//!
//! ```text
//! cargo run --release --example changes -- claims FOLDER > before.ndjson
//! # change a rule
//! cargo run --release --example changes -- claims FOLDER > after.ndjson
//! cargo run --release --example changes -- compare before.ndjson after.ndjson 40
//! ```
//!
//! `compare` counts what was added, lost and altered, by field, and prints a sample of so many of each to read.

use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use zhishu::{Exclude, Lexicon, Metadata, collect, document_of, extract, records};

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["claims", folder] => claims(Path::new(folder)),
        ["compare", before, after] => compare(before, after, 20),
        ["compare", before, after, sample] => compare(before, after, sample.parse()?),
        _ => Err("usage: changes claims FOLDER | changes compare BEFORE AFTER [SAMPLE]".into()),
    }
}

/// Prints the record of each mention in the reports of `folder`.
fn claims(folder: &Path) -> Result<(), Failure> {
    let found = collect(&[folder.to_path_buf()], &Exclude::default());
    let (files, trouble) = (found.files, found.trouble);
    for t in trouble {
        eprintln!("{}", t.message);
    }
    for file in files {
        match document_of(file.label(), &Metadata::default(), None) {
            Ok(document) => {
                for record in records(&document, &extract(&document, Lexicon::builtin())) {
                    println!("{}", serde_json::to_string(&record)?);
                }
            }
            Err(t) => eprintln!("{}", t.message),
        }
    }
    Ok(())
}

/// The fields in which two records of the same mention are compared.
const FIELDS: [&str; 16] = [
    "number",
    "number_to",
    "scale",
    "unit",
    "bound",
    "kind",
    "direction",
    "indicator",
    "baseline",
    "whole",
    "scope",
    "period",
    "area",
    "status",
    "cumulative",
    "rule",
];

fn read(path: &str) -> Result<BTreeMap<(String, u64), Value>, Failure> {
    let mut out = BTreeMap::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        let document = record["document"].as_str().unwrap_or_default().to_string();
        let start = record["start"].as_u64().unwrap_or_default();
        if record["role"] == "claim" {
            out.insert((document, start), record);
        }
    }
    Ok(out)
}

fn compare(before: &str, after: &str, sample: usize) -> Result<(), Failure> {
    let (before, after) = (read(before)?, read(after)?);
    let mut fields: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut added, mut lost, mut altered) = (Vec::new(), Vec::new(), Vec::new());
    for (key, new) in &after {
        let Some(old) = before.get(key) else {
            added.push(line(new, &[]));
            continue;
        };
        let changed: Vec<&str> = FIELDS.into_iter().filter(|f| old[*f] != new[*f]).collect();
        if !changed.is_empty() {
            for field in &changed {
                *fields.entry(field).or_default() += 1;
            }
            let was = line(old, &changed);
            altered.push(format!("{}\n    was {was}", line(new, &changed)));
        }
    }
    for (key, old) in &before {
        if !after.contains_key(key) {
            lost.push(line(old, &[]));
        }
    }
    println!("{} claims before, {} after", before.len(), after.len());
    for (name, list) in [("added", added), ("lost", lost), ("altered", altered)] {
        println!("\n{name}: {}", list.len());
        let step = (list.len() / sample.max(1)).max(1);
        for text in list.iter().step_by(step).take(sample) {
            println!("  {text}");
        }
    }
    println!("\naltered fields: {fields:?}");
    Ok(())
}

/// A claim on one line: where, what is said around it, and the fields named (the main ones where none is).
fn line(record: &Value, fields: &[&str]) -> String {
    let shown: &[&str] = if fields.is_empty() {
        &["indicator", "kind", "period", "status"]
    } else {
        fields
    };
    let text = record["text"].as_str().unwrap_or_default();
    let sentence = record["sentence"].as_str().unwrap_or_default();
    let at = sentence.find(text).unwrap_or(0);
    let before: String = sentence[..at]
        .chars()
        .rev()
        .take(24)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let behind: String = sentence[at + text.len().min(sentence.len() - at)..]
        .chars()
        .take(12)
        .collect();
    let values: Vec<String> = shown
        .iter()
        .map(|f| format!("{f}={}", record[*f]))
        .collect();
    let document = record["document"].as_str().unwrap_or_default();
    format!(
        "{document}: {before}【{text}】{behind} {}",
        values.join(" ")
    )
    .replace('\n', "⏎")
}
