//! Which rule told which field of a claim.

use serde::Serialize;

/// What a field of a claim says, and the rule that told it.
pub(super) type Field = (String, &'static str);

/// What a field says, as told by `rule`.
pub(super) fn by(rule: &'static str) -> impl Fn(String) -> Field {
    move |said| (said, rule)
}

/// The names of the rules that told the fields of a claim; `None` where a field has nothing to say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct FieldRules {
    /// The rule that told the indicator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator: Option<&'static str>,
    /// The rule that told what it is compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<&'static str>,
    /// The rule that told what it is a share of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whole: Option<&'static str>,
    /// The rule that told among whom it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<&'static str>,
    /// The rule that told the period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<&'static str>,
    /// The rule that told the area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<&'static str>,
    /// The rule that told the status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
}

impl FieldRules {
    /// The fields, in the order in which a claim is shown.
    pub const FIELDS: [&'static str; 7] = [
        "indicator",
        "baseline",
        "whole",
        "scope",
        "period",
        "area",
        "status",
    ];

    /// The rule that told the field of this name.
    pub fn of(&self, field: &str) -> Option<&'static str> {
        match field {
            "indicator" => self.indicator,
            "baseline" => self.baseline,
            "whole" => self.whole,
            "scope" => self.scope,
            "period" => self.period,
            "area" => self.area,
            "status" => self.status,
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_has_its_own_rule() {
        let rules = FieldRules {
            indicator: Some("indicator"),
            baseline: Some("baseline"),
            whole: Some("whole"),
            scope: Some("scope"),
            period: Some("period"),
            area: Some("area"),
            status: Some("status"),
        };
        for field in FieldRules::FIELDS {
            assert_eq!(rules.of(field), Some(field));
        }
        assert_eq!(rules.of("kind"), None);
    }
}
