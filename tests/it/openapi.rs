//! The description of the API, `web/openapi.json`, and docs/api.md, held against the server at work: what they say holds, and they
//! say all.

use crate::program::{REPORT, World};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

/// A file of the repository.
fn file(path: &str) -> String {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

// ---- the server and a client ----

/// A server over an index of the shipped corpus; it ends with the value.
struct Server {
    child: Child,
    address: String,
    _world: World,
}

/// What those say who may write.
const TOKEN: &str = "0123456789abcdef0123";

/// What it answered.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Server {
    fn over(world: World) -> Server {
        Server::with(world, &[])
    }

    /// One that those who know [`TOKEN`] may write to.
    fn open(world: World) -> Server {
        world.write("token.txt", TOKEN);
        let options = ["--write", "--token-file", "token.txt", "--max-upload", "1"];
        Server::with(world, &options)
    }

    fn with(world: World, options: &[&str]) -> Server {
        let usual = ["serve", "--listen", "127.0.0.1:0", "--index", "index"];
        let mut command = world.command(&[&usual, options].concat());
        let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the server starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("its stdout");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("http://").expect("an address");
        Server {
            address: address.trim_end_matches('/').to_string(),
            child,
            _world: world,
        }
    }

    fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, &[], b"")
    }

    fn ask(&self, method: &str, target: &str, headers: &[&str], body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let patience = Some(Duration::from_secs(60));
        stream.set_read_timeout(patience).expect("a time");
        let mut head = format!("{method} {target} HTTP/1.1\r\nConnection: close\r\n");
        for line in headers {
            head += &format!("{line}\r\n");
        }
        if !headers.iter().any(|line| line.starts_with("Host:")) {
            head += &format!("Host: {}\r\n", self.address);
        }
        head += &format!("Content-Length: {}\r\n\r\n", body.len());
        stream.write_all(head.as_bytes()).expect("a request");
        // A server that refuses a body need not read it.
        let _ = stream.write_all(body);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        let end = all.windows(4).position(|w| w == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("{method} {target}: no answer"));
        let head = String::from_utf8_lossy(&all[..end]).to_lowercase();
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok());
        let body = match head.contains("transfer-encoding: chunked") {
            true => joined(&all[end + 4..]),
            false => all[end + 4..].to_vec(),
        };
        Answer {
            status: status.unwrap_or_else(|| panic!("{method} {target}: {head}")),
            head,
            body,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    fn json(&self) -> Value {
        let text = String::from_utf8_lossy(&self.body);
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {}\n{text}", self.head))
    }

    fn is_a(&self, kind: &str) -> bool {
        self.head.contains(&format!("\r\ncontent-type: {kind}"))
    }
}

/// A body that came in chunks.
fn joined(mut rest: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = rest.windows(2).position(|w| w == b"\r\n") {
        let size = std::str::from_utf8(&rest[..end]).expect("a size");
        let size = usize::from_str_radix(size, 16).expect(size);
        whole.extend(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 4 + size..];
    }
    whole
}

/// A text as it may stand in an address.
fn encoded(text: &str) -> String {
    let byte = |b: u8| match b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
        true => (b as char).to_string(),
        false => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
}

// ---- reading the description ----

/// The description, and which of its parts were used.
struct Description {
    whole: Value,
    used: RefCell<BTreeSet<String>>,
}

/// What can be asked for.
struct Operation<'a> {
    path: &'a str,
    method: &'a str,
    told: &'a Value,
}

/// The words of a schema that are understood here; another one would be passed over in silence.
const WORDS: [&str; 17] = [
    "$ref",
    "description",
    "type",
    "enum",
    "default",
    "minimum",
    "maximum",
    "format",
    "items",
    "minItems",
    "maxItems",
    "required",
    "properties",
    "additionalProperties",
    "allOf",
    "oneOf",
    "example",
];

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

impl Description {
    fn read() -> Description {
        Description {
            whole: serde_json::from_str(&file("web/openapi.json")).expect("web/openapi.json"),
            used: RefCell::default(),
        }
    }

