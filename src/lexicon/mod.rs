//! The open vocabularies of `lexicon/`, embedded: units, indicators, areas, cue words, words of plans. The one place that opens them.

mod areas;
mod bound;
mod cues;
mod gazetteer;
mod indicators;
mod outlook;
mod table;
mod units;
mod words;

pub use areas::{AreaKind, Areas};
pub use bound::Bound;
pub(crate) use cues::WordList;
pub use cues::{Cue, Cues};
pub use gazetteer::{Gazetteer, Standing};
pub use indicators::{IndicatorName, Indicators};
pub use outlook::Outlook;
pub use units::{Unit, Units};
pub(crate) use words::Words;

use std::path::Path;
use std::sync::{LazyLock, OnceLock};

const UNITS: (&str, &str) = ("units.tsv", include_str!("../../lexicon/units.tsv"));
const INDICATORS: (&str, &str) = (
    "indicators.tsv",
    include_str!("../../lexicon/indicators.tsv"),
);
const AREAS: (&str, &str) = ("areas.tsv", include_str!("../../lexicon/areas.tsv"));
const AREA_WORDS: (&str, &str) = (
    "area_words.tsv",
    include_str!("../../lexicon/area_words.tsv"),
);
const AREA_HISTORY: (&str, &str) = (
    "area_history.tsv",
    include_str!("../../lexicon/area_history.tsv"),
);
const CUES: (&str, &str) = ("cues.tsv", include_str!("../../lexicon/cues.tsv"));
const OUTLOOK: (&str, &str) = ("outlook.tsv", include_str!("../../lexicon/outlook.tsv"));

/// All vocabularies, ready for look-up.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// Units and measure words.
    pub units: Units,
    /// Statistical indicators.
    pub indicators: Indicators,
    /// Places and words for places.
    pub areas: Areas,
    /// Cue words.
    pub cues: Cues,
    /// Words of plans and of results.
    pub outlook: Outlook,
    /// Made with the first call that needs it.
    gazetteer: OnceLock<Gazetteer>,
    fingerprint: String,
}

impl Lexicon {
    /// The vocabularies that ship with the program.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| {
            let mut lexicon = Lexicon::default();
            for (name, text) in Lexicon::shipped() {
                // A test reads every shipped file: a row that does not fit cannot ship.
                let _ = lexicon.add(name, text, false);
            }
            lexicon
        });
        &BUILTIN
    }

    /// The shipped vocabularies, with the rows of the files of the same name in `folder` added; a row with the key of
    /// a shipped one replaces it.
    ///
    /// # Errors
    ///
    /// A folder without any vocabulary file, a file that cannot be read, or a row that does not fit the file's
    /// columns; the message names file and line.
    pub fn with_folder(folder: &Path) -> Result<Self, LexiconError> {
        let mut lexicon = Self::builtin().clone();
        lexicon.gazetteer = OnceLock::new();
        let mut found = false;
        for (name, _) in [UNITS, INDICATORS, AREAS, AREA_WORDS, CUES, OUTLOOK] {
            let path = folder.join(name);
            if !path.exists() {
                continue;
            }
            found = true;
            let text = std::fs::read_to_string(&path)
                .map_err(|e| LexiconError(format!("{}: {e}", path.display())))?;
            lexicon
                .add(name, &text, true)
                .map_err(|e| LexiconError(format!("{}: {e}", folder.display())))?;
            lexicon.fingerprint.push_str(name);
            lexicon.fingerprint.push_str(&text);
        }
        if !found {
            return Err(LexiconError(format!(
                "{}: no vocabulary there; a lexicon folder holds files named like {}",
                folder.display(),
                [
                    UNITS.0,
                    INDICATORS.0,
                    AREAS.0,
                    AREA_WORDS.0,
                    CUES.0,
                    OUTLOOK.0
                ]
                .join(", ")
            )));
        }
        Ok(lexicon)
    }

    /// The shipped vocabulary files: name and content.
    pub(crate) fn shipped() -> [(&'static str, &'static str); 7] {
        [
            UNITS,
            INDICATORS,
            AREAS,
            AREA_HISTORY,
            AREA_WORDS,
            CUES,
            OUTLOOK,
        ]
    }

    /// What the user's own files added, as one string; empty for the shipped vocabularies. Equal strings mean equal
    /// vocabularies within one version of the program.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The places of all years with their codes.
    pub fn gazetteer(&self) -> &Gazetteer {
        let (name, text) = AREA_HISTORY;
        self.gazetteer
            .get_or_init(|| Gazetteer::of(&self.areas, name, text))
    }

    fn add(&mut self, name: &str, text: &str, user: bool) -> Result<(), LexiconError> {
        match name {
            "units.tsv" => self.units.add(name, text),
            "indicators.tsv" => self.indicators.add(name, text),
            "areas.tsv" => self.areas.add(name, text, user),
            "area_words.tsv" => self.areas.add_words(name, text),
            "outlook.tsv" => self.outlook.add(name, text),
            // The gazetteer is made of it with the first call.
            "area_history.tsv" => Ok(()),
            _ => self.cues.add(name, text),
        }
    }
}

/// Why a vocabulary could not be used.
#[derive(Debug)]
pub struct LexiconError(String);

impl std::fmt::Display for LexiconError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LexiconError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_file_fits() {
        let mut lexicon = Lexicon::default();
        for (name, text) in [UNITS, INDICATORS, AREAS, AREA_WORDS, CUES, OUTLOOK] {
            assert!(
                lexicon.add(name, text, false).is_ok(),
                "{:?}",
                lexicon.add(name, text, false)
            );
        }
        let (name, text) = AREA_HISTORY;
        let gazetteer = Gazetteer::new(&lexicon.areas, name, text);
        assert!(gazetteer.is_ok(), "{gazetteer:?}");
    }

    #[test]
    fn holds_what_it_promises() {
        let lexicon = Lexicon::builtin();
        assert!(lexicon.units.iter().filter(|u| u.is_of("count")).count() >= 120);
        assert!(lexicon.indicators.len() >= 150);
        assert!(lexicon.areas.len() >= 3000);
        assert_eq!(
            lexicon.indicators.id("GDP"),
            lexicon.indicators.id("地区生产总值")
        );
        assert_eq!(
            lexicon.areas.get("清远").map(|a| a.code.as_str()),
            Some("441800")
        );
    }

    #[test]
    fn converts_exactly() {
        let unit = |name| Lexicon::builtin().units.get(name).cloned();
        let mu = unit("亩").and_then(|u| u.to_base(3.into()));
        assert_eq!(mu, Some(2000.into()));
        assert_eq!(unit("％").map(|u| u.name), Some("%".to_string()));
        assert_eq!(unit("个百分点").map(|u| u.name), Some("百分点".to_string()));
    }
}
