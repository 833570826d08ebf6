//! The status of a claim: the words of aiming and estimating that reach it inside its sentence.

use super::Status;
use super::sentence::{Line, contains_any, is_one_of, starts_with};
use crate::lexicon::{Lexicon, WordList, Words};
use crate::quantity::chinese_digit;
use crate::text::CharClass;

/// A status that words tell, and by which rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Aimed {
    /// The status.
    pub status: Status,
    /// Whether the words aim at the year to come.
    pub ahead: bool,
    /// The rule.
    pub rule: &'static str,
}

/// A word of aiming or estimating in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Aim {
    start: usize,
    end: usize,
    estimate: bool,
    /// Whether it aims at the year to come: 力争, 预期, 支出安排.
    ahead: bool,
    /// Whether it opens a list: 主要目标是：.
    lists: bool,
    /// Whether it names a sum of the budget (年初预算数, 预算调整为) and says nothing of other numbers than the one behind.
    sum: bool,
}

/// The words of aiming and estimating in a sentence, in order.
pub(crate) fn aims(line: &Line, lexicon: &Lexicon) -> Vec<Aim> {
    let chars = line.chars();
    let estimates = lexicon.cues.list(WordList::EstimateSentence);
    let targets = lexicon.cues.list(WordList::TargetSentence);
    let sums = lexicon.cues.list(WordList::BudgetSum);
    const AHEAD: [&str; 7] = [
        "力争",
        "争取",
        "预期",
        "确保",
        "收入安排",
        "支出安排",
        "拟安排",
    ];
    let lists = [estimates, targets, sums];
    let may_start = |c: char| lists.iter().any(|words| words.may_start(c));
    let hit = |list: &Words<()>, at: usize| {
        let (n, ()) = list.at_start(&chars[at..])?;
        let end = at + n;
        (line.is_word_start(at) || line.is_word_start(end)).then_some(end)
    };
    // Behind the last claim no words are cut, and nothing is left to aim at.
    let last = line.words.last().map_or(0, |w| w.end);
    (0..last)
        .filter(|&at| may_start(chars[at]) && !line.is_quoted(at))
        .filter_map(|start| {
            let estimate = hit(estimates, start);
            let target = estimate.or_else(|| hit(targets, start));
            let end = target.or_else(|| hit(sums, start))?;
            Some(Aim {
                start,
                end,
                estimate: estimate.is_some(),
                ahead: is_one_of(&chars[start..end], &AHEAD),
                lists: opens_list(&chars[end..]),
                sum: target.is_none(),
            })
        })
        .collect()
}

/// Whether what stands behind a word of aiming makes it the head of a list: 目标是：, 目标如下：.
fn opens_list(behind: &[char]) -> bool {
    let colon = behind.iter().take(6).position(|c| *c == ':');
    colon.is_some_and(|n| behind[..n].iter().all(|c| c.is_alphabetic()))
}

/// Whether a number at `at` in a plan tells of what is there already: 目前已建成9个, 现有9家. What is said to come on top of
/// that (将, 再) is of the plan.
pub(crate) fn present(line: &Line, at: usize) -> bool {
    const TO_COME: [char; 9] = ['将', '要', '再', '拟', '新', '应', '须', '未', '础'];
    let clause = line.slice(line.clause_start(at), at);
    let said = (0..clause.len()).rev().find_map(|i| {
        let said = &clause[i..];
        let near = said.len() <= 6 && starts_with(said, "现有");
        let passed = i > 0 && matches!(clause[i - 1], '由' | '从' | '比' | '较' | '在');
        // 项目前期经费
        let now =
            starts_with(said, "目前") && said.get(2) != Some(&'期') || starts_with(said, "到现在");
        let done = said[0] == '已' || said.starts_with(&['已', '经']);
        (near || now && !passed || done && !passed).then_some(said)
    });
    said.is_some_and(|said| !said.iter().any(|c| TO_COME.contains(c)))
}

