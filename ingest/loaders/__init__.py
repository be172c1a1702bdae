"""From a file to a document: one loader for each ending of a file's name, imported when first needed."""

import os
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from ingest.errors import DamagedFile, EmptyFile, EncryptedFile, MisnamedFile, UnsupportedFormat
from ingest.loaders.archive import read_bytes
from ingest.model import Document
from ingest.signature import ARCHIVE, ENCRYPTED_OFFICE, detect

Loader = Callable[[str, bytes], Document]

# Module and function; the libraries behind them are slow to import.
LOADERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        ".txt": ("text", "load_plain"),
        ".md": ("text", "load_markdown"),
        ".docx": ("word", "load_word"),
        ".doc": ("office", "load_office"),
        ".wps": ("office", "load_office"),
        ".rtf": ("office", "load_office"),
        ".odt": ("office", "load_office"),
        ".pdf": ("pdf", "load_pdf"),
        ".ofd": ("ofd", "load_ofd"),
        ".html": ("web", "load_web"),
        ".htm": ("web", "load_web"),
        ".mht": ("mail", "load_mail"),
        ".eml": ("mail", "load_mail"),
        ".csv": ("sheet", "load_csv"),
        ".xlsx": ("sheet", "load_workbook"),
        ".xls": ("office", "load_old_workbook"),
        ".et": ("office", "load_old_workbook"),
        ".png": ("picture", "load_picture"),
        ".jpg": ("picture", "load_picture"),
        ".jpeg": ("picture", "load_picture"),
        ".tif": ("picture", "load_picture"),
        ".tiff": ("picture", "load_picture"),
        ".zip": ("archive", "refuse"),
    }
)
_TEXTS = frozenset((".txt", ".md", ".csv", ".html", ".htm", ".mht", ".eml"))
_PACKAGES = frozenset((".docx", ".xlsx", ".ofd", ".odt", ".zip"))


def load(path: Path) -> Document:
    """Read one file, or one member of a .zip file (`folder.zip/member.docx`); the document's source names it
    by `path` as given.

    Raises FileMissing where it is not there or may not be read, UnsupportedFormat where no loader reads its
    kind, MisnamedFile where its ending lies or its name is no Unicode, and what the loader of its kind raises
    (`ingest.errors`).
    """
    check_name(path)
    data = read_bytes(path)
    ending = path.suffix.lower()
    if ending not in LOADERS:
        raise UnsupportedFormat(
            f"不支持 {path.suffix} 格式。" if ending else "文件名没有扩展名，不知道是什么格式。"
        )
    if not data:
        raise EmptyFile("文件是空的，没有文字。")
    _check_content(ending, data)
    module, function = LOADERS[ending]
    loader: Loader = getattr(import_module(f"ingest.loaders.{module}"), function)
    return loader(str(path), data)


def check_name(path: Path) -> None:
    """Raise MisnamedFile where the name is in an old encoding, as from a disk of old Windows: nothing can keep it."""
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        name = os.fsencode(path.name).decode("gb18030", errors="replace")
        raise MisnamedFile(
            f"文件或文件夹的名字不是 UTF-8 编码（像是“{name}”）。", advice="请给它改名后再添加。"
        ) from error


def _check_content(ending: str, data: bytes) -> None:
    """Raise what is wrong where the bytes are not in the format that the ending promises."""
    found = detect(data)
    if found is ENCRYPTED_OFFICE:
        raise EncryptedFile("文件设了打开密码。")
    if found is ARCHIVE and ending in _PACKAGES:
        return  # cut short, or a package with parts missing: its loader can say more
    if found is None and ending not in _TEXTS:
        if _is_text(data):
            raise MisnamedFile(
                f"文件名写的是 {ending}，内容却是纯文本或网页。",
                advice="请把扩展名改成 .txt（网页改成 .html）后再添加。",
            )
        raise DamagedFile(f"内容不是 {ending} 文件，可能已损坏。")
    if found is not None and ending not in found.endings:
        readable = next((known for known in found.endings if known in LOADERS), None)
        if readable is None:
            raise UnsupportedFormat(f"文件名写的是 {ending}，内容却是{found}，不能读取。")
        raise MisnamedFile(
            f"文件名写的是 {ending}，内容却是{found}。", advice=f"请把扩展名改成 {readable} 后再添加。"
        )


def _is_text(data: bytes) -> bool:
    return b"\0" not in data[:4096] and not any(byte < 9 for byte in data[:4096])
