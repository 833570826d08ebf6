//! The look of search results: a passage with its matches marked, and under it the claims found in it.

use super::items::SentenceItem;
use super::record::Record;
use super::screen::{Screen, around, fit, one_line, unbroken, width, wrap};
use crate::claim::Direction;
use crate::index::name;
use std::io::{self, Write};

/// Writes sentences one under the other.
pub fn passages(items: &[SentenceItem], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        passage(item, screen, out)?;
    }
    Ok(())
}

fn passage(item: &SentenceItem, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let title = item
        .title
        .as_deref()
        .filter(|t| *t != item.document)
        .unwrap_or_default();
    let page = item
        .page
        .map_or(String::new(), |page| format!("  p. {page}"));
    let room = screen.room(width(&item.document) + 2 + page.len());
    let head = format!(
        "{}{}  {}",
        screen.bold(&item.document),
        screen.dim(&page),
        fit(&one_line(title), room)
    );
    writeln!(out, "{}", head.trim_end())?;
    if let Some(section) = &item.section {
        let section = one_line(section);
        if !item.sentence.trim_start().starts_with(section.as_str()) {
            writeln!(out, "{}", screen.dim(&fit(&section, screen.room(0))))?;
        }
    }
    for beside in &item.before {
        context(&beside.sentence, screen, out)?;
    }
    let text = unbroken(&item.sentence);
    let lead = text.chars().take_while(|c| *c == ' ').count();
    let spans: Vec<(usize, usize)> = item
        .highlights
        .iter()
        .map(|(s, e)| (s.saturating_sub(lead), e.saturating_sub(lead)))
        .collect();
    let most = screen.room(2).max(20);
    for line in wrap(text.trim_start(), most, &spans, |t| screen.strong(t)) {
        writeln!(out, "  {line}")?;
    }
    for beside in &item.after {
        context(&beside.sentence, screen, out)?;
    }
    claims(&item.claims, &item.matches, screen, out)
}

/// Writes a sentence beside the one that matches.
fn context(sentence: &str, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let most = screen.room(2).max(20);
    for line in wrap(&one_line(sentence), most, &[], str::to_string) {
        writeln!(out, "  {}", screen.dim(&line))?;
    }
    Ok(())
}

/// Writes claims in columns: indicator, value, kind, period. Those whose ids are in `matches` are pointed out.
pub fn claims(
    claims: &[Record],
    matches: &[String],
    screen: &Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    let most = (screen.width / 3).max(12);
    let rows: Vec<[String; 4]> = claims
        .iter()
        .map(|c| {
            let kind = c.kind.as_ref().map(name).unwrap_or_default();
            let arrow = arrow(c);
            let kind = if arrow.is_empty() {
                kind
            } else {
                format!("{kind} {arrow}")
            };
            let mut when = c.period.clone().unwrap_or_default();
            if let Some(status) = c.status.as_ref().map(name).filter(|s| s != "actual") {
                when = format!("{when} {status}").trim().to_string();
            }
            [
                fit(c.indicator.as_deref().unwrap_or("-"), most),
                fit(&one_line(&c.text), 24),
                kind,
                when,
            ]
        })
        .collect();
    let wide = |i: usize| rows.iter().map(|r| width(&r[i])).max().unwrap_or(0);
    let wides = [wide(0), wide(1), wide(2)];
    for (claim, [indicator, value, kind, when]) in claims.iter().zip(&rows) {
        let mark = match matches.contains(&claim.id) {
            true => screen.strong("»"),
            false => screen.dim("·"),
        };
        let pad = |text: &str, to: usize| " ".repeat(to.saturating_sub(width(text)));
        let line = format!(
            "    {mark} {indicator}{}  {}{}  {}{}  {}",
            pad(indicator, wides[0]),
            pad(value, wides[1]),
            screen.bold(value),
            screen.dim(kind),
            pad(kind, wides[2]),
            screen.dim(when),
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The direction as an arrow.
pub fn arrow(record: &Record) -> &'static str {
    match record.direction {
        Some(Direction::Up) => "↑",
        Some(Direction::Down) => "↓",
        None => "",
    }
}

/// A claim as a few words: indicator, value, kind, period.
pub fn claim_in_short(record: &Record) -> String {
    let kind = record.kind.as_ref().map(name).unwrap_or_default();
    let parts = [
        record.indicator.as_deref().unwrap_or_default(),
        &record.text,
        &kind,
        record.period.as_deref().unwrap_or_default(),
    ];
    parts
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The part of a record's sentence around its number, in one line of at most `most` columns.
pub fn sentence_around(record: &Record, most: usize) -> String {
    let at = record.start.saturating_sub(record.sentence_start);
    around(
        &record.sentence,
        at,
        at + record.end.saturating_sub(record.start),
        most,
    )
}
