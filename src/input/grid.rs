//! A table as lines: cells that reach over several columns or rows are set so that the columns line up.

/// A cell as a format gives it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct GridCell {
    /// Its paragraphs.
    pub lines: Vec<String>,
    /// How many columns it reaches over; at least 1.
    pub columns: usize,
    /// How many rows; at least 1.
    pub rows: usize,
}

/// A table, row by row.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    rows: Vec<Vec<GridCell>>,
}

/// A cell's paragraph from this many characters on is read as prose where it has a stop, and gets a line of its own.
const PROSE: usize = 25;

/// The most columns that are lined up.
const COLUMNS: usize = 256;

impl Grid {
    /// Opens a row.
    pub fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Adds a cell to the open row.
    pub fn cell(&mut self, cell: GridCell) {
        if self.rows.is_empty() {
            self.row();
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(cell);
        }
    }

    /// The lines of the table: a row is one, its cells parted by tabs. A row with prose in it is a line for each paragraph; one
    /// without any words is none.
    pub fn lines(self) -> Vec<String> {
        let placed = placed(self.rows);
        let used = used_columns(&placed);
        let first_of_values = placed
            .iter()
            .position(|row| row.iter().any(|(_, cell)| is_number(&cell.text())))
            .unwrap_or(placed.len());
        let mut out = Vec::new();
        for (i, row) in placed.iter().enumerate() {
            let filled = row.iter().filter(|(_, c)| !c.lines.is_empty()).count();
            if filled == 0 {
                continue;
            }
            if filled == 1 && row.len() == 1 || row.iter().any(|(_, c)| c.is_prose()) {
                out.extend(row.iter().flat_map(|(_, c)| c.lines.iter().cloned()));
                continue;
            }
            let titles = i < first_of_values && filled > 1;
            out.push(line(row, &used, titles));
        }
        out
    }
}

impl GridCell {
    fn text(&self) -> String {
        let mut out = String::new();
        for line in &self.lines {
            let spaced = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if spaced(out.chars().next_back()) && spaced(line.chars().next()) {
                out.push(' ');
            }
            out.extend(line.chars().map(|c| if c == '\t' { ' ' } else { c }));
        }
        out
    }

    fn is_prose(&self) -> bool {
        let long = |l: &&String| l.contains(['。', '；']) && l.chars().nth(PROSE).is_some();
        self.lines.iter().any(|l| long(&l))
    }
}

/// A row of a grid: each cell with the column that it begins in.
type Placed = Vec<(usize, GridCell)>;

/// The cells with the column that each begins in, past those that reach down from above.
fn placed(rows: Vec<Vec<GridCell>>) -> Vec<Placed> {
    // For each column how many rows more the cell above reaches over.
    let mut reaching: Vec<usize> = Vec::new();
    rows.into_iter()
        .map(|row| {
            let mut free: Vec<usize> = Vec::new();
            let mut column = 0;
            let placed = row
                .into_iter()
                .map(|cell| {
                    while reaching.get(column).is_some_and(|rows| *rows > 0) {
                        column += 1;
                    }
                    let at = column;
                    column = (at + cell.columns.clamp(1, COLUMNS)).min(at.max(COLUMNS) + 1);
                    if cell.rows > 1 && column <= COLUMNS {
                        if reaching.len() < column {
                            reaching.resize(column, 0);
                        }
                        free.extend(at..column);
                        // One more than are below, since this row takes one off.
                        reaching[at..column].fill(cell.rows);
                    }
                    (at, cell)
                })
                .collect();
            reaching
                .iter_mut()
                .for_each(|rows| *rows = rows.saturating_sub(1));
            placed
        })
        .collect()
}

/// The columns in which a cell begins, in order: others hold nothing of their own.
fn used_columns(rows: &[Placed]) -> Vec<usize> {
    let mut used: Vec<usize> = rows.iter().flatten().map(|(at, _)| *at).collect();
    used.sort_unstable();
    used.dedup();
    used
}

