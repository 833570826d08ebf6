//! Quantities asked for, held against a filter over the records themselves: docs/query.md once more, in other words.

use crate::program::World;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestCaseError, TestRng, TestRunner};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::sync::OnceLock;
use zhishu::{
    ClaimSort, Lexicon, QueryError, Question, Reader, Record, SentenceSort, Window, claims, fold,
    sentences,
};

/// How many conditions are asked.
const CONDITIONS: u32 = 520;

/// How many sentences each report has.
const SENTENCES: usize = 58;

/// The years of the reports.
const YEARS: [i32; 6] = [2016, 2017, 2018, 2018, 2019, 2020];

/// All hits.
const ALL: Window = Window {
    offset: 0,
    limit: None,
};

// ---- what is written ----

/// A unit: its name, its factor as a fraction, and the unit in which values compare.
type Unit = (&'static str, i64, i64, &'static str);

/// A number and its unit.
type Amount = (Decimal, Unit);

/// Units of one dimension, and the labels of that.
#[derive(Debug)]
struct Dimension {
    labels: &'static [&'static str],
    units: &'static [Unit],
}

static DIMENSIONS: [Dimension; 7] = [
    Dimension {
        labels: &["金额", "currency"],
        units: &[("元", 1, 1, "元")],
    },
    Dimension {
        labels: &["面积", "area"],
        units: &[
            ("亩", 2000, 3, "平方米"),
            ("公顷", 10_000, 1, "平方米"),
            ("平方公里", 1_000_000, 1, "平方米"),
            ("平方米", 1, 1, "平方米"),
        ],
    },
    Dimension {
        labels: &["长度", "里程"],
        units: &[("公里", 1_000, 1, "米"), ("米", 1, 1, "米")],
    },
    Dimension {
        labels: &["百分比"],
        units: &[("%", 1, 1, "%"), ("‰", 1, 10, "%")],
    },
    Dimension {
        labels: &["百分点"],
        units: &[("个百分点", 1, 1, "百分点")],
    },
    Dimension {
        labels: &["数量"],
        units: &[("家", 1, 1, "家")],
    },
    Dimension {
        labels: &["count"],
        units: &[("人", 1, 1, "人")],
    },
];

/// Numbers as they are written.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (1u32..200).prop_map(|n| n.to_string()),
        2 => (1_000u32..90_000).prop_map(|n| n.to_string()),
        3 => (1u32..9_999, 1u32..4).prop_map(|(n, places)| Decimal::new(i64::from(n), places).to_string()),
        1 => (1_000_000_000_000i64..9_999_999_999_999, 3u32..7).prop_map(|(n, p)| Decimal::new(n, p).to_string()),
        1 => select(&["三百二十", "四十五", "一千一百", "十二"][..]).prop_map(str::to_string),
    ]
}

/// A quantity as reports write it, with its bound.
fn quantity(units: &'static [&'static str]) -> impl Strategy<Value = String> {
    let bounds: &[(&str, &str, &str)] = &[
        ("", "", ""),
        ("", "", ""),
        ("", "", ""),
        ("约", "", ""),
        ("近", "", ""),
        ("超过", "", ""),
        ("不低于", "", ""),
        ("不超过", "", ""),
        ("", "多", ""),
        ("", "余", ""),
        ("", "", "以上"),
        ("", "", "以内"),
        ("", "", "左右"),
    ];
    let multiplier = select(&["", "", "万", "亿"][..]);
    (number(), multiplier, select(units), select(bounds.to_vec())).prop_map(
        |(number, multiplier, unit, (before, middle, behind))| {
            // 3.5多家 is not written, and neither is 3.5亿% .
            let whole = !number.contains('.');
            let middle = if whole { middle } else { "" };
            let multiplier = if "%‰个百分点".contains(unit) {
                ""
            } else {
                multiplier
            };
            format!("{before}{number}{multiplier}{middle}{unit}{behind}")
        },
    )
}

