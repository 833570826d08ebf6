//! Which column each cell of a row stands in.

use super::column::{Column, ColumnRole};
use super::row::{Cell, Row};

/// The column of each cell of a row: by place where the counts agree or the row only lacks cells at its ends, else the
/// numbers from the right.
pub(crate) fn place<'a>(
    row: &Row,
    columns: &'a [Column],
    decimals: &[Option<u32>],
) -> Vec<Option<&'a Column>> {
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
        let Some(under) = only_way(row, decimals).filter(|_| decimals.len() == values.len()) else {
            return vec![None; row.cells.len()];
        };
        let mut under = under.into_iter();
        let mut next = || under.next().and_then(|i| values.get(i).copied());
        let cells = row.cells.iter();
        return cells
            .map(|c| if c.is_number() { next() } else { None })
            .collect();
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

/// How many decimals the numbers of each column of values have, told by the rows that have one for every column; `None`
/// where they differ.
pub(crate) fn decimals<'a>(
    rows: impl Iterator<Item = &'a Row>,
    columns: &[Column],
) -> Vec<Option<u32>> {
    let values = columns.iter().filter(|c| c.role == ColumnRole::Value);
    let n = values.count();
    let mut out: Vec<Option<u32>> = Vec::new();
    for row in rows.filter(|r| !r.tabbed && r.numbers() == n) {
        let found: Vec<u32> = row.cells.iter().filter_map(Cell::decimals).collect();
        if out.is_empty() {
            out = found.into_iter().map(Some).collect();
            continue;
        }
        for (known, one) in out.iter_mut().zip(found) {
            *known = known.filter(|d| *d == one);
        }
    }
    out
}

/// The columns that the numbers of a run-on row stand in, where a few cells are blank and the decimals of the others leave
/// one way only: three amounts of whole 万元 before two rates of two decimals.
fn only_way(row: &Row, decimals: &[Option<u32>]) -> Option<Vec<usize>> {
    let numbers: Vec<u32> = row.cells.iter().filter_map(Cell::decimals).collect();
    if numbers.is_empty() || decimals.iter().any(Option::is_none) {
        return None;
    }
    let first = fitting(numbers.iter(), decimals.iter().enumerate())?;
    let last = fitting(numbers.iter().rev(), decimals.iter().enumerate().rev())?;
    first.iter().eq(last.iter().rev()).then_some(first)
}

/// The first columns that fit numbers of so many decimals, in order.
fn fitting<'a>(
    numbers: impl Iterator<Item = &'a u32>,
    mut columns: impl Iterator<Item = (usize, &'a Option<u32>)>,
) -> Option<Vec<usize>> {
    numbers
        .map(|n| columns.find(|(_, d)| **d == Some(*n)).map(|(i, _)| i))
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
        over_beside(header, line, "")
    }

    /// The same in a table in which there is a row without blanks.
    fn over_beside(header: &[&str], line: &str, full: &str) -> Vec<String> {
        let chars: Vec<char> = full.chars().collect();
        let full = Row::new(&chars, Span::new(0, chars.len()));
        let columns: Vec<Column> = header
            .iter()
            .map(|t| column(t, "", Lexicon::builtin()))
            .collect();
        let chars: Vec<char> = line.chars().collect();
        let row = Row::new(&chars, Span::new(0, chars.len()));
        let placed = place(&row, &columns, &decimals([&full].into_iter(), &columns));
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

    #[test]
    fn decimals_tell_which_cells_of_a_run_on_row_are_blank() {
        let header = ["项目", "决算数", "预算数", "执行数", "增长%"];
        let full = "教育 31 28 36 15.61";
        assert_eq!(
            over_beside(&header, "转移 15 16 17", full),
            ["决算数", "预算数", "执行数"]
        );
        // Two of three amounts may be any.
        assert_eq!(over_beside(&header, "转移 15 16", full), ["-", "-"]);
        assert_eq!(over_beside(&header, "转移 15 1.6", full), ["-", "-"]);
    }
}
