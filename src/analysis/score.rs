//! Measuring extraction: the claims found in a text against its annotation.

use crate::claim::{Band, Claim, Kind, Mention, Role, Status};
use crate::extract::Extraction;
use crate::quantity::{Bound, Number, power};
use crate::text::fold;
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;

/// One annotated mention, a line of a `NAME.gold.jsonl` (docs/annotations.md).
#[derive(Debug, Clone, Deserialize)]
pub struct Gold {
    /// Its first scalar value in the text.
    pub start: usize,
    /// The first scalar value behind it.
    pub end: usize,
    /// Its role; a claim where it is left out.
    #[serde(default)]
    pub role: Option<Role>,
    /// The number: a string, or the parts of a ratio.
    #[serde(default)]
    number: Value,
    /// The upper end of a range.
    #[serde(default)]
    number_to: Value,
    /// Power of ten of the multiplier.
    #[serde(default)]
    scale: u32,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    bound: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    direction: String,
    /// The names that are accepted, best first.
    #[serde(default)]
    indicator: Vec<String>,
    /// What is accepted as baseline, whole or scope.
    #[serde(default, rename = "ref")]
    reference: Vec<String>,
    #[serde(default)]
    period: String,
    #[serde(default)]
    area: String,
    #[serde(default)]
    status: String,
}

impl Gold {
    fn is_claim(&self) -> bool {
        self.role.is_none_or(|r| r == Role::Claim)
    }
}

/// Counts of agreement; those of several texts add up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Claims annotated.
    pub gold: usize,
    /// Claims found.
    pub found: usize,
    /// Found with exactly an annotated span.
    pub span: usize,
    /// Found with overlapping span, equal number and equal unit. What follows counts among these.
    pub value: usize,
    /// Equal kind and an accepted indicator.
    pub full: usize,
    /// Equal kind.
    pub kind: usize,
    /// Equal bound.
    pub bound: usize,
    /// Equal direction.
    pub direction: usize,
    /// Equal status.
    pub status: usize,
    /// Equal period, or none annotated.
    pub period: usize,
    /// An area that fits, or none annotated.
    pub area: usize,
    /// An indicator equal to an accepted one.
    pub indicator: usize,
    /// An indicator that contains an accepted one, is contained in one, or shares four fifths of its characters.
    pub indicator_near: usize,
    /// A baseline, whole or scope that fits.
    pub reference: usize,
    /// Values for which one is annotated.
    pub references: usize,
    /// The claims found in each band of confidence, the highest first.
    pub bands: [BandFigures; Band::ALL.len()],
}

/// The claims found in one band of confidence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct BandFigures {
    /// Claims found.
    pub found: usize,
    /// Those that are right in value, unit and every other field that is annotated.
    pub right: usize,
}

impl BandFigures {
    /// How many of those found are right; 0 where none was found.
    pub fn accuracy(&self) -> f64 {
        share(self.right, self.found)
    }
}

impl Figures {
    /// Adds the figures of another text.
    pub fn add(&mut self, other: &Figures) {
        for (mine, theirs) in self.all().into_iter().zip(other.clone().all()) {
            *mine += *theirs;
        }
        for (mine, theirs) in self.bands.iter_mut().zip(&other.bands) {
            mine.found += theirs.found;
            mine.right += theirs.right;
        }
    }

