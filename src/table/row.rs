//! A line of a table cut into cells: tab-separated, or run-on with spaces.

use crate::document::Span;
use crate::text::is_solid;
use rust_decimal::Decimal;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// Words: a label, a header, a unit.
    Text(String),
    /// A number, unsigned, with its sign and what stands behind it in the cell (%, 倍).
    Number {
        value: Decimal,
        negative: bool,
        unit: String,
    },
    /// Nothing, or a dash.
    Empty,
}

/// A cell and where it stands in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    /// What it holds.
    pub content: Content,
    /// Where it stands, surrounding space left out.
    pub span: Span,
}

impl Cell {
    /// Its words without spaces; empty for a number.
    pub fn text(&self) -> &str {
        match &self.content {
            Content::Text(text) => text,
            _ => "",
        }
    }

    /// How many decimals its number is written with.
    pub fn decimals(&self) -> Option<u32> {
        match &self.content {
            Content::Number { value, .. } => Some(value.scale()),
            _ => None,
        }
    }

    /// Whether it holds a number.
    pub fn is_number(&self) -> bool {
        matches!(self.content, Content::Number { .. })
    }
}

/// Whether the line at `span` can be a row of values: something parts its cells, and where that is no more than a space,
/// no full stop ends it; and it has a digit. Most lines of prose are told apart by that.
pub(crate) fn may_have_values(folded: &[char], span: Span) -> bool {
    let line = &folded[span.start..span.end];
    let prose = || line.iter().rev().any(|c| matches!(c, '。' | ';'));
    let tabbed = || line.iter().any(|c| matches!(c, '|' | '\t'));
    let parts =
        |c: &char| !matches!(c, '\u{3001}'..='\u{9fff}') && (*c == '|' || c.is_whitespace());
    !is_solid(line)
        && line.iter().any(parts)
        && line.iter().any(char::is_ascii_digit)
        && (!prose() || tabbed())
}

/// A line cut into cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// The cells, from left to right.
    pub cells: Vec<Cell>,
    /// Whether tabs part the cells; else spaces do.
    pub tabbed: bool,
}

impl Row {
    /// Cuts the line at `span` of the folded text, with the tabs that stand before it: they part blank cells.
    pub fn new(folded: &[char], span: Span) -> Row {
        let span = with_blank_cells(folded, span);
        let line = &folded[span.start..span.end];
        let tabbed = line.contains(&'\t') || line.contains(&'|');
        let parts = |c: char| {
            if tabbed {
                matches!(c, '\t' | '|')
            } else {
                c.is_whitespace()
            }
        };
        let mut cells = Vec::new();
        let mut from = 0;
        for at in 0..=line.len() {
            if at == line.len() || parts(line[at]) {
                if tabbed || at > from {
                    cells.push(cell(line, from, at, span.start));
                }
                from = at + 1;
            }
        }
        let mut row = Row { cells, tabbed };
        if !tabbed {
            row.join_words();
            row.join_year();
        }
        row.pass_over_code();
        row
    }

    /// Joins what spaces part though it is one cell: letters set apart (产 量), and brackets (绝对数 (亿元)).
    fn join_words(&mut self) {
        let mut out: Vec<Cell> = Vec::new();
        for cell in self.cells.drain(..) {
            let joins = out.last().is_some_and(|last| {
                let (a, b) = (last.text(), cell.text());
                let open = a.matches('(').count() > a.matches(')').count();
                !a.is_empty()
                    && !b.is_empty()
                    && (b.starts_with('(')
                        || open
                        || a.chars().count() == 1 && b.chars().count() == 1
                        || a.ends_with(':'))
            });
            match out.last_mut() {
                Some(last) if joins => {
                    last.content = Content::Text(format!("{}{}", last.text(), cell.text()));
                    last.span.end = cell.span.end;
                }
                _ => out.push(cell),
            }
        }
        self.cells = out;
    }

    /// Joins the year that a row of a series opens with to what a space parts it from: 2020 年 18.26 274.20.
    fn join_year(&mut self) {
        if let [year, word, _, ..] = self.cells.as_slice()
            && let Content::Number { value, .. } = &year.content
            && word.text() == "年"
        {
            let content = Content::Text(format!("{value}年"));
            let span = Span::new(year.span.start, word.span.end);
            self.cells.splice(..2, [Cell { content, span }]);
        }
    }

    /// Passes over the code of a budget's item before its name: 20101 人大事务 6,497.00.
    fn pass_over_code(&mut self) {
        let [code, name, rest @ ..] = self.cells.as_slice() else {
            return;
        };
        let Content::Number { value, unit, .. } = &code.content else {
            return;
        };
        // As many digits as written, so that 1,234 is none; a code has three, five or seven.
        let written = code.span.end - code.span.start;
        let coded = matches!(written, 3 | 5 | 7)
            && unit.is_empty()
            && value.to_string().chars().count() == written
            && value.scale() == 0;
        let named = !name.text().is_empty() && rest.first().is_some_and(Cell::is_number);
        if coded && named {
            if self.tabbed {
                self.cells[0].content = Content::Empty;
            } else {
                self.cells.remove(0);
            }
        }
    }

