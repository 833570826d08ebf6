//! Pages and their JSON: both are there, say the same as the command line, and no text of a report or a request is markup in them.

use super::served::{Server, encoded, unescaped, value};
use crate::program::World;
use serde_json::Value;

/// Pages and their twins.
const TWINS: [(&str, &str); 16] = [
    ("/", "/index.json"),
    ("/search", "/search.json"),
    ("/search?q=扶贫", "/search.json?q=扶贫"),
    (
        "/search?q=增长>5%25&sort=-year",
        "/search.json?q=增长>5%25&sort=-year",
    ),
    (
        "/search?q=没有这个词的句子",
        "/search.json?q=没有这个词的句子",
    ),
    ("/claims", "/claims.json"),
    (
        "/claims?kind=growth&sort=-value&columns=document,value",
        "/claims.json?kind=growth&sort=-value&columns=document,value",
    ),
    ("/documents", "/documents.json"),
    ("/documents?place=清远", "/documents.json?place=清远"),
    ("/documents/清远-2017", "/documents/清远-2017.json"),
    ("/series", "/series.json"),
    ("/series?indicator=GDP", "/series.json?indicator=GDP"),
    (
        "/series?indicator=GDP&place=清苑",
        "/series.json?indicator=GDP&place=清苑",
    ),
    ("/check", "/check.json"),
    (
        "/check?document=清苑-2024&sure=low&class=note",
        "/check.json?document=清苑-2024&sure=low&class=note",
    ),
    ("/extract", ""),
];

#[test]
fn every_page_has_its_json() {
    let server = Server::shared();
    for (page, twin) in TWINS {
        let reply = server.get(page);
        assert_eq!(reply.status, 200, "{page}: {}", reply.text());
        assert_eq!(
            reply.header("content-type"),
            "text/html; charset=utf-8",
            "{page}"
        );
        if twin.is_empty() {
            continue;
        }
        let json = server.get(twin);
        assert_eq!(json.status, 200, "{twin}: {}", json.text());
        assert_eq!(
            json.header("content-type"),
            "application/json; charset=utf-8",
            "{twin}"
        );
        assert!(json.json().is_object(), "{twin}");
        // The page leads to it.
        let path = encoded(twin.split('?').next().unwrap());
        assert!(
            unescaped(&reply.text()).contains(&format!("href=\"{path}")),
            "{page} names {path}"
        );
    }
    for data in [
        "/facets.json",
        "/facets.json?by=unit",
        "/stats.json",
        "/stats.json?q=扶贫&by=year",
        "/suggest.json?q=扶",
    ] {
        assert_eq!(server.get(data).status, 200, "{data}");
    }
    for page in ["/facets", "/stats", "/suggest"] {
        assert_eq!(server.get(page).status, 404, "{page}");
    }
    let text = "全县粮食产量5万吨，增长3%。";
    let sent = server.ask(
        "POST",
        "/extract.json?place=甲县&year=2020",
        &[],
        text.as_bytes(),
    );
    assert_eq!(
        (sent.status, &sent.json()["claims"]),
        (200, &Value::from(2))
    );
    let form = format!("text={}&year=2020", value(text));
    let page = server.ask(
        "POST",
        "/extract",
        &[("Content-Type", "application/x-www-form-urlencoded")],
        form.as_bytes(),
    );
    assert_eq!(page.status, 200);
    assert!(page.text().contains("5万吨") && page.header("content-type").starts_with("text/html"));
    let sent = server.ask(
        "POST",
        "/extract.json",
        &[("Content-Type", "application/x-www-form-urlencoded")],
        form.as_bytes(),
    );
    assert_eq!(sent.json()["claims"], 2, "the form asks the twin, too");
    // As an object; and a bare text that the client calls a form.
    let object = serde_json::json!({"text": text, "year": 2020}).to_string();
    for (kind, body) in [
        ("application/json", object.as_str()),
        ("application/x-www-form-urlencoded", text),
    ] {
        let headers = [("Content-Type", kind)];
        let sent = server.ask("POST", "/extract.json", &headers, body.as_bytes());
        assert_eq!(sent.json()["claims"], 2, "{kind}");
    }
    let year = server.ask(
        "POST",
        "/extract.json",
        &[("Content-Type", "application/json")],
        object.as_bytes(),
    );
    assert_eq!(year.json()["metadata"]["year"], 2020);
    assert_eq!(server.get("/extract.json").json()["types"][0], "text/plain");
}

