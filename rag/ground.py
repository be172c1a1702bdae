"""Evidence: numbered, verbatim words of the reports that an answer rests on."""

from collections.abc import Collection, Mapping, Sequence

from ingest.model import Span, Unit
from rag import phrases
from rag.model import Evidence
from rag.surroundings import Readable


class EvidenceBook:
    """Numbers the quotes of one answer, the same words never twice. `files` names each report's file; `units` are
    those of the library, whose names a sentence may only bear where its quotes do."""

    def __init__(self, files: Mapping[str, str], units: Sequence[Unit] = ()) -> None:
        self._files, self.units = files, tuple(units)
        self._numbers: dict[tuple[str, Span], int] = {}
        self._items: list[Evidence] = []

    def cite(self, page: Readable, span: Span) -> int:
        """The number under which `span` of the page's report is quoted."""
        key = (page.report.id, span)
        if key not in self._numbers:
            number = 1 + max(self._numbers.values(), default=0)
            self._numbers[key] = number
            self._items.append(self._evidence(page, span, n=number))
        return self._numbers[key]

    def cite_words(self, words: str, said_by: str) -> int:
        """The number under which the user's own words are quoted; `said_by` is who they speak for."""
        key = (words, Span(start=0, end=len(words)))
        if key not in self._numbers:
            self._numbers[key] = 1 + max(self._numbers.values(), default=0)
            self._items.append(
                Evidence(
                    n=self._numbers[key], report_id="", unit=said_by, file=phrases.YOUR_WORDS, lines=(1, 1), quote=words,
                    span=key[1], paragraph=words, highlight=key[1],
                )
            )  # fmt: skip
        return self._numbers[key]

    def anew(self) -> "EvidenceBook":
        """An empty book of the same library."""
        return EvidenceBook(self._files, self.units)

    def keep(self, numbers: Collection[int]) -> None:
        """Drop the evidence that nothing cites in the end; what stays keeps its number."""
        self._items = [e for e in self._items if e.n in numbers]
        self._numbers = {key: n for key, n in self._numbers.items() if n in numbers}

    @property
    def items(self) -> tuple[Evidence, ...]:
        """All evidence in order of its numbers."""
        return tuple(self._items)

    def _evidence(self, page: Readable, span: Span, *, n: int) -> Evidence:
        report = page.report
        paragraph = page.paragraph(span)
        sentence = page.sentence_at(span.start)
        return Evidence(
            n=n,
            report_id=report.id,
            unit=report.unit.name,
            file=self._files[report.id],
            lines=report.lines(span),
            quote=span.of(report.text),
            span=span,
            paragraph=paragraph.of(report.text),
            highlight=span.shift(-paragraph.start),
            heading_path=sentence.headings if sentence else (),
            report_title=report.title,
            page=report.page(span),
        )
