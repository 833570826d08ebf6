//! Whether a number is a claim, a qualifier, a date or a label.

use super::Role;
use super::naming::in_name;
use super::sentence::{Line, contains_any, ends_with, starts_with};
use super::time;
use crate::lexicon::{Cue, Lexicon, WordList};
use crate::quantity::{Form, Number};
use crate::text::CharClass;
use rust_decimal::Decimal;

/// The role of number `k` of the line, and the rule that told it; `None` where it is no mention at all. A claim has no
/// rule yet: what tells its kind names it.
pub(crate) fn role(line: &Line, k: usize, lexicon: &Lexicon) -> Option<(Role, &'static str)> {
    let n = &line.numbers[k];
    let chars = line.chars();
    let before = n.start.checked_sub(1).map(|i| chars[i]);
    let next = chars.get(n.end).copied();
    if let Some(out) = list_number(line, k) {
        return out;
    }
    if time::is_date(line, k) && !is_length_of_time(line, k, lexicon) {
        return Some((Role::Date, "date"));
    }
    if in_definition(line, n.start) {
        return Some((Role::Label, "label_defined"));
    }
    if matches!(n.form, Form::Ordinal | Form::Standing) && is_priority(line, n.start, lexicon) {
        return Some((Role::Label, "label_priority"));
    }
    if n.form == Form::Ordinal {
        return Some(ordinal(line, k, lexicon));
    }
    if line.is_quoted(n.start) && is_short_quote(line, n.start) {
        return Some((Role::Label, "label_in_quotes"));
    }
    if n.form == Form::Plain && n.unit.is_empty() && !n.bare {
        // Part of a code or a name: 12345热线, G4, 5G, 〔2017〕3号.
        let touches = |c: Option<char>| {
            c.is_some_and(|c| {
                c.is_ascii_alphabetic()
                    || matches!(c, '+' | '/' | '〔' | '〕' | '[' | ']' | '#' | '@')
            })
        };
        if touches(before) || touches(next) || before == Some('.') {
            return Some((Role::Label, "label_in_code"));
        }
    }
    if n.chinese
        && matches!(n.number, Number::Single(v) if v == Decimal::ONE)
        && n.scale == 0
        && n.form == Form::Plain
        && line.slice(n.start, n.start + 1) == ['一']
        && !["提前", "连续"]
            .iter()
            .any(|w| ends_with(line.slice(0, n.start), w))
        && !is_measured_one(line, k, lexicon)
    {
        return Some((Role::Label, "label_indefinite_one"));
    }
    if before == Some('每') && n.form == Form::Plain {
        return Some(match n.bare {
            true => (Role::Label, "label_per_unit"),
            false => (Role::Qualifier, "qualifier_per_unit"),
        });
    }
    // 投资额(万元): the unit of a column or a figure.
    let headed = ends_with(line.slice(0, n.start), "单位:");
    if n.bare && (headed || before == Some('(') && next == Some(')')) {
        return Some((Role::Label, "label_unit_in_brackets"));
    }
    if is_basis(line, k) {
        return Some((Role::Qualifier, "qualifier_basis"));
    }
    if is_base(line, k) {
        return Some((Role::Qualifier, "qualifier_base"));
    }
    if is_session(line, k) {
        return Some((Role::Label, "label_session"));
    }
    if let Some(rule) = in_name(line, k, lexicon) {
        return Some((Role::Label, rule));
    }
    // 推动百强县进位: the hundred are spoken of, and nobody is said to be one of them.
    if n.form == Form::Standing && n.bound.is_some() && !is_among(line, n.start, lexicon) {
        return Some((Role::Label, "label_standing_word"));
    }
    if n.form == Form::Standing && !standing_context(line, line.numbers[k].start, lexicon) {
        return Some((Role::Label, "label_standing_word"));
    }
    // 全球前1%学科达到5个
    let named = next.is_some_and(|c| c.is_word()) && matches!(n.unit.as_str(), "%" | "‰");
    if named && before == Some('前') && standing_context(line, n.start - 1, lexicon)
        || is_qualifier(line, k, lexicon)
    {
        return Some((Role::Qualifier, "qualifier_threshold"));
    }
    if n.unit.is_empty() && matches!(n.form, Form::Plain) && !unitless_counts(line, k, lexicon) {
        return Some((Role::Label, "label_without_unit"));
    }
    Some((Role::Claim, ""))
}

