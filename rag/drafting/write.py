"""Drafting from the library's own clauses: the brief read, clauses chosen for it, joined and cited."""

import re
from dataclasses import replace

from rag import phrases
from rag.citations import without_marks
from rag.directory import UnitEntry
from rag.drafting.brief import Brief, brief_of, told
from rag.drafting.choosing import Item, choose, choose_points, items_of, without_figures
from rag.drafting.prose import points_of, prose_of
from rag.extractive import Draft
from rag.ground import EvidenceBook
from rag.retrieve import Shelf, read_for
from rag.terms import content_terms
from rag.understand import Question
from rag.unit_kinds import GROUP_KINDS

_SHORT = 0.8
_KIND_LENGTH = 2
_OTHERS = re.compile(rf"(?:其他|其它|别的|各|兄弟)(?:的|几个)?(?P<kind>{GROUP_KINDS})")


def write_draft(question: Question, shelf: Shelf, book: EvidenceBook) -> Draft:
    """A first draft of what is asked for. On a unit's behalf its own reports speak; those of others only where they
    are too few, as a pattern, their figures left to be filled in."""
    brief = brief_of(question)
    about = replace(question, topic=brief.theme, terms=content_terms(brief.theme), asked="text", units=())
    entries = (brief.behalf,) if brief.behalf else question.units or shelf.refresh().entries
    items = _items(brief, about, shelf, entries)
    notes = [told(brief)]
    if brief.points and (points := choose_points(items, brief.length, brief.points)):
        return _finished(brief, points_of(brief, points, book), notes)
    chosen = choose(items, brief.length)
    if brief.behalf and (patterns := _patterns(brief, about, shelf, chosen)):
        notes.append(phrases.DRAFT_AS_PATTERN.format(unit=brief.behalf.name))
        chosen += patterns
    if not chosen:
        return Draft(status="not_found", text=_nothing_found(question, brief))
    return _finished(brief, prose_of(brief, chosen, book), notes)


def _finished(brief: Brief, text: str, notes: list[str]) -> Draft:
    length = len(without_marks(text))
    if length < brief.length * _SHORT:
        theme = brief.theme or brief.purpose
        notes.append(phrases.DRAFT_SHORT.format(theme=theme, length=length))
    return Draft(status="answered", text=text, notes=tuple(notes), whole=True)


def _patterns(brief: Brief, about: Question, shelf: Shelf, own: list[Item]) -> list[Item]:
    """What others do, where the own reports say too little: units of the kind named, without their figures."""
    room = brief.length - sum(len(item.words) + 1 for item in own)
    if room < brief.length * (1 - _SHORT) or brief.behalf is None:
        return []
    kind = _OTHERS.search(about.text)
    # Of the work as a whole only what units of the same kind plan is a pattern.
    ending = kind["kind"] if kind else "" if brief.theme else brief.behalf.name[-_KIND_LENGTH:]
    others = tuple(
        entry for entry in shelf.refresh().entries if entry != brief.behalf and entry.name.endswith(ending)
    )
    return [without_figures(item) for item in choose(_items(brief, about, shelf, others), room)]


def _items(brief: Brief, about: Question, shelf: Shelf, entries: tuple[UnitEntry, ...]) -> list[Item]:
    reading = read_for(about, shelf, entries)
    return items_of(brief, reading.pages, reading.sense)


def _nothing_found(question: Question, brief: Brief) -> str:
    if brief.behalf is not None:
        return phrases.DRAFT_NOTHING_OWN.format(unit=brief.behalf.name, purpose=brief.purpose)
    names = "、".join(unit.name for unit in question.units)
    return phrases.NOT_MENTIONED.format(unit=names) if names and not question.group else phrases.NOT_FOUND
