//! The lines that head a table, and the title that they give each column, however the page broke them.

use super::column::{ColumnRole, column, unit};
use super::measure::place_of;
use super::row::Row;
use crate::lexicon::Lexicon;
use crate::text::Sentence;

/// What stands over the rows of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Header {
    /// Its lines, as indices of sentences.
    pub lines: Vec<usize>,
    /// The titles of the columns; empty where nothing heads them.
    pub titles: Vec<String>,
}

/// The most lines that a header is looked for in.
const LINES: usize = 12;

/// The most cells of a line of a header.
const CELLS: usize = 60;

/// The header right above the sentence `first`, whose rows have at most `cells` cells and `numbers` numbers.
pub(crate) fn header(
    folded: &[char],
    sentences: &[Sentence],
    first: usize,
    (tabbed, cells, numbers): (bool, usize, usize),
    lexicon: &Lexicon,
) -> Header {
    let from = first.saturating_sub(LINES);
    let above: Vec<(usize, Row)> = (from..first)
        .rev()
        .map(|i| (i, Row::new(folded, sentences[i].span)))
        .take_while(|(_, row)| is_line_of_titles(row))
        .collect();
    let above: Vec<(usize, Row)> = above.into_iter().rev().collect();
    let titled = |r: &Row| r.tabbed == tabbed && r.has_titles();
    let short = match above.as_slice() {
        // 预计数, 预计数 over 全市, 市级, 全市, 市级: places need no word of a header.
        [.., (_, over), (_, under)]
            if tabbed && titled(over) && is_header(over) && titled(under) && !is_header(under) =>
        {
            2
        }
        _ => {
            let heads = |(_, r): &&(usize, Row)| titled(r) && is_header(r);
            above.iter().rev().take_while(heads).take(2).count()
        }
    };
    let direct = &above[above.len() - short..];
    let told = |lines: &[(usize, Row)], titles: Vec<String>| Header {
        lines: lines.iter().map(|(i, _)| *i).collect(),
        titles,
    };
    let rows: Vec<Vec<&str>> = above.iter().map(|(_, r)| texts(r)).collect();
    // Which titles name the rows is asked once, and not for each choice of lines.
    let labels: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| {
            row.iter()
                .copied()
                .filter(|t| is_label(t, lexicon))
                .collect()
        })
        .collect();
    let broken = (0..above.len()).find_map(|from| {
        let labels: Vec<&str> = labels[from..].concat();
        let rows = &rows[from..];
        let titles = match (tabbed, labels.as_slice()) {
            // 全市, 市级 under 预计数 stand under one title each, and go on with none.
            (true, _) if rows.last()?.iter().all(|t| place_of(t, lexicon).is_some()) => None,
            (true, [label, ..]) => broken_cells(rows, label, cells),
            (false, [label]) if label.chars().count() <= 6 => {
                wrapped(rows, label, numbers, lexicon)
            }
            (false, [label, again]) if label == again => two_halves(rows, label, cells),
            _ => None,
        }?;
        Some(told(&above[from..], titles))
    });
    // 比上年增长(%) alone over names and numbers.
    if let (true, Some((i, row))) = (!tabbed && numbers == 1 && direct.is_empty(), above.last())
        && let [only] = texts(row)[..]
        && only.contains('(')
        && is_header(row)
        && unit_in_bracket(only, lexicon)
    {
        return Header {
            lines: vec![*i],
            titles: vec!["指标".to_string(), only.to_string()],
        };
    }
    let whole = direct.last().is_some_and(|(_, r)| r.cells.len() == cells);
    match broken {
        Some(header) if !(tabbed && whole) => header,
        _ => {
            let rows: Vec<Vec<&str>> = direct.iter().map(|(_, r)| texts(r)).collect();
            told(direct, titles(&rows, cells, lexicon))
        }
    }
}

fn texts(row: &Row) -> Vec<&str> {
    row.cells.iter().map(|c| c.text()).collect()
}

/// Whether a line can belong to a header: short words only, and neither a caption nor a line that names the unit of all.
fn is_line_of_titles(row: &Row) -> bool {
    row.numbers() == 0
        && row.cells.len() <= CELLS
        && row.cells.iter().any(|c| !c.text().is_empty())
        && row.cells.iter().all(|c| {
            let text = c.text();
            text.chars().count() <= 24
                && !text.contains(['。', ',', ';', ':', '“'])
                && !text.starts_with("表")
                && !text.starts_with("附")
        })
}