/// A sentence about one of these things, with one of these units.
fn said(
    what: &'static [&'static str],
    units: &'static [&'static str],
) -> impl Strategy<Value = String> {
    (select(what), quantity(units)).prop_map(|(what, quantity)| format!("{what}{quantity}。"))
}

fn money() -> impl Strategy<Value = String> {
    let what = &[
        "完成水利投资",
        "力争公路投资达到",
        "减少税费",
        "预计商业收入达到",
    ];
    said(what, &["元"])
}

fn moved() -> impl Strategy<Value = String> {
    let what = &[
        "茶叶产量增长",
        "水利投资下降",
        "商业收入增长",
        "力争茶叶产量增长",
        "公路投资降低",
    ];
    said(what, &["%", "%", "‰"])
}

/// A sentence of a report, mostly with claims.
fn sentence() -> impl Strategy<Value = String> {
    let counted = &[
        "建成学校",
        "新增企业",
        "培育农场",
        "现有医院",
        "计划新建工厂",
    ];
    let area = &["整治土地", "新造茶园", "建成公园面积"];
    let areas = &["亩", "亩", "公顷", "平方公里", "平方米"];
    let place = prop_oneof![
        (1u32..20).prop_map(|n| format!("第{n}位")),
        select(&["第一", "第三", "前三", "前十", "首位"][..]).prop_map(str::to_string),
    ];
    let span = (1u32..90, 1u32..60, select(&["家", "亩", "元", "%"][..]));
    let other = select(
        &[
            "三次产业结构为14:57.5:28.5。",
            "学校管理得到加强。",
            "公路养护按期完成。",
            "水利投资是上年的2.3倍。",
        ][..],
    );
    prop_oneof![
        4 => said(counted, &["家", "家", "人"]),
        3 => money(),
        4 => said(area, areas),
        2 => said(&["新修公路", "疏浚河道"], &["公里", "米"]),
        4 => moved(),
        1 => said(&["绿化率提高", "亏损面下降"], &["个百分点"]),
        2 => said(&["教育支出占财政支出的"], &["%"]),
        2 => place.prop_map(|p| format!("茶叶产量居全省{p}。")),
        2 => span.prop_map(|(a, b, unit)| format!("各县建成工厂{a}—{}{unit}。", a + b)),
        2 => other.prop_map(str::to_string),
        2 => (money(), moved()).prop_map(|(a, b)| a.replace('。', "，") + &b),
    ]
}

/// The index that is asked, its records and its sentences.
struct Books {
    _world: World,
    reader: Reader,
    records: Vec<Record>,
    /// Each sentence, with its claims by their place among the records.
    sentences: Vec<(Sentence, Vec<usize>)>,
}

/// A sentence of the index: its document, where it starts, and its text.
type Sentence = (String, usize, String);

/// The same reports on every run.
fn books() -> &'static Books {
    static BOOKS: OnceLock<Books> = OnceLock::new();
    BOOKS.get_or_init(|| {
        let world = World::new();
        let mut runner = TestRunner::new_with_rng(
            Config::default(),
            TestRng::from_seed(proptest::test_runner::RngAlgorithm::ChaCha, &[7; 32]),
        );
        for (number, year) in YEARS.into_iter().enumerate() {
            let written = vec(sentence(), SENTENCES)
                .new_tree(&mut runner)
                .expect("sentences")
                .current();
            let (past, next) = written.split_at(SENTENCES * 3 / 4);
            let text = format!(
                "甲县{year}年政府工作报告\n\n一、{}年工作回顾\n{}\n\n二、{year}年工作安排\n{}\n",
                year - 1,
                past.join("\n"),
                next.join("\n")
            );
            world.write(&format!("reports/{number}-{year}.txt"), text);
        }
        world.found(&["index", "reports", "--index", "index"]);
        let reader = Reader::open(&world.at("index")).expect("an index");
        let everything = Question::everything(Lexicon::builtin());
        let found = claims(&reader, &everything, ClaimSort::Document, false, ALL).expect("claims");
        let records = found
            .items
            .iter()
            .map(|hit| Record::from_hit(hit).expect("a record"));
        let records: Vec<Record> = records.collect();
        let by_document = SentenceSort::Document;
        let found = sentences(&reader, &everything, by_document, false, ALL, 0).expect("sentences");
        let sentences = found.items.iter().map(|hit| {
            let at = &hit.passage;
            let is_in = |r: &Record| r.document == at.document && r.sentence_start == at.start;
            let claims = (0..records.len()).filter(|i| is_in(&records[*i]));
            let sentence = (at.document.clone(), at.start, at.text.clone());
            (sentence, claims.collect())
        });
        let sentences = sentences.collect();
        Books {
            _world: world,
            reader,
            records,
            sentences,
        }
    })
}

