//! A claim as an observation of SDMX: dimensions, a measure and attributes, with the codes that docs/sdmx.md tells.

use super::record::{Numbers, Record};
use super::sheet::{Cell, Column, Row, Type};
use crate::claim::{Direction, Kind, Status};
use crate::document::Metadata;
use crate::index::name;
use crate::lexicon::Lexicon;
use rust_decimal::Decimal;
use serde::Serialize;

/// What SDMX writes for a dimension whose value is not known.
const UNKNOWN: &str = "_U";

/// What SDMX writes for a dimension that does not apply.
const NONE: &str = "_Z";

/// The structure that the observations are of.
const STRUCTURE: (&str, &str) = ("datastructure", "ZHISHU:CLAIMS(1.0.0)");

/// For information, as SDMX-CSV 2.0 has it: nothing is to be deleted.
const ACTION: &str = "I";

/// The columns of an observation: those that say what a row is, dimensions, measure, attributes.
const COLUMNS: [(&str, Type); 29] = {
    use Type::{Decimal, Integer, Text};
    [
        ("STRUCTURE", Text),
        ("STRUCTURE_ID", Text),
        ("ACTION", Text),
        ("INDICATOR", Text),
        ("REF_AREA", Text),
        ("TRANSFORMATION", Text),
        ("UNIT_MEASURE", Text),
        ("CLAIM_ID", Text),
        ("TIME_PERIOD", Text),
        ("OBS_VALUE", Decimal),
        ("OBS_VALUE_TO", Decimal),
        ("UNIT_MULT", Integer),
        ("OBS_STATUS", Text),
        ("BOUND", Text),
        ("CLAIM_STATUS", Text),
        ("CONFIDENCE", Text),
        ("BASELINE", Text),
        ("WHOLE", Text),
        ("SCOPE", Text),
        ("INDICATOR_NAME", Text),
        ("AREA_NAME", Text),
        ("UNIT", Text),
        ("PARTS", Text),
        ("DOCUMENT", Text),
        ("SECTION", Text),
        ("SENTENCE", Text),
        ("SENTENCE_START", Integer),
        ("CLAIM_START", Integer),
        ("CLAIM_END", Integer),
    ]
};

/// A claim as an observation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ObservationItem {
    claim: Record,
    ref_area: String,
    unit_measure: String,
}

impl ObservationItem {
    /// The observation that a claim of a document states; `lexicon` has the codes of places and units.
    pub fn new(claim: Record, metadata: &Metadata, lexicon: &Lexicon) -> ObservationItem {
        let area = claim.area.as_deref();
        let area = area.map(|area| code_of_area(area, metadata.place.as_deref(), lexicon));
        let unit = claim
            .unit
            .as_deref()
            .map(|unit| code_of_unit(unit, lexicon));
        let unit = unit.unwrap_or(NONE).to_string();
        ObservationItem {
            ref_area: area.unwrap_or_else(|| UNKNOWN.to_string()),
            unit_measure: unit,
            claim,
        }
    }

    /// The columns of an observation.
    pub fn columns() -> Vec<Column> {
        COLUMNS.map(|(name, of)| Column::new(name, of)).into()
    }

    /// A number of the claim; one that says how something fell is negative.
    fn value<'a>(&self, number: &'a str) -> Cell<'a> {
        let c = &self.claim;
        let moves = matches!(c.kind, Some(Kind::Growth | Kind::Change | Kind::RankChange));
        match (number.parse::<Decimal>(), c.direction) {
            (Ok(n), Some(Direction::Down)) if moves && !n.is_zero() => Cell::Decimal(-n),
            (Ok(n), _) => Cell::Decimal(n),
            (Err(_), _) => Cell::Empty,
        }
    }
}

