//! A report's life in an index: added, left alone, replaced, removed; and the default index beside its corpus.

use crate::program::{REPORT, World};
use std::io::{BufRead, BufReader};
use std::process::Stdio;

fn index(world: &World, args: &[&str]) -> String {
    world
        .found(&[&["index"], args, &["--index", "i"]].concat())
        .trim()
        .to_string()
}

#[test]
fn added_unchanged_replaced() {
    let world = World::new();
    world
        .write("a.txt", REPORT)
        .write("more/b.txt", "乙县建成学校5所。\n");
    assert_eq!(
        index(&world, &["a.txt", "more"]),
        "added 2, replaced 0, unchanged 0, failed 0"
    );
    let before = world.content("i");
    assert_eq!(
        index(&world, &["a.txt", "more"]),
        "added 0, replaced 0, unchanged 2, failed 0"
    );
    assert_eq!(world.content("i"), before, "a second run writes nothing");
    world.write("more/b.txt", "乙县建成医院6家。\n");
    assert_eq!(
        index(&world, &["a.txt", "more"]),
        "added 0, replaced 1, unchanged 1, failed 0"
    );
    assert_eq!(world.run(&["search", "学校", "--index", "i"]).code, 1);
    assert_eq!(world.json(&["search", "医院", "--index", "i"])["total"], 1);
    assert_eq!(world.json(&["documents", "--index", "i"])["total"], 2);
}

