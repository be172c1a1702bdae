"""What stands around a place in a report, near to far: the words a question may find its terms in."""

from bisect import bisect_right
from collections.abc import Collection
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property

from ingest.clauses import clauses
from ingest.model import Figure, Report, Span
from ingest.outline import heading_path
from ingest.sentences import split_sentences
from rag.terms import fold

REACH = 200


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence of the report whose text is `source`, and the headings over it."""

    span: Span
    headings: tuple[str, ...]
    source: str = field(repr=False, compare=False)

    @cached_property
    def clauses(self) -> tuple[Span, ...]:
        """Its clauses, cut when they are first asked for: of a large library most never are."""
        return clauses(self.source, self.span.start, self.span.end)


class Readable:
    """A report laid out for reading: its sentences in order, and what stands around any place in it."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.sentences = tuple(
            Sentence(
                span=span,
                headings=heading_path(report.outline, span.start),
                source=report.text,
            )
            for span in split_sentences(report.text, start=report.body)
        )
        self._starts = [s.span.start for s in self.sentences]
        self._folded: dict[Span, str] = {}
        self._candidates: frozenset[int] | None = None

    def only(self, starts: Collection[int]) -> "Readable":
        """The same report, with only the sentences that begin at `starts` as candidates for an answer."""
        narrowed = copy(self)
        narrowed._candidates = frozenset(starts)
        return narrowed

    @property
    def candidates(self) -> tuple[Sentence, ...]:
        """The sentences that may answer."""
        if self._candidates is None:
            return self.sentences
        return tuple(s for s in self.sentences if s.span.start in self._candidates)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the sentences that may answer."""
        if self._candidates is None:
            return self.report.figures
        spans = [s.span for s in self.candidates]
        return tuple(f for f in self.report.figures if any(s.covers(f.span) for s in spans))

    def folded(self, span: Span) -> str:
        """The words of a span made comparable, kept for the next question."""
        if span not in self._folded:
            self._folded[span] = fold(span.of(self.report.text))
        return self._folded[span]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds a character; None outside the body."""
        i = bisect_right(self._starts, offset) - 1
        return self.sentences[i] if i >= 0 and offset < self.sentences[i].span.end else None

    def paragraph(self, span: Span) -> Span:
        """The whole lines around a span, without blanks at their ends."""
        text = self.report.text
        start = max(text.rfind(mark, 0, span.start) for mark in "\n\r") + 1
        ends = [text.find(mark, span.end) for mark in "\n\r"]
        end = min((e for e in ends if e >= 0), default=len(text))
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        return Span(start=min(start, span.start), end=max(start + len(piece.strip()), span.end))

    def before(self, span: Span) -> Span:
        """What leads up to a span: at most `REACH` characters of its paragraph."""
        start = max(self.paragraph(span).start, span.start - REACH)
        return Span(start=start, end=span.start)
