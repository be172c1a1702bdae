"""OFD files (GB/T 33190), the fixed layout of Chinese official documents: the text of their pages.

The pages' text objects carry positions; those on one height are a printed line, read from left to right.
Makers differ in namespace, in slashes and in the case of file names, so none of them is relied on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Any
from zipfile import ZipFile, ZipInfo

from lxml import etree

from ingest.errors import DamagedFile, EncryptedFile, ScannedPages
from ingest.loaders.archive import members, open_package, read_part
from ingest.loaders.compose import whole
from ingest.loaders.pages import page_text
from ingest.model import Document

_ROOT = "OFD.xml"
_WIDE_GAP = 0.8
_ENCRYPTED = "encryptions.xml"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    """A run of text on a page: its ends and base line in millimetres from the top left, height of the type."""

    left: float
    right: float
    base: float
    size: float
    text: str


def load_ofd(path: str, data: bytes) -> Document:
    """The document in the bytes of an .ofd file; a form feed opens each page but the first.

    Raises DamagedFile, EncryptedFile, OversizedFile, and ScannedPages where there is no text.
    """
    with open_package(data) as package:
        pages = [_lines(pieces) for pieces in _Package(package).pages()]
    if not any(pages):
        raise ScannedPages(f"共 {len(pages)} 页，都没有文字，可能是图片。")
    return whole(path, data, page_text(pages), media_type="application/ofd")


class _Package:
    """The parts of an OFD package by their names without regard to case."""

    def __init__(self, package: ZipFile) -> None:
        self._package = package
        self._parts: dict[str, ZipInfo] = {name.lower(): info for name, info in members(package).items()}
        if _ENCRYPTED in self._parts:
            raise EncryptedFile("OFD 文件加了密，不能取出文字。")

    def pages(self) -> Iterator[list[_Piece]]:
        """The text of each page of each document, that of the page's templates first."""
        for found in _all(self._xml(_ROOT), "DocRoot"):
            place = _resolved("", found.text)
            document = self._xml(place)
            templates = {
                t.get("ID"): _resolved(place, t.get("BaseLoc")) for t in _all(document, "TemplatePage")
            }
            for page in _all(document, "Page"):
                content = self._xml(_resolved(place, page.get("BaseLoc")))
                used = [templates.get(t.get("TemplateID")) for t in _all(content, "Template")]
                under = [piece for name in used if name for piece in _pieces(self._xml(name))]
                yield [*under, *_pieces(content)]

    def _xml(self, name: str) -> Any:
        info = self._parts.get(name.lower())
        if info is None:
            raise DamagedFile(f"不是完整的版式文件（.ofd），缺少 {name}。")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            return etree.fromstring(read_part(self._package, info), parser)
        except etree.XMLSyntaxError as error:
            raise DamagedFile(f"版式文件（.ofd）里的 {name} 已损坏。") from error


def _resolved(base: str, place: str | None) -> str:
    """A part's name; `place` counts from the root or from the folder of the part that names it."""
    place = (place or "").strip().replace("\\", "/")
    return normpath(place.lstrip("/") if place.startswith("/") else join(dirname(base), place))


def _all(element: Any, name: str) -> Iterator[Any]:
    return (found for found in element.iter(etree.Element) if etree.QName(found).localname == name)


def _pieces(page: Any) -> Iterator[_Piece]:
    for thing in _all(page, "TextObject"):
        left, top, width, *_ = [*_numbers(thing.get("Boundary")), 0.0, 0.0, 0.0]
        matrix = _numbers(thing.get("CTM"))
        across, down = (matrix[0], matrix[3]) if len(matrix) == 6 else (1.0, 1.0)
        size = (_numbers(thing.get("Size")) or [1.0])[0] * abs(down or 1.0)
        x = y = 0.0
        for code in _all(thing, "TextCode"):
            x, y = (_numbers(code.get("X")) or [x])[0], (_numbers(code.get("Y")) or [y])[0]
            if code.text and code.text.strip():
                yield _Piece(
                    left=left + x * across, right=left + width, base=top + y * down, size=size, text=code.text
                )


def _numbers(value: str | None) -> list[float]:
    try:
        return [float(number) for number in (value or "").split()]
    except ValueError:
        return []


def _lines(pieces: list[_Piece]) -> list[str]:
    """The printed lines from top to bottom."""
    lines: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.base):
        if lines and piece.base - lines[-1][0].base <= 0.4 * max(piece.size, lines[-1][0].size):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return ["".join(_spaced(sorted(line, key=lambda p: p.left))) for line in lines]


def _spaced(line: list[_Piece]) -> Iterator[str]:
    """The runs of a line, with a blank where there is room for a character: between the fields of a form."""
    end: float | None = None
    for piece in line:
        if end is not None and piece.left - end > _WIDE_GAP * piece.size:
            yield "　"
        yield piece.text
        end = piece.right
