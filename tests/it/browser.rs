//! The pages in a real Chromium without a window: searched, narrowed, read, cited, on a phone, in the dark, without scripts.
//!
//! No page may write an error to the console, ask another host for anything, or have a serious finding of axe-core.

#[cfg(feature = "browser-tests")]
mod accessible;
#[cfg(feature = "browser-tests")]
mod answers;
#[cfg(feature = "browser-tests")]
mod chromium;
#[cfg(feature = "browser-tests")]
mod narrow;
#[cfg(feature = "browser-tests")]
mod report;
#[cfg(feature = "browser-tests")]
mod searching;
#[cfg(feature = "browser-tests")]
mod served;

#[test]
#[cfg(not(feature = "browser-tests"))]
#[ignore = "needs chromium, chromedriver and axe-core: cargo test --features browser-tests --test it browser"]
fn the_pages_work_in_a_browser() {
    panic!("built without the feature browser-tests");
}
