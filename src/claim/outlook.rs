//! Where no heading tells: which sentences of a report read as parts of its plan.

use crate::lexicon::Lexicon;
use crate::text::Sentence;

/// How much of what a sentence says carries over to the next, in tenths.
const CARRIED: i64 = 9;

/// The least weight, in tenths of a logarithm, at which a sentence with those around it is one of the plan.
const PLAN: i64 = 5;

/// What a sentence of a budget report weighs at least that gives sums of accounts and says nothing of how they were met:
/// results are told with 完成 or 为预算的, sums of the plan stand alone.
const BARE: i64 = 12;

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
        let words = i64::from(lexicon.outlook.weigh(text, budget));
        let bare = budget && gives_sums(text);
        100 * if bare { words.max(0) + BARE } else { words }
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

/// Whether a sentence gives sums of accounts, and no word of how they were met: 收入9亿元. 比上年完成数 is none.
fn gives_sums(text: &[char]) -> bool {
    if !text.contains(&'元') {
        return false;
    }
    let solid = text.iter().copied().filter(|c| !c.is_whitespace());
    let text: Vec<char> = solid.collect();
    let accounts = |w: &[char]| {
        matches!(
            w,
            ['预', '算', '收' | '支']
                | ['收' | '支', _, '预']
                | ['入' | '出', '总', '计' | '量']
                | ['入' | '出', '合', '计']
        )
    };
    if !text.windows(3).any(accounts) {
        return false;
    }
    !text.windows(3).any(|w| match w {
        ['完', '成', c] | ['执', '行', c] => *c != '数',
        ['为', '预' | '调' | '年', _] | ['占', '预', '算'] => true,
        ['实', '际', _] | ['调', '整', '为'] | ['决', '算', _] => true,
        ['累', '计', _] | ['下', '达', _] => true,
        _ => false,
    })
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
        let sentences = structure(text, &folded).sentences;
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
    fn sums_of_accounts_stand_alone_in_a_budget() {
        let of = |text: &str| {
            let folded: Vec<char> = text.chars().collect();
            let sentences = structure(text, &folded).sentences;
            plans(&folded, &sentences, &[false], true, Lexicon::builtin())
        };
        assert_eq!(of("全市一般公共预算收入9亿元,增长3%。"), [true]);
        assert_eq!(of("全市一般公共预算收入完成9亿元,增长3%。"), [false]);
        assert_eq!(of("全市一般公共预算收入9亿元,为预算的97%。"), [false]);
        assert_eq!(of("全市教育投入9亿元,增长3%。"), [false]);
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
