//! A tree as the lines that a reader of the page sees: paragraphs, headings, items of lists, rows of tables.

use super::super::grid::{Grid, GridCell};
use super::dom::{DOCUMENT, Data, Dom, NodeId, Step};

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub text: String,
    /// The innermost block that it stands in.
    pub block: NodeId,
    /// How many of its characters are links.
    pub linked: usize,
    /// What it is.
    pub sort: Sort,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Paragraph,
    Heading,
    Row,
}

/// Elements whose content is no text of the page.
const SILENT: [&str; 26] = [
    "head", "script", "style", "noscript", "template", "iframe", "svg", "select", "option",
    "button", "textarea", "input", "object", "canvas", "audio", "video", "rt", "rp", "map",
    "datalist", "noframes", "applet", "embed", "title", "meter", "dialog",
];

/// Elements that begin and end a line.
const BLOCKS: [&str; 44] = [
    "html",
    "body",
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
    "caption",
];

/// Whether elements are left out that a style sheet of their own hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hidden {
    LeftOut,
    Taken,
}

/// The lines of a page, in order.
pub(super) fn lines(dom: &Dom, hidden: Hidden) -> Vec<Line> {
    let mut renderer = Renderer::new(dom);
    let mut walk = dom.walk(DOCUMENT);
    while let Some(step) = walk.step() {
        match step {
            Step::Enter(id) => {
                let name = dom.name(id);
                let unseen = hidden == Hidden::LeftOut && !name.is_empty() && is_hidden(dom, id);
                if SILENT.contains(&name) || unseen {
                    walk.skip(id);
                } else {
                    renderer.enter(id);
                }
            }
            Step::Leave(id) => renderer.leave(id),
        }
    }
    renderer.flush();
    renderer.lines
}

/// Whether an element says of itself that it is not shown.
fn is_hidden(dom: &Dom, id: NodeId) -> bool {
    let style = dom.attribute(id, "style").unwrap_or_default();
    let style: String = style
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    dom.attribute(id, "hidden").is_some()
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// A list that is open.
struct List {
    /// The number of its next item, where it counts.
    next: Option<i64>,
    /// How it counts.
    style: String,
}

/// A table of data that is open.
struct Table {
    grid: Grid,
    /// The lines of the cell that is open, and those before it.
    outside: Vec<Line>,
    linked: usize,
}

struct Renderer<'a> {
    dom: &'a Dom,
    /// Tables that hold other tables: they set out a page, and no data.
    layouts: Vec<bool>,
    lines: Vec<Line>,
    text: String,
    linked: usize,
    /// White space that was not written yet: a space between words, or a line end of the source, which is none between hanzi.
    space: Option<Space>,
    links: usize,
    preformatted: usize,
    blocks: Vec<NodeId>,
    headings: usize,
    lists: Vec<List>,
    tables: Vec<Table>,
    raised: Option<NodeId>,
    /// Whether the line has the number of an item and nothing else yet.
    only_mark: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    LineEnd,
    Between,
}

