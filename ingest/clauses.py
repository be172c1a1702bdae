"""Clauses: the stretches between punctuation marks, never cut inside a number, a quotation or a title."""

import re

from ingest.model import Span

_PAIRS = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"))
_WHOLE = "|".join([*(f"{a}[^{a}{b}\n]{{0,120}}{b}" for a, b in _PAIRS), r"\"[^\"\n]{0,40}\""])
_ASIDE = r"[(（][^()（）\d，,；;。！？!?：:\n]{0,8}[)）]"
_IN_NUMBER = r"(?<=\d)(?:[,，](?=\d{3}(?!\d))|[。:：](?=\d))"
_MARK = r"[，,；;。！？!?：:\n\r()（）\[\]【】…\v\f\x1c-\x1e\x85\u2028\u2029]"
_TOKENS = re.compile(rf"(?P<keep>{_WHOLE}|{_ASIDE}|{_IN_NUMBER})|(?P<cut>{_MARK})")


def clauses(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The clauses of `text[start:end]` in order, without overlap and without blanks around them.

    A bracket is a clause of its own and ends the one in front of it, but for a short aside that belongs to
    its word: 社区(村), 100场(次).
    """
    end = len(text) if end is None else end
    cuts = [m.span() for m in _TOKENS.finditer(text, start, end) if m["cut"]]
    starts = [start, *(stop for _, stop in cuts)]
    stops = [*(begin for begin, _ in cuts), end]
    return tuple(span for a, b in zip(starts, stops, strict=True) if (span := _trimmed(text, a, b)))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Span(start=start, end=end) if start < end else None
