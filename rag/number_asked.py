"""Questions for a number: 培训人数最多 as the question 培训多少人, limits like 超过100起, how many of a ranking."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ingest.figures import extract_figures
from ingest.words import tagged_words
from rag.asked_measure import IMPLIED
from rag.table_request import without_table

_BOUND = re.compile(
    r"(?P<over>超过|多于|大于|高于|不少于|不低于|达到|至少|在)|(?P<under>少于|低于|小于|不到|不足|不超过)"
)
_MONEY = re.compile(r"资金|投资|投入|经费|拨款|罚款|产值|收入|捐款")
_COUNT_WORDS = IMPLIED | {"场次": "场次", "人次": "人次"}
_COUNTED_BY = (("藏书", "册"), ("图书", "册"), ("纠纷", "起"), ("案件", "起"), ("路灯", "盏"))
_DONE_TO = re.compile(
    r"^(?P<verb>[\u4e00-\u9fff]{1,6}?)(?:了|过)(?:多少|几)(?P<measure>起|场次?|次|件|个|名|人次|户|期|册|棵|株|盏|座|处)的?(?P<noun>[\u4e00-\u9fff]{2,8})$"
)
_EVENTS = re.compile("(?:活动|演出|比赛|讲座|会议|培训班|宣讲|演练)$")
_PEOPLE_OF = re.compile(r"的?人(?:员|数)?$")
_NAMES_SHOWN = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Bound:
    """A limit to a figure, as the question words it (超过100起); `sign` is >, ≥, < or ≤."""

    value: Decimal
    measure: str
    sign: Literal[">", "≥", "<", "≤"]
    words: str

    def lets_in(self, value: Decimal) -> bool:
        """Whether a figure is past the limit."""
        if value == self.value:
            return self.sign in ("≥", "≤")
        return (value > self.value) == (self.sign in (">", "≥"))


def bound_in(words: str) -> tuple[Bound, str] | None:
    """The limit that a question sets (超过100起), and the question as one for the figure (多少起)."""
    figure = next((f for f in extract_figures(words) if f.value is not None), None)
    if figure is None or figure.value is None:
        return None
    before, raw, behind = words[: figure.span.start], figure.raw, words[figure.span.end :]
    # 超过 may be read as part of the figure, 以上 as well.
    stated = re.search(rf"(?:{_BOUND.pattern})$", before) or _BOUND.match(raw)
    above, below = (re.search(rf"(?:及|或)?以{way}", raw + behind) for way in "上下")
    if not (stated or above or below):
        return None
    if stated and stated.string is before:
        before = before[: stated.start()]
    before = re.sub(r"的?(?:次数|人数|户数|数量|数)$", "", before)
    about = before + f"多少{figure.measure}" + re.sub(r"^(?:及|或)?以[上下]", "", behind)
    strict = bool(stated) and not re.search(
        "达到|至少|不超过|不少于|不低于", stated.group() if stated else ""
    )
    under = bool(below or (stated and stated["under"]))
    sign: Literal[">", "≥", "<", "≤"] = ("<" if strict else "≤") if under else (">" if strict else "≥")
    said = {">": "超过", "≥": "达到", "<": "不到", "≤": "不超过"}[sign]
    number = raw[stated.end() :] if stated and stated.string is raw else raw
    words = said + re.sub(r"(?:及|或)?以[上下]$", "", number)
    return Bound(value=figure.value, measure=figure.measure, sign=sign, words=words), about


def number_topic(about: str) -> tuple[str, str]:
    """What is asked for a number of, without the words around it, and the same as a question for the number."""
    about = without_table(about).strip("，,？?。 ")
    about = re.sub(r"^(?:都|分别|各自?|共|的)+|分别|各自", "", about)
    about = re.sub(r"的?(?:具体)?(?:一共)?(?:是|有|为|达到?)?多少$", "", about)
    about = re.sub(r"(?<=[\u4e00-\u9fff])有(?=多少|几(?![年乎]))", "", about)
    if not re.search("多少|几(?![年乎])", about):
        return about, as_number(about)
    return about, _DONE_TO.sub(r"\g<verb>的\g<noun>多少\g<measure>", about)


def as_number(thing: str) -> str:
    """A thing as a question for its number: 培训人数 as 培训多少人, 藏书 as 藏书有多少."""
    thing = parted(thing)
    for word, measure in _COUNT_WORDS.items():
        if thing.endswith(word):
            return f"{thing.removesuffix(word).rstrip('的')}多少{measure}"
    for word, measure in _COUNTED_BY:
        if thing.endswith(word):
            return f"{thing}多少{measure}"
    if _PEOPLE_OF.search(thing) and len(thing) > 2:
        return f"{_PEOPLE_OF.sub('', thing)}多少人"
    if thing.endswith("率"):
        return f"{thing}是多少"
    if _EVENTS.search(thing):
        return f"{thing}多少场次"
    if _MONEY.search(thing):
        return f"{thing}多少元"
    return f"{thing}有多少"


def parted(thing: str) -> str:
    """A thing with the words that were run into one taken apart: 调解纠纷 as 调解的纠纷."""
    words = []
    for word in tagged_words(thing):
        done, to = word.text[:2], word.text[2:]
        runs_on = len(word.text) == 4 and all(
            len(found := tagged_words(half)) == 1 and found[0].tag[0] == tag
            for half, tag in ((done, "v"), (to, "n"))
        )
        words.append(f"{done}的{to}" if runs_on else word.text)
    return "".join(words)


def first_of(words: str) -> int:
    """How many of a ranking are asked for (前三名); 1 where the question does not say."""
    found = re.search(r"[前哪第]([二两三四五六七八九十\d]+)[名位个家所]?", words)
    if not found:
        return 1
    digits = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
    return digits.get(found[1], int(found[1]) if found[1].isdigit() else _NAMES_SHOWN)


def as_number_of(thing: str) -> str:
    """A thing as its number is spoken of: 垃圾桶数, but 满意率 and 培训人数 as they are."""
    return thing if re.search("[数率额金量次积值入]$", thing) else f"{thing}数"
