"""Answers to what a number is that was seen (芷泊社区的6300人次是什么活动): every place where it stands, cited."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag import phrases
from rag.citations import with_marks
from rag.comparison.plan import Plan
from rag.comparison.times import Calendar
from rag.directory import UnitEntry
from rag.extractive import Draft
from rag.ground import EvidenceBook
from rag.model import Evidence
from rag.number_named import NumberNamed
from rag.number_places import Place, by_topic, places_of, said_in
from rag.reading import label, plain_words
from rag.retrieve import Shelf
from rag.terms import content_terms
from rag.understand import Question

_MOST_SHOWN = 4
_NAMED = 6
_SAYS_TO_COME = re.compile("计划|目标|力争|争取|确保|预计|拟|将|明年")


def write_meant(
    named: NumberNamed, question: Question, plan: Plan | None, shelf: Shelf, book: EvidenceBook
) -> Draft:
    """What the number is that a question names: looked for in the reports of the units it names; where it names none,
    of those spoken of, then of those last compared, then of all. Not found where none of them has it."""
    every = shelf.refresh().entries
    own = bool(question.units) and not question.from_history
    circles = (question.units,) if own else (question.units, plan.units if plan else (), every)
    places = next((p for units in circles if (p := _places(named, units, shelf))), [])
    if not places:
        return _nowhere(named, question.units if own else every, shelf)
    aspects = "、".join(a.name for a in plan.aspects) if plan else ""
    draft = _draft(named, by_topic(places, (*question.terms, *content_terms(aspects))), book)
    meant = {unit.name for units in circles[:2] for unit in units} if question.units else set()
    if meant and meant.isdisjoint(p.page.report.unit.name for p in places):
        draft = replace(draft, notes=(phrases.NUMBER_OF_OTHERS.format(raw=named.raw), *draft.notes))
    return draft


def _places(named: NumberNamed, units: Sequence[UnitEntry], shelf: Shelf) -> list[Place]:
    return places_of(named, [shelf.page(i) for unit in units for i in unit.report_ids])


def _nowhere(named: NumberNamed, units: Sequence[UnitEntry], shelf: Shelf) -> Draft:
    """That the number stands in no report that was read; whose reports have it, where they are others."""
    others = [e for e in shelf.refresh().entries if e not in units]
    holders = dict.fromkeys(p.page.report.unit.name for p in _places(named, others, shelf) if p.fit)
    notes: tuple[str, ...] = ()
    if holders:
        names = phrases.listed(list(holders), _NAMED)
        first = next(iter(holders))
        notes = (phrases.NUMBER_ELSEWHERE.format(raw=named.raw, names=names, first=first),)
    if len(units) > 1 or not units:
        return Draft(status="not_found", text=phrases.NUMBER_NOWHERE.format(raw=named.raw), notes=notes)
    text = phrases.NUMBER_NOT_IN.format(unit=units[0].name, raw=named.raw)
    return Draft(status="not_found", text=text, notes=notes)


def _draft(named: NumberNamed, places: Sequence[Place], book: EvidenceBook) -> Draft:
    shown = places[:_MOST_SHOWN]
    lines, notes = [], []
    if not shown[0].fit:
        other = "、".join(dict.fromkeys(_raw(p) for p in shown))
        notes.append(phrases.NUMBER_OTHERWISE.format(raw=named.raw, other=other))
    if len(places) > 1:
        wording = phrases.NUMBER_SEVERAL if len(shown) == len(places) else phrases.NUMBER_MANY
        notes.append(wording.format(raw=named.raw, count=len(places), shown=len(shown)))
    for place in shown:
        line, number = _told(place, book)
        lines.append(line)
        notes += _about(named, place, next(e for e in book.items if e.n == number))
    raws = {_raw(p) for p in shown}
    return Draft(
        status="answered", text="\n".join(lines), short=raws.pop() if len(raws) == 1 else None,
        notes=tuple(dict.fromkeys(notes)), whole=True,
    )  # fmt: skip


def _raw(place: Place) -> str:
    return place.figure.raw if place.figure else place.span.of(place.page.report.text)


def _told(place: Place, book: EvidenceBook) -> tuple[str, int]:
    """The sentence for a place and the number of what it cites: led by the unit and, where the words do not say what
    the number is, by the heading over them."""
    page = place.page
    span, says = said_in(place)
    number, words, unit = book.cite(page, span), plain_words(page, span), label(page)
    sentence = page.sentence_at(place.span.start)
    headings = sentence.headings if sentence else ()
    if not says and headings:
        under = phrases.UNDER_HEADING.format(heading=headings[-1])
        return with_marks(f"{unit}{under}：{words}", [number]), number
    return with_marks(words if words.startswith(unit) else f"{unit}：{words}", [number]), number


def _about(named: NumberNamed, place: Place, told: Evidence) -> list[str]:
    """What the reader must know of a number beside its sentence: that it is hidden, or planned, of when it is, where
    it stands."""
    clause = place.figure.clause if place.figure else place.span
    time = Calendar(place.page).time_of(clause, place.figure)
    notes = []
    if place.figure and place.figure.withheld:
        notes.append(phrases.NUMBER_HIDDEN.format(raw=place.figure.raw))
    if named.wanted == "place":
        headings = f"，在“{'—'.join(told.heading_path)}”之下" if told.heading_path else ""
        notes.append(phrases.STANDS_AT.format(n=told.n, file=told.file, place=told.place, headings=headings))
    if named.wanted == "time":
        of_time = phrases.NUMBER_OF_TIME if time.period else phrases.NUMBER_OF_NO_TIME
        notes.append(of_time.format(n=told.n, period=time.period))
    if named.wanted == "plan" or (time.planned and not _SAYS_TO_COME.search(told.quote)):
        notes.append((phrases.NUMBER_PLANNED if time.planned else phrases.NUMBER_DONE).format(n=told.n))
    return notes
