//! Values in a row over names in a row: `A、B分别增长x和y`.

use super::Kind;
use super::draft::Draft;
use super::facet::is_facet;
use super::indicator::carried_by;
use super::list::{complete, names};
use super::sentence::{Line, contains};
use super::subject::Subject;
use super::wording::clean;

/// An indicator, and a place with the rule that told it.
type Named = (Option<String>, Option<String>, Option<&'static str>);

/// `A、B分别增长x和y`: the k-th value belongs to the k-th name, or to the k-th of the claims before.
pub(super) fn distribute(line: &Line, drafts: &mut [Draft]) {
    let mut i = 0;
    while i < drafts.len() {
        let mut end = i + 1;
        while end < drafts.len() && drafts[end].joined {
            end += 1;
        }
        let m = end - i;
        if m >= 2 {
            let d = &drafts[i];
            let n = &line.numbers[d.number];
            let told = contains(line.slice(d.predicate.start, n.start), "分别")
                || contains(line.slice(d.subject.start, d.subject.end), "分别");
            let ahead =
                names_ahead(line, d).filter(|_| told && i < m && drafts[end - 1].noun.is_none());
            let members = list_members(line, ahead.as_ref().unwrap_or(&d.subject), told, m);
            // 事故20起，死亡21人，同比减少7起、7人: the units tell the names.
            let same_units = d.kind == Kind::Change
                && i >= m
                && (1..m).any(|k| unit(line, drafts, i + k) != unit(line, drafts, i))
                && (0..m).all(|k| unit(line, drafts, i + k) == unit(line, drafts, i + k - m));
            let unnamed = told || same_units || matches!(d.kind, Kind::Growth);
            if d.subject.is_empty() && unnamed && i >= m {
                let named: Vec<Named> = drafts[i - m..i]
                    .iter()
                    .map(|b| (b.indicator.clone(), b.area.clone(), b.rules.area))
                    .collect();
                let said = |k: usize| (&named[k].0, &named[k].1);
                let apart = (1..m).all(|k| said(k) != said(k - 1));
                if apart {
                    for (k, (indicator, area, rule)) in named.into_iter().enumerate() {
                        let d = &mut drafts[i + k];
                        (d.indicator, d.area) = (indicator, area);
                        d.rules.indicator = Some("indicator_of_claims_before");
                        d.rules.area = rule.map(carried_by);
                    }
                }
            } else if m == 2
                && members.len() == 1
                && line
                    .text(d.subject.start, d.subject.end)
                    .contains("城乡居民")
            {
                let text = clean(line, d.subject.start, d.subject.end);
                drafts[i].indicator = Some(text.replacen("城乡居民", "城镇居民", 1));
                drafts[i + 1].indicator = Some(text.replacen("城乡居民", "农村居民", 1));
                for d in &mut drafts[i..i + 2] {
                    d.rules.indicator = Some("indicator_town_and_country");
                }
            } else if members.len() == m {
                let completed = complete(line, &members);
                let facet = is_facet(completed.last().map_or("", String::as_str));
                for (k, text) in completed.into_iter().enumerate() {
                    if !(facet && text.is_empty()) {
                        drafts[i + k].indicator = Some(text);
                        drafts[i + k].rules.indicator = Some("indicator_of_list");
                    }
                }
            }
        }
        i = end;
    }
}

/// The clause before as the subject of a list of values that has none of its own: A和B，2000年分别达到x和y.
fn names_ahead(line: &Line, d: &Draft) -> Option<Subject> {
    let clause = line.clause_start(line.numbers[d.number].start);
    let end = clause.checked_sub(1).filter(|&c| line.chars()[c] == ',')?;
    let start = line.clause_start(end);
    let counted = line
        .numbers
        .iter()
        .any(|n| start <= n.start && n.start < end);
    (d.subject.is_empty() && !counted).then(|| Subject {
        start,
        end,
        ..d.subject.clone()
    })
}

fn unit<'a>(line: &'a Line, drafts: &[Draft], i: usize) -> &'a str {
    &line.numbers[drafts[i].number].unit
}

