//! The rules as users get them: what each takes a number for, with its examples.

use super::items::Item;
use super::screen::{Screen, one_line};
use super::sheet::{Cell, Column, Row};
use crate::claim::Rule;
use std::io::{self, Write};

impl Row for Rule {
    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(self.name),
            Cell::text(self.section),
            Cell::text(self.gives),
            Cell::text(self.meaning),
            Cell::text(self.examples.join("|")),
            Cell::text(self.counters.join("|")),
        ]
    }
}

impl Item for Rule {
    fn columns() -> Vec<Column> {
        Column::texts(&[
            "name", "section", "gives", "meaning", "examples", "counters",
        ])
    }

    fn table(items: &[Self], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
        let mut heading = String::new();
        for (i, rule) in items.iter().enumerate() {
            if i > 0 {
                writeln!(out)?;
            }
            if rule.heading() != heading {
                heading = rule.heading();
                writeln!(out, "{}\n", screen.bold(&heading))?;
            }
            let (name, gives) = (screen.bold(rule.name), rule.gives);
            writeln!(out, "{name}  {gives}")?;
            writeln!(out, "    {}", rule.meaning)?;
            let examples = rule.examples.iter().map(|text| ("yes", text));
            let counters = rule.counters.iter().map(|text| ("no ", text));
            for (title, text) in examples.chain(counters) {
                writeln!(out, "    {}  {}", screen.dim(title), one_line(text))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::rules;

    #[test]
    fn a_rule_is_shown_with_its_texts_on_lines_of_their_own() {
        let rule = Rule {
            name: "label_in_house",
            section: "Roles",
            gives: "label",
            meaning: "a number on a door",
            examples: &["门\t【3】"],
            counters: &["【3】扇门"],
        };
        let screen = Screen {
            width: 80,
            colour: false,
            wraps: false,
        };
        let mut out = Vec::new();
        Rule::table(&[rule, rule], &screen, &mut out).unwrap();
        let twice = String::from_utf8(out).unwrap();
        assert_eq!(twice.matches("Roles").count(), 1, "{twice}");
        let mut out = Vec::new();
        Rule::table(&[rule], &screen, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "Roles\n\nlabel_in_house  label\n    a number on a door\n    yes  门 【3】\n    no   【3】扇门\n"
        );
        assert!(rules().all(|r| r.cells().len() == Rule::columns().len()));
    }
}
