//! What a PDF says for a character that is written in another way: ligatures, radicals that stand for whole characters.

/// The Kangxi radicals from U+2F00 on, as the characters they are.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of the supplement that are whole characters too, each before the character. Programs that print to PDF take
/// one for the other where a font draws both with one glyph.
const SUPPLEMENT: &str = "⺟母⺠民⺁厂⺇几⺌小⺎兀⺏尢⺒巳⺓幺⺔彑⺝月⺞歹⺢水⺣火⺧牛⺩王⺫目⺬示⺱网⺲网⺴网⺶羊⺷羊⺸羊⺹老⺻聿⺼肉⺽臼⻁虎⻄西⻅见⻆角⻇角⻉贝⻊足⻋车⻎辶⻏阝⻐金⻑长⻒长⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟食⻠食⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龟⻲亀⻳龟";

/// Ligatures, and what they are made of.
const LIGATURES: [(char, &str); 7] = [
    ('\u{fb00}', "ff"),
    ('\u{fb01}', "fi"),
    ('\u{fb02}', "fl"),
    ('\u{fb03}', "ffi"),
    ('\u{fb04}', "ffl"),
    ('\u{fb05}', "st"),
    ('\u{fb06}', "st"),
];

/// A character that some program put into a text layer, as it is written in text: appended to `out`. What shows nothing
/// (soft hyphen, byte-order mark, marks of direction) is left out, and a control is a space.
pub(super) fn push(c: char, out: &mut String) {
    match c {
        // A font of simplified Chinese draws 户 and 青 for these.
        '\u{2f3e}' => out.push('户'),
        '\u{2fad}' => out.push('青'),
        '\u{2f00}'..='\u{2fd5}' => {
            let at = (u32::from(c) - 0x2f00) as usize;
            out.push(KANGXI.chars().nth(at).unwrap_or(c));
        }
        '\u{2e80}'..='\u{2ef3}' => {
            let mut pairs = SUPPLEMENT.chars();
            let whole = pairs.find(|r| *r == c).and_then(|_| pairs.next());
            out.push(whole.unwrap_or(c));
        }
        '\u{2e3a}' => out.push_str("——"),
        '\u{2e3b}' => out.push_str("———"),
        '\u{fb00}'..='\u{fb06}' => {
            let made_of = LIGATURES.iter().find(|(l, _)| *l == c);
            out.push_str(made_of.map_or("", |(_, letters)| letters));
        }
        // Bullets of symbol fonts, whose codes mean nothing outside the font.
        '\u{f020}' => out.push(' '),
        '\u{f021}'..='\u{f0ff}' => out.push('•'),
        '\u{ad}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => {}
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => out.push(' '),
        c if c.is_control() => out.push(' '),
        _ => out.push(c),
    }
}

/// Whether a character tells nothing: a replacement, or one of a private use area, other than a bullet.
pub(super) fn is_unknown(c: char) -> bool {
    matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f01f}' | '\u{f100}'..='\u{f8ff}' | '\u{f0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = String::new();
        text.chars().for_each(|c| push(c, &mut out));
        out
    }

    #[test]
    fn radicals_are_the_characters_they_stand_for() {
        assert_eq!(written("⼀年⼯业⽉⻓⻋⻔⻰⼾⸺"), "一年工业月长车门龙户——");
        assert_eq!(written("一年工业月长"), "一年工业月长");
        assert_eq!(SUPPLEMENT.chars().count() % 2, 0);
        assert_eq!(KANGXI.chars().count(), 214);
    }

    #[test]
    fn ligatures_are_their_letters_and_marks_of_nothing_are_gone() {
        assert_eq!(written("e\u{fb03}cient \u{ad}5\u{200b}%"), "efficient 5%");
        assert_eq!(written("\u{f0b7}增长\u{a0}5"), "•增长 5");
        assert!(is_unknown('\u{fffd}') && is_unknown('\u{e123}') && !is_unknown('\u{f0b7}'));
    }
}
