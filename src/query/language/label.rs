//! What stands before the sign of a quantity: 金额>1亿元, 增长>10%, 占比>50%, 第1..3位, 地区生产总值>1000亿元.

use super::field::Field;

/// What a quantity is to be one of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Label {
    /// A value of a dimension: 金额, 面积.
    Dimension(&'static str),
    /// A claim of some kinds, moving one way where a way is given: 增长, 下降, 占比.
    Kind(&'static [&'static str], Option<&'static str>),
    /// A standing: 排名, 第.
    Rank,
    /// The value of a field that has an order: 年份, 置信度.
    Field(Field),
    /// What is measured: 地区生产总值.
    Indicator(String),
}

/// The dimensions that have Chinese names, with those.
pub(crate) const DIMENSIONS: &[(&str, &[&str])] = &[
    ("currency", &["金额", "货币", "款额", "钱"]),
    ("area", &["面积"]),
    ("length", &["长度", "里程", "距离"]),
    ("mass", &["重量", "质量"]),
    ("volume", &["体积", "容积"]),
    ("percentage", &["百分比", "百分率", "比率"]),
    ("percentage_point", &["百分点"]),
    ("energy", &["电量", "能量"]),
    ("power", &["功率", "装机"]),
    ("time", &["时间"]),
    ("calendar", &["日期"]),
    ("count", &["数量", "个数"]),
    ("multiple", &["倍数"]),
    ("rate", &["单位量"]),
    ("concentration", &["浓度"]),
];

const RISES: [&str; 9] = [
    "增长", "增加", "上升", "提高", "增速", "增幅", "涨幅", "增", "growth",
];
const FALLS: [&str; 7] = ["下降", "减少", "降低", "降幅", "回落", "降", "decline"];
const SHARES: [&str; 5] = ["占比", "比重", "占", "份额", "share"];
const RANKS: [&str; 5] = ["排名", "位次", "名次", "第", "rank"];

impl Label {
    /// What `written` stands for; a word that is none of the labels names an indicator.
    pub fn of(written: &str) -> Label {
        let lower = written.to_lowercase();
        let word = lower.as_str();
        let dimension = DIMENSIONS
            .iter()
            .find(|(name, names)| *name == word || names.contains(&word));
        match word {
            _ if RISES.contains(&word) => Label::Kind(&["growth", "change"], Some("up")),
            _ if FALLS.contains(&word) => Label::Kind(&["growth", "change"], Some("down")),
            _ if SHARES.contains(&word) => Label::Kind(&["share"], None),
            _ if RANKS.contains(&word) => Label::Rank,
            _ => match (dimension, Field::called(word)) {
                (Some((name, _)), _) => Label::Dimension(name),
                (None, Some(field)) => Label::Field(field),
                (None, None) => Label::Indicator(written.to_string()),
            },
        }
    }

    /// Whether it is one of the labels, and no indicator.
    pub fn is_known(&self) -> bool {
        !matches!(self, Label::Indicator(_))
    }
}

/// How a dimension is called in both languages: 金额 (currency).
pub(crate) fn dimension_of(english: &str) -> String {
    match DIMENSIONS.iter().find(|(name, _)| *name == english) {
        Some((name, [chinese, ..])) => format!("{chinese} ({name})"),
        _ => english.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_told_by_its_word() {
        assert_eq!(Label::of("金额"), Label::Dimension("currency"));
        assert_eq!(Label::of("Area"), Label::Dimension("area"));
        assert_eq!(
            Label::of("下降"),
            Label::Kind(&["growth", "change"], Some("down"))
        );
        assert_eq!(Label::of("第"), Label::Rank);
        assert_eq!(Label::of("年份"), Label::Field(Field::Year));
        assert_eq!(Label::of("财政收入"), Label::Indicator("财政收入".into()));
    }
}
