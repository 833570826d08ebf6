//! `zhishu serve`: the index as a web page and an API.

use super::{Found, Global};
use crate::server::{Settings, WriteSettings, serve};
use crate::vocabulary;
use anyhow::{Context, Result, anyhow, bail};
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The port where none is named.
const PORT: u16 = 7878;

/// The shortest token that protects anything.
const SHORTEST: usize = 16;

/// Open the index as a web page and an HTTP API, for people who would rather look than type
#[derive(clap::Args)]
#[command(
    after_help = "Every page has its data as JSON at the same address with .json; /openapi.json describes all. What is indexed meanwhile
shows without a restart. Only this machine can read, unless --listen names another address.

Examples:
  zhishu serve
  zhishu serve --listen 127.0.0.1:0          any port that is free
  zhishu serve --index reports.index --listen 0.0.0.0:7878 --host stat.example.org
  zhishu serve --write --token-file token.txt
  curl 'http://127.0.0.1:7878/claims.json?q=扶贫&kind=level'"
)]
pub struct Args {
    /// The address to listen on; a port alone means this machine
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7878", value_parser = address)]
    listen: SocketAddr,
    /// A name by which browsers may call this server, besides localhost and addresses in digits (repeat for more)
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// Let those who know the token add and remove reports
    #[arg(long, requires = "token_file")]
    write: bool,
    /// The file that holds the token, at least 16 characters
    #[arg(long, value_name = "FILE", requires = "write")]
    token_file: Option<PathBuf>,
    /// The folder in which sent files are kept [default: uploads, beside the index]
    #[arg(long, value_name = "DIR", requires = "write")]
    uploads: Option<PathBuf>,
    /// The largest file that may be sent, in MB
    #[arg(long, value_name = "MB", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1024), requires = "write")]
    max_upload: u16,
    /// How many requests are answered at once; others are told to come again
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u16).range(1..))]
    max_requests: u16,
    /// How many seconds a request may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=3600))]
    timeout: u16,
}

/// An address with a port, or a port alone.
fn address(text: &str) -> Result<SocketAddr, String> {
    let expected = "give an address with a port, or a port: 127.0.0.1:7878, 0.0.0.0:80, 8080";
    if let Ok(port) = text.parse::<u16>() {
        return Ok(SocketAddr::from(([127, 0, 0, 1], port)));
    }
    if let Ok(ip) = text.parse::<std::net::IpAddr>() {
        return Ok(SocketAddr::new(ip, PORT));
    }
    let found = text.to_socket_addrs().ok().and_then(|mut all| all.next());
    found.ok_or_else(|| expected.to_string())
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let dir = global.dir();
    let lexicon = vocabulary::lexicon(global.lexicon.as_deref()).map_err(|e| anyhow!(e))?;
    // The default index is brought up to the corpus; one that is named may be made later.
    match global.reader() {
        Ok(reader) => drop(reader),
        Err(error) => match zhishu::inspect(&dir) {
            Ok(zhishu::State::Absent | zhishu::State::Empty) => {
                eprintln!("zhishu: {error:#}");
            }
            _ => return Err(error),
        },
    }
    let write = match (&args.token_file, args.write) {
        (Some(file), true) => Some(WriteSettings {
            token: token(file)?,
            folder: args.uploads.clone().unwrap_or_else(|| beside(&dir)),
            most_bytes: usize::from(args.max_upload) * 1024 * 1024,
        }),
        _ => None,
    };
    let writes = write.is_some();
    let settings = Settings {
        dir,
        listen: args.listen,
        hosts: args
            .host
            .iter()
            .map(|name| name.to_ascii_lowercase())
            .collect(),
        lexicon,
        maker: vocabulary::maker(global.lexicon.as_deref())?,
        lexicon_folder: global.lexicon.clone(),
        most_requests: usize::from(args.max_requests),
        timeout: Duration::from_secs(args.timeout.into()),
        write,
    };
    serve(settings, |address| {
        println!("http://{address}/");
        eprintln!("zhishu: serving the index at http://{address}/ ; Ctrl-C ends it");
        if !address.ip().is_loopback() {
            eprintln!(
                "zhishu: everyone who reaches {address} can read it: what is indexed is open to that network"
            );
        }
        if writes {
            eprintln!("zhishu: who knows the token can add and remove reports");
        }
    })?;
    Ok(Found::Something)
}

/// The token in a file.
fn token(file: &Path) -> Result<String> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("--token-file {}", file.display()))?;
    let token = text.trim();
    if token.chars().count() < SHORTEST || !token.chars().all(|c| c.is_ascii_graphic()) {
        bail!(
            "--token-file {}: a token is one word of at least {SHORTEST} letters, digits and signs; make one with: openssl rand -hex 32",
            file.display()
        );
    }
    Ok(token.to_string())
}

/// The folder beside an index in which sent files are kept.
fn beside(dir: &Path) -> PathBuf {
    match dir.parent() {
        Some(parent) if dir.file_name().is_some() => parent.join("uploads"),
        _ => PathBuf::from("uploads"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_alone_is_of_this_machine() {
        assert_eq!(address("8080").unwrap().to_string(), "127.0.0.1:8080");
        assert_eq!(address("0.0.0.0").unwrap().to_string(), "0.0.0.0:7878");
        assert_eq!(address("[::1]:80").unwrap().to_string(), "[::1]:80");
        assert!(address("nowhere").is_err());
    }
}
