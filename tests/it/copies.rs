//! Files with the same text, other editions of a report, and what a run would do.

use crate::program::World;
use serde_json::{Value, json};

const FIRST: &str = "清河市2018年政府工作报告\n各位代表：\n全市建成学校5所。\n";
const SECOND: &str = "清河市2018年政府工作报告\n各位代表：\n全市建成学校6所，建成医院2家。\n";

/// Takes files in and gives what is said of it.
fn index(world: &World, args: &[&str]) -> Value {
    world.json(&[&["index"], args, &["--index", "i"]].concat())
}

/// The documents of the index: id, its file, its copies.
fn held(world: &World) -> Vec<(String, String, Vec<String>)> {
    let answer = world.json(&["documents", "--index", "i"]);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let item = |item: &Value| {
        let copies = item["copies"].as_array().cloned().unwrap_or_default();
        (
            text(&item["id"]),
            text(&item["file"]),
            copies.iter().map(text).collect(),
        )
    };
    answer["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(item)
        .collect()
}

fn document(id: &str, copies: &[&str]) -> (String, String, Vec<String>) {
    let copies = copies.iter().map(|copy| copy.to_string()).collect();
    (id.to_string(), format!("{id}.txt"), copies)
}

#[test]
fn one_text_in_two_files_is_one_document() {
    let world = World::new();
    // The same text, in another encoding and with other line ends.
    let (gb, _, _) = encoding_rs::GB18030.encode(FIRST);
    world
        .write("a.txt", FIRST)
        .write("b.txt", gb.as_ref())
        .write("c.txt", FIRST.replace('\n', "\r\n"))
        .write("d.txt", SECOND);
    let said = index(&world, &["a.txt", "b.txt", "c.txt", "d.txt"]);
    assert_eq!(said["added"], json!(["a", "d"]));
    let copy = |file: &str| json!({"file": file, "document": "a"});
    assert_eq!(said["copies"], json!([copy("b.txt"), copy("c.txt")]));
    assert_eq!(
        held(&world),
        [document("a", &["b.txt", "c.txt"]), document("d", &[])]
    );
    assert_eq!(
        world.json(&["list", "指标:学校", "--index", "i"])["total"],
        2
    );

    // A second run, and one of a copy alone, change nothing.
    for files in [&["a.txt", "b.txt", "c.txt", "d.txt"][..], &["b.txt"]] {
        let said = index(&world, files);
        assert_eq!(said["unchanged"], files.len());
        assert_eq!((&said["added"], &said["copies"]), (&json!([]), &json!([])));
    }
}

#[test]
fn a_copy_that_changes_is_a_document_of_its_own() {
    let world = World::new();
    world.write("a.txt", FIRST).write("b.txt", FIRST);
    index(&world, &["a.txt", "b.txt"]);
    world.write("b.txt", SECOND);
    assert_eq!(index(&world, &["b.txt"])["added"], json!(["b"]));
    assert_eq!(held(&world), [document("a", &[]), document("b", &[])]);
    // And when it has the same text again it is one with the other.
    world.write("b.txt", FIRST);
    let said = index(&world, &["b.txt"]);
    assert_eq!(said["copies"][0]["document"], "a");
    assert_eq!(said["removed"], json!(["b"]));
    assert_eq!(held(&world), [document("a", &["b.txt"])]);
    assert_eq!(world.run(&["search", "医院", "--index", "i"]).code, 1);
}

#[test]
fn where_the_file_changes_its_copies_are_read_again() {
    let world = World::new();
    world.write("a.txt", FIRST).write("b.txt", FIRST);
    index(&world, &["a.txt", "b.txt"]);
    world.write("a.txt", SECOND);
    // Only the changed file is named: the other is not lost.
    let said = index(&world, &["a.txt"]);
    assert_eq!(
        (&said["replaced"], &said["added"]),
        (&json!(["a"]), &json!(["b"]))
    );
    assert_eq!(held(&world), [document("a", &[]), document("b", &[])]);
    assert_eq!(
        world.json(&["list", "指标:学校", "--index", "i"])["total"],
        2
    );
}

#[test]
fn another_edition_is_said() {
    let world = World::new();
    world
        .write("a.txt", FIRST)
        .write("b.txt", SECOND)
        .write("c.txt", SECOND.replace("2018", "2019"));
    let edition = json!([{"document": "b", "others": ["a"]}]);
    assert_eq!(
        index(&world, &["a.txt", "b.txt", "c.txt"])["editions"],
        edition
    );
    let documents = world.json(&["documents", "--index", "i"]);
    assert_eq!(documents["items"][0]["editions"], json!(["b"]));
    assert_eq!(documents["items"][2]["editions"], Value::Null);
    world.write("d.txt", format!("{SECOND}又一次印发。\n"));
    let line = world.found(&["index", "d.txt", "--index", "i"]);
    assert!(
        line.contains("d: another edition of a, b (same place, year and kind)"),
        "{line}"
    );
}

#[test]
fn a_dry_run_says_what_would_change() {
    let world = World::new();
    world.write("a.txt", FIRST).write("empty.txt", "");
    let dry = |files: &[&str]| {
        let run = world.run(&[&["index"], files, &["--index", "i", "--dry-run"]].concat());
        (run.code, run.out)
    };
    let (code, said) = dry(&["a.txt"]);
    assert_eq!(code, 0);
    assert_eq!(
        said,
        "would be added 1, replaced 0, unchanged 0, failed 0\n  + a\n"
    );
    assert!(!world.at("i").exists());
    assert_eq!(dry(&["a.txt", "empty.txt"]).0, 2);

    index(&world, &["a.txt"]);
    let before = world.content("i");
    world
        .write("a.txt", SECOND)
        .write("b.txt", SECOND)
        .write("c.txt", FIRST);
    let (_, said) = dry(&["a.txt", "b.txt", "c.txt"]);
    assert_eq!(
        said,
        "would be added 1, replaced 1, unchanged 0, failed 0, copies 1\n  + c\n  ~ a\n  \
         b.txt: has the text of a, noted as its copy\n  \
         c: another edition of a (same place, year and kind)\n"
    );
    assert_eq!(world.content("i"), before);
}

#[test]
fn many_files_are_said_in_less_than_a_screen() {
    let world = World::new();
    for i in 0..60 {
        world
            .write(
                &format!("in/{i}.txt"),
                SECOND.replace('6', &format!("{}", i + 10)),
            )
            .write(
                &format!("in/copy of {i}.txt"),
                SECOND.replace('6', &format!("{}", i + 10)),
            )
            .write(&format!("in/bad {i}.txt"), "");
    }
    let run = world.run(&["index", "in", "--index", "i"]);
    assert_eq!(run.code, 2);
    let lines = run.out.lines().count() + run.err.lines().count();
    assert!(lines <= 24, "{lines} lines: {run:?}");
    assert!(
        run.err
            .contains("… and 48 more; all of them: --format json"),
        "{run:?}"
    );
    assert_eq!(
        run.out.lines().next().unwrap(),
        "added 60, replaced 0, unchanged 0, failed 60, copies 60"
    );
}
