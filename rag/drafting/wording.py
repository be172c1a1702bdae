"""A clause's words as they go into a draft: without ornament and set phrases, and whether it can stand there."""

import re

from ingest.model import Span
from ingest.words import tagged_words
from rag.comparison.cued import DEEDS
from rag.comparison.pieces import joined, to_the_point
from rag.reading import plain_words
from rag.surroundings import Readable

_SHORTEST, _LONGEST = 8, 90
_STANDS = 10
_ROW = re.compile(r"(?:[“《][^”》]{2,30}[”》][、，]?){3,}等")
_HIDDEN = re.compile(r"_{1,}|[xX×]{2,}|[＊*○〇□■]{2,}")
_FIRST_WORDS = re.compile(
    r"^(?:首先|其次|再次|最后|一方面|另一方面|第[一二三四五六]|[一二三四五六七八九](?:是|(?=要))|[①-⑩])[，,：:、]?"
)
_CANNOT_LEAD = re.compile(
    r"^(?:[使让其该此它与和]|要有|还要|不仅|从而|因此|所以|但|虽|而|以便|并且?|也|又|以达|做到|达到|确保|为此|这|那|至|到|由此|对此|通过学习)"
)
_CANNOT_END = re.compile(
    r"(?:[的和与及对把将被为以在从向按]|包括|如下|以及|通过.{0,3}|时间|时机|等方式|方面|期间|以来|之后|以后|[过程]中|基础上|情况下|同时|[一二三四五六]个方面|：)$"
)
_OPENS = re.compile(r"^(?:为了?|以|按照?|根据|随着|围绕|通过|结合|利用|借助|在|经|当|自|从|对|把|将)")
_TALK = re.compile(
    "始终把|高度重视|重要意义|深入贯彻|认真贯彻|为指导|为宗旨|为目标|为契机|为抓手|为载体|为重点|取得了?[^，]{0,8}(?:成[效绩果]|实效|进展)|明显(?:提高|改善|增强|成效)|"
    "营造[^，]{0,14}氛围|形成[^，]{0,16}(?:局面|格局|合力)|深入人心|蔚然成风|打下[^，]{0,8}基础|奠定|纳入[^，]*(?:日程|规划)|"
    "抓紧抓实|落到实处|抓手|新台阶|上水平|不断(?:提[升高]|增强|完善|拓展|丰富|壮大)|有力地?(?:促进|推动)|意识[^，]{0,6}(?:增强|提高)|"
    "面貌|坚持做到|落实上级|文件精神|会议精神|指示精神|提供[^，]{0,12}(?:动力|支持|保障)|良好环境|理念|作为[^，]{0,20}(?:重点|内容|工作|任务)|圆满完成|进展情况|切实做到|学以致用|结合起来|有了[^，]{0,6}提高|激发了|促进了|提高了|增强了|推动了|发扬|弘扬"
)
_GENERAL = re.compile(
    "^(?:进一步|不断|切实|扎实|认真|深入|大力|积极|着力|努力|全面|坚持|加强|强化|提高|充分|牢固|高度)"
)
_TELLS = re.compile(f"{DEEDS.pattern}|增加|减少|提高|达|进行|\\d")
_AUTHORITIES = re.compile("^[镇乡县区市村](?=党委|党政|政府|两委|机关)")
_PARK = re.compile("(?:工业|开发|高新|产业)园?区$")
_POINTS_BACK = re.compile("[他她它]们|这些|上述|以上(?=[^0-9]|$)|该活动|此项")
_NAMES = re.compile("[“《「]|\\d")


def short_words(page: Readable, span: Span, name: str) -> str:
    """The words of a span as they follow upon the unit's name: without its list mark, the unit's own name, whose
    guidance it was under, and all but the kind of a long row of names."""
    words = _FIRST_WORDS.sub("", plain_words(page, span))
    short = to_the_point(words, name)
    if words.endswith(f"社区{short}") and tagged_words(short)[:1][0].tag[0] == "n":
        # 社区学校 is a school, not the community.
        short = words
    return _ROW.sub("", short).strip("，,、；;：:。 ")


def told_of(name: str, words: str) -> str:
    """Words behind the name of their unit, which is not said twice (某社区, 社区党支部; 某工业区, 园区)."""
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
    if not shortest <= len(words) <= _LONGEST or _HIDDEN.search(words):
        return False
    if _POINTS_BACK.search(words) or _CANNOT_LEAD.search(words) or _CANNOT_END.search(words):
        return False
    # 利用例会 is no statement, 利用例会开展学习 is one.
    return not _OPENS.search(words) or bool(_TELLS.search(words))


def is_empty_talk(words: str, *, planned: bool) -> bool:
    """Whether words are a set phrase (套话): a praise, or, where no plan is wanted, a resolve or anything else that
    neither names nor does a thing."""
    if _TALK.search(words):
        return True
    return (
        not planned and not _NAMES.search(words) and bool(_GENERAL.search(words) or not DEEDS.search(words))
    )


def depends(words: str, before: str) -> bool:
    """Whether a clause cannot stand without the one `before` it: a few words, or behind a figure a bare noun with its
    number."""
    if words.startswith(("在原有", "比上年", "较上年", "比去年", "较去年", "同比")) or len(words) < _SHORTEST:
        return True
    if len(words) > _STANDS or not re.search(r"\d", before):
        return False
    tags = [word.tag[0] for word in tagged_words(words)]
    return bool(tags) and tags[0] in "nmqrbjl" and "v" not in tags
