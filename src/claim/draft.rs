//! A claim on its way: what stands around one number of a sentence.

use super::compare::is_base_with_amount;
use super::fields::Field;
use super::frame::Frame;
use super::kind::{Context, is_of_standing, is_time, kind};
use super::noun::counts_things;
use super::place::Around;
use super::predicate::{Predicate, goal, goal_of_next, predicate, share_of_amount};
use super::retell::{Known, fraction_of, retell};
use super::role::{among_first, step};
use super::sentence::{Line, contains_any, ends_with, starts_with};
use super::subject::{Subject, subject};
use super::time::Date;
use super::{Direction, FieldRules, Kind, Role, bracket, noun};
use crate::document::Metadata;
use crate::lexicon::{Cue, Lexicon, WordList};
use crate::quantity::{Bound, Form};
use crate::text::CharClass;

/// What a sentence is read against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a> {
    /// The vocabularies.
    pub lexicon: &'a Lexicon,
    /// What is known of the report.
    pub metadata: &'a Metadata,
    /// The frame that heading and opening words give.
    pub frame: &'a Frame,
    /// The place that the section's heading names.
    pub area: Option<&'a str>,
    /// The place that the sentence before spoke of last, where this one goes on about it (其中).
    pub area_before: Option<&'a str>,
    /// The index of the sentence.
    pub sentence: usize,
}

/// A claim on its way.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// The number, an index into the line’s numbers.
    pub number: usize,
    /// The words right before it.
    pub predicate: Predicate,
    /// The subject before those.
    pub subject: Subject,
    /// Where the mention ends with its hedge behind (以上), and where its noun behind ends.
    pub after: usize,
    /// The noun phrase behind.
    pub noun: Option<(usize, usize)>,
    /// Whether nothing but a joint stands between this and the draft before.
    pub joined: bool,
    /// The bound, told by number, hedge before or hedge behind.
    pub bound: Option<Bound>,
    /// The thing measured.
    pub indicator: Option<String>,
    /// The kind.
    pub kind: Kind,
    /// The direction.
    pub direction: Option<Direction>,
    /// The rule that told kind and direction.
    pub rule: &'static str,
    /// The place, where the sentence names one.
    pub area: Option<String>,
    /// The rules that told indicator and place.
    pub rules: FieldRules,
    /// Whether it counts something new.
    pub new: bool,
    /// Whether 从 or 由 stands before it.
    pub from_start: bool,
}

