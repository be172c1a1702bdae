"""What a question asks: of which units, in which mode, for what kind of answer; follow-ups resolved from the history."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rag.asked_measure import asked_measure, topic_terms
from rag.directory import Directory, UnitEntry
from rag.followups import looks_back, other_kind, other_period
from rag.model import Mode, Turn
from rag.terms import Term
from rag.wordings import (
    ASKS_LIST,
    ASKS_NUMBER,
    ASKS_PERSON,
    ASKS_PLACE,
    ASKS_TIME,
)

Asked = Literal["number", "time", "person", "place", "list", "text"]

_DRAFT = re.compile(
    r"(?:写|起草|撰写|草拟|拟)(?:出|成)?(?:一|1|个|份|段|篇|两|三)|(?:帮|替|给|为)[^，。]{0,12}(?:写|起草|拟)|形成一段|写成|(?:写|起草|撰写|草拟)[^，。？]{0,20}(?:一段|段落|材料|总结|计划|汇报)[，。]?"
)
_COMPARE = re.compile(
    r"对比|相比|比较|比一比|[跟和与同].{1,20}比|各(?:是|有|添|从|自|为|开|办|做|发|投|建|达|多少)|分别|谁(?:更|多|少|高|大|早|先)|哪(?:个|家|一家|里)[^，。？]{0,12}(?:更|最)|列个?表|差多少|多出多少"
)
_INSIDE = re.compile(
    r"^(?:那么?)?(?:其中|这里面|那里面|这当中|那当中|当中|这其中|里面|那里头|这些里)(?:的|，|,)?"
)
_BOTH_ASIDE = re.compile(
    r"(?:两|几|这些)(?:家|个)?(?:单位|社区|镇|局)?(?:比一?[下比]|对比一?下?|放在?一起)[。？?]?"
)
_THESE = re.compile(
    r"(?:这|那|上面|前面|刚才)?([两三四几])(?:家|个)(?:单位|社区|镇|村|局)?(?=[^，。]{0,8}(?:比|谁|哪|各|分别|都))|它们|两者"
)
_REMEMBERED = 6
_FRAGMENT = re.compile(r"^(?:那么?)?([^，。？?几谁哪]{1,8}?)的?呢[？?]?$")
_PRONOUN = re.compile(
    r"^(?:那么?|它|该单位|这个单位|他们|她们|这家|那家|同样)|它|他们|该(?:社区|镇|局|区|村|园区|单位)"
)
_BRACKET = re.compile(r"[（(][^（）()]{0,30}[）)]")
_REPORT = re.compile(
    r"(?:的)?(?:这份|那份|那次|份|次)?(?:工作)?(?:总结|计划|汇报|报告|材料)(?:里面?|中|当中|上)[，,]?|^(?:份|次|个|局)(?=[^次])"
)
_FRAME = re.compile(
    r"[，,]?(?:请)?(?:列|做|出)(?:个|成|一个|一张)?(?:对比|比较)?表(?:格)?[。？?]?$|[，,]?(?:做个|作个)?(?:比一比|对比一下|比较一下|比较|对比|比一下)[。？?]?$"
    r"|^把的?|^(?:都)?(?:提到|说到|讲到)(?:了|过)?"
)
_LEAD = re.compile(
    r"^(?:那么?(?![些几里天])|呢[，,]?|还有|再(?:看看|说说|查查)?|换成|换|改成|请问|麻烦|帮我(?:查|看)?(?:一下|查)?|我想知道|想问(?:一下)?|查一下|看看)[，,、]?"
)
_SUBSTITUTE = re.compile(r"^[呢吗啊吧？?！!。，,的、\s]*$")
_BOTH = re.compile(r"(?:两|几|这些)(?:家|个)?(?:单位|社区|镇|局)?(?:比|对比|放在?一起)|[比对]一[下比]")
_VERSUS = re.compile(r"^(?:那|再)?(?:跟|和|与|同|加上|再加上)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question as understood. `standalone` reads without the conversation; `topic` is what is asked about
    without the units; `context` holds weaker terms from the question before; `inside` quotes the statement
    that an 其中 points into; `shares` is what is asked of each unit, where the question says it unit by unit
    (甲的图书室和乙的农家书屋，藏书各有多少); `recent` are the units spoken of so far, the last ones at the end; `period` is the year that the question before is to be
    asked of (上一年呢)."""

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


