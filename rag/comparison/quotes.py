"""What is quoted of a report: overlapping quotes joined, long rows of things cut to the part that matters."""

import re
from collections.abc import Sequence

from ingest.model import Span
from rag.surroundings import Readable

_LONGEST = 60
_STOP = re.compile("[。！？!?]")


def cut_row(page: Readable, span: Span, number: int) -> Span:
    """Of a long row of things the part that the number at offset `number` belongs to."""
    if len(span) <= _LONGEST:
        return span
    cut = page.report.text.rfind("、", span.start, number)
    return Span(start=cut + 1, end=span.end) if cut >= 0 and span.end - cut <= _LONGEST else span


def one_sentence(page: Readable, span: Span, clause: Span) -> Span:
    """Of a span the sentence around a clause of it: what is shown is cited sentence by sentence."""
    text = page.report.text
    starts = [m.end() for m in _STOP.finditer(text, span.start, clause.start)]
    stop = _STOP.search(text, clause.end, span.end)
    return Span(start=max(starts, default=span.start), end=stop.end() if stop else span.end)


def merged(spans: Sequence[tuple[Readable, Span]]) -> tuple[tuple[Readable, Span], ...]:
    """Quotes that overlap become one, in the order of the reports and of their text."""
    pages = {page.report.id: page for page, _ in spans}
    joined: list[tuple[str, Span]] = []
    for report_id, span in sorted({(page.report.id, span) for page, span in spans}):
        if joined and joined[-1][0] == report_id and joined[-1][1].end > span.start:
            last = joined.pop()[1]
            span = Span(start=last.start, end=max(last.end, span.end))
        joined.append((report_id, span))
    return tuple((pages[i], span) for i, span in joined)
