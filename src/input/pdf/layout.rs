//! The pages of a document laid out: tables found, page numbers and running heads taken off, columns put in order.

use super::column;
use super::furniture::{Leaf, furniture};
use super::grid::{self, Table};
use super::line::{Line, Segment, lines};
use super::paragraph::{Block, Laid};
use super::plane::Sheet;

/// A page before its furniture is known.
struct Drawn {
    width: f64,
    height: f64,
    lines: Vec<Line>,
    tables: Vec<Table>,
}

/// Lays out the pages.
pub(super) fn layout(sheets: Vec<Sheet>) -> Vec<Laid> {
    let drawn: Vec<Drawn> = sheets.into_iter().map(draw).collect();
    let leaves: Vec<Leaf<'_>> = drawn.iter().map(leaf).collect();
    let gone = furniture(&leaves);
    let mut pages: Vec<Laid> = drawn
        .into_iter()
        .zip(gone)
        .map(|(page, gone)| lay(page, &gone))
        .collect();
    super::join::over_pages(&mut pages);
    pages
}

fn draw(sheet: Sheet) -> Drawn {
    let mut glyphs = sheet.glyphs;
    // What lies beyond the page's edge is not seen.
    let seen =
        |x: f64, y: f64| x > -5.0 && x < sheet.width + 5.0 && y > -5.0 && y < sheet.height + 5.0;
    glyphs.retain(|g| seen(g.x, g.y));
    let tables = grid::tables(&mut glyphs, &sheet.rules);
    Drawn {
        width: sheet.width,
        height: sheet.height,
        lines: lines(glyphs),
        tables,
    }
}

fn leaf(page: &Drawn) -> Leaf<'_> {
    let tables = page.tables.iter();
    Leaf {
        lines: page.lines.iter().collect(),
        height: page.height,
        body: tables
            .map(|t| (t.y0, t.y1))
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))),
    }
}

fn lay(page: Drawn, gone: &[bool]) -> Laid {
    let mut kept = page.lines.into_iter().zip(gone);
    let kept: Vec<Line> = kept
        .by_ref()
        .filter(|(_, gone)| !**gone)
        .map(|(l, _)| l)
        .collect();
    let (kept, width) = in_columns(kept, page.width);
    let mut tables = page.tables;
    tables.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    let mut tables = tables.into_iter().peekable();
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < kept.len() {
        let line = &kept[at];
        while let Some(table) = tables.next_if(|t| t.y0 <= line.y) {
            blocks.push(Block::Table(table));
        }
        match column::table(&kept, at) {
            Some((table, count)) => {
                blocks.push(Block::Table(table));
                at += count;
            }
            None => {
                blocks.push(Block::Line(line.clone()));
                at += 1;
            }
        }
    }
    blocks.extend(tables.map(Block::Table));
    Laid { width, blocks }
}

/// Lines of a page set in two columns, the left one first, as if both stood in one place; lines over both columns stay
/// between them. Given back with the width of what they are set in.
fn in_columns(lines: Vec<Line>, width: f64) -> (Vec<Line>, f64) {
    let Some(gutter) = gutter(&lines, width) else {
        return (lines, width);
    };
    let left = lines.iter().map(|l| l.x0).fold(f64::MAX, f64::min);
    let beyond = lines.iter().flat_map(|l| &l.segments).map(|s| s.x0);
    let shift = beyond.filter(|x| *x >= gutter).fold(f64::MAX, f64::min) - left;
    let mut out = Vec::with_capacity(lines.len());
    let mut right: Vec<Line> = Vec::new();
    for line in lines {
        if crosses(&line, gutter) {
            out.append(&mut right);
            out.push(line);
            continue;
        }
        let (a, b): (Vec<Segment>, Vec<Segment>) =
            line.segments.iter().cloned().partition(|s| s.x1 <= gutter);
        let part = |segments: Vec<Segment>, by: f64| {
            let (first, last) = (segments.first()?, segments.last()?);
            Some(Line {
                x0: first.x0 - by,
                x1: last.x1 - by,
                segments: segments.clone(),
                ..line.clone()
            })
        };
        out.extend(part(a, 0.0));
        right.extend(part(b, shift));
    }
    out.append(&mut right);
    (out, width / 2.0)
}

fn crosses(line: &Line, gutter: f64) -> bool {
    line.segments.iter().any(|s| s.x0 < gutter && s.x1 > gutter)
}

/// Where the gap between two columns of running text is; `None` on a page of one column.
fn gutter(lines: &[Line], width: f64) -> Option<f64> {
    const STEPS: i32 = 16;
    let places = (0..=STEPS).map(|i| width * (0.42 + 0.01 * f64::from(i)));
    let crossing = |x: &f64| lines.iter().filter(|l| crosses(l, *x)).count();
    let best = places.min_by_key(crossing)?;
    if crossing(&best) * 4 > lines.len() {
        return None;
    }
    let segments = || {
        lines
            .iter()
            .filter(|l| !crosses(l, best))
            .flat_map(|l| &l.segments)
    };
    let long = |s: &&Segment| s.text.chars().count() >= 10;
    let left = segments().filter(|s| s.x1 <= best).filter(long).count();
    let right = segments().filter(|s| s.x0 >= best).filter(long).count();
    let all = segments().count();
    (left >= 8 && right >= 8 && (left + right) * 10 >= all * 7).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::set;
    use super::super::paragraph::text;
    use super::super::plane::Glyph;
    use super::*;

    fn read(glyphs: Vec<Glyph>) -> String {
        let sheet = Sheet {
            width: 400.0,
            height: 500.0,
            glyphs,
            ..Sheet::default()
        };
        text(&layout(vec![sheet])).0
    }

    #[test]
    fn of_two_columns_the_left_one_is_read_first() {
        let mut glyphs = set("清河市简报", 175.0, 80.0);
        for i in 0..10 {
            let y = 110.0 + 15.0 * f64::from(i);
            glyphs.extend(set("全市粮食产量稳步提高农民收入增", 30.0, y));
            glyphs.extend(set("工业投资持续扩大服务业发展较快", 220.0, y));
        }
        let text = read(glyphs);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "清河市简报");
        assert!(
            lines[1].starts_with("全市粮食产量稳步提高农民收入增全市粮食"),
            "{text}"
        );
        assert!(text.find("工业投资") > text.rfind("农民收入"));
    }

    #[test]
    fn lines_over_the_whole_page_are_one_column() {
        let glyphs = (0..10).flat_map(|i| {
            set(
                "全市粮食产量稳步提高农民收入增加工业投资持续扩大服务业",
                30.0,
                110.0 + 15.0 * f64::from(i),
            )
        });
        let text = read(glyphs.collect());
        assert_eq!(
            (text.lines().count(), text.matches("增加工业").count()),
            (1, 10)
        );
    }

    #[test]
    fn what_lies_beyond_the_page_is_not_read() {
        let mut glyphs = set("增长5%。", 30.0, 200.0);
        glyphs.extend(set("样稿", 30.0, 700.0));
        assert_eq!(read(glyphs), "增长5%。\n");
    }
}
