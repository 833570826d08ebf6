//! The page of a report: its claims in place, what made them, and how they are cited; also of a report that means harm.

use super::chromium::{Browser, visit};
use super::served::HOSTILE;
use serde_json::json;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

/// What the record of a claim says of a field.
fn field(page: &Browser, name: &str) -> String {
    let names = page.texts("#record dt");
    let at = names.iter().position(|n| n == name);
    let at = at.unwrap_or_else(|| panic!("no {name} in {names:?}"));
    page.texts("#record dd").swap_remove(at)
}

/// The name of a claim's mark that says `text`, for a selector.
fn mark(page: &Browser, text: &str) -> String {
    let id = page.run(&format!(
        "return [...document.querySelectorAll('mark.claim')].find(m => m.textContent === {}).id",
        json!(text)
    ));
    format!("#{}", id.as_str().expect("an id"))
}

#[test]
fn a_result_leads_to_its_claim() {
    visit(|page| {
        page.open("/search?q=民生投入");
        let chip = ".results .chips a.claim";
        let said = page.text(&format!("{chip} b"));
        page.click(chip);
        assert!(
            page.address().starts_with("/documents/清远-2017#claim-"),
            "{}",
            page.address()
        );
        let target = "mark.claim:target";
        page.until("document.querySelector('mark.claim:target') !== null");
        assert_eq!(page.text(target), said);
        page.until("scrollY > 0");
        assert!(page.in_view(target));
        // Who comes for a claim is shown its record.
        page.until("!document.querySelector('#record').hidden");
        assert_eq!(field(page, "原文"), said);
    });
}

#[test]
fn a_result_leads_to_its_sentence() {
    visit(|page| {
        page.open("/search?q=湿地公园");
        let sentence = page.text(".results .sentence");
        page.click(".results h2 a");
        page.until("document.querySelector('.s:target') !== null");
        assert!(
            page.address().starts_with("/documents/清远-2017#s-"),
            "{}",
            page.address()
        );
        assert_eq!(page.text(".s:target"), sentence);
        page.until("scrollY > 0");
        assert!(page.in_view(".s:target"));
    });
}

#[test]
fn the_contents_lead_to_sections() {
    visit(|page| {
        page.open("/documents/清远-2017");
        let headings = page.texts("article.text h2");
        assert_eq!(headings.len(), 8, "{headings:?}");
        assert_eq!(page.texts(".contents a"), headings);
        page.click_saying(".contents a", "创文创卫");
        page.until("document.querySelector(':target') !== null && scrollY > 0");
        assert_eq!(page.text("article.text :target"), headings[5]);
        assert!(page.in_view("article.text :target"));
    });
}

#[test]
fn a_claim_shows_its_record_and_rule() {
    visit(|page| {
        page.open("/documents/清远-2017");
        assert!(page.holds("document.querySelector('#record').hidden"));
        let gdp = mark(page, "1500.9亿元");
        page.hover(&gdp);
        page.until("!document.querySelector('#record').hidden");
        assert_eq!(field(page, "原文"), "1500.9亿元");
        assert_eq!(field(page, "指标"), "地区生产总值");
        assert_eq!(page.text("#record .rule"), "level_amount");
        assert!(page.in_view("#record .rule"));

        // Another one under the mouse, another record.
        let growth = mark(page, "5%");
        page.hover(&growth);
        page.until("document.querySelector('#record .rule').textContent !== 'level_amount'");
        assert_eq!(field(page, "原文"), "5%");
        page.press(ESCAPE);
        page.until("document.querySelector('#record').hidden");
    });
}