impl<'a> Renderer<'a> {
    fn new(dom: &'a Dom) -> Renderer<'a> {
        let mut layouts = vec![false; dom.len()];
        for table in dom.elements("table") {
            if let Some(outer) = dom.around(table).find(|id| dom.name(*id) == "table") {
                layouts[outer] = true;
            }
        }
        Renderer {
            dom,
            layouts,
            lines: Vec::new(),
            text: String::new(),
            linked: 0,
            space: None,
            links: 0,
            preformatted: 0,
            blocks: vec![DOCUMENT],
            headings: 0,
            lists: Vec::new(),
            tables: Vec::new(),
            raised: None,
            only_mark: false,
        }
    }

    fn is_data(&self, table: NodeId) -> bool {
        !self.layouts[table] && self.dom.attribute(table, "role") != Some("presentation")
    }

    fn enter(&mut self, id: NodeId) {
        let name = match &self.dom.node(id).data {
            Data::Text(text) => return self.words(text),
            Data::Other => return,
            Data::Element(name, _) => &*name.local,
        };
        if BLOCKS.contains(&name) {
            // The number of an item stands before the paragraph in it.
            if !self.only_mark {
                self.flush();
            }
            self.blocks.push(id);
        }
        match name {
            "br" | "hr" => self.flush(),
            "a" if self.dom.attribute(id, "href").is_some() => self.links += 1,
            "pre" | "xmp" | "listing" | "plaintext" => self.preformatted += 1,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.headings += 1,
            "ol" | "ul" | "menu" | "dir" => {
                let list = self.list(id, name);
                self.lists.push(list);
            }
            "li" => self.item(id),
            "sup" if self.raised.is_none() && is_raised_number(&self.dom.opening(id)) => {
                self.raised = Some(id);
            }
            "table" if self.is_data(id) => {
                let outside = std::mem::take(&mut self.lines);
                self.tables.push(Table {
                    grid: Grid::default(),
                    outside,
                    linked: 0,
                });
            }
            "tr" => {
                if let Some(table) = self.table_of(id) {
                    table.grid.row();
                }
            }
            _ => {}
        }
    }

    fn leave(&mut self, id: NodeId) {
        let Data::Element(name, _) = &self.dom.node(id).data else {
            return;
        };
        let name = &*name.local;
        let is_block = BLOCKS.contains(&name);
        if is_block {
            self.flush();
            self.blocks.pop();
        }
        match name {
            "a" if self.dom.attribute(id, "href").is_some() => self.links -= 1,
            "pre" | "xmp" | "listing" | "plaintext" => {
                self.flush();
                self.preformatted -= 1;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.headings -= 1,
            "ol" | "ul" | "menu" | "dir" => {
                self.lists.pop();
            }
            "sup" if self.raised == Some(id) => self.raised = None,
            "td" | "th" => self.end_of_cell(id),
            "caption" => {
                // The name of the table stands before it.
                let lines = self
                    .table_of(id)
                    .is_some()
                    .then(|| std::mem::take(&mut self.lines));
                if let (Some(lines), Some(table)) = (lines, self.tables.last_mut()) {
                    table.outside.extend(lines);
                }
            }
            "table" if self.is_data(id) => self.end_of_table(id),
            _ => {}
        }
    }

    /// The open table of data that an element belongs to.
    fn table_of(&mut self, id: NodeId) -> Option<&mut Table> {
        let dom = self.dom;
        let owner = dom.around(id).find(|id| dom.name(*id) == "table")?;
        if self.is_data(owner) {
            self.tables.last_mut()
        } else {
            None
        }
    }

    fn end_of_cell(&mut self, id: NodeId) {
        let span = |name: &str| {
            let value = self.dom.attribute(id, name).unwrap_or_default();
            value.trim().parse().unwrap_or(1usize).clamp(1, 65_534)
        };
        let (columns, rows) = (span("colspan"), span("rowspan"));
        if self.table_of(id).is_none() {
            return;
        }
        let lines = std::mem::take(&mut self.lines);
        if let Some(table) = self.tables.last_mut() {
            table.linked += lines.iter().map(|l| l.linked).sum::<usize>();
            let lines = lines.into_iter().map(|l| l.text).collect();
            table.grid.cell(GridCell {
                lines,
                columns,
                rows,
            });
        }
    }

    fn end_of_table(&mut self, id: NodeId) {
        let Some(table) = self.tables.pop() else {
            return;
        };
        // What stands in the table and in no cell.
        let strays = std::mem::replace(&mut self.lines, table.outside);
        self.lines.extend(strays);
        let rows = table.grid.lines();
        let all: usize = rows.iter().map(|r| r.chars().count()).sum();
        for text in rows {
            let sort = if text.contains('\t') {
                Sort::Row
            } else {
                Sort::Paragraph
            };
            let own = text.chars().count();
            // Which of its cells are links is not asked: a table of links is one in each row.
            let linked = (own * table.linked.min(all)) / all.max(1);
            self.lines.push(Line {
                text,
                block: id,
                linked,
                sort,
            });
        }
    }

    fn list(&self, id: NodeId, name: &str) -> List {
        let number = |name| {
            self.dom
                .attribute(id, name)
                .and_then(|v| v.trim().parse().ok())
        };
        let css = self.dom.attribute(id, "style").unwrap_or_default();
        let counts = name == "ol"
            && !css.replace(' ', "").contains("list-style:none")
            && !css.replace(' ', "").contains("list-style-type:none");
        List {
            next: counts.then(|| number("start").unwrap_or(1)),
            style: self.dom.attribute(id, "type").unwrap_or("1").to_string(),
        }
    }

    /// The number of an item of a list that counts.
    fn item(&mut self, id: NodeId) {
        let value = self
            .dom
            .attribute(id, "value")
            .and_then(|v| v.trim().parse().ok());
        let Some(list) = self.lists.last_mut() else {
            return;
        };
        let Some(next) = list.next else { return };
        let number: i64 = value.unwrap_or(next);
        list.next = Some(number.saturating_add(1));
        let mark = match (list.style.as_str(), u32::try_from(number)) {
            ("a", Ok(n @ 1..=26)) => char::from(b'a' + n as u8 - 1).to_string(),
            ("A", Ok(n @ 1..=26)) => char::from(b'A' + n as u8 - 1).to_string(),
            _ => number.to_string(),
        };
        self.text.push_str(&mark);
        self.text.push('.');
        self.only_mark = true;
        self.space = Some(Space::Between);
    }

    /// Words of the source: their white space is one space, none between hanzi at the end of a line.
    fn words(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' | '\r' if self.preformatted > 0 => self.flush(),
                '\t' if self.preformatted > 0 => {
                    self.space = None;
                    self.text.push('\t');
                }
                '\n' | '\r' => self.space = self.space.or(Some(Space::LineEnd)),
                // A blank that a reader sees beside a line end is one.
                '\t' | ' ' if self.space == Some(Space::LineEnd) => {}
                c if c.is_whitespace() => self.space = Some(Space::Between),
                '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
                c if c.is_control() => {}
                c => self.character(c),
            }
        }
    }

