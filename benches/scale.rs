//! Building, size and questions of an index of very many sentences, beside plain tantivy, SQLite and ripgrep over the same
//! sentences; one run, printed as a table. `ZHISHU_BENCH_SENTENCES` says how many sentences, 100,000 where it is not set.
//!
//! Each time stands beside what it should be; nothing fails for being slow.

#[path = "scale/asked.rs"]
mod asked;
mod corpus;
#[path = "scale/rivals.rs"]
mod rivals;

use rivals::{Lines, Plain, PlainWriter, Sqlite};
use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use zhishu::{
    Catalog, ClaimSort, CountSort, Document, Entry, Extraction, Facet, Field, FileState, Lexicon,
    Question, Reader, Record, SentenceSort, Window, Writer, claims, counts, extract, measures,
    records, sentences,
};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many sentences are held in memory at once with what was found in them.
const AT_ONCE: usize = 100_000;

/// How often each list of questions is asked after once to warm up.
const ROUNDS: usize = 5;

/// After so long no further round is begun.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often a program is started.
const STARTS: usize = 20;

fn main() {
    let started = Instant::now();
    black_box(zhishu::cut_for_search("x"));
    let segmenter = started.elapsed();
    let wanted = match std::env::var("ZHISHU_BENCH_SENTENCES") {
        Ok(given) => given.parse().expect("a number of sentences"),
        Err(_) => 100_000,
    };
    let dir = tempfile::tempdir().expect("a folder can be made");
    let places = Places::below(dir.path());
    let built = build(&places, wanted);
    built.print();
    sizes(&places, &built);
    questions(&places);
    starts(&places, segmenter);
}

/// Where everything is kept.
struct Places {
    zhishu: std::path::PathBuf,
    plain: std::path::PathBuf,
    sqlite: std::path::PathBuf,
    lines: std::path::PathBuf,
}

impl Places {
    fn below(dir: &Path) -> Self {
        let places = Places {
            zhishu: dir.join("zhishu"),
            plain: dir.join("plain"),
            sqlite: dir.join("words.sqlite"),
            lines: dir.join("lines.txt"),
        };
        fs::create_dir(&places.plain).expect("a folder can be made");
        places
    }
}

// ---- building ----

/// A report with all that the index keeps of it.
struct Found {
    document: Document,
    extraction: Extraction,
    lines: Vec<String>,
}

impl Found {
    fn of(document: Document) -> Self {
        let extraction = extract(&document, Lexicon::builtin());
        let lines = records(&document, &extraction);
        Found {
            lines: lines.into_iter().map(Record::kept).collect(),
            extraction,
            document,
        }
    }

    fn sentences(&self) -> Vec<&str> {
        let text = &self.document.text;
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let ends: Vec<usize> = ends.collect();
        let spans = self.extraction.sentences.iter().map(|s| s.span);
        spans.map(|s| &text[ends[s.start]..ends[s.end]]).collect()
    }

    fn entry(&self) -> Entry {
        let mentions = &self.extraction.mentions;
        Entry {
            file: FileState {
                path: format!("{}.txt", self.document.id),
                size: self.document.text.len() as u64,
                modified: 0,
                digest: format!("{:032x}", self.document.text.len()),
            },
            maker: "bench".to_string(),
            metadata: self.document.metadata.clone(),
            sentences: self.extraction.sentences.len(),
            mentions: mentions.len(),
            claims: mentions.iter().filter(|m| m.claim.is_some()).count(),
            ..Entry::default()
        }
    }
}

/// How long each part of building took, and what was built.
#[derive(Default)]
struct Built {
    reports: usize,
    sentences: usize,
    with_claims: usize,
    claims: usize,
    bytes: usize,
    extract: Duration,
    cut: Duration,
    zhishu: Duration,
    plain: Duration,
    sqlite: Duration,
}