// ---- what is asked ----

/// One end of what is asked: where it is, and whether it is meant itself.
type End = Option<(Decimal, bool)>;

/// What a label before the sign asks besides.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Besides {
    Nothing,
    Rise,
    Fall,
    Share,
    Standing,
    Name(&'static str),
}

/// A condition as it is written, and what it means.
#[derive(Debug, Clone)]
enum Asked {
    Quantity {
        written: String,
        besides: Besides,
        low: End,
        high: End,
        /// 约: whatever the bound says.
        as_written: bool,
        base: String,
    },
    Field(&'static str, Vec<&'static str>),
    Years(i32, i32),
    Word(&'static str),
    All(Vec<Asked>),
    Any(Vec<Asked>),
    Not(Box<Asked>),
}

impl Asked {
    fn written(&self) -> String {
        let bracket = |asked: &Asked| match asked {
            Asked::All(_) | Asked::Any(_) => format!("({})", asked.written()),
            _ => asked.written(),
        };
        let list = |all: &[Asked], between: &str| {
            let all: Vec<String> = all.iter().map(bracket).collect();
            all.join(between)
        };
        match self {
            Asked::Quantity { written, .. } => written.clone(),
            Asked::Field(name, values) => format!("{name}:{}", values.join(",")),
            Asked::Years(from, to) => format!("年份:{from}..{to}"),
            Asked::Word(word) => (*word).to_string(),
            Asked::All(all) => list(all, " "),
            Asked::Any(all) => list(all, " 或 "),
            Asked::Not(inner) => format!("不含 {}", bracket(inner)),
        }
    }

    /// Whether units stand side by side that one claim cannot have.
    fn is_mistake(&self) -> bool {
        match self {
            Asked::All(all) => {
                let mut units = all.iter().filter_map(Asked::units);
                let first = units.next();
                let differ =
                    first.is_some_and(|first| units.any(|other| first.is_disjoint(&other)));
                differ || all.iter().any(Asked::is_mistake)
            }
            Asked::Any(all) => all.iter().any(Asked::is_mistake),
            Asked::Not(inner) => inner.is_mistake(),
            _ => false,
        }
    }

    /// The base units that a claim may have which this asks for; `None` where it does not say.
    fn units(&self) -> Option<BTreeSet<String>> {
        match self {
            // A standing is one whatever it is counted in.
            Asked::Quantity {
                besides: Besides::Standing,
                ..
            } => None,
            Asked::Quantity { base, .. } if !base.is_empty() => {
                Some(BTreeSet::from([base.clone()]))
            }
            Asked::Field(name, values) if values.len() == 1 && ["量纲", "单位"].contains(name) =>
            {
                let records = books().records.iter();
                let alike = records.filter(|record| has(record, name, values));
                Some(
                    alike
                        .filter_map(|record| record.base_unit.clone())
                        .collect(),
                )
            }
            _ => None,
        }
    }

