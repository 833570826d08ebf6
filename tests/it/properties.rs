//! What holds for any text whatever: nothing panics, spans are valid, nothing of the text is lost.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use zhishu::{Document, Extraction, Lexicon, Metadata, Span, extract, fold, read};

/// The text of bytes.
fn decode(bytes: &[u8]) -> Result<String, zhishu::InputError> {
    read(bytes, "a.txt", None).map(|reading| reading.text)
}

/// Pieces of reports, whole and broken, that set extraction off.
const PIECES: [&str; 72] = [
    "。",
    "，",
    "；",
    "、",
    "：",
    "！",
    "\n",
    "\r\n",
    "　",
    " ",
    "\t",
    "“",
    "”",
    "（",
    "）",
    "(",
    "——",
    "—",
    "-",
    ":",
    "一、",
    "（一）",
    "第",
    "2017年",
    "二〇一八年",
    "上半年",
    "到2020年",
    "“十三五”",
    "1500.9",
    "1,234.5",
    "１５．５％",
    "8 9 8",
    "99999999999999999999999999999999",
    "0.00000000000000000000000000000001",
    ".5",
    "5.",
    "1,,2",
    "14:57.5:28.5",
    "3—5个",
    "百分之",
    "三分之二",
    "点",
    "零",
    "两",
    "十几",
    "万",
    "亿",
    "億元",
    "多",
    "余",
    "近",
    "约",
    "以上",
    "%",
    "个百分点",
    "倍",
    "翻两番",
    "增长",
    "下降",
    "其中",
    "分别",
    "占",
    "居全省第",
    "地区生产总值",
    "各位代表：",
    "在清河市第七届人民代表大会",
    "代表清河县人民政府",
    "政府工作报告",
    "预算执行情况",
    "统计公报[1]",
    "统计局",
    "county-",
];

/// A text of pieces of reports and of any characters.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => select(&PIECES[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A text of frequent hanzi, marks and digits that every encoding of Chinese can hold, with a year at its end.
fn chinese() -> impl Strategy<Value = String> {
    let chars: Vec<char> = "增长下降全市人口收入元的一二三产业工作年月0123456789,.%，。、\n"
        .chars()
        .collect();
    vec(select(chars), 1..80).prop_map(|chars| chars.into_iter().chain("2017年".chars()).collect())
}

fn extracted(text: &str) -> Extraction {
    let document = Document {
        id: "a".into(),
        text: text.into(),
        ..Document::default()
    };
    extract(&document, Lexicon::builtin())
}

/// Whether a span covers something and ends within a text of `length` characters.
fn is_valid(span: Span, length: usize) -> bool {
    span.start < span.end && span.end <= length
}

