//! Judged queries: each of `tests/data/queries.txt` with the hits that a person wants to see first.

use crate::program::World;
use zhishu::{
    ClaimSort, Lexicon, Question, Reader, Record, SentenceHit, SentenceSort, Window, claims,
    sentences,
};

/// The queries and the judgements.
const QUERIES: &str = include_str!("../data/queries.txt");

/// Reports beside the shipped corpus; places are real ones so that provinces know their cities, figures and sentences are not.
const REPORTS: [(&str, &str); 5] = [
    (
        "许昌市2016年国民经济和社会发展统计公报",
        "许昌市2016年国民经济和社会发展统计公报

全市生产总值2377亿元，比上年增长8.9%。
年末全市常住人口437.8万人，城镇化率49.4%。
货物进出口总额145亿元，下降2.4%。
花卉种植面积4.5万亩，年销售额超过30亿元。
鄢陵大桥主体工程完工。
许昌列入试点城市。
",
    ),
    (
        "湖州市2017年政府工作报告",
        "湖州市2017年政府工作报告

一、2016年工作回顾
全市地区生产总值达到2243.1亿元，增长7.5%。
固定资产投资完成1580亿元，增长9.2%，其中工业投资620亿元。
建成美丽乡村600多个，新建农村公路85公里。
新认定高新技术企业近90家，总数达到480家。
完成绿化造林1.2万亩，建成湿地公园3个。
城区空气优良率达到70.5%，比上年提高4.2个百分点。
安吉白茶产业链产值达到25亿元。
竹产业发展座谈会如期召开。
毛竹林场改革如期完成。
重大桥梁工程开工。
单位生产总值能耗下降4.1%，降幅居全省第2位。

二、2017年工作安排
力争地区生产总值增长7%以上，固定资产投资增长10%左右。
新建学校不少于15所，新增养老床位2000张。
城镇登记失业率控制在3.5%以内。
",
    ),
    (
        "绵阳市2018年政府工作报告",
        "绵阳市2018年政府工作报告

一、2017年工作回顾
全市地区生产总值2074.8亿元，增长9.1%。
农村居民人均可支配收入一万四千二百元，增长9.3%。
整理土地3000公顷。
许昌商会正式成立。
科技城新区规划面积396平方公里，已建成28平方公里。
全年脱贫2.3万户、7.1万人，贫困发生率降至1.2%。
扶贫投入约15亿元。
新增规模以上企业102家，培育龙头企业8家。
竹产业综合产值18亿元，竹林面积60万亩。
旅游收入占地区生产总值的比重达到12.5%。
民生支出占一般公共预算支出的66.8%。
高速公路通车里程达到430公里，居全省第三。

二、2018年工作打算
城镇新增就业4万人以上。
减少贫困人口5000人。
新开工保障性住房1.2万套。
",
    ),
    (
        "曲靖市2019年政府工作报告",
        "曲靖市2019年政府工作报告

一、2018年工作回顾
全市生产总值完成２０１３．４亿元，增长１０．２％。
粮食总产量达到337万吨，烤烟收购量下降6.5%。
光伏电站装机容量超过80万千瓦，风力发电量25亿千瓦时。
新建光伏扶贫电站23座。
搬迁群众全部入住新房。

二、搬迁工作
搬迁群众全部入住新居。

三、2019年工作安排
规模以上工业增加值增长11%。
预计非烟工业投资达到210亿元。
",
    ),
    (
        "漳州市2020年政府工作报告",
        "漳州市2020年政府工作報告

一、2019年工作回顧
全市地區生產總值突破4700億元，增長6.8%。
水產品產量200餘萬噸，貿易額58億元。
新增上市企業3家，總數達到17家。
扶貧資金投入2.6億元。

二、2020年工作安排
地區生產總值增長6.5%左右。
",
    ),
];

/// A query with what is wanted of its answer.
#[derive(Debug, Default)]
struct Judged<'a> {
    /// The command, its options and the query.
    args: Vec<&'a str>,
    /// The first hits in order.
    first: Vec<&'a str>,
    /// Hits wherever they stand.
    some: Vec<&'a str>,
    /// How many hits there are.
    total: Option<usize>,
    /// What no hit has.
    none: Vec<&'a str>,
}

/// The judged queries of a file.
fn judged(file: &str) -> Vec<Judged<'_>> {
    let mut all: Vec<Judged> = Vec::new();
    for line in file
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
    {
        let (what, text) = line.split_once(' ').expect(line);
        if what == "?" {
            let (command, query) = text.split_once(' ').expect(line);
            let exact = query.strip_prefix("--exact ");
            let mut args = vec![command];
            args.extend(exact.map(|_| "--exact"));
            args.push(exact.unwrap_or(query));
            all.push(Judged {
                args,
                ..Judged::default()
            });
            continue;
        }
        let last = all.last_mut().expect("a query first");
        match what {
            "=" => last.first.push(text),
            "+" => last.some.push(text),
            "total" => last.total = Some(text.parse().expect(line)),
            "not" => last.none.push(text),
            _ => panic!("{line}"),
        }
    }
    all
}

