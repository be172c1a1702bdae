"""Proper names of units in running text: 桐荫里社区, 柳汀镇, 锦澜产业园区, cut out of what stands in front of them.

Chinese has no blanks: where a name begins is decided by the words that never belong to one, and a name met only
once must be made of nouns in the eyes of the word segmenter.
"""

import re
from dataclasses import dataclass

from ingest.words import tagged_words

KINDS = (
    "工业园区", "工业区", "开发区", "高新区", "园区", "社区", "街道办事处", "街道", "镇", "乡", "村", "自治区",
    "区", "县", "市", "省", "大学", "学院", "中学", "小学", "幼儿园", "学校", "医院", "公司", "集团", "政务中心",
    "服务中心", "中心", "委员会", "管委会", "局", "委", "办", "处", "所", "站", "院", "系统",
)  # fmt: skip
_COMMON_TAILS = frozenset("委 办 处 所 站 院 局 系统 省 自治区 服务中心 委员会".split())
# Words that stand in front of a name and never belong to it; what is left behind the last one may be a name.
_NOT_NAME = re.compile(
    r"的|了|在|对|与|及|将|被|使|让|从|把|着|们|等|各|全|我|本|该|某|每|年度|今年|现将|本月|"
    r"(?:努力|领导|指导|支持|帮助|关心|部署|形势|前提|情况)下|以来|"
    r"根据|按照|贯彻|落实|结合|建立|构建|创建|建设|加强|开展|推进|深化|打造|邀请|组织|争创|做好|通过|透过|成为|促进|继续|"
    r"文明|和谐|先进|示范|绿色|美丽|学习型|平安|所有|关于|直属|进入|参与|参加|提升|提高|服务|管理|面向|深入|走进|走访|前往|"
    r"负责|安排|召开|举办|制定|印发|协调|督促|支持|引导|带领|围绕|立足|依托|利用|发挥|实现|完成|推动|下派|选派|所在|周边|"
    r"居民|群众|干部|党员|职工|关心|净化|维护|编撰|挖掘|抓好|搞好|发动|吸引|纳入|包括|有志之士|因地制宜|代表|全面|积极|大力|认真|切实|努力|扎实|分别|先后|共同|带动|辐射|其他|其它|部分|整个|若干|许多|多个|多家|几个|"
    r"[\d一二三四五六七八九十两多几半_xX×]+个?"
)
_KIND_CHARACTERS = frozenset("区县市镇乡村省")
_LEADING = frozenset(
    "和由为是于向以按到个内月日现级辖度就给同并都跟过有无进入出来上中里给但而且又也还要可能会"
)
_GENERIC = frozenset(
    "社区 小区 地区 辖区 城区 市区 郊区 园区 景区 山区 校区 片区 专区 各区 老区 新区 灾区 厂区 乡镇 城镇 村镇 集镇 新村 农村 "
    "行政村 中心村 自然村 居委 党委 县委 市委 区委 省委 镇委 纪委 常委 政协委 文明委 城市 县市 全市 全县 都市 超市 上市 服务中心 活动中心 "
    "文化中心 培训中心 指导中心 行政中心 服务站 工作站 单位 医院 学校 中学 小学 大学 学院 法院 检察院 派出所 卫生所 财政所 各站所 "
    "办事处 街道 街道办事处 我局 全局 当局 布局 格局 大局 结局 开局 分局 各局 市场 开发区 工业区 有限公司 公司 集团 物业公司 旅游区 特色街区 "
    "示范区 小康村 上下村 邻村 自治区 直辖市 党员活动室 党校 老年大学 市民学校 文明学校 家长学校 道德文明学校 会同区 中心城区 文明社区 和谐社区".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ProperName:
    """A unit's name as found in a text: how often, and where its kind (社区, 镇 …) first stands."""

    name: str
    kind: str
    count: int
    first: int


def proper_names(text: str) -> list[ProperName]:
    """The names of units in `text`, offices (局, 委 …) aside: those are named by place and business."""
    found: dict[str, ProperName] = {}
    for kind in KINDS:
        if kind in _COMMON_TAILS:
            continue
        for name, at in _ending_in(text, kind):
            if any(name.endswith(k) and len(k) > len(kind) for k in KINDS):
                continue
            old = found.get(name)
            found[name] = ProperName(
                name=name, kind=kind, count=(old.count if old else 0) + 1, first=old.first if old else at
            )
    return list(found.values())


def _ending_in(text: str, kind: str) -> list[tuple[str, int]]:
    """Names ending in `kind`: the longest tail of the characters in front that could be a proper name."""
    names = []
    for match in re.finditer(rf"(?={re.escape(kind)})", text):
        at = match.start()
        head = re.search(r"[\u4e00-\u9fff]{0,6}$", text[max(0, at - 6) : at])
        stem = _proper_tail(head.group() if head else "")
        name = stem + kind
        if stem and not stem.endswith(kind) and name not in _GENERIC and stem not in _GENERIC:
            names.append((name, at))
        elif kind == "政务中心":
            names.append((kind, at))
    return names


def _proper_tail(head: str) -> str:
    """What of `head` may be a name: the characters behind its last function word; "" if none are left."""
    stops = [m.end() for m in _NOT_NAME.finditer(head)]
    tail = head[stops[-1] if stops else 0 :].lstrip("".join(_LEADING))
    return tail if 2 <= len(tail) <= 4 and set(tail) - _KIND_CHARACTERS else ""


def is_noun(text: str, name: ProperName) -> bool:
    """Whether a name met once is made of nouns, by the words around it (not 净化社区, nor the 村 of 村民)."""
    end = name.first + len(name.kind)
    begin = end - len(name.name)
    left = max(0, begin - 12)
    words = [w for w in tagged_words(text[left : end + 8]) if w.end > begin - left and w.start < end - left]
    whole = bool(words) and words[-1].end == end - left
    return whole and all(w.tag[0] in "nzfq" or w.tag in ("vn", "x") for w in words)


def behind_last_stop(name: str) -> str:
    """What is left of a name when the words in front of it that never belong to one are gone."""
    stops = [m.end() for m in _NOT_NAME.finditer(name)]
    return name[stops[-1] if stops else 0 :]


def names_in(question: str) -> tuple[str, ...]:
    """Names of units in a short text, in order; only those made of nouns."""
    found = [n for n in proper_names(question) if is_noun(question, n)]
    return tuple(n.name for n in sorted(found, key=lambda n: n.first))
