//! When a claim holds: its period and status, from dates, words of aiming, and the frame.

use super::draft::{Draft, Setting};
use super::era::eras;
use super::fields::{Field, by};
use super::sentence::{Line, contains_any, is_clause_mark, starts_with};
use super::span;
use super::status::{present, status};
use super::time::{self, Date};
use super::{Kind, Status};
use crate::document::ReportKind;
use crate::quantity::Scanned;

/// Period and status of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct When {
    /// The period with the rule that told it; `None` where nothing tells it.
    pub period: Option<Field>,
    /// The status.
    pub status: Status,
    /// The rule that told the status.
    pub status_rule: &'static str,
}

/// The dates that are numbers, and in a work report 今年 and 去年, in order.
pub(super) fn all_dates(line: &Line, is_date: &[bool], setting: &Setting) -> Vec<Date> {
    let covers = setting.metadata.covers;
    let mut dates = time::dates(line, is_date, covers);
    dates.extend(time::named_spans(line, covers));
    dates.sort_by_key(|d| d.start);
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
                    named.part = true;
                }
            }
            dates.push(named);
        }
        dates.sort_by_key(|d| d.start);
    }
    let framed = setting.frame.period.as_deref();
    time::add_parts_of_year(line, &mut dates, framed.and_then(|p| p.parse().ok()));
    dates
}

/// 是2012年的2.3倍: the year that a multiple is reckoned from.
pub(super) fn base_date<'a>(n: &Scanned, kind: Kind, dates: &'a [Date]) -> Option<&'a Date> {
    dates
        .iter()
        .find(|x| kind == Kind::Multiple && x.end <= n.start && n.start - x.end <= 1)
}

/// 是2012年的2.3倍: whether a date is no more than what a multiple is reckoned from.
fn is_base_of_multiple(line: &Line, x: &Date) -> bool {
    let behind = line.numbers.iter().find(|n| n.start >= x.end);
    behind.is_some_and(|n| n.unit == "倍" && line.slice(x.end, n.start) == ['的'])
}

/// 剔除2024年一次性因素, 面向2030年的规划, 按2015年不变价计算, 以2020年为基期: a time that figures are reckoned or plans are
/// made with, and that the number at `at` is not of.
fn is_reckoned_with(line: &Line, x: &Date, at: usize) -> bool {
    let before = line.slice(x.start.saturating_sub(2), x.start);
    let behind = line.slice(x.end, x.end + 8);
    let priced = || contains_any(behind, &["价", "口径"]);
    match before {
        ['面', '向'] => true,
        // 剔除2024年一次性因素5亿元后,: what is left out is of that year.
        ['剔' | '扣', '除'] => line
            .slice(x.end, at)
            .iter()
            .any(|c| matches!(c, '后' | ',')),
        [.., '按'] | ['按', '照'] => priced(),
        [.., '以'] => starts_with(behind, "为基") || starts_with(behind, "为100") || priced(),
        _ => false,
    }
}

