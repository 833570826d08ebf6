//! Waiting for another process that writes to the same index.

use std::time::{Duration, Instant};
use zhishu::{IndexError, RunError};

/// How often it is tried again.
const PAUSE: Duration = Duration::from_millis(200);

/// What to do where another process writes to the index.
#[derive(clap::Args)]
pub struct Patience {
    /// Where another process writes to the index, wait until it is done, at most so many seconds [default: stop and say
    /// which process it is]
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, require_equals = true)]
    wait: Option<Option<u64>>,
}

impl Patience {
    /// Does what needs the index alone, again and again where another process has it, as long as the user waits.
    pub fn with<T>(&self, act: impl FnMut() -> Result<T, RunError>) -> Result<T, RunError> {
        let limit = match self.wait {
            None => Duration::ZERO,
            Some(None) => Duration::MAX,
            Some(Some(seconds)) => Duration::from_secs(seconds),
        };
        patiently(limit, true, act)
    }
}

/// Does what needs the index alone, again and again for `limit` where another process has it; `tells` on whom it waits.
pub fn patiently<T>(
    limit: Duration,
    tells: bool,
    mut act: impl FnMut() -> Result<T, RunError>,
) -> Result<T, RunError> {
    let started = Instant::now();
    let mut told = !tells;
    loop {
        let outcome = act();
        let Err(RunError::Index(IndexError::Locked(_, holder))) = &outcome else {
            // Another process was done between reading and writing: the next try sees what it did.
            let changed = matches!(outcome, Err(RunError::Index(IndexError::Changed(_))));
            match changed && started.elapsed() < limit {
                true => continue,
                false => return outcome,
            }
        };
        if started.elapsed() >= limit {
            return outcome;
        }
        if !told {
            let who = holder
                .as_ref()
                .map_or_else(|| "another zhishu".to_string(), |h| h.to_string());
            eprintln!("zhishu: waiting for {who}");
            told = true;
        }
        std::thread::sleep(PAUSE);
    }
}
