//! Names that say a side of the indicator before: 总量, 增速, 总里程; and what is said of its course.

/// Words that only name a side of the indicator before: 总量, 增速, 占比.
pub(super) fn is_facet(text: &str) -> bool {
    const FACETS: [&str; 20] = [
        "总量",
        "存量",
        "数量",
        "增速",
        "增幅",
        "占比",
        "比重",
        "规模",
        "人均",
        "总数",
        "增量",
        "均价",
        "总额",
        "余额",
        "比例",
        "投资额",
        "排名",
        "位次",
        "金额",
        "面积",
    ];
    FACETS.contains(&text)
}

/// 新增茶园面积0.8万亩，总面积达到21万亩, 新建农村公路86公里，总里程1986公里: the sum that `own` is of what `last` names.
pub(super) fn sum_of(last: &str, own: &str) -> Option<String> {
    const WAYS: [&str; 5] = ["公路", "道路", "铁路", "管网", "绿道"];
    let made = ["新改建", "改扩建", "新建", "改建", "扩建", "新增"];
    let mut plain = last;
    while let Some(rest) = made.iter().find_map(|word| plain.strip_prefix(word)) {
        plain = rest;
    }
    match own.strip_prefix('总')? {
        // 农村公路里程 is what is summed up.
        what @ ("面积" | "里程" | "规模") if plain.ends_with(what) => Some(plain.to_string()),
        "里程" if WAYS.iter().any(|way| plain.ends_with(way)) => Some(format!("{plain}{own}")),
        _ => None,
    }
}

/// A name without the word for the side of it that it names.
pub(super) fn strip_facet(text: &str) -> &str {
    ["总量", "总额", "增速"]
        .iter()
        .find_map(|f| text.strip_suffix(f))
        .unwrap_or(text)
}

/// 生产总值跨上新台阶，达到1412亿元: the name without what is said of its course.
pub(super) fn unpraised(mut text: String) -> String {
    const PRAISE: [&str; 8] = [
        "跨上",
        "迈上",
        "再上",
        "登上",
        "再创",
        "实现新",
        "取得新",
        "创历史",
    ];
    let at = PRAISE.iter().filter_map(|word| text.find(word)).min();
    // Three bytes a character: a name has two and more.
    if let Some(at) = at.filter(|at| *at >= 6) {
        text.truncate(at);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_of_what_was_added_to() {
        let of = |last: &str, own: &str| sum_of(last, own);
        assert_eq!(of("茶园面积", "总面积").as_deref(), Some("茶园面积"));
        assert_eq!(
            of("新建改建农村公路", "总里程").as_deref(),
            Some("农村公路总里程")
        );
        assert_eq!(of("乡镇", "总面积"), None);
    }

    #[test]
    fn what_is_said_of_the_course_is_no_name() {
        let of = |text: &str| unpraised(text.to_string());
        assert_eq!(of("生产总值跨上新台阶"), "生产总值");
        assert_eq!(of("再创新高"), "再创新高");
    }
}
