"""The layout of an official document (GB/T 9704—2012): the page, the typefaces by level, the pages' numbers."""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from rag.word_parts import FANGSONG, HEITI, LATIN, set_chinese, set_fonts

KAITI, SONGTI, TITLE_FACE = "楷体_GB2312", "宋体", "方正小标宋简体"
FALLBACKS = {
    FANGSONG: "仿宋,FangSong,华文仿宋,STFangsong,Noto Serif CJK SC",
    KAITI: "楷体,KaiTi,华文楷体,STKaiti,Noto Serif CJK SC",
    HEITI: "SimHei,华文黑体,STHeiti,Noto Sans CJK SC",
    TITLE_FACE: "方正小标宋_GBK,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC",
    SONGTI: "SimSun,Noto Serif CJK SC",
}
"""What a machine without a font is to take for it, in that order."""
SECOND, THIRD, FOURTH, TABLE_SIZE = 22, 16, 14, 10.5
"""The sizes 二号, 三号, 四号 and 五号, in points."""
LINE = Pt(28)
"""22 lines on the 225 mm between the margins."""
_CLOSER = -5
"""Twentieths of a point between characters: 28 of 三号 are to stand on 156 mm, where 27 and a half would."""
HEADINGS = (HEITI, KAITI, FANGSONG, FANGSONG)
"""The typefaces of the levels 一、 （一） 1. （1）, none of them bold (7.3.3)."""
NUMBER, GRID, REMARK = "页码", "依据表文字", "附件说明"
"""The styles of the page's number, the words of a table, and remarks below one."""
_TIGHT = Pt(15)


def lay_out(document: Document) -> None:
    """Page, styles and fonts of an empty document, which is then written in the styles Normal, Title, Heading 1 to 4
    and those above."""
    _name_fallbacks(document)
    _set_styles(document)
    _set_page(document)


def indent(element: Any, characters: int) -> None:
    """The first line of a paragraph or of a style's paragraphs set in by so many characters of 三号."""
    indents = element.get_or_add_pPr().get_or_add_ind()
    indents.set(qn("w:firstLineChars"), str(100 * characters))
    indents.set(qn("w:firstLine"), str((20 * THIRD + _CLOSER) * characters))


def _set_styles(document: Document) -> None:
    styles: Any = document.styles
    for name in (NUMBER, GRID, REMARK):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    _set_style(styles["Normal"], FANGSONG, THIRD, characters=2)
    _set_style(styles["Title"], TITLE_FACE, SECOND, line=Pt(32), side=WD_ALIGN_PARAGRAPH.CENTER)
    for level, face in enumerate(HEADINGS, start=1):
        _set_style(styles[f"Heading {level}"], face, THIRD, characters=2)
    _set_style(styles[NUMBER], SONGTI, FOURTH, latin=SONGTI)
    _set_style(styles[GRID], FANGSONG, TABLE_SIZE, line=_TIGHT, side=WD_ALIGN_PARAGRAPH.LEFT)
    _set_style(styles[REMARK], FANGSONG, TABLE_SIZE, line=_TIGHT, side=WD_ALIGN_PARAGRAPH.LEFT)
    styles["Title"].paragraph_format.space_after = LINE
    cells = styles[GRID].paragraph_format
    cells.space_before = cells.space_after = Pt(2)
    closer = OxmlElement("w:spacing")
    closer.set(qn("w:val"), str(_CLOSER))
    styles["Normal"].element.rPr.insert_element_before(
        closer, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang"
    )
    set_chinese(document)


def _set_style(
    style: Any,
    face: str,
    size: float,
    *,
    characters: int = 0,
    line: Length = LINE,
    side: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    latin: str = LATIN,
) -> None:
    set_fonts(style, face, size, latin=latin)
    style.font.bold = style.font.italic = False
    layout = style.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, line
    layout.space_before = layout.space_after = Pt(0)
    layout.alignment, layout.widow_control = side, False
    indent(style.element, characters)


def _name_fallbacks(document: Document) -> None:
    """Puts FALLBACKS into the document's font table (w:altName)."""
    part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts: Any = parse_xml(part.blob)
    for name, others in FALLBACKS.items():
        font, also = OxmlElement("w:font"), OxmlElement("w:altName")
        font.set(qn("w:name"), name)
        also.set(qn("w:val"), others)
        font.append(also)
        fonts.append(font)
    part._blob = serialize_part_xml(fonts)


def _set_page(document: Document) -> None:
    """A4 with 37 mm above, 28 mm on the binding side and 156 x 225 mm to write on; the page's number stands 7 mm
    below that, on the outer side (5.2.1, 7.5)."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(35 - 7 - 5)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph: Any = footer.paragraphs[0]
        paragraph.style, paragraph.alignment = NUMBER, side
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(FOURTH)
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
