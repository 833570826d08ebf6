//! Text → claims, in bytes a second, beside the time that cutting the same text into words takes; over the shipped corpus
//! with as much prose between its claims as whole reports have or, with `ZHISHU_BENCH_TEXTS=FOLDER`, over reports of one's own.

mod corpus;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jieba_rs::Jieba;
use std::hint::black_box;
use zhishu::{Lexicon, extract};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How much text one round reads.
const BYTES: usize = 1 << 20;

fn extraction(criterion: &mut Criterion) {
    let reports = corpus::whole_reports(BYTES);
    let lexicon = Lexicon::builtin();
    let jieba = Jieba::new();
    let mut group = criterion.benchmark_group("extraction");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(
        reports.iter().map(|report| report.text.len() as u64).sum(),
    ));
    group.bench_function("extract", |bencher| {
        bencher.iter(|| {
            let found = |report| extract(report, lexicon).mentions.len();
            black_box(reports.iter().map(found).sum::<usize>())
        });
    });
    group.bench_function("jieba cut", |bencher| {
        bencher.iter(|| {
            let words = |text: &str| jieba.cut(text, true).len();
            black_box(
                reports
                    .iter()
                    .map(|report| words(&report.text))
                    .sum::<usize>(),
            )
        });
    });
    group.finish();
}

criterion_group!(benches, extraction);
criterion_main!(benches);
