"""What a question over all units asks: of which units, about what thing, and whether who, how many, who most or how much in all."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from ingest.words import tagged_words
from rag.asked_measure import asked_measure, topic_terms
from rag.directory import Directory, UnitEntry
from rag.holdings_question import Holding, asks_holdings
from rag.number_asked import Bound, as_number, bound_in, first_of, number_topic, parted
from rag.table_request import without_table
from rag.terms import content_terms
from rag.understand import Question
from rag.unit_kinds import GROUP_KINDS
from rag.wordings import LIGHT

Aim = Literal["mention", "silent", "most", "least", "sum", "figures", "practices", "holdings", "opinion"]

_GROUP = re.compile(
    r"(?P<ask>哪些|哪几[个家]?|哪一?[个家所]|哪[两二三四五六七八九十][个家所]|(?<![第\d])几[个家]|多少[个家]?|有没有|有无|是否有|是不是(?:所有的?|每个|各)?|各个?|每一?[个家]|(?:在)?所有的?|全部的?|全体|其他的?|其它的?|别的|还有)"
    rf"(?P<kind>{GROUP_KINDS})"
    r"(?!居民|村民|工作者|干部|民|级|域|委|务|口|部长|长|名|矫正|间|所)"
)
_WHO = re.compile(
    r"(?:还有|都有)?(?:谁家?|哪一?家|哪里|哪些地方|哪[些几]?[个份]?(?:报告|总结|材料))(?:的)?(?=[^，。]{0,14}(?:提到|提及|说到|讲到|谈到|写到|写了|说了|涉及|最|更|比较|办[了过]|搞[了过]|开展[了过]|建[了过]|有过?))"
)
_LISTED = re.compile(
    rf"的(?P<kind>{GROUP_KINDS})(?:都?有|是|分别是)(?P<ask>哪些|哪几个|几个|多少个?)(?=[？?。]*$)|(?<=的)(?P<all>{GROUP_KINDS})(?=[？?。]*$)"
)
_IS_WHO = re.compile(r"(?<=[是属])(?:谁家?|哪一?[家个]|哪里)(?=[？?。]*$)")
_LIST_OUT = re.compile(r"^(?:请|帮我|给我)*(?:列出|找出|列举|查出|找一?下)")
_OPINION = re.compile(
    r"最(?:好|丰富|强|突出|优秀|先进|差|活跃|扎实|有特色|到位|出色|精彩)|(?<![更最])好[不吗]?$"
)
_PROBLEMS = re.compile(
    r"^(?:存在的?|主要的?|突出的?|工作中的?)*(?:问题|不足|困难|差距)(?:[和与及](?:问题|不足|困难|差距))?$"
)
_NOBODY = re.compile(r"[请由被让叫]谁|谁[^，。？最]{0,6}(?:负责|牵头|带队|担任|主持|主讲|讲课)|是谁")
_EXCEPT = re.compile(
    r"除了?(?P<names>[^，,]{2,40}?)(?:(?:以外|之外|外)[，,]?|[，,]?(?=还有|其[他它余]|别的|哪|谁))(?:还有)?"
)
_LEAD = re.compile(
    r"^(?:那么?|请问|麻烦|请|帮我|给我|替我|查一?下|查查|看看|看一?下|统计一?下?|列出?一?下?|说说|数一?数|我想知道|想知道|把|在|库里|库中|资料库里|报告里|全库)+[，,]?"
)
_SUPERLATIVE = re.compile(
    r"(?:[办搞做买种栽修建花发投拆用][得的])?(?:是)?(?:最|更|比较|较)(?P<way>多|少|高|低|大|小|长|短)(?:的)?|排(?:名)?第一|居首|第一名|排名|排个?[名序]"
)
_LEAST = frozenset("少低小短")
_MENTION = re.compile(
    r"(?:的?(?:工作)?(?:报告|总结|计划|汇报|材料|文件)(?:里面?|当?中|上)?)?(?:都|也|还|曾经?|有)*(?:提到|提及|提过|说到|讲到|谈到|写到|写有|写明|涉及|出现|(?:写|说|讲|谈)[了过])(?:了|过|有)?(?:关于)?|^(?:都|也|还)?写"
)
_MENTIONED_IN = re.compile(
    r"(?:的?(?:工作)?(?:报告|总结|计划|汇报|材料|文件))(?:里面?|当?中|上)(?:都|也)?(?:有|出现)?"
)
_DOING = re.compile(
    r"^(?:都|也|还|曾经?|已经?|自己|计划|打算|准备|拟|将|要)*(?P<verb>开展|举办|组织|承办|主办|办|搞|做|建立|建设|新建|建|成立|设立|设|发生|出现|有发生|实施|推行|进行|举行|召开|参加|拥有|配备|配|组建|获得|评为|属于|是|用|有)(?P<past>过|了|起|有|成)*"
)
_NEGATED = re.compile(
    r"^(?:的?(?:报告|总结|材料)(?:里面?|中)?)?(?:都|还|也|至今)*(?:没有?|未曾?|从未|不曾)(?=.)"
)
_ASKING = re.compile(r"多少|几(?![年乎])|什么|怎么|如何|谁|哪|何时|情况")
_TAIL = re.compile(
    r"(?:了?(?:吗|没有|没|呢|啊|吧|么)|的|了|过|有|是|都|工作|情况|方面|这件事|这项工作|列个?表|[，,、。？?！!\s])+$"
)
_SHORTEST = 2
_EACH = re.compile(r"^(?:各|每|所有|全部|全体|在?所有)")
_A_NUMBER = re.compile(r"(?<!多)(?:数[量目]?|率|金额|总额|面积|产值|场次|人次)$")
_SUM = re.compile(r"一共|总共|合计|共计|加起来|总和|总计|累计|(?<=单位)共")


@dataclass(frozen=True, kw_only=True, slots=True)
class Overall:
    """A question put to every unit of a group. `kind` is the group as people call it (单位, 社区); `thing` is what is
    asked about; `question` is what is asked of figures. `done`: whether it was done; `spoken`: whether it is spoken
    of, in whatever way; `first`: how many of a ranking are asked for; `left_out` are units that the question excepts."""

    text: str
    standalone: str
    aim: Aim
    kind: str
    units: tuple[UnitEntry, ...]
    thing: str
    question: Question
    done: bool = False
    spoken: bool = False
    first: int = 1
    bound: Bound | None = None
    holding: Holding | None = None
    left_out: tuple[UnitEntry, ...] = ()
    from_history: bool = False


def over_all(text: str, directory: Directory, *, spoken_of: str = "") -> Overall | None:
    """The question as one over all units; None where it is put to named units, or is of another sort.

    `spoken_of` is what the conversation spoke of, for a question that names nothing (还有哪些单位提到).
    """
    text = text.strip()
    if holding := asks_holdings(text):
        units = directory.of_kind(holding.kind)
        return _of(text, "holdings", holding.kind, units, holding.doc_type, holding=holding)
    rest, left_out = _without_excepted(without_table(text), directory)
    superlative = _SUPERLATIVE.search(rest)
    someone = None if _NOBODY.search(rest) and not superlative else _WHO.search(rest)
    found = (
        _LISTED.search(rest)
        or _GROUP.search(rest)
        or someone
        or (_IS_WHO.search(rest) if superlative else None)
    )
    if found is None or directory.names(rest):
        return None
    if found.re is _LISTED and found["all"] and not _LIST_OUT.search(rest):
        return None
    how_many = found.re is _GROUP and found["kind"] == "家" and found["ask"].startswith(("多少", "几"))
    if how_many and _LEAD.sub("", rest[: found.start()]).rstrip("有共一总"):
        # 文明单位复查了多少家 counts something else; 有多少家办了道德讲堂 counts units.
        return None
    kind = found.groupdict().get("kind") or found.groupdict().get("all") or "单位"
    units = tuple(u for u in directory.of_kind(kind) if u not in left_out)
    before = re.sub(r"(?:有没有|是否有|有无|(?:都|还|一共|总共|共)*有?)$", "", rest[: found.start()])
    words = _LEAD.sub("", (before + rest[found.end() :]).strip("，,。？?！! "))
    ask = found.groupdict().get("ask") or "谁"
    overall = _aimed(text, ask, kind, units, words, spoken_of)
    return overall and replace(overall, left_out=left_out)


def whose(asked: Overall) -> str:
    """Whose reports were read, for a sentence that says that none of them has it."""
    one = len(asked.units) == 1
    return f"{asked.units[0].name}的报告" if one else f"库中{len(asked.units)}个{asked.kind}的报告都"


def _without_excepted(text: str, directory: Directory) -> tuple[str, tuple[UnitEntry, ...]]:
    found = _EXCEPT.search(text)
    if found is None:
        return text, ()
    of_kind = (
        directory.of_kind(found["names"].lstrip("了")) if re.fullmatch(GROUP_KINDS, found["names"]) else ()
    )
    excepted = of_kind or directory.resolve(found["names"]).entries
    if not excepted:
        return text, ()
    rest = text[: found.start()] + re.sub(r"^(?:其[他它余]|别的|还有)(?=各|哪|谁)", "", text[found.end() :])
    return rest, excepted


def _aimed(
    text: str, ask: str, kind: str, units: tuple[UnitEntry, ...], words: str, thing: str
) -> Overall | None:
    if opinion := _OPINION.search(words):
        return _of(text, "opinion", kind, units, opinion.group())
    superlative = _SUPERLATIVE.search(words)
    if superlative:
        about = _SUPERLATIVE.sub("", words, count=1)
        least = superlative.groupdict().get("way") in _LEAST
        return ranked(text, kind, units, about or thing, least=least, first=first_of(ask + words))
    negated = _NEGATED.search(words)
    if negated and not _EACH.match(ask):
        return _mention(text, "silent", kind, units, words[negated.end() :], thing)
    if _EACH.match(ask) and _A_NUMBER.search(words):
        return of_figures(text, "sum" if _SUM.search(text) else "figures", kind, units, _SUM.sub("", words))
    if ask == "是否有" or not _ASKING.search(words):
        checks_all = bool(_EACH.match(ask)) and bool(re.search(r"吗|没有$|是不是|是否", text))
        if _EACH.match(ask) and not checks_all:
            return _practices(text, kind, units, words) if words else None
        bound = bound_in(words)
        if bound and not _MENTION.search(words):
            return _bounded(text, kind, units, words, bound)
        return _mention(text, "mention", kind, units, words, thing)
    if re.search(r"多少|几(?![年乎])|数[量目据字]?$|率$", words):
        aim: Aim = "sum" if _SUM.search(text) and not ask.startswith(("哪", "多少")) else "figures"
        return of_figures(text, aim, kind, units, _SUM.sub("", words))
    if re.search(r"哪些|什么|怎么|如何|情况", words) and not re.search("什么时候|哪[年月天]|谁", words):
        return _practices(text, kind, units, words)
    return None


def _of(
    text: str,
    aim: Aim,
    kind: str,
    units: tuple[UnitEntry, ...],
    thing: str,
    *,
    topic: str = "",
    **more: object,
) -> Overall:
    topic = topic or thing
    number = aim in ("most", "least", "sum", "figures")
    question = Question(
        text=text, standalone=text, mode="compare", asked="number" if number else "text", topic=topic,
        terms=topic_terms(topic), units=units, group=kind, measure=asked_measure(topic) if number else "",
    )  # fmt: skip
    return Overall(
        text=text,
        standalone=text,
        aim=aim,
        kind=kind,
        units=units,
        thing=thing,
        question=question,
        **more,  # type: ignore[arg-type]
    )


def _mention(
    text: str,
    aim: Aim,
    kind: str,
    units: tuple[UnitEntry, ...],
    words: str,
    before: str,
) -> Overall | None:
    plain = _TAIL.sub("", words)
    spoken = _MENTION.search(plain) or _MENTIONED_IN.search(plain)
    if spoken:
        plain = (plain[: spoken.start()] + plain[spoken.end() :]).strip("，,的")
    doing = None if spoken else _DOING.match(plain)
    thing = _plain_thing(plain[doing.end() :] if doing else plain)
    thing = "存在的问题" if _PROBLEMS.match(thing) else thing or before
    if len(thing) < _SHORTEST:
        return None
    done = bool(doing and doing["verb"] != "有") or (
        not spoken and any(w.text in ("了", "过") for w in tagged_words(plain))
    )
    return _of(text, aim, kind, units, thing, done=done, spoken=bool(spoken))


def _plain_thing(words: str) -> str:
    """The thing without the particles of what was done to it: 安装了路灯 as 安装路灯."""
    return "".join(w.text for w in tagged_words(thing_in(words)) if w.text not in ("了", "过"))


def _practices(text: str, kind: str, units: tuple[UnitEntry, ...], words: str) -> Overall | None:
    if re.search("(?:下一步|今后|明年|下半年).*打算|打算.*(?:下一步|今后|明年)", words):
        return _of(text, "practices", kind, units, "下一步打算")
    about = re.sub(r"(?:哪些|什么样?|怎么样?|如何)(?:的)?", "，", words)
    about = re.sub(r"都|分别|各自|方面|具体|做法|措施|采取|了|(?<!存)在|^对", "", about)
    about = re.sub(r"(?:上|做|上做)(?=，|$)", "", about)
    parts = [thing_in(_DOING.sub("", part)) for part in about.split("，")]
    thing = max(parts, key=len, default="")
    thing = "存在的问题" if _PROBLEMS.match(thing) else thing
    heavy = [t for t in content_terms(thing) if t.text not in LIGHT] or thing == "存在的问题"
    return _of(text, "practices", kind, units, thing) if heavy else None


def _bounded(
    text: str, kind: str, units: tuple[UnitEntry, ...], words: str, bound: tuple[Bound, str]
) -> Overall:
    limit, about = bound
    thing = of_figures(text, "figures", kind, units, about).thing
    return replace(of_figures(text, "figures", kind, units, parted(about)), thing=thing, bound=limit)


def ranked(
    text: str, kind: str, units: tuple[UnitEntry, ...], about: str, *, least: bool, first: int = 1
) -> Overall | None:
    """The question who has most of something, or least."""
    thing = thing_in(_LEAD.sub("", about))
    if not thing:
        return None
    return _of(text, "least" if least else "most", kind, units, thing, topic=as_number(thing), first=first)


def of_figures(text: str, aim: Aim, kind: str, units: tuple[UnitEntry, ...], about: str) -> Overall:
    """The question for one figure of each unit, or for their sum."""
    about, topic = number_topic(about)
    thing = re.sub(rf"(?:多少|几)(?:{re.escape(asked_measure(topic))})?(?:人次?)?的?", "", about)
    thing = re.sub(r"[了过]|有$", "", _DOING.sub("", _TAIL.sub("", thing)) or thing)
    return _of(text, aim, kind, units, thing or about, topic=topic)


def thing_in(words: str) -> str:
    """What is asked about, without the words around it."""
    words = re.sub(r"前[二两三四五六七八九十\d]+[名位个家]", "", words)
    words = _TAIL.sub("", _LEAD.sub("", words)).strip('“”"「」《》，,、的在 ')
    return re.sub(r"^(?:都|也|还|的|了|过|关于|对|在|里|中|有关)+", "", words)