/// A number that only numbers a heading, an item or a page.
fn list_number(line: &Line, k: usize) -> Option<Option<(Role, &'static str)>> {
    let n = &line.numbers[k];
    let chars = line.chars();
    let next = chars.get(n.number_end).copied();
    let opens = n.start == 0 || n.start == 1 && matches!(chars[0], '(' | '-' | '—');
    let years = Decimal::from(1900)..=Decimal::from(2100);
    let year = matches!(n.number, Number::Single(y) if years.contains(&y) && y.is_integer());
    if opens
        && !year
        && n.unit.is_empty()
        && matches!(next, Some('.' | '、' | ')' | ':'))
        && k == 0
        && n.form == Form::Plain
        && n.scale == 0
    {
        return Some(None);
    }
    let bracketed = n.start > 0
        && matches!(chars[n.start - 1], '[' | '〔' | '(')
        && matches!(next, Some(']' | '〕' | ')'))
        && n.end == n.number_end;
    (bracketed && n.form == Form::Plain).then_some(None)
}

/// Whether a number is the length of something, though it is written as a date may be: 历时三年.
fn is_length_of_time(line: &Line, k: usize, lexicon: &Lexicon) -> bool {
    let n = &line.numbers[k];
    let next = line.chars().get(n.end);
    let cue = lexicon
        .cues
        .before(line.slice(n.start.saturating_sub(8), n.start));
    matches!(n.unit.as_str(), "年" | "个月" | "天")
        && matches!(cue, Some((_, Cue::Duration)))
        && !matches!(next, Some('来' | '前' | '后' | '以' | '期' | '间'))
}

/// 增长一倍, 提高一个百分点: 一 before a measure, not before a measure word, behind a word of rise or fall.
fn is_measured_one(line: &Line, k: usize, lexicon: &Lexicon) -> bool {
    let n = &line.numbers[k];
    let unit = lexicon.units.get(&n.unit);
    let measured = unit.is_some_and(|u| !u.is_of("count")) || n.unit == "位";
    if n.unit.is_empty() || !measured {
        return false;
    }
    let before = |end: usize| lexicon.cues.before(line.slice(end.saturating_sub(8), end));
    let cue = match before(n.start) {
        Some((len, Cue::Hedge(_))) => before(n.start - len),
        other => other,
    };
    matches!(
        cue,
        Some((_, Cue::Up | Cue::Down | Cue::Higher | Cue::Lower))
    )
}

/// The longest head of a definition, in characters.
const LONGEST_TERM: usize = 30;

/// Whether `at` stands in the term that a sentence explains, as a list of terms or a footnote does: 四个不摘：是指…,
/// [23] 七个一体化：…. A number in a term is part of its name.
fn in_definition(line: &Line, at: usize) -> bool {
    let chars = line.chars();
    let head = &chars[..chars.len().min(LONGEST_TERM)];
    let Some(colon) = head.iter().position(|c| *c == ':').filter(|c| at < *c) else {
        return false;
    };
    let explained = ["指", "是指", "即", "就是", "系指"]
        .iter()
        .any(|w| starts_with(&chars[colon + 1..], w));
    let (marked, noted) = footnote_mark(chars);
    let term = || !chars[..colon].iter().any(|c| matches!(c, ',' | '。' | ';'));
    (explained || noted || marked > 0 && marked == at) && term()
}

/// The length of the footnote mark or list number that opens a line, and whether only footnotes are so marked:
/// [23], 〔46〕, but (5) and ① may be items of a list.
fn footnote_mark(chars: &[char]) -> (usize, bool) {
    match chars.first() {
        Some('\u{2460}'..='\u{2473}') => (1, false),
        // 12.五个专项:
        Some(c) if c.is_ascii_digit() => {
            let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
            match chars.get(digits) {
                Some('.' | '、')
                    if digits <= 3
                        && !chars[digits + 1..]
                            .first()
                            .is_some_and(char::is_ascii_digit) =>
                {
                    (digits + 1, false)
                }
                _ => (0, false),
            }
        }
        Some(open @ ('[' | '〔' | '(')) => {
            let digits = chars[1..].iter().take_while(|c| c.is_ascii_digit()).count();
            let closed = matches!(chars.get(1 + digits), Some(']' | '〕' | ')'));
            if (1..=3).contains(&digits) && closed {
                (digits + 2, *open != '(')
            } else {
                (0, false)
            }
        }
        _ => (0, false),
    }
}

/// 把安全放在第一位, 摆在首位: what comes first is no standing that was measured.
fn is_priority(line: &Line, at: usize, lexicon: &Lexicon) -> bool {
    let start = line.clause_start(at).max(at.saturating_sub(16));
    lexicon
        .cues
        .list(WordList::PutFirst)
        .find(line.slice(start, at))
        .is_some()
}

