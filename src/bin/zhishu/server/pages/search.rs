//! Search: the sentences that match, with their claims, what narrows the question, and where its values lie.

use super::super::answer::Answer;
use super::super::ask::{Ask, Form};
use super::super::problem::Problem;
use super::{Narrowing, Part, alike, narrowings};
use rust_decimal::Decimal;
use serde::Serialize;
use zhishu::{
    Condition, Expression, Field, MeasuresItem, Question, Reader, SentenceItem, SentenceSort,
    UnitMeasure, corrected, hints, measures, sentences,
};

/// About how many parts a histogram has.
const BINS: usize = 24;

/// The orders of sentences.
const ORDERS: [(&str, SentenceSort); 3] = [
    ("relevance", SentenceSort::Relevance),
    ("document", SentenceSort::Document),
    ("year", SentenceSort::Year),
];

/// What a search shows.
#[derive(Serialize)]
struct Found {
    #[serde(flatten)]
    part: Part<SentenceItem>,
    /// The words in place of which others were looked for, where nothing holds them.
    corrected: bool,
    /// What narrows the question.
    facets: Vec<Narrowing>,
    /// Where the values lie of the claims that are asked for, where a quantity is; without the range that is dragged.
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<MeasuresItem>,
}

/// Search.
pub fn search(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.takes_question_and(&["sort"])?;
    let (offset, limit, window) = ask.window()?;
    let mut question = ask.question()?;
    let sort = ask.sort(&ORDERS)?;
    let snapshot = ask.snapshot()?;
    let reader = &snapshot.reader;
    let blamed = |e| ask.blamed(e);
    let find = |question: &Question| {
        sentences(reader, question, sort.0, sort.1, window, 0).map_err(blamed)
    };
    let mut hits = find(&question)?;
    let mut guessed = Vec::new();
    if hits.total == 0 {
        guessed = hints(reader, &question).map_err(blamed)?;
        // A word that stands nowhere is taken for the likeliest one, unless it is meant as it is.
        if !guessed.is_empty() && !question.exact {
            question = corrected(&question, &guessed);
            hits = find(&question)?;
        }
    }
    let is_corrected = !guessed.is_empty() && hits.total > 0;
    let items = hits.items.into_iter().map(SentenceItem::try_from);
    let found = Found {
        part: Part {
            total: hits.total,
            offset,
            limit,
            widened: alike(hits.widened),
            meant: alike(guessed),
            items: items.collect::<Result<_, _>>()?,
        },
        corrected: is_corrected,
        facets: narrowings(reader, &question, blamed)?,
        values: values(reader, &ask.question_without_range()?, &question, blamed)?,
    };
    match ask.form {
        Form::Json => ask.answer("search.html", &found),
        Form::Html => {
            let items = found.part.items.iter();
            let passages = items.map(|item| pieces(&item.sentence, &item.highlights));
            let values = found.values.as_ref();
            let shown = Shown {
                passages: passages.collect(),
                shown: values.map(|values| bars(values, ask)),
                found: &found,
            };
            ask.answer("search.html", &shown)
        }
    }
}

/// What the page shows.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    found: &'a Found,
    /// The sentences in parts, some of which match.
    passages: Vec<Vec<Piece>>,
    /// The histogram in a unit that can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    shown: Option<Bars>,
}

/// A part of a sentence.
#[derive(Debug, Serialize, PartialEq, Eq)]
struct Piece {
    text: String,
    hit: bool,
}

/// A sentence in parts; `highlights` are in order and do not overlap.
fn pieces(sentence: &str, highlights: &[(usize, usize)]) -> Vec<Piece> {
    let chars: Vec<char> = sentence.chars().collect();
    let mut pieces = Vec::new();
    let mut put = |from: usize, to: usize, hit| {
        if from < to {
            let text = chars[from..to].iter().collect();
            pieces.push(Piece { text, hit });
        }
    };
    let mut from = 0;
    for (start, end) in highlights {
        let (start, end) = ((*start).clamp(from, chars.len()), (*end).min(chars.len()));
        put(from, start, false);
        put(start, end.max(start), true);
        from = end.max(start);
    }
    put(from, chars.len(), false);
    pieces
}

