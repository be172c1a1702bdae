"""A page's words made comparable as a whole, every character knowing where it stands in the report."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from ingest.model import Figure, Span
from rag.surroundings import Readable, Sentence

_DROPPED = frozenset(' 　\t\r“”"「」『』《》•·')


class Wording:
    """The words of one report, looked through for many things."""

    def __init__(self, page: Readable) -> None:
        self.page = page
        text = page.report.text
        self._kept = [i for i, c in enumerate(text) if c not in _DROPPED and i >= page.report.body]
        self.words = "".join(_plain(text[i]) for i in self._kept)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The report's figures in order of the text."""
        return tuple(sorted(self.page.report.figures, key=lambda f: f.span))

    @cached_property
    def _figure_starts(self) -> list[int]:
        return [f.span.start for f in self.figures]

    @cached_property
    def _heading_spans(self) -> tuple[Span, ...]:
        return tuple(s.heading for s in self.page.report.sections())

    def place(self, start: int, end: int) -> Span:
        """Where a stretch of `words` stands in the report."""
        return Span(start=self._kept[start], end=self._kept[end - 1] + 1)

    def figures_in(self, span: Span) -> tuple[Figure, ...]:
        """The figures that begin inside a span."""
        first, last = bisect_left(self._figure_starts, span.start), bisect_left(self._figure_starts, span.end)
        return self.figures[first:last]

    def clause_at(self, offset: int) -> tuple[Sentence, int] | None:
        """The sentence that holds a character and the number of its clause; None in a heading or outside the body."""
        sentence = self.page.sentence_at(offset)
        if sentence is None or self._in_heading(offset):
            return None
        starts = [c.start for c in sentence.clauses]
        n = bisect_right(starts, offset) - 1
        return (sentence, n) if n >= 0 and offset < sentence.clauses[n].end else None

    def _in_heading(self, offset: int) -> bool:
        return any(h.start <= offset < h.end for h in self._heading_spans)

    def sentences_with(self, needles: Iterator[str]) -> frozenset[int]:
        """Where the sentences begin that hold one of the (folded) needles."""
        starts = set()
        for needle in needles:
            at = self.words.find(needle)
            while at >= 0:
                if (sentence := self.page.sentence_at(self._kept[at])) is not None:
                    starts.add(sentence.span.start)
                at = self.words.find(needle, at + 1)
        return frozenset(starts)


def _plain(character: str) -> str:
    """One character made comparable; one that would become several (㎡) stays as it is."""
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character
