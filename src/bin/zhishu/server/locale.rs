//! The languages of the pages: their texts from `web/locale/`, and which one a reader wants.

use super::embedded;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Chinese.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Both, the one of the reports first.
    pub const ALL: [Language; 2] = [Language::Chinese, Language::English];

    /// Its tag (BCP 47), as `lang` takes it.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh",
            Language::English => "en",
        }
    }

    /// The language with this tag.
    pub fn of(tag: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|l| l.tag() == tag)
    }

    /// The language that a header `Accept-Language` asks for most (RFC 9110, 12.5.4); Chinese where it names neither.
    pub fn accepted(header: &str) -> Language {
        let mut best = (Language::Chinese, 0.0);
        for range in header.split(',') {
            let mut parts = range.split(';');
            let tag = parts.next().unwrap_or_default().trim().to_lowercase();
            let weight = parts.find_map(|p| p.trim().strip_prefix("q="));
            let weight = weight.map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
            let tag = tag.split('-').next().unwrap_or_default();
            if let Some(language) = Language::of(tag)
                && weight > best.1
            {
                best = (language, weight);
            }
        }
        best.0
    }
}

/// The texts of a page in one language, by their keys.
pub type Texts = Arc<BTreeMap<String, String>>;

/// The texts in all languages.
#[derive(Debug)]
pub struct Locales([Texts; 2]);

impl Locales {
    /// Reads `web/locale/`.
    ///
    /// # Errors
    ///
    /// A file that is missing or damaged, or a key that one language lacks.
    pub fn read() -> Result<Locales> {
        let [chinese, english] = Language::ALL.map(read);
        let (chinese, english) = (chinese?, english?);
        let keys = |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<Vec<_>>();
        if keys(&chinese) != keys(&english) {
            let lacks = |a: &BTreeMap<String, String>, b: &BTreeMap<String, String>| {
                let lacking = a.keys().filter(|k| !b.contains_key(*k));
                lacking.cloned().collect::<Vec<_>>().join(", ")
            };
            bail!(
                "web/locale: zh lacks [{}], en lacks [{}]",
                lacks(&english, &chinese),
                lacks(&chinese, &english)
            );
        }
        Ok(Locales([Arc::new(chinese), Arc::new(english)]))
    }

    /// The texts of a language.
    pub fn texts(&self, language: Language) -> &Texts {
        match language {
            Language::Chinese => &self.0[0],
            Language::English => &self.0[1],
        }
    }
}

/// The texts of a language: `[search] button = "…"` has the key `search.button`.
fn read(language: Language) -> Result<BTreeMap<String, String>> {
    let path = format!("locale/{}.toml", language.tag());
    let text = embedded::text(&path)?;
    let parts: BTreeMap<String, BTreeMap<String, String>> =
        toml::from_str(&text).with_context(|| format!("web/{path}"))?;
    let flat = parts.into_iter().flat_map(|(part, texts)| {
        let texts = texts.into_iter();
        texts.map(move |(key, text)| (format!("{part}.{key}"), text))
    });
    Ok(flat.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_known_language_is_taken() {
        let accepted = Language::accepted;
        assert_eq!(accepted("en-US,en;q=0.9,zh;q=0.8"), Language::English);
        assert_eq!(accepted("fr, zh-CN;q=0.7, en;q=0.3"), Language::Chinese);
        assert_eq!(accepted("de"), Language::Chinese);
        assert_eq!(accepted(""), Language::Chinese);
        assert_eq!(accepted("zh;q=0.1, en;q=0.2"), Language::English);
    }

    #[test]
    fn both_languages_have_the_same_texts() {
        Locales::read().unwrap();
    }
}
