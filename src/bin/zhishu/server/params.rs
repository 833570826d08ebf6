//! The parameters of an address: `q=扶贫&kind=level,growth&limit=20`.

use super::problem::Problem;
use std::borrow::Cow;

/// The parameters of an address, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// The parameters in the part of an address behind `?`, or in the body of a form. Empty ones ask for nothing.
    pub fn parse(text: &str) -> Params {
        let pairs = form_urlencoded::parse(text.as_bytes());
        let given = pairs.filter(|(_, value)| !value.trim().is_empty());
        Params(given.map(|(k, v)| (k.into(), v.into())).collect())
    }

    /// The first value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The values of a parameter: given several times, or separated by commas.
    pub fn alternatives(&self, name: &str) -> Vec<String> {
        let parts = self.all(name).flat_map(|value| value.split([',', '，']));
        let parts = parts.map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::to_string).collect()
    }

    /// The values of a parameter as they were given.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let found = self.0.iter().filter(move |(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// A parameter that stands for yes or no.
    ///
    /// # Errors
    ///
    /// Another value.
    pub fn flag(&self, name: &'static str) -> Result<bool, Problem> {
        match self.get(name) {
            None | Some("0" | "false") => Ok(false),
            Some("1" | "true") => Ok(true),
            Some(other) => Err(Problem::parameter(name, other, "give 1 or 0")),
        }
    }

    /// A parameter that is a whole number from 0 to `most`; what is beyond that counts as `most`.
    ///
    /// # Errors
    ///
    /// Another value.
    pub fn count(&self, name: &'static str, default: usize, most: usize) -> Result<usize, Problem> {
        let Some(given) = self.get(name) else {
            return Ok(default);
        };
        let digits = !given.is_empty() && given.chars().all(|c| c.is_ascii_digit());
        match (digits, given.parse::<usize>()) {
            (true, Ok(count)) => Ok(count.min(most)),
            // More digits than a machine's number has are more than the most, too.
            (true, Err(_)) => Ok(most),
            _ => Err(Problem::parameter(
                name,
                given,
                "give a whole number, 0 or more",
            )),
        }
    }

    /// A parameter that is a year of four digits.
    ///
    /// # Errors
    ///
    /// Another value.
    pub fn year(&self, name: &'static str) -> Result<Option<i32>, Problem> {
        let year = self.get(name).map(|given| {
            let year = given.parse().ok().filter(|y| (1000..=9999).contains(y));
            year.ok_or_else(|| Problem::parameter(name, given, "give a year: 2017"))
        });
        year.transpose()
    }

    /// Refuses parameters that none of `known` is called.
    ///
    /// # Errors
    ///
    /// The first such parameter, with what there is.
    pub fn only(&self, known: &[&str]) -> Result<(), Problem> {
        // The language is one of every page.
        let strange = |key: &str| key != "lang" && !known.contains(&key);
        match self.0.iter().find(|(key, _)| strange(key)) {
            None => Ok(()),
            Some((key, _)) => Err(Problem::unknown_parameter(key, known)),
        }
    }

    /// All of them, in their order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(k, v)| (k.as_str(), v.as_str()))
    }

    /// The same without the parameters called `names`.
    pub fn without(&self, names: &[&str]) -> Params {
        let rest = self.0.iter();
        let rest = rest.filter(|(key, _)| !names.contains(&key.as_str()));
        Params(rest.cloned().collect())
    }

    /// The same with a parameter of this value behind the others, in place of those of the name.
    pub fn with(&self, name: &str, value: &str) -> Params {
        let mut params = self.without(&[name]);
        params.0.push((name.to_string(), value.to_string()));
        params
    }

    /// As they stand in an address behind `?`; empty where there are none.
    pub fn written(&self) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        out.extend_pairs(&self.0);
        out.finish()
    }
}

/// A part of a path as it stands in an address.
pub fn encoded(part: &str) -> Cow<'_, str> {
    percent_encoding::utf8_percent_encode(part, PATH).into()
}

/// What cannot stand in a part of a path: all but letters, digits and `-._~`.
const PATH: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_and_repetition_give_alternatives() {
        let params = Params::parse("kind=level,growth&kind=share&q=%E6%89%B6%E8%B4%AB&unit=&x=%FF");
        assert_eq!(params.alternatives("kind"), ["level", "growth", "share"]);
        assert_eq!(params.get("q"), Some("扶贫"));
        assert_eq!(params.get("unit"), None);
        assert_eq!(
            params.without(&["kind", "x"]).written(),
            "q=%E6%89%B6%E8%B4%AB"
        );
        assert_eq!(Params::parse("a=1&b=2").with("a", "3").written(), "b=2&a=3");
    }

    #[test]
    fn counts_are_capped_and_strange_ones_refused() {
        let params = Params::parse("limit=99999999999999999999999&offset=-1&exact=ja");
        assert_eq!(params.count("limit", 20, 100).ok(), Some(100));
        assert_eq!(params.count("other", 20, 100).ok(), Some(20));
        assert!(params.count("offset", 0, 100).is_err());
        assert!(params.flag("exact").is_err());
        assert!(params.only(&["limit", "offset"]).is_err());
        assert!(params.only(&["limit", "offset", "exact"]).is_ok());
    }

    #[test]
    fn parts_of_a_path_hide_what_would_part_them() {
        assert_eq!(
            encoded("清远-2017/a?b#c"),
            "%E6%B8%85%E8%BF%9C-2017%2Fa%3Fb%23c"
        );
    }
}