/// A session of a body: 第十届三次会议, and each member of 十届三次、四次全会.
fn is_session(line: &Line, k: usize) -> bool {
    let numbers = &line.numbers;
    let chars = line.chars();
    let sits = |n: &crate::quantity::Scanned| {
        n.unit == "次"
            && n.form == Form::Plain
            && (n.start > 0 && chars[n.start - 1] == '届'
                || ["全会", "会议", "全体", "常委会", "代表大会"]
                    .iter()
                    .any(|w| starts_with(&chars[n.end..], w)))
    };
    let joined = |a: usize, b: usize| {
        numbers[b].unit == "次"
            && matches!(
                line.slice(numbers[a].end, numbers[b].start),
                ['、' | '和' | '与' | '及']
            )
    };
    if numbers[k].unit.is_empty() || !numbers[k].unit.contains('次') {
        return false;
    }
    if numbers[k].unit != "次" {
        return ["全会", "会议", "全体"]
            .iter()
            .any(|w| starts_with(&chars[numbers[k].end..], w));
    }
    let first = (1..=k).rev().find(|&i| !joined(i - 1, i)).unwrap_or(0);
    let last = (k + 1..numbers.len())
        .find(|&i| !joined(i - 1, i))
        .unwrap_or(numbers.len());
    numbers[first..last].iter().any(sits)
}

/// 按每吨煤5000千卡的标准计算: a number that something else is reckoned by.
fn is_basis(line: &Line, k: usize) -> bool {
    let n = &line.numbers[k];
    let start = line.clause_start(n.start);
    if line.slice(start, start + 1) != ['按'] {
        return false;
    }
    let behind = line.slice(n.end, line.clause_end(n.end));
    ["计算", "折算", "测算", "换算"]
        .iter()
        .any(|w| ends_with(behind, w))
}

/// 以上年为100: what an index starts from.
fn is_base(line: &Line, k: usize) -> bool {
    let n = &line.numbers[k];
    let before = line.slice(n.start.saturating_sub(12), n.start);
    n.unit.is_empty()
        && n.form == Form::Plain
        && n.scale == 0
        && matches!(n.number, Number::Single(v) if v == Decimal::ONE || v == Decimal::ONE_HUNDRED)
        && ends_with(before, "为")
        && before
            .iter()
            .rposition(|c| *c == '以')
            .is_some_and(|i| !before[i..].iter().any(|c| matches!(c, ',' | '。' | ';')))
}

/// An ordinal: a standing where 位 or a word of standing says so, else a label (第五届, 第三产业).
fn ordinal(line: &Line, k: usize, lexicon: &Lexicon) -> (Role, &'static str) {
    let n = &line.numbers[k];
    let chars = line.chars();
    let open = chars
        .get(n.end)
        .is_none_or(|c| !c.is_word() || matches!(c, '的' | '和' | '与' | '及'));
    if chars[n.start] == '前' && !(stands_in_clause(line, n.start, lexicon) && open) {
        return (Role::Label, "label_first_few");
    }
    let stands = standing_context(line, line.numbers[k].start, lexicon);
    let ranked = stands && (open || ends_with_rank_cue(line, n.start, lexicon));
    if n.unit == "位" && (open || stands) || n.unit.is_empty() && ranked {
        (Role::Claim, "")
    } else {
        (Role::Label, "label_ordinal")
    }
}

/// Whether a word of standing stands in the clause before `end`.
fn stands_in_clause(line: &Line, end: usize, lexicon: &Lexicon) -> bool {
    let start = line.clause_start(end);
    (start..end).any(|i| {
        lexicon
            .cues
            .at_start(line.slice(i, end))
            .is_some_and(|(_, c)| matches!(c, Cue::Rank))
    })
}

/// Whether the clause says that something came to be one of those that stand at `at`: 跻身, 入选.
fn is_among(line: &Line, at: usize, lexicon: &Lexicon) -> bool {
    let before = line.slice(line.clause_start(at), at);
    let chosen = ["获评", "入围", "上榜", "入选", "评为"];
    stands_in_clause(line, at, lexicon) || contains_any(before, &chosen)
}

/// 进入全球前1%: whether number `k` is a standing among so many per cent.
pub(super) fn among_first(line: &Line, k: usize, lexicon: &Lexicon) -> bool {
    let n = &line.numbers[k];
    let Some(at) = n.start.checked_sub(1) else {
        return false;
    };
    matches!(n.unit.as_str(), "%" | "‰")
        && line.chars()[at] == '前'
        && standing_context(line, at, lexicon)
        && !line.chars().get(n.end).is_some_and(|c| c.is_word())
}

