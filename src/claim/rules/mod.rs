//! The rules by name: what each takes a number for or which field it tells, with texts in which it decides and in which it
//! does not.

mod area;
mod baseline;
mod indicator;
mod kinds;
mod period;
mod roles;
mod scope;
mod status;
mod whole;

use serde::Serialize;

/// A rule that decides the role of a number, the kind of a claim, or another field of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Its name, as [`crate::Mention::rule`] has it, or of a field [`crate::FieldRules`].
    pub name: &'static str,
    /// The section of `docs/claims.md` that says what such a number or field is.
    pub section: &'static str,
    /// The role or kind that it gives, or the field that it tells: a row of that section.
    pub gives: &'static str,
    /// What it looks at.
    pub meaning: &'static str,
    /// Texts in which it decides the number between 【 and 】.
    pub examples: &'static [&'static str],
    /// Texts in which the number between 【 and 】 looks like it, but another rule decides.
    pub counters: &'static [&'static str],
}

/// The section of `docs/claims.md` that describes the fields of a claim.
const FIELDS: &str = "What a claim says";

impl Rule {
    /// The rule of this name.
    pub fn named(name: &str) -> Option<&'static Rule> {
        rules().find(|rule| rule.name == name)
    }

    /// What it is listed under: its section, and of a field that too.
    pub fn heading(&self) -> String {
        match self.tells_a_field() {
            true => format!("{}: {}", self.section, self.gives),
            false => self.section.to_string(),
        }
    }

    /// Whether it tells a field of a claim, and neither a role nor a kind.
    pub fn tells_a_field(&self) -> bool {
        self.section == FIELDS
    }
}

/// All rules: those of role in the order in which they are asked, those of kind, then those of each field of a claim.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        roles::ROLES,
        kinds::KINDS,
        indicator::INDICATOR,
        baseline::BASELINE,
        whole::WHOLE,
        scope::SCOPE,
        period::PERIOD,
        area::AREA,
        status::STATUS,
    ]
    .into_iter()
    .flatten()
}

/// A rule of role.
const fn role(
    name: &'static str,
    gives: &'static str,
    meaning: &'static str,
    examples: &'static [&'static str],
    counters: &'static [&'static str],
) -> Rule {
    Rule {
        name,
        section: "Roles",
        gives,
        meaning,
        examples,
        counters,
    }
}

/// A rule of kind.
const fn kind(
    name: &'static str,
    gives: &'static str,
    meaning: &'static str,
    examples: &'static [&'static str],
    counters: &'static [&'static str],
) -> Rule {
    Rule {
        section: "Kinds",
        ..role(name, gives, meaning, examples, counters)
    }
}

/// A rule that tells the field `gives` of a claim.
const fn field(
    name: &'static str,
    gives: &'static str,
    meaning: &'static str,
    examples: &'static [&'static str],
    counters: &'static [&'static str],
) -> Rule {
    Rule {
        section: FIELDS,
        ..role(name, gives, meaning, examples, counters)
    }
}
