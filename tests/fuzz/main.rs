//! Hostile texts for a given time: each goes the whole way from bytes to records, and what must hold of any text is checked.
//!
//! ```text
//! ZHISHU_FUZZ_SECONDS=600 cargo test --release --test fuzz -- --nocapture
//! ZHISHU_FUZZ_SEED=1234 cargo test --release --test fuzz -- --nocapture
//! ```
//!
//! Each text is made from a seed of its own. A text that breaks something is cut down to what still breaks it and printed
//! with its seed; `ZHISHU_FUZZ_SEED` makes that text again, first. A text that takes longer than [`PATIENCE`] ends the run.

mod promises;
mod shrink;
mod texts;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::env;
use std::io::Write;
use std::panic;
use std::process;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// How long it goes on where nothing is said.
const SECONDS: u64 = 5;

/// The longest that one text may take; nothing near it is ever needed.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 20 });

/// What is being read, since when.
type Watched = Arc<Mutex<Option<(u64, String, Instant)>>>;

#[test]
fn hostile_texts_keep_every_promise() {
    let seconds = setting("ZHISHU_FUZZ_SECONDS").unwrap_or(SECONDS);
    let first = setting("ZHISHU_FUZZ_SEED").unwrap_or_else(seed_of_the_clock);
    println!("seeds from {first} on, for {seconds} s");
    let ingredients = texts::Ingredients::load();
    let strategy = ingredients.text();
    let watched = Watched::default();
    watch(Arc::clone(&watched));
    // A panic is told once, with the text that it needs.
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));

    let end = Instant::now() + Duration::from_secs(seconds);
    let (mut seed, mut read) = (first, 0);
    let mut broken = None;
    while broken.is_none() && (Instant::now() < end || seed == first) {
        let text = made(&strategy, seed);
        read += text.len();
        let look = |text: &str| {
            set(&watched, Some((seed, text.to_owned(), Instant::now())));
            let found = promises::broken(text, seed);
            set(&watched, None);
            found
        };
        broken = look(&text).map(|what| {
            let least = shrink::least(&text, &|text| look(text).is_some());
            let what = look(&least).unwrap_or(what);
            format!("{what}\nseed {seed}, the least text that breaks it:\n{least:?}")
        });
        seed = seed.wrapping_add(1);
    }
    panic::set_hook(hook);
    println!("{} texts, {read} bytes", seed.wrapping_sub(first));
    assert!(broken.is_none(), "{}", broken.unwrap_or_default());
}

/// The text of a seed.
fn made(strategy: &impl Strategy<Value = String>, seed: u64) -> String {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let tree = strategy.new_tree(&mut runner);
    tree.expect("no strategy here rejects anything").current()
}

/// Ends the program, and says why, once a text takes longer than [`PATIENCE`].
fn watch(watched: Watched) {
    thread::spawn(move || {
        loop {
            thread::sleep(Duration::from_millis(200));
            let now = watched.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((seed, text, since)) = now.as_ref()
                && since.elapsed() > PATIENCE
            {
                let length = text.chars().count();
                let opening: String = text.chars().take(200).collect();
                // What is printed is kept back by the test harness, and lost when the program ends.
                let _ = writeln!(
                    std::io::stderr(),
                    "a text of {length} characters takes longer than {PATIENCE:?}\nseed {seed}, the text begins:\n{opening:?}"
                );
                process::exit(1);
            }
        }
    });
}

fn set(watched: &Watched, text: Option<(u64, String, Instant)>) {
    *watched.lock().unwrap_or_else(PoisonError::into_inner) = text;
}

/// A number from the environment.
fn setting(name: &str) -> Option<u64> {
    let value = env::var(name).ok()?;
    Some(
        value
            .parse()
            .unwrap_or_else(|_| panic!("{name} is a number, not {value}")),
    )
}

fn seed_of_the_clock() -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    // Far apart for runs that begin close to each other, short enough to copy by hand.
    now.map_or(0, |since| {
        since.as_millis() as u64 % 1_000_000_000 * 1_000_000
    })
}
