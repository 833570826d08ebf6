//! The rules of the house, held over the source tree: where imports may point, what may be named where, how files look.
//!
//! Each rule is a function from files to violations, so that its test can feed it a file that breaks it.

use std::fs;
use std::path::Path;

/// A file of the repository: its path from the root with `/`, and its content.
type File = (String, String);

/// A rule: what in these files breaks it, one line each.
type Rule = fn(&[File]) -> Vec<String>;

/// The modules of the library along the way of the data: each may use those before it and none behind it.
const WAY: [&str; 14] = [
    "document", "text", "lexicon", "metadata", "token", "quantity", "claim", "table", "extract",
    "index", "query", "analysis", "output", "intake",
];

/// A module beside the way: its name, the only modules that it may use, and the only ones that may use it.
type Beside = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

/// The modules beside the way.
const BESIDE: [Beside; 1] = [("input", &["document"], &["intake"])];

/// The modules between text and claims, in which nothing is read, no time is told and nothing fails.
const PURE: [&str; 8] = [
    "document", "text", "metadata", "token", "quantity", "claim", "table", "extract",
];

/// Crates, and the only folders that may name them.
const NAMED_ONLY_IN: [(&str, &[&str]); 6] = [
    ("tantivy", &["src/index/", "src/query/"]),
    ("jieba_rs", &["src/token/"]),
    ("clap", &["src/bin/zhishu/"]),
    ("anyhow", &["src/bin/zhishu/"]),
    ("axum", &["src/bin/zhishu/server/"]),
    ("tokio", &["src/bin/zhishu/server/"]),
];

/// The most lines of code that a file of `src/` has.
const LINES: usize = 500;

/// All rules by name.
const RULES: [(&str, Rule); 11] = [
    ("imports run one way", imports_run_one_way),
    ("cli and server stay apart", cli_and_server_stay_apart),
    (
        "crates are named where they belong",
        crates_are_named_where_they_belong,
    ),
    (
        "files open with what they are",
        files_open_with_what_they_are,
    ),
    ("names say a subject", names_say_a_subject),
    ("files have one subject", files_have_one_subject),
    ("no regular expressions", no_regular_expressions),
    ("no build script", no_build_script),
    (
        "extraction touches nothing outside",
        extraction_touches_nothing_outside,
    ),
    ("extraction cannot fail", extraction_cannot_fail),
    ("no path of one machine", no_path_of_one_machine),
];

// ---- the rules ----

fn imports_run_one_way(files: &[File]) -> Vec<String> {
    let rank = |module: &str| WAY.iter().position(|name| *name == module);
    let beside = |module: &str| BESIDE.into_iter().find(|(name, _, _)| *name == module);
    let mut violations = Vec::new();
    for (path, content) in library(files) {
        let Some(module) = module_of(path) else {
            continue;
        };
        if rank(module).is_none() && beside(module).is_none() {
            violations.push(format!(
                "{path}: module {module} has no place on the way of the data"
            ));
            continue;
        }
        for used in names_under("crate::", content) {
            let allowed = match (beside(module), beside(&used)) {
                (Some((_, uses, _)), _) => uses.contains(&used.as_str()),
                (None, Some((_, _, users))) => users.contains(&module),
                (None, None) => rank(&used).is_some_and(|other| Some(other) < rank(module)),
            };
            // A name of the crate's root (`crate::Document`) is for users, not for modules.
            if used != module && !allowed {
                violations.push(format!("{path}: {module} uses {used}"));
            }
        }
    }
    violations
}

fn cli_and_server_stay_apart(files: &[File]) -> Vec<String> {
    let crossing = |folder: &'static str, other: &'static str, door: &'static str| {
        sources(files)
            .filter(move |(path, _)| path.starts_with(folder) && !path.ends_with(door))
            .filter(move |(_, content)| code(content).any(|line| line.contains(other)))
            .map(move |(path, _)| format!("{path}: names {other}"))
    };
    // The subcommand that starts the server is the one door.
    crossing("src/bin/zhishu/cli/", "crate::server", "/serve.rs")
        .chain(crossing("src/bin/zhishu/server/", "crate::cli", "\0"))
        .collect()
}

