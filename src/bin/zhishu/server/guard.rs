//! What every request passes before it is answered, and every answer before it is sent: hosts, limits, headers.

use super::answer::{Answer, refused};
use super::ask::Form;
use super::problem::Problem;
use super::routes::language;
use super::site::Site;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, Uri};
use axum::middleware::Next;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

/// What is said with every answer. Scripts and styles come from this server alone and never stand in a page; nothing is
/// loaded from elsewhere; no other page may show this one in a frame.
const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    ),
];

/// How long adding or removing a report may take: the file may be large, and others may be before it.
const WRITING: Duration = Duration::from_secs(600);

/// Whether a request adds or removes a report. One that may not is refused before it sends anything.
fn writes(method: &Method, path: &str) -> bool {
    !method.is_safe() && (path == "/documents" || path.starts_with("/documents/"))
}

/// Lets a request through that comes to a name of this server while there is room, and for so long.
pub async fn guard(State(site): State<Arc<Site>>, request: Request, next: Next) -> Answer {
    let uri = request.uri().clone();
    let form = Form::of(&request);
    let language = language(request.headers(), request.uri().query());
    let outcome = pass(&site, request, next).await;
    let told = |problem| refused(&site, &problem, &uri, form, language);
    let mut answer = outcome.unwrap_or_else(told);
    for (name, value) in HEADERS {
        let headers = answer.headers_mut();
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

async fn pass(site: &Site, request: Request, next: Next) -> Result<Answer, Problem> {
    is_for_here(site, request.headers(), request.uri())?;
    is_from_here(request.method(), request.headers())?;
    let permit = site.requests.clone().try_acquire_owned();
    let _permit = permit.map_err(|_| Problem::busy())?;
    let limit = match writes(request.method(), request.uri().path()) {
        true => site.settings.timeout.max(WRITING),
        false => site.settings.timeout,
    };
    let answered = tokio::time::timeout(limit, next.run(request)).await;
    answered.map_err(|_| Problem::too_slow())
}

/// Refuses a request to a name that is not one of this server: a page of another site may let its own name point here (DNS
/// rebinding). An address in digits cannot be made to point elsewhere.
fn is_for_here(site: &Site, headers: &HeaderMap, uri: &Uri) -> Result<(), Problem> {
    let header = headers.get(header::HOST).and_then(|h| h.to_str().ok());
    let host = header.or(uri.authority().map(|a| a.as_str()));
    let host = host.ok_or_else(|| {
        Problem::new(
            400,
            "no_host",
            "the request names no host; send the header Host",
        )
    })?;
    let name = name_of(host).to_ascii_lowercase();
    let known = is_address(&name)
        || name == "localhost"
        || name.ends_with(".localhost")
        || site.settings.hosts.contains(&name);
    match known {
        true => Ok(()),
        false => Err(Problem::new(
            421,
            "unknown_host",
            "this server does not go by the name in the request; start it with --host NAME if it should",
        )),
    }
}

/// Refuses what a page of another site sends.
fn is_from_here(method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
    let value = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    let (Some(origin), Some(host)) = (value(header::ORIGIN), value(header::HOST)) else {
        return Ok(());
    };
    let from = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    match method.is_safe() || from.eq_ignore_ascii_case(host) {
        true => Ok(()),
        false => Err(Problem::new(
            403,
            "foreign_origin",
            "this was sent by a page of another site",
        )),
    }
}

/// A host without its port.
fn name_of(host: &str) -> &str {
    match host.strip_prefix('[').and_then(|h| h.split_once(']')) {
        Some((address, _)) => address,
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    }
}

fn is_address(name: &str) -> bool {
    name.parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_and_brackets_are_no_part_of_a_name() {
        assert_eq!(name_of("localhost:7878"), "localhost");
        assert_eq!(name_of("[::1]:7878"), "::1");
        assert!(is_address(name_of("[::1]:7878")));
        assert!(is_address(name_of("127.0.0.1:80")));
        assert!(!is_address("127.0.0.1.example.org"));
    }

    #[test]
    fn other_sites_send_nothing() {
        let headers = |origin: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("127.0.0.1:7878"));
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            headers
        };
        let own = headers("http://127.0.0.1:7878");
        let other = headers("https://example.org");
        assert!(is_from_here(&Method::POST, &own).is_ok());
        assert!(is_from_here(&Method::POST, &other).is_err());
        assert!(is_from_here(&Method::POST, &headers("null")).is_err());
        assert!(is_from_here(&Method::GET, &other).is_ok());
    }
}
