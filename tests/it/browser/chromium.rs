//! A Chromium without a window: what a person does with a page, what the page then shows, and what it must never do.

use super::served::{Served, served};
use axum::http::Method;
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};
use url::{ParseError, Url};

/// How long a page may take to become what is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// How Chromium is started: nothing of its own goes over the network, nothing moves that could stand still.
const OPTIONS: [&str; 12] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-prefers-reduced-motion",
    "--accept-lang=zh-CN",
    "--window-size=1280,900",
];

/// A browser with one page.
pub struct Browser {
    runtime: Runtime,
    client: Client,
    served: Arc<Served>,
    /// The addresses that are meant to be refused.
    refused: RefCell<Vec<String>>,
    /// Its own files; they go when it is closed.
    _profile: tempfile::TempDir,
}

/// Hands a browser to a test; afterwards its console must hold no error, and nothing may have been asked of another host.
pub fn visit(test: impl FnOnce(&Browser)) {
    let browser = Browser::start();
    test(&browser);
    let errors = browser.errors();
    assert!(errors.is_empty(), "the console says: {errors:#?}");
    let (own, foreign) = browser.requests();
    assert!(own > 0, "the requests of the pages are seen");
    assert!(foreign.is_empty(), "asked of other hosts: {foreign:#?}");
}

/// A command of the driver that the standard does not have: its path, and what is sent.
#[derive(Debug)]
struct Extra(&'static str, Value);

impl WebDriverCompatibleCommand for Extra {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.0
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.1.to_string()))
    }
}

impl Browser {
    fn start() -> Browser {
        let served = served();
        let profile = tempfile::tempdir().expect("a temporary folder");
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        let own = format!("--user-data-dir={}", profile.path().display());
        let options: Vec<&str> = OPTIONS.into_iter().chain([own.as_str()]).collect();
        let wanted = json!({
            "goog:chromeOptions": {"args": options},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            "timeouts": {"script": 60_000},
        });
        let Value::Object(wanted) = wanted else {
            unreachable!("an object");
        };
        let connected = runtime.block_on(
            ClientBuilder::new(HttpConnector::new())
                .capabilities(wanted)
                .connect(&served.driver.url),
        );
        Browser {
            client: connected.expect("chromedriver starts chromium"),
            runtime,
            served,
            refused: RefCell::default(),
            _profile: profile,
        }
    }

    #[track_caller]
    fn wait<T>(&self, work: impl Future<Output = Result<T, CmdError>>) -> T {
        let done = self.runtime.block_on(work);
        match done {
            Ok(done) => done,
            Err(e) => panic!("at {}: {e}", self.address()),
        }
    }

    #[track_caller]
    fn extra(&self, path: &'static str, body: Value) -> Value {
        self.wait(self.client.issue_cmd(Extra(path, body)))
    }

    // ---- what a person does ----

    /// Opens an address of the site.
    #[track_caller]
    pub fn open(&self, address: &str) {
        let url = format!("{}{address}", self.served.site.url);
        if address.contains('#') {
            // Going to another place in the same page would not load it anew.
            self.wait(self.client.goto("about:blank"));
        }
        self.wait(self.client.goto(&url));
    }

    /// Opens an address that the site refuses.
    #[track_caller]
    pub fn open_refused(&self, address: &str) {
        self.open(address);
        self.refused.borrow_mut().push(self.url());
    }

    /// Clicks the first element that a selector finds.
    #[track_caller]
    pub fn click(&self, css: &str) {
        self.click_saying(css, "");
    }

    /// Clicks the first element that a selector finds and that has these words.
    #[track_caller]
    pub fn click_saying(&self, css: &str, words: &str) {
        self.wait(self.element(css, words).click());
    }

    /// Types into a field; `\u{e007}` is Enter, as WebDriver has it.
    #[track_caller]
    pub fn type_into(&self, css: &str, keys: &str) {
        self.wait(self.element(css, "").send_keys(keys));
    }

    /// Presses keys where the focus is.
    #[track_caller]
    pub fn press(&self, keys: &str) {
        let focused = self.wait(self.client.active_element());
        self.wait(focused.send_keys(keys));
    }

    /// Moves the mouse onto an element.
    #[track_caller]
    pub fn hover(&self, css: &str) {
        let actions = MouseActions::new("mouse".to_string()).then(self.onto(css, 0.0));
        self.wait(self.client.perform_actions(actions));
    }

