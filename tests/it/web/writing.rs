//! Adding and removing reports over HTTP.

use super::served::{Reply, Server};
use crate::program::{REPORT, World};
use serde_json::{Value, json};
use std::path::PathBuf;

const TOKEN: &str = "a-token-of-some-length";

/// A server that takes reports, in a world with an index of one.
fn writable(args: &[&str]) -> Server {
    let world = World::with_corpus();
    world.write("token", format!("{TOKEN}\n"));
    world.found(&["index", "corpus", "--index", "index"]);
    let write = ["--write", "--token-file", "token"];
    Server::of(world, &[&write, args].concat())
}

fn bearer() -> (&'static str, String) {
    ("Authorization", format!("Bearer {TOKEN}"))
}

fn send(server: &Server, query: &str, body: &[u8]) -> Reply {
    let (name, token) = bearer();
    server.ask(
        "POST",
        &format!("/documents?{query}"),
        &[(name, &token)],
        body,
    )
}

fn delete(server: &Server, id: &str) -> Reply {
    let (name, token) = bearer();
    server.ask(
        "DELETE",
        &format!("/documents/{id}"),
        &[(name, &token)],
        &[],
    )
}

/// The files that are kept.
fn kept(server: &Server) -> Vec<String> {
    let files = server.content("uploads");
    let name = |(path, _): &(PathBuf, Vec<u8>)| path.file_name().unwrap().to_str().unwrap().into();
    files.iter().map(name).collect()
}

/// A report of a place; the same text for the same place and value.
fn report(place: &str, value: &str) -> String {
    format!("{place}2020年政府工作报告\n全县地区生产总值达到{value}亿元，增长7.2%。\n")
}

/// What a run of indexing over the same files says, without the files it could not read.
fn indexed(world: &World, args: &[&str]) -> Value {
    world.json(&[&["index", "--index", "index"], args].concat())
}

#[test]
fn a_report_that_is_sent_is_indexed_as_by_the_command() {
    let server = writable(&[]);
    // The same steps in another world, by the command.
    let other = World::with_corpus();
    other.found(&["index", "corpus", "--index", "index"]);
    let steps = [
        (
            "乙县-2020.txt",
            report("乙县", "20.5"),
            201,
            "/documents/%E4%B9%99%E5%8E%BF-2020",
        ),
        (
            "乙县-2020.txt",
            report("乙县", "20.5"),
            200,
            "/documents/%E4%B9%99%E5%8E%BF-2020",
        ),
        (
            "乙县-2020.txt",
            report("乙县", "30.5"),
            200,
            "/documents/%E4%B9%99%E5%8E%BF-2020",
        ),
        // The same text by another name is a copy, a report of the same place, year and kind another edition.
        (
            "copy.txt",
            report("乙县", "30.5"),
            200,
            "/documents/%E4%B9%99%E5%8E%BF-2020",
        ),
        ("again.txt", report("乙县", "31"), 201, "/documents/again"),
        (
            "甲县-2018.txt",
            REPORT.replace("120.5", "121"),
            201,
            "/documents/%E7%94%B2%E5%8E%BF-2018-uploads",
        ),
    ];
    for (name, text, status, at) in &steps {
        let sent = send(&server, &format!("name={name}"), text.as_bytes());
        assert_eq!(sent.status, *status, "{name}: {}", sent.text());
        assert_eq!(sent.header("location"), *at, "{name}");
        other.write(&format!("uploads/{name}"), text);
        let expected = indexed(&other, &[&format!("uploads/{name}")]);
        assert_eq!(sent.json(), expected, "{name}");
        // What was committed shows at once.
        assert_eq!(server.get(sent.header("location")).status, 200);
    }
    assert_eq!(
        send(&server, "name=copy.txt", steps[3].1.as_bytes()).json()["unchanged"],
        1
    );
    let all = ["documents", "--index", "index"];
    assert_eq!(
        server.world().json(&all)["items"],
        other.json(&all)["items"]
    );
    let claims = ["list", "--limit", "0", "--index", "index"];
    assert_eq!(server.world().json(&claims), other.json(&claims));
    assert_eq!(kept(&server).len(), 4);
    // A run over the folder finds nothing to do.
    let again = indexed(server.world(), &["uploads"]);
    assert_eq!(
        (&again["unchanged"], &again["added"]),
        (&json!(4), &json!([]))
    );
}