fn build(places: &Places, wanted: usize) -> Built {
    let mut built = Built::default();
    let mut catalog = Catalog::default();
    let mut writer = Writer::open(&places.zhishu, 1).expect("an index can be made");
    let plain = PlainWriter::new(&places.plain);
    let sqlite = Sqlite::new(&places.sqlite);
    let lines = fs::File::create(&places.lines).expect("a file can be made");
    let mut lines = BufWriter::new(lines);
    let mut reports = corpus::many();
    while built.sentences < wanted {
        let mut batch: Vec<Found> = Vec::new();
        let until = wanted.min(built.sentences + AT_ONCE);
        while built.sentences < until {
            let report = reports.next().expect("there is always one more");
            let found = timed(&mut built.extract, || Found::of(report));
            built.count(&found);
            catalog
                .documents
                .insert(found.document.id.clone(), found.entry());
            batch.push(found);
        }
        let texts: Vec<Vec<&str>> = batch.iter().map(Found::sentences).collect();
        timed(&mut built.cut, || {
            black_box(
                texts
                    .iter()
                    .flatten()
                    .map(|s| rivals::cut(s))
                    .sum::<usize>(),
            );
        });
        settled(&mut built.zhishu, || {
            for f in &batch {
                let taken = writer.put(&f.document, &f.extraction, &f.lines);
                taken.expect("the index takes it");
            }
        });
        settled(&mut built.plain, || texts.iter().for_each(|t| plain.put(t)));
        settled(&mut built.sqlite, || {
            texts.iter().for_each(|t| sqlite.put(t))
        });
        for sentence in texts.iter().flatten() {
            let line = sentence.replace('\n', " ");
            writeln!(lines, "{line}").expect("the file can be written");
        }
    }
    lines.flush().expect("the file can be written");
    timed(&mut built.zhishu, || {
        let committed = writer.commit(&catalog);
        committed
            .and_then(|()| writer.close())
            .expect("the index can be written");
    });
    timed(&mut built.plain, || plain.commit());
    timed(&mut built.sqlite, || sqlite.commit());
    built
}

impl Built {
    fn count(&mut self, found: &Found) {
        let mentions = found.extraction.mentions.iter();
        let claims = mentions.filter(|m| m.claim.is_some());
        let mut homes: Vec<usize> = claims.map(|m| m.sentence).collect();
        self.claims += homes.len();
        homes.dedup();
        self.with_claims += homes.len();
        self.reports += 1;
        self.sentences += found.extraction.sentences.len();
        self.bytes += found.document.text.len();
    }

    fn print(&self) {
        println!(
            "{} sentences of {} reports, {:.1} MB of text; {} of them have claims, {} in all\n",
            self.sentences,
            self.reports,
            megabytes(self.bytes as u64),
            self.with_claims,
            self.claims,
        );
        println!("BUILD, 1 thread         seconds  sentences/s  ratio to tantivy");
        let all = [
            ("finding claims", self.extract, ""),
            ("cutting words", self.cut, "(a part of each below)"),
            ("tantivy, words alone", self.plain, ""),
            ("zhishu, with claims", self.zhishu, ""),
            ("SQLite FTS5, words", self.sqlite, ""),
        ];
        for (name, time, note) in all {
            let seconds = time.as_secs_f64();
            let ratio = seconds / self.plain.as_secs_f64();
            print!(
                "{name:22} {seconds:8.2} {:12.0} {ratio:6.2}",
                self.sentences as f64 / seconds
            );
            match name.starts_with("zhishu") {
                true => println!("  {}", goal("2.00", ratio <= 2.0)),
                false => println!("  {note}"),
            }
        }
        if let Some(memory) = of_process("/proc/self/status", "VmHWM:") {
            println!("most memory so far: {:.0} MB", memory / 1000.0);
        }
    }
}

/// Runs something and adds how long it took.
fn timed<T>(sum: &mut Duration, run: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let outcome = run();
    *sum += started.elapsed();
    outcome
}

/// Runs something and adds how long it took until the threads that it gave work to rested.
fn settled(sum: &mut Duration, run: impl FnOnce()) {
    let started = Instant::now();
    run();
    let nap = Duration::from_millis(20);
    let mut rested = Duration::ZERO;
    while let (Some(before), true) = (ticks(), rested < 5 * nap) {
        std::thread::sleep(nap);
        match ticks() {
            Some(after) if after > before => rested = Duration::ZERO,
            _ => rested += nap,
        }
    }
    *sum += started.elapsed() - rested;
}

/// How much the processors worked for this process, where the system tells, in its ticks.
fn ticks() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, behind) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = behind.split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

/// A number that the system tells of the process.
fn of_process(file: &str, name: &str) -> Option<f64> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

// ---- sizes ----

