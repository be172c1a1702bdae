"""PDF files: the text of their pages as paragraphs and table rows, that of scanned pages by recognition."""

from dataclasses import dataclass, field

from ingest.errors import EmptyFile, OversizedFile
from ingest.loaders import ocr
from ingest.loaders.compose import whole
from ingest.loaders.content import ContentReader
from ingest.loaders.layout import Page
from ingest.loaders.pages import page_text
from ingest.loaders.pdfium import PdfPage, open_pdf
from ingest.model import Document

_MOST_PAGES = 3000


def load_pdf(path: str, data: bytes) -> Document:
    """The document in the bytes of a .pdf file; a form feed opens each page but the first.

    Scanned pages are read where text recognition is installed, else left out; the document's warnings name them.
    Raises EncryptedFile, DamagedFile, OversizedFile, EmptyFile, and ScannedPages where no page can be read.
    """
    reader = _Reader()
    with open_pdf(data) as pdf:
        if len(pdf) > _MOST_PAGES:
            raise OversizedFile(f"共 {len(pdf)} 页，超过 {_MOST_PAGES} 页。")
        pages = [reader.read(PdfPage(pdf, index), index + 1) for index in range(len(pdf))]
    text = page_text(pages)
    if not text:
        if reader.scans:
            raise ocr.unread(f"共 {len(pages)} 页，其中 {len(reader.scans)} 页是图片（扫描件），没有文字。")
        raise EmptyFile(f"共 {len(pages)} 页，都是空白。")
    return whole(path, data, text, media_type="application/pdf", warnings=reader.scans.warnings())


@dataclass(kw_only=True, slots=True)
class _Reader:
    """Reads page after page; counts the scanned ones."""

    scans: ocr.Scans = field(default_factory=ocr.Scans)
    content: ContentReader = field(default_factory=ContentReader)

    def read(self, page: PdfPage, number: int) -> Page:
        is_picture = page.is_picture
        runs, rules = ((), []) if is_picture else (page.runs, page.rules())
        lines = tuple(self.content.lines(runs, rules))
        if is_picture:
            if ocr.is_available():
                picture, scale = page.picture()
                lines = ocr.read_picture(picture, scale=scale)
            self.scans.add(number, lines)
        return Page(lines=lines, width=page.width)
