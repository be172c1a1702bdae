"""The table of an answer as a Word document, to be pasted into a report or printed: A4, with its sources."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor

from rag.model import Answer, Evidence
from rag.tabled import cell_words, clean, closing_lines, derived_words, table_of, title_of

_BODY, _HEADING, _LATIN = "仿宋_GB2312", "黑体", "Times New Roman"
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
    document.core_properties.title = title_of(answer)
    document.core_properties.author = "据实"
    document.core_properties.comments = ""
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
    _add_part(document, "依据", [_source(e) for e in sorted(answer.evidence, key=lambda e: e.n)])
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _source(evidence: Evidence) -> str:
    where = f"{evidence.unit}，{evidence.file} {evidence.place}"
    return clean(f"[{evidence.n}] {where}：“{' '.join(evidence.quote.split())}”")


def _add_part(document: Document, heading: str, lines: Sequence[str]) -> None:
    if lines:
        document.add_paragraph(heading, style="Heading 1")
    for line in lines:
        document.add_paragraph(line)


def _add_table(document: Document, rows: Sequence[Sequence[str]]) -> None:
    """A table whose first row is repeated on every page and whose rows are not cut by the end of one."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for at, (drawn, words) in enumerate(zip(table.rows, rows, strict=True)):
        properties = drawn._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if at == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for n, (cell, word) in enumerate(zip(drawn.cells, words, strict=True)):
            run = cell.paragraphs[0].add_run(word)
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
    styles: Any = document.styles
    for name, face, size in (("Normal", _BODY, 12), ("Title", _HEADING, 18), ("Heading 1", _HEADING, 14)):
        style = styles[name]
        style.font.name, style.font.size = _LATIN, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for slot in (
            "ascii",
            "hAnsi",
            "eastAsia",
            "cs",
        ):  # a font of the theme would win over the one set here
            fonts.attrib.pop(qn(f"w:{slot}Theme"), None)
        fonts.set(qn("w:eastAsia"), face)
    # Word's template draws a blue line under a title.
    properties = styles["Title"].element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    language = styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:eastAsia"), "zh-CN")
