//! The program `zhishu`: what the library can do, at a command line.

mod cli;
mod server;
mod vocabulary;

use std::io::Write;
use std::panic::catch_unwind;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

/// Extraction asks for many small pieces of memory; this allocator gives them sooner than the system's, on many threads too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The first fault of a run, where there was one.
static FAULT: Mutex<Option<String>> = Mutex::new(None);

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|fault| {
        let mut first = FAULT.lock().unwrap_or_else(PoisonError::into_inner);
        first.get_or_insert_with(|| fault.to_string());
    }));
    let Ok(outcome) = catch_unwind(cli::run) else {
        return fault();
    };
    match outcome {
        Ok(cli::Found::Something) => ExitCode::SUCCESS,
        Ok(cli::Found::Nothing) => ExitCode::from(1),
        // Whoever read the output has seen enough: `zhishu list | head`.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let line = format!("{error:#}")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            eprintln!("zhishu: {line}");
            if let Some(place) = cli::place_of(&error) {
                place.iter().for_each(|line| eprintln!("  {line}"));
            }
            ExitCode::from(2)
        }
    }
}

/// Says in one line that the program stopped where it never should: over the bytes of a damaged index, or by a bug.
fn fault() -> ExitCode {
    let first = FAULT.lock().unwrap_or_else(PoisonError::into_inner).take();
    let what = first.unwrap_or_default();
    // Whoever read stderr has seen enough: `zhishu list 2>&1 | head`.
    if what.contains("failed printing to std") {
        return ExitCode::SUCCESS;
    }
    let line = what.split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(
        std::io::stderr(),
        "zhishu: the index is damaged, or this is a bug ({line}); delete the index and make it anew with: zhishu index PATH...; if it stays, report it"
    );
    ExitCode::from(2)
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
}
