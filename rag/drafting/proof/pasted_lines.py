"""Text that the clerk pastes, as the lines of a draft: its headings, points and sentences, nothing left out."""

import re
from itertools import pairwise

from ingest.lines import read_lines
from ingest.markers import Marker
from ingest.sentences import split_sentences
from rag.drafting.model import Line, Sentence

_LEVELS = {
    "part": 1,
    "chinese": 1,
    "chinese_bracket": 2,
    "arabic": 3,
    "arabic_bracket": 4,
    "parenthesised": 4,
}
_LONGEST_TITLE = 40
_TITLE_END = re.compile(r"[。！？]")


def lines_of_text(text: str) -> tuple[Line, ...]:
    """The lines of a free text with its own numbering: 一、 to （1） with a short title are headings, 一是 and ① points.

    Each line that is not blank becomes one, its words as they are; only margins and Markdown's # go.
    """
    return tuple(_line(line.text, line.marker) for line in read_lines(text))


def _line(text: str, marker: Marker | None) -> Line:
    if marker is None:
        return Line(sentences=_sentences(text))
    size = marker.span.end - marker.span.start
    if marker.style not in _LEVELS:
        return Line(heading=text[:size], sentences=_sentences(text[size:]))
    level = _LEVELS[marker.style]
    stop = _TITLE_END.search(text)
    title = text[: stop.end()] if stop else text
    if len(title) <= _LONGEST_TITLE and (stop is None or stop.end() < len(text)):
        return Line(heading=title, level=level, sentences=_sentences(text[len(title) :]))
    return Line(heading=text[:size], sentences=_sentences(text[size:]))


def _sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a stretch of a line, with the blanks between them, so that together they are the line."""
    spans = split_sentences(text)
    if not spans:
        return (Sentence(text=text, kind="stated"),) if text else ()
    starts = [0, *(s.start for s in spans[1:]), len(text)]
    return tuple(Sentence(text=text[a:b], kind="stated") for a, b in pairwise(starts))
