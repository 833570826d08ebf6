//! Shares that make up a whole against 100 %: 三次产业结构14:57.5:28.5.

use super::Report;
use super::finding::{Check, Cited, Finding, Sure};
use super::range::Range;
use super::stated::Stated;
use crate::claim::Kind;
use crate::quantity::Bound;
use rust_decimal::Decimal;

/// Parts that a whole is divided into without rest.
pub struct Partition {
    /// A word in the name of each part.
    pub members: &'static [&'static [&'static str]],
    /// Words in the name of the whole.
    pub wholes: &'static [&'static str],
}

impl Partition {
    /// The partitions of statistics and budgets that reports state again and again.
    pub const ALL: [Partition; 8] = [
        Partition {
            members: &[
                &["第一产业", "一产"],
                &["第二产业", "二产"],
                &["第三产业", "三产"],
            ],
            wholes: &["地区生产总值", "GDP", "国内生产总值", "生产总值"],
        },
        Partition {
            members: &[&["非税"], &["税收"]],
            wholes: &["一般公共预算收入", "财政收入", "公共财政预算收入"],
        },
        Partition {
            members: &[&["出口"], &["进口"]],
            wholes: &["进出口"],
        },
        Partition {
            members: &[&["男"], &["女"]],
            wholes: &["人口"],
        },
        Partition {
            members: &[
                &["城镇人口", "城镇常住"],
                &["乡村人口", "乡村常住", "农村人口"],
            ],
            wholes: &["常住人口", "总人口", "户籍人口"],
        },
        Partition {
            members: &[
                &["城镇零售", "城镇消费品", "城镇社会消费品"],
                &["乡村零售", "乡村消费品", "乡村社会消费品", "农村消费品"],
            ],
            wholes: &["消费品零售总额", "消费品零售额"],
        },
        Partition {
            members: &[&["金牌"], &["银牌"], &["铜牌"]],
            wholes: &["奖牌"],
        },
        Partition {
            members: &[&["一般债"], &["专项债"]],
            wholes: &["政府债务余额", "政府债务限额", "债务余额", "债务限额"],
        },
    ];

    /// Whether a name is that of the whole: it ends with one of its words.
    pub fn is_of(&self, name: &str) -> bool {
        let bare = |text: &str| {
            text.trim_end_matches(['额', '总', '值', '量', '数'])
                .to_string()
        };
        let name = bare(name);
        self.wholes.iter().any(|whole| name.ends_with(&bare(whole)))
    }

    /// Whether a name is that of a part and nothing narrower: 税收收入, 第三产业增加值, not 第三产业投资.
    pub fn is_plain(&self, name: &str) -> bool {
        let mut rest = name.to_string();
        for word in self.members.iter().copied().flatten() {
            rest = rest.replace(word, "");
        }
        [
            "",
            "收入",
            "增加值",
            "额",
            "总额",
            "零售额",
            "零售总额",
            "人口",
            "性",
            "性人口",
            "务余额",
        ]
        .contains(&rest.as_str())
    }

    /// Whether the claims are of all parts, each once.
    pub fn is_complete(&self, claims: &[&Stated]) -> bool {
        claims.len() == self.members.len()
            && (0..self.members.len())
                .all(|m| claims.iter().any(|c| member(self, c.name()) == Some(m)))
    }
}

/// Which part of a partition a name speaks of.
pub fn member(partition: &Partition, name: &str) -> Option<usize> {
    let has = |words: &&[&str]| words.iter().any(|w| name.contains(w));
    // 进出口 is neither, 非税 is not 税收.
    if partition.wholes.contains(&"进出口") && name.contains("进出口") {
        return None;
    }
    let mut which = partition.members.iter().enumerate().filter(|(_, m)| has(m));
    let first = which.next()?.0;
    match which.next() {
        Some(_) if partition.members[0] != ["非税"] => None,
        _ => Some(first),
    }
}

/// Looks at each structure and each row of shares.
pub fn check(report: &Report, found: &mut Vec<Finding>) {
    for sentence in report.sentences() {
        for claim in sentence {
            found.extend(structure(claim));
        }
        let industries = enumerated(sentence);
        if industries.is_none() {
            found.extend(listed(sentence));
        }
        found.extend(industries);
        for partition in &Partition::ALL {
            let shares: Vec<&Stated> = sentence
                .iter()
                .filter(|c| is_share(c) && member(partition, c.name()).is_some())
                .collect();
            for group in groups(&shares) {
                let told = group.iter().all(|s| s.whole == group[0].whole);
                let sum: Option<Decimal> = group.iter().map(|s| s.value).sum();
                let near =
                    || sum.is_some_and(|sum| (sum - Decimal::ONE_HUNDRED).abs() <= Decimal::TEN);
                if partition.is_complete(&group) && (told || near()) {
                    found.extend(whole(&group, Sure::High));
                }
            }
        }
    }
}

fn is_share(claim: &Stated) -> bool {
    claim.kind == Kind::Share && claim.base_unit == "%" && !claim.is_range
}

/// Whether a name stands for the three industries at once.
fn is_of_industries(claim: &Stated) -> bool {
    claim.indicator_id.as_deref() == Some("industry_structure")
        || ["三次产业", "一二三产", "一、二、三产", "三产业结构"]
            .iter()
            .any(|word| claim.name().contains(word))
}

