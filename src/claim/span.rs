//! Spans of years: the one that 五年 or 年均 means in a report of one year, and what of a claim over a span is of its last year.

use super::draft::{Draft, Setting};
use super::fields::Field;
use super::sentence::{Line, contains_any, starts_with};
use super::time::Date;
use super::{Kind, Status};
use crate::document::ReportKind;
use crate::lexicon::Cue;
use crate::quantity::{Scanned, chinese_digit};
use crate::token::Pos;

/// Words of a mean over the years.
const YEARLY: [&str; 4] = ["年均", "平均每年", "年平均", "每年平均"];

/// Words of what was so in each of the years.
const LASTING: [&str; 9] = [
    "连续", "始终", "一直", "连年", "持续", "多次", "每年", "年均", "保持",
];

/// How far before a number a word of a mean over the years may stand.
const NEAR: usize = 24;

/// Whether a text speaks of a mean move over the years: 年均增长, 平均每年分别提高; 年均气温下降 is none.
fn is_yearly(text: &[char]) -> bool {
    (0..text.len()).any(|i| {
        // 三年平均 is of three years.
        let counted =
            i > 0 && (chinese_digit(text[i - 1]).is_some() || text[i - 1].is_ascii_digit());
        let word = YEARLY.iter().find(|w| starts_with(&text[i..], w));
        let word = word.filter(|w| !(counted && w.starts_with('年')));
        let behind = word.map(|w| &text[i + w.chars().count()..]);
        behind.is_some_and(|behind| {
            let behind = behind.strip_prefix(&['分', '别']).unwrap_or(behind);
            behind
                .first()
                .is_some_and(|c| "增递下降提减净新上压翻".contains(*c))
        })
    })
}

/// The span that a mean over the years is of, where the sentence names none: 比2015年增长9%，年均增长2%, and 年均增长2% in the
/// first report of a five-year plan, which looks back on the plan before or ahead to its own.
pub(super) fn of_yearly_mean(
    line: &Line,
    d: &Draft,
    dates: &[Date],
    date: Option<&Date>,
    status: Status,
    setting: &Setting,
) -> Option<Field> {
    let n = &line.numbers[d.number];
    if !matches!(d.kind, Kind::Growth | Kind::Change) {
        return None;
    }
    let covers = setting.metadata.covers?;
    let near = n.start.saturating_sub(NEAR);
    if !line.slice(near, n.start).contains(&'均')
        || !is_yearly(line.slice(line.clause_start(n.start).max(near), n.start))
    {
        return None;
    }
    if date.is_some_and(|x| x.part || x.from.is_some()) {
        return None;
    }
    let framed = setting.frame.period.as_deref();
    let year = match date {
        Some(x) => x.period.as_ref()?.parse::<i32>().ok()?,
        None => framed?.parse::<i32>().ok()?,
    };
    let base = dates.iter().rev().filter(|x| x.end <= n.start);
    let base = base.filter(|x| x.compared && n.start - x.end <= 40);
    if let Some(base) = base.filter_map(|x| x.year).find(|b| b + 1 < year) {
        return Some((format!("{}/{year}", base + 1), "period_mean_since_base"));
    }
    // The last year of a five-year plan, and that of a government's term: 2007, 2012, 2017.
    let term = covers % 5 == 2 && status == Status::Actual;
    let first = setting.metadata.kind == Some(ReportKind::Work) && (covers % 5 == 0 || term);
    let (from, to) = match status {
        Status::Target => (covers + 1, covers + 5),
        _ => (covers - 4, covers),
    };
    let fits = year == to || status == Status::Target && year == from;
    (first && fits).then(|| (format!("{from}/{to}"), "period_mean_of_plan"))
}

