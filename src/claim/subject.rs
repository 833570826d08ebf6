//! The subject before a number: what is left when time, place and leading verbs are taken off.

use super::place::{Around, Lead, lead};
use super::sentence::{Line, ends_with, is_one_of, starts_with};
use super::time::Date;
use crate::lexicon::{Bound, Cue, Lexicon, WordList};
use crate::text::CharClass;
use crate::token::Pos;

/// A subject as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Subject {
    /// Where it starts in the sentence, leading words taken off.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether it opens with 其中.
    pub narrows: bool,
    /// Whether a word of something new stands in it (新增学位).
    pub new: bool,
    /// The move that a verb in it states (减轻负担).
    pub moved: Option<super::Direction>,
    /// The bound that a hedge at its start states: 至少新建.
    pub bound: Option<Bound>,
    /// Whether a verb of dealing with the thing was taken off its start (建成农田).
    pub acted: bool,
    /// Whether 累计 stands in it.
    pub cumulative: bool,
    /// The place that it opens with: `Some(None)` for the report's own.
    pub place: Option<Option<String>>,
}

impl Subject {
    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    /// Whether a verb or a preposition stands in it.
    pub fn has_verb(&self, line: &Line) -> bool {
        let words = line.words_in(self.start, self.end);
        words
            .iter()
            .any(|w| matches!(w.pos, Pos::Verb | Pos::Preposition))
    }

    /// Whether it opens with a verb.
    pub fn starts_with_verb(&self, line: &Line) -> bool {
        let first = line.words_in(self.start, self.end).first();
        first.is_some_and(|w| w.pos == Pos::Verb)
    }

    /// 贡献了全国: whether the whole is named at its end.
    pub fn ends_with_place(&self, line: &Line) -> bool {
        let text = line.slice(self.start, self.end);
        ["全国", "全省", "全市", "全球", "世界"]
            .iter()
            .any(|w| ends_with(text, w))
    }
}

