//! Values in a row over names in a row: `A、B分别增长x和y`.

use super::Kind;
use super::draft::Draft;
use super::indicator::{clean, is_facet};
use super::sentence::Line;
use super::subject::{Subject, complete, names};

/// `A、B分别增长x和y`: the k-th value belongs to the k-th name, or to the k-th of the claims before.
pub(super) fn distribute(line: &Line, drafts: &mut [Draft]) {
    let mut i = 0;
    while i < drafts.len() {
        let mut end = i + 1;
        while end < drafts.len() && drafts[end].joined {
            end += 1;
        }
        let m = end - i;
        if m >= 2 {
            let d = &drafts[i];
            let n = &line.numbers[d.number];
            let told = line.text(d.predicate.start, n.start).contains("分别")
                || line.text(d.subject.start, d.subject.end).contains("分别");
            let members = list_members(line, &d.subject, told);
            if d.subject.is_empty() && (told || matches!(d.kind, Kind::Growth)) && i >= m {
                let named: Vec<(Option<String>, Option<String>)> = drafts[i - m..i]
                    .iter()
                    .map(|b| (b.indicator.clone(), b.area.clone()))
                    .collect();
                let apart = (1..m).all(|k| named[k].0 != named[k - 1].0);
                if apart {
                    for (k, (indicator, area)) in named.into_iter().enumerate() {
                        drafts[i + k].indicator = indicator;
                        drafts[i + k].area = area;
                    }
                }
            } else if m == 2
                && members.len() == 1
                && line
                    .text(d.subject.start, d.subject.end)
                    .contains("城乡居民")
            {
                let text = clean(line, d.subject.start, d.subject.end);
                drafts[i].indicator = Some(text.replacen("城乡居民", "城镇居民", 1));
                drafts[i + 1].indicator = Some(text.replacen("城乡居民", "农村居民", 1));
            } else if members.len() == m {
                let completed = complete(line, &members);
                let facet = is_facet(completed.last().map_or("", String::as_str));
                for (k, text) in completed.into_iter().enumerate() {
                    if !(facet && text.is_empty()) {
                        drafts[i + k].indicator = Some(text);
                    }
                }
            }
        }
        i = end;
    }
}

fn list_members(line: &Line, s: &Subject, told: bool) -> Vec<(usize, usize)> {
    let end = if told {
        let text = line.slice(s.start, s.end);
        text.windows(2)
            .position(|w| w == ['分', '别'])
            .map_or(s.end, |i| s.start + i)
    } else {
        s.end
    };
    names(line, s.start, end)
}
