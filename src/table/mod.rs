//! Tables: header, unit column and caption give unit, kind and indicator to each number of a row.

mod account;
mod cell;
mod column;
mod header;
mod measure;
mod place;
mod row;
mod series;
mod squeezed;
#[cfg(test)]
mod tests;

use crate::claim::Mention;
use crate::document::{Metadata, Span};
use crate::lexicon::Lexicon;
use crate::text::Sentence;
use cell::mention;
use column::{Column, ColumnRole, column, unit};
use header::{Header, header, is_header};
use place::place;
use row::{Cell, Content, Row};
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
    let mut before: Option<Known> = None;
    while at < sentences.len() {
        match block(folded, sentences, at, before.as_ref(), lexicon) {
            Some(block) => {
                at = block.end;
                let block = block.with_header_behind(folded, sentences);
                let setting = (metadata, lexicon);
                let read = read(folded, sentences, &block, setting, before, &mut out);
                before = Some(read);
            }
            None => {
                if let Some(cells) = run_together(folded, sentences, at, metadata, lexicon) {
                    out.insert(at, cells);
                }
                at += 1;
            }
        }
    }
    out
}

/// The cells of a table that is one sentence without anything between them.
fn run_together(
    folded: &[char],
    sentences: &[Sentence],
    at: usize,
    metadata: &Metadata,
    lexicon: &Lexicon,
) -> Option<Vec<Mention>> {
    let table = squeezed::squeezed(folded, sentences[at].span, lexicon)?;
    let cells = table.cells.into_iter().map(|cell| {
        let number = (&cell.value, cell.negative, "");
        let setting = (metadata, lexicon, at);
        let column = Some(&table.column);
        mention(cell.span, number, column, None, Some(cell.name), setting)
    });
    Some(cells.collect())
}

/// A table in the run of sentences.
struct Block {
    /// Its header.
    header: Header,
    /// Its rows and the lines between them, in order.
    rows: Vec<(usize, Row)>,
    /// The first sentence behind it.
    end: usize,
}

/// What is known of the columns of a table that was read, for one that goes on on the next page.
struct Known {
    columns: Vec<Column>,
    /// The titles of its header.
    titles: Vec<String>,
    /// The lines over it.
    caption: String,
    /// How many decimals the numbers of its columns have.
    decimals: Vec<Option<u32>>,
    /// The first sentence behind it.
    end: usize,
}

impl Block {
    /// A list of one number a line that lost its header with the page before: where its next page has a header, it is of
    /// the same columns.
    fn with_header_behind(mut self, folded: &[char], sentences: &[Sentence]) -> Block {
        const PAGE_BREAK: usize = 2;
        let one_number = |r: &Row| r.cells.len() == 2 && r.numbers() == 1;
        if !self.header.titles.is_empty() || !self.rows.iter().all(|(_, r)| one_number(r)) {
            return self;
        }
        let mut behind = (self.end..sentences.len().min(self.end + PAGE_BREAK + 1))
            .map(|i| Row::new(folded, sentences[i].span));
        let heads = |row: &Row| row.cells.len() == 2 && row.has_titles() && is_header(row);
        if let Some(row) = behind.find(heads) {
            self.header.titles = row.cells.iter().map(|c| c.text().to_string()).collect();
        }
        self
    }
}

/// The most rows without numbers that follow each other within a table.
const BLANK_ROWS: usize = 12;

