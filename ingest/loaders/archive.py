"""Archives and packages in ZIP form: what is inside, and no more of it than is safe to unpack.

A member of a .zip file goes by a path like that of a file in a folder, `汇编.zip/某局总结.docx`, so that it
is taken in, listed and removed like any other file.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import NoReturn
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from ingest.errors import DamagedFile, EmptyFile, EncryptedFile, FileMissing, OversizedFile, UnsupportedFormat

_MOST_BYTES_OF_A_FILE = 300 << 20
_MOST_MEMBERS = 5000
_MOST_BYTES = 500 << 20
# Office XML shrinks to a tenth or a thirtieth; a bomb to a thousandth. Small packages can do no harm.
_MOST_RATIO = 200
_HARMLESS_BYTES = 20 << 20
# What zipfile raises on a package whose directory, headers or compressed data are damaged.
BROKEN = (BadZipFile, ZlibError, EOFError, NotImplementedError, ValueError, KeyError, OSError)
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, or of a member of a .zip file. Raises FileMissing, OversizedFile and, for a member,
    what is wrong with its archive."""
    archive = _archive_of(path)
    if archive is not None:
        return _read_member(archive, path.relative_to(archive).as_posix())
    try:
        if path.stat().st_size > _MOST_BYTES_OF_A_FILE:
            raise OversizedFile(f"文件超过 {_MOST_BYTES_OF_A_FILE >> 20} MB。")
        return path.read_bytes()
    except IsADirectoryError as error:
        raise FileMissing(f"“{path}”是文件夹，不是文件。") from error
    except PermissionError as error:
        raise FileMissing(f"没有读取“{path}”的权限。") from error
    except OSError as error:
        raise FileMissing(f"找不到文件“{path}”。") from error


def size_of(path: Path) -> int:
    """The size in bytes of a file, or of a member of a .zip file when unpacked. Raises what `read_bytes` does
    and OSError."""
    archive = _archive_of(path)
    return path.stat().st_size if archive is None else len(read_bytes(path))


def expand(path: Path) -> tuple[Path, ...]:
    """The members of the .zip file as paths under it, in its own order. Raises DamagedFile, EncryptedFile,
    OversizedFile and FileMissing."""
    with open_package(path) as archive:
        return tuple(path / name for name in members(archive))


def refuse(path: str, data: bytes) -> NoReturn:
    """Say why an archive is not read as one file: damaged, empty, or just not one (its members are files).

    Raises DamagedFile, OversizedFile, EmptyFile or UnsupportedFormat.
    """
    with open_package(data) as archive:
        if not members(archive):
            raise EmptyFile("压缩包里没有文件。")
    raise UnsupportedFormat("压缩包没有展开，不能当作一个文件读。", advice="请先解压，再添加里面的文件。")


def open_package(source: Path | bytes) -> ZipFile:
    """The package in a file or in these bytes, checked against bombs. Raises DamagedFile, OversizedFile and
    FileMissing."""
    try:
        package = ZipFile(BytesIO(source) if isinstance(source, bytes) else source)
    except (FileNotFoundError, PermissionError) as error:
        raise FileMissing(f"无法读取“{source!s}”。") from error
    except BROKEN as error:
        raise DamagedFile("文件不完整或已损坏，打不开（可能没有下载完）。") from error
    try:
        _check_size(package)
    except OversizedFile:
        package.close()
        raise
    return package


def _check_size(package: ZipFile) -> None:
    listed = package.infolist()
    if len(listed) > _MOST_MEMBERS:
        raise OversizedFile(f"包内有 {len(listed)} 个文件，超过 {_MOST_MEMBERS} 个。")
    total = sum(info.file_size for info in listed)
    packed = sum(info.compress_size for info in listed)
    if total > _MOST_BYTES:
        raise OversizedFile(f"解压后有 {total >> 20} MB，超过 {_MOST_BYTES >> 20} MB。")
    if total > _HARMLESS_BYTES and total > packed * _MOST_RATIO:
        raise OversizedFile(f"压缩比达 {total // max(packed, 1)} 倍，像是压缩炸弹，没有解压。")


def read_part(package: ZipFile, part: str | ZipInfo) -> bytes:
    """The bytes of a part. Raises DamagedFile where it is missing or does not unpack, EncryptedFile."""
    try:
        info = part if isinstance(part, ZipInfo) else package.getinfo(part)
        if info.flag_bits & _ENCRYPTED:
            raise EncryptedFile("压缩包设了密码。", advice="请解压后直接添加里面的文件。")
        return package.read(info)
    except BROKEN as error:
        raise DamagedFile("包内有内容缺失或已损坏。") from error


def _archive_of(path: Path) -> Path | None:
    return next((p for p in path.parents if p.suffix.lower() == ".zip" and p.is_file()), None)


def _read_member(path: Path, name: str) -> bytes:
    with open_package(path) as archive:
        member = members(archive).get(name)
        if member is None:
            raise FileMissing(f"压缩包“{path.name}”里没有“{name}”。")
        return read_part(archive, member)


def members(archive: ZipFile) -> dict[str, ZipInfo]:
    """The files inside by safe Chinese names; a name that occurs twice is told apart."""
    found: dict[str, ZipInfo] = {}
    for info in archive.infolist():
        if info.is_dir():
            continue
        name = PurePosixPath(*_safe_parts(_name(info)))
        for candidate in _numbered(name):
            if candidate not in found:
                found[candidate] = info
                break
    return found


def _numbered(name: PurePosixPath) -> Iterator[str]:
    yield str(name)
    for number in range(2, _MOST_MEMBERS + 2):
        yield str(name.with_name(f"{name.stem}({number}){name.suffix}"))


def _safe_parts(name: str) -> list[str]:
    """The folders and the name, without those that would lead out of the archive."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return parts or ["无名文件"]


def _name(info: ZipInfo) -> str:
    """The name as its maker meant it: without the UTF-8 flag zipfile reads it as cp437, Windows wrote GBK."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
