//! What is said of the indicator right before a number: the words peeled off its left, from the number outwards.

use super::Role;
use super::compare::{comparison, standing_over};
use super::fields::{Field, by};
use super::sentence::{Line, ends_with};
use crate::lexicon::{Cue, Lexicon};
use crate::quantity::Bound;
use crate::text::CharClass;
use crate::token::is_known;

/// The words before a number, read from the number outwards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Predicate {
    /// The cues, the nearest first.
    pub cues: Vec<Cue>,
    /// Where the subject ends and the peeled words start.
    pub start: usize,
    /// What it is compared with: 上年, 规上工业.
    pub baseline: Option<Field>,
    /// What it is a share of.
    pub whole: Option<Field>,
    /// Whether 占 stands in it.
    pub share: bool,
    /// The goal that is met to so many per cent.
    pub goal: Option<Field>,
    /// The word that tells a rise or a fall.
    pub moved_by: String,
    /// Whether it speaks of the year before: 由上年的.
    pub year_before: bool,
    /// Whether its number is no more than what the next is reckoned from: 比上年18亿元|增长5%, 为预算11亿元|的98%.
    pub is_base: bool,
    /// Among whom a standing is.
    pub scope: Option<Field>,
}

impl Predicate {
    /// Whether one of the cues is `cue`.
    pub fn has(&self, cue: Cue) -> bool {
        self.cues.contains(&cue)
    }

    /// The bound that the nearest hedge states.
    pub fn bound(&self) -> Option<Bound> {
        self.cues.iter().find_map(|c| match c {
            Cue::Hedge(b) => Some(*b),
            _ => None,
        })
    }

    /// The nearest cue that tells a move, a level or a standing.
    pub fn verb(&self) -> Option<Cue> {
        self.cues.iter().copied().find(|c| {
            matches!(
                c,
                Cue::Up
                    | Cue::Down
                    | Cue::UpTo
                    | Cue::DownTo
                    | Cue::Higher
                    | Cue::Lower
                    | Cue::New
                    | Cue::Reach
                    | Cue::Rank
                    | Cue::Duration
            )
        })
    }
}

