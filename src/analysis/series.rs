//! Track: one indicator of one place over the years, with growth and targets beside what was reached.

use super::choose::{Chosen, Slot, choose};
use super::fitness::{without_open_moves, year_of};
use super::observation::{Extent, Observation};
use super::place::Place;
use super::reach::{Outcome, outcome};
use super::topic::Topic;
use super::unit_measure::UnitMeasure;
use crate::claim::{Kind, Status};
use crate::lexicon::Lexicon;
use crate::quantity::Bound;
use rust_decimal::Decimal;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// To how many places behind the point a growth in per cent is worked out.
const PLACES: u32 = 2;

/// What is to be followed over the years.
#[derive(Debug, Clone)]
pub struct Course<'a> {
    /// The indicator.
    pub topic: &'a Topic,
    /// The kind of its values; the amounts where none is given.
    pub kind: Option<Kind>,
    /// The status of its values; what was reached where none is given: actual, else estimated.
    pub status: Option<Status>,
    /// The first year.
    pub from: Option<i32>,
    /// The last year.
    pub to: Option<i32>,
    /// The places; those of the reports where none is given.
    pub places: Option<&'a [Place]>,
    /// The unit to show values in; that of most of them where none is given.
    pub measure: Option<&'a UnitMeasure>,
    /// The vocabularies.
    pub lexicon: &'a Lexicon,
}

impl Course<'_> {
    /// The kinds of the values.
    fn kinds(&self) -> Vec<Kind> {
        match self.kind {
            Some(kind) => vec![kind],
            None => self.topic.amounts().to_vec(),
        }
    }

    /// All kinds of claims that it is made of: the values', and growth beside amounts.
    pub fn kinds_needed(&self) -> Vec<Kind> {
        let mut kinds = self.kinds();
        if self.shows_growth() {
            kinds.push(Kind::Growth);
        }
        kinds
    }

    /// Whether growth stands beside the values.
    fn shows_growth(&self) -> bool {
        self.kind.is_none_or(|kind| kind == Kind::Level)
    }

    fn has_status(&self, status: Status) -> bool {
        match self.status {
            Some(asked) => status == asked,
            None => status != Status::Target,
        }
    }
}

/// One indicator of one place over the years.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The place.
    pub place: Place,
    /// The unit of the values; `None` where there is none.
    pub measure: Option<UnitMeasure>,
    /// A row for each year of which something is known, and for each between two that reports tell of.
    pub rows: Vec<YearRow>,
}

/// What is known of one year.
#[derive(Debug, Clone, PartialEq)]
pub struct YearRow {
    /// The year.
    pub year: i32,
    /// Its value.
    pub value: Option<Chosen>,
    /// Its growth on the year before, as a report states it.
    pub growth: Option<Chosen>,
    /// Its growth on the year before, worked out from the values of both.
    pub computed: Option<Computed>,
    /// What the value was to be.
    pub target: Option<Target>,
    /// What the growth was to be.
    pub growth_target: Option<Target>,
}

impl YearRow {
    /// Whether anything is known of the year.
    pub fn is_empty(&self) -> bool {
        self.value.is_none()
            && self.growth.is_none()
            && self.target.is_none()
            && self.growth_target.is_none()
    }
}

/// A target and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The claim that states it.
    pub chosen: Chosen,
    /// What became of it; `None` where nothing comparable is known.
    pub outcome: Option<Outcome>,
}

/// A growth in per cent that was worked out from two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Computed {
    /// The value over the one before, less one.
    pub value: Decimal,
    /// The least that it may be, for both values were rounded.
    pub low: Decimal,
    /// The most that it may be.
    pub high: Decimal,
}