fn ends_with_rank_cue(line: &Line, end: usize, lexicon: &Lexicon) -> bool {
    let start = line.clause_start(end);
    lexicon
        .cues
        .before(line.slice(start, end))
        .is_some_and(|(_, c)| matches!(c, Cue::Rank))
}

/// Whether the clause before `end` speaks of a standing: a word such as 居 or 排名, or a scope such as 全省.
fn standing_context(line: &Line, end: usize, lexicon: &Lexicon) -> bool {
    let start = line.clause_start(end).max(end.saturating_sub(16));
    let before = line.slice(start, end);
    (0..before.len()).any(|i| {
        lexicon
            .cues
            .at_start(&before[i..])
            .is_some_and(|(_, c)| matches!(c, Cue::Rank | Cue::UpTo | Cue::DownTo))
    }) || (0..before.len()).any(|i| {
        lexicon
            .areas
            .at_start(&before[i..])
            .is_some_and(|(m, _)| i + m == before.len())
    }) || [
        "世界", "全球", "同类", "排名", "位次", "名列", "总量", "增速", "规模", "获",
    ]
    .iter()
    .any(|w| ends_with(before, w))
}

/// Whether the quotation that `at` stands in is short, so that a number in it is part of a name.
fn is_short_quote(line: &Line, at: usize) -> bool {
    let chars = line.chars();
    // “三大支撑”“八大行动”: each quotation by itself.
    let from = (0..=at)
        .rev()
        .take_while(|&i| line.is_quoted(i) && (i == at || chars[i] != '”'))
        .count();
    let to = (at..chars.len())
        .take_while(|&i| line.is_quoted(i) && (i == at || chars[i] != '“'))
        .count();
    from + to <= 24 || chars.get(at + 1 - from) == Some(&'《')
}

/// A threshold that only says which things are meant: 5亿元以上工业企业, 70岁以上老人, 亿元以上项目.
fn is_qualifier(line: &Line, k: usize, lexicon: &Lexicon) -> bool {
    let n = &line.numbers[k];
    let chars = line.chars();
    if matches!(n.unit.as_str(), "%" | "百分点") && n.form != Form::Part {
        // 增长5%以上的企业 is rare; 达到90%以上的村 is a claim.
        return false;
    }
    let rest = line.slice(n.end, n.end + 4);
    // 连续迈上4个万亿元台阶: how high each step is.
    let steps = n.bare && k > 0 && line.numbers[k - 1].end == n.start && step(rest).is_some();
    // 六十斤以下的有三个社: a class of things that are counted.
    let class = ["的有", "以上的有", "以下的有"]
        .iter()
        .any(|w| starts_with(rest, w));
    if steps
        || class
            && line
                .numbers
                .get(k + 1)
                .is_some_and(|m| m.start < n.end + 12)
    {
        return true;
    }
    let words: [&[char]; 7] = [
        &['及', '以', '上'],
        &['(', '含', ')'],
        &['以', '上'],
        &['以', '下'],
        &['以', '内'],
        &['及', '以'],
        &['起'],
    ];
    let Some(w) = words.iter().find(|w| rest.starts_with(w)) else {
        return n.bare
            && matches!(n.unit.as_str(), "元")
            && matches!(
                chars.get(n.end),
                Some('村' | '县' | '镇' | '企' | '产' | '级' | '集' | '项' | '园')
            );
    };
    let behind = n.end + w.len();
    match chars.get(behind) {
        Some('的') => {
            // 5亿元以上的工业企业: no verb says that the amount is reached, or the things are counted right behind.
            let counted = line.numbers.get(k + 1).is_some_and(|m| {
                m.start > behind && m.start - behind < 16 && line.clause_start(m.start) <= behind
            });
            let start = line.clause_start(n.start);
            let cue = lexicon.cues.before(line.slice(start, n.start));
            let said = cue.is_some_and(|(_, c)| !matches!(c, Cue::Adverb));
            counted
                || !said && start < n.start && chars.get(behind + 1).is_some_and(|c| c.is_word())
        }
        Some('、' | '和' | '与' | '及') => false,
        Some(c) if c.is_word() || matches!(c, '“') => {
            !line.numbers.iter().any(|m| m.start == behind)
        }
        _ => false,
    }
}

/// 台阶, 关口 at the start of `text`: its length.
pub(super) fn step(text: &[char]) -> Option<usize> {
    let words = ["台阶", "大台阶", "新台阶", "关口"];
    let word = words.iter().find(|w| starts_with(text, w))?;
    Some(word.chars().count())
}

