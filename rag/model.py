"""The vocabulary of asking: what was understood, what was found, and the answer that is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from ingest.model import Span
from rag.drafting.model import Sheet

Mode = Literal["answer", "draft", "compare"]
Status = Literal["answered", "withheld_in_source", "not_found"]
CellStatus = Literal["answered", "withheld_in_source", "not_found", "not_read"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Focus:
    """What the next question is taken to be about where it names nothing itself: units by name, or the `group` of
    all of a kind (社区), and a period (2023年)."""

    units: tuple[str, ...] = ()
    group: str = ""
    period: str = ""

    def __bool__(self) -> bool:
        return bool(self.units or self.group or self.period)

    @property
    def names(self) -> tuple[str, ...]:
        """The units as the reader is told of them: 各社区 for a group."""
        return (f"各{self.group}",) if self.group else self.units

    def row(self) -> dict[str, Any]:
        """The focus as part of a row of an answer file."""
        return {"units": list(self.units), "group": self.group, "period": self.period}


NO_FOCUS = Focus()


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Numbered words of a report: `quote` stands verbatim at `lines` (1-based, in the file as the user has it).

    `paragraph` is the whole line (or lines) around the quote and `highlight` the quote's place in it; `page` is the
    page of a PDF or OFD file, whose lines are those of its extracted text.
    """

    n: int
    report_id: str
    unit: str
    file: str
    lines: tuple[int, int]
    quote: str
    span: Span
    paragraph: str
    highlight: Span
    heading_path: tuple[str, ...] = ()
    report_title: str | None = None
    page: int | None = None

    def row(self) -> dict[str, Any]:
        """The evidence as a row of an answer file."""
        return {
            "n": self.n,
            "report_id": self.report_id,
            "unit": self.unit,
            "file": self.file,
            "lines": list(self.lines),
            **({} if self.page is None else {"page": self.page}),
            "quote": self.quote,
        }

    @property
    def place(self) -> str:
        """Where the quote stands, as the reader finds it: 第30行, 第30–32行; in a file of pages 第3页; 本次对话 of words
        that the user said."""
        if not self.report_id:
            return "本次对话"
        return lines_label(self.lines) if self.page is None else f"第{self.page}页"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A number that a cell states. `value` is in the base measure (1.2万元: 12000, 元) and None where the source
    hides it; `upper` is the larger end of a range; `raw` is how the source writes it, `subject` what it counts, `n`
    the number of the evidence it stands in; `period` is the time it covers (2024年, 上半年), "" where that is
    unknown; `thing` tells it from figures of its column that count something else, "" where all count alike."""

    value: Decimal | None
    measure: str
    raw: str
    n: int
    subject: str = ""
    upper: Decimal | None = None
    approximate: bool = False
    planned: bool = False
    period: str = ""
    thing: str = ""

    def row(self) -> dict[str, Any]:
        """The quantity as part of a row of an answer file."""
        return {
            "value": None if self.value is None else f"{self.value:f}",
            "upper": None if self.upper is None else f"{self.upper:f}",
            "measure": self.measure,
            "raw": self.raw,
            "citation": self.n,
            "subject": self.subject,
            "approximate": self.approximate,
            "planned": self.planned,
            "period": self.period,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One unit's words on one aspect. `status` tells stated from absent, from redacted, and from not looked up
    (then `text` says why). `quantities` are the numbers of the words, first the one that the cell is ranked by."""

    text: str
    status: CellStatus
    citations: tuple[int, ...] = ()
    quantities: tuple[Quantity, ...] = ()

    @property
    def quantity(self) -> Quantity | None:
        """The number that the cell is ranked by."""
        return self.quantities[0] if self.quantities else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One unit's line of a comparison."""

    unit: str
    cells: tuple[Cell, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A comparison: rows are units, columns are aspects; the other way round where it is `turned`."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    turned: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Derived:
    """What code worked out from cited figures; `inputs` are evidence numbers. `stated`: the answer says `text` word
    for word (最多的是云岫镇), and what it says may not be said otherwise."""

    text: str
    formula: str
    inputs: tuple[int, ...]
    stated: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What the reader is shown. `text` is Markdown with a mark like [2] behind every sentence of fact;
    `short` is the figure or phrase that answers, as the source writes it; `notes` are said to the reader
    but are no facts of the reports (coverage, sentences held back, trouble); `choices` are whole questions that
    the reader may mean, the likeliest first; `focus` is what the next question goes on about; a `remark` is about the conversation (thanks, a
    counter-question), so that nothing was looked up; `nearest` are passages that come near what was asked and was
    not found: they answer nothing. `plan` says in a line what a table compares, so that it can be corrected;
    `charted`: the reader asked for a chart of it. `draft` is what was
    drafted, with its checks and versions."""

    question: str
    standalone: str
    mode: Mode
    status: Status
    text: str
    short: str | None = None
    evidence: tuple[Evidence, ...] = ()
    table: Table | None = None
    derived: tuple[Derived, ...] = ()
    notes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    focus: Focus = NO_FOCUS
    remark: bool = False
    nearest: tuple[Evidence, ...] = ()
    plan: str = ""
    charted: bool = False
    draft: Sheet | None = None
    writer: str = "extractive"
    elapsed_ms: float = 0.0

    def row(self) -> dict[str, Any]:
        """The answer as a row of an answer file."""
        return {
            "question": self.question,
            "standalone": self.standalone,
            "mode": self.mode,
            "status": self.status,
            "text": self.text,
            "short": self.short,
            "evidence": [e.row() for e in self.evidence],
            "table": None if self.table is None else _table_row(self.table),
            "plan": self.plan,
            "derived": [
                {"text": d.text, "formula": d.formula, "inputs": list(d.inputs)} for d in self.derived
            ],
            "notes": list(self.notes),
            "choices": list(self.choices),
            "nearest": [e.row() for e in self.nearest],
            "draft": None if self.draft is None else self.draft.row(),
            "focus": self.focus.row(),
            "writer": self.writer,
            "elapsed_ms": round(self.elapsed_ms, 1),
        }


def lines_label(lines: tuple[int, int]) -> str:
    """第30行, or 第30–32行 for more than one."""
    first, last = lines
    return f"第{first}行" if first == last else f"第{first}–{last}行"


def _table_row(table: Table) -> Mapping[str, Any]:
    return {
        "columns": list(table.columns),
        "turned": table.turned,
        "rows": [
            {
                "unit": row.unit,
                "aliases": list(row.aliases),
                "cells": [
                    {
                        "text": c.text,
                        "status": c.status,
                        "citations": list(c.citations),
                        "quantities": [q.row() for q in c.quantities],
                    }
                    for c in row.cells
                ],
            }
            for row in table.rows
        ],
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class Understood:
    """First event: the question as resolved from the conversation, the units it is put to, and what the next one
    will go on about."""

    standalone: str
    mode: Mode
    units: tuple[str, ...]
    resolved_from_history: bool = False
    focus: Focus = NO_FOCUS


@dataclass(frozen=True, kw_only=True, slots=True)
class Retrieved:
    """Second event: how many passages of how many reports were read."""

    passages: int
    reports: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Working:
    """Between the others, while a language model is at work: for how long. Who listens can break off here."""

    seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Delta:
    """A piece of answer text, verified, to be appended to what is shown."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """Last event: the whole answer. Its text replaces what the deltas added up to."""

    answer: Answer


Event = Understood | Retrieved | Working | Delta | Answered
