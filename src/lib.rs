//! zhishu (知数) reads Chinese government reports and finds every number that they state: what it counts, in which unit,
//! of which time and place, reached or aimed at, and where in the text it stands.
//!
//! # The way of the data
//!
//! ```text
//! document → sections → sentences → tokens → quantities → claims → index → query → answer
//! ```
//!
//! A [`Document`] is a text and what is known of it ([`Metadata`]). [`extract()`] is the way from its text to its claims as one
//! function: it cuts the text into [`Section`]s and [`Sentence`]s, finds the numbers of each sentence, and hands out one
//! [`Mention`] for each number. A mention has a [`Quantity`] and a [`Role`]; where the role is [`Role::Claim`] it has a
//! [`Claim`] too: [`Kind`], indicator, [`Direction`], period, area, [`Status`]. Extraction reads nothing from outside and
//! cannot fail; equal text, metadata and [`Lexicon`] give equal mentions in the order of the text.
//!
//! All offsets count Unicode scalar values of the text as it was decoded. Full width, traditional script and stray spaces are
//! folded for analysis only, so that `text[span]` is always what the report says. Numbers are exact decimals: what was written
//! (`1500.9`, 亿, 元) stands beside the value in the base unit of its dimension (150 090 000 000 元).
//!
//! ```
//! use zhishu::{Document, Kind, Lexicon, Metadata, extract};
//!
//! let document = Document {
//!     id: "清远-2018".into(),
//!     text: "全市地区生产总值1500.9亿元，增长5%左右。".into(),
//!     metadata: Metadata {
//!         place: Some("清远市".into()),
//!         covers: Some(2017),
//!         ..Metadata::default()
//!     },
//!     pages: Vec::new(),
//! };
//! let found = extract(&document, Lexicon::builtin());
//! assert_eq!(found.mentions.len(), 2);
//!
//! let level = &found.mentions[0];
//! let claim = level.claim.as_ref().unwrap();
//! assert_eq!(claim.kind, Kind::Level);
//! assert_eq!(claim.indicator_id.as_deref(), Some("gdp"));
//! assert_eq!(claim.period.as_deref(), Some("2017"));
//! assert_eq!(level.quantity.base.unwrap().0.to_string(), "150090000000");
//!
//! let growth = &found.mentions[1];
//! let said: String = document.text.chars().skip(growth.span.start).take(growth.span.len()).collect();
//! assert_eq!(said, "5%");
//! let claim = growth.claim.as_ref().unwrap();
//! assert_eq!((claim.kind, claim.of), (Kind::Growth, Some(0)));
//! assert_eq!(claim.indicator.as_deref(), Some("地区生产总值"));
//! ```
//!
//! # From files to an index, and to answers
//!
//! [`Intake`] takes files into an index on disk: it reads them ([`read()`]), tells title, place and years
//! ([`Metadata::infer`], `manifest.toml`, what the user stated), and works on all cores. A [`Reader`] is one state of an index.
//! [`sentences`] searches, [`claims`] lists, [`counts`] counts and [`measures`] measures values; all take a [`Question`], which a
//! query in the query language asks (docs/query.md). [`document`] is the text of one report, [`similar`] what others state of the
//! same indicator. A claim goes out as a [`Record`], the same on the command line and in exports.
//!
//! ```
//! use zhishu::{
//!     Intake, Lexicon, Metadata, Question, Reader, Record, SentenceSort, Window, maker, sentences,
//! };
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = tempfile::tempdir()?;
//! let report = folder.path().join("清远市2018年政府工作报告.txt");
//! std::fs::write(&report, "全年扶贫资金投入10.3亿元。\n")?;
//!
//! let index = folder.path().join("index");
//! let run = Intake {
//!     dir: &index,
//!     files: vec![report.into()],
//!     stated: Metadata::default(),
//!     encoding: None,
//!     lexicon: &|| Ok(Lexicon::builtin()),
//!     maker: maker(None)?,
//!     lexicon_folder: None,
//!     trusting: false,
//!     gone: Vec::new(),
//!     threads: None,
//! };
//! assert_eq!(run.run(&|_| {})?.added, ["清远市2018年政府工作报告"]);
//!
//! let reader = Reader::open(&index)?;
//! // Traditional script asks for the same as simplified.
//! let question = Question::parse("扶貧 金额>=1亿元", Lexicon::builtin())?;
//! let page = Window { offset: 0, limit: Some(20) };
//! let hits = sentences(&reader, &question, SentenceSort::Relevance, false, page, 0)?;
//! assert_eq!(hits.total, 1);
//!
//! let (claim, is_asked_for) = &hits.items[0].claims[0];
//! let record = Record::from_hit(claim)?;
//! assert!(is_asked_for);
//! assert_eq!(record.text, "10.3亿元");
//! assert_eq!((record.area.as_deref(), record.period.as_deref()), (Some("清远市"), Some("2017")));
//! # Ok(())
//! # }
//! ```
//!
//! # Where to read on
//!
//! `src/extract.rs` first; then a folder for each step of the way, each of which opens with what it is. Modules are private:
//! what users need is named here at the root. ARCHITECTURE.md tells the modules and what always holds, `docs/claims.md` the
//! claim record field by field, `lexicon/README.md` the vocabularies that are added to without writing Rust.
//!
//! The feature `program`, on by default, adds what only the command line needs: the formats of answers.

