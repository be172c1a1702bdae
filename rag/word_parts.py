"""Pieces that every Word document of the program is put together from: fonts, the page, tables with a repeated head."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt, RGBColor
from docx.table import Table

FANGSONG, HEITI, LATIN = "仿宋_GB2312", "黑体", "Times New Roman"
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


def set_fonts(style: Any, face: str, size: float, *, latin: str = LATIN) -> None:
    """Chinese in `face`, all else in `latin`, black, `size` points; for a style or a run."""
    style.font.name, style.font.size = latin, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in _SLOTS:  # a font of the theme would win over the one set here
        fonts.attrib.pop(qn(f"w:{slot}Theme"), None)
    fonts.set(qn("w:eastAsia"), face)


def set_chinese(document: Document) -> None:
    """The document's language is Chinese, and its title has no line below it as in Word's template."""
    styles: Any = document.styles
    properties = styles["Title"].element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    language = styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:eastAsia"), "zh-CN")


def set_properties(document: Document, title: str) -> None:
    """What a file browser shows of the document."""
    document.core_properties.title = title
    document.core_properties.author = "据实"
    document.core_properties.comments = ""


def add_ruled_table(document: Document, rows: Sequence[Sequence[str]]) -> Table:
    """A table whose first row is repeated on every page and whose rows are not cut by the end of one."""
    table: Table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for at, (drawn, words) in enumerate(zip(table.rows, rows, strict=True)):
        properties = drawn._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if at == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, word in zip(drawn.cells, words, strict=True):
            cell.paragraphs[0].add_run(word)
    return table


def saved(document: Document) -> bytes:
    """The document as the bytes of a .docx file."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()
