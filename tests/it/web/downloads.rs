//! Downloads hold what the page shows.

use super::served::{Server, unescaped};
use serde_json::Value;
use std::io::Read;

/// The questions whose tables are downloaded.
const ASKED: [&str; 5] = [
    "limit=20",
    "limit=50&offset=7&sort=-value&unit=%25",
    "q=投资&columns=document,indicator,text,value,base_unit,bound,confidence",
    "kind=growth&status=target&sort=year&limit=200",
    "q=没有这个词的句子",
];

/// A cell as CSV writes it.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(cell).collect::<Vec<_>>().join(":"),
        other => other.to_string(),
    }
}

/// The table of a question by its JSON: the columns, and the cells.
fn table(answer: &Value) -> Vec<Vec<String>> {
    let columns: Vec<String> = serde_json::from_value(answer["columns"].clone()).expect("columns");
    let items = answer["items"].as_array().expect("items");
    let rows = items
        .iter()
        .map(|item| columns.iter().map(|c| cell(&item[c])).collect());
    std::iter::once(columns.clone()).chain(rows).collect()
}

fn csv(server: &Server, target: &str) -> Vec<Vec<String>> {
    let reply = server.get(target);
    assert_eq!(reply.status, 200, "{target}: {}", reply.text());
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        reply.header("content-disposition"),
        "attachment; filename=\"claims.csv\""
    );
    let body = reply
        .body
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(&reply.body);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(body);
    let rows = reader
        .records()
        .map(|row| row.expect("a row").iter().map(String::from).collect());
    rows.collect()
}

/// The cells of the first sheet of a workbook.
fn xlsx(server: &Server, target: &str) -> Vec<Vec<String>> {
    let reply = server.get(target);
    assert_eq!(reply.status, 200, "{target}");
    assert_eq!(
        reply.header("content-disposition"),
        "attachment; filename=\"claims.xlsx\""
    );
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(&reply.body)).expect("a workbook");
    let mut sheet = String::new();
    let mut file = book.by_name("xl/worksheets/sheet1.xml").expect("a sheet");
    file.read_to_string(&mut sheet).expect("text");
    let text = |part: &str| {
        let open = part.find("<t").or(part.find("<v"));
        let inner = open
            .and_then(|at| part[at..].split_once('>'))
            .map_or("", |(_, rest)| rest);
        let inner = inner.split("</").next().unwrap_or_default();
        unescaped(inner)
    };
    let column = |part: &str| {
        let name = part.split("r=\"").nth(1).unwrap_or_default();
        let letters = name.bytes().take_while(u8::is_ascii_uppercase);
        letters.fold(0, |n, letter| n * 26 + usize::from(letter - b'A') + 1) - 1
    };
    let rows = sheet.split("<row ").skip(1);
    let mut exact = Vec::new();
    let rows = rows.map(|row| {
        let mut cells: Vec<String> = Vec::new();
        for part in row.split("<c ").skip(1) {
            // Blank cells are left out.
            cells.resize(column(part), String::new());
            cells.push(text(part));
        }
        // A column of numbers has one beside it with their digits, which the page has not.
        if exact.is_empty() {
            exact = cells.iter().map(|name| name.ends_with("_exact")).collect();
        }
        let cells = cells.into_iter().enumerate();
        let shown = cells.filter(|(at, _)| !exact.get(*at).is_some_and(|exact| *exact));
        shown.map(|(_, cell)| cell).collect()
    });
    rows.collect()
}

#[test]
fn downloads_are_what_the_page_shows() {
    let server = Server::shared();
    for asked in ASKED {
        let shown = table(&server.json(&format!("/claims.json?{asked}")));
        let target = match asked.contains("limit") {
            true => format!("/claims.csv?{asked}"),
            false => format!("/claims.csv?{asked}&limit=20"),
        };
        assert_eq!(csv(&server, &target), shown, "{asked}");
        let book = xlsx(&server, &target.replace(".csv", ".xlsx"));
        assert_eq!(book.len(), shown.len(), "{asked}");
        for (row, shown) in book.iter().zip(&shown) {
            for (at, cell) in shown.iter().enumerate() {
                let found = row.get(at).map_or("", String::as_str);
                let same = found == cell
                    || found
                        .parse::<f64>()
                        .ok()
                        .is_some_and(|n| Some(n) == cell.parse().ok());
                assert!(same, "{asked}: {found} and not {cell}");
            }
        }
        // The links of the page lead to the same.
        let page = server.get(&format!("/claims?{asked}")).text();
        let mut links = page
            .split("href=\"")
            .map(|part| unescaped(part.split('"').next().unwrap()));
        let link = links.find(|link| link.starts_with("/claims.csv"));
        let link = link.expect("a download");
        assert_eq!(csv(&server, &link), shown, "{link}");
    }
}

#[test]
fn without_a_limit_all_come() {
    let server = Server::shared();
    let total = server.json("/claims.json")["total"].as_u64().unwrap();
    assert!(total > 200, "more than a page can show");
    let listed = server
        .world()
        .json(&["list", "--limit", "0", "--index", "index"]);
    let ids: Vec<String> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| cell(&item["id"]))
        .collect();
    for target in ["/claims.csv?columns=id", "/claims.csv?columns=id&limit=0"] {
        let rows = csv(&server, target);
        assert_eq!(rows[0], ["id"]);
        let found: Vec<String> = rows[1..].iter().map(|row| row[0].clone()).collect();
        assert_eq!(found, ids, "{target}");
    }
    assert_eq!(
        xlsx(&server, "/claims.xlsx?columns=id").len() as u64,
        total + 1
    );
    let end = csv(
        &server,
        &format!("/claims.csv?columns=id&offset={}", total - 3),
    );
    assert_eq!(end.len(), 4);
}

#[test]
fn what_is_wrong_with_a_download_is_told_before_it_begins() {
    let server = Server::shared();
    for (target, status) in [
        ("/claims.csv?q=(", 400),
        ("/claims.xlsx?columns=color", 400),
        ("/claims.csv?limit=all", 400),
        ("/claims.csv?by=unit", 400),
        ("/claims.pdf", 404),
    ] {
        let reply = server.get(target);
        assert_eq!(reply.status, status, "{target}");
        // Files are for programs; an address that is none may be a person's.
        let kind = match status {
            404 => "text/html",
            _ => "application/json",
        };
        assert!(reply.header("content-type").starts_with(kind), "{target}");
        assert_eq!(reply.header("content-disposition"), "", "{target}");
    }
}
