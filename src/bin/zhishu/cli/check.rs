//! `zhishu check`: numbers that contradict each other.

use super::answer::{Format, Part, nothing, show};
use super::{Found, Global};
use anyhow::{Result, anyhow};
use std::cmp::Reverse;
use zhishu::{Check, Class, Finding, FindingItem, Page, Sure, check_all, report};

/// Find numbers that contradict each other, in one report or between it and last year's of the same place
#[derive(clap::Args)]
#[command(
    after_help = "Contradictions come first, the surest before the others; then the targets of last year's report that were reached or
missed. The last digits of a report may all have been rounded (5% is 4.5% up to 5.5%) or all cut off (5% up to 6%): what fits in
either way is none; 约, 多, 近 and 以上 say the rest. Growth at constant prices (地区生产总值, 增加值) is held against levels at current ones only where no
usual change of prices explains the difference.

Rules:
  growth     a level against last year's level and the stated growth
  change     a level against last year's level and the stated change: 112家 + 64家 = 176家
  move       从36.5%下降到28.5% against 下降8个百分点, or against a stated growth
  parts      其中 parts against their sum
  share      part / whole against the stated share
  partition  shares of all parts, 三次产业结构, against 100%
  twice      the same claim with two values in one report
  target     a note: a target of last year's report, reached or missed

Examples:
  zhishu check                              all reports of the index
  zhishu check 清远-2017                    one, and what last year's report of the place says
  zhishu check --rule parts,share --limit 0
  zhishu check --sure high --format json"
)]
pub struct Args {
    /// The ids of reports (see: zhishu documents); all of them where none is given
    #[arg(value_name = "DOC")]
    documents: Vec<String>,
    /// growth, change, move, parts, share, partition, twice, target (repeat or separate by commas)
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule)]
    rule: Vec<Check>,
    /// The least sureness: high, medium, low
    #[arg(long, value_name = "BAND", default_value = "low", value_parser = sure)]
    sure: Sure,
    #[command(flatten)]
    part: Part,
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

fn rule(text: &str) -> Result<Check, String> {
    let known = Check::ALL.into_iter().find(|check| check.name() == text);
    known.ok_or_else(|| {
        let names: Vec<&str> = Check::ALL.iter().map(|check| check.name()).collect();
        format!("the rules are {}", names.join(", "))
    })
}

fn sure(text: &str) -> Result<Sure, String> {
    let known = Sure::ALL.into_iter().find(|sure| sure.name() == text);
    known.ok_or_else(|| "give high, medium or low".to_string())
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let reader = global.reader()?;
    let all = || reader.catalog().documents.keys().cloned().collect();
    let wanted: Vec<String> = match args.documents.is_empty() {
        true => all(),
        false => args.documents.clone(),
    };
    let asked = |finding: &Finding| {
        (args.rule.is_empty() || args.rule.contains(&finding.check)) && finding.sure >= args.sure
    };
    let mut findings: Vec<Finding> = Vec::new();
    check_all(
        reader.catalog(),
        &wanted,
        |id| report(&reader, id),
        |found| findings.extend(found.into_iter().filter(asked)),
    )
    .map_err(|e| anyhow!(e))?;
    // A stable sort: within a band they stay by place, year and text.
    findings.sort_by_key(|f| (f.check.class(), Reverse(f.sure)));
    let total = findings.len();
    let window = args.part.window();
    let shown = findings
        .iter()
        .skip(window.offset)
        .take(window.limit.unwrap_or(usize::MAX));
    let items = shown.map(FindingItem::try_from).collect::<Result<_, _>>()?;
    show(
        &Page::part(total, window.offset, items),
        args.format,
        "findings",
    )?;
    if total == 0 {
        nothing(args.format, "these rules see no contradiction");
    } else if args.format == Format::Table {
        eprintln!("zhishu: {}", counted(&findings));
    }
    Ok(Found::any(total))
}

/// How many findings there are of each rule.
fn counted(findings: &[Finding]) -> String {
    let mut said = Vec::new();
    for class in [Class::Contradiction, Class::Note] {
        let of = |f: &&Finding| f.check.class() == class;
        let count = findings.iter().filter(of).count();
        let word = match (class, count) {
            (_, 0) => continue,
            (Class::Contradiction, 1) => "contradiction",
            (Class::Contradiction, _) => "contradictions",
            (Class::Note, 1) => "target",
            (Class::Note, _) => "targets",
        };
        let rules: Vec<String> = match class {
            Class::Contradiction => Check::ALL
                .iter()
                .map(|check| (check, findings.iter().filter(|f| f.check == *check)))
                .map(|(check, found)| (check, found.filter(of).count()))
                .filter(|(_, count)| *count > 0)
                .map(|(check, count)| format!("{} {count}", check.name()))
                .collect(),
            Class::Note => [(true, "reached"), (false, "missed")]
                .into_iter()
                .map(|(reached, word)| {
                    let found = findings.iter().filter(|f| f.reached == Some(reached));
                    format!("{} {word}", found.count())
                })
                .collect(),
        };
        said.push(format!("{count} {word}: {}", rules.join(", ")));
    }
    said.join("; ")
}