/// The status that words before `at` give a number there; `None` where none reaches it. They reach over ， and 、 to the
/// next ；, and as the head of a list (目标是：…；…) over that too.
pub(crate) fn status(line: &Line, at: usize) -> Option<Aimed> {
    if line.aims.is_empty() {
        return None;
    }
    let chars = line.chars();
    let behind = |mark: &dyn Fn(char) -> bool| {
        let found = (0..at).rev().find(|&i| mark(chars[i]));
        found.map_or(0, |i| i + 1)
    };
    let full = behind(&|c| c == '。');
    let from = behind(&|c| matches!(c, ';' | '。'));
    let clause = line.clause_start(at);
    let reaches = |aim: &&Aim| {
        let inside = aim.start >= if aim.lists { full } else { from } && aim.end <= at;
        inside
            && !reached(line, aim.end, at)
            && !describes(line, aim.end, at)
            && if aim.sum {
                budgeted(line, aim, at)
            } else if aim.estimate {
                carries_on(line, aim.end, at) && continues(line, aim, at)
            } else {
                planned(line, aim.start, aim.end - aim.start, clause)
            }
    };
    let k = (0..line.aims.len())
        .rev()
        .find(|&k| reaches(&&line.aims[k]))?;
    let last = line.aims[k];
    // 预计可以达到, 预计将增长: what is estimated, not what is aimed at.
    let estimated = k > 0 && line.aims[k - 1].estimate && line.aims[k - 1].end == last.start;
    let rule = match last {
        _ if estimated => "status_estimate_of_aim",
        Aim { sum: true, .. } => "status_budget_sum",
        Aim { lists: true, .. } => "status_list_headed",
        Aim { estimate: true, .. } => "status_estimate_reaches",
        _ => "status_target_reaches",
    };
    let estimate = last.estimate || estimated;
    Some(Aimed {
        status: if estimate {
            Status::Estimate
        } else {
            Status::Target
        },
        ahead: last.ahead && !estimate,
        rule,
    })
}

fn is_number(line: &Line, at: usize) -> bool {
    line.numbers.binary_search_by_key(&at, |n| n.start).is_ok()
}

/// Whether the name of a sum of the budget stands right before the sum of money at `at`: 支出预算数为30亿元. What is
/// completed (完成年初预算) was reached, and 年初预算的102% is no sum.
fn budgeted(line: &Line, aim: &Aim, at: usize) -> bool {
    let between = line.slice(aim.end, at);
    let number = line.numbers.binary_search_by_key(&at, |n| n.start);
    let money = number.is_ok_and(|k| line.numbers[k].unit.ends_with('元'));
    // 年初预算12亿元，执行中调整为13亿元; 标准调整为13元 is no budget.
    let adjusted = line.slice(aim.start, aim.end) == ['调', '整', '为'];
    let of_budget = || {
        let before = line.slice(aim.start.saturating_sub(60), aim.start);
        let same = before.rsplit(|c| *c == ';').next().unwrap_or(before);
        same.windows(2).any(|w| w == ['预', '算'])
    };
    money
        && (!adjusted || of_budget())
        && matches!(
            between,
            [] | ['为' | '是' | '数' | '共'] | ['数', '为'] | ['合', '计'] | ['合', '计', '为']
        )
        && !line
            .text(aim.start.saturating_sub(8), aim.start)
            .contains("完成")
}

/// Whether 实际 stands between a word of aiming and the number: 计划为4%，实际达到5%. The name of an indicator (实际利用外资)
/// says nothing of that.
fn reached(line: &Line, from: usize, at: usize) -> bool {
    const NAMED: [&str; 9] = [
        "利用",
        "使用外",
        "吸收",
        "到位内资",
        "到位外资",
        "到位省外",
        "到位市外",
        "到位境外",
        "到位国内",
    ];
    let near = line.slice(from.max(at.saturating_sub(12)), at);
    (0..near.len()).any(|i| {
        starts_with(&near[i..], "实际") && !NAMED.iter().any(|w| starts_with(&near[i + 2..], w))
    })
}

