//! Numerals: Arabic, Chinese and mixed, with their multipliers, read exactly.

use super::Bound;
use crate::text::{CharClass, CharSet};
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// A numeral as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// How many characters it covers, multipliers and 多/余/几 included.
    pub len: usize,
    /// The number before its multiplier.
    pub number: Decimal,
    /// Power of ten of the multiplier.
    pub scale: u32,
    /// The upper end where two neighbouring digits mean a span (两三个), before the same multiplier.
    pub to: Option<Decimal>,
    /// The bound that the numeral itself states: 多, 余, 几, 数, 上.
    pub bound: Option<Bound>,
    /// Whether it was written in Chinese characters alone.
    pub chinese: bool,
    /// Whether it is a multiplier alone: 万亿元, 千名.
    pub bare: bool,
}

/// The value of a Chinese digit, of formal and old forms too.
pub(crate) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' | '兩' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten of a multiplier inside a group of four places.
fn place(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        _ => return None,
    })
}

/// The power of ten of a multiplier of groups.
fn group(c: char) -> Option<u32> {
    match c {
        '万' => Some(4),
        '亿' => Some(8),
        _ => None,
    }
}

/// Whether `c` can stand in a Chinese numeral.
pub(crate) fn is_chinese_numeral(c: char) -> bool {
    const ALL: &str = "〇零○一壹二两贰兩三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿廿卅";
    static SET: LazyLock<CharSet> = LazyLock::new(|| ALL.chars().collect());
    SET.contains(c)
}

/// The power of ten that `exponent` means, exactly.
pub(crate) fn power(exponent: u32) -> Option<Decimal> {
    let value = 10i128.checked_pow(exponent)?;
    Decimal::try_from_i128_with_scale(value, 0).ok()
}

/// What one of the last digit of a number is worth in the unit of its value: 1亿元 of 1501亿元, 0.1 of 6.5%. The factor is what
/// value and number have between them; of zero its multiplier.
pub(crate) fn last_digit(number: Decimal, scale: u32, value: Option<Decimal>) -> Option<Decimal> {
    let digit = Decimal::new(1, number.scale());
    let factor = match number.is_zero() {
        true => power(scale)?,
        false => value?.abs().checked_div(number.abs())?,
    };
    factor.checked_mul(digit)
}

