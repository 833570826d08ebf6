//! What the first lines of a report tell: title, occasion, address, signatures, first headings.

use super::line::{self, squeeze};
use super::name::{budget_year, kind, place_before_words};
use super::place::place;
use crate::document::ReportKind;

/// How many characters of the text are looked at.
const HEAD: usize = 4000;

/// How many lines may stand before the title: navigation of a web page, a file number.
const LINES_BEFORE_TITLE: usize = 40;

/// How many characters a title has at most.
const TITLE: usize = 70;

/// Over how many lines a title may be broken.
const TITLE_LINES: usize = 3;

/// The longest line that can be a heading or a signature.
const SHORT_LINE: usize = 40;

/// What the first lines tell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Head {
    /// The title line, squeezed.
    pub title: Option<String>,
    /// The kind that the title, else the way of speaking, tells.
    pub kind: Option<ReportKind>,
    /// The place, from the title, the occasion, the address or a signature.
    pub place: Option<String>,
    /// The year that the title carries; of a budget the one whose results it reports.
    pub title_year: Option<i32>,
    /// The year in which the report was given or signed.
    pub given: Option<i32>,
    /// The year whose work a first heading looks back on, or whose results the opening tells.
    pub reviewed: Option<i32>,
}

/// Reads the first lines of a report.
pub(super) fn read(text: &str) -> Head {
    let head_end = text
        .char_indices()
        .nth(HEAD)
        .map_or(text.len(), |(at, _)| at);
    let squeezed = squeeze(&broken_into_lines(&text[..head_end]));
    let lines: Vec<&str> = squeezed
        .split('\n')
        .filter(|line| !line.is_empty())
        .collect();
    let opening = lines
        .iter()
        .position(|line| is_body(line))
        .unwrap_or(lines.len());
    let front = &lines[..opening.min(LINES_BEFORE_TITLE)];

    let title = title(front);
    let title_kind = title.as_deref().and_then(kind);
    let address = lines[opening..]
        .iter()
        .take(6)
        .copied()
        .collect::<Vec<_>>()
        .concat();
    let spoken = spoken_kind(front, &address, &lines);
    Head {
        kind: title_kind.or(spoken),
        place: title
            .as_deref()
            .and_then(place_before_words)
            .and_then(|name| place(&name))
            .or_else(|| front.iter().find_map(|line| occasion_place(line)))
            .or_else(|| address_place(&address))
            .or_else(|| front.iter().find_map(|line| signature_place(line)))
            .or_else(|| opening_place(&squeezed)),
        title_year: title.as_deref().and_then(|title| match title_kind {
            Some(ReportKind::Budget) => budget_year(title),
            _ => line::years(title).next().map(|year| year.value),
        }),
        given: given(front),
        reviewed: reviewed(&lines, &address),
        title,
    }
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

/// The title: the run of lines that ends first; of runs that end alike the one that says most, else the shortest.
fn title(front: &[&str]) -> Option<String> {
    (1..=front.len()).find_map(|end| {
        let first = end.saturating_sub(TITLE_LINES);
        let runs = (first..end)
            .rev()
            .filter_map(|start| as_title(&front[start..end].concat()));
        runs.reduce(|best, longer| {
            if says(&longer) > says(&best) {
                longer
            } else {
                best
            }
        })
    })
}

/// How much of place and year a title says.
fn says(title: &str) -> usize {
    let has_place = place_before_words(title).is_some_and(|name| place(&name).is_some());
    usize::from(has_place) + usize::from(line::years(title).next().is_some())
}

/// The title that a line is, its footnote mark and addition in brackets taken off.
fn as_title(line: &str) -> Option<String> {
    let mut title = line.rsplit("来源:").next().unwrap_or(line);
    loop {
        let shorter = title.trim_end_matches(['*', '①', '》']);
        let shorter = without_brackets(shorter).unwrap_or(shorter);
        if shorter == title {
            break;
        }
        title = shorter;
    }
    let title = title.trim_start_matches('《');
    let is_report = kind(title).is_some_and(|kind| match kind {
        ReportKind::Work => title.ends_with("政府工作报告"),
        ReportKind::Bulletin => title.ends_with("公报") && title.contains("统计"),
        ReportKind::Budget => title.ends_with("报告") || title.ends_with("草案"),
        ReportKind::Report => ["报告", "纲要", "规划", "运行情况"]
            .iter()
            .any(|end| title.ends_with(end)),
    });
    let is_heading = title.contains([',', '。', ';', ':', '!', '…', '>'])
        || title.contains("目录")
        || title.starts_with("第一部分")
        || title.starts_with(['(', '—', '-', '〔']);
    // 报告 alone, as in a list of contents, is no title.
    let says_something = title.chars().count() > 4 && title.chars().count() <= TITLE;
    (is_report && !is_heading && says_something).then(|| title.to_owned())
}

/// `title` without a footnote mark or an addition at its end: [1], 〔1〕, (书面), (草案).
fn without_brackets(title: &str) -> Option<&str> {
    for (open, close) in [('[', ']'), ('〔', '〕'), ('(', ')')] {
        if let Some(inner) = title.strip_suffix(close) {
            let at = inner.rfind(open)?;
            return (inner[at..].chars().count() <= 6).then_some(&title[..at]);
        }
    }
    None
}

/// The kind that the way of speaking tells.
fn spoken_kind(front: &[&str], address: &str, lines: &[&str]) -> Option<ReportKind> {
    let salutes = lines
        .iter()
        .any(|line| line.starts_with("各位代表") || line.starts_with("各位委员"));
    let reviews = lines
        .iter()
        .any(|line| line.ends_with("工作回顾") && line.chars().count() <= SHORT_LINE);
    let before_results = address.split("%").next().unwrap_or(address);
    if before_results.contains("预算执行情况") || before_results.contains("决算") {
        Some(ReportKind::Budget)
    } else if salutes || reviews {
        Some(ReportKind::Work)
    } else if ["统计局", "初步核算", "统一核算"]
        .iter()
        .any(|word| address.contains(word) || front.iter().any(|line| line.contains(word)))
    {
        Some(ReportKind::Bulletin)
    } else {
        None
    }
}

/// The place whose congress the report was given to: ……在清河市第七届人民代表大会……上.
fn occasion_place(line: &str) -> Option<String> {
    let congress = line.find("人民代表大会").or_else(|| line.find("届人大"))?;
    let before = &line[..congress];
    if before.ends_with("全国") {
        return place("全国");
    }
    let before = before.trim_end_matches("届");
    let before = before
        .trim_end_matches(|c: char| c.is_ascii_digit() || "第一二三四五六七八九十".contains(c));
    place(behind_last(before, &["在", "日", "月", "—", "-", ")", "("]))
}

/// The place in whose name the speaker speaks: 我代表清河市人民政府, 受清河市人民政府委托, 现将清河市2018年预算执行情况.
fn address_place(address: &str) -> Option<String> {
    if address.contains("代表国务院")
        || address.contains("国务院的委托")
        || address.contains("国务院委托")
    {
        return place("国务院");
    }
    let by_government = address.match_indices("人民政府").find_map(|(at, _)| {
        place(behind_last(
            cut_edition(&address[..at]),
            &["代表", "受", "向"],
        ))
    });
    by_government.or_else(|| {
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
            let follows = address[year.end..].trim_start_matches("年");
            if !results.iter().any(|word| follows.starts_with(word)) {
                return None;
            }
            place(behind_last(
                &address[..year.start],
                &["报告", "将", "提出", "提交", "关于", "《", "我"],
            ))
        })
    })
}

