"""PDF files: the text of their pages as paragraphs."""

import logging
from io import BytesIO
from zlib import error as ZlibError

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from ingest.errors import DamagedFile, EncryptedFile, OversizedFile, ScannedPages
from ingest.loaders.compose import whole
from ingest.loaders.pages import page_text
from ingest.model import Document

_MOST_PAGES = 3000
# What pypdf lets through on a file that is not built as it should be.
_MALFORMED = (
    *(PyPdfError, KeyError, ValueError, TypeError, AttributeError, IndexError, ArithmeticError),
    *(NotImplementedError, RecursionError, OSError, ZlibError),
)

# It reports every oddity that it mends; none of them is the reader's concern.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def load_pdf(path: str, data: bytes) -> Document:
    """The document in the bytes of a .pdf file; a form feed opens each page but the first.

    Raises EncryptedFile, DamagedFile, OversizedFile, and ScannedPages where most pages have no text.
    """
    try:
        pages = _pages(data)
    except (FileNotDecryptedError, DependencyError) as error:
        raise EncryptedFile("PDF 文件加了密，不能取出文字。") from error
    except _MALFORMED as error:
        raise DamagedFile("不是完整的 PDF 文件，打不开（可能没有下载完）。") from error
    blank = sum(1 for page in pages if not page.strip())
    if blank * 2 > len(pages) or not pages:
        raise ScannedPages(f"共 {len(pages)} 页，其中 {blank} 页取不到文字，可能是扫描件。")
    return whole(path, data, page_text([page.splitlines() for page in pages]), media_type="application/pdf")


def _pages(data: bytes) -> list[str]:
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileNotDecryptedError("a password is needed")
    if len(reader.pages) > _MOST_PAGES:
        raise OversizedFile(f"共 {len(reader.pages)} 页，超过 {_MOST_PAGES} 页。")
    return [page.extract_text() for page in reader.pages]
