//! Panel: the figures of many places and years, one for each place, year, indicator, kind and status.

use super::choose::{Chosen, Slot, choose};
use super::fitness::{without_open_moves, year_of};
use super::observation::Observation;
use super::place::Place;
use super::topic::Topic;
use super::unit_measure::UnitMeasure;
use crate::claim::{Kind, Status};
use crate::lexicon::Lexicon;
use std::collections::{BTreeMap, HashMap};

/// What a panel is made of.
#[derive(Debug, Clone)]
pub struct Design<'a> {
    /// The kinds, each with rows of its own; the amounts where none is given.
    pub kinds: &'a [Kind],
    /// The statuses, each with rows of its own; what was reached where none is given: actual, else estimated.
    pub statuses: &'a [Status],
    /// The first year.
    pub from: Option<i32>,
    /// The last year.
    pub to: Option<i32>,
    /// The places.
    pub places: &'a [Place],
    /// The vocabularies.
    pub lexicon: &'a Lexicon,
}

impl Design<'_> {
    /// The kinds of claims that rows of an indicator are made of.
    pub fn kinds_of(&self, topic: &Topic) -> Vec<Kind> {
        match self.kinds {
            [] => topic.amounts().to_vec(),
            kinds => kinds.to_vec(),
        }
    }

    /// The statuses of claims that rows are made of.
    pub fn statuses_needed(&self) -> Vec<Status> {
        match self.statuses {
            [] => vec![Status::Actual, Status::Estimate],
            statuses => statuses.to_vec(),
        }
    }
}

/// One figure of a panel.
#[derive(Debug, Clone, PartialEq)]
pub struct PanelCell {
    /// The place.
    pub place: Place,
    /// The year; of a target the one that is planned.
    pub year: i32,
    /// The claim that was chosen, with the others.
    pub chosen: Chosen,
}

/// The figures of one indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// The indicator.
    pub topic: Topic,
    /// The kind; `None` for the amounts.
    pub kind: Option<Kind>,
    /// The status; `None` for what was reached.
    pub status: Option<Status>,
    /// The unit that most figures are written in.
    pub measure: Option<UnitMeasure>,
    /// The figures, by place and year.
    pub cells: Vec<PanelCell>,
}

/// The panels of an indicator: one for each kind and status that the design asks for apart.
pub fn panel(design: &Design, topic: &Topic, observations: Vec<Observation>) -> Vec<Panel> {
    type Group = (Option<Kind>, Option<Status>);
    let kinds: Vec<Option<Kind>> = apart(design.kinds);
    let statuses: Vec<Option<Status>> = apart(design.statuses);
    let mut named: HashMap<String, Option<&Place>> = HashMap::new();
    let mut taken: Vec<(Group, &Place, i32, Observation)> = Vec::new();
    for observation in without_open_moves(observations) {
        let id = observation.indicator_id.as_deref();
        if !topic.is(observation.indicator.as_deref(), id) {
            continue;
        }
        let name = observation.area.clone().unwrap_or_default();
        let place = named.entry(name).or_insert_with_key(|name| {
            let place = Place::named(name, &design.lexicon.areas);
            design.places.iter().find(|asked| asked.is(&place))
        });
        let (Some(place), Ok(year)) = (*place, year_of(&observation, design.lexicon)) else {
            continue;
        };
        let out =
            design.from.is_some_and(|from| year < from) || design.to.is_some_and(|to| year > to);
        // 比上年增加2万人 is no amount of what is new.
        let on_other = observation.kind == Kind::Change && observation.baseline.is_some();
        if out || design.kinds.is_empty() && on_other {
            continue;
        }
        let group = (
            kinds
                .iter()
                .flatten()
                .find(|k| **k == observation.kind)
                .copied(),
            statuses
                .iter()
                .flatten()
                .find(|s| **s == observation.status)
                .copied(),
        );
        if kinds.contains(&group.0) && statuses.contains(&group.1) {
            taken.push((group, place, year, observation));
        }
    }
    let mut panels = Vec::new();
    for kind in kinds {
        for status in &statuses {
            let group = (kind, *status);
            let (own, rest) = taken.into_iter().partition(|(of, ..)| *of == group);
            taken = rest;
            panels.push(Panel {
                topic: topic.clone(),
                kind,
                status: *status,
                ..one(design, own)
            });
        }
    }
    panels
}