#[test]
fn the_command_line_says_the_same() {
    let server = Server::shared();
    let world = server.world();
    let items = |answer: &Value| answer["items"].as_array().expect("items").clone();
    for (target, args) in [
        (
            "/search.json?q=扶贫&limit=200",
            &["search", "扶贫", "--limit", "200"][..],
        ),
        (
            "/search.json?q=投资 金额>=1亿元&limit=7",
            &["search", "投资 金额>=1亿元", "--limit", "7"],
        ),
        (
            "/search.json?q=增长&kind=growth&document=清远-2017&sort=document",
            &[
                "search",
                "增长",
                "--kind",
                "growth",
                "--document",
                "清远-2017",
                "--sort",
                "document",
                "--limit",
                "20",
            ],
        ),
        ("/claims.json?limit=200", &["list", "--limit", "200"]),
        (
            "/claims.json?unit=%25&sort=-value&limit=50&offset=3",
            &[
                "list", "--unit", "%", "--sort", "-value", "--limit", "50", "--offset", "3",
            ],
        ),
        (
            "/claims.json?q=投资&status=target,estimate",
            &[
                "list",
                "投资",
                "--status",
                "target,estimate",
                "--limit",
                "20",
            ],
        ),
        ("/documents.json", &["documents"]),
        (
            "/facets.json?q=扶贫&by=unit&limit=200",
            &["facets", "扶贫", "--by", "unit", "--limit", "0"],
        ),
        (
            "/stats.json?q=指标:GDP&by=year",
            &["stats", "指标:GDP", "--by", "year"],
        ),
        (
            "/series.json?indicator=GDP&place=清苑",
            &["track", "GDP", "--place", "清苑"],
        ),
        ("/check.json?class=note&limit=200", &["check"]),
    ] {
        let served = server.json(target);
        let said = world.json(&[args, &["--index", "index"]].concat());
        let (served_items, said_items) = (items(&served), items(&said));
        assert!(!said_items.is_empty(), "{args:?} says something");
        assert_eq!(served_items.len(), said_items.len(), "{target}");
        for (served, said) in served_items.iter().zip(&said_items) {
            assert_eq!(served, said, "{target}");
        }
        if let (Some(total), false) = (said.get("total"), target.starts_with("/series")) {
            assert_eq!(&served["total"], total, "{target}");
        }
    }
    let shown = world.json(&["show", "清远-2017", "--index", "index"]);
    assert_eq!(server.json("/documents/清远-2017.json"), shown);
}

/// A report with markup wherever there can be some.
const MARKUP: &str = "<script>alert(1)</script>";

/// A server with a report whose text, title, place and file name hold markup.
fn hostile() -> Server {
    let world = World::new();
    let text = format!(
        "{MARKUP}\"'& 甲县2018年政府工作报告\n\n一、{MARKUP}工作回顾\n全县<b onclick=\"x\">{MARKUP}产值</b>达到120.5亿元，增长7.2%。\n项目{MARKUP}\t5个\n\"'&投资80亿<i>元。\n"
    );
    let name = "<script>alert(1)<&\"'x.txt";
    world.write(&format!("hostile/{name}"), text.as_bytes());
    let title = format!("{MARKUP}\"'&");
    world.found(&[
        "index",
        &format!("hostile/{name}"),
        "--index",
        "index",
        "--title",
        &title,
        "--place",
        &format!("{MARKUP}县"),
        "--year",
        "2018",
    ]);
    Server::of(world, &[])
}

/// The tags of a page: what stands between `<` and `>`.
fn tags(page: &str) -> Vec<&str> {
    let parts = page.split('<').skip(1);
    parts
        .map(|part| part.split('>').next().unwrap_or(part))
        .collect()
}

/// The names of the attributes of a tag.
fn attributes(tag: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = tag.trim_start_matches(|c: char| !c.is_whitespace());
    loop {
        rest = rest.trim_start();
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(rest.len());
        if end == 0 {
            return names;
        }
        names.push(rest[..end].to_lowercase());
        rest = &rest[end..];
        if let Some(value) = rest.strip_prefix("=\"") {
            rest = value.split_once('"').map_or("", |(_, behind)| behind);
        } else if let Some(value) = rest.strip_prefix("='") {
            rest = value.split_once('\'').map_or("", |(_, behind)| behind);
        } else if let Some(value) = rest.strip_prefix('=') {
            rest = value.trim_start_matches(|c: char| !c.is_whitespace());
        }
    }
}

