//! HTML: the main text out of a page, tables kept as rows.

mod article;
mod charset;
mod dom;
mod render;

use super::encoding::Encoding;
use super::plain;
use article::article;
use dom::{DOCUMENT, Dom};
use render::{Hidden, Line, Sort, lines};

pub(super) use render::raised;

/// What was read of a page.
pub(super) struct Page {
    pub text: String,
    pub title: Option<String>,
    pub encoding: &'static str,
}

/// Why a page was not read.
pub(super) enum Refusal {
    /// As of plain text.
    Text(plain::Refusal),
    /// It is a frame around other pages.
    Frames,
}

/// Reads a page. The encoding that is stated goes first, then a byte-order mark, then what the page states, then what its bytes tell.
pub(super) fn read(bytes: &[u8], stated: Option<Encoding>) -> Result<Page, Refusal> {
    let (html, encoding, bad) = decoded(bytes, stated).map_err(Refusal::Text)?;
    let dom = Dom::parse(&html);
    let (text, title) = text_of(&dom);
    // A bad byte in a tag or beside the text is no loss; one in the text is.
    if let Some(byte) = bad
        && text.contains(char::REPLACEMENT_CHARACTER)
    {
        return Err(Refusal::Text(plain::Refusal::Malformed { encoding, byte }));
    }
    if text.is_empty() && dom.elements("frameset").next().is_some() {
        return Err(Refusal::Frames);
    }
    Ok(Page {
        text,
        title,
        encoding,
    })
}

/// All lines of a piece of HTML that is not a page: what of it is text is not asked.
pub(super) fn lines_of(html: &str) -> String {
    let dom = Dom::parse(html);
    joined(lines(&dom, Hidden::LeftOut).iter())
}

/// The page as text, its encoding, and where its first bad byte is if there is one.
fn decoded(
    bytes: &[u8],
    stated: Option<Encoding>,
) -> Result<(String, &'static str, Option<usize>), plain::Refusal> {
    let clean = |(text, encoding)| (text, encoding, None);
    if let Some(encoding) = stated {
        return lossy(bytes, encoding);
    }
    let told = plain::decode(bytes);
    // UTF-8 with hanzi in it is nothing else, whatever the page says of itself.
    if let Ok((text, "UTF-8" | "UTF-16LE" | "UTF-16BE")) = &told
        && !text.is_ascii()
    {
        return told.map(clean);
    }
    match (charset::stated(bytes), told) {
        (Some(encoding), told) => match plain::decode_as(bytes, encoding.charset()) {
            Ok(decoded) => Ok(clean(decoded)),
            // A page that is whole in another encoding states a wrong one.
            Err(_) => told.map(clean).or_else(|_| lossy(bytes, encoding)),
        },
        (None, told) => told.map(clean),
    }
}

/// The bytes in that encoding, what is not replaced, and the first byte where that was done.
fn lossy(
    bytes: &[u8],
    encoding: Encoding,
) -> Result<(String, &'static str, Option<usize>), plain::Refusal> {
    match plain::decode_as(bytes, encoding.charset()) {
        Ok((text, name)) => Ok((text, name, None)),
        Err(plain::Refusal::Malformed { byte, .. }) => {
            let (text, _) = encoding.charset().decode_without_bom_handling(bytes);
            Ok((text.into_owned(), encoding.name(), Some(byte)))
        }
        Err(refusal) => Err(refusal),
    }
}

/// The main text of a page, with its title before it, and that title.
fn text_of(dom: &Dom) -> (String, Option<String>) {
    let mut all = lines(dom, Hidden::LeftOut);
    let mut found = article(dom, &all);
    if found.weight == 0 {
        // Some pages carry their text hidden and show it by a script.
        let with_hidden = lines(dom, Hidden::Taken);
        let other = article(dom, &with_hidden);
        if other.weight > 0 {
            (all, found) = (with_hidden, other);
        }
    }
    let title = match title(dom, &all) {
        Some(title) if title.sure => Some(title),
        // What stands right above the text is said of it, what the page calls itself is not; unless that says more.
        own => {
            let says_less = |heading: &Title| match &own {
                Some(own) => own.text.contains(&heading.text),
                None => false,
            };
            let heading = heading_above(&all, &found.lines);
            heading.filter(|heading| !says_less(heading)).or(own)
        }
    };
    let text = joined(found.lines.iter().map(|i| &all[*i]));
    match title {
        Some(Title { text: title, sure }) => {
            let missing = !text.is_empty() && !opens_with(&text, &title);
            if missing && (sure || !has_title(&text)) {
                (format!("{title}\n{text}"), Some(title))
            } else {
                (text, Some(title))
            }
        }
        None => (text, None),
    }
}

