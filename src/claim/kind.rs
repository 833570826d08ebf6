//! Kind and direction of a claim, from its unit, its form and the words before it.

use super::predicate::Predicate;
use super::{Direction, Kind};
use crate::lexicon::Cue;
use crate::quantity::{Form, Scanned};

/// What the words around a number say of its kind.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Context {
    /// A word of something new stands before the noun: 新增学位5625个.
    pub new: bool,
    /// A word of rising or falling stands before the noun: 减轻负担172亿元.
    pub moved: Option<Direction>,
    /// The indicator is a share by its own name: 占比, 比重.
    pub share_name: bool,
    /// 是…的, 相当于…的 stand before the number of times.
    pub compared_multiple: bool,
    /// The subject is a standing: 排名, 位次.
    pub standing_name: bool,
    /// The subject is a work in progress: 工程过半.
    pub in_progress: bool,
    /// The text behind names a whole: 的…, as in 贡献了全国38.7%的贸易增量.
    pub part_of: bool,
}

/// Kind, direction and the name of the rule that told them.
pub(crate) fn kind(
    n: &Scanned,
    p: &Predicate,
    c: &Context,
) -> (Kind, Option<Direction>, &'static str) {
    use Direction::{Down, Up};
    let mut verb = p.verb();
    // 增幅为19.5%, 增长率保持在18%: the noun tells the move, the verb only that it is reached.
    let named = ['幅', '速', '率', '度']
        .iter()
        .any(|c| p.moved_by.ends_with(*c));
    if named && verb == Some(Cue::Reach) {
        verb = p
            .cues
            .iter()
            .copied()
            .find(|c| matches!(c, Cue::Up | Cue::Down));
    }
    let up = matches!(verb, Some(Cue::Up | Cue::Higher));
    let down = matches!(verb, Some(Cue::Down | Cue::Lower));
    let to = match verb {
        Some(Cue::UpTo) => Some(Up),
        Some(Cue::DownTo) => Some(Down),
        _ => None,
    };
    let moved = if up {
        Some(Up)
    } else if down {
        Some(Down)
    } else {
        None
    };
    match n.form {
        Form::Ratio => return (Kind::Ratio, None, "ratio_of_parts"),
        Form::Ordinal | Form::Standing => return (Kind::Rank, None, "rank_standing"),
        Form::Standstill => return (Kind::Growth, None, "growth_standstill"),
        Form::Doubling => return (Kind::Growth, Some(Up), "growth_doubling"),
        _ => {}
    }
    if p.has(Cue::Duration)
        && is_time(&n.unit)
        && matches!(
            p.cues
                .iter()
                .find(|c| !matches!(c, Cue::Hedge(_) | Cue::Adverb)),
            Some(Cue::Duration)
        )
    {
        return (Kind::Duration, None, "duration_in_a_row");
    }
    match n.unit.as_str() {
        "百分点" | "基点" | "个基点" | "BP" => {
            let direction = moved.or(to).or(c.moved).or(negative(n)).unwrap_or(Up);
            (Kind::Change, Some(direction), "change_in_points")
        }
        "%" if n.form == Form::Part && c.in_progress && moved.is_none() && !p.share => {
            (Kind::Progress, None, "progress_half_done")
        }
        "%" | "‰" => {
            if p.goal.is_some() {
                return (Kind::Progress, None, "progress_to_goal");
            }
            if p.share || c.share_name {
                if moved.is_some() && !p.has(Cue::Reach) && n.form != Form::Part && !p.share {
                    return (Kind::Change, moved, "change_of_share");
                }
                return (Kind::Share, to, "share_of_whole");
            }
            if let Some(direction) = to {
                return (Kind::Level, Some(direction), "level_moved_to");
            }
            if let Some(direction) = moved {
                return (
                    Kind::Growth,
                    Some(flip(direction, n.negative)),
                    "growth_in_percent",
                );
            }
            if n.negative {
                return (Kind::Growth, Some(Down), "growth_signed");
            }
            if c.part_of {
                return (Kind::Share, None, "share_of_what_follows");
            }
            match c.moved {
                Some(direction) if verb.is_none() => {
                    (Kind::Growth, Some(direction), "growth_in_percent")
                }
                _ => (Kind::Level, None, "level_rate"),
            }
        }
        "倍" => {
            if moved.is_some() && to.is_none() && !c.compared_multiple {
                return (Kind::Growth, moved, "growth_in_times");
            }
            (Kind::Multiple, to, "multiple_of")
        }
        unit if is_of_standing(unit) && moved.is_some() && c.standing_name => {
            (Kind::RankChange, moved, "rank_moved")
        }
        _ => {
            if let Some(direction) = to {
                return (Kind::Level, Some(direction), "level_moved_to");
            }
            if p.has(Cue::New) && !p.has(Cue::Reach) || verb == Some(Cue::New) {
                return (Kind::Change, Some(Up), "change_new");
            }
            if let Some(direction) = moved {
                return (Kind::Change, Some(direction), "change_moved_by");
            }
            if c.new {
                return (Kind::Change, Some(Up), "change_new");
            }
            if let Some(direction) = c.moved.filter(|_| !matches!(verb, Some(Cue::Reach))) {
                return (Kind::Change, Some(direction), "change_moved_by");
            }
            (Kind::Level, None, "level_amount")
        }
    }
}

fn flip(direction: Direction, negative: bool) -> Direction {
    match (direction, negative) {
        (Direction::Up, true) => Direction::Down,
        (direction, _) => direction,
    }
}

fn negative(n: &Scanned) -> Option<Direction> {
    n.negative.then_some(Direction::Down)
}

/// Whether the unit is one of a standing.
pub(crate) fn is_of_standing(unit: &str) -> bool {
    matches!(unit, "位" | "个位次" | "位次")
}

/// Whether the unit is one of time.
pub(crate) fn is_time(unit: &str) -> bool {
    matches!(
        unit,
        "年" | "个月"
            | "天"
            | "日"
            | "季度"
            | "个季度"
            | "小时"
            | "个小时"
            | "分钟"
            | "周"
            | "届"
            | "次"
    )
}
