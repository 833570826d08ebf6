//! Which claim can be the figure of a place and a whole year, and of which year: what else a sentence says of it is looked at too.

use super::observation::Observation;
use crate::claim::{Kind, Status};
use crate::lexicon::Lexicon;
use crate::text::fold;

/// Why a claim is not the figure of a year, whatever other claims there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It speaks of a quarter, a half-year, a span of years, or of no known time.
    PartOfYear,
    /// It is a sum over several years: 累计, 五年新增.
    Cumulative,
    /// It is an average over years: 年均.
    AnnualAverage,
    /// It is compared with something else than the year before: 环比, 比2012年.
    OtherBase,
    /// Its year is only that of a comparison in the sentence: 是2012年的2倍.
    YearOfComparison,
    /// It is the figure of a zone or a tier of the place: 经开区, 市本级.
    PartOfPlace,
    /// It is a sum that was approved, not one that was reached.
    Approved,
    /// It is told as a target by a report of that very year or a later one, where no word says so.
    LateTarget,
    /// It is not measured in what the indicator is measured in.
    OtherDimension,
    /// It has no value: a ratio, or a number too large.
    NoValue,
}

/// What a growth may be compared with: the year before.
const YEAR_BEFORE: [&str; 8] = [
    "上年",
    "上年同期",
    "去年",
    "去年同期",
    "上一年",
    "同期",
    "上年度",
    "前一年",
];

/// Words before a number that make it an average over years.
const AVERAGES: [&str; 4] = ["年均", "年平均", "平均每年", "每年平均"];

/// Words before a number that make it a sum over years.
const SPANS: [&str; 9] = [
    "三年", "四年", "五年", "5年", "3年", "4年", "十年", "10年", "期间",
];

/// Words that open a move from an earlier value: what stands behind them is of one year again.
const MOVES: [char; 4] = ['由', '从', '至', '到'];

/// What ends the name of a part of a place that keeps its own figures.
const ZONES: [&str; 11] = [
    "开发区",
    "经开区",
    "高新区",
    "示范区",
    "管理区",
    "新区",
    "园区",
    "本级",
    "市级",
    "市直",
    "管委会",
];

/// Words before a number that say that it was approved or set, not reached.
const APPROVED: [&str; 5] = ["批准", "预算为", "预算数", "预算安排", "任务为"];

/// Words before a number that say that it was aimed at.
const AIMED: [&str; 4] = ["目标", "计划", "任务", "预期"];

/// What a year stands behind where something is compared with it.
const COMPARED: [char; 6] = ['是', '比', '较', '为', '同', '与'];

/// The year whose figure a claim is.
///
/// # Errors
///
/// Why it is the figure of none.
pub fn year_of(observation: &Observation, lexicon: &Lexicon) -> Result<i32, Unfit> {
    let year = observation.year().ok_or(Unfit::PartOfYear)?;
    if observation.value.is_none() {
        return Err(Unfit::NoValue);
    }
    if observation.cumulative {
        return Err(Unfit::Cumulative);
    }
    if observation.kind == Kind::Growth && !is_on_year_before(observation, year) {
        return Err(Unfit::OtherBase);
    }
    if matches!(observation.kind, Kind::Level | Kind::Change)
        && !is_of_dimension(observation, lexicon)
    {
        return Err(Unfit::OtherDimension);
    }
    let clause = fold(&observation.clause_before());
    let says = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    if says(&AVERAGES) {
        return Err(Unfit::AnnualAverage);
    }
    let amount = matches!(observation.kind, Kind::Level | Kind::Change);
    if amount && names_span(&clause) && !clause.contains(MOVES) {
        return Err(Unfit::Cumulative);
    }
    if observation.kind == Kind::Growth && names_span(&clause) {
        return Err(Unfit::OtherBase);
    }
    let late = observation
        .report
        .covers
        .is_some_and(|covers| covers >= year);
    if observation.status == Status::Target && late && !says(&AIMED) {
        return Err(Unfit::LateTarget);
    }
    if observation.status == Status::Actual && says(&APPROVED) {
        return Err(Unfit::Approved);
    }
    let home = observation.report.place.as_deref().unwrap_or_default();
    let own = observation.area.as_deref().is_none_or(|area| area == home);
    let of_zone = |word: &&&str| clause.contains(**word) && !home.contains(**word);
    if amount && own && ZONES.iter().find(of_zone).is_some() {
        return Err(Unfit::PartOfPlace);
    }
    if observation.report.covers != Some(year) && is_year_of_comparison(observation, year) {
        return Err(Unfit::YearOfComparison);
    }
    Ok(year)
}

/// Whether a clause names a span of years: 五年, 5年; not 2015年, 一九九五年.
fn names_span(clause: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十".contains(c);
    SPANS.iter().any(|word| {
        let mut found = clause.match_indices(word);
        found.any(|(at, _)| !clause[..at].ends_with(is_digit))
    })
}

