//! What a claim refers to beside its number: what it is compared with, the whole of a share, the scope of a standing.

use super::draft::Draft;
use super::fields::{Field, by};
use super::period::base_date;
use super::sentence::Line;
use super::time::Date;
use super::{Kind, Mention};
use crate::lexicon::Lexicon;

/// What a claim is compared with, or the goal of a progress.
pub(super) fn baseline(line: &Line, d: &Draft, dates: &[Date]) -> Option<Field> {
    let said = &d.predicate.baseline;
    match d.kind {
        Kind::Progress => d.predicate.goal.clone(),
        Kind::Multiple => base_date(&line.numbers[d.number], d.kind, dates)
            .map(|x| (line.text(x.name, x.end), "baseline_year_multiplied"))
            .or(said.clone()),
        Kind::Growth | Kind::Change | Kind::RankChange | Kind::Level => said.clone(),
        _ => None,
    }
}

/// What a share is a share of, and of a level that 其中 opens the sum that it is within; `before` are the mentions before it
/// in the sentence.
pub(super) fn whole(
    line: &Line,
    d: &Draft,
    indicator: Option<&String>,
    before: &[Mention],
) -> Option<Field> {
    let at = line.numbers[d.number].start;
    match d.kind {
        Kind::Share if d.predicate.whole.is_some() => d.predicate.whole.clone(),
        Kind::Share if d.rule == "share_of_what_follows" => {
            indicator.cloned().map(by("whole_behind"))
        }
        Kind::Share | Kind::Level if d.subject.narrows => {
            whole_narrowed(d.kind, before).map(by("whole_narrowed"))
        }
        Kind::Share => contributed_to(line, at)
            .map(by("whole_contributed_to"))
            .or_else(|| whole_before(line, at).map(by("whole_named_before")))
            .or_else(|| whole_further_on(line, at, before).map(by("whole_narrowed_before"))),
        _ => None,
    }
}

/// Among whom a standing is.
pub(super) fn scope(line: &Line, d: &Draft, lexicon: &Lexicon) -> Option<Field> {
    if !matches!(d.kind, Kind::Rank | Kind::RankChange) {
        return None;
    }
    let at = line.numbers[d.number].start;
    let said = d.predicate.scope.clone();
    said.or_else(|| scope_before(line, at, lexicon).map(by("scope_before")))
}

/// 其中X narrows what the claim before is of, which is no share unless this one is.
fn whole_narrowed(kind: Kind, before: &[Mention]) -> Option<String> {
    let mut outer = before.iter().rev().filter_map(|m| m.claim.as_ref());
    let outer = outer.find(|c| c.kind != Kind::Share || kind == Kind::Share);
    outer.and_then(|c| c.indicator.clone())
}

/// 其中:土地收入529亿元，占比88%: what the claim before 其中 is of.
fn whole_further_on(line: &Line, at: usize, before: &[Mention]) -> Option<String> {
    let at = narrowed_at(line, at)?;
    let at = line.compact.source(at, at + 1).start;
    let mut outer = before.iter().rev().filter(|m| m.span.end <= at);
    outer.find_map(|m| {
        let of = m.claim.as_ref().filter(|c| c.kind != Kind::Share)?;
        of.indicator.clone()
    })
}

/// 对经济增长贡献率: the whole that the indicator names.
fn contributed_to(line: &Line, at: usize) -> Option<String> {
    let clause = line.clause_start(at);
    let i = (clause..at).find(|&i| line.chars()[i] == '对')?;
    let j = (i..at).find(|&j| line.slice(j, j + 3) == ['贡', '献', '率'])?;
    Some(line.text(i + 1, j).trim_end_matches('的').to_string())
}

/// 在出口总额中，机电产品…占68.8%: the whole that an earlier clause names.
fn whole_before(line: &Line, at: usize) -> Option<String> {
    let chars = line.slice(0, at);
    let end = (1..at).rev().find(|&i| {
        chars[i] == '中' && chars.get(i + 1).is_none_or(|c| matches!(c, ',' | ':'))
            || i + 2 < at && chars[i..].starts_with(&['中', '所', '占'])
    })?;
    let start = line.clause_start(end);
    let text = line.slice(start, end);
    let from = text.iter().rposition(|c| *c == '在').map_or(0, |i| i + 1);
    let whole: String = text[from..].iter().collect();
    (whole.chars().count() >= 2 && whole != "其").then_some(whole)
}

/// 其中:土地收入529亿元，占比88%: whether 其中 opens the clauses before `at`, and where; the claim before it is the whole.
fn narrowed_at(line: &Line, at: usize) -> Option<usize> {
    let opened = |i: &usize| line.slice(*i, i + 2) == ['其', '中'];
    let stop = line.slice(0, at).iter().rposition(|c| *c == ';');
    (stop.unwrap_or(0)..at).rev().find(opened)
}

/// 在全国排名上升2位: the scope that stands earlier in the clause.
fn scope_before(line: &Line, at: usize, lexicon: &Lexicon) -> Option<String> {
    let start = line.clause_start(at);
    let chars = line.slice(start, at);
    (0..chars.len()).rev().find_map(|i| {
        let (n, kind) = lexicon.areas.at_start(&chars[i..])?;
        let scope = !matches!(kind, crate::lexicon::AreaKind::Tier);
        (scope && n >= 2).then(|| chars[i..i + n].iter().collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `find` finds before the last number of a text.
    fn before(find: impl Fn(&Line, usize) -> Option<String>, text: &str) -> Option<String> {
        let line = Line::of(text);
        let at = line.numbers.last()?.start;
        find(&line, at)
    }

    #[test]
    fn a_whole_is_named_within_or_as_what_is_contributed_to() {
        let find = |l: &Line, at| contributed_to(l, at).or_else(|| whole_before(l, at));
        let of = |text: &str| before(find, text);
        assert_eq!(
            of("在出口总额中,机电产品占68.8%").as_deref(),
            Some("出口总额")
        );
        assert_eq!(
            of("工业对经济增长的贡献率为40%").as_deref(),
            Some("经济增长")
        );
        assert_eq!(of("出口总额完成后,机电产品占68.8%"), None);
        assert_eq!(of("其中,机电产品占68.8%"), None);
    }

    #[test]
    fn a_scope_is_a_place_of_the_same_clause() {
        let of = |text: &str| before(|l, at| scope_before(l, at, Lexicon::builtin()), text);
        assert_eq!(of("在全国排名上升2位").as_deref(), Some("全国"));
        assert_eq!(of("全国会议召开,排名上升2位"), None);
        assert_eq!(of("排名上升2位"), None);
    }
}
