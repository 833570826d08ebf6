//! Tables for a terminal: columns that fit, wide characters counted as two.

use super::screen::{Screen, fit, one_line, width};
use comfy_table::{Cell, CellAlignment, ContentArrangement, presets};
use std::io::{self, Write};

/// A value as it stands in a table; a dash where there is none.
pub fn or_dash(value: String) -> String {
    if value.is_empty() {
        "-".to_string()
    } else {
        value
    }
}

/// A table under construction.
pub struct Table {
    titles: Vec<String>,
    most: Vec<usize>,
    right: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with columns called `titles`.
    pub fn new<T: AsRef<str>>(titles: &[T]) -> Table {
        let count = titles.len();
        Table {
            titles: titles
                .iter()
                .map(|title| title.as_ref().to_string())
                .collect(),
            most: vec![usize::MAX; count],
            right: vec![false; count],
            rows: Vec::new(),
        }
    }

    /// Cuts the cells of a column to so many columns of the terminal.
    pub fn at_most(mut self, column: usize, columns: usize) -> Table {
        if let Some(most) = self.most.get_mut(column) {
            *most = columns;
        }
        self
    }

    /// Sets a column's cells against its right side: numbers.
    pub fn right(mut self, column: usize) -> Table {
        if let Some(right) = self.right.get_mut(column) {
            *right = true;
        }
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        let cells = cells
            .iter()
            .zip(&self.most)
            .map(|(cell, most)| fit(&one_line(cell), *most))
            .collect();
        self.rows.push(cells);
    }

    /// How many columns of the terminal the table takes.
    pub fn width(&self) -> usize {
        (0..self.titles.len())
            .map(|i| self.column_width(i) + 2)
            .sum::<usize>()
            .saturating_sub(1)
    }

    fn column_width(&self, i: usize) -> usize {
        let cells = self
            .rows
            .iter()
            .filter_map(|row| row.get(i))
            .map(|cell| width(cell));
        cells.chain([width(&self.titles[i])]).max().unwrap_or(0)
    }

    /// Writes the table.
    pub fn write(&self, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        let mut table = comfy_table::Table::new();
        table
            .load_preset(presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Disabled);
        let align = |i: usize| {
            if self.right[i] {
                CellAlignment::Right
            } else {
                CellAlignment::Left
            }
        };
        table.set_header(
            self.titles
                .iter()
                .enumerate()
                .map(|(i, title)| Cell::new(title).set_alignment(align(i))),
        );
        for row in &self.rows {
            table.add_row(
                row.iter()
                    .enumerate()
                    .map(|(i, text)| Cell::new(text).set_alignment(align(i))),
            );
        }
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        for (i, line) in table.lines().enumerate() {
            let line = line.trim_end();
            let line = if i == 0 {
                screen.dim(line)
            } else {
                line.to_string()
            };
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_stand_in_line() {
        let mut table = Table::new(&["value", "what"]).right(0).at_most(1, 7);
        table.row(vec!["5%".into(), "投资".into()]);
        table.row(vec!["1500.9亿元".into(), "地区\n生产总值".into()]);
        let mut out = Vec::new();
        table
            .write(
                &Screen {
                    width: 80,
                    wraps: true,
                    colour: false,
                },
                &mut out,
            )
            .unwrap();
        let expected = "     value  what\n        5%  投资\n1500.9亿元  地区 …\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
