//! The command line: what can be asked, and which file answers it.

mod answer;
mod check;
mod compare;
mod completions;
mod describe;
mod destination;
mod documents;
mod explain;
mod export;
mod extract;
mod facets;
mod filters;
mod home;
mod index;
mod list;
mod manual;
mod metadata;
mod mistake;
mod panel;
mod patience;
mod remove;
mod score;
mod search;
mod serve;
mod show;
mod similar;
mod stats;
mod track;

use clap::{CommandFactory, Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;

/// Whether a command found what it was asked for; the exit code says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Exit code 0.
    Something,
    /// Exit code 1.
    Nothing,
}

impl Found {
    /// Something, if the count is not 0.
    fn any(count: usize) -> Found {
        if count > 0 {
            Found::Something
        } else {
            Found::Nothing
        }
    }
}

/// Find every number that a Chinese government report states.
#[derive(Parser)]
#[command(name = "zhishu", version, after_help = EXAMPLES, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Examples:
  zhishu search 扶贫                      sentences that speak of it, with the claims in them
  zhishu list --unit % --kind growth      every rate of growth as a table
  zhishu list '投资 金额>=100亿元'        claims of so much, in whatever unit it was written
  zhishu facets 扶贫 --by unit            what is counted in which unit
  zhishu stats 指标:GDP --by year         least, middle and greatest value of each year
  zhishu track GDP --place 清远            an indicator over the years, with growth and targets
  zhishu panel --indicators GDP,粮食产量   a table of places and years, for other programs
  zhishu compare 清苑-2024 清苑-2025       what two reports state, side by side
  zhishu show 清远-2017                   a report with its claims marked
  zhishu export --output claims.xlsx      every claim to a file: CSV, JSON, Excel, Parquet, SDMX
  zhishu check 清远-2017                  numbers that contradict each other
  zhishu serve                            the same as a web page, with an API
  zhishu index 报告.txt reports/          add reports of your own
  zhishu extract 报告.txt                 every number of a report as NDJSON
  zhishu metadata 报告.txt                place, years, kind of a report, and what told them

Exit codes: 0 found, 1 nothing found, 2 an error.";

/// Options of every command.
#[derive(clap::Args)]
struct Global {
    /// The folder of the index [default: index, filled from corpus/ by itself]
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "ZHISHU_INDEX",
        hide_env_values = true
    )]
    index: Option<PathBuf>,
    /// A folder with vocabularies of your own (files as in lexicon/), used besides the shipped ones: by index
    /// (which remembers it), extract, explain and score to find claims, elsewhere for the filters alone
    #[arg(long, global = true, value_name = "DIR")]
    lexicon: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    Search(search::Args),
    List(list::Args),
    Facets(facets::Args),
    Stats(stats::Args),
    Show(show::Args),
    Similar(similar::Args),
    Export(export::Args),
    Track(track::Args),
    Panel(panel::Args),
    Compare(compare::Args),
    Check(check::Args),
    Serve(serve::Args),
    Extract(extract::Args),
    Explain(explain::Args),
    Index(index::Args),
    Documents(documents::Args),
    Metadata(metadata::Args),
    Remove(remove::Args),
    Score(score::Args),
    Completions(completions::Args),
    Man(manual::Args),
}

/// Runs the command that the program was called with.
pub fn run() -> anyhow::Result<Found> {
    let cli = match Cli::try_parse_from(with_exclusions(std::env::args_os())) {
        Ok(cli) => cli,
        Err(error) => {
            use clap::error::ErrorKind::{
                DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion,
            };
            if matches!(
                error.kind(),
                DisplayHelp | DisplayVersion | DisplayHelpOnMissingArgumentOrSubcommand
            ) {
                error.exit();
            }
            anyhow::bail!(in_one_line(&error.to_string()));
        }
    };
    match cli.command {
        Command::Search(args) => search::run(&cli.global, &args),
        Command::List(args) => list::run(&cli.global, &args),
        Command::Facets(args) => facets::run(&cli.global, &args),
        Command::Extract(args) => extract::run(&cli.global, &args),
        Command::Explain(args) => explain::run(&cli.global, &args),
        Command::Index(args) => index::run(&cli.global, &args),
        Command::Documents(args) => documents::run(&cli.global, &args),
        Command::Metadata(args) => metadata::run(&cli.global, &args),
        Command::Remove(args) => remove::run(&cli.global, &args),
        Command::Stats(args) => stats::run(&cli.global, &args),
        Command::Show(args) => show::run(&cli.global, &args),
        Command::Similar(args) => similar::run(&cli.global, &args),
        Command::Export(args) => export::run(&cli.global, &args),
        Command::Completions(args) => completions::run(Cli::command(), &args),
        Command::Man(args) => manual::run(Cli::command(), &args),
        Command::Track(args) => track::run(&cli.global, &args),
        Command::Panel(args) => panel::run(&cli.global, &args),
        Command::Compare(args) => compare::run(&cli.global, &args),
        Command::Check(args) => check::run(&cli.global, &args),
        Command::Serve(args) => serve::run(&cli.global, &args),
        Command::Score(args) => score::run(&cli.global, &args),
    }
}

/// The query and carets under the place of its mistake, where the error is one of a query.
pub fn place_of(error: &anyhow::Error) -> Option<[String; 2]> {
    error.downcast_ref::<mistake::Mistaken>()?.place()
}

/// What is wrong with a command line, without the layout.
fn in_one_line(message: &str) -> String {
    let parts: Vec<String> = message
        .split("\n\n")
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty() && !part.starts_with("For more information"))
        .collect();
    parts.join("; ").trim_start_matches("error: ").to_string()
}

/// The arguments, with an excluded word of a query (`-词`, `-GDP`, `-5G`) written `－词`, so that it is no option. Options
/// of one hyphen are only -h and -V; the value behind an option (`--sort -value`) stays.
fn with_exclusions(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut asks = false;
    let mut behind_option = false;
    args.enumerate()
        .map(|(i, arg)| {
            let text = arg.to_str().unwrap_or_default();
            asks |= i > 0 && ["search", "list", "facets", "stats", "export"].contains(&text);
            let word = text
                .strip_prefix('-')
                .filter(|w| !w.is_empty() && !w.starts_with('-'));
            let own = behind_option || ["h", "V"].contains(&word.unwrap_or_default());
            behind_option = text.starts_with("--")
                && !text.contains('=')
                && !["--exact", "--force"].contains(&text);
            match word.filter(|_| asks && !own) {
                Some(word) => format!("－{word}").into(),
                None => arg,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_wrong_option_is_told_in_one_line() {
        let error = Cli::try_parse_from(["zhishu", "list", "--sort", "x"])
            .err()
            .map(|e| e.to_string());
        let line = in_one_line(&error.unwrap());
        assert_eq!(
            line,
            "invalid value 'x' for '--sort <KEY>': claims are sorted by document, value, year, indicator or period"
        );
    }

    #[test]
    fn an_excluded_word_is_no_option() {
        let args = ["zhishu", "search", "风电", "-海上", "--limit", "5", "-h"].map(OsString::from);
        let seen = with_exclusions(args.into_iter());
        assert_eq!(seen[3], "－海上");
        assert_eq!(seen[6], "-h");
        let args = ["zhishu", "list", "投资", "-GDP", "--sort", "-value"].map(OsString::from);
        let seen = with_exclusions(args.into_iter());
        assert_eq!((&seen[3], &seen[5]), (&"－GDP".into(), &"-value".into()));
        assert!(Cli::try_parse_from(&seen[..6]).is_ok());
    }
}
