//! The office that signed a report, or in whose name it was given.

use crate::document::ReportKind;

/// The longest line that is a signature.
const SHORT_LINE: usize = 40;

/// The heads of a government, by what follows the place in their title.
pub(super) const HEADS: [&str; 10] = [
    "代省长",
    "代市长",
    "代县长",
    "代区长",
    "省长",
    "市长",
    "县长",
    "区长",
    "州长",
    "旗长",
];

/// Offices by what follows the place in their name.
const OFFICES: [&str; 16] = [
    "人民政府",
    "统计局",
    "财政局",
    "财政厅",
    "发展和改革委员会",
    "发展改革委员会",
    "发展和改革局",
    "发展改革局",
    "审计局",
    "审计厅",
    "管理委员会",
    "管委会",
    "行政公署",
    "人民委员会",
    "革命委员会",
    "统计厅",
];

/// Offices of the country.
const OF_THE_COUNTRY: [&str; 5] = [
    "国务院",
    "国家统计局",
    "财政部",
    "国家发展和改革委员会",
    "国家发展计划委员会",
];

/// The offices that sign among short lines, joined by 、; of `place` where they leave it out (市统计局).
pub(super) fn signed(
    lines: &[&str],
    place: Option<&str>,
    kind: Option<ReportKind>,
) -> Option<String> {
    let mut offices: Vec<String> = Vec::new();
    for line in lines
        .iter()
        .filter(|line| line.chars().count() <= SHORT_LINE)
    {
        for office in of_line(line, place, kind) {
            if !offices.contains(&office) {
                offices.push(office);
            }
        }
        // Offices that sign together stand on neighbouring lines.
        if offices.len() >= 2 {
            break;
        }
    }
    offices.truncate(2);
    (!offices.is_empty()).then(|| offices.join("、"))
}

/// The offices of a line that is a signature: 清河市统计局, 国家统计局清河调查队, 清河市财政局局长 某某.
fn of_line(line: &str, place: Option<&str>, kind: Option<ReportKind>) -> Vec<String> {
    let line = behind_label(line);
    if [
        "公报", "报告", "决议", "门户", "网站", "办公", "文件", "主办", "印发", "。", "代表",
        "委托",
    ]
    .iter()
    .any(|word| line.contains(word))
    {
        return Vec::new();
    }
    let mut offices = Vec::new();
    let teams = ["调查队", "调查总队"];
    let found = teams.iter().find_map(|word| Some((line.find(word)?, word)));
    if let Some((team, word)) = found {
        let end = team + word.len();
        let start = line[..team].rfind("国家统计局").unwrap_or(end);
        let before = &line[..start];
        if let Some(office) = office_in(before, place) {
            offices.push(office);
        }
        if start < end {
            offices.push(line[start..end].to_owned());
        }
        return offices;
    }
    let of_country = OF_THE_COUNTRY
        .iter()
        .find(|office| line.starts_with(**office) && place == Some("中国"));
    if let Some(office) = of_country {
        return vec![(*office).to_owned()];
    }
    // A work report is signed by the head of the government: 清河市市长 某某.
    let is_head = |line: &str| {
        HEADS
            .iter()
            .chain(&["主席"])
            .any(|head| line.contains(head))
    };
    if let Some(office) = office_in(line, place) {
        offices.push(office);
    } else if kind == Some(ReportKind::Work)
        && let Some(place) = place
        && is_head(line)
    {
        offices.push(government(place));
    }
    offices
}

/// What follows a label: 来源:清河市统计局, 发布机构:….
fn behind_label(line: &str) -> &str {
    let labels = ["来源:", "机构:", "单位:", "部门:", "作者:"];
    let start = labels
        .iter()
        .filter_map(|label| Some(line.rfind(label)? + label.len()))
        .max()
        .unwrap_or(0);
    line[start..].trim_start_matches(|c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '(' | ')' | '-' | '—' | '年' | '月' | '日' | '.' | '/' | ':'
            )
    })
}

/// The office that a line opens with.
fn office_in(line: &str, place: Option<&str>) -> Option<String> {
    let (at, office) = OFFICES
        .iter()
        .filter_map(|office| Some((line.find(office)?, office)))
        .min()?;
    let before = &line[..at];
    let is_name = before.chars().count() <= 20 && before.chars().all(super::place::is_hanzi);
    if !is_name {
        return None;
    }
    if ["省", "市", "县", "区", "州", "旗", ""].contains(&before) {
        let place = place.filter(|place| before.is_empty() || place.ends_with(before));
        return place.map(|place| format!("{place}{office}"));
    }
    Some(format!("{before}{office}"))
}

/// The government of a place.
pub(super) fn government(place: &str) -> String {
    let is_zone = [
        "开发区",
        "高新区",
        "新区",
        "园区",
        "示范区",
        "度假区",
        "管理区",
        "保税区",
    ]
    .iter()
    .any(|end| place.ends_with(end));
    match place {
        "中国" => "国务院".to_owned(),
        "新疆生产建设兵团" => place.to_owned(),
        "香港特别行政区" | "澳门特别行政区" => format!("{place}政府"),
        _ if is_zone && !place.ends_with("浦东新区") && !place.ends_with("滨海新区") => {
            format!("{place}管理委员会")
        }
        _ if place.ends_with("街道") => format!("{place}办事处"),
        _ => format!("{place}人民政府"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lines: &[&str]) -> Option<String> {
        signed(lines, Some("清河市"), Some(ReportKind::Work))
    }

    #[test]
    fn reads_signatures() {
        for (lines, expected) in [
            (
                &["清河市统计局", "国家统计局清河调查队"][..],
                Some("清河市统计局、国家统计局清河调查队"),
            ),
            (
                &["清河市统计局国家统计局清河调查队"],
                Some("清河市统计局、国家统计局清河调查队"),
            ),
            (&["清河市财政局局长某某"], Some("清河市财政局")),
            (&["市财政局"], Some("清河市财政局")),
            (&["清河市市长某某"], Some("清河市人民政府")),
            (
                &["清河市统计局", "国家统计局清河调查总队"],
                Some("清河市统计局、国家统计局清河调查总队"),
            ),
            (&["来源:清河市统计局"], Some("清河市统计局")),
            (&["清河市人民政府门户网站"], None),
            (&["县财政局"], None),
            (&["增长一成"], None),
        ] {
            assert_eq!(told(lines).as_deref(), expected, "{lines:?}");
        }
    }

    #[test]
    fn a_government_is_called_by_its_place() {
        assert_eq!(government("清河市"), "清河市人民政府");
        assert_eq!(government("中国"), "国务院");
        assert_eq!(government("清河高新区"), "清河高新区管理委员会");
    }
}
