"""Charts of a comparison: which of its figures may stand side by side, which are left out of it, and why.

Pure: from the table to values that say what is drawn. A bar is always a number that a report states; what is
withheld, absent or of another kind is told beside the bars, never drawn as one of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import chain

from rag import phrases
from rag.comparison.kinds import KindOfFigure, kind_of
from rag.comparison.likeness import Column, aspects_of, column_of, kindred, stretch_of
from rag.model import Cell, Evidence, Quantity, Table
from rag.tally import one_measure

MOST_BARS = 40
MOST_SERIES = 4
MOST_CHARTS = 6
# Of two aspects in one chart the smaller bars must still be seen beside the greater.
_FAR_APART = 20
_SCALES = ((Decimal(100_000_000), "亿"), (Decimal(10_000), "万"))
# 增长率 and 覆盖率 are both counted in %, and are no sizes of one thing.
_RATES = ("%", "‰")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One number of one unit; `quantity` has its value, its words in the report and its citation."""

    unit: str
    quantity: Quantity

    @property
    def end(self) -> Decimal:
        """Where the bar ends: the upper end of a range."""
        return self.quantity.upper if self.quantity.upper is not None else self.start

    @property
    def start(self) -> Decimal:
        """The number; the lower end of a range."""
        if self.quantity.value is None:
            raise ValueError("a withheld number is no bar")
        return self.quantity.value

    @property
    def label(self) -> str:
        """As the report writes it, with its mark: 43场次[2]."""
        return f"{self.quantity.raw}[{self.quantity.n}]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """The bars of one aspect, all done or all planned."""

    aspect: str
    planned: bool
    bars: tuple[Bar, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A unit that has no bar for an aspect, and why: 未提及, 原文缺失（x场）[3], 以人计：20人[4]; `n` is that mark."""

    unit: str
    aspect: str
    reason: str
    n: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """Numbers of one kind: `measure` is theirs, `period` the time of all of them, "" where it differs or is unknown.

    `units` are those of the table, in its order; each has a bar in one of the `series` or stands in `left_out`.
    """

    measure: str
    units: tuple[str, ...]
    series: tuple[Series, ...]
    left_out: tuple[LeftOut, ...]
    period: str = ""

    @property
    def aspects(self) -> tuple[str, ...]:
        """The aspects shown, each once."""
        return tuple(dict.fromkeys(s.aspect for s in self.series))

    @property
    def scale(self) -> tuple[Decimal, str]:
        """What the axis counts in: 10000 and 万 for great numbers, else 1 and no word."""
        most = max(b.end for s in self.series for b in s.bars)
        fitting = ((size, word) for size, word in _SCALES if most >= size)
        return (Decimal(1), "") if self.measure in _RATES else next(fitting, (Decimal(1), ""))

    @property
    def axis(self) -> str:
        """The measure as it stands at the axis, in the word that most of the bars use: 万人次."""
        words = Counter(b.quantity.measure for s in self.series for b in s.bars)
        return self.scale[1] + words.most_common(1)[0][0]

    @property
    def title(self) -> str:
        """What the chart shows: 培训（万人次，2024年，计划数）."""
        planned = phrases.CHART_PLANNED if all(s.planned for s in self.series) else ""
        return f"{'、'.join(self.aspects)}（{'，'.join(w for w in (self.axis, self.period, planned) if w)}）"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Block:
    """The numbers of one kind that one aspect has."""

    column: Column
    kind: KindOfFigure
    series: tuple[Series, ...]

    @property
    def most(self) -> Decimal:
        return max(b.end for s in self.series for b in s.bars)


def charts_of(table: Table, evidence: Sequence[Evidence]) -> tuple[Chart, ...]:
    """The charts that the table's numbers allow, in the order of its aspects; none where no two may be compared.

    Only numbers of one measure, one length of time and one direction share a chart; done and planned ones are
    series of their own in it, and so are aspects of the same measure whose bars can be seen beside each other.
    """
    known = {e.n: e for e in evidence}
    columns = [column_of(table, n) for n in range(aspects_of(table))]
    blocks = [block for column in columns for block in _blocks(column, known)]
    charts = (_chart(columns, group, known) for group in _joined(blocks))
    return tuple(charts)[:MOST_CHARTS]


def why_no_chart(table: Table, evidence: Sequence[Evidence]) -> str:
    """For the reader: why the table's numbers make no chart, and what to ask instead."""
    known = {e.n: e for e in evidence}
    columns = [column_of(table, n) for n in range(aspects_of(table))]
    stating: dict[str, Quantity] = {}
    for unit, quantity in ((c.labels[n], q) for c in columns for n, q in c.quantities):
        if quantity.value is not None:
            stating.setdefault(unit, quantity)
    if not stating:
        return phrases.CHART_NO_NUMBERS
    if len(stating) == 1:
        ((unit, quantity),) = stating.items()
        return phrases.CHART_ONE_NUMBER.format(unit=unit, raw=quantity.raw)
    told = dict.fromkeys(kind_of(q, known).told for q in stating.values())
    if len(told) == 1:
        return phrases.CHART_UNLIKE
    return phrases.CHART_UNLIKE_KINDS.format(kinds="、".join(told))


