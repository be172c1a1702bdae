"""Government offices by what they deal in: the name a reader would give a bureau that never names itself."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """`name` in full without its place, `short` as people say it, `signs` the words that give it away,
    `also` other names it goes by."""

    name: str
    short: str
    signs: re.Pattern[str]
    also: tuple[str, ...] = ()


def _office(name: str, short: str, *signs: str) -> Office:
    return Office(name=name, short=short, signs=re.compile("|".join(signs)), also=_ALSO.get(short, ()))


_ALSO = {
    "人口计生局": ("计生局", "计生委", "人口局"),
    "卫健局": ("卫健委", "卫生局", "卫生健康委"),
    "环保局": ("环境局", "生态环境局"),
    "生态环境局": ("环保局", "环境局"),
    "文旅局": ("文化旅游局", "文广旅局", "文体旅局", "文旅委"),
    "旅游局": ("旅游委",),
    "地税局": ("税务局",),
    "水利局": ("水务局",),
    "水务局": ("水利局",),
    "机关事务局": ("机关事务中心", "事务局", "后勤局"),
    "教育局": ("教体局", "教委"),
    "交通局": ("交运局", "交通运输局"),
    "农业农村局": ("农业局",),
    "住建局": ("建设局", "住建委"),
    "城管局": ("城管执法局", "执法局"),
    "人社局": ("社保局", "人力社保局"),
    "市场监管局": ("市监局", "质监局", "工商局"),
    "国土局": ("自然资源局",),
    "自然资源局": ("国土局",),
    "应急局": ("安监局",),
}


OFFICES = (
    _office("人口和计划生育局", "人口计生局", "人口计生", "计划生育", "计生局"),
    _office("卫生健康局", "卫健局", "卫生健康", "卫健", "公共卫生", "医疗机构"),
    _office("卫生局", "卫生局", "卫生局", "新农合", "医疗卫生"),
    _office("环境保护局", "环保局", "环保", "环境保护", "节能减排", "环境污染", "排放"),
    _office("生态环境局", "生态环境局", "生态环境局", "生态环境保护"),
    _office("文化和旅游局", "文旅局", "文旅", "文化旅游", "广电"),
    _office("旅游局", "旅游局", "旅游局", "旅游产业", "旅游景区", "旅行社"),
    _office("文化局", "文化局", "文化局", "文化馆", "文物"),
    _office("税务局", "税务局", "税务", "税收", "纳税", "办税", "国税"),
    _office("地方税务局", "地税局", "税务", "税收", "纳税", "办税", "地税"),
    _office("财政局", "财政局", "财政干部", "财政局", "财政所", "财政资金", "财政人"),
    _office("水利局", "水利局", "水利", "防汛抗旱"),
    _office("水务局", "水务局", "水务局", "供排水"),
    _office("机关事务管理局", "机关事务局", "机关事务", "后勤保障", "后勤服务"),
    _office("教育局", "教育局", "教育局", "教体局"),
    _office("民政局", "民政局", "民政局", "低保金", "社会救助", "殡葬"),
    _office("司法局", "司法局", "司法局", "司法行政", "社区矫正", "人民调解员"),
    _office("公安局", "公安局", "公安局", "民警", "刑事案件侦破"),
    _office("交通运输局", "交通局", "交通运输局", "交通局", "公路建设", "运政", "路政"),
    _office("农业农村局", "农业农村局", "农业农村局", "农业局", "农技推广", "粮食播种"),
    _office("林业局", "林业局", "林业", "造林", "森林防火"),
    _office("住房和城乡建设局", "住建局", "住建局", "住房保障", "棚户区", "保障性住房"),
    _office("城市管理局", "城管局", "城管局", "城市管理执法", "市容", "占道经营"),
    _office("人力资源和社会保障局", "人社局", "人社局", "社保基金", "劳动监察", "新增就业"),
    _office("市场监督管理局", "市场监管局", "市场监管", "食品安全监管", "特种设备"),
    _office("工商行政管理局", "工商局", "工商局", "红盾", "工商所"),
    _office("国土资源局", "国土局", "国土局", "国土资源", "耕地保护", "土地执法"),
    _office("自然资源局", "自然资源局", "自然资源局", "不动产登记"),
    _office("统计局", "统计局", "统计局", "统计数据", "普查"),
    _office("审计局", "审计局", "审计局", "审计项目", "审计干部"),
    _office("气象局", "气象局", "气象"),
    _office("档案局", "档案局", "档案局", "档案馆"),
    _office("信访局", "信访局", "信访局", "信访件", "信访事项"),
    _office("应急管理局", "应急局", "应急管理局", "安全生产监管", "安监"),
    _office("供销合作社", "供销社", "供销社", "供销合作"),
    _office("烟草专卖局", "烟草局", "烟草", "卷烟"),
    _office("商务局", "商务局", "商务局", "外贸", "外资"),
    _office("科学技术局", "科技局", "科技局", "科技项目", "高新技术企业"),
    _office("体育局", "体育局", "体育局", "体育赛事", "全民健身工程"),
    _office("粮食局", "粮食局", "粮食局", "粮库", "粮食收购"),
    _office("文明办", "文明办", "文明委办"),
)
_ENOUGH = 2


def office_of(text: str) -> Office | None:
    """The office whose business the text speaks of most; None where no business stands out."""
    counts = {office: len(office.signs.findall(text)) for office in OFFICES}
    best = max(OFFICES, key=lambda o: counts[o])
    return best if counts[best] >= _ENOUGH else None


def short_office(name: str) -> str:
    """What people say for an office's full name (市场监督管理局: 市场监管局); the name itself where nothing is known."""
    return next((o.short for o in OFFICES if o.name == name), name)


def other_names(short: str) -> tuple[str, ...]:
    """Other names that people use for the office of this short name."""
    return _ALSO.get(short, ())
