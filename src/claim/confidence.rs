//! How sure a claim is: what speaks against it, weighed as counted on annotated texts.

use super::draft::{Draft, Setting};
use super::noun::counts_things;
use super::sentence::Line;
use super::{Claim, Kind};
use crate::quantity::Form;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// What speaks against a claim: a sign that, where it stands, claims are more often wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// No indicator was found.
    NoIndicator,
    /// The lexicon does not know the indicator.
    NewIndicator,
    /// The indicator is long: something that is no part of its name may stand in it.
    LongIndicator,
    /// Things are counted in words (两个, 三大): the number may be part of a name.
    FewThings,
    /// Nothing says of what time it speaks.
    NoPeriod,
    /// The period is a span of years that a heading or an opening gives; a stock may be of its last year alone.
    SpanOfFrame,
    /// It is a standing.
    Standing,
    /// It is a statement that is seldom made and worded in many ways: a multiple, a length of time, a ratio, a level that
    /// a move reached, a change in points.
    SeldomKind,
    /// The sentence is long.
    LongSentence,
    /// The report is of the years before 1990, when reports were worded in another way.
    OldReport,
}

impl Doubt {
    /// By how much it lowers the log-odds of a claim, in hundredths.
    ///
    /// Logistic regression over 2,688 claims of annotated texts of 108 reports, counting a claim as right where every
    /// annotated field is; a claim without a period, of which there was none, as one without an indicator.
    fn weight(self) -> i32 {
        match self {
            Doubt::NoIndicator | Doubt::NoPeriod => 145,
            Doubt::NewIndicator => 71,
            Doubt::LongIndicator => 14,
            Doubt::FewThings => 103,
            Doubt::SpanOfFrame => 156,
            Doubt::Standing => 64,
            Doubt::SeldomKind => 159,
            Doubt::LongSentence => 116,
            Doubt::OldReport => 160,
        }
    }
}

/// The log-odds of a claim that nothing speaks against, in hundredths; from the same regression.
const WITHOUT_DOUBT: i32 = 357;

/// What speaks against `claim`, which a draft of a sentence has become.
pub(super) fn doubts(claim: &Claim, line: &Line, d: &Draft, setting: &Setting) -> Vec<Doubt> {
    let n = &line.numbers[d.number];
    let name = claim.indicator.as_deref();
    let new = name.is_some() && claim.indicator_id.is_none();
    let long = name.is_some_and(|name| name.chars().count() > 12);
    let counted = counts_things(n, setting.lexicon);
    let spans = claim.period.as_ref().is_some_and(|p| p.contains('/'));
    let covers = setting.metadata.covers;
    let seldom = match claim.kind {
        Kind::Multiple | Kind::RankChange | Kind::Duration | Kind::Ratio | Kind::Progress => true,
        Kind::Level => claim.direction.is_some(),
        Kind::Change => n.unit == "百分点",
        Kind::Growth => n.unit == "倍" || n.form == Form::Doubling,
        Kind::Share | Kind::Rank => false,
    };
    let signs = [
        (Doubt::NoIndicator, name.is_none()),
        (Doubt::NewIndicator, new),
        (Doubt::LongIndicator, new && long),
        (Doubt::FewThings, n.chinese && counted && n.scale == 0),
        (Doubt::NoPeriod, claim.period.is_none()),
        (
            Doubt::SpanOfFrame,
            spans && claim.period == setting.frame.period,
        ),
        (Doubt::Standing, claim.kind == Kind::Rank),
        (Doubt::SeldomKind, seldom),
        (Doubt::LongSentence, line.chars().len() > 150),
        (Doubt::OldReport, covers.is_some_and(|year| year < 1990)),
    ];
    let holds = signs.into_iter().filter(|(_, holds)| *holds);
    holds.map(|(doubt, _)| doubt).collect()
}

/// The confidence that is left when the doubts are weighed.
pub(super) fn weigh(doubts: &[Doubt]) -> Confidence {
    let odds = WITHOUT_DOUBT - doubts.iter().map(|d| d.weight()).sum::<i32>();
    let share = 1.0 / (1.0 + (-f64::from(odds) / 100.0).exp());
    Confidence((share * 100.0).round() as u8)
}

/// How many of a hundred such claims are right in every field, as counted on annotated texts.
///
/// On the wire and to the user it is a fraction from 0 to 1 of two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Confidence(u8);

impl Confidence {
    /// The confidence of `percent` in a hundred; more than 100 counts as 100.
    pub fn from_percent(percent: u8) -> Self {
        Confidence(percent.min(100))
    }

