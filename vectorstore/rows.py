"""Reports and chunks as rows of the catalog, and back, exactly."""

import json
import sqlite3
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from typing import Any, get_args

import numpy as np
from pydantic import TypeAdapter

from ingest.corrections import Correction
from ingest.model import (
    Chunk,
    ChunkKind,
    DocType,
    Figure,
    Period,
    Removal,
    Report,
    Section,
    Span,
    Unit,
)
from ingest.parsed import ParsedReport
from vectorstore.model import EncoderIdentity, Passage, Vectors, search_hash

REPORT_COLUMNS = (
    "id", "digest", "text", "body", "doc_type", "title", "unit", "period", "removed", "outline", "figures",
)  # fmt: skip
CHUNK_COLUMNS = ("id", "report_id", "ord", "start", '"end"', "text", "kind", "heading_path", "search_hash")

_JSON_FIELDS: dict[str, Any] = {
    "unit": Unit,
    "period": Period | None,
    "removed": tuple[Removal, ...],
    "outline": tuple[Section, ...],
    "figures": tuple[Figure, ...],
}


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dump(kind: Any, value: Any) -> str:
    """A value of the vocabulary as JSON; decimals as strings, so that no digit is lost."""
    return _adapter(kind).dump_json(value).decode()


def load(kind: Any, text: str) -> Any:
    """The value that `dump` wrote."""
    return _adapter(kind).validate_json(text)


def report_row(parsed: ParsedReport) -> tuple[Any, ...]:
    """Values of `REPORT_COLUMNS`: all of a report but its place in a file."""
    report = parsed.report
    fields = [dump(kind, getattr(report, name)) for name, kind in _JSON_FIELDS.items()]
    chunks = [chunk_row(chunk, n)[2:] for n, chunk in enumerate(parsed.chunks)]
    content = (report.text, report.body, report.doc_type, report.title, *fields)
    digest = sha256(repr((content, chunks)).encode()).hexdigest()[:16]
    return (report.id, digest, *content)


def report_digest(parsed: ParsedReport) -> str:
    """Changes with anything that parsing says of the report or its chunks."""
    return str(report_row(parsed)[1])


def report_of(
    row: sqlite3.Row, *, start: int, end: int, first_line: int, first_page: int | None = None
) -> Report:
    """The report of a row, standing at start..end of a file, from its 1-based line `first_line` and page."""
    doc_type: DocType = _one_of(DocType, row["doc_type"])
    return Report(
        text=row["text"],
        span=Span(start=start, end=end),
        first_line=first_line,
        first_page=first_page,
        doc_type=doc_type,
        title=row["title"],
        body=row["body"],
        **{name: load(kind, row[name]) for name, kind in _JSON_FIELDS.items()},
    )


def chunk_row(chunk: Chunk, ord: int) -> tuple[Any, ...]:
    """Values of `CHUNK_COLUMNS`; `ord` is the chunk's place among those of its report."""
    path = json.dumps(chunk.heading_path, ensure_ascii=False)
    span = (chunk.span.start, chunk.span.end)
    return (chunk.id, chunk.report_id, ord, *span, chunk.text, chunk.kind, path, search_hash(chunk))


def chunk_of(row: sqlite3.Row) -> Chunk:
    """The chunk of a row."""
    kind: ChunkKind = _one_of(ChunkKind, row["kind"])
    return Chunk(
        report_id=row["report_id"],
        span=Span(start=row["start"], end=row["end"]),
        text=row["text"],
        kind=kind,
        heading_path=tuple(json.loads(row["heading_path"])),
    )


def passage_of(chunk: Chunk) -> Passage:
    """The chunk as the indexes know it."""
    return Passage(id=chunk.id, report_id=chunk.report_id, text=chunk.search_text)


def correction_of(row: sqlite3.Row) -> Correction:
    """What the reader said, from a row."""
    return Correction(unit=row["unit"], period=row["period"], doc_type=row["doc_type"])


def encoder_json(encoder: EncoderIdentity) -> str:
    """An encoder's identity as text."""
    return dump(EncoderIdentity, encoder)


def encoder_of(text: str) -> EncoderIdentity:
    """The identity that `encoder_json` wrote."""
    identity: EncoderIdentity = load(EncoderIdentity, text)
    return identity


def vector_blob(vector: Vectors) -> bytes:
    """One vector as bytes."""
    return vector.astype("<f4").tobytes()


def vectors_of(blobs: Sequence[bytes], *, dimension: int) -> Vectors:
    """Vectors as rows of one matrix."""
    joined = np.frombuffer(b"".join(blobs), dtype="<f4")
    return joined.astype(np.float32, copy=False).reshape(len(blobs), dimension)


def _one_of(kind: Any, value: str) -> Any:
    if value not in get_args(kind):
        raise ValueError(f"{value!r} is none of {get_args(kind)}")
    return value
