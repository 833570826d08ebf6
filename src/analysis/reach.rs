//! Whether a target was reached, as far as the bounds of both numbers tell.

use super::observation::{Extent, Observation};
use crate::quantity::Bound;
use serde::Serialize;

/// What was reached beside a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It lies where the target says: at least so much, at most so much, or at the number (左右: within a twentieth of it).
    Reached,
    /// It lies outside of 不低于, 以上, 以内 and the like.
    Missed,
    /// It is more than the number, and nothing says which side of it is the better.
    Above,
    /// It is less than the number, and nothing says which side of it is the better.
    Below,
    /// The numbers do not tell.
    Unclear,
}

/// What was reached, `reached`, beside `target`; `None` where one of both has no value.
pub fn outcome(target: &Observation, reached: &Extent) -> Option<Outcome> {
    let mut aim = target.claimed()?;
    if target.bound == Bound::Below {
        // 低于3%: not nearly 3 %, but less.
        match aim.low.is_some_and(|low| low.is_sign_negative()) {
            true => aim.high = None,
            false => aim.low = None,
        }
    }
    let below = |value: &Extent| {
        value
            .high
            .zip(aim.low)
            .is_some_and(|(high, low)| high < low)
    };
    let above = |value: &Extent| {
        value
            .low
            .zip(aim.high)
            .is_some_and(|(low, high)| low > high)
    };
    let inside = |value: &Extent| {
        let from = aim
            .low
            .is_none_or(|least| value.low.is_some_and(|low| low >= least));
        let to = aim
            .high
            .is_none_or(|most| value.high.is_some_and(|high| high <= most));
        from && to
    };
    let one_sided = aim.low.is_none() || aim.high.is_none();
    Some(match () {
        () if inside(reached) => Outcome::Reached,
        () if one_sided && (below(reached) || above(reached)) => Outcome::Missed,
        () if below(reached) => Outcome::Below,
        () if above(reached) => Outcome::Above,
        () => Outcome::Unclear,
    })
}

#[cfg(test)]
mod tests {
    use super::super::observation::samples::growth;
    use super::*;
    use crate::claim::Direction;

    fn told(target: (&str, Bound), reached: (&str, Bound), direction: Direction) -> Outcome {
        let one = |(number, bound): (&str, Bound)| Observation {
            bound,
            direction: Some(direction),
            ..growth(number, "2017", 2018)
        };
        outcome(&one(target), &one(reached).claimed().unwrap()).unwrap()
    }

    #[test]
    fn a_floor_and_a_ceiling() {
        let up = |target, reached| told(target, reached, Direction::Up);
        assert_eq!(
            up(("6", Bound::AtLeast), ("6", Bound::Equal)),
            Outcome::Reached
        );
        assert_eq!(
            up(("6", Bound::AtLeast), ("5.9", Bound::Equal)),
            Outcome::Missed
        );
        assert_eq!(
            up(("6", Bound::AtLeast), ("7", Bound::Above)),
            Outcome::Reached
        );
        assert_eq!(
            up(("6", Bound::AtLeast), ("5", Bound::Above)),
            Outcome::Unclear
        );
        assert_eq!(
            up(("3", Bound::AtMost), ("2.1", Bound::Equal)),
            Outcome::Reached
        );
        assert_eq!(
            up(("3", Bound::Below), ("2.1", Bound::Equal)),
            Outcome::Reached
        );
        assert_eq!(
            up(("3", Bound::AtMost), ("3.1", Bound::Equal)),
            Outcome::Missed
        );
    }

    #[test]
    fn a_number_alone_says_not_which_side_is_better() {
        let up = |target, reached| told(target, reached, Direction::Up);
        assert_eq!(
            up(("6.5", Bound::About), ("6.4", Bound::Equal)),
            Outcome::Reached
        );
        assert_eq!(
            up(("6.5", Bound::About), ("8", Bound::Equal)),
            Outcome::Above
        );
        assert_eq!(
            up(("6.5", Bound::Equal), ("5", Bound::Equal)),
            Outcome::Below
        );
        assert_eq!(
            up(("6.5", Bound::Equal), ("6.5", Bound::About)),
            Outcome::Unclear
        );
    }

    #[test]
    fn a_fall_of_at_least_so_much() {
        let down = |target, reached| told(target, reached, Direction::Down);
        assert_eq!(
            down(("3", Bound::AtLeast), ("3.4", Bound::Equal)),
            Outcome::Reached
        );
        assert_eq!(
            down(("3", Bound::AtLeast), ("2", Bound::Equal)),
            Outcome::Missed
        );
    }
}
