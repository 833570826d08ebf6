//! Kinds that unit and predicate alone do not tell: parts of what an earlier clause names, works in progress, measures of things.

use super::draft::Draft;
use super::fields::Field;
use super::predicate::Predicate;
use super::sentence::{Line, contains, ends_with, is_one_of, starts_with};
use super::subject::Subject;
use super::{Direction, Kind};
use crate::lexicon::{Cue, Lexicon};
use crate::quantity::{Form, Scanned};

/// Kind, direction and the name of the rule that told them.
type Told = (Kind, Option<Direction>, &'static str);

/// What else is known where a kind is told anew.
#[derive(Clone, Copy)]
pub(super) struct Known<'a, 'b> {
    /// The sentence.
    pub line: &'a Line<'b>,
    /// The number.
    pub n: &'a Scanned,
    /// Where the mention ends, with its hedge behind.
    pub after: usize,
    /// Whether a noun stands behind the number.
    pub noun: bool,
    /// The claim before.
    pub before: Option<&'a Draft>,
    /// The vocabularies.
    pub lexicon: &'a Lexicon,
}

/// The kind of a claim once more, by what stands around it; it may name the whole, too.
pub(super) fn retell(known: Known, told: Told, p: &mut Predicate, s: &mut Subject) -> Told {
    match told {
        (Kind::Level, None, "level_rate") if known.n.unit == "%" => rate(known, told, p, s),
        (Kind::Level, None, _) if relieved(known, s) => {
            (Kind::Change, Some(Direction::Down), "change_moved_by")
        }
        (Kind::Change, ..) if measures(known, p, s) => {
            p.cues
                .retain(|c| !matches!(c, Cue::Up | Cue::Higher | Cue::Lower));
            (Kind::Level, None, "level_amount")
        }
        (Kind::Share, Some(_), _) if without_whole(known, p, s) => {
            (Kind::Level, told.1, "level_moved_to")
        }
        _ => told,
    }
}

/// A percentage of which neither cue nor goal was found.
fn rate(known: Known, told: Told, p: &mut Predicate, s: &mut Subject) -> Told {
    let Known { line, n, .. } = known;
    const SHARE: Told = (Kind::Share, None, "share_within");
    let name = line.slice(s.start, s.end);
    if let Some(told) = again(known, s) {
        return told;
    }
    if ends_with(name, "进度") && n.form != Form::Part {
        return (Kind::Progress, None, "progress_by_name");
    }
    // 研发支出与生产总值之比: the second is what the first is measured by.
    if ends_with(name, "之比")
        && let Some(at) = (s.start + 2..s.end.saturating_sub(3)).rev().find(|&i| {
            matches!(line.chars()[i], '与' | '同' | '和' | '占') && line.is_word_start(i)
        })
    {
        p.whole = Some((line.text(at + 1, s.end - 2), "whole_measured_by"));
        s.end = at;
        return SHARE;
    }
    if (ends_with(name, "比例") || ends_with(name, "比率"))
        && let Some(whole) = counted_within(line, n.start)
    {
        p.whole = Some((whole, "whole_counted_before"));
        return SHARE;
    }
    match part_of_people(known, p, s) {
        Some(whole) => {
            p.whole = Some(whole);
            SHARE
        }
        None => told,
    }
}

/// 增长速度都在12%以上，高的达到18%: the highest or lowest of what the claim before spoke of.
fn again(known: Known, s: &mut Subject) -> Option<Told> {
    const EXTREMES: [&str; 8] = [
        "最高的",
        "最低的",
        "最快的",
        "最高",
        "最低",
        "高的",
        "低的",
        "快的",
    ];
    const REACHING: [&str; 6] = ["达到", "达到了", "达", "为", "是", "超过"];
    let b = known.before.filter(|b| b.kind == Kind::Growth)?;
    let clause = known.line.clause_start(known.n.start);
    let said = known.line.slice(clause, known.n.start);
    let extreme = EXTREMES.iter().find(|w| starts_with(said, w))?;
    let rest = &said[extreme.chars().count()..];
    let same = clause == b.after + 1 && (rest.is_empty() || is_one_of(rest, &REACHING));
    same.then(|| {
        s.start = s.end;
        (Kind::Growth, b.direction, "growth_restated")
    })
}

/// 为企业减负12亿元, 降低成本5亿元: the burden is what there is less of.
fn relieved(known: Known, s: &Subject) -> bool {
    let unit = || known.lexicon.units.get(&known.n.unit);
    let name = known.line.slice(s.start, s.end);
    ["减负", "降低成本", "降低企业成本", "降成本"]
        .iter()
        .any(|w| ends_with(name, w))
        && unit().is_some_and(|u| u.is_of("currency"))
}

/// 高109米的主塔: how high the thing behind is, and nothing that rose.
fn measures(known: Known, p: &Predicate, s: &Subject) -> bool {
    let Known { line, n, .. } = known;
    let unit = known.lexicon.units.get(&n.unit);
    let before = line.slice(n.start.saturating_sub(1), n.start);
    known.noun
        && s.is_empty()
        && p.baseline.is_none()
        && is_one_of(before, &["高", "低", "长", "深"])
        && line.slice(known.after, known.after + 1) == ['的']
        && unit.is_some_and(|u| u.is_of("length"))
}

/// 科技进步贡献率上升到56%: a rate, as long as nobody says of what it is a part.
fn without_whole(known: Known, p: &Predicate, s: &Subject) -> bool {
    let name = known.line.slice(s.start, s.end);
    let clause = known.line.clause_start(known.n.start);
    p.whole.is_none()
        && ends_with(name, "贡献率")
        && !known.line.slice(clause, s.end).contains(&'对')
}

/// 在监测的8个断面中，: the things that were counted before, of which a percentage further on is a part.
fn counted_within(line: &Line, at: usize) -> Option<String> {
    let stop = line.slice(0, at).iter().rposition(|c| *c == ';');
    let from = stop.unwrap_or(0);
    let m = line.numbers.iter().rev().find(|m| {
        from <= m.start && m.end < at && m.form == Form::Plain && m.unit != "%" && {
            let end = line.clause_end(m.end);
            let clause = line.slice(line.clause_start(m.start), m.start);
            end < at && clause.contains(&'在') && ends_with(line.slice(m.end, end), "中")
        }
    })?;
    let end = line.clause_end(m.end) - 1;
    (end > m.end).then(|| line.text(m.end, end))
}

/// Ends of names of people, households, firms and places, which a percentage takes a part of.
const MEMBERS: [&str; 14] = [
    "户", "村", "企业", "农民", "职工", "人员", "学生", "干部", "党员", "群众", "居民", "单位",
    "学校", "乡镇",
];

/// 国有企业已有73%建立了…, 入社的农户达到百分之六十: the whole of which people or firms are a part.
fn part_of_people(known: Known, p: &Predicate, s: &Subject) -> Option<Field> {
    let Known { line, n, .. } = known;
    let name = line.slice(s.start, s.end);
    if name.len() < 2 || !MEMBERS.iter().any(|w| ends_with(name, w)) {
        return None;
    }
    let verb = line.slice(p.start, n.start);
    let behind = line.slice(known.after, known.after + 1);
    let goes_on = behind.first().is_some_and(|c| c.is_alphabetic());
    if contains(verb, "有") && goes_on {
        return Some((line.text(s.start, s.end), "whole_of_people"));
    }
    // 占农户总数的2%，…达到60%: the same whole once more.
    let b = known.before.filter(|b| b.kind == Kind::Share)?;
    let near = line.slice(b.after, n.start);
    let (whole, _) = b.predicate.whole.clone()?;
    let again = contains(verb, "达") && !near.contains(&';');
    again.then_some((whole, "whole_said_again"))
}

/// Whether number `n` is a fraction of what 的 leads to behind it: 有三分之一的村, 把一半的企业.
pub(super) fn fraction_of(line: &Line, n: &Scanned, start: usize, at: usize) -> bool {
    let before = line.slice(start, at);
    n.form == Form::Part
        && line.slice(n.end, n.end + 1) == ['的']
        && (before.len() <= 3
            && [
                "有", "把", "使", "让", "对", "给", "只有", "还有", "约有", "已有",
            ]
            .iter()
            .any(|w| ends_with(before, w)))
        && !starts_with(line.slice(n.end, n.end + 3), "的速度")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_things_counted_before_are_the_whole() {
        let of = |text: &str| {
            let line = Line::of(text);
            counted_within(&line, line.numbers.last()?.start)
        };
        assert_eq!(
            of("在监测的8个断面中,优良比例为87%").as_deref(),
            Some("断面")
        );
        assert_eq!(of("监测8个断面,优良比例为87%"), None);
        assert_eq!(of("在8个断面中,优良7个;达标比例为87%"), None);
    }

    #[test]
    fn a_fraction_takes_a_part_of_what_follows() {
        let of = |text: &str| {
            let line = Line::of(text);
            let n = line.numbers.last().expect("a number");
            fraction_of(&line, n, 0, n.start)
        };
        assert!(of("有三分之一的村通了车"));
        assert!(!of("完成三分之一的任务"));
        assert!(!of("有三分之一通了车"));
    }

    /// Kind, direction and whole of the last claim of a text.
    fn last(text: &str) -> (Kind, Option<Direction>, Option<String>) {
        let claim = crate::claim::sentence::claims_of(text).pop();
        let claim = claim.expect("a claim");
        (claim.kind, claim.direction, claim.whole)
    }

    fn share(whole: &str) -> (Kind, Option<Direction>, Option<String>) {
        (Kind::Share, None, Some(whole.to_string()))
    }

    const RATE: (Kind, Option<Direction>, Option<String>) = (Kind::Level, None, None);

    #[test]
    fn a_name_tells_progress_and_shares() {
        assert_eq!(last("防洪工程进度65%。").0, Kind::Progress);
        assert_eq!(last("防洪工程质量65%。").0, Kind::Level);
        assert_eq!(last("研发投入与生产总值之比达到2.1%。"), share("生产总值"));
        assert_eq!(last("研发投入与生产总值达到2.1%。"), RATE);
        assert_eq!(last("研发投入之比达到2.1%。"), RATE);
        assert_eq!(last("在抽查的6个断面中,达标比例为87%。"), share("断面"));
        assert_eq!(last("在抽查的6个断面中,达标率为87%。"), RATE);
    }

    #[test]
    fn a_percentage_of_people_or_firms_is_a_part_of_them() {
        assert_eq!(last("民营企业已有73%完成改造。"), share("民营企业"));
        assert_eq!(last("民营企业已有73%。"), RATE);
        assert_eq!(last("民营企业达标73%完成改造。"), RATE);
        assert_eq!(last("钢材已有73%完成改造。"), RATE);
    }

    #[test]
    fn the_whole_of_the_share_before_holds_in_its_sentence() {
        let of = |text: &str| last(&format!("入社农户占农户总数的2%{text}。"));
        assert_eq!(of(",富裕农户达到60%"), share("农户总数"));
        assert_eq!(of(";富裕农户达到60%"), RATE);
        assert_eq!(of(",合作医疗达到60%"), RATE);
        assert_eq!(of(",富裕农户为60%"), RATE);
    }

    #[test]
    fn a_burden_of_money_is_relieved() {
        let moved = |text: &str| last(text).1;
        assert_eq!(moved("为企业减负12亿元。"), Some(Direction::Down));
        assert_eq!(moved("为企业减负12家。"), None);
        assert_eq!(moved("为企业服务12亿元。"), None);
    }

    #[test]
    fn how_high_a_thing_is_is_no_move() {
        assert_eq!(last("高109米的主塔封顶。").0, Kind::Level);
        assert_eq!(last("水位高109米。").0, Kind::Change);
        assert_eq!(last("新增109米的隧道。").0, Kind::Change);
        assert_eq!(last("高109米,主塔封顶。").0, Kind::Change);
    }

    #[test]
    fn a_rate_of_contribution_is_a_share_where_its_whole_is_named() {
        assert_eq!(last("科技进步贡献率上升到56%。").0, Kind::Level);
        assert_eq!(last("科技对增长的贡献率上升到56%。").0, Kind::Share);
        assert_eq!(last("科技投入比重上升到56%。").0, Kind::Share);
    }
}
