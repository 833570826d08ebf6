//! What shapes are drawn in: by what it means, so that a page may give it colours of its own.

/// A colour, red, green and blue.
pub(super) type Colour = [u8; 3];

/// The colour of the ground, and of what hollow marks hold.
pub(super) const PAPER: Colour = [255; 3];

/// Colours that the colour-blind tell apart (Okabe and Ito), and that stay apart in print. There are no more curves than these.
pub(super) const CURVES: [Colour; 7] = [
    [0, 114, 178],
    [213, 94, 0],
    [0, 158, 115],
    [204, 121, 167],
    [230, 159, 0],
    [86, 180, 233],
    [90, 90, 90],
];

/// What a shape is drawn in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Titles and names.
    Plain,
    /// What is beside the matter: numbers of the axes, the source.
    Dim,
    /// The lines of the grid.
    Grid,
    /// The curve with this number.
    Curve(usize),
}

impl Ink {
    /// Its colour on white.
    pub fn colour(self) -> Colour {
        match self {
            Ink::Plain => [34, 34, 34],
            Ink::Dim => [110, 110, 110],
            Ink::Grid => [224, 224, 224],
            Ink::Curve(number) => CURVES[number % CURVES.len()],
        }
    }

    /// The name by which a stylesheet knows it.
    pub fn class(self) -> String {
        match self {
            Ink::Plain => "zs-ink".to_string(),
            Ink::Dim => "zs-dim".to_string(),
            Ink::Grid => "zs-grid".to_string(),
            Ink::Curve(number) => format!("zs-curve-{}", number % CURVES.len()),
        }
    }
}