def understand(question: str, history: Sequence[Turn], directory: Directory) -> Question:
    """Resolve a question against the turns before it, oldest first."""
    before: Question | None = None
    last_answer = ""
    for turn in history:
        if turn.role == "user" and looks_back(turn.content) is None:
            before = _resolve(turn.content, before, last_answer, directory)
        else:
            last_answer = turn.content
    return _resolve(question, before, last_answer, directory)


def _resolve(text: str, before: Question | None, last_answer: str, directory: Directory) -> Question:
    question = _resolved(text, before, last_answer, directory)
    earlier = before.recent if before else ()
    recent = (*(u for u in earlier if u not in question.units), *question.units)
    return replace(question, recent=recent[-_REMEMBERED:])


def _resolved(text: str, before: Question | None, last_answer: str, directory: Directory) -> Question:
    text = text.strip()
    if before is not None and (kind := other_kind(text)):
        return _about_others(text, before, kind, directory)
    if before is not None and before.units and (period := other_period(text)):
        standalone = f"{_names(before.units)}{period}{before.topic}"
        return replace(before, text=text, standalone=standalone, period=period, from_history=True)
    naming = directory.resolve(text)
    # A bracket behind a unit's name says which unit is meant, not what is asked of it.
    remainder = _BRACKET.sub(
        "", re.sub(r"哪(?:个|家)(?:社区|镇|单位|局|村)的?", "", _without(text, naming.spans))
    )
    fresh = _fresh(text, naming.entries, naming.strangers, naming.group, remainder)
    if len(naming.entries) == len(naming.spans) > 1:
        fresh = replace(fresh, shares=_shares(text, naming.spans))
    if before is None:
        return fresh
    if naming.entries or naming.strangers or naming.group:
        return _with_new_units(fresh, before, remainder)
    return _with_old_units(fresh, before, last_answer)


def _fresh(
    text: str, units: tuple[UnitEntry, ...], strangers: tuple[str, ...], group: str | None, remainder: str
) -> Question:
    topic = _REPORT.sub("", _LEAD.sub("", remainder.strip("，,、的 　"))).strip("，,、的 　")
    topic = _FRAME.sub("", topic).strip("，,、的 　") or topic
    asked = asked_for(topic)
    compares = len(units) > 1 or bool(group) or (bool(_COMPARE.search(text)) and len(units) != 1)
    mode: Mode = "draft" if _DRAFT.search(text) else "compare" if compares else "answer"
    return Question(
        text=text, standalone=text, mode=mode, asked=asked, topic=topic, terms=topic_terms(topic),
        units=units, strangers=strangers, group=group, measure=asked_measure(topic) if asked == "number" else "",
    )  # fmt: skip


def _with_new_units(fresh: Question, before: Question, remainder: str) -> Question:
    """那枕河社区呢？ repeats the question for another unit; 跟…比 adds a unit to those before."""
    leftover = _BOTH_ASIDE.sub("", _LEAD.sub("", remainder))
    versus = bool(_VERSUS.match(fresh.text) or _BOTH.search(fresh.text)) and bool(before.units)
    asks_nothing = bool(_SUBSTITUTE.match(re.sub(r"比一?比?|相比", "", _VERSUS.sub("", leftover))))
    if not versus and not asks_nothing and fresh.terms:
        return replace(fresh, context=before.terms) if _is_elliptic(fresh) else fresh
    units = tuple(dict.fromkeys((*before.units, *fresh.units))) if versus else fresh.units
    topic = before.topic
    if versus and fresh.terms and not asks_nothing:
        topic = (
            re.sub(r"^[，,比呢的\s]+|它们?", "", _VERSUS.sub("", fresh.topic)).lstrip("比呢，, ")
            or before.topic
        )
    names = _names(units) or "、".join(fresh.strangers) or (fresh.group or "")
    asked = asked_for(topic)
    return replace(
        fresh,
        standalone=f"{names}{'，' if len(units) > 1 else ''}{topic}",
        topic=topic, terms=topic_terms(topic), units=units, asked=asked,
        context=before.terms if versus else before.context,
        mode="compare" if len(units) > 1 else "answer" if before.mode == "compare" else before.mode,
        measure=asked_measure(topic) if asked == "number" else "",
        from_history=True,
    )  # fmt: skip


