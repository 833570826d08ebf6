//! What is told of reports, manifests in their forms, and the measuring of both, by the real binary.

use crate::program::World;
use serde_json::Value;

const SPEECH: &str = "政府工作报告\n（2018年1月10日在清河市第七届人民代表大会第三次会议上）\n各位代表：\n一、2017年工作回顾\n地区生产总值9亿元。\n";

/// What is told of the file at `path`.
fn told(world: &World, path: &str) -> Value {
    world.json(&["metadata", path])["items"][0].clone()
}

/// The fenced block of docs/metadata.md in this language.
fn documented(language: &str) -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/metadata.md");
    let text = std::fs::read_to_string(path).expect("the page");
    let start = format!("```{language}\n");
    let behind = text.split(&start).nth(1).expect("the block");
    behind.split("```").next().expect("its end").to_string()
}

#[test]
fn says_what_told_each_field() {
    let world = World::new();
    world.write("报告.txt", SPEECH);
    let item = told(&world, "报告.txt");
    assert_eq!(item["place"], "清河市");
    assert_eq!(
        (&item["year"], &item["covers"]),
        (&2018.into(), &2017.into())
    );
    assert_eq!(item["date"], "2018-01-10");
    assert_eq!(item["told_by"]["place"], "occasion");
    assert_eq!(item["told_by"]["kind"], "title");
    let stated = world.json(&[
        "metadata",
        "报告.txt",
        "--place",
        "清苑区",
        "--issuer",
        "某局",
    ])["items"][0]
        .clone();
    assert_eq!(
        (&stated["place"], &stated["code"]),
        (&"清苑区".into(), &"130608".into())
    );
    assert_eq!(stated["told_by"]["place"], "stated");
    assert_eq!(
        (&stated["issuer"], &stated["level"]),
        (&"某局".into(), &"county".into())
    );
    let table = world.found(&["metadata", "报告.txt"]);
    assert!(table.contains("place   清河市  (occasion)"), "{table}");
    let error = world.refused(&["metadata", "报告.txt", "--code", "12"]);
    assert!(error.contains("six digits"), "{error}");
    world.refused(&["metadata", "报告.txt", "--date", "gestern"]);
}

#[test]
fn names_can_be_left_out_of_account() {
    let world = World::new();
    world.write("2016/甲县2017年统计公报.txt", "风和日丽。\n");
    let item = told(&world, "2016/甲县2017年统计公报.txt");
    assert_eq!(
        (&item["place"], &item["year"]),
        (&"甲县".into(), &2017.into())
    );
    let args = ["metadata", "2016", "--by", "text"];
    let item = world.json(&args)["items"][0].clone();
    assert_eq!(
        (item.get("place"), item.get("year"), item.get("title")),
        (None, None, None)
    );
}

#[test]
fn the_documented_manifest_is_read() {
    let world = World::new();
    world.write("r/manifest.csv", documented("csv"));
    for file in ["r/d1.txt", "r/d2.txt", "r/2020/d3.txt"] {
        world.write(file, "增长一成。\n");
    }
    let item = told(&world, "r/d1.txt");
    assert_eq!(
        (&item["place"], &item["covers"]),
        (&"清河市".into(), &2017.into())
    );
    assert_eq!(
        (&item["issuer"], &item["date"]),
        (&"清河市人民政府".into(), &"2018-01-10".into())
    );
    assert_eq!(item["told_by"]["place"], "manifest");
    let item = told(&world, "r/d2.txt");
    assert_eq!(
        (&item["code"], &item["level"]),
        (&"130608".into(), &"county".into())
    );
    assert_eq!(
        (&item["kind"], &item["covers"]),
        (&"bulletin".into(), &2019.into())
    );
    let item = told(&world, "r/2020/d3.txt");
    assert_eq!(
        (&item["title"], &item["kind"]),
        (&"报告，关于预算".into(), &"budget".into())
    );
    assert_eq!(
        (&item["code"], &item["date"]),
        (&"441800".into(), &"2021-01-20".into())
    );
    world
        .write("t/manifest.toml", documented("toml"))
        .write("t/d1.txt", "增长一成。\n");
    assert_eq!(told(&world, "t/d1.txt")["year"], 2018);
    // What a folder above says gives way to the file's own folder.
    world.write("r/2020/manifest.tsv", "文件\t年份\nd3.txt\t2019\n");
    assert_eq!(told(&world, "r/2020/d3.txt")["year"], 2019);
}

#[test]
fn manifests_in_the_encodings_of_spreadsheets() {
    let world = World::new();
    world
        .write("a/报告.txt", "增长一成。\n")
        .write("b/报告.txt", "增长一成。\n");
    let table = "文件,地区,年份,类型\r\n报告.txt,清河市,2018,统计公报\r\n";
    world.write("a/manifest.csv", format!("\u{feff}{table}"));
    // 文件,地区\r\n报告.txt,清远市\r\n in GBK.
    let gbk: &[u8] =
        b"\xce\xc4\xbc\xfe,\xb5\xd8\xc7\xf8\r\n\xb1\xa8\xb8\xe6.txt,\xc7\xe5\xd4\xb6\xca\xd0\r\n";
    world.write("b/manifest.csv", gbk);
    let item = told(&world, "a/报告.txt");
    assert_eq!(
        (&item["place"], &item["kind"]),
        (&"清河市".into(), &"bulletin".into())
    );
    assert_eq!(told(&world, "b/报告.txt")["code"], "441800");
}

