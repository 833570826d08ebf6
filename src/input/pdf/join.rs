//! Tables over the end of a page: the header that is set again is dropped, a row that was cut in two is one again.

use super::column::opens_row;
use super::grid::{Table, is_value};
use super::paragraph::{Block, Laid, join};

/// Joins the tables that go on on the next page.
pub(super) fn over_pages(pages: &mut [Laid]) {
    // The header of the table that the pages before ended with.
    let mut header: Vec<Vec<String>> = Vec::new();
    for at in 0..pages.len() {
        let (before, after) = pages.split_at_mut(at);
        let page = &mut after[0];
        let begun = before.last_mut().and_then(|page| page.blocks.last_mut());
        let goes_on = match begun {
            Some(Block::Table(begun)) => {
                if is_rest_alone(begun, &page.blocks)
                    && let Block::Line(rest) = page.blocks.remove(0)
                    && let Some(name) = begun.rows.last_mut().and_then(|row| row.first_mut())
                {
                    join(name, &rest.text());
                }
                match page.blocks.first_mut() {
                    Some(Block::Table(rest)) => {
                        drop_header(rest, &header);
                        join_row(begun, rest);
                        true
                    }
                    _ => false,
                }
            }
            _ => false,
        };
        // A page of one table hands on the header that it went on with.
        if !(goes_on && page.blocks.len() == 1) {
            header = match page.blocks.last() {
                Some(Block::Table(table)) => table.rows.iter().take(HEADER).cloned().collect(),
                _ => Vec::new(),
            };
        }
    }
}

/// How many rows a header has at most.
const HEADER: usize = 4;

/// Takes the rows off with which the table began on the page before.
fn drop_header(rest: &mut Table, header: &[Vec<String>]) {
    let again = rest.rows.iter().zip(header).take_while(|(a, b)| a == b);
    let again = again.count().min(rest.rows.len().saturating_sub(1));
    rest.rows.drain(..again);
}

/// Whether a page opens with the rest of the name that ended the one before, and the table goes on behind it.
fn is_rest_alone(begun: &Table, blocks: &[Block]) -> bool {
    let [Block::Line(rest), Block::Table(_), ..] = blocks else {
        return false;
    };
    let short = rest.segments.len() == 1 && rest.text().chars().count() <= 20;
    begun.open && short && (rest.x0 - begun.x0).abs() < rest.size && !opens_row(&rest.text())
}

/// Puts a row that was cut in two together again: its rest has words below words and nothing else, and a name only where
/// the one above fills its cell.
fn join_row(begun: &mut Table, rest: &mut Table) {
    let is_word = |text: &str| !text.is_empty() && !is_value(text);
    let (Some(row), Some(more), true) = (
        begun.rows.last_mut(),
        rest.rows.first(),
        rest.rows.len() > 1,
    ) else {
        return;
    };
    let named = more.first().is_some_and(|name| !name.is_empty());
    let goes_on = !named || begun.open && !opens_row(&more[0]);
    let below = row
        .iter()
        .zip(more)
        .all(|(cell, more)| more.is_empty() || is_word(more) && is_word(cell));
    if row.len() == more.len() && goes_on && below && row != more {
        for (cell, more) in row.iter_mut().zip(rest.rows.remove(0)) {
            join(cell, &more);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&str], open: bool) -> Block {
        let cells = |row: &&str| row.split('|').map(str::to_owned).collect();
        Block::Table(Table {
            y0: 0.0,
            y1: 9.0,
            x0: 0.0,
            rows: rows.iter().map(cells).collect(),
            open,
        })
    }

    fn joined(pages: Vec<Vec<Block>>) -> Vec<String> {
        let mut pages: Vec<Laid> = pages
            .into_iter()
            .map(|blocks| Laid {
                width: 500.0,
                blocks,
            })
            .collect();
        over_pages(&mut pages);
        let blocks = pages.iter().flat_map(|page| &page.blocks);
        let rows = blocks.flat_map(|block| match block {
            Block::Table(table) => table.rows.iter().map(|row| row.join("|")).collect(),
            Block::Line(line) => vec![line.text()],
        });
        rows.collect()
    }

    #[test]
    fn a_header_is_said_once() {
        let pages = vec![
            vec![table(&["项目|金额", "甲|1"], false)],
            vec![table(&["项目|金额", "乙|2"], false)],
            vec![table(&["项目|金额", "丙|3"], false)],
        ];
        assert_eq!(joined(pages), ["项目|金额", "甲|1", "乙|2", "丙|3"]);
        let others = vec![
            vec![table(&["项目|金额", "甲|1"], false)],
            vec![table(&["项目|人数", "乙|2"], false)],
        ];
        assert_eq!(joined(others).len(), 4);
    }

    #[test]
    fn a_row_that_a_page_cuts_is_one() {
        let cut = |open, rest| {
            joined(vec![
                vec![table(&["项目|比上年增长", "社会保障|5.1"], open)],
                vec![table(&[rest, "交通|3"], false)],
            ])
        };
        assert_eq!(cut(true, "和就业|")[1..], ["社会保障和就业|5.1", "交通|3"]);
        assert_eq!(cut(false, "二、其他|").len(), 4);
        assert_eq!(cut(true, "其中：城镇|").len(), 4);
        assert_eq!(cut(true, "教育|2.5").len(), 4);
        let header = vec![
            vec![table(&["项目|比上年增长"], false)],
            vec![table(&["|(%)", "交通|3"], false)],
        ];
        assert_eq!(joined(header), ["项目|比上年增长(%)", "交通|3"]);
    }
}