mod analysis;
mod claim;
mod document;
mod extract;
mod index;
mod input;
mod intake;
mod lexicon;
mod metadata;
mod output;
mod quantity;
mod query;
mod table;
mod text;
mod token;

pub use analysis::{
    Check, Chosen, Cited, Class, Computed, Course, Design, Extent, Figures, Finding, Gold, Mistold,
    Observation, Other, Outcome, Pair, Panel, PanelCell, Place, Places, Preference, Relation,
    Report, Series, Stated, Sure, Target, TellingFigures, Topic, UnitMeasure, YearRow, bound_words,
    check, check_all, compare, near_topics, panel, score, statements, track,
};
pub use claim::{
    Band, Claim, Confidence, Direction, Doubt, FieldRules, Kind, Mention, Role, Rule, Status, rules,
};
pub use document::{Document, Level, Metadata, MetadataField, Pages, ReportKind, Span};
pub use extract::{Extraction, Section, Sentence, extract};
pub use index::{
    Catalog, Entry, FORMAT, FileState, IndexError, Reader, State, Writer, WriterNote, inspect,
};
pub use input::{
    Encoding, InputError, InputFormat, Manifest, Reading, UnknownEncoding, format_of, iso_date,
    read,
};
pub use intake::{
    CORPUS, Collected, CopyNote, Edition, Exclude, FileTrouble, Intake, Listener, Manifests,
    Progress, RunError, Source, SourceFile, Summary, collect, describe, document_of, file_at,
    known_path, maker, prepare, remove, sync,
};
pub use lexicon::{Gazetteer, IndicatorName, Indicators, Lexicon, LexiconError, Standing};
pub use metadata::{By, Clues, Told, same_place, tell};
#[cfg(feature = "program")]
pub use output::{
    Alike, BinItem, Cell, Chart, Choice, CitedItem, Column, CompareItem, ContextItem, CountItem,
    Curve, DocumentItem, ExcerptItem, Explained, ExportItem, Figure, FindingItem, Format, Head,
    HeadingItem, Hits, Item, KnownItem, MeasuresItem, MistoldItem, ObservationItem, Page,
    PanelItem, Picked, PlotError, Point, Row, Screen, SentenceItem, SeriesItem, SimilarItem,
    StatedBy, StatsItem, TellingItem, ToldItem, Type, WidePanel, WideRow, claim_in_short, excerpt,
    explained, explanation, json_object, png, svg, unbroken, write, write_rows,
};
pub use output::{FollowError, Followed, Numbers, Record, Wanted, follow, records, report};
pub use quantity::{Bound, Number, Quantity};
pub use query::{
    AllMeasures, Bin, ClaimHit, ClaimHits, ClaimSort, Condition, Count, CountSort, Counts,
    EveryClaim, Expression, Extract, Facet, Field, Heading, Hint, Measure, Measures, Mistake,
    Origin, Part, Passage, QueryError, Question, SentenceHit, SentenceHits, SentenceSort,
    Statement, Suggester, Suggestion, SuggestionKind, Term, Value, Widened, Window, claims,
    corrected, counts, document, every_claim, hints, measures, named_value, nearest, parse,
    sentences, similar,
};
pub use text::fold;
pub use token::{Token, cut_for_search};
