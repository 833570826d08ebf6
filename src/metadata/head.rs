//! What the first and the last lines of a report tell: title, occasion, address, signatures, dates.

use super::By;
use super::issuer::{self, HEADS};
use super::line::{self, Date, squeeze};
use super::place::is_hanzi;
use super::resolve::as_place;
use super::title::{self, TITLE, place_before_words};
use super::years;
use crate::document::ReportKind;
use crate::lexicon::Gazetteer;

/// How many characters of the text are looked at.
const HEAD: usize = 4000;

/// How many characters at the end of the text are looked at for a signature.
const TAIL: usize = 400;

/// How many lines may stand before the title: navigation of a web page, a file number.
const LINES_BEFORE_TITLE: usize = 40;

/// The longest line that can be a heading or a signature.
const SHORT_LINE: usize = 40;

/// What the first lines tell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Head {
    /// The title line, squeezed.
    pub title: Option<String>,
    /// The kind that the title, else the way of speaking, tells.
    pub kind: Option<(ReportKind, By)>,
    /// The place as it is named, and by what.
    pub place: Option<(String, By)>,
    /// The year that the title carries; of a budget the one whose results it reports.
    pub title_year: Option<i32>,
    /// The plan of five years that the title names.
    pub plan: Option<u32>,
    /// Whether it is of a plan of several years.
    pub several_years: bool,
    /// The date of the meeting to which the report was given.
    pub given: Option<Date>,
    /// The year of that meeting, where no month is said.
    pub met: Option<i32>,
    /// The year of the session of the National People's Congress to which it was given.
    pub session: Option<i32>,
    /// The year for whose work the address gives advice.
    pub advised: Option<i32>,
    /// Another date: of a signature, of the publication.
    pub signed: Option<Date>,
    /// The year whose work a first heading or the address looks back on, or whose results the opening tells.
    pub reviewed: Option<(i32, By)>,
    /// Whether it looks back on the five years of a government's term.
    pub five_years: bool,
    /// The office in whose name the speaker speaks, by the place that it names: 清河市 of 我代表清河市人民政府.
    pub speaks_for: Option<String>,
    /// The lines that may be signatures: before the body, and at the end.
    pub signatures: Vec<String>,
    /// The squeezed text of the head.
    pub squeezed: String,
}

/// Reads the first and the last lines of a report. `file_title` is the title that the file itself carries.
pub(super) fn read(text: &str, file_title: Option<&str>, gazetteer: &Gazetteer) -> Head {
    let squeezed = squeeze(&broken_into_lines(years::prefix(text, HEAD)));
    let lines: Vec<&str> = squeezed
        .split('\n')
        .filter(|line| !line.is_empty())
        .collect();
    let opening = lines
        .iter()
        .position(|line| is_body(line))
        .unwrap_or(lines.len());
    let front = &lines[..opening.min(LINES_BEFORE_TITLE)];
    let address = lines[opening..]
        .iter()
        .take(6)
        .copied()
        .collect::<Vec<_>>()
        .concat();
    let end = squeeze(suffix(text, TAIL));
    let tail: Vec<&str> = end
        .split('\n')
        .filter(|line| !line.is_empty() && line.chars().count() <= SHORT_LINE)
        .collect();

    let in_file = file_title.map(squeeze).and_then(|line| {
        if !bears_out(text, &line) {
            return None;
        }
        let told = title::as_title(&line);
        told.or_else(|| title::kind(&line).map(|_| line))
    });
    let (title, by) = match title::title(front) {
        Some(title) => (Some(title), By::Title),
        None => (in_file, By::FileTitle),
    };
    let title_kind = title.as_deref().and_then(title::kind);
    let kind = title_kind
        .map(|kind| (kind, by))
        .or_else(|| spoken_kind(front, &address, &lines).map(|kind| (kind, By::Address)));
    let named = |name: Option<String>| {
        let name = name?;
        as_place(&name, gazetteer).or_else(|| title::place_of_office(&name).map(str::to_owned))
    };
    let finder = Finder { gazetteer };
    let speaks_for = finder.address(&address);
    let place = title
        .as_deref()
        .and_then(|title| named(place_before_words(title)))
        .map(|place| (place, by))
        .or_else(|| {
            let place = front.iter().find_map(|line| finder.occasion(line))?;
            Some((place, By::Occasion))
        })
        .or_else(|| Some((speaks_for.clone()?, By::Address)))
        .or_else(|| {
            let lines = front.iter().chain(tail.iter().rev());
            let place = lines.into_iter().find_map(|line| finder.signature(line))?;
            Some((place, By::Signature))
        })
        .or_else(|| Some((finder.opening(&squeezed)?, By::Opening)));
    let plan = title.as_deref().and_then(years::five_year_plan);
    let is_plan = kind == Some((ReportKind::Plan, By::Address));
    let (given, signed) = dates(front);
    let signed = signed.or_else(|| {
        tail.iter()
            .rev()
            .filter_map(|line| line::dates(line).next())
            .find(|date| date.day.is_some())
    });
    let reviewed = years::by_heading(&lines)
        .or_else(|| years::by_address(&address))
        .map(|year| (year, By::Heading))
        .or_else(|| Some((years::by_opening(&lines)?, By::Opening)));
    Head {
        title_year: title.as_deref().and_then(|t| title::year(t, title_kind)),
        plan: plan.or_else(|| years::five_year_plan(&address).filter(|_| is_plan)),
        several_years: plan.is_some()
            || [title.as_deref().unwrap_or_default(), &address]
                .iter()
                .any(|words| words.contains("纲要") || years::five_year_plan(words).is_some()),
        five_years: years::looks_back_on_five(&lines),
        kind,
        place,
        given,
        met: front
            .iter()
            .filter(|line| meets(line))
            .find_map(|line| line::years(line).next().map(|year| year.value)),
        session: years::session(&front.concat())
            .or_else(|| years::session(&address))
            .or_else(|| years::session(&squeezed)),
        advised: years::advised(&address),
        signed,
        reviewed,
        speaks_for,
        signatures: front
            .iter()
            .chain(tail.iter().rev().take(4))
            .map(|line| (*line).to_owned())
            .collect(),
        title,
        squeezed,
    }
}

