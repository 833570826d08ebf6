//! How the weights of `lexicon/outlook.tsv` were counted, and how well they tell results from plans.
//!
//! ```text
//! cargo run --release --example outlook -- count FOLDER > outlook.tsv
//! cargo run --release --example outlook -- test FOLDER
//! ```
//!
//! `count` goes over the work reports of a folder and counts, for each word of the shipped list, the sentences that hold it
//! under a heading of results and under one of plans. `test` counts on the reports of one half of the places, hides the
//! headings of the other half, cuts their text into excerpts of some thousand characters, and compares the status of each
//! claim with the one that it has under its heading; then the other way round.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::Path;
use zhishu::{
    Document, Exclude, Extraction, Lexicon, Metadata, ReportKind, Status, collect, document_of,
    extract,
};

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["count", folder] => {
            print!(
                "{}",
                table(&Counts::of_both(&reports(Path::new(folder))), true)
            );
            Ok(())
        }
        ["test", folder] => test(&reports(Path::new(folder))),
        _ => Err("usage: outlook count FOLDER | outlook test FOLDER".into()),
    }
}

/// A work report, and the stretches of it whose heading tells what they are: first and last sentence, and whether a plan.
struct Report {
    document: Document,
    chars: Vec<char>,
    found: Extraction,
    told: Vec<Option<bool>>,
}

fn reports(folder: &Path) -> Vec<Report> {
    let files = collect(&[folder.to_path_buf()], &Exclude::default()).files;
    let documents = files
        .iter()
        .filter_map(|file| document_of(file.label(), &Metadata::default(), None).ok())
        .filter(|document| {
            let kind = document.metadata.kind;
            kind == Some(ReportKind::Work) || kind == Some(ReportKind::Budget)
        });
    documents
        .map(|document| {
            let found = extract(&document, Lexicon::builtin());
            let sections = sections(&document, &found);
            let both = [true, false].iter().all(|x| sections.contains(&Some(*x)));
            let told = found
                .sentences
                .iter()
                .map(|s| s.section.and_then(|s| sections[s]).filter(|_| both))
                .collect();
            Report {
                chars: document.text.chars().collect(),
                document,
                found,
                told,
            }
        })
        .collect()
}

/// For each section of a report, whether its heading, or the one above it, makes it one of plans.
fn sections(document: &Document, found: &Extraction) -> Vec<Option<bool>> {
    const PLANS: [&str; 9] = [
        "草案",
        "安排",
        "任务",
        "目标",
        "打算",
        "部署",
        "总体要求",
        "重点工作",
        "今年",
    ];
    const RESULTS: [&str; 6] = ["执行情况", "回顾", "总结", "完成情况", "成就", "过去"];
    let next = document
        .metadata
        .covers
        .map(|c| format!("{}年", c + 1))
        .unwrap_or_default();
    let budget = document.metadata.kind == Some(ReportKind::Budget);
    let mut above = None;
    let told = found.sections.iter().map(|section| {
        if section.level == 1 {
            let has = |words: &[&str]| words.iter().any(|w| section.heading.contains(w));
            let plan = has(&PLANS) || !next.is_empty() && section.heading.contains(&next);
            above = match (plan, has(&RESULTS)) {
                (true, false) => Some(true),
                (false, true) => Some(false),
                (true, true) => None,
                // The plan of a work report goes on to its end; a budget report has annexes behind.
                (false, false) => above.filter(|plan| *plan && !budget),
            };
        }
        above
    });
    told.collect()
}

/// How many sentences of results and of plans hold each word.
struct Counts {
    sentences: [usize; 2],
    words: Vec<[usize; 2]>,
}

impl Counts {
    /// The counts of the work reports, and of the budget reports.
    fn of_both<'a>(reports: impl IntoIterator<Item = &'a Report> + Clone) -> [Self; 2] {
        [ReportKind::Work, ReportKind::Budget].map(|kind| {
            let reports = reports.clone().into_iter();
            Self::of(reports.filter(|r| r.document.metadata.kind == Some(kind)))
        })
    }

    fn of<'a>(reports: impl IntoIterator<Item = &'a Report>) -> Self {
        let outlook = &Lexicon::builtin().outlook;
        let mut counts = Counts {
            sentences: [0; 2],
            words: vec![[0; 2]; outlook.words().len()],
        };
        for report in reports {
            for (sentence, told) in report.found.sentences.iter().zip(&report.told) {
                let chars = &report.chars[sentence.span.start..sentence.span.end];
                // Lines of tables, headings, and the notes behind a report, which explain its terms: [12]“三夜”：…
                if chars.len() < 10
                    || !chars.last().is_some_and(|c| "。；;：:！!".contains(*c))
                    || chars.iter().take(8).any(|c| "[【〔《".contains(*c))
                {
                    continue;
                }
                if let Some(plan) = told {
                    counts.sentences[usize::from(*plan)] += 1;
                    let folded: Vec<char> = chars.iter().map(|c| half_width(*c)).collect();
                    for word in outlook.found(&folded) {
                        counts.words[word][usize::from(*plan)] += 1;
                    }
                }
            }
        }
        counts
    }

    /// Ten times the logarithm of the odds, kept inside ±40.
    fn weight(&self, word: usize) -> i32 {
        let share = |side: usize| {
            (self.words[word][side] as f64 + 2.0) / (self.sentences[side] as f64 + 4.0)
        };
        ((share(1) / share(0)).ln() * 10.0)
            .round()
            .clamp(-40.0, 40.0) as i32
    }

    /// The weight of a word that is frequent and weighs at least so much; else 0.
    fn strong(&self, word: usize, least: i32) -> i32 {
        let frequent = self.words[word].iter().sum::<usize>() >= 15;
        let weight = self.weight(word);
        if frequent && weight.abs() >= least {
            weight
        } else {
            0
        }
    }
}

