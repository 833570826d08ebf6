//! A claim as checks need it: its number with what the last digit leaves open, and the words around it.

use super::range::{Range, Reading};
use crate::claim::{Direction, Doubt, Kind, Status};
use crate::quantity::{Bound, last_digit, power};
use crate::query::ClaimHit;
use rust_decimal::Decimal;
use std::sync::Arc;

/// A claim of a report.
#[derive(Debug, Clone)]
pub struct Stated {
    /// The claim as the index gave it, with its sentence.
    pub hit: ClaimHit,
    /// Its sentence folded to half width and simplified script, a scalar value for each of the source's.
    pub line: Arc<Vec<char>>,
    /// Where the number begins in the sentence, in scalar values.
    pub start: usize,
    /// The first scalar value behind it.
    pub end: usize,
    /// The number as written, or the parts of a ratio.
    pub number: Vec<Decimal>,
    /// Whether it has two ends: 3—5个.
    pub is_range: bool,
    /// Power of ten of the multiplier.
    pub scale: u32,
    /// The value in the base unit; of a range the lower end, of a ratio none.
    pub value: Option<Decimal>,
    /// The base unit; empty where none is known.
    pub base_unit: String,
    /// The dimension of the unit.
    pub dimension: Option<String>,
    /// How the number bounds the value.
    pub bound: Bound,
    /// What sort of statement it is.
    pub kind: Kind,
    /// Which way it moved.
    pub direction: Option<Direction>,
    /// The thing measured.
    pub indicator: Option<String>,
    /// Its canonical id.
    pub indicator_id: Option<String>,
    /// What it is compared with.
    pub baseline: Option<String>,
    /// What it is a part of.
    pub whole: Option<String>,
    /// The canonical id of that.
    pub whole_id: Option<String>,
    /// The time it speaks of.
    pub period: Option<String>,
    /// The place it speaks of.
    pub area: Option<String>,
    /// Reached, aimed at or estimated.
    pub status: Status,
    /// Whether the text says 累计.
    pub cumulative: bool,
    /// Where in the sentence the claim begins that this one qualifies.
    pub of: Option<usize>,
    /// Where in the sentence the earlier end of a from–to pair begins.
    pub from: Option<usize>,
    /// Whether it is the earlier end of a from–to pair.
    pub is_origin: bool,
    /// What speaks against it.
    pub doubts: Vec<Doubt>,
    /// The rule that told role and kind.
    pub rule: String,
}

impl Stated {
    /// The number as it was written, in half width and without blanks.
    pub fn text(&self) -> String {
        let text = self.words(self.start, self.end);
        text.chars().filter(|c| !c.is_whitespace()).collect()
    }

    /// Whether both stand in one sentence of one document.
    pub fn beside(&self, other: &Stated) -> bool {
        Arc::ptr_eq(&self.line, &other.line)
    }

    /// Whether nothing says that it is `other` in another place.
    pub fn same_area(&self, other: &Stated) -> bool {
        self.area == other.area
    }

    /// Whether both are in the same base unit.
    pub fn same_unit(&self, other: &Stated) -> bool {
        self.base_unit == other.base_unit && self.dimension == other.dimension
    }

    /// Whether both measure the same thing by name.
    pub fn same_name(&self, other: &Stated) -> bool {
        self.indicator.is_some()
            && (self.indicator == other.indicator || self.plain_name() == other.plain_name())
    }

    /// The name of what is added, without the words for adding: 高新技术企业 for 新认定高新技术企业.
    pub fn stock_name(&self) -> String {
        let name = self.plain_name();
        let mut rest = name.as_str();
        for head in [
            "比上年",
            "较上年",
            "年末",
            "新增",
            "净增",
            "新认定",
            "新培育",
            "新登记",
            "新引进",
            "新",
        ] {
            // 新能源汽车 is no new 能源汽车.
            let named = ["新能源", "新材料", "新型", "新兴", "新农"]
                .iter()
                .any(|n| rest.starts_with(n));
            rest = match rest.strip_prefix(head) {
                Some(short) if !named && short.chars().count() > 1 => short,
                _ => rest,
            };
        }
        rest.to_string()
    }

