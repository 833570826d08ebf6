//! What a claim refers to beside its number: the whole of a share, the scope of a standing.

use super::sentence::Line;
use crate::lexicon::Lexicon;

/// 在出口总额中，机电产品…占68.8%: the whole that an earlier clause names; 对经济增长贡献率: the one that the indicator names.
pub(super) fn whole_before(line: &Line, at: usize) -> Option<String> {
    let chars = line.slice(0, at);
    let clause = line.clause_start(at);
    if let Some(i) = (clause..at).find(|&i| chars[i] == '对')
        && let Some(j) = (i..at).find(|&j| line.slice(j, j + 3) == ['贡', '献', '率'])
    {
        return Some(line.text(i + 1, j).trim_end_matches('的').to_string());
    }
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
pub(super) fn narrowed_at(line: &Line, at: usize) -> Option<usize> {
    let opened = |i: &usize| line.slice(*i, i + 2) == ['其', '中'];
    let stop = line.slice(0, at).iter().rposition(|c| *c == ';');
    (stop.unwrap_or(0)..at).rev().find(opened)
}

/// 在全国排名上升2位: the scope that stands earlier in the clause.
pub(super) fn scope_before(line: &Line, at: usize, lexicon: &Lexicon) -> Option<String> {
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
        let of = |text: &str| before(whole_before, text);
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