/// Reads the subject in `start..end`, which stands before the predicate.
pub(crate) fn subject(
    line: &Line,
    start: usize,
    end: usize,
    dates: &[Date],
    around: Around,
) -> Subject {
    let lexicon = around.lexicon;
    let mut s = Subject {
        start,
        end,
        ..Subject::default()
    };
    s.start += heading(line.slice(start, end));
    let start = s.start;
    if let Some(date) = dates.iter().rev().find(|d| {
        let open = !line.is_quoted(d.start) && !line.closed_before(d.start, end);
        d.start >= start && d.end < end && open
    }) {
        let head = line.slice(start, date.start);
        s.cumulative = head.windows(2).any(|w| w == ['累', '计']);
        // 五年内参保率
        let within = line.slice(date.end, date.end + 1) == ['内'];
        s.start = date.end + usize::from(within);
    }
    loop {
        let left = line.slice(s.start, s.end);
        let Some(&first) = left.first() else { break };
        // 市级(含开发区,下同)收入: what the place takes in.
        if first == '('
            && s.place.as_ref().is_some_and(Option::is_some)
            && let Some(close) = line.closing_around(s.start + 1).filter(|c| *c < s.end)
        {
            s.start = close + 1;
            continue;
        }
        if !first.is_word() && !matches!(first, '“' | '《' | '"' | '‘' | '「') {
            s.start += 1;
            continue;
        }
        // (1)全州收入: the number of an item.
        let digits = left.iter().take_while(|c| c.is_ascii_digit()).count();
        let point = left.get(digits) == Some(&'.')
            && left.get(digits + 1).is_some_and(|c| !c.is_ascii_digit());
        if digits > 0 && (point || matches!(left.get(digits), Some(')' | '、'))) {
            s.start += digits + 1;
            continue;
        }
        // ⑥新增用户
        if matches!(first, '①'..='⑳') {
            s.start += 1;
            continue;
        }
        if let Some(n) = reckoning(left).or_else(|| approval(left, around)) {
            s.start += n;
            continue;
        }
        // 实际利用外资, 国内生产总值: names that open with a word that is taken off elsewhere.
        if lexicon
            .cues
            .list(WordList::KeepLeft)
            .at_start(left)
            .is_some()
        {
            break;
        }
        if let Some((n, ())) = lexicon
            .cues
            .list(WordList::StopLeft)
            .at_start(left)
            && (line.is_word_start(s.start + n) || n == left.len())
            // 上年结余收入 is a name.
            && left.get(n) != Some(&'结')
        {
            s.narrows |= left.starts_with(&['其', '中']);
            s.start += n;
            continue;
        }
        if s.place.is_none() {
            // 年初市级支出预算: the time of the year before the place.
            let left = match left {
                ['年', '初' | '末' | '底', rest @ ..]
                    if matches!(lead(rest, around), Lead::Own(_) | Lead::Named(..)) =>
                {
                    s.start += 2;
                    rest
                }
                _ => left,
            };
            match lead(left, around) {
                Lead::Own(n) => {
                    s.place = Some(None);
                    s.start += n;
                    continue;
                }
                Lead::Named(n, name) => {
                    s.place = Some(Some(name));
                    s.start += n;
                    continue;
                }
                Lead::None => {}
            }
        }
        if matches!(
            first,
            '的' | '了'
                | '底'
                | '末'
                | '初'
                | '和'
                | '与'
                | '及'
                | '并'
                | '且'
                | '又'
                | '间'
                | '来'
                | '即'
                | '共'
                | '各'
                | '约'
                | '均'
                | '都'
                | '也'
                | '还'
                | '已'
                | '仅'
                | '就'
                | '则'
                | '将'
        ) && (line.is_word_start(s.start + 1) || s.start + 1 == s.end)
        {
            s.start += 1;
            continue;
        }
        match lexicon.cues.at_start(left) {
            Some((n, cue)) if line.is_word_start(s.start + n) || n == left.len() => match cue {
                Cue::Cumulative => s.cumulative = true,
                // 新增和改造管网: what is new is not told apart.
                Cue::New if let Some(len) = and_renewed(&left[n..]) => {
                    s.start += n + len;
                    continue;
                }
                Cue::New => s.new = true,
                Cue::Estimate | Cue::Compare => {}
                Cue::Hedge(bound) if n >= 2 || n == left.len() => s.bound = Some(bound),
                Cue::Adverb if n >= 2 || n == left.len() => {}
                Cue::Reach if n >= 2 || n == left.len() => {}
                _ => break,
            },
            _ => break,
        }
        if let Some((n, _)) = lexicon.cues.at_start(left) {
            s.start += n;
        }
    }
    if s.start > s.end {
        s.start = s.end;
    }
    // 禁渔以来监测鱼类
    let since = line
        .slice(s.start, s.end)
        .windows(2)
        .rposition(|w| w == ['以', '来']);
    if let Some(i) =
        since.filter(|i| s.start + i + 2 < s.end && line.chars()[s.start + i + 2] != '的')
    {
        s.start += i + 2;
    }
    // 进出口总额(海关口径): what the brackets say is no part of the name.
    while let Some(open) = line
        .bracket_before(s.start, s.end)
        .filter(|&open| open > s.start)
    {
        s.end = open;
    }
    verbs(line, &mut s, lexicon);
    trim_action(line, &mut s);
    trim_lead(line, &mut s, lexicon);
    s
}

/// How a figure was reckoned, at the start of `left`: 按不变价格计算, 按同口径计算, 扣除价格因素后, or by whose leave: 按程序,
/// 经批准. Its length.
fn reckoning(left: &[char]) -> Option<usize> {
    // 后经市人大批准调整为5亿元
    if let ['后', '经', ..] = left {
        return reckoning(&left[1..]).map(|n| n + 1);
    }
    let endings: &[&str] = match left {
        ['按', ..] => &["计算", "口径", "程序", "计"],
        ['经', ..] => &["批准", "同意", "核定"],
        ['扣' | '剔', '除', ..] => &["因素后", "因素", "影响后", "影响"],
        _ => return None,
    };
    let within = left.iter().take(16);
    let within = within.take_while(|c| c.is_word()).count();
    (2..within).find_map(|i| {
        let end = endings.iter().find(|e| starts_with(&left[i..], e))?;
        let n = i + end.chars().count();
        (n <= within).then_some(n)
    })
}

