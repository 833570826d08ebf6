//! What is not measured as the level beside it is: growth at constant prices, and figures of another calibre (口径).

use super::stated::Stated;

/// Words that say that a growth was worked out on another base than the level of last year.
const OTHER: [&str; 16] = [
    "口径",
    "可比",
    "不变价",
    "剔除",
    "扣除",
    "扣减",
    "还原",
    "实际增",
    "实际下降",
    "实际回落",
    "同比例",
    "因素",
    "调整后",
    "修订",
    "核算",
    "名义",
];

/// Words that say that a growth is one of several years or of each of them.
const OF_YEARS: [&str; 9] = [
    "年均",
    "平均",
    "两年",
    "三年",
    "五年",
    "累计增",
    "以来",
    "翻",
    "每年",
];

/// Names of what grows at constant prices by the rules of the national accounts while its level is at current ones.
const REAL: [&str; 9] = [
    "生产总值",
    "增加值",
    "GDP",
    "总产值",
    "产值",
    "经济总量",
    "业务总量",
    "生产率",
    "国民收入",
];

/// Whether words before or behind a growth say that it has another base than the level.
pub fn is_other(claim: &Stated) -> bool {
    let from = claim.start.saturating_sub(24);
    let text = claim.words(from, claim.end + 12);
    let near = text
        .rsplit_once(['。', ';'])
        .map_or(text.as_str(), |_| text.as_str());
    OTHER.iter().any(|word| near.contains(word))
}

/// Whether a level is of another calibre. At which prices its growth was worked out (850亿元，按可比价格计算增长8%) is not said of it.
pub fn is_other_level(claim: &Stated) -> bool {
    let text = claim.before(24) + &claim.behind(12);
    OTHER.iter().any(|word| text.contains(word))
}

/// Whether a growth is of several years, or of each of them.
pub fn is_of_years(claim: &Stated) -> bool {
    let before = claim.before(16);
    OF_YEARS.iter().any(|word| before.contains(word))
}

/// Whether the thing grows at constant prices: money, by a name or an id of the national accounts.
pub fn is_real(claim: &Stated) -> bool {
    let id = claim.indicator_id.as_deref().unwrap_or_default();
    let known = ["gdp", "value_added", "output"];
    claim.dimension.as_deref() == Some("currency")
        && (REAL.iter().any(|word| claim.name().contains(word))
            || known
                .iter()
                .any(|part| id.starts_with(part) || id.ends_with(part))
            || id == "industrial_value_added_total")
}
