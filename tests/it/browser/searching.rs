//! The search page: asked by typing, narrowed by facets and ranges, put in order, turned over, with scripts and without.

use super::accessible::findings;
use super::chromium::{Browser, visit};

const DOWN: &str = "\u{e015}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const RIGHT: &str = "\u{e014}";

/// How many sentences the page says there are.
fn total(page: &Browser) -> usize {
    let said = page.text(".total b").replace(',', "");
    said.parse().unwrap_or_else(|_| panic!("a count: {said}"))
}

#[test]
fn a_search_is_typed() {
    visit(|page| {
        page.open("/");
        page.type_into("#q", &format!("投资{ENTER}"));
        page.until("location.pathname === '/search'");
        assert_eq!(page.address(), "/search?q=投资");
        assert!(
            page.run("return document.title")
                .to_string()
                .contains("投资")
        );
        assert!(page.holds("document.querySelector('#q').value === '投资'"));
        assert!(total(page) > 20, "{}", total(page));
        let marked = page.texts(".results .sentence mark");
        assert_eq!(page.count(".results > li"), 20);
        assert!(
            marked.len() >= 20 && marked.iter().all(|word| word.contains("投资")),
            "{marked:?}"
        );
        assert!(page.count(".results .chips a.claim") > 20);
    });
}

#[test]
fn suggestions_are_taken_by_keyboard_and_mouse() {
    visit(|page| {
        let wait = || {
            page.until(
                "[...document.querySelectorAll('[role=listbox]:not([hidden]) [role=option] b')].some(o => o.textContent === '地区生产总值')",
            );
        };
        page.open("/");
        page.type_into("#q", "地区生产");
        wait();
        assert!(page.in_view("[role=listbox] [role=option]"));
        assert!(page.holds("document.querySelector('#q').ariaExpanded === 'true'"));
        let found = findings(page);
        assert!(found.is_empty(), "{found:#?}");
        page.press(DOWN);
        let chosen = page.text("[role=option][aria-selected=true] b");
        assert!(page.holds("document.querySelector('#q').getAttribute('aria-activedescendant')"));
        page.press(ENTER);
        page.until("document.querySelector('[role=listbox]').hidden");
        assert_eq!(page.address(), "/");
        let taken = page.run("return document.querySelector('#q').value");
        assert!(taken.to_string().contains(&chosen), "{taken} has {chosen}");
        page.press(ENTER);
        page.until("location.pathname === '/search'");
        assert!(page.address().contains(&chosen), "{}", page.address());

        // What stands before stays; Escape closes the list and leaves the box as it is.
        page.open("/");
        page.type_into("#q", "投资 地区生产");
        wait();
        page.press(ESCAPE);
        page.until("document.querySelector('[role=listbox]').hidden");
        assert!(page.holds("document.querySelector('#q').value === '投资 地区生产'"));
        page.type_into("#q", "总");
        wait();
        page.click_saying("[role=option]", "地区生产总值");
        page.until("document.querySelector('[role=listbox]').hidden");
        assert!(page.holds("document.querySelector('#q').value.startsWith('投资 ')"));
        assert!(page.holds("document.querySelector('#q').value.includes('地区生产总值')"));
        assert!(page.holds("document.activeElement.id === 'q'"));
    });
}

#[test]
fn facets_narrow_and_are_taken_back() {
    visit(|page| {
        page.open("/search?q=投资");
        let all = total(page);
        let facet = "section[aria-labelledby=facet-kind] a";
        let kind = page.text(&format!("{facet} span"));
        page.click(facet);
        let (address, narrow) = (page.address(), total(page));
        assert!(address.contains("kind="), "{address}");
        assert!(0 < narrow && narrow < all, "{narrow} of {all}");
        assert!(page.text(".active .chip").contains(&kind));
        let sentences = page.texts(".results .sentence");

        page.reload();
        assert_eq!(page.address(), address);
        assert_eq!(page.texts(".results .sentence"), sentences);
        page.back();
        assert_eq!(
            (page.address().as_str(), total(page)),
            ("/search?q=投资", all)
        );
        page.forward();
        assert_eq!((page.address(), total(page)), (address, narrow));

        let year = "section[aria-labelledby=facet-year] a";
        page.click(year);
        assert!(total(page) < narrow);
        assert_eq!(page.count(".active .chip"), 2);
        page.back();
        page.click(".active .chip");
        assert_eq!(
            (page.address().as_str(), total(page)),
            ("/search?q=投资", all)
        );
        assert_eq!(page.count(".active .chip"), 0);
    });
}

