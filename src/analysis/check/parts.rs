//! Parts against the sum that they lie in: 110亿元，其中税收收入80亿元、非税收入40亿元.

use super::Report;
use super::finding::{Check, Cited, Finding, Sure};
use super::partition::{Partition, member};
use super::range::{Range, off_by};
use super::stated::{Stated, bracket};
use crate::claim::Kind;
use crate::quantity::Bound;
use rust_decimal::Decimal;

/// Words in the name of what is no sum of its parts.
const MEANS: [&str; 10] = [
    "人均", "平均", "率", "比重", "比例", "单位", "价格", "指数", "占比", "均",
];

/// Words in the name of what sums up the parts before it, or cuts across them.
const SUMS: [&str; 10] = [
    "总计",
    "合计",
    "总量",
    "民生",
    "新开工",
    "投产",
    "竣工",
    "在建",
    "续建",
    "轿车",
];

/// How many scalar values may stand between a sum and 其中.
const NEAR: usize = 40;

/// How many scalar values may stand between sentences that go on from each other.
const GAP: usize = 2;

/// Looks at each sum with its parts.
pub fn check(report: &Report, found: &mut Vec<Finding>) {
    let mut before: &[Stated] = &[];
    for sentence in report.sentences() {
        let last = std::mem::replace(&mut before, sentence);
        for (at, is_list) in openings(sentence) {
            let opens = sentence[0].words(0, at).trim().is_empty();
            let whole = match opens {
                true => whole_before(last, sentence),
                false => whole(sentence, at),
            };
            let Some(whole) = whole else {
                continue;
            };
            let parts = parts(whole, sentence, at, is_list);
            let too_large = parts.first().and_then(|part| exceeds(whole, part));
            match too_large {
                Some(finding) if !opens => found.push(finding),
                _ => found.extend(sum(whole, &parts)),
            }
        }
    }
    for (i, whole) in report.claims.iter().enumerate() {
        if is_sum(whole) {
            found.extend(named(whole, &report.claims[i + 1..]));
        }
    }
}

/// The sum that 其中 at `at` opens the parts of: the level before it, a change only where no level of its clause is told; one
/// that stands in a bracket before it is none.
fn whole(sentence: &[Stated], at: usize) -> Option<&Stated> {
    let line = &sentence.first()?.line;
    let own = bracket(line, at);
    let outer = own.and_then(|open| bracket(line, open));
    let mut found: Option<&Stated> = None;
    for claim in sentence.iter().rev().filter(|c| c.end <= at) {
        let stands = claim.bracket();
        // 100亿元(其中…): the sum stands right before the bracket.
        let fits = stands == own || own.is_some_and(|open| claim.end <= open) && stands == outer;
        let between = claim.words(claim.end, at);
        if between.contains(';') || between.chars().count() > NEAR * 2 {
            break;
        }
        if !fits || !is_sum(claim) {
            continue;
        }
        match found {
            None => found = Some(claim),
            Some(last)
                if last.kind == Kind::Change
                    && claim.kind == Kind::Level
                    && claim.same_unit(last) =>
            {
                found = Some(claim);
            }
            Some(_) => break,
        }
        if claim.kind == Kind::Level {
            break;
        }
    }
    found.filter(|c| {
        let between = c.words(c.end, at);
        between.chars().count() <= NEAR * 2 && !c.before(6).contains('每')
    })
}

/// The one sum of the sentence before one that 其中 opens.
fn whole_before<'a>(last: &'a [Stated], sentence: &[Stated]) -> Option<&'a Stated> {
    let (home, part) = (&last.first()?.hit.home, sentence.first()?);
    let gap = part.hit.home.start.checked_sub(home.end)?;
    let of = |c: &&Stated| is_sum(c) && c.kind == Kind::Level && c.same_unit(part);
    let mut sums = last.iter().filter(of);
    let first = sums.next()?;
    (gap <= 4 && sums.next().is_none()).then_some(first)
}

