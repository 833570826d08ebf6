//! A picture as SVG: a file of its own, or a part of a page.

use super::ink::{Colour, PAPER};
use super::{Anchor, Mark, Picture, Shape};
use std::fmt::Write;

/// Fonts with Chinese characters on the systems that people use, the nearest to the built-in one first.
const FONTS: &str = "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',sans-serif";

/// The picture as a file.
pub fn written(picture: &Picture) -> String {
    let (width, height) = (picture.width, picture.height);
    let leads = picture.shapes.iter().any(|shape| match shape {
        Shape::Dot { mark, .. } => mark.as_ref().is_some_and(|mark| mark.link.is_some()),
        _ => false,
    });
    // What is in an image is not told to those who hear the page; links have to be.
    let role = if leads { "group" } else { "img" };
    let (told, paper) = (escaped(&picture.told), hex(PAPER));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"{role}\" aria-label=\"{told}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"{FONTS}\">\n<rect class=\"zs-paper\" width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>\n"
    );
    for shape in &picture.shapes {
        // Writing to a string cannot fail.
        let _ = shape_to(&mut out, shape);
    }
    out.push_str("</svg>\n");
    out
}

fn shape_to(out: &mut String, shape: &Shape) -> std::fmt::Result {
    match shape {
        Shape::Line {
            points,
            ink,
            width,
            dashed,
        } => {
            let points: Vec<String> = points
                .iter()
                .map(|(x, y)| format!("{x:.1},{y:.1}"))
                .collect();
            let dashes = if *dashed {
                " stroke-dasharray=\"2 3\""
            } else {
                ""
            };
            writeln!(
                out,
                "<polyline class=\"zs-line {}\" points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"{dashes}/>",
                ink.class(),
                points.join(" "),
                hex(ink.colour())
            )
        }
        Shape::Dot {
            at: (x, y),
            radius,
            ink,
            hollow,
            mark,
        } => {
            let end = mark.as_ref().map(|mark| opened(out, mark, (*x, *y)));
            let colour = hex(ink.colour());
            let (what, fill) = match hollow {
                true => ("zs-hollow", hex(PAPER)),
                false => ("zs-dot", colour.clone()),
            };
            write!(
                out,
                "<circle class=\"{what} {}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\" fill=\"{fill}\" stroke=\"{colour}\" stroke-width=\"1.5\"/>",
                ink.class()
            )?;
            writeln!(out, "{}", end.transpose()?.unwrap_or_default())
        }
        Shape::Text {
            at: (x, y),
            size,
            anchor,
            ink,
            bold,
            text,
        } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let weight = if *bold { " font-weight=\"bold\"" } else { "" };
            writeln!(
                out,
                "<text class=\"zs-text {}\" x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"{}\"{weight}>{}</text>",
                ink.class(),
                hex(ink.colour()),
                escaped(text)
            )
        }
    }
}

/// Opens what holds a mark: what it tells, and where it leads with the room around it. Gives what closes it.
fn opened(
    out: &mut String,
    mark: &Mark,
    (x, y): (f64, f64),
) -> Result<&'static str, std::fmt::Error> {
    let told = escaped(&mark.told);
    let Some(link) = &mark.link else {
        write!(out, "<g><title>{told}</title>")?;
        return Ok("</g>");
    };
    write!(
        out,
        "<a class=\"zs-mark\" href=\"{}\"><title>{told}</title><circle class=\"zs-reach\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.1}\" fill=\"none\" pointer-events=\"all\"/>",
        escaped(link),
        mark.reach
    )?;
    Ok("</a>")
}

fn hex([r, g, b]: Colour) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// The text with what XML keeps for itself written out, without characters that it forbids.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::ink::Ink;
    use super::*;

    fn picture(shapes: Vec<Shape>) -> Picture {
        Picture {
            told: "\"甲\"（亿元）".into(),
            width: 10.0,
            height: 10.0,
            shapes,
        }
    }

    fn dot(link: Option<&str>) -> Shape {
        Shape::Dot {
            at: (1.0, 2.0),
            radius: 3.0,
            ink: Ink::Curve(1),
            hollow: false,
            mark: Some(Mark {
                told: "甲<乙> 2017年 '5'亿元".into(),
                link: link.map(str::to_string),
                reach: 8.0,
            }),
        }
    }

    #[test]
    fn texts_are_escaped() {
        let out = written(&picture(vec![Shape::Text {
            at: (1.0, 2.0),
            size: 12.0,
            anchor: Anchor::Middle,
            ink: Ink::Plain,
            bold: false,
            text: "投资<5 & \"甲\"\u{1}".into(),
        }]));
        assert!(
            out.contains("投资&lt;5 &amp; &quot;甲&quot; </text>"),
            "{out}"
        );
        assert!(
            out.contains("aria-label=\"&quot;甲&quot;（亿元）\""),
            "{out}"
        );
        assert!(out.starts_with("<svg ") && out.ends_with("</svg>\n"));
    }

    #[test]
    fn a_mark_leads_to_its_sentence() {
        let out = written(&picture(vec![dot(Some("/documents/a\"b?x='1'&y#claim-7"))]));
        assert!(
            out.contains(
                "<a class=\"zs-mark\" href=\"/documents/a&quot;b?x=&#39;1&#39;&amp;y#claim-7\"><title>甲&lt;乙&gt; 2017年 &#39;5&#39;亿元</title><circle class=\"zs-reach\" cx=\"1.0\" cy=\"2.0\" r=\"8.0\" fill=\"none\" pointer-events=\"all\"/><circle class=\"zs-dot zs-curve-1\""
            ),
            "{out}"
        );
        assert!(out.contains("/></a>\n"), "{out}");
        assert!(out.contains(" role=\"group\" "), "{out}");
    }

    #[test]
    fn a_mark_without_a_link_only_tells() {
        let out = written(&picture(vec![dot(None)]));
        assert!(out.contains("<g><title>甲&lt;乙&gt; "), "{out}");
        assert!(!out.contains("<a ") && !out.contains("zs-reach"), "{out}");
        assert!(out.contains(" role=\"img\" "), "{out}");
    }
}
