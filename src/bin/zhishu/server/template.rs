//! The templates of `web/templates/`, and what they can ask for besides the data of their page.

use super::address::Address;
use super::embedded;
use super::locale::{Language, Texts};
use super::problem::Problem;
use anyhow::Result;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, UndefinedBehavior, context};
use serde::Serialize;

/// The folder of the templates.
const FOLDER: &str = "templates/";

/// The files that a page names with their versions.
const VERSIONED: [&str; 3] = ["style.css", "page.js", "icon.svg"];

/// The pages.
pub struct Templates(Environment<'static>);

impl Templates {
    /// Reads `web/templates/`.
    ///
    /// # Errors
    ///
    /// A template that breaks the grammar.
    pub fn read() -> Result<Templates> {
        let mut pages = Environment::new();
        // A misspelt name is an error, and no empty place on a page.
        pages.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        for path in embedded::paths(FOLDER) {
            let name = path[FOLDER.len()..].to_string();
            pages.add_template_owned(name, embedded::text(&path)?)?;
        }
        let versions = VERSIONED.map(|name| (name, embedded::version(name)));
        pages.add_function("asset", move |name: &str| {
            let version = versions.iter().find(|(known, _)| *known == name);
            version.map_or(format!("/static/{name}"), |(_, version)| {
                format!("/static/{name}?v={version}")
            })
        });
        pages.add_function("document_url", |id: &str, claim: Option<usize>| {
            Address::of_document(id, claim)
        });
        pages.add_function("sentence_url", |id: &str, start: usize| {
            Address::of_sentence(id, start)
        });
        pages.add_filter("grouped", |number: i64| grouped(&number.to_string()));
        // Where files lie on the server is nothing for a reader.
        pages.add_filter("file_name", |path: &str| {
            path.rsplit(['/', '\\']).next().unwrap_or(path).to_string()
        });
        pages.add_filter("arithmetic", |text: &str, lang: &str| match lang {
            "zh" => in_chinese(text),
            _ => text.to_string(),
        });
        Ok(Templates(pages))
    }

    /// A page of this data.
    ///
    /// # Errors
    ///
    /// A fault of the template.
    pub fn page(
        &self,
        name: &str,
        data: &impl Serialize,
        address: &Address,
        (language, texts): (Language, &Texts),
    ) -> Result<String, Problem> {
        let words = texts.clone();
        let text = move |key: &str| -> Result<String, minijinja::Error> {
            words.get(key).cloned().ok_or_else(|| {
                let what = format!("web/locale has no text {key}");
                minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, what)
            })
        };
        // The name of a value, where it has one in this language: kind.growth.
        let words = texts.clone();
        let named = move |of: &str, value: &str| -> String {
            let name = words.get(&format!("{of}.{value}")).cloned();
            name.unwrap_or_else(|| value.to_string())
        };
        let context = context! {
            page => Value::from(Serde(data)),
            url => Value::from_object(address.clone()),
            lang => language.tag(),
            version => env!("CARGO_PKG_VERSION"),
            t => Value::from_function(text),
            named => Value::from_function(named),
        };
        self.0
            .get_template(name)
            .and_then(|template| template.render(context))
            .map_err(|error| Problem::fault(format!("{name}: {error:#}")))
    }
}

/// The arithmetic of a finding with the few words in it in Chinese.
fn in_chinese(arithmetic: &str) -> String {
    const WORDS: [(&str, &str); 10] = [
        ("stated whole", "所述总数"),
        ("stated", "所述"),
        (" before", "（上年）"),
        ("in all", "合计"),
        ("aimed at", "目标"),
        ("reached", "达到"),
        ("missed", "未达到"),
        ("at most ", "不超过"),
        ("at least ", "不低于"),
        ("about ", "约"),
    ];
    let said = WORDS.into_iter();
    said.fold(arithmetic.to_string(), |text, (from, to)| {
        text.replace(from, to)
    })
}

/// The digits of a whole number in threes.
fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (i, digit) in digits.char_indices() {
        let left = digits.len() - i;
        if i > 0 && left.is_multiple_of(3) && !out.ends_with('-') {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_well_formed() {
        Templates::read().unwrap();
    }

    #[test]
    fn digits_stand_in_threes() {
        assert_eq!(grouped("82702"), "82,702");
        assert_eq!(grouped("-100"), "-100");
        assert_eq!(grouped("1000000"), "1,000,000");
    }
}
