//! Pages and what is read of them.

use super::*;

fn read_page(html: &str) -> String {
    match read(html.as_bytes(), None) {
        Ok(page) => page.text,
        Err(_) => panic!("refused: {html}"),
    }
}

fn lines(html: &str) -> Vec<String> {
    lines_of(html).lines().map(str::to_string).collect()
}

const FIRST: &str = "全县地区生产总值达到120.5亿元，比上年增长7.2%，固定资产投资80亿元，下降3%。";
const SECOND: &str = "力争来年地区生产总值增长8%左右，城镇新增就业1.2万人以上。";

/// A page of a county's site, with the article's own HTML in it.
fn site(article: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>2018年清河县政府工作报告_清河县人民政府</title>\
         <script>var a = '生产总值999亿元，增长9%。这是脚本里的一句话。';</script><style>p{{color:red}}</style></head><body>\
         <div class=header><a href=/>首页</a><a href=/xw>新闻动态</a></div>\
         <ul class=nav-list><li><a href=/a>政务公开</a><li><a href=/b>网上办事</a></ul>\
         <div class=crumbs>当前位置：<a href=/>首页</a> &gt; <a href=/a>政务公开</a> &gt; 政府工作报告</div>\
         <div class=wrap><h1>2018年清河县政府工作报告</h1>\
         <div class=info>发布日期：2018-02-01 来源：县政府办 浏览次数：1234次 字号：[<a href=#>大</a> <a href=#>中</a> <a href=#>小</a>]</div>\
         {article}\
         <div class=share>分享到：<a href=#>微信</a></div><p>上一篇：<a href=/1>去年的报告，增长6%</a></p></div>\
         <div class=aside-list><h3>相关链接</h3><ul><li><a href=/r1>全县工业增长9.9%，创历史新高</a><li><a href=/r2>全年招商引资30亿元</a></ul></div>\
         <p style='display: none'>隐藏的投资为77亿元，比上年增长70%，不应当出现。</p><!-- 注释里的3亿元，也不应当出现。 -->\
         <div class=footer><p>主办：清河县人民政府 版权所有 某ICP备12345678号-1</p><p>网站标识码：1234567890 联系电话：0000-1234567</p></div>\
         </body></html>"
    )
}

#[test]
fn the_text_of_a_page_is_the_article_whole() {
    let table = "<table><caption>主要指标</caption><tr><th>指标<th>单位<th>2018年</tr><tr><td>粮食<td>万吨<td>12.5</table>";
    let rows = "主要指标\n指标\t单位\t2018年\n粮食\t万吨\t12.5\n";
    for (article, expected) in [
        (
            format!("<div id=zoom><p>{FIRST}</p>{table}<p>{SECOND}</p></div>"),
            format!("{FIRST}\n{rows}{SECOND}\n"),
        ),
        (
            format!("<div class=whatever>&emsp;&emsp;{FIRST}<br><br>　　{SECOND}<br></div>"),
            format!("{FIRST}\n{SECOND}\n"),
        ),
        (
            format!(
                "<div class=TRS_Editor><p><span><span>{FIRST}</span></span></p></div><div class=TRS_Editor>{table}<p><font>{SECOND}</font></p></div>"
            ),
            format!("{FIRST}\n{rows}{SECOND}\n"),
        ),
        // Tables that set out the page.
        (
            format!(
                "<table width=100%><tr><td><table><tr><td><p>{FIRST}<td><p>{SECOND}</table></table>"
            ),
            format!("{FIRST}\n{SECOND}\n"),
        ),
        // Parts of the text side by side, one of them marked as the text's own.
        (
            format!("<div class=part><p>{FIRST}</p></div><div class=part><p>{SECOND}</p></div>"),
            format!("{FIRST}\n{SECOND}\n"),
        ),
    ] {
        let text = read_page(&site(&article));
        assert_eq!(
            text,
            format!("2018年清河县政府工作报告\n{expected}"),
            "{article}"
        );
    }
}

#[test]
fn a_title_that_the_text_has_is_not_said_again() {
    let article = format!("<div id=zoom><p>2018年清河县<br>政府工作报告</p><p>{FIRST}</p></div>");
    assert_eq!(
        read_page(&site(&article)),
        format!("2018年清河县\n政府工作报告\n{FIRST}\n")
    );
    let page = read(site("<p>甲</p>").as_bytes(), None).ok();
    let title = page.and_then(|page| page.title);
    assert_eq!(title.as_deref(), Some("2018年清河县政府工作报告"));
}

#[test]
fn a_heading_above_the_text_is_its_title() {
    let page = |title: &str, heading: &str| {
        let page = format!(
            "<html><head><title>{title}</title></head><body><div><a href=/>首页</a></div>\
             <div>{heading}</div><div>发布时间：2018-02-01</div>\
             <div class=xl_content><p>{FIRST}</p><p>{SECOND}</p></div></body></html>"
        );
        read(page.as_bytes(), None)
            .ok()
            .map(|page| (page.text, page.title))
    };
    let text = format!("{FIRST}\n{SECOND}\n");
    let titled = |title: &str| Some((format!("{title}\n{text}"), Some(title.to_string())));
    assert_eq!(
        page("清河县政府网站", "政府工作报告"),
        titled("政府工作报告")
    );
    // What the page calls itself says more.
    let own = "2018年清河县政府工作报告";
    assert_eq!(
        page(&format!("{own}_清河县人民政府"), "政府工作报告"),
        titled(own)
    );
    // A line that names no report, or leads elsewhere.
    assert_eq!(page(own, "字号大中小"), titled(own));
    assert_eq!(page(own, "<a href=/b>统计公报</a>"), titled(own));
}