#[test]
fn a_wrong_manifest_names_its_line() {
    let world = World::new();
    world.write("a.txt", "增长一成。\n");
    for (manifest, line, says) in [
        ("file,year\na.txt,bald\n", 2, "no year"),
        ("file,yaer\na.txt,2018\n", 1, "`yaer`"),
        ("file,kind\na.txt,work\na.txt,work\n", 3, "second time"),
    ] {
        world.write("manifest.csv", manifest);
        let error = world.refused(&["extract", "a.txt"]);
        assert!(error.contains("manifest.csv: not read"), "{error}");
        assert!(
            error.contains(&format!("fix line {line}")) && error.contains(says),
            "{error}"
        );
    }
    world.write("manifest.toml", "");
    let error = world.refused(&["extract", "a.txt"]);
    assert!(
        error.contains("manifest.csv: not read") && error.contains("keep one"),
        "{error}"
    );
}

#[test]
fn what_is_told_is_measured() {
    let world = World::new();
    world.write("r/d0001.txt", SPEECH);
    world.write(
        "r/d0002.txt",
        "清远市2019年国民经济和社会发展统计公报\n清远市统计局\n",
    );
    world.write("r/d0003.txt", "风和日丽。\n");
    world.write(
        "truth.tsv",
        "file\tplace\tlevel\tyear\tkind\tchars\tsource\nd0001.txt\t清河\tcity\t2018\tgwr\t9\tx\nd0002.txt\t清远\tcity\t2020\tbulletin\t9\tx\nd0009.txt\t甲\tcity\t2020\tbulletin\t9\tx\n",
    );
    let args = ["metadata", "r", "--by", "text", "--against", "truth.tsv"];
    let item = world.json(&args);
    assert_eq!(item["files"], 2);
    assert_eq!(item["fields"]["place"]["right"], 2);
    assert_eq!(item["fields"]["year"]["percent"], "50.00");
    assert_eq!(item["wrong"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&item["wrong"][0]["expected"], &item["wrong"][0]["told"]),
        (&"2020".into(), &"2019".into())
    );
    assert!(
        item["without_row"][0]
            .as_str()
            .is_some_and(|f| f.ends_with("d0003.txt"))
    );
    assert_eq!(item["without_file"][0], "d0009.txt");
    let run = world.run(&args);
    assert!(run.out.contains("place   2      2  100.00"), "{run:?}");
    assert!(
        run.err.contains("1 files have no row in the table"),
        "{run:?}"
    );
    // A table between commas does as well, and one of other files is none.
    world.write("truth.csv", "file,year\nr/d0001.txt,2018\n");
    let item = world.json(&["metadata", "r", "--against", "truth.csv"]);
    assert_eq!(item["fields"]["year"]["percent"], "100.00");
    world.write("other.csv", "file,year\nx.txt,2018\n");
    world.refused(&["metadata", "r", "--against", "other.csv"]);
    world.write("none.csv", "year\n2018\n");
    let error = world.refused(&["metadata", "r", "--against", "none.csv"]);
    assert!(error.contains("no column `file`"), "{error}");
}

#[test]
fn a_list_of_what_is_told_is_a_manifest() {
    let world = World::new();
    world.write("r/甲.txt", SPEECH);
    let table = world.found(&["metadata", "r", "--format", "csv"]);
    assert!(
        table.contains("file,title,place,code,level,kind"),
        "{table}"
    );
    world.write("truth.csv", table);
    let item = world.json(&["metadata", "r", "--against", "truth.csv"]);
    assert_eq!(item["wrong"].as_array().map(Vec::len), Some(0), "{item}");
    let corrected = std::fs::read_to_string(world.at("truth.csv")).expect("the table");
    world.write("r/manifest.csv", corrected.replace("清河市,", "清苑区,"));
    let item = told(&world, "r/甲.txt");
    assert_eq!(
        (&item["place"], &item["told_by"]["place"]),
        (&"清苑区".into(), &"manifest".into())
    );
}

#[test]
fn documents_show_code_issuer_and_date() {
    let world = World::new();
    world.write(
        "r/甲.txt",
        "清远市2018年政府工作报告\n（2018年1月10日）\n各位代表：\n总值9亿元。\n",
    );
    world.found(&["index", "r", "--index", "i"]);
    let item = world.json(&["documents", "--index", "i"])["items"][0].clone();
    assert_eq!(
        (&item["place"], &item["code"]),
        (&"清远市".into(), &"441800".into())
    );
    assert_eq!(
        (&item["issuer"], &item["date"]),
        (&"清远市人民政府".into(), &"2018-01-10".into())
    );
    let shown = world.json(&["show", "甲", "--index", "i"]);
    assert_eq!(
        (&shown["code"], &shown["year"]),
        (&"441800".into(), &2018.into())
    );
    assert_eq!(
        (&shown["title"], &shown["start"]),
        (&"清远市2018年政府工作报告".into(), &0.into())
    );
    let csv = world.found(&["documents", "--index", "i", "--format", "csv"]);
    assert!(csv.contains(",code,issuer,date"), "{csv}");
    assert_eq!(
        world.json(&["list", "地区:清远", "--index", "i"])["total"],
        1
    );
}
