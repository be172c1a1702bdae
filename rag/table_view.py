"""A comparison as the page shows it: the plan above it, the table with the states of its cells, what to do with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rag import phrases
from rag.markup import STATUS_LABEL, Html, marks_html, status_chip, tag
from rag.model import Answer, Cell, Evidence, Table

_PLANNED = "说的是计划、打算，还没有做到"
_LOOSE = "原文是约数，不是准数"
_PERIOD = "这个数所属的时间"
_WIDE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class _Aspect:
    """In what the numbers of an aspect differ, so that each must say it of itself."""

    numbers: int
    planned: frozenset[bool]
    loose: bool
    periods: bool

    @property
    def all_planned(self) -> bool:
        return self.planned == {True}


def plan_html(plan: str, table: Table) -> Html:
    """What was compared, in a line, and how it is put right; nothing where there is no plan."""
    if not plan:
        return Html()
    units = table.columns if table.turned else tuple(row.unit for row in table.rows)
    hint = phrases.PLAN_HINT.format(unit=units[-1]) if units else ""
    return tag("p", tag("span", plan), tag("span", hint, cls="hint"), cls="plan")


def table_html(table: Table, known: Mapping[int, Evidence], turn: int, *, sortable: bool = False) -> Html:
    """A comparison: one row a unit, one column an aspect, or the other way round where it is turned; on a narrow
    screen each cell names its column. `sortable`: the name of an aspect with numbers asks to sort by it."""
    aspects = _aspects(table)
    corner, across = ("方面", "units") if table.turned else ("单位", "aspects")
    columns = [
        _head(name, "col", None if table.turned else aspects[at], sortable)
        for at, name in enumerate(table.columns)
    ]
    rows = []
    for at, row in enumerate(table.rows):
        cells = [
            tag(
                "td",
                _cell_html(cell, aspects[at if table.turned else n], known, turn),
                cls=cell.status,
                data_label=column,
            )
            for n, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True))
        ]
        rows.append(
            tag("tr", _head(row.unit, "row", aspects[at] if table.turned else None, sortable), *cells)
        )
    head = tag("tr", tag("th", corner, scope="col"), *columns)
    body = tag("table", tag("thead", head), tag("tbody", *rows), cls=across)
    width = "table wide" if len(table.columns) >= _WIDE else "table"
    return tag("div", body, cls=width, tabindex="0", role="region", aria_label="各单位对照表")


def ways_html(answer: Answer) -> Html:
    """What may be done with a planned table: each button says its words as the next message."""
    if not answer.plan or answer.table is None or not answer.table.rows:
        return Html()
    ways = [phrases.WAY_FIGURES, phrases.WAY_TURN, *([] if answer.charted else [phrases.WAY_CHART]), phrases.WAY_PROSE]  # fmt: skip
    buttons = (tag("button", words, type="button", data_says=words) for words in ways)
    return tag("div", *buttons, cls="ways", role="group", aria_label="接着对这张表做")


def _aspects(table: Table) -> list[_Aspect]:
    if table.turned:
        return [_aspect(row.cells) for row in table.rows]
    return [_aspect(row.cells[at] for row in table.rows) for at in range(len(table.columns))]


def _aspect(cells: Iterable[Cell]) -> _Aspect:
    leading = [c.quantity for c in cells if c.quantity is not None and c.quantity.value is not None]
    return _Aspect(
        numbers=len(leading),
        planned=frozenset(q.planned for q in leading),
        loose=len({q.approximate for q in leading}) > 1,
        periods=len({q.period for q in leading}) > 1,
    )


def _head(name: str, scope: str, aspect: _Aspect | None, sortable: bool) -> Html:
    if aspect is None:
        return tag("th", name, scope=scope)
    chip = _chip("计划数", _PLANNED) if aspect.all_planned else Html()
    if not sortable or aspect.numbers < 2:
        return tag("th", name, chip, scope=scope)
    words = phrases.WAY_SORT.format(aspect=name)
    button = tag("button", name, type="button", cls="sort", data_says=words, title=words)
    return tag("th", button, chip, scope=scope)


def _cell_html(cell: Cell, aspect: _Aspect, known: Mapping[int, Evidence], turn: int) -> Html:
    words = cell.text.removeprefix(STATUS_LABEL[cell.status]).removeprefix("：")
    return tag(
        "span",
        status_chip(cell.status),
        words,
        *marks_html(cell.citations, known, turn),
        *_chips(cell, aspect),
        cls="said",
    )


def _chips(cell: Cell, aspect: _Aspect) -> list[Html]:
    """What the cell's number is, where the numbers of its aspect are not all so and its words do not say it."""
    lead = cell.quantity
    if lead is None or lead.value is None:
        return []
    chips = []
    if len(aspect.planned) > 1 and all(q.planned for q in cell.quantities) and "计划" not in cell.text:
        chips.append(_chip("计划", _PLANNED))
    if aspect.loose and lead.approximate:
        chips.append(_chip("约", _LOOSE))
    if aspect.periods and lead.period and len({q.period for q in cell.quantities}) == 1:
        chips.append(_chip(lead.period, _PERIOD))
    return chips


def _chip(words: str, meaning: str) -> Html:
    return tag("span", words, cls="chip kind", title=meaning)
