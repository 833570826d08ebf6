//! What every request passes and every answer carries: hosts, origins, headers, methods, the one shape of errors.

use super::served::{Reply, Server};
use crate::program::World;

/// Addresses of all sorts, good and bad, with what they answer.
const ADDRESSES: [(&str, &str, u16); 14] = [
    ("GET", "/", 200),
    ("GET", "/search?q=扶贫", 200),
    ("GET", "/claims.json", 200),
    ("GET", "/claims.csv", 200),
    ("GET", "/static/style.css", 200),
    ("GET", "/static/page.js", 200),
    ("GET", "/static/icon.svg", 200),
    ("GET", "/static/none.css", 404),
    ("GET", "/nowhere", 404),
    ("GET", "/nowhere.json", 404),
    ("GET", "/search?q=(", 400),
    ("GET", "/documents/none", 404),
    ("PUT", "/search", 405),
    ("POST", "/documents?name=a.txt", 403),
];

#[test]
fn every_answer_is_guarded() {
    let server = Server::shared();
    let mut replies: Vec<(String, Reply)> = ADDRESSES
        .iter()
        .map(|(method, target, status)| {
            let reply = server.ask(method, target, &[], &[]);
            assert_eq!(reply.status, *status, "{method} {target}");
            (format!("{method} {target}"), reply)
        })
        .collect();
    for (header, value) in [("Host", "evil.example"), ("Origin", "https://evil.example")] {
        let reply = server.ask("POST", "/extract.json", &[(header, value)], b"x");
        assert!([421, 403].contains(&reply.status));
        replies.push((format!("{header}: {value}"), reply));
    }
    for (of, reply) in &replies {
        let policy = reply.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(
                policy.split(';').any(|p| p.trim() == part),
                "{of}: {policy}"
            );
        }
        assert!(
            !policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"),
            "{of}: {policy}"
        );
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{of}");
        assert_eq!(reply.header("x-frame-options"), "DENY", "{of}");
        assert_eq!(reply.header("referrer-policy"), "same-origin", "{of}");
        assert!(!reply.header("content-type").is_empty(), "{of}");
        assert_eq!(reply.header("access-control-allow-origin"), "", "{of}");
    }
}

