//! What of a page is its text, and what is navigation, footer and service around it.

use super::dom::{Dom, NodeId};
use super::render::{Line, Sort};
use std::collections::HashMap;

/// The marks by which publishing systems name the element that holds the text.
const TEXT: [&str; 34] = [
    "zoom",
    "trs_editor",
    "ucap-content",
    "ucapcontent",
    "article-content",
    "article_content",
    "articlecontent",
    "pages_content",
    "content_text",
    "contenttext",
    "article-body",
    "article_body",
    "articlebody",
    "news_content",
    "newscontent",
    "news-content",
    "main-text",
    "maintext",
    "text-content",
    "detail-content",
    "detail_content",
    "detailcontent",
    "view_content",
    "vsb_content",
    "v_news_content",
    "con_text",
    "xl_content",
    "xlcontent",
    "arc_content",
    "info_content",
    "infocontent",
    "art_content",
    "artcontent",
    "post-content",
];

/// Words in the name of an element that holds anything but the text.
const AROUND: [&str; 38] = [
    "nav",
    "navbar",
    "navigation",
    "menu",
    "submenu",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "bread",
    "location",
    "dqwz",
    "weizhi",
    "sidebar",
    "aside",
    "footer",
    "foot",
    "copyright",
    "share",
    "bdsharebuttonbox",
    "bdshare",
    "related",
    "recommend",
    "toolbar",
    "pagination",
    "pager",
    "login",
    "search",
    "qrcode",
    "ewm",
    "friendlink",
    "friendlinks",
    "links",
    "comment",
    "comments",
    "print",
    "advert",
    "fixed",
];

/// An element with less than this share of the text may be around it.
const MINOR: f64 = 0.3;

/// An element that is marked as the text's own holds at least this share of it.
const MARKED: f64 = 0.4;

/// Where the text of a page stands.
pub(super) struct Article {
    /// The lines that belong to it, by index.
    pub lines: Vec<usize>,
    /// How many characters of it are in lines that can only be text.
    pub weight: usize,
}

/// Finds the text among the lines of a page.
pub(super) fn article(dom: &Dom, lines: &[Line]) -> Article {
    let weights: Vec<usize> = lines.iter().map(weight).collect();
    let all = sums(dom, lines, &weights);
    let total = weights.iter().sum::<usize>();
    // An element around the text is named so, and holds little of it.
    let mut around: HashMap<NodeId, bool> = HashMap::new();
    let mut is_around = |id: NodeId| -> bool {
        *around.entry(id).or_insert_with(|| {
            let minor = (all.get(&id).copied().unwrap_or(0) as f64) < MINOR * total.max(1) as f64;
            minor && is_named_around(dom, id)
        })
    };
    let outside: Vec<bool> = lines
        .iter()
        .map(|line| is_around(line.block) || dom.around(line.block).any(&mut is_around))
        .collect();
    let weights: Vec<usize> = weights
        .iter()
        .zip(&outside)
        .map(|(weight, outside)| if *outside { 0 } else { *weight })
        .collect();
    let weight = weights.iter().sum();
    let root = root(dom, lines, &weights);
    let inside = |line: &Line| {
        root.is_none_or(|root| line.block == root || dom.around(line.block).any(|id| id == root))
    };
    let kept = (0..lines.len())
        .filter(|i| inside(&lines[*i]) && !outside[*i] && !is_service(&lines[*i]))
        .collect();
    Article {
        lines: kept,
        weight,
    }
}

/// How many characters of the lines stand in each element.
fn sums(dom: &Dom, lines: &[Line], weights: &[usize]) -> HashMap<NodeId, usize> {
    let mut sums = HashMap::new();
    for (line, weight) in lines.iter().zip(weights).filter(|(_, w)| **w > 0) {
        for id in std::iter::once(line.block).chain(dom.around(line.block)) {
            *sums.entry(id).or_insert(0) += weight;
        }
    }
    sums
}

/// The innermost element that holds all of the text, or that is marked as the text's own and holds most of it.
fn root(dom: &Dom, lines: &[Line], weights: &[usize]) -> Option<NodeId> {
    let sums = sums(dom, lines, weights);
    let total = weights.iter().sum::<usize>();
    if total == 0 {
        return None;
    }
    let depth = |id: NodeId| dom.around(id).count();
    let least = (MARKED * total as f64) as usize;
    let marked = sums
        .iter()
        .filter(|(id, sum)| **sum >= least.max(1) && is_named_text(dom, **id))
        // Of two in each other the outer one, which loses nothing.
        .max_by_key(|(id, sum)| {
            (
                **sum,
                std::cmp::Reverse(depth(**id)),
                std::cmp::Reverse(**id),
            )
        });
    let whole = marked.map_or(total, |(_, sum)| *sum);
    let from = marked.map(|(id, _)| *id);
    // From there inwards as long as one element holds all of it.
    sums.iter()
        .filter(|(id, sum)| {
            **sum == whole
                && from.is_none_or(|from| **id == from || dom.around(**id).any(|a| a == from))
                && holds(dom.name(**id))
        })
        .max_by_key(|(id, _)| depth(**id))
        .map(|(id, _)| *id)
        .or(from)
}

