//! Tables: header, unit column and caption give unit, kind and indicator to each number of a row.

mod column;
mod row;

use crate::claim::{Claim, Confidence, Direction, FieldRules, Kind, Mention, Role, Status};
use crate::document::{Metadata, Span};
use crate::lexicon::{Bound, Lexicon};
use crate::quantity::{Number, Quantity};
use crate::text::Sentence;
use column::{Column, ColumnRole, column, unit};
use row::{Cell, Content, Row};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// The mentions of each sentence that is a row of a table, by the sentence's index. A sentence of a table without
/// numbers (a header) has an empty list.
pub(crate) fn tables(
    folded: &[char],
    sentences: &[Sentence],
    metadata: &Metadata,
    lexicon: &Lexicon,
) -> HashMap<usize, Vec<Mention>> {
    let mut out = HashMap::new();
    let mut at = 0;
    while at < sentences.len() {
        match block(folded, sentences, at) {
            Some(block) => {
                let end = block.end;
                let block = block.with_header_behind(folded, sentences);
                read(folded, sentences, &block, metadata, lexicon, &mut out);
                at = end;
            }
            None => at += 1,
        }
    }
    out
}

/// A table in the run of sentences.
struct Block {
    /// Its header lines.
    headers: Vec<usize>,
    /// Its rows and the lines between them, in order.
    rows: Vec<(usize, Row)>,
    /// The first sentence behind it.
    end: usize,
    /// The header on its next page, where it has none of its own.
    header_behind: Option<usize>,
}

impl Block {
    /// A list of one number a line that lost its header with the page before: where its next page has a header, it is of
    /// the same columns.
    fn with_header_behind(mut self, folded: &[char], sentences: &[Sentence]) -> Block {
        const PAGE_BREAK: usize = 2;
        let one_number = |r: &Row| r.cells.len() == 2 && r.numbers() == 1;
        if !self.headers.is_empty() || !self.rows.iter().all(|(_, r)| one_number(r)) {
            return self;
        }
        let behind = (self.end..sentences.len().min(self.end + PAGE_BREAK + 1)).find(|&i| {
            let row = Row::new(folded, sentences[i].span);
            row.cells.len() == 2 && row.has_titles() && is_header(&row)
        });
        self.header_behind = behind;
        self
    }
}

/// The table whose first row of values is the sentence `at`, with the header lines above it.
fn block(folded: &[char], sentences: &[Sentence], at: usize) -> Option<Block> {
    let row = |i: usize| sentences.get(i).map(|s| Row::new(folded, s.span));
    if !row::may_have_values(folded, sentences[at].span) {
        return None;
    }
    let first = row(at).filter(Row::has_values)?;
    let tabbed = first.tabbed;
    let mut rows = vec![(at, first)];
    let mut end = at + 1;
    let mut i = at + 1;
    let mut strange = 0;
    while let Some(next) = row(i) {
        if next.tabbed == tabbed && next.has_values() {
            rows.push((i, next));
            end = i + 1;
            strange = 0;
        } else if is_between(folded, sentences[i].span)
            || next.tabbed == tabbed && tabbed && !next.has_titles()
        {
            // A group's name alone, or a page number between two pages of the table.
            rows.push((i, next));
            strange += 1;
        } else {
            break;
        }
        if strange > 2 {
            break;
        }
        i += 1;
    }
    rows.retain(|(i, _)| *i < end);
    let mut headers = Vec::new();
    let mut above = at;
    while above > 0 && headers.len() < 2 {
        let Some(r) = row(above - 1) else { break };
        if r.tabbed == tabbed && r.has_titles() && is_header(&r) {
            headers.insert(0, above - 1);
            above -= 1;
        } else {
            break;
        }
    }
    // Without tabs only a header, or three rows alike, make a table of lines.
    let alike = rows.iter().filter(|(_, r)| r.has_values()).count();
    (tabbed || !headers.is_empty() || alike >= 3).then_some(Block {
        headers,
        rows,
        end,
        header_behind: None,
    })
}

/// Whether a row of words heads a table: it names units, measures or what the rows are.
fn is_header(row: &Row) -> bool {
    const WORDS: [&str; 22] = [
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
        "年",
    ];
    let long = row
        .cells
        .iter()
        .any(|c| c.text().chars().count() > 24 || c.text().contains(['。', ',', ';']));
    !long
        && row
            .cells
            .iter()
            .any(|c| WORDS.iter().any(|w| c.text().contains(w)))
}