/// Whether one of the first lines of a text reads as the title of a report.
fn has_title(text: &str) -> bool {
    const LINES: usize = 5;
    text.lines().take(LINES).any(names_report)
}

/// Whether a line ends as the title of a report does.
fn names_report(line: &str) -> bool {
    const LONGEST: usize = 50;
    const ENDS: [&str; 10] = [
        "报告", "公报", "公告", "草案", "规划", "纲要", "计划", "情况", "方案", "说明",
    ];
    line.chars().count() <= LONGEST && ENDS.iter().any(|end| line.ends_with(end))
}

/// The heading of a text that its element does not hold: the nearest of the few lines above it that names a report and is
/// no link. Old pages put it into a row of its own.
fn heading_above(lines: &[Line], text: &[usize]) -> Option<Title> {
    const ABOVE: usize = 6;
    let first = *text.first()?;
    let above = lines[first.saturating_sub(ABOVE)..first].iter().rev();
    let mut headings = above.filter(|line| {
        let is_plain = line.linked == 0 && !line.text.contains(['\t', '：', ':', '>', '》']);
        is_plain && is_title(&line.text) && names_report(&line.text)
    });
    headings.next().map(|line| Title {
        text: line.text.clone(),
        sure: true,
    })
}

/// What a page calls its text.
struct Title {
    text: String,
    /// Whether the page says so of the text, and not of itself.
    sure: bool,
}

fn joined<'a>(lines: impl Iterator<Item = &'a Line>) -> String {
    let mut out = String::new();
    for line in lines {
        out.push_str(&line.text);
        out.push('\n');
    }
    out
}

/// How many characters of the text are looked at for its title.
const OPENING: usize = 400;

/// Whether the title stands in the first lines of the text, however it is broken there.
fn opens_with(text: &str, title: &str) -> bool {
    let solid = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let opening: String = text.chars().take(OPENING).collect();
    solid(&opening).contains(&solid(title))
}

/// What the page calls the text: the title that its publishing system states, its one great heading, or its own title
/// without the name of the site.
fn title(dom: &Dom, lines: &[Line]) -> Option<Title> {
    let stated = |name: &str| {
        let mut metas = dom.elements("meta");
        metas.find_map(|id| {
            let named = dom
                .attribute(id, "name")
                .or(dom.attribute(id, "property"))?;
            let content = dom.attribute(id, "content")?;
            named.eq_ignore_ascii_case(name).then(|| collapsed(content))
        })
    };
    let heading = || {
        let mut greatest = lines
            .iter()
            .filter(|l| l.sort == Sort::Heading && dom.name(l.block) == "h1" && l.linked == 0);
        let only = greatest.next()?;
        greatest.next().is_none().then(|| only.text.clone())
    };
    let own = || {
        let id = dom.elements("title").find(|id| {
            // Not one of a drawing.
            dom.around(*id).any(|id| dom.name(id) == "head")
                || dom.around(*id).all(|id| id == DOCUMENT)
        })?;
        Some(without_site(&collapsed(&dom.text(id))))
    };
    let of_text = [stated("ArticleTitle"), heading()].into_iter().flatten();
    let of_page = [stated("og:title"), own()].into_iter().flatten();
    let told = of_text.map(|text| Title { text, sure: true });
    told.chain(of_page.map(|text| Title { text, sure: false }))
        .find(|title| is_title(&title.text))
}

/// A title without the name of the site behind it: 某县政府工作报告_某县人民政府.
fn without_site(title: &str) -> String {
    let parts = title.split(['_', '|', '-', '–', '—', '｜']).map(str::trim);
    let longest = parts.clone().max_by_key(|p| p.chars().count());
    let report = parts.clone().find(|p| is_title(p) && names_report(p));
    match report.or(parts.clone().next()) {
        Some(report) if names_report(report) => report.to_string(),
        Some(first) if first.chars().count() >= 8 => first.to_string(),
        _ => longest.unwrap_or_default().to_string(),
    }
}

/// Whether a title says something: it has some hanzi, and is not what a program calls a page without one.
fn is_title(title: &str) -> bool {
    let hanzi = title
        .chars()
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .count();
    hanzi >= 4
        && title.chars().count() <= 120
        && !title.starts_with("无标题")
        && !title.starts_with("新建")
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