/// Whether a row of words heads a table: it names units, measures or what the rows are.
pub(crate) fn is_header(row: &Row) -> bool {
    const WORDS: [&str; 23] = [
        "指标",
        "单位",
        "名称",
        "产量",
        "增长",
        "增速",
        "比重",
        "绝对",
        "年末",
        "%",
        "元)",
        "人)",
        "吨)",
        "比上年",
        "项目",
        "行业",
        "数量",
        "总量",
        "涨跌",
        "幅度",
        "同比",
        "类别",
        "科目",
    ];
    const ENDINGS: [&str; 5] = ["预算数", "决算数", "执行数", "预计数", "完成数"];
    let cells = &row.cells;
    let long = cells
        .iter()
        .any(|c| c.text().chars().count() > 24 || c.text().contains(['。', ',', ';']));
    // A row of two accounts whose numbers are blank: 返还性收入, 上年结余 beside 年终结余.
    let named = cells.iter().filter(|c| !c.text().is_empty()).count();
    let blank = cells.len() - named;
    !long
        && blank <= named
        && cells.iter().any(|c| {
            names_a_year(c.text())
                || WORDS.iter().any(|w| c.text().contains(w))
                || ENDINGS.iter().any(|w| c.text().ends_with(w))
        })
}

/// Whether a cell of a header is a year: 2024年, 2025年末数, 本年; but not 上年结余.
fn names_a_year(text: &str) -> bool {
    ["年份", "本年", "上年", "去年", "今年", "全年"].contains(&text)
        || text
            .match_indices('年')
            .any(|(at, _)| text[..at].ends_with(|c: char| c.is_ascii_digit()))
}

/// The titles of the columns: the header's cells, or of two header rows the cells over each other. Where the row above
/// has a cell for several below, each stands over as many: 预计数, 预计数 over 全市, 市级, 全市, 市级.
fn titles(rows: &[Vec<&str>], cells: usize, lexicon: &Lexicon) -> Vec<String> {
    let own = rows.last().map(Vec::as_slice).unwrap_or_default();
    let owned = |cells: &[&str]| cells.iter().map(|c| c.to_string()).collect();
    let [above, _] = rows else { return owned(own) };
    if above.len() == own.len() && cells <= own.len() {
        let mut over = "";
        let cells = above.iter().zip(own);
        return cells
            .map(|(a, b)| {
                if !a.is_empty() {
                    over = a;
                }
                joined(over, b)
            })
            .collect();
    }
    let values = above.iter().filter(|t| !is_label(t, lexicon)).count();
    let labels = above.len() - values;
    if values == 0
        || labels == 0
        || labels + own.len() != cells
        || !own.len().is_multiple_of(values)
    {
        return owned(own);
    }
    let mut below = own.iter();
    let mut out = Vec::new();
    for title in above {
        if is_label(title, lexicon) {
            out.push(title.to_string());
        } else {
            let under = below.by_ref().take(own.len() / values);
            out.extend(under.map(|b| joined(title, b)));
        }
    }
    out
}

/// Whether titles are the same `times` times over.
fn repeats(times: usize, titles: &[&str]) -> bool {
    let n = titles.len() / times.max(1);
    let whole = times >= 2 && n >= 2 && n * times == titles.len();
    whole && titles.chunks(n).all(|part| part == &titles[..n])
}

/// Whether a title ends in the unit of its column.
fn unit_in_bracket(title: &str, lexicon: &Lexicon) -> bool {
    let inside = title.strip_suffix(')').and_then(|t| t.rsplit_once('('));
    inside.is_some_and(|(_, u)| unit(u, lexicon).is_some())
}

fn joined(over: &str, under: &str) -> String {
    if under.is_empty() || over == under {
        over.to_string()
    } else {
        format!("{over}{under}")
    }
}

fn is_label(title: &str, lexicon: &Lexicon) -> bool {
    column(title, "", lexicon).role == ColumnRole::Label
}

/// A header of tabs whose cells hold line breaks: the last cell of a line goes on in the first of the next. So it is read
/// where the lines then have as many cells as the rows.
fn broken_cells(rows: &[Vec<&str>], label: &str, cells: usize) -> Option<Vec<String>> {
    let all: usize = rows.iter().map(Vec::len).sum();
    let named = rows.first()?.first() == Some(&label);
    if rows.len() < 2 || !named || all + 1 != cells + rows.len() {
        return None;
    }
    let mut out: Vec<String> = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        for (k, cell) in row.iter().enumerate() {
            match out.last_mut() {
                Some(open) if i > 0 && k == 0 => open.push_str(cell),
                _ => out.push(cell.to_string()),
            }
        }
    }
    Some(out)
}

