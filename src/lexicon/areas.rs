//! Places with their GB/T 2260 codes, and the words that stand for a place.

use super::LexiconError;
use super::table::Table;
use super::words::Words;

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
            for form in row.list("short").chain([row.get("name")]) {
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
