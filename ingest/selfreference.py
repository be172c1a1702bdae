"""How a report speaks of its own unit without a name: 我局, 本社区, 局党组, a bare 园区 or 县社 as subject."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from ingest.kinds import AREA_KINDS, PLACE_KINDS

_WORDS = (
    "社区卫生服务中心|政务中心|街道办事处|街道|社区|镇|乡|村|县|区|市|省|局|委(?!员|派|托|屈)|办(?!理|好|事|法|学|公|的|了|案)|校|学院|院|园区|开发区|园(?!林)|中心|公司|集团|处(?!于|在|理)|站(?!在)|"
    "所(?!有|以|在(?![^，。]{0,30}(?:领导|指导|支持|关心))|谓|说|属|做|需|取)|系统|厂|社(?!区|会)|馆|司(?!机|法|令)|会(?!努力|议|继续|更加|一如|不断|加倍|尽|以更|再接|把|虚心|时刻|永远|好好|在今后|在以后|在接下来)|队(?!伍)|支队|大队|中队|行(?=在|坚持|认真|紧|始终|积极|信贷|存款|贷款|党|员工)|幼儿园|医院|学校|矿"
)
_SELF = re.compile(rf"(?:我们?|本)({_WORDS})")
_SELF_AREA_TAIL = re.compile(r"(?:委(?!会)|政府|民|域|内|长|直|级)")
_WHOLE = re.compile(
    r"全(社区|街道|镇|乡|村|县|区|市|省|局|校|院|园区|公司|系统|园|馆|所|站|行|集团)(?!国|体|议|面|业)"
)
_BARE = re.compile(
    r"(?:^|[。，,；;：:\s　>”、])(?:[\d_xX×]+年?，?|今年以?来?，?|一年来，?|上半年，?|下半年，?|明年，?|全年，?)?(?P<rank>[省市县区镇乡])?"
    r"(?P<body>社区|街道|园区|开发区|中心|村|学校|医院|集团|公司|图书馆|档案馆|文化馆|敬老院|福利院|派出所|法院|检察院|支队|大队|局|社|残联|供销社|团委|妇联|总工会|工会|工商联|馆|院|所|站|校)"
    r"(?=[“\"]?两委|党|班子|领导|(?:全体|机关|广大)?(?:干部|职工|教职工|医护|民警)|辖|现有|共有|[^内的、。，]{0,2}(?:开展|坚持|组织|积极|按照|把|对|以|将|在|围绕|紧|始终|牢固|实现|先后|高度|认真|严格|大力|不断|着力|投入|新增|推行|建立|通过|全面|深入|扎实|切实|服务|聚焦|举办|联合))"
)
# A body at the beginning of a clause, whatever it does there; a few of these say as much as one 我园区.
_BARE_ANY = re.compile(
    r"(?:^|[。，,；;\n\s　])(?P<body>社区|街道|园区|中心|医院|学校|集团|公司|图书馆|档案馆|敬老院|派出所|法院|大队|工会)(?![内的、上中各])"
)
_BARE_RANKED = re.compile(
    r"(?:^|[。，,；;：:\s　])(?:[\d_xX×]+年?，?|今年以?来?，?)?[省市县区](?P<body>残联|供销社|妇联|总工会|工商联|文联|科协|红十字会|侨联|图书馆|档案馆|文化馆|博物馆|融媒体中心|政务服务中心)(?!(?:(?![在受])[^，。；]){0,14}(?:领导|指导|支持|要求|部署))"
    r"|(?:^|[。，,；;：:\s　])(?:[\d_xX×]+年?，?|今年以?来?，?)?(?P<league>团[省市县区]委)(?!(?:(?![在受])[^，。；]){0,14}(?:领导|指导|支持|要求|部署))"
)
_ALIKE = {"学校": "校", "幼儿园": "园", "医院": "院", "学院": "院", "街道办事处": "街道"}
_SCHOOL_LIFE = re.compile(r"班主任|学生|班级|德育|教师|升旗")
_TRADE_AS_A_WHOLE = re.compile(r"[省市县区][\u4e00-\u9fff]{2,4}系统")
_RESIDENTS = "民域情"  # 我村民 is no 我村
_OPENING = 400  # characters
_USUAL_LENGTH = 4000  # characters
_SAID = 2.0
_RANK = re.compile(r"(省|市|县|区|旗)(?:委|政府|人民政府|直|级)")


@dataclass(frozen=True, kw_only=True, slots=True)
class SelfReference:
    """`word` is the body a text calls itself (局 of 我局, 村 of 村两委), "" where it does not; `strength` how
    often it says so, weighed; `area` the area it speaks of as its own (县 of 我县 and 全县); `rank` that of the
    authority it obeys (县 of 县委、县政府)."""

    word: str
    strength: float
    area: str
    rank: str


def self_reference(text: str) -> SelfReference:
    """How `text` speaks of the unit whose report it is."""
    direct, areas = _direct(text)
    # What a long report says of schools and communities says little of who speaks.
    share = min(1.0, _USUAL_LENGTH / max(len(text), 1))
    weighed = defaultdict(float, direct)
    for word, says in _indirect(text).items():
        weighed[word] += says * share
    word, strength = max(weighed.items(), key=lambda w: w[1], default=("", 0.0))
    areas.update(a for a in _WHOLE.findall(text) if a in AREA_KINDS)
    ranks = Counter(_RANK.findall(text)) + areas
    ranks.update(m["rank"] for m in _BARE.finditer(text) if m["rank"] and m["body"] in ("社", "局"))
    said = strength >= _SAID
    return SelfReference(
        word=word if said else "",
        strength=strength if said else 0.0,
        area=max(areas, key=lambda a: areas[a], default=""),
        rank=max(ranks, key=lambda r: ranks[r], default=""),
    )


def _direct(text: str) -> tuple[dict[str, float], Counter[str]]:
    """Bodies and areas that the text calls its own (我局, 本社区; 我县), weighed."""
    bodies: defaultdict[str, float] = defaultdict(float)
    areas: Counter[str] = Counter()
    for match in _SELF.finditer(text):
        word, after = match.group(1), text[match.end() : match.end() + 1]
        if word in AREA_KINDS:
            areas[word] += 0 if _SELF_AREA_TAIL.match(text, match.end()) else 2
        elif word not in PLACE_KINDS or after not in _RESIDENTS or not after:
            bodies[_ALIKE.get(word, word)] += 4 if match.start() < _OPENING else 2
    return bodies, +areas


def _indirect(text: str) -> dict[str, float]:
    """Bodies that the text speaks of as one speaks of one's own: bare, as subject or as a whole (全校)."""
    bodies: defaultdict[str, float] = defaultdict(float)
    for word in _WHOLE.findall(text):
        bodies[_ALIKE.get(word, word)] += word not in AREA_KINDS
    for match in _BARE.finditer(text):
        bodies[_ALIKE.get(match["body"], match["body"])] += 1
    for match in _BARE_ANY.finditer(text):
        bodies[_ALIKE.get(match["body"], match["body"])] += 0.7
    for match in _BARE_RANKED.finditer(text):
        bodies["团委" if match["league"] else match["body"]] += 2 if match.start() < _OPENING / 2 else 1
    if len(_SCHOOL_LIFE.findall(text)) >= 5:
        bodies["校"] += 1 + ("学校" in text)
    if _TRADE_AS_A_WHOLE.search(text[:300]):
        bodies["系统"] += 2
    return bodies
