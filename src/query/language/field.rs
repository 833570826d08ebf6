//! The fields that a query can ask for, by their Chinese and English names, and the Chinese names of their values.

/// A property of a claim or its document that a query can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The thing measured: part of its name, a synonym, or the id of a known one.
    Indicator,
    /// The unit: `%`, `元`, `亿元` (the same as 元).
    Unit,
    /// The unit's dimension: `currency`, `area`, `percentage`.
    Dimension,
    /// The kind of claim: `level`, `growth`, `rank`.
    Kind,
    /// `up`, `down`.
    Direction,
    /// `actual`, `target`, `estimate`.
    Status,
    /// How the number bounds the value: `=`, `~`, `>`, `>=`, `<`, `<=`.
    Bound,
    /// The year of the document: `2017`, `2015..2020`.
    Year,
    /// The time the claim speaks of: `2017`, `2015..2020`, `2017-Q1`.
    Period,
    /// The place of the document or the place that the claim speaks of; a province finds its cities and counties.
    Place,
    /// The place that the claim speaks of; a province finds its cities and counties.
    Area,
    /// The document: its id, or part of its title.
    Document,
    /// Part of a heading that the sentence stands under.
    Section,
    /// The least confidence: `0.9`, `90%`, `high`.
    Confidence,
}

/// A field with its names.
pub(crate) struct FieldName {
    /// The field.
    pub field: Field,
    /// The English name; also that of the option.
    pub english: &'static str,
    /// The Chinese names, the usual one first.
    pub chinese: &'static [&'static str],
    /// A value as an example.
    pub example: &'static str,
}

impl FieldName {
    const fn new(
        field: Field,
        english: &'static str,
        chinese: &'static [&'static str],
        example: &'static str,
    ) -> Self {
        FieldName {
            field,
            english,
            chinese,
            example,
        }
    }

    /// All fields, in the order in which they are told of.
    pub const ALL: [FieldName; 14] = [
        Self::new(Field::Indicator, "indicator", &["指标"], "固定资产投资"),
        Self::new(Field::Unit, "unit", &["单位"], "亿元"),
        Self::new(Field::Dimension, "dimension", &["量纲", "维度"], "currency"),
        Self::new(Field::Kind, "kind", &["类型", "类别"], "growth"),
        Self::new(Field::Direction, "direction", &["方向"], "up"),
        Self::new(Field::Status, "status", &["状态"], "target"),
        Self::new(Field::Bound, "bound", &["界限"], ">="),
        Self::new(Field::Year, "year", &["年份", "年度"], "2015..2018"),
        Self::new(Field::Period, "period", &["时期", "期间"], "2017"),
        Self::new(Field::Place, "place", &["地区", "地方"], "广东"),
        Self::new(Field::Area, "area", &["地域"], "广东"),
        Self::new(
            Field::Document,
            "document",
            &["文档", "文件", "报告", "标题"],
            "清远-2017",
        ),
        Self::new(Field::Section, "section", &["章节"], "工作回顾"),
        Self::new(Field::Confidence, "confidence", &["置信度"], "high"),
    ];
}

impl Field {
    /// All fields, in the order in which they are told of.
    pub const ALL: [Field; 14] = {
        let mut all = [Field::Indicator; 14];
        let mut i = 0;
        while i < all.len() {
            all[i] = FieldName::ALL[i].field;
            i += 1;
        }
        all
    };

    /// The field's names.
    pub(crate) fn name(self) -> &'static FieldName {
        static ALL: [FieldName; 14] = FieldName::ALL;
        ALL.iter().find(|n| n.field == self).unwrap_or(&ALL[0])
    }

    /// The field's English name; also that of the option and of the facet.
    pub fn english(self) -> &'static str {
        self.name().english
    }

    /// All names of all fields, the usual ones first.
    pub(crate) fn all_names() -> Vec<String> {
        let chinese = FieldName::ALL.iter().filter_map(|n| n.chinese.first());
        let english = FieldName::ALL.iter().map(|n| &n.english);
        chinese
            .chain(english)
            .map(|name| name.to_string())
            .collect()
    }

    /// All names of the values of the field, where it has few.
    pub(crate) fn value_names(self) -> Vec<String> {
        let values = self.named_values().iter();
        let names =
            values.flat_map(|(english, chinese)| std::iter::once(english).chain(chinese.first()));
        names.map(|name| name.to_string()).collect()
    }

    /// The name of the option that asks for the field.
    pub fn option(self) -> &'static str {
        match self {
            Field::Confidence => "min-confidence",
            _ => self.english(),
        }
    }

    /// The field called `name`, in Chinese or English.
    pub fn called(name: &str) -> Option<Field> {
        let name = name.to_lowercase();
        let found = FieldName::ALL
            .iter()
            .find(|n| n.english == name || n.chinese.contains(&name.as_str()));
        found.map(|n| n.field)
    }

    /// The values of the field that have names, each English one with its Chinese ones.
    pub(crate) fn named_values(self) -> &'static [(&'static str, &'static [&'static str])] {
        match self {
            Field::Kind => &[
                ("level", &["水平", "总量", "绝对值"]),
                ("change", &["变化", "增减", "变动"]),
                ("growth", &["增长", "增速", "增长率"]),
                ("share", &["占比", "比重", "份额"]),
                ("progress", &["进度", "完成率"]),
                ("rank", &["排名", "位次", "名次"]),
                ("rank_change", &["位次变化", "名次变化"]),
                ("multiple", &["倍数", "倍"]),
                ("ratio", &["比例", "比"]),
                ("duration", &["时长", "期限", "天数"]),
            ],
            Field::Direction => &[
                ("up", &["上升", "增长", "增加", "升", "增"]),
                ("down", &["下降", "减少", "降低", "降", "减"]),
            ],
            Field::Status => &[
                ("actual", &["实际", "实绩", "完成"]),
                ("target", &["目标", "计划"]),
                ("estimate", &["预计", "估计"]),
            ],
            Field::Bound => &[
                ("=", &["等于", "正好", "确切"]),
                ("~", &["约", "大约", "左右"]),
                (">", &["多", "余", "超过", "大于"]),
                (">=", &["以上", "不低于", "至少"]),
                ("<", &["近", "不足", "不到", "小于"]),
                ("<=", &["以内", "不超过", "至多"]),
            ],
            Field::Dimension => super::label::DIMENSIONS,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_language_names_a_field() {
        assert_eq!(Field::called("指标"), Some(Field::Indicator));
        assert_eq!(Field::called("YEAR"), Some(Field::Year));
        assert_eq!(Field::called("色"), None);
        for name in &FieldName::ALL {
            assert_eq!(name.field.name().english, name.english);
        }
    }
}
