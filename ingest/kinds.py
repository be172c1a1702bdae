"""Kinds of organisations that write reports: how their names end, and how they speak of themselves.

The table is ordered: of two kinds whose tails match at the same character the earlier wins.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A kind of unit. `tails` are patterns of how its names end (残疾人联合会 or 残联), `selves` what may
    stand behind 我 when it speaks of itself; `stem` is the longest free name in front of the tail in characters
    (砚湖 of 砚湖实验学校), 0 where only a place may stand there (澜江县 of 澜江县残联)."""

    name: str
    tails: tuple[str, ...]
    selves: tuple[str, ...]
    stem: int = 0


def _kind(name: str, tails: str, selves: str, *, stem: int = 0) -> Kind:
    return Kind(name=name, tails=tuple(tails.split()), selves=tuple(selves.split()), stem=stem)


_NUMBER = r"(?:第?[一二三四五六七八九十\d]{1,3})?"
_TRADES = (
    "发展和改革 发展改革 发改 经济和信息化 工业和信息化 经信 工信 教育和?体育 教育科技 教体 教育 科学技术 科技 民族宗教事务 民族宗教 民宗 公安 "
    "民政 司法 财政 人力资源和社会保障 人力资源社会保障 人社 自然资源和规划 自然资源 国土资源 规划和自然资源 规划 生态环境 环境保护 环保 "
    "住房和城乡建设 住房城乡建设 住房保障 住建 建设 城市管理和?综合行政执法 城市管理综合执法 城市管理 城管 综合行政执法 行政执法 城管执法 交通运输 交通 "
    "水利 水务 水利水务 农业农村 农业 农牧 农林 畜牧兽医 林业和草原 林业 园林 商务和?粮食 商务 粮食和物资储备 粮食 文化广电和?旅游体育 文化广电和?旅游 文化广电新闻出版 "
    "文化和旅游 文化旅游 文广旅 文旅 文化体育 文化 旅游 广播电视 体育 卫生和?计划生育 卫生健康 卫健 卫生 医疗保障 医保 人口和计划生育 人口计生 计生 "
    "退役军人事务 应急管理 应急 安全生产监督管理 安监 审计 市场监督管理 市场监管 工商行政管理 工商 质量技术监督 质监 食品药品监督管理 药品监督管理 "
    "统计 国有资产监督管理 国资 信访 机关事务管理 机关事务 乡村振兴 扶贫 扶贫开发 行政审批服务 行政审批 政务服务管理 政务服务数据管理 政务服务 大数据发展 大数据 数据资源 "
    "地方金融 金融 投资促进 招商 人民防空 人防 档案 地震 气象 烟草专卖 烟草 邮政管理 邮政 地方税务 国家税务 税务 供电 电力 老干部 保密 机构编制 编制 "
    "史志 地方志 海洋与?渔业 海洋渔业 渔业 口岸 公路 港航 航道 铁路 住房公积金管理 公积金管理 房产管理 房地产管理 房管 移民 外事 侨务 盐务 物价 监察 公共资源交易管理"
).split()
_TRADE = "(?:" + "|".join(sorted(_TRADES, key=len, reverse=True)) + ")"
_PARK = "(?:经济|技术|高新|工业|产业|科技|物流|农业|现代|旅游|生态|循环|综合|保税|出口|加工|文化|创意|软件|化工|服装|食品|电子|信息|智能|制造|新材料|创业|孵化)*"
_SCHOOL = f"(?:{_NUMBER}(?:中心|实验|职业|技术|技工|特殊|教育|外国语|高级|初级|完全|民族|附属|希望|寄宿制|九年一贯制|九年制|中等|专业|师范|逸夫|双语|公办|农业|医学|幼儿|机关)*)"
_HOSPITAL = f"{_NUMBER}(?:人民|中医|中西医|结合|妇幼|妇女|儿童|精神|精神病|骨科|肿瘤|眼科|康复|口腔|传染病|附属|中心|民族|工人|职工|红十字)*"