fn crates_are_named_where_they_belong(files: &[File]) -> Vec<String> {
    let in_src = sources(files).filter(|(path, _)| path.starts_with("src/"));
    in_src
        .flat_map(|(path, content)| {
            let strange = NAMED_ONLY_IN
                .into_iter()
                .filter(move |(_, folders)| !folders.iter().any(|folder| path.starts_with(folder)));
            strange
                .filter(move |(name, _)| code(content).any(|line| has_word(&line, name)))
                .map(move |(name, _)| format!("{path}: names {name}"))
        })
        .collect()
}

fn files_open_with_what_they_are(files: &[File]) -> Vec<String> {
    sources(files)
        .filter(|(_, content)| {
            !content
                .lines()
                .next()
                .is_some_and(|line| line.starts_with("//! "))
        })
        .map(|(path, _)| format!("{path}: the first line does not say what the file is (//! …)"))
        .collect()
}

fn names_say_a_subject(files: &[File]) -> Vec<String> {
    let empty = ["util", "utils", "common", "helper", "helpers", "misc"];
    files
        .iter()
        .map(|(path, _)| path)
        .filter(|path| path.split(['/', '.']).any(|part| empty.contains(&part)))
        .map(|path| format!("{path}: the name says no subject"))
        .collect()
}

fn files_have_one_subject(files: &[File]) -> Vec<String> {
    sources(files)
        .filter(|(path, _)| path.starts_with("src/"))
        .filter_map(|(path, content)| {
            let count = code(content).count();
            (count > LINES)
                .then(|| format!("{path}: {count} lines of code; past {LINES} it has two subjects"))
        })
        .collect()
}

fn no_regular_expressions(files: &[File]) -> Vec<String> {
    let crates = [
        "regex",
        "regex-lite",
        "regex_lite",
        "fancy-regex",
        "fancy_regex",
        "onig",
        "pcre2",
        "regress",
    ];
    let named = |line: &str| crates.into_iter().find(|name| has_word(line, name));
    let manifests = files
        .iter()
        .filter(|(path, _)| path.ends_with("Cargo.toml"))
        .flat_map(|(path, content)| {
            content
                .lines()
                .filter(|line| !line.starts_with('#'))
                .map(move |line| (path, line.to_owned()))
        });
    let lines = sources(files)
        .filter(|(path, _)| path.starts_with("src/"))
        .flat_map(|(path, content)| code(content).map(move |line| (path, line)));
    manifests
        .filter(|(_, line)| line.contains('='))
        .chain(lines)
        .filter_map(|(path, line)| Some(format!("{path}: names {}", named(&line)?)))
        .collect()
}

fn no_build_script(files: &[File]) -> Vec<String> {
    files
        .iter()
        .filter(|(path, content)| {
            let declared = || {
                content
                    .lines()
                    .any(|line| line.replace(' ', "").starts_with("build="))
            };
            path.ends_with("build.rs") && !path.starts_with("src/")
                || path.ends_with("Cargo.toml") && declared()
        })
        .map(|(path, _)| format!("{path}: a build script"))
        .collect()
}

fn extraction_touches_nothing_outside(files: &[File]) -> Vec<String> {
    let outside = ["fs", "io", "env", "time", "net", "process", "thread"];
    let found = |path: &str, content: &str| {
        let clocks = ["SystemTime", "Instant"].into_iter().map(str::to_owned);
        names_under("std::", content)
            .into_iter()
            .filter(|name| outside.contains(&name.as_str()))
            .chain(clocks.filter(|clock| code(content).any(|line| has_word(&line, clock))))
            .map(|name| format!("{path}: uses {name}"))
            .collect::<Vec<_>>()
    };
    let mut violations: Vec<String> = library(files)
        .filter(|(path, _)| module_of(path).is_some_and(|module| PURE.contains(&module)))
        .flat_map(|(path, content)| found(path, content))
        .collect();
    // The vocabularies are opened in one place.
    let openers: Vec<&str> = library(files)
        .filter(|(path, content)| {
            module_of(path) == Some("lexicon") && !found(path, content).is_empty()
        })
        .map(|(path, _)| path.as_str())
        .collect();
    if openers.len() > 1 {
        violations.push(format!(
            "{}: more than one file opens vocabularies",
            openers.join(", ")
        ));
    }
    violations
}

