//! A number alone in brackets behind a name: 新增专款(7.9亿元)、调出资金减少(1.2亿元)等9.1亿元.

use super::compare::standing_over;
use super::predicate::Predicate;
use super::sentence::Line;
use crate::quantity::Scanned;
use crate::text::CharClass;

/// Where the bracket opens that holds nothing but the number, if a name stands in front of it: 调入资金(55.63亿元). Behind
/// another number it holds the same once more: 2500亿元(401.9亿美元), and in 高于全国(3.8%)2个百分点 it is of the base.
/// `before` is where the claim before ends.
pub(super) fn front(line: &Line, n: &Scanned, before: Option<usize>) -> Option<usize> {
    let open = n.start.checked_sub(1)?;
    let closes = line.bracket_before(open, n.end + 1) == Some(open);
    // 调出资金[2](5亿元): a footnote's mark is no part of the name.
    let head = line.slice(0, open);
    let note = head.iter().rev().take(5).position(|c| *c == '[');
    let name = match (head.last(), note) {
        (Some(']'), Some(n)) => open - n - 1,
        _ => open,
    };
    let named = name
        .checked_sub(1)
        .is_some_and(|i| line.chars()[i].is_word());
    let restates = before == Some(open) || line.numbers.iter().any(|m| m.end == open);
    let base = || {
        let clause = line.clause_start(open);
        standing_over(line, clause, open, &Predicate::default()).is_some()
    };
    (closes && named && !restates && !base()).then_some(name)
}

/// Whether the number is the sum of a list whose members stand in brackets: A(1亿元)、B减少(2亿元)等3亿元.
pub(super) fn sums_up(line: &Line, n: &Scanned) -> bool {
    n.start >= 2 && line.slice(n.start - 2, n.start) == [')', '等']
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before(text: &str) -> Option<String> {
        let line = Line::of(text);
        let n = line.numbers.last()?;
        front(&line, n, None).map(|at| line.text(0, at))
    }

    #[test]
    fn finds_the_name_in_front() {
        assert_eq!(before("结余(2亿元)").as_deref(), Some("结余"));
        assert_eq!(before("结余[3](2亿元)").as_deref(), Some("结余"));
        assert_eq!(before("收入5亿元(7亿美元)"), None);
        assert_eq!(before("结余(含2亿元)"), None);
        assert_eq!(before("增速高于全国(3%)"), None);
    }

    #[test]
    fn a_sum_follows_the_last_bracket() {
        let of = |text: &str| {
            let line = Line::of(text);
            line.numbers.last().is_some_and(|n| sums_up(&line, n))
        };
        assert!(of("甲(1亿元)、乙(2亿元)等3亿元"));
        assert!(!of("甲(1亿元)、乙(2亿元)和3亿元"));
        assert!(!of("甲、乙等3亿元"));
    }
}