    /// The figures of each band, the highest first.
    pub fn bands(&self) -> impl Iterator<Item = (Band, BandFigures)> + '_ {
        Band::ALL.into_iter().rev().zip(self.bands)
    }

    fn band(&mut self, claim: &Claim) -> &mut BandFigures {
        let last = Band::ALL.len() - 1;
        &mut self.bands[last - (claim.confidence.band() as usize).min(last)]
    }

    fn all(&mut self) -> [&mut usize; 15] {
        [
            &mut self.gold,
            &mut self.found,
            &mut self.span,
            &mut self.value,
            &mut self.full,
            &mut self.kind,
            &mut self.bound,
            &mut self.direction,
            &mut self.status,
            &mut self.period,
            &mut self.area,
            &mut self.indicator,
            &mut self.indicator_near,
            &mut self.reference,
            &mut self.references,
        ]
    }

    /// Precision, recall and F1 of `hits`; 0 where nothing was found or annotated.
    pub fn rates(&self, hits: usize) -> (f64, f64, f64) {
        let (p, r) = (share(hits, self.found), share(hits, self.gold));
        let f1 = if p + r > 0.0 {
            2.0 * p * r / (p + r)
        } else {
            0.0
        };
        (p, r, f1)
    }

    /// The accuracies among the matched values, by name.
    pub fn accuracies(&self) -> [(&'static str, f64); 9] {
        let of = |n| share(n, self.value);
        [
            ("kind", of(self.kind)),
            ("bound", of(self.bound)),
            ("direction", of(self.direction)),
            ("status", of(self.status)),
            ("period", of(self.period)),
            ("area", of(self.area)),
            ("indicator", of(self.indicator)),
            ("indicator~", of(self.indicator_near)),
            ("ref", share(self.reference, self.references)),
        ]
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// Compares what was found in a text with its annotation. The annotated claims that were missed and the found ones that
/// no annotation has come beside the figures, as indices.
pub fn score(gold: &[Gold], extraction: &Extraction) -> (Figures, Vec<usize>, Vec<usize>) {
    let annotated: Vec<usize> = (0..gold.len()).filter(|&i| gold[i].is_claim()).collect();
    let claims: Vec<(usize, &Mention, &Claim)> = extraction
        .mentions
        .iter()
        .enumerate()
        .filter_map(|(i, m)| m.claim.as_deref().map(|c| (i, m, c)))
        .collect();
    let mut figures = Figures {
        gold: annotated.len(),
        found: claims.len(),
        ..Figures::default()
    };
    for (_, _, claim) in &claims {
        figures.band(claim).found += 1;
    }
    let mut free = vec![true; claims.len()];
    let mut missed = Vec::new();
    for &g in &annotated {
        let x = &gold[g];
        let exact = |m: &Mention| m.span.start == x.start && m.span.end == x.end;
        figures.span += usize::from(claims.iter().any(|(_, m, _)| exact(m)));
        let near = (0..claims.len())
            .filter(|&k| {
                let m = claims[k].1;
                free[k] && m.span.start < x.end && x.start < m.span.end && same_value(x, m)
            })
            .min_by_key(|&k| claims[k].1.span.start.abs_diff(x.start));
        match near {
            Some(k) => {
                free[k] = false;
                agree(&mut figures, x, claims[k].1, claims[k].2);
            }
            None => missed.push(g),
        }
    }
    let extra = (0..claims.len())
        .filter(|&k| free[k])
        .map(|k| claims[k].0)
        .collect();
    (figures, missed, extra)
}

/// Counts the fields of a matched value that agree, and the claim as right where all do.
fn agree(figures: &mut Figures, x: &Gold, m: &Mention, c: &Claim) {
    let kind = read::<Kind>(&x.kind) == Some(c.kind);
    let found = clean(c.indicator.as_deref().unwrap_or_default());
    let wanted: Vec<String> = x.indicator.iter().map(|w| clean(w)).collect();
    let equal = wanted.is_empty() || !found.is_empty() && wanted.contains(&found);
    let near = equal || !found.is_empty() && wanted.iter().any(|w| is_near(w, &found));
    let bound = read::<Bound>(&x.bound).unwrap_or(Bound::Equal) == m.quantity.bound;
    let direction = read(&x.direction) == c.direction;
    let status = read::<Status>(&x.status).unwrap_or(Status::Actual) == c.status;
    let period = x.period.is_empty() || c.period.as_ref() == Some(&x.period);
    let area = clean(c.area.as_deref().unwrap_or_default());
    let placed = |want: &str| area.contains(want) || !area.is_empty() && want.contains(&area);
    let area = x.area.is_empty() || placed(&clean(&x.area));
    let reference = x.reference.is_empty() || refers(x, c);
    figures.value += 1;
    figures.kind += usize::from(kind);
    figures.indicator += usize::from(equal);
    figures.indicator_near += usize::from(near);
    figures.full += usize::from(kind && near);
    figures.bound += usize::from(bound);
    figures.direction += usize::from(direction);
    figures.status += usize::from(status);
    figures.period += usize::from(period);
    figures.area += usize::from(area);
    if !x.reference.is_empty() {
        figures.references += 1;
        figures.reference += usize::from(reference);
    }
    let all = [
        kind, near, bound, direction, status, period, area, reference,
    ];
    figures.band(c).right += usize::from(all.into_iter().all(|right| right));
}

/// Whether a baseline, whole or scope of the claim fits an annotated one.
fn refers(x: &Gold, c: &Claim) -> bool {
    let all = [&c.baseline, &c.whole, &c.scope];
    let said: Vec<&str> = all.into_iter().flatten().map(String::as_str).collect();
    let said = clean(&said.join(" "));
    x.reference.iter().any(|w| {
        let want = clean(w);
        said.contains(&want) || !said.is_empty() && want.contains(&said)
    })
}

/// A word of the annotation as this program's type.
fn read<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::from(word)).ok()
}