fn extraction_cannot_fail(files: &[File]) -> Vec<String> {
    let failing = [
        ".unwrap()",
        ".expect(",
        "panic!",
        "unreachable!",
        "todo!",
        "unimplemented!",
    ];
    library(files)
        .filter(|(path, _)| module_of(path).is_some_and(|module| PURE.contains(&module)))
        .flat_map(|(path, content)| {
            let lines =
                code(content).filter(move |line| failing.iter().any(|word| line.contains(word)));
            lines.map(move |line| format!("{path}: can fail: {}", line.trim()))
        })
        .collect()
}

fn no_path_of_one_machine(files: &[File]) -> Vec<String> {
    // Put together here, so that this file does not break its own rule.
    let folders = ["work", "home", "root", "tmp/bash"].map(|name| format!("/{name}/"));
    files
        .iter()
        .flat_map(|(path, content)| {
            let folders = &folders;
            content
                .lines()
                .enumerate()
                .filter_map(move |(number, line)| {
                    let found = folders.iter().find(|folder| {
                        line.match_indices(folder.as_str()).any(|(at, _)| {
                            // Inside a longer path or an address it is no root of a machine.
                            !line[..at]
                                .ends_with(|c: char| c.is_alphanumeric() || "-_.}".contains(c))
                        })
                    })?;
                    Some(format!("{path}:{}: names {found}", number + 1))
                })
        })
        .collect()
}

// ---- how files are read ----

/// The Rust sources.
fn sources(files: &[File]) -> impl Iterator<Item = (&String, &String)> {
    files
        .iter()
        .filter(|(path, _)| path.ends_with(".rs"))
        .map(|(path, content)| (path, content))
}

/// The sources of the library, tests in files of their own left out.
fn library(files: &[File]) -> impl Iterator<Item = (&String, &String)> {
    sources(files).filter(|(path, _)| {
        path.starts_with("src/") && !path.starts_with("src/bin/") && !path.ends_with("/tests.rs")
    })
}

/// The module of the library that a source belongs to; `None` for the root.
fn module_of(path: &str) -> Option<&str> {
    let first = path.strip_prefix("src/")?.split('/').next()?;
    let module = first.strip_suffix(".rs").unwrap_or(first);
    (module != "lib").then_some(module)
}

/// The lines of code: no blank lines, no comments, nothing that is only compiled for tests.
///
/// Relies on the tree being formatted: an item ends at the first closing brace that is indented as its opening is.
fn code(content: &str) -> impl Iterator<Item = String> {
    let mut lines = content.lines();
    std::iter::from_fn(move || {
        loop {
            let line = lines.next()?;
            let indent = &line[..line.len() - line.trim_start().len()];
            if line.trim_start().starts_with("#[cfg(test)]") {
                let end = format!("{indent}}}");
                lines.by_ref().find(|line| {
                    *line == end
                        || line.starts_with(indent) && line.ends_with(';') && {
                            let item = line[indent.len()..].trim_start_matches("pub ");
                            ["mod ", "use ", "const ", "static "]
                                .iter()
                                .any(|word| item.starts_with(word))
                        }
                });
                continue;
            }
            let line = without_comment(line);
            if !line.trim().is_empty() {
                return Some(line.to_owned());
            }
        }
    })
}

/// A line up to its comment; two slashes inside a string are none.
fn without_comment(line: &str) -> &str {
    let comment = line
        .match_indices("//")
        .find(|(at, _)| line[..*at].matches('"').count().is_multiple_of(2));
    comment.map_or(line, |(at, _)| &line[..at])
}

/// Whether `word` stands in `line` and is not part of a longer name.
fn has_word(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(part) && !line[at + word.len()..].starts_with(part))
}

/// The first names under `root` (`crate::`, `std::`) that code uses, those of `use root::{a, b}` too.
fn names_under(root: &str, content: &str) -> Vec<String> {
    let name = |text: &str| {
        let part = |c: &char| c.is_alphanumeric() || *c == '_';
        text.chars().take_while(part).collect::<String>()
    };
    let code = code(content).collect::<Vec<_>>().join("\n");
    let mut names = Vec::new();
    for (at, _) in code.match_indices(root) {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[at + root.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.push(name(rest));
            continue;
        };
        let mut depth = 0;
        for part in group.split_inclusive(['{', '}', ',']) {
            let found = name(part.trim_start());
            if depth == 0 && !found.is_empty() {
                names.push(found);
            }
            depth += i32::from(part.ends_with('{')) - i32::from(part.ends_with('}'));
            if depth < 0 {
                break;
            }
        }
    }
    names
}

