//! From the numbers of a sentence to its mentions: each rule's finding put together, claim by claim.

use super::distribute::distribute;
use super::draft::{Draft, Setting, draft, is_span_of_time, share_bounds};
use super::indicator::{is_relative, name};
use super::link::{scope_before, whole_before};
use super::sentence::Line;
use super::status::status;
use super::time::{self, Date};
use super::{Claim, Kind, Mention, Role, Status, role};
use crate::lexicon::{Cue, Lexicon};
use crate::quantity::{Bound, Form, Quantity, Scanned};

/// The mentions of one sentence, in order.
pub(crate) fn assemble(line: &Line, setting: Setting) -> Vec<Mention> {
    let roles: Vec<Option<(Role, &'static str)>> = (0..line.numbers.len())
        .map(|k| role::role(line, k, setting.lexicon))
        .collect();
    let is_date: Vec<bool> = roles
        .iter()
        .map(|r| matches!(r, Some((Role::Date, _))))
        .collect();
    let dates = all_dates(line, &is_date, &setting);
    let mut drafts: Vec<Draft> = Vec::new();
    for k in 0..line.numbers.len() {
        if let Some((Role::Claim, _)) = roles[k] {
            let draft = draft(line, k, &roles, &dates, drafts.last(), &setting);
            drafts.push(draft);
        }
    }
    // A duration only counts where its cue says so; else it is a span of time.
    let demoted: Vec<usize> = drafts
        .iter()
        .filter(|d| is_span_of_time(line, d))
        .map(|d| d.number)
        .collect();
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
            if let Some(month) = dates
                .iter_mut()
                .find(|d| d.start == named.end && d.period.is_none())
            {
                let digits: String = line
                    .slice(month.start, month.end)
                    .iter()
                    .filter(|c| c.is_ascii_digit())
                    .collect();
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

fn claim(
    line: &Line,
    d: Draft,
    dates: &[Date],
    before: &[Mention],
    setting: &Setting,
) -> (Claim, &'static str) {
    let n = &line.numbers[d.number];
    let lexicon = setting.lexicon;
    let covers = setting.metadata.covers;
    // 是2012年的2.3倍: the year is the base, not the time.
    let base_date = dates
        .iter()
        .find(|x| d.kind == Kind::Multiple && x.end <= n.start && n.start - x.end <= 1);
    let date = dates.iter().rev().find(|x| {
        x.end <= n.start
            && base_date.is_none_or(|b| b.start != x.start)
            && !x.compared
            && x.period.is_some()
            && !line.is_quoted(x.start)
            && !line.closed_before(x.start, n.start)
    });
    let span = (0..line.numbers.len())
        .filter(|&k| line.numbers[k].end <= n.start)
        .rev()
        .find_map(|k| time::span_of_years(line, k, covers));
    let future = date
        .and_then(|x| x.year)
        .zip(covers)
        .is_some_and(|(y, c)| y > c);
    let told = status(line, n.start);
    let past = date
        .and_then(|x| x.year)
        .zip(covers)
        .is_some_and(|(y, c)| y <= c);
    let status = match told {
        Some(s) => s,
        None if future => Status::Target,
        None if past => Status::Actual,
        None => setting.frame.status,
    };
    // 从1978年到1983年，由175元提高到288元: the ends of the pair are of the ends of the span.
    let end_of_span = date
        .filter(|x| x.from.is_some() && d.kind == Kind::Level)
        .and_then(|x| {
            if d.from_start {
                x.from
            } else {
                d.direction.and(x.year)
            }
        });
    let year_before = (d.predicate.year_before)
        .then(|| {
            setting
                .frame
                .period
                .as_deref()
                .and_then(|p| p.parse::<i32>().ok())
        })
        .flatten()
        .map(|y| (y - 1).to_string());
    let period = year_before
        .or(end_of_span.map(|y| y.to_string()))
        .or_else(|| date.and_then(|x| x.period.clone()))
        .or(span)
        .or_else(|| setting.frame.period.clone());
    let indicator = d.indicator.filter(|i| !i.is_empty());
    let area = d.area.or_else(|| setting.metadata.place.clone());
    let same = |m: &&(usize, &Mention)| {
        m.1.claim.as_ref().is_some_and(|c| {
            c.indicator == indicator && !is_relative(c.kind) && c.kind != Kind::Duration
        })
    };
    let earlier: Vec<(usize, &Mention)> = before.iter().enumerate().collect();
    let of = is_relative(d.kind)
        .then(|| {
            earlier
                .iter()
                .rev()
                .find(same)
                .map(|(i, _)| setting.mentions_before + i)
        })
        .flatten();
    let from = (d.kind == Kind::Level || d.kind == Kind::Share)
        .then(|| {
            let (i, m) = earlier.iter().rev().find(|(_, m)| m.claim.is_some())?;
            let unit = m.quantity.unit == n.unit;
            let opened = line
                .slice(0, n.start)
                .iter()
                .rev()
                .take(40)
                .any(|c| matches!(c, '从' | '由'));
            (unit && opened && d.direction.is_some()).then_some(setting.mentions_before + i)
        })
        .flatten();
    let baseline = match d.kind {
        Kind::Progress => d.predicate.goal.clone(),
        Kind::Multiple => base_date
            .map(|x| line.text(x.start, x.end))
            .or(d.predicate.baseline.clone()),
        Kind::Growth | Kind::Change | Kind::Level => d.predicate.baseline.clone(),
        _ => None,
    };
    let whole = (d.kind == Kind::Share)
        .then_some(d.predicate.whole.clone())
        .flatten()
        .or_else(|| {
            let narrowed = d.kind == Kind::Share && d.subject.narrows;
            narrowed
                .then(|| {
                    earlier
                        .iter()
                        .rev()
                        .find_map(|(_, m)| m.claim.as_ref()?.indicator.clone())
                })
                .flatten()
        })
        .or_else(|| {
            (d.kind == Kind::Share)
                .then(|| whole_before(line, n.start))
                .flatten()
        });
    let scope = matches!(d.kind, Kind::Rank | Kind::RankChange)
        .then(|| {
            d.predicate
                .scope
                .clone()
                .or_else(|| scope_before(line, n.start, lexicon))
        })
        .flatten();
    let indicator_id = indicator
        .as_deref()
        .and_then(|i| lexicon.indicators.id(i))
        .map(str::to_string);
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

/// The quantity that a scanned number states, with its value in the base unit.
fn quantity(n: &Scanned, bound: Option<Bound>, lexicon: &Lexicon) -> Quantity {
    let unit = if n.form == Form::Ordinal && n.unit.is_empty() {
        "位"
    } else {
        n.unit.as_str()
    };
    Quantity::new(
        n.number.clone(),
        n.scale,
        unit,
        bound.unwrap_or(Bound::Equal),
        lexicon,
    )
}
