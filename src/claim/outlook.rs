//! Where no heading tells: which sentences of a report read as parts of its plan.

use crate::lexicon::Lexicon;
use crate::text::Sentence;

/// How much of what a sentence says carries over to the next, in tenths.
const CARRIED: i64 = 9;

/// The least weight, in tenths of a logarithm, at which a sentence with those around it is one of the plan.
const PLAN: i64 = 5;

/// For each sentence, whether it and those around it read as a plan. The words of results and of plans in it are
/// weighed (`lexicon/outlook.tsv`); what the sentences before and behind say counts too, nine tenths for each step. A
/// sentence for which `apart` holds, and those on its two sides, know nothing of each other; a line without a clause, such
/// as a row of a table, is none of the plan.
pub(crate) fn plans(
    folded: &[char],
    sentences: &[Sentence],
    apart: &[bool],
    budget: bool,
    lexicon: &Lexicon,
) -> Vec<bool> {
    let weigh = |s: &Sentence| {
        let text = &folded[s.span.start..s.span.end];
        100 * i64::from(lexicon.outlook.weigh(text, budget))
    };
    let own: Vec<i64> = sentences
        .iter()
        .zip(apart)
        .map(|(s, apart)| if *apart { 0 } else { weigh(s) })
        .collect();
    let mut sums = own.clone();
    let carry = |carried: &mut i64, i: usize, sum: &mut i64| {
        if apart[i] {
            *carried = 0;
        }
        *sum += *carried;
        *carried = (*carried + own[i]) * CARRIED / 10;
    };
    let mut carried = 0;
    for (i, sum) in sums.iter_mut().enumerate() {
        carry(&mut carried, i, sum);
    }
    carried = 0;
    for (i, sum) in sums.iter_mut().enumerate().rev() {
        carry(&mut carried, i, sum);
    }
    let planned = |i: usize| {
        let text = &folded[sentences[i].span.start..sentences[i].span.end];
        !apart[i] && sums[i] >= 100 * PLAN && has_clauses(text)
    };
    (0..sums.len()).map(planned).collect()
}

/// Whether a line is a sentence: it has a comma that parts no digits, a semicolon or a full stop.
fn has_clauses(text: &[char]) -> bool {
    let digit = |i: usize| text.get(i).is_some_and(char::is_ascii_digit);
    text.iter().enumerate().any(|(i, c)| match c {
        '。' | ';' => true,
        ',' => !(digit(i + 1) && digit(i.wrapping_sub(1))),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::structure;

    fn of(text: &str, apart: &[usize]) -> Vec<bool> {
        let folded: Vec<char> = text.chars().collect();
        let sentences = structure(&folded, &folded).sentences;
        let apart: Vec<bool> = (0..sentences.len()).map(|i| apart.contains(&i)).collect();
        plans(&folded, &sentences, &apart, false, Lexicon::builtin())
    }

    #[test]
    fn a_sentence_without_a_cue_goes_with_those_around_it() {
        assert_eq!(
            of(
                "继续抓好春耕,鼓励规模种植。水稻面积30万亩。力争粮食再丰收。",
                &[]
            ),
            [true, true, true]
        );
        assert_eq!(
            of(
                "累计投入3亿元,建成了农田5万亩。水稻面积30万亩。获评全国先进。",
                &[]
            ),
            [false, false, false]
        );
    }

    #[test]
    fn a_row_of_a_table_is_no_plan() {
        assert_eq!(
            of(
                "抓紧供水建设,力争丰收。\n供水 2,700.00 20年 2.12%\n力争丰收。",
                &[]
            ),
            [true, false, true]
        );
    }

    #[test]
    fn nothing_carries_over_what_stands_apart() {
        assert_eq!(
            of("抓紧春耕。\n水稻面积30万亩。\n力争丰收。", &[1]),
            [true, false, true]
        );
    }
}