/// The period and status of a draft.
pub(super) fn when(line: &Line, d: &Draft, dates: &[Date], setting: &Setting) -> When {
    let n = &line.numbers[d.number];
    let covers = setting.metadata.covers;
    let base = base_date(n, d.kind, dates);
    let date = dates.iter().rev().find(|x| {
        x.end <= n.start
            && base.is_none_or(|b| b.start != x.start)
            && !is_base_of_multiple(line, x)
            && !x.compared
            && x.period.is_some()
            && !line.is_quoted(x.start)
            && !line.closed_before(x.start, n.start)
            && !is_reckoned_with(line, x, n.start)
            && !(x.part && part_left(line, x, n.start))
    });
    // 由2000年的60.6%提高到70%: the year is of the earlier end alone; 从2015年开始 is of all that follows.
    let date = date.filter(|x| {
        let taken = line
            .numbers
            .iter()
            .any(|m| x.end <= m.start && m.end <= n.start);
        let lasting = x.period.as_ref().is_some_and(|p| p.contains('/'))
            || starts_with(line.slice(x.end, x.end + 2), "开始")
            || starts_with(line.slice(x.end, x.end + 2), "起");
        !(x.opened && taken) || lasting
    });
    let year = date.and_then(|x| x.year).zip(covers);
    // 今年上半年…比去年同期增长6%: a part of the year that is over; 从2018年1月1日起，…已降到6%.
    let month = |x: &Date| x.period.as_ref().is_some_and(|p| p.len() == 7);
    let over = date.and_then(|x| match x.part {
        true => over(line, x.end, n.start).then_some("status_part_over"),
        false => {
            (month(x) && line.slice(x.end, n.start).contains(&'已')).then_some("status_month_over")
        }
    });
    let told = status(line, n.start);
    let framed = setting.frame.period.as_deref();
    let earlier = earlier_year(line, d, dates, date, framed);
    let of_base = span_of_base(line, d, dates, covers).filter(|_| earlier.is_none());
    let within = span::of_years_within(line, d, dates, setting);
    let planned = match year {
        Some((y, c)) => y > c,
        None => setting.frame.status == Status::Target,
    };
    let moved = d.direction.is_some() && !d.from_start && d.kind != Kind::Growth;
    let present = told.is_none() && planned && !moved && present(line, n.start);
    let demanded = within.as_ref().is_some_and(|w| w.demanded);
    let past = of_base.is_some() || earlier.is_some_and(|(y, _)| covers.is_none_or(|c| y <= c));
    let (status, status_rule) = match (told, over, year) {
        _ if past => (Status::Actual, "status_earlier_end"),
        (Some(told), ..) => (told.status, told.rule),
        (None, Some(rule), _) => (Status::Actual, rule),
        _ if present => (Status::Actual, "status_present"),
        _ if demanded => (Status::Target, "status_years_demanded"),
        (.., Some((y, c))) if y > c => (Status::Target, "status_year_ahead"),
        (.., Some(_)) => (Status::Actual, "status_year_told"),
        (.., None) => (setting.frame.status, "status_of_frame"),
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
    // 2025年收入3亿元，五年新增1亿元: the nearer tells.
    let bare = span::bare(line, d, setting);
    let nearer = (bare.as_ref()).filter(|(end, _)| date.is_none_or(|x| x.end < *end));
    let span = || {
        let behind = (0..line.numbers.len()).rev();
        behind
            .filter(|&k| line.numbers[k].end <= n.start)
            .find_map(|k| time::span_of_years(line, k, covers))
    };
    // 力争增长8% in a report on what was reached aims at the year to come.
    let plan = told
        .filter(|told| told.ahead && setting.frame.status == Status::Actual)
        .and(covers)
        .map(|c| c + 1);
    let year_by = |rule: &'static str| move |year: i32| (year.to_string(), rule);
    let period = earlier
        .map(|(year, rule)| (year.to_string(), rule))
        .or_else(|| of_base.map(by("period_year_of_base")))
        .or_else(|| end_of_span.map(year_by("period_end_of_span")))
        .or_else(|| years_averaged(line, d.number, dates, covers).map(by("period_years_averaged")))
        .or_else(|| {
            let within = within.filter(|_| status == Status::Target)?;
            within.period.map(by("period_years_within"))
        })
        .or_else(|| nearer.map(|(_, period)| (period.clone(), "period_bare_span")))
        .or_else(|| span::of_yearly_mean(line, d, dates, date, status, setting))
        .or_else(|| date.and_then(|x| x.period.clone()).map(by("period_date")))
        .or_else(|| span().map(by("period_span_of_years")))
        .or_else(|| plan.map(year_by("period_year_of_plan")))
        .or_else(|| covers.filter(|_| present).map(year_by("period_present")))
        .or_else(|| framed.map(|p| year_compared(line, d, p)));
    let period = period.map(|told| end_of_move(line, d, told));
    let over = status != Status::Target;
    When {
        period: period.map(|told| {
            if over {
                span::at_its_end(line, d, told)
            } else {
                told
            }
        }),
        status,
        status_rule,
    }
}

/// The year of an amount that stands behind what something is compared with: 由上年18亿元增加到, 由1980年的28万人, 比1957年的312万吨增加.
fn earlier_year(
    line: &Line,
    d: &Draft,
    dates: &[Date],
    date: Option<&Date>,
    framed: Option<&str>,
) -> Option<(i32, &'static str)> {
    if d.predicate.year_before {
        let told = date.filter(|x| x.from.is_none()).and_then(|x| x.year);
        let year = told.or_else(|| framed?.parse().ok())?;
        return Some((year - 1, "period_year_before"));
    }
    if let Some(clause) = told_of_last_year(line, d) {
        let told = dates
            .iter()
            .rev()
            .filter(|x| x.end <= clause && !x.compared);
        let told = told.filter(|x| x.from.is_none()).find_map(|x| x.year);
        let year = told.or_else(|| framed?.parse().ok())?;
        return Some((year - 1, "period_year_before"));
    }
    let year = year_of_base(line, d, dates)?;
    Some((year, "period_year_of_base"))
}

/// 上年为24.1万吨: where the clause begins that tells an amount of the year before by itself, and no comparison with it. What
/// 去年 is depends on who says it; behind another amount it is the year before.
fn told_of_last_year(line: &Line, d: &Draft) -> Option<usize> {
    const VERBS: [&str; 9] = [
        "",
        "为",
        "是",
        "末为",
        "底为",
        "同期为",
        "仅为",
        "只有",
        "同期",
    ];
    let n = &line.numbers[d.number];
    if !matches!(d.kind, Kind::Level | Kind::Share) {
        return None;
    }
    let clause = line.clause_start(n.start);
    let (word, rest) = match line.slice(clause, n.start) {
        ['上', '年', rest @ ..] => ('上', rest),
        ['去', '年', rest @ ..] => ('去', rest),
        _ => return None,
    };
    let rest: String = rest.iter().collect();
    let bare = VERBS.contains(&rest.as_str());
    let counted = line.numbers[..d.number]
        .iter()
        .any(|m| m.end < clause && m.unit == n.unit);
    // 上年结转3亿元, 上年的收入 are no amounts of that year.
    let named = word == '上' && !rest.contains(['结', '的', '比', '较', '增', '降', '同', '度']);
    (bare && (word == '上' || counted) || named).then_some(clause)
}

/// 比“十三五”时期的541亿元增加: the span that the amount of a base is of.
fn span_of_base(line: &Line, d: &Draft, dates: &[Date], covers: Option<i32>) -> Option<String> {
    let n = &line.numbers[d.number];
    let named = |x: &&Date| d.predicate.start < x.end && x.end <= n.start;
    let opens = line.slice(d.predicate.start, d.predicate.start + 1);
    let compared = d.predicate.is_base && matches!(opens, ['比' | '较']);
    if !compared {
        return None;
    }
    if let Some(date) = dates.iter().rev().find(named) {
        return date.period.clone();
    }
    let eras = eras(line.slice(d.predicate.start, n.end), covers);
    eras.first().map(|era| format!("{}/{}", era.from, era.to))
}

/// The year of the date that an amount of a base stands right behind: 由1980年的28万人, 比1957年的312万吨增加.
fn year_of_base(line: &Line, d: &Draft, dates: &[Date]) -> Option<i32> {
    let n = &line.numbers[d.number];
    let base = |x: &&Date| {
        let whole = x.period.as_ref().is_none_or(|p| p.len() == 4);
        (x.compared || x.opened)
            && whole
            && x.end <= n.start
            && matches!(line.slice(x.end, n.start), [] | ['的'])
    };
    // 2010年同2000年相比，产值由30亿元增加到90亿元
    let beside = |x: &&Date| {
        let closed = ["相比", "比较"];
        let closed = closed
            .iter()
            .any(|w| starts_with(line.slice(x.end, x.end + 2), w));
        d.from_start && x.compared && closed && x.end <= n.start
    };
    let base = dates.iter().rev().find(|x| base(x) || beside(x))?;
    base.year
        .filter(|_| matches!(d.kind, Kind::Level | Kind::Share))
}

/// 五年来…由175元提高到288元: of a move over a span of years, the earlier end is of the year before it and the later one of
/// its last year.
fn end_of_move(line: &Line, d: &Draft, told: Field) -> Field {
    let Some((from, to)) = told.0.split_once('/') else {
        return told;
    };
    let (Ok(from), Ok(to)) = (from.parse::<i32>(), to.parse::<i32>()) else {
        return told;
    };
    if matches!(d.kind, Kind::Growth | Kind::Change | Kind::Multiple) {
        return told;
    }
    if d.from_start {
        return ((from - 1).to_string(), "period_start_of_move");
    }
    let n = &line.numbers[d.number];
    let Some(earlier) = d.number.checked_sub(1).map(|k| &line.numbers[k]) else {
        return told;
    };
    let (before, between) = (
        line.slice(line.clause_start(earlier.start), earlier.start),
        line.slice(earlier.end, n.start),
    );
    let moved = before.iter().any(|c| matches!(c, '由' | '从'))
        && !between.iter().any(|c| is_clause_mark(*c));
    let reached = matches!(between.last(), Some('到' | '至' | '为'));
    if moved && (d.direction.is_some() || reached) {
        return (to.to_string(), "period_end_of_move");
    }
    told
}

/// Whether a number at `at` is out of the reach of a part of the year: 一季度增长5%；收入9亿元, 一季度增长5%，全年增长6%.
fn part_left(line: &Line, part: &Date, at: usize) -> bool {
    let between = line.slice(part.end, at);
    part.start > 2 && between.contains(&';') || between.windows(2).any(|w| w == ['全', '年'])
}

/// Whether what is said of a part of the year is over: 比去年同期, 同比, 已.
fn over(line: &Line, from: usize, at: usize) -> bool {
    let between = line.slice(from.max(at.saturating_sub(40)), at);
    between.contains(&'已')
        || between
            .windows(2)
            .any(|w| matches!(w, ['同', '期' | '比'] | ['增' | '下', '长' | '降']))
}

/// 两年平均每年递增5% behind what was said of two years: the span of them.
fn years_averaged(
    line: &Line,
    number: usize,
    dates: &[Date],
    covers: Option<i32>,
) -> Option<String> {
    const ALL: [&str; 6] = ["平均", "共", "合计", "累计", "年均", "总共"];
    let n = &line.numbers[number];
    let summed = |m: &&Scanned| {
        let behind = line.slice(m.end, m.end + 2);
        m.unit == "年" && ALL.iter().any(|w| starts_with(behind, w))
    };
    let years = line.numbers[..number].iter().rev().find(summed);
    let years = years.filter(|m| m.start >= line.clause_start(n.start))?;
    let count = time::count_of_years(years)?;
    let told = dates
        .iter()
        .rev()
        .filter(|x| x.end <= years.start && !x.compared);
    let last = told.filter(|x| x.from.is_none()).find_map(|x| x.year)?;
    let since = last - count + 1;
    covers.filter(|_| since < last)?;
    Some(format!("{since}/{last}"))
}

/// In what is told of five years, a comparison with the year before (同比增长4.9%) is of the last year alone, and so is
/// the amount that it stands behind.
fn year_compared(line: &Line, d: &Draft, framed: &str) -> Field {
    let n = &line.numbers[d.number];
    let compared = |from: usize, to: usize| {
        let text = line.slice(from, to);
        text.windows(2).any(|w| w == ['同', '比'])
    };
    let own = || compared(line.clause_start(n.start), n.start);
    let next = || d.kind == Kind::Level && compared(n.end, n.end + 4);
    match framed.split_once('/') {
        Some((_, last)) if own() || next() => (last.to_string(), "period_last_year_compared"),
        _ => (framed.to_string(), "period_of_frame"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::sentence::{claims_in, claims_of};

    /// The periods of the claims of a text.
    fn of(text: &str) -> Vec<String> {
        let periods = claims_of(text).into_iter();
        periods.map(|c| c.period.unwrap_or_default()).collect()
    }

    /// The period of the last claim of a text.
    fn last(text: &str) -> String {
        of(text).pop().unwrap_or_default()
    }

    /// The status of the last claim of a text.
    fn told(text: &str) -> Option<Status> {
        claims_of(text).pop().map(|c| c.status)
    }

    #[test]
    fn a_year_named_before_is_of_the_claim() {
        assert_eq!(last("2012年产值9亿元。"), "2012");
        assert_eq!(last("比2012年增加产值9亿元。"), "2017");
        assert_eq!(last("“2012年”工程投资9亿元。"), "2017");
        assert_eq!(last("产值(2012年投产)9亿元。"), "2017");
    }

    #[test]
    fn a_year_behind_a_word_of_opening_is_of_the_earlier_end_alone() {
        assert_eq!(of("棉花比重由2000年的6%提高到7%。"), ["2000", "2017"]);
        assert_eq!(
            of("从2016年开始,棉花亩产6吨,玉米亩产7吨。"),
            ["2016/2017"; 2]
        );
        assert_eq!(
            of("从2015年以来,棉花亩产6吨,玉米亩产7吨。"),
            ["2015/2017"; 2]
        );
        assert_eq!(of("2000年棉花比重6%,玉米比重7%。"), ["2000"; 2]);
    }

    #[test]
    fn the_ends_of_a_pair_are_of_the_ends_of_the_years() {
        assert_eq!(
            of("从1978年到1983年,人均收入由175元提高到288元。"),
            ["1978", "1983"]
        );
        assert_eq!(of("从1978年到1983年,人均收入累计288元。"), ["1978/1983"]);
        assert_eq!(of("从1978年到1983年,人均收入增长9%。"), ["1978/1983"]);
        assert_eq!(
            of("“十二五”期间,产值由2亿元增加到5亿元。"),
            ["2010", "2015"]
        );
        assert_eq!(of("“十二五”期间,产值2亿元,增长7%。"), ["2011/2015"; 2]);
        assert_eq!(
            of("“十二五”期间,补助标准由100元调整为130元。"),
            ["2010", "2015"]
        );
        assert_eq!(
            of("“十二五”期间,补助标准100元,调整为130元。"),
            ["2011/2015"; 2]
        );
    }

    #[test]
    fn an_amount_of_the_year_before_is_of_that_and_reached() {
        let of = |text: &str| {
            let claims = claims_of(text).into_iter();
            let told = claims.map(|c| (c.period.unwrap_or_default(), c.status));
            told.collect::<Vec<_>>()
        };
        let planned = ("2018".to_string(), Status::Target);
        let reached = ("2017".to_string(), Status::Actual);
        assert_eq!(
            of("2018年,粮食由上年18万吨增加到25万吨。"),
            [reached, planned.clone()]
        );
        assert_eq!(
            of("2018年,粮食由18万吨增加到25万吨。"),
            [planned.clone(), planned]
        );
    }

    #[test]
    fn an_amount_right_behind_the_year_compared_with_is_of_that() {
        assert_eq!(of("产值比2010年的6万吨增加9万吨。"), ["2010", "2017"]);
        assert_eq!(of("产值比2010年增加9万吨。"), ["2017"]);
        assert_eq!(
            of("2010年同2000年相比,产值由3亿元增加到9亿元。"),
            ["2000", "2010"]
        );
        assert_eq!(of("2010年同2000年相比,产值增加到9亿元。"), ["2010"]);
    }

    #[test]
    fn years_that_a_mean_is_taken_over_are_its_span() {
        let of = |text: &str| last(&format!("产值2016年增长5%,2017年增长7%,{text}。"));
        assert_eq!(of("两年平均增长6%"), "2016/2017");
        assert_eq!(of("两年增长6%"), "2017");
    }

    #[test]
    fn years_within_which_something_is_demanded_are_its_span() {
        assert_eq!(last("规定从2015年起,在三年内覆盖率达到90%。"), "2015/2017");
        assert_eq!(
            last("规定在三年内覆盖率达到90%,2016年覆盖率达到30%。"),
            "2016"
        );
        assert_eq!(
            told("规定从2015年起,在三年内覆盖率达到90%。"),
            Some(Status::Target)
        );
        assert_eq!(
            told("从2015年起,在三年内覆盖率达到90%。"),
            Some(Status::Actual)
        );
    }

    #[test]
    fn of_a_year_and_a_span_the_nearer_tells() {
        assert_eq!(last("2015年产值3亿元,五年新增1亿元。"), "2013/2017");
        assert_eq!(last("五年新增1亿元,2015年产值3亿元。"), "2015");
        assert_eq!(last("2015年产值3亿元,新增1亿元。"), "2015");
    }

    #[test]
    fn a_mean_over_the_years_starts_behind_the_year_compared_with() {
        let of = |text: &str| last(&format!("产值9亿元,比2010年增加3亿元,{text}。"));
        assert_eq!(of("年均增长12%"), "2011/2017");
        assert_eq!(of("增长12%"), "2017");
    }

    #[test]
    fn a_span_of_years_so_far_holds_behind_it() {
        assert_eq!(last("五年来,棉花增产9万吨。"), "2013/2017");
        assert_eq!(last("十年来最低,棉花增产9万吨。"), "2017");
    }

    #[test]
    fn what_is_striven_for_is_of_the_year_to_come() {
        assert_eq!(last("力争产值增长8%。"), "2018");
        assert_eq!(last("产值增长8%。"), "2017");
        assert_eq!(last("力争2019年产值增长8%。"), "2019");
        // No heading and no other sentence tells of a plan.
        let of = |text: &str| claims_in(ReportKind::Bulletin, text).pop()?.period;
        assert_eq!(of("产值9亿元,力争增长8%。").as_deref(), Some("2018"));
        assert_eq!(of("签约项目9个,计划投资8亿元。").as_deref(), Some("2017"));
    }

    #[test]
    fn a_later_year_is_aimed_at_until_something_tells_that_it_is_there() {
        assert_eq!(told("2020年产值9亿元。"), Some(Status::Target));
        assert_eq!(told("2016年产值9亿元。"), Some(Status::Actual));
        assert_eq!(told("今年,目前已有学校9所。"), Some(Status::Actual));
        assert_eq!(told("今年,学校9所。"), Some(Status::Target));
    }

    #[test]
    fn a_part_of_the_year_is_over_where_it_is_compared() {
        let of = |text: &str| told(&format!("今年上半年,{text}。"));
        assert_eq!(of("产值同比增加6亿元"), Some(Status::Actual));
        assert_eq!(of("产值增加6亿元"), Some(Status::Target));
        assert_eq!(
            told("从2018年1月1日起,税率已由9%降到6%。"),
            Some(Status::Actual)
        );
        assert_eq!(
            told("从2018年1月1日起,税率由9%降到6%。"),
            Some(Status::Target)
        );
    }

    #[test]
    fn a_part_of_the_year_is_left_for_the_whole_of_it() {
        let part = "2017-01/2017-03";
        assert_eq!(of("一季度产值9亿元,收入20亿元。"), [part; 2]);
        assert_eq!(of("一季度产值9亿元,全年收入20亿元。"), [part, "2017"]);
        assert_eq!(
            of("产值9亿元;一季度增长5%;收入增长6%。"),
            ["2017", part, "2017"]
        );
    }

    #[test]
    fn in_five_years_a_comparison_with_the_year_before_is_of_the_last() {
        let of = |text: &str| of(&format!("一、过去五年工作回顾\n{text}。"));
        assert_eq!(of("产值9亿元,同比增长4%"), ["2017"; 2]);
        assert_eq!(of("产值9亿元,增长4%"), ["2013/2017"; 2]);
        assert_eq!(of("产值9亿元,税收同比增长4%"), ["2013/2017", "2017"]);
    }

    #[test]
    fn a_time_that_is_reckoned_with_is_of_nothing_behind_it() {
        let last = |text: &str| claims_of(text).pop().and_then(|c| c.period);
        let is =
            |text: &str, period: &str| assert_eq!(last(text).as_deref(), Some(period), "{text}");
        is("剔除2015年一次性因素后,税收增长5%。", "2017");
        is("剔除2015年一次性收入5亿元。", "2015");
        is("面向2030年的规划已经编制,人口达到50万人。", "2017");
        is("按2015年不变价计算,产值增长8%。", "2017");
        is("按2015年计划,产值增长8%。", "2015");
        is("以2015年为基期,指数达到105。", "2017");
    }

    #[test]
    fn a_multiple_is_reckoned_from_the_year_right_before_it() {
        let of = |text: &str| {
            let claim = claims_of(text).pop();
            claim.map(|c| (c.baseline, c.period.unwrap_or_default()))
        };
        let base = |year: &str, period: &str| Some((Some(year.to_string()), period.to_string()));
        assert_eq!(of("产量是2012年的2.3倍。"), base("2012年", "2017"));
        assert_eq!(of("2012年产量是上年的2.3倍。"), base("上年", "2012"));
        assert_eq!(
            of("2012年产量增长2.3倍。"),
            Some((None, "2012".to_string()))
        );
    }

    #[test]
    fn this_year_takes_the_month_behind_it() {
        assert_eq!(last("今年2月,产值9亿元。"), "2018-02");
        assert_eq!(last("今年产值2月达到9亿元。"), "2018");
        assert_eq!(last("去年产值9亿元。"), "2017");
    }
}
