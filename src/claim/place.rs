//! The area of a claim: a place that its clause names, or the report's own.

use super::sentence::{ends_with, starts_with};
use crate::document::Level;
use crate::lexicon::{AreaKind, Lexicon};
use crate::text::CharClass;

/// What a place is read against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around<'a> {
    /// The vocabularies.
    pub lexicon: &'a Lexicon,
    /// The report's own place.
    pub own: Option<&'a str>,
    /// The level of the report's own place.
    pub level: Option<Level>,
}

/// What stands at the start of a subject: a place, and where the rest of the subject starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Lead {
    /// A word for the report's own area or the country of a national report.
    Own(usize),
    /// A place named: its end and its name's end.
    Named(usize, String),
    /// No place.
    None,
}

/// Reads the place at the start of `subject`.
pub(crate) fn lead(subject: &[char], around: Around) -> Lead {
    let Around {
        lexicon,
        own,
        level,
    } = around;
    let national = level == Some(Level::National);
    let Some((mut n, kind)) = lexicon.areas.at_start(subject) else {
        return special(subject);
    };
    let rest = &subject[n..];
    match kind {
        // 全省 in the report of a city is the province.
        AreaKind::Own
            if subject[n - 1] == '省'
                && matches!(level, Some(Level::City | Level::County | Level::Town)) =>
        {
            Lead::Named(n, subject[..n].iter().collect())
        }
        AreaKind::Own => Lead::Own(n),
        AreaKind::Country if national => Lead::Own(n),
        AreaKind::Tier if !keeps_accounts(&subject[..n], rest) => Lead::None,
        AreaKind::Country if is_of_standing(rest) => Lead::None,
        AreaKind::Region if is_of_joint_work(rest) || is_of_name(rest) => Lead::None,
        AreaKind::Region => {
            const WHOLE: [&str; 9] = [
                "经济区",
                "地区",
                "先导区",
                "示范区",
                "都市圈",
                "城市群",
                "科技城",
                "科学城",
                "新区",
            ];
            let whole = WHOLE.iter().find(|w| starts_with(rest, w));
            n += whole.map_or(0, |w| w.chars().count());
            Lead::Named(n, subject[..n].iter().collect())
        }
        AreaKind::Country | AreaKind::Tier => Lead::Named(n, subject[..n].iter().collect()),
        // 市属国企: the report's own, and part of the name.
        AreaKind::Scope if matches!(subject[..n], [_, '属']) => Lead::Own(0),
        AreaKind::Scope => Lead::None,
        AreaKind::Place => {
            const SUFFIXES: [&str; 13] = [
                "科技城",
                "科学城",
                "片区",
                "高新区",
                "开发区",
                "经开区",
                "新区",
                "自贸区",
                "城区",
                "市区",
                "示范区",
                "全市",
                "全县",
            ];
            if let Some(s) = SUFFIXES.iter().find(|s| starts_with(rest, s)) {
                n += s.chars().count();
            } else if let Some((m, AreaKind::Place)) = lexicon.areas.at_start(rest) {
                n += m;
            }
            let name: String = subject[..n].iter().collect();
            if own.is_some_and(|o| o.contains(&name) || name.contains(o)) {
                return Lead::Own(n);
            }
            // A short name right before another noun is part of that noun (北京友谊医院); a full name is a place.
            let full = matches!(
                subject[n - 1],
                '省' | '市' | '县' | '区' | '州' | '旗' | '盟' | '镇' | '乡'
            );
            let open = subject.get(n).is_none_or(|c| {
                // 罗田、英山等县: the first of a list is not the place of all.
                !c.is_word() && *c != '、'
                    || matches!(c, '的' | '等' | '完' | '实' | '达' | '新' | '地' | '生')
            });
            if full || open {
                Lead::Named(n, name)
            } else {
                Lead::None
            }
        }
    }
}

/// What the name of a zone that has no code ends with.
const ENDINGS: [&str; 11] = [
    "科技城",
    "科学城",
    "示范区",
    "高新区",
    "开发区",
    "经开区",
    "工区",
    "新区",
    "片区",
    "园区",
    "合作区",
];

