//! Tables: header, unit column and caption give unit, kind and indicator to each number of a row.

mod column;
mod row;

use crate::claim::{Claim, Confidence, Direction, Kind, Mention, Role, Status};
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
        let year = column.and_then(|c| c.year).or(metadata.covers);
        Claim {
            kind,
            direction,
            indicator_id: indicator
                .as_deref()
                .and_then(|i| lexicon.indicators.id(i))
                .map(str::to_string),
            indicator,
            baseline: column.and_then(|c| c.baseline.clone()),
            whole: None,
            scope: None,
            period: year.map(|y| y.to_string()),
            area: metadata.place.clone(),
            status: match (year, metadata.covers) {
                (Some(year), Some(covers)) if year > covers => Status::Target,
                _ => Status::Actual,
            },
            cumulative: false,
            of: None,
            from: None,
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The claims of a text, a line each: indicator, number, power of ten, unit, kind and year.
    fn of(text: &str) -> Vec<String> {
        let document = crate::Document {
            text: text.to_string(),
            metadata: Metadata {
                covers: Some(2017),
                ..Metadata::default()
            },
            ..crate::Document::default()
        };
        let found = crate::extract(&document, Lexicon::builtin()).mentions;
        let claims = found
            .into_iter()
            .filter_map(|m| Some((m.claim?, m.quantity)));
        claims
            .map(|(c, q)| {
                let Number::Single(n) = q.number else {
                    return String::new();
                };
                let (name, year) = (
                    c.indicator.unwrap_or_default(),
                    c.period.unwrap_or_default(),
                );
                format!("{name} {n}e{}{} {:?} {year}", q.scale, q.unit, c.kind)
            })
            .collect()
    }

    /// The indicators of the claims of a text.
    fn names(text: &str) -> Vec<String> {
        let first = |line: String| line.split(' ').next().map(str::to_string);
        of(text).into_iter().filter_map(first).collect()
    }

    #[test]
    fn a_header_or_a_unit_makes_claims_of_cells() {
        assert_eq!(of("品种\t产量(吨)\n水泥\t15"), ["水泥 15e0吨 Level 2017"]);
        assert_eq!(of("水泥\t万吨\t15"), ["水泥 15e4吨 Level 2017"]);
        assert_eq!(of("水泥\t15"), [""; 0]);
        assert_eq!(of("品种\t产量(吨)\n16\t15"), [""; 0]);
    }

    #[test]
    fn lines_parted_by_spaces_need_a_header() {
        assert_eq!(of("品种 产量(吨)\n水泥 15"), ["水泥 15e0吨 Level 2017"]);
        assert_eq!(of("水泥 15\n钢材 16"), [""; 0]);
        assert_eq!(of("品种 产量(吨),见下\n水泥 15"), [""; 0]);
    }

    #[test]
    fn three_lines_alike_are_rows_without_a_header() {
        let roles = |text: &str| {
            let text = text.to_string();
            let document = crate::Document {
                text,
                ..crate::Document::default()
            };
            let found = crate::extract(&document, Lexicon::builtin()).mentions;
            let rules = found.into_iter().map(|m| m.rule);
            rules.filter(|r| *r == "label_in_table").count()
        };
        assert_eq!(roles("水泥 15\n钢材 16\n煤炭 17"), 3);
        assert_eq!(roles("水泥 15\n钢材 16\n煤炭的产量"), 0);
    }

    #[test]
    fn a_page_number_parts_no_table() {
        let table = |between: &str| format!("品种\t产量(吨)\n水泥\t15\n{between}\n钢材\t16");
        assert_eq!(names(&table("— 6 —")), ["水泥", "钢材"]);
        assert_eq!(names(&table("-6-")), ["水泥", "钢材"]);
        assert_eq!(names(&table("以上是建材。")), ["水泥"]);
        assert_eq!(names(&table("— 6 —\n— 7 —\n— 8 —")), ["水泥"]);
    }

    #[test]
    fn the_lines_above_name_the_unit() {
        let table = |above: &str| of(&format!("{above}\n指标\t产值\n水泥\t15")).pop();
        let amount = |unit: &str| Some(format!("水泥 15{unit} Level 2017"));
        assert_eq!(table("表一 单位:亿元"), amount("e8元"));
        assert_eq!(table("上面的单位:亿元。"), amount("e0"));
        assert_eq!(table("表一"), amount("e0"));
    }

    #[test]
    fn a_header_names_the_year_and_one_to_come_is_aimed_at() {
        assert_eq!(
            of("品种\t2016年(吨)\t2017年(吨)\n水泥\t15\t16"),
            ["水泥 15e0吨 Level 2016", "水泥 16e0吨 Level 2017"]
        );
        let status = |year: i32| {
            let document = crate::Document {
                text: format!("品种\t{year}年(吨)\n水泥\t15"),
                metadata: Metadata {
                    covers: Some(2017),
                    ..Metadata::default()
                },
                ..crate::Document::default()
            };
            let found = crate::extract(&document, Lexicon::builtin()).mentions;
            found
                .into_iter()
                .filter_map(|m| m.claim)
                .map(|c| c.status)
                .next_back()
        };
        assert_eq!(status(2018), Some(Status::Target));
        assert_eq!(status(2016), Some(Status::Actual));
    }

    #[test]
    fn titles_over_each_other_are_one() {
        let rows = |lines: [&str; 2]| {
            lines.map(|line| {
                let chars: Vec<char> = line.chars().collect();
                Row::new(&chars, Span::new(0, chars.len()))
            })
        };
        assert_eq!(
            titles(&rows(["品种\t产量\t\t产值", "\t本年\t上年\t产值"])),
            ["品种", "产量本年", "产量上年", "产值"]
        );
        assert_eq!(
            titles(&rows(["主要产品", "品种\t本年\t上年"])),
            ["品种", "本年", "上年"]
        );
    }

    #[test]
    fn cells_find_their_columns_from_the_right() {
        let of = |row: &str| {
            let columns = ["品种", "产量(吨)", "增长(%)"];
            let columns = columns.map(|t| column(t, "", Lexicon::builtin()));
            let chars: Vec<char> = row.chars().collect();
            let row = Row::new(&chars, Span::new(0, chars.len()));
            let placed = place(&row, &columns).into_iter();
            placed
                .map(|c| c.map_or("", |c| &c.title).to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(of("水泥\t15\t7"), ["品种", "产量", "增长"]);
        assert_eq!(of("水泥 特种 15 7"), ["", "", "产量", "增长"]);
        assert_eq!(of("水泥 15"), ["", ""]);
        assert_eq!(of("其中\t特种\t15\t7"), ["", "", "产量", "增长"]);
    }

    #[test]
    fn a_label_loses_what_only_leads_to_it() {
        assert_eq!(name("其中:水泥"), "水泥");
        assert_eq!(name("一、水泥"), "水泥");
        assert_eq!(name("1.水泥"), "水泥");
        assert_eq!(name("三七药材"), "三七药材");
        assert_eq!(name("1.5米杆"), "1.5米杆");
        assert_eq!(name("其中"), "其中");
    }

    #[test]
    fn a_name_alone_groups_the_rows_below_it() {
        let table = |group: &str| format!("品种\t产量(吨)\n煤炭\t16\n{group}\n水泥\t15");
        assert_eq!(names(&table("大型\t—")), ["煤炭", "水泥大型"]);
        assert_eq!(names(&table("大型\t9")), ["煤炭", "大型", "水泥"]);
    }

    #[test]
    fn a_rate_stands_behind_an_amount_without_a_header() {
        let kinds = |text: &str| {
            let kind = |line: String| line.split(' ').nth(2).map(str::to_string);
            of(text).into_iter().filter_map(kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds("水泥\t吨\t388\t-3.7%"), ["Level", "Growth"]);
        assert_eq!(kinds("水泥\t388\t-3.7%"), ["Level"]);
        assert_eq!(
            kinds("品种\t单位\t产量\t合格率(%)\n水泥\t吨\t388\t3.7%"),
            ["Level"; 2]
        );
    }

    #[test]
    fn only_what_grows_has_a_direction() {
        let directions = |header: &str, cell: &str| {
            let document = crate::Document {
                text: format!("品种\t{header}\n水泥\t{cell}"),
                ..crate::Document::default()
            };
            let found = crate::extract(&document, Lexicon::builtin()).mentions;
            found
                .into_iter()
                .find_map(|m| m.claim)
                .and_then(|c| c.direction)
        };
        assert_eq!(directions("增长(%)", "3"), Some(Direction::Up));
        assert_eq!(directions("增长(%)", "-3"), Some(Direction::Down));
        assert_eq!(directions("增长(%)", "0.0"), None);
        assert_eq!(directions("产量(吨)", "-3"), None);
    }

    #[test]
    fn a_page_without_a_header_takes_the_next_one() {
        let page = "品种 产量(吨)\n煤炭 7";
        let list = "水泥 15\n钢材 16\n玻璃 17\n— 3 —";
        assert_eq!(
            names(&format!("{list}\n{page}")),
            ["水泥", "钢材", "玻璃", "煤炭"]
        );
        let list = "水泥 15 1\n钢材 16 1\n玻璃 17 1\n— 3 —";
        assert_eq!(names(&format!("{list}\n{page}")), ["煤炭"]);
    }
}
