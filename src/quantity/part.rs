//! Parts, doublings and standings: 三分之二, 百分之五, 七成五, 八五折, 一半, 翻两番, 首位.

use super::numeral::{arabic, digit, numeral};
use super::scan::{Form, Scanned};
use super::unit::unit;
use super::{Bound, Number};
use crate::lexicon::{Cue, Lexicon};
use crate::text::CharClass;
use rust_decimal::Decimal;

fn scanned(
    start: usize,
    end: usize,
    form: Form,
    number: Decimal,
    unit: &str,
    chinese: bool,
) -> Scanned {
    Scanned {
        start,
        end,
        number_end: end,
        form,
        number: Number::Single(number),
        scale: 0,
        unit: unit.to_string(),
        bound: None,
        chinese,
        bare: false,
        negative: false,
    }
}

/// A part of a whole that starts at `i`, read as per cent.
pub(super) fn part(text: &[char], i: usize, lexicon: &Lexicon) -> Option<Scanned> {
    if text[i..].starts_with(&['一', '半']) {
        return Some(scanned(i, i + 2, Form::Part, Decimal::from(50), "%", true));
    }
    if text[i].is_ascii_digit() {
        // What stands behind the digits tells which it can be, before they are read.
        return match text.get(i + digits(text, i)) {
            Some('分' | '百' | '千' | '万' | '亿') => fraction(text, i),
            Some('成' | '折') => tenths(text, i),
            Some('/') => slash(text, i, lexicon),
            _ => None,
        };
    }
    let near = &text[i..text.len().min(i + LONGEST_BELOW)];
    per_hundred(text, i)
        .or_else(|| near.contains(&'分').then(|| fraction(text, i))?)
        .or_else(|| tenths(text, i))
}

/// The most characters of the numeral of a fraction and its 分.
const LONGEST_BELOW: usize = 16;

/// How many digits, points and separators there are at `i`.
pub(super) fn digits(text: &[char], i: usize) -> usize {
    let part = |c: &&char| c.is_ascii_digit() || matches!(c, '.' | '·' | ',');
    text[i..].iter().take_while(part).count()
}

/// 百分之七点八, 千分之三, 百分之5.
fn per_hundred(text: &[char], i: usize) -> Option<Scanned> {
    let unit = match text.get(i..i + 3)? {
        ['百', '分', '之'] => "%",
        ['千', '分', '之'] => "‰",
        _ => return None,
    };
    let n = numeral(&text[i + 3..], |_| false)?;
    let mut out = scanned(i, i + 3 + n.len, Form::Part, n.number, unit, n.chinese);
    out.scale = n.scale;
    out.bound = n.bound;
    // 百分之三到五
    if let Some('到' | '至' | '-' | '—') = text.get(out.end)
        && let Some(m) = numeral(text.get(out.end + 1..)?, |_| false)
        && m.number > n.number
    {
        out.number = Number::Range(n.number, m.number);
        out.end += 1 + m.len;
        out.number_end = out.end;
    }
    Some(out)
}

/// 三分之二.
fn fraction(text: &[char], i: usize) -> Option<Scanned> {
    let below = numeral(&text[i..], |_| false)?;
    let at = i + below.len;
    if text.get(at..at + 2)? != ['分', '之'] {
        return None;
    }
    let above = numeral(&text[at + 2..], |_| false)?;
    if below.number.is_zero() || above.number > below.number {
        return None;
    }
    let value = (above.number * Decimal::from(100))
        .checked_div(below.number)?
        .round_dp(4);
    Some(scanned(
        i,
        at + 2 + above.len,
        Form::Part,
        value.normalize(),
        "%",
        true,
    ))
}

