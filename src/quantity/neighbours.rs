//! What a number takes from those beside it, and from the words right before it.

use super::scan::{Form, Scanned};

/// Numbers in a row that share the unit of the last: 12、15、18亿元, 3.5和6.5个百分点.
pub(super) fn share_units(text: &[char], found: &mut [Scanned]) {
    for k in (1..found.len()).rev() {
        let (left, right) = found.split_at_mut(k);
        let (Some(a), Some(b)) = (left.last_mut(), right.first()) else {
            continue;
        };
        let between = &text[a.end.min(b.start)..b.start];
        let joined = matches!(between, ['、' | '和' | '与' | '及'] | ['以', '及']);
        let alike =
            matches!((a.form, b.form), (Form::Plain, Form::Plain)) && a.chinese == b.chinese;
        if joined && alike && a.unit.is_empty() && a.scale == 0 && !b.unit.is_empty() {
            a.unit.clone_from(&b.unit);
            a.scale = b.scale;
        }
    }
}

/// 排名53位, and each further place of a list: a standing without 第.
pub(super) fn tell_standings(text: &[char], found: &mut [Scanned]) {
    const STANDS: [[char; 2]; 4] = [['排', '名'], ['位', '列'], ['排', '在'], ['位', '居']];
    for k in 0..found.len() {
        let n = &found[k];
        if n.unit != "位" || n.form != Form::Plain || n.scale > 0 || n.bound.is_some() {
            continue;
        }
        let before = &text[..n.start];
        let listed = k > 0 && {
            let last = &found[k - 1];
            last.form == Form::Ordinal && last.unit == "位" && text[last.end..n.start] == ['、']
        };
        if listed || STANDS.iter().any(|word| before.ends_with(word)) {
            found[k].form = Form::Ordinal;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::scan::{Form, scan};
    use crate::lexicon::Lexicon;

    /// Form, multiplier and unit of the numbers of a text.
    fn of(text: &str) -> Vec<(Form, u32, String)> {
        let chars: Vec<char> = text.chars().collect();
        let found = scan(&chars, Lexicon::builtin());
        found
            .into_iter()
            .map(|n| (n.form, n.scale, n.unit))
            .collect()
    }

    #[test]
    fn the_members_of_a_list_share_the_unit_behind_the_last() {
        let yi = || (Form::Plain, 8, "元".to_string());
        assert_eq!(of("为12、15和18亿元"), [yi(), yi(), yi()]);
        assert_eq!(of("为12;18亿元")[0].1, 0);
    }

    #[test]
    fn a_standing_needs_no_ordinal_behind_a_word_of_standing() {
        let forms = |text: &str| of(text).into_iter().map(|n| n.0).collect::<Vec<_>>();
        assert_eq!(forms("全国排名46位、82位"), [Form::Ordinal, Form::Ordinal]);
        assert_eq!(forms("提升46位、82位"), [Form::Plain, Form::Plain]);
        assert_eq!(forms("排名46家"), [Form::Plain]);
    }
}
