//! Reading a query: a parser by hand, one function for each rule of the grammar in docs/query.md.

use super::amount::{Amount, Edge, Extent, Sign, Unread, amount};
use super::field::{Field, FieldName};
use super::label::{Label, dimension_of};
use super::syntax::{Condition, Expression, Measure, Origin, Value};
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

struct Parser<'a> {
    text: Vec<char>,
    at: usize,
    depth: usize,
    lexicon: &'a Lexicon,
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

type Read<T> = Result<T, QueryError>;

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
                if parts.is_empty() || self.is_at_end() {
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
        self.of_one_dimension(&parts)?;
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
            return match self.is_at_end() {
                true => Err(self.mistake(word, "there is nothing to leave out", "a condition behind it: 不含 海上")),
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
                Some((text, _)) => Ok(Term::new(&text).map(|t| Expression::One(Condition::Text(t)))),
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
            true => Err(self.mistake(at, "brackets stand too deep in each other", "a simpler query")),
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
        let range = (start..end).find(|&i| self.text[i..end].starts_with(&['.', '.']));
        match (stop, range) {
            (Some(i), _) if matches!(self.text[i], ':' | '：') => {
                let name: String = self.text[start..i].iter().collect();
                match Field::called(&name) {
                    Some(field) => self.field(field, i + 1).map(Some),
                    // 14:57.5 is a text.
                    None if name.is_empty() || !name.chars().all(|c| c.is_alphabetic() || c == '_') => {
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
                Ok(self.text_condition(start, end))
            }
        }
    }

    fn text_condition(&self, start: usize, end: usize) -> Option<Expression> {
        let term = Term::new(&self.slice(start, end))?;
        Some(Expression::One(Condition::Text(term)))
    }

    /// field = NAME : value { , value }
    fn field(&mut self, field: Field, values_at: usize) -> Read<Expression> {
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
                let at = if start > values_at { Span::new(start - 1, start) } else { name };
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

    /// comparison = [label] SIGN amount
    fn comparison(&mut self, start: usize, sign_at: usize) -> Read<Expression> {
        let label = self.label(start, sign_at);
        let (sign, length) = Sign::at_start(&self.text[sign_at..]).unwrap_or((Sign::Equal, 1));
        self.at = sign_at + length;
        self.blanks();
        let from = self.at;
        let end = self.end_of_word(from);
        self.at = end;
        let span = Span::new(start, end);
        match label {
            Some(Label::Field(field)) => self.ordered_field(field, sign, from, end, span),
            label => {
                if from == end {
                    return Err(self.mistake(
                        Span::new(start, sign_at + length),
                        "an amount is missing behind this",
                        "a number with its unit: >=100亿元",
                    ));
                }
                if (from..end).any(|i| self.text[i..end].starts_with(&['.', '.'])) {
                    return Err(self.mistake(
                        Span::new(from, end),
                        "a span stands behind a sign",
                        "one of both: >=1万亩 or 1万亩..5万亩",
                    ));
                }
                let found = self.amount(from, end)?;
                self.measure(label, sign, found, span)
            }
        }
    }

    /// A field with an order: 年份>=2015, 置信度>=0.9.
    fn ordered_field(
        &mut self,
        field: Field,
        sign: Sign,
        from: usize,
        end: usize,
        span: Span,
    ) -> Read<Expression> {
        let written = self.slice(from, end);
        let year = || written.trim_end_matches('年').parse::<i32>().ok();
        let text = match (field, sign) {
            (Field::Confidence, Sign::AtLeast | Sign::Above | Sign::Equal) => Some(written.clone()),
            (Field::Year | Field::Period, _) => year().map(|y| match sign {
                Sign::AtLeast => format!("{y}..9999"),
                Sign::Above => format!("{}..9999", y.saturating_add(1)),
                Sign::AtMost => format!("1..{y}"),
                Sign::Below => format!("1..{}", y.saturating_sub(1)),
                Sign::Equal | Sign::About => y.to_string(),
            }),
            (_, Sign::Equal) => Some(written.clone()),
            _ => None,
        };
        let Some(text) = text.filter(|t| !t.is_empty()) else {
            let name = field.name();
            return Err(self.mistake(
                span,
                "this field has no such comparison",
                &format!("a value: {}:{}", name.chinese[0], name.example),
            ));
        };
        let origin = Origin::Query(Span::new(from, end));
        let values = vec![Value { text, origin }];
        Ok(Expression::One(Condition::Field { field, values }))
    }

    /// range = [label] amount .. amount, where one of both may be missing
    fn range(&mut self, start: usize, dots: usize, end: usize) -> Read<Expression> {
        self.at = end;
        let span = Span::new(start, end);
        let is_amount = |&i: &usize| {
            self.opens_amount(i) && amount(&self.slice(i, dots), self.lexicon).is_ok()
        };
        let first = (start..dots).find(is_amount).unwrap_or(dots);
        let label = self.label(start, first);
        let upper_at = dots + 2;
        if first == dots && upper_at >= end {
            return Err(self.mistake(span, "a span without an end", "two amounts: 1万亩..5万亩"));
        }
        if let Some(Label::Field(_)) = label {
            let example = "a value: 年份:2015..2018";
            return Err(self.mistake(span, "a field stands before its span without a colon", example));
        }
        let upper = (upper_at < end).then(|| self.amount(upper_at, end)).transpose()?;
        let lower = match (first < dots, &upper) {
            (false, _) => None,
            (true, None) => Some(self.amount(first, dots)?),
            // 1..5万亩: the first number has the unit and the multiplier of the second.
            (true, Some(_)) => {
                let alone = self.amount(first, dots)?;
                let bare = self.text[first..dots].iter().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
                let tail = (upper_at..end).find(|&i| !(self.text[i].is_ascii_digit() || matches!(self.text[i], '.' | ',')));
                match tail {
                    Some(tail) if bare && alone.unit.is_empty() => {
                        let whole = self.slice(first, dots) + &self.slice(tail, end);
                        match amount(&whole, self.lexicon) {
                            Ok(found) => Some(found),
                            Err(why) => return Err(self.no_amount(Span::new(first, dots), why)),
                        }
                    }
                    _ => Some(alone),
                }
            }
        };
        if let (Some(a), Some(b)) = (&lower, &upper) {
            self.same_base(a, b, span)?;
            if a.value > b.value {
                return Err(self.mistake(span, "the span ends before it begins", "the smaller amount first"));
            }
        }
        let edge = |a: &Amount| Edge { at: a.value, inclusive: true };
        let (low, high) = (lower.as_ref().map(edge), upper.as_ref().map(edge));
        let Some(of) = upper.or(lower) else {
            return Err(self.mistake(span, "a span without an end", "two amounts: 1万亩..5万亩"));
        };
        let extent = Extent {
            low,
            high,
            ..Extent::of(Sign::Equal, of)
        };
        self.measured(label, extent, span)
    }

    /// Where an amount begins: at a digit or a Chinese numeral.
    fn opens_amount(&self, i: usize) -> bool {
        self.text[i].is_numeric() || "零一二三四五六七八九十百千两半".contains(self.text[i])
    }

    /// The label that stands before a sign or an amount.
    fn label(&self, start: usize, end: usize) -> Option<Label> {
        (start < end).then(|| Label::of(&self.slice(start, end)))
    }

    fn amount(&self, from: usize, end: usize) -> Read<Amount> {
        amount(&self.slice(from, end), self.lexicon)
            .map_err(|why| self.no_amount(Span::new(from, end), why))
    }

    fn measure(&self, label: Option<Label>, sign: Sign, found: Amount, span: Span) -> Read<Expression> {
        self.measured(label, Extent::of(sign, found), span)
    }

    /// A quantity whose label fits its unit.
    fn measured(&self, label: Option<Label>, extent: Extent, span: Span) -> Read<Expression> {
        if extent.base_unit.is_empty() && label != Some(Label::Rank) {
            return Err(self.mistake(
                span,
                "the amount has no unit",
                "a unit behind the number: >100亿元, >10%, >90家",
            ));
        }
        let wanted = match &label {
            Some(Label::Dimension(wanted)) => Some(*wanted),
            Some(Label::Kind(["share"], _)) => Some("percentage"),
            _ => None,
        };
        let given = extent.dimension.as_deref();
        if let Some(wanted) = wanted.filter(|wanted| Some(*wanted) != given) {
            let given = given.map_or_else(|| "no known dimension".to_string(), dimension_of);
            let wanted = dimension_of(wanted);
            return Err(self.across(span, &wanted, &extent.unit, &given));
        }
        let origin = Origin::Query(span);
        let measure = Measure {
            label,
            extent,
            origin,
        };
        Ok(Expression::One(Condition::Measure(measure)))
    }

    fn same_base(&self, a: &Amount, b: &Amount, span: Span) -> Read<()> {
        if a.base_unit == b.base_unit {
            return Ok(());
        }
        let name = |of: &Amount| match &of.dimension {
            Some(dimension) => dimension_of(dimension),
            None => of.unit.clone(),
        };
        match a.dimension != b.dimension {
            true => Err(self.across(span, &format!("{} is {}", a.unit, name(a)), &b.unit, &name(b))),
            false => {
                let what = format!("{} and {} cannot be converted into each other", shown(&a.unit), shown(&b.unit));
                Err(self.mistake(span, &what, "both ends in one unit"))
            }
        }
    }

    /// All quantities that hold of one claim have one dimension.
    fn of_one_dimension(&self, parts: &[Expression]) -> Read<()> {
        let measures = parts.iter().filter_map(|part| match part {
            Expression::One(Condition::Measure(m)) => Some(m),
            _ => None,
        });
        let mut first: Option<&Measure> = None;
        for measure in measures {
            let before = *first.get_or_insert(measure);
            let (a, b) = (&before.extent, &measure.extent);
            if a.base_unit == b.base_unit || a.base_unit.is_empty() || b.base_unit.is_empty() {
                continue;
            }
            let name = |e: &Extent| e.dimension.as_deref().map_or_else(|| e.unit.clone(), dimension_of);
            let span = match measure.origin {
                Origin::Query(span) => span,
                Origin::Option => Span::new(0, 0),
            };
            let what = format!(
                "one claim has one value, and here are two of {} in {} and {} in {}",
                name(a), a.unit, name(b), b.unit
            );
            return Err(self.mistake(span, &what, "或 between them, or one of them"));
        }
        Ok(())
    }

    fn across(&self, span: Span, wanted: &str, unit: &str, given: &str) -> QueryError {
        let what = match wanted.contains(" is ") {
            true => format!("{wanted} and {} is {given}", shown(unit)),
            false => format!("{wanted} is asked for, and {} is {given}", shown(unit)),
        };
        self.mistake(span, &what, "an amount of the same dimension")
    }

    fn no_amount(&self, span: Span, why: Unread) -> QueryError {
        match why {
            Unread::NoNumber => {
                self.mistake(span, "this is no amount", "a number with its unit: 100亿元, 5%, 1.5万亩")
            }
            Unread::TooLarge => self.mistake(span, "this amount is too large", "a smaller one"),
            Unread::UnknownUnit(at) => {
                let unit = Span::new((span.start + at).min(span.end), span.end);
                let written = self.slice(unit.start, unit.end);
                let known = self.lexicon.units.iter().map(|u| u.name.as_str());
                let near = nearest(&written, known, 5).join(", ");
                self.mistake(unit, &format!("unknown unit “{written}”"), &format!("a unit; nearest: {near}"))
            }
        }
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

    fn mistake(&self, at: Span, what: &str, expected: &str) -> QueryError {
        QueryError::Mistake(Mistake {
            at,
            what: what.to_string(),
            expected: expected.to_string(),
        })
    }

    // ---- characters ----

    fn blanks(&mut self) {
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
        self.text.get(self.at + n).is_some_and(|c| !c.is_whitespace())
    }

    fn starts_with(&self, word: &str) -> bool {
        let rest = &self.text[self.at..];
        word.chars().enumerate().all(|(i, c)| rest.get(i) == Some(&c))
    }

    /// The first character behind the word that stands at `from`.
    fn end_of_word(&self, from: usize) -> usize {
        let mut end = from;
        while let Some(&c) = self.text.get(end) {
            let opens = close_of(c).is_some() && self.breaks_before(from, end);
            if c.is_whitespace() || matches!(c, '(' | '（' | ')' | '）' | '|') && end > from || opens {
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

    fn slice(&self, start: usize, end: usize) -> String {
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

/// A unit as it is spoken of.
fn shown(unit: &str) -> &str {
    if unit.is_empty() { "a number without unit" } else { unit }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An expression in a short form.
    fn shown(query: &str) -> String {
        match parse(query, Lexicon::builtin()) {
            Ok(expression) => show(&expression),
            Err(QueryError::Mistake(m)) => {
                let marked: String = query.chars().skip(m.at.start).take(m.at.len()).collect();
                format!("! {} [{marked}]", m.what)
            }
            Err(_) => "! nothing".to_string(),
        }
    }

    fn show(expression: &Expression) -> String {
        let list = |parts: &[Expression], between: &str| {
            let parts: Vec<String> = parts.iter().map(show).collect();
            format!("({})", parts.join(between))
        };
        match expression {
            Expression::All(parts) => list(parts, " "),
            Expression::Any(parts) => list(parts, " | "),
            Expression::Not(inner) => format!("-{}", show(inner)),
            Expression::One(Condition::Text(term)) => term.chars.iter().map(|c| c.1).collect(),
            Expression::One(Condition::Field { field, values }) => {
                let values: Vec<&str> = values.iter().map(|v| v.text.as_str()).collect();
                format!("{}:{}", field.english(), values.join(","))
            }
            Expression::One(Condition::Measure(m)) => {
                let edge = |e: Option<Edge>, mark: [&str; 2]| {
                    e.map_or(String::new(), |e| format!("{}{}", mark[usize::from(e.inclusive)], e.at.normalize()))
                };
                let label = m.label.as_ref().map_or(String::new(), |l| format!("{l:?} "));
                format!("{label}{}{}{}", edge(m.extent.low, [">", ">="]), edge(m.extent.high, ["<", "<="]), m.extent.base_unit)
            }
        }
    }

    #[test]
    fn words_phrases_and_connectives() {
        assert_eq!(shown("风电　项目 “绿色 金融”"), "(风电 项目 绿色金融)");
        assert_eq!(shown("扶貧 ＧＤＰ １０％"), "(扶贫 gdp 10%)");
        assert_eq!(shown("风电 或 光伏"), "(风电 | 光伏)");
        assert_eq!(shown("风电 OR 光伏 项目"), "(风电 | (光伏 项目))");
        assert_eq!(shown("风电|光伏"), "(风电 | 光伏)");
        assert_eq!(shown("“风电”或“光伏”"), "(风电 | 光伏)");
        assert_eq!(shown("（风电 或 光伏） 项目"), "((风电 | 光伏) 项目)");
        assert_eq!(shown("风电 AND 项目"), "(风电 项目)");
        assert_eq!(shown("扶贫 扶貧"), "扶贫");
    }

    #[test]
    fn what_is_left_out() {
        assert_eq!(shown("风电 -海上 -“陆上 风”"), "(风电 -海上 -陆上风)");
        assert_eq!(shown("风电 不含 海上"), "(风电 -海上)");
        assert_eq!(shown("风电 不含海上"), "(风电 -海上)");
        assert_eq!(shown("风电 NOT (海上 或 陆上)"), "(风电 -(海上 | 陆上))");
        assert_eq!(shown("风电 -单位:%"), "(风电 -unit:%)");
        assert_eq!(shown("not 风电"), "(not 风电)", "in small letters it is a word");
    }

    #[test]
    fn marks_inside_a_word_are_marks() {
        assert_eq!(shown("推进“1112”发展 \"开"), "(推进1112发展 开)");
        assert_eq!(shown("14:57.5"), "1457.5");
        assert_eq!(shown("约束性指标"), "约束性指标");
    }

    #[test]
    fn fields_in_both_languages() {
        assert_eq!(shown("指标:投资"), "indicator:投资");
        assert_eq!(shown("年份：2015..2018 year:2017"), "(year:2015..2018 year:2017)");
        assert_eq!(shown("单位:亿元,%、亩"), "unit:亿元,%,亩");
        assert_eq!(shown("章节:\"一、回顾\""), "section:一、回顾");
        assert_eq!(shown("地区: 广东"), "place:广东");
        assert_eq!(shown("年份>=2015"), "year:2015..9999");
    }

    #[test]
    fn quantities() {
        assert_eq!(shown(">=100亿元"), ">=10000000000元");
        assert_eq!(shown("投资 金额>=100亿元"), "(投资 Dimension(\"currency\") >=10000000000元)");
        assert_eq!(shown("=5%"), ">=5<=5%");
        assert_eq!(shown("约5%"), ">=4.75<=5.25%");
        assert_eq!(shown("> 10%"), ">10%");
        assert_eq!(shown("1万亩..5万亩"), shown("1..5万亩"));
        assert_eq!(shown("第1..3位"), "Rank >=1<=3位");
        assert_eq!(shown("排名<=3"), "Rank <=3");
        assert_eq!(shown("地区生产总值>1000亿元"), "Indicator(\"地区生产总值\") >100000000000元");
        assert_eq!(shown("..5%"), "<=5%");
        assert_eq!(shown("5%.."), ">=5%");
    }

    #[test]
    fn mistakes_have_a_place() {
        assert_eq!(shown("指票:投资"), "! unknown field “指票” [指票]");
        assert_eq!(shown("投资 (风电"), "! this bracket is not closed [(]");
        assert_eq!(shown("投资) 风电"), "! this bracket closes none [)]");
        assert_eq!(shown("风电 或"), "! there is nothing to choose from on one side of this [或]");
        assert_eq!(shown("指标:"), "! a value is missing behind this [指标:]");
        assert_eq!(shown("单位:亿元,"), "! a value is missing behind this [,]");
        assert_eq!(shown("金额>"), "! an amount is missing behind this [金额>]");
        assert_eq!(shown("金额>很多"), "! this is no amount [很多]");
        assert_eq!(shown(">5光年"), "! unknown unit “光年” [光年]");
        assert_eq!(shown(">100"), "! the amount has no unit [>100]");
        assert_eq!(shown("金额>1平方公里"), "! 金额 (currency) is asked for, and 平方公里 is 面积 (area) [金额>1平方公里]");
        assert_eq!(shown("1亿元..5公里"), "! 元 is 金额 (currency) and 公里 is 长度 (length) [1亿元..5公里]");
        assert_eq!(shown("5%..3%"), "! the span ends before it begins [5%..3%]");
        assert!(shown(">1亿元 <5公里").contains("金额 (currency) in 元 and 长度 (length) in 公里"));
        assert_eq!(shown("不含"), "! there is nothing to leave out [不含]");
    }

    #[test]
    fn nothing_to_look_for() {
        for query in ["", "  ", "，。！", "-", "\"\"", "“”", "- ？", "()"] {
            assert_eq!(shown(query), "! nothing", "{query}");
        }
    }

    #[test]
    fn deep_brackets_are_refused() {
        let deep = format!("{}风{}", "(".repeat(1000), ")".repeat(1000));
        assert!(shown(&deep).contains("too deep"));
        let many = format!("{}风", "-".repeat(1000));
        assert!(shown(&many).contains("too deep"));
    }
}
