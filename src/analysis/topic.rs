//! Which indicator is asked for, and which claims state it.

use super::place::{Place, Places};
use crate::claim::{Kind, Status};
use crate::index::{Reader, name};
use crate::lexicon::Lexicon;
use crate::query::{
    ClaimHit, ClaimSort, Field, Origin, QueryError, Question, Value, Window, claims, nearest,
};
use crate::text::fold;

/// How many near names an error names.
const NAMED: usize = 5;

/// The longest name that is suggested.
const LONGEST: usize = 24;

/// Words that open the name of a flow of new things: what 新增 counts is a change, and the figure that is asked for.
const NEW: [&str; 2] = ["新增", "净增"];

/// An indicator under all its names, or a name that the lexicon does not know.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Topic {
    /// The name in use now, or the name that was asked for.
    pub label: String,
    /// Its canonical id, where the lexicon knows it.
    pub id: Option<String>,
}

impl Topic {
    /// The indicator that `asked` names: by any known name or its id, else by the very name that claims have.
    ///
    /// # Errors
    ///
    /// A name that no claim of the index has, with those nearest to it.
    pub fn named(reader: &Reader, asked: &str, lexicon: &Lexicon) -> Result<Topic, QueryError> {
        let indicators = &lexicon.indicators;
        let asked = asked.trim();
        let by_id = indicators.label(asked).map(|_| asked);
        if let Some(id) = indicators.id(asked).or(by_id) {
            return Ok(Topic::known(id, lexicon));
        }
        let wanted = clean(asked);
        let names = reader.ranked("indicator")?;
        let names = names.values();
        if let Some(same) = names.iter().find(|name| clean(name) == wanted) {
            return Ok(Topic {
                label: same.clone(),
                id: None,
            });
        }
        let short = || {
            names
                .iter()
                .map(String::as_str)
                .filter(|name| is_short(name))
        };
        let holds = short().filter(|n| !wanted.is_empty() && clean(n).contains(&wanted));
        let mut near = nearest(asked, holds.take(1000), NAMED);
        if near.is_empty() {
            near = nearest(asked, short(), NAMED);
        }
        Err(QueryError::UnknownValue {
            field: Field::Indicator,
            value: Value {
                text: asked.to_string(),
                origin: Origin::Option,
            },
            nearest: near,
        })
    }

    /// The indicator with this id.
    pub fn known(id: &str, lexicon: &Lexicon) -> Topic {
        let label = lexicon.indicators.label(id).unwrap_or(id);
        Topic {
            label: label.to_string(),
            id: Some(id.to_string()),
        }
    }

    /// Whether a claim with this indicator is of the topic.
    pub fn is(&self, indicator: Option<&str>, id: Option<&str>) -> bool {
        match &self.id {
            Some(own) => id == Some(own),
            None => id.is_none() && indicator.is_some_and(|name| clean(name) == clean(&self.label)),
        }
    }

    /// The kinds of claims that give the figure itself: an amount, and what 新增 counts where the indicator is of new things.
    pub fn amounts(&self) -> &'static [Kind] {
        match NEW.iter().any(|word| self.label.contains(word)) {
            true => &[Kind::Level, Kind::Change],
            false => &[Kind::Level],
        }
    }
}

/// The claims that may state `topic`: of these kinds and statuses, where any are given, and of these places.
///
/// # Errors
///
/// An index that cannot be read.
pub fn statements(
    reader: &Reader,
    lexicon: &Lexicon,
    topic: &Topic,
    kinds: &[Kind],
    statuses: &[Status],
    places: Option<(&Places, &[Place])>,
) -> Result<Vec<ClaimHit>, QueryError> {
    let asked = topic.id.as_deref().unwrap_or(&topic.label);
    let kinds: Vec<String> = kinds.iter().map(name).collect();
    let statuses: Vec<String> = statuses.iter().map(name).collect();
    let mut question = Question::everything(lexicon)
        .with(Field::Indicator, &[asked])
        .with(Field::Kind, &kinds)
        .with(Field::Status, &statuses);
    if let Some((known, asked)) = places {
        let names: Vec<String> = asked.iter().flat_map(|place| known.names(place)).collect();
        if names.is_empty() {
            return Ok(Vec::new());
        }
        question = question.with(Field::Area, &names);
    }
    let all = Window {
        offset: 0,
        limit: None,
    };
    match claims(reader, &question, ClaimSort::Document, false, all) {
        Ok(hits) => Ok(hits.items),
        // A known indicator that no claim of this index has.
        Err(QueryError::UnknownValue { .. }) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// The names of indicators that claims of the index have and that are near to `topic`, the nearest first.
///
/// # Errors
///
/// An index that cannot be read.
pub fn near_topics(reader: &Reader, topic: &Topic) -> Result<Vec<String>, QueryError> {
    let names = reader.ranked("indicator")?;
    let names = names.values().iter().map(String::as_str);
    Ok(nearest(
        &topic.label,
        names.filter(|name| is_short(name)),
        NAMED,
    ))
}

/// Whether a name is one that a person would ask for; what a broken table left is longer.
fn is_short(name: &str) -> bool {
    name.chars().count() <= LONGEST
}

/// A name as names are compared.
fn clean(name: &str) -> String {
    let folded = fold(name).to_lowercase();
    folded.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_indicator_is_its_id_and_another_its_name() {
        let lexicon = Lexicon::builtin();
        let gdp = Topic::known("gdp", lexicon);
        assert_eq!(gdp.label, "地区生产总值");
        assert!(gdp.is(Some("GDP"), Some("gdp")));
        assert!(!gdp.is(Some("人均GDP"), Some("gdp_per_capita")));
        let other = Topic {
            label: "绿道长度".into(),
            id: None,
        };
        assert!(other.is(Some("绿 道长度"), None));
        assert!(!other.is(Some("绿道长度"), Some("x")) && !other.is(Some("新建绿道长度"), None));
    }

    #[test]
    fn what_is_new_is_counted_by_changes() {
        let lexicon = Lexicon::builtin();
        assert_eq!(Topic::known("gdp", lexicon).amounts(), [Kind::Level]);
        assert!(
            Topic::known("employment_new", lexicon)
                .amounts()
                .contains(&Kind::Change)
        );
    }
}
