//! The rules of role and kind: what each takes a number for, with a sentence in which it holds and one in which it does not.

use serde::Serialize;

/// A rule that decides the role of a number, or the kind of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Its name, as [`crate::Mention::rule`] has it.
    pub name: &'static str,
    /// The section of `docs/claims.md` that says what such a number is.
    pub section: &'static str,
    /// The role or kind that it gives: a row of that section.
    pub gives: &'static str,
    /// What it looks at.
    pub meaning: &'static str,
    /// Texts in which it decides the number between 【 and 】.
    pub examples: &'static [&'static str],
    /// Texts in which the number between 【 and 】 looks like it, but another rule decides.
    pub counters: &'static [&'static str],
}

impl Rule {
    /// The rule of this name.
    pub fn named(name: &str) -> Option<&'static Rule> {
        RULES.iter().find(|rule| rule.name == name)
    }
}

/// A rule of role.
const fn role(
    name: &'static str,
    gives: &'static str,
    meaning: &'static str,
    examples: &'static [&'static str],
    counters: &'static [&'static str],
) -> Rule {
    Rule {
        name,
        section: "Roles",
        gives,
        meaning,
        examples,
        counters,
    }
}

/// A rule of kind.
const fn kind(
    name: &'static str,
    gives: &'static str,
    meaning: &'static str,
    examples: &'static [&'static str],
    counters: &'static [&'static str],
) -> Rule {
    Rule {
        section: "Kinds",
        ..role(name, gives, meaning, examples, counters)
    }
}

