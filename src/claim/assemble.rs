//! From the numbers of a sentence to its mentions: each rule's finding put together, claim by claim.

use super::frame::Frame;
use super::kind::{Context, kind};
use super::predicate::{Predicate, predicate};
use super::sentence::Line;
use super::status::status;
use super::subject::{Around, Subject, complete, names, subject};
use super::time::{self, Date, ends_with};
use super::{Claim, Direction, Kind, Mention, Role, Status, noun, role};
use crate::document::Metadata;
use crate::lexicon::{Cue, Lexicon};
use crate::quantity::{Bound, Form, Quantity, Scanned};

/// What a sentence is read against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a> {
    /// The vocabularies.
    pub lexicon: &'a Lexicon,
    /// What is known of the report.
    pub metadata: &'a Metadata,
    /// The frame that heading and opening words give.
    pub frame: &'a Frame,
    /// The index of the sentence.
    pub sentence: usize,
    /// How many mentions stand before this sentence.
    pub mentions_before: usize,
}

/// A claim on its way.
#[derive(Debug, Clone)]
struct Draft {
    number: usize,
    predicate: Predicate,
    subject: Subject,
    /// Where the mention ends with its hedge behind (以上), and where its noun behind ends.
    after: usize,
    noun: Option<(usize, usize)>,
    /// Whether nothing but a joint stands between this and the draft before.
    joined: bool,
    bound: Option<Bound>,
    indicator: Option<String>,
    kind: Kind,
    direction: Option<Direction>,
    rule: &'static str,
    area: Option<String>,
    new: bool,
    from_start: bool,
}

/// The mentions of one sentence, in order.
pub(crate) fn assemble(line: &Line, setting: Setting) -> Vec<Mention> {
    let roles: Vec<Option<(Role, &'static str)>> =
        (0..line.numbers.len()).map(|k| role::role(line, k, setting.lexicon)).collect();
    let is_date: Vec<bool> = roles.iter().map(|r| matches!(r, Some((Role::Date, _)))).collect();
    let dates = all_dates(line, &is_date, &setting);
    let mut drafts: Vec<Draft> = Vec::new();
    for k in 0..line.numbers.len() {
        if let Some((Role::Claim, _)) = roles[k] {
            let draft = draft(line, k, &roles, &dates, drafts.last(), &setting);
            drafts.push(draft);
        }
    }
    // A duration only counts where its cue says so; else it is a span of time.
    let demoted: Vec<usize> =
        drafts.iter().filter(|d| is_span_of_time(line, d)).map(|d| d.number).collect();
    drafts.retain(|d| !demoted.contains(&d.number));
    share_bounds(line, &mut drafts);
    name(line, &mut drafts, &setting);
    distribute(line, &mut drafts);
    mentions(line, &roles, &demoted, drafts, &dates, &setting)
}

/// The dates that are numbers, and in a work report 今年 and 去年, in order.
fn all_dates(line: &Line, is_date: &[bool], setting: &Setting) -> Vec<Date> {
    let covers = setting.metadata.covers;
    let mut dates = time::dates(line, is_date, covers);
    let work = setting.metadata.kind == Some(crate::document::ReportKind::Work);
    if let Some(covers) = covers.filter(|_| work) {
        for mut named in time::named_years(line, covers) {
            // 今年2月
            if let Some(month) = dates.iter_mut().find(|d| d.start == named.end && d.period.is_none()) {
                let digits: String = line.slice(month.start, month.end).iter().filter(|c| c.is_ascii_digit()).collect();
                if let (Ok(m @ 1..=12), Some(y)) = (digits.parse::<u32>(), named.year) {
                    named.period = Some(format!("{y}-{m:02}"));
                    named.end = month.end;
                }
            }
            dates.push(named);
        }
        dates.sort_by_key(|d| d.start);
    }
    dates
}

/// 年 and 月 as a claim need a word that says how long: 连续, 提前, 缩短, 周期.
fn is_span_of_time(line: &Line, d: &Draft) -> bool {
    let n = &line.numbers[d.number];
    matches!(n.unit.as_str(), "年" | "月" | "年度" | "届")
        && d.kind == Kind::Level
        && d.predicate.verb().is_none()
        && !ends_with(line.slice(0, n.start), "期")
}

fn around<'a>(setting: &Setting<'a>) -> Around<'a> {
    let level = setting.metadata.level;
    Around {
        lexicon: setting.lexicon,
        own: setting.metadata.place.as_deref(),
        national: level == Some(crate::document::Level::National),
    }
}

