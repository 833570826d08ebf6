//! The rules by name: each example is decided by its rule, each near miss is not, and no rule is without a row.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use zhishu::{
    Extraction, FieldRules, Lexicon, Mention, Metadata, Reading, Role, Rule, extract, prepare,
    rules,
};

/// The terms of which each row says one.
const CLAIMS: &str = include_str!("../../docs/claims.md");

/// What is found in a text of a report that covers 2017. Its kind is what its title says, if it has one.
fn read(text: String) -> Extraction {
    let stated = Metadata {
        place: Some("清远市".to_string()),
        year: Some(2018),
        covers: Some(2017),
        ..Metadata::default()
    };
    let document = prepare(
        "清远-2018".to_string(),
        Path::new(""),
        Reading::from(text),
        None,
        &stated,
    );
    extract(&document, Lexicon::builtin())
}

/// What is found in a text without its 【 and 】, and the span that they enclosed.
fn marked(text: &str) -> Option<(Extraction, (usize, usize))> {
    let (before, rest) = text.split_once('【')?;
    let (number, behind) = rest.split_once('】')?;
    let start = before.chars().count();
    let span = (start, start + number.chars().count());
    Some((read(format!("{before}{number}{behind}")), span))
}

/// The mention that overlaps the span, and whether it is exactly that.
fn at(found: &Extraction, (start, end): (usize, usize)) -> Option<(&Mention, bool)> {
    let m = found
        .mentions
        .iter()
        .find(|m| m.span.start < end && start < m.span.end)?;
    Some((m, (m.span.start, m.span.end) == (start, end)))
}

/// The rule that decided what `rule` may decide of a mention: its field, or its role and kind.
fn decided<'a>(m: &'a Mention, rule: &Rule) -> Option<&'a str> {
    match &m.claim {
        _ if !rule.tells_a_field() => Some(m.rule),
        Some(claim) => claim.rules.of(rule.gives),
        None => None,
    }
}

/// What `rule` may give of a mention: the field that it tells; else the role, or of a claim its kind.
fn given(m: &Mention, rule: &Rule) -> String {
    let name = match &m.claim {
        _ if rule.tells_a_field() => return rule.gives.to_string(),
        Some(claim) if m.role == Role::Claim => serde_json::json!(claim.kind),
        _ => serde_json::json!(m.role),
    };
    name.as_str().unwrap_or_default().to_string()
}

/// The fields of a mention that say something.
fn said(m: &Mention) -> Vec<&'static str> {
    let Some(claim) = &m.claim else {
        return Vec::new();
    };
    let value = |field: &&str| match *field {
        "indicator" => claim.indicator.is_some(),
        "baseline" => claim.baseline.is_some(),
        "whole" => claim.whole.is_some(),
        "scope" => claim.scope.is_some(),
        "period" => claim.period.is_some(),
        "area" => claim.area.is_some(),
        _ => true,
    };
    FieldRules::FIELDS.into_iter().filter(value).collect()
}

/// What is wrong with the examples and near misses of a rule, a line each.
fn faults(rule: &Rule) -> String {
    let mut faults = String::new();
    for text in rule.examples {
        let Some((found, span)) = marked(text) else {
            let _ = writeln!(faults, "{}: no 【】 in {text:?}", rule.name);
            continue;
        };
        match at(&found, span) {
            Some((m, true))
                if decided(m, rule) == Some(rule.name) && given(m, rule) == rule.gives => {}
            Some((m, exact)) => {
                let (name, given) = (decided(m, rule).unwrap_or("none"), given(m, rule));
                let _ = writeln!(
                    faults,
                    "{}: {text:?} is {name} {given}, exact {exact}",
                    rule.name
                );
            }
            None => {
                let _ = writeln!(faults, "{}: {text:?} has no mention there", rule.name);
            }
        }
    }
    for text in rule.counters {
        let Some((found, span)) = marked(text) else {
            let _ = writeln!(faults, "{}: no 【】 in {text:?}", rule.name);
            continue;
        };
        match at(&found, span) {
            Some((m, _)) if decided(m, rule) == Some(rule.name) => {
                let _ = writeln!(faults, "{}: decides {text:?} too", rule.name);
            }
            Some((_, false)) => {
                let _ = writeln!(faults, "{}: {text:?} marks no whole mention", rule.name);
            }
            None if rule.tells_a_field() => {
                let _ = writeln!(faults, "{}: {text:?} has no mention there", rule.name);
            }
            _ => {}
        }
    }
    if rule.examples.is_empty() || rule.counters.is_empty() {
        let _ = writeln!(
            faults,
            "{}: an example or a near miss is wanting",
            rule.name
        );
    }
    faults
}

