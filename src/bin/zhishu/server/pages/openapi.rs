//! The description of the API: `web/openapi.json` as it is, held by `tests/it/openapi.rs`.

use super::super::answer::{Answer, written_json};
use super::super::ask::Ask;
use super::super::embedded::text;
use super::super::problem::Problem;

/// What every address takes and answers, by OpenAPI.
pub fn openapi(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.takes(&[], false)?;
    let description = text("openapi.json").map_err(|e| Problem::fault(e.to_string()))?;
    written_json(description)
}