impl Row for ObservationItem {
    fn cells(&self) -> Vec<Cell<'_>> {
        let c = &self.claim;
        let text = |text: &'static str| Cell::text(text);
        let maybe = |text: &Option<String>| Cell::text(text.clone().unwrap_or_default());
        let indicator = c.indicator_id.as_deref().or(c.indicator.as_deref());
        let (value, parts) = match &c.number {
            Numbers::One(number) => (self.value(number), Cell::Empty),
            Numbers::Parts(parts) => (Cell::Empty, Cell::text(parts.join(":"))),
        };
        vec![
            text(STRUCTURE.0),
            text(STRUCTURE.1),
            text(ACTION),
            Cell::text(indicator.unwrap_or(UNKNOWN)),
            Cell::text(&self.ref_area),
            text(transformation(c)),
            Cell::text(&self.unit_measure),
            Cell::text(&c.id),
            Cell::text(c.period.as_deref().map(time_period).unwrap_or_default()),
            value,
            c.number_to
                .as_deref()
                .map_or(Cell::Empty, |n| self.value(n)),
            Cell::Integer(c.scale.into()),
            text(obs_status(c.status)),
            Cell::text(name(&c.bound)),
            Cell::text(c.status.as_ref().map(name).unwrap_or_default()),
            Cell::text(c.confidence.map(|c| c.to_string()).unwrap_or_default()),
            maybe(&c.baseline),
            maybe(&c.whole),
            maybe(&c.scope),
            maybe(&c.indicator),
            maybe(&c.area),
            maybe(&c.unit),
            parts,
            Cell::text(&c.document),
            maybe(&c.section),
            Cell::text(&c.sentence),
            Cell::count(c.sentence_start),
            Cell::count(c.start),
            Cell::count(c.end),
        ]
    }
}

/// The GB/T 2260 code of a place, by its name or by its name below the place of the report; without a code its name.
fn code_of_area(area: &str, place: Option<&str>, lexicon: &Lexicon) -> String {
    let code = |name: &str| {
        let (path, is_whole) = lexicon.areas.path(name);
        let last = path.last().filter(|_| is_whole);
        last.map(|area| area.code.clone())
    };
    let below = || code(&format!("{}{area}", place?));
    code(area)
        .or_else(below)
        .unwrap_or_else(|| area.to_string())
}

/// The code of a unit, ISO 4217 or UCUM; without a code its name.
fn code_of_unit<'a>(unit: &'a str, lexicon: &'a Lexicon) -> &'a str {
    let Some(known) = lexicon.units.get(unit) else {
        return unit;
    };
    // 角 is a part of CNY, and no unit of ISO 4217.
    let is_part = known.is_of("currency") && known.base.as_ref() != known.name;
    match known.code.is_empty() || is_part {
        true => &known.name,
        false => &known.code,
    }
}

/// How the value is made of the indicator: codes of SDMX for levels, growth and changes, and codes of our own.
fn transformation(claim: &Record) -> &'static str {
    let baseline = claim.baseline.as_deref().unwrap_or_default();
    let year_before = matches!(baseline, "上年" | "上年同期" | "去年" | "去年同期");
    let period_before = matches!(baseline, "上期" | "上月" | "上季度");
    match claim.kind {
        Some(Kind::Growth) if year_before => "GY",
        Some(Kind::Growth) if period_before => "G1",
        Some(Kind::Growth) => "G",
        Some(Kind::Change) if period_before => "D1",
        Some(Kind::Change) => "D",
        Some(Kind::Share) => "SHARE",
        Some(Kind::Progress) => "PROGRESS",
        Some(Kind::Rank) => "RANK",
        Some(Kind::RankChange) => "RANK_CHANGE",
        Some(Kind::Multiple) => "MULTIPLE",
        Some(Kind::Ratio) => "RATIO",
        Some(Kind::Duration) => "DURATION",
        Some(Kind::Level) | None => "N",
    }
}

/// The code of CL_OBS_STATUS: a target is, like a forecast, a value that a later time is to have.
fn obs_status(status: Option<Status>) -> &'static str {
    match status {
        Some(Status::Target) => "F",
        Some(Status::Estimate) => "E",
        Some(Status::Actual) | None => "A",
    }
}

/// A period as SDMX writes it: years, months, quarters and half-years as they are, a span from its first day with its length.
fn time_period(period: &str) -> String {
    let Some((from, to)) = period.split_once('/') else {
        return period.to_string();
    };
    let (Some(from), Some(to)) = (Month::first(from), Month::last(to)) else {
        return period.to_string();
    };
    let months = to.0 - from.0 + 1;
    let (year, month) = ((from.0) / 12, (from.0) % 12 + 1);
    match months {
        ..=0 => period.to_string(),
        12.. if months % 12 == 0 => format!("{year:04}-{month:02}-01/P{}Y", months / 12),
        _ => format!("{year:04}-{month:02}-01/P{months}M"),
    }
}

/// A month, counted from the year 0.
struct Month(i32);