#[test]
fn what_is_said_of_a_report_goes_first() {
    let server = writable(&[]);
    let said = "name=x.txt&title=丙县的报告&place=丙县&year=2021&kind=work&encoding=gb18030";
    let sent = send(
        &server,
        said,
        b"\xb7\xf6\xc6\xb6\xd7\xca\xbd\xf0\x31\x30\xd2\xda\xd4\xaa\xa1\xa3",
    );
    assert_eq!(sent.status, 201, "{}", sent.text());
    let report = server.json("/documents/x.json");
    assert_eq!(report["title"], "丙县的报告");
    assert_eq!(
        (&report["place"], &report["year"], &report["kind"]),
        (&json!("丙县"), &json!(2021), &json!("work"))
    );
    assert_eq!(report["text"], "扶贫资金10亿元。");
    let (_, code) = send(&server, "name=x.txt&year=20", b"1").error();
    assert_eq!(code, "bad_parameter");
    for wrong in [
        "name=x.txt&kind=novel",
        "name=x.txt&encoding=morse",
        "name=..",
        "title=x",
        "name=manifest.toml",
    ] {
        let sent = send(&server, wrong, b"1");
        assert_eq!(
            (sent.status, sent.error().1.as_str()),
            (400, "bad_parameter"),
            "{wrong}"
        );
    }
    let sent = send(&server, "name=x.txt&yaer=2020", b"1");
    assert!(
        sent.error().0["message"]
            .as_str()
            .unwrap()
            .contains("did you mean year?")
    );
}

