//! A chart of an indicator over the years: what is drawn (`chart`), as SVG (`svg`), and as PNG (`png`).

mod chart;
mod course;
mod png;
mod svg;

pub use chart::{Chart, Curve, Point};

use std::fmt;

/// Where a text stands to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    Start,
    Middle,
    End,
}

/// A colour, red, green and blue.
type Colour = [u8; 3];

/// What a picture is made of; places in points of the screen from the upper left corner.
#[derive(Debug, Clone, PartialEq)]
enum Shape {
    /// A line through points.
    Line {
        points: Vec<(f64, f64)>,
        colour: Colour,
        width: f64,
        dashed: bool,
    },
    /// A round mark, filled or hollow.
    Dot {
        at: (f64, f64),
        radius: f64,
        colour: Colour,
        hollow: bool,
    },
    /// A text on its base line.
    Text {
        at: (f64, f64),
        size: f64,
        anchor: Anchor,
        colour: Colour,
        bold: bool,
        text: String,
    },
}

/// A picture: its size and what is drawn on white, in order.
#[derive(Debug, Clone, PartialEq)]
struct Picture {
    width: f64,
    height: f64,
    shapes: Vec<Shape>,
}

/// Why a chart could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlotError {
    /// The font given for what the built-in one lacks cannot be read.
    Font,
    /// The picture could not be made.
    Picture,
}

impl fmt::Display for PlotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PlotError::Font => "is no TrueType or OpenType font; name a .ttf, .otf or .ttc file",
            PlotError::Picture => "the picture could not be made; write it as .svg",
        })
    }
}

impl std::error::Error for PlotError {}

/// The chart as SVG; its text asks for fonts with Chinese characters by name.
pub fn svg(chart: &Chart) -> String {
    svg::written(&chart.picture())
}

/// The chart as PNG at twice its size, and the characters that no font had.
///
/// # Errors
///
/// A font that is none.
pub fn png(chart: &Chart, font: Option<&[u8]>) -> Result<(Vec<u8>, Vec<char>), PlotError> {
    png::drawn(&chart.picture(), font)
}
