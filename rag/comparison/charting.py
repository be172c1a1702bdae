"""Charts of a comparison: which of its figures may stand side by side, which are left out of it, and why.

Pure: from the table to values that say what is drawn. A bar is always a number that a report states; what is
withheld, absent or of another kind is told beside the bars, never drawn as one of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from rag import phrases
from rag.comparison.kinds import KindOfFigure, kind_of
from rag.comparison.turning import upright
from rag.model import Cell, Evidence, Quantity, Row, Table

MOST_BARS = 40
MOST_SERIES = 4
MOST_CHARTS = 6
# Of two aspects in one chart the smaller bars must still be seen beside the greater.
_FAR_APART = 20
_SCALES = ((Decimal(100_000_000), "亿"), (Decimal(10_000), "万"))
_NEVER_SCALED = ("%", "‰")


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
        return (Decimal(1), "") if self.measure in _NEVER_SCALED else next(fitting, (Decimal(1), ""))

    @property
    def axis(self) -> str:
        """The measure as it stands at the axis: 万人次."""
        return self.scale[1] + self.measure

    @property
    def title(self) -> str:
        """What the chart shows: 培训（万人次，2024年，计划数）."""
        planned = phrases.CHART_PLANNED if all(s.planned for s in self.series) else ""
        return f"{'、'.join(self.aspects)}（{'，'.join(w for w in (self.axis, self.period, planned) if w)}）"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Block:
    """The numbers of one kind that one aspect has."""

    aspect: str
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
    table = upright(table)
    known = {e.n: e for e in evidence}
    blocks = [
        block for at, name in enumerate(table.columns) for block in _blocks(table, at, name, known) if block
    ]
    charts = (_chart(table, group, known) for group in _joined(blocks, len(table.rows)))
    return tuple(charts)[:MOST_CHARTS]


def why_no_chart(table: Table, evidence: Sequence[Evidence]) -> str:
    """For the reader: why the table's numbers make no chart, and what to ask instead."""
    table = upright(table)
    known = {e.n: e for e in evidence}
    stating = {row.unit: q for row in table.rows for cell in row.cells for q in _drawable(cell)[:1]}
    if not stating:
        return phrases.CHART_NO_NUMBERS
    if len(stating) == 1:
        ((unit, quantity),) = stating.items()
        return phrases.CHART_ONE_NUMBER.format(unit=unit, raw=quantity.raw)
    told = dict.fromkeys(kind_of(q, known).told for q in stating.values())
    if len(told) == 1:
        return phrases.CHART_UNLIKE
    return phrases.CHART_UNLIKE_KINDS.format(kinds="、".join(told))


def _blocks(table: Table, at: int, aspect: str, known: Mapping[int, Evidence]) -> list[_Block]:
    """An aspect's numbers by kind, those of most units first; a kind of a single unit is none to compare."""
    kinds: dict[KindOfFigure, dict[bool, list[Bar]]] = {}
    for row in table.rows:
        for quantity in _drawable(row.cells[at]):
            kind = kind_of(quantity, known)
            if kind.measure:
                bars = kinds.setdefault(kind, {}).setdefault(quantity.planned, [])
                bars.append(Bar(unit=row.unit, quantity=quantity))
    blocks = [
        _Block(
            aspect=aspect,
            kind=kind,
            series=tuple(
                Series(aspect=aspect, planned=planned, bars=tuple(sides[planned]))
                for planned in (False, True)
                if planned in sides
            ),
        )
        for kind, sides in kinds.items()
        if max(map(len, sides.values())) > 1
    ]
    return sorted(blocks, key=lambda b: -max(len(s.bars) for s in b.series))


def _drawable(cell: Cell) -> list[Quantity]:
    """The number that a cell is ranked by, and the one beside it that says the same of what is planned or was done."""
    lead = cell.quantity
    if cell.status != "answered" or lead is None or lead.value is None:
        return []
    beside = (
        q
        for q in cell.quantities[1:]
        if q.planned != lead.planned
        and q.value is not None
        and q.measure == lead.measure
        and q.subject == lead.subject
    )
    return [lead, *list(beside)[:1]]


def _joined(blocks: Iterable[_Block], units: int) -> list[list[_Block]]:
    """Aspects of one kind whose bars can be seen beside each other share a chart."""
    groups: list[list[_Block]] = []
    for block in blocks:
        for group in groups:
            series = sum(len(b.series) for b in (*group, block))
            sizes = [b.most for b in (*group, block)]
            if (
                group[0].kind == block.kind
                and all(b.aspect != block.aspect for b in group)
                and series <= MOST_SERIES
                and series * units <= MOST_BARS
                and max(sizes) <= _FAR_APART * min(sizes)
            ):
                group.append(block)
                break
        else:
            groups.append([block])
    return groups


def _chart(table: Table, blocks: Sequence[_Block], known: Mapping[int, Evidence]) -> Chart:
    series = tuple(chain.from_iterable(b.series for b in blocks))
    many = MOST_BARS // len(series)
    drawn = dict.fromkeys(b.unit for s in series for b in s.bars)
    drawn = dict.fromkeys([row.unit for row in table.rows if row.unit in drawn][:many])
    shown = tuple(
        Series(aspect=s.aspect, planned=s.planned, bars=tuple(b for b in s.bars if b.unit in drawn))
        for s in series
    )
    left_out = tuple(
        _left_out(row, table, block, known)
        for block in blocks
        for row in table.rows
        if not any(b.unit == row.unit for s in shown if s.aspect == block.aspect for b in s.bars)
    )
    periods = {b.quantity.period for s in shown for b in s.bars}
    return Chart(
        measure=blocks[0].kind.measure,
        units=tuple(row.unit for row in table.rows),
        series=shown,
        left_out=left_out,
        period=periods.pop() if len(periods) == 1 else "",
    )


def _left_out(row: Row, table: Table, block: _Block, known: Mapping[int, Evidence]) -> LeftOut:
    """Why a unit has no bar in a block's chart."""
    cell = row.cells[table.columns.index(block.aspect)]
    reason, n = _reason(cell, block, known)
    return LeftOut(unit=row.unit, aspect=block.aspect, reason=f"{reason}[{n}]" if n else reason, n=n)


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
