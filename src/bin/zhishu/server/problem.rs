//! What went wrong with a request: the one shape in which every error is told.

use serde::Serialize;
use zhishu::{IndexError, QueryError, nearest};

/// What went wrong. As JSON it is `{"error": {…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The status of HTTP.
    pub status: u16,
    /// A short name that programs can ask for.
    pub code: &'static str,
    /// What is wrong and what to do, in one line.
    pub message: String,
    /// The text in which it is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Where in that text, `[start, end]` in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<(usize, usize)>,
    /// After so many seconds it may be tried again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

/// How a client is told to wait where there is too much to do.
const PAUSE: u64 = 2;

impl Problem {
    /// A problem without a place.
    pub fn new(status: u16, code: &'static str, message: impl Into<String>) -> Problem {
        Problem {
            status,
            code,
            message: message.into(),
            text: None,
            at: None,
            retry_after: None,
        }
    }

    /// A value that a parameter cannot have.
    pub fn parameter(name: &str, value: &str, what: impl std::fmt::Display) -> Problem {
        let message = format!("{name}={value}: {what}");
        Problem::new(400, "bad_parameter", message)
    }

    /// A parameter that there is not.
    pub fn unknown_parameter(name: &str, known: &[&str]) -> Problem {
        if known.is_empty() {
            let message = format!("no parameter {name} here, nor any other but lang");
            return Problem::new(400, "unknown_parameter", message);
        }
        let near = nearest(name, known.iter().copied(), 1);
        let all = known.join(", ");
        let message = match near.first() {
            Some(near) => format!("no parameter {name} here; did you mean {near}? There are {all}"),
            None => format!("no parameter {name} here; there are {all}"),
        };
        Problem::new(400, "unknown_parameter", message)
    }

    /// An address without a page.
    pub fn no_page() -> Problem {
        Problem::new(
            404,
            "not_found",
            "there is no page at this address; / is the start, /openapi.json lists all",
        )
    }

    /// A method that the address does not have.
    pub fn no_method(method: &str) -> Problem {
        let message =
            format!("{method} is nothing that can be done here; the header Allow says what can");
        Problem::new(405, "no_method", message)
    }

    /// More requests than can be answered.
    pub fn busy() -> Problem {
        Problem {
            retry_after: Some(PAUSE),
            ..Problem::new(
                503,
                "busy",
                "too many requests at once; try again in a moment",
            )
        }
    }

    /// A request that took too long.
    pub fn too_slow() -> Problem {
        Problem {
            retry_after: Some(PAUSE),
            ..Problem::new(503, "timeout", "this took too long; ask for less at once")
        }
    }

    /// A fault of the program or a damaged index.
    pub fn fault(message: impl Into<String>) -> Problem {
        Problem::new(500, "fault", message)
    }

    /// A question in `text` that could not be answered.
    pub fn of_question(error: QueryError, text: &str) -> Problem {
        match error {
            QueryError::Index(error) => Problem::from(error),
            QueryError::NoDocument(..) => Problem::new(404, "no_document", error.to_string()),
            error => {
                let at = error.place().map(|span| (span.start, span.end));
                Problem {
                    text: at.map(|_| text.to_string()),
                    at,
                    // An option of a command line is a parameter here.
                    ..Problem::new(400, "bad_query", error.to_string().replace("--", ""))
                }
            }
        }
    }
}

impl From<IndexError> for Problem {
    fn from(error: IndexError) -> Problem {
        match &error {
            IndexError::Absent(_) => Problem::new(503, "no_index", error.to_string()),
            // Which process it is is nothing for those who ask from outside.
            IndexError::Locked(..) | IndexError::Changed(_) => Problem {
                retry_after: Some(PAUSE),
                ..Problem::new(
                    503,
                    "locked",
                    "another program is writing to the index; try again in a moment",
                )
            },
            _ => Problem::new(500, "index", error.to_string()),
        }
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Problem {
        Problem::of_question(error, "")
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Problem {
        Problem::fault(format!(
            "the index is damaged ({error}); make it anew with: zhishu index"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_told() {
        let problem = Problem::unknown_parameter("limt", &["limit", "offset"]);
        assert!(
            problem.message.contains("did you mean limit?"),
            "{problem:?}"
        );
        assert_eq!(problem.status, 400);
    }

    #[test]
    fn a_mistake_keeps_its_place() {
        let lexicon = zhishu::Lexicon::builtin();
        let query = "投资 (金额";
        let error = zhishu::Question::parse(query, lexicon).err().unwrap();
        let problem = Problem::of_question(error, query);
        assert_eq!(problem.code, "bad_query");
        assert!(problem.at.is_some());
        assert_eq!(problem.text.as_deref(), Some(query));
    }
}
