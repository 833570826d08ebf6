//! What a column of a table says of its numbers: unit, multiplier, kind, year.

use super::account;
use crate::claim::{Kind, Status};
use crate::lexicon::Lexicon;
use crate::text::CharClass;

/// What is known of a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Column {
    /// What its cells are.
    pub role: ColumnRole,
    /// The unit of its numbers; empty where neither header nor caption tells it.
    pub unit: String,
    /// Power of ten of the multiplier in the unit.
    pub scale: u32,
    /// The kind of its claims.
    pub kind: Option<Kind>,
    /// What a growth is compared with, or the goal that is met so far.
    pub baseline: Option<String>,
    /// What its shares are shares of.
    pub whole: Option<String>,
    /// Whether its numbers were reached, are expected or are planned, where the header tells it.
    pub status: Option<Status>,
    /// The year that the header names.
    pub year: Option<i32>,
    /// The level of administration whose accounts it holds: 市级.
    pub area: Option<String>,
    /// What it measures, where the columns differ in that: 招生数.
    pub measure: Option<String>,
    /// What the header names besides: 产量, 年末数.
    pub title: String,
}

impl Column {
    /// A column of growth in `unit`, of which nothing else is known.
    pub fn growth(unit: &str) -> Column {
        Column {
            role: ColumnRole::Value,
            unit: unit.to_string(),
            kind: Some(Kind::Growth),
            ..Column::default()
        }
    }
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum ColumnRole {
    /// Names of what is measured.
    #[default]
    Label,
    /// Units of the numbers in the same row.
    Unit,
    /// Numbers.
    Value,
}

/// Reads a header cell (folded, without spaces) under a caption.
pub(crate) fn column(header: &str, caption: &str, lexicon: &Lexicon) -> Column {
    let mut out = Column::default();
    let has = |words: &[&str]| words.iter().any(|w| header.contains(w));
    // 机关事业单位基本养老保险基金 is no column of units.
    if header.ends_with("单位") && header.chars().count() <= 4 {
        out.role = ColumnRole::Unit;
        return out;
    }
    let bracket = header
        .rfind('(')
        .and_then(|i| header[i + 1..].split(')').next())
        .map(|u| u.trim_start_matches("单位:"));
    let behind = header.ends_with('%').then_some("%");
    let known = bracket.or(behind).and_then(|b| unit(b, lexicon));
    let moves = [
        "增长", "增速", "涨跌", "增幅", "上涨", "下降", "增减", "涨幅", "±", "同比",
    ];
    let growth = has(&moves)
        || moves.iter().any(|w| caption.contains(w))
            && known.as_ref().is_some_and(|(u, _)| u == "%");
    out.title = header.split('(').next().unwrap_or(header).to_string();
    let measured_by = account::measured_by(&out.title).filter(|_| !growth);
    let progress = measured_by.is_some_and(account::is_goal);
    let share = !progress
        && (has(&["比重", "占比", "构成", "份额", "比例"])
            || measured_by.is_some() && out.title.contains('占'));
    // What a number is compared with is not of its own year: 比2024年决算数增长.
    let own = out.title.split('比').next().unwrap_or_default();
    out.year = year(own);
    if !progress && !share {
        out.status = account::status(own);
    }
    let known_unit = known.clone();
    let (unit_name, scale) = known
        .or_else(|| unit_line(caption, lexicon))
        .unwrap_or_default();
    out.unit = unit_name;
    out.scale = scale;
    let named = [
        "指标",
        "名称",
        "项目",
        "行业",
        "产品",
        "地区",
        "分组",
        "类别",
        "分类",
        "品种",
        "种类",
        "科目",
        "县区",
        "区县",
        "编码",
        "级次",
        "年份",
        "单位名称",
    ];
    if named.iter().any(|n| header.contains(n)) && bracket.is_none() && !growth && !share {
        return out;
    }
    out.role = ColumnRole::Value;
    if progress {
        out.kind = Some(Kind::Progress);
        out.baseline = measured_by.map(str::to_string);
        out.unit = "%".to_string();
        out.scale = 0;
    } else if share {
        out.kind = Some(Kind::Share);
        out.whole = measured_by.map(str::to_string);
        if bracket.is_none() {
            out.unit = "%".to_string();
            out.scale = 0;
        }
    } else if growth {
        let points = out.unit == "百分点";
        // 比上年预算数增减 under 单位:万元 is in that unit.
        let amount = known_unit.is_none()
            && out.title.ends_with("增减")
            && !matches!(out.unit.as_str(), "" | "%")
            && !caption.contains('%');
        let change = points || amount;
        out.kind = Some(if change { Kind::Change } else { Kind::Growth });
        if !amount && (bracket.is_none() || !points) {
            out.unit = "%".to_string();
            out.scale = 0;
        }
        let text = format!("{header}{caption}");
        out.baseline = ["上年同期", "上年末", "上年"]
            .iter()
            .find(|w| text.contains(*w))
            .map(|w| w.to_string())
            .or_else(|| header.contains("同比").then(|| "上年同期".to_string()));
    } else if has(&["位次", "排名", "排位"]) {
        out.kind = Some(Kind::Rank);
        out.unit = "位".to_string();
        out.scale = 0;
    } else {
        out.kind = Some(Kind::Level);
        out.baseline = index_base(header).or_else(|| index_base(caption));
    }
    out
}

/// What an index is reckoned from: 上年同期=100, 以上年为100.
fn index_base(text: &str) -> Option<String> {
    let at = text.find("=100").or_else(|| text.find("为100"))?;
    ["上年同期", "上年", "上月", "基期"]
        .iter()
        .find(|w| text[..at].ends_with(*w))
        .map(|w| w.to_string())
}

/// A unit with its multiplier as a header or a unit column writes it: 亿千瓦时, 万人, %.
pub(crate) fn unit(text: &str, lexicon: &Lexicon) -> Option<(String, u32)> {
    let text = text.trim();
    let chars: Vec<char> = text.chars().collect();
    let whole = |from: usize| {
        lexicon
            .units
            .at_start(&chars[from..])
            .filter(|(n, _)| from + n == chars.len())
            .map(|(_, u)| u)
    };
    let mut scale = 0;
    for from in 0..chars.len() {
        if let Some(known) = whole(from) {
            let percent = known.dimension.starts_with("percentage");
            let name = if percent {
                known.name.clone()
            } else {
                chars[from..].iter().collect()
            };
            return Some((name, scale));
        }
        scale += match chars[from] {
            '百' => 2,
            '千' => 3,
            '万' => 4,
            '亿' => 8,
            _ => return (scale > 0 && from > 0).then(|| (chars[from..].iter().collect(), scale)),
        };
    }
    None
}

/// The unit that a line over the table gives: 单位:亿元.
fn unit_line(caption: &str, lexicon: &Lexicon) -> Option<(String, u32)> {
    let at = caption.find("单位:")? + "单位:".len();
    let text: String = caption[at..]
        .chars()
        .take_while(|c| c.is_word() || matches!(c, '%' | '/'))
        .collect();
    unit(&text, lexicon)
}

fn year(header: &str) -> Option<i32> {
    let at = header.find('年')?;
    let digits = header[..at]
        .chars()
        .rev()
        .take(4)
        .collect::<String>()
        .chars()
        .rev()
        .collect::<String>();
    digits.parse().ok().filter(|y| (1900..=2100).contains(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &str, caption: &str) -> (String, u32, Option<Kind>) {
        let c = column(header, caption, Lexicon::builtin());
        (c.unit, c.scale, c.kind)
    }

    #[test]
    fn reads_unit_and_kind_from_the_header() {
        assert_eq!(
            of("绝对数(亿千瓦时)", ""),
            ("千瓦时".to_string(), 8, Some(Kind::Level))
        );
        assert_eq!(
            of("比上年增长(%)", ""),
            ("%".to_string(), 0, Some(Kind::Growth))
        );
        assert_eq!(of("比重(%)", ""), ("%".to_string(), 0, Some(Kind::Share)));
        assert_eq!(
            of("播种面积(千公顷)", ""),
            ("公顷".to_string(), 3, Some(Kind::Level))
        );
    }

    #[test]
    fn reads_what_the_caption_adds() {
        assert_eq!(
            of("市区(%)", "居民消费价格涨跌幅度"),
            ("%".to_string(), 0, Some(Kind::Growth))
        );
        assert_eq!(
            of("2024年", "财政收入 单位:亿元"),
            ("元".to_string(), 8, Some(Kind::Level))
        );
    }

    #[test]
    fn a_difference_of_amounts_has_their_unit() {
        assert_eq!(
            of("比2025年预算数增减", "单位:万元"),
            ("元".to_string(), 4, Some(Kind::Change))
        );
        assert_eq!(
            of("比上年增减(%)", "单位:万元"),
            ("%".to_string(), 0, Some(Kind::Growth))
        );
        assert_eq!(of("比上年增减", "单位:亿元、%").2, Some(Kind::Growth));
    }

    #[test]
    fn reads_what_an_index_is_reckoned_from() {
        let of = |header: &str, caption: &str| column(header, caption, Lexicon::builtin()).baseline;
        assert_eq!(of("上年同期=100", "").as_deref(), Some("上年同期"));
        assert_eq!(of("指数", "价格指数(以上年为100)").as_deref(), Some("上年"));
        assert_eq!(of("绝对数(亿元)", "上年收入100亿元"), None);
    }

    #[test]
    fn knows_label_and_unit_columns() {
        assert_eq!(
            column("指标", "", Lexicon::builtin()).role,
            ColumnRole::Label
        );
        assert_eq!(
            column("单位", "", Lexicon::builtin()).role,
            ColumnRole::Unit
        );
        assert_eq!(
            column("机关事业单位养老基金", "", Lexicon::builtin()).role,
            ColumnRole::Value
        );
    }

    #[test]
    fn a_caption_of_growth_holds_of_columns_in_per_cent() {
        let of = |header: &str| column(header, "价格涨跌幅度", Lexicon::builtin()).kind;
        assert_eq!(of("市区(%)"), Some(Kind::Growth));
        assert_eq!(of("市区(元)"), Some(Kind::Level));
    }

    #[test]
    fn points_are_a_change_and_places_a_rank() {
        assert_eq!(
            of("增长(百分点)", ""),
            ("百分点".to_string(), 0, Some(Kind::Change))
        );
        assert_eq!(of("位次", ""), ("位".to_string(), 0, Some(Kind::Rank)));
        assert_eq!(of("位置", "").2, Some(Kind::Level));
        assert_eq!(
            of("增长", "单位:亿元"),
            ("%".to_string(), 0, Some(Kind::Growth))
        );
    }

    #[test]
    fn a_growth_is_compared_with_what_header_or_caption_names() {
        let of = |header: &str, caption: &str| column(header, caption, Lexicon::builtin()).baseline;
        assert_eq!(of("比上年末增长(%)", "").as_deref(), Some("上年末"));
        assert_eq!(of("增长(%)", "与上年比较").as_deref(), Some("上年"));
        assert_eq!(of("同比增长(%)", "").as_deref(), Some("上年同期"));
        assert_eq!(of("增长(%)", ""), None);
        assert_eq!(of("比上年增长", "").as_deref(), Some("上年"));
        assert_eq!(of("上年产量(吨)", ""), None);
    }

    #[test]
    fn a_column_of_names_has_no_unit() {
        let of = |header: &str| column(header, "", Lexicon::builtin()).role;
        assert_eq!(of("产品名称"), ColumnRole::Label);
        assert_eq!(of("项目(个)"), ColumnRole::Value);
        assert_eq!(of("行业增长"), ColumnRole::Value);
        assert_eq!(of("单位"), ColumnRole::Unit);
        assert_eq!(of("单位(个)"), ColumnRole::Value);
    }

    #[test]
    fn a_unit_is_the_whole_of_what_is_written() {
        let of = |text: &str| unit(text, Lexicon::builtin());
        let is = |name: &str, scale| Some((name.to_string(), scale));
        assert_eq!(of("亿千瓦时"), is("千瓦时", 8));
        assert_eq!(of("万人"), is("人", 4));
        assert_eq!(of("百分点"), is("百分点", 0));
        assert_eq!(of("人均"), None);
        assert_eq!(of("水泥"), None);
        assert_eq!(of(""), None);
    }

    #[test]
    fn a_year_stands_in_four_digits() {
        assert_eq!(year("2016年产量"), Some(2016));
        assert_eq!(year("截至2016年"), Some(2016));
        assert_eq!(year("16年产量"), None);
        assert_eq!(year("3016年产量"), None);
        assert_eq!(year("上年产量"), None);
    }
}
