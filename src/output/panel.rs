//! A panel as users get it: long, a row for each figure, or wide, a row for each place and year.

use super::figure::{Figure, sign_of};
use super::items::{Item, cell, exact, named, named_cell};
use super::record::plain;
use super::screen::{Screen, around, width};
use super::sheet::{Cell, Column, Row, Type};
use super::table::Table;
use crate::analysis::{Panel, Preference, Relation};
use crate::claim::Kind;
use crate::document::Level;
use crate::lexicon::Lexicon;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// One figure of a panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PanelItem {
    /// The place.
    pub place: String,
    /// Its GB/T 2260 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_code: Option<String>,
    /// Its level: national, province, city, county.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<&'static str>,
    /// The year; of a target the one that is planned.
    pub year: i32,
    /// The indicator by the name in use now.
    pub indicator: String,
    /// Its canonical id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator_id: Option<String>,
    /// The figure, in one unit for all of its indicator.
    #[serde(flatten)]
    pub figure: Figure,
    /// The value in the base unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_value: Option<String>,
    /// The base unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_unit: Option<String>,
    /// How many other statements there are.
    pub others: usize,
    /// How many of them say something else, beyond rounding.
    pub differing: usize,
    /// The rule by which the claim was chosen among several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chosen_by: Option<Preference>,
}

impl PanelItem {
    /// The rows of a panel.
    pub fn rows(panel: &Panel, lexicon: &Lexicon) -> Vec<PanelItem> {
        let cells = panel.cells.iter();
        let row = |cell: &crate::analysis::PanelCell| {
            let observation = &cell.chosen.observation;
            let differs = |r: Relation| matches!(r, Relation::Differs | Relation::Revised);
            let told = observation.report.level.map(Level::name);
            PanelItem {
                place: cell.place.name.clone(),
                place_code: cell.place.code.clone(),
                level: cell.place.level().or(told),
                year: cell.year,
                indicator: panel.topic.label.clone(),
                indicator_id: panel.topic.id.clone(),
                figure: Figure::new(observation, panel.measure.as_ref(), lexicon),
                base_value: observation.signed().map(|(low, _)| plain(&low)),
                base_unit: observation
                    .signed_unit()
                    .filter(|u| !u.is_empty())
                    .map(str::to_string),
                others: cell.chosen.others.len(),
                differing: cell
                    .chosen
                    .others
                    .iter()
                    .filter(|o| differs(o.relation))
                    .count(),
                chosen_by: cell.chosen.by,
            }
        };
        cells.map(row).collect()
    }
}

impl Row for PanelItem {
    fn cells(&self) -> Vec<Cell<'_>> {
        let mut cells = vec![
            Cell::text(&self.place),
            cell(&self.place_code),
            Cell::maybe(self.level),
            Cell::Integer(self.year.into()),
            Cell::text(&self.indicator),
            cell(&self.indicator_id),
        ];
        cells.extend(self.figure.cells());
        cells.extend([
            exact(&self.base_value),
            cell(&self.base_unit),
            Cell::count(self.others),
            Cell::count(self.differing),
            named_cell(&self.chosen_by),
        ]);
        cells
    }
}

impl Item for PanelItem {
    fn columns() -> Vec<Column> {
        let mut columns = Column::texts(&["place", "place_code", "level"]);
        columns.push(Column::new("year", Type::Integer));
        columns.extend(Column::texts(&["indicator", "indicator_id"]));
        columns.extend(Figure::columns());
        columns.push(Column::new("base_value", Type::Decimal));
        columns.push(Column::new("base_unit", Type::Text));
        columns.push(Column::new("others", Type::Integer));
        columns.push(Column::new("differing", Type::Integer));
        columns.push(Column::new("chosen_by", Type::Text));
        columns
    }

    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        let titles = [
            "place",
            "year",
            "indicator",
            "kind",
            "value",
            "unit",
            "as said",
            "status",
            "document",
            "sentence",
        ];
        let build = |room: usize| {
            let mut table = Table::new(&titles).right(4).at_most(2, 20).at_most(6, 20);
            table = table.at_most(8, screen.width / 7);
            for item in items {
                let figure = &item.figure;
                let at = |offset: usize| offset.saturating_sub(figure.sentence_start);
                let sentence = match room {
                    0 => String::new(),
                    _ => around(&figure.sentence, at(figure.start), at(figure.end), room),
                };
                table.row(vec![
                    item.place.clone(),
                    item.year.to_string(),
                    item.indicator.clone(),
                    named(&Some(figure.kind)),
                    figure.value.clone().unwrap_or_default(),
                    figure.unit.clone().unwrap_or_default(),
                    figure.in_words(),
                    named(&Some(figure.status)),
                    figure.document.clone(),
                    sentence,
                ]);
            }
            table
        };
        let used = build(0).width();
        let room = (screen.width + width("sentence"))
            .saturating_sub(used)
            .max(16);
        build(room).write(screen, out)
    }
}