#[test]
fn a_claim_is_reached_by_keyboard() {
    visit(|page| {
        page.open("/documents/清远-2017");
        // The first thing on the page skips to the text.
        page.press(TAB);
        assert!(page.holds("document.activeElement.className === 'skip'"));
        page.press(ENTER);
        page.until("location.hash === '#main'");
        let mut steps = 0;
        while !page.holds("document.activeElement.matches('mark.claim')") {
            page.press(TAB);
            steps += 1;
            assert!(steps < 40, "no claim within {steps} steps");
        }
        let said = page.run("return document.activeElement.textContent");
        page.until("!document.querySelector('#record').hidden");
        page.press(ENTER);
        page.until("document.activeElement.matches('#record button')");
        assert_eq!(json!(field(page, "原文")), said);
        page.press(ESCAPE);
        page.until("document.querySelector('#record').hidden");
        assert_eq!(page.run("return document.activeElement.textContent"), said);
    });
}

#[test]
fn a_citation_is_copied_and_followed() {
    visit(|page| {
        page.open("/documents/清远-2017");
        page.with_clipboard();
        let rate = mark(page, "79.2%");
        page.click(&rate);
        page.until("!document.querySelector('#record').hidden");
        page.click("#record .cite");
        page.until("document.querySelector('#record .cite').textContent === '已复制'");
        let copied =
            page.run_until_done("navigator.clipboard.readText().then(done, e => done(String(e)))");
        let copied = copied.as_str().expect("a text");
        let (said, link) = copied
            .rsplit_once("，http")
            .unwrap_or_else(|| panic!("no link at the end: {copied}"));
        assert_eq!(
            said,
            "“全年民生投入达到242.1亿元，占全部一般公共预算支出的79.2%，底线民生的保障水平持续提高。”\
             ——清远市2017年发展情况：数字与事实，八、发展坚持以民为本，民生保障再上台阶"
        );
        let site = page.url();
        let site = &site[..site.find("/documents").expect("the page of a report")];
        let link = format!("http{link}");
        let path = link.strip_prefix(site).expect("a link to this site");

        page.open("/");
        page.open(path);
        page.until("document.querySelector('mark.claim:target') !== null");
        assert_eq!(page.text("mark.claim:target"), "79.2%");
        page.until("scrollY > 0");
        assert!(page.in_view("mark.claim:target"));
    });
}

#[test]
fn a_hostile_report_is_only_text() {
    visit(|page| {
        // Whatever it tries to run would ask something.
        let asks_nothing = || {
            let strange = "main script, main img, article svg, .sentence b, article.text b, [onload], [onerror], [onmouseover]";
            assert_eq!(page.count(strange), 0, "{}", page.address());
        };
        page.open("/documents");
        assert!(
            page.texts("td.file")
                .iter()
                .any(|file| file.contains(HOSTILE))
        );
        asks_nothing();
        page.click_saying("tbody th a", "乙县");
        assert_eq!(
            page.text("h1"),
            "乙县报告<script>alert(1)</script>\"><img src=x onerror=alert(1)>"
        );
        assert!(
            page.text("article.text")
                .contains("全县\"><script>alert(1)</script>投资完成5亿元")
        );
        assert!(page.text("article.text").contains("3亿元&lt;b&gt;"));
        asks_nothing();
        let amount = mark(page, "5亿元");
        page.hover(&amount);
        page.until("!document.querySelector('#record').hidden");
        assert_eq!(field(page, "原文"), "5亿元");
        let id = field(page, "编号");
        assert!(id.starts_with(&HOSTILE.replace(' ', "-")), "{id}");
        asks_nothing();
        for address in [
            "/",
            "/search?q=script",
            "/search?q=“></title><script>alert(1)</script>”",
            "/claims?q=script",
            "/check",
        ] {
            page.open(address);
            asks_nothing();
        }
        for address in [
            "/search?q=\"></title><script>alert(1)</script>",
            "/claims?\"><img src=x onerror=alert(1)>=1",
        ] {
            page.open_refused(address);
            asks_nothing();
        }
        page.open("/search?q=script");
        assert!(
            page.text(".results .where")
                .contains(&HOSTILE.replace(' ', "-"))
        );
        assert!(
            page.text(".results .sentence")
                .contains("<script>alert(1)</script>")
        );
    });
}
