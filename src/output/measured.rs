//! The look of measures: least, middle, greatest and sum, in units that can be read, and histograms as bars.

use super::items::{Item, cell, exact};
use super::screen::Screen;
use super::sheet::{Cell, Column, Row, Type};
use super::table::Table;
use crate::query::Measures;
use rust_decimal::Decimal;
use serde::Serialize;
use std::io::{self, Write};

/// The longest bar of a histogram, in columns.
const LONGEST_BAR: usize = 40;

/// The values of claims of one kind in one unit, as users get them. Numbers are decimal strings, exact, in the base unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasuresItem {
    /// By what claims were parted; the name of a facet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<&'static str>,
    /// The value of that property; empty for claims without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The kind of claims.
    pub kind: String,
    /// The unit of the values.
    pub base_unit: String,
    /// How many claims there are.
    pub count: usize,
    /// The least value.
    pub min: String,
    /// The middle one.
    pub median: String,
    /// The greatest one.
    pub max: String,
    /// The sum, where it is not too large for an exact decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum: Option<String>,
    /// How many values lie where.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub histogram: Vec<BinItem>,
}

/// A part of a histogram: from `from` up to, not including, `to`; the last one includes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BinItem {
    /// Where it begins, in the base unit.
    pub from: String,
    /// Where it ends, in the base unit.
    pub to: String,
    /// How many values lie in it.
    pub count: usize,
}

impl MeasuresItem {
    /// The item for measures of claims that were parted by the facet called `by`.
    pub fn new(measures: Measures, by: Option<&'static str>) -> MeasuresItem {
        let bins = measures.histogram.into_iter().map(|bin| BinItem {
            from: bin.from.to_string(),
            to: bin.to.to_string(),
            count: bin.count,
        });
        MeasuresItem {
            by,
            group: measures.group,
            kind: measures.kind,
            base_unit: measures.base_unit,
            count: measures.count,
            min: measures.min.to_string(),
            median: measures.median.to_string(),
            max: measures.max.to_string(),
            sum: measures.sum.map(|s| s.to_string()),
            histogram: bins.collect(),
        }
    }
}

impl Row for MeasuresItem {
    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::maybe(self.by),
            cell(&self.group),
            Cell::text(&self.kind),
            Cell::text(&self.base_unit),
            Cell::count(self.count),
            Cell::decimal(&self.min),
            Cell::decimal(&self.median),
            Cell::decimal(&self.max),
            exact(&self.sum),
        ]
    }
}

impl Item for MeasuresItem {
    fn columns() -> Vec<Column> {
        let decimals = ["min", "median", "max", "sum"];
        let decimals = decimals.map(|name| Column::new(name, Type::Decimal));
        [
            Column::texts(&["by", "group", "kind", "base_unit"]),
            vec![Column::new("count", Type::Integer)],
            decimals.into(),
        ]
        .concat()
    }

    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        let by = items.first().and_then(|i| i.by);
        let mut titles: Vec<&'static str> = by.into_iter().collect();
        let first = titles.len();
        titles.extend(["kind", "claims", "min", "median", "max", "sum"]);
        let mut table = Table::new(&titles);
        if by.is_some() {
            table = table.at_most(0, screen.width / 3);
        }
        for column in first + 1..titles.len() {
            table = table.right(column);
        }
        for item in items {
            let said = |value: &str| spoken(value, &item.base_unit);
            let mut cells: Vec<String> = Vec::new();
            if by.is_some() {
                let group = item.group.clone().filter(|g| !g.is_empty());
                cells.push(group.unwrap_or_else(|| "-".to_string()));
            }
            cells.extend([
                item.kind.clone(),
                item.count.to_string(),
                said(&item.min),
                said(&item.median),
                said(&item.max),
                item.sum.as_deref().map_or_else(|| "-".to_string(), said),
            ]);
            table.row(cells);
        }
        table.write(screen, out)?;
        for item in items.iter().filter(|i| !i.histogram.is_empty()) {
            writeln!(out)?;
            bars(item, screen, out)?;
        }
        Ok(())
    }
}

/// Writes a histogram as bars.
fn bars(item: &MeasuresItem, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let title = [
        item.group.as_deref().unwrap_or_default(),
        &item.kind,
        &item.base_unit,
    ];
    let title: Vec<&str> = title.into_iter().filter(|t| !t.is_empty()).collect();
    writeln!(out, "{}", screen.bold(&title.join("  ")))?;
    let most = item
        .histogram
        .iter()
        .map(|b| b.count)
        .max()
        .unwrap_or(1)
        .max(1);
    let mut table = Table::new(&["from", "to", "claims", ""])
        .right(0)
        .right(1)
        .right(2);
    for bin in &item.histogram {
        // One claim among thousands is a mark still.
        let bar = (bin.count * LONGEST_BAR).div_ceil(most);
        table.row(vec![
            spoken(&bin.from, &item.base_unit),
            spoken(&bin.to, &item.base_unit),
            bin.count.to_string(),
            "█".repeat(bar),
        ]);
    }
    table.write(screen, out)
}

/// A value as it is spoken: 150090000000 元 as 1500.9亿元; to two places behind the point.
fn spoken(value: &str, unit: &str) -> String {
    let Ok(number) = value.parse::<Decimal>() else {
        return format!("{value}{unit}");
    };
    let size = number.abs();
    let (scale, word) = match () {
        () if size >= Decimal::from(100_000_000u32) => (100_000_000u32, "亿"),
        () if size >= Decimal::from(10_000u32) => (10_000, "万"),
        () => (1, ""),
    };
    let short = (number / Decimal::from(scale)).round_dp(2).normalize();
    format!("{short}{word}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_spoken_in_ten_thousands() {
        assert_eq!(spoken("150090000000", "元"), "1500.9亿元");
        assert_eq!(spoken("33333.3333", "平方米"), "3.33万平方米");
        assert_eq!(spoken("5.25", "%"), "5.25%");
    }
}
