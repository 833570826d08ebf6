//! Compare: the indicators that two reports state, side by side, and those that only one states.

use super::choose::{Chosen, Slot, choose};
use super::fitness::without_open_moves;
use super::observation::Observation;
use super::place::Place;
use super::topic::Topic;
use super::unit_measure::UnitMeasure;
use crate::claim::{Kind, Status};
use crate::lexicon::Lexicon;
use crate::text::fold;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashMap};

/// The shortest name of an indicator that the lexicon does not know by which two statements are held to be of one thing.
const SHORTEST_NAME: usize = 4;

/// To how many places behind the point a ratio is worked out.
const PLACES: u32 = 4;

/// What two reports state of the same indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The indicator.
    pub topic: Topic,
    /// What the first report states.
    pub first: Option<Chosen>,
    /// What the second report states.
    pub second: Option<Chosen>,
    /// The unit of both.
    pub measure: Option<UnitMeasure>,
    /// The second value less the first, in that unit; of a range none.
    pub difference: Option<Decimal>,
    /// The second value over the first; of growth and rates none.
    pub ratio: Option<Decimal>,
}

/// By what statements of two reports belong together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    indicator: String,
    kind: Kind,
    status: Status,
    /// The time, counted from the year that the report covers.
    period: String,
    /// The place; empty for that of the report.
    area: String,
    /// What a growth is on, a share of, a rank among.
    beside: String,
    unit: String,
}

/// What both reports state, in the order of the first, then what only the first and what only the second states.
pub fn compare(first: Vec<Observation>, second: Vec<Observation>, lexicon: &Lexicon) -> Vec<Pair> {
    let first = stated(without_open_moves(first), lexicon);
    let mut second = stated(without_open_moves(second), lexicon);
    let mut place: HashMap<Key, usize> = HashMap::new();
    for (at, (key, _)) in second.iter().enumerate() {
        place.insert(key.clone(), at);
    }
    let mut both = Vec::new();
    let mut only = Vec::new();
    let mut met: Vec<bool> = vec![false; second.len()];
    for (key, a) in first {
        match place.get(&key) {
            Some(at) => {
                met[*at] = true;
                both.push(pair(Some(a), Some(second[*at].1.clone()), lexicon));
            }
            None => only.push(pair(Some(a), None, lexicon)),
        }
    }
    let mut met = met.into_iter();
    second.retain(|_| !met.next().unwrap_or(false));
    let rest = second
        .into_iter()
        .map(|(_, b)| pair(None, Some(b), lexicon));
    // Indicators that the lexicon knows come first.
    both.sort_by_key(|pair| pair.topic.id.is_none());
    both.into_iter().chain(only).chain(rest).collect()
}

/// The statements of one report, one for each key, in the order of the text.
fn stated(observations: Vec<Observation>, lexicon: &Lexicon) -> Vec<(Key, Chosen)> {
    let mut groups: HashMap<Key, Vec<Observation>> = HashMap::new();
    for observation in observations {
        if let Some(key) = key(&observation, lexicon) {
            groups.entry(key).or_default().push(observation);
        }
    }
    let mut found: BTreeMap<(usize, usize), (Key, Chosen)> = BTreeMap::new();
    for (at, (key, group)) in groups.into_iter().enumerate() {
        // Several values under a name that may stand for many things: 新建项目5个, 新建项目8个.
        let one = group.iter().all(|o| o.agrees(&group[0]));
        if group[0].indicator_id.is_none() && !one {
            continue;
        }
        let home = group[0].report.place.clone().unwrap_or_default();
        let place = Place::named(&home, &lexicon.areas);
        let slot = Slot {
            place: &place,
            year: group[0].report.covers.unwrap_or_default(),
            unit: None,
            level: None,
            lexicon,
        };
        if let Some(chosen) = choose(&slot, group) {
            found.insert((chosen.observation.start, at), (key, chosen));
        }
    }
    found.into_values().collect()
}

fn key(o: &Observation, lexicon: &Lexicon) -> Option<Key> {
    o.value?;
    let name = o.indicator.as_deref()?;
    let indicator = match &o.indicator_id {
        Some(id) => id.clone(),
        None => {
            let name = fold(name).to_lowercase();
            Some(name).filter(|n| n.chars().count() >= SHORTEST_NAME)?
        }
    };
    let place = |name: &str| Place::named(name, &lexicon.areas);
    let area = match (o.area.as_deref(), o.report.place.as_deref()) {
        (Some(area), Some(home)) if !place(area).is(&place(home)) => place(area).key().to_string(),
        (Some(area), None) => place(area).key().to_string(),
        _ => String::new(),
    };
    let covers = o.report.covers.or(o.report.year).unwrap_or(0);
    let beside = [&o.baseline, &o.whole, &o.scope].into_iter().flatten();
    // 比上年 is what a growth is on where nothing is said.
    let beside = beside.filter(|b| !matches!(b.as_str(), "上年" | "上年同期" | "去年" | "同期"));
    let beside: Vec<String> = beside.map(|b| counted(b, covers)).collect();
    Some(Key {
        indicator,
        kind: o.kind,
        // What was reached and what was estimated before the figures were final are of one sort.
        status: match o.status {
            Status::Estimate => Status::Actual,
            status => status,
        },
        period: counted(o.period.as_deref().unwrap_or_default(), covers),
        area,
        beside: beside.join("|"),
        unit: o.signed_unit().unwrap_or_default().to_string(),
    })
}

