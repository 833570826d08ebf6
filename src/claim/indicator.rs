//! The indicator of each claim: the subject before the number, the noun behind it, or what the claims before spoke of.

use super::Kind;
use super::draft::{Draft, Setting, around};
use super::facet::{is_facet, strip_facet, sum_of, unpraised};
use super::fields::{Field, by};
use super::list::is_measure;
use super::noun::{self, counts_things};
use super::place::{between_levels, is_level_of_government};
use super::predicate::predicate;
use super::sentence::{Line, ends_with, is_one_of};
use super::subject::subject;
use super::wording::clean;
use crate::lexicon::{Cue, Lexicon, WordList};
use crate::quantity::{Form, Scanned};
use crate::token::{Pos, Word};

/// Gives each draft its indicator and its area.
pub(super) fn name(line: &Line, drafts: &mut [Draft], setting: &Setting) {
    let mut last: Option<String> = None;
    let mut shared: Option<Option<Field>> = None;
    let of_section = setting.area.map(str::to_string);
    let before = setting.area_before.map(str::to_string);
    let mut area_rule = match before {
        Some(_) => "area_of_sentence_before",
        None => "area_of_section",
    };
    let mut area: Option<String> = before.or(of_section.clone());
    // 31.9亿元(含高新区10.5亿元),加上…: a place named inside brackets holds inside them only.
    let mut outside: Option<(usize, Option<String>, &'static str)> = None;
    // 收入9亿元(其中税收2亿元),增长5%: what is named inside brackets is what grows inside them only.
    let mut last_outside: Option<(usize, Option<String>)> = None;
    for i in 0..drafts.len() {
        let d = &drafts[i];
        let n = &line.numbers[d.number];
        if let Some((_, before)) = last_outside.take_if(|(close, _)| *close < n.start) {
            last = before;
        }
        if last.is_some()
            && last_outside.is_none()
            && let Some(close) = line.closing_around(n.start)
        {
            last_outside = Some((close, last.clone()));
        }
        if let Some((_, before, rule)) = outside.take_if(|(close, ..)| *close < n.start) {
            (area, area_rule) = (before, rule);
        }
        let counted = counts_things(n, setting.lexicon);
        // 高新区2个: what is counted, and no place of it.
        let zones = counted && d.subject.is_empty() && d.noun.is_none() && n.unit == "个";
        let zones = d.subject.place.clone().flatten().filter(|_| zones);
        if let Some(place) = d.subject.place.as_ref().filter(|_| zones.is_none()) {
            if let Some(close) = line.closing_around(n.start)
                && outside.is_none()
            {
                outside = Some((close, area.take(), carried_by(area_rule)));
            }
            area.clone_from(place);
            area_rule = "area_named";
        } else if between_levels(line.slice(d.subject.start, d.subject.end)) {
            area = None;
        } else if i > 0
            && line.slice(drafts[i - 1].after, n.start).contains(&';')
            && !d.subject.is_empty()
        {
            area.clone_from(&of_section);
            area_rule = "area_of_section";
        }
        if area.as_deref() == Some("全国") && d.subject.place.is_none() && !d.subject.is_empty() {
            area = None;
        }
        let mut own = clean(line, d.subject.start, d.subject.end);
        // 收入100亿元,其中市级40亿元,县级60亿元: whose part it is, and nothing else that is measured.
        if last.is_some()
            && is_level_of_government(&own)
            && (setting.lexicon.units.get(&n.unit)).is_some_and(|u| u.is_of("currency"))
        {
            area = Some(std::mem::take(&mut own));
            area_rule = "area_named";
        }
        let words = line.words_in(d.subject.start, d.subject.end);
        let has_noun = words.iter().any(|w| w.pos.is_attributive())
            && !is_bare_act(words, &own, setting.lexicon)
            || own.chars().any(|c| c.is_ascii_alphanumeric());
        // 六大产业增加值增长5%: the industries are counted, and what grows is what they add.
        let things = match d.noun.filter(|_| counted) {
            Some((a, b)) => Some((
                a,
                noun::without(line, a, b, WordList::Measure, setting.lexicon),
            )),
            None => d.noun,
        };
        // 六个方面的工作: the sides are counted, and it is the work that has them.
        let sides = |a: usize| 3 * usize::from(line.slice(a, a + 3) == ['方', '面', '的']);
        let behind = things
            .map(|(a, b)| (a + sides(a), b))
            .map(|(a, b)| clean(line, a, b))
            .filter(|t| !t.is_empty());
        let of_things = match counted {
            true => "indicator_counted",
            false => "indicator_noun_behind",
        };
        let behind = noun_unit(line, n, setting.lexicon)
            .map(by("indicator_noun_unit"))
            .or(behind.map(by(of_things)))
            .or_else(|| noun_ahead(line, drafts, i).map(by("indicator_noun_ahead")));
        let about_time = matches!(
            d.kind,
            Kind::Duration | Kind::Rank | Kind::RankChange | Kind::Ratio
        );
        let mut part = None;
        let carried = own.is_empty();
        // 每吨钢的能耗，由2.51吨煤降到2.28吨煤: what moves is named before, not what it is measured in.
        let moves = d.from_start
            || d.predicate.year_before
            || d.direction.is_some() && d.kind == Kind::Level;
        let of_before = own.is_empty() && !counted && moves;
        // 2000年前欠发的12亿元工资: 的 leads to the noun behind.
        let led = d.kind == Kind::Level
            && !counted
            && !moves
            && n.form == Form::Plain
            && n.start > 0
            && line.chars()[n.start - 1] == '的';
        // 振兴路等13公里道路: a list of names that 等 ends says which.
        let listed = own.ends_with('等') && d.kind == Kind::Level;
        let indicator = match behind {
            None if zones.is_some() => zones.map(by("indicator_zone_counted")),
            Some(_) if of_before && last.is_some() => last.clone().map(by("indicator_that_moves")),
            Some(noun) if of_before => clause_before(line, n.start, setting)
                .map(|(name, _)| (name, "indicator_clause_before"))
                .or(Some(noun)),
            Some((noun, _)) if led => Some((noun, "indicator_led_to")),
            Some((noun, _)) if listed => Some((noun, "indicator_of_named")),
            Some((noun, _)) if is_measured_thing(line, d, &own) => {
                Some((noun, "indicator_measured"))
            }
            Some(noun) if counted && !about_time => Some(noun),
            Some(noun)
                if !about_time
                    && (!has_noun || own.is_empty())
                    && !d.joined
                    && !is_relative(d.kind) =>
            {
                Some(noun)
            }
            Some((noun, _)) if d.rule == "share_of_what_follows" => {
                Some((noun, "indicator_whole_behind"))
            }
            _ if own.is_empty() && d.kind == Kind::Duration && early(line, d).is_some() => {
                early(line, d).map(by("indicator_done_early"))
            }
            _ if counted && chosen(line, d, own.is_empty()).is_some() => {
                chosen(line, d, own.is_empty()).map(by("indicator_chosen_for"))
            }
            _ if (own.is_empty() || SPENT.contains(&own.as_str()))
                && purpose(line, d, setting.lexicon).is_some() =>
            {
                purpose(line, d, setting.lexicon).map(by("indicator_purpose"))
            }
            // 棉田5亩，占耕地20亩的25%: the whole in between is not what is a part.
            _ if own.is_empty()
                && i >= 2
                && d.predicate.start < line.numbers[drafts[i - 1].number].start =>
            {
                let part = drafts[i - 2].indicator.clone();
                part.map(by("indicator_before_whole"))
            }
            // 损失数下降9%，连续18年获评优秀: what was got so often is no loss.
            _ if own.is_empty() && d.kind == Kind::Duration && got(line, d) => {
                what_lasts(line, d).map(by("indicator_what_lasts"))
            }
            _ if own.is_empty() && last.is_some() => {
                last.clone().map(by("indicator_of_claim_before"))
            }
            _ if own.is_empty() && d.kind == Kind::Duration => {
                what_lasts(line, d).map(by("indicator_what_lasts"))
            }
            _ if own.is_empty() => {
                let found = clause_before(line, n.start, setting);
                if let Some((_, Some(within))) = &found {
                    part = Some(within.clone());
                }
                found.map(|(name, _)| (name, "indicator_clause_before"))
            }
            _ => {
                let grows = d.kind == Kind::Growth;
                let of_last = last.as_deref().and_then(|l| of_last(l, &own, grows));
                of_last.or(Some((own, "indicator_subject")))
            }
        };
        let (indicator, indicator_rule) = indicator.unzip();
        if let Some(i) = &indicator {
            last = match d.noun.filter(|_| things != d.noun) {
                Some((a, b)) => Some(clean(line, a, b)),
                None => Some(i.clone()),
            };
        }
        // …所占的比重，由46%上升到47%: both ends are shares.
        if part.is_some() || !carried {
            shared = part;
        }
        let d = &mut drafts[i];
        if let Some(whole) = shared
            .as_ref()
            .filter(|_| d.kind == Kind::Level && n.unit == "%")
        {
            d.kind = Kind::Share;
            d.rule = "share_of_whole";
            d.predicate.whole = d.predicate.whole.take().or(whole.clone());
        }
        d.indicator = indicator.map(|i| without_scope(&i, d));
        d.area.clone_from(&area);
        d.rules.indicator = indicator_rule;
        d.rules.area = Some(area_rule);
        area_rule = carried_by(area_rule);
    }
}

/// The rule that gives a place to the claims behind the one that names it.
pub(super) fn carried_by(rule: &'static str) -> &'static str {
    match rule {
        "area_named" => "area_carried",
        other => other,
    }
}

/// Whether all that is said before a number is what was done, in a word that measures nothing: 整理2380亩建设用地, but
/// not 出口5亿元商品.
fn is_bare_act(words: &[Word], own: &str, lexicon: &Lexicon) -> bool {
    let [word] = words else { return false };
    let measures = is_measure(own) || matches!(own, "亏损" | "盈利");
    word.pos == Pos::VerbNoun && !measures && lexicon.indicators.id(own).is_none()
}

/// 全长20公里的大桥: what is so long stands behind.
fn is_measured_thing(line: &Line, d: &Draft, own: &str) -> bool {
    d.kind == Kind::Level
        && line.slice(d.after, d.after + 1) == ['的']
        && ["全长", "总长", "全高", "总高", "高", "长"].contains(&own)
}

/// 连续45年无重大火灾: what has lasted so long stands behind.
fn what_lasts(line: &Line, d: &Draft) -> Option<String> {
    let end = line.clause_end(d.after);
    let text = clean(line, d.after, end.min(d.after + 20));
    (!text.is_empty()).then_some(text)
}

/// The first word behind a number in its clause: a verb, where what was done stands behind.
fn word_behind<'a>(line: &'a Line, d: &Draft) -> Option<&'a Word> {
    line.words_in(d.after, line.clause_end(d.after)).first()
}

