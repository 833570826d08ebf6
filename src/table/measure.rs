//! What the titles of several columns of amounts name: 招生数 beside 在校生数, 全市 beside 市级, one fund beside another.

use super::account;
use super::column::{Column, ColumnRole};
use crate::claim::Kind;
use crate::lexicon::{AreaKind, Lexicon};

/// Gives the columns what their titles name besides year and status: the place, and where the columns of amounts differ in
/// what they measure, that. A rate measures what the amount before it does.
pub(crate) fn name_measures(columns: &mut [Column], lexicon: &Lexicon) {
    let level = |c: &Column| c.role == ColumnRole::Value && c.kind == Some(Kind::Level);
    let read: Vec<(Option<String>, Option<String>)> = columns
        .iter()
        .map(|c| of_title(&c.title, lexicon))
        .collect();
    let mut measures: Vec<&Option<String>> = columns
        .iter()
        .zip(&read)
        .filter(|(c, _)| level(c))
        .map(|(_, (_, measure))| measure)
        .collect();
    measures.dedup();
    let differ = measures.len() >= 2 && measures.iter().any(|m| m.is_some());
    let mut before = (None, None);
    for (column, (area, measure)) in columns.iter_mut().zip(read) {
        match column.role {
            ColumnRole::Value if level(column) => {
                before = (area, measure.filter(|_| differ));
                (column.area, column.measure) = before.clone();
            }
            ColumnRole::Value => (column.area, column.measure) = before.clone(),
            ColumnRole::Label => before = (None, None),
            ColumnRole::Unit => {}
        }
    }
}

/// The level of administration and the measure that a title names: 市本级收入预算 → 市本级, 收入.
fn of_title(title: &str, lexicon: &Lexicon) -> (Option<String>, Option<String>) {
    const NAMELESS: [&str; 18] = [
        "绝对数",
        "绝对量",
        "绝对值",
        "总量",
        "数量",
        "金额",
        "数额",
        "合计",
        "总计",
        "小计",
        "年末数",
        "期末数",
        "产量",
        "总额",
        "数值",
        "指标值",
        "指数",
        "实绩",
    ];
    let chars: Vec<char> = title.chars().collect();
    let place = |from: usize| {
        let found = lexicon.areas.at_start(&chars[from..]);
        found.filter(|(n, kind)| {
            let word = &chars[from..from + n];
            // 地方政府债务 is of every level.
            let level = word.first() == Some(&'全') || word.last() == Some(&'级');
            matches!(kind, AreaKind::Own | AreaKind::Tier)
                && level
                && (from == 0 || from + n == chars.len())
        })
    };
    let found = (0..chars.len()).find_map(|from| place(from).map(|(n, kind)| (from, n, kind)));
    let mut area = None;
    let mut rest = title.to_string();
    if let Some((from, n, kind)) = found {
        let name: String = chars[from..from + n].iter().collect();
        rest = [&chars[..from], &chars[from + n..]]
            .concat()
            .into_iter()
            .collect();
        area = (kind == AreaKind::Tier).then_some(name);
    }
    let told = account::status(&rest).is_some();
    if told {
        rest = account::without_status(&rest);
    }
    // 2025年, 本年: which year, and not what.
    let dated = rest.rsplit_once('年').map(|(_, behind)| behind.to_string());
    let rest = match dated {
        Some(_) if NAMELESS.contains(&rest.as_str()) => String::new(),
        Some(behind) if rest.starts_with(|c: char| c.is_ascii_digit()) => behind,
        _ => rest,
    };
    let named = rest.chars().count() >= 2
        && rest.chars().all(|c| !c.is_ascii_digit())
        && !["本", "上", "当", "比", "同", "1", "全年", "年末", "累计"]
            .iter()
            .any(|w| rest.starts_with(w))
        && !NAMELESS.contains(&rest.as_str());
    (area, named.then_some(rest))
}

