//! Of several claims that can be the figure of a place and a year the one that goes first.

use super::observation::Observation;
use super::place::Place;
use crate::claim::Status;
use crate::document::ReportKind;
use crate::lexicon::Lexicon;
use crate::quantity::Bound;
use serde::Serialize;
use std::cmp::Reverse;

/// Which of two claims of one place and year goes before the other, the weightiest rule first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Preference {
    /// In the unit of the other years before one in another currency or measure.
    UnitOfSeries,
    /// Reached before estimated.
    ActualBeforeEstimate,
    /// In a report of the place itself before one in another's.
    OwnReport,
    /// A growth that qualifies the level of that year before one that stands elsewhere.
    OfTheLevel,
    /// Not within a larger sum (其中) before one that is.
    NotWithin,
    /// A number that is the value before one that bounds it (左右, 突破).
    ExactNumber,
    /// The report that covers the year before one that mentions it; of a target, the plan made for it.
    ReportOfYear,
    /// A bulletin before a budget report before any other, a work report last.
    FinalReport,
    /// The more exact number before a rounder one of equal standing that says the same.
    MoreExact,
    /// The name in use now before a looser one: 地区生产总值, 经济总量.
    NameInUse,
    /// The surer reading.
    SurerReading,
    /// The first in the text.
    FirstMention,
}

/// The rules by which claims are ordered, the weightiest first. How exact a number is counts behind them, among those that agree.
const PREFERENCES: [Preference; 11] = [
    Preference::UnitOfSeries,
    Preference::ActualBeforeEstimate,
    Preference::OwnReport,
    Preference::OfTheLevel,
    Preference::NotWithin,
    Preference::ExactNumber,
    Preference::ReportOfYear,
    Preference::FinalReport,
    Preference::NameInUse,
    Preference::SurerReading,
    Preference::FirstMention,
];

/// The slot that a claim is to fill.
#[derive(Debug, Clone, Copy)]
pub struct Slot<'a> {
    /// The place.
    pub place: &'a Place,
    /// The year.
    pub year: i32,
    /// The base unit of the other years.
    pub unit: Option<&'a str>,
    /// The level that a growth is to qualify.
    pub level: Option<&'a Observation>,
    /// The vocabularies, by which places and names are known.
    pub lexicon: &'a Lexicon,
}

impl Slot<'_> {
    /// Whether a report is one of the place itself.
    fn is_own(&self, observation: &Observation) -> bool {
        let home = observation.report.place.as_deref();
        home.is_none_or(|home| Place::named(home, &self.lexicon.areas).is(self.place))
    }

    /// Whether a report calls the indicator by the name in use now, or by one that holds it.
    fn is_name_in_use(&self, observation: &Observation) -> bool {
        let id = observation.indicator_id.as_deref();
        let label = id.and_then(|id| self.lexicon.indicators.label(id));
        let name = observation.indicator.as_deref().unwrap_or_default();
        label.is_none_or(|label| name.contains(label))
    }

    /// How well a claim does by a rule; the greater goes first.
    fn weight(&self, rule: Preference, observation: &Observation) -> i64 {
        let report = &observation.report;
        match rule {
            Preference::UnitOfSeries => i64::from(
                self.unit
                    .is_none_or(|unit| observation.signed_unit() == Some(unit)),
            ),
            Preference::ActualBeforeEstimate => i64::from(observation.status == Status::Actual),
            Preference::OwnReport => i64::from(self.is_own(observation)),
            Preference::OfTheLevel => match self.level {
                Some(level) if observation.of.as_ref() == Some(&level.id) => 2,
                Some(level) => i64::from(
                    observation.document == level.document
                        && observation.sentence_start == level.sentence_start,
                ),
                None => 0,
            },
            Preference::NotWithin => i64::from(observation.whole.is_none()),
            Preference::ExactNumber => match observation.bound {
                Bound::Equal => 2,
                Bound::About => 1,
                _ => 0,
            },
            Preference::ReportOfYear => {
                let planned = observation.status == Status::Target;
                let wanted = if planned { self.year - 1 } else { self.year };
                match report.covers {
                    Some(covers) => -i64::from(covers.abs_diff(wanted)),
                    None => -1000,
                }
            }
            // A target is binding where the plan is made, whatever report repeats it.
            Preference::FinalReport if observation.status == Status::Target => 0,
            Preference::FinalReport => match report.kind {
                Some(ReportKind::Bulletin) => 3,
                Some(ReportKind::Budget) => 2,
                Some(ReportKind::Report) | None => 1,
                Some(ReportKind::Work | ReportKind::Plan) => 0,
            },
            Preference::NameInUse => i64::from(self.is_name_in_use(observation)),
            Preference::SurerReading => {
                observation.confidence.map_or(0, |c| i64::from(c.percent()))
            }
            Preference::MoreExact | Preference::FirstMention => 0,
        }
    }

    /// Whether two claims are of equal standing in all but how sure their reading is.
    fn equal(&self, a: &Observation, b: &Observation) -> bool {
        let rules = PREFERENCES
            .iter()
            .filter(|rule| **rule != Preference::SurerReading);
        let mut rules = rules.copied();
        rules.all(|rule| self.weight(rule, a) == self.weight(rule, b))
    }

    /// What a claim is sorted by: the best first.
    fn key(&self, observation: &Observation) -> (Reverse<Vec<i64>>, String, usize) {
        let weights = PREFERENCES
            .iter()
            .map(|rule| self.weight(*rule, observation));
        (
            Reverse(weights.collect()),
            observation.document.clone(),
            observation.start,
        )
    }
}