    /// The year that its first cell names and nothing else: 2020年.
    pub fn year(&self) -> Option<i32> {
        let label = self.cells.iter().find(|c| c.content != Content::Empty)?;
        let digits = label.text().strip_suffix('年')?;
        let year = digits.parse().ok()?;
        (digits.len() == 4 && (1900..=2100).contains(&year)).then_some(year)
    }

    /// How many cells hold a number.
    pub fn numbers(&self) -> usize {
        self.cells.iter().filter(|c| c.is_number()).count()
    }

    /// Whether it reads as a row of values: a label first, then numbers, and in a run-on line nothing but numbers behind
    /// the first.
    pub fn has_values(&self) -> bool {
        let first = self.cells.iter().position(Cell::is_number);
        match first {
            None | Some(0) => false,
            Some(at) if self.tabbed => self.cells[..at].iter().any(|c| !c.text().is_empty()),
            Some(at) => {
                let label = self.cells[..at].iter().map(Cell::text).collect::<String>();
                let rest = &self.cells[at..];
                rest.iter().all(|c| c.text().is_empty())
                    && at <= 3
                    && !label.is_empty()
                    && label.chars().count() <= 30
                    && !label.contains([',', '。', ';'])
                    && (!label.contains('“') || rest.len() == 1 && at == 1)
            }
        }
    }

    /// Whether it reads as a run-on row of two halves, each of a name and a number.
    pub fn has_halves(&self) -> bool {
        let name = |c: &Cell| (2..=20).contains(&c.text().chars().count());
        !self.tabbed
            && matches!(self.cells.as_slice(), [a, x, b, y]
                if name(a) && name(b) && x.is_number() && y.is_number())
    }

    /// Whether it reads as a header: words only, in at least two cells, or over the second of two columns.
    pub fn has_titles(&self) -> bool {
        let words = self.cells.iter().filter(|c| !c.text().is_empty()).count();
        let over_second = self.tabbed
            && matches!(self.cells.as_slice(), [first, second]
                if first.content == Content::Empty && !second.text().starts_with("单位"));
        self.numbers() == 0 && (words >= 2 || words == 1 && over_second)
    }
}

/// A line's span with the tabs and spaces at its beginning, where there are tabs.
fn with_blank_cells(folded: &[char], span: Span) -> Span {
    let ends = |c: char| matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
    let blank = |c: &char| !ends(*c) && c.is_whitespace();
    let before = &folded[..span.start];
    let n = before.iter().rev().take_while(|c| blank(c)).count();
    let start = span.start - n;
    let opens = start == 0 || ends(folded[start - 1]);
    if opens && folded[start..span.start].contains(&'\t') {
        Span::new(start, span.end)
    } else {
        span
    }
}

fn cell(line: &[char], from: usize, to: usize, offset: usize) -> Cell {
    let (mut start, mut end) = (from, to);
    while start < end && line[start].is_whitespace() {
        start += 1;
    }
    while start < end && line[end - 1].is_whitespace() {
        end -= 1;
    }
    let chars = &line[start..end];
    let span = Span::new(offset + start, offset + end);
    let text: String = chars.iter().filter(|c| !c.is_whitespace()).collect();
    let content = if text.is_empty()
        || text
            .chars()
            .all(|c| matches!(c, '-' | '—' | '–' | '…' | '/' | '*'))
    {
        Content::Empty
    } else {
        number(&text).unwrap_or(Content::Text(text))
    };
    Cell { content, span }
}