/// What of a figure a wide row has, behind the name of its indicator; the value is called as the indicator itself.
const OF_FIGURE: [(&str, &str); 6] = [
    ("", "value"),
    ("_unit", "unit"),
    ("_bound", "bound"),
    ("_bound_words", "bound_words"),
    ("_said", "said"),
    ("_source", "id"),
];

/// A panel with a row for each place and year, and columns for each indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct WidePanel {
    names: Vec<String>,
    rows: Vec<WideRow>,
}

/// One place and year.
#[derive(Debug, Clone, PartialEq)]
pub struct WideRow {
    names: std::sync::Arc<Vec<String>>,
    place: String,
    place_code: Option<String>,
    level: Option<&'static str>,
    year: i32,
    figures: Vec<Option<Figure>>,
}

impl WidePanel {
    /// The rows of several panels side by side.
    pub fn new(panels: &[Panel], lexicon: &Lexicon) -> WidePanel {
        let names: Vec<String> = panels.iter().map(column_name).collect();
        let shared = std::sync::Arc::new(names.clone());
        let mut rows: BTreeMap<(String, i32), WideRow> = BTreeMap::new();
        for (at, panel) in panels.iter().enumerate() {
            for (cell, item) in panel.cells.iter().zip(PanelItem::rows(panel, lexicon)) {
                let key = (cell.place.key().to_string(), cell.year);
                let row = rows.entry(key).or_insert_with(|| WideRow {
                    names: shared.clone(),
                    place: item.place,
                    place_code: item.place_code,
                    level: item.level,
                    year: item.year,
                    figures: vec![None; panels.len()],
                });
                row.figures[at] = Some(item.figure);
            }
        }
        WidePanel {
            names,
            rows: rows.into_values().collect(),
        }
    }

    /// The rows, by place and year.
    pub fn rows(&self) -> &[WideRow] {
        &self.rows
    }

    /// The columns.
    pub fn columns(&self) -> Vec<Column> {
        let mut columns = Column::texts(&["place", "place_code", "level"]);
        columns.push(Column::new("year", Type::Integer));
        for name in &self.names {
            columns.extend(OF_FIGURE.map(|(suffix, of)| {
                let of = if of == "value" {
                    Type::Decimal
                } else {
                    Type::Text
                };
                Column::new(format!("{name}{suffix}"), of)
            }));
        }
        columns
    }

    /// Writes the rows for a reader at a terminal: values alone, each with its bound.
    ///
    /// # Errors
    ///
    /// What the system refuses to write.
    pub fn table(&self, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        let unit = |at: usize| {
            let mut units = self
                .rows
                .iter()
                .filter_map(|row| row.figures[at].as_ref()?.unit.clone());
            units.next().map(|u| format!("({u})")).unwrap_or_default()
        };
        let titles = ["place".to_string(), "year".to_string()].into_iter();
        let named = self
            .names
            .iter()
            .enumerate()
            .map(|(at, name)| format!("{name}{}", unit(at)));
        let titles: Vec<String> = titles.chain(named).collect();
        let mut table = Table::new(&titles);
        for at in 2..titles.len() {
            table = table.right(at);
        }
        for row in &self.rows {
            let mut cells = vec![row.place.clone(), row.year.to_string()];
            cells.extend(row.figures.iter().map(|figure| match figure {
                Some(figure) => {
                    let value = figure.value.as_deref().unwrap_or("-");
                    let sign = sign_of(figure.bound, value.len() > 1 && value.starts_with('-'));
                    format!("{sign}{value}")
                }
                None => "-".to_string(),
            }));
            table.row(cells);
        }
        table.write(screen, out)
    }
}

/// The name of an indicator's columns: with the kind and status where they were asked for apart.
fn column_name(panel: &Panel) -> String {
    let kind = panel.kind.filter(|kind| *kind != Kind::Level);
    let parts = [
        panel
            .topic
            .id
            .clone()
            .unwrap_or_else(|| panel.topic.label.clone()),
        named(&kind),
        named(&panel.status.filter(|s| *s != crate::claim::Status::Actual)),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    parts.join("_")
}

impl Row for WideRow {
    fn cells(&self) -> Vec<Cell<'_>> {
        let mut cells = vec![
            Cell::text(&self.place),
            cell(&self.place_code),
            Cell::maybe(self.level),
            Cell::Integer(self.year.into()),
        ];
        for figure in &self.figures {
            cells.extend(OF_FIGURE.map(|(_, of)| Figure::cell_of(figure.as_ref(), of)));
        }
        cells
    }
}

/// As JSON a row is an object with the names of its columns; what is absent is left out.
impl Serialize for WideRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let leading = ["place", "place_code", "level", "year"]
            .map(str::to_string)
            .into_iter();
        let names = self.names.iter();
        let names = names.flat_map(|name| OF_FIGURE.map(|(suffix, _)| format!("{name}{suffix}")));
        let mut map = serializer.serialize_map(None)?;
        for (name, cell) in leading.chain(names).zip(self.cells()) {
            if cell != Cell::Empty {
                map.serialize_entry(&name, &cell)?;
            }
        }
        map.end()
    }
}