    /// Presses the mouse on an element, at `from` of its width, and drags to `to` of its width.
    #[track_caller]
    pub fn drag(&self, css: &str, from: f64, to: f64) {
        let width = self.number(&format!(
            "document.querySelector({}).getBoundingClientRect().width",
            json!(css)
        ));
        let button = fantoccini::actions::MOUSE_BUTTON_LEFT;
        let actions = MouseActions::new("mouse".to_string())
            .then(self.onto(css, (from - 0.5) * width))
            .then(PointerAction::Down { button })
            .then(self.onto(css, (to - 0.5) * width))
            .then(PointerAction::Up { button });
        self.wait(self.client.perform_actions(actions));
    }

    #[track_caller]
    fn onto(&self, css: &str, x: f64) -> PointerAction {
        PointerAction::MoveToElement {
            element: self.element(css, ""),
            duration: Some(Duration::from_millis(100)),
            x,
            y: 0.0,
        }
    }

    /// Goes back.
    pub fn back(&self) {
        self.wait(self.client.back());
    }

    /// Goes forward.
    pub fn forward(&self) {
        self.wait(self.client.forward());
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.wait(self.client.refresh());
    }

    // ---- what the person has ----

    /// Makes the browser one of a phone.
    pub fn on_a_phone(&self) {
        let screen = json!({"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": true});
        self.devtools("Emulation.setDeviceMetricsOverride", screen);
    }

