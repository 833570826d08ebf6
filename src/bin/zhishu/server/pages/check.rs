//! Contradictions, each with its arithmetic and its sentences.

use super::super::answer::Answer;
use super::super::ask::Ask;
use super::super::problem::Problem;
use super::Part;
use serde::Serialize;
use std::collections::BTreeMap;
use zhishu::{Check, Class, FindingItem, Sure};

/// What the page shows.
#[derive(Serialize)]
struct Found<'a> {
    #[serde(flatten)]
    part: Part<&'a FindingItem>,
    /// How many there are of each rule, whatever rule is asked for.
    rules: Vec<RuleCount>,
    /// What is wanted: contradictions, or notes.
    class: Class,
}

/// How many findings a rule has.
#[derive(Serialize)]
struct RuleCount {
    rule: Check,
    count: usize,
}

/// What the checks find in the reports.
pub fn check(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.takes(
        &["document", "rule", "sure", "class", "limit", "offset"],
        false,
    )?;
    let (offset, limit, _) = ask.window()?;
    let params = ask.params();
    let documents = params.alternatives("document");
    let names = |all: &[&str]| format!("it is one of {}", all.join(", "));
    let rules: Vec<Check> = (params.alternatives("rule").iter())
        .map(|name| {
            let found = Check::ALL.into_iter().find(|check| check.name() == name);
            let all: Vec<&str> = Check::ALL.iter().map(|check| check.name()).collect();
            found.ok_or_else(|| Problem::parameter("rule", name, names(&all)))
        })
        .collect::<Result<_, _>>()?;
    let sure = match params.get("sure") {
        None => Sure::Low,
        Some(name) => {
            let found = Sure::ALL.into_iter().find(|sure| sure.name() == name);
            found.ok_or_else(|| {
                Problem::parameter("sure", name, names(&["high", "medium", "low"]))
            })?
        }
    };
    let class = match params.get("class") {
        None | Some("contradiction") => Class::Contradiction,
        Some("note") => Class::Note,
        Some(other) => {
            let what = names(&["contradiction", "note"]);
            return Err(Problem::parameter("class", other, what));
        }
    };
    let snapshot = ask.snapshot()?;
    for id in &documents {
        if !snapshot.catalog().documents.contains_key(id) {
            let what = "no report of the index has this id; /documents.json lists them";
            return Err(Problem {
                status: 404,
                code: "no_document",
                ..Problem::parameter("document", id, what)
            });
        }
    }
    let asked: Vec<&FindingItem> = (snapshot.findings()?.iter())
        .filter(|f| f.class == class && f.sure >= sure)
        .filter(|f| documents.is_empty() || f.documents.iter().any(|id| documents.contains(id)))
        .collect();
    let mut counts: BTreeMap<&str, RuleCount> = BTreeMap::new();
    for finding in &asked {
        let count = counts.entry(finding.check.name()).or_insert(RuleCount {
            rule: finding.check,
            count: 0,
        });
        count.count += 1;
    }
    let wanted = |f: &&&FindingItem| rules.is_empty() || rules.contains(&f.check);
    let found = Found {
        part: Part {
            total: asked.iter().filter(wanted).count(),
            offset,
            limit,
            widened: Vec::new(),
            meant: Vec::new(),
            items: (asked.iter().filter(wanted).skip(offset).take(limit))
                .copied()
                .collect(),
        },
        rules: counts.into_values().collect(),
        class,
    };
    ask.answer("check.html", &found)
}