/// 提前两年完成改造工程: what was done early stands behind; 完成任务 says nothing of what.
fn early(line: &Line, d: &Draft) -> Option<String> {
    let verb = word_behind(line, d)?;
    let done = ["完成", "实现", "达到", "建成", "通过", "达成"];
    if !is_one_of(line.slice(verb.start, verb.end), &done) {
        return None;
    }
    let end = line.clause_end(verb.end).min(verb.end + 24);
    let text = clean(line, verb.end, end);
    let known = [
        "任务",
        "目标",
        "全年任务",
        "目标任务",
        "年度任务",
        "年度目标",
    ];
    (!text.is_empty() && !known.contains(&text.as_str())).then_some(text)
}

/// Verbs that only say that money was spent or set aside.
const SPENT: [&str; 7] = ["安排", "投入", "筹集", "拨付", "下达", "统筹", "落实"];

/// 安排3亿元，支持医疗卫生体制改革: what the money is for stands behind, where nothing but the spending stands before.
fn purpose(line: &Line, d: &Draft, lexicon: &Lexicon) -> Option<String> {
    let n = &line.numbers[d.number];
    let said = line.slice(line.clause_start(n.start), n.start);
    let spent = said.len() <= 6 && SPENT.iter().any(|w| ends_with(said, w));
    let money = lexicon.units.get(&n.unit);
    if d.kind != Kind::Level || !spent || money.is_none_or(|u| !u.is_of("currency")) {
        return None;
    }
    let from = d.after + usize::from(line.slice(d.after, d.after + 1) == [',']);
    let (len, ()) = lexicon
        .cues
        .list(WordList::Purpose)
        .at_start(line.slice(from, from + 8))?;
    let mark = |i: &usize| matches!(line.chars()[*i], ',' | ';' | '。' | '(' | ':');
    let limit = line.chars().len().min(from + 36);
    let end = (from + len..limit).find(mark).unwrap_or(limit);
    let counted = line
        .numbers
        .iter()
        .any(|m| from <= m.start && m.start < end);
    let text = clean(line, from + len, end);
    let whole = end < limit || limit == line.chars().len();
    (whole && !counted && text.chars().count() >= 3).then_some(text)
}