    /// The confidence of a cell of a table under a header that says what it holds.
    pub(crate) fn of_cells() -> Self {
        weigh(&[])
    }

    /// How many in a hundred.
    pub fn percent(self) -> u8 {
        self.0
    }

    /// The band that it lies in.
    pub fn band(self) -> Band {
        match self.0 {
            97.. => Band::High,
            90.. => Band::Medium,
            _ => Band::Low,
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", f64::from(self.0) / 100.0)
    }
}

impl FromStr for Confidence {
    type Err = String;

    /// Reads `0.9`, `90%`, or the name of a band, which means its lower end.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{text}` is no confidence; give a number from 0 to 1 (0.9), or high, medium or low"
            )
        };
        if let Some(band) = Band::ALL.iter().find(|b| b.name() == text) {
            return Ok(Confidence(band.lower_end()));
        }
        let (number, whole) = match text.strip_suffix(['%', '％']) {
            Some(percent) => (percent, 100.0),
            None => (text, 1.0),
        };
        let value: f64 = number.trim().parse().map_err(|_| wrong())?;
        if (0.0..=whole).contains(&value) {
            // What lies between two steps asks for the higher one.
            Ok(Confidence(
                (value / whole * 100.0 - 1e-9).ceil().max(0.0) as u8
            ))
        } else {
            Err(wrong())
        }
    }
}

impl Serialize for Confidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 100.0)
    }
}

impl<'de> Deserialize<'de> for Confidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(deserializer)?;
        Ok(Confidence((value.clamp(0.0, 1.0) * 100.0).round() as u8))
    }
}

/// Confidence in three steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Band {
    /// Look at it before it is used.
    Low,
    /// Right as a rule.
    Medium,
    /// As good as read by a careful person.
    High,
}

impl Band {
    /// All bands, the lowest first.
    pub const ALL: [Band; 3] = [Band::Low, Band::Medium, Band::High];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Band::Low => "low",
            Band::Medium => "medium",
            Band::High => "high",
        }
    }

    /// The least confidence in it, in per cent.
    fn lower_end(self) -> u8 {
        (0..=100)
            .find(|&percent| Confidence(percent).band() == self)
            .unwrap_or(100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Vec<Doubt>, u8) {
        let document = crate::Document {
            text: text.to_string(),
            metadata: crate::Metadata::infer("清远市2018年政府工作报告", text),
            ..crate::Document::default()
        };
        let found = crate::extract(&document, crate::Lexicon::builtin());
        let claim = found.mentions.into_iter().rev().find_map(|m| m.claim);
        claim.map_or((Vec::new(), 0), |c| (c.doubts, c.confidence.percent()))
    }

    #[test]
    fn doubts_lower_it() {
        assert_eq!(of("全市地区生产总值增长5%。"), (Vec::new(), 97));
        let cases = [
            ("全市增长5%。", Doubt::NoIndicator),
            ("青梅酱油产值增长5%。", Doubt::NewIndicator),
            ("建成两个码头。", Doubt::FewThings),
            ("地区生产总值居全省第三。", Doubt::Standing),
            ("地区生产总值是上年的2.3倍。", Doubt::SeldomKind),
            ("五年来,地区生产总值增长50%。", Doubt::SpanOfFrame),
        ];
        for (text, doubt) in cases {
            let (doubts, percent) = of(text);
            assert!(
                doubts.contains(&doubt) && percent < 97,
                "{text}: {doubts:?} {percent}"
            );
        }
    }

    #[test]
    fn reads_fractions_percent_and_bands() {
        let of = |text: &str| text.parse::<Confidence>().map(Confidence::percent);
        assert_eq!(of("0.9"), Ok(90));
        assert_eq!(of("90%"), Ok(90));
        assert_eq!(of("0.905"), Ok(91));
        assert_eq!(of("0"), Ok(0));
        assert_eq!(of("1"), Ok(100));
        assert_eq!(of("high"), Ok(97));
        for wrong in ["", "2", "-1", "sure", "nan", "101%"] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn goes_over_the_wire_as_a_fraction() {
        let json = serde_json::to_string(&Confidence(97)).unwrap_or_default();
        assert_eq!(json, "0.97");
        assert_eq!(
            serde_json::from_str::<Confidence>(&json).ok(),
            Some(Confidence(97))
        );
        assert_eq!(Confidence(97).to_string(), "0.97");
    }
}
