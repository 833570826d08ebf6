//! A picture as PNG. Its letters come from a font that is built in, so that it looks alike everywhere and needs none installed.

use super::ink::{Colour, PAPER};
use super::{Anchor, Picture, PlotError, Shape};
use tiny_skia::{
    Color, FillRule, LineJoin, Paint, PathBuilder, Pixmap, Stroke, StrokeDash, Transform,
};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// Noto Sans CJK SC, Regular, with the characters of GB 2312's first level and of the vocabularies; font/README.md.
const FONT: &[u8] = include_bytes!("font/NotoSansSC-subset.otf");

/// How many points of the picture one of the chart is.
const SCALE: f32 = 2.0;

/// What stands for a character that no font has.
const MISSING: char = '□';

/// The picture as a file, and the characters that neither the built-in font nor `font` has.
pub fn drawn(picture: &Picture, font: Option<&[u8]>) -> Result<(Vec<u8>, Vec<char>), PlotError> {
    let own = Face::parse(FONT, 0).map_err(|_| PlotError::Font)?;
    let given = font.map(|bytes| Face::parse(bytes, 0)).transpose();
    let given = given.map_err(|_| PlotError::Font)?;
    let mut pen = Pen {
        fonts: std::iter::once(own).chain(given).collect(),
        missing: Vec::new(),
    };
    let size = |length: f64| (length as f32 * SCALE).ceil() as u32;
    let pixels = Pixmap::new(size(picture.width), size(picture.height));
    let mut pixels = pixels.ok_or(PlotError::Picture)?;
    pixels.fill(Color::WHITE);
    for shape in &picture.shapes {
        pen.draw(&mut pixels, shape);
    }
    let bytes = pixels.encode_png().map_err(|_| PlotError::Picture)?;
    Ok((bytes, pen.missing))
}

struct Pen<'a> {
    fonts: Vec<Face<'a>>,
    missing: Vec<char>,
}

