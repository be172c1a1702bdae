"""List markers of Chinese official prose: 一、 （一） 1. ⑴ ① 一是, recognised and numbered.

Ranks follow the order that GB/T 9704—2012 and usage give them: 一、 > （一） > 1. > （1）⑴ > ① > 一是.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.model import Span

CHINESE_DIGITS = "一二三四五六七八九十"
_CN = rf"[{CHINESE_DIGITS}]{{1,3}}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """One way of numbering; `rank` is its depth in the ladder, 1 on top."""

    name: str
    rank: int
    at_line_start: re.Pattern[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Marker:
    """A marker in a text: where it stands, its style and its number."""

    span: Span
    style: str
    rank: int
    number: int
    inline: bool = False


STYLES = (
    Style(name="part", rank=1, at_line_start=re.compile(rf"第({_CN})(?:部分|章|篇)[、，,：:\s　]*")),
    Style(name="chinese", rank=1, at_line_start=re.compile(rf"({_CN})[、．.，](?!是)")),
    Style(name="chinese_bracket", rank=2, at_line_start=re.compile(rf"[（(]({_CN})[)）][、.．]?")),
    Style(name="arabic", rank=3, at_line_start=re.compile(r"(\d{1,2})(?:[、．]|[.](?!\d)|[，,](?=[^\d\s]))")),
    Style(name="arabic_bracket", rank=4, at_line_start=re.compile(r"[（(](\d{1,2})[)）][、.．]?")),
    Style(name="parenthesised", rank=4, at_line_start=re.compile(r"([⑴-⒇])[、.．]?")),
    Style(name="circled", rank=5, at_line_start=re.compile(r"([①-⑳])[、.．]?")),
    Style(
        name="ordinal_is",
        rank=6,
        at_line_start=re.compile(rf"([{CHINESE_DIGITS}])(?:是|要)(?![一二三四五六七八九十])"),
    ),
)
_INLINE_IS = re.compile(rf"(?<=[。；;：:，,！!\s、）)）”])([{CHINESE_DIGITS}])(?:是|要)")
_INLINE_ARABIC = re.compile(r"(?<=[：:。；;，,\s（(])(\d{1,2})(?:[、．]|[.](?!\d))")
_INLINE_CIRCLED = re.compile(r"([①-⑳])")


def ordinal(text: str) -> int:
    """The number that a marker's core (十二, 7, ③, ⑵) stands for; 0 if it stands for none."""
    if text.isdecimal() and text.isascii():
        return int(text)
    if len(text) == 1:
        for first, last in (("①", "⑳"), ("⑴", "⒇")):
            if first <= text <= last:
                return ord(text) - ord(first) + 1
    head, ten, tail = text.partition("十")
    digits = [CHINESE_DIGITS.find(c) + 1 for c in (head, tail) if c]
    if any(not 1 <= d <= 9 for d in digits):
        return 0
    if not ten:
        return digits[0] if len(digits) == 1 else 0
    return (digits[0] if head else 1) * 10 + (digits[-1] if tail else 0)


def marker_at(text: str, at: int, end: int) -> Marker | None:
    """The marker that begins exactly at `at`, before `end`; None if there is none."""
    for style in STYLES:
        found = style.at_line_start.match(text, at, end)
        if found and (number := ordinal(found.group(1))):
            return Marker(
                span=Span(start=found.start(), end=found.end()),
                style=style.name,
                rank=style.rank,
                number=number,
            )
    return None


def inline_markers(text: str, start: int, end: int) -> list[Marker]:
    """Markers inside running text, kept only where they count up: 一是…二是…, 1.…2.…, ①…②….

    A single 一是 or 1. proves nothing; a run of at least two that begins at one does.
    """
    kept: list[Marker] = []
    for pattern, style, rank in (
        (_INLINE_IS, "ordinal_is", 6),
        (_INLINE_ARABIC, "arabic_inline", 6),
        (_INLINE_CIRCLED, "circled", 5),
    ):
        found = [
            Marker(span=Span(start=m.start(), end=m.end()), style=style, rank=rank, number=n, inline=True)
            for m in pattern.finditer(text, start, end)
            if (n := ordinal(m.group(1)))
        ]
        kept += _counting_runs(found)
    return sorted(kept, key=lambda m: m.span.start)


def _counting_runs(markers: list[Marker]) -> list[Marker]:
    """Those markers whose number follows the one before or begins a run; a run of ordinals may begin at two,
    since its first member often opens a line (and is found there)."""
    kept = []
    for i, marker in enumerate(markers):
        before = markers[i - 1].number if i else 0
        after = markers[i + 1].number if i + 1 < len(markers) else 0
        follows = marker.number == before + 1 and (i > 0 or marker.style == "ordinal_is")
        opens = marker.number == 1 and after == 2
        if follows or opens or (marker.style == "ordinal_is" and marker.number == 1):
            kept.append(marker)
    if markers and markers[0].style != "ordinal_is":
        linked = {m.span for a, b in pairwise(kept) if b.number == a.number + 1 for m in (a, b)}
        kept = [m for m in kept if m.span in linked]
    return kept
