//! What stands on a page beside its text: page numbers, running heads and feet.

use super::line::Line;
use rustc_hash::FxHashMap;

/// How much of a page's height is its head, and how much its foot.
const EDGE: f64 = 0.13;

/// How many lines at each end of a page may be furniture.
const LINES: usize = 3;

/// The lines of a page, and its height.
pub(super) struct Leaf<'a> {
    pub lines: Vec<&'a Line>,
    pub height: f64,
    /// Where its tables begin and end; nothing inside or beyond is furniture.
    pub body: Option<(f64, f64)>,
}

/// For each page, which of its lines are furniture.
pub(super) fn furniture(pages: &[Leaf<'_>]) -> Vec<Vec<bool>> {
    let edges: Vec<Vec<usize>> = pages.iter().map(edge_lines).collect();
    let mut repeated: FxHashMap<(String, i64), usize> = FxHashMap::default();
    let mut counted: FxHashMap<i64, usize> = FxHashMap::default();
    let each = || pages.iter().zip(&edges).enumerate();
    for (at, (page, lines)) in each() {
        for &i in lines {
            let line = page.lines[i];
            *repeated.entry(key(line)).or_default() += 1;
            if let Some(number) = bare_number(&line.text()) {
                *counted.entry(number - at as i64).or_default() += 1;
            }
        }
    }
    // On how many pages a line has to stand to be furniture.
    let often = if pages.len() <= 3 { 2 } else { 3 };
    each()
        .map(|(at, (page, lines))| {
            let mut out = vec![false; page.lines.len()];
            for &i in lines {
                let line = page.lines[i];
                let text = line.text();
                let alone = bare_number(&text).is_some_and(|number| {
                    let offset = number - at as i64;
                    let counts = counted.get(&offset).copied().unwrap_or(0);
                    counts >= often.min(pages.len()) && is_outermost(page, i)
                });
                let again = repeated.get(&key(line)).copied().unwrap_or(0) >= often;
                out[i] = alone
                    || is_page_number(&text)
                    || again && pages.len() >= 2 && may_run(line, &text);
            }
            out
        })
        .collect()
}

/// Which lines of a page stand in its head or foot.
fn edge_lines(page: &Leaf<'_>) -> Vec<usize> {
    let count = page.lines.len();
    let of_edge = |i: &usize| {
        let line = page.lines[*i];
        let (above, below) = page.body.unwrap_or((f64::MAX, f64::MIN));
        let head = *i < LINES && line.y < EDGE * page.height && line.y < above + line.size;
        let foot = *i + LINES >= count
            && line.y > (1.0 - EDGE) * page.height
            && line.y > below - line.size;
        head || foot
    };
    (0..count).filter(of_edge).collect()
}

/// Whether no text of the page stands further out.
fn is_outermost(page: &Leaf<'_>, i: usize) -> bool {
    let y = page.lines[i].y;
    let count = page.lines.len();
    let beside = |j: usize| (page.lines[j].y - y).abs() < page.lines[i].size;
    (0..i).all(beside) || (i + 1..count).all(beside)
}

/// A line by its words, digits left out of account, and its place.
fn key(line: &Line) -> (String, i64) {
    let text = line.text();
    let word = |c: char| if c.is_ascii_digit() { '0' } else { c };
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_whitespace()).map(word) {
        if c != '0' || !out.ends_with('0') {
            out.push(c);
        }
    }
    (out, (line.y / 4.0).round() as i64)
}

/// Whether a line that stands on several pages can be a running head: no row of a table, no sentence.
fn may_run(line: &Line, text: &str) -> bool {
    line.segments.len() <= 3
        && !text.ends_with(['。', '；', '，', '、'])
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// A number alone on its line, as a page number is.
fn bare_number(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let short = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| short)
}

/// Whether a line is a page number that says so itself: — 5 —, 第5页 共30页, 5 / 30.
fn is_page_number(text: &str) -> bool {
    const DASHES: [char; 9] = ['-', '—', '–', '―', '─', '－', '~', '·', '•'];
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let number = |t: &str| (1..=4).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    let inner = text.trim_matches(DASHES);
    let framed = text.starts_with(DASHES) && text.ends_with(DASHES) && number(inner);
    let of_all = inner
        .split_once(['/', '／'])
        .is_some_and(|(page, all)| number(page) && number(all));
    let digits_as_hash: String = {
        let mut out = String::new();
        for c in text.chars() {
            match c {
                '0'..='9' if out.ends_with('#') => {}
                '0'..='9' => out.push('#'),
                '，' | ',' | '/' | '、' | '(' | ')' | '（' | '）' => {}
                _ => out.push(c),
            }
        }
        out
    };
    let worded = matches!(
        digits_as_hash.as_str(),
        "第#页"
            | "第#页共#页"
            | "共#页第#页"
            | "第#页总#页"
            | "Page#"
            | "Page#of#"
            | "#页"
            | "P#"
    );
    framed || of_all || worded
}

#[cfg(test)]
mod tests {
    use super::super::line::{lines, tests::set};
    use super::*;

    /// Which lines of pages of height 800 are left, each page a list of lines with their height on the page.
    fn left(pages: &[&[(&str, f64)]]) -> Vec<Vec<String>> {
        let laid: Vec<Vec<Line>> = pages
            .iter()
            .map(|page| lines(page.iter().flat_map(|(t, y)| set(t, 50.0, *y)).collect()))
            .collect();
        let leaves: Vec<Leaf<'_>> = laid
            .iter()
            .map(|lines| Leaf {
                lines: lines.iter().collect(),
                height: 800.0,
                body: None,
            })
            .collect();
        furniture(&leaves)
            .iter()
            .zip(&laid)
            .map(|(gone, lines)| {
                let kept = gone.iter().zip(lines).filter(|(gone, _)| !**gone);
                kept.map(|(_, line)| line.text()).collect()
            })
            .collect()
    }

    #[test]
    fn page_numbers_say_so() {
        for text in [
            "— 5 —",
            "- 5 -",
            "－5－",
            "第5页 共30页",
            "第 5 页",
            "5 / 30",
            "第5页，共30页",
            "Page 5 of 30",
        ] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["5", "-5", "5%", "2025年", "第5章", "5月/6月", "增长5页"] {
            assert!(!is_page_number(text), "{text}");
        }
    }

    #[test]
    fn bare_numbers_are_page_numbers_where_they_count_the_pages() {
        let pages: [&[(&str, f64)]; 4] = [
            &[("甲", 400.0), ("7", 760.0)],
            &[("乙", 400.0), ("8", 760.0)],
            &[("丙", 400.0), ("9", 760.0)],
            &[("丁", 400.0), ("35", 760.0)],
        ];
        assert_eq!(
            left(&pages),
            [vec!["甲"], vec!["乙"], vec!["丙"], vec!["丁", "35"]]
        );
    }

    #[test]
    fn running_heads_stand_on_several_pages() {
        let head = "清河市2025年统计公报";
        let pages: [&[(&str, f64)]; 3] = [
            &[(head, 40.0), ("增长5%", 60.0)],
            &[(head, 40.0), ("增长6%。", 60.0)],
            &[(head, 41.0), ("下降6%", 90.0), ("下降6%", 400.0)],
        ];
        let left = left(&pages);
        assert_eq!(left[0], ["增长5%"]);
        assert_eq!(left[2], ["下降6%", "下降6%"]);
    }

    #[test]
    fn the_same_line_within_the_body_stays() {
        let page: &[(&str, f64)] = &[("增长", 300.0), ("完成 100%", 400.0)];
        assert_eq!(left(&[page, page, page])[1].len(), 2);
    }
}
