//! What a page leaves in its text: lines broken inside a sentence, and lines with nothing but the page's number.

use super::CharClass;

/// The longest line that is taken for a page number or a footnote mark.
const LONGEST_MARK: usize = 12;

/// Whether `line` (folded, trimmed) is nothing but a page number with its dashes or words (— 16 —, - 9 -, 第9页), or
/// nothing but a footnote mark (`[2]`). Digits alone are none: they may be the cell of a table.
pub(crate) fn is_page_mark(line: &[char]) -> bool {
    if line.len() > LONGEST_MARK || !line.iter().any(char::is_ascii_digit) {
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

/// Whether `line` names a figure or a table (图 5 2021—2025年人均收入(元)): no sentence goes on in it or behind it.
pub(crate) fn is_caption(line: &[char]) -> bool {
    let name = match line {
        ['附', '图' | '表', rest @ ..] | ['图' | '表', rest @ ..] => rest,
        _ => return false,
    };
    let number = name.iter().find(|c| !c.is_whitespace());
    number.is_some_and(char::is_ascii_digit) && !line.iter().any(|c| matches!(c, ',' | '。'))
}

/// Whether `line` plainly carries on what `before` left open, however wide the lines are: `before` is running text that
/// ends with `,`, `、` or an open bracket, or with a number or multiplier whose unit `line` starts with.
pub(crate) fn breaks_off(before: &[char], line: &[char]) -> bool {
    // A comma between digits is one of a table: 1,724.00.
    let prose = |c: &[char]| {
        (0..c.len()).any(|i| match c[i] {
            '。' | '、' | ';' => true,
            ',' => !c.get(i + 1).is_some_and(char::is_ascii_digit),
            _ => false,
        })
    };
    let [.., last] = before else { return false };
    let Some(first) = line.first() else {
        return false;
    };
    let rows = before.contains(&'\t') || line.contains(&'\t');
    if rows || !prose(before) || !before.iter().any(CharClass::is_han) {
        return false;
    }
    match last {
        ',' | '、' | '(' => {
            first.is_han() || first.is_ascii_digit() || matches!(first, '“' | '《')
        }
        // 6.15万|人, 50.19|亿元
        _ if ends_with_number(before) => {
            let goes_on = prose(line) || line.len() <= 4;
            starts_with_unit(line) && goes_on && !ends_with_cells(before)
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

/// Whether `line` starts with a multiplier or a common unit, and not with a word that begins as one (人均, 项目).
fn starts_with_unit(line: &[char]) -> bool {
    const UNITS: &str = "万亿元人个户家吨米件辆台套张头只亩名所条项次天年月日处座种倍株册场站%‰";
    const LONG: [&str; 10] = [
        "公里", "公顷", "公斤", "平方", "立方", "千瓦", "千米", "千克", "美元", "标准",
    ];
    const WORDS: [&str; 18] = [
        "人均", "人民", "人口", "人才", "家庭", "年末", "年均", "年度", "个人", "户籍", "户均",
        "项目", "条件", "次年", "天然", "名称", "种植", "场所",
    ];
    let is = |w: &&str| line.iter().copied().take(2).eq(w.chars());
    let first = line.first().is_some_and(|c| UNITS.contains(*c));
    (first || LONG.iter().any(is)) && !WORDS.iter().any(is)
}

/// Whether `line` ends with two numbers side by side, as a row of a table does.
fn ends_with_cells(line: &[char]) -> bool {
    let mut cells = line.rsplit(|c| c.is_whitespace()).filter(|c| !c.is_empty());
    let number = |cell: Option<&[char]>| {
        cell.is_some_and(|c| c.iter().all(|c| c.is_ascii_digit() || "-.,%".contains(*c)))
    };
    number(cells.next()) && number(cells.next())
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
    fn knows_captions() {
        assert!(is_caption(&chars("图 5 2021—2025年人均收入(元)")));
        assert!(is_caption(&chars("附表2 主要指标")));
        assert!(!is_caption(&chars("表1所示,收入增长")));
        assert!(!is_caption(&chars("图书馆3个")));
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
        assert!(!breaks("债券发行、兑付 0.00 1,724.00", "支出总计、合计"));
        assert!(!breaks("发行支出 1,724.00", "支出总计、合计"));
        assert!(!breaks("八、其他用品 108.9", "全年收入增长,"));
        assert!(!breaks("一、总产值、增加值 108.9", "人均收入增长,"));
        assert!(!breaks("人口,万人\t12", "户数,户\t5"));
    }
}