/// Reads what stands around number `k`.
pub(super) fn draft(
    line: &Line,
    k: usize,
    dates: &[Date],
    before: Option<&Draft>,
    setting: &Setting,
) -> Draft {
    let n = &line.numbers[k];
    let lexicon = setting.lexicon;
    // 上年结余(20.39亿元): what is said of the number stands in front of the bracket.
    let front = bracket::front(line, n, before.map(|b| b.after));
    let first = among_first(line, k, lexicon);
    let at = front.unwrap_or(n.start) - usize::from(first);
    let clause = line.clause_start(at);
    // What stands in brackets that are closed before the number is no part of its clause.
    let same_clause = before
        .filter(|b| b.after > clause && !line.closed_before(line.numbers[b.number].start, n.start));
    let mut start = same_clause.map_or(clause, |b| b.after.min(n.start));
    if let Some(b) = before.filter(|_| front.is_some()) {
        start = start.max(b.after.min(at));
    }
    let joint = line.slice(start, n.start);
    let joined = same_clause.is_some()
        && joint.len() <= 2
        && joint.iter().all(|c| "、和与及以,".contains(*c))
        && !joint.is_empty()
        || before.is_some_and(|b| {
            b.after + 1 == clause && clause == n.start && line.numbers[b.number].unit == n.unit
        });
    // The noun behind the number before belongs to that one.
    if let Some((_, end)) = same_clause.and_then(|b| b.noun)
        && end <= n.start
        && (end < n.start)
    {
        start = start.max(end);
    }
    // 占全国28个县的3.5%: the whole holds a number of its own.
    if let Some((at, _)) = share_of_amount(line, k + 1, clause) {
        start = start.max(at + 1);
    }
    let of_amount = share_of_amount(line, k, clause);
    if of_amount.is_some() {
        let outer = line.numbers[..k - 1].last();
        start = outer.map_or(clause, |m| clause.max(m.end));
    }
    let ranked = first || matches!(n.form, Form::Ordinal | Form::Standing);
    let percent = matches!(n.unit.as_str(), "%" | "‰" | "百分点") || n.form == Form::Part;
    let mut p = match of_amount {
        Some((start, whole)) => Predicate {
            start,
            whole: Some((whole, "whole_with_amount")),
            share: true,
            ..Predicate::default()
        },
        None => predicate(line, start, at, ranked, percent, lexicon),
    };
    // 为年初预算3亿元|的98%, 比“十三五”时期3亿元|增加: the amount of a base has no name of its own.
    let base = match !percent && goal_of_next(line, k) {
        true => goal(line.slice(start, n.start)).map(|(len, _)| n.start - len),
        false => (!p.year_before && is_base_with_amount(line, start, n, lexicon)).then_some(start),
    };
    if let Some(start) = base {
        p = Predicate {
            start,
            is_base: true,
            ..Predicate::default()
        };
    }
    // 比上年执行数3亿元|下降5%: the base stands with its amount.
    if p.baseline.is_none()
        && let Some(b) = same_clause.filter(|b| b.predicate.is_base)
        && let ['比' | '较', base @ ..] =
            line.slice(b.predicate.start, line.numbers[b.number].start)
        && b.after == p.start
    {
        let base = base.strip_suffix(&['的']).unwrap_or(base);
        p.baseline = Some((base.iter().collect(), "baseline_than"));
    }
    // 为预算3亿元的98%: the goal stands with its amount.
    if n.unit == "%"
        && p.goal.is_none()
        && let Some(b) = before
        && line.slice(b.after, n.start) == ['的']
    {
        p.goal = goal(line.slice(clause, line.numbers[b.number].start))
            .map(|(_, goal)| (goal, "baseline_goal_with_amount"));
    }
    let mut from_start = false;
    // 从2015年的5.05%, 从2015年底的5.05%: the date goes too, and the word before it.
    let ends =
        |d: &Date| d.end + usize::from(matches!(line.chars().get(d.end), Some('底' | '末' | '初')));
    let leads = |d: &&Date| (d.end == p.start || ends(d) == p.start) && d.start >= start;
    if let Some(d) = dates.iter().find(leads) {
        p.start = d.start;
        // 比1980年翻两番, 比1980年的3600人增长4.5倍: the date is what is compared with.
        let compared = p.start > start && matches!(line.chars()[p.start - 1], '比' | '较');
        if compared {
            if p.baseline.is_none() {
                p.baseline = Some((line.text(d.start, d.end), "baseline_date"));
            }
            p.start -= 1;
        } else if p.start > start
            && matches!(line.chars()[p.start - 1], '从' | '由' | '自' | '在' | '于')
        {
            from_start = matches!(line.chars()[p.start - 1], '从' | '由');
            p.start -= 1;
        }
        let more = predicate(line, start, p.start, ranked, percent, lexicon);
        p.start = more.start;
        p.cues.extend(more.cues);
        p.baseline = p.baseline.or(more.baseline);
    } else if p.start > start && matches!(line.chars()[p.start - 1], '从' | '由') {
        from_start = true;
        p.start -= 1;
    }
    let mut s = subject(line, start, p.start, dates, around(setting));
    // 新建35千伏变电站2座: the size is no part of the name.
    let size = (0..k)
        .rev()
        .find(|&j| matches!(line.roles[j], Some((_, "label_size"))));
    if let Some(end) = size
        .map(|j| line.numbers[j].end)
        .filter(|&e| s.start < e && e < s.end)
    {
        s.start = end + usize::from(line.slice(end, end + 1) == ['级']);
    }
    // 城镇化率达到67%、5年提高4个百分点: a span of time is no further member.
    let alike = |b: &&Draft| !is_time(&n.unit) || line.numbers[b.number].unit == n.unit;
    if joined && let Some(b) = before.filter(alike) {
        let own = p.cues.iter().any(|c| matches!(c, Cue::Hedge(_)));
        let bound = p.bound();
        p.cues.clone_from(&b.predicate.cues);
        p.cues.retain(|c| !(own && matches!(c, Cue::Hedge(_))));
        if let Some(h) = bound {
            p.cues.insert(0, Cue::Hedge(h));
        }
        p.share = b.predicate.share;
        p.moved_by.clone_from(&b.predicate.moved_by);
        p.whole = of_one(&b.predicate.whole, "whole_of_list");
        p.baseline = of_one(&b.predicate.baseline, "baseline_of_list");
        p.goal = of_one(&b.predicate.goal, "baseline_of_list");
    }
    let mut after = n.end;
    if line.slice(after, after + 3) == ['人', '民', '币'] {
        after += 3;
    }
    let hedge = lexicon.cues.after(line.slice(after, line.chars().len()));
    if let Some((len, _)) = hedge {
        after += len;
    }
    let next = (k + 1..line.numbers.len())
        .find(|&j| matches!(line.roles[j], Some((Role::Claim, _))))
        .map_or(line.chars().len(), |j| line.numbers[j].start);
    let limit = line.clause_end(after).min(next);
    let mut noun_start = after;
    if line.slice(noun_start, noun_start + 1) == ['的'] {
        noun_start += 1;
    }
    noun_start = noun::behind_sizes(line, k, noun_start);
    let stopped = lexicon
        .cues
        .list(WordList::StopRight)
        .at_start(line.slice(noun_start, limit))
        .filter(|(len, ())| {
            let next = line.chars().get(noun_start + len);
            next.is_none_or(|c| !c.is_word() || matches!(c, '的' | '和' | '与'))
        });
    if let Some((len, ())) = stopped.filter(|(len, ())| noun_start + len <= n.end + 10) {
        after = noun_start + len;
    }
    let stopped = stopped.is_some();
    // 迈上4个万亿元台阶: the steps are counted, and nothing is surpassed.
    let at = |i: usize| Some(n.end + i + step(line.slice(n.end + i, n.end + i + 3))?);
    let steps = (n.unit == "个").then(|| (3..7).find_map(at)).flatten();
    after = steps.unwrap_or(after);
    let noun = noun::phrase(line, noun_start, limit, lexicon)
        .filter(|_| !stopped && steps.is_none())
        .filter(|&end| p.cues.is_empty() || !noun::is_stage(line.slice(noun_start, end)))
        .map(|end| (noun_start, end));
    let covered = n.unit == "%" && noun::is_covered(line.slice(start, n.start));
    let part_of = percent
        && (noun_start > after || n.form == Form::Part || covered)
        && noun.is_some()
        && !p.share
        && (fraction_of(line, n, start, n.start)
            || (p.verb().is_none() || covered)
                && (s.is_empty()
                    || covered
                    || s.starts_with_verb(line)
                    || s.ends_with_place(line)));
    // 参合标准由每人50元: what stands behind 由 is no part of the name.
    if let Some(at) = line
        .slice(s.start, s.end)
        .iter()
        .rposition(|c| matches!(c, '由' | '从'))
    {
        let at = s.start + at;
        if (s.end - at <= 6 || matches!(line.chars()[s.end - 1], '末' | '初' | '期'))
            && line.is_word_start(at)
        {
            s.end = at;
            from_start = true;
        }
    }
    // 在调整初期由36%降到28%: when, not what.
    let when = line.slice(s.start, s.end);
    if from_start
        && when.len() <= 8
        && when.first() == Some(&'在')
        && matches!(when.last(), Some('期' | '初' | '末' | '时'))
    {
        s.end = s.start;
    }
    // 在广东省的地级市中排名第一: the scope, not the subject.
    let within = line.slice(s.start, s.end);
    if ranked && within.first() == Some(&'在') && ends_with(within, "中") {
        p.scope = Some((line.text(s.start + 1, s.end - 1), "scope_within"));
        s.end = s.start;
    }
    // 在宽带用户中占比33.9%: the whole, not the subject.
    if percent
        && let ['在', inside @ ..] = line.slice(s.start, s.end)
        && let middle = ends_with(inside, "中")
        && (middle || ends_with(inside, "占比") || ends_with(inside, "地区"))
    {
        let end = s.end - usize::from(middle);
        let named = line.text(s.start + 1, end);
        let whole = named.trim_end_matches("占比").to_string();
        p.share |= !middle;
        p.whole = p.whole.or(Some((whole, "whole_within")));
        s.end = s.start;
    }
    // 相当于上年的4.62倍: what it is so many times of.
    if n.unit == "倍" && p.baseline.is_none() && line.slice(p.start, n.start).contains(&'的') {
        let text = line.text(s.start, s.end);
        let verb = ["相当于", "达到", "是", "为"]
            .into_iter()
            .find_map(|v| text.rfind(v).map(|at| (at, v)));
        if let Some((at, verb)) = verb.filter(|(at, v)| at + v.len() < text.len()) {
            let base = text[at + verb.len()..].to_string();
            p.baseline = Some((base, "baseline_multiplied"));
            s.end = s.start + text[..at].chars().count();
        }
    }
    // 产值达到全省总量的50%: a part of the total that 的 stands behind.
    if percent
        && n.unit != "百分点"
        && !p.share
        && line.slice(p.start, n.start).contains(&'的')
        && let Some((at, whole)) = total_reached(line, &s)
    {
        p.whole = Some((whole, "whole_total"));
        p.share = true;
        s.end = at;
    }
    // 预算支出的90%以上用于民生: a part of what 的 stands behind.
    let part_used = percent
        && n.unit != "百分点"
        && line.slice(p.start, n.start).contains(&'的')
        && p.cues
            .iter()
            .all(|c| matches!(c, Cue::Hedge(_) | Cue::Adverb))
        && !p.share
        && p.goal.is_none()
        && !s.is_empty()
        && !dates.iter().any(|d| p.start <= d.start && d.end <= n.start)
        && line.chars().get(after).is_some_and(|c| c.is_word());
    if part_used {
        p.whole = Some((line.text(s.start, s.end), "whole_used"));
        p.share = true;
    }
    let name = line.slice(s.start, s.end);
    let listed = listed_as_new(line, n.start);
    let next_item = before.is_some_and(|b| line.slice(b.after, b.after + 1) == ['、']);
    // 新增上市公司5家、新三板企业9家, but not 新建.
    let made = match name {
        ['新', done, ..] => !next_item || "增建设开改引登批签辟扩".contains(*done),
        _ => false,
    };
    let carried = front.is_none()
        && before.is_some_and(|b| {
            let between = line.slice(b.after.min(n.start), n.start);
            let money = |unit: &str| lexicon.units.get(unit).is_some_and(|u| u.is_of("currency"));
            // 新增企业60家,协议金额12亿美元: the sum is no more than a sum.
            let another =
                between.contains(&',') && money(&n.unit) && !money(&line.numbers[b.number].unit);
            b.new && between.len() <= 24 && !between.contains(&';') && !made && !another
        });
    let plain = p.verb().is_none()
        && !s.is_empty()
        && !s.acted
        && (listed || next_item || !s.has_verb(line))
        && !says_of_new(line, &s, lexicon)
        && noun.is_none();
    // 新增6家工厂、8个车间: what is counted next is new as well.
    let further = before.is_some_and(|b| {
        let end = b.noun.map_or(b.after, |(_, end)| end);
        let counted = noun.is_some() && b.noun.is_some() && counts_things(n, lexicon);
        (b.new || b.rule == "change_new")
            && (counted || joined)
            && p.verb().is_none()
            && line.slice(end, n.start) == ['、']
    });
    // 新增债务(5亿元)、结余(2亿元)等7亿元: the sum of amounts that move is an amount.
    let sum = bracket::sums_up(line, n);
    let context = Context {
        new: !sum && s.new || (carried || listed) && plain || further,
        in_progress: ["工程", "项目", "任务", "进度"]
            .iter()
            .any(|w| ends_with(name, w)),
        moved: s
            .moved
            .filter(|_| !sum && (noun.is_none() || n.form != Form::Plain)),
        share_name: ["占比", "比重", "份额", "贡献率"]
            .iter()
            .any(|w| ends_with(name, w)),
        compared_multiple: line.slice(p.start, n.start).contains(&'的')
            || line.slice(s.start, n.start).contains(&'是'),
        // 排名上升2位; 居全省第3位,上升2位.
        standing_name: is_of_standing(&n.unit)
            && (s.is_empty() && before.is_some_and(|b| b.kind == Kind::Rank)
                || contains_any(
                    line.slice(s.start, n.start),
                    &["排名", "位次", "名次", "排位", "排序"],
                )),
        part_of,
    };
    let (mut kind, mut direction, mut rule) = kind(n, &p, &context);
    if first {
        (kind, direction, rule) = (Kind::Rank, None, "rank_standing");
    }
    let known = Known {
        line,
        n,
        after,
        noun: noun.is_some(),
        before,
        lexicon,
    };
    (kind, direction, rule) = retell(known, (kind, direction, rule), &mut p, &mut s);
    // 以5%左右的速度增长
    if kind == Kind::Level
        && direction.is_none()
        && n.unit == "%"
        && let Some(told) = rate_behind(line, after)
    {
        (kind, direction, rule) = (Kind::Growth, Some(told), "growth_named_behind");
    }
    // 增产2200万吨，即7.8%: the same move once more, in per cent.
    if let Some(b) =
        before.filter(|b| b.kind == Kind::Change && n.unit == "%" && kind == Kind::Level)
        && line.slice(b.after, n.start).contains(&'即')
        && n.start - b.after <= 3
    {
        (kind, direction, rule) = (Kind::Growth, b.direction, "growth_restated");
        p.baseline = of_one(&b.predicate.baseline, "baseline_said_again");
    }
    // 比重由8.9%提高到9.2%: the later end is a share as the first one is.
    if let Some(b) = before.filter(|b| b.kind == Kind::Share && b.after > clause)
        && kind == Kind::Level
        && direction.is_some()
        && s.is_empty()
    {
        kind = Kind::Share;
        p.whole = of_one(&b.predicate.whole, "whole_of_first_end");
    }
    // 加快40所学校建设: only 增加 and 减少 say that so many are more or fewer.
    let counted = counts_things(n, lexicon);
    if kind == Kind::Change
        && counted
        && (noun.is_some() || line.numbers.iter().any(|m| m.start == after))
        && !p.moved_by.is_empty()
        && !p.has(Cue::New)
    {
        let plain = ["增加", "减少", "增", "减", "多增", "压减", "净减少", "增长"];
        if !plain
            .iter()
            .any(|w| p.moved_by.trim_end_matches('了') == *w)
        {
            (kind, direction, rule) = (Kind::Level, None, "level_amount");
        }
    }
    let told = n.bound.or(hedge.map(|(_, b)| b)).or(p.bound()).or(s.bound);
    let bound = told
        .filter(|_| steps.is_none())
        .or(first.then_some(Bound::AtMost));
    Draft {
        number: k,
        bound,
        predicate: p,
        subject: s,
        after,
        noun,
        joined,
        indicator: None,
        kind,
        direction,
        rule,
        area: None,
        rules: FieldRules::default(),
        new: context.new && !further,
        from_start,
    }
}

