//! A table of one column that was run together into one line, with nothing between its cells:
//! 表1 2025年消费价格涨跌幅度(%) 食品0.1衣着2.3居住-0.4.

use super::column::{Column, column, unit};
use crate::document::Span;
use crate::lexicon::Lexicon;
use rust_decimal::Decimal;

/// What was read of such a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Squeezed {
    /// What its caption says of all numbers.
    pub column: Column,
    /// Its cells in order.
    pub cells: Vec<NamedCell>,
}

/// A number with the name right before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedCell {
    /// What is measured.
    pub name: String,
    /// Where the number stands, with its sign.
    pub span: Span,
    /// The number, unsigned.
    pub value: Decimal,
    /// Whether a minus stands before it.
    pub negative: bool,
}

/// The fewest pairs of name and number that tell a table from prose.
const FEWEST: usize = 4;

/// The longest name of a row.
const LONGEST: usize = 30;

/// Reads the sentence at `span`: a caption 表N whose brackets all name the same unit, then names and numbers in turn, to
/// the end or to a note. The numbers are bare and have equally many decimals, which no prose has.
pub(crate) fn squeezed(folded: &[char], span: Span, lexicon: &Lexicon) -> Option<Squeezed> {
    let line = &folded[span.start..span.end];
    if !matches!(line, ['表', digit, ..] if digit.is_ascii_digit()) {
        return None;
    }
    let (head, body) = head(line, lexicon)?;
    let mut cells = Vec::new();
    let mut decimals = None;
    let mut at = body;
    while let Some((from, name)) = name(line, at) {
        let minus = line[from] == '-';
        let digits = from + usize::from(minus);
        let written: String = line[digits..]
            .iter()
            .take_while(|c| c.is_ascii_digit() || **c == '.')
            .collect();
        let (_, fraction) = written.split_once('.')?;
        if *decimals.get_or_insert(fraction.len()) != fraction.len() {
            return None;
        }
        at = digits + written.len();
        cells.push(NamedCell {
            name,
            span: Span::new(span.start + from, span.start + at),
            value: written.parse().ok()?,
            negative: minus,
        });
    }
    let rest: String = line[at..].iter().filter(|c| !c.is_whitespace()).collect();
    let ends = rest.is_empty() || rest.starts_with("注:");
    let text = |range: &[char]| {
        range
            .iter()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    let caption = text(&line[..body]);
    let mut column = column(&text(&line[head..body]), &caption, lexicon);
    column.year = column
        .year
        .or_else(|| super::account::year_of_table(&caption));
    (ends && cells.len() >= FEWEST && column.kind.is_some()).then_some(Squeezed { column, cells })
}

/// Where the last title of the head begins and where the head ends: behind the last bracket that names a unit.
fn head(line: &[char], lexicon: &Lexicon) -> Option<(usize, usize)> {
    let mut brackets: Vec<(usize, usize, (String, u32))> = Vec::new();
    for (open, _) in line.iter().enumerate().filter(|(_, c)| **c == '(') {
        let inside: Vec<char> = line[open + 1..]
            .iter()
            .copied()
            .take(8)
            .take_while(|c| *c != ')')
            .collect();
        let close = open + 1 + inside.len();
        let named: String = inside.into_iter().collect();
        if line.get(close) == Some(&')')
            && let Some(found) = unit(&named, lexicon)
        {
            brackets.push((open, close + 1, found));
        }
    }
    let (open, end, last) = brackets.last()?;
    if brackets.iter().any(|(_, _, unit)| unit != last) {
        return None;
    }
    let before = brackets.len().checked_sub(2).map_or(0, |i| brackets[i].1);
    let words = line[before..*open].iter().rposition(|c| c.is_whitespace());
    Some((before + words.map_or(0, |i| i + 1), *end))
}

/// The name that begins at `at`, and where the number behind it begins. A name behind a dash belongs to the next row: the
/// cell of the one before is empty.
fn name(line: &[char], at: usize) -> Option<(usize, String)> {
    let rest = line.get(at..)?;
    let n = rest
        .iter()
        .take(2 * LONGEST)
        .position(char::is_ascii_digit)?;
    let minus = n > 0 && rest[n - 1] == '-';
    let words = &rest[..n - usize::from(minus)];
    let empty = words.iter().rposition(|c| matches!(c, '-' | '—'));
    let words = &words[empty.map_or(0, |i| i + 1)..];
    let name: String = words.iter().filter(|c| !c.is_whitespace()).collect();
    let name = name.trim_start_matches("其中:").to_string();
    let closed = !name.contains([',', '。', ';', ':', '.', '%', '“']);
    let told = (1..=LONGEST).contains(&name.chars().count()) && closed;
    told.then(|| (at + n - usize::from(minus), name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Kind;

    fn read(line: &str) -> Option<Squeezed> {
        let chars: Vec<char> = line.chars().collect();
        squeezed(&chars, Span::new(0, chars.len()), Lexicon::builtin())
    }

    fn cells(line: &str) -> Vec<(String, String)> {
        let signed = |c: NamedCell| {
            let sign = if c.negative { "-" } else { "" };
            (c.name, format!("{sign}{}", c.value))
        };
        let cells = read(line).map(|s| s.cells).unwrap_or_default();
        cells.into_iter().map(signed).collect()
    }

    fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(a, b): &(&str, &str)| (a.to_string(), b.to_string());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn names_and_numbers_in_turn() {
        let line = "表12025年消费价格比上年涨跌幅度(%) 总指数0.0食品0.1居住-0.4交通和通信-2.0";
        assert_eq!(
            cells(line),
            owned(&[
                ("总指数", "0.0"),
                ("食品", "0.1"),
                ("居住", "-0.4"),
                ("交通和通信", "-2.0")
            ])
        );
        let column = read(line).map(|s| s.column).unwrap_or_default();
        assert_eq!(column.kind, Some(Kind::Growth));
        assert_eq!((column.unit.as_str(), column.year), ("%", Some(2025)));
        assert_eq!(column.baseline.as_deref(), Some("上年"));
    }

    #[test]
    fn two_halves_with_an_empty_cell_and_a_note() {
        let line = "表3 2025年投资(不含农户)增速 行业比上年增减(%)行业比上年增减(%)总计-28.5金融6.7建筑-餐饮7.1教育5.3 注:初步数2个";
        assert_eq!(
            cells(line),
            owned(&[
                ("总计", "-28.5"),
                ("金融", "6.7"),
                ("餐饮", "7.1"),
                ("教育", "5.3")
            ])
        );
    }

    #[test]
    fn prose_and_tables_of_two_columns_are_none() {
        assert_eq!(
            read("表1显示增长(%)情况,甲增长5.3%,乙增长2.1%,丙7.1%,丁2.2%"),
            None
        );
        assert_eq!(read("2025年增速(%) 甲0.1乙0.2丙0.3丁0.4"), None);
        let two = "表4 2025年进出口 指标金额(亿元)比上年增减(%)出口932.928.5进口600.8914.4甲3.21.2乙4.31.5";
        assert_eq!(read(two), None);
        assert_eq!(read("表2 2025年产量(吨) 甲0.1乙0.25丙0.3丁0.4"), None);
        assert_eq!(read("表2 2025年增速(%) 甲0.1乙0.2丙0.3"), None);
    }
}