/// All rules: those of role in the order in which they are asked, then those of kind.
pub const RULES: &[Rule] = &[
    role(
        "date",
        "date",
        "a point or stretch of the calendar",
        &[
            "截至【2017年】底，全市有学校320所。",
            "【6月】，大桥建成通车。",
        ],
        &["连续【6年】增产。", "工程历时【三年】。"],
    ),
    role(
        "date_span",
        "date",
        "a length in years or months that no word makes the claim",
        &["用【3年】时间建成园区。"],
        &["建设周期【3年】。", "连续【3年】居全省首位。"],
    ),
    role(
        "label_defined",
        "label",
        "part of a term that is explained behind a colon",
        &["【四个】不摘：是指摘帽不摘责任。"],
        &["新建【四个】园区：甲园、乙园、丙园、丁园。"],
    ),
    role(
        "label_priority",
        "label",
        "the first place that something is put in by intent",
        &["把安全放在【第一位】。"],
        &["旅游人数居全省【第一位】。"],
    ),
    role(
        "label_first_few",
        "label",
        "the first few of a row where no word of standing is before them",
        &["【前三名】获得奖励。"],
        &["新增债券额度位列全市【前三】。"],
    ),
    role(
        "label_ordinal",
        "label",
        "an ordinal that only tells which one",
        &["【第五届】运动会在我市举行。", "【第三批】项目开工。"],
        &["旅游人数居全省【第三】。"],
    ),
    role(
        "label_in_quotes",
        "label",
        "part of a short quotation, which is a name",
        &["实施“【1112】”工程。"],
        &["会议要求：“全年地区生产总值力争增长【5%】以上，城乡居民收入与经济同步增长。”"],
    ),
    role(
        "label_in_code",
        "label",
        "digits without a unit that touch letters or the marks of a code",
        &["创建【4】A级景区。", "建成【5】G基站。"],
        &["GDP【1500亿元】。"],
    ),
    role(
        "label_indefinite_one",
        "label",
        "一 before a measure word, as in a thing of some kind",
        &["打造【一支】高素质队伍。"],
        &["产量增长【一倍】。", "组建【两支】队伍。"],
    ),
    role(
        "label_per_unit",
        "label",
        "a multiplier alone behind 每",
        &["每【千人】拥有床位5.2张。"],
        &["每【5人】配备一台电脑。", "突破【千人】。"],
    ),
    role(
        "qualifier_per_unit",
        "qualifier",
        "what is counted per, behind 每",
        &["每【100户】居民拥有汽车32辆。"],
        &["【100户】居民搬入新居。"],
    ),
    role(
        "label_unit_in_brackets",
        "label",
        "a multiplier with its unit alone in brackets: the unit of a column or figure",
        &["投资额（【万元】）"],
        &["投资额（【5万元】）"],
    ),
    role(
        "qualifier_basis",
        "qualifier",
        "what something else is reckoned by: 按…计算",
        &["按【5000千卡】的标准折算。"],
        &["按可比价格计算，增长【5%】。", "按计划完成【5000吨】。"],
    ),
    role(
        "qualifier_base",
        "qualifier",
        "the 1 or 100 that an index starts from: 以…为100",
        &["以上年为【100】，价格指数有所回落。"],
        &["价格指数为【100】。", "以水稻为主的种植面积为【100亩】。"],
    ),
    role(
        "label_session",
        "label",
        "a session of a body",
        &["市委十届【三次】全会召开。"],
        &["召开现场会议【三次】。"],
    ),
    role(
        "label_campaign",
        "label",
        "a multiplier alone, or 大 behind a verb of doing, that names a drive or a thing's size",
        &["【万亩】茶园建成。", "实施水污染治理【八大】行动。"],
        &[
            "专利申请量突破【万件】。",
            "形成钢铁、水泥、陶瓷【三大】产业。",
        ],
    ),
    role(
        "label_grade",
        "label",
        "a grade, class, edition or series",
        &["世界【500强】企业落户。"],
        &["抽查商品【12类】。"],
    ),
    role(
        "label_size",
        "label",
        "a size that says of what sort a thing is: a voltage, 圈, 级, 年产",
        &[
            "建成【110千伏】变电站。",
            "形成【1小时】交通圈。",
            "年产【3万吨】铝材项目投产。",
        ],
        &[
            "线路电压为【110千伏】。",
            "车程缩短【1小时】。",
            "铝材年产【3万吨】。",
        ],
    ),
    role(
        "label_spoken_of",
        "label",
        "a count behind 这, or of the articles of a programme, that only says which is meant",
        &["抓好这【两个】时期。", "学习【四十条】纲要。"],
        &["抓好【两个】时期。", "发布【四十条】措施。"],
    ),
    role(
        "label_standing_word",
        "label",
        "a word of first place where nothing is ranked",
        &["提高【首位】度。", "【首位】产业壮大。"],
        &["货物吞吐量居全国【首位】。"],
    ),
    role(
        "qualifier_threshold",
        "qualifier",
        "a threshold that says which things are meant",
        &[
            "主营业务收入【5亿元】以上工业企业120家。",
            "【70岁】以上老人免费乘车。",
        ],
        &[
            "投资达到【5亿元】以上。",
            "完成率达到【90%】以上的村受到表彰。",
        ],
    ),
    role(
        "label_without_unit",
        "label",
        "a number without a unit that nothing is said to reach",
        &["开展【110】宣传日活动。"],
        &["价格指数达到【105.2】。"],
    ),
    role(
        "label_in_table",
        "label",
        "a cell of a table that has neither a unit nor a kind",
        &["产品\t代码\n水泥\t【31】\n钢材\t32"],
        &["产品\t产量（万吨）\n水泥\t【196.24】\n钢材\t18.5"],
    ),
    kind(
        "table_cell",
        "level",
        "a cell of a table whose row and column say what it is",
        &["产品\t产量（万吨）\n水泥\t【196.24】\n钢材\t18.5"],
        &[
            "产品\t代码\n水泥\t【31】\n钢材\t32",
            "水泥产量【196.24万吨】。",
        ],
    ),
    kind(
        "ratio_of_parts",
        "ratio",
        "numbers with : between them",
        &["三次产业结构调整为【14:57.5:28.5】。"],
        &["第一产业占比为【14%】。"],
    ),
    kind(
        "rank_standing",
        "rank",
        "an ordinal or a word of first place behind a word of standing",
        &["旅游人数居全省【第三】。", "货物吞吐量居全国【首位】。"],
        &["在全国排名上升【2位】。", "【第三批】项目开工。"],
    ),
    kind(
        "growth_doubling",
        "growth",
        "翻番",
        &["总产值【翻一番】。"],
        &["总产值增长【一倍】。"],
    ),
    kind(
        "growth_standstill",
        "growth",
        "零增长: a growth of nothing",
        &["财政支出实现【零增长】。"],
        &["财政支出增长【5%】。"],
    ),
    kind(
        "duration_in_a_row",
        "duration",
        "a length of time behind a word of lasting: 连续, 提前",
        &["连续【5年】居全国首位。"],
        &["近【5年】投入资金3亿元。"],
    ),
    kind(
        "change_in_points",
        "change",
        "percentage points",
        &["失业率下降【5.8个百分点】。"],
        &["失业人数下降【5.8%】。"],
    ),
    kind(
        "progress_half_done",
        "progress",
        "a part of a work that goes on: 工程过半",
        &["主体工程【过半】。"],
        &["女性代表【过半】。"],
    ),
    kind(
        "progress_to_goal",
        "progress",
        "a percentage of a goal",
        &["完成年度任务的【112%】。"],
        &["民生支出占年度预算支出的【79.2%】。"],
    ),
    kind(
        "progress_by_name",
        "progress",
        "a percentage of something that is progress by name: 进度",
        &["大桥建设进度达到【60%】。"],
        &["大桥合格率达到【60%】。"],
    ),
    kind(
        "change_of_share",
        "change",
        "a percentage by which a share rose or fell",
        &["工业贡献率提高【5%】。"],
        &["工业贡献率提高到【35%】。", "工业占比提高【5%】。"],
    ),
    kind(
        "share_of_whole",
        "share",
        "a percentage behind 占, or of something that is a share by name",
        &[
            "民生支出占公共预算支出的【79.2%】。",
            "非税收入占比降至【29.2%】。",
        ],
        &["民生支出增长【9.2%】。", "完成预算支出任务的【79.2%】。"],
    ),
    kind(
        "share_within",
        "share",
        "a percentage of people, firms or counted things that the sentence names before",
        &[
            "在抽查的20个村中，达标比例为【85%】。",
            "民营企业已有【60%】完成改造。",
            "研发投入与生产总值之比达到【2.1%】。",
        ],
        &[
            "抽查20个村，达标比例为【85%】。",
            "研发投入强度达到【2.1%】。",
        ],
    ),
    kind(
        "level_moved_to",
        "level",
        "an amount or rate that a move arrived at: 增至, 降至",
        &["学校增至【197所】。", "森林覆盖率提高到【72.2%】。"],
        &["学校增加【17所】。", "学校达到【197所】。"],
    ),
    kind(
        "growth_in_percent",
        "growth",
        "a percentage behind a word of rise or fall",
        &[
            "地区生产总值增长【5%】。",
            "出口额减少（【3.8%】）。",
            "出口额同比下降【2.1%】。",
        ],
        &["森林覆盖率达到【72%】。", "入学率提高到【99%】。"],
    ),
    kind(
        "growth_signed",
        "growth",
        "a negative percentage without a word of fall",
        &["出口额为【-30.2%】。", "税收收入（【-5%】）。"],
        &["出口额为【30.2%】。", "出口额增长【-30.2%】。"],
    ),
    kind(
        "share_of_what_follows",
        "share",
        "a percentage of the whole that 的 names behind it",
        &["贡献了全国【38.7%】的贸易增量。"],
        &["贸易增量贡献率达到【38.7%】。"],
    ),
    kind(
        "level_rate",
        "level",
        "a percentage of which no move, share or goal is told",
        &["森林覆盖率达到【72%】。"],
        &["森林覆盖率提高【2%】。"],
    ),
    kind(
        "growth_in_times",
        "growth",
        "倍 behind a word of rise",
        &["出口额增长【1.2倍】。"],
        &["出口额是2012年的【2.3倍】。"],
    ),
    kind(
        "multiple_of",
        "multiple",
        "倍 of something",
        &["出口额是2012年的【2.3倍】。"],
        &["出口额增长【2.3倍】。"],
    ),
    kind(
        "rank_moved",
        "rank_change",
        "places by which a standing moved",
        &["在全国排名上升【2位】。"],
        &["在全国排名上升到【第2位】。", "引进院士【2位】。"],
    ),
    kind(
        "change_new",
        "change",
        "an amount that is new: 新增, 净增",
        &[
            "新增高新技术企业【64家】。",
            "净增就业【3.4万人】。",
            "新增专款（【7.9亿元】）。",
        ],
        &["新建学校【3所】。", "扶贫专款（【7.9亿元】）。"],
    ),
    kind(
        "change_moved_by",
        "change",
        "an amount behind a word of rise or fall",
        &["财政支出减少【30亿元】。", "减轻企业负担【17.2亿元】。"],
        &["财政支出减少到【30亿元】。", "加快【40所】学校建设。"],
    ),
    kind(
        "level_amount",
        "level",
        "an amount of which no move is told",
        &["地区生产总值【1500.9亿元】。", "新建学校【3所】。"],
        &["学校增至【197所】。", "新增学校【3所】。"],
    ),
    kind(
        "growth_named_rate",
        "growth",
        "a percentage that the indicator calls a rate of growth: 增速, 降幅",
        &[
            "全市生产总值增长幅度【5%】。",
            "茶叶产量的增长速度，计划为【4%】，实际为5%。",
        ],
        &["人口自然增长率为【0.5%】。", "用电量增幅为【3.1%】。"],
    ),
    kind(
        "growth_named_behind",
        "growth",
        "a percentage that 的速度 or 的增速 stands behind",
        &["工业保持了【7%】的增速。", "经济以【7%】左右的速度发展。"],
        &["县级以【7%】的比例配套资金。"],
    ),
    kind(
        "growth_restated",
        "growth",
        "a change once more as a percentage, behind 即",
        &["粮食增产2200万吨，即【7.8%】。"],
        &["粮食产量2200万吨，即【7.8%】。"],
    ),
];