/// What breaks the policy of a page: code or styles in it, or something of another host.
fn inline(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags(page) {
        let name = tag
            .split(|c: char| c.is_whitespace() || c == '/')
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let attributes = attributes(tag);
        let is_foreign = ["src=\"http", "src=\"//", "javascript:"]
            .iter()
            .any(|bad| tag.contains(bad));
        let has = |attribute: &str| attributes.iter().any(|a| a == attribute);
        if name == "style"
            || name == "script" && !has("src")
            || name == "base"
            || name == "iframe"
            || has("style")
            || is_foreign
            || attributes.iter().any(|a| a.starts_with("on"))
        {
            found.push(tag.to_string());
        }
    }
    found
}

#[test]
fn inline_code_is_found() {
    for page in [
        "<p onclick=\"x\">",
        "<b class='a' STYLE='b'>",
        "<script>x</script>",
        "<style>",
        "<a href=\"javascript:x\">",
        "<img src=\"//x/y\">",
        "<p a=b onload=x>",
    ] {
        assert_eq!(inline(page).len(), 1, "{page}");
    }
    assert_eq!(
        inline(
            "<script src=\"/a.js\" defer></script><p data-on=\"onclick=1\" title='style=\"x\"'>"
        ),
        [""; 0]
    );
}

#[test]
fn no_page_has_code_in_it() {
    let server = Server::shared();
    let mut pages: Vec<String> = TWINS.iter().map(|(page, _)| page.to_string()).collect();
    pages.extend(
        [
            "/search?q=(",
            "/nowhere",
            "/documents/none",
            "/?lang=en",
            "/search?q=投资&least=1&most=5&in=亿元",
        ]
        .map(String::from),
    );
    for page in pages {
        let text = server.get(&page).text();
        assert!(text.contains("</html>"), "{page}");
        assert_eq!(inline(&text), [""; 0], "{page}");
    }
}

#[test]
fn markup_is_text() {
    let server = hostile();
    let documents = server.json("/documents.json");
    let id = documents["items"][0]["id"].as_str().unwrap().to_string();
    assert!(
        id.contains("<script>") && id.contains('"'),
        "the id holds markup: {id}"
    );
    let id = value(&id);
    let attack = value("\"><script>alert(1)</script>");
    let mut pages: Vec<String> = [
        "/",
        "/search",
        "/claims",
        "/documents",
        "/series",
        "/check",
        "/extract",
        "/search?q=产值",
        "/series?indicator=产值",
        "/series?indicator=投资",
        "/claims?columns=document,sentence,section,area,indicator",
    ]
    .map(String::from)
    .into();
    pages.push(format!("/documents/{id}"));
    pages.push(format!("/check?document={id}"));
    // What is asked comes back in boxes, titles, links and errors.
    for page in [
        "/search",
        "/claims",
        "/documents",
        "/series",
        "/check",
        "/extract",
    ] {
        for name in [
            "q",
            "indicator",
            "place",
            "document",
            "kind",
            "year",
            "unit",
            "sort",
            "columns",
            "section",
            "from",
            "title",
            "least",
            "in",
            "rule",
        ] {
            pages.push(format!("{page}?{name}={attack}"));
        }
        pages.push(format!("{page}?{attack}=1"));
    }
    pages.push(format!("/search?q=\"{attack}"));
    pages.push(format!("/documents/{attack}"));
    pages.push(format!("/{attack}"));
    pages.push(format!("/?lang={attack}"));
    for page in &pages {
        for language in ["zh", "en"] {
            let reply = server.ask("GET", page, &[("Accept-Language", language)], &[]);
            assert!(
                reply.header("content-type").starts_with("text/html"),
                "{page}"
            );
            assert_ne!(reply.status, 500, "{page}: {}", reply.text());
            let text = reply.text();
            assert!(!text.contains("<script>"), "{page}: {text}");
            assert!(
                !text.contains("<b onclick") && !text.contains("<i>元"),
                "{page}"
            );
            assert_eq!(inline(&text), [""; 0], "{page}");
        }
    }
    // It is there all the same.
    let report = server.get(&format!("/documents/{id}")).text();
    assert!(report.contains("&lt;script&gt;alert(1)"), "{report}");
    let chart = server.get("/series?indicator=投资").text();
    assert!(chart.contains("<svg"), "the chart is drawn: {chart}");
    let form = format!(
        "text={}&title={attack}",
        value("<script>alert(1)</script>产值5亿元。")
    );
    let sent = server.ask(
        "POST",
        "/extract",
        &[("Content-Type", "application/x-www-form-urlencoded")],
        form.as_bytes(),
    );
    assert!(!sent.text().contains("<script>") && sent.text().contains("&lt;script&gt;"));
    // JSON says it as it is, and no browser takes it for a page.
    let answer = server.get("/claims.json");
    assert!(
        answer.text().contains("<script>")
            && answer
                .header("content-type")
                .starts_with("application/json")
    );
}
