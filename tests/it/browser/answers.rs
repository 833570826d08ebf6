//! The other pages: the start, series with their chart, the table of claims, checks, a text sent in, and both languages.

use super::chromium::visit;

const ENTER: &str = "\u{e007}";

#[test]
fn the_start_tells_what_is_indexed() {
    visit(|page| {
        page.open("/");
        let figures = page.texts(".figures dd");
        assert_eq!(figures[0], "6");
        assert!(
            figures[1].replace(',', "").parse::<usize>().unwrap() > 400,
            "{figures:?}"
        );
        assert!(page.count(".bars a") > 4);
        assert_eq!(page.count(".examples a"), 3);
        page.click_saying(".examples a", "投资");
        assert!(page.count(".results > li") > 10);
        page.back();
        page.click_saying(".years a", "2024");
        assert_eq!(page.address(), "/documents/清苑-2024");
    });
}

#[test]
fn a_chart_leads_to_its_sentences() {
    visit(|page| {
        page.open("/series");
        assert!(page.count(".cloud a") > 3);
        page.type_into("input[name=indicator]", "GDP");
        page.type_into("input[name=place]", &format!("清苑{ENTER}"));
        page.until("document.querySelector('figure.chart svg') !== null");
        assert_eq!(page.address(), "/series?indicator=GDP&place=清苑");
        assert!(page.in_view("figure.chart svg"));
        assert!(
            page.count("figure.chart svg path, figure.chart svg polyline, figure.chart svg line")
                > 0
        );
        assert!(page.count("figure.chart svg a") > 1);
        assert!(
            page.texts("tbody td")
                .iter()
                .any(|cell| cell == "166.2亿元")
        );
        assert!(page.count(".cloud a:not(.on)") > 0, "places to compare");

        let said = page.text("figure.chart svg a title");
        page.click("figure.chart svg a");
        page.until("document.querySelector('mark.claim:target') !== null");
        let target = page.text("mark.claim:target");
        assert!(
            page.address().starts_with("/documents/清苑-"),
            "{}",
            page.address()
        );
        assert!(said.contains(&target), "{said} leads to {target}");
    });
}

#[test]
fn claims_are_sorted_and_shown_in_other_columns() {
    visit(|page| {
        page.open("/claims?kind=growth&unit=%25");
        // By how much; whether up or down stands in a column of its own.
        let values = || -> Vec<f64> {
            let cells = page.texts("td.c-text");
            let bare = |cell: &String| cell.trim_end_matches('%').parse::<f64>().ok();
            cells.iter().filter_map(bare).map(f64::abs).collect()
        };
        page.click_saying("thead a", "原文");
        assert_eq!(page.address(), "/claims?kind=growth&unit=%&sort=value");
        assert!(page.text("th[aria-sort=ascending]").contains("原文"));
        let up = values();
        assert!(up.len() > 10 && up.is_sorted() && up[0] < up[10], "{up:?}");
        page.click_saying("thead a", "原文");
        assert!(page.text("th[aria-sort=descending]").contains("原文"));
        let down = values();
        assert!(
            down.is_sorted_by(|a, b| a >= b) && down[0] > up[10],
            "{down:?}"
        );

        let before = page.texts("thead th");
        page.click(".columns summary");
        page.click(".columns input[value=rule]");
        page.click(".columns input[value=indicator]");
        page.click(".columns button");
        page.until("location.search.includes('columns=')");
        let after = page.texts("thead th");
        assert!(after.iter().any(|name| name == "规则"), "{after:?}");
        assert!(before.iter().any(|name| name.contains("指标")));
        assert!(!after.iter().any(|name| name.contains("指标")), "{after:?}");
        assert!(page.address().contains("sort=-value"), "{}", page.address());
        page.reload();
        assert_eq!(page.texts("thead th"), after);
        // What is downloaded is what is shown.
        let columns =
            "new URL(document.querySelector('.downloads a').href).searchParams.get('columns')";
        let shown = "new URLSearchParams(location.search).get('columns')";
        assert!(page.holds(&format!("{columns} === {shown}")));
    });
}

#[test]
fn a_contradiction_shows_its_arithmetic() {
    visit(|page| {
        page.open("/check");
        let arithmetic = page.text(".findings .arithmetic");
        assert!(
            arithmetic.contains("100") && arithmetic.contains("120"),
            "{arithmetic}"
        );
        page.click_saying(".findings .cited a", "30%");
        page.until("document.querySelector('mark.claim:target') !== null");
        assert_eq!(page.text("mark.claim:target"), "30%");
        assert!(
            page.address().starts_with("/documents/丙县-2020#"),
            "{}",
            page.address()
        );
    });
}

#[test]
fn a_text_that_is_sent_shows_its_claims() {
    visit(|page| {
        page.open("/extract");
        page.type_into(
            "#text",
            "丁县财政收入8.5亿元，增长7%。<b>学校</b>达到12所。",
        );
        page.click("form.extract button");
        page.until("document.querySelector('article.text') !== null");
        assert_eq!(
            page.texts("article.text mark.claim"),
            ["8.5亿元", "7%", "12所"]
        );
        assert!(page.text("article.text").contains("<b>学校</b>"));
        assert_eq!(page.count("article.text b"), 0);
        let first = page.texts("tbody tr:first-child td");
        assert_eq!(first[0], "8.5亿元");
        assert_eq!(first[1], "丁县财政收入");
        page.click("tbody tr:nth-child(2) a");
        page.until("document.querySelector('mark.claim:target') !== null");
        assert_eq!(page.text("mark.claim:target"), "7%");
    });
}

#[test]
fn the_language_is_switched_and_stays() {
    visit(|page| {
        page.open("/search?q=投资&sort=year");
        assert!(page.holds("document.documentElement.lang === 'zh-CN'"));
        page.click_saying(".language a", "English");
        assert!(page.holds("document.documentElement.lang === 'en'"));
        assert_eq!(page.text("h1"), "Search sentences");
        assert!(page.address().contains("sort=year"), "{}", page.address());
        page.click_saying(".top nav a", "Claims");
        assert_eq!(
            (page.address().as_str(), page.text("h1").as_str()),
            ("/claims", "Claims")
        );
        page.click_saying(".language a", "中文");
        page.open("/check");
        assert!(page.holds("document.documentElement.lang === 'zh-CN'"));
    });
}
