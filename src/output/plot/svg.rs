//! A picture as SVG 1.1.

use super::{Anchor, Colour, Picture, Shape};
use std::fmt::Write;

/// Fonts with Chinese characters on the systems that people use, the nearest to the built-in one first.
const FONTS: &str = "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',sans-serif";

/// The picture as a file.
pub fn written(picture: &Picture) -> String {
    let (width, height) = (picture.width, picture.height);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"{FONTS}\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n"
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
            colour,
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
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"{dashes}/>",
                points.join(" "),
                hex(*colour)
            )
        }
        Shape::Dot {
            at: (x, y),
            radius,
            colour,
            hollow,
        } => {
            let colour = hex(*colour);
            let fill = if *hollow { "#ffffff" } else { &colour };
            writeln!(
                out,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\" fill=\"{fill}\" stroke=\"{colour}\" stroke-width=\"1.5\"/>"
            )
        }
        Shape::Text {
            at: (x, y),
            size,
            anchor,
            colour,
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
                "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"{}\"{weight}>{}</text>",
                hex(*colour),
                escaped(text)
            )
        }
    }
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
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        let picture = Picture {
            width: 10.0,
            height: 10.0,
            shapes: vec![Shape::Text {
                at: (1.0, 2.0),
                size: 12.0,
                anchor: Anchor::Middle,
                colour: [0, 0, 0],
                bold: false,
                text: "投资<5 & \"甲\"\u{1}".into(),
            }],
        };
        let out = written(&picture);
        assert!(
            out.contains("投资&lt;5 &amp; &quot;甲&quot; </text>"),
            "{out}"
        );
        assert!(out.starts_with("<svg ") && out.ends_with("</svg>\n"));
    }
}