KINDS = (
    _kind("残联", "残疾人联合会 残联", "会"),
    _kind(
        "供销社", "供销合作社联合社 供销合作联社 供销合作总社 供销合作社 供销联社 供销社 基层社", "社 系统"
    ),
    _kind("工会", "总工会 工会联合会 工会委员会 工会", "会 工会 集团 公司"),
    _kind("妇联", "妇女联合会 妇联", "会"),
    _kind("工商联", "工商业联合会 工商联 总商会", "会"),
    _kind("文联", "文学艺术界联合会 文联", "会"),
    _kind("科协", "科学技术协会 科协", "会"),
    _kind("红十字会", "红十字会", "会"),
    _kind("侨联", "归国华侨联合会 侨联", "会"),
    _kind("商会", "商会", "会 商会", stem=6),
    _kind("协会", "慈善总会 慈善会 协会 学会 促进会 研究会", "会 协会", stem=6),
    _kind("团委", "团委 团工委", "团委 会", stem=8),
    _kind("法院", "人民法院 法院 人民法庭", "院"),
    _kind("检察院", "人民检察院 检察院", "院"),
    _kind("派出所", "派出所", "所", stem=4),
    _kind(
        "所",
        "司法所 财政所 税务所 国土所 国土资源所 自然资源所 市场监管所 市场监督管理所 工商所 供电所 环卫所 看守所 交管所 水管所 运管所 研究所",
        "所",
        stem=4,
    ),
    _kind(
        "医院",
        f"社区卫生服务中心 卫生服务中心 疾病预防控制中心 疾控中心 急救中心 {_HOSPITAL}医院 {_HOSPITAL}(?:保健|卫生|中医)院",
        "院 中心 医院",
        stem=4,
    ),
    _kind(
        "政务中心",
        "政务服务中心 行政服务中心 行政审批服务中心 政务中心 便民服务中心 公共资源交易中心 市民中心",
        "中心 大厅",
    ),
    _kind(
        "学校",
        f"{_SCHOOL}(?:幼儿园|小学|中学|学校|学院|大学|职中|职高|中专|党校) 第?[一二三四五六七八九十]{{1,2}}[中小]",
        "校 学校 园 院 学院",
        stem=5,
    ),
    _kind(
        "馆",
        "少年儿童图书馆 图书馆 档案馆 文化馆 博物馆 博物院 纪念馆 美术馆 科技馆 体育馆 群众艺术馆 展览馆 方志馆 文体中心",
        "馆 中心",
        stem=4,
    ),
    _kind(
        "敬老院",
        "中心敬老院 敬老院 社会福利院 福利院 养老院 养老服务中心 社会福利中心 光荣院 养护院 救助管理站 救助站",
        "院 中心 站",
        stem=4,
    ),
    _kind("队", "(?:[交特巡刑]警|交通警察|消防救援|消防|执法|监察|巡查|突击)*(?:支队|大队|中队)", "队 支队 大队 中队"),
    _kind("部", "委宣传部 委组织部 委统战部 武装部 委政法委 纪委监委 人大常委会 政协", "部 委"),
    _kind("局", f"{_TRADE}(?:局|委员会|委|办公室|办)(?![长公])(?:[\u4e00-\u9fff]{{2,4}}分局)?", "局 委 办 系统"),
    _kind(
        "站",
        "综合文化站 文化站 广播站 畜牧兽医站 兽医站 农技站 农机站 气象站 环卫站 收费站 水管站 退役军人服务站 司法站 消防救援站",
        "站",
        stem=4,
    ),
    _kind("银行", "农村商业银行 农商银行 农商行 信用合作联社 信用联社 信用社 支行 分行", "行 社", stem=6),
    _kind(
        "公司",
        "集团有限责任公司 集团股份有限公司 集团有限公司 有限责任公司 股份有限公司 有限公司 集团公司 分公司 总公司 公司 集团 总厂 纺织厂 机械厂 水泥厂 自来水厂 水厂 电厂 化肥厂 煤矿 合作社",
        "公司 司(?![机法长令]) 集团 厂 企业 社 矿",
        stem=8,
    ),
    _kind(
        "园区",
        f"{_PARK}(?:开发区|高新区|产业园区|工业园区|园区|产业园|工业园|科技园|物流园|工业区|示范园)(?:管委会|管理委员会)? 管委会",
        "园区 园(?!林) 区 开发区 高新区 管委会",
        stem=4,
    ),
    _kind("中心", r"(?:融媒体|文明实践|就业|社会保险|人才|不动产登记|技术推广|机关事务|数据|救助|培训|指导|保障|管理|服务|活动|交易|文化)+中心", "中心", stem=0),
    _kind("社区", "社区居民委员会 社区居委会 社区", "社区 居委会", stem=5),
    _kind("街道", "街道办事处 街道", "街道 街道办 办事处 街办", stem=4),
    _kind("村", "村民委员会 村委会 村", "村", stem=4),
    _kind("镇", "镇", "镇", stem=4),
    _kind("乡", "(?:[\u4e00-\u9fff]{1,3}族)?乡", "乡", stem=4),
    _kind("县", "(?:[\u4e00-\u9fff]{1,3}族)?(?:自治)?县 旗", "县 旗", stem=4),
    _kind("区", "新区 区", "区", stem=4),
    _kind("市", "市", "市", stem=4),
    _kind("省", "省 自治区", "省", stem=3),
)  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS}
PLACE_KINDS = frozenset("社区 街道 村 镇 乡 县 区 市 省".split())
AREA_KINDS = frozenset("县 区 市 省".split())
TAIL = re.compile("|".join(f"(?P<k{n}>{'|'.join(kind.tails)})" for n, kind in enumerate(KINDS)))


def kind_of_tail(match: re.Match[str]) -> Kind:
    """The kind that a match of TAIL is a tail of."""
    return KINDS[int((match.lastgroup or "k0")[1:])]


def kind_of_name(name: str) -> Kind | None:
    """The kind of a unit by the end of its name; None where it ends like none."""
    return next((k for k in KINDS if re.search(f"(?:{'|'.join(k.tails)})$", name)), None)