/// A header without tabs that the page broke into several lines, read so that it has a title for each of the rows'
/// `numbers`, where `label` alone names what the rows are; `None` where it cannot.
fn wrapped(
    rows: &[Vec<&str>],
    label: &str,
    numbers: usize,
    lexicon: &Lexicon,
) -> Option<Vec<String>> {
    let role = |t: &str| column(t, "", lexicon).role;
    let first = rows.first()?.first()?;
    let values = if *first == label {
        in_turn(rows, numbers, &role)
    } else {
        let lines: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| row.iter().copied().filter(|t| *t != label).collect())
            .filter(|row: &Vec<&str>| !row.is_empty())
            .collect();
        over_each_other(&lines, numbers)
    }?;
    Some([vec![label.to_string()], values].concat())
}

/// The header of a table that goes on in a second half beside the first: the same titles twice, in order.
fn two_halves(rows: &[Vec<&str>], label: &str, cells: usize) -> Option<Vec<String>> {
    let mut out: Vec<String> = Vec::new();
    for text in rows.iter().flatten() {
        match out.last_mut() {
            Some(last) if text.starts_with('(') => last.push_str(text),
            _ => out.push(text.to_string()),
        }
    }
    let (left, right) = out.split_at(out.len() / 2);
    let named = left.len() >= 2 && left[0] == label;
    (out.len() == cells && left == right && named).then_some(out)
}

/// Titles that follow each other line by line behind the name of the rows; what stands in brackets belongs to the title
/// before, and titles of several lines each have equally many.
fn in_turn(
    rows: &[Vec<&str>],
    numbers: usize,
    role: &impl Fn(&str) -> ColumnRole,
) -> Option<Vec<String>> {
    let (first, rest) = rows.split_first()?;
    let mut open: Vec<String> = first[1..].iter().map(|t| t.to_string()).collect();
    let units = open.iter().filter(|t| role(t) == ColumnRole::Unit).count();
    let mut behind: Vec<String> = Vec::new();
    for text in rest.iter().flatten() {
        match behind.last_mut().or(open.last_mut()) {
            Some(last) if text.starts_with('(') => last.push_str(text),
            _ => behind.push(text.to_string()),
        }
    }
    let missing = (numbers + units).checked_sub(open.len())?;
    if missing == 0 {
        return behind.is_empty().then_some(open);
    }
    if behind.is_empty() || !behind.len().is_multiple_of(missing) {
        return None;
    }
    let of_each = behind.len() / missing;
    let single = rest.iter().all(|row| row.len() == 1);
    if of_each > 1 && !single {
        return None;
    }
    open.extend(behind.chunks(of_each).map(|lines| lines.concat()));
    Some(open)
}