#[test]
fn ids_are_stable_and_unlike() {
    let world = World::new();
    world
        .write("x/报告.txt", "甲县建成学校5所。\n")
        .write("y/报告.txt", "乙县建成学校6所。\n");
    index(&world, &["x", "y"]);
    let ids = |world: &World| -> Vec<(String, String)> {
        let all = world.json(&["documents", "--index", "i"]);
        let text = |v: &serde_json::Value| v.as_str().unwrap().to_string();
        all["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| (text(&d["id"]), text(&d["file"])))
            .collect()
    };
    let first = ids(&world);
    assert_eq!(
        first,
        [
            ("报告".to_string(), "x/报告.txt".to_string()),
            ("报告-y".to_string(), "y/报告.txt".to_string())
        ]
    );
    world.write("y/报告.txt", "乙县建成学校7所。\n");
    index(&world, &["y"]);
    assert_eq!(ids(&world), first);
}

#[test]
fn removed_by_id() {
    let world = World::new();
    world
        .write("a.txt", REPORT)
        .write("b.txt", "乙县建成学校5所。\n");
    index(&world, &["a.txt", "b.txt"]);
    let error = world.refused(&["remove", "c", "--index", "i"]);
    assert!(error.contains("nearest: "), "{error}");
    world.found(&["remove", "b", "--index", "i"]);
    assert_eq!(world.run(&["search", "学校", "--index", "i"]).code, 1);
    let documents = world.json(&["documents", "--index", "i"]);
    assert_eq!(documents["total"], 1);
    assert_eq!(documents["items"][0]["id"], "a");
}

#[test]
fn good_files_are_taken_and_bad_ones_named() {
    let world = World::new();
    world
        .write("in/good.txt", REPORT)
        .write("in/empty.txt", "")
        .write("in/bad.txt", b"\x00\x01\x02\xff\xfe\x00");
    let run = world.run(&["index", "in", "missing.txt", "--index", "i"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert_eq!(run.out.trim(), "added 1, replaced 0, unchanged 0, failed 3");
    for name in ["in/empty.txt", "in/bad.txt", "missing.txt"] {
        assert!(run.err.contains(name), "{name}: {run:?}");
    }
    assert_eq!(world.json(&["documents", "--index", "i"])["total"], 1);
}

#[test]
fn what_the_user_says_of_a_report_stays() {
    let world = World::new();
    world.write("a.txt", "全县建成学校5所。\n");
    index(
        &world,
        &[
            "a.txt",
            "--title",
            "甲县的报告",
            "--place",
            "甲县",
            "--year",
            "2011",
        ],
    );
    let about = |world: &World| world.json(&["documents", "--index", "i"])["items"][0].clone();
    assert_eq!(about(&world)["title"], "甲县的报告");
    assert_eq!(about(&world)["year"], 2011);
    world.write("a.txt", "全县建成学校6所。\n");
    assert_eq!(
        index(&world, &["a.txt"]),
        "added 0, replaced 1, unchanged 0, failed 0"
    );
    assert_eq!(about(&world)["place"], "甲县");
    assert_eq!(
        index(&world, &["a.txt", "--year", "2012"]),
        "added 0, replaced 1, unchanged 0, failed 0"
    );
    assert_eq!(about(&world)["year"], 2012);
    assert_eq!(about(&world)["title"], "甲县的报告");
}

#[test]
fn the_manifest_goes_before_the_text() {
    let world = World::with_corpus();
    world.write(
        "corpus/manifest.toml",
        "[[document]]\nfile = \"甲县-2018.txt\"\ntitle = \"题目\"\nplace = \"甲县\"\nyear = 2016\ncovers = 2015\n",
    );
    let document = world.json(&["documents"])["items"][0].clone();
    assert_eq!(
        (document["title"].as_str(), document["year"].as_i64()),
        (Some("题目"), Some(2016))
    );
    world.write(
        "corpus/manifest.toml",
        "[[document]]\nfile = \"甲县-2018.txt\"\ntitle = \"新题目\"\n",
    );
    let document = world.json(&["documents"])["items"][0].clone();
    assert_eq!(
        (document["title"].as_str(), document["year"].as_i64()),
        (Some("新题目"), Some(2018))
    );
}

#[test]
fn the_default_index_makes_itself_and_keeps_up() {
    let world = World::with_corpus();
    world
        .write("corpus/README.md", "1个文件。")
        .write("index/README.md", "home");
    let run = world.run(&["search", "风电"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.err
            .contains("building the index at index/ from corpus/"),
        "{run:?}"
    );
    assert_eq!(world.run(&["search", "风电"]).err, "");
    assert_eq!(world.json(&["documents"])["total"], 1);

    world.write("corpus/乙县-2019.txt", "乙县建成学校5所。\n");
    let run = world.run(&["search", "学校"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.err.contains("corpus/ changed: added 乙县-2019"),
        "{run:?}"
    );

    world.write("corpus/乙县-2019.txt", "乙县建成医院15家。\n");
    let run = world.run(&["search", "医院"]);
    assert!(
        run.code == 0 && run.err.contains("replaced 乙县-2019"),
        "{run:?}"
    );

    std::fs::remove_file(world.at("corpus/乙县-2019.txt")).unwrap();
    let run = world.run(&["search", "医院"]);
    assert!(
        run.code == 1 && run.err.contains("removed 乙县-2019"),
        "{run:?}"
    );
    assert_eq!(world.json(&["documents"])["total"], 1);
}

#[test]
fn a_removed_corpus_report_stays_away_until_named() {
    let world = World::with_corpus();
    world.write("corpus/乙县-2019.txt", "乙县建成学校5所。\n");
    world.found(&["search", "学校"]);
    world.found(&["remove", "乙县-2019"]);
    assert_eq!(world.run(&["search", "学校"]).code, 1);
    assert_eq!(
        world.found(&["index", "corpus/乙县-2019.txt"]).trim(),
        "added 1, replaced 0, unchanged 0, failed 0"
    );
    assert_eq!(world.run(&["search", "学校"]).code, 0);
}

#[test]
fn a_bad_report_in_the_corpus_is_left_out_and_said() {
    let world = World::with_corpus();
    world.write("corpus/坏.txt", b"\xff\x00\xff\x00\x01");
    let run = world.run(&["search", "风电"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("left out: corpus/坏.txt"), "{run:?}");
}

#[test]
fn another_index_is_left_as_the_user_made_it() {
    let world = World::with_corpus();
    world.write("a.txt", "乙县建成学校5所。\n");
    index(&world, &["a.txt"]);
    assert_eq!(world.run(&["search", "风电", "--index", "i"]).code, 1);
    let run = crate::program::Run::from(
        world
            .command(&["search", "学校"])
            .env("ZHISHU_INDEX", "i")
            .output()
            .unwrap(),
    );
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(!world.at("index").exists());
}

#[test]
fn a_killed_run_leaves_whole_reports() {
    let world = World::new();
    for i in 0..40 {
        world.write(
            &format!("in/{i:02}.txt"),
            format!("第{i}份。\n{}", REPORT.repeat(20)),
        );
    }
    let held = || {
        let run = world.run(&["documents", "--index", "i", "--format", "json"]);
        match run.code {
            0 | 1 => serde_json::from_str::<serde_json::Value>(&run.out).unwrap()["items"]
                .as_array()
                .cloned()
                .unwrap(),
            _ => {
                assert!(run.err.contains("no index at i"), "{run:?}");
                Vec::new()
            }
        }
    };
    for pause in [5, 40, 120, 300, 600, 2500] {
        let mut child = world
            .command(&["index", "in", "--index", "i", "--threads", "1"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(pause));
        let _ = child.kill();
        let _ = child.wait();
        for document in held() {
            let id = document["id"].as_str().unwrap();
            let claims = world.json(&["list", "--document", id, "--index", "i"]);
            assert_eq!(claims["total"], document["claims"], "{id} after {pause} ms");
        }
    }
    let before = held().len();
    let said = index(&world, &["in"]);
    let expected = format!(
        "added {}, replaced 0, unchanged {before}, failed 0",
        40 - before
    );
    assert_eq!(said.lines().next(), Some(expected.as_str()));
    assert_eq!(held().len(), 40);
}

#[test]
fn one_writer_at_a_time() {
    let world = World::new();
    world
        .write("a.txt", REPORT)
        .write("b.txt", "乙县建成学校5所。\n");
    index(&world, &["a.txt"]);
    let writer = zhishu::Writer::open(&world.at("i"), 1).unwrap();
    let error = world.refused(&["index", "b.txt", "--index", "i"]);
    let who = format!("another zhishu, process {} (", std::process::id());
    assert!(
        error.contains(&who) && error.contains("is writing"),
        "{error}"
    );
    assert_eq!(
        world.json(&["documents", "--index", "i"])["total"],
        1,
        "reading goes on"
    );
    let run = world.run(&["index", "b.txt", "--wait=1", "--index", "i"]);
    assert!(run.code == 2 && run.err.contains(&who), "{run:?}");
    // Who waits says on whom, and goes on when that one is done.
    let mut waiting = world.command(&["index", "b.txt", "--wait", "--index", "i"]);
    let waiting = waiting.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut waiting = waiting.spawn().unwrap();
    let mut said = String::new();
    let mut err = BufReader::new(waiting.stderr.take().unwrap());
    err.read_line(&mut said).unwrap();
    assert!(said.contains("waiting for process"), "{said}");
    drop(writer);
    let done = waiting.wait_with_output().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&done.stdout).trim(),
        "added 1, replaced 0, unchanged 0, failed 0"
    );
}

#[cfg(unix)]
#[test]
fn an_index_that_may_not_be_written_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new();
    world.write("a.txt", REPORT);
    index(&world, &["a.txt"]);
    let allow = |folder: u32, file: u32| {
        for (path, _) in world.content("i") {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(file)).unwrap();
        }
        std::fs::set_permissions(world.at("i"), std::fs::Permissions::from_mode(folder)).unwrap();
    };
    allow(0o555, 0o444);
    let answer = world.json(&["search", "总值", "--index", "i"]);
    allow(0o755, 0o644);
    assert_eq!(answer["total"], 2);
}

#[test]
fn many_first_uses_at_once_all_get_their_answer() {
    let world = World::with_corpus();
    let runs: Vec<_> = (0..3)
        .map(|_| {
            world
                .command(&["search", "风电"])
                .stdout(std::process::Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for run in runs {
        let output = run.wait_with_output().unwrap();
        assert!(output.status.success());
        assert!(String::from_utf8_lossy(&output.stdout).contains("风电项目建成12个"));
    }
    assert_eq!(world.json(&["documents"])["total"], 1);
}

#[test]
fn an_index_stays_with_the_words_that_it_was_made_with() {
    let world = World::with_corpus();
    world.write(
        "words/units.tsv",
        "unit\taliases\tdimension\tfactor\tbase\tcode\tnote\n坨\t\tcount\t1\t坨\t\t\n",
    );
    world.found(&["stats"]);
    let same = "added 0, replaced 0, unchanged 1, failed 0";
    // What only reads makes nothing anew, with --lexicon or without.
    for args in [&["stats", "--lexicon", "words"][..], &["stats"]] {
        assert_eq!(world.run(args).err, "");
    }
    assert_eq!(world.found(&["index", "corpus"]).trim(), same);
    let anew = world.found(&["index", "corpus", "--lexicon", "words"]);
    assert_eq!(anew.trim(), "added 0, replaced 1, unchanged 0, failed 0");
    // From now on they are the index's own.
    assert_eq!(world.run(&["stats"]).err, "");
    assert_eq!(world.found(&["index", "corpus"]).trim(), same);
    assert_eq!(world.run(&["stats", "--lexicon", "words"]).err, "");
}

#[cfg(unix)]
#[test]
fn all_files_of_an_index_have_the_same_rights() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new();
    world.write("a.txt", REPORT);
    index(&world, &["a.txt"]);
    let rights: std::collections::BTreeSet<u32> = std::fs::read_dir(world.at("i"))
        .unwrap()
        .flatten()
        .filter(|f| !f.file_name().to_string_lossy().ends_with(".lock"))
        .map(|f| f.metadata().unwrap().permissions().mode() & 0o777)
        .collect();
    assert_eq!(rights.len(), 1, "{rights:?}");
}

/// While one process commits again and again, whoever opens the index sees one whole commit.
#[test]
fn readers_see_whole_commits_only() {
    let world = World::new();
    let dir = world.at("i");
    let lexicon = zhishu::Lexicon::builtin();
    let commit = |round: usize| {
        let mut writer = zhishu::Writer::open(&dir, 1).unwrap();
        let mut catalog = writer.catalog().clone();
        for id in ["甲县", "乙县"] {
            // As many sentences as the round has, each with its number.
            let text = format!("建成学校{round}所。\n").repeat(round);
            let document = zhishu::Document {
                id: id.into(),
                text,
                metadata: zhishu::Metadata::default(),
                pages: Vec::new(),
            };
            let extraction = zhishu::extract(&document, lexicon);
            let kept: Vec<String> = zhishu::records(&document, &extraction)
                .into_iter()
                .map(zhishu::Record::kept)
                .collect();
            writer.put(&document, &extraction, &kept).unwrap();
            let path = format!("{id}-{round}");
            catalog.documents.insert(id.into(), entry(path));
        }
        writer.commit(&catalog).unwrap();
        writer.close().unwrap();
    };
    commit(1);
    let done = std::sync::atomic::AtomicBool::new(false);
    let seen = std::thread::scope(|scope| {
        let reading = scope.spawn(|| {
            let mut seen = std::collections::BTreeSet::new();
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                let reader = zhishu::Reader::open(&dir).unwrap();
                let question = zhishu::Question::everything(lexicon);
                let window = zhishu::Window {
                    offset: 0,
                    limit: None,
                };
                let sort = zhishu::ClaimSort::Document;
                let all = zhishu::claims(&reader, &question, sort, false, window).unwrap();
                let numbers: std::collections::BTreeSet<String> = all
                    .items
                    .iter()
                    .map(|hit| zhishu::Record::from_hit(hit).unwrap().text)
                    .collect();
                let round = all.total / 2;
                assert_eq!(
                    numbers.into_iter().collect::<Vec<_>>(),
                    [format!("{round}所")]
                );
                for (id, entry) in &reader.catalog().documents {
                    assert_eq!(
                        entry.file.path,
                        format!("{id}-{round}"),
                        "catalog and rows are of one commit"
                    );
                }
                seen.insert(round);
            }
            seen
        });
        (2..=20).for_each(commit);
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        reading.join().unwrap()
    });
    assert!(!seen.is_empty());
}

/// What a catalog says of a document that was put in by hand.
fn entry(path: String) -> zhishu::Entry {
    zhishu::Entry {
        file: zhishu::FileState {
            path,
            ..Default::default()
        },
        ..Default::default()
    }
}