/// The table whose first row of values is the sentence `at`, with the header lines above it.
fn block(
    folded: &[char],
    sentences: &[Sentence],
    at: usize,
    before: Option<&Known>,
    lexicon: &Lexicon,
) -> Option<Block> {
    let row = |i: usize| sentences.get(i).map(|s| Row::new(folded, s.span));
    if !row::may_have_values(folded, sentences[at].span) {
        return None;
    }
    let first = row(at).filter(|r| r.has_values() || r.has_halves())?;
    let tabbed = first.tabbed;
    let halves = first.has_halves();
    // Two halves a line are told from prose by the header alone, which names the rows twice; asked before their rows are
    // gathered, so that each line of a text of such halves is looked at once.
    let twice = |h: &Header| h.titles.len() == 4 && h.titles[0] == h.titles[2];
    if halves && !twice(&header(folded, sentences, at, (false, 4, 2), lexicon)) {
        return None;
    }
    let mut rows = vec![(at, first)];
    let mut end = at + 1;
    let mut i = at + 1;
    let mut strange = 0;
    while let Some(next) = row(i) {
        if next.tabbed == tabbed && (next.has_values() || halves && next.has_halves()) {
            rows.push((i, next));
            end = i + 1;
            strange = 0;
        } else if is_between(folded, sentences[i].span)
            || tabbed && (next.tabbed && !is_header(&next) || is_blank_row(&next))
        {
            // A group's name alone, or a page number between two pages of the table.
            rows.push((i, next));
            strange += 1;
        } else {
            break;
        }
        if strange > BLANK_ROWS {
            break;
        }
        i += 1;
    }
    rows.retain(|(i, _)| *i < end);
    let widest = |count: fn(&Row) -> usize| rows.iter().map(|(_, r)| count(r)).max().unwrap_or(0);
    let shape = (tabbed, widest(|r| r.cells.len()), widest(Row::numbers));
    let mut header = header(folded, sentences, at, shape, lexicon);
    // 一、税收收入 without a number between the header and the first row, or a row that lost its name.
    let mut top = at;
    while !tabbed && header.titles.is_empty() && at - top < LOOSE_LINES && top > 0 {
        top -= 1;
        if !row(top).is_some_and(|r| is_loose(&r)) {
            break;
        }
        let over = header::header(folded, sentences, top, shape, lexicon);
        let named = over.titles.first().map(|t| column(t, "", lexicon).role);
        let fits = over.titles.len() == shape.2 + 1 && named == Some(ColumnRole::Label);
        header = Some(over).filter(|_| fits).unwrap_or_default();
    }
    // Without tabs only a header, or three rows alike, make a table of lines.
    let alike = rows.iter().filter(|(_, r)| r.has_values()).count();
    // So do fewer right behind a table whose columns they are of.
    let behind = || before.is_some_and(|b| at <= b.end + 1 && goes_on(&rows, b));
    let told = match halves {
        true => twice(&header),
        false => tabbed || !header.titles.is_empty() || alike >= 3 || behind(),
    };
    told.then_some(Block { header, rows, end })
}

/// The most lines between a header and the first whole row of a run-on table.
const LOOSE_LINES: usize = 3;

/// Whether a line of a run-on table is a name without numbers or numbers without a name.
fn is_loose(row: &Row) -> bool {
    let numbers = row.cells.len() >= 2 && row.cells.iter().all(Cell::is_number);
    !row.tabbed && (is_blank_row(row) || numbers)
}

