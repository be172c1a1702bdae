"""Pictures in Word documents that fill a page: scans, whose words belong to the document."""

from dataclasses import dataclass
from typing import Any

from ingest.loaders import ocr
from ingest.loaders.pages import page_text
from ingest.loaders.picture import read_frames

_CENTIMETRE = 360_000
_WIDTH, _HEIGHT = 12 * _CENTIMETRE, 15 * _CENTIMETRE
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


@dataclass(kw_only=True, slots=True)
class Pictures:
    """Reads the pictures of a document that come by; counts those of a page that were read, those that were not,
    and all others."""

    parts: Any
    read: int = 0
    unread: int = 0
    others: int = 0

    def lines(self, drawing: Any) -> list[str]:
        """The lines in a drawing's picture, where it fills a page and text recognition is installed."""
        blip = next(drawing.iter(_BLIP), None)
        part = self.parts.get(blip.get(_EMBED)) if blip is not None else None
        if part is None:
            return []
        if not _fills_a_page(drawing):
            self.others += 1
            return []
        text = page_text(read_frames(part.blob))
        self.read += bool(text)
        self.unread += not text
        return text.replace("\f", "").split("\n") if text else []

    @property
    def found(self) -> int:
        """How many pictures there are."""
        return self.read + self.unread + self.others

    def warnings(self) -> tuple[str, ...]:
        """What the reader must know of them."""
        said = []
        if self.read:
            said.append(f"{self.read}张整页图片里的{ocr.TO_CHECK}")
        if self.unread and ocr.is_available():
            said.append(f"{self.unread}张整页图片里没有认出文字。")
        elif self.unread:
            said.append(f"{self.unread}张整页图片里的文字没有读入。{ocr.INSTALL}，移除该文件后重新添加。")
        return tuple(said)


def _fills_a_page(drawing: Any) -> bool:
    extent = next(drawing.iter(_EXTENT), None)
    return (
        extent is not None and int(extent.get("cx", "0")) >= _WIDTH and int(extent.get("cy", "0")) >= _HEIGHT
    )
