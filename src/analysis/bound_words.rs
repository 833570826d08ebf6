//! The words by which a report bounds a number: 左右, 以上, 不低于, as they stand around it.

use super::observation::Observation;
use crate::lexicon::{Bound, Cue, Lexicon};
use crate::text::fold;

/// How far before a number the word that bounds it may stand: 不低于全省平均水平的6%.
const REACH: usize = 16;

/// What bounds a number within the mention itself: 90多家, 二十余个, 几十, 上百.
const WITHIN: [(char, Bound); 7] = [
    ('多', Bound::Above),
    ('余', Bound::Above),
    ('几', Bound::Above),
    ('数', Bound::Above),
    ('过', Bound::Above),
    ('上', Bound::AtLeast),
    ('近', Bound::Below),
];

/// The words as they are said; `None` where nothing bounds the number, or where they are not found.
pub fn bound_words(observation: &Observation, lexicon: &Lexicon) -> Option<String> {
    let bound = observation.bound;
    if bound == Bound::Equal {
        return None;
    }
    let source: Vec<char> = observation.sentence.chars().collect();
    let folded: Vec<char> = fold(&observation.sentence).chars().collect();
    let start = observation
        .start
        .checked_sub(observation.sentence_start)?
        .min(folded.len());
    let end = observation
        .end
        .checked_sub(observation.sentence_start)?
        .min(folded.len());
    let said =
        |from: usize, to: usize| -> Option<String> { Some(source.get(from..to)?.iter().collect()) };
    let ends_clause = |c: &char| matches!(c, '，' | '；' | '。' | ',' | ';');
    let behind = |at: usize| {
        let found = lexicon.cues.after(folded.get(at..)?);
        let (length, _) = found.filter(|(_, b)| *b == bound)?;
        said(at, at + length)
    };
    let before = |at: usize| match lexicon.cues.before(folded.get(..at)?) {
        Some((length, Cue::Hedge(b))) if b == bound => said(at - length, at),
        _ => None,
    };
    let within = || {
        let sign = |c: &char| WITHIN.iter().any(|(sign, b)| sign == c && *b == bound);
        folded
            .get(start..end)?
            .iter()
            .find(|c| sign(c))
            .map(char::to_string)
    };
    let clause = folded[..start]
        .iter()
        .rposition(ends_clause)
        .map_or(0, |at| at + 1);
    let from = clause.max(start.saturating_sub(REACH));
    let far = folded[end..]
        .iter()
        .position(ends_clause)
        .map_or(folded.len(), |n| end + n);
    behind(end)
        .or_else(within)
        .or_else(|| (from + 1..=start).rev().find_map(before))
        // 分别增长10%和7%左右: the word behind the last of an enumeration.
        .or_else(|| (end + 1..far).find_map(behind))
}

#[cfg(test)]
mod tests {
    use super::super::observation::samples::growth;
    use super::*;

    fn words(sentence: &str, mention: &str, bound: Bound) -> Option<String> {
        let at = sentence.find(mention).unwrap();
        let start = 7 + sentence[..at].chars().count();
        let observation = Observation {
            sentence: sentence.into(),
            sentence_start: 7,
            start,
            end: start + mention.chars().count(),
            bound,
            ..growth("5", "2018", 2018)
        };
        bound_words(&observation, Lexicon::builtin())
    }

    #[test]
    fn words_behind_before_and_within() {
        assert_eq!(
            words("增长6.5%左右。", "6.5%", Bound::About).as_deref(),
            Some("左右")
        );
        assert_eq!(
            words("增长6%以上，进口", "6%", Bound::AtLeast).as_deref(),
            Some("以上")
        );
        assert_eq!(
            words("增速不低于6%。", "6%", Bound::AtLeast).as_deref(),
            Some("不低于")
        );
        assert_eq!(
            words("总量突破百亿，约80亿元", "80亿元", Bound::About).as_deref(),
            Some("约")
        );
        assert_eq!(
            words("企业90多家。", "90多家", Bound::Above).as_deref(),
            Some("多")
        );
        assert_eq!(
            words("失业率控制在3%以内", "3%", Bound::AtMost).as_deref(),
            Some("以内")
        );
    }

    #[test]
    fn a_word_behind_the_last_is_that_of_all() {
        let said = "分别增长10%和7%左右，进口增长5%以上";
        assert_eq!(words(said, "10%", Bound::About).as_deref(), Some("左右"));
        assert_eq!(words(said, "5%", Bound::AtLeast).as_deref(), Some("以上"));
    }

    #[test]
    fn no_word_of_another_clause_or_bound() {
        assert_eq!(words("增长5%。", "5%", Bound::Equal), None);
        assert_eq!(words("投资突破8亿元，增长5%，约", "5%", Bound::Above), None);
        assert_eq!(words("增长5%左右", "5%", Bound::AtLeast), None);
    }
}
