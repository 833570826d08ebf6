//! Cue words: what stands around a number and tells kind, direction, bound, status or time.

use super::Bound;
use super::LexiconError;
use super::table::Table;
use super::words::Words;

/// What a cue word before a number tells of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cue {
    /// A hedge before the number: 约, 近, 超过.
    Hedge(Bound),
    /// A word that means nothing for the claim: 均, 仅, 已.
    Adverb,
    /// A rise: 增长, 提高.
    Up,
    /// A fall: 下降, 减少.
    Down,
    /// A rise to the number: 增至.
    UpTo,
    /// A fall to the number: 降至.
    DownTo,
    /// Reaching the number without a stated move: 达到, 为.
    Reach,
    /// Higher than something: 高, 快.
    Higher,
    /// Lower than something: 低, 慢.
    Lower,
    /// Something new in the period, counted as a change: 新增, 净增.
    New,
    /// A share of something: 占.
    Share,
    /// A standing: 居, 排名.
    Rank,
    /// A length of time: 连续.
    Duration,
    /// A comparison: 同比.
    Compare,
    /// Running total: 累计.
    Cumulative,
    /// Aimed at: 力争, 目标.
    Target,
    /// Estimated: 预计.
    Estimate,
}

/// A list of words that rules ask for elsewhere than right before a number; `lexicon/README.md` says more of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordList {
    /// Fixed words with a numeral in them: 一体化.
    FixedWord,
    /// Words that open a subject and are no part of its name: 其中.
    StopLeft,
    /// Names whose first word another list would take off: 国内生产总值.
    KeepLeft,
    /// Verbs that open a subject and only say what was done with the thing: 获得.
    ActLeft,
    /// Words behind a number that end what belongs to it: 大关.
    StopRight,
    /// Words behind an amount of money that say what it is for: 支持.
    Purpose,
    /// Words that put something first without measuring it: 放在.
    PutFirst,
    /// Words that open what is said of new things: 规模.
    SaidOfNew,
    /// Words that make the claims behind them targets: 力争.
    TargetSentence,
    /// Words that make the claims behind them estimates: 预计.
    EstimateSentence,
    /// Names of a sum of the budget: 年初预算.
    BudgetSum,
    /// Words of headings over plans: 工作安排.
    TargetHeading,
    /// Words of headings over results: 回顾.
    ActualHeading,
    /// Nouns that count things without a measure word.
    CountedNoun,
    /// Nouns that end the name of what is counted: 企业.
    Head,
    /// Words that end as those of [`WordList::Head`] do and are none: 农村.
    NoHead,
    /// Words behind such a noun that begin what is said of it: 开工.
    OffNoun,
    /// Names of measures behind such a noun: 增加值.
    Measure,
}

impl WordList {
    /// The lists in the order of their values, with their names in the vocabulary's files.
    const NAMES: [&str; 18] = [
        "fixed_word",
        "stop_left",
        "keep_left",
        "act_left",
        "stop_right",
        "purpose",
        "put_first",
        "said_of_new",
        "target_sentence",
        "estimate_sentence",
        "budget_sum",
        "target_heading",
        "actual_heading",
        "counted_noun",
        "head",
        "no_head",
        "off_noun",
        "measure",
    ];
}

/// The cue words by class.
#[derive(Debug, Clone, Default)]
pub struct Cues {
    before: Words<Cue>,
    after: Words<Bound>,
    lists: [Words<()>; WordList::NAMES.len()],
}

impl Cues {
    pub(super) fn add(&mut self, name: &str, text: &str) -> Result<(), LexiconError> {
        let table = Table::parse(name, text, &["word", "class"])?;
        for row in table.rows() {
            let word = row.get("word");
            let class = row.get("class");
            if word.is_empty() {
                return Err(row.error("a cue needs a word"));
            }
            let cue = match class {
                "adverb" => Cue::Adverb,
                "up" => Cue::Up,
                "down" => Cue::Down,
                "up_to" => Cue::UpTo,
                "down_to" => Cue::DownTo,
                "reach" => Cue::Reach,
                "higher" => Cue::Higher,
                "lower" => Cue::Lower,
                "new" => Cue::New,
                "share" => Cue::Share,
                "rank" => Cue::Rank,
                "duration" => Cue::Duration,
                "compare" => Cue::Compare,
                "cumulative" => Cue::Cumulative,
                "target" => Cue::Target,
                "estimate" => Cue::Estimate,
                _ => match (
                    class.split_at_checked(1).and_then(|(_, b)| bound(b)),
                    class.chars().next(),
                ) {
                    (Some(b), Some('<')) => Cue::Hedge(b),
                    (Some(b), Some('>')) => {
                        self.after.insert(word, b);
                        continue;
                    }
                    _ if class.starts_with("list:") => {
                        let name = &class["list:".len()..];
                        if let Some(at) = WordList::NAMES.iter().position(|n| *n == name) {
                            self.lists[at].insert(word, ());
                        }
                        continue;
                    }
                    _ => {
                        return Err(row.error(&format!(
                            "`{class}` is no class of cue words; see README.md"
                        )));
                    }
                },
            };
            self.before.insert(word, cue);
        }
        Ok(())
    }

    /// The longest cue at the end of `text`, which stands before a number.
    pub fn before(&self, text: &[char]) -> Option<(usize, Cue)> {
        self.before.at_end(text)
    }

    /// The longest cue at the start of `text`.
    pub fn at_start(&self, text: &[char]) -> Option<(usize, Cue)> {
        self.before.at_start(text)
    }

    /// The longest hedge at the start of `text`, which stands behind a number and its unit.
    pub fn after(&self, text: &[char]) -> Option<(usize, Bound)> {
        self.after.at_start(text)
    }

    /// The words of a list.
    pub(crate) fn list(&self, list: WordList) -> &Words<()> {
        &self.lists[list as usize]
    }
}

fn bound(sign: &str) -> Option<Bound> {
    Some(match sign {
        "=" => Bound::Equal,
        "~" => Bound::About,
        ">" => Bound::Above,
        ">=" => Bound::AtLeast,
        "<" => Bound::Below,
        "<=" => Bound::AtMost,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn each_list_has_the_words_of_its_name() {
        let cues = &Lexicon::builtin().cues;
        let holds = |list: WordList, word: &str| {
            let chars: Vec<char> = word.chars().collect();
            cues.list(list).get(&chars).is_some()
        };
        assert!(holds(WordList::FixedWord, "一体化"));
        assert!(holds(WordList::Measure, "增加值"));
        assert!(!holds(WordList::Measure, "一体化"));
        // No list is left without words: its name would be written otherwise here than in the files.
        for (words, name) in cues.lists.iter().zip(WordList::NAMES) {
            assert!(words.len() > 0, "{name}");
        }
    }
}
