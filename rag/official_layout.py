"""The typefaces, sizes and lines of an official document (GB/T 9704—2012), as styles of a Word document."""

from itertools import pairwise
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Length, Pt, Twips

from ingest.words import tagged_words
from rag.official_page import set_page
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
SECOND, THIRD, FOURTH, FIFTH = 22, 16, 14, 10.5
"""The sizes 二号, 三号, 四号 and 五号, in points."""
LINE = Twips(579)
"""22 lines fill the 225 mm between the margins (5.2.3): 28.95 points a line, as Word's own grid of 22 lines has it."""
SMALL_LINE = Pt(14)
"""A line of 五号, in tables and notes."""
_CLOSER = -5
"""Twentieths of a point between characters: 28 of 三号 are to stand on 156 mm (5.2.3), where 27 and a half would."""
_TITLE_CHARACTERS = 20
"""What of 二号 stands on a line."""
_CLOSING = "年月的区镇村"
"""Words of one character that a line may end with."""
HEADINGS = (HEITI, KAITI, FANGSONG, FANGSONG)
"""The typefaces of the levels 一、 （一） 1. （1）, none of them bold (7.3.3)."""
NUMBER, GRID, REMARK = "页码", "依据表文字", "附件说明"
"""The styles of the page's number, the words of a table, and remarks below one."""


def lay_out(document: Document) -> None:
    """Page, styles and fonts of an empty document, which is then written in the styles Normal, Title, Heading 1 to 4
    and those above."""
    _name_fallbacks(document)
    _set_styles(document)
    set_page(document, NUMBER, FOURTH)


def indent(element: Any, characters: int) -> None:
    """The first line of a paragraph or of a style's paragraphs set in by so many characters of 三号."""
    indents = element.get_or_add_pPr().get_or_add_ind()
    indents.set(qn("w:firstLineChars"), str(100 * characters))
    indents.set(qn("w:firstLine"), str((20 * THIRD + _CLOSER) * characters))


def title_lines(title: str) -> tuple[str, ...]:
    """A title on as many lines as it needs, broken between words, near the middle (7.3.1: 词意完整、排列对称)."""
    if len(title) <= _TITLE_CHARACTERS:
        return (title,)
    aim = len(title) / -(-len(title) // _TITLE_CHARACTERS)
    # What belongs together is often cut apart where a word has but one character: 新｜时代.
    ends = [
        word.end
        for word, after in pairwise(tagged_words(title))
        if (len(word.text) > 1 or word.text in _CLOSING) and len(after.text) > 1
    ]
    cut = min(ends, key=lambda end: abs(end - aim), default=_TITLE_CHARACTERS + 1)
    # A word longer than a line can stand on none: Word breaks it where it must.
    return (title,) if cut > _TITLE_CHARACTERS else (title[:cut].strip(), *title_lines(title[cut:].strip()))


def _set_styles(document: Document) -> None:
    styles: Any = document.styles
    for name in (NUMBER, GRID, REMARK):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    _set_style(styles["Normal"], FANGSONG, THIRD, characters=2)
    _set_style(styles["Title"], TITLE_FACE, SECOND, side=WD_ALIGN_PARAGRAPH.CENTER)
    for level, face in enumerate(HEADINGS, start=1):
        _set_style(styles[f"Heading {level}"], face, THIRD, characters=2)
    _set_style(styles[NUMBER], SONGTI, FOURTH, line=Pt(FOURTH), latin=SONGTI)
    _set_style(styles[GRID], FANGSONG, FIFTH, line=SMALL_LINE, side=WD_ALIGN_PARAGRAPH.LEFT)
    _set_style(styles[REMARK], FANGSONG, FIFTH, line=SMALL_LINE, side=WD_ALIGN_PARAGRAPH.LEFT)
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