/// What a field of the claim before says, given to one that goes on from it by `rule`.
fn of_one(before: &Option<Field>, rule: &'static str) -> Option<Field> {
    let (said, _) = before.clone()?;
    Some((said, rule))
}

/// Whether a list that opens with 新增…有： holds the number at `at`.
fn listed_as_new(line: &Line, at: usize) -> bool {
    let chars = line.slice(0, at);
    chars.iter().position(|c| *c == ':').is_some_and(|colon| {
        let head = &chars[..colon];
        head.windows(2).any(|w| w == ['新', '增'])
            && ["有", "为", "是"].iter().any(|w| ends_with(head, w))
    })
}

/// 规模500亿元, 惠及主体14万户 behind 新增…、: what is said of the new things is no addition.
fn says_of_new(line: &Line, s: &Subject, lexicon: &Lexicon) -> bool {
    let list = lexicon.cues.list(WordList::SaidOfNew);
    list.at_start(line.slice(s.start, s.end)).is_some()
}

/// The direction of a rate of growth that is named behind its number: 7%左右的增速, 保持10%以上增长.
fn rate_behind(line: &Line, at: usize) -> Option<Direction> {
    let text = line.slice(at, at + 5);
    let named = |words: &[&str]| words.iter().any(|w| starts_with(text, w));
    let closes = text.get(2).is_none_or(|c| !c.is_word());
    if closes && named(&["增长", "增速"])
        || named(&["正增长", "的增速", "的速度", "的增长", "的增幅"])
    {
        Some(Direction::Up)
    } else {
        named(&["的降幅"]).then_some(Direction::Down)
    }
}

