"""A comparison as one paragraph for a report: aspect by aspect, every unit named, every clause cited."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag import phrases
from rag.comparison.amounts import number_words
from rag.comparison.leading import way
from rag.comparison.likeness import Column, column_of, kindred, value_of
from rag.comparison.pieces import Piece, beside, distinct, joined, pieces_of, told, without_number
from rag.model import Derived, Evidence, Quantity, Table
from rag.tally import one_measure

_A_SENTENCE = 3
_LONG_SENTENCE = 150
_NAMED = 5
_NUMBER = re.compile(r"(?:[数率额量值]|目标|收入|支出|面积|就业|增长)$")
_EXTRA = re.compile(r"(?:上?的?(?:情况|做法|工作|举措|方面)|(?<=.{2})上)+$")
_OF_PLANS = re.compile("目标|计划|打算|规划")
_PLACES = ("最{way}的是", "其次是", "再次是")


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """The text with its marks, and what code put into it beside the sources' words: who leads, who says nothing."""

    text: str
    derived: tuple[Derived, ...]


def paragraph_of(table: Table, evidence: Sequence[Evidence]) -> Paragraph:
    """The whole table, units as rows, as a paragraph; "" where nothing is stated. Its marks are the table's own."""
    known = {e.n: e for e in evidence}
    before: dict[str, list[str]] = {}
    sentences: list[str] = []
    derived: list[Derived] = []
    for n in range(len(table.columns)):
        column = column_of(table, n)
        said = _said(column, known, before)
        if not said:
            continue
        order = _order(column, said)
        if len(order) >= _A_SENTENCE:
            derived.append(_first(column, order))
        lead = _lead(column.name, first=not sentences, last=n == len(table.columns) - 1 > 1)
        sentences += _sentences(lead, _clauses(column, said, order))
    if not sentences:
        return Paragraph(text="", derived=())
    missing = _missing(table)
    if missing is not None:
        sentences[-1] = f"{sentences[-1].rstrip('。')}；{missing.text}。"
        derived.insert(0, missing)
    return Paragraph(text="".join(sentences), derived=(*derived, *_names(table, known)))


def _said(
    column: Column, known: Mapping[int, Evidence], before: dict[str, list[str]]
) -> dict[int, tuple[Piece, ...]]:
    """What each unit says of an aspect, by its row, without what was told `before` of another aspect."""
    said = {}
    numbers = bool(column.quantities)
    for row, (label, cell) in enumerate(zip(column.labels, column.cells, strict=True)):
        if cell.status != "answered" or (numbers and without_number(cell)):
            continue
        earlier = before.setdefault(label, [])
        to_come = bool(_OF_PLANS.search(column.name))
        pieces = distinct(pieces_of(cell, known, label, planned=to_come), earlier)
        if pieces:
            said[row] = pieces
            earlier += [p.words for p in pieces]
    return said


def _order(column: Column, said: Mapping[int, tuple[Piece, ...]]) -> list[tuple[int, Quantity]]:
    """The rows from most to least, where that can be said in plain words: the figures that stand first in their cells
    are of one kind and tell of the aspect itself, one leads, and no figure of another unit speaks against it."""
    kin = next(iter(kindred(column.quantities)), None)
    if kin is None or len(kin.rows) < 2:
        return []
    about = {column.name[i : i + 2] for i in range(len(column.name) - 1)}
    for n, quantity in kin.rows:
        shown = any(p.raw == quantity.raw for p in said.get(n, ()))
        named = any(pair in quantity.subject for pair in about)
        if not (shown and named and quantity is column.cells[n].quantity):
            return []
    rows = list(kin.in_order)
    ranked = {n for n, _ in rows}
    others = [q for n, q in column.quantities if n not in ranked and q.planned == kin.planned]
    if value_of(rows[0][1]) == value_of(rows[1][1]) or any(_may_lead(q, rows, column) for q in others):
        return []
    return rows


def _may_lead(other: Quantity, rows: Sequence[tuple[int, Quantity]], column: Column) -> bool:
    """Whether a figure that could not be ranked may be as great as those that lead. Of what is no number by its name
    (文化活动) what is counted otherwise may."""
    if one_measure(other.measure) != one_measure(rows[0][1].measure):
        return not _NUMBER.search(column.name)
    return other.value is None or other.value >= value_of(rows[min(len(rows), _A_SENTENCE) - 1][1])


def _first(column: Column, order: Sequence[tuple[int, Quantity]]) -> Derived:
    """Who leads, as code worked it out."""
    shown = order[:_A_SENTENCE]
    return Derived(
        text=f"{_place(0, order[0][1])}{column.labels[order[0][0]]}",
        formula=" > ".join(number_words(value_of(q)) for _, q in shown),
        inputs=tuple(dict.fromkeys(q.n for _, q in shown)),
        stated=True,
    )


