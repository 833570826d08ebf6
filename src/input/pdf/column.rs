//! Tables without ruled lines: lines whose parts stand in the same columns.

use super::line::{Line, Segment};

/// The rows that lines make from `from` on, and how many lines they are; `None` where no table begins there.
pub(super) fn table(lines: &[Line], from: usize) -> Option<(Vec<Vec<String>>, usize)> {
    let run = run(&lines[from..]);
    let rows: Vec<&Line> = run.iter().filter(|l| l.segments.len() >= 2).collect();
    let most = rows.iter().map(|l| l.segments.len()).max()?;
    let with_digits = rows.iter().filter(|l| has_values(l)).count();
    // The parts of a chart stand under each other too, but its lines open with numbers.
    let named = rows.iter().filter(|l| is_name(&l.segments[0].text)).count();
    if 2 * named < rows.len() {
        return None;
    }
    let enough = rows.len() >= 3 || rows.len() == 2 && most >= 3;
    if !enough || 2 * with_digits < rows.len() {
        return None;
    }
    let columns = columns(&rows)?;
    let cells = |line: &Line| {
        let mut cells = vec![String::new(); columns.len()];
        for segment in &line.segments {
            let cell = &mut cells[nearest(&columns, segment)];
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&segment.text);
        }
        cells
    };
    Some((run.iter().map(cells).collect(), run.len()))
}

/// The lines that can be rows of one table: of several parts, and names alone between such.
fn run(lines: &[Line]) -> &[Line] {
    let mut end = 0;
    let mut last: Option<&Line> = None;
    for (i, line) in lines.iter().enumerate() {
        let far = last.is_some_and(|l| line.y - l.y > 3.2 * l.size.max(line.size));
        if far || is_prose(line) {
            break;
        }
        match line.segments.len() {
            0 => break,
            1 if last.is_none() || line.segments[0].text.chars().count() > 20 => break,
            1 => {}
            _ => end = i + 1,
        }
        // Two names alone are the end of the table.
        if i + 1 - end > 1 {
            break;
        }
        last = Some(line);
    }
    &lines[..end]
}

/// Whether a line reads as running text.
fn is_prose(line: &Line) -> bool {
    line.segments.iter().any(|s| {
        let stops = s.text.matches(['。', '；']).count();
        let commas = s.text.matches('，').count();
        s.text.chars().count() > 18 && stops + commas > 0 || stops > 0
    })
}

/// Whether a part can name a row: words, or a year.
fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
        || text.len() == 4
            && text.starts_with(['1', '2'])
            && text.bytes().all(|b| b.is_ascii_digit())
}

fn has_values(line: &Line) -> bool {
    let is_value = |s: &Segment| s.text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    line.segments.iter().skip(1).any(is_value)
}

/// The columns' ends, from the rows that have the usual number of parts; `None` where those do not stand under each other.
fn columns(rows: &[&Line]) -> Option<Vec<(f64, f64)>> {
    let count = |n: usize| rows.iter().filter(|l| l.segments.len() == n).count();
    let lengths = rows.iter().map(|l| l.segments.len());
    let usual = lengths.max_by_key(|&n| (count(n) * n, n))?;
    let mut columns: Vec<(f64, f64)> = vec![(f64::MAX, f64::MIN); usual];
    let of_usual = rows.iter().filter(|l| l.segments.len() == usual);
    for (column, segment) in of_usual.flat_map(|l| columns_of(l)) {
        let ends = columns.get_mut(column)?;
        *ends = (ends.0.min(segment.x0), ends.1.max(segment.x1));
    }
    let apart = columns.windows(2).all(|w| w[0].1 <= w[1].0 + 1.0);
    apart.then_some(columns)
}

fn columns_of(line: &Line) -> impl Iterator<Item = (usize, &Segment)> {
    line.segments.iter().enumerate()
}

/// The column that a part stands in, or nearest to.
fn nearest(columns: &[(f64, f64)], segment: &Segment) -> usize {
    let far = |&(x0, x1): &(f64, f64)| {
        let apart = (segment.x0 - x1).max(x0 - segment.x1);
        let middle = (segment.x0 + segment.x1 - x0 - x1).abs() / 2.0;
        // Under the column: by the middle; beside it: by the way to it, which counts more.
        if apart > 0.0 { 1e6 + apart } else { middle }
    };
    let mut best = (0, f64::MAX);
    for (i, column) in columns.iter().enumerate() {
        let far = far(column);
        if far < best.1 {
            best = (i, far);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::super::line::{lines, tests::set};
    use super::*;

    fn rows(parts: &[&[(&str, f64)]]) -> Option<Vec<String>> {
        let glyphs = parts.iter().enumerate().flat_map(|(i, line)| {
            let y = 20.0 + 15.0 * i as f64;
            line.iter().flat_map(move |(text, x)| set(text, *x, y))
        });
        let (rows, _) = table(&lines(glyphs.collect()), 0)?;
        Some(rows.iter().map(|r| r.join("|")).collect())
    }

    #[test]
    fn parts_under_each_other_are_columns() {
        assert_eq!(
            rows(&[
                &[("指标", 10.0), ("单位", 90.0), ("产量", 140.0)],
                &[("水泥", 10.0), ("万吨", 90.0), ("196.2", 140.0)],
                &[("其中", 10.0)],
                &[("玻璃", 10.0), ("7.5", 145.0)],
            ]),
            Some(vec![
                "指标|单位|产量".to_string(),
                "水泥|万吨|196.2".to_string(),
                "其中||".to_string(),
                "玻璃||7.5".to_string(),
            ])
        );
    }

    #[test]
    fn running_text_with_gaps_is_no_table() {
        let prose = [("全年收入增长，", 10.0), ("支出5亿元。", 120.0)];
        assert_eq!(rows(&[&prose, &prose, &prose]), None);
        // Parts that do not stand under each other.
        assert_eq!(
            rows(&[
                &[("水泥", 10.0), ("1", 60.0)],
                &[("水泥产量", 10.0), ("2", 150.0)],
                &[("水泥产量及增长比例", 10.0), ("3", 155.0)],
                &[("水", 100.0), ("4", 200.0)],
            ]),
            None
        );
        assert_eq!(rows(&[&[("附件", 10.0), ("1", 80.0)]]), None);
        // The labels of a chart.
        let labels = [("20%", 10.0), ("5.3", 80.0), ("6.1", 120.0)];
        assert_eq!(rows(&[&labels, &labels, &labels]), None);
    }
}
