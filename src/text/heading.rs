//! Headings: which lines open a section, and how deep.

const NUMERALS: &str = "一二三四五六七八九十";

/// The depth of the heading that `line` (folded, trimmed) opens with: 1 for `一、` and `第一部分`, 2 for `(一)`; `None`
/// for a line that opens with none, and for one with tabs, which is a row of a table.
pub(crate) fn heading_level(line: &[char]) -> Option<u8> {
    numbered(line).filter(|_| !line.contains(&'\t'))
}

/// The depth that the number at the start of `line` tells.
fn numbered(line: &[char]) -> Option<u8> {
    let numerals = |from: usize| {
        line[from..]
            .iter()
            .take_while(|c| NUMERALS.contains(**c))
            .count()
    };
    let first = *line.first()?;
    if NUMERALS.contains(first) {
        let n = numerals(0);
        // 一、二、三产业 is a list, not a heading.
        let listed = line.get(n + 1).is_some_and(|c| NUMERALS.contains(*c))
            && matches!(
                line.get(n + 2),
                Some('、' | '季' | '产' | '线' | '级' | '类')
            );
        return (!listed && n <= 3 && matches!(line.get(n), Some('、' | '.' | ','))).then_some(1);
    }
    if first == '(' {
        let n = numerals(1);
        return ((1..=3).contains(&n) && line.get(1 + n) == Some(&')')).then_some(2);
    }
    if first == '第' {
        let n = numerals(1);
        let behind = line.get(1 + n..).unwrap_or_default();
        return (n >= 1 && (behind.starts_with(&['部', '分']) || behind.starts_with(&['章'])))
            .then_some(1);
    }
    None
}

/// Whether a short line without closing punctuation is a heading of its own though it carries no number:
/// `2021年工作回顾`, `今年工作安排`.
pub(crate) fn is_plain_heading(line: &[char]) -> bool {
    if line.len() > 24 || line.len() < 4 {
        return false;
    }
    if line
        .iter()
        .any(|c| matches!(c, '。' | ',' | ';' | ':' | '、' | '\t' | '|'))
    {
        return false;
    }
    let text: String = line.iter().collect();
    const ENDINGS: [&str; 14] = [
        "工作回顾",
        "主要工作",
        "工作安排",
        "工作任务",
        "重点工作",
        "目标任务",
        "总体要求",
        "主要目标",
        "执行情况",
        "预算草案",
        "完成情况",
        "工作打算",
        "工作总结",
        "发展目标",
    ];
    ENDINGS.iter().any(|e| text.ends_with(e))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(line: &str) -> Option<u8> {
        heading_level(&line.chars().collect::<Vec<_>>())
    }

    #[test]
    fn knows_numbered_headings() {
        assert_eq!(level("一、过去一年的工作"), Some(1));
        assert_eq!(level("十二、其他"), Some(1));
        assert_eq!(level("(三)工业"), Some(2));
        assert_eq!(level("第二部分 计划"), Some(1));
    }

    #[test]
    fn does_not_take_a_sentence_for_a_heading() {
        assert_eq!(level("一年来,我们努力工作"), None);
        assert_eq!(level("三产增加值增长"), None);
        assert_eq!(level("第三产业增长"), None);
        assert_eq!(level("一、二、三产业产值增长"), None);
        assert_eq!(level(""), None);
    }

    #[test]
    fn a_row_of_a_table_is_no_heading() {
        assert_eq!(level("九、其他支出\t1.62\t2.25\t38.89%"), None);
        assert_eq!(level("九、其他支出"), Some(1));
    }

    #[test]
    fn knows_plain_headings() {
        let plain = |s: &str| is_plain_heading(&s.chars().collect::<Vec<_>>());
        assert!(plain("2021年工作回顾"));
        assert!(!plain("我们做了大量工作,回顾"));
    }
}
