"""Cutting Chinese prose into sentences, across lines that broke in mid-sentence."""

import re

from ingest.lines import Line, read_lines
from ingest.model import Span

_END = re.compile(r"[。！!？]+[”’）)》」』]*|(?<![“《])\?+(?=\s|$)")
_PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "「": "」", "『": "』"}
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十]")


def split_sentences(text: str, *, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Spans of the sentences of `text[start:end]`, blanks at their ends left out.

    A line end is a sentence end unless the line is long and breaks off without punctuation and the next one
    has no marker: copied web text breaks paragraphs in mid-sentence.
    """
    spans: list[Span] = []
    for first, last in _paragraphs(read_lines(text, start, end)):
        spans += _split(text, first.span.start, last.span.end)
    return tuple(spans)


def _paragraphs(lines: tuple[Line, ...]) -> list[tuple[Line, Line]]:
    joined: list[tuple[Line, Line]] = []
    for line in lines:
        if joined and not joined[-1][1].is_finished and line.marker is None:
            joined[-1] = (joined[-1][0], line)
        else:
            joined.append((line, line))
    return joined


def _split(text: str, start: int, end: int) -> list[Span]:
    spans, begin = [], start
    for stop in _END.finditer(text, start, end):
        if _inside_pair(text, begin, stop.start()) or _is_slip(text, stop):
            continue
        if stop.end() > begin:
            spans.append(_trim(text, begin, stop.end()))
        begin = stop.end()
    if text[begin:end].strip():
        spans.append(_trim(text, begin, end))
    return [s for s in spans if len(s)]


def _is_slip(text: str, stop: re.Match[str]) -> bool:
    """A full stop typed for the dot of a date: 3。12, 七。一."""
    before, after = text[stop.start() - 1 : stop.start()], text[stop.end() : stop.end() + 1]
    return (
        stop.group() == "。"
        and bool(_NUMERAL.match(before) and _NUMERAL.match(after))
        and text[stop.end() + 1 : stop.end() + 2] not in "、是"
    )


def _inside_pair(text: str, begin: int, at: int) -> bool:
    """Whether a quotation or bracket opened since `begin` is still open; one left open for 120 characters is a slip."""
    for opening, closing in _PAIRS.items():
        opened = text.rfind(opening, begin, at)
        if opened >= 0 and text.find(closing, opened, at) < 0 and at - opened < 120:
            closes = text.find(closing, at)
            if 0 <= closes - at < 120:
                return True
    return False


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Span(start=start, end=start + len(piece.strip()))