    /// Whether it holds of a claim, or of a sentence that has none.
    fn holds(&self, sentence: &Sentence, claim: Option<&Record>) -> bool {
        match self {
            Asked::Word(word) => fold(&sentence.2).contains(word),
            Asked::Years(from, to) => {
                let year = sentence.0.rsplit('-').next().and_then(|y| y.parse().ok());
                year.is_some_and(|y: i32| (*from..=*to).contains(&y))
            }
            Asked::All(all) => all.iter().all(|asked| asked.holds(sentence, claim)),
            Asked::Any(all) => all.iter().any(|asked| asked.holds(sentence, claim)),
            Asked::Not(inner) => !inner.holds(sentence, claim),
            Asked::Field(name, values) => claim.is_some_and(|c| has(c, name, values)),
            Asked::Quantity { .. } => claim.is_some_and(|claim| self.measures(claim)),
        }
    }

    fn measures(&self, claim: &Record) -> bool {
        let Asked::Quantity {
            besides,
            low,
            high,
            as_written,
            base,
            ..
        } = self
        else {
            return false;
        };
        let kind = wire(&claim.kind);
        let direction = wire(&claim.direction);
        let moved = |way: &str| ["growth", "change"].contains(&&*kind) && direction == way;
        let right = match besides {
            Besides::Nothing => true,
            Besides::Rise => moved("up"),
            Besides::Fall => moved("down"),
            Besides::Share => kind == "share",
            Besides::Standing => kind == "rank",
            Besides::Name(name) => claim.indicator.as_ref().is_some_and(|i| i.contains(name)),
        };
        let unit = claim.base_unit.as_ref().or(claim.unit.as_ref());
        let same = *besides == Besides::Standing || unit == Some(base);
        let Some(value) = claim.value.as_ref().filter(|_| right && same) else {
            return false;
        };
        let value: Decimal = value.parse().expect("a value");
        let to = claim
            .value_to
            .as_ref()
            .map_or(value, |to| to.parse().expect("a value"));
        let times =
            |value: Decimal, hundredths: u32| value * Decimal::new(i64::from(hundredths), 2);
        let bound = if *as_written {
            "=".to_string()
        } else {
            wire(&claim.bound)
        };
        let first = Decimal::from(u32::from(*besides == Besides::Standing));
        // From where to where the value lies.
        let (from, until) = match bound.as_str() {
            "=" => (Some((value, true)), Some((to, true))),
            "~" => (Some((times(value, 95), true)), Some((times(to, 105), true))),
            ">" => (Some((value, false)), None),
            ">=" => (Some((value, true)), None),
            "<" => (Some((times(value, 90), true)), Some((to, false))),
            "<=" => (Some((first, true)), Some((to, true))),
            other => panic!("no bound {other}"),
        };
        // What lies from ones on holds none before the first.
        let low = low.filter(|(at, _)| *besides != Besides::Standing || *at >= first);
        lies(low, from, |end, at| end > at) && lies(*high, until, |end, at| end < at)
    }
}

/// Whether the end of a claim lies within an end of what is asked.
fn lies(asked: End, end: End, beyond: impl Fn(Decimal, Decimal) -> bool) -> bool {
    let (Some((at, asked_too)), Some((end, end_too))) = (asked, end) else {
        return asked.is_none();
    };
    // A third has no last digit: what is equal to twenty digits is equal.
    let round = |value: Decimal| value.round_sf(20).expect("twenty digits");
    let (at, end) = (round(at), round(end));
    beyond(end, at) || end == at && (asked_too || !end_too)
}

/// Whether a claim has one of the values in a field.
fn has(claim: &Record, field: &str, values: &[&str]) -> bool {
    let (is, known): (String, &[(&str, &str)]) = match field {
        "单位" => (
            claim.unit.clone().unwrap_or_default(),
            &[("亿元", "元"), ("万亩", "亩")],
        ),
        "类型" => (
            wire(&claim.kind),
            &[
                ("水平", "level"),
                ("增速", "growth"),
                ("变化", "change"),
                ("排名", "rank"),
            ],
        ),
        "方向" => (wire(&claim.direction), &[("上升", "up"), ("下降", "down")]),
        "状态" => (
            wire(&claim.status),
            &[("实际", "actual"), ("目标", "target"), ("预计", "estimate")],
        ),
        "界限" => (
            wire(&claim.bound),
            &[
                ("约", "~"),
                ("多", ">"),
                ("以上", ">="),
                ("近", "<"),
                ("以内", "<="),
            ],
        ),
        "量纲" => (
            claim.dimension.clone().unwrap_or_default(),
            &[("金额", "currency"), ("面积", "area")],
        ),
        other => panic!("no field {other}"),
    };
    let means = |value: &str| known.iter().find(|k| k.0 == value).map_or(value, |k| k.1) == is;
    values.iter().any(|value| means(value))
}

/// A value as the record writes it; nothing for none.
fn wire(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).expect("a value");
    value.as_str().unwrap_or_default().to_string()
}

