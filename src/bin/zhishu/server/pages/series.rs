//! An indicator over the years: a chart, its table, and places to compare.

use super::super::address::Address;
use super::super::answer::Answer;
use super::super::ask::{Ask, Form};
use super::super::problem::Problem;
use serde::Serialize;
use zhishu::{
    Chart, CountItem, CountSort, Facet, Field, FollowError, Followed, Question, SeriesItem, Topic,
    Wanted, Window, counts, follow, named_value, near_topics, svg,
};

/// How many places are shown where none is named: that with the most years.
const PLACES: usize = 1;

/// How many indicators are offered.
const INDICATORS: usize = 40;

/// What is known of the indicator.
#[derive(Serialize)]
struct Found {
    /// The indicator; absent where none is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    indicator: Option<String>,
    /// Its canonical id.
    #[serde(skip_serializing_if = "Option::is_none")]
    indicator_id: Option<String>,
    /// The places that are shown.
    places: Vec<String>,
    /// Other places that have it, those with the most years first.
    others: Vec<String>,
    /// Where nothing is found, indicators near to it; where none is asked for, those of most claims.
    near: Vec<String>,
    /// A row for each year of each place.
    items: Vec<SeriesItem>,
}

/// What the page shows.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    found: &'a Found,
    /// The chart.
    chart: Option<String>,
}

/// An indicator over the years.
pub fn series(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.takes(
        &["indicator", "place", "kind", "status", "from", "to", "unit"],
        false,
    )?;
    let snapshot = ask.snapshot()?;
    let (reader, lexicon) = (&snapshot.reader, ask.site.settings.lexicon);
    let params = ask.params();
    let Some(indicator) = params.get("indicator") else {
        return start(ask);
    };
    let places = params.alternatives("place");
    let wanted = Wanted {
        indicator,
        places: &[],
        kind: (params
            .get("kind")
            .map(|k| named_value(Field::Kind, k))
            .transpose())?,
        status: (params
            .get("status")
            .map(|s| named_value(Field::Status, s))
            .transpose())?,
        from: params.year("from")?,
        to: params.year("to")?,
        unit: params.get("unit"),
    };
    let all = follow(reader, &wanted, lexicon).map_err(problem)?;
    let followed = match places.is_empty() {
        true => Followed {
            series: all.series.iter().take(PLACES).cloned().collect(),
            ..all.clone()
        },
        false => {
            let wanted = Wanted {
                places: &places,
                ..wanted
            };
            follow(reader, &wanted, lexicon).map_err(problem)?
        }
    };
    let topic = &followed.topic;
    let shown: Vec<String> = followed
        .series
        .iter()
        .map(|s| s.place.name.clone())
        .collect();
    let rows = followed.series.iter();
    let items: Vec<SeriesItem> = rows
        .flat_map(|s| SeriesItem::rows(s, topic, false, lexicon))
        .collect();
    let near = match items.is_empty() {
        true => near_topics(reader, topic)?,
        false => Vec::new(),
    };
    let others = all.series.iter().map(|s| s.place.name.clone());
    let found = Found {
        indicator: Some(topic.label.clone()),
        indicator_id: topic.id.clone(),
        others: others.filter(|place| !shown.contains(place)).collect(),
        places: shown,
        near,
        items,
    };
    show(ask, &found, || {
        (!found.items.is_empty()).then(|| chart(&followed, topic))
    })
}

/// The page where no indicator is asked for: those of most claims.
fn start(ask: &mut Ask) -> Result<Answer, Problem> {
    let snapshot = ask.snapshot()?;
    let everything = Question::everything(ask.site.settings.lexicon);
    let window = Window {
        offset: 0,
        limit: Some(INDICATORS),
    };
    let by = [Facet::Indicator];
    let counted = counts(&snapshot.reader, &everything, &by, CountSort::Count, window)?;
    let counted = counted.items.into_iter().map(CountItem::from);
    let found = Found {
        indicator: None,
        indicator_id: None,
        places: Vec::new(),
        others: Vec::new(),
        near: counted.map(|count| count.value).collect(),
        items: Vec::new(),
    };
    show(ask, &found, || None)
}

/// The answer; the chart is drawn for the page alone.
fn show(
    ask: &Ask,
    found: &Found,
    chart: impl FnOnce() -> Option<String>,
) -> Result<Answer, Problem> {
    match ask.form {
        Form::Json => ask.answer("series.html", found),
        Form::Html => {
            let chart = chart();
            ask.answer("series.html", &Shown { found, chart })
        }
    }
}

/// The chart, each of its marks a link to the sentence that says so.
fn chart(followed: &Followed, topic: &Topic) -> String {
    let link = |document: &str, start: usize| Some(Address::of_document(document, Some(start)));
    svg(&Chart::linked(&followed.series, topic, link))
}

fn problem(error: FollowError) -> Problem {
    match error {
        FollowError::Query(error) => error.into(),
        // An option of a command line is a parameter here.
        error => Problem::new(400, "bad_parameter", error.to_string().replace("--", "")),
    }
}