/// Reads what stands around number `k`.
fn draft(
    line: &Line,
    k: usize,
    roles: &[Option<(Role, &'static str)>],
    dates: &[Date],
    before: Option<&Draft>,
    setting: &Setting,
) -> Draft {
    let n = &line.numbers[k];
    let lexicon = setting.lexicon;
    let clause = line.clause_start(n.start);
    let same_clause = before.filter(|b| b.after > clause);
    let mut start = same_clause.map_or(clause, |b| b.after.min(n.start));
    let joint = line.slice(start, n.start);
    let joined = same_clause.is_some() && joint.len() <= 2 && joint.iter().all(|c| "、和与及以,".contains(*c)) && !joint.is_empty()
        || before.is_some_and(|b| b.after + 1 == clause && clause == n.start);
    // The noun behind the number before belongs to that one.
    if let Some((_, end)) = same_clause.and_then(|b| b.noun)
        && end <= n.start
        && (end < n.start)
    {
        start = start.max(end);
    }
    let ranked = matches!(n.form, Form::Ordinal | Form::Standing);
    let percent = matches!(n.unit.as_str(), "%" | "‰" | "百分点") || n.form == Form::Part;
    let mut p = predicate(line, start, n.start, ranked, percent, lexicon);
    let mut from_start = false;
    // 从2015年的5.05%: the date goes too, and the word before it.
    if let Some(d) = dates.iter().find(|d| d.end == p.start && d.start >= start) {
        p.start = d.start;
        if p.start > start && matches!(line.chars()[p.start - 1], '从' | '由' | '自' | '在' | '于') {
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
    let s = subject(line, start, p.start, dates, around(setting));
    if joined && let Some(b) = before {
        let own = p.cues.iter().any(|c| matches!(c, Cue::Hedge(_)));
        let bound = p.bound();
        p.cues.clone_from(&b.predicate.cues);
        p.cues.retain(|c| !(own && matches!(c, Cue::Hedge(_))));
        if let Some(h) = bound {
            p.cues.insert(0, Cue::Hedge(h));
        }
        p.share = b.predicate.share;
        p.whole.clone_from(&b.predicate.whole);
        p.baseline.clone_from(&b.predicate.baseline);
        p.goal.clone_from(&b.predicate.goal);
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
        .find(|&j| matches!(roles[j], Some((Role::Claim, _))))
        .map_or(line.chars().len(), |j| line.numbers[j].start);
    let limit = line.clause_end(after).min(next);
    let mut noun_start = after;
    if line.slice(noun_start, noun_start + 1) == ['的'] {
        noun_start += 1;
    }
    let stopped = lexicon.cues.list("stop_right").and_then(|w| w.at_start(line.slice(noun_start, limit)));
    if let Some((len, ())) = stopped.filter(|(len, ())| noun_start + len <= n.end + 10) {
        after = noun_start + len;
    }
    let stopped = stopped.is_some();
    let noun = noun::phrase(line, noun_start, limit).filter(|_| !stopped).map(|end| (noun_start, end));
    let part_of = percent && noun_start > after && noun.is_some() && p.verb().is_none() && !p.share && (s.is_empty() || starts_with_verb(line, &s));
    let name = line.slice(s.start, s.end);
    let listed = listed_as_new(line, n.start);
    let carried = before.is_some_and(|b| {
        let between = line.slice(b.after.min(n.start), n.start);
        b.new && between.len() <= 24 && !between.contains(&';') && name.first() != Some(&'新')
    });
    let next_item = before.is_some_and(|b| line.slice(b.after, b.after + 1) == ['、']);
    let plain = p.verb().is_none() && !s.is_empty() && (listed || next_item || !has_verb(line, &s)) && noun.is_none();
    let context = Context {
        new: s.new || (carried || listed) && plain,
        in_progress: ["工程", "项目", "任务", "进度"].iter().any(|w| ends_with(name, w)),
        moved: s.moved.filter(|_| noun.is_none() || n.form != Form::Plain),
        share_name: ["占比", "比重", "份额", "贡献率"].iter().any(|w| ends_with(name, w)),
        compared_multiple: line.slice(p.start, n.start).contains(&'的') || line.slice(s.start, n.start).contains(&'是'),
        standing_name: ["排名", "位次", "名次", "排位", "排序"].iter().any(|w| line.text(s.start, n.start).contains(w)),
        part_of,
    };
    let (mut kind, mut direction, mut rule) = kind(n, &p, &context);
    // 增产2200万吨，即7.8%: the same move once more, in per cent.
    if let Some(b) = before.filter(|b| b.kind == Kind::Change && n.unit == "%" && kind == Kind::Level)
        && line.slice(b.after, n.start).contains(&'即')
        && n.start - b.after <= 3
    {
        (kind, direction, rule) = (Kind::Growth, b.direction, "growth_restated");
        p.baseline.clone_from(&b.predicate.baseline);
    }
    Draft {
        number: k,
        bound: n.bound.or(hedge.map(|(_, b)| b)).or(p.bound()),
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
        new: context.new,
        from_start,
    }
}

/// Whether a list that opens with 新增…有： holds the number at `at`.
fn listed_as_new(line: &Line, at: usize) -> bool {
    let chars = line.slice(0, at);
    chars.iter().position(|c| *c == ':').is_some_and(|colon| {
        let head = &chars[..colon];
        head.windows(2).any(|w| w == ['新', '增']) && ["有", "为", "是"].iter().any(|w| ends_with(head, w))
    })
}

fn has_verb(line: &Line, s: &Subject) -> bool {
    line.words_in(s.start, s.end).iter().any(|w| matches!(w.pos, crate::token::Pos::Verb | crate::token::Pos::Preposition))
}

fn starts_with_verb(line: &Line, s: &Subject) -> bool {
    line.words_in(s.start, s.end).first().is_some_and(|w| w.pos == crate::token::Pos::Verb)
}

/// A hedge behind the last of an enumeration reaches all its members.
fn share_bounds(line: &Line, drafts: &mut [Draft]) {
    for i in (1..drafts.len()).rev() {
        let behind = drafts[i].after > line.numbers[drafts[i].number].end;
        if behind && drafts[i].joined && drafts[i - 1].bound.is_none() {
            drafts[i - 1].bound = drafts[i].bound;
            // Carry on to the members before.
            drafts[i - 1].after = drafts[i - 1].after.max(line.numbers[drafts[i - 1].number].end + usize::from(drafts[i - 1].joined));
        }
    }
}

/// Gives each draft its indicator and its area.
fn name(line: &Line, drafts: &mut [Draft], setting: &Setting) {
    let mut last: Option<String> = None;
    let mut area: Option<String> = None;
    for i in 0..drafts.len() {
        let d = &drafts[i];
        let n = &line.numbers[d.number];
        if let Some(place) = &d.subject.place {
            area.clone_from(place);
        } else if i > 0 && line.slice(drafts[i - 1].after, n.start).contains(&';') && !d.subject.is_empty() {
            area = None;
        }
        let own = clean(line, d.subject.start, d.subject.end);
        let has_noun = line
            .words_in(d.subject.start, d.subject.end)
            .iter()
            .any(|w| matches!(w.pos, crate::token::Pos::Noun | crate::token::Pos::VerbNoun | crate::token::Pos::Adjective))
            || own.chars().any(|c| c.is_ascii_alphanumeric());
        let behind = d.noun.map(|(a, b)| clean(line, a, b)).filter(|t| !t.is_empty());
        let behind = noun_unit(line, n, setting.lexicon).or(behind);
        let behind = behind.or_else(|| noun_ahead(line, drafts, i));
        let counted = counts_things(n, setting.lexicon);
        let about_time = matches!(d.kind, Kind::Duration | Kind::Rank | Kind::RankChange | Kind::Ratio);
        let indicator = match behind {
            Some(noun) if counted && !about_time => Some(noun),
            Some(noun) if !about_time && (!has_noun || own.is_empty()) && !d.joined && !is_relative(d.kind) => Some(noun),
            Some(noun) if d.rule == "share_of_what_follows" => Some(noun),
            _ if own.is_empty() && last.is_some() => last.clone(),
            _ if !has_noun && last.is_some() && is_relative(d.kind) => last.clone(),
            _ if own.is_empty() => clause_before(line, n.start, setting),
            _ if is_facet(&own) => match &last {
                Some(l) if !l.contains(&own) => Some(format!("{}{own}", strip_facet(l))),
                _ => Some(own),
            },
            _ => Some(own),
        };
        if let Some(i) = &indicator {
            last = Some(i.clone());
        }
        let d = &mut drafts[i];
        d.indicator = indicator.map(|i| without_scope(&i, d));
        d.area.clone_from(&area);
    }
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
    indicator.to_string()
}

/// The noun that is the unit itself, as it stands: 5.7万贫困人口 → 贫困人口; medals by their metal.
fn noun_unit(line: &Line, n: &Scanned, lexicon: &Lexicon) -> Option<String> {
    let known = lexicon.units.get(&n.unit);
    let noun = known.map_or(!n.unit.is_empty() && n.form == Form::Plain, |u| u.noun);
    match n.unit.as_str() {
        "金" | "银" | "铜" => Some(format!("{}牌", n.unit)),
        _ if noun && n.form == Form::Plain => Some(line.text(n.number_end, n.end).trim_start_matches(['多', '余']).to_string()),
        _ => None,
    }
}

/// 出台43条、16条举措; 6大类3000多个项目: the noun behind a later number that stands for this one too.
fn noun_ahead(line: &Line, drafts: &[Draft], i: usize) -> Option<String> {
    let d = &drafts[i];
    let next = drafts.get(i + 1)?;
    let (a, b) = (&line.numbers[d.number], &line.numbers[next.number]);
    let adjacent = d.after == b.start;
    let same = next.joined && a.unit == b.unit;
    if !(adjacent || same) || d.predicate.verb().is_some_and(|v| !matches!(v, Cue::Reach)) || b.form != Form::Plain {
        return None;
    }
    next.noun.map(|(x, y)| clean(line, x, y)).filter(|t| !t.is_empty())
}

/// The clause before, where the number's own clause has no subject and no claim stands before: 工资总额，计划安排为….
fn clause_before(line: &Line, at: usize, setting: &Setting) -> Option<String> {
    let mut start = line.clause_start(at);
    for _ in 0..2 {
        let end = start.checked_sub(1)?;
        if !matches!(line.chars()[end], ',' | ':') {
            return None;
        }
        start = line.clause_start(end);
        let p = predicate(line, start, end, false, false, setting.lexicon);
        let s = subject(line, start, if p.start > start { p.start } else { end }, &[], around(setting));
        let text = clean(line, s.start, s.end);
        if s.end - s.start <= 30 && !text.is_empty() && line.words_in(s.start, s.end).iter().any(|w| w.pos == crate::token::Pos::Noun) {
            return Some(text);
        }
    }
    None
}

fn is_relative(kind: Kind) -> bool {
    matches!(kind, Kind::Growth | Kind::Change | Kind::Share | Kind::Progress | Kind::Rank | Kind::RankChange)
}

/// Whether the unit counts things that a noun names, so that the noun behind is the indicator.
fn counts_things(n: &Scanned, lexicon: &Lexicon) -> bool {
    n.form == Form::Plain
        && match lexicon.units.get(&n.unit) {
            Some(u) => u.dimension == "count",
            None => n.unit.is_empty() || n.number_end < n.end,
        }
}

/// Words that only name a side of the indicator before: 总量, 增速, 占比.
fn is_facet(text: &str) -> bool {
    const FACETS: [&str; 20] = [
        "总量", "存量", "数量", "增速", "增幅", "占比", "比重", "规模", "人均", "总数", "增量", "均价", "总额", "余额", "比例", "投资额", "排名", "位次",
        "金额", "面积",
    ];
    FACETS.contains(&text)
}

fn strip_facet(text: &str) -> &str {
    ["总量", "总额", "增速"].iter().find_map(|f| text.strip_suffix(f)).unwrap_or(text)
}

/// The words of `start..end` as an indicator: without marks at the ends and without the verbs that say how it came about.
fn clean(line: &Line, start: usize, end: usize) -> String {
    let text = line.text(start, end);
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !"“”《》()".contains(c));
    let text = text.trim_start_matches([')', '”', '》', '的']).trim_end_matches(['(', '“', '《', '的', '了']);
    text.to_string()
}

/// `A、B分别增长x和y`: the k-th value belongs to the k-th name, or to the k-th of the claims before.
fn distribute(line: &Line, drafts: &mut [Draft]) {
    let mut i = 0;
    while i < drafts.len() {
        let mut end = i + 1;
        while end < drafts.len() && drafts[end].joined {
            end += 1;
        }
        let m = end - i;
        if m >= 2 {
            let d = &drafts[i];
            let n = &line.numbers[d.number];
            let told = line.text(d.predicate.start, n.start).contains("分别") || line.text(d.subject.start, d.subject.end).contains("分别");
            let members = list_members(line, &d.subject, told);
            if d.subject.is_empty() && (told || matches!(d.kind, Kind::Growth)) && i >= m {
                let named: Vec<(Option<String>, Option<String>)> =
                    drafts[i - m..i].iter().map(|b| (b.indicator.clone(), b.area.clone())).collect();
                let apart = (1..m).all(|k| named[k].0 != named[k - 1].0);
                if apart {
                    for (k, (indicator, area)) in named.into_iter().enumerate() {
                        drafts[i + k].indicator = indicator;
                        drafts[i + k].area = area;
                    }
                }
            } else if m == 2 && members.len() == 1 && line.text(d.subject.start, d.subject.end).contains("城乡居民") {
                let text = clean(line, d.subject.start, d.subject.end);
                drafts[i].indicator = Some(text.replacen("城乡居民", "城镇居民", 1));
                drafts[i + 1].indicator = Some(text.replacen("城乡居民", "农村居民", 1));
            } else if members.len() == m {
                let completed = complete(line, &members);
                let facet = is_facet(completed.last().map_or("", String::as_str));
                for (k, text) in completed.into_iter().enumerate() {
                    if !(facet && text.is_empty()) {
                        drafts[i + k].indicator = Some(text);
                    }
                }
            }
        }
        i = end;
    }
}

fn list_members(line: &Line, s: &Subject, told: bool) -> Vec<(usize, usize)> {
    let end = if told {
        let text = line.slice(s.start, s.end);
        text.windows(2).position(|w| w == ['分', '别']).map_or(s.end, |i| s.start + i)
    } else {
        s.end
    };
    names(line, s.start, end)
}

/// Turns roles and drafts into mentions, with period, status and links.
fn mentions(
    line: &Line,
    roles: &[Option<(Role, &'static str)>],
    demoted: &[usize],
    drafts: Vec<Draft>,
    dates: &[Date],
    setting: &Setting,
) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    let mut drafts = drafts.into_iter().peekable();
    for (k, role) in roles.iter().enumerate() {
        let Some((role, rule)) = *role else { continue };
        let n = &line.numbers[k];
        let span = line.compact.source(n.start, n.end);
        let mention = |role, rule, bound, claim| Mention {
            span,
            sentence: setting.sentence,
            role,
            quantity: quantity(n, bound, setting.lexicon),
            rule,
            claim,
        };
        if demoted.contains(&k) {
            out.push(mention(Role::Date, "date_span", n.bound, None));
            continue;
        }
        match drafts.next_if(|d| d.number == k) {
            Some(d) => {
                let bound = d.bound;
                let (claim, rule) = claim(line, d, dates, &out, setting);
                out.push(mention(Role::Claim, rule, bound, Some(claim)));
            }
            None => out.push(mention(role, rule, n.bound, None)),
        }
    }
    out
}

fn claim(line: &Line, d: Draft, dates: &[Date], before: &[Mention], setting: &Setting) -> (Claim, &'static str) {
    let n = &line.numbers[d.number];
    let lexicon = setting.lexicon;
    let covers = setting.metadata.covers;
    let date = dates.iter().rev().find(|x| {
        x.end <= n.start && !x.compared && x.period.is_some() && !line.is_quoted(x.start) && !line.closed_before(x.start, n.start)
    });
    let span = (0..line.numbers.len())
        .filter(|&k| line.numbers[k].end <= n.start)
        .rev()
        .find_map(|k| time::span_of_years(line, k, covers));
    let future = date.and_then(|x| x.year).zip(covers).is_some_and(|(y, c)| y > c);
    let told = status(line, n.start, lexicon);
    let past = date.and_then(|x| x.year).zip(covers).is_some_and(|(y, c)| y <= c);
    let status = match told {
        Some(s) => s,
        None if future => Status::Target,
        None if past => Status::Actual,
        None => setting.frame.status,
    };
    // 从1978年到1983年，由175元提高到288元: the ends of the pair are of the ends of the span.
    let end_of_span = date.filter(|x| x.from.is_some() && d.kind == Kind::Level).and_then(|x| {
        if d.from_start { x.from } else { d.direction.and(x.year) }
    });
    let period = end_of_span
        .map(|y| y.to_string())
        .or_else(|| date.and_then(|x| x.period.clone()))
        .or(span)
        .or_else(|| setting.frame.period.clone());
    let indicator = d.indicator.filter(|i| !i.is_empty());
    let area = d.area.or_else(|| setting.metadata.place.clone());
    let same = |m: &&(usize, &Mention)| {
        m.1.claim.as_ref().is_some_and(|c| c.indicator == indicator && !is_relative(c.kind) && c.kind != Kind::Duration)
    };
    let earlier: Vec<(usize, &Mention)> = before.iter().enumerate().collect();
    let of = is_relative(d.kind).then(|| earlier.iter().rev().find(same).map(|(i, _)| setting.mentions_before + i)).flatten();
    let from = (d.kind == Kind::Level || d.kind == Kind::Share)
        .then(|| {
            let (i, m) = earlier.iter().rev().find(|(_, m)| m.claim.is_some())?;
            let unit = m.quantity.unit == n.unit;
            let opened = line.slice(0, n.start).iter().rev().take(40).any(|c| matches!(c, '从' | '由'));
            (unit && opened && d.direction.is_some()).then_some(setting.mentions_before + i)
        })
        .flatten();
    let baseline = match d.kind {
        Kind::Progress => d.predicate.goal.clone(),
        Kind::Growth | Kind::Change | Kind::Multiple | Kind::Level => d.predicate.baseline.clone(),
        _ => None,
    };
    let whole = (d.kind == Kind::Share).then_some(d.predicate.whole.clone()).flatten().or_else(|| {
        let narrowed = d.kind == Kind::Share && d.subject.narrows;
        narrowed.then(|| earlier.iter().rev().find_map(|(_, m)| m.claim.as_ref()?.indicator.clone())).flatten()
    }).or_else(|| (d.kind == Kind::Share).then(|| whole_before(line, n.start)).flatten());
    let scope = matches!(d.kind, Kind::Rank | Kind::RankChange)
        .then(|| d.predicate.scope.clone().or_else(|| scope_before(line, n.start, lexicon)))
        .flatten();
    let indicator_id = indicator.as_deref().and_then(|i| lexicon.indicators.id(i)).map(str::to_string);
    let claim = Claim {
        kind: d.kind,
        direction: d.direction,
        indicator,
        indicator_id,
        baseline,
        whole,
        scope,
        period,
        area,
        status,
        cumulative: d.subject.cumulative || d.predicate.has(Cue::Cumulative),
        of,
        from,
    };
    (claim, d.rule)
}

/// 在出口总额中，机电产品…占68.8%: the whole that an earlier clause names; 对经济增长贡献率: the one that the indicator names.
fn whole_before(line: &Line, at: usize) -> Option<String> {
    let chars = line.slice(0, at);
    let clause = line.clause_start(at);
    if let Some(i) = (clause..at).find(|&i| chars[i] == '对')
        && let Some(j) = (i..at).find(|&j| line.slice(j, j + 3) == ['贡', '献', '率'])
    {
        return Some(line.text(i + 1, j).trim_end_matches('的').to_string());
    }
    let end = (1..at).rev().find(|&i| chars[i] == '中' && chars.get(i + 1).is_none_or(|c| matches!(c, ',' | ':')) || i + 2 < at && chars[i..].starts_with(&['中', '所', '占']))?;
    let start = line.clause_start(end);
    let text = line.slice(start, end);
    let from = text.iter().rposition(|c| *c == '在').map_or(0, |i| i + 1);
    let whole: String = text[from..].iter().collect();
    (whole.chars().count() >= 2 && whole != "其").then_some(whole)
}

/// 在全国排名上升2位: the scope that stands earlier in the clause.
fn scope_before(line: &Line, at: usize, lexicon: &Lexicon) -> Option<String> {
    let start = line.clause_start(at);
    let chars = line.slice(start, at);
    (0..chars.len()).rev().find_map(|i| {
        let (n, kind) = lexicon.areas.at_start(&chars[i..])?;
        let scope = !matches!(kind, crate::lexicon::AreaKind::Tier);
        (scope && n >= 2).then(|| chars[i..i + n].iter().collect())
    })
}

/// The quantity that a scanned number states, with its value in the base unit.
fn quantity(n: &Scanned, bound: Option<Bound>, lexicon: &Lexicon) -> Quantity {
    let unit = if n.form == Form::Ordinal && n.unit.is_empty() { "位" } else { n.unit.as_str() };
    Quantity::new(n.number.clone(), n.scale, unit, bound.unwrap_or(Bound::Equal), lexicon)
}
