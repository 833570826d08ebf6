//! The query language as docs/query.md tells it: its grammar, its examples and the mistakes that it shows are the program's.

use crate::program::World;
use std::collections::BTreeMap;
use zhishu::{
    Condition, Expression, Lexicon, QueryError, Question, Reader, SentenceSort, Window, parse,
    sentences,
};

/// How many queries are made from the grammar.
const QUERIES: usize = 2_500;

/// How deep rules stand in each other before the shortest way out is taken.
const DEEP: usize = 14;

/// The document that is held against the program.
fn document() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/query.md");
    std::fs::read_to_string(path).expect("docs/query.md")
}

/// The contents of the code blocks of a language.
fn blocks<'a>(document: &'a str, language: &str) -> Vec<&'a str> {
    let open = format!("```{language}\n");
    let found = document.split(open.as_str()).skip(1);
    found
        .map(|rest| rest.split("```").next().unwrap_or_default())
        .collect()
}

/// Numbers that are the same on every run: a linear congruential generator.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    fn chars(&mut self, from: &str, most: usize) -> String {
        let from: Vec<char> = from.chars().collect();
        (0..=self.below(most))
            .map(|_| from[self.below(from.len())])
            .collect()
    }
}

// ---- reading a grammar ----

/// What stands behind the name of a rule.
#[derive(Debug)]
enum Rule {
    Text(String),
    Name(String),
    Special(String),
    All(Vec<Rule>),
    Any(Vec<Rule>),
    Maybe(Box<Rule>),
    Many(Box<Rule>),
}

/// The rules by name.
type Grammar = BTreeMap<String, Rule>;

/// A piece of a grammar: a mark, a name, or what stands between two marks of the same kind.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Mark(char),
    Name(String),
    Text(String),
    Special(String),
}

fn pieces(grammar: &str) -> Vec<Piece> {
    let chars: Vec<char> = grammar.chars().collect();
    let until = |from: usize, end: char| -> (String, usize) {
        let length = chars[from..].iter().position(|c| *c == end);
        let length = length.unwrap_or_else(|| panic!("no {end} behind character {from}"));
        (
            chars[from..from + length].iter().collect(),
            from + length + 1,
        )
    };
    let mut all = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match chars[at] {
            c if c.is_whitespace() => at += 1,
            '(' if chars.get(at + 1) == Some(&'*') => {
                let is_end = |i: &usize| chars[*i] == '*' && chars[*i + 1] == ')';
                at = (at..chars.len() - 1)
                    .find(is_end)
                    .expect("the end of a comment")
                    + 2;
            }
            c @ ('"' | '\'') => {
                let (text, next) = until(at + 1, c);
                all.push(Piece::Text(text));
                at = next;
            }
            '?' => {
                let (text, next) = until(at + 1, '?');
                all.push(Piece::Special(text.trim().to_string()));
                at = next;
            }
            c if c.is_ascii_alphabetic() => {
                let is_name = |c: &&char| c.is_ascii_alphanumeric() || **c == '_';
                let name: String = chars[at..].iter().take_while(is_name).collect();
                at += name.len();
                all.push(Piece::Name(name));
            }
            mark => {
                assert!(
                    "=|,;()[]{}".contains(mark),
                    "{mark} is no mark of a grammar"
                );
                all.push(Piece::Mark(mark));
                at += 1;
            }
        }
    }
    all
}

fn grammar(written: &str) -> Grammar {
    let pieces = pieces(written);
    let mut rules = Grammar::new();
    for rule in pieces
        .split(|p| *p == Piece::Mark(';'))
        .filter(|r| !r.is_empty())
    {
        let [Piece::Name(name), Piece::Mark('='), body @ ..] = rule else {
            panic!("no rule: {rule:?}");
        };
        let mut rest = body;
        let rule = alternatives(&mut rest);
        assert!(rest.is_empty(), "{name}: {rest:?}");
        assert!(rules.insert(name.clone(), rule).is_none(), "{name} twice");
    }
    rules
}

fn alternatives(rest: &mut &[Piece]) -> Rule {
    let mut all = vec![sequence(rest)];
    while take(rest, '|') {
        all.push(sequence(rest));
    }
    Rule::Any(all)
}

fn sequence(rest: &mut &[Piece]) -> Rule {
    let mut all = vec![element(rest)];
    while take(rest, ',') {
        all.push(element(rest));
    }
    Rule::All(all)
}

