//! From the numbers of a sentence to its mentions: each rule's finding put together, claim by claim.

use super::compare::carry;
use super::confidence::{Confidence, doubts, weigh};
use super::distribute::distribute;
use super::draft::{Draft, Setting, draft, is_span_of_time, share_bounds};
use super::indicator::{is_relative, name};
use super::link::{baseline, scope, whole};
use super::period::{When, all_dates, when};
use super::sentence::Line;
use super::time::Date;
use super::{Claim, Direction, FieldRules, Kind, Mention, Role};
use crate::lexicon::{Cue, Lexicon};
use crate::quantity::{Bound, Form, Quantity, Scanned};

/// Adds the mentions of one sentence, in order, to those of the sentences before.
pub(crate) fn assemble(line: &Line, setting: Setting, out: &mut Vec<Mention>) {
    let roles = &line.roles;
    let is = |role: &Option<(Role, _)>, of| role.as_ref().is_some_and(|(role, _)| *role == of);
    let claims = roles.iter().filter(|r| is(r, Role::Claim)).count();
    if claims == 0 {
        return mentions(line, &[], &[], &[], &setting, out);
    }
    let is_date: Vec<bool> = roles.iter().map(|r| is(r, Role::Date)).collect();
    let dates = all_dates(line, &is_date, &setting);
    let mut drafts: Vec<Draft> = Vec::with_capacity(claims);
    // A duration only counts where its cue says so; else it is a span of time.
    let mut demoted: Vec<usize> = Vec::new();
    for (k, role) in roles.iter().enumerate() {
        if let Some((Role::Claim, _)) = role {
            let mut draft = draft(line, k, &dates, drafts.last(), &setting);
            // 2026年债务支出: a span of time has no noun, which would be missed before the next number.
            if is_span_of_time(line, &draft) {
                draft.noun = None;
                demoted.push(k);
            }
            drafts.push(draft);
        }
    }
    if !demoted.is_empty() {
        drafts.retain(|d| !demoted.contains(&d.number));
    }
    share_bounds(line, &mut drafts);
    name(line, &mut drafts, &setting);
    distribute(line, &mut drafts);
    drafts
        .iter_mut()
        .for_each(|d| rate_of_growth(&line.numbers[d.number], d));
    carry(line, &mut drafts);
    mentions(line, &demoted, &drafts, &dates, &setting, out);
}

/// 增长速度达到5%: what the rate is called tells the move where no verb does. The indicator is what grows.
fn rate_of_growth(n: &Scanned, d: &mut Draft) {
    const RATES: [(&str, Direction); 7] = [
        ("增长速度", Direction::Up),
        ("增长幅度", Direction::Up),
        ("增长率", Direction::Up),
        ("增速", Direction::Up),
        ("增幅", Direction::Up),
        ("涨幅", Direction::Up),
        ("降幅", Direction::Down),
    ];
    // 涨幅从5%回落到3%: what grew did so both times.
    let plain = d.kind == Kind::Level && n.unit == "%";
    let Some(name) = d.indicator.as_deref().filter(|_| plain) else {
        return;
    };
    let rate = RATES
        .iter()
        .find_map(|(w, dir)| name.strip_suffix(w).map(|what| (what, *dir)));
    // 人口自然增长率 is a rate of its own.
    if let Some((what, direction)) = rate.filter(|(what, _)| !what.ends_with("自然")) {
        let what = ["平均", "年均", "的"]
            .iter()
            .fold(what, |t, w| t.strip_suffix(w).unwrap_or(t))
            .to_string();
        if !what.is_empty() {
            d.indicator = Some(what);
            d.rules.indicator = Some("indicator_what_grows");
        }
        d.kind = Kind::Growth;
        d.direction = Some(direction);
        d.rule = "growth_named_rate";
    }
}

/// Turns roles and drafts into mentions, with period, status and links.
fn mentions(
    line: &Line,
    demoted: &[usize],
    drafts: &[Draft],
    dates: &[Date],
    setting: &Setting,
    out: &mut Vec<Mention>,
) {
    let first = out.len();
    // The claims that are no more than what another is reckoned from.
    let mut bases: Vec<usize> = Vec::new();
    let mut drafts = drafts.iter().peekable();
    for (k, role) in line.roles.iter().enumerate() {
        let Some((role, rule)) = *role else { continue };
        let n = &line.numbers[k];
        let span = line.compact.source(n.start, n.end);
        let mention = |role, rule, bound, claim| Mention {
            span,
            sentence: setting.sentence,
            role,
            quantity: quantity(n, role, bound, setting.lexicon),
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
                let is_base = d.predicate.is_base;
                let (claim, rule) = claim(line, d, dates, (&out[first..], &bases), first, setting);
                if is_base {
                    bases.push(out.len());
                }
                out.push(mention(Role::Claim, rule, bound, Some(Box::new(claim))));
            }
            None => out.push(mention(role, rule, n.bound, None)),
        }
    }
}

