//! The names of a list before values in a row, each with the head or tail that they share.

use super::sentence::Line;

/// The names in a list `A、B和C` of `start..end`.
pub(crate) fn names(line: &Line, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = start;
    for i in start..end {
        let c = line.chars()[i];
        let joint = match c {
            '、' => !line.is_quoted(i),
            '和' | '与' | '及' | '以' => {
                // 和谐社区 holds no joint.
                let n = 1 + usize::from(c == '以');
                let whole = i + n >= end || line.is_word_start(i + n);
                line.is_word_start(i)
                    && whole
                    && !line.is_quoted(i)
                    && (c != '以' || line.slice(i, i + 2) == ['以', '及'])
            }
            _ => false,
        };
        if joint {
            if i > from {
                out.push((from, i));
            }
            from = i + 1 + usize::from(c == '以');
        }
    }
    if end > from {
        out.push((from, end));
    }
    out
}

/// The names of a list as indicators, with the head or tail that they share put back: 单位GDP能耗、电耗 → 单位GDP能耗,
/// 单位GDP电耗; 先进制造业、高技术制造业增加值 → 先进制造业增加值, 高技术制造业增加值.
pub(crate) fn complete(line: &Line, names: &[(usize, usize)]) -> Vec<String> {
    let mut texts: Vec<String> = names.iter().map(|&(a, b)| line.text(a, b)).collect();
    let (Some(&first), Some(&last)) = (names.first(), names.last()) else {
        return texts;
    };
    // 仪表、机器人等产品产量: 等 ends the list, and what is measured stands behind.
    if let Some((name, tail)) = and_so_on(line, last).filter(|_| names.len() > 1)
        && let Some(text) = texts.last_mut()
    {
        *text = name;
        return texts.iter().map(|t| format!("{t}{tail}")).collect();
    }
    // 一、二、三产业增加值: what stands behind the last numeral belongs to each; 第 is written once.
    let numeral = |c: &char| "一二三四五六七八九十".contains(*c);
    let numbered = |&(a, b): &(usize, usize)| b - a == 1 && numeral(&line.chars()[a]);
    let marked = matches!(line.slice(first.0, first.1), ['第', c] if numeral(c));
    let (mark, from) = if marked { ("第", 1) } else { ("", 0) };
    if names.len() > 1
        && names[from..names.len() - 1].iter().all(numbered)
        && numeral(&line.chars()[last.0])
    {
        let tail = line.text(last.0 + 1, last.1);
        let numerals = names.iter().enumerate();
        return numerals
            .map(|(k, &(a, _))| {
                let at = a + usize::from(k < from);
                format!("{mark}{}{tail}", line.text(at, at + 1))
            })
            .collect();
    }
    // 城镇、农村居民收入, 国家级、省级项目, 金、银牌: what stands behind the last of such a pair belongs to each.
    const SIDES: [&str; 12] = [
        "城镇",
        "城市",
        "农村",
        "乡村",
        "国家级",
        "省级",
        "市级",
        "县级",
        "区级",
        "金",
        "银",
        "铜",
    ];
    let side = |t: &str| SIDES.iter().find(|w| t.starts_with(**w)).map(|w| w.len());
    let short = texts[..texts.len() - 1].iter();
    let tail = texts.last().and_then(|t| Some(t[side(t)?..].to_string()));
    if let Some(tail) = tail.filter(|_| texts.len() > 1)
        && short.clone().all(|t| SIDES.contains(&t.as_str()))
    {
        let whole = texts
            .iter()
            .map(|t| side(t).map_or(t.as_str(), |n| &t[..n]));
        return whole.map(|t| format!("{t}{tail}")).collect();
    }
    let first_words = line.words_in(first.0, first.1);
    let last_words = line.words_in(last.0, last.1);
    let word = |w: &crate::token::Word| line.text(w.start, w.end);
    // A tail that only the last name carries: behind the word at which another name ends, or a measure word.
    let tail_start = first_words.last().and_then(|f| {
        let f = word(f);
        last_words
            .iter()
            .position(|w| word(w) == f)
            .map(|i| i + 1)
            .filter(|i| *i < last_words.len())
    });
    let tail = tail_start
        .map(|i| line.text(last_words[i].start, last.1))
        .or_else(|| {
            let n = measure_tail(&last_words.iter().map(word).collect::<Vec<_>>());
            let lacks = !first_words.last().is_some_and(|w| measures(&word(w)));
            (n > 0 && n < last_words.len() && lacks)
                .then(|| line.text(last_words[last_words.len() - n].start, last.1))
        });
    if let Some(tail) = tail {
        return texts
            .iter()
            .map(|t| {
                if t.ends_with(&tail) {
                    t.clone()
                } else {
                    format!("{t}{tail}")
                }
            })
            .collect();
    }
    // A head that only the first name carries.
    let head = (first_words.len() >= 2)
        .then(|| line.text(first.0, first_words[first_words.len() - 1].start));
    texts
        .iter()
        .enumerate()
        .map(|(k, t)| {
            let words = line.words_in(names[k].0, names[k].1);
            // 单位产值水耗、煤耗: what is alike at the end says where the head ends.
            let whole = line.slice(first.0, first.1);
            let own = line.slice(names[k].0, names[k].1);
            let alike = own.len() <= 2 && own.last() == whole.last();
            let head_end = whole.len().checked_sub(own.len()).filter(|n| *n >= 3);
            if let Some(n) = head_end.filter(|_| k > 0 && alike) {
                return format!("{}{t}", line.text(first.0, first.0 + n));
            }
            match &head {
                Some(h) if k > 0 && words.len() <= 1 && t.chars().count() <= 3 => format!("{h}{t}"),
                _ => t.clone(),
            }
        })
        .collect()
}

