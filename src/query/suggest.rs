//! What may be meant while a query is typed: indicators, places and units of the index, fields and their values.

use super::Window;
use super::counts::{CountSort, Facet, counts};
use super::error::QueryError;
use super::known::clean;
use super::language::Field;
use super::question::Question;
use crate::index::Reader;
use crate::lexicon::Lexicon;
use pinyin::ToPinyinMulti;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// What a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SuggestionKind {
    /// The name of an indicator.
    Indicator,
    /// A place.
    Place,
    /// A unit.
    Unit,
    /// The name of a field, with its colon.
    Field,
    /// A value of a field that has few.
    Value,
}

impl SuggestionKind {
    /// The name of the kind.
    pub fn name(self) -> &'static str {
        match self {
            SuggestionKind::Indicator => "indicator",
            SuggestionKind::Place => "place",
            SuggestionKind::Unit => "unit",
            SuggestionKind::Field => "field",
            SuggestionKind::Value => "value",
        }
    }
}

/// What may be put in place of the word that is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The text to put there.
    pub text: String,
    /// Where the word begins, in scalar values of the query.
    pub from: usize,
    /// The first scalar value behind it.
    pub to: usize,
    /// What it is.
    pub kind: SuggestionKind,
    /// How many claims of the index have it; 0 for fields and their values.
    pub count: usize,
}

/// A name that can be suggested.
struct Known {
    name: String,
    kind: SuggestionKind,
    count: usize,
    /// The name in its plain form.
    plain: String,
    /// How each of its characters can be read; a letter is read as itself.
    sounds: Vec<Vec<&'static str>>,
}

/// The names of an index, for as long as it is not committed to.
pub struct Suggester {
    known: Vec<Known>,
    lexicon: &'static Lexicon,
}

/// The multipliers that are written before a unit.
const MULTIPLIERS: [&str; 2] = ["万", "亿"];

/// How many units are offered with multipliers.
const SCALED: usize = 40;

/// From how many letters on they are compared with first letters of syllables.
const INITIALS: usize = 2;

/// The longest name that is suggested; what a broken table left is longer.
const LONGEST: usize = 24;

/// How a name fits what is typed, the best fit first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is another name of this one.
    Alias,
    /// It begins so.
    Begins,
    /// It holds it.
    Holds,
    /// Its sound begins so.
    Sounds,
    /// The first letters of its syllables begin so.
    Initials,
}

impl Suggester {
    /// The names that the index at `reader` holds.
    ///
    /// # Errors
    ///
    /// An index that cannot be read.
    pub fn of(reader: &Reader, lexicon: &'static Lexicon) -> Result<Suggester, QueryError> {
        let all = Window {
            offset: 0,
            limit: None,
        };
        let facets = [Facet::Indicator, Facet::Place, Facet::Area, Facet::Unit];
        let everything = Question::everything(lexicon);
        let found = counts(reader, &everything, &facets, CountSort::Count, all)?;
        let mut counted: FxHashMap<(SuggestionKind, String), usize> = FxHashMap::default();
        for count in found.items {
            let kind = match count.facet {
                Facet::Indicator => SuggestionKind::Indicator,
                Facet::Unit => SuggestionKind::Unit,
                _ => SuggestionKind::Place,
            };
            let most = counted.entry((kind, count.value)).or_default();
            *most = count.count.max(*most);
        }
        let mut units: Vec<(String, usize)> = counted
            .iter()
            .filter(|((kind, _), _)| *kind == SuggestionKind::Unit)
            .map(|((_, name), count)| (name.clone(), *count))
            .collect();
        units.sort_by_key(|(name, count)| (Reverse(*count), name.clone()));
        let scaled = units.iter().take(SCALED).flat_map(|(unit, count)| {
            let scaled = MULTIPLIERS.map(|word| format!("{word}{unit}"));
            // A unit alone goes before the same with a multiplier.
            scaled.map(|name| ((SuggestionKind::Unit, name), count / 2))
        });
        let scaled: Vec<_> = scaled
            .filter(|((_, name), _)| !name.ends_with(['%', '‰', '点']))
            .collect();
        let known = counted.into_iter().chain(scaled);
        let known = known.filter(|((_, name), _)| name.chars().count() <= LONGEST);
        Ok(Suggester {
            known: known
                .map(|((kind, name), count)| Known::new(name, kind, count))
                .collect(),
            lexicon,
        })
    }