impl Head {
    /// The office that signed or was spoken for, of a report of `place`.
    pub fn issuer(&self, place: Option<&str>, kind: Option<ReportKind>) -> Option<(String, By)> {
        let lines: Vec<&str> = self.signatures.iter().map(String::as_str).collect();
        if let Some(signed) = issuer::signed(&lines, place, kind) {
            return Some((signed, By::Signature));
        }
        if let Some(name) = &self.speaks_for {
            return Some((issuer::government(name), By::Address));
        }
        // A work report is the government's.
        let place = place.filter(|_| kind == Some(ReportKind::Work) && self.kind.is_some())?;
        Some((issuer::government(place), By::Derived))
    }
}

/// Whether the text speaks of the time that a title which is not its own names: programs keep that of the document which
/// a new one was made from.
fn bears_out(text: &str, title: &str) -> bool {
    let told = title::year(title, title::kind(title)).zip(years::named_most(text));
    told.is_none_or(|(year, most)| (year - 1..=year + 1).contains(&most))
}

/// The last `count` characters of a text.
fn suffix(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().take(count).last();
    start.map_or(text, |(at, _)| &text[at..])
}

/// A head whose lines were run together, broken again where a line began: at an indent, a dash, the salutation.
fn broken_into_lines(head: &str) -> String {
    head.replace("\u{3000}\u{3000}", "\n")
        .replace("——", "\n——")
        .replace("各位代表", "\n各位代表")
}

/// Whether a line is the salutation, a first heading or a paragraph: the title stands before it.
fn is_body(line: &str) -> bool {
    ["各位代表", "各位委员", "主任、", "同志们", "一、", "(一)"]
        .iter()
        .any(|start| line.starts_with(start))
        || line.contains('。') && line.chars().count() > SHORT_LINE
        || line.chars().count() > 2 * TITLE
}

