//! The fields of the metadata as a list: their names, and their values as they are written.

use super::{Level, Metadata, ReportKind};

/// A field of [`Metadata`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MetadataField {
    /// The title.
    Title,
    /// The place whose report it is.
    Place,
    /// The GB/T 2260 code of the place.
    Code,
    /// The administrative level of the place.
    Level,
    /// What sort of report it is.
    Kind,
    /// The year that the title carries.
    Year,
    /// The year whose results it reports.
    Covers,
    /// The office that signed it or in whose name it was given.
    Issuer,
    /// The day on which it was given or published.
    Date,
    /// Where the text came from.
    Source,
}

impl MetadataField {
    /// All fields, in the order in which they are shown.
    pub const ALL: [MetadataField; 10] = [
        MetadataField::Title,
        MetadataField::Place,
        MetadataField::Code,
        MetadataField::Level,
        MetadataField::Kind,
        MetadataField::Year,
        MetadataField::Covers,
        MetadataField::Issuer,
        MetadataField::Date,
        MetadataField::Source,
    ];

    /// The key of the field, the same in every format.
    pub fn name(self) -> &'static str {
        match self {
            MetadataField::Title => "title",
            MetadataField::Place => "place",
            MetadataField::Code => "code",
            MetadataField::Level => "level",
            MetadataField::Kind => "kind",
            MetadataField::Year => "year",
            MetadataField::Covers => "covers",
            MetadataField::Issuer => "issuer",
            MetadataField::Date => "date",
            MetadataField::Source => "source",
        }
    }

    /// The value of the field as it is written; `None` where nothing is said.
    pub fn of(self, metadata: &Metadata) -> Option<String> {
        match self {
            MetadataField::Title => metadata.title.clone(),
            MetadataField::Place => metadata.place.clone(),
            MetadataField::Code => metadata.code.clone(),
            MetadataField::Level => metadata.level.map(|level| level.name().to_owned()),
            MetadataField::Kind => metadata.kind.map(|kind| kind.name().to_owned()),
            MetadataField::Year => metadata.year.map(|year| year.to_string()),
            MetadataField::Covers => metadata.covers.map(|year| year.to_string()),
            MetadataField::Issuer => metadata.issuer.clone(),
            MetadataField::Date => metadata.date.clone(),
            MetadataField::Source => metadata.source.clone(),
        }
    }

    /// Whether the metadata says anything of the field.
    pub fn is_said(self, metadata: &Metadata) -> bool {
        self.of(metadata).is_some()
    }

    /// Puts what `from` says of the field in its place in `to`.
    pub fn copy(self, from: &Metadata, to: &mut Metadata) {
        match self {
            MetadataField::Title => to.title.clone_from(&from.title),
            MetadataField::Place => to.place.clone_from(&from.place),
            MetadataField::Code => to.code.clone_from(&from.code),
            MetadataField::Level => to.level = from.level,
            MetadataField::Kind => to.kind = from.kind,
            MetadataField::Year => to.year = from.year,
            MetadataField::Covers => to.covers = from.covers,
            MetadataField::Issuer => to.issuer.clone_from(&from.issuer),
            MetadataField::Date => to.date.clone_from(&from.date),
            MetadataField::Source => to.source.clone_from(&from.source),
        }
    }
}

impl Level {
    /// The level as it is written in every format.
    pub fn name(self) -> &'static str {
        match self {
            Level::National => "national",
            Level::Province => "province",
            Level::City => "city",
            Level::County => "county",
            Level::Town => "town",
        }
    }

    /// The level of the place that has this GB/T 2260 code; the country is 000000.
    pub fn of_code(code: &str) -> Level {
        match code {
            "000000" => Level::National,
            code if code.ends_with("0000") => Level::Province,
            code if code.ends_with("00") => Level::City,
            _ => Level::County,
        }
    }

    /// The level that a word says, in English or in Chinese: county, 县, 区县, 县级.
    pub fn said(word: &str) -> Option<Level> {
        Some(
            match word.trim().to_ascii_lowercase().trim_end_matches('级') {
                "national" | "country" | "国家" | "中央" | "全国" => Level::National,
                "province" | "provincial" | "省" | "省市" | "自治区" | "直辖市" => {
                    Level::Province
                }
                "city" | "prefecture" | "市" | "地市" | "地" | "州" | "盟" | "地区" => {
                    Level::City
                }
                "county" | "district" | "县" | "区" | "县区" | "区县" | "旗" | "县市" => {
                    Level::County
                }
                "town" | "township" | "镇" | "乡" | "乡镇" | "街道" => Level::Town,
                _ => return None,
            },
        )
    }
}

