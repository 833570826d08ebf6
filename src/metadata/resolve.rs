//! From a name to the place that it means: its full name, its code and its level.

use super::place;
use crate::document::Level;
use crate::lexicon::{Gazetteer, Standing};

/// A place as a report's metadata has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resolved {
    /// The name: of a county behind that of its prefecture (保定市清苑区), else alone.
    pub place: String,
    /// The code; `None` where the place has none, or where it is not clear which of several it is.
    pub code: Option<String>,
    /// The level.
    pub level: Option<Level>,
}

/// `name` as a place: one that the gazetteer knows, or one that has the form of a place.
pub(super) fn as_place(name: &str, gazetteer: &Gazetteer) -> Option<String> {
    let known =
        name.chars().count() >= 2 && !place::is_generic(name) && !gazetteer.meant(name).is_empty();
    if known {
        Some(name.to_owned())
    } else {
        place::place(name)
    }
}

/// What else is known when a name is to be resolved.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    /// The level, where something but the name tells it.
    pub level: Option<Level>,
    /// A year in which the place had its name.
    pub year: Option<i32>,
    /// Where the places that it lies in may be named: the squeezed text, the folder.
    pub near: &'a str,
}

/// The place that `name` means in this setting.
pub(super) fn resolve(name: &str, setting: Setting, gazetteer: &Gazetteer) -> Resolved {
    let name = place::place(name)
        .filter(|p| p == "中国")
        .unwrap_or_else(|| name.to_owned());
    match only(&name, setting, gazetteer) {
        Some(standing) => Resolved {
            place: full_name(standing, setting.year, gazetteer),
            code: Some(standing.code.clone()),
            level: Some(standing.level()),
        },
        None => Resolved {
            level: setting.level.or_else(|| place::level(&name)).or_else(|| {
                let levels = gazetteer.meant(&name).into_iter().map(Standing::level);
                levels.reduce(|a, b| if a == b { a } else { Level::County })
            }),
            place: name,
            code: None,
        },
    }
}

/// The one place that a name can mean.
fn only<'g>(name: &str, setting: Setting, gazetteer: &'g Gazetteer) -> Option<&'g Standing> {
    let mut found = gazetteer.meant(name);
    if let Some(level) = setting.level {
        prefer(&mut found, |s| s.level() == level);
    }
    // The full name goes before what is but short for another.
    prefer(&mut found, |s| name.ends_with(&s.name));
    prefer(&mut found, |s| s.years_off(setting.year) <= 1);
    if setting.level.is_none() {
        // 吉林 alone is the province, 阿克苏 the prefecture.
        let highest = found.iter().map(|s| rank(s.level())).min();
        prefer(&mut found, |s| Some(rank(s.level())) == highest);
    }
    if places(&found) > 1 {
        let weights: Vec<usize> = found
            .iter()
            .map(|s| named_near(s, setting, gazetteer))
            .collect();
        let most = weights.iter().copied().max().unwrap_or(0);
        let mut weights = weights.into_iter();
        found.retain(|_| weights.next() == Some(most));
    }
    let least = found.iter().map(|s| s.years_off(setting.year)).min();
    found.retain(|s| Some(s.years_off(setting.year)) == least);
    if places(&found) > 1 {
        return None;
    }
    // The latest of the names that stood at that time.
    found.into_iter().max_by_key(|s| s.from)
}

/// Keeps those of which `is_meant` holds, if there are any.
fn prefer<'g>(found: &mut Vec<&'g Standing>, is_meant: impl Fn(&&'g Standing) -> bool) {
    if found.iter().any(&is_meant) {
        found.retain(is_meant);
    }
}

