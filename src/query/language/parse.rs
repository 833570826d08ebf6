//! Reading a query: a parser by hand, one function for each rule of the grammar in docs/query.md.

use super::agree::agree;
use super::amount::{Sign, amount};
use super::field::{Field, FieldName};
use super::label::Label;
use super::syntax::{Condition, Expression, Origin, Value};
use super::term::Term;
use crate::document::Span;
use crate::lexicon::Lexicon;
use crate::query::error::{Mistake, QueryError};
use crate::query::nearest::nearest;

/// How deep brackets may stand in each other.
const DEEPEST: usize = 64;

/// Reads a query.
///
/// # Errors
///
/// A query that breaks the grammar, with the place of the mistake and what was expected there; a query in which no
/// character counts.
pub fn parse(query: &str, lexicon: &Lexicon) -> Result<Expression, QueryError> {
    let mut parser = Parser {
        text: query.chars().collect(),
        at: 0,
        depth: 0,
        lexicon,
    };
    let read = parser.any()?;
    if parser.at < parser.text.len() {
        let close = Span::new(parser.at, parser.at + 1);
        return Err(parser.mistake(
            close,
            "this bracket closes none",
            "a bracket ( before it, or quotation marks around the text",
        ));
    }
    match read {
        Some(expression) => Ok(expression),
        None => Err(QueryError::NothingAsked(query.trim().to_string())),
    }
}

/// A query that is being read.
pub(super) struct Parser<'a> {
    /// Its characters.
    pub text: Vec<char>,
    /// The first that is not read yet.
    pub at: usize,
    depth: usize,
    /// The vocabulary of units.
    pub lexicon: &'a Lexicon,
}

/// A word between two conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Connective {
    Or,
    And,
    Not,
}

impl Connective {
    fn of(word: &str) -> Option<Connective> {
        match word {
            "OR" | "或" | "或者" | "|" | "||" => Some(Connective::Or),
            "AND" | "且" | "并且" | "&" | "&&" => Some(Connective::And),
            "NOT" | "不含" => Some(Connective::Not),
            _ => None,
        }
    }
}

/// What was read, or the mistake in it.
pub(super) type Read<T> = Result<T, QueryError>;

