//! What a request is answered with.

use super::ask::{Ask, Form};
use super::locale::Language;
use super::problem::Problem;
use super::site::Site;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, VARY, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Response, StatusCode, Uri};
use serde::Serialize;

/// An answer of HTTP.
pub type Answer = Response<Body>;

/// The type of a page.
const HTML: &str = "text/html; charset=utf-8";

/// The type of JSON.
const JSON: &str = "application/json; charset=utf-8";

impl Ask {
    /// The answer of this data: as JSON, or as a page by a template.
    ///
    /// # Errors
    ///
    /// A fault of the template.
    pub fn answer(&self, template: &str, data: &impl Serialize) -> Result<Answer, Problem> {
        match self.form {
            Form::Json => json(StatusCode::OK, data),
            Form::Html => {
                let site = &self.site;
                let texts = (self.language, site.locales.texts(self.language));
                let page = site.templates.page(template, data, &self.address, texts)?;
                html(StatusCode::OK, page)
            }
        }
    }

    /// The answer that tells of a problem.
    pub fn failed(&self, problem: &Problem) -> Answer {
        let told = match self.form {
            Form::Json => None,
            Form::Html => {
                let (site, language) = (&self.site, self.language);
                let texts = (language, site.locales.texts(language));
                let page = site
                    .templates
                    .page("problem.html", problem, &self.address, texts);
                page.ok()
            }
        };
        problem_answer(problem, told)
    }
}

/// JSON of this data.
///
/// # Errors
///
/// Data that JSON cannot hold: a fault of the program.
pub fn json(status: StatusCode, data: &impl Serialize) -> Result<Answer, Problem> {
    let body = serde_json::to_vec(data).map_err(|e| Problem::fault(e.to_string()))?;
    whole(status, JSON, body)
}

/// JSON that is written already.
///
/// # Errors
///
/// A fault of the program.
pub fn written_json(text: String) -> Result<Answer, Problem> {
    whole(StatusCode::OK, JSON, text.into_bytes())
}

fn html(status: StatusCode, page: String) -> Result<Answer, Problem> {
    whole(status, HTML, page.into_bytes())
}

fn whole(status: StatusCode, kind: &str, body: Vec<u8>) -> Result<Answer, Problem> {
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, kind)
        .header(CACHE_CONTROL, "no-cache")
        .header(VARY, "Accept-Language, Cookie")
        .body(Body::from(body))
        .map_err(|e| Problem::fault(e.to_string()))
}

/// The answer that tells of a problem: as a page where there is one, else as JSON.
pub fn problem_answer(problem: &Problem, page: Option<String>) -> Answer {
    #[derive(Serialize)]
    struct Told<'a> {
        error: &'a Problem,
    }
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let answer = match page {
        Some(page) => html(status, page),
        None => json(status, &Told { error: problem }),
    };
    let mut answer = answer.unwrap_or_else(|_| {
        let mut answer = Answer::new(Body::from(problem.message.clone()));
        *answer.status_mut() = status;
        answer
    });
    if problem.status == 401 {
        let asks = HeaderValue::from_static("Bearer realm=\"zhishu\"");
        answer.headers_mut().insert(WWW_AUTHENTICATE, asks);
    }
    if let Some(seconds) = problem.retry_after {
        answer.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    answer
}

/// The answer to a request that no page hears of: a page where a person asked for one, else JSON.
pub fn refused(
    site: &Site,
    problem: &Problem,
    uri: &Uri,
    form: Form,
    language: Language,
) -> Answer {
    let address = super::address::Address {
        path: uri.path().to_string(),
        params: Default::default(),
    };
    let texts = (language, site.locales.texts(language));
    let page = || {
        let page = site
            .templates
            .page("problem.html", problem, &address, texts);
        page.ok()
    };
    let page = (form == Form::Html).then(page).flatten();
    problem_answer(problem, page)
}
