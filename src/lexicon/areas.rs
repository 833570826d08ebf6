//! Places with their GB/T 2260 codes, and the words that stand for a place.

use super::LexiconError;
use super::table::Table;
use super::words::Words;
use rustc_hash::FxHashMap;

/// What a word for a place stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AreaKind {
    /// A place with a code of its own.
    Place,
    /// The place whose report it is: 全市, 我省.
    Own,
    /// The country: 全国.
    Country,
    /// A level of the own administration that keeps its own accounts: 市本级.
    Tier,
    /// A region: 长三角, 粤东西北.
    Region,
    /// The world, a class of places, a group of countries: it may be the scope of a rank, not the area of a figure.
    Scope,
}

/// A place as `lexicon/areas.tsv` gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// The GB/T 2260 code, six digits.
    pub code: String,
    /// The full name.
    pub name: String,
    /// The code of the place it belongs to; empty for the country.
    pub parent: String,
}

/// Places and words for places, found by full and short name.
#[derive(Debug, Clone, Default)]
pub struct Areas {
    areas: Vec<Area>,
    words: Words<(AreaKind, u32)>,
    /// All places of a full or short name; many counties share one.
    by_name: FxHashMap<String, Vec<u32>>,
    by_code: FxHashMap<String, u32>,
}

impl Areas {
    pub(super) fn add(&mut self, name: &str, text: &str, user: bool) -> Result<(), LexiconError> {
        let table = Table::parse(name, text, &["code", "name", "short", "parent"])?;
        for row in table.rows() {
            if row.get("name").is_empty() {
                return Err(row.error("a place needs a name"));
            }
            let index = self.areas.len() as u32;
            self.areas.push(Area {
                code: row.get("code").to_string(),
                name: row.get("name").to_string(),
                parent: row.get("parent").to_string(),
            });
            self.by_code.insert(row.get("code").to_string(), index);
            for form in row.list("short").chain([row.get("name")]) {
                self.by_name
                    .entry(form.to_string())
                    .or_default()
                    .push(index);
                if form.chars().count() >= 2 && (user || self.words.get(&chars(form)).is_none()) {
                    self.words.insert(form, (AreaKind::Place, index));
                }
            }
        }
        Ok(())
    }

    pub(super) fn add_words(&mut self, name: &str, text: &str) -> Result<(), LexiconError> {
        let table = Table::parse(name, text, &["word", "kind"])?;
        for row in table.rows() {
            let kind = match row.get("kind") {
                "own" => AreaKind::Own,
                "country" => AreaKind::Country,
                "level" => AreaKind::Tier,
                "region" => AreaKind::Region,
                "world" | "class" | "foreign" => AreaKind::Scope,
                _ => {
                    return Err(row.error(
                        "the kind is own, country, level, region, world, class or foreign",
                    ));
                }
            };
            self.words.insert(row.get("word"), (kind, u32::MAX));
        }
        Ok(())
    }

    /// The longest name of a place at the start of `text`: its length and kind.
    pub fn at_start(&self, text: &[char]) -> Option<(usize, AreaKind)> {
        self.words.at_start(text).map(|(n, (kind, _))| (n, kind))
    }

    /// The place that `name` names, if it is one with a code.
    pub fn get(&self, name: &str) -> Option<&Area> {
        self.words
            .get(&chars(name))
            .and_then(|(_, i)| self.areas.get(i as usize))
    }

    /// The places that `name` lies in, from the province down to itself: 河北省, 保定市, 清苑区 for 保定市清苑区; and whether
    /// they are all of the name. Of a place without a code they are those that its name begins with; there is none where the
    /// name is unknown or that of several places.
    pub fn path(&self, name: &str) -> (Vec<&Area>, bool) {
        let name: Vec<char> = name.chars().collect();
        let known = (1..=name.len()).rev().find_map(|end| {
            let found = self.meant(&name[..end]);
            (!found.is_empty()).then_some((found, end == name.len()))
        });
        match known {
            Some((found, is_whole)) if found.len() == 1 => (self.above(found[0]), is_whole),
            _ => (Vec::new(), false),
        }
    }

    /// The places that `name` may mean: one of that name, or one of the last part of it below the place of the first.
    fn meant(&self, name: &[char]) -> Vec<u32> {
        let whole: String = name.iter().collect();
        if let Some(found) = self.by_name.get(&whole) {
            return found.clone();
        }
        for split in (1..name.len()).rev() {
            let first: String = name[..split].iter().collect();
            let Some(above) = self.by_name.get(&first) else {
                continue;
            };
            let below = self.meant(&name[split..]);
            let within = |index: &u32| {
                let path = self.above(*index);
                above.iter().any(|a| {
                    let code = self.areas.get(*a as usize).map(|a| &a.code);
                    path.iter().any(|p| Some(&p.code) == code)
                })
            };
            let below: Vec<u32> = below.into_iter().filter(within).collect();
            if !below.is_empty() {
                return below;
            }
        }
        Vec::new()
    }

    /// The places that one lies in, from the province down to itself; of the country that alone.
    fn above(&self, index: u32) -> Vec<&Area> {
        let mut path = Vec::new();
        let mut next = self.areas.get(index as usize);
        while let Some(area) = next.filter(|_| path.len() < 8) {
            path.push(area);
            next = self
                .by_code
                .get(&area.parent)
                .and_then(|i| self.areas.get(*i as usize))
                .filter(|parent| !parent.parent.is_empty());
        }
        path.reverse();
        path
    }

    /// The places, in the order of the file.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Area> {
        self.areas.iter()
    }

    /// Full and short names, each with the codes of the places that it names.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, Vec<&str>)> {
        self.by_name.iter().map(|(form, indices)| {
            let areas = indices.iter().filter_map(|i| self.areas.get(*i as usize));
            (form.as_str(), areas.map(|a| a.code.as_str()).collect())
        })
    }

    /// How many places with a code there are.
    pub fn len(&self) -> usize {
        self.areas.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.areas.is_empty()
    }
}

fn chars(word: &str) -> Vec<char> {
    word.chars().collect()
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    #[test]
    fn a_place_lies_in_those_above_it() {
        let path = |name: &str| -> Vec<&str> {
            let (path, _) = Lexicon::builtin().areas.path(name);
            path.into_iter().map(|a| a.name.as_str()).collect()
        };
        assert_eq!(path("清远市"), ["广东省", "清远市"]);
        assert_eq!(path("保定市清苑区"), ["河北省", "保定市", "清苑区"]);
        assert_eq!(path("河北省保定市清苑区"), ["河北省", "保定市", "清苑区"]);
        assert_eq!(path("广东"), ["广东省"]);
        assert_eq!(path("清远市某某镇"), ["广东省", "清远市"]);
        assert_eq!(path("中国"), ["中国"]);
        assert_eq!(path("某地"), [""; 0]);
        // Several cities have a district of that name; behind the city it is one.
        assert_eq!(path("鼓楼区"), [""; 0]);
        assert_eq!(path("南京市鼓楼区"), ["江苏省", "南京市", "鼓楼区"]);
    }
}