/// Whether a word is one of measure or ends with one: 纯收入.
fn measures(word: &str) -> bool {
    let mut tails = word.char_indices().map(|(at, _)| &word[at..]);
    tails.any(is_measure)
}

/// How many words at the end of a name say what is measured: 播种|面积, 人均|可|支配|收入.
fn measure_tail(words: &[String]) -> usize {
    const BEFORE: [&str; 20] = [
        "参保",
        "播种",
        "种植",
        "排放",
        "报销",
        "进出口",
        "营业",
        "限上",
        "免税",
        "使用",
        "招生",
        "养育",
        "人均",
        "可",
        "支配",
        "可支配",
        "平均",
        "居民",
        "总",
        "发放",
    ];
    let measures = words.iter().rev().take_while(|w| is_measure(w)).count();
    let more = words[..words.len() - measures].iter().rev();
    let more = more.take_while(|w| BEFORE.contains(&w.as_str())).count();
    match measures {
        0 => 0,
        _ if measures + more < words.len() => measures + more,
        // 居民收入 is a name of its own in 税收、居民收入.
        _ => measures,
    }
}

/// The last name of a list that ends with 等, and the words of measure at the end behind it: 机器人等产品产量.
fn and_so_on(line: &Line, last: (usize, usize)) -> Option<(String, String)> {
    let words = line.words_in(last.0, last.1);
    let text = |w: &crate::token::Word| line.text(w.start, w.end);
    let at = words.iter().rposition(|w| text(w) == "等")?;
    let behind = &words[at + 1..];
    let measures = behind
        .iter()
        .rev()
        .take_while(|w| is_measure(&text(w)))
        .count();
    let tail = behind[behind.len() - measures..]
        .first()
        .map_or(String::new(), |w| line.text(w.start, last.1));
    (at > 0).then(|| (line.text(last.0, words[at].start), tail))
}

