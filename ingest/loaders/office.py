"""Old Word and WPS files: turned into .docx by LibreOffice, where that is installed."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.errors import ConverterMissing
from ingest.loaders.compose import compose
from ingest.loaders.word import read_word
from ingest.model import Document

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120


def load_office(path: str, data: bytes) -> Document:
    """The document in the bytes of a .doc or .wps file. Raises ConverterMissing where LibreOffice is not
    installed or cannot open the file, EmptyFile, and DamagedFile where what it writes cannot be read."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise ConverterMissing("读取 .doc 和 .wps 要用 LibreOffice，这台电脑没有安装。")
    with TemporaryDirectory(prefix="jushi-") as folder:
        lines = read_word(_converted(program, Path(folder), data))
    return compose(path, data, lines, media_type="application/msword")


def _converted(program: str, folder: Path, data: bytes) -> bytes:
    """The file as .docx. A profile of its own keeps a LibreOffice that the user has open out of the way."""
    source, target = folder / "document.doc", folder / "document.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", str(folder), str(source)]
    try:
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
    except (subprocess.SubprocessError, OSError) as error:
        raise ConverterMissing("LibreOffice 打不开这个文件（可能设了密码或已损坏）。") from error
    if not target.is_file():
        raise ConverterMissing("LibreOffice 打不开这个文件（可能设了密码或已损坏）。")
    return target.read_bytes()
