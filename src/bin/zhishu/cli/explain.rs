//! `zhishu explain`: for each number of a text what it was taken for, and by which rule.

use super::answer::{Format, screen, show};
use super::describe::Describe;
use super::extract::read;
use super::{Found, Global};
use crate::vocabulary;
use anyhow::{Result, anyhow};
use std::io::{BufWriter, Write};
use std::path::Path;
use zhishu::{Page, Reading, explained, explanation, extract, prepare, rules};

/// Show for each number of a text what it was taken for, and by which rule
#[derive(clap::Args)]
#[command(
    after_help = "An argument that names a file is read; any other is the text itself.

Examples:
  zhishu explain '地区生产总值1500.9亿元，增长5%。'
  zhishu explain 报告.txt
  zhishu explain 报告.txt --format json
  zhishu explain --rules"
)]
pub struct Args {
    /// A file, a text, or - for what comes through the pipe
    #[arg(value_name = "FILE|TEXT", required_unless_present = "rules")]
    text: Option<String>,
    /// Show every rule instead: what it looks at, and texts in which it decides the number between 【 and 】 (yes) and in
    /// which another does (no)
    #[arg(long, conflicts_with = "text")]
    rules: bool,
    #[command(flatten)]
    describe: Describe,
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Extensions by which an argument means a file, there or not.
const FILES: [&str; 10] = [
    "txt", "text", "md", "markdown", "html", "htm", "shtml", "docx", "pdf", "zip",
];

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let Some(text) = &args.text else {
        let rules: Vec<_> = rules().copied().collect();
        let total = rules.len();
        show(&Page::whole(rules), args.format, "rules")?;
        return Ok(Found::any(total));
    };
    let path = Path::new(text);
    let document = if text == "-" || path.exists() || text.contains(".zip!/") {
        read(path, &args.describe)?
    } else if path
        .extension()
        .is_some_and(|e| FILES.iter().any(|f| e.eq_ignore_ascii_case(f)))
    {
        return Err(anyhow!("{}: no such file; check the path", text));
    } else if text.trim().is_empty() {
        return Err(anyhow!(
            "nothing to explain; give a file or a text with a number in it"
        ));
    } else {
        prepare(
            "text".to_string(),
            Path::new(""),
            Reading::from(text.clone()),
            None,
            &args.describe.metadata(),
        )
    };
    let lexicon = vocabulary::lexicon(global.lexicon.as_deref()).map_err(|e| anyhow!(e))?;
    let items = explained(&document, &extract(&document, lexicon));
    let total = items.len();
    if args.format == Format::Table {
        let mut out = BufWriter::new(std::io::stdout().lock());
        explanation(&items, lexicon, &screen(), &mut out)?;
        out.flush()?;
        if total == 0 {
            eprintln!("zhishu: no number found in it");
        }
    } else {
        show(&Page::whole(items), args.format, "mentions")?;
    }
    Ok(Found::any(total))
}
