//! Tables whose rows are years: the columns name what is measured, and several units over the table are theirs in turn.

use super::column::{Column, ColumnRole, unit};
use crate::claim::Kind;
use crate::lexicon::Lexicon;

/// The column as it reads in the row of a year; `None` where its title does not name what is measured: 总量, 增长.
pub(crate) fn of_year(column: &Column, year: i32) -> Option<Column> {
    const NAMELESS: [&str; 8] = [
        "总量",
        "绝对数",
        "绝对值",
        "总额",
        "数量",
        "数值",
        "金额",
        "合计",
    ];
    let named = column.kind == Some(Kind::Level)
        && column.title.chars().count() >= 2
        && !NAMELESS.contains(&column.title.as_str());
    named.then(|| Column {
        year: Some(year),
        ..column.clone()
    })
}

/// Gives the units of 单位:张、人 to the columns in turn, where none has one of its own and each unit is said equally often.
pub(crate) fn share_units(columns: &mut [Column], caption: &str, lexicon: &Lexicon) {
    let Some((_, line)) = caption.split_once("单位:") else {
        return;
    };
    let line = line.split(' ').next().unwrap_or_default();
    let units: Vec<(String, u32)> = line
        .split('、')
        .map_while(|name| unit(name, lexicon))
        .collect();
    let values = columns.iter().filter(|c| c.role == ColumnRole::Value);
    let levels = values.clone().all(|c| c.kind == Some(Kind::Level));
    let alike = values
        .clone()
        .all(|c| c.unit == units[..].first().map_or("", |(u, _)| u));
    let n = values.count();
    if units.len() < 2 || units.len() != line.split('、').count() || !levels || !alike {
        return;
    }
    if n == 0 || !n.is_multiple_of(units.len()) {
        return;
    }
    let values = columns.iter_mut().filter(|c| c.role == ColumnRole::Value);
    for (column, (name, scale)) in values.zip(units.iter().cycle()) {
        column.unit = name.clone();
        column.scale = *scale;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::column::column;

    fn units(titles: &[&str], caption: &str) -> Vec<String> {
        let of = |t: &&str| column(t, caption, Lexicon::builtin());
        let mut columns: Vec<Column> = titles.iter().map(of).collect();
        share_units(&mut columns, caption, Lexicon::builtin());
        columns.into_iter().skip(1).map(|c| c.unit).collect()
    }

    #[test]
    fn units_are_shared_in_turn() {
        assert_eq!(
            units(&["年份", "床位", "医生"], "单位:张、人"),
            ["张", "人"]
        );
        assert_eq!(units(&["年份", "床位"], "单位:张、人"), ["张"]);
        assert_eq!(
            units(&["年份", "产值", "增长"], "单位:亿元、%"),
            ["元", "%"]
        );
    }

    #[test]
    fn a_title_that_names_nothing_gives_no_indicator() {
        let of = |t: &str| of_year(&column(t, "", Lexicon::builtin()), 2020);
        assert_eq!(of("床位数(张)").and_then(|c| c.year), Some(2020));
        assert_eq!(of("总量(亿元)"), None);
        assert_eq!(of("比上年增长(%)"), None);
    }
}
