"""The reader's cuts: where a new report begins, or none does, whatever was worked out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.compilation import Part
from ingest.lines import Line, read_lines
from ingest.model import Span
from ingest.parsed import Cut

_HEADING = re.compile(r"[^。；！？]{2,60}(?<![，,：:])")


_NAMES = {"split": "拆分", "join": "合并"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Heeded:
    """The parts of a document with the reader's cuts, the cuts as they stand in it now, and what became of the others."""

    parts: tuple[Part, ...]
    cuts: tuple[Cut, ...]
    warnings: tuple[str, ...]


def heed(text: str, parts: Sequence[Part], cuts: Sequence[Cut]) -> Heeded:
    """The parts of `text` as the reader wants them.

    A cut holds at the line that has its words, the nearest to where it was; where none has, it is left out
    with a warning. A later cut at the same line has the last word.
    """
    found, kept, warnings = list(parts), [], []
    lines = read_lines(text)
    for cut in cuts:
        line = _place(cut, lines)
        if line is None:
            warnings.append(
                f"以前在“{cut.words[:20]}”一行的{_NAMES[cut.kind]}没有套用：文件里已经没有这一行。需要时请重新设置。"
            )
            continue
        kept.append(replace(cut, line=line.index + 1))
        found = _split(found, line, lines) if cut.kind == "split" else _join(found, line)
    return Heeded(parts=tuple(found), cuts=tuple(kept), warnings=tuple(warnings))


def _place(cut: Cut, lines: Sequence[Line]) -> Line | None:
    same = [line for line in lines if line.text == cut.words]
    return min(same, key=lambda line: abs(line.index + 1 - cut.line), default=None)


def _split(parts: list[Part], line: Line, lines: Sequence[Line]) -> list[Part]:
    """Every part, the one that holds the line parted in front of it.

    Where the line is the last of its part, it was the title of the next one, which then begins with it.
    """
    at = next((n for n, p in enumerate(parts) if p.span.start < line.span.start < p.span.end), None)
    if at is None:
        return parts
    part = parts[at]
    inside = [x for x in lines if part.span.covers(x.span)]
    i = inside.index(line)
    first = replace(part, span=Span(start=part.span.start, end=inside[i - 1].span.end))
    if i + 1 == len(inside) and _is_title(line) and at + 1 < len(parts):
        following = parts[at + 1]
        behind = [x for x in lines if following.span.covers(x.span)]
        return [*parts[:at], first, _opening_at([line, *behind], following.span.end), *parts[at + 2 :]]
    return [*parts[:at], first, _opening_at(inside[i:], part.span.end), *parts[at + 1 :]]


def _is_title(line: Line) -> bool:
    return line.marker is None and _HEADING.fullmatch(line.text) is not None


def _opening_at(lines: Sequence[Line], end: int) -> Part:
    """The part that begins with these lines; a first one without number or full stop is its title."""
    first = lines[0]
    titled = len(lines) > 1 and _is_title(first)
    return Part(
        span=Span(start=first.span.start, end=end),
        body=lines[1].span.start - first.span.start if titled else 0,
        title=first.text if titled else None,
    )


def _join(parts: list[Part], line: Line) -> list[Part]:
    """Every part, the one that begins with the line made part of the one before it."""
    result: list[Part] = []
    for part in parts:
        if result and part.span.start == line.span.start:
            result[-1] = replace(result[-1], span=Span(start=result[-1].span.start, end=part.span.end))
        else:
            result.append(part)
    return result