/// A number alone in its cell: -10.4, 1,234.5, 7.2%, 1.3倍.
fn number(text: &str) -> Option<Content> {
    let negative = text.starts_with(['-', '−', '–']);
    let body = text.trim_start_matches(['-', '−', '–', '+']);
    let digits = body
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .count();
    let unit: String = body.chars().skip(digits).collect();
    if digits == 0 || digits > 24 || !matches!(unit.as_str(), "" | "%" | "倍" | "‰" | "个百分点")
    {
        return None;
    }
    let written: String = body.chars().take(digits).filter(|c| *c != ',').collect();
    let value = written.parse().ok()?;
    Some(Content::Number {
        value,
        negative,
        unit: unit.trim_start_matches('个').to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: &str) -> Row {
        let chars: Vec<char> = line.chars().collect();
        Row::new(&chars, Span::new(0, chars.len()))
    }

    fn texts(row: &Row) -> Vec<&str> {
        row.cells
            .iter()
            .map(|c| if c.is_number() { "#" } else { c.text() })
            .collect()
    }

    #[test]
    fn cuts_at_tabs() {
        let r = row("水 泥\t万吨\t196.24\t-30.2");
        assert_eq!(texts(&r), ["水泥", "万吨", "#", "#"]);
        assert!(r.has_values() && !r.has_titles());
    }

    #[test]
    fn cuts_run_on_lines_at_spaces() {
        let r = row("产品名称 单位 产 量 比上年增长 (%)");
        assert_eq!(texts(&r), ["产品名称", "单位", "产量", "比上年增长(%)"]);
        assert!(r.has_titles());
        assert!(row("水泥 万吨 196.24 -30.2").has_values());
        assert!(row("“三馆”建设  3705").has_values());
    }

    #[test]
    fn two_halves_are_two_names_with_a_number_each() {
        assert!(row("合计 25.3 房地产业 -10.9").has_halves());
        assert!(!row("合计 25.3 -10.9").has_halves());
        assert!(!row("水泥 万吨 196.24 -30.2").has_halves());
    }

    #[test]
    fn blank_cells_at_the_beginning_count() {
        let chars: Vec<char> = "甲\t1\n\t\t乙\t2".chars().collect();
        let r = Row::new(&chars, Span::new(6, 9));
        assert_eq!(texts(&r), ["", "", "乙", "#"]);
        assert!(r.has_values());
        let chars: Vec<char> = "\u{3000}乙\t2".chars().collect();
        assert_eq!(texts(&Row::new(&chars, Span::new(1, 4))), ["乙", "#"]);
    }

    #[test]
    fn a_year_and_its_word_are_one_label() {
        let r = row("2020 年 18.26 274.20");
        assert_eq!(texts(&r), ["2020年", "#", "#"]);
        assert_eq!(r.year(), Some(2020));
        assert_eq!(row("2020年末\t5").year(), None);
    }

    #[test]
    fn the_code_of_an_item_is_no_number() {
        assert_eq!(texts(&row("20101 会议事务 6,497.00")), ["会议事务", "#"]);
        assert_eq!(texts(&row("201\t会议\t6")), ["", "会议", "#"]);
        assert_eq!(texts(&row("1,234 户 会议 6")), ["#", "户", "会议", "#"]);
        assert_eq!(texts(&row("2025 年末 6")), ["#", "年末", "#"]);
    }

    #[test]
    fn prose_is_no_row() {
        assert!(!row("全市增长 8.2% ,其中工业 7.1% 。").has_values());
        assert!(!row("2017 年 5 月").has_values());
    }

    #[test]
    fn a_cell_holds_a_number_words_or_nothing() {
        let of = |cell: &str| match row(&format!("水泥\t{cell}")).cells.remove(1).content {
            Content::Text(_) => "words".to_string(),
            Content::Number {
                value,
                negative,
                unit,
            } => format!("{}{value}{unit}", if negative { "-" } else { "" }),
            Content::Empty => String::new(),
        };
        assert_eq!(of("-1,234.5"), "-1234.5");
        assert_eq!(of("+7.2%"), "7.2%");
        assert_eq!(of("1.3个百分点"), "1.3百分点");
        assert_eq!(of("15吨"), "words");
        assert_eq!(of("1.2.3"), "words");
        assert_eq!(of("—"), "");
        assert_eq!(of(""), "");
    }

    #[test]
    fn what_spaces_part_is_joined_where_it_is_one_cell() {
        assert_eq!(texts(&row("产 量 15")), ["产量", "#"]);
        assert_eq!(texts(&row("水泥 产量 15")), ["水泥", "产量", "#"]);
        assert_eq!(texts(&row("绝对数 (亿元) 增长")), ["绝对数(亿元)", "增长"]);
        assert_eq!(texts(&row("其中: 水泥 15")), ["其中:水泥", "#"]);
        assert_eq!(texts(&row("产\t量\t15")), ["产", "量", "#"]);
    }

    #[test]
    fn a_row_opens_with_its_label() {
        assert!(row("水泥\t15").has_values());
        assert!(!row("15\t水泥").has_values());
        assert!(!row("\t15").has_values());
        assert!(!row("水泥 15 吨").has_values());
        assert!(row("水泥\t15\t吨").has_values());
        assert!(!row("水泥 钢材 煤炭 玻璃 15").has_values());
        assert!(!row("“三馆”建设 15 16").has_values());
    }

    #[test]
    fn titles_are_words_in_more_than_one_cell() {
        assert!(row("品种\t产量").has_titles());
        assert!(!row("品种\t15").has_titles());
        assert!(!row("品种\t").has_titles());
        assert!(row("\t比上年增长(%)").has_titles());
        assert!(!row("\t单位:万元").has_titles() && !row("\t\t净结余").has_titles());
    }

    #[test]
    fn a_line_that_ends_as_prose_can_be_no_row_of_spaces() {
        let of = |line: &str| {
            let chars: Vec<char> = line.chars().collect();
            may_have_values(&chars, Span::new(0, chars.len()))
        };
        assert!(of("水泥 15"));
        assert!(!of("水泥 15。"));
        assert!(of("水泥\t15。"));
        assert!(!of("水泥15"));
    }
}