    fn operations(&self) -> Vec<Operation<'_>> {
        let paths = self.whole["paths"].as_object().expect("paths");
        let each = paths.iter().flat_map(|(path, methods)| {
            let methods = methods.as_object().expect(path);
            methods
                .iter()
                .map(move |(method, told)| Operation { path, method, told })
        });
        each.collect()
    }

    /// What stands where this refers to, or this itself.
    fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        let Some(target) = value["$ref"].as_str() else {
            return value;
        };
        self.used.borrow_mut().insert(target.to_string());
        let found = target.strip_prefix('#').and_then(|t| self.whole.pointer(t));
        found.unwrap_or_else(|| panic!("{target} leads nowhere"))
    }

    fn parameters<'a>(&'a self, operation: &Operation<'a>) -> Vec<&'a Value> {
        let all = list(&operation.told["parameters"]).iter();
        all.map(|p| self.resolved(p)).collect()
    }

    /// The schema of what is answered with a status, and its type.
    fn answer<'a>(&'a self, operation: &Operation<'a>, status: u16) -> (&'a str, &'a Value) {
        let told = &operation.told["responses"][status.to_string()];
        let content = self.resolved(told)["content"].as_object();
        let content = content.and_then(|content| content.iter().next());
        let (kind, content) =
            content.unwrap_or_else(|| panic!("{}: {status} is not told of", operation.path));
        (kind, &content["schema"])
    }

    /// The keys that an object may have; all where it is open.
    fn keys<'a>(&'a self, schema: &'a Value) -> Option<BTreeSet<&'a str>> {
        let schema = self.resolved(schema);
        let mut keys = BTreeSet::new();
        for part in list(&schema["allOf"]) {
            keys.extend(self.keys(part)?);
        }
        let own = schema["properties"].as_object();
        keys.extend(own.into_iter().flatten().map(|(key, _)| key.as_str()));
        (schema["additionalProperties"] != Value::Bool(true)).then_some(keys)
    }

    /// What of a value is otherwise than its schema says; an object has no keys that are not told of.
    fn wrong(&self, schema: &Value, value: &Value, at: &str) -> Vec<String> {
        let mut wrong = self.wrong_in(schema, value, at);
        if let (Some(object), Some(keys)) = (value.as_object(), self.keys(schema)) {
            let strange = object.keys().filter(|key| !keys.contains(key.as_str()));
            let is_alternative = !self.resolved(schema)["oneOf"].is_null();
            wrong.extend(
                strange
                    .filter(|_| !is_alternative)
                    .map(|key| format!("{at}: nothing is told of {key}")),
            );
        }
        wrong
    }

    fn wrong_in(&self, schema: &Value, value: &Value, at: &str) -> Vec<String> {
        let schema = self.resolved(schema);
        let mut wrong = Vec::new();
        for word in schema.as_object().expect(at).keys() {
            assert!(WORDS.contains(&word.as_str()), "{at}: the word {word}");
        }
        for part in list(&schema["allOf"]) {
            wrong.extend(self.wrong_in(part, value, at));
        }
        if let Some(ways) = schema["oneOf"].as_array() {
            let each: Vec<_> = ways.iter().map(|way| self.wrong(way, value, at)).collect();
            if each.iter().filter(|wrong| wrong.is_empty()).count() != 1 {
                wrong.push(format!("{at}: not one of the ways: {each:?}"));
            }
        }
        let kinds = match &schema["type"] {
            Value::Array(kinds) => kinds.iter().map(text).collect(),
            Value::String(kind) => vec![kind.as_str()],
            _ => Vec::new(),
        };
        let is = |kind: &&str| match *kind {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "null" => value.is_null(),
            kind => panic!("{at}: the type {kind}"),
        };
        if !kinds.is_empty() && !kinds.iter().any(is) {
            wrong.push(format!("{at}: {value} is no {kinds:?}"));
        }
        if !schema["enum"].is_null() && !list(&schema["enum"]).contains(value) {
            wrong.push(format!("{at}: {value} is none of {}", schema["enum"]));
        }
        let below = |word: &str, number: Option<f64>| {
            let limit = schema[word].as_f64();
            limit.zip(number).map(|(limit, number)| number - limit)
        };
        let length = value.as_array().map(|items| items.len() as f64);
        let few = [
            below("minimum", value.as_f64()),
            below("minItems", length),
            below("maximum", value.as_f64()).map(|d| -d),
            below("maxItems", length).map(|d| -d),
        ];
        if few.into_iter().flatten().any(|d| d < 0.0) {
            wrong.push(format!("{at}: {value} is too small or too large"));
        }
        if let Some(object) = value.as_object() {
            let absent = list(&schema["required"]).iter().map(text);
            let absent = absent.filter(|key| !object.contains_key(*key));
            wrong.extend(absent.map(|key| format!("{at}: {key} is absent")));
            for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
                if let Some(value) = object.get(key) {
                    wrong.extend(self.wrong(inner, value, &format!("{at}.{key}")));
                }
            }
        }
        if let Some(items) = value.as_array().filter(|_| !schema["items"].is_null()) {
            for (i, item) in items.iter().enumerate() {
                wrong.extend(self.wrong(&schema["items"], item, &format!("{at}[{i}]")));
            }
        }
        wrong
    }

    /// Holds an answer against what is told of this status.
    fn hold(&self, operation: &Operation, status: u16, answer: &Answer, asked: &str) {
        let said = String::from_utf8_lossy(&answer.body);
        assert_eq!(answer.status, status, "{asked}: {said}");
        let (kind, schema) = self.answer(operation, status);
        assert!(answer.is_a(kind), "{asked}: {}", answer.head);
        if kind == "application/json" {
            let wrong = self.wrong(schema, &answer.json(), "");
            assert!(wrong.is_empty(), "{asked}:\n{}", wrong.join("\n"));
        } else {
            assert!(answer.body.len() > 100, "{asked}");
        }
    }

    fn operation(&self, id: &str) -> Operation<'_> {
        let mut all = self.operations().into_iter();
        let found = all.find(|operation| operation.told["operationId"] == id);
        found.unwrap_or_else(|| panic!("no operation {id}"))
    }
}