/// Reads the predicate of a number whose left context is `start..end`. `ranked` says that the number is a standing.
pub(crate) fn predicate(
    line: &Line,
    start: usize,
    end: usize,
    ranked: bool,
    percent: bool,
    lexicon: &Lexicon,
) -> Predicate {
    let mut p = Predicate {
        start: end,
        ..Predicate::default()
    };
    let mut share_noun = None;
    loop {
        let left = line.slice(start, p.start);
        if ends_with(left, "的")
            || ends_with(left, "了")
            || ends_with(left, "\"")
            || ends_with(left, "”") && quotes_a_move(left)
        {
            p.start -= 1;
            continue;
        }
        if percent
            && p.goal.is_none()
            && let Some((n, goal)) = goal(left)
        {
            p.goal = Some((goal, "baseline_goal"));
            p.start -= n;
            continue;
        }
        let hedged = || {
            let cue = lexicon.cues.before(left);
            cue.is_some_and(|(n, cue)| {
                matches!(cue, Cue::Hedge(_) | Cue::Adverb) && stands_alone(line, start, p.start, n)
            })
        };
        if p.baseline.is_none()
            && percent
            && !hedged()
            && let Some((n, cue, baseline)) = standing_over(line, start, p.start, &p)
        {
            p.baseline = Some((baseline, "baseline_stood_over"));
            p.cues.push(cue);
            p.start -= n;
            continue;
        }
        // 比上年的18亿元增加; 比上年翻一番 is a move.
        let compared = p.cues.is_empty() && line.chars().get(end) != Some(&'翻');
        if let Some(n) = year_before(left, compared) {
            p.year_before = true;
            p.start -= n;
            p.is_base = matches!(line.chars()[p.start], '比' | '较');
            continue;
        }
        // 比计划多|降低5%: by how much more, and no move of its own.
        let moves = |c: &Cue| matches!(c, Cue::Up | Cue::Down);
        if p.cues.iter().any(moves) && ends_with(left, "多") && !is_no_more(left) {
            p.start -= 1;
            continue;
        }
        // 比现有的86个减少: what there is now, as the base of a move.
        if p.cues.is_empty() && (ends_with(left, "比现有") || ends_with(left, "比现在")) {
            p.is_base = true;
            p.start -= 3;
            continue;
        }
        if let Some((n, cue)) = lexicon
            .cues
            .before(left)
            .filter(|(n, _)| stands_alone(line, start, p.start, *n))
            .filter(|_| p.moved_by.is_empty() || !is_plan_compared(left))
            .filter(|_| !names_account(left) && !is_no_more(left) && !is_usual_time(left))
        {
            // 总量和增幅居全省前三: what stands is a noun, not a verb of moving.
            if ranked && p.has(Cue::Rank) && matches!(cue, Cue::Up | Cue::Down) {
                break;
            }
            if matches!(cue, Cue::Share) {
                p.share = true;
                let noun =
                    !ends_with(left, "占") && !ends_with(left, "到") && !ends_with(left, "总");
                share_noun = noun.then_some((p.start - n, p.start)).or(share_noun);
            }
            if matches!(cue, Cue::Compare) && p.baseline.is_none() {
                let base = match ends_with(left, "环比") {
                    true => "上期",
                    false => "上年同期",
                };
                p.baseline = Some((base.to_string(), "baseline_by_word"));
                // 又比去年同期: the word of comparing goes with the time.
                let before = line.slice(start, p.start - n);
                let time = ["去年", "上年"].iter().find(|w| ends_with(before, w));
                let before = &before[..before.len() - time.map_or(0, |_| 2)];
                if ends_with(before, "比") || ends_with(before, "较") {
                    p.start -= 1 + time.map_or(0, |_| 2);
                }
            }
            if matches!(cue, Cue::Up | Cue::Down) && p.moved_by.is_empty() {
                p.moved_by = line.text(p.start - n, p.start);
            }
            p.cues.push(cue);
            p.start -= n;
            continue;
        }
        if ranked
            && p.scope.is_none()
            && let Some((n, rule)) = scope(line, start, p.start, lexicon)
        {
            let text = line.text(p.start - n, p.start);
            let among = without_standing(text.trim_start_matches(['居', '列']));
            p.scope = Some((among.to_string(), rule));
            p.start -= n;
            continue;
        }
        if p.baseline.is_none()
            && let Some((n, baseline)) = comparison(line, start, p.start, &p)
        {
            p.baseline = Some(baseline);
            p.start -= n;
            continue;
        }
        if p.whole.is_none()
            && percent
            && let Some((n, whole)) = share(line, start, p.start)
        {
            p.share = true;
            p.whole = whole.map(by("whole_taken_up"));
            p.start -= n;
            continue;
        }
        break;
    }
    // 非税收入占比: where no whole is named, 占比 is part of the name.
    if let Some((from, to)) = share_noun.filter(|(from, _)| p.whole.is_none() && *from == p.start) {
        let word = line.slice(from, to);
        p.start = ["占比", "比重"]
            .iter()
            .find(|w| word.iter().copied().zip(w.chars()).all(|(a, b)| a == b))
            .map_or(to, |w| from + w.chars().count());
    }
    p
}

/// Among whom something stands, without the verb of standing before it: 分别升至|世界, 增速居|全国.
fn without_standing(among: &str) -> &str {
    const WHOLES: [&str; 5] = ["全国", "全省", "全市", "世界", "全球"];
    const VERBS: [&str; 8] = ["居", "升至", "保持", "跻身", "位列", "升到", "进到", "跃至"];
    let whole = WHOLES.iter().find(|w| among.ends_with(**w));
    let stands = |w: &&&str| {
        VERBS
            .iter()
            .any(|v| among.trim_end_matches(**w).ends_with(v))
    };
    whole.filter(stands).copied().unwrap_or(among)
}

