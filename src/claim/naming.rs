//! Numbers in names: grades and editions, drives, sizes of things, terms spoken of before.

use super::sentence::{Line, contains_any, ends_with, starts_with};
use crate::lexicon::{Cue, Lexicon};
use crate::quantity::{Form, Number};
use crate::text::CharClass;
use rust_decimal::Decimal;

/// The rule by which number `k` is part of a name, if one holds.
pub(super) fn in_name(line: &Line, k: usize, lexicon: &Lexicon) -> Option<&'static str> {
    if is_campaign(line, k, lexicon) || is_named_drive(line, k) || is_selection(line, k) {
        return Some("label_campaign");
    }
    if is_grade(line, k) {
        return Some("label_grade");
    }
    if is_size(line, k) {
        return Some("label_size");
    }
    is_spoken_of(line, k).then_some("label_spoken_of")
}

/// The size that tells of what sort a thing is: 1小时交通圈, 110千伏变电站, 5万吨级泊位, 年产3万吨铝材项目.
fn is_size(line: &Line, k: usize) -> bool {
    let n = &line.numbers[k];
    if n.form != Form::Plain || n.unit.is_empty() {
        return false;
    }
    let chars = line.chars();
    let behind = line.slice(n.end, n.end + 20);
    let describes = || {
        behind
            .first()
            .is_some_and(|c| c.is_word() && !"以及和与的".contains(*c))
    };
    match n.unit.as_str() {
        "小时" | "个小时" | "分钟" => {
            let circle = behind.iter().take(7).position(|c| *c == '圈');
            return circle.is_some_and(|i| behind[..i].iter().all(|c| c.is_word()));
        }
        "千伏" | "KV" | "kV" | "kv" | "伏" => return describes(),
        _ => {}
    }
    // 5万吨级泊位, but 达到5万吨级.
    if n.unit.chars().count() > 1 && n.unit.ends_with('级') {
        return describes();
    }
    // 26兆瓦级, but 5级 and 省级 have no unit before 级.
    if n.number_end < n.end && !n.bare && behind.first() == Some(&'级') {
        return true;
    }
    let made =
        n.unit.ends_with("/年") || n.start >= 2 && chars[n.start - 2..n.start] == ['年', '产'];
    let what = ["项目", "工程", "生产线", "装置", "基地"];
    let built = || {
        let name = behind.iter().position(|c| !c.is_word() || *c == '的');
        contains_any(&behind[..name.unwrap_or(behind.len())], &what)
    };
    made && built()
}

/// What was named before or elsewhere: 这两个时期, 四十条纲要.
fn is_spoken_of(line: &Line, k: usize) -> bool {
    let n = &line.numbers[k];
    let counted = matches!(
        n.unit.as_str(),
        "个" | "项" | "条" | "点" | "种" | "大" | "件"
    );
    let said = n.start > 0 && line.chars()[n.start - 1] == '这';
    let behind = line.slice(n.end, n.end + 3);
    // 三大建设, but 甲、乙三大建设 counts what is listed.
    let built = n.unit == "大"
        && starts_with(behind, "建设")
        && !behind.get(2).is_some_and(|c| c.is_word())
        && !line
            .slice(line.clause_start(n.start), n.start)
            .contains(&'、');
    let plan = n.unit == "条" && starts_with(behind, "纲要") || built;
    n.chinese && n.form == Form::Plain && counted && (said || plan)
}

/// 全国十大考古新发现, 世界三大赛: the best that someone has chosen, by their name.
fn is_selection(line: &Line, k: usize) -> bool {
    let n = &line.numbers[k];
    n.unit == "大"
        && n.chinese
        && ["全国", "中国", "世界", "全球"]
            .iter()
            .any(|w| ends_with(line.slice(0, n.start), w))
}

/// A drive that carries a count in its name: 实施水污染治理八大行动. A list before it (A、B三大工程) is counted.
fn is_named_drive(line: &Line, k: usize) -> bool {
    let n = &line.numbers[k];
    if n.unit != "大" || !n.chinese {
        return false;
    }
    let start = line.clause_start(n.start);
    let before = line.slice(start, n.start);
    let named = ["行动", "计划", "攻坚战", "战役", "会战"]
        .iter()
        .any(|w| starts_with(line.slice(n.end, n.end + 3), w));
    let verb = ["实施", "推进", "开展", "启动", "推动", "深化", "打好"]
        .iter()
        .filter_map(|v| {
            let v: Vec<char> = v.chars().collect();
            before.windows(2).position(|w| w == v).map(|i| i + 2)
        })
        .max();
    named
        && verb.is_some_and(|at| at < before.len())
        && !before
            .iter()
            .any(|c| matches!(c, '、' | '和' | '与' | '及'))
}

