//! What is asked: forty questions of each sort.

/// Words.
pub const WORDS: [&str; 40] = [
    "投资",
    "发展",
    "增长",
    "项目",
    "扶贫",
    "教育",
    "医疗",
    "就业",
    "收入",
    "财政",
    "工业",
    "农业",
    "粮食",
    "水库",
    "光伏",
    "风电",
    "旅游",
    "消费",
    "出口",
    "人口",
    "养老",
    "社会",
    "住房",
    "环境",
    "空气",
    "森林",
    "煤炭",
    "电力",
    "钢材",
    "水泥",
    "汽车",
    "机场",
    "铁路",
    "博物馆",
    "专利",
    "企业",
    "税收",
    "贷款",
    "清远市",
    "贫困",
];

/// Phrases.
pub const PHRASES: [&str; 40] = [
    "固定资产投资",
    "社会消费品零售总额",
    "一般公共预算收入",
    "规模以上工业增加值",
    "城镇居民人均可支配收入",
    "农村居民",
    "进出口总额",
    "外商直接投资",
    "高新技术企业",
    "粮食总产量",
    "新增就业",
    "城镇登记失业率",
    "森林覆盖率",
    "空气质量",
    "高速公路",
    "工业园",
    "污水处理厂",
    "中心医院",
    "第一中学",
    "产业园区",
    "光伏电站",
    "物流中心",
    "开工建设",
    "建成投用",
    "同比增长",
    "基本养老保险",
    "医疗保险",
    "棚户区改造",
    "农业机械总动力",
    "旅游总收入",
    "存款余额",
    "贷款余额",
    "税收收入",
    "财政支出",
    "房地产开发投资",
    "商品房销售面积",
    "全社会用电量",
    "居民消费价格",
    "能耗",
    "居全省第",
];

/// Words that quantities are asked for with.
const COUNTED: [&str; 10] = [
    "投资", "收入", "项目", "财政", "工业", "粮食", "医疗", "教育", "旅游", "扶贫",
];

/// A word and a quantity each.
pub fn quantities() -> Vec<String> {
    let quantities = ["金额>=1亿元", ">=1万亩", "增长>10%", "5%..8%"];
    let with = |word| quantities.map(|quantity| format!("{word} {quantity}"));
    COUNTED.into_iter().flat_map(with).collect()
}

/// A unit and a word, which may be none, each.
pub fn units() -> Vec<(&'static str, &'static str)> {
    let units = ["元", "%", "亩", "公里", "个", "人", "吨", "平方米"];
    let with = |unit| ["", "投资", "收入", "工业", "粮食"].map(|word| (unit, word));
    units.into_iter().flat_map(with).collect()
}