/// The file from the counts of the work reports and of the budget reports; `strong` leaves out what is rare or tells little.
fn table([work, budget]: &[Counts; 2], strong: bool) -> String {
    let mut out = String::from("# Counted by examples/outlook.rs");
    for (counts, name) in [(work, "work"), (budget, "budget")] {
        let [results, plans] = counts.sentences;
        out.push_str(&format!(
            "; {name} reports: {results} sentences under headings of results, {plans} under headings of plans"
        ));
    }
    out.push_str(".\nword\tat\tweight\tbudget\tcounts\n");
    let words = Lexicon::builtin().outlook.words();
    let mut rows: Vec<([i32; 2], String)> = Vec::new();
    for (i, entry) in words.iter().enumerate() {
        let cells = [work.strong(i, 5), budget.strong(i, 8)];
        if strong && cells == [0, 0] {
            continue;
        }
        let at = if entry.opening { "opening" } else { "inside" };
        let [[a, b], [c, d]] = [work.words[i], budget.words[i]];
        let [x, y] = cells;
        rows.push((
            cells,
            format!("{}\t{at}\t{x}\t{y}\t{a} {b} {c} {d}\n", entry.word),
        ));
    }
    rows.sort();
    out.extend(rows.into_iter().map(|(_, row)| row));
    out
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// Counts on one half, tests on the other, and prints how often the status is right without headings.
fn test(reports: &[Report]) -> Result<(), Failure> {
    // All reports of a place are in one half; those of the country go by their year.
    let half = |report: &&Report| {
        let place = report.document.metadata.place.as_deref().unwrap_or("");
        let year = report.document.metadata.year.unwrap_or(0) as u32;
        let sum: u32 = place.chars().map(u32::from).sum();
        (sum + if place == "中国" { year } else { 0 }).is_multiple_of(2)
    };
    let (one, other): (Vec<&Report>, Vec<&Report>) = reports.iter().partition(half);
    let mut right: HashMap<(ReportKind, bool, bool), usize> = HashMap::new();
    for (count_on, test_on) in [(&one, &other), (&other, &one)] {
        let folder = tempfile::tempdir()?;
        let counts = Counts::of_both(count_on.iter().copied());
        std::fs::write(folder.path().join("outlook.tsv"), table(&counts, false))?;
        let lexicon = Lexicon::with_folder(folder.path())?;
        for report in test_on {
            let Some(kind) = report.document.metadata.kind else {
                continue;
            };
            for (start, end, plan) in excerpts(report) {
                let excerpt = Document {
                    id: report.document.id.clone(),
                    text: report.chars[start..end].iter().collect(),
                    metadata: report.document.metadata.clone(),
                    pages: Vec::new(),
                };
                let found = extract(&excerpt, &lexicon);
                let status = |extraction: &Extraction, from: usize| {
                    let claims = extraction.mentions.iter();
                    let pairs = claims.filter_map(|m| {
                        let claim = m.claim.as_ref()?;
                        Some((m.span.start + from, claim.status))
                    });
                    pairs.collect::<BTreeMap<usize, Status>>()
                };
                let (under_heading, without) = (status(&report.found, 0), status(&found, start));
                for (at, status) in under_heading.range(start..end) {
                    if let Some(other) = without.get(at) {
                        *right.entry((kind, plan, status == other)).or_default() += 1;
                    }
                }
            }
        }
    }
    for (kind, of) in [(ReportKind::Work, "work"), (ReportKind::Budget, "budget")] {
        for (plan, name) in [(false, "results"), (true, "plans")] {
            let n = |ok: bool| right.get(&(kind, plan, ok)).copied().unwrap_or(0);
            let (good, all) = (n(true), n(true) + n(false));
            println!(
                "{of} reports, {name}: {good} of {all} claims ({:.1} %)",
                100.0 * good as f64 / all.max(1) as f64
            );
        }
    }
    Ok(())
}

/// Stretches of some thousand characters that lie under one kind of heading and hold no heading of the first level.
fn excerpts(report: &Report) -> Vec<(usize, usize, bool)> {
    let mut out: Vec<(usize, usize, bool)> = Vec::new();
    let mut open: Option<(usize, usize, bool)> = None;
    let heads: Vec<usize> = report
        .found
        .sections
        .iter()
        .filter(|s| s.level == 1)
        .map(|s| s.span.start)
        .collect();
    for (sentence, told) in report.found.sentences.iter().zip(&report.told) {
        let span = sentence.span;
        let heading = heads.binary_search(&span.start).is_ok();
        let Some(plan) = told.filter(|_| !heading) else {
            out.extend(open.take());
            continue;
        };
        let new_line = report.chars[..span.start]
            .iter()
            .rev()
            .take(3)
            .any(|c| *c == '\n');
        match &mut open {
            Some((start, end, before))
                if *before == plan && !(new_line && span.end - *start > 1000) =>
            {
                *end = span.end
            }
            _ => {
                out.extend(open.take());
                open = Some((span.start, span.end, plan));
            }
        }
    }
    out.extend(open);
    out
}
