"""Files that only an office program opens: turned into .docx or .xlsx by LibreOffice, where that is installed.

Each conversion has a profile of its own, so that several run side by side and none meets a LibreOffice that the
user has open; in it macros are off, and links to other files and to the network are not followed.
"""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from ingest.errors import ConverterMissing
from ingest.loaders.compose import compose
from ingest.loaders.sheet import read_workbook
from ingest.loaders.word import read_word
from ingest.model import Document

LONGEST_SECONDS = 120.0
_PROGRAMS = ("soffice", "libreoffice")
_OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard")
_MEDIA_TYPES = {
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".xls": "application/vnd.ms-excel",
    ".et": "application/vnd.ms-excel",
}
# Update of links: 2 is never. Level of macro security: 3 runs none but those of trusted places, of which there are none.
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "2"),
    ("Calc/Content/Update", "Link", "2"),
)


def load_office(path: str, data: bytes) -> Document:
    """The document in the bytes of a .doc, .wps, .rtf or .odt file. Raises ConverterMissing where LibreOffice is
    not installed or cannot open the file, EmptyFile, ScannedPages, and DamagedFile where what it writes cannot be
    read."""
    ending = PurePath(path).suffix.lower()
    word = read_word(_converted(data, ending, "docx"))
    media_type = _MEDIA_TYPES.get(ending, "application/msword")
    return compose(path, data, word.lines, media_type=media_type, warnings=word.warnings)


def load_old_workbook(path: str, data: bytes) -> Document:
    """The document in the bytes of an .xls or .et file. Raises what `load_office` raises."""
    ending = PurePath(path).suffix.lower()
    book = read_workbook(_converted(data, ending, "xlsx"))
    return compose(path, data, book.lines, media_type=_MEDIA_TYPES[ending], warnings=book.warnings)


def is_available() -> bool:
    """Whether LibreOffice is installed."""
    return _program() is not None


def _program() -> str | None:
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def _converted(data: bytes, ending: str, target: str) -> bytes:
    """The file in the format `target`. Raises ConverterMissing."""
    program = _program()
    if program is None:
        raise ConverterMissing(f"读取 {ending} 要用 LibreOffice，这台电脑没有安装。")
    with TemporaryDirectory(prefix="jushi-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, result = folder / f"document{ending}", folder / "out" / f"document.{target}"
        source.write_bytes(data)
        result.parent.mkdir()
        _write_settings(folder / "profile")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        out = ["--convert-to", target, "--outdir", str(result.parent), str(source)]
        finished = _run([program, profile, *_OPTIONS, *out])
        if not finished or not result.is_file():
            raise ConverterMissing("LibreOffice 打不开这个文件（可能设了密码或已损坏）。")
        return result.read_bytes()


def _run(command: list[str]) -> bool:
    """Whether the command came to a good end; one that takes too long is ended with all that it started."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    except OSError as error:
        raise ConverterMissing("LibreOffice 启动不了。") from error
    try:
        return process.wait(LONGEST_SECONDS) == 0
    except subprocess.TimeoutExpired as error:
        raise ConverterMissing(f"LibreOffice 用了 {LONGEST_SECONDS:.0f} 秒还没有打开这个文件。") from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and its children: the program that is started is a script, the office runs below it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{place}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for place, name, value in _SETTINGS
    )
    folder = profile / "user"
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )
