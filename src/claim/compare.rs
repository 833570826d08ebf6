//! What a growth or a change is compared with: 比上年, 高于全国, 与2015年相比.

use super::Kind;
use super::draft::Draft;
use super::fields::Field;
use super::predicate::Predicate;
use super::sentence::{Line, contains_any, ends_with, starts_with};
use crate::lexicon::{Cue, Lexicon};
use crate::quantity::Scanned;
use crate::text::CharClass;

/// What tells a mean over the years, which has no base of its own: 比2006年增加20亿元，年均增长12%.
const YEARLY: [&str; 3] = ["年均", "每年", "逐年"];

/// The words that close a comparison: 与上年相比.
const CLOSING: [&str; 3] = ["相比", "相较", "比较"];

/// 比上年, 较年初, 与2015年相比 right before `end`: its length and what is compared with.
pub(super) fn comparison(
    line: &Line,
    start: usize,
    end: usize,
    p: &Predicate,
) -> Option<(usize, Field)> {
    let moves = p.cues.iter().any(|c| {
        matches!(
            c,
            Cue::Up
                | Cue::Down
                | Cue::Higher
                | Cue::Lower
                | Cue::UpTo
                | Cue::DownTo
                | Cue::Hedge(_)
                | Cue::New
        )
    });
    // 比2010年翻一番: the number is the move.
    if !moves && line.chars().get(end) != Some(&'翻') {
        return None;
    }
    let from = start.max(end.saturating_sub(24));
    if let Some((at, text)) = closed(line, from, end) {
        return Some((end - at, (text, "baseline_beside")));
    }
    let at = opener(line, from, end)?;
    let mut text = line.slice(at + 1, end);
    // 比起原定的计划, 比2025年执行数(下同)
    text = text.strip_prefix(&['起']).unwrap_or(text);
    if let (Some(')'), Some(open)) = (text.last(), text.iter().position(|c| *c == '(')) {
        text = &text[..open];
    }
    for tail in ["相比", "相较", "的", "要"] {
        if ends_with(text, tail) {
            text = &text[..text.len() - tail.chars().count()];
        }
    }
    names_a_base(text).then(|| (end - at, (text.iter().collect(), "baseline_than")))
}

/// Where 比 or 较 stands last in `from..end`, as a word of comparing (not in 比重, 占比, 较快).
fn opener(line: &Line, from: usize, end: usize) -> Option<usize> {
    let chars = line.chars();
    (from..end).rev().find(|&i| match chars[i] {
        '比' => {
            let next = chars
                .get(i + 1)
                .is_some_and(|c| "重例率价较值分由从".contains(*c));
            let before = i > 0 && "占同环对相之百配".contains(chars[i - 1]);
            !next && !before
        }
        '较' => {
            let next = chars
                .get(i + 1)
                .is_some_and(|c| "快大高好多强低小为".contains(*c));
            let before = i > 0 && chars[i - 1] == '比';
            !next && !before
        }
        _ => false,
    })
}

/// Whether `text` may name what is compared with: short, no list, and quoted as a whole word or not at all (比“八五”).
fn names_a_base(text: &[char]) -> bool {
    let count = |c: char| text.iter().filter(|x| **x == c).count();
    !text.is_empty() && text.len() <= 20 && !text.contains(&'、') && count('“') == count('”')
}

/// 比“十三五”时期|541亿元|增加: whether what stands from `start` up to the number is compared with, and the number its
/// amount.
pub(super) fn is_base_with_amount(
    line: &Line,
    start: usize,
    n: &Scanned,
    lexicon: &Lexicon,
) -> bool {
    let ['比' | '较', base @ ..] = line.slice(start, n.start) else {
        return false;
    };
    let base = base.strip_suffix(&['的']).unwrap_or(base);
    let moved = lexicon.cues.at_start(line.slice(n.end, n.end + 4));
    let moves = matches!(moved, Some((_, Cue::Up | Cue::Down)));
    moves
        && base.len() >= 2
        && base.first().is_some_and(|c| !c.is_ascii_digit())
        && names_a_base(base)
}

/// 与上年相比, 同一九八〇年比较 at the end of `from..end`: where it starts, and what is compared with.
fn closed(line: &Line, from: usize, end: usize) -> Option<(usize, String)> {
    let text = line.slice(from, end);
    let tail = CLOSING.iter().find(|w| ends_with(text, w))?;
    let body = &text[..text.len() - tail.chars().count()];
    // 与去年同期相比: 同 is part of 同期.
    let with = |c: char| {
        (0..body.len())
            .rev()
            .find(|&i| body[i] == c && body.get(i + 1) != Some(&'期'))
    };
    let at = with('与').or_else(|| with('同')).or_else(|| with('和'))?;
    (at + 1 < body.len()).then(|| (from + at, body[at + 1..].iter().collect()))
}

/// 高于全国, 低于全市平均增速 right before `end`, where a difference follows: its length, the cue and what is compared with.
/// A number right behind 高于 is a bound instead.
pub(super) fn standing_over(
    line: &Line,
    start: usize,
    end: usize,
    p: &Predicate,
) -> Option<(usize, Cue, String)> {
    const WORDS: [(&str, Cue); 8] = [
        ("高于", Cue::Higher),
        ("快于", Cue::Higher),
        ("好于", Cue::Higher),
        ("优于", Cue::Higher),
        ("领先", Cue::Higher),
        ("低于", Cue::Lower),
        ("慢于", Cue::Lower),
        ("落后", Cue::Lower),
    ];
    let led = p
        .cues
        .iter()
        .any(|c| !matches!(c, Cue::Hedge(_) | Cue::Adverb));
    if led || p.share || p.goal.is_some() {
        return None;
    }
    // 高于全国(3.8%)33.3个百分点: the base with its own level behind it.
    let close = line.bracket_before(start, end).unwrap_or(end);
    let from = start.max(close.saturating_sub(16));
    let near = line.slice(from, close);
    if let Some(told) = goal_surpassed(near) {
        return Some((end - close + told.0, Cue::Higher, told.1));
    }
    let (at, cue) = (0..near.len()).rev().find_map(|i| {
        let may_end = matches!(near.get(i + 1), Some('于' | '先' | '后'));
        let word = WORDS
            .iter()
            .find(|(w, _)| may_end && starts_with(&near[i..], w));
        word.map(|(_, cue)| (from + i, *cue))
    })?;
    let base = line.slice(at + 2, close);
    let base = base.strip_prefix(&['于']).unwrap_or(base);
    // 优于Ⅲ类标准的水质断面比例为: a name with its verb.
    let named = matches!(base.last(), Some('为' | '达' | '到' | '是'))
        || contains_any(base, &["比例", "比重", "天数"]);
    (base.len() >= 2 && !named && base.iter().all(|c| c.is_word()))
        .then(|| (end - at, cue, base.iter().collect()))
}

/// 超年度目标, in `near` up to its end: its length and the goal. 超5个百分点 surpasses the number itself.
fn goal_surpassed(near: &[char]) -> Option<(usize, String)> {
    const GOALS: [&str; 5] = ["目标", "目标任务", "任务", "预期", "计划"];
    let at = near.iter().rposition(|c| *c == '超')?;
    let base = near[at + 1..]
        .strip_prefix(&['过'])
        .unwrap_or(&near[at + 1..]);
    let named = base.iter().all(|c| c.is_word()) && GOALS.iter().any(|w| ends_with(base, w));
    named.then(|| (near.len() - at, base.iter().collect()))
}

/// Gives a growth or a change that names no base of its own the one that stands before it: a clause of its own
/// (与2012年相比，棉花增长…，油料增长…) or the claim that says the same in other terms (比上年增加2亿元，增长7%).
pub(super) fn carry(line: &Line, drafts: &mut [Draft]) {
    let chars = line.chars();
    let clauses: Vec<(usize, String)> = (0..chars.len())
        .filter(|&i| matches!(chars[i], ',' | ':'))
        .filter(|&i| CLOSING.iter().any(|w| ends_with(&chars[..i], w)))
        .filter_map(|i| closed(line, line.clause_start(i), i).map(|(_, base)| (i, base)))
        .filter(|(_, base)| base.chars().count() <= 20)
        .collect();
    for i in 0..drafts.len() {
        let d = &drafts[i];
        if !moves(d.kind) || d.predicate.baseline.is_some() {
            continue;
        }
        let at = line.numbers[d.number].start;
        let base = i
            .checked_sub(1)
            .and_then(|b| carried(line, &drafts[b], d))
            .or_else(|| {
                let reaches = |end: usize| end < at && !line.closed_before(end, at);
                let before = clauses.iter().rev().find(|(end, _)| reaches(*end));
                before.map(|(_, base)| (base.clone(), "baseline_of_clause"))
            });
        drafts[i].predicate.baseline = base;
    }
}

fn moves(kind: Kind) -> bool {
    matches!(kind, Kind::Growth | Kind::Change)
}

