//! `zhishu search`: the sentences that match, best first.

use super::answer::{Format, Part, count, nothing, order, said_of, show, widened};
use super::filters::FilterArgs;
use super::{Found, Global};
use anyhow::Result;
use zhishu::{Page, SentenceItem, SentenceSort, corrected, hints, sentences};

/// Find sentences, best first, with the claims in them
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// What to look for
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    part: Part,
    /// Show so many sentences before and behind each
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = count, allow_negative_numbers = true)]
    context: usize,
    /// relevance, document or year; -year for the last first
    #[arg(long, value_name = "KEY", default_value = "relevance", allow_hyphen_values = true, value_parser = sort)]
    sort: (SentenceSort, bool),
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

fn sort(text: &str) -> Result<(SentenceSort, bool), String> {
    let (key, descending) = order(text);
    let sort = match key {
        "relevance" => SentenceSort::Relevance,
        "document" => SentenceSort::Document,
        "year" => SentenceSort::Year,
        _ => return Err("sentences are sorted by relevance, document or year".to_string()),
    };
    Ok((sort, descending))
}

/// The query language in short, and examples.
const AFTER_HELP: &str = "A query (docs/query.md has all of it; put it in '…' so that the shell leaves > and < alone):
  扶贫 资金                both words, any part of the text; traditional and simplified, any width are one
  \"绿色金融\"  “绿色 金融”   a phrase
  风电 或 光伏   风电 OR 光伏  one of both;  ( ) group
  风电 不含 海上  风电 -海上   without it
  指标:投资 单位:元 类型:growth 方向:up 状态:target 年份:2015..2018 地区:广东 章节:回顾 文档:清远-2017
                           fields, in Chinese or English (indicator: unit: kind: …); conditions hold of one claim
  >=100亿元  1万亩..5万亩  =5%  约5%  金额>1亿元  面积>1平方公里  增长>10%  下降<3%  占比>50%  第1..3位  GDP>1000亿元
                           quantities, in any unit of the same dimension

Examples:
  zhishu search 扶贫
  zhishu search 风电 项目 -海上
  zhishu search '投资 金额>=100亿元'
  zhishu search '指标:工业增加值 增长>8% 地区:广东' --context 1
  zhishu search 高速 --unit 公里 --format json";

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let asked = args.filters.question(global, &args.query)?;
    let reader = global.reader()?;
    let (sort, descending) = args.sort;
    let window = args.part.window();
    let find = |question| {
        let found = sentences(&reader, question, sort, descending, window, args.context);
        asked.located(found)
    };
    let mut hits = find(&asked.question)?;
    let mut meant = Vec::new();
    if hits.total == 0 {
        meant = asked.located(hints(&reader, &asked.question))?;
        // A word that stands nowhere is taken for the likeliest one, unless it is meant as it is.
        if !meant.is_empty() && !asked.question.exact {
            hits = find(&corrected(&asked.question, &meant))?;
        }
    }
    let items = hits.items.into_iter().map(SentenceItem::try_from);
    let mut page = Page::part(hits.total, window.offset, items.collect::<Result<_, _>>()?);
    page.meant = said_of(meant, hits.total > 0, args.format);
    page.widened = widened(hits.widened, args.format);
    show(&page, args.format, "sentences")?;
    if hits.total == 0 {
        nothing(args.format, "try fewer or shorter words, or fewer filters");
    }
    Ok(Found::any(hits.total))
}
