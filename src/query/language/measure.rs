//! Reading quantities: comparisons, spans, and whether unit and label fit each other.

use super::amount::{Amount, Edge, Extent, NUMERALS, Sign, Unread, amount};
use super::field::Field;
use super::label::{Label, dimension_of};
use super::parse::{Parser, Read};
use super::syntax::{Condition, Expression, Measure, Origin, Value};
use crate::document::Span;
use crate::query::error::QueryError;
use crate::query::nearest::nearest;
use crate::text::fold;

/// Whether a character belongs to a number before its multiplier.
fn is_of_number(c: char) -> bool {
    c.is_numeric() || NUMERALS.contains(c) || matches!(c, '.' | ',' | '．' | '，')
}

impl Parser<'_> {
    /// comparison = [label] SIGN amount
    pub(super) fn comparison(&mut self, start: usize, sign_at: usize) -> Read<Expression> {
        let label = self.label(start, sign_at);
        let (sign, length) = Sign::at_start(&self.text[sign_at..]).unwrap_or((Sign::Equal, 1));
        self.at = sign_at + length;
        self.blanks();
        let from = self.at;
        let end = self.end_of_word(from);
        self.at = end;
        let span = Span::new(start, end);
        match label {
            Some(Label::Field(field)) if sign == Sign::Equal => {
                self.at = start;
                self.field(field, sign_at + length)
            }
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
                let mut found = self.amount(from, end)?;
                let mut span = span;
                // 10 %: the unit may stand apart. A standing needs none: 第>1 学校 asks for the word too.
                if found.unit.is_empty()
                    && label != Some(Label::Rank)
                    && let Some((joined, behind)) = self.with_next_word(from, end)
                {
                    (found, self.at) = (joined, behind);
                    span.end = behind;
                }
                self.measure(label, sign, found, span)
            }
        }
    }

    /// The amount that a number and the word behind it make together, and where that ends.
    fn with_next_word(&mut self, from: usize, end: usize) -> Option<(Amount, usize)> {
        self.at = end;
        self.blanks();
        let (next, behind) = (self.at, self.end_of_word(self.at));
        self.at = end;
        let joined = self.slice(from, end) + &self.slice(next, behind);
        let found = amount(&joined, self.lexicon).ok()?;
        (next < behind && !found.unit.is_empty()).then_some((found, behind))
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
        let year = || fold(&written).trim_end_matches('年').parse::<i32>().ok();
        let text = match (field, sign) {
            (Field::Confidence, Sign::AtLeast | Sign::Above) => Some(written.clone()),
            (Field::Year | Field::Period, _) => year().map(|y| match sign {
                Sign::AtLeast => format!("{y}..9999"),
                Sign::Above => format!("{}..9999", y.saturating_add(1)),
                Sign::AtMost => format!("1..{y}"),
                Sign::Below => format!("1..{}", y.saturating_sub(1)),
                Sign::Equal | Sign::About => y.to_string(),
            }),
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
    pub(super) fn range(&mut self, start: usize, dots: usize, end: usize) -> Read<Expression> {
        self.at = end;
        let span = Span::new(start, end);
        let upper_at = dots + 2;
        let is_amount = |&i: &usize| self.opens_amount(i) && self.lower(i, dots, end).is_ok();
        let first = (start..dots).find(is_amount).unwrap_or(dots);
        let label = self.label(start, first);
        if let Some(Label::Field(_)) = label {
            let example = "a value: 年份:2015..2018";
            return Err(self.mistake(
                span,
                "a field stands before its span without a colon",
                example,
            ));
        }
        let upper = (upper_at < end)
            .then(|| self.amount(upper_at, end))
            .transpose()?;
        let lower = (first < dots)
            .then(|| self.lower(first, dots, end))
            .transpose()
            .map_err(|why| self.no_amount(Span::new(first, dots), why))?;
        if let (Some(a), Some(b)) = (&lower, &upper) {
            if label != Some(Label::Rank) {
                self.same_base(a, b, span)?;
            }
            if a.value > b.value {
                return Err(self.mistake(
                    span,
                    "the span ends before it begins",
                    "the smaller amount first",
                ));
            }
        }
        let edge = |a: &Amount| Edge {
            at: a.value,
            inclusive: true,
        };
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

    /// The lower amount of the span `from..end`. What it lacks of multiplier and unit the upper one behind `dots` lends it, so
    /// much of it that it does not come to lie above: 1..5万亩, 1万..5万亩, 100..5万亩.
    fn lower(&self, from: usize, dots: usize, end: usize) -> Result<Amount, Unread> {
        let alone = amount(&self.slice(from, dots), self.lexicon);
        if alone.as_ref().is_ok_and(|a| !a.unit.is_empty()) {
            return alone;
        }
        let Ok(upper) = amount(&self.slice(dots + 2, end), self.lexicon) else {
            return alone;
        };
        let number = (dots + 2..end).take_while(|&i| is_of_number(self.text[i]));
        let behind = dots + 2 + number.count();
        // 5百万亩, 5千瓦, 5百分点
        let scales = |i: &usize| matches!(self.text[*i], '百' | '千' | '万' | '亿' | '萬' | '億');
        let first = behind - (dots + 2..behind).rev().take_while(scales).count();
        let last = behind + (behind..end).take_while(scales).count();
        // 一百百亩 is no amount, and 一百百分点 is one.
        let scaled = scales(&(dots - 1)) || self.text[dots - 1] == '十';
        let opens_unit = |i: usize| self.lexicon.units.get(&self.slice(i, end)).is_some();
        let mut lent = (first..=last)
            .filter(|&i| i >= behind || !scaled || opens_unit(i))
            .filter_map(|i| {
                let whole = self.slice(from, dots) + &self.slice(i, end);
                amount(&whole, self.lexicon).ok()
            })
            .filter(|a| a.base_unit == upper.base_unit)
            .peekable();
        let one = lent.peek().cloned();
        lent.find(|a| a.value <= upper.value)
            .or(one)
            .map_or(alone, Ok)
    }

    /// Where an amount begins: at a digit or a Chinese numeral.
    pub(super) fn opens_amount(&self, i: usize) -> bool {
        self.text[i].is_numeric() || NUMERALS.contains(self.text[i])
    }

    /// The label that stands before a sign or an amount.
    fn label(&self, start: usize, end: usize) -> Option<Label> {
        let written = self.slice(start, end);
        let written =
            written.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
        (!written.is_empty()).then(|| Label::of(written))
    }

    fn amount(&self, from: usize, end: usize) -> Read<Amount> {
        amount(&self.slice(from, end), self.lexicon)
            .map_err(|why| self.no_amount(Span::new(from, end), why))
    }

    pub(super) fn measure(
        &self,
        label: Option<Label>,
        sign: Sign,
        found: Amount,
        span: Span,
    ) -> Read<Expression> {
        self.measured(label, Extent::of(sign, found), span)
    }

    /// A quantity whose label fits its unit.
    fn measured(&self, label: Option<Label>, extent: Extent, span: Span) -> Read<Expression> {
        if extent.base_unit.is_empty() && label != Some(Label::Rank) {
            return Err(self.without_unit(span));
        }
        let wanted = match &label {
            Some(Label::Dimension(wanted)) => Some(*wanted),
            Some(Label::Kind(["share"], _)) => Some("percentage"),
            Some(Label::Rank) if !extent.unit.is_empty() => Some("count"),
            _ => None,
        };
        let given = extent.dimension.as_deref();
        if let Some(wanted) = wanted.filter(|wanted| Some(*wanted) != given) {
            let given = given.map_or_else(|| "no known dimension".to_string(), dimension_of);
            let wanted = format!("{} is asked for,", dimension_of(wanted));
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
        if a.base_unit.is_empty() || b.base_unit.is_empty() {
            return Err(self.without_unit(span));
        }
        let name = |of: &Amount| match &of.dimension {
            Some(dimension) => dimension_of(dimension),
            None => of.unit.clone(),
        };
        match a.dimension != b.dimension {
            true => Err(self.across(
                span,
                &format!("{} is {}", a.unit, name(a)),
                &b.unit,
                &name(b),
            )),
            false => {
                let what = format!(
                    "{} and {} cannot be converted into each other",
                    shown(&a.unit),
                    shown(&b.unit)
                );
                Err(self.mistake(span, &what, "both ends in one unit"))
            }
        }
    }

    /// Of two dimensions; `first` tells of the one, and `unit` is of the other.
    fn across(&self, span: Span, first: &str, unit: &str, given: &str) -> QueryError {
        let what = format!("{first} and {} is {given}", shown(unit));
        self.mistake(span, &what, "an amount of the same dimension")
    }

    fn without_unit(&self, span: Span) -> QueryError {
        self.mistake(
            span,
            "the amount has no unit",
            "a unit behind the number: >100亿元, >10%, >90家",
        )
    }

    fn no_amount(&self, span: Span, why: Unread) -> QueryError {
        match why {
            Unread::NoNumber => self.mistake(
                span,
                "this is no amount",
                "a number with its unit: 100亿元, 5%, 1.5万亩",
            ),
            Unread::TooLarge => self.mistake(span, "this amount is too large", "a smaller one"),
            Unread::UnknownUnit(at) => {
                let unit = Span::new((span.start + at).min(span.end), span.end);
                let written = self.slice(unit.start, unit.end);
                let known = self.lexicon.units.iter().map(|u| u.name.as_str());
                let near = nearest(&written, known, 5).join(", ");
                self.mistake(
                    unit,
                    &format!("unknown unit “{written}”"),
                    &format!("a unit; nearest: {near}"),
                )
            }
        }
    }
}

/// A unit as it is spoken of.
fn shown(unit: &str) -> &str {
    if unit.is_empty() {
        "a number without unit"
    } else {
        unit
    }
}