/// A number near one of a claim, in a unit of its dimension: just it, an edge of what its bound says, or a little beside.
fn amount(dimension: &'static Dimension) -> impl Strategy<Value = Amount> {
    let part = select(
        &[
            (1, 1),
            (1, 1),
            (1, 1),
            (95, 100),
            (105, 100),
            (90, 100),
            (100, 95),
            (100, 105),
            (100, 90),
            (2, 1),
            (1, 3),
            (0, 1),
        ][..],
    );
    let beside = select(&[0i64, 0, 0, 0, 1, -1][..]);
    (
        any::<Index>(),
        part,
        beside,
        select(dimension.units),
        number(),
    )
        .prop_map(|(index, (times, parts), beside, unit, number)| {
            let of = |r: &&Record| r.base_unit.as_deref() == Some(unit.3) && r.value.is_some();
            let near: Vec<&Record> = books().records.iter().filter(of).collect();
            let value = match near.is_empty() {
                true => number.parse().unwrap_or(Decimal::TEN),
                false => near[index.index(near.len())]
                    .value
                    .as_ref()
                    .unwrap()
                    .parse()
                    .unwrap(),
            };
            let value: Decimal = value * Decimal::from(times) / Decimal::from(parts);
            // Back into the unit, to a number of so few digits that it is the same or clearly another.
            let exact = value * Decimal::from(unit.2) / Decimal::from(unit.1);
            let few = exact.round_sf(16).expect("16 digits");
            let same = in_base((few, unit)).round_sf(20) == value.round_sf(20);
            let rough = exact.round_sf(10).expect("10 digits");
            let written = if same { few } else { rough };
            let written = (written + Decimal::new(beside, 3)).abs().normalize();
            (written, unit)
        })
}

/// The value in the base unit.
fn in_base((number, unit): Amount) -> Decimal {
    (number * Decimal::from(unit.1) / Decimal::from(unit.2)).normalize()
}

/// A number with its unit, the multiplier written out at times.
fn written((number, unit): Amount, multiplied: bool) -> String {
    let scaled = (number / Decimal::from(10_000)).normalize();
    if multiplied && scaled * Decimal::from(10_000) == number && !"%‰个百分点".contains(unit.0)
    {
        return format!("{scaled}万{}", unit.0);
    }
    format!("{number}{}", unit.0)
}

/// A quantity, with a label or without.
fn measure() -> impl Strategy<Value = Asked> {
    let dimension = (0..DIMENSIONS.len()).prop_map(|i| &DIMENSIONS[i]);
    dimension.prop_flat_map(|dimension| {
        let share = if dimension.labels[0] == "百分比" { Besides::Share } else { Besides::Nothing };
        let label = prop_oneof![
            4 => Just((String::new(), Besides::Nothing)),
            2 => select(dimension.labels).prop_map(|l| (l.to_string(), Besides::Nothing)),
            2 => select(&["增长", "提高", "growth"][..]).prop_map(|l| (l.to_string(), Besides::Rise)),
            2 => select(&["下降", "降", "减少"][..]).prop_map(|l| (l.to_string(), Besides::Fall)),
            1 => Just((if share == Besides::Share { "占比".to_string() } else { String::new() }, share)),
            1 => select(&["学校", "水利投资", "茶叶"][..]).prop_map(|l| (l.to_string(), Besides::Name(l))),
        ];
        let base = dimension.units[0].3.to_string();
        (label, amount(dimension), amount(dimension), 0usize..9, any::<bool>()).prop_map(
            move |((label, besides), one, two, sign, multiplied)| {
                let (low, high, written) = signed(one, two, sign, multiplied);
                // 约 itself has no label before it.
                let label = if written.starts_with('约') { String::new() } else { label.clone() };
                Asked::Quantity {
                    as_written: written.starts_with(['约', '≈']),
                    besides: if label.is_empty() { Besides::Nothing } else { besides },
                    written: label + &written,
                    low,
                    high,
                    base: base.clone(),
                }
            },
        )
    })
}

