"""What is said instead of guessing: which unit is meant, which periods the library has, with questions to choose from."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from rag import phrases
from rag.directory import UnitEntry
from rag.followups import SmallTalk
from rag.model import Evidence
from rag.periods import names_year, period_in
from rag.retrieve import Shelf
from rag.understand import Question

MOST_CHOICES = 6
_MOST_TRIED = 12
_WAYS = ("{unit}的{topic}情况怎么样？", "{unit}的{topic}工作开展得怎么样？")

Choice = tuple[str, ...]
"""Something that may be meant, as whole questions: the first that the library answers is the one to offer."""

_SHORT = 8
_SAYS_SOMETHING = 4
_NAMED = 6
_BARE = re.compile(rf"^[\u4e00-\u9fff]{{1,{_SHORT}}}(?:的?情况)?(?:呢|吧)?[？?。！!]?$")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_PLACE = re.compile(r"(?:共青团)?([\u4e00-\u9fff]{2,4}?)(?:[县市区省州旗乡镇]|街道)")
_FULL_STOP = re.compile(r"[？?。！!，,\s]+$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """Words to the reader where no report is read; `choices` are what may be meant, the likeliest first; a `remark`
    is about the conversation, not about what the library holds; with `examples` it is followed by questions that
    the library answers, where no choice is better."""

    text: str
    choices: tuple[Choice, ...] = ()
    notes: tuple[str, ...] = ()
    remark: bool = True
    examples: bool = False


def civility(kind: SmallTalk) -> Reply:
    """The answer to a greeting or to thanks."""
    return Reply(text=phrases.THANKS if kind == "thanks" else phrases.GREETING, examples=kind == "greeting")


def without_reading(question: Question, shelf: Shelf) -> Reply | None:
    """Fixed words, before anything is read or written, where no report can answer."""
    entries = shelf.refresh().entries
    if not entries:
        return Reply(text=phrases.EMPTY_LIBRARY)
    if not question.asks:
        return _acknowledged(question)
    strangers = [s for s in question.strangers if not shelf.holds(s)]
    if strangers and not question.units:
        near = get_close_matches(strangers[0], [e.name for e in entries], n=3, cutoff=0.5)
        notes = (f"库中名称相近的单位：{'、'.join(near)}。",) if near else ()
        # 汀兰县 and 团委 may be one name; those that stand apart are several.
        one = "".join(strangers)
        text = phrases.NOT_IN_LIBRARY.format(name=one if one in question.text else "、".join(strangers))
        return Reply(text=text, notes=notes, remark=False)
    if elsewhere := _claimed_elsewhere(question, shelf):
        return Reply(text=phrases.NOT_IN_LIBRARY.format(name=elsewhere), remark=False)
    says_nothing = not question.terms and not question.measure
    if says_nothing and question.asked in ("text", "number") and question.mode == "answer":
        return which_unit(question, shelf) or Reply(text=phrases.TOO_VAGUE, examples=True)
    if question.group and not question.units and question.from_history:
        return Reply(text=phrases.NO_OTHERS.format(kind=question.group), remark=False)
    if _BARE.match(question.topic) and question.asked == "text":
        return which_unit(question, shelf, found_nothing=False)
    return None


def _claimed_elsewhere(question: Question, shelf: Shelf) -> str | None:
    """The place in front of a unit's name that none of its reports speaks of: 汀兰县 of 汀兰县团委, where the library
    has a 团委 of another county."""
    for front, entry in question.claims:
        place = _PLACE.match(front)
        if place is None or place.group(1) in entry.name or place.group(1) in (entry.unit.place or ""):
            continue
        if not any(place.group(1) in shelf.report(i).report.text for i in entry.report_ids):
            return place.group()
    return None


def let_go_notes(question: Question) -> tuple[str, ...]:
    """What is said beside an answer to a question that also drops something."""
    gone = question.let_go
    names = "、".join((*gone.names, *filter(None, (gone.period,))))
    return (phrases.LET_GO_BESIDE.format(names=names),) if gone else ()


def _acknowledged(question: Question) -> Reply:
    """That a unit or a period is dropped, or kept."""
    gone = question.let_go
    if gone.period:
        return Reply(text=phrases.LET_GO_PERIOD.format(period=gone.period))
    if gone and question.focus.names:
        left = "、".join(question.focus.names)
        return Reply(text=phrases.LET_GO_SOME.format(names="、".join(gone.names), left=left))
    if gone:
        return Reply(text=phrases.LET_GO.format(names="、".join(gone.names)))
    if question.asks_period:
        return Reply(text=phrases.PERIOD_KEPT.format(period=question.period))
    return Reply(text=phrases.NOTHING_TO_LET_GO)


def not_of_year(question: Question) -> tuple[str, ...]:
    """What is said beside 未提及 where the question names a year of which its units have no report."""
    year, _ = period_in(question.topic)
    if not year or not question.units or any(unit.within(year) for unit in question.units):
        return ()
    return (_no_such_period(replace(question, period=year)).text,)


def which_unit(question: Question, shelf: Shelf, *, found_nothing: bool = True) -> Reply | None:
    """The counter-question to one that names a matter and no unit (培训), with the units that speak of it, those
    first that speak of it most; None where the question says more, or nobody speaks of it, or where only one unit
    does and something may be found."""
    topic = re.sub(r"(?:的)?(?:情况)?(?:怎么样|如何|呢|吧|吗)?[？?。！!\s]*$", "", question.topic)
    if question.units or question.group or len(topic) > _SHORT or question.mode != "answer":
        return None
    entries = shelf.refresh().entries
    words = [term.text for term in question.terms]
    saying = shelf.saying(words)
    said = {entry.name: sum(saying.get(i, 0) for i in entry.report_ids) for entry in entries}
    speaking = sorted((e for e in entries if said[e.name]), key=lambda e: -said[e.name])
    # Of a matter that one unit alone speaks of there is nothing to choose.
    if len(speaking) == 1 and not found_nothing:
        return None
    if speaking:
        text = phrases.WHICH_UNIT.format(topic=topic, names=_names(speaking), count=len(speaking))
        return Reply(text=text, choices=_choices(speaking, topic, question))
    if not words and len(topic) >= _SAYS_SOMETHING:
        text = phrases.SUCH_AS.format(names=_names(entries[:3]), count=len(entries))
        return Reply(text=text, choices=_choices(entries, topic, question), examples=True)
    return None


def of_period(question: Question, shelf: Shelf) -> tuple[Question, tuple[str, ...]] | Reply:
    """The question put to the reports of its period, with what is to be said of units that have none; a reply where
    this very message asks for the period and no unit has it."""
    asked = question.period
    fitting = [(unit, unit.within(asked)) for unit in question.units]
    without = [unit for unit, within in fitting if within is None]
    if not question.units or not without:
        return replace(question, units=tuple(w for _, w in fitting if w)), ()
    if len(without) < len(fitting) and (question.asks_period or question.group):
        note = phrases.NOT_OF_PERIOD.format(asked=asked, names=_names(without))
        return replace(question, units=tuple(w for _, w in fitting if w)), (note,)
    if question.asks_period:
        return _no_such_period(question)
    names = "、".join(f"“{unit.name}”" for unit in without[:_NAMED])
    note = phrases.READ_ALL_PERIODS.format(names=names, asked=asked)
    return replace(question, units=tuple(within or unit for unit, within in fitting)), (note,)


def which_period(question: Question, evidence: Sequence[Evidence]) -> Reply | None:
    """What is said beside an answer from one of several periods that the unit has reports of, with the question put
    to the others; None where there is no choice."""
    if len(question.units) != 1 or question.period or question.mode != "answer":
        return None
    (unit,) = question.units
    period_of = dict(zip(unit.report_ids, unit.periods, strict=False))
    held = sorted({p for p in unit.periods if _YEAR.search(p)})
    used = sorted({p for e in evidence if (p := period_of.get(e.report_id, "")) in held})
    if len(held) < 2 or not used or names_year(question.topic):
        return None
    text = phrases.WHICH_PERIOD.format(unit=unit.name, held="、".join(held), used="、".join(used))
    others = [p for p in reversed(held) if p not in used][:MOST_CHOICES]
    return Reply(text=text, choices=tuple((f"{unit.name}{p}{question.topic}",) for p in others))


def _no_such_period(question: Question) -> Reply:
    held = list(dict.fromkeys(p for unit in question.units for p in unit.periods if _YEAR.search(p)))
    told = phrases.HELD_PERIODS.format(held="、".join(held)) if held else phrases.PERIOD_UNKNOWN
    text = phrases.NO_SUCH_PERIOD.format(unit=_names(question.units), asked=question.period, held=told)
    # 栖梧街道2024年上半年上半年固定资产投资 says it twice.
    topic = re.sub(r"^(?:上半年|下半年|第?[一二三四]季度)", "", _FULL_STOP.sub("", question.topic))
    if len(question.units) > 1 or not topic:
        return Reply(text=text, remark=False)
    name = question.units[0].name
    stated = tuple((f"{name}{period}{topic}？",) for period in sorted(held, reverse=True))
    return Reply(text=text, choices=stated or ((f"不限年份，{name}{topic}？",),), remark=False)


def _choices(entries: Sequence[UnitEntry], topic: str, question: Question) -> tuple[Choice, ...]:
    """The question completed with each of the units."""
    ways = _WAYS if question.asked == "text" else ("{unit}{topic}？",)
    return tuple(
        tuple(way.format(unit=entry.name, topic=topic) for way in ways) for entry in entries[:_MOST_TRIED]
    )


def _names(units: Iterable[UnitEntry]) -> str:
    return phrases.listed([unit.name for unit in units], _NAMED)
