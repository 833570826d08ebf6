//! The plane of a page: transformations, characters with their places, and the page turned upright.

use super::rule::Rule;

/// A transformation of the plane, as PDF writes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    /// What changes nothing.
    pub const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First `self`, then `other`.
    pub fn then(self, other: Matrix) -> Matrix {
        let [a, b, c, d, e, f] = self.0;
        let [g, h, i, j, k, l] = other.0;
        Matrix([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    /// Where a point comes to lie.
    pub fn apply(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }
}

/// A character on its page, in points from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    /// The character; a space is none of its own but lies before the next one.
    pub char: char,
    /// Its left edge.
    pub x: f64,
    /// Its base line.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// The size of its font as shown.
    pub size: f64,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub width: f64,
    pub height: f64,
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
    /// How many characters it has that its fonts do not tell.
    pub unknown: usize,
    /// Whether it shows anything that is no text: images, drawings.
    pub has_images: bool,
}

/// A character with its direction: quarter turns from left to right.
pub(super) struct Turned {
    pub glyph: Glyph,
    pub turns: u8,
}

/// The page turned so that most of its text is upright, with `y` downwards; text in other directions is left out.
pub(super) fn upright(shown: Vec<Turned>, rules: Vec<Rule>, width: f64, height: f64) -> Sheet {
    let mut counts = [0usize; 4];
    for turned in &shown {
        counts[usize::from(turned.turns & 3)] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let turns = counts.iter().position(|c| *c == most).unwrap_or(0);
    // From the page's plane, y upwards, to the reader's, y downwards.
    let place = |x: f64, y: f64| match turns {
        0 => (x, height - y),
        1 => (y, x),
        2 => (width - x, y),
        _ => (height - y, width - x),
    };
    let glyphs = shown
        .into_iter()
        .filter(|t| usize::from(t.turns) == turns)
        .map(|t| {
            let (x, y) = place(t.glyph.x, t.glyph.y);
            Glyph { x, y, ..t.glyph }
        });
    let rules = rules
        .into_iter()
        .map(|r| Rule::between(place(r.x0, r.y0), place(r.x1, r.y1)));
    let (width, height) = if turns % 2 == 0 {
        (width, height)
    } else {
        (height, width)
    };
    Sheet {
        width,
        height,
        glyphs: glyphs.collect(),
        rules: rules.collect(),
        ..Sheet::default()
    }
}
