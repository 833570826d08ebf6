//! Documents and what is read of them.

use super::*;
use std::io::Write;
use zip::write::{SimpleFileOptions, ZipWriter};

/// A document of these parts.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The lines of a document with this body.
fn lines(body: &str) -> Vec<String> {
    let source = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let read = read(&packed(&[("word/document.xml", &source)])).unwrap();
    read.text.lines().map(str::to_string).collect()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn runs_are_joined_and_breaks_are_lines() {
    assert_eq!(
        lines(
            "<w:p><w:r><w:t>全年1</w:t></w:r><w:r><w:t xml:space=\"preserve\">500.9 </w:t></w:r><w:r><w:t>亿元&lt;</w:t><w:br/><w:t>次行</w:t><w:tab/><w:t>3</w:t></w:r></w:p><w:p/>"
        ),
        ["全年1500.9 亿元<", "次行\t3"]
    );
}

#[test]
fn what_is_deleted_or_hidden_is_out() {
    let body = "<w:p><w:r><w:t>增长</w:t></w:r><w:del><w:r><w:delText>6</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>7</w:t></w:r></w:moveFrom>\
                <w:ins><w:r><w:t>5</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>\
                <w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>%</w:t></w:r></w:p>\
                <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>后半</w:t></w:r></w:p>";
    assert_eq!(lines(body), ["增长5%", "前半后半"]);
}

#[test]
fn fields_show_their_results() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE 9</w:instrText></w:r>\
                <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
                <w:fldSimple w:instr=\"x\"><w:r><w:t>户</w:t></w:r></w:fldSimple><w:hyperlink><w:r><w:t>企业</w:t></w:r></w:hyperlink></w:p>";
    assert_eq!(lines(body), ["3户企业"]);
}

#[test]
fn a_text_box_is_read_once() {
    let text_box = format!("<w:txbxContent>{}</w:txbxContent>", p("框中2亿元"));
    let body = format!(
        "<w:p><w:r><w:t>主文</w:t><mc:AlternateContent><mc:Choice>{text_box}</mc:Choice><mc:Fallback>{text_box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    assert_eq!(lines(&body), ["主文", "框中2亿元"]);
}

#[test]
fn exponents_and_symbols_are_kept() {
    let body = "<w:p><w:r><w:t>5m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>2</w:t></w:r>\
                <w:r><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:t>3</w:t><w:softHyphen/><w:noBreakHyphen/><w:t>4</w:t></w:r>\
                <m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>";
    assert_eq!(lines(body), ["5m²≥3-41/2"]);
}

#[test]
fn tables_line_up() {
    let cell = |text: &str, properties: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
    };
    let merged = "<w:vMerge/>";
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{}</w:tr></w:tbl>",
        cell("指标", "<w:vMerge w:val=\"restart\"/>"),
        cell("2017年", "<w:gridSpan w:val=\"2\"/>"),
        cell("", merged),
        cell("绝对数", ""),
        cell("增长", ""),
        cell("工业", ""),
        cell("15", ""),
        cell("3", ""),
        cell("删去", "")
    );
    let rows = ["指标\t2017年\t2017年", "\t绝对数\t增长", "工业\t15\t3"];
    assert_eq!(
        lines(&format!("{}{table}{}", p("前"), p("后"))),
        [&["前"], &rows[..], &["后"]].concat()
    );
    // A table around a table sets out a page.
    let outer = format!(
        "<w:tbl><w:tr><w:tc>{}{table}</w:tc></w:tr></w:tbl>",
        p("导语")
    );
    assert_eq!(lines(&outer), [&["导语"], &rows[..]].concat());
}

#[test]
fn numbers_and_notes_are_put_where_they_belong() {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/>\
                     <w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"4\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    let notes = format!(
        "<w:footnotes><w:footnote w:id=\"0\">{}</w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/><w:t xml:space=\"preserve\"> 初步数。</w:t></w:r></w:p></w:footnote></w:footnotes>",
        p("线")
    );
    let numbered = |text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"4\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>"
        )
    };
    let source = format!(
        "<w:document><w:body>{}{}</w:body></w:document>",
        numbered("回顾"),
        p("完")
    );
    let core = "<cp:coreProperties><dc:title>清河市工作报告</dc:title></cp:coreProperties>";
    let bytes = packed(&[
        ("word/document.xml", &source),
        ("word/numbering.xml", numbering),
        ("word/footnotes.xml", &notes),
        ("docProps/core.xml", core),
    ]);
    let read = read(&bytes).unwrap();
    assert_eq!(read.text, "一、回顾[1]\n完\n[1] 初步数。\n");
    assert_eq!(read.title.as_deref(), Some("清河市工作报告"));
}

#[test]
fn a_table_of_contents_is_left_out() {
    let styles =
        "<w:styles><w:style w:styleId=\"10\"><w:name w:val=\"toc 1\"/></w:style></w:styles>";
    let source = format!(
        "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"10\"/></w:pPr><w:r><w:t>一、回顾</w:t><w:tab/><w:t>3</w:t></w:r></w:p>{}</w:body></w:document>",
        p("一、回顾")
    );
    let bytes = packed(&[("word/document.xml", &source), ("word/styles.xml", styles)]);
    assert_eq!(read(&bytes).unwrap().text, "一、回顾\n");
}

#[test]
fn damage_and_bombs_are_told() {
    let whole = packed(&[("word/document.xml", "<w:document><w:body/></w:document>")]);
    let refused = |bytes: &[u8]| read(bytes).err();
    assert_eq!(refused(&whole[..whole.len() / 2]), Some(Refusal::Damaged));
    assert_eq!(
        refused(&packed(&[("word/other.xml", "")])),
        Some(Refusal::Damaged)
    );
    assert_eq!(
        refused(&packed(&[("word/document.xml", "<w:document><w:body")])),
        Some(Refusal::Damaged)
    );
    let bomb = " ".repeat((LARGEST + 1) as usize);
    assert_eq!(
        refused(&packed(&[("word/document.xml", &bomb)])),
        Some(Refusal::TooLarge)
    );
}

#[test]
fn deep_nesting_has_an_end() {
    for (open, close) in [
        ("<w:p>", "</w:p>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        ("<w:del>", "</w:del>"),
    ] {
        let body = open.repeat(10_000) + &p("甲") + &close.repeat(10_000) + &p("完");
        assert_eq!(
            lines(&body).last().map(String::as_str),
            Some("完"),
            "{open}"
        );
    }
}
