//! The options that say of a report what cannot be told from it.

use clap::ValueEnum;
use zhishu::{Encoding, Level, Metadata, ReportKind};

/// What the user says of a report; it goes before a manifest and before what name and text tell.
#[derive(clap::Args)]
#[command(
    next_help_heading = "What is known of the report (else from a manifest, its first lines and its name)"
)]
pub struct Describe {
    /// Its title
    #[arg(long, value_name = "TEXT", value_parser = said)]
    pub title: Option<String>,
    /// The place whose report it is: 清远市
    #[arg(long = "place", id = "describe_place", value_name = "PLACE", value_parser = said)]
    pub place: Option<String>,
    /// The year that its title carries
    #[arg(long = "year", id = "describe_year", value_name = "YEAR", value_parser = year, allow_negative_numbers = true)]
    pub year: Option<i32>,
    /// The year whose results it reports
    #[arg(long, value_name = "YEAR", value_parser = year, allow_negative_numbers = true)]
    pub covers: Option<i32>,
    /// The level of the place
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<LevelArg>,
    /// The GB/T 2260 code of the place [default: that of the place in the report's year]
    #[arg(long, value_name = "CODE", value_parser = code)]
    pub code: Option<String>,
    /// The office that issued it: 清远市统计局
    #[arg(long, value_name = "OFFICE", value_parser = said)]
    pub issuer: Option<String>,
    /// The day on which it was given: 2018-01-10, or 2018-01
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub date: Option<String>,
    /// What sort of report it is
    #[arg(long = "kind", id = "describe_kind", value_name = "KIND")]
    pub kind: Option<KindArg>,
    /// The encoding of its text: gbk, gb18030, big5, utf-8, utf-16le, … [default: told from its bytes]
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<Encoding>,
}

/// Words that say something.
fn said(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("it is empty; leave the option out for what is not known".to_string()),
        words => Ok(words.to_string()),
    }
}

/// A year that a report or a plan can be of.
pub fn year(text: &str) -> Result<i32, String> {
    let years = 1900..=2100;
    let year = text.parse().ok().filter(|y| years.contains(y));
    year.ok_or_else(|| "give a year from 1900 to 2100".to_string())
}

/// A code of the standard.
fn code(text: &str) -> Result<String, String> {
    let is_code = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
    let code = is_code.then(|| text.to_string());
    code.ok_or_else(|| "give the six digits of GB/T 2260: 441800".to_string())
}

/// A date, to the day or to the month.
fn date(text: &str) -> Result<String, String> {
    zhishu::iso_date(text).ok_or_else(|| "give a date as 2018-01-10 or 2018-01".to_string())
}

/// A level as the user writes it.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LevelArg {
    National,
    Province,
    City,
    County,
    Town,
}

/// A sort of report as the user writes it.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum KindArg {
    /// A government work report
    Work,
    /// A statistical bulletin
    Bulletin,
    /// A budget report
    Budget,
    /// A plan of one or of five years, or a report on one
    Plan,
    /// Any other report
    Report,
}

impl Describe {
    /// What was said.
    pub fn metadata(&self) -> Metadata {
        Metadata {
            title: self.title.clone(),
            place: self.place.clone(),
            year: self.year,
            covers: self.covers,
            level: self.level.map(|level| match level {
                LevelArg::National => Level::National,
                LevelArg::Province => Level::Province,
                LevelArg::City => Level::City,
                LevelArg::County => Level::County,
                LevelArg::Town => Level::Town,
            }),
            kind: self.kind.map(|kind| match kind {
                KindArg::Work => ReportKind::Work,
                KindArg::Bulletin => ReportKind::Bulletin,
                KindArg::Budget => ReportKind::Budget,
                KindArg::Plan => ReportKind::Plan,
                KindArg::Report => ReportKind::Report,
            }),
            code: self.code.clone(),
            issuer: self.issuer.clone(),
            date: self.date.clone(),
            source: None,
        }
    }
}
