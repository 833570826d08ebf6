//! The body of a document: paragraphs and tables in order, as lines.

use super::super::grid::{Grid, GridCell};
use super::super::html::raised;
use super::numbering::{Numbering, Place};
use super::xml::{Element, Part, is_on, parts};

/// Elements whose content is no text that stands: what was deleted or moved away, how Word should fill in a field, the other
/// form of what was just said, and the reading over hanzi.
const PASSED_OVER: [&str; 18] = [
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "delInstrText",
    "Fallback",
    "rt",
    "sdtPr",
    "sectPr",
    "tblPr",
    "comment",
    "docPart",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
    "numberingChange",
];

/// What is open around the place that is read.
enum Frame {
    /// The body, a note or a text box: its lines.
    Flow(Vec<String>),
    /// A paragraph, and the lines of the text boxes in it.
    Paragraph(Box<Paragraph>),
    /// A table.
    Table(Table),
    /// A cell: its lines.
    Cell { lines: Vec<String>, cell: Cell },
}

#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    place: Place,
    /// Whether the properties are read, whose runs are none of the text.
    in_properties: bool,
    /// Whether the run that is open is hidden, or raised.
    hidden: bool,
    is_raised: bool,
    /// Whether the exponent of a formula is open.
    in_exponent: bool,
    in_run_properties: bool,
    /// Whether the mark of its end is deleted: it goes on in the next.
    goes_on: bool,
    boxes: Vec<String>,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    /// Lines in the order of the text, for a table that sets out text and no data.
    nested: bool,
    in_row: bool,
    deleted_row: bool,
    /// Columns left out before the first cell of the open row.
    before: usize,
}

#[derive(Default, Clone)]
struct Cell {
    lines: Vec<String>,
    columns: usize,
    /// Whether it goes on from the cell above, and whether one may go on from it.
    goes_on: bool,
}

/// What was read of a part of a document.
pub(super) struct Body {
    pub lines: Vec<String>,
    /// The ids of the notes that it refers to, in order: `footnote 2`.
    pub notes: Vec<String>,
}

/// Reads a part of a document whose text stands in elements called `container`.
///
/// # Errors
///
/// The place of what is no XML, in bytes.
pub(super) fn read(source: &str, numbering: &mut Numbering) -> Result<Body, u64> {
    let mut reader = Reader::new(numbering);
    parts(source, |part| reader.part(part))?;
    Ok(reader.finish())
}

/// The notes of a part, by id, each as its lines.
pub(super) fn read_notes(source: &str, numbering: &mut Numbering) -> Vec<(String, Vec<String>)> {
    let mut notes = Vec::new();
    let mut reader = Reader::new(numbering);
    // A part that breaks off has the notes before that place.
    let _ = parts(source, |part| match part {
        Part::Start(element) if matches!(element.name, "footnote" | "endnote") => {
            reader.frames = vec![Frame::Flow(Vec::new())];
            let id = element.attribute("id").unwrap_or_default();
            notes.push((id, Vec::new()));
        }
        Part::End("footnote" | "endnote") => {
            let lines = reader.take_lines();
            if let Some((_, own)) = notes.last_mut() {
                *own = lines;
            }
        }
        part => reader.part(part),
    });
    notes
}

/// The deepest nesting that is followed; what lies deeper is read as if it lay there.
const DEEPEST: usize = 200;

struct Reader<'a> {
    numbering: &'a mut Numbering,
    frames: Vec<Frame>,
    /// How many elements that are passed over are open, with the name of the outermost.
    passed: Option<(String, usize)>,
    /// Whether what is read is in an element of text: `t`.
    in_text: bool,
    /// Whether the alternative that is open had a choice.
    notes: Vec<String>,
    /// The beginning of a paragraph whose end mark was deleted.
    open: String,
}

impl<'a> Reader<'a> {
    fn new(numbering: &'a mut Numbering) -> Reader<'a> {
        Reader {
            numbering,
            frames: vec![Frame::Flow(Vec::new())],
            passed: None,
            in_text: false,
            notes: Vec::new(),
            open: String::new(),
        }
    }

    fn part(&mut self, part: Part) {
        match part {
            Part::Start(element) => {
                if let Some((name, depth)) = &mut self.passed {
                    *depth += usize::from(name == element.name);
                } else {
                    self.start(&element);
                }
            }
            Part::End(name) => match &mut self.passed {
                Some((passed, depth)) => {
                    *depth -= usize::from(passed == name);
                    if *depth == 0 {
                        self.passed = None;
                    }
                }
                None => self.end(name),
            },
            Part::Text(text) => {
                if self.in_text && self.passed.is_none() {
                    self.say(&text);
                }
            }
        }
    }

    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        match self.frames.last_mut() {
            Some(Frame::Paragraph(paragraph)) => Some(paragraph),
            _ => None,
        }
    }