/// Shares of one whole at one time and place.
fn groups<'a>(shares: &[&'a Stated]) -> Vec<Vec<&'a Stated>> {
    let mut groups: Vec<Vec<&Stated>> = Vec::new();
    for share in shares {
        let alike = |g: &&mut Vec<&Stated>| {
            // 男性27万人，占51.2%；女性25万人，占48.8%: the whole is told once.
            let told = g[0].whole == share.whole
                || g[0].whole.is_none() != share.whole.is_none() && g[0].beside(share);
            told && g[0].period == share.period
                && g[0].area == share.area
                && g[0].status == share.status
        };
        match groups.iter_mut().find(alike) {
            Some(group) => group.push(share),
            None => groups.push(vec![share]),
        }
    }
    groups
}

/// A ratio of three or more parts that is a structure in per cent.
fn structure(claim: &Stated) -> Option<Finding> {
    let known = is_of_industries(claim);
    if claim.kind != Kind::Ratio || claim.number.len() < 3 {
        return None;
    }
    let mut sum = Range::exactly(Decimal::ZERO);
    let mut value = Decimal::ZERO;
    for part in &claim.number {
        let last = Decimal::new(1, part.scale());
        // Shares are rounded, each by itself.
        let half = last.checked_div(Decimal::TWO)?;
        sum = sum.plus(Range::new(part.checked_sub(half)?, part.checked_add(half)?))?;
        value = value.checked_add(*part)?;
    }
    let off = sum.off(Range::exactly(Decimal::ONE_HUNDRED))?;
    // 1:2:3 is no structure in per cent.
    let far = Decimal::from(if known { 40 } else { 10 });
    if off.abs() > far {
        return None;
    }
    let said: Vec<String> = claim.number.iter().map(Decimal::to_string).collect();
    Some(Finding {
        check: Check::Partition,
        sure: if known { Sure::High } else { Sure::Medium },
        reason: match known {
            true => "the three industries are all there are",
            false => "the parts add up to nearly 100",
        }
        .into(),
        arithmetic: format!("{} = {}, not 100", said.join(" + "), value.normalize()),
        off: Some(off),
        unit: "%".into(),
        reached: None,
        claims: vec![Cited::of("structure", claim)],
    })
}

/// 三次产业比重分别为14.2%、57.5%和29.6%: as many shares under one name of a structure.
fn enumerated(sentence: &[Stated]) -> Option<Finding> {
    let of = |c: &&Stated| is_share(c) && is_of_industries(c);
    let shares: Vec<&Stated> = sentence.iter().filter(of).collect();
    let groups = groups(&shares);
    groups
        .iter()
        .filter(|g| g.len() == 3)
        .find_map(|g| whole(g, Sure::High))
}

/// Words before the shares of all that something consists of.
const STRUCTURE: [&str; 3] = ["结构", "构成", "组成"];

/// Names of the rest.
const REST: [&str; 3] = ["其他", "其它", "其余"];

/// 能源结构为煤炭52%、石油20%、其他28%: shares in a row of what a structure consists of, or of which the last is the rest.
fn listed(sentence: &[Stated]) -> Option<Finding> {
    let mut at = 0;
    while at < sentence.len() {
        let row = row(&sentence[at..]);
        at += row.len().max(1);
        let Some((first, last)) = row.first().zip(row.last()).filter(|_| row.len() > 2) else {
            continue;
        };
        let opening = first.before(40);
        let between = last.words(first.end, last.start);
        let closed = STRUCTURE.iter().any(|word| opening.contains(word))
            || REST.iter().any(|word| between.contains(word));
        let shares: Vec<&Stated> = row.iter().collect();
        let sum: Option<Decimal> = shares.iter().map(|s| s.value).sum();
        // What is far from a hundred is no row of all parts.
        let near = sum.is_some_and(|sum| sum >= Decimal::from(90) && sum <= Decimal::from(110));
        if closed
            && near
            && let Some(finding) = whole(&shares, Sure::Medium)
        {
            return Some(finding);
        }
    }
    None
}

/// The percentages in a row at the head of `claims`, joined by 、 and 和.
fn row(claims: &[Stated]) -> &[Stated] {
    let fits = |c: &Stated| {
        matches!(c.kind, Kind::Level | Kind::Share)
            && c.base_unit == "%"
            && c.bound == Bound::Equal
            && !c.is_range
            && !c.is_cell()
    };
    let joined = |a: &Stated, b: &Stated| {
        let between = a.words(a.end, b.start);
        between.starts_with(['、', ',', '和', '与', '及'])
            && between.chars().count() <= 16
            && !between.contains(['由', '从', ';', '较', '比'])
            && a.period == b.period
            && a.whole == b.whole
            && a.area == b.area
    };
    if !claims.first().is_some_and(fits) {
        return &claims[..0];
    }
    let more = claims
        .windows(2)
        .take_while(|p| fits(&p[1]) && joined(&p[0], &p[1]));
    &claims[..1 + more.count()]
}

/// Shares that are a whole together.
fn whole(shares: &[&Stated], sure: Sure) -> Option<Finding> {
    let (mut sum, mut value) = (Range::exactly(Decimal::ZERO), Decimal::ZERO);
    for share in shares {
        let last = share.last_digit()?;
        let half = last.checked_div(Decimal::TWO)?;
        let at = share.value?;
        sum = sum.plus(Range::new(at.checked_sub(half)?, at.checked_add(half)?))?;
        value = value.checked_add(at)?;
    }
    let off = sum.off(Range::exactly(Decimal::ONE_HUNDRED))?;
    let said: Vec<String> = shares.iter().map(|s| s.text()).collect();
    Some(Finding {
        check: Check::Partition,
        sure,
        reason: "these parts are all that the whole consists of".into(),
        arithmetic: format!("{} = {}%, not 100%", said.join(" + "), value.normalize()),
        off: Some(off),
        unit: "%".into(),
        reached: None,
        claims: shares.iter().map(|s| Cited::of("share", s)).collect(),
    })
}