/// Whether 争取 before `from` aims at what follows in its clause: 争取达到, 争取到2025年, 争取年内建成; 争取专项债券3亿元 was got.
fn strives(line: &Line, from: usize) -> bool {
    const REACHING: [&str; 16] = [
        "达", "突破", "完成", "实现", "增长", "提高", "建成", "超过", "保持", "控制", "增加",
        "增产", "提前", "全年", "年内", "用",
    ];
    const GOT: [&str; 10] = [
        "上级", "中央", "省级", "国家", "资金", "专项", "各类", "国债", "债券", "补助",
    ];
    let clause = line.slice(from, line.clause_end(from));
    let dated = || {
        let when = match clause {
            ['到' | '在' | '于', when @ ..] => when,
            _ => clause,
        };
        is_number(line, from + clause.len() - when.len())
            && when.iter().take(6).any(|c| matches!(c, '年' | '月'))
            || starts_with(when, "今年")
            || starts_with(when, "明年")
    };
    let head = &clause[..clause.len().min(8)];
    // Behind the number it is said of what was got: 争取项目9个、增长5%.
    let first = line.numbers.partition_point(|n| n.start < from);
    let until = line.numbers[first..].iter().map(|n| n.start);
    let until = until.take(1).next().map_or(clause.len(), |at| at - from);
    let said = &clause[..until.min(clause.len())];
    dated() || contains_any(said, &REACHING) && !contains_any(head, &GOT)
}

/// Whether a word of aiming only says which things are counted at `at`: 计划总投资5000万元以上项目238个.
fn describes(line: &Line, from: usize, at: usize) -> bool {
    let k = line.numbers.partition_point(|n| n.start < from);
    let Some(threshold) = line.numbers.get(k).filter(|n| n.end <= at) else {
        return false;
    };
    let behind: String = line
        .slice(threshold.end, threshold.end + 6)
        .iter()
        .collect();
    threshold.start - from <= 4
        && ["以上", "及以上", "以下"]
            .iter()
            .any(|w| behind.strip_prefix(w).is_some_and(counted_things))
}