/// Whether what something is compared with ends here: 比上年预算|增加, 较年初预算|减少, 比年度计划|降低.
fn is_plan_compared(left: &[char]) -> bool {
    let near = &left[left.len().saturating_sub(12)..];
    let named = ends_with(left, "预算") || ends_with(left, "计划");
    // 与…相比 and 比重 open no comparison.
    let opens = |w: &[char]| matches!(w, ['比' | '较', next] if !matches!(next, '重' | '例' | '率' | '大' | '多' | '好'));
    named
        && near.windows(2).rposition(opens).is_some_and(|at| {
            let base = &near[at + 1..];
            base.len() >= 2 && base.iter().all(|c| c.is_word())
        })
}

/// 调入一般公共预算|9亿元: the account is named in full, and its last word aims at nothing.
fn names_account(left: &[char]) -> bool {
    ["公共预算", "基金预算", "经营预算"]
        .iter()
        .any(|w| ends_with(left, w))
}

/// 更多, 许多 at the end of `left`: many, and not more by the number behind.
fn is_no_more(left: &[char]) -> bool {
    matches!(
        left,
        [
            ..,
            '更' | '许' | '众' | '较' | '最' | '很' | '诸' | '大' | '至',
            '多'
        ]
    )
}

/// 较常年同期|偏高: the usual time, and not that of the year before.
fn is_usual_time(left: &[char]) -> bool {
    ["常年同期", "历史同期", "往年同期", "历年同期"]
        .iter()
        .any(|w| ends_with(left, w))
}

/// “净增”, “双增” at the end of `left`: a word of rise in quotation marks, and no name that holds it (“增效示范区”).
fn quotes_a_move(left: &[char]) -> bool {
    let near = &left[left.len().saturating_sub(6)..];
    near.iter()
        .rposition(|c| *c == '“')
        .is_some_and(|open| near[open..].contains(&'增'))
}

/// 由上年, 从年初 at the end of `left`, and where an amount is `compared` 比上年: its length.
fn year_before(left: &[char], compared: bool) -> Option<usize> {
    const WORDS: [&str; 13] = [
        "上年",
        "去年",
        "上一年",
        "上年末",
        "年初",
        "上年同期",
        "去年同期",
        "上年执行数",
        "上年预计执行数",
        "上年完成数",
        "上年决算数",
        "上年实际",
        "去年执行数",
    ];
    // The last characters of all of them.
    if !matches!(left.last(), Some('年' | '末' | '初' | '期' | '数' | '际')) {
        return None;
    }
    let word = WORDS
        .iter()
        .filter(|w| ends_with(left, w))
        .max_by_key(|w| w.len())?;
    let n = word.chars().count();
    let before = left.len().checked_sub(n + 1).map(|i| left[i])?;
    (matches!(before, '由' | '从') || compared && matches!(before, '比' | '较')).then_some(n + 1)
}

/// Whether the last `n` characters before `end` are a word of their own, not the tail of a noun (国有, 会计).
fn stands_alone(line: &Line, start: usize, end: usize, n: usize) -> bool {
    // 收入总计 and 支出合计 are names.
    let word = line.slice(end - n, end);
    if matches!(word, ['总', '计'] | ['合', '计']) {
        // 年初预算合计 is a sum of budgets.
        let before = line.slice(start, end - n);
        let names = ["收入", "支出", "来源"];
        return !names.iter().any(|w| ends_with(before, w))
            && (word == ['合', '计'] || !ends_with(before, "预算"));
    }
    // 支出预算 is a name.
    if word == ['预', '算'] {
        let before = line.slice(start, end - n);
        return !["收入", "支出"].iter().any(|w| ends_with(before, w));
    }
    // 主要目标 is what is counted.
    if word == ['目', '标'] && ends_with(line.slice(start, end - n), "主要") {
        return false;
    }
    // 自然增长率 is a rate of its own.
    if word == ['增', '长', '率'] && ends_with(line.slice(start, end - n), "自然") {
        return false;
    }
    if n >= 2 || end - n == start || line.is_word_start(end - n) {
        return true;
    }
    // 率为 and 源共 are guesses of the segmenter, no words.
    let around = line.words_in(start, end).last();
    around.is_some_and(|w| w.end == end && !is_known(&line.text(w.start, w.end)))
}

