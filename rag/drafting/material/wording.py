"""A clause's words as they go into a draft: without ornament and set phrases, and whether it can stand there."""

import re

from ingest.model import Span
from ingest.words import tagged_words
from rag.comparison.cued import DEEDS
from rag.comparison.pieces import joined, to_the_point
from rag.drafting.material.parting import LONGEST, is_adverbial, runs_on
from rag.reading import plain_words
from rag.surroundings import Readable

_SHORTEST = 8
_ROW = re.compile(r"(?:[“《][^”》]{2,30}[”》][、，]?){3,}等")
_HIDDEN = re.compile(
    r"_{1,}|[xX×]{2,}|[＊*○〇□■]{2,}|[\[\]]|(?:^|[，、])的|、、|[A-Za-z]{4,}|\?|？|(?<=[\u4e00-\u9fff])x(?=[\u4e00-\u9fff])"
)
_FIRST_WORDS = re.compile(
    r"^(?:首先|其次|再次|最后|总之|总的来说|综上所述|一方面|另一方面|第[一二三四五六]|[一二三四五六七八九](?:是|(?=要))|[①-⑩])[，,：:、]?"
)
# A year or a day that the report leaves open, or that says nothing in a draft of another day.
_WHEN = re.compile(
    r"^(?:(?:20|19)?[\dxX×_]{0,2}[xX×_]+年度?(?:以来)?|今年(?![底初末])(?:以来|来)?(?:\d+月(?:份|\d+日)?)?|一年来|近?[一两三]年来|本(?:年度|学期)|这一年度?|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|份)?(?!\d|[—\-~～至到起])|年内|当年|春节前夕)(?!\d|[—\-~～至到起])(?:以来|起|后|前夕)?[，,]?"
)
# 我们调处矛盾10起: told under the unit's name, 我们 is said.
_WE = re.compile("^我们(?:还|也|又|先后|主要)?(?=有|[^的要在与和对以][\u4e00-\u9fff])")
_THIS_YEAR = re.compile(r"[于在]?今年(?![底初末])(?:\d{1,2}月(?:\d{1,2}日|份)?(?![、至到—\-\d份]))?(?!以来)")
_ASIDE = re.compile(r"[(（]([^()（）]*)[)）]")
_LONG_ASIDE, _RESOLVE = 44, 9
_CANNOT_LEAD = re.compile(
    r"^(?:[使让其该此它][^他余]|要有|还要|不仅|从而|因此|所以|但|虽|而|以便|并且?|也|又|以达|做到|达到|到达|确保|为此|这|那|至|到|由此|对此|通过学习|[与和及]|主要是|希望|号召|如(?!何|期|意|实)|[让令])"
)
_OPENS = re.compile(
    r"^(?:为了?|以|按照?|根据|随着|围绕|通过|结合|利用|借助|在|经|当|自(?!觉|愿)|从|对|把|将)"
)
_TALK = re.compile(
    "始终把|高度重视|重要意义|深入贯彻|认真贯彻|为指导|为宗旨|为目标|为契机$|为抓手$|为载体$|为重点$|取得了?[^，]{0,8}(?:成[效绩果]|实效|进展)|明显(?:提高|改善|增强|成效)|"
    "营造[^，]{0,14}(?:氛围|环境)|形成[^，]{0,16}(?:局面|格局|合力|氛围)|深入人心|蔚然成风|打下[^，]{0,8}基础|奠定|纳入[^，]*(?:日程|规划)|"
    "抓紧抓实|落到实处|抓手|新台阶|上水平|不断(?:提[升高]|增强|完善|拓展|丰富|壮大|巩固|推进|深化)|有力地?(?:促进|推动)|意识[^，]{0,6}(?:增强|提高)|"
    "面貌|坚持做到|落实上级|文件精神|会议精神|指示精神|提供[^，]{0,12}(?:动力|支持|保障)|良好环境|理念|作为[^，]{0,20}(?:重点|内容|工作|任务)|圆满完成|进展情况|切实做到|学以致用|结合起来|有了[^，]{0,6}提高|激发了|促进了|提高了|增强了|推动了|发扬|弘扬|"
    "提升了?[^，\\d]{0,12}(?:水平|素质|质量|形象|能力|凝聚力|品位)|提高[^，\\d]{0,12}(?:水平|素质|质量|能力|意识|认识)$|工作思路|层层(?:抓|负责|落实)|齐抓共管|责任到人|首要任务|常抓不懈|再上|工作格局|重要作用|积极作用|作用(?:发挥)?$|得到(?:了)?[^，]{0,10}(?:提高|加强|改善|肯定|好评|提升|增强)|无微不至|稳步推进|扎实推进[^，“《]*$|有序推进|整体推进|"
    "精心(?:组织|部署|筹划)|周密(?:部署|安排)|狠抓落实|统一思想|强化意识|引导[^，“《\\d]*$|树立[^，“《\\d]*$|充分(?:体现|展现|认识)|能力(?:提升|增强)|走在前列|工作机制$|展示了|下功夫|切实履行|做贡献|作贡献|贡献|落实到|特制定|收效|良好$"
)
_GENERAL = re.compile(
    "^(?:进一步|不断|切实|扎实|认真|深入|大力|积极|着力|努力|全面|坚持|加强|强化|提高|充分|牢固|高度|主动|严格|强抓|齐抓|狠抓|重视|突出|落实|做好|抓好|注重|把握|提升)"
)
_TELLS = re.compile(f"{DEEDS.pattern}|增加|减少|提高|达|进行|\\d")
_FRONT = re.compile(
    r"^(?:截[至止]|围绕|结合|通过|依托|根据|按照|针对|自[^，]*[起来始]$|在[^，]*[下上中]$|以[^，]*(?:载体|契机|抓手|主题|重点|平台|主线)$|为)"
)
_FRONT_LONGEST = 30
_WAYS = re.compile("等[^，]{0,4}(?:方式|形式|途径|手段|渠道)")
_AUTHORITIES = re.compile("^[镇乡县区市村](?=党委|党政|政府|两委|机关)")
_PARK = re.compile("(?:工业|开发|高新|产业)园?区$")
_POINTS_BACK = re.compile(
    r"[他她它]们|这些|这[一种次项类]|上述|(?<![\d门项次人名%户期场个万千百])以上(?=[^0-9]|$)|该(?:活动|校|村|项|工程|中心|馆|县|市)|此[项类次]|[我您你](?!国|省|市|县|区|镇|局|社区|村|校|院|委|中心|街道|乡)|前者|后者|^其他|本(?:计划|方案|总结)|如下"
)
_NAMES = re.compile('[“《「"]|\\d')
_TO_DO = re.compile(
    "^还?要(?=(?:全面|进一步|大力|继续|积极|做好|加强|开展|完善|建立|推进|抓好|利用)|[^，]{6})(?!求)"
)
# “小巨人企业414家，“单项冠军”企业51家: the first mark was never closed.
_HALF_QUOTED = re.compile("“(?=[^”]*“[^”]*”)(?![^“]*”)")
_HALF = str.maketrans({",": "，", ";": "；", "(": "（", ")": "）", ":": "："})
_COMMA = re.compile(r"(?<!\d)[,;(:]|[,;):](?!\d)|\((?=\d)|(?<=\d)\)")