/// Whether a growth is one on the year before: where nothing is said, that is meant.
fn is_on_year_before(observation: &Observation, year: i32) -> bool {
    let Some(baseline) = observation.baseline.as_deref() else {
        return true;
    };
    let before = (year - 1).to_string();
    YEAR_BEFORE.contains(&baseline) || baseline.trim_end_matches(['年', '度']) == before
}

/// Whether an amount is measured in what the lexicon says of its indicator; of one that it does not know any will do.
fn is_of_dimension(observation: &Observation, lexicon: &Lexicon) -> bool {
    let id = observation.indicator_id.as_deref();
    let dimensions = id.map_or(&[][..], |id| lexicon.indicators.dimensions(id));
    let unit = observation.unit.as_deref().unwrap_or_default();
    let dimension = lexicon.units.get(unit).map(|u| &*u.dimension);
    // Without a unit the table or the name tells what is measured.
    let dimension = dimension.or_else(|| {
        let base = observation.base_unit.as_deref()?;
        lexicon.units.get(base).map(|u| &*u.dimension)
    });
    // 规模以上工业增加值5.6%: of what is an amount first a rate is a growth that was not said so.
    let may_be = |d: &str| match d {
        "percentage" => dimensions.first().is_some_and(|first| first == d),
        _ => dimensions.iter().any(|known| known == d),
    };
    dimensions.is_empty() || dimension.is_some_and(may_be)
}

/// Whether the year is named in the sentence, and last before the number only as what something is compared with: 是2005年的2倍;
/// 总额达到100亿元. What opens a move (由2005年的5亿元) is the year of that clause alone.
fn is_year_of_comparison(observation: &Observation, year: i32) -> bool {
    let chars: Vec<char> = fold(&observation.sentence).chars().collect();
    let at = observation
        .start
        .saturating_sub(observation.sentence_start)
        .min(chars.len());
    let name: Vec<char> = format!("{year}年").chars().collect();
    let stands = |i: usize| chars.get(i..i + name.len()) == Some(&name[..]);
    let before = (0..at).rev().find(|i| stands(*i));
    let behind = || (at..chars.len()).find(|i| stands(*i));
    let Some(found) = before.or_else(behind) else {
        return false;
    };
    let opens = found.checked_sub(1).map(|i| chars[i]);
    let ends = |c: &char| matches!(c, '，' | '；' | '。' | ',' | ';');
    match opens {
        Some(c) if COMPARED.contains(&c) => true,
        Some('由' | '从') => found > at || chars[found..at].iter().any(ends),
        _ => false,
    }
}

/// The claims without those whose year a move from one value to another leaves open: where both ends have one year, the earlier
/// is not of it, and the later only where the report covers that year.
pub fn without_open_moves(observations: Vec<Observation>) -> Vec<Observation> {
    use std::collections::HashMap;
    let mut earlier: HashMap<String, (Option<String>, bool)> = HashMap::new();
    for later in &observations {
        if let Some(from) = &later.from {
            earlier.insert(
                from.clone(),
                (later.period.clone(), later.is_of_report_year()),
            );
        }
    }
    let periods: HashMap<&String, &Option<String>> =
        observations.iter().map(|o| (&o.id, &o.period)).collect();
    let is_open = |o: &Observation| {
        let is_earlier = earlier
            .get(&o.id)
            .is_some_and(|(period, _)| *period == o.period);
        let from = o.from.as_ref().and_then(|from| periods.get(from));
        let is_later = from.is_some_and(|period| **period == o.period) && !o.is_of_report_year();
        is_earlier || is_later
    };
    let open: Vec<bool> = observations.iter().map(is_open).collect();
    let mut open = open.into_iter();
    let mut kept = observations;
    kept.retain(|_| !open.next().unwrap_or(false));
    kept
}

#[cfg(test)]
mod tests {
    use super::super::observation::samples::{growth, level, said};
    use super::*;

    fn told(observation: &Observation) -> Result<i32, Unfit> {
        year_of(observation, Lexicon::builtin())
    }

    #[test]
    fn only_the_figure_of_one_whole_year_fits() {
        assert_eq!(told(&level("1", 8, "2017", 2018)), Ok(2017));
        assert_eq!(
            told(&level("1", 8, "2013/2017", 2018)),
            Err(Unfit::PartOfYear)
        );
        assert_eq!(
            told(&level("1", 8, "2017-06", 2018)),
            Err(Unfit::PartOfYear)
        );
        let mut sum = level("1", 8, "2017", 2018);
        sum.cumulative = true;
        assert_eq!(told(&sum), Err(Unfit::Cumulative));
        let mut ratio = level("1", 8, "2017", 2018);
        ratio.value = None;
        assert_eq!(told(&ratio), Err(Unfit::NoValue));
    }

    #[test]
    fn a_growth_is_one_on_the_year_before() {
        let on = |baseline: &str| {
            let mut rate = growth("5", "2017", 2018);
            rate.baseline = Some(baseline.into());
            told(&rate)
        };
        assert_eq!(on("上年"), Ok(2017));
        assert_eq!(on("2016年"), Ok(2017));
        assert_eq!(on("2012年"), Err(Unfit::OtherBase));
        assert_eq!(on("上期"), Err(Unfit::OtherBase));
    }