/// The whole name that `own` means behind a claim of `last`: one side of it, or the same once more.
fn of_last(last: &str, own: &str, grows: bool) -> Option<Field> {
    if let Some(name) = sum_of(last, own) {
        return Some((name, "indicator_facet_of"));
    }
    if is_facet(own) {
        let name = (!last.contains(own)).then(|| format!("{}{own}", strip_facet(last)));
        return name.map(by("indicator_facet_of"));
    }
    account_again(last, own)
        .map(by("indicator_account_again"))
        .or_else(|| people_of_school(last, own).map(by("indicator_people_of_school")))
        .or_else(|| added_by_branch(last, own, grows).map(by("indicator_added_by_branch")))
        .or_else(|| other_side(last, own).map(by("indicator_other_side")))
}

/// 支出年初预算3亿元，实际支出2亿元: the account that was named whole before.
fn account_again(last: &str, own: &str) -> Option<String> {
    let again = matches!(own, "收入" | "支出") && last.ends_with(own) && last != own;
    again.then(|| last.to_string())
}

/// 小学招生7万人，在校生59万人: the pupils and teachers of the schools spoken of.
fn people_of_school(last: &str, own: &str) -> Option<String> {
    const PUPILS: [&str; 8] = [
        "招生",
        "在校生",
        "在校学生",
        "毕业生",
        "专任教师",
        "教职工",
        "在校生数",
        "招生数",
    ];
    const SCHOOLS: [&str; 9] = [
        "小学",
        "初中",
        "高中",
        "学校",
        "幼儿园",
        "院校",
        "中学",
        "教育",
        "高校",
    ];
    if !PUPILS.contains(&own) {
        return None;
    }
    let side = PUPILS.iter().find_map(|p| last.strip_suffix(p));
    let who = side.or_else(|| {
        let school = SCHOOLS.iter().any(|s| last.ends_with(s));
        school.then_some(last)
    })?;
    (!who.is_empty()).then(|| format!("{who}{own}"))
}

