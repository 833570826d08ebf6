//! Bad input: one clear line on stderr, exit code 2, and the index as it was.

use crate::program::{REPORT, World};

/// A folder with an index `i` of one report.
fn world() -> World {
    let world = World::new();
    world.write("a.txt", REPORT);
    world.found(&["index", "a.txt", "--index", "i"]);
    world
}

#[test]
fn files_that_are_no_reports() {
    let world = world();
    world
        .write(
            "binary.txt",
            (0u8..=255).cycle().take(5000).collect::<Vec<_>>(),
        )
        .write(
            "broken.txt",
            [REPORT.as_bytes(), b"\xff\xc0\xff", REPORT.as_bytes()].concat(),
        )
        .write("broken.pdf", "%PDF-1.7\n1 0 obj\n<</Type/Catalog")
        .write("empty.txt", "")
        .write("blank.txt", " \n\u{3000}\n");
    std::fs::create_dir(world.at("folder")).unwrap();
    let before = world.content("i");
    for name in [
        "binary.txt",
        "broken.txt",
        "broken.pdf",
        "empty.txt",
        "blank.txt",
        "folder",
        "missing.txt",
    ] {
        let error = world.refused(&["index", name, "--index", "i"]);
        assert!(error.contains(name), "{error}");
        let error = world.refused(&["extract", name]);
        assert!(error.contains(name), "{error}");
        assert_eq!(world.content("i"), before, "{name}");
        world.refused(&["index", name, "--index", "new"]);
        assert!(!world.at("new").exists(), "{name} made an index");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_file_and_nothing_waits_for_it() {
    let world = World::with_corpus();
    let made = std::process::Command::new("mkfifo")
        .arg(world.at("corpus/管.txt"))
        .status()
        .unwrap();
    assert!(made.success());
    world.found(&["stats"]);
    assert_eq!(
        world.found(&["index", "corpus", "--index", "i"]).trim(),
        "added 1, replaced 0, unchanged 0, failed 0"
    );
    for args in [
        &["index", "corpus/管.txt", "--index", "i"][..],
        &["extract", "corpus/管.txt"],
    ] {
        let error = world.refused(args);
        assert!(error.contains("管.txt: is a pipe"), "{error}");
    }
    for name in ["beside/manifest.toml", "words/units.tsv"] {
        world.write(name, "").write("beside/a.txt", REPORT);
        std::fs::remove_file(world.at(name)).unwrap();
        let made = std::process::Command::new("mkfifo")
            .arg(world.at(name))
            .status();
        assert!(made.unwrap().success());
    }
    for args in [
        &["index", "beside", "--index", "i"][..],
        &["extract", "beside/a.txt"],
        &["extract", "corpus/甲县-2018.txt", "--lexicon", "words"],
    ] {
        assert!(world.refused(args).contains("is no file"), "{args:?}");
    }
}

#[test]
fn a_file_too_large_is_refused_unread() {
    let world = world();
    let file = std::fs::File::create(world.at("large.txt")).unwrap();
    file.set_len(100 << 20).unwrap();
    let started = std::time::Instant::now();
    let error = world.refused(&["index", "large.txt", "--index", "i"]);
    assert!(error.contains("larger than 16 MB"), "{error}");
    assert!(started.elapsed().as_secs() < 5);
}

#[test]
fn queries_of_marks_only() {
    let world = world();
    for query in ["，。！", "...", "“”", "？ -"] {
        for command in ["search", "list", "facets"] {
            let error = world.refused(&[command, query, "--index", "i"]);
            assert!(error.contains("nothing to look for"), "{error}");
        }
    }
}

#[test]
fn unknown_values_name_the_nearest() {
    let world = world();
    let cases = [
        ("--unit", "公理", "公里"),
        ("--kind", "grwth", "growth"),
        ("--dimension", "lenght", "length"),
        ("--direction", "upp", "up"),
        ("--status", "targt", "target"),
        ("--year", "2019", "2018"),
        ("--place", "甲市", "甲县"),
        ("--section", "工作回望", "工作回顾"),
        ("--document", "b", "a"),
        ("--indicator", "地区生产总額", "地区生产总值"),
    ];
    for (filter, value, nearest) in cases {
        for command in [&["search", "总值"][..], &["list"], &["facets"]] {
            let error = world.refused(&[command, &[filter, value, "--index", "i"]].concat());
            assert!(error.contains(value) && error.contains(nearest), "{error}");
        }
    }
    world.refused(&["list", "--year", "next", "--index", "i"]);
    world.refused(&["list", "--unit", "", "--index", "i"]);
}

#[test]
fn folders_that_are_no_index() {
    let world = world();
    world.write("other/letter.doc", "x").write("file", "x");
    for dir in ["other", "file"] {
        let before = world.content(".");
        for args in [
            &["list"][..],
            &["search", "总值"],
            &["index", "a.txt"],
            &["documents"],
            &["stats"],
            &["remove", "a"],
        ] {
            let error = world.refused(&[args, &["--index", dir]].concat());
            assert!(error.contains("is not an index"), "{error}");
        }
        assert_eq!(world.content("."), before);
    }
    for args in [&["list"][..], &["documents"], &["remove", "a"]] {
        let error = world.refused(&[args, &["--index", "nowhere"]].concat());
        assert!(error.contains("zhishu index PATH"), "{error}");
    }
    let error = world.refused(&["search", "总值"]);
    assert!(
        error.contains("corpus/") && error.contains("zhishu index PATH"),
        "{error}"
    );
}

#[test]
fn an_index_of_another_format() {
    let world = world();
    let meta = world.at("i/meta.json");
    let ours = std::fs::read_to_string(&meta).unwrap();
    let format = zhishu::FORMAT;
    let theirs = ours.replace(
        &format!(r#"zhishu_format\":{format}"#),
        r#"zhishu_format\":99"#,
    );
    assert_ne!(ours, theirs);
    std::fs::write(&meta, theirs).unwrap();
    let before = world.content("i");
    for args in [&["list"][..], &["index", "a.txt"], &["remove", "a"]] {
        let error = world.refused(&[args, &["--index", "i"]].concat());
        assert!(
            error.contains("format 99") && error.contains("zhishu index"),
            "{error}"
        );
    }
    assert_eq!(world.content("i"), before);
}

#[test]
fn a_damaged_index_is_an_error_and_no_panic() {
    let world = world();
    for file in std::fs::read_dir(world.at("i")).unwrap().flatten() {
        if file.file_name().to_string_lossy().contains(".idx")
            || file.file_name().to_string_lossy().contains(".store")
        {
            std::fs::write(file.path(), b"x").unwrap();
        }
    }
    let error = world.refused(&["search", "总值", "--index", "i"]);
    assert!(error.contains("cannot be read"), "{error}");
    // The search engine tells the whole file with what is wrong in it; the line stays one that can be read.
    let meta = std::fs::read_to_string(world.at("i/meta.json")).unwrap();
    std::fs::write(
        world.at("i/meta.json"),
        meta.replace("\"zstd\"", "\"none of them\""),
    )
    .unwrap();
    let error = world.refused(&["search", "总值", "--index", "i"]);
    assert!(
        error.contains("cannot be read") && error.chars().count() < 500,
        "{error}"
    );
    std::fs::write(world.at("i/meta.json"), "{").unwrap();
    world.refused(&["search", "总值", "--index", "i"]);
}

#[test]
fn a_manifest_that_cannot_be_read() {
    let world = World::with_corpus();
    world.write("corpus/manifest.toml", "[[document]]\nfile = \n");
    let error = world.refused(&["extract", "corpus/甲县-2018.txt"]);
    assert!(
        error.contains("manifest.toml: not read") && error.contains("fix line 2"),
        "{error}"
    );
    // Without an index to answer from that is the whole answer.
    let run = world.run(&["stats"]);
    assert_eq!((run.code, run.err.lines().count()), (2, 2), "{run:?}");
    assert!(
        run.err
            .contains("no index made: corpus/manifest.toml: not read"),
        "{run:?}"
    );
}

#[test]
fn a_name_below_a_file_is_no_file() {
    let world = world();
    for args in [
        &["index", "a.txt/x", "--index", "i"][..],
        &["extract", "a.txt/x"],
    ] {
        assert!(world.refused(args).contains("no such file"), "{args:?}");
    }
}

#[test]
fn the_largest_numbers_are_no_trouble() {
    let world = world();
    let most = usize::MAX.to_string();
    let greatest = "约77000000000000000万亿家";
    for args in [
        ["search", "总值", "--offset", &most].as_slice(),
        &["list", "总值", "--offset", &most, "--limit", &most],
        &["search", "总值", "--context", &most],
        &["facets", "--offset", &most],
        &["list", greatest],
        &["list", "..77000000000000000万亿家"],
        &["stats", "总值", "--histogram", "1000"],
    ] {
        let run = world.run(&[args, &["--index", "i"]].concat());
        assert!(run.code < 2, "{args:?}: {run:?}");
    }
}

#[test]
fn values_near_to_none_are_told_all_that_there_are() {
    let world = world();
    for (filter, value, last) in [
        ("--kind", "元", "share"),
        ("--dimension", "快", "volume"),
        ("--direction", "左", "up"),
        ("--status", "元", "target"),
    ] {
        let error = world.refused(&["list", filter, value, "--index", "i"]);
        assert!(
            error.contains("it is one of: ") && error.contains(last),
            "{error}"
        );
    }
}

/// Turns over the first half of each file of an index that ends so.
fn spoil(world: &World, end: &str) {
    for file in std::fs::read_dir(world.at("i")).unwrap().flatten() {
        if file.file_name().to_string_lossy().ends_with(end) {
            let mut bytes = std::fs::read(file.path()).unwrap();
            let half = bytes.len() / 2;
            bytes[..half].iter_mut().for_each(|b| *b ^= 0x5a);
            std::fs::write(file.path(), bytes).unwrap();
        }
    }
}

#[test]
fn an_index_of_spoilt_bytes_makes_nothing_panic() {
    // Not all damage shows: that would need every byte to be read for every answer. What shows is told in one line.
    for part in [".store", ".term", ".idx", ".pos", ".fieldnorm", ".fast"] {
        let world = world();
        spoil(&world, part);
        let run = world.run(&["search", "总值", "--index", "i"]);
        assert!(
            run.code == 2 || ![".store", ".fast"].contains(&part),
            "{part}: {run:?}"
        );
        assert!((0..=2).contains(&run.code), "{part}: {run:?}");
        assert!(run.err.lines().count() <= 1, "{part}: {run:?}");
        let told = run.err.contains("delete") && run.err.contains("zhishu index PATH");
        assert!(told || run.code < 2, "{part}: {run:?}");
    }
}

#[test]
fn an_index_without_its_list_is_told_as_damaged() {
    for content in [None, Some(""), Some("garbage"), Some("{}")] {
        let world = world();
        let meta = world.at("i/meta.json");
        std::fs::remove_file(&meta).unwrap();
        if let Some(content) = content {
            std::fs::write(&meta, content).unwrap();
        }
        for args in [
            &["stats"][..],
            &["list"],
            &["index", "a.txt"],
            &["remove", "a"],
        ] {
            let error = world.refused(&[args, &["--index", "i"]].concat());
            assert!(
                error.contains("meta.json") && error.contains("delete that folder"),
                "{error}"
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_no_index() {
    let world = world();
    std::os::unix::fs::symlink("nowhere", world.at("link")).unwrap();
    for args in [&["stats"][..], &["index", "a.txt"], &["remove", "a"]] {
        let error = world.refused(&[args, &["--index", "link"]].concat());
        assert!(
            error.contains("link: is a link that leads nowhere"),
            "{error}"
        );
    }
}

#[test]
fn options_that_do_not_fit() {
    let world = world();
    world.write("b.txt", REPORT);
    world.refused(&["index", "a.txt", "b.txt", "--title", "x", "--index", "i"]);
    for args in [
        &["list", "--sort", "size"][..],
        &["list", "--limit", "-1"],
        &["list", "--format", "xml"],
        &["lists"],
    ] {
        world.refused(args);
    }
}

#[test]
fn a_line_without_end_is_read_in_pieces() {
    let world = world();
    world.write("endless.txt", "投资5亿元，".repeat(2_000));
    let out = world.found(&["extract", "endless.txt"]);
    assert_eq!(out.lines().count(), 2_000);
    let run = world.run(&["index", "endless.txt", "--index", "i"]);
    assert_eq!(run.code, 0, "{run:?}");
}
