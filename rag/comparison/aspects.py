"""The aspects that a question names: 志愿服务、培训人数和党员数 as three columns, each with what is asked of a unit."""

import re
from collections.abc import Sequence

from ingest.words import tagged_words
from rag.asked_measure import asked_measure, topic_terms
from rag.comparison.plan import Aspect, Kind
from rag.comparison.thing import MORE
from rag.wordings import LIGHT

_WAYS = r"(?:这)?[两二三四五六七八九十\d]*个?(?:方面|方向|领域|内容|指标|事项|项)"
_LEAD = re.compile(
    r"^(?:请|帮我|给我|从|就(?![业医学诊餐读任])|按照?|围绕|对于?|针对|关于|在|把|将|列出|列一?下|列|看看|看一?下|比一?比|比较一?下?|对比一?下?|说说|它们|他们|再?加上|换成|(?:谁|哪[个家])(?:单位|社区|镇|村|局)?的|的|都?在|[，,：:、\s])+"
)
# 甲和乙比，哪个的志愿者多
_SET_BESIDE = re.compile("^相?比[，,]")
_DERIVED = re.compile(
    r"(?:是|为|达到?)?(?:它|对方|后者|前者)?的?(?:几|多少)倍|(?:各自?|分别)?占(?:了)?(?:总数|总量|合计|其中|全部)?的?(?:多少|几成|百分之几|比重?|比例)|(?:相)?差(?:了)?多少|差距(?:是|有)?多[少大]|(?:[，,]?(?:多|少)(?:了|出)?多少)(?=[？?。]*$)"
)
_WORKED_OUT = re.compile(r"合计|一共|总共|平均|[人户]均")
_ASKING = re.compile(
    r"(?:上|方面)?[，,、]?(?:哪[一]?(?:个|家|些)[^，]*|谁[^，]*|(?:各自?|都|分别)*(?:从|有|是|做|开展|添置|办|投|要求|写|提到|说|达到?)?了?过?(?:哪些|什么|多少|几|怎么|如何)[^，]*)$"
)
_ENDING = re.compile(
    rf"(?:{_WAYS}|方面|上|对比|比较|的情况|情况|的|里|中|在|各自?|都|分别|做了?|开展了?|工作开展|{MORE}|怎么样|如何|有何|[，,、。？?！!：:\s])+$"
)
_FIGURES = re.compile(
    r"数据|数字|什么数|人数|次数|户数|数量|金额|总[量额值]|比例|[率值数]$|场次|人次|目标|多少|几[个家次人场]"
)
_PRACTICES = re.compile(
    r"做法|举措|措施|经验|怎么做|如何做|做[了过]?(?:些|哪些)?什么|开展[了过]?哪些|(?:哪些|什么)(?:活动|工作)"
)
_STARTS_A_QUESTION = re.compile("各(?=[办有是自做开])|都|分别|有(?![机限效])|谁|哪")
_EACH_FRONT = re.compile(r"^(?:各自?|分别|都)(?![类项种级界方族])")
_NOUN = "nvjlibq"
_TAILS = (
    "人数",
    "次数",
    "户数",
    "数量",
    "金额",
    "面积",
    "人次",
    "场次",
    "目标",
    "收入",
    "支出",
    "情况",
    "数",
    "增速",
    "增幅",
    "增长率",
)
_RATES = ("增速", "增幅", "增长率")
_WHO = re.compile(r"[员者人民众生户工]$")
_HOW_MANY = re.compile(
    r"(?:^|[、，,和及])(?:各自?|分别|都|共|一共)*(?:有|是)?(?:多少|几)(?:个|名|位)?(?=[\u4e00-\u9fff]{2})"
)
# One of a pair that is said in one breath: 成绩和问题, 干部和群众.
_OF_A_PAIR = frozenset(
    "问题 不足 做法 经验 困难 措施 举措 成效 成绩 差距 打算 群众 干部 领导 组织 管理 建设 队伍 制度 机制 方法 特色 亮点 制定 落实".split()
)
_SHORTEST, _LONGEST = 2, 24


def aspects_in(topic: str) -> tuple[Aspect, ...]:
    """What a topic asks of each unit, one aspect for each thing it names, in its order; () where it names nothing.

    The words that ask (各有多少人) go to every one of them.
    """
    asked_of = without_derived(topic)
    front, *counted = _HOW_MANY.split(asked_of)
    if len(counted) > 1:
        # 有多少党员、多少户居民 names them behind the words that ask.
        measures = dict(map(_without_measure, counted))
        named = _things("、".join((front, *measures)).strip("、，,。？? "), asks=False)
        return tuple(
            Aspect(name=name, topic=f"{name}有多少{measures.get(name, '')}", kind="figures") for name in named
        )
    asking = _ASKING.search(asked_of)
    core = _ENDING.sub("", _LEAD.sub("", asked_of[: asking.start()] if asking else asked_of))
    names = _things(core, asks=bool(asking))
    kind = kind_asked(topic)
    if not names:
        return ()
    if len(names) == 1:
        return (Aspect(name=column_name(asked_of) or names[0], topic=asked_of, kind=kind),)
    asked = asking.group().strip("，,、") if asking else ""
    # 各有多少本 goes to each; 各是多少 says nothing that the name does not.
    number = re.search(r"(?:有|是|达到?)?(?:多少|几)[\u4e00-\u9fff]{1,3}", asked)
    return tuple(
        Aspect(name=name, topic=_topic_of(name, number.group() if number else ""), kind=_kind_of(name, kind))
        for name in names
    )