/// A page number or a short name alone on its line, which may stand between two rows.
fn is_between(folded: &[char], span: Span) -> bool {
    let text: String = folded[span.start..span.end]
        .iter()
        .filter(|c| !c.is_whitespace())
        .collect();
    let page = text
        .trim_matches(['-', '—', '–'])
        .chars()
        .all(|c| c.is_ascii_digit());
    page && !text.is_empty() && text.chars().count() <= 7
}

/// The lines right above the table that give it a name and perhaps a unit.
fn caption(folded: &[char], sentences: &[Sentence], first: usize) -> String {
    let mut out = String::new();
    for i in (first.saturating_sub(2)..first).rev() {
        let span = sentences[i].span;
        let text: String = folded[span.start..span.end]
            .iter()
            .filter(|c| !c.is_whitespace())
            .collect();
        let ends = text.ends_with(['。', ';', '!']);
        if ends || text.chars().count() > 60 {
            break;
        }
        out = format!("{text} {out}");
    }
    out
}

fn read(
    folded: &[char],
    sentences: &[Sentence],
    block: &Block,
    metadata: &Metadata,
    lexicon: &Lexicon,
    out: &mut HashMap<usize, Vec<Mention>>,
) {
    let first = block.headers.first().or(block.rows.first().map(|(i, _)| i));
    let caption = caption(folded, sentences, first.copied().unwrap_or(0));
    let headers: Vec<Row> = block
        .headers
        .iter()
        .chain(&block.header_behind)
        .map(|&i| Row::new(folded, sentences[i].span))
        .collect();
    for &i in &block.headers {
        out.insert(i, Vec::new());
    }
    let titles = titles(&headers);
    let columns: Vec<Column> = titles
        .iter()
        .map(|t| column(t, &caption, lexicon))
        .collect();
    let mut group: Option<String> = None;
    for (i, row) in &block.rows {
        let mut mentions = Vec::new();
        if row.numbers() == 0 {
            let name: String = row.cells.iter().map(Cell::text).collect();
            group = (!name.is_empty() && row.tabbed).then_some(name);
            out.insert(*i, mentions);
            continue;
        }
        let placed = place(row, &columns);
        let mut label: Option<String> = None;
        let mut row_unit: Option<(String, u32)> = None;
        for (cell, column) in row.cells.iter().zip(placed) {
            match &cell.content {
                Content::Text(text) => match unit(text, lexicon).filter(|_| {
                    column.is_none_or(|c| c.role != ColumnRole::Label) && label.is_some()
                }) {
                    Some(found) => row_unit = Some(found),
                    None => label = Some(name(text)),
                },
                Content::Number {
                    value,
                    negative,
                    unit,
                } => {
                    let setting = (metadata, lexicon, *i);
                    let indicator = label.as_ref().map(|l| match &group {
                        Some(g) if !l.contains(g.as_str()) => format!("{l}{g}"),
                        _ => l.clone(),
                    });
                    // 收获机械 台 388 -3.7%: no header, a rate behind the amount.
                    let rate = column.is_none()
                        && unit == "%"
                        && row_unit.is_some()
                        && !mentions.is_empty();
                    let growth = Column::growth(unit);
                    let column = if rate { Some(&growth) } else { column };
                    let number = (value, *negative, unit.as_str());
                    mentions.push(mention(
                        cell.span,
                        number,
                        column,
                        row_unit.as_ref(),
                        indicator,
                        setting,
                    ));
                }
                Content::Empty => {}
            }
        }
        out.insert(*i, mentions);
    }
}

/// The titles of the columns: the header's cells, or of two header rows the cells over each other.
fn titles(headers: &[Row]) -> Vec<String> {
    let Some(last) = headers.last() else {
        return Vec::new();
    };
    let own: Vec<String> = last.cells.iter().map(|c| c.text().to_string()).collect();
    match headers {
        [above, _] if above.cells.len() == own.len() => {
            let mut over = String::new();
            let cells = above.cells.iter().zip(own);
            cells
                .map(|(a, b)| {
                    if !a.text().is_empty() {
                        over = a.text().to_string();
                    }
                    if b.is_empty() || over == b {
                        over.clone()
                    } else {
                        format!("{over}{b}")
                    }
                })
                .collect()
        }
        _ => own,
    }
}

