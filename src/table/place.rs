//! Which column each cell of a row stands in.

use super::column::{Column, ColumnRole};
use super::row::Row;

/// The column of each cell of a row: by place where the counts agree or the row only lacks cells at its ends, else the
/// numbers from the right.
pub(crate) fn place<'a>(row: &Row, columns: &'a [Column]) -> Vec<Option<&'a Column>> {
    if columns.is_empty() {
        return vec![None; row.cells.len()];
    }
    if row.cells.len() == columns.len() {
        return columns.iter().map(Some).collect();
    }
    if row.tabbed
        && let Some(from) = stands_from(row, columns)
    {
        return (from..from + row.cells.len())
            .map(|i| columns.get(i))
            .collect();
    }
    let values: Vec<&Column> = columns
        .iter()
        .filter(|c| c.role == ColumnRole::Value)
        .collect();
    let n = row.cells.iter().filter(|c| c.text().is_empty()).count();
    // A run-on line does not show which of its cells are empty.
    if !row.tabbed && n != values.len() {
        return vec![None; row.cells.len()];
    }
    let mut next = values.len().saturating_sub(n);
    row.cells
        .iter()
        .map(|c| {
            if !c.text().is_empty() {
                return None;
            }
            next += 1;
            values.get(next - 1).copied()
        })
        .collect()
}

/// The column of the first cell of a row that is shorter than the header: its last cells are blank and were left out, or
/// the blank ones before its label were. Words must stand over names and numbers over numbers.
fn stands_from(row: &Row, columns: &[Column]) -> Option<usize> {
    let spare = columns.len().checked_sub(row.cells.len())?;
    let fits = |from: &usize| {
        let over = &columns[*from..];
        row.cells.iter().zip(over).all(|(cell, column)| {
            let value = column.role == ColumnRole::Value;
            value && cell.text().is_empty() || !value && !cell.is_number()
        })
    };
    (0..=spare)
        .filter(|from| *from == 0 || columns[*from].role == ColumnRole::Label)
        .find(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;
    use crate::lexicon::Lexicon;
    use crate::table::column::column;

    /// The titles of the columns over the numbers of a row.
    fn over(header: &[&str], line: &str) -> Vec<String> {
        let columns: Vec<Column> = header
            .iter()
            .map(|t| column(t, "", Lexicon::builtin()))
            .collect();
        let chars: Vec<char> = line.chars().collect();
        let row = Row::new(&chars, Span::new(0, chars.len()));
        let placed = place(&row, &columns);
        row.cells
            .iter()
            .zip(placed)
            .filter(|(cell, _)| cell.is_number())
            .map(|(_, column)| column.map_or("-".to_string(), |c| c.title.clone()))
            .collect()
    }

    const TWO: [&str; 6] = ["项目", "决算数", "预计数", "科目", "上年数", "本年数"];

    #[test]
    fn a_row_without_its_last_cells_does_not_shift() {
        assert_eq!(over(&TWO, "返还\t15\t16\t补助"), ["决算数", "预计数"]);
        assert_eq!(over(&TWO, "返还\t\t16\t补助\t3"), ["预计数", "上年数"]);
        assert_eq!(over(&TWO, "\t\t\t结余\t84\t77"), ["上年数", "本年数"]);
    }

    #[test]
    fn a_row_that_fits_from_no_end_is_counted_from_the_right() {
        assert_eq!(over(&["指标", "单位", "产量"], "生铁\t5"), ["产量"]);
        assert_eq!(over(&["指标", "单位", "产量"], "生铁\t吨\t5"), ["产量"]);
        assert_eq!(over(&["指标", "产量", "增长"], "生铁 5"), ["-"]);
    }
}
