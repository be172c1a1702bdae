"""What parsing makes of a file: its reports with their chunks, and the reader's cuts that it heeded."""

from dataclasses import dataclass
from typing import Literal

from ingest.model import Chunk, Document, Report

CutKind = Literal["split", "join"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """A reader's word on where reports begin: a new one at a line of the file, or none there.

    `line` is the 1-based line and `words` what stands on it, by which it is found again in a changed file.
    """

    kind: CutKind
    line: int
    words: str


@dataclass(frozen=True, kw_only=True)
class ParsedReport:
    """A report with the chunks cut from it."""

    report: Report
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, kw_only=True)
class ParsedFile:
    """A whole file: its document, the reports found in it, in order, and the cuts that were heeded."""

    document: Document
    reports: tuple[ParsedReport, ...]
    cuts: tuple[Cut, ...] = ()
