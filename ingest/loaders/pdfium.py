"""The wall around PDFium: pages of a PDF file as runs of text with the rules drawn there, or as a picture.

PDFium is not safe to use from several threads at once: one file is open at a time.
"""

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
from PIL.Image import Image

from ingest.errors import DamagedFile, EncryptedFile
from ingest.loaders.layout import Run
from ingest.loaders.ruled import THIN, Rule, rule_between

_one_at_a_time = Lock()
_PASSWORD = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
_UNREADABLE = 0.3
_FEW_CHARACTERS = 30
_MOST_OF_A_PAGE = 0.5
_SOME_OF_A_PAGE = 0.05
_MANY_SHAPES = 40  # words drawn as outlines, rather than a line or a box
_DOTS_PER_POINT = 200 / 72
_MOST_DOTS = 4000
# A stamp or a watermark runs askew, text along an axis.
_ASKEW = math.radians(10)


@contextmanager
def open_pdf(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF file in these bytes. Raises EncryptedFile where it asks for a password, and DamagedFile."""
    with _one_at_a_time:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if error.err_code in _PASSWORD:
                raise EncryptedFile("PDF 文件设了打开密码。") from error
            raise DamagedFile("不是完整的 PDF 文件，打不开（可能没有下载完）。") from error
        try:
            yield pdf
        except pypdfium2.PdfiumError as error:
            raise DamagedFile("PDF 文件里有内容已损坏，读不出来。") from error
        finally:
            pdf.close()


class PdfPage:
    """One page of an open file; all places count in points from its top left as it is shown."""

    def __init__(self, pdf: pypdfium2.PdfDocument, index: int) -> None:
        self._page = pdf[index]
        self.width, self.height = self._page.get_size()
        self._turned = self._page.get_rotation()
        self._left, self._bottom, self._right, self._top = self._page.get_bbox()
        self.runs = tuple(_runs(self._characters()))

    @property
    def is_picture(self) -> bool:
        """Whether its words are in a picture: no text beside one or many shapes, hardly any over one that fills the
        page, or text in a font that does not tell which characters it draws."""
        text = "".join(run.text for run in self.runs)
        unreadable = sum(not (sign.isprintable() or sign.isspace()) or sign == "\ufffd" for sign in text)
        if len(text) > _FEW_CHARACTERS:
            return unreadable > _UNREADABLE * len(text)
        things = list(self._page.get_objects(max_depth=3))
        pictures = sum(self._area(thing) for thing in things if thing.type == raw.FPDF_PAGEOBJ_IMAGE)
        if text:
            return bool(pictures > _MOST_OF_A_PAGE * self.width * self.height)
        return bool(pictures > _SOME_OF_A_PAGE * self.width * self.height) or len(things) > _MANY_SHAPES

    def picture(self) -> tuple[Image, float]:
        """The page as a picture, and how many of its dots make a point."""
        scale = min(_DOTS_PER_POINT, _MOST_DOTS / max(self.width, self.height, 1))
        return self._page.render(scale=scale).to_pil(), scale

    def rules(self) -> list[Rule]:
        """The level and upright lines drawn on the page, sides of boxes among them."""
        paths = self._page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)
        return [rule for path in paths for rule in self._sides(path)]

    def _area(self, thing: Any) -> float:
        left, bottom, right, top = thing.get_bounds()
        return float((right - left) * (top - bottom))

    def _sides(self, path: Any) -> Iterator[Rule]:
        """The sides of a path that run along an axis; of a thin bar only one."""
        (x0, y0), (x1, y1) = self._corners(path.get_bounds())
        if min(x1 - x0, y1 - y0) <= THIN:
            yield from rule_between((x0, y0), (x1, y1))
            return
        matrix = path.get_matrix()
        points: list[tuple[float, float]] = []
        for at in range(raw.FPDFPath_CountSegments(path.raw)):
            segment = raw.FPDFPath_GetPathSegment(path.raw, at)
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = self._shown(*matrix.on_point(x.value, y.value))
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                points = []
            elif kind == raw.FPDF_SEGMENT_LINETO and points:
                yield from rule_between(points[-1], point)
            points.append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                yield from rule_between(point, points[0])

    def _corners(self, bounds: tuple[float, ...]) -> tuple[tuple[float, float], tuple[float, float]]:
        (x0, y0), (x1, y1) = self._shown(bounds[0], bounds[1]), self._shown(bounds[2], bounds[3])
        return (min(x0, x1), min(y0, y1)), (max(x0, x1), max(y0, y1))

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        """A place of the page's own system, as seen on the page turned upright."""
        if self._turned == 90:
            return y - self._bottom, x - self._left
        if self._turned == 180:
            return self._right - x, y - self._bottom
        if self._turned == 270:
            return self._top - y, self._right - x
        return x - self._left, self._top - y

    def _characters(self) -> Iterator[Run]:
        """The characters in the order in which they were set, each a run; a blank where PDFium sees one."""
        text = self._page.get_textpage()
        x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
        for at in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text.raw, at)
            if (
                code in (0x0D, 0x0A, 0)
                or 0xDC00 <= code < 0xE000
                or not raw.FPDFText_GetCharOrigin(text.raw, at, x, y)
            ):
                continue
            angle = raw.FPDFText_GetCharAngle(text.raw, at) % (math.pi / 2)
            if _ASKEW < angle < math.pi / 2 - _ASKEW:
                continue
            raw.FPDFText_GetLooseCharBox(text.raw, at, box)
            raw.FPDFText_GetMatrix(text.raw, at, matrix)
            (left, _), (right, _) = self._corners((box.left, box.bottom, box.right, box.top))
            # The height of the box is the glyph's own; that of the type is the same for all.
            size = raw.FPDFText_GetFontSize(text.raw, at) * math.hypot(matrix.c, matrix.d)
            if 0xD800 <= code < 0xDC00:  # a rare character comes as two halves
                code = 0x10000 + (code - 0xD800 << 10) + (raw.FPDFText_GetUnicode(text.raw, at + 1) & 0x3FF)
            base = self._shown(x.value, y.value)[1]
            yield Run(left=left, right=right, base=base, size=max(size, 1.0), text=chr(code))


def _runs(characters: Iterator[Run]) -> Iterator[Run]:
    """Characters that follow one another on a line as one run."""
    parts: list[Run] = []
    for sign in characters:
        last = parts[-1] if parts else None
        if last and (
            abs(sign.base - last.base) > 0.1 * last.size
            or not -0.5 * sign.size < sign.left - last.right < 0.6 * sign.size
        ):
            yield from _run(parts)
            parts = []
        parts.append(sign)
    yield from _run(parts)


def _run(parts: list[Run]) -> Iterator[Run]:
    """The run of these characters from the first to the last that shows: blanks in front are an indent."""
    shown = [at for at, part in enumerate(parts) if part.text.strip()]
    if shown:
        first, last = parts[shown[0]], parts[shown[-1]]
        text = "".join(part.text for part in parts[shown[0] : shown[-1] + 1])
        yield Run(left=first.left, right=last.right, base=first.base, size=first.size, text=text)