    fn start(&mut self, element: &Element) {
        let name = element.name;
        let value = || element.attribute("val");
        let on = || is_on(element.attribute("val").as_deref());
        // The mark of a paragraph's end and a whole row can be deleted; the element is then no more than a sign of it.
        if name == "del" {
            if let Some(paragraph) = self.paragraph()
                && paragraph.in_properties
            {
                paragraph.goes_on = true;
                return;
            }
            if let Some(Frame::Table(table)) = self.frames.last_mut()
                && table.in_row
            {
                table.deleted_row = true;
                return;
            }
        }
        if PASSED_OVER.contains(&name) {
            self.passed = Some((name.to_owned(), 1));
            return;
        }
        let deep = self.frames.len() > DEEPEST;
        match name {
            "p" if !deep => self.frames.push(Frame::Paragraph(Box::default())),
            "txbxContent" if !deep => self.frames.push(Frame::Flow(Vec::new())),
            "tbl" if !deep => {
                for frame in &mut self.frames {
                    if let Frame::Table(outer) = frame {
                        outer.nested = true;
                    }
                }
                self.frames.push(Frame::Table(Table::default()));
            }
            "tr" => {
                if let Some(Frame::Table(table)) = self.frames.last_mut() {
                    table.rows.push(Vec::new());
                    (table.in_row, table.deleted_row, table.before) = (true, false, 0);
                }
            }
            "gridBefore" => {
                if let Some(Frame::Table(table)) = self.frames.last_mut() {
                    table.before = value().and_then(|v| v.parse().ok()).unwrap_or(0);
                }
            }
            "tc" if matches!(self.frames.last(), Some(Frame::Table(_))) => {
                self.frames.push(Frame::Cell {
                    lines: Vec::new(),
                    cell: Cell {
                        columns: 1,
                        ..Cell::default()
                    },
                });
            }
            "gridSpan" | "vMerge" | "hMerge" => {
                if let Some(Frame::Cell { cell, .. }) = self.frames.last_mut() {
                    match name {
                        "gridSpan" => {
                            cell.columns = value().and_then(|v| v.parse().ok()).unwrap_or(1);
                        }
                        _ => cell.goes_on = value().as_deref() != Some("restart"),
                    }
                }
            }
            "t" => self.in_text = true,
            "footnoteReference" | "endnoteReference" => {
                let own_mark = element.attribute("customMarkFollows");
                let kind = name.trim_end_matches("Reference");
                let id = element.attribute("id").unwrap_or_default();
                if own_mark.is_none_or(|v| !is_on(Some(&v))) && self.is_shown() {
                    self.notes.push(format!("{kind} {id}"));
                    let mark = format!("[{}]", self.notes.len());
                    self.put(&mark);
                }
            }
            "tab" | "ptab" => self.put("\t"),
            "br" | "cr" => self.put("\n"),
            "noBreakHyphen" => self.put("-"),
            "sym" => {
                let code = element.attribute("char").unwrap_or_default();
                if let Some(c) = symbol(&code) {
                    self.put(c.encode_utf8(&mut [0; 4]));
                }
            }
            // A fraction's numerator stands before its denominator.
            "den" => self.put("/"),
            _ => {}
        }
        let Some(paragraph) = self.paragraph() else {
            return;
        };
        match name {
            "pPr" => paragraph.in_properties = true,
            "pStyle" => paragraph.style = value(),
            "numId" if paragraph.in_properties => paragraph.place.list = value(),
            "ilvl" if paragraph.in_properties => {
                paragraph.place.level = value().and_then(|v| v.parse().ok());
            }
            "r" => (paragraph.hidden, paragraph.is_raised) = (false, false),
            "rPr" => paragraph.in_run_properties = true,
            "vanish" if !paragraph.in_properties => paragraph.hidden = on(),
            "vertAlign" if !paragraph.in_properties => {
                paragraph.is_raised = value().as_deref() == Some("superscript");
            }
            // The exponent of a formula.
            "sup" => paragraph.in_exponent = true,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "p" => self.end_of_paragraph(),
            "txbxContent" => self.end_of_box(),
            "tc" => self.end_of_cell(),
            "tr" => {
                if let Some(Frame::Table(table)) = self.frames.last_mut() {
                    table.in_row = false;
                    if table.deleted_row {
                        table.rows.pop();
                    }
                }
            }
            "tbl" => self.end_of_table(),
            _ => {}
        }
        if let Some(paragraph) = self.paragraph() {
            match name {
                "pPr" => paragraph.in_properties = false,
                "rPr" => paragraph.in_run_properties = false,
                "r" => (paragraph.hidden, paragraph.is_raised) = (false, false),
                "sup" => paragraph.in_exponent = false,
                _ => {}
            }
        }
    }

    /// The lines of a text box stand behind the paragraph that it hangs on.
    fn end_of_box(&mut self) {
        if self.frames.len() < 2 || !matches!(self.frames.last(), Some(Frame::Flow(_))) {
            return;
        }
        let Some(Frame::Flow(lines)) = self.frames.pop() else {
            return;
        };
        match self.frames.last_mut() {
            Some(Frame::Paragraph(host)) => host.boxes.extend(lines),
            _ => lines.into_iter().for_each(|line| self.line(line)),
        }
    }

    fn is_shown(&mut self) -> bool {
        self.paragraph()
            .is_some_and(|p| !p.hidden && !p.in_properties && !p.in_run_properties)
    }