/// Every text file of the repository, without what is built and what is hidden.
fn tree() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let relative = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            let built = ["target", "index", ".git"].contains(&relative.as_str())
                || relative.ends_with("/target");
            let ignored = ["node_modules", ".venv", "__pycache__", "corpus.zip"];
            if built || ignored.iter().any(|name| relative.ends_with(name)) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(content) = fs::read_to_string(&path) {
                files.push((relative, content));
            }
        }
    }
    files.sort();
    files
}

// ---- the tests ----

#[test]
fn the_tree_keeps_every_rule() {
    let files = tree();
    assert!(sources(&files).count() > 10, "the walk finds the sources");
    let broken: Vec<String> = RULES
        .iter()
        .flat_map(|(name, rule)| {
            rule(&files)
                .into_iter()
                .map(move |violation| format!("{name}: {violation}"))
        })
        .collect();
    assert!(
        broken.is_empty(),
        "{} violations:\n{}",
        broken.len(),
        broken.join("\n")
    );
}

/// How many violations a rule finds in one file.
fn count(rule: Rule, path: &str, content: &str) -> usize {
    rule(&[(path.to_owned(), content.to_owned())]).len()
}

#[test]
fn an_import_against_the_way_is_found() {
    let check = |path, content| count(imports_run_one_way, path, content);
    assert_eq!(check("src/text/fold.rs", "use crate::index::Reader;\n"), 1);
    assert_eq!(
        check("src/claim/mod.rs", "fn f() { crate::output::record(); }\n"),
        1
    );
    assert_eq!(
        check(
            "src/quantity/mod.rs",
            "use crate::{\n    text::{a, b},\n    claim::Claim,\n    token,\n};\nlet index = [1, 2];\n"
        ),
        1
    );
    assert_eq!(check("src/input/mod.rs", "use crate::text::fold;\n"), 1);
    assert_eq!(check("src/index/mod.rs", "use crate::input::decode;\n"), 1);
    assert_eq!(check("src/text/mod.rs", "use crate::Document;\n"), 1);
    assert_eq!(check("src/extra.rs", "fn f() {}\n"), 1);

    assert_eq!(
        check(
            "src/index/mod.rs",
            "use crate::extract::Extraction;\nuse crate::index::schema;\n"
        ),
        0
    );
    assert_eq!(
        check("src/input/mod.rs", "use crate::document::Metadata;\n"),
        0
    );
    assert_eq!(check("src/intake/run.rs", "use crate::input::decode;\n"), 0);
    assert_eq!(
        check(
            "src/text/mod.rs",
            "/// See [`crate::extract`].\nfn f() {} // crate::claim\n"
        ),
        0
    );
    assert_eq!(
        check(
            "src/text/mod.rs",
            "#[cfg(test)]\nmod tests {\n    use crate::claim::Kind;\n}\n"
        ),
        0
    );
    assert_eq!(
        check(
            "src/text/mod.rs",
            "#[cfg(test)]\nmod tests {\n}\nuse crate::claim::Kind;\n"
        ),
        1
    );
}

#[test]
fn a_way_between_cli_and_server_is_found() {
    let check = |path, content| count(cli_and_server_stay_apart, path, content);
    assert_eq!(
        check("src/bin/zhishu/cli/list.rs", "use crate::server::state;\n"),
        1
    );
    assert_eq!(
        check("src/bin/zhishu/server/api.rs", "use crate::cli::Args;\n"),
        1
    );
    assert_eq!(
        check("src/bin/zhishu/cli/serve.rs", "use crate::server;\n"),
        0
    );
}

#[test]
fn a_crate_named_elsewhere_is_found() {
    let check = |path, content| count(crates_are_named_where_they_belong, path, content);
    assert_eq!(check("src/output/json.rs", "use tantivy::Index;\n"), 1);
    assert_eq!(check("src/index/words.rs", "use jieba_rs::Jieba;\n"), 1);
    assert_eq!(
        check("src/query/mod.rs", "fn f() -> anyhow::Result<()> {\n"),
        1
    );
    assert_eq!(check("src/bin/zhishu/cli/serve.rs", "#[tokio::main]\n"), 1);
    assert_eq!(check("src/index/mod.rs", "use tantivy::Index;\n"), 0);
    assert_eq!(
        check(
            "src/output/json.rs",
            "/// Not by tantivy.\nlet clapping = 1;\n"
        ),
        0
    );
}

