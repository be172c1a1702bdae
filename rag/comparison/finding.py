"""What one side of a comparison says of one aspect."""

from dataclasses import dataclass

from rag.figure_answer import RankedFigure
from rag.model import Cell


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A cell; `said` is the cell as a cited sentence led by the unit's name, None where nothing is stated; `best` is
    the figure that it is ranked by, where it has one."""

    cell: Cell
    said: str | None
    best: RankedFigure | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """The findings of a plan, a row for every side and in it one for every aspect, in the plan's order; `passages` is
    how many were read."""

    findings: tuple[tuple[Finding, ...], ...]
    passages: int