/// 达到全省经济总量, 占到村庄总数 at the end of a subject: where the verb starts, and the total that is reached in part.
fn total_reached(line: &Line, s: &Subject) -> Option<(usize, String)> {
    let text = line.slice(s.start, s.end);
    let total = [
        "总量",
        "总额",
        "总数",
        "总产值",
        "总产量",
        "总面积",
        "总人口",
        "总值",
    ];
    if !total.iter().any(|w| ends_with(text, w)) {
        return None;
    }
    let verb = [&['达', '到'][..], &['约', '为'], &['相', '当', '于']];
    (1..text.len()).rev().find_map(|i| {
        let v = verb.iter().find(|v| text[i..].starts_with(v))?;
        let whole: String = text[i + v.len()..].iter().collect();
        Some((s.start + i, whole))
    })
}

/// 年 and 月 as a claim need a word that says how long: 连续, 提前, 缩短, 周期.
pub(super) fn is_span_of_time(line: &Line, d: &Draft) -> bool {
    let n = &line.numbers[d.number];
    matches!(n.unit.as_str(), "年" | "月" | "年度" | "届")
        && d.kind == Kind::Level
        && d.predicate.verb().is_none()
        && !ends_with(line.slice(0, n.start), "期")
}

pub(super) fn around<'a>(setting: &Setting<'a>) -> Around<'a> {
    Around {
        lexicon: setting.lexicon,
        own: setting.metadata.place.as_deref(),
        level: setting.metadata.level,
    }
}