/// Whether a line is a row of a table of tabs whose numbers are all blank, or the name of a group of rows: a short name
/// and nothing else, that is neither a caption nor the line of the unit.
fn is_blank_row(row: &Row) -> bool {
    let [only] = row.cells.as_slice() else {
        return false;
    };
    let text = only.text();
    let name = text.trim_end_matches(':');
    (2..=20).contains(&name.chars().count())
        && !name.contains(['。', ',', ';', ':', '年', '表', '图', '注', '%'])
        && !["单位", "附", "说明", "备"]
            .iter()
            .any(|w| name.starts_with(w))
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

/// Whether a line over a table is its number, its name or its unit.
fn is_head_of_table(caption: &str) -> bool {
    let line = caption.split(' ').next().unwrap_or_default();
    line.starts_with("单位:") || account::is_name_of_table(line)
}

/// The lines right above the table that give it a name and perhaps a unit.
fn caption(folded: &[char], sentences: &[Sentence], first: usize) -> String {
    let mut out = String::new();
    for i in (first.saturating_sub(4)..first).rev() {
        // Past two lines only what reads as part of a table's head.
        if first - i > 2 && !is_head_of_table(&out) {
            break;
        }
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
    (metadata, lexicon): (&Metadata, &Lexicon),
    before: Option<Known>,
    out: &mut HashMap<usize, Vec<Mention>>,
) -> Known {
    let lines = &block.header.lines;
    let first = lines.first().or(block.rows.first().map(|(i, _)| i));
    let first = first.copied().unwrap_or(0);
    let caption = caption(folded, sentences, first);
    for &i in lines {
        out.insert(i, Vec::new());
    }
    let known = known(block, caption, first, lexicon, before);
    let (columns, decimals) = (&known.columns, &known.decimals);
    let mut of_total = None;
    let mut group: Option<String> = None;
    for (i, row) in &block.rows {
        let mut mentions = Vec::with_capacity(row.numbers());
        if row.numbers() == 0 {
            let name: String = row.cells.iter().map(Cell::text).collect();
            let named = row.cells.iter().filter(|c| !c.text().is_empty()).count() == 1;
            let heads = row.cells.first().is_some_and(|c| !c.text().is_empty());
            group = (named && row.tabbed && heads).then_some(name);
            out.insert(*i, mentions);
            continue;
        }
        let placed = place(row, columns, decimals);
        let year = row.year();
        let mut place: Option<&str> = None;
        let mut label: Option<String> = None;
        let mut row_unit: Option<(String, u32)> = None;
        for (cell, column) in row.cells.iter().zip(placed) {
            match &cell.content {
                // The formula beside a name: F=G+H.
                Content::Text(text) if label.is_some() && text.is_ascii() && text.len() > 2 => {}
                Content::Text(text) => match unit(text, lexicon).filter(|_| {
                    column.is_none_or(|c| c.role != ColumnRole::Label) && label.is_some()
                }) {
                    Some(found) => row_unit = Some(found),
                    None => {
                        let (named, own) = with_unit(text, lexicon);
                        row_unit = own.or_else(|| of_total.clone().filter(|_| is_part(named)));
                        if named.contains(['总', '合']) && named.len() < text.len() {
                            of_total = row_unit.clone();
                        }
                        label = Some(name(named));
                        place = measure::place_of(named, lexicon);
                    }
                },
                Content::Number {
                    value,
                    negative,
                    unit,
                } => {
                    let setting = (metadata, lexicon, *i);
                    let of_year = match (year, place) {
                        (Some(year), _) => column.and_then(|c| series::of_year(c, year)),
                        (None, Some(place)) => column.and_then(|c| measure::of_place(c, place)),
                        _ => None,
                    };
                    let indicator = match year {
                        None if of_year.is_some() => {
                            of_year.as_ref().and_then(|c| c.measure.clone())
                        }
                        Some(_) => of_year.as_ref().map(|c| c.title.clone()),
                        None => label.as_ref().map(|l| match &group {
                            Some(g) if !l.contains(g.as_str()) => format!("{l}{g}"),
                            _ => measure::indicator(l, column),
                        }),
                    };
                    let column = of_year.as_ref().or(column);
                    // 收获机械 台 388 -3.7%: no header, a rate behind the amount.
                    let rate = column.is_none()
                        && unit == "%"
                        && row_unit.as_ref().is_some_and(|(u, _)| u != "%")
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
    known
}

/// Whether rows that nothing heads are of the columns of the table before: as many cells, or without tabs as many numbers;
/// fewer where the decimals of the columns can tell which are blank.
fn goes_on(rows: &[(usize, Row)], before: &Known) -> bool {
    let values = before.columns.iter();
    let values = values.filter(|c| c.role == ColumnRole::Value);
    let told = values.clone().any(|c| !c.unit.is_empty());
    let n = values.count();
    let most = |count: fn(&Row) -> usize| rows.iter().map(|(_, r)| count(r)).max();
    let tabbed = rows.iter().any(|(_, r)| r.tabbed);
    let numbers = most(Row::numbers).unwrap_or(0);
    told && match tabbed {
        true => most(|r| r.cells.len()) == Some(before.columns.len()),
        false => numbers == n || numbers < n && before.decimals.len() == n,
    }
}

/// What is known of the columns of a table under `caption` whose header stands at `first`. One without a caption or a
/// header of its own that follows another goes on with that.
fn known(
    block: &Block,
    mut caption: String,
    first: usize,
    lexicon: &Lexicon,
    before: Option<Known>,
) -> Known {
    let mut titles = block.header.titles.clone();
    let before = before.filter(|b| first <= b.end + 2 && !caption.contains("单位:"));
    let mut decimals = Vec::new();
    if let Some(before) = before {
        let named = caption.split(' ').any(account::is_name_of_table);
        if titles.is_empty() && !named && goes_on(&block.rows, &before) {
            titles = before.titles;
            caption = before.caption;
            decimals = before.decimals;
        } else if titles == before.titles {
            caption = before.caption;
        }
    }
    let columns = titles.iter().map(|t| column(t, &caption, lexicon));
    let mut columns: Vec<Column> = columns.collect();
    let year = account::year_of_table(&caption);
    for column in columns.iter_mut().filter(|c| c.status.is_some()) {
        column.year = column.year.or(year);
    }
    account::hand_on(&mut columns);
    measure::name_measures(&mut columns, lexicon);
    series::share_units(&mut columns, &caption, lexicon);
    if decimals.is_empty() {
        decimals = place::decimals(block.rows.iter().map(|(_, r)| r), &columns);
    }
    Known {
        columns,
        titles,
        caption,
        decimals,
        end: block.end,
    }
}

/// A label without the mark of a footnote: 居住[3].
fn without_note(label: &str) -> &str {
    let Some((name, mark)) = label.strip_suffix(']').and_then(|l| l.rsplit_once('[')) else {
        return label;
    };
    let marked = !name.is_empty() && mark.chars().all(|c| c.is_ascii_digit());
    if marked { name } else { label }
}

/// A row's label apart from the unit that it ends in: 货运总量(万吨).
fn with_unit<'a>(label: &'a str, lexicon: &Lexicon) -> (&'a str, Option<(String, u32)>) {
    let inside = label.strip_suffix(')').and_then(|l| l.rsplit_once('('));
    let Some((name, inside)) = inside.filter(|(name, _)| !name.is_empty()) else {
        return (label, None);
    };
    // 补助(镇街), 项目(万江) tell where and not in what: only what has a multiplier or is more than a count.
    let told = |(name, scale): &(String, u32)| {
        let chars: Vec<char> = name.chars().collect();
        let known = lexicon.units.at_start(&chars);
        known.is_some_and(|(n, u)| n == chars.len() && (*scale > 0 || !u.is_of("count")))
    };
    match unit(inside.trim_start_matches("单位:"), lexicon).filter(told) {
        Some(found) => (name, Some(found)),
        None => (label, None),
    }
}

/// Whether a row's label is as short as those of the parts of a total, whose unit only the total names.
fn is_part(label: &str) -> bool {
    label.chars().count() <= 6
}

/// A row's label without what only says that it belongs to the row above and which it is: 其中:, #, 一、, (二), 1.
fn name(label: &str) -> String {
    let digits = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let mut text = without_note(label.trim());
    loop {
        let mut rest = text.trim_start_matches(['#', '*', '+', '-']);
        // 一、工业; 1.煤炭; (三)科技; but not 一、二产业.
        let open = rest.strip_prefix('(').unwrap_or(rest);
        let bracket = open.len() < rest.len();
        let behind = open.trim_start_matches(digits);
        let marks: &[char] = if bracket { &[')'] } else { &['、', '.'] };
        if let Some(behind) = behind.strip_prefix(marks)
            && open.starts_with(digits)
        {
            let listed = behind.trim_start_matches(digits);
            let listed = listed.len() < behind.len() && listed.starts_with(['、', '产']);
            let decimal = behind.starts_with(|c: char| c.is_ascii_digit());
            if !listed && !decimal {
                rest = behind;
            }
        }
        for head in ["其中:", "其中", "在总计中:", "总计中:"] {
            rest = rest.strip_prefix(head).unwrap_or(rest);
        }
        let rest = rest.trim();
        if rest == text || rest.is_empty() {
            break;
        }
        text = rest;
    }
    text.to_string()
}