    /// What a run says besides its text.
    fn put(&mut self, text: &str) {
        if self.is_shown()
            && let Some(paragraph) = self.paragraph()
        {
            paragraph.text.push_str(text);
        }
    }

    /// The text of a run.
    fn say(&mut self, text: &str) {
        let Some(paragraph) = self.paragraph() else {
            return;
        };
        if paragraph.hidden {
            return;
        }
        let exponent = (paragraph.is_raised || paragraph.in_exponent)
            && text.chars().count() <= 2
            && text.chars().all(|c| raised(c) != c);
        for c in text.chars() {
            match c {
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
                '\n' | '\r' => paragraph.text.push(' '),
                c if c.is_control() && c != '\t' => {}
                c => paragraph.text.push(if exponent { raised(c) } else { c }),
            }
        }
    }

    fn end_of_paragraph(&mut self) {
        if !matches!(self.frames.last(), Some(Frame::Paragraph(_))) {
            return;
        }
        let Some(Frame::Paragraph(mut paragraph)) = self.frames.pop() else {
            return;
        };
        if paragraph.goes_on {
            self.open.push_str(&paragraph.text);
            let boxes = std::mem::take(&mut paragraph.boxes);
            boxes.into_iter().for_each(|line| self.line(line));
            return;
        }
        let text = std::mem::take(&mut self.open) + &paragraph.text;
        let style = paragraph.style.as_deref();
        let contents = style.is_some_and(|s| self.numbering.is_contents(s));
        if !text.trim().is_empty() && !contents {
            let mark = self.numbering.mark(style, &paragraph.place);
            let text = mark + text.trim_start();
            for line in text.split('\n').map(str::trim).filter(|l| !l.is_empty()) {
                self.line(line.to_string());
            }
        }
        for line in paragraph.boxes {
            self.line(line);
        }
    }

    /// Adds a line to what is open.
    fn line(&mut self, line: String) {
        for frame in self.frames.iter_mut().rev() {
            match frame {
                Frame::Flow(lines) | Frame::Cell { lines, .. } => return lines.push(line),
                Frame::Paragraph(_) | Frame::Table(_) => {}
            }
        }
    }

    fn end_of_cell(&mut self) {
        if !matches!(self.frames.last(), Some(Frame::Cell { .. })) {
            return;
        }
        if let Some(Frame::Cell { lines, mut cell }) = self.frames.pop()
            && let Some(Frame::Table(table)) = self.frames.last_mut()
        {
            cell.lines = lines;
            if let Some(row) = table.rows.last_mut() {
                if row.is_empty() && table.before > 0 {
                    row.push(Cell {
                        columns: table.before,
                        ..Cell::default()
                    });
                }
                row.push(cell);
            }
        }
    }

    fn end_of_table(&mut self) {
        if !matches!(self.frames.last(), Some(Frame::Table(_))) {
            return;
        }
        let Some(Frame::Table(table)) = self.frames.pop() else {
            return;
        };
        let lines = if table.nested {
            let cells = table.rows.into_iter().flatten();
            cells.flat_map(|cell| cell.lines).collect()
        } else {
            let mut grid = Grid::default();
            for row in table.rows {
                grid.row();
                for cell in row {
                    // What goes on from above was said there.
                    let lines = if cell.goes_on { Vec::new() } else { cell.lines };
                    grid.cell(GridCell {
                        lines,
                        columns: cell.columns.max(1),
                        rows: 1,
                    });
                }
            }
            grid.lines()
        };
        lines.into_iter().for_each(|line| self.line(line));
    }

    /// The lines of what is open, which is then closed.
    fn take_lines(&mut self) -> Vec<String> {
        // A part that breaks off leaves elements open.
        for _ in 0..self.frames.len() {
            match self.frames.last() {
                Some(Frame::Paragraph(_)) => self.end_of_paragraph(),
                Some(Frame::Cell { .. }) => self.end_of_cell(),
                Some(Frame::Table(_)) => self.end_of_table(),
                Some(Frame::Flow(_)) if self.frames.len() > 1 => self.end_of_box(),
                _ => break,
            }
        }
        match self.frames.pop() {
            Some(Frame::Flow(lines)) => lines,
            _ => Vec::new(),
        }
    }

    fn finish(mut self) -> Body {
        let lines = self.take_lines();
        Body {
            lines,
            notes: self.notes,
        }
    }
}

/// A character that Word takes from a font of symbols, by its code there.
fn symbol(code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    if !(0xf000..0xf100).contains(&code) {
        return char::from_u32(code).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c));
    }
    // The font Symbol; others hold ornaments.
    Some(match code - 0xf000 {
        0xa3 => '≤',
        0xb3 => '≥',
        0xb1 => '±',
        0xb4 => '×',
        0xb0 => '°',
        0xb8 => '÷',
        0xb9 => '≠',
        0xbb => '≈',
        0x2d => '−',
        0x7e => '~',
        0x6d => 'μ',
        n @ (0x20..=0x2c | 0x2e..=0x40) => char::from_u32(n)?,
        _ => return None,
    })
}