/// A folder with an index of the shipped corpus and the reports above.
fn world() -> World {
    let world = World::new();
    for (name, text) in REPORTS {
        world.write(&format!("reports/{name}.txt"), text);
    }
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    world.found(&["index", corpus, "reports", "--index", "index"]);
    world
}

/// A part of the hits.
fn part(offset: usize, limit: Option<usize>) -> Window {
    Window { offset, limit }
}

/// How many hits a command has and those of a part of them: sentences of a search, what was written of a claim.
fn answer(reader: &Reader, args: &[&str], window: Window) -> (usize, Vec<String>) {
    let [command, .., query] = args else {
        panic!("{args:?}: a command and a query");
    };
    let question = Question::parse(query, Lexicon::builtin());
    let mut question = question.unwrap_or_else(|e| panic!("{query}: {e}"));
    question.exact = args.contains(&"--exact");
    if *command == "list" {
        let found = claims(reader, &question, ClaimSort::Document, false, window);
        let found = found.unwrap_or_else(|e| panic!("{query}: {e}"));
        let text = |hit| Record::from_hit(hit).expect("a record").text;
        return (found.total, found.items.iter().map(text).collect());
    }
    let found = sentences(reader, &question, SentenceSort::Relevance, false, window, 0);
    let found = found.unwrap_or_else(|e| panic!("{query}: {e}"));
    let text = |hit: &SentenceHit| hit.passage.text.clone();
    (found.total, found.items.iter().map(text).collect())
}

/// What of a judgement the answer does not meet.
fn amiss(judged: &Judged, total: usize, hits: &[String]) -> Option<String> {
    let is = |hit: &str, wanted: &str| match judged.args[0] {
        "list" => hit == wanted,
        _ => hit.contains(wanted),
    };
    let in_order = judged.first.len() <= hits.len()
        && judged
            .first
            .iter()
            .zip(hits)
            .all(|(wanted, hit)| is(hit, wanted));
    let has = |wanted: &&str| hits.iter().any(|hit| is(hit, wanted));
    let missing = judged.some.iter().find(|wanted| !has(wanted));
    let unwanted = judged.none.iter().find(|wanted| has(wanted));
    let what = match (in_order, missing, unwanted) {
        (false, _, _) => "the first hits are others".to_string(),
        (_, Some(missing), _) => format!("{missing} is missing"),
        (_, _, Some(unwanted)) => format!("{unwanted} is among them"),
        _ if judged.total.is_some_and(|wanted| wanted != total) => format!("there are {total}"),
        _ => return None,
    };
    Some(format!("{judged:?}\n  {what}: {hits:#?}"))
}

#[test]
fn every_query_is_answered_as_it_was_judged() {
    let world = world();
    let reader = Reader::open(&world.at("index")).expect("an index");
    let all = judged(QUERIES);
    assert!(all.len() >= 65, "{}", all.len());
    let wrong: Vec<String> = all
        .iter()
        .filter_map(|judged| {
            let (total, hits) = answer(&reader, &judged.args, part(0, None));
            amiss(judged, total, &hits)
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        all.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_page_is_a_part_of_the_whole() {
    let world = world();
    let reader = Reader::open(&world.at("index")).expect("an index");
    for query in [
        "2017",
        "扶贫 或 企业",
        "增长>5%",
        "地区:绵阳",
        "投资 单位:元",
        "全省",
    ] {
        for command in ["search", "list"] {
            let ask = |offset, limit| answer(&reader, &[command, query], part(offset, limit)).1;
            let six = ask(0, Some(6));
            assert!(six.len() > 3, "{command} {query}: {six:?}");
            let pages = [ask(0, Some(3)), ask(3, Some(3))].concat();
            assert_eq!(pages, six, "{command} {query}");
            assert_eq!(ask(0, None)[..six.len()], six, "{command} {query}");
            assert_eq!(ask(2, Some(2)), six[2..4], "{command} {query}");
        }
    }
}

#[test]
fn a_judgement_can_fail() {
    let hits = ["甲乙", "丙"].map(str::to_string);
    let fails = |file: &str| amiss(&judged(file)[0], 2, &hits).is_some();
    assert!(!fails("? search 甲\n= 甲\n= 丙\n+ 乙\ntotal 2\nnot 丁"));
    for wrong in ["= 丙", "= 甲\n= 丙\n= 丁", "+ 丁", "total 1", "not 乙"] {
        assert!(fails(&format!("? search 甲\n{wrong}")), "{wrong}");
    }
}
