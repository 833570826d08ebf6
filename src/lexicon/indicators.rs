//! Statistical indicators with their synonyms, the years in which each name was used, and the canonical id of each.

use super::LexiconError;
use super::table::Table;
use crate::text::CharClass;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::RangeInclusive;

/// The years that a name may carry.
const YEARS: RangeInclusive<u16> = 1900..=2100;

/// A name of an indicator, with the years in which it was the official or the usual one where they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorName {
    /// The name itself.
    pub text: String,
    /// The year in which it was brought in.
    pub from: Option<u16>,
    /// The last year before another name took its place.
    pub to: Option<u16>,
}

impl IndicatorName {
    /// Reads `NAME`, `NAME@FROM-TO`, `NAME@FROM-` or `NAME@-TO`; `None` where it is none of these.
    fn parse(written: &str) -> Option<Self> {
        let (text, years) = match written.split_once('@') {
            Some((text, years)) => (text.trim(), Some(years.trim())),
            None => (written, None),
        };
        let year = |digits: &str| match digits {
            "" => Some(None),
            _ if digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()) => {
                Some(Some(digits.parse().ok().filter(|y| YEARS.contains(y))?))
            }
            _ => None,
        };
        let (from, to) = match years {
            Some(years) => {
                let (from, to) = years.split_once('-')?;
                (year(from)?, year(to)?)
            }
            None => (None, None),
        };
        let told = years.is_none() || from.is_some() || to.is_some();
        let in_order = from.zip(to).is_none_or(|(from, to)| from <= to);
        (!text.is_empty() && told && in_order).then(|| IndicatorName {
            text: text.to_string(),
            from,
            to,
        })
    }

    /// The years as people write them: `2012–2014`, `2015–`, `–2011`; `None` where none are known.
    pub fn years(&self) -> Option<String> {
        let year = |year: Option<u16>| year.map(|y| y.to_string()).unwrap_or_default();
        (self.from.is_some() || self.to.is_some())
            .then(|| format!("{}–{}", year(self.from), year(self.to)))
    }
}

/// Indicators by label and synonym.
#[derive(Debug, Clone, Default)]
pub struct Indicators {
    ids: FxHashMap<String, String>,
    entries: FxHashMap<String, Indicator>,
}

/// What is known of one indicator.
#[derive(Debug, Clone, Default)]
struct Indicator {
    label: String,
    /// The label and the synonyms, those of a row that this one replaced too.
    names: Vec<IndicatorName>,
    /// The dimensions of its amounts; empty where they are not told.
    dimensions: Vec<String>,
}

impl Indicators {
    pub(super) fn add(&mut self, name: &str, text: &str) -> Result<(), LexiconError> {
        let table = Table::parse(name, text, &["id", "label", "synonyms"])?;
        for row in table.rows() {
            let (id, label) = (row.get("id"), row.get("label"));
            if id.is_empty() || label.is_empty() {
                return Err(row.error("an indicator needs an id and a label"));
            }
            let names = [label].into_iter().chain(row.list("synonyms"));
            let names = names.map(|written| {
                IndicatorName::parse(written).ok_or_else(|| {
                    row.error(&format!(
                        "`{written}` is no name with years; write NAME, NAME@2012-2014, NAME@2015- or NAME@-2011"
                    ))
                })
            });
            let names = names.collect::<Result<Vec<_>, _>>()?;
            let row_forms: Vec<String> = names.iter().map(|name| key(&name.text)).collect();
            let entry = self.entries.entry(id.to_string()).or_default();
            if let Some(label) = names.first() {
                entry.label.clone_from(&label.text);
            }
            let mut seen = FxHashSet::default();
            let mut all = names;
            all.append(&mut entry.names);
            // Of forms that are looked up alike the first stays: the label before synonyms, this row before an older.
            all.retain(|name| seen.insert(key(&name.text)));
            entry.names = all;
            let dimensions: Vec<String> = row.list("dimension").map(str::to_string).collect();
            if !dimensions.is_empty() {
                entry.dimensions = dimensions;
            }
            let forms = row_forms.into_iter().map(|form| (form, id.to_string()));
            self.ids.extend(forms);
        }
        Ok(())
    }

