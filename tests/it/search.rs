//! What a search finds, in which order, and how the filters narrow it.

use crate::program::World;
use serde_json::Value;

fn sentences(answer: &Value) -> Vec<&str> {
    answer["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| i["sentence"].as_str().unwrap())
        .collect()
}

fn texts(answer: &Value) -> Vec<&str> {
    answer["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| i["text"].as_str().unwrap())
        .collect()
}

#[test]
fn any_part_of_the_text_is_found() {
    let world = World::with_corpus();
    for query in [
        "高速",
        "汕湛高速",
        "速公",
        "大学",
        "毕业生就",
        "第三",
        "120.5",
        "7.2%",
        "gdp",
        "ＧＤＰ",
        "6%",
        "高速公路里程达320公里",
    ] {
        let answer = world.json(&["search", query]);
        assert!(answer["total"].as_u64().unwrap() > 0, "{query}");
    }
}

#[test]
fn marks_are_not_jumped_over() {
    let world = World::with_corpus();
    let answer = world.json(&["search", "大学"]);
    assert_eq!(sentences(&answer), ["大学毕业生就业800人。"]);
}

#[test]
fn every_word_must_be_there_and_no_excluded_one() {
    let world = World::with_corpus();
    assert_eq!(world.json(&["search", "风电", "项目"])["total"], 1);
    assert_eq!(world.json(&["search", "风电　第三"])["total"], 1);
    assert_eq!(world.run(&["search", "风电", "高速"]).code, 1);
    assert_eq!(
        world.json(&["search", "--exact", "地区生产总值"])["total"],
        2
    );
    assert_eq!(
        world.json(&["search", "--exact", "地区生产总值", "-力争"])["total"],
        1
    );
    assert_eq!(world.run(&["search", "“风电 高速”"]).code, 1);
    assert_eq!(world.json(&["search", "“固定 资产”"])["total"], 1);
}

#[test]
fn traditional_script_is_one_with_simplified() {
    let world = World::with_corpus();
    let answer = world.json(&["search", "總值"]);
    assert_eq!(answer["total"], 2);
    let item = &answer["items"][0];
    let [start, end] = [0, 1].map(|i| item["highlights"][0][i].as_u64().unwrap() as usize);
    let sentence: Vec<char> = item["sentence"].as_str().unwrap().chars().collect();
    assert_eq!(sentence[start..end].iter().collect::<String>(), "总值");
}

#[test]
fn a_sentence_comes_with_its_claims_and_its_place_in_the_text() {
    let world = World::with_corpus();
    let report: Vec<char> = crate::program::REPORT.chars().collect();
    let answer = world.json(&["search", "固定资产投资"]);
    let item = &answer["items"][0];
    let [start, end] = ["start", "end"].map(|k| item[k].as_u64().unwrap() as usize);
    assert_eq!(
        report[start..end].iter().collect::<String>(),
        "固定资产投资80亿元，下降3%。"
    );
    assert_eq!(item["section"], "一、2017年工作回顾");
    let claims = item["claims"].as_array().unwrap();
    assert_eq!(
        claims
            .iter()
            .map(|c| c["text"].as_str().unwrap())
            .collect::<Vec<_>>(),
        ["80亿元", "3%"]
    );
    assert_eq!(claims[1]["direction"], "down");
    for claim in claims {
        let [start, end] = ["start", "end"].map(|k| claim[k].as_u64().unwrap() as usize);
        assert_eq!(
            report[start..end].iter().collect::<String>(),
            claim["text"].as_str().unwrap()
        );
    }
}

#[test]
fn sentences_where_the_query_is_a_word_come_first() {
    let world = World::new();
    let filler = "其余工作照常进行。".repeat(20);
    world.write(
        "corpus/a.txt",
        format!("大学习活动开展3次。{filler}\n建成大学2所。{filler}"),
    );
    let answer = world.json(&["search", "大学"]);
    assert_eq!(sentences(&answer), ["建成大学2所。", "大学习活动开展3次。"]);
}

#[test]
fn filters_hold_of_one_claim_together() {
    let world = World::with_corpus();
    // The sentence has a level in 元 and a growth in %, and no growth in 元.
    assert_eq!(
        world.json(&["search", "生产总值", "--unit", "元", "--kind", "level"])["total"],
        1
    );
    assert_eq!(
        world
            .run(&["search", "生产总值", "--unit", "元", "--kind", "growth"])
            .code,
        1
    );
    assert_eq!(
        texts(&world.json(&["list", "--kind", "growth", "--status", "target"])),
        ["8%"]
    );
    assert_eq!(
        texts(&world.json(&["list", "高速", "--unit", "公里"])),
        ["320公里"]
    );
}

#[test]
fn the_least_confidence_leaves_surer_claims() {
    let world = World::with_corpus();
    let least = |at: &str| -> Vec<f64> {
        let answer = world.json(&["list", "--limit", "0", "--min-confidence", at]);
        let items = answer["items"].as_array().unwrap();
        items
            .iter()
            .map(|c| c["confidence"].as_f64().unwrap())
            .collect()
    };
    let (all, sure) = (least("0"), least("high"));
    assert!(!sure.is_empty() && sure.len() < all.len(), "{all:?}");
    assert!(sure.iter().all(|c| *c >= 0.97), "{sure:?}");
    assert!(all.iter().filter(|c| **c >= 0.97).count() == sure.len());
    assert_eq!(least("97%"), sure);
    let wrong = world.run(&["list", "--min-confidence", "sure"]);
    assert!(
        wrong.code == 2 && wrong.err.contains("high, medium or low"),
        "{wrong:?}"
    );
}

#[test]
fn units_at_any_scale_and_in_any_width() {
    let world = World::with_corpus();
    assert_eq!(
        texts(&world.json(&["list", "--unit", "亿元"])),
        ["120.5亿元", "80亿元"]
    );
    let half = world.json(&["list", "--unit", "%"]);
    assert_eq!(half, world.json(&["list", "--unit", "％"]));
    assert!(texts(&half).contains(&"６％"));
    assert_eq!(world.json(&["list", "--unit", "公里,元"])["total"], 3);
    assert_eq!(
        world.json(&["list", "--unit", "公里", "--unit", "元"])["total"],
        3
    );
}

#[test]
fn places_sections_documents_and_years() {
    let world = World::with_corpus();
    world.write(
        "corpus/乙县2019年政府工作报告.txt",
        "一、回顾\n乙县粮食产量达到5万吨。\n",
    );
    let all = world.json(&["list"])["total"].as_u64().unwrap();
    assert_eq!(world.json(&["list", "--place", "乙"])["total"], 1);
    assert_eq!(world.json(&["list", "--year", "2019"])["total"], 1);
    assert_eq!(world.json(&["list", "--year", "2018-2019"])["total"], all);
    assert_eq!(world.json(&["list", "--year", "2018,2019"])["total"], all);
    assert_eq!(
        world.json(&["list", "--document", "乙县2019年政府工作报告"])["total"],
        1
    );
    assert_eq!(world.json(&["list", "--section", "工作安排"])["total"], 2);
    // A second value that finds nothing more than the first is no mistake.
    assert_eq!(
        world.json(&["list", "章节:工作安排,安排"])["total"],
        world.json(&["list", "章节:安排"])["total"]
    );
    assert_eq!(
        world.json(&["search", "总值", "--section", "工作安排"])["total"],
        1
    );
    assert_eq!(
        texts(&world.json(&["list", "--indicator", "粮食"])),
        ["5万吨"]
    );
}

#[test]
fn lists_in_order() {
    let world = World::with_corpus();
    let sorted = |key: &str| world.json(&["list", "--unit", "元,%", "--sort", key]);
    assert_eq!(
        texts(&sorted("value")),
        ["80亿元", "120.5亿元", "3%", "６％", "7.2%", "8%", "60%"]
    );
    assert_eq!(
        texts(&sorted("-value")),
        ["120.5亿元", "80亿元", "60%", "8%", "7.2%", "６％", "3%"]
    );
    assert_eq!(texts(&sorted("document"))[0], "120.5亿元");
}

#[test]
fn a_part_of_the_answer_counts_all_of_it() {
    let world = World::with_corpus();
    let all = world.json(&["list", "--limit", "0"]);
    let part = world.json(&["list", "--limit", "2", "--offset", "1"]);
    assert_eq!(part["total"], all["total"]);
    assert_eq!(part["offset"], 1);
    assert_eq!(texts(&part), texts(&all)[1..3]);
}

#[test]
fn counts_add_up() {
    let world = World::shipped();
    let total = world.json(&["list", "--index", "index"])["total"]
        .as_u64()
        .unwrap();
    let counts = world.json(&["facets", "--index", "index", "--limit", "0"]);
    assert_eq!(counts["total"], total);
    for facet in ["kind", "year", "place", "document"] {
        let items = counts["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|i| i["facet"] == facet && i["within"].is_null());
        assert_eq!(
            items.map(|i| i["count"].as_u64().unwrap()).sum::<u64>(),
            total,
            "{facet}"
        );
    }
    // Each value, given to the filter of the same name, finds what was counted; a part of a name or place finds more.
    let reader = zhishu::Reader::open(&world.at("index")).unwrap();
    let none = zhishu::Window {
        offset: 0,
        limit: Some(0),
    };
    for item in counts["items"].as_array().unwrap() {
        let text = |key: &str| item[key].as_str().unwrap().to_string();
        let mut value = text("value");
        if let (true, Some(above)) = (item["facet"] == "section", item["within"].as_array()) {
            let above: Vec<&str> = above.iter().map(|v| v.as_str().unwrap()).collect();
            value = format!("{} > {value}", above.join(" > "));
        }
        let field = zhishu::Field::called(&text("facet")).unwrap();
        let question =
            zhishu::Question::everything(zhishu::Lexicon::builtin()).with(field, &[value]);
        let sort = zhishu::ClaimSort::Document;
        let found = zhishu::claims(&reader, &question, sort, false, none).unwrap();
        let count = item["count"].as_u64().unwrap() as usize;
        let loose = ["place", "area", "indicator", "section", "period"].contains(&&*text("facet"));
        assert!(
            if loose {
                found.total >= count
            } else {
                found.total == count
            },
            "{item}: {}",
            found.total
        );
    }
    let within = world.json(&["facets", "扶贫", "--by", "unit", "--index", "index"]);
    assert_eq!(
        within["total"],
        world.json(&["list", "扶贫", "--index", "index"])["total"]
    );
    assert!(
        within["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|i| i["facet"] == "unit")
    );
}

#[test]
fn the_shipped_corpus_answers_the_readmes_questions() {
    let world = World::shipped();
    let answer = |args: &[&str]| world.json(&[args, &["--index", "index"]].concat());
    for query in ["扶贫", "扶貧", "高速", "绿色金融", "城轨"] {
        assert!(
            answer(&["search", query])["total"].as_u64().unwrap() > 0,
            "{query}"
        );
    }
    let roads = answer(&["search", "高速"]);
    assert!(
        sentences(&roads)
            .iter()
            .any(|s| s.contains("汕昆、汕湛高速")),
        "{roads}"
    );
    assert!(
        answer(&["list", "--kind", "rank"])["total"]
            .as_u64()
            .unwrap()
            >= 3
    );
    assert!(
        answer(&["list", "扶贫", "--kind", "level"])["total"]
            .as_u64()
            .unwrap()
            >= 1
    );
}

/// Every sentence of the shipped corpus is found by any part of it.
#[test]
fn any_part_of_any_sentence_is_found() {
    let world = World::shipped();
    let reader = zhishu::Reader::open(&world.at("index")).unwrap();
    let all = zhishu::Window {
        offset: 0,
        limit: None,
    };
    let lexicon = zhishu::Lexicon::builtin();
    let answer = |question: &zhishu::Question| {
        let sort = zhishu::SentenceSort::Document;
        zhishu::sentences(&reader, question, sort, false, all, 0).unwrap()
    };
    let ask = |term: zhishu::Term| {
        let text = zhishu::Condition::Text(term);
        answer(&zhishu::Question {
            expression: zhishu::Expression::One(text),
            ..zhishu::Question::everything(lexicon)
        })
    };
    let every = answer(&zhishu::Question::everything(lexicon));
    let every = every.items;
    assert!(every.len() > 100);
    let mut seed = 7usize;
    let mut random = |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below.max(1)
    };
    for sentence in every {
        let sentence = sentence.passage;
        let chars: Vec<char> = sentence.text.chars().collect();
        for _ in 0..3 {
            let start = random(chars.len());
            let part: String = chars[start..(start + 1 + random(8)).min(chars.len())]
                .iter()
                .collect();
            let Some(term) = zhishu::Term::new(&part) else {
                continue;
            };
            let found = ask(term);
            let hit = found.items.iter().find(|h| h.passage == sentence);
            let hit = hit.unwrap_or_else(|| panic!("“{part}” not found in {}", sentence.text));
            assert!(
                !hit.highlights.is_empty(),
                "“{part}” not marked in {}",
                sentence.text
            );
        }
    }
}

#[test]
fn sentences_that_count_what_is_asked_for_come_first() {
    let world = World::new();
    let filler = "其余工作照常进行。".repeat(20);
    world.write(
        "corpus/a.txt",
        format!("做好扶贫工作。{filler}\n全年扶贫资金投入10.3亿元，其他各项支出均有保障。{filler}"),
    );
    let answer = world.json(&["search", "扶贫"]);
    assert_eq!(answer["total"], 2);
    assert!(
        sentences(&answer)[0].starts_with("全年扶贫资金"),
        "{answer}"
    );
}