    /// The name without what changes nothing in it: 高新技术企业 for 高新技术企业总数, 规上 for 规模以上.
    pub fn plain_name(&self) -> String {
        let name = self.name();
        let short = ["总数", "总量", "数量", "家数", "户数"]
            .iter()
            .find_map(|tail| name.strip_suffix(tail))
            .filter(|short| short.chars().count() > 1);
        short.unwrap_or(name).replace("规模以上", "规上")
    }

    /// Whether both measure the same thing by name or by the vocabulary.
    pub fn same_indicator(&self, other: &Stated) -> bool {
        self.same_name(other)
            || self.indicator_id.is_some() && self.indicator_id == other.indicator_id
    }

    /// The name of the thing measured, empty where there is none.
    pub fn name(&self) -> &str {
        self.indicator.as_deref().unwrap_or_default()
    }

    /// The year it speaks of, where that is one whole year.
    pub fn year(&self) -> Option<i32> {
        let period = self.period.as_deref()?;
        (period.len() == 4).then(|| period.parse().ok())?
    }

    /// Whether a level is of the year before that of its sentence: 上年为24.1万吨.
    pub fn is_of_last_year(&self) -> bool {
        let before = self.before(24);
        self.kind == Kind::Level && ["上年", "去年"].iter().any(|word| before.starts_with(word))
    }

    /// Whether a doubt stands against it that is more than that such statements are rare or the name is new.
    pub fn is_doubtful(&self) -> bool {
        self.doubts.iter().any(|doubt| {
            matches!(
                doubt,
                Doubt::NoIndicator
                    | Doubt::LongIndicator
                    | Doubt::FewThings
                    | Doubt::NoPeriod
                    | Doubt::SpanOfFrame
                    | Doubt::OldReport
            )
        })
    }

    /// Whether its clause says that it is of the whole place.
    pub fn is_of_whole(&self) -> bool {
        let before = self.before(30);
        ["全市", "全省", "全县", "全区", "全国", "全州", "全旗"]
            .iter()
            .any(|word| before.contains(word))
    }

    /// Whether the sign of a negative number stands before it.
    pub fn is_negative(&self) -> bool {
        let before = self.start.checked_sub(1).and_then(|i| self.line.get(i));
        before.is_some_and(|c| matches!(c, '-' | '−' | '－' | '负'))
    }

    /// Where the innermost bracket opens that it stands in.
    pub fn bracket(&self) -> Option<usize> {
        bracket(&self.line, self.start)
    }

    /// Whether its unit counts something else than hours and minutes, by which opening times and ways are told.
    pub fn unit_counts(&self) -> bool {
        self.dimension.as_deref() != Some("time")
            || self.base_unit == "天"
            || self.text().ends_with('天')
    }

    /// Whether the vocabulary knows the thing measured.
    pub fn is_known(&self) -> bool {
        self.indicator_id.is_some()
    }

    /// Whether it is the cell of a table: its unit stands in a header, and not behind the number.
    pub fn is_cell(&self) -> bool {
        let bare = self.text().ends_with(|c: char| c.is_ascii_digit());
        self.rule.starts_with("table")
            || bare && !self.base_unit.is_empty()
            || self.line.contains(&'\t')
    }

    /// One of the last digit in the base unit; `None` where there is not one number.
    pub fn last_digit(&self) -> Option<Decimal> {
        let [number] = self.number[..] else {
            return None;
        };
        last_digit(number, self.scale, self.value)
    }

    /// Whether it counts single things: 176家, 3天, not 1.2万家.
    fn counts(&self) -> bool {
        let days = || self.text().ends_with(['天', '日']) || self.base_unit == "天";
        let counted = match self.dimension.as_deref() {
            None | Some("count") => true,
            Some("time") => days(),
            Some(_) => false,
        };
        counted && self.scale == 0 && self.number.iter().all(|n| n.scale() == 0)
    }

    /// From where to where its value may lie, by its bound and its last digit, in the base unit.
    pub(super) fn range(&self, how: Reading) -> Option<Range> {
        let value = self.value?;
        if self.is_range {
            return None;
        }
        let part = |hundredths: i64| value.checked_mul(Decimal::new(hundredths, 2));
        match self.bound {
            Bound::Equal if self.counts() => Some(Range::exactly(value)),
            Bound::Equal => Range::before(value, self.last_digit()?, how),
            Bound::About => Some(Range::new(part(95)?, part(105)?)),
            Bound::Above | Bound::AtLeast => Some(Range {
                low: value,
                high: None,
            }),
            Bound::Below => Some(Range::new(part(90)?, part(103)?)),
            Bound::AtMost => Some(Range::new(Decimal::ZERO, value)),
        }
    }

