//! What a page leaves in its text: lines broken inside a sentence, and lines with nothing but the page's number.

/// The longest line that is taken for a page number or a footnote mark.
const LONGEST_MARK: usize = 12;

/// Whether `line` (folded, trimmed) is nothing but a page number with its dashes or words (— 16 —, - 9 -, 第9页), or
/// nothing but a footnote mark (`[2]`). Digits alone are none: they may be the cell of a table.
pub(crate) fn is_page_mark(line: &[char]) -> bool {
    if line.len() > LONGEST_MARK {
        return false;
    }
    let text: String = line.iter().filter(|c| !c.is_whitespace()).collect();
    let number = |t: &str| (1..=4).contains(&t.len()) && t.chars().all(|c| c.is_ascii_digit());
    let between = |open: &str, close: &str| {
        text.strip_prefix(open)
            .and_then(|t| t.strip_suffix(close))
            .is_some_and(number)
    };
    let dash = ['-', '—', '–', '―', '─', '·'];
    let inner = text.trim_matches(dash);
    let framed = text.starts_with(dash) && text.ends_with(dash) && number(inner);
    framed || between("第", "页") || between("[", "]") || between("〔", "〕")
}

/// Whether `line` plainly carries on what `before` left open, however wide the lines are: `before` is running text that
/// ends with `,`, `、` or an open bracket, or with a number or multiplier whose unit `line` starts with.
pub(crate) fn breaks_off(before: &[char], line: &[char]) -> bool {
    let prose = |c: &[char]| c.iter().any(|c| matches!(c, ',' | '。' | '、' | ';'));
    let [.., last] = before else { return false };
    let Some(first) = line.first() else {
        return false;
    };
    let han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
    let rows = before.contains(&'\t') || line.contains(&'\t');
    if rows || !prose(before) || !before.iter().copied().any(han) {
        return false;
    }
    match last {
        ',' | '、' | '(' => han(*first) || first.is_ascii_digit() || matches!(first, '“' | '《'),
        // 6.15万|人, 50.19|亿元
        _ if ends_with_number(before) => {
            let unit = han(*first) || matches!(first, '%' | '‰');
            let goes_on = prose(line) || line.len() <= 4;
            unit && goes_on
        }
        _ => false,
    }
}

/// Whether `line` ends with an Arabic number, its multiplier included.
fn ends_with_number(line: &[char]) -> bool {
    let multipliers = line
        .iter()
        .rev()
        .take_while(|c| matches!(c, '千' | '百' | '万' | '亿' | ' '));
    let rest = &line[..line.len() - multipliers.count()];
    rest.last().is_some_and(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn knows_page_numbers_and_footnote_marks() {
        for mark in [
            "— 16 —",
            "- 9 -",
            "—84—",
            "第 9 页",
            "[2]",
            "〔13〕",
            "-12-",
        ] {
            assert!(is_page_mark(&chars(mark)), "{mark}");
        }
        for other in [
            "16",
            "-16",
            "20000",
            "—",
            "2024年",
            "第9章",
            "[见表2]",
            "-3.5",
        ] {
            assert!(!is_page_mark(&chars(other)), "{other}");
        }
    }

    #[test]
    fn a_number_goes_on_with_its_unit() {
        let breaks = |a: &str, b: &str| breaks_off(&chars(a), &chars(b));
        assert!(breaks("年末,全市参保人数为 6.15 万", "人,比上年增加"));
        assert!(!breaks("支出合计 312.2 亿", "元"));
        assert!(breaks("收入增加,支出 312.2 亿", "元"));
        assert!(breaks("粮油、", "日用品类增长"));
        assert!(!breaks("图1 2020-2024", "年末人口"));
        assert!(!breaks("农村居民收入有增加", "36002"));
        assert!(!breaks("人口,万人\t12", "户数,户\t5"));
    }
}
