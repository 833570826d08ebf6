//! Files → committed index: reading, extraction, writing and the last merge, with one thread and with two; with
//! `ZHISHU_BENCH_TEXTS=FOLDER` over files of one's own. Throughput is in bytes of the files.

mod corpus;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::path::{Path, PathBuf};
use zhishu::{Exclude, Intake, Lexicon, Metadata, collect};

/// How much text one round takes in where no folder is named.
const BYTES: usize = 1 << 20;

/// The folder of the files, and what keeps it where it was made for the run.
fn files() -> (PathBuf, Option<tempfile::TempDir>) {
    if let Some(folder) = std::env::var_os("ZHISHU_BENCH_TEXTS") {
        return (folder.into(), None);
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    for report in corpus::whole_reports(BYTES) {
        let file = folder.path().join(format!("{}.txt", report.id));
        std::fs::write(file, report.text).expect("a file can be written");
    }
    (folder.path().to_path_buf(), Some(folder))
}

fn take_in(dir: &Path, folder: &Path, threads: usize) -> usize {
    let run = Intake {
        dir,
        files: collect(&[folder.to_path_buf()], &Exclude::default()).files,
        stated: Metadata::default(),
        encoding: None,
        lexicon: &|| Ok(Lexicon::builtin()),
        maker: "bench".to_string(),
        lexicon_folder: None,
        trusting: false,
        gone: Vec::new(),
        threads: Some(threads),
    };
    let summary = run.run(&|_| {}).expect("the index can be written");
    summary.added.len()
}

fn intake(criterion: &mut Criterion) {
    let (folder, _kept) = files();
    let sizes = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    let bytes = sizes
        .filter_map(|file| file.metadata().ok())
        .map(|m| m.len());
    // Once and for all rounds, as in a long run.
    Lexicon::builtin();
    let mut group = criterion.benchmark_group("intake");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(bytes.sum()));
    for threads in [1, 2] {
        group.bench_function(format!("{threads} threads"), |bencher| {
            bencher.iter_batched(
                || tempfile::tempdir().expect("a folder can be made"),
                |dir| {
                    let added = take_in(dir.path(), &folder, threads);
                    assert!(added > 0, "no file was taken in");
                    dir
                },
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, intake);
criterion_main!(benches);
