"""Pictures of pages: photographs and scans, read where text recognition is installed."""

import warnings
from io import BytesIO
from pathlib import PurePath

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from ingest.errors import DamagedFile, OversizedFile
from ingest.loaders import ocr
from ingest.loaders.compose import whole
from ingest.loaders.layout import Page
from ingest.loaders.pages import page_text
from ingest.model import Document

MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}
_MOST_PAGES = 500
_LONGEST_SIDE = 4000
_FORMATS = ("PNG", "JPEG", "TIFF")
# What Pillow raises on a picture that is not built as it should be.
_MALFORMED = (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, IndexError, EOFError)


def load_picture(path: str, data: bytes) -> Document:
    """The document in the bytes of a .png, .jpg or .tif file; a form feed opens each page but the first.

    Raises ScannedPages where text recognition is not installed or finds no words, DamagedFile and OversizedFile.
    """
    if not ocr.is_available():
        raise ocr.unread("这是图片，没有文字。")
    text = page_text(_frames(data))
    if not text:
        raise ocr.unread("图片里没有认出文字。")
    kind = MEDIA_TYPES[PurePath(path).suffix.lower()]
    return whole(path, data, text, media_type=kind, warnings=(ocr.TO_CHECK,))


def read_frames(data: bytes) -> list[Page]:
    """The words in a picture inside a document, each of its frames a page; no page where text recognition is not
    installed or the picture cannot be opened (drawings in a Windows format, for one)."""
    try:
        return _frames(data) if ocr.is_available() else []
    except (DamagedFile, OversizedFile):
        return []


def _frames(data: bytes) -> list[Page]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=_FORMATS) as picture:
                if (many := getattr(picture, "n_frames", 1)) > _MOST_PAGES:
                    raise OversizedFile(f"图片有 {many} 页，超过 {_MOST_PAGES} 页。")
                return [_page(frame) for frame in ImageSequence.Iterator(picture)]
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise OversizedFile("图片太大。") from error
    except _MALFORMED as error:
        raise DamagedFile("不是完整的图片，打不开（可能没有下载完）。") from error


def _page(frame: Image.Image) -> Page:
    upright = ImageOps.exif_transpose(frame).convert("RGB")
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return Page(lines=ocr.read_picture(upright), width=upright.width)