impl Month {
    /// The first month of a year or of a month.
    fn first(text: &str) -> Option<Month> {
        Month::read(text, 1)
    }

    /// The last month of a year or of a month.
    fn last(text: &str) -> Option<Month> {
        Month::read(text, 12)
    }

    fn read(text: &str, of_year: i32) -> Option<Month> {
        let (year, month) = match text.split_once('-') {
            Some((year, month)) => (year, month.parse().ok()?),
            None => (text, of_year),
        };
        let year: i32 = year.parse().ok().filter(|_| year.len() == 4)?;
        (1..=12)
            .contains(&month)
            .then_some(Month(year * 12 + month - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_of_sdmx() {
        assert_eq!(time_period("2017"), "2017");
        assert_eq!(time_period("2018-05"), "2018-05");
        assert_eq!(time_period("2016/2020"), "2016-01-01/P5Y");
        assert_eq!(time_period("2018-01/2018-06"), "2018-01-01/P6M");
        assert_eq!(time_period("2017-07/2018-06"), "2017-07-01/P1Y");
        assert_eq!(time_period("1949/2019"), "1949-01-01/P71Y");
        // What cannot be read stays as it is.
        assert_eq!(time_period("2020/2016"), "2020/2016");
        assert_eq!(time_period("/2020"), "/2020");
    }

    #[test]
    fn codes_of_places() {
        let lexicon = Lexicon::builtin();
        let code = |area: &str, place: Option<&str>| code_of_area(area, place, lexicon);
        assert_eq!(code("清远市", None), "441800");
        assert_eq!(code("全国", None), "全国");
        assert_eq!(code("中国", None), "000000");
        // Several cities have a district of that name.
        assert_eq!(code("鼓楼区", None), "鼓楼区");
        assert_eq!(code("鼓楼区", Some("南京市")), "320106");
        assert_eq!(code("某某开发区", Some("清远市")), "某某开发区");
    }

    #[test]
    fn codes_of_units() {
        let code = |unit: &str| code_of_unit(unit, Lexicon::builtin()).to_string();
        assert_eq!(code("元"), "CNY");
        assert_eq!(code("角"), "角");
        assert_eq!(code("㎡"), "m2");
        assert_eq!(code("家"), "家");
        assert_eq!(code("人参"), "人参");
    }

    #[test]
    fn a_fall_is_negative_and_a_low_level_is_not() {
        let read = |text: &str| -> Vec<Vec<String>> {
            let document = crate::document::Document {
                id: "甲".into(),
                text: text.into(),
                metadata: Metadata {
                    place: Some("清远市".into()),
                    covers: Some(2017),
                    ..Metadata::default()
                },
                pages: Vec::new(),
            };
            let lexicon = Lexicon::builtin();
            let extraction = crate::extract::extract(&document, lexicon);
            let records = super::super::record::records(&document, &extraction);
            let observed = records
                .into_iter()
                .map(|r| ObservationItem::new(r, &document.metadata, lexicon));
            observed
                .map(|o| o.cells().iter().map(|c| c.shown().into_owned()).collect())
                .collect()
        };
        let of = |row: &[String], name: &str| {
            let at = COLUMNS.iter().position(|(column, _)| *column == name);
            row[at.unwrap()].clone()
        };
        let rows = read("全市地区生产总值1500.9亿元，比上年下降5%左右，能耗降至0.5吨标准煤。");
        let gdp = &rows[0];
        assert_eq!(of(gdp, "INDICATOR"), "gdp");
        assert_eq!(of(gdp, "OBS_VALUE"), "1500.9");
        assert_eq!(of(gdp, "UNIT_MULT"), "8");
        assert_eq!(of(gdp, "UNIT_MEASURE"), "CNY");
        assert_eq!(of(gdp, "REF_AREA"), "441800");
        assert_eq!(of(gdp, "TRANSFORMATION"), "N");
        assert_eq!(of(gdp, "CLAIM_ID"), "甲:8");
        let fall = &rows[1];
        assert_eq!(of(fall, "OBS_VALUE"), "-5");
        assert_eq!(of(fall, "TRANSFORMATION"), "GY");
        assert_eq!(
            (of(fall, "BOUND"), of(fall, "OBS_STATUS")),
            ("~".into(), "A".into())
        );
        assert_eq!(of(&rows[2], "OBS_VALUE"), "0.5");
        assert!(rows.iter().all(|row| row.len() == COLUMNS.len()));
    }
}