def _without_measure(counted: str) -> tuple[str, str]:
    """What stands behind 多少 as the thing and the measure that it is asked by: 户居民 as 居民 and 户."""
    counted = counted.strip("、，,。？? ")
    measure = asked_measure(f"多少{counted}")
    thing = counted.removeprefix(measure)
    return (thing, measure) if thing != counted and len(thing) >= _SHORTEST else (counted, "")


def _topic_of(name: str, asking: str) -> str:
    """What is asked of a unit for a column: 党员人数 asks how many they are, not for any people near them."""
    stem = name.removesuffix("人数")
    return f"{stem}有多少人" if stem != name and _WHO.search(stem) else name + asking


def without_derived(topic: str) -> str:
    """A topic without what is to be worked out from the figures (垃圾桶是它的几倍, 各占多少)."""
    return _DERIVED.sub("", topic).strip("，,。？?的是 ") if _DERIVED.search(topic) else topic


def asks_derived(words: str) -> bool:
    """Whether something is to be worked out from the figures: how many times as much, the difference, a share."""
    return bool(_DERIVED.search(words) or _WORKED_OUT.search(words))


def kind_asked(words: str) -> Kind:
    """Whether figures are asked for, or practices, or either."""
    if _PRACTICES.search(words):
        return "practices"
    return "figures" if _FIGURES.search(words) else "both"


def column_name(topic: str) -> str:
    """How a column is headed that answers a topic: the thing without the words that ask for it."""
    words = _SET_BESIDE.sub("", re.split(r"[？?。！]", topic)[0])
    words = _EACH_FRONT.sub("", _LEAD.sub("", _ASKING.sub("", words)))
    words = _ENDING.sub("", words).strip("，,、的在 ")
    return words or "".join(t.text for t in topic_terms(topic) if t.text not in LIGHT)


def _kind_of(name: str, kind: Kind) -> Kind:
    """Of several aspects each is of its own kind, unless the question says one for all."""
    return kind if kind == "practices" else kind_asked(name)


def _things(core: str, *, asks: bool) -> tuple[str, ...]:
    """The things that words name one beside the other; the words as one thing where their parts are none."""
    # 社区图书室，藏书各有多少: where something is asked behind the comma, what stands before it is no other thing.
    listed = [p.strip("“”\"'《》的 ") for p in re.split(r"[、；;]" if asks else r"[、，,；;]", core)]
    listed = [p for p in listed if p]
    parts = [thing for part in listed for thing in _joined(part)]
    if len(parts) < 2 or not all(_names_a_thing(part) for part in parts) or _share_an_object(parts):
        # 存在的问题和不足 goes by one, and so does what was said between commas but names no thing.
        return (core.strip(),) if core.strip() and topic_terms(core) else ()
    return tuple(dict.fromkeys(_with_tail(parts)))


def _joined(part: str) -> list[str]:
    """甲和乙 in two, where each is a thing of its own."""
    pieces = re.split(r"(?:以及|及其|和|与|及|跟|还有)", part)
    counted = pieces[-1].endswith(_TAILS) and _WHO.search(pieces[0])
    whole = all(_names_a_thing(p) and (p not in _OF_A_PAIR or counted) for p in pieces)
    return pieces if whole and len(pieces) > 1 and not _share_an_object(pieces) else [part]


def _names_a_thing(words: str) -> bool:
    """Whether words could head a column: short, with something to look for, and ending in what a noun ends in."""
    if _STARTS_A_QUESTION.match(words):
        return False
    if not _SHORTEST <= len(words) <= _LONGEST or (not topic_terms(words) and not words.endswith(_TAILS)):
        return False
    return tagged_words(words)[-1].tag[0] in _NOUN


def _share_an_object(parts: Sequence[str]) -> bool:
    """Whether verbs in a row have one object: 购置和更换垃圾桶; not 培训和演出."""
    first, last = tagged_words(parts[0]), tagged_words(parts[-1])
    return len(first) == 1 and first[0].tag == "v" and len(last) > 1 and last[0].tag == "v"


def _with_tail(parts: Sequence[str]) -> list[str]:
    """党员和志愿者人数: what the last one counts by goes for those before it that name only who or what."""
    last = parts[-1]
    tail = next((t for t in _TAILS if last.endswith(t) and len(last) > len(t)), "")
    if tail in _RATES:
        return [p if p.endswith(_TAILS) and not p.endswith(("收入", "支出")) else f"{p}{tail}" for p in parts]
    if tail not in ("人数", "次数", "户数", "数量", "数", "金额"):
        return list(parts)
    bare = [p for p in parts[:-1] if not p.endswith(_TAILS) and _WHO.search(p)]
    return [f"{p}{tail}" if p in bare else p for p in parts]
