//! Columns of accounts: what 预算数, 预计数 and 决算数 say of their numbers, and what a rate behind them takes from them.

use super::column::{Column, ColumnRole};
use crate::claim::{Kind, Status};

/// The words of an account's columns.
const WORDS: [(&str, Status); 9] = [
    ("预计", Status::Estimate),
    ("预算", Status::Target),
    ("计划", Status::Target),
    ("目标", Status::Target),
    ("决算", Status::Actual),
    ("执行", Status::Actual),
    ("完成", Status::Actual),
    ("实际", Status::Actual),
    ("快报", Status::Actual),
];

/// The status that a column's title (without its bracket) tells: 2025年预计数, 调整预算数, 收入完成.
pub(crate) fn status(title: &str) -> Option<Status> {
    // 一般公共预算收入 names an account and not a column of it.
    let of_a_column = |rest: &str| {
        rest.is_empty()
            || rest.starts_with(['数', '额', '值'])
            || WORDS.iter().any(|(w, _)| rest.starts_with(w))
    };
    let found = |(word, status): &(&str, Status)| {
        let at = title.find(word)?;
        let rest = &title[at + word.len()..];
        // 预算执行数 is what was carried out of a budget.
        let carried_out = *word == "预算" && rest.starts_with("执行");
        (of_a_column(rest) && !carried_out).then_some((at, *status))
    };
    let first = WORDS.iter().filter_map(found).min_by_key(|(at, _)| *at);
    first.map(|(_, status)| status)
}

/// What is left of a title without its words of an account: 收入 of 收入调整预算数.
pub(crate) fn without_status(title: &str) -> String {
    let first = WORDS.iter().filter_map(|(w, _)| title.find(w)).min();
    let before = title[..first.unwrap_or(title.len())].trim_end_matches("调整");
    before.to_string()
}

/// What a rate is measured by: of 占调整预算(%) 调整预算, of 占结余合计% 结余合计; `None` where the title names nothing.
pub(crate) fn measured_by(title: &str) -> Option<&str> {
    let opens = || ["完成", "为"].iter().find_map(|w| title.strip_prefix(w));
    let rest = title
        .rsplit_once('占')
        .map(|(_, rest)| rest)
        .or_else(opens)?;
    let rest = rest.trim_end_matches('%');
    let name = rest.strip_suffix("比重").unwrap_or(rest);
    let name = name.trim_end_matches('的');
    (!name.is_empty() && name != "比").then_some(name)
}

/// Whether what a rate is measured by is a goal: 预算, 调整预算数, 年计划.
pub(crate) fn is_goal(name: &str) -> bool {
    let name = name.strip_suffix('数').unwrap_or(name);
    ["预算", "计划", "目标", "任务"]
        .iter()
        .any(|w| name.ends_with(w))
}

/// Whether a line over a table is its name: 表1, 全市收入表, 全市支出表(按功能分类), 2026年收支草案.
pub(crate) fn is_name_of_table(line: &str) -> bool {
    let name = match line.rsplit_once('(') {
        Some((name, _)) if line.ends_with(')') => name,
        _ => line,
    };
    let dated = line.chars().take(4).all(|c| c.is_ascii_digit());
    let draft = dated && ["草案", "情况"].iter().any(|w| name.ends_with(w));
    name.ends_with('表') || line.starts_with('表') || draft
}

/// The year that the name of a table gives to the columns of an account: 表1 2026年全市收入表.
pub(crate) fn year_of_table(caption: &str) -> Option<i32> {
    let named = |line: &&str| is_name_of_table(line);
    let mut lines = caption.split(' ').filter(named);
    lines.find_map(|line| {
        let (before, _) = line.split_once('年')?;
        let digits: String = before.chars().skip_while(|c| !c.is_ascii_digit()).collect();
        // 表12026年: the number of the table right before the year.
        let year = digits.get(digits.len().checked_sub(4)?..)?;
        let told = digits.len() <= 6 && digits.chars().all(|c| c.is_ascii_digit());
        year.parse()
            .ok()
            .filter(|y| told && (1900..=2100).contains(y))
    })
}

/// A rate that names neither year nor status speaks of the amount before it: 2024年决算数, 2025年预计数, 增长%.
pub(crate) fn hand_on(columns: &mut [Column]) {
    let mut before = (None, None);
    for column in columns {
        let told = (column.year, column.status);
        match (column.role, column.kind) {
            (ColumnRole::Label, _) => before = (None, None),
            (ColumnRole::Value, Some(Kind::Level)) => before = told,
            (ColumnRole::Value, _) if told == (None, None) => {
                (column.year, column.status) = before;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::table::column::column;

    #[test]
    fn titles_of_accounts_tell_the_status() {
        assert_eq!(status("2024年决算数"), Some(Status::Actual));
        assert_eq!(status("2025年预计执行数"), Some(Status::Estimate));
        assert_eq!(status("调整预算数"), Some(Status::Target));
        assert_eq!(status("预算执行数"), Some(Status::Actual));
        assert_eq!(status("全市收入完成"), Some(Status::Actual));
    }

    #[test]
    fn the_name_of_an_account_tells_none() {
        assert_eq!(status("一般公共预算收入"), None);
        assert_eq!(status("实际利用外资"), None);
        assert_eq!(status("绝对数"), None);
    }

    #[test]
    fn tells_goals_from_wholes() {
        assert_eq!(measured_by("2025年执行数占预算%"), Some("预算"));
        assert_eq!(measured_by("占调整预算"), Some("调整预算"));
        assert!(measured_by("占调整预算").is_some_and(is_goal));
        assert_eq!(measured_by("占结余合计%"), Some("结余合计"));
        assert!(!measured_by("占结余合计%").is_some_and(is_goal));
        assert_eq!(measured_by("占全部投资的比重"), Some("全部投资"));
        assert_eq!(measured_by("占比"), None);
        assert_eq!(measured_by("增长"), None);
    }

    #[test]
    fn the_name_of_a_table_tells_the_year() {
        assert_eq!(year_of_table("单位:万元 表1 2026年某市收入表"), Some(2026));
        assert_eq!(year_of_table("2026年支出表(按分类)"), Some(2026));
        assert_eq!(year_of_table("表12025年投资增速"), Some(2025));
        assert_eq!(year_of_table("2021—2025年收支表"), None);
        assert_eq!(year_of_table("附件8 2026年收支草案"), Some(2026));
        assert_eq!(year_of_table("关于2026年预算草案"), None);
        assert_eq!(year_of_table("全年投资比2024年多"), None);
    }

    #[test]
    fn a_rate_takes_year_and_status_from_the_amount_before() {
        let titles = [
            "项目",
            "2024年决算数",
            "2025年预计数",
            "增长%",
            "项目",
            "增长%",
        ];
        let mut columns = titles.map(|t| column(t, "", Lexicon::builtin()));
        hand_on(&mut columns);
        assert_eq!(columns[1].status, Some(Status::Actual));
        assert_eq!(
            (columns[3].year, columns[3].status),
            (Some(2025), Some(Status::Estimate))
        );
        assert_eq!((columns[5].year, columns[5].status), (None, None));
    }
}
