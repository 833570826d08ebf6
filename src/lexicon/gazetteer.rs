//! Every place that has had a GB/T 2260 code, with the years in which the code stood for its name.

use super::LexiconError;
use super::areas::Areas;
use super::table::Table;
use super::words::Words;
use crate::document::Level;
use rustc_hash::{FxHashMap, FxHashSet};

/// A code that stood for a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The GB/T 2260 code, six digits.
    pub code: String,
    /// The full name.
    pub name: String,
    /// The first year of it; [`i32::MIN`] where it has no known beginning.
    pub from: i32,
    /// The last year of it; [`i32::MAX`] where it still holds.
    pub until: i32,
}

impl Standing {
    /// The level that the code tells.
    pub fn level(&self) -> Level {
        Level::of_code(&self.code)
    }

    /// How many years `year` lies outside the years of the standing; without a year, outside the present.
    pub fn years_off(&self, year: Option<i32>) -> i32 {
        // The standard is of 1980: what came before is asked of its first edition.
        let year = year.map_or(PRESENT, |year| year.max(FIRST));
        let off = self.from.saturating_sub(year);
        off.max(year.saturating_sub(self.until)).max(0)
    }
}

/// The year of the first edition of the standard.
const FIRST: i32 = 1980;

/// A year behind all editions that ended a name.
const PRESENT: i32 = 2100;

/// Places of all editions, found by name.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    standings: Vec<Standing>,
    by_name: FxHashMap<String, Vec<u32>>,
    by_code: FxHashMap<String, Vec<u32>>,
    /// Names that a text is searched for; of short forms only those that people write.
    words: Words<u32>,
    /// What the words name.
    named: Vec<Vec<u32>>,
}

/// What the names of places end with, longest first; without it stands what people say in short.
const ENDINGS: [&str; 12] = [
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "省",
    "市",
    "县",
    "区",
    "旗",
    "盟",
];

impl Gazetteer {
    /// The places of `areas` and those of the history, in `text`, of the file `name`.
    ///
    /// # Errors
    ///
    /// A row that does not fit the columns of the file.
    pub(super) fn new(areas: &Areas, name: &str, text: &str) -> Result<Self, LexiconError> {
        let table = Table::parse(name, text, &["code", "name", "from", "until"])?;
        let mut gazetteer = Gazetteer::default();
        let mut known = FxHashSet::default();
        for row in table.rows() {
            let year = |column, open| match row.get(column) {
                "" => Ok(open),
                year => year
                    .parse()
                    .map_err(|_| row.error("a year is four digits, or nothing")),
            };
            let standing = Standing {
                code: row.get("code").to_string(),
                name: row.get("name").to_string(),
                from: year("from", i32::MIN)?,
                until: year("until", i32::MAX)?,
            };
            known.insert((standing.code.clone(), standing.name.clone()));
            gazetteer.add(standing);
        }
        for (code, name) in areas.iter().map(|area| (&area.code, &area.name)) {
            if known.contains(&(code.clone(), name.clone())) {
                continue;
            }
            gazetteer.add(Standing {
                code: code.clone(),
                name: name.clone(),
                from: i32::MIN,
                until: i32::MAX,
            });
        }
        for (form, codes) in areas.names() {
            gazetteer.add_form(form, &codes);
        }
        Ok(gazetteer)
    }

    fn add(&mut self, standing: Standing) {
        let index = self.standings.len() as u32;
        self.by_code
            .entry(standing.code.clone())
            .or_default()
            .push(index);
        let name = standing.name.clone();
        self.standings.push(standing);
        self.name(&name, index);
        self.search_for(&name);
        let ending = ENDINGS.into_iter().find_map(|e| name.strip_suffix(e));
        if let Some(stem) = ending.filter(|stem| stem.chars().count() >= 2) {
            self.name(stem, index);
        }
    }

