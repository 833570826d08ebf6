//! The same thing a year before: in the same report, or in last year's report of the same place.

use super::Report;
use super::stated::Stated;
use crate::claim::{Kind, Status};
use crate::quantity::Bound;
use rust_decimal::Decimal;
use std::rc::Rc;

/// A level of the year before.
pub struct Earlier<'a> {
    /// The level.
    pub level: &'a Stated,
    /// Whether it stands in another report.
    pub is_other: bool,
}

/// The levels of the year before of what `level` measures: those of the same report, else those of the reports of the year before.
pub fn before<'a>(level: &Stated, report: &'a Report, last: &'a [Rc<Report>]) -> Vec<Earlier<'a>> {
    let Some(year) = level.year().and_then(|year| year.checked_sub(1)) else {
        return Vec::new();
    };
    let own = levels(level, year, &report.claims);
    if !own.is_empty() {
        let own = own.into_iter();
        return own
            .map(|level| Earlier {
                level,
                is_other: false,
            })
            .collect();
    }
    if report.covers != level.year() {
        return Vec::new();
    }
    let other = last.iter().flat_map(|r| levels(level, year, &r.claims));
    other
        .map(|level| Earlier {
            level,
            is_other: true,
        })
        .collect()
}

/// The levels of `year` that measure what `like` measures.
fn levels<'a>(like: &Stated, year: i32, claims: &'a [Stated]) -> Vec<&'a Stated> {
    let fits = |c: &&Stated| {
        c.kind == Kind::Level
            && c.status == Status::Actual
            && c.year() == Some(year)
            && c.bound == Bound::Equal
            && !c.is_doubtful()
            && !c.is_origin
            && !c.is_negative()
            && c.same_area(like)
            && c.same_unit(like)
            && c.whole == like.whole
            && c.cumulative == like.cumulative
            && (c.same_indicator(like) || c.name() == like.stock_name())
            && !c.name().starts_with("新增")
            && !c.name().starts_with("新认定")
            && is_near(like, c)
    };
    let mut found: Vec<&Stated> = claims.iter().filter(fits).collect();
    // What bears the very name is meant before what the vocabulary takes for the same.
    if found.iter().any(|c| is_named(c, like)) {
        found.retain(|c| is_named(c, like));
    }
    found
}

/// Whether a level of the year before bears the name of `like`, or that of the stock that `like` adds to.
pub fn is_named(old: &Stated, like: &Stated) -> bool {
    old.same_name(like) || old.name() == like.stock_name()
}

/// Whether two levels, of following years or aimed at and reached, may be of one thing: neither is three times the other.
pub fn is_near(a: &Stated, b: &Stated) -> bool {
    let within = |a: Decimal, b: Decimal| a.checked_mul(Decimal::from(3)).is_some_and(|a| a >= b);
    a.value.zip(b.value).is_some_and(|(a, b)| {
        a > Decimal::ZERO && b > Decimal::ZERO && within(a, b) && within(b, a)
    })
}

/// Whether a comparison is with the year before: nothing else is said, or the year before is.
pub fn is_on_year(claim: &Stated) -> bool {
    let Some(base) = claim.baseline.as_deref() else {
        return true;
    };
    let year_before = claim.year().map(|y| (y - 1).to_string());
    ["上年", "去年", "年初", "同期", "前一年"]
        .iter()
        .any(|word| base.contains(word))
        || year_before.is_some_and(|y| base == y || base == format!("{y}年"))
}

/// Words of a review of several years, in which a growth without a base is one over all of them.
const REVIEWS: [&str; 8] = [
    "年均",
    "五年来",
    "过去五年",
    "五年间",
    "这五年",
    "五年累计",
    "本届政府",
    "五年共",
];

/// Whether a comparison is with the year before where it says no base: nothing around it speaks of more years, and no other
/// base was told in its sentence.
pub fn is_on_year_here(claim: &Stated, report: &Report) -> bool {
    if !is_on_year(claim) {
        return false;
    }
    if claim.baseline.is_some() {
        return true;
    }
    let at = report.claims.iter().position(|c| c.beside(claim));
    let Some(at) = at else { return true };
    let first = report.claims[..at].last();
    let rest = &report.claims[at..];
    let next = rest.iter().find(|c| !c.beside(claim));
    let near = [first, Some(claim), next].into_iter().flatten();
    let reviews = near
        .filter(|c| c.hit.home.sections == claim.hit.home.sections)
        .any(|c| {
            // PM2.5年均浓度 is a mean within a year.
            let line = c.words(0, c.line.len());
            let line = line.replace("年均浓度", "").replace("年均值", "");
            REVIEWS.iter().any(|word| line.contains(word))
        });
    let own = rest.iter().take_while(|c| c.beside(claim));
    let other_base = own
        .filter(|c| c.start < claim.start)
        .any(|c| matches!(c.kind, Kind::Growth | Kind::Change) && !is_on_year(c));
    !reviews && !other_base
}
