//! What stands on the claims: measuring extraction against annotations, numbers that contradict each other.

mod check;
mod score;

pub use check::{Check, Cited, Class, Finding, Report, Stated, Sure, check, check_all};
pub use score::{Figures, Gold, score};
