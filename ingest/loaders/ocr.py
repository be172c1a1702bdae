"""Words in pictures of pages, read by PP-OCR, whose models ship in the package rapidocr: an optional extra."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from threading import Lock
from typing import Any

from PIL.Image import Image

from ingest.errors import ScannedPages
from ingest.loaders.layout import PrintedLine, Run, in_reading_order, lines_in_order

TO_CHECK = "文字由识别（OCR）得来，数字和单位请对照原件核对。"
INSTALL = '请安装文字识别组件（pip install "jushi[ocr]"）'
_one_at_a_time = Lock()
# Lines are looked for in a smaller picture and read two at a time: of six test pages as many characters were right
# as with the package's own settings (0.980 to 0.997 of each), at 620 to 675 MB instead of 960.
_SETTINGS = {
    "Global.log_level": "critical",
    "Det.limit_type": "max",
    "Det.limit_side_len": 1280,
    "Rec.rec_batch_num": 2,
}
# The box around a line is higher than its type.
_TYPE_SHARE = 0.85


def is_available() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(package) is not None for package in ("rapidocr", "onnxruntime"))


def read_picture(picture: Image, *, scale: float = 1.0) -> tuple[PrintedLine, ...]:
    """The lines in a picture of a page from top to bottom; `scale` dots of it make one unit of their places."""
    with _one_at_a_time:
        found = _engine()(picture.convert("RGB"))
    boxes = [] if found.boxes is None else found.boxes
    runs = [_run(box, text, scale) for box, text in zip(boxes, found.txts or (), strict=True)]
    return tuple(lines_in_order(in_reading_order(runs)))


@dataclass(kw_only=True, slots=True)
class Scans:
    """The numbers of a file's pages that are pictures: those whose words were read, and those left out."""

    read: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)

    def add(self, number: int, lines: Sequence[PrintedLine]) -> None:
        """Count page `number`, in whose picture these lines were found."""
        (self.read if lines else self.unread).append(number)

    def __len__(self) -> int:
        return len(self.read) + len(self.unread)

    def warnings(self) -> tuple[str, ...]:
        """What the reader must know of these pages."""
        said = []
        if self.read:
            said.append(f"{pages_named(self.read)}是扫描的图片，{TO_CHECK}")
        if self.unread and is_available():
            said.append(f"{pages_named(self.unread)}是图片，没有认出文字。")
        elif self.unread:
            said.append(
                f"{pages_named(self.unread)}是扫描的图片，没有读入。{INSTALL}，移除该文件后重新添加。"
            )
        return tuple(said)


def unread(message: str) -> ScannedPages:
    """The error of a file that is all pictures: with what to install, or what else to do where it is installed."""
    if is_available():
        return ScannedPages(message, advice="请换用清晰、端正的扫描件，或带文字的文件（已试过文字识别）。")
    return ScannedPages(message)


def pages_named(pages: Sequence[int]) -> str:
    """Page numbers in order as a reader would say them: 第3、5—7页."""
    ends = [0, *(at for at, (one, other) in enumerate(pairwise(pages), 1) if other != one + 1), len(pages)]
    runs = [(pages[start], pages[end - 1]) for start, end in pairwise(ends)]
    return f"第{'、'.join(f'{one}' if one == last else f'{one}—{last}' for one, last in runs)}页"


def _run(box: Any, text: str, scale: float) -> Run:
    xs, ys = [float(x) / scale for x, _ in box], [float(y) / scale for _, y in box]
    size = _TYPE_SHARE * math.dist((xs[0], ys[0]), (xs[3], ys[3]))
    return Run(left=min(xs), right=max(xs), base=sum(ys) / 4 + size / 2, size=max(size, 1.0), text=text)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params=_SETTINGS)
