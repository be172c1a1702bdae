"""Aspects found in the reports: which things of a broad theme several of those compared count or speak of."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.model import Figure, Report
from rag.comparison.fields import Thing, core_of, field_of
from rag.comparison.plan import Aspect, Side
from rag.comparison.things import things_said
from rag.retrieve import Shelf
from rag.tally import one_measure

MOST = 5
"""How many aspects are found, unless more are asked for."""
_FEWEST = 2
_OFTEN = 4
_HEADED, _SAID, _COUNTED = 0.6, 0.1, 0.8
_SAME_PLACE = 12
_ALIKE = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class _Spoken:
    """How one side speaks of a thing: where in its reports, whether a heading names it, by which measures it counts
    it."""

    places: frozenset[tuple[str, int]]
    headed: bool
    measures: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Candidate:
    """A thing with how the sides that speak of it do so."""

    thing: Thing
    spoken: tuple[_Spoken, ...]

    @property
    def counted(self) -> int:
        """How many sides count it by one measure."""
        each = Counter(m for s in self.spoken for m in s.measures)
        return max(each.values(), default=0)

    @property
    def worth(self) -> float:
        told = sum(1 + _HEADED * s.headed + _SAID * min(len(s.places), _OFTEN) for s in self.spoken)
        return told + (_COUNTED * self.counted if self.counted >= _FEWEST else 0)

    @property
    def places(self) -> frozenset[tuple[str, int]]:
        return frozenset().union(*(s.places for s in self.spoken))


def found_aspects(theme: str, sides: Sequence[Side], shelf: Shelf, *, most: int = MOST) -> tuple[Aspect, ...]:
    """The things of a broad `theme` that at least two of the sides speak of (of one side alone: that it speaks of),
    those first that most sides speak of or count alike; the theme itself where fewer than two are found."""
    reports = [_reports(side, shelf) for side in sides if side.entry is not None]
    needed = min(_FEWEST, len(reports))
    field = field_of(theme)
    candidates = [_candidate(thing, reports) for thing in (field.things if field else ())]
    kept = _distinct(_worthy(candidates, needed), most)
    if len(kept) < most and field is None:
        said = things_said(theme, [s.entry for s in sides if s.entry is not None], shelf)
        kept = _distinct([*kept, *_worthy([_candidate(t, reports) for t in said], needed)], most)
    if len(kept) < _FEWEST:
        name = core_of(theme) or theme
        return (Aspect(name=name, topic=theme or name, found=False),)
    return tuple(Aspect(name=c.thing.name, topic=f"{c.thing.name}情况", found=True) for c in kept)


def _reports(side: Side, shelf: Shelf) -> tuple[Report, ...]:
    return tuple(shelf.report(i).report for i in side.entry.report_ids) if side.entry else ()


def _candidate(thing: Thing, sides: Iterable[Sequence[Report]]) -> _Candidate:
    spoken = [_spoken(thing.pattern, reports) for reports in sides]
    return _Candidate(thing=thing, spoken=tuple(s for s in spoken if s is not None))


def _spoken(pattern: re.Pattern[str], reports: Sequence[Report]) -> _Spoken | None:
    places = {(r.id, m.start()) for r in reports for m in pattern.finditer(r.text, r.body)}
    if not places:
        return None
    return _Spoken(
        places=frozenset(places),
        headed=any(pattern.search(s.title) for r in reports for s in r.sections()),
        measures=frozenset(m for r in reports for m in _measures(pattern, r)),
    )


def _measures(pattern: re.Pattern[str], report: Report) -> set[str]:
    """What a report counts the thing by: the measures of the figures whose clause names it in front."""
    return {
        one_measure(figure.measure)
        for figure in report.figures
        if figure.value is not None and pattern.search(_words_of(figure, report))
    }


def _words_of(figure: Figure, report: Report) -> str:
    return f"{figure.subject}，{report.text[figure.clause.start : figure.span.end]}"


def _worthy(candidates: Iterable[_Candidate], needed: int) -> list[_Candidate]:
    return sorted((c for c in candidates if len(c.spoken) >= max(1, needed)), key=lambda c: -c.worth)


def _distinct(candidates: Sequence[_Candidate], most: int) -> list[_Candidate]:
    """The first `most` that do not rest on the same words as one before them."""
    kept: list[_Candidate] = []
    for candidate in candidates:
        if len(kept) < most and not any(_alike(candidate, other) for other in kept):
            kept.append(candidate)
    return kept


def _alike(one: _Candidate, other: _Candidate) -> bool:
    few, many = sorted((one.places, other.places), key=len)
    by_report: dict[str, list[int]] = {}
    for report_id, at in many:
        by_report.setdefault(report_id, []).append(at)
    shared = sum(any(abs(at - a) <= _SAME_PLACE for a in by_report.get(i, ())) for i, at in few)
    return shared >= _ALIKE * len(few)