/// A histogram as it is drawn.
#[derive(Serialize)]
struct Bars {
    /// The unit.
    unit: String,
    /// The least value.
    low: String,
    /// The greatest.
    high: String,
    /// The ends of the parts.
    edges: Vec<String>,
    /// The parts.
    bins: Vec<Bar>,
}

/// A part of a histogram.
#[derive(Serialize)]
struct Bar {
    from: String,
    to: String,
    /// Whether the range that is dragged reaches into it.
    on: bool,
}

/// The histogram in the unit in which its values are short.
fn bars(values: &MeasuresItem, ask: &Ask) -> Bars {
    let lexicon = ask.site.settings.lexicon;
    let decimal = |text: &str| text.parse::<Decimal>().unwrap_or_default();
    let most = decimal(&values.max).abs().max(decimal(&values.min).abs());
    let prefixes = [("亿", 100_000_000), ("万", 10_000)];
    let fitting = prefixes.into_iter().find_map(|(prefix, times)| {
        let unit = format!("{prefix}{}", values.base_unit);
        let known = UnitMeasure::named(&unit, lexicon).is_some();
        (known && most >= Decimal::from(times)).then(|| (unit, Decimal::from(times)))
    });
    let (unit, times) = fitting.unwrap_or((values.base_unit.clone(), Decimal::ONE));
    let shown = |text: &str| (decimal(text) / times).round_dp(6).normalize().to_string();
    let limit = |name| ask.params().get(name).map(decimal);
    let factor = match ask.params().get("in") {
        Some(asked) if asked != unit => None,
        _ => Some(times),
    };
    let (least, most) = (limit("least"), limit("most"));
    let bins = values.histogram.iter().map(|bin| {
        let inside = |factor: Decimal| {
            least.is_none_or(|least| decimal(&bin.to) >= least * factor)
                && most.is_none_or(|most| decimal(&bin.from) <= most * factor)
        };
        Bar {
            from: shown(&bin.from),
            to: shown(&bin.to),
            on: factor.is_none_or(inside),
        }
    });
    let bins: Vec<Bar> = bins.collect();
    let edges = bins.iter().map(|bin| bin.from.clone());
    Bars {
        low: shown(&values.min),
        high: shown(&values.max),
        edges: edges.chain(bins.last().map(|bin| bin.to.clone())).collect(),
        bins,
        unit,
    }
}

/// Where the values lie of the claims that `whole` asks for, of the kind and the unit that most of those of `question` have;
/// nothing where no quantity is asked for.
fn values(
    reader: &Reader,
    whole: &Question,
    question: &Question,
    blamed: impl Fn(zhishu::QueryError) -> Problem,
) -> Result<Option<MeasuresItem>, Problem> {
    if !asks_of_quantities(&question.expression) {
        return Ok(None);
    }
    let found = measures(reader, whole, None, BINS).map_err(blamed)?;
    let most = found.items.into_iter().max_by_key(|m| m.count);
    let most = most.filter(|m| !m.histogram.is_empty());
    Ok(most.map(|m| MeasuresItem::new(m, None)))
}

/// Whether a question asks for a quantity, or for what quantities are told by.
fn asks_of_quantities(expression: &Expression) -> bool {
    match expression {
        Expression::All(parts) | Expression::Any(parts) => parts.iter().any(asks_of_quantities),
        Expression::Not(_) => false,
        Expression::One(Condition::Measure(_)) => true,
        Expression::One(Condition::Field { field, .. }) => {
            matches!(field, Field::Unit | Field::Dimension | Field::Indicator)
        }
        Expression::One(Condition::Text(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_the_sentence() {
        let made = pieces("粮食产量5万吨", &[(0, 2), (4, 99)]);
        let said: Vec<(&str, bool)> = made.iter().map(|p| (p.text.as_str(), p.hit)).collect();
        assert_eq!(said, [("粮食", true), ("产量", false), ("5万吨", true)]);
        assert_eq!(pieces("", &[(0, 1)]), []);
    }
}
