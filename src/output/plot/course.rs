//! The chart of an indicator that was followed over the years, a curve for each place.

use super::ink::CURVES;
use super::{Chart, Curve, Point};
use crate::analysis::{Chosen, Series, Topic, UnitMeasure};
use crate::claim::Kind;
use crate::output::figure::sign_of;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

impl Chart {
    /// How many curves a chart has at most.
    pub const MOST: usize = CURVES.len();

    /// The chart of the first [`Chart::MOST`] of these series; of growth where no place has a value.
    pub fn of(series: &[Series], topic: &Topic) -> Chart {
        Chart::linked(series, topic, |_, _| None)
    }

    /// The same with links: `link` gives the address of a claim by the id of its document and its first scalar value there.
    pub fn linked(
        series: &[Series],
        topic: &Topic,
        link: impl Fn(&str, usize) -> Option<String>,
    ) -> Chart {
        let series = &series[..series.len().min(Chart::MOST)];
        let has_values = series
            .iter()
            .any(|s| s.rows.iter().any(|row| row.value.is_some()));
        // Curves in two units do not lie on one axis: the unit of the first is that of the chart.
        let measure = series.iter().find_map(|s| s.measure.as_ref());
        let mut documents = BTreeSet::new();
        let mut curves = Vec::new();
        for one in series {
            let mut points = Vec::new();
            for row in &one.rows {
                let (value, target) = match has_values {
                    true => (&row.value, &row.target),
                    false => (&row.growth, &row.growth_target),
                };
                let measure = measure.filter(|_| has_values);
                let mut place = |chosen: &Chosen| {
                    let placed = placed(chosen, measure);
                    if placed.is_some() {
                        documents.insert(chosen.observation.document.clone());
                    }
                    placed
                };
                let target = target.as_ref().map(|target| &target.chosen);
                let address = |chosen: Option<&Chosen>| {
                    let claim = &chosen?.observation;
                    link(&claim.document, claim.start)
                };
                points.push(Point {
                    year: row.year,
                    value: value.as_ref().and_then(&mut place),
                    target: target.and_then(&mut place),
                    link: address(value.as_ref()),
                    target_link: address(target),
                });
            }
            curves.push(Curve {
                name: one.place.name.clone(),
                points,
            });
        }
        let whose = match series {
            [one] if !one.place.name.is_empty() => format!("{} ", one.place.name),
            _ => String::new(),
        };
        let mut rows = series.iter().flat_map(|s| &s.rows);
        let values = rows.find_map(|row| row.value.as_ref());
        let what = match values.map(|v| v.observation.kind) {
            None | Some(Kind::Growth) => "增速",
            Some(Kind::Share) => "占比",
            Some(Kind::Rank) => "位次",
            Some(_) => "",
        };
        let unit = measure.filter(|_| has_values).map_or("%", |m| &m.name);
        Chart {
            title: format!("{whose}{}{what}", topic.label),
            unit: unit.to_string(),
            source: format!(
                "来源：{}份报告中的表述，由知数（zhishu）整理",
                documents.len()
            ),
            curves,
        }
    }
}

/// Where a value lies on the axis, and how it is written there; of a range the middle.
fn placed(chosen: &Chosen, measure: Option<&UnitMeasure>) -> Option<(f64, String)> {
    let observation = &chosen.observation;
    let (low, high) = observation.signed()?;
    let base = observation.signed_unit();
    let (low, high) = match measure {
        Some(m) if Some(m.base.as_str()) == base => (m.of_base(low)?, m.of_base(high)?),
        None if base == Some("%") => (low, high),
        _ => return None,
    };
    let middle = low.checked_add(high)?.checked_div(Decimal::TWO)?;
    let written = match low == high {
        true => low.normalize().to_string(),
        false => format!("{}–{}", low.normalize(), high.normalize()),
    };
    // A place on the picture: a float is exact enough.
    let sign = sign_of(observation.bound, high < Decimal::ZERO);
    Some((middle.to_string().parse().ok()?, format!("{sign}{written}")))
}