impl Pen<'_> {
    fn draw(&mut self, pixels: &mut Pixmap, shape: &Shape) {
        let view = Transform::from_scale(SCALE, SCALE);
        match shape {
            Shape::Line {
                points,
                ink,
                width,
                dashed,
            } => {
                let mut path = PathBuilder::new();
                for (i, (x, y)) in points.iter().enumerate() {
                    match i {
                        0 => path.move_to(*x as f32, *y as f32),
                        _ => path.line_to(*x as f32, *y as f32),
                    }
                }
                let stroke = Stroke {
                    width: *width as f32,
                    line_join: LineJoin::Round,
                    dash: dashed
                        .then(|| StrokeDash::new(vec![2.0, 3.0], 0.0))
                        .flatten(),
                    ..Stroke::default()
                };
                if let Some(path) = path.finish() {
                    pixels.stroke_path(&path, &paint(ink.colour()), &stroke, view, None);
                }
            }
            Shape::Dot {
                at,
                radius,
                ink,
                hollow,
                mark: _,
            } => {
                let colour = ink.colour();
                let circle = PathBuilder::from_circle(at.0 as f32, at.1 as f32, *radius as f32);
                if let Some(path) = circle {
                    let inside = if *hollow { PAPER } else { colour };
                    pixels.fill_path(&path, &paint(inside), FillRule::Winding, view, None);
                    let stroke = Stroke {
                        width: 1.5,
                        ..Stroke::default()
                    };
                    pixels.stroke_path(&path, &paint(colour), &stroke, view, None);
                }
            }
            Shape::Text {
                at,
                size,
                anchor,
                ink,
                bold,
                text,
            } => {
                let letters: Vec<(usize, GlyphId)> = text.chars().map(|c| self.glyph(c)).collect();
                let size = *size as f32;
                let width: f32 = letters.iter().map(|l| self.advance(*l, size)).sum();
                let mut x = at.0 as f32
                    - match anchor {
                        Anchor::Start => 0.0,
                        Anchor::Middle => width / 2.0,
                        Anchor::End => width,
                    };
                for letter in letters {
                    self.letter(pixels, letter, (x, at.1 as f32), size, ink.colour(), *bold);
                    x += self.advance(letter, size);
                }
            }
        }
    }

    /// The font that has a character, and its glyph there.
    fn glyph(&mut self, c: char) -> (usize, GlyphId) {
        let find = |fonts: &[Face], c: char| {
            let mut found = fonts.iter().enumerate();
            found.find_map(|(i, font)| Some((i, font.glyph_index(c)?)))
        };
        if let Some(found) = find(&self.fonts, c) {
            return found;
        }
        if !self.missing.contains(&c) {
            self.missing.push(c);
        }
        find(&self.fonts, MISSING).unwrap_or((0, GlyphId(0)))
    }

    fn advance(&self, (font, glyph): (usize, GlyphId), size: f32) -> f32 {
        let face = &self.fonts[font];
        let units = f32::from(face.glyph_hor_advance(glyph).unwrap_or(face.units_per_em()));
        units * size / f32::from(face.units_per_em())
    }

    fn letter(
        &self,
        pixels: &mut Pixmap,
        (font, glyph): (usize, GlyphId),
        (x, y): (f32, f32),
        size: f32,
        colour: Colour,
        bold: bool,
    ) {
        let face = &self.fonts[font];
        let mut outline = Outline(PathBuilder::new());
        if face.outline_glyph(glyph, &mut outline).is_none() {
            return;
        }
        let Some(path) = outline.0.finish() else {
            return;
        };
        let unit = size / f32::from(face.units_per_em());
        // Fonts count upwards.
        let place = Transform::from_row(unit, 0.0, 0.0, -unit, x, y).post_scale(SCALE, SCALE);
        pixels.fill_path(&path, &paint(colour), FillRule::Winding, place, None);
        if bold {
            let stroke = Stroke {
                width: f32::from(face.units_per_em()) / 28.0,
                ..Stroke::default()
            };
            pixels.stroke_path(&path, &paint(colour), &stroke, place, None);
        }
    }
}

fn paint([r, g, b]: Colour) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(r, g, b, 255);
    paint.anti_alias = true;
    paint
}

struct Outline(PathBuilder);

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}

#[cfg(test)]
mod tests {
    use super::super::ink::Ink;
    use super::*;
    use crate::lexicon::Lexicon;

    fn picture(text: &str) -> Picture {
        Picture {
            told: String::new(),
            width: 80.0,
            height: 20.0,
            shapes: vec![Shape::Text {
                at: (2.0, 15.0),
                size: 12.0,
                anchor: Anchor::Start,
                ink: Ink::Plain,
                bold: false,
                text: text.into(),
            }],
        }
    }

    #[test]
    fn chinese_needs_no_font_of_the_system() {
        let (bytes, missing) = drawn(&picture("清远市 1500.9亿元"), None).unwrap();
        assert!(bytes.starts_with(b"\x89PNG") && missing.is_empty());
        let (empty, _) = drawn(&picture(""), None).unwrap();
        assert!(bytes.len() > empty.len(), "letters are drawn");
    }

    #[test]
    fn the_names_of_indicators_can_be_drawn() {
        let face = Face::parse(FONT, 0).unwrap();
        let indicators = &Lexicon::builtin().indicators;
        for id in [
            "gdp",
            "fiscal_revenue",
            "forest_coverage",
            "industrial_value_added",
            "cpi",
        ] {
            let label = indicators.label(id).unwrap();
            assert!(
                label.chars().all(|c| face.glyph_index(c).is_some()),
                "{label}"
            );
        }
    }

    #[test]
    fn what_no_font_has_is_told_once() {
        let (_, missing) = drawn(&picture("龘龘"), None).unwrap();
        assert_eq!(missing, ['龘']);
        assert_eq!(
            drawn(&picture("甲"), Some(b"no font")),
            Err(PlotError::Font)
        );
    }
}
