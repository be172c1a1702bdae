"""What is changed in the catalog; each function works inside the transaction it is given."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from ingest.corrections import Correction
from ingest.model import Chunk, Removal
from ingest.parsed import Cut, ParsedFile, ParsedReport
from ingest.window import cut_windows
from vectorstore.model import EncoderIdentity, Vectors, window_hash
from vectorstore.rows import (
    CHUNK_COLUMNS,
    REPORT_COLUMNS,
    chunk_row,
    dump,
    encoder_json,
    report_row,
    vector_blob,
)


def begin(db: sqlite3.Connection, path: str, chunk_ids: Iterable[str]) -> None:
    """Note that the indexes are about to be changed in these chunks, for the sake of this file."""
    db.executemany("INSERT OR REPLACE INTO unfinished VALUES (?, ?)", ((id, path) for id in chunk_ids))


def finish(db: sqlite3.Connection, chunk_ids: Iterable[str]) -> None:
    """Note that the indexes agree with the catalog in these chunks."""
    db.executemany("DELETE FROM unfinished WHERE chunk_id = ?", ((id,) for id in chunk_ids))


def put_vectors(db: sqlite3.Connection, encoder: str, vectors: Mapping[str, Vectors]) -> None:
    """Keep what the encoder with this fingerprint made of chunks and windows, by their hashes."""
    rows = ((encoder, name, vector_blob(vector)) for name, vector in vectors.items())
    db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)


def put_file(db: sqlite3.Connection, path: str, parsed: ParsedFile, *, size: int) -> None:
    """Write a file and where its reports stand; a file of the same path gives way but keeps its place in the order."""
    row = _file_row(parsed, path, size)
    columns = ", ".join(row)
    update = ", ".join(f"{name} = excluded.{name}" for name in row if name != "path")
    db.execute(
        f"INSERT INTO files ({columns}) VALUES ({_marks(len(row))}) ON CONFLICT (path) DO UPDATE SET {update}",
        tuple(row.values()),
    )
    (file_id,) = db.execute("SELECT id FROM files WHERE path = ?", (path,)).fetchone()
    db.execute("DELETE FROM occurrences WHERE file_id = ?", (file_id,))
    db.executemany(
        f"INSERT INTO occurrences VALUES ({_marks(6)})",
        (
            (file_id, r.span.start, r.span.end, r.first_line, r.id, r.first_page)
            for r in (p.report for p in parsed.reports)
        ),
    )


def put_report(db: sqlite3.Connection, parsed: ParsedReport) -> None:
    """Write a report, its chunks and windows as a new version; what was stored of it before goes."""
    drop_reports(db, [parsed.report.id])
    columns = ", ".join(REPORT_COLUMNS)
    db.execute(f"INSERT INTO reports ({columns}) VALUES ({_marks(len(REPORT_COLUMNS))})", report_row(parsed))
    db.executemany(
        f"INSERT INTO chunks ({', '.join(CHUNK_COLUMNS)}) VALUES ({_marks(len(CHUNK_COLUMNS))})",
        (chunk_row(chunk, n) for n, chunk in enumerate(parsed.chunks)),
    )
    put_windows(db, parsed.chunks)


def put_windows(db: sqlite3.Connection, chunks: Iterable[Chunk]) -> None:
    """Write the windows of chunks in place of those that begin at the same character."""
    rows = ((c.report_id, w.start, window_hash(c, w)) for c in chunks for w in cut_windows(c))
    db.executemany(f"INSERT OR REPLACE INTO windows VALUES ({_marks(3)})", rows)


def drop_reports(db: sqlite3.Connection, report_ids: Iterable[str]) -> None:
    """Delete reports with their chunks and windows; where they stood is for the caller to put right."""
    db.executemany("DELETE FROM reports WHERE id = ?", ((id,) for id in report_ids))


def drop_file(db: sqlite3.Connection, path: str) -> None:
    """Delete a file and where its reports stood, not the reports."""
    db.execute("DELETE FROM files WHERE path = ?", (path,))


def drop_occurrences(db: sqlite3.Connection, report_id: str) -> None:
    """Take a report out of every file, and out of the library the files that hold no other."""
    held_by = "SELECT file_id FROM occurrences"
    touched = [row[0] for row in db.execute(f"{held_by} WHERE report_id = ?", (report_id,))]
    db.execute("DELETE FROM occurrences WHERE report_id = ?", (report_id,))
    db.executemany(f"DELETE FROM files WHERE id = ? AND id NOT IN ({held_by})", ((id,) for id in touched))


def put_correction(
    db: sqlite3.Connection, report_id: str, correction: Correction, *, path: str, opening: str
) -> None:
    """Keep what the reader says of a report; an empty correction takes back what was kept of it."""
    same = "report_id = ? OR (path = ? AND opening = ?)"
    db.execute(f"DELETE FROM corrections WHERE {same}", (report_id, path, opening))
    if correction:
        said = (correction.unit, correction.period, correction.doc_type)
        db.execute(f"INSERT INTO corrections VALUES ({_marks(6)})", (report_id, path, opening, *said))


def sweep_vectors(db: sqlite3.Connection, encoder: str) -> None:
    """Delete the vectors of other encoders and those that no chunk or window has use for."""
    db.execute(
        "DELETE FROM vectors WHERE encoder <> ? OR search_hash NOT IN "
        "(SELECT search_hash FROM chunks UNION SELECT search_hash FROM windows)",
        (encoder,),
    )


def turn_to(db: sqlite3.Connection, encoder: EncoderIdentity, generation: int) -> None:
    """Name the encoder whose vectors count from now on, and the generation of the indexes."""
    values = {"encoder": encoder_json(encoder), "generation": str(generation)}
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())


def _file_row(parsed: ParsedFile, path: str, size: int) -> dict[str, str | int]:
    document = parsed.document
    source = document.source
    return {
        "path": path,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "media_type": source.media_type,
        "size": size,
        "added_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "removed": dump(tuple[Removal, ...], document.removed),
        "warnings": dump(tuple[str, ...], document.warnings),
        "cuts": dump(tuple[Cut, ...], parsed.cuts),
    }


def _marks(count: int) -> str:
    return ", ".join("?" * count)
