//! What must hold of any text, on its whole way from bytes to records.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use zhishu::{
    Claim, Document, Extraction, FieldRules, Lexicon, Metadata, Numbers, Record, Role, Span,
    extract, fold, parse, read, records,
};

/// Fails with a line unless `$holds`.
macro_rules! must {
    ($holds:expr, $($why:tt)+) => {
        if !$holds {
            return Err(format!($($why)+));
        }
    };
}

/// The names of files that the texts are given: each lets another kind of report be told.
const NAMES: [&str; 4] = [
    "甲",
    "清远市2018年政府工作报告",
    "河北省2024年国民经济和社会发展统计公报",
    "2021年预算执行情况和2022年预算草案",
];

/// What does not hold of `text`; `None` where everything does. `seed` picks the report that it is taken for.
pub fn broken(text: &str, seed: u64) -> Option<String> {
    failure(|| check(text, seed))
}

/// What a check found or what it panicked with; `None` where all is well.
fn failure(check: impl FnOnce() -> Result<(), String>) -> Option<String> {
    match catch_unwind(AssertUnwindSafe(check)) {
        Ok(found) => found.err(),
        Err(cause) => {
            let said = cause
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| cause.downcast_ref::<&str>().copied());
            Some(format!("panic: {}", said.unwrap_or("without words")))
        }
    }
}

fn check(text: &str, seed: u64) -> Result<(), String> {
    bytes(text)?;
    query(text)?;
    let name = NAMES[(seed % NAMES.len() as u64) as usize];
    let document = Document {
        id: name.into(),
        text: text.into(),
        metadata: Metadata::infer(name, text),
        pages: Vec::new(),
    };
    let folded = fold(text);
    let chars: Vec<char> = text.chars().collect();
    must!(
        folded.chars().count() == chars.len(),
        "folding changes the length"
    );
    must!(fold(&folded) == folded, "folding again changes the text");
    let found = extract(&document, Lexicon::builtin());
    sentences(&chars, &found)?;
    mentions(&chars, &found)?;
    let all = records(&document, &found);
    must!(all.len() == found.mentions.len(), "a mention has no record");
    wire(&chars, &all)?;
    let again = extract(&document, Lexicon::builtin());
    must!(found == again, "the same text gives another answer");
    Ok(())
}

/// Bytes are decoded to the text that they hold, or refused in one line.
fn bytes(text: &str) -> Result<(), String> {
    let (gb18030, _, _) = encoding_rs::GB18030.encode(text);
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let refused = |error: String| {
        must!(
            error.lines().count() == 1,
            "an error of several lines: {error:?}"
        );
        Ok(())
    };
    match read(text.as_bytes(), "a.txt", None).map(|r| r.text) {
        Ok(decoded) => {
            let whole = text.strip_prefix('\u{feff}').unwrap_or(text);
            // Letters with controls among them may as well be hanzi in UTF-16.
            let control = |c: char| c.is_ascii_control() && !c.is_whitespace();
            let hanzi = |c| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
            must!(
                decoded == whole || !text.contains(hanzi) && text.contains(control),
                "UTF-8 is decoded to something else"
            );
        }
        Err(error) => refused(error.to_string())?,
    }
    for bytes in [&gb18030[..], &utf_16, &text.as_bytes()[..text.len() / 2]] {
        if let Err(error) = read(bytes, "a.txt", None) {
            refused(error.to_string())?;
        }
    }
    // As a page, between tags that are left open; in Markdown; and as the body of a Word document.
    let tagged = text.replace('，', "<table><td>").replace('。', "<p><b>");
    let page = format!("<html><body>{tagged}");
    for (bytes, name) in [(text, "a.html"), (&page, "a.html"), (text, "a.md")] {
        match read(bytes.as_bytes(), name, None) {
            Ok(reading) => must!(!reading.text.trim().is_empty(), "an empty text of {name}"),
            Err(error) => refused(error.to_string())?,
        }
    }
    let body = text
        .replace('，', "<w:tbl><w:tr><w:tc><w:p>")
        .replace('。', "</w:p></w:tc></w:tr>");
    for body in [text, &body] {
        let source = format!(
            "<w:document><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>"
        );
        let packed = word(&source).map_err(|error| error.to_string())?;
        if let Err(error) = read(&packed, "a.docx", None) {
            refused(error.to_string())?;
        }
    }
    Ok(())
}

/// A Word document with this source.
fn word(source: &str) -> zip::result::ZipResult<Vec<u8>> {
    use std::io::{Cursor, Write};
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(
        "word/document.xml",
        zip::write::SimpleFileOptions::default(),
    )?;
    writer.write_all(source.as_bytes())?;
    Ok(writer.finish()?.into_inner())
}

