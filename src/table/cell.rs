//! One cell of a table as a mention: its column, its row and the caption give the fields.

use super::column::Column;
use crate::claim::{Claim, Confidence, Direction, FieldRules, Kind, Mention, Role, Status};
use crate::document::{Metadata, Span};
use crate::lexicon::{Bound, Lexicon};
use crate::quantity::{Number, Quantity};
use rust_decimal::Decimal;

/// The mention of the cell at `span`: its value, whether that is negative, and the unit written with it; with the unit that
/// its row names and the indicator.
pub(super) fn mention(
    span: Span,
    (value, negative, own): (&Decimal, bool, &str),
    column: Option<&Column>,
    row_unit: Option<&(String, u32)>,
    indicator: Option<String>,
    (metadata, lexicon, sentence): (&Metadata, &Lexicon, usize),
) -> Mention {
    let kind = column.and_then(|c| c.kind);
    let growth = matches!(kind, Some(Kind::Growth | Kind::Change));
    let (unit, scale) = match (own, row_unit, column) {
        ("", Some((unit, scale)), c)
            if !growth && c.is_none_or(|c| c.unit.is_empty() || c.kind == Some(Kind::Level)) =>
        {
            (unit.clone(), *scale)
        }
        ("", _, Some(c)) => (c.unit.clone(), c.scale),
        ("", _, None) => (String::new(), 0),
        (own, _, _) => (own.to_string(), 0),
    };
    let number = Number::Single(*value);
    let quantity = Quantity::new(number, scale, &unit, Bound::Equal, lexicon);
    let told = indicator.is_some() && (kind.is_some() || !unit.is_empty());
    let role = if told { Role::Claim } else { Role::Label };
    let claim = told.then(|| {
        let kind = kind.unwrap_or(Kind::Level);
        let direction = match (growth, negative) {
            (true, true) => Some(Direction::Down),
            (true, false) if !value.is_zero() => Some(Direction::Up),
            _ => None,
        };
        let of_column = column.and_then(|c| c.year);
        let year = of_column.or(metadata.covers);
        let period_rule = match of_column {
            Some(_) => "period_of_column",
            None => "period_of_report",
        };
        let headed = column.and_then(|c| c.status);
        let (status, status_rule) = match (headed, year, metadata.covers) {
            (Some(headed), ..) => (headed, "status_of_column"),
            (_, Some(year), Some(covers)) if year > covers => {
                (Status::Target, "status_column_ahead")
            }
            _ => (Status::Actual, "status_of_cell"),
        };
        let baseline = column.and_then(|c| c.baseline.clone());
        let whole = column.and_then(|c| c.whole.clone());
        let of_place = column.and_then(|c| c.area.clone());
        let rules = FieldRules {
            baseline: baseline.as_ref().map(|_| "baseline_of_column"),
            indicator: indicator.as_ref().map(|_| "indicator_of_row"),
            period: year.map(|_| period_rule),
            whole: whole.as_ref().map(|_| "whole_of_column"),
            area: match of_place {
                Some(_) => Some("area_of_column"),
                None => metadata.place.as_ref().map(|_| "area_of_report"),
            },
            status: Some(status_rule),
            ..FieldRules::default()
        };
        Claim {
            kind,
            direction,
            indicator_id: indicator
                .as_deref()
                .and_then(|i| lexicon.indicators.id(i))
                .map(str::to_string),
            indicator,
            baseline,
            whole,
            scope: None,
            period: year.map(|y| y.to_string()),
            area: of_place.or_else(|| metadata.place.clone()),
            status,
            cumulative: false,
            of: None,
            from: None,
            rules,
            doubts: Vec::new(),
            confidence: Confidence::of_cells(),
        }
    });
    let rule = if claim.is_some() {
        "table_cell"
    } else {
        "label_in_table"
    };
    Mention {
        span,
        sentence,
        role,
        quantity,
        rule,
        claim: claim.map(Box::new),
    }
}