#[test]
fn a_file_that_does_not_say_what_it_is_is_found() {
    let check = |content| count(files_open_with_what_they_are, "src/a.rs", content);
    assert_eq!(check("use std::fs;\n"), 1);
    assert_eq!(check(""), 1);
    assert_eq!(check("//! A file.\n"), 0);
}

#[test]
fn a_name_without_a_subject_is_found() {
    for path in ["src/utils.rs", "src/common/mod.rs", "tests/it/helpers.rs"] {
        assert_eq!(count(names_say_a_subject, path, ""), 1, "{path}");
    }
    assert_eq!(count(names_say_a_subject, "src/commonness.rs", ""), 0);
}

#[test]
fn a_long_file_is_found() {
    let long = "let a = 1;\n".repeat(LINES + 1);
    assert_eq!(count(files_have_one_subject, "src/text/a.rs", &long), 1);
    let commented = format!(
        "{}\n\n// more\n#[cfg(test)]\nmod tests {{\n{}}}\n",
        "let a = 1;\n".repeat(LINES),
        long
    );
    assert_eq!(
        count(files_have_one_subject, "src/text/a.rs", &commented),
        0
    );
}

#[test]
fn a_regular_expression_is_found() {
    let check = |path, content| count(no_regular_expressions, path, content);
    assert_eq!(check("Cargo.toml", "[dependencies]\nregex = \"1\"\n"), 1);
    assert_eq!(check("src/text/a.rs", "use fancy_regex::Regex;\n"), 1);
    assert_eq!(
        check(
            "Cargo.toml",
            "# regex = no\n[dependencies]\nregexless = \"1\"\n"
        ),
        0
    );
}

#[test]
fn a_build_script_is_found() {
    assert_eq!(count(no_build_script, "build.rs", ""), 1);
    assert_eq!(
        count(no_build_script, "Cargo.toml", "build = \"make.rs\"\n"),
        1
    );
    assert_eq!(count(no_build_script, "Cargo.toml", "# build\n"), 0);
}

#[test]
fn reading_within_extraction_is_found() {
    let check = |path, content| count(extraction_touches_nothing_outside, path, content);
    assert_eq!(check("src/claim/a.rs", "use std::fs::File;\n"), 1);
    assert_eq!(
        check("src/extract.rs", "use std::{\n    env,\n    fmt,\n};\n"),
        1
    );
    assert_eq!(check("src/token/a.rs", "let now = SystemTime::now();\n"), 1);
    assert_eq!(check("src/index/a.rs", "use std::fs::File;\n"), 0);
    assert_eq!(check("src/claim/a.rs", "use std::fmt;\n"), 0);
    let opener = |name: &str| {
        (
            format!("src/lexicon/{name}.rs"),
            "use std::fs;\n".to_owned(),
        )
    };
    assert_eq!(
        extraction_touches_nothing_outside(&[opener("table")]).len(),
        0
    );
    assert_eq!(
        extraction_touches_nothing_outside(&[opener("table"), opener("units")]).len(),
        1
    );
}

#[test]
fn a_failure_within_extraction_is_found() {
    let check = |path, content| count(extraction_cannot_fail, path, content);
    assert_eq!(
        check(
            "src/quantity/a.rs",
            "let a = b.unwrap();\nlet c = d.expect(\"e\");\n"
        ),
        2
    );
    assert_eq!(check("src/text/a.rs", "panic!(\"no\");\n"), 1);
    assert_eq!(
        check("src/text/a.rs", "let a = b.unwrap_or(0);\n// .unwrap()\n"),
        0
    );
    assert_eq!(
        check(
            "src/text/a.rs",
            "#[cfg(test)]\nmod tests {\n    a.unwrap();\n}\n"
        ),
        0
    );
    assert_eq!(check("src/query/a.rs", "let a = b.unwrap();\n"), 0);
}

#[test]
fn a_path_of_one_machine_is_found() {
    let check = |content: &str| count(no_path_of_one_machine, "README.md", content);
    assert_eq!(
        check(&format!("see {}shared/a.txt\n", concat!("/wo", "rk/"))),
        1
    );
    assert_eq!(check(&format!("({}me/a.txt)\n", concat!("/ho", "me/"))), 1);
    assert_eq!(check("https://example.org/work/a\nwork/a\n"), 0);
}
