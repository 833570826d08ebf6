//! What stands on the claims: measuring extraction against annotations.

mod score;

pub use score::{Figures, Gold, score};