/// The kind that the way of speaking tells.
fn spoken_kind(front: &[&str], address: &str, lines: &[&str]) -> Option<ReportKind> {
    let salutes = lines.iter().any(|line| {
        ["各位代表", "各位委员", "主任、"]
            .iter()
            .any(|start| line.starts_with(start))
    });
    let short = |line: &&&str| line.chars().count() <= SHORT_LINE;
    let reviews = lines
        .iter()
        .filter(short)
        .any(|line| line.ends_with("工作回顾"));
    let heads_budget = lines.iter().filter(short).take(40).any(|line| {
        [
            "预算执行情况",
            "财政收支情况",
            "决算情况",
            "预算草案",
            "收支预算",
        ]
        .iter()
        .any(|word| line.contains(word))
    });
    let before_results = address.split('%').next().unwrap_or(address);
    let says = |words: &[&str]| words.iter().any(|word| before_results.contains(word));
    let plans = [
        "国民经济和社会发展计划",
        "国民经济计划",
        "计划执行情况",
        "五年计划的报告",
        "五年规划的报告",
        "纲要的报告",
        "纲要执行情况",
        "纲要的执行情况",
    ];
    if says(&plans) && salutes && !says(&["政府工作报告"]) {
        Some(ReportKind::Plan)
    } else if says(&["预算执行情况", "决算"]) {
        Some(ReportKind::Budget)
    } else if salutes || reviews {
        Some(ReportKind::Work)
    } else if ["统计局", "初步核算", "统一核算"]
        .iter()
        .any(|word| address.contains(word) || front.iter().any(|line| line.contains(word)))
        || tells_a_year(lines)
    {
        Some(ReportKind::Bulletin)
    } else if heads_budget || lines.concat().matches("预算").count() >= OF_BUDGETS {
        Some(ReportKind::Budget)
    } else {
        None
    }
}

/// How often the head of a report on nothing but the budget speaks of it.
const OF_BUDGETS: usize = 6;

/// Whether paragraph after paragraph tells what a year came to, as bulletins do.
fn tells_a_year(lines: &[&str]) -> bool {
    let told = lines
        .iter()
        .filter(|line| line.starts_with("全年") || line.starts_with("年末"));
    told.count() >= 3
}

/// Finds names of places in lines of a known form.
struct Finder<'a> {
    gazetteer: &'a Gazetteer,
}

impl Finder<'_> {
    fn place(&self, name: &str) -> Option<String> {
        as_place(name, self.gazetteer)
    }

    /// The place whose congress the report was given to: ……在清河市第七届人民代表大会……上.
    fn occasion(&self, line: &str) -> Option<String> {
        let congress = line
            .find("人民代表大会")
            .or_else(|| line.find("届人大"))
            .or_else(|| line.find("人大"))?;
        let before = &line[..congress];
        if before.ends_with("全国") {
            return self.place("全国");
        }
        let before = cut_edition(before);
        self.place(behind_last(
            before,
            &["在", "日", "月", "—", "-", ")", "(", "《", "»", ">"],
        ))
    }

    /// The place in whose name the speaker speaks: 我代表清河市人民政府, 受清河市人民政府委托, 现将清河市2018年预算执行情况.
    fn address(&self, address: &str) -> Option<String> {
        let of_country = [
            "代表国务院",
            "代表中华人民共和国国务院",
            "国务院的委托",
            "国务院委托",
            "根据国务院的决定",
        ];
        if of_country.iter().any(|words| address.contains(words))
            || years::session(address).is_some()
        {
            return self.place("国务院");
        }
        let offices = [
            "人民政府",
            "政府",
            "管理委员会",
            "管委会",
            "人民委员会",
            "革命委员会",
        ];
        let spoken_for = offices.iter().find_map(|office| {
            address.match_indices(office).find_map(|(at, _)| {
                let before = cut_edition(&address[..at]);
                let verbs = ["代表", "受", "向", "根据"];
                let start = verbs
                    .iter()
                    .filter_map(|v| Some(before.rfind(v)? + v.len()))
                    .max()?;
                self.place(&before[start..])
            })
        });
        spoken_for.or_else(|| {
            line::years(address).find_map(|year| {
                let results = [
                    "预算执行",
                    "财政",
                    "地方财政",
                    "全市",
                    "国民经济",
                    "决算",
                    "一般公共预算",
                ];
                let follows = address[year.end..].trim_start_matches('年');
                if !results.iter().any(|word| follows.starts_with(word)) {
                    return None;
                }
                self.place(behind_last(
                    &address[..year.start],
                    &["报告", "将", "提出", "提交", "关于", "《", "我"],
                ))
            })
        })
    }

    /// The place of an office that signs: 清河市统计局, 清河县人民政府县长.
    fn signature(&self, line: &str) -> Option<String> {
        if line.chars().count() > SHORT_LINE || line.contains("代表") || line.contains('。') {
            return None;
        }
        let surveyed = line
            .find("调查队")
            .or_else(|| line.find("调查总队"))
            .and_then(|at| {
                let name = behind_last(&line[..at], &["国家统计局"]);
                self.place(&format!("{name}市"))
                    .or_else(|| self.place(name))
            });
        let offices = [
            "人民政府",
            "政府",
            "财政局",
            "财政厅",
            "统计厅",
            "审计厅",
            "统计局",
            "审计局",
            "发展和改革委员会",
            "发展和改革局",
            "发展改革委",
            "发展改革局",
            "管理委员会",
            "管委会",
        ];
        let heads = HEADS.into_iter().chain(["镇长", "乡长"]);
        offices
            .into_iter()
            .chain(heads)
            .find_map(|office| {
                let before = line[..line.find(office)?].trim_start_matches(['—', '-', '(']);
                self.place(behind_last(before, &["日", "来源:", ":", ">", ")"]))
            })
            .or(surveyed)
    }

    /// The place that a clause names right behind the year (2017年,清河市…).
    fn opening(&self, squeezed: &str) -> Option<String> {
        line::years(squeezed).find_map(|year| {
            let clause = squeezed[year.end..].strip_prefix("年,")?;
            self.named_at(clause)
        })
    }

    /// The place that a clause opens with.
    fn named_at(&self, clause: &str) -> Option<String> {
        let ends = ["市", "县", "区", "省", "州", "旗"];
        let end = ends
            .iter()
            .filter_map(|e| Some(clause.find(e)? + e.len()))
            .min()?;
        let name = &clause[..end];
        // 中部县, 年末全市 say which places are meant, and name none.
        let is_name = name.chars().count() <= 6
            && name.chars().all(is_hanzi)
            && !name.starts_with(['在', '是', '经', '由', '按', '据', '随', '对', '年'])
            && !name.contains(['全', '各', '我', '本', '部']);
        is_name.then(|| self.place(name)).flatten()
    }
}

