"""One file, from path to typed reports and chunks."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ingest.chunk import cut_chunks
from ingest.clean import find_removals
from ingest.compilation import Part, split_reports
from ingest.cuts import heed
from ingest.errors import FileMissing, IngestError, NoReportFound
from ingest.figures import figures_of
from ingest.headers import covered_period, document_type
from ingest.loaders import load
from ingest.loaders.archive import expand, read_bytes
from ingest.model import Document, Removal, Report, Span, line_at
from ingest.outline import build_outline
from ingest.parsed import Cut, ParsedFile, ParsedReport
from ingest.units import identify_unit


def discover(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Every file under `paths`, folders walked recursively, in order of path, and in place of a .zip file its
    members; what cannot be read is reported when it is parsed. Raises FileMissing where a path does not exist."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise FileMissing(f"找不到“{path}”。")
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        found |= dict.fromkeys(file for outer in inside for file in _members(outer))
    return tuple(found)


def _members(path: Path) -> tuple[Path, ...]:
    """The files in a .zip file; any other file, and an archive that does not open, by itself."""
    if path.suffix.lower() == ".zip":
        with suppress(IngestError):
            return expand(path) or (path,)
    return (path,)


def file_hash(path: Path) -> str:
    """The sha256 of the bytes of a file or of a member of a .zip file, in hexadecimal. Raises IngestError."""
    return sha256(read_bytes(path)).hexdigest()


def parse_file(path: Path, cuts: Sequence[Cut] = ()) -> ParsedFile:
    """The reports of one file with their chunks, cut where the reader said. Raises `ingest.errors.IngestError`."""
    return parse_document(load(path), cuts)


def parse_document(document: Document, cuts: Sequence[Cut] = ()) -> ParsedFile:
    """The reports of a loaded document with their chunks. Raises NoReportFound.

    A cut whose line is no longer there is left out and told in the document's warnings.
    """
    removed = find_removals(document.text)
    heeded = heed(document.text, split_reports(document.text, removed), cuts)
    if not heeded.parts:
        raise NoReportFound(f"“{document.source.name}”里没有找到报告正文。")
    removed = tuple(sorted((*removed, *_outside(document.text, heeded.parts, removed)), key=lambda r: r.span))
    reports = tuple(_parse_part(document, part, removed) for part in heeded.parts)
    document = replace(document, removed=removed, warnings=(*document.warnings, *heeded.warnings))
    return ParsedFile(document=document, reports=reports, cuts=heeded.cuts)


def _outside(text: str, parts: tuple[Part, ...], removed: tuple[Removal, ...]) -> list[Removal]:
    """What stands before, between and behind the reports and is not set aside yet: a compilation's title, say."""
    edges = [0, *(e for p in parts for e in (p.span.start, p.span.end)), len(text)]
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        at = start
        for line in text[start:end].splitlines(keepends=True):
            # A mark in front of the words may be set aside already (★相关链接).
            begin = max((r.span.end for r in removed if at <= r.span.start < at + len(line)), default=at)
            if words := text[begin : at + len(line)].strip():
                begin = text.index(words, begin)
                span = Span(start=begin, end=begin + len(words))
                found.append(Removal(span=span, kind="compilation_title", text=words))
            at += len(line)
    return found


def _parse_part(document: Document, part: Part, removed: tuple[Removal, ...]) -> ParsedReport:
    text = part.span.of(document.text)
    body = text[part.body :]
    doc_type = document_type(body, part.title)
    outline = build_outline(text, start=part.body)
    report = Report(
        text=text,
        span=part.span,
        first_line=line_at(document.line_starts, part.span.start) + 1,
        unit=identify_unit(body, title=part.title),
        doc_type=doc_type,
        title=part.title,
        period=covered_period(body, part.title),
        body=part.body,
        removed=tuple(
            Removal(span=r.span.shift(-part.span.start), kind=r.kind, text=r.text)
            for r in removed
            if part.span.covers(r.span)
        ),
        outline=outline,
        figures=figures_of(text, part.body, outline, doc_type=doc_type),
        first_page=document.page_at(part.span.start),
    )
    return ParsedReport(report=report, chunks=cut_chunks(report))
