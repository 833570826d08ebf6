//! Statistical indicators with their synonyms, and the canonical id of each.

use super::LexiconError;
use super::table::Table;
use rustc_hash::FxHashMap;

/// Indicators by label and synonym.
#[derive(Debug, Clone, Default)]
pub struct Indicators {
    ids: FxHashMap<String, String>,
    labels: FxHashMap<String, String>,
}

impl Indicators {
    pub(super) fn add(&mut self, name: &str, text: &str) -> Result<(), LexiconError> {
        let table = Table::parse(name, text, &["id", "label", "synonyms"])?;
        for row in table.rows() {
            let (id, label) = (row.get("id"), row.get("label"));
            if id.is_empty() || label.is_empty() {
                return Err(row.error("an indicator needs an id and a label"));
            }
            self.labels.insert(id.to_string(), label.to_string());
            for form in row.list("synonyms").chain([label]) {
                self.ids.insert(key(form), id.to_string());
            }
        }
        Ok(())
    }

    /// The canonical id of the indicator that `form` names, if it is known.
    pub fn id(&self, form: &str) -> Option<&str> {
        self.ids.get(&key(form)).map(String::as_str)
    }

    /// The label of the indicator with this id.
    pub fn label(&self, id: &str) -> Option<&str> {
        self.labels.get(id).map(String::as_str)
    }

    /// How many indicators there are.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }
}

/// The form under which an indicator is looked up: folded, without marks and 的.
fn key(form: &str) -> String {
    crate::text::fold(form)
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() && *c != '的')
        .collect()
}