    /// A form of the names of `codes`: 延边, and of an autonomous place 延边州.
    fn add_form(&mut self, form: &str, codes: &[&str]) {
        if form.chars().count() < 2 {
            return;
        }
        for code in codes {
            for index in self.by_code.get(*code).cloned().unwrap_or_default() {
                let Some(standing) = self.standings.get(index as usize) else {
                    continue;
                };
                // What people write is short for the present name, and for the former names with its stem.
                if !standing.name.starts_with(form) && standing.until != i32::MAX {
                    continue;
                }
                let whole = standing.name.clone();
                self.name(form, index);
                // 延边州, 湘西自治州, 长阳自治县: without the peoples.
                let endings: &[&str] = match () {
                    () if whole.ends_with("自治州") => &["州", "自治州"],
                    () if whole.ends_with("自治县") => &["自治县"],
                    () if whole.ends_with("自治旗") => &["自治旗"],
                    () => &[],
                };
                for ending in endings.iter().filter(|_| !form.ends_with('州')) {
                    let with_ending = format!("{form}{ending}");
                    self.name(&with_ending, index);
                    self.search_for(&with_ending);
                }
            }
        }
        self.search_for(form);
    }

    fn name(&mut self, form: &str, index: u32) {
        let named = self.by_name.entry(form.to_string()).or_default();
        if !named.contains(&index) {
            named.push(index);
        }
    }

    fn search_for(&mut self, form: &str) {
        if form.chars().count() >= 2 {
            self.words.insert(form, 0);
        }
    }

    /// Ends the making: the words know what they name.
    fn with_words(mut self) -> Self {
        let mut forms: Vec<(&String, &Vec<u32>)> = self
            .by_name
            .iter()
            .filter(|(form, _)| {
                let form: Vec<char> = form.chars().collect();
                self.words.get(&form).is_some()
            })
            .collect();
        forms.sort();
        for (form, named) in forms {
            self.words.insert(form, self.named.len() as u32);
            self.named.push(named.clone());
        }
        self
    }

    /// The gazetteer of `areas` and of the shipped history.
    pub(super) fn of(areas: &Areas, name: &str, text: &str) -> Self {
        // A test reads the shipped file: a row that does not fit cannot ship.
        Gazetteer::new(areas, name, text)
            .unwrap_or_default()
            .with_words()
    }

    /// The places that `name` may mean: those of that name, of all years, or those of the last part of it below a place
    /// of the first (保定清苑, 河北省保定市清苑区).
    pub fn meant(&self, name: &str) -> Vec<&Standing> {
        let chars: Vec<char> = name.chars().take(LONGEST).collect();
        let mut found = self.indices(&chars, 3);
        found.sort_unstable();
        found.dedup();
        found
            .into_iter()
            .filter_map(|index| self.standings.get(index as usize))
            .collect()
    }

    fn indices(&self, name: &[char], parts: usize) -> Vec<u32> {
        let whole: String = name.iter().collect();
        if let Some(found) = self.by_name.get(&whole) {
            return found.clone();
        }
        if parts == 1 {
            return Vec::new();
        }
        for split in (2..name.len().saturating_sub(1)).rev() {
            let first: String = name[..split].iter().collect();
            let Some(above) = self.by_name.get(&first) else {
                continue;
            };
            let mut below = self.indices(&name[split..], parts - 1);
            below.retain(|index| above.iter().any(|a| self.lies_in(*index, *a)));
            if !below.is_empty() {
                return below;
            }
        }
        Vec::new()
    }

    /// Whether the code of one place says that it lies in another.
    fn lies_in(&self, index: u32, above: u32) -> bool {
        let code = |index: u32| self.standings.get(index as usize).map(|s| s.code.as_str());
        let (Some(code), Some(above)) = (code(index), code(above)) else {
            return false;
        };
        let digits = above.trim_end_matches("00");
        code != above && digits.len() < 6 && code.starts_with(digits)
    }

