//! The web page under load: many clients at once that search, count and read reports; how long each waits, and how much
//! memory the server takes.
//!
//! ```text
//! ZHISHU_BENCH_TEXTS=DIR cargo bench --bench load
//! ZHISHU_BENCH_TEXTS=DIR ZHISHU_BENCH_SECONDS=600 cargo bench --bench load
//! ```
//!
//! `ZHISHU_BENCH_TEXTS` is a folder of reports; without it the shipped corpus is served. `ZHISHU_BENCH_SECONDS` is how long each
//! sort of page is asked for (10 seconds); `ZHISHU_BENCH_CLIENTS` how many ask at once (64). Clients and server share the machine.

use std::env;
use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

type Failure = Box<dyn Error + Send + Sync>;

/// Words and questions as people ask them.
const QUERIES: [&str; 12] = [
    "扶贫",
    "高速公路",
    "投资 金额>=100亿元",
    "指标:GDP 类型:growth",
    "城镇新增就业",
    "粮食产量 >=100万吨",
    "\"固定资产投资\" 增长>10%",
    "教育 或 医疗",
    "单位:公顷",
    "外贸 不含 出口",
    "占比>50%",
    "第1..3位",
];

fn main() -> Result<(), Failure> {
    // `cargo test` runs benchmarks once, to see that they build.
    if env::args().any(|arg| arg == "--test") {
        return Ok(());
    }
    let number = |name, default| match env::var(name) {
        Ok(text) => text.parse::<u64>(),
        Err(_) => Ok(default),
    };
    let clients = number("ZHISHU_BENCH_CLIENTS", 64)?;
    let seconds = number("ZHISHU_BENCH_SECONDS", 10)?;
    let texts = env::var_os("ZHISHU_BENCH_TEXTS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"),
        PathBuf::from,
    );
    let folder = tempfile::tempdir()?;
    let index = folder.path().join("index");
    let made = Command::new(env!("CARGO_BIN_EXE_zhishu"))
        .args(["index".as_ref(), texts.as_os_str(), "--index".as_ref()])
        .arg(&index)
        .output()?;
    println!(
        "index of {}: {}",
        texts.display(),
        String::from_utf8_lossy(&made.stdout).trim()
    );
    let server = Server::start(&index)?;
    println!(
        "{clients} clients at once, {seconds} s each; memory at first {} MB",
        server.memory()?
    );
    println!(
        "{:28} {:>9} {:>9} {:>9} {:>9} {:>8}",
        "PAGE", "p50 ms", "p99 ms", "a second", "of errors", "MB after"
    );
    let queries = |path: &str| -> Vec<String> {
        let all = QUERIES.iter();
        all.map(|q| format!("{path}?q={}", encoded(q))).collect()
    };
    let listed = ask(&mut server.connect()?, "/documents.json?limit=200")?.1;
    let listed: serde_json::Value = serde_json::from_slice(&listed)?;
    let reports: Vec<String> = listed["items"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|item| item["id"].as_str())
        .map(|id| format!("/documents/{}", encoded(id)))
        .collect();
    let sorts = [
        ("search, page", queries("/search")),
        ("search, JSON", queries("/search.json")),
        ("facets", queries("/facets.json")),
        ("claims, page", queries("/claims")),
        ("report, page", reports),
    ];
    for (name, paths) in &sorts {
        let mut waits = load(&server, paths, clients, Duration::from_secs(seconds))?;
        waits.times.sort_unstable();
        let at = |part: f64| {
            let i = (waits.times.len() as f64 * part) as usize;
            let wait = waits.times.get(i.min(waits.times.len().saturating_sub(1)));
            wait.map_or(f64::NAN, |wait| wait.as_secs_f64() * 1000.0)
        };
        println!(
            "{name:28} {:9.1} {:9.1} {:9.0} {:9} {:8}",
            at(0.5),
            at(0.99),
            waits.times.len() as f64 / seconds as f64,
            waits.errors,
            server.memory()?
        );
    }
    Ok(())
}

/// The program as a server.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(index: &Path) -> Result<Server, Failure> {
        let mut process = Command::new(env!("CARGO_BIN_EXE_zhishu"))
            .args(["serve", "--listen", "127.0.0.1:0", "--index"])
            .arg(index)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let out = process.stdout.take().ok_or("the server has no output")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let address = line
            .trim()
            .trim_start_matches("http://")
            .trim_end_matches('/');
        Ok(Server {
            address: address.to_string(),
            process,
        })
    }

    fn connect(&self) -> Result<BufReader<TcpStream>, Failure> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(BufReader::new(stream))
    }

    /// The memory of its own that it holds now, in MB: without the files that are mapped. 0 where the system does not tell.
    fn memory(&self) -> Result<u64, Failure> {
        let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))
        else {
            return Ok(0);
        };
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("RssAnon:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next());
        Ok(kilobytes.unwrap_or("0").parse::<u64>()? / 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// How long clients waited.
#[derive(Default)]
struct Waits {
    times: Vec<Duration>,
    errors: usize,
}

/// Lets clients ask for these pages in turn, each on a connection of its own, one page after the other.
fn load(server: &Server, paths: &[String], clients: u64, time: Duration) -> Result<Waits, Failure> {
    let until = Instant::now() + time;
    let client = |number: usize| -> Result<Waits, Failure> {
        let mut waits = Waits::default();
        let mut connection = server.connect()?;
        let mut next = number;
        while Instant::now() < until {
            let begun = Instant::now();
            match ask(&mut connection, &paths[next % paths.len()]) {
                Ok((200, _)) => waits.times.push(begun.elapsed()),
                Ok(_) => waits.errors += 1,
                Err(_) => {
                    waits.errors += 1;
                    connection = server.connect()?;
                }
            }
            next += 7;
        }
        Ok(waits)
    };
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..clients as usize)
            .map(|number| scope.spawn(move || client(number)))
            .collect();
        let mut sum = Waits::default();
        for one in all {
            let waits = one.join().map_err(|_| "a client failed")??;
            sum.times.extend(waits.times);
            sum.errors += waits.errors;
        }
        Ok(sum)
    })
}

/// Asks for a page: its status and its body.
fn ask(connection: &mut BufReader<TcpStream>, path: &str) -> Result<(u16, Vec<u8>), Failure> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    connection.get_mut().write_all(request.as_bytes())?;
    let mut line = String::new();
    connection.read_line(&mut line)?;
    let status = line.split(' ').nth(1).ok_or("no status")?.parse()?;
    let mut length = 0;
    loop {
        line.clear();
        connection.read_line(&mut line)?;
        let head = line.trim_end().to_ascii_lowercase();
        if head.is_empty() {
            break;
        }
        if let Some(value) = head.strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body)?;
    Ok((status, body))
}

/// A text as it stands in an address.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