/// Any words are a query or are refused.
fn query(text: &str) -> Result<(), String> {
    let words: String = text.chars().take(200).collect();
    if let Err(error) = parse(&words, Lexicon::builtin()) {
        must!(
            !error.to_string().is_empty(),
            "a query is refused without a reason"
        );
        let length = words.chars().count();
        must!(
            error
                .place()
                .is_none_or(|at| at.start <= at.end && at.end <= length),
            "a mistake lies outside of its query {words:?}"
        );
    }
    Ok(())
}

/// Sentences and the white space between them are the text; sections lie in it.
fn sentences(chars: &[char], found: &Extraction) -> Result<(), String> {
    let mut behind = 0;
    for sentence in &found.sentences {
        let span = sentence.span;
        inside(span, chars.len(), "sentence")?;
        must!(behind <= span.start, "sentences overlap at {behind}");
        must!(
            chars[behind..span.start].iter().all(|c| c.is_whitespace()),
            "no sentence holds the text from {behind} on"
        );
        must!(
            sentence.section.is_none_or(|section| {
                found.sections.get(section).is_some_and(|section| {
                    section.span.start <= span.start && span.end <= section.span.end
                })
            }),
            "the sentence {span:?} does not lie in its section"
        );
        behind = span.end;
    }
    must!(
        chars[behind..].iter().all(|c| c.is_whitespace()),
        "no sentence holds the text from {behind} on"
    );
    let mut behind = 0;
    for section in &found.sections {
        inside(section.span, chars.len(), "section")?;
        must!(behind <= section.span.start, "sections overlap at {behind}");
        must!(
            !section.heading.trim().is_empty(),
            "a section without a heading"
        );
        behind = section.span.end;
    }
    Ok(())
}

/// Mentions lie in order in their sentences, do not overlap, and speak of each other only where there is a claim.
fn mentions(chars: &[char], found: &Extraction) -> Result<(), String> {
    let mut behind = 0;
    for (index, mention) in found.mentions.iter().enumerate() {
        let span = mention.span;
        inside(span, chars.len(), "mention")?;
        must!(
            behind <= span.start,
            "mentions overlap or are out of order at {span:?}"
        );
        behind = span.end;
        let sentence = found.sentences.get(mention.sentence);
        must!(
            sentence.is_some_and(|s| s.span.start <= span.start && span.end <= s.span.end),
            "the mention {span:?} does not lie in its sentence"
        );
        must!(
            mention.claim.is_some() == (mention.role == Role::Claim),
            "the mention {span:?} is a claim in part"
        );
        must!(
            !mention.rule.is_empty(),
            "the mention {span:?} names no rule"
        );
        let ends = [chars[span.start], chars[span.end - 1]];
        must!(
            ends.iter().all(|c| !c.is_whitespace()),
            "the mention {span:?} begins or ends with white space"
        );
        if let Some(claim) = &mention.claim {
            for link in [claim.of, claim.from].into_iter().flatten() {
                must!(
                    link != index && found.mentions.get(link).is_some_and(|m| m.claim.is_some()),
                    "the claim {span:?} points to what is no other claim"
                );
            }
            ruled(claim).map_err(|field| format!("the claim {span:?} has {field}"))?;
        }
    }
    Ok(())
}

/// A field of a claim was told by a rule where it says something, and by none where it does not.
fn ruled(claim: &Claim) -> Result<(), String> {
    let said = [
        claim.indicator.is_some(),
        claim.baseline.is_some(),
        claim.whole.is_some(),
        claim.scope.is_some(),
        claim.period.is_some(),
        claim.area.is_some(),
        true,
    ];
    for (field, said) in FieldRules::FIELDS.into_iter().zip(said) {
        must!(
            claim.rules.of(field).is_some() == said,
            "{field} without a rule, or a rule without {field}"
        );
    }
    Ok(())
}

fn inside(span: Span, length: usize, what: &str) -> Result<(), String> {
    must!(
        span.start < span.end && span.end <= length,
        "the {what} {span:?} is not in the text"
    );
    Ok(())
}