/// Where 其中 stands in a sentence, and whether a colon behind it opens a list.
fn openings(sentence: &[Stated]) -> Vec<(usize, bool)> {
    let Some(line) = sentence.first().map(|c| &c.line) else {
        return Vec::new();
    };
    // 存款余额560亿元，包括住户存款340亿元、企业存款220亿元
    let opens = |i: &usize| match line[*i..] {
        ['其', '中', ..] => true,
        ['包', '括' | '含', ..] => *i > 0 && matches!(line[*i - 1], ',' | '('),
        _ => false,
    };
    let found = (0..line.len()).filter(opens);
    found.map(|i| (i, line.get(i + 2) == Some(&':'))).collect()
}

/// Whether a claim may be a sum of parts.
fn is_sum(claim: &Stated) -> bool {
    let adds = match claim.dimension.as_deref() {
        Some(
            "percentage" | "percentage_point" | "rate" | "multiple" | "time" | "calendar"
            | "concentration",
        ) => false,
        Some(_) => true,
        None => false,
    };
    matches!(claim.kind, Kind::Level | Kind::Change)
        && adds
        && !claim.is_range
        && !claim.is_negative()
        && !claim.is_cell()
        && claim.indicator.is_some()
        && !MEANS.iter().any(|word| claim.name().contains(word))
}

/// The parts behind 其中 at `at`.
fn parts<'a>(whole: &Stated, sentence: &'a [Stated], at: usize, is_list: bool) -> Vec<&'a Stated> {
    let mut found: Vec<&Stated> = Vec::new();
    let mut end = at;
    let Some(line) = sentence.first().map(|c| &c.line) else {
        return found;
    };
    let own = bracket(line, at);
    let close = own.and_then(|open| closing(line, open));
    for claim in sentence.iter().filter(|c| c.start > at) {
        let between = claim.words(end, claim.start);
        let opens = found.is_empty();
        let next = !is_list && between.contains(';') && !completes(&found, claim);
        if !opens && (next || between.contains("其中")) {
            break;
        }
        if close.is_some_and(|close| claim.start > close) {
            break;
        }
        // A new item of a list with parts of its own is none of these.
        if between.contains(';') && {
            let rest = line.get(claim.start..).unwrap_or_default();
            let stop = rest.iter().position(|c| *c == ';').unwrap_or(rest.len());
            rest[..stop].windows(2).any(|w| w == ['其', '中'])
        } {
            break;
        }
        if claim.bracket() != own {
            continue;
        }
        if claim.is_negative() {
            return Vec::new();
        }
        end = claim.end;
        let is_part = is_sum(claim)
            && claim.same_unit(whole)
            && claim.status == whole.status
            && claim.period == whole.period
            && (claim.kind == whole.kind || is_new(whole));
        if !is_part {
            if opens {
                break;
            }
            continue;
        }
        let joined = is_joined(&between);
        // 其中小学210所，初中85所: the clause is the name and the number.
        let plain = between
            .strip_prefix([',', ';'])
            .is_some_and(|name| is_called(name, claim));
        let other = ["加上", "包括", "包含", "用于", "主要", "另"];
        if !opens
            && (other.iter().any(|word| between.contains(word))
                || SUMS.iter().any(|w| claim.name().contains(w)))
        {
            break;
        }
        if !opens && !joined && !plain && !completes(&found, claim) {
            break;
        }
        // What is larger than the whole and stands behind a semicolon is another item.
        let larger = claim.value.zip(whole.value).is_some_and(|(a, b)| a > b);
        if !opens && larger && !between.contains('、') {
            break;
        }
        found.push(claim);
    }
    found
}

/// Whether a sum is one of new things, whose parts are told as levels: 新增债券20亿元，其中一般债券8亿元.
fn is_new(whole: &Stated) -> bool {
    whole.kind == Kind::Change && whole.before(16).contains("新增")
}

/// Words between two parts of one list: 、 and what means the same.
fn is_joined(between: &str) -> bool {
    ['、', '和', '与', '及']
        .iter()
        .any(|c| between.contains(*c))
}