/// Follows an indicator of each place over the years; of observations of other indicators and places nothing is taken. Places with
/// the most years of values come first.
pub fn track(course: &Course, observations: Vec<Observation>) -> Vec<Series> {
    let mut places: BTreeMap<String, (Place, Gathered)> = BTreeMap::new();
    let mut named: HashMap<String, Option<Place>> = HashMap::new();
    for observation in without_open_moves(observations) {
        let topic = course.topic;
        if !topic.is(
            observation.indicator.as_deref(),
            observation.indicator_id.as_deref(),
        ) {
            continue;
        }
        let name = observation.area.clone().unwrap_or_default();
        let place = named.entry(name).or_insert_with_key(|name| {
            let place = Place::named(name, &course.lexicon.areas);
            match course.places {
                Some(asked) => asked.iter().find(|a| a.is(&place)).cloned(),
                None => Some(place),
            }
        });
        let Some(place) = place else {
            continue;
        };
        let (_, gathered) = places
            .entry(place.key().to_string())
            .or_insert_with(|| (place.clone(), Gathered::default()));
        gathered.take(course, observation);
    }
    let series = places.into_values();
    let series = series.map(|(place, gathered)| gathered.series(course, place));
    let mut series: Vec<Series> = series.filter(|s| !s.rows.is_empty()).collect();
    let order = |s: &Series| match course.places {
        Some(asked) => asked
            .iter()
            .position(|a| a.is(&s.place))
            .unwrap_or(usize::MAX),
        None => usize::MAX - s.rows.iter().filter(|row| row.value.is_some()).count(),
    };
    series.sort_by_key(order);
    series
}

/// The claims of one place by year, as far as they can be the figure of one.
#[derive(Debug, Clone, Default)]
struct Gathered {
    values: BTreeMap<i32, Vec<Observation>>,
    growths: BTreeMap<i32, Vec<Observation>>,
    targets: BTreeMap<i32, Vec<Observation>>,
    growth_targets: BTreeMap<i32, Vec<Observation>>,
}

impl Gathered {
    fn take(&mut self, course: &Course, observation: Observation) {
        let Ok(year) = year_of(&observation, course.lexicon) else {
            return;
        };
        let before = course.from.is_some_and(|from| year < from);
        let behind = course.to.is_some_and(|to| year > to);
        // The year before the first is there to work out the growth on it.
        if behind || before && course.from != Some(year + 1) {
            return;
        }
        // 比上年增加2万人 is no amount of what is new.
        let is_on_other = observation.kind == Kind::Change && observation.baseline.is_some();
        let is_value =
            course.kinds().contains(&observation.kind) && !(course.kind.is_none() && is_on_other);
        let is_growth = course.shows_growth() && observation.kind == Kind::Growth;
        let shelf = match (is_value, is_growth, observation.status) {
            (true, _, status) if course.has_status(status) => &mut self.values,
            (true, _, Status::Target) => &mut self.targets,
            (_, true, Status::Target) => &mut self.growth_targets,
            (_, true, _) => &mut self.growths,
            _ => return,
        };
        shelf.entry(year).or_default().push(observation);
    }

    fn series(self, course: &Course, place: Place) -> Series {
        let unit = base_unit(&self.values).or_else(|| base_unit(&self.targets));
        let years = [
            &self.values,
            &self.growths,
            &self.targets,
            &self.growth_targets,
        ];
        let years = years.into_iter().flat_map(|shelf| shelf.keys().copied());
        let (first, last) = years.fold((i32::MAX, i32::MIN), |(a, b), y| (a.min(y), b.max(y)));
        let mut rows: Vec<YearRow> = Vec::new();
        let Gathered {
            mut values,
            mut growths,
            mut targets,
            mut growth_targets,
        } = self;
        for year in first..=last {
            let slot = |unit, level| Slot {
                place: &place,
                year,
                unit,
                level,
                lexicon: course.lexicon,
            };
            let pick = |shelf: &mut BTreeMap<i32, Vec<Observation>>, unit, level| {
                choose(&slot(unit, level), shelf.remove(&year)?)
            };
            let value = pick(&mut values, unit.as_deref(), None);
            let level = value.as_ref().map(|v| &v.observation);
            let growth = pick(&mut growths, Some("%"), level);
            let target = pick(&mut targets, unit.as_deref(), None);
            let growth_target = pick(&mut growth_targets, Some("%"), None);
            let before = rows.last().and_then(|row| row.value.as_ref());
            let computed = before
                .zip(level)
                .and_then(|(before, level)| computed(&before.observation, level));
            let reached = level.map(|l| (l.claimed(), l.signed_unit()));
            let grown = growth
                .as_ref()
                .map(|g| (g.observation.claimed(), g.observation.signed_unit()));
            let grown = grown.or_else(|| {
                computed.map(|c| {
                    let extent = Extent {
                        low: Some(c.low),
                        high: Some(c.high),
                    };
                    (Some(extent), Some("%"))
                })
            });
            rows.push(YearRow {
                year,
                target: target.map(|t| held(t, reached)),
                growth_target: growth_target.map(|t| held(t, grown)),
                value,
                growth,
                computed,
            });
        }
        rows.retain(|row| course.from.is_none_or(|from| row.year >= from));
        // A gap is a year between two that are known; of a far aim (到2035年) the years before it are none.
        let reported = |row: &YearRow| row.value.is_some() || row.growth.is_some();
        let first = rows.iter().position(reported).unwrap_or(rows.len());
        let last = rows.iter().rposition(reported).unwrap_or(0);
        let mut at = 0;
        rows.retain(|row| {
            at += 1;
            !row.is_empty() || (first..last).contains(&(at - 1))
        });
        let shown: Vec<&Observation> = rows
            .iter()
            .filter_map(|row| {
                let value = row.value.as_ref().map(|v| &v.observation);
                value.or(row.target.as_ref().map(|t| &t.chosen.observation))
            })
            .filter(|o| o.signed_unit() == unit.as_deref())
            .collect();
        let stated = course
            .measure
            .filter(|m| Some(m.base.as_str()) == unit.as_deref());
        let measure = stated
            .cloned()
            .or_else(|| UnitMeasure::of_most(&shown, course.lexicon));
        Series {
            place,
            measure,
            rows,
        }
    }
}

