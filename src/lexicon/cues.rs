//! Cue words: what stands around a number and tells kind, direction, bound, status or time.

use super::Bound;
use super::LexiconError;
use super::table::Table;
use super::words::Words;
use rustc_hash::FxHashMap;

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

/// The cue words by class.
#[derive(Debug, Clone, Default)]
pub struct Cues {
    before: Words<Cue>,
    after: Words<Bound>,
    lists: FxHashMap<String, Words<()>>,
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
                        self.lists
                            .entry(class["list:".len()..].to_string())
                            .or_default()
                            .insert(word, ());
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

    /// The words of the list `name`; an unknown list has none.
    pub(crate) fn list(&self, name: &str) -> Option<&Words<()>> {
        self.lists.get(name)
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
