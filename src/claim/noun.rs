//! The noun phrase right behind a number: 38个|风电项目|纳入….

use super::Role;
use super::sentence::{Line, ends_with, is_clause_mark, is_one_of};
use crate::lexicon::{Cue, Lexicon, WordList};
use crate::quantity::{Form, Scanned};
use crate::text::CharClass;
use crate::token::{Pos, Word};

/// The end of the noun phrase that starts at `start` and may reach to `end`; `None` where none starts there.
///
/// Verbs that the noun follows are part of it (在建项目); it ends before the verb, preposition or adverb behind the noun.
pub(crate) fn phrase(line: &Line, start: usize, end: usize, lexicon: &Lexicon) -> Option<usize> {
    // 由412项精简到286项: a move goes on, and 精简 is no thing.
    let cue = lexicon.cues.at_start(line.slice(start, start + 4));
    if matches!(cue, Some((_, Cue::UpTo | Cue::DownTo))) {
        return None;
    }
    let words = line.words_in(start, end);
    let mut last = None;
    let mut noun = false;
    let mut i = 0;
    while i < words.len() {
        let w = words[i];
        let first = line.chars()[w.start];
        if line.is_quoted(w.start) || matches!(first, '“' | '”' | '《' | '》' | '"') {
            noun = true;
            last = Some(w.end);
            i += 1;
            continue;
        }
        if first == '、' {
            // A、B项目: the list goes on only if a noun follows and no number stood before.
            let next = words.get(i + 1);
            let verb = |n: &Word| starts_predicate(line, n.start, n.end);
            if next.is_some_and(|n| n.pos.is_attributive() && !verb(n)) && noun {
                i += 1;
                continue;
            }
            break;
        }
        if is_clause_mark(first) {
            break;
        }
        match w.pos {
            // 加上结转等5亿元后,: when, and nothing that is counted.
            Pos::Loose if !noun && says_when(line, &w) => break,
            Pos::Noun | Pos::Loose | Pos::VerbNoun => {
                noun = true;
                last = Some(w.end);
            }
            Pos::Adjective => last = if noun { last } else { None },
            Pos::Verb if !noun => {
                // A verb that a noun follows within two words describes it: 已投产项目.
                let behind = words.get(i + 1..words.len().min(i + 3)).unwrap_or(&[]);
                if i > 0 && w.end - w.start == 1 || !behind.iter().any(|n| n.pos.is_nominal()) {
                    break;
                }
                if starts_predicate(line, w.start, w.end) {
                    break;
                }
            }
            // 梯度转移项目, 农房改造户: a verb between a noun and a head noun describes it.
            Pos::Verb
                if !starts_predicate(line, w.start, w.end)
                    && leads_to_head(line, &words[i + 1..]) => {}
            // 乡村振兴示范村: the nouns so far count nothing, so that the head comes behind the verb.
            Pos::Verb if noun && let Some(n) = head_behind(line, start, &words[i..], lexicon) => {
                i += n;
                last = Some(words[i].end);
            }
            Pos::Particle if first == '的' && noun => {
                let next = words.get(i + 1);
                if !next.is_some_and(|n| n.pos.is_attributive()) {
                    break;
                }
            }
            Pos::Conjunction if noun && matches!(first, '和' | '与' | '及') => {
                let next = words.get(i + 1);
                if !next.is_some_and(|n| n.pos.is_attributive()) {
                    break;
                }
            }
            _ => break,
        }
        i += 1;
    }
    let last = last.filter(|_| noun)?;
    // 在监测的8个断面中，: 中 says where.
    let within = matches!(line.slice(last - 1, last + 1), ['中', ',' | ':'])
        && line.is_word_start(last - 1)
        && last - 1 > start;
    let last = last - usize::from(within);
    Some(without(line, start, last, WordList::OffNoun, lexicon))
}

/// Whether a word closes the words before it as a time: 后, 时 and 前 with a mark behind.
fn says_when(line: &Line, w: &Word) -> bool {
    let marked = line.chars().get(w.end).is_none_or(|c| !c.is_word());
    marked && matches!(line.slice(w.start, w.end), ['后' | '时' | '前'])
}

