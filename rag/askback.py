"""What is said instead of guessing: which unit is meant, which years the library has."""

import re
from collections.abc import Iterable
from dataclasses import replace

from rag import phrases
from rag.directory import UnitEntry
from rag.extractive import Draft
from rag.retrieve import Shelf
from rag.understand import Question

_YEAR = re.compile(r"(?:19|20)\d{2}")
_BACK = {"上一年": 1, "上年": 1, "去年": 1, "前年": 2, "今年": 0, "本年": 0, "当年": 0}
_SHORT = 8
_SAYS_SOMETHING = 4
_NAMED = 6


def which_unit(question: Question, shelf: Shelf) -> Draft | None:
    """The counter-question to one that names a matter and no unit (培训), with the units that speak of it; None
    where the question says more, or nobody speaks of it."""
    topic = re.sub(r"(?:的)?(?:情况)?(?:怎么样|如何)?[？?。！!\s]*$", "", question.topic)
    if question.units or question.group or len(topic) > _SHORT or question.mode != "answer":
        return None
    entries = shelf.refresh().entries
    words = [term.text for term in question.terms]
    saying = shelf.saying(words) if words else frozenset()
    speaking = [entry for entry in entries if not saying.isdisjoint(entry.report_ids)]
    if speaking:
        example = f"{speaking[0].name}{topic if question.asked != 'text' else f'的{topic}做得怎么样'}？"
        text = phrases.WHICH_UNIT.format(topic=topic, names=_names(speaking), example=example)
        return Draft(status="not_found", text=text)
    if not words and len(topic) >= _SAYS_SOMETHING:
        example = f"{entries[0].name}{topic}？"
        text = phrases.SUCH_AS.format(names=_names(entries[:3]), count=len(entries), example=example)
        return Draft(status="not_found", text=text)
    return None


def of_period(question: Question, shelf: Shelf) -> Question | Draft:
    """The question put to the reports of the year that it asks for; fixed words where the library has none of them."""
    asked = _year_asked(question, shelf)
    units = []
    for unit in question.units:
        fitting = tuple(i for i in unit.report_ids if asked and asked in _period(i, shelf))
        if fitting:
            units.append(replace(unit, report_ids=fitting))
    if units:
        return replace(question, units=tuple(units))
    held = dict.fromkeys(
        _period(i, shelf) or "时间未写明" for unit in question.units for i in unit.report_ids
    )
    words = {
        "unit": _names(question.units),
        "asked": f"{asked}年" if asked else question.period,
        "held": "、".join(held),
    }
    return Draft(status="not_found", text=phrases.NO_SUCH_PERIOD.format(**words))


def _year_asked(question: Question, shelf: Shelf) -> str:
    """The year meant; one that is relative counts from the one year that the units' reports are of."""
    if stated := _YEAR.search(question.period):
        return stated.group()
    years = {
        found.group()
        for unit in question.units
        for i in unit.report_ids
        if (found := _YEAR.search(_period(i, shelf)))
    }
    return str(int(max(years)) - _BACK.get(question.period, 0)) if years else ""


def _period(report_id: str, shelf: Shelf) -> str:
    period = shelf.report(report_id).report.period
    return (period.normalised or period.raw) if period else ""


def _names(units: Iterable[UnitEntry]) -> str:
    names = [unit.name for unit in units]
    return "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