#[test]
fn a_foreign_name_is_refused() {
    let server = Server::of(World::with_corpus(), &["--host", "Stat.Example.org"]);
    let port = server.address().rsplit_once(':').unwrap().1;
    for (host, status) in [
        ("evil.example", 421),
        ("evil.example:7878", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example", 421),
        ("", 421),
        ("127.0.0.1", 200),
        ("10.1.2.3:80", 200),
        ("[::1]:7878", 200),
        ("localhost", 200),
        ("LOCALHOST:1", 200),
        ("stat.example.org", 200),
        ("stat.example.ORG:443", 200),
    ] {
        for host in [host.to_string(), host.replace("7878", port)] {
            let reply = server.ask("GET", "/index.json", &[("Host", &host)], &[]);
            assert_eq!(reply.status, status, "{host:?}: {}", reply.text());
            if status == 421 {
                assert_eq!(reply.error().1, "unknown_host");
            }
        }
    }
    let reply = server.raw(b"GET /index.json HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert_eq!((reply.status, reply.error().1.as_str()), (400, "no_host"));
}

#[test]
fn other_sites_send_nothing() {
    let server = Server::shared();
    let own = format!("http://{}", server.address());
    for (origin, status) in [
        (&*own, 200),
        ("https://evil.example", 403),
        ("null", 403),
        ("http://127.0.0.1:1", 403),
    ] {
        let reply = server.ask(
            "POST",
            "/extract.json",
            &[("Origin", origin)],
            "增长5%。".as_bytes(),
        );
        assert_eq!(reply.status, status, "{origin}");
        if status == 403 {
            assert_eq!(reply.error().1, "foreign_origin");
        }
    }
    // The page's form, too: the answer is a page.
    let headers = [
        ("Origin", "https://evil.example"),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    let reply = server.ask("POST", "/extract", &headers, b"text=5%25");
    assert_eq!(reply.status, 403);
    assert!(reply.header("content-type").starts_with("text/html"));
}

#[test]
fn errors_have_one_shape() {
    let server = Server::shared();
    for (target, status, code) in [
        ("/search.json?q=投资 (金额", 400, "bad_query"),
        ("/claims.json?kind=novel", 400, "bad_query"),
        ("/claims.json?sort=color", 400, "bad_parameter"),
        ("/claims.json?columns=color", 400, "bad_parameter"),
        ("/claims.json?limit=many", 400, "bad_parameter"),
        ("/claims.json?exact=perhaps", 400, "bad_parameter"),
        ("/facets.json?by=color", 400, "bad_parameter"),
        ("/stats.json?by=color", 400, "bad_parameter"),
        ("/series.json?indicator=GDP&from=soon", 400, "bad_parameter"),
        ("/check.json?rule=color", 400, "bad_parameter"),
        ("/documents.json?year=soon", 400, "bad_parameter"),
        ("/documents.json?kind=novel", 400, "bad_parameter"),
        ("/search.json?qq=1", 400, "unknown_parameter"),
        ("/nowhere.json", 404, "not_found"),
        ("/documents/none.json", 404, "no_document"),
        ("/check.json?document=none", 404, "no_document"),
    ] {
        let reply = server.get(target);
        let (error, found) = reply.error();
        assert_eq!((reply.status, &*found), (status, code), "{target}: {error}");
        // The same for a person is a page.
        if let Some((path, rest)) = target.split_once(".json") {
            let page = server.get(&format!("{path}{rest}"));
            if page.status != 404 || !["/facets", "/stats"].contains(&path) {
                assert_eq!(page.status, status, "{path}");
            }
            assert!(
                page.header("content-type").starts_with("text/html"),
                "{path}"
            );
            assert!(page.text().contains("<h1>"), "{path}");
        }
    }
    // Where in a query the mistake is.
    let (error, _) = server.get("/search.json?q=投资 (金额").error();
    assert_eq!(error["text"], "投资 (金额");
    let at: Vec<u64> = serde_json::from_value(error["at"].clone()).unwrap();
    assert!(
        at.len() == 2 && at[0] >= 3 && at[0] <= at[1] && at[1] <= 6,
        "{error}"
    );
    // A near name of a parameter.
    let (error, _) = server.get("/claims.json?limt=5").error();
    assert!(
        error["message"]
            .as_str()
            .unwrap()
            .contains("did you mean limit?"),
        "{error}"
    );
    let (error, _) = server.get("/documents/清远-2016.json").error();
    assert!(
        error["message"]
            .as_str()
            .unwrap()
            .contains("nearest: 清远-2017"),
        "{error}"
    );
}

#[test]
fn a_method_that_is_not_there_names_those_that_are() {
    let server = Server::shared();
    for (method, target, allow) in [
        ("POST", "/search", "GET,HEAD"),
        ("DELETE", "/claims.json", "GET,HEAD"),
        ("PUT", "/documents", "GET,HEAD,POST"),
        ("PATCH", "/documents/清远-2017", "DELETE,GET,HEAD"),
        ("PUT", "/extract.json", "GET,HEAD,POST"),
        ("OPTIONS", "/extract", "GET,HEAD,POST"),
        ("POST", "/static/style.css", "GET,HEAD"),
        ("POST", "/claims.csv", "GET,HEAD"),
    ] {
        let reply = server.ask(method, target, &[], &[]);
        assert_eq!(
            (reply.status, reply.error().1.as_str()),
            (405, "no_method"),
            "{method} {target}"
        );
        let mut allowed: Vec<&str> = reply.header("allow").split(',').map(str::trim).collect();
        allowed.sort_unstable();
        assert_eq!(allowed.join(","), allow, "{method} {target}");
    }
    for method in ["POST", "DELETE", "PUT"] {
        let reply = server.ask(method, "/nowhere", &[], &[]);
        assert_eq!(
            (reply.status, reply.error().1.as_str()),
            (404, "not_found"),
            "{method}"
        );
    }
}

#[test]
fn heads_have_no_body() {
    let server = Server::shared();
    for (method, target, status) in ADDRESSES {
        if method != "GET" {
            continue;
        }
        let whole = server.get(target);
        let head = server.ask("HEAD", target, &[], &[]);
        assert_eq!((head.status, head.body.len()), (status, 0), "{target}");
        assert_eq!(
            head.header("content-type"),
            whole.header("content-type"),
            "{target}"
        );
        if !target.ends_with(".csv") {
            assert_eq!(
                head.header("content-length"),
                whole.body.len().to_string(),
                "{target}"
            );
        }
    }
}

#[test]
fn files_of_the_pages_are_kept_by_the_browser() {
    let server = Server::shared();
    for (name, kind) in [
        ("style.css", "text/css"),
        ("page.js", "text/javascript"),
        ("icon.svg", "image/svg+xml"),
    ] {
        let target = format!("/static/{name}");
        let file = server.get(&target);
        assert!(file.header("content-type").starts_with(kind));
        let tag = file.header("etag");
        assert!(tag.starts_with('"') && tag.len() > 8, "{tag}");
        assert!(file.header("cache-control").contains("max-age"));
        for known in [tag.to_string(), format!("\"other\", {tag}")] {
            let again = server.ask("GET", &target, &[("If-None-Match", &known)], &[]);
            assert_eq!((again.status, again.body.len()), (304, 0), "{known}");
            assert_eq!(again.header("etag"), tag);
        }
        let other = server.ask("GET", &target, &[("If-None-Match", "\"other\"")], &[]);
        assert_eq!(other.status, 200);
    }
    for target in [
        "/static/../templates/base.html",
        "/static/..%2Ftemplates%2Fbase.html",
        "/static/",
        "/static/base.html",
    ] {
        assert_eq!(server.get(target).status, 404, "{target}");
    }
}

#[test]
fn the_language_is_the_readers() {
    let server = Server::shared();
    let language = |target: &str, headers: &[(&str, &str)]| {
        let page = server.ask("GET", target, headers, &[]);
        let text = page.text();
        let at = text.find("<html lang=\"").expect("a language") + 12;
        (
            text[at..at + 2].to_string(),
            page.header("set-cookie").to_string(),
        )
    };
    for (headers, expected) in [
        (&[][..], "zh"),
        (&[("Accept-Language", "en-US,en;q=0.9,zh;q=0.5")], "en"),
        (&[("Accept-Language", "zh-TW, en;q=0.5")], "zh"),
        (&[("Accept-Language", "fr")], "zh"),
        (
            &[("Accept-Language", "zh"), ("Cookie", "a=b; lang=en")],
            "en",
        ),
    ] {
        for target in ["/", "/search?q=扶贫", "/nowhere"] {
            assert_eq!(
                language(target, headers),
                (expected.into(), String::new()),
                "{target} {headers:?}"
            );
        }
    }
    let (chosen, cookie) = language("/?lang=en", &[("Accept-Language", "zh")]);
    assert_eq!(chosen, "en");
    assert!(
        cookie.starts_with("lang=en;")
            && cookie.contains("SameSite")
            && cookie.contains("HttpOnly"),
        "{cookie}"
    );
    let (_, cookie) = language("/?lang=xx", &[]);
    assert_eq!(cookie, "", "only a language that there is");
}
