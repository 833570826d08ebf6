//! The wording of an indicator: without marks at its ends, brackets, footnotes and small words that only lead on.

use super::sentence::{Line, is_one_of};
use crate::text::CharClass;
use crate::token::Word;

/// Without the brackets that explain at length or hold a number: 市级(包括市本级和开发区)收入, 结余(2亿元)、调入资金(5亿元)等.
fn without_brackets(text: String) -> String {
    if !text.contains('(') {
        return text;
    }
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((head, tail)) = rest.split_once('(') {
        let Some((inside, behind)) = tail.split_once(')') else {
            break;
        };
        let long = inside.chars().count() > 8;
        let number = inside.chars().next().is_some_and(|c| c.is_ascii_digit());
        out.push_str(head);
        if out.is_empty() || !(long || number) {
            out.push('(');
            out.push_str(inside);
            out.push(')');
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Without the marks of footnotes: 固定资产投资[3].
fn without_notes(text: String) -> String {
    if !text.contains('[') {
        return text;
    }
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((head, tail)) = rest.split_once('[') {
        let digits = tail.chars().take_while(char::is_ascii_digit).count();
        let note = digits > 0 && tail[digits..].starts_with(']');
        out.push_str(head);
        out.push_str(if note { "" } else { "[" });
        rest = if note { &tail[digits + 1..] } else { tail };
    }
    out.push_str(rest);
    out
}

/// Without 实现 or 完成 between who and what is measured: 林业实现产值 → 林业产值, 公路完成旅客周转量 → 公路旅客周转量.
fn without_reaching(text: String) -> String {
    const REACHED: [&str; 12] = [
        "产值",
        "总产值",
        "增加值",
        "收入",
        "利润",
        "利税",
        "税收",
        "营业",
        "主营",
        "销售",
        "零售额",
        "旅游",
    ];
    const DONE: [&str; 8] = [
        "产值",
        "总产值",
        "增加值",
        "旅客",
        "货物",
        "客运",
        "货运",
        "邮政",
    ];
    // Most names hold neither.
    if !text.contains(['实', '完']) {
        return text;
    }
    let split = |verb: &str, what: &[&str]| {
        let (who, rest) = text.split_once(verb)?;
        let named = who.chars().count() >= 2 && !["累计", "超额", "全面"].contains(&who);
        let fits = named && what.iter().any(|m| rest.starts_with(m));
        // 邮政业完成邮政业务量: what was done says by whom.
        let branch = who.strip_suffix('业').is_some_and(|b| rest.starts_with(b));
        fits.then(|| match branch {
            true => rest.to_string(),
            false => format!("{who}{rest}"),
        })
    };
    split("实现", &REACHED)
        .or_else(|| split("完成", &DONE))
        .unwrap_or(text)
}

/// Without the number of a list item: 1、土地出让收入.
fn without_number(text: String) -> String {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['、', '.']) {
        Some(name) if rest.len() < text.len() && !name.is_empty() => name.to_string(),
        _ => text,
    }
}

/// The words of `start..end` as an indicator: without marks at the ends, and without the small words there that only
/// lead to the number.
pub(super) fn clean(line: &Line, start: usize, end: usize) -> String {
    const LEADING: [&str; 14] = [
        "而", "为", "把", "将", "对", "以", "共", "已", "已经", "由", "使", "又", "还", "以及",
    ];
    const TRAILING: [&str; 47] = [
        "分别", "相应", "基本", "执行", "按", "为", "达", "至", "到", "约", "超", "共", "均", "已",
        "已经", "将", "近", "是", "有", "全年", "当年", "年初", "年内", "今年", "也", "都", "仍",
        "仍然", "依然", "的", "与", "和", "及", "拟", "要", "却", "才", "将要", "应当", "应该",
        "始终", "长期", "一律", "逐步", "继续", "虽然", "曾经",
    ];
    let (mut start, mut end) = (start, end);
    let words = line.words_in(start, end);
    // All of them have one or two characters.
    let short = |w: &Word| w.end - w.start <= 2;
    for w in words {
        if !short(w) || !is_one_of(line.slice(w.start, w.end), &LEADING) || w.end == end {
            break;
        }
        start = w.end;
    }
    for w in words.iter().rev() {
        if !short(w)
            || !is_one_of(line.slice(w.start, w.end), &TRAILING)
            || w.start <= start
            || w.end != end
        {
            break;
        }
        end = w.start;
    }
    let mut text = without_notes(line.text(start, end));
    let inner = text.trim_matches(|c: char| !c.is_word() && !"“”《》()".contains(c));
    if inner.len() < text.len() {
        text = inner.to_string();
    }
    let text = without_reaching(without_number(without_brackets(text)));
    let inner = text
        .trim_start_matches([')', '”', '》', '的'])
        .trim_end_matches(['(', '“', '《', '的', '了']);
    let joined = inner.strip_prefix("或者").or(inner.strip_prefix('或'));
    let inner = joined.unwrap_or(inner);
    match inner.len() < text.len() {
        true => inner.to_string(),
        // 前|三年: a small word that was left alone names nothing.
        false
            if matches!(
                text.as_str(),
                "前" | "近" | "后" | "或" | "对" | "比" | "年" | "数"
            ) =>
        {
            String::new()
        }
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        let line = Line::of(&format!("{text}5%"));
        clean(&line, 0, text.chars().count())
    }

    #[test]
    fn leaves_the_name_alone() {
        assert_eq!(of("固定资产投资[3]"), "固定资产投资");
        assert_eq!(of("结余(2亿元)、调入资金(5亿元)等"), "结余、调入资金等");
        assert_eq!(of("优良(Ⅰ类)比例"), "优良(Ⅰ类)比例");
        assert_eq!(of("渔业实现产值"), "渔业产值");
        assert_eq!(of("邮政业完成邮政业务量"), "邮政业务量");
        assert_eq!(of("实现产值"), "实现产值");
        assert_eq!(of("粮食仍然"), "粮食");
    }

    #[test]
    fn long_brackets_and_list_numbers_are_no_part_of_a_name() {
        assert_eq!(
            without_brackets("市级(包括市本级和开发区)收入".to_string()),
            "市级收入"
        );
        assert_eq!(
            without_brackets("全社会研发(R&D)经费".to_string()),
            "全社会研发(R&D)经费"
        );
        let of = |text: &str| without_number(text.to_string());
        assert_eq!(of("1、土地出让收入"), "土地出让收入");
        assert_eq!(of("12345热线"), "12345热线");
        assert_eq!(of("1、"), "1、");
    }

    #[test]
    fn words_that_only_lead_to_the_number_are_cleaned_off() {
        let of = |text: &str| {
            let line = Line::of(&format!("{text}5个"));
            clean(&line, 0, line.numbers[0].start)
        };
        assert_eq!(of("粮食产量已达"), "粮食产量");
        assert_eq!(of("将财政收入的"), "财政收入");
        assert_eq!(of("共同富裕基地"), "共同富裕基地");
    }
}
