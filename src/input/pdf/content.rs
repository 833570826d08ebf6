//! The content of a page: its operators run, which gives each character with its place and the lines that are ruled.

use super::character::is_unknown;
use super::font::{Font, Shown};
use super::plane::{Glyph, Matrix, Sheet, Turned, upright};
use super::rule::{Path, RULES, Rule};
use super::stream::Budget;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Rotation};
use rustc_hash::FxHashMap;
use std::cell::Cell;
use std::rc::Rc;

/// How deep forms may lie in each other.
const DEPTH: usize = 12;

/// How deep states may be saved.
const SAVED: usize = 256;

/// How many operators all pages of a document may have: 5,000 pages of text have some fifteen million.
const OPERATORS: usize = 30_000_000;

/// How many times all pages of a document may show a form.
const FORMS: usize = 50_000;

/// How many characters all pages of a document may have.
const CHARACTERS: usize = 8_000_000;

/// What reading the pages of one document shares.
pub(super) struct Reading<'a> {
    pub budget: &'a Budget,
    fonts: FxHashMap<ObjectIdentifier, Rc<Font>>,
    operators: Cell<usize>,
    characters: Cell<usize>,
    forms: usize,
}

impl<'a> Reading<'a> {
    pub fn new(budget: &'a Budget) -> Reading<'a> {
        Reading {
            budget,
            fonts: FxHashMap::default(),
            operators: Cell::new(OPERATORS),
            characters: Cell::new(CHARACTERS),
            forms: FORMS,
        }
    }

    /// Whether a limit was met, so that what was read is not all.
    pub fn is_spent(&self) -> bool {
        self.budget.is_spent()
            || self.operators.get() == 0
            || self.characters.get() == 0
            || self.forms == 0
    }

    /// Reads a page.
    pub fn page(&mut self, page: &Page<'_>) -> Sheet {
        let area = page.intersected_crop_box();
        let area = if area.width() < 1.0 || area.height() < 1.0 {
            hayro_syntax::page::A4
        } else {
            area
        };
        let (start, width, height) = match page.rotation() {
            Rotation::None => (
                [1.0, 0.0, 0.0, 1.0, -area.x0, -area.y0],
                area.width(),
                area.height(),
            ),
            Rotation::Horizontal => (
                [0.0, -1.0, 1.0, 0.0, -area.y0, area.x1],
                area.height(),
                area.width(),
            ),
            Rotation::Flipped => (
                [-1.0, 0.0, 0.0, -1.0, area.x1, area.y1],
                area.width(),
                area.height(),
            ),
            Rotation::FlippedHorizontal => (
                [0.0, 1.0, -1.0, 0.0, area.y1, -area.x0],
                area.height(),
                area.width(),
            ),
        };
        let mut pen = Pen {
            reading: self,
            shown: Vec::new(),
            rules: Vec::new(),
            unknown: 0,
            has_images: false,
            open: Vec::new(),
        };
        let content = pen.contents(page.raw());
        let resources = &page.resources();
        let fonts = resources.fonts.clone();
        let forms = resources.x_objects.clone();
        pen.run(&content, &fonts, &forms, Matrix(start), 0);
        let (shown, rules) = (pen.shown, pen.rules);
        let (unknown, has_images) = (pen.unknown, pen.has_images);
        let mut sheet = upright(shown, rules, width, height);
        sheet.unknown = unknown;
        sheet.has_images = has_images;
        sheet
    }
}

/// The state that `q` saves.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    char_spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    line_width: f64,
}

struct Pen<'r, 'a> {
    reading: &'r mut Reading<'a>,
    shown: Vec<Turned>,
    rules: Vec<Rule>,
    unknown: usize,
    has_images: bool,
    /// The forms that are being shown, each within the one before.
    open: Vec<ObjectIdentifier>,
}

