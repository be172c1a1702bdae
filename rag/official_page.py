"""The page of an official document (GB/T 9704—2012): its margins, its number, and a page laid across for a table."""

from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

_TOP, _RIGHT, _BOTTOM, _LEFT = 37, 26, 35, 28
"""The margins in millimetres, which leave 156 x 225 to write on (5.2.1)."""
_BELOW = 7
"""How far below that the dashes beside the page's number stand, in millimetres (7.5)."""
_DASH = 0.53
"""Where in the height of a line as high as its letters a dash stands from above, as LibreOffice sets it."""
_ODD, _EVEN = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT
"""The outer side of a page of the first and of the second kind, where its number stands."""
_MM = 56.6929
"""Twentieths of a point in a millimetre."""


def set_page(document: Document, style: str, size: float) -> None:
    """A4 upright, its number in the paragraph style `style` of `size` points: on odd pages a character from the right
    end of the lines, on even ones from the left (7.5)."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.footer_distance = Mm(_BOTTOM - _BELOW) - int(Pt(size) * (1 - _DASH))
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, _ODD), (section.even_page_footer, _EVEN)):
        _number(footer.paragraphs[0], style, size, side)


def add_page_across(document: Document, style: str, size: float) -> None:
    """A new page laid across, and those after it. It is bound on its upper side, and its number stands where the
    upright pages have theirs, so that all is well when the sheets are put together (clause 8)."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(_LEFT), Mm(_RIGHT)
    section.left_margin, section.right_margin = Mm(_BOTTOM), Mm(_TOP)
    for footer, side in ((section.footer, _ODD), (section.even_page_footer, _EVEN)):
        footer.is_linked_to_previous = False
        turned: Any = footer.paragraphs[0]._p
        turned.addprevious(_turned_cell(size))
        cell: Any = footer.tables[0].cell(0, 0)
        _number(cell.paragraphs[0], style, size, side)


def _turned_cell(size: float) -> Any:
    """A cell as high as the lines of the page are wide upright, its words turned, in the margin on the left."""
    wide = int(20 * size)
    left = int((_BOTTOM - _BELOW) * _MM - wide * (1 - _DASH))
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page"'
        f' w:horzAnchor="page" w:tblpX="{left}" w:tblpY="{int(_LEFT * _MM)}"/><w:tblW w:w="{wide}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{wide}"/></w:tblGrid><w:tr><w:trPr>'
        f'<w:trHeight w:val="{int(156 * _MM)}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{wide}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    )


def _number(paragraph: Any, style: str, size: float, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph.style, paragraph.alignment = style, side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(size)
    _add_page_number(paragraph)


def _add_page_number(paragraph: Paragraph) -> None:
    """— 1 —, its number worked out by Word."""
    paragraph.add_run("— ")
    for kind in ("begin", "", "separate", "1", "end"):
        run = paragraph.add_run(kind if kind == "1" else "")
        if kind == "":
            code = OxmlElement("w:instrText")
            code.text = "PAGE"
            run._r.append(code)
        elif kind != "1":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
    paragraph.add_run(" —")
