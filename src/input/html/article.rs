//! What of a page is its text, and what is navigation, footer and service around it.

use super::dom::{DOCUMENT, Dom, NodeId, Step};
use super::render::{Line, Sort};

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

/// The elements that are marked as the text's own hold at least this share of it; of less some may lie beside them.
const MARKED: f64 = 0.7;

/// Where the text of a page stands.
pub(super) struct Article {
    /// The lines that belong to it, by index.
    pub lines: Vec<usize>,
    /// How many characters of it are in lines that can only be text.
    pub weight: usize,
}

/// Finds the text among the lines of a page.
pub(super) fn article(dom: &Dom, lines: &[Line]) -> Article {
    let order = order(dom);
    let mut weights: Vec<usize> = lines.iter().map(weight).collect();
    let all = sums(dom, &order, lines, &weights);
    let total: usize = weights.iter().sum();
    // An element around the text is named so, and holds little of it.
    let mut outside = vec![false; dom.len()];
    for &id in &order {
        let minor = (all[id] as f64) < MINOR * total.max(1) as f64;
        let above = dom.node(id).parent.is_some_and(|parent| outside[parent]);
        outside[id] = above || minor && is_named_around(dom, id);
    }
    for (line, weight) in lines.iter().zip(&mut weights) {
        if outside[line.block] {
            *weight = 0;
        }
    }
    let weight = weights.iter().sum();
    let inside = inside(dom, &order, root(dom, &order, lines, &weights));
    let kept = (0..lines.len())
        .filter(|i| {
            let line = &lines[*i];
            inside[line.block] && !outside[line.block] && !is_service(line)
        })
        .collect();
    Article {
        lines: kept,
        weight,
    }
}

/// The nodes of a page, each behind the one that it lies in.
fn order(dom: &Dom) -> Vec<NodeId> {
    let mut order = Vec::with_capacity(dom.len());
    let mut walk = dom.walk(DOCUMENT);
    while let Some(step) = walk.step() {
        if let Step::Enter(id) = step {
            order.push(id);
        }
    }
    order
}

/// How many characters of the lines stand in each node.
fn sums(dom: &Dom, order: &[NodeId], lines: &[Line], weights: &[usize]) -> Vec<usize> {
    let mut sums = vec![0; dom.len()];
    for (line, weight) in lines.iter().zip(weights) {
        sums[line.block] += weight;
    }
    for &id in order.iter().rev() {
        if let Some(parent) = dom.node(id).parent {
            sums[parent] += sums[id];
        }
    }
    sums
}

/// Which nodes lie in `root` or are it.
fn inside(dom: &Dom, order: &[NodeId], root: NodeId) -> Vec<bool> {
    let mut inside = vec![false; dom.len()];
    for &id in order {
        let above = dom.node(id).parent.is_some_and(|parent| inside[parent]);
        inside[id] = id == root || above;
    }
    inside
}

/// The innermost element that holds all that is marked as the text's own, where that is most of it; else all of the text.
fn root(dom: &Dom, order: &[NodeId], lines: &[Line], weights: &[usize]) -> NodeId {
    let sums = sums(dom, order, lines, weights);
    let total = sums[DOCUMENT];
    if total == 0 {
        return DOCUMENT;
    }
    // What the outermost elements hold that are marked as the text's own, there and in all that they lie in.
    let mut marked = vec![0; dom.len()];
    let mut in_marked = vec![false; dom.len()];
    for &id in order {
        let above = dom.node(id).parent.is_some_and(|parent| in_marked[parent]);
        let own = !above && sums[id] > 0 && is_named_text(dom, id);
        in_marked[id] = above || own;
        if own {
            marked[id] = sums[id];
        }
    }
    for &id in order.iter().rev() {
        if let Some(parent) = dom.node(id).parent {
            marked[parent] += marked[id];
        }
    }
    // Of the elements that hold all of something the innermost comes last. What is marked is taken whole: a short line in it
    // belongs to the text as well.
    let innermost =
        |holds: &dyn Fn(NodeId) -> bool| order.iter().rev().copied().find(|id| holds(*id));
    let all_marked = marked[DOCUMENT];
    innermost(&|id| all_marked > 0 && marked[id] == all_marked)
        .filter(|id| sums[*id] as f64 >= MARKED * total as f64)
        .or_else(|| innermost(&|id| sums[id] == total && holds(dom.name(id))))
        .unwrap_or(DOCUMENT)
}

/// Whether an element of that name can be all that a page has to say: a paragraph alone has a title and a date beside it.
fn holds(name: &str) -> bool {
    matches!(
        name,
        "html" | "body" | "div" | "article" | "section" | "main" | "td" | "form" | "center"
    )
}

/// How lines begin that belong to a table or to a note, however short they are.
const BESIDE: [&str; 9] = [
    "单位：",
    "单位:",
    "（单位",
    "(单位",
    "注：",
    "注:",
    "表",
    "附",
    "资料来源",
];

/// How many characters of a line can only be text of a report: sentences, and rows with numbers.
fn weight(line: &Line) -> usize {
    let length = line.text.chars().count();
    if line.linked * 3 > length || is_service(line) {
        return 0;
    }
    let sentence = length >= 20 && line.text.contains(['。', '；', '，', '：']);
    let row = line.sort == Sort::Row && line.text.chars().any(|c| c.is_ascii_digit());
    let beside = line.sort == Sort::Paragraph && BESIDE.iter().any(|w| line.text.starts_with(w));
    if sentence || row || beside { length } else { 0 }
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
const SERVICE: [&str; 56] = [
    "位访问者",
    "邮编：",
    "邮政编码：",
    "联系电话：",
    "阅读：",
    "浏览：",
    "点击：",
    "访问：",
    "人阅读",
    "次浏览",
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
    // What a site says of the rights in what it republishes.
    let rights = ["声明：", "免责声明", "版权声明", "【声明】", "特别声明"];
    if rights.iter().any(|w| line.text.starts_with(w))
        && ["版权", "转载", "本网", "本站"]
            .iter()
            .any(|w| line.text.contains(w))
    {
        return true;
    }
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
        || length <= 60 && text.matches(['>', '»', '›', '＞']).count() >= 2
        || text.contains(">首页")
        || text.contains("首页>");
    let source = length <= 40
        && [
            "来源：",
            "出处：",
            "本站域名",
            "来源:",
            "作者：",
            "编辑：",
            "时间：",
            "日期：",
        ]
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
