//! Two reports side by side as users get them.

use super::figure::Figure;
use super::items::{Item, cell, exact, named, named_cell};
use super::record::plain;
use super::screen::{Screen, around};
use super::sheet::{Cell, Column, Row, Type};
use super::table::Table;
use crate::analysis::Pair;
use crate::claim::{Kind, Status};
use crate::lexicon::Lexicon;
use serde::Serialize;
use std::io::{self, Write};

/// Which of two reports state an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StatedBy {
    /// Both.
    Both,
    /// The first alone.
    First,
    /// The second alone.
    Second,
}

/// What two reports state of an indicator, or one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompareItem {
    /// Which of the two state it.
    pub stated_by: StatedBy,
    /// The indicator: by the name in use now where the lexicon knows it.
    pub indicator: String,
    /// Its canonical id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator_id: Option<String>,
    /// What sort of statements they are.
    pub kind: Kind,
    /// Reached, aimed at or estimated; of two that differ that of the first.
    pub status: Status,
    /// What the first report states.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<Figure>,
    /// What the second report states.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second: Option<Figure>,
    /// The second value less the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    /// The unit of the difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference_unit: Option<String>,
    /// The second value over the first; of growth and rates none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio: Option<String>,
}

impl CompareItem {
    /// The item for a pair; `None` for one of nothing.
    pub fn new(pair: &Pair, lexicon: &Lexicon) -> Option<CompareItem> {
        let measure = pair.measure.as_ref();
        let figure = |chosen: &Option<crate::analysis::Chosen>| {
            let chosen = chosen.as_ref();
            chosen.map(|c| Figure::new(&c.observation, measure, lexicon))
        };
        let (first, second) = (figure(&pair.first), figure(&pair.second));
        let stated_by = match (&first, &second) {
            (Some(_), Some(_)) => StatedBy::Both,
            (Some(_), None) => StatedBy::First,
            _ => StatedBy::Second,
        };
        let any = first.as_ref().or(second.as_ref())?;
        let unit = measure.map(|m| match m.base.as_str() {
            "%" => "百分点".to_string(),
            _ => m.name.clone(),
        });
        Some(CompareItem {
            stated_by,
            indicator: pair.topic.label.clone(),
            indicator_id: pair.topic.id.clone(),
            kind: any.kind,
            status: any.status,
            difference: pair.difference.map(|d| plain(&d)),
            difference_unit: unit.filter(|u| pair.difference.is_some() && !u.is_empty()),
            ratio: pair.ratio.map(|r| plain(&r)),
            first,
            second,
        })
    }
}

/// The columns of each of both figures.
const BESIDE: [&str; 15] = [
    "value",
    "value_to",
    "unit",
    "said",
    "bound",
    "bound_words",
    "name",
    "period",
    "area",
    "id",
    "document",
    "section",
    "sentence",
    "start",
    "end",
];

/// The statuses of both statements, where one is not of what was reached.
fn statuses(item: &CompareItem) -> String {
    let both = [&item.first, &item.second].into_iter().flatten();
    let mut both: Vec<Status> = both.map(|f| f.status).collect();
    both.dedup();
    match both.as_slice() {
        [] | [Status::Actual] => String::new(),
        both => {
            let both: Vec<String> = both.iter().map(|s| named(&Some(*s))).collect();
            both.join("/")
        }
    }
}

impl Row for CompareItem {
    fn cells(&self) -> Vec<Cell<'_>> {
        let mut cells = vec![
            named_cell(&Some(self.stated_by)),
            Cell::text(&self.indicator),
            cell(&self.indicator_id),
            named_cell(&Some(self.kind)),
            named_cell(&Some(self.status)),
            exact(&self.difference),
            cell(&self.difference_unit),
            exact(&self.ratio),
        ];
        for figure in [&self.first, &self.second] {
            cells.extend(BESIDE.map(|column| Figure::cell_of(figure.as_ref(), column)));
        }
        cells
    }
}

impl Item for CompareItem {
    fn columns() -> Vec<Column> {
        let mut columns =
            Column::texts(&["stated_by", "indicator", "indicator_id", "kind", "status"]);
        columns.push(Column::new("difference", Type::Decimal));
        columns.push(Column::new("difference_unit", Type::Text));
        columns.push(Column::new("ratio", Type::Decimal));
        for part in ["first", "second"] {
            columns.extend(BESIDE.iter().filter_map(|name| {
                let found = Figure::columns().into_iter().find(|c| c.name == *name)?;
                Some(Column::new(format!("{part}_{name}"), found.of))
            }));
        }
        columns
    }

    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        let both: Vec<&CompareItem> = items
            .iter()
            .filter(|i| i.stated_by == StatedBy::Both)
            .collect();
        if !both.is_empty() {
            let titles = [
                "indicator",
                "kind",
                "status",
                "period",
                "first",
                "period",
                "second",
                "difference",
                "ratio",
            ];
            let mut table = Table::new(&titles).right(4).right(6).right(7).right(8);
            table = table
                .at_most(0, screen.width / 4)
                .at_most(4, 20)
                .at_most(6, 20);
            for item in both {
                let said = |figure: &Option<Figure>| {
                    figure
                        .as_ref()
                        .map(Figure::in_words_signed)
                        .unwrap_or_default()
                };
                let period = |figure: &Option<Figure>| {
                    figure
                        .as_ref()
                        .and_then(|f| f.period.clone())
                        .unwrap_or_default()
                };
                let sign = |number: &str| if number.starts_with('-') { "" } else { "+" };
                let unit = item.difference_unit.as_deref().unwrap_or_default();
                let difference = item
                    .difference
                    .as_deref()
                    .map(|d| format!("{}{d}{unit}", sign(d)));
                table.row(vec![
                    item.indicator.clone(),
                    named(&Some(item.kind)),
                    statuses(item),
                    period(&item.first),
                    said(&item.first),
                    period(&item.second),
                    said(&item.second),
                    difference.unwrap_or_default(),
                    item.ratio.clone().unwrap_or_default(),
                ]);
            }
            table.write(screen, out)?;
        }
        for (side, title) in [
            (StatedBy::First, "only in the first"),
            (StatedBy::Second, "only in the second"),
        ] {
            let own: Vec<&CompareItem> = items.iter().filter(|i| i.stated_by == side).collect();
            if own.is_empty() {
                continue;
            }
            writeln!(out, "\n{}", screen.bold(title))?;
            let mut table =
                Table::new(&["indicator", "kind", "status", "period", "said", "sentence"]);
            table = table.right(4).at_most(0, screen.width / 4).at_most(4, 20);
            for item in own {
                let Some(figure) = item.first.as_ref().or(item.second.as_ref()) else {
                    continue;
                };
                let at = |offset: usize| offset.saturating_sub(figure.sentence_start);
                table.row(vec![
                    item.indicator.clone(),
                    named(&Some(item.kind)),
                    statuses(item),
                    figure.period.clone().unwrap_or_default(),
                    figure.in_words_signed(),
                    around(
                        &figure.sentence,
                        at(figure.start),
                        at(figure.end),
                        screen.width / 3,
                    ),
                ]);
            }
            table.write(screen, out)?;
        }
        Ok(())
    }
}
