//! Which places a name means: those that hold it in their name, and those that lie in the place it names.

use super::known::clean;
use crate::lexicon::Areas;
use std::collections::BTreeSet;

/// The places of `known` that `asked` means. 广东 means 清远市 too; 河北省/保定市 is read as 河北省保定市.
pub(super) fn meant(known: &BTreeSet<String>, asked: &str, areas: &Areas) -> BTreeSet<String> {
    let asked = clean(asked).replace(['/', '／'], "");
    if asked.is_empty() {
        return BTreeSet::new();
    }
    let (path, is_whole) = areas.path(&asked);
    let code = path.last().filter(|_| is_whole).map(|area| &area.code);
    let lies_there = |place: &str| match code {
        None => false,
        Some(code) => areas.path(place).0.iter().any(|area| area.code == *code),
    };
    known
        .iter()
        .filter(|place| clean(place).contains(&asked) || lies_there(place))
        .cloned()
        .collect()
}

/// The names of the places that one lies in, from the province down to itself.
pub(super) fn names(place: &str, areas: &Areas) -> Vec<String> {
    let (path, is_whole) = areas.path(place);
    let mut names: Vec<String> = path.iter().map(|area| area.name.clone()).collect();
    if !is_whole {
        names.push(place.to_string());
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn a_province_means_its_cities_and_counties() {
        let areas = &Lexicon::builtin().areas;
        let known: BTreeSet<String> = ["清远市", "保定市清苑区", "保定市", "某开发区"]
            .map(str::to_string)
            .into();
        let ask = |asked: &str| meant(&known, asked, areas).into_iter().collect::<Vec<_>>();
        assert_eq!(ask("广东"), ["清远市"]);
        assert_eq!(ask("广东省"), ["清远市"]);
        assert_eq!(ask("河北"), ["保定市", "保定市清苑区"]);
        assert_eq!(ask("河北省/保定市"), ["保定市", "保定市清苑区"]);
        assert_eq!(ask("清苑"), ["保定市清苑区"]);
        assert_eq!(ask("开发"), ["某开发区"]);
        assert!(ask("四川").is_empty() && ask("").is_empty());
    }

    #[test]
    fn names_from_the_province_down() {
        let areas = &Lexicon::builtin().areas;
        assert_eq!(names("保定市清苑区", areas), ["河北省", "保定市", "清苑区"]);
        assert_eq!(names("清远", areas), ["广东省", "清远市"]);
        assert_eq!(names("保定清苑", areas), ["河北省", "保定市", "清苑区"]);
        assert_eq!(
            names("清远市某镇", areas),
            ["广东省", "清远市", "清远市某镇"]
        );
        assert_eq!(names("某地", areas), ["某地"]);
    }
}
