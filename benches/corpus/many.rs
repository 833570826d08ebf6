//! Reports without end, for an index of any size: each of a place and a year of its own, of a few hundred sentences.

use super::{Digits, Prose, cells, originals};
use zhishu::{Document, Metadata};

/// The years of the reports of one place.
const YEARS: std::ops::Range<usize> = 2006..2026;

/// The headings of a report, and below each those of its sections.
const HEADINGS: [(&str, [&str; 4]); 3] = [
    (
        "一、工作回顾",
        ["综合经济", "项目和投资", "农业和农村", "民生和社会事业"],
    ),
    (
        "二、发展目标",
        ["主要指标", "产业升级", "城乡建设", "生态环境"],
    ),
    (
        "三、工作安排",
        ["扩大内需", "改革开放", "科技创新", "政府建设"],
    ),
];

/// What is built and opened in reports: joined to the name of a place it is a word that few sentences have.
const WORKS: [&str; 24] = [
    "水库",
    "大桥",
    "工业园",
    "污水处理厂",
    "中心医院",
    "第一中学",
    "高速公路",
    "产业园区",
    "火车站",
    "机场",
    "风电场",
    "光伏电站",
    "植物园",
    "博物馆",
    "体育馆",
    "物流中心",
    "灌区",
    "粮库",
    "变电站",
    "安置房",
    "敬老院",
    "幼儿园",
    "步行街",
    "湿地公园",
];

/// Units by dimension, with the usual ones twice.
const UNITS: [(&str, &[&str]); 7] = [
    ("currency", &["亿元", "亿元", "万元"]),
    ("area", &["万亩", "亩", "平方公里", "万平方米"]),
    ("mass", &["万吨", "吨", "公斤"]),
    ("length", &["公里", "米"]),
    ("count", &["个", "户", "人", "万人", "家", "项", "所"]),
    ("energy", &["亿千瓦时", "万千瓦时"]),
    ("power", &["万千瓦", "兆瓦"]),
];

/// Reports without end; the same ones in every run.
pub fn many() -> impl Iterator<Item = Document> {
    let mut maker = Maker::new();
    (0..).map(move |number| maker.report(number))
}

/// What the reports are made of.
struct Maker {
    prose: Prose,
    /// The sentences of the shipped texts, each cut at its commas.
    shipped: Vec<Vec<String>>,
    /// Names of what is measured, with their dimensions, the most usual first.
    measured: Vec<(String, String)>,
}

impl Maker {
    fn new() -> Self {
        let texts = originals().into_iter().map(|(_, text)| text);
        let sentences = texts.flat_map(|text| {
            let lines = text.lines().skip(1).filter(|line| line.contains('。'));
            let sentences = lines.flat_map(|line| line.split_inclusive('。'));
            let clauses = |s: &str| {
                s.trim_end_matches('。')
                    .split('，')
                    .map(str::to_string)
                    .collect()
            };
            sentences.map(clauses).collect::<Vec<Vec<String>>>()
        });
        let names = cells("indicators.tsv", 1, None).into_iter();
        let dimensions = cells("indicators.tsv", 3, None);
        Maker {
            prose: Prose::new(),
            shipped: sentences.collect(),
            measured: names.zip(dimensions).collect(),
        }
    }

    fn report(&mut self, number: usize) -> Document {
        let places = &self.prose.places;
        // Neighbours in the list are far from each other in the order of the reports.
        let place = places[number / YEARS.len() * 911 % places.len()].clone();
        let year = YEARS.start + number % YEARS.len();
        let name = format!("{place}{year}年政府工作报告");
        let mut text = format!("{name}\n");
        for (heading, sections) in HEADINGS {
            text.push_str(&format!("\n{heading}\n"));
            for (section, number) in sections.iter().zip(["一", "二", "三", "四"]) {
                // Half of the sections have a heading that no other report has.
                let own = match self.below(2) {
                    0 => String::new(),
                    _ => format!("，{}{}", self.verb(), self.named()),
                };
                text.push_str(&format!("\n（{number}）{section}{own}\n"));
                for _ in 0..2 + self.below(5) {
                    for _ in 0..2 + self.below(8) {
                        let sentence = self.sentence(&place, year);
                        text.push_str(&sentence);
                        text.push('。');
                    }
                    text.push('\n');
                }
            }
        }
        let metadata = Metadata::infer(&name, &text);
        Document {
            id: format!("{name}-{number}"),
            text,
            metadata,
            pages: Vec::new(),
        }
    }