    #[test]
    fn averages_and_sums_over_years() {
        let rate = growth("5", "2017", 2018);
        assert_eq!(
            told(&said(rate.clone(), "生产总值年均增长", "5%")),
            Err(Unfit::AnnualAverage)
        );
        assert_eq!(
            told(&said(rate, "年均气温上升，增长", "5%")),
            Ok(2017),
            "in another clause"
        );
        let amount = level("80", 8, "2017", 2018);
        assert_eq!(
            told(&said(amount.clone(), "五年完成生产总值", "80亿元")),
            Err(Unfit::Cumulative)
        );
        assert_eq!(
            told(&said(
                amount.clone(),
                "生产总值五年间由50亿元增加到",
                "80亿元"
            )),
            Ok(2017)
        );
        let dated = level("80", 8, "2015", 2016);
        assert_eq!(
            told(&said(dated.clone(), "2015年生产总值", "80亿元")),
            Ok(2015)
        );
        let spelt = "二〇一五年生产总值";
        assert_eq!(told(&said(dated, spelt, "80亿元")), Ok(2015));
    }

    #[test]
    fn a_zone_is_not_the_place() {
        let amount = level("80", 8, "2017", 2018);
        assert_eq!(
            told(&said(amount.clone(), "清河经开区生产总值完成", "80亿元")),
            Err(Unfit::PartOfPlace)
        );
        assert_eq!(
            told(&said(amount, "支持经开区建设，全市生产总值", "80亿元")),
            Ok(2017)
        );
    }

    #[test]
    fn what_was_approved_was_not_reached() {
        let amount = level("80", 8, "2017", 2018);
        assert_eq!(
            told(&said(amount.clone(), "会议批准的收入预算", "80亿元")),
            Err(Unfit::Approved)
        );
        assert_eq!(
            told(&said(amount, "批准了预算，实际完成", "80亿元")),
            Ok(2017)
        );
    }

    #[test]
    fn a_growth_over_several_years_is_none_of_the_last() {
        let rate = growth("120", "2017", 2018);
        assert_eq!(told(&said(rate, "四年增长", "120%")), Err(Unfit::OtherBase));
    }

    #[test]
    fn a_report_of_the_year_sets_no_target_for_it() {
        let aim = Observation {
            status: Status::Target,
            ..growth("5", "2017", 2018)
        };
        assert_eq!(
            told(&said(aim.clone(), "零售额增长", "5%")),
            Err(Unfit::LateTarget)
        );
        assert_eq!(told(&said(aim.clone(), "增长（年度目标", "5%")), Ok(2017));
        let plan = Observation {
            report: growth("5", "2017", 2017).report,
            ..aim
        };
        assert_eq!(told(&said(plan, "零售额增长", "5%")), Ok(2017));
    }

    #[test]
    fn an_amount_is_in_what_the_indicator_is_measured_in() {
        let mut percent = level("80", 0, "2017", 2018);
        percent.unit = Some("%".into());
        percent.base_unit = Some("%".into());
        assert_eq!(told(&percent), Err(Unfit::OtherDimension));
        percent.indicator_id = Some("trade_total".into());
        assert_eq!(
            told(&percent),
            Err(Unfit::OtherDimension),
            "a growth that was not said so"
        );
        percent.indicator_id = Some("forest_coverage".into());
        assert_eq!(told(&percent), Ok(2017));
        percent.indicator_id = None;
        assert_eq!(told(&percent), Ok(2017), "nothing is known of it");
    }

    #[test]
    fn the_year_of_a_comparison_is_not_that_of_the_figures() {
        let amount = |before: &str| told(&said(level("80", 8, "2012", 2018), before, "80亿元"));
        assert_eq!(
            amount("收入10亿元，是2012年的2倍；生产总值"),
            Err(Unfit::YearOfComparison)
        );
        assert_eq!(
            amount("收入由2012年的5亿元增加到9亿元，生产总值"),
            Err(Unfit::YearOfComparison)
        );
        assert_eq!(amount("生产总值由2012年的"), Ok(2012));
        assert_eq!(amount("2012年，收入5亿元，生产总值"), Ok(2012));
        let own = said(
            level("80", 8, "2017", 2018),
            "收入是2017年的2倍，生产总值",
            "80亿元",
        );
        assert_eq!(told(&own), Ok(2017), "the report covers that year");
    }

    #[test]
    fn a_move_in_one_year_leaves_open_which_end_is_its_own() {
        let pair = |period: &str, year: i32| {
            let mut first = level("50", 8, period, year);
            first.id = "a:1".into();
            let mut later = level("80", 8, "2017", year);
            later.from = Some("a:1".into());
            let kept = without_open_moves(vec![first, later]);
            kept.iter().map(|o| o.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(pair("2017", 2018), ["80"], "the report covers 2017");
        assert!(pair("2017", 2021).is_empty());
        assert_eq!(pair("2012", 2018), ["50", "80"]);
    }
}
