//! `zhishu score`: measure extraction on annotated texts.

use super::{Found, Global};
use crate::vocabulary;
use anyhow::{Context, Result, anyhow, bail};
use std::io::Write;
use std::path::{Path, PathBuf};
use zhishu::{Figures, Gold, Metadata, document_of, extract, score};

/// Measure what is found against annotated texts
#[derive(clap::Args)]
#[command(
    after_help = "The folder holds pairs NAME.txt and NAME.gold.jsonl, one annotated mention a line (docs/annotations.md tells the form).

Examples:
  zhishu score gold/
  zhishu score gold/ --misses           what was missed, and what was found besides
  zhishu score gold/ --format json"
)]
pub struct Args {
    /// The folder of texts and annotations
    #[arg(value_name = "GOLD_DIR")]
    folder: PathBuf,
    /// Show the claims that were missed (-) and those found besides (+)
    #[arg(long, short = 'v')]
    misses: bool,
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Form::Table)]
    format: Form,
}

/// How figures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// For reading
    Table,
    /// One object: counts and rates
    Json,
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let lexicon = vocabulary::lexicon(global.lexicon.as_deref()).map_err(|e| anyhow!(e))?;
    let mut total = Figures::default();
    let mut out = std::io::stdout().lock();
    let shown = args.format == Form::Table;
    for path in annotations(&args.folder)? {
        let name = path.to_string_lossy().replace(".gold.jsonl", ".txt");
        let document = document_of(Path::new(&name), &Metadata::default(), None)
            .map_err(|trouble| anyhow!(trouble.message))?;
        let gold = read(&path)?;
        let extraction = extract(&document, lexicon);
        let (figures, missed, extra) = score(&gold, &extraction);
        if shown {
            let f1 = |hits| figures.rates(hits).2;
            writeln!(
                out,
                "{:<36} gold {:3} found {:3}  span {:.3}  value {:.3}  full {:.3}",
                document.id,
                figures.gold,
                figures.found,
                f1(figures.span),
                f1(figures.value),
                f1(figures.full)
            )?;
        }
        if shown && args.misses {
            let chars: Vec<char> = document.text.chars().collect();
            let text = |start: usize, end: usize| -> String {
                chars[start.min(end)..end.min(chars.len())].iter().collect()
            };
            for g in missed {
                writeln!(
                    out,
                    "   - {} {}",
                    gold[g].start,
                    text(gold[g].start, gold[g].end)
                )?;
            }
            for m in extra {
                let span = extraction.mentions[m].span;
                writeln!(out, "   + {} {}", span.start, text(span.start, span.end))?;
            }
        }
        total.add(&figures);
    }
    match args.format {
        Form::Table => table(&total, &mut out)?,
        Form::Json => json(&total, &mut out)?,
    }
    Ok(Found::any(total.gold))
}

/// The annotation files of a folder, in the order of their names.
fn annotations(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("{}: cannot be read as a folder", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.to_string_lossy().ends_with(".gold.jsonl"))
        .collect();
    files.sort();
    if files.is_empty() {
        bail!(
            "{}: no *.gold.jsonl there; each NAME.txt needs a NAME.gold.jsonl beside it",
            folder.display()
        );
    }
    Ok(files)
}

fn read(path: &Path) -> Result<Vec<Gold>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty());
    lines
        .map(|(i, l)| {
            serde_json::from_str(l)
                .with_context(|| format!("{}:{}: no annotation", path.display(), i + 1))
        })
        .collect()
}

fn table(f: &Figures, out: &mut impl Write) -> Result<()> {
    writeln!(out, "-- all: {} gold claims, {} found", f.gold, f.found)?;
    for (name, hits) in [("span", f.span), ("value", f.value), ("full", f.full)] {
        let (p, r, f1) = f.rates(hits);
        writeln!(out, "{name:<10} P {p:.3}  R {r:.3}  F1 {f1:.3}")?;
    }
    let parts: Vec<String> = f
        .accuracies()
        .iter()
        .map(|(name, a)| format!("{name} {a:.3}"))
        .collect();
    writeln!(out, "{}", parts.join("  "))?;
    let bands: Vec<String> = f
        .bands()
        .map(|(band, b)| {
            let (name, right) = (band.name(), 100.0 * b.accuracy());
            format!(
                "{name} {} claims, {right:.1} % right in every field",
                b.found
            )
        })
        .collect();
    writeln!(out, "confidence: {}", bands.join("  "))?;
    Ok(())
}

fn json(f: &Figures, out: &mut impl Write) -> Result<()> {
    let rates = |hits| {
        let (p, r, f1) = f.rates(hits);
        serde_json::json!({"precision": p, "recall": r, "f1": f1})
    };
    let mut all = serde_json::json!({
        "gold": f.gold, "found": f.found,
        "span": rates(f.span), "value": rates(f.value), "full": rates(f.full),
    });
    for (name, accuracy) in f.accuracies() {
        all[name] = serde_json::json!(accuracy);
    }
    for (band, b) in f.bands() {
        all["confidence"][band.name()] = serde_json::json!(b);
    }
    writeln!(out, "{all}")?;
    Ok(())
}
