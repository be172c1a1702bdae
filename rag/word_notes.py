"""Footnotes and endnotes of a Word document, which python-docx does not write: the part, its styles, its settings.

Built after ECMA-376 part 1, 17.11: the part begins with the two separators (-1 and 0) that the settings name, a note
begins with the mark of its own number, and Word numbers the notes in the order of their marks in the text.
"""

from typing import Any, Literal

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from rag.word_parts import set_fonts

NoteKind = Literal["footnote", "endnote"]
_RELATION = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}
_CONTENT = {"footnote": CONTENT_TYPE.WML_FOOTNOTES, "endnote": CONTENT_TYPE.WML_ENDNOTES}
_SEPARATORS = {"-1": "separator", "0": "continuationSeparator"}
_BEHIND_PROPERTIES = {
    "footnote": ("w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr"),
    "endnote": ("w:compat", "w:docVars", "w:rsids", "m:mathPr"),
}
"""What follows the notes' properties in the settings of a document, as far as python-docx's template has it."""
_APART = "\u2009"
"""Between two marks, which would be read as one number."""


class Notes:
    """The notes of one kind in a document, numbered from 1 in the order in which they are added.

    Endnotes stand at the end of the section that has their marks, so that an annex can follow them.
    """

    def __init__(self, document: Document, kind: NoteKind, *, face: str, size: float, line: float) -> None:
        """Notes in `face`, `size` points on lines of `line` points."""
        self._kind = kind
        self._root: Any = _add_part(document, kind)
        self._text, self._mark = _add_styles(document, kind, face, size, line)
        _set_properties(document, kind)
        self._count = 0

    def add(self, paragraph: Paragraph, words: str) -> int:
        """Put a mark at the end of the paragraph, with a note that says `words`; returns its number."""
        self._count += 1
        content: Any = paragraph._p
        if content.r_lst and content.r_lst[-1].find(qn(f"w:{self._kind}Reference")) is not None:
            content.append(self._run(_written(_APART)))
        content.append(self._run(_element(f"{self._kind}Reference", id=str(self._count))))
        self._root.append(self._note(words))
        return self._count

    def _note(self, words: str) -> Any:
        note = _element(self._kind, id=str(self._count))
        paragraph = OxmlElement("w:p")
        paragraph.append(_with(OxmlElement("w:pPr"), _element("pStyle", val=self._text)))
        paragraph.append(self._run(OxmlElement(f"w:{self._kind}Ref")))
        paragraph.append(_with(OxmlElement("w:r"), _written(f" {words}")))
        return _with(note, paragraph)

    def _run(self, content: Any) -> Any:
        properties = _with(OxmlElement("w:rPr"), _element("rStyle", val=self._mark))
        return _with(_with(OxmlElement("w:r"), properties), content)


def _add_part(document: Document, kind: NoteKind) -> Any:
    separators = "".join(
        f'<w:{kind} w:type="{name}" w:id="{id}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:firstLineChars="0" w:firstLine="0"/></w:pPr><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for id, name in _SEPARATORS.items()
    )
    root: Any = parse_xml(f"<w:{kind}s {nsdecls('w', 'r')}>{separators}</w:{kind}s>")
    part = XmlPart(PackURI(f"/word/{kind}s.xml"), _CONTENT[kind], root, document.part.package)
    document.part.relate_to(part, _RELATION[kind])
    return root


def _add_styles(document: Document, kind: NoteKind, face: str, size: float, line: float) -> tuple[str, str]:
    """The styles of the notes and of their marks, by the names that Word itself gives them."""
    styles: Any = document.styles
    text = styles.add_style(f"{kind} text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.base_style = styles["Normal"]
    set_fonts(text, face, size)
    layout = text.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    layout.alignment, layout.first_line_indent = WD_ALIGN_PARAGRAPH.LEFT, Pt(0)
    text.element.pPr.ind.set(qn("w:firstLineChars"), "0")
    mark = styles.add_style(f"{kind} reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    mark.font.superscript = True
    return text.style_id, mark.style_id


def _set_properties(document: Document, kind: NoteKind) -> None:
    properties = _numbered_properties(kind)
    for id in _SEPARATORS:
        properties.append(_element(kind, id=id))
    settings: Any = document.settings.element
    settings.insert_element_before(properties, *_BEHIND_PROPERTIES[kind])
    # LibreOffice takes how notes are numbered from here alone: its endnotes would be i, ii, iii.
    section: Any = document.sections[0]._sectPr
    section.insert_element_before(_numbered_properties(kind), "w:type", "w:pgSz", "w:pgMar")


def _numbered_properties(kind: NoteKind) -> Any:
    properties = OxmlElement(f"w:{kind}Pr")
    if kind == "endnote":
        properties.append(_element("pos", val="sectEnd"))
    return _with(properties, _element("numFmt", val="decimal"))


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _written(words: str) -> Any:
    text = OxmlElement("w:t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return text


def _with(parent: Any, child: Any) -> Any:
    parent.append(child)
    return parent
