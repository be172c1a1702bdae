"""How a unit's figures changed from one time to the next: by how much and by what share, with both figures cited."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.comparison.amounts import number_words, percent, plain
from rag.comparison.likeness import (
    Column,
    aspects_of,
    column_of,
    is_comparable,
    stretch_of,
    value_of,
    years_of,
)
from rag.comparison.plan import Side
from rag.comparison.years import when_of
from rag.model import Derived, Quantity, Table
from rag.tally import one_measure

_RATES = {"%": "个百分点", "‰": "个千分点", "个百分点": "个百分点"}
_NO_NAME = ("情况", "方面")

Timed = tuple[str, Quantity]
"""A figure with the time it is of, as the reader is told of it (2023年)."""


def changes(table: Table, sides: Sequence[Side]) -> tuple[Derived, ...]:
    """For each aspect how each unit's figure changed from one of its times to the next (培训人数由2023年的86人增加到
    2024年的106人，增加20人，增长23.3%); only between exact figures of one kind. Where the earlier time has no report,
    or a cell tells of two years by itself, between the two figures of the one cell. `sides` are the table's units."""
    found = []
    for n in range(aspects_of(table)):
        column = column_of(table, n)
        for unit, times in _by_unit(sides).items():
            pairs = _pairs(column, times)
            found += [_change(unit, column.name, before, after) for before, after in pairs]
    return tuple(dict.fromkeys(found))


def is_over_time(sides: Sequence[Side]) -> bool:
    """Whether some unit stands beside itself at another time."""
    return len({_unit_of(side) for side in sides}) < len(sides)


def _by_unit(sides: Sequence[Side]) -> dict[str, list[Side]]:
    """The sides of each unit, the earliest first."""
    found: dict[str, list[Side]] = {}
    for side in sides:
        found.setdefault(_unit_of(side), []).append(side)
    return {
        unit: sorted(s, key=lambda s: w.rank if (w := when_of(s.period)) else (0, 0))
        for unit, s in found.items()
    }


def _unit_of(side: Side) -> str:
    return side.entry.name if side.entry else side.label.removesuffix(side.period)


def _pairs(column: Column, times: Sequence[Side]) -> Iterator[tuple[Timed, Timed]]:
    cells = dict(zip(column.labels, column.cells, strict=True))
    figures = [(side, cells[side.label].quantities) for side in times if side.label in cells]
    told: set[str] = set()
    for n, (later, after) in enumerate(figures):
        # The nearest earlier time that is of the same length: of 2024 not its first half, but 2023.
        for earlier, before in reversed(figures[:n]):
            differ = bool(earlier.period and later.period) and earlier.period != later.period
            pair = _alike(_of(earlier, before), _of(later, after)) if differ else None
            if pair is not None:
                told.add(later.label)
                yield pair
                break
    for side, quantities in figures:
        if side.label not in told and (own := _within(quantities)):
            yield own


def _of(side: Side, quantities: Sequence[Quantity]) -> list[Timed]:
    """The figures of a side that are of its own time, not those that it gives of another year for comparison."""
    years = years_of(side.period)
    own = (q for q in quantities if not years_of(q.period) or set(years_of(q.period)) & set(years))
    return [(side.period, q) for q in own if is_comparable(q) and not q.approximate]


def _alike(before: Sequence[Timed], after: Sequence[Timed]) -> tuple[Timed, Timed] | None:
    """The first figure of the later time with the first of the earlier that is of its kind."""
    return next(((a, b) for b in after for a in before if _one_kind(a, b)), None)


def _one_kind(one: Timed, other: Timed) -> bool:
    (time, a), (other_time, b) = one, other
    lengths = {stretch_of(a.period or time), stretch_of(b.period or other_time)}
    return one_measure(a.measure) == one_measure(b.measure) and a.planned == b.planned and len(lengths) == 1


def _within(quantities: Sequence[Quantity]) -> tuple[Timed, Timed] | None:
    """Two figures of one cell that are of one thing in different years."""
    exact = [
        (q.period, q) for q in quantities if is_comparable(q) and not q.approximate and when_of(q.period)
    ]
    exact.sort(key=lambda timed: w.rank if (w := when_of(timed[0])) else (0, 0))
    for before, after in pairwise(exact):
        if before[0] != after[0] and _one_kind(before, after) and before[1].subject == after[1].subject:
            return before, after
    return None


def _change(unit: str, thing: str, before: Timed, after: Timed) -> Derived:
    (earlier, x), (later, y) = before, after
    a, b = value_of(x), value_of(y)
    for filling in _NO_NAME:
        thing = thing.removesuffix(filling)
    by_plan = "计划" if x.planned else ""
    inputs = tuple(dict.fromkeys((x.n, y.n)))
    if a == b:
        text = f"{unit}{thing}{by_plan}{earlier}和{later}都是{y.raw}，持平"
        return Derived(
            text=text, formula=f"{number_words(a)} = {number_words(b)}", inputs=inputs, stated=True
        )
    points = _RATES.get(x.measure)
    up, down = ("提高", "降低") if points else ("增加", "减少")
    way = up if b > a else down
    measure = points or x.measure.partition("/")[0]
    text = f"{unit}{thing}{by_plan}由{earlier}的{x.raw}{way}到{later}的{y.raw}，{way}{number_words(abs(b - a))}{measure}"
    formula = f"{number_words(max(a, b))} - {number_words(min(a, b))} = {number_words(abs(b - a))}"
    if not points and a > 0:
        share = percent(abs(b - a), a)
        if not share:
            return Derived(text=text, formula=formula, inputs=inputs, stated=True)
        sign = "=" if share * a == abs(b - a) * 100 else "≈"
        text += f"，{'增长' if b > a else '下降'}{plain(share)}%"
        formula += f"；{number_words(abs(b - a))} ÷ {number_words(a)} {sign} {plain(share)}%"
    return Derived(text=text, formula=formula, inputs=inputs, stated=True)