impl ReportKind {
    /// The kind as it is written in every format.
    pub fn name(self) -> &'static str {
        match self {
            ReportKind::Work => "work",
            ReportKind::Bulletin => "bulletin",
            ReportKind::Budget => "budget",
            ReportKind::Plan => "plan",
            ReportKind::Report => "report",
        }
    }

    /// The kind that a word says, in English or in Chinese: work, gwr, 政府工作报告, 统计公报.
    pub fn said(word: &str) -> Option<ReportKind> {
        Some(match word.trim().to_ascii_lowercase().as_str() {
            "work" | "gwr" | "政府工作报告" | "工作报告" | "施政报告" => {
                ReportKind::Work
            }
            "bulletin" | "统计公报" | "公报" | "国民经济和社会发展统计公报" => {
                ReportKind::Bulletin
            }
            "budget" | "预算报告" | "预算" | "决算报告" | "决算" | "财政预算报告" => {
                ReportKind::Budget
            }
            "plan" | "计划报告" | "计划" | "规划" | "规划纲要" | "五年规划" | "五年计划" => {
                ReportKind::Plan
            }
            "report" | "econ" | "报告" | "其他" | "其他报告" | "其它" | "经济运行" => {
                ReportKind::Report
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_goes_before_what_else_is_known() {
        let first = Metadata {
            year: Some(2018),
            code: Some("130608".into()),
            ..Metadata::default()
        };
        let second = Metadata {
            year: Some(2017),
            issuer: Some("清河市统计局".into()),
            ..Metadata::default()
        };
        let both = first.over(&second);
        assert_eq!((both.year, both.code), (Some(2018), Some("130608".into())));
        assert_eq!(both.issuer.as_deref(), Some("清河市统计局"));
        assert_eq!(both.date, None);
    }

    #[test]
    fn every_field_has_a_name_and_a_value() {
        let all = Metadata {
            title: Some("题".into()),
            place: Some("甲县".into()),
            code: Some("1".into()),
            level: Some(Level::County),
            kind: Some(ReportKind::Plan),
            year: Some(1),
            covers: Some(2),
            issuer: Some("甲县人民政府".into()),
            date: Some("2018-01".into()),
            source: Some("x".into()),
        };
        let keys = serde_json::to_value(&all).unwrap();
        for field in MetadataField::ALL {
            assert!(keys.get(field.name()).is_some(), "{}", field.name());
            let written = keys[field.name()].to_string();
            let written = written.trim_matches('"');
            assert_eq!(field.of(&all).as_deref(), Some(written));
            let mut copied = Metadata::default();
            assert!(!field.is_said(&copied));
            field.copy(&all, &mut copied);
            assert!(field.is_said(&copied));
        }
    }

    #[test]
    fn levels_and_kinds_are_said_in_two_languages() {
        assert_eq!(Level::said("County"), Some(Level::County));
        assert_eq!(Level::said("县级"), Some(Level::County));
        assert_eq!(Level::said("省"), Some(Level::Province));
        assert_eq!(Level::said("x"), None);
        assert_eq!(ReportKind::said("政府工作报告"), Some(ReportKind::Work));
        assert_eq!(ReportKind::said("plan"), Some(ReportKind::Plan));
        assert_eq!(ReportKind::said("x"), None);
    }
}
