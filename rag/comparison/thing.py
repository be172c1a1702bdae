"""What an aspect of a comparison is about: the thing by its names, what is done to it, its rate or its plan."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import permutations

from ingest.words import tagged_words
from rag.asked_measure import IMPLIED, asked_measure
from rag.synonyms import parse_rows, synonyms
from rag.terms import fold

_ASKED = re.compile(
    r"(?:各|都|分别|一?共|总共|合计)*(?:有|是|为|达到?|完成|实现)?了?(?:多少|几|什么数|怎么样|如何)(?P<measure>[\u4e00-\u9fff%]{0,3})$"
)
_TAIL = re.compile(
    r"(?:的|方面|上)?(?:具体)?(?:情况|进展|成效|数据|数字|数量|内容|做法|措施|工作|任务|指标)$|(?:上|方面)$"
)
MORE = "谁?[更最][多少高低大小]|谁[多少]|(?<![许大很众繁增太])多(?:一?[些点])?"
"""Of which of those compared there is more: behind the name of a thing no part of it."""
_MORE = re.compile(f"(?:{MORE})$")
_QUESTION = re.compile("多[少久长大高远重宽]|几(?!乎)|哪|谁|什么|怎么|如何|各[是有为办举开自]|[，,。？?]")
# 排查的矛盾纠纷: what was done to it.
_DONE_TO = re.compile(r"^(?P<deed>[\u4e00-\u9fff]{2})的(?P<noun>[\u4e00-\u9fff]{2,})$")
_PLANNED = re.compile(
    r"(?:的|年度)?(?:主要)?(?:预期)?(?:目标|计划)(?:数|值|任务)?$|^(?:今年|明年)?(?:计划|预期|目标)的?"
)
_DONE = re.compile(r"(?:实际)?完成(?:情况|数)?$|^(?:已|实际)完成的?|实际$|^实际")
_RATE = re.compile(r"(?:增长率|增长速度|增速|增幅|增长|涨幅|降幅|同比)$")
_YEAR = re.compile(r"^(?:19|20)\d{2}年度?(?:全年)?的?")
_INDICATOR = re.compile(
    r"(?:[值额率量]|收入|支出|价格|投资|能耗|浓度|指数|比[重例率]|强度|人口|水平|经费|进出口|出口|进口|pm2\.5)$"
)
_SIZES = IMPLIED | {"里程": "公里", "床位数": "张", "学位数": "个"}
_FAMILIES = (
    "改造 整治 改建 更新 修缮 改善 提升 翻新",
    "新建 建设 建成 新增 增加 扩建 新改扩建 兴建 修建 投用 建 筹建 筹集 布局 开工 完工 建设筹集 新设 增设",
    "培训 轮训",
    "治理 整治 防治 修复",
    "发放 发出",
)
_FIELD = re.compile("(?:服务|活动|设施|工作)$")
OF_EVENTS = frozenset(("场次", "场", "次", "期", "届", "人次", "人", "项"))
"""What activities are counted by."""
_FILLER = "(?:的|总|年|新|型|性|化|等)?"
# Between the words of a thing that can be counted, what sort of it is meant: 养老护理床位.
_SORT = r"(?:[\u4e00-\u9fff]{1,4})?"
_SHORTEST = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """What is looked for. `name` is the thing as asked; `pattern` finds it in folded words by its names, `loosely`
    also with other words between its own or, where the aspect names a deed (老旧小区改造), only what it is done to;
    then `deed` must be told with it. `indicator`: it is a number by nature (收入, 产值), so that a part of it is
    another thing. `measure` is the one asked for, `rate`: its growth is; `planned`, `done`: only what is to come, or
    only what was done; `year`: only of that year. `counted`: a number is asked
    for expressly (人数, 多少). `words` are those of its name. `field`: of a whole field of work (志愿服务) the word that all of it
    has in common (志愿), "" for any other thing."""

    name: str
    pattern: re.Pattern[str]
    loosely: re.Pattern[str] | None
    deed: re.Pattern[str] | None
    indicator: bool
    measure: str = ""
    rate: bool = False
    planned: bool = False
    done: bool = False
    year: str = ""
    field: str = ""
    counted: bool = False
    words: tuple[str, ...] = ()

    @property
    def of_events(self) -> bool:
        """Whether it is a kind of activities."""
        return self.name.endswith("活动")


@lru_cache(maxsize=512)
def read_thing(topic: str) -> Thing | None:
    """The thing that a topic names; None where it asks for something in other words than by a name."""
    words = fold(topic).strip("，,、。？?的 ")
    year = found.group()[:4] if (found := _YEAR.match(words)) else ""
    words = _YEAR.sub("", words)
    compared, words = _without(_MORE, words)
    counted = compared or bool(_ASKED.search(words) or re.search("(?:数据|数字)$", words))
    measure = asked_measure(topic) if counted else ""
    words = _ASKED.sub("", words)
    if _QUESTION.search(words):
        return None
    planned, words = _without(_PLANNED, _TAIL.sub("", words))
    done, words = _without(_DONE, words)
    bare = _TAIL.sub("", words)
    words = bare if len(bare) > _SHORTEST else words
    rate, words = _without(_RATE, words)
    for word, one in _SIZES.items():
        if words.endswith(word) and len(words) - len(word) >= _SHORTEST:
            words, measure = words.removesuffix(word).rstrip("的"), measure or one
            counted = True
    # 排查的矛盾纠纷 is what reports call 排查矛盾纠纷.
    words = "".join(w.text for w in tagged_words(words) if w.text != "的")
    if len(words) < _SHORTEST:
        return None
    thing = _thing(words, year=year, measure="%" if rate else measure, rate=rate, planned=planned, done=done)
    return replace(thing, counted=counted)


def _without(pattern: re.Pattern[str], words: str) -> tuple[bool, str]:
    rest = pattern.sub("", words)
    return (True, rest) if rest != words and len(rest) >= _SHORTEST else (False, words)


def _thing(name: str, *, year: str, measure: str, rate: bool, planned: bool, done: bool) -> Thing:
    noun, deed = _parted(name)
    name = _DONE_TO.sub(r"\g<deed>\g<noun>", name)
    names = dict.fromkeys(_names(name))
    if rate and "生产总值" in names:
        # 经济增长5%左右 is how the growth of the gross product is told.
        names["经济(?=增长)"] = None
    indicator = bool(_INDICATOR.search(name))
    exact = [_joined(_pieces(n), _FILLER) if n.isalnum() else n for n in names]
    turned = [_joined(p, "") for p in permutations(_pieces(name)) if 1 < len(p) <= 3]
    loose = [_joined(_pieces(noun), _SORT)] if deed or (not indicator and len(_pieces(noun)) > 1) else []
    if indicator:
        loose += _spread(names)
    return Thing(
        name=name, pattern=_any(exact + turned), loosely=_any(loose) if loose else None, deed=deed,
        indicator=indicator, measure=measure, rate=rate, planned=planned, done=done, year=year,
        words=_pieces(name), field=field if len(field := _FIELD.sub("", name)) >= _SHORTEST and field != name else "",
    )  # fmt: skip


def _spread(names: Iterable[str]) -> list[str]:
    """Names whose second word stands alone, the first in front of another: 粮食播种面积1500万亩、总产125亿斤."""
    parted = [p for n in names if len(p := _pieces(n)) == 2]
    heads = dict.fromkeys(head for head, _ in parted)
    return [
        rf"{re.escape(head)}[^，。；：、\n]{{2,16}}、(?P<own>{'|'.join(t for h, t in parted if h == head)})"
        for head in list(heads)[:1]
    ]


def _any(patterns: list[str]) -> re.Pattern[str]:
    # 进出口 holds 出口 and is another thing.
    return re.compile(
        "|".join(sorted((f"(?<!进){p}" if p[:2] == "出口" else p for p in patterns), key=len, reverse=True))
    )


def _joined(pieces: tuple[str, ...], between: str) -> str:
    return between.join(map(re.escape, pieces))


@cache
def _pieces(words: str) -> tuple[str, ...]:
    """The words of a name; single characters stay with the word in front of them."""
    pieces: list[str] = []
    for word in tagged_words(words):
        if pieces and (len(word.text) == 1 or len(pieces[-1]) == 1):
            pieces[-1] += word.text
        else:
            pieces.append(word.text)
    return tuple(pieces)


def _parted(name: str) -> tuple[str, re.Pattern[str] | None]:
    """A name as the noun and the deed at its end or its beginning (老旧小区|改造), with the other words for the deed."""
    if done_to := _DONE_TO.match(name):
        words = (done_to["deed"], *sorted(synonyms(done_to["deed"])))
        return done_to["noun"], re.compile("|".join(map(re.escape, words)))
    for row in _FAMILIES:
        for word in row.split():
            for noun in (name.removesuffix(word), name.removeprefix(word)):
                if noun != name and len(noun) >= _SHORTEST and len(word) > 1:
                    return noun, re.compile(row.replace(" ", "|"))
    return name, None


def _names(name: str) -> Iterator[str]:
    """The name itself and, by the table, what else it is called."""
    yield name
    for row in _rows():
        held = max((n for n in row if n in name), key=len, default="")
        if held:
            yield from (name.replace(held, other) for other in row if other != held)


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    return parse_rows(files("rag.comparison").joinpath("same_things.txt").read_text(encoding="utf-8"))