/// Whether a number without a unit is said of something: a verb of reaching or moving before it, and nothing behind.
fn unitless_counts(line: &Line, k: usize, lexicon: &Lexicon) -> bool {
    let n = &line.numbers[k];
    let chars = line.chars();
    let open = chars
        .get(n.end)
        .is_none_or(|c| !c.is_word() && !matches!(c, '.' | '-' | '/' | '“'));
    let start = line.clause_start(n.start);
    let cue = lexicon.cues.before(line.slice(start, n.start));
    if n.scale > 0 || n.bare {
        return open || cue.is_some();
    }
    open && cue.is_some_and(|(len, c)| {
        !matches!(c, Cue::Adverb | Cue::Rank | Cue::Target | Cue::Estimate) && n.start - start > len
    }) || n.chinese && open && cue.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::sentence::holds_of_last as holds;

    #[test]
    fn a_date_behind_a_word_of_lasting_is_a_length_of_time() {
        let rule = |l: &Line, k| is_length_of_time(l, k, Lexicon::builtin());
        holds(rule, &["工程历时三年"], &["工程历时三年后", "截至三年"]);
    }

    #[test]
    fn one_is_measured_behind_a_move_and_before_a_measure() {
        let rule = |l: &Line, k| is_measured_one(l, k, Lexicon::builtin());
        holds(
            rule,
            &["产量增长一倍", "产量增长近一倍", "比重提高一个百分点"],
            &["增加一支队伍", "产量是去年的一倍"],
        );
    }

    #[test]
    fn a_term_is_defined_only_where_its_explanation_follows() {
        let rule = |l: &Line, _| in_definition(l, l.numbers[0].start);
        holds(
            rule,
            &["四个不摘:是指摘帽不摘责任", "五个专项:即水、气、土等"],
            &["新建四个园区:甲园、乙园", "目标:即新建四个园区"],
        );
    }

    #[test]
    fn marks_of_footnotes_are_told_from_list_numbers() {
        let of = |text: &str| footnote_mark(&text.chars().collect::<Vec<_>>());
        assert_eq!(of("[23]七个"), (4, true));
        assert_eq!(of("(5)七个"), (3, false));
        assert_eq!(of("①七个"), (1, false));
        assert_eq!(of("12.五个"), (3, false));
        assert_eq!(of("12.5个"), (0, false));
        assert_eq!(of("[乙]七个"), (0, false));
    }

    #[test]
    fn what_is_put_first_is_no_standing() {
        let rule = |l: &Line, k: usize| is_priority(l, l.numbers[k].start, Lexicon::builtin());
        holds(rule, &["把安全摆在第一位"], &["产量居全省第一位"]);
    }

    #[test]
    fn bodies_sit_in_sessions() {
        holds(
            is_session,
            &["十届三次全会", "召开三次、四次全会"],
            &["召开现场会三次", "接待三次"],
        );
    }

    #[test]
    fn a_basis_is_reckoned_by_and_a_base_stands_still() {
        holds(
            is_basis,
            &["按每吨煤5000千卡的标准计算"],
            &["按计划生产5000吨"],
        );
        holds(
            is_base,
            &["以上年为100"],
            &["指数为100", "以水稻为主的地为100亩", "以上年为102"],
        );
    }

    #[test]
    fn ordinals_rank_behind_a_word_of_standing() {
        let rule = |l: &Line, k| ordinal(l, k, Lexicon::builtin()).0 == Role::Claim;
        holds(
            rule,
            &["产量居全省第三", "产量位列全市前三", "产量居全省第3位"],
            &["召开第三届运动会", "前三名"],
        );
    }

    #[test]
    fn short_quotations_are_names() {
        let rule = |l: &Line, k: usize| is_short_quote(l, l.numbers[k].start);
        holds(
            rule,
            &["实施“1112”工程"],
            &["会议要求“全年地区生产总值力争增长5%以上，城乡居民收入与经济同步增长，稳中求进”"],
        );
    }

    #[test]
    fn thresholds_need_the_things_behind_them() {
        let rule = |l: &Line, _| is_qualifier(l, 0, Lexicon::builtin());
        holds(
            rule,
            &[
                "5亿元以上工业企业",
                "70岁及以上老人",
                "亿元项目",
                "投资5亿元以上的项目120个",
            ],
            &[
                "投资达5亿元以上",
                "投资达5亿元以上、居全省首位",
                "90%以上村庄",
                "投资5亿元",
            ],
        );
    }

    #[test]
    fn a_bare_number_counts_behind_a_verb_and_before_nothing() {
        let rule = |l: &Line, k| unitless_counts(l, k, Lexicon::builtin());
        holds(
            rule,
            &["指数达到105.2", "产量突破3万"],
            &["拨打电话110", "指数为基期的105.2"],
        );
    }
}