def _blocks(column: Column, known: Mapping[int, Evidence]) -> list[_Block]:
    """An aspect's numbers by kind, the greatest first; a kind of a single unit is none to compare."""
    kinds: dict[KindOfFigure, dict[bool, dict[int, Bar]]] = {}
    for n, quantity in _chosen(column):
        kind = kind_of(quantity, known)
        if kind.measure:
            for bar in (quantity, *_beside(quantity, column.cells[n])):
                sides = kinds.setdefault(kind, {}).setdefault(bar.planned, {})
                sides[n] = Bar(unit=column.labels[n], quantity=bar)
    blocks = [
        _Block(
            column=column,
            kind=kind,
            series=tuple(
                Series(
                    aspect=column.name,
                    planned=planned,
                    bars=tuple(bars[n] for n in sorted(bars)),
                )
                for planned, bars in sorted(sides.items())
            ),
        )
        for kind, sides in kinds.items()
        if max(map(len, sides.values())) > 1
    ]
    return sorted(blocks, key=lambda b: -max(len(s.bars) for s in b.series))


def _chosen(column: Column) -> list[tuple[int, Quantity]]:
    """The number that stands for each unit, as where the table is ranked; a range goes by its lower end."""
    stated = [(n, q) for n, q in column.quantities if column.cells[n].status == "answered"]
    whole = {(n, replace(q, upper=None)): q for n, q in reversed(stated)}
    kin = kindred([(n, replace(q, upper=None)) for n, q in stated])
    return [(n, whole[n, q]) for group in kin for n, q in group.rows]


def _beside(quantity: Quantity, cell: Cell) -> list[Quantity]:
    """The cell's number that says of what is planned what the other one says of what was done, or the other way."""
    counterparts = (
        q
        for q in cell.quantities
        if q.planned != quantity.planned
        and q.value is not None
        and one_measure(q.measure) == one_measure(quantity.measure)
        and q.thing == quantity.thing
        and _speak_alike(q.subject, quantity.subject)
        and stretch_of(q.period) == stretch_of(quantity.period)
    )
    return list(counterparts)[:1]


def _speak_alike(one: str, other: str) -> bool:
    """Whether two figures count one thing: 改造高标准农田 and 改造提升高标准农田."""
    shared = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
    return one == other or shared * 2 >= max(3, min(len(one), len(other)))


def _joined(blocks: Iterable[_Block]) -> list[list[_Block]]:
    """Aspects of one kind whose bars can be seen beside each other share a chart."""
    groups: list[list[_Block]] = []
    for block in blocks:
        for group in groups:
            series = sum(len(b.series) for b in (*group, block))
            sizes = [b.most for b in (*group, block)]
            if (
                group[0].kind == block.kind
                and block.kind.measure not in _RATES
                and all(b.column is not block.column for b in group)
                and series <= MOST_SERIES
                and series * len(block.column.labels) <= MOST_BARS
                and max(sizes) <= _FAR_APART * min(sizes)
            ):
                group.append(block)
                break
        else:
            groups.append([block])
    return groups


def _chart(columns: Sequence[Column], blocks: Sequence[_Block], known: Mapping[int, Evidence]) -> Chart:
    series = tuple(chain.from_iterable(b.series for b in blocks))
    units = columns[0].labels
    drawn = {b.unit for s in series for b in s.bars}
    shown = {unit for unit in [u for u in units if u in drawn][: MOST_BARS // len(series)]}
    series = tuple(replace(s, bars=tuple(b for b in s.bars if b.unit in shown)) for s in series)
    left_out = tuple(
        _left_out(n, block, known)
        for block in blocks
        for n, unit in enumerate(units)
        if not any(b.unit == unit for s in series if s.aspect == block.column.name for b in s.bars)
    )
    periods = {b.quantity.period for s in series for b in s.bars}
    return Chart(
        measure=blocks[0].kind.measure,
        units=units,
        series=series,
        left_out=left_out,
        period=periods.pop() if len(periods) == 1 else "",
    )


def _left_out(n: int, block: _Block, known: Mapping[int, Evidence]) -> LeftOut:
    """Why the n-th unit has no bar in a block's chart."""
    reason, cited = _reason(block.column.cells[n], block, known)
    marked = f"{reason}[{cited}]" if cited else reason
    return LeftOut(unit=block.column.labels[n], aspect=block.column.name, reason=marked, n=cited)


def _reason(cell: Cell, block: _Block, known: Mapping[int, Evidence]) -> tuple[str, int | None]:
    lead = cell.quantity
    cited = lead.n if lead is not None else next(iter(cell.citations), None)
    if cell.status == "not_read":
        return phrases.CHART_NOT_READ, None
    if cell.status == "not_found":
        return phrases.STATUS_ABSENT, None
    if lead is not None and lead.value is None:
        return phrases.STATUS_WITHHELD.format(raw=lead.raw), cited
    if cell.status == "withheld_in_source":
        return phrases.CHART_WITHHELD, cited
    if lead is None:
        return phrases.CHART_WORDS_ONLY, cited
    kind = kind_of(lead, known)
    if kind == block.kind:
        return phrases.CHART_FULL, None
    return f"{kind.differing(block.kind)}：{lead.raw}", cited