/// What a sign makes of amounts: from where to where, and how it is written.
fn signed(one: Amount, two: Amount, sign: usize, multiplied: bool) -> (End, End, String) {
    let at = in_base(one);
    let text = written(one, multiplied);
    let part = at / Decimal::from(20);
    let about = (Some((at - part, true)), Some((at + part, true)));
    match sign {
        0 => (Some((at, false)), None, format!(">{text}")),
        1 => (Some((at, true)), None, format!(">={text}")),
        2 => (None, Some((at, false)), format!("<{text}")),
        3 => (None, Some((at, true)), format!("≤ {text}")),
        4 => (Some((at, true)), Some((at, true)), format!("={text}")),
        5 => (about.0, about.1, format!("约{text}")),
        6 => (about.0, about.1, format!("≈{text}")),
        7 => (Some((at, true)), None, format!("{text}..")),
        _ => {
            let mut ends = [one, two];
            ends.sort_by_key(|end| in_base(*end));
            let [from, to] = ends;
            let text = format!("{}..{}", written(from, multiplied), written(to, false));
            (Some((in_base(from), true)), Some((in_base(to), true)), text)
        }
    }
}

/// A standing.
fn standing() -> impl Strategy<Value = Asked> {
    let unit = select(&["", "位"][..]);
    (select(&["第", "排名"][..]), 0u32..12, 0u32..6, 0..5, unit).prop_map(
        |(label, at, more, sign, unit)| {
            let at = at + u32::from(sign == 4);
            let [from, to] = [at, at + more].map(Decimal::from);
            let (low, high, text) = match sign {
                0 => (Some((from, false)), None, format!(">{at}{unit}")),
                1 => (None, Some((from, true)), format!("<={at}{unit}")),
                2 => (None, Some((from, false)), format!("<{at}{unit}")),
                3 => (
                    Some((from, true)),
                    Some((from, true)),
                    format!("={at}{unit}"),
                ),
                _ => (
                    Some((from, true)),
                    Some((to, true)),
                    format!("{at}..{to}{unit}"),
                ),
            };
            Asked::Quantity {
                written: format!("{label}{text}"),
                besides: Besides::Standing,
                low,
                high,
                as_written: false,
                base: unit.to_string(),
            }
        },
    )
}

/// A condition of any sort.
fn condition() -> impl Strategy<Value = Asked> {
    let field = |name: &'static str, values: &'static [&'static str]| {
        vec(select(values), 1..3).prop_map(move |values| Asked::Field(name, values))
    };
    let fields = prop_oneof![
        field("单位", &["亿元", "亩", "%", "家", "万亩", "公顷"]),
        field("类型", &["水平", "增速", "变化", "排名", "share"]),
        field("方向", &["上升", "下降"]),
        field("状态", &["实际", "目标", "预计"]),
        field("界限", &["约", "多", "以上", "近", "以内", "="]),
        field("量纲", &["金额", "面积", "percentage"]),
    ];
    let years = (2015..2021, 1..4).prop_map(|(from, more)| Asked::Years(from, from + more));
    let words = select(&["学校", "公路", "投资", "茶"][..]).prop_map(Asked::Word);
    let one = prop_oneof![8 => measure(), 1 => standing(), 2 => fields, 1 => years, 1 => words];
    one.prop_recursive(3, 10, 3, |inner| {
        prop_oneof![
            3 => vec(inner.clone(), 2..4).prop_map(Asked::All),
            2 => vec(inner.clone(), 2..4).prop_map(Asked::Any),
            1 => inner.prop_map(|inner| Asked::Not(Box::new(inner))),
        ]
    })
}

