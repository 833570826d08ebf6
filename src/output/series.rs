//! An indicator over the years as users get it: a row for each year, and a line that shows its course.

use super::figure::Figure;
use super::items::{Item, cell, exact, named, named_cell};
use super::record::plain;
use super::screen::{Screen, around, fit, width};
use super::sheet::{Cell, Column, Row as SheetRow, Type};
use super::table::Table;
use crate::analysis::{Chosen, Outcome, Preference, Relation, Series, Target, Topic, YearRow};
use crate::claim::{Kind, Status};
use crate::lexicon::Lexicon;
use rust_decimal::Decimal;
use serde::Serialize;
use std::io::{self, Write};

/// The levels of a line that shows a course.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// One year of an indicator of a place, or with `relation` another statement of the same. The fields of the claim that is cited are
/// those of the value; where there is none those of the growth, else of a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeriesItem {
    /// The place.
    pub place: String,
    /// Its GB/T 2260 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_code: Option<String>,
    /// The indicator by the name in use now.
    pub indicator: String,
    /// Its canonical id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator_id: Option<String>,
    /// The year.
    pub year: i32,
    /// What this statement says beside the one that was chosen for the year; absent for that one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// Which of the parts the claim is that is cited in the row itself: `value`, `growth`, `target` or `growth_target`; absent
    /// where the reports say nothing of the year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cites: Option<&'static str>,
    /// The value and where it stands.
    #[serde(flatten)]
    pub figure: Option<Figure>,
    /// The growth on the year before, as it is stated: in per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub growth: Option<Figure>,
    /// The growth on the year before, in per cent, worked out from the values of both years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub growth_computed: Option<String>,
    /// The least that it may be, for both values were rounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub growth_computed_low: Option<String>,
    /// The most that it may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub growth_computed_high: Option<String>,
    /// What the value was to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Figure>,
    /// What became of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_outcome: Option<Outcome>,
    /// What the growth was to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub growth_target: Option<Figure>,
    /// What became of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub growth_target_outcome: Option<Outcome>,
    /// How many other statements of the value there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub others: Option<usize>,
    /// How many of them say something else, beyond rounding.
    #[serde(skip_serializing_if = "is_none_or_zero")]
    pub differing: Option<usize>,
    /// What the value became in a later report of the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revised: Option<String>,
    /// The id of the claim that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revised_in: Option<String>,
    /// The rule by which the claim was chosen among several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chosen_by: Option<Preference>,
}

fn is_none_or_zero(count: &Option<usize>) -> bool {
    count.unwrap_or(0) == 0
}

impl SeriesItem {
    /// The rows of a series; with `all` the other statements of each year behind it.
    pub fn rows(series: &Series, topic: &Topic, all: bool, lexicon: &Lexicon) -> Vec<SeriesItem> {
        let measure = series.measure.as_ref();
        let mut items = Vec::new();
        for row in &series.rows {
            items.push(SeriesItem::new(series, row, topic, lexicon));
            let others = row.value.iter().flat_map(|v| &v.others).filter(|_| all);
            items.extend(others.map(|other| SeriesItem {
                relation: Some(other.relation),
                cites: Some("value"),
                figure: Some(Figure::new(&other.observation, measure, lexicon)),
                ..SeriesItem::empty(series, row.year, topic)
            }));
        }
        items
    }

    fn empty(series: &Series, year: i32, topic: &Topic) -> SeriesItem {
        SeriesItem {
            place: series.place.name.clone(),
            place_code: series.place.code.clone(),
            indicator: topic.label.clone(),
            indicator_id: topic.id.clone(),
            year,
            relation: None,
            cites: None,
            figure: None,
            growth: None,
            growth_computed: None,
            growth_computed_low: None,
            growth_computed_high: None,
            target: None,
            target_outcome: None,
            growth_target: None,
            growth_target_outcome: None,
            others: None,
            differing: None,
            revised: None,
            revised_in: None,
            chosen_by: None,
        }
    }