#[test]
fn what_cannot_be_read_leaves_nothing() {
    let server = writable(&["--max-upload", "1"]);
    let docx = b"PK\x03\x04\x14\0\x06\0[Content_Types].xml..word/document.xml";
    let old: Vec<u8> = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        .iter()
        .copied()
        .chain("WordDocument".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let cases: [(&str, &[u8], u16, &str); 8] = [
        (
            "a.docx",
            docx,
            422,
            "a.docx: is a damaged or cut off Word document",
        ),
        (
            "a.doc",
            &old,
            422,
            "a.doc: is an old Word document (.doc), which is not read",
        ),
        ("a.txt", &[0, 1, 2, 3], 422, "a.txt: is not text in UTF-8"),
        ("a.txt", b" \n", 422, "a.txt: is empty"),
        ("a.pdf", b"%PDF-1.4\n%%EOF", 422, "a.pdf: "),
        (
            "a.zip",
            b"PK\x03\x04\x14\0\0\0report.txt",
            415,
            "a.zip: is an archive",
        ),
        ("a.txt", b"Rar!\x1a\x07\x01\0", 415, "a.txt: is an archive"),
        ("a.txt", b"", 400, "nothing was sent"),
    ];
    for (name, body, status, start) in cases {
        let sent = send(&server, &format!("name={name}"), body);
        assert_eq!(sent.status, status, "{name}: {}", sent.text());
        let (error, _) = sent.error();
        let message = error["message"].as_str().unwrap();
        assert!(message.starts_with(start), "{message}");
        // Neither the folders of the server nor an option of a command line are told.
        let folder = server.at("uploads").display().to_string();
        assert!(
            !message.contains(&folder) && !message.contains(" --enc"),
            "{message}"
        );
        assert!(kept(&server).is_empty(), "{name}: {:?}", kept(&server));
    }
    assert_eq!(server.json("/documents.json")["total"], 1);

    // One that replaces another leaves that.
    let good = report("乙县", "20.5");
    assert_eq!(send(&server, "name=乙县.txt", good.as_bytes()).status, 201);
    let before = server.content("uploads");
    assert_eq!(send(&server, "name=乙县.txt", &[0, 1, 2, 3]).status, 422);
    assert_eq!(server.content("uploads"), before);
    assert_eq!(server.json("/documents/乙县.json")["text"], good.as_str());

    // Too large, as the head says, or as it turns out.
    let large = vec![b'a'; 1024 * 1024 + 1];
    let sent = send(&server, "name=b.txt", &large);
    assert_eq!((sent.status, sent.error().1.as_str()), (413, "too_large"));
    let (name, token) = bearer();
    let mut head = format!("POST /documents?name=b.txt HTTP/1.1\r\nHost: {}\r\n{name}: {token}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n", server.address()).into_bytes();
    head.extend(format!("{:x}\r\n", large.len()).bytes());
    head.extend(&large);
    head.extend(b"\r\n0\r\n\r\n");
    let sent = server.raw(&head);
    assert_eq!((sent.status, sent.error().1.as_str()), (413, "too_large"));
    assert_eq!(kept(&server), ["乙县.txt"]);
    assert_eq!(
        send(&server, "name=b.txt", &large[1..]).status,
        201,
        "as large as is allowed"
    );
}

#[test]
fn names_stay_in_their_folder() {
    let server = writable(&[]);
    for (number, (name, kept)) in [
        ("..%2F..%2Fescaped.txt", "escaped.txt"),
        ("C:%5Creports%5Cwindows.txt", "windows.txt"),
        (".hidden.txt", "hidden.txt"),
        ("line%0Abreak%00.txt", "linebreak.txt"),
    ]
    .into_iter()
    .enumerate()
    {
        let text = report("丙县", &number.to_string());
        let sent = send(&server, &format!("name={name}"), text.as_bytes());
        assert_eq!(sent.status, 201, "{name}: {}", sent.text());
        assert!(server.at(&format!("uploads/{kept}")).is_file(), "{name}");
    }
    assert_eq!(kept(&server).len(), 4);
    let long = "报告".repeat(200);
    let sent = send(
        &server,
        &format!("name={long}.txt"),
        report("丁县", "9").as_bytes(),
    );
    assert_eq!(sent.status, 201, "{}", sent.text());
    let name = kept(&server)
        .into_iter()
        .find(|name| name.starts_with("报告"))
        .unwrap();
    assert!(name.len() <= 200 && name.ends_with(".txt"), "{name}");
}

#[test]
fn a_report_is_removed_with_its_file() {
    let server = writable(&[]);
    send(&server, "name=乙县.txt", report("乙县", "20.5").as_bytes());
    send(&server, "name=copy.txt", report("乙县", "20.5").as_bytes());
    let removed = delete(&server, "乙县");
    assert_eq!(removed.status, 200, "{}", removed.text());
    assert_eq!(removed.json()["removed"], json!(["乙县"]));
    assert_eq!(removed.json()["claims"], 2);
    assert_eq!(kept(&server), [""; 0]);
    assert_eq!(server.get("/documents/乙县").status, 404);
    let again = delete(&server, "乙县");
    assert_eq!(
        (again.status, again.error().1.as_str()),
        (404, "no_document")
    );
    // A file of another folder stays.
    let removed = delete(&server, "甲县-2018");
    assert_eq!(
        (removed.status, &removed.json()["files"]),
        (200, &json!([]))
    );
    assert!(server.at("corpus/甲县-2018.txt").is_file());
    assert_eq!(server.json("/documents.json")["total"], 0);
    // And both can come back.
    assert_eq!(
        send(&server, "name=乙县.txt", report("乙县", "20.5").as_bytes()).status,
        201
    );
}

#[test]
fn only_who_knows_the_token_writes() {
    let server = writable(&[]);
    let body = report("乙县", "20.5");
    let ask = |method: &str, target: &str, token: Option<&str>| {
        let headers: Vec<(&str, &str)> = token.map(|t| ("Authorization", t)).into_iter().collect();
        server.ask(method, target, &headers, body.as_bytes())
    };
    let (longer, basic) = (format!("Bearer {TOKEN}x"), format!("Basic {TOKEN}"));
    for (method, target) in [
        ("POST", "/documents?name=a.txt"),
        ("DELETE", "/documents/甲县-2018"),
    ] {
        for token in [
            None,
            Some("Bearer "),
            Some("Bearer wrong"),
            Some(&*longer),
            Some(&*basic),
            Some(TOKEN),
        ] {
            let refused = ask(method, target, token);
            assert_eq!(refused.status, 401, "{method} {token:?}");
            assert!(refused.header("www-authenticate").starts_with("Bearer"));
            refused.error();
        }
    }
    assert_eq!(server.json("/documents.json")["total"], 1);
    assert!(kept(&server).is_empty());
    // The name of the scheme is written as one likes.
    let lower = format!("bearer {TOKEN}");
    assert_eq!(
        ask("POST", "/documents?name=a.txt", Some(&lower)).status,
        201
    );

    // Without --write nobody does.
    let reading = Server::shared();
    for (method, target) in [
        ("POST", "/documents?name=a.txt"),
        ("DELETE", "/documents/清远-2017"),
    ] {
        let (name, token) = bearer();
        let refused = reading.ask(method, target, &[(name, &token)], b"x");
        let (error, code) = refused.error();
        assert_eq!((refused.status, code.as_str()), (403, "read_only"));
        assert!(
            error["message"]
                .as_str()
                .unwrap()
                .contains("--write --token-file")
        );
    }
}

#[test]
fn another_writer_is_told() {
    let server = writable(&[]);
    let writer = zhishu::Writer::open(&server.at("index"), 1).unwrap();
    let sent = send(&server, "name=乙县.txt", report("乙县", "20.5").as_bytes());
    assert_eq!(
        (sent.status, sent.error().1.as_str()),
        (503, "locked"),
        "{}",
        sent.text()
    );
    assert!(sent.header("retry-after").parse::<u64>().is_ok());
    assert!(kept(&server).is_empty());
    let removed = delete(&server, "甲县-2018");
    assert_eq!(
        (removed.status, removed.error().1.as_str()),
        (503, "locked")
    );
    drop(writer);
    assert_eq!(
        send(&server, "name=乙县.txt", report("乙县", "20.5").as_bytes()).status,
        201
    );
}

#[test]
fn the_first_report_makes_the_index() {
    let world = World::new();
    world.write("token", TOKEN);
    let server = Server::of(
        world,
        &["--write", "--token-file", "token", "--uploads", "sent/here"],
    );
    assert_eq!(server.get("/documents.json").error().1, "no_index");
    assert_eq!(delete(&server, "a").error().1, "no_index");
    assert_eq!(send(&server, "name=a.txt", &[0, 1]).status, 422);
    assert!(
        !server.at("index").exists(),
        "nothing is made for what cannot be read"
    );
    assert_eq!(
        send(&server, "name=乙县.txt", report("乙县", "20.5").as_bytes()).status,
        201
    );
    assert!(server.at("sent/here/乙县.txt").is_file());
    assert_eq!(server.json("/claims.json")["total"], 2);
}

#[test]
fn the_vocabularies_of_the_index_are_used() {
    let world = World::with_corpus();
    world.write("token", TOKEN).write(
        "words/units.tsv",
        "unit\taliases\tdimension\tfactor\tbase\tcode\tnote\n坨\t\tcount\t1\t坨\t\t\n",
    );
    world.found(&["index", "corpus", "--index", "index", "--lexicon", "words"]);
    let server = Server::of(world, &["--write", "--token-file", "token"]);
    let text = "乙县2020年政府工作报告\n全县建成星站5坨。\n";
    assert_eq!(send(&server, "name=乙县.txt", text.as_bytes()).status, 201);
    let claims = server.json("/claims.json?document=乙县");
    assert_eq!(claims["items"][0]["unit"], "坨", "{claims}");
    // The command finds nothing to do anew.
    assert_eq!(
        indexed(server.world(), &["uploads", "corpus"])["unchanged"],
        2
    );
}
