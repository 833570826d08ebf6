//! Tables with ruled lines: which cell each character stands in, and the rows that the cells make.

use super::line::{Line, lines};
use super::plane::Glyph;
use super::rule::Rule;
use rustc_hash::FxHashMap;

/// How far apart lines may be that are meant to be one, or to meet, in points.
const SLACK: f64 = 3.0;

/// How many tables a page may have.
const TABLES: usize = 200;

/// How many cells a table may have on a page.
const CELLS: usize = 50_000;

/// A table: its rows from top to bottom, each with as many cells as there are columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    pub y0: f64,
    pub y1: f64,
    pub x0: f64,
    pub rows: Vec<Vec<String>>,
    /// Whether the name of the last row fills its cell, so that it may go on on the next page.
    pub open: bool,
}

/// The tables that rules draw. Their glyphs are taken out of `glyphs`.
pub(super) fn tables(glyphs: &mut Vec<Glyph>, rules: &[Rule]) -> Vec<Table> {
    let mut out = Vec::new();
    for frame in frames(rules) {
        let Some(grid) = Grid::new(&frame) else {
            continue;
        };
        let (inside, outside): (Vec<Glyph>, Vec<Glyph>) =
            glyphs.iter().partition(|g| grid.cell(g).is_some());
        match grid.table(&inside) {
            Some(table) => {
                *glyphs = outside;
                out.push(table);
            }
            None => continue,
        }
    }
    out
}

/// A line along one axis at `at`, from `from` to `to` on the other.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Stroke {
    at: f64,
    from: f64,
    to: f64,
}

/// Rules that touch each other.
#[derive(Debug, Default)]
struct Frame {
    across: Vec<Stroke>,
    down: Vec<Stroke>,
}

/// Rules as strokes, pieces of one line joined.
fn strokes(mut pieces: Vec<Stroke>) -> Vec<Stroke> {
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at));
    // First those at one place, then along it.
    let mut groups: Vec<Vec<Stroke>> = Vec::new();
    for piece in pieces {
        match groups.last_mut() {
            Some(group) if piece.at - group[0].at <= SLACK / 2.0 => group.push(piece),
            _ => groups.push(vec![piece]),
        }
    }
    let mut out: Vec<Stroke> = Vec::new();
    for mut group in groups {
        let at = group.iter().map(|p| p.at).sum::<f64>() / group.len() as f64;
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut joined: Vec<Stroke> = Vec::new();
        for piece in group {
            match joined.last_mut() {
                Some(last) if piece.from - last.to <= SLACK => last.to = last.to.max(piece.to),
                _ => joined.push(Stroke { at, ..piece }),
            }
        }
        out.append(&mut joined);
    }
    out
}

/// The rules in groups that touch.
fn frames(rules: &[Rule]) -> Vec<Frame> {
    let (mut across, mut down) = (Vec::new(), Vec::new());
    for r in rules {
        let (w, h) = (r.x1 - r.x0, r.y1 - r.y0);
        // The squares in which programs let lines meet count for both.
        if w >= h {
            let at = (r.y0 + r.y1) / 2.0;
            across.push(Stroke {
                at,
                from: r.x0,
                to: r.x1,
            });
        }
        if h >= w {
            let at = (r.x0 + r.x1) / 2.0;
            down.push(Stroke {
                at,
                from: r.y0,
                to: r.y1,
            });
        }
    }
    let long = |s: &Stroke| s.to - s.from > 2.0 * SLACK;
    let across: Vec<Stroke> = strokes(across).into_iter().filter(long).collect();
    let down: Vec<Stroke> = strokes(down).into_iter().filter(long).collect();
    if across.len() < 2 || down.is_empty() || across.len() * down.len() > 1_000_000 {
        return Vec::new();
    }
    let mut group: Vec<usize> = (0..across.len() + down.len()).collect();
    for (i, a) in across.iter().enumerate() {
        for (j, d) in down.iter().enumerate() {
            let meets = d.at >= a.from - SLACK
                && d.at <= a.to + SLACK
                && a.at >= d.from - SLACK
                && a.at <= d.to + SLACK;
            if meets {
                let (x, y) = (root(&mut group, i), root(&mut group, across.len() + j));
                group[x.max(y)] = x.min(y);
            }
        }
    }
    let mut frames: Vec<Frame> = Vec::new();
    let mut places: FxHashMap<usize, usize> = FxHashMap::default();
    let all = across.iter().map(|s| (s, true));
    for (i, (stroke, is_across)) in all.chain(down.iter().map(|s| (s, false))).enumerate() {
        let at = *places.entry(root(&mut group, i)).or_insert_with(|| {
            frames.push(Frame::default());
            frames.len() - 1
        });
        let frame = &mut frames[at];
        let strokes = if is_across {
            &mut frame.across
        } else {
            &mut frame.down
        };
        strokes.push(*stroke);
    }
    frames.retain(|f| f.across.len() >= 2 && !f.down.is_empty());
    frames.truncate(TABLES);
    frames
}

