//! A chart of an indicator over the years: what is drawn (`chart`) and in what (`ink`), as SVG (`svg`), and as PNG (`png`).

mod chart;
mod course;
mod ink;
mod png;
mod svg;

pub use chart::{Chart, Curve, Point};

use ink::Ink;
use std::fmt;

/// Where a text stands to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    Start,
    Middle,
    End,
}

/// What a picture is made of; places in points of the screen from the upper left corner.
#[derive(Debug, Clone, PartialEq)]
enum Shape {
    /// A line through points.
    Line {
        points: Vec<(f64, f64)>,
        ink: Ink,
        width: f64,
        dashed: bool,
    },
    /// A round mark, filled or hollow.
    Dot {
        at: (f64, f64),
        radius: f64,
        ink: Ink,
        hollow: bool,
        mark: Option<Mark>,
    },
    /// A text on its base line.
    Text {
        at: (f64, f64),
        size: f64,
        anchor: Anchor,
        ink: Ink,
        bold: bool,
        text: String,
    },
}

/// What a dot stands for.
#[derive(Debug, Clone, PartialEq)]
struct Mark {
    /// What is said where one points at it.
    told: String,
    /// Where it leads.
    link: Option<String>,
    /// How far from its middle a click still means it.
    reach: f64,
}

/// A picture: its size and what is drawn on white, in order.
#[derive(Debug, Clone, PartialEq)]
struct Picture {
    /// What it shows, in a line.
    told: String,
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
///
/// It can be a file or a part of a page: it has no styles of its own, only attributes, and classes by which a stylesheet may give
/// it other colours. What a shape is: `zs-paper` (the ground), `zs-line`, `zs-dot`, `zs-hollow` (a mark of a target), `zs-text`,
/// `zs-reach` (the room around a mark that leads somewhere); and what it is drawn in: `zs-ink`, `zs-dim`, `zs-grid`, `zs-curve-0` to
/// `zs-curve-6`. A mark says what it stands for where one points at it, and leads to its sentence in a chart made by
/// [`Chart::linked`].
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
