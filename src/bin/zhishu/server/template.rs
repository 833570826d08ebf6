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
        let words = texts.clone();
        let context = context! {
            page => Value::from(Serde(data)),
            url => Value::from_object(address.clone()),
            lang => language.tag(),
            version => env!("CARGO_PKG_VERSION"),
            t => Value::from_function(text),
            named => Value::from_function(named),
            said => Value::from_function(move |message: &str| said(&words, message)),
        };
        self.0
            .get_template(name)
            .and_then(|template| template.render(context))
            .map_err(|error| Problem::fault(format!("{name}: {error:#}")))
    }
}

/// A message of the library in the language of the page, where all parts of it are known there.
fn said(texts: &Texts, message: &str) -> String {
    let text = |key: &str| texts.get(&format!("said.{key}")).cloned();
    let parts = message.split("; ").map(|part| part_said(texts, part));
    let parts: Option<Vec<String>> = parts.collect();
    let between = text("between").unwrap_or_default();
    parts.map_or(message.to_string(), |parts| parts.join(&between))
}

/// A part of a message: a sentence that is known but for what it quotes, or one of the few forms in which values are told.
fn part_said(texts: &Texts, part: &str) -> Option<String> {
    let text = |key: &str| texts.get(&format!("said.{key}")).cloned();
    for (form, key) in [("nearest: ", "nearest"), ("it is one of: ", "one_of")] {
        if let Some(values) = part.strip_prefix(form) {
            return Some(text(key)? + values);
        }
    }
    if let Some(what) = part.strip_prefix("expected ") {
        return Some(text("expected")? + &text(what).unwrap_or_else(|| what.to_string()));
    }
    let quoted = part
        .split_once('“')
        .and_then(|(_, rest)| rest.rsplit_once('”'));
    let quoted = quoted.map_or("", |(inner, _)| inner);
    if let Some(what) = part.strip_prefix("unknown ") {
        // 指标 (indicator) “投”, or the name of a parameter: unit “投”.
        let name = what.split('“').next()?.trim();
        let name = match name.split_once(" (") {
            Some((chinese, english)) => [english.trim_end_matches(')'), chinese],
            None => [name, name],
        };
        let shown = texts.get(&format!("facet.{}", name[0])).cloned();
        let shown = shown.unwrap_or_else(|| name[1].to_string());
        return Some(format!("{}{shown} “{quoted}”", text("unknown")?));
    }
    match quoted {
        "" => text(part),
        quoted => Some(text(&part.replace(quoted, "{}"))?.replace("{}", quoted)),
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
    fn what_is_wrong_is_said_in_chinese() {
        let locales = super::super::locale::Locales::read().unwrap();
        let chinese = |message: &str| said(locales.texts(Language::Chinese), message);
        assert_eq!(
            chinese(
                "this bracket is not closed; expected a bracket ) behind it, or quotation marks around the text"
            ),
            "这个括号没有关闭；应为：在它之后有），或给文字加引号"
        );
        assert_eq!(
            chinese("unknown 指标 (indicator) “铁鸟”; nearest: 铁矿, 铁路"),
            "没有这样的指标 “铁鸟”；相近的有：铁矿, 铁路"
        );
        assert_eq!(
            chinese("no report “甲” in the index; it holds none"),
            "索引中没有报告“甲”；索引是空的"
        );
        let strange = "something else; expected nothing";
        assert_eq!(chinese(strange), strange, "all of it or nothing");
        for message in [
            "this is no amount; expected a smaller one",
            "unknown kind “x”; it is one of: level",
        ] {
            let english = said(locales.texts(Language::English), message);
            assert_eq!(english.to_lowercase(), message);
        }
    }

    #[test]
    fn digits_stand_in_threes() {
        assert_eq!(grouped("82702"), "82,702");
        assert_eq!(grouped("-100"), "-100");
        assert_eq!(grouped("1000000"), "1,000,000");
    }
}
