//! Reports in every format that is read, and files that are none: each good one is indexed, each bad one told in one line.

use crate::program::{REPORT, World};
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

/// An archive of these files.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A Word document with a paragraph for each line.
fn docx(text: &str) -> Vec<u8> {
    let paragraphs = text
        .lines()
        .map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"));
    let body: String = paragraphs.collect();
    let source = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", source.as_bytes()),
    ])
}

/// A page with a paragraph for each line and a site around it.
fn page(text: &str) -> String {
    let paragraphs: String = text.lines().map(|line| format!("<p>{line}</p>")).collect();
    format!(
        "<html><head><title>页</title></head><body><ul class=nav><li><a href=/>首页</a><li><a href=/a>新闻88条</a></ul>\
         <div id=zoom>{paragraphs}</div><div class=footer>版权所有 某ICP备999号</div></body></html>"
    )
}

/// A report of its own, so that no two are copies.
fn report(place: &str) -> String {
    REPORT.replace("甲县", place)
}

/// A file of the old Office that names this stream.
fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(512, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

/// An archive whose only file is empty space that packs to nothing.
fn bomb() -> Vec<u8> {
    zipped(&[("空.txt", &vec![b' '; 12 << 20])])
}

/// An archive whose only file is marked as encrypted.
fn locked() -> Vec<u8> {
    let mut bytes = zipped(&[("密.txt", report("密县").as_bytes())]);
    for (mark, at) in [(&b"PK\x03\x04"[..], 6), (b"PK\x01\x02", 8)] {
        let start = bytes.windows(4).position(|w| w == mark).unwrap();
        bytes[start + at] |= 1;
    }
    bytes
}

/// The numbers of a file, as `extract` writes them.
fn numbers(world: &World, args: &[&str]) -> Vec<String> {
    let out = world.found(&[&["extract"], args].concat());
    let record = |line: &str| -> serde_json::Value { serde_json::from_str(line).unwrap() };
    let text = |line| record(line)["text"].as_str().unwrap().to_string();
    out.lines().map(text).collect()
}

#[test]
fn every_format_says_the_same() {
    let world = World::new();
    let wide: Vec<u8> = REPORT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let gbk = encoding_rs::GBK.encode(REPORT).0;
    let head = "<head><meta charset=gb2312>";
    let gbk_page = page(REPORT).replace("<head>", head);
    world
        .write("utf8.txt", REPORT)
        .write("gbk.txt", &gbk)
        .write("utf16.txt", wide)
        .write("page.html", page(REPORT))
        .write("gbk.htm", encoding_rs::GBK.encode(&gbk_page).0)
        .write("word.docx", docx(REPORT))
        .write(
            "mark.md",
            REPORT
                .replace("一、", "## 一、")
                .replace("120.5亿元", "**120.5**亿元"),
        )
        .write(
            "all.zip",
            zipped(&[("甲/一.docx", &docx(REPORT)), ("甲/二.txt", &gbk)]),
        );
    let expected = numbers(&world, &["utf8.txt"]);
    assert!(expected.contains(&"120.5亿元".to_string()), "{expected:?}");
    for file in [
        "gbk.txt",
        "utf16.txt",
        "page.html",
        "gbk.htm",
        "word.docx",
        "mark.md",
        "all.zip!/甲/一.docx",
        "all.zip!/甲/二.txt",
    ] {
        assert_eq!(numbers(&world, &[file]), expected, "{file}");
    }
    assert!(world.found(&["explain", "word.docx"]).contains("120.5亿元"));
    // A wrong name is no matter.
    world
        .write("word.txt", docx(REPORT))
        .write("text.docx", REPORT);
    assert_eq!(numbers(&world, &["word.txt"]), expected);
    assert_eq!(numbers(&world, &["text.docx"]), expected);
}

#[test]
fn a_batch_takes_the_good_and_tells_each_bad_one() {
    let world = World::new();
    world
        .write("in/a.txt", report("青县"))
        .write("in/b.html", page(&report("白县")))
        .write("in/c.docx", docx(&report("黄县")))
        .write("in/d.md", report("紫县"))
        .write(
            "in/e.zip",
            zipped(&[
                ("甲/红县.txt", report("红县").as_bytes()),
                ("甲/橙县.docx", &docx(&report("橙县"))),
                ("甲/README.md", b"about"),
                ("__MACOSX/._a.txt", b"x"),
                ("甲/图.png", b"x"),
                (
                    "甲/内.zip",
                    &zipped(&[
                        ("蓝县.txt", report("蓝县").as_bytes()),
                        ("深.zip", &zipped(&[("x.txt", b"x")])),
                    ]),
                ),
                ("甲/断.zip", b"PK\x03\x04"),
                ("甲/旧.doc", &compound("WordDocument")),
            ]),
        )
        .write("in/README.md", "about 5个")
        .write("in/old.doc", compound("WordDocument"))
        .write("in/locked.docx", compound("EncryptedPackage"))
        .write("in/cut.docx", &docx(&report("断县"))[..200])
        .write("in/bomb.zip", bomb())
        .write("in/locked.zip", locked())
        .write(
            "in/cut.zip",
            &zipped(&[("a.txt", report("断县").as_bytes())])[..60],
        )
        .write("in/empty.html", "<html></html>")
        .write("in/rich.rtf", "{\\rtf1 x}")
        .write("in/pack.rar", b"Rar!\x1a\x07\x01\0")
        .write("in/sheet.xlsx", "x");
    let run = world.run(&["index", "in", "--index", "i", "--format", "json"]);
    let summary: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let mut added: Vec<&str> = summary["added"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|v| v.as_str())
        .collect();
    added.sort_unstable();
    assert_eq!(
        added,
        ["a", "b", "c", "d", "橙县", "红县", "蓝县"],
        "{run:?}"
    );
    assert_eq!(run.code, 2);
    let failed: Vec<String> = summary["failed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|trouble| trouble["message"].as_str().unwrap().to_string())
        .collect();
    for (name, why) in [
        ("in/old.doc", "old Word document (.doc)"),
        ("in/locked.docx", "under a password"),
        ("in/cut.docx", "damaged or cut off"),
        ("in/bomb.zip!/空.txt", "250 times"),
        ("in/locked.zip!/密.txt", "under a password"),
        ("in/cut.zip", "damaged or cut off"),
        ("in/empty.html", "is empty"),
        ("in/rich.rtf", "an RTF document"),
        ("in/pack.rar", "a RAR archive"),
        ("in/e.zip!/甲/内.zip!/深.zip", "archive in an archive in"),
        ("in/e.zip!/甲/断.zip", "damaged or cut off"),
        ("in/e.zip!/甲/旧.doc", "old Word document"),
    ] {
        let told: Vec<&String> = failed
            .iter()
            .filter(|m| m.starts_with(&format!("{name}: ")))
            .collect();
        assert_eq!(told.len(), 1, "{name}: {failed:?}");
        assert!(
            told[0].contains(why) && told[0].lines().count() == 1,
            "{told:?}"
        );
    }
    assert_eq!(failed.len(), 12, "{failed:?}");
    assert!(
        run.err.contains("passed over 2 files of other kinds"),
        "{run:?}"
    );
    assert!(
        world
            .found(&["show", "红县", "--index", "i"])
            .contains("120.5亿元")
    );
    let again = world.run(&["index", "in", "--index", "i"]);
    assert!(
        again
            .out
            .starts_with("added 0, replaced 0, unchanged 7, failed 12"),
        "{again:?}"
    );
}

#[test]
fn a_file_in_an_archive_is_known_again() {
    let world = World::new();
    let manifest = "[[document]]\nfile = \"一.txt\"\ntitle = \"青县旧报告\"\nyear = 2011\n";
    let archive = |text: &str| {
        zipped(&[
            ("甲/一.txt", text.as_bytes()),
            ("甲/manifest.toml", manifest.as_bytes()),
            ("二.txt", report("白县").as_bytes()),
        ])
    };
    world.write("a.zip", archive(&report("青县")));
    let index = ["index", "a.zip", "--index", "i"];
    assert_eq!(
        world.found(&index).trim(),
        "added 2, replaced 0, unchanged 0, failed 0"
    );
    assert_eq!(
        world.found(&index).trim(),
        "added 0, replaced 0, unchanged 2, failed 0"
    );
    let documents = world.found(&["documents", "--index", "i", "--format", "ndjson"]);
    assert!(
        documents.contains("青县旧报告") && documents.contains("a.zip!/甲/一.txt"),
        "{documents}"
    );
    world.write("a.zip", archive(&report("青县").replace("120.5", "130.5")));
    assert_eq!(
        world.found(&index).trim(),
        "added 0, replaced 1, unchanged 1, failed 0"
    );
    let named = ["index", "a.zip!/二.txt", "--index", "j"];
    assert_eq!(
        world.found(&named).trim(),
        "added 1, replaced 0, unchanged 0, failed 0"
    );
    assert!(
        world
            .refused(&["extract", "a.zip"])
            .contains("ARCHIVE.zip!/FILE")
    );
    assert!(
        world
            .refused(&["extract", "a.zip!/三.txt"])
            .contains("no such file in the archive")
    );
}

#[test]
fn manifests_above_a_file_in_an_archive_name_it() {
    let world = World::new();
    let inner = zipped(&[("丙.txt", report("黄县").as_bytes())]);
    let manifest = "file,year\n甲/一.txt,2011\n内.zip!/丙.txt,2012\n";
    let archive = zipped(&[
        ("manifest.csv", manifest.as_bytes()),
        ("甲/一.txt", report("青县").as_bytes()),
        ("甲/二.txt", report("白县").as_bytes()),
        ("内.zip", &inner),
    ]);
    world.write("in/a.zip", archive).write(
        "in/manifest.csv",
        "file,year\n甲/二.txt,2013\n甲/一.txt,1999\n",
    );
    let told = world.found(&["metadata", "in", "--format", "ndjson"]);
    for (file, year) in [("一.txt", 2011), ("丙.txt", 2012), ("二.txt", 2013)] {
        let line = told.lines().find(|line| line.contains(file));
        let line: serde_json::Value = serde_json::from_str(line.unwrap()).unwrap();
        assert_eq!(line["year"], year, "{file}: {told}");
        assert_eq!(line["told_by"]["year"], "manifest");
    }
    let named = ["extract", "in/a.zip!/内.zip!/丙.txt", "--format", "ndjson"];
    assert!(world.found(&named).contains("120.5亿元"));
}

#[test]
fn names_of_an_archive_are_read_in_their_encoding() {
    let world = World::new();
    let mut bytes = zipped(&[("AAAA/BBBBBB.txt", report("青县").as_bytes())]);
    let (name, _, _) = encoding_rs::GBK.encode("报告/清河市.txt");
    assert_eq!(name.len(), "AAAA/BBBBBB.txt".len());
    while let Some(at) = bytes.windows(4).position(|w| w == b"AAAA") {
        bytes[at..at + name.len()].copy_from_slice(&name);
    }
    world.write("a.zip", bytes);
    world.found(&["index", "a.zip", "--index", "i"]);
    assert!(
        world
            .found(&["documents", "--index", "i"])
            .contains("清河市")
    );
}

#[test]
fn patterns_leave_files_out() {
    let world = World::new();
    world
        .write("in/a.txt", report("青县"))
        .write("in/drafts/b.txt", report("白县"))
        .write("in/c.md", report("黄县"))
        .write("in/.gitignore", "c.md\n")
        .write(
            "d.zip",
            zipped(&[
                ("drafts/e.txt", report("红县").as_bytes()),
                ("f.txt", report("橙县").as_bytes()),
            ]),
        );
    let out = world.found(&[
        "index",
        "in",
        "d.zip",
        "--exclude",
        "drafts/",
        "--index",
        "i",
    ]);
    assert_eq!(out.trim(), "added 2, replaced 0, unchanged 0, failed 0");
    assert!(
        world
            .refused(&["index", "in", "--exclude", "{a", "--index", "i"])
            .contains(".gitignore")
    );
}

#[test]
fn a_stated_encoding_goes_before_what_the_bytes_tell() {
    let world = World::new();
    let big5 = encoding_rs::BIG5.encode("全縣總產值120.5億元。").0;
    world.write("a.txt", &big5).write("b.txt", REPORT);
    assert_eq!(
        numbers(&world, &["a.txt", "--encoding", "big5"]),
        ["120.5億元"]
    );
    let refused = world.refused(&["extract", "b.txt", "--encoding", "utf-16le"]);
    assert!(
        refused.contains("b.txt") || refused.contains("UTF-16LE"),
        "{refused}"
    );
    let refused = world.refused(&["extract", "a.txt", "--encoding", "klingon"]);
    assert!(
        refused.contains("gb18030") && refused.contains("klingon"),
        "{refused}"
    );
    // What was stated is remembered, and stating another is a change.
    let index = |more: &[&str]| world.found(&[&["index", "a.txt", "--index", "i"], more].concat());
    assert!(index(&["--encoding", "big5"]).starts_with("added 1"));
    assert!(index(&[]).starts_with("added 0, replaced 0, unchanged 1"));
    assert!(index(&["--encoding", "big5-hkscs"]).starts_with("added 0, replaced 0, unchanged 1"));
    assert!(index(&["--encoding", "gb18030"]).starts_with("added 0, replaced 1"));
}

/// A PDF whose pages have these lines each, in a font of Chinese that is not embedded.
fn pdf(pages: &[&[&str]]) -> Vec<u8> {
    let kids: String = (0..pages.len())
        .map(|i| format!("{} 0 R ", 10 + 2 * i))
        .collect();
    let font = "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>";
    let glyphs = "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo\
        <</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000>>";
    let mut objects = vec![
        (1, "<</Type/Catalog/Pages 2 0 R>>".to_string()),
        (
            2,
            format!(
                "<</Type/Pages/Kids[{kids}]/Count {}/MediaBox[0 0 400 300]/Resources<</Font<</F1 3 0 R>>>>>>",
                pages.len()
            ),
        ),
        (3, font.to_string()),
        (4, glyphs.to_string()),
    ];
    for (i, lines) in pages.iter().enumerate() {
        let mut content = String::new();
        for (line, y) in lines.iter().zip((0..).map(|n| 250 - 30 * n)) {
            let codes: String = line.encode_utf16().map(|u| format!("{u:04x}")).collect();
            content += &format!("BT /F1 10 Tf 70 {y} Td <{codes}> Tj ET\n");
        }
        let page = format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 11 + 2 * i);
        let stream = format!("<</Length {}>>stream\n{content}\nendstream", content.len());
        objects.extend([(10 + 2 * i, page), (11 + 2 * i, stream)]);
    }
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = String::new();
    for (number, object) in objects {
        places += &format!("{number} 1\n{:010} 00000 n \n", out.len());
        out.extend(format!("{number} 0 obj{object}endobj\n").bytes());
    }
    let at = out.len();
    let rest = format!(
        "xref\n0 1\n0000000000 65535 f \n{places}trailer<</Size 99/Root 1 0 R>>\nstartxref\n{at}\n%%EOF"
    );
    out.extend(rest.bytes());
    out
}

#[test]
fn the_page_of_a_claim_is_kept() {
    let world = World::new();
    let first = ["清河市统计公报", "全年建成学校5所。"];
    let second = ["全年建成医院2家。"];
    world
        .write("a.pdf", pdf(&[&first, &second]))
        .write("b.txt", "全年建成学校5所。\n");
    world.found(&["index", "a.pdf", "b.txt", "--index", "i"]);
    let claims = world.json(&["list", "--document", "a", "--index", "i"]);
    let pages: Vec<_> = claims["items"].as_array().unwrap().iter().collect();
    let pages: Vec<_> = pages.iter().map(|c| (&c["text"], &c["page"])).collect();
    assert_eq!(
        pages,
        [(&"5所".into(), &1.into()), (&"2家".into(), &2.into())]
    );
    let extracted = world.json(&["extract", "a.pdf"]);
    let found = extracted["items"].as_array().unwrap();
    assert_eq!(found.last().unwrap()["page"], 2);
    let sentence = &world.json(&["search", "医院", "--index", "i"])["items"][0];
    assert_eq!(
        (&sentence["page"], &sentence["claims"][0]["page"]),
        (&2.into(), &2.into())
    );
    assert!(
        world
            .found(&["search", "医院", "--index", "i"])
            .contains("p. 2")
    );
    // A text has no pages.
    let text = world.json(&["list", "--document", "b", "--index", "i"]);
    assert_eq!(text["items"][0]["page"], serde_json::Value::Null);
}