/// A row as a line. A title that reaches over several columns is said over each, so that none is left without.
fn line(row: &Placed, used: &[usize], titles: bool) -> String {
    let mut cells: Vec<String> = Vec::new();
    for (at, cell) in row {
        let column = used.partition_point(|u| u < at);
        cells.resize(column.max(cells.len()), String::new());
        let text = cell.text();
        let end = used.partition_point(|u| *u < at.saturating_add(cell.columns));
        let again = if titles {
            end.saturating_sub(column + 1)
        } else {
            0
        };
        cells.push(text.clone());
        cells.extend(std::iter::repeat_n(text, again));
    }
    cells.join("\t").trim_end_matches('\t').to_string()
}

/// Whether a cell holds a number and little else.
fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let words = text
        .chars()
        .filter(|c| {
            !(c.is_ascii_digit()
                || matches!(c, '.' | ',' | '-' | '−' | '–' | '+' | '%' | '％' | ' '))
        })
        .count();
    digits > 0 && words == 0 && !is_year(text)
}

/// Whether a cell holds a year alone, as titles do.
fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year| (1949..2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grid whose cells are written `text`, `text*2` for two columns, `text/2` for two rows.
    fn lines(rows: &[&[&str]]) -> Vec<String> {
        let mut grid = Grid::default();
        for row in rows {
            grid.row();
            for cell in *row {
                let (cell, rows) = cell.split_once('/').unwrap_or((cell, "1"));
                let (text, columns) = cell.split_once('*').unwrap_or((cell, "1"));
                let lines = Some(text.to_string()).filter(|t| !t.is_empty());
                grid.cell(GridCell {
                    lines: lines.into_iter().collect(),
                    columns: columns.parse().unwrap(),
                    rows: rows.parse().unwrap(),
                });
            }
        }
        grid.lines()
    }

    #[test]
    fn a_row_is_a_line() {
        assert_eq!(
            lines(&[&["品种", "产量"], &["", ""], &["水泥", "15"]]),
            ["品种\t产量", "水泥\t15"]
        );
    }

    #[test]
    fn titles_over_several_columns_line_up() {
        assert_eq!(
            lines(&[
                &["指标/2", "2017年*2", "占比/2"],
                &["绝对数", "增长"],
                &["工业", "15", "3", "7"],
                &["其中*2", "2", "5"],
            ]),
            [
                "指标\t2017年\t2017年\t占比",
                "\t绝对数\t增长",
                "工业\t15\t3\t7",
                "其中\t\t2\t5"
            ]
        );
    }

    #[test]
    fn a_cell_that_reaches_down_is_said_once() {
        assert_eq!(
            lines(&[
                &["农业/2", "小麦", "3"],
                &["玉米", "4"],
                &["林业", "造林", "5"]
            ]),
            ["农业\t小麦\t3", "\t玉米\t4", "林业\t造林\t5"]
        );
    }

    #[test]
    fn a_number_is_never_said_twice() {
        assert_eq!(
            lines(&[
                &["指标", "甲", "乙"],
                &["面积", "15*2"],
                &["人口", "3", "4"]
            ]),
            ["指标\t甲\t乙", "面积\t15", "人口\t3\t4"]
        );
    }

    #[test]
    fn absurd_spans_are_no_columns() {
        let wide = &["甲*1000000", "乙*1000000/1000000"][..];
        let rows = lines(&[wide, &["丙", "5"]]);
        assert!(rows[0].starts_with("甲\t") && rows[0].ends_with("\t乙"));
        assert!(rows.iter().all(|row| row.len() < 50), "{rows:?}");
        let many: Vec<&[&str]> = vec![wide; 2000];
        assert_eq!(lines(&many).len(), 2000);
    }

    #[test]
    fn prose_is_a_line_of_its_own() {
        let long = "全县新建".repeat(20) + "。";
        assert_eq!(
            lines(&[&["一", &long], &["二", "短。"]]),
            ["一", &long, "二\t短。"]
        );
    }

    #[test]
    fn words_of_lines_in_a_cell_are_joined() {
        let cell = |lines: &[&str]| GridCell {
            lines: lines.iter().map(|l| l.to_string()).collect(),
            ..GridCell::default()
        };
        assert_eq!(cell(&["比上年", "增长（%）"]).text(), "比上年增长（%）");
        assert_eq!(cell(&["New", "Area"]).text(), "New Area");
    }
}
