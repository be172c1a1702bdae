"""Word documents: paragraphs and tables in their order, each paragraph and each table row a line.

A soft return ends a line too, since clerks use it to end paragraphs. Text boxes follow the paragraph that
they are anchored to, as do the words of pictures that fill a page; foot- and endnotes stand at the end. Page headers and footers, comments and what
tracked changes deleted are no part of the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from docx import Document as open_word
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from lxml.etree import XMLSyntaxError

from ingest.errors import DamagedFile
from ingest.loaders import ocr
from ingest.loaders.archive import BROKEN, open_package
from ingest.loaders.compose import compose, one_line
from ingest.loaders.embedded import Pictures
from ingest.loaders.numbering import Numbering, W
from ingest.loaders.tables import cell_text, table_lines
from ingest.model import Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MOST_COLUMNS = 63  # of a table in Word
# What python-docx and lxml raise on a document that is not built as it should be.
_MALFORMED = (*BROKEN, OpcError, XMLSyntaxError, AttributeError, TypeError, IndexError)
# Not text: properties, deleted and moved words, field codes, and readings above characters.
_SILENT = frozenset(f"{W}{n}" for n in "pPr rPr del moveFrom instrText delText rt sectPr tblPr".split())
_NOTES = {
    f"{W}footnoteReference": (RT.FOOTNOTES, f"{W}footnote", "注"),
    f"{W}endnoteReference": (RT.ENDNOTES, f"{W}endnote", "尾注"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class WordText:
    """The lines of a Word document, and what the reader must know of pictures in it."""

    lines: tuple[str, ...]
    warnings: tuple[str, ...]


def load_word(path: str, data: bytes) -> Document:
    """The document in the bytes of a .docx file. Raises what `read_word` raises and EmptyFile."""
    word = read_word(data)
    return compose(path, data, word.lines, media_type=MEDIA_TYPE, warnings=word.warnings)


def read_word(data: bytes) -> WordText:
    """The text of a .docx file. Raises DamagedFile, OversizedFile, and ScannedPages where there are pictures only."""
    open_package(data).close()
    try:
        word = open_word(BytesIO(data))
        pictures = Pictures(parts=word.part.related_parts)
        lines = tuple(_Reader(word=word, numbering=_numbering(word), pictures=pictures).lines())
    except _MALFORMED as error:
        raise DamagedFile("不是完整的 Word 文档（.docx），打不开。") from error
    if pictures.found and not any(map(str.strip, lines)):
        raise ocr.unread(f"文档里只有{pictures.found}张图片，没有文字。")
    return WordText(lines=lines, warnings=pictures.warnings())


@dataclass(kw_only=True, slots=True)
class _Reader:
    """Walks a document once; collects text boxes, drawings and notes on the way."""

    word: WordDocument
    numbering: Numbering
    pictures: Pictures
    drawings: list[Any] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        yield from self._blocks(self.word.element.body)
        for number, (kind, id) in enumerate(self.notes, start=1):
            yield f"［{_NOTES[kind][2]}{number}］{self._note(kind, id)}"

    def _blocks(self, container: Any) -> Iterator[str]:
        for child in container.iterchildren():
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag not in _SILENT and child.tag != _FALLBACK:
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        boxes, self.boxes = self.boxes, []
        text = self.numbering.number(paragraph) + "".join(self._inline(paragraph))
        yield from (one_line(line) for line in text.split("\n"))
        drawings, self.drawings = self.drawings, []
        for drawing in drawings:
            yield from self.pictures.lines(drawing)
        found, self.boxes = self.boxes, boxes
        for box in found:
            yield from (line for line in self._blocks(box) if line.strip())

    def _inline(self, element: Any) -> Iterator[str]:
        for child in element.iterchildren():
            tag = child.tag
            if tag in (f"{W}t", _MATH_TEXT):
                yield one_line(child.text or "")
            elif tag in (f"{W}tab", f"{W}ptab"):
                yield "\t"
            elif tag == f"{W}cr" or (tag == f"{W}br" and child.get(f"{W}type") in (None, "textWrapping")):
                yield "\n"
            elif tag == f"{W}noBreakHyphen":
                yield "-"
            elif tag == f"{W}sym":
                yield _symbol(child.get(f"{W}char", ""))
            elif tag in _NOTES:
                self.notes.append((tag, child.get(f"{W}id", "")))
                yield f"［{_NOTES[tag][2]}{len(self.notes)}］"
            elif tag == f"{W}txbxContent":
                self.boxes.append(child)
            elif tag == f"{W}drawing":
                self.drawings.append(child)
                yield from self._inline(child)
            elif tag not in _SILENT and not _is_repeated(child):
                yield from self._inline(child)

    def _table(self, table: Any) -> Iterator[str]:
        rows = list(_descend(table, f"{W}tr"))
        cells = [list(_descend(row, f"{W}tc")) for row in rows]
        if all(len(row) == 1 for row in cells):  # a frame around text rather than a table
            for row in cells:
                yield from self._blocks(row[0])
            return
        above: dict[int, str] = {}
        texts = []
        for row in cells:
            texts.append(self._row(row, above))
        marked = bool(rows) and rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        for line in table_lines(texts, header=True if marked else None):
            yield from line.split("\n")

    def _row(self, cells: list[Any], above: dict[int, str]) -> list[str]:
        """The row's texts by grid column; a cell merged with the one above has that one's text."""
        texts: list[str] = []
        for cell in cells:
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            text = cell_text(list(self._blocks(cell)))
            if merge is not None and merge.get(f"{W}val", "continue") == "continue":
                text = text or above.get(len(texts), "")
            above[len(texts)] = text
            texts += [text] * min(int(span.get(f"{W}val", "1")) if span is not None else 1, _MOST_COLUMNS)
        return texts

    def _note(self, kind: str, id: str) -> str:
        relation, tag, _ = _NOTES[kind]
        notes = _part(self.word, relation)
        found = [] if notes is None else [n for n in notes.iterchildren(tag) if n.get(f"{W}id") == id]
        return " ".join(line.strip() for note in found for line in self._blocks(note) if line.strip())


def _numbering(word: WordDocument) -> Numbering:
    return Numbering.read(_part(word, RT.NUMBERING), word.styles.element)


def _part(word: WordDocument, relation: str) -> Any:
    """The root element of a part beside the document; None where there is none."""
    for found in word.part.rels.values():
        if found.reltype == relation and not found.is_external:
            return parse_xml(found.target_part.blob)
    return None


def _descend(element: Any, tag: str) -> Iterator[Any]:
    """The nearest elements of that tag below, through the wrappers of content controls and changes."""
    for child in element.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag not in _SILENT and child.tag not in (f"{W}tbl", f"{W}p", _FALLBACK):
            yield from _descend(child, tag)


def _is_repeated(element: Any) -> bool:
    """Whether this is the second drawing of a shape, for old programs."""
    return bool(element.tag == _FALLBACK)


def _symbol(code: str) -> str:
    """A sign of a symbol font: those of private code points (check boxes) have no counterpart to show."""
    try:
        sign = chr(int(code, 16))
    except ValueError:
        return ""
    return sign if sign.isprintable() else "□"