#[test]
fn a_page_is_called_by_the_part_of_its_title_that_names_a_report() {
    assert_eq!(
        without_site("政府工作报告_清河县人民政府门户网站"),
        "政府工作报告"
    );
    assert_eq!(
        without_site("清河县人民政府 - 2018年统计公报"),
        "2018年统计公报"
    );
    assert_eq!(
        without_site("清河县举行新闻发布会_清河县人民政府门户网站"),
        "清河县举行新闻发布会"
    );
}

#[test]
fn a_page_that_hides_all_its_text_shows_it() {
    let page = format!("<body><p>导航</p><div style='display:none'><p>{FIRST}</p></div>");
    assert!(read_page(&page).contains(FIRST));
}

#[test]
fn white_space_is_as_a_browser_shows_it() {
    assert_eq!(
        lines(
            "<p>全年\n  生产<span>总值</span> <b>1</b><b>500</b>.9亿元，\n增长 5%</p><div>New\nArea&nbsp;&nbsp;区</div>"
        ),
        ["全年生产总值 1500.9亿元，增长 5%", "New Area 区"]
    );
    assert_eq!(lines("<pre>甲  1\n乙\t2</pre>丙"), ["甲 1", "乙\t2", "丙"]);
    assert_eq!(lines("5&lt;6&amp;nbsp;&#8212;\u{200b}完"), ["5<6&nbsp;—完"]);
}

#[test]
fn raised_digits_are_exponents_and_marks_of_notes_stay() {
    assert_eq!(
        lines("面积5万m<sup>2</sup>，收入3亿元<sup>[1]</sup>，PM<sub>2.5</sub>"),
        ["面积5万m²，收入3亿元[1]，PM2.5"]
    );
}

#[test]
fn lists_keep_their_numbers() {
    assert_eq!(
        lines(
            "<ol start=3><li>甲<li value=7>乙<ul><li>丙</ul><li><p>丁</p></ol><ol type=A><li>戊</ol><ol style='list-style: none'><li>己</ol>"
        ),
        ["3. 甲", "7. 乙", "丙", "8. 丁", "A. 戊", "己"]
    );
}

#[test]
fn tables_line_up() {
    let table = "<table><tr><td rowspan=2>指标<td colspan=2>2017年<tr><td>绝对数<td>增长<br>（%）<tr><td>工业<td><p>15</p><td>3</table>";
    assert_eq!(
        lines(table),
        ["指标\t2017年\t2017年", "\t绝对数\t增长（%）", "工业\t15\t3"]
    );
    let outer = format!("<table><tr><td>导语<td>{table}</table>");
    assert_eq!(lines(&outer)[..2], ["导语", "指标\t2017年\t2017年"]);
}

#[test]
fn the_encoding_is_the_stated_one_where_it_is_right() {
    let gbk = |html: &str| encoding_rs::GBK.encode(html).0.into_owned();
    let page = format!("<html><head><meta charset=gb2312></head><body><p>{FIRST}</p>");
    for bytes in [page.as_bytes().to_vec(), gbk(&page)] {
        let read = read(&bytes, None).ok().map(|page| page.text);
        assert_eq!(read, Some(format!("{FIRST}\n")));
    }
    // A page that states a wrong one.
    let wrong = page.replace("gb2312", "utf-8");
    let read_wrong = read(&gbk(&wrong), None).ok().map(|page| page.text);
    assert_eq!(read_wrong, Some(format!("{FIRST}\n")));
    // Half a character in a tag is no loss; in the text it is.
    let mut in_tag = gbk(&page.replace("gb2312>", "gb2312><meta name=Description content='至0'>"));
    let at = in_tag.windows(3).position(|w| w == b"0'>").unwrap();
    in_tag.remove(at - 1);
    assert!(read(&in_tag, None).is_ok_and(|page| page.text.contains(FIRST)));
    let mut in_text = gbk(&page);
    let at = in_text.windows(3).position(|w| w == b"120").unwrap();
    in_text.remove(at - 1);
    assert!(matches!(
        read(&in_text, None),
        Err(Refusal::Text(plain::Refusal::Malformed {
            encoding: "GBK",
            ..
        }))
    ));
    let stated = "big5".parse().ok();
    let (traditional, _, _) = encoding_rs::BIG5
        .encode("<html><meta charset=gbk><p>全年總產值達到三十億元，比上年增長百分之五。");
    assert!(read(&traditional, stated).is_ok_and(|page| page.text.starts_with("全年總產值")));
}

#[test]
fn a_page_of_frames_is_told() {
    let page = "<html><frameset cols=20%,80%><frame src=a.htm><frame src=b.htm></frameset></html>";
    assert!(matches!(read(page.as_bytes(), None), Err(Refusal::Frames)));
}

#[test]
fn hostile_pages_have_an_end() {
    let started = std::time::Instant::now();
    for page in [
        "<div>".repeat(20_000) + "甲",
        "<table><tr><td>".repeat(5_000) + "甲",
        "<table><td colspan=1000000 rowspan=1000000>".to_string() + &"<tr><td>1".repeat(10_000),
        "<p><font><b><i><u>".repeat(2_000) + "甲",
        "<ol start=9223372036854775807><li>".repeat(500) + "甲",
        "<sup>".repeat(5_000) + "1",
        "<".repeat(100_000),
        "&".repeat(100_000),
    ] {
        let _ = read(page.as_bytes(), None);
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
