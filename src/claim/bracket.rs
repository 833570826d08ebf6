//! A number alone in brackets behind a name: 新增专款(7.9亿元)、调出资金减少(1.2亿元)等9.1亿元.

use super::sentence::Line;
use super::{Direction, Kind};
use crate::lexicon::{Cue, Lexicon};
use crate::quantity::{Form, Scanned};

/// The longest name that is looked at, in characters.
const LONGEST_NAME: usize = 24;

/// The name that stands right before the brackets that hold nothing but the amount `n`, and the brackets' start; `None`
/// where an amount stands before them too, which then is the same once more in another currency.
fn named(line: &Line, n: &Scanned, lexicon: &Lexicon) -> Option<(usize, usize)> {
    let open = n.start.checked_sub(1)?;
    let alone = line.slice(open, n.start) == ['('] && line.slice(n.end, n.end + 1) == [')'];
    let amount = n.form == Form::Plain
        && lexicon
            .units
            .get(&n.unit)
            .is_some_and(|u| matches!(u.dimension.as_str(), "currency" | "count" | "percentage"));
    if !alone || !amount || line.numbers.iter().any(|m| m.end == open) {
        return None;
    }
    let from = open.saturating_sub(LONGEST_NAME);
    let mark = |c: &char| matches!(c, ',' | ';' | '。' | ':' | '、' | '(' | ')');
    let before = line.slice(from, open).iter().rposition(mark);
    let mut start = before.map_or(from, |i| from + i + 1);
    // 增速高于全国(3.8%): what stands in the brackets is what is compared with.
    let than = line
        .slice(start, open)
        .windows(2)
        .rposition(|w| matches!(w, ['高' | '低' | '快' | '慢', '于']));
    start += than.map_or(0, |i| i + 2);
    (start < open).then_some((start, open))
}

/// What an amount alone in brackets measures: the name before them, without its word of rise or fall.
pub(super) fn name(line: &Line, n: &Scanned, lexicon: &Lexicon) -> Option<(usize, usize)> {
    let (start, end) = named(line, n, lexicon)?;
    let moved = match lexicon.cues.before(line.slice(start, end)) {
        Some((len, Cue::Up | Cue::Down)) if len < end - start => len,
        _ => 0,
    };
    Some((start, end - moved))
}

/// Kind, direction and rule of an amount alone in brackets, told by the name that stands right before them; `None`
/// where the name tells no move.
pub(super) fn told_by_name(
    line: &Line,
    n: &Scanned,
    lexicon: &Lexicon,
) -> Option<(Kind, Option<Direction>, &'static str)> {
    let (start, end) = named(line, n, lexicon)?;
    let name = line.slice(start, end);
    let direction = if name
        .windows(2)
        .any(|w| w == ['新', '增'] || w == ['净', '增'])
    {
        Direction::Up
    } else {
        match lexicon.cues.before(name).filter(|(len, _)| *len >= 2)?.1 {
            Cue::Up => Direction::Up,
            Cue::Down => Direction::Down,
            _ => return None,
        }
    };
    Some(match n.unit.as_str() {
        "%" => (Kind::Growth, Some(direction), "growth_named_before_bracket"),
        _ => (Kind::Change, Some(direction), "change_named_before_bracket"),
    })
}

/// Whether the number is the sum of a list whose members stand in brackets: A(1亿元)、B减少(2亿元)等3亿元.
pub(super) fn sums_up_brackets(line: &Line, n: &Scanned) -> bool {
    n.start >= 2 && line.slice(n.start - 2, n.start) == [')', '等']
}