/// Whether the words before a number are its name and little more.
fn is_called(words: &str, claim: &Stated) -> bool {
    let words = words.trim();
    let verbs = ["完成", "实现", "达到", "为", "有", "共", "达"];
    words == claim.name()
        || words
            .strip_prefix(claim.name())
            .is_some_and(|rest| verbs.contains(&rest))
}

/// Where the bracket that opens at `open` closes.
fn closing(line: &[char], open: usize) -> Option<usize> {
    (open + 1..line.len()).find(|&i| line[i] == ')' && bracket(line, i) == Some(open))
}

/// Whether a part is of a partition that those before it are of.
fn completes(found: &[&Stated], claim: &Stated) -> bool {
    Partition::ALL.iter().any(|p| {
        let of = |c: &Stated| member(p, c.name());
        of(claim).is_some() && found.iter().all(|f| of(f).is_some() && of(f) != of(claim))
    })
}

/// A part that is more than the whole.
fn exceeds(whole: &Stated, part: &Stated) -> Option<Finding> {
    let off = off_by(|how| part.range(how)?.off(whole.range(how)?))?;
    if part.value <= whole.value || whole.bound != Bound::Equal {
        return None;
    }
    Some(Finding {
        check: Check::Parts,
        sure: Sure::Medium,
        reason: "其中 opens the part right behind the whole".into(),
        arithmetic: format!(
            "the part {} {} is more than the whole {} {}",
            part.name(),
            part.text(),
            whole.name(),
            whole.text()
        ),
        off: Some(off),
        unit: whole.base_unit.clone(),
        reached: None,
        claims: vec![Cited::of("part", part), Cited::of("whole", whole)],
    })
}

/// Parts whose sum is more than the whole, or that are all there are and less than it.
fn sum(whole: &Stated, parts: &[&Stated]) -> Option<Finding> {
    if parts.len() < 2 {
        return None;
    }
    let sum = |parts: &[&Stated], how| {
        let mut sum = Range::exactly(Decimal::ZERO);
        for part in parts {
            sum = sum.plus(part.range(how)?)?;
        }
        Some(sum)
    };
    let off = |parts: &[&Stated]| off_by(|how| sum(parts, how)?.off(whole.range(how)?));
    // Where the first of them are all, what follows parts the whole in another way, or adds it up.
    if (2..parts.len()).any(|n| off(&parts[..n]).is_none()) {
        return None;
    }
    let off = off(parts)?;
    let mut value = Decimal::ZERO;
    for part in parts {
        value = value.checked_add(part.value?)?;
    }
    let complete = Partition::ALL
        .iter()
        .any(|p| p.is_complete(parts) && p.is_of(whole.name()));
    if Some(value) <= whole.value && !complete {
        return None;
    }
    let listed = parts
        .windows(2)
        .all(|pair| is_joined(&pair[1].words(pair[0].end, pair[1].start)));
    // Parts that are a fifth more than the whole overlap, or lie in each other.
    let far = whole
        .value
        .and_then(|whole| whole.checked_mul(Decimal::new(12, 1)))
        .is_none_or(|most| value > most);
    if !complete && (are_nested(parts) || far && !listed) {
        return None;
    }
    let (sure, reason) = match (complete, listed) {
        (true, _) => (Sure::High, "these parts are all that the whole consists of"),
        (_, true) => (
            Sure::Medium,
            "parts behind 其中 that overlap would be no error",
        ),
        (_, false) => (
            Sure::Low,
            "parts behind 其中 that overlap would be no error, and these stand in clauses of their own",
        ),
    };
    let said: Vec<String> = parts.iter().map(|p| p.text()).collect();
    let mut claims = vec![Cited::of("whole", whole)];
    claims.extend(parts.iter().map(|p| Cited::of("part", p)));
    Some(Finding {
        check: Check::Parts,
        sure,
        reason: reason.into(),
        arithmetic: format!(
            "{} = {}, stated whole {}",
            said.join(" + "),
            whole.say(value),
            whole.text()
        ),
        off: Some(off),
        unit: whole.base_unit.clone(),
        reached: None,
        claims,
    })
}