def _place(n: int, quantity: Quantity) -> str:
    return _PLACES[n].format(way=way(quantity.measure))


def _clauses(
    column: Column, said: Mapping[int, tuple[Piece, ...]], order: Sequence[tuple[int, Quantity]]
) -> list[str]:
    """What each unit says, those that lead in front and in order, the others as the table has them."""
    leads = {row: "" for row, _ in order}
    if len(order) >= _A_SENTENCE:
        leads |= {row: _place(n, q) for n, (row, q) in enumerate(order[:_A_SENTENCE])}
    elif len(order) == len(said) == 2:
        leads[order[1][0]] = "相比之下，"
    figures = {row: q.raw for row, q in order}
    clauses = []
    for row in (*leads, *(row for row in said if row not in leads)):
        pieces = [beside(column.name, p, first=not n) for n, p in enumerate(said[row])]
        clauses.append(_clause(leads.get(row, ""), column.labels[row], pieces, figures.get(row, "")))
    return clauses


def _clause(lead: str, label: str, pieces: Sequence[Piece], raw: str) -> str:
    """甲注册志愿者326人[1]，开展活动18次[2]: what it is ranked by in front."""
    ordered = sorted(pieces, key=lambda p: p.raw != raw and bool(raw))
    words = [f"{told(p, first=not n)}[{p.n}]" for n, p in enumerate(ordered)]
    said = "，".join(words)
    return f"{lead}{label}，{said}" if lead.endswith("是") else f"{lead}{joined(label, said)}"


def _sentences(lead: str, clauses: Sequence[str]) -> list[str]:
    """Clauses in sentences that can be read in one breath; the lead stands in front of the first."""
    groups: list[list[str]] = []
    for clause in clauses:
        full = groups and (
            len(groups[-1]) >= _A_SENTENCE or len("；".join((*groups[-1], clause))) > _LONG_SENTENCE
        )
        if full and _keeps_order(groups[-1], clause):
            full = False
        if not groups or full:
            groups.append([])
        groups[-1].append(clause)
    return [f"{lead if n == 0 else ''}{'；'.join(group)}。" for n, group in enumerate(groups)]


def _keeps_order(group: Sequence[str], clause: str) -> bool:
    """Whether a clause must stand in the sentence of those before: 其次是 behind 最多的是."""
    return clause.startswith(_PLACES[1:]) or clause.startswith("相比之下")


def _lead(aspect: str, *, first: bool, last: bool) -> str:
    name = _named(aspect)
    if first:
        return f"在{name}方面，"
    return f"{'此外，' * last}{f'从{name}看' if _NUMBER.search(name) else f'{name}方面'}，"


def _named(aspect: str) -> str:
    return _EXTRA.sub("", aspect) or aspect


def _missing(table: Table) -> Derived | None:
    """Who says nothing of what, or gives no number, and whose figures the source hides, in a clause: by unit or by
    aspect, whichever is shorter."""
    columns = [column_of(table, n) for n in range(len(table.columns))]
    by_units: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    by_aspect: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for n, row in enumerate(table.rows):
        for wording in (phrases.LACKS_ASPECT, phrases.LACKS_NUMBER, phrases.LACKS_WHAT_IS_HIDDEN):
            names = tuple(_named(c.name) for c in columns if _lack(c, n) == wording)
            if names:
                by_units.setdefault((wording, names), []).append(row.unit)
            for name in names:
                by_aspect.setdefault((wording, (name,)), []).append(row.unit)
    if not by_units:
        return None
    lacking = min(by_units, by_aspect, key=len)
    told_of = [_lacking(wording, names, units) for (wording, names), units in lacking.items()]
    return Derived(text=f"材料中，{'，'.join(told_of)}", formula="", inputs=(), stated=True)


def _lack(column: Column, row: int) -> str:
    """What is said of a cell that has nothing to tell; "" for any other."""
    cell = column.cells[row]
    if cell.status == "not_found":
        return phrases.LACKS_ASPECT
    if cell.status == "withheld_in_source":
        return phrases.LACKS_WHAT_IS_HIDDEN
    return phrases.LACKS_NUMBER if column.quantities and without_number(cell) else ""


def _lacking(wording: str, names: Sequence[str], units: Sequence[str]) -> str:
    whose = phrases.listed(units, _NAMED) + f"{len(units)}个单位" * (len(units) > _NAMED)
    return wording.format(units=whose, aspects="、".join(names))


def _names(table: Table, known: Mapping[int, Evidence]) -> list[Derived]:
    """The names of rows that are no unit's own: those with a period (青禾里社区2023年), which the catalog tells."""
    units = {e.unit for e in known.values()}
    stating = [row.unit for row in table.rows if any(c.status == "answered" for c in row.cells)]
    rows = [name for name in stating if name not in units]
    return [Derived(text=name, formula="", inputs=(), stated=True) for name in rows]
