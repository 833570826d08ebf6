//! Every page as axe-core sees it, in both languages and colour schemes, wide and narrow: nothing serious may be found.

use super::chromium::{Browser, visit};
use std::sync::LazyLock;

/// Every sort of page, with what may stand on it.
pub const PAGES: [(&str, &str); 13] = [
    ("start", "/"),
    ("results", "/search?q=投资"),
    ("values", "/search?q=投资 金额>1亿元&kind=level"),
    ("nothing", "/search?q=没有这样的词语"),
    ("claims", "/claims?q=投资&year=2024"),
    ("documents", "/documents"),
    ("report", "/documents/清远-2017"),
    ("tables", "/documents/丙县-2020"),
    ("indicators", "/series"),
    ("chart", "/series?indicator=GDP&place=清苑,清远"),
    ("findings", "/check"),
    ("notes", "/check?class=note"),
    ("form", "/extract"),
];

/// Addresses that are refused, and so are pages that tell why.
const REFUSED: [(&str, &str); 4] = [
    ("mistake", "/search?q=投资 (金额"),
    ("no-indicator", "/series?indicator=没有这样的指标"),
    ("no-page", "/nowhere"),
    ("no-report", "/documents/没有"),
];

/// axe-core, from the file that the environment names.
static AXE: LazyLock<Result<String, String>> = LazyLock::new(|| {
    let file = std::env::var_os("ZHISHU_AXE").ok_or(
        "ZHISHU_AXE names no file: it has to name axe.min.js of axe-core, see CONTRIBUTING.md",
    )?;
    std::fs::read_to_string(&file).map_err(|e| format!("ZHISHU_AXE={}: {e}", file.display()))
});

/// What axe-core finds on the page that is serious or worse: a line for each rule and place.
pub fn findings(page: &Browser) -> Vec<String> {
    let axe = AXE.as_ref().unwrap_or_else(|why| panic!("{why}"));
    page.run(axe);
    let found = page.run_until_done(
        "axe.run(document, {resultTypes: ['violations']}).then(
             result => done(result.violations
                 .filter(v => v.impact === 'serious' || v.impact === 'critical')
                 .flatMap(v => v.nodes.slice(0, 3).map(n => `${v.id} (${v.impact}): ${n.html.slice(0, 200)}: ${n.failureSummary}`))),
             error => done(['axe-core failed: ' + error]))",
    );
    serde_json::from_value(found).expect("a list of findings")
}

/// Looks at every page and fails with all that was found.
fn look_at_all(language: &str, colours: &str, phone: bool) {
    visit(|page| {
        if phone {
            page.on_a_phone();
        }
        page.with_colours(colours);
        page.open(&format!("/?lang={language}"));
        let mut all = Vec::new();
        let mut look = |name: &str| {
            let width = if phone { "phone" } else { "desk" };
            let name = format!("{name}-{language}-{colours}-{width}");
            page.picture(&name);
            all.extend(
                findings(page)
                    .into_iter()
                    .map(|found| format!("{name}: {found}")),
            );
        };
        for (name, address) in PAGES {
            page.open(address);
            look(name);
        }
        page.open("/documents/丙县-2020");
        page.click("mark.claim");
        page.until("!document.querySelector('#record').hidden");
        look("record");
        page.open("/extract");
        page.type_into("#text", "丁县财政收入8.5亿元，增长7%。");
        page.click("form.extract button");
        page.until("document.querySelector('article.text') !== null");
        look("extracted");
        for (name, address) in REFUSED {
            page.open_refused(address);
            look(name);
        }
        assert!(
            all.is_empty(),
            "{} findings:\n{}",
            all.len(),
            all.join("\n")
        );
    });
}

#[test]
fn nothing_serious_is_found_in_chinese_by_day_on_a_desk() {
    look_at_all("zh", "light", false);
}

#[test]
fn nothing_serious_is_found_in_english_by_night_on_a_desk() {
    look_at_all("en", "dark", false);
}

#[test]
fn nothing_serious_is_found_in_english_by_day_on_a_phone() {
    look_at_all("en", "light", true);
}

#[test]
fn nothing_serious_is_found_in_chinese_by_night_on_a_phone() {
    look_at_all("zh", "dark", true);
}

/// That something serious would be found.
#[test]
fn a_serious_finding_is_found() {
    visit(|page| {
        page.open("/");
        page.run("document.querySelector('.ask button').textContent = ''; document.querySelector('.lead').style.color = '#ddd'");
        let found = findings(page);
        assert!(
            found.iter().any(|line| line.starts_with("button-name ")),
            "{found:?}"
        );
        assert!(
            found.iter().any(|line| line.starts_with("color-contrast ")),
            "{found:?}"
        );
    });
}