/// The span that 五年 alone means before what was done or shall be done in it: 五年新增, 五年内, 收入五年累计; and where it ends.
pub(super) fn bare(line: &Line, d: &Draft, setting: &Setting) -> Option<(usize, String)> {
    const DONE: [&str; 13] = [
        "新增", "累计", "年均", "平均", "共", "建成", "投入", "内", "净增", "新建", "总共", "合计",
        "翻",
    ];
    let covers = setting.metadata.covers?;
    let n = &line.numbers[d.number];
    // Where the frame tells the span, 五年 means no other.
    if setting
        .frame
        .period
        .as_ref()
        .is_some_and(|p| p.contains('/'))
    {
        return None;
    }
    let ahead = setting.frame.status == Status::Target;
    let before = line.numbers[..d.number].iter().rev().take(8);
    // At the head of the sentence it is said of all of it: 五年累计…；新增….
    let reaches = |m: &&Scanned| m.start == 0 || !line.slice(m.end, n.start).contains(&';');
    let five = |m: &&Scanned| super::time::count_of_years(m) == Some(5);
    let mut near = before.filter(five).filter(reaches);
    near.find_map(|m| {
        let left = line.slice(m.start.saturating_sub(2), m.start);
        // 连续五年, 每五年; 五年来 and 今后五年 are told by their own words.
        let other = matches!(
            left.last(),
            Some('续' | '每' | '第' | '前' | '后' | '隔' | '满' | '期' | '了' | '来')
        );
        let done = line.slice(m.end, m.end + 2);
        // ，五年转移人口80万人
        let opens = !ahead && left.last().is_none_or(|c| matches!(c, ',' | ';'));
        let verb = line.words_in(m.end, n.start).first();
        let acts = verb.is_some_and(|w| w.pos == Pos::Verb && w.end - w.start == 2);
        let told = DONE.iter().any(|w| starts_with(done, w)) || opens && acts;
        if other || !told {
            return None;
        }
        let (from, to) = match ahead {
            true => (covers + 1, covers + 5),
            false => (covers - 4, covers),
        };
        Some((m.end, format!("{from}/{to}")))
    })
}

/// A few years within which something is to be reached.
pub(super) struct Within {
    /// The years; `None` where nothing tells when they begin.
    pub period: Option<String>,
    /// Whether 要求 or 规定 stands before it.
    pub demanded: bool,
}

/// 要求从2015年开始，在三年内达到90%: the years within which a number is to be reached.
pub(super) fn of_years_within(
    line: &Line,
    d: &Draft,
    dates: &[Date],
    setting: &Setting,
) -> Option<Within> {
    let n = &line.numbers[d.number];
    let before = line.numbers[..d.number].iter().rev().take(6);
    let near = before.take_while(|m| !line.slice(m.end, n.start).contains(&';'));
    let mut within = near.filter(|m| line.chars().get(m.end) == Some(&'内'));
    let (years, at) = within.find_map(|m| Some((super::time::count_of_years(m)?, m.start)))?;
    let later = |x: &&Date| at < x.start && x.end <= n.start && !x.compared && x.period.is_some();
    if dates.iter().any(|x| later(&x)) {
        return None;
    }
    let left = line.slice(0, at);
    let begun = dates.iter().rev().find(|x| x.end <= at && !x.compared);
    let begun = begun.filter(|x| {
        let behind = line.slice(x.end, x.end + 2);
        x.opened || starts_with(behind, "开始") || starts_with(behind, "起")
    });
    let first = match begun {
        Some(x) => x.period.as_deref().and_then(|p| p.get(..4)?.parse().ok()),
        // Where the frame tells the span, 五年内 means no other.
        None if setting.frame.period.as_ref()?.contains('/') => return None,
        None => setting.metadata.covers.map(|c| c + 1),
    };
    Some(Within {
        period: first.map(|y: i32| format!("{y}/{}", y + years - 1)),
        demanded: contains_any(left, &["要求", "规定"]) && !line.slice(at, n.start).contains(&'已'),
    })
}