/// 占X(的比重) right before `end`: its length and the whole.
fn share(line: &Line, start: usize, end: usize) -> Option<(usize, Option<String>)> {
    let chars = line.chars();
    let from = start.max(end.saturating_sub(40));
    let at = (from..end).rev().find(|&i| {
        if chars[i] != '占' {
            return false;
        }
        let next = chars.get(i + 1).copied();
        let land = next == Some('地') && !matches!(chars.get(i + 2), Some('方' | '区'));
        let word = land || matches!(next, Some('用' | '有' | '补' | '道'));
        let before = i > 0 && matches!(chars[i - 1], '侵' | '抢' | '挤' | '强');
        !word && !before
    })?;
    let mut text = line.slice(at + 1, end);
    // 占农业的比重由2000年的60.6%: when it was so is no part of the whole.
    if let Some(when) = text.iter().rposition(|c| matches!(c, '由' | '从')) {
        text = &text[..when];
    }
    while let Some('比' | '到' | '了') = text.first() {
        text = &text[1..];
    }
    for tail in [
        "所占",
        "比重",
        "的比例",
        "比例",
        "的份额",
        "份额",
        "的比率",
        "的",
        "总数",
    ] {
        if tail != "总数" && ends_with(text, tail) {
            text = &text[..text.len() - tail.chars().count()];
        }
    }
    let whole: String = text.iter().collect();
    Some((end - at, (!whole.is_empty()).then_some(whole)))
}

/// 占全国28个县的3.5%, where number `k` is the part: where 占 stands, and the whole with its own number.
pub(super) fn share_of_amount(line: &Line, k: usize, clause: usize) -> Option<(usize, String)> {
    let n = line.numbers.get(k)?;
    let amount = &line.numbers[k.checked_sub(1)?];
    let between = line.slice(amount.end, n.start);
    let led = between.last() == Some(&'的') && between.len() <= 12;
    if n.unit != "%" || amount.unit == "%" || amount.start <= clause || !led {
        return None;
    }
    if between
        .iter()
        .any(|c| matches!(c, '、' | ',' | ';' | ':' | '(' | ')'))
    {
        return None;
    }
    // 由2005年的6%
    if matches!(line.roles[k - 1], Some((Role::Date, _))) {
        return None;
    }
    let (len, _) = share(line, clause, amount.start)?;
    let at = amount.start - len;
    Some((at, line.text(at + 1, n.start - 1)))
}

/// Whether the number behind number `k` is a per cent of it: 预算3亿元的98%.
pub(super) fn goal_of_next(line: &Line, k: usize) -> bool {
    let n = &line.numbers[k];
    let next = line.numbers.get(k + 1).filter(|m| m.unit == "%");
    next.is_some_and(|m| line.slice(n.end, m.start) == ['的'])
}

/// 完成省任务目标, 为预算的, 占年度计划的 at the end of `left`: its length and the goal.
pub(super) fn goal(left: &[char]) -> Option<(usize, String)> {
    let body = if ends_with(left, "的") {
        &left[..left.len() - 1]
    } else {
        left
    };
    let goals = [
        "任务",
        "目标",
        "预算",
        "计划",
        "预算数",
        "任务数",
        "目标任务",
        "计划数",
        "预期",
        "计划投资",
        "年初预算",
        "指标",
        "序时进度",
    ];
    // The last characters of all of them.
    let may_end = matches!(
        body.last(),
        Some('务' | '标' | '算' | '划' | '数' | '期' | '资' | '度')
    );
    if !may_end || !goals.iter().any(|g| ends_with(body, g)) {
        return None;
    }
    let from = body.len().saturating_sub(20);
    let yearly = ["年", "调整", "全年", "变动"].iter().any(|w| {
        body.windows(w.chars().count())
            .any(|x| x.iter().copied().eq(w.chars()))
    });
    let verbs: &[&str] = if yearly {
        &["超额完成", "完成了", "完成", "达到", "为", "占", "是", "达"]
    } else {
        &["超额完成", "完成了", "完成", "达到", "为", "是", "达"]
    };
    let at = (from..body.len()).rev().find_map(|i| {
        verbs
            .iter()
            .find(|v| {
                body[i..]
                    .iter()
                    .copied()
                    .zip(v.chars())
                    .filter(|(a, b)| a == b)
                    .count()
                    == v.chars().count()
                    && body.len() - i > v.chars().count()
            })
            .map(|v| (i, v.chars().count()))
    })?;
    let goal: String = body[at.0 + at.1..].iter().collect();
    let start = at.0 - usize::from(at.0 >= 2 && body[at.0 - 2..at.0] == ['超', '额']) * 2;
    (!goal.is_empty()).then(|| (left.len() - start, goal))
}