    /// A sentence without its end: more than half of them state nothing.
    fn sentence(&mut self, place: &str, year: usize) -> String {
        let mut clauses = Vec::new();
        for _ in 0..1 + self.below(4) {
            match self.below(20) {
                0..2 => clauses.extend(self.shipped(place, year)),
                2..4 => clauses.push(self.stated()),
                4..5 => clauses.push(self.built(place, year)),
                5..12 => {
                    let words = self.prose.clause();
                    clauses.push(words);
                }
                _ => {
                    let (verb, [one, other]) = (self.verb(), [self.named(), self.named()]);
                    clauses.push(match self.below(4) {
                        0 => format!("{verb}{one}和{other}"),
                        1 => format!("以{one}为重点{verb}{other}"),
                        2 => format!("{place}的{one}{verb}{other}"),
                        _ => format!("{one}的{other}"),
                    });
                }
            }
        }
        clauses.join("，")
    }

    /// One to three clauses of a shipped sentence, of this place and with other digits.
    fn shipped(&mut self, place: &str, year: usize) -> Vec<String> {
        let sentence = self.below(self.shipped.len());
        let first = self.below(self.shipped[sentence].len());
        let count = 1 + self.below(3);
        let clauses = self.shipped[sentence].iter().skip(first).take(count);
        let text = clauses.cloned().collect::<Vec<_>>().join("，");
        let mut text = self.prose.random.change(&text);
        for (own, other) in [
            ("清远市", place),
            ("清苑区", place),
            ("清远", place),
            ("清苑", place),
        ] {
            text = text.replace(own, other);
        }
        for (own, other) in [("2017年", year - 1), ("2023年", year), ("2024年", year)] {
            text = text.replace(own, &format!("{other}年"));
        }
        vec![text]
    }

    /// A clause with a claim or two.
    fn stated(&mut self) -> String {
        let at = self.prose.random.skewed(self.measured.len());
        let (name, dimension) = self.measured[at].clone();
        let dimension = dimension.split('|').next().unwrap_or_default();
        let share = self.share();
        let units = UNITS.iter().find(|(of, _)| *of == dimension);
        let Some((_, units)) = units else {
            return match self.below(3) {
                0 => format!("{name}达到{share}%"),
                1 => format!("{name}提高{}个百分点", 1 + self.below(9)),
                _ => format!("{name}控制在{share}%以内"),
            };
        };
        let (amount, unit) = (self.amount(), units[self.below(units.len())]);
        match self.below(7) {
            0 => format!("{name}{amount}{unit}，同比增长{share}%"),
            1 => format!("{name}达到{amount}{unit}，下降{share}%"),
            2 => format!("完成{name}{amount}{unit}"),
            3 => format!("{name}增长{share}%左右"),
            4 => format!("{name}突破{amount}{unit}，居全省第{}位", 1 + self.below(20)),
            5 => format!("力争{name}达到{amount}{unit}以上"),
            _ => format!("{name}占比达{share}%"),
        }
    }

    /// A clause about something with a name of its own.
    fn built(&mut self, place: &str, year: usize) -> String {
        let at = self.prose.random.skewed(self.prose.places.len());
        let (near, work) = (
            self.prose.places[at].clone(),
            WORKS[self.below(WORKS.len())],
        );
        let place = if self.below(3) == 0 {
            place
        } else {
            near.as_str()
        };
        match self.below(3) {
            0 => format!("总投资{}亿元的{place}{work}开工建设", self.amount()),
            1 => format!("{place}{work}建成投用"),
            _ => format!("{year}年{place}{work}扩建{}平方米", self.amount()),
        }
    }

    /// A number as reports write them: some with two places, some round.
    fn amount(&mut self) -> String {
        let whole = match self.below(4) {
            0 => self.below(10),
            1 => self.below(100),
            2 => self.below(1_000),
            _ => self.below(10_000),
        };
        match self.below(3) {
            0 => (whole + 1).to_string(),
            1 => format!("{whole}.{}", 1 + self.below(9)),
            _ => format!("{whole}.{:02}", 1 + self.below(99)),
        }
    }

    /// A number of percents.
    fn share(&mut self) -> String {
        format!("{}.{}", self.below(60), 1 + self.below(9))
    }

    fn verb(&mut self) -> String {
        let at = self.prose.random.skewed(self.prose.verbs.len());
        self.prose.verbs[at].clone()
    }

    fn named(&mut self) -> String {
        let at = self.prose.random.skewed(self.prose.names.len());
        self.prose.names[at].clone()
    }

    fn below(&mut self, end: usize) -> usize {
        self.prose.random.below(end)
    }
}

impl Digits {
    /// A number below `end`, the low ones much more often: as often as words of a rank are used.
    fn skewed(&mut self, end: usize) -> usize {
        let steps = 1 << 20;
        let part = self.below(steps) as f64 / steps as f64;
        (end as f64 * part.powi(2)) as usize
    }
}
