//! Names of places: what can be one, and the administrative level that it tells.

use crate::document::Level;

/// The short names of the provinces; a title may leave out 省 or 自治区.
const PROVINCES: [&str; 31] = [
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
];

/// What a place's name ends with, and the level that it tells.
const ENDINGS: [(&str, Level); 18] = [
    ("特别行政区", Level::Province),
    ("兵团", Level::Province),
    ("自治区", Level::Province),
    ("省", Level::Province),
    ("自治州", Level::City),
    ("地区", Level::City),
    ("州", Level::City),
    ("盟", Level::City),
    ("自治县", Level::County),
    ("自治旗", Level::County),
    ("县", Level::County),
    ("旗", Level::County),
    ("新区", Level::County),
    ("区", Level::County),
    ("市", Level::City),
    ("街道", Level::Town),
    ("镇", Level::Town),
    ("乡", Level::Town),
];

/// Names of the country in titles and names of files.
const COUNTRY: [&str; 4] = ["中国", "全国", "中华人民共和国", "国务院"];

/// What stands before an ending without naming a place.
const GENERIC: [&str; 22] = [
    "我", "本", "全", "各", "该", "自治", "城", "郊", "市", "县", "区", "省", "开发", "高新", "园",
    "地", "街道", "乡", "镇", "城乡", "示范", "功能",
];

/// `name` as a place, where it has the form of one: 清河市, 甲市乙区, 宁夏; the country is 中国.
pub(super) fn place(name: &str) -> Option<String> {
    if COUNTRY.contains(&name) {
        return Some("中国".to_owned());
    }
    if PROVINCES.contains(&name) {
        return Some(name.to_owned());
    }
    if is_division(name) {
        return Some(name.to_owned());
    }
    let (ending, _) = ending(name)?;
    let stem = name.strip_suffix(ending)?;
    let count = name.chars().count();
    let named = !stem.is_empty()
        && (2..=20).contains(&count)
        && name.chars().all(is_hanzi)
        && !GENERIC.contains(&stem)
        && !["我", "本", "全", "各"]
            .iter()
            .any(|word| stem.starts_with(word))
        && !["第", "届", "关于", "人民", "政府", "的", "委"]
            .iter()
            .any(|word| stem.contains(word))
        && !stem.chars().skip(1).any(|c| c == '和');
    named.then(|| name.to_owned())
}

/// Whether a name says but the sort of a place: 市, 全市, 城区.
pub(super) fn is_generic(name: &str) -> bool {
    GENERIC.contains(&name)
        || ending(name)
            .and_then(|(ending, _)| name.strip_suffix(ending))
            .is_some_and(|stem| stem.is_empty() || GENERIC.contains(&stem))
}

/// The level that a place's name tells.
pub(super) fn level(name: &str) -> Option<Level> {
    if COUNTRY.contains(&name) {
        return Some(Level::National);
    }
    let is_municipality = ["北京市", "天津市", "上海市", "重庆市"].contains(&name);
    if is_municipality || PROVINCES.contains(&name) {
        return Some(Level::Province);
    }
    if is_division(name) {
        return Some(Level::City);
    }
    let (ending, level) = ending(name)?;
    let stem = name.strip_suffix(ending)?;
    // 甲市乙市 is a county-level city.
    let inside_city = level == Level::City
        && ["市", "自治州", "盟", "地区"]
            .iter()
            .any(|e| stem.contains(e));
    Some(if inside_city && ending == "市" {
        Level::County
    } else {
        level
    })
}

/// Whether a name is that of a division of the 新疆生产建设兵团, which has the rank of a prefecture: 第八师石河子市, 第十师.
fn is_division(name: &str) -> bool {
    let Some(behind) = name.strip_prefix('第') else {
        return false;
    };
    let rest = behind
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let city = rest
        .strip_prefix('师')
        .filter(|_| rest.len() < behind.len());
    city.is_some_and(|city| city.is_empty() || city.ends_with('市') && city.chars().count() <= 6)
}

/// The ending of a place's name and its level; the longest one that fits.
fn ending(name: &str) -> Option<(&'static str, Level)> {
    ENDINGS
        .into_iter()
        .find(|(ending, _)| name.ends_with(ending))
}

/// Whether a character is a hanzi.
pub(super) fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_form_of_a_place() {
        for name in [
            "清河市",
            "甲市乙区",
            "易县",
            "宁夏",
            "连南瑶族自治县",
            "和田地区",
            "第八师石河子市",
            "新疆生产建设兵团",
            "清河经济技术开发区",
        ] {
            assert_eq!(place(name).as_deref(), Some(name));
        }
        assert_eq!(place("国务院").as_deref(), Some("中国"));
        for name in [
            "市",
            "全市",
            "我省",
            "本区",
            "自治区",
            "开发区",
            "report",
            "工作",
            "第十届市",
        ] {
            assert_eq!(place(name), None, "{name}");
        }
    }

    #[test]
    fn tells_the_level() {
        for (name, expected) in [
            ("中国", Level::National),
            ("重庆市", Level::Province),
            ("广西", Level::Province),
            ("清河市", Level::City),
            ("大理白族自治州", Level::City),
            ("永州市", Level::City),
            ("恩施自治州利川市", Level::County),
            ("甲市乙市", Level::County),
            ("甲市乙区", Level::County),
            ("连南瑶族自治县", Level::County),
            ("石角镇", Level::Town),
            ("第八师石河子市", Level::City),
            ("香港特别行政区", Level::Province),
        ] {
            assert_eq!(level(name), Some(expected), "{name}");
        }
        assert_eq!(level("保定清苑"), None);
    }
}