    /// What may be meant by the word of `query` that ends at the scalar value `at`, the likeliest first. With `only` it is
    /// a value of that field whatever stands before it.
    pub fn suggest(
        &self,
        query: &str,
        at: usize,
        only: Option<Field>,
        most: usize,
    ) -> Vec<Suggestion> {
        let chars: Vec<char> = query.chars().collect();
        let to = at.min(chars.len());
        let word = Word::before(&chars[..to], only);
        let typed = clean(&chars[word.from..to].iter().collect::<String>());
        if typed.is_empty() && word.field.is_none() {
            return Vec::new();
        }
        let names = match word.field {
            Some(field) => field.value_names(),
            None => Field::all_names(),
        };
        let kind = match word.field {
            Some(_) => SuggestionKind::Value,
            None => SuggestionKind::Field,
        };
        let names = names.into_iter().filter(|_| word.kinds.contains(&kind));
        let named = names.filter_map(|name| {
            let known = Known::new(name, kind, 0);
            let fit = match known.fit(&typed)? {
                // A field that is nearly written is one, whatever else begins so.
                Fit::Begins if typed.chars().count() >= 2 => Fit::Alias,
                fit => fit,
            };
            Some((fit, known.count, known.name, kind))
        });
        let mut found: Vec<(Fit, usize, String, SuggestionKind)> = named.collect();
        let alias = self.lexicon.indicators.id(&typed);
        let alias = alias.and_then(|id| self.lexicon.indicators.label(id));
        for known in self.known.iter().filter(|k| word.kinds.contains(&k.kind)) {
            let is_alias = known.kind == SuggestionKind::Indicator
                && alias.is_some_and(|label| label == known.name);
            let fit = match is_alias {
                true => Some(Fit::Alias),
                false => known.fit(&typed),
            };
            if let Some(fit) = fit {
                found.push((fit, known.count, known.name.clone(), known.kind));
            }
        }
        found.sort_by(|a, b| {
            let key =
                |s: &(Fit, usize, String, SuggestionKind)| (s.0, Reverse(s.1), s.2.chars().count());
            key(a).cmp(&key(b)).then_with(|| a.2.cmp(&b.2))
        });
        let suggestions = found.into_iter().map(|(_, count, name, kind)| Suggestion {
            text: match (kind, word.is_bare) {
                (SuggestionKind::Field, _) => format!("{name}:"),
                // Sentences do not say again of which place their report is.
                (SuggestionKind::Place, true) => format!("地区:{name}"),
                (SuggestionKind::Unit, true) => format!("单位:{name}"),
                _ => name,
            },
            from: word.from,
            to,
            kind,
            count,
        });
        suggestions.take(most).collect()
    }
}

impl Known {
    fn new(name: String, kind: SuggestionKind, count: usize) -> Known {
        let plain = clean(&name);
        let readings = |c: char| match c.to_pinyin_multi() {
            Some(readings) => readings
                .into_iter()
                .map(|reading| reading.plain())
                .collect(),
            None => Vec::new(),
        };
        Known {
            sounds: plain.chars().map(readings).collect(),
            plain,
            name,
            kind,
            count,
        }
    }

    /// How it fits what is typed, if it does.
    fn fit(&self, typed: &str) -> Option<Fit> {
        if self.plain.starts_with(typed) {
            return Some(Fit::Begins);
        }
        if self.plain.contains(typed) {
            return Some(Fit::Holds);
        }
        let letters = typed.as_bytes();
        if !letters.iter().all(u8::is_ascii_lowercase) {
            return None;
        }
        if self.sounds_begin(0, letters) {
            return Some(Fit::Sounds);
        }
        (letters.len() >= INITIALS && self.initials_begin(letters)).then_some(Fit::Initials)
    }

    /// Whether the characters from the `at`-th on are read so, or begin to be.
    fn sounds_begin(&self, at: usize, typed: &[u8]) -> bool {
        if typed.is_empty() {
            return true;
        }
        let Some(readings) = self.sounds.get(at) else {
            return false;
        };
        if readings.is_empty() {
            let letter = self.plain.chars().nth(at);
            let same = letter.is_some_and(|letter| letter == char::from(typed[0]));
            return same && self.sounds_begin(at + 1, &typed[1..]);
        }
        readings.iter().any(|reading| {
            let same = reading.chars().zip(typed).all(|(a, b)| is_typed(a, *b));
            let length = reading.chars().count();
            same && (length >= typed.len() || self.sounds_begin(at + 1, &typed[length..]))
        })
    }

    /// Whether the readings of its first characters begin with these letters.
    fn initials_begin(&self, typed: &[u8]) -> bool {
        let first = |readings: &Vec<&str>, letter: u8| {
            let mut readings = readings.iter().filter_map(|reading| reading.chars().next());
            readings.any(|first| is_typed(first, letter))
        };
        self.sounds.len() >= typed.len()
            && (self.sounds.iter().zip(typed)).all(|(readings, letter)| first(readings, *letter))
    }
}

/// Whether a letter of a reading is typed so: ü as v or u.
fn is_typed(letter: char, typed: u8) -> bool {
    letter == char::from(typed) || letter == 'ü' && matches!(typed, b'v' | b'u')
}