/// 容城县第十四届 without the edition.
fn cut_edition(text: &str) -> &str {
    let Some(before) = text.strip_suffix("届") else {
        return text;
    };
    before.trim_end_matches(|c: char| c.is_ascii_digit() || "第一二三四五六七八九十".contains(c))
}

/// The place of an office that signs: 清河市统计局, 清河县人民政府县长.
fn signature_place(line: &str) -> Option<String> {
    if line.chars().count() > SHORT_LINE {
        return None;
    }
    let surveyed = line.find("调查队").and_then(|at| {
        let name = behind_last(&line[..at], &["国家统计局"]);
        place(name).or_else(|| place(&format!("{name}市")))
    });
    let offices = [
        "人民政府",
        "财政局",
        "统计局",
        "发展和改革委员会",
        "代省长",
        "代市长",
        "代县长",
        "代区长",
        "省长",
        "市长",
        "县长",
        "区长",
    ];
    offices
        .iter()
        .find_map(|office| {
            let before = line[..line.find(office)?].trim_start_matches(['—', '-', '(']);
            place(behind_last(before, &["日", "来源:"]))
        })
        .or(surveyed)
}

/// The place that a clause names right behind the year: 2017年,清河市….
fn opening_place(squeezed: &str) -> Option<String> {
    line::years(squeezed).find_map(|year| {
        let clause = squeezed[year.end..].strip_prefix("年,")?;
        let ends = ["市", "县", "区", "省", "州"];
        let end = ends
            .iter()
            .filter_map(|e| Some(clause.find(e)? + e.len()))
            .min()?;
        let name = &clause[..end];
        let is_name = name.chars().count() <= 6
            && !name.starts_with(['在', '是', '经', '由', '按', '据', '随', '对']);
        is_name.then(|| place(name)).flatten()
    })
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

/// The year of the first date among the lines: of a meeting, else of any whole date.
fn given(front: &[&str]) -> Option<i32> {
    let date = |line: &&str| {
        line::bare_years(line).find(|year| {
            let rest = &line[year.end..];
            let month = rest.trim_start_matches(['年', '-', '.', '/']);
            month.len() < rest.len()
                && month.starts_with(|c: char| c.is_ascii_digit() || "一二三四十".contains(c))
        })
    };
    let of_meeting = |line: &&&str| line.contains("会议") || line.contains("大会");
    front
        .iter()
        .filter(of_meeting)
        .find_map(date)
        .or_else(|| front.iter().find_map(date))
        .map(|year| year.value)
}

/// The year that the report looks back on, by its first heading that does so, else by the sentence that opens it.
fn reviewed(lines: &[&str], address: &str) -> Option<i32> {
    let looks_back = |line: &str| {
        ["回顾", "执行", "决算", "总结", "完成情况"]
            .iter()
            .any(|word| line.contains(word))
    };
    let looks_ahead = |line: &str| {
        [
            "安排", "任务", "目标", "计划", "草案", "展望", "打算", "部署", "思路", "建议", "要求",
        ]
        .iter()
        .any(|word| line.contains(word))
    };
    let names_work = |line: &str| {
        let named = ["年政府工作", "年的工作", "年工作"]
            .iter()
            .any(|word| line.contains(word));
        named && !line.ends_with("报告")
    };
    let heading = lines.iter().find_map(|line| {
        let short = line.chars().count() <= SHORT_LINE && !line.contains('。');
        let year = line::years(line).next()?;
        let is_date = line[year.end..].starts_with('年') && line.contains("月");
        (short && !is_date && (looks_back(line) || names_work(line) && !looks_ahead(line)))
            .then_some(year.value)
    });
    heading
        .or_else(|| {
            // 报告清河市2018年预算执行情况和2019年预算草案
            address.match_indices("执行情况").find_map(|(at, _)| {
                let year = line::years(&address[..at]).last()?;
                (address[year.end..at].chars().count() <= 16).then_some(year.value)
            })
        })
        .or_else(|| {
            if line::is_plan(&lines.concat()) {
                return None;
            }
            lines.iter().find_map(|line| {
                let year = line::years(line).next().filter(|year| year.start == 0)?;
                let rest = &line[year.end..];
                ["年,", "年是", "年末", "年全"]
                    .iter()
                    .any(|word| rest.starts_with(word))
                    .then_some(year.value)
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Title, place, year of the title, year of the occasion, year looked back on.
    fn told(text: &str) -> (String, String, i32, i32, i32) {
        let head = read(text);
        (
            head.title.unwrap_or_default(),
            head.place.unwrap_or_default(),
            head.title_year.unwrap_or_default(),
            head.given.unwrap_or_default(),
            head.reviewed.unwrap_or_default(),
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
        let kind = |text| read(text).kind;
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
