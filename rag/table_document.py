"""The table of an answer as a Word document, to be pasted into a report or printed: A4, with its sources."""

from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from rag.model import Answer
from rag.tabled import cell_words, clean, closing_lines, derived_words, source_line, table_of, title_of
from rag.word_parts import FANGSONG, HEITI, add_ruled_table, saved, set_chinese, set_fonts, set_properties

_UPRIGHT_COLUMNS = 4
"""A table of more columns is laid across the page."""
_SMALL_COLUMNS, _SMALL = 7, Pt(9)
"""A table of so many columns is set in a smaller letter."""


def table_docx(answer: Answer) -> bytes:
    """The bytes of a .docx file: the question, what was compared, the table, the closing sentences, what was worked
    out, notes and sources, numbered as the screen is. Raises NoTable where the answer has none."""
    table = table_of(answer)
    document = docx.Document()
    _set_styles(document)
    _set_page(document, across=len(table.columns) + 1 > _UPRIGHT_COLUMNS)
    set_properties(document, title_of(answer))
    document.add_paragraph(title_of(answer), style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    rows = [
        [clean(row.unit), *(cell_words(cell, answer.evidence) for cell in row.cells)] for row in table.rows
    ]
    corner = "方面" if table.turned else "单位"
    if answer.plan:
        document.add_paragraph(clean(answer.plan))
    _add_table(document, [[corner, *map(clean, table.columns)], *rows])
    for at, line in enumerate(closing_lines(answer)):
        document.add_paragraph(line).paragraph_format.space_before = Pt(0 if at else 8)
    _add_part(document, "据此算得", [derived_words(d, answer.evidence) for d in answer.derived])
    _add_part(document, "说明", [clean(note) for note in answer.notes])
    _add_part(document, "依据", [source_line(e) for e in sorted(answer.evidence, key=lambda e: e.n)])
    return saved(document)


def _add_part(document: Document, heading: str, lines: Sequence[str]) -> None:
    if lines:
        document.add_paragraph(heading, style="Heading 1")
    for line in lines:
        document.add_paragraph(line)


def _add_table(document: Document, rows: Sequence[Sequence[str]]) -> None:
    table = add_ruled_table(document, rows)
    for at, drawn in enumerate(table.rows):
        for n, cell in enumerate(drawn.cells):
            for run in cell.paragraphs[0].runs:
                run.bold = at == 0 or n == 0 or None
                if len(rows[0]) >= _SMALL_COLUMNS:
                    run.font.size = _SMALL
            if at == 0:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_page(document: Document, *, across: bool) -> None:
    section = document.sections[0]
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if across else (short, long)
    section.left_margin = section.right_margin = Mm(26)
    section.top_margin = section.bottom_margin = Mm(30)


def _set_styles(document: Document) -> None:
    for name, face, size in (("Normal", FANGSONG, 12), ("Title", HEITI, 18), ("Heading 1", HEITI, 14)):
        set_fonts(document.styles[name], face, size)
    set_chinese(document)