    /// The canonical id of the indicator that `form` names, if it is known.
    pub fn id(&self, form: &str) -> Option<&str> {
        // Most names are written as they are kept.
        let known = self.ids.get(form).or_else(|| match is_key(form) {
            true => None,
            false => self.ids.get(&key(form)),
        });
        let known = known.map(String::as_str);
        // 上市公司总数 counts what 上市公司 does.
        known.or_else(|| {
            let mut tails = ["总数", "数量"].iter();
            let short = tails.find_map(|tail| form.strip_suffix(tail))?;
            self.id(short)
        })
    }

    /// The label of the indicator with this id: the name in use now.
    pub fn label(&self, id: &str) -> Option<&str> {
        self.entries.get(id).map(|i| i.label.as_str())
    }

    /// The dimensions in which amounts of the indicator with this id are measured; empty where they are not told.
    pub fn dimensions(&self, id: &str) -> &[String] {
        self.entries.get(id).map_or(&[], |i| &i.dimensions)
    }

    /// The names of the indicator with this id: those without known years first, then from the oldest to the one in use
    /// now.
    pub fn names(&self, id: &str) -> Vec<&IndicatorName> {
        let names = self.entries.get(id).map(|i| i.names.as_slice());
        // A name that a later row gave to another indicator is no longer one of this.
        let own = |name: &&IndicatorName| self.id(&name.text) == Some(id);
        let mut names: Vec<_> = names.unwrap_or_default().iter().filter(own).collect();
        let end = |name: &IndicatorName| name.to.or(name.from.map(|_| u16::MAX));
        names.sort_by_key(|name| (end(name), name.from));
        names
    }

