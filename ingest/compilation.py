"""Splitting a compilation into single reports, by its headings and where no heading says so.

Headings that number the reports (篇一, 范文3, …总结2) part them for certain. Between two of them the best division is
sought on all other evidence (`ingest.boundaries`): titles, preambles, closings, numbers, words and voice.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.boundaries import SHORTEST, find_boundaries
from ingest.headings import (
    is_front,
    is_numbered_heading,
    is_title,
    series_headings,
    top_of_title,
)
from ingest.lines import Line, read_lines
from ingest.model import PAGE_BREAK, Removal, Span

_RULE = re.compile(r"^[-—–_=~～·.…*#─━═☆★\s]{3,}$")
_RULED = 3.0
_PAGED = 1.0
_SPACED = 1.0
_LEAST = 60
_NOTICE = 20
_SENTENCE = re.compile(r"[\u4e00-\u9fff，、]{8,}[。！？；]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One report's place in a document: `span` with its heading, `body` where the report proper begins."""

    span: Span
    body: int
    title: str | None


def split_reports(text: str, removed: tuple[Removal, ...] = ()) -> tuple[Part, ...]:
    """The single reports of a document, in order; spans count in `text`.

    Front matter of a compilation (its title, the editor's introduction) belongs to no report; a text without
    any boundary is one report.
    """
    gone = {r.span for r in removed if r.kind != "stray_mark"}
    lines = tuple(line for line in read_lines(text) if line.span not in gone and not _RULE.match(line.text))
    if not lines:
        return ()
    headings = _headings(lines)
    starts = _starts(lines, headings, _gaps(text, lines))
    # A file that is one short notice is taken for what it is; between reports so little is a remnant.
    least = _LEAST if len(starts) > 1 or not _SENTENCE.search(text) else _NOTICE
    parts = [_part(lines[a:b], a in headings, least) for a, b in pairwise([*starts, len(lines)])]
    return tuple(part for part in parts if part is not None)


def _headings(lines: tuple[Line, ...]) -> set[int]:
    """The lines that are headings for certain: numbered, with something under them."""
    numbered = {i for i, line in enumerate(lines[:-1]) if is_numbered_heading(line)}
    return numbered | series_headings(lines)


def _starts(lines: tuple[Line, ...], headings: set[int], gaps: list[float]) -> list[int]:
    found = set(headings)
    for a, b in pairwise(sorted({0, *headings, len(lines)})):
        found |= {a + top_of_title(lines[a:b], i) for i in find_boundaries(lines[a:b], gaps[a:b])}
    first = min(found, default=0)
    if not found or (first > 0 and not _is_front_matter(lines[:first])):
        found.add(0)
    return sorted(found)


def _part(block: tuple[Line, ...], headed: bool, least: int) -> Part | None:
    heads = 1 if headed or is_title(block[0]) else 0
    if not heads and len(block) > 2 and top_of_title(block, 1) == 0 and is_title(block[1]):
        heads = 2
    if len(block) <= heads or sum(len(line.text) for line in block[heads:]) < least:
        return None
    return Part(
        span=Span(start=block[0].span.start, end=block[-1].span.end),
        body=block[heads].span.start - block[0].span.start,
        title="".join(line.text for line in block[:heads]) or None,
    )


def _is_front_matter(lines: tuple[Line, ...]) -> bool:
    return all(line.marker is None for line in lines) and (
        sum(len(line.text) for line in lines) < SHORTEST or is_front(lines[0].text)
    )


def _gaps(text: str, lines: tuple[Line, ...]) -> list[float]:
    """How strongly what stands above each line parts it from the line before: a rule, a page break, blank lines."""
    between = [""] + [text[a.span.end : b.span.start] for a, b in pairwise(lines)]
    blanks = sorted(gap.count("\n") for gap in between[1:])
    usual = blanks[len(blanks) // 2] if blanks else 1
    return [
        _RULED * any(_RULE.match(line) for line in gap.splitlines())
        + _PAGED * (PAGE_BREAK in gap)
        + _SPACED * (gap.count("\n") > usual)
        for gap in between
    ]