    fn new(series: &Series, row: &YearRow, topic: &Topic, lexicon: &Lexicon) -> SeriesItem {
        let measure = series.measure.as_ref();
        let figure = |chosen: &Chosen| Figure::new(&chosen.observation, measure, lexicon);
        let rate = |chosen: &Chosen| Figure::new(&chosen.observation, None, lexicon);
        let aim = |target: &Option<Target>| target.as_ref().map(|t| figure(&t.chosen));
        let became = |target: &Option<Target>| target.as_ref().and_then(|t| t.outcome);
        let value = row.value.as_ref();
        let growth = row.growth.as_ref();
        let parts = [
            ("value", value),
            ("growth", growth),
            ("target", row.target.as_ref().map(|t| &t.chosen)),
            (
                "growth_target",
                row.growth_target.as_ref().map(|t| &t.chosen),
            ),
        ];
        let lead = parts
            .into_iter()
            .find_map(|(name, chosen)| Some((name, chosen?)));
        let count = |relations: &[Relation]| {
            let others = value?.others.iter();
            Some(others.filter(|o| relations.contains(&o.relation)).count())
        };
        let revised = value.and_then(|v| v.others.iter().find(|o| o.relation == Relation::Revised));
        let revised_figure = revised.map(|o| Figure::new(&o.observation, measure, lexicon));
        SeriesItem {
            cites: lead.map(|(name, _)| name),
            figure: lead.map(|(name, chosen)| {
                let mut cited = figure(chosen);
                // What is cited for want of a value is none.
                if name != "value" {
                    (cited.value, cited.value_to, cited.unit) = (None, None, None);
                }
                cited
            }),
            growth: growth.map(rate),
            growth_computed: row.computed.map(|c| plain(&c.value)),
            growth_computed_low: row.computed.map(|c| plain(&c.low)),
            growth_computed_high: row.computed.map(|c| plain(&c.high)),
            target: aim(&row.target),
            target_outcome: became(&row.target),
            growth_target: row.growth_target.as_ref().map(|t| rate(&t.chosen)),
            growth_target_outcome: became(&row.growth_target),
            others: value.map(|v| v.others.len()),
            differing: count(&[Relation::Differs, Relation::Revised]),
            revised: revised_figure.as_ref().and_then(|f| f.value.clone()),
            revised_in: revised_figure.map(|f| f.id),
            chosen_by: value.and_then(|v| v.by),
            ..SeriesItem::empty(series, row.year, topic)
        }
    }

    /// The value in the unit of its series; `None` where there is none.
    fn number(&self) -> Option<Decimal> {
        self.figure.as_ref()?.value.as_ref()?.parse().ok()
    }
}

/// The columns before those of the figure.
const LEADING: [(&str, Type); 9] = {
    use Type::{Integer, Text};
    [
        ("place", Text),
        ("place_code", Text),
        ("indicator", Text),
        ("indicator_id", Text),
        ("year", Integer),
        ("relation", Text),
        ("cites", Text),
        ("others", Integer),
        ("differing", Integer),
    ]
};

/// The columns behind those of the figure, before those of growth and targets.
const BEHIND: [(&str, Type); 6] = {
    use Type::{Decimal, Text};
    [
        ("revised", Decimal),
        ("revised_in", Text),
        ("chosen_by", Text),
        ("growth_computed", Decimal),
        ("growth_computed_low", Decimal),
        ("growth_computed_high", Decimal),
    ]
};

/// What of growth and targets has a column.
const BESIDE: [&str; 9] = [
    "value",
    "value_to",
    "said",
    "bound",
    "bound_words",
    "id",
    "sentence",
    "start",
    "end",
];

impl SheetRow for SeriesItem {
    fn cells(&self) -> Vec<Cell<'_>> {
        let count = |count: Option<usize>| count.map_or(Cell::Empty, Cell::count);
        let mut cells = vec![
            Cell::text(&self.place),
            cell(&self.place_code),
            Cell::text(&self.indicator),
            cell(&self.indicator_id),
            Cell::Integer(self.year.into()),
            named_cell(&self.relation),
            Cell::maybe(self.cites),
            count(self.others),
            count(self.differing),
        ];
        match &self.figure {
            Some(figure) => cells.extend(figure.cells()),
            None => cells.extend(Figure::COLUMNS.map(|_| Cell::Empty)),
        }
        cells.extend([
            exact(&self.revised),
            cell(&self.revised_in),
            named_cell(&self.chosen_by),
            exact(&self.growth_computed),
            exact(&self.growth_computed_low),
            exact(&self.growth_computed_high),
        ]);
        let beside = [&self.growth, &self.target, &self.growth_target];
        for figure in beside {
            cells.extend(BESIDE.map(|column| Figure::cell_of(figure.as_ref(), column)));
        }
        cells.extend([
            named_cell(&self.target_outcome),
            named_cell(&self.growth_target_outcome),
        ]);
        cells
    }
}

