//! Documents with their claims → the index, committed; without the time that finding the claims takes.

mod corpus;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::path::Path;
use zhishu::{Catalog, Document, Extraction, Lexicon, Record, Writer, extract, records};

/// How much text one round takes in.
const BYTES: usize = 1 << 20;

/// A document with all that the index keeps of it.
type Found = (Document, Extraction, Vec<String>);

fn found(report: Document) -> Found {
    let extraction = extract(&report, Lexicon::builtin());
    let lines = records(&report, &extraction)
        .into_iter()
        .map(Record::kept)
        .collect();
    (report, extraction, lines)
}

fn write(dir: &Path, threads: usize, all: &[Found]) {
    let mut writer = Writer::open(dir, threads).expect("an index can be made");
    for (report, extraction, lines) in all {
        writer
            .put(report, extraction, lines)
            .expect("the index takes it");
    }
    let committed = writer.commit(&Catalog::default());
    committed
        .and_then(|()| writer.close())
        .expect("the index can be written");
}

fn index(criterion: &mut Criterion) {
    let reports = corpus::reports(BYTES);
    let bytes: u64 = reports.iter().map(|report| report.text.len() as u64).sum();
    let all: Vec<Found> = reports.into_iter().map(found).collect();
    let folder = || tempfile::tempdir().expect("a folder can be made");
    let mut group = criterion.benchmark_group("index");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(bytes));
    for threads in [1, 2] {
        group.bench_function(format!("write, {threads} threads"), |bencher| {
            bencher.iter_batched(
                folder,
                |dir| write(dir.path(), threads, &all),
                BatchSize::PerIteration,
            );
        });
    }
    // Every document is there already and is replaced.
    group.bench_function("replace", |bencher| {
        let written = || {
            let dir = folder();
            write(dir.path(), 1, &all);
            dir
        };
        bencher.iter_batched(
            written,
            |dir| write(dir.path(), 1, &all),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, index);
criterion_main!(benches);
