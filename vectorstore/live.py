"""The indexes as an open store uses them: opened when first needed, as fresh as the catalog.

Tantivy may be read by any process at any time. Chroma may not: whoever opens its files also works pending
entries into them, so that two processes take them away from each other. Only the holder of the store's lock
opens the real files; everyone else asks a private copy, up to a known version of the reports, and what is
newer is for the caller to search in the catalog.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock

from vectorstore import queries
from vectorstore.catalog import Catalog
from vectorstore.chroma import DenseIndex
from vectorstore.errors import StoreBusy
from vectorstore.indexes import Indexes
from vectorstore.lock import locked
from vectorstore.model import Vectors

_ENOUGH_TO_COPY = 5000  # newer chunks; the exact product over as many takes two milliseconds


class LiveIndexes:
    """Asks the indexes of the catalog's generation. Safe to use from many threads."""

    def __init__(self, store: Path, catalog: Catalog) -> None:
        self._store, self._catalog = store, catalog
        self._lock = RLock()
        self._indexes: Indexes | None = None
        self._revision: int | None = None
        self._copy: _Copy | None = None
        self._owned = False

    def lexical(self, text: str, *, n: int, report_ids: list[str] | None) -> list[tuple[str, float]]:
        """What `LexicalIndex.query` finds now."""
        with self._lock:
            return self._fresh().lexical.query(text, n=n, report_ids=report_ids)

    def dense(self, vector: Vectors, *, n: int) -> tuple[list[tuple[str, float]], int]:
        """What `DenseIndex.query` finds, and the newest version of a report that it knows of."""
        with self._lock:
            indexes = self._fresh()
            if self._owned:
                return indexes.dense.query(vector, n=n), self._newest()
            self._renew(indexes)
            return (self._copy.index.query(vector, n=n), self._copy.newest) if self._copy else ([], 0)

    @contextmanager
    def owned(self) -> Iterator[Indexes]:
        """The real indexes, for the holder of the store's lock."""
        with self._lock:
            indexes = self._fresh()
            self._owned = True
        try:
            yield indexes
        finally:
            with self._lock:
                self._owned = False
                indexes.dense.close()

    def close(self) -> None:
        """Release the files; they are opened again when needed."""
        with self._lock:
            if self._indexes is not None:
                self._indexes.close()
            if self._copy is not None:
                self._copy.close()
            self._indexes = self._copy = None

    def _fresh(self) -> Indexes:
        revision = self._catalog.revision
        if self._indexes is not None and revision != self._revision:
            if self._indexes.generation == self._catalog.generation:
                self._indexes.lexical.refresh()
            else:
                self.close()
        if self._indexes is None:
            dimension = self._catalog.encoder.dimension
            self._indexes = Indexes(self._store, self._catalog.generation, dimension=dimension)
        self._revision = revision
        return self._indexes

    def _renew(self, indexes: Indexes) -> None:
        """Copy Chroma's files where that is worth while and safe: nobody is writing, nobody was killed at it."""
        with self._catalog.reading() as db:
            if self._copy and queries.count_newer_chunks(db, self._copy.newest) <= _ENOUGH_TO_COPY:
                return
        try:
            with locked(self._store, wait=False):
                with self._catalog.reading() as db:
                    if queries.unfinished(db):
                        return
                fresh = _Copy(indexes.dense, newest=self._newest())
        except StoreBusy:
            return
        if self._copy:
            self._copy.close()
        self._copy = fresh

    def _newest(self) -> int:
        with self._catalog.reading() as db:
            return queries.newest_version(db)


class _Copy:
    """A private copy of a dense index that holds the reports up to version `newest`."""

    def __init__(self, original: DenseIndex, *, newest: int) -> None:
        self._folder = TemporaryDirectory(prefix="jushi-index-")
        shutil.copytree(original.folder, self._folder.name, dirs_exist_ok=True)
        self.index = DenseIndex(Path(self._folder.name), dimension=original.dimension)
        self.newest = newest

    def close(self) -> None:
        self.index.close()
        self._folder.cleanup()
