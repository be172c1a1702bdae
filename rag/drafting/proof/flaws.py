"""What a check found at a place of a text, before it is told to the clerk; and a few words around a place."""

from dataclasses import dataclass

from ingest.model import Span

_BEFORE, _BEHIND = 6, 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Flaw:
    """Something to mend in a line: `at` counts in the line's text without marks."""

    at: int
    kind: str
    words: str
    advice: str


def around(text: str, span: Span) -> str:
    """The words of a place with a few on either side, so that they can be searched for."""
    start = max(0, span.start - _BEFORE)
    return text[start : span.end + _BEHIND].strip("，。；：、 ") or span.of(text)
