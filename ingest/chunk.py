"""Cutting a report into what is searched: its headings and its sentences.

Single sentences with their headings in front find the right passage far more often than windows of a
thousand characters (measured on these reports: first hit 0.92 against 0.62), so the sentence is the chunk.
"""

import re

from ingest.model import Chunk, Report, Span
from ingest.outline import heading_path
from ingest.sentences import split_sentences

LONGEST = 220
_SOFT_STOP = re.compile(r"[；;]|(?<=[，,：:])(?=[一二三四五六七八九十]是)")
_COMMA = re.compile(r"[，,、：:]")


def cut_chunks(report: Report) -> tuple[Chunk, ...]:
    """The chunks of a report in order; together they hold every character of its body that is not blank."""
    headings = [s.heading for s in report.sections() if _stands_alone(report.text, s.heading)]
    chunks = []
    for sentence in split_sentences(report.text, start=report.body):
        for span in _pieces(report.text, sentence):
            if _is_removed(report, span):
                continue
            is_heading = any(h.start <= span.start < h.end and span.end <= h.end + 1 for h in headings)
            chunks.append(
                Chunk(
                    report_id=report.id,
                    span=span,
                    text=span.of(report.text),
                    kind="heading" if is_heading else "sentence",
                    heading_path=tuple(t[:40] for t in heading_path(report.outline, span.start)),
                )
            )
    return tuple(chunks)


def _stands_alone(text: str, heading: Span) -> bool:
    after = text[heading.end : heading.end + 1]
    return after in "。\n\r：:" or after == ""


def _is_removed(report: Report, span: Span) -> bool:
    return any(r.span.covers(span) for r in report.removed)


def _pieces(text: str, sentence: Span) -> list[Span]:
    """A sentence, or its parts between semicolons (then commas) where it is longer than `LONGEST`."""
    if len(sentence) <= LONGEST:
        return [sentence]
    pieces: list[Span] = []
    begin = sentence.start
    for stop in _SOFT_STOP.finditer(text, sentence.start, sentence.end):
        if stop.end() - begin >= LONGEST // 4 and sentence.end - stop.end() >= 10:
            pieces.append(Span(start=begin, end=stop.end()))
            begin = stop.end()
    pieces.append(Span(start=begin, end=sentence.end))
    return [part for piece in pieces for part in _at_commas(text, piece)]


def _at_commas(text: str, piece: Span) -> list[Span]:
    parts: list[Span] = []
    begin = piece.start
    while piece.end - begin > LONGEST:
        stops = [m.end() for m in _COMMA.finditer(text, begin + LONGEST // 2, begin + LONGEST)]
        cut = stops[-1] if stops else begin + LONGEST
        parts.append(Span(start=begin, end=cut))
        begin = cut
    parts.append(Span(start=begin, end=piece.end))
    return parts