/// A name of a congress without its number: 容城县第十四届, 清河市七届.
fn cut_edition(text: &str) -> &str {
    let numbered = text.strip_suffix("届").unwrap_or(text);
    let before = numbered
        .trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    if before.len() == numbered.len() {
        return text;
    }
    before.strip_suffix('第').unwrap_or(before)
}

/// What stands in `text` behind the last of the words that occurs latest.
fn behind_last<'a>(text: &'a str, words: &[&str]) -> &'a str {
    let start = words
        .iter()
        .filter_map(|word| Some(text.rfind(word)? + word.len()))
        .max()
        .unwrap_or(0);
    &text[start..]
}

/// The first date of a meeting among the lines, and the first other one.
fn dates(front: &[&str]) -> (Option<Date>, Option<Date>) {
    let first = |line: &&str| line::dates(line).next();
    let met = front.iter().filter(|line| meets(line)).find_map(first);
    // The date in brackets below the title is that of the speech; one that a page states is of the page.
    let stated = |line: &&&str| {
        ["发布", "时间", "日期", "来源", "浏览", "点击", "更新"]
            .iter()
            .any(|word| line.contains(word))
    };
    let alone = front
        .iter()
        .filter(|line| !stated(line))
        .find_map(|line| first(line).filter(|date| is_alone(line, date)));
    let other = front.iter().find_map(first);
    (met.or(alone), other)
}

/// Whether a line speaks of a meeting.
fn meets(line: &str) -> bool {
    ["会议", "大会", "人大"]
        .iter()
        .any(|word| line.contains(word))
}