/// Records show what the text says, in numbers that can be read, and survive the wire.
fn wire(chars: &[char], all: &[Record]) -> Result<(), String> {
    let slice = |start: usize, end: usize| chars[start..end].iter().collect::<String>();
    let by_id: HashMap<&str, &Record> = all.iter().map(|r| (r.id.as_str(), r)).collect();
    must!(by_id.len() == all.len(), "two records have one id");
    for record in all {
        let at = &record.id;
        must!(
            record.text == slice(record.start, record.end),
            "{at}: another text"
        );
        let sentence_end = record.sentence_start + record.sentence.chars().count();
        must!(
            record.sentence == slice(record.sentence_start, sentence_end),
            "{at}: another sentence"
        );
        let (numbers, values) = numbers(record)?;
        measure(record, &numbers, &values)?;
        digits(record, &numbers)?;
        must!(
            record.value.is_some() || record.value_to.is_none(),
            "{at}: half a range"
        );
        for id in [&record.of, &record.from].into_iter().flatten() {
            must!(
                by_id.contains_key(id.as_str()),
                "{at}: points to {id}, which is not there"
            );
        }
        let words = [
            &record.unit,
            &record.indicator,
            &record.indicator_id,
            &record.baseline,
            &record.whole,
            &record.scope,
            &record.period,
            &record.area,
            &record.dimension,
            &record.base_unit,
        ];
        must!(
            words
                .into_iter()
                .flatten()
                .all(|word| !word.trim().is_empty()),
            "{at}: a field is there but says nothing"
        );
        let line = serde_json::to_string(record).map_err(|e| format!("{at}: no JSON: {e}"))?;
        must!(!line.contains('\n'), "{at}: JSON of several lines");
        must!(
            serde_json::from_str::<Record>(&line).is_ok_and(|read| read == *record),
            "{at}: JSON loses something"
        );
    }
    Ok(())
}

/// Unit, dimension and values of a record belong together.
fn measure(record: &Record, numbers: &[Decimal], values: &[Decimal]) -> Result<(), String> {
    let at = &record.id;
    let unit = record.unit.as_deref().unwrap_or_default();
    let known = Lexicon::builtin().units.get(unit);
    must!(
        record.dimension.as_deref() == known.map(|u| &*u.dimension)
            || record.dimension.is_none() && record.value.is_none(),
        "{at}: {unit} is not of the dimension {:?}",
        record.dimension
    );
    let scale = 10_i128
        .checked_pow(record.scale)
        .map(|power| Decimal::from_i128_with_scale(power, 0));
    for (number, value) in numbers.iter().zip(values) {
        let written = scale.and_then(|scale| number.checked_mul(scale));
        let base = match known {
            Some(unit) => written.and_then(|n| unit.to_base(n)),
            None => written,
        };
        must!(
            base == Some(*value),
            "{at}: {number} is not {value} in the base unit"
        );
    }
    must!(values.is_sorted(), "{at}: a range from high to low");
    Ok(())
}

/// Whether a line is a page's number between dashes.
fn is_page_number(line: &str) -> bool {
    let dash = ['-', '—', '–', '－'];
    let line = line.trim();
    let inner = line
        .strip_prefix(dash)
        .and_then(|rest| rest.strip_suffix(dash));
    inner.is_some_and(|inner| {
        let inner = inner.trim_matches(dash).trim();
        !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit())
    })
}

/// The digits of a number stand in the text in the same order, where it is written with nothing else. 4亿2万 is a sum, 1/3
/// a quotient. Zeros are left out, since .5 is written as 0.5.
fn digits(record: &Record, numbers: &[Decimal]) -> Result<(), String> {
    let counting = |text: &str| {
        text.chars()
            .filter(|c| matches!(c, '1'..='9'))
            .collect::<String>()
    };
    // A number that a page breaks stands on both sides of the page's number: 7, -1-, 3 on three lines.
    let said = fold(&record.text);
    let lines = said.lines().filter(|line| !is_page_number(line));
    let said = lines.collect::<Vec<_>>().join("\n");
    let written = counting(&said);
    let other = |c: char| {
        "/分之成折番翻〇零一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟两几半廿卅".contains(c)
    };
    let sum = said.matches(['万', '亿']).count() > 1;
    for number in numbers {
        let digits = counting(&number.to_string());
        must!(
            written.is_empty() || sum || said.contains(other) || written.contains(&digits),
            "{}: {:?} is read as {number}",
            record.id,
            record.text
        );
    }
    Ok(())
}

/// The numbers of a record as written, and in the base unit.
fn numbers(record: &Record) -> Result<(Vec<Decimal>, Vec<Decimal>), String> {
    let parse = |number: &String| {
        let read = number.parse::<Decimal>().ok();
        read.filter(|n| n.to_f64().is_some_and(f64::is_finite) && !n.is_sign_negative())
            .ok_or_else(|| format!("{}: {number} is no number", record.id))
    };
    let numbers = match &record.number {
        Numbers::One(number) => std::slice::from_ref(number),
        Numbers::Parts(parts) => parts,
    };
    let written = numbers
        .iter()
        .chain(&record.number_to)
        .map(parse)
        .collect::<Result<_, _>>()?;
    let values = record
        .value
        .iter()
        .chain(&record.value_to)
        .map(parse)
        .collect::<Result<_, _>>()?;
    Ok((written, values))
}

#[test]
fn a_panic_is_a_failure() {
    assert_eq!(failure(|| panic!("甲")).as_deref(), Some("panic: 甲"));
    assert_eq!(failure(|| Err("乙".into())).as_deref(), Some("乙"));
    assert_eq!(failure(|| Ok(())), None);
}