impl Pen<'_, '_> {
    /// The content of a page, of one stream or of several that follow each other.
    fn contents(&self, page: &Dict<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        let mut add = |stream: &Stream<'_>| {
            out.extend(self.reading.budget.unpack(stream).unwrap_or_default());
            out.push(b' ');
        };
        match page.get::<Object<'_>>("Contents") {
            Some(Object::Stream(stream)) => add(&stream),
            Some(Object::Array(streams)) => streams.iter::<Stream<'_>>().for_each(|s| add(&s)),
            None if page.contains_key("Contents") => self.reading.budget.miss(),
            _ => {}
        }
        out
    }

    fn font(&mut self, fonts: &Dict<'_>, name: &Name<'_>) -> Option<Rc<Font>> {
        let id = fonts.get_ref(name).map(ObjectIdentifier::from);
        if let Some(font) = id.and_then(|id| self.reading.fonts.get(&id)) {
            return Some(font.clone());
        }
        let dict = fonts.get::<Dict<'_>>(name)?;
        let font = Rc::new(Font::new(&dict, self.reading.budget));
        if let Some(id) = id {
            self.reading.fonts.insert(id, font.clone());
        }
        Some(font)
    }

    fn run(
        &mut self,
        content: &[u8],
        fonts: &Dict<'_>,
        forms: &Dict<'_>,
        start: Matrix,
        depth: usize,
    ) {
        let mut state = State {
            matrix: start,
            font: None,
            size: 0.0,
            char_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            line_width: 1.0,
        };
        let mut saved: Vec<State> = Vec::new();
        let (mut text, mut line) = (Matrix::IDENTITY, Matrix::IDENTITY);
        let mut path = Path::default();
        // Depth of marked content, and at which depth a running head or foot began.
        let (mut marked, mut running) = (0usize, None);
        let mut operations = UntypedIter::new(content);
        while let Some(operation) = operations.next() {
            let left = self.reading.operators.get();
            if left == 0 || self.reading.characters.get() == 0 || self.reading.forms == 0 {
                return;
            }
            self.reading.operators.set(left - 1);
            let operands: Vec<&Object<'_>> = operation.operands().collect();
            let n = |i: usize| match operands.get(i) {
                Some(Object::Number(n)) if n.as_f64().abs() < 1e9 => n.as_f64(),
                _ => 0.0,
            };
            let string = |i: usize| match operands.get(i) {
                Some(Object::String(s)) => s.as_bytes(),
                _ => &[],
            };
            let hidden = running.is_some();
            match &**operation.operator {
                b"q" if saved.len() < SAVED => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => {
                    state.matrix = Matrix([n(0), n(1), n(2), n(3), n(4), n(5)]).then(state.matrix);
                }
                b"w" => state.line_width = n(0),
                b"BT" => (text, line) = (Matrix::IDENTITY, Matrix::IDENTITY),
                b"Tf" => {
                    if let Some(Object::Name(name)) = operands.first() {
                        state.font = self.font(fonts, name);
                        state.size = n(1);
                    }
                }
                b"Tc" => state.char_spacing = n(0),
                b"Tw" => state.word_spacing = n(0),
                b"Tz" => state.stretch = n(0) / 100.0,
                b"TL" => state.leading = n(0),
                b"Ts" => state.rise = n(0),
                b"Td" | b"TD" => {
                    if &**operation.operator == b"TD" {
                        state.leading = -n(1);
                    }
                    line = Matrix([1.0, 0.0, 0.0, 1.0, n(0), n(1)]).then(line);
                    text = line;
                }
                b"Tm" => {
                    line = Matrix([n(0), n(1), n(2), n(3), n(4), n(5)]);
                    text = line;
                }
                b"T*" | b"'" | b"\"" => {
                    line = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading]).then(line);
                    text = line;
                    let at = match &**operation.operator {
                        b"'" => Some(0),
                        b"\"" => {
                            (state.word_spacing, state.char_spacing) = (n(0), n(1));
                            Some(2)
                        }
                        _ => None,
                    };
                    if let Some(at) = at {
                        self.show(string(at), &state, &mut text, hidden);
                    }
                }
                b"Tj" => self.show(string(0), &state, &mut text, hidden),
                b"TJ" => {
                    if let Some(Object::Array(parts)) = operands.first() {
                        self.show_parts(parts, &state, &mut text, hidden);
                    }
                }
                b"BMC" | b"BDC" => {
                    marked += 1;
                    if running.is_none() && is_running(&operands) {
                        running = Some(marked);
                    }
                }
                b"EMC" => {
                    if running == Some(marked) {
                        running = None;
                    }
                    marked = marked.saturating_sub(1);
                }
                b"Do" => {
                    if let Some(Object::Name(name)) = operands.first() {
                        self.form(forms, name, (fonts, &state), depth, hidden);
                    }
                }
                b"BI" => self.has_images = true,
                b"m" => path.start(state.matrix.apply(n(0), n(1))),
                b"l" => path.line(state.matrix.apply(n(0), n(1))),
                b"c" | b"v" | b"y" => {
                    let last = operands.len().saturating_sub(2);
                    path.start(state.matrix.apply(n(last), n(last + 1)));
                }
                b"h" => path.close(),
                b"re" => {
                    let (x, y, w, h) = (n(0), n(1), n(2), n(3));
                    let (a, b) = (state.matrix.apply(x, y), state.matrix.apply(x + w, y + h));
                    path.rectangle(a, b);
                }
                b"S" | b"B" | b"B*" => self.rule(&mut path, true),
                b"s" | b"b" | b"b*" => {
                    path.close();
                    self.rule(&mut path, true);
                }
                b"f" | b"F" | b"f*" => self.rule(&mut path, false),
                b"n" => path = Path::default(),
                _ => {}
            }
        }
    }

    /// Takes the ruled lines of a path that is stroked or filled.
    fn rule(&mut self, path: &mut Path, stroked: bool) {
        let path = std::mem::take(path);
        if self.rules.len() < RULES {
            self.rules.extend(path.rules(stroked));
        }
    }

    fn form(
        &mut self,
        forms: &Dict<'_>,
        name: &Name<'_>,
        (fonts, state): (&Dict<'_>, &State),
        depth: usize,
        hidden: bool,
    ) {
        let Some(form) = forms.get::<Stream<'_>>(name) else {
            return;
        };
        let dict = form.dict();
        if dict.get::<Name<'_>>("Subtype").as_deref() != Some(b"Form") {
            self.has_images = true;
            return;
        }
        let id = form.obj_id();
        let within_itself = self.open.contains(&id);
        if depth >= DEPTH || within_itself || hidden || self.reading.forms == 0 {
            return;
        }
        self.reading.forms -= 1;
        let Some(content) = self.reading.budget.unpack(&form) else {
            return;
        };
        let mut matrix = Matrix::IDENTITY;
        if let Some(numbers) = dict.get::<Array<'_>>("Matrix") {
            for (to, from) in matrix.0.iter_mut().zip(numbers.iter::<f32>()) {
                *to = from.into();
            }
        }
        let start = matrix.then(state.matrix);
        self.open.push(id);
        match dict.get::<Dict<'_>>("Resources") {
            Some(own) => {
                let fonts = own.get::<Dict<'_>>("Font").unwrap_or_default();
                let forms = own.get::<Dict<'_>>("XObject").unwrap_or_default();
                self.run(&content, &fonts, &forms, start, depth + 1);
            }
            None => self.run(&content, fonts, forms, start, depth + 1),
        }
        self.open.pop();
    }

    fn show_parts(&mut self, parts: &Array<'_>, state: &State, text: &mut Matrix, hidden: bool) {
        let vertical = state.font.as_ref().is_some_and(|f| f.vertical);
        for part in parts.iter::<Object<'_>>() {
            match part {
                Object::String(s) => self.show(s.as_bytes(), state, text, hidden),
                Object::Number(n) => {
                    let by = -n.as_f64().clamp(-1e9, 1e9) / 1000.0 * state.size;
                    let (x, y) = if vertical {
                        (0.0, by)
                    } else {
                        (by * state.stretch, 0.0)
                    };
                    *text = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(*text);
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, string: &[u8], state: &State, text: &mut Matrix, hidden: bool) {
        let Some(font) = state.font.clone() else {
            return;
        };
        font.show(string, |shown| {
            if !hidden {
                self.put(shown, state, *text, font.vertical);
            }
            let spacing = if shown.is_space {
                state.char_spacing + state.word_spacing
            } else {
                state.char_spacing
            };
            let (x, y) = if font.vertical {
                (0.0, spacing - state.size)
            } else {
                let by = shown.advance * state.size + spacing;
                (by * state.stretch, 0.0)
            };
            *text = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(*text);
        });
    }

    /// Puts what a code shows on the page. Text at a slant (a watermark) is left out.
    fn put(&mut self, shown: &Shown, state: &State, text: Matrix, vertical: bool) {
        let [a, b, c, d, x, y] = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, state.rise])
            .then(text)
            .then(state.matrix)
            .0;
        let scale = (a * a + b * b).sqrt();
        let size = (c * c + d * d).sqrt() * state.size.abs();
        if !size.is_finite() || size <= 0.01 || !(x + y).is_finite() || x.abs() + y.abs() > 1e6 {
            return;
        }
        let slant = if a.abs() >= b.abs() { b / a } else { a / b };
        if slant.abs() > 0.1 {
            return;
        }
        let backward = state.size < 0.0 || state.stretch < 0.0;
        let turns = match (a.abs() >= b.abs(), (a + b < 0.0) != backward) {
            (true, false) => 0,
            (false, false) => 1,
            (true, true) => 2,
            (false, true) => 3,
        };
        let width = (shown.advance * state.size * state.stretch).abs() * scale;
        let Some(text) = &shown.text else {
            if shown.advance > 0.0 {
                self.unknown += 1;
            }
            return;
        };
        let left = self.reading.characters.get();
        let count = text.chars().count();
        let Some(left) = left.checked_sub(count) else {
            self.reading.characters.set(0);
            return;
        };
        self.reading.characters.set(left);
        let width = if vertical { size } else { width };
        let each = width / count.max(1) as f64;
        for (i, char) in text.chars().enumerate() {
            self.unknown += usize::from(is_unknown(char));
            let along = each * i as f64;
            let (x, y) = match turns {
                0 => (x + along, y),
                1 => (x, y + along),
                2 => (x - along, y),
                _ => (x, y - along),
            };
            // The pen of vertical text is in the middle above the character.
            let (x, y) = if vertical {
                (x - size / 2.0, y - 0.88 * size)
            } else {
                (x, y)
            };
            self.shown.push(Turned {
                glyph: Glyph {
                    char,
                    x,
                    y,
                    width: each,
                    size,
                },
                turns,
            });
        }
    }
}

/// Whether marked content is a running head or foot, or a page number.
fn is_running(operands: &[&Object<'_>]) -> bool {
    matches!(operands, [Object::Name(tag), Object::Dict(of)]
        if **tag == *b"Artifact" && of.get::<Name<'_>>("Type").as_deref() == Some(b"Pagination"))
}