impl Parser<'_> {
    /// any = all { OR all }
    fn any(&mut self) -> Read<Option<Expression>> {
        let mut parts = Vec::new();
        parts.extend(self.all()?);
        while let Some(word) = self.take_connective(Connective::Or) {
            let next = self.all()?;
            if next.is_some() && !parts.is_empty() {
                parts.extend(next);
                continue;
            }
            return Err(self.mistake(
                word,
                "there is nothing to choose from on one side of this",
                "a condition on both sides: 风电 或 光伏",
            ));
        }
        Ok(match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(Expression::Any(parts)),
        })
    }

    /// all = one { [AND] one }
    fn all(&mut self) -> Read<Option<Expression>> {
        let mut parts: Vec<Expression> = Vec::new();
        loop {
            if let Some(word) = self.take_connective(Connective::And) {
                if parts.is_empty()
                    || self.is_at_end()
                    || self.peek_connective() == Some(Connective::Or)
                {
                    return Err(self.mistake(
                        word,
                        "there is nothing on one side of this",
                        "a condition on both sides: 风电 且 项目",
                    ));
                }
                continue;
            }
            if self.is_at_end() || self.peek_connective() == Some(Connective::Or) {
                break;
            }
            if let Some(part) = self.one()?
                && !parts.contains(&part)
            {
                parts.push(part);
            }
        }
        agree(&parts, self.lexicon)?;
        Ok(match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(Expression::All(parts)),
        })
    }

    /// one = NOT one | - one | ( any ) | phrase | condition
    fn one(&mut self) -> Read<Option<Expression>> {
        self.blanks();
        let start = self.at;
        if let Some(word) = self.take_connective(Connective::Not) {
            let next = self.peek_connective();
            return match self.is_at_end() || matches!(next, Some(Connective::Or | Connective::And))
            {
                true => Err(self.mistake(
                    word,
                    "there is nothing to leave out",
                    "a condition behind it: 不含 海上",
                )),
                false => self.negated(word),
            };
        }
        match self.text[self.at] {
            '-' | '－' | '−' if self.next_counts(1) => {
                self.at += 1;
                self.negated(Span::new(start, start + 1))
            }
            '(' | '（' => self.bracket(),
            _ => match self.phrase() {
                Some((text, _)) => {
                    Ok(Term::new(&text).map(|t| Expression::One(Condition::Text(t))))
                }
                None => self.word(),
            },
        }
    }

    fn negated(&mut self, sign: Span) -> Read<Option<Expression>> {
        self.deeper(sign)?;
        let inner = self.one()?;
        self.depth -= 1;
        Ok(inner.map(|inner| Expression::Not(Box::new(inner))))
    }

    fn bracket(&mut self) -> Read<Option<Expression>> {
        let open = Span::new(self.at, self.at + 1);
        self.deeper(open)?;
        self.at += 1;
        let inner = self.any()?;
        self.blanks();
        if !matches!(self.text.get(self.at), Some(')' | '）')) {
            return Err(self.mistake(
                open,
                "this bracket is not closed",
                "a bracket ) behind it, or quotation marks around the text",
            ));
        }
        self.at += 1;
        self.depth -= 1;
        Ok(inner)
    }

    fn deeper(&mut self, at: Span) -> Read<()> {
        self.depth += 1;
        match self.depth > DEEPEST {
            true => Err(self.mistake(
                at,
                "brackets stand too deep in each other",
                "a simpler query",
            )),
            false => Ok(()),
        }
    }

    /// A word, or a condition that begins with one.
    fn word(&mut self) -> Read<Option<Expression>> {
        let start = self.at;
        // 不含海上, and 约5%.
        for prefix in ["不含", "约"] {
            let behind = start + prefix.chars().count();
            if !self.starts_with(prefix) || behind >= self.text.len() {
                continue;
            }
            if prefix == "不含" {
                self.at = behind;
                return self.negated(Span::new(start, behind));
            }
            let end = self.end_of_word(behind);
            if let Ok(found) = amount(&self.slice(behind, end), self.lexicon) {
                self.at = end;
                let span = Span::new(start, end);
                return self.measure(None, Sign::About, found, span).map(Some);
            }
        }
        let end = self.end_of_word(start);
        let stop = (start..end).find(|&i| {
            matches!(self.text[i], ':' | '：') || Sign::at_start(&self.text[i..end]).is_some()
        });
        let has_number = (start..end).any(|i| self.opens_amount(i));
        let range =
            (start..end).find(|&i| has_number && self.text[i..end].starts_with(&['.', '.']));
        match (stop, range) {
            (Some(i), _) if matches!(self.text[i], ':' | '：') => {
                let name: String = self.text[start..i].iter().collect();
                match Field::called(&name) {
                    // 年份:>=2015; of a bound the sign is the value.
                    Some(field) if field != Field::Bound && self.sign_at(i + 1) => {
                        self.comparison(start, i + 1).map(Some)
                    }
                    Some(field) => self.field(field, i + 1).map(Some),
                    // 14:57.5 is a text.
                    None if name.is_empty()
                        || !name.chars().all(|c| c.is_alphabetic() || c == '_') =>
                    {
                        self.at = end;
                        Ok(self.text_condition(start, end))
                    }
                    None => Err(self.unknown_field(&name, Span::new(start, i))),
                }
            }
            (Some(i), _) => self.comparison(start, i).map(Some),
            (None, Some(i)) => self.range(start, i, end).map(Some),
            (None, None) => {
                self.at = end;
                self.blanks();
                // 金额 >= 1亿元: a label and its sign may stand apart; any other word is one to look for.
                if self.sign_at(self.at) && Label::of(&self.slice(start, end)).is_known() {
                    return self.comparison(start, self.at).map(Some);
                }
                self.at = end;
                Ok(self.text_condition(start, end))
            }
        }
    }

    /// Whether a sign stands there.
    fn sign_at(&self, at: usize) -> bool {
        self.text
            .get(at..)
            .is_some_and(|rest| Sign::at_start(rest).is_some())
    }

    fn text_condition(&self, start: usize, end: usize) -> Option<Expression> {
        let term = Term::new(&self.slice(start, end))?;
        Some(Expression::One(Condition::Text(term)))
    }

    /// field = NAME : value { , value }
    pub(super) fn field(&mut self, field: Field, values_at: usize) -> Read<Expression> {
        let name = Span::new(self.at, values_at);
        self.at = values_at;
        let mut values = Vec::new();
        loop {
            self.blanks();
            let start = self.at;
            let text = match self.phrase() {
                Some((text, _)) => text,
                None => {
                    let end = (start..self.end_of_word(start))
                        .find(|&i| is_comma(self.text[i]))
                        .unwrap_or_else(|| self.end_of_word(start));
                    self.at = end;
                    self.slice(start, end)
                }
            };
            if text.trim().is_empty() {
                let at = if start > values_at {
                    Span::new(start - 1, start)
                } else {
                    name
                };
                let example = field.name();
                return Err(self.mistake(
                    at,
                    "a value is missing behind this",
                    &format!("a value: {}:{}", example.chinese[0], example.example),
                ));
            }
            values.push(Value {
                text,
                origin: Origin::Query(Span::new(start, self.at)),
            });
            match self.text.get(self.at) {
                Some(c) if is_comma(*c) => self.at += 1,
                _ => break,
            }
        }
        Ok(Expression::One(Condition::Field { field, values }))
    }

    fn unknown_field(&self, name: &str, span: Span) -> QueryError {
        let known: Vec<&str> = FieldName::ALL
            .iter()
            .flat_map(|n| n.chinese.iter().chain([&n.english]).copied())
            .collect();
        let near = nearest(name, known, 3).join(", ");
        self.mistake(
            span,
            &format!("unknown field “{name}”"),
            &format!("a field; nearest: {near}; quotation marks look for the text itself"),
        )
    }

    pub(super) fn mistake(&self, at: Span, what: &str, expected: &str) -> QueryError {
        QueryError::Mistake(Mistake {
            at: Some(at),
            what: what.to_string(),
            expected: expected.to_string(),
        })
    }

    // ---- characters ----

    pub(super) fn blanks(&mut self) {
        while self.text.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
    }

    /// Whether nothing more stands in this bracket.
    fn is_at_end(&mut self) -> bool {
        self.blanks();
        matches!(self.text.get(self.at), None | Some(')' | '）'))
    }

    /// Whether a character that opens a condition stands `n` places ahead.
    fn next_counts(&self, n: usize) -> bool {
        self.text
            .get(self.at + n)
            .is_some_and(|c| !c.is_whitespace() && !matches!(c, ')' | '）'))
    }

    fn starts_with(&self, word: &str) -> bool {
        let rest = &self.text[self.at..];
        word.chars()
            .enumerate()
            .all(|(i, c)| rest.get(i) == Some(&c))
    }

    /// The first character behind the word that stands at `from`.
    pub(super) fn end_of_word(&self, from: usize) -> usize {
        let mut end = from;
        if self.text.get(from) == Some(&'|') {
            let strokes = self.text[from..].iter().take_while(|c| **c == '|');
            return from + strokes.count();
        }
        while let Some(&c) = self.text.get(end) {
            let opens = close_of(c).is_some() && self.breaks_before(from, end);
            if c.is_whitespace()
                || matches!(c, '(' | '（' | ')' | '）' | '|') && end > from
                || opens
            {
                break;
            }
            end += 1;
        }
        // A bracket or a stroke by itself.
        end.max((from + 1).min(self.text.len()))
    }

    /// Whether quotation marks at `end` open a phrase of their own: behind a connective, not in the middle of a word.
    fn breaks_before(&self, from: usize, end: usize) -> bool {
        end > from && Connective::of(&self.slice(from, end)).is_some()
    }

    /// The phrase in quotation marks that stands here, and the first character behind it.
    fn phrase(&mut self) -> Option<(String, usize)> {
        let close = close_of(*self.text.get(self.at)?)?;
        let inside = self.at + 1;
        let end = inside + self.text[inside..].iter().position(|c| *c == close)?;
        self.at = end + 1;
        Some((self.slice(inside, end), end + 1))
    }

    fn peek_connective(&mut self) -> Option<Connective> {
        self.blanks();
        if self.at >= self.text.len() {
            return None;
        }
        let end = self.end_of_word(self.at);
        let word = self.slice(self.at, end);
        // A connective in front of a bracket or of quotation marks needs no blank.
        Connective::of(&word)
    }

    fn take_connective(&mut self, wanted: Connective) -> Option<Span> {
        if self.peek_connective() != Some(wanted) {
            return None;
        }
        let start = self.at;
        self.at = self.end_of_word(start);
        Some(Span::new(start, self.at))
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> String {
        self.text[start..end].iter().collect()
    }
}

fn is_comma(c: char) -> bool {
    matches!(c, ',' | '，' | '、')
}

/// The mark that closes what `open` opens.
fn close_of(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '＂' => Some('＂'),
        '“' => Some('”'),
        '「' => Some('」'),
        '『' => Some('』'),
        _ => None,
    }
}
