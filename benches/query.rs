//! Searching, listing and counting in an index of some hundred reports, opening it included.

mod corpus;

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::Path;
use zhishu::{
    Catalog, ClaimSort, CountSort, Facet, Field, Lexicon, Question, Reader, Record, SentenceSort,
    Window, Writer, claims, counts, extract, records, sentences,
};

/// How much text the index holds.
const BYTES: usize = 4 << 20;

/// The first page of an answer.
const PAGE: Window = Window {
    offset: 0,
    limit: Some(20),
};

fn make(dir: &Path) {
    let mut writer = Writer::open(dir, 1).expect("an index can be made");
    for report in corpus::reports(BYTES) {
        let extraction = extract(&report, Lexicon::builtin());
        let lines: Vec<String> = records(&report, &extraction)
            .into_iter()
            .map(Record::kept)
            .collect();
        writer
            .put(&report, &extraction, &lines)
            .expect("the index takes it");
    }
    let committed = writer.commit(&Catalog::default());
    committed
        .and_then(|()| writer.close())
        .expect("the index can be written");
}

fn query(criterion: &mut Criterion) {
    let dir = tempfile::tempdir().expect("a folder can be made");
    make(dir.path());
    let open = || Reader::open(dir.path()).expect("the index is whole");
    let parse = |words| Question::parse(words, Lexicon::builtin()).expect("the query is one");
    let everything = Question::everything(Lexicon::builtin());
    let reader = open();

    criterion.bench_function("open", |bencher| bencher.iter(|| black_box(open())));
    // A frequent word, two words that both have to be there, a phrase, a part of a word.
    for words in ["发展", "风电 项目", "\"绿色金融\"", "贫"] {
        let question = parse(words);
        criterion.bench_function(&format!("search {words}"), |bencher| {
            bencher.iter(|| {
                let hits = sentences(&reader, &question, SentenceSort::Relevance, false, PAGE, 0);
                black_box(hits.expect("the index is whole").total)
            });
        });
    }
    let percentages = everything.clone().with(Field::Unit, &["%"]);
    criterion.bench_function("list --unit % --sort value", |bencher| {
        bencher.iter(|| {
            let hits = claims(&reader, &percentages, ClaimSort::Value, true, PAGE);
            black_box(hits.expect("the index is whole").total)
        });
    });
    criterion.bench_function("facets --by unit", |bencher| {
        bencher.iter(|| {
            let found = counts(&reader, &everything, &[Facet::Unit], CountSort::Count, PAGE);
            black_box(found.expect("the index is whole").total)
        });
    });
}

criterion_group!(benches, query);
criterion_main!(benches);
