"""The aspects that a comparison of a broad theme shows: of those the reports speak of, the ones that fill a column."""

from dataclasses import replace

from rag.comparison.cells import read_grid
from rag.comparison.found import found_aspects
from rag.comparison.plan import Aspect, Plan
from rag.ground import EvidenceBook
from rag.retrieve import Shelf

MOST = 5
_TRIED = 9
_FEWEST = 2


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
