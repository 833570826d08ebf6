//! Adding and removing reports, for those who know the token: a file that is sent is kept and taken in as `zhishu index` does.

use super::address::Address;
use super::answer::{Answer, json};
use super::ask::Ask;
use super::ask::Form;
use super::kept::{Kept, safe_name, take_away};
use super::params::Params;
use super::problem::Problem;
use super::routes::{answered, asked, body, id_and_form};
use super::site::{Site, WriteSettings};
use axum::extract::{Path, Request, State};
use axum::http::header::{AUTHORIZATION, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;
use std::sync::Arc;
use subtle::ConstantTimeEq;
use zhishu::{
    Encoding, IndexError, InputError, Intake, Metadata, QueryError, ReportKind, RunError,
    SourceFile, Summary, format_of, inspect, known_path, nearest,
};

/// How often a report is tried to be taken in where another process commits meanwhile.
const TRIES: usize = 3;

/// A report as it was sent.
struct Sent {
    /// The name under which it is kept.
    name: String,
    /// What is said of it.
    stated: Metadata,
    /// The encoding of its text, where that is said.
    encoding: Option<Encoding>,
    /// Its bytes.
    bytes: axum::body::Bytes,
}

/// What became of a report that was removed.
#[derive(Serialize)]
struct Removed {
    /// Its id.
    removed: Vec<String>,
    /// How many claims it had.
    claims: usize,
    /// The files that were taken away with it.
    files: Vec<String>,
}

/// Adds the report that is sent.
pub async fn add(State(site): State<Arc<Site>>, request: Request) -> Answer {
    let (ask, _) = asked(site.clone(), &request, Form::Json);
    let sent = match sent(&site, &ask, request).await {
        Ok(sent) => sent,
        Err(problem) => return ask.failed(&problem),
    };
    let writing = site.writing.clone().lock_owned().await;
    let work = move |ask: &mut Ask| {
        // Held until it is done, also where the client went away.
        let _writing = writing;
        take_in(&ask.site, sent)
    };
    answered(ask, work).await
}

/// Removes a report.
pub async fn remove(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    request: Request,
) -> Answer {
    let (ask, _) = asked(site.clone(), &request, Form::Json);
    let allowed = may_write(&site, request.headers());
    if let Err(problem) = allowed.and_then(|_| ask.takes(&[], false)) {
        return ask.failed(&problem);
    }
    let writing = site.writing.clone().lock_owned().await;
    let work = move |ask: &mut Ask| {
        let _writing = writing;
        let (id, _) = id_and_form(&ask.site, id);
        take_out(&ask.site, &id)
    };
    answered(ask, work).await
}

/// Lets those through who know the token.
fn may_write<'a>(site: &'a Site, headers: &HeaderMap) -> Result<&'a WriteSettings, Problem> {
    let Some(write) = &site.settings.write else {
        return Err(Problem::new(
            403,
            "read_only",
            "this server only reads; to add and remove reports start it with: zhishu serve --write --token-file FILE",
        ));
    };
    let given = headers.get(AUTHORIZATION).and_then(|h| h.to_str().ok());
    let given = given.and_then(|given| {
        let (scheme, token) = given.split_once(' ')?;
        scheme
            .eq_ignore_ascii_case("bearer")
            .then_some(token.trim())
    });
    match given {
        Some(given) if is_token(given, &write.token) => Ok(write),
        Some(_) => Err(Problem::new(
            401,
            "wrong_token",
            "this is not the token of this server",
        )),
        None => Err(Problem::new(
            401,
            "no_token",
            "adding and removing reports needs the header: Authorization: Bearer TOKEN",
        )),
    }
}

/// Whether both are the same. How long it takes tells nothing of how near they are, nor of how long the token is.
fn is_token(given: &str, token: &str) -> bool {
    let mut padded = vec![0; token.len()];
    let most = given.len().min(token.len());
    padded[..most].copy_from_slice(&given.as_bytes()[..most]);
    let same_length = given.len().ct_eq(&token.len());
    (padded.ct_eq(token.as_bytes()) & same_length).into()
}

/// What a request sends; its body is read only where the rest of it is in order.
async fn sent(site: &Site, ask: &Ask, request: Request) -> Result<Sent, Problem> {
    let write = may_write(site, request.headers())?;
    ask.takes(
        &["name", "title", "place", "year", "kind", "encoding"],
        false,
    )?;
    let params = ask.params();
    let given = params.get("name").unwrap_or_default();
    let name = safe_name(given).ok_or_else(|| {
        let what = "give the name of the file, of which the report gets its id: name=清远-2017.txt";
        Problem::parameter("name", given, what)
    })?;
    let (stated, encoding) = (stated(params)?, encoding(params)?);
    let _permit = (site.uploads.try_acquire()).map_err(|_| Problem::busy())?;
    let bytes = body(request, write.most_bytes).await?;
    if bytes.is_empty() {
        return Err(Problem::new(
            400,
            "empty",
            "nothing was sent; send the bytes of the file as the body: curl --data-binary @FILE",
        ));
    }
    Ok(Sent {
        name,
        stated,
        encoding,
        bytes,
    })
}