/// Each of the values, or one for all together where none is given.
fn apart<T: Copy>(values: &[T]) -> Vec<Option<T>> {
    match values {
        [] => vec![None],
        values => values.iter().map(|value| Some(*value)).collect(),
    }
}

/// The panel of claims of one kind and status.
fn one<G>(design: &Design, claims: Vec<(G, &Place, i32, Observation)>) -> Panel {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut slots: BTreeMap<(String, i32), (&Place, Vec<Observation>)> = BTreeMap::new();
    for (_, place, year, observation) in claims {
        let unit = observation.signed_unit().unwrap_or_default().to_string();
        *counts.entry(unit).or_default() += 1;
        let key = (place.key().to_string(), year);
        let (_, found) = slots.entry(key).or_insert_with(|| (place, Vec::new()));
        found.push(observation);
    }
    let unit = counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(unit, _)| unit);
    let mut cells = Vec::new();
    for ((_, year), (place, observations)) in slots {
        let slot = Slot {
            place,
            year,
            unit: unit.as_deref(),
            level: None,
            lexicon: design.lexicon,
        };
        cells.extend(choose(&slot, observations).map(|chosen| PanelCell {
            place: place.clone(),
            year,
            chosen,
        }));
    }
    let figures = cells.iter().map(|cell| &cell.chosen.observation);
    let figures: Vec<&Observation> = figures
        .filter(|o| o.signed_unit() == unit.as_deref())
        .collect();
    Panel {
        topic: Topic::default(),
        kind: None,
        status: None,
        measure: UnitMeasure::of_most(&figures, design.lexicon),
        cells,
    }
}

#[cfg(test)]
mod tests {
    use super::super::observation::samples::{growth, level};
    use super::*;

    fn made(kinds: &[Kind], statuses: &[Status], observations: Vec<Observation>) -> Vec<Panel> {
        let lexicon = Lexicon::builtin();
        let places = ["清河市", "清远市"].map(|name| Place::named(name, &lexicon.areas));
        let design = Design {
            kinds,
            statuses,
            from: Some(2016),
            to: None,
            places: &places,
            lexicon,
        };
        panel(&design, &Topic::known("gdp", lexicon), observations)
    }

    fn shown(panel: &Panel) -> Vec<(String, i32, String)> {
        let cells = panel.cells.iter();
        let row = |c: &PanelCell| {
            (
                c.place.name.clone(),
                c.year,
                c.chosen.observation.text.clone(),
            )
        };
        cells.map(row).collect()
    }

    #[test]
    fn one_figure_for_a_place_and_a_year() {
        let mut other = level("900", 8, "2017", 2018);
        other.area = Some("清远".into());
        let mut strange = level("70", 8, "2017", 2018);
        strange.area = Some("某县".into());
        let found = made(
            &[],
            &[],
            vec![
                level("1500.9", 8, "2017", 2018),
                level("1501", 8, "2017", 2018),
                level("1300", 8, "2015", 2016),
                growth("5", "2017", 2018),
                other,
                strange,
            ],
        );
        assert_eq!(found.len(), 1);
        let (a, b) = ("清河市".to_string(), "清远市".to_string());
        let mut rows = shown(&found[0]);
        rows.sort();
        assert_eq!(
            rows,
            [
                (a, 2017, "1500.9".to_string()),
                (b, 2017, "900".to_string())
            ]
        );
        assert_eq!(
            found[0].measure.as_ref().map(|m| m.name.as_str()),
            Some("亿元")
        );
    }

    #[test]
    fn kinds_and_statuses_stand_apart() {
        let mut aim = growth("6", "2018", 2018);
        aim.status = Status::Target;
        let observations = vec![
            level("1500.9", 8, "2017", 2018),
            growth("5", "2017", 2018),
            aim,
        ];
        let found = made(
            &[Kind::Level, Kind::Growth],
            &[Status::Actual, Status::Target],
            observations,
        );
        let counts: Vec<usize> = found.iter().map(|p| p.cells.len()).collect();
        assert_eq!(counts, [1, 0, 1, 1]);
        assert_eq!(
            found[3].cells[0].year, 2018,
            "a target is of the year that is planned"
        );
    }
}
