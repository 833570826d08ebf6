//! The status of a claim: the words of aiming and estimating that reach it inside its sentence.

use super::Status;
use super::sentence::Line;
use crate::lexicon::{Lexicon, Words};

/// A word of aiming or estimating in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Aim {
    start: usize,
    end: usize,
    estimate: bool,
    /// Whether it aims at the year to come: 力争, 预期.
    ahead: bool,
}

/// The words of aiming and estimating in a sentence, in order.
pub(crate) fn aims(line: &Line, lexicon: &Lexicon) -> Vec<Aim> {
    let chars = line.chars();
    let estimates = lexicon.cues.list("estimate_sentence");
    let targets = lexicon.cues.list("target_sentence");
    let hit = |list: Option<&Words<()>>, at: usize| {
        let (n, ()) = list?.at_start(&chars[at..])?;
        let end = at + n;
        (line.is_word_start(at) || line.is_word_start(end)).then_some(end)
    };
    (0..chars.len())
        .filter(|&at| !line.is_quoted(at))
        .filter_map(|start| {
            let estimate = hit(estimates, start);
            let end = estimate.or_else(|| hit(targets, start))?;
            let word: String = chars[start..end].iter().collect();
            Some(Aim {
                start,
                end,
                estimate: estimate.is_some(),
                ahead: ["力争", "争取", "预期", "确保"].contains(&word.as_str()),
            })
        })
        .collect()
}

/// The status that words before `at` give a number there, and whether they aim at the year to come; `None` where none
/// reaches it. They reach over ， and 、 to the next ；.
pub(crate) fn status(line: &Line, at: usize) -> Option<(Status, bool)> {
    let chars = line.chars();
    let from = (0..at)
        .rev()
        .find(|&i| matches!(chars[i], ';' | '。'))
        .map_or(0, |i| i + 1);
    let clause = line.clause_start(at);
    let reaches = |aim: &&Aim| {
        let inside = aim.start >= from && aim.end <= at;
        inside
            && if aim.estimate {
                carries_on(line, aim.end, at)
            } else {
                planned(line, aim.start, aim.end - aim.start, clause)
            }
    };
    let last = line.aims.iter().rev().find(reaches)?;
    Some(if last.estimate {
        (Status::Estimate, false)
    } else {
        (Status::Target, last.ahead)
    })
}

/// Whether the clauses from `from` to the one of `at` go on saying how much: each holds a number, and none says 连续 or
/// starts anew with 新.
fn carries_on(line: &Line, from: usize, at: usize) -> bool {
    let last = line.clause_start(at);
    let mut start = line.clause_start(from);
    while start < last {
        let end = line.clause_end(start.max(from));
        let holds = line
            .numbers
            .iter()
            .any(|n| n.start >= start && n.end <= end);
        if !holds && start >= from {
            return false;
        }
        start = end + 1;
    }
    let own = line.slice(last.max(from), at);
    !own.windows(2).any(|w| w == ['连', '续'])
        && (last < from
            || own.first() != Some(&'新')
            || own.get(1) == Some(&'增')
            || own.get(1) == Some(&'能'))
}

/// Whether the word at `i` states an aim for what follows it, and is no noun (行动计划, 完成目标).
fn planned(line: &Line, i: usize, n: usize, clause: usize) -> bool {
    let chars = line.chars();
    let word = line.text(i, i + n);
    let before: String = line.slice(i.saturating_sub(8), i).iter().collect();
    match word.as_str() {
        "目标" => !["完成", "任务", "实现", "超额", "年度", "既定"]
            .iter()
            .any(|w| before.contains(w)),
        "计划" => {
            let next: String = line.slice(i + n, i + n + 2).iter().collect();
            i >= clause
                && (i == clause
                    || !chars[i - 1].is_alphanumeric()
                    || [
                        "安排", "总投", "投资", "完成", "新建", "实施", "建设", "开工", "到位",
                    ]
                    .contains(&next.as_str()))
                && !matches!(chars.get(i + n), Some('的' | '任' | '数' | '内' | '单'))
        }
        "确保" => i >= clause && chars.get(i + n) != Some(&'了'),
        "预期" => ![
            "完成", "实现", "好于", "高于", "超", "符合", "达到", "快于", "优于",
        ]
        .iter()
        .any(|w| before.contains(w)),
        "规划" => false,
        // 争取上级资金, 争取增发国债项目: what was got, not what is aimed at.
        "争取" => {
            let next: String = line.slice(i + n, i + n + 8).iter().collect();
            const GOT: [&str; 10] = [
                "上级", "中央", "省级", "国家", "资金", "专项", "各类", "国债", "债券", "补助",
            ];
            !next.starts_with('到') && !GOT.iter().any(|w| next.contains(w))
        }
        "拟" => i >= clause && !matches!(chars.get(i + n), Some('定' | '合')),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Status> {
        let line = Line::of(text);
        line.numbers
            .last()
            .and_then(|n| status(&line, n.start))
            .map(|(status, _)| status)
    }

    #[test]
    fn aims_and_estimates_reach_over_commas() {
        assert_eq!(of("预计生产总值增长5%,投资增长6%"), Some(Status::Estimate));
        assert_eq!(of("力争生产总值增长5%、投资增长6%"), Some(Status::Target));
        assert_eq!(of("签约项目56个,计划投资1170.6亿元"), Some(Status::Target));
    }

    #[test]
    fn nouns_and_semicolons_stop_them() {
        assert_eq!(of("预计生产总值增长5%;投资增长6%"), None);
        assert_eq!(of("实施行动计划12个"), None);
        assert_eq!(of("完成年度目标的112%"), None);
    }
}