/// The place that names a row: 济南市, 市本级, 市级合计.
pub(crate) fn place_of<'a>(label: &'a str, lexicon: &Lexicon) -> Option<&'a str> {
    let name = label.strip_suffix("合计").unwrap_or(label);
    let chars: Vec<char> = name.chars().collect();
    let (n, kind) = lexicon.areas.at_start(&chars)?;
    (n == chars.len() && kind != AreaKind::Scope).then_some(name)
}

/// The column as it reads in the row of a place, where it names what is measured.
pub(crate) fn of_place(column: &Column, place: &str) -> Option<Column> {
    column.measure.as_ref()?;
    Some(Column {
        area: Some(place.to_string()),
        ..column.clone()
    })
}

/// The name of a row's number in a column that measures something of its own: 高中 + 招生数, 养老基金 + 本年收入.
pub(crate) fn indicator(label: &str, column: Option<&Column>) -> String {
    const MEASURES: [char; 13] = [
        '数', '额', '量', '积', '值', '入', '出', '价', '率', '费', '口', '生', '员',
    ];
    match column.and_then(|c| c.measure.as_deref()) {
        Some(measure) if label.contains(measure) || measure.contains(label) => {
            let longer = measure.chars().count() > label.chars().count();
            (if longer { measure } else { label }).to_string()
        }
        Some(measure) if measure.ends_with(MEASURES) => format!("{label}{measure}"),
        Some(measure) => format!("{measure}{label}"),
        None => label.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::column::column;

    fn names(titles: &[&str], label: &str) -> Vec<String> {
        let of = |t: &&str| column(t, "", Lexicon::builtin());
        let mut columns: Vec<Column> = titles.iter().map(of).collect();
        name_measures(&mut columns, Lexicon::builtin());
        let values = columns.iter().filter(|c| c.role == ColumnRole::Value);
        values
            .map(|c| {
                let area = c.area.as_deref().map_or(String::new(), |a| format!("@{a}"));
                indicator(label, Some(c)) + &area
            })
            .collect()
    }

    #[test]
    fn columns_that_differ_name_what_they_measure() {
        assert_eq!(
            names(&["指标", "招生数(人)", "在校生数(人)"], "高中"),
            ["高中招生数", "高中在校生数"]
        );
        assert_eq!(
            names(&["项目", "合计", "养老保险基金"], "本年收入"),
            ["本年收入", "养老保险基金本年收入"]
        );
        let crops = ["项目", "播种面积(万亩)", "增长(%)", "单产(公斤)", "增长(%)"];
        assert_eq!(names(&crops, "玉米")[1], "玉米播种面积");
    }

    #[test]
    fn a_row_of_a_place_is_measured_by_its_columns() {
        let lexicon = Lexicon::builtin();
        assert_eq!(place_of("济南市", lexicon), Some("济南市"));
        assert_eq!(place_of("市级合计", lexicon), Some("市级"));
        assert_eq!(place_of("市本级收入", lexicon), None);
        assert_eq!(place_of("教育", lexicon), None);
        let mut columns = ["级次", "债务限额", "债务余额"].map(|t| column(t, "", lexicon));
        name_measures(&mut columns, lexicon);
        let read = of_place(&columns[2], "济南市");
        let read = read.map(|c| (c.area, c.measure));
        let told = |text: &str| Some(text.to_string());
        assert_eq!(read, Some((told("济南市"), told("债务余额"))));
        let alone = column("绝对数", "", lexicon);
        assert_eq!(of_place(&alone, "济南市"), None);
    }

    #[test]
    fn years_statuses_and_places_are_no_measures() {
        assert_eq!(
            names(&["项目", "2024年决算数", "2025年预算数", "增长(%)"], "教育"),
            ["教育", "教育", "教育"]
        );
        assert_eq!(
            names(&["指标", "产量(吨)", "增长(%)"], "玉米"),
            ["玉米", "玉米"]
        );
        assert_eq!(
            names(&["项目", "地方债务限额", "地方债务余额"], "专项")[0],
            "专项地方债务限额"
        );
        assert_eq!(
            names(&["科目", "预计数全市", "预计数市级"], "教育"),
            ["教育", "教育@市级"]
        );
    }
}