fn same_value(x: &Gold, m: &Mention) -> bool {
    let found = match &m.quantity.number {
        Number::Single(a) => vec![*a],
        Number::Range(a, b) => vec![*a, *b],
        Number::Ratio(parts) => parts.clone(),
    };
    let Some(wanted) = numbers(x) else {
        return false;
    };
    let same_unit = unit(&x.unit) == unit(&m.quantity.unit);
    same_unit
        && wanted.len() == found.len()
        && wanted.iter().zip(found).all(|(a, b)| {
            let both = raised(*a, x.scale).zip(raised(b, m.quantity.scale));
            both.is_some_and(|(a, b)| (a - b).abs() <= a.abs() / Decimal::from(10_000))
        })
}

fn numbers(x: &Gold) -> Option<Vec<Decimal>> {
    let mut words = words(&x.number);
    words.extend(words_of_end(&x.number_to));
    let parsed: Option<Vec<Decimal>> = words.iter().map(|w| w.trim().parse().ok()).collect();
    parsed.filter(|p| !p.is_empty())
}

fn words_of_end(to: &Value) -> Vec<String> {
    words(to).into_iter().filter(|w| !w.is_empty()).collect()
}

fn words(value: &Value) -> Vec<String> {
    match value {
        Value::Array(parts) => parts.iter().flat_map(words).collect(),
        Value::String(text) => fold(text).split(['~', ':']).map(str::to_string).collect(),
        Value::Number(n) => vec![n.to_string()],
        _ => Vec::new(),
    }
}

fn raised(value: Decimal, scale: u32) -> Option<Decimal> {
    power(scale).and_then(|p| value.checked_mul(p))
}

fn unit(text: &str) -> String {
    match fold(text).trim() {
        "个百分点" => "百分点".to_string(),
        "千米" => "公里".to_string(),
        "名次" => "位".to_string(),
        other => other.to_string(),
    }
}

/// Without white space, marks of quotation and brackets, and 的.
fn clean(text: &str) -> String {
    let drop = |c: &char| c.is_whitespace() || "“”\"‘’（）()《》、，,的".contains(*c);
    fold(text).chars().filter(|c| !drop(c)).collect()
}

fn is_near(want: &str, found: &str) -> bool {
    if want.contains(found) || found.contains(want) {
        return true;
    }
    let mut counts: HashMap<char, usize> = HashMap::new();
    for c in want.chars() {
        *counts.entry(c).or_default() += 1;
    }
    let common = found
        .chars()
        .filter(|c| {
            counts.get_mut(c).is_some_and(|n| {
                let left = *n > 0;
                *n = n.saturating_sub(1);
                left
            })
        })
        .count();
    let all = want.chars().count() + found.chars().count();
    10 * common >= 4 * all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Metadata};
    use crate::extract::extract;
    use crate::lexicon::Lexicon;

    fn figures(gold: &str) -> (Figures, usize, usize) {
        let document = Document {
            id: "a".to_string(),
            text: "全市生产总值1500.9亿元，增长5%。".to_string(),
            metadata: Metadata::default(),
            pages: Vec::new(),
        };
        let gold: Vec<Gold> = gold
            .lines()
            .filter_map(|l| serde_json::from_str(l).ok())
            .collect();
        let (figures, missed, extra) = score(&gold, &extract(&document, Lexicon::builtin()));
        (figures, missed.len(), extra.len())
    }

    #[test]
    fn agreement_is_counted_by_field() {
        let gold = r#"{"start":6,"end":14,"number":"1500.9","scale":8,"unit":"元","kind":"level","indicator":["地区生产总值"]}
{"start":17,"end":19,"number":"6","unit":"%","kind":"growth","indicator":["生产总值"]}
{"start":0,"end":2,"role":"label"}"#;
        let (f, missed, extra) = figures(gold);
        assert_eq!((f.gold, f.found, f.span, f.value), (2, 2, 2, 1));
        assert_eq!((f.full, f.indicator, f.indicator_near), (1, 0, 1));
        assert_eq!((missed, extra), (1, 1));
        assert!((f.rates(f.value).2 - 0.5).abs() < 1e-9);
    }

    #[test]
    fn nothing_found_is_no_division_by_zero() {
        let (f, missed, _) = figures("");
        assert_eq!((f.gold, missed), (0, 0));
        assert_eq!(Figures::default().rates(0), (0.0, 0.0, 0.0));
        assert_eq!(f.rates(0).2, 0.0);
    }
}
