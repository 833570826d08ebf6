//! The unit right behind a number, as written and as the record gives it.

use crate::lexicon::{Lexicon, Unit};

/// The unit that stands at `from`: its name and how many characters it covers.
pub(super) fn unit(text: &[char], from: usize, lexicon: &Lexicon) -> (String, usize) {
    let rest = text.get(from..).unwrap_or(&[]);
    // 5个左右百分点 does not occur; 个 before a longer noun unit is the measure word itself.
    // The codes of a budget's functions (2060701 机构运行): no thing is counted so high without 万.
    let code = from >= 6 && text[from - 6..from].iter().all(char::is_ascii_digit);
    // 突破5万大关: a word that ends what belongs to the number, and no 大.
    let stop = lexicon
        .cues
        .list("stop_right")
        .and_then(|w| w.at_start(rest));
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
    let classifier = |u: &Unit| u.dimension == "count" && !u.noun;
    let inside = rest.get(n + 1..).unwrap_or(&[]);
    match lexicon.units.at_start(inside) {
        Some((m, other))
            if rest.get(n) == Some(&'(')
                && inside.get(m) == Some(&')')
                && classifier(unit)
                && classifier(other) =>
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
                .get(&form[i..].iter().collect::<String>())
                .is_some_and(|u| u.noun)
    });
    let form: String = form[head.unwrap_or(0)..].iter().collect();
    match unit.dimension.as_str() {
        "percentage" | "percentage_point" => unit.name.clone(),
        _ => form,
    }
}