/// Words for what is measured of a thing, which a list may write once for all its members.
pub(crate) fn is_measure(word: &str) -> bool {
    const MEASURES: [&str; 46] = [
        "播种面积",
        "建筑面积",
        "销售面积",
        "种植面积",
        "标准",
        "产品产量",
        "零售",
        "销售",
        "增加值",
        "总值",
        "产值",
        "收入",
        "支出",
        "产量",
        "面积",
        "人数",
        "人次",
        "总额",
        "余额",
        "投资",
        "比重",
        "占比",
        "增速",
        "增幅",
        "消费",
        "利润",
        "税收",
        "价格",
        "数量",
        "总量",
        "规模",
        "里程",
        "浓度",
        "比例",
        "零售额",
        "营收",
        "投资额",
        "产能",
        "营业额",
        "销售额",
        "销量",
        "成交额",
        "进口",
        "出口",
        "用户",
        "覆盖率",
    ];
    MEASURES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<T>(text: &str, f: impl Fn(&Line) -> T) -> T {
        f(&Line::of(text))
    }

    #[test]
    fn puts_heads_and_tails_back() {
        let of = |text: &str| {
            with(&format!("{text}1%"), |l| {
                complete(l, &names(l, 0, text.chars().count()))
            })
        };
        assert_eq!(of("单位GDP能耗、电耗"), ["单位GDP能耗", "单位GDP电耗"]);
        assert_eq!(of("旅游接待人次和收入"), ["旅游接待人次", "旅游接待收入"]);
        assert_eq!(
            of("先进制造业、高技术制造业增加值"),
            ["先进制造业增加值", "高技术制造业增加值"]
        );
        assert_eq!(
            of("第一、二、三产业增加值"),
            ["第一产业增加值", "第二产业增加值", "第三产业增加值"]
        );
        assert_eq!(of("新能源汽车、家电消费"), ["新能源汽车消费", "家电消费"]);
        assert_eq!(
            of("专利授权量、发明专利授权量"),
            ["专利授权量", "发明专利授权量"]
        );
    }

    /// The names of a text as [`complete`] gives them.
    fn of(text: &str) -> Vec<String> {
        let end = text.chars().count();
        with(&format!("{text}1%"), |l| complete(l, &names(l, 0, end)))
    }

    #[test]
    fn names_are_parted_at_joints_that_are_words() {
        let of = |text: &str| {
            let end = text.chars().count();
            let parted = |l: &Line| names(l, 0, end).into_iter();
            with(&format!("{text}1%"), |l| {
                parted(l).map(|(a, b)| l.text(a, b)).collect::<Vec<_>>()
            })
        };
        assert_eq!(of("道路、桥梁和隧道"), ["道路", "桥梁", "隧道"]);
        assert_eq!(of("道路以及桥梁"), ["道路", "桥梁"]);
        assert_eq!(of("参与人数、道路"), ["参与人数", "道路"]);
        assert_eq!(of("“道路、桥梁”工程"), ["“道路、桥梁”工程"]);
        assert_eq!(of("以工代赈"), ["以工代赈"]);
    }

    #[test]
    fn numerals_share_what_stands_behind_the_last() {
        assert_eq!(of("第一、二产业"), ["第一产业", "第二产业"]);
        assert_eq!(of("一、二产业"), ["一产业", "二产业"]);
        assert_eq!(of("第一、第二产业"), ["第一", "第二产业"]);
        assert_eq!(of("第一、农产业"), ["第一", "农产业"]);
        assert_eq!(of("水稻、二产业"), ["水稻", "二产业"]);
        assert_eq!(of("第一产业"), ["第一产业"]);
    }

    #[test]
    fn sides_share_what_stands_behind_the_last() {
        assert_eq!(of("城镇、农村住户"), ["城镇住户", "农村住户"]);
        assert_eq!(of("金、银牌"), ["金牌", "银牌"]);
        assert_eq!(of("城镇、郊区住户"), ["城镇", "郊区住户"]);
        assert_eq!(of("水稻、农村住户"), ["水稻", "农村住户"]);
    }

    #[test]
    fn what_stands_behind_and_so_on_is_shared() {
        assert_eq!(of("仪表、机器人等产量"), ["仪表产量", "机器人产量"]);
        assert_eq!(of("仪表、机器人产量"), ["仪表产量", "机器人产量"]);
        assert_eq!(of("机器人等产量"), ["机器人等产量"]);
        assert_eq!(of("仪表、等级产品"), ["仪表", "等级产品"]);
    }

    #[test]
    fn a_measure_takes_the_words_before_it_along() {
        let of = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|w| w.to_string()).collect();
            measure_tail(&words)
        };
        assert_eq!(of(&["玉米", "播种", "面积"]), 2);
        assert_eq!(of(&["玉米", "试验", "面积"]), 1);
        assert_eq!(of(&["居民", "收入"]), 1);
        assert_eq!(of(&["玉米", "播种"]), 0);
    }

    #[test]
    fn a_head_is_shared_by_short_names_alone() {
        assert_eq!(of("单位GDP能耗、电耗"), ["单位GDP能耗", "单位GDP电耗"]);
        assert_eq!(of("单位GDP能耗、工业用水"), ["单位GDP能耗", "工业用水"]);
        assert_eq!(of("能耗、电耗"), ["能耗", "电耗"]);
    }

    #[test]
    fn a_tail_stands_behind_the_word_that_the_other_name_ends_with() {
        assert_eq!(
            of("水泥产量、钢材产量排名"),
            ["水泥产量排名", "钢材产量排名"]
        );
        assert_eq!(of("水泥产量、钢材质量排名"), ["水泥产量", "钢材质量排名"]);
    }
}