    /// The places that the longest name at the start of `text` names, and its length.
    pub fn at_start(&self, text: &[char]) -> Option<(usize, impl Iterator<Item = &Standing>)> {
        let (length, group) = self.words.at_start(text)?;
        let named = self.named.get(group as usize)?;
        let standings = named.iter().filter_map(|i| self.standings.get(*i as usize));
        Some((length, standings))
    }

    /// The province and the prefecture that a place lies in, as they were called in `year`.
    pub fn above(&self, place: &Standing, year: Option<i32>) -> Vec<&Standing> {
        let (province, prefecture) = (place.code.get(..2), place.code.get(..4));
        [(province, "0000"), (prefecture, "00")]
            .into_iter()
            .filter_map(|(digits, zeros)| {
                let code = format!("{}{zeros}", digits?);
                let indices = self.by_code.get(&code).filter(|_| code != place.code)?;
                let all = indices
                    .iter()
                    .filter_map(|i| self.standings.get(*i as usize));
                all.min_by_key(|standing| standing.years_off(year))
            })
            .collect()
    }
}

/// The longest name of a place that is looked up, in characters.
const LONGEST: usize = 40;

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    fn codes(name: &str, year: i32) -> Vec<String> {
        let found = Lexicon::builtin().gazetteer().meant(name);
        let valid = found.iter().filter(|s| s.years_off(Some(year)) == 0);
        valid.map(|s| s.code.clone()).collect()
    }

    #[test]
    fn a_name_has_the_code_of_its_year() {
        assert_eq!(codes("清苑县", 1982), ["132431"]);
        assert_eq!(codes("清苑县", 2000), ["130622"]);
        assert_eq!(codes("清苑县", 2020), [""; 0]);
        assert_eq!(codes("保定市清苑区", 2020), ["130608"]);
        assert_eq!(codes("保定清苑", 2020), ["130608"]);
        // A city of prefectural rank until 2011, then one of a county's.
        assert_eq!(codes("巢湖市", 2005), ["341400"]);
        assert_eq!(codes("巢湖市", 2015), ["340181"]);
        assert_eq!(codes("襄樊市", 2008), ["420600"]);
        assert_eq!(codes("延边州", 2008), ["222400"]);
        // The standard is of 1980.
        assert_eq!(codes("河北省", 1956), ["130000"]);
        assert_eq!(codes("某地", 2008), [""; 0]);
        assert!(codes("鼓楼区", 2018).len() > 1);
        assert_eq!(codes("南京市鼓楼区", 2018), ["320106"]);
    }

    #[test]
    fn a_place_lies_in_those_of_its_year() {
        let gazetteer = Lexicon::builtin().gazetteer();
        let above = |name: &str, year| -> Vec<String> {
            let found = gazetteer.meant(name);
            let place = found.iter().min_by_key(|s| s.years_off(Some(year)));
            let above = gazetteer.above(place.unwrap(), Some(year));
            above.iter().map(|s| s.name.clone()).collect()
        };
        assert_eq!(above("清苑县", 1982), ["河北省", "保定地区"]);
        assert_eq!(above("清苑区", 2020), ["河北省", "保定市"]);
        assert_eq!(above("襄城区", 2008), ["湖北省", "襄樊市"]);
        assert_eq!(above("保定市", 2020), ["河北省"]);
        assert_eq!(above("仙桃市", 2020), ["湖北省"]);
        assert_eq!(above("中国", 2020), [""; 0]);
    }

    #[test]
    fn finds_the_longest_name() {
        let gazetteer = Lexicon::builtin().gazetteer();
        let at = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            let (length, standings) = gazetteer.at_start(&chars)?;
            Some((length, standings.count() > 0))
        };
        assert_eq!(at("清远市的人"), Some((3, true)));
        assert_eq!(at("清远的人"), Some((2, true)));
        assert_eq!(at("一个人"), None);
    }
}
