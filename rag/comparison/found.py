"""Aspects found in the reports: which things of a broad theme several of those compared count or speak of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.comparison.alike import Counted, counted_alike
from rag.comparison.cued import Pages, statements_on, thing_of, told_of
from rag.comparison.fields import GENERAL, Thing, core_of, field_of
from rag.comparison.plan import Aspect, Side
from rag.comparison.statements import Statement
from rag.comparison.things import things_said
from rag.comparison.times import Calendar
from rag.comparison.wording import Wording
from rag.retrieve import Shelf
from rag.surroundings import Readable

MOST = 5
"""How many aspects are found, unless more are asked for."""
_FEWEST = 2
_OFTEN = 4
_HEADED, _SAID, _COUNTED, _PLANNED = 0.5, 0.05, 0.8, 0.3
_TRIED = 3
_ALIKE = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class _Candidate:
    """A thing with how often each side that speaks of it does so, and how many sides head a part by it."""

    thing: Thing
    mentions: tuple[int, ...]
    headed: int

    @property
    def often(self) -> float:
        """How much is said of it, by more sides before more often."""
        return sum(1 + _SAID * min(n, _OFTEN) for n in self.mentions) + _HEADED * self.headed


@dataclass(frozen=True, kw_only=True, slots=True)
class _Told:
    """A candidate with what would stand in its column: for each side that says something its statements."""

    candidate: _Candidate
    counted: Counted
    sides: tuple[tuple[Statement, ...], ...]

    @property
    def worth(self) -> float:
        figures = sum(bool(s[0].figures) for s in self.sides)
        to_come = sum(s[0].time.planned for s in self.sides)
        counted = _COUNTED * figures
        head = _HEADED * self.candidate.headed
        return len(self.sides) + counted + head - _PLANNED * to_come


def found_aspects(theme: str, sides: Sequence[Side], shelf: Shelf, *, most: int = MOST) -> tuple[Aspect, ...]:
    """The things of a broad `theme` that at least two of the sides speak of (of one side alone: that it speaks of),
    those first that most sides speak of or count alike; the theme itself where fewer than two are found."""
    pages = [[shelf.page(i) for i in s.entry.report_ids] for s in sides if s.entry is not None]
    field = field_of(theme)
    units = [s.entry for s in sides if s.entry is not None]
    kept = _kept(field.things, pages, most) if field else []
    if len(kept) < _FEWEST:
        kept = _kept(things_said(theme, units, shelf), pages, most)
    if len(kept) < _FEWEST:
        return (Aspect(name=core_of(theme) or GENERAL, topic=theme or GENERAL),)
    return tuple(_aspect(column) for column in kept)


def _aspect(column: _Told) -> Aspect:
    thing = column.candidate.thing
    topic = f"{thing.name}情况"
    return Aspect(name=thing.name, topic=topic, found=True, cues=thing.cues, counted=column.counted)


def _kept(things: Iterable[Thing], pages: Sequence[Sequence[Readable]], most: int) -> list[_Told]:
    """The things that make good columns, the best first."""
    needed = max(1, min(_FEWEST, len(pages)))
    candidates = [c for t in things if len((c := _candidate(t, pages)).mentions) >= needed]
    tried = sorted(candidates, key=lambda c: -c.often)[: _TRIED * most]
    laid_out = [[(Wording(p), Calendar(p)) for p in side] for side in pages] if tried else []
    told = [_told(candidate, laid_out) for candidate in tried]
    good = sorted((t for t in told if len(t.sides) >= needed), key=lambda t: -t.worth)
    return _distinct(good, most)


def _candidate(thing: Thing, sides: Iterable[Sequence[Readable]]) -> _Candidate:
    pattern, mentions, headed = thing.pattern, [], 0
    for pages in sides:
        reports = [page.report for page in pages]
        if count := sum(1 for r in reports for _ in pattern.finditer(r.text, r.body)):
            mentions.append(count)
            headed += any(pattern.search(s.title) for r in reports for s in r.sections())
    return _Candidate(thing=thing, mentions=tuple(mentions), headed=headed)


def _told(candidate: _Candidate, sides: Iterable[Pages]) -> _Told:
    sought = thing_of(candidate.thing.name, candidate.thing.cues)
    pages = list(sides)
    counted = counted_alike(statements_on(sought, p) for p in pages)
    told = (told_of(sought, p, counted) for p in pages)
    return _Told(candidate=candidate, counted=counted, sides=tuple(t for t in told if t))


def _distinct(columns: Sequence[_Told], most: int) -> list[_Told]:
    """The first `most` that do not tell the same as one before them."""
    kept: list[_Told] = []
    for column in columns:
        if len(kept) < most and not any(_alike(column, other) for other in kept):
            kept.append(column)
    return kept


def _alike(one: _Told, other: _Told) -> bool:
    few, many = sorted(([s for told in column.sides for s in told] for column in (one, other)), key=len)
    shared = sum(any(s.page is o.page and s.span.overlaps(o.span) for o in many) for s in few)
    return shared >= _ALIKE * len(few)