/// 五年来…收入突破30亿元，比上年增长5%: of a span of years that is over, what a stock has come to, where something stands, and a
/// move since the year before are of the last year alone; what flowed in it (累计, 新增, 完成投资) is of the span.
pub(super) fn at_its_end(line: &Line, d: &Draft, told: Field) -> Field {
    let last = told.0.split_once('/');
    let last = last.filter(|(from, to)| from.len() == 4 && to.len() == 4);
    match last.and_then(|(_, to)| Some((to.to_string(), of_last_year(line, d)?))) {
        Some(last) => last,
        None => told,
    }
}

/// The rule by which a claim over a span of years that is over is of its last year, if it is.
fn of_last_year(line: &Line, d: &Draft) -> Option<&'static str> {
    match d.kind {
        Kind::Growth | Kind::Change => since_year_before(d),
        Kind::Rank => is_standing(line, d),
        Kind::Level | Kind::Share => has_come_to(line, d),
        _ => None,
    }
}

/// 比上年增长5%: a move since the year before.
fn since_year_before(d: &Draft) -> Option<&'static str> {
    let (base, _) = d.predicate.baseline.as_ref()?;
    let told = base.starts_with("上年") || base.starts_with("去年");
    told.then_some("period_last_year_compared")
}

/// 居全省第三: where something stands, unless it has stood there all the time.
fn is_standing(line: &Line, d: &Draft) -> Option<&'static str> {
    let n = &line.numbers[d.number];
    let clause = line.slice(line.clause_start(n.start), n.start);
    (!contains_any(clause, &LASTING)).then_some("period_last_year_standing")
}

/// 覆盖率达到72%, 收入突破30亿元: what a stock or a level has come to.
fn has_come_to(line: &Line, d: &Draft) -> Option<&'static str> {
    const NOW: [&str; 2] = ["现已", "目前已"];
    const FLOWS: [&str; 24] = [
        "累计", "新增", "新建", "净增", "完成", "投入", "投资", "到位", "引进", "发放", "减", "降",
        "共", "总计", "五年", "平均", "招", "接待", "救助", "培训", "支持", "争取", "支出", "改造",
    ];
    const REACHED: [&str; 12] = [
        "达",
        "突破",
        "超",
        "跃",
        "迈",
        "跨",
        "站上",
        "升至",
        "增至",
        "提高到",
        "增加到",
        "扩大到",
    ];
    const STOCKS: [&str; 12] = [
        "覆盖率",
        "城镇化率",
        "普及率",
        "入园率",
        "入学率",
        "巩固率",
        "余额",
        "保有量",
        "总量",
        "里程",
        "装机容量",
        "装机规模",
    ];
    let n = &line.numbers[d.number];
    let clause = line.slice(line.clause_start(n.start), n.start);
    let said = line.slice(d.predicate.start, n.start);
    let summed = d.subject.cumulative || d.predicate.has(Cue::Cumulative) || d.new;
    if contains_any(clause, &NOW) {
        return Some("period_last_year_now");
    }
    if summed || contains_any(clause, &LASTING) || contains_any(clause, &["合计", "平均"]) {
        return None;
    }
    // 达到60亿元，年均增长5%: a mean rate of growth is of a flow by the year.
    let rate = line.slice(n.end, n.end + 4);
    let rate = starts_with(rate, ",年均") || starts_with(rate, "、年均");
    let reached = contains_any(said, &REACHED) || d.direction.is_some();
    let stock = d
        .indicator
        .as_deref()
        .is_some_and(|i| STOCKS.iter().any(|s| i.ends_with(s)));
    let flow = contains_any(clause, &FLOWS) || n.unit == "人次" && d.direction.is_none();
    // 支出总量 is a sum of flows.
    let spent = contains_any(clause, &["支出", "投入", "投资"]);
    if stock && !spent {
        return Some("period_last_year_stock");
    }
    (reached && (rate || !flow || d.direction.is_some())).then_some("period_last_year_reached")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_anywhere() {
        let chars: Vec<char> = "收入年均增长".chars().collect();
        assert!(contains_any(&chars, &YEARLY));
        assert!(!contains_any(&chars, &["年初"]));
        assert!(is_yearly(&chars));
        assert!(!is_yearly(&['年', '均', '气', '温', '下', '降']));
    }
}
