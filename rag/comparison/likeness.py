"""Which figures of an aspect are of one kind, so that they may be ranked and charted together, and why others are not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rag import phrases
from rag.model import Cell, Quantity, Table
from rag.tally import one_measure

FULL_YEAR = "全年"
IN_ALL = "总量"
"""How `Quantity.thing` ends where it is what there is in all, whatever the time that the report covers."""
_NAMES = 60
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年|$|[-—–~至到])")
_MONTHS = re.compile(r"(\d{1,2})月?[-—–~至到](\d{1,2})月")
_MONTH = re.compile(r"(?<![-—–~至到\d])\d{1,2}月")
_SEVERAL_YEARS = re.compile(
    r"(?:19|20)\d{2}年?[-—–~至到](?:19|20)\d{2}|[近前][二两三四五六七八九十\d]+年|十[一二三四五六七]?五(?:期间|时期|规划)|任期|五年来"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kin:
    """Figures of one kind: counted by one `measure`, of one `thing`, all done or all `planned`, each over as long a
    time (`stretch`: 全年, 半年, 季度 …; "" of what there is in all at some time). `rows` are the places of their units with the figure that stands for each, a unit once."""

    measure: str
    planned: bool
    stretch: str
    thing: str
    rows: tuple[tuple[int, Quantity], ...]

    @property
    def in_order(self) -> tuple[tuple[int, Quantity], ...]:
        """The rows from most to least; of equals the one that stands first in the table."""
        return tuple(sorted(self.rows, key=lambda row: (-value_of(row[1]), row[0])))

    @property
    def exact(self) -> bool:
        """Whether no figure is approximate."""
        return not any(q.approximate for _, q in self.rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One aspect of a table, whichever way it is laid out: its name, and each unit with its cell."""

    name: str
    labels: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def quantities(self) -> tuple[tuple[int, Quantity], ...]:
        """Every figure of the column with the place of its unit."""
        return tuple((n, q) for n, cell in enumerate(self.cells) for q in cell.quantities)


def column_of(table: Table, n: int) -> Column:
    """The n-th aspect of a table. Raises IndexError where the table has no such aspect."""
    if table.turned:
        return Column(name=table.rows[n].unit, labels=table.columns, cells=table.rows[n].cells)
    return Column(
        name=table.columns[n],
        labels=tuple(row.unit for row in table.rows),
        cells=tuple(row.cells[n] for row in table.rows),
    )


def aspects_of(table: Table) -> int:
    """How many aspects a table has."""
    return len(table.rows) if table.turned else len(table.columns)


def kindred(quantities: Sequence[tuple[int, Quantity]]) -> tuple[Kin, ...]:
    """The figures by kind, the kind of most units first; hidden ones and ranges are of none.

    Of a unit's several figures the one that fits the greater group stands for it. Of groups as great, that comes
    first which holds more of the figures that stand first in their cells, then what is done.
    """
    leading = {n: q for n, q in reversed(quantities)}
    left = [(n, q) for n, q in quantities if is_comparable(q)]
    found = []
    while left:
        groups: dict[tuple[str, bool, str, str], dict[int, Quantity]] = {}
        for n, quantity in left:
            groups.setdefault(_kind_of(quantity), {}).setdefault(n, quantity)
        (measure, planned, stretch, thing), members = max(
            groups.items(),
            key=lambda g: (len(g[1]), sum(q is leading[n] for n, q in g[1].items()), not g[0][1]),
        )
        found.append(
            Kin(measure=measure, planned=planned, stretch=stretch, thing=thing, rows=tuple(members.items()))
        )
        left = [(n, q) for n, q in left if n not in members]
    return tuple(found)


def is_comparable(quantity: Quantity) -> bool:
    """Whether a figure has one known value: neither hidden nor a range."""
    return quantity.value is not None and quantity.upper is None


def value_of(quantity: Quantity) -> Decimal:
    """The value in the base measure. Raises ValueError where the source hides it."""
    if quantity.value is None:
        raise ValueError(f"the source hides the value of {quantity.raw}")
    return quantity.value


