//! A share against the part and the whole: 80亿元 of 110亿元 is 72.7%.

use super::Report;
use super::calibre::is_other_level;
use super::finding::{Check, Cited, Finding, Sure};
use super::partition::{Partition, member};
use super::range::off_by;
use super::stated::Stated;
use crate::claim::{Kind, Status};
use crate::document::ReportKind;
use crate::quantity::Bound;
use rust_decimal::Decimal;

/// Looks at each share of something stated.
pub fn check(report: &Report, found: &mut Vec<Finding>) {
    for share in &report.claims {
        let fits = share.kind == Kind::Share
            && share.base_unit == "%"
            && share.status == Status::Actual
            && !share.is_range
            && !share.is_doubtful()
            && !share.is_origin
            && share.bound == Bound::Equal;
        // 第一产业投资占比 is of no GDP.
        let name = ["占比", "比重", "占", "的"]
            .iter()
            .fold(share.name(), |name, tail| {
                name.strip_suffix(tail).unwrap_or(name)
            });
        let known = Partition::ALL.iter().find(|p| {
            share.whole.is_none() && member(p, share.name()).is_some() && p.is_plain(name)
        });
        match (&share.whole, known) {
            (Some(whole), _) if fits => found.extend(against(share, &[whole], report)),
            (None, Some(known)) if fits => found.extend(against(share, known.wholes, report)),
            _ => {}
        }
    }
}

/// The part of a share: the level that it is said of, else the one of its name.
fn is_part_of(part: &Stated, share: &Stated) -> bool {
    let alike = |p: &Partition| {
        let which = member(p, share.name());
        which.is_some() && which == member(p, part.name()) && p.is_plain(part.name())
    };
    part.same_name(share) || share.whole.is_none() && Partition::ALL.iter().any(alike)
}

/// Whether a level is called as the whole of a share is: 全社会用电量, 全社会用电量100亿千瓦时, and in one sentence by the
/// end of its name.
fn is_called(claim: &Stated, whole: &str, share: &Stated, budget: bool) -> bool {
    let end = whole
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(whole.len());
    let whole = &whole[..end];
    // 用电量86亿千瓦时，工业用电量占全社会用电量的60%
    let within = |long: &str, short: &str| short.chars().count() > 2 && long.ends_with(short);
    !whole.is_empty()
        && (claim.name() == whole
            || !budget && claim.is_known() && claim.indicator_id == share.whole_id
            || claim.beside(share)
                && (claim.name().ends_with(whole)
                    || claim.start < share.start && within(whole, claim.name())))
}

fn against(share: &Stated, names: &[&str], report: &Report) -> Option<Finding> {
    let claims = &report.claims;
    let budget = report.kind == Some(ReportKind::Budget);
    // What a budget says of the whole place it says so.
    let is_whole = budget && share.is_of_whole();
    let level = |c: &&Stated| {
        c.kind == Kind::Level
            && c.status == Status::Actual
            && !c.is_range
            && !c.is_doubtful()
            && c.bound == Bound::Equal
            && !c.is_origin
            && !c.is_negative()
            && !is_other_level(c)
            && !c
                .words(c.start.saturating_sub(10), c.end + 10)
                .contains("不含")
            && c.period == share.period
            && c.same_area(share)
            && c.dimension
                .as_deref()
                .is_some_and(|d| !d.starts_with("percentage"))
    };
    let own = |c: &&Stated| c.beside(share);
    let parts: Vec<&Stated> = match share.of {
        Some(of) => {
            let at = |c: &&Stated| c.start == of;
            claims.iter().filter(own).filter(at).filter(level).collect()
        }
        None => {
            let parts = claims.iter().filter(level);
            parts.filter(|c| is_part_of(c, share)).collect()
        }
    };
    let called = |c: &&Stated| names.iter().any(|name| is_called(c, name, share, budget));
    let mut wholes: Vec<&Stated> = claims
        .iter()
        .filter(own)
        .filter(level)
        .filter(called)
        .collect();
    let in_sentence = !wholes.is_empty();
    if !in_sentence {
        wholes = claims.iter().filter(level).filter(called).collect();
        if is_whole {
            wholes.retain(|c| c.is_of_whole());
        }
        // In a budget a name stands for many sums (全市, 市本级, 开发区), and which it is the sentence need not say.
        let several = wholes.iter().any(|w| w.value != wholes[0].value);
        let vague = share.of.is_none() && parts.iter().any(|p| p.value != parts[0].value);
        if vague
            || several && (budget || share.of.is_none())
            || share.of.is_none() && budget && !is_whole
        {
            return None;
        }
        let all = claims
            .iter()
            .filter(called)
            .filter(|c| c.kind == Kind::Level);
        let elsewhere = all.filter(|c| c.base_unit != "%" && c.area != share.area);
        if budget && !is_whole && elsewhere.count() > 0 {
            return None;
        }
    }
    let mut first = None;
    for part in &parts {
        for whole in wholes
            .iter()
            .filter(|w| w.same_unit(part) && w.start != part.start)
        {
            // One pair that fits is enough.
            let off = off_by(|how| {
                let is = part.range(how)?.over(whole.range(how)?)?;
                share.rate(how)?.off(is.scaled(Decimal::ONE_HUNDRED)?)
            })?;
            first = first.or(Some((*part, *whole, off)));
        }
    }
    let (part, whole, off) = first?;
    let is = part
        .value?
        .checked_div(whole.value?)?
        .checked_mul(Decimal::ONE_HUNDRED)?;
    let (sure, reason) = match (in_sentence, share.of) {
        (true, Some(_)) => (Sure::High, "part, whole and share stand in one sentence"),
        _ => (Sure::Medium, "part and whole are told by their names"),
    };
    Some(Finding {
        check: Check::Share,
        sure,
        reason: reason.into(),
        arithmetic: format!(
            "{} / {} = {}%, stated {}",
            part.text(),
            whole.text(),
            is.round_dp(2).normalize(),
            share.text()
        ),
        off: Some(off),
        unit: "%".into(),
        reached: None,
        claims: vec![
            Cited::of("share", share),
            Cited::of("part", part),
            Cited::of("whole", whole),
        ],
    })
}