/// The name of a place or a group right before `end`, among whom a standing is: its length, and the rule.
fn scope(
    line: &Line,
    start: usize,
    end: usize,
    lexicon: &Lexicon,
) -> Option<(usize, &'static str)> {
    let chars = line.chars();
    let from = start.max(end.saturating_sub(14));
    // From the word of standing to the number: 居粤东西北, 位居中部六省.
    let cue = (from..end).find_map(|i| {
        let (n, c) = lexicon.cues.at_start(&chars[i..end])?;
        (matches!(c, Cue::Rank | Cue::UpTo) && line.is_word_start(i) && i + n < end)
            .then_some(i + n)
    });
    if let Some(at) = cue {
        let text = line.slice(at, end);
        let name = ["在", "于", "为"]
            .iter()
            .find(|w| text.starts_with(&w.chars().collect::<Vec<_>>()))
            .map_or(0, |w| w.chars().count());
        if end - at > name {
            return Some((end - at - name, "scope_behind_standing"));
        }
        return None;
    }
    (from..end)
        .find(|&i| {
            lexicon
                .areas
                .at_start(&chars[i..end])
                .is_some_and(|(n, _)| i + n == end)
        })
        .map(|i| (end - i, "scope_place"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (String, Predicate) {
        let line = Line::of(text);
        let n = &line.numbers[line.numbers.len() - 1];
        let ranked = n.form == crate::quantity::Form::Ordinal;
        let start = line.clause_start(n.start);
        let p = predicate(
            &line,
            start,
            n.start,
            ranked,
            n.unit == "%",
            Lexicon::builtin(),
        );
        (line.text(start, p.start), p)
    }

    fn said(field: &Option<Field>) -> Option<&str> {
        field.as_ref().map(|(said, _)| said.as_str())
    }

    #[test]
    fn peels_the_verb_and_its_comparison() {
        let (subject, p) = of("非税收入比上年下降5%");
        assert_eq!(
            (subject.as_str(), p.verb(), said(&p.baseline)),
            ("非税收入", Some(Cue::Down), Some("上年"))
        );
        let (subject, p) = of("地区生产总值同比增长约5%");
        assert_eq!(
            (subject.as_str(), p.bound()),
            ("地区生产总值", Some(Bound::About))
        );
        assert_eq!(said(&p.baseline), Some("上年同期"));
    }

    #[test]
    fn finds_whole_goal_and_scope() {
        let (subject, p) = of("民生支出占一般公共预算支出的比重达到79.2%");
        assert_eq!(
            (subject.as_str(), p.share, said(&p.whole)),
            ("民生支出", true, Some("一般公共预算支出"))
        );
        let (subject, p) = of("造林面积完成全年任务的112%");
        assert_eq!(
            (subject.as_str(), said(&p.goal)),
            ("造林面积", Some("全年任务"))
        );
        let (subject, p) = of("存量居粤东西北第2位");
        assert_eq!(
            (subject.as_str(), said(&p.scope)),
            ("存量", Some("粤东西北"))
        );
        let (subject, p) = of("旅游人数全省第一");
        assert_eq!(
            (subject.as_str(), said(&p.scope)),
            ("旅游人数", Some("全省"))
        );
    }

    #[test]
    fn leaves_nouns_whole() {
        let (subject, p) = of("非税比重29.2%");
        assert_eq!((subject.as_str(), p.baseline), ("非税比重", None));
        assert!(p.share);
    }
}