/// An Arabic number at the start of `text`: its value and length. Thousands separators are `,` before groups of three.
pub(crate) fn arabic(text: &[char]) -> Option<(Decimal, usize)> {
    let digits = |from: usize| {
        text[from.min(text.len())..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count()
    };
    let first = digits(0);
    if first == 0 {
        return None;
    }
    let mut whole = Digits::default();
    whole.take(&text[..first]);
    let mut len = first;
    if first <= 3 {
        while text.get(len) == Some(&',') && digits(len + 1) == 3 {
            whole.take(&text[len + 1..len + 4]);
            len += 4;
        }
    }
    let mut places = 0;
    if matches!(text.get(len), Some('.' | '·')) {
        let fraction = digits(len + 1);
        let next = text.get(len + 1 + fraction);
        // 1.2.3 is a list number, not a decimal.
        if fraction > 0
            && !(next == Some(&'.')
                && text
                    .get(len + 2 + fraction)
                    .is_some_and(char::is_ascii_digit))
        {
            whole.take(&text[len + 1..len + 1 + fraction]);
            places = fraction;
            len += 1 + fraction;
        }
    }
    whole.decimal(places).map(|value| (value, len))
}

/// The digits of a number in a row.
#[derive(Debug, Default)]
struct Digits {
    value: i128,
    count: usize,
}

impl Digits {
    /// The most digits that are read: a decimal holds 28 places, and a longer run is no quantity.
    const MOST: usize = 27;

    fn take(&mut self, digits: &[char]) {
        self.count += digits.len();
        if self.count <= Self::MOST {
            let value = |v: i128, c: &char| v * 10 + i128::from(*c as u32 - '0' as u32);
            self.value = digits.iter().fold(self.value, value);
        }
    }

    /// The number whose last `places` digits stand behind the point.
    fn decimal(&self, places: usize) -> Option<Decimal> {
        let places = u32::try_from(places).ok()?;
        (self.count <= Self::MOST)
            .then(|| Decimal::try_from_i128_with_scale(self.value, places).ok())?
    }
}

/// The numeral at the start of `text`. `unit_ahead` tells whether a unit of the lexicon starts at a place of `text`, so
/// that 千 of 千克 and 千瓦时 is not taken for a multiplier.
pub(crate) fn numeral(text: &[char], unit_ahead: impl Fn(usize) -> bool) -> Option<Numeral> {
    if text.first()?.is_ascii_digit() {
        mixed(text, unit_ahead)
    } else {
        chinese(text, unit_ahead)
    }
}

/// An Arabic number with its multipliers: 1500.9亿, 3万5千, 21万多, 10多亿.
fn mixed(text: &[char], unit_ahead: impl Fn(usize) -> bool) -> Option<Numeral> {
    let (number, mut len) = arabic(text)?;
    let mut bound = hedge(text, &mut len, &unit_ahead);
    let (scale, n) = multiplier(&text[len..], |i| unit_ahead(len + i));
    len += n;
    if n > 0 {
        bound = bound.or(hedge(text, &mut len, &unit_ahead));
    }
    let mut out = Numeral {
        len,
        number,
        scale,
        to: None,
        bound,
        chinese: false,
        bare: false,
    };
    // 3万5千, 1亿2千万: a smaller part behind the multiplier.
    if scale >= 4
        && bound.is_none()
        && let Some((more, m)) = arabic(&text[len..])
    {
        let (small, s) = multiplier(&text[len + m..], |i| unit_ahead(len + m + i));
        if s > 0
            && small < scale
            && let (Some(a), Some(b)) = (
                power(scale - small).and_then(|p| number.checked_mul(p)),
                Some(more),
            )
            && b < power(scale - small)?
        {
            out.number = a.checked_add(b)?;
            out.scale = small;
            out.len = len + m + s;
        }
    }
    Some(out)
}

/// The multiplier at the start of `text`: its power of ten and length.
fn multiplier(text: &[char], unit_ahead: impl Fn(usize) -> bool) -> (u32, usize) {
    let (mut scale, mut len) = (0, 0);
    while let Some(&c) = text.get(len) {
        let Some(exponent) = place(c).filter(|e| *e >= 2).or(group(c)) else {
            break;
        };
        if place(c).is_some() && unit_ahead(len) {
            break;
        }
        scale += exponent;
        len += 1;
        if scale >= 12 {
            break;
        }
    }
    (scale, len)
}

/// 多, 余 or 几 behind a number, when a multiplier or a unit follows.
fn hedge(text: &[char], len: &mut usize, unit_ahead: impl Fn(usize) -> bool) -> Option<Bound> {
    let c = *text.get(*len)?;
    let next = text.get(*len + 1);
    let fits = unit_ahead(*len + 1) || next.is_some_and(|n| group(*n).is_some());
    match c {
        '多' | '余' => {
            // 3.2万余名, 21万多人; 多 before a noun is the hedge too.
            if c == '多' && next.is_some_and(|n| matches!(n, '于' | '年' | '家') && !fits) {
                return None;
            }
            *len += 1;
            Some(Bound::Above)
        }
        '几' if fits => {
            *len += 1;
            Some(Bound::Above)
        }
        _ => None,
    }
}

/// A numeral in Chinese characters: 二十一, 三亿零四百七十五万, 十几, 数百, 两三, 七点八.
fn chinese(text: &[char], unit_ahead: impl Fn(usize) -> bool) -> Option<Numeral> {
    let mut i = 0;
    let mut bound = None;
    match text[0] {
        '数' | '几'
            if text
                .get(1)
                .is_some_and(|c| matches!(c, '十' | '百' | '千' | '万' | '亿')) =>
        {
            bound = Some(Bound::Above);
            i = 1;
        }
        '上' if text
            .get(1)
            .is_some_and(|c| matches!(c, '百' | '千' | '万' | '亿')) =>
        {
            bound = Some(Bound::AtLeast);
            i = 1;
        }
        c if is_chinese_numeral(c) => {}
        _ => return None,
    }
    let first = i;
    // 伍, 陆 and 拾 alone are ordinary characters; formal numerals come in rows.
    let formal = |c: &char| "壹贰叁肆伍陆柒捌玖拾佰仟".contains(*c);
    if formal(&text[i]) && !text.get(i + 1).is_some_and(formal) {
        return None;
    }
    if let Some(out) = positional(text, i) {
        return Some(out);
    }
    let zero = Decimal::ZERO;
    let (mut total, mut wan, mut section) = (zero, zero, zero);
    let mut pending: Option<Decimal> = None;
    let mut to: Option<Decimal> = None;
    let mut seen_digit = false;
    while let Some(&c) = text.get(i) {
        if let Some(d) = digit(c) {
            if let Some(p) = pending
                && !p.is_zero()
            {
                // 两三, 七八, 三五: the next digit is the upper end of a span.
                let up = Decimal::from(d);
                if to.is_none() && spans(p, up) {
                    to = Some(section + up);
                    i += 1;
                    continue;
                }
                break;
            }
            pending = Some(d.into());
            seen_digit = true;
        } else if let Some(exponent) = place(c) {
            if exponent >= 2 && i > first && unit_ahead(i) {
                break;
            }
            let p = power(exponent)?;
            let times = pending
                .take()
                .filter(|d| !d.is_zero())
                .unwrap_or(Decimal::ONE);
            section += times * p;
            if let Some(t) = to.take() {
                to = Some((t - section + times * p) * p);
            }
        } else if matches!(c, '廿' | '卅') {
            section += Decimal::from(if c == '廿' { 20 } else { 30 });
            seen_digit = true;
        } else if let Some(exponent) = group(c) {
            let low = section + pending.take().unwrap_or(zero);
            let low = if low.is_zero() && wan.is_zero() && total.is_zero() {
                Decimal::ONE
            } else {
                low
            };
            let p = power(exponent)?;
            if exponent == 4 {
                wan = (wan + low).checked_mul(p)?;
            } else {
                total = (total + wan + low).checked_mul(p)?;
                wan = zero;
            }
            section = zero;
        } else if let ('、', Some(p)) = (c, pending)
            && i == first + 1
            && to.is_none()
            && spans_over_mark(p, &text[i + 1..], unit_ahead(i + 2))
        {
            // 四、五十亿: the same with a mark between.
            to = text.get(i + 1).and_then(|c| digit(*c)).map(Decimal::from);
            i += 1;
        } else if c == '点' && i > first && text.get(i + 1).is_some_and(|c| digit(*c).is_some()) {
            let mut fraction = String::from("0.");
            let mut j = i + 1;
            while let Some(d) = text.get(j).and_then(|c| digit(*c)) {
                fraction.push_str(&d.to_string());
                j += 1;
            }
            pending = Some(pending.unwrap_or(zero) + fraction.parse::<Decimal>().unwrap_or(zero));
            i = j;
            continue;
        } else if matches!(c, '多' | '余' | '几') && i > first {
            let next = text.get(i + 1);
            let fits = unit_ahead(i + 1)
                || next.is_some_and(|n| group(*n).is_some() || place(*n).is_some());
            let ends = c != '多' && next.is_none_or(|n| !n.is_word());
            if !(fits || ends) {
                break;
            }
            if c == '几' && pending.is_some() {
                break;
            }
            bound = Some(Bound::Above);
            // 一百几十亿: the place behind 几 is open.
            if c == '几' && next.is_some_and(|n| place(*n).is_some()) {
                i += 1;
            }
        } else {
            break;
        }
        i += 1;
        if to.is_some() && group(c).is_some() {
            break;
        }
    }
    let value = total
        .checked_add(wan)?
        .checked_add(section)?
        .checked_add(pending.unwrap_or(zero))?;
    if i == first {
        return None;
    }
    let (number, scale) = written(value, &text[first..i]);
    let to = to.filter(|t| *t > number);
    let bare = !seen_digit && !text[first..i].iter().any(|c| matches!(c, '十'));
    Some(Numeral {
        len: i,
        number,
        scale,
        to,
        bound,
        chinese: true,
        bare,
    })
}

/// Whether the digits `low` and `up` side by side mean a span: 两三, 七八, 三五.
fn spans(low: Decimal, up: Decimal) -> bool {
    up - low == Decimal::ONE || (low, up) == (3.into(), 5.into())
}

/// Whether the digit that opens `behind` ends a span with `low` before the mark: 二、三百万, 七、八|个, but not 二、三产业 or
/// 三、四年级. `unit` says that a unit stands behind it.
fn spans_over_mark(low: Decimal, behind: &[char], unit: bool) -> bool {
    let [up, next @ ..] = behind else {
        return false;
    };
    let counts = match next {
        ['年', '级', ..]
        | [
            '月' | '号' | '级' | '期' | '季' | '线' | '类' | '次' | '产' | '园',
            ..,
        ] => false,
        ['成', ..] => true,
        [c, ..] => place(*c).is_some() || group(*c).is_some() || unit,
        [] => false,
    };
    counts && *up != '两' && digit(*up).is_some_and(|up| spans(low, up.into()))
}

/// A string of three or more digits without places: 一九五六, 二〇二五. 两 counts and stands in none: 一九五六两年.
fn positional(text: &[char], from: usize) -> Option<Numeral> {
    let run = text[from..]
        .iter()
        .take_while(|c| digit(**c).is_some() && **c != '两')
        .count();
    if !(3..=12).contains(&run) {
        return None;
    }
    let value = text[from..from + run]
        .iter()
        .filter_map(|c| digit(*c))
        .fold(0u64, |v, d| v * 10 + u64::from(d));
    Some(Numeral {
        len: from + run,
        number: value.into(),
        scale: 0,
        to: None,
        bound: None,
        chinese: true,
        bare: false,
    })
}

/// Splits `value` into number and multiplier as `chars` wrote it: 二百亿 → 200, 8; 八亿二千万 → 82000, 4.
fn written(value: Decimal, chars: &[char]) -> (Decimal, u32) {
    let mut scale = 0;
    for &c in chars.iter().rev() {
        match c {
            '万' => scale += 4,
            '亿' => scale += 8,
            '多' | '余' if scale == 0 => {}
            _ => break,
        }
    }
    match power(scale).and_then(|p| value.checked_div(p)) {
        Some(number) => (number.normalize(), scale),
        None => (value, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, u32, usize)> {
        let chars: Vec<char> = text.chars().collect();
        let unit = |i: usize| {
            let rest: String = chars[i.min(chars.len())..].iter().collect();
            ["元", "人", "个", "家", "千克", "千瓦时", "年"]
                .iter()
                .any(|u| rest.starts_with(u))
        };
        numeral(&chars, unit).map(|n| {
            let to = n.to.map(|t| format!("~{t}")).unwrap_or_default();
            let bound = n.bound.map(|b| format!("{b:?}")).unwrap_or_default();
            (format!("{}{to}{bound}", n.number), n.scale, n.len)
        })
    }

    fn some(number: &str, scale: u32, len: usize) -> Option<(String, u32, usize)> {
        Some((number.to_string(), scale, len))
    }

    #[test]
    fn reads_arabic_with_multipliers() {
        assert_eq!(read("1500.9亿元"), some("1500.9", 8, 7));
        assert_eq!(read("1,234.5万元"), some("1234.5", 4, 8));
        assert_eq!(read("1.2万亿元"), some("1.2", 12, 5));
        assert_eq!(read("3万5千元"), some("35", 3, 4));
        assert_eq!(read("21万多人"), some("21Above", 4, 4));
        assert_eq!(read("10多亿元"), some("10Above", 8, 4));
        assert_eq!(read("5千克"), some("5", 0, 1));
        assert_eq!(read("5千人"), some("5", 3, 2));
    }

    #[test]
    fn reads_chinese() {
        assert_eq!(read("二十一个"), some("21", 0, 3));
        assert_eq!(read("三亿零四百七十五万元"), some("30475", 4, 9));
        assert_eq!(read("一万五千亿元"), some("15000", 8, 5));
        assert_eq!(read("八亿二千万人"), some("82000", 4, 5));
        assert_eq!(read("十四万六千人"), some("146000", 0, 5));
        assert_eq!(read("二百亿"), some("200", 8, 3));
        assert_eq!(read("七点八"), some("7.8", 0, 3));
        assert_eq!(read("一九五六年"), some("1956", 0, 4));
        assert_eq!(read("贰拾叁个"), some("23", 0, 3));
        assert_eq!(read("一九八二两个"), some("1982", 0, 4));
    }

    #[test]
    fn reads_indefinite_numbers() {
        assert_eq!(read("十几个"), some("10Above", 0, 2));
        assert_eq!(read("三十多个"), some("30Above", 0, 3));
        assert_eq!(read("数十个"), some("10Above", 0, 2));
        assert_eq!(read("上百家"), some("100AtLeast", 0, 2));
        assert_eq!(read("一百几十亿元"), some("100Above", 8, 5));
        assert_eq!(read("两三个"), some("2~3", 0, 2));
        assert_eq!(read("三五年"), some("3~5", 0, 2));
        assert_eq!(read("四、五十亿元"), some("40~50", 8, 5));
        assert_eq!(read("七、八个"), some("7~8", 0, 3));
        assert_eq!(read("二、三产业"), some("2", 0, 1));
        assert_eq!(read("三、四年级"), some("3", 0, 1));
        assert_eq!(read("三、九个"), some("3", 0, 1));
        assert_eq!(read("一、二成"), some("1~2", 0, 3));
    }

    #[test]
    fn reads_no_number_where_there_is_none() {
        assert_eq!(read("数据"), None);
        assert_eq!(read("上海"), None);
        assert_eq!(read("几个"), None);
    }
}
