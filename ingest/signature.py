"""What a file that is no plain text really is, told from its first bytes or the parts of its package."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_FIRST_BYTES = (
    (b"%PDF", "PDF 文件（.pdf）"),
    (b"{\\rtf", "RTF 文档（.rtf）"),
    (b"\x89PNG", "图片（.png）"),
    (b"\xff\xd8\xff", "图片（.jpg）"),
    (b"GIF8", "图片（.gif）"),
    (b"Rar!", "压缩文件（.rar）"),
    (b"7z\xbc\xaf\x27\x1c", "压缩文件（.7z）"),
    (b"\x1f\x8b", "压缩文件（.gz）"),
)
_ZIP_PARTS = (
    ("word/", "Word 文档（.docx）"),
    ("xl/", "Excel 表格（.xlsx）"),
    ("ppt/", "演示文稿（.pptx）"),
    ("OFD.xml", "版式文件（.ofd）"),
    ("content.xml", "OpenDocument 文档（.odt）"),
)
_OLE_STREAMS = (
    ("WordDocument", "Word 或 WPS 文档（.doc、.wps）"),
    ("Workbook", "Excel 表格（.xls）"),
    ("PowerPoint Document", "演示文稿（.ppt）"),
)


def foreign_format(data: bytes) -> str | None:
    """The Chinese name of the format that `data` is in; None where nothing says it is not plain text."""
    if data.startswith(_ZIP):
        return _first_match(_ZIP_PARTS, _zip_names(data)) or "压缩文件（.zip）"
    if data.startswith(_OLE):
        streams = [name for name, _ in _OLE_STREAMS if name.encode("utf-16-le") in data]
        return _first_match(_OLE_STREAMS, streams) or "旧版 Office 或 WPS 文件"
    return next((name for first, name in _FIRST_BYTES if data.startswith(first)), None)


def _first_match(table: tuple[tuple[str, str], ...], found: list[str]) -> str | None:
    return next((name for part, name in table if any(item.startswith(part) for item in found)), None)


def _zip_names(data: bytes) -> list[str]:
    try:
        return ZipFile(BytesIO(data)).namelist()
    except BadZipFile:  # cut short: its parts cannot be listed, but a package it is
        return []
