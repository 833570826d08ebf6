//! What a mention of a number says: its role, and for a claim indicator, kind, period, area, status and links.

mod assemble;
mod bracket;
mod compare;
mod confidence;
mod distribute;
mod draft;
mod era;
mod facet;
mod fields;
mod frame;
mod indicator;
mod kind;
mod link;
mod list;
mod naming;
mod noun;
mod outlook;
mod period;
mod place;
mod predicate;
mod retell;
mod role;
mod rules;
mod sentence;
mod span;
mod status;
mod subject;
mod time;
mod wording;

pub(crate) use assemble::assemble;
pub use confidence::{Band, Confidence, Doubt};
pub(crate) use draft::Setting;
pub(crate) use era::of_plan_document;
pub use fields::FieldRules;
pub(crate) use frame::{Frame, notes, opening};
pub(crate) use outlook::plans;
pub(crate) use place::zone_of_heading;
pub use rules::{Rule, rules};
#[cfg(test)]
pub(crate) use sentence::claims_in;
pub(crate) use sentence::{Line, starts_with};

use crate::document::Span;
use crate::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// Whether a number is a claim, and if not, what else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Says how much, how many, how fast or in which place something is, was or shall be.
    Claim,
    /// Only says which things are meant: 5亿元以上工业企业.
    Qualifier,
    /// Calendar time, or a span of it used as one.
    Date,
    /// Part of a name, title, slogan, edition or grade.
    Label,
}

/// What sort of statement a claim makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An amount, stock, count or rate.
    Level,
    /// An absolute difference in the indicator's own unit.
    Change,
    /// A relative change.
    Growth,
    /// A part of a stated whole.
    Share,
    /// How far a stated goal is met.
    Progress,
    /// A standing.
    Rank,
    /// A move in a standing.
    RankChange,
    /// So many times something else.
    Multiple,
    /// Parts against each other.
    Ratio,
    /// A length of time that is itself the claim.
    Duration,
}

/// Which way a quantity moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// It grew, rose or gained.
    Up,
    /// It fell, shrank or lost.
    Down,
}

/// The observation status: reached, aimed at, or estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Reached or observed.
    Actual,
    /// Aimed at or planned.
    Target,
    /// Estimated before the figures are final.
    Estimate,
}

/// What a number that is a claim says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What sort of statement it is.
    pub kind: Kind,
    /// Which way it moved, where a move is stated.
    pub direction: Option<Direction>,
    /// The thing measured, in the report's own words folded to simplified script.
    pub indicator: Option<String>,
    /// The canonical id of the indicator, where the lexicon knows it.
    pub indicator_id: Option<String>,
    /// What a change or growth is compared with, or the goal of a progress.
    pub baseline: Option<String>,
    /// What a share is a share of.
    pub whole: Option<String>,
    /// Among whom a rank stands.
    pub scope: Option<String>,
    /// The time it speaks of: `2017`, `2016/2020`, `2018-05`.
    pub period: Option<String>,
    /// The place it speaks of; the report's own where the clause names none.
    pub area: Option<String>,
    /// Reached, aimed at or estimated.
    pub status: Status,
    /// Whether the text says 累计.
    pub cumulative: bool,
    /// The mention (an index into [`crate::extract::Extraction::mentions`]) that this one qualifies.
    pub of: Option<usize>,
    /// The earlier end of a from–to pair (an index into the mentions).
    pub from: Option<usize>,
    /// Which rule told which field.
    pub rules: FieldRules,
    /// What speaks against it.
    pub doubts: Vec<Doubt>,
    /// How sure it is in all.
    pub confidence: Confidence,
}

/// One number of a text with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands in the document.
    pub span: Span,
    /// The sentence that it stands in (an index into [`crate::extract::Extraction::sentences`]).
    pub sentence: usize,
    /// What it is.
    pub role: Role,
    /// The number, its scale, unit and bound.
    pub quantity: Quantity,
    /// The name of the rule that decided role and kind; [`Claim::rules`] has those of the other fields.
    pub rule: &'static str,
    /// What it says; present where the role is [`Role::Claim`].
    pub claim: Option<Box<Claim>>,
}
