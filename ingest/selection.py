"""Which of the files a user points at are to be taken in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import IngestError
from ingest.pipeline import discover

_LOCK_FILE = "~$"  # left by office programs beside an open document
_SYSTEM_FILES = frozenset(("thumbs.db", "desktop.ini"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """`files` to read, `skipped` ones that are no reports (lock files, hidden and system files), and paths that
    could not be followed, each with what is wrong."""

    files: tuple[Path, ...]
    skipped: tuple[Path, ...]
    unreadable: tuple[tuple[Path, IngestError], ...]


def select(paths: Sequence[Path]) -> Selection:
    """Follow each path by itself, folders recursively, so that a wrong one does not stop the others."""
    files: dict[Path, None] = {}
    skipped: dict[Path, None] = {}
    unreadable = []
    for given in paths:
        try:
            found = discover([given])
        except IngestError as error:
            unreadable.append((given, error))
            continue
        for path in found:
            (skipped if _is_no_report(path, given) else files)[path] = None
    return Selection(files=tuple(files), skipped=tuple(skipped), unreadable=tuple(unreadable))


def _is_no_report(path: Path, given: Path) -> bool:
    if path.name.startswith(_LOCK_FILE) or path.name.lower() in _SYSTEM_FILES:
        return True
    return path != given and any(part.startswith(".") for part in path.relative_to(given).parts)