/// Whether a word at the end of `start..end` counts as something that is counted: 村, 企业, but not 农村.
fn ends_in_head(line: &Line, start: usize, end: usize, lexicon: &Lexicon) -> bool {
    let text = line.slice(start, end);
    let longest = |list| {
        let words = lexicon.cues.list(list);
        words.at_end(text).map(|(n, ())| n)
    };
    longest(WordList::Head).is_some_and(|n| longest(WordList::NoHead).is_none_or(|m| m < n))
}

/// How many words behind the verb that opens `words` the head stands which it describes, where the nouns from `start` up
/// to it count nothing by themselves: 乡村|振兴|示范村, 县域商业|领跑|县, but 村|修建|道路.
fn head_behind(line: &Line, start: usize, words: &[Word], lexicon: &Lexicon) -> Option<usize> {
    let (verb, behind) = words.split_first()?;
    // 省定|贫困村: by whom it was told which.
    let told = matches!(line.slice(verb.start - 1, verb.end), [by, how] if "国省市县".contains(*by) && "定考控管列属".contains(*how));
    let nouns = without(line, start, verb.start, WordList::OffNoun, lexicon);
    if starts_predicate(line, verb.start, verb.end)
        || !told && ends_in_head(line, start, nouns, lexicon)
    {
        return None;
    }
    let near = behind.iter().take(3).take_while(|w| {
        w.pos.is_attributive() || w.pos == Pos::Verb && !starts_predicate(line, w.start, w.end)
    });
    let mut near = near.enumerate();
    let (i, head) =
        near.find(|(_, w)| w.pos.is_attributive() && ends_in_head(line, verb.end, w.end, lexicon))?;
    // 央企|签署|协议|5份: what is counted next.
    let counted = line.numbers.iter().any(|n| n.start == head.end);
    (!counted).then_some(i + 1)
}

/// The end of the phrase `start..end` without the words of `list` behind the head, which begin what is said of the
/// things: 项目|开工, 企业|全面, 行业|增加值.
pub(super) fn without(
    line: &Line,
    start: usize,
    end: usize,
    list: WordList,
    lexicon: &Lexicon,
) -> usize {
    let words = lexicon.cues.list(list);
    let (mut out, mut at) = (end, end);
    // 举措|全面|完成: the head stands before all of them.
    while let Some((n, ())) = words.at_end(line.slice(start, at)) {
        at -= n;
        if at <= start {
            break;
        }
        if line.is_word_start(at) && ends_in_head(line, start, at, lexicon) {
            out = at;
        }
    }
    out
}

/// The end of the nouns right behind a number, without 的 or lists, and without verbs but the one that describes what is
/// counted: 农村扶贫对象.
pub(crate) fn bare_phrase(
    line: &Line,
    start: usize,
    end: usize,
    lexicon: &Lexicon,
) -> Option<usize> {
    let words = line.words_in(start, end);
    let describes = |i: usize, w: &Word| {
        w.pos == Pos::Verb
            && i > 0
            && w.end - w.start == 2
            && !starts_predicate(line, w.start, w.end)
            && words.get(i + 1).is_some_and(|n| counts(line, n, lexicon))
    };
    let n = words
        .iter()
        .enumerate()
        .take_while(|(i, w)| {
            matches!(w.pos, Pos::Noun | Pos::VerbNoun | Pos::Adjective) || describes(*i, w)
        })
        .take(4)
        .count();
    words[..n]
        .iter()
        .rev()
        .find(|w| w.pos == Pos::Noun)
        .map(|w| w.end)
}

/// 覆盖80%以上行政村, 在50%的县: whether the words before a percentage lead to what it is a part of.
pub(super) fn is_covered(before: &[char]) -> bool {
    let verb = ["覆盖", "覆盖了", "惠及", "覆盖全国", "覆盖全省"];
    verb.iter().any(|w| ends_with(before, w))
        || matches!(
            before,
            ['在' | '对' | '使'] | [.., ',' | ';' | '、', '在' | '对' | '使']
        )
}

