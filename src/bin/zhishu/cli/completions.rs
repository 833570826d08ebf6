//! `zhishu completions`: what a shell asks for when Tab is pressed.

use super::Found;
use anyhow::Result;
use clap::Command;
use clap_complete::Shell;
use std::io::Write;

/// Write a script that completes commands and options in a shell
#[derive(clap::Args)]
#[command(after_help = "Examples:
  zhishu completions bash > ~/.local/share/bash-completion/completions/zhishu
  zhishu completions zsh > ~/.zfunc/_zhishu        (a folder of $fpath)
  zhishu completions fish > ~/.config/fish/completions/zhishu.fish
  zhishu completions powershell >> $PROFILE")]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Writes the script for `program`.
pub fn run(mut program: Command, args: &Args) -> Result<Found> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program, "zhishu", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(Found::Something)
}
