//! The program at work: its real binary in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder in which the program runs; it goes away with the value.
pub struct World {
    dir: tempfile::TempDir,
}

/// What a run left behind.
#[derive(Debug)]
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// What was written to stdout.
    pub out: String,
    /// What was written to stderr.
    pub err: String,
}

impl World {
    /// An empty folder.
    pub fn new() -> World {
        World {
            dir: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// A folder with a corpus of one small report.
    pub fn with_corpus() -> World {
        let world = World::new();
        world.write("corpus/甲县-2018.txt", REPORT);
        world
    }

    /// A folder with an index of the shipped corpus, at `index`.
    pub fn shipped() -> World {
        let world = World::new();
        let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
        world.found(&["index", corpus, "--index", "index"]);
        world
    }

    /// A path in the folder.
    pub fn at(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &World {
        let path = self.at(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(path, content).expect("a file");
        self
    }

    /// The command, ready to run in the folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhishu"));
        command
            .args(args)
            .current_dir(self.dir.path())
            .stdin(Stdio::null());
        command
            .env_remove("ZHISHU_INDEX")
            .env_remove("COLUMNS")
            .env_remove("NO_COLOR");
        command
    }

    /// Runs the program in the folder.
    pub fn run(&self, args: &[&str]) -> Run {
        Run::from(self.command(args).output().expect("the program runs"))
    }

    /// Runs the program and expects it to find something.
    pub fn found(&self, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!(run.code, 0, "{args:?}: {run:?}");
        run.out
    }

    /// Runs the program and expects one clear line of error.
    pub fn refused(&self, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!(run.code, 2, "{args:?}: {run:?}");
        assert_eq!(run.err.lines().count(), 1, "{args:?}: {run:?}");
        assert!(run.err.starts_with("zhishu: "), "{args:?}: {run:?}");
        run.err
    }

    /// Runs the program with `--format json` and reads the answer.
    pub fn json(&self, args: &[&str]) -> serde_json::Value {
        let args = [args, &["--format", "json"]].concat();
        let run = self.run(&args);
        assert!(run.code < 2, "{args:?}: {run:?}");
        serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{args:?}: {e}: {run:?}"))
    }

    /// Every file below a folder with its content, to see that nothing was touched.
    pub fn content(&self, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
        fn walk(dir: &Path, all: &mut Vec<(PathBuf, Vec<u8>)>) {
            for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    walk(&path, all);
                } else {
                    all.push((path.clone(), std::fs::read(path).unwrap_or_default()));
                }
            }
        }
        let mut all = Vec::new();
        walk(&self.at(name), &mut all);
        all.sort();
        all
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        }
    }
}

/// A small report with levels, growth, a rank, a share and a target.
pub const REPORT: &str = "甲县2018年政府工作报告

一、2017年工作回顾
全县地区生产总值达到120.5亿元，增长7.2%。固定资产投资80亿元，下降3%。
风电项目建成12个，总量居全省第三。汕昆、汕湛高速全线通车，高速公路里程达320公里。
扩大，学习先进经验。大学毕业生就业800人。ＧＤＰ增速为６％。

二、2018年工作安排
力争地区生产总值增长8%，森林覆盖率达到60%。
";
