"""What is asked of the catalog: plain SQL in, values of the vocabulary out.

Ids are passed as one JSON array, so that any number of them fits into a statement.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from ingest.model import Chunk, Removal, Span
from ingest.parsed import Cut
from vectorstore.model import CatalogedFile, Vectors
from vectorstore.rows import chunk_of, load, vectors_of

_IN = "IN (SELECT value FROM json_each(?))"


def files(db: sqlite3.Connection) -> tuple[CatalogedFile, ...]:
    """Every file, in the order in which they were first added."""
    reports: dict[int, list[str]] = {}
    for row in db.execute("SELECT file_id, report_id FROM occurrences ORDER BY file_id, start"):
        reports.setdefault(row["file_id"], []).append(row["report_id"])
    return tuple(
        CatalogedFile(
            **{name: row[name] for name in ("path", "sha256", "encoding", "media_type", "size", "added_at")},
            reports=tuple(reports.get(row["id"], ())),
            removed=load(tuple[Removal, ...], row["removed"]),
            warnings=load(tuple[str, ...], row["warnings"]),
            cuts=load(tuple[Cut, ...], row["cuts"]),
        )
        for row in db.execute("SELECT * FROM files ORDER BY id")
    )


def file_hash(db: sqlite3.Connection, path: str) -> str | None:
    """The hash of the bytes that were taken in from `path`; None where it is not in the library."""
    row = db.execute("SELECT sha256 FROM files WHERE path = ?", (path,)).fetchone()
    return None if row is None else str(row["sha256"])


def cuts(db: sqlite3.Connection, path: str) -> tuple[Cut, ...]:
    """Where the reader said that the reports of one file begin or do not; none for a file not in the library."""
    row = db.execute("SELECT cuts FROM files WHERE path = ?", (path,)).fetchone()
    return () if row is None else load(tuple[Cut, ...], row["cuts"])


def corrections(db: sqlite3.Connection) -> list[sqlite3.Row]:
    """What the reader said of reports, also of those no longer there: report_id, path, opening and the fields."""
    return db.execute("SELECT * FROM corrections ORDER BY report_id").fetchall()


def occurrences(db: sqlite3.Connection) -> Iterator[sqlite3.Row]:
    """Where each report stands: version, id, path, start, end, first_line, first_page; files in the order of adding."""
    return db.execute(
        'SELECT r.version, r.id, f.path, o.start, o."end", o.first_line, o.first_page FROM occurrences o '
        "JOIN files f ON f.id = o.file_id JOIN reports r ON r.id = o.report_id ORDER BY f.id, o.start"
    )


def report_row(db: sqlite3.Connection, version: int) -> sqlite3.Row:
    """One version of a report."""
    row: sqlite3.Row = db.execute("SELECT * FROM reports WHERE version = ?", (version,)).fetchone()
    return row


def report_ids_of(db: sqlite3.Connection, path: str) -> set[str]:
    """The reports that stand in one file."""
    rows = db.execute(
        "SELECT report_id FROM occurrences WHERE file_id = (SELECT id FROM files WHERE path = ?)", (path,)
    )
    return {row["report_id"] for row in rows}


def paths_of(db: sqlite3.Connection, report_id: str) -> set[str]:
    """The files in which one report stands."""
    rows = db.execute(
        "SELECT path FROM files WHERE id IN (SELECT file_id FROM occurrences WHERE report_id = ?)",
        (report_id,),
    )
    return {row["path"] for row in rows}


def digest(db: sqlite3.Connection, report_id: str) -> str | None:
    """What `rows.report_digest` said of the stored report; None where there is none."""
    row = db.execute("SELECT digest FROM reports WHERE id = ?", (report_id,)).fetchone()
    return None if row is None else str(row["digest"])


def newest_version(db: sqlite3.Connection) -> int:
    """The newest version of a report; 0 where there is none."""
    return int(db.execute("SELECT ifnull(max(version), 0) FROM reports").fetchone()[0])


def count_newer_chunks(db: sqlite3.Connection, version: int) -> int:
    """How many chunks the reports have that are newer than this version."""
    return int(
        db.execute(
            "SELECT count(*) FROM chunks WHERE report_id IN (SELECT id FROM reports WHERE version > ?)",
            (version,),
        ).fetchone()[0]
    )


def newer_reports(db: sqlite3.Connection, version: int) -> list[str]:
    """The reports whose present version is newer than this one."""
    return [row["id"] for row in db.execute("SELECT id FROM reports WHERE version > ?", (version,))]


def versions(db: sqlite3.Connection, report_ids: Iterable[str]) -> dict[str, int]:
    """The current version of each of these reports that is in the library."""
    rows = db.execute(f"SELECT id, version FROM reports WHERE id {_IN}", (_array(report_ids),))
    return {row["id"]: row["version"] for row in rows}


def chunks_of(db: sqlite3.Connection, report_id: str) -> tuple[Chunk, ...]:
    """The chunks of one report, in order of the text."""
    return tuple(
        map(chunk_of, db.execute("SELECT * FROM chunks WHERE report_id = ? ORDER BY ord", (report_id,)))
    )


def chunks(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Chunk]:
    """Those of the chunks asked for that are in the library, by id."""
    rows = db.execute(f"SELECT * FROM chunks WHERE id {_IN}", (_array(ids),))
    return {row["id"]: chunk_of(row) for row in rows}


def owners(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """The report of each of these chunks that is in the library."""
    rows = db.execute(f"SELECT id, report_id FROM chunks WHERE id {_IN}", (_array(ids),))
    return {row["id"]: row["report_id"] for row in rows}


def chunk_hashes(db: sqlite3.Connection, report_ids: Iterable[str] | None = None) -> dict[str, str]:
    """The hash of the searched text of every chunk, of these reports or of all, in the order of adding."""
    where, given = ("", ()) if report_ids is None else (f"WHERE report_id {_IN}", (_array(report_ids),))
    return {
        row["id"]: row["search_hash"]
        for row in db.execute(f"SELECT id, search_hash FROM chunks {where} ORDER BY rowid", given)
    }


def all_chunks(db: sqlite3.Connection) -> Iterator[Chunk]:
    """Every chunk, report by report, in order of the text."""
    return map(chunk_of, db.execute("SELECT * FROM chunks ORDER BY report_id, ord"))


def known_hashes(db: sqlite3.Connection, encoder: str, hashes: Iterable[str]) -> set[str]:
    """Those of these texts that the encoder with this fingerprint has encoded already."""
    rows = db.execute(
        f"SELECT search_hash FROM vectors WHERE encoder = ? AND search_hash {_IN}", (encoder, _array(hashes))
    )
    return {row["search_hash"] for row in rows}


def known_vectors(
    db: sqlite3.Connection, encoder: str, hashes: Collection[str], *, dimension: int
) -> dict[str, Vectors]:
    """The vectors that the encoder with this fingerprint gave to these texts already."""
    rows = db.execute(
        f"SELECT search_hash, vector FROM vectors WHERE encoder = ? AND search_hash {_IN}",
        (encoder, _array(hashes)),
    ).fetchall()
    matrix = vectors_of([row["vector"] for row in rows], dimension=dimension)
    return {row["search_hash"]: vector for row, vector in zip(rows, matrix, strict=True)}


def report_vectors(
    db: sqlite3.Connection, encoder: str, report_ids: Collection[str], *, dimension: int
) -> dict[str, tuple[list[str], Vectors]]:
    """Chunk ids and vectors of each of these reports, in order of the text."""
    return _by_report(db, "chunks", "id", encoder, report_ids, dimension=dimension)


def window_vectors(
    db: sqlite3.Connection, encoder: str, report_ids: Collection[str], *, dimension: int
) -> dict[str, tuple[list[int], Vectors]]:
    """For each of these reports the starts and vectors of its windows, in order of the text."""
    return _by_report(db, "windows", "start", encoder, report_ids, dimension=dimension)


def _by_report(
    db: sqlite3.Connection,
    table: str,
    name: str,
    encoder: str,
    report_ids: Collection[str],
    *,
    dimension: int,
) -> dict[str, tuple[list[Any], Vectors]]:
    """What the rows of these reports in a table are known by, and the vectors of their texts."""
    found: dict[str, tuple[list[Any], list[bytes]]] = {}
    # CROSS JOIN keeps SQLite from reading every vector first.
    for report_id, key, blob in db.execute(
        f"SELECT t.report_id, t.{name}, v.vector FROM json_each(?) wanted "
        f"CROSS JOIN {table} t ON t.report_id = wanted.value "
        "CROSS JOIN vectors v ON v.encoder = ? AND v.search_hash = t.search_hash",
        (_array(report_ids), encoder),
    ):
        if report_id not in found:
            found[report_id] = ([], [])
        names, blobs = found[report_id]
        names.append(key)
        blobs.append(blob)
    return {id: (names, vectors_of(blobs, dimension=dimension)) for id, (names, blobs) in found.items()}


def spans(db: sqlite3.Connection, report_id: str) -> list[Span]:
    """What the chunks of one report cover."""
    return [
        Span(start=row["start"], end=row["end"])
        for row in db.execute('SELECT start, "end" FROM chunks WHERE report_id = ?', (report_id,))
    ]


def unfinished(db: sqlite3.Connection) -> dict[str, str]:
    """Chunks on which the indexes may be out of step with the catalog, with the file that was worked on."""
    return {row["chunk_id"]: row["path"] for row in db.execute("SELECT chunk_id, path FROM unfinished")}


def counts(db: sqlite3.Connection) -> tuple[int, int, int]:
    """How many files, reports and chunks there are."""
    files, reports, chunks = (
        db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("files", "reports", "chunks")
    )
    return files, reports, chunks


def _array(values: Iterable[str]) -> str:
    return json.dumps(list(values))