/// Whether a part is the sum of those behind it: 其中一般债务12亿元，留用9亿元，转贷3亿元.
fn are_nested(parts: &[&Stated]) -> bool {
    let off = |outer: &Stated, inner: &[&Stated]| {
        off_by(|how| {
            let mut sum = Range::exactly(Decimal::ZERO);
            for part in inner {
                sum = sum.plus(part.range(how)?)?;
            }
            sum.off(outer.range(how)?)
        })
    };
    (0..parts.len()).any(|i| {
        let rest = &parts[i + 1..];
        (2..=rest.len()).any(|n| off(parts[i], &rest[..n]).is_none())
    })
}

/// How many claims behind a whole its parts are looked for in.
const REACH: usize = 16;

/// 进出口总额100亿元，出口60亿元，进口50亿元: the parts that a name tells, without 其中, in its sentence or in those right behind it.
fn named(whole: &Stated, behind: &[Stated]) -> Option<Finding> {
    if whole.kind != Kind::Level
        || Partition::ALL
            .iter()
            .any(|p| member(p, whole.name()).is_some())
    {
        return None;
    }
    let behind = &behind[..behind.len().min(REACH)];
    let of_whole = |p: &&Partition| p.is_of(whole.name());
    let mut partitions = Partition::ALL.iter().filter(of_whole);
    partitions.find_map(|partition| {
        let parts = members(partition, whole, behind);
        if !partition.is_complete(&parts) || !is_near(whole, &parts) {
            return None;
        }
        let mut finding = sum(whole, &parts)?;
        if !parts.iter().all(|part| part.beside(whole)) {
            finding.sure = Sure::Medium;
            finding.reason = "these parts are all, but stand in sentences behind the whole".into();
        }
        Some(finding)
    })
}

/// Whether the sum of parts is no more than an eighth off: parts that are further off are of another whole (限额以上, 户籍人口).
fn is_near(whole: &Stated, parts: &[&Stated]) -> bool {
    let sum: Option<Decimal> = parts.iter().map(|part| part.value).sum();
    let part = |hundredths| whole.value?.checked_mul(Decimal::new(hundredths, 2));
    let ends = part(88).zip(part(112));
    sum.zip(ends)
        .is_some_and(|(sum, (low, high))| sum >= low && sum <= high)
}

/// The claims of a partition's parts behind a whole: up to where the whole is told anew, in its own paragraph or in sentences
/// that go on from each other.
fn members<'a>(partition: &Partition, whole: &Stated, behind: &'a [Stated]) -> Vec<&'a Stated> {
    let mut parts: Vec<&Stated> = Vec::new();
    let mut last = &whole.hit.home;
    for claim in behind {
        let home = &claim.hit.home;
        let is_part = Partition::ALL
            .iter()
            .any(|p| member(p, claim.name()).is_some());
        let again = (claim.same_name(whole) || partition.is_of(claim.name()) && !is_part)
            && claim.kind == whole.kind
            && claim.same_unit(whole);
        // A heading or a sentence without a number lies between.
        if again || home.start.saturating_sub(last.end) > GAP || home.sections != last.sections {
            break;
        }
        last = home;
        let own = claim.beside(whole);
        let fits = claim.kind == whole.kind
            && is_sum(claim)
            && claim.same_unit(whole)
            && claim.status == whole.status
            && claim.period == whole.period
            && (claim.bracket() == whole.bracket() || !own && claim.bracket().is_none())
            && claim.same_area(whole)
            && claim.name().contains("限额") == whole.name().contains("限额")
            && (own || partition.is_plain(claim.name()));
        let Some(which) = member(partition, claim.name()).filter(|_| fits) else {
            continue;
        };
        let told = |p: &&Stated| member(partition, p.name()) == Some(which);
        if !parts.iter().any(told) {
            parts.push(claim);
        }
    }
    parts
}