/// The first of the group that `i` is in.
fn root(group: &mut [usize], mut i: usize) -> usize {
    while group[i] != i {
        group[i] = group[group[i]];
        i = group[i];
    }
    i
}

/// Columns and rows with the cells that lie over several of them.
struct Grid {
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// The cell that each place is part of, by row and column.
    merged: Vec<usize>,
    /// For each place, whether a line parts it from the one on its right.
    parted: Vec<bool>,
}

/// Rows that share their columns.
struct Section {
    rows: std::ops::Range<usize>,
    /// Which column of the section each of the grid is part of.
    columns: Vec<usize>,
    /// How many columns it has.
    count: usize,
}

/// Places along an axis, those closer than the slack taken as one.
fn edges(mut places: Vec<f64>) -> Vec<f64> {
    places.sort_by(f64::total_cmp);
    let mut out: Vec<f64> = Vec::new();
    for place in places {
        if out.last().is_none_or(|last| place - last > SLACK) {
            out.push(place);
        }
    }
    out
}

/// The strokes that lie at each edge.
fn at_edges(strokes: &[Stroke], edges: &[f64]) -> Vec<Vec<Stroke>> {
    let at = |edge: &f64| {
        let near = |s: &&Stroke| (s.at - edge).abs() <= SLACK;
        strokes.iter().filter(near).copied().collect()
    };
    edges.iter().map(at).collect()
}

impl Grid {
    /// The grid of a frame; `None` where it has not two columns.
    fn new(frame: &Frame) -> Option<Grid> {
        let left = frame.across.iter().map(|s| s.from).fold(f64::MAX, f64::min);
        let right = frame.across.iter().map(|s| s.to).fold(f64::MIN, f64::max);
        let top = frame.down.iter().map(|s| s.from).fold(f64::MAX, f64::min);
        let bottom = frame.down.iter().map(|s| s.to).fold(f64::MIN, f64::max);
        // Tables are often left open at their sides.
        let xs = frame.down.iter().map(|s| s.at).chain([left, right]);
        let ys = frame.across.iter().map(|s| s.at).chain([top, bottom]);
        let (xs, ys) = (edges(xs.collect()), edges(ys.collect()));
        let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if columns < 2 || rows < 1 || columns * rows > CELLS {
            return None;
        }
        let (down, across) = (at_edges(&frame.down, &xs), at_edges(&frame.across, &ys));
        let parted = |strokes: &[Stroke], beside: f64| {
            strokes.iter().any(|s| s.from <= beside && beside <= s.to)
        };
        let mut merged: Vec<usize> = (0..columns * rows).collect();
        let mut lines = vec![false; columns * rows];
        for row in 0..rows {
            let y = (ys[row] + ys[row + 1]) / 2.0;
            for column in 0..columns {
                let x = (xs[column] + xs[column + 1]) / 2.0;
                let here = row * columns + column;
                lines[here] = column + 1 < columns && parted(&down[column + 1], y);
                let right = column + 1 < columns && !lines[here];
                let below = row + 1 < rows && !parted(&across[row + 1], x);
                for (joins, other) in [(right, here + 1), (below, here + columns)] {
                    if joins {
                        let (a, b) = (root(&mut merged, here), root(&mut merged, other));
                        merged[a.max(b)] = a.min(b);
                    }
                }
            }
        }
        for i in 0..merged.len() {
            merged[i] = root(&mut merged, i);
        }
        Some(Grid {
            xs,
            ys,
            merged,
            parted: lines,
        })
    }

    fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    /// The rows from `first` to `last` in sections with the same columns: tables that stand on each other are drawn in one.
    /// A row with fewer lines than its neighbours (a header over several columns) belongs to them.
    fn sections(&self, first: usize, last: usize) -> Vec<Section> {
        let columns = self.columns();
        let mut out: Vec<Section> = Vec::new();
        let mut known: Vec<bool> = Vec::new();
        for row in first..=last {
            let lines = &self.parted[row * columns..(row + 1) * columns];
            let within = |a: &[bool], b: &[bool]| a.iter().zip(b).all(|(a, b)| !a || *b);
            match out.last_mut() {
                Some(section) if within(lines, &known) || within(&known, lines) => {
                    section.rows.end = row + 1;
                }
                _ => {
                    known = vec![false; columns];
                    out.push(Section {
                        rows: row..row + 1,
                        columns: Vec::new(),
                        count: 0,
                    });
                }
            }
            known.iter_mut().zip(lines).for_each(|(k, l)| *k |= l);
            let section = out.last_mut();
            if let Some(section) = section {
                let mut at = 0;
                section.columns.clear();
                for line in &known {
                    section.columns.push(at);
                    at += usize::from(*line);
                }
                section.count = at + 1;
            }
        }
        out
    }

    /// The cell in which the middle of a glyph lies.
    fn cell(&self, glyph: &Glyph) -> Option<usize> {
        let within = |edges: &[f64], at: f64| {
            let over = edges.partition_point(|e| *e <= at);
            (over > 0 && over < edges.len()).then(|| over - 1)
        };
        let column = within(&self.xs, glyph.x + glyph.width / 2.0)?;
        let row = within(&self.ys, glyph.y - 0.35 * glyph.size)?;
        self.merged.get(row * self.columns() + column).copied()
    }

    /// The table of the glyphs in it; `None` where what is drawn is no table but a box or a chart.
    fn table(&self, glyphs: &[Glyph]) -> Option<Table> {
        let mut cells: Vec<Vec<Glyph>> = vec![Vec::new(); self.merged.len()];
        for glyph in glyphs {
            cells[self.cell(glyph)?].push(*glyph);
        }
        let cells: Vec<Vec<Line>> = cells.into_iter().map(lines).collect();
        let columns = self.columns();
        let used: Vec<usize> = (0..cells.len()).filter(|i| !cells[*i].is_empty()).collect();
        let (first, last) = (used.first()? / columns, used.last()? / columns);
        let mut rows = Vec::new();
        for section in self.sections(first, last) {
            for row in section.rows {
                let mut of_row: Vec<Vec<Line>> = vec![Vec::new(); section.count];
                for (column, &to) in section.columns.iter().enumerate() {
                    of_row[to].extend(cells[row * columns + column].iter().cloned());
                }
                rows.extend(band(&of_row));
            }
        }
        let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
        let wide = rows.iter().any(|row| filled(row) >= 2);
        // A row alone on its page, of a table that began on the one before.
        let single =
            rows.len() == 1 && (rows[0].iter().any(|cell| is_value(cell)) || filled(&rows[0]) >= 3);
        if !wide || !single && (rows.len() < 2 || rows.iter().map(filled).sum::<usize>() < 3) {
            return None;
        }
        Some(Table {
            y0: self.ys[0],
            y1: self.ys[self.ys.len() - 1],
            x0: self.xs[0],
            rows,
            open: self.fills(&cells[last * columns]),
        })
    }
}