/// 规模以上工业增加值增长5%，股份制企业增长6%: what grows is what each of them adds.
fn added_by_branch(last: &str, own: &str, grows: bool) -> Option<String> {
    let branch = ["企业", "工业", "制造业", "采矿业", "供应业", "产业", "行业"];
    let adds = last.ends_with("增加值") && grows && branch.iter().any(|b| own.ends_with(b));
    adds.then(|| format!("{own}增加值"))
}

/// 保险基金收入3亿元，支出2亿元: what the same fund spends.
fn other_side(last: &str, own: &str) -> Option<String> {
    let fund = last.strip_suffix("收入")?;
    let kept = ["基金", "基金预算", "经营预算", "公共预算"];
    (own == "支出" && kept.iter().any(|k| fund.ends_with(k))).then(|| format!("{fund}{own}"))
}

/// Whether an honour that was got stands behind the number: 获评优秀, 入选名单.
fn got(line: &Line, d: &Draft) -> bool {
    const GOT: [&str; 7] = ["入选", "获评", "获批", "当选", "获", "获得", "荣获"];
    word_behind(line, d).is_some_and(|w| is_one_of(line.slice(w.start, w.end), &GOT))
}

/// 1人入选名师工程: where the unit is all that is said of who, what they were chosen for or got tells.
fn chosen(line: &Line, d: &Draft, unnamed: bool) -> Option<String> {
    const ALSO: [&str; 8] = [
        "上榜", "列入", "纳入", "得到", "享受", "参加", "接受", "加入",
    ];
    let n = &line.numbers[d.number];
    let alone = matches!(
        n.unit.as_str(),
        "人" | "名" | "家" | "个" | "项" | "件" | "位" | "所"
    );
    let unnamed = unnamed || n.start > 0 && line.chars()[n.start - 1] == '、';
    let opens = unnamed && d.predicate.cues.is_empty() && d.kind == Kind::Level && d.noun.is_none();
    let verb = word_behind(line, d).filter(|_| alone && opens)?;
    let chosen = got(line, d) || is_one_of(line.slice(verb.start, verb.end), &ALSO);
    let end = line.clause_end(verb.end).min(verb.start + 24);
    chosen.then(|| line.text(verb.start, end))
}

