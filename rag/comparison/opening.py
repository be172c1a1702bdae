"""What must be looked up in the reports before a comparison is planned: the aspects of a theme, the times of a unit."""

import threading
from collections.abc import Sequence
from dataclasses import replace

from rag.comparison.cells import read_grid
from rag.comparison.found import found_aspects
from rag.comparison.plan import Aspect, Plan, Side
from rag.comparison.years import sides_of
from rag.directory import UnitEntry
from rag.ground import EvidenceBook
from rag.retrieve import Shelf

MOST = 5
_TRIED = 9
_REMEMBERED = 100
_FEWEST = 2


class Opening:
    """Looks plans up in the reports of a shelf; what a theme came to is remembered. Safe to use from many threads."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._lock = threading.Lock()
        self._found: dict[tuple[str, tuple[str, ...]], tuple[Aspect, ...]] = {}

    def opened(self, plan: Plan) -> Plan:
        """See rag.talk.Consults."""
        if plan.aspects:
            return plan
        key = (plan.theme, tuple(i for unit in plan.units for i in unit.report_ids))
        if (aspects := self._found.get(key)) is None:
            aspects = aspects_to_show(plan, self._shelf)
            with self._lock:
                while len(self._found) >= _REMEMBERED:
                    del self._found[next(iter(self._found))]
                self._found[key] = aspects
        return replace(plan, aspects=aspects)

    def times(self, message: str, units: Sequence[UnitEntry]) -> tuple[Side, ...]:
        """See rag.talk.Consults."""
        return sides_of(message, units, self._shelf)


def aspects_to_show(plan: Plan, shelf: Shelf) -> tuple[Aspect, ...]:
    """The aspects of the plan's theme that two or more of its sides say something of, those of most sides kept.
    Where they are few the theme itself comes before them."""
    tried = found_aspects(plan.theme, plan.sides, shelf, most=_TRIED)
    grid = read_grid(replace(plan, aspects=tried), shelf, EvidenceBook(shelf.files))
    read = sum(side.entry is not None for side in plan.sides)
    stated = {
        aspect: sum(row[n].cell.status in ("answered", "withheld_in_source") for row in grid.findings)
        for n, aspect in enumerate(tried)
    }
    full = sorted((a for a in tried if stated[a] >= min(_FEWEST, read)), key=lambda a: -stated[a])[:MOST]
    shown = tuple(a for a in tried if a in full)
    whole = (Aspect(name=plan.theme, topic=plan.theme, kind="practices"),) if plan.theme else ()
    if len(shown) > _FEWEST:
        return shown
    # Few columns leave some side with nothing to say: then the theme itself is asked as well.
    return tuple({a.name: a for a in (*whole, *shown)}.values()) or tried