/// The zone that a heading of a budget report (folded) names as the one whose accounts follow: 二、城西经济开发区,
/// (三)高新区预算执行情况.
pub(crate) fn zone_of_heading(heading: &str) -> Option<String> {
    let numbers = |c: char| "一二三四五六七八九十0123456789、.() ".contains(c);
    let name = heading.trim_start_matches(numbers).trim_end();
    let name: Vec<char> = name.strip_prefix('年').unwrap_or(name).chars().collect();
    let end = (3..=name.len().min(16)).find(|&end| {
        let zone = ENDINGS.iter().chain(&["管理区", "度假区"]);
        let behind = &name[end..];
        zone.clone().any(|e| ends_with(&name[..end], e))
            && (behind.is_empty()
                || ["预算", "财政预算", "一般公共预算"]
                    .iter()
                    .any(|w| starts_with(behind, w)))
    })?;
    let zone = &name[..end];
    let named = zone.iter().all(|c| c.is_alphabetic())
        && !["各", "市辖", "所辖", "全", "我", "和", "与"]
            .iter()
            .any(|w| starts_with(zone, w));
    named.then(|| zone.iter().collect())
}

/// Whether a region at the start of a name only tells which (华南|理工大学, 冀东|油田, 北部湾|港).
fn is_of_name(rest: &[char]) -> bool {
    const NAMES: [&str; 26] = [
        "港",
        "线",
        "路",
        "大学",
        "理工",
        "医科",
        "师范",
        "农业大学",
        "水泥",
        "油田",
        "石油",
        "电网",
        "证券",
        "银行",
        "股权",
        "商投资",
        "居民",
        "同胞",
        "铁路",
        "高铁",
        "机场",
        "国际机场",
        "医院",
        "科技大学",
        "电力",
        "大桥",
    ];
    NAMES.iter().any(|w| starts_with(rest, w))
}

/// Whether what stands before the ending of a zone's name is no part of a name: 实施|片区, 二是|大鹏新区.
fn acts_on_zone(head: &[char]) -> bool {
    const ACTS: [&str; 34] = [
        "实施",
        "打造",
        "完工",
        "推进",
        "推动",
        "安排",
        "争取",
        "建成",
        "支持",
        "派驻",
        "新改建",
        "新建",
        "抓好",
        "继续",
        "大力",
        "撬动",
        "与",
        "和",
        "及",
        "仅",
        "通",
        "加快",
        "开展",
        "改造",
        "新增",
        "启动",
        "促进",
        "深化",
        "组建",
        "市与",
        "扩大",
        "培育",
        "设立",
        "振兴",
    ];
    ACTS.iter().any(|w| starts_with(head, w)) || head.get(1) == Some(&'是')
}

/// Zones that have no code: 城乡一体化示范区, 高新区 at the start of a subject.
fn special(subject: &[char]) -> Lead {
    const LONGEST: usize = 12;
    let breaks = |c: &char| !c.is_word() || matches!(c, '的' | '各' | '个');
    let near = &subject[..subject.len().min(LONGEST)];
    let named = near.iter().position(breaks).unwrap_or(near.len());
    // All of them end with 区 or 城.
    for end in (3..=named).filter(|end| matches!(subject[end - 1], '区' | '城')) {
        let head = &subject[..end];
        if ENDINGS.iter().any(|e| ends_with(head, e))
            && !acts_on_zone(subject)
            && subject
                .get(end)
                .is_some_and(|c| c.is_word() && !matches!(c, '建' | '达' | '数' | '内' | '和'))
        {
            return Lead::Named(end, head.iter().collect());
        }
    }
    Lead::None
}

/// Whether a tier of the administration stands for accounts of its own: 市本级, 省级 before a word of the budget. 省级 of
/// 省级重点项目 says of what grade a thing is.
fn keeps_accounts(tier: &[char], rest: &[char]) -> bool {
    const BUDGET: [&str; 17] = [
        "一般公共",
        "政府性",
        "国有资本",
        "社会保险",
        "财力",
        "财政",
        "预算",
        "收入",
        "支出",
        "税收",
        "债务",
        "可用财力",
        "短收",
        "超收",
        "增收",
        "减收",
        "结余",
    ];
    // 市级(含开发区,下同)一般公共预算收入
    let rest = match rest {
        ['(', inside @ ..] => {
            let close = inside.iter().take(40).position(|c| *c == ')');
            close.map_or(rest, |i| &inside[i + 1..])
        }
        _ => rest,
    };
    let graded = tier.last() == Some(&'级') && !ends_with(tier, "本级");
    // 县(区)上解收入: what one level hands up to the one above.
    let handed = ["上解", "上缴", "上划"]
        .iter()
        .any(|w| starts_with(rest, w));
    let general =
        matches!(tier, ['地', '方'] | ['中', '央', ..] | ['基', '层']) && !ends_with(tier, "本级");
    !handed && !general && (!graded || BUDGET.iter().any(|w| starts_with(rest, w)))
}