/// The column of each cell of a row: by place where the counts agree, else the numbers from the right.
fn place<'a>(row: &Row, columns: &'a [Column]) -> Vec<Option<&'a Column>> {
    if columns.is_empty() {
        return vec![None; row.cells.len()];
    }
    if row.cells.len() == columns.len() {
        return columns.iter().map(Some).collect();
    }
    let values: Vec<&Column> = columns
        .iter()
        .filter(|c| c.role == ColumnRole::Value)
        .collect();
    let n = row.cells.iter().filter(|c| c.text().is_empty()).count();
    // A run-on line does not show which of its cells are empty.
    if !row.tabbed && n != values.len() {
        return vec![None; row.cells.len()];
    }
    let mut next = values.len().saturating_sub(n);
    row.cells
        .iter()
        .map(|c| {
            if !c.text().is_empty() {
                return None;
            }
            next += 1;
            values.get(next - 1).copied()
        })
        .collect()
}

/// A row's label without what only says that it belongs to the row above: 其中：, #, 在总计中：.
fn name(label: &str) -> String {
    let mut text = label.trim_start_matches(['#', '*', '+', '-']);
    // 一、工业; 1.煤炭
    let digits = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if let Some(rest) = text.trim_start_matches(digits).strip_prefix(['、', '.'])
        && text.starts_with(digits)
        && !rest.starts_with(digits)
    {
        text = rest;
    }
    for head in ["其中:", "其中", "在总计中:", "#", "总计中:"] {
        text = text.strip_prefix(head).unwrap_or(text);
    }
    let text = text.trim();
    if text.is_empty() {
        label.to_string()
    } else {
        text.to_string()
    }
}

fn mention(
    span: Span,
    (value, negative, own): (&Decimal, bool, &str),
    column: Option<&Column>,
    row_unit: Option<&(String, u32)>,
    indicator: Option<String>,
    (metadata, lexicon, sentence): (&Metadata, &Lexicon, usize),
) -> Mention {
    let kind = column.and_then(|c| c.kind);
    let growth = matches!(kind, Some(Kind::Growth | Kind::Change));
    let (unit, scale) = match (own, row_unit, column) {
        ("", Some((unit, scale)), c)
            if !growth && c.is_none_or(|c| c.unit.is_empty() || c.kind == Some(Kind::Level)) =>
        {
            (unit.clone(), *scale)
        }
        ("", _, Some(c)) => (c.unit.clone(), c.scale),
        ("", _, None) => (String::new(), 0),
        (own, _, _) => (own.to_string(), 0),
    };
    let number = Number::Single(*value);
    let quantity = Quantity::new(number, scale, &unit, Bound::Equal, lexicon);
    let told = indicator.is_some() && (kind.is_some() || !unit.is_empty());
    let role = if told { Role::Claim } else { Role::Label };
    let claim = told.then(|| {
        let kind = kind.unwrap_or(Kind::Level);
        let direction = match (growth, negative) {
            (true, true) => Some(Direction::Down),
            (true, false) if !value.is_zero() => Some(Direction::Up),
            _ => None,
        };
        let of_column = column.and_then(|c| c.year);
        let year = of_column.or(metadata.covers);
        let period_rule = match of_column {
            Some(_) => "period_of_column",
            None => "period_of_report",
        };
        let (status, status_rule) = match (year, metadata.covers) {
            (Some(year), Some(covers)) if year > covers => (Status::Target, "status_column_ahead"),
            _ => (Status::Actual, "status_of_cell"),
        };
        let baseline = column.and_then(|c| c.baseline.clone());
        let rules = FieldRules {
            baseline: baseline.as_ref().map(|_| "baseline_of_column"),
            indicator: indicator.as_ref().map(|_| "indicator_of_row"),
            period: year.map(|_| period_rule),
            area: metadata.place.as_ref().map(|_| "area_of_report"),
            status: Some(status_rule),
            ..FieldRules::default()
        };
        Claim {
            kind,
            direction,
            indicator_id: indicator
                .as_deref()
                .and_then(|i| lexicon.indicators.id(i))
                .map(str::to_string),
            indicator,
            baseline,
            whole: None,
            scope: None,
            period: year.map(|y| y.to_string()),
            area: metadata.place.clone(),
            status,
            cumulative: false,
            of: None,
            from: None,
            rules,
            doubts: Vec::new(),
            confidence: Confidence::of_cells(),
        }
    });
    let rule = if claim.is_some() {
        "table_cell"
    } else {
        "label_in_table"
    };
    Mention {
        span,
        sentence,
        role,
        quantity,
        rule,
        claim,
    }
}