impl Item for SeriesItem {
    fn columns() -> Vec<Column> {
        let own = |columns: &[(&'static str, Type)]| -> Vec<Column> {
            columns
                .iter()
                .map(|(name, of)| Column::new(*name, *of))
                .collect()
        };
        let mut columns = [own(&LEADING), Figure::columns(), own(&BEHIND)].concat();
        for part in ["growth", "target", "growth_target"] {
            let beside = Figure::columns()
                .into_iter()
                .filter(|c| BESIDE.contains(&&*c.name));
            columns.extend(BESIDE.iter().filter_map(|name| {
                let of = beside.clone().find(|c| c.name == *name)?.of;
                let name = match *name {
                    "value" => part.to_string(),
                    "value_to" => format!("{part}_to"),
                    name => format!("{part}_{name}"),
                };
                Some(Column::new(name, of))
            }));
        }
        columns.extend(Column::texts(&["target_outcome", "growth_target_outcome"]));
        columns
    }

    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        for (i, place) in items.chunk_by(|a, b| a.place == b.place).enumerate() {
            if i > 0 {
                writeln!(out)?;
            }
            block(place, screen, out)?;
        }
        Ok(())
    }
}

/// Writes the rows of one place.
fn block(items: &[SeriesItem], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let years: Vec<&SeriesItem> = items
        .iter()
        .filter(|item| item.relation.is_none())
        .collect();
    let unit = items
        .iter()
        .find_map(|item| item.figure.as_ref()?.unit.clone());
    let kind = items
        .iter()
        .find_map(|item| Some(item.figure.as_ref()?.kind));
    let mut title = format!("{} {}", items[0].place, items[0].indicator);
    if let Some(kind) = kind.filter(|k| *k != Kind::Level && unit.is_some()) {
        title += &format!(" {}", named(&Some(kind)));
    }
    if let Some(unit) = unit {
        title += &format!(" ({unit})");
    }
    let course = sparkline(&years.iter().map(|item| item.number()).collect::<Vec<_>>());
    writeln!(out, "{}  {course}", screen.bold(title.trim()))?;
    let any = |has: &dyn Fn(&SeriesItem) -> bool| items.iter().any(has);
    let growth = any(&|i| i.growth.is_some());
    let computed = any(&|i| i.growth_computed.is_some());
    let targets = any(&|i| i.target.is_some() || i.growth_target.is_some());
    let others = any(&|i| i.others.unwrap_or(0) > 0 || i.relation.is_some());
    let wide = screen.width >= 100;
    let mut titles = vec!["year", "value", "as said"];
    titles.extend(growth.then_some("growth"));
    titles.extend(computed.then_some("computed"));
    titles.extend(targets.then_some("target"));
    titles.extend(others.then_some("others"));
    titles.push("status");
    titles.push("document");
    titles.extend(wide.then_some("sentence"));
    let at = |title: &str| {
        titles
            .iter()
            .position(|t| *t == title)
            .unwrap_or(usize::MAX)
    };
    let build = |room: usize| {
        let mut table = Table::new(&titles)
            .right(at("value"))
            .at_most(at("as said"), 20);
        table = table
            .right(at("growth"))
            .right(at("computed"))
            .at_most(at("target"), 28);
        table = table.at_most(at("document"), screen.width / 6);
        for run in items.chunk_by(|a, b| a.cites.is_none() && b.cites.is_none()) {
            let item = &run[0];
            let figure = item.figure.as_ref();
            let is_value = item.cites == Some("value");
            let mut cells = vec![
                years_of(run),
                figure
                    .and_then(|f| f.value.clone())
                    .unwrap_or_else(|| "-".to_string()),
                figure
                    .filter(|_| is_value)
                    .map(Figure::in_words)
                    .unwrap_or_default(),
            ];
            if growth {
                cells.push(
                    item.growth
                        .as_ref()
                        .map(Figure::with_sign)
                        .unwrap_or_default(),
                );
            }
            if computed {
                let value = item.growth_computed.as_deref();
                let sign = |v: &str| if v.starts_with('-') { "" } else { "+" };
                cells.push(
                    value
                        .map(|v| format!("{}{v}%", sign(v)))
                        .unwrap_or_default(),
                );
            }
            if targets {
                cells.push(aims(item));
            }
            if others {
                cells.push(beside(item));
            }
            let status = figure.filter(|f| !is_value || f.status != Status::Actual);
            cells.push(match (is_value, status) {
                (true, Some(f)) => named(&Some(f.status)),
                (false, Some(_)) => "no value".to_string(),
                _ if figure.is_none() => "no figure".to_string(),
                _ => String::new(),
            });
            cells.push(figure.map(|f| f.document.clone()).unwrap_or_default());
            if wide {
                cells.push(
                    figure
                        .filter(|_| room > 0)
                        .map(|f| sentence(f, room))
                        .unwrap_or_default(),
                );
            }
            table.row(cells);
        }
        table
    };
    let used = build(0).width();
    let room = (screen.width + width("sentence"))
        .saturating_sub(used)
        .max(16);
    build(room).write(screen, out)
}

