"""A draft as a Word document laid out as an official one, with what it rests on as an annex."""

from collections.abc import Iterable, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from rag.drafted import Block, Piece, blocks_of, draft_title, grounds_of
from rag.model import Answer
from rag.official_layout import GRID, HEADINGS, LINE, REMARK, TABLE_SIZE, THIRD, indent, lay_out
from rag.tabled import clean, derived_words, one_line
from rag.word_parts import HEITI, add_ruled_table, saved, set_fonts, set_properties

_ANNEX = "依据表"
_COLUMNS = (("序号", 12), ("正文", 46), ("来源单位", 24), ("文件和位置", 32), ("原文", 42))
"""The columns of the annex and their widths in millimetres, 156 in all."""


def draft_docx(answer: Answer) -> bytes:
    """The bytes of a .docx file: the draft with the screen's marks set high, gaps (【待补：人数】) highlighted, and
    on a new page the table of its evidence. Raises NoDraft where the answer is none."""
    document = _draft(answer, marked=True)
    _add_annex(document, answer)
    return saved(document)


def clean_draft_docx(answer: Answer) -> bytes:
    """The same without marks and annex, to be handed in. Gaps stay. Raises NoDraft where the answer is none."""
    return saved(_draft(answer, marked=False))


def _draft(answer: Answer, *, marked: bool) -> Document:
    blocks = blocks_of(answer)
    document = docx.Document()
    lay_out(document)
    title = draft_title(answer)
    set_properties(document, title)
    document.add_paragraph(title, style="Title")
    for block in blocks:
        _add_block(document, block, marked=marked)
    return document


def _add_block(document: Document, block: Block, *, marked: bool) -> None:
    """A heading alone is in the outline of Word; one that the text goes on behind only has its typeface."""
    if block.heading and not block.body:
        document.add_paragraph(block.heading, style=f"Heading {block.level}")
        return
    paragraph = document.add_paragraph()
    if block.heading:
        run: Any = paragraph.add_run(block.heading)
        set_fonts(run, HEADINGS[block.level - 1], THIRD)
    _add_pieces(paragraph, (p for p in block.body if marked or p.kind != "mark"))


def _add_pieces(paragraph: Paragraph, pieces: Iterable[Piece]) -> None:
    for piece in pieces:
        run = paragraph.add_run(piece.words)
        if piece.kind == "mark":
            run.font.superscript = True
        if piece.kind == "gap":
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _add_annex(document: Document, answer: Answer) -> None:
    grounds = grounds_of(answer)
    remarks = [derived_words(d, answer.evidence) for d in answer.derived if d.formula]
    remarks += [clean(note) for note in answer.notes]
    if not grounds and not remarks:
        return
    named = document.add_paragraph(f"附件：{_ANNEX}")
    named.paragraph_format.space_before = LINE
    head = document.add_paragraph(style="Heading 1")
    head.add_run("附件")
    head.paragraph_format.page_break_before = True
    head.paragraph_format.space_after = LINE
    indent(head._p, 0)
    document.add_paragraph(_ANNEX, style="Title")
    rows = [
        (f"[{g.evidence.n}]", g.clause, g.evidence.unit, f"{g.evidence.file} {g.evidence.place}", g.evidence.quote)
        for g in grounds
    ]  # fmt: skip
    if rows:
        _add_grounds(document, rows)
    for at, remark in enumerate(remarks):
        said = document.add_paragraph(remark, style=REMARK)
        said.paragraph_format.space_before = Pt(0 if at else 8)


def _add_grounds(document: Document, rows: Sequence[Sequence[str]]) -> None:
    shown = [[one_line(clean(words)) for words in row] for row in rows]
    table = add_ruled_table(document, [[name for name, _ in _COLUMNS], *shown])
    table.autofit = False
    for at, drawn in enumerate(table.rows):
        for cell, (name, width) in zip(drawn.cells, _COLUMNS, strict=True):
            cell.width = Mm(width)
            words: Any = cell.paragraphs[0]
            words.style = GRID
            if at == 0 or name == "序号":
                words.alignment = WD_ALIGN_PARAGRAPH.CENTER
            if at == 0:
                set_fonts(words.runs[0], HEITI, TABLE_SIZE)
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Mm(width)