/// 高新区在全国排名 → 高新区排名: the scope of a standing is no part of what stands.
fn without_scope(indicator: &str, d: &Draft) -> String {
    if !matches!(d.kind, Kind::Rank | Kind::RankChange) {
        return indicator.to_string();
    }
    for word in ["在全国", "在全省", "在全市", "在全区"] {
        if let Some((a, b)) = indicator.split_once(word)
            && !a.is_empty()
        {
            return format!("{a}{}", b.trim_start_matches('的'));
        }
    }
    // 综合实力全国排名
    for word in ["全国", "全省", "全市", "全区", "全县"] {
        if let Some((a, b)) = indicator.split_once(word)
            && !matches!(a, "" | "在")
            && ["", "排名", "位次"].contains(&b)
        {
            return format!("{a}{b}");
        }
    }
    indicator.to_string()
}

/// The noun that is the unit itself, as it stands: 5.7万贫困人口 → 贫困人口; medals by their metal.
fn noun_unit(line: &Line, n: &Scanned, lexicon: &Lexicon) -> Option<String> {
    let known = lexicon.units.get(&n.unit);
    let noun = known.map_or(!n.unit.is_empty() && n.form == Form::Plain, |u| u.noun);
    match n.unit.as_str() {
        "金" | "银" | "铜" => Some(format!("{}牌", n.unit)),
        _ if noun && n.form == Form::Plain => Some(
            line.text(n.number_end, n.end)
                .trim_start_matches(['多', '余'])
                .to_string(),
        ),
        _ => None,
    }
}

/// 出台43条、16条举措; 6大类3000多个项目: the noun behind a later number that stands for this one too.
fn noun_ahead(line: &Line, drafts: &[Draft], i: usize) -> Option<String> {
    let d = &drafts[i];
    let next = drafts.get(i + 1)?;
    let (a, b) = (&line.numbers[d.number], &line.numbers[next.number]);
    let adjacent = d.after == b.start;
    // 6大类、3000多个项目: so many classes of what is counted next.
    let classes = matches!(a.unit.as_str(), "大类" | "类" | "种" | "大" | "方面");
    // 新建9个、修缮60个幸福院: what both was done to.
    let acts = a.unit == b.unit
        && matches!(line.slice(d.after, b.start), ['、', _, _])
        && line.words_in(d.subject.start, d.subject.end).len() == 1;
    let same = next.joined && (a.unit == b.unit || classes) || acts;
    if !(adjacent || same)
        || d.predicate.verb().is_some_and(|v| !matches!(v, Cue::Reach))
        || b.form != Form::Plain
    {
        return None;
    }
    next.noun
        .map(|(x, y)| clean(line, x, y))
        .filter(|t| !t.is_empty())
}

/// The clause before, where the number's own clause has no subject and no claim stands before: 工资总额，计划安排为….
///
/// Where it speaks of a share (积累在收入中所占的比重，上升到30%) the second value is its whole, as far as it is named.
fn clause_before(
    line: &Line,
    at: usize,
    setting: &Setting,
) -> Option<(String, Option<Option<Field>>)> {
    let mut start = line.clause_start(at);
    for _ in 0..2 {
        let end = start.checked_sub(1)?;
        if !matches!(line.chars()[end], ',' | ':') {
            return None;
        }
        start = line.clause_start(end);
        let p = predicate(line, start, end, false, false, setting.lexicon);
        // 总产值的增长速度，计划为4%: the rate is what is spoken of.
        let rate = ["速度", "速", "幅", "率"]
            .iter()
            .any(|w| p.moved_by.ends_with(w));
        let s = subject(
            line,
            start,
            if p.start > start && !rate {
                p.start
            } else {
                end
            },
            &[],
            around(setting),
        );
        let text = unpraised(clean(line, s.start, s.end));
        if s.end - s.start <= 30
            && !text.is_empty()
            && line
                .words_in(s.start, s.end)
                .iter()
                .any(|w| w.pos.is_nominal())
        {
            return Some(match p.share {
                true => {
                    let (name, whole) = within(text.trim_end_matches('所'));
                    (
                        name,
                        Some(p.whole.or(whole.map(by("whole_of_clause_before")))),
                    )
                }
                false => (text, None),
            });
        }
    }
    None
}

/// 积累在国民收入中 → 积累 and 国民收入.
fn within(text: &str) -> (String, Option<String>) {
    let split = text.strip_suffix('中').and_then(|t| t.rsplit_once('在'));
    match split {
        Some((name, whole)) if !name.is_empty() && !whole.is_empty() => {
            (name.to_string(), Some(whole.to_string()))
        }
        _ => (text.to_string(), None),
    }
}