/// Parts of the heads of reports.
const HEADS: [&str; 24] = [
    "政府工作报告",
    "清远市",
    "保定",
    "2018年",
    "二〇一八年",
    "1949年",
    "2099年",
    "\n",
    "在",
    "第七届",
    "人民代表大会",
    "全国人民代表大会",
    "第三次会议",
    "关于",
    "预算",
    "草案",
    "执行情况",
    "各位代表：",
    "统计局",
    "个五年规划",
    "(",
    "——",
    "/",
    "十",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mentions_lie_in_order_within_their_sentences(text in text()) {
        let length = text.chars().count();
        let found = extracted(&text);
        for mention in &found.mentions {
            prop_assert!(is_valid(mention.span, length), "{:?}", mention.span);
            let sentence = found.sentences[mention.sentence].span;
            prop_assert!(sentence.start <= mention.span.start && mention.span.end <= sentence.end);
            if let Some(claim) = &mention.claim {
                for link in [claim.of, claim.from].into_iter().flatten() {
                    prop_assert!(link < found.mentions.len());
                }
            }
        }
        for pair in found.mentions.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{:?} {:?}", pair[0].span, pair[1].span);
        }
    }

    #[test]
    fn sentences_and_the_white_space_between_them_are_the_text(text in text()) {
        let chars: Vec<char> = text.chars().collect();
        let found = extracted(&text);
        let mut behind = 0;
        for sentence in &found.sentences {
            prop_assert!(is_valid(sentence.span, chars.len()), "{:?}", sentence.span);
            prop_assert!(behind <= sentence.span.start, "{:?} overlaps", sentence.span);
            prop_assert!(chars[behind..sentence.span.start].iter().all(|c| c.is_whitespace()));
            prop_assert!(sentence.section.is_none_or(|section| section < found.sections.len()));
            behind = sentence.span.end;
        }
        prop_assert!(chars[behind..].iter().all(|c| c.is_whitespace()), "lost: {:?}", &chars[behind..]);
        for section in &found.sections {
            prop_assert!(is_valid(section.span, chars.len()), "{:?}", section.span);
        }
    }

    #[test]
    fn the_same_text_gives_the_same_answer(text in text()) {
        prop_assert_eq!(extracted(&text), extracted(&text));
    }

    #[test]
    fn folding_keeps_the_count_of_characters(text in text()) {
        prop_assert_eq!(fold(&text).chars().count(), text.chars().count());
    }

    #[test]
    fn metadata_is_told_of_any_name_and_text(name in text(), text in text()) {
        let told = Metadata::infer(&name, &text);
        prop_assert!(told.year.is_none_or(|year| (1949..2100).contains(&year)), "{:?}", told.year);
        prop_assert_eq!(told.year.is_some(), told.covers.is_some());
        prop_assert!(told.source.is_none());
        prop_assert!(told.code.as_ref().is_none_or(|code| code.len() == 6), "{:?}", told.code);
        prop_assert!(told.code.is_none() || told.place.is_some());
        prop_assert!(told.date.as_ref().is_none_or(|date| matches!(date.len(), 7 | 10)), "{:?}", told.date);
    }

    #[test]
    fn metadata_is_told_of_heads_in_any_order(parts in vec(0..HEADS.len(), 0..12), text in text()) {
        let head: String = parts.iter().map(|part| HEADS[*part]).collect();
        let told = Metadata::infer(&head, &format!("{head}{text}{head}"));
        prop_assert!(told.year.is_none_or(|year| (1949..2100).contains(&year)), "{:?}", told.year);
        prop_assert!(told.code.as_ref().is_none_or(|code| code.len() == 6), "{:?}", told.code);
    }

    #[test]
    fn decoding_never_panics(bytes in vec(any::<u8>(), 0..400)) {
        if let Ok(text) = decode(&bytes) {
            prop_assert!(!text.trim().is_empty());
        }
        for (start, name) in [
            (&b"<html>"[..], "a.html"),
            (b"", "a.md"),
            (b"PK\x03\x04word/document", "a.docx"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc"),
        ] {
            let bytes = [start, &bytes].concat();
            if let Err(error) = read(&bytes, name, None) {
                prop_assert_eq!(error.to_string().lines().count(), 1);
            }
        }
    }

    #[test]
    fn utf_8_is_its_own_text(text in text()) {
        let is_control = |c: &char| c.is_control() && !c.is_whitespace();
        let text: String = "甲".chars().chain(text.chars().filter(|c| !is_control(c))).collect();
        prop_assert_eq!(decode(text.as_bytes()).unwrap(), text);
    }

    #[test]
    fn every_encoding_gives_the_text_back(text in chinese()) {
        let (gb18030, _, _) = encoding_rs::GB18030.encode(&text);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [text.as_bytes(), &gb18030, &little, &big] {
            prop_assert_eq!(&decode(bytes).unwrap(), &text, "{:02x?}", bytes);
        }
    }

    #[test]
    fn a_text_cut_off_is_never_taken_for_whole(text in chinese()) {
        // The last character has several bytes in each of these.
        let (gb18030, _, _) = encoding_rs::GB18030.encode(&text);
        for bytes in [text.as_bytes(), &gb18030] {
            prop_assert!(decode(&bytes[..bytes.len() - 1]).is_err(), "{:02x?}", bytes);
        }
    }
}
