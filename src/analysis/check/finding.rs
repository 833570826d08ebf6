//! What a check hands out: which rule, which claims, the arithmetic, and how sure.

use super::stated::Stated;
use crate::query::ClaimHit;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The rules by which numbers are held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// A level against last year's level and the stated growth.
    Growth,
    /// A level against last year's level and the stated change: old + 新增 = new.
    Change,
    /// The two ends of a move (从A下降到B) against the stated difference or growth.
    Move,
    /// Parts against the sum that they lie in.
    Parts,
    /// A share against the part and the whole.
    Share,
    /// Shares of a partition, or the parts of a structure, against 100 %.
    Partition,
    /// The same claim with two values in one report.
    Twice,
    /// A target of last year's report against the result.
    Target,
}

impl Check {
    /// All rules, in the order in which they are told.
    pub const ALL: [Check; 8] = [
        Check::Growth,
        Check::Change,
        Check::Move,
        Check::Parts,
        Check::Share,
        Check::Partition,
        Check::Twice,
        Check::Target,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Check::Growth => "growth",
            Check::Change => "change",
            Check::Move => "move",
            Check::Parts => "parts",
            Check::Share => "share",
            Check::Partition => "partition",
            Check::Twice => "twice",
            Check::Target => "target",
        }
    }

    /// What it finds.
    pub fn class(self) -> Class {
        match self {
            Check::Target => Class::Note,
            _ => Class::Contradiction,
        }
    }
}

/// Whether something is wrong or only worth knowing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Numbers that cannot all be right.
    Contradiction,
    /// A target that was reached or missed.
    Note,
}

impl Class {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Class::Contradiction => "contradiction",
            Class::Note => "note",
        }
    }
}

/// How sure it is that the numbers speak of the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sure {
    /// There are ways in which both may be right.
    Low,
    /// Most likely.
    Medium,
    /// The numbers stand beside each other and nothing else can be meant.
    High,
}

impl Sure {
    /// All steps, the lowest first.
    pub const ALL: [Sure; 3] = [Sure::Low, Sure::Medium, Sure::High];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Sure::Low => "low",
            Sure::Medium => "medium",
            Sure::High => "high",
        }
    }
}

/// A claim that a finding rests on, and what part it plays in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// What it is in the arithmetic: `old`, `new`, `change`.
    pub part: &'static str,
    /// The claim with its sentence.
    pub hit: ClaimHit,
}

impl Cited {
    /// The claim as `part` of a finding.
    pub(super) fn of(part: &'static str, claim: &Stated) -> Cited {
        Cited {
            part,
            hit: claim.hit.clone(),
        }
    }
}

/// Numbers that do not fit, or a target and its result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub check: Check,
    /// How sure it is.
    pub sure: Sure,
    /// Why it is so sure, and no more.
    pub reason: String,
    /// The arithmetic: what follows from which numbers, and what is stated.
    pub arithmetic: String,
    /// By how much what is stated lies beyond what rounding allows, in the base unit and with its sign; of a note none.
    pub off: Option<Decimal>,
    /// The base unit of `off`.
    pub unit: String,
    /// Of a target whether it was reached.
    pub reached: Option<bool>,
    /// The claims, the one that is at odds with the others first.
    pub claims: Vec<Cited>,
}

impl Finding {
    /// By which the same finding is known when it is made twice.
    pub(super) fn key(&self) -> (Check, Vec<(String, usize, String)>) {
        let mut claims: Vec<_> = self
            .claims
            .iter()
            .map(|c| {
                (
                    c.hit.home.document.clone(),
                    c.hit.home.start,
                    c.hit.stored.clone(),
                )
            })
            .collect();
        claims.sort();
        (self.check, claims)
    }
}