/// A time with its years counted from `covers`: 2016/2020 in a report that covers 2020 is -4/0.
fn counted(text: &str, covers: i32) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < chars.len() {
        let digits = chars[at..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count();
        let run: String = chars[at..at + digits].iter().collect();
        match run.parse::<i32>() {
            Ok(year) if digits == 4 => out += &(year - covers).to_string(),
            _ if digits > 0 => out += &run,
            _ => out.push(chars[at]),
        }
        at += digits.max(1);
    }
    out
}

fn pair(first: Option<Chosen>, second: Option<Chosen>, lexicon: &Lexicon) -> Pair {
    let observations = [&first, &second].map(|c| c.as_ref().map(|c| &c.observation));
    let stated: Vec<&Observation> = observations.into_iter().flatten().collect();
    let measure = UnitMeasure::of_most(&stated, lexicon);
    let topic = stated.first().map(|o| match &o.indicator_id {
        Some(id) => Topic::known(id, lexicon),
        None => Topic {
            label: o.indicator.clone().unwrap_or_default(),
            id: None,
        },
    });
    let value = |o: Option<&Observation>| {
        let (low, high) = o?.signed()?;
        (low == high).then_some(low)
    };
    let values = value(observations[0]).zip(value(observations[1]));
    let percent = measure
        .as_ref()
        .is_some_and(|m| m.base == "%" || m.base == "百分点");
    let compares = stated
        .first()
        .is_some_and(|o| matches!(o.kind, Kind::Level | Kind::Change | Kind::Multiple));
    let difference = values.and_then(|(a, b)| measure.as_ref()?.of_base(b.checked_sub(a)?));
    let ratio = values
        .filter(|_| compares && !percent)
        .and_then(|(a, b)| b.checked_div(a));
    Pair {
        topic: topic.unwrap_or_default(),
        first,
        second,
        measure,
        difference,
        ratio: ratio.map(|r| r.round_dp(PLACES).normalize()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::observation::samples::{growth, level};
    use super::*;

    fn compared(first: Vec<Observation>, second: Vec<Observation>) -> Vec<Pair> {
        compare(first, second, Lexicon::builtin())
    }

    #[test]
    fn the_years_that_reports_cover_stand_side_by_side() {
        let found = compared(
            vec![level("1388.1", 8, "2016", 2017), growth("8", "2016", 2017)],
            vec![
                level("15009000", 4, "2017", 2018),
                level("1388.1", 8, "2016", 2018),
            ],
        );
        let both: Vec<&Pair> = found
            .iter()
            .filter(|p| p.first.is_some() && p.second.is_some())
            .collect();
        assert_eq!(both.len(), 1);
        assert_eq!(
            both[0].difference.map(|d| d.to_string()).as_deref(),
            Some("1128000")
        );
        assert_eq!(
            both[0].measure.as_ref().map(|m| m.name.as_str()),
            Some("万元")
        );
        assert_eq!(
            both[0].ratio.map(|r| r.to_string()).as_deref(),
            Some("1.0813")
        );
        let only = |p: &&Pair| p.first.is_none() || p.second.is_none();
        assert_eq!(found.iter().filter(only).count(), 2);
    }

    #[test]
    fn targets_and_other_places_stand_apart() {
        let mut estimate = level("1400", 8, "2016", 2017);
        estimate.status = Status::Estimate;
        let found = compared(vec![estimate], vec![level("1500", 8, "2017", 2018)]);
        let both = found.len() == 1 && found[0].difference.is_some();
        assert!(both, "an estimate is of what was reached");
        let mut aim = level("1650", 8, "2017", 2017);
        aim.status = Status::Target;
        let mut district = level("80", 8, "2016", 2017);
        district.area = Some("某区".into());
        let found = compared(vec![aim, district], vec![level("1500", 8, "2017", 2018)]);
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn a_name_that_may_stand_for_many_things_is_held_against_nothing() {
        let thing = |number: &str, name: &str| Observation {
            indicator: Some(name.into()),
            indicator_id: None,
            ..level(number, 0, "2017", 2018)
        };
        assert!(compared(vec![thing("5", "项目")], vec![thing("8", "项目")]).is_empty());
        let several = vec![thing("5", "新建产业项目"), thing("8", "新建产业项目")];
        let found = compared(several, vec![thing("9", "新建产业项目")]);
        assert_eq!(found.len(), 1, "only what the second states");
        let found = compared(
            vec![thing("5", "新建产业项目")],
            vec![thing("9", "新建产业项目")],
        );
        assert_eq!(found[0].difference, Some(Decimal::from(4)));
    }

    #[test]
    fn years_are_counted_from_the_one_covered() {
        assert_eq!(counted("2016/2020", 2020), "-4/0");
        assert_eq!(counted("2017-05", 2017), "0-05");
        assert_eq!(counted("2012年", 2017), "-5年");
    }
}