/// Whether a region is named only for what its members do together: 京津冀协同发展项目.
fn is_of_joint_work(rest: &[char]) -> bool {
    ["协同", "一体化", "合作", "对接", "产业转移", "梯度", "共建"]
        .iter()
        .any(|w| starts_with(rest, w))
}

/// Whether the country is named only to say where a thing stands: 全国首个, 全国重点.
fn is_of_standing(rest: &[char]) -> bool {
    [
        "首", "唯一", "最", "重点", "排名", "第", "前", "文明", "示范", "先进", "百强", "一流",
    ]
    .iter()
    .any(|w| starts_with(rest, w))
}

/// Whether a name is that of a level of government and no more: 市级, 县区级.
pub(super) fn is_level_of_government(name: &str) -> bool {
    let level = name.strip_suffix('级').unwrap_or_default();
    !level.is_empty() && level.chars().all(|c| "国省市州盟县区旗乡镇".contains(c))
}

/// 市对区转移支付: what one level gives the one below is no account of either.
pub(super) fn between_levels(subject: &[char]) -> bool {
    matches!(
        subject,
        [
            '省' | '市' | '州' | '县' | '区',
            '对',
            '下' | '市' | '州' | '县' | '区' | '镇',
            ..
        ]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Lead {
        let chars: Vec<char> = text.chars().collect();
        lead(
            &chars,
            Around {
                lexicon: Lexicon::builtin(),
                own: Some("清远市"),
                level: Some(Level::City),
            },
        )
    }

    #[test]
    fn knows_own_and_named_places() {
        assert_eq!(of("全市地区生产总值"), Lead::Own(2));
        assert_eq!(of("清远市工业"), Lead::Own(3));
        assert_eq!(of("全省产量"), Lead::Named(2, "全省".to_string()));
        assert_eq!(of("市本级收入"), Lead::Named(3, "市本级".to_string()));
        assert_eq!(of("佛冈片区投资"), Lead::Named(4, "佛冈片区".to_string()));
        assert_eq!(
            of("高新区一般公共预算收入"),
            Lead::Named(3, "高新区".to_string())
        );
    }

    #[test]
    fn knows_the_zone_of_a_heading() {
        let zone = |text: &str| zone_of_heading(text);
        assert_eq!(
            zone("二、城西经济开发区"),
            Some("城西经济开发区".to_string())
        );
        assert_eq!(zone("(三)2026年高新区预算草案"), Some("高新区".to_string()));
        assert_eq!(zone("三、加快建设高新区产业园"), None);
        assert_eq!(zone("四、市辖管理区"), None);
        assert_eq!(zone("(一)一般公共预算"), None);
    }

    #[test]
    fn names_of_zones_are_whole_and_without_verbs() {
        let named = |n: usize, name: &str| Lead::Named(n, name.to_string());
        assert_eq!(of("中原科技城企业"), named(5, "中原科技城"));
        assert_eq!(of("成渝地区产值"), named(4, "成渝地区"));
        assert_eq!(of("实施综合片区更新"), Lead::None);
        assert_eq!(of("建成产业园区道路"), Lead::None);
        assert_eq!(of("冀东油田产量"), Lead::None);
        assert_eq!(of("市财政拨付资金"), Lead::None);
        assert_eq!(of("市属国企利润"), Lead::Own(0));
        assert_eq!(of("市级(含开发区)收入"), named(2, "市级"));
        assert_eq!(of("市级(含开发区)项目"), Lead::None);
    }

    #[test]
    fn leaves_names_of_things_alone() {
        assert_eq!(of("北京友谊医院床位"), Lead::None);
        assert_eq!(of("固定资产投资"), Lead::None);
    }

    #[test]
    fn what_one_level_gives_another_is_of_no_place() {
        let of = |text: &str| between_levels(&text.chars().collect::<Vec<_>>());
        assert!(of("市对区转移支付"));
        assert!(!of("市对外投资"));
        assert!(!of("城市区转移支付"));
    }

    #[test]
    fn a_level_of_government_is_no_more_than_that() {
        for level in ["市级", "县区级", "省级"] {
            assert!(is_level_of_government(level), "{level}");
        }
        for other in ["市级收入", "高级", "市", "级", "国家级"] {
            assert!(!is_level_of_government(other), "{other}");
        }
    }
}