/// How many codes there are among the standings.
fn places(found: &[&Standing]) -> usize {
    let mut codes: Vec<&str> = found.iter().map(|s| s.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.len()
}

fn rank(level: Level) -> usize {
    match level {
        Level::National => 0,
        Level::Province => 1,
        Level::City => 2,
        Level::County => 3,
        Level::Town => 4,
    }
}

/// How often the text names the places that one lies in; its prefecture more than its province.
fn named_near(standing: &Standing, setting: Setting, gazetteer: &Gazetteer) -> usize {
    let above = gazetteer.above(standing, setting.year);
    let weight = |place: &&Standing| {
        let is_province = place.level() == Level::Province;
        let stem = short(&place.name);
        let times = setting.near.matches(stem).count();
        times * if is_province && above.len() > 1 { 1 } else { 4 }
    };
    above.iter().map(weight).sum()
}

/// A name without its ending: 保定 for 保定市.
pub(super) fn short(name: &str) -> &str {
    let endings = [
        "特别行政区",
        "自治区",
        "地区",
        "省",
        "市",
        "盟",
        "县",
        "区",
        "旗",
    ];
    let stem = endings.iter().find_map(|e| name.strip_suffix(e));
    stem.filter(|s| s.chars().count() >= 2).unwrap_or(name)
}

/// The name of a place, behind that of the prefecture or municipality where it is a county.
fn full_name(standing: &Standing, year: Option<i32>, gazetteer: &Gazetteer) -> String {
    let above = gazetteer.above(standing, year);
    let is_county = standing.level() == Level::County;
    let city = above
        .last()
        .filter(|place| is_county && (place.level() == Level::City || place.name.ends_with('市')));
    match city {
        Some(city) => format!("{}{}", city.name, standing.name),
        None => standing.name.clone(),
    }
}

/// Whether two names mean the same place: by their codes where both have one, else one being the other without endings
/// or without the places that it lies in (保定市清苑区, 清苑区, 保定清苑).
pub fn same_place(
    (name, code): (&str, Option<&str>),
    (other, other_code): (&str, Option<&str>),
    gazetteer: &Gazetteer,
) -> bool {
    if let (Some(code), Some(other)) = (code, other_code) {
        return code == other;
    }
    if name == other {
        return true;
    }
    let country = |name: &str| place::place(name).is_some_and(|p| p == "中国");
    if country(name) || country(other) {
        return country(name) && country(other);
    }
    let (found, others) = (gazetteer.meant(name), gazetteer.meant(other));
    if !found.is_empty() && !others.is_empty() {
        // The standing code of one may be of another year than that of the other.
        return found.iter().any(|a| {
            let is_coded = code.is_none_or(|code| code == a.code);
            is_coded
                && others.iter().any(|b| {
                    let coded = other_code.is_none_or(|code| code == b.code);
                    coded && a.code == b.code
                })
        });
    }
    let is_part = |whole: &str, part: &str| part.chars().count() >= 2 && whole.ends_with(part);
    if is_part(name, other) || is_part(other, name) {
        return true;
    }
    let bare = |name: &str| -> String { name.split(['省', '市', '县', '区', '州']).collect() };
    let (a, b) = (bare(name), bare(other));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    is_part(&long, &short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn told(name: &str, near: &str, year: i32) -> (String, String) {
        let setting = Setting {
            level: None,
            year: Some(year),
            near,
        };
        let found = resolve(name, setting, Lexicon::builtin().gazetteer());
        (found.place, found.code.unwrap_or_default())
    }

    fn expect(name: &str, near: &str, year: i32, place: &str, code: &str) {
        assert_eq!(
            told(name, near, year),
            (place.into(), code.into()),
            "{name}"
        );
    }

    #[test]
    fn a_name_has_its_code() {
        expect("清苑区", "", 2020, "保定市清苑区", "130608");
        expect("保定清苑", "", 2020, "保定市清苑区", "130608");
        expect("河北省保定市清苑区", "", 2020, "保定市清苑区", "130608");
        expect("河北", "", 2020, "河北省", "130000");
        expect("宁夏", "", 2020, "宁夏回族自治区", "640000");
        expect("延边州", "", 2020, "延边朝鲜族自治州", "222400");
        expect("全国", "", 2020, "中国", "000000");
        expect("仙桃市", "", 2020, "仙桃市", "429004");
        expect("浦东新区", "", 2020, "上海市浦东新区", "310115");
        expect("香港特别行政区", "", 2020, "香港特别行政区", "810000");
    }

    #[test]
    fn the_year_decides_what_a_name_meant() {
        expect("清苑县", "", 2000, "保定市清苑县", "130622");
        expect("清苑", "", 2000, "保定市清苑县", "130622");
        expect("清苑", "", 2020, "保定市清苑区", "130608");
        expect("巢湖市", "", 2005, "巢湖市", "341400");
        expect("巢湖市", "", 2015, "合肥市巢湖市", "340181");
        expect("襄樊市", "", 2005, "襄樊市", "420600");
        expect("莱芜市", "", 2010, "莱芜市", "371200");
    }

    #[test]
    fn places_of_one_name_are_told_apart_by_those_around_them() {
        expect("朝阳区", "", 2020, "朝阳区", "");
        expect("朝阳区", "长春市的一个区", 2020, "长春市朝阳区", "220104");
        expect("朝阳区", "北京市的一个区", 2020, "北京市朝阳区", "110105");
        expect("鼓楼区", "江苏省,南京市", 2020, "南京市鼓楼区", "320106");
        expect("朝阳", "", 2020, "朝阳市", "211300");
    }

    #[test]
    fn what_has_no_code_stays_as_it_was_said() {
        expect("清河市", "", 2020, "清河市", "");
        expect("石角镇", "清远市佛冈县", 2020, "石角镇", "");
        expect("清河经济技术开发区", "", 2020, "清河经济技术开发区", "");
        expect("第八师石河子市", "", 2020, "第八师石河子市", "");
    }

    #[test]
    fn names_of_one_place_are_the_same() {
        let same = |a, b| same_place((a, None), (b, None), Lexicon::builtin().gazetteer());
        for (a, b) in [
            ("清远", "清远市"),
            ("保定市清苑区", "清苑区"),
            ("保定市清苑区", "保定清苑"),
            ("中国", "全国"),
            ("甲市乙区", "乙区"),
            ("清河", "清河市"),
            ("克州", "克孜勒苏柯尔克孜自治州"),
        ] {
            assert!(same(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("清远", "清苑"),
            ("河北", "河南省"),
            ("中国", "河北"),
            ("甲市", "乙市"),
        ] {
            assert!(!same(a, b), "{a} {b}");
        }
        let coded = |a, b| {
            same_place(
                ("甲", Some(a)),
                ("甲", Some(b)),
                Lexicon::builtin().gazetteer(),
            )
        };
        assert!(coded("130608", "130608") && !coded("130608", "130622"));
    }
}
