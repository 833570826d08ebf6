//! Words that tell whether a stretch of a report looks back on results or ahead to plans, with their weights.

use super::LexiconError;
use super::table::Table;
use super::words::Words;
use crate::text::is_solid;
use std::borrow::Cow;

/// Words of plans and of results, each with a weight.
#[derive(Debug, Clone, Default)]
pub struct Outlook {
    entries: Vec<OutlookWord>,
    opening: Words<usize>,
    inside: Words<usize>,
}

/// A word of plans or of results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlookWord {
    /// The word.
    pub word: String,
    /// Whether it only counts where it opens a clause.
    pub opening: bool,
    /// Ten times the logarithm of the odds: above zero for plans, below for results.
    pub weight: i32,
    /// The same in budget reports.
    pub budget: i32,
}

impl Outlook {
    pub(super) fn add(&mut self, name: &str, text: &str) -> Result<(), LexiconError> {
        let table = Table::parse(name, text, &["word", "at", "weight", "budget"])?;
        for row in table.rows() {
            let word = row.get("word");
            if word.is_empty() {
                return Err(row.error("a word is missing"));
            }
            let weight = |column: &str| match row.get(column) {
                "" => Ok(0),
                cell => cell
                    .parse::<i32>()
                    .map(|n| n.clamp(-100, 100))
                    .map_err(|_| row.error(&format!("`{cell}` is no whole number"))),
            };
            let opening = match row.get("at") {
                "opening" => true,
                "inside" => false,
                other => {
                    return Err(row.error(&format!("`{other}` is neither `opening` nor `inside`")));
                }
            };
            let words = if opening {
                &mut self.opening
            } else {
                &mut self.inside
            };
            words.insert(word, self.entries.len());
            self.entries.push(OutlookWord {
                word: word.to_string(),
                opening,
                weight: weight("weight")?,
                budget: weight("budget")?,
            });
        }
        Ok(())
    }

    /// The words, in the order of their files.
    pub fn words(&self) -> &[OutlookWord] {
        &self.entries
    }

    /// The words that stand in a sentence (folded), as indices into [`Outlook::words`], each once.
    pub fn found(&self, sentence: &[char]) -> Vec<usize> {
        let chars: Cow<[char]> =
            match !is_solid(sentence) && sentence.iter().any(|c| c.is_whitespace()) {
                true => {
                    let kept = sentence.iter().filter(|c| !c.is_whitespace());
                    kept.copied().collect()
                }
                false => sentence.into(),
            };
        let mut found: Vec<usize> = Vec::new();
        let mut opens = true;
        let mut next = 0;
        for (i, &c) in chars.iter().enumerate() {
            if matches!(c, ',' | '。' | ';' | '、' | ':' | '!' | '?') {
                opens = true;
                continue;
            }
            if opens {
                opens = false;
                let at = i + item_number(&chars[i..]);
                let word = chars.get(at..).and_then(|rest| self.opening.at_start(rest));
                found.extend(word.map(|(_, index)| index));
            }
            if i >= next
                && self.inside.may_start(c)
                && let Some((n, index)) = self.inside.at_start(&chars[i..])
            {
                next = i + n;
                found.push(index);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The sum of the weights of the words that stand in a sentence (folded): above zero where it reads as a plan, below
    /// where it tells results. `budget` says that the report is one of the budget.
    pub fn weigh(&self, sentence: &[char], budget: bool) -> i32 {
        let weight = |word: &OutlookWord| if budget { word.budget } else { word.weight };
        let found = self.found(sentence);
        found.iter().map(|&i| weight(&self.entries[i])).sum()
    }
}

/// The length of what numbers an item at the start of a clause: (三), 2., 一是, an opening quotation mark.
fn item_number(clause: &[char]) -> usize {
    let numeral = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c);
    let digits = |from: usize| {
        let numerals = clause.iter().skip(from).take(4);
        numerals.take_while(|c| numeral(c)).count()
    };
    match clause.first() {
        Some('(') => match digits(1) {
            n @ 1..=3 if clause.get(1 + n) == Some(&')') => n + 2,
            _ => 0,
        },
        Some('“' | '"' | '‘') => 1,
        Some(_) => match digits(0) {
            n @ 1..=3 if matches!(clause.get(n), Some('.' | '是' | ')')) => n + 1,
            _ => 0,
        },
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    fn weigh(text: &str) -> i32 {
        let chars: Vec<char> = text.chars().collect();
        Lexicon::builtin().outlook.weigh(&chars, false)
    }

    #[test]
    fn plans_weigh_more_than_nothing_and_results_less() {
        assert!(weigh("(二)加快建设园区,抓好20个项目,力争投资33亿元。") > 30);
        assert!(weigh("累计建成园区5个,居全省第二,新增企业20家。") < -30);
        assert_eq!(weigh("甲乙丙。"), 0);
    }

    #[test]
    fn a_word_counts_once_and_opens_behind_the_number_of_an_item() {
        assert_eq!(weigh("力争,力争,力争。"), weigh("力争。"));
        assert_eq!(weigh("一是谋划。"), weigh("谋划。"));
        assert!(weigh("谋划。") > weigh("甲谋划。"));
    }
}