    /// Asks pages for `light` or `dark` colours.
    pub fn with_colours(&self, scheme: &str) {
        let features = json!([
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({"features": features}));
    }

    /// Lets no page run scripts.
    pub fn without_scripts(&self) {
        self.devtools(
            "Emulation.setScriptExecutionDisabled",
            json!({"value": true}),
        );
    }

    /// Lets pages use the clipboard, as a person would when asked.
    pub fn with_clipboard(&self) {
        let permission = |name: &str| json!({"descriptor": {"name": name}, "state": "granted"});
        self.extra("permissions", permission("clipboard-read"));
        self.extra("permissions", permission("clipboard-write"));
    }

    fn devtools(&self, command: &str, params: Value) {
        let body = json!({"cmd": command, "params": params});
        self.extra("goog/cdp/execute", body);
    }

    // ---- what the page shows ----

    /// The address, decoded, from its path on.
    pub fn address(&self) -> String {
        let url = self.url();
        let path = url.strip_prefix(&self.served.site.url).unwrap_or(&url);
        percent_encoding::percent_decode_str(path)
            .decode_utf8_lossy()
            .into_owned()
    }

    /// The whole address.
    pub fn url(&self) -> String {
        let url = self.runtime.block_on(self.client.current_url());
        url.map_or_else(|e| e.to_string(), String::from)
    }

    /// What a body of JavaScript returns.
    #[track_caller]
    pub fn run(&self, script: &str) -> Value {
        self.wait(self.client.execute(script, Vec::new()))
    }

    /// What a body of JavaScript hands to the function `done`.
    #[track_caller]
    pub fn run_until_done(&self, script: &str) -> Value {
        let script = format!("const done = arguments[0]; {script}");
        self.wait(self.client.execute_async(&script, Vec::new()))
    }

    /// Whether an expression of JavaScript holds.
    #[track_caller]
    pub fn holds(&self, expression: &str) -> bool {
        self.run(&format!("return Boolean({expression})")) == json!(true)
    }

    /// The number that an expression of JavaScript is.
    #[track_caller]
    pub fn number(&self, expression: &str) -> f64 {
        let value = self.run(&format!("return {expression}"));
        match value.as_f64() {
            Some(number) => number,
            None => panic!("{expression} is {value}"),
        }
    }

    /// Waits until an expression of JavaScript holds.
    #[track_caller]
    pub fn until(&self, expression: &str) {
        let start = Instant::now();
        while !self.holds(expression) {
            let waited = start.elapsed();
            assert!(
                waited < PATIENCE,
                "at {}: never: {expression}",
                self.address()
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// The texts of all elements that a selector finds, shown or not, each without the space around it.
    #[track_caller]
    pub fn texts(&self, css: &str) -> Vec<String> {
        let script = format!(
            "return [...document.querySelectorAll({})].map(e => e.textContent.trim())",
            json!(css)
        );
        let texts = serde_json::from_value(self.run(&script));
        texts.expect("texts")
    }

    /// The text of the first element that a selector finds.
    #[track_caller]
    pub fn text(&self, css: &str) -> String {
        match self.texts(css).into_iter().next() {
            Some(text) => text,
            None => panic!("at {}: no {css}", self.address()),
        }
    }

    /// How many elements a selector finds.
    #[track_caller]
    pub fn count(&self, css: &str) -> usize {
        self.texts(css).len()
    }

    /// Whether the first element that a selector finds can be seen and lies in the window.
    #[track_caller]
    pub fn in_view(&self, css: &str) -> bool {
        let script = format!(
            "const e = document.querySelector({});
             if (!e || !e.checkVisibility()) return false;
             const box = e.getBoundingClientRect();
             return box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth",
            json!(css)
        );
        self.run(&script) == json!(true)
    }

    #[track_caller]
    fn element(&self, css: &str, words: &str) -> Element {
        let script = format!(
            "return [...document.querySelectorAll({})].find(e => e.textContent.includes({}))",
            json!(css),
            json!(words)
        );
        let found = self.run(&script);
        let Some(id) = found.as_object().and_then(|o| o.values().next()?.as_str()) else {
            panic!("at {}: no {css} with {words:?}", self.address());
        };
        Element::from_element_id(self.client.clone(), ElementRef::from(id.to_string()))
    }

    /// Keeps a picture of the page, where the environment names a folder for them.
    pub fn picture(&self, name: &str) {
        if let Some(folder) = std::env::var_os("ZHISHU_PICTURES") {
            let picture = self.wait(self.client.screenshot());
            let file = std::path::Path::new(&folder).join(format!("{name}.png"));
            std::fs::write(&file, picture).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        }
    }

    // ---- what it must never do ----

    /// The errors in the console since it was last asked, without those of addresses that were meant to be refused.
    fn errors(&self) -> Vec<String> {
        let refused = self.refused.borrow();
        self.log("browser")
            .iter()
            .filter(|entry| entry["level"] == "SEVERE")
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_string())
            .filter(|said| {
                !refused
                    .iter()
                    .any(|url| said.starts_with(&format!("{url} - Failed to load")))
            })
            .collect()
    }

    /// How many requests went to the site since it was last asked, and the addresses of those that went elsewhere.
    fn requests(&self) -> (usize, Vec<String>) {
        let mut own = 0;
        let mut foreign = Vec::new();
        for entry in self.log("performance") {
            let event = entry["message"].as_str().unwrap_or_default();
            let event: Value = serde_json::from_str(event).expect("an event as JSON");
            let event = &event["message"];
            if event["method"] != "Network.requestWillBeSent" {
                continue;
            }
            let url = event["params"]["request"]["url"].as_str();
            let url = url.expect("a request has an address");
            let within = ["data:", "about:", "chrome:"];
            if url
                .strip_prefix(&self.served.site.url)
                .is_some_and(|rest| rest.starts_with('/'))
            {
                own += 1;
            } else if !within.iter().any(|scheme| url.starts_with(scheme)) {
                foreign.push(url.to_string());
            }
        }
        (own, foreign)
    }

    fn log(&self, kind: &str) -> Vec<Value> {
        let entries = self.extra("se/log", json!({"type": kind}));
        entries.as_array().expect("a list of entries").clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.runtime.block_on(self.client.clone().close());
    }
}

#[test]
fn errors_and_requests_to_other_hosts_are_seen() {
    let browser = Browser::start();
    browser.open("/");
    assert_eq!(browser.errors(), [""; 0]);
    assert_eq!(browser.requests().1, [""; 0]);
    browser.run("console.error('broken')");
    browser.open("/nowhere");
    let errors = browser.errors();
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert!(errors[0].contains("broken"), "{errors:?}");
    browser.open_refused("/nowhere");
    assert_eq!(browser.errors(), [""; 0]);
    // The same server under another name is another host.
    let other = browser.served.site.url.replace("127.0.0.1", "localhost");
    browser.wait(browser.client.goto(&format!("{other}/check")));
    let foreign = browser.requests().1;
    assert!(foreign.contains(&format!("{other}/check")), "{foreign:?}");
}
