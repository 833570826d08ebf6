//! The rules of period.

use super::{Rule, field};

/// The rules that tell the time that a claim speaks of.
pub(super) const PERIOD: &[Rule] = &[
    field(
        "period_year_before",
        "period",
        "an amount behind 由上年的, 比上年的 or 从年初的: of the year before",
        &["供养率由上年的【15%】提高到40%。"],
        &["供养率由2010年的【15%】提高到40%。"],
    ),
    field(
        "period_year_of_base",
        "period",
        "an amount right behind the year that something is compared with or moved from",
        &[
            "产量比1980年的【70万吨】增长两成。",
            "城镇化率由2010年的【40%】提高到52%。",
        ],
        &[
            "产量比上年的【70万吨】增长两成。",
            "2010年产量为【70万吨】。",
        ],
    ),
    field(
        "period_end_of_span",
        "period",
        "an end of a move over a span of years that the sentence names: of that end of the span",
        &["从2010年到2015年，人均收入由【8000元】提高到1.5万元。"],
        &["从2010年到2015年，新增耕地【8000亩】。"],
    ),
    field(
        "period_years_averaged",
        "period",
        "a number behind so many years 平均 or 合计: the years up to the one named before",
        &["2016年产值达到90亿元，五年平均增长【8%】。"],
        &["2016年产值达到90亿元，增长【8%】。"],
    ),
    field(
        "period_years_within",
        "period",
        "an aim behind 三年内: the years from the next one on, or from the one named",
        &[
            "计划在三年内引进项目【30个】。",
            "要求从2015年开始，在三年内入学率达到【90%】。",
        ],
        &["三年内引进了项目【30个】。"],
    ),
    field(
        "period_bare_span",
        "period",
        "五年 before what was done or shall be done in it: the five years up to this one, or the next five",
        &["固定资产投资五年累计完成【900亿元】。"],
        &["固定资产投资连续五年超过【900亿元】。"],
    ),
    field(
        "period_mean_since_base",
        "period",
        "a mean over the years behind what a year is compared with: the years since that one",
        &["农民人均收入7000元，比2012年增加3000元，年均增长【11%】。"],
        &["农民人均收入7000元，比2016年增加700元，年均增长【11%】。"],
    ),
    field(
        "period_mean_of_plan",
        "period",
        "a mean over the years in the first report of a plan or the last of a term, where no year of comparison is named: five years",
        &["清远市2018年政府工作报告\n旅游收入年均增长【13%】。"],
        &[
            "清远市2018年政府工作报告\n旅游收入增长【13%】。",
            "旅游收入年均增长【13%】。",
        ],
    ),
    field(
        "period_date",
        "period",
        "the date that stands before it in the sentence",
        &["2016年建成学校【9所】。", "2017年5月，新建学校【9所】。"],
        &["建成学校【9所】。", "比2016年增加学校【9所】。"],
    ),
    field(
        "period_span_of_years",
        "period",
        "a span that words count from the year covered: 过去五年, 未来三年",
        &["政府的要求是，今后五年重点做好【六方面】工作。"],
        &["2016年要再增加【9亿元】。"],
    ),
    field(
        "period_year_of_plan",
        "period",
        "力争, 预期 or 拟安排 in a part of the report that tells of what was reached: the year to come",
        &["力争投资增长【15%】。"],
        &[
            "计划投资【15亿元】。",
            "二、2018年工作安排\n力争投资增长【15%】。",
        ],
    ),
    field(
        "period_present",
        "period",
        "目前, 现有 or 已 in a plan: the year that the report covers",
        &["二、2018年工作安排\n整合现有企业【9家】。"],
        &["二、2018年工作安排\n新建学校【9所】。"],
    ),
    field(
        "period_start_of_move",
        "period",
        "the earlier end of a move over a span of years: of the year before the span",
        &["过去五年，快递业务量从【1.4亿件】增加到5.7亿件。"],
        &["快递业务量从【1.4亿件】增加到5.7亿件。"],
    ),
    field(
        "period_end_of_move",
        "period",
        "the later end of a move over a span of years: of its last year",
        &["过去五年，快递业务量从1.4亿件增加到【5.7亿件】。"],
        &["过去五年，快递业务量增加【5.7亿件】。"],
    ),
    field(
        "period_last_year_compared",
        "period",
        "in what is told of a span that is over, a move since the year before: of its last year",
        &[
            "过去五年，收入突破30亿元，同比增长【5%】。",
            "过去五年，收入较快增长，比上年增长【5%】。",
        ],
        &["过去五年，收入增长【50%】。", "收入比上年增长【5%】。"],
    ),
    field(
        "period_last_year_standing",
        "period",
        "in what is told of a span that is over, where something stands: of its last year",
        &["过去五年，综合实力居全省【第三】。"],
        &["过去五年，综合实力连续居全省【第三】。"],
    ),
    field(
        "period_last_year_stock",
        "period",
        "in what is told of a span that is over, a stock or a rate by name: of its last year",
        &["过去五年，常住人口城镇化率【60%】。"],
        &["过去五年，新增就业【6万人】。"],
    ),
    field(
        "period_last_year_now",
        "period",
        "in what is told of a span that is over, what there is now (现已, 目前已): of its last year",
        &["过去五年，现已吸纳劳动力【9万人】。"],
        &["过去五年，吸纳劳动力【9万人】。"],
    ),
    field(
        "period_last_year_reached",
        "period",
        "in what is told of a span that is over, what was reached: of its last year, unless it sums up the years",
        &["过去五年，国际友城达到【67对】。"],
        &["过去五年，引进项目达到【67个】。"],
    ),
    field(
        "period_of_frame",
        "period",
        "what the heading, the opening of the paragraph, or the report itself is about, where nothing nearer tells",
        &["建成学校【9所】。", "二、2018年工作安排\n建成学校【9所】。"],
        &["2016年建成学校【9所】。"],
    ),
    field(
        "period_of_column",
        "period",
        "the year that the header of its column names",
        &["指标\t2016年（亿元）\t2017年（亿元）\n收入\t【18】\t20\n支出\t17\t19"],
        &["产品\t产量（万吨）\n水泥\t【196.24】\n钢材\t18.5"],
    ),
    field(
        "period_of_report",
        "period",
        "a cell of a table whose header names no year: the year that the report covers",
        &["产品\t产量（万吨）\n水泥\t【196.24】\n钢材\t18.5"],
        &["水泥产量【196.24万吨】。"],
    ),
];