impl Operation<'_> {
    /// The address with this behind `?`, the examples of what stands in the path filled in.
    fn target(&self, parameters: &[&Value], query: &str) -> String {
        let mut path = self.path.to_string();
        for parameter in parameters.iter().filter(|p| p["in"] == "path") {
            let place = format!("{{{}}}", text(&parameter["name"]));
            path = path.replace(&place, &encoded(text(&parameter["example"])));
        }
        format!("{path}?{query}")
    }
}

/// A parameter with its example, as it stands in an address.
fn example(parameter: &Value) -> String {
    let said = |value: &Value| match value {
        Value::String(text) => encoded(text),
        other => encoded(&other.to_string()),
    };
    let name = text(&parameter["name"]);
    match &parameter["example"] {
        Value::Null => panic!("{name} has no example"),
        Value::Array(several) => {
            let between = match parameter["explode"] {
                Value::Bool(false) => ",".to_string(),
                _ => format!("&{name}="),
            };
            let all: Vec<String> = several.iter().map(said).collect();
            format!("{name}={}", all.join(&between))
        }
        one => format!("{name}={}", said(one)),
    }
}

// ---- the description alone ----

/// Every value under a key, anywhere.
fn under<'a>(key: &str, value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(object) => {
            found.extend(object.get(key));
            object.values().for_each(|inner| under(key, inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| under(key, inner, found)),
        _ => {}
    }
}