/// Whether an element of that name can be all that a page has to say: a paragraph alone has a title and a date beside it.
fn holds(name: &str) -> bool {
    matches!(
        name,
        "body"
            | "div"
            | "article"
            | "section"
            | "main"
            | "td"
            | "table"
            | "tbody"
            | "tr"
            | "form"
            | "center"
            | "html"
    )
}

/// How many characters of a line can only be text of a report: sentences, and rows with numbers.
fn weight(line: &Line) -> usize {
    let length = line.text.chars().count();
    if line.linked * 3 > length || is_service(line) {
        return 0;
    }
    let sentence = length >= 20 && line.text.contains(['。', '；', '，', '：']);
    let row = line.sort == Sort::Row && line.text.chars().any(|c| c.is_ascii_digit());
    if sentence || row { length } else { 0 }
}

/// Whether an element's tag, id or classes mark it as one around the text.
fn is_named_around(dom: &Dom, id: NodeId) -> bool {
    let role = dom.attribute(id, "role").unwrap_or_default();
    matches!(dom.name(id), "nav" | "aside" | "footer")
        || matches!(
            role,
            "navigation" | "banner" | "contentinfo" | "search" | "complementary"
        )
        || names(dom, id).any(|name| {
            name.split(['-', '_', ':'])
                .any(|part| AROUND.contains(&part.trim_end_matches(|c: char| c.is_ascii_digit())))
        })
}

/// Whether an element's tag, id or classes mark it as the one that holds the text.
fn is_named_text(dom: &Dom, id: NodeId) -> bool {
    matches!(dom.name(id), "article" | "ucapcontent")
        || dom.attribute(id, "itemprop") == Some("articleBody")
        || names(dom, id).any(|name| TEXT.contains(&name.as_str()))
}

/// The id and the classes of an element, in lower case.
fn names(dom: &Dom, id: NodeId) -> impl Iterator<Item = String> {
    ["id", "class"].into_iter().flat_map(move |attribute| {
        let value = dom.attribute(id, attribute).unwrap_or_default();
        value.split_whitespace().map(str::to_ascii_lowercase)
    })
}

/// Words that only lines around a text have.
const SERVICE: [&str; 46] = [
    "当前位置",
    "您的位置",
    "您所在的位置",
    "所在位置：",
    "浏览次数",
    "阅读次数",
    "访问次数",
    "访问量",
    "点击数",
    "点击量",
    "点击次数",
    "浏览量",
    "阅读量",
    "发布日期",
    "发布时间",
    "发稿时间",
    "发布机构",
    "发布单位：",
    "索引号",
    "索 引 号",
    "信息来源：",
    "文章来源：",
    "稿件来源",
    "字体：",
    "字号：",
    "【打印",
    "打印本页",
    "关闭窗口",
    "【关闭",
    "分享到",
    "扫一扫",
    "责任编辑",
    "上一篇",
    "下一篇",
    "相关阅读",
    "ICP备",
    "公网安备",
    "版权所有",
    "Copyright",
    "网站标识码",
    "技术支持",
    "网站地图",
    "设为首页",
    "加入收藏",
    "无障碍",
    "政府网站找错",
];

/// Lines that are buttons.
const BUTTONS: [&str; 40] = [
    "打印",
    "关闭",
    "分享",
    "收藏",
    "返回",
    "返回列表",
    "返回顶部",
    "返回首页",
    "首页",
    "大",
    "中",
    "小",
    "大中小",
    "微信",
    "微博",
    "新浪微博",
    "QQ空间",
    "QQ",
    "复制链接",
    "TOP",
    "top",
    "登录",
    "注册",
    "搜索",
    "下载",
    "回到顶部",
    "导航",
    "繁体",
    "简体",
    "English",
    "更多",
    "更多>>",
    "查看更多",
    "相关链接",
    "相关文章",
    "相关解读",
    "附件下载",
    "上一页",
    "下一页",
    "尾页",
];

/// The longest line that can be one around the text for a word in it.
const SHORT: usize = 80;

/// Whether a line belongs to the page and not to its text.
fn is_service(line: &Line) -> bool {
    let length = line.text.chars().count();
    if line.sort == Sort::Heading || length > SHORT && line.linked * 2 < length {
        return false;
    }
    // A line that is one link leads elsewhere.
    let all_link = line.linked * 10 >= line.text.chars().filter(|c| !c.is_whitespace()).count() * 8;
    let text: String = line
        .text
        .chars()
        .filter(|c| {
            !c.is_whitespace()
                && !matches!(
                    c,
                    '[' | ']' | '【' | '】' | '|' | '｜' | '(' | ')' | '（' | '）' | '/'
                )
        })
        .collect();
    let trail = text.starts_with("首页") && text.contains(['>', '»', '›', '-', '→', '＞'])
        || text.contains(">首页")
        || text.contains("首页>");
    let source = length <= 40
        && ["来源：", "来源:", "作者：", "编辑：", "时间：", "日期："]
            .iter()
            .any(|w| text.starts_with(w));
    let word = || {
        SERVICE
            .iter()
            .any(|word| line.text.contains(word) || text.contains(word))
    };
    let is_sentence = text.ends_with(['。', '；']);
    all_link && !is_sentence
        || trail
        || BUTTONS.contains(&text.as_str())
        || !is_sentence && line.sort != Sort::Row && (source || word())
}
