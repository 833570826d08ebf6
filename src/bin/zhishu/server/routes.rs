//! Which page answers at which address, and how a request becomes an [`Ask`].

use super::address::Address;
use super::answer::Answer;
use super::ask::{Ask, Form};
use super::download;
use super::embedded::asset;
use super::guard::guard;
use super::locale::Language;
use super::pages::{self, Page};
use super::params::Params;
use super::problem::Problem;
use super::site::Site;
use super::upload;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::routing::{MethodRouter, get, post};
use std::sync::Arc;

/// The pages, each with its JSON.
const PAGES: [(&str, &str, Page); 6] = [
    ("/", "/index.json", pages::start),
    ("/search", "/search.json", pages::search),
    ("/claims", "/claims.json", pages::claims),
    ("/documents", "/documents.json", pages::documents),
    ("/series", "/series.json", pages::series),
    ("/check", "/check.json", pages::check),
];

/// What there is as JSON alone.
const DATA: [(&str, Page); 4] = [
    ("/facets.json", pages::facets),
    ("/stats.json", pages::stats),
    ("/suggest.json", pages::suggest),
    ("/openapi.json", pages::openapi),
];

/// All addresses.
pub fn router(site: Arc<Site>) -> Router {
    let mut router = Router::new();
    for (path, twin, page) in PAGES {
        router = router
            .route(path, page_at(page, Form::Html))
            .route(twin, page_at(page, Form::Json));
    }
    for (path, page) in DATA {
        router = router.route(path, page_at(page, Form::Json));
    }
    router
        .route("/documents", post(upload::add))
        .route("/documents/{*id}", get(document).delete(upload::remove))
        .route("/claims.csv", get(download::claims))
        .route("/claims.xlsx", get(download::claims))
        .route(
            "/extract",
            page_at(pages::extract_form, Form::Html).post(extract),
        )
        .route(
            "/extract.json",
            page_at(pages::extract_form, Form::Json).post(extract),
        )
        .route("/static/{name}", get(file))
        .fallback(nowhere)
        .method_not_allowed_fallback(not_so)
        .layer(axum::middleware::from_fn_with_state(site.clone(), guard))
        .with_state(site)
}

fn page_at(page: Page, form: Form) -> MethodRouter<Arc<Site>> {
    get(
        move |State(site): State<Arc<Site>>, request: Request| async move {
            let (ask, told) = asked(site, &request, form);
            with_language(told, answered(ask, page).await)
        },
    )
}

/// The page of a report: `/documents/ID`, and `/documents/ID.json`.
async fn document(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    request: Request,
) -> Answer {
    let (id, form) = id_and_form(&site, id);
    let (mut ask, told) = asked(site, &request, form);
    ask.address.path = Address::of_document(&id, None);
    ask.id = Some(id);
    with_language(told, answered(ask, pages::document).await)
}

/// The id of a report in an address, and as what it is wanted.
pub fn id_and_form(site: &Site, id: String) -> (String, Form) {
    // An id may end like that by itself.
    let known = |id: &str| {
        let snapshot = site.snapshot();
        snapshot.is_ok_and(|s| s.catalog().documents.contains_key(id))
    };
    match id.strip_suffix(".json") {
        Some(stem) if !known(&id) => (stem.to_string(), Form::Json),
        _ => (id, Form::Html),
    }
}

/// The claims of a text that is sent.
async fn extract(State(site): State<Arc<Site>>, request: Request) -> Answer {
    let kind = request.headers().get(CONTENT_TYPE);
    let sending = pages::Sending::of(kind.and_then(|k| k.to_str().ok()).unwrap_or_default());
    let form = Form::of(&request);
    let (ask, told) = asked(site, &request, form);
    match body(request, pages::MOST_BYTES).await {
        Err(problem) => ask.failed(&problem),
        Ok(body) => {
            let page = move |ask: &mut Ask| pages::extract(ask, &body, sending);
            with_language(told, answered(ask, page).await)
        }
    }
}

/// What is sent with a request, at most so many bytes of it.
///
/// # Errors
///
/// More than that, or a client that went away.
pub async fn body(request: Request, most: usize) -> Result<Bytes, Problem> {
    let too_large = || {
        let most = most / 1024 / 1024;
        Problem::new(
            413,
            "too_large",
            format!("more than {most} MB; send it in parts"),
        )
    };
    let length = request.headers().get(CONTENT_LENGTH);
    let length = length.and_then(|l| l.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > most) {
        return Err(too_large());
    }
    let body = axum::body::to_bytes(request.into_body(), most).await;
    body.map_err(|_| too_large())
}

async fn file(
    State(site): State<Arc<Site>>,
    Path(name): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Answer {
    asset(&name, &headers).unwrap_or_else(|problem| failed(site, &request, &problem))
}

async fn nowhere(State(site): State<Arc<Site>>, request: Request) -> Answer {
    failed(site, &request, &Problem::no_page())
}

/// The answer to a method that an address does not have; the router says which ones it has.
async fn not_so(State(site): State<Arc<Site>>, request: Request) -> Answer {
    let problem = Problem::no_method(request.method().as_str());
    failed(site, &request, &problem)
}

fn failed(site: Arc<Site>, request: &Request, problem: &Problem) -> Answer {
    let form = Form::of(request);
    asked(site, request, form).0.failed(problem)
}

/// What a request asks for, and the language that it chooses for the next ones too.
pub fn asked(site: Arc<Site>, request: &Request, form: Form) -> (Ask, Option<Language>) {
    let uri = request.uri();
    let address = Address {
        path: uri.path().trim_end_matches(".json").to_string(),
        params: Params::parse(uri.query().unwrap_or_default()),
    };
    let chosen = address.params.get("lang").and_then(Language::of);
    let language = language(request.headers(), uri.query());
    (Ask::new(site, address, form, language), chosen)
}

/// The language of a request: `lang` in the address, else in a cookie, else as the browser says.
pub fn language(headers: &HeaderMap, query: Option<&str>) -> Language {
    let text = |name| {
        headers
            .get(name)
            .and_then(|v: &HeaderValue| v.to_str().ok())
    };
    let params = Params::parse(query.unwrap_or_default());
    let cookies = text(COOKIE).unwrap_or_default().split(';');
    let mut kept = cookies.filter_map(|c| c.trim().strip_prefix("lang="));
    params
        .get("lang")
        .and_then(Language::of)
        .or_else(|| kept.find_map(Language::of))
        .unwrap_or_else(|| Language::accepted(text(ACCEPT_LANGUAGE).unwrap_or_default()))
}

/// An answer that lets the browser keep the language that was chosen.
fn with_language(chosen: Option<Language>, mut answer: Answer) -> Answer {
    if let Some(language) = chosen {
        let cookie = format!(
            "lang={}; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly",
            language.tag()
        );
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            answer.headers_mut().insert(SET_COOKIE, cookie);
        }
    }
    answer
}

/// Answers on a thread of its own: a question takes the processor for a while.
pub async fn answered(
    mut ask: Ask,
    page: impl FnOnce(&mut Ask) -> Result<Answer, Problem> + Send + 'static,
) -> Answer {
    let work = tokio::task::spawn_blocking(move || {
        let outcome = page(&mut ask);
        outcome.unwrap_or_else(|problem| ask.failed(&problem))
    });
    work.await.unwrap_or_else(|_| {
        let problem = Problem::fault(
            "the index is damaged, or this is a bug; make it anew with: zhishu index",
        );
        super::answer::problem_answer(&problem, None)
    })
}
