//! Texts that are one endless line, each at two lengths: the time is in proportion to the length where both give as many
//! bytes a second.

use criterion::{
    BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use std::hint::black_box;
use std::time::Duration;
use zhishu::{Document, Lexicon, extract};

/// The lines: a name, what they repeat, and the shorter length in MB, the other being twice that. Each is a place where a
/// look ahead or back could go on forever. Lines that are all claims take longest, so they are shorter.
const LINES: [(&str, &str, usize); 8] = [
    ("digits", "7", 5),
    ("marks", "、", 5),
    ("分别", "分别", 5),
    ("open brackets", "（", 5),
    ("names", "财政收入", 5),
    ("numerals", "亿", 1),
    ("cells", "12.5\t", 1),
    ("claims", "增长5%、", 1),
];

/// A line of `size` MB that repeats `unit`.
fn line(unit: &str, size: usize) -> Document {
    Document {
        id: "line".into(),
        text: unit.repeat(size * 1_000_000 / unit.len()),
        ..Document::default()
    }
}

/// A line of `size` MB that opens brackets up to its middle and then closes them all.
fn nested(size: usize) -> Document {
    let (open, close) = ("（", "）");
    let half = size * 1_000_000 / (open.len() + close.len());
    Document {
        id: "line".into(),
        text: open.repeat(half) + &close.repeat(half),
        ..Document::default()
    }
}

fn hostile(criterion: &mut Criterion) {
    // The segmenter's dictionary is read with the first text that needs it.
    extract(&line("增长5%、", 1), Lexicon::builtin());
    for (name, unit, size) in LINES {
        compare(criterion, name, size, &|size| line(unit, size));
    }
    compare(criterion, "nested brackets", 5, &nested);
}

/// Measures a line of `size` MB and one of twice that.
fn compare(criterion: &mut Criterion, name: &str, size: usize, make: &dyn Fn(usize) -> Document) {
    let mut group = criterion.benchmark_group(format!("one line of {name}"));
    group
        .sample_size(10)
        .sampling_mode(SamplingMode::Flat)
        .warm_up_time(Duration::from_millis(1))
        .measurement_time(Duration::from_secs(1));
    for size in [size, 2 * size] {
        let document = make(size);
        group.throughput(Throughput::Bytes(document.text.len() as u64));
        let id = BenchmarkId::from_parameter(format!("{size} MB"));
        group.bench_with_input(id, &document, |bencher, document| {
            bencher.iter(|| black_box(extract(document, Lexicon::builtin()).mentions.len()));
        });
    }
    group.finish();
}

criterion_group!(benches, hostile);
criterion_main!(benches);
