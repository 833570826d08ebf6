//! The unit right behind a number, as written and as the record gives it.

use crate::lexicon::{Lexicon, Unit, WordList};
use crate::text::string;

/// The unit that stands at `from`: its name and how many characters it covers.
pub(super) fn unit(text: &[char], from: usize, lexicon: &Lexicon) -> (String, usize) {
    let rest = text.get(from..).unwrap_or(&[]);
    // 5个左右百分点 does not occur; 个 before a longer noun unit is the measure word itself.
    // The codes of a budget's functions (2060701 机构运行): no thing is counted so high without 万.
    let code = from >= 6 && text[from - 6..from].iter().all(char::is_ascii_digit);
    // 突破5万大关: a word that ends what belongs to the number, and no 大.
    let stop = lexicon.cues.list(WordList::StopRight).at_start(rest);
    match lexicon.units.at_start(rest) {
        Some((n, _)) if stop.is_some_and(|(m, ())| m > n) => (String::new(), 0),
        Some((_, unit)) if unit.noun && code => (String::new(), 0),
        // 20万等各项: and so on.
        Some(_) if rest[0] == '等' && from > 0 && matches!(text[from - 1], '万' | '亿') => {
            (String::new(), 0)
        }
        // 12PPP项目: no unit is a part of a longer word.
        Some((n, _)) if within_letters(rest, n) => (String::new(), 0),
        // 110万人年度任务: 人年 is no unit before 度.
        Some((n, _)) if rest[n - 1] == '年' && rest.get(n) == Some(&'度') && n >= 2 => {
            (rest[..n - 1].iter().collect(), n - 1)
        }
        Some((n, unit)) => {
            let n = n + alternative(rest, n, unit, lexicon);
            (written(unit, &rest[..n], lexicon), n)
        }
        None => (String::new(), 0),
    }
}

/// Whether a letter stands at both sides of the place behind the first `n` characters.
fn within_letters(rest: &[char], n: usize) -> bool {
    let letter = |i: usize| rest.get(i).is_some_and(char::is_ascii_alphabetic);
    letter(n - 1) && letter(n)
}

/// The length of another measure word in brackets behind the one that covers `rest[..n]`: 万头|(只), 台|(套).
fn alternative(rest: &[char], n: usize, unit: &Unit, lexicon: &Lexicon) -> usize {
    if rest.get(n) != Some(&'(') {
        return 0;
    }
    let classifier = |u: &Unit| u.is_of("count") && !u.noun;
    let inside = rest.get(n + 1..).unwrap_or(&[]);
    match lexicon.units.at_start(inside) {
        Some((m, other))
            if inside.get(m) == Some(&')') && classifier(unit) && classifier(other) =>
        {
            m + 2
        }
        _ => 0,
    }
}

/// The unit as the record gives it: as written, 个百分点 without its 个, widths folded.
fn written(unit: &Unit, form: &[char], lexicon: &Lexicon) -> String {
    // 贫困人口 → 人口: the unit is the head of a noun that stands as one; 农牧民 stays whole.
    let head = (2..form.len().saturating_sub(1)).find(|&i| {
        unit.noun
            && lexicon
                .units
                .get(&string(&form[i..]))
                .is_some_and(|u| u.noun)
    });
    match &*unit.dimension {
        "percentage" | "percentage_point" => unit.name.clone(),
        _ => string(&form[head.unwrap_or(0)..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The unit behind the digits that open a text, and how many characters it covers.
    fn of(text: &str) -> (String, usize) {
        let chars: Vec<char> = text.chars().collect();
        let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
        unit(&chars, digits, Lexicon::builtin())
    }

    /// The same, to be compared with.
    fn is(name: &str, length: usize) -> (String, usize) {
        (name.to_string(), length)
    }

    #[test]
    fn the_longest_unit_is_taken() {
        assert_eq!(of("5元/吨水泥"), is("元/吨", 3));
        assert_eq!(of("5元水泥"), is("元", 1));
        assert_eq!(of("5水泥"), is("", 0));
    }

    #[test]
    fn points_lose_their_measure_word_and_months_keep_it() {
        assert_eq!(of("5个百分点"), is("百分点", 4));
        assert_eq!(of("5个月"), is("个月", 2));
    }

    #[test]
    fn a_noun_that_is_the_unit_gives_its_head() {
        assert_eq!(of("5贫困人口"), is("人口", 4));
        assert_eq!(of("5农牧民"), is("农牧民", 3));
    }

    #[test]
    fn another_measure_word_in_brackets_belongs_to_the_unit() {
        assert_eq!(of("5头(只)生猪"), is("头(只)", 4));
        assert_eq!(of("5头(自养)生猪"), is("头", 1));
        assert_eq!(of("5元(只)生猪"), is("元", 1));
        assert_eq!(of("5头(元)生猪"), is("头", 1));
    }

    #[test]
    fn a_code_counts_nothing() {
        assert_eq!(of("2060701机构运行"), is("", 0));
        assert_eq!(of("206机构运行"), is("机构", 2));
        assert_eq!(of("2060701元"), is("元", 1));
    }

    #[test]
    fn years_of_work_are_no_unit_before_a_task_of_the_year() {
        assert_eq!(of("110人年度任务"), is("人", 1));
        assert_eq!(of("110人年用水"), is("人年", 2));
    }

    #[test]
    fn a_word_that_ends_the_number_is_no_unit() {
        assert_eq!(of("6大关"), is("", 0));
        assert_eq!(of("6大园区"), is("大", 1));
    }
}