/// 七成, 七成五, 4成; 八五折, 9折.
fn tenths(text: &[char], i: usize) -> Option<Scanned> {
    let (value, len, chinese) = match digit(text[i]) {
        Some(d) if d > 0 => match (text.get(i + 1).and_then(|c| digit(*c)), text.get(i + 2)) {
            (Some(e), Some('折')) => (
                Decimal::from(d) + Decimal::from(e) / Decimal::from(10),
                2,
                true,
            ),
            _ => (Decimal::from(d), 1, true),
        },
        _ => {
            let (value, len) = arabic(&text[i..])?;
            (value, len, false)
        }
    };
    let mark = text.get(i + len)?;
    if value > Decimal::from(10) {
        return None;
    }
    let mut end = i + len + 1;
    let mut percent = value * Decimal::from(10);
    match mark {
        '折' => {}
        '成' => {
            let word = text.get(end);
            const VERBS: &str = "立功为效员果本长就品都绩熟交套片群分人活因年批排对色";
            if word.is_some_and(|c| VERBS.contains(*c)) {
                return None;
            }
            if let Some(d) = word.and_then(|c| digit(*c)).filter(|d| *d > 0) {
                percent += Decimal::from(d);
                end += 1;
            }
        }
        _ => return None,
    }
    Some(scanned(
        i,
        end,
        Form::Part,
        percent.normalize(),
        "%",
        chinese,
    ))
}

/// 1/4.
fn slash(text: &[char], i: usize, lexicon: &Lexicon) -> Option<Scanned> {
    let (above, n) = arabic(&text[i..])?;
    if text.get(i + n) != Some(&'/') {
        return None;
    }
    let (below, m) = arabic(&text[i + n + 1..])?;
    let end = i + n + 1 + m;
    let date = matches!(text.get(end), Some('/')) || i > 0 && text[i - 1] == '/';
    if date
        || above.is_zero()
        || above >= below
        || below > Decimal::from(100)
        || unit(text, end, lexicon).1 > 0
    {
        return None;
    }
    let value = (above * Decimal::from(100)).checked_div(below)?.round_dp(4);
    Some(scanned(i, end, Form::Part, value.normalize(), "%", false))
}

/// 过半 and 半数.
pub(super) fn half(text: &[char], i: usize) -> Option<Scanned> {
    let fifty = Decimal::from(50);
    if text[i..].starts_with(&['过', '半']) {
        let mut out = scanned(i, i + 2, Form::Part, fifty, "%", true);
        out.bound = Some(Bound::Above);
        return Some(out);
    }
    text[i..]
        .starts_with(&['半', '数'])
        .then(|| scanned(i, i + 2, Form::Part, fifty, "%", true))
}

/// 半年, 半个月 as the length of something, behind a word that says so: 历时半年多.
pub(super) fn half_a_unit(text: &[char], i: usize, lexicon: &Lexicon) -> Option<Scanned> {
    let told = lexicon.cues.before(&text[i.saturating_sub(4)..i]);
    if text[i] != '半' || !matches!(told, Some((_, Cue::Duration))) {
        return None;
    }
    let (unit, n) = unit(text, i + 1, lexicon);
    if !["年", "个月", "天", "小时", "个小时"].contains(&unit.as_str()) {
        return None;
    }
    let end = i + 1 + n;
    let more = matches!(text.get(end), Some('多' | '余'));
    Some(Scanned {
        start: i,
        end: end + usize::from(more),
        number_end: i + 1,
        form: Form::Plain,
        number: Number::Single(Decimal::new(5, 1)),
        scale: 0,
        unit,
        bound: more.then_some(Bound::Above),
        chinese: true,
        bare: false,
        negative: false,
    })
}

/// 翻一番, 翻了两番, 翻番.
pub(super) fn doubling(text: &[char], i: usize) -> Option<Scanned> {
    let mut at = i + 1;
    if text.get(at) == Some(&'了') {
        at += 1;
    }
    let bound = (text.get(at) == Some(&'近')).then_some(Bound::Below);
    at += usize::from(bound.is_some());
    let times = if text.get(at) == Some(&'番') {
        1
    } else {
        let n = numeral(text.get(at..)?, |_| false)?;
        at += n.len;
        if text.get(at) != Some(&'番') {
            return None;
        }
        u32::try_from(n.number.mantissa())
            .ok()
            .filter(|k| n.number.scale() == 0 && (1..=10).contains(k))?
    };
    let percent = Decimal::from((2u64.pow(times) - 1) * 100);
    let mut out = scanned(i, at + 1, Form::Doubling, percent, "%", true);
    out.bound = bound;
    Some(out)
}