pub(super) fn is_relative(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Growth | Kind::Change | Kind::Share | Kind::Progress | Kind::Rank | Kind::RankChange
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn a_unit_that_is_a_noun_is_what_is_counted() {
        let of = |text: &str| {
            let line = Line::of(text);
            let n = line.numbers.last().expect("a number");
            noun_unit(&line, n, Lexicon::builtin())
        };
        assert_eq!(of("摘得12金").as_deref(), Some("金牌"));
        assert_eq!(of("减少5.7万贫困人口").as_deref(), Some("贫困人口"));
        assert_eq!(of("投资5.7万元"), None);
        assert_eq!(of("增长5.7%"), None);
    }

    #[test]
    fn a_name_is_cut_from_the_whole_that_it_stands_within() {
        let whole = |text| within(text).1;
        assert_eq!(
            within("积累在国民收入中"),
            ("积累".to_string(), Some("国民收入".to_string()))
        );
        for other in ["在国民收入中", "积累在国民收入", "国民收入中"] {
            assert_eq!(whole(other), None, "{other}");
        }
    }

    #[test]
    fn facets_are_whole_words() {
        assert!(is_facet("增速") && !is_facet("工业增速"));
        assert_eq!(strip_facet("进出口总额"), "进出口");
        assert_eq!(strip_facet("进出口余额"), "进出口余额");
    }

    #[test]
    fn the_other_side_of_a_school_or_a_fund() {
        let side_of = |last, own, grows| of_last(last, own, grows).map(|(name, _)| name);
        let of = |last, own| side_of(last, own, false);
        assert_eq!(of("小学招生", "在校生").as_deref(), Some("小学在校生"));
        assert_eq!(
            of("特殊教育学校", "毕业生").as_deref(),
            Some("特殊教育学校毕业生")
        );
        assert_eq!(
            of("失业保险基金收入", "支出").as_deref(),
            Some("失业保险基金支出")
        );
        let spending = Some("公共预算支出");
        assert_eq!(of("公共预算支出", "支出").as_deref(), spending);
        assert_eq!(of("税收收入", "支出"), None);
        assert_eq!(of("工业增加值", "股份制企业"), None);
        assert_eq!(
            side_of("工业增加值", "股份制企业", true).as_deref(),
            Some("股份制企业增加值")
        );
        assert_eq!(of("工业产值", "在校生"), None);
    }

    /// The indicators of the claims of a text.
    fn named(text: &str) -> Vec<String> {
        let names = crate::claim::sentence::claims_of(text).into_iter();
        names.map(|c| c.indicator.unwrap_or_default()).collect()
    }

    #[test]
    fn the_clause_before_names_what_its_own_does_not() {
        assert_eq!(named("工资总额,计划安排为9亿元。"), ["工资总额"]);
        assert_eq!(named("工资总额;计划安排为9亿元。"), [""]);
        assert_eq!(named("工资总额,计划安排税收9亿元。"), ["税收"]);
    }

    #[test]
    fn the_clause_before_names_the_whole_where_it_speaks_of_a_share() {
        let of = |text: &str| crate::claim::sentence::claims_of(text).pop()?.whole;
        assert_eq!(
            of("积累在收入中所占的比重,上升到30%。").as_deref(),
            Some("收入")
        );
        assert_eq!(of("积累在收入中的作用,上升到30%。"), None);
    }

    #[test]
    fn the_noun_of_the_next_number_stands_for_this_one() {
        assert_eq!(named("出台43条、16条举措。"), ["举措", "举措"]);
        assert_eq!(named("出台43座、16条举措。"), ["出台", "举措"]);
        assert_eq!(named("开工6大类300多个项目。"), ["项目", "项目"]);
        assert_eq!(named("开工6座、300多个项目。"), ["开工", "项目"]);
        assert_eq!(named("出台43条,完善16条举措。"), ["出台", "举措"]);
    }

    #[test]
    fn a_thing_is_measured_by_the_length_before_it() {
        assert_eq!(named("建成全长20公里的大桥。"), ["大桥"]);
        assert_eq!(named("建成道路20公里的大桥。"), ["道路"]);
        assert_eq!(named("大桥全长20公里。"), ["大桥全长"]);
    }

    #[test]
    fn what_lasted_or_was_done_early_stands_behind() {
        assert_eq!(named("连续45年无重大火灾。"), ["无重大火灾"]);
        assert_eq!(named("火灾连续45年减少。"), ["火灾"]);
        assert_eq!(named("提前两年完成改造工程。"), ["改造工程"]);
        assert_eq!(named("提前两年完成任务。"), ["完成任务"]);
        assert_eq!(named("提前两年验收改造工程。"), ["验收改造工程"]);
    }

    #[test]
    fn money_that_is_only_spent_is_named_by_its_purpose() {
        assert_eq!(named("投入3亿元,用于乡村医疗。"), ["乡村医疗"]);
        assert_eq!(named("投入3亿元,乡村医疗改善。"), ["投入"]);
        assert_eq!(named("税收3亿元,用于乡村医疗。"), ["税收"]);
        assert_eq!(named("投入3亿元,用于9所学校。"), ["投入", "学校"]);
        assert_eq!(named("投入3台,用于乡村医疗。"), ["投入"]);
        assert_eq!(named("完成3亿元,用于乡村医疗。"), [""]);
    }

    /// What `f` makes of the draft of the first number of a text.
    fn with<T>(text: &str, f: impl Fn(&Line, &Draft) -> T) -> T {
        let line = Line::of(text);
        let metadata = crate::Metadata::default();
        let frame = crate::claim::Frame::of_report(&metadata);
        let setting = Setting {
            lexicon: Lexicon::builtin(),
            metadata: &metadata,
            frame: &frame,
            area: None,
            area_before: None,
            sentence: 0,
        };
        let draft = crate::claim::draft::draft(&line, 0, &[], None, &setting);
        f(&line, &draft)
    }

    #[test]
    fn people_without_a_name_are_told_by_what_they_were_chosen_for() {
        let of = |text: &str| with(text, |l, d| chosen(l, d, d.subject.is_empty()));
        assert_eq!(of("1人入选名师工程").as_deref(), Some("入选名师工程"));
        assert_eq!(of("1人离开名师工程"), None);
        assert_eq!(of("1名教师入选名师工程"), None);
        assert_eq!(of("青年教师1人入选名师工程"), None);
        assert_eq!(of("1亿元入选名师工程"), None);
    }

    #[test]
    fn a_standing_is_named_without_its_scope() {
        let of = |text: &str| {
            let name = |d: &Draft| without_scope("综合实力全国排名", d);
            with(text, |_, d| name(d))
        };
        assert_eq!(of("排名上升2位"), "综合实力排名");
        assert_eq!(of("投资上升2倍"), "综合实力全国排名");
        let of = |name: &str| with("排名上升2位", |_, d| without_scope(name, d));
        assert_eq!(of("企业在全国的排名"), "企业排名");
        assert_eq!(of("全国排名"), "全国排名");
        assert_eq!(of("综合实力全国投资"), "综合实力全国投资");
    }

    #[test]
    fn a_noun_that_is_led_to_is_what_is_owed() {
        assert_eq!(named("2000年前欠发的12亿元工资。"), ["工资"]);
        assert_eq!(named("整修清河路等13公里道路。"), ["道路"]);
        assert_eq!(named("整修清河路13公里道路。"), ["整修清河路"]);
    }

    #[test]
    fn zones_are_counted_and_hold_money() {
        assert_eq!(named("高新区2个、开发区3个。"), ["高新区", "开发区"]);
        assert_eq!(named("高新区税收2亿元。"), ["税收"]);
    }

    #[test]
    fn a_facet_is_of_what_was_spoken_of_last() {
        assert_eq!(
            named("进出口总额9亿元,规模3亿元。").pop().as_deref(),
            Some("进出口规模")
        );
        assert_eq!(
            named("进出口总额9亿元,税收3亿元。").pop().as_deref(),
            Some("税收")
        );
    }

    #[test]
    fn the_rate_in_the_clause_before_is_what_is_spoken_of() {
        let of = |text: &str| {
            let claim = crate::claim::sentence::claims_of(text).pop();
            claim.map(|c| (c.indicator.unwrap_or_default(), c.kind))
        };
        let told = |kind| Some(("工业产值".to_string(), kind));
        assert_eq!(of("工业产值的增长速度,计划为4%。"), told(Kind::Growth));
        assert_eq!(
            of("工业产值的增长情况,计划为4%。").map(|t| t.1),
            Some(Kind::Level)
        );
    }
}
