"""OFD files (GB/T 33190), the fixed layout of Chinese official documents: the text of their pages.

The pages' text objects carry positions; those on one height are a printed line, read from left to right.
Makers differ in namespace, in slashes and in the case of file names, so none of them is relied on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Any
from zipfile import ZipFile, ZipInfo

from lxml import etree

from ingest.errors import DamagedFile, EncryptedFile
from ingest.loaders import ocr
from ingest.loaders.archive import members, open_package, read_part
from ingest.loaders.compose import whole
from ingest.loaders.content import ContentReader
from ingest.loaders.layout import Page, Run, in_reading_order
from ingest.loaders.ofdpage import POINTS, elements, rules_of, runs_of, width_of
from ingest.loaders.pages import page_text
from ingest.loaders.picture import read_frames
from ingest.loaders.ruled import Rule
from ingest.model import Document

_ROOT = "OFD.xml"
_A4 = 210.0 * POINTS
_ENCRYPTED = "encryptions.xml"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Content:
    """What stands on a page of this width: its text and the rules drawn there, places in points from the top left,
    and the parts that hold its pictures."""

    width: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    pictures: tuple[str, ...]


def load_ofd(path: str, data: bytes) -> Document:
    """The document in the bytes of an .ofd file; a form feed opens each page but the first.

    Pages of pictures only are read where text recognition is installed, else left out; the document's warnings
    name them. Raises DamagedFile, EncryptedFile, OversizedFile, EmptyFile, and ScannedPages where no page can be
    read.
    """
    pages: list[Page] = []
    scans, reader = ocr.Scans(), ContentReader()
    with open_package(data) as opened:
        package = _Package(opened)
        for number, content in enumerate(package.pages(), start=1):
            lines = tuple(reader.lines(in_reading_order(content.runs), content.rules))
            page = Page(lines=lines, width=content.width)
            if not content.runs and content.pictures:
                page = _recognised([package.part(name) for name in content.pictures])
                scans.add(number, page.lines)
            pages.append(page)
    text = page_text(pages)
    if not text and scans:
        raise ocr.unread(f"共 {len(pages)} 页，其中 {len(scans)} 页是图片（扫描件），没有文字。")
    return whole(path, data, text, media_type="application/ofd", warnings=scans.warnings())


def _recognised(pictures: Sequence[bytes]) -> Page:
    """The page of the words in these pictures, one below the other."""
    frames = [frame for picture in pictures for frame in read_frames(picture)]
    lines = tuple(line for frame in frames for line in frame.lines)
    return Page(lines=lines, width=max((frame.width for frame in frames), default=_A4))


class _Package:
    """The parts of an OFD package by their names without regard to case."""

    def __init__(self, package: ZipFile) -> None:
        self._package = package
        self._parts: dict[str, ZipInfo] = {name.lower(): info for name, info in members(package).items()}
        if _ENCRYPTED in self._parts:
            raise EncryptedFile("OFD 文件加了密，不能取出文字。")

    def pages(self) -> Iterator[_Content]:
        """What stands on each page of each document, that of the page's templates first."""
        for found in elements(self._xml(_ROOT), "DocRoot"):
            place = _resolved("", found.text)
            document = self._xml(place)
            media = self._media(place, document)
            templates = {
                t.get("ID"): _resolved(place, t.get("BaseLoc")) for t in elements(document, "TemplatePage")
            }
            for page in elements(document, "Page"):
                content = self._xml(_resolved(place, page.get("BaseLoc")))
                used = [templates.get(t.get("TemplateID")) for t in elements(content, "Template")]
                layers = [*(self._xml(name) for name in used if name), content]
                pictures = [
                    media.get(i.get("ResourceID")) for layer in layers for i in elements(layer, "ImageObject")
                ]
                yield _Content(
                    width=width_of(content) or width_of(document) or _A4,
                    runs=tuple(run for layer in layers for run in runs_of(layer)),
                    rules=tuple(rule for layer in layers for rule in rules_of(layer)),
                    pictures=tuple(name for name in pictures if name),
                )

    def part(self, name: str) -> bytes:
        """The bytes of a part. Raises DamagedFile where it is missing or does not unpack."""
        info = self._parts.get(name.lower())
        if info is None:
            raise DamagedFile(f"不是完整的版式文件（.ofd），缺少 {name}。")
        return read_part(self._package, info)

    def _media(self, place: str, document: Any) -> dict[str, str]:
        """The parts that hold the document's pictures, by their ids."""
        found = {}
        for kind in ("PublicRes", "DocumentRes"):
            for listed in elements(document, kind):
                at = _resolved(place, listed.text)
                resources = self._xml(at)
                folder = _resolved(at, resources.get("BaseLoc") or ".") + "/"
                for medium in elements(resources, "MultiMedia"):
                    for file in elements(medium, "MediaFile"):
                        found[medium.get("ID")] = _resolved(folder, file.text)
        return found

    def _xml(self, name: str) -> Any:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            return etree.fromstring(self.part(name), parser)
        except etree.XMLSyntaxError as error:
            raise DamagedFile(f"版式文件（.ofd）里的 {name} 已损坏。") from error


def _resolved(base: str, place: str | None) -> str:
    """A part's name; `place` counts from the root or from the folder of the part that names it."""
    place = (place or "").strip().replace("\\", "/")
    return normpath(place.lstrip("/") if place.startswith("/") else join(dirname(base), place))