/// 零增长 at the end of what is said.
pub(super) fn standstill(text: &[char], i: usize) -> Option<Scanned> {
    let open = text.get(i + 3).is_none_or(|c| !c.is_word());
    open.then(|| scanned(i, i + 3, Form::Standstill, Decimal::ZERO, "%", true))
}

/// 首位, 榜首 said of a standing; 百强 for one among the first hundred.
pub(super) fn standing(text: &[char], i: usize) -> Option<Scanned> {
    let word = text.get(i..i + 2)?;
    if word == ['百', '强'] {
        // 百强县 too, where nothing is counted behind it.
        let ends = |at: usize| text.get(at).is_none_or(|c| !c.is_word() && *c != '、');
        let next = match text.get(i + 2) {
            Some('县' | '区' | '市' | '镇') => ends(i + 3),
            Some('榜' | '行' | '之') => true,
            _ => ends(i + 2),
        };
        let mut out = scanned(i, i + 2, Form::Standing, Decimal::ONE_HUNDRED, "位", true);
        out.bound = Some(Bound::AtMost);
        return next.then_some(out);
    }
    matches!(word, ['首', '位'] | ['榜', '首'])
        .then(|| scanned(i, i + 2, Form::Standing, Decimal::ONE, "位", true))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read at the start of a text, as `number unit length`.
    fn told(read: impl Fn(&[char]) -> Option<Scanned>, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        read(&chars).map_or_else(String::new, |n| match n.number {
            Number::Single(v) => format!("{v} {} {}", n.unit, n.end),
            Number::Range(a, b) => format!("{a}~{b} {} {}", n.unit, n.end),
            Number::Ratio(_) => "ratio".to_string(),
        })
    }

    fn check(read: impl Fn(&[char]) -> Option<Scanned>, table: &[(&str, &str)]) {
        for (text, expected) in table {
            assert_eq!(told(&read, text), *expected, "{text}");
        }
    }

    #[test]
    fn parts_are_read_as_per_cent() {
        check(
            |t| per_hundred(t, 0),
            &[
                ("百分之七点八", "7.8 % 6"),
                ("千分之三", "3 ‰ 4"),
                ("百分之三到五", "3~5 % 6"),
                ("百分之五到三", "5 % 4"),
                ("百分之百", "100 % 4"),
                ("百分制", ""),
            ],
        );
        check(
            |t| fraction(t, 0),
            &[
                ("三分之二", "66.6667 % 4"),
                ("二分之三", ""),
                ("三分地", ""),
            ],
        );
        check(
            |t| tenths(t, 0),
            &[
                ("七成", "70 % 2"),
                ("七成五", "75 % 3"),
                ("9折", "90 % 2"),
                ("八五折", "85 % 3"),
                ("三成立", ""),
                ("12成", ""),
            ],
        );
        check(
            |t| slash(t, 0, Lexicon::builtin()),
            &[("1/4", "25 % 3"), ("4/1", ""), ("1/4/7", ""), ("1/4吨", "")],
        );
        check(
            |t| half(t, 0),
            &[("过半", "50 % 2"), ("半数", "50 % 2"), ("半年", "")],
        );
    }

    #[test]
    fn doublings_and_first_places_are_whole_words() {
        check(
            |t| doubling(t, 0),
            &[
                ("翻一番", "100 % 3"),
                ("翻了两番", "300 % 4"),
                ("翻番", "100 % 2"),
                ("翻一倍", ""),
                ("翻新", ""),
            ],
        );
        check(
            |t| standing(t, 0),
            &[("首位", "1 位 2"), ("榜首", "1 位 2"), ("首次", "")],
        );
    }
}
