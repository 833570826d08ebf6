//! The indicator of each claim: the subject before the number, the noun behind it, or what the claims before spoke of.

use super::Kind;
use super::draft::{Draft, Setting, around};
use super::noun::counts_things;
use super::predicate::predicate;
use super::sentence::Line;
use super::subject::subject;
use crate::lexicon::{Cue, Lexicon};
use crate::quantity::{Form, Scanned};

/// Gives each draft its indicator and its area.
pub(super) fn name(line: &Line, drafts: &mut [Draft], setting: &Setting) {
    let mut last: Option<String> = None;
    let mut shared: Option<Option<String>> = None;
    let mut area: Option<String> = setting.area_before.map(str::to_string);
    for i in 0..drafts.len() {
        let d = &drafts[i];
        let n = &line.numbers[d.number];
        if let Some(place) = &d.subject.place {
            area.clone_from(place);
        } else if i > 0
            && line.slice(drafts[i - 1].after, n.start).contains(&';')
            && !d.subject.is_empty()
        {
            area = None;
        }
        if area.as_deref() == Some("全国") && d.subject.place.is_none() && !d.subject.is_empty() {
            area = None;
        }
        let own = clean(line, d.subject.start, d.subject.end);
        let has_noun = line
            .words_in(d.subject.start, d.subject.end)
            .iter()
            .any(|w| w.pos.is_attributive())
            || own.chars().any(|c| c.is_ascii_alphanumeric());
        let behind = d
            .noun
            .map(|(a, b)| clean(line, a, b))
            .filter(|t| !t.is_empty());
        let behind = noun_unit(line, n, setting.lexicon).or(behind);
        let behind = behind.or_else(|| noun_ahead(line, drafts, i));
        let counted = counts_things(n, setting.lexicon);
        let about_time = matches!(
            d.kind,
            Kind::Duration | Kind::Rank | Kind::RankChange | Kind::Ratio
        );
        let mut part = None;
        let carried = own.is_empty();
        let indicator = match behind {
            Some(noun) if counted && !about_time => Some(noun),
            Some(noun)
                if !about_time
                    && (!has_noun || own.is_empty())
                    && !d.joined
                    && !is_relative(d.kind) =>
            {
                Some(noun)
            }
            Some(noun) if d.rule == "share_of_what_follows" => Some(noun),
            _ if own.is_empty() && last.is_some() => last.clone(),
            _ if own.is_empty() && d.kind == Kind::Duration => what_lasts(line, d),
            _ if own.is_empty() => {
                let found = clause_before(line, n.start, setting);
                if let Some((_, Some(within))) = &found {
                    part = Some(within.clone());
                }
                found.map(|(name, _)| name)
            }
            _ if is_facet(&own) => match &last {
                Some(l) if !l.contains(&own) => Some(format!("{}{own}", strip_facet(l))),
                _ => Some(own),
            },
            _ => Some(own),
        };
        if let Some(i) = &indicator {
            last = Some(i.clone());
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
    }
}

/// 连续45年无重大火灾: what has lasted so long stands behind.
fn what_lasts(line: &Line, d: &Draft) -> Option<String> {
    let end = line.clause_end(d.after);
    let text = clean(line, d.after, end.min(d.after + 20));
    (!text.is_empty()).then_some(text)
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
            && !a.is_empty()
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
    let same = next.joined && (a.unit == b.unit || classes);
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
) -> Option<(String, Option<Option<String>>)> {
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
        let text = clean(line, s.start, s.end);
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
                    (name, Some(p.whole.or(whole)))
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

/// Words that only name a side of the indicator before: 总量, 增速, 占比.
pub(super) fn is_facet(text: &str) -> bool {
    const FACETS: [&str; 20] = [
        "总量",
        "存量",
        "数量",
        "增速",
        "增幅",
        "占比",
        "比重",
        "规模",
        "人均",
        "总数",
        "增量",
        "均价",
        "总额",
        "余额",
        "比例",
        "投资额",
        "排名",
        "位次",
        "金额",
        "面积",
    ];
    FACETS.contains(&text)
}

fn strip_facet(text: &str) -> &str {
    ["总量", "总额", "增速"]
        .iter()
        .find_map(|f| text.strip_suffix(f))
        .unwrap_or(text)
}

/// Without a bracket that explains at length: 市级(包括市本级和开发区)收入.
fn without_brackets(text: &str) -> String {
    match (text.find('('), text.rfind(')')) {
        (Some(open), Some(close))
            if open > 0 && open < close && text[open..close].chars().count() > 9 =>
        {
            format!("{}{}", &text[..open], &text[close + 1..])
        }
        _ => text.to_string(),
    }
}

/// Without the number of a list item: 1、土地出让收入.
fn without_number(text: String) -> String {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['、', '.']) {
        Some(name) if rest.len() < text.len() && !name.is_empty() => name.to_string(),
        _ => text,
    }
}

/// The words of `start..end` as an indicator: without marks at the ends, and without the small words there that only
/// lead to the number.
pub(super) fn clean(line: &Line, start: usize, end: usize) -> String {
    const LEADING: [&str; 12] = [
        "为", "把", "将", "对", "以", "共", "已", "已经", "由", "使", "又", "还",
    ];
    const TRAILING: [&str; 25] = [
        "为", "达", "至", "到", "约", "超", "共", "均", "已", "已经", "将", "近", "是", "有",
        "全年", "当年", "年内", "今年", "也", "都", "仍", "的", "与", "和", "及",
    ];
    let (mut start, mut end) = (start, end);
    let words = line.words_in(start, end);
    for w in words {
        if !LEADING.contains(&line.text(w.start, w.end).as_str()) || w.end == end {
            break;
        }
        start = w.end;
    }
    for w in words.iter().rev() {
        if !TRAILING.contains(&line.text(w.start, w.end).as_str())
            || w.start <= start
            || w.end != end
        {
            break;
        }
        end = w.start;
    }
    let text = line.text(start, end);
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !"“”《》()".contains(c));
    let text = without_number(without_brackets(text));
    let text = text
        .trim_start_matches([')', '”', '》', '的'])
        .trim_end_matches(['(', '“', '《', '的', '了']);
    text.to_string()
}
