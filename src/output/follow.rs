//! Following an indicator as a user asks for it: names and places become known ones, and the series of each place come out.

use crate::analysis::{
    Course, Observation, Place, Places, Series, Topic, UnitMeasure, statements, track,
};
use crate::claim::{Kind, Status};
use crate::index::{IndexError, Reader};
use crate::lexicon::Lexicon;
use crate::query::QueryError;
use std::cmp::Reverse;
use std::fmt;

/// What is to be followed, in a user's words.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// The indicator, by any of its names or its id.
    pub indicator: &'a str,
    /// The places; those of the reports where none is named.
    pub places: &'a [String],
    /// The kind of its values; the amounts where none is given.
    pub kind: Option<Kind>,
    /// The status of its values; what was reached where none is given.
    pub status: Option<Status>,
    /// The first year.
    pub from: Option<i32>,
    /// The last year.
    pub to: Option<i32>,
    /// The unit to show values in.
    pub unit: Option<&'a str>,
}

/// An indicator that was followed.
#[derive(Debug, Clone)]
pub struct Followed {
    /// The indicator.
    pub topic: Topic,
    /// The places that were named.
    pub places: Vec<Place>,
    /// The series: in the order of the places that were named, else those with the most years first.
    pub series: Vec<Series>,
}

/// Why an indicator could not be followed. Each message is one line that says what to do.
#[derive(Debug)]
pub enum FollowError {
    /// No indicator is named.
    Nothing,
    /// The first year is after the last.
    Years(i32, i32),
    /// There is no such unit.
    UnknownUnit(String),
    /// The unit does not measure the indicator: the unit, the indicator, and the unit in which it is.
    OtherUnit(String, String, String),
    /// The index, or a name that it does not know.
    Query(QueryError),
}

impl fmt::Display for FollowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FollowError::Nothing => {
                f.write_str("no indicator is named; give one of its names: GDP, 粮食产量")
            }
            FollowError::Years(from, to) => {
                write!(
                    f,
                    "--from {from} is after --to {to}; give the earlier year first"
                )
            }
            FollowError::UnknownUnit(unit) => write!(
                f,
                "unknown unit “{unit}”; give one of lexicon/units.tsv, with its multiplier: 亿元, 万人"
            ),
            FollowError::OtherUnit(unit, indicator, base) => {
                write!(
                    f,
                    "--unit {unit} does not measure {indicator}, which is in {base}"
                )
            }
            FollowError::Query(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FollowError {}

impl From<QueryError> for FollowError {
    fn from(error: QueryError) -> Self {
        FollowError::Query(error)
    }
}

/// Follows an indicator over the years.
///
/// # Errors
///
/// A name that is not known, years or a unit that do not fit, or an index that cannot be read.
pub fn follow(
    reader: &Reader,
    wanted: &Wanted,
    lexicon: &Lexicon,
) -> Result<Followed, FollowError> {
    if let (Some(from), Some(to)) = (wanted.from, wanted.to)
        && from > to
    {
        return Err(FollowError::Years(from, to));
    }
    if wanted.indicator.trim().is_empty() {
        return Err(FollowError::Nothing);
    }
    let measure = match wanted.unit {
        None => None,
        Some(unit) => match UnitMeasure::named(unit, lexicon) {
            Some(measure) => Some(measure),
            None => return Err(FollowError::UnknownUnit(unit.to_string())),
        },
    };
    let topic = Topic::named(reader, wanted.indicator, lexicon)?;
    let known = Places::of(reader, lexicon)?;
    let places = wanted.places.iter();
    let places: Vec<Place> = places
        .map(|place| known.asked(place, &lexicon.areas))
        .collect::<Result<_, _>>()?;
    let asked: &[Place] = match places.is_empty() {
        true => known.homes(),
        false => &places,
    };
    let course = Course {
        topic: &topic,
        kind: wanted.kind,
        status: wanted.status,
        from: wanted.from,
        to: wanted.to,
        places: Some(asked),
        measure: measure.as_ref(),
        lexicon,
    };
    let within = (!places.is_empty()).then_some((&known, asked));
    let kinds = course.kinds_needed();
    let hits = statements(reader, lexicon, &topic, &kinds, &[], within)?;
    let observations = Observation::from_hits(&hits, reader.catalog()).map_err(|e| {
        QueryError::from(IndexError::Damaged(
            reader.dir().to_path_buf(),
            e.to_string(),
        ))
    })?;
    let mut series = track(&course, observations);
    if places.is_empty() {
        let years = |s: &Series| s.rows.iter().filter(|row| row.value.is_some()).count();
        series.sort_by_key(|s| Reverse(years(s)));
    }
    if let Some(measure) = &measure
        && let Some(strange) = series
            .iter()
            .filter_map(|s| s.measure.as_ref())
            .find(|m| m.base != measure.base)
    {
        return Err(FollowError::OtherUnit(
            measure.name.clone(),
            topic.label,
            strange.base.clone(),
        ));
    }
    Ok(Followed {
        topic,
        places,
        series,
    })
}