/// 分别从A、B提高到C、D: how many numbers before the one at `k` the end stands that it is compared with; `None` where it is in
/// no list of later ends.
fn span_of_ends(line: &Line, k: usize) -> Option<usize> {
    let joined = |k: usize| {
        let (a, b) = (line.numbers.get(k), line.numbers.get(k + 1));
        a.zip(b).is_some_and(|(a, b)| {
            matches!(
                line.slice(a.end, b.start),
                ['、' | '和' | '与' | '及' | ',']
            )
        })
    };
    let start = (0..k).rev().take_while(|&j| joined(j)).last().unwrap_or(k);
    let end = (k..line.numbers.len()).find(|&j| !joined(j))?;
    let count = end + 1 - start;
    let earlier = start.checked_sub(count).filter(|_| count > 1)?;
    // As many earlier ends in a row, and a word of moving in between.
    let listed = (earlier..start - 1).all(joined) && !earlier.checked_sub(1).is_some_and(joined);
    let (last, next) = (&line.numbers[start - 1], &line.numbers[start]);
    let moved = matches!(line.slice(last.end, next.start), [.., '到' | '至' | '为']);
    let head = line.slice(
        line.clause_start(line.numbers[earlier].start),
        line.numbers[earlier].start,
    );
    let opened = head.iter().any(|c| matches!(c, '从' | '由'));
    (listed && moved && opened).then_some(count)
}

fn claim(
    line: &Line,
    d: &Draft,
    dates: &[Date],
    (before, bases): (&[Mention], &[usize]),
    first: usize,
    setting: &Setting,
) -> (Claim, &'static str) {
    let n = &line.numbers[d.number];
    let lexicon = setting.lexicon;
    let When {
        period,
        status,
        status_rule,
    } = when(line, d, dates, setting);
    let (period, period_rule) = period.unzip();
    let indicator = d.indicator.clone().filter(|i| !i.is_empty());
    let indicator_rule = d.rules.indicator.filter(|_| indicator.is_some());
    let (area, area_rule) = area(d, setting);
    let same = |m: &(usize, &Mention)| {
        let claim = m.1.claim.as_ref().filter(|_| !bases.contains(&m.0));
        claim.is_some_and(|c| {
            c.indicator == indicator && !is_relative(c.kind) && c.kind != Kind::Duration
        })
    };
    let earlier = (first..first + before.len()).zip(before);
    let of = is_relative(d.kind)
        .then(|| {
            let mut latest = earlier.clone().rev();
            latest.find(same).map(|(i, _)| i)
        })
        .flatten();
    let from = (d.kind == Kind::Level || d.kind == Kind::Share)
        .then(|| {
            let (i, m) = earlier.clone().rev().find(|(_, m)| m.claim.is_some())?;
            let unit = m.quantity.unit == n.unit;
            let opened = line
                .slice(0, n.start)
                .iter()
                .rev()
                .take(40)
                .any(|c| matches!(c, '从' | '由'));
            let first_of_list = i - first;
            match span_of_ends(line, d.number) {
                // 分别从A、B提高到C、D: each later end goes with the earlier one of its place.
                Some(back) => first_of_list
                    .checked_sub(back - 1)
                    .filter(|at| unit && before[*at].claim.is_some())
                    .map(|at| first + at),
                None => (unit && opened && d.direction.is_some()).then_some(i),
            }
        })
        .flatten();
    let (baseline, baseline_rule) = baseline(line, d, dates).unzip();
    let (whole, whole_rule) = whole(line, d, indicator.as_ref(), before).unzip();
    let (scope, scope_rule) = scope(line, d, lexicon).unzip();
    // Most claims are of the same indicator as the one before.
    let last = before.last().and_then(|m| m.claim.as_deref());
    let indicator_id = match last.filter(|c| c.indicator == indicator) {
        Some(same) => same.indicator_id.clone(),
        None => {
            let id = indicator.as_deref().and_then(|i| lexicon.indicators.id(i));
            id.map(str::to_string)
        }
    };
    let mut claim = Claim {
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
        rules: FieldRules {
            indicator: indicator_rule,
            baseline: baseline_rule,
            whole: whole_rule,
            scope: scope_rule,
            period: period_rule,
            area: area_rule,
            status: Some(status_rule),
        },
        doubts: Vec::new(),
        confidence: Confidence::default(),
    };
    claim.doubts = doubts(&claim, line, d, setting);
    claim.confidence = weigh(&claim.doubts);
    (claim, d.rule)
}

/// The area of a claim, and the rule that told it: what the sentence names, else the report's own place.
fn area(d: &Draft, setting: &Setting) -> (Option<String>, Option<&'static str>) {
    let own = d.subject.place == Some(None);
    match (&d.area, &setting.metadata.place) {
        (Some(area), _) => (Some(area.clone()), d.rules.area),
        (None, Some(place)) if own => (Some(place.clone()), Some("area_own_named")),
        (None, Some(place)) => (Some(place.clone()), Some("area_of_report")),
        (None, None) => (None, None),
    }
}

/// The quantity that a scanned number states, with its value in the base unit.
fn quantity(n: &Scanned, role: Role, bound: Option<Bound>, lexicon: &Lexicon) -> Quantity {
    let unit = if n.form == Form::Ordinal && n.unit.is_empty() {
        "位"
    } else {
        n.unit.as_str()
    };
    let (number, scale) = (n.number.clone(), n.scale);
    let bound = bound.unwrap_or(Bound::Equal);
    match role {
        // A date has no value that compares with an amount.
        Role::Date => Quantity::without_value(number, scale, unit, bound),
        _ => Quantity::new(number, scale, unit, bound, lexicon),
    }
}