def stretch_of(period: str) -> str:
    """How long a time a period is: 全年 (also where none is stated), 半年, 季度, 9个月, 1个月, 多年."""
    if _SEVERAL_YEARS.search(period):
        return "多年"
    if months := _MONTHS.search(period):
        length = int(months[2]) - int(months[1]) + 1
        return {12: FULL_YEAR, 6: "半年", 3: "季度"}.get(length, f"{length}个月")
    if "半年" in period:
        return "半年"
    if "季度" in period:
        return "季度"
    return "1个月" if _MONTH.search(period) and "底" not in period and "末" not in period else FULL_YEAR


def length_of(quantity: Quantity) -> str:
    """Over how long a time a figure counts: the stretch of its period; "" where it is what there is in all."""
    return "" if quantity.thing.endswith(IN_ALL) else stretch_of(quantity.period)


def years_of(period: str) -> tuple[int, ...]:
    """The years that a period names."""
    return tuple(map(int, _YEAR.findall(period)))


def why_not(column: Column) -> tuple[str, ...]:
    """What the reader must know before comparing the figures of an aspect: which were left out and why, which are
    loose. Sentences for the reader; () where all that is stated may be compared as it stands."""
    kin = kindred(column.quantities)
    told = [n for group in kin for n, _ in group.rows]
    aside = [(n, c.quantities[0]) for n, c in enumerate(column.cells) if c.quantities and n not in told]
    reasons = [
        _said(phrases.NOT_COMPARED_WITHHELD, [(n, q) for n, q in aside if q.value is None], column),
        _said(phrases.NOT_COMPARED_RANGE, [(n, q) for n, q in aside if q.value is not None], column),
    ]
    if not kin:
        return tuple(r for r in reasons if r)
    first, others = kin[0], kin[1:]
    same = [g for g in others if g.measure == first.measure]
    if measures := [g for g in others if g.measure != first.measure]:
        by_measure: dict[str, list[tuple[int, Quantity]]] = {}
        for group in (first, *measures):
            by_measure.setdefault(group.measure, []).extend(group.rows)
        each = "；".join(f"以{m}计的有{_rows(rows, column)}" for m, rows in by_measure.items())
        reasons.insert(0, phrases.NOT_ONE_MEASURE.format(each=each))
    plans = [row for g in same if g.planned != first.planned for row in g.rows]
    reasons.append(_said(phrases.ONLY_DONE if first.planned else phrases.ONLY_PLANNED, plans, column))
    things = [row for g in same if g.planned == first.planned and g.thing != first.thing for row in g.rows]
    reasons.append(_said(phrases.NOT_ONE_THING, things, column))
    for group in same:
        if group.planned == first.planned and group.thing == first.thing:
            values = _rows(group.rows, column)
            reasons.append(
                phrases.NOT_ONE_STRETCH.format(other=group.stretch, stretch=first.stretch, values=values)
            )
    compared = [row for g in kin if len(g.rows) > 1 for row in g.rows]
    reasons.append(_said(phrases.APPROXIMATE, [(n, q) for n, q in compared if q.approximate], column))
    reasons.append(_of_other_years(compared, column))
    return tuple(r for r in reasons if r)


def _kind_of(quantity: Quantity) -> tuple[str, bool, str, str]:
    return one_measure(quantity.measure), quantity.planned, length_of(quantity), quantity.thing


def _of_other_years(rows: Sequence[tuple[int, Quantity]], column: Column) -> str:
    """That the figures are of different times, where the labels do not say so themselves (青禾里社区2023年)."""
    dated = [(n, q.period) for n, q in rows if q.period and q.period not in column.labels[n]]
    if len({years_of(p) or p for _, p in dated}) < 2:
        return ""
    named = [f"{column.labels[n]}（{period}）" for n, period in dated]
    return phrases.NOT_ONE_TIME.format(values=phrases.listed(named, _NAMES))


def _said(words: str, rows: Sequence[tuple[int, Quantity]], column: Column) -> str:
    return words.format(values=_rows(rows, column)) if rows else ""


def _rows(rows: Sequence[tuple[int, Quantity]], column: Column) -> str:
    return phrases.listed([f"{column.labels[n]}（{q.raw}）" for n, q in rows], _NAMES)
