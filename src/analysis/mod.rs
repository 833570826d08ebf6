//! What stands on the claims: an indicator over the years, tables of places and years, two reports beside each other,
//! numbers that contradict each other, and measuring extraction against annotations and metadata against a table.

mod bound_words;
mod check;
mod choose;
mod comparison;
mod fitness;
mod observation;
mod panel;
mod place;
mod reach;
mod score;
mod series;
mod telling;
mod topic;
mod unit_measure;

pub use bound_words::bound_words;
pub use check::{Check, Cited, Class, Finding, Report, Stated, Sure, check, check_all};
pub use choose::{Chosen, Other, Preference, Relation};
pub use comparison::{Pair, compare};
pub use observation::{Extent, Observation};
pub use panel::{Design, Panel, PanelCell, panel};
pub use place::{Place, Places};
pub use reach::Outcome;
pub use score::{Figures, Gold, score};
pub use series::{Computed, Course, Series, Target, YearRow, track};
pub use telling::{Mistold, TellingFigures};
pub use topic::{Topic, near_topics, statements};
pub use unit_measure::UnitMeasure;
