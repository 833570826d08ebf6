//! When a claim holds: its period and status, from dates, words of aiming, and the frame.

use super::draft::{Draft, Setting};
use super::sentence::Line;
use super::status::status;
use super::time::{self, Date};
use super::{Kind, Status};
use crate::document::ReportKind;
use crate::quantity::Scanned;

/// Period and status of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct When {
    /// The period; `None` where nothing tells it.
    pub period: Option<String>,
    /// The status.
    pub status: Status,
}

/// The dates that are numbers, and in a work report 今年 and 去年, in order.
pub(super) fn all_dates(line: &Line, is_date: &[bool], setting: &Setting) -> Vec<Date> {
    let covers = setting.metadata.covers;
    let mut dates = time::dates(line, is_date, covers);
    let work = setting.metadata.kind == Some(ReportKind::Work);
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

/// 是2012年的2.3倍: the year that a multiple is reckoned from.
pub(super) fn base_date<'a>(n: &Scanned, kind: Kind, dates: &'a [Date]) -> Option<&'a Date> {
    dates
        .iter()
        .find(|x| kind == Kind::Multiple && x.end <= n.start && n.start - x.end <= 1)
}

/// The period and status of a draft.
pub(super) fn when(line: &Line, d: &Draft, dates: &[Date], setting: &Setting) -> When {
    let n = &line.numbers[d.number];
    let covers = setting.metadata.covers;
    let base = base_date(n, d.kind, dates);
    let date = dates.iter().rev().find(|x| {
        x.end <= n.start
            && base.is_none_or(|b| b.start != x.start)
            && !x.compared
            && x.period.is_some()
            && !line.is_quoted(x.start)
            && !line.closed_before(x.start, n.start)
    });
    // 由2000年的60.6%提高到70%: the year is of the earlier end alone; 从2015年开始 is of all that follows.
    let date = date.filter(|x| {
        let opened = x.start > 0 && matches!(line.chars()[x.start - 1], '由' | '从');
        let taken = line
            .numbers
            .iter()
            .any(|m| x.end <= m.start && m.end <= n.start);
        let lasting = x.period.as_ref().is_some_and(|p| p.contains('/'));
        !(opened && taken) || lasting
    });
    let year = date.and_then(|x| x.year).zip(covers);
    let told = status(line, n.start);
    let status = match (told, year) {
        (Some((status, _)), _) => status,
        (None, Some((y, c))) if y > c => Status::Target,
        (None, Some(_)) => Status::Actual,
        (None, None) => setting.frame.status,
    };
    // 从1978年到1983年，由175元提高到288元: the ends of the pair are of the ends of the span.
    let end_of_span = date.filter(|x| x.from.is_some() && d.kind == Kind::Level);
    let end_of_span = end_of_span.and_then(|x| {
        if d.from_start {
            x.from
        } else {
            d.direction.and(x.year)
        }
    });
    let framed = setting.frame.period.as_deref();
    let year_before = framed
        .filter(|_| d.predicate.year_before)
        .and_then(|p| p.parse::<i32>().ok())
        .map(|y| y - 1);
    let span = || {
        let behind = (0..line.numbers.len()).rev();
        behind
            .filter(|&k| line.numbers[k].end <= n.start)
            .find_map(|k| time::span_of_years(line, k, covers))
    };
    // 力争增长8% in a report on what was reached aims at the year to come.
    let plan = told
        .filter(|(_, ahead)| *ahead && setting.frame.status == Status::Actual)
        .and(covers)
        .map(|c| c + 1);
    let period = year_before
        .or(end_of_span)
        .map(|y| y.to_string())
        .or_else(|| date.and_then(|x| x.period.clone()))
        .or_else(span)
        .or_else(|| plan.map(|y| y.to_string()))
        .or_else(|| framed.map(str::to_string));
    When { period, status }
}