impl Grid {
    /// Whether the last line of a cell in the first column reaches its end, as one does that was broken there.
    fn fills(&self, cell: &[Line]) -> bool {
        cell.last().is_some_and(|line| {
            let right = self.xs.iter().find(|x| **x > line.x1);
            right.is_some_and(|right| line.x1 + 1.7 * line.size > *right)
        })
    }
}

/// The rows between two rules. Cells of several lines are one row, unless their lines are numbers: then each is a row, and
/// the rules between them were left out.
fn band(cells: &[Vec<Line>]) -> Vec<Vec<String>> {
    let Some(most) = unruled(cells) else {
        if cells.iter().all(Vec::is_empty) {
            return Vec::new();
        }
        return vec![cells.iter().map(|lines| joined(lines.iter())).collect()];
    };
    let nearest = |line: &Line| {
        let far = |i: &usize| (most[*i].y - line.y).abs();
        (0..most.len()).min_by(|a, b| far(a).total_cmp(&far(b)))
    };
    (0..most.len())
        .map(|row| {
            let of = |lines: &Vec<Line>| joined(lines.iter().filter(|l| nearest(l) == Some(row)));
            cells.iter().map(of).collect()
        })
        .collect()
}

/// The cell whose lines are each a row, where the rules between them were left out: most cells of numbers have several, each
/// with its digits, and the names are as many. A number that was broken to fit its cell has no such company.
fn unruled(cells: &[Vec<Line>]) -> Option<&Vec<Line>> {
    let of_values = |lines: &&Vec<Line>| lines.iter().all(|line| is_value(&line.text()));
    let (values, names): (Vec<_>, Vec<_>) = cells
        .iter()
        .filter(|lines| !lines.is_empty())
        .partition(of_values);
    let several = values.iter().filter(|lines| lines.len() >= 2).count();
    let most = values.iter().max_by_key(|lines| lines.len())?;
    let with_digits = |line: &&Line| line.text().contains(|c: char| c.is_ascii_digit());
    let whole = most.iter().filter(with_digits).count() * 2 > most.len();
    let named = names.is_empty() || names.iter().any(|lines| lines.len() >= most.len());
    (most.len() >= 2 && several * 2 > values.len() && whole && named).then_some(*most)
}

/// Whether a cell holds a number or a dash and no words.
pub(super) fn is_value(text: &str) -> bool {
    let of_number = |c: char| c.is_ascii_digit() || " .,-－—–%％+".contains(c);
    !text.is_empty() && text.chars().all(of_number)
}

