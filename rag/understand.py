"""What a question asks, read by itself: of which units and period, in which mode, for what kind of answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rag.asked_measure import asked_measure, topic_terms
from rag.directory import Directory, UnitEntry
from rag.drafting.outline.requests import asks_outline
from rag.drafting.requests import asks_draft
from rag.model import NO_FOCUS, Focus, Mode
from rag.periods import period_in
from rag.table_request import without_comparing, without_table
from rag.terms import Term
from rag.unit_kinds import GROUP_KINDS
from rag.wordings import (
    ASKS_LIST,
    ASKS_NUMBER,
    ASKS_PERSON,
    ASKS_PLACE,
    ASKS_TIME,
    written,
)

Asked = Literal["number", "time", "person", "place", "list", "text"]

_COMPARE = re.compile(
    r"对比|相比|比较|比一比|[跟和与同].{1,20}比|各(?:是|有|添|从|自|为|开|办|做|发|投|建|达|多少)|分别|谁(?:更|多|少|高|大|早|先)|哪(?:个|家|一家|里)[^，。？]{0,12}(?:更|最)|列个?表|差多少|多出多少"
)
_COUNTED_GROUP = re.compile(
    rf"(?:这|那|库里的?)?(?:[两二三四五六七八九十几\d]+)[个家]({GROUP_KINDS})(?=的|在|有|之间|$|[，,、])"
)
_SO_MANY = re.compile(rf"(?:这|那)?[两二三四五六七八九十几\d]+[个家]{GROUP_KINDS}?(?=的|在|，)的?")
_EACH_HOW_MANY = re.compile(r"(?:分别|各自?)(?:有|是|为|做了?|办了?)?(?:多少|几).*$")
_BRACKET = re.compile(r"[（(][^（）()]{0,30}[）)]")
_REPORT = re.compile(
    r"(?:的)?(?:这份|那份|那次|份|次)?(?:工作)?(?:总结|计划|汇报|报告|材料)(?:里面?|中|当中|上)[，,]?|^(?:份|次|个|局)(?=[^次])"
)
_FRAME = re.compile(
    r"[，,]?(?:做个|作个)?(?:比一比|对比一下|比较一下|比较|对比|比一下)[。？?]?$"
    r"|^把的?|^(?:都)?(?:提到|说到|讲到)(?:了|过)?"
)
_HOW_MANY_PEOPLE = re.compile(
    r"^(?:现在|目前|一?共|总共|大概|共?有)*多少(?:个?人|人口|户)(?:家)?[呢啊了]?[？?。]?$"
)
_LEAD = re.compile(
    r"^(?:那么?(?![些几里天])|呢[，,]?|还有|再(?:看看|说说|查查)?|换成|换|改成|请问|麻烦|帮我(?:查|看)?(?:一下|查)?|我想知道|想问(?:一下)?|查一下|看看)[，,、]?"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question as understood. `standalone` reads without the conversation; `topic` is what is asked about
    without the units; `context` holds weaker terms from the question before; `inside` quotes the statement
    that an 其中 points into; `shares` is what is asked of each unit, where the question says it unit by unit
    (甲的图书室和乙的农家书屋，藏书各有多少); `recent` are the units spoken of so far, the last ones at the end;
    `period` is the one whose reports are meant (2023年), `asks_period` whether this very message asks for it
    (上一年呢); `let_go` is what the message drops, and `asks` is false of one that does nothing else; `claims` see
    `Naming`."""

    text: str
    standalone: str
    mode: Mode
    asked: Asked
    topic: str
    terms: tuple[Term, ...]
    units: tuple[UnitEntry, ...] = ()
    strangers: tuple[str, ...] = ()
    measure: str = ""
    group: str | None = None
    context: tuple[Term, ...] = ()
    inside: str | None = None
    shares: tuple[str, ...] = ()
    recent: tuple[UnitEntry, ...] = ()
    from_history: bool = False
    period: str = ""
    asks_period: bool = False
    let_go: Focus = NO_FOCUS
    asks: bool = True
    claims: tuple[tuple[str, UnitEntry], ...] = ()

    @property
    def focus(self) -> Focus:
        """What the next question is about where it names nothing itself."""
        named = () if self.group else tuple(unit.name for unit in self.units)
        return Focus(units=named, group=self.group if self.units and self.group else "", period=self.period)


