//! `zhishu remove`: take a report out of an index.

use super::patience::Patience;
use super::{Found, Global};
use anyhow::{Result, bail};
use std::path::Path;
use zhishu::{CORPUS, IndexError, State, inspect, nearest, remove};

/// Take a report out of the index; its file stays
#[derive(clap::Args)]
#[command(
    after_help = "A report whose file is in corpus/ does not come back by itself; name the file to zhishu index to have it again.

Examples:
  zhishu remove 清远-2017
  zhishu documents                      the ids"
)]
pub struct Args {
    /// The report's id, as zhishu documents shows it
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
    #[command(flatten)]
    patience: Patience,
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let dir = global.dir();
    global.reader()?;
    let State::Present(catalog) = inspect(&dir)? else {
        return Err(IndexError::Absent(dir).into());
    };
    for id in &args.ids {
        if !catalog.documents.contains_key(id) {
            let near = nearest(id, catalog.documents.keys().map(String::as_str), 5);
            if near.is_empty() {
                bail!(
                    "no report “{id}”: the index at {} holds none",
                    dir.display()
                );
            }
            bail!(
                "no report “{id}” in the index; nearest: {}",
                near.join(", ")
            );
        }
    }
    for id in &args.ids {
        let removed = args.patience.with(|| Ok(remove(&dir, id)?))?;
        if let Some(entry) = removed {
            println!("removed {id} ({} claims)", entry.claims);
            let path = Path::new(&entry.file.path);
            if path.starts_with(CORPUS) && path.exists() {
                eprintln!(
                    "zhishu: {} stays; to have it again: zhishu index {0}",
                    entry.file.path
                );
            }
        }
    }
    Ok(Found::Something)
}