/// Titles over each other whose lines the page put in another order, the name of the rows left out: years over the names
/// of their columns, and a title over all columns that are left.
fn over_each_other(lines: &[Vec<&str>], numbers: usize) -> Option<Vec<String>> {
    let owned = |line: &[&str]| line.iter().map(|t| t.to_string()).collect::<Vec<_>>();
    let pair = |above: &[&str], below: &[&str]| {
        let both = above.iter().zip(below);
        both.map(|(a, b)| joined(a, b)).collect::<Vec<_>>()
    };
    let under = |over: &str, below: &[&str]| {
        let all = below.iter().map(|b| joined(over, b));
        all.collect::<Vec<_>>()
    };
    let out = match lines {
        // 2025年执行数 / 2024年 2025年 / 决算数 预算数 / 金额 占预算% 增长%
        [over, years, names, rest] if over.len() == 1 && years.len() == names.len() => {
            [pair(years, names), under(over[0], rest)].concat()
        }
        // 2024年 2025年 / 增长% / 执行数 预算数
        [years, last, names] if last.len() == 1 && years.len() == names.len() => {
            [pair(years, names), owned(last)].concat()
        }
        // 2025年执行数 / 2024年 / 金额 占比% 增长%
        [over, one, rest] if over.len() == 1 && one.len() == 1 => {
            [owned(one), under(over[0], rest)].concat()
        }
        // 债务限额 债务余额 / 合计 一般债务 合计 一般债务
        [above, below] if repeats(above.len(), below) => {
            let of_each = below.len() / above.len();
            let under = above
                .iter()
                .zip(below.chunks(of_each))
                .map(|(a, b)| under(a, b));
            let out = under.collect::<Vec<_>>().concat();
            return (out.len() == numbers).then_some(out);
        }
        // 2024年 2025年 2025年执行数 / 决算数 预算数 金额 占预算% 增长%
        [above, below] if (2..below.len()).contains(&above.len()) => {
            let (last, single) = above.split_last()?;
            let (names, rest) = below.split_at(single.len());
            [pair(single, names), under(last, rest)].concat()
        }
        _ => return None,
    };
    let dated = out.iter().any(|t| t.contains('年'));
    (out.len() == numbers && dated).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;

    /// The titles that the lines but the last give the last, which is a row.
    fn over(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let mut from = 0;
        let mut sentences = Vec::new();
        for line in text.split('\n') {
            let to = from + line.chars().count();
            let span = Span::new(from, to);
            sentences.push(Sentence {
                span,
                section: None,
            });
            from = to + 1;
        }
        let first = sentences.len() - 1;
        let row = Row::new(&chars, sentences[first].span);
        let shape = (row.tabbed, row.cells.len(), row.numbers());
        header(&chars, &sentences, first, shape, Lexicon::builtin()).titles
    }

    #[test]
    fn a_line_break_within_a_cell_parts_no_columns() {
        assert_eq!(
            over("科目\t调整\n预算数\t完成数\n教育\t3\t2"),
            ["科目", "调整预算数", "完成数"]
        );
        assert_eq!(over("科目\t去年\n预算数\n教育\t3\t2\t7"), [""; 0]);
    }

    #[test]
    fn one_title_over_several_columns() {
        assert_eq!(
            over("科目\t预计数\t科目\t预计数\n全市\t市级\t全市\t市级\n费\t1\t2\t补\t3\t4"),
            [
                "科目",
                "预计数全市",
                "预计数市级",
                "科目",
                "预计数全市",
                "预计数市级"
            ]
        );
    }

    #[test]
    fn a_row_of_two_accounts_without_numbers_is_no_header() {
        let row = |line: &str| {
            let chars: Vec<char> = line.chars().collect();
            Row::new(&chars, Span::new(0, chars.len()))
        };
        assert!(!is_header(&row("上年结余\t\t结转下年")));
        assert!(!is_header(&row("补助收入\t\t\t\t年终结余")));
        assert!(is_header(&row("\t2024年\t2025年")) && is_header(&row("科目\t预算数")));
    }

    #[test]
    fn one_title_over_names_and_numbers() {
        assert_eq!(
            over("固定资产投资\n比上年增长(%)\n合计 5.8"),
            ["指标", "比上年增长(%)"]
        );
        assert_eq!(over("比上年增长(%)\n合计 5.8 3.1"), [""; 0]);
        assert_eq!(over("比上年增长\n合计 5.8"), [""; 0]);
    }

    #[test]
    fn titles_of_several_lines_follow_each_other() {
        assert_eq!(
            over("项目 面积\n(万亩)\n比上年增长\n(%)\n玉米 3 2"),
            ["项目", "面积(万亩)", "比上年增长(%)"]
        );
        assert_eq!(
            over("年份 床位数\n每千人\n床位数\n每千人\n医生数\n2020年 3 2 1"),
            ["年份", "床位数", "每千人床位数", "每千人医生数"]
        );
        // Three lines are not two titles of the same length.
        assert_eq!(over("年份 床位\n每千人\n床位\n医生\n2020年 3 2 1"), [""; 0]);
    }

    #[test]
    fn two_halves_have_the_same_titles() {
        let titles = ["行业", "增长(%)", "行业", "增长(%)"];
        assert_eq!(over("行业 增长\n(%) 行业 增长\n(%)\n合计 1 农业 2"), titles);
        assert_eq!(over("行业 增长(%) 行业 增长(%)\n合计 1 农业 2"), titles);
        assert_eq!(
            over("行业 增长\n(%) 项目 增长\n(%)\n合计 1 农业 2").len(),
            0
        );
    }

    #[test]
    fn titles_over_each_other_in_the_order_of_the_page() {
        assert_eq!(
            over("2025年执行数\n2024年 2025年\n项目\n决算数 预算数\n金额 增长%\n教育 1 2 3 4"),
            [
                "项目",
                "2024年决算数",
                "2025年预算数",
                "2025年执行数金额",
                "2025年执行数增长%"
            ]
        );
        assert_eq!(
            over("2025年执行数 2026年预算数\n项目\n金额 金额 增长%\n教育 1 2 3"),
            [
                "项目",
                "2025年执行数金额",
                "2026年预算数金额",
                "2026年预算数增长%"
            ]
        );
        assert_eq!(
            over("限额 余额\n级次\n合计 专项 合计 专项\n某市 4 3 2 1"),
            ["级次", "限额合计", "限额专项", "余额合计", "余额专项"]
        );
        // As many titles as numbers, or none of this.
        assert_eq!(
            over("2025年执行数 2026年预算数\n项目\n金额 金额 增长%\n教育 1 2").len(),
            3
        );
    }
}
