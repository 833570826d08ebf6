//! Tables without ruled lines: lines whose parts stand in the same columns.

use super::grid::Table;
use super::line::{Line, Segment};

/// Lines of one row are nearer to each other than this share of the way from row to row.
const NEAR: f64 = 0.85;

/// The table that lines make from `from` on, and how many lines it has; `None` where no table begins there.
pub(super) fn table(lines: &[Line], from: usize) -> Option<(Table, usize)> {
    let pitch = pitch(&lines[from..]);
    let run = run(&lines[from..], pitch);
    let whole = whole_rows(run, pitch);
    let rows: Vec<&Line> = whole.iter().filter(|l| l.segments.len() >= 2).collect();
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
    let (first, last) = (run.first()?, run.last()?);
    let table = Table {
        y0: first.y,
        y1: last.y,
        x0: first.x0,
        rows: whole.iter().map(cells).collect(),
        open: fills(last, name_end(run)),
    };
    Some((table, run.len()))
}

/// The lines of a run with those of one row put together: the name or a header was broken to fit its column.
fn whole_rows(run: &[Line], pitch: Option<f64>) -> Vec<Line> {
    let end = name_end(run);
    let mut rows: Vec<Line> = Vec::new();
    // Whether the last row has its values.
    let mut valued = false;
    for (i, line) in run.iter().enumerate() {
        let above = i.checked_sub(1).map(|above| &run[above]);
        let goes_on = above.is_some_and(|above| {
            let near = is_near(above, line, pitch) && !(valued && has_value(line));
            let leads = run
                .get(i + 1)
                .is_some_and(|next| is_near(line, next, pitch));
            near || !leads && is_rest(above, line, end)
        });
        match rows.last_mut().filter(|_| goes_on) {
            Some(row) => {
                add(row, line);
                valued |= has_value(line);
            }
            None => {
                rows.push(line.clone());
                valued = has_value(line);
            }
        }
    }
    rows
}

/// Puts the parts of a line below the parts of a row that they stand under.
fn add(row: &mut Line, line: &Line) {
    for part in &line.segments {
        let shared = |s: &Segment| s.x1.min(part.x1) - s.x0.max(part.x0);
        let above = row
            .segments
            .iter_mut()
            .max_by(|a, b| shared(a).total_cmp(&shared(b)));
        match above {
            Some(above) if shared(above) > 0.0 => {
                super::paragraph::join(&mut above.text, &part.text);
                (above.x0, above.x1) = (above.x0.min(part.x0), above.x1.max(part.x1));
            }
            _ => {
                row.segments.push(part.clone());
                row.segments.sort_by(|a, b| a.x0.total_cmp(&b.x0));
            }
        }
    }
}

/// How far apart rows of one line are: the least way from one to the next, else the usual way down to a line that has a
/// name and values.
fn pitch(lines: &[Line]) -> Option<f64> {
    const LOOKED_AT: usize = 60;
    let is_whole = |line: &Line| has_values(line) && is_name(&line.segments[0].text);
    let mut ways: Vec<f64> = Vec::new();
    let mut least: Option<f64> = None;
    for pair in lines.windows(2).take(LOOKED_AT) {
        let way = pair[1].y - pair[0].y;
        if !is_whole(&pair[1]) || way <= 0.0 || way > 3.2 * pair[1].size {
            continue;
        }
        ways.push(way);
        if is_whole(&pair[0]) {
            least = Some(least.map_or(way, |least| least.min(way)));
        }
    }
    ways.sort_by(f64::total_cmp);
    least.or_else(|| ways.get(ways.len() / 2).copied())
}

/// Whether a line stands so near below another that both are of one row.
fn is_near(above: &Line, line: &Line, pitch: Option<f64>) -> bool {
    pitch.is_some_and(|pitch| line.y - above.y < NEAR * pitch)
}

/// Where the column of the names ends: the last of their ends before the second column begins.
fn name_end(run: &[Line]) -> f64 {
    let second = run.iter().filter_map(|line| line.segments.get(1));
    let second = second.map(|segment| segment.x0).fold(f64::MAX, f64::min);
    let names = run.iter().filter_map(|line| line.segments.first());
    let ends = names.map(|name| name.x1).filter(|end| *end <= second);
    ends.fold(f64::MIN, f64::max)
}

/// Whether a line holds but the rest of the name above, which fills its column to `end`.
fn is_rest(above: &Line, line: &Line, end: f64) -> bool {
    let [rest] = line.segments.as_slice() else {
        return false;
    };
    let size = line.size;
    let below = above.segments.first().is_some_and(|name| {
        (name.x0 - rest.x0).abs() < 0.6 * size && rest.x1 < name.x1 + 0.5 * size
    });
    below && fills(above, end) && line.y - above.y < 2.2 * size && !opens_row(&rest.text)
}

/// Whether the name that opens a line reaches the end of its column, as one does that was broken there.
fn fills(line: &Line, end: f64) -> bool {
    const SHORTEST: f64 = 6.0;
    line.segments.first().is_some_and(|name| {
        name.x1 - name.x0 >= SHORTEST * line.size
            && name.x1 > end - 0.6 * line.size
            && name.x1 <= end
    })
}