/// Whether the noun is a stage that something reaches, and nothing that is counted: 连跨4个千亿台阶.
pub(super) fn is_stage(noun: &[char]) -> bool {
    ["台阶", "关口", "大关"].iter().any(|w| ends_with(noun, w))
}

/// Whether a head noun stands at once behind a verb, or behind one more word that describes it (振兴补助资金).
fn leads_to_head(line: &Line, behind: &[Word]) -> bool {
    let head = |w: &Word| is_head(line, w.start, w.end);
    match behind {
        [first, ..] if head(first) => true,
        [first, second, ..] => {
            let describes = first.pos == Pos::Verb || first.pos.is_nominal();
            describes && !starts_predicate(line, first.start, first.end) && head(second)
        }
        _ => false,
    }
}

/// Nouns that commonly head a phrase with a verb inside.
fn is_head(line: &Line, start: usize, end: usize) -> bool {
    const HEADS: [&str; 20] = [
        "项目", "工程", "企业", "任务", "中心", "基地", "平台", "机构", "人员", "设施", "系统",
        "园区", "站点", "学校", "资金", "产业", "小区", "家庭", "对象", "单位",
    ];
    is_one_of(line.slice(start, end), &HEADS)
}

/// Verbs that start a predicate, not a description, when they stand right behind a number.
fn starts_predicate(line: &Line, start: usize, end: usize) -> bool {
    const VERBS: [&str; 56] = [
        "用于", "达到", "实现", "完成", "占", "增长", "下降", "提高", "居", "位居", "进入", "参加",
        "享受", "列入", "纳入", "达标", "入选", "获得", "获", "开展", "实施", "成为", "新增",
        "建成", "落户", "通过", "带动", "推进", "加快", "入驻", "引进", "培育", "申报", "成立",
        "承接", "签约", "投入", "获评", "开通", "进行", "探索", "解决", "得到", "提供", "受到",
        "取得", "发放", "免除", "签署", "排", "是", "评为", "办理", "丰富", "惠及", "受益",
    ];
    is_one_of(line.slice(start, end), &VERBS)
}

/// Where the noun starts behind the sizes of what number `k` counts: 12条|10千伏|线路, 3个|5万吨级|泊位.
pub(super) fn behind_sizes(line: &Line, k: usize, at: usize) -> usize {
    let mut at = at;
    let behind = line.numbers.iter().zip(&line.roles).skip(k + 1);
    for (i, (n, role)) in behind.enumerate() {
        let joint = usize::from(i > 0 && matches!(line.slice(at, at + 1), ['和' | '、']));
        if !matches!(role, Some((Role::Label, _))) || n.start != at + joint {
            break;
        }
        at = n.end + usize::from(line.slice(n.end, n.end + 1) == ['级']);
    }
    at
}

/// Whether the unit counts things that a noun names, so that the noun behind is the indicator.
pub(super) fn counts_things(n: &Scanned, lexicon: &Lexicon) -> bool {
    n.form == Form::Plain
        && match lexicon.units.get(&n.unit) {
            Some(u) => u.is_of("count"),
            None => n.unit.is_empty() || n.number_end < n.end,
        }
}

/// The noun of the phrase `start..end` which serves as the unit where no measure word stands: the first that counts
/// people or things by the vocabulary, with those right behind it (农村扶贫对象 → 对象, 贫困家庭学生 → 学生, but
/// 农村人口饮水问题 → 人口); else the last noun. `open` says that no such noun stands before `start`.
pub(crate) fn head(
    line: &Line,
    start: usize,
    end: usize,
    open: bool,
    lexicon: &Lexicon,
) -> Option<(usize, usize)> {
    let words = line.words_in(start, end);
    let noun = |w: &&Word| matches!(w.pos, Pos::Noun | Pos::VerbNoun);
    let before = words
        .iter()
        .take_while(|w| open && !counts(line, w, lexicon))
        .count();
    let run = words[before..]
        .iter()
        .take_while(|w| noun(w) && counts(line, w, lexicon))
        .last();
    run.or_else(|| words.iter().rev().find(|w| open && noun(w)))
        .map(|w| (w.start, w.end))
}