/// Whether little but the date stands in its line: (2018年1月10日), 2018年1月10日 某某.
fn is_alone(line: &str, date: &Date) -> bool {
    line.chars()
        .count()
        .saturating_sub(line[date.start..date.end].chars().count())
        <= 12
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn head(text: &str) -> Head {
        read(text, None, Lexicon::builtin().gazetteer())
    }

    /// Title, place, year of the title, year of the occasion, year looked back on.
    fn told(text: &str) -> (String, String, i32, i32, i32) {
        let head = head(text);
        (
            head.title.unwrap_or_default(),
            head.place.map_or_else(String::new, |(place, _)| place),
            head.title_year.unwrap_or_default(),
            head.given.map_or(0, |date| date.year),
            head.reviewed.map_or(0, |(year, _)| year),
        )
    }

    fn expect(text: &str, title: &str, place: &str, years: (i32, i32, i32)) {
        assert_eq!(
            told(text),
            (title.into(), place.into(), years.0, years.1, years.2),
            "{text}"
        );
    }

    #[test]
    fn reads_work_reports() {
        expect(
            "2018年政府工作报告\n（2018年1月10日在清河市第七届人民代表大会第三次会议上）\n各位代表：\n一、2017年工作回顾\n",
            "2018年政府工作报告",
            "清河市",
            (2018, 2018, 2017),
        );
        expect(
            "政 府 工 作 报 告\n——１９７９年６月１８日在第五届全国人民代表大会第二次会议上\n\n各位代表：\n",
            "政府工作报告",
            "中国",
            (0, 1979, 0),
        );
        expect(
            "清河县\n政府工作报告\n二〇二五年一月十日\n各位代表：\n二〇二四年工作回顾\n",
            "清河县政府工作报告",
            "清河县",
            (0, 2025, 2024),
        );
        expect(
            "各位代表：\n现在，我代表清河县第十四届人民政府，向大会报告工作。\n一、关于2014年政府工作\n",
            "",
            "清河县",
            (0, 0, 2014),
        );
        expect(
            "首页\n>\n来源：2026年政府工作报告\n甲市乙区人民政府区长 某某\n",
            "2026年政府工作报告",
            "甲市乙区",
            (2026, 0, 0),
        );
    }

    #[test]
    fn reads_a_head_that_lost_its_line_ends() {
        expect(
            "政府工作报告——1979年6月18日在第五届全国人民代表大会第二次会议上各位代表：现在报告工作。",
            "政府工作报告",
            "中国",
            (0, 1979, 0),
        );
        expect(
            "某社电　　政府工作报告　　——2020年5月22日在清河市第七届人民代表大会第三次会议上　　各位代表：\n",
            "政府工作报告",
            "清河市",
            (0, 2020, 0),
        );
    }

    #[test]
    fn reads_bulletins_and_budgets() {
        expect(
            "— 1 —\n2025 年清河市国民经济和社会发展\n统计公报[1]\n清河市统计局\n2026年4月3日\n2025年，全市经济向好。\n",
            "2025年清河市国民经济和社会发展统计公报",
            "清河市",
            (2025, 2026, 2025),
        );
        expect(
            "市五届人大文件\n关于清河市2019年预算执行情况和\n2020年预算草案的报告（书面）\n清河市财政局\n各位代表：\n",
            "关于清河市2019年预算执行情况和2020年预算草案的报告",
            "清河市",
            (2019, 0, 2019),
        );
        expect(
            "各位代表：\n受市政府委托，向大会报告清河市2025年预算执行情况和2026年预算草案，请予审议。\n",
            "",
            "清河市",
            (0, 0, 2025),
        );
        expect(
            "国家统计局清河调查队\n初步核算，全年增长一成。\n",
            "",
            "清河市",
            (0, 0, 0),
        );
    }

    #[test]
    fn running_text_is_no_title() {
        expect(
            "2017年，清河市粮食产量增长。请听政府工作报告。\n",
            "",
            "清河市",
            (0, 0, 2017),
        );
        expect("目录\n政府工作报告………（3）\n统计公报\n", "", "", (0, 0, 0));
        expect(
            "2017年，在市委领导下。2017年，是雄安新区起步之年。\n",
            "",
            "",
            (0, 0, 2017),
        );
        expect("", "", "", (0, 0, 0));
    }

    #[test]
    fn the_way_of_speaking_tells_the_kind() {
        let kind = |text| head(text).kind.map(|(kind, _)| kind);
        assert_eq!(
            kind("各位代表：\n现在，我向大会报告工作。\n"),
            Some(ReportKind::Work)
        );
        assert_eq!(
            kind("各位代表：\n现将2019年预算执行情况报告如下。\n"),
            Some(ReportKind::Budget)
        );
        assert_eq!(
            kind("初步核算，全年生产总值增长一成。\n"),
            Some(ReportKind::Bulletin)
        );
        assert_eq!(kind("清河是一座小城。\n"), None);
    }
}