/// The year of a row; of a gap the first and the last.
fn years_of(run: &[SeriesItem]) -> String {
    match run {
        [one] if one.relation.is_some() => String::new(),
        [first, .., last] => format!("{}–{}", first.year, last.year),
        run => run.iter().map(|one| one.year.to_string()).collect(),
    }
}

/// The part of a figure's sentence around its number.
fn sentence(figure: &Figure, room: usize) -> String {
    let at = |offset: usize| offset.saturating_sub(figure.sentence_start);
    around(&figure.sentence, at(figure.start), at(figure.end), room)
}

/// What was aimed at in a year and what became of it.
fn aims(item: &SeriesItem) -> String {
    let aim = |figure: &Option<Figure>, outcome: &Option<Outcome>| {
        let figure = figure.as_ref()?;
        let said = fit(&figure.in_words_signed(), 20);
        Some(format!("{said} {}", named(outcome)).trim_end().to_string())
    };
    let both = [
        aim(&item.target, &item.target_outcome),
        aim(&item.growth_target, &item.growth_target_outcome),
    ];
    both.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// How many other statements there are, or what one says.
fn beside(item: &SeriesItem) -> String {
    if let Some(relation) = item.relation {
        return named(&Some(relation));
    }
    match (
        item.others.unwrap_or(0),
        item.differing.unwrap_or(0),
        &item.revised,
    ) {
        (0, ..) => String::new(),
        (others, 0, _) => others.to_string(),
        (others, _, Some(revised)) => format!("{others}, revised {revised}"),
        (others, differing, None) => format!("{others}, {differing} differ"),
    }
}

/// Numbers as bars of a line, the least lowest; a blank where there is none.
pub(super) fn sparkline(numbers: &[Option<Decimal>]) -> String {
    let known: Vec<Decimal> = numbers.iter().flatten().copied().collect();
    let (Some(low), Some(high)) = (known.iter().min(), known.iter().max()) else {
        return String::new();
    };
    if known.len() < 2 {
        return String::new();
    }
    let top = Decimal::from(BARS.len() - 1);
    let bar = |number: &Decimal| {
        let part = number
            .checked_sub(*low)?
            .checked_mul(top)?
            .checked_div(high.checked_sub(*low)?)?;
        let level: usize = part.round().to_string().parse().ok()?;
        BARS.get(level).copied()
    };
    let bars = numbers.iter().map(|number| match number {
        Some(number) => bar(number).unwrap_or(BARS[3]),
        None => ' ',
    });
    bars.collect::<String>().trim_end().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_cells_as_columns() {
        let lexicon = Lexicon::builtin();
        let series = Series {
            place: crate::analysis::Place::named("清河市", &lexicon.areas),
            measure: None,
            rows: Vec::new(),
        };
        let item = SeriesItem::empty(&series, 2017, &Topic::known("gdp", lexicon));
        assert_eq!(item.cells().len(), SeriesItem::columns().len());
        let mut names: Vec<_> = SeriesItem::columns().into_iter().map(|c| c.name).collect();
        names.sort();
        names.dedup();
        assert_eq!(
            names.len(),
            item.cells().len(),
            "each column has a name of its own"
        );
    }

    #[test]
    fn a_line_has_gaps_where_nothing_is_known() {
        let numbers = [Some(10), None, Some(20), Some(45)].map(|n| n.map(Decimal::from));
        assert_eq!(sparkline(&numbers), "▁ ▃█");
        let flat = [Some(Decimal::ONE), Some(Decimal::ONE)];
        assert_eq!(sparkline(&flat), "▄▄");
        assert_eq!(
            sparkline(&[Some(Decimal::ONE), None]),
            "",
            "one year has no course"
        );
    }
}