/// Whether a word counts people or things without a measure word, by the vocabulary.
fn counts(line: &Line, w: &Word, lexicon: &Lexicon) -> bool {
    let word = line.slice(w.start, w.end);
    let unit = lexicon.units.get(&word.iter().collect::<String>());
    unit.is_some_and(|u| u.noun && word.len() >= 2)
        || lexicon.cues.list(WordList::CountedNoun).get(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn behind(text: &str) -> Option<String> {
        let line = Line::of(text);
        let start = line.numbers[0].end;
        phrase(&line, start, line.clause_end(start), Lexicon::builtin())
            .map(|end| line.text(start, end))
    }

    #[test]
    fn stops_before_the_verb() {
        assert_eq!(behind("38个风电项目纳入规划").as_deref(), Some("风电项目"));
        assert_eq!(behind("6家企业在新三板挂牌").as_deref(), Some("企业"));
        assert_eq!(behind("261个贫困村完成编制").as_deref(), Some("贫困村"));
    }

    #[test]
    fn finds_the_head_behind_a_verb_where_the_nouns_before_count_nothing() {
        let of = |text: &str| behind(text).unwrap_or_default();
        assert_eq!(of("9个农村互助养老院建成"), "农村互助养老院");
        assert_eq!(of("7个国考断面达标"), "国考断面");
        assert_eq!(of("9家企业搬迁新区"), "企业");
        assert_eq!(of("5个项目开工"), "项目");
        assert_eq!(of("5个产业增加值"), "产业增加值");
    }

    #[test]
    fn words_of_a_list_are_taken_off_behind_a_head_only() {
        let of = |text: &str| {
            let line = Line::of(&format!("{text}5个"));
            let end = line.numbers[0].start;
            line.text(
                0,
                without(&line, 0, end, WordList::Measure, Lexicon::builtin()),
            )
        };
        assert_eq!(of("产业增加值"), "产业");
        assert_eq!(of("工业增加值"), "工业增加值");
    }

    #[test]
    fn knows_a_stage() {
        let of = |text: &str| is_stage(&text.chars().collect::<Vec<_>>());
        assert!(of("千亿台阶"));
        assert!(!of("台阶面积"));
    }

    #[test]
    fn finds_none_where_none_is() {
        assert_eq!(behind("共56个,其他项目"), None);
        assert_eq!(behind("增长5%和6%"), None);
    }

    #[test]
    fn what_is_covered_stands_behind_a_percentage() {
        let of = |text: &str| is_covered(&text.chars().collect::<Vec<_>>());
        assert!(of("供水工程覆盖"));
        assert!(of("通车,在"));
        assert!(!of("存在"));
        assert!(!of("覆盖率"));
    }

    #[test]
    fn sizes_are_passed_over() {
        let of = |text: &str| {
            let line = Line::of(text);
            let at = behind_sizes(&line, 0, line.numbers[0].end);
            line.text(at, line.clause_end(at))
        };
        assert_eq!(of("架设12条10千伏线路"), "线路");
        assert_eq!(of("建成5个3万吨级泊位"), "泊位");
        assert_eq!(of("架设12条线路10千伏"), "线路10千伏");
        assert_eq!(of("出台12条16项举措"), "16项举措");
    }

    #[test]
    fn measure_words_count_things_and_sums_do_not() {
        let of = |text: &str| counts_things(&Line::of(text).numbers[0], Lexicon::builtin());
        assert!(of("5个项目"));
        assert!(of("5.7万贫困人口"));
        assert!(!of("5亿元投资"));
        assert!(!of("三分之二的村"));
        assert!(!of("第5位选手"));
    }

    #[test]
    fn the_unit_of_a_large_number_is_the_noun_that_counts() {
        let of = |text: &str| Line::of(text).numbers[0].unit.clone();
        assert_eq!(of("惠及20万农村扶贫对象"), "对象");
        assert_eq!(of("解决20万农村人口饮水问题"), "人口");
        assert_eq!(of("解决20万贫困家庭学生午餐问题"), "学生");
        assert_eq!(of("惠及20家农村扶贫对象"), "家");
        assert_eq!(of("惠及20万,农村扶贫对象满意"), "");
    }
}