def read_question(text: str, directory: Directory) -> Question:
    """A question as it reads without any conversation."""
    text = text.strip()
    said = without_comparing(without_table(text)) or text
    naming = directory.resolve(said)
    if not naming.entries and (grouped := _COUNTED_GROUP.sub(r"各\1", said)) != said:
        # 把三个社区的志愿服务列个表, said of the library: all that there are.
        said, naming = grouped, directory.resolve(grouped)
    if _COMPARE.search(text) and naming.entries and not naming.group:
        naming = replace(naming, strangers=directory.strangers_beside(said, naming))
    # A bracket behind a unit's name says which unit is meant, not what is asked of it.
    remainder = _BRACKET.sub(
        "", re.sub(r"哪(?:个|家)(?:社区|镇|单位|局|村)的?", "", _without(said, naming.spans))
    )
    if naming.entries and not naming.group:
        # 甲镇、乙镇两个镇的农家书屋: they have been named.
        remainder = _SO_MANY.sub("", remainder, count=1)
    for stranger in naming.strangers:
        # A name that is no unit's may stand in a report all the same: then that report is read for the rest.
        remainder = remainder.replace(stranger, "", 1)
    period, rest = period_in(remainder)
    if naming.group or not any(entry.within(period) for entry in naming.entries):
        period, rest = "", remainder
    topic = _REPORT.sub("", _LEAD.sub("", rest.strip("，,、的 　"))).strip("，,、的 　")
    topic = written(_FRAME.sub("", topic).strip("，,、的 　") or topic)
    if naming.entries and _HOW_MANY_PEOPLE.match(topic):
        # 青禾里社区有多少人: who lives there, not any people that its report counts.
        topic = f"常住人口有{topic}"
    asked = asked_for(topic)
    compares = (
        len(naming.entries) + bool(naming.entries and naming.strangers) > 1
        or bool(naming.group)
        or (bool(_COMPARE.search(text)) and len(naming.entries) != 1)
    )
    mode: Mode = "draft" if asks_draft(text) or asks_outline(text) else "compare" if compares else "answer"
    several = len(naming.entries) == len(naming.spans) > 1
    return Question(
        text=text, standalone=text, mode=mode, asked=asked, topic=topic, terms=topic_terms(topic),
        units=naming.entries, strangers=naming.strangers, group=naming.group, period=period,
        claims=naming.claims, measure=asked_measure(topic) if asked == "number" else "",
        shares=_shares(said, naming.spans) if several else (),
    )  # fmt: skip


def left_over(topic: str) -> str:
    """A topic without the words that only lead to a unit's name (那, 换成, 再看看)."""
    return _LEAD.sub("", topic)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    rest, at = [], 0
    for start, end in sorted(spans):
        rest.append(text[at:start])
        at = max(at, end)
    rest.append(text[at:])
    joined = re.sub(r"(?:[、和与跟及，,]|(?<![不相])同)+(?=[，,、。？?的]|$)", "", "".join(rest))
    # 甲的图书室、乙的图书室: what is asked of each is one thing.
    joined = re.sub(r"((?:[^的，。？]{0,6}?)([^的，。？]{2,8}))(?:、?的\2)+", r"\1", joined)
    return re.sub(r"^(?:[、和与跟及同，,：:的]|一起)+", "", joined)


def _shares(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """What stands behind each unit, with the end of the question that goes for all; () unless it differs by unit."""
    ends = [*(start for start, _ in spans[1:]), len(text)]
    pieces = [text[end:stop].strip("的和与跟及、 ") for (_, end), stop in zip(spans, ends, strict=True)]
    if all(re.search("多少|几", piece) for piece in pieces):
        # 甲慰问了多少道德模范、乙慰问了多少贫困党员: each is asked something of its own.
        return tuple(pieces)
    last, comma, common = pieces[-1].partition("，")
    if not comma and (asking := _EACH_HOW_MANY.search(last)):
        # 甲的宣传栏、乙的宣传牌分别有多少: what asks goes for all.
        last, comma, common = last[: asking.start()], "，", asking.group()
    own = [*pieces[:-1], last]
    if not comma or not all(own) or len(set(own)) == 1:
        return ()
    return tuple(f"{piece}，{common}" for piece in own)


def asked_for(topic: str) -> Asked:
    """The kind of answer a question wants, by its question words; "text" where none decides."""
    if ASKS_TIME.search(topic):
        return "time"
    if ASKS_LIST.search(topic):
        return "list"
    if ASKS_NUMBER.search(topic):
        return "number"
    if ASKS_PERSON.search(topic):
        return "person"
    if ASKS_PLACE.search(topic):
        return "place"
    return "text"