/// Whether things that can be counted stand right behind a threshold.
fn counted_things(behind: &str) -> bool {
    let things = behind.strip_prefix('的').unwrap_or(behind);
    ["项目", "工程", "企业", "重点项目", "产业项目"]
        .iter()
        .any(|w| things.starts_with(w))
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

/// Whether an estimate reaches the clause of `at`: one at the head of its clause (预计, 初步预计, 2017年预计) reaches what
/// follows, one behind a subject (收入预计达到9亿元) only its own clause and those that go on without a subject.
fn continues(line: &Line, aim: &Aim, at: usize) -> bool {
    const HEADS: [&str; 9] = [
        "初步", "据", "根据", "经", "综合", "按", "总体", "目前", "全年",
    ];
    const GOES_ON: &str = "增降提升比较占居为达超约高低下上同年完净可是其、";
    // 预计数, 原来预计的: what was estimated before; 由今年预计的3%提高到4% says it of the 3% alone.
    if matches!(line.slice(aim.end, aim.end + 2), ['数', c] if *c != '字')
        || line.chars().get(aim.end) == Some(&'的')
    {
        return aim.end + 1 == at;
    }
    // 比1980年预计增加: the year compared with was estimated.
    if base_estimated(line.slice(0, aim.end)) {
        return false;
    }
    if aim.lists {
        return true;
    }
    let clause = line.clause_start(aim.start);
    let mut start = line.clause_start(at);
    if start <= aim.start {
        return true;
    }
    let before = line.slice(clause, aim.start);
    let dated = || {
        let k = line.numbers.partition_point(|n| n.end <= aim.start);
        let date = k.checked_sub(1).map(|k| &line.numbers[k]);
        date.is_some_and(|n| n.start == clause && aim.start - n.end <= 2)
    };
    let heads = before.is_empty()
        || matches!(before.last(), Some('后' | '时' | ','))
        || HEADS.iter().any(|w| starts_with(before, w))
        || dated();
    if heads {
        return true;
    }
    loop {
        let first = line.chars().get(start);
        if first.is_none_or(|c| !GOES_ON.contains(*c)) && !is_number(line, start) {
            return false;
        }
        let Some(end) = start.checked_sub(1) else {
            return true;
        };
        start = line.clause_start(end);
        if start <= aim.start {
            return true;
        }
    }
}

/// Whether a text ends with the estimate for a year that something is compared with: 比1980年预计, 比上年预计.
pub(crate) fn base_estimated(text: &[char]) -> bool {
    let Some(before) = text.strip_suffix(&['年', '预', '计']) else {
        return false;
    };
    let year = before.iter().rev().take_while(|c| {
        matches!(c, '上' | '去' | '今') || c.is_ascii_digit() || chinese_digit(**c).is_some()
    });
    let year = year.take(5).count();
    let left = before.len() - year;
    matches!(year, 1 | 4) && left > 0 && matches!(before[left - 1], '比' | '较')
}

/// Whether the word at `i` states an aim for what follows it, and is no noun (行动计划, 完成目标).
fn planned(line: &Line, i: usize, n: usize, clause: usize) -> bool {
    let chars = line.chars();
    let word = line.text(i, i + n);
    let before: String = line.slice(i.saturating_sub(8), i).iter().collect();
    match word.as_str() {
        "目标" => {
            // 年度目标:新建学校9所。
            let heads = chars.get(i + n) == Some(&':');
            let met = ["完成", "实现", "超额", "超过"]
                .iter()
                .any(|w| before.contains(w))
                || before.ends_with('超');
            let named = ["任务", "年度", "既定"].iter().any(|w| before.contains(w));
            // 目标顺利实现: what was aimed at was reached.
            let behind = line.slice(i + n, i + n + 4);
            let reached = ["顺利", "如期", "圆满", "胜利", "全面"]
                .iter()
                .any(|w| starts_with(behind, w))
                && contains_any(behind, &["实现", "完成"]);
            // 目标人群, 目标值, 目标完成率 name what is measured.
            let measured =
                matches!(behind.first(), Some('人' | '值')) || starts_with(behind, "完成率");
            !met && !reached && !measured && (heads || !named)
        }
        "计划" => {
            let next: String = line.slice(i + n, i + n + 2).iter().collect();
            i >= clause
                && (i == clause
                    || !chars[i - 1].is_word()
                    || [
                        "安排", "总投", "投资", "完成", "新建", "实施", "建设", "开工", "到位",
                    ]
                    .contains(&next.as_str())
                    || next.starts_with('为') && is_number(line, i + n + 1))
                && !matches!(
                    chars.get(i + n),
                    Some('的' | '任' | '数' | '内' | '单' | '生')
                )
        }
        "确保" => i >= clause && chars.get(i + n) != Some(&'了'),
        "预期" => {
            // 预期目标, 预期增长; 人均预期寿命 and 稳预期 are no aims.
            let next = line.slice(i + n, i + n + 2);
            let aims = ["目标", "增长", "收入", "实现", "完成"];
            let said = aims.iter().any(|w| starts_with(next, w))
                || matches!(next.first(), Some('为' | '达' | '值' | ':'))
                || is_number(line, i + n);
            said && ![
                "完成", "实现", "好于", "高于", "超", "符合", "达到", "快于", "优于",
            ]
            .iter()
            .any(|w| before.contains(w))
        }
        "规划" => false,
        // “一五”计划规定的任务
        _ if matches!(word.chars().last(), Some('定' | '出' | '求')) => {
            !matches!(chars.get(i + n), Some('的' | '了' | '这'))
        }
        // 收入安排的支出: what is paid from it.
        "收入安排" | "支出安排" | "拟安排" => chars.get(i + n) != Some(&'的'),
        "争取" => before.ends_with("继续") || strives(line, i + n),
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
            .map(|told| told.status)
    }

    #[test]
    fn aims_and_estimates_reach_over_commas() {
        assert_eq!(of("预计生产总值增长5%,投资增长6%"), Some(Status::Estimate));
        assert_eq!(of("力争生产总值增长5%、投资增长6%"), Some(Status::Target));
        assert_eq!(of("签约项目56个,计划投资1170.6亿元"), Some(Status::Target));
    }

    #[test]
    fn an_estimate_behind_a_subject_reaches_that_alone() {
        let estimate = Some(Status::Estimate);
        assert_eq!(of("生产总值预计达到9亿元,增长5%"), estimate);
        assert_eq!(of("生产总值预计达到9亿元,投资增长5%"), None);
        assert_eq!(of("2017年预计生产总值9亿元,投资增长5%"), estimate);
        assert_eq!(of("初步预计,生产总值9亿元,投资增长5%"), estimate);
        assert_eq!(of("比上年预计数增加9亿元"), None);
        assert_eq!(of("产量9万吨,比1980年预计增加2万吨"), None);
        assert_eq!(of("1980年预计增加2万吨"), estimate);
    }

    #[test]
    fn a_plan_may_tell_of_what_is_there() {
        let of = |text: &str| {
            let line = Line::of(text);
            line.numbers.last().is_some_and(|n| present(&line, n.start))
        };
        assert!(of("目前已建成学校9所"));
        assert!(of("整合现有9家"));
        assert!(of("国家已设立9亿元"));
        assert!(!of("在已有基础上再建9所"));
        assert!(!of("已有的学校,建成9所"));
        assert!(!of("在目前水平上,建成9所"));
        assert!(!of("项目前期经费9元"));
        assert!(!of("建成9所"));
    }

    #[test]
    fn what_is_expected_is_an_aim_only_where_it_says_of_what() {
        assert_eq!(of("预期增长5%"), Some(Status::Target));
        assert_eq!(of("人均预期寿命达到79岁"), None);
        assert_eq!(of("稳预期、强信心,开展活动79次"), None);
    }

    #[test]
    fn the_head_of_a_list_reaches_over_semicolons() {
        assert_eq!(
            of("主要预期目标是:生产总值增长9%;投资增长12%"),
            Some(Status::Target)
        );
        assert_eq!(of("目标明确,生产总值增长9%;投资增长12%"), None);
    }

    #[test]
    fn the_later_word_wins_for_its_own_number() {
        assert_eq!(of("产量计划为40万吨"), Some(Status::Target));
        assert_eq!(of("产量计划为40万吨,实际达到50万吨"), None);
        assert_eq!(
            of("产量计划为40万吨,预计可以达到50万吨"),
            Some(Status::Estimate)
        );
        assert_eq!(of("到明年可以达到50万吨"), Some(Status::Target));
    }

    #[test]
    fn what_was_striven_for_was_got_unless_a_verb_of_reaching_follows() {
        let target = Some(Status::Target);
        assert_eq!(of("争取均衡性转移支付9亿元"), None);
        assert_eq!(of("向上汇报争取9次,争取解决试点2个"), None);
        assert_eq!(of("争取试点9个、增长5%"), None);
        assert_eq!(of("继续争取安排9亿元"), target);
        assert_eq!(of("争取收入达到9亿元"), target);
        assert_eq!(of("争取到2025年建成学校9所"), target);
        assert_eq!(of("争取年内开工9个"), target);
        assert_eq!(of("争取投资增长5%"), target);
        assert_eq!(of("争取偿还欠款的再融资债券5亿元"), None);
        assert_eq!(of("共汇报争取30次"), None);
    }

    #[test]
    fn the_name_of_an_indicator_is_not_what_was_reached() {
        assert_eq!(
            of("预期目标:出口增长5%,实际利用外资增长6%"),
            Some(Status::Target)
        );
        assert_eq!(
            of("力争投资增长9%,实际利用外资增长5%"),
            Some(Status::Target)
        );
        assert_eq!(of("计划利用外资9亿元,实际达到8亿元"), None);
        assert_eq!(of("力争投资增长9%,实际增长5%"), None);
    }

    #[test]
    fn sums_of_the_budget_are_aimed_at() {
        assert_eq!(of("年初市级支出预算数30亿元"), Some(Status::Target));
        assert_eq!(of("支出预算调整为28亿元"), Some(Status::Target));
        assert_eq!(
            of("一般公共预算收入安排12亿元,增长3%"),
            Some(Status::Target)
        );
        assert_eq!(of("土地出让收入安排的支出3亿元"), None);
        assert_eq!(of("为年初预算的102%"), None);
        assert_eq!(of("完成年初预算30亿元"), None);
        let budget = "收入年初预算合计30亿元,执行中调整为28亿元";
        assert_eq!(of(budget), Some(Status::Target));
        assert_eq!(of("生活补助标准调整为280元"), None);
        assert_eq!(of("支出预算数30亿元,加上上年结余2亿元"), None);
    }

    #[test]
    fn a_planned_sum_may_only_describe_what_is_counted() {
        assert_eq!(of("计划总投资3000万元以上项目62个"), None);
        assert_eq!(of("计划总投资3000万元"), Some(Status::Target));
    }

    #[test]
    fn nouns_and_semicolons_stop_them() {
        assert_eq!(of("预计生产总值增长5%;投资增长6%"), None);
        assert_eq!(of("实施行动计划12个"), None);
        assert_eq!(of("完成年度目标的112%"), None);
        assert_eq!(of("年度目标:新建学校9所"), Some(Status::Target));
        assert_eq!(of("“五五”计划规定新建学校9所"), Some(Status::Target));
        assert_eq!(of("“五五”计划规定的学校建成9所"), None);
    }
}