// ---- the tests ----

/// Claims by their ids, and sentences by where they stand.
type Hits = (BTreeSet<String>, BTreeSet<(String, usize)>);

/// The claims and the sentences that a condition finds, by the index.
fn found(query: &str) -> Result<Hits, QueryError> {
    let reader = &books().reader;
    let question = Question::parse(query, Lexicon::builtin())?;
    let listed = claims(reader, &question, ClaimSort::Document, false, ALL)?;
    let ids = listed
        .items
        .iter()
        .map(|hit| Record::from_hit(hit).expect("a record").id);
    let ids: BTreeSet<String> = ids.collect();
    assert_eq!(listed.total, ids.len(), "{query}");
    let hits = sentences(reader, &question, SentenceSort::Relevance, false, ALL, 0)?;
    let places = hits
        .items
        .iter()
        .map(|hit| (hit.passage.document.clone(), hit.passage.start));
    let places: BTreeSet<(String, usize)> = places.collect();
    assert_eq!(hits.total, places.len(), "{query}");
    Ok((ids, places))
}

/// The same, by looking at each record.
fn expected(asked: &Asked) -> Hits {
    let books = books();
    let (mut ids, mut places) = (BTreeSet::new(), BTreeSet::new());
    for (sentence, claims) in &books.sentences {
        let claims = claims.iter().map(|i| &books.records[*i]);
        let met = claims
            .clone()
            .filter(|claim| asked.holds(sentence, Some(claim)));
        let before = ids.len();
        ids.extend(met.map(|claim| claim.id.clone()));
        let alone = claims.len() == 0 && asked.holds(sentence, None);
        if ids.len() > before || alone {
            places.insert((sentence.0.clone(), sentence.1));
        }
    }
    (ids, places)
}

fn agree(asked: &Asked) -> Result<usize, TestCaseError> {
    let query = asked.written();
    let found = found(&query);
    if asked.is_mistake() {
        prop_assert!(
            matches!(found, Err(QueryError::Mistake(_))),
            "{query} is no mistake"
        );
        return Ok(0);
    }
    let found = match found {
        Ok(found) => found,
        Err(error) => return Err(TestCaseError::fail(format!("{query}: {error}"))),
    };
    let expected = expected(asked);
    let told = |ids: Vec<&String>| -> Vec<String> {
        let records = books().records.iter().filter(|r| ids.contains(&&r.id));
        let tell = |r: &Record| format!("{} {:?}{:?} {}", r.sentence, r.bound, r.value, r.id);
        records.map(tell).collect()
    };
    prop_assert!(
        found == expected,
        "{query}\n too many: {:#?}\n too few: {:#?}\n sentences: {:#?}",
        told(found.0.difference(&expected.0).collect()),
        told(expected.0.difference(&found.0).collect()),
        found
            .1
            .symmetric_difference(&expected.1)
            .collect::<Vec<_>>()
    );
    Ok(found.0.len())
}

#[test]
fn a_quantity_finds_what_the_records_say() {
    let mut config = Config::with_cases(CONDITIONS);
    config.failure_persistence = None;
    config.max_shrink_iters = 100;
    let met = std::cell::Cell::new(0);
    let run = TestRunner::new(config).run(&condition(), |asked| {
        met.set(met.get() + u32::from(agree(&asked)? > 0));
        Ok(())
    });
    assert!(run.is_ok(), "{}", run.unwrap_err());
    // Most conditions are met by some claim, so that much is compared.
    assert!(met.get() > CONDITIONS / 3, "{} of {CONDITIONS}", met.get());
}

