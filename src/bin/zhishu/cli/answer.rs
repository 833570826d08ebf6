//! Writing an answer: in the format asked for, to a terminal or a pipe.

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::io::{self, BufWriter, IsTerminal, Write};
use zhishu::{Alike, Hint, Item, Page, Screen, Widened, Window};

/// The columns of an output that is no terminal.
const PIPE_WIDTH: usize = 120;

/// The narrowest terminal that is laid out for.
const NARROWEST: usize = 40;

/// The format of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading
    Table,
    /// One object with `total` and `items`
    Json,
    /// One object a line
    Ndjson,
    /// With a header; opens in Excel
    Csv,
    /// A table of GitHub Flavored Markdown
    Markdown,
    /// A workbook of Excel; no text, so send it to a file
    Xlsx,
    /// Apache Parquet; no text, so send it to a file
    Parquet,
    /// SDMX-CSV 2.0
    #[value(hide = true)]
    Sdmx,
}

/// The formats of claims: those of all answers but `others`, and SDMX-CSV.
pub fn of_claims(others: &[Format]) -> impl TypedValueParser<Value = Format> + use<> {
    let all = Format::value_variants().iter();
    let all = all.filter(|format| !others.contains(format));
    let named = all.filter_map(|format| Some(format.to_possible_value()?.hide(false)));
    let named: Vec<PossibleValue> = named.collect();
    PossibleValuesParser::new(named)
        .map(|text| Format::from_str(&text, false).unwrap_or(Format::Table))
}

impl Format {
    /// The form of the rows; `None` for the table at a terminal.
    pub fn of_rows(self) -> Option<zhishu::Format> {
        match self {
            Format::Table => None,
            Format::Json => Some(zhishu::Format::Json),
            Format::Ndjson => Some(zhishu::Format::Ndjson),
            Format::Csv => Some(zhishu::Format::Csv),
            Format::Markdown => Some(zhishu::Format::Markdown),
            Format::Xlsx => Some(zhishu::Format::Xlsx),
            Format::Parquet => Some(zhishu::Format::Parquet),
            Format::Sdmx => Some(zhishu::Format::Sdmx),
        }
    }
}

/// How much of an answer is written at once.
const AT_ONCE: usize = 1 << 16;

/// The way to stdout; what is no text is refused where that is a terminal.
pub fn stdout(format: Format) -> io::Result<BufWriter<io::Stdout>> {
    let is_binary = format.of_rows().is_some_and(zhishu::Format::is_binary);
    if is_binary && io::stdout().is_terminal() {
        return Err(io::Error::other(
            "this format is no text for a terminal; send it to a file: … > FILE",
        ));
    }
    Ok(BufWriter::with_capacity(AT_ONCE, io::stdout()))
}

/// A count that an option takes.
pub fn count(text: &str) -> Result<usize, String> {
    text.parse()
        .map_err(|_| "give a whole number, 0 or more".to_string())
}

/// The key of a --sort value, and whether it is asked for in descending order: -value.
pub fn order(text: &str) -> (&str, bool) {
    text.strip_prefix('-')
        .map_or((text, false), |key| (key, true))
}

/// Which part of an answer is shown.
#[derive(clap::Args)]
pub struct Part {
    /// Show at most so many; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = count, allow_negative_numbers = true)]
    pub limit: usize,
    /// Pass over the first so many
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = count, allow_negative_numbers = true)]
    pub offset: usize,
}

impl Part {
    /// The window that is asked for.
    pub fn window(&self) -> Window {
        Window {
            offset: self.offset,
            limit: (self.limit > 0).then_some(self.limit),
        }
    }
}

/// The terminal that the answer goes to.
pub fn screen() -> Screen {
    let terminal = io::stdout().is_terminal();
    let given = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    let found = if terminal {
        terminal_size::terminal_size().map(|(w, _)| usize::from(w.0))
    } else {
        None
    };
    let is_set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty() && v != "0");
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|t| t == "dumb");
    let forced = is_set("CLICOLOR_FORCE");
    Screen {
        width: found.or(given).unwrap_or(PIPE_WIDTH).max(NARROWEST),
        wraps: terminal,
        colour: forced && !no_colour || terminal && !no_colour && !dumb,
    }
}

/// Writes an answer to stdout, and to stderr how many `noun` are beyond it.
pub fn show<T: Item>(page: &Page<T>, format: Format, noun: &str) -> io::Result<()> {
    print(page, format)?;
    if format == Format::Table && page.total > page.items.len() {
        eprintln!("zhishu: {}", beyond(page, noun));
    }
    Ok(())
}

/// Says which part of the whole was shown, and how to see the rest.
fn beyond<T>(page: &Page<T>, noun: &str) -> String {
    let (total, shown) = (page.total, page.items.len());
    let first = page.offset.saturating_add(1);
    let last = page.offset.saturating_add(shown);
    match shown {
        0 => format!("{total} {noun}, none beyond --offset {}", page.offset),
        _ if last < total => {
            format!("{first}-{last} of {total} {noun}; --offset {last} shows more, --limit 0 all")
        }
        _ => format!("{first}-{last} of {total} {noun}"),
    }
}

/// Writes an answer to stdout.
pub fn print<T: Item>(page: &Page<T>, format: Format) -> io::Result<()> {
    if format == Format::Sdmx {
        return Err(io::Error::other(
            "sdmx is a format of claims; see: zhishu list, zhishu export",
        ));
    }
    let mut out = stdout(format)?;
    match format.of_rows() {
        None if page.total == 0 => {}
        None => T::table(&page.items, &screen(), &mut out)?,
        Some(format) => zhishu::write(page, format, &mut out)?,
    }
    out.flush()
}

/// Says on stderr that nothing was found.
pub fn nothing(format: Format, what: &str) {
    if format == Format::Table {
        eprintln!("zhishu: nothing found; {what}");
    }
}

/// The words that were widened; said on stderr where the answer does not hold them.
pub fn widened(widened: Vec<Widened>, format: Format) -> Vec<Alike> {
    let words: Vec<Alike> = widened.into_iter().map(Alike::from).collect();
    if format != Format::Json {
        for Alike { word, names } in &words {
            let names = names.join(", ");
            eprintln!("zhishu: {word} finds {names} too; with --exact the word alone");
        }
    }
    words
}

/// For words of a question that stand nowhere those that may have been meant; said on stderr where the answer does not hold them.
/// `instead` says that the answer is for the likeliest of them.
pub fn said_of(hints: Vec<Hint>, instead: bool, format: Format) -> Vec<Alike> {
    let words: Vec<Alike> = hints.into_iter().map(Alike::from).collect();
    if format != Format::Json {
        for Alike { word, names } in &words {
            let shown = match (instead, names.first()) {
                (true, Some(first)) => format!("; this is for {first}"),
                _ => String::new(),
            };
            let names = names.join(", ");
            let why = match names.contains(':') {
                true => format!("{word} is a place of reports"),
                false => format!("no sentence holds {word}"),
            };
            eprintln!("zhishu: {why}{shown}; 您是否要找 (did you mean) {names}?");
        }
    }
    words
}
