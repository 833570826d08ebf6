//! What is asked for: the page, its parameters, the language, and whether as a page or as JSON.

use super::address::Address;
use super::locale::Language;
use super::params::Params;
use super::problem::Problem;
use super::site::{Site, Snapshot};
use axum::extract::Request;
use axum::http::Method;
use axum::http::header::ACCEPT;
use std::sync::Arc;
use zhishu::{Field, Question, Window};

/// As what an answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A page.
    Html,
    /// JSON.
    Json,
}

impl Form {
    /// As what an error is told: as a page to a person who looks at one, that is, reads an address or sends the form of one.
    /// Files are for programs, unless a browser asks.
    pub fn of(request: &Request) -> Form {
        let (method, path) = (request.method(), request.uri().path());
        let accepted = request.headers().get(ACCEPT).and_then(|v| v.to_str().ok());
        let is_browser = accepted.is_some_and(|kinds| kinds.contains("text/html"));
        let is_file = path.ends_with(".csv") || path.ends_with(".xlsx");
        let reads = matches!(*method, Method::GET | Method::HEAD) && (is_browser || !is_file);
        let looks = reads || method == Method::POST && path == "/extract";
        match looks && !path.ends_with(".json") {
            true => Form::Html,
            false => Form::Json,
        }
    }
}

/// The most items of one answer.
pub const MOST_ITEMS: usize = 200;

/// How many items are shown where it is not said.
const ITEMS: usize = 20;

/// The parameters that every question takes: the query, from where to where a value lies, and whether words are meant as they
/// are.
const QUESTION: [&str; 5] = ["q", "least", "most", "in", "exact"];

/// The parameters that say which part of an answer is wanted.
const PART: [&str; 2] = ["limit", "offset"];

/// A request for a page.
pub struct Ask {
    /// What all requests share.
    pub site: Arc<Site>,
    /// The index at the time of the request.
    snapshot: Option<Arc<Snapshot>>,
    /// The address.
    pub address: Address,
    /// The part of the path that names a document.
    pub id: Option<String>,
    /// As what the answer is wanted.
    pub form: Form,
    /// The language of the page.
    pub language: Language,
}

impl Ask {
    /// A request of an address.
    pub fn new(site: Arc<Site>, address: Address, form: Form, language: Language) -> Ask {
        Ask {
            site,
            snapshot: None,
            address,
            id: None,
            form,
            language,
        }
    }

    /// The index; the same for all of a request.
    ///
    /// # Errors
    ///
    /// No index, or one that cannot be read.
    pub fn snapshot(&mut self) -> Result<Arc<Snapshot>, Problem> {
        if let Some(snapshot) = &self.snapshot {
            return Ok(snapshot.clone());
        }
        let snapshot = self.site.snapshot()?;
        self.snapshot = Some(snapshot.clone());
        Ok(snapshot)
    }

    /// The parameters.
    pub fn params(&self) -> &Params {
        &self.address.params
    }

    /// Refuses parameters that are neither of `own` nor, with `question`, those of questions.
    ///
    /// # Errors
    ///
    /// The first such parameter.
    pub fn takes(&self, own: &[&str], question: bool) -> Result<(), Problem> {
        let mut known: Vec<&str> = Vec::new();
        if question {
            known.extend(QUESTION);
            known.extend(Field::ALL.map(Field::english));
        }
        known.extend(own);
        self.params().only(&known)
    }

    /// Refuses parameters that are neither of `own` nor those of questions and parts.
    ///
    /// # Errors
    ///
    /// The first such parameter.
    pub fn takes_question_and(&self, own: &[&str]) -> Result<(), Problem> {
        self.takes(&[&PART, own].concat(), true)
    }

    /// The question that the parameters ask: `q` in the query language, a field by its name each, `least`, `most` and `in` for
    /// from where to where a value lies, and in which unit.
    ///
    /// # Errors
    ///
    /// A query that breaks the grammar.
    pub fn question(&self) -> Result<Question<'static>, Problem> {
        let question = self.question_without_range()?;
        let params = self.params();
        let unit = params.get("in").unwrap_or_default();
        // A number alone is of the unit that is named; one may have its own.
        let end = |name| {
            params.get(name).map(
                |given| match given.ends_with(|c: char| c.is_ascii_digit()) {
                    true => format!("{given}{unit}"),
                    false => given.to_string(),
                },
            )
        };
        let range = match (end("least"), end("most")) {
            (None, None) => return Ok(question),
            (Some(least), None) => format!(">={least}"),
            (None, Some(most)) => format!("<={most}"),
            (Some(least), Some(most)) => format!("{least}..{most}"),
        };
        (question.and(&range)).map_err(|e| Problem::of_question(e, &range))
    }

    /// The same without `least` and `most`.
    ///
    /// # Errors
    ///
    /// A query that breaks the grammar.
    pub fn question_without_range(&self) -> Result<Question<'static>, Problem> {
        let lexicon = self.site.settings.lexicon;
        let params = self.params();
        let mut question = match params.get("q") {
            None => Question::everything(lexicon),
            Some(q) => Question::parse(q, lexicon).map_err(|e| Problem::of_question(e, q))?,
        };
        question.exact = params.flag("exact")?;
        for field in Field::ALL {
            let name = field.english();
            let values = match field {
                // A heading may have a comma in it.
                Field::Section => params.all(name).map(str::to_string).collect(),
                _ => params.alternatives(name),
            };
            question = question.with(field, &values);
        }
        Ok(question)
    }

    /// A trouble with the question, with its place in the query.
    pub fn blamed(&self, error: zhishu::QueryError) -> Problem {
        let query = self.params().get("q").unwrap_or_default();
        let mut problem = Problem::of_question(error, query);
        // What other parameters say has its place in them, and none in the query.
        if problem
            .at
            .is_some_and(|(_, end)| end > query.chars().count())
        {
            (problem.text, problem.at) = (None, None);
        }
        problem
    }

    /// The part of the answer that is wanted.
    ///
    /// # Errors
    ///
    /// A part that is no number.
    pub fn window(&self) -> Result<(usize, usize, Window), Problem> {
        let limit = self.params().count("limit", ITEMS, MOST_ITEMS)?.max(1);
        let offset = self.params().count("offset", 0, usize::MAX)?;
        let window = Window {
            offset,
            limit: Some(limit),
        };
        Ok((offset, limit, window))
    }

    /// The parameter `sort`: the key of `keys` that it names, and whether in descending order; the first where it is not said.
    ///
    /// # Errors
    ///
    /// Another key.
    pub fn sort<T: Copy>(&self, keys: &[(&str, T)]) -> Result<(T, bool), Problem> {
        let given = self.params().get("sort").unwrap_or(keys[0].0);
        let (key, descending) = match given.strip_prefix('-') {
            Some(key) => (key, true),
            None => (given, false),
        };
        match keys.iter().find(|(name, _)| *name == key) {
            Some((_, sort)) => Ok((*sort, descending)),
            None => {
                let names: Vec<&str> = keys.iter().map(|(name, _)| *name).collect();
                let what = format!(
                    "sort by {}; -{} for the other order",
                    names.join(", "),
                    names[0]
                );
                Err(Problem::parameter("sort", given, what))
            }
        }
    }
}
