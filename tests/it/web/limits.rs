//! What a client cannot do to others: send without end, ask without end, wait without end.

use super::served::{Reply, Server, reply};
use crate::program::{REPORT, World};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A world with an index of one report.
fn small() -> World {
    let world = World::with_corpus();
    world.found(&["index", "corpus", "--index", "index"]);
    world
}

/// Does something again and again until it gives something.
fn until<T>(mut act: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = act() {
            return found;
        }
        assert!(
            started.elapsed() < Duration::from_secs(60),
            "it never comes"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A request that a server of one at a time has in hand, and what it answers to another meanwhile.
fn held(server: &Server, first: &[u8]) -> (TcpStream, Reply) {
    until(|| {
        let mut held = server.connection();
        held.write_all(first).unwrap();
        let other = server.get("/claims.json");
        // Else the other one came first.
        (other.status == 503).then_some((held, other))
    })
}

#[test]
fn what_is_too_large_is_refused() {
    let server = Server::shared();
    let most = 2 * 1024 * 1024;
    // The head says it, and no more is sent.
    let head = |length: &str| {
        format!(
            "POST /extract.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{length}\r\n\r\n"
        )
    };
    let reply = server.raw(head(&format!("Content-Length: {}", most + 1)).as_bytes());
    assert_eq!((reply.status, reply.error().1.as_str()), (413, "too_large"));
    // It turns out.
    let mut chunked = head("Transfer-Encoding: chunked").into_bytes();
    for _ in 0..5 {
        chunked.extend(format!("{:x}\r\n", most / 4).bytes());
        chunked.extend(vec![b' '; most / 4]);
        chunked.extend(b"\r\n");
    }
    chunked.extend(b"0\r\n\r\n");
    let reply = server.raw(&chunked);
    assert_eq!((reply.status, reply.error().1.as_str()), (413, "too_large"));
    // For the page's form it is a page.
    let reply = server.ask(
        "POST",
        "/extract",
        &[("Content-Type", "text/plain")],
        &vec![b'a'; most + 1],
    );
    assert_eq!(reply.status, 413);
    assert!(reply.header("content-type").starts_with("text/html"));

    let reply = server.ask(
        "POST",
        "/extract.json",
        &[],
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    );
    assert_eq!((reply.status, reply.error().1.as_str()), (415, "not_read"));
}

#[test]
fn too_large_a_head_is_refused() {
    let server = Server::shared();
    let long = format!("/search?q={}", "a".repeat(100_000));
    assert_eq!(server.get(&long).status, 431);
    let many: Vec<(String, String)> = (0..200).map(|i| (format!("X-{i}"), "1".into())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(server.ask("GET", "/", &many, &[]).status, 431);
    // A query as long as a head may be is answered, if only with what is wrong with it.
    let long = format!("/search.json?q={}", "a".repeat(20_000));
    assert!([200, 400].contains(&server.get(&long).status));
}

#[test]
fn parts_of_answers_are_capped() {
    let server = Server::shared();
    for target in [
        "/claims.json",
        "/search.json",
        "/documents.json",
        "/check.json",
        "/facets.json",
    ] {
        let answer = server.json(&format!("{target}?limit=99999999999999999999999"));
        assert_eq!(answer["limit"], 200, "{target}");
    }
    let claims = server.json("/claims.json?limit=100000");
    assert!(
        claims["total"].as_u64().unwrap() > 200,
        "the corpus has enough to show the cap"
    );
    assert_eq!(claims["items"].as_array().unwrap().len(), 200);
    let next = server.json("/claims.json?limit=200&offset=200");
    assert_ne!(claims["items"][0], next["items"][0]);
    assert_eq!(
        server.json("/claims.json?limit=0")["limit"],
        1,
        "at least one is shown"
    );
}

#[test]
fn too_many_requests_are_told_to_come_again() {
    let server = Server::of(small(), &["--max-requests", "1", "--timeout", "60"]);
    let body = "text=".to_string() + &"a".repeat(100);
    let whole = server.request(
        "POST",
        "/extract.json",
        &[("Content-Type", "application/x-www-form-urlencoded")],
        body.as_bytes(),
    );
    let (mut held, refused) = held(&server, &whole[..whole.len() - 50]);
    assert_eq!(refused.error().1, "busy");
    assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
    assert_eq!(
        refused.error().0["retry_after"].to_string(),
        refused.header("retry-after")
    );
    let page = server.get("/claims");
    assert_eq!(page.status, 503);
    assert!(
        page.header("content-type").starts_with("text/html")
            && !page.header("retry-after").is_empty()
    );
    // The one that is held is answered, and then others are.
    held.write_all(&whole[whole.len() - 50..]).unwrap();
    assert_eq!(reply(&mut held).status, 200);
    until(|| (server.get("/claims.json").status == 200).then_some(()));
}

#[test]
fn a_slow_client_is_cut() {
    let server = Server::of(small(), &["--timeout", "1"]);
    // A body that does not come.
    let whole = server.request("POST", "/extract.json", &[], &[b'a'; 100]);
    let mut slow = server.connection();
    slow.write_all(&whole[..whole.len() - 50]).unwrap();
    let told = reply(&mut slow);
    assert_eq!((told.status, told.error().1.as_str()), (503, "timeout"));
    // A head that does not come: byte after byte, never to its end.
    let mut slow = server.connection();
    slow.set_read_timeout(Some(Duration::from_millis(50)))
        .unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nX: ").unwrap();
    until(|| {
        let _ = slow.write_all(b"a");
        let mut buffer = [0; 4096];
        match slow.read(&mut buffer) {
            Ok(0) => Some(()),
            // What it says before it closes is its own affair.
            Ok(_) => None,
            Err(error)
                if [std::io::ErrorKind::WouldBlock, std::io::ErrorKind::TimedOut]
                    .contains(&error.kind()) =>
            {
                None
            }
            Err(_) => Some(()),
        }
    });
    assert_eq!(server.get("/").status, 200);
}

#[cfg(unix)]
#[test]
fn what_runs_may_end_when_the_server_is_stopped() {
    let server = Server::of(small(), &["--max-requests", "1"]);
    let body = "全县粮食产量5万吨。".as_bytes();
    let whole = server.request("POST", "/extract.json", &[], body);
    let (first, rest) = whole.split_at(whole.len() - 5);
    let (mut held, _) = held(&server, first);
    let pid = server.pid().to_string();
    let killed = std::process::Command::new("kill")
        .args(["-TERM", &pid])
        .status()
        .unwrap();
    assert!(killed.success());
    // It accepts nothing more.
    until(|| {
        std::net::TcpStream::connect(server.address())
            .is_err()
            .then_some(())
    });
    held.write_all(rest).unwrap();
    let told = reply(&mut held);
    assert_eq!(told.status, 200, "{}", told.text());
    assert_eq!(told.json()["claims"], 1);
    assert_eq!(server.ended(), Some(0));
}

#[test]
fn what_is_committed_shows_without_a_restart() {
    let server = Server::of(small(), &[]);
    assert_eq!(server.json("/documents.json")["total"], 1);
    let before = server.json("/claims.json?q=粮食")["total"].clone();
    server.write(
        "more/乙县-2019.txt",
        "乙县2019年政府工作报告\n全县粮食产量5万吨，增长3%。\n",
    );
    server.found(&["index", "more", "--index", "index"]);
    assert_eq!(server.json("/documents.json")["total"], 2);
    assert_eq!(server.get("/documents/乙县-2019").status, 200);
    let after = server.json("/claims.json?q=粮食")["total"].clone();
    assert_eq!((before, after), (0.into(), 2.into()));
    server.found(&["remove", "乙县-2019", "--index", "index"]);
    assert_eq!(server.json("/documents.json")["total"], 1);
    assert_eq!(server.get("/documents/乙县-2019").status, 404);
}

#[test]
fn an_absent_index_says_how_to_fill_it() {
    let server = Server::of(World::new(), &[]);
    let start = server.get("/");
    assert_eq!(start.status, 200);
    assert!(start.text().contains("zhishu index"), "{}", start.text());
    assert!(server.json("/index.json").get("index").is_none());
    for page in [
        "/search",
        "/claims",
        "/documents",
        "/series",
        "/check",
        "/documents/a",
    ] {
        let reply = server.get(page);
        assert_eq!(reply.status, 503, "{page}");
        assert!(
            reply.header("content-type").starts_with("text/html"),
            "{page}"
        );
        let reply = server.get(&format!("{page}.json"));
        let (error, code) = reply.error();
        assert_eq!((reply.status, code.as_str()), (503, "no_index"), "{page}");
        assert!(
            error["message"].as_str().unwrap().contains("zhishu index"),
            "{error}"
        );
    }
    for data in ["/facets.json", "/stats.json", "/claims.csv"] {
        assert_eq!(server.get(data).status, 503, "{data}");
    }
    // A text's claims need no index.
    let reply = server.ask("POST", "/extract.json", &[], REPORT.as_bytes());
    assert_eq!(reply.status, 200);
    // And once there is one it shows.
    server.write("corpus/a.txt", REPORT);
    server.found(&["index", "corpus", "--index", "index"]);
    assert_eq!(server.json("/documents.json")["total"], 1);
}