/// What another statement of the same slot says beside the one that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same, or what it is when rounded.
    Agrees,
    /// A later report of the place gives the year another value.
    Revised,
    /// Another value.
    Differs,
    /// It cannot be held against it: another unit.
    OtherUnit,
}

/// A statement of the same slot that was not chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Other {
    /// The claim.
    pub observation: Observation,
    /// What it says beside the chosen one.
    pub relation: Relation,
}

/// The claim that was chosen for a slot.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// The claim.
    pub observation: Observation,
    /// The rule by which it went before the next one; `None` where it is the only one.
    pub by: Option<Preference>,
    /// The others, in the order of preference.
    pub others: Vec<Other>,
}

/// The claim of `candidates` that is the figure of `slot`; all of them have to be of its year and fit.
pub fn choose(slot: &Slot, candidates: Vec<Observation>) -> Option<Chosen> {
    let mut ranked = candidates;
    ranked.sort_by_cached_key(|observation| slot.key(observation));
    let first = ranked.first()?;
    let same = ranked
        .iter()
        .enumerate()
        .filter(|(_, o)| slot.equal(first, o) && first.agrees(o));
    let (at, _) = same.min_by_key(|(_, o)| o.last_digit())?;
    let best = ranked.remove(at);
    let ranked = ranked.into_iter();
    let others: Vec<Other> = ranked
        .map(|observation| Other {
            relation: relation(slot, &best, &observation),
            observation,
        })
        .collect();
    let by = others.first().map(|second| {
        let second = &second.observation;
        let decides =
            |rule: &&Preference| slot.weight(**rule, &best) != slot.weight(**rule, second);
        let rule = PREFERENCES.iter().find(decides).copied();
        let rule = rule
            .filter(|_| at == 0)
            .or((at > 0).then_some(Preference::MoreExact));
        rule.unwrap_or(Preference::FirstMention)
    });
    Some(Chosen {
        observation: best,
        by,
        others,
    })
}

fn relation(slot: &Slot, best: &Observation, other: &Observation) -> Relation {
    if best.signed_unit() != other.signed_unit() {
        Relation::OtherUnit
    } else if best.agrees(other) {
        Relation::Agrees
    } else if slot.is_own(other) && other.report.covers > best.report.covers.max(Some(slot.year)) {
        Relation::Revised
    } else {
        Relation::Differs
    }
}

#[cfg(test)]
mod tests {
    use super::super::observation::samples::{growth, level};
    use super::*;
    use crate::document::Metadata;
    use crate::lexicon::Lexicon;
    use std::sync::Arc;

    fn pick(unit: Option<&str>, candidates: Vec<Observation>) -> Chosen {
        let lexicon = Lexicon::builtin();
        let place = Place::named("清河市", &lexicon.areas);
        let slot = Slot {
            place: &place,
            year: 2017,
            unit,
            level: None,
            lexicon,
        };
        choose(&slot, candidates).unwrap()
    }

    fn chosen(candidates: Vec<Observation>) -> (String, Option<Preference>) {
        let chosen = pick(None, candidates);
        (chosen.observation.text.clone(), chosen.by)
    }

    fn of(kind: ReportKind, mut observation: Observation) -> Observation {
        let mut report = Metadata::clone(&observation.report);
        report.kind = Some(kind);
        if kind != ReportKind::Work {
            report.covers = report.year;
        }
        observation.report = Arc::new(report);
        observation
    }

    #[test]
    fn reached_goes_before_estimated() {
        let mut estimate = level("1502.31", 8, "2017", 2018);
        estimate.status = Status::Estimate;
        let best = chosen(vec![estimate, level("1501", 8, "2017", 2018)]);
        assert_eq!(
            best,
            ("1501".into(), Some(Preference::ActualBeforeEstimate))
        );
    }

