//! The place that a text without a head speaks of: which level it calls its own (全市, 我县), and which place of that
//! level it names most, counted with the places in it.

use super::line::squeeze;
use super::resolve::short;
use super::years::prefix;
use crate::document::Level;
use crate::lexicon::{AreaKind, Lexicon, Standing};
use rustc_hash::FxHashMap;

/// How many characters of a text are looked at.
const SPOKEN: usize = 40_000;

/// How often the place has to be named, places in it counted, to be told.
const ENOUGH: usize = 2;

/// What a report calls its own area, by the character that says its sort, from the lowest up.
const OWN: [(char, Level); 9] = [
    ('镇', Level::Town),
    ('乡', Level::Town),
    ('县', Level::County),
    ('旗', Level::County),
    ('区', Level::County),
    ('州', Level::City),
    ('盟', Level::City),
    ('市', Level::City),
    ('省', Level::Province),
];

/// The place that the text speaks of, and its level. A report whose words do not say of which level it is is of the place
/// that it names most by far; of `is_report` it is known that it is one.
pub(super) fn spoken_of(
    text: &str,
    year: Option<i32>,
    is_report: bool,
    lexicon: &Lexicon,
) -> Option<(String, Level)> {
    let squeezed = squeeze(prefix(text, SPOKEN));
    let own = own(&squeezed);
    if of_the_country(&squeezed, own.is_some()) {
        return Some(("中国".to_owned(), Level::National));
    }
    if own.is_some_and(|(_, level)| level == Level::Town) || own.is_none() && !is_report {
        return None;
    }
    let weights = weights(&squeezed, year, lexicon);
    let sort = own.map_or(ANY, |(sort, _)| sort);
    let fits = |standing: &Standing| match sort {
        ANY => matches!(standing.level(), Level::City | Level::County),
        // 全区 is a district or an autonomous region; 全市 a city of any rank.
        '区' => standing.name.ends_with('区') && standing.level() != Level::City,
        '市' => standing.name.ends_with(['市']) || standing.name.ends_with("地区"),
        '州' => standing.name.ends_with('州'),
        '省' => standing.level() == Level::Province && !standing.name.ends_with('市'),
        _ => standing.name.ends_with(sort),
    };
    // Those that it lies in bear a place out where the text names them, as far as it is named itself.
    let borne_out = |standing: &Standing, weight: usize| {
        let above = lexicon.gazetteer().above(standing, year);
        let named = above
            .iter()
            .map(|a| squeezed.matches(short(&a.name)).count());
        weight + named.sum::<usize>().min(weight)
    };
    let mut ranked: Vec<(&Standing, usize)> = weights
        .values()
        .filter(|(standing, _)| fits(standing))
        .map(|(standing, weight)| (*standing, borne_out(standing, *weight)))
        .collect();
    ranked.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.code.cmp(&b.code)));
    let lies_in = |a: &Standing, b: &Standing| a.code.starts_with(b.code.trim_end_matches("00"));
    let (best, weight) = *ranked.first()?;
    // A prefecture names its seat often: 阿克苏市 in what is told of 阿克苏地区.
    let seat_of = ranked.iter().find(|(other, of)| {
        sort == ANY && best.level() == Level::County && lies_in(best, other) && 2 * of >= weight
    });
    let (best, weight) = seat_of.map_or((best, weight), |(above, _)| (*above, weight));
    // A place is no rival of those that it lies in, nor of those in it.
    let rival = ranked
        .iter()
        .skip(1)
        .find(|(other, _)| !lies_in(other, best) && !lies_in(best, other));
    let next = rival.map_or(0, |(_, weight)| *weight);
    (weight >= ENOUGH && 2 * weight >= 3 * next).then(|| (best.name.clone(), best.level()))
}

/// Whether a text speaks of the country as its own, and little of any other place.
fn of_the_country(squeezed: &str, has_own: bool) -> bool {
    let own = squeezed.matches("我国").count();
    let below = [
        "全省", "全市", "全县", "我省", "我市", "我县", "我区", "市委", "县委", "区委",
    ];
    let below: usize = below
        .iter()
        .map(|word| squeezed.matches(word).count())
        .sum();
    own >= 5 && (!has_own || own >= 4 * below)
}

