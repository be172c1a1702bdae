"""One file, from path to typed reports and chunks."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ingest.chunk import cut_chunks
from ingest.clean import find_removals
from ingest.compilation import Part, split_reports
from ingest.errors import FileMissing, IngestError, NoReportFound
from ingest.figures import extract_figures
from ingest.headers import covered_period, document_type
from ingest.loaders import load
from ingest.loaders.archive import expand, read_bytes
from ingest.model import Document, Figure, ParsedFile, ParsedReport, Removal, Report, Section, Span, line_at
from ingest.outline import build_outline, planned_parts
from ingest.units import identify_unit
from ingest.window import cut_windows


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


def parse_file(path: Path) -> ParsedFile:
    """The reports of one file with their chunks. Raises `ingest.errors.IngestError`."""
    return parse_document(load(path))


def parse_document(document: Document) -> ParsedFile:
    """The reports of a loaded document with their chunks. Raises NoReportFound."""
    removed = find_removals(document.text)
    parts = split_reports(document.text, removed)
    if not parts:
        raise NoReportFound(f"“{document.source.name}”里没有找到报告正文。")
    removed = tuple(sorted((*removed, *_outside(document.text, parts, removed)), key=lambda r: r.span))
    reports = tuple(_parse_part(document, part, removed) for part in parts)
    return ParsedFile(document=replace(document, removed=removed), reports=reports)


def _outside(text: str, parts: tuple[Part, ...], removed: tuple[Removal, ...]) -> list[Removal]:
    """What stands before, between and behind the reports and is not set aside yet: a compilation's title, say."""
    edges = [0, *(e for p in parts for e in (p.span.start, p.span.end)), len(text)]
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        at = start
        for line in text[start:end].splitlines(keepends=True):
            words = line.strip()
            span = Span(start=at, end=at + len(line))
            if words and not any(r.span.overlaps(span) for r in removed):
                begin = at + line.index(words)
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
        figures=_figures(text, part.body, outline, is_plan=doc_type in ("计划", "方案")),
    )
    return ParsedReport(report=report, chunks=cut_chunks(report), windows=cut_windows(report))


def _figures(text: str, body: int, outline: tuple[Section, ...], *, is_plan: bool) -> tuple[Figure, ...]:
    """The figures of a report; those of its plans (下一步打算, a second half of plans) are planned unless they say not."""
    found: list[Figure] = []
    at = body
    for plan in () if is_plan else planned_parts(text, outline):
        found += extract_figures(text, start=at, end=plan.start)
        found += extract_figures(text, start=plan.start, end=plan.end, planned=True)
        at = plan.end
    return (*found, *extract_figures(text, start=at, planned=is_plan))