def _with_old_units(fresh: Question, before: Question, last_answer: str) -> Question:
    """A question that names no unit goes on about those before it."""
    if not before.units and not before.group:
        return fresh
    if (these := _THESE.search(fresh.text)) and len(before.recent) > 1:
        count = {"两": 2, "三": 3, "四": 4}.get(these.group(1), _REMEMBERED)
        return _with_new_units(
            replace(fresh, units=before.recent[-count:]), replace(before, units=()), fresh.topic
        )
    inside = _INSIDE.match(fresh.text) is not None
    if fragment := _FRAGMENT.match(fresh.text):
        return _reworded(fresh, before, fragment.group(1))
    topic = _INSIDE.sub("", fresh.topic).strip("，,的 ")
    topic = re.sub(r"^(?:它们?|他们|该(?:社区|镇|局|区|村|园区|单位))的?", "", topic)
    if not topic_terms(topic) and before.terms:
        # 那原来是多少项？ asks of what was just spoken of.
        return replace(
            fresh, standalone=f"{_names(before.units)}{before.topic.rstrip('？?。')}，{topic}",
            topic=topic, terms=before.terms, units=before.units, group=before.group, mode=before.mode,
            measure=fresh.measure or before.measure, from_history=True,
        )  # fmt: skip
    names = _names(before.units)
    joint = f"{before.topic.rstrip('？?。')}，其中{topic}" if inside else topic
    mode: Mode = fresh.mode if fresh.mode != "answer" else "compare" if len(before.units) > 1 else "answer"
    return replace(
        fresh,
        standalone=f"{names}{joint}", topic=topic, terms=topic_terms(topic), units=before.units,
        group=before.group, mode=mode, context=before.terms if inside or _is_elliptic(fresh) else (),
        inside=last_answer if inside else None, from_history=True,
    )  # fmt: skip


def _about_others(text: str, before: Question, kind: str, directory: Directory) -> Question:
    """还有别的社区吗 asks the question before of all units of the kind that were not spoken of."""
    units = tuple(u for u in directory.of_kind(kind) if u not in before.recent)
    return replace(
        before, text=text, standalone=f"其他{kind}{before.topic}", mode="compare", units=units, group=kind,
        strangers=(), inside=None, shares=(), period="", from_history=True,
    )  # fmt: skip


def _names(units: Sequence[UnitEntry]) -> str:
    return "和".join(u.name for u in units)


def _reworded(fresh: Question, before: Question, fragment: str) -> Question:
    """区级的呢？ after 市级文明单位有几家: the question before with one word exchanged, or with the word added."""
    like = re.search(
        rf"[\u4e00-\u9fff]{{{max(1, len(fragment) - 1)}}}{re.escape(fragment[-1])}", before.topic
    )
    if like and len(fragment) > 1:
        topic = before.topic.replace(like.group(), fragment, 1)
    elif sum(t.weight for t in topic_terms(fragment)) >= 2:
        topic = f"{fragment}是多少？" if before.asked == "number" else fragment
    else:
        topic = f"{fragment}{before.topic}"
    names = _names(before.units)
    return replace(
        fresh, standalone=f"{names}{topic}", topic=topic, terms=topic_terms(topic), units=before.units,
        group=before.group, mode=before.mode, asked=before.asked, measure=before.measure, from_history=True,
    )  # fmt: skip


def _is_elliptic(question: Question) -> bool:
    return (
        bool(_PRONOUN.search(question.text) or _INSIDE.match(question.text))
        or sum(t.weight for t in question.terms) < 1.5
    )


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    rest, at = [], 0
    for start, end in sorted(spans):
        rest.append(text[at:start])
        at = max(at, end)
    rest.append(text[at:])
    joined = re.sub(r"[、和与跟及同，,]+(?=[，,、。？?的]|$)", "", "".join(rest))
    # 甲的图书室、乙的图书室: what is asked of each is one thing.
    joined = re.sub(r"((?:[^的，。？]{0,6}?)([^的，。？]{2,8}))(?:、?的\2)+", r"\1", joined)
    return re.sub(r"^(?:[、和与跟及同，,：:的]|一起)+", "", joined)


def _shares(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """What stands behind each unit, with the end of the question that goes for all; () unless it differs by unit."""
    ends = [*(start for start, _ in spans[1:]), len(text)]
    pieces = [text[end:stop].strip("的和与跟及、 ") for (_, end), stop in zip(spans, ends, strict=True)]
    last, comma, common = pieces[-1].partition("，")
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