fn sizes(places: &Places, built: &Built) {
    println!("\nSIZE                         MB  ratio to text");
    let all = [
        ("tantivy, words alone", size(&places.plain)),
        ("zhishu, with claims", size(&places.zhishu)),
        ("SQLite FTS5, words", size(&places.sqlite)),
    ];
    for (name, bytes) in all {
        let ratio = bytes as f64 / built.bytes as f64;
        print!("{name:22} {:8.1} {ratio:14.2}", megabytes(bytes));
        match name.starts_with("zhishu") {
            true => println!("  {}", goal("2.50", ratio <= 2.5)),
            false => println!(),
        }
    }
    println!("\nof zhishu, by field          MB");
    let fields = by_field(&places.zhishu);
    let whole: u64 = fields.iter().map(|(_, bytes)| bytes).sum();
    // What is less than a two-hundredth of the whole is told together.
    let (large, small): (Vec<_>, Vec<_>) = fields.into_iter().partition(|f| f.1 * 200 > whole);
    let others = small.iter().map(|(_, bytes)| bytes).sum();
    for (name, bytes) in large.into_iter().chain([("others".to_string(), others)]) {
        println!("{name:22} {:8.2}", megabytes(bytes));
    }
}

fn size(path: &Path) -> u64 {
    if path.is_file() {
        return path.metadata().expect("the file is there").len();
    }
    let files = fs::read_dir(path).expect("the folder is there");
    let files = files.map(|f| f.expect("the folder can be listed").path());
    files.map(|f| size(&f)).sum()
}

/// What the index holds by what it serves, the largest first.
fn by_field(dir: &Path) -> Vec<(String, u64)> {
    let index = tantivy::Index::open_in_dir(dir).expect("the index is there");
    let searcher = index.reader().expect("the index is whole").searcher();
    let usage = searcher.space_usage().expect("the index is whole");
    let mut all: BTreeMap<String, u64> = BTreeMap::new();
    for segment in usage.segments() {
        let parts = [
            ("terms", segment.termdict()),
            ("rows", segment.postings()),
            ("places", segment.positions()),
            ("column", segment.fast_fields()),
            ("lengths", segment.fieldnorms()),
        ];
        for (part, fields) in parts {
            for used in fields.fields() {
                let name = format!("{} {part}", used.field_name());
                *all.entry(name).or_default() += used.total().get_bytes();
            }
        }
        *all.entry("stored".to_string()).or_default() += segment.store().total().get_bytes();
    }
    let mut all: Vec<_> = all.into_iter().collect();
    all.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    all.retain(|(_, bytes)| *bytes > 0);
    all
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

// ---- questions ----

fn questions(places: &Places) {
    let reader = Reader::open(&places.zhishu).expect("the index is whole");
    let plain = Plain::open(&places.plain);
    let sqlite = Sqlite::open(&places.sqlite);
    let lines = Lines::open(&places.lines);
    let lexicon = Lexicon::builtin();
    let window = |limit| Window {
        offset: 0,
        limit: Some(limit),
    };
    let everything = || Question::everything(lexicon);
    let parse = |text: &str| Question::parse(text, lexicon).expect("the query is one");
    let search = |text: &str| {
        let question = parse(text);
        let relevance = SentenceSort::Relevance;
        let hits = sentences(&reader, &question, relevance, false, window(10), 0);
        hits.expect("the index is whole").total
    };
    let facets = |question: &Question| {
        let found = counts(&reader, question, &Facet::ALL, CountSort::Count, window(20));
        found.expect("the index is whole").total
    };
    let of_unit = |(unit, word): &(&str, &str)| {
        let question = match *word {
            "" => everything(),
            word => parse(word),
        };
        question.with(Field::Unit, &[unit])
    };
    let histogram = |asked: &(&str, &str), by| {
        let found = measures(&reader, &of_unit(asked), by, 10);
        found.expect("the index is whole").total
    };
    let list = |asked: &(&str, &str)| {
        let question = of_unit(asked);
        let hits = claims(&reader, &question, ClaimSort::Value, true, window(20));
        hits.expect("the index is whole").total
    };
    let words = asked::WORDS.map(str::to_string);
    let phrases = asked::PHRASES.map(|p| format!("\"{p}\""));
    let bare = asked::PHRASES.map(str::to_string);

    println!("\nQUESTIONS, ms                      p50      p99    mean hits");
    let row = |name: &str, most: Option<f64>, line: Times| line.print(name, most);
    row(
        "zhishu  word, top 10",
        Some(5.0),
        ask(&words, |w| search(w)),
    );
    row(
        "tantivy word, top 10",
        None,
        ask(&words, |w| plain.search(w)),
    );
    row(
        "SQLite  word, top 10",
        None,
        ask(&words, |w| sqlite.search(w)),
    );
    ripgrep("ripgrep word, count", &lines, &words);
    row("zhishu  phrase, top 10", None, ask(&phrases, |p| search(p)));
    row(
        "tantivy phrase, top 10",
        None,
        ask(&bare, |p| plain.search(p)),
    );
    row(
        "SQLite  phrase, top 10",
        None,
        ask(&bare, |p| sqlite.search(p)),
    );
    ripgrep("ripgrep phrase, count", &lines, &bare);
    let quantities = asked::quantities();
    row(
        "zhishu  word and quantity",
        Some(20.0),
        ask(&quantities, |q| search(q)),
    );
    let all = vec![(); 4];
    let name = "zhishu  all facets of everything";
    row(name, Some(50.0), ask(&all, |()| facets(&everything())));
    let name = "zhishu  all facets of a word";
    row(name, Some(50.0), ask(&words, |w| facets(&parse(w))));
    row("zhishu  list by value", None, ask(&asked::units(), list));
    let name = "zhishu  histogram of values";
    row(
        name,
        None,
        ask(&asked::units(), |asked| histogram(asked, None)),
    );
    let name = "zhishu  values by year";
    row(
        name,
        None,
        ask(&asked::units(), |asked| histogram(asked, Some(Facet::Year))),
    );
}

fn ripgrep(name: &str, lines: &Option<Lines>, asked: &[String]) {
    match lines {
        Some(lines) => ask(asked, |text| lines.search(text)).print(name, None),
        None => println!("{name:32} rg: not installed"),
    }
}

/// How long the answers to a list of questions took, in order of the time.
struct Times {
    times: Vec<Duration>,
    hits: usize,
}

fn ask<T>(questions: &[T], answer: impl Fn(&T) -> usize) -> Times {
    let hits: usize = questions.iter().map(&answer).sum();
    let started = Instant::now();
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        for question in questions {
            let mut time = Duration::ZERO;
            timed(&mut time, || black_box(answer(question)));
            times.push(time);
        }
        if started.elapsed() > PATIENCE {
            break;
        }
    }
    times.sort();
    Times {
        times,
        hits: hits / questions.len(),
    }
}

