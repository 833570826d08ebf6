//! The files of `web/`, as they are in the program: styles, scripts and pictures are handed out, the rest is read at the start.

use super::problem::Problem;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, Response, StatusCode};
use rust_embed::{EmbeddedFile, RustEmbed};

/// The files of `web/`.
#[derive(RustEmbed)]
#[folder = "web/"]
struct Web;

/// The folder of the files that are handed out as they are.
const STATIC: &str = "static/";

/// The kinds of files that are handed out.
const TYPES: [(&str, &str); 4] = [
    (".css", "text/css; charset=utf-8"),
    (".js", "text/javascript; charset=utf-8"),
    (".svg", "image/svg+xml"),
    (".txt", "text/plain; charset=utf-8"),
];

/// The text of a file of `web/`.
///
/// # Errors
///
/// A file that is not there, or no text.
pub fn text(path: &str) -> anyhow::Result<String> {
    let file = Web::get(path).ok_or_else(|| anyhow::anyhow!("web/{path} is not in the program"))?;
    Ok(String::from_utf8(file.data.into_owned())?)
}

/// The paths of the files in a folder of `web/`.
pub fn paths(folder: &str) -> Vec<String> {
    let all = Web::iter().filter(|path| path.starts_with(folder));
    all.map(String::from).collect()
}

/// A few digits that change with the content of a file that is handed out, for its address.
pub fn version(name: &str) -> String {
    let file = Web::get(&format!("{STATIC}{name}"));
    file.map_or(String::new(), |file| digits(&file))
}

fn digits(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    hash[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Hands out a file, or says that the client has it already.
pub fn asset(name: &str, headers: &HeaderMap) -> Result<Response<Body>, Problem> {
    let kind = TYPES.iter().find(|(end, _)| name.ends_with(end));
    let file = Web::get(&format!("{STATIC}{name}"));
    let (Some((_, kind)), Some(file)) = (kind, file) else {
        return Err(Problem::no_page());
    };
    let tag = format!("\"{}\"", digits(&file));
    let known = headers.get(IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    let known = known.is_some_and(|tags| tags.split(',').any(|t| t.trim() == tag));
    let response = Response::builder()
        .header(CONTENT_TYPE, *kind)
        // Its address has its version in it; without, a client asks whether it changed.
        .header(CACHE_CONTROL, "public, max-age=86400")
        .header(ETAG, tag);
    let response = match known {
        true => response
            .status(StatusCode::NOT_MODIFIED)
            .body(Body::empty()),
        false => response.body(Body::from(file.data.into_owned())),
    };
    response.map_err(|e| Problem::fault(e.to_string()))
}