/// A hedge behind the last of an enumeration reaches all its members.
pub(super) fn share_bounds(line: &Line, drafts: &mut [Draft]) {
    for i in (1..drafts.len()).rev() {
        let behind = drafts[i].after > line.numbers[drafts[i].number].end;
        if behind && drafts[i].joined && drafts[i - 1].bound.is_none() {
            drafts[i - 1].bound = drafts[i].bound;
            // Carry on to the members before.
            drafts[i - 1].after = drafts[i - 1]
                .after
                .max(line.numbers[drafts[i - 1].number].end + usize::from(drafts[i - 1].joined));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::sentence::claims_of;

    /// Kind and direction of the last claim of a text.
    fn last(text: &str) -> (Kind, Option<Direction>) {
        let claim = claims_of(text).pop().expect("a claim");
        (claim.kind, claim.direction)
    }

    #[test]
    fn a_total_reached_in_part_is_the_whole() {
        let of = |text: &str| {
            let line = Line::of(&format!("{text}5%"));
            let s = Subject {
                end: text.chars().count(),
                ..Subject::default()
            };
            total_reached(&line, &s)
        };
        assert_eq!(of("税收达到全省总额"), Some((2, "全省总额".to_string())));
        assert_eq!(of("税收约为全省总额"), Some((2, "全省总额".to_string())));
        assert_eq!(of("税收达到全省税收"), None);
        assert_eq!(of("税收超过全省总额"), None);
        assert_eq!(of("达到全省总额"), None);
    }

    #[test]
    fn a_rate_is_named_behind_its_number() {
        let of = |text: &str| {
            let line = Line::of(text);
            rate_behind(&line, line.numbers[0].end)
        };
        assert_eq!(of("经济保持7%的增速"), Some(Direction::Up));
        assert_eq!(of("经济保持7%增长"), Some(Direction::Up));
        assert_eq!(of("收入出现7%的降幅"), Some(Direction::Down));
        assert_eq!(of("建成7%增长点"), None);
        assert_eq!(of("经济保持7%的水平"), None);
    }

    #[test]
    fn a_list_is_of_new_things_where_its_head_says_so() {
        let of = |text: &str| {
            let line = Line::of(text);
            listed_as_new(&line, line.numbers[0].start)
        };
        assert!(of("新增学位有:城区9个"));
        assert!(!of("新建学位有:城区9个"));
        assert!(!of("新增学位:城区9个"));
        assert!(!of("新增学位有9个:城区"));
    }

    #[test]
    fn what_follows_new_things_is_new_unless_it_is_said_of_them() {
        let new = |text: &str| last(text) == (Kind::Change, Some(Direction::Up));
        assert!(new("新增企业9家、专利12件。"));
        assert!(!new("新增企业9家、规模12亿元。"));
        assert!(new("新增企业9家,专利12件。"));
        assert!(!new("新增企业9家,协议金额12亿美元。"));
        assert!(!new("新增企业9家;专利12件。"));
        assert!(!new("新增企业9家、新建厂房12座。"));
    }

    #[test]
    fn a_move_is_told_once_more_in_per_cent() {
        let up = Some(Direction::Up);
        assert_eq!(last("粮食增产22万吨,即7.8%。"), (Kind::Growth, up));
        assert_eq!(last("粮食产量22万吨,即7.8%。"), (Kind::Level, None));
        assert_eq!(last("粮食增产22万吨,亩产7.8%。"), (Kind::Level, None));
    }

    #[test]
    fn things_that_are_sped_up_are_as_many_as_before() {
        assert_eq!(last("加快40所学校建设。"), (Kind::Level, None));
        assert_eq!(
            last("减少40所学校。"),
            (Kind::Change, Some(Direction::Down))
        );
    }

    #[test]
    fn a_part_of_what_stands_before_it_is_used() {
        let of = |text: &str| claims_of(text).pop().and_then(|c| c.whole);
        assert_eq!(
            of("预算支出的90%以上用于民生。").as_deref(),
            Some("预算支出")
        );
        assert_eq!(of("预算支出的90%以上。"), None);
        assert_eq!(of("预算支出90%以上用于民生。"), None);
    }

    #[test]
    fn a_hedge_behind_the_last_holds_of_those_it_is_joined_to() {
        let of = |text: &str| {
            let line = Line::of(text);
            let metadata = Metadata::default();
            let frame = Frame::of_report(&metadata);
            let setting = Setting {
                lexicon: Lexicon::builtin(),
                metadata: &metadata,
                frame: &frame,
                area: None,
                area_before: None,
                sentence: 0,
            };
            let mut drafts: Vec<Draft> = Vec::new();
            for k in 0..line.numbers.len() {
                drafts.push(draft(&line, k, &[], drafts.last(), &setting));
            }
            share_bounds(&line, &mut drafts);
            drafts.into_iter().map(|d| d.bound).collect::<Vec<_>>()
        };
        let about = Some(Bound::About);
        assert_eq!(of("产值增长5%、6%左右"), [about, about]);
        assert_eq!(of("产值增长5%,税收增长6%左右"), [None, about]);
        assert_eq!(of("产值增长5%、6%"), [None, None]);
    }

    #[test]
    fn years_are_a_claim_where_a_word_says_how_long() {
        let claims = |text: &str| claims_of(text).len();
        assert_eq!(claims("项目历时3年。"), 1);
        assert_eq!(claims("项目建设达到3年。"), 1);
        assert_eq!(claims("项目建设3年。"), 0);
    }
}