    /// The same of a rate that was worked out from other numbers, which were rounded themselves: a tenth of the last digit more.
    pub(super) fn rate(&self, how: Reading) -> Option<Range> {
        let grace = self.last_digit()?.checked_div(Decimal::TEN)?;
        let range = self.range(how)?;
        Some(Range {
            low: range.low.checked_sub(grace)?,
            high: match range.high {
                Some(high) => Some(high.checked_add(grace)?),
                None => None,
            },
        })
    }

    /// By what it multiplies what it is compared with: 1.045…1.06 for a growth of 5%.
    pub(super) fn factor(&self, how: Reading) -> Option<Range> {
        let range = self.rate(how)?;
        let part = match self.base_unit.as_str() {
            "%" => range.scaled(Decimal::new(1, 2))?,
            "‰" => range.scaled(Decimal::new(1, 3))?,
            "倍" => range,
            _ => return None,
        };
        let one = Range::exactly(Decimal::ONE);
        match self.direction {
            Some(Direction::Up) => one.plus(part),
            Some(Direction::Down) => one.minus(part),
            None if self.value?.is_zero() => one.plus(part),
            None => None,
        }
    }

    /// The folded words between two places of the sentence.
    pub fn words(&self, from: usize, to: usize) -> String {
        let to = to.min(self.line.len());
        self.line
            .get(from.min(to)..to)
            .unwrap_or_default()
            .iter()
            .collect()
    }

    /// The words of the clause before it: up to the mark before, at most `most` scalar values.
    pub fn before(&self, most: usize) -> String {
        let from = self.start.saturating_sub(most);
        let text = self.words(from, self.start);
        let cut = text.rfind(is_break).map_or(0, |i| {
            i + text[i..].chars().next().map_or(0, char::len_utf8)
        });
        text[cut..].to_string()
    }

    /// The words of the clause behind it, at most `most` scalar values.
    pub fn behind(&self, most: usize) -> String {
        let text = self.words(self.end, self.end.saturating_add(most));
        let cut = text.find(is_break).unwrap_or(text.len());
        text[..cut].to_string()
    }

    /// The value said in the unit and multiplier in which it was written.
    pub fn say(&self, value: Decimal) -> String {
        let unit = self.last_digit().and_then(|last| {
            let number = self.number.first()?;
            last.checked_mul(power(number.scale())?)
        });
        let places = self.number.first().map_or(0, Decimal::scale);
        match unit.and_then(|unit| value.checked_div(unit)) {
            Some(number) => {
                let places = if number.fract().is_zero() {
                    0
                } else {
                    places.max(1) + 1
                };
                let number = number.round_dp(places).normalize();
                let text = self.text();
                let tail: String = text
                    .trim_start_matches(|c: char| c.is_ascii_digit() || ".,-—~至到第".contains(c))
                    .chars()
                    .filter(|c| !"多余".contains(*c))
                    .collect();
                match text.chars().next().is_some_and(|c| c.is_ascii_digit()) {
                    true => format!("{number}{tail}"),
                    false => format!("{}{}", value.round_dp(2).normalize(), self.base_unit),
                }
            }
            None => format!("{}{}", value.round_dp(2).normalize(), self.base_unit),
        }
    }

    /// A range said as `from…to` in the unit in which it was written.
    pub(super) fn say_range(&self, range: Range) -> String {
        match range.high {
            Some(high) if high == range.low => self.say(high),
            Some(high) => format!("{}…{}", self.say(range.low), self.say(high)),
            None => format!("{} or more", self.say(range.low)),
        }
    }
}

/// Where the innermost bracket opens that the scalar value at `at` stands in.
pub fn bracket(line: &[char], at: usize) -> Option<usize> {
    let mut open = Vec::new();
    for (i, c) in line.iter().enumerate().take(at) {
        match c {
            '(' | '〔' | '[' => open.push(i),
            ')' | '〕' | ']' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

/// A mark that parts clauses.
pub fn is_break(c: char) -> bool {
    matches!(c, ',' | ';' | '。' | '!' | '?')
}
