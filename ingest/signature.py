"""What a file really is, told from its first bytes or the parts of its package."""

from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A format by its Chinese name, with the endings that its files may rightly bear, usual one first."""

    name: str
    endings: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}（{'、'.join(self.endings)}）" if self.endings else self.name


def _format(name: str, *endings: str) -> Format:
    return Format(name=name, endings=endings)


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # the second opens an archive without members
_FIRST_BYTES = (
    (b"%PDF", _format("PDF 文件", ".pdf")),
    (b"{\\rtf", _format("RTF 文档", ".rtf", ".doc", ".wps")),
    (b"\x89PNG", _format("图片", ".png")),
    (b"\xff\xd8\xff", _format("图片", ".jpg", ".jpeg")),
    (b"II*\0", _format("图片", ".tif", ".tiff")),
    (b"MM\0*", _format("图片", ".tif", ".tiff")),
    (b"GIF8", _format("图片", ".gif")),
    (b"Rar!", _format("压缩文件", ".rar")),
    (b"7z\xbc\xaf\x27\x1c", _format("压缩文件", ".7z")),
    (b"\x1f\x8b", _format("压缩文件", ".gz")),
)
_ZIP_PARTS = (
    ("word/", _format("Word 文档", ".docx")),
    ("xl/", _format("Excel 表格", ".xlsx")),
    ("ppt/", _format("演示文稿", ".pptx")),
    ("OFD.xml", _format("版式文件", ".ofd")),
    ("content.xml", _format("OpenDocument 文档", ".odt")),
)
ENCRYPTED_OFFICE = _format("加密的 Office 文件")
ARCHIVE = _format("压缩文件", ".zip")
_OLE_STREAMS = (
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", _format("Word 或 WPS 文档", ".doc", ".wps")),
    ("Workbook", _format("Excel 或 WPS 表格", ".xls", ".et")),
    ("PowerPoint Document", _format("演示文稿", ".ppt")),
    ("Book", _format("Excel 或 WPS 表格", ".xls", ".et")),  # as Excel 5 wrote it
)


def detect(data: bytes) -> Format | None:
    """The format that `data` is in; None where nothing says that it is not plain text."""
    if data.startswith(_ZIP):
        return _first_match(_ZIP_PARTS, _zip_names(data)) or ARCHIVE
    if data.startswith(_OLE):
        streams = [name for name, _ in _OLE_STREAMS if name.encode("utf-16-le") in data]
        return _first_match(_OLE_STREAMS, streams) or _format(
            "旧版 Office 或 WPS 文件", ".doc", ".wps", ".xls", ".et"
        )
    return next((found for first, found in _FIRST_BYTES if data.startswith(first)), None)


def foreign_format(data: bytes) -> str | None:
    """The Chinese name of the format that `data` is in; None where nothing says it is not plain text."""
    found = detect(data)
    return str(found) if found else None


def _first_match(table: tuple[tuple[str, Format], ...], found: list[str]) -> Format | None:
    return next((kind for part, kind in table if any(item.startswith(part) for item in found)), None)


def _zip_names(data: bytes) -> list[str]:
    try:
        return ZipFile(BytesIO(data)).namelist()
    except (BadZipFile, NotImplementedError, ValueError):  # its parts cannot be listed, but a package it is
        return []
