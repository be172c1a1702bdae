"""Tables that are drawn on a page by rules: which cell each run of text stands in, and the rows they make.

The rules that touch one another are one table. Their places make a grid; boxes of the grid between which no
rule is drawn are one merged cell. Method as in pdfplumber's table finder (edges, intersections, cells).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.loaders.layout import Page, Run, lines_in_order
from ingest.loaders.pages import clean, joint, page_text
from ingest.loaders.tables import cell_text

THIN = 3.0
_NEAR = 3.0
_SHORTEST = 6.0
_MOST_RULES = 400  # more is a drawing
_LONG_TEXT = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A drawn line along an axis, in points from the page's top left; `low` and `high` are its ends."""

    across: bool
    at: float
    low: float
    high: float

    def covers(self, place: float) -> bool:
        """Whether it is drawn at `place` along its own axis."""
        return self.low - _NEAR <= place <= self.high + _NEAR


Box = tuple[int, int]
Point = tuple[float, float]


def rule_between(one: Point, other: Point) -> Iterator[Rule]:
    """The rule between two points; none where it is short, as the end of a bar, or askew."""
    width, height = abs(one[0] - other[0]), abs(one[1] - other[1])
    if width >= _SHORTEST and height <= THIN:
        at = (one[1] + other[1]) / 2
        yield Rule(across=True, at=at, low=min(one[0], other[0]), high=max(one[0], other[0]))
    elif height >= _SHORTEST and width <= THIN:
        at = (one[0] + other[0]) / 2
        yield Rule(across=False, at=at, low=min(one[1], other[1]), high=max(one[1], other[1]))


@dataclass(kw_only=True, slots=True)
class Table:
    """A grid by the places of its columns' and rows' borders; `cells` maps each box (row, column) to its cell."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: dict[Box, Box]
    _runs: dict[Box, list[Run]] = field(default_factory=dict)

    def take(self, run: Run) -> bool:
        """Whether the run stands inside; then its cell keeps it."""
        row = _between(self.ys, run.base - 0.3 * run.size)
        column = _between(self.xs, (run.left + min(run.right, run.left + run.size)) / 2)
        if row is None or column is None:
            return False
        self._runs.setdefault(self.cells[row, column], []).append(run)
        return True

    def is_frame(self) -> bool:
        """Whether it only frames text: no row has words in more than one cell."""
        return all(sum(cell in self._runs for cell in set(row)) < 2 for row in self._grid())

    def rows(self) -> list[list[str]]:
        """The texts by row and column of the grid, that of a merged cell in each of its boxes; empty rows left out."""
        texts = {cell: _text(runs) for cell, runs in self._runs.items()}
        grid = self._grid()
        rows = [
            [texts.get(cell, "") for cell in row]
            for row, above in zip(grid, [[], *grid], strict=False)
            if row != above
        ]
        return [row for row in rows if any(row)]

    def _grid(self) -> list[list[Box]]:
        """The cells by row and column."""
        return [
            [self.cells[row, column] for column in range(len(self.xs) - 1)] for row in range(len(self.ys) - 1)
        ]


def find_tables(rules: Sequence[Rule]) -> list[Table]:
    """The tables that these rules draw, frames of a single cell left out."""
    tables = (_table(group) for group in _touching(_joined(rules)))
    return [table for table in tables if table is not None]


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """The rules, those that go on from one another as one: often each cell has its own. None of a drawing."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (r.across, r.low)):
        for at, other in enumerate(joined):
            if rule.across == other.across and abs(rule.at - other.at) <= THIN and other.covers(rule.low):
                joined[at] = replace(other, high=max(rule.high, other.high))
                break
        else:
            joined.append(rule)
        if len(joined) > _MOST_RULES:
            return []
    return joined


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    groups = list(range(len(rules)))

    def root(at: int) -> int:
        while groups[at] != at:
            groups[at] = groups[groups[at]]
            at = groups[at]
        return at

    upright = [at for at, rule in enumerate(rules) if not rule.across]
    for level in (at for at, rule in enumerate(rules) if rule.across):
        for other in upright:
            if rules[level].covers(rules[other].at) and rules[other].covers(rules[level].at):
                groups[root(level)] = root(other)
    found: dict[int, list[Rule]] = {}
    for at, rule in enumerate(rules):
        found.setdefault(root(at), []).append(rule)
    return list(found.values())


def _table(rules: Sequence[Rule]) -> Table | None:
    level, upright = [r for r in rules if r.across], [r for r in rules if not r.across]
    if len(level) < 2 or not upright:
        return None
    # Many tables have no rules at their sides: they end where the others do.
    xs = _places([*(r.at for r in upright), min(r.low for r in level), max(r.high for r in level)])
    ys = _places([*(r.at for r in level), min(r.low for r in upright), max(r.high for r in upright)])
    if len(xs) < 2 or len(ys) < 2:
        return None
    cells = _merged(xs, ys, level, upright)
    return Table(xs=xs, ys=ys, cells=cells) if len(set(cells.values())) > 1 else None


def _merged(
    xs: tuple[float, ...], ys: tuple[float, ...], level: list[Rule], upright: list[Rule]
) -> dict[Box, Box]:
    """The boxes of the grid by the first box of their cell."""
    cells: dict[Box, Box] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            y, x = (ys[row] + ys[row + 1]) / 2, (xs[column] + xs[column + 1]) / 2
            cell = (row, column)
            if row and not any(abs(r.at - ys[row]) <= _NEAR and r.covers(x) for r in level):
                cell = cells[row - 1, column]
            elif column and not any(abs(r.at - xs[column]) <= _NEAR and r.covers(y) for r in upright):
                cell = cells[row, column - 1]
            cells[row, column] = cell
    return cells


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """The values in order, those near the one before left out."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return tuple(places)


def _between(places: tuple[float, ...], value: float) -> int | None:
    inside = (at for at in range(len(places) - 1) if places[at] <= value <= places[at + 1])
    return next(inside, None)


def _text(runs: list[Run]) -> str:
    """The words of a cell: its broken lines joined, but a long text with its paragraphs."""
    lines = lines_in_order(runs)
    if sum(len(line.text) for line in lines) > _LONG_TEXT:
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        return cell_text(page_text([Page(lines=tuple(lines), width=right - left)]).split("\n"))
    text = ""
    for line in lines:
        words = clean(line.text)
        if words and text:
            # Two numbers below one another are two, other words go on.
            text += " " if text[-1].isdigit() and words[0].isdigit() else joint(text, words)
        text += words
    return text