/// Any sort of place.
const ANY: char = '\0';

/// The sort of place that the text calls its own: the lowest that it speaks of often enough, since a county speaks of its
/// city too.
fn own(squeezed: &str) -> Option<(char, Level)> {
    let count = |sort: char| -> usize {
        let words = [
            format!("全{sort}"),
            format!("我{sort}"),
            format!("{sort}委"),
            format!("{sort}政府"),
            format!("{sort}人大"),
        ];
        words
            .iter()
            .map(|word| squeezed.matches(word.as_str()).count())
            .sum()
    };
    let counts = OWN.map(|(sort, level)| (sort, level, count(sort)));
    let most = counts.iter().map(|(_, _, count)| *count).max()?;
    counts
        .into_iter()
        .find(|(_, _, count)| *count >= ENOUGH && 5 * count >= 2 * most)
        .map(|(sort, level, _)| (sort, level))
}

/// How often each place is named, by its code: a place by its own name three times, by the places in it once for each.
fn weights<'g>(
    squeezed: &str,
    year: Option<i32>,
    lexicon: &'g Lexicon,
) -> FxHashMap<&'g str, (&'g Standing, usize)> {
    let gazetteer = lexicon.gazetteer();
    let chars: Vec<char> = squeezed.chars().collect();
    let mut weights: FxHashMap<&str, (&Standing, usize)> = FxHashMap::default();
    let mut at = 0;
    while at < chars.len() {
        let here = &chars[at..];
        // 雄安新区 names no 安新.
        if let Some((length, kind)) = lexicon.areas.at_start(here)
            && kind != AreaKind::Place
        {
            at += length;
            continue;
        }
        let Some((length, standings)) = gazetteer.at_start(here) else {
            at += 1;
            continue;
        };
        let meant: Vec<&Standing> = standings.filter(|s| s.years_off(year) <= 1).collect();
        for standing in &meant {
            let code = standing.code.as_str();
            weights.entry(code).or_insert((standing, 0)).1 += 3;
            // What several places are called tells of none of those around them.
            if meant.len() == 1 {
                for above in gazetteer.above(standing, year) {
                    let code = above.code.as_str();
                    weights.entry(code).or_insert((above, 0)).1 += 1;
                }
            }
        }
        // A short name may be the end of one word and the start of another: the next may begin inside it.
        at += if length > 2 { length } else { 1 };
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn told(text: &str) -> Option<String> {
        spoken_of(text, Some(2020), false, Lexicon::builtin()).map(|(name, _)| name)
    }

    #[test]
    fn counts_the_places_of_a_level() {
        assert_eq!(
            told("全市增长。全市下降。其中佛冈县增长，英德市持平，连州市下降。清远港通车。")
                .as_deref(),
            Some("清远市")
        );
        assert_eq!(
            told("在市委、市政府和县委领导下，全县增长。我县位于保定。容城服装，容城大道，雄安新区。县委县政府。")
                .as_deref(),
            Some("容城县")
        );
        assert_eq!(
            told("全州增长。全州下降。乌恰县、阿克陶县、阿合奇县增长。").as_deref(),
            Some("克孜勒苏柯尔克孜自治州")
        );
    }

    #[test]
    fn a_text_may_be_of_the_country() {
        let text = "我国增长。各县有增，全县最多。我国人民，我国工业，我国农业，我国外交。";
        assert_eq!(told(text).as_deref(), Some("中国"));
        assert_eq!(told("我国增长。全县增长，全县下降，我县。县委。"), None);
    }

    #[test]
    fn what_is_not_clear_is_not_told() {
        assert_eq!(told("全市增长。全市下降。"), None);
        assert_eq!(told("全市增长，全市下降。清远、韶关两市。"), None);
        assert_eq!(told("清远市。"), None);
        assert_eq!(told(""), None);
    }
}