/// A multiplier alone that names a campaign or a thing's size, not an amount: 千村示范工程, 万亩优势区.
fn is_campaign(line: &Line, k: usize, lexicon: &Lexicon) -> bool {
    let n = &line.numbers[k];
    if !n.bare || n.bound.is_some() {
        return false;
    }
    let unit = lexicon.units.get(&n.unit);
    let known = unit.is_some_and(|u| !u.noun || u.name.chars().count() == 1);
    let currency = unit.is_some_and(|u| u.is_of("currency"));
    // 千亿品牌, 百亿企业: things of that size.
    let sized = n.scale >= 8 && unit.is_some_and(|u| u.noun);
    if sized {
        return true;
    }
    (known || n.scale >= 8)
        && !currency
        && line
            .chars()
            .get(n.end)
            .is_some_and(|c| c.is_word() && *c != '以')
        && !lexicon
            .cues
            .before(line.slice(n.start.saturating_sub(4), n.start))
            .is_some_and(|(_, c)| matches!(c, Cue::Hedge(_) | Cue::Reach))
}

/// A grade, class, edition or series: 4A级, 一期, 5号线, 500强, 三级.
fn is_grade(line: &Line, k: usize) -> bool {
    let n = &line.numbers[k];
    let chars = line.chars();
    if n.form != Form::Plain || n.scale != 0 {
        return false;
    }
    // 2024县域榜单: the year of an edition, no number of counties.
    let years = Decimal::from(1990)..=Decimal::from(2050);
    if matches!(n.unit.as_str(), "县" | "市" | "区" | "国" | "省")
        && matches!(n.number, Number::Single(y) if years.contains(&y) && y.is_integer())
    {
        return true;
    }
    // 107国道
    if matches!(n.unit.as_str(), "国" | "省" | "县") && chars.get(n.end) == Some(&'道') {
        return true;
    }
    let next = chars.get(n.number_end).copied();
    let behind = chars.get(n.number_end + 1).copied();
    match next {
        Some('A' | 'G' | 'D' | 'K' | 'H') if n.unit.is_empty() => true,
        Some('强' | '级' | '期' | '号' | '届' | '类' | '等' | '型' | '版') => {
            // 6大类 and 12类 count; 三类, 一期 and 二级 are names.
            (n.chinese || !matches!(next, Some('类' | '级' | '期'))) && behind != Some('项')
        }
        Some('阶') => behind == Some('段') && n.chinese && n.number_end - n.start == 1,
        Some('线') => matches!(behind, Some('城' | '员' | '工')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::sentence::holds_of_last as holds;

    #[test]
    fn names_of_drives_carry_counts() {
        holds(
            is_named_drive,
            &["实施水污染治理八大行动"],
            &["完成八大行动", "实施治水、治气八大行动", "实施八大行动"],
        );
        holds(is_selection, &["入选全国十大发现"], &["形成十大产业"]);
        let rule = |l: &Line, k| is_campaign(l, k, Lexicon::builtin());
        holds(
            rule,
            &["建设万亩茶园"],
            &["突破万亩", "达到万亩以上", "建设5万亩茶园"],
        );
    }

    #[test]
    fn grades_and_editions_count_nothing() {
        holds(
            is_grade,
            &["世界500强", "完成治理的4A级"],
            &["抽查12类", "新建500家"],
        );
    }

    #[test]
    fn sizes_say_of_what_sort_a_thing_is() {
        holds(
            is_size,
            &[
                "形成1小时交通圈",
                "建成110千伏变电站",
                "5万吨级泊位",
                "年产3万吨铝材项目",
                "30万吨/年乙烯装置",
            ],
            &[
                "车程1小时",
                "电压达到110千伏",
                "5万吨泊位",
                "年产3万吨",
                "年产3万吨的项目",
            ],
        );
    }

    #[test]
    fn what_was_spoken_of_is_counted_no_more() {
        holds(
            is_spoken_of,
            &["抓好这两个时期", "学习四十条纲要", "推进三大建设"],
            &[
                "抓好两个时期",
                "这5个项目",
                "发布四十条措施",
                "推进治水、治气三大建设",
            ],
        );
    }
}