#[test]
fn a_range_is_dragged() {
    visit(|page| {
        page.open("/search?q=投资 金额>1亿元");
        let all = total(page);
        assert_eq!(page.count(".sliders input"), 2);
        assert!(page.count(".histogram rect.on") > 5);
        let low = ".sliders input:first-child";
        // The middle of the thumb stands a little right of the edge.
        page.drag(low, 0.03, 0.3);
        page.until("location.search.includes('least=')");
        let narrow = total(page);
        assert!(0 < narrow && narrow < all, "{narrow} of {all}");
        let address = page.address();
        assert!(
            address.contains("&in=亿元") && !address.contains("most="),
            "{address}"
        );
        assert!(page.count(".histogram rect.off") > 1);
        assert!(page.holds(&format!("document.querySelector('{low}').value > 0")));

        // By keyboard too; the range is a chip that takes it back.
        let before = page.url();
        page.type_into(low, RIGHT);
        page.until(&format!("location.href !== {before:?}"));
        assert!(total(page) <= narrow);
        page.click_saying(".active .chip", "亿元");
        assert_eq!(page.address(), "/search?q=投资+金额>1亿元");
        assert_eq!(total(page), all);
    });
}

#[test]
fn results_are_put_in_order_and_turned_over() {
    visit(|page| {
        page.open("/search?q=投资");
        let (all, best) = (total(page), page.texts(".results .sentence"));
        assert!(page.holds("document.querySelector('.orders a').ariaCurrent === 'true'"));
        page.click(".orders a[href*='sort=-year']");
        assert_eq!(page.address(), "/search?q=投资&sort=-year");
        assert_eq!(total(page), all);
        let years: Vec<String> = page
            .texts(".results .where")
            .iter()
            .map(|place| place.chars().filter(char::is_ascii_digit).take(4).collect())
            .collect();
        assert!(
            years.is_sorted_by(|a, b| a >= b) && years[0] > years[19],
            "{years:?}"
        );

        page.back();
        page.click("a[rel=next]");
        assert_eq!(page.address(), "/search?q=投资&offset=20");
        let next = page.texts(".results .sentence");
        assert!(!next.is_empty() && next.iter().all(|sentence| !best.contains(sentence)));
        assert!(
            page.text(".paging span").starts_with("21–"),
            "{}",
            page.text(".paging span")
        );
        assert!(page.holds("document.querySelector('.results').start === 21"));
        page.click("a[rel=prev]");
        assert_eq!(page.texts(".results .sentence"), best);
    });
}

#[test]
fn a_page_without_scripts_searches_narrows_and_turns() {
    visit(|page| {
        page.without_scripts();
        page.open("/");
        page.type_into("#q", &format!("投资 金额>0.1亿元{ENTER}"));
        page.until("location.pathname === '/search'");
        let all = total(page);
        // Nothing of page.js is there; the fields that it puts sliders above are.
        assert_eq!(page.count(".sliders, .suggestions"), 0);
        page.click("a[rel=next]");
        assert!(page.address().contains("offset=20"), "{}", page.address());
        page.click("section[aria-labelledby=facet-year] a");
        assert!(total(page) < all);
        page.click(".active .chip");
        assert_eq!(total(page), all);
        page.type_into(".range input[name=least]", &format!("100{ENTER}"));
        page.until("location.search.includes('least=100')");
        assert!(0 < total(page) && total(page) < all);
        page.click(".results .chips a.claim");
        page.until("document.querySelector('mark.claim:target') !== null");
    });
}
