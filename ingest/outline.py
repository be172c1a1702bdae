"""The outline of a report: headings and numbered points as a tree, from markers alone.

Numbering in the wild has gaps, repeats and levels left out, so the numbers are not trusted: a marker's
rank in the ladder decides what it stands under, and equal ranks are neighbours.
"""

import re
from dataclasses import dataclass, field

from ingest.lines import Line, read_lines
from ingest.markers import Marker, inline_markers, marker_at
from ingest.model import Section, Span

_TITLE_END = re.compile(r"[。！!；;]")
_CLAUSE_END = re.compile(r"[，,：:。]")
_TO_COME = re.compile(r"下一步|打算|今后|努力方向|明年|下半年|工作思路|工作计划|工作安排")
_BOTH = re.compile(r"总结.{0,6}(?:及|和|与|、).{0,10}(?:计划|打算|安排)")
_TITLE_LIMIT = 48


@dataclass
class _Open:
    """A section whose end is not known yet."""

    marker: Marker
    heading: Span
    title: str
    children: list["_Open"] = field(default_factory=list)
    end: int = 0


def build_outline(text: str, *, start: int = 0) -> tuple[Section, ...]:
    """The sections of `text` from `start` on; spans count in `text`. No marker, no section."""
    roots: list[_Open] = []
    stack: list[_Open] = []
    found = _markers(text, start)
    for i, (marker, line) in enumerate(found):
        after = found[i + 1][0].span.start if i + 1 < len(found) else len(text)
        heading, title = _heading(text, marker, line, limit=after)
        while stack and stack[-1].marker.rank >= marker.rank:
            stack.pop().end = marker.span.start
        section = _Open(marker=marker, heading=heading, title=title)
        (stack[-1].children if stack else roots).append(section)
        stack.append(section)
    for section in stack:
        section.end = len(text.rstrip())
    return tuple(_close(text, s, level=1) for s in roots)


def _markers(text: str, start: int) -> list[tuple[Marker, Line]]:
    found = []
    for line in read_lines(text, start):
        if line.marker:
            found.append((line.marker, line))
        begin = line.marker.span.end if line.marker else line.span.start
        found += [(m, line) for m in inline_markers(text, begin, line.span.end)]
    return found


def _heading(text: str, marker: Marker, line: Line, *, limit: int) -> tuple[Span, str]:
    """The title behind a marker: the whole line, its first sentence, or, if that is long, its first clause."""
    begin = marker.span.end
    end = min(line.span.end, limit)
    if stop := _TITLE_END.search(text, begin, end):
        end = stop.start()
    if (
        end - begin > _TITLE_LIMIT
        and not line.is_heading
        and (stop := _CLAUSE_END.search(text, begin + 4, end))
    ):
        end = stop.start()
    end = begin + len(text[begin:end].rstrip("，,、；; "))
    title = text[begin:end].strip().strip("：:，,。.　 ")
    return Span(start=marker.span.start, end=end), title


def _close(text: str, section: _Open, *, level: int) -> Section:
    end = section.end
    end -= len(text[section.heading.start : end]) - len(text[section.heading.start : end].rstrip())
    return Section(
        marker=text[section.marker.span.start : section.marker.span.end].strip(),
        title=section.title,
        heading=section.heading,
        span=Span(start=section.heading.start, end=max(end, section.heading.end)),
        level=level,
        children=tuple(_close(text, c, level=level + 1) for c in section.children),
    )


def planned_parts(text: str, outline: tuple[Section, ...]) -> tuple[Span, ...]:
    """The parts of a report of things done that speak of things to come: sections headed 下一步打算 and the like,
    and, where the preamble announces both, the second round of the numbering."""
    parts = [s.span for s in outline if _TO_COME.search(s.title)]
    if outline and _BOTH.search(text[: outline[0].heading.start]):
        firsts = [s for s in outline[1:] if _is_first(s.marker)]
        parts += [Span(start=firsts[0].span.start, end=outline[-1].span.end)] if firsts else []
    merged: list[Span] = []
    for part in sorted(parts):
        if not merged or part.start >= merged[-1].end:
            merged.append(part)
    return tuple(merged)


def _is_first(marker: str) -> bool:
    found = marker_at(marker, 0, len(marker))
    return found is not None and found.number == 1


def heading_path(outline: tuple[Section, ...], at: int) -> tuple[str, ...]:
    """Titles of the sections that hold the character at `at`, from the top; a section's own heading is left out."""
    path: list[str] = []
    level = outline
    while inner := next((s for s in level if s.span.start <= at < s.span.end), None):
        if at < inner.heading.end:
            break
        path.append(inner.title)
        level = inner.children
    return tuple(path)
