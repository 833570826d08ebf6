//! The address of a page, as its template changes it: the same with a facet more, with another order, on the next page.

use super::params::{Params, encoded};
use minijinja::value::{Kwargs, Object, ObjectRepr, Value};
use minijinja::{Error, ErrorKind, State};
use std::sync::Arc;

/// The address of a page.
#[derive(Debug, Clone)]
pub struct Address {
    /// The path without the extension.
    pub path: String,
    /// The parameters.
    pub params: Params,
}

/// The parameters that say which part of an answer is shown.
const PART: [&str; 2] = ["offset", "lang"];

impl Address {
    /// A path with parameters.
    pub fn written(path: &str, params: &Params) -> String {
        let params = params.written();
        match params.is_empty() {
            true => path.to_string(),
            false => format!("{path}?{params}"),
        }
    }

    /// The page of a report, or a claim in it.
    pub fn of_document(id: &str, claim: Option<usize>) -> String {
        let anchor = claim.map_or(String::new(), |start| format!("#claim-{start}"));
        // A slash in an id parts the paths of an archive and what is in it, and stays one.
        let id: Vec<_> = id.split('/').map(encoded).collect();
        format!("/documents/{}{anchor}", id.join("/"))
    }

    /// A sentence of a report.
    pub fn of_sentence(id: &str, start: usize) -> String {
        format!("{}#s-{start}", Address::of_document(id, None))
    }

    /// The same place with other parameters; `None` takes a parameter away. What part is shown starts anew.
    fn changed(&self, path: &str, changes: &[(String, Option<String>)]) -> String {
        let mut params = self.params.without(&PART);
        for (name, value) in changes {
            params = match value {
                Some(value) => params.with(name, value),
                None => params.without(&[name.as_str()]),
            };
        }
        Address::written(path, &params)
    }
}

/// The changes that a template names: `kind="growth"`, `year=none`.
fn changes(kwargs: &Kwargs) -> Result<Vec<(String, Option<String>)>, Error> {
    let mut changes = Vec::new();
    for name in kwargs.args() {
        let value: Value = kwargs.get(name)?;
        let value = (!value.is_none() && !value.is_undefined()).then(|| value.to_string());
        changes.push((name.to_string(), value));
    }
    Ok(changes)
}

/// What a template can ask of an address: `url.with(kind="growth")`, `url.at("/claims.csv", limit=0)`, `url.has("kind")`,
/// `url.get("q")`, `url.add("kind", "growth")` beside the values that are there, `url.drop("kind", "growth")` of them.
impl Object for Address {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn call_method(
        self: &Arc<Self>,
        _: &mut State<'_, '_>,
        method: &str,
        args: &[Value],
    ) -> Result<Value, Error> {
        use minijinja::value::from_args;
        Ok(match method {
            "with" => {
                let (kwargs,): (Kwargs,) = from_args(args)?;
                self.changed(&self.path, &changes(&kwargs)?).into()
            }
            "at" => {
                let (path, kwargs): (&str, Kwargs) = from_args(args)?;
                self.changed(path, &changes(&kwargs)?).into()
            }
            "set" => {
                let (name, value): (String, String) = from_args(args)?;
                self.changed(&self.path, &[(name, Some(value))]).into()
            }
            "add" => {
                let (name, value): (String, String) = from_args(args)?;
                let mut values = self.params.alternatives(&name);
                values.retain(|v| *v != value);
                values.push(value);
                self.changed(&self.path, &[(name, Some(values.join(",")))])
                    .into()
            }
            "drop" => {
                let (name, value): (String, String) = from_args(args)?;
                let mut values = self.params.alternatives(&name);
                values.retain(|v| *v != value);
                let left = (!values.is_empty()).then(|| values.join(","));
                self.changed(&self.path, &[(name, left)]).into()
            }
            "get" => {
                let (name,): (&str,) = from_args(args)?;
                self.params.get(name).unwrap_or_default().into()
            }
            "is" => {
                let (path,): (&str,) = from_args(args)?;
                (self.path == path || self.path.starts_with(&format!("{path}/"))).into()
            }
            "path" => self.path.clone().into(),
            // The same page in another language.
            "again" => {
                let (language,): (&str,) = from_args(args)?;
                Address::written(&self.path, &self.params.with("lang", language)).into()
            }
            // The same as JSON.
            "twin" => {
                let path = match self.path.as_str() {
                    "/" => "/index",
                    path => path,
                };
                let params = self.params.without(&["lang"]);
                Address::written(&format!("{path}.json"), &params).into()
            }
            // These places, with one of them taken away, or another one besides.
            "places" => {
                let (places, place): (Vec<String>, String) = from_args(args)?;
                let mut kept: Vec<String> = places.clone();
                kept.retain(|p| *p != place);
                if kept.len() == places.len() {
                    kept.push(place);
                }
                let kept = (!kept.is_empty()).then(|| kept.join(","));
                self.changed(&self.path, &[("place".into(), kept)]).into()
            }
            "has" => {
                let (name,): (&str,) = from_args(args)?;
                self.params.get(name).is_some().into()
            }
            "values" => {
                let (name,): (&str,) = from_args(args)?;
                self.params.alternatives(name).into()
            }
            // The parameters beside those named, for the hidden fields of a form.
            "rest" => {
                let names: Vec<String> = args.iter().map(Value::to_string).collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let rest = self.params.without(&PART).without(&names);
                let pairs = rest
                    .pairs()
                    .map(|(k, v)| vec![k.to_string(), v.to_string()]);
                pairs.collect::<Vec<_>>().into()
            }
            _ => return Err(Error::from(ErrorKind::UnknownMethod)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_start_at_the_first_part() {
        let address = Address {
            path: "/search".into(),
            params: Params::parse("q=a&offset=20&kind=level"),
        };
        let changed = |name: &str, value: Option<&str>| {
            address.changed("/search", &[(name.into(), value.map(str::to_string))])
        };
        assert_eq!(changed("kind", Some("growth")), "/search?q=a&kind=growth");
        assert_eq!(changed("kind", None), "/search?q=a");
    }

    #[test]
    fn ids_keep_the_slashes_of_archives() {
        let address = Address::of_document("a.zip!/清远 2017", Some(12));
        assert_eq!(
            address,
            "/documents/a.zip%21/%E6%B8%85%E8%BF%9C%202017#claim-12"
        );
    }
}