/// 和改造, 、续建 behind 新增: the length, where old things are spoken of as well.
fn and_renewed(behind: &[char]) -> Option<usize> {
    const RENEWED: [&str; 8] = [
        "改扩建",
        "改造",
        "扩建",
        "续建",
        "更新",
        "修复",
        "改建",
        "提升",
    ];
    let (joint, rest) = behind.split_first()?;
    let word = RENEWED.iter().find(|w| starts_with(rest, w))?;
    "和及与、"
        .contains(*joint)
        .then(|| 1 + word.chars().count())
}

/// 市十二届人大三次会议批准的 before a name of the budget: its length.
fn approval(left: &[char], around: Around) -> Option<usize> {
    const BUDGET: [&str; 8] = [
        "一般公共",
        "政府性",
        "国有资本",
        "社会保险",
        "收入",
        "支出",
        "年初",
        "预算",
    ];
    let near = &left[..left.len().min(24)];
    let at = near.windows(3).position(|w| w == ['批', '准', '的'])?;
    let rest = &left[at + 3..];
    let named = BUDGET.iter().any(|w| starts_with(rest, w))
        || matches!(lead(rest, around), Lead::Own(n) | Lead::Named(n, _) if n > 0);
    named.then_some(at + 3)
}

/// The length of a heading that ran into its sentence, with the time that opens this: 九、对外贸易全年|进出口总额.
fn heading(left: &[char]) -> usize {
    let numeral = |c: &&char| "一二三四五六七八九十".contains(**c);
    let digits = left.iter().take_while(numeral).count();
    if digits == 0 || left.get(digits) != Some(&'、') {
        return 0;
    }
    let opens = |w: &[char]| matches!(w, ['全', '年'] | ['年', '末']);
    let at = left.windows(2).position(opens);
    at.map_or(0, |at| at + 2)
}

/// Takes off the verb that only says what was done with the thing named behind it: 获得|转移支付资金, 启动了|服务平台.
fn trim_lead(line: &Line, s: &mut Subject, lexicon: &Lexicon) {
    for _ in 0..2 {
        let left = line.slice(s.start, s.end);
        let starts = |list| lexicon.cues.list(list).at_start(left);
        // 建设用地 is a name, 建设标准 is none in 建设标准化操场.
        let named =
            starts(WordList::KeepLeft).is_some_and(|(n, ())| line.is_word_start(s.start + n));
        let Some((n, ())) = starts(WordList::ActLeft).filter(|_| !named) else {
            return;
        };
        let n = n + usize::from(left.get(n) == Some(&'了'));
        let rest = line.words_in(s.start + n, s.end);
        // 转移支付资金, 超长期国债, “两免一补”资金: a word that describes the noun close behind opens a name too.
        let quoted = left.get(n) == Some(&'“');
        let opens = match rest {
            [w, ..] if w.start != s.start + n && !quoted => false,
            [w, ..] if w.pos.is_attributive() || quoted => true,
            [w, behind @ ..] => {
                let near = behind.iter().take(2);
                matches!(w.pos, Pos::Verb | Pos::Adverb)
                    && near.clone().any(|w| w.pos.is_attributive())
            }
            _ => false,
        };
        if !opens || !rest.iter().any(|w| w.pos == Pos::Noun) {
            return;
        }
        s.start += n;
        s.acted = true;
    }
}

/// Takes off what only says that the things were dealt with: 停车位已经建成, 创新券累计发放, 黄标车淘汰.
fn trim_action(line: &Line, s: &mut Subject) {
    const SO_FAR: [&str; 9] = [
        "已", "已经", "累计", "共", "全年", "当年", "共计", "均已", "总共",
    ];
    const DONE: [&str; 7] = ["建成", "发放", "设立", "落实", "淘汰", "共设立", "已建成"];
    let words = line.words_in(s.start, s.end);
    let acts = |w: &crate::token::Word| matches!(w.pos, Pos::Verb | Pos::VerbNoun);
    let text = |w: &crate::token::Word| line.slice(w.start, w.end);
    let verbs = words.iter().rev().take(2).take_while(|w| acts(w)).count();
    let before = words.len() - verbs;
    let noun = |n: usize| words[..n].iter().any(|w| w.pos.is_nominal());
    if verbs > 0 && before > 1 && is_one_of(text(&words[before - 1]), &SO_FAR) && noun(before - 1) {
        s.cumulative |= text(&words[before - 1]) == ['累', '计'];
        s.end = words[before - 1].start;
    } else if let Some(last) = words.last()
        && words.len() > 1
        && is_one_of(text(last), &DONE)
        && noun(words.len() - 1)
    {
        s.end = last.start;
    }
}

