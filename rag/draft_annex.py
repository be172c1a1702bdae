"""The annex of a draft in Word: a table of what each sentence rests on and what was checked of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table

from rag.draft_text import OWN_WORDS
from rag.drafted import Ground, Paper
from rag.drafting.model import Check
from rag.model import Answer, Evidence
from rag.official_layout import FIFTH, FOURTH, GRID, LINE, NUMBER, REMARK, indent
from rag.official_page import add_page_across
from rag.tabled import clean, derived_words, one_line
from rag.word_parts import HEITI, add_ruled_table, set_fonts

_ANNEX = "依据表"
_COLUMNS = (("序号", 13), ("正文", 62), ("来源单位", 26), ("文件和位置", 38), ("原文", 62), ("核验", 24))
"""The columns of the annex and their widths in millimetres, 225 in all."""
_SAID_ONCE = ("正文", "核验")
"""Columns about the sentence as a whole, in a cell beside all its sources."""
_NOTHING, _NOT_CITED = "—", "未引原文"
_BOTH = "“序号”是正文中注的号码，方括号里是页面上的出处号码。"
_SIGN = "※"
_WARNED = f"标“{_SIGN}”的各句请逐一核实后再交。"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A source of a sentence: the numbers of its notes, the evidence (None where the sentence has none)."""

    ground: Ground
    evidence: Evidence | None = None
    notes: tuple[int, ...] = ()


def has_annex(paper: Paper, answer: Answer) -> bool:
    """Whether there is anything to be shown of what the draft rests on."""
    return any(ground.cited or ground.checks for ground in paper.grounds) or bool(answer.notes)


def announce_annex(document: Document) -> None:
    """Say below the text that there is an annex, a line apart (7.3.4)."""
    document.add_paragraph(f"附件：{_ANNEX}").paragraph_format.space_before = LINE


def add_annex(document: Document, paper: Paper, answer: Answer, *, numbered: bool) -> None:
    """The annex on pages laid across. `numbered`: its rows have the numbers of the text's notes, and the screen's
    beside them where these differ; else the marks of the screen."""
    add_page_across(document, NUMBER, FOURTH)
    head = document.add_paragraph(style="Heading 1")
    head.add_run("附件")
    head.paragraph_format.space_after = LINE
    indent(head._p, 0)
    document.add_paragraph(_ANNEX, style="Title").paragraph_format.space_after = Pt(12)
    rows = tuple(_rows(paper.grounds))
    differing = numbered and any(r.evidence is not None and r.notes != (r.evidence.n,) for r in rows)
    if rows:
        _add_table(document, rows, numbered=numbered, differing=differing)
    for at, remark in enumerate(_remarks(paper, answer, differing=differing)):
        said = document.add_paragraph(remark, style=REMARK)
        said.paragraph_format.space_before = Pt(0 if at else 8)


def _rows(grounds: Sequence[Ground]) -> Iterator[_Row]:
    """A row for each source of a sentence, one for a sentence without any."""
    numbers = count(1)
    for ground in grounds:
        notes: dict[int, list[int]] = {}
        for evidence in ground.cited:
            notes.setdefault(evidence.n, []).append(next(numbers))
        known = {e.n: e for e in ground.cited}
        yield from (_Row(ground=ground, evidence=known[n], notes=tuple(at)) for n, at in notes.items())
        if not notes:
            yield _Row(ground=ground)


def _remarks(paper: Paper, answer: Answer, *, differing: bool) -> list[str]:
    """What is said below the table, the numbers first."""
    warned = any(not check.passed for ground in paper.grounds for check in ground.checks)
    worked_out = [derived_words(d, answer.evidence) for d in answer.derived if d.formula]
    told = any(paper.brief in note for note in answer.notes)
    wanted = [] if told else [one_line(clean(paper.brief))]
    said = [*([_BOTH] if differing else []), *([_WARNED] if warned else []), *worked_out, *wanted]
    return [*said, *(clean(note) for note in answer.notes)]


def _words(row: _Row, *, numbered: bool, differing: bool) -> list[str]:
    e = row.evidence
    if e is None:
        return [_NOTHING, row.ground.words, *[_NOTHING] * 3, _checked(row.ground)]
    number = "、".join(map(str, row.notes)) if numbered else f"[{e.n}]"
    place = f"{e.file} {e.place}" if e.report_id else OWN_WORDS
    shown = [f"{number} [{e.n}]" if differing else number, row.ground.words, e.unit, place, e.quote]
    return [*(one_line(clean(words)) for words in shown), _checked(row.ground)]


def _checked(ground: Ground) -> str:
    """What was found of a sentence, a line each; what is for the writer to look at has a sign in front."""
    if not ground.checks:
        return _NOTHING if ground.cited else _NOT_CITED
    return "\n".join(clean(_finding(check)) for check in ground.checks)


def _finding(check: Check) -> str:
    if check.passed:
        return check.name
    return (
        f"{_SIGN}{check.name}" if "请" in check.name or "待" in check.name else f"{_SIGN}{check.name}，请核对"
    )


def _add_table(document: Document, rows: Sequence[_Row], *, numbered: bool, differing: bool) -> None:
    names = [name for name, _ in _COLUMNS]
    words = [_words(row, numbered=numbered, differing=differing) for row in rows]
    table = add_ruled_table(document, [names, *words])
    table.autofit = False
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Mm(width)
    for at, drawn in enumerate(table.rows):
        for cell, (name, width) in zip(drawn.cells, _COLUMNS, strict=True):
            cell.width = Mm(width)
            _set_cell(cell, name, head=at == 0)
    _join(table, rows)


def _set_cell(cell: Any, name: str, *, head: bool) -> None:
    paragraph: Any = cell.paragraphs[0]
    paragraph.style = GRID
    if head or name == "序号":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if head:
        set_fonts(paragraph.runs[0], HEITI, FIFTH)
    elif name == "核验":
        lines = cell.text.split("\n")
        paragraph.clear()
        for at, line in enumerate(lines):
            paragraph.add_run(line).bold = line.startswith(_SIGN) or None
            if at + 1 < len(lines):
                paragraph.runs[-1].add_break()


def _join(table: Table, rows: Sequence[_Row]) -> None:
    """The sentence beside all its sources, said once."""
    at = 1
    while at <= len(rows):
        sources = sum(1 for row in rows[at - 1 :] if row.ground is rows[at - 1].ground)
        for column, (name, _) in enumerate(_COLUMNS):
            if name in _SAID_ONCE and sources > 1:
                for below in range(at + 1, at + sources):
                    table.cell(below, column).text = ""
                whole = table.cell(at, column).merge(table.cell(at + sources - 1, column))
                for empty in whole.paragraphs[1:]:
                    empty._p.getparent().remove(empty._p)
        at += sources