    #[test]
    fn the_report_of_the_place_goes_before_anothers() {
        let mut strange = level("1500.93", 8, "2017", 2018);
        strange.report = Arc::new(Metadata {
            place: Some("广东省".into()),
            ..Metadata::clone(&strange.report)
        });
        let best = chosen(vec![strange, level("1501", 8, "2017", 2018)]);
        assert_eq!(best, ("1501".into(), Some(Preference::OwnReport)));
    }

    #[test]
    fn the_whole_goes_before_what_is_within() {
        let mut part = level("80.25", 8, "2017", 2018);
        part.whole = Some("财政总收入".into());
        let best = chosen(vec![part, level("100", 8, "2017", 2018)]);
        assert_eq!(best, ("100".into(), Some(Preference::NotWithin)));
    }

    #[test]
    fn a_number_goes_before_a_bound() {
        let mut above = of(ReportKind::Bulletin, level("1500", 8, "2017", 2017));
        above.bound = Bound::Above;
        let best = chosen(vec![above, level("1500.9", 8, "2017", 2018)]);
        assert_eq!(best, ("1500.9".into(), Some(Preference::ExactNumber)));
    }

    #[test]
    fn the_report_of_the_year_goes_before_a_later_one_which_revises_it() {
        let later = level("1480.25", 8, "2017", 2019);
        let found = pick(None, vec![later, level("1500.9", 8, "2017", 2018)]);
        assert_eq!(found.observation.text, "1500.9");
        assert_eq!(found.by, Some(Preference::ReportOfYear));
        assert_eq!(found.others[0].relation, Relation::Revised);
        let same = level("1501", 8, "2017", 2019);
        let found = pick(None, vec![same, level("1500.9", 8, "2017", 2018)]);
        assert_eq!(found.others[0].relation, Relation::Agrees);
    }

    #[test]
    fn a_bulletin_goes_before_a_work_report() {
        let bulletin = of(ReportKind::Bulletin, level("1498.7", 8, "2017", 2017));
        let found = pick(None, vec![level("1500.95", 8, "2017", 2018), bulletin]);
        assert_eq!(found.observation.text, "1498.7");
        assert_eq!(found.by, Some(Preference::FinalReport));
        assert_eq!(found.others[0].relation, Relation::Differs);
    }

    #[test]
    fn the_more_exact_number_goes_before_the_rounder_and_the_first_before_a_repeat() {
        let best = chosen(vec![
            level("1501", 8, "2017", 2018),
            level("1500.9", 8, "2017", 2018),
        ]);
        assert_eq!(best, ("1500.9".into(), Some(Preference::MoreExact)));
        let mut repeat = level("1500.9", 8, "2017", 2018);
        repeat.start = 900;
        let found = pick(None, vec![repeat, level("1500.9", 8, "2017", 2018)]);
        assert_eq!(
            (found.observation.start, found.by),
            (6, Some(Preference::FirstMention))
        );
    }

    #[test]
    fn the_name_in_use_goes_before_a_looser_one() {
        let mut loose = level("5", 12, "2017", 2018);
        loose.indicator = Some("经济总量".into());
        loose.start = 0;
        let best = chosen(vec![loose, level("60199", 8, "2017", 2018)]);
        assert_eq!(best, ("60199".into(), Some(Preference::NameInUse)));
    }

    #[test]
    fn the_unit_of_the_series_goes_before_another() {
        let mut dollars = level("22.123", 8, "2017", 2018);
        dollars.base_unit = Some("美元".into());
        let found = pick(Some("元"), vec![dollars, level("150", 8, "2017", 2018)]);
        assert_eq!(found.observation.text, "150");
        assert_eq!(found.by, Some(Preference::UnitOfSeries));
        assert_eq!(found.others[0].relation, Relation::OtherUnit);
    }

    #[test]
    fn a_growth_stands_beside_its_level() {
        let lexicon = Lexicon::builtin();
        let place = Place::named("清河市", &lexicon.areas);
        let amount = level("1500.9", 8, "2017", 2018);
        let slot = Slot {
            place: &place,
            year: 2017,
            unit: Some("%"),
            level: Some(&amount),
            lexicon,
        };
        let mut own = growth("5", "2017", 2018);
        own.of = Some(amount.id.clone());
        let mut other = growth("6.23", "2017", 2018);
        other.sentence_start = 50;
        let found = choose(&slot, vec![other, own]).unwrap();
        assert_eq!(found.observation.text, "5");
        assert_eq!(found.by, Some(Preference::OfTheLevel));
    }

    #[test]
    fn the_plan_of_a_year_goes_before_an_older_one() {
        let target = |number: &str, year: i32| Observation {
            status: Status::Target,
            ..growth(number, "2017", year)
        };
        let best = chosen(vec![target("7.25", 2013), target("6.5", 2017)]);
        assert_eq!(best, ("6.5".into(), Some(Preference::ReportOfYear)));
    }
}