/// The names of the list before `m` values. A name may hold 和 (信息和技术服务业): the split that gives as many names as
/// there are values is taken, that at 、 alone first.
fn list_members(line: &Line, s: &Subject, told: bool, m: usize) -> Vec<(usize, usize)> {
    let end = if told {
        let text = line.slice(s.start, s.end);
        text.windows(2)
            .position(|w| w == ['分', '别'])
            .map_or(s.end, |i| s.start + i)
    } else {
        s.end
    };
    let all = names(line, s.start, end);
    let joint = |k: usize| line.chars()[all[k].0 - 1];
    // The names that are left where only 、 and the joint before name `last` part them.
    let merge = |last: Option<usize>| {
        let mut out: Vec<(usize, usize)> = Vec::new();
        for (k, &(from, to)) in all.iter().enumerate() {
            match out.last_mut() {
                Some(name) if joint(k) != '、' && Some(k) != last => name.1 = to,
                _ => out.push((from, to)),
            }
        }
        out
    };
    let behind_commas = (1..all.len()).rev().take_while(|&k| joint(k) != '、');
    let last = behind_commas.clone().find(|&k| joint(k) == '和');
    let commas = merge(None);
    let and_last = merge(last.or(behind_commas.max()));
    [commas, and_last]
        .into_iter()
        .find(|names| names.len() == m && m > 1)
        .unwrap_or(all)
}

#[cfg(test)]
mod tests {
    use crate::claim::sentence::claims_of;

    /// The indicators of the claims of a text.
    fn of(text: &str) -> Vec<String> {
        let names = claims_of(text).into_iter();
        names.map(|c| c.indicator.unwrap_or_default()).collect()
    }

    /// The indicators of the last claims of a text, two of them.
    fn last(text: &str) -> [String; 2] {
        let mut names = of(text).into_iter().rev();
        let (b, a) = (names.next(), names.next());
        [a, b].map(Option::unwrap_or_default)
    }

    #[test]
    fn each_value_has_its_name() {
        assert_eq!(
            of("小麦、玉米产量分别增长3%和4%。"),
            ["小麦产量", "玉米产量"]
        );
        assert_eq!(of("小麦、玉米产量增长3%。"), ["小麦、玉米产量"]);
        assert_eq!(
            of("小麦、玉米、大豆产量分别增长3%和4%。"),
            ["小麦、玉米、大豆产量"; 2]
        );
    }

    #[test]
    fn names_are_parted_so_that_there_are_as_many_as_values() {
        assert_eq!(
            of("仓储和邮政业、租赁业产值分别增长8%和9%。"),
            ["仓储和邮政业产值", "租赁业产值"]
        );
        assert_eq!(
            of("仓储业和邮政业、租赁业产值分别增长8%、7%和9%。"),
            ["仓储业产值", "邮政业产值", "租赁业产值"]
        );
        assert_eq!(
            of("信息和技术服务业、金融业和房地产业产值分别增长5%、6%和7%。"),
            ["信息和技术服务业产值", "金融业产值", "房地产业产值"]
        );
    }

    #[test]
    fn values_without_names_take_those_of_the_claims_before() {
        let both = ["城镇收入", "农村收入"];
        assert_eq!(last("城镇收入3万元,农村收入2万元,分别增长8%和9%。"), both);
        assert_eq!(last("城镇收入3万元,农村收入2万元,增长8%和9%。"), both);
        assert_eq!(
            last("城镇收入3万元,农村收入2万元,分别达到8万元和9万元。"),
            both
        );
        assert_eq!(
            last("城镇收入3万元、2万元,分别增长8%和9%。"),
            ["城镇收入"; 2]
        );
        assert_eq!(last("城镇收入3万元,分别增长8%和9%。"), ["城镇收入"; 2]);
    }

    #[test]
    fn units_tell_which_of_the_claims_before() {
        let of = |text: &str| last(&format!("火灾20起,死亡21人,{text}。"));
        assert_eq!(of("同比减少7起、5人"), ["火灾", "死亡"]);
        assert_eq!(of("同比减少7起、5起"), ["死亡", "死亡"]);
        assert_eq!(of("同比减少5人、7起"), ["死亡", "死亡"]);
    }

    #[test]
    fn town_and_country_are_two() {
        assert_eq!(
            of("城乡居民收入分别达到4万元和2万元。"),
            ["城镇居民收入", "农村居民收入"]
        );
        assert_eq!(of("城乡居民收入达到4万元。"), ["城乡居民收入"]);
        assert_eq!(
            of("城镇居民收入分别达到4万元和2万元。"),
            ["城镇居民收入"; 2]
        );
    }
}