/// What is said of a report.
fn stated(params: &Params) -> Result<Metadata, Problem> {
    let text = |name| params.get(name).map(|text| text.trim().to_string());
    let year = params.get("year").map(|given| {
        let year = given.parse().ok().filter(|y| (1900..=2100).contains(y));
        year.ok_or_else(|| Problem::parameter("year", given, "give a year from 1900 to 2100"))
    });
    let kind = params.get("kind").map(|given| {
        let what = "it is one of work, bulletin, budget, plan, report";
        ReportKind::said(given).ok_or_else(|| Problem::parameter("kind", given, what))
    });
    Ok(Metadata {
        title: text("title"),
        place: text("place"),
        year: year.transpose()?,
        kind: kind.transpose()?,
        ..Metadata::default()
    })
}

fn encoding(params: &Params) -> Result<Option<Encoding>, Problem> {
    let encoding = params.get("encoding").map(|given| {
        let parsed = given.parse::<Encoding>();
        parsed.map_err(|error| Problem::parameter("encoding", given, error))
    });
    encoding.transpose()
}

/// Keeps a report and takes it in.
fn take_in(site: &Site, sent: Sent) -> Result<Answer, Problem> {
    let write = (site.settings.write.as_ref()).ok_or_else(Problem::no_page)?;
    format_of(&sent.bytes, &sent.name).map_err(|error| {
        let archive =
            matches!(error, InputError::NotRead { format, .. } if format.ends_with("archive"));
        let status = if archive { 415 } else { 422 };
        let line = match archive {
            true => format!(
                "{}: is an archive; send the files in it one by one",
                sent.name
            ),
            false => error.to_string(),
        };
        Problem::new(status, "not_read", line)
    })?;
    let kept = Kept::put(&write.folder, &sent.name, &sent.bytes).map_err(|error| {
        let folder = write.folder.display();
        Problem::fault(format!("the file cannot be kept in {folder}: {error}"))
    })?;
    let path = kept.path.clone();
    let outcome = taken_in(site, &path, &sent).and_then(|summary| {
        let failed = summary.failed.iter().find(|trouble| trouble.path == path);
        match failed {
            None => Ok(summary),
            Some(trouble) => {
                let line = trouble
                    .message
                    .replace(&*path.to_string_lossy(), &sent.name);
                let line = line.replace("--encoding", "encoding=NAME");
                Err(Problem::new(422, "not_read", line))
            }
        }
    });
    let summary = match outcome {
        Ok(summary) => summary,
        Err(problem) => {
            kept.undo();
            return Err(problem);
        }
    };
    let status = match summary.added.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::CREATED,
    };
    let mut answer = json(status, &summary)?;
    let known = known_path(&site.settings.dir, &path);
    let snapshot = site.snapshot()?;
    if let Some((id, _)) = snapshot.catalog().paths().get(known.as_str())
        && let Ok(at) = HeaderValue::from_str(&Address::of_document(id, None))
    {
        answer.headers_mut().insert(LOCATION, at);
    }
    Ok(answer)
}

/// Takes a file into the index, as `zhishu index` does.
fn taken_in(site: &Site, path: &std::path::Path, sent: &Sent) -> Result<Summary, Problem> {
    let dir = &site.settings.dir;
    let (lexicon, maker) = site.vocabulary(&inspect(dir)?)?;
    let lexicon = || Ok(lexicon);
    let folder = site.settings.lexicon_folder.as_deref();
    let intake = Intake {
        dir,
        files: vec![SourceFile::from(path.to_path_buf())],
        stated: sent.stated.clone(),
        encoding: sent.encoding,
        lexicon: &lexicon,
        maker,
        lexicon_folder: folder.map(crate::vocabulary::to_remember),
        trusting: false,
        gone: Vec::new(),
        threads: Some(1),
    };
    let mut tries = 1;
    loop {
        match intake.run(&|_| {}) {
            Ok(summary) => return Ok(summary),
            Err(RunError::Index(IndexError::Changed(_))) if tries < TRIES => tries += 1,
            Err(RunError::Index(error)) => return Err(error.into()),
            Err(RunError::Lexicon(error)) => return Err(Problem::fault(error)),
        }
    }
}

/// Takes a report out of the index, and the files away that were kept of it.
fn take_out(site: &Site, id: &str) -> Result<Answer, Problem> {
    let write = (site.settings.write.as_ref()).ok_or_else(Problem::no_page)?;
    let dir = &site.settings.dir;
    let unknown = || -> Result<Problem, Problem> {
        let snapshot = site.snapshot()?;
        let ids = snapshot.catalog().documents.keys().map(String::as_str);
        let near = nearest(id, ids, 5);
        Ok(QueryError::NoDocument(id.to_string(), near).into())
    };
    if !site.snapshot()?.catalog().documents.contains_key(id) {
        return Err(unknown()?);
    }
    let Some(entry) = zhishu::remove(dir, id)? else {
        return Err(unknown()?);
    };
    let files = entry.files().map(|file| &file.path);
    let files = files.filter(|path| take_away(&write.folder, dir, path));
    let removed = Removed {
        removed: vec![id.to_string()],
        claims: entry.claims,
        files: files.cloned().collect(),
    };
    json(StatusCode::OK, &removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_token_is_the_token() {
        let token = "0123456789abcdef";
        assert!(is_token(token, token));
        for other in [
            "",
            "0123456789abcde",
            "0123456789abcdeF",
            "0123456789abcdef0",
            "0123456789abcdef\0",
        ] {
            assert!(!is_token(other, token), "{other}");
        }
    }
}
