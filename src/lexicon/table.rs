//! Reading a vocabulary file: tab-separated columns under a header row, `#` for comments.

use super::LexiconError;

/// A vocabulary file cut into rows; a cell is found by its column's name.
pub(super) struct Table<'a> {
    name: &'a str,
    columns: Vec<&'a str>,
    rows: Vec<(usize, Vec<&'a str>)>,
}

impl<'a> Table<'a> {
    /// Cuts `text`, the content of the file `name`.
    ///
    /// # Errors
    ///
    /// A missing column of `required`, or a row with another number of cells than the header has.
    pub fn parse(name: &'a str, text: &'a str, required: &[&str]) -> Result<Self, LexiconError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(i, l)| (i + 1, l.trim_end_matches('\r')))
            .filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
        let columns: Vec<&str> = lines
            .next()
            .map(|(_, l)| l.split('\t').map(str::trim).collect())
            .unwrap_or_default();
        for want in required {
            if !columns.contains(want) {
                return Err(LexiconError(format!(
                    "{name}: the header row lacks the column `{want}`; it needs {}",
                    required.join(", ")
                )));
            }
        }
        let mut rows = Vec::new();
        for (number, line) in lines {
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            if cells.len() > columns.len() {
                return Err(LexiconError(format!(
                    "{name}:{number}: {} cells, but the header names {} columns",
                    cells.len(),
                    columns.len()
                )));
            }
            rows.push((number, cells));
        }
        Ok(Table {
            name,
            columns,
            rows,
        })
    }

    /// The rows, in the file's order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(move |(number, cells)| Row {
            table: self,
            number: *number,
            cells,
        })
    }
}

/// One row of a [`Table`].
pub(super) struct Row<'t> {
    table: &'t Table<'t>,
    number: usize,
    cells: &'t [&'t str],
}

impl<'t> Row<'t> {
    /// The cell under `column`; empty where the file has no such column or the row ends before it.
    pub fn get(&self, column: &str) -> &'t str {
        self.table
            .columns
            .iter()
            .position(|c| *c == column)
            .and_then(|i| self.cells.get(i))
            .copied()
            .unwrap_or("")
    }

    /// The alternatives in the cell under `column`.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.get(column)
            .split('|')
            .map(str::trim)
            .filter(|s| !s.is_empty())
    }

    /// An error that names the file and line of this row.
    pub fn error(&self, what: &str) -> LexiconError {
        LexiconError(format!("{}:{}: {what}", self.table.name, self.number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_cells_by_column() -> Result<(), LexiconError> {
        let t = Table::parse("x.tsv", "a\tb\n# comment\n1\t2|3\n4\t\n", &["a", "b"])?;
        let rows: Vec<(String, Vec<&str>)> = t
            .rows()
            .map(|r| (r.get("a").to_string(), r.list("b").collect()))
            .collect();
        assert_eq!(
            rows,
            [("1".to_string(), vec!["2", "3"]), ("4".to_string(), vec![])]
        );
        Ok(())
    }

    #[test]
    fn says_what_does_not_fit() {
        assert!(Table::parse("x.tsv", "a\n", &["b"]).is_err_and(|e| e.to_string().contains("`b`")));
        assert!(
            Table::parse("x.tsv", "a\n1\t2\n", &["a"])
                .is_err_and(|e| e.to_string().starts_with("x.tsv:2:"))
        );
    }
}
