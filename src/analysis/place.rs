//! Which names mean one place: 清远 and 清远市, 保定清苑 and 保定市清苑区, 全国 and 中国.

use crate::document::Level;
use crate::index::Reader;
use crate::lexicon::{AreaKind, Areas, Lexicon};
use crate::query::{Field, Origin, QueryError, Value, nearest};
use crate::text::fold;
use std::collections::BTreeSet;

/// How many near places an error names.
const NAMED: usize = 5;

/// The code of the country.
const COUNTRY: &str = "000000";

/// What follows the name of a place whose code is not known.
const TITLES: [char; 6] = ['省', '市', '县', '区', '州', '旗'];

/// A place that figures are of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Its name as reports give it; empty where no place is known.
    pub name: String,
    /// Its GB/T 2260 code, where the lexicon has it.
    pub code: Option<String>,
    /// What is equal for all names of one place.
    key: String,
}

impl Place {
    /// The place called `name`.
    pub fn named(name: &str, areas: &Areas) -> Place {
        let name = fold(name).trim().to_string();
        let chars: Vec<char> = name.chars().collect();
        let (path, is_whole) = areas.path(&name);
        let code = match path.last().filter(|_| is_whole) {
            Some(area) => Some(area.code.clone()),
            None => {
                let whole = areas.at_start(&chars).filter(|(n, _)| *n == chars.len());
                whole
                    .filter(|(_, kind)| *kind == AreaKind::Country)
                    .map(|_| COUNTRY.to_string())
            }
        };
        let key = code.clone().unwrap_or_else(|| name.to_lowercase());
        Place { name, code, key }
    }

    /// Whether both are one place.
    pub fn is(&self, other: &Place) -> bool {
        self.key == other.key
    }

    /// What is equal for all names of the place.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Its level by its code.
    pub fn level(&self) -> Option<&'static str> {
        Some(Level::of_code(self.code.as_deref()?).name())
    }
}

/// The places of an index: those that reports are of, and those that claims speak of.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// The places of reports, in the order of names.
    homes: Vec<Place>,
    /// All places that claims speak of, as they are written.
    areas: Vec<Place>,
}

impl Places {
    /// The places of the index behind `reader`.
    ///
    /// # Errors
    ///
    /// An index that cannot be read.
    pub fn of(reader: &Reader, lexicon: &Lexicon) -> Result<Places, QueryError> {
        let documents = reader.catalog().documents.values();
        let homes: BTreeSet<&str> = documents
            .filter_map(|entry| entry.metadata.place.as_deref())
            .collect();
        // Reports whose place nobody knows are of one place without a name.
        let nameless = reader.catalog().documents.values();
        let nameless = nameless.filter(|entry| entry.metadata.place.is_none());
        let homes = homes.into_iter().chain(nameless.take(1).map(|_| ""));
        let mut seen = BTreeSet::new();
        let homes = homes
            .map(|name| Place::named(name, &lexicon.areas))
            .filter(|place| seen.insert(place.key.clone()))
            .collect();
        let areas = reader.ranked("area")?;
        let areas = areas.values().iter();
        let areas = areas.map(|name| Place::named(name, &lexicon.areas));
        Ok(Places {
            homes,
            areas: areas.collect(),
        })
    }

    /// The places that reports are of; one without a name for those whose place is not known.
    pub fn homes(&self) -> &[Place] {
        &self.homes
    }

    /// The place that `asked` names: first one of a report, of its very name, its code, or its name without 市 or 县.
    ///
    /// # Errors
    ///
    /// A place that the index does not hold, with those nearest to it.
    pub fn asked(&self, asked: &str, areas: &Areas) -> Result<Place, QueryError> {
        let wanted = Place::named(&asked.replace(['/', '／'], ""), areas);
        let without = |place: &Place| {
            let name = place.name.strip_suffix(TITLES).map(str::to_string);
            name.is_some_and(|name| name.ends_with(&wanted.name)) && !wanted.name.is_empty()
        };
        let pick = |places: &[Place]| {
            let by = |test: &dyn Fn(&Place) -> bool| places.iter().find(|p| test(p)).cloned();
            by(&|p| p.name == wanted.name)
                .or_else(|| by(&|p| p.is(&wanted)))
                .or_else(|| by(&without))
        };
        pick(&self.homes)
            .or_else(|| pick(&self.areas))
            .ok_or_else(|| {
                let known = self.homes.iter().chain(&self.areas);
                let known = known.filter(|p| !p.name.is_empty());
                QueryError::UnknownValue {
                    field: Field::Place,
                    value: Value {
                        text: asked.to_string(),
                        origin: Origin::Option,
                    },
                    nearest: nearest(asked, known.map(|p| p.name.as_str()), NAMED),
                }
            })
    }

    /// The places that `asked` names: those of reports that lie in it, and itself.
    ///
    /// # Errors
    ///
    /// A place that the index does not hold, nor one in it.
    pub fn within(&self, asked: &str, areas: &Areas) -> Result<Vec<Place>, QueryError> {
        let wanted = Place::named(&asked.replace(['/', '／'], ""), areas);
        let lies = |place: &&Place| {
            let path = areas.path(&place.name).0;
            wanted.code.is_some()
                && path
                    .iter()
                    .any(|area| Some(&area.code) == wanted.code.as_ref())
        };
        let found: Vec<Place> = self.homes.iter().filter(lies).cloned().collect();
        match found.is_empty() {
            true => self.asked(asked, areas).map(|place| vec![place]),
            false => Ok(found),
        }
    }

    /// All names under which claims speak of `place`.
    pub fn names(&self, place: &Place) -> Vec<String> {
        let same = self.areas.iter().filter(|area| area.is(place));
        same.map(|area| area.name.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str) -> Place {
        Place::named(name, &Lexicon::builtin().areas)
    }

    #[test]
    fn names_of_one_place() {
        assert!(place("清远").is(&place("清远市")));
        assert!(place("保定清苑").is(&place("保定市清苑区")));
        assert!(place("全国").is(&place("中国")));
        assert!(!place("保定市").is(&place("保定市清苑区")));
        assert!(
            !place("清河市").is(&place("清河县")),
            "an unknown name is itself"
        );
        assert_eq!(place("保定市清苑区").level(), Some("county"));
        assert_eq!(place("清远").level(), Some("city"));
        assert_eq!(place("全国").level(), Some("national"));
    }

    #[test]
    fn a_short_name_asks_for_a_place_without_code() {
        let areas = &Lexicon::builtin().areas;
        let places = Places {
            homes: vec![place("清河市"), place("清远市")],
            areas: vec![place("清河市"), place("佛冈县")],
        };
        let asked = |name: &str| places.asked(name, areas).map(|p| p.name);
        assert_eq!(asked("清河").unwrap(), "清河市");
        assert_eq!(asked("清远").unwrap(), "清远市");
        assert_eq!(asked("广东/清远").unwrap(), "清远市");
        assert_eq!(asked("佛冈").unwrap(), "佛冈县");
        let within = |name: &str| places.within(name, areas).map(|found| found.len());
        assert_eq!(within("广东").unwrap(), 1);
        assert_eq!(within("佛冈县").unwrap(), 1);
        assert!(within("四川").is_err());
        let error = asked("广州").unwrap_err().to_string();
        assert!(error.contains("--place “广州”"), "{error}");
    }
}