    /// How many indicators there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Whether `form` is its own [`key`], as far as that is told without making the key.
fn is_key(form: &str) -> bool {
    let plain = |c: char| c.is_han() && c != '的';
    form.chars().all(plain) && crate::text::is_folded(form)
}

/// The form under which an indicator is looked up: folded, without marks and 的.
fn key(form: &str) -> String {
    let folded = crate::text::fold(form);
    let mut key = String::with_capacity(folded.len());
    for c in folded.chars().filter(|c| c.is_word() && *c != '的') {
        match c {
            'A'..='Z' => key.push(c.to_ascii_lowercase()),
            // Chinese characters have no case.
            _ if c.is_han() => key.push(c),
            _ => key.extend(c.to_lowercase()),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../lexicon/indicators.tsv");

    fn indicators(rows: &str) -> Result<Indicators, LexiconError> {
        let mut indicators = Indicators::default();
        let head = "id\tlabel\tsynonyms\n";
        indicators.add("indicators.tsv", &format!("{head}{rows}"))?;
        Ok(indicators)
    }

    fn shown(indicators: &Indicators, id: &str) -> Vec<String> {
        let show = |name: &IndicatorName| match name.years() {
            Some(years) => format!("{} {years}", name.text),
            None => name.text.clone(),
        };
        indicators.names(id).into_iter().map(show).collect()
    }

    #[test]
    fn names_carry_their_years() -> Result<(), LexiconError> {
        let found = indicators("a\t甲收入@2015-\t乙收入@2012-2014|丙收入@-2011|丁收入\n")?;
        assert_eq!(
            shown(&found, "a"),
            ["丁收入", "丙收入 –2011", "乙收入 2012–2014", "甲收入 2015–"]
        );
        assert_eq!(found.label("a"), Some("甲收入"));
        for name in ["甲收入", "乙收入", "丙收入", "丁收入"] {
            assert_eq!(found.id(name), Some("a"), "{name}");
        }
        assert_eq!(found.id("乙收入@2012-2014"), None);
        assert!(found.names("b").is_empty());
        Ok(())
    }

    #[test]
    fn names_are_found_however_they_are_written() -> Result<(), LexiconError> {
        let found = indicators("a\t进出口总额\tGDP（现价）\n")?;
        for name in [
            "进出口总额",
            "進出口總額",
            "进出口的总额",
            "gdp(现价)",
            "ＧＤＰ现价",
        ] {
            assert_eq!(found.id(name), Some("a"), "{name}");
        }
        assert_eq!(found.id("进出口"), None);
        Ok(())
    }

    #[test]
    fn years_that_are_none_are_an_error_that_names_the_line() {
        let bad = [
            "甲@",
            "甲@-",
            "甲@2012",
            "甲@12-14",
            "甲@2014-2012",
            "甲@2012-2014-2016",
            "甲@2012—2014",
            "甲@0999-",
            "甲@+201-",
            "@2012-2014",
            "甲@2012-@-2014",
        ];
        for name in bad {
            let error = indicators(&format!("a\t丁\t\nb\t丙\t乙|{name}\n")).map(|_| ());
            let message = error.map_err(|e| e.to_string());
            assert!(
                message
                    .as_ref()
                    .is_err_and(|m| m.starts_with("indicators.tsv:3:") && m.contains(name)),
                "{name}: {message:?}"
            );
            assert!(indicators(&format!("a\t{name}\t\n")).is_err(), "{name}");
        }
    }

    #[test]
    fn a_later_row_has_its_way() -> Result<(), LexiconError> {
        let mut found = indicators("a\t甲@2015-\t乙|丙@-2014\nb\t丁\t\n")?;
        found.add(
            "indicators.tsv",
            "id\tlabel\tsynonyms\na\t戊@2020-\t甲@2015-2019\nb\t丁\t乙\n",
        )?;
        assert_eq!(shown(&found, "a"), ["丙 –2014", "甲 2015–2019", "戊 2020–"]);
        assert_eq!(shown(&found, "b"), ["丁", "乙"]);
        assert_eq!(found.label("a"), Some("戊"));
        Ok(())
    }

    #[test]
    fn shipped_names_belong_to_one_indicator() -> Result<(), LexiconError> {
        let table = Table::parse("indicators.tsv", SHIPPED, &["id"])?;
        let mut ids = FxHashMap::default();
        for row in table.rows() {
            for written in [row.get("label")].into_iter().chain(row.list("synonyms")) {
                let name = IndicatorName::parse(written).ok_or_else(|| row.error(written))?;
                let id = *ids.entry(key(&name.text)).or_insert(row.get("id"));
                assert_eq!(id, row.get("id"), "both are named {}", name.text);
            }
        }
        Ok(())
    }

    #[test]
    fn shipped_names_say_when_they_were_used() {
        let found = &crate::lexicon::Lexicon::builtin().indicators;
        let dated = found
            .entries
            .values()
            .flat_map(|i| &i.names)
            .filter(|name| name.years().is_some());
        assert!(dated.count() >= 100);
        let years = |id, text| {
            let names = found.names(id);
            names
                .into_iter()
                .find(|name| name.text == text)
                .and_then(IndicatorName::years)
        };
        let expected = [
            ("fiscal_revenue", "地方财政一般预算收入", "–2011"),
            ("fiscal_revenue", "公共财政预算收入", "2012–2014"),
            ("fiscal_revenue", "一般公共预算收入", "2015–"),
            ("retail_sales", "社会商品零售总额", "–1992"),
            ("gdp", "地区生产总值", "2004–"),
            ("exp_health", "医疗卫生与计划生育支出", "2014–2018"),
        ];
        for (id, text, told) in expected {
            assert_eq!(years(id, text).as_deref(), Some(told), "{text}");
        }
        assert_eq!(years("gdp", "GDP"), None);
        // Other concepts under names that look alike have ids of their own.
        let id = |name| found.id(name);
        assert_ne!(id("农村居民人均纯收入"), id("农村居民人均可支配收入"));
        assert_ne!(id("城镇登记失业率"), id("城镇调查失业率"));
        assert_ne!(id("工农业总产值"), id("社会总产值"));
        assert_ne!(id("新农合参合人数"), id("城乡居民基本医疗保险参保人数"));
        assert_eq!(id("城镇待业率"), id("城镇登记失业率"));
        assert_eq!(id("国民生产总值"), id("国民总收入"));
    }
}