fn element(rest: &mut &[Piece]) -> Rule {
    let (first, behind) = rest.split_first().expect("more of the rule");
    *rest = behind;
    match first {
        Piece::Text(text) => Rule::Text(text.clone()),
        Piece::Name(name) => Rule::Name(name.clone()),
        Piece::Special(text) => Rule::Special(text.clone()),
        Piece::Mark(open) => {
            let inner = alternatives(rest);
            let (close, rule) = match open {
                '(' => (')', inner),
                '[' => (']', Rule::Maybe(Box::new(inner))),
                '{' => ('}', Rule::Many(Box::new(inner))),
                other => panic!("{other} opens nothing"),
            };
            assert!(take(rest, close), "{open} is not closed");
            rule
        }
    }
}

fn take(rest: &mut &[Piece], mark: char) -> bool {
    let is_next = rest.first() == Some(&Piece::Mark(mark));
    if is_next {
        *rest = &rest[1..];
    }
    is_next
}

// ---- writing queries ----

/// What the amounts of one query are of: its labels, its units with their factors, and whether it counts standings.
struct Theme {
    labels: &'static [&'static str],
    units: &'static [(&'static str, f64)],
}

const THEMES: [Theme; 9] = [
    Theme {
        labels: &["金额", "货币", "款额", "钱", "currency"],
        units: &[("元", 1.0)],
    },
    Theme {
        labels: &["面积", "area"],
        units: &[
            ("亩", 2000.0 / 3.0),
            ("公顷", 1e4),
            ("平方公里", 1e6),
            ("㎡", 1.0),
        ],
    },
    Theme {
        labels: &["长度", "里程", "距离", "length"],
        units: &[("公里", 1e3), ("米", 1.0), ("km", 1e3)],
    },
    Theme {
        labels: &["重量", "质量", "mass"],
        units: &[("吨", 1e3), ("公斤", 1.0), ("斤", 0.5)],
    },
    Theme {
        labels: &["百分比", "百分率", "比率", "percentage"],
        units: &[("%", 1.0), ("％", 1.0), ("‰", 0.1)],
    },
    Theme {
        labels: &["百分点", "percentage_point"],
        units: &[("百分点", 1.0), ("个百分点", 1.0)],
    },
    Theme {
        labels: &["电量", "能量", "energy"],
        units: &[("千瓦时", 1.0), ("兆瓦时", 1e3)],
    },
    Theme {
        labels: &["数量", "个数", "count"],
        units: &[("家", 1.0)],
    },
    Theme {
        labels: &["数量", "个数", "count"],
        units: &[("位", 1.0)],
    },
];

/// Signs that make what holds them another thing than a word.
const SIGNS: &str = "()（）|:：<>=≈≥≤⩾⩽＜＞＝";

/// Numerals of the grammar, and what they stand for.
const NUMERALS: [(&str, f64); 6] = [
    ("一千一百", 1100.0),
    ("三百二十", 320.0),
    ("二十五", 25.0),
    ("一百", 100.0),
    ("十", 10.0),
    ("三", 3.0),
];

const MULTIPLIERS: [(&str, f64); 4] = [("万亿", 1e12), ("亿", 1e8), ("万", 1e4), ("千", 1e3)];

/// How many texts, fields and quantities stand in a query.
type Conditions = [usize; 3];

/// Writes queries by a grammar.
struct Writer<'a> {
    grammar: &'a Grammar,
    heights: BTreeMap<&'a str, usize>,
    random: Random,
    theme: &'static Theme,
    /// What the query has so far.
    conditions: Conditions,
}

impl<'a> Writer<'a> {
    fn new(grammar: &'a Grammar) -> Writer<'a> {
        let mut heights: BTreeMap<&str, usize> = BTreeMap::new();
        for _ in 0..grammar.len() {
            for (name, rule) in grammar {
                if let Some(found) = height(rule, &heights) {
                    heights.insert(name, found + 1);
                }
            }
        }
        for name in grammar.keys() {
            assert!(heights.contains_key(name.as_str()), "{name} never ends");
        }
        Writer {
            grammar,
            heights,
            random: Random(11),
            theme: &THEMES[0],
            conditions: Conditions::default(),
        }
    }

    fn query(&mut self) -> (String, Conditions) {
        self.theme = &THEMES[self.random.below(THEMES.len())];
        self.conditions = Conditions::default();
        (self.named("query", 0), self.conditions)
    }

    /// A text of the rule called `name` that says what the comments beside the rules ask for.
    fn named(&mut self, name: &str, depth: usize) -> String {
        let grammar = self.grammar;
        let rule = grammar
            .get(name)
            .unwrap_or_else(|| panic!("no rule {name}"));
        let before = self.conditions;
        for _ in 0..1_000 {
            self.conditions = before;
            let text = self.text(rule, depth + 1);
            if !self.fits(name, &text) {
                continue;
            }
            // A label and a value are words and phrases that are no conditions.
            match name {
                "one" if self.conditions == before => self.conditions[0] += 1,
                "field" => self.conditions[1] += 1,
                "quantity" => self.conditions[2] += 1,
                _ => {}
            }
            return text;
        }
        panic!("no {name} fits");
    }

    fn text(&mut self, rule: &Rule, depth: usize) -> String {
        match rule {
            Rule::Text(text) => text.clone(),
            Rule::Name(name) => self.named(name, depth),
            Rule::Special(what) => self.special(what),
            Rule::All(parts) => parts.iter().map(|part| self.text(part, depth)).collect(),
            Rule::Any(ways) if depth < DEEP => {
                let way = &ways[self.random.below(ways.len())];
                self.text(way, depth)
            }
            Rule::Any(ways) => {
                let of = |way: &Rule| height(way, &self.heights);
                let least = ways.iter().filter_map(of).min();
                let shortest: Vec<&Rule> = ways.iter().filter(|way| of(way) == least).collect();
                let way = self.random.below(shortest.len());
                self.text(shortest[way], depth)
            }
            Rule::Maybe(inner) if depth < DEEP && self.random.below(2) == 0 => {
                self.text(inner, depth)
            }
            Rule::Many(inner) if depth < DEEP => {
                let most = [0, 0, 1, 2][self.random.below(4)];
                (0..most).map(|_| self.text(inner, depth)).collect()
            }
            Rule::Maybe(_) | Rule::Many(_) => String::new(),
        }
    }

    fn special(&mut self, what: &str) -> String {
        let r = &mut self.random;
        let first = "风电項目增绿色金融扶贫ＧＤＰgdp0５十第约";
        let more = "风电項目的或且不含ＧＤＰgdp01２三五%.-、·《》+“”";
        match what {
            "any characters but the closing mark, at least one of them a letter, digit or ideograph" => {
                r.chars(first, 1) + &r.chars("风电 项目（一）>=5%:|-或 NOT，", 6)
            }
            "characters without a blank, bracket, stroke, colon or sign, at least one of them a letter, digit or ideograph" => {
                r.chars(first, 1) + &r.chars(more, 5)
            }
            "a word; before a span one of which no end reads as an amount" => {
                r.chars("风电項目绿色金融扶贫ＧＤＰgdp第5", 2) + &r.chars("产业收入投资总值", 3)
            }
            "characters without a blank, bracket, stroke, comma or quotation mark" => {
                r.chars("风电项目广东亿元%2017gdp~《", 1) + &r.chars("风电2017..-%>=:《》年", 5)
            }
            "a unit of lexicon/units.tsv" => self.theme.units[r.below(self.theme.units.len())]
                .0
                .to_string(),
            other => panic!("nothing is known of ? {other} ?"),
        }
    }

    fn fits(&mut self, name: &str, text: &str) -> bool {
        match name {
            "word" => {
                let taken = ["或", "或者", "且", "并且", "不含", "OR", "AND", "NOT"];
                !taken.contains(&text)
                    && !["不含", "约", "“"].iter().any(|t| text.starts_with(t))
                    && !text.contains("..")
                    && !text.contains(|c| SIGNS.contains(c))
            }
            "dimension" => self.theme.labels.contains(&text),
            "label" | "known" => {
                !self.is_of("share", text) || self.theme.labels.contains(&"百分比")
            }
            "span" | "quantity" if text.contains("..") => self.ascends(text),
            "standing" => !text.ends_with(['位', '名']) || text.ends_with(self.theme.units[0].0),
            _ => true,
        }
    }

    fn is_of(&self, name: &str, text: &str) -> bool {
        let Rule::Any(ways) = &self.grammar[name] else {
            return false;
        };
        let is_text = |way: &Rule| match way {
            Rule::All(parts) => matches!(parts.as_slice(), [Rule::Text(t)] if t == text),
            _ => false,
        };
        ways.iter().any(is_text)
    }

    /// Whether of the two amounts of a span, if there are two, the smaller stands first.
    fn ascends(&self, span: &str) -> bool {
        let (lower, upper) = span.split_once("..").expect("a span");
        let Some(upper) = self.amount(upper) else {
            return true;
        };
        // Behind a label the amount is what ends there.
        let starts = lower.char_indices().map(|(i, _)| &lower[i..]);
        let Some(lower) = starts.filter_map(|s| self.amount(s)).next() else {
            return true;
        };
        let unit = lower.2.or(upper.2);
        let value = |(number, multiplier, unit): (f64, Option<f64>, Option<f64>)| {
            number * multiplier.unwrap_or(1.0) * unit.unwrap_or(1.0)
        };
        // What lacks a unit may be lent it without the multiplier.
        value((lower.0, lower.1, unit)) <= value(upper)
    }

    /// The number, the multiplier and the factor of the unit of an amount.
    fn amount(&self, text: &str) -> Option<(f64, Option<f64>, Option<f64>)> {
        let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.');
        let digits = digits.unwrap_or(text.len());
        let (number, rest) = match text[..digits].parse() {
            Ok(number) => (number, &text[digits..]),
            Err(_) => {
                let found = NUMERALS.iter().find(|(n, _)| text.starts_with(n))?;
                (found.1, &text[found.0.len()..])
            }
        };
        // 千瓦时 is a unit, and 5千瓦时 has no multiplier.
        let unit = |rest: &str| self.theme.units.iter().find(|u| u.0 == rest).map(|u| u.1);
        if rest.is_empty() {
            return Some((number, None, None));
        }
        if let Some(unit) = unit(rest) {
            return Some((number, None, Some(unit)));
        }
        let (name, multiplier) = MULTIPLIERS.iter().find(|(m, _)| rest.starts_with(m))?;
        match &rest[name.len()..] {
            "" => Some((number, Some(*multiplier), None)),
            rest => unit(rest).map(|unit| (number, Some(*multiplier), Some(unit))),
        }
    }
}

/// How many rules a text of this one needs at least.
fn height(rule: &Rule, known: &BTreeMap<&str, usize>) -> Option<usize> {
    match rule {
        Rule::Text(_) | Rule::Special(_) | Rule::Maybe(_) | Rule::Many(_) => Some(0),
        Rule::Name(name) => known.get(name.as_str()).copied(),
        Rule::All(parts) => parts
            .iter()
            .map(|part| height(part, known))
            .try_fold(0, |most, next| next.map(|next| most.max(next))),
        Rule::Any(ways) => ways.iter().filter_map(|way| height(way, known)).min(),
    }
}

/// Queries by the grammar of the document, and what stands in them.
fn queries() -> Vec<(String, Conditions)> {
    let document = document();
    let [written] = blocks(&document, "ebnf")[..] else {
        panic!("one block of ebnf in docs/query.md");
    };
    let grammar = grammar(written);
    let mut writer = Writer::new(&grammar);
    (0..QUERIES).map(|_| writer.query()).collect()
}

// ---- the tests ----

#[test]
fn a_grammar_is_read() {
    let rules = grammar("a = b , { \"x\" | ? y ? } ; (* z *) b = [ 'q' ] ;");
    assert_eq!(rules.len(), 2);
    let shown = format!("{:?}", rules["a"]);
    assert!(
        shown.contains("Many") && shown.contains("Special(\"y\")"),
        "{shown}"
    );
}

/// How many texts, fields and quantities an expression has.
fn conditions(expression: &Expression) -> Conditions {
    match expression {
        Expression::All(parts) | Expression::Any(parts) => parts
            .iter()
            .map(conditions)
            .fold(Conditions::default(), |a, b| [0, 1, 2].map(|i| a[i] + b[i])),
        Expression::Not(inner) => conditions(inner),
        Expression::One(Condition::Text(_)) => [1, 0, 0],
        Expression::One(Condition::Field { .. }) => [0, 1, 0],
        Expression::One(Condition::Measure(_)) => [0, 0, 1],
    }
}

#[test]
fn what_the_grammar_makes_is_a_query() {
    let queries = queries();
    let wrong = |(query, written): &(String, Conditions)| {
        let read = match parse(query, Lexicon::builtin()) {
            Ok(expression) => conditions(&expression),
            Err(error) => return Some(format!("{query}\n    {error}")),
        };
        // What is said twice counts once.
        let same = (0..3).all(|i| read[i] <= written[i] && (read[i] > 0) == (written[i] > 0));
        (!same).then(|| format!("{query}\n    {read:?} and not {written:?}"))
    };
    let refused: Vec<String> = queries.iter().filter_map(wrong).collect();
    let different: std::collections::BTreeSet<&String> = queries.iter().map(|q| &q.0).collect();
    assert!(different.len() > QUERIES / 2, "{}", different.len());
    assert!(
        refused.is_empty(),
        "{} of {QUERIES} are read otherwise:\n{}",
        refused.len(),
        refused[..refused.len().min(30)].join("\n")
    );
}

#[test]
fn a_damaged_query_has_the_place_of_its_mistake() {
    let mut random = Random(5);
    let mut mistakes = 0;
    for (query, _) in queries() {
        let whole: Vec<char> = query.chars().collect();
        let at = random.below(whole.len());
        let mark = random.of(&[
            "(", ")", "|", ":", ">", "=", "..", "\"", "-", ",", "约", "亿", " ",
        ]);
        let with = |middle: &str, from: usize| -> String {
            let before: String = whole[..at].iter().collect();
            before + middle + &whole[from..].iter().collect::<String>()
        };
        let doubled = whole[at].to_string();
        for damaged in [with("", at + 1), with(&doubled, at), with(mark, at)] {
            let length = damaged.chars().count();
            match parse(&damaged, Lexicon::builtin()) {
                Ok(_) | Err(QueryError::NothingAsked(_)) => {}
                Err(error) => {
                    mistakes += 1;
                    let place = error.place();
                    let place = place.unwrap_or_else(|| panic!("{damaged}: {error}: no place"));
                    assert!(
                        place.start < place.end && place.end <= length,
                        "{damaged}: {error}: {place:?}"
                    );
                }
            }
        }
    }
    assert!(mistakes > QUERIES / 4, "{mistakes}");
}

/// The queries of the document: the lines of its blocks of queries, and what its tables give in a column of that name.
fn examples(document: &str) -> Vec<String> {
    let lines = blocks(document, "query").into_iter().flat_map(str::lines);
    let mut all: Vec<String> = lines.map(str::to_string).collect();
    let mut column = None;
    for line in document.lines() {
        let Some(row) = line.strip_prefix("| ") else {
            column = None;
            continue;
        };
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        match column {
            None => column = Some(cells.iter().position(|cell| *cell == "query")),
            Some(None) => {}
            Some(Some(column)) => {
                let code = cells
                    .get(column)
                    .unwrap_or(&"")
                    .split('`')
                    .skip(1)
                    .step_by(2);
                all.extend(code.map(str::to_string));
            }
        }
    }
    all
}

#[test]
fn every_example_finds_something_in_the_shipped_corpus() {
    let world = World::shipped();
    let reader = Reader::open(&world.at("index")).unwrap();
    let examples = examples(&document());
    assert!(examples.len() > 90, "{}", examples.len());
    let window = Window {
        offset: 0,
        limit: Some(1),
    };
    let lexicon = Lexicon::builtin();
    let failed: Vec<String> = examples
        .iter()
        .filter_map(|query| {
            let found = Question::parse(query, lexicon).and_then(|question| {
                sentences(
                    &reader,
                    &question,
                    SentenceSort::Relevance,
                    false,
                    window,
                    0,
                )
            });
            match found {
                Ok(found) if found.total > 0 => None,
                Ok(_) => Some(format!("{query}: nothing")),
                Err(error) => Some(format!("{query}: {error}")),
            }
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn what_the_document_shows_is_what_the_program_prints() {
    let world = World::shipped();
    let document = document();
    let shown = blocks(&document, "console");
    assert!(shown.len() >= 3);
    for block in shown {
        let (command, expected) = block
            .split_once('\n')
            .expect("a command and what it prints");
        let command = command.strip_prefix("$ zhishu ").expect(command);
        let words: Vec<&str> = match command.split_once(" '") {
            Some((command, query)) => vec![command, query.trim_end_matches('\'')],
            None => command.split(' ').collect(),
        };
        let run = world.run(&[&words[..], &["--index", "index"]].concat());
        assert_eq!(run.out + &run.err, expected, "{command}");
    }
}

#[test]
fn every_unit_of_the_vocabulary_is_one_of_an_amount() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/units.tsv");
    let units = std::fs::read_to_string(path).expect("lexicon/units.tsv");
    let rows = units.lines().skip(1).filter(|line| !line.starts_with('#'));
    let names = rows.flat_map(|row| row.split('\t').take(2).flat_map(|cell| cell.split('|')));
    let refused: Vec<String> = names
        .filter(|name| !name.is_empty() && !name.contains(['(', ')']))
        .filter_map(|name| {
            let query = format!(">=5{name}");
            let error = parse(&query, Lexicon::builtin()).err()?;
            Some(format!("{query}: {error}"))
        })
        .collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}
