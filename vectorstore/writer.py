"""Changes to a store that survive being killed at any moment.

The catalog changes in one transaction, and only what it names is ever shown. Around that transaction the
indexes are brought along: new vectors and postings first, then the catalog, then the old ones go. Before
any of it, the chunks concerned are noted as unfinished; a later run sets exactly these right.
"""

import sqlite3
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.loaders.archive import size_of
from ingest.model import Chunk
from ingest.parsed import ParsedFile
from vectorstore import edits, queries
from vectorstore.catalog import Catalog
from vectorstore.indexes import Indexes
from vectorstore.lexical import LexicalWriter
from vectorstore.model import Encoder, FileOutcome, Progress, Removed, search_hash
from vectorstore.rows import passage_of, report_digest
from vectorstore.vectors import ensure_vectors, vectors_for


@dataclass(frozen=True, kw_only=True)
class _Change:
    """What is to happen for the sake of one file: to the indexes, and (`apply`) to the catalog."""

    path: str
    apply: Callable[[sqlite3.Connection], None]
    put: Mapping[str, Chunk]
    drop: Collection[str]


class Writer:
    """Adds and removes, one whole change after the other; made while the store's lock is held."""

    def __init__(self, catalog: Catalog, indexes: Indexes, postings: LexicalWriter) -> None:
        self._catalog, self._indexes, self._postings = catalog, indexes, postings
        self._left_over = False

    def close(self) -> None:
        """Let go of vectors that nothing uses any more."""
        if self._left_over:
            with self._catalog.writing() as db:
                edits.sweep_vectors(db, self._catalog.encoder.fingerprint)

    def add(
        self, path: Path, parsed: ParsedFile, encoder: Encoder, progress: Callable[[Progress], None] | None
    ) -> FileOutcome:
        """Put a file in, in place of what was stored of it."""
        key = str(path.resolve())
        reports = {p.report.id: p for p in parsed.reports}
        with self._catalog.reading() as db:
            known = queries.file_hash(db, key) is not None
            gone = _only_in(db, key, queries.report_ids_of(db, key) - reports.keys())
            changed = {id: p for id, p in reports.items() if queries.digest(db, id) != report_digest(p)}
            stored = queries.chunk_hashes(db, [*changed, *gone])
        chunks = {chunk.id: chunk for p in changed.values() for chunk in p.chunks}
        put = {id: chunk for id, chunk in chunks.items() if stored.get(id) != search_hash(chunk)}
        ensure_vectors(self._catalog, encoder, chunks.values(), progress)
        size = size_of(path)

        def apply(db: sqlite3.Connection) -> None:
            edits.drop_reports(db, gone)
            for report in changed.values():
                edits.put_report(db, report)
            edits.put_file(db, key, parsed, size=size)

        self._carry_out(_Change(path=key, apply=apply, put=put, drop=stored.keys() - chunks.keys()))
        self._left_over |= known
        return FileOutcome(
            path=str(path),
            kind="replaced" if known else "added",
            reports=len(parsed.reports),
            chunks=sum(len(p.chunks) for p in reports.values()),
            warnings=parsed.document.warnings,
        )

    def remove_file(self, path: str) -> Removed:
        """Take out a file and the reports that stand in no other."""
        with self._catalog.reading() as db:
            gone = _only_in(db, path, queries.report_ids_of(db, path))
            chunks = queries.chunk_hashes(db, gone)

        def apply(db: sqlite3.Connection) -> None:
            edits.drop_file(db, path)
            edits.drop_reports(db, gone)

        self._carry_out(_Change(path=path, apply=apply, put={}, drop=chunks))
        self._left_over = True
        return Removed(files=(path,), reports=tuple(sorted(gone)), chunks=len(chunks))

    def remove_report(self, report_id: str) -> Removed:
        """Take a report out of every file, and out of the library the files that held no other."""
        with self._catalog.reading() as db:
            paths = queries.paths_of(db, report_id)
            chunks = queries.chunk_hashes(db, [report_id])

        def apply(db: sqlite3.Connection) -> None:
            edits.drop_occurrences(db, report_id)
            edits.drop_reports(db, [report_id])

        self._carry_out(_Change(path=min(paths), apply=apply, put={}, drop=chunks))
        self._left_over = True
        with self._catalog.reading() as db:
            emptied = tuple(sorted(path for path in paths if queries.file_hash(db, path) is None))
        return Removed(files=emptied, reports=(report_id,), chunks=len(chunks))

    def _carry_out(self, change: _Change) -> None:
        concerned = [*change.put, *change.drop]
        with self._catalog.writing() as db:
            edits.begin(db, change.path, concerned)
        if change.put:
            hashes = [search_hash(chunk) for chunk in change.put.values()]
            encoder = self._catalog.encoder
            vectors = vectors_for(self._catalog, encoder.fingerprint, hashes, dimension=encoder.dimension)
            self._indexes.put(self._postings, [passage_of(chunk) for chunk in change.put.values()], vectors)
        with self._catalog.writing() as db:
            change.apply(db)
        self._indexes.drop(self._postings, change.drop)
        with self._catalog.writing() as db:
            edits.finish(db, concerned)


def _only_in(db: sqlite3.Connection, path: str, report_ids: Collection[str]) -> set[str]:
    return {id for id in report_ids if queries.paths_of(db, id) <= {path}}