#[test]
fn the_description_is_sound() {
    let description = Description::read();
    let whole = &description.whole;
    assert_eq!(whole["openapi"], "3.1.0");
    assert_eq!(whole["info"]["version"], env!("CARGO_PKG_VERSION"));
    let mut links = Vec::new();
    under("$ref", whole, &mut links);
    let links: BTreeSet<&str> = links.into_iter().map(text).collect();
    let mut parts = BTreeSet::new();
    for kind in ["parameters", "responses", "schemas"] {
        let names = whole["components"][kind].as_object().expect(kind).keys();
        parts.extend(names.map(|name| format!("#/components/{kind}/{name}")));
    }
    let parts: BTreeSet<&str> = parts.iter().map(String::as_str).collect();
    assert_eq!(
        links, parts,
        "links lead to parts, and to each part leads one"
    );

    let mut ids = BTreeSet::new();
    for operation in description.operations() {
        let (path, told) = (operation.path, operation.told);
        let id = text(&told["operationId"]);
        assert!(!id.is_empty() && ids.insert(id), "{path}: {id}");
        assert!(!text(&told["summary"]).is_empty(), "{path}");
        let responses = told["responses"].as_object().expect(path);
        assert!(responses.contains_key("200") && responses.contains_key("503"));
        for response in responses.values() {
            let response = description.resolved(response);
            assert!(!text(&response["description"]).is_empty(), "{path}");
        }
        let mut names = BTreeSet::new();
        for parameter in description.parameters(&operation) {
            let name = text(&parameter["name"]);
            assert!(names.insert(name), "{path}: {name} twice");
            assert!(
                !text(&parameter["description"]).is_empty(),
                "{path}: {name}"
            );
            let in_path = path.contains(&format!("{{{name}}}"));
            assert_eq!(parameter["in"], if in_path { "path" } else { "query" });
            assert!(!in_path || parameter["required"] == true, "{path}: {name}");
            let values = [&parameter["example"], &parameter["schema"]["default"]];
            for value in values.into_iter().filter(|value| !value.is_null()) {
                let wrong = description.wrong(&parameter["schema"], value, name);
                assert!(wrong.is_empty(), "{path}: {wrong:?}");
            }
        }
        let places = path.matches('{').count();
        let filled = names
            .iter()
            .filter(|name| path.contains(&format!("{{{name}}}")));
        assert_eq!(places, filled.count(), "{path}");
    }
}

#[test]
fn a_value_otherwise_than_told_is_seen() {
    let description = Description::read();
    let schema = serde_json::json!({"$ref": "#/components/schemas/Error"});
    let wrong = |value| description.wrong(&schema, &value, "").len();
    let right = serde_json::json!({"error": {"status": 400, "code": "bad_query", "message": "m", "at": [0, 3]}});
    assert_eq!(wrong(right.clone()), 0);
    for (key, value) in [
        ("status", serde_json::json!("400")),
        ("status", serde_json::json!(200)),
        ("code", serde_json::json!("no_such_code")),
        ("at", serde_json::json!([0])),
        ("at", serde_json::json!([0, "3"])),
        ("other", serde_json::json!(1)),
    ] {
        let mut other = right.clone();
        other["error"][key] = value;
        assert_eq!(wrong(other.clone()), 1, "{other}");
    }
    assert_eq!(wrong(serde_json::json!({"error": {}})), 3);
}

// ---- addresses ----

/// The addresses of the server: what stands between quotation marks in `routes.rs` and begins like one.
fn routes() -> BTreeSet<String> {
    let source = file("src/bin/zhishu/server/routes.rs");
    let code = source.lines().filter(|line| !line.trim().starts_with("//"));
    let code: String = code.flat_map(|line| [line, "\n"]).collect();
    let texts = code.split('"').skip(1).step_by(2);
    texts
        .filter(|t| t.starts_with('/'))
        .map(String::from)
        .collect()
}

#[test]
fn every_address_is_told_of_and_no_other() {
    let description = Description::read();
    let routes = routes();
    let told: BTreeSet<&str> = description.operations().iter().map(|o| o.path).collect();
    for route in &routes {
        let twin = match route.as_str() {
            "/" => "/index.json".to_string(),
            "/documents/{*id}" => "/documents/{id}.json".to_string(),
            // Styles and scripts are no part of the API.
            "/static/{name}" => continue,
            path if path.contains('.') => path.to_string(),
            path => format!("{path}.json"),
        };
        assert!(told.contains(twin.as_str()), "nothing is told of {route}");
    }
    for path in told {
        let route = match path {
            "/documents/{id}" | "/documents/{id}.json" => "/documents/{*id}",
            path => path,
        };
        assert!(routes.contains(route), "{path} is no address");
    }
}

