"""The lines of a text as a reader sees them: without margins, with the marker that opens each."""

import re
from dataclasses import dataclass

from ingest.markers import Marker, marker_at
from ingest.model import Span, line_starts

_MARGIN = re.compile(r"[\s　>＞•·●■◆▲★☆#*]*")
_SENTENCE_END = "。！？!?；;：:”）)》…"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line that is not blank. `index` counts the text's lines from 0; `span` leaves the margins out."""

    index: int
    span: Span
    text: str
    marker: Marker | None

    @property
    def is_heading(self) -> bool:
        """A marker with a short title and nothing after it: what follows stands under it."""
        rest = self.text[self.marker.span.end - self.span.start :] if self.marker else ""
        if self.marker is None or len(rest) > 80 or re.search(r"[。；;！].", rest):
            return False
        return len(rest) <= 30 or rest[-1] not in "。；;"

    @property
    def is_finished(self) -> bool:
        """Whether it ends like a sentence, or is too short to be a paragraph that broke off."""
        return self.text[-1] in _SENTENCE_END or len(self.text) < 60


def read_lines(text: str, start: int = 0, end: int | None = None) -> tuple[Line, ...]:
    """The lines of `text[start:end]` that hold more than blanks; spans count in `text`."""
    end = len(text) if end is None else end
    lines = []
    for index, begin in enumerate(starts := line_starts(text)):
        stop = starts[index + 1] if index + 1 < len(starts) else len(text)
        begin, stop = max(begin, start), min(stop, end)
        if begin >= stop:
            continue
        margin = _MARGIN.match(text, begin, stop)
        first = margin.end() if margin else begin
        content = text[first:stop].rstrip()
        if content:
            span = Span(start=first, end=first + len(content))
            marker = marker_at(text, first, span.end)
            lines.append(Line(index=index, span=span, text=content, marker=marker))
    return tuple(lines)
