//! `zhishu man`: manual pages, one for the program and one for each of its commands.

use super::Found;
use anyhow::{Context, Result, anyhow};
use clap::Command;
use clap_mangen::Man;
use std::io::Write;
use std::path::PathBuf;

/// Write the manual page of the program or of a command
#[derive(clap::Args)]
#[command(after_help = "Examples:
  zhishu man | man -l -
  zhishu man search | man -l -
  zhishu man --output ~/.local/share/man/man1       one page for each command")]
pub struct Args {
    /// The command whose page is wanted
    #[arg(value_name = "COMMAND", conflicts_with = "output")]
    of: Option<String>,
    /// Write all pages to this folder
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Writes the pages of `program`.
pub fn run(program: Command, args: &Args) -> Result<Found> {
    let mut program = program.disable_help_subcommand(true);
    program.build();
    if let Some(dir) = &args.output {
        std::fs::create_dir_all(dir).with_context(|| dir.display().to_string())?;
        let pages = std::iter::once(&program).chain(program.get_subcommands());
        let mut count = 0;
        for command in pages {
            let file = dir.join(Man::new(command.clone()).get_filename());
            std::fs::write(&file, page(command)?).with_context(|| file.display().to_string())?;
            count += 1;
        }
        eprintln!("zhishu: {count} pages written to {}", dir.display());
        return Ok(Found::Something);
    }
    let command = match &args.of {
        None => &program,
        Some(name) => {
            let names = || program.get_subcommands().map(Command::get_name);
            let found = program.get_subcommands().find(|c| c.get_name() == name);
            found.ok_or_else(|| {
                let names: Vec<&str> = names().collect();
                anyhow!(
                    "no command is called {name}; there are {}",
                    names.join(", ")
                )
            })?
        }
    };
    std::io::stdout().write_all(&page(command)?)?;
    Ok(Found::Something)
}

/// The page of a command. What stands behind its options is laid out by hand, and is left as it is.
fn page(command: &Command) -> Result<Vec<u8>> {
    let source = concat!("zhishu ", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone()).source(source);
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    if let Some(more) = command.get_after_help() {
        writeln!(page, ".SH NOTES\n.nf")?;
        for line in more.to_string().lines() {
            writeln!(page, "{}", escaped(line))?;
        }
        writeln!(page, ".fi")?;
    }
    Ok(page)
}

/// A line of text as roff has to write it.
fn escaped(line: &str) -> String {
    let text = line.replace('\\', "\\e").replace('-', "\\-");
    match text.starts_with(['.', '\'']) {
        true => format!("\\&{text}"),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_no_request() {
        assert_eq!(escaped(".SH x"), "\\&.SH x");
        assert_eq!(escaped("'a' --b \\n"), "\\&'a' \\-\\-b \\en");
        assert_eq!(escaped("  zhishu"), "  zhishu");
    }
}
