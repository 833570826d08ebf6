//! Working on the parts of an index on all cores.

use crate::index::Reader;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// An index of fewer rows than this is looked through sooner than a thread is started.
const WORTH_IT: u32 = 200_000;

/// What `work` makes of each part of the index, in the order of the parts.
pub(super) fn each_part<T: Send, E: Send>(
    reader: &Reader,
    work: impl Fn(usize) -> Result<T, E> + Sync,
) -> Result<Vec<T>, E> {
    let parts = reader.searcher().segment_readers();
    let rows: u32 = parts.iter().map(|part| part.max_doc()).sum();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(parts.len());
    if threads < 2 || rows < WORTH_IT {
        return (0..parts.len()).map(work).collect();
    }
    // The largest first, so that no thread is left with it at the end.
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|part| std::cmp::Reverse(parts[*part].max_doc()));
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Result<T, E>)>> = Mutex::new(Vec::with_capacity(parts.len()));
    let take = || {
        while let Some(part) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let made = work(*part);
            done.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((*part, made));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(take);
        }
        take();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(part, _)| *part);
    done.into_iter().map(|(_, made)| made).collect()
}