/// The base unit in which most years have a value; of equal ones that of the more claims, then the one that stands first.
fn base_unit(values: &BTreeMap<i32, Vec<Observation>>) -> Option<String> {
    let mut counts: BTreeMap<&str, (usize, usize, Reverse<usize>)> = BTreeMap::new();
    for year in values.values() {
        let mut seen: Vec<&str> = Vec::new();
        for observation in year {
            let unit = observation.signed_unit().unwrap_or_default();
            let (years, claims, first) = counts.entry(unit).or_insert((0, 0, Reverse(usize::MAX)));
            *claims += 1;
            *first = Reverse(first.0.min(observation.start));
            if !seen.contains(&unit) {
                *years += 1;
                seen.push(unit);
            }
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(unit, _)| unit.to_string())
}

/// A target beside what was reached.
fn held(chosen: Chosen, reached: Option<(Option<Extent>, Option<&str>)>) -> Target {
    let outcome = reached.and_then(|(extent, unit)| {
        let comparable = unit == chosen.observation.signed_unit();
        extent
            .filter(|_| comparable)
            .and_then(|e| outcome(&chosen.observation, &e))
    });
    Target { chosen, outcome }
}

/// The growth in per cent from one value to the next, where both are numbers in one unit that nothing bounds; of rates none.
fn computed(before: &Observation, now: &Observation) -> Option<Computed> {
    let exact = |o: &Observation| o.bound == Bound::Equal && o.value.is_some_and(|(a, b)| a == b);
    let comparable = before.base_unit == now.base_unit && before.base_unit.as_deref() != Some("%");
    if !comparable || !exact(before) || !exact(now) || now.kind != before.kind {
        return None;
    }
    let growth = |now: Decimal, before: Decimal| {
        let times = now.checked_div(before)?.checked_sub(Decimal::ONE)?;
        times.checked_mul(Decimal::ONE_HUNDRED)
    };
    let (old, new) = (before.extent()?, now.extent()?);
    let positive = old.low.filter(|low| *low > Decimal::ZERO)?;
    let up = rust_decimal::RoundingStrategy::ToPositiveInfinity;
    let down = rust_decimal::RoundingStrategy::ToNegativeInfinity;
    Some(Computed {
        value: growth(now.value?.0, before.value?.0)?
            .round_dp(PLACES)
            .normalize(),
        low: growth(new.low?, old.high?)?
            .round_dp_with_strategy(PLACES, down)
            .normalize(),
        high: growth(new.high?, positive)?
            .round_dp_with_strategy(PLACES, up)
            .normalize(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::observation::samples::{growth, level};
    use super::*;
    use crate::claim::Direction;

    fn followed(observations: Vec<Observation>, from: Option<i32>) -> Vec<Series> {
        let lexicon = Lexicon::builtin();
        let topic = Topic::known("gdp", lexicon);
        let course = Course {
            topic: &topic,
            kind: None,
            status: None,
            from,
            to: None,
            places: None,
            measure: None,
            lexicon,
        };
        track(&course, observations)
    }

    fn target(observation: Observation) -> Observation {
        Observation {
            status: Status::Target,
            ..observation
        }
    }

    #[test]
    fn a_row_a_year_in_one_unit_with_gaps() {
        let found = followed(
            vec![
                level("1388.1", 8, "2016", 2017),
                level("15009000", 4, "2017", 2018),
                level("1700.5", 8, "2019", 2020),
            ],
            None,
        );
        assert_eq!(found.len(), 1);
        let series = &found[0];
        assert_eq!(series.place.name, "清河市");
        let years: Vec<i32> = series.rows.iter().map(|r| r.year).collect();
        assert_eq!(years, [2016, 2017, 2018, 2019]);
        assert!(series.rows[2].is_empty());
        let measure = series.measure.as_ref().unwrap();
        assert_eq!(measure.name, "亿元");
        let value = series.rows[1]
            .value
            .as_ref()
            .unwrap()
            .observation
            .signed()
            .unwrap()
            .0;
        assert_eq!(measure.of_base(value).unwrap().to_string(), "1500.9");
    }

    #[test]
    fn growth_is_worked_out_from_the_levels_with_its_rounding() {
        let found = followed(
            vec![
                level("100", 8, "2016", 2017),
                level("105.0", 8, "2017", 2018),
            ],
            None,
        );
        let computed = found[0].rows[1].computed.unwrap();
        assert_eq!(computed.value.to_string(), "5");
        assert_eq!(computed.low.to_string(), "4.42");
        assert_eq!(computed.high.to_string(), "5.58");
        assert!(found[0].rows[0].computed.is_none());
        let mut about = level("100", 8, "2016", 2017);
        about.bound = Bound::About;
        let found = followed(vec![about, level("105", 8, "2017", 2018)], None);
        assert_eq!(found[0].rows[1].computed, None, "a bound is no number");
        let found = followed(
            vec![level("100", 8, "2015", 2016), level("105", 8, "2017", 2018)],
            None,
        );
        assert_eq!(found[0].rows[2].computed, None, "a gap lies between");
    }

    #[test]
    fn the_year_before_the_first_gives_its_growth_and_no_row() {
        let found = followed(
            vec![level("100", 8, "2016", 2017), level("105", 8, "2017", 2018)],
            Some(2017),
        );
        assert_eq!(found[0].rows.len(), 1);
        assert!(found[0].rows[0].computed.is_some());
    }

    #[test]
    fn a_target_stands_beside_what_was_reached() {
        let mut aim = target(growth("6.5", "2018", 2018));
        aim.bound = Bound::AtLeast;
        let found = followed(
            vec![
                level("1500", 8, "2017", 2018),
                aim,
                growth("5", "2018", 2019),
                level("1580", 8, "2018", 2019),
            ],
            None,
        );
        let row = &found[0].rows[1];
        assert_eq!(row.growth.as_ref().unwrap().observation.text, "5");
        assert_eq!(
            row.growth_target.as_ref().unwrap().outcome,
            Some(Outcome::Missed)
        );
        assert!(row.target.is_none());
    }

    #[test]
    fn a_year_with_a_target_alone_is_a_row_without_value() {
        let found = followed(
            vec![
                level("1500", 8, "2017", 2018),
                target(level("1650", 8, "2018", 2018)),
            ],
            None,
        );
        let row = &found[0].rows[1];
        assert!(row.value.is_none() && row.target.is_some());
        assert_eq!(row.target.as_ref().unwrap().outcome, None);
    }

    #[test]
    fn other_indicators_and_places_stand_apart() {
        let mut other = level("8", 4, "2017", 2018);
        other.indicator_id = Some("gdp_per_capita".into());
        let mut district = level("80", 8, "2017", 2018);
        district.area = Some("某区".into());
        let found = followed(vec![other, district, level("1500", 8, "2017", 2018)], None);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|s| s.rows.len() == 1));
        let mut fall = growth("3", "2017", 2018);
        fall.direction = Some(Direction::Down);
        let found = followed(vec![fall], None);
        assert_eq!(found[0].rows[0].value, None, "growth alone is a row too");
    }
}