#[test]
fn every_address_answers_as_is_told() {
    let description = Description::read();
    let server = Server::over(World::shipped());
    for operation in description.operations() {
        if operation.method != "get" {
            continue;
        }
        let parameters = description.parameters(&operation);
        let ask = |status: u16, query: &str| {
            let target = operation.target(&parameters, query);
            let answer = server.get(&target);
            description.hold(&operation, status, &answer, &target);
            answer
        };
        ask(200, "");
        let asked = parameters.iter().filter(|p| p["in"] == "query");
        for parameter in asked.clone() {
            ask(200, &example(parameter));
        }
        let problem = ask(400, "nonsense=1").json();
        assert_eq!(problem["error"]["code"], "unknown_parameter");
        // The message names what there is.
        let message = text(&problem["error"]["message"]);
        let known = message
            .split_once("here are ")
            .map_or("lang", |(_, all)| all);
        let known: BTreeSet<&str> = known.split(", ").chain(["lang"]).collect();
        let told: BTreeSet<&str> = asked.map(|p| text(&p["name"])).collect();
        assert_eq!(known, told, "{}", operation.path);
        // The page of the same data.
        let told = text(&operation.told["description"]);
        if let Some(page) = told.strip_prefix("The page of the same data is `") {
            let page = page.split('`').next().unwrap_or_default();
            let page = page.replace("{id}", &encoded("清远-2017"));
            let answer = server.get(&page);
            assert!(answer.status == 200 && answer.is_a("text/html"), "{page}");
        }
    }
    // What examples of one parameter alone do not give.
    for (id, query) in [
        ("search", "q=GDP>1亿元&limit=200"),
        ("search", "q=fupin"),
        ("search", "q=投资&least=1&most=200&in=亿元"),
        ("listClaims", "limit=200"),
        ("listClaims", "limit=200&offset=200"),
        ("listClaims", "limit=200&offset=400"),
        ("listClaims", "q=GDP"),
        ("listClaims", "q=fupin"),
        ("check", "class=note&limit=200"),
        ("measureClaims", "q=投资&by=year&histogram=5"),
        ("getSeries", "indicator=gdp"),
        ("getSeries", "indicator=固定资产投资"),
        ("suggest", "q=gdp 地区:清"),
    ] {
        let operation = description.operation(id);
        let safe =
            query
                .split_inclusive(['=', '&'])
                .map(|part| match part.strip_suffix(['=', '&']) {
                    Some(text) => encoded(text) + &part[text.len()..],
                    None => encoded(part),
                });
        let target = operation.target(&[], &safe.collect::<String>());
        description.hold(&operation, 200, &server.get(&target), &target);
    }
    let claim = serde_json::json!({"$ref": "#/components/schemas/Claim"});
    for item in list(&server.get("/claims.json?limit=200").json()["items"]) {
        let wrong = description.wrong(&claim, item, "");
        assert!(wrong.is_empty(), "{wrong:?}");
    }
    let chosen = server.get("/claims.json?columns=text,id").json();
    let keys = list(&chosen["items"]).iter().flat_map(Value::as_object);
    let mut keys = keys.flat_map(|item| item.keys());
    assert!(keys.all(|key| key == "text" || key == "id"));

    let extract = description.operation("extract");
    let parameters = description.parameters(&extract);
    let body = &extract.told["requestBody"]["content"]["text/plain"]["example"];
    for parameter in &parameters {
        let target = extract.target(&[], &example(parameter));
        let kind = ["Content-Type: text/plain"];
        let answer = server.ask("POST", &target, &kind, text(body).as_bytes());
        description.hold(&extract, 200, &answer, &target);
        assert_eq!(answer.json()["claims"], 2, "{target}");
    }
    let used = description.used.borrow();
    let schemas = description.whole["components"]["schemas"].as_object();
    // Adding and removing are asked for in a test of their own.
    let unseen = schemas.expect("schemas").keys().filter(|name| {
        let is_written = ["Summary", "Removed"].contains(&name.as_str());
        !is_written && !used.contains(&format!("#/components/schemas/{name}"))
    });
    assert_eq!(unseen.collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn every_error_has_the_shape_that_is_told() {
    let description = Description::read();
    let server = Server::over(World::shipped());
    let large = vec![b'1'; 2 * 1024 * 1024 + 1];
    let foreign = "Origin: https://example.org";
    for (id, method, target, header, body, status, code) in [
        (
            "search",
            "GET",
            "/search.json?q=(a",
            "",
            &b""[..],
            400,
            "bad_query",
        ),
        (
            "downloadClaimsAsCsv",
            "GET",
            "/claims.csv?kind=nonsense",
            "",
            b"",
            400,
            "bad_query",
        ),
        (
            "downloadClaimsAsExcel",
            "GET",
            "/claims.xlsx?sort=size",
            "",
            b"",
            400,
            "bad_parameter",
        ),
        (
            "check",
            "GET",
            "/check.json?sure=quite",
            "",
            b"",
            400,
            "bad_parameter",
        ),
        (
            "check",
            "GET",
            "/check.json?document=nowhere",
            "",
            b"",
            404,
            "no_document",
        ),
        (
            "getDocument",
            "GET",
            "/documents/nowhere.json",
            "",
            b"",
            404,
            "no_document",
        ),
        (
            "search",
            "GET",
            "/search.json",
            "Host: stat.example.org",
            b"",
            421,
            "unknown_host",
        ),
        (
            "extract",
            "POST",
            "/extract.json",
            "Content-Type: application/json",
            b"{}",
            400,
            "no_text",
        ),
        (
            "extract",
            "POST",
            "/extract.json",
            "",
            b"%PDF-1.7 broken",
            415,
            "not_read",
        ),
        (
            "extract",
            "POST",
            "/extract.json",
            "",
            &large,
            413,
            "too_large",
        ),
        (
            "extract",
            "POST",
            "/extract.json",
            foreign,
            b"abc",
            403,
            "foreign_origin",
        ),
    ] {
        let headers: Vec<&str> = [header].into_iter().filter(|h| !h.is_empty()).collect();
        let answer = server.ask(method, target, &headers, body);
        description.hold(&description.operation(id), status, &answer, target);
        assert_eq!(answer.json()["error"]["code"], code, "{target}");
    }
    // An amount that is none is no mistake of the query, and has no place in it.
    let (least, unit) = (encoded("1亿元"), encoded("亿元"));
    let range = format!("/claims.json?q=a&least={least}&most=2&in={unit}");
    for target in ["/search.json?q=%28a", &range] {
        let error = server.get(target).json();
        let length = text(&error["error"]["text"]).chars().count() as u64;
        let end = error["error"]["at"][1].as_u64().unwrap_or_default();
        assert!(end <= length, "{error}");
    }
    let error = serde_json::json!({"$ref": "#/components/schemas/Error"});
    for (method, target, status) in [
        ("GET", "/nowhere.json", 404),
        ("POST", "/nowhere", 404),
        ("POST", "/search.json", 405),
        ("PUT", "/claims.csv", 405),
        ("PUT", "/extract.json", 405),
    ] {
        let answer = server.ask(method, target, &[], b"");
        assert_eq!(answer.status, status, "{method} {target}");
        let wrong = description.wrong(&error, &answer.json(), "");
        assert!(wrong.is_empty(), "{method} {target}: {wrong:?}");
        let allow = answer.head.contains("\r\nallow: ");
        assert_eq!(allow, status == 405, "{method} {target}: {}", answer.head);
    }
    let browser = ["Accept: text/html,*/*"];
    let page = server.ask("GET", "/claims.csv?sort=size", &browser, b"");
    assert!(page.status == 400 && page.is_a("text/html"));

    let empty = Server::over(World::new());
    let search = description.operation("search");
    let answer = empty.get("/search.json");
    description.hold(&search, 503, &answer, "without an index");
    let start = description.operation("getIndex");
    description.hold(&start, 200, &empty.get("/index.json"), "without an index");
}

/// The statuses and codes of errors that the server's source names: `(404, "not_found"`.
fn codes() -> BTreeSet<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/bin/zhishu/server");
    let mut folders = vec![std::path::PathBuf::from(folder)];
    let mut found = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the server") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).expect("source");
            let source: String = source.split_whitespace().collect();
            for (at, _) in source.match_indices(",\"") {
                let status = source[..at].rsplit('(').next().unwrap_or_default();
                let code = source[at + 2..].split('"').next().unwrap_or_default();
                if status.len() == 3 && status.bytes().all(|b| b.is_ascii_digit()) {
                    found.insert((status.to_string(), code.to_string()));
                }
            }
        }
    }
    found
}