impl Times {
    /// The time that a part of all, in hundredths, took at most.
    fn at(&self, hundredths: usize) -> f64 {
        let at = (self.times.len() * hundredths).div_ceil(100).max(1) - 1;
        self.times[at].as_secs_f64() * 1000.0
    }

    fn print(&self, name: &str, most: Option<f64>) {
        let (half, nearly_all) = (self.at(50), self.at(99));
        print!("{name:32} {half:8.2} {nearly_all:8.2} {:12}", self.hits);
        match most {
            Some(most) => println!("  {}", goal(&format!("{most} ms"), nearly_all <= most)),
            None => println!(),
        }
    }
}

// ---- starting the program ----

fn starts(places: &Places, segmenter: Duration) {
    let base = segmenter.as_secs_f64() * 1000.0;
    println!("\nSTART OF THE PROGRAM             ms  ratio to the segmenter");
    println!("loading the segmenter      {base:8.1}");
    let commands: [&[&str]; 2] = [&["search", "扶贫"], &["list", "--unit", "%"]];
    for command in commands {
        let mut times: Vec<Duration> = (0..=STARTS)
            .map(|_| {
                let mut time = Duration::ZERO;
                timed(&mut time, || start(command, &places.zhishu));
                time
            })
            .collect();
        times.sort();
        let median = times[times.len() / 2].as_secs_f64() * 1000.0;
        let ratio = median / base;
        let name = format!("zhishu {}", command.join(" "));
        println!(
            "{name:24} {median:10.1} {ratio:6.2}  {}",
            goal("2.00", ratio <= 2.0)
        );
    }
}

fn start(command: &[&str], index: &Path) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_zhishu"));
    program.args(command).arg("--index").arg(index);
    let ended = program.stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(
        ended.is_ok_and(|status| status.success()),
        "the program finds something"
    );
}

fn goal(at_most: &str, met: bool) -> String {
    let outcome = if met { "met" } else { "MISSED" };
    format!("goal {at_most}: {outcome}")
}
