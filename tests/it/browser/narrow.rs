//! The pages on a phone: nothing lies beside the window, and what stood at the side is still there.

use super::accessible::PAGES;
use super::chromium::visit;

#[test]
fn a_phone_shows_every_page_whole() {
    visit(|page| {
        page.on_a_phone();
        for language in ["en", "zh"] {
            page.open(&format!("/?lang={language}"));
            for (name, address) in PAGES {
                page.open(address);
                assert!(page.holds("matchMedia('(max-width: 360px)').matches"));
                let wide = page.run(
                    "const all = [...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll, .chart, .unseen, .skip'));
                     const beyond = all.filter(e => e.getBoundingClientRect().right > 360.5);
                     return document.documentElement.scrollWidth > 360
                         ? beyond.map(e => e.outerHTML.slice(0, 120)).concat(document.documentElement.scrollWidth) : []",
                );
                assert_eq!(wide, serde_json::json!([]), "{name} in {language}");
            }
        }
    });
}

#[test]
fn a_phone_has_facets_contents_and_records() {
    visit(|page| {
        page.on_a_phone();
        page.open("/search?q=投资");
        // The answer comes first; what narrows it is opened.
        assert!(!page.in_view("section[aria-labelledby=facet-kind] a"));
        assert!(page.in_view(".results > li"));
        let all = page.text(".total b");
        page.click(".facets > summary");
        page.click("section[aria-labelledby=facet-kind] a");
        assert!(page.address().contains("kind="), "{}", page.address());
        assert_ne!(page.text(".total b"), all);

        page.open("/documents/清远-2017");
        page.click("mark.claim");
        page.until("!document.querySelector('#record').hidden");
        assert!(page.in_view("#record .rule"));
        assert!(
            page.holds("document.querySelector('#record').getBoundingClientRect().right <= 360")
        );
        page.click("#record .close");
        page.until("document.querySelector('#record').hidden");
    });
}
