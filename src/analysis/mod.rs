//! What stands on the claims: measuring extraction against annotations, and metadata against a table.

mod score;
mod telling;

pub use score::{Figures, Gold, score};
pub use telling::{Mistold, TellingFigures};