def short_words(page: Readable, span: Span, name: str) -> str:
    """The words of a span as they follow upon the unit's name: without its list mark, the unit's own name, whose
    guidance it was under, the day, long brackets, and all but the kind of a long row of names."""
    words = _FIRST_WORDS.sub("", plain_words(page, span))
    words = _WE.sub("", _WHEN.sub("", words))
    short = to_the_point(words, name)
    if words.endswith(f"社区{short}") and tagged_words(short)[:1][0].tag[0] == "n":
        # 社区学校 is a school, not the community.
        short = re.sub("^(?:我们?|本|全)(?=社区)", "", words)
    short = _WHEN.sub("", _ROW.sub("", short)).removeprefix(name)
    short = _ASIDE.sub(_aside, _THIS_YEAR.sub("", short))
    short = _HALF_QUOTED.sub("", _TO_DO.sub("", short))
    short = _COMMA.sub(lambda m: m.group().translate(_HALF), short)
    return short.strip("，,、；;：:。 ")


def _aside(bracket: re.Match[str]) -> str:
    """A bracket: the parts of a figure after 其中, a short remark as it is, anything else left out."""
    inside = bracket[1].strip("，,；; ")
    if len(inside) > _LONG_ASIDE or not inside:
        return ""
    if re.match(r"[^\d，]{1,12}\d", inside) and "其中" not in inside and re.search("[，,、]", inside):
        return f"（其中{inside}）"
    return f"（{inside}）" if re.search(r"\d", inside) or len(inside) <= _SHORTEST else ""


def told_of(name: str, words: str) -> str:
    """Words behind the name of their unit, which is not said twice (某社区, 社区党支部; 某工业区, 园区); what says when
    or how stands in front of it."""
    lead, comma, rest = words.partition("，")
    next_words = rest.partition("，")[0]
    follows = bool(_TELLS.search(next_words)) and not _WAYS.search(next_words)
    if comma and follows and len(lead) <= _FRONT_LONGEST and _FRONT.match(lead) and is_adverbial(lead):
        return f"{lead}，{joined(name, to_the_point(rest, name))}"
    said = next((name[i:] for i in range(1, len(name) - 1) if words.startswith(name[i:])), "")
    words = words.removeprefix(said)
    if words[:1] == name[-1:]:
        words = _AUTHORITIES.sub("", words)
    if _PARK.search(name):
        words = words.removeprefix("园区")
    return joined(name, words)


def fit(words: str) -> bool:
    """Whether words can stand in a draft: neither a fragment, nor too long, nor with what the source hides."""
    # 集中学习8次 says enough.
    shortest = _SHORTEST - 2 if re.search(r"\d", words) else _SHORTEST
    if not shortest <= len(words) <= LONGEST or _HIDDEN.search(words):
        return False
    if (
        _POINTS_BACK.search(words)
        or _CANNOT_LEAD.search(words)
        or is_adverbial(words)
        or runs_on(words.rpartition("，")[2])
    ):
        return False
    # 利用例会 is no statement, 利用例会开展学习 is one.
    return not _OPENS.search(words) or bool(_TELLS.search(words))


def is_empty_talk(words: str, *, planned: bool) -> bool:
    """Whether words are a set phrase (套话): a praise, or, where no plan is wanted, a resolve or anything else that
    neither names nor does a thing."""
    if _TALK.search(words) or (len(words) < _RESOLVE and _GENERAL.search(words) and not _NAMES.search(words)):
        return True
    return (
        not planned and not _NAMES.search(words) and bool(_GENERAL.search(words) or not DEEDS.search(words))
    )


def telling(words: str) -> float:
    """How much words tell by their kind: deeds and names more, resolves less."""
    return (
        0.1 * bool(DEEDS.search(words))
        + 0.05 * bool(_NAMES.search(words))
        - 0.1 * bool(_GENERAL.search(words))
    )