    fn character(&mut self, c: char) {
        if let Some(space) = self.space.take()
            && let Some(before) = self.text.chars().next_back()
        {
            let wide = |c: char| c >= '\u{2e80}';
            if before != '\t' && (space == Space::Between || !(wide(before) && wide(c))) {
                self.text.push(' ');
            }
        }
        let c = match self.raised {
            Some(_) => raised(c),
            None => c,
        };
        self.text.push(c);
        self.only_mark = false;
        self.linked += usize::from(self.links > 0);
    }

    /// Ends the line.
    fn flush(&mut self) {
        self.space = None;
        let text = std::mem::take(&mut self.text);
        let linked = std::mem::take(&mut self.linked);
        if std::mem::take(&mut self.only_mark) || text.trim().is_empty() {
            return;
        }
        self.lines.push(Line {
            text: text.trim_end().to_string(),
            block: self.blocks.last().copied().unwrap_or(DOCUMENT),
            linked,
            sort: if self.headings > 0 {
                Sort::Heading
            } else {
                Sort::Paragraph
            },
        });
    }
}

/// Whether raised text is an exponent: m², 10⁴. A raised [1] is the mark of a note and stays as it is.
fn is_raised_number(text: &str) -> bool {
    let text = text.trim();
    (1..=2).contains(&text.chars().count()) && text.chars().all(|c| raised(c) != c)
}

/// A character as one that is raised by itself.
pub(in super::super) fn raised(c: char) -> char {
    match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32('⁴' as u32 + (c as u32 - '4' as u32)).unwrap_or(c),
        '-' | '−' => '⁻',
        c => c,
    }
}