/// Finds 新增, 累计 and verbs of rising or falling inside the subject.
fn verbs(line: &Line, s: &mut Subject, lexicon: &Lexicon) {
    let words = line.words_in(s.start, s.end);
    for w in words {
        let word = line.slice(w.start, w.end);
        match lexicon.cues.at_start(word) {
            Some((n, Cue::Cumulative)) if n == word.len() => s.cumulative = true,
            Some((n, Cue::Up))
                if n >= 2
                    && w.pos == Pos::Verb
                    && w.start == s.start
                    && w.start + n < s.end
                    // 增长面 is how many grew.
                    && line.chars()[w.start + n] != '面'
                    && word != ['加', '快'] =>
            {
                s.moved = Some(super::Direction::Up);
            }
            // 农民增加收入108亿元
            Some((2, Cue::Up))
                if (word == ['增', '加', '收', '入']
                    || word == ['增', '加'] && w.pos == Pos::Verb && w.end < s.end)
                    && !matches!(line.chars()[w.start + 2], '到' | '至' | '为' | '值')
                    && words.iter().any(|n| n.end == w.start && n.pos == Pos::Noun) =>
            {
                s.moved = Some(super::Direction::Up);
            }
            Some((n, Cue::Down))
                if n >= 2
                    && matches!(
                        w.pos,
                        Pos::Verb | Pos::VerbNoun | Pos::Adjective | Pos::Loose
                    )
                    && w.start + n < s.end =>
            {
                s.moved = Some(super::Direction::Down);
            }
            _ => {}
        }
    }
    // 城镇新增就业 is new; 收储新增建设用地 and 新增职工的工资 are not; nor is 新增债券, a name.
    let text = line.slice(s.start, s.end);
    let at = text
        .windows(2)
        .position(|w| w == ['新', '增'] || w == ['净', '增']);
    let acted = words
        .first()
        .is_some_and(|w| w.pos == Pos::Verb && at.is_some_and(|at| at > 0));
    let modifies = at.is_some_and(|at| text[at..].contains(&'的') && at > 0);
    // 限额以上企业 are firms.
    let named = (0..text.len()).any(|i| match text[i..] {
        ['债', '券' | '务', ..] => true,
        ['限', '额', ref rest @ ..] => !rest.starts_with(&['以', '上']),
        _ => false,
    });
    s.new = (s.new || at.is_some() && !acted && !modifies) && !named;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<T>(text: &str, f: impl Fn(&Line) -> T) -> T {
        f(&Line::of(text))
    }

    /// What `f` makes of the subject that `text` is.
    fn read<T>(text: &str, f: impl Fn(&Line, &Subject) -> T) -> T {
        let around = Around {
            lexicon: Lexicon::builtin(),
            own: Some("清远市"),
            level: None,
        };
        with(&format!("{text}5个"), |l| {
            f(l, &subject(l, 0, text.chars().count(), &[], around))
        })
    }

    /// What is left of `text` as a subject.
    fn left(text: &str) -> String {
        read(text, |l, s| l.text(s.start, s.end))
    }

    #[test]
    fn takes_off_only_what_is_no_name() {
        let around = Around {
            lexicon: Lexicon::builtin(),
            own: Some("清远市"),
            level: None,
        };
        let of = |text: &str| {
            with(&format!("{text}5%"), |l| {
                let s = subject(l, 0, text.chars().count(), &[], around);
                l.text(s.start, s.end)
            })
        };
        assert_eq!(of("实际利用外资"), "实际利用外资");
        assert_eq!(of("实际贷款"), "贷款");
        assert_eq!(of("国内生产总值"), "国内生产总值");
        assert_eq!(of("获得奖励资金"), "奖励资金");
        assert_eq!(of("落实"), "落实");
        assert_eq!(of("按不变价格计算销售额"), "销售额");
        assert_eq!(of("按揭贷款"), "按揭贷款");
    }

    #[test]
    fn takes_time_place_and_leading_words_off() {
        let around = Around {
            lexicon: Lexicon::builtin(),
            own: Some("清远市"),
            level: None,
        };
        let of = |text: &str| {
            with(&format!("{text}5个"), |l| {
                let s = subject(l, 0, text.chars().count(), &[], around);
                (l.text(s.start, s.end), s.place.clone(), s.new)
            })
        };
        assert_eq!(
            of("全市固定资产投资"),
            ("固定资产投资".to_string(), Some(None), false)
        );
        assert_eq!(
            of("其中,累计动工项目"),
            ("动工项目".to_string(), None, false)
        );
        assert_eq!(of("新增学位"), ("学位".to_string(), None, true));
        assert_eq!(
            of("佛冈片区投资"),
            (
                "投资".to_string(),
                Some(Some("佛冈片区".to_string())),
                false
            )
        );
    }

    #[test]
    fn the_numbers_of_items_and_brackets_are_taken_off() {
        assert_eq!(left("(1)公厕"), "公厕");
        assert_eq!(left("⑥公厕"), "公厕");
        assert_eq!(left("4.公厕"), "公厕");
        assert_eq!(left("进出口总额(海关口径)"), "进出口总额");
        assert_eq!(left("(海关口径)进出口总额"), "海关口径)进出口总额");
        assert_eq!(left("市级(含开发区,下同)收入"), "收入");
    }

    #[test]
    fn how_or_by_whose_leave_is_no_part_of_the_name() {
        let of = |text: &str| reckoning(&text.chars().collect::<Vec<_>>());
        assert_eq!(of("按不变价格计算产值"), Some(7));
        assert_eq!(of("按揭贷款"), None);
        assert_eq!(of("后经市人大批准调整为"), Some(7));
        assert_eq!(of("经济增长"), None);
        assert_eq!(of("扣除价格因素后实际"), Some(7));
        assert_eq!(of("扣除价格,受因素"), None);
    }

    #[test]
    fn what_is_renewed_as_well_is_not_new() {
        let of = |text: &str| and_renewed(&text.chars().collect::<Vec<_>>());
        assert_eq!(of("和改造管网"), Some(3));
        assert_eq!(of("、改扩建管网"), Some(4));
        assert_eq!(of("和租赁管网"), None);
        assert_eq!(of("改造管网"), None);
        assert_eq!(of("的改造管网"), None);
    }

    #[test]
    fn what_was_approved_is_taken_off_before_names_of_the_budget() {
        assert_eq!(left("市人大批准的收入预算"), "收入预算");
        assert_eq!(left("市人大批准的市级预算"), "预算");
        assert_eq!(left("市人大批准的道路"), "市人大批准的道路");
    }

    #[test]
    fn verbs_of_dealing_are_taken_off_at_the_end() {
        assert_eq!(left("停车位已经建成"), "停车位");
        assert_eq!(left("黄标车淘汰"), "黄标车");
        assert_eq!(left("淘汰"), "淘汰");
        assert_eq!(left("黄标车检测"), "黄标车检测");
    }

    #[test]
    fn a_verb_inside_tells_the_move() {
        let of = |text: &str| read(text, |_, s| s.moved);
        let (up, down) = (
            Some(crate::claim::Direction::Up),
            Some(crate::claim::Direction::Down),
        );
        assert_eq!(of("减轻农民负担"), down);
        assert_eq!(of("农民增加收入"), up);
        assert_eq!(of("农民负担"), None);
        assert_eq!(of("农民增加值"), None);
    }

    #[test]
    fn new_is_what_is_named_right_behind_the_word() {
        let of = |text: &str| read(text, |_, s| s.new);
        assert!(of("城镇新增就业"));
        assert!(!of("城镇就业"));
        assert!(!of("收储新增建设用地"));
        assert!(!of("财政新增职工的工资"));
        assert!(!of("新增债券"));
    }

    #[test]
    fn a_date_is_no_part_of_the_name() {
        assert_eq!(left("禁渔以来监测鱼类"), "监测鱼类");
        assert_eq!(left("禁渔以来的鱼类"), "禁渔以来的鱼类");
    }
}