/// Whether words open a row of their own: 其中, 一、, (1), 1.
pub(super) fn opens_row(text: &str) -> bool {
    let numbered = text
        .split_once(['、', '.', '．'])
        .is_some_and(|(number, _)| {
            let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
            number.chars().count() <= 3 && number.chars().all(digit)
        });
    numbered || text.starts_with(['(', '（', '#', '*', '①', '②', '③']) || text.starts_with("其中")
}

/// The lines that can be rows of one table: of several parts, and names alone between such.
fn run(lines: &[Line], pitch: Option<f64>) -> &[Line] {
    let mut end = 0;
    // Names alone since the last line of several parts, other than rests of a row.
    let mut alone = 0;
    let mut last: Option<&Line> = None;
    for (i, line) in lines.iter().enumerate() {
        let far = last.is_some_and(|l| line.y - l.y > 3.2 * l.size.max(line.size));
        if far || is_prose(line) {
            break;
        }
        match line.segments.len() {
            0 => break,
            1 if last.is_none() || line.segments[0].text.chars().count() > 20 => break,
            1 if last.is_some_and(|last| is_near(last, line, pitch)) => {
                // The rest of the last row.
                if end == i {
                    end = i + 1;
                }
            }
            1 => alone += 1,
            _ => (end, alone) = (i + 1, 0),
        }
        // Two names alone are the end of the table.
        if alone > 1 {
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

fn is_value(segment: &Segment) -> bool {
    let first = |c: char| c.is_ascii_digit() || c == '-';
    segment.text.starts_with(first)
}

fn has_values(line: &Line) -> bool {
    line.segments.iter().skip(1).any(is_value)
}

/// Whether any part of a line is a number.
fn has_value(line: &Line) -> bool {
    line.segments.iter().any(is_value)
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
        let (table, _) = table(&lines(glyphs.collect()), 0)?;
        Some(table.rows.iter().map(|r| r.join("|")).collect())
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

    /// The rows of parts that stand at the given heights.
    fn set_at(parts: &[(f64, &[(&str, f64)])]) -> Vec<String> {
        let glyphs = parts
            .iter()
            .flat_map(|(y, line)| line.iter().flat_map(|(text, x)| set(text, *x, *y)));
        let table = table(&lines(glyphs.collect()), 0);
        let rows = table.map(|(table, _)| table.rows).unwrap_or_default();
        rows.iter().map(|row| row.join("|")).collect()
    }

    #[test]
    fn lines_nearer_than_rows_are_of_one_row() {
        assert_eq!(
            set_at(&[
                (20.0, &[("项目", 10.0), ("决算数", 90.0), ("比上年", 160.0)]),
                (32.0, &[("增长", 160.0)]),
                (52.0, &[("教育支出", 10.0), ("120", 90.0), ("3.1", 160.0)]),
                (72.0, &[("文化旅游", 10.0), ("95", 90.0), ("4.2", 160.0)]),
                (84.0, &[("体育与传", 10.0)]),
                (96.0, &[("媒支出", 10.0)]),
                (116.0, &[("其他支出", 10.0), ("7", 90.0), ("0.3", 160.0)]),
            ]),
            [
                "项目|决算数|比上年增长",
                "教育支出|120|3.1",
                "文化旅游体育与传媒支出|95|4.2",
                "其他支出|7|0.3"
            ]
        );
    }

    #[test]
    fn values_may_stand_beside_the_middle_of_a_name() {
        assert_eq!(
            set_at(&[
                (20.0, &[("项目", 10.0), ("预算", 90.0), ("决算", 160.0)]),
                (40.0, &[("教育支出", 10.0), ("120", 90.0), ("3.1", 160.0)]),
                (60.0, &[("文化旅游", 10.0)]),
                (67.5, &[("95", 90.0), ("4.2", 160.0)]),
                (75.0, &[("体育", 10.0)]),
                (95.0, &[("资源勘探", 10.0)]),
                (102.5, &[("7", 90.0), ("0.3", 160.0)]),
                (110.0, &[("工业", 10.0)]),
            ])[1..],
            [
                "教育支出|120|3.1",
                "文化旅游体育|95|4.2",
                "资源勘探工业|7|0.3"
            ]
        );
    }

    #[test]
    fn a_name_that_fills_its_column_goes_on_below() {
        let rows = |second: &str| {
            set_at(&[
                (20.0, &[("教育支出", 10.0), ("120", 90.0), ("3.1", 160.0)]),
                (
                    36.0,
                    &[("文化旅游体育", 10.0), ("95", 90.0), ("4.2", 160.0)],
                ),
                (52.0, &[(second, 10.0)]),
                (68.0, &[("其他支出", 10.0), ("7", 90.0), ("0.3", 160.0)]),
            ])
        };
        assert_eq!(rows("传媒支出")[1], "文化旅游体育传媒支出|95|4.2");
        assert_eq!(rows("其中：")[1..3], ["文化旅游体育|95|4.2", "其中：||"]);
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