#[test]
fn the_records_are_of_all_sorts() {
    let records = &books().records;
    assert!((300..600).contains(&records.len()), "{}", records.len());
    let all = |of: fn(&Record) -> String| -> BTreeSet<String> { records.iter().map(of).collect() };
    let bounds = all(|r| wire(&r.bound));
    assert_eq!(
        bounds.into_iter().collect::<Vec<_>>(),
        ["<", "<=", "=", ">", ">=", "~"]
    );
    for kind in [
        "level", "growth", "change", "share", "rank", "ratio", "multiple",
    ] {
        assert!(all(|r| wire(&r.kind)).contains(kind), "{kind}");
    }
    for status in ["actual", "target", "estimate"] {
        assert!(all(|r| wire(&r.status)).contains(status), "{status}");
    }
    assert!(records.iter().any(|r| r.value_to.is_some()));
    let long = |r: &Record| r.value.as_ref().is_some_and(|v| v.len() > 18);
    assert!(
        records.iter().any(long),
        "no value that a float cannot hold"
    );
}

/// Where the bound of a claim of thirds ends, asked for to the digit.
#[test]
fn the_ends_of_bounds_are_told_to_the_digit() {
    let mu = ("亩", 2000, 3, "平方米");
    let is_of_mu = |r: &&Record| r.unit.as_deref() == Some("亩") && r.value.is_some();
    let mut asked = 0;
    for claim in books().records.iter().filter(is_of_mu) {
        let value: Decimal = claim
            .value
            .as_ref()
            .expect("a value")
            .parse()
            .expect("a value");
        let hundredths: &[i64] = match wire(&claim.bound).as_str() {
            "~" => &[95, 105],
            "<" => &[90, 100],
            _ => &[100],
        };
        for hundredths in hundredths {
            let of_mu = (value * Decimal::new(3, 0) / Decimal::new(2000, 0)).round_sf(16);
            let number = of_mu.expect("digits") * Decimal::new(*hundredths, 2);
            for sign in 0..7 {
                let (low, high, written) =
                    signed((number.normalize(), mu), (number, mu), sign, false);
                let quantity = Asked::Quantity {
                    as_written: written.starts_with(['约', '≈']),
                    written,
                    besides: Besides::Nothing,
                    low,
                    high,
                    base: mu.3.to_string(),
                };
                agree(&quantity).unwrap_or_else(|e| panic!("{e}"));
                asked += 1;
            }
        }
    }
    assert!(asked > 100, "{asked}");
}

/// Each small standing, by each sign: where the first stands and what lies before it counts.
#[test]
fn standings_begin_with_the_first() {
    let signs = [">", ">=", "<", "<=", "=", ".."];
    for (at, sign) in (0u32..5).flat_map(|at| signs.map(|sign| (at, sign))) {
        let [from, to] = [at, at + 2].map(Decimal::from);
        let (low, high) = match sign {
            ">" => (Some((from, false)), None),
            ">=" => (Some((from, true)), None),
            "<" => (None, Some((from, false))),
            "<=" => (None, Some((from, true))),
            "=" => (Some((from, true)), Some((from, true))),
            _ => (Some((from, true)), Some((to, true))),
        };
        let written = match sign {
            ".." => format!("第{at}..{}位", at + 2),
            sign => format!("第{sign}{at}"),
        };
        let standing = Asked::Quantity {
            written,
            besides: Besides::Standing,
            low,
            high,
            as_written: false,
            base: String::new(),
        };
        agree(&standing).unwrap_or_else(|e| panic!("{e}"));
    }
}

/// What is at most so much may be nothing, and is not less.
#[test]
fn at_most_begins_with_nothing() {
    for (sign, number) in [(0, "0"), (1, "0"), (1, "0.001"), (7, "0"), (4, "0")] {
        let number: Decimal = number.parse().expect("a number");
        for dimension in &DIMENSIONS {
            let amount = (number, dimension.units[0]);
            let (low, high, written) = signed(amount, amount, sign, false);
            let quantity = Asked::Quantity {
                written,
                besides: Besides::Nothing,
                low,
                high,
                as_written: false,
                base: amount.1.3.to_string(),
            };
            agree(&quantity).unwrap_or_else(|e| panic!("{e}"));
        }
    }
}
