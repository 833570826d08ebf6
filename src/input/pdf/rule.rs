//! The paths that a page draws, as far as they are the ruled lines of a table.

/// How many ruled lines a page may have; a drawing of more is no table.
pub(super) const RULES: usize = 20_000;

/// A ruled line, or a filled rectangle as thin as one, along an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

/// A path as far as it can be ruled lines.
#[derive(Default)]
pub(super) struct Path {
    first: Option<(f64, f64)>,
    last: Option<(f64, f64)>,
    lines: Vec<Rule>,
    rectangles: Vec<Rule>,
}

/// The widest line that is a ruled one, in points.
const THICKEST: f64 = 3.0;

impl Path {
    /// Begins a line.
    pub fn start(&mut self, at: (f64, f64)) {
        (self.first, self.last) = (Some(at), Some(at));
    }

    /// Goes on with one.
    pub fn line(&mut self, to: (f64, f64)) {
        if let Some(from) = self.last.replace(to)
            && self.lines.len() < RULES
        {
            self.lines.push(Rule::between(from, to));
        }
    }

    /// Goes back to where it began.
    pub fn close(&mut self) {
        if let Some(first) = self.first {
            self.line(first);
        }
    }

    /// Adds a rectangle with these corners.
    pub fn rectangle(&mut self, a: (f64, f64), b: (f64, f64)) {
        if self.rectangles.len() < RULES {
            self.rectangles.push(Rule::between(a, b));
        }
    }

    /// The lines along an axis: what is stroked, and what is filled as thinly as a line.
    pub fn rules(self, stroked: bool) -> Vec<Rule> {
        let mut out = Vec::new();
        for r in self.rectangles {
            let Rule { x0, y0, x1, y1 } = r;
            if x1 - x0 <= THICKEST || y1 - y0 <= THICKEST {
                out.push(r);
            } else if stroked {
                out.push(Rule { y1: y0, ..r });
                out.push(Rule { y0: y1, ..r });
                out.push(Rule { x1: x0, ..r });
                out.push(Rule { x0: x1, ..r });
            }
        }
        if stroked {
            out.extend(self.lines);
        } else if (3..=5).contains(&self.lines.len()) {
            // A rectangle drawn as lines, and filled; the last of them may be left to the filling.
            let bounds = self.lines.iter().copied().reduce(|a, b| Rule {
                x0: a.x0.min(b.x0),
                y0: a.y0.min(b.y0),
                x1: a.x1.max(b.x1),
                y1: a.y1.max(b.y1),
            });
            out.extend(bounds);
        }
        out.retain(|r| {
            let (w, h) = (r.x1 - r.x0, r.y1 - r.y0);
            w.min(h) <= THICKEST && w.max(h) > 0.0
        });
        out
    }
}

impl Rule {
    /// The rectangle with these corners.
    pub fn between(a: (f64, f64), b: (f64, f64)) -> Rule {
        Rule {
            x0: a.0.min(b.0),
            y0: a.1.min(b.1),
            x1: a.0.max(b.0),
            y1: a.1.max(b.1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(draw: impl Fn(&mut Path), stroked: bool) -> usize {
        let mut path = Path::default();
        draw(&mut path);
        path.rules(stroked).len()
    }

    #[test]
    fn lines_along_an_axis_are_ruled() {
        let line = |to| {
            move |path: &mut Path| {
                path.start((0.0, 0.0));
                path.line(to);
            }
        };
        assert_eq!(rules(line((90.0, 0.0)), true), 1);
        assert_eq!(rules(line((90.0, 0.0)), false), 0);
        assert_eq!(rules(line((90.0, 50.0)), true), 0);
    }

    #[test]
    fn rectangles_are_four_lines_or_one_or_none() {
        let rectangle = |to| move |path: &mut Path| path.rectangle((0.0, 0.0), to);
        assert_eq!(rules(rectangle((90.0, 50.0)), true), 4);
        assert_eq!(rules(rectangle((90.0, 50.0)), false), 0);
        assert_eq!(rules(rectangle((90.0, 0.5)), false), 1);
    }

    #[test]
    fn a_thin_rectangle_drawn_as_lines_is_one() {
        let draw = |path: &mut Path| {
            path.start((0.0, 0.0));
            for to in [(90.0, 0.0), (90.0, 0.5), (0.0, 0.5)] {
                path.line(to);
            }
        };
        assert_eq!(rules(draw, false), 1);
        let closed = |path: &mut Path| {
            draw(path);
            path.close();
        };
        assert_eq!(rules(closed, false), 1);
    }
}
