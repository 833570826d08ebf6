//! Values that lie in each other, each a way from the outermost down: how many claims have each, the most or the first first.

use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// The values that are known, and how they lie in each other.
///
/// Values that are one in their plain form are one value; it is called by the spelling that is met most.
pub(crate) struct Outline {
    /// The plain form of a value.
    plain: fn(&str) -> String,
    /// The values; the first is the root, in which all others lie.
    nodes: Vec<Node>,
    /// The spellings of values.
    spellings: Vec<String>,
    /// The values by the one they lie in and their plain form.
    below: FxHashMap<(u32, String), u32>,
}

/// A value.
#[derive(Default)]
struct Node {
    /// The value that it lies in.
    above: u32,
    /// Its spellings.
    spellings: Vec<u32>,
}

/// A value with its count, as it is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    /// The value.
    pub value: String,
    /// The values that it lies in, the outermost first.
    pub within: Vec<String>,
    /// How many have it, or one that lies in it.
    pub count: usize,
}

/// A value with its count, while it is put in order.
#[derive(Clone, Copy)]
struct Counted<'a> {
    node: u32,
    text: &'a str,
    count: usize,
}

impl Outline {
    /// One without values.
    pub fn new(plain: fn(&str) -> String) -> Self {
        Outline {
            plain,
            nodes: vec![Node::default()],
            spellings: Vec::new(),
            below: FxHashMap::default(),
        }
    }

    /// The spellings on the way to a value, the outermost first; they are made where they are new.
    pub fn way(&mut self, path: &[String]) -> Vec<u32> {
        let mut above = 0;
        let mut way = Vec::with_capacity(path.len());
        for text in path {
            let key = (above, (self.plain)(text));
            let next = self.nodes.len() as u32;
            let node = *self.below.entry(key).or_insert(next);
            if node == next {
                self.nodes.push(Node {
                    above,
                    spellings: Vec::new(),
                });
            }
            let known = &mut self.nodes[node as usize].spellings;
            let same = known.iter().find(|s| self.spellings[**s as usize] == *text);
            let spelling = same.copied().unwrap_or_else(|| {
                let new = self.spellings.len() as u32;
                known.push(new);
                self.spellings.push(text.clone());
                new
            });
            way.push(spelling);
            above = node;
        }
        way
    }

    /// The values that `counted` ways lead to or pass, those of one value below it: by count, the greatest first and equal
    /// ones by value, or by value alone. The first `most` of them.
    pub fn list<'a>(
        &self,
        counted: impl Iterator<Item = (&'a [u32], usize)>,
        by_count: bool,
        most: usize,
    ) -> Vec<Listed> {
        let mut met = vec![0; self.spellings.len()];
        for (way, count) in counted {
            for spelling in way {
                met[*spelling as usize] += count;
            }
        }
        // Those that lie in one value stand next to each other.
        let mut all: Vec<(u32, Counted)> = Vec::new();
        for (number, node) in self.nodes.iter().enumerate().skip(1) {
            let spellings = node.spellings.iter().map(|s| *s as usize);
            let text = |s: usize| self.spellings[s].as_str();
            let met_most = spellings.clone().filter(|s| met[*s] > 0);
            if let Some(name) = met_most.max_by_key(|s| (met[*s], Reverse(text(*s)))) {
                let counted = Counted {
                    node: number as u32,
                    text: text(name),
                    count: spellings.map(|s| met[s]).sum(),
                };
                all.push((node.above, counted));
            }
        }
        all.sort_by_key(|(above, _)| *above);
        let mut listed = Vec::new();
        let mut within = Vec::new();
        list_below(&mut all, 0, by_count, most, &mut within, &mut listed);
        listed
    }
}

/// Adds the values that lie in the value `above`, each with those below it, until there are `most`.
fn list_below(
    all: &mut [(u32, Counted)],
    above: u32,
    by_count: bool,
    most: usize,
    within: &mut Vec<String>,
    listed: &mut Vec<Listed>,
) {
    let start = all.partition_point(|(other, _)| *other < above);
    let length = all[start..].partition_point(|(other, _)| *other == above);
    let below = &mut all[start..start + length];
    let key = |counted: &Counted| {
        if by_count {
            Reverse(counted.count)
        } else {
            Reverse(0)
        }
    };
    let order =
        |a: &(u32, Counted), b: &(u32, Counted)| (key(&a.1), a.1.text).cmp(&(key(&b.1), b.1.text));
    // Each of those that are handed out is at least one.
    let left = most.saturating_sub(listed.len());
    let mut first = below;
    if left < first.len() {
        first.select_nth_unstable_by(left, order);
        first = &mut first[..left];
    }
    first.sort_unstable_by(order);
    let first: Vec<Counted> = first.iter().map(|(_, counted)| *counted).collect();
    for counted in first {
        if listed.len() >= most {
            return;
        }
        let value = counted.text.to_string();
        listed.push(Listed {
            value: value.clone(),
            within: within.clone(),
            count: counted.count,
        });
        within.push(value);
        list_below(all, counted.node, by_count, most, within, listed);
        within.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(counted: &[(&str, usize)]) -> (Outline, Vec<(Vec<u32>, usize)>) {
        let mut outline = Outline::new(str::to_lowercase);
        let path = |text: &str| -> Vec<String> { text.split('/').map(str::to_string).collect() };
        let ways = counted
            .iter()
            .map(|(text, n)| (outline.way(&path(text)), *n))
            .collect();
        (outline, ways)
    }

    fn shown(counted: &[(&str, usize)], by_count: bool, most: usize) -> Vec<String> {
        let (outline, ways) = outline(counted);
        let ways = ways.iter().map(|(way, n)| (&way[..], *n));
        let all = outline.list(ways, by_count, most).into_iter();
        all.map(|c| format!("{}{} {}", "-".repeat(c.within.len()), c.value, c.count))
            .collect()
    }

    #[test]
    fn a_value_counts_those_that_lie_in_it() {
        let counted = [
            ("广东省/清远市", 5),
            ("河北省/保定市/清苑区", 7),
            ("河北省/保定市", 2),
            ("河北省", 1),
        ];
        let all = [
            "河北省 10",
            "-保定市 9",
            "--清苑区 7",
            "广东省 5",
            "-清远市 5",
        ];
        assert_eq!(shown(&counted, true, 9), all);
        assert_eq!(shown(&counted, true, 4), all[..4]);
        assert_eq!(shown(&counted, true, 2), all[..2]);
        let by_value = shown(&counted, false, 9);
        assert_eq!(by_value[..2], ["广东省 5", "-清远市 5"]);
    }

    #[test]
    fn spellings_are_one_value_by_the_name_met_most() {
        let counted = [("gdp", 2), ("GDP", 3), ("Gdp", 3), ("cpi", 8)];
        assert_eq!(shown(&counted, true, 9), ["GDP 8", "cpi 8"]);
        assert_eq!(shown(&counted, true, 1), ["GDP 8"]);
    }

    #[test]
    fn what_has_no_count_is_not_listed() {
        let counted = [("a/b", 0), ("c", 1)];
        assert_eq!(shown(&counted, true, 9), ["c 1"]);
    }
}
