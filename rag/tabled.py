"""A table as it leaves the program: the words of its cells with their marks, and which of them are numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rag.comparison.likeness import is_comparable
from rag.markup import STATUS_LABEL
from rag.model import Answer, Cell, Derived, Evidence, Quantity, Table
from rag.tally import one_measure

MOST_MEASURES = 4
"""Of an aspect that is counted in more ways (practices told with a number each), the rarer stay words."""
_LONGEST_NAME = 40
_LINE_START = re.compile(r"^\s*(?:-|#{1,6})\s+")
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|？：\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+')
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SIGNS = (
    (re.compile("不足|不到"), "<"),
    (re.compile("不得?超过|不高于|不大于|最多|以[下内]|之内"), "≤"),
    (re.compile("不得?少于|不低于|[至最]少|以上"), "≥"),
    (re.compile("超|逾|突破"), ">"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberColumn:
    """The numbers of one aspect that count by one `measure`, all done or all `planned`: one a row, None where the
    cell gives no single one."""

    measure: str
    figures: tuple[Quantity | None, ...]
    planned: bool = False

    @property
    def periods(self) -> tuple[str, ...]:
        """The times that the numbers are of, row by row; "" where there is no number or its time is unknown."""
        return tuple(q.period if q is not None else "" for q in self.figures)

    @property
    def period(self) -> str:
        """The time of all the numbers; "" where it differs."""
        times = {q.period for q in self.figures if q is not None}
        return times.pop() if len(times) == 1 else ""

    @property
    def head(self) -> str:
        """What stands over the numbers: 人次，计划，2025年; the measure in the word that most of them use."""
        words = Counter(q.measure for q in self.figures if q is not None).most_common(1)
        measure = words[0][0] if words else self.measure
        return "，".join(w for w in (measure or "数值", "计划" if self.planned else "", self.period) if w)


class NoTable(ValueError):
    """The answer has no table to be written down."""


def table_of(answer: Answer) -> Table:
    """The answer's table. Raises NoTable."""
    if answer.table is None:
        raise NoTable("the answer has no table")
    return answer.table


def title_of(answer: Answer) -> str:
    """The question as understood; a follow-up (再加上…) alone would say too little over a file."""
    return clean(answer.standalone or answer.question)


def file_name(answer: Answer, ending: str, title: str = "") -> str:
    """A file name that every system takes: the `title`, else the question, shortened, and the ending (.xlsx)."""
    name = _NOT_IN_NAMES.sub(" ", title or title_of(answer))[:_LONGEST_NAME]
    return f"{' '.join(name.split()).strip(' .。') or '对比表'}{ending}"


def clean(text: str) -> str:
    """The text without the characters that a file of Office cannot hold."""
    return _NOT_IN_XML.sub("", text)


def cell_words(cell: Cell, evidence: Sequence[Evidence]) -> str:
    """What the screen shows of a cell: its state, its words, its marks."""
    label = STATUS_LABEL[cell.status]
    return f"{label}{clean(cell.text.removeprefix(label))}{marks(cell.citations, evidence)}"


def marks(numbers: Sequence[int], evidence: Sequence[Evidence]) -> str:
    """The marks as on the screen: [1][2], without those that name no evidence."""
    known = {e.n for e in evidence}
    return "".join(f"[{n}]" for n in dict.fromkeys(numbers) if n in known)


def source_line(evidence: Evidence) -> str:
    """Where a mark leads, in a line: its number, unit, file, place and quote."""
    return clean(
        f"[{evidence.n}] {evidence.unit}，{evidence.file} {evidence.place}：“{one_line(evidence.quote)}”"
    )


def one_line(text: str) -> str:
    """The text without line breaks and runs of blanks."""
    return " ".join(text.split())


def derived_words(derived: Derived, evidence: Sequence[Evidence]) -> str:
    """What was worked out, how, and from where."""
    return f"{clean(derived.text)}（{clean(derived.formula)}）{marks(derived.inputs, evidence)}"


def closing_lines(answer: Answer) -> list[str]:
    """The answer's sentences with their marks, a line each, without the signs of lists and headings."""
    lines = (_LINE_START.sub("", line).strip() for line in clean(answer.text).splitlines())
    return [line for line in lines if line]


def number_columns(table: Table, column: int) -> tuple[NumberColumn, ...]:
    """The numbers of an aspect of an upright table, those of most units first: unlike measures never share a column,
    nor what is done and what is planned."""
    cells = [row.cells[column] for row in table.rows]
    kinds = Counter(kind for cell in cells for kind in _kinds(cell))
    leading = Counter(
        _kind(cell.quantity) for cell in cells if cell.quantity and is_comparable(cell.quantity)
    )
    ranked = sorted(kinds, key=lambda kind: (-leading[kind], -kinds[kind]))
    return tuple(
        NumberColumn(
            measure=measure, planned=planned, figures=tuple(_only(c, (measure, planned)) for c in cells)
        )
        for measure, planned in ranked[:MOST_MEASURES]
    )


def _kinds(cell: Cell) -> set[tuple[str, bool]]:
    """The kinds of which the cell gives one number."""
    return {_kind(q) for q in cell.quantities if _only(cell, _kind(q)) is not None}


def _kind(quantity: Quantity) -> tuple[str, bool]:
    return one_measure(quantity.measure), quantity.planned


def _only(cell: Cell, kind: tuple[str, bool]) -> Quantity | None:
    """The cell's number of a kind: the one it is ranked by, else the only one of that kind; no range."""
    of_kind = [q for q in cell.quantities if _kind(q) == kind]
    single = len(of_kind) == 1 or (of_kind and of_kind[0] is cell.quantity)
    return of_kind[0] if single and is_comparable(of_kind[0]) else None


def sign_of(figure: Quantity) -> str:
    """The sign before a number that its words do not give exactly: 约, or that of a limit; "" for an exact one."""
    if not figure.approximate:
        return ""
    return next((sign for words, sign in _SIGNS if words.search(figure.raw)), "约")
