"""A table as it leaves the program: the words of its cells with their marks, and which of them are numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.figures import extract_figures
from ingest.model import Figure
from rag.markup import STATUS_LABEL
from rag.model import Answer, Cell, Derived, Evidence, Table

MOST_MEASURES = 3
"""Of an aspect that is counted in more ways (practices told with a number each), the rarer stay words."""
_LONGEST_NAME = 40
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
    """The numbers of one aspect that count by one `measure`: one a row, None where the cell gives no single one."""

    measure: str
    figures: tuple[Figure | None, ...]


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


def file_name(answer: Answer, ending: str) -> str:
    """A file name that every system takes: the question, shortened, and the ending (.xlsx)."""
    name = _NOT_IN_NAMES.sub(" ", title_of(answer))[:_LONGEST_NAME]
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


def derived_words(derived: Derived, evidence: Sequence[Evidence]) -> str:
    """What was worked out, how, and from where."""
    return f"{clean(derived.text)}（{clean(derived.formula)}）{marks(derived.inputs, evidence)}"


def number_columns(table: Table, column: int) -> tuple[NumberColumn, ...]:
    """The numbers of an aspect, the most used measure first: unlike measures never share a column."""
    figures = [only_figure(row.cells[column]) for row in table.rows]
    counted = Counter(f.measure for f in figures if f is not None)
    return tuple(
        NumberColumn(
            measure=measure,
            figures=tuple(f if f is not None and f.measure == measure else None for f in figures),
        )
        for measure, _ in counted.most_common(MOST_MEASURES)
    )


def only_figure(cell: Cell) -> Figure | None:
    """The figure of a cell that states exactly one; None for two, a range (2-3本), a withheld one or none."""
    figures = extract_figures(cell.text) if cell.status == "answered" else ()
    if len(figures) != 1 or figures[0].value is None or figures[0].upper is not None:
        return None
    return figures[0]


def sign_of(figure: Figure) -> str:
    """The sign before a number that its words do not give exactly: 约, or that of a limit; "" for an exact one."""
    if not figure.approximate:
        return ""
    return next((sign for words, sign in _SIGNS if words.search(figure.raw)), "约")