/// 比上年增加2亿元，增长7%: the second says the same once more, so it is compared with the same.
fn carried(line: &Line, before: &Draft, d: &Draft) -> Option<Field> {
    let n = &line.numbers[d.number];
    let between = line.slice(before.after, d.predicate.start);
    let again = moves(before.kind)
        && moves(d.kind)
        && before.kind != d.kind
        && before.direction == d.direction
        && before.indicator == d.indicator
        && d.subject.is_empty()
        && n.unit != "百分点"
        && !contains_any(line.slice(before.after, n.start), &YEARLY)
        && matches!(between, [',' | '、']);
    // 比1980年的3600人增长4.5倍: the level in between is that of the base.
    let of_base = before.kind == Kind::Level && moves(d.kind) && between.is_empty();
    let rule = match (again, of_base) {
        (true, _) => "baseline_said_again",
        (_, true) => "baseline_of_amount",
        _ => return None,
    };
    let (base, _) = before.predicate.baseline.clone()?;
    Some((base, rule))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::predicate::predicate;
    use crate::lexicon::Lexicon;

    fn base(text: &str) -> (String, Option<String>) {
        let line = Line::of(text);
        let n = &line.numbers[line.numbers.len() - 1];
        let start = line.clause_start(n.start);
        let p = predicate(&line, start, n.start, false, true, Lexicon::builtin());
        (line.text(start, p.start), p.baseline.map(|(base, _)| base))
    }

    #[test]
    fn names_the_base() {
        let of = |text: &str| base(text).1;
        assert_eq!(of("高于全国2.7个百分点").as_deref(), Some("全国"));
        assert_eq!(of("低于预期近0.5个百分点").as_deref(), Some("预期"));
        assert_eq!(of("比“八五”增长1.9倍").as_deref(), Some("“八五”"));
        assert_eq!(of("与去年同期相比增长8%").as_deref(), Some("去年同期"));
        assert_eq!(
            base("收入又比去年同期增长8%"),
            ("收入".to_string(), Some("上年同期".to_string()))
        );
    }

    #[test]
    fn takes_no_bound_and_no_list_for_a_base() {
        assert_eq!(base("合格率高于95%").1, None);
        assert_eq!(base("比例“高”增长5%").1, None);
        assert_eq!(base("比甲、乙增长5%").1, None);
    }

    #[test]
    fn the_words_of_comparing_are_no_parts_of_others() {
        let of = |text: &str| base(text).1;
        assert_eq!(of("出口较上年增长5%").as_deref(), Some("上年"));
        assert_eq!(of("出口较快增长5%"), None);
        assert_eq!(of("出口比上年翻一番").as_deref(), Some("上年"));
        assert_eq!(of("出口占比增长5%"), None);
        assert_eq!(of("出口比例增长5%"), None);
        assert_eq!(of("出口比上年5%"), None);
    }

    #[test]
    fn a_closed_comparison_needs_both_its_words() {
        let of = |text: &str| base(text).1;
        assert_eq!(of("出口与上年相比增长5%").as_deref(), Some("上年"));
        assert_eq!(of("出口同1980年比较增长5%").as_deref(), Some("1980年"));
        assert_eq!(of("出口同去年同期相比增长5%").as_deref(), Some("去年同期"));
        assert_eq!(of("出口与上年一样增长5%"), None);
        assert_eq!(of("出口相比增长5%"), None);
    }

    #[test]
    fn a_difference_stands_over_a_base_of_words() {
        let of = |text: &str| base(text).1;
        assert_eq!(of("增速快于全省3个百分点").as_deref(), Some("全省"));
        assert_eq!(of("增速高于全省(3%)2个百分点").as_deref(), Some("全省"));
        assert_eq!(of("增速领先3个百分点"), None);
        assert_eq!(of("增速高于全省,提高3个百分点"), None);
    }

    #[test]
    fn a_base_is_carried_on_to_what_says_the_same_once_more() {
        let of = |text: &str| {
            let claim = crate::claim::sentence::claims_of(text).pop();
            claim.and_then(|c| c.baseline)
        };
        let more = |text: &str| of(&format!("产值9亿元,比上年增加2亿元{text}。"));
        assert_eq!(more(",增长5%").as_deref(), Some("上年"));
        assert_eq!(more(";增长5%"), None);
        assert_eq!(more(",下降5%"), None);
        assert_eq!(more(",年均增长5%"), None);
        assert_eq!(more(",税收增长5%"), None);
        assert_eq!(of("产值比上年增长9%,提高5个百分点。"), None);
        assert_eq!(
            of("培训20人,比2010年的36人增长4倍。").as_deref(),
            Some("2010年")
        );
        assert_eq!(of("培训20人,2010年36人,增长4倍。"), None);
    }

    #[test]
    fn a_base_of_its_own_clause_holds_for_what_follows() {
        let of = |text: &str| {
            let claims = crate::claim::sentence::claims_of(text).into_iter();
            claims.map(|c| c.baseline.is_some()).collect::<Vec<_>>()
        };
        assert_eq!(of("与上年相比,棉花增长12%,油料增长9%。"), [true, true]);
        assert_eq!(of("棉花增长12%,与上年相比,油料增长9%。"), [false, true]);
        assert_eq!(of("与上年相比,棉花9吨,油料增长9%。"), [false, true]);
        assert_eq!(
            of("棉花增长12%(与上年相比,下同),油料增长9%。"),
            [false, false]
        );
    }

    #[test]
    fn what_opens_a_comparison_is_a_word_of_its_own() {
        let of = |text: &str| opener(&Line::of(&format!("{text}5%")), 0, text.chars().count());
        assert_eq!(of("又比上年"), Some(1));
        assert_eq!(of("占比稳步"), None);
        assert_eq!(of("比例稳步"), None);
        assert_eq!(of("较上年"), Some(0));
        assert_eq!(of("较快稳步"), None);
    }

    #[test]
    fn a_base_is_short_and_quoted_as_a_whole() {
        let of = |text: &str| names_a_base(&text.chars().collect::<Vec<_>>());
        assert!(of("“八五”"));
        assert!(!of("“八五"));
        assert!(!of("甲、乙"));
        assert!(!of(""));
        assert!(!of(&"上年".repeat(11)));
    }

    #[test]
    fn nothing_is_compared_where_nothing_moves() {
        let of = |cues: Vec<Cue>| {
            let p = Predicate {
                cues,
                ..Predicate::default()
            };
            comparison(&Line::of("出口比上年5%"), 0, 5, &p).is_some()
        };
        assert!(of(vec![Cue::Up]));
        assert!(!of(Vec::new()));
    }
}
