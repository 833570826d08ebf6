//! A server of the built program, and a client that says of an answer all that came.

use crate::program::World;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::ops::Deref;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

/// How long a test waits for bytes before it fails.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server that runs in a world.
pub struct Server {
    world: World,
    process: Child,
    address: String,
}

/// What a server answered.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Server {
    /// Serves the index of a world at `index`.
    pub fn of(world: World, args: &[&str]) -> Server {
        let all = [
            &["serve", "--listen", "127.0.0.1:0", "--index", "index"],
            args,
        ]
        .concat();
        let mut command = world.command(&all);
        let piped = command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = piped.spawn().expect("the program runs");
        let mut line = String::new();
        let out = process.stdout.as_mut().expect("its stdout");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let address = line.trim().trim_start_matches("http://");
        let address = address.trim_end_matches('/').to_string();
        assert!(!address.is_empty(), "the server says where it listens");
        Server {
            world,
            process,
            address,
        }
    }

    /// Serves the index of the shipped corpus, the same for all tests that run at the same time.
    pub fn shared() -> Arc<Server> {
        static SHARED: Mutex<Weak<Server>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let server = Arc::new(Server::of(World::shipped(), &[]));
            *shared = Arc::downgrade(&server);
            server
        })
    }

    /// Where it listens: `127.0.0.1:43210`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The world that it runs in.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The number of its process.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// The code with which it ended.
    pub fn ended(mut self) -> Option<i32> {
        self.process.wait().expect("it ends").code()
    }

    /// A connection to it.
    pub fn connection(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        stream.set_write_timeout(Some(PATIENCE)).expect("a limit");
        stream
    }

    /// The answer to a head and a body as they are.
    pub fn raw(&self, request: &[u8]) -> Reply {
        let mut stream = self.connection();
        // It may answer, and close, before all is sent.
        let _ = stream.write_all(request);
        reply(&mut stream)
    }

    /// The answer to a request with further headers.
    pub fn ask(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        self.raw(&self.request(method, target, headers, body))
    }

    /// The bytes of a request. The target may hold characters that an address cannot: they are encoded.
    pub fn request(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Vec<u8> {
        let target = encoded(target);
        let mut head = format!("{method} {target} HTTP/1.1\r\nConnection: close\r\n");
        if !headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("host"))
        {
            head += &format!("Host: {}\r\n", self.address);
        }
        if !body.is_empty() || method != "GET" {
            head += &format!("Content-Length: {}\r\n", body.len());
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        [head.as_bytes(), b"\r\n", body].concat()
    }

    /// What an address answers.
    pub fn get(&self, target: &str) -> Reply {
        self.ask("GET", target, &[], &[])
    }

    /// The JSON of an address that answers with some.
    pub fn json(&self, target: &str) -> Value {
        let reply = self.get(target);
        assert_eq!(reply.status, 200, "{target}: {}", reply.text());
        reply.json()
    }
}

impl Deref for Server {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Reply {
    /// A header; the empty text where there is none.
    pub fn header(&self, name: &str) -> &str {
        let found = self
            .headers
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        assert!(
            self.header("content-type").starts_with("application/json"),
            "{} {:?}: {}",
            self.status,
            self.headers,
            self.text()
        );
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The error that it tells in the one shape, and its code.
    pub fn error(&self) -> (Value, String) {
        let told = self.json();
        let keys: Vec<&String> = told.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["error"], "{told}");
        let error = told["error"].clone();
        assert_eq!(error["status"], self.status, "{told}");
        let known = ["status", "code", "message", "text", "at", "retry_after"];
        let keys = error.as_object().expect("an object").keys();
        keys.for_each(|key| assert!(known.contains(&key.as_str()), "{told}"));
        let message = error["message"].as_str().expect("a message");
        assert!(
            !message.is_empty() && message.lines().count() == 1,
            "{told}"
        );
        let code = error["code"].as_str().expect("a code").to_string();
        (error, code)
    }
}

/// Reads an answer up to the end of the connection.
pub fn reply(stream: &mut TcpStream) -> Reply {
    let mut bytes = Vec::new();
    // A connection that is reset once the answer is there has given it all the same.
    if let Err(error) = stream.read_to_end(&mut bytes) {
        let kind = error.kind();
        assert_eq!(
            kind,
            std::io::ErrorKind::ConnectionReset,
            "no answer: {error}"
        );
    }
    parsed(&bytes).unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(&bytes)))
}

fn parsed(bytes: &[u8]) -> Option<Reply> {
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines.map(|line| {
        let (name, value) = line.split_once(':').expect("a header");
        (name.to_string(), value.trim().to_string())
    });
    let mut reply = Reply {
        status,
        headers: headers.collect(),
        body: bytes[end + 4..].to_vec(),
    };
    if reply.header("transfer-encoding") == "chunked" {
        reply.body = unchunked(&reply.body);
    }
    Some(reply)
}

/// A body without the lengths of its chunks.
fn unchunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(end) = bytes.windows(2).position(|w| w == b"\r\n") {
        let length = std::str::from_utf8(&bytes[..end]).expect("a length");
        let length = usize::from_str_radix(length, 16).expect("a length");
        if length == 0 {
            break;
        }
        out.extend(&bytes[end + 2..end + 2 + length]);
        bytes = &bytes[end + 2 + length + 2..];
    }
    out
}

/// An address in which only what may stand there stands.
pub fn encoded(target: &str) -> String {
    let mut out = String::new();
    for byte in target.bytes() {
        match byte {
            b'!'..=b'~' if !b"\"<>\\^`{|}".contains(&byte) => out.push(byte.into()),
            _ => out += &format!("%{byte:02X}"),
        }
    }
    out
}

/// What an attribute or a text of a page says.
pub fn unescaped(text: &str) -> String {
    const MARKS: [(&str, &str); 6] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#x2f;", "/"),
        ("&amp;", "&"),
    ];
    let marks = MARKS.into_iter();
    marks.fold(text.to_string(), |text, (mark, meant)| {
        text.replace(mark, meant)
    })
}

/// A value of a parameter as it stands in an address.
pub fn value(text: &str) -> String {
    let safe = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    let parts = text.bytes().map(|b| match safe(b) {
        true => char::from(b).to_string(),
        false => format!("%{b:02X}"),
    });
    parts.collect()
}
