//! Markdown: its text without the marks, tables kept as rows. What only looks like a mark is left as it stands.

use super::html;
use pulldown_cmark::{CowStr, Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

/// What was read of a text in Markdown.
pub(super) struct Marked {
    pub text: String,
    pub title: Option<String>,
}

/// Reads a text in Markdown.
pub(super) fn read(source: &str) -> Marked {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let source = with_definitions(&with_comparisons(source), options);
    let mut title = None;
    let mut in_head = false;
    // For each open list the mark of its items where it counts.
    let mut counts: Vec<bool> = Vec::new();
    let mut events: Vec<Event> = Vec::new();
    for (event, range) in Parser::new_ext(&source, options).into_offset_iter() {
        match event {
            Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle)) => in_head = true,
            Event::End(TagEnd::MetadataBlock(_)) => in_head = false,
            Event::Text(head) if in_head => title = title_in(&head),
            _ if in_head => {}
            // A line of the source is a line, as it is in a text without marks.
            Event::SoftBreak => events.push(Event::HardBreak),
            Event::Start(Tag::List(first)) => {
                counts.push(first.is_some());
                events.push(Event::Start(Tag::List(None)));
            }
            Event::End(TagEnd::List(_)) => {
                counts.pop();
                events.push(Event::End(TagEnd::List(false)));
            }
            Event::Start(Tag::Item) => {
                events.push(Event::Start(Tag::Item));
                // The number as it is written.
                if counts.last() == Some(&true) {
                    let item = source[range].trim_start();
                    let mark = item.split([' ', '\t', '\n']).next().unwrap_or_default();
                    events.push(Event::Text(CowStr::from(format!("{mark} "))));
                }
            }
            // In a list with blank lines an item's text is a paragraph, which would part it from its number.
            Event::Start(Tag::Paragraph) if follows_number(&events) => {}
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            event => events.push(event),
        }
    }
    let mut page = String::with_capacity(source.len() * 2);
    pulldown_cmark::html::push_html(&mut page, events.into_iter());
    Marked {
        text: html::lines_of(&page),
        title,
    }
}

/// Whether the number of an item is what was written last.
fn follows_number(events: &[Event]) -> bool {
    matches!(events, [.., Event::Start(Tag::Item), Event::Text(mark)] if mark.ends_with(' '))
}

/// The text with each `>5%` at the start of a line guarded: it compares, and quotes nothing.
fn with_comparisons(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    for line in source.split_inclusive('\n') {
        let body = line.trim_start_matches(' ');
        let compares = body
            .strip_prefix('>')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == '='));
        if compares {
            out.push('\\');
            out.push_str(body);
        } else {
            out.push_str(line);
        }
    }
    out
}

/// The text with each `[1]: 数据为初步数` guarded: a definition of a link that leads nowhere is a note.
fn with_definitions(source: &str, options: Options) -> String {
    let parser = Parser::new_ext(source, options);
    let leads = |target: &str| {
        target.is_empty() || target.contains([':', '/', '#']) || target.ends_with(".md")
    };
    let mut notes: Vec<usize> = parser
        .reference_definitions()
        .iter()
        .filter(|(_, definition)| !leads(&definition.dest))
        .map(|(_, definition)| definition.span.start)
        .collect();
    notes.sort_unstable();
    let mut out = String::with_capacity(source.len() + notes.len());
    let mut from = 0;
    for note in notes {
        if let Some(before) = source.get(from..note) {
            out.push_str(before);
            out.push('\\');
            from = note;
        }
    }
    out.push_str(&source[from..]);
    out
}

/// The title that the head of a text states.
fn title_in(head: &str) -> Option<String> {
    let line = head.lines().find_map(|line| line.strip_prefix("title:"))?;
    let title = line.trim().trim_matches(['"', '\'']).to_string();
    Some(title).filter(|t| !t.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        let source = "---\ntitle: 清河市报告\n---\n# 清河市2018年政府工作报告\n\n## 一、回顾\n\n全年生产总值**1500.9**亿元，*增长*5%。\n第二行 `代码`。\n\n\
                      3. 工业增长[7%](http://a.example/b)\n4. 农业\n\n- 其他\n\n| 品种 | 产量（吨） |\n| --- | ---: |\n| 水泥 | 15 |\n\n\
                      ---\n\n面积5km<sup>2</sup>。<br>完\n";
        let read = read(source);
        assert_eq!(
            read.text,
            "清河市2018年政府工作报告\n一、回顾\n全年生产总值1500.9亿元，增长5%。\n第二行 代码。\n3. 工业增长7%\n4. 农业\n其他\n\
             品种\t产量（吨）\n水泥\t15\n面积5km²。\n完\n"
        );
        assert_eq!(read.title.as_deref(), Some("清河市报告"));
    }

    #[test]
    fn a_text_without_marks_loses_nothing() {
        let source = "清河市报告\n1.5万人就业，增长5~6%、7~8%\n2020年*为初步数\n注：*为预计数\n<5%的企业\n\n>5%的企业\n>=3户\n\n（一）收入5_000元，支出3_000元\n\n\
                      1、第一\n2. 第二\n[1]: 初步数\n\n#1机组投产\n";
        let expected: Vec<&str> = source.lines().filter(|l| !l.is_empty()).collect();
        let read = read(source).text;
        assert_eq!(read.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn items_between_blank_lines_keep_their_numbers() {
        assert_eq!(read("1) 甲\n\n2) 乙\n\n   丙\n").text, "1) 甲\n2) 乙\n丙\n");
    }
}
