"""The files that readers hand over in the page, kept beside the store so that a report can be cut anew.

An upload lies in a temporary folder that is cleared; a copy goes to `files/<first 12 of its sha256>/<its name>`
in the store's folder. The same bytes under the same name are the same path, so that they are found unchanged.
"""

import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from uuid import uuid4

_FOLDER = "files"
_KEPT = re.compile(rf"(?:^|[\\/]){_FOLDER}[\\/][0-9a-f]{{12}}[\\/](.+)$")
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_LONGEST_NAME = 200  # bytes; systems end at 255


def keep(store_folder: Path, path: Path, name: str = "") -> Path:
    """Copy a file to its place beside the store and return that; `name` is what its owner calls it, where that
    is not the last part of `path`. Raises OSError."""
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    folder = store_folder.resolve() / _FOLDER / digest[:12]
    kept = folder / _safe(name or path.name)
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{uuid4().hex}.part"
        try:
            shutil.copyfile(path, part)
            part.replace(kept)
        finally:
            part.unlink(missing_ok=True)
    return kept


def discard(store_folder: Path, kept: Path, *, used: Iterable[str]) -> None:
    """Delete a kept copy unless one of the paths in `used` is it or lies in it (a member of a .zip file).

    Files that are not copies of ours are left alone.
    """
    home = store_folder.resolve() / _FOLDER
    inside = kept.is_relative_to(home) and len(kept.relative_to(home).parts) == 2
    if inside and not any(Path(path).is_relative_to(kept) for path in used):
        kept.unlink(missing_ok=True)
        with suppress(OSError):  # another name with the same bytes is still in it
            kept.parent.rmdir()


def kept_file(store_folder: Path, path: str) -> Path | None:
    """The kept copy that `path` is or lies in; None for a file that lies elsewhere."""
    home = store_folder.resolve() / _FOLDER
    if not Path(path).is_relative_to(home) or len(parts := Path(path).relative_to(home).parts) < 2:
        return None
    return home / parts[0] / parts[1]


def shown_name(path: str) -> str:
    """A file as its owner knows it: its name, with the archive that holds it in front."""
    kept = _KEPT.search(path)
    parts = (kept[1] if kept else path).replace("\\", "/").split("/")
    archive = next((n for n, part in enumerate(parts[:-1]) if part.lower().endswith(".zip")), None)
    return parts[-1] if archive is None else " › ".join(parts[archive:])


def _safe(name: str) -> str:
    """A name that every system takes, as near to the given one as can be."""
    plain = _UNSAFE.sub("_", name).strip(". ") or "未命名"
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = plain, "", ""
    room = _LONGEST_NAME - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore") + dot + ending