#[test]
fn each_rule_decides_its_examples_and_not_its_near_misses() {
    let faults: String = rules().map(faults).collect();
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn a_wrong_example_is_noticed() {
    let wrong = Rule {
        examples: &[
            "森林覆盖率达到【72%】。",
            "增长5%。",
            "增长【5】%。",
            "没有【数字】。",
        ],
        counters: &["生产总值增长【5%】。"],
        ..*Rule::named("growth_in_percent").expect("a rule")
    };
    assert_eq!(faults(&wrong).lines().count(), 5, "{}", faults(&wrong));
    let wrong = Rule {
        examples: &[
            "预计投资增长【6%】。",
            "投资增长【6%】。",
            "实施【110】工程。",
        ],
        counters: &["预计收入增长【6%】。", "没有【数字】。"],
        ..*Rule::named("status_estimate_reaches").expect("a rule")
    };
    assert_eq!(faults(&wrong).lines().count(), 4, "{}", faults(&wrong));
}

#[test]
fn each_rule_has_a_name_of_its_own_and_gives_what_the_terms_know() {
    let mut names = BTreeSet::new();
    for rule in rules() {
        assert!(names.insert(rule.name), "{} twice", rule.name);
        assert_eq!(Rule::named(rule.name), Some(rule));
        let section = CLAIMS
            .split("\n## ")
            .flat_map(|s| s.split("\n### "))
            .find(|s| s.starts_with(&format!("{}\n", rule.section)));
        let row = format!("\n| `{}` |", rule.gives);
        assert!(section.is_some_and(|s| s.contains(&row)), "{}", rule.name);
    }
    assert_eq!(Rule::named("no_such_rule"), None);
}

#[test]
fn every_rule_that_is_given_has_its_row() {
    let mut strange: BTreeMap<&str, String> = BTreeMap::new();
    let mut look = |text: String| {
        let chars: Vec<char> = text.chars().collect();
        for m in read(text).mentions {
            let mut note = |name| {
                let said = chars[m.span.start..m.span.end].iter().collect();
                strange.insert(name, said);
            };
            if Rule::named(m.rule).is_none_or(Rule::tells_a_field) {
                note(m.rule);
            }
            let of_field = |field| m.claim.as_ref()?.rules.of(field);
            for field in FieldRules::FIELDS {
                let name = of_field(field);
                // A field that says something was told by a rule of its own, any other by none.
                if name.is_some() != said(&m).contains(&field) {
                    note(field);
                }
                if let Some(name) = name
                    && Rule::named(name).is_none_or(|r| !r.tells_a_field() || r.gives != field)
                {
                    note(name);
                }
            }
        }
    };
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut read_files = 0;
    for entry in std::fs::read_dir(corpus).expect("the corpus") {
        let path = entry.expect("a file").path();
        if path.extension().is_some_and(|e| e == "txt") {
            look(std::fs::read_to_string(path).expect("a text"));
            read_files += 1;
        }
    }
    let of_rules = rules().flat_map(|r| r.examples.iter().chain(r.counters));
    of_rules.for_each(|text| look(text.replace(['【', '】'], "")));
    include_str!("../data/claims.txt")
        .lines()
        .filter(|l| !l.starts_with(['#', '=']))
        .for_each(|text| look(text.to_string()));
    assert!(read_files > 0);
    assert!(strange.is_empty(), "{strange:?}");
}

#[test]
fn every_name_in_the_sources_has_its_row_and_every_row_its_name_there() {
    let first = |name: &str| name.split('_').next().map(str::to_string);
    let families: BTreeSet<_> = rules().filter_map(|r| first(r.name)).collect();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut named = BTreeSet::new();
    for folder in ["claim", "table"] {
        for entry in std::fs::read_dir(src.join(folder)).expect("a folder") {
            let path = entry.expect("a file").path();
            // The rows themselves stand in a folder of their own.
            if path.is_dir() {
                continue;
            }
            let content = std::fs::read_to_string(path).expect("a text");
            let quoted = content
                .lines()
                .flat_map(|line| line.split('"').skip(1).step_by(2));
            let name =
                |q: &&str| q.contains('_') && q.chars().all(|c| c == '_' || c.is_ascii_lowercase());
            let names = quoted
                .filter(name)
                .filter(|q| first(q).is_some_and(|f| families.contains(&f)));
            named.extend(names.map(str::to_string));
        }
    }
    // rank_change is a kind.
    let kinds = |n: &&String| !CLAIMS.contains(&format!("\n| `{n}` |"));
    let ruleless = named.iter().filter(|n| Rule::named(n).is_none());
    let wanting: Vec<_> = ruleless.filter(kinds).collect();
    assert!(wanting.is_empty(), "without a row: {wanting:?}");
    let given = |r: &&Rule| r.name.contains('_') && !named.contains(r.name);
    let idle: Vec<_> = rules().filter(given).map(|r| r.name).collect();
    assert!(idle.is_empty(), "given by nothing: {idle:?}");
}