#[test]
fn every_code_of_an_error_is_told() {
    let description = Description::read();
    let known = &description.whole["components"]["schemas"]["Error"]["properties"]["error"];
    let known = list(&known["properties"]["code"]["enum"]);
    let manual = file("docs/api.md");
    let codes = codes();
    assert!(codes.len() > 10, "{codes:?}");
    for (status, code) in codes {
        assert!(
            known.contains(&Value::from(code.as_str())),
            "{status} {code}"
        );
        let row = format!("| {status} | `{code}` |");
        assert!(manual.contains(&row), "docs/api.md has no row {row}");
    }
}

// ---- docs/api.md ----

/// A line of a shell in words; `'…'` and `"…"` hold words together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut open = None;
    for c in line.chars() {
        match (open, c) {
            (None, '\'' | '"') => open = Some(c),
            (Some(mark), c) if mark == c => open = None,
            (None, ' ') => words.push(String::new()),
            (_, c) => words.last_mut().expect("a word").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_example_of_the_manual_is_answered() {
    let description = Description::read();
    let server = Server::open(World::shipped());
    let manual = file("docs/api.md");
    let lines = manual.lines().filter(|line| line.starts_with("curl "));
    let mut asked = BTreeSet::new();
    for line in lines {
        let words = words(line);
        let mut target = String::new();
        let (mut method, mut body) = (None, None);
        let mut headers = Vec::new();
        let mut rest = words.iter().skip(1);
        while let Some(word) = rest.next() {
            let mut next = || rest.next().unwrap_or_else(|| panic!("{line}"));
            match word.as_str() {
                "-X" => method = Some(next().to_string()),
                "-H" => headers.push(next().replace("$TOKEN", TOKEN)),
                "-o" => drop(next()),
                "--data-binary" => body = Some(next().to_string()),
                address => {
                    let path = address.strip_prefix("http://127.0.0.1:7878");
                    target = path.unwrap_or_else(|| panic!("{line}")).to_string();
                }
            }
        }
        let default = if body.is_some() { "POST" } else { "GET" };
        let method = method.unwrap_or(default.to_string());
        let body = match body.unwrap_or_default() {
            file if file.starts_with('@') => REPORT.to_string(),
            text => text,
        };
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        let answer = server.ask(&method, &target, &headers, body.as_bytes());
        let expected = match target.starts_with("/documents?name") {
            true => 201,
            false => 200,
        };
        assert_eq!(answer.status, expected, "{line}: {}", answer.head);
        let path = target.split('?').next().unwrap_or_default();
        let path = match path.strip_prefix("/documents/") {
            Some(id) if id.ends_with(".json") => "/documents/{id}.json",
            Some(_) => "/documents/{id}",
            None => path,
        };
        asked.insert((path.to_string(), method.to_lowercase()));
    }
    for operation in description.operations() {
        let key = (operation.path.to_string(), operation.method.to_string());
        assert!(
            asked.contains(&key),
            "docs/api.md has no example of {key:?}"
        );
        let row = format!("| `{} {}` |", key.1.to_uppercase(), key.0);
        assert!(manual.contains(&row), "docs/api.md has no row {row}");
    }
}

#[test]
fn nothing_is_written_without_leave() {
    let description = Description::read();
    let server = Server::over(World::shipped());
    for (id, method, body) in [
        ("addDocument", "POST", &b"text"[..]),
        ("removeDocument", "DELETE", b""),
    ] {
        let operation = description.operation(id);
        let parameters = description.parameters(&operation);
        let query = match method {
            "POST" => "name=a.txt",
            _ => "",
        };
        let target = operation.target(&parameters, query);
        let token = ["Authorization: Bearer 0123456789abcdef"];
        let answer = server.ask(method, &target, &token, body);
        description.hold(&operation, 403, &answer, &target);
        assert_eq!(answer.json()["error"]["code"], "read_only", "{target}");
    }
}

#[test]
fn what_is_written_is_told() {
    let description = Description::read();
    let server = Server::open(World::with_corpus());
    let right = format!("Authorization: Bearer {TOKEN}");
    let wrong = "Authorization: Bearer 0123456789abcdef0124".to_string();
    let (add, remove) = ("addDocument", "removeDocument");
    let named = "/documents?name=a.txt";
    let large = vec![b'1'; 1024 * 1024 + 1];
    let changed = REPORT.replace("120.5", "121.5");
    // With a status of less than 400 there is no code.
    for (id, target, token, body, status, code) in [
        (add, named, &right, REPORT.as_bytes(), 201, ""),
        (add, named, &right, REPORT.as_bytes(), 200, ""),
        (add, named, &right, changed.as_bytes(), 200, ""),
        (
            add,
            "/documents?name=b.txt",
            &right,
            changed.as_bytes(),
            200,
            "",
        ),
        (add, named, &wrong, REPORT.as_bytes(), 401, "wrong_token"),
        (
            add,
            named,
            &String::new(),
            REPORT.as_bytes(),
            401,
            "no_token",
        ),
        (
            add,
            "/documents",
            &right,
            REPORT.as_bytes(),
            400,
            "bad_parameter",
        ),
        (
            add,
            "/documents?name=a.txt&of=1",
            &right,
            b"1",
            400,
            "unknown_parameter",
        ),
        (add, named, &right, b"", 400, "empty"),
        (add, named, &right, &large, 413, "too_large"),
        (
            add,
            "/documents?name=a.zip",
            &right,
            b"PK\x03\x04 and so on",
            415,
            "not_read",
        ),
        (
            add,
            "/documents?name=a.pdf",
            &right,
            b"%PDF-1.7 broken",
            422,
            "not_read",
        ),
        (
            remove,
            "/documents/nowhere",
            &right,
            b"",
            404,
            "no_document",
        ),
        (remove, "/documents/a", &String::new(), b"", 401, "no_token"),
        (remove, "/documents/a", &right, b"", 200, ""),
        (remove, "/documents/a", &right, b"", 404, "no_document"),
    ] {
        let operation = description.operation(id);
        let method = operation.method.to_uppercase();
        let headers: Vec<&str> = [token.as_str()]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect();
        let answer = server.ask(&method, target, &headers, body);
        description.hold(&operation, status, &answer, target);
        let said = answer.json();
        assert_eq!(
            text(&said["error"]["code"]),
            code,
            "{method} {target}: {said}"
        );
    }
    // The same parameters are told of as there are.
    let operation = description.operation(add);
    let parameters = description.parameters(&operation);
    let target = format!("{named}&nonsense=1");
    let refused = server.ask("POST", &target, &[&right], b"1").json();
    let message = text(&refused["error"]["message"]);
    for parameter in parameters.iter().filter(|p| p["name"] != "lang") {
        assert!(message.contains(text(&parameter["name"])), "{message}");
    }
    let query: Vec<String> = parameters.iter().map(|p| example(p)).collect();
    let query = query.join("&").replace("gb18030", "utf-8");
    let target = operation.target(&parameters, &query);
    let answer = server.ask("POST", &target, &[&right], REPORT.as_bytes());
    description.hold(&operation, 201, &answer, &target);
}
