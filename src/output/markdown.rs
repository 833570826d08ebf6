//! A table of GitHub Flavored Markdown.

use super::sheet::{Cell, Column, Sheet, Type};
use std::io::{self, Write};

/// Writes a Markdown table, its columns as wide as their cells are.
pub struct Markdown<'a> {
    out: &'a mut (dyn Write + Send),
    columns: usize,
}

impl<'a> Markdown<'a> {
    /// Writes the header; numbers stand on the right.
    pub fn new(columns: &[Column], out: &'a mut (dyn Write + Send)) -> io::Result<Self> {
        let titles: Vec<String> = columns.iter().map(|c| escaped(&c.name)).collect();
        let rule = |column: &Column| match column.of {
            Type::Text | Type::Boolean => "---",
            Type::Integer | Type::Number | Type::Decimal => "---:",
        };
        let rules: Vec<&str> = columns.iter().map(rule).collect();
        writeln!(out, "| {} |", titles.join(" | "))?;
        writeln!(out, "| {} |", rules.join(" | "))?;
        let columns = columns.len();
        Ok(Markdown { out, columns })
    }
}

impl Sheet for Markdown<'_> {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let cells = cells.iter().take(self.columns);
        let cells: Vec<String> = cells.map(|cell| escaped(&cell.shown())).collect();
        writeln!(self.out, "| {} |", cells.join(" | "))
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// The text as it is read in a cell: marks of the language are escaped, and a line break is `<br>`.
fn escaped(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => cell.push_str("<br>"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' => {
                cell.push('\\');
                cell.push(c);
            }
            '<' => cell.push_str("&lt;"),
            '&' => cell.push_str("&amp;"),
            c if c.is_control() => cell.push(' '),
            c => cell.push(c),
        }
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Format;
    use super::super::sheet::tests::{hard, written};
    use super::*;

    #[test]
    fn a_cell_stays_a_cell() {
        let (columns, rows) = hard();
        let text = String::from_utf8(written(Format::Markdown, &columns, &rows)).unwrap();
        let lines = [
            "| 词\\|x | n | share | value | yes |",
            "| --- | ---: | ---: | ---: | --- |",
            "| 甲,“乙”\"<br>\\| \\\\\\| | -3 | 0.25 | 79228162514264337593543950335 | true |",
            "| =1+1 |  |  | 0.1 | false |",
            "|  | 7 |  |  |  |",
            "",
        ];
        assert_eq!(text, lines.join("\n"));
    }

    #[test]
    fn marks_of_the_language_are_text() {
        assert_eq!(
            escaped("*5*_a_ [x] <b> & `c`"),
            "\\*5\\*\\_a\\_ \\[x\\] &lt;b> &amp; \\`c\\`"
        );
        assert_eq!(escaped("a\r\nb\rc"), "a<br>b<br>c");
        assert_eq!(escaped("1500.9亿元"), "1500.9亿元");
    }
}