/// The lines of a cell as one.
fn joined<'a>(lines: impl Iterator<Item = &'a Line>) -> String {
    let mut out = String::new();
    for line in lines {
        super::paragraph::join(&mut out, &line.text());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::set;
    use super::*;

    /// Rules of a grid with these edges.
    fn ruled(xs: &[f64], ys: &[f64]) -> Vec<Rule> {
        let (x0, x1) = (xs[0], xs[xs.len() - 1]);
        let (y0, y1) = (ys[0], ys[ys.len() - 1]);
        let across = ys.iter().map(|&y| Rule {
            x0,
            y0: y,
            x1,
            y1: y,
        });
        let down = xs.iter().map(|&x| Rule {
            x0: x,
            y0,
            x1: x,
            y1,
        });
        across.chain(down).collect()
    }

    fn rows(glyphs: &mut Vec<Glyph>, rules: &[Rule]) -> Vec<String> {
        tables(glyphs, rules)
            .iter()
            .flat_map(|t| t.rows.iter().map(|r| r.join("|")))
            .collect()
    }

    #[test]
    fn characters_stand_in_the_cells_that_rules_draw() {
        let mut glyphs = set("指标", 10.0, 15.0);
        glyphs.extend(set("粮食产", 10.0, 35.0));
        glyphs.extend(set("量", 10.0, 47.0));
        glyphs.extend(set("12.5", 70.0, 41.0));
        glyphs.extend(set("表外", 10.0, 90.0));
        let rules = ruled(&[0.0, 60.0, 120.0, 180.0], &[0.0, 20.0, 50.0]);
        assert_eq!(rows(&mut glyphs, &rules), ["指标||", "粮食产量|12.5|"]);
        assert_eq!(glyphs.len(), 2);
    }

    #[test]
    fn cells_over_several_columns_stand_in_the_first() {
        let mut rules = ruled(&[0.0, 60.0, 120.0], &[0.0, 20.0, 40.0]);
        // The line between the columns starts below the first row.
        rules
            .iter_mut()
            .filter(|r| r.x0 == 60.0 && r.x1 == 60.0)
            .for_each(|r| r.y0 = 20.0);
        let mut glyphs = set("主要指标", 40.0, 15.0);
        glyphs.extend(set("户数", 10.0, 35.0));
        glyphs.extend(set("7", 70.0, 35.0));
        assert_eq!(rows(&mut glyphs, &rules), ["主要指标|", "户数|7"]);
    }

    #[test]
    fn rows_without_rules_between_them_are_told_by_their_numbers() {
        let mut glyphs = Vec::new();
        for (i, name) in ["玉米", "大豆", "小麦"].iter().enumerate() {
            let y = 15.0 + 12.0 * i as f64;
            glyphs.extend(set(name, 10.0, y));
            glyphs.extend(set(&(i + 5).to_string(), 70.0, y));
        }
        let rules = ruled(&[0.0, 60.0, 120.0], &[0.0, 45.0]);
        assert_eq!(rows(&mut glyphs, &rules), ["玉米|5", "大豆|6", "小麦|7"]);
    }

    #[test]
    fn a_number_broken_to_fit_its_cell_is_one() {
        let mut glyphs = set("税收", 10.0, 27.0);
        glyphs.extend(set("96.74", 70.0, 27.0));
        for (i, part) in ["-", "3.87", "%"].iter().enumerate() {
            glyphs.extend(set(part, 130.0, 15.0 + 12.0 * i as f64));
        }
        let rules = ruled(&[0.0, 60.0, 120.0, 160.0], &[0.0, 45.0]);
        assert_eq!(rows(&mut glyphs, &rules), ["税收|96.74|-3.87%"]);
    }

    #[test]
    fn tables_that_stand_on_each_other_have_columns_of_their_own() {
        let mut rules = ruled(&[0.0, 60.0, 120.0], &[0.0, 20.0, 40.0]);
        rules.extend(ruled(&[0.0, 40.0, 80.0, 120.0], &[40.0, 60.0, 80.0]));
        let mut glyphs = Vec::new();
        for (text, x, y) in [
            ("项目", 10.0, 15.0),
            ("金额", 70.0, 15.0),
            ("甲", 10.0, 35.0),
            ("5", 70.0, 35.0),
            ("名称", 5.0, 55.0),
            ("数", 50.0, 55.0),
            ("比", 90.0, 55.0),
            ("乙", 5.0, 75.0),
            ("6", 50.0, 75.0),
            ("7", 90.0, 75.0),
        ] {
            glyphs.extend(set(text, x, y));
        }
        assert_eq!(
            rows(&mut glyphs, &rules),
            ["项目|金额", "甲|5", "名称|数|比", "乙|6|7"]
        );
    }

    #[test]
    fn a_row_alone_is_one_where_it_has_a_number() {
        let rules = ruled(&[0.0, 60.0, 120.0], &[0.0, 20.0]);
        let mut glyphs = set("小麦", 10.0, 15.0);
        glyphs.extend(set("7", 70.0, 15.0));
        assert_eq!(rows(&mut glyphs, &rules), ["小麦|7"]);
        let mut glyphs = set("小麦", 10.0, 15.0);
        glyphs.extend(set("大豆", 70.0, 15.0));
        assert!(rows(&mut glyphs, &rules).is_empty());
    }

    #[test]
    fn a_box_around_text_is_no_table() {
        let mut glyphs = set("专栏一", 10.0, 15.0);
        glyphs.extend(set("增长5%", 10.0, 35.0));
        assert!(rows(&mut glyphs, &ruled(&[0.0, 200.0], &[0.0, 100.0])).is_empty());
        assert_eq!(glyphs.len(), 7);
    }
}