/// The word that is typed, and what it can be.
struct Word {
    /// Where it begins.
    from: usize,
    /// The field whose value it is.
    field: Option<Field>,
    /// What can be suggested.
    kinds: &'static [SuggestionKind],
    /// Whether it stands alone: neither behind a field nor behind a number.
    is_bare: bool,
}

impl Word {
    /// The last word of what stands before the cursor.
    fn before(chars: &[char], only: Option<Field>) -> Word {
        use SuggestionKind::{Field as Name, Indicator, Place, Unit, Value};
        let is_comma = |c: &char| matches!(c, ',' | '，' | '、');
        let ends = |c: &char| {
            c.is_whitespace() || is_comma(c) || "()（）\"＂“”「」『』|｜-－><=".contains(*c)
        };
        let start = match only {
            // A field of a form has one value, or several between commas.
            Some(_) => chars.iter().rposition(is_comma),
            None => chars.iter().rposition(ends),
        };
        let start = start.map_or(0, |at| at + 1);
        let word = &chars[start..];
        let colon = word.iter().rposition(|c| matches!(c, ':' | '：'));
        let named = colon.and_then(|at| Field::called(&word[..at].iter().collect::<String>()));
        // Behind a comma the field may stand before it: 地区:清远,韶
        let earlier = || {
            let before = chars.split(|c| c.is_whitespace()).next_back()?;
            let at = before.iter().position(|c| matches!(c, ':' | '：'))?;
            let name: String = before[..at].iter().collect();
            Field::called(name.trim_start_matches(['(', '（', '-', '－']))
        };
        let field = only.or(named).or_else(earlier);
        let from = match (only, colon) {
            (None, Some(at)) => start + at + 1,
            _ => start,
        };
        if let Some(field) = field {
            let kinds: &[SuggestionKind] = match field {
                Field::Indicator => &[Indicator],
                Field::Place | Field::Area => &[Place],
                Field::Unit => &[Unit],
                _ => &[Value],
            };
            return Word {
                from,
                field: Some(field),
                kinds,
                is_bare: false,
            };
        }
        // Behind a number stands its unit.
        let digits = |c: &char| c.is_ascii_digit() || matches!(c, '.' | '０'..='９');
        if word.first().is_some_and(digits) {
            let number = word.iter().take_while(|c| digits(c)).count();
            return Word {
                from: start + number,
                field: None,
                kinds: &[Unit],
                is_bare: false,
            };
        }
        Word {
            from: start,
            field: None,
            kinds: &[Indicator, Place, Unit, Name],
            is_bare: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(query: &str, only: Option<Field>) -> (usize, Option<Field>, bool) {
        let chars: Vec<char> = query.chars().collect();
        let word = Word::before(&chars, only);
        (word.from, word.field, word.is_bare)
    }

    #[test]
    fn the_last_word_is_found() {
        assert_eq!(word("扶贫 投", None), (3, None, true));
        assert_eq!(word("(扶贫 或 投", None), (6, None, true));
        assert_eq!(word("指标:投", None), (3, Some(Field::Indicator), false));
        assert_eq!(word("地区:清远,韶", None), (6, Some(Field::Place), false));
        assert_eq!(word("投资 >=100亿", None), (8, None, false));
        assert_eq!(
            word("清远,韶", Some(Field::Place)),
            (3, Some(Field::Place), false)
        );
        assert_eq!(word("风电 -海", None), (4, None, true));
        assert_eq!(word("(地区:清远、韶", None), (7, Some(Field::Place), false));
        assert_eq!(word("甲|乙", None), (2, None, true));
    }

    #[test]
    fn names_fit_by_characters_and_by_sound() {
        let known = Known::new("固定资产投资".into(), SuggestionKind::Indicator, 1);
        assert_eq!(known.fit("固定"), Some(Fit::Begins));
        assert_eq!(known.fit("投资"), Some(Fit::Holds));
        assert_eq!(known.fit("gudingzi"), Some(Fit::Sounds));
        assert_eq!(known.fit("gdzc"), Some(Fit::Initials));
        assert_eq!(known.fit("g"), Some(Fit::Sounds));
        assert_eq!(known.fit("tz"), None);
        assert_eq!(known.fit("就业"), None);
        let place = |name: &str| Known::new(name.into(), SuggestionKind::Place, 1);
        assert_eq!(place("重庆市").fit("chongq"), Some(Fit::Sounds));
        assert_eq!(place("长沙市").fit("cs"), Some(Fit::Initials));
        assert_eq!(place("绿化面积").fit("lvhua"), Some(Fit::Sounds));
        assert_eq!(place("旅游收入").fit("luyou"), Some(Fit::Sounds));
        assert_eq!(place("人均GDP").fit("renjungd"), Some(Fit::Sounds));
    }
}
